"""Generated from lower.rules by irtool.rules; do not edit."""

# ruff: noqa

from mypy_extensions import i64

from ...ir.opcodes_gen import (
    CC_SGT,
    CC_SLT,
    CC_UGT,
    CC_ULT,
    OP_ATOMIC_CAS,
    OP_ATOMIC_LOAD,
    OP_ATOMIC_RMW,
    OP_ATOMIC_STORE,
    OP_BAND,
    OP_BITCAST,
    OP_BITREV,
    OP_BITSELECT,
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
    OP_GET_FRAME_POINTER,
    OP_GET_PINNED_REG,
    OP_GET_RETURN_ADDRESS,
    OP_GET_STACK_POINTER,
    OP_IABS,
    OP_IADD,
    OP_ICMP,
    OP_ICONCAT,
    OP_ICONST,
    OP_IMUL,
    OP_INEG,
    OP_IREDUCE,
    OP_ISHL,
    OP_ISPLIT,
    OP_ISTORE16,
    OP_ISTORE32,
    OP_ISTORE8,
    OP_ISUB,
    OP_LOAD,
    OP_NEAREST,
    OP_NOP,
    OP_POPCNT,
    OP_ROTL,
    OP_ROTR,
    OP_SADD_OVERFLOW,
    OP_SADD_OVERFLOW_CIN,
    OP_SDIV,
    OP_SELECT,
    OP_SELECT_SPECTRE_GUARD,
    OP_SEQUENCE_POINT,
    OP_SET_PINNED_REG,
    OP_SEXTEND,
    OP_SLOAD16,
    OP_SLOAD32,
    OP_SLOAD8,
    OP_SMAX,
    OP_SMIN,
    OP_SMULHI,
    OP_SMUL_OVERFLOW,
    OP_SQRT,
    OP_SREM,
    OP_SSHR,
    OP_SSUB_OVERFLOW,
    OP_SSUB_OVERFLOW_BIN,
    OP_STACK_ADDR,
    OP_STORE,
    OP_SYMBOL_VALUE,
    OP_TRAP,
    OP_TRAPNZ,
    OP_TRAPZ,
    OP_TRUNC,
    OP_UADD_OVERFLOW,
    OP_UADD_OVERFLOW_CIN,
    OP_UADD_OVERFLOW_TRAP,
    OP_UDIV,
    OP_UEXTEND,
    OP_ULOAD16,
    OP_ULOAD32,
    OP_ULOAD8,
    OP_UMAX,
    OP_UMIN,
    OP_UMULHI,
    OP_UMUL_OVERFLOW,
    OP_UREM,
    OP_USHR,
    OP_USUB_OVERFLOW,
    OP_USUB_OVERFLOW_BIN,
)
from ...ir.types import F32, F32X4, F64, F64X2, I16, I16X8, I32, I32X4, I64, I64X2, I8, I8X16
from ..lower import Lower
from .encodings_gen import (
    MEM_LDRB,
    MEM_LDRH,
    MEM_LDRSB_W,
    MEM_LDRSB_X,
    MEM_LDRSH_W,
    MEM_LDRSH_X,
    MEM_LDRSW,
    MEM_LDR_W,
    MEM_STRB,
    MEM_STRH,
    MEM_STR_W,
    MOP_ADDS_RS,
    MOP_ADD_I,
    MOP_ADD_RS,
    MOP_ADD_RX,
    MOP_AND_16B,
    MOP_AND_8B,
    MOP_AND_I,
    MOP_AND_RS,
    MOP_BIC_RS,
    MOP_BRK,
    MOP_BSL_16B,
    MOP_BSL_8B,
    MOP_DMB_ISH,
    MOP_EON_RS,
    MOP_EOR_16B,
    MOP_EOR_8B,
    MOP_EOR_I,
    MOP_EOR_RS,
    MOP_FABS,
    MOP_FADD,
    MOP_FCVT_DS,
    MOP_FCVT_SD,
    MOP_FDIV,
    MOP_FMAX,
    MOP_FMIN,
    MOP_FMOV_DX,
    MOP_FMOV_SW,
    MOP_FMOV_WS,
    MOP_FMOV_XD,
    MOP_FMUL,
    MOP_FNEG,
    MOP_FRINTM,
    MOP_FRINTN,
    MOP_FRINTP,
    MOP_FRINTZ,
    MOP_FSQRT,
    MOP_FSUB,
    MOP_MNEG,
    MOP_MVN_16B,
    MOP_MVN_8B,
    MOP_MVN_RS,
    MOP_NEG_RS,
    MOP_ORN_RS,
    MOP_ORR_16B,
    MOP_ORR_8B,
    MOP_ORR_I,
    MOP_ORR_RS,
    MOP_SMADDL,
    MOP_SMULL,
    MOP_SUBS_RS,
    MOP_SUB_I,
    MOP_SUB_RS,
    MOP_SUB_RX,
    MOP_UMADDL,
    MOP_UMULL,
)
from .insts import (
    ASR,
    LSL,
    LSR,
    add_imm,
    extract_field,
    insert_field,
    is_add_imm,
    is_field_insert,
    is_low_mask,
    is_mask,
    is_sub_imm,
    mask_field,
    mul,
    mul_add,
    mul_long,
    mul_long_add,
    mul_sub,
    mulhi,
    r,
    r_mask,
    r_shift,
    ri,
    rr,
    rr_extend,
    rr_shift,
    sext_option,
    sextend,
    shift_amount,
    sub_imm,
    zext64,
    zext_option,
)
from .insts_bits import (
    bitrev,
    bitselect,
    bswap,
    cls,
    clz,
    ctz,
    high_half,
    iabs,
    iconcat,
    popcnt,
    rotate_left,
    rotate_left_imm,
    rotate_right,
    rotate_right_imm,
    shift_left,
    shift_left_imm,
    shift_right,
    shift_right_imm,
)
from .insts_checked import (
    divide,
    narrow_carry,
    out_of_range,
    overflow_flag,
    product,
    product_flag,
    sum_carry,
    sum_carry_narrow,
    sum_narrow,
)
from .insts_flags import (
    COND_HS,
    br_cond,
    br_icmp,
    br_nonzero,
    br_table,
    compare,
    csel,
    csel_const,
    cset,
    csetm,
    invert,
    is_cheap_pair,
    min_max,
    nonzero,
    trap,
    trap_if,
    trap_value,
)
from .insts_float import (
    bsl,
    copysign,
    f,
    fcmp_flags,
    fcmp_value,
    ff,
    fma,
    from_int,
    to_int_checked,
    to_int_sat,
)
from .insts_mem import (
    atomic_cas_loop,
    atomic_load,
    atomic_rmw_loop,
    atomic_rmw_lse,
    atomic_store,
    bare,
    breakpoint,
    const,
    float_const,
    func_addr,
    get_frame_pointer,
    get_pinned,
    get_return_address,
    get_stack_pointer,
    load,
    load_ext,
    load_sunk,
    set_pinned,
    signed_load,
    stack_addr,
    store,
    store_narrow,
    store_zero,
    symbol_value,
    to_float,
    to_int,
)
from .rule_conds import pinned, single, single_instruction_rmw, sinkable


