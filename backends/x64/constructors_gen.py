"""Constructors of machine instructions. Generated from encodings.py; do not edit."""

# ruff: noqa

from mypy_extensions import i64, u8

from ...ir.kinds import Code, Imm
from ..kinds import Label, Mem, Mop, Preg, Reg, Rm, Size, Symbol
from ..lower import Lower
from .features import HAS_AVX
from .kinds import Xcc
from .encodings_gen import (
    MOP_ADC_RM,
    MOP_ADD3,
    MOP_ADDI,
    MOP_ADDPD_XM,
    MOP_ADDPS_XM,
    MOP_ADDSD_XM,
    MOP_ADDSS_XM,
    MOP_ADD_MI,
    MOP_ADD_MR,
    MOP_ADD_RM,
    MOP_ANDNPS_XM,
    MOP_ANDN_RVM,
    MOP_ANDPS_XM,
    MOP_AND_MI,
    MOP_AND_MR,
    MOP_AND_RM,
    MOP_BLOCK_ADDR,
    MOP_BRANCH,
    MOP_BRANCH_AND,
    MOP_BRANCH_OR,
    MOP_BSF_RM,
    MOP_BSR_RM,
    MOP_BSWAP_O,
    MOP_CARRY_MASK,
    MOP_CMOV_RM,
    MOP_CMPPD_XMI,
    MOP_CMPPS_XMI,
    MOP_CMP_MI,
    MOP_CMP_RM,
    MOP_CVTDQ2PD_XM,
    MOP_CVTDQ2PS_XM,
    MOP_CVTPD2PS_XM,
    MOP_CVTPS2PD_XM,
    MOP_CVTSD2SS_XM,
    MOP_CVTSI2SD_XM,
    MOP_CVTSI2SS_XM,
    MOP_CVTSS2SD_XM,
    MOP_CVTTPD2DQ_XM,
    MOP_CVTTPS2DQ_XM,
    MOP_CVTTSD2SI_RX,
    MOP_CVTTSS2SI_RX,
    MOP_DIVPD_XM,
    MOP_DIVPS_XM,
    MOP_DIVSD_XM,
    MOP_DIVSS_XM,
    MOP_FCONST,
    MOP_FMIN_MAX,
    MOP_FSELECT,
    MOP_FSELECT_AND,
    MOP_FSELECT_OR,
    MOP_GETREG,
    MOP_IMUL_BYTE,
    MOP_IMUL_HIGH,
    MOP_IMUL_RM,
    MOP_IMUL_RMI,
    MOP_INSERTPS_XMI,
    MOP_INT3,
    MOP_JUMP,
    MOP_JUMP_TABLE,
    MOP_LEA_RM,
    MOP_LOCK_CMPXCHG_MR,
    MOP_LOCK_XADD_MR,
    MOP_LZCNT_RM,
    MOP_MAXPD_XM,
    MOP_MAXPS_XM,
    MOP_MAXSD_XM,
    MOP_MAXSS_XM,
    MOP_MFENCE,
    MOP_MINPD_XM,
    MOP_MINPS_XM,
    MOP_MINSD_XM,
    MOP_MINSS_XM,
    MOP_MOVABS_OI,
    MOP_MOVDDUP_XM,
    MOP_MOVD_MX,
    MOP_MOVD_XM,
    MOP_MOVMSKPD_RX,
    MOP_MOVMSKPS_RX,
    MOP_MOVQ_XM,
    MOP_MOVSD_MX,
    MOP_MOVSD_XM,
    MOP_MOVSD_XX,
    MOP_MOVSS_MX,
    MOP_MOVSS_XM,
    MOP_MOVSS_XX,
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
    MOP_MULPD_XM,
    MOP_MULPS_XM,
    MOP_MULSD_XM,
    MOP_MULSS_XM,
    MOP_MUL_BYTE,
    MOP_MUL_HIGH,
    MOP_MUL_LOW,
    MOP_NEG_M,
    MOP_NOT_M,
    MOP_ONES,
    MOP_ORPS_XM,
    MOP_OR_MI,
    MOP_OR_MR,
    MOP_OR_RM,
    MOP_PABSB_XM,
    MOP_PABSD_XM,
    MOP_PABSW_XM,
    MOP_PACKSSDW_XM,
    MOP_PACKSSWB_XM,
    MOP_PACKUSDW_XM,
    MOP_PACKUSWB_XM,
    MOP_PADDB_XM,
    MOP_PADDD_XM,
    MOP_PADDQ_XM,
    MOP_PADDSB_XM,
    MOP_PADDSW_XM,
    MOP_PADDUSB_XM,
    MOP_PADDUSW_XM,
    MOP_PADDW_XM,
    MOP_PALIGNR_XMI,
    MOP_PANDN_XM,
    MOP_PAND_XM,
    MOP_PAVGB_XM,
    MOP_PAVGW_XM,
    MOP_PBLENDW_XMI,
    MOP_PCMPEQB_XM,
    MOP_PCMPEQD_XM,
    MOP_PCMPEQQ_XM,
    MOP_PCMPEQW_XM,
    MOP_PCMPGTB_XM,
    MOP_PCMPGTD_XM,
    MOP_PCMPGTQ_XM,
    MOP_PCMPGTW_XM,
    MOP_PEXTRB_MXI,
    MOP_PEXTRB_RXI,
    MOP_PEXTRD_MXI,
    MOP_PEXTRQ_MXI,
    MOP_PEXTRW_MXI,
    MOP_PEXTRW_RXI,
    MOP_PHADDD_XM,
    MOP_PHADDW_XM,
    MOP_PINSRB_XMI,
    MOP_PINSRB_XRI,
    MOP_PINSRD_XMI,
    MOP_PINSRQ_XMI,
    MOP_PINSRW_XMI,
    MOP_PINSRW_XRI,
    MOP_PMADDUBSW_XM,
    MOP_PMADDWD_XM,
    MOP_PMAXSB_XM,
    MOP_PMAXSD_XM,
    MOP_PMAXSW_XM,
    MOP_PMAXUB_XM,
    MOP_PMAXUD_XM,
    MOP_PMAXUW_XM,
    MOP_PMINSB_XM,
    MOP_PMINSD_XM,
    MOP_PMINSW_XM,
    MOP_PMINUB_XM,
    MOP_PMINUD_XM,
    MOP_PMINUW_XM,
    MOP_PMOVMSKB_RX,
    MOP_PMOVSXBW_XM,
    MOP_PMOVSXDQ_XM,
    MOP_PMOVSXWD_XM,
    MOP_PMOVZXBW_XM,
    MOP_PMOVZXDQ_XM,
    MOP_PMOVZXWD_XM,
    MOP_PMULDQ_XM,
    MOP_PMULHRSW_XM,
    MOP_PMULHUW_XM,
    MOP_PMULHW_XM,
    MOP_PMULLD_XM,
    MOP_PMULLW_XM,
    MOP_PMULUDQ_XM,
    MOP_POPCNT_RM,
    MOP_POR_XM,
    MOP_PSADBW_XM,
    MOP_PSHUFB_XM,
    MOP_PSHUFD_XMI,
    MOP_PSHUFHW_XMI,
    MOP_PSHUFLW_XMI,
    MOP_PSLLDQ_XI,
    MOP_PSLLD_XI,
    MOP_PSLLD_XM,
    MOP_PSLLQ_XI,
    MOP_PSLLQ_XM,
    MOP_PSLLW_XI,
    MOP_PSLLW_XM,
    MOP_PSRAD_XI,
    MOP_PSRAD_XM,
    MOP_PSRAW_XI,
    MOP_PSRAW_XM,
    MOP_PSRLDQ_XI,
    MOP_PSRLD_XI,
    MOP_PSRLD_XM,
    MOP_PSRLQ_XI,
    MOP_PSRLQ_XM,
    MOP_PSRLW_XI,
    MOP_PSRLW_XM,
    MOP_PSUBB_XM,
    MOP_PSUBD_XM,
    MOP_PSUBQ_XM,
    MOP_PSUBSB_XM,
    MOP_PSUBSW_XM,
    MOP_PSUBUSB_XM,
    MOP_PSUBUSW_XM,
    MOP_PSUBW_XM,
    MOP_PTEST_XM,
    MOP_PUNPCKHBW_XM,
    MOP_PUNPCKHDQ_XM,
    MOP_PUNPCKHQDQ_XM,
    MOP_PUNPCKHWD_XM,
    MOP_PUNPCKLBW_XM,
    MOP_PUNPCKLDQ_XM,
    MOP_PUNPCKLQDQ_XM,
    MOP_PUNPCKLWD_XM,
    MOP_PXOR_XM,
    MOP_RMW_LOOP,
    MOP_RMW_SELECT,
    MOP_ROL_MC,
    MOP_ROL_MI,
    MOP_RORX_RMI,
    MOP_ROR_MC,
    MOP_ROUNDPD_XMI,
    MOP_ROUNDPS_XMI,
    MOP_ROUNDSD_XMI,
    MOP_ROUNDSS_XMI,
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
    MOP_SHUFPS_XMI,
    MOP_SQRTPD_XM,
    MOP_SQRTPS_XM,
    MOP_SQRTSD_XM,
    MOP_SQRTSS_XM,
    MOP_SREM,
    MOP_SREM_ANY,
    MOP_SUBPD_XM,
    MOP_SUBPS_XM,
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
    MOP_TLS_LOCAL,
    MOP_TRAP,
    MOP_TRAP_IF,
    MOP_TZCNT_RM,
    MOP_UCOMISD_XM,
    MOP_UCOMISS_XM,
    MOP_UDIV,
    MOP_UNPCKLPS_XM,
    MOP_UREM,
    MOP_VADDPD_XVM,
    MOP_VADDPS_XVM,
    MOP_VADDSD_XVM,
    MOP_VADDSS_XVM,
    MOP_VANDNPS_XVM,
    MOP_VANDPS_XVM,
    MOP_VBROADCASTSS_XM,
    MOP_VCMPPD_XVMI,
    MOP_VCMPPS_XVMI,
    MOP_VCVTDQ2PS_XM,
    MOP_VCVTQQ2PD_XM,
    MOP_VCVTSD2SS_XVM,
    MOP_VCVTSS2SD_XVM,
    MOP_VCVTTPD2QQ_XM,
    MOP_VCVTTPD2UDQ_XM,
    MOP_VCVTTPD2UQQ_XM,
    MOP_VCVTTPS2DQ_XM,
    MOP_VCVTTPS2UDQ_XM,
    MOP_VCVTTSD2USI_RX,
    MOP_VCVTTSS2USI_RX,
    MOP_VCVTUDQ2PD_XM,
    MOP_VCVTUDQ2PS_XM,
    MOP_VCVTUQQ2PD_XM,
    MOP_VCVTUSI2SD_XVR,
    MOP_VCVTUSI2SS_XVR,
    MOP_VDIVPD_XVM,
    MOP_VDIVPS_XVM,
    MOP_VDIVSD_XVM,
    MOP_VDIVSS_XVM,
    MOP_VFMADD132SD_XVM,
    MOP_VFMADD132SS_XVM,
    MOP_VFMADD213PD_XVM,
    MOP_VFMADD213PS_XVM,
    MOP_VFMADD213SD_XVM,
    MOP_VFMADD213SS_XVM,
    MOP_VFMSUB132SD_XVM,
    MOP_VFMSUB132SS_XVM,
    MOP_VFMSUB213SD_XVM,
    MOP_VFMSUB213SS_XVM,
    MOP_VFNMADD132SD_XVM,
    MOP_VFNMADD132SS_XVM,
    MOP_VFNMADD213PD_XVM,
    MOP_VFNMADD213PS_XVM,
    MOP_VFNMADD213SD_XVM,
    MOP_VFNMADD213SS_XVM,
    MOP_VFNMSUB132SD_XVM,
    MOP_VFNMSUB132SS_XVM,
    MOP_VFNMSUB213SD_XVM,
    MOP_VFNMSUB213SS_XVM,
    MOP_VMAXPD_XVM,
    MOP_VMAXPS_XVM,
    MOP_VMINPD_XVM,
    MOP_VMINPS_XVM,
    MOP_VMULPD_XVM,
    MOP_VMULPS_XVM,
    MOP_VMULSD_XVM,
    MOP_VMULSS_XVM,
    MOP_VORPS_XVM,
    MOP_VPABSB_XM,
    MOP_VPABSD_XM,
    MOP_VPABSQ_XM,
    MOP_VPABSW_XM,
    MOP_VPACKSSDW_XVM,
    MOP_VPACKSSWB_XVM,
    MOP_VPACKUSDW_XVM,
    MOP_VPACKUSWB_XVM,
    MOP_VPADDB_XVM,
    MOP_VPADDD_XVM,
    MOP_VPADDQ_XVM,
    MOP_VPADDSB_XVM,
    MOP_VPADDSW_XVM,
    MOP_VPADDUSB_XVM,
    MOP_VPADDUSW_XVM,
    MOP_VPADDW_XVM,
    MOP_VPALIGNR_XVMI,
    MOP_VPANDN_XVM,
    MOP_VPAND_XVM,
    MOP_VPAVGB_XVM,
    MOP_VPAVGW_XVM,
    MOP_VPBLENDW_XVMI,
    MOP_VPBROADCASTB_XM,
    MOP_VPBROADCASTD_XR,
    MOP_VPBROADCASTQ_XR,
    MOP_VPCMPEQB_XVM,
    MOP_VPCMPEQD_XVM,
    MOP_VPCMPEQQ_XVM,
    MOP_VPCMPEQW_XVM,
    MOP_VPCMPGTB_XVM,
    MOP_VPCMPGTD_XVM,
    MOP_VPCMPGTQ_XVM,
    MOP_VPCMPGTW_XVM,
    MOP_VPDPWSSD_XVM,
    MOP_VPDPWSSD_XVM_VEX,
    MOP_VPERMI2B_XVM,
    MOP_VPHADDD_XVM,
    MOP_VPHADDW_XVM,
    MOP_VPMADDUBSW_XVM,
    MOP_VPMADDWD_XVM,
    MOP_VPMAXSB_XVM,
    MOP_VPMAXSD_XVM,
    MOP_VPMAXSQ_XVM,
    MOP_VPMAXSW_XVM,
    MOP_VPMAXUB_XVM,
    MOP_VPMAXUD_XVM,
    MOP_VPMAXUQ_XVM,
    MOP_VPMAXUW_XVM,
    MOP_VPMINSB_XVM,
    MOP_VPMINSD_XVM,
    MOP_VPMINSQ_XVM,
    MOP_VPMINSW_XVM,
    MOP_VPMINUB_XVM,
    MOP_VPMINUD_XVM,
    MOP_VPMINUQ_XVM,
    MOP_VPMINUW_XVM,
    MOP_VPMULDQ_XVM,
    MOP_VPMULHRSW_XVM,
    MOP_VPMULHUW_XVM,
    MOP_VPMULHW_XVM,
    MOP_VPMULLD_XVM,
    MOP_VPMULLQ_XVM,
    MOP_VPMULLW_XVM,
    MOP_VPMULUDQ_XVM,
    MOP_VPOPCNTB_XM,
    MOP_VPOPCNTW_XM,
    MOP_VPOR_XVM,
    MOP_VPROLD_XMI,
    MOP_VPROLQ_XMI,
    MOP_VPSADBW_XVM,
    MOP_VPSHUFB_XVM,
    MOP_VPSLLDQ_XVI,
    MOP_VPSLLD_XVI,
    MOP_VPSLLD_XVM,
    MOP_VPSLLQ_XVI,
    MOP_VPSLLQ_XVM,
    MOP_VPSLLW_XVI,
    MOP_VPSLLW_XVM,
    MOP_VPSRAD_XVI,
    MOP_VPSRAD_XVM,
    MOP_VPSRAQ_XMI,
    MOP_VPSRAQ_XVM,
    MOP_VPSRAW_XVI,
    MOP_VPSRAW_XVM,
    MOP_VPSRLDQ_XVI,
    MOP_VPSRLD_XVI,
    MOP_VPSRLD_XVM,
    MOP_VPSRLQ_XVI,
    MOP_VPSRLQ_XVM,
    MOP_VPSRLW_XVI,
    MOP_VPSRLW_XVM,
    MOP_VPSUBB_XVM,
    MOP_VPSUBD_XVM,
    MOP_VPSUBQ_XVM,
    MOP_VPSUBSB_XVM,
    MOP_VPSUBSW_XVM,
    MOP_VPSUBUSB_XVM,
    MOP_VPSUBUSW_XVM,
    MOP_VPSUBW_XVM,
    MOP_VPTERNLOGD_XVMI,
    MOP_VPUNPCKHBW_XVM,
    MOP_VPUNPCKHDQ_XVM,
    MOP_VPUNPCKHQDQ_XVM,
    MOP_VPUNPCKHWD_XVM,
    MOP_VPUNPCKLBW_XVM,
    MOP_VPUNPCKLDQ_XVM,
    MOP_VPUNPCKLQDQ_XVM,
    MOP_VPUNPCKLWD_XVM,
    MOP_VPXOR_XVM,
    MOP_VROUNDPD_XMI,
    MOP_VROUNDPS_XMI,
    MOP_VROUNDSD_XVMI,
    MOP_VROUNDSS_XVMI,
    MOP_VSHUFPS_XVMI,
    MOP_VSQRTPD_XM,
    MOP_VSQRTPS_XM,
    MOP_VSQRTSD_XVM,
    MOP_VSQRTSS_XVM,
    MOP_VSUBPD_XVM,
    MOP_VSUBPS_XVM,
    MOP_VSUBSD_XVM,
    MOP_VSUBSS_XVM,
    MOP_VUNPCKLPS_XVM,
    MOP_VXORPS_XVM,
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


def _w_reg__r_xrm_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)
    return dst


