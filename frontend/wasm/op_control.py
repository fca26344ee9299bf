"""Blocks, branches and what else steers: `block` to `return`, `select`, `drop`, `unreachable`.

How structure becomes blocks of the IR:

    block ... end       an IR block for the `end` if something branches there; with one branch and no way to
                        fall in, it takes the operands as they are, else parameters
    loop ... end        an IR block for the head, whose parameters are those of the block type
    if ... else ... end two IR blocks; without `else` the second one is what follows
    br_if               the branch, and an IR block for what follows

Results of a block need no parameter when there is only one way to its end.
"""

from librt.vecs import append, pop, vec
from mypy_extensions import i32, i64

from ...ir.opcodes_gen import OP_BR_TABLE, OP_SELECT, OP_TRAP
from ...ir.types import I8X16
from .body import (
    FRAME_BLOCK,
    FRAME_ELSE,
    FRAME_IF,
    FRAME_LOOP,
    FRAME_TRY,
    BlockType,
    Body,
)
from .features import FEATURE_MULTI_VALUE
from .limits import MAX_BR_TABLE
from .locals import JOIN, LOOP, SINGLE, ir_type
from .traps import TRAP_UNREACHABLE
from .types import KIND_FUNC
from .value_types import BOTTOM, I32


def read_block_type(w: Body, into: BlockType) -> None:
    """Read a block type."""
    start = w.pos
    if start >= w.end:
        w.byte()
    code: i64 = w.data[start]
    into.params = 0
    into.param_count = 0
    into.result_count = 0
    if code == 0x40:
        w.pos = start + 1
        return
    if code & 0xC0 == 0x40:
        into.results = w.types.one(w.value_type())
        into.result_count = 1
        return
    index = w.s33()
    if index < 0:
        w.malformed("malformed block type", start)
    if index >= len(w.types.number):
        w.invalid(f"unknown type {int(index)}", start)
    w.need(FEATURE_MULTI_VALUE, start)
    number = w.types.number[index]
    if w.types.kind[number] != KIND_FUNC:
        w.invalid(f"type mismatch: type {int(index)} is no function type", start)
    into.params = w.types.start[number]
    into.param_count = w.types.count[number]
    into.results = w.types.result_start[number]
    into.result_count = w.types.result_count[number]


def open_block(w: Body, kind: i64, ty: BlockType) -> None:
    """Check the parameters and push a frame."""
    w.check_top(ty.params, ty.param_count)
    w.push_frame(kind, ty.params, ty.param_count, ty.results, ty.result_count)


def op_block(w: Body) -> None:
    """`block`."""
    ty = w.block_type
    read_block_type(w, ty)
    open_block(w, FRAME_BLOCK, ty)


def op_loop(w: Body) -> None:
    """`loop`."""
    ty = w.block_type
    read_block_type(w, ty)
    open_block(w, FRAME_LOOP, ty)
    if not w.translating:
        return
    scan = w.out.locals.scan
    if not scan.done:
        scan.run(w.offset)
    number = w.loops
    w.loops += 1
    if not w.live:
        return
    out = w.out
    func = out.func
    base = w.sp - ty.param_count
    plain_values(w, base, ty.param_count)
    header = func.make_block()
    i: i64 = 0
    first: i64 = -1
    while i < ty.param_count:
        value = func.append_block_param(header, ir_type(w.types.pool[ty.params + i]))
        if i == 0:
            first = value
        i += 1
    source = out.current
    edge = out.jump(header)
    out.push_args(edge, w.stack_value, base, ty.param_count)
    stop = w.end
    if number < len(scan.ends):
        stop = scan.ends[number]
    out.switch(header, LOOP, source, w.offset, stop)
    w.frame_block[w.depth - 1] = header
    i = 0
    while i < ty.param_count:
        w.stack_value[base + i] = first + i
        i += 1
    w.env().begin_loop(out)


