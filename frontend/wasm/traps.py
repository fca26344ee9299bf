"""Why WebAssembly code traps: the trap code of the IR for each reason, and the specification's message.

The IR has codes of its own for division, conversion and memory; the others are user codes, numbered here.
The runtime turns a code that it meets into a message with `trap_message`.
"""

from typing import Final

from ...ir.trap_codes import TRAP_CODES

TRAP_STACK: Final = 251
TRAP_INT_OVERFLOW: Final = 252
TRAP_MEMORY: Final = 253
TRAP_DIVIDE: Final = 254
TRAP_CONVERSION: Final = 255
TRAP_UNREACHABLE: Final = 1
TRAP_TABLE: Final = 2
TRAP_UNDEFINED_ELEMENT: Final = 3
TRAP_UNINITIALIZED: Final = 4
TRAP_SIGNATURE: Final = 5
TRAP_NULL: Final = 6
TRAP_UNALIGNED: Final = 7
TRAP_CAST: Final = 8
TRAP_ARRAY: Final = 9
TRAP_NULL_FUNCTION: Final = 10
TRAP_NULL_EXCEPTION: Final = 11
TRAP_UNSHARED_WAIT: Final = 12
TRAP_INTERRUPT: Final = 13
TRAP_FUEL: Final = 14
TRAP_TIME: Final = 15

#: Message by trap code; the first words are those of the specification's test suite.
TRAP_MESSAGES: Final = {
    TRAP_CODES["stk_ovf"]: "call stack exhausted",
    TRAP_CODES["int_ovf"]: "integer overflow",
    TRAP_CODES["heap_oob"]: "out of bounds memory access",
    TRAP_CODES["int_divz"]: "integer divide by zero",
    TRAP_CODES["bad_toint"]: "invalid conversion to integer",
    TRAP_UNREACHABLE: "unreachable",
    TRAP_TABLE: "out of bounds table access",
    TRAP_UNDEFINED_ELEMENT: "undefined element: out of bounds table access",
    TRAP_UNINITIALIZED: "uninitialized element",
    TRAP_SIGNATURE: "indirect call type mismatch",
    TRAP_NULL: "null reference",
    TRAP_UNALIGNED: "unaligned atomic",
    TRAP_CAST: "cast failure",
    TRAP_ARRAY: "out of bounds array access",
    TRAP_NULL_FUNCTION: "null function reference",
    TRAP_NULL_EXCEPTION: "null exception reference",
    TRAP_UNSHARED_WAIT: "expected shared memory",
    TRAP_INTERRUPT: "interrupt",
    TRAP_FUEL: "all fuel consumed",
    TRAP_TIME: "time limit is over",
}


def trap_message(code: int) -> str:
    """The message of a trap code."""
    return TRAP_MESSAGES.get(code, f"trap {code}")
