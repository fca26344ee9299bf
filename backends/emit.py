"""Emission: allocated rows to bytes, for every machine.

    for each block: bind its label
        for each instruction: moves before it, its bytes, moves after it

Before each of them the buffer is asked whether an island must come first (`islands.py`).

The allocator's moves are sorted by program point, so one cursor merges them. The frame is laid out
here, since only now the spill area and the saved registers are known. What depends on the machine
is in the `Target` methods `emit_prologue`, `emit_inst` and `emit_move`.

A *leaf*, a function that calls nobody, is *bare* when there is nothing to put into its frame:

    add:  lea rax, [rdi + rsi]              instead of     push rbp;  mov rbp, rsp
          ret                                              lea rax, [rdi + rsi];  pop rbp;  ret

sp and fp are then the caller's throughout, and the return address stays where the call left it. Whoever walks
frames must know that of the function that was interrupted; all others have called somebody, so they have a
frame. A tail call is no call here: it leaves the function, with everything as it was at its start.
"""

from librt.vecs import append, vec
from mypy_extensions import i32, i64

from ..ir.errors import InternalError, LimitError
from ..ir.function import Function
from ..ir.opcodes_gen import OP_SEQUENCE_POINT
from ..regalloc.contract import RegallocOutput, preg_bit
from .abi import NO_SLOTS, USUALLY_SAVED, Frame, layout_frame
from .code import CompiledCode
from .emit_state import EmitState as EmitState
from .islands import force_island, island_if_needed
from .limits import locate, refuse
from .machbuffer import MachBuffer
from .notes import Notes
from .relax import move_notes
from .target import Target
from .unwind import CFI_BARE
from .vcode import VCode


def used_callee_saved(written: i64, callee_saved: i64) -> vec[i64]:
    """Pregs of `callee_saved` (a mask) that the function writes (another), ascending."""
    regs = vec[i64]()
    mask = callee_saved & written
    reg: i64 = 0
    while mask != 0:
        if (mask >> reg) & 1 != 0:
            regs = append(regs, reg)
            mask &= ~preg_bit(reg)
        reg += 1
    return regs


def _emit_moves(state: EmitState, target: Target, cursor: i64, point: i64) -> i64:
    """Emit all moves at `point`; returns the cursor behind them."""
    out = state.out
    count: i64 = len(out.move_point)
    while cursor < count and i64(out.move_point[cursor]) == point:
        if state.buf.cur_offset() >= state.buf.island_at:
            island_if_needed(state.buf, 0, True)
        source = i64(out.move_from[cursor])
        if source <= -2:
            index = -2 - source
            state.base = i64(state.vc.ra.operand_start[index])
            state.remat_to = i64(out.move_to[cursor])
            target.emit_inst(state, i64(state.vc.order[index]))
            state.remat_to = -1
        else:
            target.emit_move(state, i64(out.move_class[cursor]), source, i64(out.move_to[cursor]))
        cursor += 1
    return cursor


def _next_point(moves: vec[i32], cursor: i64) -> i64:
    """Program point of the move at the cursor, -1 behind the last one."""
    if cursor < len(moves):
        return i64(moves[cursor])
    return -1


def emit_function(
    func: Function, vc: VCode, out: RegallocOutput, target: Target, buf: MachBuffer
) -> CompiledCode:
    """Bytes, relocations and trap records of an allocated function; `buf` must be clear.

    Raises `LimitError` when the frame or the code is too large, `InternalError` where control would run out
    of a block into what lies behind it."""
    try:
        return _emit(func, vc, out, target, buf)
    except LimitError as error:
        locate(error, func)
        raise