def _rw_xreg_x__r_xrm_y__i0__i1__xy(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, y: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, i1, 0)
    if y >= 0:
        vc.operand(dst | 0x21300000000)
        vc.operand(y)
    else:
        vc.operand(dst | 0x1300000000 | (vc.mem_regs(~y) + 1) << 40)
        vc.use_mem(row, ~y)
    vc.operand(x | 0x400000000)
    return dst


def _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg, z: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, 0, 0)
    if z >= 0:
        vc.operand(dst | 0x31300000000)
        vc.operand(y | 0x400000000)
        vc.operand(z)
    else:
        vc.operand(dst | 0x1300000000 | (vc.mem_regs(~z) + 2) << 40)
        vc.operand(y | 0x400000000)
        vc.use_mem(row, ~z)
    vc.operand(x | 0x400000000)
    return dst


def _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    if y >= 0:
        vc.operand(y)
    else:
        vc.use_mem(row, ~y)
    return dst


def _w_xreg__r_xreg_x__r_xrm_y__i0__i1__xy(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, y: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    if y >= 0:
        vc.operand(y)
    else:
        vc.use_mem(row, ~y)
    return dst


def _rw_xreg_x__r_xrmr_y__i0__i1__xy(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, y: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, i1, 0)
    if y >= 0:
        vc.operand(dst | 0x21300000000)
        vc.operand(y | 0x400000000)
    else:
        vc.operand(dst | 0x1300000000 | (vc.mem_regs(~y) + 1) << 40)
        vc.use_mem(row, ~y)
    vc.operand(x | 0x400000000)
    return dst


def _rw_xreg_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x11300000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_xreg__r_xreg_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_xreg__r_xrmr_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    if x >= 0:
        vc.operand(x | 0x400000000)
    else:
        vc.use_mem(row, ~x)
    return dst


def _w_xreg__r_xrmr_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    if x >= 0:
        vc.operand(x | 0x400000000)
    else:
        vc.use_mem(row, ~x)
    return dst


def _w_xreg__r_xrm_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    if x >= 0:
        vc.operand(x)
    else:
        vc.use_mem(row, ~x)
    return dst


def _r_xreg_x__r_xrmr_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Rm) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, 0, 0)
    vc.operand(x | 0x400000000)
    if y >= 0:
        vc.operand(y | 0x400000000)
    else:
        vc.use_mem(row, ~y)


def _w_reg__r_xreg_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
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


def _rw_xreg_x__r_reg_y__i0__i1__xy(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x21300000000)
    vc.operand(y | 0x400000000)
    vc.operand(x | 0x400000000)
    return dst


def _rw_xreg_x__mem__i0__i1__xm(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, mem: Mem) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x1300000000 | (vc.mem_regs(mem) + 1) << 40)
    vc.use_mem(row, mem)
    vc.operand(x | 0x400000000)
    return dst


def _w_reg__r_xreg_x__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _rw_xreg_x__r_rm_y__i0__i1__xy(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, y: Rm) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, i1, 0)
    if y >= 0:
        vc.operand(dst | 0x21300000000)
        vc.operand(y)
    else:
        vc.operand(dst | 0x1300000000 | (vc.mem_regs(~y) + 1) << 40)
        vc.use_mem(row, ~y)
    vc.operand(x | 0x400000000)
    return dst


