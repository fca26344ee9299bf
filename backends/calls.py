"""Lowering of arguments, calls and returns, for every machine.

    v2 = call fn0(v0, v1)            store [sp+0] <- stack arguments, if any
                                     call fn0: uses v0 FIXED(rdi), v1 FIXED(rsi); def v2 FIXED(rax);
                                               clobbers the caller-saved registers
                                     v3 = load [sp+n], results in the return area, if any

Where values go is said by `abi.SignatureLayout`; this module turns places into operands. There is one value
for each place: an i128 of the signature has two of both (`legalize/pairs.py`).
"""

from typing import Final

from mypy_extensions import i64

from ..ir.errors import UnsupportedError
from ..ir.opcodes_gen import OP_CALL, OP_RETURN_CALL, OP_RETURN_CALL_INDIRECT
from ..ir.types import I32, I64, I64X2, type_bytes
from ..regalloc.contract import fixed_def, fixed_use, preg_bit
from .abi import EXT_NONE, EXT_SIGN, EXT_STRUCT, EXT_ZERO, AbiSpec, Places, SignatureLayout, class_of
from .lower import WANTED, Lower
from .notes import is_noted
from .vcode import MEM_BASE, MEM_INCOMING, MEM_OUTGOING

#: Structures up to this size are copied by loads and stores.
MAX_INLINE_COPY: Final = 128
MEMCPY: Final = "memcpy"


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
    row = vc.row(ctx.target.mop_args, 0, 0, 0)
    extended: i64 = 0
    if ctx.area_vreg >= 0:
        vc.operand(fixed_def(ctx.area_vreg, ctx.layout.area_reg))
    count = i64(func.param_count[entry])
    first = vc.vregs
    i: i64 = 0
    while i < count:
        value = func.block_param(entry, i)
        if places.reg[i] >= 0 and ctx.value_vreg[value] >= 0:
            vreg = ctx.vreg_of(value)
            if has_junk(ctx, places, i, ctx.own_convention):
                if ctx.wanted(value):
                    vreg = ctx.new_int()
            elif ctx.words and places.ty[i] == I32:
                extended |= preg_bit(places.reg[i])
            vc.operand(fixed_def(vreg, places.reg[i]))
        i += 1
    vc.i0[row] = extended
    if vc.vregs > first:
        _extend_args(ctx, first)
    i = 0
    while i < count:
        value = func.block_param(entry, i)
        if places.reg[i] < 0 and ctx.value_vreg[value] >= 0:
            offset = vc.incoming_grow + places.offset[i]
            if places.ext[i] == EXT_STRUCT:
                vreg = ctx.target.place_address(ctx, MEM_INCOMING, offset)
            else:
                vreg = ctx.target.load_place(ctx, places.ty[i], MEM_INCOMING, offset)
            vc.set_alias(i64(ctx.value_vreg[value]), vreg)
        i += 1


def _extend_args(ctx: Lower, vreg: i64) -> None:
    """Zero-extend the i32 arguments that came in registers and of which that is wanted; they are in vregs
    from `vreg` on."""
    func = ctx.func
    entry = func.first_block
    places = ctx.layout.params
    count = i64(func.param_count[entry])
    i: i64 = 0
    while i < count:
        value = func.block_param(entry, i)
        used = places.reg[i] >= 0 and ctx.value_vreg[value] >= 0
        if used and ctx.zeros[value] == WANTED and has_junk(ctx, places, i, ctx.own_convention):
            ctx.vc.set_alias(i64(ctx.value_vreg[value]), ctx.target.extend(ctx, I32, EXT_ZERO, vreg))
            vreg += 1
        i += 1


def has_junk(ctx: Lower, places: Places, i: i64, own: bool) -> bool:
    """Whether the argument or result in place `i` is an i32 that may come with junk above it; `own`: under a
    convention that zero-extends them, but where a signature wants the sign."""
    return ctx.words and places.ty[i] == I32 and (not own or places.ext[i] == EXT_SIGN)


