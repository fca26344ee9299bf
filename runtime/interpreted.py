"""Functions run by the interpreter, with the interface of compiled ones.

    f = interpreted(func)        f(2, 3), f.signature        as      f = jit(func)

Arguments, results and traps are those of `jit` (`runtime/function.py` converts both), so a test can put one
in the other's place. There is no machine code, so there is no address.
"""

from collections.abc import Sequence
from typing import Any

from ..ir.data import DataSection
from ..ir.entities import ExtName
from ..ir.function import Function
from ..ir.interp.interpreter import DEFAULT_FUEL, Interpreter
from ..ir.types import type_bytes
from .traps import Trap
from .unsigned import UnsignedFunction
from .values import from_bits, to_bits


class InterpretedFunction:
    """A function that the interpreter executes; called like a compiled one."""

    def __init__(self, function: Function, interpreter: Interpreter, fuel: int) -> None:
        self.name = function.name.symbol()
        """Its symbol."""
        self.signature = function.signature
        """Parameters and returns."""
        self._interpreter = interpreter
        self._full_name = str(function.name)
        self._fuel = fuel

    def __call__(self, *arguments: object) -> Any:
        """Call it: see `interpreted`."""
        params = self.signature.params
        if len(arguments) != len(params):
            raise TypeError(f"{self.name}() takes {len(params)} arguments, got {len(arguments)}")
        bits = []
        for param, argument in zip(params, arguments, strict=True):
            value = to_bits(param.ty, argument)  # type: ignore[arg-type]
            if isinstance(value, int):
                value &= (1 << 8 * int(type_bytes(param.ty))) - 1
            bits.append(value)
        outcome = self._interpreter.call(self._full_name, bits, self._fuel)
        if outcome.trap:
            raise Trap(outcome.trap, function=self.name)
        results = [
            from_bits(result.ty, value)
            for result, value in zip(self.signature.returns, outcome.values, strict=True)
        ]
        if not results:
            return None
        return results[0] if len(results) == 1 else tuple(results)

    def __repr__(self) -> str:
        return f"<interpreted function {self.name}>"


def interpreted(
    function: Function,
    others: Sequence[Function] = (),
    data: DataSection | None = None,
    fuel: int = DEFAULT_FUEL,
    unsigned: bool = False,
) -> InterpretedFunction | UnsignedFunction:
    """A function as a Python callable that interprets it, on any machine, for tests and debugging.

    `others` are the functions that it calls by name; `data` the data objects that they name: each call
    starts with a fresh copy, and all are writable. `fuel` bounds the instructions of one call. `unsigned`,
    arguments and results are as for `jit`. A call raises `Trap` without an offset, `TypeError` for wrong
    arguments, `LimitError` when the fuel is used up, and `UnsupportedError` naming an opcode that only
    machines have."""
    named = data.objects.values() if data is not None else ()
    objects = {str(ExtName(each.name)): each.content for each in named}
    made = InterpretedFunction(function, Interpreter([function, *others], data=objects), fuel)
    return UnsignedFunction(made, function.signature) if unsigned else made