def _r_xreg_x__w_reg__i0__i1__x(ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(0)
    vc.row(mop, i0, i1, 0)
    vc.operand(x | 0x400000000)
    vc.operand(dst | 0x700000000)
    return dst


def _r_xreg_x__mem__i0__i1__mx(ctx: Lower, mop: i64, i0: i64, i1: i64, mem: Mem, x: Reg) -> None:
    vc = ctx.vc
    row = vc.row(mop, i0, i1, 0)
    vc.operand(x | 0x400000000)
    vc.use_mem(row, mem)


def _w_xreg__r_xreg_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _rw_xreg_x__r_xreg_y__r_xrm_z__i0__i1__xyz(
    ctx: Lower, mop: i64, i0: i64, i1: i64, x: Reg, y: Reg, z: Rm
) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    row = vc.row(mop, i0, i1, 0)
    if z >= 0:
        vc.operand(dst | 0x31300000000)
        vc.operand(y | 0x400000000)
        vc.operand(z)
    else:
        vc.operand(dst | 0x1300000000 | (vc.mem_regs(~z) + 2) << 40)
        vc.operand(y | 0x400000000)
        vc.use_mem(row, ~z)
    vc.operand(x | 0x400000000)
    return dst


def _w_xreg__r_reg_x__i0__x(ctx: Lower, mop: i64, i0: i64, x: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    return dst


def _w_xreg__r_xreg_x__r_reg_y__i0__xy(ctx: Lower, mop: i64, i0: i64, x: Reg, y: Reg) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, 0, 0)
    vc.operand(dst | 0x700000000)
    vc.operand(x | 0x400000000)
    vc.operand(y | 0x400000000)
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


def _w_xreg(ctx: Lower, mop: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, 0, 0, 0)
    vc.operand(dst | 0x700000000)
    return dst


def _w_xreg__i0__i1(ctx: Lower, mop: i64, i0: i64, i1: i64) -> Reg:
    vc = ctx.vc
    dst = vc.new_vreg(1)
    vc.row(mop, i0, i1, 0)
    vc.operand(dst | 0x700000000)
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


def minss_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`minss rw:x, r:xm32`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_MINSS_XM, 4, x, y)


def minsd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`minsd rw:x, r:xm64`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_MINSD_XM, 4, x, y)


def maxss_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`maxss rw:x, r:xm32`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_MAXSS_XM, 4, x, y)


def maxsd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`maxsd rw:x, r:xm64`."""
    return _rw_xreg_x__r_xrm_y__i0__xy(ctx, MOP_MAXSD_XM, 4, x, y)


def cvttss2si_rx(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`cvttss2si w:r, r:xm32`, 32 64 bits."""
    return _w_reg__r_xrm_x__i0__x(ctx, MOP_CVTTSS2SI_RX, size, x)


