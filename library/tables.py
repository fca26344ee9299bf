"""Tables of a library: what describes one to C programs and other instances, and what C does with elements.

    uint64_t P_t_size(instance)                     elements
    int P_t_get(instance, index, &reference)        0, or P_TRAP_TABLE
    int P_t_set(instance, index, reference)         0, P_TRAP_TABLE, or why it cannot be an element
    uint64_t P_t_grow(instance, count, reference)   elements before; all ones when that cannot be
    irtool_table *P_t_handle(instance)              of a table of external references: what others import

A *handle* (`irtool_table` in C) is what tables are imported by, as with memories (`memories.py`):

    0   address of {elements, length}
    8   grow(handle, count): elements before, all ones when it cannot grow; the caller fills the new ones
    16  most elements
    24  log2 of the bytes of an element (u32)       28  flags (u32)
    32  1: it is a table of functions and has its instance

Tables of external references can be shared by instances. A table of functions that C has made (`P_NAME_new`)
is for one instance: code of another one would not know where its traps go.

References are pointers. In a table of external references all bits are kept. In one of functions there can be
only references that code of the same instance gave to C: calls of a function go on in its instance, which
must be the one that C has entered. The element's type counts, too, since code does not look at what it is
sure of.
"""

from collections.abc import Sequence
from typing import Final

from ..frontend.wasm.layout import (
    FUNCTION_CONTEXT,
    FUNCTION_RECORD,
    FUNCTION_SIGNATURE,
    LENGTH_OFFSET,
    NULL_SIGNATURE,
    is_function_table,
)
from ..frontend.wasm.module import EXTERN_TABLE, Module
from ..frontend.wasm.traps import TRAP_NULL, TRAP_SIGNATURE, TRAP_TABLE
from ..frontend.wasm.value_types import CONCRETE, HEAP_EXTERN, HEAP_FUNC, HEAP_SHIFT, NULLABLE
from ..ir.function import Function
from ..ir.types import I32, I64
from .plan import BASE_INSTANCE, BASE_NONE, BASE_TEXT, TABLE_HANDLE_SIZE, InstancePlan, Words
from .statuses import STATUS_FOREIGN_FUNCTION, STATUS_INCOMPATIBLE_IMPORT, STATUS_NO_MEMORY
from .writer import UNALIGNED, Writer


def is_for_c(module: Module, index: int) -> bool:
    """Whether C can use a table: one of functions or external references."""
    return is_function_table(module, index) or module.tables[index].element >> HEAP_SHIFT == HEAP_EXTERN


CONTENTS: Final = 0
GROW: Final = 8
MAXIMUM: Final = 16
SHIFT: Final = 24
FLAGS: Final = 28
TAKEN: Final = 32
#: Bits of the flags.
IS_64: Final = 1
NULLABLE_ELEMENTS: Final = 2
HAS_MAXIMUM: Final = 4
FUNCTIONS: Final = 8
_KIND: Final = IS_64 | NULLABLE_ELEMENTS | FUNCTIONS
_CONTENTS_SIZE: Final = 16
_MOST: Final = 0xFFFF_FFFF


def _flags(module: Module, index: int) -> int:
    table = module.tables[index]
    return (
        IS_64 * table.is_64
        | NULLABLE_ELEMENTS * bool(table.element & NULLABLE)
        | HAS_MAXIMUM * (table.maximum >= 0)
        | FUNCTIONS * is_function_table(module, index)
    )


def _maximum(module: Module, index: int) -> int:
    """Most elements."""
    maximum = module.tables[index].maximum
    return min(maximum, _MOST) if maximum >= 0 else _MOST


def _shape(plan: InstancePlan, index: int) -> int:
    """The word at `SHIFT`."""
    shift = int(plan.layout.element_size(index)).bit_length() - 1
    return _flags(plan.module, index) << 32 | shift


def add_handles(words: Words, plan: InstancePlan) -> None:
    """The words of the handles of an instance's own tables, and of the lists of tables."""
    module = plan.module
    for index in range(module.imported[EXTERN_TABLE], len(module.tables)):
        contents, handle = int(plan.layout.table(index)), plan.table_handle(index)
        words.add(plan.tables + 8 * index, BASE_INSTANCE, contents)
        words.add(plan.table_handles + 8 * index, BASE_INSTANCE, handle)
        words.add(handle + CONTENTS, BASE_INSTANCE, contents)
        words.add(handle + GROW, BASE_TEXT, "grow_table")
        words.add(handle + MAXIMUM, BASE_NONE, _maximum(module, index))
        words.add(handle + SHIFT, BASE_NONE, _shape(plan, index))


# --- growing --------------------------------------------------------------------------------------------


