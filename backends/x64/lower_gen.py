"""Generated from lower.rules by irtool.rules; do not edit."""

# ruff: noqa

from mypy_extensions import i64

from ...ir.condcodes import swap_intcc
from ...ir.opcodes_gen import (
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
    OP_CLS,
    OP_CLZ,
    OP_CTZ,
    OP_DEBUGTRAP,
    OP_F32CONST,
    OP_F64CONST,
    OP_FABS,
    OP_FADD,
    OP_FCMP,
    OP_FCVT_FROM_SINT,
    OP_FCVT_FROM_UINT,
    OP_FDEMOTE,
    OP_FDIV,
    OP_FENCE,
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
from ...ir.types import F32, F32X4, F64, F64X2, I16, I16X8, I32, I32X4, I64, I64X2, I8, I8X16, sign_extend
from ..lower import Lower
from .compare import (
    br_table,
    branch,
    cmp_li,
    cmp_ri,
    cmp_rl,
    cmp_rr,
    debugtrap,
    select_cc,
    set_cc,
    set_cc_wide,
    test_ri,
    test_rr,
    trap,
    trap_if,
)
from .conds import X_A, X_B, X_E, X_G, X_L, X_NE, X_O, icc, invert
from .encodings_gen import (
    MOP_ADDSD_XM,
    MOP_ADDSS_XM,
    MOP_ADD_MI,
    MOP_ADD_MR,
    MOP_ADD_RM,
    MOP_AND_MI,
    MOP_AND_MR,
    MOP_AND_RM,
    MOP_DIVSD_XM,
    MOP_DIVSS_XM,
    MOP_IMUL_RM,
    MOP_MULSD_XM,
    MOP_MULSS_XM,
    MOP_NEG_M,
    MOP_NOT_M,
    MOP_OR_MI,
    MOP_OR_MR,
    MOP_OR_RM,
    MOP_SUBSD_XM,
    MOP_SUBSS_XM,
    MOP_SUB_MI,
    MOP_SUB_MR,
    MOP_SUB_RM,
    MOP_XOR_MI,
    MOP_XOR_MR,
    MOP_XOR_RM,
)
from .insts import (
    add,
    add_imm,
    alu_ri,
    alu_rl,
    alu_rr,
    bitcast,
    const,
    fits_imm,
    fits_negated,
    lea_scaled,
    negated,
    op_m,
    sextend,
    shift_amount,
    width,
    zero_ext,
)
from .insts_alu import (
    add_carry,
    add_flags,
    add_flags_imm,
    add_trap,
    add_trap_imm,
    band_not,
    bit_select,
    bitrev,
    bmask,
    bswap,
    cls,
    clz,
    ctz,
    has_bmi1,
    high_half,
    iabs,
    iconcat,
    imul_ri,
    ishl,
    ishl_imm,
    min_max,
    mul_high,
    nonzero,
    not_minus_one,
    opposite_amount,
    popcnt,
    rotl,
    rotl_imm,
    rotr,
    sdivide,
    sdivide_known,
    smul_flags,
    sremainder,
    sshr,
    sshr_imm,
    sub_borrow,
    udivide,
    umul_flags,
    ushr,
    ushr_imm,
)
from .insts_float import (
    fabs,
    fcmp_flags,
    fdemote,
    float_branch,
    float_const,
    float_rr,
    float_select,
    float_set,
    fneg,
    fpromote,
    from_sint,
    from_uint,
    select_float_fcc,
    select_int_fcc,
    sqrt,
)
from .insts_mem import (
    alu_m_imm,
    alu_mr,
    atomic_cas,
    atomic_load,
    atomic_rmw,
    atomic_store,
    fence,
    func_addr,
    get_frame_pointer,
    get_pinned,
    get_return_address,
    get_stack_pointer,
    load,
    load_ext,
    loadx,
    set_pinned,
    stack_addr,
    store,
    store_imm,
    store_low,
    symbol_value,
)
from .rule_conds import (
    cheap_amount,
    clears_upper,
    equality,
    lea_multiplier,
    multiplier_scale,
    single,
    sinkable,
)


def lower_brif(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `brif`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    if ty == I8 and c_op == OP_ICMP:
        c_ty: i64 = i64(func.ty[c_def])
        if I8 <= c_ty <= I64:
            c_cc: i64 = func.imm[c_def]
            c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
            c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            c_x_def: i64 = ctx.def_inst(c_x)
            if c_x_def >= 0 and func.op[c_x_def] == OP_BAND:
                c_x_x: i64 = i64(func.pool[i64(func.arg_start[c_x_def])])
                c_x_y: i64 = i64(func.pool[i64(func.arg_start[c_x_def]) + 1])
                # lower.rules:266
                c_x_y_def: i64 = ctx.def_inst(c_x_y)
                if c_x_y_def >= 0 and func.op[c_x_y_def] == OP_ICONST:
                    c_x_y_k: i64 = func.imm[c_x_y_def]
                    c_y_def: i64 = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                        c_y_k: i64 = func.imm[c_y_def]
                        if c_y_k == 0 and equality(c_cc) and fits_imm(c_ty, c_x_y_k):
                            c_x_x_reg: i64 = ctx.use(c_x_x)
                            test_ri(ctx, c_ty, c_x_x_reg, c_x_y_k)
                            branch(ctx, icc(c_cc))
                            ctx.fired(266)
                            return True
                # lower.rules:266 (mirrored)
                c_x_x_def: i64 = ctx.def_inst(c_x_x)
                if c_x_x_def >= 0 and func.op[c_x_x_def] == OP_ICONST:
                    c_x_x_k: i64 = func.imm[c_x_x_def]
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                        c_y_k = func.imm[c_y_def]
                        if c_y_k == 0 and equality(c_cc) and fits_imm(c_ty, c_x_x_k):
                            c_x_y_reg: i64 = ctx.use(c_x_y)
                            test_ri(ctx, c_ty, c_x_y_reg, c_x_x_k)
                            branch(ctx, icc(c_cc))
                            ctx.fired(266)
                            return True
            if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                c_x_k: i64 = func.imm[c_x_def]
                if c_x_k == 0:
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_BAND:
                        c_y_x: i64 = i64(func.pool[i64(func.arg_start[c_y_def])])
                        c_y_y: i64 = i64(func.pool[i64(func.arg_start[c_y_def]) + 1])
                        # lower.rules:266 (mirrored)
                        c_y_y_def: i64 = ctx.def_inst(c_y_y)
                        if c_y_y_def >= 0 and func.op[c_y_y_def] == OP_ICONST:
                            c_y_y_k: i64 = func.imm[c_y_y_def]
                            c_cc_swapped: i64 = swap_intcc(c_cc)
                            if equality(c_cc_swapped) and fits_imm(c_ty, c_y_y_k):
                                c_y_x_reg: i64 = ctx.use(c_y_x)
                                test_ri(ctx, c_ty, c_y_x_reg, c_y_y_k)
                                branch(ctx, icc(c_cc_swapped))
                                ctx.fired(266)
                                return True
                        # lower.rules:266 (mirrored)
                        c_y_x_def: i64 = ctx.def_inst(c_y_x)
                        if c_y_x_def >= 0 and func.op[c_y_x_def] == OP_ICONST:
                            c_y_x_k: i64 = func.imm[c_y_x_def]
                            c_cc_swapped = swap_intcc(c_cc)
                            if equality(c_cc_swapped) and fits_imm(c_ty, c_y_x_k):
                                c_y_y_reg: i64 = ctx.use(c_y_y)
                                test_ri(ctx, c_ty, c_y_y_reg, c_y_x_k)
                                branch(ctx, icc(c_cc_swapped))
                                ctx.fired(266)
                                return True
            # lower.rules:267
            if c_x_def >= 0 and func.op[c_x_def] == OP_BAND:
                c_x_x = i64(func.pool[i64(func.arg_start[c_x_def])])
                c_x_y = i64(func.pool[i64(func.arg_start[c_x_def]) + 1])
                c_y_def = ctx.def_inst(c_y)
                if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                    c_y_k = func.imm[c_y_def]
                    if c_y_k == 0 and equality(c_cc):
                        c_x_x_reg = ctx.use(c_x_x)
                        c_x_y_reg = ctx.use(c_x_y)
                        test_rr(ctx, c_ty, c_x_x_reg, c_x_y_reg)
                        branch(ctx, icc(c_cc))
                        ctx.fired(267)
                        return True
            # lower.rules:267 (mirrored)
            if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                c_x_k = func.imm[c_x_def]
                if c_x_k == 0:
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_BAND:
                        c_y_x = i64(func.pool[i64(func.arg_start[c_y_def])])
                        c_y_y = i64(func.pool[i64(func.arg_start[c_y_def]) + 1])
                        c_cc_swapped = swap_intcc(c_cc)
                        if equality(c_cc_swapped):
                            c_y_x_reg = ctx.use(c_y_x)
                            c_y_y_reg = ctx.use(c_y_y)
                            test_rr(ctx, c_ty, c_y_x_reg, c_y_y_reg)
                            branch(ctx, icc(c_cc_swapped))
                            ctx.fired(267)
                            return True
            # lower.rules:268
            if c_x_def >= 0 and func.op[c_x_def] == OP_LOAD:
                c_y_def = ctx.def_inst(c_y)
                if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                    c_y_k = func.imm[c_y_def]
                    if single(ctx, c_def) and sinkable(ctx, c_x_def) and fits_imm(c_ty, c_y_k):
                        cmp_li(ctx, c_ty, c_x_def, c_y_k)
                        branch(ctx, icc(c_cc))
                        ctx.fired(268)
                        return True
            # lower.rules:268 (mirrored)
            if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                c_x_k = func.imm[c_x_def]
                c_y_def = ctx.def_inst(c_y)
                if c_y_def >= 0 and func.op[c_y_def] == OP_LOAD:
                    c_cc_swapped = swap_intcc(c_cc)
                    if single(ctx, c_def) and sinkable(ctx, c_y_def) and fits_imm(c_ty, c_x_k):
                        cmp_li(ctx, c_ty, c_y_def, c_x_k)
                        branch(ctx, icc(c_cc_swapped))
                        ctx.fired(268)
                        return True
            # lower.rules:269
            c_y_def = ctx.def_inst(c_y)
            if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                c_y_k = func.imm[c_y_def]
                if fits_imm(c_ty, c_y_k):
                    c_x_reg: i64 = ctx.use(c_x)
                    cmp_ri(ctx, c_ty, c_x_reg, c_y_k)
                    branch(ctx, icc(c_cc))
                    ctx.fired(269)
                    return True
            # lower.rules:269 (mirrored)
            c_x_def = ctx.def_inst(c_x)
            if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                c_x_k = func.imm[c_x_def]
                c_cc_swapped = swap_intcc(c_cc)
                if fits_imm(c_ty, c_x_k):
                    c_y_reg: i64 = ctx.use(c_y)
                    cmp_ri(ctx, c_ty, c_y_reg, c_x_k)
                    branch(ctx, icc(c_cc_swapped))
                    ctx.fired(269)
                    return True
            # lower.rules:270
            c_y_def = ctx.def_inst(c_y)
            if c_y_def >= 0 and func.op[c_y_def] == OP_LOAD and single(ctx, c_def) and sinkable(ctx, c_y_def):
                c_x_reg = ctx.use(c_x)
                cmp_rl(ctx, c_ty, c_x_reg, c_y_def)
                branch(ctx, icc(c_cc))
                ctx.fired(270)
                return True
            # lower.rules:270 (mirrored)
            c_x_def = ctx.def_inst(c_x)
            if c_x_def >= 0 and func.op[c_x_def] == OP_LOAD:
                c_cc_swapped = swap_intcc(c_cc)
                if single(ctx, c_def) and sinkable(ctx, c_x_def):
                    c_y_reg = ctx.use(c_y)
                    cmp_rl(ctx, c_ty, c_y_reg, c_x_def)
                    branch(ctx, icc(c_cc_swapped))
                    ctx.fired(270)
                    return True
            # lower.rules:271
            c_x_reg = ctx.use(c_x)
            c_y_reg = ctx.use(c_y)
            cmp_rr(ctx, c_ty, c_x_reg, c_y_reg)
            branch(ctx, icc(c_cc))
            ctx.fired(271)
            return True
    if I8 <= ty <= I64:
        if c_op == OP_BAND:
            c_x = i64(func.pool[i64(func.arg_start[c_def])])
            c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            # lower.rules:272
            c_y_def = ctx.def_inst(c_y)
            if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                c_y_k = func.imm[c_y_def]
                if fits_imm(ty, c_y_k):
                    c_x_reg = ctx.use(c_x)
                    test_ri(ctx, ty, c_x_reg, c_y_k)
                    branch(ctx, X_NE)
                    ctx.fired(272)
                    return True
            # lower.rules:272 (mirrored)
            c_x_def = ctx.def_inst(c_x)
            if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                c_x_k = func.imm[c_x_def]
                if fits_imm(ty, c_x_k):
                    c_y_reg = ctx.use(c_y)
                    test_ri(ctx, ty, c_y_reg, c_x_k)
                    branch(ctx, X_NE)
                    ctx.fired(272)
                    return True
            # lower.rules:273
            c_x_reg = ctx.use(c_x)
            c_y_reg = ctx.use(c_y)
            test_rr(ctx, ty, c_x_reg, c_y_reg)
            branch(ctx, X_NE)
            ctx.fired(273)
            return True
        if c_op == OP_UEXTEND:
            c_x = i64(func.pool[i64(func.arg_start[c_def])])
            c_x_def = ctx.def_inst(c_x)
            if c_x_def >= 0 and func.op[c_x_def] == OP_ICMP:
                c_x_ty: i64 = i64(func.ty[c_x_def])
                if I8 <= c_x_ty <= I64:
                    c_x_cc: i64 = func.imm[c_x_def]
                    c_x_x = i64(func.pool[i64(func.arg_start[c_x_def])])
                    c_x_y = i64(func.pool[i64(func.arg_start[c_x_def]) + 1])
                    # lower.rules:274
                    c_x_y_def = ctx.def_inst(c_x_y)
                    if c_x_y_def >= 0 and func.op[c_x_y_def] == OP_ICONST:
                        c_x_y_k = func.imm[c_x_y_def]
                        if fits_imm(c_x_ty, c_x_y_k):
                            c_x_x_reg = ctx.use(c_x_x)
                            cmp_ri(ctx, c_x_ty, c_x_x_reg, c_x_y_k)
                            branch(ctx, icc(c_x_cc))
                            ctx.fired(274)
                            return True
                    # lower.rules:274 (mirrored)
                    c_x_x_def = ctx.def_inst(c_x_x)
                    if c_x_x_def >= 0 and func.op[c_x_x_def] == OP_ICONST:
                        c_x_x_k = func.imm[c_x_x_def]
                        c_x_cc_swapped: i64 = swap_intcc(c_x_cc)
                        if fits_imm(c_x_ty, c_x_x_k):
                            c_x_y_reg = ctx.use(c_x_y)
                            cmp_ri(ctx, c_x_ty, c_x_y_reg, c_x_x_k)
                            branch(ctx, icc(c_x_cc_swapped))
                            ctx.fired(274)
                            return True
                    # lower.rules:275
                    c_x_x_reg = ctx.use(c_x_x)
                    c_x_y_reg = ctx.use(c_x_y)
                    cmp_rr(ctx, c_x_ty, c_x_x_reg, c_x_y_reg)
                    branch(ctx, icc(c_x_cc))
                    ctx.fired(275)
                    return True
    # lower.rules:276
    if ty == I8 and c_op == OP_FCMP:
        c_ty = i64(func.ty[c_def])
        if c_ty == F32 or c_ty == F64:
            c_cc = func.imm[c_def]
            c_x = i64(func.pool[i64(func.arg_start[c_def])])
            c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            c_x_reg = ctx.use(c_x)
            c_y_reg = ctx.use(c_y)
            fcmp_flags(ctx, c_cc, c_ty, c_x_reg, c_y_reg)
            float_branch(ctx, c_cc)
            ctx.fired(276)
            return True
    # lower.rules:277
    if I8 <= ty <= I64:
        c_reg: i64 = ctx.use(c)
        test_rr(ctx, ty, c_reg, c_reg)
        branch(ctx, X_NE)
        ctx.fired(277)
        return True
    return False


def lower_br_table(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `br_table`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:278
    x_reg: i64 = ctx.use(x)
    br_table(ctx, x_reg)
    ctx.fired(278)
    return True


def lower_trap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `trap`."""
    func = ctx.func
    code: i64 = func.imm[inst]
    # lower.rules:291
    trap(ctx, code)
    ctx.fired(291)
    return True


def lower_trapz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `trapz`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    code: i64 = func.imm[inst]
    if ty == I8 and c_op == OP_ICMP:
        c_ty: i64 = i64(func.ty[c_def])
        if I8 <= c_ty <= I64:
            c_cc: i64 = func.imm[c_def]
            c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
            c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            # lower.rules:295
            c_y_def: i64 = ctx.def_inst(c_y)
            if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                c_y_k: i64 = func.imm[c_y_def]
                if fits_imm(c_ty, c_y_k):
                    c_x_reg: i64 = ctx.use(c_x)
                    cmp_ri(ctx, c_ty, c_x_reg, c_y_k)
                    trap_if(ctx, invert(icc(c_cc)), code)
                    ctx.fired(295)
                    return True
            # lower.rules:295 (mirrored)
            c_x_def: i64 = ctx.def_inst(c_x)
            if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                c_x_k: i64 = func.imm[c_x_def]
                c_cc_swapped: i64 = swap_intcc(c_cc)
                if fits_imm(c_ty, c_x_k):
                    c_y_reg: i64 = ctx.use(c_y)
                    cmp_ri(ctx, c_ty, c_y_reg, c_x_k)
                    trap_if(ctx, invert(icc(c_cc_swapped)), code)
                    ctx.fired(295)
                    return True
            # lower.rules:296
            c_x_reg = ctx.use(c_x)
            c_y_reg = ctx.use(c_y)
            cmp_rr(ctx, c_ty, c_x_reg, c_y_reg)
            trap_if(ctx, invert(icc(c_cc)), code)
            ctx.fired(296)
            return True
    # lower.rules:297
    if I8 <= ty <= I64:
        c_reg: i64 = ctx.use(c)
        test_rr(ctx, ty, c_reg, c_reg)
        trap_if(ctx, X_E, code)
        ctx.fired(297)
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
    if ty == I8 and c_op == OP_ICMP:
        c_ty: i64 = i64(func.ty[c_def])
        if I8 <= c_ty <= I64:
            c_cc: i64 = func.imm[c_def]
            c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
            c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
            # lower.rules:292
            c_y_def: i64 = ctx.def_inst(c_y)
            if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                c_y_k: i64 = func.imm[c_y_def]
                if fits_imm(c_ty, c_y_k):
                    c_x_reg: i64 = ctx.use(c_x)
                    cmp_ri(ctx, c_ty, c_x_reg, c_y_k)
                    trap_if(ctx, icc(c_cc), code)
                    ctx.fired(292)
                    return True
            # lower.rules:292 (mirrored)
            c_x_def: i64 = ctx.def_inst(c_x)
            if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                c_x_k: i64 = func.imm[c_x_def]
                c_cc_swapped: i64 = swap_intcc(c_cc)
                if fits_imm(c_ty, c_x_k):
                    c_y_reg: i64 = ctx.use(c_y)
                    cmp_ri(ctx, c_ty, c_y_reg, c_x_k)
                    trap_if(ctx, icc(c_cc_swapped), code)
                    ctx.fired(292)
                    return True
            # lower.rules:293
            c_x_reg = ctx.use(c_x)
            c_y_reg = ctx.use(c_y)
            cmp_rr(ctx, c_ty, c_x_reg, c_y_reg)
            trap_if(ctx, icc(c_cc), code)
            ctx.fired(293)
            return True
    # lower.rules:294
    if I8 <= ty <= I64:
        c_reg: i64 = ctx.use(c)
        test_rr(ctx, ty, c_reg, c_reg)
        trap_if(ctx, X_NE, code)
        ctx.fired(294)
        return True
    return False


def lower_debugtrap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `debugtrap`."""
    # lower.rules:298
    debugtrap(ctx)
    ctx.fired(298)
    return True


def lower_func_addr(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `func_addr`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    fn: i64 = i64(func.aux[inst])
    # lower.rules:354
    if ty == I64:
        ctx.set_result(inst, 0, func_addr(ctx, fn))
        ctx.fired(354)
        return True
    return False


def lower_nop(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `nop`."""
    # lower.rules:299
    ctx.fired(299)
    return True


def lower_sequence_point(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sequence_point`."""
    # lower.rules:300
    ctx.fired(300)
    return True


def lower_load(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `load`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:329
    if (
        I8 <= ty <= I64 or ty == F32 or ty == F64 or ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16
    ):
        ctx.set_result(inst, 0, load(ctx, ty, flags, p, off))
        ctx.fired(329)
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
        if x_op == OP_IADD:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def: i64 = ctx.def_inst(x_x)
            # lower.rules:338
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
                        alu_m_imm(ctx, MOP_ADD_MI, ty, flags, x_x_def, x_y_k)
                        ctx.fired(338)
                        return True
            # lower.rules:338 (mirrored)
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
                        alu_m_imm(ctx, MOP_ADD_MI, ty, flags, x_y_def, x_x_k)
                        ctx.fired(338)
                        return True
            # lower.rules:339
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
                    x_y_reg: i64 = ctx.use(x_y)
                    alu_mr(ctx, MOP_ADD_MR, ty, flags, x_x_def, x_y_reg)
                    ctx.fired(339)
                    return True
            # lower.rules:339 (mirrored)
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
                    x_x_reg: i64 = ctx.use(x_x)
                    alu_mr(ctx, MOP_ADD_MR, ty, flags, x_y_def, x_x_reg)
                    ctx.fired(339)
                    return True
        # lower.rules:340
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
                    x_y_reg = ctx.use(x_y)
                    alu_mr(ctx, MOP_SUB_MR, ty, flags, x_x_def, x_y_reg)
                    ctx.fired(340)
                    return True
        if x_op == OP_BAND:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            # lower.rules:341
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
                        alu_m_imm(ctx, MOP_AND_MI, ty, flags, x_x_def, x_y_k)
                        ctx.fired(341)
                        return True
            # lower.rules:341 (mirrored)
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
                        alu_m_imm(ctx, MOP_AND_MI, ty, flags, x_y_def, x_x_k)
                        ctx.fired(341)
                        return True
            # lower.rules:342
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
                    x_y_reg = ctx.use(x_y)
                    alu_mr(ctx, MOP_AND_MR, ty, flags, x_x_def, x_y_reg)
                    ctx.fired(342)
                    return True
            # lower.rules:342 (mirrored)
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
                    x_x_reg = ctx.use(x_x)
                    alu_mr(ctx, MOP_AND_MR, ty, flags, x_y_def, x_x_reg)
                    ctx.fired(342)
                    return True
        if x_op == OP_BOR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            # lower.rules:343
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
                        alu_m_imm(ctx, MOP_OR_MI, ty, flags, x_x_def, x_y_k)
                        ctx.fired(343)
                        return True
            # lower.rules:343 (mirrored)
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
                        alu_m_imm(ctx, MOP_OR_MI, ty, flags, x_y_def, x_x_k)
                        ctx.fired(343)
                        return True
            # lower.rules:344
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
                    x_y_reg = ctx.use(x_y)
                    alu_mr(ctx, MOP_OR_MR, ty, flags, x_x_def, x_y_reg)
                    ctx.fired(344)
                    return True
            # lower.rules:344 (mirrored)
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
                    x_x_reg = ctx.use(x_x)
                    alu_mr(ctx, MOP_OR_MR, ty, flags, x_y_def, x_x_reg)
                    ctx.fired(344)
                    return True
        if x_op == OP_BXOR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            # lower.rules:345
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
                        alu_m_imm(ctx, MOP_XOR_MI, ty, flags, x_x_def, x_y_k)
                        ctx.fired(345)
                        return True
            # lower.rules:345 (mirrored)
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
                        alu_m_imm(ctx, MOP_XOR_MI, ty, flags, x_y_def, x_x_k)
                        ctx.fired(345)
                        return True
            # lower.rules:346
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
                    x_y_reg = ctx.use(x_y)
                    alu_mr(ctx, MOP_XOR_MR, ty, flags, x_x_def, x_y_reg)
                    ctx.fired(346)
                    return True
            # lower.rules:346 (mirrored)
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
                    x_x_reg = ctx.use(x_x)
                    alu_mr(ctx, MOP_XOR_MR, ty, flags, x_y_def, x_x_reg)
                    ctx.fired(346)
                    return True
        # lower.rules:347
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits_imm(ty, x_k):
                store_imm(ctx, ty, flags, x_k, p, off, width(ty))
                ctx.fired(347)
                return True
    # lower.rules:348
    if (
        I8 <= ty <= I64 or ty == F32 or ty == F64 or ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16
    ):
        x_reg: i64 = ctx.use(x)
        store(ctx, ty, flags, x_reg, p, off)
        ctx.fired(348)
        return True
    return False


def lower_uload8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload8`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:330
    ctx.set_result(inst, 0, loadx(ctx, ty, flags, p, off, 1, 0))
    ctx.fired(330)
    return True


def lower_sload8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload8`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:331
    ctx.set_result(inst, 0, loadx(ctx, ty, flags, p, off, 1, 1))
    ctx.fired(331)
    return True


def lower_istore8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `istore8`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    # lower.rules:349
    x_reg: i64 = ctx.use(x)
    store_low(ctx, 1, flags, x_reg, p, off)
    ctx.fired(349)
    return True


def lower_uload16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload16`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:332
    ctx.set_result(inst, 0, loadx(ctx, ty, flags, p, off, 2, 0))
    ctx.fired(332)
    return True


def lower_sload16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload16`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:333
    ctx.set_result(inst, 0, loadx(ctx, ty, flags, p, off, 2, 1))
    ctx.fired(333)
    return True


def lower_istore16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `istore16`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    # lower.rules:350
    x_reg: i64 = ctx.use(x)
    store_low(ctx, 2, flags, x_reg, p, off)
    ctx.fired(350)
    return True


def lower_uload32(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload32`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:334
    ctx.set_result(inst, 0, loadx(ctx, I64, flags, p, off, 4, 0))
    ctx.fired(334)
    return True


def lower_sload32(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload32`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # lower.rules:335
    ctx.set_result(inst, 0, loadx(ctx, I64, flags, p, off, 4, 1))
    ctx.fired(335)
    return True


def lower_istore32(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `istore32`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    # lower.rules:351
    x_reg: i64 = ctx.use(x)
    store_low(ctx, 4, flags, x_reg, p, off)
    ctx.fired(351)
    return True


def lower_stack_addr(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `stack_addr`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    ss: i64 = i64(func.aux[inst])
    off: i64 = func.imm[inst]
    # lower.rules:353
    if ty == I64:
        ctx.set_result(inst, 0, stack_addr(ctx, ss, off))
        ctx.fired(353)
        return True
    return False


def lower_symbol_value(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `symbol_value`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    gv: i64 = i64(func.aux[inst])
    # lower.rules:355
    if ty == I64:
        ctx.set_result(inst, 0, symbol_value(ctx, gv))
        ctx.fired(355)
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
    # lower.rules:365
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, atomic_rmw(ctx, ty, flags, rmwop, p, x_reg))
        ctx.fired(365)
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
    # lower.rules:366
    if I8 <= ty <= I64:
        e_reg: i64 = ctx.use(e)
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, atomic_cas(ctx, ty, flags, p, e_reg, x_reg))
        ctx.fired(366)
        return True
    return False


def lower_atomic_load(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `atomic_load`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:363
    if I8 <= ty <= I64:
        ctx.set_result(inst, 0, atomic_load(ctx, ty, flags, p))
        ctx.fired(363)
        return True
    return False


def lower_atomic_store(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `atomic_store`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:364
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        atomic_store(ctx, ty, flags, x_reg, p)
        ctx.fired(364)
        return True
    return False


def lower_fence(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fence`."""
    # lower.rules:362
    fence(ctx)
    ctx.fired(362)
    return True


def lower_get_pinned_reg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_pinned_reg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # lower.rules:359
    if ty == I64:
        ctx.set_result(inst, 0, get_pinned(ctx))
        ctx.fired(359)
        return True
    return False


def lower_set_pinned_reg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `set_pinned_reg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    addr: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:360
    if ty == I64:
        addr_reg: i64 = ctx.use(addr)
        set_pinned(ctx, addr_reg)
        ctx.fired(360)
        return True
    return False


def lower_get_frame_pointer(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_frame_pointer`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # lower.rules:357
    if ty == I64:
        ctx.set_result(inst, 0, get_frame_pointer(ctx))
        ctx.fired(357)
        return True
    return False


def lower_get_stack_pointer(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_stack_pointer`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # lower.rules:356
    if ty == I64:
        ctx.set_result(inst, 0, get_stack_pointer(ctx))
        ctx.fired(356)
        return True
    return False


def lower_get_return_address(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_return_address`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # lower.rules:358
    if ty == I64:
        ctx.set_result(inst, 0, get_return_address(ctx))
        ctx.fired(358)
        return True
    return False


def lower_iconst(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `iconst`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    k: i64 = func.imm[inst]
    # lower.rules:152
    ctx.set_result(inst, 0, const(ctx, ty, k))
    ctx.fired(152)
    return True


def lower_f32const(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `f32const`."""
    func = ctx.func
    k: i64 = func.imm[inst]
    # lower.rules:304
    ctx.set_result(inst, 0, float_const(ctx, 4, k))
    ctx.fired(304)
    return True


def lower_f64const(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `f64const`."""
    func = ctx.func
    k: i64 = func.imm[inst]
    # lower.rules:305
    ctx.set_result(inst, 0, float_const(ctx, 8, k))
    ctx.fired(305)
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
    if I8 <= ty <= I64:
        if c_op == OP_ICMP:
            c_ty: i64 = i64(func.ty[c_def])
            if I8 <= c_ty <= I64:
                c_cc: i64 = func.imm[c_def]
                c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
                c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_x_def: i64 = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_BAND:
                    c_x_x: i64 = i64(func.pool[i64(func.arg_start[c_x_def])])
                    c_x_y: i64 = i64(func.pool[i64(func.arg_start[c_x_def]) + 1])
                    # lower.rules:280
                    c_x_y_def: i64 = ctx.def_inst(c_x_y)
                    if c_x_y_def >= 0 and func.op[c_x_y_def] == OP_ICONST:
                        c_x_y_k: i64 = func.imm[c_x_y_def]
                        c_y_def: i64 = ctx.def_inst(c_y)
                        if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                            c_y_k: i64 = func.imm[c_y_def]
                            if c_y_k == 0 and equality(c_cc) and fits_imm(c_ty, c_x_y_k):
                                c_x_x_reg: i64 = ctx.use(c_x_x)
                                x_reg: i64 = ctx.use(x)
                                y_reg: i64 = ctx.use(y)
                                test_ri(ctx, c_ty, c_x_x_reg, c_x_y_k)
                                ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc), x_reg, y_reg))
                                ctx.fired(280)
                                return True
                    # lower.rules:280 (mirrored)
                    c_x_x_def: i64 = ctx.def_inst(c_x_x)
                    if c_x_x_def >= 0 and func.op[c_x_x_def] == OP_ICONST:
                        c_x_x_k: i64 = func.imm[c_x_x_def]
                        c_y_def = ctx.def_inst(c_y)
                        if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                            c_y_k = func.imm[c_y_def]
                            if c_y_k == 0 and equality(c_cc) and fits_imm(c_ty, c_x_x_k):
                                c_x_y_reg: i64 = ctx.use(c_x_y)
                                x_reg = ctx.use(x)
                                y_reg = ctx.use(y)
                                test_ri(ctx, c_ty, c_x_y_reg, c_x_x_k)
                                ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc), x_reg, y_reg))
                                ctx.fired(280)
                                return True
                if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                    c_x_k: i64 = func.imm[c_x_def]
                    if c_x_k == 0:
                        c_y_def = ctx.def_inst(c_y)
                        if c_y_def >= 0 and func.op[c_y_def] == OP_BAND:
                            c_y_x: i64 = i64(func.pool[i64(func.arg_start[c_y_def])])
                            c_y_y: i64 = i64(func.pool[i64(func.arg_start[c_y_def]) + 1])
                            # lower.rules:280 (mirrored)
                            c_y_y_def: i64 = ctx.def_inst(c_y_y)
                            if c_y_y_def >= 0 and func.op[c_y_y_def] == OP_ICONST:
                                c_y_y_k: i64 = func.imm[c_y_y_def]
                                c_cc_swapped: i64 = swap_intcc(c_cc)
                                if equality(c_cc_swapped) and fits_imm(c_ty, c_y_y_k):
                                    c_y_x_reg: i64 = ctx.use(c_y_x)
                                    x_reg = ctx.use(x)
                                    y_reg = ctx.use(y)
                                    test_ri(ctx, c_ty, c_y_x_reg, c_y_y_k)
                                    ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc_swapped), x_reg, y_reg))
                                    ctx.fired(280)
                                    return True
                            # lower.rules:280 (mirrored)
                            c_y_x_def: i64 = ctx.def_inst(c_y_x)
                            if c_y_x_def >= 0 and func.op[c_y_x_def] == OP_ICONST:
                                c_y_x_k: i64 = func.imm[c_y_x_def]
                                c_cc_swapped = swap_intcc(c_cc)
                                if equality(c_cc_swapped) and fits_imm(c_ty, c_y_x_k):
                                    c_y_y_reg: i64 = ctx.use(c_y_y)
                                    x_reg = ctx.use(x)
                                    y_reg = ctx.use(y)
                                    test_ri(ctx, c_ty, c_y_y_reg, c_y_x_k)
                                    ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc_swapped), x_reg, y_reg))
                                    ctx.fired(280)
                                    return True
                # lower.rules:281
                if c_x_def >= 0 and func.op[c_x_def] == OP_BAND:
                    c_x_x = i64(func.pool[i64(func.arg_start[c_x_def])])
                    c_x_y = i64(func.pool[i64(func.arg_start[c_x_def]) + 1])
                    c_y_def = ctx.def_inst(c_y)
                    if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                        c_y_k = func.imm[c_y_def]
                        if c_y_k == 0 and equality(c_cc):
                            c_x_x_reg = ctx.use(c_x_x)
                            c_x_y_reg = ctx.use(c_x_y)
                            x_reg = ctx.use(x)
                            y_reg = ctx.use(y)
                            test_rr(ctx, c_ty, c_x_x_reg, c_x_y_reg)
                            ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc), x_reg, y_reg))
                            ctx.fired(281)
                            return True
                # lower.rules:281 (mirrored)
                if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                    c_x_k = func.imm[c_x_def]
                    if c_x_k == 0:
                        c_y_def = ctx.def_inst(c_y)
                        if c_y_def >= 0 and func.op[c_y_def] == OP_BAND:
                            c_y_x = i64(func.pool[i64(func.arg_start[c_y_def])])
                            c_y_y = i64(func.pool[i64(func.arg_start[c_y_def]) + 1])
                            c_cc_swapped = swap_intcc(c_cc)
                            if equality(c_cc_swapped):
                                c_y_x_reg = ctx.use(c_y_x)
                                c_y_y_reg = ctx.use(c_y_y)
                                x_reg = ctx.use(x)
                                y_reg = ctx.use(y)
                                test_rr(ctx, c_ty, c_y_x_reg, c_y_y_reg)
                                ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc_swapped), x_reg, y_reg))
                                ctx.fired(281)
                                return True
                # lower.rules:282
                c_y_def = ctx.def_inst(c_y)
                if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                    c_y_k = func.imm[c_y_def]
                    if fits_imm(c_ty, c_y_k):
                        c_x_reg: i64 = ctx.use(c_x)
                        x_reg = ctx.use(x)
                        y_reg = ctx.use(y)
                        cmp_ri(ctx, c_ty, c_x_reg, c_y_k)
                        ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc), x_reg, y_reg))
                        ctx.fired(282)
                        return True
                # lower.rules:282 (mirrored)
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                    c_x_k = func.imm[c_x_def]
                    c_cc_swapped = swap_intcc(c_cc)
                    if fits_imm(c_ty, c_x_k):
                        c_y_reg: i64 = ctx.use(c_y)
                        x_reg = ctx.use(x)
                        y_reg = ctx.use(y)
                        cmp_ri(ctx, c_ty, c_y_reg, c_x_k)
                        ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc_swapped), x_reg, y_reg))
                        ctx.fired(282)
                        return True
                # lower.rules:283
                c_y_def = ctx.def_inst(c_y)
                if (
                    c_y_def >= 0 and func.op[c_y_def] == OP_LOAD
                    and single(ctx, c_def)
                    and sinkable(ctx, c_y_def)
                ):
                    c_x_reg = ctx.use(c_x)
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    cmp_rl(ctx, c_ty, c_x_reg, c_y_def)
                    ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc), x_reg, y_reg))
                    ctx.fired(283)
                    return True
                # lower.rules:283 (mirrored)
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_LOAD:
                    c_cc_swapped = swap_intcc(c_cc)
                    if single(ctx, c_def) and sinkable(ctx, c_x_def):
                        c_y_reg = ctx.use(c_y)
                        x_reg = ctx.use(x)
                        y_reg = ctx.use(y)
                        cmp_rl(ctx, c_ty, c_y_reg, c_x_def)
                        ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc_swapped), x_reg, y_reg))
                        ctx.fired(283)
                        return True
                # lower.rules:284
                c_x_reg = ctx.use(c_x)
                c_y_reg = ctx.use(c_y)
                x_reg = ctx.use(x)
                y_reg = ctx.use(y)
                cmp_rr(ctx, c_ty, c_x_reg, c_y_reg)
                ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc), x_reg, y_reg))
                ctx.fired(284)
                return True
        # lower.rules:285
        if c_op == OP_FCMP:
            c_ty = i64(func.ty[c_def])
            if c_ty == F32 or c_ty == F64:
                c_cc = func.imm[c_def]
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_x_reg = ctx.use(c_x)
                c_y_reg = ctx.use(c_y)
                x_reg = ctx.use(x)
                y_reg = ctx.use(y)
                fcmp_flags(ctx, c_cc, c_ty, c_x_reg, c_y_reg)
                ctx.set_result(inst, 0, select_int_fcc(ctx, ty, c_cc, x_reg, y_reg))
                ctx.fired(285)
                return True
        # lower.rules:286
        c_type: i64 = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            c_reg: i64 = ctx.use(c)
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            test_rr(ctx, i64(ctx.func.value_type[c]), c_reg, c_reg)
            ctx.set_result(inst, 0, select_cc(ctx, ty, X_NE, x_reg, y_reg))
            ctx.fired(286)
            return True
    if ty == F32 or ty == F64:
        # lower.rules:322
        if c_op == OP_FCMP:
            c_ty = i64(func.ty[c_def])
            if c_ty == F32 or c_ty == F64:
                c_cc = func.imm[c_def]
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                c_x_reg = ctx.use(c_x)
                c_y_reg = ctx.use(c_y)
                x_reg = ctx.use(x)
                y_reg = ctx.use(y)
                fcmp_flags(ctx, c_cc, c_ty, c_x_reg, c_y_reg)
                ctx.set_result(inst, 0, select_float_fcc(ctx, c_cc, x_reg, y_reg))
                ctx.fired(322)
                return True
        if c_op == OP_ICMP:
            c_ty = i64(func.ty[c_def])
            if I8 <= c_ty <= I64:
                c_cc = func.imm[c_def]
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                # lower.rules:323
                c_y_def = ctx.def_inst(c_y)
                if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                    c_y_k = func.imm[c_y_def]
                    if fits_imm(c_ty, c_y_k):
                        c_x_reg = ctx.use(c_x)
                        x_reg = ctx.use(x)
                        y_reg = ctx.use(y)
                        cmp_ri(ctx, c_ty, c_x_reg, c_y_k)
                        ctx.set_result(inst, 0, float_select(ctx, icc(c_cc), x_reg, y_reg))
                        ctx.fired(323)
                        return True
                # lower.rules:323 (mirrored)
                c_x_def = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                    c_x_k = func.imm[c_x_def]
                    c_cc_swapped = swap_intcc(c_cc)
                    if fits_imm(c_ty, c_x_k):
                        c_y_reg = ctx.use(c_y)
                        x_reg = ctx.use(x)
                        y_reg = ctx.use(y)
                        cmp_ri(ctx, c_ty, c_y_reg, c_x_k)
                        ctx.set_result(inst, 0, float_select(ctx, icc(c_cc_swapped), x_reg, y_reg))
                        ctx.fired(323)
                        return True
                # lower.rules:324
                c_x_reg = ctx.use(c_x)
                c_y_reg = ctx.use(c_y)
                x_reg = ctx.use(x)
                y_reg = ctx.use(y)
                cmp_rr(ctx, c_ty, c_x_reg, c_y_reg)
                ctx.set_result(inst, 0, float_select(ctx, icc(c_cc), x_reg, y_reg))
                ctx.fired(324)
                return True
        # lower.rules:325
        c_type = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            c_reg = ctx.use(c)
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            test_rr(ctx, i64(ctx.func.value_type[c]), c_reg, c_reg)
            ctx.set_result(inst, 0, float_select(ctx, X_NE, x_reg, y_reg))
            ctx.fired(325)
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
    if I8 <= ty <= I64:
        if c_op == OP_ICMP:
            c_ty: i64 = i64(func.ty[c_def])
            if I8 <= c_ty <= I64:
                c_cc: i64 = func.imm[c_def]
                c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
                c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                # lower.rules:287
                c_y_def: i64 = ctx.def_inst(c_y)
                if c_y_def >= 0 and func.op[c_y_def] == OP_ICONST:
                    c_y_k: i64 = func.imm[c_y_def]
                    if fits_imm(c_ty, c_y_k):
                        c_x_reg: i64 = ctx.use(c_x)
                        x_reg: i64 = ctx.use(x)
                        y_reg: i64 = ctx.use(y)
                        cmp_ri(ctx, c_ty, c_x_reg, c_y_k)
                        ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc), x_reg, y_reg))
                        ctx.fired(287)
                        return True
                # lower.rules:287 (mirrored)
                c_x_def: i64 = ctx.def_inst(c_x)
                if c_x_def >= 0 and func.op[c_x_def] == OP_ICONST:
                    c_x_k: i64 = func.imm[c_x_def]
                    c_cc_swapped: i64 = swap_intcc(c_cc)
                    if fits_imm(c_ty, c_x_k):
                        c_y_reg: i64 = ctx.use(c_y)
                        x_reg = ctx.use(x)
                        y_reg = ctx.use(y)
                        cmp_ri(ctx, c_ty, c_y_reg, c_x_k)
                        ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc_swapped), x_reg, y_reg))
                        ctx.fired(287)
                        return True
                # lower.rules:288
                c_x_reg = ctx.use(c_x)
                c_y_reg = ctx.use(c_y)
                x_reg = ctx.use(x)
                y_reg = ctx.use(y)
                cmp_rr(ctx, c_ty, c_x_reg, c_y_reg)
                ctx.set_result(inst, 0, select_cc(ctx, ty, icc(c_cc), x_reg, y_reg))
                ctx.fired(288)
                return True
        # lower.rules:289
        c_type: i64 = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            c_reg: i64 = ctx.use(c)
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            test_rr(ctx, i64(ctx.func.value_type[c]), c_reg, c_reg)
            ctx.set_result(inst, 0, select_cc(ctx, ty, X_NE, x_reg, y_reg))
            ctx.fired(289)
            return True
    return False


def lower_bitselect(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bitselect`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # lower.rules:235
    if I8 <= ty <= I64:
        c_reg: i64 = ctx.use(c)
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, bit_select(ctx, ty, c_reg, x_reg, y_reg))
        ctx.fired(235)
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
    if ty == I32 or ty == I64:
        # lower.rules:170
        if y_op == OP_ISHL:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
            y_y_def: i64 = ctx.def_inst(y_y)
            if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                y_y_k: i64 = func.imm[y_y_def]
                if cheap_amount(ty, y_y_k):
                    x_reg: i64 = ctx.use(x)
                    y_x_reg: i64 = ctx.use(y_x)
                    ctx.set_result(inst, 0, lea_scaled(ctx, ty, x_reg, y_x_reg, shift_amount(ty, y_y_k)))
                    ctx.fired(170)
                    return True
        # lower.rules:170 (mirrored)
        if x_op == OP_ISHL:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if cheap_amount(ty, x_y_k):
                    y_reg: i64 = ctx.use(y)
                    x_x_reg: i64 = ctx.use(x_x)
                    ctx.set_result(inst, 0, lea_scaled(ctx, ty, y_reg, x_x_reg, shift_amount(ty, x_y_k)))
                    ctx.fired(170)
                    return True
    if I8 <= ty <= I64:
        # lower.rules:168
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits_imm(ty, y_k):
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, add_imm(ctx, ty, x_reg, y_k))
                ctx.fired(168)
                return True
        # lower.rules:168 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits_imm(ty, x_k):
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, add_imm(ctx, ty, y_reg, x_k))
                ctx.fired(168)
                return True
    if ty == I32 or ty == I64:
        # lower.rules:169
        if y_op == OP_LOAD and sinkable(ctx, y_def):
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, alu_rl(ctx, MOP_ADD_RM, ty, x_reg, y_def))
            ctx.fired(169)
            return True
        # lower.rules:169 (mirrored)
        if x_op == OP_LOAD and sinkable(ctx, x_def):
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, alu_rl(ctx, MOP_ADD_RM, ty, y_reg, x_def))
            ctx.fired(169)
            return True
    # lower.rules:171
    if I8 <= ty <= I64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, add(ctx, ty, x_reg, y_reg))
        ctx.fired(171)
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
    # lower.rules:172
    if I8 <= ty <= I64 and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        if fits_negated(ty, y_k):
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, add_imm(ctx, ty, x_reg, negated(ty, y_k)))
            ctx.fired(172)
            return True
    # lower.rules:173
    if (ty == I32 or ty == I64) and y_op == OP_LOAD and sinkable(ctx, y_def):
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, alu_rl(ctx, MOP_SUB_RM, ty, x_reg, y_def))
        ctx.fired(173)
        return True
    # lower.rules:174
    if I8 <= ty <= I64:
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, alu_rr(ctx, MOP_SUB_RM, ty, x_reg, y_reg))
        ctx.fired(174)
        return True
    return False


def lower_ineg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ineg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:175
    if I8 <= ty <= I32:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, op_m(ctx, MOP_NEG_M, 4, x_reg))
        ctx.fired(175)
        return True
    # lower.rules:176
    if ty == I64:
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, op_m(ctx, MOP_NEG_M, 8, x_reg))
        ctx.fired(176)
        return True
    return False


def lower_iabs(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `iabs`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:177
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, iabs(ctx, ty, x_reg))
        ctx.fired(177)
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
        # lower.rules:178
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if lea_multiplier(y_k):
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, lea_scaled(ctx, ty, x_reg, x_reg, multiplier_scale(y_k)))
                ctx.fired(178)
                return True
        # lower.rules:178 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if lea_multiplier(x_k):
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, lea_scaled(ctx, ty, y_reg, y_reg, multiplier_scale(x_k)))
                ctx.fired(178)
                return True
        # lower.rules:179
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if fits_imm(ty, y_k):
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, imul_ri(ctx, ty, x_reg, y_k))
                ctx.fired(179)
                return True
        # lower.rules:179 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if fits_imm(ty, x_k):
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, imul_ri(ctx, ty, y_reg, x_k))
                ctx.fired(179)
                return True
    if ty == I32 or ty == I64:
        # lower.rules:180
        if y_op == OP_LOAD and sinkable(ctx, y_def):
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, alu_rl(ctx, MOP_IMUL_RM, ty, x_reg, y_def))
            ctx.fired(180)
            return True
        # lower.rules:180 (mirrored)
        if x_op == OP_LOAD and sinkable(ctx, x_def):
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, alu_rl(ctx, MOP_IMUL_RM, ty, y_reg, x_def))
            ctx.fired(180)
            return True
    # lower.rules:181
    if I8 <= ty <= I64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, alu_rr(ctx, MOP_IMUL_RM, ty, x_reg, y_reg))
        ctx.fired(181)
        return True
    return False


