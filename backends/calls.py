"""Lowering of arguments, calls and returns, for every machine.

    v2 = call fn0(v0, v1)            store [sp+0] <- stack arguments, if any
                                     call fn0: uses v0 FIXED(rdi), v1 FIXED(rsi); def v2 FIXED(rax);
                                               clobbers the caller-saved registers
                                     v3 = load [sp+n], results in the return area, if any

Where values go is said by `abi.SignatureLayout`; this module turns places into operands. There is one value
for each place: an i128 of the signature has two of both (`legalize/pairs.py`).
"""

from mypy_extensions import i64

from ..ir.errors import UnsupportedError
from ..ir.opcodes_gen import OP_CALL, OP_RETURN_CALL, OP_RETURN_CALL_INDIRECT
from ..ir.types import I32
from ..regalloc.contract import fixed_def, fixed_use, preg_bit
from .abi import EXT_NONE, EXT_ZERO, SignatureLayout, class_of
from .lower import Lower
from .vcode import MEM_BASE, MEM_INCOMING, MEM_OUTGOING


def plan_tail_calls(ctx: Lower) -> None:
    """How many bytes of stack arguments the function needs room for, with those of its tail calls."""
    func = ctx.func
    vc = ctx.vc
    size = ctx.layout.stack_args
    b: i64 = 0
    while b < ctx.blocks.count:
        block = ctx.blocks.ir_block[b]
        b += 1
        if block >= 0:
            inst = i64(func.block_last[block])
            op = i64(func.op[inst])
            if op == OP_RETURN_CALL or op == OP_RETURN_CALL_INDIRECT:
                sig: i64 = i64(func.aux[inst])
                if op == OP_RETURN_CALL:
                    sig = func.ext_funcs[int(sig)].sig
                size = max(size, ctx.signature_layout(sig).stack_args)
    vc.incoming_size = size
    vc.incoming_grow = size - ctx.layout.stack_args
    vc.pops = ctx.target.abi(func.signature.call_conv).callee_pops


def lower_args(ctx: Lower) -> None:
    """Define the entry block's parameters: one row for those in registers, loads for the rest."""
    func = ctx.func
    vc = ctx.vc
    entry = func.first_block
    places = ctx.layout.params
    vc.row(ctx.target.mop_args, 0, 0, 0)
    if ctx.area_vreg >= 0:
        vc.operand(fixed_def(ctx.area_vreg, ctx.layout.area_reg))
    count = i64(func.param_count[entry])
    i: i64 = 0
    while i < count:
        value = func.block_param(entry, i)
        if places.reg[i] >= 0 and ctx.value_vreg[value] >= 0:
            vc.operand(fixed_def(ctx.vreg_of(value), places.reg[i]))
        i += 1
    i = 0
    while i < count:
        value = func.block_param(entry, i)
        if places.reg[i] < 0 and ctx.value_vreg[value] >= 0:
            vreg = ctx.target.load_place(ctx, places.ty[i], MEM_INCOMING, vc.incoming_grow + places.offset[i])
            vc.set_alias(i64(ctx.value_vreg[value]), vreg)
        i += 1


def lower_return(ctx: Lower, inst: i64) -> None:
    """Put the returned values into their places and leave."""
    func = ctx.func
    vc = ctx.vc
    places = ctx.layout.returns
    count = i64(func.arg_count[inst])
    start = i64(func.arg_start[inst])
    vregs: list[int] = []
    i: i64 = 0
    while i < count:
        vreg = ctx.use(i64(func.pool[start + i]))
        if places.ext[i] != EXT_NONE:
            vreg = ctx.target.extend(ctx, places.ty[i], places.ext[i], vreg)
        vregs.append(int(vreg))
        if places.reg[i] < 0:
            ctx.target.store_place(ctx, places.ty[i], vreg, MEM_BASE, ctx.area_vreg, places.offset[i])
        i += 1
    spec = ctx.target.abi(func.signature.call_conv)
    pointer: i64 = -1
    if ctx.layout.sret_param >= 0:
        pointer = ctx.use(func.block_param(func.first_block, ctx.layout.sret_param))
    vc.row(ctx.target.mop_return, 0, 0, 0)
    i = 0
    while i < count:
        if places.reg[i] >= 0:
            vc.operand(fixed_use(vregs[int(i)], places.reg[i]))
        i += 1
    if pointer >= 0:
        vc.operand(fixed_use(pointer, spec.int_rets[0]))


def _callee(ctx: Lower, value: i64) -> i64:
    """The address of an indirect call. One of i32 has junk above, which the machine would call."""
    vreg = ctx.use(value)
    if ctx.func.value_type[value] == I32:
        vreg = ctx.target.extend(ctx, I32, EXT_ZERO, vreg)
    return vreg


