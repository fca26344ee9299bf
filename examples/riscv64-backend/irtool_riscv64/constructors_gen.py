"""Constructors of machine instructions. Generated from encodings.py; do not edit."""

# ruff: noqa

from mypy_extensions import i64

from irtool.ir.kinds import Code, Imm, RmwOp
from irtool.backends.kinds import Label, Mem, Reg, Symbol
from irtool.backends.lower import Lower
from .kinds import Cond
from .encodings_gen import (
    MOP_ADD,
    MOP_ADDI,
    MOP_ADDIW,
    MOP_ADDR,
    MOP_AMOADD_D,
    MOP_AMOADD_W,
    MOP_AMOAND_D,
    MOP_AMOAND_W,
    MOP_AMOMAXU_D,
    MOP_AMOMAXU_W,
    MOP_AMOMAX_D,
    MOP_AMOMAX_W,
    MOP_AMOMINU_D,
    MOP_AMOMINU_W,
    MOP_AMOMIN_D,
    MOP_AMOMIN_W,
    MOP_AMOOR_D,
    MOP_AMOOR_W,
    MOP_AMOSWAP_D,
    MOP_AMOSWAP_W,
    MOP_AMOXOR_D,
    MOP_AMOXOR_W,
    MOP_ANDI,
    MOP_AND_,
    MOP_BLOCK_ADDR,
    MOP_BRANCH,
    MOP_BRANCH_ZERO,
    MOP_BR_TABLE,
    MOP_CAS_LOOP,
    MOP_DIV,
    MOP_DIVU,
    MOP_EBREAK,
    MOP_FENCE,
    MOP_JUMP,
    MOP_KEEP_IF,
    MOP_KEEP_IF_ZERO,
    MOP_LB,
    MOP_LBU,
    MOP_LD,
    MOP_LH,
    MOP_LHU,
    MOP_LI,
    MOP_LW,
    MOP_LWU,
    MOP_MUL,
    MOP_MULH,
    MOP_MULHU,
    MOP_NAND_LOOP,
    MOP_NARROW_CAS,
    MOP_NARROW_LOOP,
    MOP_NEG,
    MOP_ORI,
    MOP_OR_,
    MOP_REM,
    MOP_REMU,
    MOP_SB,
    MOP_SB_ZERO,
    MOP_SD,
    MOP_SD_ZERO,
    MOP_SH,
    MOP_SH_ZERO,
    MOP_SLL,
    MOP_SLLI,
    MOP_SLLW,
    MOP_SLT,
    MOP_SLTI,
    MOP_SLTIU,
    MOP_SLTU,
    MOP_SNEZ,
    MOP_SRA,
    MOP_SRAI,
    MOP_SRAIW,
    MOP_SRAW,
    MOP_SRL,
    MOP_SRLI,
    MOP_SRLIW,
    MOP_SRLW,
    MOP_SUB,
    MOP_SW,
    MOP_SW_ZERO,
    MOP_SYMBOL_ADDR,
    MOP_SYMBOL_GOT,
    MOP_TRAP,
    MOP_TRAP_IF,
    MOP_TRAP_IF_ZERO,
    MOP_XOR,
    MOP_XORI,
)