def lower_umulhi(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `umulhi`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:182
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, mul_high(ctx, 0, ty, x_reg, y_reg))
        ctx.fired(182)
        return True
    return False


def lower_smulhi(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `smulhi`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:183
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, mul_high(ctx, 1, ty, x_reg, y_reg))
        ctx.fired(183)
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
        # lower.rules:185
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if nonzero(ty, y_k):
                x_reg: i64 = ctx.use(x)
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, udivide(ctx, 0, ty, x_reg, y_reg, 1))
                ctx.fired(185)
                return True
        # lower.rules:186
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, udivide(ctx, 0, ty, x_reg, y_reg, 0))
        ctx.fired(186)
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
        # lower.rules:189
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if nonzero(ty, y_k) and not_minus_one(ty, y_k):
                x_reg: i64 = ctx.use(x)
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, sdivide_known(ctx, 0, ty, x_reg, y_reg))
                ctx.fired(189)
                return True
        # lower.rules:190
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, sdivide(ctx, ty, x_reg, y_reg))
        ctx.fired(190)
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
        # lower.rules:187
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if nonzero(ty, y_k):
                x_reg: i64 = ctx.use(x)
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, udivide(ctx, 1, ty, x_reg, y_reg, 1))
                ctx.fired(187)
                return True
        # lower.rules:188
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, udivide(ctx, 1, ty, x_reg, y_reg, 0))
        ctx.fired(188)
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
        # lower.rules:191
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if nonzero(ty, y_k) and not_minus_one(ty, y_k):
                x_reg: i64 = ctx.use(x)
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, sdivide_known(ctx, 1, ty, x_reg, y_reg))
                ctx.fired(191)
                return True
        # lower.rules:192
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, sremainder(ctx, ty, x_reg, y_reg))
        ctx.fired(192)
        return True
    return False