def cvttsd2si_rx(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`cvttsd2si w:r, r:xm64`, 32 64 bits."""
    return _w_reg__r_xrm_x__i0__x(ctx, MOP_CVTTSD2SI_RX, size, x)


def roundss_xmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`roundss rw:x, r:xm32, r:imm8`."""
    return _rw_xreg_x__r_xrm_y__i0__i1__xy(ctx, MOP_ROUNDSS_XMI, 4, imm, x, y)


def roundsd_xmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`roundsd rw:x, r:xm64, r:imm8`."""
    return _rw_xreg_x__r_xrm_y__i0__i1__xy(ctx, MOP_ROUNDSD_XMI, 4, imm, x, y)


def vfmadd213ss_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfmadd213ss rw:x, r:xv, r:xm32`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFMADD213SS_XVM, 4, x, y, z)


def vfmadd213sd_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfmadd213sd rw:x, r:xv, r:xm64`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFMADD213SD_XVM, 4, x, y, z)


def vfmsub213ss_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfmsub213ss rw:x, r:xv, r:xm32`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFMSUB213SS_XVM, 4, x, y, z)


def vfmsub213sd_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfmsub213sd rw:x, r:xv, r:xm64`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFMSUB213SD_XVM, 4, x, y, z)


def vfnmadd213ss_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfnmadd213ss rw:x, r:xv, r:xm32`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFNMADD213SS_XVM, 4, x, y, z)


def vfnmadd213sd_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfnmadd213sd rw:x, r:xv, r:xm64`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFNMADD213SD_XVM, 4, x, y, z)


def vfnmsub213ss_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfnmsub213ss rw:x, r:xv, r:xm32`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFNMSUB213SS_XVM, 4, x, y, z)


def vfnmsub213sd_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfnmsub213sd rw:x, r:xv, r:xm64`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFNMSUB213SD_XVM, 4, x, y, z)


def vfmadd132ss_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfmadd132ss rw:x, r:xv, r:xm32`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFMADD132SS_XVM, 4, x, y, z)


def vfmadd132sd_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfmadd132sd rw:x, r:xv, r:xm64`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFMADD132SD_XVM, 4, x, y, z)


def vfmsub132ss_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfmsub132ss rw:x, r:xv, r:xm32`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFMSUB132SS_XVM, 4, x, y, z)


def vfmsub132sd_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfmsub132sd rw:x, r:xv, r:xm64`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFMSUB132SD_XVM, 4, x, y, z)


def vfnmadd132ss_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfnmadd132ss rw:x, r:xv, r:xm32`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFNMADD132SS_XVM, 4, x, y, z)


def vfnmadd132sd_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfnmadd132sd rw:x, r:xv, r:xm64`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFNMADD132SD_XVM, 4, x, y, z)


def vfnmsub132ss_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfnmsub132ss rw:x, r:xv, r:xm32`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFNMSUB132SS_XVM, 4, x, y, z)


def vfnmsub132sd_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfnmsub132sd rw:x, r:xv, r:xm64`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFNMSUB132SD_XVM, 4, x, y, z)


def vaddss_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vaddss w:x, r:xv, r:xm32`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VADDSS_XVM, 4, x, y)


def vaddsd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vaddsd w:x, r:xv, r:xm64`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VADDSD_XVM, 4, x, y)


def vmulss_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vmulss w:x, r:xv, r:xm32`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VMULSS_XVM, 4, x, y)


def vmulsd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vmulsd w:x, r:xv, r:xm64`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VMULSD_XVM, 4, x, y)


def vsubss_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vsubss w:x, r:xv, r:xm32`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VSUBSS_XVM, 4, x, y)


def vsubsd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vsubsd w:x, r:xv, r:xm64`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VSUBSD_XVM, 4, x, y)


def vdivss_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vdivss w:x, r:xv, r:xm32`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VDIVSS_XVM, 4, x, y)


def vdivsd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vdivsd w:x, r:xv, r:xm64`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VDIVSD_XVM, 4, x, y)


def vsqrtss_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vsqrtss w:x, r:xv, r:xm32`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VSQRTSS_XVM, 4, x, y)


def vsqrtsd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vsqrtsd w:x, r:xv, r:xm64`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VSQRTSD_XVM, 4, x, y)


def vcvtss2sd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vcvtss2sd w:x, r:xv, r:xm32`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VCVTSS2SD_XVM, 4, x, y)


def vcvtsd2ss_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vcvtsd2ss w:x, r:xv, r:xm64`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VCVTSD2SS_XVM, 4, x, y)


def vroundss_xvmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`vroundss w:x, r:xv, r:xm32, r:imm8`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__i1__xy(ctx, MOP_VROUNDSS_XVMI, 4, imm, x, y)


def vroundsd_xvmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`vroundsd w:x, r:xv, r:xm64, r:imm8`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__i1__xy(ctx, MOP_VROUNDSD_XVMI, 4, imm, x, y)


def paddb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PADDB_XM, 4, x, y)


def vpaddb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpaddb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPADDB_XVM, 4, x, y)


def paddw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PADDW_XM, 4, x, y)


def vpaddw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpaddw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPADDW_XVM, 4, x, y)


def paddd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PADDD_XM, 4, x, y)


def vpaddd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpaddd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPADDD_XVM, 4, x, y)


def paddq_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddq rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PADDQ_XM, 4, x, y)


def vpaddq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpaddq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPADDQ_XVM, 4, x, y)


def psubb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSUBB_XM, 4, x, y)


def vpsubb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsubb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSUBB_XVM, 4, x, y)


def psubw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSUBW_XM, 4, x, y)


def vpsubw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsubw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSUBW_XVM, 4, x, y)


def psubd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSUBD_XM, 4, x, y)


def vpsubd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsubd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSUBD_XVM, 4, x, y)


def psubq_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubq rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSUBQ_XM, 4, x, y)


def vpsubq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsubq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSUBQ_XVM, 4, x, y)


def paddsb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddsb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PADDSB_XM, 4, x, y)


def vpaddsb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpaddsb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPADDSB_XVM, 4, x, y)


def paddsw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddsw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PADDSW_XM, 4, x, y)


def vpaddsw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpaddsw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPADDSW_XVM, 4, x, y)


def paddusb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddusb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PADDUSB_XM, 4, x, y)


def vpaddusb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpaddusb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPADDUSB_XVM, 4, x, y)


def paddusw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddusw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PADDUSW_XM, 4, x, y)


def vpaddusw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpaddusw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPADDUSW_XVM, 4, x, y)


def psubsb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubsb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSUBSB_XM, 4, x, y)


def vpsubsb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsubsb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSUBSB_XVM, 4, x, y)


def psubsw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubsw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSUBSW_XM, 4, x, y)


def vpsubsw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsubsw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSUBSW_XVM, 4, x, y)


def psubusb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubusb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSUBUSB_XM, 4, x, y)


def vpsubusb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsubusb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSUBUSB_XVM, 4, x, y)


def psubusw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubusw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSUBUSW_XM, 4, x, y)


def vpsubusw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsubusw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSUBUSW_XVM, 4, x, y)


def pmullw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmullw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMULLW_XM, 4, x, y)


def vpmullw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmullw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMULLW_XVM, 4, x, y)


def pmulhw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmulhw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMULHW_XM, 4, x, y)


def vpmulhw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmulhw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMULHW_XVM, 4, x, y)


def pmulhuw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmulhuw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMULHUW_XM, 4, x, y)


def vpmulhuw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmulhuw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMULHUW_XVM, 4, x, y)


def pmuludq_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmuludq rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMULUDQ_XM, 4, x, y)


def vpmuludq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmuludq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMULUDQ_XVM, 4, x, y)


def pmaddwd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaddwd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMADDWD_XM, 4, x, y)


def vpmaddwd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmaddwd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMADDWD_XVM, 4, x, y)


def pavgb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pavgb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PAVGB_XM, 4, x, y)


def vpavgb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpavgb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPAVGB_XVM, 4, x, y)


def pavgw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pavgw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PAVGW_XM, 4, x, y)


def vpavgw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpavgw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPAVGW_XVM, 4, x, y)


def pminub_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pminub rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMINUB_XM, 4, x, y)


def vpminub_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpminub w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMINUB_XVM, 4, x, y)


def pmaxub_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaxub rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMAXUB_XM, 4, x, y)


def vpmaxub_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmaxub w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMAXUB_XVM, 4, x, y)


def pminsw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pminsw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMINSW_XM, 4, x, y)


def vpminsw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpminsw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMINSW_XVM, 4, x, y)


def pmaxsw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaxsw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMAXSW_XM, 4, x, y)


def vpmaxsw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmaxsw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMAXSW_XVM, 4, x, y)


def pand_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pand rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PAND_XM, 4, x, y)


def vpand_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpand w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPAND_XVM, 4, x, y)


def pandn_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pandn rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PANDN_XM, 4, x, y)


def vpandn_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpandn w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPANDN_XVM, 4, x, y)


def por_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`por rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_POR_XM, 4, x, y)


def vpor_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpor w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPOR_XVM, 4, x, y)


def pxor_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pxor rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PXOR_XM, 4, x, y)


def vpxor_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpxor w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPXOR_XVM, 4, x, y)


def pcmpeqb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpeqb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PCMPEQB_XM, 4, x, y)


def vpcmpeqb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpcmpeqb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPCMPEQB_XVM, 4, x, y)


def pcmpeqw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpeqw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PCMPEQW_XM, 4, x, y)


def vpcmpeqw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpcmpeqw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPCMPEQW_XVM, 4, x, y)


def pcmpeqd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpeqd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PCMPEQD_XM, 4, x, y)


def vpcmpeqd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpcmpeqd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPCMPEQD_XVM, 4, x, y)


def pcmpgtb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpgtb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PCMPGTB_XM, 4, x, y)


def vpcmpgtb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpcmpgtb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPCMPGTB_XVM, 4, x, y)


def pcmpgtw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpgtw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PCMPGTW_XM, 4, x, y)


def vpcmpgtw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpcmpgtw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPCMPGTW_XVM, 4, x, y)


def pcmpgtd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpgtd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PCMPGTD_XM, 4, x, y)


def vpcmpgtd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpcmpgtd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPCMPGTD_XVM, 4, x, y)


def psllw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psllw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSLLW_XM, 4, x, y)


def vpsllw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsllw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSLLW_XVM, 4, x, y)


def pslld_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pslld rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSLLD_XM, 4, x, y)


def vpslld_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpslld w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSLLD_XVM, 4, x, y)


def psllq_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psllq rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSLLQ_XM, 4, x, y)


def vpsllq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsllq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSLLQ_XVM, 4, x, y)


def psrlw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psrlw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSRLW_XM, 4, x, y)


def vpsrlw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsrlw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSRLW_XVM, 4, x, y)


def psrld_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psrld rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSRLD_XM, 4, x, y)


def vpsrld_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsrld w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSRLD_XVM, 4, x, y)


def psrlq_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psrlq rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSRLQ_XM, 4, x, y)


def vpsrlq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsrlq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSRLQ_XVM, 4, x, y)


def psraw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psraw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSRAW_XM, 4, x, y)


def vpsraw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsraw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSRAW_XVM, 4, x, y)


def psrad_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psrad rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSRAD_XM, 4, x, y)


def vpsrad_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsrad w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSRAD_XVM, 4, x, y)


def packsswb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`packsswb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PACKSSWB_XM, 4, x, y)


def vpacksswb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpacksswb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPACKSSWB_XVM, 4, x, y)


def packssdw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`packssdw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PACKSSDW_XM, 4, x, y)


def vpackssdw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpackssdw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPACKSSDW_XVM, 4, x, y)


def packuswb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`packuswb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PACKUSWB_XM, 4, x, y)


def vpackuswb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpackuswb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPACKUSWB_XVM, 4, x, y)


def psadbw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psadbw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSADBW_XM, 4, x, y)


def vpsadbw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsadbw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSADBW_XVM, 4, x, y)


def punpcklbw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpcklbw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PUNPCKLBW_XM, 4, x, y)


def vpunpcklbw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpunpcklbw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPUNPCKLBW_XVM, 4, x, y)


def punpcklwd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpcklwd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PUNPCKLWD_XM, 4, x, y)


def vpunpcklwd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpunpcklwd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPUNPCKLWD_XVM, 4, x, y)


def punpckldq_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpckldq rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PUNPCKLDQ_XM, 4, x, y)


def vpunpckldq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpunpckldq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPUNPCKLDQ_XVM, 4, x, y)


def punpcklqdq_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpcklqdq rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PUNPCKLQDQ_XM, 4, x, y)


def vpunpcklqdq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpunpcklqdq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPUNPCKLQDQ_XVM, 4, x, y)


def punpckhbw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpckhbw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PUNPCKHBW_XM, 4, x, y)


def vpunpckhbw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpunpckhbw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPUNPCKHBW_XVM, 4, x, y)


def punpckhwd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpckhwd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PUNPCKHWD_XM, 4, x, y)


def vpunpckhwd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpunpckhwd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPUNPCKHWD_XVM, 4, x, y)


def punpckhdq_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpckhdq rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PUNPCKHDQ_XM, 4, x, y)


def vpunpckhdq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpunpckhdq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPUNPCKHDQ_XVM, 4, x, y)


def punpckhqdq_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpckhqdq rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PUNPCKHQDQ_XM, 4, x, y)


def vpunpckhqdq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpunpckhqdq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPUNPCKHQDQ_XVM, 4, x, y)


def addps_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`addps rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_ADDPS_XM, 4, x, y)


def vaddps_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vaddps w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VADDPS_XVM, 4, x, y)


def subps_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`subps rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_SUBPS_XM, 4, x, y)


def vsubps_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vsubps w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VSUBPS_XVM, 4, x, y)


def mulps_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`mulps rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_MULPS_XM, 4, x, y)


def vmulps_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vmulps w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VMULPS_XVM, 4, x, y)


def divps_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`divps rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_DIVPS_XM, 4, x, y)


def vdivps_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vdivps w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VDIVPS_XVM, 4, x, y)


def minps_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`minps rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_MINPS_XM, 4, x, y)


def vminps_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vminps w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VMINPS_XVM, 4, x, y)


def maxps_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`maxps rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_MAXPS_XM, 4, x, y)


def vmaxps_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vmaxps w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VMAXPS_XVM, 4, x, y)


def addpd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`addpd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_ADDPD_XM, 4, x, y)


def vaddpd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vaddpd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VADDPD_XVM, 4, x, y)


def subpd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`subpd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_SUBPD_XM, 4, x, y)


def vsubpd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vsubpd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VSUBPD_XVM, 4, x, y)


def mulpd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`mulpd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_MULPD_XM, 4, x, y)


def vmulpd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vmulpd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VMULPD_XVM, 4, x, y)


def divpd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`divpd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_DIVPD_XM, 4, x, y)


def vdivpd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vdivpd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VDIVPD_XVM, 4, x, y)


def minpd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`minpd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_MINPD_XM, 4, x, y)


def vminpd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vminpd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VMINPD_XVM, 4, x, y)


def maxpd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`maxpd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_MAXPD_XM, 4, x, y)


def vmaxpd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vmaxpd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VMAXPD_XVM, 4, x, y)


def andnps_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`andnps rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_ANDNPS_XM, 4, x, y)


def vandnps_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vandnps w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VANDNPS_XVM, 4, x, y)


def orps_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`orps rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_ORPS_XM, 4, x, y)


def vorps_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vorps w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VORPS_XVM, 4, x, y)


def unpcklps_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`unpcklps rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_UNPCKLPS_XM, 4, x, y)


def vunpcklps_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vunpcklps w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VUNPCKLPS_XVM, 4, x, y)


def pshufb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pshufb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PSHUFB_XM, 4, x, y)


def vpshufb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpshufb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSHUFB_XVM, 4, x, y)


def phaddw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`phaddw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PHADDW_XM, 4, x, y)


def vphaddw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vphaddw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPHADDW_XVM, 4, x, y)


def phaddd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`phaddd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PHADDD_XM, 4, x, y)


def vphaddd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vphaddd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPHADDD_XVM, 4, x, y)


def pmaddubsw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaddubsw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMADDUBSW_XM, 4, x, y)


def vpmaddubsw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmaddubsw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMADDUBSW_XVM, 4, x, y)


def pmulhrsw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmulhrsw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMULHRSW_XM, 4, x, y)


def vpmulhrsw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmulhrsw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMULHRSW_XVM, 4, x, y)


def pmuldq_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmuldq rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMULDQ_XM, 4, x, y)


def vpmuldq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmuldq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMULDQ_XVM, 4, x, y)


def pcmpeqq_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpeqq rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PCMPEQQ_XM, 4, x, y)


def vpcmpeqq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpcmpeqq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPCMPEQQ_XVM, 4, x, y)


def packusdw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`packusdw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PACKUSDW_XM, 4, x, y)


def vpackusdw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpackusdw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPACKUSDW_XVM, 4, x, y)


def pminsb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pminsb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMINSB_XM, 4, x, y)


def vpminsb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpminsb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMINSB_XVM, 4, x, y)


def pminsd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pminsd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMINSD_XM, 4, x, y)


def vpminsd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpminsd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMINSD_XVM, 4, x, y)


def pminuw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pminuw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMINUW_XM, 4, x, y)


def vpminuw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpminuw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMINUW_XVM, 4, x, y)


def pminud_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pminud rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMINUD_XM, 4, x, y)


def vpminud_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpminud w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMINUD_XVM, 4, x, y)


def pmaxsb_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaxsb rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMAXSB_XM, 4, x, y)


def vpmaxsb_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmaxsb w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMAXSB_XVM, 4, x, y)


def pmaxsd_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaxsd rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMAXSD_XM, 4, x, y)


def vpmaxsd_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmaxsd w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMAXSD_XVM, 4, x, y)


def pmaxuw_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaxuw rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMAXUW_XM, 4, x, y)


def vpmaxuw_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmaxuw w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMAXUW_XVM, 4, x, y)


def pmaxud_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaxud rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMAXUD_XM, 4, x, y)


def vpmaxud_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmaxud w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMAXUD_XVM, 4, x, y)


def pmulld_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmulld rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PMULLD_XM, 4, x, y)


def vpmulld_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmulld w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMULLD_XVM, 4, x, y)


def pcmpgtq_xm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpgtq rw:x, r:xm128`."""
    return _rw_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PCMPGTQ_XM, 4, x, y)


