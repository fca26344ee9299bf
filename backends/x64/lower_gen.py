"""Generated from lower.rules by irtool.rules; do not edit."""

# ruff: noqa

from mypy_extensions import i64

from ...ir.condcodes import swap_intcc
from ...ir.opcodes_gen import (
    FCC_EQ,
    FCC_NE,
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
from ...ir.types import F32, F32X4, F64, F64X2, I16, I16X8, I32, I32X4, I64, I64X2, I8, I8X16, sign_extend
from ..addresses import at_index, return_address, slot, trap_code
from ..lower import Lower
from ..rule_facts import (
    bits,
    data_offset,
    data_symbol,
    edge,
    edges,
    equality,
    first_target,
    function_symbol,
    has,
    near_data,
    near_function,
    negated,
    nonzero,
    not_minus_one,
    opposite_amount,
    power,
    shift_amount,
    signed,
    single,
    sinkable,
    width,
)
from .amode import fits_i32, mem, mem_of, rm, rm_of, slot_reach
from .conds import (
    X_A,
    X_B,
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
)
from .constructors_gen import (
    adc_rm,
    add3,
    add_mi,
    add_mi_mem,
    add_mr,
    add_rm,
    addi,
    addsd_xm,
    addss_xm,
    and_mi,
    and_mi_mem,
    and_mr,
    and_rm,
    andn_rvm,
    andps_xm,
    branch,
    branch_and,
    branch_or,
    bsf_rm,
    bswap_o,
    carry_mask,
    cmp_mi,
    cmp_rm,
    cvtsd2ss_xm,
    cvtsi2sd_xm,
    cvtsi2ss_xm,
    cvtss2sd_xm,
    divsd_xm,
    divss_xm,
    fconst,
    fselect,
    fselect_and,
    fselect_or,
    getreg,
    imul_byte,
    imul_high,
    imul_rm,
    imul_rmi,
    int3,
    jump,
    jump_table,
    lea_rm,
    lock_cmpxchg_mr,
    lock_xadd_mr,
    lzcnt_rm,
    mfence,
    mov_mi_mem,
    mov_mr,
    mov_rm,
    movsx_rm16,
    movsx_rm8,
    movsxd_rm32,
    movzx_rm16,
    movzx_rm8,
    mul_byte,
    mul_high,
    mul_low,
    mulsd_xm,
    mulss_xm,
    neg_m,
    not_m,
    or_mi,
    or_mi_mem,
    or_mr,
    or_rm,
    popcnt_rm,
    rmw_loop,
    rmw_select,
    rol_mc,
    rol_mi,
    ror_mc,
    rorx_rmi,
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
    sqrtsd_xm,
    sqrtss_xm,
    srem,
    srem_any,
    sub_mi,
    sub_mr,
    sub_rm,
    subsd_xm,
    subss_xm,
    sym_addr,
    sym_got,
    test_mi,
    test_mr,
    test_rr,
    trap,
    trap_if,
    tzcnt_rm,
    ucomisd_xm,
    ucomiss_xm,
    udiv,
    urem,
    xchg_mr,
    xor_mi,
    xor_mi_mem,
    xor_mr,
    xor_rm,
    xorps_xm,
)
from .encodings_gen import MOP_AND_RM, MOP_OR_RM, MOP_XOR_RM
from .features import HAS_BMI1, HAS_BMI2, HAS_LZCNT, HAS_POPCNT
from .insts import (
    bitcast,
    carry_of,
    clears_upper,
    cmov,
    cmov_both,
    const,
    distance_from,
    exchange,
    fits_imm,
    fits_negated,
    float_mask,
    in_pool,
    load_from,
    masked,
    pinned,
    sign_ext,
    sign_ext32,
    store_to,
    test_size,
    wide,
    zero_ext,
    zero_ext32,
)
from .regs import RBP, RSP


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
    x_type = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        ctx.fired("compare.3")
        return compare_registers(ctx, cc_, x, y)
    # compare.3 (mirrored)
    y_type = i64(func.value_type[y])
    if I8 <= y_type <= I64:
        cc__swapped = swap_intcc(cc_)
        ctx.fired("compare.3")
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
    # truth.4
    if x_op == OP_FCMP:
        x_ty = i64(func.ty[x_def])
        if x_ty == F32 or x_ty == F64:
            x_cc = func.imm[x_def]
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            if one_condition(x_cc):
                ctx.fired("truth.4")
                x_x_reg: i64 = ctx.use(x_x)
                x_y_reg: i64 = ctx.use(x_y)
                ucomis(ctx, x_cc, x_ty, x_x_reg, x_y_reg)
                return fcc(x_cc)
    if x_op == OP_BAND:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # truth.5
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if fits_imm(x_ty, x_y_k):
                    ctx.fired("truth.5")
                    x_x_reg = ctx.use(x_x)
                    test_mi(ctx, test_size(x_ty, x_y_k), x_x_reg, signed(x_ty, x_y_k))
                    return X_NE
            # truth.5 (mirrored)
            x_x_def = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if fits_imm(x_ty, x_x_k):
                    ctx.fired("truth.5")
                    x_y_reg = ctx.use(x_y)
                    test_mi(ctx, test_size(x_ty, x_x_k), x_y_reg, signed(x_ty, x_x_k))
                    return X_NE
            # truth.6
            ctx.fired("truth.6")
            x_y_reg = ctx.use(x_y)
            x_x_reg = ctx.use(x_x)
            test_mr(ctx, width(x_ty), x_y_reg, x_x_reg)
            return X_NE
    # truth.7
    x_type: i64 = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        ctx.fired("truth.7")
        x_reg: i64 = ctx.use(x)
        test_rr(ctx, width(x_type), x_reg, x_reg)
        return X_NE
    raise AssertionError("no rule of the term truth matches")


def ucomis(ctx: Lower, fcc_: i64, type_: i64, reg_: i64, reg__: i64) -> None:
    """Try the rules of the term `ucomis`."""
    if type_ == F32:
        # ucomis.1
        if exchanged(fcc_):
            ctx.fired("ucomis.1")
            ucomiss_xm(ctx, reg__, reg_)
            return
        # ucomis.3
        ctx.fired("ucomis.3")
        ucomiss_xm(ctx, reg_, reg__)
        return
    if type_ == F64:
        # ucomis.2
        if exchanged(fcc_):
            ctx.fired("ucomis.2")
            ucomisd_xm(ctx, reg__, reg_)
            return
        # ucomis.4
        ctx.fired("ucomis.4")
        ucomisd_xm(ctx, reg_, reg__)
        return
    raise AssertionError("no rule of the term ucomis matches")


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
                c_x_reg: i64 = ctx.use(c_x)
                c_y_reg: i64 = ctx.use(c_y)
                ucomis(ctx, FCC_EQ, c_ty, c_x_reg, c_y_reg)
                branch_and(ctx, X_E, edge(ctx, 0), edge(ctx, 1), X_NP)
                return True
            # brif.2
            if c_cc == FCC_NE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("brif.2")
                c_x_reg = ctx.use(c_x)
                c_y_reg = ctx.use(c_y)
                ucomis(ctx, FCC_NE, c_ty, c_x_reg, c_y_reg)
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
    code: i64 = func.imm[inst]
    # trapz.1
    if I8 <= ty <= I64:
        ctx.fired("trapz.1")
        trap_if(ctx, invert(truth(ctx, c)), code)
        return True
    return False


def lower_trapnz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `trapnz`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    code: i64 = func.imm[inst]
    # trapnz.1
    if I8 <= ty <= I64:
        ctx.fired("trapnz.1")
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


def lower_nop(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `nop`."""
    # nop.1
    ctx.fired("nop.1")
    return True


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
    if (
        I8 <= ty <= I64 or ty == F32 or ty == F64 or ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16
    ):
        ctx.fired("load.1")
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
    if I8 <= ty <= I64:
        if x_op == OP_IADD:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def: i64 = ctx.def_inst(x_x)
            # store.1
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
                        ctx.fired("store.1")
                        add_mi_mem(ctx, width(ty), mem_of(ctx, x_x_def), signed(ty, x_y_k))
                        return True
            # store.1 (mirrored)
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
                        ctx.fired("store.1")
                        add_mi_mem(ctx, width(ty), mem_of(ctx, x_y_def), signed(ty, x_x_k))
                        return True
            # store.5
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
                    ctx.fired("store.5")
                    x_y_reg: i64 = ctx.use(x_y)
                    add_mr(ctx, width(ty), mem_of(ctx, x_x_def), x_y_reg)
                    return True
            # store.5 (mirrored)
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
                    ctx.fired("store.5")
                    x_x_reg: i64 = ctx.use(x_x)
                    add_mr(ctx, width(ty), mem_of(ctx, x_y_def), x_x_reg)
                    return True
        if x_op == OP_BAND:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            # store.2
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
                        ctx.fired("store.2")
                        and_mi_mem(ctx, width(ty), mem_of(ctx, x_x_def), signed(ty, x_y_k))
                        return True
            # store.2 (mirrored)
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
                        ctx.fired("store.2")
                        and_mi_mem(ctx, width(ty), mem_of(ctx, x_y_def), signed(ty, x_x_k))
                        return True
            # store.7
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
                    and_mr(ctx, width(ty), mem_of(ctx, x_x_def), x_y_reg)
                    return True
            # store.7 (mirrored)
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
                    ctx.fired("store.7")
                    x_x_reg = ctx.use(x_x)
                    and_mr(ctx, width(ty), mem_of(ctx, x_y_def), x_x_reg)
                    return True
        if x_op == OP_BOR:
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
                        or_mi_mem(ctx, width(ty), mem_of(ctx, x_x_def), signed(ty, x_y_k))
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
                        or_mi_mem(ctx, width(ty), mem_of(ctx, x_y_def), signed(ty, x_x_k))
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
                    or_mr(ctx, width(ty), mem_of(ctx, x_x_def), x_y_reg)
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
                    or_mr(ctx, width(ty), mem_of(ctx, x_y_def), x_x_reg)
                    return True
        if x_op == OP_BXOR:
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
                        xor_mi_mem(ctx, width(ty), mem_of(ctx, x_x_def), signed(ty, x_y_k))
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
                        xor_mi_mem(ctx, width(ty), mem_of(ctx, x_y_def), signed(ty, x_x_k))
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
                    xor_mr(ctx, width(ty), mem_of(ctx, x_x_def), x_y_reg)
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
                    xor_mr(ctx, width(ty), mem_of(ctx, x_y_def), x_x_reg)
                    return True
        # store.6
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
                    ctx.fired("store.6")
                    x_y_reg = ctx.use(x_y)
                    sub_mr(ctx, width(ty), mem_of(ctx, x_x_def), x_y_reg)
                    return True
        # store.10
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits_imm(ty, x_k):
                ctx.fired("store.10")
                mov_mi_mem(ctx, width(ty), mem(ctx, flags, p, off), signed(ty, x_k))
                return True
    # store.11
    if (
        I8 <= ty <= I64 or ty == F32 or ty == F64 or ty == I64X2 or ty == F64X2 or ty == I32X4 or ty == F32X4 or ty == I16X8 or ty == I8X16
    ):
        ctx.fired("store.11")
        x_reg: i64 = ctx.use(x)
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
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    # istore8.1
    ctx.fired("istore8.1")
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
    p: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    off: i64 = func.imm[inst]
    # istore16.1
    ctx.fired("istore16.1")
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
    if I8 <= ty <= I64:
        ctx.fired("atomic_cas.1")
        x_reg: i64 = ctx.use(x)
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


def lower_iconst(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `iconst`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    k: i64 = func.imm[inst]
    # iconst.1
    ctx.fired("iconst.1")
    ctx.set_result(inst, 0, const(ctx, ty, k))
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
                    c_x_reg: i64 = ctx.use(c_x)
                    c_y_reg: i64 = ctx.use(c_y)
                    x_reg: i64 = ctx.use(x)
                    y_reg: i64 = ctx.use(y)
                    ucomis(ctx, FCC_EQ, c_ty, c_x_reg, c_y_reg)
                    ctx.set_result(inst, 0, cmov_both(ctx, ty, X_E, X_NP, x_reg, y_reg))
                    return True
                # select.2
                if c_cc == FCC_NE:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.2")
                    c_x_reg = ctx.use(c_x)
                    c_y_reg = ctx.use(c_y)
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ucomis(ctx, FCC_NE, c_ty, c_x_reg, c_y_reg)
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
    if ty == F32 or ty == F64:
        if c_op == OP_FCMP:
            c_ty = i64(func.ty[c_def])
            if c_ty == F32 or c_ty == F64:
                c_cc = func.imm[c_def]
                # select.4
                if c_cc == FCC_EQ:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.4")
                    c_x_reg = ctx.use(c_x)
                    c_y_reg = ctx.use(c_y)
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ucomis(ctx, FCC_EQ, c_ty, c_x_reg, c_y_reg)
                    ctx.set_result(inst, 0, fselect_and(ctx, X_E, X_NP, x_reg, y_reg))
                    return True
                # select.5
                if c_cc == FCC_NE:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.5")
                    c_x_reg = ctx.use(c_x)
                    c_y_reg = ctx.use(c_y)
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ucomis(ctx, FCC_NE, c_ty, c_x_reg, c_y_reg)
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
        y_reg: i64 = ctx.use(y)
        c_reg: i64 = ctx.use(c)
        d: i64 = and_rm(ctx, wide(ty), xor_rm(ctx, wide(ty), x_reg, y_reg), c_reg)
        ctx.set_result(inst, 0, xor_rm(ctx, wide(ty), d, y_reg))
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
    return False


def lower_iabs(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `iabs`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # iabs.1
    if I8 <= ty <= I64:
        ctx.fired("iabs.1")
        x_reg: i64 = ctx.use(x)
        v: i64 = sign_ext32(ctx, ty, x_reg)
        ctx.set_result(inst, 0, cmov(ctx, ty, X_S, v, neg_m(ctx, wide(ty), v)))
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
    # imul.6
    if I8 <= ty <= I64:
        ctx.fired("imul.6")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, imul_rm(ctx, wide(ty), x_reg, y_reg))
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
    # band.7
    if I8 <= ty <= I64:
        ctx.fired("band.7")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, and_rm(ctx, wide(ty), x_reg, y_reg))
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
    # bor.3
    if I8 <= ty <= I64:
        ctx.fired("bor.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, or_rm(ctx, wide(ty), x_reg, y_reg))
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
            y_ty: i64 = i64(func.ty[y_def])
            y_k: i64 = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired("bxor.1")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, not_m(ctx, wide(ty), x_reg))
                return True
        # bxor.1 (mirrored)
        if x_op == OP_ICONST:
            x_ty: i64 = i64(func.ty[x_def])
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
    # bxor.4
    if I8 <= ty <= I64:
        ctx.fired("bxor.4")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, xor_rm(ctx, wide(ty), x_reg, y_reg))
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
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("ireduce.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            return True
    return False


def lower_uextend(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uextend`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # uextend.5
    if ty == I64:
        x_type: i64 = i64(func.value_type[x])
        if x_type == I32 and clears_upper(ctx, x):
            ctx.fired("uextend.5")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            return True
    if I8 <= ty <= I64 and x_op == OP_LOAD:
        x_ty: i64 = i64(func.ty[x_def])
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
        if x_ty == I32 and sinkable(ctx, x_def):
            ctx.fired("uextend.3")
            ctx.set_result(inst, 0, mov_rm(ctx, 4, rm_of(ctx, x_def)))
            return True
    # uextend.4
    if (ty == I32 or ty == I64) and x_op == OP_ICMP:
        x_ty = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            ctx.fired("uextend.4")
            ctx.set_result(inst, 0, movzx_rm8(ctx, 4, set_m(ctx, truth(ctx, x))))
            return True
    # uextend.6
    if I8 <= ty <= I64:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("uextend.6")
            x_reg = ctx.use(x)
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
    if I16 <= ty <= I64:
        ctx.fired("isplit.1")
        x_reg: i64 = ctx.use(x)
        result1: i64 = shr_mi(ctx, wide(ty), zero_ext32(ctx, ty, x_reg), bits(ty) >> 1)
        ctx.set_result(inst, 0, x_reg)
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
        lo_reg = ctx.use(lo)
        h = shl_mi(ctx, 8, hi_reg, 32)
        ctx.set_result(inst, 0, or_rm(ctx, 8, zero_ext(ctx, I32, lo_reg), h))
        return True
    return False


def lower_fadd(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fadd`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fadd.1
    if ty == F32:
        ctx.fired("fadd.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, addss_xm(ctx, x_reg, operand(ctx, y)))
        return True
    # fadd.2
    if ty == F64:
        ctx.fired("fadd.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, addsd_xm(ctx, x_reg, operand(ctx, y)))
        return True
    return False


def lower_fsub(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fsub`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fsub.1
    if ty == F32:
        ctx.fired("fsub.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, subss_xm(ctx, x_reg, operand(ctx, y)))
        return True
    # fsub.2
    if ty == F64:
        ctx.fired("fsub.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, subsd_xm(ctx, x_reg, operand(ctx, y)))
        return True
    return False


def lower_fmul(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fmul`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fmul.1
    if ty == F32:
        ctx.fired("fmul.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, mulss_xm(ctx, x_reg, operand(ctx, y)))
        return True
    # fmul.2
    if ty == F64:
        ctx.fired("fmul.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, mulsd_xm(ctx, x_reg, operand(ctx, y)))
        return True
    return False


def lower_fdiv(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fdiv`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # fdiv.1
    if ty == F32:
        ctx.fired("fdiv.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, divss_xm(ctx, x_reg, operand(ctx, y)))
        return True
    # fdiv.2
    if ty == F64:
        ctx.fired("fdiv.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, divsd_xm(ctx, x_reg, operand(ctx, y)))
        return True
    return False


def lower_sqrt(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sqrt`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # sqrt.1
    if ty == F32:
        ctx.fired("sqrt.1")
        ctx.set_result(inst, 0, sqrtss_xm(ctx, fconst(ctx, 4, 0), operand(ctx, x)))
        return True
    # sqrt.2
    if ty == F64:
        ctx.fired("sqrt.2")
        ctx.set_result(inst, 0, sqrtsd_xm(ctx, fconst(ctx, 8, 0), operand(ctx, x)))
        return True
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
            x_reg: i64 = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ucomis(ctx, FCC_EQ, ty, x_reg, y_reg)
            a: i64 = set_m(ctx, X_E)
            ctx.set_result(inst, 0, and_rm(ctx, 4, a, set_m(ctx, X_NP)))
            return True
        # fcmp.2
        if cc == FCC_NE:
            ctx.fired("fcmp.2")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ucomis(ctx, FCC_NE, ty, x_reg, y_reg)
            a = set_m(ctx, X_NE)
            ctx.set_result(inst, 0, or_rm(ctx, 4, a, set_m(ctx, X_P)))
            return True
        # fcmp.3
        ctx.fired("fcmp.3")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ucomis(ctx, cc, ty, x_reg, y_reg)
        ctx.set_result(inst, 0, set_m(ctx, fcc(cc)))
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
            ctx.set_result(inst, 0, cvtss2sd_xm(ctx, fconst(ctx, 8, 0), operand(ctx, x)))
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
            ctx.set_result(inst, 0, cvtsd2ss_xm(ctx, fconst(ctx, 8, 0), operand(ctx, x)))
            return True
    return False


def lower_fcvt_from_uint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_from_uint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
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
            x_reg = ctx.use(x)
            v = zero_ext(ctx, I32, x_reg)
            ctx.set_result(inst, 0, cvtsi2ss_xm(ctx, 8, fconst(ctx, 8, 0), v))
            return True
    # fcvt_from_uint.4
    if ty == F64:
        x_type = i64(func.value_type[x])
        if x_type == I32:
            ctx.fired("fcvt_from_uint.4")
            x_reg = ctx.use(x)
            v = zero_ext(ctx, I32, x_reg)
            ctx.set_result(inst, 0, cvtsi2sd_xm(ctx, 8, fconst(ctx, 8, 0), v))
            return True
    return False


def lower_fcvt_from_sint(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fcvt_from_sint`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # fcvt_from_sint.1
    if ty == F32:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("fcvt_from_sint.1")
            x_reg: i64 = ctx.use(x)
            v: i64 = sign_ext32(ctx, x_type, x_reg)
            ctx.set_result(inst, 0, cvtsi2ss_xm(ctx, wide(x_type), fconst(ctx, 8, 0), v))
            return True
    # fcvt_from_sint.2
    if ty == F64:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("fcvt_from_sint.2")
            x_reg = ctx.use(x)
            v = sign_ext32(ctx, x_type, x_reg)
            ctx.set_result(inst, 0, cvtsi2sd_xm(ctx, wide(x_type), fconst(ctx, 8, 0), v))
            return True
    return False


def lower_bitcast(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bitcast`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # bitcast.1
    ctx.fired("bitcast.1")
    x_reg: i64 = ctx.use(x)
    ctx.set_result(inst, 0, bitcast(ctx, ty, i64(ctx.func.value_type[x]), flags, x_reg))
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
