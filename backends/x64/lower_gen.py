"""Generated from lower.rules by irtool.rules; do not edit."""

# ruff: noqa

from mypy_extensions import i64

from ...ir.condcodes import swap_intcc
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
    FCC_EQ,
    FCC_GE,
    FCC_GT,
    FCC_LE,
    FCC_LT,
    FCC_NE,
    FCC_ONE,
    FCC_ORD,
    FCC_UEQ,
    FCC_UGE,
    FCC_UGT,
    FCC_ULE,
    FCC_ULT,
    FCC_UNO,
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
    OP_X86_CVTT2DQ,
    OP_X86_PMADDUBSW,
    OP_X86_PMULHRSW,
    OP_X86_PSHUFB,
    RMW_ADD,
    RMW_AND,
    RMW_NAND,
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
from ..addresses import at_index, return_address, slot, trap_code
from ..lower import Lower
from ..rule_facts import (
    bits,
    data_offset,
    data_symbol,
    edge,
    edges,
    equality,
    extended,
    first_target,
    fits_word,
    function_symbol,
    has,
    low_word,
    near_data,
    near_function,
    negated,
    nonzero,
    not_minus_one,
    opposite_amount,
    power,
    rather,
    same_word,
    shift_amount,
    signed,
    single,
    sinkable,
    thread_symbol,
    wanted,
    width,
)
from .amode import fits_i32, mem, mem_of, rm, rm_of, slot_reach
from .conds import (
    X_A,
    X_AE,
    X_B,
    X_BE,
    X_E,
    X_G,
    X_L,
    X_NE,
    X_NP,
    X_O,
    X_P,
    X_S,
    exchanged,
    fcc,
    icc,
    invert,
    one_condition,
    unsigned,
)
from .constructors_gen import (
    adc_rm,
    add3,
    add_mi,
    add_mi_mem,
    add_mr,
    add_rm,
    addi,
    addpd,
    addps,
    addsd_xm,
    addss_xm,
    and_mi,
    and_mi_mem,
    and_mr,
    and_rm,
    andn_rvm,
    andnps_xm,
    andps_xm,
    branch,
    branch_and,
    branch_or,
    bsf_rm,
    bswap_o,
    carry_mask,
    cmp_mi,
    cmp_rm,
    cmppd,
    cmpps,
    cvtdq2pd_xm,
    cvtdq2ps_xm,
    cvtpd2ps_xm,
    cvtps2pd_xm,
    cvtsd2ss_xm,
    cvtsi2sd_xm,
    cvtsi2ss_xm,
    cvtss2sd_xm,
    cvttps2dq_xm,
    cvttsd2si_rx,
    cvttss2si_rx,
    divpd,
    divps,
    divsd_xm,
    divss_xm,
    fconst,
    fmin_max,
    fselect,
    fselect_and,
    fselect_or,
    getreg,
    imul_byte,
    imul_high,
    imul_rm,
    imul_rmi,
    insertps_xmi,
    int3,
    jump,
    jump_table,
    lea_rm,
    lock_cmpxchg_mr,
    lock_xadd_mr,
    lzcnt_rm,
    maxpd,
    maxps,
    maxsd_xm,
    maxss_xm,
    mfence,
    minpd,
    minps,
    minsd_xm,
    minss_xm,
    mov_mi_mem,
    mov_mr,
    mov_rm,
    movd_mx,
    movd_xm,
    movddup_xm,
    movmskpd_rx,
    movmskps_rx,
    movq_xm,
    movsd_mx,
    movsd_xm,
    movsd_xx,
    movss_mx,
    movss_xm,
    movss_xx,
    movsx_rm16,
    movsx_rm8,
    movsxd_rm32,
    movups_xm,
    movzx_rm16,
    movzx_rm8,
    mul_byte,
    mul_high,
    mul_low,
    mulpd,
    mulps,
    mulsd_xm,
    mulss_xm,
    neg_m,
    not_m,
    or_mi,
    or_mi_mem,
    or_mr,
    or_rm,
    orps_xm,
    pabsb_xm,
    pabsd_xm,
    pabsw_xm,
    packssdw,
    packsswb,
    packuswb,
    paddb,
    paddd,
    paddq,
    paddsb,
    paddsw,
    paddusb,
    paddusw,
    paddw,
    pand,
    pandn,
    pavgb,
    pavgw,
    pcmpeqb,
    pcmpeqd,
    pcmpeqq,
    pcmpeqw,
    pcmpgtb,
    pextrb_mxi,
    pextrb_rxi,
    pextrd_mxi,
    pextrd_mxi_mem,
    pextrq_mxi,
    pextrq_mxi_mem,
    pextrw_mxi,
    pextrw_rxi,
    pinsrb_xmi,
    pinsrd_xmi,
    pinsrq_xmi,
    pinsrw_xmi,
    pinsrw_xri,
    pmaddubsw,
    pmaddwd,
    pmaxsb,
    pmaxsd,
    pmaxsw,
    pmaxub,
    pmaxud,
    pmaxuw,
    pminsb,
    pminsd,
    pminsw,
    pminub,
    pminud,
    pminuw,
    pmovmskb_rx,
    pmovsxbw_xm,
    pmovsxdq_xm,
    pmovsxwd_xm,
    pmovzxbw_xm,
    pmovzxdq_xm,
    pmovzxwd_xm,
    pmulhrsw,
    pmulhuw,
    pmulhw,
    pmulld,
    pmullw,
    popcnt_rm,
    por,
    pshufb,
    pshufd_xmi,
    pshuflw_xmi,
    pslld,
    pslld_i,
    psllq,
    psllq_i,
    psllw,
    psllw_i,
    psrad,
    psrad_i,
    psraw,
    psraw_i,
    psrld,
    psrld_i,
    psrlq,
    psrlq_i,
    psrlw,
    psrlw_i,
    psubb,
    psubd,
    psubq,
    psubsb,
    psubsw,
    psubusb,
    psubusw,
    psubw,
    ptest_xm,
    punpckhbw,
    punpckhdq,
    punpckhwd,
    punpcklbw,
    punpckldq,
    punpcklqdq,
    punpcklqdq_xm,
    punpcklwd,
    pxor,
    rmw_loop,
    rmw_select,
    rol_mc,
    rol_mi,
    ror_mc,
    rorx_rmi,
    roundpd_xmi,
    roundps_xmi,
    roundsd_xmi,
    roundss_xmi,
    sar_mc,
    sar_mi,
    sarx_rmv,
    sbb_rm,
    sdiv,
    sdiv_check,
    set_m,
    setreg,
    shl_mc,
    shl_mi,
    shlx_rmv,
    shr_mc,
    shr_mi,
    shrx_rmv,
    shufps,
    sqrtpd_xm,
    sqrtps_xm,
    sqrtsd_xm,
    sqrtss_xm,
    srem,
    srem_any,
    sub_mi,
    sub_mr,
    sub_rm,
    subpd,
    subps,
    subsd_xm,
    subss_xm,
    sym_addr,
    sym_got,
    test_mi,
    test_mr,
    test_rr,
    tls_local,
    trap,
    trap_if,
    tzcnt_rm,
    ucomisd_xm,
    ucomiss_xm,
    udiv,
    urem,
    vaddsd_xvm,
    vaddss_xvm,
    vbroadcastss_xm,
    vcvtdq2ps_xm,
    vcvtqq2pd_xm,
    vcvtsd2ss_xvm,
    vcvtss2sd_xvm,
    vcvttpd2udq_xm,
    vcvttpd2uqq_xm,
    vcvttps2dq_xm,
    vcvttps2udq_xm,
    vcvttsd2usi_rx,
    vcvttss2usi_rx,
    vcvtudq2pd_xm,
    vcvtudq2ps_xm,
    vcvtuqq2pd_xm,
    vcvtusi2sd_xvr,
    vcvtusi2ss_xvr,
    vdivsd_xvm,
    vdivss_xvm,
    vfmadd132sd_xvm,
    vfmadd132ss_xvm,
    vfmadd213pd_xvm,
    vfmadd213ps_xvm,
    vfmadd213sd_xvm,
    vfmadd213ss_xvm,
    vfmsub213sd_xvm,
    vfmsub213ss_xvm,
    vfnmadd213pd_xvm,
    vfnmadd213ps_xvm,
    vfnmadd213sd_xvm,
    vfnmadd213ss_xvm,
    vfnmsub213sd_xvm,
    vfnmsub213ss_xvm,
    vmulsd_xvm,
    vmulss_xvm,
    vpabsb_xm,
    vpabsd_xm,
    vpabsq_xm,
    vpabsw_xm,
    vpbroadcastd_xr,
    vpbroadcastq_xr,
    vpdpwssd_xvm,
    vpdpwssd_xvm_vex,
    vpmaxsq_xvm,
    vpmaxuq_xvm,
    vpminsq_xvm,
    vpminuq_xvm,
    vpmullq_xvm,
    vpopcntb_xm,
    vpopcntw_xm,
    vprold_xmi,
    vprolq_xmi,
    vpsraq_xmi,
    vpsraq_xvm,
    vpternlogd_xvmi,
    vroundpd_xmi,
    vroundps_xmi,
    vroundsd_xvmi,
    vroundss_xvmi,
    vsqrtpd_xm,
    vsqrtps_xm,
    vsqrtsd_xvm,
    vsqrtss_xvm,
    vsubsd_xvm,
    vsubss_xvm,
    xchg_mr,
    xor_mi,
    xor_mi_mem,
    xor_mr,
    xor_rm,
    xorps_xm,
)
from .encodings_gen import MOP_AND_RM, MOP_OR_RM, MOP_XOR_RM
from .features import (
    ENABLE_STACK_SWITCH_BASIC,
    ENABLE_TLS_ELF_GD,
    ENABLE_TLS_ELF_LE,
    ENABLE_TLS_MACHO,
    HAS_AVX,
    HAS_AVX512BITALG,
    HAS_AVX512DQ,
    HAS_AVX512F,
    HAS_AVX512VL,
    HAS_AVX512VNNI,
    HAS_BMI1,
    HAS_BMI2,
    HAS_FMA,
    HAS_LZCNT,
    HAS_POPCNT,
    HAS_SSE3,
    HAS_SSE41,
    HAS_SSSE3,
)
from .insts import (
    bitcast,
    carry_of,
    cmov,
    cmov_both,
    const,
    distance_from,
    exchange,
    fits_imm,
    fits_negated,
    float_mask,
    from_unsigned,
    greatest_signed,
    greatest_unsigned,
    in_pool,
    least,
    load_from,
    masked,
    pinned,
    pooled,
    sign_ext,
    sign_ext32,
    sign_mask,
    stack_switch,
    store_to,
    test_size,
    tls_call,
    tls_thunk,
    to_unsigned,
    wide,
    zero_ext,
    zero_ext32,
)
from .lanes import (
    at_most,
    extract_byte,
    high_half,
    insert_byte,
    insert_float,
    insert_word,
    narrow_quads,
    narrow_quads_unsigned,
    pack_words,
    pair_sums,
    splat_byte,
    widen_signed,
)
from .pairs import pair_cas, pair_load, pair_rmw, pair_store
from .regs import RBP, RSP
from .shuffles import shuffle
from .vector_floats import (
    both_max,
    both_min,
    doubles_to_quads,
    doubles_to_unsigned_words,
    doubles_to_words,
    floats_to_unsigned_words,
    floats_to_words,
    low_words_to_doubles,
    quads_to_doubles,
    words_to_floats,
)
from .vectors import (
    amount,
    byte_mask,
    const_operand,
    eq_quads,
    flip_signs,
    greater,
    has_dot,
    high_products,
    is_zero,
    lesser_of,
    mul_bytes,
    mul_halves,
    mul_quads,
    mul_words,
    ones_of_bytes,
    ones_of_lanes,
    pick,
    plain_const,
    require,
    rotated,
    rounded_product,
    saturated,
    shift_bytes_left,
    shift_bytes_right,
    shift_quads_right,
    shift_quads_right_by,
    signs,
    vconst,
    vnot,
    vsub,
    vzero,
)


def checked(ctx: Lower, type_: i64, reg_: i64, reg__: i64) -> i64:
    """Try the rules of the term `checked`."""
    # checked.1
    ctx.fired("checked.1")
    test_rr(ctx, width(type_), reg__, reg__)
    trap_if(ctx, X_E, 254)
    return reg_


def masked_by(ctx: Lower, size_: i64, reg_: i64, imm_: i64) -> i64:
    """Try the rules of the term `masked_by`."""
    # masked_by.1
    if size_ == 4:
        ctx.fired("masked_by.1")
        return and_mi(ctx, 4, reg_, signed(I32, imm_))
    # masked_by.2
    ctx.fired("masked_by.2")
    return and_rm(ctx, size_, reg_, const(ctx, I64, imm_))


def ones_in_bytes(ctx: Lower, size_: i64, reg_: i64) -> i64:
    """Try the rules of the term `ones_in_bytes`."""
    # ones_in_bytes.1
    ctx.fired("ones_in_bytes.1")
    pairs: i64 = masked_by(ctx, size_, shr_mi(ctx, size_, reg_, 1), 6148914691236517205)
    twos: i64 = sub_rm(ctx, size_, reg_, pairs)
    low: i64 = masked_by(ctx, size_, twos, 3689348814741910323)
    fours: i64 = add_rm(ctx, size_, low, masked_by(ctx, size_, shr_mi(ctx, size_, twos, 2), 3689348814741910323))
    return masked_by(ctx, size_, add_rm(ctx, size_, fours, shr_mi(ctx, size_, fours, 4)), 1085102592571150095)


def swap_groups(ctx: Lower, size_: i64, reg_: i64, imm_: i64, imm__: i64) -> i64:
    """Try the rules of the term `swap_groups`."""
    # swap_groups.1
    ctx.fired("swap_groups.1")
    high: i64 = shl_mi(ctx, size_, masked_by(ctx, size_, reg_, imm__), imm_)
    return or_rm(ctx, size_, high, masked_by(ctx, size_, shr_mi(ctx, size_, reg_, imm_), imm__))


def swap_bits(ctx: Lower, size_: i64, reg_: i64) -> i64:
    """Try the rules of the term `swap_bits`."""
    # swap_bits.1
    ctx.fired("swap_bits.1")
    pairs: i64 = swap_groups(ctx, size_, reg_, 1, 6148914691236517205)
    return swap_groups(ctx, size_, swap_groups(ctx, size_, pairs, 2, 3689348814741910323), 4, 1085102592571150095)


def differs(ctx: Lower, type_: i64, reg_: i64) -> i64:
    """Try the rules of the term `differs`."""
    # differs.1
    ctx.fired("differs.1")
    s: i64 = sar_mi(ctx, wide(type_), reg_, wide(type_) * 8 - 1)
    return xor_rm(ctx, wide(type_), s, reg_)


def compare(ctx: Lower, cc_: i64, x: i64, y: i64) -> i64:
    """Try the rules of the term `compare`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # compare.1
    if x_op == OP_LOAD:
        x_ty: i64 = i64(func.ty[x_def])
        if I8 <= x_ty <= I64 and y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if sinkable(ctx, x_def) and fits_imm(x_ty, y_k):
                ctx.fired("compare.1")
                cmp_mi(ctx, width(x_ty), rm_of(ctx, x_def), signed(x_ty, y_k))
                return icc(cc_)
    # compare.1 (mirrored)
    if x_op == OP_ICONST:
        x_k: i64 = func.imm[x_def]
        if y_op == OP_LOAD:
            y_ty: i64 = i64(func.ty[y_def])
            if I8 <= y_ty <= I64:
                cc__swapped: i64 = swap_intcc(cc_)
                if sinkable(ctx, y_def) and fits_imm(y_ty, x_k):
                    ctx.fired("compare.1")
                    cmp_mi(ctx, width(y_ty), rm_of(ctx, y_def), signed(y_ty, x_k))
                    return icc(cc__swapped)
    # compare.2
    x_type: i64 = i64(func.value_type[x])
    if I8 <= x_type <= I64 and y_op == OP_LOAD:
        y_ty = i64(func.ty[y_def])
        if I8 <= y_ty <= I64 and sinkable(ctx, y_def):
            ctx.fired("compare.2")
            x_reg: i64 = ctx.use(x)
            cmp_rm(ctx, width(y_ty), x_reg, rm_of(ctx, y_def))
            return icc(cc_)
    # compare.2 (mirrored)
    y_type: i64 = i64(func.value_type[y])
    if I8 <= y_type <= I64 and x_op == OP_LOAD:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            cc__swapped = swap_intcc(cc_)
            if sinkable(ctx, x_def):
                ctx.fired("compare.2")
                y_reg: i64 = ctx.use(y)
                cmp_rm(ctx, width(x_ty), y_reg, rm_of(ctx, x_def))
                return icc(cc__swapped)
    # compare.3
    if x_op == OP_ULOAD8 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        if sinkable(ctx, x_def) and y_k >= 0 and y_k <= 255:
            ctx.fired("compare.3")
            cmp_mi(ctx, 1, rm_of(ctx, x_def), signed(I8, y_k))
            return icc(unsigned(cc_))
    # compare.3 (mirrored)
    if x_op == OP_ICONST:
        x_k = func.imm[x_def]
        if y_op == OP_ULOAD8:
            cc__swapped = swap_intcc(cc_)
            if sinkable(ctx, y_def) and x_k >= 0 and x_k <= 255:
                ctx.fired("compare.3")
                cmp_mi(ctx, 1, rm_of(ctx, y_def), signed(I8, x_k))
                return icc(unsigned(cc__swapped))
    # compare.4
    x_type = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        ctx.fired("compare.4")
        return compare_registers(ctx, cc_, x, y)
    # compare.4 (mirrored)
    y_type = i64(func.value_type[y])
    if I8 <= y_type <= I64:
        cc__swapped = swap_intcc(cc_)
        ctx.fired("compare.4")
        return compare_registers(ctx, cc__swapped, y, x)
    raise AssertionError("no rule of the term compare matches")


def compare_registers(ctx: Lower, cc_: i64, x: i64, y: i64) -> i64:
    """Try the rules of the term `compare_registers`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if x_op == OP_BAND:
        x_ty: i64 = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # compare_registers.1
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k: i64 = func.imm[y_def]
                    if y_k == 0 and equality(cc_) and fits_imm(x_ty, x_y_k):
                        ctx.fired("compare_registers.1")
                        x_x_reg: i64 = ctx.use(x_x)
                        test_mi(ctx, test_size(x_ty, x_y_k), x_x_reg, signed(x_ty, x_y_k))
                        return icc(cc_)
            # compare_registers.1 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0 and equality(cc_) and fits_imm(x_ty, x_x_k):
                        ctx.fired("compare_registers.1")
                        x_y_reg: i64 = ctx.use(x_y)
                        test_mi(ctx, test_size(x_ty, x_x_k), x_y_reg, signed(x_ty, x_x_k))
                        return icc(cc_)
            # compare_registers.2
            if y_op == OP_ICONST:
                y_k = func.imm[y_def]
                if y_k == 0 and equality(cc_):
                    ctx.fired("compare_registers.2")
                    x_y_reg = ctx.use(x_y)
                    x_x_reg = ctx.use(x_x)
                    test_mr(ctx, width(x_ty), x_y_reg, x_x_reg)
                    return icc(cc_)
    if x_op == OP_ICONST:
        x_k: i64 = func.imm[x_def]
        if x_k == 0 and y_op == OP_BAND:
            y_ty: i64 = i64(func.ty[y_def])
            if I8 <= y_ty <= I64:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                # compare_registers.1 (mirrored)
                y_y_def: i64 = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k: i64 = func.imm[y_y_def]
                    cc__swapped: i64 = swap_intcc(cc_)
                    if equality(cc__swapped) and fits_imm(y_ty, y_y_k):
                        ctx.fired("compare_registers.1")
                        y_x_reg: i64 = ctx.use(y_x)
                        test_mi(ctx, test_size(y_ty, y_y_k), y_x_reg, signed(y_ty, y_y_k))
                        return icc(cc__swapped)
                # compare_registers.1 (mirrored)
                y_x_def: i64 = ctx.def_inst(y_x)
                if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                    y_x_k: i64 = func.imm[y_x_def]
                    cc__swapped = swap_intcc(cc_)
                    if equality(cc__swapped) and fits_imm(y_ty, y_x_k):
                        ctx.fired("compare_registers.1")
                        y_y_reg: i64 = ctx.use(y_y)
                        test_mi(ctx, test_size(y_ty, y_x_k), y_y_reg, signed(y_ty, y_x_k))
                        return icc(cc__swapped)
                # compare_registers.2 (mirrored)
                cc__swapped = swap_intcc(cc_)
                if equality(cc__swapped):
                    ctx.fired("compare_registers.2")
                    y_y_reg = ctx.use(y_y)
                    y_x_reg = ctx.use(y_x)
                    test_mr(ctx, width(y_ty), y_y_reg, y_x_reg)
                    return icc(cc__swapped)
    # compare_registers.3
    x_type: i64 = i64(func.value_type[x])
    if I8 <= x_type <= I64 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        if y_k == 0:
            ctx.fired("compare_registers.3")
            x_reg: i64 = ctx.use(x)
            test_rr(ctx, width(x_type), x_reg, x_reg)
            return icc(cc_)
    # compare_registers.3 (mirrored)
    y_type: i64 = i64(func.value_type[y])
    if I8 <= y_type <= I64 and x_op == OP_ICONST:
        x_k = func.imm[x_def]
        if x_k == 0:
            cc__swapped = swap_intcc(cc_)
            ctx.fired("compare_registers.3")
            y_reg: i64 = ctx.use(y)
            test_rr(ctx, width(y_type), y_reg, y_reg)
            return icc(cc__swapped)
    # compare_registers.4
    x_type = i64(func.value_type[x])
    if I8 <= x_type <= I64 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        if fits_imm(x_type, y_k):
            ctx.fired("compare_registers.4")
            x_reg = ctx.use(x)
            cmp_mi(ctx, width(x_type), x_reg, signed(x_type, y_k))
            return icc(cc_)
    # compare_registers.4 (mirrored)
    y_type = i64(func.value_type[y])
    if I8 <= y_type <= I64 and x_op == OP_ICONST:
        x_k = func.imm[x_def]
        cc__swapped = swap_intcc(cc_)
        if fits_imm(y_type, x_k):
            ctx.fired("compare_registers.4")
            y_reg = ctx.use(y)
            cmp_mi(ctx, width(y_type), y_reg, signed(y_type, x_k))
            return icc(cc__swapped)
    # compare_registers.5
    x_type = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        ctx.fired("compare_registers.5")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        cmp_rm(ctx, width(x_type), x_reg, y_reg)
        return icc(cc_)
    # compare_registers.5 (mirrored)
    y_type = i64(func.value_type[y])
    if I8 <= y_type <= I64:
        cc__swapped = swap_intcc(cc_)
        ctx.fired("compare_registers.5")
        y_reg = ctx.use(y)
        x_reg = ctx.use(x)
        cmp_rm(ctx, width(y_type), y_reg, x_reg)
        return icc(cc__swapped)
    raise AssertionError("no rule of the term compare_registers matches")