def grow_function() -> Function:
    """`grow_table(handle, count)`: see the module docstring."""
    w = Writer("grow_table", [I64, I64], [I64])
    b = w.b
    handle, count = w.params
    contents = w.load(handle, CONTENTS)
    old = w.load(contents, LENGTH_OFFSET)
    outside = w.when(b.icmp("ugt", count, b.isub(w.load(handle, MAXIMUM), old)))
    b.return_([w.constant(-1)])
    w.otherwise(outside)
    outside = w.when(count)
    grown = b.iadd(old, count)
    size = b.ishl(grown, b.uload32(handle, SHIFT, UNALIGNED))
    (base,) = w.call_c("realloc", [I64, I64], [I64], [w.load(contents), size])
    bad = w.when(b.icmp("eq", base, w.constant(0)), cold=True)
    b.return_([w.constant(-1)])
    w.otherwise(bad)
    w.store(base, contents)
    w.store(grown, contents, LENGTH_OFFSET)
    w.otherwise(outside)
    return w.finish([old])


def grow_builtin(plan: InstancePlan) -> Function:
    """The builtin `table_grow(instance, table, count, value)`."""
    w = Writer("table_grow", [I64, I32, I64, I64], [I64])
    b = w.b
    instance, table, count, value = w.params
    step = b.ishl(b.uextend(I64, table), w.constant(3))
    handle = w.load(b.iadd(w.add(instance, plan.table_handles), step))
    if plan.module.imported[EXTERN_TABLE]:  # another library may have made it
        (old,) = w.call_address(w.load(handle, GROW), [I64, I64], [I64], [handle, count])
    else:
        (old,) = w.call("grow_table", [I64, I64], [I64], [handle, count])
    outside = w.when(b.icmp("ne", old, w.constant(-1)))
    w.call("table_fill", [I64, I32, I64, I64, I64], [], [instance, table, old, value, count])
    w.otherwise(outside)
    return w.finish([old])


# --- imports ----------------------------------------------------------------------------------------------


def connect(w: Writer, plan: InstancePlan, instance: int, failed: int) -> None:
    """Take the imported tables over, whose handles are in the list: check that each is what the module asks
    for, else go on at the block `failed` with a status."""
    b = w.b
    module = plan.module
    mine = []
    for index in range(module.imported[EXTERN_TABLE]):
        table = module.tables[index]
        handle = w.load(instance, plan.table_handles + 8 * index)
        contents = w.load(handle, CONTENTS)

        def refuse_unless(condition: int) -> None:
            good = b.create_block()
            status = w.constant(STATUS_INCOMPATIBLE_IMPORT, I32)
            b.brif(condition, good, [], failed, [status])
            b.switch_to_block(good)

        flags = b.uload32(handle, FLAGS, UNALIGNED)
        kind = b.band(flags, w.constant(_KIND))
        refuse_unless(b.icmp("eq", kind, w.constant(_flags(module, index) & _KIND)))
        length = w.load(contents, LENGTH_OFFSET)
        refuse_unless(b.icmp("uge", length, w.constant(table.minimum)))
        if table.maximum >= 0:
            refuse_unless(b.band(flags, w.constant(HAS_MAXIMUM)))
            refuse_unless(b.icmp("ule", w.load(handle, MAXIMUM), w.constant(table.maximum)))
        if is_function_table(module, index):
            refuse_unless(b.icmp("eq", w.load(handle, TAKEN), w.constant(0)))
            mine.append(handle)
        w.store(contents, instance, int(plan.layout.table(index)))
        w.store(contents, instance, plan.tables + 8 * index)
    for handle in mine:
        w.store(w.constant(1), handle, TAKEN)


def import_functions(plan: InstancePlan, index: int, names: Sequence[str]) -> list[Function]:
    """Making a table that the module can import, `NEW(elements, &handle) -> status`, and freeing one; then
    the functions of an exported one."""
    w = Writer(names[0], [I64, I64], [I32])
    b = w.b
    count, result = w.params
    w.store(w.constant(0), result)
    fits = b.band(
        b.icmp("uge", count, w.constant(plan.module.tables[index].minimum)),
        b.icmp("ule", count, w.constant(_maximum(plan.module, index))),
    )
    outside = w.when(b.icmp("eq", b.uextend(I64, fits), w.constant(0)))
    b.return_([w.constant(STATUS_INCOMPATIBLE_IMPORT, I32)])
    w.otherwise(outside)
    size = w.constant(TABLE_HANDLE_SIZE + _CONTENTS_SIZE)
    (handle,) = w.call_c("calloc", [I64, I64], [I64], [w.constant(1), size])
    missing = w.when(b.icmp("eq", handle, w.constant(0)), cold=True)
    b.return_([w.constant(STATUS_NO_MEMORY, I32)])
    w.otherwise(missing)
    contents = w.add(handle, TABLE_HANDLE_SIZE)
    w.store(contents, handle, CONTENTS)
    w.store(w.address_of("grow_table"), handle, GROW)
    w.store(w.constant(_maximum(plan.module, index)), handle, MAXIMUM)
    w.store(w.constant(_shape(plan, index)), handle, SHIFT)
    (old,) = w.call("grow_table", [I64, I64], [I64], [handle, count])
    failed = w.when(old, cold=True)
    w.call_c("free", [I64], [], [handle])
    b.return_([w.constant(STATUS_NO_MEMORY, I32)])
    w.otherwise(failed)
    row_size = int(plan.layout.element_size(index))
    start = w.load(contents)
    row = w.rows(start, b.iadd(start, b.imul(count, w.constant(row_size))), row_size)
    for offset in range(0, row_size, 8):
        null = NULL_SIGNATURE if row_size > 8 and offset == FUNCTION_SIGNATURE else 0
        w.store(w.constant(null), row, offset)
    w.end_rows(row)
    w.store(handle, result)
    new = w.finish([w.constant(0, I32)])

    w = Writer(names[1], [I64])
    outside = w.when(w.params[0])
    w.call_c("free", [I64], [], [w.load(w.load(w.params[0], CONTENTS))])
    w.call_c("free", [I64], [], [w.params[0]])
    w.otherwise(outside)
    return [new, w.finish(), *table_functions(plan, index, names[2:])]