def op_if(w: Body) -> None:
    """`if`."""
    ty = w.block_type
    read_block_type(w, ty)
    condition = w.pop(I32)
    open_block(w, FRAME_IF, ty)
    frame = w.depth - 1
    w.frame_extra[frame] = len(w.saved)
    if not w.live:
        return
    i: i64 = 0
    while i < ty.param_count:
        w.saved = append(w.saved, w.stack_value[w.sp - ty.param_count + i])
        i += 1
    out = w.out
    func = out.func
    taken = func.make_block()
    other = func.make_block()
    source = out.current
    inst = out.brif(out.condition(condition))
    out.edge(inst, taken)
    w.frame_else[frame] = out.edge(inst, other)
    hint = w.hint()
    if hint == 0:
        func.block_cold[taken] = 1
    elif hint == 1:
        func.block_cold[other] = 1
    out.switch(taken, SINGLE, source, 0, 0)


def op_else(w: Body) -> None:
    """`else`."""
    frame = w.depth - 1
    if w.frame_kind[frame] != FRAME_IF:
        w.malformed("else found outside of an if: END opcode expected", w.offset)
    results = close_operands(w)
    forget_locals(w, frame)
    edge = w.frame_else[frame]
    params = w.frame_param_count[frame]
    if edge >= 0:
        out = w.out
        if w.live:
            plain_values(w, w.sp, results)
            jump = out.jump(target_block(w, frame))
            out.push_args(jump, w.stack_value, w.sp, results)
        block = i64(out.func.edge_block[edge])
        out.switch(block, SINGLE, w.frame_above[frame], 0, 0)
    w.live = edge >= 0
    w.frame_kind[frame] = FRAME_ELSE
    w.dead = False
    w.sp = w.height
    w.push_types(w.frame_params[frame], params, -1)
    if edge >= 0:
        restore_params(w, frame)


def restore_params(w: Body, frame: i64) -> None:
    """Give the parameters on the stack the values that they had at the `if`."""
    i: i64 = 0
    start = w.frame_extra[frame]
    while i < w.frame_param_count[frame]:
        w.stack_value[w.height + i] = w.saved[start + i]
        i += 1


def close_operands(w: Body) -> i64:
    """Check that exactly the results are on the stack and pop them; how many they are."""
    frame = w.depth - 1
    results = w.frame_result_count[frame]
    w.pop_types(w.frame_results[frame], results)
    if w.sp != w.height:
        w.fail("type mismatch: values remain on the stack at the end of the block")
    return results


def forget_locals(w: Body, frame: i64) -> None:
    """Locals without default that were set in the block are unset again."""
    count = w.frame_inits[frame]
    while len(w.set_order) > count:
        w.set_order, local = pop(w.set_order)
        w.local_set[local] = 0


def op_end(w: Body) -> None:
    """`end`."""
    frame = w.depth - 1
    results = close_operands(w)
    kind = w.frame_kind[frame]
    forget_locals(w, frame)
    if kind == FRAME_IF:
        end_without_else(w, frame)
    elif kind == FRAME_TRY:
        w.close_try(frame)
    if kind != FRAME_LOOP and w.frame_block[frame] >= 0:
        enter_label(w, frame, results)
    if frame == 0:
        if w.live:
            plain_values(w, w.sp, results)
            w.out.return_values(w.stack_value, w.sp, results)
        w.depth = 0
        return
    w.depth = frame
    w.dead = w.frame_dead[frame] != 0
    w.height = w.frame_height[frame - 1]
    i: i64 = 0
    start = w.frame_results[frame]
    while i < results:  # the values are still above `sp`
        w.reserve_row(w.sp)
        w.stack_type[w.sp] = w.types.pool[start + i]
        w.sp += 1
        i += 1


def end_without_else(w: Body, frame: i64) -> None:
    """An `if` ends that had no `else`: its parameters are its results on the other way."""
    params = w.frame_param_count[frame]
    results = w.frame_result_count[frame]
    pool = w.types.pool
    i: i64 = 0
    while i < params or i < results:
        if params != results or not w.types.is_subtype(
            pool[w.frame_params[frame] + i], pool[w.frame_results[frame] + i]
        ):
            w.fail("type mismatch: an if without else must have parameters equal to its results")
        i += 1
    edge = w.frame_else[frame]
    if edge < 0:
        return
    out = w.out
    func = out.func
    other = i64(func.edge_block[edge])
    label = w.frame_block[frame]
    if label < 0:
        w.frame_block[frame] = other
    else:
        func.edge_block[edge] = i32(label)
        out.locals.move_edge(edge, other, label)
    out.set_edge_args(edge, w.saved, w.frame_extra[frame], params)


