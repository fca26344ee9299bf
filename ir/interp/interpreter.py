"""Interpreter: the meaning of IR, executed without any machine.

    outcome = interpret([func], "f", [1, 2])
    outcome.values == [3]           or      outcome.trap == "int_divz"

It is the judge of the backends, so it does everything the plain way (`machine.py`). Arguments
and results are bits: integers unsigned of their width, floats as their bit pattern, vectors as
little-endian bytes; negative integer arguments are taken modulo the width.

Limits: `fuel` counts instructions and ends in `LimitError`; memory of frames and depth of calls end
in the trap `stk_ovf`, as on a machine. No recursion, whatever the program does.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from ..errors import IrtoolError, Place
from ..function import Function
from ..opcodes import trap_name
from ..types import F64, I128, is_vector, type_bits, type_bytes, type_name
from .code import Code, Program
from .frames import InterpreterError
from .library import LIBRARY_NUMBER
from .machine import Machine
from .regions import MOST_FRAMES, DataObjects

#: Bits of a value: an unsigned integer, or the bytes of a vector.
DataValue = int | bytes

DEFAULT_FUEL: Final = 100_000_000
DEFAULT_MEMORY: Final = 1 << 24
DEFAULT_DEPTH: Final = 10_000


class Outcome:
    """How a call ended."""

    def __init__(
        self,
        values: list[DataValue],
        trap: str,
        instructions: int,
        place: Place | None = None,
        function: str = "",
    ) -> None:
        self.values = values
        """Results, empty after a trap."""
        self.trap = trap
        """Name of the trap code, empty when the function returned."""
        self.instructions = instructions
        """Instructions executed."""
        self.place = place
        """Where in the text the instruction is that trapped, if it came from text."""
        self.function = function
        """Name of the function that trapped, empty when none did."""

    def __repr__(self) -> str:
        ending = f"trap {self.trap}" if self.trap else repr(self.values)
        return f"Outcome({ending}, {self.instructions} instructions)"


class Interpreter:
    """Functions that can call each other by name. Each call starts with fresh memory."""

    def __init__(
        self,
        functions: Sequence[Function],
        memory_limit: int = DEFAULT_MEMORY,
        max_depth: int = DEFAULT_DEPTH,
        data: Mapping[str, bytes] | None = None,
    ) -> None:
        """`memory_limit`: bytes of stack slots, and of the values of waiting frames (at least 8 each);
        `max_depth`: calls waiting for each other; `data`: initial bytes of the data objects that
        `symbol_value` and `tls_value` may name, by `%name` or `uN:M`."""
        self.program = Program(list(functions), LIBRARY_NUMBER)
        """The prepared functions."""
        self.codes: list[Code] = self.program.codes
        """The prepared functions, in order."""
        self.memory_limit = memory_limit
        """Bytes of stack slots and of the values of waiting calls."""
        self.max_depth = min(max_depth, MOST_FRAMES - 1)
        """Most calls that wait for each other."""
        self.data = DataObjects(data if data is not None else {})
        """The data objects at their addresses."""

    def call(self, name: str, args: Sequence[DataValue], fuel: int = DEFAULT_FUEL) -> Outcome:
        """Call the function `%name` (also `%name` or `u0:1` spelled out).

        Raises `UnsupportedError` naming an opcode that it cannot execute, `InterpreterError` for a
        program without meaning (and wrong arguments), `LimitError` when `fuel` runs out."""
        for code in self.codes:
            if str(code.func.name) in (name, "%" + name):
                return self.call_function(code, args, fuel)
        raise InterpreterError(f"there is no function %{name}")

    def call_function(self, code: Code, args: Sequence[DataValue], fuel: int = DEFAULT_FUEL) -> Outcome:
        """Call a prepared function."""
        signature = code.func.signature
        if len(args) != len(signature.params):
            raise InterpreterError(
                f"{code.func.name} takes {len(signature.params)} arguments, got {len(args)}"
            )
        machine = Machine(self.program, fuel, self.memory_limit, self.max_depth, self.data)
        bits = [_to_bits(value, param.ty) for value, param in zip(args, signature.params, strict=True)]
        machine.moved = _narrow_column(bits, [param.ty for param in signature.params])
        machine.moved_wide = bits
        if (not code.struct_args or machine.take_structs(code)) and machine.enter(code.index):
            machine.run()
        used = fuel - int(machine.fuel)
        if machine.trap:
            return Outcome(
                [], trap_name(int(machine.trap)), used, machine.place(), str(machine.code.func.name)
            )
        values: list[DataValue] = []
        for index, result in enumerate(signature.returns):
            if _is_wide(result.ty):
                wide = machine.moved_wide[index]
                values.append(
                    wide.to_bytes(type_bytes(result.ty), "little") if is_vector(result.ty) else wide
                )
            else:
                narrow = int(machine.moved[index])
                values.append(narrow + (1 << 64) if narrow < 0 else narrow)
        return Outcome(values, "", used)


def interpret(
    functions: Sequence[Function],
    name: str,
    args: Sequence[DataValue],
    fuel: int = DEFAULT_FUEL,
    memory_limit: int = DEFAULT_MEMORY,
    max_depth: int = DEFAULT_DEPTH,
    data: Mapping[str, bytes] | None = None,
) -> Outcome:
    """Call `%name` among `functions`; see `Interpreter` for the limits and `Interpreter.call` for errors."""
    return Interpreter(functions, memory_limit, max_depth, data).call(name, args, fuel)


def _is_wide(ty: int) -> bool:
    return ty > F64 or ty == I128


def _to_bits(value: DataValue, ty: int) -> int:
    """Bits of an argument."""
    width = int(type_bits(ty))  # an `int`: bits of i128 and vectors do not fit a native one
    if isinstance(value, bytes):
        if len(value) * 8 != width:
            raise InterpreterError(f"{len(value)} bytes given for {type_name(ty)}")
        return int.from_bytes(value, "little")
    if not -(1 << (width - 1)) <= value < 1 << width:
        raise InterpreterError(f"{value} does not fit {type_name(ty)}")
    return value & ((1 << width) - 1)


def _narrow_column(bits: list[int], types: list[int]) -> vec[i64]:
    """Values as the machine carries them; wide ones have no part here."""
    column: vec[i64] = vec[i64]()
    for value, ty in zip(bits, types, strict=True):
        if _is_wide(ty):
            column = append(column, 0)
        else:
            column = append(column, value - (1 << 64) if value >> 63 else value)
    return column


__all__ = ["DataValue", "Interpreter", "InterpreterError", "IrtoolError", "Outcome", "interpret"]
