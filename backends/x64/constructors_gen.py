"""Constructors of machine instructions. Generated from encodings.py; do not edit."""

# ruff: noqa

from mypy_extensions import i64, u8

from ...ir.kinds import Code, Imm
from ..kinds import Label, Mem, Mop, Preg, Reg, Rm, Size, Symbol
from ..lower import Lower
from .kinds import Xcc
from .encodings_gen import (
    MOP_ADC_RM,
    MOP_ADD3,
    MOP_ADDI,
    MOP_ADDSD_XM,
    MOP_ADDSS_XM,
    MOP_ADD_MI,
    MOP_ADD_MR,
    MOP_ADD_RM,
    MOP_ANDN_RVM,
    MOP_ANDPS_XM,
    MOP_AND_MI,
    MOP_AND_MR,
    MOP_AND_RM,
    MOP_BRANCH,
    MOP_BRANCH_AND,
    MOP_BRANCH_OR,
    MOP_BSF_RM,
    MOP_BSR_RM,
    MOP_BSWAP_O,
    MOP_CARRY_MASK,
    MOP_CMOV_RM,
    MOP_CMP_MI,
    MOP_CMP_RM,
    MOP_CVTSD2SS_XM,
    MOP_CVTSI2SD_XM,
    MOP_CVTSI2SS_XM,
    MOP_CVTSS2SD_XM,
    MOP_DIVSD_XM,
    MOP_DIVSS_XM,
    MOP_FCONST,
    MOP_FSELECT,
    MOP_FSELECT_AND,
    MOP_FSELECT_OR,
    MOP_GETREG,
    MOP_IMUL_BYTE,
    MOP_IMUL_HIGH,
    MOP_IMUL_RM,
    MOP_IMUL_RMI,
    MOP_INT3,
    MOP_JUMP,
    MOP_JUMP_TABLE,
    MOP_LEA_RM,
    MOP_LOCK_CMPXCHG_MR,
    MOP_LOCK_XADD_MR,
    MOP_LZCNT_RM,
    MOP_MFENCE,
    MOP_MOVABS_OI,
    MOP_MOVD_MX,
    MOP_MOVD_XM,
    MOP_MOVSD_MX,
    MOP_MOVSD_XM,
    MOP_MOVSS_MX,
    MOP_MOVSS_XM,
    MOP_MOVSXD_RM32,
    MOP_MOVSX_RM16,
    MOP_MOVSX_RM8,
    MOP_MOVUPS_MX,
    MOP_MOVUPS_XM,
    MOP_MOVZX_RM16,
    MOP_MOVZX_RM8,
    MOP_MOV_MI,
    MOP_MOV_MR,
    MOP_MOV_OI,
    MOP_MOV_RM,
    MOP_MULSD_XM,
    MOP_MULSS_XM,
    MOP_MUL_BYTE,
    MOP_MUL_HIGH,
    MOP_MUL_LOW,
    MOP_NEG_M,
    MOP_NOT_M,
    MOP_OR_MI,
    MOP_OR_MR,
    MOP_OR_RM,
    MOP_POPCNT_RM,
    MOP_RMW_LOOP,
    MOP_RMW_SELECT,
    MOP_ROL_MC,
    MOP_ROL_MI,
    MOP_RORX_RMI,
    MOP_ROR_MC,
    MOP_SARX_RMV,
    MOP_SAR_MC,
    MOP_SAR_MI,
    MOP_SBB_RM,
    MOP_SDIV,
    MOP_SDIV_CHECK,
    MOP_SETREG,
    MOP_SET_M,
    MOP_SHLX_RMV,
    MOP_SHL_MC,
    MOP_SHL_MI,
    MOP_SHRX_RMV,
    MOP_SHR_MC,
    MOP_SHR_MI,
    MOP_SQRTSD_XM,
    MOP_SQRTSS_XM,
    MOP_SREM,
    MOP_SREM_ANY,
    MOP_SUBSD_XM,
    MOP_SUBSS_XM,
    MOP_SUB_MI,
    MOP_SUB_MR,
    MOP_SUB_RM,
    MOP_SYM_ADDR,
    MOP_SYM_GOT,
    MOP_TEST_MI,
    MOP_TEST_MR,
    MOP_TEST_RR,
    MOP_TRAP,
    MOP_TRAP_IF,
    MOP_TZCNT_RM,
    MOP_UCOMISD_XM,
    MOP_UCOMISS_XM,
    MOP_UDIV,
    MOP_UREM,
    MOP_XCHG_MR,
    MOP_XORPS_XM,
    MOP_XOR_MI,
    MOP_XOR_MR,
    MOP_XOR_RM,
    MOP_ZERO,
)


def _rw_reg_x__r_rm_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    if y >= 0:
        vc.operand(dst | 0x21300000000)
        vc.operand(y)
    else:
        vc.operand(dst | 0x1300000000 | (vc.mem_regs(~y) + 1) << 40)
        vc.use_mem(row, ~y)
    vc.operand(x | 0x400000000)
    return dst


def _r_reg_x__mem__i0__mx(ctx: Lower, mop: i64, i0: i64, mem: Mem, x: Reg) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)
    vc.use_mem(row, mem)


def _rw_reg_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x11300000000)
    vc.operand(x | 0x400000000)
    return dst


def _mem__i0__i1__m(ctx: Lower, mop: i64, i0: i64, i1: i64, mem: Mem) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, i1, 0)
    vc.use_mem(row, mem)


def _r_reg_x__r_rm_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Rm) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)
    if y >= 0:
        vc.operand(y)
    else:
        vc.use_mem(row, ~y)


def _r_rm_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Rm) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, i1, 0)
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)


def _r_reg_y__r_rm_x__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Rm, y: Reg) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, 0, 0)
    vc.operand(y | 0x400000000)
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)


