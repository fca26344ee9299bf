"""Generated from simplify.rules by irtool.rules; do not edit."""

# ruff: noqa

from mypy_extensions import i64

from ..ir.condcodes import invert_intcc
from ..ir.opcodes_gen import (
    CC_EQ,
    CC_NE,
    CC_UGE,
    CC_UGT,
    CC_ULE,
    CC_ULT,
    OP_BAND,
    OP_BITREV,
    OP_BNOT,
    OP_BOR,
    OP_BSWAP,
    OP_BXOR,
    OP_IADD,
    OP_ICMP,
    OP_ICONST,
    OP_IMUL,
    OP_INEG,
    OP_IREDUCE,
    OP_ISHL,
    OP_ISUB,
    OP_ROTL,
    OP_ROTR,
    OP_SDIV,
    OP_SELECT,
    OP_SEXTEND,
    OP_SMAX,
    OP_SMIN,
    OP_SMULHI,
    OP_SREM,
    OP_SSHR,
    OP_UDIV,
    OP_UEXTEND,
    OP_UMAX,
    OP_UMIN,
    OP_UMULHI,
    OP_UREM,
    OP_USHR,
)
from ..ir.semantics.scalar import band, bor, bxor, iadd, imul, ineg, isub
from ..ir.types import I128, I16, I64, I8, sign_extend
from .algebra import (
    amount,
    covers_width,
    fits_together,
    high_mask,
    in_width,
    is_power,
    kept_type,
    log2,
    low_mask,
    reflexive,
    shift_out,
    top_amount,
)
from .context import Simplify
from .reciprocals import (
    negatable,
    positive,
    signed_form,
    signed_multiplier,
    signed_power,
    signed_shift,
    unsigned_before,
    unsigned_form,
    unsigned_multiplier,
    unsigned_shift,
)


