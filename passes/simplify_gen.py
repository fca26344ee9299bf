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
    OP_SREM,
    OP_SSHR,
    OP_UDIV,
    OP_UEXTEND,
    OP_UMAX,
    OP_UMIN,
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
    # simplify.rules:168
    if x == y:
        ctx.fired(168)
        return x
    if c_op == OP_ICONST:
        c_k: i64 = func.imm[c_def]
        # simplify.rules:170
        if c_k == 0:
            ctx.fired(170)
            return y
        # simplify.rules:171
        if c_k != 0:
            ctx.fired(171)
            return x
    # simplify.rules:172
    if c_op == OP_UEXTEND:
        c_x: i64 = i64(func.pool[i64(func.arg_start[c_def])])
        ctx.fired(172)
        return ctx.ternary(OP_SELECT, ty, c_x, x, y)
    # simplify.rules:173
    if c_op == OP_SEXTEND:
        c_x = i64(func.pool[i64(func.arg_start[c_def])])
        ctx.fired(173)
        return ctx.ternary(OP_SELECT, ty, c_x, x, y)
    # simplify.rules:174
    if ty == I8 and c_op == OP_ICMP:
        c_ty: i64 = i64(func.ty[c_def])
        if I8 <= c_ty <= I128 and x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 1 and y_op == OP_ICONST:
                y_k: i64 = func.imm[y_def]
                if y_k == 0:
                    ctx.fired(174)
                    return c
    # simplify.rules:175
    if I16 <= ty <= I64 and c_op == OP_ICMP:
        c_ty = i64(func.ty[c_def])
        if I8 <= c_ty <= I128 and x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 1 and y_op == OP_ICONST:
                y_k = func.imm[y_def]
                if y_k == 0:
                    ctx.fired(175)
                    return ctx.unary(OP_UEXTEND, ty, c)
    # simplify.rules:169
    if x_op == OP_ICONST:
        x_k = func.imm[x_def]
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if x_k == y_k:
                ctx.fired(169)
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
        # simplify.rules:37
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired(37)
                return x
        # simplify.rules:37 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired(37)
                return y
        if x_op == OP_IADD:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # simplify.rules:38
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired(38)
                    return ctx.binary(OP_IADD, ty, x_x, ctx.unary_imm(OP_ICONST, ty, iadd(ty, x_y_k, y_k)))
            # simplify.rules:38 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired(38)
                    return ctx.binary(OP_IADD, ty, x_y, ctx.unary_imm(OP_ICONST, ty, iadd(ty, x_x_k, y_k)))
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_IADD:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                # simplify.rules:38 (mirrored)
                y_y_def: i64 = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k: i64 = func.imm[y_y_def]
                    ctx.fired(38)
                    return ctx.binary(OP_IADD, ty, y_x, ctx.unary_imm(OP_ICONST, ty, iadd(ty, y_y_k, x_k)))
                # simplify.rules:38 (mirrored)
                y_x_def: i64 = ctx.def_inst(y_x)
                if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                    y_x_k: i64 = func.imm[y_x_def]
                    ctx.fired(38)
                    return ctx.binary(OP_IADD, ty, y_y, ctx.unary_imm(OP_ICONST, ty, iadd(ty, y_x_k, x_k)))
        # simplify.rules:39
        if x_op == OP_ISUB:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_x_def = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired(39)
                    return ctx.binary(OP_ISUB, ty, ctx.unary_imm(OP_ICONST, ty, iadd(ty, x_x_k, y_k)), x_y)
        # simplify.rules:39 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_ISUB:
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                y_x_def = ctx.def_inst(y_x)
                if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                    y_x_k = func.imm[y_x_def]
                    ctx.fired(39)
                    return ctx.binary(OP_ISUB, ty, ctx.unary_imm(OP_ICONST, ty, iadd(ty, y_x_k, x_k)), y_y)
    # simplify.rules:40
    if x_op == OP_ISUB:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        if x_y == y:
            ctx.fired(40)
            return x_x
    # simplify.rules:40 (mirrored)
    if y_op == OP_ISUB:
        y_x = i64(func.pool[i64(func.arg_start[y_def])])
        y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
        if x == y_y:
            ctx.fired(40)
            return y_x
    if I8 <= ty <= I64:
        # simplify.rules:41
        if y_op == OP_INEG:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired(41)
            return ctx.binary(OP_ISUB, ty, x, y_x)
        # simplify.rules:41 (mirrored)
        if x_op == OP_INEG:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            ctx.fired(41)
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
        # simplify.rules:43
        if x == y:
            ctx.fired(43)
            return ctx.unary_imm(OP_ICONST, ty, 0)
        # simplify.rules:44
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            ctx.fired(44)
            return ctx.binary(OP_IADD, ty, x, ctx.unary_imm(OP_ICONST, ty, ineg(ty, y_k)))
        # simplify.rules:45
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired(45)
                return ctx.unary(OP_INEG, ty, y)
        # simplify.rules:46
        if y_op == OP_INEG:
            y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
            ctx.fired(46)
            return ctx.binary(OP_IADD, ty, x, y_x)
    # simplify.rules:47
    if x_op == OP_IADD:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        if x_x == y:
            ctx.fired(47)
            return x_y
    return -1