def _r_reg_y__r_reg_x__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg) -> None:
    vc = ctx.vc
    vc.row(mop, i0, 0, 0)
    vc.operand(y | 0x400000000)
    vc.operand(x | 0x400000000)


def _rw_reg_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x11300000000)
    vc.operand(x | 0x400000000)
    return dst


def _mem__i0__m(ctx: Lower, mop: i64, i0: i64, mem: Mem) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, 0, 0)
    vc.use_mem(row, mem)


def _r_rm_x__r_p0_y__w_p0__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Rm, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)
    vc.operand(y | 0xc00000000)
    vc.operand(dst | 0xf00000000)
    return dst


def _r_rm_x__r_p0_y__w_p0__c2__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Rm, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.row_clobbers[row] = 0x4
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)
    vc.operand(y | 0xc00000000)
    vc.operand(dst | 0xf00000000)
    return dst


def _r_rm_x__r_p0_y__w_p2__c0__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Rm, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.row_clobbers[row] = 0x1
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)
    vc.operand(y | 0xc00000000)
    vc.operand(dst | 0x20f00000000)
    return dst


def _w_reg__r_rm_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)
    return dst


def _rw_reg_x__r_p1_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x11300000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x10c00000000)
    return dst


def _mem__r_p1_x__i0__mx(ctx: Lower, mop: i64, i0: i64, mem: Mem, x: Reg) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, 0, 0)
    vc.use_mem(row, mem)
    vc.operand(x | 0x10c00000000)


def _w_reg__r_reg_y__r_rm_x__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Rm, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(y | 0x400000000)
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)
    return dst


def _w_reg__r_rm_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)
    return dst


def _w_reg__r_reg_x__r_rm_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    if y >= 0:
        vc.operand(y)
    else:
        vc.use_mem(row, ~y)
    return dst


def _w_reg__i0__i1(ctx: Lower, mop: i64, i0: i64, i1: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    return dst


def _w_reg__mem__i0__m(ctx: Lower, mop: i64, i0: i64, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.use_mem(row, mem)
    return dst


def _rw_reg_x__r_rm_y__i0__i1__xy(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, y: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, i1, 0)
    if y >= 0:
        vc.operand(dst | 0x21300000000)
        vc.operand(y)
    else:
        vc.operand(dst | 0x1300000000 | (vc.mem_regs(~y) + 1) << 40)
        vc.use_mem(row, ~y)
    vc.operand(x | 0x400000000)
    return dst


def _i0(ctx: Lower, mop: i64, i0: i64) -> None:
    vc = ctx.vc
    vc.row(mop, i0, 0, 0)


def _rw_reg_x__mem__i0__mx(ctx: Lower, mop: i64, i0: i64, mem: Mem, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x1300000000 | (vc.mem_regs(mem) + 1) << 40)
    vc.use_mem(row, mem)
    vc.operand(x | 0x400000000)
    return dst


def _r_reg_x__mem__r_p0_y__w_p0__i0__mxy(ctx: Lower, mop: i64, i0: i64, mem: Mem, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)
    vc.use_mem(row, mem)
    vc.operand(y | 0xc00000000)
    vc.operand(dst | 0xf00000000)
    return dst


def _w_xreg__r_xrm_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)
    return dst


def _r_xreg_x__mem__i0__mx(ctx: Lower, mop: i64, i0: i64, mem: Mem, x: Reg) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)
    vc.use_mem(row, mem)


def _w_xreg__mem__i0__m(ctx: Lower, mop: i64, i0: i64, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.use_mem(row, mem)
    return dst


def _w_xreg__r_rm_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)
    return dst


def _r_xreg_x__w_reg__i0__x(ctx: Lower, mop: i64, i0: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)
    vc.operand(dst | 0x700000000)
    return dst


def _rw_xreg_x__r_xrm_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, 0, 0)
    if y >= 0:
        vc.operand(dst | 0x21300000000)
        vc.operand(y)
    else:
        vc.operand(dst | 0x1300000000 | (vc.mem_regs(~y) + 1) << 40)
        vc.use_mem(row, ~y)
    vc.operand(x | 0x400000000)
    return dst


def _r_xreg_x__r_xrm_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Rm) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)
    if y >= 0:
        vc.operand(y)
    else:
        vc.use_mem(row, ~y)


def _rw_xreg_x__r_xrmr_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, 0, 0)
    if y >= 0:
        vc.operand(dst | 0x21300000000)
        vc.operand(y | 0x400000000)
    else:
        vc.operand(dst | 0x1300000000 | (vc.mem_regs(~y) + 1) << 40)
        vc.use_mem(row, ~y)
    vc.operand(x | 0x400000000)
    return dst


def _rw_xreg_x__r_rm_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, 0, 0)
    if y >= 0:
        vc.operand(dst | 0x21300000000)
        vc.operand(y)
    else:
        vc.operand(dst | 0x1300000000 | (vc.mem_regs(~y) + 1) << 40)
        vc.use_mem(row, ~y)
    vc.operand(x | 0x400000000)
    return dst


def _i0__i1__i2(ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64) -> None:
    vc = ctx.vc
    vc.row(mop, i0, i1, i2)


def _i0__i1__i2__i3(ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64, i3: i64) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, i1, i2)
    vc.i3[row] = i3


def _i0__row_trap(ctx: Lower, mop: i64, i0: i64, row_trap: i64) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, 0, 0)
    vc.row_trap[row] = u8(row_trap)


def _row_trap(ctx: Lower, mop: i64, row_trap: i64) -> None:
    vc = ctx.vc
    row = vc.row(mop, 0, 0, 0)
    vc.row_trap[row] = u8(row_trap)


def _r_reg_x__t_reg__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg) -> None:
    vc = ctx.vc
    vc.row(mop, i0, i1, 0)
    vc.operand(x | 0x400000000)
    vc.operand(vc.new_vreg(0) | 0x500000000)