def vpcmpgtq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpcmpgtq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPCMPGTQ_XVM, 4, x, y)


def vandps_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vandps w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VANDPS_XVM, 4, x, y)


def vxorps_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vxorps w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VXORPS_XVM, 4, x, y)


def shufps_xmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`shufps rw:x, r:xm128, r:imm8`."""
    return _rw_xreg_x__r_xrmr_y__i0__i1__xy(ctx, MOP_SHUFPS_XMI, 4, imm, x, y)


def vshufps_xvmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`vshufps w:x, r:xv, r:xm128, r:imm8`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__i1__xy(ctx, MOP_VSHUFPS_XVMI, 4, imm, x, y)


def cmpps_xmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`cmpps rw:x, r:xm128, r:imm8`."""
    return _rw_xreg_x__r_xrmr_y__i0__i1__xy(ctx, MOP_CMPPS_XMI, 4, imm, x, y)


def vcmpps_xvmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`vcmpps w:x, r:xv, r:xm128, r:imm8`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__i1__xy(ctx, MOP_VCMPPS_XVMI, 4, imm, x, y)


def cmppd_xmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`cmppd rw:x, r:xm128, r:imm8`."""
    return _rw_xreg_x__r_xrmr_y__i0__i1__xy(ctx, MOP_CMPPD_XMI, 4, imm, x, y)


def vcmppd_xvmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`vcmppd w:x, r:xv, r:xm128, r:imm8`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__i1__xy(ctx, MOP_VCMPPD_XVMI, 4, imm, x, y)


def palignr_xmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`palignr rw:x, r:xm128, r:imm8`."""
    return _rw_xreg_x__r_xrmr_y__i0__i1__xy(ctx, MOP_PALIGNR_XMI, 4, imm, x, y)


def vpalignr_xvmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`vpalignr w:x, r:xv, r:xm128, r:imm8`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__i1__xy(ctx, MOP_VPALIGNR_XVMI, 4, imm, x, y)


def pblendw_xmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`pblendw rw:x, r:xm128, r:imm8`."""
    return _rw_xreg_x__r_xrmr_y__i0__i1__xy(ctx, MOP_PBLENDW_XMI, 4, imm, x, y)


def vpblendw_xvmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`vpblendw w:x, r:xv, r:xm128, r:imm8`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__i1__xy(ctx, MOP_VPBLENDW_XVMI, 4, imm, x, y)


def psllw_xi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psllw rw:xr, r:imm8`."""
    return _rw_xreg_x__i0__i1__x(ctx, MOP_PSLLW_XI, 4, imm, x)


def vpsllw_xvi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`vpsllw w:xv, r:xr, r:imm8`."""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_VPSLLW_XVI, 4, imm, x)


def psrlw_xi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psrlw rw:xr, r:imm8`."""
    return _rw_xreg_x__i0__i1__x(ctx, MOP_PSRLW_XI, 4, imm, x)


def vpsrlw_xvi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`vpsrlw w:xv, r:xr, r:imm8`."""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_VPSRLW_XVI, 4, imm, x)


def psraw_xi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psraw rw:xr, r:imm8`."""
    return _rw_xreg_x__i0__i1__x(ctx, MOP_PSRAW_XI, 4, imm, x)


def vpsraw_xvi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`vpsraw w:xv, r:xr, r:imm8`."""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_VPSRAW_XVI, 4, imm, x)


def pslld_xi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`pslld rw:xr, r:imm8`."""
    return _rw_xreg_x__i0__i1__x(ctx, MOP_PSLLD_XI, 4, imm, x)


def vpslld_xvi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`vpslld w:xv, r:xr, r:imm8`."""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_VPSLLD_XVI, 4, imm, x)


def psrld_xi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psrld rw:xr, r:imm8`."""
    return _rw_xreg_x__i0__i1__x(ctx, MOP_PSRLD_XI, 4, imm, x)


def vpsrld_xvi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`vpsrld w:xv, r:xr, r:imm8`."""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_VPSRLD_XVI, 4, imm, x)


def psrad_xi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psrad rw:xr, r:imm8`."""
    return _rw_xreg_x__i0__i1__x(ctx, MOP_PSRAD_XI, 4, imm, x)


def vpsrad_xvi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`vpsrad w:xv, r:xr, r:imm8`."""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_VPSRAD_XVI, 4, imm, x)


def psllq_xi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psllq rw:xr, r:imm8`."""
    return _rw_xreg_x__i0__i1__x(ctx, MOP_PSLLQ_XI, 4, imm, x)


def vpsllq_xvi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`vpsllq w:xv, r:xr, r:imm8`."""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_VPSLLQ_XVI, 4, imm, x)


def psrlq_xi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psrlq rw:xr, r:imm8`."""
    return _rw_xreg_x__i0__i1__x(ctx, MOP_PSRLQ_XI, 4, imm, x)


def vpsrlq_xvi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`vpsrlq w:xv, r:xr, r:imm8`."""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_VPSRLQ_XVI, 4, imm, x)


def pslldq_xi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`pslldq rw:xr, r:imm8`."""
    return _rw_xreg_x__i0__i1__x(ctx, MOP_PSLLDQ_XI, 4, imm, x)


def vpslldq_xvi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`vpslldq w:xv, r:xr, r:imm8`."""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_VPSLLDQ_XVI, 4, imm, x)


def psrldq_xi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psrldq rw:xr, r:imm8`."""
    return _rw_xreg_x__i0__i1__x(ctx, MOP_PSRLDQ_XI, 4, imm, x)


def vpsrldq_xvi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`vpsrldq w:xv, r:xr, r:imm8`."""
    return _w_xreg__r_xreg_x__i0__i1__x(ctx, MOP_VPSRLDQ_XVI, 4, imm, x)


def pshufd_xmi(ctx: Lower, x: Rm, imm: Imm) -> Reg:
    """`pshufd w:x, r:xm128, r:imm8`."""
    return _w_xreg__r_xrmr_x__i0__i1__x(ctx, MOP_PSHUFD_XMI, 4, imm, x)


def pshuflw_xmi(ctx: Lower, x: Rm, imm: Imm) -> Reg:
    """`pshuflw w:x, r:xm128, r:imm8`."""
    return _w_xreg__r_xrmr_x__i0__i1__x(ctx, MOP_PSHUFLW_XMI, 4, imm, x)


def pshufhw_xmi(ctx: Lower, x: Rm, imm: Imm) -> Reg:
    """`pshufhw w:x, r:xm128, r:imm8`."""
    return _w_xreg__r_xrmr_x__i0__i1__x(ctx, MOP_PSHUFHW_XMI, 4, imm, x)


def sqrtps_xm(ctx: Lower, x: Rm) -> Reg:
    """`sqrtps w:x, r:xm128`."""
    return _w_xreg__r_xrmr_x__i0__x(ctx, MOP_SQRTPS_XM, 4, x)


def sqrtpd_xm(ctx: Lower, x: Rm) -> Reg:
    """`sqrtpd w:x, r:xm128`."""
    return _w_xreg__r_xrmr_x__i0__x(ctx, MOP_SQRTPD_XM, 4, x)


def cvtdq2ps_xm(ctx: Lower, x: Rm) -> Reg:
    """`cvtdq2ps w:x, r:xm128`."""
    return _w_xreg__r_xrmr_x__i0__x(ctx, MOP_CVTDQ2PS_XM, 4, x)


def cvttps2dq_xm(ctx: Lower, x: Rm) -> Reg:
    """`cvttps2dq w:x, r:xm128`."""
    return _w_xreg__r_xrmr_x__i0__x(ctx, MOP_CVTTPS2DQ_XM, 4, x)


def cvtps2pd_xm(ctx: Lower, x: Rm) -> Reg:
    """`cvtps2pd w:x, r:xm64`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_CVTPS2PD_XM, 4, x)


def cvtpd2ps_xm(ctx: Lower, x: Rm) -> Reg:
    """`cvtpd2ps w:x, r:xm128`."""
    return _w_xreg__r_xrmr_x__i0__x(ctx, MOP_CVTPD2PS_XM, 4, x)


def cvttpd2dq_xm(ctx: Lower, x: Rm) -> Reg:
    """`cvttpd2dq w:x, r:xm128`."""
    return _w_xreg__r_xrmr_x__i0__x(ctx, MOP_CVTTPD2DQ_XM, 4, x)


def cvtdq2pd_xm(ctx: Lower, x: Rm) -> Reg:
    """`cvtdq2pd w:x, r:xm64`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_CVTDQ2PD_XM, 4, x)


def roundps_xmi(ctx: Lower, x: Rm, imm: Imm) -> Reg:
    """`roundps w:x, r:xm128, r:imm8`."""
    return _w_xreg__r_xrmr_x__i0__i1__x(ctx, MOP_ROUNDPS_XMI, 4, imm, x)


def roundpd_xmi(ctx: Lower, x: Rm, imm: Imm) -> Reg:
    """`roundpd w:x, r:xm128, r:imm8`."""
    return _w_xreg__r_xrmr_x__i0__i1__x(ctx, MOP_ROUNDPD_XMI, 4, imm, x)


def pabsb_xm(ctx: Lower, x: Rm) -> Reg:
    """`pabsb w:x, r:xm128`."""
    return _w_xreg__r_xrmr_x__i0__x(ctx, MOP_PABSB_XM, 4, x)


def pabsw_xm(ctx: Lower, x: Rm) -> Reg:
    """`pabsw w:x, r:xm128`."""
    return _w_xreg__r_xrmr_x__i0__x(ctx, MOP_PABSW_XM, 4, x)


def pabsd_xm(ctx: Lower, x: Rm) -> Reg:
    """`pabsd w:x, r:xm128`."""
    return _w_xreg__r_xrmr_x__i0__x(ctx, MOP_PABSD_XM, 4, x)


def vsqrtps_xm(ctx: Lower, x: Rm) -> Reg:
    """`vsqrtps w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VSQRTPS_XM, 4, x)


def vcvtdq2ps_xm(ctx: Lower, x: Rm) -> Reg:
    """`vcvtdq2ps w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VCVTDQ2PS_XM, 4, x)