# --- elements in C ----------------------------------------------------------------------------------------


def is_shared(module: Module, index: int) -> bool:
    """Whether other instances can import an exported table: one of external references."""
    return is_for_c(module, index) and not is_function_table(module, index)


def table_functions(plan: InstancePlan, index: int, names: Sequence[str]) -> list[Function]:
    """The functions of a table; see the module docstring. The last, if there is a fifth name, is for its
    handle."""
    at = plan.tables + 8 * index
    size = Writer(names[0], [I64], [I64])
    made = [
        size.finish([size.load(size.load(size.params[0], at), LENGTH_OFFSET)]),
        _get(plan, index, names[1]),
        _set(plan, index, names[2]),
        _grow(plan, index, names[3]),
    ]
    if len(names) > 4:
        handle = Writer(names[4], [I64], [I64])
        made.append(handle.finish([handle.load(handle.params[0], plan.table_handles + 8 * index)]))
    return made


def _in_range(w: Writer, definition: int, number: int) -> None:
    """Return P_TRAP_TABLE when a table has no such element."""
    length = w.load(definition, LENGTH_OFFSET)
    outside = w.when(w.b.icmp("uge", number, length), cold=True)
    w.b.return_([w.constant(TRAP_TABLE, I32)])
    w.otherwise(outside)


def _get(plan: InstancePlan, index: int, name: str) -> Function:
    w = Writer(name, [I64, I64, I64], [I32])
    b = w.b
    instance, number, result = w.params
    definition = w.load(instance, plan.tables + 8 * index)
    _in_range(w, definition, number)
    shift = int(plan.layout.element_size(index)).bit_length() - 1
    element = b.iadd(w.load(definition), b.ishl(number, w.constant(shift)))
    offset = FUNCTION_RECORD if is_function_table(plan.module, index) else 0
    w.store(w.load(element, offset), result)
    return w.finish([w.constant(0, I32)])


def _check(w: Writer, plan: InstancePlan, index: int, instance: int, value: int, failed: int) -> None:
    """Go on at the block `failed`, with a status, when a reference cannot be an element of a table."""
    b = w.b
    element = plan.module.tables[index].element
    heap = element >> HEAP_SHIFT

    def refuse_if(condition: int, status: int) -> None:
        good = b.create_block()
        b.brif(condition, failed, [w.constant(status, I32)], good, [])
        b.switch_to_block(good)

    if not element & NULLABLE:
        refuse_if(b.icmp("eq", value, w.constant(0)), TRAP_NULL)
    if not is_function_table(plan.module, index):
        return
    outside = w.when(value)
    if heap != HEAP_FUNC and heap < CONCRETE:  # only null has this type
        b.jump(failed, [w.constant(TRAP_SIGNATURE, I32)])
    else:
        context = w.load(value, FUNCTION_CONTEXT)
        refuse_if(b.icmp("ne", context, instance), STATUS_FOREIGN_FUNCTION)
        if heap >= CONCRETE:
            signature = b.load(I32, value, FUNCTION_SIGNATURE, UNALIGNED)
            arguments = [instance, signature, w.constant(heap - CONCRETE, I32)]
            (fits,) = w.call("type_matches", [I64, I32, I32], [I32], arguments)
            refuse_if(b.icmp("eq", fits, w.constant(0, I32)), TRAP_SIGNATURE)
    w.otherwise(outside)


def _set(plan: InstancePlan, index: int, name: str) -> Function:
    w = Writer(name, [I64, I64, I64], [I32])
    b = w.b
    instance, number, value = w.params
    failed = b.create_block([I32])
    _in_range(w, w.load(instance, plan.tables + 8 * index), number)
    _check(w, plan, index, instance, value, failed)
    arguments = [instance, w.constant(index, I32), number, value, w.constant(1)]
    w.call("table_fill", [I64, I32, I64, I64, I64], [], arguments)
    b.return_([w.constant(0, I32)])
    b.switch_to_block(failed)
    return w.finish(b.block_params(failed))


def _grow(plan: InstancePlan, index: int, name: str) -> Function:
    w = Writer(name, [I64, I64, I64], [I64])
    b = w.b
    instance, count, value = w.params
    failed = b.create_block([I32])
    _check(w, plan, index, instance, value, failed)
    arguments = [instance, w.constant(index, I32), count, value]
    b.return_(w.call("table_grow", [I64, I32, I64, I64], [I64], arguments))
    b.switch_to_block(failed)
    return w.finish([w.constant(-1)])