def _w_reg(ctx: Lower, mop: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    return dst


def _w_reg__r_reg_x__r_reg_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    return dst


def _w_reg__r_reg_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_reg__i0(ctx: Lower, mop: i64, i0: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    return dst


def _r_reg_x__r_reg_y__i0__row_trap__xy(ctx: Lower, mop: i64, i0: i64, row_trap: i64, x: Reg, y: Reg) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, 0, 0)
    vc.row_trap[row] = u8(row_trap)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)


def _r_rm_x__r_p0_y__t_p2__w_p0__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Rm, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)
    vc.operand(y | 0xc00000000)
    vc.operand(vc.new_vreg(0) | 0x20d00000000)
    vc.operand(dst | 0xf00000000)
    return dst


def _r_rm_x__r_p0_y__ew_p2__c0__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Rm, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.row_clobbers[row] = 0x1
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)
    vc.operand(y | 0xc00000000)
    vc.operand(dst | 0x20d00000000)
    return dst


def _r_reg_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Reg) -> None:
    vc = ctx.vc
    vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)


def _w_p0__t_reg__lr_reg_x__lr_reg_y__i0__i1__i2__row_trap__xy(
    ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64, row_trap: i64, x: Reg, y: Reg
) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, i1, i2)
    vc.row_trap[row] = u8(row_trap)
    vc.operand(dst | 0xf00000000)
    vc.operand(vc.new_vreg(0) | 0x500000000)
    vc.operand(x | 0x600000000)
    vc.operand(y | 0x600000000)
    return dst


def _w_p0__t_reg__lr_reg_x__lr_reg_y__i0__i1__row_trap__xy(
    ctx: Lower, mop: i64, i0: i64, i1: i64, row_trap: i64, x: Reg, y: Reg
) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, i1, 0)
    vc.row_trap[row] = u8(row_trap)
    vc.operand(dst | 0xf00000000)
    vc.operand(vc.new_vreg(0) | 0x500000000)
    vc.operand(x | 0x600000000)
    vc.operand(y | 0x600000000)
    return dst


def _w_xreg__i0__i1(ctx: Lower, mop: i64, i0: i64, i1: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    return dst


def _rw_xreg_x__r_xreg_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x21300000000)
    vc.operand(y | 0x400000000)
    vc.operand(x | 0x400000000)
    return dst


def _rw_xreg_x__r_xreg_y__i0__i1__xy(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x21300000000)
    vc.operand(y | 0x400000000)
    vc.operand(x | 0x400000000)
    return dst


def add_rm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg:
    """`add rw:r, r:rm`, 8 16 32 64 bits."""
    return _rw_reg_x__r_rm_y__i0__xy(ctx, MOP_ADD_RM, size, x, y)


def add_mr(ctx: Lower, size: Size, mem: Mem, x: Reg) -> None:
    """`add rw:m, r:r`, 8 16 32 64 bits."""
    _r_reg_x__mem__i0__mx(ctx, MOP_ADD_MR, size, mem, x)


def add_mi(ctx: Lower, size: Size, x: Reg, imm: Imm) -> Reg:
    """`add rw:rm, r:imm`, 8 16 32 64 bits."""
    return _rw_reg_x__i0__i1__x(ctx, MOP_ADD_MI, size, imm, x)


def add_mi_mem(ctx: Lower, size: Size, mem: Mem, imm: Imm) -> None:
    """`add rw:rm, r:imm`, 8 16 32 64 bits."""
    _mem__i0__i1__m(ctx, MOP_ADD_MI, size, imm, mem)


def or_rm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg:
    """`or rw:r, r:rm`, 8 16 32 64 bits."""
    return _rw_reg_x__r_rm_y__i0__xy(ctx, MOP_OR_RM, size, x, y)


def or_mr(ctx: Lower, size: Size, mem: Mem, x: Reg) -> None:
    """`or rw:m, r:r`, 8 16 32 64 bits."""
    _r_reg_x__mem__i0__mx(ctx, MOP_OR_MR, size, mem, x)


def or_mi(ctx: Lower, size: Size, x: Reg, imm: Imm) -> Reg:
    """`or rw:rm, r:imm`, 8 16 32 64 bits."""
    return _rw_reg_x__i0__i1__x(ctx, MOP_OR_MI, size, imm, x)


def or_mi_mem(ctx: Lower, size: Size, mem: Mem, imm: Imm) -> None:
    """`or rw:rm, r:imm`, 8 16 32 64 bits."""
    _mem__i0__i1__m(ctx, MOP_OR_MI, size, imm, mem)


def adc_rm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg:
    """`adc rw:r, r:rm`, 8 16 32 64 bits."""
    return _rw_reg_x__r_rm_y__i0__xy(ctx, MOP_ADC_RM, size, x, y)


def sbb_rm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg:
    """`sbb rw:r, r:rm`, 8 16 32 64 bits."""
    return _rw_reg_x__r_rm_y__i0__xy(ctx, MOP_SBB_RM, size, x, y)


def and_rm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg:
    """`and rw:r, r:rm`, 8 16 32 64 bits."""
    return _rw_reg_x__r_rm_y__i0__xy(ctx, MOP_AND_RM, size, x, y)


def and_mr(ctx: Lower, size: Size, mem: Mem, x: Reg) -> None:
    """`and rw:m, r:r`, 8 16 32 64 bits."""
    _r_reg_x__mem__i0__mx(ctx, MOP_AND_MR, size, mem, x)


def and_mi(ctx: Lower, size: Size, x: Reg, imm: Imm) -> Reg:
    """`and rw:rm, r:imm`, 8 16 32 64 bits."""
    return _rw_reg_x__i0__i1__x(ctx, MOP_AND_MI, size, imm, x)


def and_mi_mem(ctx: Lower, size: Size, mem: Mem, imm: Imm) -> None:
    """`and rw:rm, r:imm`, 8 16 32 64 bits."""
    _mem__i0__i1__m(ctx, MOP_AND_MI, size, imm, mem)