def vsqrtpd_xm(ctx: Lower, x: Rm) -> Reg:
    """`vsqrtpd w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VSQRTPD_XM, 4, x)


def vpabsb_xm(ctx: Lower, x: Rm) -> Reg:
    """`vpabsb w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VPABSB_XM, 4, x)


def vpabsw_xm(ctx: Lower, x: Rm) -> Reg:
    """`vpabsw w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VPABSW_XM, 4, x)


def vpabsd_xm(ctx: Lower, x: Rm) -> Reg:
    """`vpabsd w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VPABSD_XM, 4, x)


def vcvttps2dq_xm(ctx: Lower, x: Rm) -> Reg:
    """`vcvttps2dq w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VCVTTPS2DQ_XM, 4, x)


def vroundps_xmi(ctx: Lower, x: Rm, imm: Imm) -> Reg:
    """`vroundps w:x, r:xm128, r:imm8`."""
    return _w_xreg__r_xrm_x__i0__i1__x(ctx, MOP_VROUNDPS_XMI, 4, imm, x)


def vroundpd_xmi(ctx: Lower, x: Rm, imm: Imm) -> Reg:
    """`vroundpd w:x, r:xm128, r:imm8`."""
    return _w_xreg__r_xrm_x__i0__i1__x(ctx, MOP_VROUNDPD_XMI, 4, imm, x)


def pmovsxbw_xm(ctx: Lower, x: Rm) -> Reg:
    """`pmovsxbw w:x, r:xm64`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_PMOVSXBW_XM, 4, x)


def pmovsxwd_xm(ctx: Lower, x: Rm) -> Reg:
    """`pmovsxwd w:x, r:xm64`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_PMOVSXWD_XM, 4, x)


def pmovsxdq_xm(ctx: Lower, x: Rm) -> Reg:
    """`pmovsxdq w:x, r:xm64`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_PMOVSXDQ_XM, 4, x)


def pmovzxbw_xm(ctx: Lower, x: Rm) -> Reg:
    """`pmovzxbw w:x, r:xm64`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_PMOVZXBW_XM, 4, x)


def pmovzxwd_xm(ctx: Lower, x: Rm) -> Reg:
    """`pmovzxwd w:x, r:xm64`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_PMOVZXWD_XM, 4, x)


def pmovzxdq_xm(ctx: Lower, x: Rm) -> Reg:
    """`pmovzxdq w:x, r:xm64`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_PMOVZXDQ_XM, 4, x)


def ptest_xm(ctx: Lower, x: Reg, y: Rm) -> None:
    """`ptest r:x, r:xm128`."""
    _r_xreg_x__r_xrmr_y__i0__xy(ctx, MOP_PTEST_XM, 4, x, y)


def pmovmskb_rx(ctx: Lower, x: Reg) -> Reg:
    """`pmovmskb w:r32, r:xr`."""
    return _w_reg__r_xreg_x__i0__x(ctx, MOP_PMOVMSKB_RX, 4, x)


def movmskps_rx(ctx: Lower, x: Reg) -> Reg:
    """`movmskps w:r32, r:xr`."""
    return _w_reg__r_xreg_x__i0__x(ctx, MOP_MOVMSKPS_RX, 4, x)


def movmskpd_rx(ctx: Lower, x: Reg) -> Reg:
    """`movmskpd w:r32, r:xr`."""
    return _w_reg__r_xreg_x__i0__x(ctx, MOP_MOVMSKPD_RX, 4, x)


def movss_xx(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`movss rw:x, r:xr`."""
    return _rw_xreg_x__r_xreg_y__i0__xy(ctx, MOP_MOVSS_XX, 4, x, y)


def movsd_xx(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """`movsd rw:x, r:xr`."""
    return _rw_xreg_x__r_xreg_y__i0__xy(ctx, MOP_MOVSD_XX, 4, x, y)


def movq_xm(ctx: Lower, x: Rm) -> Reg:
    """`movq w:x, r:xm64`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_MOVQ_XM, 4, x)


def pinsrw_xri(ctx: Lower, x: Reg, y: Reg, imm: Imm) -> Reg:
    """`pinsrw rw:x, r:rr, r:imm8`."""
    return _rw_xreg_x__r_reg_y__i0__i1__xy(ctx, MOP_PINSRW_XRI, 4, imm, x, y)


def pinsrw_xmi(ctx: Lower, x: Reg, mem: Mem, imm: Imm) -> Reg:
    """`pinsrw rw:x, r:m16, r:imm8`."""
    return _rw_xreg_x__mem__i0__i1__xm(ctx, MOP_PINSRW_XMI, 4, imm, x, mem)


def pextrw_rxi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`pextrw w:r32, r:xr, r:imm8`."""
    return _w_reg__r_xreg_x__i0__i1__x(ctx, MOP_PEXTRW_RXI, 4, imm, x)


def pinsrb_xri(ctx: Lower, x: Reg, y: Reg, imm: Imm) -> Reg:
    """`pinsrb rw:x, r:rr, r:imm8`."""
    return _rw_xreg_x__r_reg_y__i0__i1__xy(ctx, MOP_PINSRB_XRI, 4, imm, x, y)


def pinsrb_xmi(ctx: Lower, x: Reg, mem: Mem, imm: Imm) -> Reg:
    """`pinsrb rw:x, r:m8, r:imm8`."""
    return _rw_xreg_x__mem__i0__i1__xm(ctx, MOP_PINSRB_XMI, 4, imm, x, mem)


def pinsrd_xmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`pinsrd rw:x, r:rm32, r:imm8`."""
    return _rw_xreg_x__r_rm_y__i0__i1__xy(ctx, MOP_PINSRD_XMI, 4, imm, x, y)


def pinsrq_xmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`pinsrq rw:x, r:rm64, r:imm8`."""
    return _rw_xreg_x__r_rm_y__i0__i1__xy(ctx, MOP_PINSRQ_XMI, 4, imm, x, y)


def pextrb_rxi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`pextrb w:rr, r:x, r:imm8`."""
    return _r_xreg_x__w_reg__i0__i1__x(ctx, MOP_PEXTRB_RXI, 4, imm, x)


def pextrb_mxi(ctx: Lower, mem: Mem, x: Reg, imm: Imm) -> None:
    """`pextrb w:m8, r:x, r:imm8`."""
    _r_xreg_x__mem__i0__i1__mx(ctx, MOP_PEXTRB_MXI, 4, imm, mem, x)


def pextrw_mxi(ctx: Lower, mem: Mem, x: Reg, imm: Imm) -> None:
    """`pextrw w:m16, r:x, r:imm8`."""
    _r_xreg_x__mem__i0__i1__mx(ctx, MOP_PEXTRW_MXI, 4, imm, mem, x)


def pextrd_mxi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`pextrd w:rm32, r:x, r:imm8`."""
    return _r_xreg_x__w_reg__i0__i1__x(ctx, MOP_PEXTRD_MXI, 4, imm, x)


def pextrd_mxi_mem(ctx: Lower, mem: Mem, x: Reg, imm: Imm) -> None:
    """`pextrd w:rm32, r:x, r:imm8`."""
    _r_xreg_x__mem__i0__i1__mx(ctx, MOP_PEXTRD_MXI, 4, imm, mem, x)


def pextrq_mxi(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`pextrq w:rm64, r:x, r:imm8`."""
    return _r_xreg_x__w_reg__i0__i1__x(ctx, MOP_PEXTRQ_MXI, 4, imm, x)


def pextrq_mxi_mem(ctx: Lower, mem: Mem, x: Reg, imm: Imm) -> None:
    """`pextrq w:rm64, r:x, r:imm8`."""
    _r_xreg_x__mem__i0__i1__mx(ctx, MOP_PEXTRQ_MXI, 4, imm, mem, x)


def insertps_xmi(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`insertps rw:x, r:xm32, r:imm8`."""
    return _rw_xreg_x__r_xrm_y__i0__i1__xy(ctx, MOP_INSERTPS_XMI, 4, imm, x, y)


def vpbroadcastb_xm(ctx: Lower, x: Reg) -> Reg:
    """`vpbroadcastb w:x, r:xr`."""
    return _w_xreg__r_xreg_x__i0__x(ctx, MOP_VPBROADCASTB_XM, 4, x)


def vbroadcastss_xm(ctx: Lower, mem: Mem) -> Reg:
    """`vbroadcastss w:x, r:m32`."""
    return _w_xreg__mem__i0__m(ctx, MOP_VBROADCASTSS_XM, 4, mem)


def movddup_xm(ctx: Lower, x: Rm) -> Reg:
    """`movddup w:x, r:xm64`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_MOVDDUP_XM, 4, x)


def vfmadd213ps_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfmadd213ps rw:x, r:xv, r:xm128`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFMADD213PS_XVM, 4, x, y, z)


def vfmadd213pd_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfmadd213pd rw:x, r:xv, r:xm128`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFMADD213PD_XVM, 4, x, y, z)


def vfnmadd213ps_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfnmadd213ps rw:x, r:xv, r:xm128`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFNMADD213PS_XVM, 4, x, y, z)


def vfnmadd213pd_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vfnmadd213pd rw:x, r:xv, r:xm128`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VFNMADD213PD_XVM, 4, x, y, z)


def vpdpwssd_xvm_vex(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vpdpwssd rw:x, r:xv, r:xm128`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VPDPWSSD_XVM_VEX, 4, x, y, z)


def vpabsq_xm(ctx: Lower, x: Rm) -> Reg:
    """`vpabsq w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VPABSQ_XM, 4, x)


def vpminsq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpminsq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMINSQ_XVM, 4, x, y)


def vpmaxsq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmaxsq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMAXSQ_XVM, 4, x, y)


def vpminuq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpminuq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMINUQ_XVM, 4, x, y)


def vpmaxuq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmaxuq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMAXUQ_XVM, 4, x, y)


def vpsraq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpsraq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPSRAQ_XVM, 4, x, y)


def vpsraq_xmi(ctx: Lower, x: Rm, imm: Imm) -> Reg:
    """`vpsraq w:xv, r:xm128, r:imm8`."""
    return _w_xreg__r_xrm_x__i0__i1__x(ctx, MOP_VPSRAQ_XMI, 4, imm, x)


def vprold_xmi(ctx: Lower, x: Rm, imm: Imm) -> Reg:
    """`vprold w:xv, r:xm128, r:imm8`."""
    return _w_xreg__r_xrm_x__i0__i1__x(ctx, MOP_VPROLD_XMI, 4, imm, x)


def vprolq_xmi(ctx: Lower, x: Rm, imm: Imm) -> Reg:
    """`vprolq w:xv, r:xm128, r:imm8`."""
    return _w_xreg__r_xrm_x__i0__i1__x(ctx, MOP_VPROLQ_XMI, 4, imm, x)


def vpternlogd_xvmi(ctx: Lower, x: Reg, y: Reg, z: Rm, imm: Imm) -> Reg:
    """`vpternlogd rw:x, r:xv, r:xm128, r:imm8`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__i1__xyz(ctx, MOP_VPTERNLOGD_XVMI, 4, imm, x, y, z)