def lower_smin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `smin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:194
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, min_max(ctx, X_L, ty, x_reg, y_reg))
        ctx.fired(194)
        return True
    return False


def lower_umin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `umin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:195
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, min_max(ctx, X_B, ty, x_reg, y_reg))
        ctx.fired(195)
        return True
    return False


def lower_smax(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `smax`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:196
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, min_max(ctx, X_G, ty, x_reg, y_reg))
        ctx.fired(196)
        return True
    return False


def lower_umax(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `umax`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:197
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, min_max(ctx, X_A, ty, x_reg, y_reg))
        ctx.fired(197)
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
        # lower.rules:199
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits_imm(ty, y_k):
                x_reg: i64 = ctx.use(x)
                s: i64 = add_flags_imm(ctx, MOP_ADD_MI, ty, x_reg, y_k)
                result1: i64 = set_cc(ctx, X_B)
                ctx.set_result(inst, 0, s)
                ctx.set_result(inst, 1, result1)
                ctx.fired(199)
                return True
        # lower.rules:199 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits_imm(ty, x_k):
                y_reg: i64 = ctx.use(y)
                s = add_flags_imm(ctx, MOP_ADD_MI, ty, y_reg, x_k)
                result1 = set_cc(ctx, X_B)
                ctx.set_result(inst, 0, s)
                ctx.set_result(inst, 1, result1)
                ctx.fired(199)
                return True
        # lower.rules:200
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        s = add_flags(ctx, MOP_ADD_RM, ty, x_reg, y_reg)
        result1 = set_cc(ctx, X_B)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(200)
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
        # lower.rules:201
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits_imm(ty, y_k):
                x_reg: i64 = ctx.use(x)
                s: i64 = add_flags_imm(ctx, MOP_ADD_MI, ty, x_reg, y_k)
                result1: i64 = set_cc(ctx, X_O)
                ctx.set_result(inst, 0, s)
                ctx.set_result(inst, 1, result1)
                ctx.fired(201)
                return True
        # lower.rules:201 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits_imm(ty, x_k):
                y_reg: i64 = ctx.use(y)
                s = add_flags_imm(ctx, MOP_ADD_MI, ty, y_reg, x_k)
                result1 = set_cc(ctx, X_O)
                ctx.set_result(inst, 0, s)
                ctx.set_result(inst, 1, result1)
                ctx.fired(201)
                return True
        # lower.rules:202
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        s = add_flags(ctx, MOP_ADD_RM, ty, x_reg, y_reg)
        result1 = set_cc(ctx, X_O)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(202)
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
        # lower.rules:203
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits_imm(ty, y_k):
                x_reg: i64 = ctx.use(x)
                s: i64 = add_flags_imm(ctx, MOP_SUB_MI, ty, x_reg, y_k)
                result1: i64 = set_cc(ctx, X_B)
                ctx.set_result(inst, 0, s)
                ctx.set_result(inst, 1, result1)
                ctx.fired(203)
                return True
        # lower.rules:204
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s = add_flags(ctx, MOP_SUB_RM, ty, x_reg, y_reg)
        result1 = set_cc(ctx, X_B)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(204)
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
        # lower.rules:205
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits_imm(ty, y_k):
                x_reg: i64 = ctx.use(x)
                s: i64 = add_flags_imm(ctx, MOP_SUB_MI, ty, x_reg, y_k)
                result1: i64 = set_cc(ctx, X_O)
                ctx.set_result(inst, 0, s)
                ctx.set_result(inst, 1, result1)
                ctx.fired(205)
                return True
        # lower.rules:206
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s = add_flags(ctx, MOP_SUB_RM, ty, x_reg, y_reg)
        result1 = set_cc(ctx, X_O)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(206)
        return True
    return False