def lower_brif(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `brif`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    # lower.rules:297
    if c_op == OP_ICMP:
        c_ty: i64 = i64(func.ty[c_def])
        if I8 <= c_ty <= I64:
            c_cc: i64 = func.imm[c_def]
            c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
            c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            br_icmp(ctx, c_cc, c_ty, c_x, c_y)
            ctx.fired(297)
            return True
    # lower.rules:376
    if c_op == OP_FCMP:
        c_ty = i64(func.ty[c_def])
        if c_ty == F32 or c_ty == F64:
            c_cc = func.imm[c_def]
            c_x = i64(func.pool[i64(func.arg_start[c_def])])
            c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            c_x_reg: i64 = ctx.use(c_x)
            c_y_reg: i64 = ctx.use(c_y)
            br_cond(ctx, fcmp_flags(ctx, c_cc, c_ty, c_x_reg, c_y_reg))
            ctx.fired(376)
            return True
    # lower.rules:298
    c_type: i64 = i64(func.value_type[c])
    if I8 <= c_type <= I64:
        br_nonzero(ctx, c, 1)
        ctx.fired(298)
        return True
    return False


def lower_br_table(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `br_table`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:299
    br_table(ctx, x)
    ctx.fired(299)
    return True


def lower_trap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `trap`."""
    func = ctx.func
    code: i64 = func.imm[inst]
    # lower.rules:300
    trap(ctx, code)
    ctx.fired(300)
    return True


def lower_trapz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `trapz`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    code: i64 = func.imm[inst]
    # lower.rules:301
    if c_op == OP_ICMP:
        c_ty: i64 = i64(func.ty[c_def])
        if I8 <= c_ty <= I64:
            c_cc: i64 = func.imm[c_def]
            c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
            c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            trap_if(ctx, invert(compare(ctx, c_cc, c_ty, c_x, c_y)), code)
            ctx.fired(301)
            return True
    # lower.rules:378
    if c_op == OP_FCMP:
        c_ty = i64(func.ty[c_def])
        if c_ty == F32 or c_ty == F64:
            c_cc = func.imm[c_def]
            c_x = i64(func.pool[i64(func.arg_start[c_def])])
            c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            c_x_reg: i64 = ctx.use(c_x)
            c_y_reg: i64 = ctx.use(c_y)
            trap_if(ctx, invert(fcmp_flags(ctx, c_cc, c_ty, c_x_reg, c_y_reg)), code)
            ctx.fired(378)
            return True
    # lower.rules:303
    c_type: i64 = i64(func.value_type[c])
    if I8 <= c_type <= I64:
        trap_value(ctx, c, 0, code)
        ctx.fired(303)
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
    # lower.rules:302
    if c_op == OP_ICMP:
        c_ty: i64 = i64(func.ty[c_def])
        if I8 <= c_ty <= I64:
            c_cc: i64 = func.imm[c_def]
            c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
            c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            trap_if(ctx, compare(ctx, c_cc, c_ty, c_x, c_y), code)
            ctx.fired(302)
            return True
    # lower.rules:379
    if c_op == OP_FCMP:
        c_ty = i64(func.ty[c_def])
        if c_ty == F32 or c_ty == F64:
            c_cc = func.imm[c_def]
            c_x = i64(func.pool[i64(func.arg_start[c_def])])
            c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            c_x_reg: i64 = ctx.use(c_x)
            c_y_reg: i64 = ctx.use(c_y)
            trap_if(ctx, fcmp_flags(ctx, c_cc, c_ty, c_x_reg, c_y_reg), code)
            ctx.fired(379)
            return True
    # lower.rules:304
    c_type: i64 = i64(func.value_type[c])
    if I8 <= c_type <= I64:
        trap_value(ctx, c, 1, code)
        ctx.fired(304)
        return True
    return False


def lower_debugtrap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `debugtrap`."""
    # lower.rules:305
    breakpoint(ctx, MOP_BRK)
    ctx.fired(305)
    return True


def lower_func_addr(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `func_addr`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    fn: i64 = i64(func.aux[inst])
    # lower.rules:327
    if ty == I64:
        ctx.set_result(inst, 0, func_addr(ctx, fn))
        ctx.fired(327)
        return True
    return False


def lower_nop(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `nop`."""
    # lower.rules:306
    ctx.fired(306)
    return True


def lower_sequence_point(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sequence_point`."""
    # lower.rules:307
    ctx.fired(307)
    return True


def lower_load(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `load`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:312
    if (
        I8 <= ty <= I64 or ty == F32 or ty == F64 or ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16
    ):
        ctx.set_result(inst, 0, load(ctx, ty, flags, p, off))
        ctx.fired(312)
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
    # lower.rules:321
    if I8 <= ty <= I64 and x_op == OP_ICONST:
        x_k: i64 = func.imm[x_def]
        if x_k == 0:
            store_zero(ctx, ty, flags, p, off)
            ctx.fired(321)
            return True
    # lower.rules:322
    if (
        I8 <= ty <= I64 or ty == F32 or ty == F64 or ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16
    ):
        x_reg: i64 = ctx.use(x)
        store(ctx, ty, flags, x_reg, p, off)
        ctx.fired(322)
        return True
    return False


def lower_uload8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload8`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:313
    ctx.set_result(inst, 0, load_ext(ctx, MEM_LDRB, flags, p, off))
    ctx.fired(313)
    return True


def lower_sload8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload8`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:316
    if ty == I64:
        ctx.set_result(inst, 0, load_ext(ctx, MEM_LDRSB_X, flags, p, off))
        ctx.fired(316)
        return True
    # lower.rules:317
    if ty == I16 or ty == I32:
        ctx.set_result(inst, 0, load_ext(ctx, MEM_LDRSB_W, flags, p, off))
        ctx.fired(317)
        return True
    return False


def lower_istore8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `istore8`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    # lower.rules:323
    x_reg: i64 = ctx.use(x)
    store_narrow(ctx, MEM_STRB, flags, x_reg, p, off)
    ctx.fired(323)
    return True


def lower_uload16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload16`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:314
    ctx.set_result(inst, 0, load_ext(ctx, MEM_LDRH, flags, p, off))
    ctx.fired(314)
    return True


def lower_sload16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload16`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:318
    if ty == I64:
        ctx.set_result(inst, 0, load_ext(ctx, MEM_LDRSH_X, flags, p, off))
        ctx.fired(318)
        return True
    # lower.rules:319
    if ty == I32:
        ctx.set_result(inst, 0, load_ext(ctx, MEM_LDRSH_W, flags, p, off))
        ctx.fired(319)
        return True
    return False


def lower_istore16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `istore16`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    # lower.rules:324
    x_reg: i64 = ctx.use(x)
    store_narrow(ctx, MEM_STRH, flags, x_reg, p, off)
    ctx.fired(324)
    return True


def lower_uload32(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload32`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:315
    ctx.set_result(inst, 0, load_ext(ctx, MEM_LDR_W, flags, p, off))
    ctx.fired(315)
    return True


def lower_sload32(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload32`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:320
    ctx.set_result(inst, 0, load_ext(ctx, MEM_LDRSW, flags, p, off))
    ctx.fired(320)
    return True


def lower_istore32(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `istore32`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    # lower.rules:325
    x_reg: i64 = ctx.use(x)
    store_narrow(ctx, MEM_STR_W, flags, x_reg, p, off)
    ctx.fired(325)
    return True


def lower_stack_addr(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `stack_addr`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    ss: i64 = i64(func.aux[inst])
    off: i64 = func.imm[inst]
    # lower.rules:326
    if ty == I64:
        ctx.set_result(inst, 0, stack_addr(ctx, ss, off))
        ctx.fired(326)
        return True
    return False


def lower_symbol_value(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `symbol_value`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    gv: i64 = i64(func.aux[inst])
    # lower.rules:328
    if ty == I64:
        ctx.set_result(inst, 0, symbol_value(ctx, gv))
        ctx.fired(328)
        return True
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
        # lower.rules:342
        if single_instruction_rmw(ctx, ty, rmwop):
            p_reg: i64 = ctx.use(p)
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, atomic_rmw_lse(ctx, ty, flags, rmwop, p_reg, x_reg))
            ctx.fired(342)
            return True
        # lower.rules:343
        ctx.set_result(inst, 0, atomic_rmw_loop(ctx, ty, flags, rmwop, p, x))
        ctx.fired(343)
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
    # lower.rules:344
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, atomic_cas_loop(ctx, ty, flags, p, e, x))
        ctx.fired(344)
        return True
    return False


def lower_atomic_load(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `atomic_load`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:340
    if I8 <= ty <= I64:
        p_reg: i64 = ctx.use(p)
        ctx.set_result(inst, 0, atomic_load(ctx, ty, flags, p_reg))
        ctx.fired(340)
        return True
    return False


def lower_atomic_store(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `atomic_store`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:341
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        p_reg: i64 = ctx.use(p)
        atomic_store(ctx, ty, flags, x_reg, p_reg)
        ctx.fired(341)
        return True
    return False


def lower_fence(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fence`."""
    # lower.rules:308
    bare(ctx, MOP_DMB_ISH)
    ctx.fired(308)
    return True


def lower_get_pinned_reg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_pinned_reg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # lower.rules:332
    if ty == I64 and pinned(ctx):
        ctx.set_result(inst, 0, get_pinned(ctx))
        ctx.fired(332)
        return True
    # lower.rules:334
    return False


def lower_set_pinned_reg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `set_pinned_reg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    addr: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:333
    if ty == I64 and pinned(ctx):
        addr_reg: i64 = ctx.use(addr)
        set_pinned(ctx, addr_reg)
        ctx.fired(333)
        return True
    # lower.rules:335
    return False


def lower_get_frame_pointer(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_frame_pointer`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # lower.rules:329
    if ty == I64:
        ctx.set_result(inst, 0, get_frame_pointer(ctx))
        ctx.fired(329)
        return True
    return False


def lower_get_stack_pointer(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_stack_pointer`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # lower.rules:330
    if ty == I64:
        ctx.set_result(inst, 0, get_stack_pointer(ctx))
        ctx.fired(330)
        return True
    return False


def lower_get_return_address(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_return_address`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # lower.rules:331
    if ty == I64:
        ctx.set_result(inst, 0, get_return_address(ctx))
        ctx.fired(331)
        return True
    return False


def lower_iconst(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `iconst`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    k: i64 = func.imm[inst]
    # lower.rules:336
    ctx.set_result(inst, 0, const(ctx, ty, k))
    ctx.fired(336)
    return True


def lower_f32const(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `f32const`."""
    func = ctx.func
    k: i64 = func.imm[inst]
    # lower.rules:337
    ctx.set_result(inst, 0, float_const(ctx, F32, k))
    ctx.fired(337)
    return True


def lower_f64const(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `f64const`."""
    func = ctx.func
    k: i64 = func.imm[inst]
    # lower.rules:338
    ctx.set_result(inst, 0, float_const(ctx, F64, k))
    ctx.fired(338)
    return True


def lower_select(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `select`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    x: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # lower.rules:273
    if I8 <= ty <= I64 and c_op == OP_ICMP:
        c_ty: i64 = i64(func.ty[c_def])
        if I8 <= c_ty <= I64:
            c_cc: i64 = func.imm[c_def]
            c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
            c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            if y_op == OP_ICONST:
                y_k: i64 = func.imm[y_def]
                if is_cheap_pair(ty, y_k):
                    x_reg: i64 = ctx.use(x)
                    ctx.set_result(inst, 0, csel_const(ctx, ty, x_reg, y_k, compare(ctx, c_cc, c_ty, c_x, c_y)))
                    ctx.fired(273)
                    return True
    if I8 <= ty <= I64 or ty == F32 or ty == F64:
        # lower.rules:274
        if c_op == OP_ICMP:
            c_ty = i64(func.ty[c_def])
            if I8 <= c_ty <= I64:
                c_cc = func.imm[c_def]
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                x_reg = ctx.use(x)
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, csel(ctx, ty, x_reg, y_reg, compare(ctx, c_cc, c_ty, c_x, c_y)))
                ctx.fired(274)
                return True
        # lower.rules:377
        if c_op == OP_FCMP:
            c_ty = i64(func.ty[c_def])
            if c_ty == F32 or c_ty == F64:
                c_cc = func.imm[c_def]
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                x_reg = ctx.use(x)
                y_reg = ctx.use(y)
                c_x_reg: i64 = ctx.use(c_x)
                c_y_reg: i64 = ctx.use(c_y)
                ctx.set_result(inst, 0, csel(ctx, ty, x_reg, y_reg, fcmp_flags(ctx, c_cc, c_ty, c_x_reg, c_y_reg)))
                ctx.fired(377)
                return True
        # lower.rules:275
        c_type: i64 = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, csel(ctx, ty, x_reg, y_reg, nonzero(ctx, c)))
            ctx.fired(275)
            return True
    return False


def lower_select_spectre_guard(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `select_spectre_guard`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    x: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    if I8 <= ty <= I64 or ty == F32 or ty == F64:
        # lower.rules:276
        if c_op == OP_ICMP:
            c_ty: i64 = i64(func.ty[c_def])
            if I8 <= c_ty <= I64:
                c_cc: i64 = func.imm[c_def]
                c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
                c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                x_reg: i64 = ctx.use(x)
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, csel(ctx, ty, x_reg, y_reg, compare(ctx, c_cc, c_ty, c_x, c_y)))
                ctx.fired(276)
                return True
        # lower.rules:277
        c_type: i64 = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, csel(ctx, ty, x_reg, y_reg, nonzero(ctx, c)))
            ctx.fired(277)
            return True
    return False


def lower_bitselect(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bitselect`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # lower.rules:249
    if I8 <= ty <= I64:
        c_reg: i64 = ctx.use(c)
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, bitselect(ctx, ty, c_reg, x_reg, y_reg))
        ctx.fired(249)
        return True
    # lower.rules:367
    if ty == F32 or ty == F64:
        c_reg = ctx.use(c)
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, bsl(ctx, MOP_BSL_8B, c_reg, x_reg, y_reg))
        ctx.fired(367)
        return True
    # lower.rules:372
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        c_reg = ctx.use(c)
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, bsl(ctx, MOP_BSL_16B, c_reg, x_reg, y_reg))
        ctx.fired(372)
        return True
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
        # lower.rules:168
        if y_op == OP_ISHL:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_x_def: i64 = ctx.def_inst(y_x)
            if y_x_def >= 0 and func.op[y_x_def] == OP_UEXTEND:
                y_x_x: i64 = i64(func.pool[i64(func.arg_start[y_x_def])])
                y_x_x_type: i64 = i64(func.value_type[y_x_x])
                if I8 <= y_x_x_type <= I32:
                    y_y_def: i64 = ctx.def_inst(y_y)
                    if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                        y_y_k: i64 = func.imm[y_y_def]
                        if y_y_k < 5 and y_y_k >= 0:
                            x_reg: i64 = ctx.use(x)
                            y_x_x_reg: i64 = ctx.use(y_x_x)
                            ctx.set_result(inst, 0, rr_extend(ctx, MOP_ADD_RX, ty, x_reg, y_x_x_reg, zext_option(y_x_x_type), y_y_k))
                            ctx.fired(168)
                            return True
        # lower.rules:168 (mirrored)
        if x_op == OP_ISHL:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_UEXTEND:
                x_x_x: i64 = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_x_type: i64 = i64(func.value_type[x_x_x])
                if I8 <= x_x_x_type <= I32:
                    x_y_def: i64 = ctx.def_inst(x_y)
                    if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                        x_y_k: i64 = func.imm[x_y_def]
                        if x_y_k < 5 and x_y_k >= 0:
                            y_reg: i64 = ctx.use(y)
                            x_x_x_reg: i64 = ctx.use(x_x_x)
                            ctx.set_result(inst, 0, rr_extend(ctx, MOP_ADD_RX, ty, y_reg, x_x_x_reg, zext_option(x_x_x_type), x_y_k))
                            ctx.fired(168)
                            return True
        # lower.rules:169
        if y_op == OP_ISHL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_x_def = ctx.def_inst(y_x)
            if y_x_def >= 0 and func.op[y_x_def] == OP_SEXTEND:
                y_x_x = i64(func.pool[i64(func.arg_start[y_x_def])])
                y_x_x_type = i64(func.value_type[y_x_x])
                if I8 <= y_x_x_type <= I32:
                    y_y_def = ctx.def_inst(y_y)
                    if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                        y_y_k = func.imm[y_y_def]
                        if y_y_k < 5 and y_y_k >= 0:
                            x_reg = ctx.use(x)
                            y_x_x_reg = ctx.use(y_x_x)
                            ctx.set_result(inst, 0, rr_extend(ctx, MOP_ADD_RX, ty, x_reg, y_x_x_reg, sext_option(y_x_x_type), y_y_k))
                            ctx.fired(169)
                            return True
        # lower.rules:169 (mirrored)
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_SEXTEND:
                x_x_x = i64(func.pool[i64(func.arg_start[x_x_def])])
                x_x_x_type = i64(func.value_type[x_x_x])
                if I8 <= x_x_x_type <= I32:
                    x_y_def = ctx.def_inst(x_y)
                    if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                        x_y_k = func.imm[x_y_def]
                        if x_y_k < 5 and x_y_k >= 0:
                            y_reg = ctx.use(y)
                            x_x_x_reg = ctx.use(x_x_x)
                            ctx.set_result(inst, 0, rr_extend(ctx, MOP_ADD_RX, ty, y_reg, x_x_x_reg, sext_option(x_x_x_type), x_y_k))
                            ctx.fired(169)
                            return True
    if I8 <= ty <= I64:
        # lower.rules:158
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if is_add_imm(ty, y_k):
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, ri(ctx, MOP_ADD_I, ty, x_reg, add_imm(ty, y_k)))
                ctx.fired(158)
                return True
        # lower.rules:158 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if is_add_imm(ty, x_k):
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, ri(ctx, MOP_ADD_I, ty, y_reg, add_imm(ty, x_k)))
                ctx.fired(158)
                return True
        # lower.rules:159
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if is_sub_imm(ty, y_k):
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, ri(ctx, MOP_SUB_I, ty, x_reg, sub_imm(ty, y_k)))
                ctx.fired(159)
                return True
        # lower.rules:159 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if is_sub_imm(ty, x_k):
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, ri(ctx, MOP_SUB_I, ty, y_reg, sub_imm(ty, x_k)))
                ctx.fired(159)
                return True
    if ty == I64:
        # lower.rules:160
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
                            y_x_x_reg = ctx.use(y_x_x)
                            y_y_x_reg: i64 = ctx.use(y_y_x)
                            x_reg = ctx.use(x)
                            ctx.set_result(inst, 0, mul_long_add(ctx, MOP_SMADDL, y_x_x_reg, y_y_x_reg, x_reg))
                            ctx.fired(160)
                            return True
        # lower.rules:160 (mirrored)
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
                            x_x_x_reg = ctx.use(x_x_x)
                            x_y_x_reg: i64 = ctx.use(x_y_x)
                            y_reg = ctx.use(y)
                            ctx.set_result(inst, 0, mul_long_add(ctx, MOP_SMADDL, x_x_x_reg, x_y_x_reg, y_reg))
                            ctx.fired(160)
                            return True
        # lower.rules:161
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
                            y_x_x_reg = ctx.use(y_x_x)
                            y_y_x_reg = ctx.use(y_y_x)
                            x_reg = ctx.use(x)
                            ctx.set_result(inst, 0, mul_long_add(ctx, MOP_UMADDL, y_x_x_reg, y_y_x_reg, x_reg))
                            ctx.fired(161)
                            return True
        # lower.rules:161 (mirrored)
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
                            x_x_x_reg = ctx.use(x_x_x)
                            x_y_x_reg = ctx.use(x_y_x)
                            y_reg = ctx.use(y)
                            ctx.set_result(inst, 0, mul_long_add(ctx, MOP_UMADDL, x_x_x_reg, x_y_x_reg, y_reg))
                            ctx.fired(161)
                            return True
    if I8 <= ty <= I64:
        # lower.rules:162
        if y_op == OP_IMUL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            if single(ctx, y_def):
                y_x_reg: i64 = ctx.use(y_x)
                y_y_reg: i64 = ctx.use(y_y)
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, mul_add(ctx, ty, y_x_reg, y_y_reg, x_reg))
                ctx.fired(162)
                return True
        # lower.rules:162 (mirrored)
        if x_op == OP_IMUL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if single(ctx, x_def):
                x_x_reg: i64 = ctx.use(x_x)
                x_y_reg: i64 = ctx.use(x_y)
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, mul_add(ctx, ty, x_x_reg, x_y_reg, y_reg))
                ctx.fired(162)
                return True
        # lower.rules:163
        if y_op == OP_ISHL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_ADD_RS, ty, x_reg, y_x_reg, LSL, shift_amount(ty, y_y_k)))
                ctx.fired(163)
                return True
        # lower.rules:163 (mirrored)
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_ADD_RS, ty, y_reg, x_x_reg, LSL, shift_amount(ty, x_y_k)))
                ctx.fired(163)
                return True
    if ty == I32 or ty == I64:
        # lower.rules:164
        if y_op == OP_USHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_ADD_RS, ty, x_reg, y_x_reg, LSR, shift_amount(ty, y_y_k)))
                ctx.fired(164)
                return True
        # lower.rules:164 (mirrored)
        if x_op == OP_USHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_ADD_RS, ty, y_reg, x_x_reg, LSR, shift_amount(ty, x_y_k)))
                ctx.fired(164)
                return True
        # lower.rules:165
        if y_op == OP_SSHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_ADD_RS, ty, x_reg, y_x_reg, ASR, shift_amount(ty, y_y_k)))
                ctx.fired(165)
                return True
        # lower.rules:165 (mirrored)
        if x_op == OP_SSHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_ADD_RS, ty, y_reg, x_x_reg, ASR, shift_amount(ty, x_y_k)))
                ctx.fired(165)
                return True
        # lower.rules:166
        if y_op == OP_UEXTEND:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type: i64 = i64(func.value_type[y_x])
            if I8 <= y_x_type <= I32:
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_extend(ctx, MOP_ADD_RX, ty, x_reg, y_x_reg, zext_option(y_x_type), 0))
                ctx.fired(166)
                return True
        # lower.rules:166 (mirrored)
        if x_op == OP_UEXTEND:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_x_type: i64 = i64(func.value_type[x_x])
            if I8 <= x_x_type <= I32:
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, rr_extend(ctx, MOP_ADD_RX, ty, y_reg, x_x_reg, zext_option(x_x_type), 0))
                ctx.fired(166)
                return True
        # lower.rules:167
        if y_op == OP_SEXTEND:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if I8 <= y_x_type <= I32:
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_extend(ctx, MOP_ADD_RX, ty, x_reg, y_x_reg, sext_option(y_x_type), 0))
                ctx.fired(167)
                return True
        # lower.rules:167 (mirrored)
        if x_op == OP_SEXTEND:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_x_type = i64(func.value_type[x_x])
            if I8 <= x_x_type <= I32:
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, rr_extend(ctx, MOP_ADD_RX, ty, y_reg, x_x_reg, sext_option(x_x_type), 0))
                ctx.fired(167)
                return True
    # lower.rules:170
    if I8 <= ty <= I64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, rr(ctx, MOP_ADD_RS, ty, x_reg, y_reg))
        ctx.fired(170)
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
        # lower.rules:174
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, r(ctx, MOP_NEG_RS, ty, y_reg))
                ctx.fired(174)
                return True
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            # lower.rules:172
            if is_sub_imm(ty, y_k):
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, ri(ctx, MOP_ADD_I, ty, x_reg, sub_imm(ty, y_k)))
                ctx.fired(172)
                return True
            # lower.rules:173
            if is_add_imm(ty, y_k):
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, ri(ctx, MOP_SUB_I, ty, x_reg, add_imm(ty, y_k)))
                ctx.fired(173)
                return True
        # lower.rules:175
        if y_op == OP_IMUL:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            if single(ctx, y_def):
                y_x_reg: i64 = ctx.use(y_x)
                y_y_reg: i64 = ctx.use(y_y)
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, mul_sub(ctx, ty, y_x_reg, y_y_reg, x_reg))
                ctx.fired(175)
                return True
        # lower.rules:176
        if y_op == OP_ISHL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def: i64 = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k: i64 = func.imm[y_y_def]
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_SUB_RS, ty, x_reg, y_x_reg, LSL, shift_amount(ty, y_y_k)))
                ctx.fired(176)
                return True
    if ty == I32 or ty == I64:
        # lower.rules:177
        if y_op == OP_USHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_SUB_RS, ty, x_reg, y_x_reg, LSR, shift_amount(ty, y_y_k)))
                ctx.fired(177)
                return True
        # lower.rules:178
        if y_op == OP_SSHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_SUB_RS, ty, x_reg, y_x_reg, ASR, shift_amount(ty, y_y_k)))
                ctx.fired(178)
                return True
        # lower.rules:179
        if y_op == OP_UEXTEND:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type: i64 = i64(func.value_type[y_x])
            if I8 <= y_x_type <= I32:
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_extend(ctx, MOP_SUB_RX, ty, x_reg, y_x_reg, zext_option(y_x_type), 0))
                ctx.fired(179)
                return True
        # lower.rules:180
        if y_op == OP_SEXTEND:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_type = i64(func.value_type[y_x])
            if I8 <= y_x_type <= I32:
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_extend(ctx, MOP_SUB_RX, ty, x_reg, y_x_reg, sext_option(y_x_type), 0))
                ctx.fired(180)
                return True
    # lower.rules:181
    if I8 <= ty <= I64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, rr(ctx, MOP_SUB_RS, ty, x_reg, y_reg))
        ctx.fired(181)
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
        # lower.rules:183
        if x_op == OP_IMUL:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if single(ctx, x_def):
                x_x_reg: i64 = ctx.use(x_x)
                x_y_reg: i64 = ctx.use(x_y)
                ctx.set_result(inst, 0, rr(ctx, MOP_MNEG, ty, x_x_reg, x_y_reg))
                ctx.fired(183)
                return True
        # lower.rules:184
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, r_shift(ctx, MOP_NEG_RS, ty, x_x_reg, LSL, shift_amount(ty, x_y_k)))
                ctx.fired(184)
                return True
        # lower.rules:185
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, r(ctx, MOP_NEG_RS, ty, x_reg))
        ctx.fired(185)
        return True
    return False


