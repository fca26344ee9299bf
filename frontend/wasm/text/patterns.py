"""Values of scripts, and what results are expected.

    (f32.const nan:canonical)     matches Value("f32", 0x7FC00000) and Value("f32", 0xFFC00000)

Values are bits: a float of Python's could not tell one NaN from another.
"""

from typing import Final

from .literals import FRACTION_BITS


class Value:
    """An argument, or a result to be compared with a pattern.

    `type` is `i32`, `i64`, `f32`, `f64`, `v128` or the heap type of a reference (`func`, `extern`, `i31`,
    ..., `host` for an `anyref` of the host). `bits` is unsigned; of a `v128` 128 bits, lane 0 lowest; of a
    reference the host's number or the i31's bits, `NULL` for null, `OBJECT` for one without a number.
    """

    def __init__(self, type_name: str, bits: int) -> None:
        self.type = type_name
        self.bits = bits

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and self.type == other.type and self.bits == other.bits

    def __hash__(self) -> int:
        return hash((self.type, self.bits))

    def __repr__(self) -> str:
        return f"Value({self.type!r}, {self.bits:#x})"


#: `bits` of a null reference.
NULL: Final = -1
#: `bits` of a reference to something of the module.
OBJECT: Final = -2

#: Kinds of patterns.
EXACT: Final = "exact"
"""These bits; for a reference with bits `NULL` any null, `OBJECT` any object of the type."""
CANONICAL_NAN: Final = "nan:canonical"
ARITHMETIC_NAN: Final = "nan:arithmetic"
LANES: Final = "lanes"
"""A v128, lane by lane."""
EITHER: Final = "either"

_REFERENCE_SUBTYPES: Final[dict[str, tuple[str, ...]]] = {
    "any": ("any", "eq", "i31", "struct", "array", "host"),
    "eq": ("eq", "i31", "struct", "array"),
}
_NUMBERS: Final = ("i32", "i64", "f32", "f64", "v128")


class Pattern:
    """An expected result."""

    def __init__(self, kind: str, type_name: str, bits: int, parts: "list[Pattern]") -> None:
        self.kind = kind
        self.type = type_name
        """As of a `Value`; of lanes the shape."""
        self.bits = bits
        self.parts = parts
        """Lanes (lane 0 first), or alternatives."""

    def __repr__(self) -> str:
        parts = f", {self.parts!r}" if self.parts else ""
        return f"Pattern({self.kind!r}, {self.type!r}, {self.bits:#x}{parts})"

    def matches(self, value: Value) -> bool:
        """Whether a result is as expected."""
        if self.kind == EITHER:
            return any(part.matches(value) for part in self.parts)
        if self.kind == LANES:
            return value.type == "v128" and self._lanes_match(value.bits)
        if self.type in _NUMBERS:
            return value.type == self.type and self._bits_match(value.bits)
        if self.bits == NULL:
            return value.bits == NULL and value.type not in _NUMBERS
        if value.bits == NULL or value.type not in _REFERENCE_SUBTYPES.get(self.type, (self.type,)):
            return False
        return self.bits == OBJECT or self.bits == value.bits

    def _lanes_match(self, bits: int) -> bool:
        width = 128 // len(self.parts)
        mask = (1 << width) - 1
        return all(part._bits_match(bits >> (i * width) & mask) for i, part in enumerate(self.parts))

    def _bits_match(self, bits: int) -> bool:
        """Whether a number or lane is as expected."""
        if self.kind == EXACT:
            return bits == self.bits
        fraction = FRACTION_BITS[32 if self.type == "f32" else 64]
        quiet = ((1 << ((31 if self.type == "f32" else 63) - fraction)) - 1) << fraction | 1 << (fraction - 1)
        if self.kind == ARITHMETIC_NAN:
            return bits & quiet == quiet
        sign = 1 << (31 if self.type == "f32" else 63)
        return bits & ~sign == quiet
