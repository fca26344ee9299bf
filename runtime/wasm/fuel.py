"""Fuel: how many instructions of WebAssembly code may run.

    module = Module.from_file("prog.wasm", tunables=Tunables(fuel=True))
    instance = Instance(module, imports, fuel=1_000_000)
    instance.exports.run()                      Trap "all fuel consumed" when that is not enough
    instance.fuel.left += 500_000               and on

Every instruction costs one unit but those that only give structure: `block`, `loop`, `else`, `end`,
`try_table`, `nop` and `drop` are free. Code subtracts what a straight line of instructions costs at its end,
before each branch, call and return, and looks whether the counter is negative at the start of functions and
of rounds of loops. So what a run costs depends on the module and its input alone, not on the machine, the
optimisation or the time; between two looks a function can overdraw by no more instructions than it has.
Of a line that a trap ends nothing is subtracted. Bulk instructions cost one, whatever their length.

The lock that lets one thread at a time change a counter is that of the machine which runs the code
(`machines.py`): natively the GIL, under emulation one of its own. So all instances with a counter are for one
machine, and under emulation `left` is set while no code runs, or by functions that it calls.
"""

from __future__ import annotations

from ...ir.errors import SettingError
from .machines import Machine
from .memory_words import Block, read_word, write_word

_LIMIT = 1 << 63


class Fuel:
    """A counter that instances run on. Instances that share one are limited together."""

    def __init__(self, units: int) -> None:
        """Raises `ValueError` for less than 0 or more than 2^63 - 1 units."""
        if units < 0:
            raise ValueError(f"fuel must not be negative: {units}")
        self._block = Block(8)
        self._machine: Machine | None = None
        self.left = units

    def use_on(self, machine: Machine) -> None:
        """Code of a machine counts with it. Raises `SettingError` if that of another one does already."""
        if self._machine not in (None, machine):
            raise SettingError("instances can share fuel only if one machine runs them all, or one emulator")
        self._machine = machine

    @property
    def address(self) -> int:
        """Where compiled code finds the counter."""
        return self._block.address

    @property
    def left(self) -> int:
        """Units that are left; less than 0 when they are used up, by what was overdrawn. It can be set,
        also by functions that the code calls."""
        word = read_word(self._block.address)
        return word - (1 << 64) if word >= _LIMIT else word

    @left.setter
    def left(self, units: int) -> None:
        if not -_LIMIT <= units < _LIMIT:
            raise ValueError(f"fuel must be less than 2^63, not {units}")
        write_word(self._block.address, units)

    def __repr__(self) -> str:
        return f"<fuel: {self.left} left>"