def vpmullq_xvm(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`vpmullq w:x, r:xv, r:xm128`."""
    return _w_xreg__r_xreg_x__r_xrm_y__i0__xy(ctx, MOP_VPMULLQ_XVM, 4, x, y)


def vcvtqq2pd_xm(ctx: Lower, x: Rm) -> Reg:
    """`vcvtqq2pd w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VCVTQQ2PD_XM, 4, x)


def vcvtuqq2pd_xm(ctx: Lower, x: Rm) -> Reg:
    """`vcvtuqq2pd w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VCVTUQQ2PD_XM, 4, x)


def vcvtudq2ps_xm(ctx: Lower, x: Rm) -> Reg:
    """`vcvtudq2ps w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VCVTUDQ2PS_XM, 4, x)


def vcvtudq2pd_xm(ctx: Lower, x: Rm) -> Reg:
    """`vcvtudq2pd w:x, r:xm64`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VCVTUDQ2PD_XM, 4, x)


def vcvttps2udq_xm(ctx: Lower, x: Rm) -> Reg:
    """`vcvttps2udq w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VCVTTPS2UDQ_XM, 4, x)


def vcvttpd2udq_xm(ctx: Lower, x: Rm) -> Reg:
    """`vcvttpd2udq w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VCVTTPD2UDQ_XM, 4, x)


def vcvttpd2qq_xm(ctx: Lower, x: Rm) -> Reg:
    """`vcvttpd2qq w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VCVTTPD2QQ_XM, 4, x)


def vcvttpd2uqq_xm(ctx: Lower, x: Rm) -> Reg:
    """`vcvttpd2uqq w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VCVTTPD2UQQ_XM, 4, x)


def vpopcntb_xm(ctx: Lower, x: Rm) -> Reg:
    """`vpopcntb w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VPOPCNTB_XM, 4, x)


def vpopcntw_xm(ctx: Lower, x: Rm) -> Reg:
    """`vpopcntw w:x, r:xm128`."""
    return _w_xreg__r_xrm_x__i0__x(ctx, MOP_VPOPCNTW_XM, 4, x)


def vpermi2b_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vpermi2b rw:x, r:xv, r:xm128`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VPERMI2B_XVM, 4, x, y, z)


def vpdpwssd_xvm(ctx: Lower, x: Reg, y: Reg, z: Rm) -> Reg:
    """`vpdpwssd rw:x, r:xv, r:xm128`."""
    return _rw_xreg_x__r_xreg_y__r_xrm_z__i0__xyz(ctx, MOP_VPDPWSSD_XVM, 4, x, y, z)


def vpbroadcastd_xr(ctx: Lower, x: Reg) -> Reg:
    """`vpbroadcastd w:x, r:rr`."""
    return _w_xreg__r_reg_x__i0__x(ctx, MOP_VPBROADCASTD_XR, 4, x)


def vpbroadcastq_xr(ctx: Lower, x: Reg) -> Reg:
    """`vpbroadcastq w:x, r:rr`."""
    return _w_xreg__r_reg_x__i0__x(ctx, MOP_VPBROADCASTQ_XR, 8, x)


def vcvtusi2ss_xvr(ctx: Lower, size: Size, x: Reg, y: Reg) -> Reg:
    """`vcvtusi2ss w:x, r:xv, r:rr`, 32 64 bits."""
    return _w_xreg__r_xreg_x__r_reg_y__i0__xy(ctx, MOP_VCVTUSI2SS_XVR, size, x, y)


def vcvtusi2sd_xvr(ctx: Lower, size: Size, x: Reg, y: Reg) -> Reg:
    """`vcvtusi2sd w:x, r:xv, r:rr`, 32 64 bits."""
    return _w_xreg__r_xreg_x__r_reg_y__i0__xy(ctx, MOP_VCVTUSI2SD_XVR, size, x, y)


