"""Lowering of calls with handlers: `try_call`, `try_call_indirect`, `get_exception_handler_address`.

Such a call ends its block. It goes on in the block of the normal edge, or an unwinder finds its return
address in the exception table (`exceptions.py`) and goes on in the block of a handler:

    block0:                                          block0:
        try_call fn0(v0), sig0, block1(ret0),            try_call %f  v0=rdi, v7:def=rax, v8:def=rdx -> block1
            [ tag1: block2(exn0, v0) ]               block1(v1):       ; gets v7
                                                     block2(v2, v3):   ; gets v7 and v0

What an edge passes that is no value - `ret0`, `exn0` - is a register in which the call leaves it. One vreg
stands for one register: on the normal edge `ret0` and on the others `exn0` are both what is in rax, so the
row has one def for both. It has defs of those registers that its edges ask for: blocks are lowered before
what dominates them, so edges with blocks of their own (`block_order.py`) have asked before. A result in
memory is loaded in such a block.

Payloads arrive in the first two result registers of integers of the callee's convention (x86-64: rax, rdx;
aarch64: x0, x1). On an edge to a handler nothing else survives: the unwinder restores the stack pointer and
the frame pointer, no callee-saved register. So a call with handlers destroys all registers, values that live
into a handler are in the frame, and a function with handlers saves all callee-saved registers for its caller
(`emit.py`).
"""

from mypy_extensions import i64

from ..ir.errors import UnsupportedError
from ..ir.opcodes_gen import OP_TRY_CALL
from ..ir.types import I32
from ..regalloc.contract import (
    EARLY,
    FLOAT,
    INT,
    STACK,
    USE,
    fixed_def,
    make_operand,
    preg_bit,
    reg_def,
)
from .abi import EXT_ZERO, SignatureLayout
from .block_order import LEAST_RESULTS
from .calls import begin_call, has_junk, load_result
from .code import ANY_TAG
from .lower import WANTED, Lower


def _signature(ctx: Lower, inst: i64) -> i64:
    """The signature of a call's callee, which its exception table names."""
    return ctx.func.exception_tables[int(ctx.func.imm[inst])].sig


def _left_in(ctx: Lower, inst: i64, preg: i64) -> i64:
    """The vreg of what a call leaves in a register."""
    if not ctx.try_vregs:
        ctx.try_vregs = {}
    key = int(64 * inst + preg)
    vreg = ctx.try_vregs.get(key, -1)
    if vreg < 0:
        vreg = int(ctx.vc.new_vreg(INT if preg < 32 else FLOAT))
        ctx.try_vregs[key] = vreg
    return vreg


def passed_vreg(ctx: Lower, inst: i64, value: i64, param: i64) -> i64:
    """The vreg of `ret0` (`value` is -2), `exn0` (-3), `ret1` (-4), ... of call `inst`, for use on one of its
    edges, where it becomes the block parameter `param`. An i32 is a border there (`lower.py`, "Words"): its
    edge has a block, in which it is zero-extended when the parameter's zeros are, or may be, wanted."""
    sig = _signature(ctx, inst)
    index = (-2 - value) // 2
    layout = ctx.signature_layout(sig)
    word = ctx.words and ctx.func.value_type[param] == I32
    if value % 2 != 0:
        spec = ctx.target.abi(ctx.func.signatures[int(sig)].call_conv)
        vreg = _left_in(ctx, inst, spec.int_rets[int(index)])
    else:
        reg = layout.returns.reg[index]
        if reg < 0:
            assert index >= LEAST_RESULTS  # so the edge has a block
            return load_result(ctx, layout, index)
        vreg = _left_in(ctx, inst, reg)
        word = word and has_junk(ctx, layout.returns, index, layout.zero_extended_words)
    target = -1 - i64(ctx.func.value_def[param])
    lowered = ctx.vc.segment_end[ctx.blocks.label[target]] >= 0
    if word and (ctx.zeros[param] == WANTED or not lowered):
        return ctx.target.extend(ctx, I32, EXT_ZERO, vreg)
    return vreg


