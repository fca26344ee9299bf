"""Structures, arrays and casts: validated; compiling them is refused by name.

    struct.get $point 0     pops (ref null $point), pushes the type of the field, i32 for a packed one

Opcode numbers follow each other by kind, so a range of them leads to one function (`op_gc`). Where code is
unreachable nothing is compiled, so nothing is refused there.
"""

from mypy_extensions import i64

from .body import Body
from .limits import MAX_ARRAY_OPERANDS
from .op_items import data_segment
from .opcodes import WASM_OPS
from .opcodes_gen import (
    WOP_ANY_CONVERT_EXTERN,
    WOP_ARRAY_COPY,
    WOP_ARRAY_FILL,
    WOP_ARRAY_GET,
    WOP_ARRAY_GET_S,
    WOP_ARRAY_GET_U,
    WOP_ARRAY_INIT_DATA,
    WOP_ARRAY_INIT_ELEM,
    WOP_ARRAY_LEN,
    WOP_ARRAY_NEW,
    WOP_ARRAY_NEW_DATA,
    WOP_ARRAY_NEW_DEFAULT,
    WOP_ARRAY_NEW_ELEM,
    WOP_ARRAY_NEW_FIXED,
    WOP_ARRAY_SET,
    WOP_BR_ON_CAST,
    WOP_BR_ON_CAST_FAIL,
    WOP_EXTERN_CONVERT_ANY,
    WOP_I31_GET_S,
    WOP_I31_GET_U,
    WOP_REF_CAST_NULL,
    WOP_REF_EQ,
    WOP_REF_I31,
    WOP_REF_TEST,
    WOP_REF_TEST_NULL,
    WOP_STRUCT_GET,
    WOP_STRUCT_NEW,
    WOP_STRUCT_NEW_DEFAULT,
    WOP_STRUCT_SET,
)
from .types import KIND_ARRAY, KIND_STRUCT
from .value_types import (
    ANYREF,
    ARRAYREF,
    CONCRETE,
    EQREF,
    EXNREF,
    EXTERNREF,
    FUNCREF,
    HEAP_ANY,
    HEAP_EXTERN,
    I8,
    I16,
    I31REF,
    I32,
    REF,
    REF_I31,
    has_default,
    is_nullable,
    non_null,
    ref_type,
    type_text,
)


def unpacked(ty: i64) -> i64:
    """The value type of a storage type."""
    if ty == I8 or ty == I16:
        return I32
    return ty


def aggregate(w: Body, kind: i64) -> i64:
    """Read the index of a structure or array type; its number."""
    index = w.index("type", len(w.types.number))
    number = w.types.number[index]
    if w.types.kind[number] != kind:
        word = "structure" if kind == KIND_STRUCT else "array"
        w.fail(f"type mismatch: type {int(index)} is no {word} type")
    return number


def pop_aggregate(w: Body, number: i64) -> None:
    """Pop a reference to an aggregate of a type."""
    w.pop(ref_type(CONCRETE + number, True))


def push_aggregate(w: Body, number: i64) -> None:
    """Push a new one."""
    w.push(ref_type(CONCRETE + number, False), -1)


def op_gc(w: Body, wop: i64) -> None:
    """Any instruction of this kind."""
    if w.live:
        w.refuse(f"the instruction {WASM_OPS[int(wop)].name}")
    if wop <= WOP_STRUCT_SET and wop >= WOP_STRUCT_NEW:
        _structure(w, wop)
    elif wop >= WOP_ARRAY_NEW and wop <= WOP_ARRAY_NEW_ELEM:
        _new_array(w, wop)
    elif wop >= WOP_ARRAY_GET and wop <= WOP_ARRAY_LEN:
        _element(w, wop)
    elif wop >= WOP_ARRAY_FILL and wop <= WOP_ARRAY_INIT_ELEM:
        _bulk(w, wop)
    elif wop == WOP_BR_ON_CAST or wop == WOP_BR_ON_CAST_FAIL:
        _branch_on_cast(w, wop == WOP_BR_ON_CAST)
    elif wop >= WOP_REF_TEST and wop <= WOP_REF_CAST_NULL:
        _cast(w, wop)
    else:
        _conversion(w, wop)


