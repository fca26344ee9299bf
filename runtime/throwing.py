"""Throwing: the functions that unwind compiled code, in IR, for every machine with frames of ours.

    throw: frame %main            fp ->  caller's fp, return address
           frame %f               fp ->  caller's fp, return address     a call of %main, with a handler for
           the tag frame %thrower                fp and an address to begin with

`%__cranelift_throw(entry_fp, exit_fp, exit_pc, tag, payload0, payload1)` is what CLIF code calls. `exit_fp`
is the frame pointer of the frame to begin with and `exit_pc` the address in its code behind its call; frames
from `entry_fp` on are not looked at. It traps when nothing takes the exception. It has the C convention; the
conventions `fast` and `tail` pass so few integers in the same way.

It finds calls by their return addresses in the exception table (`backends/exceptions.py`), which lies in the
text as a function of its own, by binary search: a frame costs the logarithm of the number of calls with
handlers. The last step, which sets the stack pointer, is a few instructions of the machine
(`ObjectFormat.resume`). Return addresses may be signed (aarch64): only their low 48 bits count.
"""

from collections.abc import Callable
from typing import Final

from ..backends.code import CompiledCode
from ..backends.exceptions import TableCode
from ..backends.handlers import RESUME, TABLE, find_functions
from ..backends.object_format import ObjectFormat
from ..backends.text import NamedCode
from ..ir.errors import UnsupportedError
from ..ir.function import Function
from ..ir.text.reader import parse_functions

#: What code calls to throw.
THROW: Final = "__cranelift_throw"

#: The row of the handler for a tag (v2) of a call (row v1 of table v0), or 0.
_FIND_HANDLER: Final = """
function %__irtool_find_handler(i64, i64, i32) -> i64 fast {
    fn0 = colocated %__irtool_handlers(i64, i64) -> i64, i64 fast
block0(v0: i64, v1: i64, v2: i32):
    v3, v4 = call fn0(v0, v1)
    jump block1(v3)
block1(v5: i64):
    v6 = icmp uge v5, v4
    v7 = iconst.i64 0
    brif v6, block3(v7), block2
block2:
    v8 = load.i32 notrap v5
    v9 = load.i32 notrap v5+4             ; it takes any tag
    v10 = icmp eq v8, v2
    v11 = uextend.i32 v10
    v12 = bor v11, v9
    v13 = iconst.i64 16
    v14 = iadd v5, v13
    brif v12, block3(v5), block1(v14)
block3(v15: i64):
    return v15
}
"""
_THROW: Final = """
function %__cranelift_throw(i64, i64, i64, i32, i64, i64) system_v {
    gv0 = symbol colocated %__irtool_exception_table
    fn0 = colocated %__irtool_find_call(i64, i64) -> i64 fast
    fn1 = colocated %__irtool_find_handler(i64, i64, i32) -> i64 fast
    fn2 = colocated %__irtool_land(i64, i64, i64, i64, i64, i64) fast
block0(v0: i64, v1: i64, v2: i64, v3: i32, v4: i64, v5: i64):
    v6 = symbol_value.i64 gv0
    jump block1(v1, v2)
block1(v7: i64, v8: i64):                 ; frame pointer, address
    v9 = icmp uge v7, v0                  ; the stack grows down
    brif v9, block7, block2
block2:
    v10 = call fn0(v6, v8)
    brif v10, block3, block6
block3:
    v13 = call fn1(v6, v10, v3)
    brif v13, block8, block6
block6:                                   ; to the caller
    v22 = load.i64 notrap v7
    v23 = load.i64 notrap v7+8
    jump block1(v22, v23)
block7:
    trap user4
block8:
    call fn2(v6, v10, v13, v7, v4, v5)
    trap user4
}
"""


class MachineCode:
    """A function given by its bytes."""

    def __init__(self, name: str, code: bytes) -> None:
        self.name = name
        self.code = CompiledCode()
        self.code.code = code
        self.code.insts_size = len(code)


def find_by_tag() -> Function:
    """`%__irtool_find_handler`, for code in which handlers have tags that are numbers."""
    return parse_functions(_FIND_HANDLER)[0]


def resume_code(form: ObjectFormat) -> MachineCode:
    """`%__irtool_resume`. Raises `UnsupportedError` when the machine has none."""
    if not form.resume:
        raise UnsupportedError(f"throwing is not supported for ELF machine {form.elf_machine}")
    return MachineCode(RESUME, form.resume)


def calls_throw(functions: list[NamedCode]) -> bool:
    """Whether code throws with a function that it does not have."""
    if any(function.name == THROW for function in functions):
        return False
    return any(THROW in function.code.symbols for function in functions)


def throwing_code(
    functions: list[NamedCode], form: ObjectFormat, compile_one: Callable[[Function], NamedCode]
) -> tuple[list[NamedCode], TableCode]:
    """What these functions need to throw, `%__cranelift_throw` and all below it, and the exception table,
    which is to be filled when the text is laid out."""
    table = TableCode(TABLE, functions)
    compiled = [compile_one(func) for func in [*find_functions(), find_by_tag(), *parse_functions(_THROW)]]
    return [*compiled, resume_code(form), table], table
