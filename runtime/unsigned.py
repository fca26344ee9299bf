"""Callables whose integer results are unsigned: `irtool.jit(func, unsigned=True)`.

A register has no sign. Callables read integers as signed, as most programs want; this wrapper reads the
same bits as unsigned: an i8 result -1 becomes 255.
"""

from collections.abc import Callable
from typing import Any

from ..ir import types
from ..ir.entities import Signature


class UnsignedFunction:
    """A compiled or interpreted function that returns its integers unsigned; otherwise as the function
    itself."""

    def __init__(self, function: Callable[..., object], signature: Signature) -> None:
        self.function = function
        """The callable whose results are signed."""
        self.signature = signature
        """Parameters and returns of the function."""
        self._masks = [
            (1 << int(types.type_bits(result.ty))) - 1 if types.is_int(result.ty) else 0
            for result in signature.returns
        ]

    @property
    def address(self) -> int:
        """Address of the machine code."""
        function: Any = self.function
        return int(function.address)

    def __call__(self, *arguments: object, **keywords: object) -> Any:
        """Call it; see `irtool.jit`."""
        result: Any = self.function(*arguments, **keywords)
        if len(self._masks) == 1:
            return result & self._masks[0] if self._masks[0] else result
        if not self._masks:
            return result
        return tuple(value & mask if mask else value for value, mask in zip(result, self._masks, strict=True))

    def __repr__(self) -> str:
        return f"<unsigned {self.function!r}>"
