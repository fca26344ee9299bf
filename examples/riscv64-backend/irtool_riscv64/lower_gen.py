"""Generated from lower.rules by irtool.rules; do not edit."""

# ruff: noqa

from mypy_extensions import i64

from .constructors_gen import (
    add,
    addi,
    addr,
    amoadd_d,
    amoadd_w,
    amoand_d,
    amoand_w,
    amomax_d,
    amomax_w,
    amomaxu_d,
    amomaxu_w,
    amomin_d,
    amomin_w,
    amominu_d,
    amominu_w,
    amoor_d,
    amoor_w,
    amoswap_d,
    amoswap_w,
    amoxor_d,
    amoxor_w,
    and_,
    andi,
    branch,
    branch_zero,
    cas_loop,
    div,
    divu,
    ebreak,
    fence,
    keep_if,
    keep_if_zero,
    lb,
    lbu,
    ld,
    lh,
    lhu,
    lw,
    lwu,
    mul,
    mulh,
    mulhu,
    nand_loop,
    narrow_cas,
    narrow_loop,
    neg,
    or_,
    ori,
    rem,
    remu,
    sb,
    sb_zero,
    sd,
    sd_zero,
    sh,
    sh_zero,
    sll,
    slli,
    sllw,
    slt,
    slti,
    sltiu,
    sltu,
    snez,
    sra,
    srai,
    sraiw,
    sraw,
    srl,
    srli,
    srliw,
    srlw,
    sub,
    sw,
    sw_zero,
    symbol_addr,
    symbol_got,
    trap,
    trap_if,
    trap_if_zero,
    xor,
    xori,
)
from .insts import (
    address,
    at,
    at_word,
    bit_offset,
    const,
    field_mask,
    fits12,
    high_bits,
    jump_table,
    least,
    sext_reg,
    word_around,
    zext_reg,
)
from .kinds import EQ, GE, GEU, LT, LTU, NE
from irtool.backends.addresses import frame_pointer, return_address, slot, stack_pointer
from irtool.backends.lower import Lower
from irtool.backends.rule_facts import (
    bits,
    data_offset,
    data_symbol,
    edge,
    function_symbol,
    near_data,
    near_function,
    negated,
    nonzero,
    not_minus_one,
    shift_amount,
    signed,
)
from irtool.ir.opcodes_gen import (
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
    OP_ATOMIC_CAS,
    OP_ATOMIC_LOAD,
    OP_ATOMIC_RMW,
    OP_ATOMIC_STORE,
    OP_BAND,
    OP_BITCAST,
    OP_BITSELECT,
    OP_BMASK,
    OP_BNOT,
    OP_BOR,
    OP_BRIF,
    OP_BR_TABLE,
    OP_BXOR,
    OP_DEBUGTRAP,
    OP_FENCE,
    OP_FUNC_ADDR,
    OP_GET_FRAME_POINTER,
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
    OP_SADD_OVERFLOW,
    OP_SADD_OVERFLOW_CIN,
    OP_SDIV,
    OP_SELECT,
    OP_SELECT_SPECTRE_GUARD,
    OP_SEQUENCE_POINT,
    OP_SEXTEND,
    OP_SLOAD16,
    OP_SLOAD32,
    OP_SLOAD8,
    OP_SMAX,
    OP_SMIN,
    OP_SMULHI,
    OP_SMUL_OVERFLOW,
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
from irtool.ir.types import I16, I32, I64, I8


def sx(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `sx`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # sx.1
    if x_op == OP_ICONST:
        ctx.fired("sx.1")
        x_reg: i64 = ctx.use(x)
        return x_reg
    # sx.2
    x_type: i64 = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        ctx.fired("sx.2")
        x_reg = ctx.use(x)
        return sext_reg(ctx, x_type, x_reg)
    raise AssertionError("no rule of the term sx matches")


def zx(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `zx`."""
    func = ctx.func
    # zx.1
    x_type: i64 = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        ctx.fired("zx.1")
        x_reg: i64 = ctx.use(x)
        return zext_reg(ctx, x_type, x_reg)
    raise AssertionError("no rule of the term zx matches")


def tested(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `tested`."""
    func = ctx.func
    x_type: i64 = i64(func.value_type[x])
    # tested.1
    if x_type == I64:
        ctx.fired("tested.1")
        x_reg: i64 = ctx.use(x)
        return x_reg
    # tested.2
    if I8 <= x_type <= I32:
        ctx.fired("tested.2")
        x_reg = ctx.use(x)
        return slli(ctx, x_reg, high_bits(x_type))
    raise AssertionError("no rule of the term tested matches")


def truth(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `truth`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # truth.1
    if x_op == OP_ICMP:
        x_ty: i64 = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_cc: i64 = func.imm[x_def]
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            ctx.fired("truth.1")
            return compare(ctx, x_cc, x_x, x_y)
    # truth.2
    x_type: i64 = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        ctx.fired("truth.2")
        return tested(ctx, x)
    raise AssertionError("no rule of the term truth matches")


def as_bit(ctx: Lower, x: i64) -> i64:
    """Try the rules of the term `as_bit`."""
    func = ctx.func
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # as_bit.1
    if x_op == OP_ICMP:
        x_ty: i64 = i64(func.ty[x_def])
        if I8 <= x_ty <= I64:
            x_cc: i64 = func.imm[x_def]
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            ctx.fired("as_bit.1")
            return compare(ctx, x_cc, x_x, x_y)
    # as_bit.2
    x_type: i64 = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        ctx.fired("as_bit.2")
        return snez(ctx, tested(ctx, x))
    raise AssertionError("no rule of the term as_bit matches")


def amount(ctx: Lower, type_: i64, x: i64) -> i64:
    """Try the rules of the term `amount`."""
    func = ctx.func
    # amount.1
    if type_ == I32 or type_ == I64:
        ctx.fired("amount.1")
        x_reg: i64 = ctx.use(x)
        return x_reg
    # amount.2
    if type_ == I8 or type_ == I16:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("amount.2")
            x_reg = ctx.use(x)
            return andi(ctx, x_reg, bits(type_) - 1)
    raise AssertionError("no rule of the term amount matches")


def compare(ctx: Lower, cc_: i64, x: i64, y: i64) -> i64:
    """Try the rules of the term `compare`."""
    func = ctx.func
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # compare.1
    if cc_ == CC_EQ:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64 and y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired("compare.1")
                return is_zero(ctx, tested(ctx, x))
    # compare.2
    if cc_ == CC_NE:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64 and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 0:
                ctx.fired("compare.2")
                return snez(ctx, tested(ctx, x))
    # compare.3
    if cc_ == CC_SLT:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64 and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if fits12(signed(x_type, y_k)):
                ctx.fired("compare.3")
                return slti(ctx, sx(ctx, x), signed(x_type, y_k))
    # compare.4
    if cc_ == CC_ULT:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64 and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if fits12(signed(x_type, y_k)):
                ctx.fired("compare.4")
                return sltiu(ctx, sx(ctx, x), signed(x_type, y_k))
    # compare.5
    if cc_ == CC_EQ:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            y_type: i64 = i64(func.value_type[y])
            if I8 <= y_type <= I64:
                ctx.fired("compare.5")
                return is_zero(ctx, xor(ctx, sx(ctx, x), sx(ctx, y)))
    # compare.6
    if cc_ == CC_NE:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            y_type = i64(func.value_type[y])
            if I8 <= y_type <= I64:
                ctx.fired("compare.6")
                return snez(ctx, xor(ctx, sx(ctx, x), sx(ctx, y)))
    # compare.7
    if cc_ == CC_SLT:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            y_type = i64(func.value_type[y])
            if I8 <= y_type <= I64:
                ctx.fired("compare.7")
                return slt(ctx, sx(ctx, x), sx(ctx, y))
    # compare.8
    if cc_ == CC_ULT:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            y_type = i64(func.value_type[y])
            if I8 <= y_type <= I64:
                ctx.fired("compare.8")
                return sltu(ctx, sx(ctx, x), sx(ctx, y))
    # compare.9
    if cc_ == CC_SGT:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            y_type = i64(func.value_type[y])
            if I8 <= y_type <= I64:
                ctx.fired("compare.9")
                return slt(ctx, sx(ctx, y), sx(ctx, x))
    # compare.10
    if cc_ == CC_UGT:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            y_type = i64(func.value_type[y])
            if I8 <= y_type <= I64:
                ctx.fired("compare.10")
                return sltu(ctx, sx(ctx, y), sx(ctx, x))
    # compare.11
    if cc_ == CC_SGE:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            y_type = i64(func.value_type[y])
            if I8 <= y_type <= I64:
                ctx.fired("compare.11")
                return xori(ctx, slt(ctx, sx(ctx, x), sx(ctx, y)), 1)
    # compare.12
    if cc_ == CC_UGE:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            y_type = i64(func.value_type[y])
            if I8 <= y_type <= I64:
                ctx.fired("compare.12")
                return xori(ctx, sltu(ctx, sx(ctx, x), sx(ctx, y)), 1)
    # compare.13
    if cc_ == CC_SLE:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            y_type = i64(func.value_type[y])
            if I8 <= y_type <= I64:
                ctx.fired("compare.13")
                return xori(ctx, slt(ctx, sx(ctx, y), sx(ctx, x)), 1)
    # compare.14
    x_type = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("compare.14")
            return xori(ctx, sltu(ctx, sx(ctx, y), sx(ctx, x)), 1)
    raise AssertionError("no rule of the term compare matches")


def is_zero(ctx: Lower, reg_: i64) -> i64:
    """Try the rules of the term `is_zero`."""
    # is_zero.1
    ctx.fired("is_zero.1")
    return sltiu(ctx, reg_, 1)


def wrong_sum(ctx: Lower, reg_: i64, reg__: i64, reg___: i64) -> i64:
    """Try the rules of the term `wrong_sum`."""
    # wrong_sum.1
    ctx.fired("wrong_sum.1")
    return srli(ctx, and_(ctx, xor(ctx, reg_, reg__), xor(ctx, reg_, reg___)), 63)


def wrong_difference(ctx: Lower, reg_: i64, reg__: i64, reg___: i64) -> i64:
    """Try the rules of the term `wrong_difference`."""
    # wrong_difference.1
    ctx.fired("wrong_difference.1")
    return srli(ctx, and_(ctx, xor(ctx, reg__, reg___), xor(ctx, reg_, reg__)), 63)


def too_long(ctx: Lower, type_: i64, reg_: i64) -> i64:
    """Try the rules of the term `too_long`."""
    # too_long.1
    ctx.fired("too_long.1")
    return snez(ctx, xor(ctx, reg_, sext_reg(ctx, type_, reg_)))


def narrow(ctx: Lower, reg_: i64, mem_: i64, reg__: i64, reg___: i64, rmwop_: i64, imm_: i64) -> i64:
    """Try the rules of the term `narrow`."""
    # narrow.1
    ctx.fired("narrow.1")
    return srl(ctx, narrow_loop(ctx, reg_, mem_, reg__, reg___, rmwop_, imm_), reg__)


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
                            branch_zero(ctx, EQ, tested(ctx, c_x), edge(ctx, 0), edge(ctx, 1))
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
                            branch_zero(ctx, EQ, tested(ctx, c_y), edge(ctx, 0), edge(ctx, 1))
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
                            branch_zero(ctx, NE, tested(ctx, c_x), edge(ctx, 0), edge(ctx, 1))
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
                            branch_zero(ctx, NE, tested(ctx, c_y), edge(ctx, 0), edge(ctx, 1))
                            return True
            # brif.3
            if c_cc == CC_EQ:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("brif.3")
                branch(ctx, EQ, sx(ctx, c_x), sx(ctx, c_y), edge(ctx, 0), edge(ctx, 1))
                return True
            # brif.4
            if c_cc == CC_NE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("brif.4")
                branch(ctx, NE, sx(ctx, c_x), sx(ctx, c_y), edge(ctx, 0), edge(ctx, 1))
                return True
            # brif.5
            if c_cc == CC_SLT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("brif.5")
                branch(ctx, LT, sx(ctx, c_x), sx(ctx, c_y), edge(ctx, 0), edge(ctx, 1))
                return True
            # brif.6
            if c_cc == CC_SGE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("brif.6")
                branch(ctx, GE, sx(ctx, c_x), sx(ctx, c_y), edge(ctx, 0), edge(ctx, 1))
                return True
            # brif.7
            if c_cc == CC_ULT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("brif.7")
                branch(ctx, LTU, sx(ctx, c_x), sx(ctx, c_y), edge(ctx, 0), edge(ctx, 1))
                return True
            # brif.8
            if c_cc == CC_UGE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("brif.8")
                branch(ctx, GEU, sx(ctx, c_x), sx(ctx, c_y), edge(ctx, 0), edge(ctx, 1))
                return True
            # brif.9
            if c_cc == CC_SGT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("brif.9")
                branch(ctx, LT, sx(ctx, c_y), sx(ctx, c_x), edge(ctx, 0), edge(ctx, 1))
                return True
            # brif.10
            if c_cc == CC_SLE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("brif.10")
                branch(ctx, GE, sx(ctx, c_y), sx(ctx, c_x), edge(ctx, 0), edge(ctx, 1))
                return True
            # brif.11
            if c_cc == CC_UGT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("brif.11")
                branch(ctx, LTU, sx(ctx, c_y), sx(ctx, c_x), edge(ctx, 0), edge(ctx, 1))
                return True
            # brif.12
            if c_cc == CC_ULE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("brif.12")
                branch(ctx, GEU, sx(ctx, c_y), sx(ctx, c_x), edge(ctx, 0), edge(ctx, 1))
                return True
    # brif.13
    c_type: i64 = i64(func.value_type[c])
    if I8 <= c_type <= I64:
        ctx.fired("brif.13")
        branch_zero(ctx, NE, truth(ctx, c), edge(ctx, 0), edge(ctx, 1))
        return True
    return False


def lower_br_table(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `br_table`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # br_table.1
    x_type: i64 = i64(func.value_type[x])
    if I8 <= x_type <= I64:
        ctx.fired("br_table.1")
        jump_table(ctx, zx(ctx, x))
        return True
    return False


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
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    code: i64 = func.imm[inst]
    if c_op == OP_ICMP:
        c_ty: i64 = i64(func.ty[c_def])
        if I8 <= c_ty <= I64:
            c_cc: i64 = func.imm[c_def]
            # trapz.1
            if c_cc == CC_EQ:
                c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
                c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("trapz.1")
                trap_if(ctx, NE, sx(ctx, c_x), sx(ctx, c_y), code)
                return True
            # trapz.2
            if c_cc == CC_NE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("trapz.2")
                trap_if(ctx, EQ, sx(ctx, c_x), sx(ctx, c_y), code)
                return True
            # trapz.3
            if c_cc == CC_SLT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("trapz.3")
                trap_if(ctx, GE, sx(ctx, c_x), sx(ctx, c_y), code)
                return True
            # trapz.4
            if c_cc == CC_SGE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("trapz.4")
                trap_if(ctx, LT, sx(ctx, c_x), sx(ctx, c_y), code)
                return True
            # trapz.5
            if c_cc == CC_ULT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("trapz.5")
                trap_if(ctx, GEU, sx(ctx, c_x), sx(ctx, c_y), code)
                return True
            # trapz.6
            if c_cc == CC_UGE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("trapz.6")
                trap_if(ctx, LTU, sx(ctx, c_x), sx(ctx, c_y), code)
                return True
    # trapz.7
    c_type: i64 = i64(func.value_type[c])
    if I8 <= c_type <= I64:
        ctx.fired("trapz.7")
        trap_if_zero(ctx, EQ, truth(ctx, c), code)
        return True
    return False


def lower_trapnz(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `trapnz`."""
    func = ctx.func
    c: i64 = i64(func.pool[i64(func.arg_start[inst])])
    c_def: i64 = ctx.def_inst(c)
    c_op: i64 = ctx.def_op(c_def)
    code: i64 = func.imm[inst]
    if c_op == OP_ICMP:
        c_ty: i64 = i64(func.ty[c_def])
        if I8 <= c_ty <= I64:
            c_cc: i64 = func.imm[c_def]
            # trapnz.1
            if c_cc == CC_EQ:
                c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
                c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("trapnz.1")
                trap_if(ctx, EQ, sx(ctx, c_x), sx(ctx, c_y), code)
                return True
            # trapnz.2
            if c_cc == CC_NE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("trapnz.2")
                trap_if(ctx, NE, sx(ctx, c_x), sx(ctx, c_y), code)
                return True
            # trapnz.3
            if c_cc == CC_SLT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("trapnz.3")
                trap_if(ctx, LT, sx(ctx, c_x), sx(ctx, c_y), code)
                return True
            # trapnz.4
            if c_cc == CC_SGE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("trapnz.4")
                trap_if(ctx, GE, sx(ctx, c_x), sx(ctx, c_y), code)
                return True
            # trapnz.5
            if c_cc == CC_ULT:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("trapnz.5")
                trap_if(ctx, LTU, sx(ctx, c_x), sx(ctx, c_y), code)
                return True
            # trapnz.6
            if c_cc == CC_UGE:
                c_x = i64(func.pool[i64(func.arg_start[c_def])])
                c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                ctx.fired("trapnz.6")
                trap_if(ctx, GEU, sx(ctx, c_x), sx(ctx, c_y), code)
                return True
    # trapnz.7
    c_type: i64 = i64(func.value_type[c])
    if I8 <= c_type <= I64:
        ctx.fired("trapnz.7")
        trap_if_zero(ctx, NE, truth(ctx, c), code)
        return True
    return False


def lower_debugtrap(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `debugtrap`."""
    # debugtrap.1
    ctx.fired("debugtrap.1")
    ebreak(ctx)
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
    if ty == I64:
        ctx.fired("load.1")
        ctx.set_result(inst, 0, ld(ctx, address(ctx, flags, p, off)))
        return True
    # load.2
    if ty == I32:
        ctx.fired("load.2")
        ctx.set_result(inst, 0, lw(ctx, address(ctx, flags, p, off)))
        return True
    # load.3
    if ty == I16:
        ctx.fired("load.3")
        ctx.set_result(inst, 0, lhu(ctx, address(ctx, flags, p, off)))
        return True
    # load.4
    if ty == I8:
        ctx.fired("load.4")
        ctx.set_result(inst, 0, lbu(ctx, address(ctx, flags, p, off)))
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
    # store.1
    if ty == I8 and x_op == OP_ICONST:
        x_k: i64 = func.imm[x_def]
        if x_k == 0:
            ctx.fired("store.1")
            sb_zero(ctx, address(ctx, flags, p, off))
            return True
    # store.2
    if ty == I16 and x_op == OP_ICONST:
        x_k = func.imm[x_def]
        if x_k == 0:
            ctx.fired("store.2")
            sh_zero(ctx, address(ctx, flags, p, off))
            return True
    # store.3
    if ty == I32 and x_op == OP_ICONST:
        x_k = func.imm[x_def]
        if x_k == 0:
            ctx.fired("store.3")
            sw_zero(ctx, address(ctx, flags, p, off))
            return True
    if ty == I64:
        # store.4
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 0:
                ctx.fired("store.4")
                sd_zero(ctx, address(ctx, flags, p, off))
                return True
        # store.5
        ctx.fired("store.5")
        x_reg: i64 = ctx.use(x)
        sd(ctx, x_reg, address(ctx, flags, p, off))
        return True
    # store.6
    if ty == I32:
        ctx.fired("store.6")
        x_reg = ctx.use(x)
        sw(ctx, x_reg, address(ctx, flags, p, off))
        return True
    # store.7
    if ty == I16:
        ctx.fired("store.7")
        x_reg = ctx.use(x)
        sh(ctx, x_reg, address(ctx, flags, p, off))
        return True
    # store.8
    if ty == I8:
        ctx.fired("store.8")
        x_reg = ctx.use(x)
        sb(ctx, x_reg, address(ctx, flags, p, off))
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
    ctx.set_result(inst, 0, lbu(ctx, address(ctx, flags, p, off)))
    return True


def lower_sload8(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload8`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload8.1
    ctx.fired("sload8.1")
    ctx.set_result(inst, 0, lb(ctx, address(ctx, flags, p, off)))
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
    sb(ctx, x_reg, address(ctx, flags, p, off))
    return True


def lower_uload16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload16`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # uload16.1
    ctx.fired("uload16.1")
    ctx.set_result(inst, 0, lhu(ctx, address(ctx, flags, p, off)))
    return True


def lower_sload16(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload16`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload16.1
    ctx.fired("sload16.1")
    ctx.set_result(inst, 0, lh(ctx, address(ctx, flags, p, off)))
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
    sh(ctx, x_reg, address(ctx, flags, p, off))
    return True


def lower_uload32(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uload32`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # uload32.1
    ctx.fired("uload32.1")
    ctx.set_result(inst, 0, lwu(ctx, address(ctx, flags, p, off)))
    return True


def lower_sload32(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sload32`."""
    func = ctx.func
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    off: i64 = func.imm[inst]
    # sload32.1
    ctx.fired("sload32.1")
    ctx.set_result(inst, 0, lw(ctx, address(ctx, flags, p, off)))
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
    sw(ctx, x_reg, address(ctx, flags, p, off))
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
        ctx.fired("symbol_value.2")
        p: i64 = symbol_got(ctx, data_symbol(ctx, gv))
        ctx.set_result(inst, 0, add(ctx, p, const(ctx, I64, data_offset(ctx, gv))))
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
    if ty == I8 or ty == I16:
        # atomic_rmw.23
        if rmwop == RMW_UMIN:
            x_type: i64 = i64(func.value_type[x])
            if I8 <= x_type <= I64:
                ctx.fired("atomic_rmw.23")
                p_reg: i64 = ctx.use(p)
                w: i64 = word_around(ctx, p_reg)
                k: i64 = bit_offset(ctx, p_reg)
                ctx.set_result(inst, 0, narrow(ctx, zx(ctx, x), at_word(ctx, flags, p, w), k, field_mask(ctx, ty, k), RMW_UMIN, high_bits(ty)))
                return True
        # atomic_rmw.24
        if rmwop == RMW_UMAX:
            x_type = i64(func.value_type[x])
            if I8 <= x_type <= I64:
                ctx.fired("atomic_rmw.24")
                p_reg = ctx.use(p)
                w = word_around(ctx, p_reg)
                k = bit_offset(ctx, p_reg)
                ctx.set_result(inst, 0, narrow(ctx, zx(ctx, x), at_word(ctx, flags, p, w), k, field_mask(ctx, ty, k), RMW_UMAX, high_bits(ty)))
                return True
    if ty == I32:
        # atomic_rmw.1
        if rmwop == RMW_ADD:
            ctx.fired("atomic_rmw.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, amoadd_w(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.2
        if rmwop == RMW_XCHG:
            ctx.fired("atomic_rmw.2")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amoswap_w(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.3
        if rmwop == RMW_XOR:
            ctx.fired("atomic_rmw.3")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amoxor_w(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.4
        if rmwop == RMW_OR:
            ctx.fired("atomic_rmw.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amoor_w(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.5
        if rmwop == RMW_AND:
            ctx.fired("atomic_rmw.5")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amoand_w(ctx, x_reg, at(ctx, flags, p)))
            return True
    if ty == I64:
        # atomic_rmw.6
        if rmwop == RMW_ADD:
            ctx.fired("atomic_rmw.6")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amoadd_d(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.7
        if rmwop == RMW_XCHG:
            ctx.fired("atomic_rmw.7")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amoswap_d(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.8
        if rmwop == RMW_XOR:
            ctx.fired("atomic_rmw.8")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amoxor_d(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.9
        if rmwop == RMW_OR:
            ctx.fired("atomic_rmw.9")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amoor_d(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.10
        if rmwop == RMW_AND:
            ctx.fired("atomic_rmw.10")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amoand_d(ctx, x_reg, at(ctx, flags, p)))
            return True
    if ty == I32:
        # atomic_rmw.11
        if rmwop == RMW_SMIN:
            ctx.fired("atomic_rmw.11")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amomin_w(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.12
        if rmwop == RMW_SMAX:
            ctx.fired("atomic_rmw.12")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amomax_w(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.13
        if rmwop == RMW_UMIN:
            ctx.fired("atomic_rmw.13")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amominu_w(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.14
        if rmwop == RMW_UMAX:
            ctx.fired("atomic_rmw.14")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amomaxu_w(ctx, x_reg, at(ctx, flags, p)))
            return True
    if ty == I64:
        # atomic_rmw.15
        if rmwop == RMW_SMIN:
            ctx.fired("atomic_rmw.15")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amomin_d(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.16
        if rmwop == RMW_SMAX:
            ctx.fired("atomic_rmw.16")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amomax_d(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.17
        if rmwop == RMW_UMIN:
            ctx.fired("atomic_rmw.17")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amominu_d(ctx, x_reg, at(ctx, flags, p)))
            return True
        # atomic_rmw.18
        if rmwop == RMW_UMAX:
            ctx.fired("atomic_rmw.18")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, amomaxu_d(ctx, x_reg, at(ctx, flags, p)))
            return True
    # atomic_rmw.19
    if ty == I32 and rmwop == RMW_SUB:
        ctx.fired("atomic_rmw.19")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, amoadd_w(ctx, neg(ctx, x_reg), at(ctx, flags, p)))
        return True
    # atomic_rmw.20
    if ty == I64 and rmwop == RMW_SUB:
        ctx.fired("atomic_rmw.20")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, amoadd_d(ctx, neg(ctx, x_reg), at(ctx, flags, p)))
        return True
    # atomic_rmw.21
    if ty == I32 and rmwop == RMW_NAND:
        ctx.fired("atomic_rmw.21")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, nand_loop(ctx, x_reg, at(ctx, flags, p), 2))
        return True
    # atomic_rmw.22
    if ty == I64 and rmwop == RMW_NAND:
        ctx.fired("atomic_rmw.22")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, nand_loop(ctx, x_reg, at(ctx, flags, p), 3))
        return True
    # atomic_rmw.25
    if ty == I8 or ty == I16:
        x_type = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("atomic_rmw.25")
            p_reg = ctx.use(p)
            w = word_around(ctx, p_reg)
            k = bit_offset(ctx, p_reg)
            ctx.set_result(inst, 0, narrow(ctx, sx(ctx, x), at_word(ctx, flags, p, w), k, field_mask(ctx, ty, k), rmwop, high_bits(ty)))
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
    # atomic_cas.1
    if ty == I32:
        ctx.fired("atomic_cas.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, cas_loop(ctx, sx(ctx, e), x_reg, at(ctx, flags, p), 2))
        return True
    # atomic_cas.2
    if ty == I64:
        ctx.fired("atomic_cas.2")
        e_reg: i64 = ctx.use(e)
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, cas_loop(ctx, e_reg, x_reg, at(ctx, flags, p), 3))
        return True
    # atomic_cas.3
    if ty == I8 or ty == I16:
        ctx.fired("atomic_cas.3")
        p_reg: i64 = ctx.use(p)
        e_reg = ctx.use(e)
        x_reg = ctx.use(x)
        w: i64 = word_around(ctx, p_reg)
        k: i64 = bit_offset(ctx, p_reg)
        a: i64 = sll(ctx, e_reg, k)
        b: i64 = sll(ctx, x_reg, k)
        ctx.set_result(inst, 0, srl(ctx, narrow_cas(ctx, a, b, at_word(ctx, flags, p, w), field_mask(ctx, ty, k)), k))
        return True
    return False


def lower_atomic_load(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `atomic_load`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    flags: i64 = i64(func.flags[inst])
    p: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # atomic_load.1
    if ty == I64:
        ctx.fired("atomic_load.1")
        fence(ctx)
        r: i64 = ld(ctx, at(ctx, flags, p))
        fence(ctx)
        ctx.set_result(inst, 0, r)
        return True
    # atomic_load.2
    if ty == I32:
        ctx.fired("atomic_load.2")
        fence(ctx)
        r = lw(ctx, at(ctx, flags, p))
        fence(ctx)
        ctx.set_result(inst, 0, r)
        return True
    # atomic_load.3
    if ty == I16:
        ctx.fired("atomic_load.3")
        fence(ctx)
        r = lhu(ctx, at(ctx, flags, p))
        fence(ctx)
        ctx.set_result(inst, 0, r)
        return True
    # atomic_load.4
    if ty == I8:
        ctx.fired("atomic_load.4")
        fence(ctx)
        r = lbu(ctx, at(ctx, flags, p))
        fence(ctx)
        ctx.set_result(inst, 0, r)
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
    if ty == I64:
        ctx.fired("atomic_store.1")
        x_reg: i64 = ctx.use(x)
        fence(ctx)
        sd(ctx, x_reg, at(ctx, flags, p))
        fence(ctx)
        return True
    # atomic_store.2
    if ty == I32:
        ctx.fired("atomic_store.2")
        x_reg = ctx.use(x)
        fence(ctx)
        sw(ctx, x_reg, at(ctx, flags, p))
        fence(ctx)
        return True
    # atomic_store.3
    if ty == I16:
        ctx.fired("atomic_store.3")
        x_reg = ctx.use(x)
        fence(ctx)
        sh(ctx, x_reg, at(ctx, flags, p))
        fence(ctx)
        return True
    # atomic_store.4
    if ty == I8:
        ctx.fired("atomic_store.4")
        x_reg = ctx.use(x)
        fence(ctx)
        sb(ctx, x_reg, at(ctx, flags, p))
        fence(ctx)
        return True
    return False


def lower_fence(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `fence`."""
    # fence.1
    ctx.fired("fence.1")
    fence(ctx)
    return True


def lower_get_frame_pointer(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_frame_pointer`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # get_frame_pointer.1
    if ty == I64:
        ctx.fired("get_frame_pointer.1")
        ctx.set_result(inst, 0, addr(ctx, frame_pointer(ctx)))
        return True
    return False


def lower_get_stack_pointer(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_stack_pointer`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # get_stack_pointer.1
    if ty == I64:
        ctx.fired("get_stack_pointer.1")
        ctx.set_result(inst, 0, addr(ctx, stack_pointer(ctx)))
        return True
    return False


def lower_get_return_address(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `get_return_address`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    # get_return_address.1
    if ty == I64:
        ctx.fired("get_return_address.1")
        ctx.set_result(inst, 0, ld(ctx, return_address(ctx)))
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
                # select.1
                if c_cc == CC_EQ:
                    c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y: i64 = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.1")
                    x_reg: i64 = ctx.use(x)
                    y_reg: i64 = ctx.use(y)
                    ctx.set_result(inst, 0, keep_if(ctx, EQ, x_reg, sx(ctx, c_x), sx(ctx, c_y), y_reg))
                    return True
                # select.2
                if c_cc == CC_NE:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.2")
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ctx.set_result(inst, 0, keep_if(ctx, NE, x_reg, sx(ctx, c_x), sx(ctx, c_y), y_reg))
                    return True
                # select.3
                if c_cc == CC_SLT:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.3")
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ctx.set_result(inst, 0, keep_if(ctx, LT, x_reg, sx(ctx, c_x), sx(ctx, c_y), y_reg))
                    return True
                # select.4
                if c_cc == CC_SGE:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.4")
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ctx.set_result(inst, 0, keep_if(ctx, GE, x_reg, sx(ctx, c_x), sx(ctx, c_y), y_reg))
                    return True
                # select.5
                if c_cc == CC_ULT:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.5")
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ctx.set_result(inst, 0, keep_if(ctx, LTU, x_reg, sx(ctx, c_x), sx(ctx, c_y), y_reg))
                    return True
                # select.6
                if c_cc == CC_UGE:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.6")
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ctx.set_result(inst, 0, keep_if(ctx, GEU, x_reg, sx(ctx, c_x), sx(ctx, c_y), y_reg))
                    return True
                # select.7
                if c_cc == CC_SGT:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.7")
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ctx.set_result(inst, 0, keep_if(ctx, LT, x_reg, sx(ctx, c_y), sx(ctx, c_x), y_reg))
                    return True
                # select.8
                if c_cc == CC_SLE:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.8")
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ctx.set_result(inst, 0, keep_if(ctx, GE, x_reg, sx(ctx, c_y), sx(ctx, c_x), y_reg))
                    return True
                # select.9
                if c_cc == CC_UGT:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.9")
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ctx.set_result(inst, 0, keep_if(ctx, LTU, x_reg, sx(ctx, c_y), sx(ctx, c_x), y_reg))
                    return True
                # select.10
                if c_cc == CC_ULE:
                    c_x = i64(func.pool[i64(func.arg_start[c_def])])
                    c_y = i64(func.pool[i64(func.arg_start[c_def]) + 1])
                    ctx.fired("select.10")
                    x_reg = ctx.use(x)
                    y_reg = ctx.use(y)
                    ctx.set_result(inst, 0, keep_if(ctx, GEU, x_reg, sx(ctx, c_y), sx(ctx, c_x), y_reg))
                    return True
        # select.11
        c_type: i64 = i64(func.value_type[c])
        if I8 <= c_type <= I64:
            ctx.fired("select.11")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, keep_if_zero(ctx, NE, x_reg, truth(ctx, c), y_reg))
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
            y_reg: i64 = ctx.use(y)
            x_reg: i64 = ctx.use(x)
            m: i64 = neg(ctx, as_bit(ctx, c))
            ctx.set_result(inst, 0, xor(ctx, y_reg, and_(ctx, xor(ctx, x_reg, y_reg), m)))
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
        y_reg: i64 = ctx.use(y)
        x_reg: i64 = ctx.use(x)
        c_reg: i64 = ctx.use(c)
        ctx.set_result(inst, 0, xor(ctx, y_reg, and_(ctx, xor(ctx, x_reg, y_reg), c_reg)))
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
    if I8 <= ty <= I64:
        # iadd.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits12(signed(ty, y_k)):
                ctx.fired("iadd.1")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, addi(ctx, x_reg, signed(ty, y_k)))
                return True
        # iadd.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits12(signed(ty, x_k)):
                ctx.fired("iadd.1")
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, addi(ctx, y_reg, signed(ty, x_k)))
                return True
        # iadd.2
        ctx.fired("iadd.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, add(ctx, x_reg, y_reg))
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
    if I8 <= ty <= I64:
        # isub.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits12(negated(ty, y_k)):
                ctx.fired("isub.1")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, addi(ctx, x_reg, negated(ty, y_k)))
                return True
        # isub.2
        ctx.fired("isub.2")
        x_reg = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, sub(ctx, x_reg, y_reg))
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
        ctx.set_result(inst, 0, neg(ctx, x_reg))
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
        a: i64 = sx(ctx, x)
        ctx.set_result(inst, 0, keep_if_zero(ctx, GE, a, a, neg(ctx, a)))
        return True
    return False


def lower_imul(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `imul`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # imul.1
    if I8 <= ty <= I64:
        ctx.fired("imul.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        ctx.set_result(inst, 0, mul(ctx, x_reg, y_reg))
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
        ctx.set_result(inst, 0, mulhu(ctx, x_reg, y_reg))
        return True
    # umulhi.2
    if I8 <= ty <= I32:
        ctx.fired("umulhi.2")
        ctx.set_result(inst, 0, srli(ctx, mul(ctx, zx(ctx, x), zx(ctx, y)), bits(ty)))
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
        ctx.set_result(inst, 0, mulh(ctx, x_reg, y_reg))
        return True
    # smulhi.2
    if I8 <= ty <= I32:
        ctx.fired("smulhi.2")
        ctx.set_result(inst, 0, srli(ctx, mul(ctx, sx(ctx, x), sx(ctx, y)), bits(ty)))
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
                ctx.set_result(inst, 0, divu(ctx, zx(ctx, x), zx(ctx, y)))
                return True
        # udiv.2
        ctx.fired("udiv.2")
        d: i64 = zx(ctx, y)
        trap_if_zero(ctx, EQ, d, 254)
        ctx.set_result(inst, 0, divu(ctx, zx(ctx, x), d))
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
                ctx.set_result(inst, 0, div(ctx, sx(ctx, x), sx(ctx, y)))
                return True
        # sdiv.2
        ctx.fired("sdiv.2")
        n: i64 = sx(ctx, x)
        d: i64 = sx(ctx, y)
        trap_if_zero(ctx, EQ, d, 254)
        m: i64 = or_(ctx, addi(ctx, d, 1), xor(ctx, n, least(ctx, ty)))
        trap_if_zero(ctx, EQ, m, 252)
        ctx.set_result(inst, 0, div(ctx, n, d))
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
                ctx.set_result(inst, 0, remu(ctx, zx(ctx, x), zx(ctx, y)))
                return True
        # urem.2
        ctx.fired("urem.2")
        d: i64 = zx(ctx, y)
        trap_if_zero(ctx, EQ, d, 254)
        ctx.set_result(inst, 0, remu(ctx, zx(ctx, x), d))
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
            if nonzero(ty, y_k):
                ctx.fired("srem.1")
                ctx.set_result(inst, 0, rem(ctx, sx(ctx, x), sx(ctx, y)))
                return True
        # srem.2
        ctx.fired("srem.2")
        d: i64 = sx(ctx, y)
        trap_if_zero(ctx, EQ, d, 254)
        ctx.set_result(inst, 0, rem(ctx, sx(ctx, x), d))
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
        a: i64 = sx(ctx, x)
        b: i64 = sx(ctx, y)
        ctx.set_result(inst, 0, keep_if(ctx, LT, a, a, b, b))
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
        a: i64 = sx(ctx, x)
        b: i64 = sx(ctx, y)
        ctx.set_result(inst, 0, keep_if(ctx, LTU, a, a, b, b))
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
        a: i64 = sx(ctx, x)
        b: i64 = sx(ctx, y)
        ctx.set_result(inst, 0, keep_if(ctx, GE, a, a, b, b))
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
        a: i64 = sx(ctx, x)
        b: i64 = sx(ctx, y)
        ctx.set_result(inst, 0, keep_if(ctx, GEU, a, a, b, b))
        return True
    return False


def lower_uadd_overflow(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `uadd_overflow`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # uadd_overflow.1
    if ty == I64:
        ctx.fired("uadd_overflow.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = add(ctx, x_reg, y_reg)
        result1: i64 = sltu(ctx, s, x_reg)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # uadd_overflow.2
    if I8 <= ty <= I32:
        ctx.fired("uadd_overflow.2")
        s = add(ctx, zx(ctx, x), zx(ctx, y))
        result1 = srli(ctx, s, bits(ty))
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
    if ty == I64:
        ctx.fired("sadd_overflow.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = add(ctx, x_reg, y_reg)
        result1: i64 = wrong_sum(ctx, s, x_reg, y_reg)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # sadd_overflow.2
    if I8 <= ty <= I32:
        ctx.fired("sadd_overflow.2")
        s = add(ctx, sx(ctx, x), sx(ctx, y))
        result1 = too_long(ctx, ty, s)
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
    if ty == I64:
        ctx.fired("usub_overflow.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = sub(ctx, x_reg, y_reg)
        result1: i64 = sltu(ctx, x_reg, y_reg)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # usub_overflow.2
    if I8 <= ty <= I32:
        ctx.fired("usub_overflow.2")
        s = sub(ctx, zx(ctx, x), zx(ctx, y))
        result1 = srli(ctx, s, 63)
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
    if ty == I64:
        ctx.fired("ssub_overflow.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = sub(ctx, x_reg, y_reg)
        result1: i64 = wrong_difference(ctx, s, x_reg, y_reg)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # ssub_overflow.2
    if I8 <= ty <= I32:
        ctx.fired("ssub_overflow.2")
        s = sub(ctx, sx(ctx, x), sx(ctx, y))
        result1 = too_long(ctx, ty, s)
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
    if I8 <= ty <= I32:
        ctx.fired("umul_overflow.1")
        s: i64 = mul(ctx, zx(ctx, x), zx(ctx, y))
        result1: i64 = snez(ctx, srli(ctx, s, bits(ty)))
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # umul_overflow.2
    if ty == I64:
        ctx.fired("umul_overflow.2")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s = mul(ctx, x_reg, y_reg)
        result1 = snez(ctx, mulhu(ctx, x_reg, y_reg))
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
    if I8 <= ty <= I32:
        ctx.fired("smul_overflow.1")
        s: i64 = mul(ctx, sx(ctx, x), sx(ctx, y))
        result1: i64 = too_long(ctx, ty, s)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # smul_overflow.2
    if ty == I64:
        ctx.fired("smul_overflow.2")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s = mul(ctx, x_reg, y_reg)
        result1 = snez(ctx, xor(ctx, mulh(ctx, x_reg, y_reg), srai(ctx, s, 63)))
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
    if ty == I64:
        ctx.fired("uadd_overflow_cin.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        b: i64 = as_bit(ctx, c_in)
        t: i64 = add(ctx, x_reg, y_reg)
        o: i64 = sltu(ctx, t, x_reg)
        s: i64 = add(ctx, t, b)
        result1: i64 = or_(ctx, o, sltu(ctx, s, b))
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # uadd_overflow_cin.2
    if I8 <= ty <= I32:
        ctx.fired("uadd_overflow_cin.2")
        s = add(ctx, add(ctx, zx(ctx, x), zx(ctx, y)), as_bit(ctx, c_in))
        result1 = srli(ctx, s, bits(ty))
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
    if ty == I64:
        ctx.fired("sadd_overflow_cin.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        b: i64 = as_bit(ctx, c_in)
        s: i64 = add(ctx, add(ctx, x_reg, y_reg), b)
        result1: i64 = wrong_sum(ctx, s, x_reg, y_reg)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # sadd_overflow_cin.2
    if I8 <= ty <= I32:
        ctx.fired("sadd_overflow_cin.2")
        s = add(ctx, add(ctx, sx(ctx, x), sx(ctx, y)), as_bit(ctx, c_in))
        result1 = too_long(ctx, ty, s)
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
    if ty == I64:
        ctx.fired("usub_overflow_bin.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        b: i64 = as_bit(ctx, b_in)
        t: i64 = sub(ctx, x_reg, y_reg)
        o: i64 = sltu(ctx, x_reg, y_reg)
        s: i64 = sub(ctx, t, b)
        result1: i64 = or_(ctx, o, sltu(ctx, t, b))
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # usub_overflow_bin.2
    if I8 <= ty <= I32:
        ctx.fired("usub_overflow_bin.2")
        s = sub(ctx, sub(ctx, zx(ctx, x), zx(ctx, y)), as_bit(ctx, b_in))
        result1 = srli(ctx, s, 63)
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
    if ty == I64:
        ctx.fired("ssub_overflow_bin.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        b: i64 = as_bit(ctx, b_in)
        s: i64 = sub(ctx, sub(ctx, x_reg, y_reg), b)
        result1: i64 = wrong_difference(ctx, s, x_reg, y_reg)
        ctx.set_result(inst, 0, s)
        ctx.set_result(inst, 1, result1)
        return True
    # ssub_overflow_bin.2
    if I8 <= ty <= I32:
        ctx.fired("ssub_overflow_bin.2")
        s = sub(ctx, sub(ctx, sx(ctx, x), sx(ctx, y)), as_bit(ctx, b_in))
        result1 = too_long(ctx, ty, s)
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
    if ty == I64:
        ctx.fired("uadd_overflow_trap.1")
        x_reg: i64 = ctx.use(x)
        y_reg: i64 = ctx.use(y)
        s: i64 = add(ctx, x_reg, y_reg)
        trap_if(ctx, LTU, s, x_reg, code)
        ctx.set_result(inst, 0, s)
        return True
    # uadd_overflow_trap.2
    if ty == I32:
        ctx.fired("uadd_overflow_trap.2")
        s = add(ctx, zx(ctx, x), zx(ctx, y))
        trap_if_zero(ctx, NE, srli(ctx, s, bits(ty)), code)
        ctx.set_result(inst, 0, s)
        return True
    return False


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
        # band.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if fits12(signed(ty, y_k)):
                ctx.fired("band.1")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, andi(ctx, x_reg, signed(ty, y_k)))
                return True
        # band.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits12(signed(ty, x_k)):
                ctx.fired("band.1")
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, andi(ctx, y_reg, signed(ty, x_k)))
                return True
        # band.2
        ctx.fired("band.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, and_(ctx, x_reg, y_reg))
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
            if fits12(signed(ty, y_k)):
                ctx.fired("bor.1")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, ori(ctx, x_reg, signed(ty, y_k)))
                return True
        # bor.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits12(signed(ty, x_k)):
                ctx.fired("bor.1")
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, ori(ctx, y_reg, signed(ty, x_k)))
                return True
        # bor.2
        ctx.fired("bor.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, or_(ctx, x_reg, y_reg))
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
            if fits12(signed(ty, y_k)):
                ctx.fired("bxor.1")
                x_reg: i64 = ctx.use(x)
                ctx.set_result(inst, 0, xori(ctx, x_reg, signed(ty, y_k)))
                return True
        # bxor.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if fits12(signed(ty, x_k)):
                ctx.fired("bxor.1")
                y_reg: i64 = ctx.use(y)
                ctx.set_result(inst, 0, xori(ctx, y_reg, signed(ty, x_k)))
                return True
        # bxor.2
        ctx.fired("bxor.2")
        x_reg = ctx.use(x)
        y_reg = ctx.use(y)
        ctx.set_result(inst, 0, xor(ctx, x_reg, y_reg))
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
        ctx.set_result(inst, 0, xori(ctx, x_reg, -1))
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
    # ishl.1
    if I8 <= ty <= I64 and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        ctx.fired("ishl.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, slli(ctx, x_reg, shift_amount(ty, y_k)))
        return True
    # ishl.2
    if ty == I64:
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ishl.2")
            x_reg = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, sll(ctx, x_reg, y_reg))
            return True
    # ishl.3
    if ty == I32:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ishl.3")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, sllw(ctx, x_reg, y_reg))
            return True
    # ishl.4
    if ty == I8 or ty == I16:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ishl.4")
            x_reg = ctx.use(x)
            ctx.set_result(inst, 0, sll(ctx, x_reg, amount(ctx, ty, y)))
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
    # ushr.1
    if ty == I64 and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        ctx.fired("ushr.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, srli(ctx, x_reg, shift_amount(ty, y_k)))
        return True
    # ushr.2
    if ty == I32 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        ctx.fired("ushr.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, srliw(ctx, x_reg, shift_amount(ty, y_k)))
        return True
    # ushr.3
    if ty == I64:
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ushr.3")
            x_reg = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, srl(ctx, x_reg, y_reg))
            return True
    # ushr.4
    if ty == I32:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ushr.4")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, srlw(ctx, x_reg, y_reg))
            return True
    # ushr.5
    if ty == I8 or ty == I16:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("ushr.5")
            ctx.set_result(inst, 0, srl(ctx, zx(ctx, x), amount(ctx, ty, y)))
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
    # sshr.1
    if ty == I64 and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        ctx.fired("sshr.1")
        x_reg: i64 = ctx.use(x)
        ctx.set_result(inst, 0, srai(ctx, x_reg, shift_amount(ty, y_k)))
        return True
    # sshr.2
    if ty == I32 and y_op == OP_ICONST:
        y_k = func.imm[y_def]
        ctx.fired("sshr.2")
        x_reg = ctx.use(x)
        ctx.set_result(inst, 0, sraiw(ctx, x_reg, shift_amount(ty, y_k)))
        return True
    # sshr.3
    if ty == I64:
        y_type: i64 = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("sshr.3")
            x_reg = ctx.use(x)
            y_reg: i64 = ctx.use(y)
            ctx.set_result(inst, 0, sra(ctx, x_reg, y_reg))
            return True
    # sshr.4
    if ty == I32:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("sshr.4")
            x_reg = ctx.use(x)
            y_reg = ctx.use(y)
            ctx.set_result(inst, 0, sraw(ctx, x_reg, y_reg))
            return True
    # sshr.5
    if ty == I8 or ty == I16:
        y_type = i64(func.value_type[y])
        if I8 <= y_type <= I64:
            ctx.fired("sshr.5")
            ctx.set_result(inst, 0, sra(ctx, sx(ctx, x), amount(ctx, ty, y)))
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
        ctx.set_result(inst, 0, compare(ctx, cc, x, y))
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
            ctx.set_result(inst, 0, neg(ctx, as_bit(ctx, x)))
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
    # uextend.1
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("uextend.1")
            ctx.set_result(inst, 0, zx(ctx, x))
            return True
    return False


def lower_sextend(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `sextend`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # sextend.1
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("sextend.1")
            ctx.set_result(inst, 0, sx(ctx, x))
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
        result1: i64 = srli(ctx, x_reg, bits(ty) >> 1)
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
    if I8 <= ty <= I32:
        ctx.fired("iconcat.1")
        hi_reg: i64 = ctx.use(hi)
        h: i64 = slli(ctx, hi_reg, bits(ty))
        ctx.set_result(inst, 0, or_(ctx, zx(ctx, lo), h))
        return True
    return False


def lower_bitcast(ctx: Lower, inst: i64) -> bool:
    """Try the rules for `bitcast`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    # bitcast.1
    if I8 <= ty <= I64:
        x_type: i64 = i64(func.value_type[x])
        if I8 <= x_type <= I64:
            ctx.fired("bitcast.1")
            x_reg: i64 = ctx.use(x)
            ctx.set_result(inst, 0, x_reg)
            return True
    return False


def lower(ctx: Lower, inst: i64) -> bool:
    """Lower one instruction; False when no rule matches."""
    op: i64 = i64(ctx.func.op[inst])
    if op < OP_IABS:
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
                        if op < OP_NOP:
                            if op == OP_FUNC_ADDR:
                                return lower_func_addr(ctx, inst)
                        else:
                            if op == OP_NOP:
                                return lower_nop(ctx, inst)
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
            if op < OP_GET_FRAME_POINTER:
                if op < OP_ATOMIC_RMW:
                    if op < OP_STACK_ADDR:
                        if op == OP_SLOAD32:
                            return lower_sload32(ctx, inst)
                        if op == OP_ISTORE32:
                            return lower_istore32(ctx, inst)
                    else:
                        if op == OP_STACK_ADDR:
                            return lower_stack_addr(ctx, inst)
                        if op == OP_SYMBOL_VALUE:
                            return lower_symbol_value(ctx, inst)
                else:
                    if op < OP_ATOMIC_LOAD:
                        if op == OP_ATOMIC_RMW:
                            return lower_atomic_rmw(ctx, inst)
                        if op == OP_ATOMIC_CAS:
                            return lower_atomic_cas(ctx, inst)
                    else:
                        if op < OP_ATOMIC_STORE:
                            if op == OP_ATOMIC_LOAD:
                                return lower_atomic_load(ctx, inst)
                        else:
                            if op == OP_ATOMIC_STORE:
                                return lower_atomic_store(ctx, inst)
                            if op == OP_FENCE:
                                return lower_fence(ctx, inst)
            else:
                if op < OP_SELECT_SPECTRE_GUARD:
                    if op < OP_GET_RETURN_ADDRESS:
                        if op == OP_GET_FRAME_POINTER:
                            return lower_get_frame_pointer(ctx, inst)
                        if op == OP_GET_STACK_POINTER:
                            return lower_get_stack_pointer(ctx, inst)
                    else:
                        if op < OP_ICONST:
                            if op == OP_GET_RETURN_ADDRESS:
                                return lower_get_return_address(ctx, inst)
                        else:
                            if op == OP_ICONST:
                                return lower_iconst(ctx, inst)
                            if op == OP_SELECT:
                                return lower_select(ctx, inst)
                else:
                    if op < OP_IADD:
                        if op == OP_SELECT_SPECTRE_GUARD:
                            return lower_select_spectre_guard(ctx, inst)
                        if op == OP_BITSELECT:
                            return lower_bitselect(ctx, inst)
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
        if op < OP_SADD_OVERFLOW_CIN:
            if op < OP_UMIN:
                if op < OP_UDIV:
                    if op < OP_UMULHI:
                        if op == OP_IABS:
                            return lower_iabs(ctx, inst)
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
                        if op < OP_SREM:
                            if op == OP_UREM:
                                return lower_urem(ctx, inst)
                        else:
                            if op == OP_SREM:
                                return lower_srem(ctx, inst)
                            if op == OP_SMIN:
                                return lower_smin(ctx, inst)
            else:
                if op < OP_USUB_OVERFLOW:
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
            if op < OP_USHR:
                if op < OP_BAND:
                    if op < OP_SSUB_OVERFLOW_BIN:
                        if op == OP_SADD_OVERFLOW_CIN:
                            return lower_sadd_overflow_cin(ctx, inst)
                        if op == OP_USUB_OVERFLOW_BIN:
                            return lower_usub_overflow_bin(ctx, inst)
                    else:
                        if op == OP_SSUB_OVERFLOW_BIN:
                            return lower_ssub_overflow_bin(ctx, inst)
                        if op == OP_UADD_OVERFLOW_TRAP:
                            return lower_uadd_overflow_trap(ctx, inst)
                else:
                    if op < OP_BXOR:
                        if op == OP_BAND:
                            return lower_band(ctx, inst)
                        if op == OP_BOR:
                            return lower_bor(ctx, inst)
                    else:
                        if op < OP_BNOT:
                            if op == OP_BXOR:
                                return lower_bxor(ctx, inst)
                        else:
                            if op == OP_BNOT:
                                return lower_bnot(ctx, inst)
                            if op == OP_ISHL:
                                return lower_ishl(ctx, inst)
            else:
                if op < OP_UEXTEND:
                    if op < OP_ICMP:
                        if op == OP_USHR:
                            return lower_ushr(ctx, inst)
                        if op == OP_SSHR:
                            return lower_sshr(ctx, inst)
                    else:
                        if op < OP_BMASK:
                            if op == OP_ICMP:
                                return lower_icmp(ctx, inst)
                        else:
                            if op == OP_BMASK:
                                return lower_bmask(ctx, inst)
                            if op == OP_IREDUCE:
                                return lower_ireduce(ctx, inst)
                else:
                    if op < OP_ISPLIT:
                        if op == OP_UEXTEND:
                            return lower_uextend(ctx, inst)
                        if op == OP_SEXTEND:
                            return lower_sextend(ctx, inst)
                    else:
                        if op < OP_ICONCAT:
                            if op == OP_ISPLIT:
                                return lower_isplit(ctx, inst)
                        else:
                            if op == OP_ICONCAT:
                                return lower_iconcat(ctx, inst)
                            if op == OP_BITCAST:
                                return lower_bitcast(ctx, inst)
    return False
