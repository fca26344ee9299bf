"""Constructors of machine instructions. Generated from encodings.py; do not edit."""

# ruff: noqa

from mypy_extensions import i64

from ...ir.kinds import Code, Imm, RmwOp, Type
from ..kinds import Label, Mem, Reg, Symbol
from ..lower import Lower
from .kinds import Cond, Ext, Mask, Shift
from .fields import ftype_of, imm12_of, lane_field, q_of, sf_of, sh12_of, size_of, sz_of, szn_of, vq_of, vsize_of
from .encodings_gen import (
    MOP_ABS_V,
    MOP_ADC,
    MOP_ADCS,
    MOP_ADD,
    MOP_ADDP_D,
    MOP_ADDP_V,
    MOP_ADDR,
    MOP_ADDS,
    MOP_ADDS_I,
    MOP_ADDS_RS,
    MOP_ADDS_RX,
    MOP_ADDV,
    MOP_ADD_I,
    MOP_ADD_RS,
    MOP_ADD_RX,
    MOP_ADD_V,
    MOP_AND,
    MOP_ANDS_I,
    MOP_ANDS_RS,
    MOP_AND_I,
    MOP_AND_RS,
    MOP_AND_V,
    MOP_ASR_R,
    MOP_ATOMIC_LOOP,
    MOP_AUTIASP,
    MOP_AUTIBSP,
    MOP_BFM,
    MOP_BIC,
    MOP_BICS_RS,
    MOP_BIC_RS,
    MOP_BIC_V,
    MOP_BIF_V,
    MOP_BIT_V,
    MOP_BLOCK_ADDR,
    MOP_BLR,
    MOP_BR,
    MOP_BRK,
    MOP_BR_BIT,
    MOP_BR_COND,
    MOP_BR_TABLE,
    MOP_BR_ZERO,
    MOP_BSL_V,
    MOP_BTI_C,
    MOP_BTI_J,
    MOP_CASAL,
    MOP_CAS_LOOP,
    MOP_CCMN_I,
    MOP_CCMN_R,
    MOP_CCMP_I,
    MOP_CCMP_R,
    MOP_CLS,
    MOP_CLS_V,
    MOP_CLZ,
    MOP_CLZ_V,
    MOP_CMEQ,
    MOP_CMEQ_ZERO,
    MOP_CMGE,
    MOP_CMGE_ZERO,
    MOP_CMGT,
    MOP_CMGT_ZERO,
    MOP_CMHI,
    MOP_CMHS,
    MOP_CMLE_ZERO,
    MOP_CMLT_ZERO,
    MOP_CMN,
    MOP_CMN_I,
    MOP_CMN_RS,
    MOP_CMN_RX,
    MOP_CMP,
    MOP_CMP_I,
    MOP_CMP_RS,
    MOP_CMP_RX,
    MOP_CMP_ZR,
    MOP_CMTST,
    MOP_CNT_V,
    MOP_CSDB,
    MOP_CSEL,
    MOP_CSEL_ZR,
    MOP_CSET,
    MOP_CSETM,
    MOP_CSINC,
    MOP_CSINC_ZR,
    MOP_CSINV,
    MOP_CSINV_ZR,
    MOP_CSNEG,
    MOP_DMB_ISH,
    MOP_DUP_LANE,
    MOP_DUP_W,
    MOP_DUP_X,
    MOP_EON,
    MOP_EON_RS,
    MOP_EOR,
    MOP_EOR_I,
    MOP_EOR_RS,
    MOP_EOR_V,
    MOP_EXT,
    MOP_EXTR,
    MOP_FABD_V,
    MOP_FABS,
    MOP_FABS_H,
    MOP_FABS_V,
    MOP_FACGE_V,
    MOP_FACGT_V,
    MOP_FADD,
    MOP_FADDP_D,
    MOP_FADDP_S,
    MOP_FADDP_V,
    MOP_FADD_H,
    MOP_FADD_V,
    MOP_FCCMP,
    MOP_FCMEQ_H,
    MOP_FCMEQ_V,
    MOP_FCMEQ_ZERO_V,
    MOP_FCMGE_H,
    MOP_FCMGE_V,
    MOP_FCMGE_ZERO_V,
    MOP_FCMGT_H,
    MOP_FCMGT_V,
    MOP_FCMGT_ZERO_V,
    MOP_FCMLE_ZERO_V,
    MOP_FCMLT_ZERO_V,
    MOP_FCMP,
    MOP_FCMP_ZERO,
    MOP_FCSEL,
    MOP_FCVTAS,
    MOP_FCVTAU,
    MOP_FCVTL_V,
    MOP_FCVTMS,
    MOP_FCVTMU,
    MOP_FCVTN2_V,
    MOP_FCVTNS,
    MOP_FCVTNU,
    MOP_FCVTN_V,
    MOP_FCVTPS,
    MOP_FCVTPU,
    MOP_FCVTXN,
    MOP_FCVTXN2,
    MOP_FCVTZS,
    MOP_FCVTZS_H,
    MOP_FCVTZS_V,
    MOP_FCVTZU,
    MOP_FCVTZU_H,
    MOP_FCVTZU_V,
    MOP_FCVT_DH,
    MOP_FCVT_DS,
    MOP_FCVT_HD,
    MOP_FCVT_HS,
    MOP_FCVT_SD,
    MOP_FCVT_SH,
    MOP_FDIV,
    MOP_FDIV_H,
    MOP_FDIV_V,
    MOP_FLOAT_CONST,
    MOP_FMADD,
    MOP_FMAX,
    MOP_FMAXNM,
    MOP_FMAXNM_V,
    MOP_FMAXP_V,
    MOP_FMAX_H,
    MOP_FMAX_V,
    MOP_FMIN,
    MOP_FMINNM,
    MOP_FMINNM_V,
    MOP_FMINP_V,
    MOP_FMIN_H,
    MOP_FMIN_V,
    MOP_FMLA_H,
    MOP_FMLA_V,
    MOP_FMLS_H,
    MOP_FMLS_V,
    MOP_FMOV,
    MOP_FMOV_DX,
    MOP_FMOV_I,
    MOP_FMOV_SW,
    MOP_FMOV_V,
    MOP_FMOV_WS,
    MOP_FMOV_XD,
    MOP_FMSUB,
    MOP_FMUL,
    MOP_FMULX_V,
    MOP_FMUL_H,
    MOP_FMUL_V,
    MOP_FNEG,
    MOP_FNEG_H,
    MOP_FNEG_V,
    MOP_FNMADD,
    MOP_FNMSUB,
    MOP_FNMUL,
    MOP_FRECPS_V,
    MOP_FRINTA,
    MOP_FRINTA_V,
    MOP_FRINTI,
    MOP_FRINTM,
    MOP_FRINTM_H,
    MOP_FRINTM_V,
    MOP_FRINTN,
    MOP_FRINTN_H,
    MOP_FRINTN_V,
    MOP_FRINTP,
    MOP_FRINTP_H,
    MOP_FRINTP_V,
    MOP_FRINTX,
    MOP_FRINTZ,
    MOP_FRINTZ_H,
    MOP_FRINTZ_V,
    MOP_FRSQRTS_V,
    MOP_FSQRT,
    MOP_FSQRT_H,
    MOP_FSQRT_V,
    MOP_FSUB,
    MOP_FSUB_H,
    MOP_FSUB_V,
    MOP_GET_FP,
    MOP_GET_PINNED,
    MOP_GET_SP,
    MOP_INS_LANE,
    MOP_INS_W,
    MOP_INS_X,
    MOP_JUMP,
    MOP_LD1R,
    MOP_LDADDAL,
    MOP_LDAR,
    MOP_LDAXP,
    MOP_LDAXR,
    MOP_LDCLRAL,
    MOP_LDEORAL,
    MOP_LDRS_W,
    MOP_LDRS_X,
    MOP_LDR_R,
    MOP_LDR_V,
    MOP_LDSETAL,
    MOP_LDSMAXAL,
    MOP_LDSMINAL,
    MOP_LDUMAXAL,
    MOP_LDUMINAL,
    MOP_LSL_R,
    MOP_LSR_R,
    MOP_MADD,
    MOP_MLA_V,
    MOP_MLS_V,
    MOP_MNEG,
    MOP_MOV,
    MOP_MOVI_B,
    MOP_MOVI_D,
    MOP_MOVI_S,
    MOP_MOVI_ZERO,
    MOP_MOVK,
    MOP_MOVN,
    MOP_MOVZ,
    MOP_MOV_BITMASK,
    MOP_MOV_IMM,
    MOP_MRS_TPIDR,
    MOP_MSUB,
    MOP_MUL,
    MOP_MUL_V,
    MOP_MVN,
    MOP_MVNI_S,
    MOP_MVN_RS,
    MOP_MVN_V,
    MOP_NEG,
    MOP_NEGS_RS,
    MOP_NEG_RS,
    MOP_NEG_V,
    MOP_NOP,
    MOP_ORN,
    MOP_ORN_RS,
    MOP_ORN_V,
    MOP_ORR,
    MOP_ORR_I,
    MOP_ORR_RS,
    MOP_ORR_V,
    MOP_PACIASP,
    MOP_PACIBSP,
    MOP_PMUL_V,
    MOP_RBIT,
    MOP_RBIT_V,
    MOP_RET,
    MOP_RET_TO,
    MOP_REV16,
    MOP_REV16_V,
    MOP_REV32_V,
    MOP_REV32_X,
    MOP_REV64_V,
    MOP_REV_W,
    MOP_REV_X,
    MOP_ROR_R,
    MOP_SABA_V,
    MOP_SABDL,
    MOP_SABD_V,
    MOP_SADALP,
    MOP_SADDL,
    MOP_SADDLP,
    MOP_SADDLV,
    MOP_SADDW,
    MOP_SBC,
    MOP_SBCS,
    MOP_SBFM,
    MOP_SCVTF,
    MOP_SCVTF_H,
    MOP_SCVTF_V,
    MOP_SDIV,
    MOP_SDOT,
    MOP_SET_PINNED,
    MOP_SHADD_V,
    MOP_SHL_I,
    MOP_SHRN,
    MOP_SHSUB_V,
    MOP_SLI,
    MOP_SLI_D,
    MOP_SMADDL,
    MOP_SMAXP_V,
    MOP_SMAXV,
    MOP_SMAX_V,
    MOP_SMINP_V,
    MOP_SMINV,
    MOP_SMIN_V,
    MOP_SMLAL,
    MOP_SMLSL,
    MOP_SMOV_W,
    MOP_SMOV_X,
    MOP_SMSUBL,
    MOP_SMULH,
    MOP_SMULL,
    MOP_SMULL_V,
    MOP_SQABS_V,
    MOP_SQADD_V,
    MOP_SQDMULH_V,
    MOP_SQNEG_V,
    MOP_SQRDMULH_V,
    MOP_SQSHLU_I,
    MOP_SQSHL_I,
    MOP_SQSHL_V,
    MOP_SQSHRN,
    MOP_SQSHRUN,
    MOP_SQSUB_V,
    MOP_SQXTN,
    MOP_SQXTN2,
    MOP_SQXTUN,
    MOP_SQXTUN2,
    MOP_SRHADD_V,
    MOP_SRI,
    MOP_SRSHL,
    MOP_SRSHR,
    MOP_SSHL,
    MOP_SSHLL,
    MOP_SSHR,
    MOP_SSRA,
    MOP_SSUBL,
    MOP_SSUBW,
    MOP_STLR,
    MOP_STLXP,
    MOP_STLXR,
    MOP_STR_R,
    MOP_STR_V,
    MOP_STR_ZR,
    MOP_SUB,
    MOP_SUBS,
    MOP_SUBS_I,
    MOP_SUBS_RS,
    MOP_SUBS_RX,
    MOP_SUB_I,
    MOP_SUB_RS,
    MOP_SUB_RX,
    MOP_SUB_V,
    MOP_SWPAL,
    MOP_SYMBOL_ADDR,
    MOP_SYMBOL_GOT,
    MOP_TBL,
    MOP_TBX,
    MOP_TLS_LOCAL,
    MOP_TRAP,
    MOP_TRAP_COND,
    MOP_TRAP_ZERO,
    MOP_TRN1,
    MOP_TRN2,
    MOP_TST,
    MOP_TST_I,
    MOP_TST_RS,
    MOP_UABA_V,
    MOP_UABDL,
    MOP_UABD_V,
    MOP_UADALP,
    MOP_UADDL,
    MOP_UADDLP,
    MOP_UADDLV,
    MOP_UADDW,
    MOP_UBFM,
    MOP_UCVTF,
    MOP_UCVTF_H,
    MOP_UCVTF_V,
    MOP_UDF,
    MOP_UDIV,
    MOP_UDOT,
    MOP_UHADD_V,
    MOP_UHSUB_V,
    MOP_UMADDL,
    MOP_UMAXP_V,
    MOP_UMAXV,
    MOP_UMAX_V,
    MOP_UMINP_V,
    MOP_UMINV,
    MOP_UMIN_V,
    MOP_UMLAL,
    MOP_UMLSL,
    MOP_UMOV_W,
    MOP_UMOV_X,
    MOP_UMSUBL,
    MOP_UMULH,
    MOP_UMULL,
    MOP_UMULL_V,
    MOP_UQADD_V,
    MOP_UQSHL_I,
    MOP_UQSHL_V,
    MOP_UQSHRN,
    MOP_UQSUB_V,
    MOP_UQXTN,
    MOP_UQXTN2,
    MOP_URHADD_V,
    MOP_URSHL,
    MOP_URSHR,
    MOP_USHL,
    MOP_USHLL,
    MOP_USHR,
    MOP_USHR_D,
    MOP_USRA,
    MOP_USUBL,
    MOP_USUBW,
    MOP_UZP1,
    MOP_UZP2,
    MOP_VECTOR_CONST,
    MOP_XTN,
    MOP_XTN2,
    MOP_ZIP1,
    MOP_ZIP2,
)


