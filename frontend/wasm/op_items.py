"""Instructions on memories, tables, globals and segments: sizes, growth, bulk operations.

    memory.copy $a $b      pops to, from and length: i64 for a memory with 64-bit addresses, else i32;
                           the length is i64 only if both have them

Validation is here, the code comes from the environment (`w.env()`), which knows where these things are.
"""

from mypy_extensions import i64

from .body import Body
from .features import FEATURE_BITS
from .module import EXTERN_GLOBAL
from .op_simple import read_memarg
from .opcodes_gen import WOP_MEMORY_ATOMIC_NOTIFY, WOP_MEMORY_ATOMIC_WAIT32
from .value_types import I32, I64, type_text


def index_type(is_64: bool) -> i64:
    """Type of the indices of a memory or table."""
    if is_64:
        return I64
    return I32


def memory(w: Body) -> i64:
    """Read a memory index."""
    index = w.memory_index()
    if index >= w.num_memories:
        w.fail(f"unknown memory {int(index)}")
    return index


def memory_type(w: Body, index: i64) -> i64:
    """Type of the indices of a memory."""
    return index_type(w.memory_64[index] != 0)


def table_type(w: Body, index: i64) -> i64:
    """Type of the indices of a table."""
    return index_type(w.module.tables[int(index)].is_64)


def table(w: Body) -> i64:
    """Read a table index."""
    return w.index("table", len(w.module.tables))


def element_type(w: Body, index: i64) -> i64:
    """Type of the elements of a table."""
    return w.module.tables[int(index)].element


# --- globals --------------------------------------------------------------------------------------


def op_global_get(w: Body) -> None:
    """`global.get`."""
    index = w.index("global", len(w.module.globals))
    data = w.module.globals[int(index)]
    if w.constant:
        if index >= w.globals_limit:
            w.fail(f"unknown global {int(index)}")
        if data.mutable:
            w.fail("constant expression required")
        if index >= w.module.imported[EXTERN_GLOBAL] and w.features & FEATURE_BITS["gc"] == 0:
            w.fail(f"unknown global {int(index)}: only imported ones without gc")
    value: i64 = -1
    if w.live:
        value = w.env().global_get(w.out, index)
    w.push(data.ty, value)


def op_global_set(w: Body) -> None:
    """`global.set`."""
    index = w.index("global", len(w.module.globals))
    data = w.module.globals[int(index)]
    if not data.mutable:
        w.fail("immutable global")
    value = w.pop(data.ty)
    if w.live:
        w.env().global_set(w.out, index, w.out.plain(value))


# --- memories -------------------------------------------------------------------------------------


def op_memory_size(w: Body) -> None:
    """`memory.size`."""
    index = memory(w)
    value: i64 = -1
    if w.live:
        value = w.env().memory_size(w.out, index)
    w.push(memory_type(w, index), value)


def op_memory_grow(w: Body) -> None:
    """`memory.grow`."""
    index = memory(w)
    ty = memory_type(w, index)
    value = w.pop(ty)
    if w.live:
        value = w.env().memory_grow(w.out, index, value)
    w.push(ty, value)


def op_memory_copy(w: Body) -> None:
    """`memory.copy`: the length is an i32 unless both memories are 64-bit."""
    to = memory(w)
    source = memory(w)
    length = w.pop(index_type(w.memory_64[to] != 0 and w.memory_64[source] != 0))
    source_at = w.pop(memory_type(w, source))
    at = w.pop(memory_type(w, to))
    if w.live:
        w.env().memory_copy(w.out, to, source, at, source_at, length)


def op_memory_fill(w: Body) -> None:
    """`memory.fill`."""
    index = memory(w)
    ty = memory_type(w, index)
    length = w.pop(ty)
    byte = w.pop(I32)
    at = w.pop(ty)
    if w.live:
        w.env().memory_fill(w.out, index, at, byte, length)


def data_segment(w: Body) -> i64:
    """Read the index of a data segment."""
    segment = w.u32()
    check_data_segment(w, segment)
    return segment


def check_data_segment(w: Body, segment: i64) -> None:
    """There is such a data segment; the data count section says how many there are."""
    if w.module.data_count < 0:
        w.malformed("data count section required", w.offset)
    if segment >= w.module.data_count:
        w.fail(f"unknown data segment {int(segment)}")