def lower_umul_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `umul_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:207
    x_reg: i64 = ctx.use(x)
    y_reg: i64 = ctx.use(y)
    s: i64 = umul_flags(ctx, ty, x_reg, y_reg)
    result1: i64 = set_cc(ctx, X_O)
    ctx.set_result(inst, 0, s)
    ctx.set_result(inst, 1, result1)
    ctx.fired(207)
    return True


def lower_smul_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `smul_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:208
    x_reg: i64 = ctx.use(x)
    y_reg: i64 = ctx.use(y)
    s: i64 = smul_flags(ctx, ty, x_reg, y_reg)
    result1: i64 = set_cc(ctx, X_O)
    ctx.set_result(inst, 0, s)
    ctx.set_result(inst, 1, result1)
    ctx.fired(208)
    return True


def lower_uadd_overflow_cin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uadd_overflow_cin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    c_in: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # lower.rules:209
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        c_in_reg: i64 = ctx.use(c_in)
        s: i64 = add_carry(ctx, ty, x_reg, y_reg, c_in_reg)
        result1: i64 = set_cc(ctx, X_B)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(209)
        return True
    return False


def lower_sadd_overflow_cin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sadd_overflow_cin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    c_in: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # lower.rules:210
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        c_in_reg: i64 = ctx.use(c_in)
        s: i64 = add_carry(ctx, ty, x_reg, y_reg, c_in_reg)
        result1: i64 = set_cc(ctx, X_O)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(210)
        return True
    return False