def lower_iabs(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `iabs`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:186
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, iabs(ctx, ty, x))
        ctx.fired(186)
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
    if ty == I64:
        # lower.rules:194
        if x_op == OP_SEXTEND:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_x_type: i64 = i64(func.value_type[x_x])
            if x_x_type == I32 and y_op == OP_SEXTEND:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_x_type: i64 = i64(func.value_type[y_x])
                if y_x_type == I32:
                    x_x_reg: i64 = ctx.use(x_x)
                    y_x_reg: i64 = ctx.use(y_x)
                    ctx.set_result(inst, 0, mul_long(ctx, MOP_SMULL, x_x_reg, y_x_reg))
                    ctx.fired(194)
                    return True
        # lower.rules:195
        if x_op == OP_UEXTEND:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_x_type = i64(func.value_type[x_x])
            if x_x_type == I32 and y_op == OP_UEXTEND:
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_x_type = i64(func.value_type[y_x])
                if y_x_type == I32:
                    x_x_reg = ctx.use(x_x)
                    y_x_reg = ctx.use(y_x)
                    ctx.set_result(inst, 0, mul_long(ctx, MOP_UMULL, x_x_reg, y_x_reg))
                    ctx.fired(195)
                    return True
    if I8 <= ty <= I64:
        # lower.rules:196
        if x_op == OP_INEG:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_x_reg = ctx.use(x_x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, rr(ctx, MOP_MNEG, ty, x_x_reg, y_reg))
            ctx.fired(196)
            return True
        # lower.rules:196 (mirrored)
        if y_op == OP_INEG:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_x_reg = ctx.use(y_x)
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, rr(ctx, MOP_MNEG, ty, y_x_reg, x_reg))
            ctx.fired(196)
            return True
        # lower.rules:197
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, mul(ctx, ty, x_reg, y_reg))
        ctx.fired(197)
        return True
    return False