def simplify_select(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `select`."""
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
    # select.1
    if x == y:
        ctx.fired("select.1")
        return x
    if c_op == OP_ICONST:
        c_k: i64 = func.imm[c_def]
        # select.3
        if c_k == 0:
            ctx.fired("select.3")
            return y
        # select.4
        if c_k != 0:
            ctx.fired("select.4")
            return x
    # select.5
    if c_op == OP_UEXTEND:
        c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
        ctx.fired("select.5")
        return ctx.ternary(OP_SELECT, ty, c_x, x, y)
    # select.6
    if c_op == OP_SEXTEND:
        c_x = i64(func.pool[i64(func.arg_start[c_def])])
        ctx.fired("select.6")
        return ctx.ternary(OP_SELECT, ty, c_x, x, y)
    # select.7
    if ty == I8 and c_op == OP_ICMP:
        c_ty: i64 = i64(func.ty[c_def])
        if I8 <= c_ty <= I128 and x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 1 and y_op == OP_ICONST:
                y_k: i64 = func.imm[y_def]
                if y_k == 0:
                    ctx.fired("select.7")
                    return c
    # select.8
    if I16 <= ty <= I64 and c_op == OP_ICMP:
        c_ty = i64(func.ty[c_def])
        if I8 <= c_ty <= I128 and x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 1 and y_op == OP_ICONST:
                y_k = func.imm[y_def]
                if y_k == 0:
                    ctx.fired("select.8")
                    return ctx.unary(OP_UEXTEND, ty, c)
    # select.2
    if x_op == OP_ICONST:
        x_k = func.imm[x_def]
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if x_k == y_k:
                ctx.fired("select.2")
                return x
    return -1


def simplify_iadd(ctx: Simplify, inst: i64) -> i64:
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
            if y_k == 0:
                ctx.fired("iadd.1")
                return x
        # iadd.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired("iadd.1")
                return y
        if x_op == OP_IADD:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # iadd.2
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired("iadd.2")
                    return ctx.binary(OP_IADD, ty, x_x, ctx.unary_imm(OP_ICONST, ty, iadd(ty, x_y_k, y_k)))
            # iadd.2 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired("iadd.2")
                    return ctx.binary(OP_IADD, ty, x_y, ctx.unary_imm(OP_ICONST, ty, iadd(ty, x_x_k, y_k)))
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_IADD:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                # iadd.2 (mirrored)
                y_y_def: i64 = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k: i64 = func.imm[y_y_def]
                    ctx.fired("iadd.2")
                    return ctx.binary(OP_IADD, ty, y_x, ctx.unary_imm(OP_ICONST, ty, iadd(ty, y_y_k, x_k)))
                # iadd.2 (mirrored)
                y_x_def: i64 = ctx.def_inst(y_x)
                if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                    y_x_k: i64 = func.imm[y_x_def]
                    ctx.fired("iadd.2")
                    return ctx.binary(OP_IADD, ty, y_y, ctx.unary_imm(OP_ICONST, ty, iadd(ty, y_x_k, x_k)))
        # iadd.3
        if x_op == OP_ISUB:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired("iadd.3")
                    return ctx.binary(OP_ISUB, ty, ctx.unary_imm(OP_ICONST, ty, iadd(ty, x_x_k, y_k)), x_y)
        # iadd.3 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_ISUB:
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                y_x_def = ctx.def_inst(y_x)
                if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                    y_x_k = func.imm[y_x_def]
                    ctx.fired("iadd.3")
                    return ctx.binary(OP_ISUB, ty, ctx.unary_imm(OP_ICONST, ty, iadd(ty, y_x_k, x_k)), y_y)
    # iadd.4
    if x_op == OP_ISUB:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        if x_y == y:
            ctx.fired("iadd.4")
            return x_x
    # iadd.4 (mirrored)
    if y_op == OP_ISUB:
        y_x = i64(func.pool[i64(func.arg_start[y_def])])
        y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
        if x == y_y:
            ctx.fired("iadd.4")
            return y_x
    if I8 <= ty <= I64:
        # iadd.5
        if y_op == OP_INEG:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("iadd.5")
            return ctx.binary(OP_ISUB, ty, x, y_x)
        # iadd.5 (mirrored)
        if x_op == OP_INEG:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired("iadd.5")
            return ctx.binary(OP_ISUB, ty, y, x_x)
    return -1


def simplify_isub(ctx: Simplify, inst: i64) -> i64:
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
        # isub.1
        if x == y:
            ctx.fired("isub.1")
            return ctx.unary_imm(OP_ICONST, ty, 0)
        # isub.2
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            ctx.fired("isub.2")
            return ctx.binary(OP_IADD, ty, x, ctx.unary_imm(OP_ICONST, ty, ineg(ty, y_k)))
        # isub.3
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired("isub.3")
                return ctx.unary(OP_INEG, ty, y)
        # isub.4
        if y_op == OP_INEG:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired("isub.4")
            return ctx.binary(OP_IADD, ty, x, y_x)
    # isub.5
    if x_op == OP_IADD:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        if x_x == y:
            ctx.fired("isub.5")
            return x_y
    return -1


def simplify_ineg(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `ineg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # ineg.1
    if x_op == OP_INEG:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired("ineg.1")
        return x_x
    # ineg.2
    if x_op == OP_ISUB:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        ctx.fired("ineg.2")
        return ctx.binary(OP_ISUB, ty, x_y, x_x)
    return -1


def simplify_imul(ctx: Simplify, inst: i64) -> i64:
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
            if y_k == 0:
                ctx.fired("imul.1")
                return ctx.unary_imm(OP_ICONST, ty, 0)
        # imul.1 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired("imul.1")
                return ctx.unary_imm(OP_ICONST, ty, 0)
        # imul.2
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 1:
                ctx.fired("imul.2")
                return x
        # imul.2 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 1:
                ctx.fired("imul.2")
                return y
        # imul.3
        if y_op == OP_ICONST:
            y_ty: i64 = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired("imul.3")
                return ctx.unary(OP_INEG, ty, x)
        # imul.3 (mirrored)
        if x_op == OP_ICONST:
            x_ty: i64 = i64(func.ty[x_def])
            x_k = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                ctx.fired("imul.3")
                return ctx.unary(OP_INEG, ty, y)
        if x_op == OP_IMUL:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # imul.5
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired("imul.5")
                    return ctx.binary(OP_IMUL, ty, x_x, ctx.unary_imm(OP_ICONST, ty, imul(ty, x_y_k, y_k)))
            # imul.5 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired("imul.5")
                    return ctx.binary(OP_IMUL, ty, x_y, ctx.unary_imm(OP_ICONST, ty, imul(ty, x_x_k, y_k)))
        # imul.4
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if is_power(ty, y_k):
                ctx.fired("imul.4")
                return ctx.binary(OP_ISHL, ty, x, ctx.unary_imm(OP_ICONST, ty, log2(ty, y_k)))
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_IMUL:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                # imul.5 (mirrored)
                y_y_def: i64 = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k: i64 = func.imm[y_y_def]
                    ctx.fired("imul.5")
                    return ctx.binary(OP_IMUL, ty, y_x, ctx.unary_imm(OP_ICONST, ty, imul(ty, y_y_k, x_k)))
                # imul.5 (mirrored)
                y_x_def: i64 = ctx.def_inst(y_x)
                if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                    y_x_k: i64 = func.imm[y_x_def]
                    ctx.fired("imul.5")
                    return ctx.binary(OP_IMUL, ty, y_y, ctx.unary_imm(OP_ICONST, ty, imul(ty, y_x_k, x_k)))
            # imul.4 (mirrored)
            if is_power(ty, x_k):
                ctx.fired("imul.4")
                return ctx.binary(OP_ISHL, ty, y, ctx.unary_imm(OP_ICONST, ty, log2(ty, x_k)))
    return -1


def simplify_udiv(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `udiv`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64 and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        # udiv.1
        if is_power(ty, y_k):
            ctx.fired("udiv.1")
            return ctx.binary(OP_USHR, ty, x, ctx.unary_imm(OP_ICONST, ty, log2(ty, y_k)))
        # udiv.2
        if unsigned_form(ty, y_k) == 1:
            ctx.fired("udiv.2")
            return ctx.binary(OP_USHR, ty, ctx.binary(OP_UMULHI, ty, x, ctx.unary_imm(OP_ICONST, ty, unsigned_multiplier(ty, y_k))), ctx.unary_imm(OP_ICONST, ty, unsigned_shift(ty, y_k)))
        # udiv.3
        if unsigned_form(ty, y_k) == 2:
            ctx.fired("udiv.3")
            return ctx.binary(OP_USHR, ty, ctx.binary(OP_UMULHI, ty, ctx.binary(OP_USHR, ty, x, ctx.unary_imm(OP_ICONST, ty, unsigned_before(ty, y_k))), ctx.unary_imm(OP_ICONST, ty, unsigned_multiplier(ty, y_k))), ctx.unary_imm(OP_ICONST, ty, unsigned_shift(ty, y_k)))
        # udiv.4
        if unsigned_form(ty, y_k) == 3:
            ctx.fired("udiv.4")
            return ctx.binary(OP_USHR, ty, ctx.binary(OP_IADD, ty, ctx.binary(OP_USHR, ty, ctx.binary(OP_ISUB, ty, x, ctx.binary(OP_UMULHI, ty, x, ctx.unary_imm(OP_ICONST, ty, unsigned_multiplier(ty, y_k)))), ctx.unary_imm(OP_ICONST, ty, 1)), ctx.binary(OP_UMULHI, ty, x, ctx.unary_imm(OP_ICONST, ty, unsigned_multiplier(ty, y_k)))), ctx.unary_imm(OP_ICONST, ty, unsigned_shift(ty, y_k)))
    return -1


def simplify_sdiv(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `sdiv`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64 and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        # sdiv.1
        if y_k == 1:
            ctx.fired("sdiv.1")
            return x
        # sdiv.2
        n: i64 = signed_power(ty, y_k)
        if n > 0:
            ctx.fired("sdiv.2")
            return ctx.binary(OP_SSHR, ty, ctx.binary(OP_IADD, ty, x, ctx.binary(OP_USHR, ty, ctx.binary(OP_SSHR, ty, x, ctx.unary_imm(OP_ICONST, ty, isub(ty, n, 1))), ctx.unary_imm(OP_ICONST, ty, isub(ty, top_amount(ty), isub(ty, n, 1))))), ctx.unary_imm(OP_ICONST, ty, n))
        # sdiv.3
        if signed_form(ty, y_k) == 4:
            ctx.fired("sdiv.3")
            return ctx.binary(OP_IADD, ty, ctx.binary(OP_SSHR, ty, ctx.binary(OP_SMULHI, ty, x, ctx.unary_imm(OP_ICONST, ty, signed_multiplier(ty, y_k))), ctx.unary_imm(OP_ICONST, ty, signed_shift(ty, y_k))), ctx.binary(OP_USHR, ty, x, ctx.unary_imm(OP_ICONST, ty, top_amount(ty))))
        # sdiv.4
        if signed_form(ty, y_k) == 5:
            ctx.fired("sdiv.4")
            return ctx.binary(OP_IADD, ty, ctx.binary(OP_SSHR, ty, ctx.binary(OP_IADD, ty, ctx.binary(OP_SMULHI, ty, x, ctx.unary_imm(OP_ICONST, ty, signed_multiplier(ty, y_k))), x), ctx.unary_imm(OP_ICONST, ty, signed_shift(ty, y_k))), ctx.binary(OP_USHR, ty, x, ctx.unary_imm(OP_ICONST, ty, top_amount(ty))))
        # sdiv.5
        if negatable(ty, y_k):
            ctx.fired("sdiv.5")
            return ctx.unary(OP_INEG, ty, ctx.binary(OP_SDIV, ty, x, ctx.unary_imm(OP_ICONST, ty, ineg(ty, y_k))))
    return -1


def simplify_urem(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `urem`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64 and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        # urem.1
        if is_power(ty, y_k):
            ctx.fired("urem.1")
            return ctx.binary(OP_BAND, ty, x, ctx.unary_imm(OP_ICONST, ty, isub(ty, y_k, 1)))
        # urem.2
        if unsigned_form(ty, y_k) > 0:
            ctx.fired("urem.2")
            return ctx.binary(OP_ISUB, ty, x, ctx.binary(OP_IMUL, ty, ctx.binary(OP_UDIV, ty, x, ctx.unary_imm(OP_ICONST, ty, y_k)), ctx.unary_imm(OP_ICONST, ty, y_k)))
    return -1


def simplify_srem(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `srem`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64 and y_op == OP_ICONST:
        # srem.1
        y_k: i64 = func.imm[y_def]
        if y_k == 1:
            ctx.fired("srem.1")
            return ctx.unary_imm(OP_ICONST, ty, 0)
        # srem.2
        y_ty: i64 = i64(func.ty[y_def])
        y_k = func.imm[y_def]
        if sign_extend(y_k, y_ty) == -1:
            ctx.fired("srem.2")
            return ctx.unary_imm(OP_ICONST, ty, 0)
        y_k = func.imm[y_def]
        # srem.3
        if positive(ty, y_k):
            ctx.fired("srem.3")
            return ctx.binary(OP_ISUB, ty, x, ctx.binary(OP_IMUL, ty, ctx.binary(OP_SDIV, ty, x, ctx.unary_imm(OP_ICONST, ty, y_k)), ctx.unary_imm(OP_ICONST, ty, y_k)))
        # srem.4
        if negatable(ty, y_k):
            ctx.fired("srem.4")
            return ctx.binary(OP_SREM, ty, x, ctx.unary_imm(OP_ICONST, ty, ineg(ty, y_k)))
    return -1


def simplify_smin(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `smin`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # smin.1
    if x == y:
        ctx.fired("smin.1")
        return x
    return -1


def simplify_umin(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `umin`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # umin.1
    if x == y:
        ctx.fired("umin.1")
        return x
    return -1


def simplify_smax(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `smax`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # smax.1
    if x == y:
        ctx.fired("smax.1")
        return x
    return -1


def simplify_umax(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `umax`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # umax.1
    if x == y:
        ctx.fired("umax.1")
        return x
    return -1


def simplify_band(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `band`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # band.1
    if x == y:
        ctx.fired("band.1")
        return x
    if I8 <= ty <= I64:
        # band.2
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired("band.2")
                return ctx.unary_imm(OP_ICONST, ty, 0)
        # band.2 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired("band.2")
                return ctx.unary_imm(OP_ICONST, ty, 0)
        # band.3
        if y_op == OP_ICONST:
            y_ty: i64 = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired("band.3")
                return x
        # band.3 (mirrored)
        if x_op == OP_ICONST:
            x_ty: i64 = i64(func.ty[x_def])
            x_k = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                ctx.fired("band.3")
                return y
        if x_op == OP_BAND:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # band.4
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired("band.4")
                    return ctx.binary(OP_BAND, ty, x_x, ctx.unary_imm(OP_ICONST, ty, band(ty, x_y_k, y_k)))
            # band.4 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired("band.4")
                    return ctx.binary(OP_BAND, ty, x_y, ctx.unary_imm(OP_ICONST, ty, band(ty, x_x_k, y_k)))
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_BAND:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                # band.4 (mirrored)
                y_y_def: i64 = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k: i64 = func.imm[y_y_def]
                    ctx.fired("band.4")
                    return ctx.binary(OP_BAND, ty, y_x, ctx.unary_imm(OP_ICONST, ty, band(ty, y_y_k, x_k)))
                # band.4 (mirrored)
                y_x_def: i64 = ctx.def_inst(y_x)
                if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                    y_x_k: i64 = func.imm[y_x_def]
                    ctx.fired("band.4")
                    return ctx.binary(OP_BAND, ty, y_y, ctx.unary_imm(OP_ICONST, ty, band(ty, y_x_k, x_k)))
        # band.5
        if y_op == OP_BNOT:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            if x == y_x:
                ctx.fired("band.5")
                return ctx.unary_imm(OP_ICONST, ty, 0)
        # band.5 (mirrored)
        if x_op == OP_BNOT:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            if x_x == y:
                ctx.fired("band.5")
                return ctx.unary_imm(OP_ICONST, ty, 0)
    # band.6
    if y_op == OP_BOR:
        y_x = i64(func.pool[i64(func.arg_start[y_def])])
        if x == y_x:
            ctx.fired("band.6")
            return x
    # band.6 (mirrored)
    if x_op == OP_BOR:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        if x_x == y:
            ctx.fired("band.6")
            return x_x
    if I8 <= ty <= I64:
        # band.7
        if x_op == OP_UEXTEND:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_x_type: i64 = i64(func.value_type[x_x])
            if I8 <= x_x_type <= I64 and y_op == OP_ICONST:
                y_k = func.imm[y_def]
                if covers_width(x_x_type, y_k):
                    ctx.fired("band.7")
                    return x
        # band.7 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_UEXTEND:
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_x_type: i64 = i64(func.value_type[y_x])
                if I8 <= y_x_type <= I64 and covers_width(y_x_type, x_k):
                    ctx.fired("band.7")
                    return y
    if ty == I8:
        # band.8
        if x_op == OP_ICMP:
            x_ty = i64(func.ty[x_def])
            if I8 <= x_ty <= I128 and y_op == OP_ICONST:
                y_k = func.imm[y_def]
                if y_k == 1:
                    ctx.fired("band.8")
                    return x
        # band.8 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 1 and y_op == OP_ICMP:
                y_ty = i64(func.ty[y_def])
                if I8 <= y_ty <= I128:
                    ctx.fired("band.8")
                    return y
    return -1


def simplify_bor(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `bor`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # bor.1
    if x == y:
        ctx.fired("bor.1")
        return x
    if I8 <= ty <= I64:
        # bor.2
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired("bor.2")
                return x
        # bor.2 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired("bor.2")
                return y
        # bor.3
        if y_op == OP_ICONST:
            y_ty: i64 = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired("bor.3")
                return ctx.unary_imm(OP_ICONST, ty, -1)
        # bor.3 (mirrored)
        if x_op == OP_ICONST:
            x_ty: i64 = i64(func.ty[x_def])
            x_k = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                ctx.fired("bor.3")
                return ctx.unary_imm(OP_ICONST, ty, -1)
        if x_op == OP_BOR:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # bor.4
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired("bor.4")
                    return ctx.binary(OP_BOR, ty, x_x, ctx.unary_imm(OP_ICONST, ty, bor(ty, x_y_k, y_k)))
            # bor.4 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired("bor.4")
                    return ctx.binary(OP_BOR, ty, x_y, ctx.unary_imm(OP_ICONST, ty, bor(ty, x_x_k, y_k)))
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_BOR:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                # bor.4 (mirrored)
                y_y_def: i64 = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k: i64 = func.imm[y_y_def]
                    ctx.fired("bor.4")
                    return ctx.binary(OP_BOR, ty, y_x, ctx.unary_imm(OP_ICONST, ty, bor(ty, y_y_k, x_k)))
                # bor.4 (mirrored)
                y_x_def: i64 = ctx.def_inst(y_x)
                if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                    y_x_k: i64 = func.imm[y_x_def]
                    ctx.fired("bor.4")
                    return ctx.binary(OP_BOR, ty, y_y, ctx.unary_imm(OP_ICONST, ty, bor(ty, y_x_k, x_k)))
        # bor.5
        if y_op == OP_BNOT:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            if x == y_x:
                ctx.fired("bor.5")
                return ctx.unary_imm(OP_ICONST, ty, -1)
        # bor.5 (mirrored)
        if x_op == OP_BNOT:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            if x_x == y:
                ctx.fired("bor.5")
                return ctx.unary_imm(OP_ICONST, ty, -1)
    # bor.6
    if y_op == OP_BAND:
        y_x = i64(func.pool[i64(func.arg_start[y_def])])
        if x == y_x:
            ctx.fired("bor.6")
            return x
    # bor.6 (mirrored)
    if x_op == OP_BAND:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        if x_x == y:
            ctx.fired("bor.6")
            return x_x
    return -1


def simplify_bxor(ctx: Simplify, inst: i64) -> i64:
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
        if x == y:
            ctx.fired("bxor.1")
            return ctx.unary_imm(OP_ICONST, ty, 0)
        # bxor.2
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired("bxor.2")
                return x
        # bxor.2 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired("bxor.2")
                return y
        # bxor.3
        if y_op == OP_ICONST:
            y_ty: i64 = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired("bxor.3")
                return ctx.unary(OP_BNOT, ty, x)
        # bxor.3 (mirrored)
        if x_op == OP_ICONST:
            x_ty: i64 = i64(func.ty[x_def])
            x_k = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                ctx.fired("bxor.3")
                return ctx.unary(OP_BNOT, ty, y)
        if x_op == OP_BXOR:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # bxor.4
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired("bxor.4")
                    return ctx.binary(OP_BXOR, ty, x_x, ctx.unary_imm(OP_ICONST, ty, bxor(ty, x_y_k, y_k)))
            # bxor.4 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired("bxor.4")
                    return ctx.binary(OP_BXOR, ty, x_y, ctx.unary_imm(OP_ICONST, ty, bxor(ty, x_x_k, y_k)))
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_BXOR:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                # bxor.4 (mirrored)
                y_y_def: i64 = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k: i64 = func.imm[y_y_def]
                    ctx.fired("bxor.4")
                    return ctx.binary(OP_BXOR, ty, y_x, ctx.unary_imm(OP_ICONST, ty, bxor(ty, y_y_k, x_k)))
                # bxor.4 (mirrored)
                y_x_def: i64 = ctx.def_inst(y_x)
                if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                    y_x_k: i64 = func.imm[y_x_def]
                    ctx.fired("bxor.4")
                    return ctx.binary(OP_BXOR, ty, y_y, ctx.unary_imm(OP_ICONST, ty, bxor(ty, y_x_k, x_k)))
        # bxor.5
        if y_op == OP_BNOT:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            if x == y_x:
                ctx.fired("bxor.5")
                return ctx.unary_imm(OP_ICONST, ty, -1)
        # bxor.5 (mirrored)
        if x_op == OP_BNOT:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            if x_x == y:
                ctx.fired("bxor.5")
                return ctx.unary_imm(OP_ICONST, ty, -1)
    return -1


def simplify_bnot(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `bnot`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # bnot.1
    if x_op == OP_BNOT:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired("bnot.1")
        return x_x
    return -1


def simplify_ishl(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `ishl`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # ishl.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired("ishl.1")
                return x
        if x_op == OP_ISHL:
            # ishl.3
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_ty: i64 = i64(func.ty[y_def])
                    y_k = func.imm[y_def]
                    if fits_together(ty, x_y_k, y_k):
                        ctx.fired("ishl.3")
                        return ctx.binary(OP_ISHL, ty, x_x, ctx.unary_imm(OP_ICONST, y_ty, iadd(y_ty, x_y_k, y_k)))
            # ishl.4
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if shift_out(ty, x_y_k, y_k):
                        ctx.fired("ishl.4")
                        return ctx.unary_imm(OP_ICONST, ty, 0)
        # ishl.5
        if x_op == OP_USHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if x_y_k == y_k and in_width(ty, x_y_k):
                        ctx.fired("ishl.5")
                        return ctx.binary(OP_BAND, ty, x_x, ctx.unary_imm(OP_ICONST, ty, high_mask(ty, x_y_k)))
        # ishl.6
        if x_op == OP_SSHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if x_y_k == y_k and in_width(ty, x_y_k):
                        ctx.fired("ishl.6")
                        return ctx.binary(OP_BAND, ty, x_x, ctx.unary_imm(OP_ICONST, ty, high_mask(ty, x_y_k)))
        # ishl.2
        if y_op == OP_ICONST:
            y_ty = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if not in_width(ty, y_k):
                ctx.fired("ishl.2")
                return ctx.binary(OP_ISHL, ty, x, ctx.unary_imm(OP_ICONST, y_ty, amount(ty, y_k)))
    return -1


def simplify_ushr(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `ushr`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # ushr.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired("ushr.1")
                return x
        if x_op == OP_USHR:
            # ushr.3
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_ty: i64 = i64(func.ty[y_def])
                    y_k = func.imm[y_def]
                    if fits_together(ty, x_y_k, y_k):
                        ctx.fired("ushr.3")
                        return ctx.binary(OP_USHR, ty, x_x, ctx.unary_imm(OP_ICONST, y_ty, iadd(y_ty, x_y_k, y_k)))
            # ushr.4
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if shift_out(ty, x_y_k, y_k):
                        ctx.fired("ushr.4")
                        return ctx.unary_imm(OP_ICONST, ty, 0)
        # ushr.5
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if x_y_k == y_k and in_width(ty, x_y_k):
                        ctx.fired("ushr.5")
                        return ctx.binary(OP_BAND, ty, x_x, ctx.unary_imm(OP_ICONST, ty, low_mask(ty, x_y_k)))
        # ushr.2
        if y_op == OP_ICONST:
            y_ty = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if not in_width(ty, y_k):
                ctx.fired("ushr.2")
                return ctx.binary(OP_USHR, ty, x, ctx.unary_imm(OP_ICONST, y_ty, amount(ty, y_k)))
    return -1


def simplify_sshr(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `sshr`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64:
        # sshr.1
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired("sshr.1")
                return x
        if x_op == OP_SSHR:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_ty: i64 = i64(func.ty[y_def])
                    y_k = func.imm[y_def]
                    # sshr.3
                    if fits_together(ty, x_y_k, y_k):
                        ctx.fired("sshr.3")
                        return ctx.binary(OP_SSHR, ty, x_x, ctx.unary_imm(OP_ICONST, y_ty, iadd(y_ty, x_y_k, y_k)))
                    # sshr.4
                    if shift_out(ty, x_y_k, y_k):
                        ctx.fired("sshr.4")
                        return ctx.binary(OP_SSHR, ty, x_x, ctx.unary_imm(OP_ICONST, y_ty, top_amount(ty)))
        # sshr.5
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if x_y_k == y_k:
                        n: i64 = kept_type(ty, x_y_k)
                        if n > 0:
                            ctx.fired("sshr.5")
                            return ctx.unary(OP_SEXTEND, ty, ctx.unary(OP_IREDUCE, n, x_x))
        # sshr.2
        if y_op == OP_ICONST:
            y_ty = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if not in_width(ty, y_k):
                ctx.fired("sshr.2")
                return ctx.binary(OP_SSHR, ty, x, ctx.unary_imm(OP_ICONST, y_ty, amount(ty, y_k)))
    return -1


def simplify_rotl(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `rotl`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64 and y_op == OP_ICONST:
        # rotl.1
        y_k: i64 = func.imm[y_def]
        if y_k == 0:
            ctx.fired("rotl.1")
            return x
        # rotl.2
        y_ty: i64 = i64(func.ty[y_def])
        y_k = func.imm[y_def]
        if not in_width(ty, y_k):
            ctx.fired("rotl.2")
            return ctx.binary(OP_ROTL, ty, x, ctx.unary_imm(OP_ICONST, y_ty, amount(ty, y_k)))
    return -1


def simplify_rotr(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `rotr`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    if I8 <= ty <= I64 and y_op == OP_ICONST:
        # rotr.1
        y_k: i64 = func.imm[y_def]
        if y_k == 0:
            ctx.fired("rotr.1")
            return x
        # rotr.2
        y_ty: i64 = i64(func.ty[y_def])
        y_k = func.imm[y_def]
        if not in_width(ty, y_k):
            ctx.fired("rotr.2")
            return ctx.binary(OP_ROTR, ty, x, ctx.unary_imm(OP_ICONST, y_ty, amount(ty, y_k)))
    return -1


def simplify_bitrev(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `bitrev`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # bitrev.1
    if x_op == OP_BITREV:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired("bitrev.1")
        return x_x
    return -1


def simplify_bswap(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `bswap`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # bswap.1
    if x_op == OP_BSWAP:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired("bswap.1")
        return x_x
    return -1


def simplify_icmp(ctx: Simplify, inst: i64) -> i64:
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
    # icmp.1
    if I8 <= ty <= I128 and x == y:
        ctx.fired("icmp.1")
        return ctx.unary_imm(OP_ICONST, I8, reflexive(cc))
    if I8 <= ty <= I64:
        # icmp.2
        if cc == CC_ULT and y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired("icmp.2")
                return ctx.unary_imm(OP_ICONST, I8, 0)
        # icmp.2 (mirrored)
        if cc == CC_UGT and x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired("icmp.2")
                return ctx.unary_imm(OP_ICONST, I8, 0)
        # icmp.3
        if cc == CC_UGE and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 0:
                ctx.fired("icmp.3")
                return ctx.unary_imm(OP_ICONST, I8, 1)
        # icmp.3 (mirrored)
        if cc == CC_ULE and x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 0:
                ctx.fired("icmp.3")
                return ctx.unary_imm(OP_ICONST, I8, 1)
        # icmp.4
        if cc == CC_UGT and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 0:
                ctx.fired("icmp.4")
                return ctx.int_compare(OP_ICMP, ty, CC_NE, x, y)
        # icmp.4 (mirrored)
        if cc == CC_ULT and x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 0:
                ctx.fired("icmp.4")
                return ctx.int_compare(OP_ICMP, ty, CC_NE, y, x)
        # icmp.5
        if cc == CC_ULE and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 0:
                ctx.fired("icmp.5")
                return ctx.int_compare(OP_ICMP, ty, CC_EQ, x, y)
        # icmp.5 (mirrored)
        if cc == CC_UGE and x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 0:
                ctx.fired("icmp.5")
                return ctx.int_compare(OP_ICMP, ty, CC_EQ, y, x)
        # icmp.6
        if cc == CC_ULT and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 1:
                ctx.fired("icmp.6")
                return ctx.int_compare(OP_ICMP, ty, CC_EQ, x, ctx.unary_imm(OP_ICONST, ty, 0))
        # icmp.6 (mirrored)
        if cc == CC_UGT and x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 1:
                ctx.fired("icmp.6")
                return ctx.int_compare(OP_ICMP, ty, CC_EQ, y, ctx.unary_imm(OP_ICONST, ty, 0))
        # icmp.7
        if cc == CC_UGE and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 1:
                ctx.fired("icmp.7")
                return ctx.int_compare(OP_ICMP, ty, CC_NE, x, ctx.unary_imm(OP_ICONST, ty, 0))
        # icmp.7 (mirrored)
        if cc == CC_ULE and x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 1:
                ctx.fired("icmp.7")
                return ctx.int_compare(OP_ICMP, ty, CC_NE, y, ctx.unary_imm(OP_ICONST, ty, 0))
        # icmp.8
        if cc == CC_UGT and y_op == OP_ICONST:
            y_ty: i64 = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired("icmp.8")
                return ctx.unary_imm(OP_ICONST, I8, 0)
        # icmp.8 (mirrored)
        if cc == CC_ULT and x_op == OP_ICONST:
            x_ty: i64 = i64(func.ty[x_def])
            x_k = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                ctx.fired("icmp.8")
                return ctx.unary_imm(OP_ICONST, I8, 0)
        # icmp.9
        if cc == CC_ULE and y_op == OP_ICONST:
            y_ty = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired("icmp.9")
                return ctx.unary_imm(OP_ICONST, I8, 1)
        # icmp.9 (mirrored)
        if cc == CC_UGE and x_op == OP_ICONST:
            x_ty = i64(func.ty[x_def])
            x_k = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                ctx.fired("icmp.9")
                return ctx.unary_imm(OP_ICONST, I8, 1)
    if ty == I8:
        if cc == CC_NE:
            # icmp.10
            if x_op == OP_ICMP:
                x_ty = i64(func.ty[x_def])
                if I8 <= x_ty <= I128 and y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired("icmp.10")
                        return x
            # icmp.10 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_ICMP:
                    y_ty = i64(func.ty[y_def])
                    if I8 <= y_ty <= I128:
                        ctx.fired("icmp.10")
                        return y
        if cc == CC_EQ:
            # icmp.11
            if x_op == OP_ICMP:
                x_ty = i64(func.ty[x_def])
                if I8 <= x_ty <= I128:
                    x_cc: i64 = func.imm[x_def]
                    x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
                    x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                    if y_op == OP_ICONST:
                        y_k = func.imm[y_def]
                        if y_k == 0:
                            ctx.fired("icmp.11")
                            return ctx.int_compare(OP_ICMP, x_ty, invert_intcc(x_cc), x_x, x_y)
            # icmp.11 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_ICMP:
                    y_ty = i64(func.ty[y_def])
                    if I8 <= y_ty <= I128:
                        y_cc: i64 = func.imm[y_def]
                        y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                        y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                        ctx.fired("icmp.11")
                        return ctx.int_compare(OP_ICMP, y_ty, invert_intcc(y_cc), y_x, y_y)
    if I8 <= ty <= I64:
        if cc == CC_NE:
            # icmp.12
            if x_op == OP_UEXTEND:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_x_type: i64 = i64(func.value_type[x_x])
                if I8 <= x_x_type <= I64 and y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired("icmp.12")
                        return ctx.int_compare(OP_ICMP, x_x_type, CC_NE, x_x, ctx.unary_imm(OP_ICONST, x_x_type, 0))
            # icmp.12 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_UEXTEND:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_x_type: i64 = i64(func.value_type[y_x])
                    if I8 <= y_x_type <= I64:
                        ctx.fired("icmp.12")
                        return ctx.int_compare(OP_ICMP, y_x_type, CC_NE, y_x, ctx.unary_imm(OP_ICONST, y_x_type, 0))
        if cc == CC_EQ:
            # icmp.13
            if x_op == OP_UEXTEND:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_x_type = i64(func.value_type[x_x])
                if I8 <= x_x_type <= I64 and y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired("icmp.13")
                        return ctx.int_compare(OP_ICMP, x_x_type, CC_EQ, x_x, ctx.unary_imm(OP_ICONST, x_x_type, 0))
            # icmp.13 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_UEXTEND:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_x_type = i64(func.value_type[y_x])
                    if I8 <= y_x_type <= I64:
                        ctx.fired("icmp.13")
                        return ctx.int_compare(OP_ICMP, y_x_type, CC_EQ, y_x, ctx.unary_imm(OP_ICONST, y_x_type, 0))
        if cc == CC_NE:
            # icmp.14
            if x_op == OP_SEXTEND:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_x_type = i64(func.value_type[x_x])
                if I8 <= x_x_type <= I64 and y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired("icmp.14")
                        return ctx.int_compare(OP_ICMP, x_x_type, CC_NE, x_x, ctx.unary_imm(OP_ICONST, x_x_type, 0))
            # icmp.14 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_SEXTEND:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_x_type = i64(func.value_type[y_x])
                    if I8 <= y_x_type <= I64:
                        ctx.fired("icmp.14")
                        return ctx.int_compare(OP_ICMP, y_x_type, CC_NE, y_x, ctx.unary_imm(OP_ICONST, y_x_type, 0))
        if cc == CC_EQ:
            # icmp.15
            if x_op == OP_SEXTEND:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_x_type = i64(func.value_type[x_x])
                if I8 <= x_x_type <= I64 and y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired("icmp.15")
                        return ctx.int_compare(OP_ICMP, x_x_type, CC_EQ, x_x, ctx.unary_imm(OP_ICONST, x_x_type, 0))
            # icmp.15 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_SEXTEND:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_x_type = i64(func.value_type[y_x])
                    if I8 <= y_x_type <= I64:
                        ctx.fired("icmp.15")
                        return ctx.int_compare(OP_ICMP, y_x_type, CC_EQ, y_x, ctx.unary_imm(OP_ICONST, y_x_type, 0))
            if x_op == OP_IADD:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                # icmp.16
                x_y_def: i64 = ctx.def_inst(x_y)
                if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                    x_y_k: i64 = func.imm[x_y_def]
                    if y_op == OP_ICONST:
                        y_k = func.imm[y_def]
                        ctx.fired("icmp.16")
                        return ctx.int_compare(OP_ICMP, ty, CC_EQ, x_x, ctx.unary_imm(OP_ICONST, ty, isub(ty, y_k, x_y_k)))
                # icmp.16 (mirrored)
                x_x_def: i64 = ctx.def_inst(x_x)
                if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                    x_x_k: i64 = func.imm[x_x_def]
                    if y_op == OP_ICONST:
                        y_k = func.imm[y_def]
                        ctx.fired("icmp.16")
                        return ctx.int_compare(OP_ICMP, ty, CC_EQ, x_y, ctx.unary_imm(OP_ICONST, ty, isub(ty, y_k, x_x_k)))
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if y_op == OP_IADD:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    # icmp.16 (mirrored)
                    y_y_def: i64 = ctx.def_inst(y_y)
                    if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                        y_y_k: i64 = func.imm[y_y_def]
                        ctx.fired("icmp.16")
                        return ctx.int_compare(OP_ICMP, ty, CC_EQ, y_x, ctx.unary_imm(OP_ICONST, ty, isub(ty, x_k, y_y_k)))
                    # icmp.16 (mirrored)
                    y_x_def: i64 = ctx.def_inst(y_x)
                    if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                        y_x_k: i64 = func.imm[y_x_def]
                        ctx.fired("icmp.16")
                        return ctx.int_compare(OP_ICMP, ty, CC_EQ, y_y, ctx.unary_imm(OP_ICONST, ty, isub(ty, x_k, y_x_k)))
        if cc == CC_NE:
            if x_op == OP_IADD:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                # icmp.17
                x_y_def = ctx.def_inst(x_y)
                if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                    x_y_k = func.imm[x_y_def]
                    if y_op == OP_ICONST:
                        y_k = func.imm[y_def]
                        ctx.fired("icmp.17")
                        return ctx.int_compare(OP_ICMP, ty, CC_NE, x_x, ctx.unary_imm(OP_ICONST, ty, isub(ty, y_k, x_y_k)))
                # icmp.17 (mirrored)
                x_x_def = ctx.def_inst(x_x)
                if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                    x_x_k = func.imm[x_x_def]
                    if y_op == OP_ICONST:
                        y_k = func.imm[y_def]
                        ctx.fired("icmp.17")
                        return ctx.int_compare(OP_ICMP, ty, CC_NE, x_y, ctx.unary_imm(OP_ICONST, ty, isub(ty, y_k, x_x_k)))
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if y_op == OP_IADD:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    # icmp.17 (mirrored)
                    y_y_def = ctx.def_inst(y_y)
                    if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                        y_y_k = func.imm[y_y_def]
                        ctx.fired("icmp.17")
                        return ctx.int_compare(OP_ICMP, ty, CC_NE, y_x, ctx.unary_imm(OP_ICONST, ty, isub(ty, x_k, y_y_k)))
                    # icmp.17 (mirrored)
                    y_x_def = ctx.def_inst(y_x)
                    if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                        y_x_k = func.imm[y_x_def]
                        ctx.fired("icmp.17")
                        return ctx.int_compare(OP_ICMP, ty, CC_NE, y_y, ctx.unary_imm(OP_ICONST, ty, isub(ty, x_k, y_x_k)))
        if cc == CC_EQ:
            # icmp.18
            if x_op == OP_ISUB:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired("icmp.18")
                        return ctx.int_compare(OP_ICMP, ty, CC_EQ, x_x, x_y)
            # icmp.18 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_ISUB:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    ctx.fired("icmp.18")
                    return ctx.int_compare(OP_ICMP, ty, CC_EQ, y_x, y_y)
        if cc == CC_NE:
            # icmp.19
            if x_op == OP_ISUB:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired("icmp.19")
                        return ctx.int_compare(OP_ICMP, ty, CC_NE, x_x, x_y)
            # icmp.19 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_ISUB:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    ctx.fired("icmp.19")
                    return ctx.int_compare(OP_ICMP, ty, CC_NE, y_x, y_y)
        if cc == CC_EQ:
            # icmp.20
            if x_op == OP_BXOR:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired("icmp.20")
                        return ctx.int_compare(OP_ICMP, ty, CC_EQ, x_x, x_y)
            # icmp.20 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_BXOR:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    ctx.fired("icmp.20")
                    return ctx.int_compare(OP_ICMP, ty, CC_EQ, y_x, y_y)
        if cc == CC_NE:
            # icmp.21
            if x_op == OP_BXOR:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired("icmp.21")
                        return ctx.int_compare(OP_ICMP, ty, CC_NE, x_x, x_y)
            # icmp.21 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_BXOR:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    ctx.fired("icmp.21")
                    return ctx.int_compare(OP_ICMP, ty, CC_NE, y_x, y_y)
    return -1


def simplify_ireduce(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `ireduce`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # ireduce.1
    if x_op == OP_IREDUCE:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired("ireduce.1")
        return ctx.unary(OP_IREDUCE, ty, x_x)
    if x_op == OP_UEXTEND:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_x_type: i64 = i64(func.value_type[x_x])
        if I8 <= x_x_type <= I128:
            # ireduce.2
            if x_x_type == ty:
                ctx.fired("ireduce.2")
                return x_x
            # ireduce.3
            if x_x_type < ty:
                ctx.fired("ireduce.3")
                return ctx.unary(OP_UEXTEND, ty, x_x)
            # ireduce.4
            if x_x_type > ty:
                ctx.fired("ireduce.4")
                return ctx.unary(OP_IREDUCE, ty, x_x)
    if x_op == OP_SEXTEND:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_x_type = i64(func.value_type[x_x])
        if I8 <= x_x_type <= I128:
            # ireduce.5
            if x_x_type == ty:
                ctx.fired("ireduce.5")
                return x_x
            # ireduce.6
            if x_x_type < ty:
                ctx.fired("ireduce.6")
                return ctx.unary(OP_SEXTEND, ty, x_x)
            # ireduce.7
            if x_x_type > ty:
                ctx.fired("ireduce.7")
                return ctx.unary(OP_IREDUCE, ty, x_x)
    return -1


def simplify_uextend(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `uextend`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # uextend.1
    if x_op == OP_UEXTEND:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired("uextend.1")
        return ctx.unary(OP_UEXTEND, ty, x_x)
    return -1


def simplify_sextend(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `sextend`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # sextend.1
    if x_op == OP_SEXTEND:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired("sextend.1")
        return ctx.unary(OP_SEXTEND, ty, x_x)
    # sextend.2
    if x_op == OP_UEXTEND:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired("sextend.2")
        return ctx.unary(OP_UEXTEND, ty, x_x)
    return -1


def simplify(ctx: Simplify, inst: i64) -> i64:
    """The value that stands for the result of `inst`, -1 when no rule matches."""
    op: i64 = i64(ctx.func.op[inst])
    if op < OP_BOR:
        if op < OP_UREM:
            if op < OP_INEG:
                if op < OP_IADD:
                    if op == OP_SELECT:
                        return simplify_select(ctx, inst)
                else:
                    if op == OP_IADD:
                        return simplify_iadd(ctx, inst)
                    if op == OP_ISUB:
                        return simplify_isub(ctx, inst)
            else:
                if op < OP_UDIV:
                    if op == OP_INEG:
                        return simplify_ineg(ctx, inst)
                    if op == OP_IMUL:
                        return simplify_imul(ctx, inst)
                else:
                    if op == OP_UDIV:
                        return simplify_udiv(ctx, inst)
                    if op == OP_SDIV:
                        return simplify_sdiv(ctx, inst)
        else:
            if op < OP_UMIN:
                if op < OP_SREM:
                    if op == OP_UREM:
                        return simplify_urem(ctx, inst)
                else:
                    if op == OP_SREM:
                        return simplify_srem(ctx, inst)
                    if op == OP_SMIN:
                        return simplify_smin(ctx, inst)
            else:
                if op < OP_UMAX:
                    if op == OP_UMIN:
                        return simplify_umin(ctx, inst)
                    if op == OP_SMAX:
                        return simplify_smax(ctx, inst)
                else:
                    if op == OP_UMAX:
                        return simplify_umax(ctx, inst)
                    if op == OP_BAND:
                        return simplify_band(ctx, inst)
    else:
        if op < OP_ROTR:
            if op < OP_ISHL:
                if op < OP_BXOR:
                    if op == OP_BOR:
                        return simplify_bor(ctx, inst)
                else:
                    if op == OP_BXOR:
                        return simplify_bxor(ctx, inst)
                    if op == OP_BNOT:
                        return simplify_bnot(ctx, inst)
            else:
                if op < OP_SSHR:
                    if op == OP_ISHL:
                        return simplify_ishl(ctx, inst)
                    if op == OP_USHR:
                        return simplify_ushr(ctx, inst)
                else:
                    if op == OP_SSHR:
                        return simplify_sshr(ctx, inst)
                    if op == OP_ROTL:
                        return simplify_rotl(ctx, inst)
        else:
            if op < OP_ICMP:
                if op < OP_BITREV:
                    if op == OP_ROTR:
                        return simplify_rotr(ctx, inst)
                else:
                    if op == OP_BITREV:
                        return simplify_bitrev(ctx, inst)
                    if op == OP_BSWAP:
                        return simplify_bswap(ctx, inst)
            else:
                if op < OP_UEXTEND:
                    if op == OP_ICMP:
                        return simplify_icmp(ctx, inst)
                    if op == OP_IREDUCE:
                        return simplify_ireduce(ctx, inst)
                else:
                    if op == OP_UEXTEND:
                        return simplify_uextend(ctx, inst)
                    if op == OP_SEXTEND:
                        return simplify_sextend(ctx, inst)
    return -1
