"""Generated from lower.rules by irtool.rules; do not edit."""

# ruff: noqa

from mypy_extensions import i64

from ...ir.opcodes_gen import (
    CC_EQ,
    CC_NE,
    CC_SGE,
    CC_SGT,
    CC_SLE,
    CC_SLT,
    CC_UGE,
    CC_UGT,
    CC_ULE,
    CC_ULT,
    FCC_ONE,
    FCC_UEQ,
    OP_ATOMIC_CAS,
    OP_ATOMIC_LOAD,
    OP_ATOMIC_RMW,
    OP_ATOMIC_STORE,
    OP_AVG_ROUND,
    OP_BAND,
    OP_BITCAST,
    OP_BITREV,
    OP_BITSELECT,
    OP_BLENDV,
    OP_BMASK,
    OP_BNOT,
    OP_BOR,
    OP_BRIF,
    OP_BR_TABLE,
    OP_BSWAP,
    OP_BXOR,
    OP_CEIL,
    OP_CLS,
    OP_CLZ,
    OP_CTZ,
    OP_DEBUGTRAP,
    OP_EXTRACTLANE,
    OP_F128CONST,
    OP_F16CONST,
    OP_F32CONST,
    OP_F64CONST,
    OP_FABS,
    OP_FADD,
    OP_FCMP,
    OP_FCOPYSIGN,
    OP_FCVT_FROM_SINT,
    OP_FCVT_FROM_UINT,
    OP_FCVT_TO_SINT,
    OP_FCVT_TO_SINT_SAT,
    OP_FCVT_TO_UINT,
    OP_FCVT_TO_UINT_SAT,
    OP_FDEMOTE,
    OP_FDIV,
    OP_FENCE,
    OP_FLOOR,
    OP_FMA,
    OP_FMAX,
    OP_FMIN,
    OP_FMUL,
    OP_FNEG,
    OP_FPROMOTE,
    OP_FSUB,
    OP_FUNC_ADDR,
    OP_FVDEMOTE,
    OP_FVPROMOTE_LOW,
    OP_GET_FRAME_POINTER,
    OP_GET_PINNED_REG,
    OP_GET_RETURN_ADDRESS,
    OP_GET_STACK_POINTER,
    OP_IABS,
    OP_IADD,
    OP_IADD_PAIRWISE,
    OP_ICMP,
    OP_ICONCAT,
    OP_ICONST,
    OP_IMUL,
    OP_INEG,
    OP_INSERTLANE,
    OP_IREDUCE,
    OP_ISHL,
    OP_ISPLIT,
    OP_ISTORE16,
    OP_ISTORE32,
    OP_ISTORE8,
    OP_ISUB,
    OP_LOAD,
    OP_NEAREST,
    OP_POPCNT,
    OP_ROTL,
    OP_ROTR,
    OP_SADD_OVERFLOW,
    OP_SADD_OVERFLOW_CIN,
    OP_SADD_SAT,
    OP_SCALAR_TO_VECTOR,
    OP_SDIV,
    OP_SELECT,
    OP_SELECT_SPECTRE_GUARD,
    OP_SEQUENCE_POINT,
    OP_SET_PINNED_REG,
    OP_SEXTEND,
    OP_SHUFFLE,
    OP_SLOAD16,
    OP_SLOAD16X4,
    OP_SLOAD32,
    OP_SLOAD32X2,
    OP_SLOAD8,
    OP_SLOAD8X8,
    OP_SMAX,
    OP_SMIN,
    OP_SMULHI,
    OP_SMUL_OVERFLOW,
    OP_SNARROW,
    OP_SPLAT,
    OP_SQMUL_ROUND_SAT,
    OP_SQRT,
    OP_SREM,
    OP_SSHR,
    OP_SSUB_OVERFLOW,
    OP_SSUB_OVERFLOW_BIN,
    OP_SSUB_SAT,
    OP_STACK_ADDR,
    OP_STACK_SWITCH,
    OP_STORE,
    OP_SWIDEN_HIGH,
    OP_SWIDEN_LOW,
    OP_SWIZZLE,
    OP_SYMBOL_VALUE,
    OP_TLS_VALUE,
    OP_TRAP,
    OP_TRAPNZ,
    OP_TRAPZ,
    OP_TRUNC,
    OP_UADD_OVERFLOW,
    OP_UADD_OVERFLOW_CIN,
    OP_UADD_OVERFLOW_TRAP,
    OP_UADD_SAT,
    OP_UDIV,
    OP_UEXTEND,
    OP_ULOAD16,
    OP_ULOAD16X4,
    OP_ULOAD32,
    OP_ULOAD32X2,
    OP_ULOAD8,
    OP_ULOAD8X8,
    OP_UMAX,
    OP_UMIN,
    OP_UMULHI,
    OP_UMUL_OVERFLOW,
    OP_UNARROW,
    OP_UREM,
    OP_USHR,
    OP_USUB_OVERFLOW,
    OP_USUB_OVERFLOW_BIN,
    OP_USUB_SAT,
    OP_UUNARROW,
    OP_UWIDEN_HIGH,
    OP_UWIDEN_LOW,
    OP_VALL_TRUE,
    OP_VANY_TRUE,
    OP_VCONST,
    OP_VHIGH_BITS,
    RMW_ADD,
    RMW_AND,
    RMW_OR,
    RMW_SMAX,
    RMW_SMIN,
    RMW_SUB,
    RMW_UMAX,
    RMW_UMIN,
    RMW_XCHG,
    RMW_XOR,
)
from ...ir.types import (
    F128,
    F16,
    F32,
    F32X4,
    F64,
    F64X2,
    I128,
    I16,
    I16X8,
    I32,
    I32X4,
    I64,
    I64X2,
    I8,
    I8X16,
    sign_extend,
)
from ..addresses import does_not_wrap, return_address, slot
from ..lower import Lower
from ..rule_facts import (
    bits,
    count_ones,
    data_offset,
    data_symbol,
    edge,
    edges,
    equality,
    extended,
    first_target,
    fits_word,
    function_symbol,
    half,
    has,
    is_constant,
    low_word,
    near_data,
    near_function,
    power,
    same_word,
    shift_amount,
    signed,
    single,
    sink,
    sinkable,
    swapped,
    thread_symbol,
)
from .amode import address, at
from .conds import (
    ASR,
    EQ,
    HS,
    LE,
    LO,
    LSL,
    LSR,
    MI,
    NE,
    PL,
    SXTW,
    UXTW,
    VC,
    VS,
    add_imm,
    bit_number,
    costs,
    extract_top,
    float_cond,
    goes_first,
    int_cond,
    is_cmp_imm,
    is_field_insert,
    is_low_mask,
    is_signed,
    joins,
    left_top,
    little,
    mask,
    negative,
    reads_zn,
    sense,
    sext_option,
    sub_imm,
    width_mask,
    zeros_above,
    zext_option,
)
from .constructors_gen import (
    abs_v,
    adcs,
    add,
    add_i,
    add_rs,
    add_rx,
    add_v,
    addp_v,
    addr,
    adds,
    addv,
    and_,
    and_i,
    and_rs,
    and_v,
    asr_r,
    atomic_loop,
    bic,
    bic_v,
    br_bit,
    br_cond,
    br_table,
    br_zero,
    brk,
    bsl_v,
    cas_loop,
    casal,
    cls,
    clz,
    cmeq,
    cmeq_zero,
    cmge,
    cmge_zero,
    cmgt,
    cmgt_zero,
    cmhi,
    cmhs,
    cmle_zero,
    cmlt_zero,
    cmp,
    cmp_i,
    cmp_rs,
    cmp_rx,
    cmp_zr,
    cmtst,
    cnt_v,
    csel,
    csel_zr,
    cset,
    csetm,
    csinc_zr,
    csinv_zr,
    csneg,
    dmb_ish,
    dup_lane,
    dup_w,
    dup_x,
    eon,
    eor,
    eor_i,
    eor_rs,
    eor_v,
    extr,
    fabs,
    fabs_h,
    fabs_v,
    fadd,
    fadd_h,
    fadd_v,
    fcmp,
    fcsel,
    fcvt_dh,
    fcvt_ds,
    fcvt_hd,
    fcvt_hs,
    fcvt_sd,
    fcvt_sh,
    fcvtl_v,
    fcvtn2_v,
    fcvtn_v,
    fcvtzs,
    fcvtzs_h,
    fcvtzs_v,
    fcvtzu,
    fcvtzu_h,
    fcvtzu_v,
    fdiv,
    fdiv_h,
    fdiv_v,
    fmadd,
    fmax,
    fmax_h,
    fmax_v,
    fmin,
    fmin_h,
    fmin_v,
    fmla_h,
    fmla_v,
    fmls_h,
    fmls_v,
    fmov,
    fmov_dx,
    fmov_sw,
    fmov_ws,
    fmov_xd,
    fmsub,
    fmul,
    fmul_h,
    fmul_v,
    fneg,
    fneg_h,
    fneg_v,
    fnmadd,
    fnmsub,
    frintm,
    frintm_h,
    frintm_v,
    frintn,
    frintn_h,
    frintn_v,
    frintp,
    frintp_h,
    frintp_v,
    frintz,
    frintz_h,
    frintz_v,
    fsqrt,
    fsqrt_h,
    fsqrt_v,
    fsub,
    fsub_h,
    fsub_v,
    get_fp,
    get_pinned,
    get_sp,
    ins_lane,
    ins_w,
    ins_x,
    jump,
    ld1r,
    ldaddal,
    ldar,
    ldclral,
    ldeoral,
    ldr_r,
    ldr_v,
    ldrs_w,
    ldrs_x,
    ldsetal,
    ldsmaxal,
    ldsminal,
    ldumaxal,
    lduminal,
    lsl_r,
    lsr_r,
    madd,
    mla_v,
    mls_v,
    mneg,
    movi_zero,
    msub,
    mul,
    mul_v,
    mvn,
    mvn_rs,
    mvn_v,
    neg,
    neg_rs,
    neg_v,
    orn,
    orn_v,
    orr,
    orr_i,
    orr_rs,
    orr_v,
    rbit,
    rev16,
    rev_w,
    rev_x,
    ror_r,
    saddlp,
    sbcs,
    sbfm,
    scvtf,
    scvtf_h,
    scvtf_v,
    sdiv,
    set_pinned,
    shl_i,
    sli,
    sli_d,
    smaddl,
    smax_v,
    smin_v,
    smov_w,
    smov_x,
    smulh,
    smull,
    smull_v,
    sqadd_v,
    sqrdmulh_v,
    sqsub_v,
    sqxtn,
    sqxtn2,
    sqxtun,
    sqxtun2,
    sri,
    sshl,
    sshll,
    sshr,
    stlr,
    str_r,
    str_v,
    str_zr,
    sub,
    sub_i,
    sub_rs,
    sub_rx,
    sub_v,
    subs,
    swpal,
    symbol_addr,
    symbol_got,
    tbl,
    tls_local,
    trap,
    trap_cond,
    trap_zero,
    tst,
    tst_i,
    uaddlp,
    ubfm,
    ucvtf,
    ucvtf_h,
    ucvtf_v,
    udiv,
    umaddl,
    umax_v,
    umaxp_v,
    umin_v,
    uminp_v,
    uminv,
    umov_w,
    umov_x,
    umulh,
    umull,
    umull_v,
    uqadd_v,
    uqsub_v,
    uqxtn,
    uqxtn2,
    urhadd_v,
    ushl,
    ushll,
    ushr,
    ushr_d,
    uzp2,
    xtn,
    xtn2,
    zip1,
)
from .features import (
    ENABLE_PINNED_REG,
    ENABLE_STACK_SWITCH_BASIC,
    ENABLE_TLS_ELF_GD,
    ENABLE_TLS_ELF_LE,
    ENABLE_TLS_MACHO,
    HAS_FP16,
    HAS_LSE,
)
from .fields import size_of
from .insts import (
    again,
    clamp_signed,
    clamp_unsigned,
    cmp_const,
    const,
    fconst,
    half_const,
    pooled,
    stack_switch,
    tls_desc,
    tls_thunk,
    trap_on_overflow,
    trap_unless_fits,
)
from .pairs import pair_cas, pair_load, pair_rmw, pair_store
from .shuffles import shuffle
from .vectors import (
    fcmp_lanes,
    fused_halves,
    half_of,
    high_bits,
    in_lanes,
    is_zero,
    masked_amount,
    mul_quads,
    narrow_of,
    ones_of_lanes,
    rotated,
    splat_const,
    vconst,
)