def lower_try_call(ctx: Lower, inst: i64) -> None:
    """Lower `try_call` and `try_call_indirect`.

    Raises `UnsupportedError` for a machine without exceptions."""
    func = ctx.func
    vc = ctx.vc
    if ctx.target.calls.try_symbol < 0:
        raise UnsupportedError(f"try_call is not supported on {ctx.target.name}")
    sig = _signature(ctx, inst)
    layout = ctx.signature_layout(sig)
    spec = ctx.target.abi(func.signatures[int(sig)].call_conv)
    direct = func.op[inst] == OP_TRY_CALL
    contexts = _context_vregs(ctx, inst, layout, direct)
    _ask_for_passed(ctx, inst)
    number = vc.begin_try()
    row = begin_call(ctx, inst, sig, direct, layout, ctx.edge_label(0))
    context: i64 = -1
    edge: i64 = 0
    for kind, value in func.exception_tables[int(func.imm[inst])].entries:
        if kind == "context":
            context = vc.num_operands - i64(vc.row_operand_start[row])
            vc.operand(make_operand(contexts[value], USE, EARLY, STACK, 0))
        else:
            edge += 1
            vc.add_handler(value if kind == "tag" else ANY_TAG, ctx.edge_label(edge), context)
    clobbers: i64 = spec.caller_saved
    if vc.try_count[number] > 0:
        clobbers = ctx.target.env.int_mask | ctx.target.env.float_mask
    preg: i64 = 0
    while preg < 64:
        vreg = ctx.try_vregs.get(int(64 * inst + preg), -1)
        if vreg >= 0:
            vc.operand(fixed_def(vreg, preg))
            clobbers = clobbers & ~preg_bit(preg)
        preg += 1
    vc.row_clobbers[row] = clobbers
    vc.try_words[number] = _extended(ctx, layout)


def _extended(ctx: Lower, layout: SignatureLayout) -> i64:
    """Mask of the registers of i32 results that the convention zero-extends."""
    returns = layout.returns
    mask: i64 = 0
    i: i64 = 0
    while i < len(returns.reg):
        if ctx.words and returns.reg[i] >= 0 and returns.ty[i] == I32:
            if not has_junk(ctx, returns, i, layout.zero_extended_words):
                mask |= preg_bit(returns.reg[i])
        i += 1
    return mask


def _ask_for_passed(ctx: Lower, inst: i64) -> None:
    """Make the vregs of what is passed on edges without blocks of their own, which are looked at after the
    call."""
    func = ctx.func
    edge = i64(func.edge_start[inst])
    end = edge + i64(func.edge_count[inst])
    while edge < end:
        if ctx.blocks.ir_block[ctx.blocks.edge_label[edge]] >= 0:
            param = i64(func.param_start[i64(func.edge_block[edge])])
            k = i64(func.edge_arg_start[edge])
            stop = k + i64(func.edge_arg_count[edge])
            while k < stop:
                value = i64(func.pool[k])
                if value < 0:
                    passed_vreg(ctx, inst, value, i64(func.pool[param]))
                param += 1
                k += 1
        edge += 1


def _context_vregs(ctx: Lower, inst: i64, layout: SignatureLayout, direct: bool) -> list[int]:
    """The context values, which follow the arguments."""
    func = ctx.func
    vregs: list[int] = []
    k = i64(func.arg_start[inst]) + len(layout.params.reg)
    if not direct:
        k += 1
    end = i64(func.arg_start[inst]) + i64(func.arg_count[inst])
    while k < end:
        vregs.append(int(ctx.use(i64(func.pool[k]))))
        k += 1
    table = func.exception_tables[int(func.imm[inst])]
    if len(vregs) != sum([1 for kind, _ in table.entries if kind == "context"]):
        raise UnsupportedError("context values of type i128 are not supported")  # they have become two values
    return vregs


def lower_handler_address(ctx: Lower, inst: i64) -> None:
    """Lower `get_exception_handler_address`: the address of the block of an edge. That of a call that is
    never reached has none and is 0.

    Raises `UnsupportedError` for a machine without exceptions."""
    func = ctx.func
    vc = ctx.vc
    if ctx.target.calls.block_address < 0:
        raise UnsupportedError(f"get_exception_handler_address is not supported on {ctx.target.name}")
    call = i64(func.block_last[i64(func.aux[inst])])
    block = ctx.blocks.edge_label[i64(func.edge_start[call]) + 1 + func.imm[inst]]
    if block < 0:
        ctx.set_result(inst, 0, ctx.target.emit_const(ctx, i64(func.ty[inst]), 0))
        return
    vreg = ctx.new_int()
    vc.row(ctx.target.calls.block_address, block, 0, 0)
    vc.operand(reg_def(vreg))
    ctx.set_result(inst, 0, vreg)