def sub_rm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg:
    """`sub rw:r, r:rm`, 8 16 32 64 bits."""
    return _rw_reg_x__r_rm_y__i0__xy(ctx, MOP_SUB_RM, size, x, y)


def sub_mr(ctx: Lower, size: Size, mem: Mem, x: Reg) -> None:
    """`sub rw:m, r:r`, 8 16 32 64 bits."""
    _r_reg_x__mem__i0__mx(ctx, MOP_SUB_MR, size, mem, x)


def sub_mi(ctx: Lower, size: Size, x: Reg, imm: Imm) -> Reg:
    """`sub rw:rm, r:imm`, 8 16 32 64 bits."""
    return _rw_reg_x__i0__i1__x(ctx, MOP_SUB_MI, size, imm, x)


def sub_mi_mem(ctx: Lower, size: Size, mem: Mem, imm: Imm) -> None:
    """`sub rw:rm, r:imm`, 8 16 32 64 bits."""
    _mem__i0__i1__m(ctx, MOP_SUB_MI, size, imm, mem)


def xor_rm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg:
    """`xor rw:r, r:rm`, 8 16 32 64 bits."""
    return _rw_reg_x__r_rm_y__i0__xy(ctx, MOP_XOR_RM, size, x, y)


def xor_mr(ctx: Lower, size: Size, mem: Mem, x: Reg) -> None:
    """`xor rw:m, r:r`, 8 16 32 64 bits."""
    _r_reg_x__mem__i0__mx(ctx, MOP_XOR_MR, size, mem, x)


def xor_mi(ctx: Lower, size: Size, x: Reg, imm: Imm) -> Reg:
    """`xor rw:rm, r:imm`, 8 16 32 64 bits."""
    return _rw_reg_x__i0__i1__x(ctx, MOP_XOR_MI, size, imm, x)


def xor_mi_mem(ctx: Lower, size: Size, mem: Mem, imm: Imm) -> None:
    """`xor rw:rm, r:imm`, 8 16 32 64 bits."""
    _mem__i0__i1__m(ctx, MOP_XOR_MI, size, imm, mem)


def cmp_rm(ctx: Lower, size: Size, x: Reg, y: Rm) -> None:
    """`cmp r:r, r:rm`, 8 16 32 64 bits."""
    _r_reg_x__r_rm_y__i0__xy(ctx, MOP_CMP_RM, size, x, y)


def cmp_mi(ctx: Lower, size: Size, x: Rm, imm: Imm) -> None:
    """`cmp r:rm, r:imm`, 8 16 32 64 bits."""
    _r_rm_x__i0__i1__x(ctx, MOP_CMP_MI, size, imm, x)


def test_mr(ctx: Lower, size: Size, x: Rm, y: Reg) -> None:
    """`test r:rm, r:r`, 8 16 32 64 bits."""
    _r_reg_y__r_rm_x__i0__xy(ctx, MOP_TEST_MR, size, x, y)


def test_rr(ctx: Lower, size: Size, x: Reg, y: Reg) -> None:
    """`test r:rr, r:r`, 8 16 32 64 bits."""
    _r_reg_y__r_reg_x__i0__xy(ctx, MOP_TEST_RR, size, x, y)


def test_mi(ctx: Lower, size: Size, x: Rm, imm: Imm) -> None:
    """`test r:rm, r:imm`, 8 16 32 64 bits."""
    _r_rm_x__i0__i1__x(ctx, MOP_TEST_MI, size, imm, x)


def not_m(ctx: Lower, size: Size, x: Reg) -> Reg:
    """`not rw:rm`, 8 16 32 64 bits."""
    return _rw_reg_x__i0__x(ctx, MOP_NOT_M, size, x)


def not_m_mem(ctx: Lower, size: Size, mem: Mem) -> None:
    """`not rw:rm`, 8 16 32 64 bits."""
    _mem__i0__m(ctx, MOP_NOT_M, size, mem)


def neg_m(ctx: Lower, size: Size, x: Reg) -> Reg:
    """`neg rw:rm`, 8 16 32 64 bits."""
    return _rw_reg_x__i0__x(ctx, MOP_NEG_M, size, x)


def neg_m_mem(ctx: Lower, size: Size, mem: Mem) -> None:
    """`neg rw:rm`, 8 16 32 64 bits."""
    _mem__i0__m(ctx, MOP_NEG_M, size, mem)


def mul_byte(ctx: Lower, x: Rm, y: Reg) -> Reg:
    """`mul r:rm; r:rax, w:rax`."""
    return _r_rm_x__r_p0_y__w_p0__i0__xy(ctx, MOP_MUL_BYTE, 1, x, y)


def mul_low(ctx: Lower, size: Size, x: Rm, y: Reg) -> Reg:
    """`mul r:rm; r:rax, w:rax, c:rdx`, 16 32 64 bits."""
    return _r_rm_x__r_p0_y__w_p0__c2__i0__xy(ctx, MOP_MUL_LOW, size, x, y)


def mul_high(ctx: Lower, size: Size, x: Rm, y: Reg) -> Reg:
    """`mul r:rm; r:rax, w:rdx, c:rax`, 16 32 64 bits."""
    return _r_rm_x__r_p0_y__w_p2__c0__i0__xy(ctx, MOP_MUL_HIGH, size, x, y)


def imul_byte(ctx: Lower, x: Rm, y: Reg) -> Reg:
    """`imul r:rm; r:rax, w:rax`."""
    return _r_rm_x__r_p0_y__w_p0__i0__xy(ctx, MOP_IMUL_BYTE, 1, x, y)


def imul_high(ctx: Lower, size: Size, x: Rm, y: Reg) -> Reg:
    """`imul r:rm; r:rax, w:rdx, c:rax`, 16 32 64 bits."""
    return _r_rm_x__r_p0_y__w_p2__c0__i0__xy(ctx, MOP_IMUL_HIGH, size, x, y)