def lower_call(ctx: Lower, inst: i64) -> None:
    """Lower `call` and `call_indirect`."""
    func = ctx.func
    vc = ctx.vc
    direct = func.op[inst] == OP_CALL
    sig: i64 = func.ext_funcs[int(func.aux[inst])].sig if direct else i64(func.aux[inst])
    if direct and func.ext_funcs[int(func.aux[inst])].patchable:
        raise UnsupportedError("patchable calls are not supported yet")
    layout = ctx.signature_layout(sig)
    spec = ctx.target.abi(func.signatures[int(sig)].call_conv)
    start = i64(func.arg_start[inst])
    symbol: i64 = -1
    callee: i64 = -1
    if direct:
        symbol = vc.symbol(func.ext_funcs[int(func.aux[inst])].name.symbol())
    else:
        callee = _callee(ctx, i64(func.pool[start]))
        start += 1
    vregs = _argument_vregs(ctx, layout, start)
    i: i64 = 0
    while i < len(vregs):
        if layout.params.reg[i] < 0:
            ctx.target.store_place(
                ctx, layout.params.ty[i], vregs[int(i)], MEM_OUTGOING, -1, layout.params.offset[i]
            )
        i += 1
    area: i64 = -1
    if layout.return_area > 0:
        area = ctx.target.place_address(ctx, MEM_OUTGOING, layout.stack_args)
    vc.outgoing_size = max(vc.outgoing_size, layout.stack_args + layout.return_area)
    vc.has_calls = True

    pop: i64 = 0
    if spec.callee_pops:
        pop = layout.stack_args  # to be taken back, since sp stays where it is
    row = ctx.target.begin_call(ctx, symbol, callee, False, pop)
    if area >= 0:
        vc.operand(fixed_use(area, layout.area_reg))
    i = 0
    while i < len(vregs):
        if layout.params.reg[i] >= 0:
            vc.operand(fixed_use(vregs[int(i)], layout.params.reg[i]))
        i += 1
    clobbers: i64 = spec.caller_saved
    i = 0
    while i < len(layout.returns.reg):
        reg = layout.returns.reg[i]
        if reg >= 0:
            vreg = vc.new_vreg(class_of(layout.returns.ty[i]))
            ctx.set_result(inst, i, vreg)
            vc.operand(fixed_def(vreg, reg))
            clobbers = clobbers & ~preg_bit(reg)
        i += 1
    vc.row_clobbers[row] = clobbers
    i = 0
    while i < len(layout.returns.reg):
        value = i64(func.result_start[inst]) + i
        if layout.returns.reg[i] < 0 and ctx.value_vreg[value] >= 0:
            offset = layout.stack_args + layout.returns.offset[i]
            ctx.set_result(inst, i, ctx.target.load_place(ctx, layout.returns.ty[i], MEM_OUTGOING, offset))
        i += 1


def lower_tail_call(ctx: Lower, inst: i64) -> None:
    """Lower `return_call` and `return_call_indirect`.

    Stack arguments go to the end of this function's own incoming area, which `plan_tail_calls` has made
    large enough. That overwrites nothing still needed: incoming arguments were loaded at entry. The
    callee's results go where this function's would, so the address of the return area is passed on."""
    func = ctx.func
    vc = ctx.vc
    direct = func.op[inst] == OP_RETURN_CALL
    sig: i64 = func.ext_funcs[int(func.aux[inst])].sig if direct else i64(func.aux[inst])
    layout = ctx.signature_layout(sig)
    free = vc.incoming_size - layout.stack_args
    start = i64(func.arg_start[inst])
    symbol: i64 = -1
    callee: i64 = -1
    if direct:
        symbol = vc.symbol(func.ext_funcs[int(func.aux[inst])].name.symbol())
    else:
        callee = _callee(ctx, i64(func.pool[start]))
        start += 1
    vregs = _argument_vregs(ctx, layout, start)
    places = layout.params
    i: i64 = 0
    while i < len(vregs):
        if places.reg[i] < 0:
            ctx.target.store_place(
                ctx, places.ty[i], vregs[int(i)], MEM_INCOMING, -1, free + places.offset[i]
            )
        i += 1
    ctx.target.begin_call(ctx, symbol, callee, True, free)
    if ctx.area_vreg >= 0 and layout.return_area > 0:
        vc.operand(fixed_use(ctx.area_vreg, layout.area_reg))
    i = 0
    while i < len(vregs):
        if places.reg[i] >= 0:
            vc.operand(fixed_use(vregs[int(i)], places.reg[i]))
        i += 1


def _argument_vregs(ctx: Lower, layout: SignatureLayout, start: i64) -> list[int]:
    """Registers of the arguments from pool row `start` on, extended as the signature says."""
    places = layout.params
    count: i64 = len(places.reg)
    vregs: list[int] = []
    i: i64 = 0
    while i < count:
        vreg = ctx.use(i64(ctx.func.pool[start + i]))
        if places.ext[i] != EXT_NONE:
            vreg = ctx.target.extend(ctx, places.ty[i], places.ext[i], vreg)
        vregs.append(int(vreg))
        i += 1
    return vregs