# --- structures -----------------------------------------------------------------------------------


def _structure(w: Body, wop: i64) -> None:
    number = aggregate(w, KIND_STRUCT)
    start = w.types.start[number]
    count = w.types.count[number]
    if wop == WOP_STRUCT_NEW or wop == WOP_STRUCT_NEW_DEFAULT:
        i = count
        while i > 0:
            i -= 1
            ty = unpacked(w.types.pool[start + i])
            if wop == WOP_STRUCT_NEW:
                w.pop(ty)
            elif not has_default(ty):
                w.fail(f"type mismatch: field {int(i)} has no default value")
        push_aggregate(w, number)
        return
    field = w.index("field", count)
    storage = w.types.pool[start + field]
    if wop == WOP_STRUCT_SET:
        if w.types.mutable[start + field] == 0:
            w.fail("immutable field")
        w.pop(unpacked(storage))
        pop_aggregate(w, number)
        return
    _check_packed(w, storage, wop != WOP_STRUCT_GET, "field")
    pop_aggregate(w, number)
    w.push(unpacked(storage), -1)


def _check_packed(w: Body, storage: i64, extended: bool, what: str) -> None:
    """A packed item is read with an extension, and only a packed one."""
    packed = storage == I8 or storage == I16
    if packed and not extended:
        w.fail(f"type mismatch: the {what} is packed; use the _s or _u form")
    if extended and not packed:
        w.fail(f"type mismatch: the {what} is unpacked")


# --- arrays ---------------------------------------------------------------------------------------


def _new_array(w: Body, wop: i64) -> None:
    number = aggregate(w, KIND_ARRAY)
    storage = w.types.pool[w.types.start[number]]
    ty = unpacked(storage)
    if wop == WOP_ARRAY_NEW:
        w.pop(I32)
        w.pop(ty)
    elif wop == WOP_ARRAY_NEW_DEFAULT:
        if not has_default(ty):
            w.fail("type mismatch: the elements have no default value")
        w.pop(I32)
    elif wop == WOP_ARRAY_NEW_FIXED:
        count = w.u32()
        if count > MAX_ARRAY_OPERANDS:
            w.limit(f"array.new_fixed of {int(count)} elements; the limit is {MAX_ARRAY_OPERANDS}", w.offset)
        while count > 0:
            w.pop(ty)
            count -= 1
    else:
        if wop == WOP_ARRAY_NEW_DATA:
            _check_data_array(w, storage)
            data_segment(w)
        else:
            _check_elem_array(w, ty)
        w.pop(I32)
        w.pop(I32)
    push_aggregate(w, number)


def _check_data_array(w: Body, storage: i64) -> None:
    if storage & REF != 0:
        w.fail("array type is not numeric or vector")


def _check_elem_array(w: Body, ty: i64) -> None:
    segment = w.index("elem segment", len(w.module.elements))
    found = i64(w.module.elements[int(segment)].ty)
    if not w.types.is_subtype(found, ty):
        w.fail(f"type mismatch: segment of {type_text(int(found))} for an array of {type_text(int(ty))}")


def _element(w: Body, wop: i64) -> None:
    if wop == WOP_ARRAY_LEN:
        w.pop(ARRAYREF)
        w.push(I32, -1)
        return
    number = aggregate(w, KIND_ARRAY)
    start = w.types.start[number]
    storage = w.types.pool[start]
    if wop == WOP_ARRAY_SET:
        _check_mutable(w, number)
        w.pop(unpacked(storage))
        w.pop(I32)
        pop_aggregate(w, number)
        return
    _check_packed(w, storage, wop == WOP_ARRAY_GET_S or wop == WOP_ARRAY_GET_U, "array")
    w.pop(I32)
    pop_aggregate(w, number)
    w.push(unpacked(storage), -1)