def imul_rm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg:
    """`imul rw:r, r:rm`, 16 32 64 bits."""
    return _rw_reg_x__r_rm_y__i0__xy(ctx, MOP_IMUL_RM, size, x, y)


def imul_rmi(ctx: Lower, size: Size, x: Rm, imm: Imm) -> Reg:
    """`imul w:r, r:rm, r:imm`, 16 32 64 bits."""
    return _w_reg__r_rm_x__i0__i1__x(ctx, MOP_IMUL_RMI, size, imm, x)


def rol_mc(ctx: Lower, size: Size, x: Reg, y: Reg) -> Reg:
    """`rol rw:rm, r:cl`, 8 16 32 64 bits."""
    return _rw_reg_x__r_p1_y__i0__xy(ctx, MOP_ROL_MC, size, x, y)


def rol_mc_mem(ctx: Lower, size: Size, mem: Mem, x: Reg) -> None:
    """`rol rw:rm, r:cl`, 8 16 32 64 bits."""
    _mem__r_p1_x__i0__mx(ctx, MOP_ROL_MC, size, mem, x)


def rol_mi(ctx: Lower, size: Size, x: Reg, imm: Imm) -> Reg:
    """`rol rw:rm, r:imm8`, 8 16 32 64 bits."""
    return _rw_reg_x__i0__i1__x(ctx, MOP_ROL_MI, size, imm, x)


def rol_mi_mem(ctx: Lower, size: Size, mem: Mem, imm: Imm) -> None:
    """`rol rw:rm, r:imm8`, 8 16 32 64 bits."""
    _mem__i0__i1__m(ctx, MOP_ROL_MI, size, imm, mem)


def ror_mc(ctx: Lower, size: Size, x: Reg, y: Reg) -> Reg:
    """`ror rw:rm, r:cl`, 8 16 32 64 bits."""
    return _rw_reg_x__r_p1_y__i0__xy(ctx, MOP_ROR_MC, size, x, y)


def ror_mc_mem(ctx: Lower, size: Size, mem: Mem, x: Reg) -> None:
    """`ror rw:rm, r:cl`, 8 16 32 64 bits."""
    _mem__r_p1_x__i0__mx(ctx, MOP_ROR_MC, size, mem, x)


def shl_mc(ctx: Lower, size: Size, x: Reg, y: Reg) -> Reg:
    """`shl rw:rm, r:cl`, 8 16 32 64 bits."""
    return _rw_reg_x__r_p1_y__i0__xy(ctx, MOP_SHL_MC, size, x, y)


def shl_mc_mem(ctx: Lower, size: Size, mem: Mem, x: Reg) -> None:
    """`shl rw:rm, r:cl`, 8 16 32 64 bits."""
    _mem__r_p1_x__i0__mx(ctx, MOP_SHL_MC, size, mem, x)


def shl_mi(ctx: Lower, size: Size, x: Reg, imm: Imm) -> Reg:
    """`shl rw:rm, r:imm8`, 8 16 32 64 bits."""
    return _rw_reg_x__i0__i1__x(ctx, MOP_SHL_MI, size, imm, x)


def shl_mi_mem(ctx: Lower, size: Size, mem: Mem, imm: Imm) -> None:
    """`shl rw:rm, r:imm8`, 8 16 32 64 bits."""
    _mem__i0__i1__m(ctx, MOP_SHL_MI, size, imm, mem)


def shr_mc(ctx: Lower, size: Size, x: Reg, y: Reg) -> Reg:
    """`shr rw:rm, r:cl`, 8 16 32 64 bits."""
    return _rw_reg_x__r_p1_y__i0__xy(ctx, MOP_SHR_MC, size, x, y)


def shr_mc_mem(ctx: Lower, size: Size, mem: Mem, x: Reg) -> None:
    """`shr rw:rm, r:cl`, 8 16 32 64 bits."""
    _mem__r_p1_x__i0__mx(ctx, MOP_SHR_MC, size, mem, x)


def shr_mi(ctx: Lower, size: Size, x: Reg, imm: Imm) -> Reg:
    """`shr rw:rm, r:imm8`, 8 16 32 64 bits."""
    return _rw_reg_x__i0__i1__x(ctx, MOP_SHR_MI, size, imm, x)


def shr_mi_mem(ctx: Lower, size: Size, mem: Mem, imm: Imm) -> None:
    """`shr rw:rm, r:imm8`, 8 16 32 64 bits."""
    _mem__i0__i1__m(ctx, MOP_SHR_MI, size, imm, mem)


def sar_mc(ctx: Lower, size: Size, x: Reg, y: Reg) -> Reg:
    """`sar rw:rm, r:cl`, 8 16 32 64 bits."""
    return _rw_reg_x__r_p1_y__i0__xy(ctx, MOP_SAR_MC, size, x, y)


def sar_mc_mem(ctx: Lower, size: Size, mem: Mem, x: Reg) -> None:
    """`sar rw:rm, r:cl`, 8 16 32 64 bits."""
    _mem__r_p1_x__i0__mx(ctx, MOP_SAR_MC, size, mem, x)


def sar_mi(ctx: Lower, size: Size, x: Reg, imm: Imm) -> Reg:
    """`sar rw:rm, r:imm8`, 8 16 32 64 bits."""
    return _rw_reg_x__i0__i1__x(ctx, MOP_SAR_MI, size, imm, x)


def sar_mi_mem(ctx: Lower, size: Size, mem: Mem, imm: Imm) -> None:
    """`sar rw:rm, r:imm8`, 8 16 32 64 bits."""
    _mem__i0__i1__m(ctx, MOP_SAR_MI, size, imm, mem)


def shlx_rmv(ctx: Lower, size: Size, x: Rm, y: Reg) -> Reg:
    """`shlx w:r, r:rm, r:v`, 32 64 bits."""
    return _w_reg__r_reg_y__r_rm_x__i0__xy(ctx, MOP_SHLX_RMV, size, x, y)