def lower_usub_overflow_bin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `usub_overflow_bin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    b_in: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # lower.rules:211
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        b_in_reg: i64 = ctx.use(b_in)
        s: i64 = sub_borrow(ctx, ty, x_reg, y_reg, b_in_reg)
        result1: i64 = set_cc(ctx, X_B)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(211)
        return True
    return False


def lower_ssub_overflow_bin(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ssub_overflow_bin`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    b_in: i64 = i64(func.pool[i64(func.arg_start[inst]) + 2])
    # lower.rules:212
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        b_in_reg: i64 = ctx.use(b_in)
        s: i64 = sub_borrow(ctx, ty, x_reg, y_reg, b_in_reg)
        result1: i64 = set_cc(ctx, X_O)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        ctx.fired(212)
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
    # lower.rules:213
    if y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        if fits_imm(ty, y_k):
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, add_trap_imm(ctx, ty, code, x_reg, y_k))
            ctx.fired(213)
            return True
    # lower.rules:213 (mirrored)
    if x_op == OP_ICONST:
        x_k: i64 = func.imm[x_def]
        if fits_imm(ty, x_k):
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, add_trap_imm(ctx, ty, code, y_reg, x_k))
            ctx.fired(213)
            return True
    # lower.rules:214
    x_reg = ctx.use(x)
    y_reg = ctx.use(y)
    ctx.set_result(inst, 0, add_trap(ctx, ty, code, x_reg, y_reg))
    ctx.fired(214)
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
        # lower.rules:223
        if y_op == OP_BNOT:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            if has_bmi1(ctx):
                x_reg: i64 = ctx.use(x)
                y_x_reg: i64 = ctx.use(y_x)
                ctx.set_result(inst, 0, band_not(ctx, ty, x_reg, y_x_reg))
                ctx.fired(223)
                return True
        # lower.rules:223 (mirrored)
        if x_op == OP_BNOT:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            if has_bmi1(ctx):
                y_reg: i64 = ctx.use(y)
                x_x_reg: i64 = ctx.use(x_x)
                ctx.set_result(inst, 0, band_not(ctx, ty, y_reg, x_x_reg))
                ctx.fired(223)
                return True
    if ty == I32 or ty == I64:
        # lower.rules:218
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 255:
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, zero_ext(ctx, I8, x_reg))
                ctx.fired(218)
                return True
        # lower.rules:218 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 255:
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, zero_ext(ctx, I8, y_reg))
                ctx.fired(218)
                return True
        # lower.rules:219
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 65535:
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, zero_ext(ctx, I16, x_reg))
                ctx.fired(219)
                return True
        # lower.rules:219 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 65535:
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, zero_ext(ctx, I16, y_reg))
                ctx.fired(219)
                return True
    if ty == I64:
        # lower.rules:220
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 4294967295:
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, zero_ext(ctx, I32, x_reg))
                ctx.fired(220)
                return True
        # lower.rules:220 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 4294967295:
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, zero_ext(ctx, I32, y_reg))
                ctx.fired(220)
                return True
    if I8 <= ty <= I64:
        # lower.rules:221
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if fits_imm(ty, y_k):
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, alu_ri(ctx, MOP_AND_MI, ty, x_reg, y_k))
                ctx.fired(221)
                return True
        # lower.rules:221 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if fits_imm(ty, x_k):
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, alu_ri(ctx, MOP_AND_MI, ty, y_reg, x_k))
                ctx.fired(221)
                return True
    if ty == I32 or ty == I64:
        # lower.rules:222
        if y_op == OP_LOAD and sinkable(ctx, y_def):
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, alu_rl(ctx, MOP_AND_RM, ty, x_reg, y_def))
            ctx.fired(222)
            return True
        # lower.rules:222 (mirrored)
        if x_op == OP_LOAD and sinkable(ctx, x_def):
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, alu_rl(ctx, MOP_AND_RM, ty, y_reg, x_def))
            ctx.fired(222)
            return True
    # lower.rules:224
    if I8 <= ty <= I64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, alu_rr(ctx, MOP_AND_RM, ty, x_reg, y_reg))
        ctx.fired(224)
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
        # lower.rules:225
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits_imm(ty, y_k):
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, alu_ri(ctx, MOP_OR_MI, ty, x_reg, y_k))
                ctx.fired(225)
                return True
        # lower.rules:225 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits_imm(ty, x_k):
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, alu_ri(ctx, MOP_OR_MI, ty, y_reg, x_k))
                ctx.fired(225)
                return True
    if ty == I32 or ty == I64:
        # lower.rules:226
        if y_op == OP_LOAD and sinkable(ctx, y_def):
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, alu_rl(ctx, MOP_OR_RM, ty, x_reg, y_def))
            ctx.fired(226)
            return True
        # lower.rules:226 (mirrored)
        if x_op == OP_LOAD and sinkable(ctx, x_def):
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, alu_rl(ctx, MOP_OR_RM, ty, y_reg, x_def))
            ctx.fired(226)
            return True
    # lower.rules:227
    if I8 <= ty <= I64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, alu_rr(ctx, MOP_OR_RM, ty, x_reg, y_reg))
        ctx.fired(227)
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
    if ty == I64:
        # lower.rules:228
        if y_op == OP_ICONST:
            y_ty: i64 = i64(func.ty[y_def])
            y_k: i64 = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, op_m(ctx, MOP_NOT_M, 8, x_reg))
                ctx.fired(228)
                return True
        # lower.rules:228 (mirrored)
        if x_op == OP_ICONST:
            x_ty: i64 = i64(func.ty[x_def])
            x_k: i64 = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, op_m(ctx, MOP_NOT_M, 8, y_reg))
                ctx.fired(228)
                return True
    if I8 <= ty <= I32:
        # lower.rules:229
        if y_op == OP_ICONST:
            y_ty = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, op_m(ctx, MOP_NOT_M, 4, x_reg))
                ctx.fired(229)
                return True
        # lower.rules:229 (mirrored)
        if x_op == OP_ICONST:
            x_ty = i64(func.ty[x_def])
            x_k = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, op_m(ctx, MOP_NOT_M, 4, y_reg))
                ctx.fired(229)
                return True
    if I8 <= ty <= I64:
        # lower.rules:230
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if fits_imm(ty, y_k):
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, alu_ri(ctx, MOP_XOR_MI, ty, x_reg, y_k))
                ctx.fired(230)
                return True
        # lower.rules:230 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if fits_imm(ty, x_k):
                y_reg = ctx.use(y)
                ctx.set_result(inst, 0, alu_ri(ctx, MOP_XOR_MI, ty, y_reg, x_k))
                ctx.fired(230)
                return True
    if ty == I32 or ty == I64:
        # lower.rules:231
        if y_op == OP_LOAD and sinkable(ctx, y_def):
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, alu_rl(ctx, MOP_XOR_RM, ty, x_reg, y_def))
            ctx.fired(231)
            return True
        # lower.rules:231 (mirrored)
        if x_op == OP_LOAD and sinkable(ctx, x_def):
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, alu_rl(ctx, MOP_XOR_RM, ty, y_reg, x_def))
            ctx.fired(231)
            return True
    # lower.rules:232
    if I8 <= ty <= I64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, alu_rr(ctx, MOP_XOR_RM, ty, x_reg, y_reg))
        ctx.fired(232)
        return True
    return False