def target_block(w: Body, frame: i64) -> i64:
    """The IR block that a branch to the label of a frame goes to."""
    block = w.frame_block[frame]
    if block < 0:
        block = w.frame_block[frame] = w.out.func.make_block()
    return block


def enter_label(w: Body, frame: i64, results: i64) -> None:
    """Continue at the label of a block that something branches to; its results are then in `stack_value` from
    `sp` on."""
    out = w.out
    func = out.func
    block = w.frame_block[frame]
    if w.live:
        plain_values(w, w.sp, results)
        jump = out.jump(block)
        out.push_args(jump, w.stack_value, w.sp, results)
    w.reserve_row(w.sp + results)
    edge = i64(out.locals.pred_head[block])
    if i64(out.locals.edge_next[edge]) < 0:
        start = i64(func.edge_arg_start[edge])
        func.edge_arg_count[edge] = 0
        i: i64 = 0
        while i < results:
            w.stack_value[w.sp + i] = i64(func.pool[start + i])
            i += 1
        out.switch(block, SINGLE, i64(out.locals.edge_from[edge]), 0, 0)
    else:
        if results > 0:
            join_results(w, frame, block, results)
        out.switch(block, JOIN, w.frame_above[frame], w.frame_start[frame], w.offset)
    w.live = True


def join_results(w: Body, frame: i64, block: i64, results: i64) -> None:
    """The results at a label with several branches: parameters, or the value that is the same everywhere."""
    out = w.out
    kept: vec[i64] = vec[i64]()
    start = w.frame_results[frame]
    i: i64 = 0
    while i < results:
        value = out.common_argument(block, i)
        if value < 0:
            value = out.func.append_block_param(block, ir_type(w.types.pool[start + i]))
            kept = append(kept, i)
        w.stack_value[w.sp + i] = value
        i += 1
    if len(kept) < results:
        out.keep_arguments(block, kept)


def plain_values(w: Body, base: i64, count: i64) -> None:
    """Bring operands that leave a block to the types that they are carried in."""
    i: i64 = 0
    func = w.out.func
    while i < count:
        value = w.stack_value[base + i]
        if i64(func.value_type[value]) > 15:
            w.stack_value[base + i] = w.out.as_type(value, I8X16)
        i += 1


def op_br(w: Body) -> None:
    """`br`."""
    frame = w.label()
    count = w.label_count(frame)
    w.pop_types(w.label_start(frame), count)
    if w.live:
        branch(w, frame, w.sp, count)
    w.set_dead()


def branch(w: Body, frame: i64, base: i64, count: i64) -> None:
    """Emit a branch to a label with operands from `base` on."""
    out = w.out
    plain_values(w, base, count)
    if frame == 0:
        out.return_values(w.stack_value, base, count)
        return
    edge = out.jump(target_block(w, frame))
    out.push_args(edge, w.stack_value, base, count)


def op_return(w: Body) -> None:
    """`return`."""
    count = w.frame_result_count[0]
    w.pop_types(w.frame_results[0], count)
    if w.live:
        plain_values(w, w.sp, count)
        w.out.return_values(w.stack_value, w.sp, count)
    w.set_dead()


def op_br_if(w: Body) -> None:
    """`br_if`."""
    frame = w.label()
    condition = w.pop(I32)
    count = w.label_count(frame)
    w.check_top(w.label_start(frame), count)
    if w.live:
        branch_if(w, frame, w.out.condition(condition), count, True)