def sarx_rmv(ctx: Lower, size: Size, x: Rm, y: Reg) -> Reg:
    """`sarx w:r, r:rm, r:v`, 32 64 bits."""
    return _w_reg__r_reg_y__r_rm_x__i0__xy(ctx, MOP_SARX_RMV, size, x, y)


def shrx_rmv(ctx: Lower, size: Size, x: Rm, y: Reg) -> Reg:
    """`shrx w:r, r:rm, r:v`, 32 64 bits."""
    return _w_reg__r_reg_y__r_rm_x__i0__xy(ctx, MOP_SHRX_RMV, size, x, y)


def rorx_rmi(ctx: Lower, size: Size, x: Rm, imm: Imm) -> Reg:
    """`rorx w:r, r:rm, r:imm8`, 32 64 bits."""
    return _w_reg__r_rm_x__i0__i1__x(ctx, MOP_RORX_RMI, size, imm, x)


def bsf_rm(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`bsf w:r, r:rm`, 16 32 64 bits."""
    return _w_reg__r_rm_x__i0__x(ctx, MOP_BSF_RM, size, x)


def bsr_rm(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`bsr w:r, r:rm`, 16 32 64 bits."""
    return _w_reg__r_rm_x__i0__x(ctx, MOP_BSR_RM, size, x)


def popcnt_rm(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`popcnt w:r, r:rm`, 16 32 64 bits."""
    return _w_reg__r_rm_x__i0__x(ctx, MOP_POPCNT_RM, size, x)


def tzcnt_rm(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`tzcnt w:r, r:rm`, 16 32 64 bits."""
    return _w_reg__r_rm_x__i0__x(ctx, MOP_TZCNT_RM, size, x)


def lzcnt_rm(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`lzcnt w:r, r:rm`, 16 32 64 bits."""
    return _w_reg__r_rm_x__i0__x(ctx, MOP_LZCNT_RM, size, x)


def bswap_o(ctx: Lower, size: Size, x: Reg) -> Reg:
    """`bswap rw:o`, 32 64 bits."""
    return _rw_reg_x__i0__x(ctx, MOP_BSWAP_O, size, x)


def andn_rvm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg:
    """`andn w:r, r:v, r:rm`, 32 64 bits."""
    return _w_reg__r_reg_x__r_rm_y__i0__xy(ctx, MOP_ANDN_RVM, size, x, y)


def mov_rm(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`mov w:r, r:rm`, 8 16 32 64 bits."""
    return _w_reg__r_rm_x__i0__x(ctx, MOP_MOV_RM, size, x)


def mov_mr(ctx: Lower, size: Size, mem: Mem, x: Reg) -> None:
    """`mov w:m, r:r`, 8 16 32 64 bits."""
    _r_reg_x__mem__i0__mx(ctx, MOP_MOV_MR, size, mem, x)


def mov_mi(ctx: Lower, size: Size, imm: Imm) -> Reg:
    """`mov w:rm, r:imm`, 8 16 32 64 bits."""
    return _w_reg__i0__i1(ctx, MOP_MOV_MI, size, imm)


def mov_mi_mem(ctx: Lower, size: Size, mem: Mem, imm: Imm) -> None:
    """`mov w:rm, r:imm`, 8 16 32 64 bits."""
    _mem__i0__i1__m(ctx, MOP_MOV_MI, size, imm, mem)


def mov_oi(ctx: Lower, imm: Imm) -> Reg:
    """`mov w:o, r:imm`."""
    return _w_reg__i0__i1(ctx, MOP_MOV_OI, 4, imm)


def movabs_oi(ctx: Lower, imm: Imm) -> Reg:
    """`movabs w:o, r:imm64`."""
    return _w_reg__i0__i1(ctx, MOP_MOVABS_OI, 8, imm)


def movzx_rm8(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`movzx w:r, r:rm8`, 32 64 bits."""
    return _w_reg__r_rm_x__i0__x(ctx, MOP_MOVZX_RM8, size, x)


def movzx_rm16(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`movzx w:r, r:rm16`, 32 64 bits."""
    return _w_reg__r_rm_x__i0__x(ctx, MOP_MOVZX_RM16, size, x)


def movsx_rm8(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`movsx w:r, r:rm8`, 32 64 bits."""
    return _w_reg__r_rm_x__i0__x(ctx, MOP_MOVSX_RM8, size, x)


def movsx_rm16(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`movsx w:r, r:rm16`, 32 64 bits."""
    return _w_reg__r_rm_x__i0__x(ctx, MOP_MOVSX_RM16, size, x)


def movsxd_rm32(ctx: Lower, x: Rm) -> Reg:
    """`movsxd w:r, r:rm32`."""
    return _w_reg__r_rm_x__i0__x(ctx, MOP_MOVSXD_RM32, 8, x)


def lea_rm(ctx: Lower, size: Size, mem: Mem) -> Reg:
    """`lea w:r, r:m`, 32 64 bits."""
    return _w_reg__mem__i0__m(ctx, MOP_LEA_RM, size, mem)


def set_m(ctx: Lower, cc: Xcc) -> Reg:
    """`set w:rm8`."""
    return _w_reg__i0__i1(ctx, MOP_SET_M, 4, cc)


def set_m_mem(ctx: Lower, cc: Xcc, mem: Mem) -> None:
    """`set w:rm8`."""
    _mem__i0__i1__m(ctx, MOP_SET_M, 4, cc, mem)


def cmov_rm(ctx: Lower, size: Size, cc: Xcc, x: Reg, y: Rm) -> Reg:
    """`cmov rw:r, r:rm`, 16 32 64 bits."""
    return _rw_reg_x__r_rm_y__i0__i1__xy(ctx, MOP_CMOV_RM, size, cc, x, y)


def int3(ctx: Lower) -> None:
    """`int3 `."""
    _i0(ctx, MOP_INT3, 4)


def mfence(ctx: Lower) -> None:
    """`mfence `."""
    _i0(ctx, MOP_MFENCE, 4)


def xchg_mr(ctx: Lower, size: Size, mem: Mem, x: Reg) -> Reg:
    """`xchg rw:m, rw:r`, 8 16 32 64 bits."""
    return _rw_reg_x__mem__i0__mx(ctx, MOP_XCHG_MR, size, mem, x)


def lock_xadd_mr(ctx: Lower, size: Size, mem: Mem, x: Reg) -> Reg:
    """`lock rw:m, rw:r`, 8 16 32 64 bits."""
    return _rw_reg_x__mem__i0__mx(ctx, MOP_LOCK_XADD_MR, size, mem, x)


def lock_cmpxchg_mr(ctx: Lower, size: Size, mem: Mem, x: Reg, y: Reg) -> Reg:
    """`lock rw:m, r:r; r:rax, w:rax`, 8 16 32 64 bits."""
    return _r_reg_x__mem__r_p0_y__w_p0__i0__mxy(ctx, MOP_LOCK_CMPXCHG_MR, size, mem, x, y)


def movups_xm(ctx: Lower, x: Rm) -> Reg:
    """`movups w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_MOVUPS_XM, 4, x)


def movups_mx(ctx: Lower, mem: Mem, x: Reg) -> None:
    """`movups w:m128, r:x`."""
    _r_xreg_x__mem__i0__mx(ctx, MOP_MOVUPS_MX, 4, mem, x)


def movss_xm(ctx: Lower, mem: Mem) -> Reg:
    """`movss w:x, r:m32`."""
    return _w_xreg__mem__i0__m(ctx, MOP_MOVSS_XM, 4, mem)


def movss_mx(ctx: Lower, mem: Mem, x: Reg) -> None:
    """`movss w:m32, r:x`."""
    _r_xreg_x__mem__i0__mx(ctx, MOP_MOVSS_MX, 4, mem, x)


def movsd_xm(ctx: Lower, mem: Mem) -> Reg:
    """`movsd w:x, r:m64`."""
    return _w_xreg__mem__i0__m(ctx, MOP_MOVSD_XM, 4, mem)


def movsd_mx(ctx: Lower, mem: Mem, x: Reg) -> None:
    """`movsd w:m64, r:x`."""
    _r_xreg_x__mem__i0__mx(ctx, MOP_MOVSD_MX, 4, mem, x)


def movd_xm(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`movd w:x, r:rm`, 32 64 bits."""
    return _w_xreg__r_rm_x__i0__x(ctx, MOP_MOVD_XM, size, x)


def movd_mx(ctx: Lower, size: Size, x: Reg) -> Reg:
    """`movd w:rm, r:x`, 32 64 bits."""
    return _r_xreg_x__w_reg__i0__x(ctx, MOP_MOVD_MX, size, x)


def movd_mx_mem(ctx: Lower, size: Size, mem: Mem, x: Reg) -> None:
    """`movd w:rm, r:x`, 32 64 bits."""
    _r_xreg_x__mem__i0__mx(ctx, MOP_MOVD_MX, size, mem, x)


def sqrtss_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`sqrtss rw:x, r:xm32`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_SQRTSS_XM, 4, x, y)


def sqrtsd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`sqrtsd rw:x, r:xm64`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_SQRTSD_XM, 4, x, y)


def addss_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`addss rw:x, r:xm32`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_ADDSS_XM, 4, x, y)


def addsd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`addsd rw:x, r:xm64`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_ADDSD_XM, 4, x, y)


def mulss_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`mulss rw:x, r:xm32`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_MULSS_XM, 4, x, y)


