"""Calls, references to functions, and exceptions.

    call $f            pop the arguments by the type of $f, push its results
    return_call $f     the same; its results must be those of this function, and what is behind is unreachable
    try_table (catch $t 0) body     handlers are open while the body is walked; a call in it ends its block

Each function here is one instruction, as in the other `op_*.py`: it reads the immediates, checks types on the
stack of operands, and emits IR only where code is reachable (`w.live`). What depends on the embedding is
asked of the environment (`w.env()`).
"""

from librt.vecs import append, vec
from mypy_extensions import i64

from ...ir.opcodes_gen import CC_EQ, OP_ICMP, OP_TRAPZ, OP_UEXTEND
from ...ir.types import I8
from ...ir.types import I32 as IR_I32
from ...ir.types import I64 as IR_I64
from .body import FRAME_TRY, Body
from .catches import Catches
from .limits import MAX_CATCHES
from .locals import JOIN, ir_type
from .op_control import branch_if, open_block, plain_values, read_block_type, target_block
from .traps import TRAP_NULL, TRAP_NULL_EXCEPTION
from .types import KIND_FUNC
from .value_types import (
    BOTTOM,
    BOTTOM_REF,
    CONCRETE,
    EXNREF,
    FUNCREF,
    I32,
    I64,
    REF_EXN,
    is_nullable,
    non_null,
    ref_type,
)


def function_type(w: Body) -> i64:
    """Read the index of a function type; its number."""
    index = w.index("type", len(w.types.number))
    number = w.types.number[index]
    if w.types.kind[number] != KIND_FUNC:
        w.fail(f"type mismatch: type {int(index)} is no function type")
    return number


def pop_arguments(w: Body, number: i64) -> None:
    """Pop the arguments for a function type and hand them to the emitter."""
    count = w.types.count[number]
    w.pop_types(w.types.start[number], count)
    if w.live:
        out = w.out
        out.clear_args()
        i: i64 = 0
        while i < count:
            out.push_call_arg(out.plain(w.stack_value[w.sp + i]))
            i += 1


def push_call_results(w: Body, number: i64, first: i64) -> None:
    """Push the results of a call of a function type."""
    w.push_types(w.types.result_start[number], w.types.result_count[number], first)


def check_return_type(w: Body, number: i64) -> None:
    """A tail call gives what this function gives."""
    count = w.types.result_count[number]
    start = w.types.result_start[number]
    pool = w.types.pool
    fits = count == w.frame_result_count[0]
    i: i64 = 0
    while fits and i < count:
        fits = w.types.is_subtype(pool[start + i], pool[w.frame_results[0] + i])
        i += 1
    if not fits:
        w.fail("type mismatch: the callee of a tail call has other results")


def op_call(w: Body) -> None:
    """`call`."""
    function = w.index("function", len(w.module.func_type))
    number = w.module.func_type[function]
    pop_arguments(w, number)
    first: i64 = -1
    if w.live:
        first = w.env().call(w.out, function)
    push_call_results(w, number, first)


def op_return_call(w: Body) -> None:
    """`return_call`."""
    function = w.index("function", len(w.module.func_type))
    number = w.module.func_type[function]
    pop_arguments(w, number)
    check_return_type(w, number)
    if w.live:
        handlers = close_handlers(w)
        w.env().return_call(w.out, function)
        w.out.handler_count = handlers
    w.set_dead()


def close_handlers(w: Body) -> i64:
    """A tail call is outside of all try_tables: no handlers; how many there were, to open them again."""
    count = w.out.handler_count
    w.out.handler_count = 0
    return count


def indirect_operands(w: Body) -> i64:
    """Type and table of an indirect call, and the index popped: `table` and `value`."""
    number = function_type(w)
    w.table = w.called_table()
    table = w.module.tables[int(w.table)]
    if not w.types.is_subtype(table.element, FUNCREF):
        w.fail("type mismatch: the table of an indirect call must hold functions")
    w.value = w.pop(I64 if table.is_64 else I32)
    return number


def op_call_indirect(w: Body) -> None:
    """`call_indirect`."""
    number = indirect_operands(w)
    index = w.value
    table = w.table
    pop_arguments(w, number)
    first: i64 = -1
    if w.live:
        first = w.env().call_indirect(w.out, table, number, index)
    push_call_results(w, number, first)