def zext(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `zext`."""
    func = ctx.func
    x_type: i64 = i64(func.value_type[x])
    # zext.1
    if x_type == I32 or x_type == I64:
        ctx.fired("zext.1")
        x_reg: i64 = ctx.use(x)
        return x_reg
    if x_type == I8 or x_type == I16:
        # zext.2
        if zeros_above(ctx, x):
            ctx.fired("zext.2")
            x_reg = ctx.use(x)
            return x_reg
        # zext.3
        ctx.fired("zext.3")
        x_reg = ctx.use(x)
        return ubfm(ctx, I32, x_reg, 0, bits(x_type) - 1)
    raise AssertionError("no rule of the term zext matches")


def sext(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `sext`."""
    func = ctx.func
    x_type: i64 = i64(func.value_type[x])
    # sext.1
    if x_type == I32 or x_type == I64:
        ctx.fired("sext.1")
        x_reg: i64 = ctx.use(x)
        return x_reg
    # sext.2
    if x_type == I8 or x_type == I16:
        ctx.fired("sext.2")
        x_reg = ctx.use(x)
        return sbfm(ctx, I32, x_reg, 0, bits(x_type) - 1)
    raise AssertionError("no rule of the term sext matches")


def shift_by(ctx: Lower, type_: i64, x: i64) -> i64:
    """Try the rules of the term `shift_by`."""
    func = ctx.func
    # shift_by.1
    if type_ == I32 or type_ == I64:
        ctx.fired("shift_by.1")
        x_reg: i64 = ctx.use(x)
        return x_reg
    # shift_by.2
    if type_ == I8 or type_ == I16:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("shift_by.2")
            x_reg = ctx.use(x)
            return and_i(ctx, I32, x_reg, mask(I32, bits(type_) - 1))
    raise AssertionError("no rule of the term shift_by matches")


def compare(ctx: Lower, cc_: i64, x: i64, y: i64) -> i64:
    """Try the rules of the term `compare`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # compare.1
    y_type: i64 = i64(func.value_type[y])
    if I8 <= y_type <= I64 and x_op == OP_ICONST and not is_constant(ctx, y):
        ctx.fired("compare.1")
        return compare_to(ctx, swapped(cc_), y, x)
    # compare.2
    x_type: i64 = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        ctx.fired("compare.2")
        return compare_to(ctx, cc_, x, y)
    raise AssertionError("no rule of the term compare matches")


def compare_to(ctx: Lower, cc_: i64, x: i64, y: i64) -> i64:
    """Try the rules of the term `compare_to`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if x_op == OP_BAND:
        x_ty: i64 = i64(func.ty[x_def])
        if x_ty == I32 or x_ty == I64:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # compare_to.1
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k: i64 = func.imm[y_def]
                    if y_k == 0 and reads_zn(cc_):
                        m: i64 = mask(x_ty, x_y_k)
                        if m >= 0:
                            ctx.fired("compare_to.1")
                            x_x_reg: i64 = ctx.use(x_x)
                            tst_i(ctx, x_ty, x_x_reg, m)
                            return int_cond(cc_)
            # compare_to.1 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0 and reads_zn(cc_):
                        m = mask(x_ty, x_x_k)
                        if m >= 0:
                            ctx.fired("compare_to.1")
                            x_y_reg: i64 = ctx.use(x_y)
                            tst_i(ctx, x_ty, x_y_reg, m)
                            return int_cond(cc_)
        if x_ty == I8 or x_ty == I16:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # compare_to.3
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0 and equality(cc_):
                        m = mask(x_ty, x_y_k)
                        if m >= 0:
                            ctx.fired("compare_to.3")
                            x_x_reg = ctx.use(x_x)
                            tst_i(ctx, x_ty, x_x_reg, m)
                            return int_cond(cc_)
            # compare_to.3 (mirrored)
            x_x_def = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0 and equality(cc_):
                        m = mask(x_ty, x_x_k)
                        if m >= 0:
                            ctx.fired("compare_to.3")
                            x_y_reg = ctx.use(x_y)
                            tst_i(ctx, x_ty, x_y_reg, m)
                            return int_cond(cc_)
        # compare_to.2
        if x_ty == I32 or x_ty == I64:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if y_op == OP_ICONST:
                y_k = func.imm[y_def]
                if y_k == 0 and reads_zn(cc_) and not is_constant(ctx, x_x) and not is_constant(ctx, x_y):
                    ctx.fired("compare_to.2")
                    x_x_reg = ctx.use(x_x)
                    x_y_reg = ctx.use(x_y)
                    tst(ctx, x_ty, x_x_reg, x_y_reg)
                    return int_cond(cc_)
    x_type: i64 = i64(func.value_type[x])
    if x_type == I8 or x_type == I16:
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            # compare_to.4
            if y_k == 0 and equality(cc_) and not zeros_above(ctx, x):
                ctx.fired("compare_to.4")
                x_reg: i64 = ctx.use(x)
                tst_i(ctx, I32, x_reg, width_mask(x_type))
                return int_cond(cc_)
            # compare_to.5
            if is_signed(cc_):
                ctx.fired("compare_to.5")
                compare_const(ctx, I32, sext(ctx, x), signed(x_type, y_k))
                return int_cond(cc_)
            # compare_to.6
            ctx.fired("compare_to.6")
            compare_const(ctx, I32, zext(ctx, x), y_k)
            return int_cond(cc_)
        # compare_to.7
        if is_signed(cc_):
            ctx.fired("compare_to.7")
            y_reg: i64 = ctx.use(y)
            cmp_rx(ctx, I32, sext(ctx, x), y_reg, sext_option(x_type), 0)
            return int_cond(cc_)
        # compare_to.8
        if zeros_above(ctx, y):
            ctx.fired("compare_to.8")
            y_reg = ctx.use(y)
            cmp(ctx, I32, zext(ctx, x), y_reg)
            return int_cond(cc_)
        # compare_to.9
        ctx.fired("compare_to.9")
        y_reg = ctx.use(y)
        cmp_rx(ctx, I32, zext(ctx, x), y_reg, zext_option(x_type), 0)
        return int_cond(cc_)
    if x_type == I32 or x_type == I64:
        # compare_to.10
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if is_cmp_imm(signed(x_type, y_k)):
                ctx.fired("compare_to.10")
                x_reg = ctx.use(x)
                cmp_const(ctx, x_type, x_reg, signed(x_type, y_k))
                return int_cond(cc_)
        # compare_to.11
        if y_op == OP_ISHL:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def: i64 = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k: i64 = func.imm[y_y_def]
                ctx.fired("compare_to.11")
                x_reg = ctx.use(x)
                y_x_reg: i64 = ctx.use(y_x)
                cmp_rs(ctx, x_type, x_reg, y_x_reg, LSL, shift_amount(x_type, y_y_k))
                return int_cond(cc_)
        # compare_to.12
        if y_op == OP_SEXTEND:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type: i64 = i64(func.value_type[y_x])
            if I8 <= y_x_type <= I32:
                ctx.fired("compare_to.12")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                cmp_rx(ctx, x_type, x_reg, y_x_reg, sext_option(y_x_type), 0)
                return int_cond(cc_)
        # compare_to.13
        if y_op == OP_UEXTEND:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if I8 <= y_x_type <= I32 and costs(ctx, y_x):
                ctx.fired("compare_to.13")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                cmp_rx(ctx, x_type, x_reg, y_x_reg, zext_option(y_x_type), 0)
                return int_cond(cc_)
        # compare_to.14
        ctx.fired("compare_to.14")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        cmp(ctx, x_type, x_reg, y_reg)
        return int_cond(cc_)
    raise AssertionError("no rule of the term compare_to matches")


def compare_const(ctx: Lower, type_: i64, reg_: i64, imm_: i64) -> None:
    """Try the rules of the term `compare_const`."""
    # compare_const.1
    if is_cmp_imm(imm_):
        ctx.fired("compare_const.1")
        cmp_const(ctx, type_, reg_, imm_)
        return
    # compare_const.2
    ctx.fired("compare_const.2")
    cmp(ctx, type_, reg_, const(ctx, type_, imm_ & 4294967295))
    return


def fcompare(ctx: Lower, fcc_: i64, x: i64, y: i64) -> i64:
    """Try the rules of the term `fcompare`."""
    func = ctx.func
    # fcompare.1
    if fcc_ == FCC_ONE:
        x_type: i64 = i64(func.value_type[x])
        if F16 <= x_type <= F64:
            ctx.fired("fcompare.1")
            cmp_i(ctx, I32, fcmp_set(ctx, FCC_ONE, x, y), 0)
            return NE
    # fcompare.2
    if fcc_ == FCC_UEQ:
        x_type = i64(func.value_type[x])
        if F16 <= x_type <= F64:
            ctx.fired("fcompare.2")
            cmp_i(ctx, I32, fcmp_set(ctx, FCC_UEQ, x, y), 0)
            return NE
    # fcompare.3
    x_type = i64(func.value_type[x])
    if F16 <= x_type <= F64:
        ctx.fired("fcompare.3")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        fcmp(ctx, x_type, x_reg, y_reg)
        return float_cond(fcc_)
    raise AssertionError("no rule of the term fcompare matches")


def fcmp_set(ctx: Lower, fcc_: i64, x: i64, y: i64) -> i64:
    """Try the rules of the term `fcmp_set`."""
    func = ctx.func
    # fcmp_set.1
    if fcc_ == FCC_ONE:
        x_type: i64 = i64(func.value_type[x])
        if F16 <= x_type <= F64:
            ctx.fired("fcmp_set.1")
            x_reg: i64 = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            fcmp(ctx, x_type, x_reg, y_reg)
            return csinc_zr(ctx, I32, cset(ctx, I32, MI), LE)
    # fcmp_set.2
    if fcc_ == FCC_UEQ:
        x_type = i64(func.value_type[x])
        if F16 <= x_type <= F64:
            ctx.fired("fcmp_set.2")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            fcmp(ctx, x_type, x_reg, y_reg)
            return csinc_zr(ctx, I32, cset(ctx, I32, EQ), VC)
    # fcmp_set.3
    x_type = i64(func.value_type[x])
    if F16 <= x_type <= F64:
        ctx.fired("fcmp_set.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        fcmp(ctx, x_type, x_reg, y_reg)
        return cset(ctx, I32, float_cond(fcc_))
    raise AssertionError("no rule of the term fcmp_set matches")


def truth(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `truth`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    if x_op == OP_BAND:
        x_ty: i64 = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # truth.7
            if single(ctx, x_def) and joins(ctx, x_x, x_y):
                ctx.fired("truth.7")
                return both(ctx, 0, x_x, x_y)
            # truth.3
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                m: i64 = mask(x_ty, x_y_k)
                if m >= 0:
                    ctx.fired("truth.3")
                    x_x_reg: i64 = ctx.use(x_x)
                    tst_i(ctx, x_ty, x_x_reg, m)
                    return NE
            # truth.3 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                m = mask(x_ty, x_x_k)
                if m >= 0:
                    ctx.fired("truth.3")
                    x_y_reg: i64 = ctx.use(x_y)
                    tst_i(ctx, x_ty, x_y_reg, m)
                    return NE
        # truth.4
        if x_ty == I32 or x_ty == I64:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if not is_constant(ctx, x_x) and not is_constant(ctx, x_y):
                ctx.fired("truth.4")
                x_x_reg = ctx.use(x_x)
                x_y_reg = ctx.use(x_y)
                tst(ctx, x_ty, x_x_reg, x_y_reg)
                return NE
    # truth.8
    if x_op == OP_BOR:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if single(ctx, x_def) and joins(ctx, x_x, x_y):
                ctx.fired("truth.8")
                return both(ctx, 1, x_x, x_y)
    # truth.9
    if x_op == OP_VANY_TRUE:
        x_ty = i64(func.ty[x_def])
        if (
            x_ty == 19 or x_ty == I64X2 or x_ty == 23 or x_ty == F64X2 or x_ty == 34 or x_ty == I32X4 or x_ty == 38 or x_ty == F32X4 or x_ty == 49 or x_ty == I16X8 or x_ty == 54 or x_ty == I8X16
        ):
            x_a: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired("truth.9")
            x_a_reg: i64 = ctx.use(x_a)
            return any_set(ctx, x_ty, x_a_reg)
    # truth.10
    if x_op == OP_VALL_TRUE:
        x_ty = i64(func.ty[x_def])
        if (
            x_ty == 19 or x_ty == I64X2 or x_ty == 23 or x_ty == F64X2 or x_ty == 34 or x_ty == I32X4 or x_ty == 38 or x_ty == F32X4 or x_ty == 49 or x_ty == I16X8 or x_ty == 54 or x_ty == I8X16
        ):
            x_a = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired("truth.10")
            x_a_reg = ctx.use(x_a)
            return all_set(ctx, x_ty, x_a_reg)
    # truth.5
    x_type: i64 = i64(func.value_type[x])
    if (x_type == I8 or x_type == I16) and not zeros_above(ctx, x):
        ctx.fired("truth.5")
        x_reg: i64 = ctx.use(x)
        tst_i(ctx, I32, x_reg, width_mask(x_type))
        return NE
    # truth.1
    if x_op == OP_ICMP:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_cc: i64 = func.imm[x_def]
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            ctx.fired("truth.1")
            return compare(ctx, x_cc, x_x, x_y)
    # truth.2
    if x_op == OP_FCMP:
        x_ty = i64(func.ty[x_def])
        if F16 <= x_ty <= F64:
            x_cc = func.imm[x_def]
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            ctx.fired("truth.2")
            return fcompare(ctx, x_cc, x_x, x_y)
    # truth.6
    x_type = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        ctx.fired("truth.6")
        x_reg = ctx.use(x)
        cmp_i(ctx, x_type, x_reg, 0)
        return NE
    raise AssertionError("no rule of the term truth matches")


def both(ctx: Lower, imm_: i64, x: i64, y: i64) -> i64:
    """Try the rules of the term `both`."""
    # both.1
    if goes_first(ctx, y, x):
        ctx.fired("both.1")
        c: i64 = part(ctx, y)
        return again(ctx, sense(c, 1 - imm_), imm_, x)
    # both.2
    ctx.fired("both.2")
    c = part(ctx, x)
    return again(ctx, sense(c, 1 - imm_), imm_, y)


def part(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `part`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    if x_op == OP_BAND:
        x_ty: i64 = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if single(ctx, x_def):
                # part.4
                if goes_first(ctx, x_y, x_x):
                    ctx.fired("part.4")
                    c: i64 = alone(ctx, x_y)
                    return again(ctx, sense(c, 1), 0, x_x)
                # part.6
                ctx.fired("part.6")
                c = alone(ctx, x_x)
                return again(ctx, sense(c, 1), 0, x_y)
    if x_op == OP_BOR:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if single(ctx, x_def):
                # part.5
                if goes_first(ctx, x_y, x_x):
                    ctx.fired("part.5")
                    c = alone(ctx, x_y)
                    return again(ctx, sense(c, 0), 1, x_x)
                # part.7
                ctx.fired("part.7")
                c = alone(ctx, x_x)
                return again(ctx, sense(c, 0), 1, x_y)
    # part.1
    if x_op == OP_ICMP:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_cc: i64 = func.imm[x_def]
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            ctx.fired("part.1")
            return compare(ctx, x_cc, x_x, x_y)
    # part.2
    if x_op == OP_FCMP:
        x_ty = i64(func.ty[x_def])
        if F16 <= x_ty <= F64:
            x_cc = func.imm[x_def]
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            ctx.fired("part.2")
            return fcompare(ctx, x_cc, x_x, x_y)
    # part.3
    if x_op == OP_UEXTEND:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_x_type: i64 = i64(func.value_type[x_x])
        if I8 <= x_x_type <= I64 and single(ctx, x_def):
            ctx.fired("part.3")
            return part(ctx, x_x)
    # part.8
    ctx.fired("part.8")
    x_reg: i64 = ctx.use(x)
    cmp_i(ctx, I32, x_reg, 0)
    return NE


def alone(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `alone`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # alone.1
    if x_op == OP_ICMP:
        x_ty: i64 = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_cc: i64 = func.imm[x_def]
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            ctx.fired("alone.1")
            return compare(ctx, x_cc, x_x, x_y)
    # alone.2
    if x_op == OP_FCMP:
        x_ty = i64(func.ty[x_def])
        if F16 <= x_ty <= F64:
            x_cc = func.imm[x_def]
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            ctx.fired("alone.2")
            return fcompare(ctx, x_cc, x_x, x_y)
    # alone.3
    if x_op == OP_UEXTEND:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_x_type: i64 = i64(func.value_type[x_x])
        if I8 <= x_x_type <= I64 and single(ctx, x_def):
            ctx.fired("alone.3")
            return alone(ctx, x_x)
    # alone.4
    ctx.fired("alone.4")
    x_reg: i64 = ctx.use(x)
    cmp_i(ctx, I32, x_reg, 0)
    return NE


def unless_unsigned(ctx: Lower, type_: i64, reg_: i64) -> i64:
    """Try the rules of the term `unless_unsigned`."""
    # unless_unsigned.1
    ctx.fired("unless_unsigned.1")
    cmp_rx(ctx, I32, reg_, reg_, zext_option(type_), 0)
    return cset(ctx, I32, NE)


def unless_signed(ctx: Lower, type_: i64, reg_: i64) -> i64:
    """Try the rules of the term `unless_signed`."""
    # unless_signed.1
    ctx.fired("unless_signed.1")
    cmp_rx(ctx, I32, reg_, reg_, sext_option(type_), 0)
    return cset(ctx, I32, NE)


def carry(ctx: Lower, type_: i64, reg_: i64) -> i64:
    """Try the rules of the term `carry`."""
    # carry.1
    ctx.fired("carry.1")
    return ubfm(ctx, I32, reg_, bits(type_), bits(type_))


def as_bit(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `as_bit`."""
    func = ctx.func
    # as_bit.1
    x_type: i64 = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        ctx.fired("as_bit.1")
        cmp_i(ctx, I32, zext(ctx, x), 0)
        return cset(ctx, I32, NE)
    raise AssertionError("no rule of the term as_bit matches")


def doubled(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `doubled`."""
    func = ctx.func
    # doubled.1
    x_type: i64 = i64(func.value_type[x])
    if x_type == I8 or x_type == I16:
        ctx.fired("doubled.1")
        r: i64 = zext(ctx, x)
        return orr_rs(ctx, I32, r, r, LSL, bits(x_type))
    raise AssertionError("no rule of the term doubled matches")


def branch(ctx: Lower, x: i64, imm_: i64) -> None:
    """Try the rules of the term `branch`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    if x_op == OP_BAND:
        x_ty: i64 = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # branch.2
            if single(ctx, x_def) and joins(ctx, x_x, x_y):
                ctx.fired("branch.2")
                br_cond(ctx, sense(both(ctx, 0, x_x, x_y), imm_), edge(ctx, 0), edge(ctx, 1))
                return
            # branch.1
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                b: i64 = bit_number(x_ty, x_y_k)
                if b >= 0:
                    ctx.fired("branch.1")
                    x_x_reg: i64 = ctx.use(x_x)
                    br_bit(ctx, x_x_reg, b, imm_, edge(ctx, 0), edge(ctx, 1))
                    return
            # branch.1 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                b = bit_number(x_ty, x_x_k)
                if b >= 0:
                    ctx.fired("branch.1")
                    x_y_reg: i64 = ctx.use(x_y)
                    br_bit(ctx, x_y_reg, b, imm_, edge(ctx, 0), edge(ctx, 1))
                    return
    # branch.3
    if x_op == OP_BOR:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if single(ctx, x_def) and joins(ctx, x_x, x_y):
                ctx.fired("branch.3")
                br_cond(ctx, sense(both(ctx, 1, x_x, x_y), imm_), edge(ctx, 0), edge(ctx, 1))
                return
    x_type: i64 = i64(func.value_type[x])
    # branch.4
    if x_type == I32 or x_type == I64:
        ctx.fired("branch.4")
        x_reg: i64 = ctx.use(x)
        br_zero(ctx, x_type, x_reg, imm_, edge(ctx, 0), edge(ctx, 1))
        return
    if x_type == I8 or x_type == I16:
        # branch.5
        if zeros_above(ctx, x):
            ctx.fired("branch.5")
            x_reg = ctx.use(x)
            br_zero(ctx, x_type, x_reg, imm_, edge(ctx, 0), edge(ctx, 1))
            return
        # branch.6
        ctx.fired("branch.6")
        br_cond(ctx, sense(truth(ctx, x), imm_), edge(ctx, 0), edge(ctx, 1))
        return
    raise AssertionError("no rule of the term branch matches")


def trap_value(ctx: Lower, x: i64, imm_: i64, code_: i64) -> None:
    """Try the rules of the term `trap_value`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # trap_value.1
    if x_op == OP_ICMP:
        x_ty: i64 = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_cc: i64 = func.imm[x_def]
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            ctx.fired("trap_value.1")
            trap_cond(ctx, sense(compare(ctx, x_cc, x_x, x_y), imm_), code_)
            return
    # trap_value.2
    if x_op == OP_FCMP:
        x_ty = i64(func.ty[x_def])
        if F16 <= x_ty <= F64:
            x_cc = func.imm[x_def]
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            ctx.fired("trap_value.2")
            trap_cond(ctx, sense(fcompare(ctx, x_cc, x_x, x_y), imm_), code_)
            return
    # trap_value.3
    if x_op == OP_BAND:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if single(ctx, x_def) and joins(ctx, x_x, x_y):
                ctx.fired("trap_value.3")
                trap_cond(ctx, sense(both(ctx, 0, x_x, x_y), imm_), code_)
                return
    # trap_value.4
    if x_op == OP_BOR:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if single(ctx, x_def) and joins(ctx, x_x, x_y):
                ctx.fired("trap_value.4")
                trap_cond(ctx, sense(both(ctx, 1, x_x, x_y), imm_), code_)
                return
    x_type: i64 = i64(func.value_type[x])
    # trap_value.5
    if x_type == I32 or x_type == I64:
        ctx.fired("trap_value.5")
        x_reg: i64 = ctx.use(x)
        trap_zero(ctx, x_type, x_reg, imm_, code_)
        return
    if x_type == I8 or x_type == I16:
        # trap_value.6
        if zeros_above(ctx, x):
            ctx.fired("trap_value.6")
            x_reg = ctx.use(x)
            trap_zero(ctx, x_type, x_reg, imm_, code_)
            return
        # trap_value.7
        ctx.fired("trap_value.7")
        trap_cond(ctx, sense(truth(ctx, x), imm_), code_)
        return
    raise AssertionError("no rule of the term trap_value matches")


def any_set(ctx: Lower, type_: i64, reg_: i64) -> i64:
    """Try the rules of the term `any_set`."""
    # any_set.1
    if type_ == 19 or type_ == 23 or type_ == 34 or type_ == 38 or type_ == 49:
        ctx.fired("any_set.1")
        cmp_i(ctx, I64, fmov_xd(ctx, reg_), 0)
        return NE
    # any_set.2
    ctx.fired("any_set.2")
    cmp_i(ctx, I64, fmov_xd(ctx, umaxp_v(ctx, I32X4, reg_, reg_)), 0)
    return NE


def all_set(ctx: Lower, type_: i64, reg_: i64) -> i64:
    """Try the rules of the term `all_set`."""
    # all_set.1
    if type_ == 19 or type_ == 23:
        ctx.fired("all_set.1")
        cmp_i(ctx, I32, fmov_ws(ctx, uminp_v(ctx, 19, reg_, reg_)), 0)
        return NE
    # all_set.2
    if (
        type_ == 34 or type_ == I32X4 or type_ == 38 or type_ == F32X4 or type_ == 49 or type_ == I16X8 or type_ == 54 or type_ == I8X16
    ):
        ctx.fired("all_set.2")
        cmp_i(ctx, I32, fmov_ws(ctx, uminv(ctx, type_, reg_)), 0)
        return NE
    # all_set.3
    ctx.fired("all_set.3")
    z: i64 = cmeq_zero(ctx, I64X2, reg_)
    cmp_i(ctx, I64, fmov_xd(ctx, umaxp_v(ctx, I32X4, z, z)), 0)
    return EQ


def lower_brif(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `brif`."""
    func = ctx.func
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    if c_op == OP_ICMP:
        c_ty: i64 = i64(func.ty[c_def])
        if I8 <= c_ty <= I64:
            c_cc: i64 = func.imm[c_def]
            if c_cc == CC_EQ:
                c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
                # brif.1
                c_x_type: i64 = i64(func.value_type[c_x])
                if I8 <= c_x_type <= I64:
                    c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    c_y_def: i64 = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                        c_y_k: i64 = func.imm[c_y_def]
                        if c_y_k == 0:
                            ctx.fired("brif.1")
                            branch(ctx, c_x, 0)
                            return True
                # brif.1 (mirrored)
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_y_type: i64 = i64(func.value_type[c_y])
                if I8 <= c_y_type <= I64:
                    c_x_def: i64 = ctx.def_inst(c_x)
                    if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                        c_x_k: i64 = func.imm[c_x_def]
                        if c_x_k == 0:
                            ctx.fired("brif.1")
                            branch(ctx, c_y, 0)
                            return True
            if c_cc == CC_NE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                # brif.2
                c_x_type = i64(func.value_type[c_x])
                if I8 <= c_x_type <= I64:
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                        c_y_k = func.imm[c_y_def]
                        if c_y_k == 0:
                            ctx.fired("brif.2")
                            branch(ctx, c_x, 1)
                            return True
                # brif.2 (mirrored)
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_y_type = i64(func.value_type[c_y])
                if I8 <= c_y_type <= I64:
                    c_x_def = ctx.def_inst(c_x)
                    if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                        c_x_k = func.imm[c_x_def]
                        if c_x_k == 0:
                            ctx.fired("brif.2")
                            branch(ctx, c_y, 1)
                            return True
            # brif.3
            if c_cc == CC_ULT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_x_type = i64(func.value_type[c_x])
                if I8 <= c_x_type <= I64:
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                        c_y_k = func.imm[c_y_def]
                        if c_y_k == 1:
                            ctx.fired("brif.3")
                            branch(ctx, c_x, 0)
                            return True
            # brif.3 (mirrored)
            if c_cc == CC_UGT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_y_type = i64(func.value_type[c_y])
                if I8 <= c_y_type <= I64:
                    c_x_def = ctx.def_inst(c_x)
                    if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                        c_x_k = func.imm[c_x_def]
                        if c_x_k == 1:
                            ctx.fired("brif.3")
                            branch(ctx, c_y, 0)
                            return True
            # brif.4
            if c_cc == CC_UGE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_x_type = i64(func.value_type[c_x])
                if I8 <= c_x_type <= I64:
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                        c_y_k = func.imm[c_y_def]
                        if c_y_k == 1:
                            ctx.fired("brif.4")
                            branch(ctx, c_x, 1)
                            return True
            # brif.4 (mirrored)
            if c_cc == CC_ULE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_y_type = i64(func.value_type[c_y])
                if I8 <= c_y_type <= I64:
                    c_x_def = ctx.def_inst(c_x)
                    if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                        c_x_k = func.imm[c_x_def]
                        if c_x_k == 1:
                            ctx.fired("brif.4")
                            branch(ctx, c_y, 1)
                            return True
            # brif.5
            if c_cc == CC_SLT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_y_def = ctx.def_inst(c_y)
                if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                    c_y_k = func.imm[c_y_def]
                    if c_y_k == 0:
                        ctx.fired("brif.5")
                        c_x_reg: i64 = ctx.use(c_x)
                        br_bit(ctx, c_x_reg, bits(c_ty) - 1, 1, edge(ctx, 0), edge(ctx, 1))
                        return True
            # brif.5 (mirrored)
            if c_cc == CC_SGT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                    c_x_k = func.imm[c_x_def]
                    if c_x_k == 0:
                        ctx.fired("brif.5")
                        c_y_reg: i64 = ctx.use(c_y)
                        br_bit(ctx, c_y_reg, bits(c_ty) - 1, 1, edge(ctx, 0), edge(ctx, 1))
                        return True
            # brif.6
            if c_cc == CC_SGE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_y_def = ctx.def_inst(c_y)
                if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                    c_y_k = func.imm[c_y_def]
                    if c_y_k == 0:
                        ctx.fired("brif.6")
                        c_x_reg = ctx.use(c_x)
                        br_bit(ctx, c_x_reg, bits(c_ty) - 1, 0, edge(ctx, 0), edge(ctx, 1))
                        return True
            if c_cc == CC_SLE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                # brif.6 (mirrored)
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                    c_x_k = func.imm[c_x_def]
                    if c_x_k == 0:
                        ctx.fired("brif.6")
                        c_y_reg = ctx.use(c_y)
                        br_bit(ctx, c_y_reg, bits(c_ty) - 1, 0, edge(ctx, 0), edge(ctx, 1))
                        return True
                # brif.7
                c_y_def = ctx.def_inst(c_y)
                if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                    c_y_ty: i64 = i64(func.ty[c_y_def])
                    c_y_k = func.imm[c_y_def]
                    if sign_extend(c_y_k, c_y_ty) == -1:
                        ctx.fired("brif.7")
                        c_x_reg = ctx.use(c_x)
                        br_bit(ctx, c_x_reg, bits(c_ty) - 1, 1, edge(ctx, 0), edge(ctx, 1))
                        return True
            # brif.7 (mirrored)
            if c_cc == CC_SGE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                    c_x_ty: i64 = i64(func.ty[c_x_def])
                    c_x_k = func.imm[c_x_def]
                    if sign_extend(c_x_k, c_x_ty) == -1:
                        ctx.fired("brif.7")
                        c_y_reg = ctx.use(c_y)
                        br_bit(ctx, c_y_reg, bits(c_ty) - 1, 1, edge(ctx, 0), edge(ctx, 1))
                        return True
            # brif.8
            if c_cc == CC_SGT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_y_def = ctx.def_inst(c_y)
                if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                    c_y_ty = i64(func.ty[c_y_def])
                    c_y_k = func.imm[c_y_def]
                    if sign_extend(c_y_k, c_y_ty) == -1:
                        ctx.fired("brif.8")
                        c_x_reg = ctx.use(c_x)
                        br_bit(ctx, c_x_reg, bits(c_ty) - 1, 0, edge(ctx, 0), edge(ctx, 1))
                        return True
            # brif.8 (mirrored)
            if c_cc == CC_SLT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                    c_x_ty = i64(func.ty[c_x_def])
                    c_x_k = func.imm[c_x_def]
                    if sign_extend(c_x_k, c_x_ty) == -1:
                        ctx.fired("brif.8")
                        c_y_reg = ctx.use(c_y)
                        br_bit(ctx, c_y_reg, bits(c_ty) - 1, 0, edge(ctx, 0), edge(ctx, 1))
                        return True
            # brif.9
            c_x = i64(func.pool[i64(func.arg_start[c_def])])
            c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            ctx.fired("brif.9")
            br_cond(ctx, compare(ctx, c_cc, c_x, c_y), edge(ctx, 0), edge(ctx, 1))
            return True
    # brif.10
    if c_op == OP_FCMP:
        c_ty = i64(func.ty[c_def])
        if F16 <= c_ty <= F64:
            c_cc = func.imm[c_def]
            c_x = i64(func.pool[i64(func.arg_start[c_def])])
            c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            ctx.fired("brif.10")
            br_cond(ctx, fcompare(ctx, c_cc, c_x, c_y), edge(ctx, 0), edge(ctx, 1))
            return True
    # brif.11
    c_type: i64 = i64(func.value_type[c])
    if I8 <= c_type <= I64:
        ctx.fired("brif.11")
        branch(ctx, c, 1)
        return True
    return False


def lower_br_table(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `br_table`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # br_table.1
    n: i64 = edges(ctx)
    if n == 1:
        ctx.fired("br_table.1")
        jump(ctx, edge(ctx, 0))
        return True
    # br_table.2
    ctx.fired("br_table.2")
    x_reg: i64 = ctx.use(x)
    br_table(ctx, x_reg, first_target(ctx), edges(ctx) - 1)
    return True


def lower_trap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `trap`."""
    func = ctx.func
    code: i64 = func.imm[inst]
    # trap.1
    ctx.fired("trap.1")
    trap(ctx, code)
    return True


def lower_trapz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `trapz`."""
    func = ctx.func
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    code: i64 = func.imm[inst]
    # trapz.1
    c_type: i64 = i64(func.value_type[c])
    if I8 <= c_type <= I64:
        ctx.fired("trapz.1")
        trap_value(ctx, c, 0, code)
        return True
    return False


def lower_trapnz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `trapnz`."""
    func = ctx.func
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    code: i64 = func.imm[inst]
    # trapnz.1
    c_type: i64 = i64(func.value_type[c])
    if I8 <= c_type <= I64:
        ctx.fired("trapnz.1")
        trap_value(ctx, c, 1, code)
        return True
    return False


def lower_debugtrap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `debugtrap`."""
    # debugtrap.1
    ctx.fired("debugtrap.1")
    brk(ctx, 61440)
    return True


def lower_func_addr(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `func_addr`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    fn: i64 = i64(func.aux[inst])
    if ty == I64:
        # func_addr.1
        if near_function(ctx, fn):
            ctx.fired("func_addr.1")
            ctx.set_result(inst, 0, symbol_addr(ctx, function_symbol(ctx, fn), 0))
            return True
        # func_addr.2
        ctx.fired("func_addr.2")
        ctx.set_result(inst, 0, symbol_got(ctx, function_symbol(ctx, fn)))
        return True
    return False


def lower_stack_switch(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `stack_switch`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    store_context_ptr: i64 = i64(func.pool[i64(func.arg_start[inst])])
    load_context_ptr: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    in_payload0: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # stack_switch.1
    if ty == I64 and has(ctx, ENABLE_STACK_SWITCH_BASIC):
        ctx.fired("stack_switch.1")
        store_context_ptr_reg: i64 = ctx.use(store_context_ptr)
        load_context_ptr_reg: i64 = ctx.use(load_context_ptr)
        in_payload0_reg: i64 = ctx.use(in_payload0)
        ctx.set_result(inst, 0, stack_switch(ctx, store_context_ptr_reg, load_context_ptr_reg, in_payload0_reg))
        return True
    # stack_switch.2
    return False


def lower_sequence_point(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sequence_point`."""
    # sequence_point.1
    ctx.fired("sequence_point.1")
    return True


def lower_load(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `load`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # load.1
    if I8 <= ty <= I64:
        ctx.fired("load.1")
        ctx.set_result(inst, 0, ldr_r(ctx, ty, address(ctx, ty, flags, p, off)))
        return True
    # load.2
    if (
        ty == F32 or ty == F64 or ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16
    ):
        ctx.fired("load.2")
        ctx.set_result(inst, 0, ldr_v(ctx, ty, address(ctx, ty, flags, p, off)))
        return True
    # load.3
    if ty == F16 or ty == F128:
        ctx.fired("load.3")
        ctx.set_result(inst, 0, ldr_v(ctx, ty, address(ctx, ty, flags, p, off)))
        return True
    return False


def lower_store(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `store`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    if I8 <= ty <= I64:
        # store.1
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired("store.1")
                str_zr(ctx, ty, address(ctx, ty, flags, p, off))
                return True
        # store.2
        ctx.fired("store.2")
        x_reg: i64 = ctx.use(x)
        str_r(ctx, ty, x_reg, address(ctx, ty, flags, p, off))
        return True
    # store.3
    if (
        ty == F32 or ty == F64 or ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16
    ):
        ctx.fired("store.3")
        x_reg = ctx.use(x)
        str_v(ctx, ty, x_reg, address(ctx, ty, flags, p, off))
        return True
    # store.4
    if ty == F16 or ty == F128:
        ctx.fired("store.4")
        x_reg = ctx.use(x)
        str_v(ctx, ty, x_reg, address(ctx, ty, flags, p, off))
        return True
    return False


def lower_uload8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload8`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # uload8.1
    ctx.fired("uload8.1")
    ctx.set_result(inst, 0, ldr_r(ctx, I8, address(ctx, I8, flags, p, off)))
    return True


def lower_sload8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload8`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload8.1
    if ty == I64:
        ctx.fired("sload8.1")
        ctx.set_result(inst, 0, ldrs_x(ctx, I8, address(ctx, I8, flags, p, off)))
        return True
    # sload8.2
    if ty == I16 or ty == I32:
        ctx.fired("sload8.2")
        ctx.set_result(inst, 0, ldrs_w(ctx, I8, address(ctx, I8, flags, p, off)))
        return True
    return False


def lower_istore8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `istore8`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    # istore8.1
    ctx.fired("istore8.1")
    x_reg: i64 = ctx.use(x)
    str_r(ctx, I8, x_reg, address(ctx, I8, flags, p, off))
    return True


def lower_uload16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload16`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # uload16.1
    ctx.fired("uload16.1")
    ctx.set_result(inst, 0, ldr_r(ctx, I16, address(ctx, I16, flags, p, off)))
    return True


def lower_sload16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload16`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload16.1
    if ty == I64:
        ctx.fired("sload16.1")
        ctx.set_result(inst, 0, ldrs_x(ctx, I16, address(ctx, I16, flags, p, off)))
        return True
    # sload16.2
    if ty == I32:
        ctx.fired("sload16.2")
        ctx.set_result(inst, 0, ldrs_w(ctx, I16, address(ctx, I16, flags, p, off)))
        return True
    return False


def lower_istore16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `istore16`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    # istore16.1
    ctx.fired("istore16.1")
    x_reg: i64 = ctx.use(x)
    str_r(ctx, I16, x_reg, address(ctx, I16, flags, p, off))
    return True


def lower_uload32(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload32`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # uload32.1
    ctx.fired("uload32.1")
    ctx.set_result(inst, 0, ldr_r(ctx, I32, address(ctx, I32, flags, p, off)))
    return True


def lower_sload32(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload32`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload32.1
    ctx.fired("sload32.1")
    ctx.set_result(inst, 0, ldrs_x(ctx, I32, address(ctx, I32, flags, p, off)))
    return True


def lower_istore32(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `istore32`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    # istore32.1
    ctx.fired("istore32.1")
    x_reg: i64 = ctx.use(x)
    str_r(ctx, I32, x_reg, address(ctx, I32, flags, p, off))
    return True


def lower_uload8x8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload8x8`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # uload8x8.1
    ctx.fired("uload8x8.1")
    ctx.set_result(inst, 0, ushll(ctx, 49, ldr_v(ctx, F64, address(ctx, F64, flags, p, off)), 0))
    return True


def lower_sload8x8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload8x8`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload8x8.1
    ctx.fired("sload8x8.1")
    ctx.set_result(inst, 0, sshll(ctx, 49, ldr_v(ctx, F64, address(ctx, F64, flags, p, off)), 0))
    return True


def lower_uload16x4(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload16x4`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # uload16x4.1
    ctx.fired("uload16x4.1")
    ctx.set_result(inst, 0, ushll(ctx, 34, ldr_v(ctx, F64, address(ctx, F64, flags, p, off)), 0))
    return True


def lower_sload16x4(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload16x4`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload16x4.1
    ctx.fired("sload16x4.1")
    ctx.set_result(inst, 0, sshll(ctx, 34, ldr_v(ctx, F64, address(ctx, F64, flags, p, off)), 0))
    return True


def lower_uload32x2(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload32x2`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # uload32x2.1
    ctx.fired("uload32x2.1")
    ctx.set_result(inst, 0, ushll(ctx, 19, ldr_v(ctx, F64, address(ctx, F64, flags, p, off)), 0))
    return True


def lower_sload32x2(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload32x2`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload32x2.1
    ctx.fired("sload32x2.1")
    ctx.set_result(inst, 0, sshll(ctx, 19, ldr_v(ctx, F64, address(ctx, F64, flags, p, off)), 0))
    return True


def lower_stack_addr(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `stack_addr`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    ss: i64 = i64(func.aux[inst])
    off: i64 = func.imm[inst]
    # stack_addr.1
    if ty == I64:
        ctx.fired("stack_addr.1")
        ctx.set_result(inst, 0, addr(ctx, slot(ctx, ss, off)))
        return True
    return False


def lower_symbol_value(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `symbol_value`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    gv: i64 = i64(func.aux[inst])
    if ty == I64:
        # symbol_value.1
        if near_data(ctx, gv):
            ctx.fired("symbol_value.1")
            ctx.set_result(inst, 0, symbol_addr(ctx, data_symbol(ctx, gv), data_offset(ctx, gv)))
            return True
        # symbol_value.2
        if data_offset(ctx, gv) == 0:
            ctx.fired("symbol_value.2")
            ctx.set_result(inst, 0, symbol_got(ctx, data_symbol(ctx, gv)))
            return True
        # symbol_value.3
        ctx.fired("symbol_value.3")
        p: i64 = symbol_got(ctx, data_symbol(ctx, gv))
        ctx.set_result(inst, 0, add(ctx, I64, p, const(ctx, I64, data_offset(ctx, gv))))
        return True
    return False


def lower_tls_value(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `tls_value`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    gv: i64 = i64(func.aux[inst])
    if ty == I64:
        # tls_value.1
        if has(ctx, ENABLE_TLS_ELF_LE):
            ctx.fired("tls_value.1")
            ctx.set_result(inst, 0, tls_local(ctx, thread_symbol(ctx, gv), data_offset(ctx, gv)))
            return True
        if has(ctx, ENABLE_TLS_ELF_GD):
            # tls_value.2
            if data_offset(ctx, gv) == 0:
                ctx.fired("tls_value.2")
                ctx.set_result(inst, 0, tls_desc(ctx, thread_symbol(ctx, gv)))
                return True
            # tls_value.3
            ctx.fired("tls_value.3")
            p: i64 = tls_desc(ctx, thread_symbol(ctx, gv))
            ctx.set_result(inst, 0, add(ctx, I64, p, const(ctx, I64, data_offset(ctx, gv))))
            return True
        if has(ctx, ENABLE_TLS_MACHO):
            # tls_value.4
            if data_offset(ctx, gv) == 0:
                ctx.fired("tls_value.4")
                ctx.set_result(inst, 0, tls_thunk(ctx, thread_symbol(ctx, gv)))
                return True
            # tls_value.5
            ctx.fired("tls_value.5")
            p = tls_thunk(ctx, thread_symbol(ctx, gv))
            ctx.set_result(inst, 0, add(ctx, I64, p, const(ctx, I64, data_offset(ctx, gv))))
            return True
    # tls_value.6
    return False


def lower_atomic_rmw(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `atomic_rmw`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    rmwop: i64 = func.imm[inst]
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    if I8 <= ty <= I64:
        # atomic_rmw.1
        if rmwop == RMW_SUB and has(ctx, HAS_LSE):
            ctx.fired("atomic_rmw.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, ldaddal(ctx, ty, neg(ctx, ty, x_reg), at(ctx, flags, p)))
            return True
        # atomic_rmw.2
        if rmwop == RMW_AND and has(ctx, HAS_LSE):
            ctx.fired("atomic_rmw.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, ldclral(ctx, ty, mvn(ctx, ty, x_reg), at(ctx, flags, p)))
            return True
        # atomic_rmw.3
        if rmwop == RMW_ADD and has(ctx, HAS_LSE):
            ctx.fired("atomic_rmw.3")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, ldaddal(ctx, ty, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.4
        if rmwop == RMW_OR and has(ctx, HAS_LSE):
            ctx.fired("atomic_rmw.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, ldsetal(ctx, ty, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.5
        if rmwop == RMW_XOR and has(ctx, HAS_LSE):
            ctx.fired("atomic_rmw.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, ldeoral(ctx, ty, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.6
        if rmwop == RMW_XCHG and has(ctx, HAS_LSE):
            ctx.fired("atomic_rmw.6")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, swpal(ctx, ty, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.7
        if rmwop == RMW_UMIN and has(ctx, HAS_LSE):
            ctx.fired("atomic_rmw.7")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, lduminal(ctx, ty, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.8
        if rmwop == RMW_UMAX and has(ctx, HAS_LSE):
            ctx.fired("atomic_rmw.8")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, ldumaxal(ctx, ty, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.9
        if rmwop == RMW_SMIN and has(ctx, HAS_LSE):
            ctx.fired("atomic_rmw.9")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, ldsminal(ctx, ty, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.10
        if rmwop == RMW_SMAX and has(ctx, HAS_LSE):
            ctx.fired("atomic_rmw.10")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, ldsmaxal(ctx, ty, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.11
        if rmwop == RMW_UMIN:
            x_type: i64 = i64(func.value_type[x])
            if I8 <= x_type <= I64:
                ctx.fired("atomic_rmw.11")
                ctx.set_result(inst, 0, atomic_loop(ctx, at(ctx, flags, p), zext(ctx, x), RMW_UMIN, size_of(ty)))
                return True
        # atomic_rmw.12
        if rmwop == RMW_UMAX:
            x_type = i64(func.value_type[x])
            if I8 <= x_type <= I64:
                ctx.fired("atomic_rmw.12")
                ctx.set_result(inst, 0, atomic_loop(ctx, at(ctx, flags, p), zext(ctx, x), RMW_UMAX, size_of(ty)))
                return True
        # atomic_rmw.13
        if rmwop == RMW_SMIN:
            x_type = i64(func.value_type[x])
            if I8 <= x_type <= I64:
                ctx.fired("atomic_rmw.13")
                ctx.set_result(inst, 0, atomic_loop(ctx, at(ctx, flags, p), sext(ctx, x), RMW_SMIN, size_of(ty)))
                return True
        # atomic_rmw.14
        if rmwop == RMW_SMAX:
            x_type = i64(func.value_type[x])
            if I8 <= x_type <= I64:
                ctx.fired("atomic_rmw.14")
                ctx.set_result(inst, 0, atomic_loop(ctx, at(ctx, flags, p), sext(ctx, x), RMW_SMAX, size_of(ty)))
                return True
        # atomic_rmw.15
        ctx.fired("atomic_rmw.15")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, atomic_loop(ctx, at(ctx, flags, p), x_reg, rmwop, size_of(ty)))
        return True
    # atomic_rmw.16
    if ty == I128:
        ctx.fired("atomic_rmw.16")
        ctx.set_result(inst, 0, pair_rmw(ctx, flags))
        return True
    return False


def lower_atomic_cas(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `atomic_cas`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    e: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    x: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    if I8 <= ty <= I64:
        e_type: i64 = i64(func.value_type[e])
        if I8 <= e_type <= I64:
            # atomic_cas.1
            if has(ctx, HAS_LSE):
                ctx.fired("atomic_cas.1")
                e_reg: i64 = ctx.use(e)
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, casal(ctx, ty, e_reg, x_reg, at(ctx, flags, p)))
                return True
            # atomic_cas.2
            ctx.fired("atomic_cas.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cas_loop(ctx, at(ctx, flags, p), zext(ctx, e), x_reg, size_of(ty)))
            return True
    # atomic_cas.3
    if ty == I128:
        ctx.fired("atomic_cas.3")
        ctx.set_result(inst, 0, pair_cas(ctx, flags))
        return True
    return False


def lower_atomic_load(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `atomic_load`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # atomic_load.1
    if I8 <= ty <= I64:
        ctx.fired("atomic_load.1")
        ctx.set_result(inst, 0, ldar(ctx, ty, at(ctx, flags, p)))
        return True
    # atomic_load.2
    if ty == I128:
        ctx.fired("atomic_load.2")
        ctx.set_result(inst, 0, pair_load(ctx, flags))
        return True
    return False


def lower_atomic_store(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `atomic_store`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # atomic_store.1
    if I8 <= ty <= I64:
        ctx.fired("atomic_store.1")
        x_reg: i64 = ctx.use(x)
        stlr(ctx, ty, x_reg, at(ctx, flags, p))
        return True
    # atomic_store.2
    if ty == I128:
        ctx.fired("atomic_store.2")
        pair_store(ctx, flags)
        return True
    return False


def lower_fence(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fence`."""
    # fence.1
    ctx.fired("fence.1")
    dmb_ish(ctx)
    return True


def lower_get_pinned_reg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_pinned_reg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # get_pinned_reg.1
    if ty == I64 and has(ctx, ENABLE_PINNED_REG):
        ctx.fired("get_pinned_reg.1")
        ctx.set_result(inst, 0, get_pinned(ctx))
        return True
    # get_pinned_reg.2
    return False


def lower_set_pinned_reg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `set_pinned_reg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    addr: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # set_pinned_reg.1
    if ty == I64 and has(ctx, ENABLE_PINNED_REG):
        ctx.fired("set_pinned_reg.1")
        addr_reg: i64 = ctx.use(addr)
        set_pinned(ctx, addr_reg)
        return True
    # set_pinned_reg.2
    return False


def lower_get_frame_pointer(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_frame_pointer`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # get_frame_pointer.1
    if ty == I64:
        ctx.fired("get_frame_pointer.1")
        ctx.set_result(inst, 0, get_fp(ctx))
        return True
    return False


def lower_get_stack_pointer(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_stack_pointer`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # get_stack_pointer.1
    if ty == I64:
        ctx.fired("get_stack_pointer.1")
        ctx.set_result(inst, 0, get_sp(ctx))
        return True
    return False


def lower_get_return_address(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_return_address`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # get_return_address.1
    if ty == I64:
        ctx.fired("get_return_address.1")
        ctx.set_result(inst, 0, ldr_r(ctx, I64, return_address(ctx)))
        return True
    return False


def lower_f16const(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `f16const`."""
    func = ctx.func
    k: i64 = func.imm[inst]
    # f16const.1
    ctx.fired("f16const.1")
    ctx.set_result(inst, 0, half_const(ctx, k))
    return True


def lower_f32const(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `f32const`."""
    func = ctx.func
    k: i64 = func.imm[inst]
    # f32const.1
    ctx.fired("f32const.1")
    ctx.set_result(inst, 0, fconst(ctx, F32, k))
    return True


def lower_f64const(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `f64const`."""
    func = ctx.func
    k: i64 = func.imm[inst]
    # f64const.1
    ctx.fired("f64const.1")
    ctx.set_result(inst, 0, fconst(ctx, F64, k))
    return True


def lower_f128const(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `f128const`."""
    func = ctx.func
    const: i64 = func.imm[inst]
    # f128const.1
    ctx.fired("f128const.1")
    ctx.set_result(inst, 0, pooled(ctx, const))
    return True


def lower_vconst(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `vconst`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    const: i64 = func.imm[inst]
    # vconst.1
    if (
        ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16
    ):
        ctx.fired("vconst.1")
        ctx.set_result(inst, 0, vconst(ctx, const))
        return True
    # vconst.2
    return False


def lower_select(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `select`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        c_type: i64 = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            if y_op == OP_ICONST:
                y_k: i64 = func.imm[y_def]
                # select.1
                if y_k == 0:
                    ctx.fired("select.1")
                    x_reg: i64 = ctx.use(x)
                    ctx.set_result(inst, 0, csel_zr(ctx, ty, x_reg, truth(ctx, c)))
                    return True
                # select.2
                if y_k == 1:
                    ctx.fired("select.2")
                    x_reg = ctx.use(x)
                    ctx.set_result(inst, 0, csinc_zr(ctx, ty, x_reg, truth(ctx, c)))
                    return True
                # select.3
                y_ty: i64 = i64(func.ty[y_def])
                y_k = func.imm[y_def]
                if sign_extend(y_k, y_ty) == -1:
                    ctx.fired("select.3")
                    x_reg = ctx.use(x)
                    ctx.set_result(inst, 0, csinv_zr(ctx, ty, x_reg, truth(ctx, c)))
                    return True
            # select.4
            ctx.fired("select.4")
            x_reg = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, csel(ctx, ty, x_reg, y_reg, truth(ctx, c)))
            return True
    # select.6
    if ty == F16:
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select.6")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, fcsel(ctx, F64, x_reg, y_reg, truth(ctx, c)))
            return True
    # select.5
    if F16 <= ty <= F64:
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select.5")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, fcsel(ctx, ty, x_reg, y_reg, truth(ctx, c)))
            return True
    # select.7
    if ty == F128:
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select.7")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            m: i64 = dup_x(ctx, I64X2, csetm(ctx, I64, truth(ctx, c)), 0)
            ctx.set_result(inst, 0, bsl_v(ctx, ty, m, x_reg, y_reg))
            return True
    # select.8
    if (
        ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16
    ):
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select.8")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            m = dup_x(ctx, I64X2, csetm(ctx, I64, truth(ctx, c)), 0)
            ctx.set_result(inst, 0, bsl_v(ctx, ty, m, x_reg, y_reg))
            return True
    return False


def lower_select_spectre_guard(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `select_spectre_guard`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # select_spectre_guard.1
    if I8 <= ty <= I64:
        c_type: i64 = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select_spectre_guard.1")
            x_reg: i64 = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, csel(ctx, ty, x_reg, y_reg, truth(ctx, c)))
            return True
    # select_spectre_guard.3
    if ty == F16:
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select_spectre_guard.3")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, fcsel(ctx, F64, x_reg, y_reg, truth(ctx, c)))
            return True
    # select_spectre_guard.2
    if F16 <= ty <= F64:
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select_spectre_guard.2")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, fcsel(ctx, ty, x_reg, y_reg, truth(ctx, c)))
            return True
    # select_spectre_guard.4
    if ty == F128:
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select_spectre_guard.4")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            m: i64 = dup_x(ctx, I64X2, csetm(ctx, I64, truth(ctx, c)), 0)
            ctx.set_result(inst, 0, bsl_v(ctx, ty, m, x_reg, y_reg))
            return True
    # select_spectre_guard.5
    if (
        ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16
    ):
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select_spectre_guard.5")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            m = dup_x(ctx, I64X2, csetm(ctx, I64, truth(ctx, c)), 0)
            ctx.set_result(inst, 0, bsl_v(ctx, ty, m, x_reg, y_reg))
            return True
    return False


def lower_bitselect(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bitselect`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # bitselect.1
    if I8 <= ty <= I64:
        ctx.fired("bitselect.1")
        x_reg: i64 = ctx.use(x)
        c_reg: i64 = ctx.use(c)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, orr(ctx, ty, and_(ctx, ty, x_reg, c_reg), bic(ctx, ty, y_reg, c_reg)))
        return True
    # bitselect.2
    if (
        ty == F32 or ty == F64 or ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16
    ):
        ctx.fired("bitselect.2")
        c_reg = ctx.use(c)
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, bsl_v(ctx, ty, c_reg, x_reg, y_reg))
        return True
    # bitselect.3
    if ty == F16 or ty == F128:
        ctx.fired("bitselect.3")
        c_reg = ctx.use(c)
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, bsl_v(ctx, ty, c_reg, x_reg, y_reg))
        return True
    return False


def lower_blendv(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `blendv`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # blendv.1
    if (
        ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16
    ):
        ctx.fired("blendv.1")
        c_reg: i64 = ctx.use(c)
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, bsl_v(ctx, ty, sshr(ctx, ty, c_reg, bits(ty) - 1), x_reg, y_reg))
        return True
    # blendv.2
    return False


def lower_iadd(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `iadd`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if ty == I64:
        # iadd.13
        if y_op == OP_UEXTEND:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_def: i64 = ctx.def_inst(y_x)
            if y_x_def >= 0 and func.op[y_x_def] == OP_ISHL:
                y_x_ty: i64 = i64(func.ty[y_x_def])
                if y_x_ty == I32:
                    y_x_x: i64 = i64(func.pool[i64(func.arg_start[y_x_def])])
                    y_x_y: i64 = i64(func.pool[i64(func.arg_start[y_x_def]) + 1])
                    y_x_y_def: i64 = ctx.def_inst(y_x_y)
                    if y_x_y_def >= 0 and func.op[y_x_y_def] == OP_ICONST:
                        y_x_y_k: i64 = func.imm[y_x_y_def]
                        if does_not_wrap(ctx, y_def):
                            ctx.fired("iadd.13")
                            x_reg: i64 = ctx.use(x)
                            ctx.set_result(inst, 0, add_rs(ctx, I64, x_reg, extended(ctx, y_x_x), LSL, shift_amount(I32, y_x_y_k)))
                            return True
        # iadd.13 (mirrored)
        if x_op == OP_UEXTEND:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ISHL:
                x_x_ty: i64 = i64(func.ty[x_x_def])
                if x_x_ty == I32:
                    x_x_x: i64 = i64(func.pool[i64(func.arg_start[x_x_def])])
                    x_x_y: i64 = i64(func.pool[i64(func.arg_start[x_x_def]) + 1])
                    x_x_y_def: i64 = ctx.def_inst(x_x_y)
                    if x_x_y_def >= 0 and func.op[x_x_y_def] == OP_ICONST:
                        x_x_y_k: i64 = func.imm[x_x_y_def]
                        if does_not_wrap(ctx, x_def):
                            ctx.fired("iadd.13")
                            y_reg: i64 = ctx.use(y)
                            ctx.set_result(inst, 0, add_rs(ctx, I64, y_reg, extended(ctx, x_x_x), LSL, shift_amount(I32, x_x_y_k)))
                            return True
        # iadd.11
        if y_op == OP_ISHL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_x_def = ctx.def_inst(y_x)
            if y_x_def >= 0 and func.op[y_x_def] == OP_SEXTEND:
                y_x_x = i64(func.pool[i64(func.arg_start[y_x_def])])
                y_x_x_type: i64 = i64(func.value_type[y_x_x])
                if I8 <= y_x_x_type <= I32:
                    y_y_def: i64 = ctx.def_inst(y_y)
                    if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                        y_y_k: i64 = func.imm[y_y_def]
                        if y_y_k < 5 and y_y_k >= 0:
                            ctx.fired("iadd.11")
                            x_reg = ctx.use(x)
                            y_x_x_reg: i64 = ctx.use(y_x_x)
                            ctx.set_result(inst, 0, add_rx(ctx, ty, x_reg, y_x_x_reg, sext_option(y_x_x_type), y_y_k))
                            return True
        # iadd.11 (mirrored)
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_SEXTEND:
                x_x_x = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_x_type: i64 = i64(func.value_type[x_x_x])
                if I8 <= x_x_x_type <= I32:
                    x_y_def: i64 = ctx.def_inst(x_y)
                    if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                        x_y_k: i64 = func.imm[x_y_def]
                        if x_y_k < 5 and x_y_k >= 0:
                            ctx.fired("iadd.11")
                            y_reg = ctx.use(y)
                            x_x_x_reg: i64 = ctx.use(x_x_x)
                            ctx.set_result(inst, 0, add_rx(ctx, ty, y_reg, x_x_x_reg, sext_option(x_x_x_type), x_y_k))
                            return True
        # iadd.12
        if y_op == OP_ISHL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_x_def = ctx.def_inst(y_x)
            if y_x_def >= 0 and func.op[y_x_def] == OP_UEXTEND:
                y_x_x = i64(func.pool[i64(func.arg_start[y_x_def])])
                y_x_x_type = i64(func.value_type[y_x_x])
                if I8 <= y_x_x_type <= I32:
                    y_y_def = ctx.def_inst(y_y)
                    if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                        y_y_k = func.imm[y_y_def]
                        if y_y_k < 5 and y_y_k >= 0 and costs(ctx, y_x_x):
                            ctx.fired("iadd.12")
                            x_reg = ctx.use(x)
                            y_x_x_reg = ctx.use(y_x_x)
                            ctx.set_result(inst, 0, add_rx(ctx, ty, x_reg, y_x_x_reg, zext_option(y_x_x_type), y_y_k))
                            return True
        # iadd.12 (mirrored)
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_UEXTEND:
                x_x_x = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_x_type = i64(func.value_type[x_x_x])
                if I8 <= x_x_x_type <= I32:
                    x_y_def = ctx.def_inst(x_y)
                    if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                        x_y_k = func.imm[x_y_def]
                        if x_y_k < 5 and x_y_k >= 0 and costs(ctx, x_x_x):
                            ctx.fired("iadd.12")
                            y_reg = ctx.use(y)
                            x_x_x_reg = ctx.use(x_x_x)
                            ctx.set_result(inst, 0, add_rx(ctx, ty, y_reg, x_x_x_reg, zext_option(x_x_x_type), x_y_k))
                            return True
    if I8 <= ty <= I64:
        # iadd.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            n: i64 = add_imm(ty, y_k)
            if n >= 0:
                ctx.fired("iadd.1")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, add_i(ctx, ty, x_reg, n))
                return True
        # iadd.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            n = add_imm(ty, x_k)
            if n >= 0:
                ctx.fired("iadd.1")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, add_i(ctx, ty, y_reg, n))
                return True
        # iadd.2
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            n = sub_imm(ty, y_k)
            if n >= 0:
                ctx.fired("iadd.2")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, sub_i(ctx, ty, x_reg, n))
                return True
        # iadd.2 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            n = sub_imm(ty, x_k)
            if n >= 0:
                ctx.fired("iadd.2")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, sub_i(ctx, ty, y_reg, n))
                return True
    if ty == I64:
        # iadd.3
        if y_op == OP_IMUL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_x_def = ctx.def_inst(y_x)
            if y_x_def >= 0 and func.op[y_x_def] == OP_SEXTEND:
                y_x_x = i64(func.pool[i64(func.arg_start[y_x_def])])
                y_x_x_type = i64(func.value_type[y_x_x])
                if y_x_x_type == I32:
                    y_y_def = ctx.def_inst(y_y)
                    if y_y_def >= 0 and func.op[y_y_def] == OP_SEXTEND:
                        y_y_x: i64 = i64(func.pool[i64(func.arg_start[y_y_def])])
                        y_y_x_type: i64 = i64(func.value_type[y_y_x])
                        if y_y_x_type == I32 and single(ctx, y_def):
                            ctx.fired("iadd.3")
                            y_x_x_reg = ctx.use(y_x_x)
                            y_y_x_reg: i64 = ctx.use(y_y_x)
                            x_reg = ctx.use(x)
                            ctx.set_result(inst, 0, smaddl(ctx, y_x_x_reg, y_y_x_reg, x_reg))
                            return True
        # iadd.3 (mirrored)
        if x_op == OP_IMUL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_SEXTEND:
                x_x_x = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_x_type = i64(func.value_type[x_x_x])
                if x_x_x_type == I32:
                    x_y_def = ctx.def_inst(x_y)
                    if x_y_def >= 0 and func.op[x_y_def] == OP_SEXTEND:
                        x_y_x: i64 = i64(func.pool[i64(func.arg_start[x_y_def])])
                        x_y_x_type: i64 = i64(func.value_type[x_y_x])
                        if x_y_x_type == I32 and single(ctx, x_def):
                            ctx.fired("iadd.3")
                            x_x_x_reg = ctx.use(x_x_x)
                            x_y_x_reg: i64 = ctx.use(x_y_x)
                            y_reg = ctx.use(y)
                            ctx.set_result(inst, 0, smaddl(ctx, x_x_x_reg, x_y_x_reg, y_reg))
                            return True
        # iadd.4
        if y_op == OP_IMUL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_x_def = ctx.def_inst(y_x)
            if y_x_def >= 0 and func.op[y_x_def] == OP_UEXTEND:
                y_x_x = i64(func.pool[i64(func.arg_start[y_x_def])])
                y_x_x_type = i64(func.value_type[y_x_x])
                if y_x_x_type == I32:
                    y_y_def = ctx.def_inst(y_y)
                    if y_y_def >= 0 and func.op[y_y_def] == OP_UEXTEND:
                        y_y_x = i64(func.pool[i64(func.arg_start[y_y_def])])
                        y_y_x_type = i64(func.value_type[y_y_x])
                        if y_y_x_type == I32 and single(ctx, y_def):
                            ctx.fired("iadd.4")
                            y_x_x_reg = ctx.use(y_x_x)
                            y_y_x_reg = ctx.use(y_y_x)
                            x_reg = ctx.use(x)
                            ctx.set_result(inst, 0, umaddl(ctx, y_x_x_reg, y_y_x_reg, x_reg))
                            return True
        # iadd.4 (mirrored)
        if x_op == OP_IMUL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_UEXTEND:
                x_x_x = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_x_type = i64(func.value_type[x_x_x])
                if x_x_x_type == I32:
                    x_y_def = ctx.def_inst(x_y)
                    if x_y_def >= 0 and func.op[x_y_def] == OP_UEXTEND:
                        x_y_x = i64(func.pool[i64(func.arg_start[x_y_def])])
                        x_y_x_type = i64(func.value_type[x_y_x])
                        if x_y_x_type == I32 and single(ctx, x_def):
                            ctx.fired("iadd.4")
                            x_x_x_reg = ctx.use(x_x_x)
                            x_y_x_reg = ctx.use(x_y_x)
                            y_reg = ctx.use(y)
                            ctx.set_result(inst, 0, umaddl(ctx, x_x_x_reg, x_y_x_reg, y_reg))
                            return True
    if I8 <= ty <= I64:
        # iadd.5
        if y_op == OP_IMUL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            if single(ctx, y_def):
                ctx.fired("iadd.5")
                y_x_reg: i64 = ctx.use(y_x)
                y_y_reg: i64 = ctx.use(y_y)
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, madd(ctx, ty, y_x_reg, y_y_reg, x_reg))
                return True
        # iadd.5 (mirrored)
        if x_op == OP_IMUL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if single(ctx, x_def):
                ctx.fired("iadd.5")
                x_x_reg: i64 = ctx.use(x_x)
                x_y_reg: i64 = ctx.use(x_y)
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, madd(ctx, ty, x_x_reg, x_y_reg, y_reg))
                return True
        # iadd.6
        if y_op == OP_ISHL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                ctx.fired("iadd.6")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, add_rs(ctx, ty, x_reg, y_x_reg, LSL, shift_amount(ty, y_y_k)))
                return True
        # iadd.6 (mirrored)
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                ctx.fired("iadd.6")
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, add_rs(ctx, ty, y_reg, x_x_reg, LSL, shift_amount(ty, x_y_k)))
                return True
    if ty == 19 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        # iadd.15
        if y_op == OP_IMUL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            if single(ctx, y_def):
                ctx.fired("iadd.15")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                y_y_reg = ctx.use(y_y)
                ctx.set_result(inst, 0, mla_v(ctx, ty, x_reg, y_x_reg, y_y_reg))
                return True
        # iadd.15 (mirrored)
        if x_op == OP_IMUL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if single(ctx, x_def):
                ctx.fired("iadd.15")
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                x_y_reg = ctx.use(x_y)
                ctx.set_result(inst, 0, mla_v(ctx, ty, y_reg, x_x_reg, x_y_reg))
                return True
    # iadd.16
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("iadd.16")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, add_v(ctx, ty, x_reg, y_reg))
        return True
    if ty == I32 or ty == I64:
        # iadd.7
        if y_op == OP_USHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                ctx.fired("iadd.7")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, add_rs(ctx, ty, x_reg, y_x_reg, LSR, shift_amount(ty, y_y_k)))
                return True
        # iadd.7 (mirrored)
        if x_op == OP_USHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                ctx.fired("iadd.7")
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, add_rs(ctx, ty, y_reg, x_x_reg, LSR, shift_amount(ty, x_y_k)))
                return True
        # iadd.8
        if y_op == OP_SSHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                ctx.fired("iadd.8")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, add_rs(ctx, ty, x_reg, y_x_reg, ASR, shift_amount(ty, y_y_k)))
                return True
        # iadd.8 (mirrored)
        if x_op == OP_SSHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                ctx.fired("iadd.8")
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, add_rs(ctx, ty, y_reg, x_x_reg, ASR, shift_amount(ty, x_y_k)))
                return True
        # iadd.9
        if y_op == OP_SEXTEND:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type: i64 = i64(func.value_type[y_x])
            if I8 <= y_x_type <= I32:
                ctx.fired("iadd.9")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, add_rx(ctx, ty, x_reg, y_x_reg, sext_option(y_x_type), 0))
                return True
        # iadd.9 (mirrored)
        if x_op == OP_SEXTEND:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_x_type: i64 = i64(func.value_type[x_x])
            if I8 <= x_x_type <= I32:
                ctx.fired("iadd.9")
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, add_rx(ctx, ty, y_reg, x_x_reg, sext_option(x_x_type), 0))
                return True
        # iadd.10
        if y_op == OP_UEXTEND:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if I8 <= y_x_type <= I32 and costs(ctx, y_x):
                ctx.fired("iadd.10")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, add_rx(ctx, ty, x_reg, y_x_reg, zext_option(y_x_type), 0))
                return True
        # iadd.10 (mirrored)
        if x_op == OP_UEXTEND:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_x_type = i64(func.value_type[x_x])
            if I8 <= x_x_type <= I32 and costs(ctx, x_x):
                ctx.fired("iadd.10")
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, add_rx(ctx, ty, y_reg, x_x_reg, zext_option(x_x_type), 0))
                return True
    # iadd.14
    if I8 <= ty <= I64:
        ctx.fired("iadd.14")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, add(ctx, ty, x_reg, y_reg))
        return True
    return False


def lower_isub(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `isub`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # isub.4
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired("isub.4")
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, neg(ctx, ty, y_reg))
                return True
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            # isub.1
            n: i64 = sub_imm(ty, y_k)
            if n >= 0:
                ctx.fired("isub.1")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, add_i(ctx, ty, x_reg, n))
                return True
            # isub.2
            n = add_imm(ty, y_k)
            if n >= 0:
                ctx.fired("isub.2")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, sub_i(ctx, ty, x_reg, n))
                return True
        # isub.3
        if y_op == OP_IMUL:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            if single(ctx, y_def):
                ctx.fired("isub.3")
                y_x_reg: i64 = ctx.use(y_x)
                y_y_reg: i64 = ctx.use(y_y)
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, msub(ctx, ty, y_x_reg, y_y_reg, x_reg))
                return True
        # isub.5
        if y_op == OP_ISHL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def: i64 = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k: i64 = func.imm[y_y_def]
                ctx.fired("isub.5")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, sub_rs(ctx, ty, x_reg, y_x_reg, LSL, shift_amount(ty, y_y_k)))
                return True
    if ty == I32 or ty == I64:
        # isub.6
        if y_op == OP_USHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                ctx.fired("isub.6")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, sub_rs(ctx, ty, x_reg, y_x_reg, LSR, shift_amount(ty, y_y_k)))
                return True
        # isub.7
        if y_op == OP_SSHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                ctx.fired("isub.7")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, sub_rs(ctx, ty, x_reg, y_x_reg, ASR, shift_amount(ty, y_y_k)))
                return True
        # isub.8
        if y_op == OP_SEXTEND:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type: i64 = i64(func.value_type[y_x])
            if I8 <= y_x_type <= I32:
                ctx.fired("isub.8")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, sub_rx(ctx, ty, x_reg, y_x_reg, sext_option(y_x_type), 0))
                return True
        # isub.9
        if y_op == OP_UEXTEND:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if I8 <= y_x_type <= I32 and costs(ctx, y_x):
                ctx.fired("isub.9")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, sub_rx(ctx, ty, x_reg, y_x_reg, zext_option(y_x_type), 0))
                return True
    # isub.11
    if (ty == 19 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16) and y_op == OP_IMUL:
        y_x = i64(func.pool[i64(func.arg_start[y_def])])
        y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
        if single(ctx, y_def):
            ctx.fired("isub.11")
            x_reg = ctx.use(x)
            y_x_reg = ctx.use(y_x)
            y_y_reg = ctx.use(y_y)
            ctx.set_result(inst, 0, mls_v(ctx, ty, x_reg, y_x_reg, y_y_reg))
            return True
    # isub.12
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("isub.12")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, sub_v(ctx, ty, x_reg, y_reg))
        return True
    # isub.10
    if I8 <= ty <= I64:
        ctx.fired("isub.10")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, sub(ctx, ty, x_reg, y_reg))
        return True
    return False


def lower_ineg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ineg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    if I8 <= ty <= I64:
        # ineg.1
        if x_op == OP_IMUL:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if single(ctx, x_def):
                ctx.fired("ineg.1")
                x_x_reg: i64 = ctx.use(x_x)
                x_y_reg: i64 = ctx.use(x_y)
                ctx.set_result(inst, 0, mneg(ctx, ty, x_x_reg, x_y_reg))
                return True
        # ineg.2
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                ctx.fired("ineg.2")
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, neg_rs(ctx, ty, x_x_reg, LSL, shift_amount(ty, x_y_k)))
                return True
        # ineg.3
        ctx.fired("ineg.3")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, neg(ctx, ty, x_reg))
        return True
    # ineg.4
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("ineg.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, neg_v(ctx, ty, x_reg))
        return True
    return False


def lower_iabs(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `iabs`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # iabs.1
    if I8 <= ty <= I64:
        ctx.fired("iabs.1")
        r: i64 = sext(ctx, x)
        cmp_i(ctx, ty, r, 0)
        ctx.set_result(inst, 0, csneg(ctx, ty, r, r, PL))
        return True
    # iabs.2
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("iabs.2")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, abs_v(ctx, ty, x_reg))
        return True
    return False


def lower_imul(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `imul`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if ty == I16X8 and x_op == OP_SWIDEN_LOW:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        # imul.5
        x_x_type: i64 = i64(func.value_type[x_x])
        if x_x_type == I8X16 and y_op == OP_SWIDEN_LOW:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("imul.5")
            x_x_reg: i64 = ctx.use(x_x)
            y_x_reg: i64 = ctx.use(y_x)
            ctx.set_result(inst, 0, smull_v(ctx, 49, x_x_reg, y_x_reg))
            return True
        # imul.5 (mirrored)
        if y_op == OP_SWIDEN_LOW:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type: i64 = i64(func.value_type[y_x])
            if y_x_type == I8X16:
                ctx.fired("imul.5")
                y_x_reg = ctx.use(y_x)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, smull_v(ctx, 49, y_x_reg, x_x_reg))
                return True
    if ty == I32X4 and x_op == OP_SWIDEN_LOW:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        # imul.6
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I16X8 and y_op == OP_SWIDEN_LOW:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("imul.6")
            x_x_reg = ctx.use(x_x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, smull_v(ctx, 34, x_x_reg, y_x_reg))
            return True
        # imul.6 (mirrored)
        if y_op == OP_SWIDEN_LOW:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if y_x_type == I16X8:
                ctx.fired("imul.6")
                y_x_reg = ctx.use(y_x)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, smull_v(ctx, 34, y_x_reg, x_x_reg))
                return True
    if ty == I64X2 and x_op == OP_SWIDEN_LOW:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        # imul.7
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I32X4 and y_op == OP_SWIDEN_LOW:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("imul.7")
            x_x_reg = ctx.use(x_x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, smull_v(ctx, 19, x_x_reg, y_x_reg))
            return True
        # imul.7 (mirrored)
        if y_op == OP_SWIDEN_LOW:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if y_x_type == I32X4:
                ctx.fired("imul.7")
                y_x_reg = ctx.use(y_x)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, smull_v(ctx, 19, y_x_reg, x_x_reg))
                return True
    if ty == I16X8 and x_op == OP_UWIDEN_LOW:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        # imul.8
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I8X16 and y_op == OP_UWIDEN_LOW:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("imul.8")
            x_x_reg = ctx.use(x_x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, umull_v(ctx, 49, x_x_reg, y_x_reg))
            return True
        # imul.8 (mirrored)
        if y_op == OP_UWIDEN_LOW:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if y_x_type == I8X16:
                ctx.fired("imul.8")
                y_x_reg = ctx.use(y_x)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, umull_v(ctx, 49, y_x_reg, x_x_reg))
                return True
    if ty == I32X4 and x_op == OP_UWIDEN_LOW:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        # imul.9
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I16X8 and y_op == OP_UWIDEN_LOW:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("imul.9")
            x_x_reg = ctx.use(x_x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, umull_v(ctx, 34, x_x_reg, y_x_reg))
            return True
        # imul.9 (mirrored)
        if y_op == OP_UWIDEN_LOW:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if y_x_type == I16X8:
                ctx.fired("imul.9")
                y_x_reg = ctx.use(y_x)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, umull_v(ctx, 34, y_x_reg, x_x_reg))
                return True
    if ty == I64X2 and x_op == OP_UWIDEN_LOW:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        # imul.10
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I32X4 and y_op == OP_UWIDEN_LOW:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("imul.10")
            x_x_reg = ctx.use(x_x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, umull_v(ctx, 19, x_x_reg, y_x_reg))
            return True
        # imul.10 (mirrored)
        if y_op == OP_UWIDEN_LOW:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if y_x_type == I32X4:
                ctx.fired("imul.10")
                y_x_reg = ctx.use(y_x)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, umull_v(ctx, 19, y_x_reg, x_x_reg))
                return True
    if ty == I16X8 and x_op == OP_SWIDEN_HIGH:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        # imul.11
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I8X16 and y_op == OP_SWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("imul.11")
            x_x_reg = ctx.use(x_x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, smull_v(ctx, I8X16, x_x_reg, y_x_reg))
            return True
        # imul.11 (mirrored)
        if y_op == OP_SWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if y_x_type == I8X16:
                ctx.fired("imul.11")
                y_x_reg = ctx.use(y_x)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, smull_v(ctx, I8X16, y_x_reg, x_x_reg))
                return True
    if ty == I32X4 and x_op == OP_SWIDEN_HIGH:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        # imul.12
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I16X8 and y_op == OP_SWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("imul.12")
            x_x_reg = ctx.use(x_x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, smull_v(ctx, I16X8, x_x_reg, y_x_reg))
            return True
        # imul.12 (mirrored)
        if y_op == OP_SWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if y_x_type == I16X8:
                ctx.fired("imul.12")
                y_x_reg = ctx.use(y_x)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, smull_v(ctx, I16X8, y_x_reg, x_x_reg))
                return True
    if ty == I64X2 and x_op == OP_SWIDEN_HIGH:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        # imul.13
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I32X4 and y_op == OP_SWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("imul.13")
            x_x_reg = ctx.use(x_x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, smull_v(ctx, I32X4, x_x_reg, y_x_reg))
            return True
        # imul.13 (mirrored)
        if y_op == OP_SWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if y_x_type == I32X4:
                ctx.fired("imul.13")
                y_x_reg = ctx.use(y_x)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, smull_v(ctx, I32X4, y_x_reg, x_x_reg))
                return True
    if ty == I16X8 and x_op == OP_UWIDEN_HIGH:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        # imul.14
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I8X16 and y_op == OP_UWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("imul.14")
            x_x_reg = ctx.use(x_x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, umull_v(ctx, I8X16, x_x_reg, y_x_reg))
            return True
        # imul.14 (mirrored)
        if y_op == OP_UWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if y_x_type == I8X16:
                ctx.fired("imul.14")
                y_x_reg = ctx.use(y_x)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, umull_v(ctx, I8X16, y_x_reg, x_x_reg))
                return True
    if ty == I32X4 and x_op == OP_UWIDEN_HIGH:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        # imul.15
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I16X8 and y_op == OP_UWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("imul.15")
            x_x_reg = ctx.use(x_x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, umull_v(ctx, I16X8, x_x_reg, y_x_reg))
            return True
        # imul.15 (mirrored)
        if y_op == OP_UWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if y_x_type == I16X8:
                ctx.fired("imul.15")
                y_x_reg = ctx.use(y_x)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, umull_v(ctx, I16X8, y_x_reg, x_x_reg))
                return True
    if ty == I64X2 and x_op == OP_UWIDEN_HIGH:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        # imul.16
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I32X4 and y_op == OP_UWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("imul.16")
            x_x_reg = ctx.use(x_x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, umull_v(ctx, I32X4, x_x_reg, y_x_reg))
            return True
        # imul.16 (mirrored)
        if y_op == OP_UWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if y_x_type == I32X4:
                ctx.fired("imul.16")
                y_x_reg = ctx.use(y_x)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, umull_v(ctx, I32X4, y_x_reg, x_x_reg))
                return True
    if ty == I64:
        # imul.1
        if x_op == OP_SEXTEND:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_x_type = i64(func.value_type[x_x])
            if x_x_type == I32 and y_op == OP_SEXTEND:
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_x_type = i64(func.value_type[y_x])
                if y_x_type == I32:
                    ctx.fired("imul.1")
                    x_x_reg = ctx.use(x_x)
                    y_x_reg = ctx.use(y_x)
                    ctx.set_result(inst, 0, smull(ctx, x_x_reg, y_x_reg))
                    return True
        # imul.2
        if x_op == OP_UEXTEND:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_x_type = i64(func.value_type[x_x])
            if x_x_type == I32 and y_op == OP_UEXTEND:
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_x_type = i64(func.value_type[y_x])
                if y_x_type == I32:
                    ctx.fired("imul.2")
                    x_x_reg = ctx.use(x_x)
                    y_x_reg = ctx.use(y_x)
                    ctx.set_result(inst, 0, umull(ctx, x_x_reg, y_x_reg))
                    return True
    # imul.17
    if ty == 19 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("imul.17")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, mul_v(ctx, ty, x_reg, y_reg))
        return True
    # imul.18
    if ty == I64X2:
        ctx.fired("imul.18")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, mul_quads(ctx, x_reg, y_reg))
        return True
    if I8 <= ty <= I64:
        # imul.3
        if x_op == OP_INEG:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired("imul.3")
            x_x_reg = ctx.use(x_x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, mneg(ctx, ty, x_x_reg, y_reg))
            return True
        # imul.3 (mirrored)
        if y_op == OP_INEG:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("imul.3")
            y_x_reg = ctx.use(y_x)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, mneg(ctx, ty, y_x_reg, x_reg))
            return True
        # imul.4
        ctx.fired("imul.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, mul(ctx, ty, x_reg, y_reg))
        return True
    return False


def lower_umulhi(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `umulhi`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # umulhi.1
    if ty == I64:
        ctx.fired("umulhi.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, umulh(ctx, x_reg, y_reg))
        return True
    # umulhi.2
    if ty == I32:
        ctx.fired("umulhi.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, ubfm(ctx, I64, umull(ctx, x_reg, y_reg), 32, 63))
        return True
    # umulhi.3
    if ty == I8 or ty == I16:
        ctx.fired("umulhi.3")
        ctx.set_result(inst, 0, ubfm(ctx, I32, mul(ctx, I32, zext(ctx, x), zext(ctx, y)), bits(ty), 31))
        return True
    # umulhi.4
    if ty == I32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("umulhi.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        a: i64 = umull_v(ctx, half_of(ty), x_reg, y_reg)
        ctx.set_result(inst, 0, uzp2(ctx, ty, a, umull_v(ctx, ty, x_reg, y_reg)))
        return True
    return False


def lower_smulhi(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `smulhi`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # smulhi.1
    if ty == I64:
        ctx.fired("smulhi.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, smulh(ctx, x_reg, y_reg))
        return True
    # smulhi.2
    if ty == I32:
        ctx.fired("smulhi.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, ubfm(ctx, I64, smull(ctx, x_reg, y_reg), 32, 63))
        return True
    # smulhi.3
    if ty == I8 or ty == I16:
        ctx.fired("smulhi.3")
        ctx.set_result(inst, 0, ubfm(ctx, I32, mul(ctx, I32, sext(ctx, x), sext(ctx, y)), bits(ty), 31))
        return True
    # smulhi.4
    if ty == I32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("smulhi.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        a: i64 = smull_v(ctx, half_of(ty), x_reg, y_reg)
        ctx.set_result(inst, 0, uzp2(ctx, ty, a, smull_v(ctx, ty, x_reg, y_reg)))
        return True
    return False


def lower_udiv(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `udiv`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # udiv.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k != 0:
                ctx.fired("udiv.1")
                ctx.set_result(inst, 0, udiv(ctx, ty, zext(ctx, x), zext(ctx, y)))
                return True
        # udiv.2
        ctx.fired("udiv.2")
        n: i64 = zext(ctx, x)
        d: i64 = zext(ctx, y)
        trap_zero(ctx, ty, d, 0, 254)
        ctx.set_result(inst, 0, udiv(ctx, ty, n, d))
        return True
    return False


def lower_sdiv(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sdiv`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        if y_op == OP_ICONST:
            # sdiv.1
            y_ty: i64 = i64(func.ty[y_def])
            y_k: i64 = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired("sdiv.1")
                n: i64 = sext(ctx, x)
                d: i64 = sext(ctx, y)
                trap_on_overflow(ctx, ty, n, d)
                ctx.set_result(inst, 0, sdiv(ctx, ty, n, d))
                return True
            # sdiv.2
            y_k = func.imm[y_def]
            if y_k != 0:
                ctx.fired("sdiv.2")
                ctx.set_result(inst, 0, sdiv(ctx, ty, sext(ctx, x), sext(ctx, y)))
                return True
        # sdiv.3
        ctx.fired("sdiv.3")
        n = sext(ctx, x)
        d = sext(ctx, y)
        trap_zero(ctx, ty, d, 0, 254)
        trap_on_overflow(ctx, ty, n, d)
        ctx.set_result(inst, 0, sdiv(ctx, ty, n, d))
        return True
    return False


def lower_urem(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `urem`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # urem.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k != 0:
                ctx.fired("urem.1")
                n: i64 = zext(ctx, x)
                d: i64 = zext(ctx, y)
                ctx.set_result(inst, 0, msub(ctx, ty, udiv(ctx, ty, n, d), d, n))
                return True
        # urem.2
        ctx.fired("urem.2")
        n = zext(ctx, x)
        d = zext(ctx, y)
        trap_zero(ctx, ty, d, 0, 254)
        ctx.set_result(inst, 0, msub(ctx, ty, udiv(ctx, ty, n, d), d, n))
        return True
    return False


def lower_srem(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `srem`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # srem.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k != 0:
                ctx.fired("srem.1")
                n: i64 = sext(ctx, x)
                d: i64 = sext(ctx, y)
                ctx.set_result(inst, 0, msub(ctx, ty, sdiv(ctx, ty, n, d), d, n))
                return True
        # srem.2
        ctx.fired("srem.2")
        n = sext(ctx, x)
        d = sext(ctx, y)
        trap_zero(ctx, ty, d, 0, 254)
        ctx.set_result(inst, 0, msub(ctx, ty, sdiv(ctx, ty, n, d), d, n))
        return True
    return False


def lower_smin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `smin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # smin.1
    if I8 <= ty <= I64:
        ctx.fired("smin.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, csel(ctx, ty, x_reg, y_reg, compare(ctx, CC_SLT, x, y)))
        return True
    # smin.2
    if ty == 19 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("smin.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, smin_v(ctx, ty, x_reg, y_reg))
        return True
    # smin.3
    if ty == I64X2:
        ctx.fired("smin.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        m: i64 = cmgt(ctx, ty, x_reg, y_reg)
        ctx.set_result(inst, 0, bsl_v(ctx, ty, m, y_reg, x_reg))
        return True
    return False


def lower_umin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `umin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # umin.1
    if I8 <= ty <= I64:
        ctx.fired("umin.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, csel(ctx, ty, x_reg, y_reg, compare(ctx, CC_ULT, x, y)))
        return True
    # umin.2
    if ty == 19 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("umin.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, umin_v(ctx, ty, x_reg, y_reg))
        return True
    # umin.3
    if ty == I64X2:
        ctx.fired("umin.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        m: i64 = cmhi(ctx, ty, x_reg, y_reg)
        ctx.set_result(inst, 0, bsl_v(ctx, ty, m, y_reg, x_reg))
        return True
    return False


def lower_smax(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `smax`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # smax.1
    if I8 <= ty <= I64:
        ctx.fired("smax.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, csel(ctx, ty, x_reg, y_reg, compare(ctx, CC_SGT, x, y)))
        return True
    # smax.2
    if ty == 19 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("smax.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, smax_v(ctx, ty, x_reg, y_reg))
        return True
    # smax.3
    if ty == I64X2:
        ctx.fired("smax.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        m: i64 = cmgt(ctx, ty, x_reg, y_reg)
        ctx.set_result(inst, 0, bsl_v(ctx, ty, m, x_reg, y_reg))
        return True
    return False


def lower_umax(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `umax`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # umax.1
    if I8 <= ty <= I64:
        ctx.fired("umax.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, csel(ctx, ty, x_reg, y_reg, compare(ctx, CC_UGT, x, y)))
        return True
    # umax.2
    if ty == 19 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("umax.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, umax_v(ctx, ty, x_reg, y_reg))
        return True
    # umax.3
    if ty == I64X2:
        ctx.fired("umax.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        m: i64 = cmhi(ctx, ty, x_reg, y_reg)
        ctx.set_result(inst, 0, bsl_v(ctx, ty, m, x_reg, y_reg))
        return True
    return False


def lower_uadd_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uadd_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # uadd_overflow.1
    if ty == I32 or ty == I64:
        ctx.fired("uadd_overflow.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = adds(ctx, ty, x_reg, y_reg)
        result1: i64 = cset(ctx, I32, HS)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # uadd_overflow.2
    if ty == I8 or ty == I16:
        ctx.fired("uadd_overflow.2")
        s = add(ctx, I32, zext(ctx, x), zext(ctx, y))
        result1 = carry(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    return False


def lower_sadd_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sadd_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # sadd_overflow.1
    if ty == I32 or ty == I64:
        ctx.fired("sadd_overflow.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = adds(ctx, ty, x_reg, y_reg)
        result1: i64 = cset(ctx, I32, VS)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # sadd_overflow.2
    if ty == I8 or ty == I16:
        ctx.fired("sadd_overflow.2")
        s = add(ctx, I32, sext(ctx, x), sext(ctx, y))
        result1 = unless_signed(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    return False


def lower_usub_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `usub_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # usub_overflow.1
    if ty == I32 or ty == I64:
        ctx.fired("usub_overflow.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = subs(ctx, ty, x_reg, y_reg)
        result1: i64 = cset(ctx, I32, LO)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # usub_overflow.2
    if ty == I8 or ty == I16:
        ctx.fired("usub_overflow.2")
        s = sub(ctx, I32, zext(ctx, x), zext(ctx, y))
        result1 = carry(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    return False


def lower_ssub_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ssub_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # ssub_overflow.1
    if ty == I32 or ty == I64:
        ctx.fired("ssub_overflow.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = subs(ctx, ty, x_reg, y_reg)
        result1: i64 = cset(ctx, I32, VS)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # ssub_overflow.2
    if ty == I8 or ty == I16:
        ctx.fired("ssub_overflow.2")
        s = sub(ctx, I32, sext(ctx, x), sext(ctx, y))
        result1 = unless_signed(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    return False


def lower_umul_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `umul_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # umul_overflow.1
    if ty == I64:
        ctx.fired("umul_overflow.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = mul(ctx, I64, x_reg, y_reg)
        h: i64 = umulh(ctx, x_reg, y_reg)
        cmp_i(ctx, I64, h, 0)
        result1: i64 = cset(ctx, I32, NE)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # umul_overflow.2
    if ty == I32:
        ctx.fired("umul_overflow.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        s = umull(ctx, x_reg, y_reg)
        cmp_rx(ctx, I64, s, s, UXTW, 0)
        o: i64 = cset(ctx, I32, NE)
        result0: i64 = low_word(ctx, I32, s)
        ctx.set_result(inst, 0, result0)
        ctx.set_result(inst, 1, o)
        return True
    # umul_overflow.3
    if ty == I8 or ty == I16:
        ctx.fired("umul_overflow.3")
        s = mul(ctx, I32, zext(ctx, x), zext(ctx, y))
        result1 = unless_unsigned(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    return False


def lower_smul_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `smul_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # smul_overflow.1
    if ty == I64:
        ctx.fired("smul_overflow.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = mul(ctx, I64, x_reg, y_reg)
        h: i64 = smulh(ctx, x_reg, y_reg)
        cmp_rs(ctx, I64, h, s, ASR, 63)
        result1: i64 = cset(ctx, I32, NE)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # smul_overflow.2
    if ty == I32:
        ctx.fired("smul_overflow.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        s = smull(ctx, x_reg, y_reg)
        cmp_rx(ctx, I64, s, s, SXTW, 0)
        o: i64 = cset(ctx, I32, NE)
        result0: i64 = low_word(ctx, I32, s)
        ctx.set_result(inst, 0, result0)
        ctx.set_result(inst, 1, o)
        return True
    # smul_overflow.3
    if ty == I8 or ty == I16:
        ctx.fired("smul_overflow.3")
        s = mul(ctx, I32, sext(ctx, x), sext(ctx, y))
        result1 = unless_signed(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    return False


def lower_uadd_overflow_cin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uadd_overflow_cin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    c_in: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # uadd_overflow_cin.1
    if ty == I32 or ty == I64:
        ctx.fired("uadd_overflow_cin.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        cmp_i(ctx, I32, zext(ctx, c_in), 1)
        s: i64 = adcs(ctx, ty, x_reg, y_reg)
        result1: i64 = cset(ctx, I32, HS)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # uadd_overflow_cin.2
    if ty == I8 or ty == I16:
        ctx.fired("uadd_overflow_cin.2")
        t: i64 = add(ctx, I32, zext(ctx, x), zext(ctx, y))
        s = add(ctx, I32, t, as_bit(ctx, c_in))
        result1 = carry(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    return False


def lower_sadd_overflow_cin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sadd_overflow_cin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    c_in: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # sadd_overflow_cin.1
    if ty == I32 or ty == I64:
        ctx.fired("sadd_overflow_cin.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        cmp_i(ctx, I32, zext(ctx, c_in), 1)
        s: i64 = adcs(ctx, ty, x_reg, y_reg)
        result1: i64 = cset(ctx, I32, VS)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # sadd_overflow_cin.2
    if ty == I8 or ty == I16:
        ctx.fired("sadd_overflow_cin.2")
        t: i64 = add(ctx, I32, sext(ctx, x), sext(ctx, y))
        s = add(ctx, I32, t, as_bit(ctx, c_in))
        result1 = unless_signed(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    return False


def lower_usub_overflow_bin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `usub_overflow_bin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    b_in: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # usub_overflow_bin.1
    if ty == I32 or ty == I64:
        ctx.fired("usub_overflow_bin.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        cmp_zr(ctx, I32, zext(ctx, b_in))
        s: i64 = sbcs(ctx, ty, x_reg, y_reg)
        result1: i64 = cset(ctx, I32, LO)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # usub_overflow_bin.2
    if ty == I8 or ty == I16:
        ctx.fired("usub_overflow_bin.2")
        t: i64 = sub(ctx, I32, zext(ctx, x), zext(ctx, y))
        s = sub(ctx, I32, t, as_bit(ctx, b_in))
        result1 = carry(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    return False


def lower_ssub_overflow_bin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ssub_overflow_bin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    b_in: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # ssub_overflow_bin.1
    if ty == I32 or ty == I64:
        ctx.fired("ssub_overflow_bin.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        cmp_zr(ctx, I32, zext(ctx, b_in))
        s: i64 = sbcs(ctx, ty, x_reg, y_reg)
        result1: i64 = cset(ctx, I32, VS)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # ssub_overflow_bin.2
    if ty == I8 or ty == I16:
        ctx.fired("ssub_overflow_bin.2")
        t: i64 = sub(ctx, I32, sext(ctx, x), sext(ctx, y))
        s = sub(ctx, I32, t, as_bit(ctx, b_in))
        result1 = unless_signed(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    return False


def lower_uadd_overflow_trap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uadd_overflow_trap`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    code: i64 = func.imm[inst]
    # uadd_overflow_trap.1
    ctx.fired("uadd_overflow_trap.1")
    x_reg: i64 = ctx.use(x)
    y_reg: i64 = ctx.use(y)
    s: i64 = adds(ctx, ty, x_reg, y_reg)
    trap_cond(ctx, HS, code)
    ctx.set_result(inst, 0, s)
    return True


def lower_band(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `band`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if ty == I32 or ty == I64:
        # band.1
        if x_op == OP_USHR:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k: i64 = func.imm[y_def]
                    if is_low_mask(y_k):
                        ctx.fired("band.1")
                        x_x_reg: i64 = ctx.use(x_x)
                        ctx.set_result(inst, 0, ubfm(ctx, ty, x_x_reg, shift_amount(ty, x_y_k), extract_top(ty, x_y_k, y_k)))
                        return True
        # band.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if y_op == OP_USHR:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                y_y_def: i64 = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k: i64 = func.imm[y_y_def]
                    if is_low_mask(x_k):
                        ctx.fired("band.1")
                        y_x_reg: i64 = ctx.use(y_x)
                        ctx.set_result(inst, 0, ubfm(ctx, ty, y_x_reg, shift_amount(ty, y_y_k), extract_top(ty, y_y_k, x_k)))
                        return True
        # band.2
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if is_field_insert(ty, x_y_k, y_k):
                        ctx.fired("band.2")
                        x_x_reg = ctx.use(x_x)
                        ctx.set_result(inst, 0, ubfm(ctx, ty, x_x_reg, negative(ty, x_y_k), count_ones(y_k >> shift_amount(ty, x_y_k)) - 1))
                        return True
        # band.2 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_ISHL:
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                y_y_def = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k = func.imm[y_y_def]
                    if is_field_insert(ty, y_y_k, x_k):
                        ctx.fired("band.2")
                        y_x_reg = ctx.use(y_x)
                        ctx.set_result(inst, 0, ubfm(ctx, ty, y_x_reg, negative(ty, y_y_k), count_ones(x_k >> shift_amount(ty, y_y_k)) - 1))
                        return True
    if I8 <= ty <= I64:
        # band.3
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            m: i64 = mask(ty, y_k)
            if m >= 0:
                ctx.fired("band.3")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, and_i(ctx, ty, x_reg, m))
                return True
        # band.3 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            m = mask(ty, x_k)
            if m >= 0:
                ctx.fired("band.3")
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, and_i(ctx, ty, y_reg, m))
                return True
        # band.4
        if y_op == OP_BNOT:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("band.4")
            x_reg = ctx.use(x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, bic(ctx, ty, x_reg, y_x_reg))
            return True
        # band.4 (mirrored)
        if x_op == OP_BNOT:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired("band.4")
            y_reg = ctx.use(y)
            x_x_reg = ctx.use(x_x)
            ctx.set_result(inst, 0, bic(ctx, ty, y_reg, x_x_reg))
            return True
        # band.5
        if y_op == OP_ISHL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                ctx.fired("band.5")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, and_rs(ctx, ty, x_reg, y_x_reg, LSL, shift_amount(ty, y_y_k)))
                return True
        # band.5 (mirrored)
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                ctx.fired("band.5")
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, and_rs(ctx, ty, y_reg, x_x_reg, LSL, shift_amount(ty, x_y_k)))
                return True
    # band.10
    if ty == F16 or ty == F128:
        ctx.fired("band.10")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, and_v(ctx, ty, x_reg, y_reg))
        return True
    if (
        ty == F32 or ty == F64 or ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16
    ):
        # band.11
        if y_op == OP_BNOT:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("band.11")
            x_reg = ctx.use(x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, bic_v(ctx, ty, x_reg, y_x_reg))
            return True
        # band.11 (mirrored)
        if x_op == OP_BNOT:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired("band.11")
            y_reg = ctx.use(y)
            x_x_reg = ctx.use(x_x)
            ctx.set_result(inst, 0, bic_v(ctx, ty, y_reg, x_x_reg))
            return True
        # band.9
        ctx.fired("band.9")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, and_v(ctx, ty, x_reg, y_reg))
        return True
    if ty == I32 or ty == I64:
        # band.6
        if y_op == OP_USHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                ctx.fired("band.6")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, and_rs(ctx, ty, x_reg, y_x_reg, LSR, shift_amount(ty, y_y_k)))
                return True
        # band.6 (mirrored)
        if x_op == OP_USHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                ctx.fired("band.6")
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, and_rs(ctx, ty, y_reg, x_x_reg, LSR, shift_amount(ty, x_y_k)))
                return True
    if I8 <= ty <= I64:
        # band.7
        if joins(ctx, x, y):
            ctx.fired("band.7")
            ctx.set_result(inst, 0, cset(ctx, I32, both(ctx, 0, x, y)))
            return True
        # band.8
        ctx.fired("band.8")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, and_(ctx, ty, x_reg, y_reg))
        return True
    return False


def lower_bor(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bor`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # bor.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            m: i64 = mask(ty, y_k)
            if m >= 0:
                ctx.fired("bor.1")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, orr_i(ctx, ty, x_reg, m))
                return True
        # bor.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            m = mask(ty, x_k)
            if m >= 0:
                ctx.fired("bor.1")
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, orr_i(ctx, ty, y_reg, m))
                return True
        # bor.2
        if y_op == OP_BNOT:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("bor.2")
            x_reg = ctx.use(x)
            y_x_reg: i64 = ctx.use(y_x)
            ctx.set_result(inst, 0, orn(ctx, ty, x_reg, y_x_reg))
            return True
        # bor.2 (mirrored)
        if x_op == OP_BNOT:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired("bor.2")
            y_reg = ctx.use(y)
            x_x_reg: i64 = ctx.use(x_x)
            ctx.set_result(inst, 0, orn(ctx, ty, y_reg, x_x_reg))
            return True
        # bor.3
        if y_op == OP_ISHL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def: i64 = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k: i64 = func.imm[y_y_def]
                ctx.fired("bor.3")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, orr_rs(ctx, ty, x_reg, y_x_reg, LSL, shift_amount(ty, y_y_k)))
                return True
        # bor.3 (mirrored)
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                ctx.fired("bor.3")
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, orr_rs(ctx, ty, y_reg, x_x_reg, LSL, shift_amount(ty, x_y_k)))
                return True
    # bor.8
    if ty == F16 or ty == F128:
        ctx.fired("bor.8")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, orr_v(ctx, ty, x_reg, y_reg))
        return True
    if (
        ty == F32 or ty == F64 or ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16
    ):
        # bor.9
        if y_op == OP_BNOT:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("bor.9")
            x_reg = ctx.use(x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, orn_v(ctx, ty, x_reg, y_x_reg))
            return True
        # bor.9 (mirrored)
        if x_op == OP_BNOT:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired("bor.9")
            y_reg = ctx.use(y)
            x_x_reg = ctx.use(x_x)
            ctx.set_result(inst, 0, orn_v(ctx, ty, y_reg, x_x_reg))
            return True
        # bor.7
        ctx.fired("bor.7")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, orr_v(ctx, ty, x_reg, y_reg))
        return True
    if ty == I32 or ty == I64:
        # bor.4
        if y_op == OP_USHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                ctx.fired("bor.4")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, orr_rs(ctx, ty, x_reg, y_x_reg, LSR, shift_amount(ty, y_y_k)))
                return True
        # bor.4 (mirrored)
        if x_op == OP_USHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                ctx.fired("bor.4")
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, orr_rs(ctx, ty, y_reg, x_x_reg, LSR, shift_amount(ty, x_y_k)))
                return True
    if I8 <= ty <= I64:
        # bor.5
        if joins(ctx, x, y):
            ctx.fired("bor.5")
            ctx.set_result(inst, 0, cset(ctx, I32, both(ctx, 1, x, y)))
            return True
        # bor.6
        ctx.fired("bor.6")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, orr(ctx, ty, x_reg, y_reg))
        return True
    return False


def lower_bxor(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bxor`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # bxor.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            m: i64 = mask(ty, y_k)
            if m >= 0:
                ctx.fired("bxor.1")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, eor_i(ctx, ty, x_reg, m))
                return True
        # bxor.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            m = mask(ty, x_k)
            if m >= 0:
                ctx.fired("bxor.1")
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, eor_i(ctx, ty, y_reg, m))
                return True
        # bxor.2
        if y_op == OP_BNOT:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("bxor.2")
            x_reg = ctx.use(x)
            y_x_reg: i64 = ctx.use(y_x)
            ctx.set_result(inst, 0, eon(ctx, ty, x_reg, y_x_reg))
            return True
        # bxor.2 (mirrored)
        if x_op == OP_BNOT:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired("bxor.2")
            y_reg = ctx.use(y)
            x_x_reg: i64 = ctx.use(x_x)
            ctx.set_result(inst, 0, eon(ctx, ty, y_reg, x_x_reg))
            return True
        # bxor.3
        if y_op == OP_ISHL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def: i64 = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k: i64 = func.imm[y_y_def]
                ctx.fired("bxor.3")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, eor_rs(ctx, ty, x_reg, y_x_reg, LSL, shift_amount(ty, y_y_k)))
                return True
        # bxor.3 (mirrored)
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                ctx.fired("bxor.3")
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, eor_rs(ctx, ty, y_reg, x_x_reg, LSL, shift_amount(ty, x_y_k)))
                return True
    # bxor.6
    if (
        ty == F32 or ty == F64 or ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16
    ):
        ctx.fired("bxor.6")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, eor_v(ctx, ty, x_reg, y_reg))
        return True
    # bxor.7
    if ty == F16 or ty == F128:
        ctx.fired("bxor.7")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, eor_v(ctx, ty, x_reg, y_reg))
        return True
    if ty == I32 or ty == I64:
        # bxor.4
        if y_op == OP_USHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                ctx.fired("bxor.4")
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, eor_rs(ctx, ty, x_reg, y_x_reg, LSR, shift_amount(ty, y_y_k)))
                return True
        # bxor.4 (mirrored)
        if x_op == OP_USHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                ctx.fired("bxor.4")
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, eor_rs(ctx, ty, y_reg, x_x_reg, LSR, shift_amount(ty, x_y_k)))
                return True
    # bxor.5
    if I8 <= ty <= I64:
        ctx.fired("bxor.5")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, eor(ctx, ty, x_reg, y_reg))
        return True
    return False


def lower_bnot(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bnot`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    if I8 <= ty <= I64:
        # bnot.1
        if x_op == OP_BXOR:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if single(ctx, x_def):
                ctx.fired("bnot.1")
                x_x_reg: i64 = ctx.use(x_x)
                x_y_reg: i64 = ctx.use(x_y)
                ctx.set_result(inst, 0, eon(ctx, ty, x_x_reg, x_y_reg))
                return True
        # bnot.2
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                ctx.fired("bnot.2")
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, mvn_rs(ctx, ty, x_x_reg, LSL, shift_amount(ty, x_y_k)))
                return True
        # bnot.3
        ctx.fired("bnot.3")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, mvn(ctx, ty, x_reg))
        return True
    # bnot.4
    if (
        ty == F32 or ty == F64 or ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16
    ):
        ctx.fired("bnot.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, mvn_v(ctx, ty, x_reg))
        return True
    # bnot.5
    if ty == F16 or ty == F128:
        ctx.fired("bnot.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, mvn_v(ctx, ty, x_reg))
        return True
    return False


def lower_ishl(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ishl`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # ishl.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            ctx.fired("ishl.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, ubfm(ctx, ty, x_reg, negative(ty, shift_amount(ty, y_k)), left_top(ty, shift_amount(ty, y_k))))
            return True
        # ishl.2
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ishl.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, lsl_r(ctx, ty, x_reg, shift_by(ctx, ty, y)))
            return True
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        # ishl.3
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            ctx.fired("ishl.3")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, shl_i(ctx, ty, x_reg, shift_amount(ty, y_k)))
            return True
        # ishl.4
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ishl.4")
            x_reg = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, ushl(ctx, ty, x_reg, in_lanes(ctx, ty, masked_amount(ctx, ty, y_reg))))
            return True
    return False


def lower_ushr(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ushr`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # ushr.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            ctx.fired("ushr.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, ubfm(ctx, ty, x_reg, shift_amount(ty, y_k), bits(ty) - 1))
            return True
        # ushr.2
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ushr.2")
            n: i64 = shift_by(ctx, ty, y)
            ctx.set_result(inst, 0, lsr_r(ctx, ty, zext(ctx, x), n))
            return True
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            # ushr.3
            if shift_amount(ty, y_k) == 0:
                ctx.fired("ushr.3")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, x_reg)
                return True
            # ushr.4
            ctx.fired("ushr.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, ushr(ctx, ty, x_reg, shift_amount(ty, y_k)))
            return True
        # ushr.5
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ushr.5")
            y_reg: i64 = ctx.use(y)
            x_reg = ctx.use(x)
            n = neg(ctx, I64, masked_amount(ctx, ty, y_reg))
            ctx.set_result(inst, 0, ushl(ctx, ty, x_reg, in_lanes(ctx, ty, n)))
            return True
    return False


def lower_sshr(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sshr`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # sshr.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            ctx.fired("sshr.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, sbfm(ctx, ty, x_reg, shift_amount(ty, y_k), bits(ty) - 1))
            return True
        # sshr.2
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("sshr.2")
            n: i64 = shift_by(ctx, ty, y)
            ctx.set_result(inst, 0, asr_r(ctx, ty, sext(ctx, x), n))
            return True
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            # sshr.3
            if shift_amount(ty, y_k) == 0:
                ctx.fired("sshr.3")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, x_reg)
                return True
            # sshr.4
            ctx.fired("sshr.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, sshr(ctx, ty, x_reg, shift_amount(ty, y_k)))
            return True
        # sshr.5
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("sshr.5")
            y_reg: i64 = ctx.use(y)
            x_reg = ctx.use(x)
            n = neg(ctx, I64, masked_amount(ctx, ty, y_reg))
            ctx.set_result(inst, 0, sshl(ctx, ty, x_reg, in_lanes(ctx, ty, n)))
            return True
    return False


def lower_rotl(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `rotl`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # rotl.1
    if (ty == I32 or ty == I64) and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        ctx.fired("rotl.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, extr(ctx, ty, x_reg, x_reg, shift_amount(ty, negative(ty, y_k))))
        return True
    # rotl.2
    if (ty == I8 or ty == I16) and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        ctx.fired("rotl.2")
        ctx.set_result(inst, 0, ubfm(ctx, I32, doubled(ctx, x), shift_amount(ty, negative(ty, y_k)), 31))
        return True
    # rotl.3
    if ty == I32 or ty == I64:
        ctx.fired("rotl.3")
        y_reg: i64 = ctx.use(y)
        x_reg = ctx.use(x)
        n: i64 = neg(ctx, I32, y_reg)
        ctx.set_result(inst, 0, ror_r(ctx, ty, x_reg, n))
        return True
    # rotl.4
    if ty == I8 or ty == I16:
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("rotl.4")
            y_reg = ctx.use(y)
            n = and_i(ctx, I32, neg(ctx, I32, y_reg), mask(I32, bits(ty) - 1))
            ctx.set_result(inst, 0, lsr_r(ctx, I32, doubled(ctx, x), n))
            return True
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            # rotl.5
            if shift_amount(ty, y_k) == 0:
                ctx.fired("rotl.5")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, x_reg)
                return True
            # rotl.6
            ctx.fired("rotl.6")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, sri(ctx, ty, shl_i(ctx, ty, x_reg, shift_amount(ty, y_k)), x_reg, bits(ty) - shift_amount(ty, y_k)))
            return True
        # rotl.7
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("rotl.7")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, rotated(ctx, ty, x_reg, y_reg))
            return True
    return False


def lower_rotr(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `rotr`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # rotr.1
    if (ty == I32 or ty == I64) and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        ctx.fired("rotr.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, extr(ctx, ty, x_reg, x_reg, shift_amount(ty, y_k)))
        return True
    # rotr.2
    if (ty == I8 or ty == I16) and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        ctx.fired("rotr.2")
        ctx.set_result(inst, 0, ubfm(ctx, I32, doubled(ctx, x), shift_amount(ty, y_k), 31))
        return True
    # rotr.3
    if ty == I32 or ty == I64:
        ctx.fired("rotr.3")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, ror_r(ctx, ty, x_reg, y_reg))
        return True
    # rotr.4
    if ty == I8 or ty == I16:
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("rotr.4")
            n: i64 = shift_by(ctx, ty, y)
            ctx.set_result(inst, 0, lsr_r(ctx, I32, doubled(ctx, x), n))
            return True
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            # rotr.5
            if shift_amount(ty, y_k) == 0:
                ctx.fired("rotr.5")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, x_reg)
                return True
            # rotr.6
            ctx.fired("rotr.6")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, sri(ctx, ty, shl_i(ctx, ty, x_reg, bits(ty) - shift_amount(ty, y_k)), x_reg, shift_amount(ty, y_k)))
            return True
        # rotr.7
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("rotr.7")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            n = neg(ctx, I32, y_reg)
            ctx.set_result(inst, 0, rotated(ctx, ty, x_reg, n))
            return True
    return False


def lower_bitrev(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bitrev`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # bitrev.1
    if ty == I32 or ty == I64:
        ctx.fired("bitrev.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, rbit(ctx, ty, x_reg))
        return True
    # bitrev.2
    if ty == I8 or ty == I16:
        ctx.fired("bitrev.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, ubfm(ctx, I32, rbit(ctx, I32, x_reg), 32 - bits(ty), 31))
        return True
    return False


def lower_bswap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bswap`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # bswap.1
    if ty == I64:
        ctx.fired("bswap.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, rev_x(ctx, x_reg))
        return True
    # bswap.2
    if ty == I32:
        ctx.fired("bswap.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, rev_w(ctx, x_reg))
        return True
    # bswap.3
    if ty == I16:
        ctx.fired("bswap.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, rev16(ctx, I32, x_reg))
        return True
    return False


def lower_clz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `clz`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # clz.1
    if ty == I32 or ty == I64:
        ctx.fired("clz.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, clz(ctx, ty, x_reg))
        return True
    # clz.2
    if ty == I8 or ty == I16:
        ctx.fired("clz.2")
        ctx.set_result(inst, 0, sub_i(ctx, I32, clz(ctx, I32, zext(ctx, x)), 32 - bits(ty)))
        return True
    return False


def lower_ctz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ctz`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # ctz.1
    if ty == I32 or ty == I64:
        ctx.fired("ctz.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, clz(ctx, ty, rbit(ctx, ty, x_reg)))
        return True
    # ctz.2
    if ty == I8 or ty == I16:
        ctx.fired("ctz.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, clz(ctx, I32, rbit(ctx, I32, orr_i(ctx, I32, x_reg, mask(I32, power(bits(ty)))))))
        return True
    return False


def lower_cls(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `cls`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # cls.1
    if ty == I32 or ty == I64:
        ctx.fired("cls.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, cls(ctx, ty, x_reg))
        return True
    # cls.2
    if ty == I8 or ty == I16:
        ctx.fired("cls.2")
        ctx.set_result(inst, 0, sub_i(ctx, I32, cls(ctx, I32, sext(ctx, x)), 32 - bits(ty)))
        return True
    return False


def lower_popcnt(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `popcnt`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # popcnt.1
    if ty == I64:
        ctx.fired("popcnt.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, fmov_ws(ctx, addv(ctx, 49, cnt_v(ctx, 49, fmov_dx(ctx, x_reg)))))
        return True
    # popcnt.2
    if I8 <= ty <= I32:
        ctx.fired("popcnt.2")
        ctx.set_result(inst, 0, fmov_ws(ctx, addv(ctx, 49, cnt_v(ctx, 49, fmov_sw(ctx, zext(ctx, x))))))
        return True
    # popcnt.3
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("popcnt.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, ones_of_lanes(ctx, ty, x_reg))
        return True
    return False


def lower_icmp(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `icmp`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    cc: i64 = func.imm[inst]
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        if cc == CC_NE:
            # icmp.2
            if y_op == OP_VCONST:
                y_const: i64 = func.imm[y_def]
                if is_zero(ctx, y_const):
                    ctx.fired("icmp.2")
                    x_reg: i64 = ctx.use(x)
                    ctx.set_result(inst, 0, cmtst(ctx, ty, x_reg, x_reg))
                    return True
            # icmp.2 (mirrored)
            if x_op == OP_VCONST:
                x_const: i64 = func.imm[x_def]
                if is_zero(ctx, x_const):
                    ctx.fired("icmp.2")
                    y_reg: i64 = ctx.use(y)
                    ctx.set_result(inst, 0, cmtst(ctx, ty, y_reg, y_reg))
                    return True
        if cc == CC_EQ:
            # icmp.3
            if y_op == OP_VCONST:
                y_const = func.imm[y_def]
                if is_zero(ctx, y_const):
                    ctx.fired("icmp.3")
                    x_reg = ctx.use(x)
                    ctx.set_result(inst, 0, cmeq_zero(ctx, ty, x_reg))
                    return True
            # icmp.3 (mirrored)
            if x_op == OP_VCONST:
                x_const = func.imm[x_def]
                if is_zero(ctx, x_const):
                    ctx.fired("icmp.3")
                    y_reg = ctx.use(y)
                    ctx.set_result(inst, 0, cmeq_zero(ctx, ty, y_reg))
                    return True
        # icmp.4
        if cc == CC_SGT and y_op == OP_VCONST:
            y_const = func.imm[y_def]
            if is_zero(ctx, y_const):
                ctx.fired("icmp.4")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, cmgt_zero(ctx, ty, x_reg))
                return True
        # icmp.4 (mirrored)
        if cc == CC_SLT and x_op == OP_VCONST:
            x_const = func.imm[x_def]
            if is_zero(ctx, x_const):
                ctx.fired("icmp.4")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, cmgt_zero(ctx, ty, y_reg))
                return True
        # icmp.5
        if cc == CC_SGE and y_op == OP_VCONST:
            y_const = func.imm[y_def]
            if is_zero(ctx, y_const):
                ctx.fired("icmp.5")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, cmge_zero(ctx, ty, x_reg))
                return True
        # icmp.5 (mirrored)
        if cc == CC_SLE and x_op == OP_VCONST:
            x_const = func.imm[x_def]
            if is_zero(ctx, x_const):
                ctx.fired("icmp.5")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, cmge_zero(ctx, ty, y_reg))
                return True
        # icmp.6
        if cc == CC_SLT and y_op == OP_VCONST:
            y_const = func.imm[y_def]
            if is_zero(ctx, y_const):
                ctx.fired("icmp.6")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, cmlt_zero(ctx, ty, x_reg))
                return True
        # icmp.6 (mirrored)
        if cc == CC_SGT and x_op == OP_VCONST:
            x_const = func.imm[x_def]
            if is_zero(ctx, x_const):
                ctx.fired("icmp.6")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, cmlt_zero(ctx, ty, y_reg))
                return True
        # icmp.7
        if cc == CC_SLE and y_op == OP_VCONST:
            y_const = func.imm[y_def]
            if is_zero(ctx, y_const):
                ctx.fired("icmp.7")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, cmle_zero(ctx, ty, x_reg))
                return True
        # icmp.7 (mirrored)
        if cc == CC_SGE and x_op == OP_VCONST:
            x_const = func.imm[x_def]
            if is_zero(ctx, x_const):
                ctx.fired("icmp.7")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, cmle_zero(ctx, ty, y_reg))
                return True
    # icmp.1
    if I8 <= ty <= I64:
        ctx.fired("icmp.1")
        ctx.set_result(inst, 0, cset(ctx, I32, compare(ctx, cc, x, y)))
        return True
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        # icmp.8
        if cc == CC_NE:
            ctx.fired("icmp.8")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, mvn_v(ctx, ty, cmeq(ctx, ty, x_reg, y_reg)))
            return True
        # icmp.9
        if cc == CC_EQ:
            ctx.fired("icmp.9")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, cmeq(ctx, ty, x_reg, y_reg))
            return True
        # icmp.10
        if cc == CC_SGT:
            ctx.fired("icmp.10")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, cmgt(ctx, ty, x_reg, y_reg))
            return True
        # icmp.11
        if cc == CC_SGE:
            ctx.fired("icmp.11")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, cmge(ctx, ty, x_reg, y_reg))
            return True
        # icmp.12
        if cc == CC_UGT:
            ctx.fired("icmp.12")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, cmhi(ctx, ty, x_reg, y_reg))
            return True
        # icmp.13
        if cc == CC_UGE:
            ctx.fired("icmp.13")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, cmhs(ctx, ty, x_reg, y_reg))
            return True
        # icmp.14
        if cc == CC_SLT:
            ctx.fired("icmp.14")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmgt(ctx, ty, y_reg, x_reg))
            return True
        # icmp.15
        if cc == CC_SLE:
            ctx.fired("icmp.15")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmge(ctx, ty, y_reg, x_reg))
            return True
        # icmp.16
        if cc == CC_ULT:
            ctx.fired("icmp.16")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmhi(ctx, ty, y_reg, x_reg))
            return True
        # icmp.17
        if cc == CC_ULE:
            ctx.fired("icmp.17")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmhs(ctx, ty, y_reg, x_reg))
            return True
    return False


def lower_bmask(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bmask`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # bmask.1
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("bmask.1")
            ctx.set_result(inst, 0, csetm(ctx, ty, truth(ctx, x)))
            return True
    return False


def lower_ireduce(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ireduce`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # ireduce.1
    if ty == I32:
        x_type: i64 = i64(func.value_type[x])
        if x_type == I64 and fits_word(ctx, x):
            ctx.fired("ireduce.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            return True
    # ireduce.2
    if I8 <= ty <= I64:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("ireduce.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, low_word(ctx, ty, x_reg))
            return True
    return False


def lower_uextend(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uextend`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # uextend.3
    if I8 <= ty <= I64 and x_op == OP_EXTRACTLANE:
        x_ty: i64 = i64(func.ty[x_def])
        if x_ty == 19 or x_ty == 34 or x_ty == I32X4 or x_ty == 49 or x_ty == I16X8 or x_ty == I8X16:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_lane: i64 = func.imm[x_def]
            ctx.fired("uextend.3")
            x_x_reg: i64 = ctx.use(x_x)
            ctx.set_result(inst, 0, umov_w(ctx, x_ty, x_x_reg, x_lane))
            return True
    # uextend.1
    if ty == I64:
        x_type: i64 = i64(func.value_type[x])
        if x_type == I32:
            ctx.fired("uextend.1")
            ctx.set_result(inst, 0, extended(ctx, x))
            return True
    # uextend.2
    if I8 <= ty <= I64:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("uextend.2")
            ctx.set_result(inst, 0, zext(ctx, x))
            return True
    return False


def lower_sextend(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sextend`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # sextend.4
    if ty == I64 and x_op == OP_EXTRACTLANE:
        x_ty: i64 = i64(func.ty[x_def])
        if x_ty == 19 or x_ty == 34 or x_ty == I32X4 or x_ty == 49 or x_ty == I16X8 or x_ty == I8X16:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_lane: i64 = func.imm[x_def]
            ctx.fired("sextend.4")
            x_x_reg: i64 = ctx.use(x_x)
            ctx.set_result(inst, 0, smov_x(ctx, x_ty, x_x_reg, x_lane))
            return True
    # sextend.5
    if I8 <= ty <= I32 and x_op == OP_EXTRACTLANE:
        x_ty = i64(func.ty[x_def])
        if x_ty == I16X8 or x_ty == I8X16:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_lane = func.imm[x_def]
            ctx.fired("sextend.5")
            x_x_reg = ctx.use(x_x)
            ctx.set_result(inst, 0, smov_w(ctx, x_ty, x_x_reg, x_lane))
            return True
    # sextend.1
    if ty == I64 and x_op == OP_LOAD:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I32:
            x_flags: i64 = i64(func.flags[x_def])
            x_p: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_off: i64 = func.imm[x_def]
            if sinkable(ctx, x_def):
                ctx.fired("sextend.1")
                sink(ctx, x_def)
                ctx.set_result(inst, 0, ldrs_x(ctx, x_ty, address(ctx, x_ty, x_flags, x_p, x_off)))
                return True
    # sextend.2
    if I8 <= ty <= I32 and x_op == OP_LOAD:
        x_ty = i64(func.ty[x_def])
        if x_ty == I8 or x_ty == I16:
            x_flags = i64(func.flags[x_def])
            x_p = i64(func.pool[i64(func.arg_start[x_def])])
            x_off = func.imm[x_def]
            if sinkable(ctx, x_def):
                ctx.fired("sextend.2")
                sink(ctx, x_def)
                ctx.set_result(inst, 0, ldrs_w(ctx, x_ty, address(ctx, x_ty, x_flags, x_p, x_off)))
                return True
    # sextend.3
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("sextend.3")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, sbfm(ctx, ty, x_reg, 0, bits(x_type) - 1))
            return True
    return False


def lower_isplit(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `isplit`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # isplit.1
    if ty == I16 or ty == I32:
        ctx.fired("isplit.1")
        x_reg: i64 = ctx.use(x)
        result1: i64 = ubfm(ctx, I32, x_reg, half(ty), bits(ty) - 1)
        ctx.set_result(inst, 0, x_reg)
        ctx.set_result(inst, 1, result1)
        return True
    # isplit.2
    if ty == I64:
        ctx.fired("isplit.2")
        x_reg = ctx.use(x)
        result0: i64 = low_word(ctx, I32, x_reg)
        result1 = ubfm(ctx, I64, x_reg, 32, 63)
        ctx.set_result(inst, 0, result0)
        ctx.set_result(inst, 1, result1)
        return True
    return False


def lower_iconcat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `iconcat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    lo: i64 = i64(func.pool[i64(func.arg_start[inst])])
    hi: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # iconcat.1
    if ty == I32:
        ctx.fired("iconcat.1")
        hi_reg: i64 = ctx.use(hi)
        ctx.set_result(inst, 0, orr_rs(ctx, I64, extended(ctx, lo), hi_reg, LSL, 32))
        return True
    # iconcat.2
    if ty == I8 or ty == I16:
        ctx.fired("iconcat.2")
        hi_reg = ctx.use(hi)
        ctx.set_result(inst, 0, orr_rs(ctx, I32, zext(ctx, lo), hi_reg, LSL, bits(ty)))
        return True
    return False


def lower_fadd(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fadd`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fadd.3
    if (ty == 38 or ty == 54) and has(ctx, HAS_FP16):
        ctx.fired("fadd.3")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, fadd_h(ctx, ty, x_reg, y_reg))
        return True
    # fadd.1
    if F16 <= ty <= F64:
        ctx.fired("fadd.1")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fadd(ctx, ty, x_reg, y_reg))
        return True
    # fadd.2
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("fadd.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fadd_v(ctx, ty, x_reg, y_reg))
        return True
    # fadd.4
    if ty == 38:
        ctx.fired("fadd.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fcvtn_v(ctx, ty, fadd_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    # fadd.5
    if ty == 54:
        ctx.fired("fadd.5")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        r: i64 = fcvtn_v(ctx, 38, fadd_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg), fcvtl_v(ctx, 38, y_reg)))
        ctx.set_result(inst, 0, fcvtn2_v(ctx, ty, r, fadd_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    return False


def lower_fsub(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fsub`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fsub.3
    if (ty == 38 or ty == 54) and has(ctx, HAS_FP16):
        ctx.fired("fsub.3")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, fsub_h(ctx, ty, x_reg, y_reg))
        return True
    # fsub.1
    if F16 <= ty <= F64:
        ctx.fired("fsub.1")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fsub(ctx, ty, x_reg, y_reg))
        return True
    # fsub.2
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("fsub.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fsub_v(ctx, ty, x_reg, y_reg))
        return True
    # fsub.4
    if ty == 38:
        ctx.fired("fsub.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fcvtn_v(ctx, ty, fsub_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    # fsub.5
    if ty == 54:
        ctx.fired("fsub.5")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        r: i64 = fcvtn_v(ctx, 38, fsub_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg), fcvtl_v(ctx, 38, y_reg)))
        ctx.set_result(inst, 0, fcvtn2_v(ctx, ty, r, fsub_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    return False


def lower_fmul(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fmul`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fmul.3
    if (ty == 38 or ty == 54) and has(ctx, HAS_FP16):
        ctx.fired("fmul.3")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, fmul_h(ctx, ty, x_reg, y_reg))
        return True
    # fmul.1
    if F16 <= ty <= F64:
        ctx.fired("fmul.1")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fmul(ctx, ty, x_reg, y_reg))
        return True
    # fmul.2
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("fmul.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fmul_v(ctx, ty, x_reg, y_reg))
        return True
    # fmul.4
    if ty == 38:
        ctx.fired("fmul.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fcvtn_v(ctx, ty, fmul_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    # fmul.5
    if ty == 54:
        ctx.fired("fmul.5")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        r: i64 = fcvtn_v(ctx, 38, fmul_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg), fcvtl_v(ctx, 38, y_reg)))
        ctx.set_result(inst, 0, fcvtn2_v(ctx, ty, r, fmul_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    return False


def lower_fdiv(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fdiv`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fdiv.3
    if (ty == 38 or ty == 54) and has(ctx, HAS_FP16):
        ctx.fired("fdiv.3")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, fdiv_h(ctx, ty, x_reg, y_reg))
        return True
    # fdiv.1
    if F16 <= ty <= F64:
        ctx.fired("fdiv.1")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fdiv(ctx, ty, x_reg, y_reg))
        return True
    # fdiv.2
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("fdiv.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fdiv_v(ctx, ty, x_reg, y_reg))
        return True
    # fdiv.4
    if ty == 38:
        ctx.fired("fdiv.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fcvtn_v(ctx, ty, fdiv_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    # fdiv.5
    if ty == 54:
        ctx.fired("fdiv.5")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        r: i64 = fcvtn_v(ctx, 38, fdiv_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg), fcvtl_v(ctx, 38, y_reg)))
        ctx.set_result(inst, 0, fcvtn2_v(ctx, ty, r, fdiv_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    return False


def lower_sqrt(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sqrt`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # sqrt.3
    if (ty == 38 or ty == 54) and has(ctx, HAS_FP16):
        ctx.fired("sqrt.3")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, fsqrt_h(ctx, ty, x_reg))
        return True
    # sqrt.1
    if F16 <= ty <= F64:
        ctx.fired("sqrt.1")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, fsqrt(ctx, ty, x_reg))
        return True
    # sqrt.2
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("sqrt.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, fsqrt_v(ctx, ty, x_reg))
        return True
    # sqrt.4
    if ty == 38:
        ctx.fired("sqrt.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, fcvtn_v(ctx, ty, fsqrt_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg))))
        return True
    # sqrt.5
    if ty == 54:
        ctx.fired("sqrt.5")
        x_reg = ctx.use(x)
        r: i64 = fcvtn_v(ctx, 38, fsqrt_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg)))
        ctx.set_result(inst, 0, fcvtn2_v(ctx, ty, r, fsqrt_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg))))
        return True
    return False


def lower_fma(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fma`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    z: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    z_def: i64 = ctx.def_inst(z)
    z_op: i64 = ctx.def_op(z_def)
    if F16 <= ty <= F64:
        if x_op == OP_FNEG:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            # fma.2
            if z_op == OP_FNEG:
                z_x: i64 = i64(func.pool[i64(func.arg_start[z_def])])
                ctx.fired("fma.2")
                x_x_reg: i64 = ctx.use(x_x)
                y_reg: i64 = ctx.use(y)
                z_x_reg: i64 = ctx.use(z_x)
                ctx.set_result(inst, 0, fnmadd(ctx, ty, x_x_reg, y_reg, z_x_reg))
                return True
            # fma.3
            ctx.fired("fma.3")
            x_x_reg = ctx.use(x_x)
            y_reg = ctx.use(y)
            z_reg: i64 = ctx.use(z)
            ctx.set_result(inst, 0, fmsub(ctx, ty, x_x_reg, y_reg, z_reg))
            return True
        # fma.4
        if z_op == OP_FNEG:
            z_x = i64(func.pool[i64(func.arg_start[z_def])])
            ctx.fired("fma.4")
            x_reg: i64 = ctx.use(x)
            y_reg = ctx.use(y)
            z_x_reg = ctx.use(z_x)
            ctx.set_result(inst, 0, fnmsub(ctx, ty, x_reg, y_reg, z_x_reg))
            return True
    # fma.5
    if (ty == 23 or ty == F64X2 or ty == F32X4) and x_op == OP_FNEG:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired("fma.5")
        z_reg = ctx.use(z)
        x_x_reg = ctx.use(x_x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fmls_v(ctx, ty, z_reg, x_x_reg, y_reg))
        return True
    # fma.7
    if (ty == 38 or ty == 54) and x_op == OP_FNEG:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        if has(ctx, HAS_FP16):
            ctx.fired("fma.7")
            z_reg = ctx.use(z)
            x_x_reg = ctx.use(x_x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, fmls_h(ctx, ty, z_reg, x_x_reg, y_reg))
            return True
    # fma.1
    if F16 <= ty <= F64:
        ctx.fired("fma.1")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        z_reg = ctx.use(z)
        ctx.set_result(inst, 0, fmadd(ctx, ty, x_reg, y_reg, z_reg))
        return True
    # fma.6
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("fma.6")
        z_reg = ctx.use(z)
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fmla_v(ctx, ty, z_reg, x_reg, y_reg))
        return True
    if ty == 38 or ty == 54:
        # fma.8
        if has(ctx, HAS_FP16):
            ctx.fired("fma.8")
            z_reg = ctx.use(z)
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, fmla_h(ctx, ty, z_reg, x_reg, y_reg))
            return True
        # fma.9
        ctx.fired("fma.9")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        z_reg = ctx.use(z)
        ctx.set_result(inst, 0, fused_halves(ctx, ty, x_reg, y_reg, z_reg))
        return True
    return False


def lower_fneg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fneg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fneg.2
    if ty == F16 and not has(ctx, HAS_FP16):
        ctx.fired("fneg.2")
        x_reg: i64 = ctx.use(x)
        s: i64 = ushr(ctx, 34, mvn_v(ctx, ty, x_reg), 15)
        ctx.set_result(inst, 0, sli(ctx, 34, x_reg, s, 15))
        return True
    # fneg.1
    if F16 <= ty <= F64:
        ctx.fired("fneg.1")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, fneg(ctx, ty, x_reg))
        return True
    # fneg.3
    if ty == F128:
        ctx.fired("fneg.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, ins_lane(ctx, I64X2, x_reg, fneg_v(ctx, F64X2, x_reg), 1, 1))
        return True
    # fneg.4
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("fneg.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, fneg_v(ctx, ty, x_reg))
        return True
    if ty == 38 or ty == 54:
        # fneg.5
        if has(ctx, HAS_FP16):
            ctx.fired("fneg.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fneg_h(ctx, ty, x_reg))
            return True
        # fneg.6
        ctx.fired("fneg.6")
        x_reg = ctx.use(x)
        s = ushr(ctx, ty, mvn_v(ctx, ty, x_reg), 15)
        ctx.set_result(inst, 0, sli(ctx, ty, x_reg, s, 15))
        return True
    return False


def lower_fabs(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fabs`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fabs.2
    if ty == F16 and not has(ctx, HAS_FP16):
        ctx.fired("fabs.2")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, ushr(ctx, 34, shl_i(ctx, 34, x_reg, 1), 1))
        return True
    # fabs.1
    if F16 <= ty <= F64:
        ctx.fired("fabs.1")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, fabs(ctx, ty, x_reg))
        return True
    # fabs.3
    if ty == F128:
        ctx.fired("fabs.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, ins_lane(ctx, I64X2, x_reg, fabs_v(ctx, F64X2, x_reg), 1, 1))
        return True
    # fabs.4
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("fabs.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, fabs_v(ctx, ty, x_reg))
        return True
    if ty == 38 or ty == 54:
        # fabs.5
        if has(ctx, HAS_FP16):
            ctx.fired("fabs.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fabs_h(ctx, ty, x_reg))
            return True
        # fabs.6
        ctx.fired("fabs.6")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, ushr(ctx, ty, shl_i(ctx, ty, x_reg, 1), 1))
        return True
    return False


def lower_fcopysign(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcopysign`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fcopysign.1
    if ty == F32:
        ctx.fired("fcopysign.1")
        y_reg: i64 = ctx.use(y)
        x_reg: i64 = ctx.use(x)
        s: i64 = ushr(ctx, 19, y_reg, 31)
        ctx.set_result(inst, 0, sli(ctx, 19, x_reg, s, 31))
        return True
    # fcopysign.2
    if ty == F64:
        ctx.fired("fcopysign.2")
        y_reg = ctx.use(y)
        x_reg = ctx.use(x)
        s = ushr_d(ctx, I64, y_reg, 63)
        ctx.set_result(inst, 0, sli_d(ctx, I64, x_reg, s, 63))
        return True
    # fcopysign.3
    if ty == F16:
        ctx.fired("fcopysign.3")
        y_reg = ctx.use(y)
        x_reg = ctx.use(x)
        s = ushr(ctx, 34, y_reg, 15)
        ctx.set_result(inst, 0, sli(ctx, 34, x_reg, s, 15))
        return True
    # fcopysign.4
    if ty == F128:
        ctx.fired("fcopysign.4")
        y_reg = ctx.use(y)
        x_reg = ctx.use(x)
        s = ushr(ctx, I64X2, y_reg, 63)
        r: i64 = sli(ctx, I64X2, x_reg, s, 63)
        ctx.set_result(inst, 0, ins_lane(ctx, I64X2, x_reg, r, 1, 1))
        return True
    # fcopysign.5
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("fcopysign.5")
        y_reg = ctx.use(y)
        x_reg = ctx.use(x)
        s = ushr(ctx, ty, y_reg, bits(ty) - 1)
        ctx.set_result(inst, 0, sli(ctx, ty, x_reg, s, bits(ty) - 1))
        return True
    # fcopysign.6
    if ty == 38 or ty == 54:
        ctx.fired("fcopysign.6")
        y_reg = ctx.use(y)
        x_reg = ctx.use(x)
        s = ushr(ctx, ty, y_reg, 15)
        ctx.set_result(inst, 0, sli(ctx, ty, x_reg, s, 15))
        return True
    return False


def lower_fmin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fmin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fmin.3
    if (ty == 38 or ty == 54) and has(ctx, HAS_FP16):
        ctx.fired("fmin.3")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, fmin_h(ctx, ty, x_reg, y_reg))
        return True
    # fmin.1
    if F16 <= ty <= F64:
        ctx.fired("fmin.1")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fmin(ctx, ty, x_reg, y_reg))
        return True
    # fmin.2
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("fmin.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fmin_v(ctx, ty, x_reg, y_reg))
        return True
    # fmin.4
    if ty == 38:
        ctx.fired("fmin.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fcvtn_v(ctx, ty, fmin_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    # fmin.5
    if ty == 54:
        ctx.fired("fmin.5")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        r: i64 = fcvtn_v(ctx, 38, fmin_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg), fcvtl_v(ctx, 38, y_reg)))
        ctx.set_result(inst, 0, fcvtn2_v(ctx, ty, r, fmin_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    return False


def lower_fmax(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fmax`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fmax.3
    if (ty == 38 or ty == 54) and has(ctx, HAS_FP16):
        ctx.fired("fmax.3")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, fmax_h(ctx, ty, x_reg, y_reg))
        return True
    # fmax.1
    if F16 <= ty <= F64:
        ctx.fired("fmax.1")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fmax(ctx, ty, x_reg, y_reg))
        return True
    # fmax.2
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("fmax.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fmax_v(ctx, ty, x_reg, y_reg))
        return True
    # fmax.4
    if ty == 38:
        ctx.fired("fmax.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fcvtn_v(ctx, ty, fmax_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    # fmax.5
    if ty == 54:
        ctx.fired("fmax.5")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        r: i64 = fcvtn_v(ctx, 38, fmax_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg), fcvtl_v(ctx, 38, y_reg)))
        ctx.set_result(inst, 0, fcvtn2_v(ctx, ty, r, fmax_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    return False


def lower_ceil(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ceil`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # ceil.3
    if (ty == 38 or ty == 54) and has(ctx, HAS_FP16):
        ctx.fired("ceil.3")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, frintp_h(ctx, ty, x_reg))
        return True
    # ceil.1
    if F16 <= ty <= F64:
        ctx.fired("ceil.1")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, frintp(ctx, ty, x_reg))
        return True
    # ceil.2
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("ceil.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, frintp_v(ctx, ty, x_reg))
        return True
    # ceil.4
    if ty == 38:
        ctx.fired("ceil.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, fcvtn_v(ctx, ty, frintp_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg))))
        return True
    # ceil.5
    if ty == 54:
        ctx.fired("ceil.5")
        x_reg = ctx.use(x)
        r: i64 = fcvtn_v(ctx, 38, frintp_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg)))
        ctx.set_result(inst, 0, fcvtn2_v(ctx, ty, r, frintp_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg))))
        return True
    return False


def lower_floor(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `floor`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # floor.3
    if (ty == 38 or ty == 54) and has(ctx, HAS_FP16):
        ctx.fired("floor.3")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, frintm_h(ctx, ty, x_reg))
        return True
    # floor.1
    if F16 <= ty <= F64:
        ctx.fired("floor.1")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, frintm(ctx, ty, x_reg))
        return True
    # floor.2
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("floor.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, frintm_v(ctx, ty, x_reg))
        return True
    # floor.4
    if ty == 38:
        ctx.fired("floor.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, fcvtn_v(ctx, ty, frintm_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg))))
        return True
    # floor.5
    if ty == 54:
        ctx.fired("floor.5")
        x_reg = ctx.use(x)
        r: i64 = fcvtn_v(ctx, 38, frintm_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg)))
        ctx.set_result(inst, 0, fcvtn2_v(ctx, ty, r, frintm_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg))))
        return True
    return False


def lower_trunc(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `trunc`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # trunc.3
    if (ty == 38 or ty == 54) and has(ctx, HAS_FP16):
        ctx.fired("trunc.3")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, frintz_h(ctx, ty, x_reg))
        return True
    # trunc.1
    if F16 <= ty <= F64:
        ctx.fired("trunc.1")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, frintz(ctx, ty, x_reg))
        return True
    # trunc.2
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("trunc.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, frintz_v(ctx, ty, x_reg))
        return True
    # trunc.4
    if ty == 38:
        ctx.fired("trunc.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, fcvtn_v(ctx, ty, frintz_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg))))
        return True
    # trunc.5
    if ty == 54:
        ctx.fired("trunc.5")
        x_reg = ctx.use(x)
        r: i64 = fcvtn_v(ctx, 38, frintz_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg)))
        ctx.set_result(inst, 0, fcvtn2_v(ctx, ty, r, frintz_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg))))
        return True
    return False


def lower_nearest(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `nearest`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # nearest.3
    if (ty == 38 or ty == 54) and has(ctx, HAS_FP16):
        ctx.fired("nearest.3")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, frintn_h(ctx, ty, x_reg))
        return True
    # nearest.1
    if F16 <= ty <= F64:
        ctx.fired("nearest.1")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, frintn(ctx, ty, x_reg))
        return True
    # nearest.2
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("nearest.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, frintn_v(ctx, ty, x_reg))
        return True
    # nearest.4
    if ty == 38:
        ctx.fired("nearest.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, fcvtn_v(ctx, ty, frintn_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg))))
        return True
    # nearest.5
    if ty == 54:
        ctx.fired("nearest.5")
        x_reg = ctx.use(x)
        r: i64 = fcvtn_v(ctx, 38, frintn_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg)))
        ctx.set_result(inst, 0, fcvtn2_v(ctx, ty, r, frintn_v(ctx, F32X4, fcvtl_v(ctx, ty, x_reg))))
        return True
    return False


def lower_fcmp(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcmp`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    cc: i64 = func.imm[inst]
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fcmp.3
    if (ty == 38 or ty == 54) and has(ctx, HAS_FP16):
        ctx.fired("fcmp.3")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, fcmp_lanes(ctx, ty, cc, x_reg, y_reg))
        return True
    # fcmp.1
    if F16 <= ty <= F64:
        ctx.fired("fcmp.1")
        ctx.set_result(inst, 0, fcmp_set(ctx, cc, x, y))
        return True
    # fcmp.2
    if ty == 23 or ty == F64X2 or ty == F32X4:
        ctx.fired("fcmp.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fcmp_lanes(ctx, ty, cc, x_reg, y_reg))
        return True
    # fcmp.4
    if ty == 38:
        ctx.fired("fcmp.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, xtn(ctx, 34, fcmp_lanes(ctx, F32X4, cc, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    # fcmp.5
    if ty == 54:
        ctx.fired("fcmp.5")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        r: i64 = xtn(ctx, 34, fcmp_lanes(ctx, F32X4, cc, fcvtl_v(ctx, 38, x_reg), fcvtl_v(ctx, 38, y_reg)))
        ctx.set_result(inst, 0, xtn2(ctx, I16X8, r, fcmp_lanes(ctx, F32X4, cc, fcvtl_v(ctx, ty, x_reg), fcvtl_v(ctx, ty, y_reg))))
        return True
    return False


def lower_fpromote(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fpromote`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fpromote.1
    if ty == F64:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F32:
            ctx.fired("fpromote.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, fcvt_ds(ctx, x_reg))
            return True
    # fpromote.2
    if ty == F32:
        x_type = i64(func.value_type[x])
        if x_type == F16:
            ctx.fired("fpromote.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fcvt_sh(ctx, x_reg))
            return True
    # fpromote.3
    if ty == F64:
        x_type = i64(func.value_type[x])
        if x_type == F16:
            ctx.fired("fpromote.3")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fcvt_dh(ctx, x_reg))
            return True
    return False


def lower_fdemote(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fdemote`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fdemote.1
    if ty == F32:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F64:
            ctx.fired("fdemote.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, fcvt_sd(ctx, x_reg))
            return True
    if ty == F16:
        x_type = i64(func.value_type[x])
        # fdemote.2
        if x_type == F32:
            ctx.fired("fdemote.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fcvt_hs(ctx, x_reg))
            return True
        # fdemote.3
        if x_type == F64:
            ctx.fired("fdemote.3")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fcvt_hd(ctx, x_reg))
            return True
    return False


def lower_fcvt_to_uint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_to_uint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        # fcvt_to_uint.2
        if x_type == F16:
            ctx.fired("fcvt_to_uint.2")
            x_reg: i64 = ctx.use(x)
            v: i64 = fcvt_sh(ctx, x_reg)
            trap_unless_fits(ctx, ty, F32, v, 0)
            ctx.set_result(inst, 0, fcvtzu(ctx, ty, F32, v))
            return True
        # fcvt_to_uint.1
        if F16 <= x_type <= F64:
            ctx.fired("fcvt_to_uint.1")
            x_reg = ctx.use(x)
            trap_unless_fits(ctx, ty, x_type, x_reg, 0)
            ctx.set_result(inst, 0, fcvtzu(ctx, ty, x_type, x_reg))
            return True
    return False


def lower_fcvt_to_sint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_to_sint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        # fcvt_to_sint.2
        if x_type == F16:
            ctx.fired("fcvt_to_sint.2")
            x_reg: i64 = ctx.use(x)
            v: i64 = fcvt_sh(ctx, x_reg)
            trap_unless_fits(ctx, ty, F32, v, 1)
            ctx.set_result(inst, 0, fcvtzs(ctx, ty, F32, v))
            return True
        # fcvt_to_sint.1
        if F16 <= x_type <= F64:
            ctx.fired("fcvt_to_sint.1")
            x_reg = ctx.use(x)
            trap_unless_fits(ctx, ty, x_type, x_reg, 1)
            ctx.set_result(inst, 0, fcvtzs(ctx, ty, x_type, x_reg))
            return True
    return False


def lower_fcvt_to_uint_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_to_uint_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fcvt_to_uint_sat.1
    if ty == I32 or ty == I64:
        x_type: i64 = i64(func.value_type[x])
        if F16 <= x_type <= F64:
            ctx.fired("fcvt_to_uint_sat.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, fcvtzu(ctx, ty, x_type, x_reg))
            return True
    # fcvt_to_uint_sat.2
    if ty == I8 or ty == I16:
        x_type = i64(func.value_type[x])
        if F16 <= x_type <= F64:
            ctx.fired("fcvt_to_uint_sat.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, clamp_unsigned(ctx, ty, fcvtzu(ctx, I32, x_type, x_reg)))
            return True
    # fcvt_to_uint_sat.3
    if ty == 19:
        x_type = i64(func.value_type[x])
        if x_type == 23:
            ctx.fired("fcvt_to_uint_sat.3")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fcvtzu_v(ctx, 23, x_reg))
            return True
    # fcvt_to_uint_sat.4
    if ty == I32X4:
        x_type = i64(func.value_type[x])
        if x_type == F32X4:
            ctx.fired("fcvt_to_uint_sat.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fcvtzu_v(ctx, F32X4, x_reg))
            return True
    # fcvt_to_uint_sat.5
    if ty == I64X2:
        x_type = i64(func.value_type[x])
        if x_type == F64X2:
            ctx.fired("fcvt_to_uint_sat.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fcvtzu_v(ctx, F64X2, x_reg))
            return True
    if ty == 34:
        x_type = i64(func.value_type[x])
        if x_type == 38:
            # fcvt_to_uint_sat.6
            if has(ctx, HAS_FP16):
                ctx.fired("fcvt_to_uint_sat.6")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, fcvtzu_h(ctx, ty, x_reg))
                return True
            # fcvt_to_uint_sat.7
            ctx.fired("fcvt_to_uint_sat.7")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, uqxtn(ctx, ty, fcvtzu_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg))))
            return True
    # fcvt_to_uint_sat.8
    if ty == I16X8:
        x_type = i64(func.value_type[x])
        if x_type == 54:
            ctx.fired("fcvt_to_uint_sat.8")
            x_reg = ctx.use(x)
            r: i64 = uqxtn(ctx, 34, fcvtzu_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg)))
            ctx.set_result(inst, 0, uqxtn2(ctx, ty, r, fcvtzu_v(ctx, F32X4, fcvtl_v(ctx, 54, x_reg))))
            return True
    return False


def lower_fcvt_to_sint_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_to_sint_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fcvt_to_sint_sat.1
    if ty == I32 or ty == I64:
        x_type: i64 = i64(func.value_type[x])
        if F16 <= x_type <= F64:
            ctx.fired("fcvt_to_sint_sat.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, fcvtzs(ctx, ty, x_type, x_reg))
            return True
    # fcvt_to_sint_sat.2
    if ty == I8 or ty == I16:
        x_type = i64(func.value_type[x])
        if F16 <= x_type <= F64:
            ctx.fired("fcvt_to_sint_sat.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, clamp_signed(ctx, ty, fcvtzs(ctx, I32, x_type, x_reg)))
            return True
    # fcvt_to_sint_sat.3
    if ty == 19:
        x_type = i64(func.value_type[x])
        if x_type == 23:
            ctx.fired("fcvt_to_sint_sat.3")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fcvtzs_v(ctx, 23, x_reg))
            return True
    # fcvt_to_sint_sat.4
    if ty == I32X4:
        x_type = i64(func.value_type[x])
        if x_type == F32X4:
            ctx.fired("fcvt_to_sint_sat.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fcvtzs_v(ctx, F32X4, x_reg))
            return True
    # fcvt_to_sint_sat.5
    if ty == I64X2:
        x_type = i64(func.value_type[x])
        if x_type == F64X2:
            ctx.fired("fcvt_to_sint_sat.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fcvtzs_v(ctx, F64X2, x_reg))
            return True
    if ty == I16X8:
        x_type = i64(func.value_type[x])
        if x_type == 54:
            # fcvt_to_sint_sat.6
            if has(ctx, HAS_FP16):
                ctx.fired("fcvt_to_sint_sat.6")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, fcvtzs_h(ctx, ty, x_reg))
                return True
            # fcvt_to_sint_sat.8
            ctx.fired("fcvt_to_sint_sat.8")
            x_reg = ctx.use(x)
            r: i64 = sqxtn(ctx, 34, fcvtzs_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg)))
            ctx.set_result(inst, 0, sqxtn2(ctx, ty, r, fcvtzs_v(ctx, F32X4, fcvtl_v(ctx, 54, x_reg))))
            return True
    # fcvt_to_sint_sat.7
    if ty == 34:
        x_type = i64(func.value_type[x])
        if x_type == 38:
            ctx.fired("fcvt_to_sint_sat.7")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, sqxtn(ctx, ty, fcvtzs_v(ctx, F32X4, fcvtl_v(ctx, 38, x_reg))))
            return True
    return False


def lower_fcvt_from_uint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_from_uint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fcvt_from_uint.1
    if F16 <= ty <= F64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("fcvt_from_uint.1")
            ctx.set_result(inst, 0, ucvtf(ctx, ty, x_type, zext(ctx, x)))
            return True
    # fcvt_from_uint.2
    if ty == 23:
        x_type = i64(func.value_type[x])
        if x_type == 19:
            ctx.fired("fcvt_from_uint.2")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, ucvtf_v(ctx, ty, x_reg))
            return True
    # fcvt_from_uint.3
    if ty == F32X4:
        x_type = i64(func.value_type[x])
        if x_type == I32X4:
            ctx.fired("fcvt_from_uint.3")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, ucvtf_v(ctx, ty, x_reg))
            return True
    if ty == F64X2:
        x_type = i64(func.value_type[x])
        # fcvt_from_uint.4
        if x_type == I64X2:
            ctx.fired("fcvt_from_uint.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, ucvtf_v(ctx, ty, x_reg))
            return True
        # fcvt_from_uint.5
        if x_type == 19:
            ctx.fired("fcvt_from_uint.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, ucvtf_v(ctx, ty, ushll(ctx, 19, x_reg, 0)))
            return True
    if ty == 38:
        x_type = i64(func.value_type[x])
        if x_type == 34:
            # fcvt_from_uint.6
            if has(ctx, HAS_FP16):
                ctx.fired("fcvt_from_uint.6")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, ucvtf_h(ctx, ty, x_reg))
                return True
            # fcvt_from_uint.7
            ctx.fired("fcvt_from_uint.7")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fcvtn_v(ctx, ty, ucvtf_v(ctx, F32X4, ushll(ctx, 34, x_reg, 0))))
            return True
    # fcvt_from_uint.8
    if ty == 54:
        x_type = i64(func.value_type[x])
        if x_type == I16X8:
            ctx.fired("fcvt_from_uint.8")
            x_reg = ctx.use(x)
            r: i64 = fcvtn_v(ctx, 38, ucvtf_v(ctx, F32X4, ushll(ctx, 34, x_reg, 0)))
            ctx.set_result(inst, 0, fcvtn2_v(ctx, ty, r, ucvtf_v(ctx, F32X4, ushll(ctx, I16X8, x_reg, 0))))
            return True
    # fcvt_from_uint.9
    if ty == F32X4:
        x_type = i64(func.value_type[x])
        if x_type == 34:
            ctx.fired("fcvt_from_uint.9")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, ucvtf_v(ctx, F32X4, ushll(ctx, 34, x_reg, 0)))
            return True
    return False


def lower_fcvt_from_sint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_from_sint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fcvt_from_sint.1
    if F16 <= ty <= F64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("fcvt_from_sint.1")
            ctx.set_result(inst, 0, scvtf(ctx, ty, x_type, sext(ctx, x)))
            return True
    # fcvt_from_sint.2
    if ty == 23:
        x_type = i64(func.value_type[x])
        if x_type == 19:
            ctx.fired("fcvt_from_sint.2")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, scvtf_v(ctx, ty, x_reg))
            return True
    # fcvt_from_sint.3
    if ty == F32X4:
        x_type = i64(func.value_type[x])
        if x_type == I32X4:
            ctx.fired("fcvt_from_sint.3")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, scvtf_v(ctx, ty, x_reg))
            return True
    if ty == F64X2:
        x_type = i64(func.value_type[x])
        # fcvt_from_sint.4
        if x_type == I64X2:
            ctx.fired("fcvt_from_sint.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, scvtf_v(ctx, ty, x_reg))
            return True
        # fcvt_from_sint.5
        if x_type == 19:
            ctx.fired("fcvt_from_sint.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, scvtf_v(ctx, ty, sshll(ctx, 19, x_reg, 0)))
            return True
    if ty == 54:
        x_type = i64(func.value_type[x])
        if x_type == I16X8:
            # fcvt_from_sint.6
            if has(ctx, HAS_FP16):
                ctx.fired("fcvt_from_sint.6")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, scvtf_h(ctx, ty, x_reg))
                return True
            # fcvt_from_sint.8
            ctx.fired("fcvt_from_sint.8")
            x_reg = ctx.use(x)
            r: i64 = fcvtn_v(ctx, 38, scvtf_v(ctx, F32X4, sshll(ctx, 34, x_reg, 0)))
            ctx.set_result(inst, 0, fcvtn2_v(ctx, ty, r, scvtf_v(ctx, F32X4, sshll(ctx, I16X8, x_reg, 0))))
            return True
    # fcvt_from_sint.7
    if ty == 38:
        x_type = i64(func.value_type[x])
        if x_type == 34:
            ctx.fired("fcvt_from_sint.7")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fcvtn_v(ctx, ty, scvtf_v(ctx, F32X4, sshll(ctx, 34, x_reg, 0))))
            return True
    # fcvt_from_sint.9
    if ty == F32X4:
        x_type = i64(func.value_type[x])
        if x_type == 34:
            ctx.fired("fcvt_from_sint.9")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, scvtf_v(ctx, F32X4, sshll(ctx, 34, x_reg, 0)))
            return True
    return False


def lower_bitcast(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bitcast`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # bitcast.1
    if ty == I32:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F32:
            ctx.fired("bitcast.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, fmov_ws(ctx, x_reg))
            return True
    # bitcast.2
    if ty == F32:
        x_type = i64(func.value_type[x])
        if x_type == I32:
            ctx.fired("bitcast.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fmov_sw(ctx, x_reg))
            return True
    # bitcast.3
    if ty == I64:
        x_type = i64(func.value_type[x])
        if x_type == F64:
            ctx.fired("bitcast.3")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fmov_xd(ctx, x_reg))
            return True
    # bitcast.4
    if ty == F64:
        x_type = i64(func.value_type[x])
        if x_type == I64:
            ctx.fired("bitcast.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fmov_dx(ctx, x_reg))
            return True
    # bitcast.5
    if ty == I32:
        x_type = i64(func.value_type[x])
        if x_type == I32:
            ctx.fired("bitcast.5")
            ctx.set_result(inst, 0, same_word(ctx, x))
            return True
    # bitcast.6
    if I8 <= ty <= I64:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("bitcast.6")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            return True
    # bitcast.7
    if F16 <= ty <= F64:
        x_type = i64(func.value_type[x])
        if F16 <= x_type <= F64:
            ctx.fired("bitcast.7")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            return True
    # bitcast.8
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == 54 or ty == I8X16:
        x_type = i64(func.value_type[x])
        if (
            (x_type == I64X2 or x_type == F64X2 or x_type == I32X4 or x_type == F32X4 or x_type == I16X8 or x_type == 54 or x_type == I8X16)
            and little(flags)
        ):
            ctx.fired("bitcast.8")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            return True
    # bitcast.9
    if ty == I16:
        x_type = i64(func.value_type[x])
        if x_type == F16:
            ctx.fired("bitcast.9")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fmov_ws(ctx, x_reg))
            return True
    # bitcast.10
    if ty == F16:
        x_type = i64(func.value_type[x])
        if x_type == I16:
            ctx.fired("bitcast.10")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fmov_sw(ctx, x_reg))
            return True
    if ty == F128:
        x_type = i64(func.value_type[x])
        # bitcast.11
        if x_type == F128:
            ctx.fired("bitcast.11")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            return True
        # bitcast.12
        if (
            (x_type == I64X2 or x_type == F64X2 or x_type == I32X4 or x_type == F32X4 or x_type == I16X8 or x_type == 54 or x_type == I8X16)
            and little(flags)
        ):
            ctx.fired("bitcast.12")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            return True
    # bitcast.13
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == 54 or ty == I8X16:
        x_type = i64(func.value_type[x])
        if x_type == F128 and little(flags):
            ctx.fired("bitcast.13")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            return True
    if ty == 19 or ty == 23 or ty == 34 or ty == 38 or ty == 49:
        x_type = i64(func.value_type[x])
        # bitcast.14
        if (x_type == 19 or x_type == 23 or x_type == 34 or x_type == 38 or x_type == 49) and little(flags):
            ctx.fired("bitcast.14")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            return True
        # bitcast.15
        if x_type == I64 and little(flags):
            ctx.fired("bitcast.15")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fmov_dx(ctx, x_reg))
            return True
    # bitcast.16
    if ty == I64:
        x_type = i64(func.value_type[x])
        if (x_type == 19 or x_type == 23 or x_type == 34 or x_type == 38 or x_type == 49) and little(flags):
            ctx.fired("bitcast.16")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, fmov_xd(ctx, x_reg))
            return True
    # bitcast.17
    if ty == 19 or ty == 23 or ty == 34 or ty == 38 or ty == 49:
        x_type = i64(func.value_type[x])
        if x_type == F64 and little(flags):
            ctx.fired("bitcast.17")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            return True
    # bitcast.18
    if ty == F64:
        x_type = i64(func.value_type[x])
        if (x_type == 19 or x_type == 23 or x_type == 34 or x_type == 38 or x_type == 49) and little(flags):
            ctx.fired("bitcast.18")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            return True
    return False


def lower_splat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `splat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # splat.1
    if (
        (ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16)
        and x_op == OP_LOAD
    ):
        x_flags: i64 = i64(func.flags[x_def])
        x_p: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        x_off: i64 = func.imm[x_def]
        if x_off == 0 and sinkable(ctx, x_def):
            ctx.fired("splat.1")
            sink(ctx, x_def)
            ctx.set_result(inst, 0, ld1r(ctx, ty, at(ctx, x_flags, x_p)))
            return True
    # splat.2
    if (
        (ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16)
        and x_op == OP_ICONST
    ):
        x_k: i64 = func.imm[x_def]
        ctx.fired("splat.2")
        ctx.set_result(inst, 0, splat_const(ctx, ty, x_k))
        return True
    # splat.3
    if ty == 19 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("splat.3")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, dup_w(ctx, ty, x_reg, 0))
        return True
    # splat.4
    if ty == I64X2:
        ctx.fired("splat.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, dup_x(ctx, ty, x_reg, 0))
        return True
    # splat.5
    if ty == 23 or ty == F64X2 or ty == 38 or ty == F32X4 or ty == 54:
        ctx.fired("splat.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, dup_lane(ctx, ty, x_reg, 0))
        return True
    # splat.6
    return False


def lower_scalar_to_vector(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `scalar_to_vector`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    s: i64 = i64(func.pool[i64(func.arg_start[inst])])
    s_def: i64 = ctx.def_inst(s)
    s_op: i64 = ctx.def_op(s_def)
    # scalar_to_vector.1
    if ty == I32X4 and s_op == OP_LOAD:
        s_flags: i64 = i64(func.flags[s_def])
        s_p: i64 = i64(func.pool[i64(func.arg_start[s_def])])
        s_off: i64 = func.imm[s_def]
        if sinkable(ctx, s_def):
            ctx.fired("scalar_to_vector.1")
            sink(ctx, s_def)
            ctx.set_result(inst, 0, ldr_v(ctx, F32, address(ctx, F32, s_flags, s_p, s_off)))
            return True
    # scalar_to_vector.2
    if ty == F32X4 and s_op == OP_LOAD:
        s_flags = i64(func.flags[s_def])
        s_p = i64(func.pool[i64(func.arg_start[s_def])])
        s_off = func.imm[s_def]
        if sinkable(ctx, s_def):
            ctx.fired("scalar_to_vector.2")
            sink(ctx, s_def)
            ctx.set_result(inst, 0, ldr_v(ctx, F32, address(ctx, F32, s_flags, s_p, s_off)))
            return True
    # scalar_to_vector.3
    if ty == I64X2 and s_op == OP_LOAD:
        s_flags = i64(func.flags[s_def])
        s_p = i64(func.pool[i64(func.arg_start[s_def])])
        s_off = func.imm[s_def]
        if sinkable(ctx, s_def):
            ctx.fired("scalar_to_vector.3")
            sink(ctx, s_def)
            ctx.set_result(inst, 0, ldr_v(ctx, F64, address(ctx, F64, s_flags, s_p, s_off)))
            return True
    # scalar_to_vector.4
    if ty == F64X2 and s_op == OP_LOAD:
        s_flags = i64(func.flags[s_def])
        s_p = i64(func.pool[i64(func.arg_start[s_def])])
        s_off = func.imm[s_def]
        if sinkable(ctx, s_def):
            ctx.fired("scalar_to_vector.4")
            sink(ctx, s_def)
            ctx.set_result(inst, 0, ldr_v(ctx, F64, address(ctx, F64, s_flags, s_p, s_off)))
            return True
    # scalar_to_vector.5
    if ty == 19 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        s_type: i64 = i64(func.value_type[s])
        if I8 <= s_type <= I64:
            ctx.fired("scalar_to_vector.5")
            ctx.set_result(inst, 0, fmov_sw(ctx, zext(ctx, s)))
            return True
    # scalar_to_vector.6
    if ty == 23:
        ctx.fired("scalar_to_vector.6")
        s_reg: i64 = ctx.use(s)
        ctx.set_result(inst, 0, fmov(ctx, F32, s_reg))
        return True
    # scalar_to_vector.7
    if ty == I64X2:
        ctx.fired("scalar_to_vector.7")
        s_reg = ctx.use(s)
        ctx.set_result(inst, 0, fmov_dx(ctx, s_reg))
        return True
    # scalar_to_vector.8
    if ty == F32X4:
        ctx.fired("scalar_to_vector.8")
        s_reg = ctx.use(s)
        ctx.set_result(inst, 0, fmov(ctx, F32, s_reg))
        return True
    # scalar_to_vector.9
    if ty == F64X2:
        ctx.fired("scalar_to_vector.9")
        s_reg = ctx.use(s)
        ctx.set_result(inst, 0, fmov(ctx, F64, s_reg))
        return True
    # scalar_to_vector.10
    if ty == 38 or ty == 54:
        ctx.fired("scalar_to_vector.10")
        s_reg = ctx.use(s)
        ctx.set_result(inst, 0, ins_lane(ctx, ty, movi_zero(ctx), s_reg, 0, 0))
        return True
    # scalar_to_vector.11
    return False


def lower_insertlane(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `insertlane`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    lane: i64 = func.imm[inst]
    # insertlane.1
    if ty == 19 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("insertlane.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, ins_w(ctx, ty, x_reg, y_reg, lane))
        return True
    # insertlane.2
    if ty == I64X2:
        ctx.fired("insertlane.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, ins_x(ctx, ty, x_reg, y_reg, lane))
        return True
    # insertlane.3
    if ty == 23 or ty == F64X2 or ty == 38 or ty == F32X4 or ty == 54:
        ctx.fired("insertlane.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, ins_lane(ctx, ty, x_reg, y_reg, lane, 0))
        return True
    # insertlane.4
    return False


def lower_extractlane(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `extractlane`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    lane: i64 = func.imm[inst]
    # extractlane.1
    if ty == I32X4 and lane == 0:
        ctx.fired("extractlane.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, fmov_ws(ctx, x_reg))
        return True
    # extractlane.2
    if ty == I64X2 and lane == 0:
        ctx.fired("extractlane.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, fmov_xd(ctx, x_reg))
        return True
    # extractlane.5
    if (ty == 23 or ty == F64X2 or ty == 38 or ty == F32X4 or ty == 54) and lane == 0:
        ctx.fired("extractlane.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, x_reg)
        return True
    # extractlane.3
    if ty == 19 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("extractlane.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, umov_w(ctx, ty, x_reg, lane))
        return True
    # extractlane.4
    if ty == I64X2:
        ctx.fired("extractlane.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, umov_x(ctx, ty, x_reg, lane))
        return True
    # extractlane.6
    if ty == 23 or ty == F64X2 or ty == 38 or ty == F32X4 or ty == 54:
        ctx.fired("extractlane.6")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, dup_lane(ctx, ty, x_reg, lane))
        return True
    # extractlane.7
    return False


def lower_swizzle(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `swizzle`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # swizzle.1
    ctx.fired("swizzle.1")
    x_reg: i64 = ctx.use(x)
    y_reg: i64 = ctx.use(y)
    ctx.set_result(inst, 0, tbl(ctx, I8X16, x_reg, y_reg))
    return True


def lower_shuffle(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `shuffle`."""
    func = ctx.func
    a: i64 = i64(func.pool[i64(func.arg_start[inst])])
    b: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    mask: i64 = func.imm[inst]
    # shuffle.1
    ctx.fired("shuffle.1")
    a_reg: i64 = ctx.use(a)
    b_reg: i64 = ctx.use(b)
    ctx.set_result(inst, 0, shuffle(ctx, a_reg, b_reg, mask))
    return True


def lower_vany_true(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `vany_true`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    a: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # vany_true.1
    if (
        ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16
    ):
        ctx.fired("vany_true.1")
        a_reg: i64 = ctx.use(a)
        ctx.set_result(inst, 0, cset(ctx, I32, any_set(ctx, ty, a_reg)))
        return True
    # vany_true.2
    return False


def lower_vall_true(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `vall_true`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    a: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # vall_true.1
    if (
        ty == 19 or ty == I64X2 or ty == 23 or ty == F64X2 or ty == 34 or ty == I32X4 or ty == 38 or ty == F32X4 or ty == 49 or ty == I16X8 or ty == 54 or ty == I8X16
    ):
        ctx.fired("vall_true.1")
        a_reg: i64 = ctx.use(a)
        ctx.set_result(inst, 0, cset(ctx, I32, all_set(ctx, ty, a_reg)))
        return True
    # vall_true.2
    return False


def lower_vhigh_bits(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `vhigh_bits`."""
    func = ctx.func
    a: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # vhigh_bits.1
    a_type: i64 = i64(func.value_type[a])
    if (
        a_type == 19 or a_type == I64X2 or a_type == 23 or a_type == F64X2 or a_type == 34 or a_type == I32X4 or a_type == 38 or a_type == F32X4 or a_type == 49 or a_type == I16X8 or a_type == 54 or a_type == I8X16
    ):
        ctx.fired("vhigh_bits.1")
        a_reg: i64 = ctx.use(a)
        ctx.set_result(inst, 0, high_bits(ctx, a_type, a_reg))
        return True
    # vhigh_bits.2
    return False


def lower_uadd_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uadd_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # uadd_sat.1
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("uadd_sat.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, uqadd_v(ctx, ty, x_reg, y_reg))
        return True
    # uadd_sat.2
    return False


def lower_sadd_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sadd_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # sadd_sat.1
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("sadd_sat.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, sqadd_v(ctx, ty, x_reg, y_reg))
        return True
    # sadd_sat.2
    return False


def lower_usub_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `usub_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # usub_sat.1
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("usub_sat.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, uqsub_v(ctx, ty, x_reg, y_reg))
        return True
    # usub_sat.2
    return False


def lower_ssub_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ssub_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # ssub_sat.1
    if ty == 19 or ty == I64X2 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("ssub_sat.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, sqsub_v(ctx, ty, x_reg, y_reg))
        return True
    # ssub_sat.2
    return False


def lower_avg_round(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `avg_round`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # avg_round.1
    if ty == 19 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("avg_round.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, urhadd_v(ctx, ty, x_reg, y_reg))
        return True
    # avg_round.2
    if ty == I64X2:
        ctx.fired("avg_round.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        h: i64 = ushr(ctx, ty, eor_v(ctx, ty, x_reg, y_reg), 1)
        ctx.set_result(inst, 0, sub_v(ctx, ty, orr_v(ctx, ty, x_reg, y_reg), h))
        return True
    # avg_round.3
    return False


def lower_iadd_pairwise(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `iadd_pairwise`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # iadd_pairwise.1
    if ty == I16X8 and x_op == OP_SWIDEN_LOW:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        x_x_type: i64 = i64(func.value_type[x_x])
        if x_x_type == I8X16 and y_op == OP_SWIDEN_HIGH:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            if x_x == y_x:
                ctx.fired("iadd_pairwise.1")
                x_x_reg: i64 = ctx.use(x_x)
                ctx.set_result(inst, 0, saddlp(ctx, I8X16, x_x_reg))
                return True
    # iadd_pairwise.2
    if ty == I32X4 and x_op == OP_SWIDEN_LOW:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I16X8 and y_op == OP_SWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            if x_x == y_x:
                ctx.fired("iadd_pairwise.2")
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, saddlp(ctx, I16X8, x_x_reg))
                return True
    # iadd_pairwise.3
    if ty == I16X8 and x_op == OP_UWIDEN_LOW:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I8X16 and y_op == OP_UWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            if x_x == y_x:
                ctx.fired("iadd_pairwise.3")
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, uaddlp(ctx, I8X16, x_x_reg))
                return True
    # iadd_pairwise.4
    if ty == I32X4 and x_op == OP_UWIDEN_LOW:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_x_type = i64(func.value_type[x_x])
        if x_x_type == I16X8 and y_op == OP_UWIDEN_HIGH:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            if x_x == y_x:
                ctx.fired("iadd_pairwise.4")
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, uaddlp(ctx, I16X8, x_x_reg))
                return True
    # iadd_pairwise.5
    if ty == 19 or ty == 34 or ty == I32X4 or ty == 49 or ty == I16X8 or ty == I8X16:
        ctx.fired("iadd_pairwise.5")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, addp_v(ctx, ty, x_reg, y_reg))
        return True
    # iadd_pairwise.6
    return False


def lower_sqmul_round_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sqmul_round_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # sqmul_round_sat.1
    if ty == 34 or ty == I32X4 or ty == I16X8:
        ctx.fired("sqmul_round_sat.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, sqrdmulh_v(ctx, ty, x_reg, y_reg))
        return True
    # sqmul_round_sat.2
    return False


def lower_snarrow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `snarrow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # snarrow.1
    if (ty == I64X2 or ty == I32X4 or ty == I16X8) and y_op == OP_VCONST:
        y_const: i64 = func.imm[y_def]
        if is_zero(ctx, y_const):
            ctx.fired("snarrow.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, sqxtn(ctx, narrow_of(ty), x_reg))
            return True
    # snarrow.2
    if ty == 19 or ty == 34:
        ctx.fired("snarrow.2")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, sqxtn(ctx, narrow_of(ty), zip1(ctx, I64X2, x_reg, y_reg)))
        return True
    # snarrow.3
    if ty == I64X2 or ty == I32X4 or ty == I16X8:
        ctx.fired("snarrow.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, sqxtn2(ctx, narrow_of(ty), sqxtn(ctx, narrow_of(ty), x_reg), y_reg))
        return True
    # snarrow.4
    return False


def lower_unarrow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `unarrow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # unarrow.1
    if (ty == I64X2 or ty == I32X4 or ty == I16X8) and y_op == OP_VCONST:
        y_const: i64 = func.imm[y_def]
        if is_zero(ctx, y_const):
            ctx.fired("unarrow.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, sqxtun(ctx, narrow_of(ty), x_reg))
            return True
    # unarrow.2
    if ty == 19 or ty == 34:
        ctx.fired("unarrow.2")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, sqxtun(ctx, narrow_of(ty), zip1(ctx, I64X2, x_reg, y_reg)))
        return True
    # unarrow.3
    if ty == I64X2 or ty == I32X4 or ty == I16X8:
        ctx.fired("unarrow.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, sqxtun2(ctx, narrow_of(ty), sqxtun(ctx, narrow_of(ty), x_reg), y_reg))
        return True
    # unarrow.4
    return False


def lower_uunarrow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uunarrow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # uunarrow.1
    if (ty == I64X2 or ty == I32X4 or ty == I16X8) and y_op == OP_VCONST:
        y_const: i64 = func.imm[y_def]
        if is_zero(ctx, y_const):
            ctx.fired("uunarrow.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, uqxtn(ctx, narrow_of(ty), x_reg))
            return True
    # uunarrow.2
    if ty == 19 or ty == 34:
        ctx.fired("uunarrow.2")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, uqxtn(ctx, narrow_of(ty), zip1(ctx, I64X2, x_reg, y_reg)))
        return True
    # uunarrow.3
    if ty == I64X2 or ty == I32X4 or ty == I16X8:
        ctx.fired("uunarrow.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, uqxtn2(ctx, narrow_of(ty), uqxtn(ctx, narrow_of(ty), x_reg), y_reg))
        return True
    # uunarrow.4
    return False


def lower_swiden_low(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `swiden_low`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # swiden_low.1
    if ty == I32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("swiden_low.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, sshll(ctx, half_of(ty), x_reg, 0))
        return True
    # swiden_low.2
    if ty == 19 or ty == 34 or ty == 49:
        ctx.fired("swiden_low.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, sshll(ctx, ty, x_reg, 0))
        return True
    # swiden_low.3
    return False


def lower_swiden_high(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `swiden_high`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # swiden_high.1
    if ty == I32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("swiden_high.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, sshll(ctx, ty, x_reg, 0))
        return True
    # swiden_high.2
    if ty == 19 or ty == 34 or ty == 49:
        ctx.fired("swiden_high.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, dup_lane(ctx, I64X2, sshll(ctx, ty, x_reg, 0), 1))
        return True
    # swiden_high.3
    return False


def lower_uwiden_low(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uwiden_low`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # uwiden_low.1
    if ty == I32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("uwiden_low.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, ushll(ctx, half_of(ty), x_reg, 0))
        return True
    # uwiden_low.2
    if ty == 19 or ty == 34 or ty == 49:
        ctx.fired("uwiden_low.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, ushll(ctx, ty, x_reg, 0))
        return True
    # uwiden_low.3
    return False


def lower_uwiden_high(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uwiden_high`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # uwiden_high.1
    if ty == I32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("uwiden_high.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, ushll(ctx, ty, x_reg, 0))
        return True
    # uwiden_high.2
    if ty == 19 or ty == 34 or ty == 49:
        ctx.fired("uwiden_high.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, dup_lane(ctx, I64X2, ushll(ctx, ty, x_reg, 0), 1))
        return True
    # uwiden_high.3
    return False


def lower_fvdemote(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fvdemote`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fvdemote.1
    ctx.fired("fvdemote.1")
    x_reg: i64 = ctx.use(x)
    ctx.set_result(inst, 0, fcvtn_v(ctx, 23, x_reg))
    return True


def lower_fvpromote_low(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fvpromote_low`."""
    func = ctx.func
    a: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fvpromote_low.1
    ctx.fired("fvpromote_low.1")
    a_reg: i64 = ctx.use(a)
    ctx.set_result(inst, 0, fcvtl_v(ctx, 23, a_reg))
    return True


def lower(ctx: Lower, inst: i64) -> bool:
    """Lower one instruction; False when no rule matches."""
    op: i64 = i64(ctx.func.op[inst])
    if op < OP_UADD_OVERFLOW_TRAP:
        if op < OP_GET_FRAME_POINTER:
            if op < OP_SLOAD32:
                if op < OP_LOAD:
                    if op < OP_TRAPNZ:
                        if op < OP_TRAP:
                            if op == OP_BRIF:
                                return lower_brif(ctx, inst)
                            if op == OP_BR_TABLE:
                                return lower_br_table(ctx, inst)
                        else:
                            if op == OP_TRAP:
                                return lower_trap(ctx, inst)
                            if op == OP_TRAPZ:
                                return lower_trapz(ctx, inst)
                    else:
                        if op < OP_FUNC_ADDR:
                            if op == OP_TRAPNZ:
                                return lower_trapnz(ctx, inst)
                            if op == OP_DEBUGTRAP:
                                return lower_debugtrap(ctx, inst)
                        else:
                            if op < OP_STACK_SWITCH:
                                if op == OP_FUNC_ADDR:
                                    return lower_func_addr(ctx, inst)
                            else:
                                if op == OP_STACK_SWITCH:
                                    return lower_stack_switch(ctx, inst)
                                if op == OP_SEQUENCE_POINT:
                                    return lower_sequence_point(ctx, inst)
                else:
                    if op < OP_ISTORE8:
                        if op < OP_ULOAD8:
                            if op == OP_LOAD:
                                return lower_load(ctx, inst)
                            if op == OP_STORE:
                                return lower_store(ctx, inst)
                        else:
                            if op == OP_ULOAD8:
                                return lower_uload8(ctx, inst)
                            if op == OP_SLOAD8:
                                return lower_sload8(ctx, inst)
                    else:
                        if op < OP_SLOAD16:
                            if op == OP_ISTORE8:
                                return lower_istore8(ctx, inst)
                            if op == OP_ULOAD16:
                                return lower_uload16(ctx, inst)
                        else:
                            if op < OP_ISTORE16:
                                if op == OP_SLOAD16:
                                    return lower_sload16(ctx, inst)
                            else:
                                if op == OP_ISTORE16:
                                    return lower_istore16(ctx, inst)
                                if op == OP_ULOAD32:
                                    return lower_uload32(ctx, inst)
            else:
                if op < OP_SYMBOL_VALUE:
                    if op < OP_ULOAD16X4:
                        if op < OP_ULOAD8X8:
                            if op == OP_SLOAD32:
                                return lower_sload32(ctx, inst)
                            if op == OP_ISTORE32:
                                return lower_istore32(ctx, inst)
                        else:
                            if op == OP_ULOAD8X8:
                                return lower_uload8x8(ctx, inst)
                            if op == OP_SLOAD8X8:
                                return lower_sload8x8(ctx, inst)
                    else:
                        if op < OP_ULOAD32X2:
                            if op == OP_ULOAD16X4:
                                return lower_uload16x4(ctx, inst)
                            if op == OP_SLOAD16X4:
                                return lower_sload16x4(ctx, inst)
                        else:
                            if op < OP_SLOAD32X2:
                                if op == OP_ULOAD32X2:
                                    return lower_uload32x2(ctx, inst)
                            else:
                                if op == OP_SLOAD32X2:
                                    return lower_sload32x2(ctx, inst)
                                if op == OP_STACK_ADDR:
                                    return lower_stack_addr(ctx, inst)
                else:
                    if op < OP_ATOMIC_LOAD:
                        if op < OP_ATOMIC_RMW:
                            if op == OP_SYMBOL_VALUE:
                                return lower_symbol_value(ctx, inst)
                            if op == OP_TLS_VALUE:
                                return lower_tls_value(ctx, inst)
                        else:
                            if op == OP_ATOMIC_RMW:
                                return lower_atomic_rmw(ctx, inst)
                            if op == OP_ATOMIC_CAS:
                                return lower_atomic_cas(ctx, inst)
                    else:
                        if op < OP_FENCE:
                            if op == OP_ATOMIC_LOAD:
                                return lower_atomic_load(ctx, inst)
                            if op == OP_ATOMIC_STORE:
                                return lower_atomic_store(ctx, inst)
                        else:
                            if op < OP_GET_PINNED_REG:
                                if op == OP_FENCE:
                                    return lower_fence(ctx, inst)
                            else:
                                if op == OP_GET_PINNED_REG:
                                    return lower_get_pinned_reg(ctx, inst)
                                if op == OP_SET_PINNED_REG:
                                    return lower_set_pinned_reg(ctx, inst)
        else:
            if op < OP_SMULHI:
                if op < OP_SELECT_SPECTRE_GUARD:
                    if op < OP_F32CONST:
                        if op < OP_GET_RETURN_ADDRESS:
                            if op == OP_GET_FRAME_POINTER:
                                return lower_get_frame_pointer(ctx, inst)
                            if op == OP_GET_STACK_POINTER:
                                return lower_get_stack_pointer(ctx, inst)
                        else:
                            if op == OP_GET_RETURN_ADDRESS:
                                return lower_get_return_address(ctx, inst)
                            if op == OP_F16CONST:
                                return lower_f16const(ctx, inst)
                    else:
                        if op < OP_F128CONST:
                            if op == OP_F32CONST:
                                return lower_f32const(ctx, inst)
                            if op == OP_F64CONST:
                                return lower_f64const(ctx, inst)
                        else:
                            if op < OP_VCONST:
                                if op == OP_F128CONST:
                                    return lower_f128const(ctx, inst)
                            else:
                                if op == OP_VCONST:
                                    return lower_vconst(ctx, inst)
                                if op == OP_SELECT:
                                    return lower_select(ctx, inst)
                else:
                    if op < OP_ISUB:
                        if op < OP_BLENDV:
                            if op == OP_SELECT_SPECTRE_GUARD:
                                return lower_select_spectre_guard(ctx, inst)
                            if op == OP_BITSELECT:
                                return lower_bitselect(ctx, inst)
                        else:
                            if op == OP_BLENDV:
                                return lower_blendv(ctx, inst)
                            if op == OP_IADD:
                                return lower_iadd(ctx, inst)
                    else:
                        if op < OP_IABS:
                            if op == OP_ISUB:
                                return lower_isub(ctx, inst)
                            if op == OP_INEG:
                                return lower_ineg(ctx, inst)
                        else:
                            if op < OP_IMUL:
                                if op == OP_IABS:
                                    return lower_iabs(ctx, inst)
                            else:
                                if op == OP_IMUL:
                                    return lower_imul(ctx, inst)
                                if op == OP_UMULHI:
                                    return lower_umulhi(ctx, inst)
            else:
                if op < OP_UADD_OVERFLOW:
                    if op < OP_SREM:
                        if op < OP_SDIV:
                            if op == OP_SMULHI:
                                return lower_smulhi(ctx, inst)
                            if op == OP_UDIV:
                                return lower_udiv(ctx, inst)
                        else:
                            if op == OP_SDIV:
                                return lower_sdiv(ctx, inst)
                            if op == OP_UREM:
                                return lower_urem(ctx, inst)
                    else:
                        if op < OP_UMIN:
                            if op == OP_SREM:
                                return lower_srem(ctx, inst)
                            if op == OP_SMIN:
                                return lower_smin(ctx, inst)
                        else:
                            if op < OP_SMAX:
                                if op == OP_UMIN:
                                    return lower_umin(ctx, inst)
                            else:
                                if op == OP_SMAX:
                                    return lower_smax(ctx, inst)
                                if op == OP_UMAX:
                                    return lower_umax(ctx, inst)
                else:
                    if op < OP_SMUL_OVERFLOW:
                        if op < OP_USUB_OVERFLOW:
                            if op == OP_UADD_OVERFLOW:
                                return lower_uadd_overflow(ctx, inst)
                            if op == OP_SADD_OVERFLOW:
                                return lower_sadd_overflow(ctx, inst)
                        else:
                            if op < OP_SSUB_OVERFLOW:
                                if op == OP_USUB_OVERFLOW:
                                    return lower_usub_overflow(ctx, inst)
                            else:
                                if op == OP_SSUB_OVERFLOW:
                                    return lower_ssub_overflow(ctx, inst)
                                if op == OP_UMUL_OVERFLOW:
                                    return lower_umul_overflow(ctx, inst)
                    else:
                        if op < OP_SADD_OVERFLOW_CIN:
                            if op == OP_SMUL_OVERFLOW:
                                return lower_smul_overflow(ctx, inst)
                            if op == OP_UADD_OVERFLOW_CIN:
                                return lower_uadd_overflow_cin(ctx, inst)
                        else:
                            if op < OP_USUB_OVERFLOW_BIN:
                                if op == OP_SADD_OVERFLOW_CIN:
                                    return lower_sadd_overflow_cin(ctx, inst)
                            else:
                                if op == OP_USUB_OVERFLOW_BIN:
                                    return lower_usub_overflow_bin(ctx, inst)
                                if op == OP_SSUB_OVERFLOW_BIN:
                                    return lower_ssub_overflow_bin(ctx, inst)
    else:
        if op < OP_TRUNC:
            if op < OP_IREDUCE:
                if op < OP_ROTR:
                    if op < OP_BNOT:
                        if op < OP_BOR:
                            if op == OP_UADD_OVERFLOW_TRAP:
                                return lower_uadd_overflow_trap(ctx, inst)
                            if op == OP_BAND:
                                return lower_band(ctx, inst)
                        else:
                            if op == OP_BOR:
                                return lower_bor(ctx, inst)
                            if op == OP_BXOR:
                                return lower_bxor(ctx, inst)
                    else:
                        if op < OP_USHR:
                            if op == OP_BNOT:
                                return lower_bnot(ctx, inst)
                            if op == OP_ISHL:
                                return lower_ishl(ctx, inst)
                        else:
                            if op < OP_SSHR:
                                if op == OP_USHR:
                                    return lower_ushr(ctx, inst)
                            else:
                                if op == OP_SSHR:
                                    return lower_sshr(ctx, inst)
                                if op == OP_ROTL:
                                    return lower_rotl(ctx, inst)
                else:
                    if op < OP_CTZ:
                        if op < OP_BSWAP:
                            if op == OP_ROTR:
                                return lower_rotr(ctx, inst)
                            if op == OP_BITREV:
                                return lower_bitrev(ctx, inst)
                        else:
                            if op == OP_BSWAP:
                                return lower_bswap(ctx, inst)
                            if op == OP_CLZ:
                                return lower_clz(ctx, inst)
                    else:
                        if op < OP_POPCNT:
                            if op == OP_CTZ:
                                return lower_ctz(ctx, inst)
                            if op == OP_CLS:
                                return lower_cls(ctx, inst)
                        else:
                            if op < OP_ICMP:
                                if op == OP_POPCNT:
                                    return lower_popcnt(ctx, inst)
                            else:
                                if op == OP_ICMP:
                                    return lower_icmp(ctx, inst)
                                if op == OP_BMASK:
                                    return lower_bmask(ctx, inst)
            else:
                if op < OP_SQRT:
                    if op < OP_ICONCAT:
                        if op < OP_SEXTEND:
                            if op == OP_IREDUCE:
                                return lower_ireduce(ctx, inst)
                            if op == OP_UEXTEND:
                                return lower_uextend(ctx, inst)
                        else:
                            if op == OP_SEXTEND:
                                return lower_sextend(ctx, inst)
                            if op == OP_ISPLIT:
                                return lower_isplit(ctx, inst)
                    else:
                        if op < OP_FSUB:
                            if op == OP_ICONCAT:
                                return lower_iconcat(ctx, inst)
                            if op == OP_FADD:
                                return lower_fadd(ctx, inst)
                        else:
                            if op < OP_FMUL:
                                if op == OP_FSUB:
                                    return lower_fsub(ctx, inst)
                            else:
                                if op == OP_FMUL:
                                    return lower_fmul(ctx, inst)
                                if op == OP_FDIV:
                                    return lower_fdiv(ctx, inst)
                else:
                    if op < OP_FCOPYSIGN:
                        if op < OP_FNEG:
                            if op == OP_SQRT:
                                return lower_sqrt(ctx, inst)
                            if op == OP_FMA:
                                return lower_fma(ctx, inst)
                        else:
                            if op == OP_FNEG:
                                return lower_fneg(ctx, inst)
                            if op == OP_FABS:
                                return lower_fabs(ctx, inst)
                    else:
                        if op < OP_FMAX:
                            if op == OP_FCOPYSIGN:
                                return lower_fcopysign(ctx, inst)
                            if op == OP_FMIN:
                                return lower_fmin(ctx, inst)
                        else:
                            if op < OP_CEIL:
                                if op == OP_FMAX:
                                    return lower_fmax(ctx, inst)
                            else:
                                if op == OP_CEIL:
                                    return lower_ceil(ctx, inst)
                                if op == OP_FLOOR:
                                    return lower_floor(ctx, inst)
        else:
            if op < OP_VANY_TRUE:
                if op < OP_FCVT_FROM_UINT:
                    if op < OP_FDEMOTE:
                        if op < OP_FCMP:
                            if op == OP_TRUNC:
                                return lower_trunc(ctx, inst)
                            if op == OP_NEAREST:
                                return lower_nearest(ctx, inst)
                        else:
                            if op == OP_FCMP:
                                return lower_fcmp(ctx, inst)
                            if op == OP_FPROMOTE:
                                return lower_fpromote(ctx, inst)
                    else:
                        if op < OP_FCVT_TO_SINT:
                            if op == OP_FDEMOTE:
                                return lower_fdemote(ctx, inst)
                            if op == OP_FCVT_TO_UINT:
                                return lower_fcvt_to_uint(ctx, inst)
                        else:
                            if op < OP_FCVT_TO_UINT_SAT:
                                if op == OP_FCVT_TO_SINT:
                                    return lower_fcvt_to_sint(ctx, inst)
                            else:
                                if op == OP_FCVT_TO_UINT_SAT:
                                    return lower_fcvt_to_uint_sat(ctx, inst)
                                if op == OP_FCVT_TO_SINT_SAT:
                                    return lower_fcvt_to_sint_sat(ctx, inst)
                else:
                    if op < OP_SCALAR_TO_VECTOR:
                        if op < OP_BITCAST:
                            if op == OP_FCVT_FROM_UINT:
                                return lower_fcvt_from_uint(ctx, inst)
                            if op == OP_FCVT_FROM_SINT:
                                return lower_fcvt_from_sint(ctx, inst)
                        else:
                            if op == OP_BITCAST:
                                return lower_bitcast(ctx, inst)
                            if op == OP_SPLAT:
                                return lower_splat(ctx, inst)
                    else:
                        if op < OP_EXTRACTLANE:
                            if op == OP_SCALAR_TO_VECTOR:
                                return lower_scalar_to_vector(ctx, inst)
                            if op == OP_INSERTLANE:
                                return lower_insertlane(ctx, inst)
                        else:
                            if op < OP_SWIZZLE:
                                if op == OP_EXTRACTLANE:
                                    return lower_extractlane(ctx, inst)
                            else:
                                if op == OP_SWIZZLE:
                                    return lower_swizzle(ctx, inst)
                                if op == OP_SHUFFLE:
                                    return lower_shuffle(ctx, inst)
            else:
                if op < OP_SQMUL_ROUND_SAT:
                    if op < OP_SADD_SAT:
                        if op < OP_VHIGH_BITS:
                            if op == OP_VANY_TRUE:
                                return lower_vany_true(ctx, inst)
                            if op == OP_VALL_TRUE:
                                return lower_vall_true(ctx, inst)
                        else:
                            if op == OP_VHIGH_BITS:
                                return lower_vhigh_bits(ctx, inst)
                            if op == OP_UADD_SAT:
                                return lower_uadd_sat(ctx, inst)
                    else:
                        if op < OP_SSUB_SAT:
                            if op == OP_SADD_SAT:
                                return lower_sadd_sat(ctx, inst)
                            if op == OP_USUB_SAT:
                                return lower_usub_sat(ctx, inst)
                        else:
                            if op < OP_AVG_ROUND:
                                if op == OP_SSUB_SAT:
                                    return lower_ssub_sat(ctx, inst)
                            else:
                                if op == OP_AVG_ROUND:
                                    return lower_avg_round(ctx, inst)
                                if op == OP_IADD_PAIRWISE:
                                    return lower_iadd_pairwise(ctx, inst)
                else:
                    if op < OP_SWIDEN_HIGH:
                        if op < OP_UNARROW:
                            if op == OP_SQMUL_ROUND_SAT:
                                return lower_sqmul_round_sat(ctx, inst)
                            if op == OP_SNARROW:
                                return lower_snarrow(ctx, inst)
                        else:
                            if op < OP_UUNARROW:
                                if op == OP_UNARROW:
                                    return lower_unarrow(ctx, inst)
                            else:
                                if op == OP_UUNARROW:
                                    return lower_uunarrow(ctx, inst)
                                if op == OP_SWIDEN_LOW:
                                    return lower_swiden_low(ctx, inst)
                    else:
                        if op < OP_UWIDEN_HIGH:
                            if op == OP_SWIDEN_HIGH:
                                return lower_swiden_high(ctx, inst)
                            if op == OP_UWIDEN_LOW:
                                return lower_uwiden_low(ctx, inst)
                        else:
                            if op < OP_FVDEMOTE:
                                if op == OP_UWIDEN_HIGH:
                                    return lower_uwiden_high(ctx, inst)
                            else:
                                if op == OP_FVDEMOTE:
                                    return lower_fvdemote(ctx, inst)
                                if op == OP_FVPROMOTE_LOW:
                                    return lower_fvpromote_low(ctx, inst)
    return False