def _w_reg__r_reg_x__r_reg_y__xy(ctx: Lower, mop: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    return dst


def _w_reg__r_reg_x__x(ctx: Lower, mop: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_reg__r_reg_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_reg__mem__m(ctx: Lower, mop: i64, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.use_mem(row, mem)
    return dst


def _r_reg_x__mem__xm(ctx: Lower, mop: i64, x: Reg, mem: Mem) -> None:
    vc = ctx.vc
    row = vc.row(mop, 0, 0, 0)
    vc.operand(x | 0x400000000)
    vc.use_mem(row, mem)


def _mem__m(ctx: Lower, mop: i64, mem: Mem) -> None:
    vc = ctx.vc
    row = vc.row(mop, 0, 0, 0)
    vc.use_mem(row, mem)


def _w_reg__r_reg_x__mem__xm(ctx: Lower, mop: i64, x: Reg, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.use_mem(row, mem)
    return dst


def _(ctx: Lower, mop: i64) -> None:
    vc = ctx.vc
    vc.row(mop, 0, 0, 0)


def _i0(ctx: Lower, mop: i64, i0: i64) -> None:
    vc = ctx.vc
    vc.row(mop, i0, 0, 0)


def _r_reg_x__r_reg_y__i0__i1__i2__xy(
    ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64, x: Reg, y: Reg
) -> None:
    vc = ctx.vc
    vc.row(mop, i0, i1, i2)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)


def _r_reg_x__i0__i1__i2__x(ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64, x: Reg) -> None:
    vc = ctx.vc
    vc.row(mop, i0, i1, i2)
    vc.operand(x | 0x400000000)


def _r_reg_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg) -> None:
    vc = ctx.vc
    vc.row(mop, i0, i1, 0)
    vc.operand(x | 0x400000000)


def _i1(ctx: Lower, mop: i64, i1: i64) -> None:
    vc = ctx.vc
    vc.row(mop, 0, i1, 0)


def _r_reg_x__r_reg_y__i0__i1__xy(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, y: Reg) -> None:
    vc = ctx.vc
    vc.row(mop, i0, i1, 0)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)


def _w_reg__i0(ctx: Lower, mop: i64, i0: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    return dst


def _w_reg__i0__i1(ctx: Lower, mop: i64, i0: i64, i1: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    return dst


def _rw_reg_x__r_reg_y__r_reg_z__r_reg_w__i0__xyzw(
    ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg, z: Reg, w: Reg
) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x41300000000)
    vc.operand(y | 0x400000000)
    vc.operand(z | 0x400000000)
    vc.operand(w | 0x400000000)
    vc.operand(x | 0x400000000)
    return dst


def _rw_reg_x__r_reg_y__r_reg_z__i0__xyz(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg, z: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x31300000000)
    vc.operand(y | 0x400000000)
    vc.operand(z | 0x400000000)
    vc.operand(x | 0x400000000)
    return dst


def _ew_reg__r_reg_x__mem__i0__xm(ctx: Lower, mop: i64, i0: i64, x: Reg, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x500000000)
    vc.operand(x | 0x400000000)
    vc.use_mem(row, mem)
    return dst


def _ew_reg__r_reg_x__mem__r_reg_y__r_reg_z__i0__i1__xmyz(
    ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, mem: Mem, y: Reg, z: Reg
) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x500000000)
    vc.operand(x | 0x400000000)
    vc.use_mem(row, mem)
    vc.operand(y | 0x400000000)
    vc.operand(z | 0x400000000)
    return dst


def _ew_reg__r_reg_x__r_reg_y__mem__i0__xym(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x500000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    vc.use_mem(row, mem)
    return dst


def _ew_reg__r_reg_x__r_reg_y__mem__r_reg_z__xymz(
    ctx: Lower, mop: i64, x: Reg, y: Reg, mem: Mem, z: Reg
) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x500000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    vc.use_mem(row, mem)
    vc.operand(z | 0x400000000)
    return dst


def add(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`add rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_ADD, x, y)


def sub(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`sub rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_SUB, x, y)


def sll(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`sll rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_SLL, x, y)


def slt(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`slt rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_SLT, x, y)


def sltu(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`sltu rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_SLTU, x, y)


def xor(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`xor rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_XOR, x, y)


def srl(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`srl rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_SRL, x, y)


def sra(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`sra rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_SRA, x, y)


def or_(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`or_ rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_OR_, x, y)


def and_(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`and_ rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_AND_, x, y)


def sllw(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`sllw rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_SLLW, x, y)


def srlw(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`srlw rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_SRLW, x, y)


def sraw(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`sraw rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_SRAW, x, y)


def mul(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`mul rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_MUL, x, y)


def mulh(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`mulh rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_MULH, x, y)


def mulhu(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`mulhu rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_MULHU, x, y)


def div(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`div rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_DIV, x, y)


def divu(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`divu rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_DIVU, x, y)


def rem(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`rem rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_REM, x, y)


def remu(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`remu rd, rs1, rs2`."""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_REMU, x, y)


def neg(ctx: Lower, x: Reg) -> Reg:
    """`neg rd, rs2`."""
    return _w_reg__r_reg_x__x(ctx, MOP_NEG, x)


def snez(ctx: Lower, x: Reg) -> Reg:
    """`snez rd, rs2`."""
    return _w_reg__r_reg_x__x(ctx, MOP_SNEZ, x)


def addi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`addi rd, rs1, imm12`."""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_ADDI, imm, x)


def slti(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`slti rd, rs1, imm12`."""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_SLTI, imm, x)


def sltiu(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`sltiu rd, rs1, imm12`."""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_SLTIU, imm, x)


def xori(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`xori rd, rs1, imm12`."""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_XORI, imm, x)


def ori(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`ori rd, rs1, imm12`."""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_ORI, imm, x)


def andi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`andi rd, rs1, imm12`."""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_ANDI, imm, x)


def addiw(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`addiw rd, rs1, imm12`."""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_ADDIW, imm, x)


def slli(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`slli rd, rs1, shamt`."""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_SLLI, imm, x)


def srli(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`srli rd, rs1, shamt`."""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_SRLI, imm, x)


def srai(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`srai rd, rs1, shamt`."""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_SRAI, imm, x)


def srliw(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`srliw rd, rs1, shamt`."""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_SRLIW, imm, x)


def sraiw(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`sraiw rd, rs1, shamt`."""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_SRAIW, imm, x)


def lb(ctx: Lower, mem: Mem) -> Reg:
    """`lb rd, mem`."""
    return _w_reg__mem__m(ctx, MOP_LB, mem)


def lh(ctx: Lower, mem: Mem) -> Reg:
    """`lh rd, mem`."""
    return _w_reg__mem__m(ctx, MOP_LH, mem)


def lw(ctx: Lower, mem: Mem) -> Reg:
    """`lw rd, mem`."""
    return _w_reg__mem__m(ctx, MOP_LW, mem)


def ld(ctx: Lower, mem: Mem) -> Reg:
    """`ld rd, mem`."""
    return _w_reg__mem__m(ctx, MOP_LD, mem)


def lbu(ctx: Lower, mem: Mem) -> Reg:
    """`lbu rd, mem`."""
    return _w_reg__mem__m(ctx, MOP_LBU, mem)


def lhu(ctx: Lower, mem: Mem) -> Reg:
    """`lhu rd, mem`."""
    return _w_reg__mem__m(ctx, MOP_LHU, mem)


def lwu(ctx: Lower, mem: Mem) -> Reg:
    """`lwu rd, mem`."""
    return _w_reg__mem__m(ctx, MOP_LWU, mem)


def sb(ctx: Lower, x: Reg, mem: Mem) -> None:
    """`sb rs2, mem`."""
    _r_reg_x__mem__xm(ctx, MOP_SB, x, mem)


def sh(ctx: Lower, x: Reg, mem: Mem) -> None:
    """`sh rs2, mem`."""
    _r_reg_x__mem__xm(ctx, MOP_SH, x, mem)


def sw(ctx: Lower, x: Reg, mem: Mem) -> None:
    """`sw rs2, mem`."""
    _r_reg_x__mem__xm(ctx, MOP_SW, x, mem)


def sd(ctx: Lower, x: Reg, mem: Mem) -> None:
    """`sd rs2, mem`."""
    _r_reg_x__mem__xm(ctx, MOP_SD, x, mem)


def sb_zero(ctx: Lower, mem: Mem) -> None:
    """`sb_zero mem`."""
    _mem__m(ctx, MOP_SB_ZERO, mem)


def sh_zero(ctx: Lower, mem: Mem) -> None:
    """`sh_zero mem`."""
    _mem__m(ctx, MOP_SH_ZERO, mem)


def sw_zero(ctx: Lower, mem: Mem) -> None:
    """`sw_zero mem`."""
    _mem__m(ctx, MOP_SW_ZERO, mem)


def sd_zero(ctx: Lower, mem: Mem) -> None:
    """`sd_zero mem`."""
    _mem__m(ctx, MOP_SD_ZERO, mem)


def amoadd_w(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amoadd_w rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOADD_W, x, mem)


def amoswap_w(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amoswap_w rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOSWAP_W, x, mem)


def amoxor_w(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amoxor_w rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOXOR_W, x, mem)


def amoor_w(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amoor_w rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOOR_W, x, mem)


def amoand_w(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amoand_w rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOAND_W, x, mem)


def amomin_w(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amomin_w rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOMIN_W, x, mem)


def amomax_w(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amomax_w rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOMAX_W, x, mem)


def amominu_w(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amominu_w rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOMINU_W, x, mem)


def amomaxu_w(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amomaxu_w rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOMAXU_W, x, mem)


def amoadd_d(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amoadd_d rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOADD_D, x, mem)


def amoswap_d(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amoswap_d rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOSWAP_D, x, mem)


def amoxor_d(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amoxor_d rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOXOR_D, x, mem)


def amoor_d(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amoor_d rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOOR_D, x, mem)


def amoand_d(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amoand_d rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOAND_D, x, mem)


def amomin_d(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amomin_d rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOMIN_D, x, mem)


def amomax_d(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amomax_d rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOMAX_D, x, mem)


def amominu_d(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amominu_d rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOMINU_D, x, mem)


def amomaxu_d(ctx: Lower, x: Reg, mem: Mem) -> Reg:
    """`amomaxu_d rd, rs2, base`."""
    return _w_reg__r_reg_x__mem__xm(ctx, MOP_AMOMAXU_D, x, mem)


def fence(ctx: Lower) -> None:
    """`fence`."""
    _(ctx, MOP_FENCE)


def jump(ctx: Lower, label: Label) -> None:
    """`jump target`."""
    _i0(ctx, MOP_JUMP, label)


def branch(ctx: Lower, cond: Cond, x: Reg, y: Reg, label: Label, other: Label) -> None:
    """`branch cond, rs1, rs2, label, other`."""
    _r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_BRANCH, cond, label, other, x, y)


def branch_zero(ctx: Lower, cond: Cond, x: Reg, label: Label, other: Label) -> None:
    """`branch_zero cond, rs1, label, other`."""
    _r_reg_x__i0__i1__i2__x(ctx, MOP_BRANCH_ZERO, cond, label, other, x)


def br_table(ctx: Lower, x: Reg, edge: Imm, count: Imm) -> None:
    """`br_table rs1, edge, count`."""
    _r_reg_x__i0__i1__x(ctx, MOP_BR_TABLE, edge, count, x)


def trap(ctx: Lower, code: Code) -> None:
    """`trap code`."""
    _i1(ctx, MOP_TRAP, code)


def ebreak(ctx: Lower) -> None:
    """`ebreak`."""
    _(ctx, MOP_EBREAK)


def trap_if(ctx: Lower, cond: Cond, x: Reg, y: Reg, code: Code) -> None:
    """`trap_if cond, rs1, rs2, code`."""
    _r_reg_x__r_reg_y__i0__i1__xy(ctx, MOP_TRAP_IF, cond, code, x, y)


def trap_if_zero(ctx: Lower, cond: Cond, x: Reg, code: Code) -> None:
    """`trap_if_zero cond, rs1, code`."""
    _r_reg_x__i0__i1__x(ctx, MOP_TRAP_IF_ZERO, cond, code, x)


def li(ctx: Lower, value: Imm) -> Reg:
    """`li rd, value`."""
    return _w_reg__i0(ctx, MOP_LI, value)


def addr(ctx: Lower, mem: Mem) -> Reg:
    """`addr rd, mem`."""
    return _w_reg__mem__m(ctx, MOP_ADDR, mem)


def block_addr(ctx: Lower, edge: Imm) -> Reg:
    """`block_addr rd, edge`."""
    return _w_reg__i0(ctx, MOP_BLOCK_ADDR, edge)


def symbol_addr(ctx: Lower, symbol: Symbol, addend: Imm) -> Reg:
    """`symbol_addr rd, symbol, addend`."""
    return _w_reg__i0__i1(ctx, MOP_SYMBOL_ADDR, symbol, addend)


def symbol_got(ctx: Lower, symbol: Symbol) -> Reg:
    """`symbol_got rd, symbol`."""
    return _w_reg__i0(ctx, MOP_SYMBOL_GOT, symbol)


def keep_if(ctx: Lower, cond: Cond, x: Reg, y: Reg, z: Reg, w: Reg) -> Reg:
    """`keep_if cond, both, rs1, rs2, rs3`."""
    return _rw_reg_x__r_reg_y__r_reg_z__r_reg_w__i0__xyzw(ctx, MOP_KEEP_IF, cond, x, y, z, w)


def keep_if_zero(ctx: Lower, cond: Cond, x: Reg, y: Reg, z: Reg) -> Reg:
    """`keep_if_zero cond, both, rs1, rs3`."""
    return _rw_reg_x__r_reg_y__r_reg_z__i0__xyz(ctx, MOP_KEEP_IF_ZERO, cond, x, y, z)


def nand_loop(ctx: Lower, x: Reg, mem: Mem, log2: Imm) -> Reg:
    """`nand_loop early, rs2, base, log2`."""
    return _ew_reg__r_reg_x__mem__i0__xm(ctx, MOP_NAND_LOOP, log2, x, mem)


def narrow_loop(ctx: Lower, x: Reg, mem: Mem, y: Reg, z: Reg, rmw: RmwOp, unused: Imm) -> Reg:
    """`narrow_loop early, rs2, base, rs3, rs4, rmw, unused`."""
    return _ew_reg__r_reg_x__mem__r_reg_y__r_reg_z__i0__i1__xmyz(ctx, MOP_NARROW_LOOP, rmw, unused, x, mem, y, z)


def cas_loop(ctx: Lower, x: Reg, y: Reg, mem: Mem, log2: Imm) -> Reg:
    """`cas_loop early, rs2, rs3, base, log2`."""
    return _ew_reg__r_reg_x__r_reg_y__mem__i0__xym(ctx, MOP_CAS_LOOP, log2, x, y, mem)


def narrow_cas(ctx: Lower, x: Reg, y: Reg, mem: Mem, z: Reg) -> Reg:
    """`narrow_cas early, rs2, rs3, base, rs4`."""
    return _ew_reg__r_reg_x__r_reg_y__mem__r_reg_z__xymz(ctx, MOP_NARROW_CAS, x, y, mem, z)