def lower_umulhi(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `umulhi`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:198
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, mulhi(ctx, ty, 0, x, y))
        ctx.fired(198)
        return True
    return False


def lower_smulhi(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `smulhi`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:199
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, mulhi(ctx, ty, 1, x, y))
        ctx.fired(199)
        return True
    return False


def lower_udiv(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `udiv`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:200
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, divide(ctx, ty, 0, 0, x, y))
        ctx.fired(200)
        return True
    return False


def lower_sdiv(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sdiv`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:201
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, divide(ctx, ty, 1, 0, x, y))
        ctx.fired(201)
        return True
    return False


def lower_urem(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `urem`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:202
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, divide(ctx, ty, 0, 1, x, y))
        ctx.fired(202)
        return True
    return False


def lower_srem(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `srem`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:203
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, divide(ctx, ty, 1, 1, x, y))
        ctx.fired(203)
        return True
    return False


def lower_smin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `smin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:187
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, min_max(ctx, ty, CC_SLT, x, y))
        ctx.fired(187)
        return True
    return False


def lower_umin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `umin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:188
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, min_max(ctx, ty, CC_ULT, x, y))
        ctx.fired(188)
        return True
    return False


def lower_smax(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `smax`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:189
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, min_max(ctx, ty, CC_SGT, x, y))
        ctx.fired(189)
        return True
    return False


def lower_umax(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `umax`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:190
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, min_max(ctx, ty, CC_UGT, x, y))
        ctx.fired(190)
        return True
    return False


def lower_uadd_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uadd_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:207
    if ty == I32 or ty == I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = rr(ctx, MOP_ADDS_RS, ty, x_reg, y_reg)
        result1: i64 = overflow_flag(ctx, 0, 0)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(207)
        return True
    # lower.rules:211
    if ty == I8 or ty == I16:
        s = sum_narrow(ctx, ty, 0, 0, x, y)
        result1 = narrow_carry(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(211)
        return True
    return False


def lower_sadd_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sadd_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:208
    if ty == I32 or ty == I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = rr(ctx, MOP_ADDS_RS, ty, x_reg, y_reg)
        result1: i64 = overflow_flag(ctx, 1, 0)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(208)
        return True
    # lower.rules:212
    if ty == I8 or ty == I16:
        s = sum_narrow(ctx, ty, 1, 0, x, y)
        result1 = out_of_range(ctx, ty, 1, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(212)
        return True
    return False


def lower_usub_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `usub_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:209
    if ty == I32 or ty == I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = rr(ctx, MOP_SUBS_RS, ty, x_reg, y_reg)
        result1: i64 = overflow_flag(ctx, 0, 1)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(209)
        return True
    # lower.rules:213
    if ty == I8 or ty == I16:
        s = sum_narrow(ctx, ty, 0, 1, x, y)
        result1 = narrow_carry(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(213)
        return True
    return False


def lower_ssub_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ssub_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:210
    if ty == I32 or ty == I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = rr(ctx, MOP_SUBS_RS, ty, x_reg, y_reg)
        result1: i64 = overflow_flag(ctx, 1, 1)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(210)
        return True
    # lower.rules:214
    if ty == I8 or ty == I16:
        s = sum_narrow(ctx, ty, 1, 1, x, y)
        result1 = out_of_range(ctx, ty, 1, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(214)
        return True
    return False


def lower_umul_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `umul_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:215
    x_reg: i64 = ctx.use(x)
    y_reg: i64 = ctx.use(y)
    s: i64 = product(ctx, ty, 0, x, y)
    result1: i64 = product_flag(ctx, ty, 0, x_reg, y_reg, s)
    ctx.set_result(inst, 0, s)
    ctx.set_result(inst, 1, result1)
    ctx.fired(215)
    return True


def lower_smul_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `smul_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:216
    x_reg: i64 = ctx.use(x)
    y_reg: i64 = ctx.use(y)
    s: i64 = product(ctx, ty, 1, x, y)
    result1: i64 = product_flag(ctx, ty, 1, x_reg, y_reg, s)
    ctx.set_result(inst, 0, s)
    ctx.set_result(inst, 1, result1)
    ctx.fired(216)
    return True


def lower_uadd_overflow_cin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uadd_overflow_cin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    c_in: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # lower.rules:217
    if ty == I32 or ty == I64:
        s: i64 = sum_carry(ctx, ty, 0, x, y, c_in)
        result1: i64 = overflow_flag(ctx, 0, 0)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(217)
        return True
    # lower.rules:221
    if ty == I8 or ty == I16:
        s = sum_carry_narrow(ctx, ty, 0, 0, x, y, c_in)
        result1 = narrow_carry(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(221)
        return True
    return False


def lower_sadd_overflow_cin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sadd_overflow_cin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    c_in: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # lower.rules:218
    if ty == I32 or ty == I64:
        s: i64 = sum_carry(ctx, ty, 0, x, y, c_in)
        result1: i64 = overflow_flag(ctx, 1, 0)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(218)
        return True
    # lower.rules:222
    if ty == I8 or ty == I16:
        s = sum_carry_narrow(ctx, ty, 1, 0, x, y, c_in)
        result1 = out_of_range(ctx, ty, 1, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(222)
        return True
    return False


def lower_usub_overflow_bin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `usub_overflow_bin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    b_in: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # lower.rules:219
    if ty == I32 or ty == I64:
        s: i64 = sum_carry(ctx, ty, 1, x, y, b_in)
        result1: i64 = overflow_flag(ctx, 0, 1)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(219)
        return True
    # lower.rules:223
    if ty == I8 or ty == I16:
        s = sum_carry_narrow(ctx, ty, 0, 1, x, y, b_in)
        result1 = narrow_carry(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(223)
        return True
    return False


def lower_ssub_overflow_bin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ssub_overflow_bin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    b_in: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # lower.rules:220
    if ty == I32 or ty == I64:
        s: i64 = sum_carry(ctx, ty, 1, x, y, b_in)
        result1: i64 = overflow_flag(ctx, 1, 1)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(220)
        return True
    # lower.rules:224
    if ty == I8 or ty == I16:
        s = sum_carry_narrow(ctx, ty, 1, 1, x, y, b_in)
        result1 = out_of_range(ctx, ty, 1, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(224)
        return True
    return False


def lower_uadd_overflow_trap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uadd_overflow_trap`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    code: i64 = func.imm[inst]
    # lower.rules:225
    x_reg: i64 = ctx.use(x)
    y_reg: i64 = ctx.use(y)
    s: i64 = rr(ctx, MOP_ADDS_RS, ty, x_reg, y_reg)
    trap_if(ctx, COND_HS, code)
    ctx.set_result(inst, 0, s)
    ctx.fired(225)
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
        # lower.rules:229
        if x_op == OP_USHR:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k: i64 = func.imm[y_def]
                    if is_low_mask(ty, x_y_k, y_k):
                        x_x_reg: i64 = ctx.use(x_x)
                        ctx.set_result(inst, 0, extract_field(ctx, ty, x_x_reg, x_y_k, y_k))
                        ctx.fired(229)
                        return True
        # lower.rules:229 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if y_op == OP_USHR:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                y_y_def: i64 = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k: i64 = func.imm[y_y_def]
                    if is_low_mask(ty, y_y_k, x_k):
                        y_x_reg: i64 = ctx.use(y_x)
                        ctx.set_result(inst, 0, extract_field(ctx, ty, y_x_reg, y_y_k, x_k))
                        ctx.fired(229)
                        return True
        # lower.rules:230
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if is_field_insert(ty, x_y_k, y_k):
                        x_x_reg = ctx.use(x_x)
                        ctx.set_result(inst, 0, insert_field(ctx, ty, x_x_reg, x_y_k, y_k))
                        ctx.fired(230)
                        return True
        # lower.rules:230 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_ISHL:
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                y_y_def = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k = func.imm[y_y_def]
                    if is_field_insert(ty, y_y_k, x_k):
                        y_x_reg = ctx.use(y_x)
                        ctx.set_result(inst, 0, insert_field(ctx, ty, y_x_reg, y_y_k, x_k))
                        ctx.fired(230)
                        return True
    if I8 <= ty <= I64:
        # lower.rules:231
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if is_mask(ty, y_k):
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, r_mask(ctx, MOP_AND_I, ty, x_reg, mask_field(ty, y_k)))
                ctx.fired(231)
                return True
        # lower.rules:231 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if is_mask(ty, x_k):
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, r_mask(ctx, MOP_AND_I, ty, y_reg, mask_field(ty, x_k)))
                ctx.fired(231)
                return True
        # lower.rules:232
        if y_op == OP_BNOT:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            x_reg = ctx.use(x)
            y_x_reg = ctx.use(y_x)
            ctx.set_result(inst, 0, rr(ctx, MOP_BIC_RS, ty, x_reg, y_x_reg))
            ctx.fired(232)
            return True
        # lower.rules:232 (mirrored)
        if x_op == OP_BNOT:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            y_reg = ctx.use(y)
            x_x_reg = ctx.use(x_x)
            ctx.set_result(inst, 0, rr(ctx, MOP_BIC_RS, ty, y_reg, x_x_reg))
            ctx.fired(232)
            return True
        # lower.rules:233
        if y_op == OP_ISHL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_AND_RS, ty, x_reg, y_x_reg, LSL, shift_amount(ty, y_y_k)))
                ctx.fired(233)
                return True
        # lower.rules:233 (mirrored)
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_AND_RS, ty, y_reg, x_x_reg, LSL, shift_amount(ty, x_y_k)))
                ctx.fired(233)
                return True
    # lower.rules:363
    if ty == F32 or ty == F64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, ff(ctx, MOP_AND_8B, ty, x_reg, y_reg))
        ctx.fired(363)
        return True
    # lower.rules:368
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, ff(ctx, MOP_AND_16B, ty, x_reg, y_reg))
        ctx.fired(368)
        return True
    if ty == I32 or ty == I64:
        # lower.rules:234
        if y_op == OP_USHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_AND_RS, ty, x_reg, y_x_reg, LSR, shift_amount(ty, y_y_k)))
                ctx.fired(234)
                return True
        # lower.rules:234 (mirrored)
        if x_op == OP_USHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_AND_RS, ty, y_reg, x_x_reg, LSR, shift_amount(ty, x_y_k)))
                ctx.fired(234)
                return True
    # lower.rules:235
    if I8 <= ty <= I64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, rr(ctx, MOP_AND_RS, ty, x_reg, y_reg))
        ctx.fired(235)
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
        # lower.rules:236
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if is_mask(ty, y_k):
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, r_mask(ctx, MOP_ORR_I, ty, x_reg, mask_field(ty, y_k)))
                ctx.fired(236)
                return True
        # lower.rules:236 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if is_mask(ty, x_k):
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, r_mask(ctx, MOP_ORR_I, ty, y_reg, mask_field(ty, x_k)))
                ctx.fired(236)
                return True
        # lower.rules:237
        if y_op == OP_BNOT:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            x_reg = ctx.use(x)
            y_x_reg: i64 = ctx.use(y_x)
            ctx.set_result(inst, 0, rr(ctx, MOP_ORN_RS, ty, x_reg, y_x_reg))
            ctx.fired(237)
            return True
        # lower.rules:237 (mirrored)
        if x_op == OP_BNOT:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            y_reg = ctx.use(y)
            x_x_reg: i64 = ctx.use(x_x)
            ctx.set_result(inst, 0, rr(ctx, MOP_ORN_RS, ty, y_reg, x_x_reg))
            ctx.fired(237)
            return True
        # lower.rules:238
        if y_op == OP_ISHL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def: i64 = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k: i64 = func.imm[y_y_def]
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_ORR_RS, ty, x_reg, y_x_reg, LSL, shift_amount(ty, y_y_k)))
                ctx.fired(238)
                return True
        # lower.rules:238 (mirrored)
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_ORR_RS, ty, y_reg, x_x_reg, LSL, shift_amount(ty, x_y_k)))
                ctx.fired(238)
                return True
    # lower.rules:364
    if ty == F32 or ty == F64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, ff(ctx, MOP_ORR_8B, ty, x_reg, y_reg))
        ctx.fired(364)
        return True
    # lower.rules:369
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, ff(ctx, MOP_ORR_16B, ty, x_reg, y_reg))
        ctx.fired(369)
        return True
    if ty == I32 or ty == I64:
        # lower.rules:239
        if y_op == OP_USHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_ORR_RS, ty, x_reg, y_x_reg, LSR, shift_amount(ty, y_y_k)))
                ctx.fired(239)
                return True
        # lower.rules:239 (mirrored)
        if x_op == OP_USHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_ORR_RS, ty, y_reg, x_x_reg, LSR, shift_amount(ty, x_y_k)))
                ctx.fired(239)
                return True
    # lower.rules:240
    if I8 <= ty <= I64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, rr(ctx, MOP_ORR_RS, ty, x_reg, y_reg))
        ctx.fired(240)
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
        # lower.rules:241
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if is_mask(ty, y_k):
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, r_mask(ctx, MOP_EOR_I, ty, x_reg, mask_field(ty, y_k)))
                ctx.fired(241)
                return True
        # lower.rules:241 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if is_mask(ty, x_k):
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, r_mask(ctx, MOP_EOR_I, ty, y_reg, mask_field(ty, x_k)))
                ctx.fired(241)
                return True
        # lower.rules:242
        if y_op == OP_BNOT:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            x_reg = ctx.use(x)
            y_x_reg: i64 = ctx.use(y_x)
            ctx.set_result(inst, 0, rr(ctx, MOP_EON_RS, ty, x_reg, y_x_reg))
            ctx.fired(242)
            return True
        # lower.rules:242 (mirrored)
        if x_op == OP_BNOT:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            y_reg = ctx.use(y)
            x_x_reg: i64 = ctx.use(x_x)
            ctx.set_result(inst, 0, rr(ctx, MOP_EON_RS, ty, y_reg, x_x_reg))
            ctx.fired(242)
            return True
        # lower.rules:243
        if y_op == OP_ISHL:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def: i64 = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k: i64 = func.imm[y_y_def]
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_EOR_RS, ty, x_reg, y_x_reg, LSL, shift_amount(ty, y_y_k)))
                ctx.fired(243)
                return True
        # lower.rules:243 (mirrored)
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_EOR_RS, ty, y_reg, x_x_reg, LSL, shift_amount(ty, x_y_k)))
                ctx.fired(243)
                return True
    # lower.rules:365
    if ty == F32 or ty == F64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, ff(ctx, MOP_EOR_8B, ty, x_reg, y_reg))
        ctx.fired(365)
        return True
    # lower.rules:370
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, ff(ctx, MOP_EOR_16B, ty, x_reg, y_reg))
        ctx.fired(370)
        return True
    if ty == I32 or ty == I64:
        # lower.rules:244
        if y_op == OP_USHR:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k = func.imm[y_y_def]
                x_reg = ctx.use(x)
                y_x_reg = ctx.use(y_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_EOR_RS, ty, x_reg, y_x_reg, LSR, shift_amount(ty, y_y_k)))
                ctx.fired(244)
                return True
        # lower.rules:244 (mirrored)
        if x_op == OP_USHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                y_reg = ctx.use(y)
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, rr_shift(ctx, MOP_EOR_RS, ty, y_reg, x_x_reg, LSR, shift_amount(ty, x_y_k)))
                ctx.fired(244)
                return True
    # lower.rules:245
    if I8 <= ty <= I64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, rr(ctx, MOP_EOR_RS, ty, x_reg, y_reg))
        ctx.fired(245)
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
        # lower.rules:246
        if x_op == OP_BXOR:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if single(ctx, x_def):
                x_x_reg: i64 = ctx.use(x_x)
                x_y_reg: i64 = ctx.use(x_y)
                ctx.set_result(inst, 0, rr(ctx, MOP_EON_RS, ty, x_x_reg, x_y_reg))
                ctx.fired(246)
                return True
        # lower.rules:247
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                x_x_reg = ctx.use(x_x)
                ctx.set_result(inst, 0, r_shift(ctx, MOP_MVN_RS, ty, x_x_reg, LSL, shift_amount(ty, x_y_k)))
                ctx.fired(247)
                return True
        # lower.rules:248
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, r(ctx, MOP_MVN_RS, ty, x_reg))
        ctx.fired(248)
        return True
    # lower.rules:366
    if ty == F32 or ty == F64:
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, f(ctx, MOP_MVN_8B, ty, x_reg))
        ctx.fired(366)
        return True
    # lower.rules:371
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, f(ctx, MOP_MVN_16B, ty, x_reg))
        ctx.fired(371)
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
        # lower.rules:251
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, shift_left_imm(ctx, ty, x_reg, y_k))
            ctx.fired(251)
            return True
        # lower.rules:252
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, shift_left(ctx, ty, x_reg, y_reg))
        ctx.fired(252)
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
        # lower.rules:253
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, shift_right_imm(ctx, ty, 0, x_reg, y_k))
            ctx.fired(253)
            return True
        # lower.rules:254
        ctx.set_result(inst, 0, shift_right(ctx, ty, 0, x, y))
        ctx.fired(254)
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
        # lower.rules:255
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, shift_right_imm(ctx, ty, 1, x_reg, y_k))
            ctx.fired(255)
            return True
        # lower.rules:256
        ctx.set_result(inst, 0, shift_right(ctx, ty, 1, x, y))
        ctx.fired(256)
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
    if I8 <= ty <= I64:
        # lower.rules:257
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            ctx.set_result(inst, 0, rotate_left_imm(ctx, ty, x, y_k))
            ctx.fired(257)
            return True
        # lower.rules:258
        ctx.set_result(inst, 0, rotate_left(ctx, ty, x, y))
        ctx.fired(258)
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
    if I8 <= ty <= I64:
        # lower.rules:259
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            ctx.set_result(inst, 0, rotate_right_imm(ctx, ty, x, y_k))
            ctx.fired(259)
            return True
        # lower.rules:260
        ctx.set_result(inst, 0, rotate_right(ctx, ty, x, y))
        ctx.fired(260)
        return True
    return False