def op_return_call_indirect(w: Body) -> None:
    """`return_call_indirect`."""
    number = indirect_operands(w)
    index = w.value
    table = w.table
    pop_arguments(w, number)
    check_return_type(w, number)
    if w.live:
        handlers = close_handlers(w)
        w.env().return_call_indirect(w.out, table, number, index)
        w.out.handler_count = handlers
    w.set_dead()


def reference_operand(w: Body, number: i64) -> bool:
    """Pop a reference to a function of a type (`value`); whether it may be null."""
    expected = ref_type(CONCRETE + number, True)
    found = w.pop_any()
    if not w.types.is_subtype(found, expected):
        w.mismatch(expected, found)
    return is_nullable(found)


def op_call_ref(w: Body) -> None:
    """`call_ref`."""
    number = function_type(w)
    nullable = reference_operand(w, number)
    reference = w.value
    pop_arguments(w, number)
    first: i64 = -1
    if w.live:
        first = w.env().call_ref(w.out, number, reference, nullable)
    push_call_results(w, number, first)


def op_return_call_ref(w: Body) -> None:
    """`return_call_ref`."""
    number = function_type(w)
    nullable = reference_operand(w, number)
    reference = w.value
    pop_arguments(w, number)
    check_return_type(w, number)
    if w.live:
        handlers = close_handlers(w)
        w.env().return_call_ref(w.out, number, reference, nullable)
        w.out.handler_count = handlers
    w.set_dead()


# --- references -------------------------------------------------------------------------------------------


def op_ref_null(w: Body) -> None:
    """`ref.null`."""
    heap = w.heap_type()
    value: i64 = -1
    if w.live:
        value = w.out.const(IR_I64, 0)
    w.push(ref_type(heap, True), value)


def op_ref_func(w: Body) -> None:
    """`ref.func`."""
    function = w.index("function", len(w.module.func_type))
    if w.constant:
        w.module.referenced[int(function)] = 1
    elif w.module.referenced[int(function)] == 0:
        w.fail("undeclared function reference")
    value: i64 = -1
    if w.live:
        value = w.env().ref_func(w.out, function)
    w.push(ref_type(CONCRETE + w.module.func_type[function], False), value)


def op_ref_is_null(w: Body) -> None:
    """`ref.is_null`."""
    w.pop_ref()
    value: i64 = -1
    if w.live:
        out = w.out
        zero = out.const(IR_I64, 0)
        narrow = out.one(OP_ICMP, IR_I64, CC_EQ, 0, 2, I8, w.value, zero, -1)
        value = out.one(OP_UEXTEND, IR_I32, 0, 0, 1, IR_I32, narrow, -1, -1)
    w.push(I32, value)


def op_ref_as_non_null(w: Body) -> None:
    """`ref.as_non_null`."""
    ty = w.pop_ref()
    value = w.value
    if w.live:
        w.out.none(OP_TRAPZ, IR_I64, TRAP_NULL, 0, 1, value, -1)
    w.push(known_non_null(ty), value)


def known_non_null(ty: i64) -> i64:
    """The type of a reference that was found not to be null."""
    if ty == BOTTOM:
        return BOTTOM_REF
    return non_null(ty)


def op_br_on_null(w: Body) -> None:
    """`br_on_null`: branches without the reference."""
    frame = w.label()
    ty = w.pop_ref()
    value = w.value
    count = w.label_count(frame)
    w.check_top(w.label_start(frame), count)
    if w.live:
        branch_if(w, frame, value, count, False)
    w.push(known_non_null(ty), value)


def op_br_on_non_null(w: Body) -> None:
    """`br_on_non_null`: branches with the reference."""
    frame = w.label()
    ty = w.pop_ref()
    value = w.value
    count = w.label_count(frame)
    if count == 0:
        w.fail("type mismatch: the label of br_on_non_null takes no reference")
    w.push(known_non_null(ty), value)
    w.check_top(w.label_start(frame), count)
    if w.live:
        branch_if(w, frame, value, count, True)
    w.sp -= 1


# --- exceptions ---------------------------------------------------------------------------------------------


def tag_type(w: Body) -> i64:
    """Read a tag (`tag`); the number of its type."""
    w.tag = w.index("tag", len(w.module.tags))
    return w.module.tags[int(w.tag)]


def op_throw(w: Body) -> None:
    """`throw`."""
    number = tag_type(w)
    count = w.types.count[number]
    w.pop_types(w.types.start[number], count)
    if w.live:
        i: i64 = 0
        while i < count:
            w.stack_value[w.sp + i] = w.out.plain(w.stack_value[w.sp + i])
            i += 1
        w.env().throw(w.out, w.tag, w.stack_value, w.sp, count)
        w.out.filled = True
    w.set_dead()