def _check_mutable(w: Body, number: i64) -> None:
    if w.types.mutable[w.types.start[number]] == 0:
        w.fail("immutable array")


def _bulk(w: Body, wop: i64) -> None:
    number = aggregate(w, KIND_ARRAY)
    storage = w.types.pool[w.types.start[number]]
    if wop == WOP_ARRAY_FILL:
        _check_mutable(w, number)
        w.pop(I32)
        w.pop(unpacked(storage))
        w.pop(I32)
        pop_aggregate(w, number)
        return
    source: i64 = -1
    if wop == WOP_ARRAY_COPY:
        source = aggregate(w, KIND_ARRAY)
    _check_mutable(w, number)
    if wop == WOP_ARRAY_COPY:
        other = w.types.pool[w.types.start[source]]
        if other != storage and (other & REF == 0 or not w.types.is_subtype(other, storage)):
            w.fail("array types do not match")
    elif wop == WOP_ARRAY_INIT_DATA:
        _check_data_array(w, storage)
        data_segment(w)
    else:
        _check_elem_array(w, storage)
    w.pop(I32)
    w.pop(I32)
    if source >= 0:
        pop_aggregate(w, source)
    w.pop(I32)
    pop_aggregate(w, number)


# --- casts ----------------------------------------------------------------------------------------


def top_type(w: Body, heap: i64) -> i64:
    """The nullable reference type above all that are related to a heap type."""
    for ty in (ANYREF, FUNCREF, EXTERNREF, EXNREF):
        if w.types.is_heap_subtype(heap, ty >> 5):
            return ty
    return ANYREF


def _cast(w: Body, wop: i64) -> None:
    heap = w.heap_type()
    w.pop(top_type(w, heap))
    if wop == WOP_REF_TEST or wop == WOP_REF_TEST_NULL:
        w.push(I32, -1)
    else:
        w.push(ref_type(heap, wop == WOP_REF_CAST_NULL), -1)


def _branch_on_cast(w: Body, on_success: bool) -> None:
    place = w.pos
    flags = w.byte()
    if flags > 3:
        w.malformed("malformed br_on_cast flags", place)
    frame = w.label()
    source = ref_type(w.heap_type(), flags & 1 != 0)
    target = ref_type(w.heap_type(), flags & 2 != 0)
    if not w.types.is_subtype(target, source):
        w.fail(
            f"type mismatch: cast from {type_text(int(source))} to {type_text(int(target))}, no subtype of it"
        )
    rest = source
    if is_nullable(target):
        rest = non_null(source)
    count = w.label_count(frame)
    if count == 0:
        w.fail("type mismatch: the label takes no reference")
    w.pop(source)
    w.push(target if on_success else rest, -1)
    w.check_top(w.label_start(frame), count)
    w.sp -= 1
    w.push(rest if on_success else target, -1)


def _conversion(w: Body, wop: i64) -> None:
    if wop == WOP_REF_EQ:
        w.pop(EQREF)
        w.pop(EQREF)
        w.push(I32, -1)
    elif wop == WOP_REF_I31:
        w.pop(I32)
        w.push(REF_I31, -1)
    elif wop == WOP_I31_GET_S or wop == WOP_I31_GET_U:
        w.pop(I31REF)
        w.push(I32, -1)
    elif wop == WOP_ANY_CONVERT_EXTERN:
        _convert(w, EXTERNREF, HEAP_ANY)
    elif wop == WOP_EXTERN_CONVERT_ANY:
        _convert(w, ANYREF, HEAP_EXTERN)


def _convert(w: Body, source: i64, heap: i64) -> None:
    found = w.pop_any()
    if not w.types.is_subtype(found, source):
        w.mismatch(source, found)
    w.push(ref_type(heap, found == 0 or is_nullable(found)), -1)
