"""Limits of one function, and the errors that name them.

Numbers that the tables pack or that a machine's fields hold end somewhere; a function beyond is refused
before work on it starts, with its place, the limit and the value:

    big.clif:1:1: error: function %f: 140000 parameters; the limit is 131072

What is limited elsewhere: bytes of stack arguments and of the frame (`abi.py`), bytes of code
(`LabelKinds.max_code`: 128 MiB on aarch64, where a branch must cross the function; 2 GiB on x86-64),
bytes of text (`text.py`). `docs/ranges.md` has the whole table.
"""

from typing import Final, NamedTuple, NoReturn

from librt.vecs import vec
from mypy_extensions import i64

from ..ir.errors import IrtoolError, LimitError, Place
from ..ir.function import Function


class Limits(NamedTuple):
    """The most of each that one function may have."""

    instructions: int
    values: int
    blocks: int
    block_params: int
    """Of one block, the entry block included."""
    params: int
    """Parameters, or results, of one signature."""
    edges: int
    """Block calls of one branch: the entries of a jump table."""


#: A vreg has 32 bits in an operand (`regalloc/contract.py`), and program points are twice the machine
#: instructions, so the tables would hold more; these keep a function within 8 GiB of memory.
LIMITS: Final = Limits(
    instructions=1 << 23,
    values=1 << 24,
    blocks=1 << 22,
    block_params=1 << 17,
    params=1 << 17,
    edges=1 << 20,
)


def refuse(what: str, value: int, limit: int) -> NoReturn:
    """Raise the error for a value beyond its limit; callers add the function's name and place."""
    raise LimitError(f"{value} {what}; the limit is {limit}")


def locate(error: IrtoolError, func: Function, inst: i64 = -1) -> None:
    """Complete an error that names neither function nor place: the place is that of an instruction, or
    of the function's head for -1; none when the function did not come from text."""
    where = func.places.get(("inst", int(inst)) if inst >= 0 else ("function", 0))
    error.complete(f"function {func.name}", Place(where[0], where[1]) if where is not None else None)


def check_limits(func: Function, limits: Limits = LIMITS) -> None:
    """Raise `LimitError` when a function has more of something than is allowed."""
    try:
        _check(func, limits)
    except LimitError as error:
        locate(error, func)
        raise


def _check(func: Function, limits: Limits) -> None:
    for what, value, limit in (
        ("instructions", len(func.op), limits.instructions),
        ("values", len(func.value_type), limits.values),
        ("blocks", len(func.block_first), limits.blocks),
    ):
        if value > limit:
            refuse(what, value, limit)
    most: i64 = _largest(func.param_count)
    if most > limits.block_params:
        refuse("parameters of one block", int(most), limits.block_params)
    most = _largest(func.edge_count)
    if most > limits.edges:
        refuse("targets of one branch", int(most), limits.edges)
    for signature in (func.signature, *func.signatures):
        for what, values in (("parameters", signature.params), ("results", signature.returns)):
            if len(values) > limits.params:
                refuse(what, len(values), limits.params)


def _largest(column: vec[i64]) -> i64:
    """The greatest number of a column of counts."""
    most: i64 = 0
    i: i64 = 0
    while i < len(column):
        if column[i] > most:
            most = column[i]
        i += 1
    return most