def op_throw_ref(w: Body) -> None:
    """`throw_ref`."""
    reference = w.pop(EXNREF)
    if w.live:
        w.out.none(OP_TRAPZ, IR_I64, TRAP_NULL_EXCEPTION, 0, 1, reference, -1)
        w.env().throw_ref(w.out, reference)
        w.out.filled = True
    w.set_dead()


def op_try_table(w: Body) -> None:
    """`try_table`. Its handlers are open while the body is walked; the blocks they lead to are filled in when
    it ends. Labels of the clauses count from outside of it."""
    ty = w.block_type
    read_block_type(w, ty)
    clauses = w.count("catch clauses", MAX_CATCHES)
    kinds: vec[i64] = vec[i64]()
    tags: vec[i64] = vec[i64]()
    frames: vec[i64] = vec[i64]()
    i: i64 = 0
    while i < clauses:
        kind = w.byte()
        if kind > 3:
            w.malformed("malformed catch clause", w.pos - 1)
        number: i64 = -1
        w.tag = -1
        if kind < 2:
            number = tag_type(w)
        frame = w.label()
        check_clause(w, kind, number, frame)
        kinds = append(kinds, kind)
        tags = append(tags, w.tag)
        frames = append(frames, frame)
        i += 1
    open_block(w, FRAME_TRY, ty)
    frame = w.depth - 1
    w.frame_extra[frame] = -1
    if not w.live:
        return
    while len(w.catches) <= frame:
        w.catches.append(Catches())
    w.frame_extra[frame] = w.out.handler_count
    w.catches[int(frame)].set(kinds, tags, frames, w.out)


def check_clause(w: Body, kind: i64, number: i64, frame: i64) -> None:
    """What a clause passes on fits its label: the fields of the tag, then the exception."""
    start = w.label_start(frame)
    count = w.label_count(frame)
    fields: i64 = 0
    if number >= 0:
        fields = w.types.count[number]
    passed = fields
    if kind == 1 or kind == 3:
        passed += 1
    pool = w.types.pool
    fits = passed == count
    i: i64 = 0
    while fits and i < fields:
        fits = w.types.is_subtype(pool[w.types.start[number] + i], pool[start + i])
        i += 1
    if fits and passed > fields:
        fits = w.types.is_subtype(REF_EXN, pool[start + fields])
    if not fits:
        w.fail("type mismatch: a catch clause does not fit its label")


def close_try(w: Body, frame: i64) -> None:
    """The body of a try_table ends, its results are above `sp`: close its handlers and fill in the blocks of
    the clauses that something leads to."""
    handlers = w.frame_extra[frame]
    if handlers < 0:
        return  # the body was not translated
    out = w.out
    out.handler_count = handlers
    catches = w.catches[int(frame)]
    used = False
    i: i64 = 0
    while i < len(catches.blocks):
        used = used or out.locals.has_edges(catches.blocks[i])
        i += 1
    if not used:
        return
    if w.live:
        results = w.frame_result_count[frame]
        plain_values(w, w.sp, results)
        edge = out.jump(target_block(w, frame))
        out.push_args(edge, w.stack_value, w.sp, results)
        w.live = False
    i = 0
    while i < len(catches.blocks):
        if out.locals.has_edges(catches.blocks[i]):
            fill_clause(w, frame, catches, i)
        i += 1


def fill_clause(w: Body, frame: i64, catches: Catches, clause: i64) -> None:
    """Load the fields of the exception and branch to the label of a clause."""
    out = w.out
    env = w.env()
    out.switch(catches.blocks[clause], JOIN, w.frame_above[frame], w.frame_start[frame], w.offset)
    env.caught(out)
    exception = catches.values[clause]
    values: vec[i64] = vec[i64]()
    if catches.tags[clause] >= 0:
        number = w.module.tags[int(catches.tags[clause])]
        fields = w.types.count[number]
        start = w.types.start[number]
        i: i64 = 0
        while i < fields:
            ty = ir_type(w.types.pool[start + i])
            values = append(values, env.exception_field(out, exception, i, ty))
            i += 1
    if catches.kinds[clause] == 1 or catches.kinds[clause] == 3:
        values = append(values, exception)
        env.caught_reference(out, exception)
    else:
        env.caught_value(out, exception)
    label = catches.frames[clause]
    if label == 0:
        out.return_values(values, 0, len(values))
        return
    edge = out.jump(target_block(w, label))
    out.push_args(edge, values, 0, len(values))