def truth(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `truth`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    if x_op == OP_ICMP:
        x_ty: i64 = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_cc: i64 = func.imm[x_def]
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # truth.1
            if single(ctx, x_def):
                ctx.fired("truth.1")
                return compare(ctx, x_cc, x_x, x_y)
            # truth.2
            ctx.fired("truth.2")
            return compare_registers(ctx, x_cc, x_x, x_y)
    # truth.3
    if x_op == OP_UEXTEND:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICMP:
                x_x_ty: i64 = i64(func.ty[x_x_def])
                if I8 <= x_x_ty <= I64:
                    x_x_cc: i64 = func.imm[x_x_def]
                    x_x_x: i64 = i64(func.pool[i64(func.arg_start[x_x_def])])
                    x_x_y: i64 = i64(func.pool[i64(func.arg_start[x_x_def]) + 1])
                    ctx.fired("truth.3")
                    return compare_registers(ctx, x_x_cc, x_x_x, x_x_y)
    if x_op == OP_FCMP:
        x_ty = i64(func.ty[x_def])
        if x_ty == F32 or x_ty == F64:
            x_cc = func.imm[x_def]
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if one_condition(x_cc):
                # truth.4
                if single(ctx, x_def):
                    ctx.fired("truth.4")
                    ucomis(ctx, x_cc, x_x, x_y)
                    return fcc(x_cc)
                # truth.5
                ctx.fired("truth.5")
                ucomis_registers(ctx, x_cc, x_x, x_y)
                return fcc(x_cc)
    # truth.6
    if x_op == OP_LOAD:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64 and sinkable(ctx, x_def):
            ctx.fired("truth.6")
            cmp_mi(ctx, width(x_ty), rm_of(ctx, x_def), 0)
            return X_NE
    # truth.7
    if x_op == OP_ULOAD8 and sinkable(ctx, x_def):
        ctx.fired("truth.7")
        cmp_mi(ctx, 1, rm_of(ctx, x_def), 0)
        return X_NE
    # truth.8
    if x_op == OP_ULOAD16 and sinkable(ctx, x_def):
        ctx.fired("truth.8")
        cmp_mi(ctx, 2, rm_of(ctx, x_def), 0)
        return X_NE
    if x_op == OP_BAND:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # truth.9
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if fits_imm(x_ty, x_y_k):
                    ctx.fired("truth.9")
                    x_x_reg: i64 = ctx.use(x_x)
                    test_mi(ctx, test_size(x_ty, x_y_k), x_x_reg, signed(x_ty, x_y_k))
                    return X_NE
            # truth.9 (mirrored)
            x_x_def = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if fits_imm(x_ty, x_x_k):
                    ctx.fired("truth.9")
                    x_y_reg: i64 = ctx.use(x_y)
                    test_mi(ctx, test_size(x_ty, x_x_k), x_y_reg, signed(x_ty, x_x_k))
                    return X_NE
            # truth.10
            ctx.fired("truth.10")
            x_y_reg = ctx.use(x_y)
            x_x_reg = ctx.use(x_x)
            test_mr(ctx, width(x_ty), x_y_reg, x_x_reg)
            return X_NE
    # truth.12
    if x_op == OP_VANY_TRUE:
        x_ty = i64(func.ty[x_def])
        if x_ty == I64X2 or x_ty == F64X2 or x_ty == I32X4 or x_ty == F32X4 or x_ty == I16X8 or x_ty == I8X16:
            x_a: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired("truth.12")
            x_a_reg: i64 = ctx.use(x_a)
            return any_set(ctx, x_ty, x_a_reg)
    # truth.13
    if x_op == OP_VALL_TRUE:
        x_ty = i64(func.ty[x_def])
        if x_ty == I64X2 or x_ty == F64X2 or x_ty == I32X4 or x_ty == F32X4 or x_ty == I16X8 or x_ty == I8X16:
            x_a = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired("truth.13")
            x_a_reg = ctx.use(x_a)
            return all_set(ctx, x_ty, x_a_reg)
    # truth.11
    x_type: i64 = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        ctx.fired("truth.11")
        x_reg: i64 = ctx.use(x)
        test_rr(ctx, width(x_type), x_reg, x_reg)
        return X_NE
    raise AssertionError("no rule of the term truth matches")


def ucomis(ctx: Lower, fcc_: i64, x: i64, y: i64) -> None:
    """Try the rules of the term `ucomis`."""
    func = ctx.func
    x_type: i64 = i64(func.value_type[x])
    if x_type == F32:
        # ucomis.1
        if exchanged(fcc_):
            ctx.fired("ucomis.1")
            y_reg: i64 = ctx.use(y)
            ucomiss_xm(ctx, y_reg, operand(ctx, x))
            return
        # ucomis.3
        ctx.fired("ucomis.3")
        x_reg: i64 = ctx.use(x)
        ucomiss_xm(ctx, x_reg, operand(ctx, y))
        return
    if x_type == F64:
        # ucomis.2
        if exchanged(fcc_):
            ctx.fired("ucomis.2")
            y_reg = ctx.use(y)
            ucomisd_xm(ctx, y_reg, operand(ctx, x))
            return
        # ucomis.4
        ctx.fired("ucomis.4")
        x_reg = ctx.use(x)
        ucomisd_xm(ctx, x_reg, operand(ctx, y))
        return
    raise AssertionError("no rule of the term ucomis matches")


def ucomis_registers(ctx: Lower, fcc_: i64, x: i64, y: i64) -> None:
    """Try the rules of the term `ucomis_registers`."""
    func = ctx.func
    x_type: i64 = i64(func.value_type[x])
    if x_type == F32:
        # ucomis_registers.1
        if exchanged(fcc_):
            ctx.fired("ucomis_registers.1")
            y_reg: i64 = ctx.use(y)
            x_reg: i64 = ctx.use(x)
            ucomiss_xm(ctx, y_reg, x_reg)
            return
        # ucomis_registers.3
        ctx.fired("ucomis_registers.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ucomiss_xm(ctx, x_reg, y_reg)
        return
    if x_type == F64:
        # ucomis_registers.2
        if exchanged(fcc_):
            ctx.fired("ucomis_registers.2")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ucomisd_xm(ctx, y_reg, x_reg)
            return
        # ucomis_registers.4
        ctx.fired("ucomis_registers.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ucomisd_xm(ctx, x_reg, y_reg)
        return
    raise AssertionError("no rule of the term ucomis_registers matches")


def operand(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `operand`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # operand.1
    if x_op == OP_LOAD:
        x_ty: i64 = i64(func.ty[x_def])
        if (x_ty == F32 or x_ty == F64) and sinkable(ctx, x_def):
            ctx.fired("operand.1")
            return rm_of(ctx, x_def)
    # operand.2
    if x_op == OP_F32CONST:
        x_k: i64 = func.imm[x_def]
        if x_k != 0:
            ctx.fired("operand.2")
            return in_pool(ctx, 4, x_k)
    # operand.3
    if x_op == OP_F64CONST:
        x_k = func.imm[x_def]
        if x_k != 0:
            ctx.fired("operand.3")
            return in_pool(ctx, 8, x_k)
    # operand.4
    ctx.fired("operand.4")
    x_reg: i64 = ctx.use(x)
    return x_reg


def chosen(ctx: Lower, reg_: i64, reg__: i64, reg___: i64) -> i64:
    """Try the rules of the term `chosen`."""
    # chosen.1
    ctx.fired("chosen.1")
    return orps_xm(ctx, andps_xm(ctx, reg__, reg_), andnps_xm(ctx, reg_, reg___))


def ordered(ctx: Lower, x: i64) -> None:
    """Try the rules of the term `ordered`."""
    func = ctx.func
    x_type: i64 = i64(func.value_type[x])
    # ordered.1
    if x_type == F32:
        ctx.fired("ordered.1")
        x_reg: i64 = ctx.use(x)
        ucomiss_xm(ctx, x_reg, x_reg)
        trap_if(ctx, X_P, 255)
        return
    # ordered.2
    if x_type == F64:
        ctx.fired("ordered.2")
        x_reg = ctx.use(x)
        ucomisd_xm(ctx, x_reg, x_reg)
        trap_if(ctx, X_P, 255)
        return
    raise AssertionError("no rule of the term ordered matches")


def again_signed(ctx: Lower, type_: i64, reg_: i64) -> i64:
    """Try the rules of the term `again_signed`."""
    # again_signed.1
    ctx.fired("again_signed.1")
    return sign_ext(ctx, type_, 8, reg_)


def again_unsigned(ctx: Lower, type_: i64, reg_: i64) -> i64:
    """Try the rules of the term `again_unsigned`."""
    # again_unsigned.1
    ctx.fired("again_unsigned.1")
    return zero_ext(ctx, type_, reg_)


def within(ctx: Lower, x: i64, xcc_: i64, imm_: i64, imm__: i64) -> None:
    """Try the rules of the term `within`."""
    func = ctx.func
    x_type: i64 = i64(func.value_type[x])
    # within.1
    if x_type == F32:
        ctx.fired("within.1")
        x_reg: i64 = ctx.use(x)
        ucomiss_xm(ctx, x_reg, in_pool(ctx, 4, imm_))
        trap_if(ctx, X_P, 255)
        trap_if(ctx, xcc_, 252)
        ucomiss_xm(ctx, x_reg, in_pool(ctx, 4, imm__))
        trap_if(ctx, X_AE, 252)
        return
    # within.2
    if x_type == F64:
        ctx.fired("within.2")
        x_reg = ctx.use(x)
        ucomisd_xm(ctx, x_reg, in_pool(ctx, 8, imm_))
        trap_if(ctx, X_P, 255)
        trap_if(ctx, xcc_, 252)
        ucomisd_xm(ctx, x_reg, in_pool(ctx, 8, imm__))
        trap_if(ctx, X_AE, 252)
        return
    raise AssertionError("no rule of the term within matches")


def clamped(ctx: Lower, type_: i64, x: i64) -> i64:
    """Try the rules of the term `clamped`."""
    func = ctx.func
    x_type: i64 = i64(func.value_type[x])
    # clamped.1
    if x_type == F32:
        ctx.fired("clamped.1")
        x_reg: i64 = ctx.use(x)
        v: i64 = maxss_xm(ctx, x_reg, least(ctx, type_, F32))
        return minss_xm(ctx, v, greatest_signed(ctx, type_, F32))
    # clamped.2
    if x_type == F64:
        ctx.fired("clamped.2")
        x_reg = ctx.use(x)
        v = maxsd_xm(ctx, x_reg, least(ctx, type_, F64))
        return minsd_xm(ctx, v, greatest_signed(ctx, type_, F64))
    raise AssertionError("no rule of the term clamped matches")


def clamped_unsigned(ctx: Lower, type_: i64, x: i64) -> i64:
    """Try the rules of the term `clamped_unsigned`."""
    func = ctx.func
    x_type: i64 = i64(func.value_type[x])
    # clamped_unsigned.1
    if x_type == F32:
        ctx.fired("clamped_unsigned.1")
        x_reg: i64 = ctx.use(x)
        v: i64 = maxss_xm(ctx, x_reg, fconst(ctx, 8, 0))
        return minss_xm(ctx, v, greatest_unsigned(ctx, type_, F32))
    # clamped_unsigned.2
    if x_type == F64:
        ctx.fired("clamped_unsigned.2")
        x_reg = ctx.use(x)
        v = maxsd_xm(ctx, x_reg, fconst(ctx, 8, 0))
        return minsd_xm(ctx, v, greatest_unsigned(ctx, type_, F64))
    raise AssertionError("no rule of the term clamped_unsigned matches")


def zero_for_nan(ctx: Lower, type_: i64, x: i64, reg_: i64) -> i64:
    """Try the rules of the term `zero_for_nan`."""
    func = ctx.func
    x_type: i64 = i64(func.value_type[x])
    # zero_for_nan.1
    if x_type == F32:
        ctx.fired("zero_for_nan.1")
        x_reg: i64 = ctx.use(x)
        z: i64 = const(ctx, I64, 0)
        ucomiss_xm(ctx, x_reg, x_reg)
        return cmov(ctx, type_, X_P, z, reg_)
    # zero_for_nan.2
    if x_type == F64:
        ctx.fired("zero_for_nan.2")
        x_reg = ctx.use(x)
        z = const(ctx, I64, 0)
        ucomisd_xm(ctx, x_reg, x_reg)
        return cmov(ctx, type_, X_P, z, reg_)
    raise AssertionError("no rule of the term zero_for_nan matches")


def vm(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `vm`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # vm.1
    if x_op == OP_LOAD:
        x_ty: i64 = i64(func.ty[x_def])
        if (
            (x_ty == I64X2 or x_ty == F64X2 or x_ty == I32X4 or x_ty == F32X4 or x_ty == I16X8 or x_ty == I8X16)
            and sinkable(ctx, x_def)
            and has(ctx, HAS_AVX)
        ):
            ctx.fired("vm.1")
            return rm_of(ctx, x_def)
    # vm.2
    if x_op == OP_VCONST:
        x_ty = i64(func.ty[x_def])
        if x_ty == I64X2 or x_ty == F64X2 or x_ty == I32X4 or x_ty == F32X4 or x_ty == I16X8 or x_ty == I8X16:
            x_const: i64 = func.imm[x_def]
            if not plain_const(ctx, x_const):
                ctx.fired("vm.2")
                return const_operand(ctx, x_const)
    # vm.3
    ctx.fired("vm.3")
    x_reg: i64 = ctx.use(x)
    return x_reg


def dot(ctx: Lower, x: i64, y: i64, z: i64) -> i64:
    """Try the rules of the term `dot`."""
    # dot.1
    if has(ctx, HAS_AVX512VNNI) and has(ctx, HAS_AVX512VL):
        ctx.fired("dot.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        z_reg: i64 = ctx.use(z)
        return vpdpwssd_xvm(ctx, x_reg, y_reg, z_reg)
    # dot.2
    ctx.fired("dot.2")
    x_reg = ctx.use(x)
    y_reg = ctx.use(y)
    z_reg = ctx.use(z)
    return vpdpwssd_xvm_vex(ctx, x_reg, y_reg, z_reg)


def veq(ctx: Lower, type_: i64, x: i64, y: i64) -> i64:
    """Try the rules of the term `veq`."""
    # veq.1
    if type_ == I8X16:
        ctx.fired("veq.1")
        x_reg: i64 = ctx.use(x)
        return pcmpeqb(ctx, x_reg, vm(ctx, y))
    # veq.2
    if type_ == I16X8:
        ctx.fired("veq.2")
        x_reg = ctx.use(x)
        return pcmpeqw(ctx, x_reg, vm(ctx, y))
    # veq.3
    if type_ == I32X4:
        ctx.fired("veq.3")
        x_reg = ctx.use(x)
        return pcmpeqd(ctx, x_reg, vm(ctx, y))
    # veq.4
    if type_ == I64X2 and has(ctx, HAS_SSE41):
        ctx.fired("veq.4")
        x_reg = ctx.use(x)
        return pcmpeqq(ctx, x_reg, vm(ctx, y))
    # veq.5
    ctx.fired("veq.5")
    x_reg = ctx.use(x)
    y_reg: i64 = ctx.use(y)
    return eq_quads(ctx, x_reg, y_reg)


def any_set(ctx: Lower, type_: i64, reg_: i64) -> i64:
    """Try the rules of the term `any_set`."""
    # any_set.1
    if has(ctx, HAS_SSE41):
        ctx.fired("any_set.1")
        ptest_xm(ctx, reg_, reg_)
        return X_NE
    # any_set.2
    ctx.fired("any_set.2")
    m: i64 = pmovmskb_rx(ctx, pcmpeqb(ctx, reg_, vzero(ctx)))
    cmp_mi(ctx, 4, m, 65535)
    return X_NE


def zero_lanes(ctx: Lower, type_: i64, reg_: i64) -> i64:
    """Try the rules of the term `zero_lanes`."""
    # zero_lanes.1
    if type_ == I8X16:
        ctx.fired("zero_lanes.1")
        return pcmpeqb(ctx, reg_, vzero(ctx))
    # zero_lanes.2
    if type_ == I16X8:
        ctx.fired("zero_lanes.2")
        return pcmpeqw(ctx, reg_, vzero(ctx))
    # zero_lanes.3
    if type_ == I32X4:
        ctx.fired("zero_lanes.3")
        return pcmpeqd(ctx, reg_, vzero(ctx))
    # zero_lanes.4
    if type_ == F32X4:
        ctx.fired("zero_lanes.4")
        return pcmpeqd(ctx, reg_, vzero(ctx))
    # zero_lanes.5
    if has(ctx, HAS_SSE41):
        ctx.fired("zero_lanes.5")
        return pcmpeqq(ctx, reg_, vzero(ctx))
    # zero_lanes.6
    ctx.fired("zero_lanes.6")
    return eq_quads(ctx, reg_, vzero(ctx))


def all_set(ctx: Lower, type_: i64, reg_: i64) -> i64:
    """Try the rules of the term `all_set`."""
    # all_set.1
    if has(ctx, HAS_SSE41):
        ctx.fired("all_set.1")
        z: i64 = zero_lanes(ctx, type_, reg_)
        ptest_xm(ctx, z, z)
        return X_E
    # all_set.2
    ctx.fired("all_set.2")
    m: i64 = pmovmskb_rx(ctx, zero_lanes(ctx, type_, reg_))
    test_rr(ctx, 4, m, m)
    return X_E


def lower_brif(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `brif`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    if ty == I8 and c_op == OP_FCMP:
        c_ty: i64 = i64(func.ty[c_def])
        if c_ty == F32 or c_ty == F64:
            c_cc: i64 = func.imm[c_def]
            # brif.1
            if c_cc == FCC_EQ:
                c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
                c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("brif.1")
                ucomis_registers(ctx, FCC_EQ, c_x, c_y)
                branch_and(ctx, X_E, edge(ctx, 0), edge(ctx, 1), X_NP)
                return True
            # brif.2
            if c_cc == FCC_NE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("brif.2")
                ucomis_registers(ctx, FCC_NE, c_x, c_y)
                branch_or(ctx, X_NE, edge(ctx, 0), edge(ctx, 1), X_P)
                return True
    # brif.3
    if I8 <= ty <= I64:
        ctx.fired("brif.3")
        branch(ctx, truth(ctx, c), edge(ctx, 0), edge(ctx, 1))
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
    jump_table(ctx, edges(ctx) - 1, first_target(ctx), x_reg)
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
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    code: i64 = func.imm[inst]
    if I8 <= ty <= I64:
        # trapz.1
        if c_op == OP_FCMP:
            c_ty: i64 = i64(func.ty[c_def])
            if c_ty == F32 or c_ty == F64:
                c_cc: i64 = func.imm[c_def]
                if c_cc == FCC_EQ:
                    c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("trapz.1")
                    ucomis_registers(ctx, FCC_EQ, c_x, c_y)
                    trap_if(ctx, X_NE, code)
                    trap_if(ctx, X_P, code)
                    return True
        # trapz.2
        ctx.fired("trapz.2")
        trap_if(ctx, invert(truth(ctx, c)), code)
        return True
    return False


def lower_trapnz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `trapnz`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    code: i64 = func.imm[inst]
    if I8 <= ty <= I64:
        # trapnz.1
        if c_op == OP_FCMP:
            c_ty: i64 = i64(func.ty[c_def])
            if c_ty == F32 or c_ty == F64:
                c_cc: i64 = func.imm[c_def]
                if c_cc == FCC_NE:
                    c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("trapnz.1")
                    ucomis_registers(ctx, FCC_NE, c_x, c_y)
                    trap_if(ctx, X_NE, code)
                    trap_if(ctx, X_P, code)
                    return True
        # trapnz.2
        ctx.fired("trapnz.2")
        trap_if(ctx, truth(ctx, c), code)
        return True
    return False


def lower_debugtrap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `debugtrap`."""
    # debugtrap.1
    ctx.fired("debugtrap.1")
    int3(ctx)
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
            ctx.set_result(inst, 0, sym_addr(ctx, function_symbol(ctx, fn), 0))
            return True
        # func_addr.2
        ctx.fired("func_addr.2")
        ctx.set_result(inst, 0, sym_got(ctx, function_symbol(ctx, fn)))
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
    if ty == F16 or ty == F128:
        ctx.fired("load.1")
        ctx.set_result(inst, 0, load_from(ctx, ty, mem(ctx, flags, p, off)))
        return True
    # load.2
    if (
        I8 <= ty <= I64 or ty == F32 or ty == F64 or ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16
    ):
        ctx.fired("load.2")
        ctx.set_result(inst, 0, load_from(ctx, ty, mem(ctx, flags, p, off)))
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
    if ty == I32 and x_op == OP_EXTRACTLANE:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        x_lane: i64 = func.imm[x_def]
        # store.15
        if x_lane == 0 and single(ctx, x_def):
            ctx.fired("store.15")
            x_x_reg: i64 = ctx.use(x_x)
            movss_mx(ctx, mem(ctx, flags, p, off), x_x_reg)
            return True
        # store.17
        if single(ctx, x_def) and has(ctx, HAS_SSE41):
            ctx.fired("store.17")
            x_x_reg = ctx.use(x_x)
            pextrd_mxi_mem(ctx, mem(ctx, flags, p, off), x_x_reg, x_lane)
            return True
    if ty == I64 and x_op == OP_EXTRACTLANE:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_lane = func.imm[x_def]
        # store.16
        if x_lane == 0 and single(ctx, x_def):
            ctx.fired("store.16")
            x_x_reg = ctx.use(x_x)
            movsd_mx(ctx, mem(ctx, flags, p, off), x_x_reg)
            return True
        # store.18
        if single(ctx, x_def) and has(ctx, HAS_SSE41):
            ctx.fired("store.18")
            x_x_reg = ctx.use(x_x)
            pextrq_mxi_mem(ctx, mem(ctx, flags, p, off), x_x_reg, x_lane)
            return True
    # store.13
    if ty == I8 and x_op == OP_EXTRACTLANE:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_lane = func.imm[x_def]
        if single(ctx, x_def) and has(ctx, HAS_SSE41):
            ctx.fired("store.13")
            x_x_reg = ctx.use(x_x)
            pextrb_mxi(ctx, mem(ctx, flags, p, off), x_x_reg, x_lane)
            return True
    # store.14
    if ty == I16 and x_op == OP_EXTRACTLANE:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_lane = func.imm[x_def]
        if single(ctx, x_def) and has(ctx, HAS_SSE41):
            ctx.fired("store.14")
            x_x_reg = ctx.use(x_x)
            pextrw_mxi(ctx, mem(ctx, flags, p, off), x_x_reg, x_lane)
            return True
    # store.1
    if ty == F16 or ty == F128:
        ctx.fired("store.1")
        x_reg: i64 = ctx.use(x)
        store_to(ctx, ty, mem(ctx, flags, p, off), x_reg)
        return True
    if I8 <= ty <= I64:
        if x_op == OP_IADD:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def: i64 = ctx.def_inst(x_x)
            # store.2
            if x_x_def >= 0 and func.op[x_x_def] == OP_LOAD:
                x_x_flags: i64 = i64(func.flags[x_x_def])
                x_x_p: i64 = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_off: i64 = func.imm[x_x_def]
                x_y_def: i64 = ctx.def_inst(x_y)
                if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                    x_y_k: i64 = func.imm[x_y_def]
                    if (
                        flags == x_x_flags
                        and x_x_p == p
                        and x_x_off == off
                        and single(ctx, x_def)
                        and sinkable(ctx, x_x_def)
                        and fits_imm(ty, x_y_k)
                    ):
                        ctx.fired("store.2")
                        add_mi_mem(ctx, width(ty), mem_of(ctx, x_x_def), signed(ty, x_y_k))
                        return True
            # store.2 (mirrored)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                x_y_def = ctx.def_inst(x_y)
                if x_y_def >= 0 and func.op[x_y_def] == OP_LOAD:
                    x_y_flags: i64 = i64(func.flags[x_y_def])
                    x_y_p: i64 = i64(func.pool[i64(func.arg_start[x_y_def])])
                    x_y_off: i64 = func.imm[x_y_def]
                    if (
                        flags == x_y_flags
                        and x_y_p == p
                        and x_y_off == off
                        and single(ctx, x_def)
                        and sinkable(ctx, x_y_def)
                        and fits_imm(ty, x_x_k)
                    ):
                        ctx.fired("store.2")
                        add_mi_mem(ctx, width(ty), mem_of(ctx, x_y_def), signed(ty, x_x_k))
                        return True
            # store.6
            if x_x_def >= 0 and func.op[x_x_def] == OP_LOAD:
                x_x_flags = i64(func.flags[x_x_def])
                x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_off = func.imm[x_x_def]
                if (
                    flags == x_x_flags
                    and x_x_p == p
                    and x_x_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_x_def)
                ):
                    ctx.fired("store.6")
                    x_y_reg: i64 = ctx.use(x_y)
                    add_mr(ctx, width(ty), mem_of(ctx, x_x_def), x_y_reg)
                    return True
            # store.6 (mirrored)
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_LOAD:
                x_y_flags = i64(func.flags[x_y_def])
                x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
                x_y_off = func.imm[x_y_def]
                if (
                    flags == x_y_flags
                    and x_y_p == p
                    and x_y_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_y_def)
                ):
                    ctx.fired("store.6")
                    x_x_reg = ctx.use(x_x)
                    add_mr(ctx, width(ty), mem_of(ctx, x_y_def), x_x_reg)
                    return True
        if x_op == OP_BAND:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            # store.3
            if x_x_def >= 0 and func.op[x_x_def] == OP_LOAD:
                x_x_flags = i64(func.flags[x_x_def])
                x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_off = func.imm[x_x_def]
                x_y_def = ctx.def_inst(x_y)
                if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                    x_y_k = func.imm[x_y_def]
                    if (
                        flags == x_x_flags
                        and x_x_p == p
                        and x_x_off == off
                        and single(ctx, x_def)
                        and sinkable(ctx, x_x_def)
                        and fits_imm(ty, x_y_k)
                    ):
                        ctx.fired("store.3")
                        and_mi_mem(ctx, width(ty), mem_of(ctx, x_x_def), signed(ty, x_y_k))
                        return True
            # store.3 (mirrored)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k = func.imm[x_x_def]
                x_y_def = ctx.def_inst(x_y)
                if x_y_def >= 0 and func.op[x_y_def] == OP_LOAD:
                    x_y_flags = i64(func.flags[x_y_def])
                    x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
                    x_y_off = func.imm[x_y_def]
                    if (
                        flags == x_y_flags
                        and x_y_p == p
                        and x_y_off == off
                        and single(ctx, x_def)
                        and sinkable(ctx, x_y_def)
                        and fits_imm(ty, x_x_k)
                    ):
                        ctx.fired("store.3")
                        and_mi_mem(ctx, width(ty), mem_of(ctx, x_y_def), signed(ty, x_x_k))
                        return True
            # store.8
            if x_x_def >= 0 and func.op[x_x_def] == OP_LOAD:
                x_x_flags = i64(func.flags[x_x_def])
                x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_off = func.imm[x_x_def]
                if (
                    flags == x_x_flags
                    and x_x_p == p
                    and x_x_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_x_def)
                ):
                    ctx.fired("store.8")
                    x_y_reg = ctx.use(x_y)
                    and_mr(ctx, width(ty), mem_of(ctx, x_x_def), x_y_reg)
                    return True
            # store.8 (mirrored)
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_LOAD:
                x_y_flags = i64(func.flags[x_y_def])
                x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
                x_y_off = func.imm[x_y_def]
                if (
                    flags == x_y_flags
                    and x_y_p == p
                    and x_y_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_y_def)
                ):
                    ctx.fired("store.8")
                    x_x_reg = ctx.use(x_x)
                    and_mr(ctx, width(ty), mem_of(ctx, x_y_def), x_x_reg)
                    return True
        if x_op == OP_BOR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            # store.4
            if x_x_def >= 0 and func.op[x_x_def] == OP_LOAD:
                x_x_flags = i64(func.flags[x_x_def])
                x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_off = func.imm[x_x_def]
                x_y_def = ctx.def_inst(x_y)
                if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                    x_y_k = func.imm[x_y_def]
                    if (
                        flags == x_x_flags
                        and x_x_p == p
                        and x_x_off == off
                        and single(ctx, x_def)
                        and sinkable(ctx, x_x_def)
                        and fits_imm(ty, x_y_k)
                    ):
                        ctx.fired("store.4")
                        or_mi_mem(ctx, width(ty), mem_of(ctx, x_x_def), signed(ty, x_y_k))
                        return True
            # store.4 (mirrored)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k = func.imm[x_x_def]
                x_y_def = ctx.def_inst(x_y)
                if x_y_def >= 0 and func.op[x_y_def] == OP_LOAD:
                    x_y_flags = i64(func.flags[x_y_def])
                    x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
                    x_y_off = func.imm[x_y_def]
                    if (
                        flags == x_y_flags
                        and x_y_p == p
                        and x_y_off == off
                        and single(ctx, x_def)
                        and sinkable(ctx, x_y_def)
                        and fits_imm(ty, x_x_k)
                    ):
                        ctx.fired("store.4")
                        or_mi_mem(ctx, width(ty), mem_of(ctx, x_y_def), signed(ty, x_x_k))
                        return True
            # store.9
            if x_x_def >= 0 and func.op[x_x_def] == OP_LOAD:
                x_x_flags = i64(func.flags[x_x_def])
                x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_off = func.imm[x_x_def]
                if (
                    flags == x_x_flags
                    and x_x_p == p
                    and x_x_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_x_def)
                ):
                    ctx.fired("store.9")
                    x_y_reg = ctx.use(x_y)
                    or_mr(ctx, width(ty), mem_of(ctx, x_x_def), x_y_reg)
                    return True
            # store.9 (mirrored)
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_LOAD:
                x_y_flags = i64(func.flags[x_y_def])
                x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
                x_y_off = func.imm[x_y_def]
                if (
                    flags == x_y_flags
                    and x_y_p == p
                    and x_y_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_y_def)
                ):
                    ctx.fired("store.9")
                    x_x_reg = ctx.use(x_x)
                    or_mr(ctx, width(ty), mem_of(ctx, x_y_def), x_x_reg)
                    return True
        if x_op == OP_BXOR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            # store.5
            if x_x_def >= 0 and func.op[x_x_def] == OP_LOAD:
                x_x_flags = i64(func.flags[x_x_def])
                x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_off = func.imm[x_x_def]
                x_y_def = ctx.def_inst(x_y)
                if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                    x_y_k = func.imm[x_y_def]
                    if (
                        flags == x_x_flags
                        and x_x_p == p
                        and x_x_off == off
                        and single(ctx, x_def)
                        and sinkable(ctx, x_x_def)
                        and fits_imm(ty, x_y_k)
                    ):
                        ctx.fired("store.5")
                        xor_mi_mem(ctx, width(ty), mem_of(ctx, x_x_def), signed(ty, x_y_k))
                        return True
            # store.5 (mirrored)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k = func.imm[x_x_def]
                x_y_def = ctx.def_inst(x_y)
                if x_y_def >= 0 and func.op[x_y_def] == OP_LOAD:
                    x_y_flags = i64(func.flags[x_y_def])
                    x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
                    x_y_off = func.imm[x_y_def]
                    if (
                        flags == x_y_flags
                        and x_y_p == p
                        and x_y_off == off
                        and single(ctx, x_def)
                        and sinkable(ctx, x_y_def)
                        and fits_imm(ty, x_x_k)
                    ):
                        ctx.fired("store.5")
                        xor_mi_mem(ctx, width(ty), mem_of(ctx, x_y_def), signed(ty, x_x_k))
                        return True
            # store.10
            if x_x_def >= 0 and func.op[x_x_def] == OP_LOAD:
                x_x_flags = i64(func.flags[x_x_def])
                x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_off = func.imm[x_x_def]
                if (
                    flags == x_x_flags
                    and x_x_p == p
                    and x_x_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_x_def)
                ):
                    ctx.fired("store.10")
                    x_y_reg = ctx.use(x_y)
                    xor_mr(ctx, width(ty), mem_of(ctx, x_x_def), x_y_reg)
                    return True
            # store.10 (mirrored)
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_LOAD:
                x_y_flags = i64(func.flags[x_y_def])
                x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
                x_y_off = func.imm[x_y_def]
                if (
                    flags == x_y_flags
                    and x_y_p == p
                    and x_y_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_y_def)
                ):
                    ctx.fired("store.10")
                    x_x_reg = ctx.use(x_x)
                    xor_mr(ctx, width(ty), mem_of(ctx, x_y_def), x_x_reg)
                    return True
        # store.7
        if x_op == OP_ISUB:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_LOAD:
                x_x_flags = i64(func.flags[x_x_def])
                x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_off = func.imm[x_x_def]
                if (
                    flags == x_x_flags
                    and x_x_p == p
                    and x_x_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_x_def)
                ):
                    ctx.fired("store.7")
                    x_y_reg = ctx.use(x_y)
                    sub_mr(ctx, width(ty), mem_of(ctx, x_x_def), x_y_reg)
                    return True
        # store.11
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits_imm(ty, x_k):
                ctx.fired("store.11")
                mov_mi_mem(ctx, width(ty), mem(ctx, flags, p, off), signed(ty, x_k))
                return True
    # store.12
    if (
        I8 <= ty <= I64 or ty == F32 or ty == F64 or ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16
    ):
        ctx.fired("store.12")
        x_reg = ctx.use(x)
        store_to(ctx, ty, mem(ctx, flags, p, off), x_reg)
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
    ctx.set_result(inst, 0, movzx_rm8(ctx, 4, rm(ctx, flags, p, off)))
    return True


def lower_sload8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload8`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload8.1
    ctx.fired("sload8.1")
    ctx.set_result(inst, 0, movsx_rm8(ctx, wide(ty), rm(ctx, flags, p, off)))
    return True


def lower_istore8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `istore8`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    if x_op == OP_IADD:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        x_x_def: i64 = ctx.def_inst(x_x)
        # istore8.1
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD8:
            x_x_flags: i64 = i64(func.flags[x_x_def])
            x_x_p: i64 = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off: i64 = func.imm[x_x_def]
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if (
                    flags == x_x_flags
                    and x_x_p == p
                    and x_x_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_x_def)
                ):
                    ctx.fired("istore8.1")
                    add_mi_mem(ctx, 1, mem_of(ctx, x_x_def), signed(I8, x_y_k))
                    return True
        # istore8.1 (mirrored)
        if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
            x_x_k: i64 = func.imm[x_x_def]
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ULOAD8:
                x_y_flags: i64 = i64(func.flags[x_y_def])
                x_y_p: i64 = i64(func.pool[i64(func.arg_start[x_y_def])])
                x_y_off: i64 = func.imm[x_y_def]
                if (
                    flags == x_y_flags
                    and x_y_p == p
                    and x_y_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_y_def)
                ):
                    ctx.fired("istore8.1")
                    add_mi_mem(ctx, 1, mem_of(ctx, x_y_def), signed(I8, x_x_k))
                    return True
        # istore8.5
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD8:
            x_x_flags = i64(func.flags[x_x_def])
            x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off = func.imm[x_x_def]
            if (
                flags == x_x_flags
                and x_x_p == p
                and x_x_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_x_def)
            ):
                ctx.fired("istore8.5")
                x_y_reg: i64 = ctx.use(x_y)
                add_mr(ctx, 1, mem_of(ctx, x_x_def), x_y_reg)
                return True
        # istore8.5 (mirrored)
        x_y_def = ctx.def_inst(x_y)
        if x_y_def >= 0 and func.op[x_y_def] == OP_ULOAD8:
            x_y_flags = i64(func.flags[x_y_def])
            x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
            x_y_off = func.imm[x_y_def]
            if (
                flags == x_y_flags
                and x_y_p == p
                and x_y_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_y_def)
            ):
                ctx.fired("istore8.5")
                x_x_reg: i64 = ctx.use(x_x)
                add_mr(ctx, 1, mem_of(ctx, x_y_def), x_x_reg)
                return True
    if x_op == OP_BAND:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        x_x_def = ctx.def_inst(x_x)
        # istore8.2
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD8:
            x_x_flags = i64(func.flags[x_x_def])
            x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off = func.imm[x_x_def]
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if (
                    flags == x_x_flags
                    and x_x_p == p
                    and x_x_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_x_def)
                ):
                    ctx.fired("istore8.2")
                    and_mi_mem(ctx, 1, mem_of(ctx, x_x_def), signed(I8, x_y_k))
                    return True
        # istore8.2 (mirrored)
        if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
            x_x_k = func.imm[x_x_def]
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ULOAD8:
                x_y_flags = i64(func.flags[x_y_def])
                x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
                x_y_off = func.imm[x_y_def]
                if (
                    flags == x_y_flags
                    and x_y_p == p
                    and x_y_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_y_def)
                ):
                    ctx.fired("istore8.2")
                    and_mi_mem(ctx, 1, mem_of(ctx, x_y_def), signed(I8, x_x_k))
                    return True
        # istore8.7
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD8:
            x_x_flags = i64(func.flags[x_x_def])
            x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off = func.imm[x_x_def]
            if (
                flags == x_x_flags
                and x_x_p == p
                and x_x_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_x_def)
            ):
                ctx.fired("istore8.7")
                x_y_reg = ctx.use(x_y)
                and_mr(ctx, 1, mem_of(ctx, x_x_def), x_y_reg)
                return True
        # istore8.7 (mirrored)
        x_y_def = ctx.def_inst(x_y)
        if x_y_def >= 0 and func.op[x_y_def] == OP_ULOAD8:
            x_y_flags = i64(func.flags[x_y_def])
            x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
            x_y_off = func.imm[x_y_def]
            if (
                flags == x_y_flags
                and x_y_p == p
                and x_y_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_y_def)
            ):
                ctx.fired("istore8.7")
                x_x_reg = ctx.use(x_x)
                and_mr(ctx, 1, mem_of(ctx, x_y_def), x_x_reg)
                return True
    if x_op == OP_BOR:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        x_x_def = ctx.def_inst(x_x)
        # istore8.3
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD8:
            x_x_flags = i64(func.flags[x_x_def])
            x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off = func.imm[x_x_def]
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if (
                    flags == x_x_flags
                    and x_x_p == p
                    and x_x_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_x_def)
                ):
                    ctx.fired("istore8.3")
                    or_mi_mem(ctx, 1, mem_of(ctx, x_x_def), signed(I8, x_y_k))
                    return True
        # istore8.3 (mirrored)
        if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
            x_x_k = func.imm[x_x_def]
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ULOAD8:
                x_y_flags = i64(func.flags[x_y_def])
                x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
                x_y_off = func.imm[x_y_def]
                if (
                    flags == x_y_flags
                    and x_y_p == p
                    and x_y_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_y_def)
                ):
                    ctx.fired("istore8.3")
                    or_mi_mem(ctx, 1, mem_of(ctx, x_y_def), signed(I8, x_x_k))
                    return True
        # istore8.8
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD8:
            x_x_flags = i64(func.flags[x_x_def])
            x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off = func.imm[x_x_def]
            if (
                flags == x_x_flags
                and x_x_p == p
                and x_x_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_x_def)
            ):
                ctx.fired("istore8.8")
                x_y_reg = ctx.use(x_y)
                or_mr(ctx, 1, mem_of(ctx, x_x_def), x_y_reg)
                return True
        # istore8.8 (mirrored)
        x_y_def = ctx.def_inst(x_y)
        if x_y_def >= 0 and func.op[x_y_def] == OP_ULOAD8:
            x_y_flags = i64(func.flags[x_y_def])
            x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
            x_y_off = func.imm[x_y_def]
            if (
                flags == x_y_flags
                and x_y_p == p
                and x_y_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_y_def)
            ):
                ctx.fired("istore8.8")
                x_x_reg = ctx.use(x_x)
                or_mr(ctx, 1, mem_of(ctx, x_y_def), x_x_reg)
                return True
    if x_op == OP_BXOR:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        x_x_def = ctx.def_inst(x_x)
        # istore8.4
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD8:
            x_x_flags = i64(func.flags[x_x_def])
            x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off = func.imm[x_x_def]
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if (
                    flags == x_x_flags
                    and x_x_p == p
                    and x_x_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_x_def)
                ):
                    ctx.fired("istore8.4")
                    xor_mi_mem(ctx, 1, mem_of(ctx, x_x_def), signed(I8, x_y_k))
                    return True
        # istore8.4 (mirrored)
        if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
            x_x_k = func.imm[x_x_def]
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ULOAD8:
                x_y_flags = i64(func.flags[x_y_def])
                x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
                x_y_off = func.imm[x_y_def]
                if (
                    flags == x_y_flags
                    and x_y_p == p
                    and x_y_off == off
                    and single(ctx, x_def)
                    and sinkable(ctx, x_y_def)
                ):
                    ctx.fired("istore8.4")
                    xor_mi_mem(ctx, 1, mem_of(ctx, x_y_def), signed(I8, x_x_k))
                    return True
        # istore8.9
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD8:
            x_x_flags = i64(func.flags[x_x_def])
            x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off = func.imm[x_x_def]
            if (
                flags == x_x_flags
                and x_x_p == p
                and x_x_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_x_def)
            ):
                ctx.fired("istore8.9")
                x_y_reg = ctx.use(x_y)
                xor_mr(ctx, 1, mem_of(ctx, x_x_def), x_y_reg)
                return True
        # istore8.9 (mirrored)
        x_y_def = ctx.def_inst(x_y)
        if x_y_def >= 0 and func.op[x_y_def] == OP_ULOAD8:
            x_y_flags = i64(func.flags[x_y_def])
            x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
            x_y_off = func.imm[x_y_def]
            if (
                flags == x_y_flags
                and x_y_p == p
                and x_y_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_y_def)
            ):
                ctx.fired("istore8.9")
                x_x_reg = ctx.use(x_x)
                xor_mr(ctx, 1, mem_of(ctx, x_y_def), x_x_reg)
                return True
    # istore8.6
    if x_op == OP_ISUB:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        x_x_def = ctx.def_inst(x_x)
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD8:
            x_x_flags = i64(func.flags[x_x_def])
            x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off = func.imm[x_x_def]
            if (
                flags == x_x_flags
                and x_x_p == p
                and x_x_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_x_def)
            ):
                ctx.fired("istore8.6")
                x_y_reg = ctx.use(x_y)
                sub_mr(ctx, 1, mem_of(ctx, x_x_def), x_y_reg)
                return True
    # istore8.10
    ctx.fired("istore8.10")
    x_reg: i64 = ctx.use(x)
    mov_mr(ctx, 1, mem(ctx, flags, p, off), x_reg)
    return True


def lower_uload16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload16`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # uload16.1
    ctx.fired("uload16.1")
    ctx.set_result(inst, 0, movzx_rm16(ctx, 4, rm(ctx, flags, p, off)))
    return True


def lower_sload16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload16`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload16.1
    ctx.fired("sload16.1")
    ctx.set_result(inst, 0, movsx_rm16(ctx, wide(ty), rm(ctx, flags, p, off)))
    return True


def lower_istore16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `istore16`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    if x_op == OP_IADD:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        # istore16.1
        x_x_def: i64 = ctx.def_inst(x_x)
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD16:
            x_x_flags: i64 = i64(func.flags[x_x_def])
            x_x_p: i64 = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off: i64 = func.imm[x_x_def]
            if (
                flags == x_x_flags
                and x_x_p == p
                and x_x_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_x_def)
            ):
                ctx.fired("istore16.1")
                x_y_reg: i64 = ctx.use(x_y)
                add_mr(ctx, 2, mem_of(ctx, x_x_def), x_y_reg)
                return True
        # istore16.1 (mirrored)
        x_y_def: i64 = ctx.def_inst(x_y)
        if x_y_def >= 0 and func.op[x_y_def] == OP_ULOAD16:
            x_y_flags: i64 = i64(func.flags[x_y_def])
            x_y_p: i64 = i64(func.pool[i64(func.arg_start[x_y_def])])
            x_y_off: i64 = func.imm[x_y_def]
            if (
                flags == x_y_flags
                and x_y_p == p
                and x_y_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_y_def)
            ):
                ctx.fired("istore16.1")
                x_x_reg: i64 = ctx.use(x_x)
                add_mr(ctx, 2, mem_of(ctx, x_y_def), x_x_reg)
                return True
    # istore16.2
    if x_op == OP_ISUB:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        x_x_def = ctx.def_inst(x_x)
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD16:
            x_x_flags = i64(func.flags[x_x_def])
            x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off = func.imm[x_x_def]
            if (
                flags == x_x_flags
                and x_x_p == p
                and x_x_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_x_def)
            ):
                ctx.fired("istore16.2")
                x_y_reg = ctx.use(x_y)
                sub_mr(ctx, 2, mem_of(ctx, x_x_def), x_y_reg)
                return True
    if x_op == OP_BAND:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        # istore16.3
        x_x_def = ctx.def_inst(x_x)
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD16:
            x_x_flags = i64(func.flags[x_x_def])
            x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off = func.imm[x_x_def]
            if (
                flags == x_x_flags
                and x_x_p == p
                and x_x_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_x_def)
            ):
                ctx.fired("istore16.3")
                x_y_reg = ctx.use(x_y)
                and_mr(ctx, 2, mem_of(ctx, x_x_def), x_y_reg)
                return True
        # istore16.3 (mirrored)
        x_y_def = ctx.def_inst(x_y)
        if x_y_def >= 0 and func.op[x_y_def] == OP_ULOAD16:
            x_y_flags = i64(func.flags[x_y_def])
            x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
            x_y_off = func.imm[x_y_def]
            if (
                flags == x_y_flags
                and x_y_p == p
                and x_y_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_y_def)
            ):
                ctx.fired("istore16.3")
                x_x_reg = ctx.use(x_x)
                and_mr(ctx, 2, mem_of(ctx, x_y_def), x_x_reg)
                return True
    if x_op == OP_BOR:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        # istore16.4
        x_x_def = ctx.def_inst(x_x)
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD16:
            x_x_flags = i64(func.flags[x_x_def])
            x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off = func.imm[x_x_def]
            if (
                flags == x_x_flags
                and x_x_p == p
                and x_x_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_x_def)
            ):
                ctx.fired("istore16.4")
                x_y_reg = ctx.use(x_y)
                or_mr(ctx, 2, mem_of(ctx, x_x_def), x_y_reg)
                return True
        # istore16.4 (mirrored)
        x_y_def = ctx.def_inst(x_y)
        if x_y_def >= 0 and func.op[x_y_def] == OP_ULOAD16:
            x_y_flags = i64(func.flags[x_y_def])
            x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
            x_y_off = func.imm[x_y_def]
            if (
                flags == x_y_flags
                and x_y_p == p
                and x_y_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_y_def)
            ):
                ctx.fired("istore16.4")
                x_x_reg = ctx.use(x_x)
                or_mr(ctx, 2, mem_of(ctx, x_y_def), x_x_reg)
                return True
    if x_op == OP_BXOR:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        # istore16.5
        x_x_def = ctx.def_inst(x_x)
        if x_x_def >= 0 and func.op[x_x_def] == OP_ULOAD16:
            x_x_flags = i64(func.flags[x_x_def])
            x_x_p = i64(func.pool[i64(func.arg_start[x_x_def])])
            x_x_off = func.imm[x_x_def]
            if (
                flags == x_x_flags
                and x_x_p == p
                and x_x_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_x_def)
            ):
                ctx.fired("istore16.5")
                x_y_reg = ctx.use(x_y)
                xor_mr(ctx, 2, mem_of(ctx, x_x_def), x_y_reg)
                return True
        # istore16.5 (mirrored)
        x_y_def = ctx.def_inst(x_y)
        if x_y_def >= 0 and func.op[x_y_def] == OP_ULOAD16:
            x_y_flags = i64(func.flags[x_y_def])
            x_y_p = i64(func.pool[i64(func.arg_start[x_y_def])])
            x_y_off = func.imm[x_y_def]
            if (
                flags == x_y_flags
                and x_y_p == p
                and x_y_off == off
                and single(ctx, x_def)
                and sinkable(ctx, x_y_def)
            ):
                ctx.fired("istore16.5")
                x_x_reg = ctx.use(x_x)
                xor_mr(ctx, 2, mem_of(ctx, x_y_def), x_x_reg)
                return True
    # istore16.6
    ctx.fired("istore16.6")
    x_reg: i64 = ctx.use(x)
    mov_mr(ctx, 2, mem(ctx, flags, p, off), x_reg)
    return True


def lower_uload32(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload32`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # uload32.1
    ctx.fired("uload32.1")
    ctx.set_result(inst, 0, mov_rm(ctx, 4, rm(ctx, flags, p, off)))
    return True


def lower_sload32(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload32`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload32.1
    ctx.fired("sload32.1")
    ctx.set_result(inst, 0, movsxd_rm32(ctx, rm(ctx, flags, p, off)))
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
    mov_mr(ctx, 4, mem(ctx, flags, p, off), x_reg)
    return True


def lower_uload8x8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload8x8`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # uload8x8.1
    if has(ctx, HAS_SSE41):
        ctx.fired("uload8x8.1")
        ctx.set_result(inst, 0, pmovzxbw_xm(ctx, rm(ctx, flags, p, off)))
        return True
    # uload8x8.2
    ctx.fired("uload8x8.2")
    ctx.set_result(inst, 0, punpcklbw(ctx, movsd_xm(ctx, mem(ctx, flags, p, off)), vzero(ctx)))
    return True


def lower_sload8x8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload8x8`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload8x8.1
    if has(ctx, HAS_SSE41):
        ctx.fired("sload8x8.1")
        ctx.set_result(inst, 0, pmovsxbw_xm(ctx, rm(ctx, flags, p, off)))
        return True
    # sload8x8.2
    ctx.fired("sload8x8.2")
    ctx.set_result(inst, 0, widen_signed(ctx, I8X16, movsd_xm(ctx, mem(ctx, flags, p, off)), 0))
    return True


def lower_uload16x4(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload16x4`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # uload16x4.1
    if has(ctx, HAS_SSE41):
        ctx.fired("uload16x4.1")
        ctx.set_result(inst, 0, pmovzxwd_xm(ctx, rm(ctx, flags, p, off)))
        return True
    # uload16x4.2
    ctx.fired("uload16x4.2")
    ctx.set_result(inst, 0, punpcklwd(ctx, movsd_xm(ctx, mem(ctx, flags, p, off)), vzero(ctx)))
    return True


def lower_sload16x4(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload16x4`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload16x4.1
    if has(ctx, HAS_SSE41):
        ctx.fired("sload16x4.1")
        ctx.set_result(inst, 0, pmovsxwd_xm(ctx, rm(ctx, flags, p, off)))
        return True
    # sload16x4.2
    ctx.fired("sload16x4.2")
    ctx.set_result(inst, 0, widen_signed(ctx, I16X8, movsd_xm(ctx, mem(ctx, flags, p, off)), 0))
    return True


def lower_uload32x2(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload32x2`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # uload32x2.1
    if has(ctx, HAS_SSE41):
        ctx.fired("uload32x2.1")
        ctx.set_result(inst, 0, pmovzxdq_xm(ctx, rm(ctx, flags, p, off)))
        return True
    # uload32x2.2
    ctx.fired("uload32x2.2")
    ctx.set_result(inst, 0, punpckldq(ctx, movsd_xm(ctx, mem(ctx, flags, p, off)), vzero(ctx)))
    return True


def lower_sload32x2(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload32x2`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload32x2.1
    if has(ctx, HAS_SSE41):
        ctx.fired("sload32x2.1")
        ctx.set_result(inst, 0, pmovsxdq_xm(ctx, rm(ctx, flags, p, off)))
        return True
    # sload32x2.2
    ctx.fired("sload32x2.2")
    ctx.set_result(inst, 0, widen_signed(ctx, I32X4, movsd_xm(ctx, mem(ctx, flags, p, off)), 0))
    return True


def lower_stack_addr(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `stack_addr`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    ss: i64 = i64(func.aux[inst])
    off: i64 = func.imm[inst]
    if ty == I64:
        # stack_addr.1
        if slot_reach(off):
            ctx.fired("stack_addr.1")
            ctx.set_result(inst, 0, lea_rm(ctx, 8, slot(ctx, ss, off)))
            return True
        # stack_addr.2
        ctx.fired("stack_addr.2")
        ctx.set_result(inst, 0, addi(ctx, 8, lea_rm(ctx, 8, slot(ctx, ss, 0)), off))
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
            ctx.set_result(inst, 0, sym_addr(ctx, data_symbol(ctx, gv), data_offset(ctx, gv)))
            return True
        # symbol_value.2
        if data_offset(ctx, gv) == 0:
            ctx.fired("symbol_value.2")
            ctx.set_result(inst, 0, sym_got(ctx, data_symbol(ctx, gv)))
            return True
        # symbol_value.3
        if fits_i32(data_offset(ctx, gv)):
            ctx.fired("symbol_value.3")
            ctx.set_result(inst, 0, addi(ctx, 8, sym_got(ctx, data_symbol(ctx, gv)), data_offset(ctx, gv)))
            return True
        # symbol_value.4
        ctx.fired("symbol_value.4")
        p: i64 = sym_got(ctx, data_symbol(ctx, gv))
        ctx.set_result(inst, 0, add3(ctx, 8, p, const(ctx, I64, data_offset(ctx, gv))))
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
                ctx.set_result(inst, 0, tls_call(ctx, thread_symbol(ctx, gv)))
                return True
            # tls_value.3
            ctx.fired("tls_value.3")
            p: i64 = tls_call(ctx, thread_symbol(ctx, gv))
            ctx.set_result(inst, 0, add3(ctx, 8, p, const(ctx, I64, data_offset(ctx, gv))))
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
            ctx.set_result(inst, 0, add3(ctx, 8, p, const(ctx, I64, data_offset(ctx, gv))))
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
        if rmwop == RMW_XCHG:
            ctx.fired("atomic_rmw.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, xchg_mr(ctx, width(ty), mem(ctx, flags, p, 0), x_reg))
            return True
        # atomic_rmw.2
        if rmwop == RMW_ADD:
            ctx.fired("atomic_rmw.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, lock_xadd_mr(ctx, width(ty), mem(ctx, flags, p, 0), x_reg))
            return True
        # atomic_rmw.3
        if rmwop == RMW_SUB:
            ctx.fired("atomic_rmw.3")
            x_reg = ctx.use(x)
            n: i64 = neg_m(ctx, wide(ty), x_reg)
            ctx.set_result(inst, 0, lock_xadd_mr(ctx, width(ty), mem(ctx, flags, p, 0), n))
            return True
        # atomic_rmw.4
        if rmwop == RMW_AND:
            ctx.fired("atomic_rmw.4")
            p_reg: i64 = ctx.use(p)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, rmw_loop(ctx, width(ty), MOP_AND_RM, 0, trap_code(ctx, flags, p), p_reg, x_reg))
            return True
        # atomic_rmw.5
        if rmwop == RMW_NAND:
            ctx.fired("atomic_rmw.5")
            p_reg = ctx.use(p)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, rmw_loop(ctx, width(ty), MOP_AND_RM, 1, trap_code(ctx, flags, p), p_reg, x_reg))
            return True
        # atomic_rmw.6
        if rmwop == RMW_OR:
            ctx.fired("atomic_rmw.6")
            p_reg = ctx.use(p)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, rmw_loop(ctx, width(ty), MOP_OR_RM, 0, trap_code(ctx, flags, p), p_reg, x_reg))
            return True
        # atomic_rmw.7
        if rmwop == RMW_XOR:
            ctx.fired("atomic_rmw.7")
            p_reg = ctx.use(p)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, rmw_loop(ctx, width(ty), MOP_XOR_RM, 0, trap_code(ctx, flags, p), p_reg, x_reg))
            return True
        # atomic_rmw.8
        if rmwop == RMW_UMIN:
            ctx.fired("atomic_rmw.8")
            p_reg = ctx.use(p)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, rmw_select(ctx, width(ty), X_B, trap_code(ctx, flags, p), p_reg, x_reg))
            return True
        # atomic_rmw.9
        if rmwop == RMW_UMAX:
            ctx.fired("atomic_rmw.9")
            p_reg = ctx.use(p)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, rmw_select(ctx, width(ty), X_A, trap_code(ctx, flags, p), p_reg, x_reg))
            return True
        # atomic_rmw.10
        if rmwop == RMW_SMIN:
            ctx.fired("atomic_rmw.10")
            p_reg = ctx.use(p)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, rmw_select(ctx, width(ty), X_L, trap_code(ctx, flags, p), p_reg, x_reg))
            return True
        # atomic_rmw.11
        if rmwop == RMW_SMAX:
            ctx.fired("atomic_rmw.11")
            p_reg = ctx.use(p)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, rmw_select(ctx, width(ty), X_G, trap_code(ctx, flags, p), p_reg, x_reg))
            return True
    # atomic_rmw.12
    if ty == I128:
        ctx.fired("atomic_rmw.12")
        ctx.set_result(inst, 0, pair_rmw(ctx, flags))
        return True
    # atomic_rmw.13
    return False


def lower_atomic_cas(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `atomic_cas`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    e: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    x: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # atomic_cas.1
    if ty == I128:
        ctx.fired("atomic_cas.1")
        ctx.set_result(inst, 0, pair_cas(ctx, flags))
        return True
    # atomic_cas.2
    if ty == I32:
        ctx.fired("atomic_cas.2")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, lock_cmpxchg_mr(ctx, 4, mem(ctx, flags, p, 0), x_reg, same_word(ctx, e)))
        return True
    # atomic_cas.3
    if I8 <= ty <= I64:
        ctx.fired("atomic_cas.3")
        x_reg = ctx.use(x)
        e_reg: i64 = ctx.use(e)
        ctx.set_result(inst, 0, lock_cmpxchg_mr(ctx, width(ty), mem(ctx, flags, p, 0), x_reg, e_reg))
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
        ctx.set_result(inst, 0, load_from(ctx, ty, mem(ctx, flags, p, 0)))
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
        exchange(ctx, width(ty), mem(ctx, flags, p, 0), x_reg)
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
    mfence(ctx)
    return True


def lower_get_pinned_reg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_pinned_reg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # get_pinned_reg.1
    if ty == I64:
        ctx.fired("get_pinned_reg.1")
        ctx.set_result(inst, 0, getreg(ctx, pinned(ctx)))
        return True
    return False


def lower_set_pinned_reg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `set_pinned_reg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    addr: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # set_pinned_reg.1
    if ty == I64:
        ctx.fired("set_pinned_reg.1")
        addr_reg: i64 = ctx.use(addr)
        setreg(ctx, pinned(ctx), addr_reg)
        return True
    return False


def lower_get_frame_pointer(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_frame_pointer`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # get_frame_pointer.1
    if ty == I64:
        ctx.fired("get_frame_pointer.1")
        ctx.set_result(inst, 0, getreg(ctx, RBP))
        return True
    return False


def lower_get_stack_pointer(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_stack_pointer`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # get_stack_pointer.1
    if ty == I64:
        ctx.fired("get_stack_pointer.1")
        ctx.set_result(inst, 0, getreg(ctx, RSP))
        return True
    return False


def lower_get_return_address(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_return_address`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # get_return_address.1
    if ty == I64:
        ctx.fired("get_return_address.1")
        ctx.set_result(inst, 0, load_from(ctx, I64, return_address(ctx)))
        return True
    return False


def lower_f16const(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `f16const`."""
    func = ctx.func
    k: i64 = func.imm[inst]
    # f16const.1
    ctx.fired("f16const.1")
    ctx.set_result(inst, 0, movd_xm(ctx, 4, const(ctx, I32, k)))
    return True


def lower_f32const(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `f32const`."""
    func = ctx.func
    k: i64 = func.imm[inst]
    # f32const.1
    ctx.fired("f32const.1")
    ctx.set_result(inst, 0, fconst(ctx, 4, k))
    return True


def lower_f64const(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `f64const`."""
    func = ctx.func
    k: i64 = func.imm[inst]
    # f64const.1
    ctx.fired("f64const.1")
    ctx.set_result(inst, 0, fconst(ctx, 8, k))
    return True


def lower_f128const(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `f128const`."""
    func = ctx.func
    const: i64 = func.imm[inst]
    # f128const.1
    ctx.fired("f128const.1")
    ctx.set_result(inst, 0, movups_xm(ctx, pooled(ctx, const)))
    return True


def lower_vconst(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `vconst`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    const: i64 = func.imm[inst]
    # vconst.1
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
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
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    x: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    if I8 <= ty <= I64:
        if c_op == OP_FCMP:
            c_ty: i64 = i64(func.ty[c_def])
            if c_ty == F32 or c_ty == F64:
                c_cc: i64 = func.imm[c_def]
                # select.1
                if c_cc == FCC_EQ:
                    c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.1")
                    x_reg: i64 = ctx.use(x)
                    y_reg: i64 = ctx.use(y)
                    ucomis_registers(ctx, FCC_EQ, c_x, c_y)
                    ctx.set_result(inst, 0, cmov_both(ctx, ty, X_E, X_NP, x_reg, y_reg))
                    return True
                # select.2
                if c_cc == FCC_NE:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.2")
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ucomis_registers(ctx, FCC_NE, c_x, c_y)
                    v: i64 = cmov(ctx, ty, X_NE, x_reg, y_reg)
                    ctx.set_result(inst, 0, cmov(ctx, ty, X_P, x_reg, v))
                    return True
        # select.3
        c_type: i64 = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select.3")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, cmov(ctx, ty, truth(ctx, c), x_reg, y_reg))
            return True
    if F16 <= ty <= F128:
        if c_op == OP_FCMP:
            c_ty = i64(func.ty[c_def])
            if c_ty == F32 or c_ty == F64:
                c_cc = func.imm[c_def]
                # select.4
                if c_cc == FCC_EQ:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.4")
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ucomis_registers(ctx, FCC_EQ, c_x, c_y)
                    ctx.set_result(inst, 0, fselect_and(ctx, X_E, X_NP, x_reg, y_reg))
                    return True
                # select.5
                if c_cc == FCC_NE:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.5")
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ucomis_registers(ctx, FCC_NE, c_x, c_y)
                    ctx.set_result(inst, 0, fselect_or(ctx, X_NE, X_P, x_reg, y_reg))
                    return True
        # select.6
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select.6")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, fselect(ctx, truth(ctx, c), x_reg, y_reg))
            return True
    # select.7
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select.7")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, fselect(ctx, truth(ctx, c), x_reg, y_reg))
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
            ctx.set_result(inst, 0, cmov(ctx, ty, truth(ctx, c), x_reg, y_reg))
            return True
    # select_spectre_guard.2
    if ty == F16:
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select_spectre_guard.2")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            a: i64 = movd_mx(ctx, 4, x_reg)
            b: i64 = movd_mx(ctx, 4, y_reg)
            ctx.set_result(inst, 0, movd_xm(ctx, 4, cmov(ctx, I32, truth(ctx, c), a, b)))
            return True
    # select_spectre_guard.3
    if ty == F32:
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select_spectre_guard.3")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            a = movd_mx(ctx, 4, x_reg)
            b = movd_mx(ctx, 4, y_reg)
            ctx.set_result(inst, 0, movd_xm(ctx, 4, cmov(ctx, I32, truth(ctx, c), a, b)))
            return True
    # select_spectre_guard.4
    if ty == F64:
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select_spectre_guard.4")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            a = movd_mx(ctx, 8, x_reg)
            b = movd_mx(ctx, 8, y_reg)
            ctx.set_result(inst, 0, movd_xm(ctx, 8, cmov(ctx, I64, truth(ctx, c), a, b)))
            return True
    # select_spectre_guard.5
    if ty == F128:
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select_spectre_guard.5")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            a = const(ctx, I64, -1)
            b = const(ctx, I64, 0)
            m: i64 = movd_xm(ctx, 8, cmov(ctx, I64, truth(ctx, c), a, b))
            w: i64 = punpcklqdq_xm(ctx, m, m)
            ctx.set_result(inst, 0, orps_xm(ctx, andps_xm(ctx, x_reg, w), andnps_xm(ctx, w, y_reg)))
            return True
    # select_spectre_guard.6
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select_spectre_guard.6")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            a = const(ctx, I64, -1)
            b = const(ctx, I64, 0)
            m = movd_xm(ctx, 8, cmov(ctx, I64, truth(ctx, c), a, b))
            ctx.set_result(inst, 0, pick(ctx, punpcklqdq(ctx, m, m), x_reg, y_reg))
            return True
    return False


def lower_bitselect(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bitselect`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    x: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if ty == I32X4 and c_op == OP_FCMP:
        c_ty: i64 = i64(func.ty[c_def])
        if c_ty == F32X4:
            c_cc: i64 = func.imm[c_def]
            if c_cc == FCC_LT:
                c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
                c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                if x_op == OP_BITCAST:
                    x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
                    if y_op == OP_BITCAST:
                        y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                        # bitselect.3
                        if c_x == x_x and c_y == y_x:
                            ctx.fired("bitselect.3")
                            c_x_reg: i64 = ctx.use(c_x)
                            c_y_reg: i64 = ctx.use(c_y)
                            ctx.set_result(inst, 0, minps(ctx, c_x_reg, c_y_reg))
                            return True
                        # bitselect.5
                        if c_x == y_x and c_y == x_x:
                            ctx.fired("bitselect.5")
                            c_y_reg = ctx.use(c_y)
                            c_x_reg = ctx.use(c_x)
                            ctx.set_result(inst, 0, maxps(ctx, c_y_reg, c_x_reg))
                            return True
                # bitselect.7
                c_x_def: i64 = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_BITCAST:
                    c_x_x: i64 = i64(func.pool[i64(func.arg_start[c_x_def])])
                    c_y_def: i64 = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_BITCAST:
                        c_y_x: i64 = i64(func.pool[i64(func.arg_start[c_y_def])])
                        if x_op == OP_BITCAST:
                            x_x = i64(func.pool[i64(func.arg_start[x_def])])
                            if y_op == OP_BITCAST:
                                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                                if c_x_x == x_x and c_y_x == y_x:
                                    ctx.fired("bitselect.7")
                                    c_x_x_reg: i64 = ctx.use(c_x_x)
                                    c_y_x_reg: i64 = ctx.use(c_y_x)
                                    ctx.set_result(inst, 0, minps(ctx, c_x_x_reg, c_y_x_reg))
                                    return True
            # bitselect.7 (mirrored)
            if c_cc == FCC_GT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_BITCAST:
                    c_x_x = i64(func.pool[i64(func.arg_start[c_x_def])])
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_BITCAST:
                        c_y_x = i64(func.pool[i64(func.arg_start[c_y_def])])
                        if x_op == OP_BITCAST:
                            x_x = i64(func.pool[i64(func.arg_start[x_def])])
                            if y_op == OP_BITCAST:
                                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                                if c_x_x == y_x and c_y_x == x_x:
                                    ctx.fired("bitselect.7")
                                    c_y_x_reg = ctx.use(c_y_x)
                                    c_x_x_reg = ctx.use(c_x_x)
                                    ctx.set_result(inst, 0, minps(ctx, c_y_x_reg, c_x_x_reg))
                                    return True
            # bitselect.9
            if c_cc == FCC_LT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_BITCAST:
                    c_x_x = i64(func.pool[i64(func.arg_start[c_x_def])])
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_BITCAST:
                        c_y_x = i64(func.pool[i64(func.arg_start[c_y_def])])
                        if x_op == OP_BITCAST:
                            x_x = i64(func.pool[i64(func.arg_start[x_def])])
                            if y_op == OP_BITCAST:
                                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                                if c_x_x == y_x and c_y_x == x_x:
                                    ctx.fired("bitselect.9")
                                    c_y_x_reg = ctx.use(c_y_x)
                                    c_x_x_reg = ctx.use(c_x_x)
                                    ctx.set_result(inst, 0, maxps(ctx, c_y_x_reg, c_x_x_reg))
                                    return True
            # bitselect.9 (mirrored)
            if c_cc == FCC_GT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_BITCAST:
                    c_x_x = i64(func.pool[i64(func.arg_start[c_x_def])])
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_BITCAST:
                        c_y_x = i64(func.pool[i64(func.arg_start[c_y_def])])
                        if x_op == OP_BITCAST:
                            x_x = i64(func.pool[i64(func.arg_start[x_def])])
                            if y_op == OP_BITCAST:
                                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                                if c_x_x == x_x and c_y_x == y_x:
                                    ctx.fired("bitselect.9")
                                    c_x_x_reg = ctx.use(c_x_x)
                                    c_y_x_reg = ctx.use(c_y_x)
                                    ctx.set_result(inst, 0, maxps(ctx, c_x_x_reg, c_y_x_reg))
                                    return True
    if ty == I64X2 and c_op == OP_FCMP:
        c_ty = i64(func.ty[c_def])
        if c_ty == F64X2:
            c_cc = func.imm[c_def]
            if c_cc == FCC_LT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                if x_op == OP_BITCAST:
                    x_x = i64(func.pool[i64(func.arg_start[x_def])])
                    if y_op == OP_BITCAST:
                        y_x = i64(func.pool[i64(func.arg_start[y_def])])
                        # bitselect.4
                        if c_x == x_x and c_y == y_x:
                            ctx.fired("bitselect.4")
                            c_x_reg = ctx.use(c_x)
                            c_y_reg = ctx.use(c_y)
                            ctx.set_result(inst, 0, minpd(ctx, c_x_reg, c_y_reg))
                            return True
                        # bitselect.6
                        if c_x == y_x and c_y == x_x:
                            ctx.fired("bitselect.6")
                            c_y_reg = ctx.use(c_y)
                            c_x_reg = ctx.use(c_x)
                            ctx.set_result(inst, 0, maxpd(ctx, c_y_reg, c_x_reg))
                            return True
                # bitselect.8
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_BITCAST:
                    c_x_x = i64(func.pool[i64(func.arg_start[c_x_def])])
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_BITCAST:
                        c_y_x = i64(func.pool[i64(func.arg_start[c_y_def])])
                        if x_op == OP_BITCAST:
                            x_x = i64(func.pool[i64(func.arg_start[x_def])])
                            if y_op == OP_BITCAST:
                                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                                if c_x_x == x_x and c_y_x == y_x:
                                    ctx.fired("bitselect.8")
                                    c_x_x_reg = ctx.use(c_x_x)
                                    c_y_x_reg = ctx.use(c_y_x)
                                    ctx.set_result(inst, 0, minpd(ctx, c_x_x_reg, c_y_x_reg))
                                    return True
            # bitselect.8 (mirrored)
            if c_cc == FCC_GT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_BITCAST:
                    c_x_x = i64(func.pool[i64(func.arg_start[c_x_def])])
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_BITCAST:
                        c_y_x = i64(func.pool[i64(func.arg_start[c_y_def])])
                        if x_op == OP_BITCAST:
                            x_x = i64(func.pool[i64(func.arg_start[x_def])])
                            if y_op == OP_BITCAST:
                                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                                if c_x_x == y_x and c_y_x == x_x:
                                    ctx.fired("bitselect.8")
                                    c_y_x_reg = ctx.use(c_y_x)
                                    c_x_x_reg = ctx.use(c_x_x)
                                    ctx.set_result(inst, 0, minpd(ctx, c_y_x_reg, c_x_x_reg))
                                    return True
            # bitselect.10
            if c_cc == FCC_LT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_BITCAST:
                    c_x_x = i64(func.pool[i64(func.arg_start[c_x_def])])
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_BITCAST:
                        c_y_x = i64(func.pool[i64(func.arg_start[c_y_def])])
                        if x_op == OP_BITCAST:
                            x_x = i64(func.pool[i64(func.arg_start[x_def])])
                            if y_op == OP_BITCAST:
                                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                                if c_x_x == y_x and c_y_x == x_x:
                                    ctx.fired("bitselect.10")
                                    c_y_x_reg = ctx.use(c_y_x)
                                    c_x_x_reg = ctx.use(c_x_x)
                                    ctx.set_result(inst, 0, maxpd(ctx, c_y_x_reg, c_x_x_reg))
                                    return True
            # bitselect.10 (mirrored)
            if c_cc == FCC_GT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_BITCAST:
                    c_x_x = i64(func.pool[i64(func.arg_start[c_x_def])])
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_BITCAST:
                        c_y_x = i64(func.pool[i64(func.arg_start[c_y_def])])
                        if x_op == OP_BITCAST:
                            x_x = i64(func.pool[i64(func.arg_start[x_def])])
                            if y_op == OP_BITCAST:
                                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                                if c_x_x == x_x and c_y_x == y_x:
                                    ctx.fired("bitselect.10")
                                    c_x_x_reg = ctx.use(c_x_x)
                                    c_y_x_reg = ctx.use(c_y_x)
                                    ctx.set_result(inst, 0, maxpd(ctx, c_x_x_reg, c_y_x_reg))
                                    return True
    # bitselect.1
    if I8 <= ty <= I64:
        ctx.fired("bitselect.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        c_reg: i64 = ctx.use(c)
        d: i64 = and_rm(ctx, wide(ty), xor_rm(ctx, wide(ty), x_reg, y_reg), c_reg)
        ctx.set_result(inst, 0, xor_rm(ctx, wide(ty), d, y_reg))
        return True
    # bitselect.2
    if F16 <= ty <= F128:
        ctx.fired("bitselect.2")
        c_reg = ctx.use(c)
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, chosen(ctx, c_reg, x_reg, y_reg))
        return True
    # bitselect.11
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("bitselect.11")
        c_reg = ctx.use(c)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, pick(ctx, c_reg, vm(ctx, x), y_reg))
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
    if ty == I8X16:
        ctx.fired("blendv.1")
        c_reg: i64 = ctx.use(c)
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, pick(ctx, pcmpgtb(ctx, vzero(ctx), c_reg), x_reg, y_reg))
        return True
    # blendv.2
    if ty == I16X8:
        ctx.fired("blendv.2")
        c_reg = ctx.use(c)
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, pick(ctx, psraw_i(ctx, c_reg, 15), x_reg, y_reg))
        return True
    # blendv.3
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4:
        ctx.fired("blendv.3")
        c_reg = ctx.use(c)
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, pick(ctx, signs(ctx, ty, c_reg), x_reg, y_reg))
        return True
    # blendv.4
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
    if ty == I32 or ty == I64:
        # iadd.2
        if y_op == OP_ISHL:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def: i64 = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k: i64 = func.imm[y_y_def]
                n: i64 = shift_amount(ty, y_y_k)
                if n >= 1 and n <= 3:
                    ctx.fired("iadd.2")
                    x_reg: i64 = ctx.use(x)
                    y_x_reg: i64 = ctx.use(y_x)
                    ctx.set_result(inst, 0, lea_rm(ctx, wide(ty), at_index(ctx, x_reg, y_x_reg, n)))
                    return True
        # iadd.2 (mirrored)
        if x_op == OP_ISHL:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                n = shift_amount(ty, x_y_k)
                if n >= 1 and n <= 3:
                    ctx.fired("iadd.2")
                    y_reg: i64 = ctx.use(y)
                    x_x_reg: i64 = ctx.use(x_x)
                    ctx.set_result(inst, 0, lea_rm(ctx, wide(ty), at_index(ctx, y_reg, x_x_reg, n)))
                    return True
    if ty == I32X4:
        if y_op == OP_IADD_PAIRWISE:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_x_def: i64 = ctx.def_inst(y_x)
            if y_x_def >= 0 and func.op[y_x_def] == OP_IMUL:
                y_x_x: i64 = i64(func.pool[i64(func.arg_start[y_x_def])])
                y_x_y: i64 = i64(func.pool[i64(func.arg_start[y_x_def]) + 1])
                y_x_x_def: i64 = ctx.def_inst(y_x_x)
                if y_x_x_def >= 0 and func.op[y_x_x_def] == OP_SWIDEN_LOW:
                    y_x_x_ty: i64 = i64(func.ty[y_x_x_def])
                    if y_x_x_ty == I16X8:
                        y_x_x_x: i64 = i64(func.pool[i64(func.arg_start[y_x_x_def])])
                        y_x_y_def: i64 = ctx.def_inst(y_x_y)
                        if y_x_y_def >= 0 and func.op[y_x_y_def] == OP_SWIDEN_LOW:
                            y_x_y_ty: i64 = i64(func.ty[y_x_y_def])
                            if y_x_y_ty == I16X8:
                                y_x_y_x: i64 = i64(func.pool[i64(func.arg_start[y_x_y_def])])
                                y_y_def = ctx.def_inst(y_y)
                                if y_y_def >= 0 and func.op[y_y_def] == OP_IMUL:
                                    y_y_x: i64 = i64(func.pool[i64(func.arg_start[y_y_def])])
                                    y_y_y: i64 = i64(func.pool[i64(func.arg_start[y_y_def]) + 1])
                                    y_y_x_def: i64 = ctx.def_inst(y_y_x)
                                    if y_y_x_def >= 0 and func.op[y_y_x_def] == OP_SWIDEN_HIGH:
                                        y_y_x_ty: i64 = i64(func.ty[y_y_x_def])
                                        if y_y_x_ty == I16X8:
                                            y_y_x_x: i64 = i64(func.pool[i64(func.arg_start[y_y_x_def])])
                                            y_y_y_def: i64 = ctx.def_inst(y_y_y)
                                            if y_y_y_def >= 0 and func.op[y_y_y_def] == OP_SWIDEN_HIGH:
                                                y_y_y_ty: i64 = i64(func.ty[y_y_y_def])
                                                if y_y_y_ty == I16X8:
                                                    y_y_y_x: i64 = i64(func.pool[i64(func.arg_start[y_y_y_def])])
                                                    # iadd.5
                                                    if (
                                                        y_x_x_x == y_y_x_x
                                                        and y_x_y_x == y_y_y_x
                                                        and single(ctx, y_def)
                                                        and has_dot(ctx)
                                                    ):
                                                        ctx.fired("iadd.5")
                                                        ctx.set_result(inst, 0, dot(ctx, x, y_x_x_x, y_x_y_x))
                                                        return True
                                                    # iadd.5 (mirrored)
                                                    if (
                                                        y_x_x_x == y_y_y_x
                                                        and y_x_y_x == y_y_x_x
                                                        and single(ctx, y_def)
                                                        and has_dot(ctx)
                                                    ):
                                                        ctx.fired("iadd.5")
                                                        ctx.set_result(inst, 0, dot(ctx, x, y_x_x_x, y_x_y_x))
                                                        return True
        if x_op == OP_IADD_PAIRWISE:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_IMUL:
                x_x_x: i64 = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_y: i64 = i64(func.pool[i64(func.arg_start[x_x_def]) + 1])
                x_x_x_def: i64 = ctx.def_inst(x_x_x)
                if x_x_x_def >= 0 and func.op[x_x_x_def] == OP_SWIDEN_LOW:
                    x_x_x_ty: i64 = i64(func.ty[x_x_x_def])
                    if x_x_x_ty == I16X8:
                        x_x_x_x: i64 = i64(func.pool[i64(func.arg_start[x_x_x_def])])
                        x_x_y_def: i64 = ctx.def_inst(x_x_y)
                        if x_x_y_def >= 0 and func.op[x_x_y_def] == OP_SWIDEN_LOW:
                            x_x_y_ty: i64 = i64(func.ty[x_x_y_def])
                            if x_x_y_ty == I16X8:
                                x_x_y_x: i64 = i64(func.pool[i64(func.arg_start[x_x_y_def])])
                                x_y_def = ctx.def_inst(x_y)
                                if x_y_def >= 0 and func.op[x_y_def] == OP_IMUL:
                                    x_y_x: i64 = i64(func.pool[i64(func.arg_start[x_y_def])])
                                    x_y_y: i64 = i64(func.pool[i64(func.arg_start[x_y_def]) + 1])
                                    x_y_x_def: i64 = ctx.def_inst(x_y_x)
                                    if x_y_x_def >= 0 and func.op[x_y_x_def] == OP_SWIDEN_HIGH:
                                        x_y_x_ty: i64 = i64(func.ty[x_y_x_def])
                                        if x_y_x_ty == I16X8:
                                            x_y_x_x: i64 = i64(func.pool[i64(func.arg_start[x_y_x_def])])
                                            x_y_y_def: i64 = ctx.def_inst(x_y_y)
                                            if x_y_y_def >= 0 and func.op[x_y_y_def] == OP_SWIDEN_HIGH:
                                                x_y_y_ty: i64 = i64(func.ty[x_y_y_def])
                                                if x_y_y_ty == I16X8:
                                                    x_y_y_x: i64 = i64(func.pool[i64(func.arg_start[x_y_y_def])])
                                                    # iadd.5 (mirrored)
                                                    if (
                                                        x_x_x_x == x_y_x_x
                                                        and x_x_y_x == x_y_y_x
                                                        and single(ctx, x_def)
                                                        and has_dot(ctx)
                                                    ):
                                                        ctx.fired("iadd.5")
                                                        ctx.set_result(inst, 0, dot(ctx, y, x_x_x_x, x_x_y_x))
                                                        return True
                                                    # iadd.5 (mirrored)
                                                    if (
                                                        x_x_x_x == x_y_y_x
                                                        and x_x_y_x == x_y_x_x
                                                        and single(ctx, x_def)
                                                        and has_dot(ctx)
                                                    ):
                                                        ctx.fired("iadd.5")
                                                        ctx.set_result(inst, 0, dot(ctx, y, x_x_x_x, x_x_y_x))
                                                        return True
    if I8 <= ty <= I64:
        # iadd.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits_imm(ty, y_k):
                ctx.fired("iadd.1")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, addi(ctx, wide(ty), x_reg, signed(ty, y_k)))
                return True
        # iadd.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits_imm(ty, x_k):
                ctx.fired("iadd.1")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, addi(ctx, wide(ty), y_reg, signed(ty, x_k)))
                return True
    if ty == I32 or ty == I64:
        # iadd.4
        if y_op == OP_LOAD and sinkable(ctx, y_def):
            ctx.fired("iadd.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, add_rm(ctx, width(ty), x_reg, rm_of(ctx, y_def)))
            return True
        # iadd.4 (mirrored)
        if x_op == OP_LOAD and sinkable(ctx, x_def):
            ctx.fired("iadd.4")
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, add_rm(ctx, width(ty), y_reg, rm_of(ctx, x_def)))
            return True
    # iadd.3
    if I8 <= ty <= I64:
        ctx.fired("iadd.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, add3(ctx, wide(ty), x_reg, y_reg))
        return True
    # iadd.6
    if ty == I8X16:
        ctx.fired("iadd.6")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, paddb(ctx, x_reg, vm(ctx, y)))
        return True
    # iadd.7
    if ty == I16X8:
        ctx.fired("iadd.7")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, paddw(ctx, x_reg, vm(ctx, y)))
        return True
    # iadd.8
    if ty == I32X4:
        ctx.fired("iadd.8")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, paddd(ctx, x_reg, vm(ctx, y)))
        return True
    # iadd.9
    if ty == I64X2:
        ctx.fired("iadd.9")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, paddq(ctx, x_reg, vm(ctx, y)))
        return True
    return False


def lower_isub(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `isub`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # isub.1
    if I8 <= ty <= I64 and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        if fits_negated(ty, y_k):
            ctx.fired("isub.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, addi(ctx, wide(ty), x_reg, negated(ty, y_k)))
            return True
    # isub.2
    if (ty == I32 or ty == I64) and y_op == OP_LOAD and sinkable(ctx, y_def):
        ctx.fired("isub.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, sub_rm(ctx, width(ty), x_reg, rm_of(ctx, y_def)))
        return True
    # isub.3
    if I8 <= ty <= I64:
        ctx.fired("isub.3")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, sub_rm(ctx, wide(ty), x_reg, y_reg))
        return True
    # isub.4
    if ty == I8X16:
        ctx.fired("isub.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, psubb(ctx, x_reg, vm(ctx, y)))
        return True
    # isub.5
    if ty == I16X8:
        ctx.fired("isub.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, psubw(ctx, x_reg, vm(ctx, y)))
        return True
    # isub.6
    if ty == I32X4:
        ctx.fired("isub.6")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, psubd(ctx, x_reg, vm(ctx, y)))
        return True
    # isub.7
    if ty == I64X2:
        ctx.fired("isub.7")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, psubq(ctx, x_reg, vm(ctx, y)))
        return True
    return False


def lower_ineg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ineg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # ineg.1
    if I8 <= ty <= I64:
        ctx.fired("ineg.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, neg_m(ctx, wide(ty), x_reg))
        return True
    # ineg.2
    if ty == I64X2 or ty == I32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("ineg.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, vsub(ctx, ty, vzero(ctx), x_reg))
        return True
    return False


def lower_iabs(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `iabs`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == I8X16:
        # iabs.3
        if has(ctx, HAS_AVX):
            ctx.fired("iabs.3")
            ctx.set_result(inst, 0, vpabsb_xm(ctx, vm(ctx, x)))
            return True
        # iabs.6
        if has(ctx, HAS_SSSE3):
            ctx.fired("iabs.6")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, pabsb_xm(ctx, x_reg))
            return True
        # iabs.9
        ctx.fired("iabs.9")
        x_reg = ctx.use(x)
        n: i64 = vsub(ctx, ty, vzero(ctx), x_reg)
        ctx.set_result(inst, 0, pminub(ctx, x_reg, n))
        return True
    if ty == I16X8:
        # iabs.4
        if has(ctx, HAS_AVX):
            ctx.fired("iabs.4")
            ctx.set_result(inst, 0, vpabsw_xm(ctx, vm(ctx, x)))
            return True
        # iabs.7
        if has(ctx, HAS_SSSE3):
            ctx.fired("iabs.7")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, pabsw_xm(ctx, x_reg))
            return True
        # iabs.10
        ctx.fired("iabs.10")
        x_reg = ctx.use(x)
        n = vsub(ctx, ty, vzero(ctx), x_reg)
        ctx.set_result(inst, 0, pmaxsw(ctx, x_reg, n))
        return True
    if ty == I32X4:
        # iabs.5
        if has(ctx, HAS_AVX):
            ctx.fired("iabs.5")
            ctx.set_result(inst, 0, vpabsd_xm(ctx, vm(ctx, x)))
            return True
        # iabs.8
        if has(ctx, HAS_SSSE3):
            ctx.fired("iabs.8")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, pabsd_xm(ctx, x_reg))
            return True
        # iabs.11
        ctx.fired("iabs.11")
        x_reg = ctx.use(x)
        m: i64 = signs(ctx, ty, x_reg)
        ctx.set_result(inst, 0, vsub(ctx, ty, pxor(ctx, x_reg, m), m))
        return True
    # iabs.1
    if I8 <= ty <= I64:
        ctx.fired("iabs.1")
        x_reg = ctx.use(x)
        v: i64 = sign_ext32(ctx, ty, x_reg)
        ctx.set_result(inst, 0, cmov(ctx, ty, X_S, v, neg_m(ctx, wide(ty), v)))
        return True
    if ty == I64X2:
        # iabs.2
        if has(ctx, HAS_AVX512VL):
            ctx.fired("iabs.2")
            ctx.set_result(inst, 0, vpabsq_xm(ctx, vm(ctx, x)))
            return True
        # iabs.12
        ctx.fired("iabs.12")
        x_reg = ctx.use(x)
        m = signs(ctx, ty, x_reg)
        ctx.set_result(inst, 0, vsub(ctx, ty, pxor(ctx, x_reg, m), m))
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
    if I8 <= ty <= I64:
        # imul.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 3:
                ctx.fired("imul.1")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, lea_rm(ctx, wide(ty), at_index(ctx, x_reg, x_reg, 1)))
                return True
        # imul.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 3:
                ctx.fired("imul.1")
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, lea_rm(ctx, wide(ty), at_index(ctx, y_reg, y_reg, 1)))
                return True
        # imul.2
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 5:
                ctx.fired("imul.2")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, lea_rm(ctx, wide(ty), at_index(ctx, x_reg, x_reg, 2)))
                return True
        # imul.2 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 5:
                ctx.fired("imul.2")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, lea_rm(ctx, wide(ty), at_index(ctx, y_reg, y_reg, 2)))
                return True
        # imul.3
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 9:
                ctx.fired("imul.3")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, lea_rm(ctx, wide(ty), at_index(ctx, x_reg, x_reg, 3)))
                return True
        # imul.3 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 9:
                ctx.fired("imul.3")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, lea_rm(ctx, wide(ty), at_index(ctx, y_reg, y_reg, 3)))
                return True
        # imul.4
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if fits_imm(ty, y_k):
                ctx.fired("imul.4")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, imul_rmi(ctx, wide(ty), x_reg, signed(ty, y_k)))
                return True
        # imul.4 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if fits_imm(ty, x_k):
                ctx.fired("imul.4")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, imul_rmi(ctx, wide(ty), y_reg, signed(ty, x_k)))
                return True
    if ty == I32 or ty == I64:
        # imul.5
        if y_op == OP_LOAD and sinkable(ctx, y_def):
            ctx.fired("imul.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, imul_rm(ctx, width(ty), x_reg, rm_of(ctx, y_def)))
            return True
        # imul.5 (mirrored)
        if x_op == OP_LOAD and sinkable(ctx, x_def):
            ctx.fired("imul.5")
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, imul_rm(ctx, width(ty), y_reg, rm_of(ctx, x_def)))
            return True
    if I8 <= ty <= I64:
        # imul.6
        if rather(ctx, x, y):
            ctx.fired("imul.6")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, imul_rm(ctx, wide(ty), y_reg, x_reg))
            return True
        # imul.7
        ctx.fired("imul.7")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, imul_rm(ctx, wide(ty), x_reg, y_reg))
        return True
    if ty == I32X4:
        # imul.8
        if x_op == OP_SWIDEN_LOW:
            x_ty: i64 = i64(func.ty[x_def])
            if x_ty == I16X8:
                x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
                if y_op == OP_SWIDEN_LOW:
                    y_ty: i64 = i64(func.ty[y_def])
                    if y_ty == I16X8:
                        y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                        ctx.fired("imul.8")
                        x_x_reg: i64 = ctx.use(x_x)
                        y_x_reg: i64 = ctx.use(y_x)
                        ctx.set_result(inst, 0, mul_halves(ctx, ty, x_x_reg, y_x_reg, 1, 0))
                        return True
        # imul.9
        if x_op == OP_SWIDEN_HIGH:
            x_ty = i64(func.ty[x_def])
            if x_ty == I16X8:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                if y_op == OP_SWIDEN_HIGH:
                    y_ty = i64(func.ty[y_def])
                    if y_ty == I16X8:
                        y_x = i64(func.pool[i64(func.arg_start[y_def])])
                        ctx.fired("imul.9")
                        x_x_reg = ctx.use(x_x)
                        y_x_reg = ctx.use(y_x)
                        ctx.set_result(inst, 0, mul_halves(ctx, ty, x_x_reg, y_x_reg, 1, 1))
                        return True
        # imul.10
        if x_op == OP_UWIDEN_LOW:
            x_ty = i64(func.ty[x_def])
            if x_ty == I16X8:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                if y_op == OP_UWIDEN_LOW:
                    y_ty = i64(func.ty[y_def])
                    if y_ty == I16X8:
                        y_x = i64(func.pool[i64(func.arg_start[y_def])])
                        ctx.fired("imul.10")
                        x_x_reg = ctx.use(x_x)
                        y_x_reg = ctx.use(y_x)
                        ctx.set_result(inst, 0, mul_halves(ctx, ty, x_x_reg, y_x_reg, 0, 0))
                        return True
        # imul.11
        if x_op == OP_UWIDEN_HIGH:
            x_ty = i64(func.ty[x_def])
            if x_ty == I16X8:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                if y_op == OP_UWIDEN_HIGH:
                    y_ty = i64(func.ty[y_def])
                    if y_ty == I16X8:
                        y_x = i64(func.pool[i64(func.arg_start[y_def])])
                        ctx.fired("imul.11")
                        x_x_reg = ctx.use(x_x)
                        y_x_reg = ctx.use(y_x)
                        ctx.set_result(inst, 0, mul_halves(ctx, ty, x_x_reg, y_x_reg, 0, 1))
                        return True
    if ty == I64X2:
        # imul.12
        if x_op == OP_UWIDEN_LOW:
            x_ty = i64(func.ty[x_def])
            if x_ty == I32X4:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                if y_op == OP_UWIDEN_LOW:
                    y_ty = i64(func.ty[y_def])
                    if y_ty == I32X4:
                        y_x = i64(func.pool[i64(func.arg_start[y_def])])
                        ctx.fired("imul.12")
                        x_x_reg = ctx.use(x_x)
                        y_x_reg = ctx.use(y_x)
                        ctx.set_result(inst, 0, mul_halves(ctx, ty, x_x_reg, y_x_reg, 0, 0))
                        return True
        # imul.13
        if x_op == OP_UWIDEN_HIGH:
            x_ty = i64(func.ty[x_def])
            if x_ty == I32X4:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                if y_op == OP_UWIDEN_HIGH:
                    y_ty = i64(func.ty[y_def])
                    if y_ty == I32X4:
                        y_x = i64(func.pool[i64(func.arg_start[y_def])])
                        ctx.fired("imul.13")
                        x_x_reg = ctx.use(x_x)
                        y_x_reg = ctx.use(y_x)
                        ctx.set_result(inst, 0, mul_halves(ctx, ty, x_x_reg, y_x_reg, 0, 1))
                        return True
        # imul.14
        if x_op == OP_SWIDEN_LOW:
            x_ty = i64(func.ty[x_def])
            if x_ty == I32X4:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                if y_op == OP_SWIDEN_LOW:
                    y_ty = i64(func.ty[y_def])
                    if y_ty == I32X4:
                        y_x = i64(func.pool[i64(func.arg_start[y_def])])
                        if has(ctx, HAS_SSE41):
                            ctx.fired("imul.14")
                            x_x_reg = ctx.use(x_x)
                            y_x_reg = ctx.use(y_x)
                            ctx.set_result(inst, 0, mul_halves(ctx, ty, x_x_reg, y_x_reg, 1, 0))
                            return True
        # imul.15
        if x_op == OP_SWIDEN_HIGH:
            x_ty = i64(func.ty[x_def])
            if x_ty == I32X4:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                if y_op == OP_SWIDEN_HIGH:
                    y_ty = i64(func.ty[y_def])
                    if y_ty == I32X4:
                        y_x = i64(func.pool[i64(func.arg_start[y_def])])
                        if has(ctx, HAS_SSE41):
                            ctx.fired("imul.15")
                            x_x_reg = ctx.use(x_x)
                            y_x_reg = ctx.use(y_x)
                            ctx.set_result(inst, 0, mul_halves(ctx, ty, x_x_reg, y_x_reg, 1, 1))
                            return True
    # imul.16
    if ty == I8X16:
        ctx.fired("imul.16")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, mul_bytes(ctx, x_reg, y_reg))
        return True
    # imul.17
    if ty == I16X8:
        ctx.fired("imul.17")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pmullw(ctx, x_reg, vm(ctx, y)))
        return True
    if ty == I32X4:
        # imul.18
        if has(ctx, HAS_SSE41):
            ctx.fired("imul.18")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, pmulld(ctx, x_reg, vm(ctx, y)))
            return True
        # imul.19
        ctx.fired("imul.19")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, mul_words(ctx, x_reg, y_reg))
        return True
    if ty == I64X2:
        # imul.20
        if has(ctx, HAS_AVX512VL) and has(ctx, HAS_AVX512DQ):
            ctx.fired("imul.20")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vpmullq_xvm(ctx, x_reg, vm(ctx, y)))
            return True
        # imul.21
        ctx.fired("imul.21")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, mul_quads(ctx, x_reg, y_reg))
        return True
    return False


def lower_umulhi(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `umulhi`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # umulhi.1
    if ty == I8:
        ctx.fired("umulhi.1")
        y_reg: i64 = ctx.use(y)
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, shr_mi(ctx, 4, mul_byte(ctx, y_reg, x_reg), 8))
        return True
    # umulhi.2
    if I16 <= ty <= I64:
        ctx.fired("umulhi.2")
        y_reg = ctx.use(y)
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, mul_high(ctx, width(ty), y_reg, x_reg))
        return True
    # umulhi.3
    if ty == I16X8:
        ctx.fired("umulhi.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pmulhuw(ctx, x_reg, vm(ctx, y)))
        return True
    # umulhi.4
    if ty == I32X4:
        ctx.fired("umulhi.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, high_products(ctx, x_reg, y_reg, 0))
        return True
    return False


def lower_smulhi(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `smulhi`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # smulhi.1
    if ty == I8:
        ctx.fired("smulhi.1")
        y_reg: i64 = ctx.use(y)
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, shr_mi(ctx, 4, imul_byte(ctx, y_reg, x_reg), 8))
        return True
    # smulhi.2
    if I16 <= ty <= I64:
        ctx.fired("smulhi.2")
        y_reg = ctx.use(y)
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, imul_high(ctx, width(ty), y_reg, x_reg))
        return True
    # smulhi.3
    if ty == I16X8:
        ctx.fired("smulhi.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pmulhw(ctx, x_reg, vm(ctx, y)))
        return True
    # smulhi.4
    if ty == I32X4:
        ctx.fired("smulhi.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        require(ctx, HAS_SSE41)
        ctx.set_result(inst, 0, high_products(ctx, x_reg, y_reg, 1))
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
            if nonzero(ty, y_k):
                ctx.fired("udiv.1")
                x_reg: i64 = ctx.use(x)
                y_reg: i64 = ctx.use(y)
                n: i64 = zero_ext32(ctx, ty, x_reg)
                ctx.set_result(inst, 0, udiv(ctx, wide(ty), zero_ext32(ctx, ty, y_reg), n))
                return True
        # udiv.2
        ctx.fired("udiv.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        n = zero_ext32(ctx, ty, checked(ctx, ty, x_reg, y_reg))
        ctx.set_result(inst, 0, udiv(ctx, wide(ty), zero_ext32(ctx, ty, y_reg), n))
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
        # sdiv.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if nonzero(ty, y_k) and not_minus_one(ty, y_k):
                ctx.fired("sdiv.1")
                x_reg: i64 = ctx.use(x)
                y_reg: i64 = ctx.use(y)
                n: i64 = sign_ext32(ctx, ty, x_reg)
                ctx.set_result(inst, 0, sdiv(ctx, wide(ty), sign_ext32(ctx, ty, y_reg), n))
                return True
        # sdiv.2
        ctx.fired("sdiv.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        c: i64 = checked(ctx, ty, x_reg, y_reg)
        sdiv_check(ctx, width(ty), 252, c, y_reg)
        n = sign_ext32(ctx, ty, c)
        ctx.set_result(inst, 0, sdiv(ctx, wide(ty), sign_ext32(ctx, ty, y_reg), n))
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
            if nonzero(ty, y_k):
                ctx.fired("urem.1")
                x_reg: i64 = ctx.use(x)
                y_reg: i64 = ctx.use(y)
                n: i64 = zero_ext32(ctx, ty, x_reg)
                ctx.set_result(inst, 0, urem(ctx, wide(ty), zero_ext32(ctx, ty, y_reg), n))
                return True
        # urem.2
        ctx.fired("urem.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        n = zero_ext32(ctx, ty, checked(ctx, ty, x_reg, y_reg))
        ctx.set_result(inst, 0, urem(ctx, wide(ty), zero_ext32(ctx, ty, y_reg), n))
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
            if nonzero(ty, y_k) and not_minus_one(ty, y_k):
                ctx.fired("srem.1")
                x_reg: i64 = ctx.use(x)
                y_reg: i64 = ctx.use(y)
                n: i64 = sign_ext32(ctx, ty, x_reg)
                ctx.set_result(inst, 0, srem(ctx, wide(ty), sign_ext32(ctx, ty, y_reg), n))
                return True
        # srem.2
        ctx.fired("srem.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        n = sign_ext32(ctx, ty, checked(ctx, ty, x_reg, y_reg))
        ctx.set_result(inst, 0, srem_any(ctx, wide(ty), sign_ext32(ctx, ty, y_reg), n))
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
        cmp_rm(ctx, width(ty), x_reg, y_reg)
        ctx.set_result(inst, 0, cmov(ctx, ty, X_L, x_reg, y_reg))
        return True
    # smin.2
    if ty == I16X8:
        ctx.fired("smin.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pminsw(ctx, x_reg, vm(ctx, y)))
        return True
    # smin.3
    if ty == I8X16 and has(ctx, HAS_SSE41):
        ctx.fired("smin.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pminsb(ctx, x_reg, vm(ctx, y)))
        return True
    # smin.4
    if ty == I32X4 and has(ctx, HAS_SSE41):
        ctx.fired("smin.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pminsd(ctx, x_reg, vm(ctx, y)))
        return True
    # smin.5
    if ty == I64X2 and has(ctx, HAS_AVX512VL):
        ctx.fired("smin.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, vpminsq_xvm(ctx, x_reg, vm(ctx, y)))
        return True
    # smin.6
    if ty == I64X2 or ty == I32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("smin.6")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, lesser_of(ctx, ty, x_reg, y_reg, 0, 0))
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
        cmp_rm(ctx, width(ty), x_reg, y_reg)
        ctx.set_result(inst, 0, cmov(ctx, ty, X_B, x_reg, y_reg))
        return True
    # umin.2
    if ty == I8X16:
        ctx.fired("umin.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pminub(ctx, x_reg, vm(ctx, y)))
        return True
    # umin.3
    if ty == I16X8 and has(ctx, HAS_SSE41):
        ctx.fired("umin.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pminuw(ctx, x_reg, vm(ctx, y)))
        return True
    # umin.4
    if ty == I32X4 and has(ctx, HAS_SSE41):
        ctx.fired("umin.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pminud(ctx, x_reg, vm(ctx, y)))
        return True
    # umin.5
    if ty == I64X2 and has(ctx, HAS_AVX512VL):
        ctx.fired("umin.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, vpminuq_xvm(ctx, x_reg, vm(ctx, y)))
        return True
    # umin.6
    if ty == I64X2 or ty == I32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("umin.6")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, lesser_of(ctx, ty, x_reg, y_reg, 1, 0))
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
        cmp_rm(ctx, width(ty), x_reg, y_reg)
        ctx.set_result(inst, 0, cmov(ctx, ty, X_G, x_reg, y_reg))
        return True
    # smax.2
    if ty == I16X8:
        ctx.fired("smax.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pmaxsw(ctx, x_reg, vm(ctx, y)))
        return True
    # smax.3
    if ty == I8X16 and has(ctx, HAS_SSE41):
        ctx.fired("smax.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pmaxsb(ctx, x_reg, vm(ctx, y)))
        return True
    # smax.4
    if ty == I32X4 and has(ctx, HAS_SSE41):
        ctx.fired("smax.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pmaxsd(ctx, x_reg, vm(ctx, y)))
        return True
    # smax.5
    if ty == I64X2 and has(ctx, HAS_AVX512VL):
        ctx.fired("smax.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, vpmaxsq_xvm(ctx, x_reg, vm(ctx, y)))
        return True
    # smax.6
    if ty == I64X2 or ty == I32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("smax.6")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, lesser_of(ctx, ty, x_reg, y_reg, 0, 1))
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
        cmp_rm(ctx, width(ty), x_reg, y_reg)
        ctx.set_result(inst, 0, cmov(ctx, ty, X_A, x_reg, y_reg))
        return True
    # umax.2
    if ty == I8X16:
        ctx.fired("umax.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pmaxub(ctx, x_reg, vm(ctx, y)))
        return True
    # umax.3
    if ty == I16X8 and has(ctx, HAS_SSE41):
        ctx.fired("umax.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pmaxuw(ctx, x_reg, vm(ctx, y)))
        return True
    # umax.4
    if ty == I32X4 and has(ctx, HAS_SSE41):
        ctx.fired("umax.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pmaxud(ctx, x_reg, vm(ctx, y)))
        return True
    # umax.5
    if ty == I64X2 and has(ctx, HAS_AVX512VL):
        ctx.fired("umax.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, vpmaxuq_xvm(ctx, x_reg, vm(ctx, y)))
        return True
    # umax.6
    if ty == I64X2 or ty == I32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("umax.6")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, lesser_of(ctx, ty, x_reg, y_reg, 1, 1))
        return True
    return False


def lower_uadd_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uadd_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # uadd_overflow.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits_imm(ty, y_k):
                ctx.fired("uadd_overflow.1")
                x_reg: i64 = ctx.use(x)
                s: i64 = add_mi(ctx, width(ty), x_reg, signed(ty, y_k))
                result1: i64 = set_m(ctx, X_B)
                ctx.set_result(inst, 0, s)
                ctx.set_result(inst, 1, result1)
                return True
        # uadd_overflow.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits_imm(ty, x_k):
                ctx.fired("uadd_overflow.1")
                y_reg: i64 = ctx.use(y)
                s = add_mi(ctx, width(ty), y_reg, signed(ty, x_k))
                result1 = set_m(ctx, X_B)
                ctx.set_result(inst, 0, s)
                ctx.set_result(inst, 1, result1)
                return True
        # uadd_overflow.2
        ctx.fired("uadd_overflow.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        s = add_rm(ctx, width(ty), x_reg, y_reg)
        result1 = set_m(ctx, X_B)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    return False


def lower_sadd_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sadd_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # sadd_overflow.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits_imm(ty, y_k):
                ctx.fired("sadd_overflow.1")
                x_reg: i64 = ctx.use(x)
                s: i64 = add_mi(ctx, width(ty), x_reg, signed(ty, y_k))
                result1: i64 = set_m(ctx, X_O)
                ctx.set_result(inst, 0, s)
                ctx.set_result(inst, 1, result1)
                return True
        # sadd_overflow.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits_imm(ty, x_k):
                ctx.fired("sadd_overflow.1")
                y_reg: i64 = ctx.use(y)
                s = add_mi(ctx, width(ty), y_reg, signed(ty, x_k))
                result1 = set_m(ctx, X_O)
                ctx.set_result(inst, 0, s)
                ctx.set_result(inst, 1, result1)
                return True
        # sadd_overflow.2
        ctx.fired("sadd_overflow.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        s = add_rm(ctx, width(ty), x_reg, y_reg)
        result1 = set_m(ctx, X_O)
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
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # usub_overflow.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits_imm(ty, y_k):
                ctx.fired("usub_overflow.1")
                x_reg: i64 = ctx.use(x)
                s: i64 = sub_mi(ctx, width(ty), x_reg, signed(ty, y_k))
                result1: i64 = set_m(ctx, X_B)
                ctx.set_result(inst, 0, s)
                ctx.set_result(inst, 1, result1)
                return True
        # usub_overflow.2
        ctx.fired("usub_overflow.2")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s = sub_rm(ctx, width(ty), x_reg, y_reg)
        result1 = set_m(ctx, X_B)
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
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # ssub_overflow.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits_imm(ty, y_k):
                ctx.fired("ssub_overflow.1")
                x_reg: i64 = ctx.use(x)
                s: i64 = sub_mi(ctx, width(ty), x_reg, signed(ty, y_k))
                result1: i64 = set_m(ctx, X_O)
                ctx.set_result(inst, 0, s)
                ctx.set_result(inst, 1, result1)
                return True
        # ssub_overflow.2
        ctx.fired("ssub_overflow.2")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s = sub_rm(ctx, width(ty), x_reg, y_reg)
        result1 = set_m(ctx, X_O)
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
    if ty == I8:
        ctx.fired("umul_overflow.1")
        y_reg: i64 = ctx.use(y)
        x_reg: i64 = ctx.use(x)
        s: i64 = mul_byte(ctx, y_reg, x_reg)
        result1: i64 = set_m(ctx, X_O)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # umul_overflow.2
    if I16 <= ty <= I64:
        ctx.fired("umul_overflow.2")
        y_reg = ctx.use(y)
        x_reg = ctx.use(x)
        s = mul_low(ctx, width(ty), y_reg, x_reg)
        result1 = set_m(ctx, X_O)
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
    if ty == I8:
        ctx.fired("smul_overflow.1")
        y_reg: i64 = ctx.use(y)
        x_reg: i64 = ctx.use(x)
        s: i64 = imul_byte(ctx, y_reg, x_reg)
        result1: i64 = set_m(ctx, X_O)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # smul_overflow.2
    if I16 <= ty <= I64:
        ctx.fired("smul_overflow.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        s = imul_rm(ctx, width(ty), x_reg, y_reg)
        result1 = set_m(ctx, X_O)
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
    if I8 <= ty <= I64:
        ctx.fired("uadd_overflow_cin.1")
        c_in_reg: i64 = ctx.use(c_in)
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        carry_of(ctx, 1, c_in_reg)
        s: i64 = adc_rm(ctx, width(ty), x_reg, y_reg)
        result1: i64 = set_m(ctx, X_B)
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
    if I8 <= ty <= I64:
        ctx.fired("sadd_overflow_cin.1")
        c_in_reg: i64 = ctx.use(c_in)
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        carry_of(ctx, 1, c_in_reg)
        s: i64 = adc_rm(ctx, width(ty), x_reg, y_reg)
        result1: i64 = set_m(ctx, X_O)
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
    if I8 <= ty <= I64:
        ctx.fired("usub_overflow_bin.1")
        b_in_reg: i64 = ctx.use(b_in)
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        carry_of(ctx, 1, b_in_reg)
        s: i64 = sbb_rm(ctx, width(ty), x_reg, y_reg)
        result1: i64 = set_m(ctx, X_B)
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
    if I8 <= ty <= I64:
        ctx.fired("ssub_overflow_bin.1")
        b_in_reg: i64 = ctx.use(b_in)
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        carry_of(ctx, 1, b_in_reg)
        s: i64 = sbb_rm(ctx, width(ty), x_reg, y_reg)
        result1: i64 = set_m(ctx, X_O)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    return False


def lower_uadd_overflow_trap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uadd_overflow_trap`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    code: i64 = func.imm[inst]
    # uadd_overflow_trap.1
    if y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        if fits_imm(ty, y_k):
            ctx.fired("uadd_overflow_trap.1")
            x_reg: i64 = ctx.use(x)
            s: i64 = add_mi(ctx, width(ty), x_reg, signed(ty, y_k))
            trap_if(ctx, X_B, code)
            ctx.set_result(inst, 0, s)
            return True
    # uadd_overflow_trap.1 (mirrored)
    if x_op == OP_ICONST:
        x_k: i64 = func.imm[x_def]
        if fits_imm(ty, x_k):
            ctx.fired("uadd_overflow_trap.1")
            y_reg: i64 = ctx.use(y)
            s = add_mi(ctx, width(ty), y_reg, signed(ty, x_k))
            trap_if(ctx, X_B, code)
            ctx.set_result(inst, 0, s)
            return True
    # uadd_overflow_trap.2
    ctx.fired("uadd_overflow_trap.2")
    x_reg = ctx.use(x)
    y_reg = ctx.use(y)
    s = add_rm(ctx, width(ty), x_reg, y_reg)
    trap_if(ctx, X_B, code)
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
    if I8 <= ty <= I64:
        # band.4
        if y_op == OP_BNOT:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            if has(ctx, HAS_BMI1):
                ctx.fired("band.4")
                y_x_reg: i64 = ctx.use(y_x)
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, andn_rvm(ctx, wide(ty), y_x_reg, x_reg))
                return True
        # band.4 (mirrored)
        if x_op == OP_BNOT:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            if has(ctx, HAS_BMI1):
                ctx.fired("band.4")
                x_x_reg: i64 = ctx.use(x_x)
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, andn_rvm(ctx, wide(ty), x_x_reg, y_reg))
                return True
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        # band.10
        if x_op == OP_BAND:
            x_ty: i64 = i64(func.ty[x_def])
            if (
                x_ty == I64X2 or x_ty == F64X2 or x_ty == I32X4 or x_ty == F32X4 or x_ty == I16X8 or x_ty == I8X16
            ):
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, x_def):
                    ctx.fired("band.10")
                    x_x_reg = ctx.use(x_x)
                    x_y_reg: i64 = ctx.use(x_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, x_x_reg, x_y_reg, vm(ctx, y), 128))
                    return True
        # band.10 (mirrored)
        if y_op == OP_BAND:
            y_ty: i64 = i64(func.ty[y_def])
            if (
                y_ty == I64X2 or y_ty == F64X2 or y_ty == I32X4 or y_ty == F32X4 or y_ty == I16X8 or y_ty == I8X16
            ):
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, y_def):
                    ctx.fired("band.10")
                    y_x_reg = ctx.use(y_x)
                    y_y_reg: i64 = ctx.use(y_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, y_x_reg, y_y_reg, vm(ctx, x), 128))
                    return True
        # band.11
        if x_op == OP_BOR:
            x_ty = i64(func.ty[x_def])
            if (
                x_ty == I64X2 or x_ty == F64X2 or x_ty == I32X4 or x_ty == F32X4 or x_ty == I16X8 or x_ty == I8X16
            ):
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, x_def):
                    ctx.fired("band.11")
                    x_x_reg = ctx.use(x_x)
                    x_y_reg = ctx.use(x_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, x_x_reg, x_y_reg, vm(ctx, y), 168))
                    return True
        # band.11 (mirrored)
        if y_op == OP_BOR:
            y_ty = i64(func.ty[y_def])
            if (
                y_ty == I64X2 or y_ty == F64X2 or y_ty == I32X4 or y_ty == F32X4 or y_ty == I16X8 or y_ty == I8X16
            ):
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, y_def):
                    ctx.fired("band.11")
                    y_x_reg = ctx.use(y_x)
                    y_y_reg = ctx.use(y_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, y_x_reg, y_y_reg, vm(ctx, x), 168))
                    return True
        # band.12
        if x_op == OP_BXOR:
            x_ty = i64(func.ty[x_def])
            if (
                x_ty == I64X2 or x_ty == F64X2 or x_ty == I32X4 or x_ty == F32X4 or x_ty == I16X8 or x_ty == I8X16
            ):
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, x_def):
                    ctx.fired("band.12")
                    x_x_reg = ctx.use(x_x)
                    x_y_reg = ctx.use(x_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, x_x_reg, x_y_reg, vm(ctx, y), 40))
                    return True
        # band.12 (mirrored)
        if y_op == OP_BXOR:
            y_ty = i64(func.ty[y_def])
            if (
                y_ty == I64X2 or y_ty == F64X2 or y_ty == I32X4 or y_ty == F32X4 or y_ty == I16X8 or y_ty == I8X16
            ):
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, y_def):
                    ctx.fired("band.12")
                    y_x_reg = ctx.use(y_x)
                    y_y_reg = ctx.use(y_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, y_x_reg, y_y_reg, vm(ctx, x), 40))
                    return True
    if ty == I32 or ty == I64:
        # band.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 255:
                ctx.fired("band.1")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, movzx_rm8(ctx, 4, x_reg))
                return True
        # band.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 255:
                ctx.fired("band.1")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, movzx_rm8(ctx, 4, y_reg))
                return True
        # band.2
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 65535:
                ctx.fired("band.2")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, movzx_rm16(ctx, 4, x_reg))
                return True
        # band.2 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 65535:
                ctx.fired("band.2")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, movzx_rm16(ctx, 4, y_reg))
                return True
    if ty == I64:
        # band.3
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 4294967295:
                ctx.fired("band.3")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, mov_rm(ctx, 4, x_reg))
                return True
        # band.3 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 4294967295:
                ctx.fired("band.3")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, mov_rm(ctx, 4, y_reg))
                return True
    if I8 <= ty <= I64:
        # band.5
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if fits_imm(ty, y_k):
                ctx.fired("band.5")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, and_mi(ctx, wide(ty), x_reg, signed(ty, y_k)))
                return True
        # band.5 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if fits_imm(ty, x_k):
                ctx.fired("band.5")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, and_mi(ctx, wide(ty), y_reg, signed(ty, x_k)))
                return True
    if ty == I32 or ty == I64:
        # band.6
        if y_op == OP_LOAD and sinkable(ctx, y_def):
            ctx.fired("band.6")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, and_rm(ctx, width(ty), x_reg, rm_of(ctx, y_def)))
            return True
        # band.6 (mirrored)
        if x_op == OP_LOAD and sinkable(ctx, x_def):
            ctx.fired("band.6")
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, and_rm(ctx, width(ty), y_reg, rm_of(ctx, x_def)))
            return True
    if I8 <= ty <= I64:
        # band.7
        if rather(ctx, x, y):
            ctx.fired("band.7")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, and_rm(ctx, wide(ty), y_reg, x_reg))
            return True
        # band.8
        ctx.fired("band.8")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, and_rm(ctx, wide(ty), x_reg, y_reg))
        return True
    # band.9
    if F16 <= ty <= F128:
        ctx.fired("band.9")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, andps_xm(ctx, x_reg, y_reg))
        return True
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        # band.13
        if y_op == OP_BNOT:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("band.13")
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, pandn(ctx, y_x_reg, vm(ctx, x)))
            return True
        # band.13 (mirrored)
        if x_op == OP_BNOT:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired("band.13")
            x_x_reg = ctx.use(x_x)
            ctx.set_result(inst, 0, pandn(ctx, x_x_reg, vm(ctx, y)))
            return True
        # band.14
        ctx.fired("band.14")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pand(ctx, x_reg, vm(ctx, y)))
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
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        # bor.6
        if x_op == OP_BAND:
            x_ty: i64 = i64(func.ty[x_def])
            if (
                x_ty == I64X2 or x_ty == F64X2 or x_ty == I32X4 or x_ty == F32X4 or x_ty == I16X8 or x_ty == I8X16
            ):
                x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
                x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, x_def):
                    ctx.fired("bor.6")
                    x_x_reg: i64 = ctx.use(x_x)
                    x_y_reg: i64 = ctx.use(x_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, x_x_reg, x_y_reg, vm(ctx, y), 234))
                    return True
        # bor.6 (mirrored)
        if y_op == OP_BAND:
            y_ty: i64 = i64(func.ty[y_def])
            if (
                y_ty == I64X2 or y_ty == F64X2 or y_ty == I32X4 or y_ty == F32X4 or y_ty == I16X8 or y_ty == I8X16
            ):
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, y_def):
                    ctx.fired("bor.6")
                    y_x_reg: i64 = ctx.use(y_x)
                    y_y_reg: i64 = ctx.use(y_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, y_x_reg, y_y_reg, vm(ctx, x), 234))
                    return True
        # bor.7
        if x_op == OP_BOR:
            x_ty = i64(func.ty[x_def])
            if (
                x_ty == I64X2 or x_ty == F64X2 or x_ty == I32X4 or x_ty == F32X4 or x_ty == I16X8 or x_ty == I8X16
            ):
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, x_def):
                    ctx.fired("bor.7")
                    x_x_reg = ctx.use(x_x)
                    x_y_reg = ctx.use(x_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, x_x_reg, x_y_reg, vm(ctx, y), 254))
                    return True
        # bor.7 (mirrored)
        if y_op == OP_BOR:
            y_ty = i64(func.ty[y_def])
            if (
                y_ty == I64X2 or y_ty == F64X2 or y_ty == I32X4 or y_ty == F32X4 or y_ty == I16X8 or y_ty == I8X16
            ):
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, y_def):
                    ctx.fired("bor.7")
                    y_x_reg = ctx.use(y_x)
                    y_y_reg = ctx.use(y_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, y_x_reg, y_y_reg, vm(ctx, x), 254))
                    return True
        # bor.8
        if x_op == OP_BXOR:
            x_ty = i64(func.ty[x_def])
            if (
                x_ty == I64X2 or x_ty == F64X2 or x_ty == I32X4 or x_ty == F32X4 or x_ty == I16X8 or x_ty == I8X16
            ):
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, x_def):
                    ctx.fired("bor.8")
                    x_x_reg = ctx.use(x_x)
                    x_y_reg = ctx.use(x_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, x_x_reg, x_y_reg, vm(ctx, y), 190))
                    return True
        # bor.8 (mirrored)
        if y_op == OP_BXOR:
            y_ty = i64(func.ty[y_def])
            if (
                y_ty == I64X2 or y_ty == F64X2 or y_ty == I32X4 or y_ty == F32X4 or y_ty == I16X8 or y_ty == I8X16
            ):
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, y_def):
                    ctx.fired("bor.8")
                    y_x_reg = ctx.use(y_x)
                    y_y_reg = ctx.use(y_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, y_x_reg, y_y_reg, vm(ctx, x), 190))
                    return True
    if I8 <= ty <= I64:
        # bor.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits_imm(ty, y_k):
                ctx.fired("bor.1")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, or_mi(ctx, wide(ty), x_reg, signed(ty, y_k)))
                return True
        # bor.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits_imm(ty, x_k):
                ctx.fired("bor.1")
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, or_mi(ctx, wide(ty), y_reg, signed(ty, x_k)))
                return True
    if ty == I32 or ty == I64:
        # bor.2
        if y_op == OP_LOAD and sinkable(ctx, y_def):
            ctx.fired("bor.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, or_rm(ctx, width(ty), x_reg, rm_of(ctx, y_def)))
            return True
        # bor.2 (mirrored)
        if x_op == OP_LOAD and sinkable(ctx, x_def):
            ctx.fired("bor.2")
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, or_rm(ctx, width(ty), y_reg, rm_of(ctx, x_def)))
            return True
    if I8 <= ty <= I64:
        # bor.3
        if rather(ctx, x, y):
            ctx.fired("bor.3")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, or_rm(ctx, wide(ty), y_reg, x_reg))
            return True
        # bor.4
        ctx.fired("bor.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, or_rm(ctx, wide(ty), x_reg, y_reg))
        return True
    # bor.5
    if F16 <= ty <= F128:
        ctx.fired("bor.5")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, orps_xm(ctx, x_reg, y_reg))
        return True
    # bor.9
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("bor.9")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, por(ctx, x_reg, vm(ctx, y)))
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
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        # bxor.7
        if x_op == OP_BAND:
            x_ty: i64 = i64(func.ty[x_def])
            if (
                x_ty == I64X2 or x_ty == F64X2 or x_ty == I32X4 or x_ty == F32X4 or x_ty == I16X8 or x_ty == I8X16
            ):
                x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
                x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, x_def):
                    ctx.fired("bxor.7")
                    x_x_reg: i64 = ctx.use(x_x)
                    x_y_reg: i64 = ctx.use(x_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, x_x_reg, x_y_reg, vm(ctx, y), 106))
                    return True
        # bxor.7 (mirrored)
        if y_op == OP_BAND:
            y_ty: i64 = i64(func.ty[y_def])
            if (
                y_ty == I64X2 or y_ty == F64X2 or y_ty == I32X4 or y_ty == F32X4 or y_ty == I16X8 or y_ty == I8X16
            ):
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, y_def):
                    ctx.fired("bxor.7")
                    y_x_reg: i64 = ctx.use(y_x)
                    y_y_reg: i64 = ctx.use(y_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, y_x_reg, y_y_reg, vm(ctx, x), 106))
                    return True
        # bxor.8
        if x_op == OP_BOR:
            x_ty = i64(func.ty[x_def])
            if (
                x_ty == I64X2 or x_ty == F64X2 or x_ty == I32X4 or x_ty == F32X4 or x_ty == I16X8 or x_ty == I8X16
            ):
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, x_def):
                    ctx.fired("bxor.8")
                    x_x_reg = ctx.use(x_x)
                    x_y_reg = ctx.use(x_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, x_x_reg, x_y_reg, vm(ctx, y), 86))
                    return True
        # bxor.8 (mirrored)
        if y_op == OP_BOR:
            y_ty = i64(func.ty[y_def])
            if (
                y_ty == I64X2 or y_ty == F64X2 or y_ty == I32X4 or y_ty == F32X4 or y_ty == I16X8 or y_ty == I8X16
            ):
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, y_def):
                    ctx.fired("bxor.8")
                    y_x_reg = ctx.use(y_x)
                    y_y_reg = ctx.use(y_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, y_x_reg, y_y_reg, vm(ctx, x), 86))
                    return True
        # bxor.9
        if x_op == OP_BXOR:
            x_ty = i64(func.ty[x_def])
            if (
                x_ty == I64X2 or x_ty == F64X2 or x_ty == I32X4 or x_ty == F32X4 or x_ty == I16X8 or x_ty == I8X16
            ):
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, x_def):
                    ctx.fired("bxor.9")
                    x_x_reg = ctx.use(x_x)
                    x_y_reg = ctx.use(x_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, x_x_reg, x_y_reg, vm(ctx, y), 150))
                    return True
        # bxor.9 (mirrored)
        if y_op == OP_BXOR:
            y_ty = i64(func.ty[y_def])
            if (
                y_ty == I64X2 or y_ty == F64X2 or y_ty == I32X4 or y_ty == F32X4 or y_ty == I16X8 or y_ty == I8X16
            ):
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                if has(ctx, HAS_AVX512VL) and single(ctx, y_def):
                    ctx.fired("bxor.9")
                    y_x_reg = ctx.use(y_x)
                    y_y_reg = ctx.use(y_y)
                    ctx.set_result(inst, 0, vpternlogd_xvmi(ctx, y_x_reg, y_y_reg, vm(ctx, x), 150))
                    return True
    if I8 <= ty <= I64:
        # bxor.1
        if y_op == OP_ICONST:
            y_ty = i64(func.ty[y_def])
            y_k: i64 = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired("bxor.1")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, not_m(ctx, wide(ty), x_reg))
                return True
        # bxor.1 (mirrored)
        if x_op == OP_ICONST:
            x_ty = i64(func.ty[x_def])
            x_k: i64 = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                ctx.fired("bxor.1")
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, not_m(ctx, wide(ty), y_reg))
                return True
        # bxor.2
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if fits_imm(ty, y_k):
                ctx.fired("bxor.2")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, xor_mi(ctx, wide(ty), x_reg, signed(ty, y_k)))
                return True
        # bxor.2 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if fits_imm(ty, x_k):
                ctx.fired("bxor.2")
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, xor_mi(ctx, wide(ty), y_reg, signed(ty, x_k)))
                return True
    if ty == I32 or ty == I64:
        # bxor.3
        if y_op == OP_LOAD and sinkable(ctx, y_def):
            ctx.fired("bxor.3")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, xor_rm(ctx, width(ty), x_reg, rm_of(ctx, y_def)))
            return True
        # bxor.3 (mirrored)
        if x_op == OP_LOAD and sinkable(ctx, x_def):
            ctx.fired("bxor.3")
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, xor_rm(ctx, width(ty), y_reg, rm_of(ctx, x_def)))
            return True
    if I8 <= ty <= I64:
        # bxor.4
        if rather(ctx, x, y):
            ctx.fired("bxor.4")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, xor_rm(ctx, wide(ty), y_reg, x_reg))
            return True
        # bxor.5
        ctx.fired("bxor.5")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, xor_rm(ctx, wide(ty), x_reg, y_reg))
        return True
    # bxor.6
    if F16 <= ty <= F128:
        ctx.fired("bxor.6")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, xorps_xm(ctx, x_reg, y_reg))
        return True
    # bxor.10
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("bxor.10")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pxor(ctx, x_reg, vm(ctx, y)))
        return True
    return False


def lower_bnot(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bnot`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # bnot.1
    if I8 <= ty <= I64:
        ctx.fired("bnot.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, not_m(ctx, wide(ty), x_reg))
        return True
    # bnot.2
    if F16 <= ty <= F128:
        ctx.fired("bnot.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, xorps_xm(ctx, x_reg, float_mask(ctx, F64, -1)))
        return True
    # bnot.3
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("bnot.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, vnot(ctx, x_reg))
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
            ctx.set_result(inst, 0, shl_mi(ctx, wide(ty), x_reg, shift_amount(ty, y_k)))
            return True
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            # ishl.2
            if has(ctx, HAS_BMI2):
                ctx.fired("ishl.2")
                x_reg = ctx.use(x)
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, shlx_rmv(ctx, wide(ty), x_reg, masked(ctx, ty, y_reg)))
                return True
            # ishl.3
            ctx.fired("ishl.3")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, shl_mc(ctx, wide(ty), x_reg, masked(ctx, ty, y_reg)))
            return True
    # ishl.4
    if ty == I16X8 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        ctx.fired("ishl.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, psllw_i(ctx, x_reg, shift_amount(ty, y_k)))
        return True
    # ishl.5
    if ty == I32X4 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        ctx.fired("ishl.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pslld_i(ctx, x_reg, shift_amount(ty, y_k)))
        return True
    # ishl.6
    if ty == I64X2 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        ctx.fired("ishl.6")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, psllq_i(ctx, x_reg, shift_amount(ty, y_k)))
        return True
    # ishl.7
    if ty == I16X8:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ishl.7")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, psllw(ctx, x_reg, amount(ctx, ty, y_reg)))
            return True
    # ishl.8
    if ty == I32X4:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ishl.8")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pslld(ctx, x_reg, amount(ctx, ty, y_reg)))
            return True
    # ishl.9
    if ty == I64X2:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ishl.9")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, psllq(ctx, x_reg, amount(ctx, ty, y_reg)))
            return True
    if ty == I8X16:
        # ishl.10
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            n: i64 = shift_amount(ty, y_k)
            ctx.fired("ishl.10")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, pand(ctx, psllw_i(ctx, x_reg, n), byte_mask(ctx, n, 0)))
            return True
        # ishl.11
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ishl.11")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, shift_bytes_left(ctx, x_reg, y_reg))
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
            ctx.set_result(inst, 0, shr_mi(ctx, wide(ty), zero_ext32(ctx, ty, x_reg), shift_amount(ty, y_k)))
            return True
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            # ushr.2
            if has(ctx, HAS_BMI2):
                ctx.fired("ushr.2")
                x_reg = ctx.use(x)
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, shrx_rmv(ctx, wide(ty), zero_ext32(ctx, ty, x_reg), masked(ctx, ty, y_reg)))
                return True
            # ushr.3
            ctx.fired("ushr.3")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, shr_mc(ctx, wide(ty), zero_ext32(ctx, ty, x_reg), masked(ctx, ty, y_reg)))
            return True
    # ushr.4
    if ty == I16X8 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        ctx.fired("ushr.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, psrlw_i(ctx, x_reg, shift_amount(ty, y_k)))
        return True
    # ushr.5
    if ty == I32X4 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        ctx.fired("ushr.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, psrld_i(ctx, x_reg, shift_amount(ty, y_k)))
        return True
    # ushr.6
    if ty == I64X2 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        ctx.fired("ushr.6")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, psrlq_i(ctx, x_reg, shift_amount(ty, y_k)))
        return True
    # ushr.7
    if ty == I16X8:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ushr.7")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, psrlw(ctx, x_reg, amount(ctx, ty, y_reg)))
            return True
    # ushr.8
    if ty == I32X4:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ushr.8")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, psrld(ctx, x_reg, amount(ctx, ty, y_reg)))
            return True
    # ushr.9
    if ty == I64X2:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ushr.9")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, psrlq(ctx, x_reg, amount(ctx, ty, y_reg)))
            return True
    if ty == I8X16:
        # ushr.10
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            n: i64 = shift_amount(ty, y_k)
            ctx.fired("ushr.10")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, pand(ctx, psrlw_i(ctx, x_reg, n), byte_mask(ctx, 0, n)))
            return True
        # ushr.11
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ushr.11")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, shift_bytes_right(ctx, x_reg, y_reg, 0))
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
            ctx.set_result(inst, 0, sar_mi(ctx, wide(ty), sign_ext32(ctx, ty, x_reg), shift_amount(ty, y_k)))
            return True
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            # sshr.2
            if has(ctx, HAS_BMI2):
                ctx.fired("sshr.2")
                x_reg = ctx.use(x)
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, sarx_rmv(ctx, wide(ty), sign_ext32(ctx, ty, x_reg), masked(ctx, ty, y_reg)))
                return True
            # sshr.3
            ctx.fired("sshr.3")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, sar_mc(ctx, wide(ty), sign_ext32(ctx, ty, x_reg), masked(ctx, ty, y_reg)))
            return True
    # sshr.4
    if ty == I16X8 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        ctx.fired("sshr.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, psraw_i(ctx, x_reg, shift_amount(ty, y_k)))
        return True
    # sshr.5
    if ty == I32X4 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        ctx.fired("sshr.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, psrad_i(ctx, x_reg, shift_amount(ty, y_k)))
        return True
    # sshr.6
    if ty == I16X8:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("sshr.6")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, psraw(ctx, x_reg, amount(ctx, ty, y_reg)))
            return True
    # sshr.7
    if ty == I32X4:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("sshr.7")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, psrad(ctx, x_reg, amount(ctx, ty, y_reg)))
            return True
    if ty == I64X2:
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            # sshr.8
            if has(ctx, HAS_AVX512VL):
                ctx.fired("sshr.8")
                ctx.set_result(inst, 0, vpsraq_xmi(ctx, vm(ctx, x), shift_amount(ty, y_k)))
                return True
            # sshr.10
            ctx.fired("sshr.10")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, shift_quads_right_by(ctx, x_reg, shift_amount(ty, y_k)))
            return True
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            # sshr.9
            if has(ctx, HAS_AVX512VL):
                ctx.fired("sshr.9")
                x_reg = ctx.use(x)
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, vpsraq_xvm(ctx, x_reg, amount(ctx, ty, y_reg)))
                return True
            # sshr.11
            ctx.fired("sshr.11")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, shift_quads_right(ctx, x_reg, y_reg))
            return True
    if ty == I8X16:
        # sshr.12
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            n: i64 = shift_amount(ty, y_k)
            ctx.fired("sshr.12")
            x_reg = ctx.use(x)
            u: i64 = pand(ctx, psrlw_i(ctx, x_reg, n), byte_mask(ctx, 0, n))
            ctx.set_result(inst, 0, psubb(ctx, pxor(ctx, u, byte_mask(ctx, 7, n)), byte_mask(ctx, 7, n)))
            return True
        # sshr.13
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("sshr.13")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, shift_bytes_right(ctx, x_reg, y_reg, 1))
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
        if has(ctx, HAS_BMI2):
            ctx.fired("rotl.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, rorx_rmi(ctx, width(ty), x_reg, opposite_amount(ty, y_k)))
            return True
    if I8 <= ty <= I64:
        # rotl.2
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            ctx.fired("rotl.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, rol_mi(ctx, width(ty), x_reg, shift_amount(ty, y_k)))
            return True
        # rotl.3
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("rotl.3")
            x_reg = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, rol_mc(ctx, width(ty), x_reg, y_reg))
            return True
    # rotl.4
    if ty == I32X4 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        if has(ctx, HAS_AVX512VL):
            ctx.fired("rotl.4")
            ctx.set_result(inst, 0, vprold_xmi(ctx, vm(ctx, x), shift_amount(ty, y_k)))
            return True
    # rotl.5
    if ty == I64X2 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        if has(ctx, HAS_AVX512VL):
            ctx.fired("rotl.5")
            ctx.set_result(inst, 0, vprolq_xmi(ctx, vm(ctx, x), shift_amount(ty, y_k)))
            return True
    # rotl.6
    if ty == I64X2 or ty == I32X4 or ty == I16X8:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("rotl.6")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, rotated(ctx, ty, x_reg, y_reg))
            return True
    # rotl.7
    if ty == I8X16:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("rotl.7")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            n: i64 = neg_m(ctx, 4, y_reg)
            ctx.set_result(inst, 0, por(ctx, shift_bytes_left(ctx, x_reg, y_reg), shift_bytes_right(ctx, x_reg, n, 0)))
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
        if has(ctx, HAS_BMI2):
            ctx.fired("rotr.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, rorx_rmi(ctx, width(ty), x_reg, shift_amount(ty, y_k)))
            return True
    if I8 <= ty <= I64:
        # rotr.2
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            ctx.fired("rotr.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, rol_mi(ctx, width(ty), x_reg, opposite_amount(ty, y_k)))
            return True
        # rotr.3
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("rotr.3")
            x_reg = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, ror_mc(ctx, width(ty), x_reg, y_reg))
            return True
    # rotr.4
    if ty == I32X4 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        if has(ctx, HAS_AVX512VL):
            ctx.fired("rotr.4")
            ctx.set_result(inst, 0, vprold_xmi(ctx, vm(ctx, x), opposite_amount(ty, y_k)))
            return True
    # rotr.5
    if ty == I64X2 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        if has(ctx, HAS_AVX512VL):
            ctx.fired("rotr.5")
            ctx.set_result(inst, 0, vprolq_xmi(ctx, vm(ctx, x), opposite_amount(ty, y_k)))
            return True
    # rotr.6
    if ty == I64X2 or ty == I32X4 or ty == I16X8:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("rotr.6")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            n: i64 = neg_m(ctx, 4, y_reg)
            ctx.set_result(inst, 0, rotated(ctx, ty, x_reg, n))
            return True
    # rotr.7
    if ty == I8X16:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("rotr.7")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            n = neg_m(ctx, 4, y_reg)
            ctx.set_result(inst, 0, por(ctx, shift_bytes_right(ctx, x_reg, y_reg, 0), shift_bytes_left(ctx, x_reg, n)))
            return True
    return False


def lower_bitrev(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bitrev`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # bitrev.1
    if ty == I8:
        ctx.fired("bitrev.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, swap_bits(ctx, 4, x_reg))
        return True
    # bitrev.2
    if ty == I16:
        ctx.fired("bitrev.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, rol_mi(ctx, 2, swap_bits(ctx, 4, x_reg), 8))
        return True
    # bitrev.3
    if ty == I32 or ty == I64:
        ctx.fired("bitrev.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, bswap_o(ctx, width(ty), swap_bits(ctx, width(ty), x_reg)))
        return True
    return False


def lower_bswap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bswap`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # bswap.1
    if ty == I16:
        ctx.fired("bswap.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, rol_mi(ctx, 2, x_reg, 8))
        return True
    # bswap.2
    if ty == I32 or ty == I64:
        ctx.fired("bswap.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, bswap_o(ctx, width(ty), x_reg))
        return True
    return False


def lower_clz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `clz`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # clz.1
    if (ty == I32 or ty == I64) and has(ctx, HAS_LZCNT):
        ctx.fired("clz.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, lzcnt_rm(ctx, width(ty), x_reg))
        return True
    # clz.2
    if (ty == I8 or ty == I16) and has(ctx, HAS_LZCNT):
        ctx.fired("clz.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, addi(ctx, 4, lzcnt_rm(ctx, 4, zero_ext(ctx, ty, x_reg)), bits(ty) - 32))
        return True
    # clz.3
    if I8 <= ty <= I64:
        ctx.fired("clz.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, distance_from(ctx, bits(ty) - 1, wide(ty), zero_ext32(ctx, ty, x_reg)))
        return True
    return False


def lower_ctz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ctz`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == I8 or ty == I16:
        # ctz.1
        if has(ctx, HAS_BMI1):
            ctx.fired("ctz.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, tzcnt_rm(ctx, 4, or_mi(ctx, 4, x_reg, power(bits(ty)))))
            return True
        # ctz.2
        ctx.fired("ctz.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, bsf_rm(ctx, 4, or_mi(ctx, 4, x_reg, power(bits(ty)))))
        return True
    if ty == I32 or ty == I64:
        # ctz.3
        if has(ctx, HAS_BMI1):
            ctx.fired("ctz.3")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, tzcnt_rm(ctx, width(ty), x_reg))
            return True
        # ctz.4
        ctx.fired("ctz.4")
        x_reg = ctx.use(x)
        n: i64 = const(ctx, I32, bits(ty))
        ctx.set_result(inst, 0, cmov(ctx, ty, X_E, n, bsf_rm(ctx, width(ty), x_reg)))
        return True
    return False


def lower_cls(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `cls`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if I8 <= ty <= I64:
        # cls.1
        if has(ctx, HAS_LZCNT):
            ctx.fired("cls.1")
            x_reg: i64 = ctx.use(x)
            n: i64 = lzcnt_rm(ctx, wide(ty), differs(ctx, ty, sign_ext32(ctx, ty, x_reg)))
            ctx.set_result(inst, 0, addi(ctx, 4, n, bits(ty) - wide(ty) * 8 - 1))
            return True
        # cls.2
        ctx.fired("cls.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, distance_from(ctx, bits(ty) - 2, wide(ty), differs(ctx, ty, sign_ext32(ctx, ty, x_reg))))
        return True
    return False


def lower_popcnt(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `popcnt`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # popcnt.1
    if I8 <= ty <= I64 and has(ctx, HAS_POPCNT):
        ctx.fired("popcnt.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, popcnt_rm(ctx, wide(ty), zero_ext32(ctx, ty, x_reg)))
        return True
    # popcnt.2
    if ty == I8:
        ctx.fired("popcnt.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, ones_in_bytes(ctx, 4, zero_ext32(ctx, ty, x_reg)))
        return True
    # popcnt.3
    if ty == I16 or ty == I32:
        ctx.fired("popcnt.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, shr_mi(ctx, 4, imul_rmi(ctx, 4, ones_in_bytes(ctx, 4, zero_ext32(ctx, ty, x_reg)), 16843009), 24))
        return True
    # popcnt.4
    if ty == I64:
        ctx.fired("popcnt.4")
        x_reg = ctx.use(x)
        b: i64 = ones_in_bytes(ctx, 8, x_reg)
        ctx.set_result(inst, 0, shr_mi(ctx, 8, imul_rm(ctx, 8, b, const(ctx, I64, 72340172838076673)), 56))
        return True
    if ty == I8X16:
        # popcnt.5
        if has(ctx, HAS_AVX512BITALG) and has(ctx, HAS_AVX512VL):
            ctx.fired("popcnt.5")
            ctx.set_result(inst, 0, vpopcntb_xm(ctx, vm(ctx, x)))
            return True
        # popcnt.7
        ctx.fired("popcnt.7")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, ones_of_bytes(ctx, x_reg))
        return True
    # popcnt.6
    if ty == I16X8 and has(ctx, HAS_AVX512BITALG) and has(ctx, HAS_AVX512VL):
        ctx.fired("popcnt.6")
        ctx.set_result(inst, 0, vpopcntw_xm(ctx, vm(ctx, x)))
        return True
    # popcnt.8
    if ty == I64X2 or ty == I32X4 or ty == I16X8:
        ctx.fired("popcnt.8")
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
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # icmp.1
    if I8 <= ty <= I64:
        ctx.fired("icmp.1")
        ctx.set_result(inst, 0, set_m(ctx, compare(ctx, cc, x, y)))
        return True
    if ty == I64X2 or ty == I32X4 or ty == I16X8 or ty == I8X16:
        # icmp.2
        if cc == CC_EQ:
            ctx.fired("icmp.2")
            ctx.set_result(inst, 0, veq(ctx, ty, x, y))
            return True
        # icmp.3
        if cc == CC_NE:
            ctx.fired("icmp.3")
            ctx.set_result(inst, 0, vnot(ctx, veq(ctx, ty, x, y)))
            return True
        # icmp.4
        if cc == CC_SGT:
            ctx.fired("icmp.4")
            x_reg: i64 = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, greater(ctx, ty, x_reg, y_reg))
            return True
        # icmp.5
        if cc == CC_SLT:
            ctx.fired("icmp.5")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, greater(ctx, ty, y_reg, x_reg))
            return True
    if ty == I16X8:
        # icmp.6
        if cc == CC_SGE:
            ctx.fired("icmp.6")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqw(ctx, pmaxsw(ctx, x_reg, y_reg), x_reg))
            return True
        # icmp.7
        if cc == CC_SLE:
            ctx.fired("icmp.7")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqw(ctx, pminsw(ctx, x_reg, y_reg), x_reg))
            return True
    if ty == I8X16:
        # icmp.8
        if cc == CC_SGE and has(ctx, HAS_SSE41):
            ctx.fired("icmp.8")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqb(ctx, pmaxsb(ctx, x_reg, y_reg), x_reg))
            return True
        # icmp.9
        if cc == CC_SLE and has(ctx, HAS_SSE41):
            ctx.fired("icmp.9")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqb(ctx, pminsb(ctx, x_reg, y_reg), x_reg))
            return True
    if ty == I32X4:
        # icmp.10
        if cc == CC_SGE and has(ctx, HAS_SSE41):
            ctx.fired("icmp.10")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqd(ctx, pmaxsd(ctx, x_reg, y_reg), x_reg))
            return True
        # icmp.11
        if cc == CC_SLE and has(ctx, HAS_SSE41):
            ctx.fired("icmp.11")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqd(ctx, pminsd(ctx, x_reg, y_reg), x_reg))
            return True
    if ty == I64X2 or ty == I32X4 or ty == I16X8 or ty == I8X16:
        # icmp.12
        if cc == CC_SGE:
            ctx.fired("icmp.12")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vnot(ctx, greater(ctx, ty, y_reg, x_reg)))
            return True
        # icmp.13
        if cc == CC_SLE:
            ctx.fired("icmp.13")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vnot(ctx, greater(ctx, ty, x_reg, y_reg)))
            return True
    if ty == I8X16:
        # icmp.14
        if cc == CC_UGE:
            ctx.fired("icmp.14")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqb(ctx, pmaxub(ctx, x_reg, y_reg), x_reg))
            return True
        # icmp.15
        if cc == CC_ULE:
            ctx.fired("icmp.15")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqb(ctx, pminub(ctx, x_reg, y_reg), x_reg))
            return True
        # icmp.16
        if cc == CC_ULT:
            ctx.fired("icmp.16")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vnot(ctx, pcmpeqb(ctx, pmaxub(ctx, x_reg, y_reg), x_reg)))
            return True
        # icmp.17
        if cc == CC_UGT:
            ctx.fired("icmp.17")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vnot(ctx, pcmpeqb(ctx, pminub(ctx, x_reg, y_reg), x_reg)))
            return True
    if ty == I16X8:
        # icmp.18
        if cc == CC_UGE and has(ctx, HAS_SSE41):
            ctx.fired("icmp.18")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqw(ctx, pmaxuw(ctx, x_reg, y_reg), x_reg))
            return True
        # icmp.19
        if cc == CC_ULE and has(ctx, HAS_SSE41):
            ctx.fired("icmp.19")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqw(ctx, pminuw(ctx, x_reg, y_reg), x_reg))
            return True
        # icmp.20
        if cc == CC_ULT and has(ctx, HAS_SSE41):
            ctx.fired("icmp.20")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vnot(ctx, pcmpeqw(ctx, pmaxuw(ctx, x_reg, y_reg), x_reg)))
            return True
        # icmp.21
        if cc == CC_UGT and has(ctx, HAS_SSE41):
            ctx.fired("icmp.21")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vnot(ctx, pcmpeqw(ctx, pminuw(ctx, x_reg, y_reg), x_reg)))
            return True
    if ty == I32X4:
        # icmp.22
        if cc == CC_UGE and has(ctx, HAS_SSE41):
            ctx.fired("icmp.22")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqd(ctx, pmaxud(ctx, x_reg, y_reg), x_reg))
            return True
        # icmp.23
        if cc == CC_ULE and has(ctx, HAS_SSE41):
            ctx.fired("icmp.23")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqd(ctx, pminud(ctx, x_reg, y_reg), x_reg))
            return True
        # icmp.24
        if cc == CC_ULT and has(ctx, HAS_SSE41):
            ctx.fired("icmp.24")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vnot(ctx, pcmpeqd(ctx, pmaxud(ctx, x_reg, y_reg), x_reg)))
            return True
        # icmp.25
        if cc == CC_UGT and has(ctx, HAS_SSE41):
            ctx.fired("icmp.25")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vnot(ctx, pcmpeqd(ctx, pminud(ctx, x_reg, y_reg), x_reg)))
            return True
    if ty == I64X2:
        # icmp.26
        if cc == CC_UGE and has(ctx, HAS_AVX512VL) and has(ctx, HAS_SSE41):
            ctx.fired("icmp.26")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqq(ctx, vpmaxuq_xvm(ctx, x_reg, y_reg), x_reg))
            return True
        # icmp.27
        if cc == CC_ULE and has(ctx, HAS_AVX512VL) and has(ctx, HAS_SSE41):
            ctx.fired("icmp.27")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pcmpeqq(ctx, vpminuq_xvm(ctx, x_reg, y_reg), x_reg))
            return True
        # icmp.28
        if cc == CC_ULT and has(ctx, HAS_AVX512VL) and has(ctx, HAS_SSE41):
            ctx.fired("icmp.28")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vnot(ctx, pcmpeqq(ctx, vpmaxuq_xvm(ctx, x_reg, y_reg), x_reg)))
            return True
        # icmp.29
        if cc == CC_UGT and has(ctx, HAS_AVX512VL) and has(ctx, HAS_SSE41):
            ctx.fired("icmp.29")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vnot(ctx, pcmpeqq(ctx, vpminuq_xvm(ctx, x_reg, y_reg), x_reg)))
            return True
    if ty == I64X2 or ty == I32X4 or ty == I16X8 or ty == I8X16:
        # icmp.30
        if cc == CC_UGT:
            ctx.fired("icmp.30")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, greater(ctx, ty, flip_signs(ctx, ty, x_reg), flip_signs(ctx, ty, y_reg)))
            return True
        # icmp.31
        if cc == CC_ULT:
            ctx.fired("icmp.31")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, greater(ctx, ty, flip_signs(ctx, ty, y_reg), flip_signs(ctx, ty, x_reg)))
            return True
        # icmp.32
        if cc == CC_UGE:
            ctx.fired("icmp.32")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vnot(ctx, greater(ctx, ty, flip_signs(ctx, ty, y_reg), flip_signs(ctx, ty, x_reg))))
            return True
        # icmp.33
        if cc == CC_ULE:
            ctx.fired("icmp.33")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vnot(ctx, greater(ctx, ty, flip_signs(ctx, ty, x_reg), flip_signs(ctx, ty, y_reg))))
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
            x_reg: i64 = ctx.use(x)
            carry_of(ctx, width(x_type), x_reg)
            ctx.set_result(inst, 0, carry_mask(ctx, wide(ty)))
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
    if (ty == I32 or ty == I64) and x_op == OP_EXTRACTLANE:
        x_ty: i64 = i64(func.ty[x_def])
        # uextend.6
        if x_ty == I8X16:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_lane: i64 = func.imm[x_def]
            if has(ctx, HAS_SSE41):
                ctx.fired("uextend.6")
                x_x_reg: i64 = ctx.use(x_x)
                ctx.set_result(inst, 0, pextrb_rxi(ctx, x_x_reg, x_lane))
                return True
        # uextend.7
        if x_ty == I16X8:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_lane = func.imm[x_def]
            ctx.fired("uextend.7")
            x_x_reg = ctx.use(x_x)
            ctx.set_result(inst, 0, pextrw_rxi(ctx, x_x_reg, x_lane))
            return True
    # uextend.4
    if ty == I64:
        x_type: i64 = i64(func.value_type[x])
        if x_type == I32:
            ctx.fired("uextend.4")
            ctx.set_result(inst, 0, extended(ctx, x))
            return True
    if I8 <= ty <= I64 and x_op == OP_LOAD:
        x_ty = i64(func.ty[x_def])
        # uextend.1
        if x_ty == I8 and sinkable(ctx, x_def):
            ctx.fired("uextend.1")
            ctx.set_result(inst, 0, movzx_rm8(ctx, 4, rm_of(ctx, x_def)))
            return True
        # uextend.2
        if x_ty == I16 and sinkable(ctx, x_def):
            ctx.fired("uextend.2")
            ctx.set_result(inst, 0, movzx_rm16(ctx, 4, rm_of(ctx, x_def)))
            return True
    # uextend.3
    if (ty == I32 or ty == I64) and x_op == OP_ICMP:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            ctx.fired("uextend.3")
            ctx.set_result(inst, 0, movzx_rm8(ctx, 4, set_m(ctx, truth(ctx, x))))
            return True
    # uextend.5
    if I8 <= ty <= I64:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("uextend.5")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, zero_ext(ctx, i64(ctx.func.value_type[x]), x_reg))
            return True
    return False


def lower_sextend(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sextend`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    if I8 <= ty <= I64:
        if x_op == OP_LOAD:
            x_ty: i64 = i64(func.ty[x_def])
            # sextend.1
            if x_ty == I8 and sinkable(ctx, x_def):
                ctx.fired("sextend.1")
                ctx.set_result(inst, 0, movsx_rm8(ctx, wide(ty), rm_of(ctx, x_def)))
                return True
            # sextend.2
            if x_ty == I16 and sinkable(ctx, x_def):
                ctx.fired("sextend.2")
                ctx.set_result(inst, 0, movsx_rm16(ctx, wide(ty), rm_of(ctx, x_def)))
                return True
            # sextend.3
            if x_ty == I32 and sinkable(ctx, x_def):
                ctx.fired("sextend.3")
                ctx.set_result(inst, 0, movsxd_rm32(ctx, rm_of(ctx, x_def)))
                return True
        # sextend.4
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("sextend.4")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, sign_ext(ctx, i64(ctx.func.value_type[x]), wide(ty), x_reg))
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
        result1: i64 = shr_mi(ctx, 4, zero_ext32(ctx, ty, x_reg), bits(ty) >> 1)
        ctx.set_result(inst, 0, x_reg)
        ctx.set_result(inst, 1, result1)
        return True
    # isplit.2
    if ty == I64:
        ctx.fired("isplit.2")
        x_reg = ctx.use(x)
        result0: i64 = low_word(ctx, I32, x_reg)
        result1 = shr_mi(ctx, 8, x_reg, 32)
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
    if ty == I8 or ty == I16:
        ctx.fired("iconcat.1")
        hi_reg: i64 = ctx.use(hi)
        lo_reg: i64 = ctx.use(lo)
        h: i64 = shl_mi(ctx, 4, hi_reg, bits(ty))
        ctx.set_result(inst, 0, or_rm(ctx, 4, zero_ext(ctx, ty, lo_reg), h))
        return True
    # iconcat.2
    if ty == I32:
        ctx.fired("iconcat.2")
        hi_reg = ctx.use(hi)
        h = shl_mi(ctx, 8, hi_reg, 32)
        ctx.set_result(inst, 0, or_rm(ctx, 8, extended(ctx, lo), h))
        return True
    return False


def lower_fadd(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fadd`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    if ty == F32:
        # fadd.3
        if has(ctx, HAS_AVX):
            ctx.fired("fadd.3")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, vaddss_xvm(ctx, x_reg, operand(ctx, y)))
            return True
        # fadd.1
        ctx.fired("fadd.1")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, addss_xm(ctx, x_reg, operand(ctx, y)))
        return True
    if ty == F64:
        # fadd.4
        if has(ctx, HAS_AVX):
            ctx.fired("fadd.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vaddsd_xvm(ctx, x_reg, operand(ctx, y)))
            return True
        # fadd.2
        ctx.fired("fadd.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, addsd_xm(ctx, x_reg, operand(ctx, y)))
        return True
    # fadd.5
    if ty == F32X4:
        ctx.fired("fadd.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, addps(ctx, x_reg, vm(ctx, y)))
        return True
    # fadd.6
    if ty == F64X2:
        ctx.fired("fadd.6")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, addpd(ctx, x_reg, vm(ctx, y)))
        return True
    return False


def lower_fsub(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fsub`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    if ty == F32:
        # fsub.3
        if has(ctx, HAS_AVX):
            ctx.fired("fsub.3")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, vsubss_xvm(ctx, x_reg, operand(ctx, y)))
            return True
        # fsub.1
        ctx.fired("fsub.1")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, subss_xm(ctx, x_reg, operand(ctx, y)))
        return True
    if ty == F64:
        # fsub.4
        if has(ctx, HAS_AVX):
            ctx.fired("fsub.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vsubsd_xvm(ctx, x_reg, operand(ctx, y)))
            return True
        # fsub.2
        ctx.fired("fsub.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, subsd_xm(ctx, x_reg, operand(ctx, y)))
        return True
    # fsub.5
    if ty == F32X4:
        ctx.fired("fsub.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, subps(ctx, x_reg, vm(ctx, y)))
        return True
    # fsub.6
    if ty == F64X2:
        ctx.fired("fsub.6")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, subpd(ctx, x_reg, vm(ctx, y)))
        return True
    return False


def lower_fmul(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fmul`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    if ty == F32:
        # fmul.3
        if has(ctx, HAS_AVX):
            ctx.fired("fmul.3")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, vmulss_xvm(ctx, x_reg, operand(ctx, y)))
            return True
        # fmul.1
        ctx.fired("fmul.1")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, mulss_xm(ctx, x_reg, operand(ctx, y)))
        return True
    if ty == F64:
        # fmul.4
        if has(ctx, HAS_AVX):
            ctx.fired("fmul.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vmulsd_xvm(ctx, x_reg, operand(ctx, y)))
            return True
        # fmul.2
        ctx.fired("fmul.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, mulsd_xm(ctx, x_reg, operand(ctx, y)))
        return True
    # fmul.5
    if ty == F32X4:
        ctx.fired("fmul.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, mulps(ctx, x_reg, vm(ctx, y)))
        return True
    # fmul.6
    if ty == F64X2:
        ctx.fired("fmul.6")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, mulpd(ctx, x_reg, vm(ctx, y)))
        return True
    return False


def lower_fdiv(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fdiv`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    if ty == F32:
        # fdiv.3
        if has(ctx, HAS_AVX):
            ctx.fired("fdiv.3")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, vdivss_xvm(ctx, x_reg, operand(ctx, y)))
            return True
        # fdiv.1
        ctx.fired("fdiv.1")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, divss_xm(ctx, x_reg, operand(ctx, y)))
        return True
    if ty == F64:
        # fdiv.4
        if has(ctx, HAS_AVX):
            ctx.fired("fdiv.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vdivsd_xvm(ctx, x_reg, operand(ctx, y)))
            return True
        # fdiv.2
        ctx.fired("fdiv.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, divsd_xm(ctx, x_reg, operand(ctx, y)))
        return True
    # fdiv.5
    if ty == F32X4:
        ctx.fired("fdiv.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, divps(ctx, x_reg, vm(ctx, y)))
        return True
    # fdiv.6
    if ty == F64X2:
        ctx.fired("fdiv.6")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, divpd(ctx, x_reg, vm(ctx, y)))
        return True
    return False


def lower_sqrt(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sqrt`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == F32:
        # sqrt.3
        if has(ctx, HAS_AVX):
            ctx.fired("sqrt.3")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, vsqrtss_xvm(ctx, x_reg, x_reg))
            return True
        # sqrt.1
        ctx.fired("sqrt.1")
        ctx.set_result(inst, 0, sqrtss_xm(ctx, fconst(ctx, 4, 0), operand(ctx, x)))
        return True
    if ty == F64:
        # sqrt.4
        if has(ctx, HAS_AVX):
            ctx.fired("sqrt.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vsqrtsd_xvm(ctx, x_reg, x_reg))
            return True
        # sqrt.2
        ctx.fired("sqrt.2")
        ctx.set_result(inst, 0, sqrtsd_xm(ctx, fconst(ctx, 8, 0), operand(ctx, x)))
        return True
    if ty == F32X4:
        # sqrt.5
        if has(ctx, HAS_AVX):
            ctx.fired("sqrt.5")
            ctx.set_result(inst, 0, vsqrtps_xm(ctx, vm(ctx, x)))
            return True
        # sqrt.7
        ctx.fired("sqrt.7")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, sqrtps_xm(ctx, x_reg))
        return True
    if ty == F64X2:
        # sqrt.6
        if has(ctx, HAS_AVX):
            ctx.fired("sqrt.6")
            ctx.set_result(inst, 0, vsqrtpd_xm(ctx, vm(ctx, x)))
            return True
        # sqrt.8
        ctx.fired("sqrt.8")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, sqrtpd_xm(ctx, x_reg))
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
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    z: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    z_def: i64 = ctx.def_inst(z)
    z_op: i64 = ctx.def_op(z_def)
    # fma.3
    if ty == F32 and x_op == OP_FNEG:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        if z_op == OP_FNEG:
            z_x: i64 = i64(func.pool[i64(func.arg_start[z_def])])
            if has(ctx, HAS_FMA):
                ctx.fired("fma.3")
                x_x_reg: i64 = ctx.use(x_x)
                y_reg: i64 = ctx.use(y)
                z_x_reg: i64 = ctx.use(z_x)
                ctx.set_result(inst, 0, vfnmsub213ss_xvm(ctx, x_x_reg, y_reg, z_x_reg))
                return True
    # fma.4
    if ty == F64 and x_op == OP_FNEG:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        if z_op == OP_FNEG:
            z_x = i64(func.pool[i64(func.arg_start[z_def])])
            if has(ctx, HAS_FMA):
                ctx.fired("fma.4")
                x_x_reg = ctx.use(x_x)
                y_reg = ctx.use(y)
                z_x_reg = ctx.use(z_x)
                ctx.set_result(inst, 0, vfnmsub213sd_xvm(ctx, x_x_reg, y_reg, z_x_reg))
                return True
    # fma.5
    if ty == F32 and x_op == OP_FNEG:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        if has(ctx, HAS_FMA):
            ctx.fired("fma.5")
            x_x_reg = ctx.use(x_x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vfnmadd213ss_xvm(ctx, x_x_reg, y_reg, operand(ctx, z)))
            return True
    # fma.6
    if ty == F64 and x_op == OP_FNEG:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        if has(ctx, HAS_FMA):
            ctx.fired("fma.6")
            x_x_reg = ctx.use(x_x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vfnmadd213sd_xvm(ctx, x_x_reg, y_reg, operand(ctx, z)))
            return True
    # fma.7
    if ty == F32 and z_op == OP_FNEG:
        z_x = i64(func.pool[i64(func.arg_start[z_def])])
        if has(ctx, HAS_FMA):
            ctx.fired("fma.7")
            x_reg: i64 = ctx.use(x)
            y_reg = ctx.use(y)
            z_x_reg = ctx.use(z_x)
            ctx.set_result(inst, 0, vfmsub213ss_xvm(ctx, x_reg, y_reg, z_x_reg))
            return True
    # fma.8
    if ty == F64 and z_op == OP_FNEG:
        z_x = i64(func.pool[i64(func.arg_start[z_def])])
        if has(ctx, HAS_FMA):
            ctx.fired("fma.8")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            z_x_reg = ctx.use(z_x)
            ctx.set_result(inst, 0, vfmsub213sd_xvm(ctx, x_reg, y_reg, z_x_reg))
            return True
    # fma.12
    if ty == F32X4 and x_op == OP_FNEG:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        if has(ctx, HAS_FMA):
            ctx.fired("fma.12")
            x_x_reg = ctx.use(x_x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vfnmadd213ps_xvm(ctx, x_x_reg, y_reg, vm(ctx, z)))
            return True
    # fma.13
    if ty == F64X2 and x_op == OP_FNEG:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        if has(ctx, HAS_FMA):
            ctx.fired("fma.13")
            x_x_reg = ctx.use(x_x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, vfnmadd213pd_xvm(ctx, x_x_reg, y_reg, vm(ctx, z)))
            return True
    # fma.1
    if ty == F32 and y_op == OP_LOAD and has(ctx, HAS_FMA) and sinkable(ctx, y_def):
        ctx.fired("fma.1")
        x_reg = ctx.use(x)
        z_reg: i64 = ctx.use(z)
        ctx.set_result(inst, 0, vfmadd132ss_xvm(ctx, x_reg, z_reg, rm_of(ctx, y_def)))
        return True
    # fma.2
    if ty == F64 and y_op == OP_LOAD and has(ctx, HAS_FMA) and sinkable(ctx, y_def):
        ctx.fired("fma.2")
        x_reg = ctx.use(x)
        z_reg = ctx.use(z)
        ctx.set_result(inst, 0, vfmadd132sd_xvm(ctx, x_reg, z_reg, rm_of(ctx, y_def)))
        return True
    # fma.9
    if ty == F32 and has(ctx, HAS_FMA):
        ctx.fired("fma.9")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, vfmadd213ss_xvm(ctx, x_reg, y_reg, operand(ctx, z)))
        return True
    # fma.10
    if ty == F64 and has(ctx, HAS_FMA):
        ctx.fired("fma.10")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, vfmadd213sd_xvm(ctx, x_reg, y_reg, operand(ctx, z)))
        return True
    # fma.14
    if ty == F32X4:
        ctx.fired("fma.14")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        require(ctx, HAS_FMA)
        ctx.set_result(inst, 0, vfmadd213ps_xvm(ctx, x_reg, y_reg, vm(ctx, z)))
        return True
    # fma.15
    if ty == F64X2:
        ctx.fired("fma.15")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        require(ctx, HAS_FMA)
        ctx.set_result(inst, 0, vfmadd213pd_xvm(ctx, x_reg, y_reg, vm(ctx, z)))
        return True
    # fma.11
    return False


def lower_fneg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fneg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fneg.1
    if ty == F32:
        ctx.fired("fneg.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, xorps_xm(ctx, x_reg, float_mask(ctx, F32, 2147483648)))
        return True
    # fneg.2
    if ty == F64:
        ctx.fired("fneg.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, xorps_xm(ctx, x_reg, float_mask(ctx, F64, -9223372036854775808)))
        return True
    # fneg.3
    if ty == F16 or ty == F128:
        ctx.fired("fneg.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, xorps_xm(ctx, x_reg, sign_mask(ctx, ty)))
        return True
    # fneg.4
    if ty == F64X2 or ty == F32X4:
        ctx.fired("fneg.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, flip_signs(ctx, ty, x_reg))
        return True
    return False


def lower_fabs(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fabs`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fabs.1
    if ty == F32:
        ctx.fired("fabs.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, andps_xm(ctx, x_reg, float_mask(ctx, F32, 2147483647)))
        return True
    # fabs.2
    if ty == F64:
        ctx.fired("fabs.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, andps_xm(ctx, x_reg, float_mask(ctx, F64, 9223372036854775807)))
        return True
    # fabs.3
    if ty == F16 or ty == F128:
        ctx.fired("fabs.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, andnps_xm(ctx, sign_mask(ctx, ty), x_reg))
        return True
    # fabs.4
    if ty == F32X4:
        ctx.fired("fabs.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pand(ctx, x_reg, float_mask(ctx, F32, 2147483647)))
        return True
    # fabs.5
    if ty == F64X2:
        ctx.fired("fabs.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pand(ctx, x_reg, float_mask(ctx, F64, 9223372036854775807)))
        return True
    return False


def lower_fcopysign(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcopysign`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fcopysign.1
    if F16 <= ty <= F128:
        ctx.fired("fcopysign.1")
        y_reg: i64 = ctx.use(y)
        x_reg: i64 = ctx.use(x)
        m: i64 = sign_mask(ctx, ty)
        ctx.set_result(inst, 0, chosen(ctx, m, y_reg, x_reg))
        return True
    # fcopysign.2
    if ty == F32X4:
        ctx.fired("fcopysign.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, pick(ctx, movups_xm(ctx, float_mask(ctx, F32, 2147483647)), x_reg, y_reg))
        return True
    # fcopysign.3
    if ty == F64X2:
        ctx.fired("fcopysign.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, pick(ctx, movups_xm(ctx, float_mask(ctx, F64, 9223372036854775807)), x_reg, y_reg))
        return True
    # fcopysign.4
    return False


def lower_fmin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fmin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fmin.1
    if ty == F32:
        ctx.fired("fmin.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, fmin_max(ctx, 4, 0, x_reg, y_reg))
        return True
    # fmin.2
    if ty == F64:
        ctx.fired("fmin.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fmin_max(ctx, 8, 0, x_reg, y_reg))
        return True
    # fmin.3
    if ty == F64X2 or ty == F32X4:
        ctx.fired("fmin.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, both_min(ctx, ty, x_reg, y_reg))
        return True
    # fmin.4
    return False


def lower_fmax(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fmax`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fmax.1
    if ty == F32:
        ctx.fired("fmax.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, fmin_max(ctx, 4, 1, x_reg, y_reg))
        return True
    # fmax.2
    if ty == F64:
        ctx.fired("fmax.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, fmin_max(ctx, 8, 1, x_reg, y_reg))
        return True
    # fmax.3
    if ty == F64X2 or ty == F32X4:
        ctx.fired("fmax.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, both_max(ctx, ty, x_reg, y_reg))
        return True
    # fmax.4
    return False


def lower_ceil(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ceil`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == F32:
        # ceil.4
        if has(ctx, HAS_AVX):
            ctx.fired("ceil.4")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, vroundss_xvmi(ctx, x_reg, x_reg, 2))
            return True
        # ceil.1
        if has(ctx, HAS_SSE41):
            ctx.fired("ceil.1")
            ctx.set_result(inst, 0, roundss_xmi(ctx, fconst(ctx, 4, 0), operand(ctx, x), 2))
            return True
    if ty == F64:
        # ceil.5
        if has(ctx, HAS_AVX):
            ctx.fired("ceil.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vroundsd_xvmi(ctx, x_reg, x_reg, 2))
            return True
        # ceil.2
        if has(ctx, HAS_SSE41):
            ctx.fired("ceil.2")
            ctx.set_result(inst, 0, roundsd_xmi(ctx, fconst(ctx, 8, 0), operand(ctx, x), 2))
            return True
    if ty == F32X4:
        # ceil.6
        if has(ctx, HAS_AVX):
            ctx.fired("ceil.6")
            ctx.set_result(inst, 0, vroundps_xmi(ctx, vm(ctx, x), 10))
            return True
        # ceil.7
        ctx.fired("ceil.7")
        x_reg = ctx.use(x)
        require(ctx, HAS_SSE41)
        ctx.set_result(inst, 0, roundps_xmi(ctx, x_reg, 10))
        return True
    if ty == F64X2:
        # ceil.8
        if has(ctx, HAS_AVX):
            ctx.fired("ceil.8")
            ctx.set_result(inst, 0, vroundpd_xmi(ctx, vm(ctx, x), 10))
            return True
        # ceil.9
        ctx.fired("ceil.9")
        x_reg = ctx.use(x)
        require(ctx, HAS_SSE41)
        ctx.set_result(inst, 0, roundpd_xmi(ctx, x_reg, 10))
        return True
    # ceil.3
    return False


def lower_floor(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `floor`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == F32:
        # floor.4
        if has(ctx, HAS_AVX):
            ctx.fired("floor.4")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, vroundss_xvmi(ctx, x_reg, x_reg, 1))
            return True
        # floor.1
        if has(ctx, HAS_SSE41):
            ctx.fired("floor.1")
            ctx.set_result(inst, 0, roundss_xmi(ctx, fconst(ctx, 4, 0), operand(ctx, x), 1))
            return True
    if ty == F64:
        # floor.5
        if has(ctx, HAS_AVX):
            ctx.fired("floor.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vroundsd_xvmi(ctx, x_reg, x_reg, 1))
            return True
        # floor.2
        if has(ctx, HAS_SSE41):
            ctx.fired("floor.2")
            ctx.set_result(inst, 0, roundsd_xmi(ctx, fconst(ctx, 8, 0), operand(ctx, x), 1))
            return True
    if ty == F32X4:
        # floor.6
        if has(ctx, HAS_AVX):
            ctx.fired("floor.6")
            ctx.set_result(inst, 0, vroundps_xmi(ctx, vm(ctx, x), 9))
            return True
        # floor.7
        ctx.fired("floor.7")
        x_reg = ctx.use(x)
        require(ctx, HAS_SSE41)
        ctx.set_result(inst, 0, roundps_xmi(ctx, x_reg, 9))
        return True
    if ty == F64X2:
        # floor.8
        if has(ctx, HAS_AVX):
            ctx.fired("floor.8")
            ctx.set_result(inst, 0, vroundpd_xmi(ctx, vm(ctx, x), 9))
            return True
        # floor.9
        ctx.fired("floor.9")
        x_reg = ctx.use(x)
        require(ctx, HAS_SSE41)
        ctx.set_result(inst, 0, roundpd_xmi(ctx, x_reg, 9))
        return True
    # floor.3
    return False


def lower_trunc(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `trunc`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == F32:
        # trunc.4
        if has(ctx, HAS_AVX):
            ctx.fired("trunc.4")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, vroundss_xvmi(ctx, x_reg, x_reg, 3))
            return True
        # trunc.1
        if has(ctx, HAS_SSE41):
            ctx.fired("trunc.1")
            ctx.set_result(inst, 0, roundss_xmi(ctx, fconst(ctx, 4, 0), operand(ctx, x), 3))
            return True
    if ty == F64:
        # trunc.5
        if has(ctx, HAS_AVX):
            ctx.fired("trunc.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vroundsd_xvmi(ctx, x_reg, x_reg, 3))
            return True
        # trunc.2
        if has(ctx, HAS_SSE41):
            ctx.fired("trunc.2")
            ctx.set_result(inst, 0, roundsd_xmi(ctx, fconst(ctx, 8, 0), operand(ctx, x), 3))
            return True
    if ty == F32X4:
        # trunc.6
        if has(ctx, HAS_AVX):
            ctx.fired("trunc.6")
            ctx.set_result(inst, 0, vroundps_xmi(ctx, vm(ctx, x), 11))
            return True
        # trunc.7
        ctx.fired("trunc.7")
        x_reg = ctx.use(x)
        require(ctx, HAS_SSE41)
        ctx.set_result(inst, 0, roundps_xmi(ctx, x_reg, 11))
        return True
    if ty == F64X2:
        # trunc.8
        if has(ctx, HAS_AVX):
            ctx.fired("trunc.8")
            ctx.set_result(inst, 0, vroundpd_xmi(ctx, vm(ctx, x), 11))
            return True
        # trunc.9
        ctx.fired("trunc.9")
        x_reg = ctx.use(x)
        require(ctx, HAS_SSE41)
        ctx.set_result(inst, 0, roundpd_xmi(ctx, x_reg, 11))
        return True
    # trunc.3
    return False


def lower_nearest(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `nearest`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == F32:
        # nearest.4
        if has(ctx, HAS_AVX):
            ctx.fired("nearest.4")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, vroundss_xvmi(ctx, x_reg, x_reg, 0))
            return True
        # nearest.1
        if has(ctx, HAS_SSE41):
            ctx.fired("nearest.1")
            ctx.set_result(inst, 0, roundss_xmi(ctx, fconst(ctx, 4, 0), operand(ctx, x), 0))
            return True
    if ty == F64:
        # nearest.5
        if has(ctx, HAS_AVX):
            ctx.fired("nearest.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vroundsd_xvmi(ctx, x_reg, x_reg, 0))
            return True
        # nearest.2
        if has(ctx, HAS_SSE41):
            ctx.fired("nearest.2")
            ctx.set_result(inst, 0, roundsd_xmi(ctx, fconst(ctx, 8, 0), operand(ctx, x), 0))
            return True
    if ty == F32X4:
        # nearest.6
        if has(ctx, HAS_AVX):
            ctx.fired("nearest.6")
            ctx.set_result(inst, 0, vroundps_xmi(ctx, vm(ctx, x), 8))
            return True
        # nearest.7
        ctx.fired("nearest.7")
        x_reg = ctx.use(x)
        require(ctx, HAS_SSE41)
        ctx.set_result(inst, 0, roundps_xmi(ctx, x_reg, 8))
        return True
    if ty == F64X2:
        # nearest.8
        if has(ctx, HAS_AVX):
            ctx.fired("nearest.8")
            ctx.set_result(inst, 0, vroundpd_xmi(ctx, vm(ctx, x), 8))
            return True
        # nearest.9
        ctx.fired("nearest.9")
        x_reg = ctx.use(x)
        require(ctx, HAS_SSE41)
        ctx.set_result(inst, 0, roundpd_xmi(ctx, x_reg, 8))
        return True
    # nearest.3
    return False


def lower_fcmp(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcmp`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    cc: i64 = func.imm[inst]
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    if ty == F32 or ty == F64:
        # fcmp.1
        if cc == FCC_EQ:
            ctx.fired("fcmp.1")
            ucomis(ctx, FCC_EQ, x, y)
            a: i64 = set_m(ctx, X_E)
            ctx.set_result(inst, 0, and_rm(ctx, 4, a, set_m(ctx, X_NP)))
            return True
        # fcmp.2
        if cc == FCC_NE:
            ctx.fired("fcmp.2")
            ucomis(ctx, FCC_NE, x, y)
            a = set_m(ctx, X_NE)
            ctx.set_result(inst, 0, or_rm(ctx, 4, a, set_m(ctx, X_P)))
            return True
        # fcmp.3
        ctx.fired("fcmp.3")
        ucomis(ctx, cc, x, y)
        ctx.set_result(inst, 0, set_m(ctx, fcc(cc)))
        return True
    if ty == F32X4:
        # fcmp.4
        if cc == FCC_EQ:
            ctx.fired("fcmp.4")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, cmpps(ctx, x_reg, vm(ctx, y), 0))
            return True
        # fcmp.5
        if cc == FCC_NE:
            ctx.fired("fcmp.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmpps(ctx, x_reg, vm(ctx, y), 4))
            return True
        # fcmp.6
        if cc == FCC_ORD:
            ctx.fired("fcmp.6")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmpps(ctx, x_reg, vm(ctx, y), 7))
            return True
        # fcmp.7
        if cc == FCC_UNO:
            ctx.fired("fcmp.7")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmpps(ctx, x_reg, vm(ctx, y), 3))
            return True
        # fcmp.8
        if cc == FCC_LT:
            ctx.fired("fcmp.8")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmpps(ctx, x_reg, vm(ctx, y), 1))
            return True
        # fcmp.9
        if cc == FCC_LE:
            ctx.fired("fcmp.9")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmpps(ctx, x_reg, vm(ctx, y), 2))
            return True
        # fcmp.10
        if cc == FCC_GT:
            ctx.fired("fcmp.10")
            y_reg: i64 = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmpps(ctx, y_reg, x_reg, 1))
            return True
        # fcmp.11
        if cc == FCC_GE:
            ctx.fired("fcmp.11")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmpps(ctx, y_reg, x_reg, 2))
            return True
        # fcmp.12
        if cc == FCC_ULT:
            ctx.fired("fcmp.12")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmpps(ctx, y_reg, x_reg, 6))
            return True
        # fcmp.13
        if cc == FCC_ULE:
            ctx.fired("fcmp.13")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmpps(ctx, y_reg, x_reg, 5))
            return True
        # fcmp.14
        if cc == FCC_UGT:
            ctx.fired("fcmp.14")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, cmpps(ctx, x_reg, y_reg, 6))
            return True
        # fcmp.15
        if cc == FCC_UGE:
            ctx.fired("fcmp.15")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, cmpps(ctx, x_reg, y_reg, 5))
            return True
        # fcmp.16
        if cc == FCC_ONE:
            ctx.fired("fcmp.16")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            c: i64 = cmpps(ctx, x_reg, y_reg, 7)
            ctx.set_result(inst, 0, pand(ctx, c, cmpps(ctx, x_reg, y_reg, 4)))
            return True
        # fcmp.17
        if cc == FCC_UEQ:
            ctx.fired("fcmp.17")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            c = cmpps(ctx, x_reg, y_reg, 3)
            ctx.set_result(inst, 0, por(ctx, c, cmpps(ctx, x_reg, y_reg, 0)))
            return True
    if ty == F64X2:
        # fcmp.18
        if cc == FCC_EQ:
            ctx.fired("fcmp.18")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmppd(ctx, x_reg, vm(ctx, y), 0))
            return True
        # fcmp.19
        if cc == FCC_NE:
            ctx.fired("fcmp.19")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmppd(ctx, x_reg, vm(ctx, y), 4))
            return True
        # fcmp.20
        if cc == FCC_ORD:
            ctx.fired("fcmp.20")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmppd(ctx, x_reg, vm(ctx, y), 7))
            return True
        # fcmp.21
        if cc == FCC_UNO:
            ctx.fired("fcmp.21")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmppd(ctx, x_reg, vm(ctx, y), 3))
            return True
        # fcmp.22
        if cc == FCC_LT:
            ctx.fired("fcmp.22")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmppd(ctx, x_reg, vm(ctx, y), 1))
            return True
        # fcmp.23
        if cc == FCC_LE:
            ctx.fired("fcmp.23")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmppd(ctx, x_reg, vm(ctx, y), 2))
            return True
        # fcmp.24
        if cc == FCC_GT:
            ctx.fired("fcmp.24")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmppd(ctx, y_reg, x_reg, 1))
            return True
        # fcmp.25
        if cc == FCC_GE:
            ctx.fired("fcmp.25")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmppd(ctx, y_reg, x_reg, 2))
            return True
        # fcmp.26
        if cc == FCC_ULT:
            ctx.fired("fcmp.26")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmppd(ctx, y_reg, x_reg, 6))
            return True
        # fcmp.27
        if cc == FCC_ULE:
            ctx.fired("fcmp.27")
            y_reg = ctx.use(y)
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, cmppd(ctx, y_reg, x_reg, 5))
            return True
        # fcmp.28
        if cc == FCC_UGT:
            ctx.fired("fcmp.28")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, cmppd(ctx, x_reg, y_reg, 6))
            return True
        # fcmp.29
        if cc == FCC_UGE:
            ctx.fired("fcmp.29")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, cmppd(ctx, x_reg, y_reg, 5))
            return True
        # fcmp.30
        if cc == FCC_ONE:
            ctx.fired("fcmp.30")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            c = cmppd(ctx, x_reg, y_reg, 7)
            ctx.set_result(inst, 0, pand(ctx, c, cmppd(ctx, x_reg, y_reg, 4)))
            return True
        # fcmp.31
        if cc == FCC_UEQ:
            ctx.fired("fcmp.31")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            c = cmppd(ctx, x_reg, y_reg, 3)
            ctx.set_result(inst, 0, por(ctx, c, cmppd(ctx, x_reg, y_reg, 0)))
            return True
    return False


def lower_fpromote(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fpromote`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == F64:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F32:
            # fpromote.2
            if has(ctx, HAS_AVX):
                ctx.fired("fpromote.2")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, vcvtss2sd_xvm(ctx, x_reg, x_reg))
                return True
            # fpromote.1
            ctx.fired("fpromote.1")
            ctx.set_result(inst, 0, cvtss2sd_xm(ctx, fconst(ctx, 8, 0), operand(ctx, x)))
            return True
    return False


def lower_fdemote(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fdemote`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == F32:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F64:
            # fdemote.2
            if has(ctx, HAS_AVX):
                ctx.fired("fdemote.2")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, vcvtsd2ss_xvm(ctx, x_reg, x_reg))
                return True
            # fdemote.1
            ctx.fired("fdemote.1")
            ctx.set_result(inst, 0, cvtsd2ss_xm(ctx, fconst(ctx, 8, 0), operand(ctx, x)))
            return True
    return False


def lower_fcvt_to_uint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_to_uint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == I32:
        x_type: i64 = i64(func.value_type[x])
        # fcvt_to_uint.3
        if x_type == F32 and wanted(ctx):
            ctx.fired("fcvt_to_uint.3")
            x_reg: i64 = ctx.use(x)
            ordered(ctx, x)
            v: i64 = cvttss2si_rx(ctx, 8, x_reg)
            w: i64 = zero_ext(ctx, I32, v)
            cmp_rm(ctx, 8, v, w)
            trap_if(ctx, X_NE, 252)
            ctx.set_result(inst, 0, w)
            return True
        # fcvt_to_uint.4
        if x_type == F64 and wanted(ctx):
            ctx.fired("fcvt_to_uint.4")
            x_reg = ctx.use(x)
            ordered(ctx, x)
            v = cvttsd2si_rx(ctx, 8, x_reg)
            w = zero_ext(ctx, I32, v)
            cmp_rm(ctx, 8, v, w)
            trap_if(ctx, X_NE, 252)
            ctx.set_result(inst, 0, w)
            return True
    if I8 <= ty <= I32:
        x_type = i64(func.value_type[x])
        # fcvt_to_uint.1
        if x_type == F32:
            ctx.fired("fcvt_to_uint.1")
            x_reg = ctx.use(x)
            ordered(ctx, x)
            v = cvttss2si_rx(ctx, 8, x_reg)
            cmp_rm(ctx, 8, v, again_unsigned(ctx, ty, v))
            trap_if(ctx, X_NE, 252)
            ctx.set_result(inst, 0, v)
            return True
        # fcvt_to_uint.2
        if x_type == F64:
            ctx.fired("fcvt_to_uint.2")
            x_reg = ctx.use(x)
            ordered(ctx, x)
            v = cvttsd2si_rx(ctx, 8, x_reg)
            cmp_rm(ctx, 8, v, again_unsigned(ctx, ty, v))
            trap_if(ctx, X_NE, 252)
            ctx.set_result(inst, 0, v)
            return True
    if ty == I64:
        x_type = i64(func.value_type[x])
        if x_type == F32:
            # fcvt_to_uint.5
            if has(ctx, HAS_AVX512F):
                ctx.fired("fcvt_to_uint.5")
                x_reg = ctx.use(x)
                within(ctx, x, X_BE, 3212836864, 1602224128)
                ctx.set_result(inst, 0, vcvttss2usi_rx(ctx, 8, x_reg))
                return True
            # fcvt_to_uint.7
            ctx.fired("fcvt_to_uint.7")
            x_reg = ctx.use(x)
            within(ctx, x, X_BE, 3212836864, 1602224128)
            ctx.set_result(inst, 0, to_unsigned(ctx, F32, x_reg))
            return True
        if x_type == F64:
            # fcvt_to_uint.6
            if has(ctx, HAS_AVX512F):
                ctx.fired("fcvt_to_uint.6")
                x_reg = ctx.use(x)
                within(ctx, x, X_BE, -4616189618054758400, 4895412794951729152)
                ctx.set_result(inst, 0, vcvttsd2usi_rx(ctx, 8, x_reg))
                return True
            # fcvt_to_uint.8
            ctx.fired("fcvt_to_uint.8")
            x_reg = ctx.use(x)
            within(ctx, x, X_BE, -4616189618054758400, 4895412794951729152)
            ctx.set_result(inst, 0, to_unsigned(ctx, F64, x_reg))
            return True
    return False


def lower_fcvt_to_sint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_to_sint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if I8 <= ty <= I32:
        x_type: i64 = i64(func.value_type[x])
        # fcvt_to_sint.1
        if x_type == F32:
            ctx.fired("fcvt_to_sint.1")
            x_reg: i64 = ctx.use(x)
            ordered(ctx, x)
            v: i64 = cvttss2si_rx(ctx, 8, x_reg)
            cmp_rm(ctx, 8, v, again_signed(ctx, ty, v))
            trap_if(ctx, X_NE, 252)
            ctx.set_result(inst, 0, low_word(ctx, ty, v))
            return True
        # fcvt_to_sint.2
        if x_type == F64:
            ctx.fired("fcvt_to_sint.2")
            x_reg = ctx.use(x)
            ordered(ctx, x)
            v = cvttsd2si_rx(ctx, 8, x_reg)
            cmp_rm(ctx, 8, v, again_signed(ctx, ty, v))
            trap_if(ctx, X_NE, 252)
            ctx.set_result(inst, 0, low_word(ctx, ty, v))
            return True
    if ty == I64:
        x_type = i64(func.value_type[x])
        # fcvt_to_sint.3
        if x_type == F32:
            ctx.fired("fcvt_to_sint.3")
            x_reg = ctx.use(x)
            within(ctx, x, X_B, 3741319168, 1593835520)
            ctx.set_result(inst, 0, cvttss2si_rx(ctx, 8, x_reg))
            return True
        # fcvt_to_sint.4
        if x_type == F64:
            ctx.fired("fcvt_to_sint.4")
            x_reg = ctx.use(x)
            within(ctx, x, X_B, -4332462841530417152, 4890909195324358656)
            ctx.set_result(inst, 0, cvttsd2si_rx(ctx, 8, x_reg))
            return True
    # fcvt_to_sint.5
    return False


def lower_fcvt_to_uint_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_to_uint_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == I32 or ty == I64:
        x_type: i64 = i64(func.value_type[x])
        # fcvt_to_uint_sat.3
        if x_type == F32 and has(ctx, HAS_AVX512F):
            ctx.fired("fcvt_to_uint_sat.3")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, vcvttss2usi_rx(ctx, width(ty), maxss_xm(ctx, x_reg, fconst(ctx, 4, 0))))
            return True
        # fcvt_to_uint_sat.4
        if x_type == F64 and has(ctx, HAS_AVX512F):
            ctx.fired("fcvt_to_uint_sat.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vcvttsd2usi_rx(ctx, width(ty), maxsd_xm(ctx, x_reg, fconst(ctx, 8, 0))))
            return True
    if ty == I8 or ty == I16:
        x_type = i64(func.value_type[x])
        # fcvt_to_uint_sat.1
        if x_type == F32:
            ctx.fired("fcvt_to_uint_sat.1")
            ctx.set_result(inst, 0, cvttss2si_rx(ctx, 4, clamped_unsigned(ctx, ty, x)))
            return True
        # fcvt_to_uint_sat.2
        if x_type == F64:
            ctx.fired("fcvt_to_uint_sat.2")
            ctx.set_result(inst, 0, cvttsd2si_rx(ctx, 4, clamped_unsigned(ctx, ty, x)))
            return True
    if ty == I32:
        x_type = i64(func.value_type[x])
        # fcvt_to_uint_sat.5
        if x_type == F64:
            ctx.fired("fcvt_to_uint_sat.5")
            ctx.set_result(inst, 0, low_word(ctx, ty, cvttsd2si_rx(ctx, 8, clamped_unsigned(ctx, ty, x))))
            return True
        # fcvt_to_uint_sat.6
        if x_type == F32:
            ctx.fired("fcvt_to_uint_sat.6")
            x_reg = ctx.use(x)
            d: i64 = cvtss2sd_xm(ctx, fconst(ctx, 8, 0), x_reg)
            v: i64 = maxsd_xm(ctx, d, fconst(ctx, 8, 0))
            ctx.set_result(inst, 0, low_word(ctx, ty, cvttsd2si_rx(ctx, 8, minsd_xm(ctx, v, greatest_unsigned(ctx, I32, F64)))))
            return True
    if ty == I64:
        x_type = i64(func.value_type[x])
        # fcvt_to_uint_sat.7
        if x_type == F32:
            ctx.fired("fcvt_to_uint_sat.7")
            x_reg = ctx.use(x)
            p: i64 = maxss_xm(ctx, x_reg, fconst(ctx, 8, 0))
            v = to_unsigned(ctx, F32, p)
            m: i64 = const(ctx, I64, -1)
            ucomiss_xm(ctx, p, in_pool(ctx, 4, 1602224128))
            ctx.set_result(inst, 0, cmov(ctx, I64, X_AE, m, v))
            return True
        # fcvt_to_uint_sat.8
        if x_type == F64:
            ctx.fired("fcvt_to_uint_sat.8")
            x_reg = ctx.use(x)
            p = maxsd_xm(ctx, x_reg, fconst(ctx, 8, 0))
            v = to_unsigned(ctx, F64, p)
            m = const(ctx, I64, -1)
            ucomisd_xm(ctx, p, in_pool(ctx, 8, 4895412794951729152))
            ctx.set_result(inst, 0, cmov(ctx, I64, X_AE, m, v))
            return True
    if ty == I32X4:
        x_type = i64(func.value_type[x])
        if x_type == F32X4:
            # fcvt_to_uint_sat.10
            if has(ctx, HAS_AVX512VL):
                ctx.fired("fcvt_to_uint_sat.10")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, vcvttps2udq_xm(ctx, maxps(ctx, x_reg, vzero(ctx))))
                return True
            # fcvt_to_uint_sat.12
            ctx.fired("fcvt_to_uint_sat.12")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, floats_to_unsigned_words(ctx, x_reg))
            return True
    # fcvt_to_uint_sat.11
    if ty == I64X2:
        x_type = i64(func.value_type[x])
        if x_type == F64X2 and has(ctx, HAS_AVX512VL) and has(ctx, HAS_AVX512DQ):
            ctx.fired("fcvt_to_uint_sat.11")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vcvttpd2uqq_xm(ctx, maxpd(ctx, x_reg, vzero(ctx))))
            return True
    # fcvt_to_uint_sat.9
    return False


def lower_fcvt_to_sint_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_to_sint_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == I8 or ty == I16:
        x_type: i64 = i64(func.value_type[x])
        # fcvt_to_sint_sat.1
        if x_type == F32:
            ctx.fired("fcvt_to_sint_sat.1")
            ctx.set_result(inst, 0, zero_for_nan(ctx, ty, x, cvttss2si_rx(ctx, 4, clamped(ctx, ty, x))))
            return True
        # fcvt_to_sint_sat.2
        if x_type == F64:
            ctx.fired("fcvt_to_sint_sat.2")
            ctx.set_result(inst, 0, zero_for_nan(ctx, ty, x, cvttsd2si_rx(ctx, 4, clamped(ctx, ty, x))))
            return True
    if ty == I32:
        x_type = i64(func.value_type[x])
        # fcvt_to_sint_sat.3
        if x_type == F64:
            ctx.fired("fcvt_to_sint_sat.3")
            ctx.set_result(inst, 0, zero_for_nan(ctx, ty, x, cvttsd2si_rx(ctx, 4, clamped(ctx, ty, x))))
            return True
        # fcvt_to_sint_sat.4
        if x_type == F32:
            ctx.fired("fcvt_to_sint_sat.4")
            x_reg: i64 = ctx.use(x)
            d: i64 = cvtss2sd_xm(ctx, fconst(ctx, 8, 0), x_reg)
            v: i64 = maxsd_xm(ctx, d, least(ctx, I32, F64))
            ctx.set_result(inst, 0, zero_for_nan(ctx, ty, x, cvttsd2si_rx(ctx, 4, minsd_xm(ctx, v, greatest_signed(ctx, I32, F64)))))
            return True
    if ty == I64:
        x_type = i64(func.value_type[x])
        # fcvt_to_sint_sat.5
        if x_type == F32:
            ctx.fired("fcvt_to_sint_sat.5")
            x_reg = ctx.use(x)
            v = cvttss2si_rx(ctx, 8, x_reg)
            m: i64 = const(ctx, I64, 9223372036854775807)
            z: i64 = const(ctx, I64, 0)
            ucomiss_xm(ctx, x_reg, in_pool(ctx, 4, 1593835520))
            w: i64 = cmov(ctx, I64, X_AE, m, v)
            ctx.set_result(inst, 0, cmov(ctx, I64, X_P, z, w))
            return True
        # fcvt_to_sint_sat.6
        if x_type == F64:
            ctx.fired("fcvt_to_sint_sat.6")
            x_reg = ctx.use(x)
            v = cvttsd2si_rx(ctx, 8, x_reg)
            m = const(ctx, I64, 9223372036854775807)
            z = const(ctx, I64, 0)
            ucomisd_xm(ctx, x_reg, in_pool(ctx, 8, 4890909195324358656))
            w = cmov(ctx, I64, X_AE, m, v)
            ctx.set_result(inst, 0, cmov(ctx, I64, X_P, z, w))
            return True
    # fcvt_to_sint_sat.7
    if ty == I32X4:
        x_type = i64(func.value_type[x])
        if x_type == F32X4:
            ctx.fired("fcvt_to_sint_sat.7")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, floats_to_words(ctx, x_reg))
            return True
    # fcvt_to_sint_sat.8
    if ty == I64X2:
        x_type = i64(func.value_type[x])
        if x_type == F64X2 and has(ctx, HAS_AVX512VL) and has(ctx, HAS_AVX512DQ):
            ctx.fired("fcvt_to_sint_sat.8")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, doubles_to_quads(ctx, x_reg))
            return True
    return False


def lower_fcvt_from_uint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_from_uint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    if ty == F64X2 and x_op == OP_UWIDEN_LOW:
        x_ty: i64 = i64(func.ty[x_def])
        if x_ty == I32X4:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            # fcvt_from_uint.11
            if has(ctx, HAS_AVX512VL):
                ctx.fired("fcvt_from_uint.11")
                x_x_reg: i64 = ctx.use(x_x)
                ctx.set_result(inst, 0, vcvtudq2pd_xm(ctx, x_x_reg))
                return True
            # fcvt_from_uint.12
            ctx.fired("fcvt_from_uint.12")
            x_x_reg = ctx.use(x_x)
            ctx.set_result(inst, 0, low_words_to_doubles(ctx, x_x_reg))
            return True
    # fcvt_from_uint.1
    if ty == F32:
        x_type: i64 = i64(func.value_type[x])
        if x_type == I8 or x_type == I16:
            ctx.fired("fcvt_from_uint.1")
            x_reg: i64 = ctx.use(x)
            v: i64 = zero_ext(ctx, x_type, x_reg)
            ctx.set_result(inst, 0, cvtsi2ss_xm(ctx, 4, fconst(ctx, 8, 0), v))
            return True
    # fcvt_from_uint.2
    if ty == F64:
        x_type = i64(func.value_type[x])
        if x_type == I8 or x_type == I16:
            ctx.fired("fcvt_from_uint.2")
            x_reg = ctx.use(x)
            v = zero_ext(ctx, x_type, x_reg)
            ctx.set_result(inst, 0, cvtsi2sd_xm(ctx, 4, fconst(ctx, 8, 0), v))
            return True
    # fcvt_from_uint.3
    if ty == F32:
        x_type = i64(func.value_type[x])
        if x_type == I32:
            ctx.fired("fcvt_from_uint.3")
            v = extended(ctx, x)
            ctx.set_result(inst, 0, cvtsi2ss_xm(ctx, 8, fconst(ctx, 8, 0), v))
            return True
    # fcvt_from_uint.4
    if ty == F64:
        x_type = i64(func.value_type[x])
        if x_type == I32:
            ctx.fired("fcvt_from_uint.4")
            v = extended(ctx, x)
            ctx.set_result(inst, 0, cvtsi2sd_xm(ctx, 8, fconst(ctx, 8, 0), v))
            return True
    if ty == F32:
        x_type = i64(func.value_type[x])
        if x_type == I64:
            # fcvt_from_uint.5
            if has(ctx, HAS_AVX512F):
                ctx.fired("fcvt_from_uint.5")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, vcvtusi2ss_xvr(ctx, 8, fconst(ctx, 4, 0), x_reg))
                return True
            # fcvt_from_uint.7
            ctx.fired("fcvt_from_uint.7")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, from_unsigned(ctx, ty, x_reg))
            return True
    if ty == F64:
        x_type = i64(func.value_type[x])
        if x_type == I64:
            # fcvt_from_uint.6
            if has(ctx, HAS_AVX512F):
                ctx.fired("fcvt_from_uint.6")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, vcvtusi2sd_xvr(ctx, 8, fconst(ctx, 8, 0), x_reg))
                return True
            # fcvt_from_uint.8
            ctx.fired("fcvt_from_uint.8")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, from_unsigned(ctx, ty, x_reg))
            return True
    if ty == F32X4:
        x_type = i64(func.value_type[x])
        if x_type == I32X4:
            # fcvt_from_uint.9
            if has(ctx, HAS_AVX512VL):
                ctx.fired("fcvt_from_uint.9")
                ctx.set_result(inst, 0, vcvtudq2ps_xm(ctx, vm(ctx, x)))
                return True
            # fcvt_from_uint.10
            ctx.fired("fcvt_from_uint.10")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, words_to_floats(ctx, x_reg))
            return True
    if ty == F64X2:
        x_type = i64(func.value_type[x])
        if x_type == I64X2:
            # fcvt_from_uint.13
            if has(ctx, HAS_AVX512VL) and has(ctx, HAS_AVX512DQ):
                ctx.fired("fcvt_from_uint.13")
                ctx.set_result(inst, 0, vcvtuqq2pd_xm(ctx, vm(ctx, x)))
                return True
            # fcvt_from_uint.14
            ctx.fired("fcvt_from_uint.14")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, quads_to_doubles(ctx, x_reg, 0))
            return True
    return False


def lower_fcvt_from_sint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_from_sint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    if ty == F32X4:
        x_type: i64 = i64(func.value_type[x])
        if x_type == I32X4:
            # fcvt_from_sint.5
            if has(ctx, HAS_AVX):
                ctx.fired("fcvt_from_sint.5")
                ctx.set_result(inst, 0, vcvtdq2ps_xm(ctx, vm(ctx, x)))
                return True
            # fcvt_from_sint.6
            ctx.fired("fcvt_from_sint.6")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, cvtdq2ps_xm(ctx, x_reg))
            return True
    # fcvt_from_sint.7
    if ty == F64X2 and x_op == OP_SWIDEN_LOW:
        x_ty: i64 = i64(func.ty[x_def])
        if x_ty == I32X4:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired("fcvt_from_sint.7")
            x_x_reg: i64 = ctx.use(x_x)
            ctx.set_result(inst, 0, cvtdq2pd_xm(ctx, x_x_reg))
            return True
    if ty == F32:
        # fcvt_from_sint.3
        if x_op == OP_LOAD:
            x_ty = i64(func.ty[x_def])
            if (x_ty == I32 or x_ty == I64) and sinkable(ctx, x_def):
                ctx.fired("fcvt_from_sint.3")
                ctx.set_result(inst, 0, cvtsi2ss_xm(ctx, wide(x_ty), fconst(ctx, 8, 0), rm_of(ctx, x_def)))
                return True
        # fcvt_from_sint.1
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("fcvt_from_sint.1")
            x_reg = ctx.use(x)
            v: i64 = sign_ext32(ctx, x_type, x_reg)
            ctx.set_result(inst, 0, cvtsi2ss_xm(ctx, wide(x_type), fconst(ctx, 8, 0), v))
            return True
    if ty == F64:
        # fcvt_from_sint.4
        if x_op == OP_LOAD:
            x_ty = i64(func.ty[x_def])
            if (x_ty == I32 or x_ty == I64) and sinkable(ctx, x_def):
                ctx.fired("fcvt_from_sint.4")
                ctx.set_result(inst, 0, cvtsi2sd_xm(ctx, wide(x_ty), fconst(ctx, 8, 0), rm_of(ctx, x_def)))
                return True
        # fcvt_from_sint.2
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("fcvt_from_sint.2")
            x_reg = ctx.use(x)
            v = sign_ext32(ctx, x_type, x_reg)
            ctx.set_result(inst, 0, cvtsi2sd_xm(ctx, wide(x_type), fconst(ctx, 8, 0), v))
            return True
    if ty == F64X2:
        x_type = i64(func.value_type[x])
        if x_type == I64X2:
            # fcvt_from_sint.8
            if has(ctx, HAS_AVX512VL) and has(ctx, HAS_AVX512DQ):
                ctx.fired("fcvt_from_sint.8")
                ctx.set_result(inst, 0, vcvtqq2pd_xm(ctx, vm(ctx, x)))
                return True
            # fcvt_from_sint.9
            ctx.fired("fcvt_from_sint.9")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, quads_to_doubles(ctx, x_reg, 1))
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
        if x_type == I32:
            ctx.fired("bitcast.1")
            ctx.set_result(inst, 0, bitcast(ctx, ty, ty, flags, same_word(ctx, x)))
            return True
    # bitcast.2
    ctx.fired("bitcast.2")
    x_reg: i64 = ctx.use(x)
    ctx.set_result(inst, 0, bitcast(ctx, ty, i64(ctx.func.value_type[x]), flags, x_reg))
    return True


def lower_splat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `splat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # splat.1
    if ty == I32X4 and x_op == OP_LOAD and sinkable(ctx, x_def) and has(ctx, HAS_AVX):
        ctx.fired("splat.1")
        ctx.set_result(inst, 0, vbroadcastss_xm(ctx, mem_of(ctx, x_def)))
        return True
    # splat.2
    if ty == F32X4 and x_op == OP_LOAD and sinkable(ctx, x_def) and has(ctx, HAS_AVX):
        ctx.fired("splat.2")
        ctx.set_result(inst, 0, vbroadcastss_xm(ctx, mem_of(ctx, x_def)))
        return True
    # splat.3
    if ty == I64X2 and x_op == OP_LOAD and sinkable(ctx, x_def) and has(ctx, HAS_SSE3):
        ctx.fired("splat.3")
        ctx.set_result(inst, 0, movddup_xm(ctx, rm_of(ctx, x_def)))
        return True
    # splat.4
    if ty == F64X2 and x_op == OP_LOAD and sinkable(ctx, x_def) and has(ctx, HAS_SSE3):
        ctx.fired("splat.4")
        ctx.set_result(inst, 0, movddup_xm(ctx, rm_of(ctx, x_def)))
        return True
    # splat.5
    if ty == I8X16:
        ctx.fired("splat.5")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, splat_byte(ctx, x_reg))
        return True
    # splat.6
    if ty == I16X8:
        ctx.fired("splat.6")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pshufd_xmi(ctx, pshuflw_xmi(ctx, movd_xm(ctx, 4, x_reg), 0), 0))
        return True
    if ty == I32X4:
        # splat.7
        if has(ctx, HAS_AVX512VL):
            ctx.fired("splat.7")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vpbroadcastd_xr(ctx, x_reg))
            return True
        # splat.9
        ctx.fired("splat.9")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pshufd_xmi(ctx, movd_xm(ctx, 4, x_reg), 0))
        return True
    if ty == I64X2:
        # splat.8
        if has(ctx, HAS_AVX512VL):
            ctx.fired("splat.8")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, vpbroadcastq_xr(ctx, x_reg))
            return True
        # splat.10
        ctx.fired("splat.10")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pshufd_xmi(ctx, movd_xm(ctx, 8, x_reg), 68))
        return True
    # splat.11
    if ty == F32X4:
        ctx.fired("splat.11")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, shufps(ctx, x_reg, x_reg, 0))
        return True
    # splat.12
    if ty == F64X2:
        ctx.fired("splat.12")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, punpcklqdq(ctx, x_reg, x_reg))
        return True
    # splat.13
    return False


def lower_scalar_to_vector(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `scalar_to_vector`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    s: i64 = i64(func.pool[i64(func.arg_start[inst])])
    s_def: i64 = ctx.def_inst(s)
    s_op: i64 = ctx.def_op(s_def)
    # scalar_to_vector.1
    if ty == I32X4 and s_op == OP_LOAD and sinkable(ctx, s_def):
        ctx.fired("scalar_to_vector.1")
        ctx.set_result(inst, 0, movss_xm(ctx, mem_of(ctx, s_def)))
        return True
    # scalar_to_vector.2
    if ty == F32X4 and s_op == OP_LOAD and sinkable(ctx, s_def):
        ctx.fired("scalar_to_vector.2")
        ctx.set_result(inst, 0, movss_xm(ctx, mem_of(ctx, s_def)))
        return True
    # scalar_to_vector.3
    if ty == I64X2 and s_op == OP_LOAD and sinkable(ctx, s_def):
        ctx.fired("scalar_to_vector.3")
        ctx.set_result(inst, 0, movsd_xm(ctx, mem_of(ctx, s_def)))
        return True
    # scalar_to_vector.4
    if ty == F64X2 and s_op == OP_LOAD and sinkable(ctx, s_def):
        ctx.fired("scalar_to_vector.4")
        ctx.set_result(inst, 0, movsd_xm(ctx, mem_of(ctx, s_def)))
        return True
    # scalar_to_vector.5
    if ty == I8X16:
        ctx.fired("scalar_to_vector.5")
        s_reg: i64 = ctx.use(s)
        ctx.set_result(inst, 0, movd_xm(ctx, 4, zero_ext(ctx, I8, s_reg)))
        return True
    # scalar_to_vector.6
    if ty == I16X8:
        ctx.fired("scalar_to_vector.6")
        s_reg = ctx.use(s)
        ctx.set_result(inst, 0, movd_xm(ctx, 4, zero_ext(ctx, I16, s_reg)))
        return True
    # scalar_to_vector.7
    if ty == I32X4:
        ctx.fired("scalar_to_vector.7")
        s_reg = ctx.use(s)
        ctx.set_result(inst, 0, movd_xm(ctx, 4, s_reg))
        return True
    # scalar_to_vector.8
    if ty == I64X2:
        ctx.fired("scalar_to_vector.8")
        s_reg = ctx.use(s)
        ctx.set_result(inst, 0, movd_xm(ctx, 8, s_reg))
        return True
    # scalar_to_vector.9
    if ty == F32X4:
        ctx.fired("scalar_to_vector.9")
        s_reg = ctx.use(s)
        ctx.set_result(inst, 0, movss_xx(ctx, vzero(ctx), s_reg))
        return True
    # scalar_to_vector.10
    if ty == F64X2:
        ctx.fired("scalar_to_vector.10")
        s_reg = ctx.use(s)
        ctx.set_result(inst, 0, movq_xm(ctx, s_reg))
        return True
    # scalar_to_vector.11
    return False


def lower_insertlane(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `insertlane`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    lane: i64 = func.imm[inst]
    # insertlane.1
    if ty == I8X16 and y_op == OP_LOAD:
        y_ty: i64 = i64(func.ty[y_def])
        if y_ty == I8 and sinkable(ctx, y_def) and has(ctx, HAS_SSE41):
            ctx.fired("insertlane.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, pinsrb_xmi(ctx, x_reg, mem_of(ctx, y_def), lane))
            return True
    # insertlane.2
    if ty == I16X8 and y_op == OP_LOAD:
        y_ty = i64(func.ty[y_def])
        if y_ty == I16 and sinkable(ctx, y_def):
            ctx.fired("insertlane.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, pinsrw_xmi(ctx, x_reg, mem_of(ctx, y_def), lane))
            return True
    # insertlane.3
    if ty == I32X4 and y_op == OP_LOAD and sinkable(ctx, y_def) and has(ctx, HAS_SSE41):
        ctx.fired("insertlane.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pinsrd_xmi(ctx, x_reg, rm_of(ctx, y_def), lane))
        return True
    # insertlane.4
    if ty == I64X2 and y_op == OP_LOAD and sinkable(ctx, y_def) and has(ctx, HAS_SSE41):
        ctx.fired("insertlane.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pinsrq_xmi(ctx, x_reg, rm_of(ctx, y_def), lane))
        return True
    # insertlane.5
    if ty == I8X16:
        ctx.fired("insertlane.5")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, insert_byte(ctx, x_reg, y_reg, lane))
        return True
    # insertlane.6
    if ty == I16X8:
        ctx.fired("insertlane.6")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, pinsrw_xri(ctx, x_reg, y_reg, lane))
        return True
    if ty == I32X4:
        # insertlane.7
        if has(ctx, HAS_SSE41):
            ctx.fired("insertlane.7")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, pinsrd_xmi(ctx, x_reg, y_reg, lane))
            return True
        # insertlane.9
        ctx.fired("insertlane.9")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, insert_word(ctx, x_reg, y_reg, lane))
        return True
    # insertlane.8
    if ty == I64X2 and has(ctx, HAS_SSE41):
        ctx.fired("insertlane.8")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, pinsrq_xmi(ctx, x_reg, y_reg, lane))
        return True
    if ty == F32X4:
        # insertlane.12
        if lane == 0:
            ctx.fired("insertlane.12")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, movss_xx(ctx, x_reg, y_reg))
            return True
        # insertlane.13
        if has(ctx, HAS_SSE41):
            ctx.fired("insertlane.13")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, insertps_xmi(ctx, x_reg, y_reg, lane << 4))
            return True
        # insertlane.14
        ctx.fired("insertlane.14")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, insert_float(ctx, x_reg, y_reg, lane))
        return True
    if ty == F64X2:
        # insertlane.15
        if lane == 0:
            ctx.fired("insertlane.15")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, movsd_xx(ctx, x_reg, y_reg))
            return True
        # insertlane.16
        ctx.fired("insertlane.16")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, punpcklqdq(ctx, x_reg, y_reg))
        return True
    if ty == I64X2:
        # insertlane.10
        if lane == 0:
            ctx.fired("insertlane.10")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, movsd_xx(ctx, x_reg, movd_xm(ctx, 8, y_reg)))
            return True
        # insertlane.11
        ctx.fired("insertlane.11")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, punpcklqdq(ctx, x_reg, movd_xm(ctx, 8, y_reg)))
        return True
    # insertlane.17
    return False


def lower_extractlane(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `extractlane`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    lane: i64 = func.imm[inst]
    # extractlane.3
    if ty == I32X4 and lane == 0:
        ctx.fired("extractlane.3")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, movd_mx(ctx, 4, x_reg))
        return True
    # extractlane.4
    if ty == I64X2 and lane == 0:
        ctx.fired("extractlane.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, movd_mx(ctx, 8, x_reg))
        return True
    # extractlane.9
    if (ty == F64X2 or ty == F32X4) and lane == 0:
        ctx.fired("extractlane.9")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, x_reg)
        return True
    # extractlane.1
    if ty == I8X16:
        ctx.fired("extractlane.1")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, extract_byte(ctx, x_reg, lane))
        return True
    # extractlane.2
    if ty == I16X8:
        ctx.fired("extractlane.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pextrw_rxi(ctx, x_reg, lane))
        return True
    if ty == I32X4:
        # extractlane.5
        if has(ctx, HAS_SSE41):
            ctx.fired("extractlane.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, pextrd_mxi(ctx, x_reg, lane))
            return True
        # extractlane.7
        ctx.fired("extractlane.7")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, movd_mx(ctx, 4, pshufd_xmi(ctx, x_reg, lane)))
        return True
    if ty == I64X2:
        # extractlane.6
        if has(ctx, HAS_SSE41):
            ctx.fired("extractlane.6")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, pextrq_mxi(ctx, x_reg, lane))
            return True
        # extractlane.8
        ctx.fired("extractlane.8")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, movd_mx(ctx, 8, high_half(ctx, x_reg)))
        return True
    # extractlane.10
    if ty == F32X4:
        ctx.fired("extractlane.10")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pshufd_xmi(ctx, x_reg, lane))
        return True
    # extractlane.11
    if ty == F64X2:
        ctx.fired("extractlane.11")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, high_half(ctx, x_reg))
        return True
    # extractlane.12
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
    require(ctx, HAS_SSSE3)
    ctx.set_result(inst, 0, pshufb(ctx, x_reg, paddusb(ctx, y_reg, float_mask(ctx, I8, 112))))
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
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("vany_true.1")
        a_reg: i64 = ctx.use(a)
        ctx.set_result(inst, 0, set_m(ctx, any_set(ctx, ty, a_reg)))
        return True
    # vany_true.2
    return False


def lower_vall_true(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `vall_true`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    a: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # vall_true.1
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("vall_true.1")
        a_reg: i64 = ctx.use(a)
        ctx.set_result(inst, 0, set_m(ctx, all_set(ctx, ty, a_reg)))
        return True
    # vall_true.2
    return False


def lower_vhigh_bits(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `vhigh_bits`."""
    func = ctx.func
    a: i64 = i64(func.pool[i64(func.arg_start[inst])])
    a_type: i64 = i64(func.value_type[a])
    # vhigh_bits.1
    if a_type == I8X16:
        ctx.fired("vhigh_bits.1")
        a_reg: i64 = ctx.use(a)
        ctx.set_result(inst, 0, pmovmskb_rx(ctx, a_reg))
        return True
    # vhigh_bits.2
    if a_type == I16X8:
        ctx.fired("vhigh_bits.2")
        a_reg = ctx.use(a)
        ctx.set_result(inst, 0, movzx_rm8(ctx, 4, pmovmskb_rx(ctx, packsswb(ctx, a_reg, a_reg))))
        return True
    # vhigh_bits.3
    if a_type == I32X4:
        ctx.fired("vhigh_bits.3")
        a_reg = ctx.use(a)
        ctx.set_result(inst, 0, movmskps_rx(ctx, a_reg))
        return True
    # vhigh_bits.4
    if a_type == F32X4:
        ctx.fired("vhigh_bits.4")
        a_reg = ctx.use(a)
        ctx.set_result(inst, 0, movmskps_rx(ctx, a_reg))
        return True
    # vhigh_bits.5
    if a_type == I64X2:
        ctx.fired("vhigh_bits.5")
        a_reg = ctx.use(a)
        ctx.set_result(inst, 0, movmskpd_rx(ctx, a_reg))
        return True
    # vhigh_bits.6
    if a_type == F64X2:
        ctx.fired("vhigh_bits.6")
        a_reg = ctx.use(a)
        ctx.set_result(inst, 0, movmskpd_rx(ctx, a_reg))
        return True
    # vhigh_bits.7
    return False


def lower_uadd_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uadd_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # uadd_sat.1
    if ty == I8X16:
        ctx.fired("uadd_sat.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, paddusb(ctx, x_reg, vm(ctx, y)))
        return True
    # uadd_sat.2
    if ty == I16X8:
        ctx.fired("uadd_sat.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, paddusw(ctx, x_reg, vm(ctx, y)))
        return True
    # uadd_sat.3
    if ty == I64X2 or ty == I32X4:
        ctx.fired("uadd_sat.3")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, saturated(ctx, ty, x_reg, y_reg, 1, 0))
        return True
    # uadd_sat.4
    return False


def lower_sadd_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sadd_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # sadd_sat.1
    if ty == I8X16:
        ctx.fired("sadd_sat.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, paddsb(ctx, x_reg, vm(ctx, y)))
        return True
    # sadd_sat.2
    if ty == I16X8:
        ctx.fired("sadd_sat.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, paddsw(ctx, x_reg, vm(ctx, y)))
        return True
    # sadd_sat.3
    if ty == I64X2 or ty == I32X4:
        ctx.fired("sadd_sat.3")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, saturated(ctx, ty, x_reg, y_reg, 0, 0))
        return True
    # sadd_sat.4
    return False


def lower_usub_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `usub_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # usub_sat.1
    if ty == I8X16:
        ctx.fired("usub_sat.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, psubusb(ctx, x_reg, vm(ctx, y)))
        return True
    # usub_sat.2
    if ty == I16X8:
        ctx.fired("usub_sat.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, psubusw(ctx, x_reg, vm(ctx, y)))
        return True
    # usub_sat.3
    if ty == I64X2 or ty == I32X4:
        ctx.fired("usub_sat.3")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, saturated(ctx, ty, x_reg, y_reg, 1, 1))
        return True
    # usub_sat.4
    return False


def lower_ssub_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ssub_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # ssub_sat.1
    if ty == I8X16:
        ctx.fired("ssub_sat.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, psubsb(ctx, x_reg, vm(ctx, y)))
        return True
    # ssub_sat.2
    if ty == I16X8:
        ctx.fired("ssub_sat.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, psubsw(ctx, x_reg, vm(ctx, y)))
        return True
    # ssub_sat.3
    if ty == I64X2 or ty == I32X4:
        ctx.fired("ssub_sat.3")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, saturated(ctx, ty, x_reg, y_reg, 0, 1))
        return True
    # ssub_sat.4
    return False


def lower_avg_round(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `avg_round`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # avg_round.1
    if ty == I8X16:
        ctx.fired("avg_round.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, pavgb(ctx, x_reg, vm(ctx, y)))
        return True
    # avg_round.2
    if ty == I16X8:
        ctx.fired("avg_round.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, pavgw(ctx, x_reg, vm(ctx, y)))
        return True
    # avg_round.3
    if ty == I32X4:
        ctx.fired("avg_round.3")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        h: i64 = psrld_i(ctx, pxor(ctx, x_reg, y_reg), 1)
        ctx.set_result(inst, 0, psubd(ctx, por(ctx, x_reg, y_reg), h))
        return True
    # avg_round.4
    if ty == I64X2:
        ctx.fired("avg_round.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        h = psrlq_i(ctx, pxor(ctx, x_reg, y_reg), 1)
        ctx.set_result(inst, 0, psubq(ctx, por(ctx, x_reg, y_reg), h))
        return True
    # avg_round.5
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
    if ty == I32X4:
        if x_op == OP_IMUL:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_SWIDEN_LOW:
                x_x_ty: i64 = i64(func.ty[x_x_def])
                if x_x_ty == I16X8:
                    x_x_x: i64 = i64(func.pool[i64(func.arg_start[x_x_def])])
                    x_y_def: i64 = ctx.def_inst(x_y)
                    if x_y_def >= 0 and func.op[x_y_def] == OP_SWIDEN_LOW:
                        x_y_ty: i64 = i64(func.ty[x_y_def])
                        if x_y_ty == I16X8:
                            x_y_x: i64 = i64(func.pool[i64(func.arg_start[x_y_def])])
                            if y_op == OP_IMUL:
                                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                                y_x_def: i64 = ctx.def_inst(y_x)
                                if y_x_def >= 0 and func.op[y_x_def] == OP_SWIDEN_HIGH:
                                    y_x_ty: i64 = i64(func.ty[y_x_def])
                                    if y_x_ty == I16X8:
                                        y_x_x: i64 = i64(func.pool[i64(func.arg_start[y_x_def])])
                                        y_y_def: i64 = ctx.def_inst(y_y)
                                        if y_y_def >= 0 and func.op[y_y_def] == OP_SWIDEN_HIGH:
                                            y_y_ty: i64 = i64(func.ty[y_y_def])
                                            if y_y_ty == I16X8:
                                                y_y_x: i64 = i64(func.pool[i64(func.arg_start[y_y_def])])
                                                # iadd_pairwise.1
                                                if x_x_x == y_x_x and x_y_x == y_y_x:
                                                    ctx.fired("iadd_pairwise.1")
                                                    x_x_x_reg: i64 = ctx.use(x_x_x)
                                                    x_y_x_reg: i64 = ctx.use(x_y_x)
                                                    ctx.set_result(inst, 0, pmaddwd(ctx, x_x_x_reg, x_y_x_reg))
                                                    return True
                                                # iadd_pairwise.1 (mirrored)
                                                if x_x_x == y_y_x and x_y_x == y_x_x:
                                                    ctx.fired("iadd_pairwise.1")
                                                    x_x_x_reg = ctx.use(x_x_x)
                                                    x_y_x_reg = ctx.use(x_y_x)
                                                    ctx.set_result(inst, 0, pmaddwd(ctx, x_x_x_reg, x_y_x_reg))
                                                    return True
        # iadd_pairwise.2
        if x_op == OP_SWIDEN_LOW:
            x_ty: i64 = i64(func.ty[x_def])
            if x_ty == I16X8:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                if y_op == OP_SWIDEN_HIGH:
                    y_ty: i64 = i64(func.ty[y_def])
                    if y_ty == I16X8:
                        y_x = i64(func.pool[i64(func.arg_start[y_def])])
                        if x_x == y_x:
                            ctx.fired("iadd_pairwise.2")
                            x_x_reg: i64 = ctx.use(x_x)
                            ctx.set_result(inst, 0, pmaddwd(ctx, x_x_reg, float_mask(ctx, I16, 1)))
                            return True
        # iadd_pairwise.3
        if x_op == OP_UWIDEN_LOW:
            x_ty = i64(func.ty[x_def])
            if x_ty == I16X8:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                if y_op == OP_UWIDEN_HIGH:
                    y_ty = i64(func.ty[y_def])
                    if y_ty == I16X8:
                        y_x = i64(func.pool[i64(func.arg_start[y_def])])
                        if x_x == y_x:
                            ctx.fired("iadd_pairwise.3")
                            x_x_reg = ctx.use(x_x)
                            s: i64 = pmaddwd(ctx, flip_signs(ctx, I16X8, x_x_reg), float_mask(ctx, I16, 1))
                            ctx.set_result(inst, 0, paddd(ctx, s, float_mask(ctx, I32, 65536)))
                            return True
    if ty == I16X8:
        # iadd_pairwise.4
        if x_op == OP_SWIDEN_LOW:
            x_ty = i64(func.ty[x_def])
            if x_ty == I8X16:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                if y_op == OP_SWIDEN_HIGH:
                    y_ty = i64(func.ty[y_def])
                    if y_ty == I8X16:
                        y_x = i64(func.pool[i64(func.arg_start[y_def])])
                        if x_x == y_x and has(ctx, HAS_SSSE3):
                            ctx.fired("iadd_pairwise.4")
                            x_x_reg = ctx.use(x_x)
                            ctx.set_result(inst, 0, pmaddubsw(ctx, movups_xm(ctx, float_mask(ctx, I8, 1)), x_x_reg))
                            return True
        # iadd_pairwise.5
        if x_op == OP_UWIDEN_LOW:
            x_ty = i64(func.ty[x_def])
            if x_ty == I8X16:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                if y_op == OP_UWIDEN_HIGH:
                    y_ty = i64(func.ty[y_def])
                    if y_ty == I8X16:
                        y_x = i64(func.pool[i64(func.arg_start[y_def])])
                        if x_x == y_x and has(ctx, HAS_SSSE3):
                            ctx.fired("iadd_pairwise.5")
                            x_x_reg = ctx.use(x_x)
                            ctx.set_result(inst, 0, pmaddubsw(ctx, x_x_reg, float_mask(ctx, I8, 1)))
                            return True
    # iadd_pairwise.6
    if ty == I32X4 or ty == I16X8 or ty == I8X16:
        ctx.fired("iadd_pairwise.6")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, pair_sums(ctx, ty, x_reg, y_reg))
        return True
    # iadd_pairwise.7
    return False


def lower_sqmul_round_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sqmul_round_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # sqmul_round_sat.1
    if ty == I16X8:
        ctx.fired("sqmul_round_sat.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, rounded_product(ctx, x_reg, y_reg))
        return True
    # sqmul_round_sat.2
    return False


def lower_snarrow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `snarrow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # snarrow.1
    if ty == I64X2 and x_op == OP_FCVT_TO_SINT_SAT:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        x_x_type: i64 = i64(func.value_type[x_x])
        if x_x_type == F64X2 and y_op == OP_VCONST:
            y_const: i64 = func.imm[y_def]
            if is_zero(ctx, y_const):
                ctx.fired("snarrow.1")
                x_x_reg: i64 = ctx.use(x_x)
                ctx.set_result(inst, 0, doubles_to_words(ctx, x_x_reg))
                return True
    # snarrow.2
    if ty == I16X8:
        ctx.fired("snarrow.2")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, packsswb(ctx, x_reg, vm(ctx, y)))
        return True
    # snarrow.3
    if ty == I32X4:
        ctx.fired("snarrow.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, packssdw(ctx, x_reg, vm(ctx, y)))
        return True
    # snarrow.4
    if ty == I64X2:
        ctx.fired("snarrow.4")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, narrow_quads(ctx, x_reg, y_reg, -2147483648, 2147483647))
        return True
    # snarrow.5
    return False


def lower_unarrow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `unarrow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # unarrow.1
    if ty == I16X8:
        ctx.fired("unarrow.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, packuswb(ctx, x_reg, vm(ctx, y)))
        return True
    # unarrow.2
    if ty == I32X4:
        ctx.fired("unarrow.2")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, pack_words(ctx, x_reg, y_reg))
        return True
    # unarrow.3
    if ty == I64X2:
        ctx.fired("unarrow.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, narrow_quads(ctx, x_reg, y_reg, 0, 4294967295))
        return True
    # unarrow.4
    return False


def lower_uunarrow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uunarrow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if ty == I64X2 and x_op == OP_FCVT_TO_UINT_SAT:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        x_x_type: i64 = i64(func.value_type[x_x])
        if x_x_type == F64X2 and y_op == OP_VCONST:
            y_const: i64 = func.imm[y_def]
            if is_zero(ctx, y_const):
                # uunarrow.1
                if has(ctx, HAS_AVX512VL):
                    ctx.fired("uunarrow.1")
                    x_x_reg: i64 = ctx.use(x_x)
                    ctx.set_result(inst, 0, vcvttpd2udq_xm(ctx, maxpd(ctx, x_x_reg, vzero(ctx))))
                    return True
                # uunarrow.2
                ctx.fired("uunarrow.2")
                x_x_reg = ctx.use(x_x)
                require(ctx, HAS_SSE41)
                ctx.set_result(inst, 0, doubles_to_unsigned_words(ctx, x_x_reg))
                return True
    # uunarrow.3
    if ty == I16X8:
        ctx.fired("uunarrow.3")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        a: i64 = at_most(ctx, ty, x_reg, 255)
        ctx.set_result(inst, 0, packuswb(ctx, a, at_most(ctx, ty, y_reg, 255)))
        return True
    # uunarrow.4
    if ty == I32X4:
        ctx.fired("uunarrow.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        a = at_most(ctx, ty, x_reg, 65535)
        ctx.set_result(inst, 0, pack_words(ctx, a, at_most(ctx, ty, y_reg, 65535)))
        return True
    # uunarrow.5
    if ty == I64X2:
        ctx.fired("uunarrow.5")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, narrow_quads_unsigned(ctx, x_reg, y_reg))
        return True
    # uunarrow.6
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
        ctx.set_result(inst, 0, widen_signed(ctx, ty, x_reg, 0))
        return True
    # swiden_low.2
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
        ctx.set_result(inst, 0, widen_signed(ctx, ty, x_reg, 1))
        return True
    # swiden_high.2
    return False


def lower_uwiden_low(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uwiden_low`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == I8X16:
        # uwiden_low.1
        if has(ctx, HAS_SSE41):
            ctx.fired("uwiden_low.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, pmovzxbw_xm(ctx, x_reg))
            return True
        # uwiden_low.4
        ctx.fired("uwiden_low.4")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, punpcklbw(ctx, x_reg, vzero(ctx)))
        return True
    if ty == I16X8:
        # uwiden_low.2
        if has(ctx, HAS_SSE41):
            ctx.fired("uwiden_low.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, pmovzxwd_xm(ctx, x_reg))
            return True
        # uwiden_low.5
        ctx.fired("uwiden_low.5")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, punpcklwd(ctx, x_reg, vzero(ctx)))
        return True
    if ty == I32X4:
        # uwiden_low.3
        if has(ctx, HAS_SSE41):
            ctx.fired("uwiden_low.3")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, pmovzxdq_xm(ctx, x_reg))
            return True
        # uwiden_low.6
        ctx.fired("uwiden_low.6")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, punpckldq(ctx, x_reg, vzero(ctx)))
        return True
    # uwiden_low.7
    return False


def lower_uwiden_high(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uwiden_high`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # uwiden_high.1
    if ty == I8X16:
        ctx.fired("uwiden_high.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, punpckhbw(ctx, x_reg, vzero(ctx)))
        return True
    # uwiden_high.2
    if ty == I16X8:
        ctx.fired("uwiden_high.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, punpckhwd(ctx, x_reg, vzero(ctx)))
        return True
    # uwiden_high.3
    if ty == I32X4:
        ctx.fired("uwiden_high.3")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, punpckhdq(ctx, x_reg, vzero(ctx)))
        return True
    # uwiden_high.4
    return False


def lower_fvdemote(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fvdemote`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fvdemote.1
    ctx.fired("fvdemote.1")
    x_reg: i64 = ctx.use(x)
    ctx.set_result(inst, 0, cvtpd2ps_xm(ctx, x_reg))
    return True


def lower_fvpromote_low(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fvpromote_low`."""
    func = ctx.func
    a: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fvpromote_low.1
    ctx.fired("fvpromote_low.1")
    a_reg: i64 = ctx.use(a)
    ctx.set_result(inst, 0, cvtps2pd_xm(ctx, a_reg))
    return True


def lower_x86_pshufb(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `x86_pshufb`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # x86_pshufb.1
    ctx.fired("x86_pshufb.1")
    x_reg: i64 = ctx.use(x)
    require(ctx, HAS_SSSE3)
    ctx.set_result(inst, 0, pshufb(ctx, x_reg, vm(ctx, y)))
    return True


def lower_x86_pmulhrsw(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `x86_pmulhrsw`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # x86_pmulhrsw.1
    if ty == I16X8:
        ctx.fired("x86_pmulhrsw.1")
        x_reg: i64 = ctx.use(x)
        require(ctx, HAS_SSSE3)
        ctx.set_result(inst, 0, pmulhrsw(ctx, x_reg, vm(ctx, y)))
        return True
    # x86_pmulhrsw.2
    return False


def lower_x86_pmaddubsw(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `x86_pmaddubsw`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # x86_pmaddubsw.1
    ctx.fired("x86_pmaddubsw.1")
    y_reg: i64 = ctx.use(y)
    require(ctx, HAS_SSSE3)
    ctx.set_result(inst, 0, pmaddubsw(ctx, y_reg, vm(ctx, x)))
    return True


def lower_x86_cvtt2dq(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `x86_cvtt2dq`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    if ty == I32X4:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F32X4:
            # x86_cvtt2dq.1
            if has(ctx, HAS_AVX):
                ctx.fired("x86_cvtt2dq.1")
                ctx.set_result(inst, 0, vcvttps2dq_xm(ctx, vm(ctx, x)))
                return True
            # x86_cvtt2dq.2
            ctx.fired("x86_cvtt2dq.2")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, cvttps2dq_xm(ctx, x_reg))
            return True
    # x86_cvtt2dq.3
    return False


def lower(ctx: Lower, inst: i64) -> bool:
    """Lower one instruction; False when no rule matches."""
    op: i64 = i64(ctx.func.op[inst])
    if op < OP_BOR:
        if op < OP_GET_STACK_POINTER:
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
                    if op < OP_ATOMIC_STORE:
                        if op < OP_ATOMIC_RMW:
                            if op == OP_SYMBOL_VALUE:
                                return lower_symbol_value(ctx, inst)
                            if op == OP_TLS_VALUE:
                                return lower_tls_value(ctx, inst)
                        else:
                            if op < OP_ATOMIC_CAS:
                                if op == OP_ATOMIC_RMW:
                                    return lower_atomic_rmw(ctx, inst)
                            else:
                                if op == OP_ATOMIC_CAS:
                                    return lower_atomic_cas(ctx, inst)
                                if op == OP_ATOMIC_LOAD:
                                    return lower_atomic_load(ctx, inst)
                    else:
                        if op < OP_GET_PINNED_REG:
                            if op == OP_ATOMIC_STORE:
                                return lower_atomic_store(ctx, inst)
                            if op == OP_FENCE:
                                return lower_fence(ctx, inst)
                        else:
                            if op < OP_SET_PINNED_REG:
                                if op == OP_GET_PINNED_REG:
                                    return lower_get_pinned_reg(ctx, inst)
                            else:
                                if op == OP_SET_PINNED_REG:
                                    return lower_set_pinned_reg(ctx, inst)
                                if op == OP_GET_FRAME_POINTER:
                                    return lower_get_frame_pointer(ctx, inst)
        else:
            if op < OP_SDIV:
                if op < OP_BITSELECT:
                    if op < OP_F64CONST:
                        if op < OP_F16CONST:
                            if op == OP_GET_STACK_POINTER:
                                return lower_get_stack_pointer(ctx, inst)
                            if op == OP_GET_RETURN_ADDRESS:
                                return lower_get_return_address(ctx, inst)
                        else:
                            if op == OP_F16CONST:
                                return lower_f16const(ctx, inst)
                            if op == OP_F32CONST:
                                return lower_f32const(ctx, inst)
                    else:
                        if op < OP_VCONST:
                            if op == OP_F64CONST:
                                return lower_f64const(ctx, inst)
                            if op == OP_F128CONST:
                                return lower_f128const(ctx, inst)
                        else:
                            if op < OP_SELECT:
                                if op == OP_VCONST:
                                    return lower_vconst(ctx, inst)
                            else:
                                if op == OP_SELECT:
                                    return lower_select(ctx, inst)
                                if op == OP_SELECT_SPECTRE_GUARD:
                                    return lower_select_spectre_guard(ctx, inst)
                else:
                    if op < OP_IABS:
                        if op < OP_IADD:
                            if op == OP_BITSELECT:
                                return lower_bitselect(ctx, inst)
                            if op == OP_BLENDV:
                                return lower_blendv(ctx, inst)
                        else:
                            if op < OP_ISUB:
                                if op == OP_IADD:
                                    return lower_iadd(ctx, inst)
                            else:
                                if op == OP_ISUB:
                                    return lower_isub(ctx, inst)
                                if op == OP_INEG:
                                    return lower_ineg(ctx, inst)
                    else:
                        if op < OP_UMULHI:
                            if op == OP_IABS:
                                return lower_iabs(ctx, inst)
                            if op == OP_IMUL:
                                return lower_imul(ctx, inst)
                        else:
                            if op < OP_SMULHI:
                                if op == OP_UMULHI:
                                    return lower_umulhi(ctx, inst)
                            else:
                                if op == OP_SMULHI:
                                    return lower_smulhi(ctx, inst)
                                if op == OP_UDIV:
                                    return lower_udiv(ctx, inst)
            else:
                if op < OP_USUB_OVERFLOW:
                    if op < OP_UMIN:
                        if op < OP_SREM:
                            if op == OP_SDIV:
                                return lower_sdiv(ctx, inst)
                            if op == OP_UREM:
                                return lower_urem(ctx, inst)
                        else:
                            if op == OP_SREM:
                                return lower_srem(ctx, inst)
                            if op == OP_SMIN:
                                return lower_smin(ctx, inst)
                    else:
                        if op < OP_UMAX:
                            if op == OP_UMIN:
                                return lower_umin(ctx, inst)
                            if op == OP_SMAX:
                                return lower_smax(ctx, inst)
                        else:
                            if op < OP_UADD_OVERFLOW:
                                if op == OP_UMAX:
                                    return lower_umax(ctx, inst)
                            else:
                                if op == OP_UADD_OVERFLOW:
                                    return lower_uadd_overflow(ctx, inst)
                                if op == OP_SADD_OVERFLOW:
                                    return lower_sadd_overflow(ctx, inst)
                else:
                    if op < OP_SADD_OVERFLOW_CIN:
                        if op < OP_UMUL_OVERFLOW:
                            if op == OP_USUB_OVERFLOW:
                                return lower_usub_overflow(ctx, inst)
                            if op == OP_SSUB_OVERFLOW:
                                return lower_ssub_overflow(ctx, inst)
                        else:
                            if op < OP_SMUL_OVERFLOW:
                                if op == OP_UMUL_OVERFLOW:
                                    return lower_umul_overflow(ctx, inst)
                            else:
                                if op == OP_SMUL_OVERFLOW:
                                    return lower_smul_overflow(ctx, inst)
                                if op == OP_UADD_OVERFLOW_CIN:
                                    return lower_uadd_overflow_cin(ctx, inst)
                    else:
                        if op < OP_SSUB_OVERFLOW_BIN:
                            if op == OP_SADD_OVERFLOW_CIN:
                                return lower_sadd_overflow_cin(ctx, inst)
                            if op == OP_USUB_OVERFLOW_BIN:
                                return lower_usub_overflow_bin(ctx, inst)
                        else:
                            if op < OP_UADD_OVERFLOW_TRAP:
                                if op == OP_SSUB_OVERFLOW_BIN:
                                    return lower_ssub_overflow_bin(ctx, inst)
                            else:
                                if op == OP_UADD_OVERFLOW_TRAP:
                                    return lower_uadd_overflow_trap(ctx, inst)
                                if op == OP_BAND:
                                    return lower_band(ctx, inst)
    else:
        if op < OP_FPROMOTE:
            if op < OP_SEXTEND:
                if op < OP_BSWAP:
                    if op < OP_USHR:
                        if op < OP_BNOT:
                            if op == OP_BOR:
                                return lower_bor(ctx, inst)
                            if op == OP_BXOR:
                                return lower_bxor(ctx, inst)
                        else:
                            if op == OP_BNOT:
                                return lower_bnot(ctx, inst)
                            if op == OP_ISHL:
                                return lower_ishl(ctx, inst)
                    else:
                        if op < OP_ROTL:
                            if op == OP_USHR:
                                return lower_ushr(ctx, inst)
                            if op == OP_SSHR:
                                return lower_sshr(ctx, inst)
                        else:
                            if op < OP_ROTR:
                                if op == OP_ROTL:
                                    return lower_rotl(ctx, inst)
                            else:
                                if op == OP_ROTR:
                                    return lower_rotr(ctx, inst)
                                if op == OP_BITREV:
                                    return lower_bitrev(ctx, inst)
                else:
                    if op < OP_POPCNT:
                        if op < OP_CTZ:
                            if op == OP_BSWAP:
                                return lower_bswap(ctx, inst)
                            if op == OP_CLZ:
                                return lower_clz(ctx, inst)
                        else:
                            if op == OP_CTZ:
                                return lower_ctz(ctx, inst)
                            if op == OP_CLS:
                                return lower_cls(ctx, inst)
                    else:
                        if op < OP_BMASK:
                            if op == OP_POPCNT:
                                return lower_popcnt(ctx, inst)
                            if op == OP_ICMP:
                                return lower_icmp(ctx, inst)
                        else:
                            if op < OP_IREDUCE:
                                if op == OP_BMASK:
                                    return lower_bmask(ctx, inst)
                            else:
                                if op == OP_IREDUCE:
                                    return lower_ireduce(ctx, inst)
                                if op == OP_UEXTEND:
                                    return lower_uextend(ctx, inst)
            else:
                if op < OP_FNEG:
                    if op < OP_FSUB:
                        if op < OP_ICONCAT:
                            if op == OP_SEXTEND:
                                return lower_sextend(ctx, inst)
                            if op == OP_ISPLIT:
                                return lower_isplit(ctx, inst)
                        else:
                            if op == OP_ICONCAT:
                                return lower_iconcat(ctx, inst)
                            if op == OP_FADD:
                                return lower_fadd(ctx, inst)
                    else:
                        if op < OP_FDIV:
                            if op == OP_FSUB:
                                return lower_fsub(ctx, inst)
                            if op == OP_FMUL:
                                return lower_fmul(ctx, inst)
                        else:
                            if op < OP_SQRT:
                                if op == OP_FDIV:
                                    return lower_fdiv(ctx, inst)
                            else:
                                if op == OP_SQRT:
                                    return lower_sqrt(ctx, inst)
                                if op == OP_FMA:
                                    return lower_fma(ctx, inst)
                else:
                    if op < OP_CEIL:
                        if op < OP_FCOPYSIGN:
                            if op == OP_FNEG:
                                return lower_fneg(ctx, inst)
                            if op == OP_FABS:
                                return lower_fabs(ctx, inst)
                        else:
                            if op < OP_FMIN:
                                if op == OP_FCOPYSIGN:
                                    return lower_fcopysign(ctx, inst)
                            else:
                                if op == OP_FMIN:
                                    return lower_fmin(ctx, inst)
                                if op == OP_FMAX:
                                    return lower_fmax(ctx, inst)
                    else:
                        if op < OP_TRUNC:
                            if op == OP_CEIL:
                                return lower_ceil(ctx, inst)
                            if op == OP_FLOOR:
                                return lower_floor(ctx, inst)
                        else:
                            if op < OP_NEAREST:
                                if op == OP_TRUNC:
                                    return lower_trunc(ctx, inst)
                            else:
                                if op == OP_NEAREST:
                                    return lower_nearest(ctx, inst)
                                if op == OP_FCMP:
                                    return lower_fcmp(ctx, inst)
        else:
            if op < OP_SADD_SAT:
                if op < OP_SPLAT:
                    if op < OP_FCVT_TO_UINT_SAT:
                        if op < OP_FCVT_TO_UINT:
                            if op == OP_FPROMOTE:
                                return lower_fpromote(ctx, inst)
                            if op == OP_FDEMOTE:
                                return lower_fdemote(ctx, inst)
                        else:
                            if op == OP_FCVT_TO_UINT:
                                return lower_fcvt_to_uint(ctx, inst)
                            if op == OP_FCVT_TO_SINT:
                                return lower_fcvt_to_sint(ctx, inst)
                    else:
                        if op < OP_FCVT_FROM_UINT:
                            if op == OP_FCVT_TO_UINT_SAT:
                                return lower_fcvt_to_uint_sat(ctx, inst)
                            if op == OP_FCVT_TO_SINT_SAT:
                                return lower_fcvt_to_sint_sat(ctx, inst)
                        else:
                            if op < OP_FCVT_FROM_SINT:
                                if op == OP_FCVT_FROM_UINT:
                                    return lower_fcvt_from_uint(ctx, inst)
                            else:
                                if op == OP_FCVT_FROM_SINT:
                                    return lower_fcvt_from_sint(ctx, inst)
                                if op == OP_BITCAST:
                                    return lower_bitcast(ctx, inst)
                else:
                    if op < OP_SHUFFLE:
                        if op < OP_INSERTLANE:
                            if op == OP_SPLAT:
                                return lower_splat(ctx, inst)
                            if op == OP_SCALAR_TO_VECTOR:
                                return lower_scalar_to_vector(ctx, inst)
                        else:
                            if op < OP_EXTRACTLANE:
                                if op == OP_INSERTLANE:
                                    return lower_insertlane(ctx, inst)
                            else:
                                if op == OP_EXTRACTLANE:
                                    return lower_extractlane(ctx, inst)
                                if op == OP_SWIZZLE:
                                    return lower_swizzle(ctx, inst)
                    else:
                        if op < OP_VALL_TRUE:
                            if op == OP_SHUFFLE:
                                return lower_shuffle(ctx, inst)
                            if op == OP_VANY_TRUE:
                                return lower_vany_true(ctx, inst)
                        else:
                            if op < OP_VHIGH_BITS:
                                if op == OP_VALL_TRUE:
                                    return lower_vall_true(ctx, inst)
                            else:
                                if op == OP_VHIGH_BITS:
                                    return lower_vhigh_bits(ctx, inst)
                                if op == OP_UADD_SAT:
                                    return lower_uadd_sat(ctx, inst)
            else:
                if op < OP_SWIDEN_LOW:
                    if op < OP_IADD_PAIRWISE:
                        if op < OP_SSUB_SAT:
                            if op == OP_SADD_SAT:
                                return lower_sadd_sat(ctx, inst)
                            if op == OP_USUB_SAT:
                                return lower_usub_sat(ctx, inst)
                        else:
                            if op == OP_SSUB_SAT:
                                return lower_ssub_sat(ctx, inst)
                            if op == OP_AVG_ROUND:
                                return lower_avg_round(ctx, inst)
                    else:
                        if op < OP_SNARROW:
                            if op == OP_IADD_PAIRWISE:
                                return lower_iadd_pairwise(ctx, inst)
                            if op == OP_SQMUL_ROUND_SAT:
                                return lower_sqmul_round_sat(ctx, inst)
                        else:
                            if op < OP_UNARROW:
                                if op == OP_SNARROW:
                                    return lower_snarrow(ctx, inst)
                            else:
                                if op == OP_UNARROW:
                                    return lower_unarrow(ctx, inst)
                                if op == OP_UUNARROW:
                                    return lower_uunarrow(ctx, inst)
                else:
                    if op < OP_FVPROMOTE_LOW:
                        if op < OP_UWIDEN_LOW:
                            if op == OP_SWIDEN_LOW:
                                return lower_swiden_low(ctx, inst)
                            if op == OP_SWIDEN_HIGH:
                                return lower_swiden_high(ctx, inst)
                        else:
                            if op < OP_UWIDEN_HIGH:
                                if op == OP_UWIDEN_LOW:
                                    return lower_uwiden_low(ctx, inst)
                            else:
                                if op == OP_UWIDEN_HIGH:
                                    return lower_uwiden_high(ctx, inst)
                                if op == OP_FVDEMOTE:
                                    return lower_fvdemote(ctx, inst)
                    else:
                        if op < OP_X86_PMULHRSW:
                            if op == OP_FVPROMOTE_LOW:
                                return lower_fvpromote_low(ctx, inst)
                            if op == OP_X86_PSHUFB:
                                return lower_x86_pshufb(ctx, inst)
                        else:
                            if op < OP_X86_PMADDUBSW:
                                if op == OP_X86_PMULHRSW:
                                    return lower_x86_pmulhrsw(ctx, inst)
                            else:
                                if op == OP_X86_PMADDUBSW:
                                    return lower_x86_pmaddubsw(ctx, inst)
                                if op == OP_X86_CVTT2DQ:
                                    return lower_x86_cvtt2dq(ctx, inst)
    return False
