"""Limits of one function, and the errors that name them.

Numbers that the tables pack or that a machine's fields hold end somewhere; a function beyond is refused
before work on it starts, with its place, the limit and the value:

    big.clif:1:1: error: function %f: 140000 parameters; the limit is 131072

What is limited elsewhere: bytes of stack arguments and of the frame (`abi.py`), bytes of code
(`LabelKinds.max_code`: 128 MiB on aarch64, where a branch must cross the function; 2 GiB on x86-64),
bytes of text (`text.py`). `docs/ranges.md` has the whole table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from librt.vecs import vec
from mypy_extensions import i32, i64

from ..ir.errors import IrtoolError, LimitError, Place

if TYPE_CHECKING:  # only for annotations, as in `code.py`
    from ..ir.entities import Signature
    from ..ir.function import Function


class Limits:
    """The most of each that one function may have."""

    def __init__(
        self,
        instructions: i64,
        values: i64,
        blocks: i64,
        block_params: i64,
        params: i64,
        edges: i64,
        operands: i64,
    ) -> None:
        self.instructions: i64 = instructions
        self.values: i64 = values
        self.blocks: i64 = blocks
        self.block_params: i64 = block_params
        """Of one block, the entry block included."""
        self.params: i64 = params
        """Parameters, or results, of one signature."""
        self.edges: i64 = edges
        """Block calls of one branch: the entries of a jump table."""
        self.operands: i64 = operands
        """Of all instructions and block calls together, with the parameters of blocks."""


#: A vreg has 32 bits in an operand (`regalloc/contract.py`), and program points are twice the machine
#: instructions, so the tables would hold more; these keep a function within 8 GiB of memory.
LIMITS: Final = Limits(
    instructions=1 << 23,
    values=1 << 24,
    blocks=1 << 22,
    block_params=1 << 17,
    params=1 << 17,
    edges=1 << 20,
    operands=1 << 28,
)


def refuse(what: str, value: int, limit: int) -> NoReturn:
    """Raise the error for a value beyond its limit; callers add the function's name and place."""
    raise LimitError(f"{value} {what}; the limit is {limit}")


def locate(error: IrtoolError, func: Function, inst: i64 = -1) -> None:
    """Complete an error that names neither function nor place: the place is that of an instruction, or
    of the function's head for -1; none when the function did not come from text."""
    where = func.places.get(("inst", int(inst)) if inst >= 0 else ("function", 0))
    error.complete(f"function {func.name}", Place(where[0], where[1]) if where is not None else None)


def instruction_text(func: Function, inst: i64) -> str:
    """Opcode and types of an instruction that is refused, so that the type which is the reason is among them:
    `rotr.i16 of i16, i128`, `fcvt_to_sint.i32 of f128`, `iconcat.i64 to i128`; `popcnt.i8x16` when
    there is but one."""
    from ..ir.opcodes import OPS  # for errors only, and a precompiled program starts without them
    from ..ir.types import type_name

    row = OPS[int(func.op[inst])]
    control = i64(func.ty[inst])
    text = row.name
    if control != 0:
        text += f".{type_name(control)}"
    # Addresses are left out: machines do not differ in them.
    names = [name for name, _ in row.operand_list]
    operands: list[int] = []
    start = i64(func.arg_start[inst])
    i: i64 = 0
    while i < i64(func.arg_count[inst]):
        if i >= len(names) or names[int(i)] != "p":
            operands.append(int(func.value_type[func.resolve(i64(func.pool[start + i]))]))
        i += 1
    results: list[int] = []
    i = 0
    while i < i64(func.result_count[inst]):
        results.append(int(func.value_type[i64(func.result_start[inst]) + i]))
        i += 1
    if row.format in ("call", "call_indirect", "try_call", "try_call_indirect", "return"):
        return text
    if operands.count(int(control)) != len(operands):
        text += f" of {', '.join(type_name(ty) for ty in operands)}"
    if results.count(int(control)) != len(results):
        text += f" to {', '.join(type_name(ty) for ty in results)}"
    return text


def check_limits(func: Function, limits: Limits = LIMITS) -> None:
    """Raise `LimitError` when a function has more of something than is allowed, or no block: there is no
    code for that, whether it was verified or not."""
    try:
        _check(func, limits)
    except LimitError as error:
        locate(error, func)
        raise


def _check(func: Function, limits: Limits) -> None:
    if func.first_block < 0:
        raise LimitError("a function without blocks cannot be compiled")
    _compare("instructions", len(func.op), limits.instructions)
    _compare("values", len(func.value_type), limits.values)
    _compare("blocks", len(func.block_first), limits.blocks)
    _compare("operands", len(func.pool), limits.operands)
    # A column's sum, which is at most the size of the pool or of the edges, bounds its items.
    if len(func.pool) > limits.block_params:
        _compare("parameters of one block", _largest(func.param_count), limits.block_params)
    if len(func.edge_block) > limits.edges:
        _compare("targets of one branch", _largest(func.edge_count), limits.edges)
    _check_signature(func.signature, limits)
    if func.num_signatures() > 0:
        for signature in func.signatures:
            _check_signature(signature, limits)


def _check_signature(signature: Signature, limits: Limits) -> None:
    _compare("parameters", len(signature.params), limits.params)
    _compare("results", len(signature.returns), limits.params)


def _compare(what: str, value: i64, limit: i64) -> None:
    if value > limit:
        refuse(what, int(value), int(limit))


def _largest(column: vec[i32]) -> i64:
    """The greatest number of a column of counts."""
    most: i64 = 0
    i: i64 = 0
    while i < len(column):
        if i64(column[i]) > most:
            most = i64(column[i])
        i += 1
    return most
