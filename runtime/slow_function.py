"""Compiled functions as Python callables where no generated code can call them: under emulation, and in
Pythons without the vectorcall protocol. Calls go through the trampoline of the module."""

from typing import Any, Protocol

from ..ir.entities import Signature
from .values import Value, from_bits, to_bits


class Callee(Protocol):
    """What `SlowFunction` needs of a `CompiledModule`."""

    signatures: dict[str, Signature]

    def address(self, name: str) -> int:
        """Address of a function."""

    def call(self, name: str, arguments: list[Value]) -> list[Value]:
        """Call a function."""


def call_in_time(function: Any, arguments: tuple[object, ...], seconds: object, name: str) -> object:
    """Call a function with a limit of time, None for none. Raises `TimeLimitError`, and TypeError and
    ValueError for what are no seconds."""
    from .wasm.time_limits import time_limit

    if seconds is None:
        return function(*arguments)
    if not isinstance(seconds, int | float):
        raise TypeError(f"timeout must be seconds, not {type(seconds).__name__}")
    with time_limit(seconds):
        return function(*arguments)


class SlowFunction:
    """A compiled function called through the trampoline of its module: any signature."""

    def __init__(self, module: Callee, name: str) -> None:
        self.module = module
        self.name = name
        self.signature = module.signatures[name]
        self.address = module.address(name)

    def __repr__(self) -> str:
        return f"<compiled function {self.name} at {self.address:#x}>"

    def __call__(self, *arguments: Any, **keywords: Any) -> object:
        """Call it; see `NativeFunction`."""
        if keywords.keys() == {"timeout"}:
            return call_in_time(self, arguments, keywords["timeout"], self.name)
        if keywords:
            raise TypeError(f"{self.name}() takes no keyword arguments but timeout")
        params = self.signature.params
        if len(arguments) != len(params):
            raise TypeError(f"{self.name}() takes {len(params)} arguments, got {len(arguments)}")
        values = [to_bits(param.ty, value) for param, value in zip(params, arguments, strict=True)]
        results = [
            from_bits(result.ty, value)
            for result, value in zip(self.signature.returns, self.module.call(self.name, values), strict=True)
        ]
        if not results:
            return None
        return results[0] if len(results) == 1 else tuple(results)