def lower_bnot(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bnot`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:233
    if I8 <= ty <= I32:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, op_m(ctx, MOP_NOT_M, 4, x_reg))
        ctx.fired(233)
        return True
    # lower.rules:234
    if ty == I64:
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, op_m(ctx, MOP_NOT_M, 8, x_reg))
        ctx.fired(234)
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
        # lower.rules:237
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, ishl_imm(ctx, ty, x_reg, shift_amount(ty, y_k)))
            ctx.fired(237)
            return True
        # lower.rules:238
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            x_reg = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, ishl(ctx, ty, x_reg, y_reg))
            ctx.fired(238)
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
        # lower.rules:239
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, ushr_imm(ctx, ty, x_reg, shift_amount(ty, y_k)))
            ctx.fired(239)
            return True
        # lower.rules:240
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            x_reg = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, ushr(ctx, ty, x_reg, y_reg))
            ctx.fired(240)
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
        # lower.rules:241
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, sshr_imm(ctx, ty, x_reg, shift_amount(ty, y_k)))
            ctx.fired(241)
            return True
        # lower.rules:242
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            x_reg = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, sshr(ctx, ty, x_reg, y_reg))
            ctx.fired(242)
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
        # lower.rules:243
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, rotl_imm(ctx, ty, x_reg, shift_amount(ty, y_k)))
            ctx.fired(243)
            return True
        # lower.rules:244
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            x_reg = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, rotl(ctx, ty, x_reg, y_reg))
            ctx.fired(244)
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
        # lower.rules:245
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, rotl_imm(ctx, ty, x_reg, opposite_amount(ty, y_k)))
            ctx.fired(245)
            return True
        # lower.rules:246
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            x_reg = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, rotr(ctx, ty, x_reg, y_reg))
            ctx.fired(246)
            return True
    return False


def lower_bitrev(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bitrev`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:248
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, bitrev(ctx, ty, x_reg))
        ctx.fired(248)
        return True
    return False


def lower_bswap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bswap`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:249
    if I16 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, bswap(ctx, ty, x_reg))
        ctx.fired(249)
        return True
    return False


def lower_clz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `clz`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:250
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, clz(ctx, ty, x_reg))
        ctx.fired(250)
        return True
    return False


def lower_ctz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ctz`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:251
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, ctz(ctx, ty, x_reg))
        ctx.fired(251)
        return True
    return False