def vcvttss2usi_rx(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`vcvttss2usi w:r, r:xm32`, 32 64 bits."""
    return _w_reg__r_xrm_x__i0__x(ctx, MOP_VCVTTSS2USI_RX, size, x)


def vcvttsd2usi_rx(ctx: Lower, size: Size, x: Rm) -> Reg:
    """`vcvttsd2usi w:r, r:xm64`, 32 64 bits."""
    return _w_reg__r_xrm_x__i0__x(ctx, MOP_VCVTTSD2USI_RX, size, x)


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


def block_addr(ctx: Lower, label: Label) -> Reg:
    """Address of a machine block, by lea."""
    return _w_reg__i0(ctx, MOP_BLOCK_ADDR, label)


def tls_local(ctx: Lower, symbol: Symbol, imm: Imm) -> Reg:
    """Address of a thread-local symbol of the executable, + imm."""
    return _w_reg__i0__i1(ctx, MOP_TLS_LOCAL, symbol, imm)


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


def ones(ctx: Lower) -> Reg:
    """All bits set, by comparing with itself."""
    return _w_xreg(ctx, MOP_ONES)


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


def fmin_max(ctx: Lower, size: Size, imm: Imm, x: Reg, y: Reg) -> Reg:
    """The lesser, or with imm 1 the greater, of x and y."""
    return _rw_xreg_x__r_xreg_y__i0__i1__xy(ctx, MOP_FMIN_MAX, size, imm, x, y)


def sqrtss(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`sqrtss`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vsqrtss_xvm(ctx, x, y)
    return sqrtss_xm(ctx, x, y)


def sqrtsd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`sqrtsd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vsqrtsd_xvm(ctx, x, y)
    return sqrtsd_xm(ctx, x, y)


def addss(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`addss`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vaddss_xvm(ctx, x, y)
    return addss_xm(ctx, x, y)


def addsd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`addsd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vaddsd_xvm(ctx, x, y)
    return addsd_xm(ctx, x, y)


def mulss(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`mulss`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vmulss_xvm(ctx, x, y)
    return mulss_xm(ctx, x, y)


def mulsd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`mulsd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vmulsd_xvm(ctx, x, y)
    return mulsd_xm(ctx, x, y)


def subss(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`subss`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vsubss_xvm(ctx, x, y)
    return subss_xm(ctx, x, y)


def subsd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`subsd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vsubsd_xvm(ctx, x, y)
    return subsd_xm(ctx, x, y)


def divss(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`divss`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vdivss_xvm(ctx, x, y)
    return divss_xm(ctx, x, y)


def divsd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`divsd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vdivsd_xvm(ctx, x, y)
    return divsd_xm(ctx, x, y)


def cvtss2sd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`cvtss2sd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vcvtss2sd_xvm(ctx, x, y)
    return cvtss2sd_xm(ctx, x, y)


def cvtsd2ss(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`cvtsd2ss`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vcvtsd2ss_xvm(ctx, x, y)
    return cvtsd2ss_xm(ctx, x, y)


def andps(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`andps`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vandps_xvm(ctx, x, y)
    return andps_xm(ctx, x, y)


def xorps(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`xorps`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vxorps_xvm(ctx, x, y)
    return xorps_xm(ctx, x, y)


def roundss(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`roundss`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vroundss_xvmi(ctx, x, y, imm)
    return roundss_xmi(ctx, x, y, imm)


def roundsd(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`roundsd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vroundsd_xvmi(ctx, x, y, imm)
    return roundsd_xmi(ctx, x, y, imm)


def paddb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpaddb_xvm(ctx, x, y)
    return paddb_xm(ctx, x, y)


def paddw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpaddw_xvm(ctx, x, y)
    return paddw_xm(ctx, x, y)


def paddd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpaddd_xvm(ctx, x, y)
    return paddd_xm(ctx, x, y)


def paddq(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpaddq_xvm(ctx, x, y)
    return paddq_xm(ctx, x, y)


def psubb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsubb_xvm(ctx, x, y)
    return psubb_xm(ctx, x, y)


def psubw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsubw_xvm(ctx, x, y)
    return psubw_xm(ctx, x, y)


def psubd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsubd_xvm(ctx, x, y)
    return psubd_xm(ctx, x, y)


def psubq(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsubq_xvm(ctx, x, y)
    return psubq_xm(ctx, x, y)


def paddsb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddsb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpaddsb_xvm(ctx, x, y)
    return paddsb_xm(ctx, x, y)


def paddsw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddsw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpaddsw_xvm(ctx, x, y)
    return paddsw_xm(ctx, x, y)


def paddusb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddusb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpaddusb_xvm(ctx, x, y)
    return paddusb_xm(ctx, x, y)


def paddusw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`paddusw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpaddusw_xvm(ctx, x, y)
    return paddusw_xm(ctx, x, y)


def psubsb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubsb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsubsb_xvm(ctx, x, y)
    return psubsb_xm(ctx, x, y)


def psubsw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubsw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsubsw_xvm(ctx, x, y)
    return psubsw_xm(ctx, x, y)


def psubusb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubusb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsubusb_xvm(ctx, x, y)
    return psubusb_xm(ctx, x, y)


def psubusw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psubusw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsubusw_xvm(ctx, x, y)
    return psubusw_xm(ctx, x, y)


def pmullw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmullw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmullw_xvm(ctx, x, y)
    return pmullw_xm(ctx, x, y)


def pmulhw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmulhw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmulhw_xvm(ctx, x, y)
    return pmulhw_xm(ctx, x, y)


def pmulhuw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmulhuw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmulhuw_xvm(ctx, x, y)
    return pmulhuw_xm(ctx, x, y)


def pmuludq(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmuludq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmuludq_xvm(ctx, x, y)
    return pmuludq_xm(ctx, x, y)


def pmaddwd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaddwd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmaddwd_xvm(ctx, x, y)
    return pmaddwd_xm(ctx, x, y)


def pavgb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pavgb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpavgb_xvm(ctx, x, y)
    return pavgb_xm(ctx, x, y)


def pavgw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pavgw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpavgw_xvm(ctx, x, y)
    return pavgw_xm(ctx, x, y)


def pminub(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pminub`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpminub_xvm(ctx, x, y)
    return pminub_xm(ctx, x, y)


def pmaxub(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaxub`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmaxub_xvm(ctx, x, y)
    return pmaxub_xm(ctx, x, y)


def pminsw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pminsw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpminsw_xvm(ctx, x, y)
    return pminsw_xm(ctx, x, y)


def pmaxsw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaxsw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmaxsw_xvm(ctx, x, y)
    return pmaxsw_xm(ctx, x, y)


def pand(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pand`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpand_xvm(ctx, x, y)
    return pand_xm(ctx, x, y)


def pandn(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pandn`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpandn_xvm(ctx, x, y)
    return pandn_xm(ctx, x, y)


def por(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`por`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpor_xvm(ctx, x, y)
    return por_xm(ctx, x, y)


def pxor(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pxor`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpxor_xvm(ctx, x, y)
    return pxor_xm(ctx, x, y)


def pcmpeqb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpeqb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpcmpeqb_xvm(ctx, x, y)
    return pcmpeqb_xm(ctx, x, y)


def pcmpeqw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpeqw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpcmpeqw_xvm(ctx, x, y)
    return pcmpeqw_xm(ctx, x, y)


def pcmpeqd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpeqd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpcmpeqd_xvm(ctx, x, y)
    return pcmpeqd_xm(ctx, x, y)


def pcmpgtb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpgtb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpcmpgtb_xvm(ctx, x, y)
    return pcmpgtb_xm(ctx, x, y)


def pcmpgtw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpgtw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpcmpgtw_xvm(ctx, x, y)
    return pcmpgtw_xm(ctx, x, y)


def pcmpgtd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpgtd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpcmpgtd_xvm(ctx, x, y)
    return pcmpgtd_xm(ctx, x, y)


def psllw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psllw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsllw_xvm(ctx, x, y)
    return psllw_xm(ctx, x, y)


def pslld(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pslld`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpslld_xvm(ctx, x, y)
    return pslld_xm(ctx, x, y)


def psllq(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psllq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsllq_xvm(ctx, x, y)
    return psllq_xm(ctx, x, y)


def psrlw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psrlw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsrlw_xvm(ctx, x, y)
    return psrlw_xm(ctx, x, y)


def psrld(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psrld`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsrld_xvm(ctx, x, y)
    return psrld_xm(ctx, x, y)


def psrlq(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psrlq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsrlq_xvm(ctx, x, y)
    return psrlq_xm(ctx, x, y)


def psraw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psraw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsraw_xvm(ctx, x, y)
    return psraw_xm(ctx, x, y)


def psrad(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psrad`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsrad_xvm(ctx, x, y)
    return psrad_xm(ctx, x, y)


def packsswb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`packsswb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpacksswb_xvm(ctx, x, y)
    return packsswb_xm(ctx, x, y)


def packssdw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`packssdw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpackssdw_xvm(ctx, x, y)
    return packssdw_xm(ctx, x, y)


def packuswb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`packuswb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpackuswb_xvm(ctx, x, y)
    return packuswb_xm(ctx, x, y)


def psadbw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`psadbw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsadbw_xvm(ctx, x, y)
    return psadbw_xm(ctx, x, y)


def punpcklbw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpcklbw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpunpcklbw_xvm(ctx, x, y)
    return punpcklbw_xm(ctx, x, y)


def punpcklwd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpcklwd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpunpcklwd_xvm(ctx, x, y)
    return punpcklwd_xm(ctx, x, y)


def punpckldq(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpckldq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpunpckldq_xvm(ctx, x, y)
    return punpckldq_xm(ctx, x, y)


def punpcklqdq(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpcklqdq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpunpcklqdq_xvm(ctx, x, y)
    return punpcklqdq_xm(ctx, x, y)


def punpckhbw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpckhbw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpunpckhbw_xvm(ctx, x, y)
    return punpckhbw_xm(ctx, x, y)


def punpckhwd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpckhwd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpunpckhwd_xvm(ctx, x, y)
    return punpckhwd_xm(ctx, x, y)


def punpckhdq(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpckhdq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpunpckhdq_xvm(ctx, x, y)
    return punpckhdq_xm(ctx, x, y)


def punpckhqdq(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`punpckhqdq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpunpckhqdq_xvm(ctx, x, y)
    return punpckhqdq_xm(ctx, x, y)


def addps(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`addps`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vaddps_xvm(ctx, x, y)
    return addps_xm(ctx, x, y)


def subps(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`subps`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vsubps_xvm(ctx, x, y)
    return subps_xm(ctx, x, y)


def mulps(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`mulps`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vmulps_xvm(ctx, x, y)
    return mulps_xm(ctx, x, y)


def divps(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`divps`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vdivps_xvm(ctx, x, y)
    return divps_xm(ctx, x, y)


def minps(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`minps`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vminps_xvm(ctx, x, y)
    return minps_xm(ctx, x, y)


def maxps(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`maxps`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vmaxps_xvm(ctx, x, y)
    return maxps_xm(ctx, x, y)


def addpd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`addpd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vaddpd_xvm(ctx, x, y)
    return addpd_xm(ctx, x, y)


def subpd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`subpd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vsubpd_xvm(ctx, x, y)
    return subpd_xm(ctx, x, y)


def mulpd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`mulpd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vmulpd_xvm(ctx, x, y)
    return mulpd_xm(ctx, x, y)


def divpd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`divpd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vdivpd_xvm(ctx, x, y)
    return divpd_xm(ctx, x, y)


def minpd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`minpd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vminpd_xvm(ctx, x, y)
    return minpd_xm(ctx, x, y)


def maxpd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`maxpd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vmaxpd_xvm(ctx, x, y)
    return maxpd_xm(ctx, x, y)


def andnps(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`andnps`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vandnps_xvm(ctx, x, y)
    return andnps_xm(ctx, x, y)


def orps(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`orps`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vorps_xvm(ctx, x, y)
    return orps_xm(ctx, x, y)


def unpcklps(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`unpcklps`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vunpcklps_xvm(ctx, x, y)
    return unpcklps_xm(ctx, x, y)


def pshufb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pshufb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpshufb_xvm(ctx, x, y)
    return pshufb_xm(ctx, x, y)


def phaddw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`phaddw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vphaddw_xvm(ctx, x, y)
    return phaddw_xm(ctx, x, y)


def phaddd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`phaddd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vphaddd_xvm(ctx, x, y)
    return phaddd_xm(ctx, x, y)


def pmaddubsw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaddubsw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmaddubsw_xvm(ctx, x, y)
    return pmaddubsw_xm(ctx, x, y)


def pmulhrsw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmulhrsw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmulhrsw_xvm(ctx, x, y)
    return pmulhrsw_xm(ctx, x, y)


def pmuldq(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmuldq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmuldq_xvm(ctx, x, y)
    return pmuldq_xm(ctx, x, y)


def pcmpeqq(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpeqq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpcmpeqq_xvm(ctx, x, y)
    return pcmpeqq_xm(ctx, x, y)


def packusdw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`packusdw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpackusdw_xvm(ctx, x, y)
    return packusdw_xm(ctx, x, y)


def pminsb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pminsb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpminsb_xvm(ctx, x, y)
    return pminsb_xm(ctx, x, y)


def pminsd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pminsd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpminsd_xvm(ctx, x, y)
    return pminsd_xm(ctx, x, y)


def pminuw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pminuw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpminuw_xvm(ctx, x, y)
    return pminuw_xm(ctx, x, y)


def pminud(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pminud`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpminud_xvm(ctx, x, y)
    return pminud_xm(ctx, x, y)


def pmaxsb(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaxsb`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmaxsb_xvm(ctx, x, y)
    return pmaxsb_xm(ctx, x, y)


def pmaxsd(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaxsd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmaxsd_xvm(ctx, x, y)
    return pmaxsd_xm(ctx, x, y)


def pmaxuw(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaxuw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmaxuw_xvm(ctx, x, y)
    return pmaxuw_xm(ctx, x, y)


def pmaxud(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmaxud`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmaxud_xvm(ctx, x, y)
    return pmaxud_xm(ctx, x, y)


def pmulld(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pmulld`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpmulld_xvm(ctx, x, y)
    return pmulld_xm(ctx, x, y)


def pcmpgtq(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """`pcmpgtq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpcmpgtq_xvm(ctx, x, y)
    return pcmpgtq_xm(ctx, x, y)


def shufps(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`shufps`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vshufps_xvmi(ctx, x, y, imm)
    return shufps_xmi(ctx, x, y, imm)


def cmpps(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`cmpps`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vcmpps_xvmi(ctx, x, y, imm)
    return cmpps_xmi(ctx, x, y, imm)


def cmppd(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`cmppd`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vcmppd_xvmi(ctx, x, y, imm)
    return cmppd_xmi(ctx, x, y, imm)


def palignr(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`palignr`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpalignr_xvmi(ctx, x, y, imm)
    return palignr_xmi(ctx, x, y, imm)


def pblendw(ctx: Lower, x: Reg, y: Rm, imm: Imm) -> Reg:
    """`pblendw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpblendw_xvmi(ctx, x, y, imm)
    return pblendw_xmi(ctx, x, y, imm)


def psllw_i(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psllw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsllw_xvi(ctx, x, imm)
    return psllw_xi(ctx, x, imm)


def psrlw_i(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psrlw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsrlw_xvi(ctx, x, imm)
    return psrlw_xi(ctx, x, imm)


def psraw_i(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psraw`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsraw_xvi(ctx, x, imm)
    return psraw_xi(ctx, x, imm)


def pslld_i(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`pslld`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpslld_xvi(ctx, x, imm)
    return pslld_xi(ctx, x, imm)


def psrld_i(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psrld`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsrld_xvi(ctx, x, imm)
    return psrld_xi(ctx, x, imm)


def psrad_i(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psrad`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsrad_xvi(ctx, x, imm)
    return psrad_xi(ctx, x, imm)


def psllq_i(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psllq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsllq_xvi(ctx, x, imm)
    return psllq_xi(ctx, x, imm)


def psrlq_i(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psrlq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsrlq_xvi(ctx, x, imm)
    return psrlq_xi(ctx, x, imm)


def pslldq_i(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`pslldq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpslldq_xvi(ctx, x, imm)
    return pslldq_xi(ctx, x, imm)


def psrldq_i(ctx: Lower, x: Reg, imm: Imm) -> Reg:
    """`psrldq`, in three operands where there is AVX."""
    if (ctx.target.features & HAS_AVX) != 0:
        return vpsrldq_xvi(ctx, x, imm)
    return psrldq_xi(ctx, x, imm)