def mulsd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`mulsd rw:x, r:xm64`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_MULSD_XM, 4, x, y)


def subss_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`subss rw:x, r:xm32`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_SUBSS_XM, 4, x, y)


def subsd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`subsd rw:x, r:xm64`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_SUBSD_XM, 4, x, y)


def divss_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`divss rw:x, r:xm32`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_DIVSS_XM, 4, x, y)


def divsd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`divsd rw:x, r:xm64`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_DIVSD_XM, 4, x, y)


def cvtss2sd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`cvtss2sd rw:x, r:xm32`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_CVTSS2SD_XM, 4, x, y)


def cvtsd2ss_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`cvtsd2ss rw:x, r:xm64`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_CVTSD2SS_XM, 4, x, y)


def ucomiss_xm(ctx: Lower, x: Reg, y: Rm) -> None:
    """`ucomiss r:x, r:xm32`."""
    _r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_UCOMISS_XM, 4, x, y)


def ucomisd_xm(ctx: Lower, x: Reg, y: Rm) -> None:
    """`ucomisd r:x, r:xm64`."""
    _r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_UCOMISD_XM, 4, x, y)


def andps_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`andps rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_ANDPS_XM, 4, x, y)


def xorps_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`xorps rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_XORPS_XM, 4, x, y)


def cvtsi2ss_xm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg:
    """`cvtsi2ss rw:x, r:rm`, 32 64 bits."""
    return _rw_xreg_x__r_rm_y__i0__xy(ctx, MOP_CVTSI2SS_XM, size, x, y)


def cvtsi2sd_xm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg:
    """`cvtsi2sd rw:x, r:rm`, 32 64 bits."""
    return _rw_xreg_x__r_rm_y__i0__xy(ctx, MOP_CVTSI2SD_XM, size, x, y)


def jump(ctx: Lower, label: Label) -> None:
    """Jmp to a machine block."""
    _i0(ctx, MOP_JUMP, label)


def branch(ctx: Lower, cc: Xcc, label: Label, label2: Label) -> None:
    """Jcc to the first block, else to the second."""
    _i0__i1__i2(ctx, MOP_BRANCH, cc, label, label2)