def lower_cls(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `cls`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:252
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, cls(ctx, ty, x_reg))
        ctx.fired(252)
        return True
    return False


def lower_popcnt(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `popcnt`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:253
    if I8 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, popcnt(ctx, ty, x_reg))
        ctx.fired(253)
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
    if I8 <= ty <= I64:
        if x_op == OP_BAND:
            x_ty: i64 = i64(func.ty[x_def])
            if I8 <= x_ty <= I64:
                x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
                x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                # lower.rules:259
                x_y_def: i64 = ctx.def_inst(x_y)
                if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                    x_y_k: i64 = func.imm[x_y_def]
                    if y_op == OP_ICONST:
                        y_k: i64 = func.imm[y_def]
                        if y_k == 0 and equality(cc) and fits_imm(x_ty, x_y_k):
                            x_x_reg: i64 = ctx.use(x_x)
                            test_ri(ctx, x_ty, x_x_reg, x_y_k)
                            ctx.set_result(inst, 0, set_cc(ctx, icc(cc)))
                            ctx.fired(259)
                            return True
                # lower.rules:259 (mirrored)
                x_x_def: i64 = ctx.def_inst(x_x)
                if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                    x_x_k: i64 = func.imm[x_x_def]
                    if y_op == OP_ICONST:
                        y_k = func.imm[y_def]
                        if y_k == 0 and equality(cc) and fits_imm(x_ty, x_x_k):
                            x_y_reg: i64 = ctx.use(x_y)
                            test_ri(ctx, x_ty, x_y_reg, x_x_k)
                            ctx.set_result(inst, 0, set_cc(ctx, icc(cc)))
                            ctx.fired(259)
                            return True
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0 and y_op == OP_BAND:
                y_ty: i64 = i64(func.ty[y_def])
                if I8 <= y_ty <= I64:
                    y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    # lower.rules:259 (mirrored)
                    y_y_def: i64 = ctx.def_inst(y_y)
                    if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                        y_y_k: i64 = func.imm[y_y_def]
                        cc_swapped: i64 = swap_intcc(cc)
                        if equality(cc_swapped) and fits_imm(y_ty, y_y_k):
                            y_x_reg: i64 = ctx.use(y_x)
                            test_ri(ctx, y_ty, y_x_reg, y_y_k)
                            ctx.set_result(inst, 0, set_cc(ctx, icc(cc_swapped)))
                            ctx.fired(259)
                            return True
                    # lower.rules:259 (mirrored)
                    y_x_def: i64 = ctx.def_inst(y_x)
                    if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                        y_x_k: i64 = func.imm[y_x_def]
                        cc_swapped = swap_intcc(cc)
                        if equality(cc_swapped) and fits_imm(y_ty, y_x_k):
                            y_y_reg: i64 = ctx.use(y_y)
                            test_ri(ctx, y_ty, y_y_reg, y_x_k)
                            ctx.set_result(inst, 0, set_cc(ctx, icc(cc_swapped)))
                            ctx.fired(259)
                            return True
        # lower.rules:260
        if x_op == OP_BAND:
            x_ty = i64(func.ty[x_def])
            if I8 <= x_ty <= I64:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0 and equality(cc):
                        x_x_reg = ctx.use(x_x)
                        x_y_reg = ctx.use(x_y)
                        test_rr(ctx, x_ty, x_x_reg, x_y_reg)
                        ctx.set_result(inst, 0, set_cc(ctx, icc(cc)))
                        ctx.fired(260)
                        return True
        # lower.rules:260 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 0 and y_op == OP_BAND:
                y_ty = i64(func.ty[y_def])
                if I8 <= y_ty <= I64:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    cc_swapped = swap_intcc(cc)
                    if equality(cc_swapped):
                        y_x_reg = ctx.use(y_x)
                        y_y_reg = ctx.use(y_y)
                        test_rr(ctx, y_ty, y_x_reg, y_y_reg)
                        ctx.set_result(inst, 0, set_cc(ctx, icc(cc_swapped)))
                        ctx.fired(260)
                        return True
        # lower.rules:261
        if x_op == OP_LOAD and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if sinkable(ctx, x_def) and fits_imm(ty, y_k):
                cmp_li(ctx, ty, x_def, y_k)
                ctx.set_result(inst, 0, set_cc(ctx, icc(cc)))
                ctx.fired(261)
                return True
        # lower.rules:261 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_LOAD:
                cc_swapped = swap_intcc(cc)
                if sinkable(ctx, y_def) and fits_imm(ty, x_k):
                    cmp_li(ctx, ty, y_def, x_k)
                    ctx.set_result(inst, 0, set_cc(ctx, icc(cc_swapped)))
                    ctx.fired(261)
                    return True
        # lower.rules:262
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if fits_imm(ty, y_k):
                x_reg: i64 = ctx.use(x)
                cmp_ri(ctx, ty, x_reg, y_k)
                ctx.set_result(inst, 0, set_cc(ctx, icc(cc)))
                ctx.fired(262)
                return True
        # lower.rules:262 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            cc_swapped = swap_intcc(cc)
            if fits_imm(ty, x_k):
                y_reg: i64 = ctx.use(y)
                cmp_ri(ctx, ty, y_reg, x_k)
                ctx.set_result(inst, 0, set_cc(ctx, icc(cc_swapped)))
                ctx.fired(262)
                return True
        # lower.rules:263
        if y_op == OP_LOAD and sinkable(ctx, y_def):
            x_reg = ctx.use(x)
            cmp_rl(ctx, ty, x_reg, y_def)
            ctx.set_result(inst, 0, set_cc(ctx, icc(cc)))
            ctx.fired(263)
            return True
        # lower.rules:263 (mirrored)
        if x_op == OP_LOAD:
            cc_swapped = swap_intcc(cc)
            if sinkable(ctx, x_def):
                y_reg = ctx.use(y)
                cmp_rl(ctx, ty, y_reg, x_def)
                ctx.set_result(inst, 0, set_cc(ctx, icc(cc_swapped)))
                ctx.fired(263)
                return True
        # lower.rules:264
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        cmp_rr(ctx, ty, x_reg, y_reg)
        ctx.set_result(inst, 0, set_cc(ctx, icc(cc)))
        ctx.fired(264)
        return True
    return False


def lower_bmask(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bmask`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:254
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, bmask(ctx, ty, i64(ctx.func.value_type[x]), x_reg))
            ctx.fired(254)
            return True
    return False


def lower_ireduce(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `ireduce`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:156
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            ctx.fired(156)
            return True
    return False


def lower_uextend(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uextend`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # lower.rules:160
    if ty == I64:
        x_type: i64 = i64(func.value_type[x])
        if x_type == I32 and clears_upper(ctx, x):
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            ctx.fired(160)
            return True
    # lower.rules:157
    if I8 <= ty <= I64 and x_op == OP_LOAD:
        x_ty: i64 = i64(func.ty[x_def])
        if I8 <= x_ty <= I64 and sinkable(ctx, x_def):
            ctx.set_result(inst, 0, load_ext(ctx, ty, x_def, width(x_ty), 0))
            ctx.fired(157)
            return True
    if (ty == I32 or ty == I64) and x_op == OP_ICMP:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_cc: i64 = func.imm[x_def]
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # lower.rules:158
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if fits_imm(x_ty, x_y_k):
                    x_x_reg: i64 = ctx.use(x_x)
                    cmp_ri(ctx, x_ty, x_x_reg, x_y_k)
                    ctx.set_result(inst, 0, set_cc_wide(ctx, icc(x_cc)))
                    ctx.fired(158)
                    return True
            # lower.rules:158 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                x_cc_swapped: i64 = swap_intcc(x_cc)
                if fits_imm(x_ty, x_x_k):
                    x_y_reg: i64 = ctx.use(x_y)
                    cmp_ri(ctx, x_ty, x_y_reg, x_x_k)
                    ctx.set_result(inst, 0, set_cc_wide(ctx, icc(x_cc_swapped)))
                    ctx.fired(158)
                    return True
            # lower.rules:159
            x_x_reg = ctx.use(x_x)
            x_y_reg = ctx.use(x_y)
            cmp_rr(ctx, x_ty, x_x_reg, x_y_reg)
            ctx.set_result(inst, 0, set_cc_wide(ctx, icc(x_cc)))
            ctx.fired(159)
            return True
    # lower.rules:161
    if I8 <= ty <= I64:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, zero_ext(ctx, i64(ctx.func.value_type[x]), x_reg))
            ctx.fired(161)
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
        # lower.rules:162
        if x_op == OP_LOAD:
            x_ty: i64 = i64(func.ty[x_def])
            if I8 <= x_ty <= I64 and sinkable(ctx, x_def):
                ctx.set_result(inst, 0, load_ext(ctx, ty, x_def, width(x_ty), 1))
                ctx.fired(162)
                return True
        # lower.rules:163
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, sextend(ctx, ty, i64(ctx.func.value_type[x]), x_reg))
            ctx.fired(163)
            return True
    return False


def lower_isplit(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `isplit`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:155
    if I16 <= ty <= I64:
        x_reg: i64 = ctx.use(x)
        result1: i64 = high_half(ctx, ty, x_reg)
        ctx.set_result(inst, 0, x_reg)
        ctx.set_result(inst, 1, result1)
        ctx.fired(155)
        return True
    return False


def lower_iconcat(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `iconcat`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    lo: i64 = i64(func.pool[i64(func.arg_start[inst])])
    hi: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:154
    if I8 <= ty <= I32:
        lo_reg: i64 = ctx.use(lo)
        hi_reg: i64 = ctx.use(hi)
        ctx.set_result(inst, 0, iconcat(ctx, ty, lo_reg, hi_reg))
        ctx.fired(154)
        return True
    return False


def lower_fadd(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fadd`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:306
    if ty == F32:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, float_rr(ctx, MOP_ADDSS_XM, x_reg, y_reg))
        ctx.fired(306)
        return True
    # lower.rules:307
    if ty == F64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, float_rr(ctx, MOP_ADDSD_XM, x_reg, y_reg))
        ctx.fired(307)
        return True
    return False


def lower_fsub(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fsub`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:308
    if ty == F32:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, float_rr(ctx, MOP_SUBSS_XM, x_reg, y_reg))
        ctx.fired(308)
        return True
    # lower.rules:309
    if ty == F64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, float_rr(ctx, MOP_SUBSD_XM, x_reg, y_reg))
        ctx.fired(309)
        return True
    return False


def lower_fmul(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fmul`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:310
    if ty == F32:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, float_rr(ctx, MOP_MULSS_XM, x_reg, y_reg))
        ctx.fired(310)
        return True
    # lower.rules:311
    if ty == F64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, float_rr(ctx, MOP_MULSD_XM, x_reg, y_reg))
        ctx.fired(311)
        return True
    return False


def lower_fdiv(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fdiv`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:312
    if ty == F32:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, float_rr(ctx, MOP_DIVSS_XM, x_reg, y_reg))
        ctx.fired(312)
        return True
    # lower.rules:313
    if ty == F64:
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, float_rr(ctx, MOP_DIVSD_XM, x_reg, y_reg))
        ctx.fired(313)
        return True
    return False