def _w_reg__r_reg_x__r_reg_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    return dst


def _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(
    ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64, x: Reg, y: Reg
) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, i2)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    return dst


def _r_reg_x__r_reg_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg) -> None:
    vc = ctx.vc
    vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)


def _r_reg_x__r_reg_y__i0__i1__i2__xy(
    ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64, x: Reg, y: Reg
) -> None:
    vc = ctx.vc
    vc.row(mop, i0, i1, i2)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)


def _w_reg__r_reg_x__i0__i1__i2__x(ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, i2)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _r_reg_x__i0__i1__i2__x(ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64, x: Reg) -> None:
    vc = ctx.vc
    vc.row(mop, i0, i1, i2)
    vc.operand(x | 0x400000000)


def _w_reg__r_reg_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _r_reg_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Reg) -> None:
    vc = ctx.vc
    vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)


def _w_reg__r_reg_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _r_reg_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg) -> None:
    vc = ctx.vc
    vc.row(mop, i0, i1, 0)
    vc.operand(x | 0x400000000)


def _w_reg__i0__i1(ctx: Lower, mop: i64, i0: i64, i1: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    return dst


def _w_reg(ctx: Lower, mop: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    return dst


def _r_reg_x__x(ctx: Lower, mop: i64, x: Reg) -> None:
    vc = ctx.vc
    vc.row(mop, 0, 0, 0)
    vc.operand(x | 0x400000000)


def _w_reg__i0__i1__i2(ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, i2)
    vc.operand(dst | 0x700000000)
    return dst


def _rw_reg_x__i0__i1__i2__x(ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, i2)
    vc.operand(dst | 0x11300000000)
    vc.operand(x | 0x400000000)
    return dst


def _rw_reg_x__r_reg_y__i0__i1__i2__xy(
    ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64, x: Reg, y: Reg
) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, i2)
    vc.operand(dst | 0x21300000000)
    vc.operand(y | 0x400000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_reg__r_reg_x__r_reg_y__i0__i1__xy(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    return dst


def _w_reg__r_reg_x__r_reg_y__r_reg_z__i0__xyz(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg, z: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    vc.operand(z | 0x400000000)
    return dst


def _w_reg__r_reg_x__r_reg_y__xy(ctx: Lower, mop: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    return dst


def _w_reg__r_reg_x__r_reg_y__r_reg_z__xyz(ctx: Lower, mop: i64, x: Reg, y: Reg, z: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    vc.operand(z | 0x400000000)
    return dst


def _w_reg__r_reg_x__x(ctx: Lower, mop: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _r_reg_x__i0__i1__i2__i3__x(ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64, i3: i64, x: Reg) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, i1, i2)
    vc.i3[row] = i3
    vc.operand(x | 0x400000000)


def _w_reg__mem__i0__m(ctx: Lower, mop: i64, i0: i64, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.use_mem(row, mem)
    return dst


def _r_reg_x__mem__i0__xm(ctx: Lower, mop: i64, i0: i64, x: Reg, mem: Mem) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)
    vc.use_mem(row, mem)


def _mem__i0__m(ctx: Lower, mop: i64, i0: i64, mem: Mem) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, 0, 0)
    vc.use_mem(row, mem)


def _w_xreg__mem__i0__i1__m(ctx: Lower, mop: i64, i0: i64, i1: i64, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    vc.use_mem(row, mem)
    return dst


def _r_xreg_x__mem__i0__i1__xm(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, mem: Mem) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, i1, 0)
    vc.operand(x | 0x400000000)
    vc.use_mem(row, mem)


def _w_reg__r_reg_x__mem__i0__xm(ctx: Lower, mop: i64, i0: i64, x: Reg, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.use_mem(row, mem)
    return dst


def _w_reg__w_reg__mem__m(ctx: Lower, mop: i64, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(vc.new_vreg(0) | 0x700000000)
    vc.use_mem(row, mem)
    return dst


def _r_reg_x__r_reg_y__r_reg_z__mem__xyzm(ctx: Lower, mop: i64, x: Reg, y: Reg, z: Reg, mem: Mem) -> None:
    vc = ctx.vc
    row = vc.row(mop, 0, 0, 0)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    vc.operand(z | 0x400000000)
    vc.use_mem(row, mem)


def _rw_reg_x__r_reg_y__mem__i0__xym(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x1300000000 | (vc.mem_regs(mem) + 2) << 40)
    vc.operand(y | 0x400000000)
    vc.use_mem(row, mem)
    vc.operand(x | 0x400000000)
    return dst


def _r_reg_x__w_reg__mem__i0__xm(ctx: Lower, mop: i64, i0: i64, x: Reg, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)
    vc.operand(dst | 0x700000000)
    vc.use_mem(row, mem)
    return dst


def _(ctx: Lower, mop: i64) -> None:
    vc = ctx.vc
    vc.row(mop, 0, 0, 0)


def _i0(ctx: Lower, mop: i64, i0: i64) -> None:
    vc = ctx.vc
    vc.row(mop, i0, 0, 0)


def _w_xreg__r_xreg_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_xreg__r_xreg_x__x(ctx: Lower, mop: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    return dst


def _r_xreg_x__r_xreg_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg) -> None:
    vc = ctx.vc
    vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)


def _r_xreg_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Reg) -> None:
    vc = ctx.vc
    vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)


def _r_xreg_x__r_xreg_y__i0__i1__i2__xy(
    ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64, x: Reg, y: Reg
) -> None:
    vc = ctx.vc
    vc.row(mop, i0, i1, i2)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)


def _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    return dst


def _w_xreg__r_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(
    ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg, z: Reg
) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    vc.operand(z | 0x400000000)
    return dst


def _w_xreg__i0__i1(ctx: Lower, mop: i64, i0: i64, i1: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    return dst


def _w_reg__r_xreg_x__x(ctx: Lower, mop: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_xreg__r_reg_x__x(ctx: Lower, mop: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_xreg__r_reg_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_reg__r_xreg_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _rw_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg, z: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x31300000000)
    vc.operand(y | 0x400000000)
    vc.operand(z | 0x400000000)
    vc.operand(x | 0x400000000)
    return dst


def _rw_xreg_x__r_xreg_y__r_xreg_z__i0__i1__xyz(
    ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, y: Reg, z: Reg
) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x31300000000)
    vc.operand(y | 0x400000000)
    vc.operand(z | 0x400000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_xreg__r_xreg_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
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


def _rw_xreg_x__r_xreg_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x21300000000)
    vc.operand(y | 0x400000000)
    vc.operand(x | 0x400000000)
    return dst


def _rw_xreg_x__r_xreg_y__xy(ctx: Lower, mop: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x21300000000)
    vc.operand(y | 0x400000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_reg__r_xreg_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _rw_xreg_x__r_reg_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x21300000000)
    vc.operand(y | 0x400000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_xreg(ctx: Lower, mop: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    return dst


def _w_xreg__i0__i1__i2(ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, i1, i2)
    vc.operand(dst | 0x700000000)
    return dst


def _w_xreg__i0__i1__i2__i3(ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64, i3: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, i1, i2)
    vc.i3[row] = i3
    vc.operand(dst | 0x700000000)
    return dst


def _i0__i1__i2(ctx: Lower, mop: i64, i0: i64, i1: i64, i2: i64) -> None:
    vc = ctx.vc
    vc.row(mop, i0, i1, i2)


def _i0__i1(ctx: Lower, mop: i64, i0: i64, i1: i64) -> None:
    vc = ctx.vc
    vc.row(mop, i0, i1, 0)


def _w_reg__i0(ctx: Lower, mop: i64, i0: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    return dst


def _w_reg__mem__m(ctx: Lower, mop: i64, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.use_mem(row, mem)
    return dst


def _w_xreg__i0(ctx: Lower, mop: i64, i0: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    return dst


def _ew_reg__mem__r_reg_x__i0__i1__mx(ctx: Lower, mop: i64, i0: i64, i1: i64, mem: Mem, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x500000000)
    vc.use_mem(row, mem)
    vc.operand(x | 0x400000000)
    return dst


def _ew_reg__mem__r_reg_x__r_reg_y__i0__mxy(ctx: Lower, mop: i64, i0: i64, mem: Mem, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x500000000)
    vc.use_mem(row, mem)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
    return dst


def add(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """add Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_ADD, sf_of(ty), x, y)


def sub(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sub Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_SUB, sf_of(ty), x, y)


def adds(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """adds Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_ADDS, sf_of(ty), x, y)


def subs(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """subs Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_SUBS, sf_of(ty), x, y)


def add_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> Reg:
    """add Rd, Rn, Rmshift"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_ADD_RS, sf_of(ty), shift, amount, x, y)


def sub_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> Reg:
    """sub Rd, Rn, Rmshift"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_SUB_RS, sf_of(ty), shift, amount, x, y)


def adds_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> Reg:
    """adds Rd, Rn, Rmshift"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_ADDS_RS, sf_of(ty), shift, amount, x, y)


def subs_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> Reg:
    """subs Rd, Rn, Rmshift"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_SUBS_RS, sf_of(ty), shift, amount, x, y)


def cmn(ctx: Lower, ty: Type, x: Reg, y: Reg) -> None:
    """cmn Rn, Rm"""
    _r_reg_x__r_reg_y__i0__xy(ctx, MOP_CMN, sf_of(ty), x, y)


def cmp(ctx: Lower, ty: Type, x: Reg, y: Reg) -> None:
    """cmp Rn, Rm"""
    _r_reg_x__r_reg_y__i0__xy(ctx, MOP_CMP, sf_of(ty), x, y)


def cmn_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> None:
    """cmn Rn, Rmshift"""
    _r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_CMN_RS, sf_of(ty), shift, amount, x, y)


def cmp_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> None:
    """cmp Rn, Rmshift"""
    _r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_CMP_RS, sf_of(ty), shift, amount, x, y)


def add_rx(ctx: Lower, ty: Type, x: Reg, y: Reg, ext: Ext, amount: Imm) -> Reg:
    """add Rd.sp, Rn.sp, Rm.ext"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_ADD_RX, sf_of(ty), ext, amount, x, y)


def sub_rx(ctx: Lower, ty: Type, x: Reg, y: Reg, ext: Ext, amount: Imm) -> Reg:
    """sub Rd.sp, Rn.sp, Rm.ext"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_SUB_RX, sf_of(ty), ext, amount, x, y)


def adds_rx(ctx: Lower, ty: Type, x: Reg, y: Reg, ext: Ext, amount: Imm) -> Reg:
    """adds Rd, Rn.sp, Rm.ext"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_ADDS_RX, sf_of(ty), ext, amount, x, y)


def subs_rx(ctx: Lower, ty: Type, x: Reg, y: Reg, ext: Ext, amount: Imm) -> Reg:
    """subs Rd, Rn.sp, Rm.ext"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_SUBS_RX, sf_of(ty), ext, amount, x, y)


def cmn_rx(ctx: Lower, ty: Type, x: Reg, y: Reg, ext: Ext, amount: Imm) -> None:
    """cmn Rn.sp, Rm.ext"""
    _r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_CMN_RX, sf_of(ty), ext, amount, x, y)


def cmp_rx(ctx: Lower, ty: Type, x: Reg, y: Reg, ext: Ext, amount: Imm) -> None:
    """cmp Rn.sp, Rm.ext"""
    _r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_CMP_RX, sf_of(ty), ext, amount, x, y)


def add_i(ctx: Lower, ty: Type, x: Reg, imm: Imm) -> Reg:
    """add Rd.sp, Rn.sp, imm12"""
    return _w_reg__r_reg_x__i0__i1__i2__x(ctx, MOP_ADD_I, sf_of(ty), sh12_of(imm), imm12_of(imm), x)


def sub_i(ctx: Lower, ty: Type, x: Reg, imm: Imm) -> Reg:
    """sub Rd.sp, Rn.sp, imm12"""
    return _w_reg__r_reg_x__i0__i1__i2__x(ctx, MOP_SUB_I, sf_of(ty), sh12_of(imm), imm12_of(imm), x)


def adds_i(ctx: Lower, ty: Type, x: Reg, imm: Imm) -> Reg:
    """adds Rd, Rn.sp, imm12"""
    return _w_reg__r_reg_x__i0__i1__i2__x(ctx, MOP_ADDS_I, sf_of(ty), sh12_of(imm), imm12_of(imm), x)


def subs_i(ctx: Lower, ty: Type, x: Reg, imm: Imm) -> Reg:
    """subs Rd, Rn.sp, imm12"""
    return _w_reg__r_reg_x__i0__i1__i2__x(ctx, MOP_SUBS_I, sf_of(ty), sh12_of(imm), imm12_of(imm), x)


def cmn_i(ctx: Lower, ty: Type, x: Reg, imm: Imm) -> None:
    """cmn Rn.sp, imm12"""
    _r_reg_x__i0__i1__i2__x(ctx, MOP_CMN_I, sf_of(ty), sh12_of(imm), imm12_of(imm), x)


def cmp_i(ctx: Lower, ty: Type, x: Reg, imm: Imm) -> None:
    """cmp Rn.sp, imm12"""
    _r_reg_x__i0__i1__i2__x(ctx, MOP_CMP_I, sf_of(ty), sh12_of(imm), imm12_of(imm), x)


def neg_rs(ctx: Lower, ty: Type, x: Reg, shift: Shift, amount: Imm) -> Reg:
    """neg Rd, Rmshift"""
    return _w_reg__r_reg_x__i0__i1__i2__x(ctx, MOP_NEG_RS, sf_of(ty), shift, amount, x)


def negs_rs(ctx: Lower, ty: Type, x: Reg, shift: Shift, amount: Imm) -> Reg:
    """negs Rd, Rmshift"""
    return _w_reg__r_reg_x__i0__i1__i2__x(ctx, MOP_NEGS_RS, sf_of(ty), shift, amount, x)


def neg(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """neg Rd, Rm"""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_NEG, sf_of(ty), x)


def cmp_zr(ctx: Lower, ty: Type, x: Reg) -> None:
    """cmp zr, Rm"""
    _r_reg_x__i0__x(ctx, MOP_CMP_ZR, sf_of(ty), x)


def adc(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """adc Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_ADC, sf_of(ty), x, y)


def sbc(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sbc Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_SBC, sf_of(ty), x, y)


def adcs(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """adcs Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_ADCS, sf_of(ty), x, y)


def sbcs(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sbcs Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_SBCS, sf_of(ty), x, y)


def and_(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """and Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_AND, sf_of(ty), x, y)


def orr(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """orr Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_ORR, sf_of(ty), x, y)


def eor(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """eor Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_EOR, sf_of(ty), x, y)


def bic(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """bic Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_BIC, sf_of(ty), x, y)


def orn(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """orn Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_ORN, sf_of(ty), x, y)


def eon(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """eon Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_EON, sf_of(ty), x, y)


def and_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> Reg:
    """and Rd, Rn, Rmshift"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_AND_RS, sf_of(ty), shift, amount, x, y)


def orr_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> Reg:
    """orr Rd, Rn, Rmshift"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_ORR_RS, sf_of(ty), shift, amount, x, y)


def eor_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> Reg:
    """eor Rd, Rn, Rmshift"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_EOR_RS, sf_of(ty), shift, amount, x, y)


def bic_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> Reg:
    """bic Rd, Rn, Rmshift"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_BIC_RS, sf_of(ty), shift, amount, x, y)


def orn_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> Reg:
    """orn Rd, Rn, Rmshift"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_ORN_RS, sf_of(ty), shift, amount, x, y)


def eon_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> Reg:
    """eon Rd, Rn, Rmshift"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_EON_RS, sf_of(ty), shift, amount, x, y)


def ands_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> Reg:
    """ands Rd, Rn, Rmshift"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_ANDS_RS, sf_of(ty), shift, amount, x, y)


def bics_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> Reg:
    """bics Rd, Rn, Rmshift"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_BICS_RS, sf_of(ty), shift, amount, x, y)


def and_i(ctx: Lower, ty: Type, x: Reg, mask: Mask) -> Reg:
    """and Rd.sp, Rn, bitmask"""
    return _w_reg__r_reg_x__i0__i1__x(ctx, MOP_AND_I, sf_of(ty), mask, x)


def orr_i(ctx: Lower, ty: Type, x: Reg, mask: Mask) -> Reg:
    """orr Rd.sp, Rn, bitmask"""
    return _w_reg__r_reg_x__i0__i1__x(ctx, MOP_ORR_I, sf_of(ty), mask, x)


def eor_i(ctx: Lower, ty: Type, x: Reg, mask: Mask) -> Reg:
    """eor Rd.sp, Rn, bitmask"""
    return _w_reg__r_reg_x__i0__i1__x(ctx, MOP_EOR_I, sf_of(ty), mask, x)


def ands_i(ctx: Lower, ty: Type, x: Reg, mask: Mask) -> Reg:
    """ands Rd, Rn, bitmask"""
    return _w_reg__r_reg_x__i0__i1__x(ctx, MOP_ANDS_I, sf_of(ty), mask, x)


def tst(ctx: Lower, ty: Type, x: Reg, y: Reg) -> None:
    """tst Rn, Rm"""
    _r_reg_x__r_reg_y__i0__xy(ctx, MOP_TST, sf_of(ty), x, y)


def tst_rs(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Shift, amount: Imm) -> None:
    """tst Rn, Rmshift"""
    _r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_TST_RS, sf_of(ty), shift, amount, x, y)


def tst_i(ctx: Lower, ty: Type, x: Reg, mask: Mask) -> None:
    """tst Rn, bitmask"""
    _r_reg_x__i0__i1__x(ctx, MOP_TST_I, sf_of(ty), mask, x)


def mvn_rs(ctx: Lower, ty: Type, x: Reg, shift: Shift, amount: Imm) -> Reg:
    """mvn Rd, Rmshift"""
    return _w_reg__r_reg_x__i0__i1__i2__x(ctx, MOP_MVN_RS, sf_of(ty), shift, amount, x)


def mvn(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """mvn Rd, Rm"""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_MVN, sf_of(ty), x)


def mov(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """mov Rd, Rm"""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_MOV, sf_of(ty), x)


def mov_bitmask(ctx: Lower, ty: Type, mask: Mask) -> Reg:
    """orr Rd.sp, zr, bitmask"""
    return _w_reg__i0__i1(ctx, MOP_MOV_BITMASK, sf_of(ty), mask)


def get_fp(ctx: Lower) -> Reg:
    """add Xd.sp, x29, #0"""
    return _w_reg(ctx, MOP_GET_FP)


def get_sp(ctx: Lower) -> Reg:
    """mov Xd.sp, sp"""
    return _w_reg(ctx, MOP_GET_SP)


def get_pinned(ctx: Lower) -> Reg:
    """mov Xd, x21"""
    return _w_reg(ctx, MOP_GET_PINNED)


def set_pinned(ctx: Lower, x: Reg) -> None:
    """mov x21, Xm"""
    _r_reg_x__x(ctx, MOP_SET_PINNED, x)


def movn(ctx: Lower, ty: Type, hw: Imm, imm16: Imm) -> Reg:
    """movn Rd, imm16hw"""
    return _w_reg__i0__i1__i2(ctx, MOP_MOVN, sf_of(ty), hw, imm16)


def movz(ctx: Lower, ty: Type, hw: Imm, imm16: Imm) -> Reg:
    """movz Rd, imm16hw"""
    return _w_reg__i0__i1__i2(ctx, MOP_MOVZ, sf_of(ty), hw, imm16)


def movk(ctx: Lower, ty: Type, x: Reg, hw: Imm, imm16: Imm) -> Reg:
    """movk Rd, imm16hw"""
    return _rw_reg_x__i0__i1__i2__x(ctx, MOP_MOVK, sf_of(ty), hw, imm16, x)


def sbfm(ctx: Lower, ty: Type, x: Reg, immr: Imm, imms: Imm) -> Reg:
    """sbfm Rd, Rn, immr, imms"""
    return _w_reg__r_reg_x__i0__i1__i2__x(ctx, MOP_SBFM, sf_of(ty), immr, imms, x)


def ubfm(ctx: Lower, ty: Type, x: Reg, immr: Imm, imms: Imm) -> Reg:
    """ubfm Rd, Rn, immr, imms"""
    return _w_reg__r_reg_x__i0__i1__i2__x(ctx, MOP_UBFM, sf_of(ty), immr, imms, x)


def bfm(ctx: Lower, ty: Type, x: Reg, y: Reg, immr: Imm, imms: Imm) -> Reg:
    """bfm Rd, Rn, immr, imms"""
    return _rw_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_BFM, sf_of(ty), immr, imms, x, y)


def extr(ctx: Lower, ty: Type, x: Reg, y: Reg, imms: Imm) -> Reg:
    """extr Rd, Rn, Rm, imms"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__xy(ctx, MOP_EXTR, sf_of(ty), imms, x, y)


def madd(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """madd Rd, Rn, Rm, Ra"""
    return _w_reg__r_reg_x__r_reg_y__r_reg_z__i0__xyz(ctx, MOP_MADD, sf_of(ty), x, y, z)


def msub(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """msub Rd, Rn, Rm, Ra"""
    return _w_reg__r_reg_x__r_reg_y__r_reg_z__i0__xyz(ctx, MOP_MSUB, sf_of(ty), x, y, z)


def mul(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """mul Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_MUL, sf_of(ty), x, y)


def mneg(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """mneg Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_MNEG, sf_of(ty), x, y)


def smulh(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """smulh Xd, Xn, Xm"""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_SMULH, x, y)


def umulh(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """umulh Xd, Xn, Xm"""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_UMULH, x, y)


def smaddl(ctx: Lower, x: Reg, y: Reg, z: Reg) -> Reg:
    """smaddl Xd, Wn, Wm, Xa"""
    return _w_reg__r_reg_x__r_reg_y__r_reg_z__xyz(ctx, MOP_SMADDL, x, y, z)


def smsubl(ctx: Lower, x: Reg, y: Reg, z: Reg) -> Reg:
    """smsubl Xd, Wn, Wm, Xa"""
    return _w_reg__r_reg_x__r_reg_y__r_reg_z__xyz(ctx, MOP_SMSUBL, x, y, z)


def umaddl(ctx: Lower, x: Reg, y: Reg, z: Reg) -> Reg:
    """umaddl Xd, Wn, Wm, Xa"""
    return _w_reg__r_reg_x__r_reg_y__r_reg_z__xyz(ctx, MOP_UMADDL, x, y, z)


def umsubl(ctx: Lower, x: Reg, y: Reg, z: Reg) -> Reg:
    """umsubl Xd, Wn, Wm, Xa"""
    return _w_reg__r_reg_x__r_reg_y__r_reg_z__xyz(ctx, MOP_UMSUBL, x, y, z)


def smull(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """smull Xd, Wn, Wm"""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_SMULL, x, y)


def umull(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """umull Xd, Wn, Wm"""
    return _w_reg__r_reg_x__r_reg_y__xy(ctx, MOP_UMULL, x, y)


def udiv(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """udiv Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_UDIV, sf_of(ty), x, y)


def sdiv(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sdiv Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_SDIV, sf_of(ty), x, y)


def lsl_r(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """lsl Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_LSL_R, sf_of(ty), x, y)


def lsr_r(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """lsr Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_LSR_R, sf_of(ty), x, y)


def asr_r(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """asr Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_ASR_R, sf_of(ty), x, y)


def ror_r(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """ror Rd, Rn, Rm"""
    return _w_reg__r_reg_x__r_reg_y__i0__xy(ctx, MOP_ROR_R, sf_of(ty), x, y)


def rbit(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """rbit Rd, Rn"""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_RBIT, sf_of(ty), x)


def rev16(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """rev16 Rd, Rn"""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_REV16, sf_of(ty), x)


def clz(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """clz Rd, Rn"""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_CLZ, sf_of(ty), x)


def cls(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """cls Rd, Rn"""
    return _w_reg__r_reg_x__i0__x(ctx, MOP_CLS, sf_of(ty), x)


def rev_w(ctx: Lower, x: Reg) -> Reg:
    """rev Wd, Wn"""
    return _w_reg__r_reg_x__x(ctx, MOP_REV_W, x)


def rev_x(ctx: Lower, x: Reg) -> Reg:
    """rev Xd, Xn"""
    return _w_reg__r_reg_x__x(ctx, MOP_REV_X, x)


def rev32_x(ctx: Lower, x: Reg) -> Reg:
    """rev32 Xd, Xn"""
    return _w_reg__r_reg_x__x(ctx, MOP_REV32_X, x)


def csel(ctx: Lower, ty: Type, x: Reg, y: Reg, cond: Cond) -> Reg:
    """csel Rd, Rn, Rm, cond"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__xy(ctx, MOP_CSEL, sf_of(ty), cond, x, y)


def csinc(ctx: Lower, ty: Type, x: Reg, y: Reg, cond: Cond) -> Reg:
    """csinc Rd, Rn, Rm, cond"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__xy(ctx, MOP_CSINC, sf_of(ty), cond, x, y)


def csinv(ctx: Lower, ty: Type, x: Reg, y: Reg, cond: Cond) -> Reg:
    """csinv Rd, Rn, Rm, cond"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__xy(ctx, MOP_CSINV, sf_of(ty), cond, x, y)


def csneg(ctx: Lower, ty: Type, x: Reg, y: Reg, cond: Cond) -> Reg:
    """csneg Rd, Rn, Rm, cond"""
    return _w_reg__r_reg_x__r_reg_y__i0__i1__xy(ctx, MOP_CSNEG, sf_of(ty), cond, x, y)


def csel_zr(ctx: Lower, ty: Type, x: Reg, cond: Cond) -> Reg:
    """csel Rd, Rn, zr, cond"""
    return _w_reg__r_reg_x__i0__i1__x(ctx, MOP_CSEL_ZR, sf_of(ty), cond, x)


def csinc_zr(ctx: Lower, ty: Type, x: Reg, cond: Cond) -> Reg:
    """csinc Rd, Rn, zr, cond"""
    return _w_reg__r_reg_x__i0__i1__x(ctx, MOP_CSINC_ZR, sf_of(ty), cond, x)


def csinv_zr(ctx: Lower, ty: Type, x: Reg, cond: Cond) -> Reg:
    """csinv Rd, Rn, zr, cond"""
    return _w_reg__r_reg_x__i0__i1__x(ctx, MOP_CSINV_ZR, sf_of(ty), cond, x)


def cset(ctx: Lower, ty: Type, cond: Cond) -> Reg:
    """cset Rd, icond"""
    return _w_reg__i0__i1(ctx, MOP_CSET, sf_of(ty), cond ^ 1)


def csetm(ctx: Lower, ty: Type, cond: Cond) -> Reg:
    """csetm Rd, icond"""
    return _w_reg__i0__i1(ctx, MOP_CSETM, sf_of(ty), cond ^ 1)


def ccmn_r(ctx: Lower, ty: Type, x: Reg, y: Reg, cond: Cond, nzcv: Imm) -> None:
    """ccmn Rn, Rm, nzcv, cond"""
    _r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_CCMN_R, sf_of(ty), cond, nzcv, x, y)


def ccmp_r(ctx: Lower, ty: Type, x: Reg, y: Reg, cond: Cond, nzcv: Imm) -> None:
    """ccmp Rn, Rm, nzcv, cond"""
    _r_reg_x__r_reg_y__i0__i1__i2__xy(ctx, MOP_CCMP_R, sf_of(ty), cond, nzcv, x, y)


def ccmn_i(ctx: Lower, ty: Type, x: Reg, imm5: Imm, cond: Cond, nzcv: Imm) -> None:
    """ccmn Rn, imm5, nzcv, cond"""
    _r_reg_x__i0__i1__i2__i3__x(ctx, MOP_CCMN_I, sf_of(ty), imm5, cond, nzcv, x)


def ccmp_i(ctx: Lower, ty: Type, x: Reg, imm5: Imm, cond: Cond, nzcv: Imm) -> None:
    """ccmp Rn, imm5, nzcv, cond"""
    _r_reg_x__i0__i1__i2__i3__x(ctx, MOP_CCMP_I, sf_of(ty), imm5, cond, nzcv, x)


def ldr_r(ctx: Lower, ty: Type, mem: Mem) -> Reg:
    """ldrbh Yt, mem"""
    return _w_reg__mem__i0__m(ctx, MOP_LDR_R, size_of(ty), mem)


def str_r(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> None:
    """strbh Yt, mem"""
    _r_reg_x__mem__i0__xm(ctx, MOP_STR_R, size_of(ty), x, mem)


def str_zr(ctx: Lower, ty: Type, mem: Mem) -> None:
    """strbh zr, mem"""
    _mem__i0__m(ctx, MOP_STR_ZR, size_of(ty), mem)


def ldrs_w(ctx: Lower, ty: Type, mem: Mem) -> Reg:
    """ldrsbh Wt, mem"""
    return _w_reg__mem__i0__m(ctx, MOP_LDRS_W, size_of(ty), mem)


def ldrs_x(ctx: Lower, ty: Type, mem: Mem) -> Reg:
    """ldrsbhw Xt, mem"""
    return _w_reg__mem__i0__m(ctx, MOP_LDRS_X, size_of(ty), mem)


def ldr_v(ctx: Lower, ty: Type, mem: Mem) -> Reg:
    """ldr Zt, mem"""
    return _w_xreg__mem__i0__i1__m(ctx, MOP_LDR_V, vsize_of(ty), vq_of(ty), mem)


def str_v(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> None:
    """str Zt, mem"""
    _r_xreg_x__mem__i0__i1__xm(ctx, MOP_STR_V, vsize_of(ty), vq_of(ty), x, mem)


def ldar(ctx: Lower, ty: Type, mem: Mem) -> Reg:
    """ldarbh Yt, base"""
    return _w_reg__mem__i0__m(ctx, MOP_LDAR, size_of(ty), mem)


def stlr(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> None:
    """stlrbh Yt, base"""
    _r_reg_x__mem__i0__xm(ctx, MOP_STLR, size_of(ty), x, mem)


def ldaxr(ctx: Lower, ty: Type, mem: Mem) -> Reg:
    """ldaxrbh Yt, base"""
    return _w_reg__mem__i0__m(ctx, MOP_LDAXR, size_of(ty), mem)


def stlxr(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> Reg:
    """stlxrbh Ws, Yt, base"""
    return _w_reg__r_reg_x__mem__i0__xm(ctx, MOP_STLXR, size_of(ty), x, mem)


def ldaxp(ctx: Lower, mem: Mem) -> Reg:
    """ldaxp Xt, Xt2, base"""
    return _w_reg__w_reg__mem__m(ctx, MOP_LDAXP, mem)


def stlxp(ctx: Lower, x: Reg, y: Reg, z: Reg, mem: Mem) -> None:
    """stlxp Ws, Xt, Xt2, base"""
    _r_reg_x__r_reg_y__r_reg_z__mem__xyzm(ctx, MOP_STLXP, x, y, z, mem)


def casal(ctx: Lower, ty: Type, x: Reg, y: Reg, mem: Mem) -> Reg:
    """casalbh Ys, Yt, base"""
    return _rw_reg_x__r_reg_y__mem__i0__xym(ctx, MOP_CASAL, size_of(ty), x, y, mem)


def ldaddal(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> Reg:
    """ldaddalbh Ys, Yt, base"""
    return _r_reg_x__w_reg__mem__i0__xm(ctx, MOP_LDADDAL, size_of(ty), x, mem)


def ldclral(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> Reg:
    """ldclralbh Ys, Yt, base"""
    return _r_reg_x__w_reg__mem__i0__xm(ctx, MOP_LDCLRAL, size_of(ty), x, mem)


def ldeoral(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> Reg:
    """ldeoralbh Ys, Yt, base"""
    return _r_reg_x__w_reg__mem__i0__xm(ctx, MOP_LDEORAL, size_of(ty), x, mem)


def ldsetal(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> Reg:
    """ldsetalbh Ys, Yt, base"""
    return _r_reg_x__w_reg__mem__i0__xm(ctx, MOP_LDSETAL, size_of(ty), x, mem)


def ldsmaxal(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> Reg:
    """ldsmaxalbh Ys, Yt, base"""
    return _r_reg_x__w_reg__mem__i0__xm(ctx, MOP_LDSMAXAL, size_of(ty), x, mem)


def ldsminal(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> Reg:
    """ldsminalbh Ys, Yt, base"""
    return _r_reg_x__w_reg__mem__i0__xm(ctx, MOP_LDSMINAL, size_of(ty), x, mem)


def ldumaxal(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> Reg:
    """ldumaxalbh Ys, Yt, base"""
    return _r_reg_x__w_reg__mem__i0__xm(ctx, MOP_LDUMAXAL, size_of(ty), x, mem)


def lduminal(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> Reg:
    """lduminalbh Ys, Yt, base"""
    return _r_reg_x__w_reg__mem__i0__xm(ctx, MOP_LDUMINAL, size_of(ty), x, mem)


def swpal(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> Reg:
    """swpalbh Ys, Yt, base"""
    return _r_reg_x__w_reg__mem__i0__xm(ctx, MOP_SWPAL, size_of(ty), x, mem)


def br(ctx: Lower, x: Reg) -> None:
    """br Xn"""
    _r_reg_x__x(ctx, MOP_BR, x)


def blr(ctx: Lower, x: Reg) -> None:
    """blr Xn"""
    _r_reg_x__x(ctx, MOP_BLR, x)


def ret(ctx: Lower) -> None:
    """ret"""
    _(ctx, MOP_RET)


def ret_to(ctx: Lower, x: Reg) -> None:
    """ret Xn"""
    _r_reg_x__x(ctx, MOP_RET_TO, x)


def mrs_tpidr(ctx: Lower, x: Reg) -> None:
    """mrs Xt, tpidr_el0"""
    _r_reg_x__x(ctx, MOP_MRS_TPIDR, x)


def nop(ctx: Lower) -> None:
    """nop"""
    _(ctx, MOP_NOP)


def csdb(ctx: Lower) -> None:
    """csdb"""
    _(ctx, MOP_CSDB)


def bti_c(ctx: Lower) -> None:
    """bti c"""
    _(ctx, MOP_BTI_C)


def bti_j(ctx: Lower) -> None:
    """bti j"""
    _(ctx, MOP_BTI_J)


def paciasp(ctx: Lower) -> None:
    """paciasp"""
    _(ctx, MOP_PACIASP)


def pacibsp(ctx: Lower) -> None:
    """pacibsp"""
    _(ctx, MOP_PACIBSP)


def autiasp(ctx: Lower) -> None:
    """autiasp"""
    _(ctx, MOP_AUTIASP)


def autibsp(ctx: Lower) -> None:
    """autibsp"""
    _(ctx, MOP_AUTIBSP)


def dmb_ish(ctx: Lower) -> None:
    """dmb ish"""
    _(ctx, MOP_DMB_ISH)


def brk(ctx: Lower, imm16: Imm) -> None:
    """brk imm16"""
    _i0(ctx, MOP_BRK, imm16)


def udf(ctx: Lower, imm16: Imm) -> None:
    """udf imm16"""
    _i0(ctx, MOP_UDF, imm16)


def fmov(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fmov Fd, Fn"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FMOV, ftype_of(ty), x)


def fabs(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fabs Fd, Fn"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FABS, ftype_of(ty), x)


def fneg(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fneg Fd, Fn"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FNEG, ftype_of(ty), x)


def fsqrt(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fsqrt Fd, Fn"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FSQRT, ftype_of(ty), x)


def frintn(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frintn Fd, Fn"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FRINTN, ftype_of(ty), x)


def frintp(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frintp Fd, Fn"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FRINTP, ftype_of(ty), x)


def frintm(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frintm Fd, Fn"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FRINTM, ftype_of(ty), x)


def frintz(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frintz Fd, Fn"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FRINTZ, ftype_of(ty), x)


def frinta(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frinta Fd, Fn"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FRINTA, ftype_of(ty), x)


def frintx(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frintx Fd, Fn"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FRINTX, ftype_of(ty), x)


def frinti(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frinti Fd, Fn"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FRINTI, ftype_of(ty), x)


def fcvt_ds(ctx: Lower, x: Reg) -> Reg:
    """fcvt Dd, Sn"""
    return _w_xreg__r_xreg_x__x(ctx, MOP_FCVT_DS, x)


def fcvt_hs(ctx: Lower, x: Reg) -> Reg:
    """fcvt Hd, Sn"""
    return _w_xreg__r_xreg_x__x(ctx, MOP_FCVT_HS, x)


def fcvt_sd(ctx: Lower, x: Reg) -> Reg:
    """fcvt Sd, Dn"""
    return _w_xreg__r_xreg_x__x(ctx, MOP_FCVT_SD, x)


def fcvt_hd(ctx: Lower, x: Reg) -> Reg:
    """fcvt Hd, Dn"""
    return _w_xreg__r_xreg_x__x(ctx, MOP_FCVT_HD, x)


def fcvt_sh(ctx: Lower, x: Reg) -> Reg:
    """fcvt Sd, Hn"""
    return _w_xreg__r_xreg_x__x(ctx, MOP_FCVT_SH, x)


def fcvt_dh(ctx: Lower, x: Reg) -> Reg:
    """fcvt Dd, Hn"""
    return _w_xreg__r_xreg_x__x(ctx, MOP_FCVT_DH, x)


def fmul(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fmul Fd, Fn, Fm"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FMUL, ftype_of(ty), x, y)


def fdiv(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fdiv Fd, Fn, Fm"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FDIV, ftype_of(ty), x, y)


def fadd(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fadd Fd, Fn, Fm"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FADD, ftype_of(ty), x, y)


def fsub(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fsub Fd, Fn, Fm"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FSUB, ftype_of(ty), x, y)


def fmax(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fmax Fd, Fn, Fm"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FMAX, ftype_of(ty), x, y)


def fmin(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fmin Fd, Fn, Fm"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FMIN, ftype_of(ty), x, y)


def fmaxnm(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fmaxnm Fd, Fn, Fm"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FMAXNM, ftype_of(ty), x, y)


def fminnm(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fminnm Fd, Fn, Fm"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FMINNM, ftype_of(ty), x, y)


def fnmul(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fnmul Fd, Fn, Fm"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FNMUL, ftype_of(ty), x, y)


def fcmp(ctx: Lower, ty: Type, x: Reg, y: Reg) -> None:
    """fcmp Fn, Fm"""
    _r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FCMP, ftype_of(ty), x, y)


def fcmp_zero(ctx: Lower, ty: Type, x: Reg) -> None:
    """fcmp Fn, #0.0"""
    _r_xreg_x__i0__x(ctx, MOP_FCMP_ZERO, ftype_of(ty), x)


def fccmp(ctx: Lower, ty: Type, x: Reg, y: Reg, cond: Cond, nzcv: Imm) -> None:
    """fccmp Fn, Fm, nzcv, cond"""
    _r_xreg_x__r_xreg_y__i0__i1__i2__xy(ctx, MOP_FCCMP, ftype_of(ty), cond, nzcv, x, y)


def fcsel(ctx: Lower, ty: Type, x: Reg, y: Reg, cond: Cond) -> Reg:
    """fcsel Fd, Fn, Fm, cond"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FCSEL, ftype_of(ty), cond, x, y)


def fmadd(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """fmadd Fd, Fn, Fm, Fa"""
    return _w_xreg__r_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(ctx, MOP_FMADD, ftype_of(ty), x, y, z)


def fmsub(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """fmsub Fd, Fn, Fm, Fa"""
    return _w_xreg__r_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(ctx, MOP_FMSUB, ftype_of(ty), x, y, z)


def fnmadd(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """fnmadd Fd, Fn, Fm, Fa"""
    return _w_xreg__r_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(ctx, MOP_FNMADD, ftype_of(ty), x, y, z)


def fnmsub(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """fnmsub Fd, Fn, Fm, Fa"""
    return _w_xreg__r_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(ctx, MOP_FNMSUB, ftype_of(ty), x, y, z)


def fmov_i(ctx: Lower, ty: Type, imm8: Imm) -> Reg:
    """fmov Fd, fimm8"""
    return _w_xreg__i0__i1(ctx, MOP_FMOV_I, ftype_of(ty), imm8)


def fmov_ws(ctx: Lower, x: Reg) -> Reg:
    """fmov Wd, Sn"""
    return _w_reg__r_xreg_x__x(ctx, MOP_FMOV_WS, x)


def fmov_sw(ctx: Lower, x: Reg) -> Reg:
    """fmov Sd, Wn"""
    return _w_xreg__r_reg_x__x(ctx, MOP_FMOV_SW, x)


def fmov_xd(ctx: Lower, x: Reg) -> Reg:
    """fmov Xd, Dn"""
    return _w_reg__r_xreg_x__x(ctx, MOP_FMOV_XD, x)


def fmov_dx(ctx: Lower, x: Reg) -> Reg:
    """fmov Dd, Xn"""
    return _w_xreg__r_reg_x__x(ctx, MOP_FMOV_DX, x)


def scvtf(ctx: Lower, ty: Type, source: Type, x: Reg) -> Reg:
    """scvtf Fd, Rn"""
    return _w_xreg__r_reg_x__i0__i1__x(ctx, MOP_SCVTF, sf_of(source), ftype_of(ty), x)


def ucvtf(ctx: Lower, ty: Type, source: Type, x: Reg) -> Reg:
    """ucvtf Fd, Rn"""
    return _w_xreg__r_reg_x__i0__i1__x(ctx, MOP_UCVTF, sf_of(source), ftype_of(ty), x)


def fcvtns(ctx: Lower, ty: Type, source: Type, x: Reg) -> Reg:
    """fcvtns Rd, Fn"""
    return _w_reg__r_xreg_x__i0__i1__x(ctx, MOP_FCVTNS, sf_of(ty), ftype_of(source), x)


def fcvtps(ctx: Lower, ty: Type, source: Type, x: Reg) -> Reg:
    """fcvtps Rd, Fn"""
    return _w_reg__r_xreg_x__i0__i1__x(ctx, MOP_FCVTPS, sf_of(ty), ftype_of(source), x)


def fcvtms(ctx: Lower, ty: Type, source: Type, x: Reg) -> Reg:
    """fcvtms Rd, Fn"""
    return _w_reg__r_xreg_x__i0__i1__x(ctx, MOP_FCVTMS, sf_of(ty), ftype_of(source), x)


def fcvtzs(ctx: Lower, ty: Type, source: Type, x: Reg) -> Reg:
    """fcvtzs Rd, Fn"""
    return _w_reg__r_xreg_x__i0__i1__x(ctx, MOP_FCVTZS, sf_of(ty), ftype_of(source), x)


def fcvtas(ctx: Lower, ty: Type, source: Type, x: Reg) -> Reg:
    """fcvtas Rd, Fn"""
    return _w_reg__r_xreg_x__i0__i1__x(ctx, MOP_FCVTAS, sf_of(ty), ftype_of(source), x)


def fcvtnu(ctx: Lower, ty: Type, source: Type, x: Reg) -> Reg:
    """fcvtnu Rd, Fn"""
    return _w_reg__r_xreg_x__i0__i1__x(ctx, MOP_FCVTNU, sf_of(ty), ftype_of(source), x)


def fcvtpu(ctx: Lower, ty: Type, source: Type, x: Reg) -> Reg:
    """fcvtpu Rd, Fn"""
    return _w_reg__r_xreg_x__i0__i1__x(ctx, MOP_FCVTPU, sf_of(ty), ftype_of(source), x)


def fcvtmu(ctx: Lower, ty: Type, source: Type, x: Reg) -> Reg:
    """fcvtmu Rd, Fn"""
    return _w_reg__r_xreg_x__i0__i1__x(ctx, MOP_FCVTMU, sf_of(ty), ftype_of(source), x)


def fcvtzu(ctx: Lower, ty: Type, source: Type, x: Reg) -> Reg:
    """fcvtzu Rd, Fn"""
    return _w_reg__r_xreg_x__i0__i1__x(ctx, MOP_FCVTZU, sf_of(ty), ftype_of(source), x)


def fcvtau(ctx: Lower, ty: Type, source: Type, x: Reg) -> Reg:
    """fcvtau Rd, Fn"""
    return _w_reg__r_xreg_x__i0__i1__x(ctx, MOP_FCVTAU, sf_of(ty), ftype_of(source), x)


def and_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """and Vd.B, Vn.B, Vm.B"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_AND_V, q_of(ty), x, y)


def bic_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """bic Vd.B, Vn.B, Vm.B"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_BIC_V, q_of(ty), x, y)


def orr_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """orr Vd.B, Vn.B, Vm.B"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_ORR_V, q_of(ty), x, y)


def orn_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """orn Vd.B, Vn.B, Vm.B"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_ORN_V, q_of(ty), x, y)


def eor_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """eor Vd.B, Vn.B, Vm.B"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_EOR_V, q_of(ty), x, y)


def bsl_v(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """bsl Vd.B, Vn.B, Vm.B"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(ctx, MOP_BSL_V, q_of(ty), x, y, z)


def bit_v(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """bit Vd.B, Vn.B, Vm.B"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(ctx, MOP_BIT_V, q_of(ty), x, y, z)


def bif_v(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """bif Vd.B, Vn.B, Vm.B"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(ctx, MOP_BIF_V, q_of(ty), x, y, z)


def mvn_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """mvn Vd.B, Vn.B"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_MVN_V, q_of(ty), x)


def rbit_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """rbit Vd.B, Vn.B"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_RBIT_V, q_of(ty), x)


def cnt_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """cnt Vd.B, Vn.B"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_CNT_V, q_of(ty), x)


def add_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """add Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_ADD_V, q_of(ty), size_of(ty), x, y)


def sub_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sub Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SUB_V, q_of(ty), size_of(ty), x, y)


def cmgt(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """cmgt Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_CMGT, q_of(ty), size_of(ty), x, y)


def cmge(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """cmge Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_CMGE, q_of(ty), size_of(ty), x, y)


def cmtst(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """cmtst Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_CMTST, q_of(ty), size_of(ty), x, y)


def sshl(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sshl Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SSHL, q_of(ty), size_of(ty), x, y)


def srshl(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """srshl Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SRSHL, q_of(ty), size_of(ty), x, y)


def cmhi(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """cmhi Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_CMHI, q_of(ty), size_of(ty), x, y)


def cmhs(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """cmhs Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_CMHS, q_of(ty), size_of(ty), x, y)


def cmeq(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """cmeq Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_CMEQ, q_of(ty), size_of(ty), x, y)


def ushl(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """ushl Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_USHL, q_of(ty), size_of(ty), x, y)


def urshl(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """urshl Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_URSHL, q_of(ty), size_of(ty), x, y)


def sqadd_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sqadd Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SQADD_V, q_of(ty), size_of(ty), x, y)


def sqsub_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sqsub Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SQSUB_V, q_of(ty), size_of(ty), x, y)


def sqshl_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sqshl Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SQSHL_V, q_of(ty), size_of(ty), x, y)


def addp_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """addp Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_ADDP_V, q_of(ty), size_of(ty), x, y)


def uqadd_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uqadd Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UQADD_V, q_of(ty), size_of(ty), x, y)


def uqsub_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uqsub Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UQSUB_V, q_of(ty), size_of(ty), x, y)


def uqshl_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uqshl Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UQSHL_V, q_of(ty), size_of(ty), x, y)


def shadd_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """shadd Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SHADD_V, q_of(ty), size_of(ty), x, y)


def srhadd_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """srhadd Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SRHADD_V, q_of(ty), size_of(ty), x, y)


def shsub_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """shsub Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SHSUB_V, q_of(ty), size_of(ty), x, y)


def uhadd_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uhadd Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UHADD_V, q_of(ty), size_of(ty), x, y)


def urhadd_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """urhadd Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_URHADD_V, q_of(ty), size_of(ty), x, y)


def uhsub_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uhsub Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UHSUB_V, q_of(ty), size_of(ty), x, y)


def smax_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """smax Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SMAX_V, q_of(ty), size_of(ty), x, y)


def smin_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """smin Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SMIN_V, q_of(ty), size_of(ty), x, y)


def sabd_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sabd Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SABD_V, q_of(ty), size_of(ty), x, y)


def smaxp_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """smaxp Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SMAXP_V, q_of(ty), size_of(ty), x, y)


def sminp_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sminp Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SMINP_V, q_of(ty), size_of(ty), x, y)


def mul_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """mul Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_MUL_V, q_of(ty), size_of(ty), x, y)


def umax_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """umax Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UMAX_V, q_of(ty), size_of(ty), x, y)


def umin_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """umin Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UMIN_V, q_of(ty), size_of(ty), x, y)


def uabd_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uabd Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UABD_V, q_of(ty), size_of(ty), x, y)


def umaxp_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """umaxp Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UMAXP_V, q_of(ty), size_of(ty), x, y)


def uminp_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uminp Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UMINP_V, q_of(ty), size_of(ty), x, y)


def mla_v(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """mla Vd.T, Vn.T, Vm.T"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__i1__xyz(ctx, MOP_MLA_V, q_of(ty), size_of(ty), x, y, z)


def mls_v(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """mls Vd.T, Vn.T, Vm.T"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__i1__xyz(ctx, MOP_MLS_V, q_of(ty), size_of(ty), x, y, z)


def saba_v(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """saba Vd.T, Vn.T, Vm.T"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__i1__xyz(ctx, MOP_SABA_V, q_of(ty), size_of(ty), x, y, z)


def uaba_v(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """uaba Vd.T, Vn.T, Vm.T"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__i1__xyz(ctx, MOP_UABA_V, q_of(ty), size_of(ty), x, y, z)


def sqdmulh_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sqdmulh Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SQDMULH_V, q_of(ty), size_of(ty), x, y)


def sqrdmulh_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sqrdmulh Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SQRDMULH_V, q_of(ty), size_of(ty), x, y)


def pmul_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """pmul Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_PMUL_V, q_of(ty), size_of(ty), x, y)


def fadd_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fadd Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FADD_V, q_of(ty), sz_of(ty), x, y)


def fmulx_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fmulx Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FMULX_V, q_of(ty), sz_of(ty), x, y)


def fcmeq_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fcmeq Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FCMEQ_V, q_of(ty), sz_of(ty), x, y)


def fmax_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fmax Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FMAX_V, q_of(ty), sz_of(ty), x, y)


def frecps_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """frecps Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FRECPS_V, q_of(ty), sz_of(ty), x, y)


def fsub_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fsub Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FSUB_V, q_of(ty), sz_of(ty), x, y)


def fmin_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fmin Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FMIN_V, q_of(ty), sz_of(ty), x, y)


def frsqrts_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """frsqrts Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FRSQRTS_V, q_of(ty), sz_of(ty), x, y)


def fminnm_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fminnm Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FMINNM_V, q_of(ty), sz_of(ty), x, y)


def faddp_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """faddp Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FADDP_V, q_of(ty), sz_of(ty), x, y)


def fmul_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fmul Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FMUL_V, q_of(ty), sz_of(ty), x, y)


def fcmge_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fcmge Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FCMGE_V, q_of(ty), sz_of(ty), x, y)


def facge_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """facge Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FACGE_V, q_of(ty), sz_of(ty), x, y)


def fmaxp_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fmaxp Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FMAXP_V, q_of(ty), sz_of(ty), x, y)


def fdiv_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fdiv Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FDIV_V, q_of(ty), sz_of(ty), x, y)


def fabd_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fabd Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FABD_V, q_of(ty), sz_of(ty), x, y)


def fcmgt_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fcmgt Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FCMGT_V, q_of(ty), sz_of(ty), x, y)


def facgt_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """facgt Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FACGT_V, q_of(ty), sz_of(ty), x, y)


def fminp_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fminp Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FMINP_V, q_of(ty), sz_of(ty), x, y)


def fmaxnm_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fmaxnm Vd.F, Vn.F, Vm.F"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FMAXNM_V, q_of(ty), sz_of(ty), x, y)


def fmla_v(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """fmla Vd.F, Vn.F, Vm.F"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__i1__xyz(ctx, MOP_FMLA_V, q_of(ty), sz_of(ty), x, y, z)


def fmls_v(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """fmls Vd.F, Vn.F, Vm.F"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__i1__xyz(ctx, MOP_FMLS_V, q_of(ty), sz_of(ty), x, y, z)


def rev64_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """rev64 Vd.T, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_REV64_V, q_of(ty), size_of(ty), x)


def cls_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """cls Vd.T, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_CLS_V, q_of(ty), size_of(ty), x)


def clz_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """clz Vd.T, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_CLZ_V, q_of(ty), size_of(ty), x)


def rev32_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """rev32 Vd.T, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_REV32_V, q_of(ty), size_of(ty), x)


def rev16_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """rev16 Vd.B, Vn.B"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_REV16_V, q_of(ty), x)


def abs_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """abs Vd.T, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_ABS_V, q_of(ty), size_of(ty), x)


def neg_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """neg Vd.T, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_NEG_V, q_of(ty), size_of(ty), x)


def sqabs_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """sqabs Vd.T, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_SQABS_V, q_of(ty), size_of(ty), x)


def sqneg_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """sqneg Vd.T, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_SQNEG_V, q_of(ty), size_of(ty), x)


def cmgt_zero(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """cmgt Vd.T, Vn.T, #0"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_CMGT_ZERO, q_of(ty), size_of(ty), x)


def cmeq_zero(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """cmeq Vd.T, Vn.T, #0"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_CMEQ_ZERO, q_of(ty), size_of(ty), x)


def cmlt_zero(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """cmlt Vd.T, Vn.T, #0"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_CMLT_ZERO, q_of(ty), size_of(ty), x)


def cmge_zero(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """cmge Vd.T, Vn.T, #0"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_CMGE_ZERO, q_of(ty), size_of(ty), x)


def cmle_zero(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """cmle Vd.T, Vn.T, #0"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_CMLE_ZERO, q_of(ty), size_of(ty), x)


def saddlp(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """saddlp Vd.P, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_SADDLP, q_of(ty), size_of(ty), x)


def uaddlp(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """uaddlp Vd.P, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_UADDLP, q_of(ty), size_of(ty), x)


def sadalp(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sadalp Vd.P, Vn.T"""
    return _rw_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SADALP, q_of(ty), size_of(ty), x, y)


def uadalp(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uadalp Vd.P, Vn.T"""
    return _rw_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UADALP, q_of(ty), size_of(ty), x, y)


def xtn(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """xtn Vd.T, Vn.W"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_XTN, size_of(ty), x)


def sqxtn(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """sqxtn Vd.T, Vn.W"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_SQXTN, size_of(ty), x)


def sqxtun(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """sqxtun Vd.T, Vn.W"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_SQXTUN, size_of(ty), x)


def uqxtn(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """uqxtn Vd.T, Vn.W"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_UQXTN, size_of(ty), x)


def xtn2(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """xtn2 Vd.U, Vn.W"""
    return _rw_xreg_x__r_xreg_y__i0__xy(ctx, MOP_XTN2, size_of(ty), x, y)


def sqxtn2(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sqxtn2 Vd.U, Vn.W"""
    return _rw_xreg_x__r_xreg_y__i0__xy(ctx, MOP_SQXTN2, size_of(ty), x, y)


def sqxtun2(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sqxtun2 Vd.U, Vn.W"""
    return _rw_xreg_x__r_xreg_y__i0__xy(ctx, MOP_SQXTUN2, size_of(ty), x, y)


def uqxtn2(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uqxtn2 Vd.U, Vn.W"""
    return _rw_xreg_x__r_xreg_y__i0__xy(ctx, MOP_UQXTN2, size_of(ty), x, y)


def fcvtn_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fcvtn Vd.G, Vn.H"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FCVTN_V, szn_of(ty), x)


def fcvtn2_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fcvtn2 Vd.N, Vn.H"""
    return _rw_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FCVTN2_V, szn_of(ty), x, y)


def fcvtl_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fcvtl2 Vd.H, Vn.G"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FCVTL_V, q_of(ty), szn_of(ty), x)


def frintn_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frintn Vd.F, Vn.F"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FRINTN_V, q_of(ty), sz_of(ty), x)


def frintm_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frintm Vd.F, Vn.F"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FRINTM_V, q_of(ty), sz_of(ty), x)


def scvtf_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """scvtf Vd.F, Vn.F"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_SCVTF_V, q_of(ty), sz_of(ty), x)


def frintp_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frintp Vd.F, Vn.F"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FRINTP_V, q_of(ty), sz_of(ty), x)


def frintz_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frintz Vd.F, Vn.F"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FRINTZ_V, q_of(ty), sz_of(ty), x)


def fcvtzs_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fcvtzs Vd.F, Vn.F"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FCVTZS_V, q_of(ty), sz_of(ty), x)


def fabs_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fabs Vd.F, Vn.F"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FABS_V, q_of(ty), sz_of(ty), x)


def frinta_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frinta Vd.F, Vn.F"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FRINTA_V, q_of(ty), sz_of(ty), x)


def ucvtf_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """ucvtf Vd.F, Vn.F"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_UCVTF_V, q_of(ty), sz_of(ty), x)


def fcvtzu_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fcvtzu Vd.F, Vn.F"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FCVTZU_V, q_of(ty), sz_of(ty), x)


def fneg_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fneg Vd.F, Vn.F"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FNEG_V, q_of(ty), sz_of(ty), x)


def fsqrt_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fsqrt Vd.F, Vn.F"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FSQRT_V, q_of(ty), sz_of(ty), x)


def fcmgt_zero_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fcmgt Vd.F, Vn.F, #0.0"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FCMGT_ZERO_V, q_of(ty), sz_of(ty), x)


def fcmeq_zero_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fcmeq Vd.F, Vn.F, #0.0"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FCMEQ_ZERO_V, q_of(ty), sz_of(ty), x)


def fcmlt_zero_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fcmlt Vd.F, Vn.F, #0.0"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FCMLT_ZERO_V, q_of(ty), sz_of(ty), x)


def fcmge_zero_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fcmge Vd.F, Vn.F, #0.0"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FCMGE_ZERO_V, q_of(ty), sz_of(ty), x)


def fcmle_zero_v(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fcmle Vd.F, Vn.F, #0.0"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_FCMLE_ZERO_V, q_of(ty), sz_of(ty), x)


def fadd_h(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fadd Vd.M, Vn.M, Vm.M"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FADD_H, q_of(ty), x, y)


def fcmeq_h(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fcmeq Vd.M, Vn.M, Vm.M"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FCMEQ_H, q_of(ty), x, y)


def fmax_h(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fmax Vd.M, Vn.M, Vm.M"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FMAX_H, q_of(ty), x, y)


def fsub_h(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fsub Vd.M, Vn.M, Vm.M"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FSUB_H, q_of(ty), x, y)


def fmin_h(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fmin Vd.M, Vn.M, Vm.M"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FMIN_H, q_of(ty), x, y)


def fmul_h(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fmul Vd.M, Vn.M, Vm.M"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FMUL_H, q_of(ty), x, y)


def fcmge_h(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fcmge Vd.M, Vn.M, Vm.M"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FCMGE_H, q_of(ty), x, y)


def fdiv_h(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fdiv Vd.M, Vn.M, Vm.M"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FDIV_H, q_of(ty), x, y)


def fcmgt_h(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """fcmgt Vd.M, Vn.M, Vm.M"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_FCMGT_H, q_of(ty), x, y)


def fmla_h(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """fmla Vd.M, Vn.M, Vm.M"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(ctx, MOP_FMLA_H, q_of(ty), x, y, z)


def fmls_h(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """fmls Vd.M, Vn.M, Vm.M"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(ctx, MOP_FMLS_H, q_of(ty), x, y, z)


def frintn_h(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frintn Vd.M, Vn.M"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FRINTN_H, q_of(ty), x)


def frintm_h(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frintm Vd.M, Vn.M"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FRINTM_H, q_of(ty), x)


def scvtf_h(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """scvtf Vd.M, Vn.M"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_SCVTF_H, q_of(ty), x)


def frintp_h(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frintp Vd.M, Vn.M"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FRINTP_H, q_of(ty), x)


def frintz_h(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """frintz Vd.M, Vn.M"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FRINTZ_H, q_of(ty), x)


def fcvtzs_h(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fcvtzs Vd.M, Vn.M"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FCVTZS_H, q_of(ty), x)


def fabs_h(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fabs Vd.M, Vn.M"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FABS_H, q_of(ty), x)


def ucvtf_h(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """ucvtf Vd.M, Vn.M"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_UCVTF_H, q_of(ty), x)


def fcvtzu_h(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fcvtzu Vd.M, Vn.M"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FCVTZU_H, q_of(ty), x)


def fneg_h(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fneg Vd.M, Vn.M"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FNEG_H, q_of(ty), x)


def fsqrt_h(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """fsqrt Vd.M, Vn.M"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_FSQRT_H, q_of(ty), x)


def fcvtxn(ctx: Lower, x: Reg) -> Reg:
    """fcvtxn Vd.2s, Vn.2d"""
    return _w_xreg__r_xreg_x__x(ctx, MOP_FCVTXN, x)


def fcvtxn2(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """fcvtxn2 Vd.4s, Vn.2d"""
    return _rw_xreg_x__r_xreg_y__xy(ctx, MOP_FCVTXN2, x, y)


def addv(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """addv Ld, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_ADDV, q_of(ty), size_of(ty), x)


def smaxv(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """smaxv Ld, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_SMAXV, q_of(ty), size_of(ty), x)


def sminv(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """sminv Ld, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_SMINV, q_of(ty), size_of(ty), x)


def umaxv(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """umaxv Ld, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_UMAXV, q_of(ty), size_of(ty), x)


def uminv(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """uminv Ld, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_UMINV, q_of(ty), size_of(ty), x)


def saddlv(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """saddlv Kd, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_SADDLV, q_of(ty), size_of(ty), x)


def uaddlv(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """uaddlv Kd, Vn.T"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_UADDLV, q_of(ty), size_of(ty), x)


def saddl(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """saddl2 Vd.W, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SADDL, q_of(ty), size_of(ty), x, y)


def ssubl(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """ssubl2 Vd.W, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SSUBL, q_of(ty), size_of(ty), x, y)


def sabdl(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """sabdl2 Vd.W, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SABDL, q_of(ty), size_of(ty), x, y)


def smull_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """smull2 Vd.W, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SMULL_V, q_of(ty), size_of(ty), x, y)


def uaddl(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uaddl2 Vd.W, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UADDL, q_of(ty), size_of(ty), x, y)


def usubl(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """usubl2 Vd.W, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_USUBL, q_of(ty), size_of(ty), x, y)


def uabdl(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uabdl2 Vd.W, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UABDL, q_of(ty), size_of(ty), x, y)


def umull_v(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """umull2 Vd.W, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UMULL_V, q_of(ty), size_of(ty), x, y)


def smlal(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """smlal2 Vd.W, Vn.T, Vm.T"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__i1__xyz(ctx, MOP_SMLAL, q_of(ty), size_of(ty), x, y, z)


def smlsl(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """smlsl2 Vd.W, Vn.T, Vm.T"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__i1__xyz(ctx, MOP_SMLSL, q_of(ty), size_of(ty), x, y, z)


def umlal(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """umlal2 Vd.W, Vn.T, Vm.T"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__i1__xyz(ctx, MOP_UMLAL, q_of(ty), size_of(ty), x, y, z)


def umlsl(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """umlsl2 Vd.W, Vn.T, Vm.T"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__i1__xyz(ctx, MOP_UMLSL, q_of(ty), size_of(ty), x, y, z)


def saddw(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """saddw2 Vd.W, Vn.W, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SADDW, q_of(ty), size_of(ty), x, y)


def ssubw(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """ssubw2 Vd.W, Vn.W, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SSUBW, q_of(ty), size_of(ty), x, y)


def uaddw(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uaddw2 Vd.W, Vn.W, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UADDW, q_of(ty), size_of(ty), x, y)


def usubw(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """usubw2 Vd.W, Vn.W, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_USUBW, q_of(ty), size_of(ty), x, y)


def uzp1(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uzp1 Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UZP1, q_of(ty), size_of(ty), x, y)


def trn1(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """trn1 Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_TRN1, q_of(ty), size_of(ty), x, y)


def zip1(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """zip1 Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_ZIP1, q_of(ty), size_of(ty), x, y)


def uzp2(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """uzp2 Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_UZP2, q_of(ty), size_of(ty), x, y)


def trn2(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """trn2 Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_TRN2, q_of(ty), size_of(ty), x, y)


def zip2(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """zip2 Vd.T, Vn.T, Vm.T"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_ZIP2, q_of(ty), size_of(ty), x, y)


def ext(ctx: Lower, ty: Type, x: Reg, y: Reg, index: Imm) -> Reg:
    """ext Vd.B, Vn.B, Vm.B, index"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_EXT, q_of(ty), index, x, y)


def tbl(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """tbl Vd.B, Vn.16b, Vm.B"""
    return _w_xreg__r_xreg_x__r_xreg_y__i0__xy(ctx, MOP_TBL, q_of(ty), x, y)


def tbx(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """tbx Vd.B, Vn.16b, Vm.B"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(ctx, MOP_TBX, q_of(ty), x, y, z)


def dup_lane(ctx: Lower, ty: Type, x: Reg, lane: Imm) -> Reg:
    """dup Vd.D, Vn.E"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_DUP_LANE, q_of(ty), lane_field(ty, lane), x)


def dup_w(ctx: Lower, ty: Type, x: Reg, lane: Imm) -> Reg:
    """dup Vd.D, Wn"""
    return _w_xreg__r_reg_x__i0__i1__x(ctx, MOP_DUP_W, q_of(ty), lane_field(ty, lane), x)


def dup_x(ctx: Lower, ty: Type, x: Reg, lane: Imm) -> Reg:
    """dup Vd.D, Xn"""
    return _w_xreg__r_reg_x__i0__i1__x(ctx, MOP_DUP_X, q_of(ty), lane_field(ty, lane), x)


def smov_w(ctx: Lower, ty: Type, x: Reg, lane: Imm) -> Reg:
    """smov Wd, Vn.E"""
    return _w_reg__r_xreg_x__i0__x(ctx, MOP_SMOV_W, lane_field(ty, lane), x)


def smov_x(ctx: Lower, ty: Type, x: Reg, lane: Imm) -> Reg:
    """smov Xd, Vn.E"""
    return _w_reg__r_xreg_x__i0__x(ctx, MOP_SMOV_X, lane_field(ty, lane), x)


def umov_w(ctx: Lower, ty: Type, x: Reg, lane: Imm) -> Reg:
    """umov Wd, Vn.E"""
    return _w_reg__r_xreg_x__i0__x(ctx, MOP_UMOV_W, lane_field(ty, lane), x)


def umov_x(ctx: Lower, ty: Type, x: Reg, lane: Imm) -> Reg:
    """umov Xd, Vn.E"""
    return _w_reg__r_xreg_x__i0__x(ctx, MOP_UMOV_X, lane_field(ty, lane), x)


def ins_w(ctx: Lower, ty: Type, x: Reg, y: Reg, lane: Imm) -> Reg:
    """mov Vd.E, Wn"""
    return _rw_xreg_x__r_reg_y__i0__xy(ctx, MOP_INS_W, lane_field(ty, lane), x, y)


def ins_x(ctx: Lower, ty: Type, x: Reg, y: Reg, lane: Imm) -> Reg:
    """mov Vd.E, Xn"""
    return _rw_xreg_x__r_reg_y__i0__xy(ctx, MOP_INS_X, lane_field(ty, lane), x, y)


def ins_lane(ctx: Lower, ty: Type, x: Reg, y: Reg, lane: Imm, source: Imm) -> Reg:
    """mov Vd.E, Vn.lane4"""
    return _rw_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_INS_LANE, lane_field(ty, lane), source << size_of(ty), x, y)


def sshr(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """sshr Vd.I, Vn.I, shift"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_SSHR, q_of(ty), (16 << size_of(ty)) - shift, x)


def srshr(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """srshr Vd.I, Vn.I, shift"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_SRSHR, q_of(ty), (16 << size_of(ty)) - shift, x)


def ushr(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """ushr Vd.I, Vn.I, shift"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_USHR, q_of(ty), (16 << size_of(ty)) - shift, x)


def urshr(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """urshr Vd.I, Vn.I, shift"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_URSHR, q_of(ty), (16 << size_of(ty)) - shift, x)


def ssra(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Imm) -> Reg:
    """ssra Vd.I, Vn.I, shift"""
    return _rw_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SSRA, q_of(ty), (16 << size_of(ty)) - shift, x, y)


def usra(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Imm) -> Reg:
    """usra Vd.I, Vn.I, shift"""
    return _rw_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_USRA, q_of(ty), (16 << size_of(ty)) - shift, x, y)


def sri(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Imm) -> Reg:
    """sri Vd.I, Vn.I, shift"""
    return _rw_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SRI, q_of(ty), (16 << size_of(ty)) - shift, x, y)


def shl_i(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """shl Vd.I, Vn.I, shift"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_SHL_I, q_of(ty), (8 << size_of(ty)) + shift, x)


def sqshl_i(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """sqshl Vd.I, Vn.I, shift"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_SQSHL_I, q_of(ty), (8 << size_of(ty)) + shift, x)


def sqshlu_i(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """sqshlu Vd.I, Vn.I, shift"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_SQSHLU_I, q_of(ty), (8 << size_of(ty)) + shift, x)


def uqshl_i(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """uqshl Vd.I, Vn.I, shift"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_UQSHL_I, q_of(ty), (8 << size_of(ty)) + shift, x)


def sli(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Imm) -> Reg:
    """sli Vd.I, Vn.I, shift"""
    return _rw_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_SLI, q_of(ty), (8 << size_of(ty)) + shift, x, y)


def sshll(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """sshll2 Vd.J, Vn.I, shift"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_SSHLL, q_of(ty), (8 << size_of(ty)) + shift, x)


def ushll(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """ushll2 Vd.J, Vn.I, shift"""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_USHLL, q_of(ty), (8 << size_of(ty)) + shift, x)


def shrn(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """shrn Vd.I, Vn.J, shift"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_SHRN, (16 << size_of(ty)) - shift, x)


def sqshrn(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """sqshrn Vd.I, Vn.J, shift"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_SQSHRN, (16 << size_of(ty)) - shift, x)


def sqshrun(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """sqshrun Vd.I, Vn.J, shift"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_SQSHRUN, (16 << size_of(ty)) - shift, x)


def uqshrn(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """uqshrn Vd.I, Vn.J, shift"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_UQSHRN, (16 << size_of(ty)) - shift, x)


def ushr_d(ctx: Lower, ty: Type, x: Reg, shift: Imm) -> Reg:
    """ushr Dd, Dn, shift"""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_USHR_D, (16 << size_of(ty)) - shift, x)


def sli_d(ctx: Lower, ty: Type, x: Reg, y: Reg, shift: Imm) -> Reg:
    """sli Dd, Dn, shift"""
    return _rw_xreg_x__r_xreg_y__i0__xy(ctx, MOP_SLI_D, (8 << size_of(ty)) + shift, x, y)


def movi_zero(ctx: Lower) -> Reg:
    """movi Dd, #0"""
    return _w_xreg(ctx, MOP_MOVI_ZERO)


def movi_b(ctx: Lower, ty: Type, imm8: Imm) -> Reg:
    """movi Vd.B, abcdefgh"""
    return _w_xreg__i0__i1__i2(ctx, MOP_MOVI_B, q_of(ty), imm8 >> 5, imm8 & 31)


def movi_s(ctx: Lower, ty: Type, imm8: Imm, cmode: Imm) -> Reg:
    """movi Vd.S, abcdefghcmode"""
    return _w_xreg__i0__i1__i2__i3(ctx, MOP_MOVI_S, q_of(ty), imm8 >> 5, cmode, imm8 & 31)


def mvni_s(ctx: Lower, ty: Type, imm8: Imm, cmode: Imm) -> Reg:
    """mvni Vd.S, abcdefghcmode"""
    return _w_xreg__i0__i1__i2__i3(ctx, MOP_MVNI_S, q_of(ty), imm8 >> 5, cmode, imm8 & 31)


def movi_d(ctx: Lower, imm8: Imm) -> Reg:
    """movi Vd.2d, bytemask"""
    return _w_xreg__i0__i1(ctx, MOP_MOVI_D, imm8 >> 5, imm8 & 31)


def fmov_v(ctx: Lower, ty: Type, imm8: Imm) -> Reg:
    """fmov Vd.F, fabcdefgh"""
    return _w_xreg__i0__i1__i2__i3(ctx, MOP_FMOV_V, q_of(ty), sz_of(ty), imm8 >> 5, imm8 & 31)


def faddp_s(ctx: Lower, x: Reg) -> Reg:
    """faddp Sd, Vn.2s"""
    return _w_xreg__r_xreg_x__x(ctx, MOP_FADDP_S, x)


def faddp_d(ctx: Lower, x: Reg) -> Reg:
    """faddp Dd, Vn.2d"""
    return _w_xreg__r_xreg_x__x(ctx, MOP_FADDP_D, x)


def addp_d(ctx: Lower, x: Reg) -> Reg:
    """addp Dd, Vn.2d"""
    return _w_xreg__r_xreg_x__x(ctx, MOP_ADDP_D, x)


def sdot(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """sdot Vd.S, Vn.B, Vm.B"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(ctx, MOP_SDOT, q_of(ty), x, y, z)


def udot(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """udot Vd.S, Vn.B, Vm.B"""
    return _rw_xreg_x__r_xreg_y__r_xreg_z__i0__xyz(ctx, MOP_UDOT, q_of(ty), x, y, z)


def ld1r(ctx: Lower, ty: Type, mem: Mem) -> Reg:
    """ld1r Vt.T, base"""
    return _w_xreg__mem__i0__i1__m(ctx, MOP_LD1R, q_of(ty), size_of(ty), mem)


def jump(ctx: Lower, label: Label) -> None:
    """b label"""
    _i0(ctx, MOP_JUMP, label)


def br_cond(ctx: Lower, cond: Cond, label: Label, other: Label) -> None:
    """b.cond label, other"""
    _i0__i1__i2(ctx, MOP_BR_COND, cond, label, other)


def br_zero(ctx: Lower, ty: Type, x: Reg, nz: Imm, label: Label, other: Label) -> None:
    """cbnzz Rn, label, other"""
    _r_reg_x__i0__i1__i2__i3__x(ctx, MOP_BR_ZERO, sf_of(ty), nz, label, other, x)


def br_bit(ctx: Lower, x: Reg, imm: Imm, nz: Imm, label: Label, other: Label) -> None:
    """tbnzz Xn, imm, label, other"""
    _r_reg_x__i0__i1__i2__i3__x(ctx, MOP_BR_BIT, imm, nz, label, other, x)


def br_table(ctx: Lower, x: Reg, edge: Imm, count: Imm) -> None:
    """br Wn, edge, count"""
    _r_reg_x__i0__i1__x(ctx, MOP_BR_TABLE, edge, count, x)


def trap(ctx: Lower, code: Code) -> None:
    """trap code"""
    _i0(ctx, MOP_TRAP, code)


def trap_cond(ctx: Lower, cond: Cond, code: Code) -> None:
    """trap.cond code"""
    _i0__i1(ctx, MOP_TRAP_COND, cond, code)


def trap_zero(ctx: Lower, ty: Type, x: Reg, nz: Imm, code: Code) -> None:
    """trap_nzz Rn, code"""
    _r_reg_x__i0__i1__i2__x(ctx, MOP_TRAP_ZERO, sf_of(ty), nz, code, x)


def mov_imm(ctx: Lower, value: Imm) -> Reg:
    """mov Xd, value"""
    return _w_reg__i0(ctx, MOP_MOV_IMM, value)


def addr(ctx: Lower, mem: Mem) -> Reg:
    """addr Xd, mem"""
    return _w_reg__mem__m(ctx, MOP_ADDR, mem)


def symbol_addr(ctx: Lower, symbol: Symbol, addend: Imm) -> Reg:
    """symbol Xd, symboladdend"""
    return _w_reg__i0__i1(ctx, MOP_SYMBOL_ADDR, symbol, addend)


def block_addr(ctx: Lower, label: Label) -> Reg:
    """block Xd, label"""
    return _w_reg__i0(ctx, MOP_BLOCK_ADDR, label)


def symbol_got(ctx: Lower, symbol: Symbol) -> Reg:
    """symbol Xd, symbol"""
    return _w_reg__i0(ctx, MOP_SYMBOL_GOT, symbol)


def tls_local(ctx: Lower, symbol: Symbol, addend: Imm) -> Reg:
    """tls Xd, symboladdend"""
    return _w_reg__i0__i1(ctx, MOP_TLS_LOCAL, symbol, addend)


def float_const(ctx: Lower, ty: Type, value: Imm) -> Reg:
    """float Fd, value"""
    return _w_xreg__i0__i1(ctx, MOP_FLOAT_CONST, value, ftype_of(ty))


def vector_const(ctx: Lower, value: Imm) -> Reg:
    """vector Qd, value"""
    return _w_xreg__i0(ctx, MOP_VECTOR_CONST, value)


def atomic_loop(ctx: Lower, mem: Mem, x: Reg, rmw: RmwOp, log2: Imm) -> Reg:
    """atomic_rmw Xd, base, Xn"""
    return _ew_reg__mem__r_reg_x__i0__i1__mx(ctx, MOP_ATOMIC_LOOP, rmw, log2, mem, x)


def cas_loop(ctx: Lower, mem: Mem, x: Reg, y: Reg, log2: Imm) -> Reg:
    """cas Xd, base, Xn, Xm"""
    return _ew_reg__mem__r_reg_x__r_reg_y__i0__mxy(ctx, MOP_CAS_LOOP, log2, mem, x, y)