def branch_if(w: Body, frame: i64, condition: i64, count: i64, when: bool) -> None:
    """Emit a branch with the top operands to a label if a value is not zero (or is, `when` False), and
    continue behind it."""
    out = w.out
    base = w.sp - count
    plain_values(w, base, count)
    block = target_block(w, frame)
    following = out.func.make_block()
    if w.hint() == 1:
        out.func.block_cold[following] = 1
    source = out.current
    inst = out.brif(condition)
    if when:
        edge = out.edge(inst, block)
        out.push_args(edge, w.stack_value, base, count)
        out.edge(inst, following)
    else:
        out.edge(inst, following)
        edge = out.edge(inst, block)
        out.push_args(edge, w.stack_value, base, count)
    out.switch(following, SINGLE, source, 0, 0)


def op_br_table(w: Body) -> None:
    """`br_table`."""
    place = w.pos
    entries = w.u32()
    if entries > w.end - w.pos:
        w.malformed("unexpected end of section or function", place)
    if entries > MAX_BR_TABLE:
        w.limit(f"br_table size {int(entries)} is above the limit {MAX_BR_TABLE}", place)
    frames: vec[i64] = vec[i64](capacity=entries + 1)
    i: i64 = 0
    while i <= entries:
        frames = append(frames, w.label())
        i += 1
    selector = w.pop(I32)
    default = frames[entries]
    count = w.label_count(default)
    checked: i64 = -1
    i = 0
    while i <= entries:
        if frames[i] != checked:
            check_label(w, frames[i], count)
            checked = frames[i]
        i += 1
    if w.live:
        base = w.sp - count
        plain_values(w, base, count)
        i = 0
        while i <= entries:
            target_block(w, frames[i])
            i += 1
        out = w.out
        inst = out.none(OP_BR_TABLE, 0, 0, 0, 1, selector, -1)
        out.filled = True
        edge = out.edge(inst, w.frame_block[default])
        out.push_args(edge, w.stack_value, base, count)
        i = 0
        while i < entries:
            edge = out.edge(inst, w.frame_block[frames[i]])
            out.push_args(edge, w.stack_value, base, count)
            i += 1
    w.set_dead()


def check_label(w: Body, frame: i64, arity: i64) -> None:
    """The top operands fit a label of a br_table, all of whose labels take equally many."""
    count = w.label_count(frame)
    if count != arity:
        w.fail("type mismatch: the labels of the br_table take different numbers of operands")
    start = w.label_start(frame)
    i = count
    at = w.sp
    while i > 0:
        i -= 1
        at -= 1
        expected = w.types.pool[start + i]
        if at < w.height:
            if not w.dead:
                w.mismatch(expected, -1)

        elif not w.types.is_subtype(w.stack_type[at], expected):
            w.mismatch(expected, w.stack_type[at])


def op_unreachable(w: Body) -> None:
    """`unreachable`."""
    if w.live:
        w.out.none(OP_TRAP, 0, TRAP_UNREACHABLE, 0, 0, -1, -1)
        w.out.filled = True
    w.set_dead()


def op_select(w: Body) -> None:
    """`select` without a type: numbers and vectors."""
    condition = w.pop(I32)
    ty = w.pop_any()
    y = w.value
    other = w.pop_any()
    x = w.value
    if ty & 8 != 0 or other & 8 != 0:
        w.fail("type mismatch: select of references needs a type")
    if ty == BOTTOM:
        ty = other
    elif other != BOTTOM and other != ty:
        w.mismatch(ty, other)
    select(w, ty, condition, x, y)


def op_select_typed(w: Body) -> None:
    """`select` with a type."""
    if w.u32() != 1:
        w.fail("invalid result arity")
    ty = w.value_type()
    condition = w.pop(I32)
    y = w.pop(ty)
    x = w.pop(ty)
    select(w, ty, condition, x, y)


def select(w: Body, ty: i64, condition: i64, x: i64, y: i64) -> None:
    """Emit a select and push its result."""
    value: i64 = -1
    if w.live:
        out = w.out
        x = out.plain(x)
        y = out.plain(y)
        kind = i64(out.func.value_type[x])
        value = out.one(OP_SELECT, kind, 0, 0, 3, kind, out.condition(condition), x, y)
    w.push(ty, value)