def _passed(ctx: Lower, places: Places, i: i64, value: i64, own: bool) -> i64:
    """The register of a value that is passed in place `i`, extended as signature and convention say."""
    kind = places.ext[i]
    if ctx.words and places.ty[i] == I32 and (kind == EXT_ZERO or (own and kind == EXT_NONE)):
        return ctx.extended(value)
    vreg = ctx.use(value)
    if kind == EXT_ZERO or kind == EXT_SIGN:
        return ctx.target.extend(ctx, places.ty[i], kind, vreg)
    return vreg


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
        vreg = _passed(ctx, places, i, i64(func.pool[start + i]), ctx.own_convention)
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
            vc.returned = vc.returned | preg_bit(places.reg[i])
        i += 1
    if pointer >= 0:
        vc.operand(fixed_use(pointer, spec.int_rets[0]))
        vc.returned = vc.returned | preg_bit(spec.int_rets[0])


def _callee(ctx: Lower, value: i64) -> i64:
    """The address of an indirect call; one of i32 is zero-extended."""
    if ctx.func.value_type[value] != I32:
        return ctx.use(value)
    if ctx.words:
        return ctx.extended(value)
    return ctx.target.extend(ctx, I32, EXT_ZERO, ctx.use(value))


def lower_call(ctx: Lower, inst: i64) -> None:
    """Lower `call` and `call_indirect`."""
    func = ctx.func
    vc = ctx.vc
    direct = func.op[inst] == OP_CALL
    sig: i64 = func.ext_funcs[int(func.aux[inst])].sig if direct else i64(func.aux[inst])
    layout = ctx.signature_layout(sig)
    row = begin_call(ctx, inst, sig, direct, layout, -1)
    clobbers: i64 = ctx.target.abi(func.signatures[int(sig)].call_conv).caller_saved
    i: i64 = 0
    own = layout.zero_extended_words
    extended: i64 = 0
    first = vc.vregs
    while i < len(layout.returns.reg):
        reg = layout.returns.reg[i]
        if reg >= 0:
            vreg = vc.new_vreg(class_of(layout.returns.ty[i]))
            if not has_junk(ctx, layout.returns, i, own):
                ctx.set_result(inst, i, vreg)
                if ctx.words and layout.returns.ty[i] == I32:
                    extended |= preg_bit(reg)
            vc.operand(fixed_def(vreg, reg))
            clobbers = clobbers & ~preg_bit(reg)
        i += 1
    vc.row_clobbers[row] = clobbers
    vc.i2[row] = extended
    i = 0
    while i < len(layout.returns.reg):
        value = i64(func.result_start[inst]) + i
        if layout.returns.reg[i] >= 0:
            if has_junk(ctx, layout.returns, i, own):
                ctx.set_result(inst, i, ctx.low_word(value, first))
            first += 1
        elif ctx.value_vreg[value] >= 0:
            ctx.set_result(inst, i, load_result(ctx, layout, i))
        i += 1


def load_result(ctx: Lower, layout: SignatureLayout, index: i64) -> i64:
    """A new vreg with a result that a call left in memory."""
    returns = layout.returns
    return ctx.target.load_place(
        ctx, returns.ty[index], MEM_OUTGOING, layout.stack_args + returns.offset[index]
    )


