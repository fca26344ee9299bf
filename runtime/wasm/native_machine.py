"""The machine that Python runs on (`machines.py`)."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from ...backends.host_machine import NATIVE as NATIVE_CPU
from ...backends.host_machine import host_name
from ..enter import call
from ..glue_code import Recipe, stubs
from ..pending import RAISE_OUT
from ..platform import host_form
from ..stack_limit import CELL_ADDRESS
from ..traps import CodeMap, Describe
from .machines import Callback, LoadedText, Machine

if TYPE_CHECKING:
    from ...backends.object_format import ObjectFormat
    from ...backends.text import TextSection
    from ...settings import Settings

_C_TYPES: Final[dict[str, Any]] = {"": None, "i": ctypes.c_uint32, "I": ctypes.c_uint64}


class NativeMachine(Machine):
    """Code runs in this process."""

    def __init__(self) -> None:
        super().__init__(host_name(), RAISE_OUT)
        self._keep: list[object] = []

    @property
    def limit_cell(self) -> int:
        """See the base class."""
        return CELL_ADDRESS

    @cached_property
    def form(self) -> ObjectFormat:
        """See the base class."""
        return host_form()

    def settings(self, level: str, cpu: str = NATIVE_CPU) -> Settings:
        """See the base class. Raises `UnsupportedError` for features that this processor lacks."""
        from ..glue import host_settings
        from ..platform import host_target

        settings = host_settings(level, cpu)
        host_target(settings)
        return settings

    def load_stubs(self, recipe: Recipe, symbols: Mapping[str, int] | None = None) -> dict[str, int]:
        """See the base class."""
        return stubs(recipe, symbols)

    def load_text(
        self,
        section: TextSection,
        describe: Describe,
        code_map: CodeMap | None,
        symbols: dict[str, int],
    ) -> LoadedText:
        """See the base class."""
        from ..native import NativeImage

        return NativeImage(section, symbols, describe, code_map)

    def call(self, entry: int, code: int, context: int, slots: int) -> None:
        """See the base class."""
        call(entry, code, context, slots)

    def _make_callback(self, function: Callback, result: str, params: str) -> int:
        prototype = ctypes.PYFUNCTYPE(_C_TYPES[result], *(_C_TYPES[letter] for letter in params))
        made = prototype(function)
        self._keep.append(made)
        return ctypes.cast(made, ctypes.c_void_p).value or 0


NATIVE: Final = NativeMachine()