def lower_bitrev(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bitrev`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:261
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, bitrev(ctx, ty, x_reg))
        ctx.fired(261)
        return True
    return False


def lower_bswap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bswap`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:262
    if I16 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, bswap(ctx, ty, x_reg))
        ctx.fired(262)
        return True
    return False


def lower_clz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `clz`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:263
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, clz(ctx, ty, x))
        ctx.fired(263)
        return True
    return False


def lower_ctz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ctz`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:264
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, ctz(ctx, ty, x_reg))
        ctx.fired(264)
        return True
    return False


def lower_cls(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `cls`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:265
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, cls(ctx, ty, x))
        ctx.fired(265)
        return True
    return False


def lower_popcnt(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `popcnt`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:266
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, popcnt(ctx, ty, x))
        ctx.fired(266)
        return True
    return False


def lower_icmp(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `icmp`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    cc: i64 = func.imm[inst]
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:270
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, cset(ctx, compare(ctx, cc, ty, x, y)))
        ctx.fired(270)
        return True
    return False


def lower_bmask(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bmask`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    if I8 <= ty <= I64:
        # lower.rules:271
        if x_op == OP_ICMP:
            x_ty: i64 = i64(func.ty[x_def])
            if I8 <= x_ty <= I64:
                x_cc: i64 = func.imm[x_def]
                x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
                x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                ctx.set_result(inst, 0, csetm(ctx, ty, compare(ctx, x_cc, x_ty, x_x, x_y)))
                ctx.fired(271)
                return True
        # lower.rules:272
        ctx.set_result(inst, 0, csetm(ctx, ty, nonzero(ctx, x)))
        ctx.fired(272)
        return True
    return False