def lower_sqrt(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sqrt`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:314
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, sqrt(ctx, ty, x_reg))
        ctx.fired(314)
        return True
    return False


def lower_fneg(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fneg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:315
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, fneg(ctx, ty, x_reg))
        ctx.fired(315)
        return True
    return False


def lower_fabs(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fabs`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:316
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, fabs(ctx, ty, x_reg))
        ctx.fired(316)
        return True
    return False


def lower_fcmp(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcmp`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    cc: i64 = func.imm[inst]
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # lower.rules:321
    if ty == F32 or ty == F64:
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        fcmp_flags(ctx, cc, ty, x_reg, y_reg)
        ctx.set_result(inst, 0, float_set(ctx, cc))
        ctx.fired(321)
        return True
    return False


def lower_fpromote(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fpromote`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:317
    if ty == F64:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F32:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, fpromote(ctx, x_reg))
            ctx.fired(317)
            return True
    return False


def lower_fdemote(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fdemote`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:318
    if ty == F32:
        x_type: i64 = i64(func.value_type[x])
        if x_type == F64:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, fdemote(ctx, x_reg))
            ctx.fired(318)
            return True
    return False


def lower_fcvt_from_uint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_from_uint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:320
    if ty == F32 or ty == F64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I32:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, from_uint(ctx, ty, i64(ctx.func.value_type[x]), x_reg))
            ctx.fired(320)
            return True
    return False


def lower_fcvt_from_sint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_from_sint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:319
    if ty == F32 or ty == F64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, from_sint(ctx, ty, i64(ctx.func.value_type[x]), x_reg))
            ctx.fired(319)
            return True
    return False


def lower_bitcast(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bitcast`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # lower.rules:164
    x_reg: i64 = ctx.use(x)
    ctx.set_result(inst, 0, bitcast(ctx, ty, i64(ctx.func.value_type[x]), flags, x_reg))
    ctx.fired(164)
    return True


def lower(ctx: Lower, inst: i64) -> bool:
    """Lower one instruction; False when no rule matches."""
    op: i64 = i64(ctx.func.op[inst])
    if op < OP_SMIN:
        if op < OP_ATOMIC_LOAD:
            if op < OP_SLOAD8:
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
                        if op < OP_STORE:
                            if op == OP_LOAD:
                                return lower_load(ctx, inst)
                        else:
                            if op == OP_STORE:
                                return lower_store(ctx, inst)
                            if op == OP_ULOAD8:
                                return lower_uload8(ctx, inst)
            else:
                if op < OP_SLOAD32:
                    if op < OP_SLOAD16:
                        if op < OP_ISTORE8:
                            if op == OP_SLOAD8:
                                return lower_sload8(ctx, inst)
                        else:
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
                        if op < OP_ISTORE32:
                            if op == OP_SLOAD32:
                                return lower_sload32(ctx, inst)
                        else:
                            if op == OP_ISTORE32:
                                return lower_istore32(ctx, inst)
                            if op == OP_STACK_ADDR:
                                return lower_stack_addr(ctx, inst)
                    else:
                        if op < OP_ATOMIC_RMW:
                            if op == OP_SYMBOL_VALUE:
                                return lower_symbol_value(ctx, inst)
                        else:
                            if op == OP_ATOMIC_RMW:
                                return lower_atomic_rmw(ctx, inst)
                            if op == OP_ATOMIC_CAS:
                                return lower_atomic_cas(ctx, inst)
        else:
            if op < OP_SELECT_SPECTRE_GUARD:
                if op < OP_GET_STACK_POINTER:
                    if op < OP_GET_PINNED_REG:
                        if op < OP_ATOMIC_STORE:
                            if op == OP_ATOMIC_LOAD:
                                return lower_atomic_load(ctx, inst)
                        else:
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
                    if op < OP_F32CONST:
                        if op < OP_GET_RETURN_ADDRESS:
                            if op == OP_GET_STACK_POINTER:
                                return lower_get_stack_pointer(ctx, inst)
                        else:
                            if op == OP_GET_RETURN_ADDRESS:
                                return lower_get_return_address(ctx, inst)
                            if op == OP_ICONST:
                                return lower_iconst(ctx, inst)
                    else:
                        if op < OP_F64CONST:
                            if op == OP_F32CONST:
                                return lower_f32const(ctx, inst)
                        else:
                            if op == OP_F64CONST:
                                return lower_f64const(ctx, inst)
                            if op == OP_SELECT:
                                return lower_select(ctx, inst)
            else:
                if op < OP_IMUL:
                    if op < OP_ISUB:
                        if op < OP_BITSELECT:
                            if op == OP_SELECT_SPECTRE_GUARD:
                                return lower_select_spectre_guard(ctx, inst)
                        else:
                            if op == OP_BITSELECT:
                                return lower_bitselect(ctx, inst)
                            if op == OP_IADD:
                                return lower_iadd(ctx, inst)
                    else:
                        if op < OP_INEG:
                            if op == OP_ISUB:
                                return lower_isub(ctx, inst)
                        else:
                            if op == OP_INEG:
                                return lower_ineg(ctx, inst)
                            if op == OP_IABS:
                                return lower_iabs(ctx, inst)
                else:
                    if op < OP_UDIV:
                        if op < OP_UMULHI:
                            if op == OP_IMUL:
                                return lower_imul(ctx, inst)
                        else:
                            if op == OP_UMULHI:
                                return lower_umulhi(ctx, inst)
                            if op == OP_SMULHI:
                                return lower_smulhi(ctx, inst)
                    else:
                        if op < OP_UREM:
                            if op == OP_UDIV:
                                return lower_udiv(ctx, inst)
                            if op == OP_SDIV:
                                return lower_sdiv(ctx, inst)
                        else:
                            if op == OP_UREM:
                                return lower_urem(ctx, inst)
                            if op == OP_SREM:
                                return lower_srem(ctx, inst)
    else:
        if op < OP_BSWAP:
            if op < OP_USUB_OVERFLOW_BIN:
                if op < OP_USUB_OVERFLOW:
                    if op < OP_UMAX:
                        if op < OP_UMIN:
                            if op == OP_SMIN:
                                return lower_smin(ctx, inst)
                        else:
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
                        if op < OP_UADD_OVERFLOW_CIN:
                            if op == OP_SMUL_OVERFLOW:
                                return lower_smul_overflow(ctx, inst)
                        else:
                            if op == OP_UADD_OVERFLOW_CIN:
                                return lower_uadd_overflow_cin(ctx, inst)
                            if op == OP_SADD_OVERFLOW_CIN:
                                return lower_sadd_overflow_cin(ctx, inst)
            else:
                if op < OP_BNOT:
                    if op < OP_BAND:
                        if op < OP_SSUB_OVERFLOW_BIN:
                            if op == OP_USUB_OVERFLOW_BIN:
                                return lower_usub_overflow_bin(ctx, inst)
                        else:
                            if op == OP_SSUB_OVERFLOW_BIN:
                                return lower_ssub_overflow_bin(ctx, inst)
                            if op == OP_UADD_OVERFLOW_TRAP:
                                return lower_uadd_overflow_trap(ctx, inst)
                    else:
                        if op < OP_BOR:
                            if op == OP_BAND:
                                return lower_band(ctx, inst)
                        else:
                            if op == OP_BOR:
                                return lower_bor(ctx, inst)
                            if op == OP_BXOR:
                                return lower_bxor(ctx, inst)
                else:
                    if op < OP_SSHR:
                        if op < OP_ISHL:
                            if op == OP_BNOT:
                                return lower_bnot(ctx, inst)
                        else:
                            if op == OP_ISHL:
                                return lower_ishl(ctx, inst)
                            if op == OP_USHR:
                                return lower_ushr(ctx, inst)
                    else:
                        if op < OP_ROTR:
                            if op == OP_SSHR:
                                return lower_sshr(ctx, inst)
                            if op == OP_ROTL:
                                return lower_rotl(ctx, inst)
                        else:
                            if op == OP_ROTR:
                                return lower_rotr(ctx, inst)
                            if op == OP_BITREV:
                                return lower_bitrev(ctx, inst)
        else:
            if op < OP_FADD:
                if op < OP_BMASK:
                    if op < OP_CLS:
                        if op < OP_CLZ:
                            if op == OP_BSWAP:
                                return lower_bswap(ctx, inst)
                        else:
                            if op == OP_CLZ:
                                return lower_clz(ctx, inst)
                            if op == OP_CTZ:
                                return lower_ctz(ctx, inst)
                    else:
                        if op < OP_POPCNT:
                            if op == OP_CLS:
                                return lower_cls(ctx, inst)
                        else:
                            if op == OP_POPCNT:
                                return lower_popcnt(ctx, inst)
                            if op == OP_ICMP:
                                return lower_icmp(ctx, inst)
                else:
                    if op < OP_SEXTEND:
                        if op < OP_IREDUCE:
                            if op == OP_BMASK:
                                return lower_bmask(ctx, inst)
                        else:
                            if op == OP_IREDUCE:
                                return lower_ireduce(ctx, inst)
                            if op == OP_UEXTEND:
                                return lower_uextend(ctx, inst)
                    else:
                        if op < OP_ISPLIT:
                            if op == OP_SEXTEND:
                                return lower_sextend(ctx, inst)
                        else:
                            if op == OP_ISPLIT:
                                return lower_isplit(ctx, inst)
                            if op == OP_ICONCAT:
                                return lower_iconcat(ctx, inst)
            else:
                if op < OP_FABS:
                    if op < OP_FDIV:
                        if op < OP_FSUB:
                            if op == OP_FADD:
                                return lower_fadd(ctx, inst)
                        else:
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
                            if op == OP_FNEG:
                                return lower_fneg(ctx, inst)
                else:
                    if op < OP_FDEMOTE:
                        if op < OP_FCMP:
                            if op == OP_FABS:
                                return lower_fabs(ctx, inst)
                        else:
                            if op == OP_FCMP:
                                return lower_fcmp(ctx, inst)
                            if op == OP_FPROMOTE:
                                return lower_fpromote(ctx, inst)
                    else:
                        if op < OP_FCVT_FROM_SINT:
                            if op == OP_FDEMOTE:
                                return lower_fdemote(ctx, inst)
                            if op == OP_FCVT_FROM_UINT:
                                return lower_fcvt_from_uint(ctx, inst)
                        else:
                            if op == OP_FCVT_FROM_SINT:
                                return lower_fcvt_from_sint(ctx, inst)
                            if op == OP_BITCAST:
                                return lower_bitcast(ctx, inst)
    return False
