"""Where code of a module runs: in this process, or in an emulated processor beside it.

    machine.load_stubs(recipe)              addresses of IR functions, compiled for the machine
    machine.callback(function, "i", "II")   an address that its code can call: `u32 (u64, u64)`, in Python
    machine.call(entry, code, context, slots)

Instances, memories, tables and what else a module is made of are the same objects in both cases, and the same
IR functions stand at the borders (`stub_functions.py`, `builtin_glue.py`, `exception_functions.py`); they ask
a `Machine` for the few addresses that differ. Code of two machines cannot call each other.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from ...backends.host_machine import NATIVE
from ..glue_code import Recipe
from ..traps import CodeMap, Describe
from .memory_words import Block

if TYPE_CHECKING:
    from ...backends.object_format import ObjectFormat
    from ...backends.text import TextSection
    from ...settings import Settings

#: A function of Python that compiled code calls: unsigned integers to one, or to None.
Callback = Callable[..., int | None]


class LoadedText(Protocol):
    """A text section where it can run; it is given back with the object."""

    slots: dict[str, int]
    """Addresses of the words through which it calls functions outside of it, by symbol. They can be changed
    at any time."""

    def address(self, name: str) -> int:
        """Where a function is; KeyError for an unknown name."""


class Machine(ABC):
    """One of them; there is one object per machine."""

    emulated = False
    """Whether code runs in an emulator."""

    def __init__(self, name: str, raise_out: Block) -> None:
        self.name: Final = name
        """The target."""
        self.stubs: Final[dict[str, int]] = {}
        """Addresses of functions that were made once for all, by what they are for."""
        self.raise_out: Final = raise_out
        """The address of `raise_out` (`exception_functions.py`), 0 until there are instances."""
        self._callbacks: Final[dict[Callback, int]] = {}

    @cached_property
    def form(self) -> ObjectFormat:
        """Facts of its code."""
        from ...backends.registry import lookup

        return lookup(self.name).form

    @property
    def whole_stores(self) -> bool:
        """See `ObjectFormat.whole_stores`: emulators store byte after byte."""
        return self.form.whole_stores and not self.emulated

    @property
    @abstractmethod
    def limit_cell(self) -> int:
        """Address of the word with the stack limit of the thread that runs code."""

    @abstractmethod
    def settings(self, level: str, cpu: str = NATIVE) -> Settings:
        """The settings that code is compiled with at a level of optimisation; `cpu` is flags and presets with
        commas between them. Raises `SettingError` for others."""

    @abstractmethod
    def load_stubs(self, recipe: Recipe, symbols: Mapping[str, int] | None = None) -> dict[str, int]:
        """Functions that stay for as long as the process; their addresses by name. `symbols` are addresses
        that they name, beside those of `addresses.py`."""

    @abstractmethod
    def load_text(
        self,
        section: TextSection,
        describe: Describe,
        code_map: CodeMap | None,
        symbols: dict[str, int],
    ) -> LoadedText:
        """Code that can be given back. `symbols` are addresses of what is outside of it. Raises
        `UndefinedSymbolError` and `LimitError`."""

    @abstractmethod
    def call(self, entry: int, code: int, context: int, slots: int) -> None:
        """Run an entry stub (`stubs.py`). Raises `Trap`, or the exception that was left."""

    def callback(self, function: Callback, result: str, params: str) -> int:
        """Address of a function of Python for code of the machine: types as letters, `i` u32 and `I` u64.
        It may not raise, but under emulation, where that ends the run. The same function has the same
        address."""
        address = self._callbacks.get(function)
        if address is None:
            address = self._callbacks[function] = self._make_callback(function, result, params)
        return address

    @abstractmethod
    def _make_callback(self, function: Callback, result: str, params: str) -> int:
        """A new one."""