def lower_ireduce(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ireduce`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:284
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            ctx.fired(284)
            return True
    return False


def lower_uextend(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uextend`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:281
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, zext64(ctx, x))
        ctx.fired(281)
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
        # lower.rules:282
        if x_op == OP_LOAD:
            x_ty: i64 = i64(func.ty[x_def])
            if I8 <= x_ty <= I32 and sinkable(ctx, x_def):
                ctx.set_result(inst, 0, load_sunk(ctx, signed_load(ty, x_ty), x_def))
                ctx.fired(282)
                return True
        # lower.rules:283
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.set_result(inst, 0, sextend(ctx, ty, x))
            ctx.fired(283)
            return True
    return False


def lower_isplit(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `isplit`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:286
    if I16 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        result1: i64 = high_half(ctx, ty, x_reg)
        ctx.set_result(inst, 0, x_reg)
        ctx.set_result(inst, 1, result1)
        ctx.fired(286)
        return True
    return False


def lower_iconcat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `iconcat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    lo: i64 = i64(func.pool[i64(func.arg_start[inst])])
    hi: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:285
    if I8 <= ty <= I32:
        ctx.set_result(inst, 0, iconcat(ctx, ty, lo, hi))
        ctx.fired(285)
        return True
    return False


def lower_fadd(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fadd`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:348
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, ff(ctx, MOP_FADD, ty, x_reg, y_reg))
        ctx.fired(348)
        return True
    return False