def simplify_ineg(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `ineg`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # simplify.rules:49
    if x_op == OP_INEG:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired(49)
        return x_x
    # simplify.rules:50
    if x_op == OP_ISUB:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
        ctx.fired(50)
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
        # simplify.rules:54
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired(54)
                return ctx.unary_imm(OP_ICONST, ty, 0)
        # simplify.rules:54 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired(54)
                return ctx.unary_imm(OP_ICONST, ty, 0)
        # simplify.rules:55
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 1:
                ctx.fired(55)
                return x
        # simplify.rules:55 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 1:
                ctx.fired(55)
                return y
        # simplify.rules:56
        if y_op == OP_ICONST:
            y_ty: i64 = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired(56)
                return ctx.unary(OP_INEG, ty, x)
        # simplify.rules:56 (mirrored)
        if x_op == OP_ICONST:
            x_ty: i64 = i64(func.ty[x_def])
            x_k = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                ctx.fired(56)
                return ctx.unary(OP_INEG, ty, y)
        if x_op == OP_IMUL:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # simplify.rules:58
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired(58)
                    return ctx.binary(OP_IMUL, ty, x_x, ctx.unary_imm(OP_ICONST, ty, imul(ty, x_y_k, y_k)))
            # simplify.rules:58 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired(58)
                    return ctx.binary(OP_IMUL, ty, x_y, ctx.unary_imm(OP_ICONST, ty, imul(ty, x_x_k, y_k)))
        # simplify.rules:57
        if y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if is_power(ty, y_k):
                ctx.fired(57)
                return ctx.binary(OP_ISHL, ty, x, ctx.unary_imm(OP_ICONST, ty, log2(ty, y_k)))
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_IMUL:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                # simplify.rules:58 (mirrored)
                y_y_def: i64 = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k: i64 = func.imm[y_y_def]
                    ctx.fired(58)
                    return ctx.binary(OP_IMUL, ty, y_x, ctx.unary_imm(OP_ICONST, ty, imul(ty, y_y_k, x_k)))
                # simplify.rules:58 (mirrored)
                y_x_def: i64 = ctx.def_inst(y_x)
                if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                    y_x_k: i64 = func.imm[y_x_def]
                    ctx.fired(58)
                    return ctx.binary(OP_IMUL, ty, y_y, ctx.unary_imm(OP_ICONST, ty, imul(ty, y_x_k, x_k)))
            # simplify.rules:57 (mirrored)
            if is_power(ty, x_k):
                ctx.fired(57)
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
    # simplify.rules:61
    if I8 <= ty <= I64 and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        if is_power(ty, y_k):
            ctx.fired(61)
            return ctx.binary(OP_USHR, ty, x, ctx.unary_imm(OP_ICONST, ty, log2(ty, y_k)))
    return -1


def simplify_sdiv(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `sdiv`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # simplify.rules:63
    if I8 <= ty <= I64 and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        if y_k == 1:
            ctx.fired(63)
            return x
    return -1


def simplify_urem(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `urem`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # simplify.rules:62
    if I8 <= ty <= I64 and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        if is_power(ty, y_k):
            ctx.fired(62)
            return ctx.binary(OP_BAND, ty, x, ctx.unary_imm(OP_ICONST, ty, isub(ty, y_k, 1)))
    return -1


def simplify_srem(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `srem`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def: i64 = ctx.def_inst(y)
    y_op: i64 = ctx.def_op(y_def)
    # simplify.rules:64
    if I8 <= ty <= I64 and y_op == OP_ICONST:
        y_k: i64 = func.imm[y_def]
        if y_k == 1:
            ctx.fired(64)
            return ctx.unary_imm(OP_ICONST, ty, 0)
    return -1


def simplify_smin(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `smin`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # simplify.rules:92
    if x == y:
        ctx.fired(92)
        return x
    return -1


def simplify_umin(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `umin`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # simplify.rules:93
    if x == y:
        ctx.fired(93)
        return x
    return -1


def simplify_smax(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `smax`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # simplify.rules:94
    if x == y:
        ctx.fired(94)
        return x
    return -1


def simplify_umax(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `umax`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    y: i64 = i64(func.pool[i64(func.arg_start[inst]) + 1])
    # simplify.rules:95
    if x == y:
        ctx.fired(95)
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
    # simplify.rules:68
    if x == y:
        ctx.fired(68)
        return x
    if I8 <= ty <= I64:
        # simplify.rules:69
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired(69)
                return ctx.unary_imm(OP_ICONST, ty, 0)
        # simplify.rules:69 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired(69)
                return ctx.unary_imm(OP_ICONST, ty, 0)
        # simplify.rules:70
        if y_op == OP_ICONST:
            y_ty: i64 = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired(70)
                return x
        # simplify.rules:70 (mirrored)
        if x_op == OP_ICONST:
            x_ty: i64 = i64(func.ty[x_def])
            x_k = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                ctx.fired(70)
                return y
        if x_op == OP_BAND:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # simplify.rules:71
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired(71)
                    return ctx.binary(OP_BAND, ty, x_x, ctx.unary_imm(OP_ICONST, ty, band(ty, x_y_k, y_k)))
            # simplify.rules:71 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired(71)
                    return ctx.binary(OP_BAND, ty, x_y, ctx.unary_imm(OP_ICONST, ty, band(ty, x_x_k, y_k)))
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_BAND:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                # simplify.rules:71 (mirrored)
                y_y_def: i64 = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k: i64 = func.imm[y_y_def]
                    ctx.fired(71)
                    return ctx.binary(OP_BAND, ty, y_x, ctx.unary_imm(OP_ICONST, ty, band(ty, y_y_k, x_k)))
                # simplify.rules:71 (mirrored)
                y_x_def: i64 = ctx.def_inst(y_x)
                if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                    y_x_k: i64 = func.imm[y_x_def]
                    ctx.fired(71)
                    return ctx.binary(OP_BAND, ty, y_y, ctx.unary_imm(OP_ICONST, ty, band(ty, y_x_k, x_k)))
        # simplify.rules:72
        if y_op == OP_BNOT:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            if x == y_x:
                ctx.fired(72)
                return ctx.unary_imm(OP_ICONST, ty, 0)
        # simplify.rules:72 (mirrored)
        if x_op == OP_BNOT:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            if x_x == y:
                ctx.fired(72)
                return ctx.unary_imm(OP_ICONST, ty, 0)
    # simplify.rules:73
    if y_op == OP_BOR:
        y_x = i64(func.pool[i64(func.arg_start[y_def])])
        if x == y_x:
            ctx.fired(73)
            return x
    # simplify.rules:73 (mirrored)
    if x_op == OP_BOR:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        if x_x == y:
            ctx.fired(73)
            return x_x
    if I8 <= ty <= I64:
        # simplify.rules:98
        if x_op == OP_UEXTEND:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_x_type: i64 = i64(func.value_type[x_x])
            if I8 <= x_x_type <= I64 and y_op == OP_ICONST:
                y_k = func.imm[y_def]
                if covers_width(x_x_type, y_k):
                    ctx.fired(98)
                    return x
        # simplify.rules:98 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_UEXTEND:
                y_x = i64(func.pool[i64(func.arg_start[y_def])])
                y_x_type: i64 = i64(func.value_type[y_x])
                if I8 <= y_x_type <= I64 and covers_width(y_x_type, x_k):
                    ctx.fired(98)
                    return y
    if ty == I8:
        # simplify.rules:99
        if x_op == OP_ICMP:
            x_ty = i64(func.ty[x_def])
            if I8 <= x_ty <= I128 and y_op == OP_ICONST:
                y_k = func.imm[y_def]
                if y_k == 1:
                    ctx.fired(99)
                    return x
        # simplify.rules:99 (mirrored)
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 1 and y_op == OP_ICMP:
                y_ty = i64(func.ty[y_def])
                if I8 <= y_ty <= I128:
                    ctx.fired(99)
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
    # simplify.rules:75
    if x == y:
        ctx.fired(75)
        return x
    if I8 <= ty <= I64:
        # simplify.rules:76
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired(76)
                return x
        # simplify.rules:76 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired(76)
                return y
        # simplify.rules:77
        if y_op == OP_ICONST:
            y_ty: i64 = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired(77)
                return ctx.unary_imm(OP_ICONST, ty, -1)
        # simplify.rules:77 (mirrored)
        if x_op == OP_ICONST:
            x_ty: i64 = i64(func.ty[x_def])
            x_k = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                ctx.fired(77)
                return ctx.unary_imm(OP_ICONST, ty, -1)
        if x_op == OP_BOR:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # simplify.rules:78
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired(78)
                    return ctx.binary(OP_BOR, ty, x_x, ctx.unary_imm(OP_ICONST, ty, bor(ty, x_y_k, y_k)))
            # simplify.rules:78 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired(78)
                    return ctx.binary(OP_BOR, ty, x_y, ctx.unary_imm(OP_ICONST, ty, bor(ty, x_x_k, y_k)))
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_BOR:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                # simplify.rules:78 (mirrored)
                y_y_def: i64 = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k: i64 = func.imm[y_y_def]
                    ctx.fired(78)
                    return ctx.binary(OP_BOR, ty, y_x, ctx.unary_imm(OP_ICONST, ty, bor(ty, y_y_k, x_k)))
                # simplify.rules:78 (mirrored)
                y_x_def: i64 = ctx.def_inst(y_x)
                if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                    y_x_k: i64 = func.imm[y_x_def]
                    ctx.fired(78)
                    return ctx.binary(OP_BOR, ty, y_y, ctx.unary_imm(OP_ICONST, ty, bor(ty, y_x_k, x_k)))
        # simplify.rules:79
        if y_op == OP_BNOT:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            if x == y_x:
                ctx.fired(79)
                return ctx.unary_imm(OP_ICONST, ty, -1)
        # simplify.rules:79 (mirrored)
        if x_op == OP_BNOT:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            if x_x == y:
                ctx.fired(79)
                return ctx.unary_imm(OP_ICONST, ty, -1)
    # simplify.rules:80
    if y_op == OP_BAND:
        y_x = i64(func.pool[i64(func.arg_start[y_def])])
        if x == y_x:
            ctx.fired(80)
            return x
    # simplify.rules:80 (mirrored)
    if x_op == OP_BAND:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        if x_x == y:
            ctx.fired(80)
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
        # simplify.rules:82
        if x == y:
            ctx.fired(82)
            return ctx.unary_imm(OP_ICONST, ty, 0)
        # simplify.rules:83
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired(83)
                return x
        # simplify.rules:83 (mirrored)
        if x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired(83)
                return y
        # simplify.rules:84
        if y_op == OP_ICONST:
            y_ty: i64 = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired(84)
                return ctx.unary(OP_BNOT, ty, x)
        # simplify.rules:84 (mirrored)
        if x_op == OP_ICONST:
            x_ty: i64 = i64(func.ty[x_def])
            x_k = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                ctx.fired(84)
                return ctx.unary(OP_BNOT, ty, y)
        if x_op == OP_BXOR:
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            # simplify.rules:85
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired(85)
                    return ctx.binary(OP_BXOR, ty, x_x, ctx.unary_imm(OP_ICONST, ty, bxor(ty, x_y_k, y_k)))
            # simplify.rules:85 (mirrored)
            x_x_def: i64 = ctx.def_inst(x_x)
            if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                x_x_k: i64 = func.imm[x_x_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    ctx.fired(85)
                    return ctx.binary(OP_BXOR, ty, x_y, ctx.unary_imm(OP_ICONST, ty, bxor(ty, x_x_k, y_k)))
        if x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if y_op == OP_BXOR:
                y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                # simplify.rules:85 (mirrored)
                y_y_def: i64 = ctx.def_inst(y_y)
                if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                    y_y_k: i64 = func.imm[y_y_def]
                    ctx.fired(85)
                    return ctx.binary(OP_BXOR, ty, y_x, ctx.unary_imm(OP_ICONST, ty, bxor(ty, y_y_k, x_k)))
                # simplify.rules:85 (mirrored)
                y_x_def: i64 = ctx.def_inst(y_x)
                if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                    y_x_k: i64 = func.imm[y_x_def]
                    ctx.fired(85)
                    return ctx.binary(OP_BXOR, ty, y_y, ctx.unary_imm(OP_ICONST, ty, bxor(ty, y_x_k, x_k)))
        # simplify.rules:86
        if y_op == OP_BNOT:
            y_x = i64(func.pool[i64(func.arg_start[y_def])])
            if x == y_x:
                ctx.fired(86)
                return ctx.unary_imm(OP_ICONST, ty, -1)
        # simplify.rules:86 (mirrored)
        if x_op == OP_BNOT:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            if x_x == y:
                ctx.fired(86)
                return ctx.unary_imm(OP_ICONST, ty, -1)
    return -1


def simplify_bnot(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `bnot`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # simplify.rules:88
    if x_op == OP_BNOT:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired(88)
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
        # simplify.rules:103
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired(103)
                return x
        if x_op == OP_ISHL:
            # simplify.rules:114
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_ty: i64 = i64(func.ty[y_def])
                    y_k = func.imm[y_def]
                    if fits_together(ty, x_y_k, y_k):
                        ctx.fired(114)
                        return ctx.binary(OP_ISHL, ty, x_x, ctx.unary_imm(OP_ICONST, y_ty, iadd(y_ty, x_y_k, y_k)))
            # simplify.rules:115
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if shift_out(ty, x_y_k, y_k):
                        ctx.fired(115)
                        return ctx.unary_imm(OP_ICONST, ty, 0)
        # simplify.rules:123
        if x_op == OP_USHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if x_y_k == y_k and in_width(ty, x_y_k):
                        ctx.fired(123)
                        return ctx.binary(OP_BAND, ty, x_x, ctx.unary_imm(OP_ICONST, ty, high_mask(ty, x_y_k)))
        # simplify.rules:124
        if x_op == OP_SSHR:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if x_y_k == y_k and in_width(ty, x_y_k):
                        ctx.fired(124)
                        return ctx.binary(OP_BAND, ty, x_x, ctx.unary_imm(OP_ICONST, ty, high_mask(ty, x_y_k)))
        # simplify.rules:108
        if y_op == OP_ICONST:
            y_ty = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if not in_width(ty, y_k):
                ctx.fired(108)
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
        # simplify.rules:104
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired(104)
                return x
        if x_op == OP_USHR:
            # simplify.rules:116
            x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
            x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def: i64 = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k: i64 = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_ty: i64 = i64(func.ty[y_def])
                    y_k = func.imm[y_def]
                    if fits_together(ty, x_y_k, y_k):
                        ctx.fired(116)
                        return ctx.binary(OP_USHR, ty, x_x, ctx.unary_imm(OP_ICONST, y_ty, iadd(y_ty, x_y_k, y_k)))
            # simplify.rules:117
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if shift_out(ty, x_y_k, y_k):
                        ctx.fired(117)
                        return ctx.unary_imm(OP_ICONST, ty, 0)
        # simplify.rules:122
        if x_op == OP_ISHL:
            x_x = i64(func.pool[i64(func.arg_start[x_def])])
            x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
            x_y_def = ctx.def_inst(x_y)
            if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                x_y_k = func.imm[x_y_def]
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if x_y_k == y_k and in_width(ty, x_y_k):
                        ctx.fired(122)
                        return ctx.binary(OP_BAND, ty, x_x, ctx.unary_imm(OP_ICONST, ty, low_mask(ty, x_y_k)))
        # simplify.rules:109
        if y_op == OP_ICONST:
            y_ty = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if not in_width(ty, y_k):
                ctx.fired(109)
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
        # simplify.rules:105
        if y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired(105)
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
                    # simplify.rules:118
                    if fits_together(ty, x_y_k, y_k):
                        ctx.fired(118)
                        return ctx.binary(OP_SSHR, ty, x_x, ctx.unary_imm(OP_ICONST, y_ty, iadd(y_ty, x_y_k, y_k)))
                    # simplify.rules:119
                    if shift_out(ty, x_y_k, y_k):
                        ctx.fired(119)
                        return ctx.binary(OP_SSHR, ty, x_x, ctx.unary_imm(OP_ICONST, y_ty, top_amount(ty)))
        # simplify.rules:125
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
                            ctx.fired(125)
                            return ctx.unary(OP_SEXTEND, ty, ctx.unary(OP_IREDUCE, n, x_x))
        # simplify.rules:110
        if y_op == OP_ICONST:
            y_ty = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if not in_width(ty, y_k):
                ctx.fired(110)
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
        # simplify.rules:106
        y_k: i64 = func.imm[y_def]
        if y_k == 0:
            ctx.fired(106)
            return x
        # simplify.rules:111
        y_ty: i64 = i64(func.ty[y_def])
        y_k = func.imm[y_def]
        if not in_width(ty, y_k):
            ctx.fired(111)
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
        # simplify.rules:107
        y_k: i64 = func.imm[y_def]
        if y_k == 0:
            ctx.fired(107)
            return x
        # simplify.rules:112
        y_ty: i64 = i64(func.ty[y_def])
        y_k = func.imm[y_def]
        if not in_width(ty, y_k):
            ctx.fired(112)
            return ctx.binary(OP_ROTR, ty, x, ctx.unary_imm(OP_ICONST, y_ty, amount(ty, y_k)))
    return -1


def simplify_bitrev(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `bitrev`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # simplify.rules:90
    if x_op == OP_BITREV:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired(90)
        return x_x
    return -1


def simplify_bswap(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `bswap`."""
    func = ctx.func
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # simplify.rules:89
    if x_op == OP_BSWAP:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired(89)
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
    # simplify.rules:143
    if I8 <= ty <= I128 and x == y:
        ctx.fired(143)
        return ctx.unary_imm(OP_ICONST, I8, reflexive(cc))
    if I8 <= ty <= I64:
        # simplify.rules:144
        if cc == CC_ULT and y_op == OP_ICONST:
            y_k: i64 = func.imm[y_def]
            if y_k == 0:
                ctx.fired(144)
                return ctx.unary_imm(OP_ICONST, I8, 0)
        # simplify.rules:144 (mirrored)
        if cc == CC_UGT and x_op == OP_ICONST:
            x_k: i64 = func.imm[x_def]
            if x_k == 0:
                ctx.fired(144)
                return ctx.unary_imm(OP_ICONST, I8, 0)
        # simplify.rules:145
        if cc == CC_UGE and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 0:
                ctx.fired(145)
                return ctx.unary_imm(OP_ICONST, I8, 1)
        # simplify.rules:145 (mirrored)
        if cc == CC_ULE and x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 0:
                ctx.fired(145)
                return ctx.unary_imm(OP_ICONST, I8, 1)
        # simplify.rules:146
        if cc == CC_UGT and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 0:
                ctx.fired(146)
                return ctx.int_compare(OP_ICMP, ty, CC_NE, x, y)
        # simplify.rules:146 (mirrored)
        if cc == CC_ULT and x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 0:
                ctx.fired(146)
                return ctx.int_compare(OP_ICMP, ty, CC_NE, y, x)
        # simplify.rules:147
        if cc == CC_ULE and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 0:
                ctx.fired(147)
                return ctx.int_compare(OP_ICMP, ty, CC_EQ, x, y)
        # simplify.rules:147 (mirrored)
        if cc == CC_UGE and x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 0:
                ctx.fired(147)
                return ctx.int_compare(OP_ICMP, ty, CC_EQ, y, x)
        # simplify.rules:148
        if cc == CC_ULT and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 1:
                ctx.fired(148)
                return ctx.int_compare(OP_ICMP, ty, CC_EQ, x, ctx.unary_imm(OP_ICONST, ty, 0))
        # simplify.rules:148 (mirrored)
        if cc == CC_UGT and x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 1:
                ctx.fired(148)
                return ctx.int_compare(OP_ICMP, ty, CC_EQ, y, ctx.unary_imm(OP_ICONST, ty, 0))
        # simplify.rules:149
        if cc == CC_UGE and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if y_k == 1:
                ctx.fired(149)
                return ctx.int_compare(OP_ICMP, ty, CC_NE, x, ctx.unary_imm(OP_ICONST, ty, 0))
        # simplify.rules:149 (mirrored)
        if cc == CC_ULE and x_op == OP_ICONST:
            x_k = func.imm[x_def]
            if x_k == 1:
                ctx.fired(149)
                return ctx.int_compare(OP_ICMP, ty, CC_NE, y, ctx.unary_imm(OP_ICONST, ty, 0))
        # simplify.rules:150
        if cc == CC_UGT and y_op == OP_ICONST:
            y_ty: i64 = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired(150)
                return ctx.unary_imm(OP_ICONST, I8, 0)
        # simplify.rules:150 (mirrored)
        if cc == CC_ULT and x_op == OP_ICONST:
            x_ty: i64 = i64(func.ty[x_def])
            x_k = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                ctx.fired(150)
                return ctx.unary_imm(OP_ICONST, I8, 0)
        # simplify.rules:151
        if cc == CC_ULE and y_op == OP_ICONST:
            y_ty = i64(func.ty[y_def])
            y_k = func.imm[y_def]
            if sign_extend(y_k, y_ty) == -1:
                ctx.fired(151)
                return ctx.unary_imm(OP_ICONST, I8, 1)
        # simplify.rules:151 (mirrored)
        if cc == CC_UGE and x_op == OP_ICONST:
            x_ty = i64(func.ty[x_def])
            x_k = func.imm[x_def]
            if sign_extend(x_k, x_ty) == -1:
                ctx.fired(151)
                return ctx.unary_imm(OP_ICONST, I8, 1)
    if ty == I8:
        if cc == CC_NE:
            # simplify.rules:153
            if x_op == OP_ICMP:
                x_ty = i64(func.ty[x_def])
                if I8 <= x_ty <= I128 and y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired(153)
                        return x
            # simplify.rules:153 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_ICMP:
                    y_ty = i64(func.ty[y_def])
                    if I8 <= y_ty <= I128:
                        ctx.fired(153)
                        return y
        if cc == CC_EQ:
            # simplify.rules:154
            if x_op == OP_ICMP:
                x_ty = i64(func.ty[x_def])
                if I8 <= x_ty <= I128:
                    x_cc: i64 = func.imm[x_def]
                    x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
                    x_y: i64 = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                    if y_op == OP_ICONST:
                        y_k = func.imm[y_def]
                        if y_k == 0:
                            ctx.fired(154)
                            return ctx.int_compare(OP_ICMP, x_ty, invert_intcc(x_cc), x_x, x_y)
            # simplify.rules:154 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_ICMP:
                    y_ty = i64(func.ty[y_def])
                    if I8 <= y_ty <= I128:
                        y_cc: i64 = func.imm[y_def]
                        y_x: i64 = i64(func.pool[i64(func.arg_start[y_def])])
                        y_y: i64 = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                        ctx.fired(154)
                        return ctx.int_compare(OP_ICMP, y_ty, invert_intcc(y_cc), y_x, y_y)
    if I8 <= ty <= I64:
        if cc == CC_NE:
            # simplify.rules:155
            if x_op == OP_UEXTEND:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_x_type: i64 = i64(func.value_type[x_x])
                if I8 <= x_x_type <= I64 and y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired(155)
                        return ctx.int_compare(OP_ICMP, x_x_type, CC_NE, x_x, ctx.unary_imm(OP_ICONST, x_x_type, 0))
            # simplify.rules:155 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_UEXTEND:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_x_type: i64 = i64(func.value_type[y_x])
                    if I8 <= y_x_type <= I64:
                        ctx.fired(155)
                        return ctx.int_compare(OP_ICMP, y_x_type, CC_NE, y_x, ctx.unary_imm(OP_ICONST, y_x_type, 0))
        if cc == CC_EQ:
            # simplify.rules:156
            if x_op == OP_UEXTEND:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_x_type = i64(func.value_type[x_x])
                if I8 <= x_x_type <= I64 and y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired(156)
                        return ctx.int_compare(OP_ICMP, x_x_type, CC_EQ, x_x, ctx.unary_imm(OP_ICONST, x_x_type, 0))
            # simplify.rules:156 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_UEXTEND:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_x_type = i64(func.value_type[y_x])
                    if I8 <= y_x_type <= I64:
                        ctx.fired(156)
                        return ctx.int_compare(OP_ICMP, y_x_type, CC_EQ, y_x, ctx.unary_imm(OP_ICONST, y_x_type, 0))
        if cc == CC_NE:
            # simplify.rules:157
            if x_op == OP_SEXTEND:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_x_type = i64(func.value_type[x_x])
                if I8 <= x_x_type <= I64 and y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired(157)
                        return ctx.int_compare(OP_ICMP, x_x_type, CC_NE, x_x, ctx.unary_imm(OP_ICONST, x_x_type, 0))
            # simplify.rules:157 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_SEXTEND:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_x_type = i64(func.value_type[y_x])
                    if I8 <= y_x_type <= I64:
                        ctx.fired(157)
                        return ctx.int_compare(OP_ICMP, y_x_type, CC_NE, y_x, ctx.unary_imm(OP_ICONST, y_x_type, 0))
        if cc == CC_EQ:
            # simplify.rules:158
            if x_op == OP_SEXTEND:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_x_type = i64(func.value_type[x_x])
                if I8 <= x_x_type <= I64 and y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired(158)
                        return ctx.int_compare(OP_ICMP, x_x_type, CC_EQ, x_x, ctx.unary_imm(OP_ICONST, x_x_type, 0))
            # simplify.rules:158 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_SEXTEND:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_x_type = i64(func.value_type[y_x])
                    if I8 <= y_x_type <= I64:
                        ctx.fired(158)
                        return ctx.int_compare(OP_ICMP, y_x_type, CC_EQ, y_x, ctx.unary_imm(OP_ICONST, y_x_type, 0))
            if x_op == OP_IADD:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                # simplify.rules:159
                x_y_def: i64 = ctx.def_inst(x_y)
                if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                    x_y_k: i64 = func.imm[x_y_def]
                    if y_op == OP_ICONST:
                        y_k = func.imm[y_def]
                        ctx.fired(159)
                        return ctx.int_compare(OP_ICMP, ty, CC_EQ, x_x, ctx.unary_imm(OP_ICONST, ty, isub(ty, y_k, x_y_k)))
                # simplify.rules:159 (mirrored)
                x_x_def: i64 = ctx.def_inst(x_x)
                if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                    x_x_k: i64 = func.imm[x_x_def]
                    if y_op == OP_ICONST:
                        y_k = func.imm[y_def]
                        ctx.fired(159)
                        return ctx.int_compare(OP_ICMP, ty, CC_EQ, x_y, ctx.unary_imm(OP_ICONST, ty, isub(ty, y_k, x_x_k)))
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if y_op == OP_IADD:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    # simplify.rules:159 (mirrored)
                    y_y_def: i64 = ctx.def_inst(y_y)
                    if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                        y_y_k: i64 = func.imm[y_y_def]
                        ctx.fired(159)
                        return ctx.int_compare(OP_ICMP, ty, CC_EQ, y_x, ctx.unary_imm(OP_ICONST, ty, isub(ty, x_k, y_y_k)))
                    # simplify.rules:159 (mirrored)
                    y_x_def: i64 = ctx.def_inst(y_x)
                    if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                        y_x_k: i64 = func.imm[y_x_def]
                        ctx.fired(159)
                        return ctx.int_compare(OP_ICMP, ty, CC_EQ, y_y, ctx.unary_imm(OP_ICONST, ty, isub(ty, x_k, y_x_k)))
        if cc == CC_NE:
            if x_op == OP_IADD:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                # simplify.rules:160
                x_y_def = ctx.def_inst(x_y)
                if x_y_def >= 0 and func.op[x_y_def] == OP_ICONST:
                    x_y_k = func.imm[x_y_def]
                    if y_op == OP_ICONST:
                        y_k = func.imm[y_def]
                        ctx.fired(160)
                        return ctx.int_compare(OP_ICMP, ty, CC_NE, x_x, ctx.unary_imm(OP_ICONST, ty, isub(ty, y_k, x_y_k)))
                # simplify.rules:160 (mirrored)
                x_x_def = ctx.def_inst(x_x)
                if x_x_def >= 0 and func.op[x_x_def] == OP_ICONST:
                    x_x_k = func.imm[x_x_def]
                    if y_op == OP_ICONST:
                        y_k = func.imm[y_def]
                        ctx.fired(160)
                        return ctx.int_compare(OP_ICMP, ty, CC_NE, x_y, ctx.unary_imm(OP_ICONST, ty, isub(ty, y_k, x_x_k)))
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if y_op == OP_IADD:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    # simplify.rules:160 (mirrored)
                    y_y_def = ctx.def_inst(y_y)
                    if y_y_def >= 0 and func.op[y_y_def] == OP_ICONST:
                        y_y_k = func.imm[y_y_def]
                        ctx.fired(160)
                        return ctx.int_compare(OP_ICMP, ty, CC_NE, y_x, ctx.unary_imm(OP_ICONST, ty, isub(ty, x_k, y_y_k)))
                    # simplify.rules:160 (mirrored)
                    y_x_def = ctx.def_inst(y_x)
                    if y_x_def >= 0 and func.op[y_x_def] == OP_ICONST:
                        y_x_k = func.imm[y_x_def]
                        ctx.fired(160)
                        return ctx.int_compare(OP_ICMP, ty, CC_NE, y_y, ctx.unary_imm(OP_ICONST, ty, isub(ty, x_k, y_x_k)))
        if cc == CC_EQ:
            # simplify.rules:161
            if x_op == OP_ISUB:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired(161)
                        return ctx.int_compare(OP_ICMP, ty, CC_EQ, x_x, x_y)
            # simplify.rules:161 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_ISUB:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    ctx.fired(161)
                    return ctx.int_compare(OP_ICMP, ty, CC_EQ, y_x, y_y)
        if cc == CC_NE:
            # simplify.rules:162
            if x_op == OP_ISUB:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired(162)
                        return ctx.int_compare(OP_ICMP, ty, CC_NE, x_x, x_y)
            # simplify.rules:162 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_ISUB:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    ctx.fired(162)
                    return ctx.int_compare(OP_ICMP, ty, CC_NE, y_x, y_y)
        if cc == CC_EQ:
            # simplify.rules:163
            if x_op == OP_BXOR:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired(163)
                        return ctx.int_compare(OP_ICMP, ty, CC_EQ, x_x, x_y)
            # simplify.rules:163 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_BXOR:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    ctx.fired(163)
                    return ctx.int_compare(OP_ICMP, ty, CC_EQ, y_x, y_y)
        if cc == CC_NE:
            # simplify.rules:164
            if x_op == OP_BXOR:
                x_x = i64(func.pool[i64(func.arg_start[x_def])])
                x_y = i64(func.pool[i64(func.arg_start[x_def]) + 1])
                if y_op == OP_ICONST:
                    y_k = func.imm[y_def]
                    if y_k == 0:
                        ctx.fired(164)
                        return ctx.int_compare(OP_ICMP, ty, CC_NE, x_x, x_y)
            # simplify.rules:164 (mirrored)
            if x_op == OP_ICONST:
                x_k = func.imm[x_def]
                if x_k == 0 and y_op == OP_BXOR:
                    y_x = i64(func.pool[i64(func.arg_start[y_def])])
                    y_y = i64(func.pool[i64(func.arg_start[y_def]) + 1])
                    ctx.fired(164)
                    return ctx.int_compare(OP_ICMP, ty, CC_NE, y_x, y_y)
    return -1


def simplify_ireduce(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `ireduce`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # simplify.rules:133
    if x_op == OP_IREDUCE:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired(133)
        return ctx.unary(OP_IREDUCE, ty, x_x)
    if x_op == OP_UEXTEND:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_x_type: i64 = i64(func.value_type[x_x])
        if I8 <= x_x_type <= I128:
            # simplify.rules:134
            if x_x_type == ty:
                ctx.fired(134)
                return x_x
            # simplify.rules:135
            if x_x_type < ty:
                ctx.fired(135)
                return ctx.unary(OP_UEXTEND, ty, x_x)
            # simplify.rules:136
            if x_x_type > ty:
                ctx.fired(136)
                return ctx.unary(OP_IREDUCE, ty, x_x)
    if x_op == OP_SEXTEND:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        x_x_type = i64(func.value_type[x_x])
        if I8 <= x_x_type <= I128:
            # simplify.rules:137
            if x_x_type == ty:
                ctx.fired(137)
                return x_x
            # simplify.rules:138
            if x_x_type < ty:
                ctx.fired(138)
                return ctx.unary(OP_SEXTEND, ty, x_x)
            # simplify.rules:139
            if x_x_type > ty:
                ctx.fired(139)
                return ctx.unary(OP_IREDUCE, ty, x_x)
    return -1


def simplify_uextend(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `uextend`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # simplify.rules:130
    if x_op == OP_UEXTEND:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired(130)
        return ctx.unary(OP_UEXTEND, ty, x_x)
    return -1


def simplify_sextend(ctx: Simplify, inst: i64) -> i64:
    """Try the rules for `sextend`."""
    func = ctx.func
    ty: i64 = i64(func.ty[inst])
    x: i64 = i64(func.pool[i64(func.arg_start[inst])])
    x_def: i64 = ctx.def_inst(x)
    x_op: i64 = ctx.def_op(x_def)
    # simplify.rules:131
    if x_op == OP_SEXTEND:
        x_x: i64 = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired(131)
        return ctx.unary(OP_SEXTEND, ty, x_x)
    # simplify.rules:132
    if x_op == OP_UEXTEND:
        x_x = i64(func.pool[i64(func.arg_start[x_def])])
        ctx.fired(132)
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