def op_memory_init(w: Body) -> None:
    """`memory.init`."""
    segment = w.u32()
    index = memory(w)
    check_data_segment(w, segment)
    length = w.pop(I32)
    source_at = w.pop(I32)
    at = w.pop(memory_type(w, index))
    if w.live:
        w.env().memory_init(w.out, index, segment, at, source_at, length)


def op_data_drop(w: Body) -> None:
    """`data.drop`."""
    segment = data_segment(w)
    if w.live:
        w.env().data_drop(w.out, segment)


def op_atomic_memory(w: Body, wop: i64) -> None:
    """`memory.atomic.notify` and the two waits."""
    read_memarg(w, wop)
    index = w.mem_index
    offset = w.mem_offset
    value: i64 = -1
    if wop == WOP_MEMORY_ATOMIC_NOTIFY:
        count = w.pop(I32)
        at = w.pop(memory_type(w, index))
        if w.live:
            value = w.env().atomic_notify(w.out, index, at, offset, count)
    else:
        timeout = w.pop(I64)
        expected = w.pop(I32 if wop == WOP_MEMORY_ATOMIC_WAIT32 else I64)
        at = w.pop(memory_type(w, index))
        if w.live:
            value = w.env().atomic_wait(w.out, index, at, offset, expected, timeout)
    w.push(I32, value)


# --- tables ---------------------------------------------------------------------------------------


def op_table_get(w: Body) -> None:
    """`table.get`."""
    index = table(w)
    at = w.pop(table_type(w, index))
    value: i64 = -1
    if w.live:
        value = w.env().table_get(w.out, index, at)
    w.push(element_type(w, index), value)


def op_table_set(w: Body) -> None:
    """`table.set`."""
    index = table(w)
    value = w.pop(element_type(w, index))
    at = w.pop(table_type(w, index))
    if w.live:
        w.env().table_set(w.out, index, at, value)


def op_table_size(w: Body) -> None:
    """`table.size`."""
    index = table(w)
    value: i64 = -1
    if w.live:
        value = w.env().table_size(w.out, index)
    w.push(table_type(w, index), value)


def op_table_grow(w: Body) -> None:
    """`table.grow`."""
    index = table(w)
    ty = table_type(w, index)
    count = w.pop(ty)
    value = w.pop(element_type(w, index))
    if w.live:
        value = w.env().table_grow(w.out, index, value, count)
    w.push(ty, value)


def op_table_fill(w: Body) -> None:
    """`table.fill`."""
    index = table(w)
    ty = table_type(w, index)
    count = w.pop(ty)
    value = w.pop(element_type(w, index))
    at = w.pop(ty)
    if w.live:
        w.env().table_fill(w.out, index, at, value, count)


def op_table_copy(w: Body) -> None:
    """`table.copy`."""
    to = table(w)
    source = table(w)
    if not w.types.is_subtype(element_type(w, source), element_type(w, to)):
        w.mismatch(element_type(w, to), element_type(w, source))
    to_64 = w.module.tables[int(to)].is_64
    source_64 = w.module.tables[int(source)].is_64
    length = w.pop(index_type(to_64 and source_64))
    source_at = w.pop(index_type(source_64))
    at = w.pop(index_type(to_64))
    if w.live:
        w.env().table_copy(w.out, to, source, at, source_at, length)


def op_table_init(w: Body) -> None:
    """`table.init`."""
    segment = w.u32()
    index = table(w)
    if segment >= len(w.module.elements):
        w.fail(f"unknown elem segment {int(segment)}")
    ty = i64(w.module.elements[int(segment)].ty)
    if not w.types.is_subtype(ty, element_type(w, index)):
        w.fail(
            f"type mismatch: segment of {type_text(int(ty))} for a table of "
            f"{type_text(int(element_type(w, index)))}"
        )
    length = w.pop(I32)
    source_at = w.pop(I32)
    at = w.pop(table_type(w, index))
    if w.live:
        w.env().table_init(w.out, index, segment, at, source_at, length)


def op_elem_drop(w: Body) -> None:
    """`elem.drop`."""
    segment = w.index("elem segment", len(w.module.elements))
    if w.live:
        w.env().elem_drop(w.out, segment)