def branch_or(ctx: Lower, cc: Xcc, label: Label, label2: Label, cc3: Xcc) -> None:
    """To the first block when either condition holds."""
    _i0__i1__i2__i3(ctx, MOP_BRANCH_OR, cc, label, label2, cc3)


def branch_and(ctx: Lower, cc: Xcc, label: Label, label2: Label, cc3: Xcc) -> None:
    """To the first block when both conditions hold."""
    _i0__i1__i2__i3(ctx, MOP_BRANCH_AND, cc, label, label2, cc3)


def trap_if(ctx: Lower, cc: Xcc, code: Code) -> None:
    """Out-of-line trap when the condition holds."""
    _i0__row_trap(ctx, MOP_TRAP_IF, cc, code)


def trap(ctx: Lower, code: Code) -> None:
    """Ud2."""
    _row_trap(ctx, MOP_TRAP, code)


def jump_table(ctx: Lower, imm: Imm, imm2: Imm, x: Reg) -> None:
    """Jump by index: number of entries, row of `succ`."""
    _r_reg_x__t_reg__i0__i1__x(ctx, MOP_JUMP_TABLE, imm, imm2, x)


def zero(ctx: Lower) -> Reg:
    """Xor with itself; a rematerialised copy is a mov."""
    return _w_reg(ctx, MOP_ZERO)


def add3(ctx: Lower, size: Size, x: Reg, y: Reg) -> Reg:
    """Sum by lea or add."""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_ADD3, size, x, y)


def addi(ctx: Lower, size: Size, x: Reg, imm: Imm) -> Reg:
    """Sum with a constant by lea or add."""
    return _w_reg__r_reg_x__i0__i1__x(ctx, MOP_ADDI, size, imm, x)


def carry_mask(ctx: Lower, size: Size) -> Reg:
    """All ones when the carry flag is set, else 0: sbb."""
    return _w_reg__i0(ctx, MOP_CARRY_MASK, size)


def sdiv_check(ctx: Lower, size: Size, code: Code, x: Reg, y: Reg) -> None:
    """Trap when x is least and y is -1."""
    _r_reg_x__r_reg_y__i0__row_trap__xy(ctx, MOP_SDIV_CHECK, size, code, x, y)


def udiv(ctx: Lower, size: Size, x: Rm, y: Reg) -> Reg:
    """Unsigned quotient of y by x."""
    return _r_rm_x__r_p0_y__t_p2__w_p0__i0__xy(ctx, MOP_UDIV, size, x, y)


def sdiv(ctx: Lower, size: Size, x: Rm, y: Reg) -> Reg:
    """Signed quotient of y by x."""
    return _r_rm_x__r_p0_y__t_p2__w_p0__i0__xy(ctx, MOP_SDIV, size, x, y)


def urem(ctx: Lower, size: Size, x: Rm, y: Reg) -> Reg:
    """Unsigned remainder of y by x."""
    return _r_rm_x__r_p0_y__ew_p2__c0__i0__xy(ctx, MOP_UREM, size, x, y)


def srem(ctx: Lower, size: Size, x: Rm, y: Reg) -> Reg:
    """Signed remainder of y by x."""
    return _r_rm_x__r_p0_y__ew_p2__c0__i0__xy(ctx, MOP_SREM, size, x, y)


def srem_any(ctx: Lower, size: Size, x: Rm, y: Reg) -> Reg:
    """The same, 0 when x is -1, where idiv may fault."""
    return _r_rm_x__r_p0_y__ew_p2__c0__i0__xy(ctx, MOP_SREM_ANY, size, x, y)


def sym_addr(ctx: Lower, symbol: Symbol, imm: Imm) -> Reg:
    """Address of a symbol + imm, by lea."""
    return _w_reg__i0__i1(ctx, MOP_SYM_ADDR, symbol, imm)


def sym_got(ctx: Lower, symbol: Symbol) -> Reg:
    """Address of a symbol out of the GOT."""
    return _w_reg__i0(ctx, MOP_SYM_GOT, symbol)


def getreg(ctx: Lower, preg: Preg) -> Reg:
    """A copy of a register that is not allocatable."""
    return _w_reg__i0(ctx, MOP_GETREG, preg)


def setreg(ctx: Lower, preg: Preg, x: Reg) -> None:
    """Writes such a register."""
    _r_reg_x__i0__x(ctx, MOP_SETREG, preg, x)


def rmw_loop(ctx: Lower, size: Size, mop: Mop, imm: Imm, code: Code, x: Reg, y: Reg) -> Reg:
    """[x] = [x] mop y, inverted if imm."""
    return _w_p0__t_reg__lr_reg_x__lr_reg_y__i0__i1__i2__row_trap__xy(ctx, MOP_RMW_LOOP, size, mop, imm, code, x, y)


def rmw_select(ctx: Lower, size: Size, cc1: Xcc, code: Code, x: Reg, y: Reg) -> Reg:
    """[x] = y unless [x] cc y."""
    return _w_p0__t_reg__lr_reg_x__lr_reg_y__i0__i1__row_trap__xy(ctx, MOP_RMW_SELECT, size, cc1, code, x, y)


def fconst(ctx: Lower, size: Size, imm: Imm) -> Reg:
    """Constant of so many bytes with these bits."""
    return _w_xreg__i0__i1(ctx, MOP_FCONST, size, imm)


def fselect(ctx: Lower, cc: Xcc, x: Reg, y: Reg) -> Reg:
    """X when the condition holds, else y."""
    return _rw_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FSELECT, cc, x, y)


def fselect_and(ctx: Lower, cc: Xcc, cc1: Xcc, x: Reg, y: Reg) -> Reg:
    """X when both conditions hold, else y."""
    return _rw_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FSELECT_AND, cc, cc1, x, y)


def fselect_or(ctx: Lower, cc: Xcc, cc1: Xcc, x: Reg, y: Reg) -> Reg:
    """X when either condition holds, else y."""
    return _rw_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FSELECT_OR, cc, cc1, x, y)
