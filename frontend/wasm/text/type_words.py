"""The words for types, with the bytes that encode them."""

from typing import Final

#: Heap types that are words.
HEAP_TYPES: Final[dict[bytes, int]] = {
    b"any": 0x6E, b"eq": 0x6D, b"i31": 0x6C, b"struct": 0x6B, b"array": 0x6A, b"none": 0x71,
    b"func": 0x70, b"nofunc": 0x73, b"extern": 0x6F, b"noextern": 0x72, b"exn": 0x69, b"noexn": 0x74,
}  # fmt: skip
#: Short forms of nullable references to them.
REF_WORDS: Final[dict[bytes, int]] = {
    b"anyref": 0x6E, b"eqref": 0x6D, b"i31ref": 0x6C, b"structref": 0x6B, b"arrayref": 0x6A,
    b"nullref": 0x71, b"funcref": 0x70, b"nullfuncref": 0x73, b"externref": 0x6F,
    b"nullexternref": 0x72, b"exnref": 0x69, b"nullexnref": 0x74,
}  # fmt: skip
NUMBER_TYPES: Final[dict[bytes, int]] = {
    b"i32": 0x7F, b"i64": 0x7E, b"f32": 0x7D, b"f64": 0x7C, b"v128": 0x7B,
}  # fmt: skip
PACKED_TYPES: Final[dict[bytes, int]] = {b"i8": 0x78, b"i16": 0x77}