def _emit(func: Function, vc: VCode, out: RegallocOutput, target: Target, buf: MachBuffer) -> CompiledCode:
    spec = target.abi(func.signature.call_conv)
    callee_saved = spec.saved
    if callee_saved == USUALLY_SAVED:
        callee_saved = target.env.callee_saved
    written = out.used_regs | vc.destroyed
    if vc.handlers > 0:
        written = -1  # a handler finds all of them changed
    saved = used_callee_saved(written, callee_saved & ~vc.returned)
    slots = func.stack_slots if func.num_stack_slots() > 0 else NO_SLOTS
    frame = layout_frame(slots, vc.outgoing_size, out.num_spillslots, saved, spec.float_bytes)
    frame.grow = vc.incoming_grow
    if vc.pops:
        frame.pop = vc.incoming_size
    if frame.size + frame.grow + frame.pop == 0 and not vc.has_calls:
        frame.bare = target.bare_leaves and not buf.keep_frames
    state = EmitState(vc, out, buf, frame)
    if buf.block_padding * vc.ra.num_blocks() > target.labels.max_code:  # before it is written
        total = buf.block_padding * vc.ra.num_blocks()
        refuse("bytes of padding in the code", total, target.labels.max_code)
    buf.reserve_labels(vc.ra.num_blocks())
    if frame.bare:
        buf.add_cfi(CFI_BARE)
    target.emit_prologue(state)
    notes: Notes | None = None
    if vc.notes:
        notes = Notes()
    order = vc.order
    ra = vc.ra
    operand_start = ra.operand_start
    row_srcloc = vc.row_srcloc
    block_first = ra.block_first
    blocks = ra.num_blocks()
    if blocks == 0:
        raise InternalError(f"function {func.name} has no blocks")
    writer = buf.writer
    moves = out.move_point
    cursor: i64 = 0
    point = _next_point(moves, cursor)
    srcloc: i64 = -1
    padding: i64 = 0
    b: i64 = 0
    while b < blocks:
        if b > 0 and buf.cur_offset() >= buf.island_at:
            island_if_needed(buf, 0, False)
        buf.bind_label(b)
        inst = block_first[b]
        end = block_first[b + 1]
        while inst < end:
            if point == 2 * inst:
                cursor = _emit_moves(state, target, cursor, point)
                point = _next_point(moves, cursor)
            row = i64(order[inst])
            state.base = i64(operand_start[inst])
            if row_srcloc[row] != srcloc:
                srcloc = row_srcloc[row]
                buf.add_srcloc(srcloc)
            if len(writer) >= buf.island_at:
                island_if_needed(buf, 0, True)
            target.emit_inst(state, row)
            if notes is not None and int(row) in vc.notes:
                _note(state, notes, func, row)
            if point == 2 * inst + 1:
                cursor = _emit_moves(state, target, cursor, point)
                point = _next_point(moves, cursor)
            inst += 1
        if inst == block_first[b] or target.ends[i64(vc.mop[i64(order[inst - 1])])] == 0:
            raise InternalError(f"block {b} of function {func.name} does not end in a terminator")
        if buf.block_padding > 0:
            padding += _pad_block(buf)
        if buf.force_veneers:
            force_island(buf)
        if buf.cur_offset() > target.labels.max_code:
            refuse("bytes of code", buf.cur_offset(), target.labels.max_code)
        b += 1
    code = buf.finish(vc.symbols)
    if not frame.bare:
        code.frame_size = frame.size + 8
    if code.exceptions is not None:
        code.exceptions.frame_offset = frame.size
    code.padding = padding
    if notes is not None:
        move_notes(buf, notes)
        code.notes = notes
    return code


def _note(state: EmitState, notes: Notes, func: Function, row: i64) -> None:
    """Take over the notes of the instruction that became a row: of a call at its return address."""
    inst = i64(state.vc.notes[int(row)])
    state.buf.access_at = -1  # no access behind this moves in front of it
    offset = state.buf.cur_offset()
    if func.op[inst] != OP_SEQUENCE_POINT:
        offset = state.buf.call_sites[len(state.buf.call_sites) - 1]
    slots = [int(state.stack_address(slot)) for slot in range(func.num_stack_slots())]
    notes.add(func, inst, int(offset), slots)


def _pad_block(buf: MachBuffer) -> i64:
    """Padding behind a block, which control never reaches; returns its size."""
    size = buf.block_padding
    buf.reserve(size, False)
    start = buf.cur_offset()
    buf.put_bytes(bytes(int(size)))
    while buf.cur_offset() % buf.kinds.code_align != 0:
        buf.put1(0)
    buf.add_data(start)
    return buf.cur_offset() - start


def vcode_text(func: Function, vc: VCode, target: Target) -> str:
    """Rows in final order with virtual registers, for people."""
    frame = Frame()
    state = EmitState(vc, RegallocOutput(), MachBuffer(target.labels), frame)
    lines = [f"vcode {func.name} {{"]
    ra = vc.ra
    for b in range(ra.num_blocks()):
        params = [f"v{ra.params[k]}" for k in range(ra.param_start[b], ra.param_start[b + 1])]
        lines.append(f"block{b}" + (f"({', '.join(params)})" if params else "") + ":")
        for inst in range(ra.block_first[b], ra.block_first[b + 1]):
            state.base = i64(ra.operand_start[inst])
            lines.append(f"    {target.row_text(state, i64(vc.order[inst]))}")
    lines.append("}")
    return "\n".join(lines) + "\n"