def lower_fsub(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fsub`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:349
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, ff(ctx, MOP_FSUB, ty, x_reg, y_reg))
        ctx.fired(349)
        return True
    return False


def lower_fmul(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fmul`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:350
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, ff(ctx, MOP_FMUL, ty, x_reg, y_reg))
        ctx.fired(350)
        return True
    return False


def lower_fdiv(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fdiv`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:351
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, ff(ctx, MOP_FDIV, ty, x_reg, y_reg))
        ctx.fired(351)
        return True
    return False


def lower_sqrt(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sqrt`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:354
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, f(ctx, MOP_FSQRT, ty, x_reg))
        ctx.fired(354)
        return True
    return False


def lower_fma(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fma`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    z: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # lower.rules:361
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        z_reg: i64 = ctx.use(z)
        ctx.set_result(inst, 0, fma(ctx, ty, x_reg, y_reg, z_reg))
        ctx.fired(361)
        return True
    return False


def lower_fneg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fneg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:355
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, f(ctx, MOP_FNEG, ty, x_reg))
        ctx.fired(355)
        return True
    return False


def lower_fabs(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fabs`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:356
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, f(ctx, MOP_FABS, ty, x_reg))
        ctx.fired(356)
        return True
    return False


def lower_fcopysign(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcopysign`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:362
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, copysign(ctx, ty, x_reg, y_reg))
        ctx.fired(362)
        return True
    return False


def lower_fmin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fmin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:352
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, ff(ctx, MOP_FMIN, ty, x_reg, y_reg))
        ctx.fired(352)
        return True
    return False


def lower_fmax(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fmax`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:353
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, ff(ctx, MOP_FMAX, ty, x_reg, y_reg))
        ctx.fired(353)
        return True
    return False


def lower_ceil(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ceil`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:357
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, f(ctx, MOP_FRINTP, ty, x_reg))
        ctx.fired(357)
        return True
    return False


def lower_floor(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `floor`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:358
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, f(ctx, MOP_FRINTM, ty, x_reg))
        ctx.fired(358)
        return True
    return False


def lower_trunc(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `trunc`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:359
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, f(ctx, MOP_FRINTZ, ty, x_reg))
        ctx.fired(359)
        return True
    return False


def lower_nearest(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `nearest`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:360
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, f(ctx, MOP_FRINTN, ty, x_reg))
        ctx.fired(360)
        return True
    return False


def lower_fcmp(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcmp`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    cc: i64 = func.imm[inst]
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:375
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, fcmp_value(ctx, cc, ty, x_reg, y_reg))
        ctx.fired(375)
        return True
    return False


def lower_fpromote(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fpromote`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:381
    if ty == F64:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F32:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, f(ctx, MOP_FCVT_DS, ty, x_reg))
            ctx.fired(381)
            return True
    return False


def lower_fdemote(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fdemote`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:382
    if ty == F32:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F64:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, f(ctx, MOP_FCVT_SD, ty, x_reg))
            ctx.fired(382)
            return True
    return False


def lower_fcvt_to_uint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_to_uint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:388
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F32 or x_type == F64:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, to_int_checked(ctx, ty, 0, x_reg, x_type))
            ctx.fired(388)
            return True
    return False


def lower_fcvt_to_sint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_to_sint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:387
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F32 or x_type == F64:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, to_int_checked(ctx, ty, 1, x_reg, x_type))
            ctx.fired(387)
            return True
    return False


def lower_fcvt_to_uint_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_to_uint_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:386
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F32 or x_type == F64:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, to_int_sat(ctx, ty, 0, x_reg, x_type))
            ctx.fired(386)
            return True
    return False


def lower_fcvt_to_sint_sat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_to_sint_sat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:385
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F32 or x_type == F64:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, to_int_sat(ctx, ty, 1, x_reg, x_type))
            ctx.fired(385)
            return True
    return False


def lower_fcvt_from_uint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_from_uint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:384
    if ty == F32 or ty == F64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.set_result(inst, 0, from_int(ctx, ty, 0, x))
            ctx.fired(384)
            return True
    return False


def lower_fcvt_from_sint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_from_sint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:383
    if ty == F32 or ty == F64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.set_result(inst, 0, from_int(ctx, ty, 1, x))
            ctx.fired(383)
            return True
    return False


