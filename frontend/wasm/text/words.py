"""Which keywords there are: instructions, from the one table of opcodes, and the words of the grammar."""

from typing import Final

from librt.vecs import vec
from mypy_extensions import u8

from ..opcodes import TEXT_REVERSED, WASM_OPS
from .type_words import HEAP_TYPES, NUMBER_TYPES, PACKED_TYPES, REF_WORDS

#: Opcode number (row of `WASM_OPS`) by name. Of a name with several rows it is the first: `select` without
#: types, `ref.test` and `ref.cast` of a type that is not nullable.
OPCODES: Final[dict[bytes, int]] = {}
for _number, _row in enumerate(WASM_OPS):
    OPCODES.setdefault(_row.name.encode(), _number)

#: By opcode: the bytes of the opcode.
ENCODINGS: Final[list[bytes]] = [row.encoding for row in WASM_OPS]

#: By opcode: 1 if its two indices stand in the opposite order in text.
REVERSED: Final[vec[u8]] = vec[u8]([int(row.name in TEXT_REVERSED) for row in WASM_OPS])

#: Lanes of a shape: their number, bits, and whether they are floats.
SHAPES: Final[dict[bytes, tuple[int, int, bool]]] = {
    b"i8x16": (16, 8, False), b"i16x8": (8, 16, False), b"i32x4": (4, 32, False), b"i64x2": (2, 64, False),
    b"f32x4": (4, 32, True), b"f64x2": (2, 64, True),
}  # fmt: skip

_GRAMMAR_WORDS: Final = (
    "module definition instance binary quote type rec sub final func param result local struct array field "
    "mut ref null table memory global tag elem data start import export offset item declare shared pagesize "
    "then else end catch catch_ref catch_all catch_all_ref inf nan nan:canonical nan:arithmetic "
    "register invoke get assert_return assert_trap assert_exhaustion assert_exception assert_malformed "
    "assert_invalid assert_unlinkable either ref.extern ref.host ref.null ref.func ref.any ref.eq ref.i31 "
    "ref.struct ref.array ref.exn"
)

_WORDS: Final[frozenset[bytes]] = frozenset(
    [
        *OPCODES,
        *HEAP_TYPES,
        *REF_WORDS,
        *NUMBER_TYPES,
        *PACKED_TYPES,
        *SHAPES,
        *_GRAMMAR_WORDS.encode().split(),
    ]
)


def is_known_word(word: bytes) -> bool:
    """Whether a keyword means something somewhere in the format."""
    if word.startswith((b"offset=", b"align=", b"nan:0x")):
        from .literals import is_number

        return is_number(word.partition(b"=")[2] or word) and b"=-" not in word and b"=+" not in word
    return word in _WORDS
