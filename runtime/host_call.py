"""What a function of the host sees of an emulated call.

A host function gets the integer arguments and returns the integer result, if there is one; floats and memory
are reached through the `HostCall`."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TypeAlias


class HostCall(ABC):
    """The emulated machine while it calls a function of the host."""

    @abstractmethod
    def float_argument(self, index: int, size: int) -> bytes:
        """The low `size` bytes of a float argument register."""

    @abstractmethod
    def set_float_result(self, data: bytes) -> None:
        """Set the float result register."""

    @abstractmethod
    def set_wide_result(self, number: int) -> None:
        """Set the two result registers to a 128-bit integer."""

    @abstractmethod
    def read_memory(self, address: int, size: int) -> bytes:
        """Bytes of the emulated memory."""

    @abstractmethod
    def write_memory(self, address: int, data: bytes) -> None:
        """Change the emulated memory."""


HostFunction: TypeAlias = Callable[[HostCall, list[int]], int | None]