def lower_bitcast(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bitcast`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:287
    if ty == I32:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F32:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, to_int(ctx, MOP_FMOV_WS, x_reg))
            ctx.fired(287)
            return True
    # lower.rules:288
    if ty == F32:
        x_type = i64(func.value_type[x])
        if x_type == I32:
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, to_float(ctx, MOP_FMOV_SW, x_reg))
            ctx.fired(288)
            return True
    # lower.rules:289
    if ty == I64:
        x_type = i64(func.value_type[x])
        if x_type == F64:
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, to_int(ctx, MOP_FMOV_XD, x_reg))
            ctx.fired(289)
            return True
    # lower.rules:290
    if ty == F64:
        x_type = i64(func.value_type[x])
        if x_type == I64:
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, to_float(ctx, MOP_FMOV_DX, x_reg))
            ctx.fired(290)
            return True
    # lower.rules:291
    if I8 <= ty <= I64:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            ctx.fired(291)
            return True
    # lower.rules:292
    if ty == F32 or ty == F64:
        x_type = i64(func.value_type[x])
        if x_type == F32 or x_type == F64:
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            ctx.fired(292)
            return True
    # lower.rules:373
    if ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16:
        x_type = i64(func.value_type[x])
        if (
            x_type == I64X2 or x_type == F64X2 or x_type == I32X4 or x_type == F32X4 or x_type == I16X8 or x_type == I8X16
        ):
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            ctx.fired(373)
            return True
    return False


def lower(ctx: Lower, inst: i64) -> bool:
    """Lower one instruction; False when no rule matches."""
    op: i64 = i64(ctx.func.op[inst])
    if op < OP_USUB_OVERFLOW:
        if op < OP_GET_PINNED_REG:
            if op < OP_ISTORE8:
                if op < OP_FUNC_ADDR:
                    if op < OP_TRAPZ:
                        if op < OP_BR_TABLE:
                            if op == OP_BRIF:
                                return lower_brif(ctx, inst)
                        else:
                            if op == OP_BR_TABLE:
                                return lower_br_table(ctx, inst)
                            if op == OP_TRAP:
                                return lower_trap(ctx, inst)
                    else:
                        if op < OP_TRAPNZ:
                            if op == OP_TRAPZ:
                                return lower_trapz(ctx, inst)
                        else:
                            if op == OP_TRAPNZ:
                                return lower_trapnz(ctx, inst)
                            if op == OP_DEBUGTRAP:
                                return lower_debugtrap(ctx, inst)
                else:
                    if op < OP_LOAD:
                        if op < OP_NOP:
                            if op == OP_FUNC_ADDR:
                                return lower_func_addr(ctx, inst)
                        else:
                            if op == OP_NOP:
                                return lower_nop(ctx, inst)
                            if op == OP_SEQUENCE_POINT:
                                return lower_sequence_point(ctx, inst)
                    else:
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
                if op < OP_STACK_ADDR:
                    if op < OP_ISTORE16:
                        if op < OP_ULOAD16:
                            if op == OP_ISTORE8:
                                return lower_istore8(ctx, inst)
                        else:
                            if op == OP_ULOAD16:
                                return lower_uload16(ctx, inst)
                            if op == OP_SLOAD16:
                                return lower_sload16(ctx, inst)
                    else:
                        if op < OP_SLOAD32:
                            if op == OP_ISTORE16:
                                return lower_istore16(ctx, inst)
                            if op == OP_ULOAD32:
                                return lower_uload32(ctx, inst)
                        else:
                            if op == OP_SLOAD32:
                                return lower_sload32(ctx, inst)
                            if op == OP_ISTORE32:
                                return lower_istore32(ctx, inst)
                else:
                    if op < OP_ATOMIC_CAS:
                        if op < OP_SYMBOL_VALUE:
                            if op == OP_STACK_ADDR:
                                return lower_stack_addr(ctx, inst)
                        else:
                            if op == OP_SYMBOL_VALUE:
                                return lower_symbol_value(ctx, inst)
                            if op == OP_ATOMIC_RMW:
                                return lower_atomic_rmw(ctx, inst)
                    else:
                        if op < OP_ATOMIC_STORE:
                            if op == OP_ATOMIC_CAS:
                                return lower_atomic_cas(ctx, inst)
                            if op == OP_ATOMIC_LOAD:
                                return lower_atomic_load(ctx, inst)
                        else:
                            if op == OP_ATOMIC_STORE:
                                return lower_atomic_store(ctx, inst)
                            if op == OP_FENCE:
                                return lower_fence(ctx, inst)
        else:
            if op < OP_IABS:
                if op < OP_F64CONST:
                    if op < OP_GET_STACK_POINTER:
                        if op < OP_SET_PINNED_REG:
                            if op == OP_GET_PINNED_REG:
                                return lower_get_pinned_reg(ctx, inst)
                        else:
                            if op == OP_SET_PINNED_REG:
                                return lower_set_pinned_reg(ctx, inst)
                            if op == OP_GET_FRAME_POINTER:
                                return lower_get_frame_pointer(ctx, inst)
                    else:
                        if op < OP_ICONST:
                            if op == OP_GET_STACK_POINTER:
                                return lower_get_stack_pointer(ctx, inst)
                            if op == OP_GET_RETURN_ADDRESS:
                                return lower_get_return_address(ctx, inst)
                        else:
                            if op == OP_ICONST:
                                return lower_iconst(ctx, inst)
                            if op == OP_F32CONST:
                                return lower_f32const(ctx, inst)
                else:
                    if op < OP_BITSELECT:
                        if op < OP_SELECT:
                            if op == OP_F64CONST:
                                return lower_f64const(ctx, inst)
                        else:
                            if op == OP_SELECT:
                                return lower_select(ctx, inst)
                            if op == OP_SELECT_SPECTRE_GUARD:
                                return lower_select_spectre_guard(ctx, inst)
                    else:
                        if op < OP_ISUB:
                            if op == OP_BITSELECT:
                                return lower_bitselect(ctx, inst)
                            if op == OP_IADD:
                                return lower_iadd(ctx, inst)
                        else:
                            if op == OP_ISUB:
                                return lower_isub(ctx, inst)
                            if op == OP_INEG:
                                return lower_ineg(ctx, inst)
            else:
                if op < OP_SREM:
                    if op < OP_SMULHI:
                        if op < OP_IMUL:
                            if op == OP_IABS:
                                return lower_iabs(ctx, inst)
                        else:
                            if op == OP_IMUL:
                                return lower_imul(ctx, inst)
                            if op == OP_UMULHI:
                                return lower_umulhi(ctx, inst)
                    else:
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
                    if op < OP_SMAX:
                        if op < OP_SMIN:
                            if op == OP_SREM:
                                return lower_srem(ctx, inst)
                        else:
                            if op == OP_SMIN:
                                return lower_smin(ctx, inst)
                            if op == OP_UMIN:
                                return lower_umin(ctx, inst)
                    else:
                        if op < OP_UADD_OVERFLOW:
                            if op == OP_SMAX:
                                return lower_smax(ctx, inst)
                            if op == OP_UMAX:
                                return lower_umax(ctx, inst)
                        else:
                            if op == OP_UADD_OVERFLOW:
                                return lower_uadd_overflow(ctx, inst)
                            if op == OP_SADD_OVERFLOW:
                                return lower_sadd_overflow(ctx, inst)
    else:
        if op < OP_SEXTEND:
            if op < OP_USHR:
                if op < OP_SSUB_OVERFLOW_BIN:
                    if op < OP_SMUL_OVERFLOW:
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
                            if op == OP_SADD_OVERFLOW_CIN:
                                return lower_sadd_overflow_cin(ctx, inst)
                            if op == OP_USUB_OVERFLOW_BIN:
                                return lower_usub_overflow_bin(ctx, inst)
                else:
                    if op < OP_BOR:
                        if op < OP_UADD_OVERFLOW_TRAP:
                            if op == OP_SSUB_OVERFLOW_BIN:
                                return lower_ssub_overflow_bin(ctx, inst)
                        else:
                            if op == OP_UADD_OVERFLOW_TRAP:
                                return lower_uadd_overflow_trap(ctx, inst)
                            if op == OP_BAND:
                                return lower_band(ctx, inst)
                    else:
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
                if op < OP_CTZ:
                    if op < OP_ROTR:
                        if op < OP_SSHR:
                            if op == OP_USHR:
                                return lower_ushr(ctx, inst)
                        else:
                            if op == OP_SSHR:
                                return lower_sshr(ctx, inst)
                            if op == OP_ROTL:
                                return lower_rotl(ctx, inst)
                    else:
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
                    if op < OP_ICMP:
                        if op < OP_CLS:
                            if op == OP_CTZ:
                                return lower_ctz(ctx, inst)
                        else:
                            if op == OP_CLS:
                                return lower_cls(ctx, inst)
                            if op == OP_POPCNT:
                                return lower_popcnt(ctx, inst)
                    else:
                        if op < OP_IREDUCE:
                            if op == OP_ICMP:
                                return lower_icmp(ctx, inst)
                            if op == OP_BMASK:
                                return lower_bmask(ctx, inst)
                        else:
                            if op == OP_IREDUCE:
                                return lower_ireduce(ctx, inst)
                            if op == OP_UEXTEND:
                                return lower_uextend(ctx, inst)
        else:
            if op < OP_CEIL:
                if op < OP_SQRT:
                    if op < OP_FADD:
                        if op < OP_ISPLIT:
                            if op == OP_SEXTEND:
                                return lower_sextend(ctx, inst)
                        else:
                            if op == OP_ISPLIT:
                                return lower_isplit(ctx, inst)
                            if op == OP_ICONCAT:
                                return lower_iconcat(ctx, inst)
                    else:
                        if op < OP_FMUL:
                            if op == OP_FADD:
                                return lower_fadd(ctx, inst)
                            if op == OP_FSUB:
                                return lower_fsub(ctx, inst)
                        else:
                            if op == OP_FMUL:
                                return lower_fmul(ctx, inst)
                            if op == OP_FDIV:
                                return lower_fdiv(ctx, inst)
                else:
                    if op < OP_FABS:
                        if op < OP_FMA:
                            if op == OP_SQRT:
                                return lower_sqrt(ctx, inst)
                        else:
                            if op == OP_FMA:
                                return lower_fma(ctx, inst)
                            if op == OP_FNEG:
                                return lower_fneg(ctx, inst)
                    else:
                        if op < OP_FMIN:
                            if op == OP_FABS:
                                return lower_fabs(ctx, inst)
                            if op == OP_FCOPYSIGN:
                                return lower_fcopysign(ctx, inst)
                        else:
                            if op == OP_FMIN:
                                return lower_fmin(ctx, inst)
                            if op == OP_FMAX:
                                return lower_fmax(ctx, inst)
            else:
                if op < OP_FCVT_TO_UINT:
                    if op < OP_NEAREST:
                        if op < OP_FLOOR:
                            if op == OP_CEIL:
                                return lower_ceil(ctx, inst)
                        else:
                            if op == OP_FLOOR:
                                return lower_floor(ctx, inst)
                            if op == OP_TRUNC:
                                return lower_trunc(ctx, inst)
                    else:
                        if op < OP_FPROMOTE:
                            if op == OP_NEAREST:
                                return lower_nearest(ctx, inst)
                            if op == OP_FCMP:
                                return lower_fcmp(ctx, inst)
                        else:
                            if op == OP_FPROMOTE:
                                return lower_fpromote(ctx, inst)
                            if op == OP_FDEMOTE:
                                return lower_fdemote(ctx, inst)
                else:
                    if op < OP_FCVT_TO_SINT_SAT:
                        if op < OP_FCVT_TO_SINT:
                            if op == OP_FCVT_TO_UINT:
                                return lower_fcvt_to_uint(ctx, inst)
                        else:
                            if op == OP_FCVT_TO_SINT:
                                return lower_fcvt_to_sint(ctx, inst)
                            if op == OP_FCVT_TO_UINT_SAT:
                                return lower_fcvt_to_uint_sat(ctx, inst)
                    else:
                        if op < OP_FCVT_FROM_SINT:
                            if op == OP_FCVT_TO_SINT_SAT:
                                return lower_fcvt_to_sint_sat(ctx, inst)
                            if op == OP_FCVT_FROM_UINT:
                                return lower_fcvt_from_uint(ctx, inst)
                        else:
                            if op == OP_FCVT_FROM_SINT:
                                return lower_fcvt_from_sint(ctx, inst)
                            if op == OP_BITCAST:
                                return lower_bitcast(ctx, inst)
    return False