def begin_call(ctx: Lower, inst: i64, sig: i64, direct: bool, layout: SignatureLayout, block: i64) -> i64:
    """Put the arguments of a call of signature `sig` into their places and append its row, with the uses. One
    that ends its block goes on in machine block `block`, which is -1 for others."""
    func = ctx.func
    vc = ctx.vc
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
        if layout.params.ext[i] == EXT_STRUCT:
            _copy_struct(ctx, vregs[int(i)], layout.params.offset[i], layout.params.struct_bytes[i])
        elif layout.params.reg[i] < 0:
            ctx.target.store_place(
                ctx, layout.params.ty[i], vregs[int(i)], MEM_OUTGOING, -1, layout.params.offset[i]
            )
        i += 1
    area: i64 = -1
    if layout.return_area > 0:
        area = ctx.target.place_address(ctx, MEM_OUTGOING, layout.stack_args)
    vc.outgoing_size = max(vc.outgoing_size, layout.stack_args + layout.return_area)
    vc.has_calls = True
    note_destroyed(ctx, spec)

    pop: i64 = 0
    if spec.callee_pops:
        pop = layout.stack_args  # to be taken back, since sp stays where it is
    row = ctx.target.begin_call(ctx, symbol, callee, False, pop, block)
    if is_noted(func, inst):
        vc.note(row, inst)
    if area >= 0:
        vc.operand(fixed_use(area, layout.area_reg))
    i = 0
    while i < len(vregs):
        if layout.params.reg[i] >= 0:
            vc.operand(fixed_use(vregs[int(i)], layout.params.reg[i]))
        i += 1
    return row


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
    if not ctx.target.abi(func.signatures[int(sig)].call_conv).tail_calls:
        raise UnsupportedError(f"tail calls are not supported under {func.signatures[int(sig)].call_conv}")
    if len(layout.params.struct_bytes) > 0:
        raise UnsupportedError("structure arguments (sarg) of tail calls are not supported")
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
    ctx.target.begin_call(ctx, symbol, callee, True, free, -1)
    if ctx.area_vreg >= 0 and layout.return_area > 0:
        vc.operand(fixed_use(ctx.area_vreg, layout.area_reg))
    i = 0
    while i < len(vregs):
        if places.reg[i] >= 0:
            vc.operand(fixed_use(vregs[int(i)], places.reg[i]))
        i += 1


def _argument_vregs(ctx: Lower, layout: SignatureLayout, start: i64) -> list[int]:
    """Registers of the arguments from pool row `start` on, extended as signature and convention say."""
    places = layout.params
    count: i64 = len(places.reg)
    vregs: list[int] = []
    i: i64 = 0
    while i < count:
        vregs.append(int(_passed(ctx, places, i, i64(ctx.func.pool[start + i]), layout.zero_extended_words)))
        i += 1
    return vregs


def note_destroyed(ctx: Lower, spec: AbiSpec) -> None:
    """Note what a call under a convention destroys of what this function has to restore for its caller."""
    if ctx.spec.float_bytes == 16:
        ctx.vc.destroyed = ctx.vc.destroyed | spec.caller_saved
    else:  # of AAPCS64 calls, which keep the low halves of v8-v15, only those matter
        ctx.vc.destroyed = ctx.vc.destroyed | ~spec.saved


def begin_inner_call(ctx: Lower, spec: AbiSpec, row: i64) -> None:
    """Note that a row, no call of the program, calls a function of a convention: what that destroys."""
    ctx.vc.has_calls = True
    ctx.vc.row_clobbers[row] = spec.caller_saved
    note_destroyed(ctx, spec)


def _copy_struct(ctx: Lower, source: i64, offset: i64, size: i64) -> None:
    """Copy `size` bytes from the address in a vreg to the outgoing stack arguments: piece by piece, or by
    memcpy."""
    if size > MAX_INLINE_COPY:
        _call_memcpy(ctx, source, offset, size)
        return
    done: i64 = 0
    ty: i64 = I64X2
    while done < size:
        if type_bytes(ty) <= size - done:
            ctx.target.copy_argument(ctx, ty, source, done, offset + done)
            done += type_bytes(ty)
        elif ty == I64X2:
            ty = I64
        else:
            ty -= 1  # the next narrower integer


def _call_memcpy(ctx: Lower, source: i64, offset: i64, size: i64) -> None:
    """The same for large structures. The C function has no stack arguments, so it leaves those of the call
    that is being prepared alone."""
    vc = ctx.vc
    spec = ctx.target.abi("system_v")
    to = ctx.target.place_address(ctx, MEM_OUTGOING, offset)
    count = ctx.target.emit_const(ctx, I64, size)
    row = ctx.target.begin_call(ctx, vc.symbol(MEMCPY), -1, False, 0, -1)
    vc.operand(fixed_use(to, spec.int_args[0]))
    vc.operand(fixed_use(source, spec.int_args[1]))
    vc.operand(fixed_use(count, spec.int_args[2]))
    begin_inner_call(ctx, spec, row)
