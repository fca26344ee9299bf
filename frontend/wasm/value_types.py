"""Value types of WebAssembly as small integers.

Number and vector types are 1 to 5, the packed storage types of fields 6 and 7. A reference type is

    bit 3       set
    bit 4       nullable
    bit 5 up    heap type: an abstract one (`HEAP_*`), or CONCRETE + number of a type

    FUNCREF = 8 | 16 | HEAP_FUNC << 5         (ref null func)
    (ref $t)  = 8 | (16 + number) << 5

The number of a type is the least index of all equal types (`types.py`), so types are equal when the
integers are. `BOTTOM` (0) is the type of operands in unreachable code, below every other type; a reference of
which only that is known has the heap type `HEAP_BOTTOM`.
"""

from typing import Final

from mypy_extensions import i64

BOTTOM: Final = 0
I32: Final = 1
I64: Final = 2
F32: Final = 3
F64: Final = 4
V128: Final = 5
I8: Final = 6
I16: Final = 7

REF: Final = 8
NULLABLE: Final = 16
HEAP_SHIFT: Final = 5

HEAP_FUNC: Final = 0
HEAP_EXTERN: Final = 1
HEAP_ANY: Final = 2
HEAP_EQ: Final = 3
HEAP_I31: Final = 4
HEAP_STRUCT: Final = 5
HEAP_ARRAY: Final = 6
HEAP_EXN: Final = 7
HEAP_NONE: Final = 8
HEAP_NOFUNC: Final = 9
HEAP_NOEXTERN: Final = 10
HEAP_NOEXN: Final = 11
HEAP_BOTTOM: Final = 12
CONCRETE: Final = 16

FUNCREF: Final = 8 | 16 | 0 << 5
EXTERNREF: Final = 8 | 16 | 1 << 5
ANYREF: Final = 8 | 16 | 2 << 5
EQREF: Final = 8 | 16 | 3 << 5
I31REF: Final = 8 | 16 | 4 << 5
STRUCTREF: Final = 8 | 16 | 5 << 5
ARRAYREF: Final = 8 | 16 | 6 << 5
EXNREF: Final = 8 | 16 | 7 << 5
REF_I31: Final = 8 | 4 << 5
REF_EXN: Final = 8 | 7 << 5
BOTTOM_REF: Final = 8 | 12 << 5

HEAP_NAMES: Final[tuple[str, ...]] = (
    "func",
    "extern",
    "any",
    "eq",
    "i31",
    "struct",
    "array",
    "exn",
    "none",
    "nofunc",
    "noextern",
    "noexn",
    "bottom",
)
#: Abstract heap type by binary code minus 0x69 (exn, array, struct, i31, eq, any, extern, func, none,
#: noextern, nofunc, noexn).
HEAP_OF_CODE: Final[tuple[int, ...]] = (7, 6, 5, 4, 3, 2, 1, 0, 8, 10, 9, 11)

_SCALAR_NAMES: Final[tuple[str, ...]] = ("bottom", "i32", "i64", "f32", "f64", "v128", "i8", "i16")


def _bits(*heaps: int) -> int:
    return sum(1 << heap for heap in heaps)


#: By abstract heap type: bits of the abstract heap types that are above it or equal.
SUPERTYPES: Final[tuple[int, ...]] = (
    _bits(HEAP_FUNC),
    _bits(HEAP_EXTERN),
    _bits(HEAP_ANY),
    _bits(HEAP_EQ, HEAP_ANY),
    _bits(HEAP_I31, HEAP_EQ, HEAP_ANY),
    _bits(HEAP_STRUCT, HEAP_EQ, HEAP_ANY),
    _bits(HEAP_ARRAY, HEAP_EQ, HEAP_ANY),
    _bits(HEAP_EXN),
    _bits(HEAP_NONE, HEAP_I31, HEAP_STRUCT, HEAP_ARRAY, HEAP_EQ, HEAP_ANY),
    _bits(HEAP_NOFUNC, HEAP_FUNC),
    _bits(HEAP_NOEXTERN, HEAP_EXTERN),
    _bits(HEAP_NOEXN, HEAP_EXN),
    (1 << 13) - 1,
)


def is_ref(ty: i64) -> bool:
    """A reference type."""
    return (ty & 8) != 0


def is_nullable(ty: i64) -> bool:
    """A reference type that has null."""
    return (ty & 24) == 24


def heap_type(ty: i64) -> i64:
    """Heap type of a reference type."""
    return ty >> 5


def ref_type(heap: i64, nullable: bool) -> i64:
    """The reference type over a heap type."""
    ty = heap << 5 | 8
    if nullable:
        ty |= 16
    return ty


def non_null(ty: i64) -> i64:
    """The same reference type without null."""
    return ty & ~16


def has_default(ty: i64) -> bool:
    """Locals of the type need not be set: all but non-nullable references."""
    return (ty & 24) != 8


def heap_name(heap: int) -> str:
    """Text of a heap type; type numbers as they are."""
    return HEAP_NAMES[heap] if heap < CONCRETE else str(heap - CONCRETE)


def type_text(ty: int) -> str:
    """Text of a value type, as in messages."""
    if ty < REF:
        return _SCALAR_NAMES[ty]
    heap = ty >> HEAP_SHIFT
    if ty & NULLABLE:
        short = {HEAP_NONE: "nullref"}
        if heap < HEAP_BOTTOM:
            return short.get(heap, f"{HEAP_NAMES[heap].replace('no', 'null', 1)}ref")
        return f"(ref null {heap_name(heap)})"
    return f"(ref {heap_name(heap)})"
