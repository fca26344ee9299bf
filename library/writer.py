"""Writing the IR functions of a library: a builder with the few forms that they are made of."""

from collections.abc import Sequence
from typing import Final

from ..frontend.wasm.builtin_functions import FLAGS
from ..ir.builder import NumberBuilder, memory_flags
from ..ir.entities import AbiParam, Signature
from ..ir.function import Function
from ..ir.types import I64

#: Of accesses to memory of the program, which need not be aligned.
UNALIGNED: Final = memory_flags("notrap")
#: Names of data objects.
CONSTANTS: Final = "constants"
VARIABLES: Final = "variables"


class Writer:
    """A function in the making. Methods emit at the current place and return values."""

    def __init__(
        self, name: str, params: Sequence[int], results: Sequence[int] = (), convention: str = "system_v"
    ) -> None:
        self.b = NumberBuilder.create(name, list(params), list(results), convention)
        block = self.b.create_entry_block()
        self.b.switch_to_block(block)
        self.params = self.b.block_params(block)
        self._loops: list[tuple[int, int, int]] = []
        """Of loops that are open: head, block behind, bytes of a row (a value)."""

    def constant(self, value: int, ty: int = I64) -> int:
        """An integer."""
        return self.b.iconst(ty, value)

    def add(self, x: int, number: int) -> int:
        """An address and so many bytes."""
        return self.b.iadd(x, self.constant(number)) if number else x

    def load(self, address: int, offset: int = 0) -> int:
        """A word."""
        return self.b.load(I64, address, offset, FLAGS)

    def store(self, value: int, address: int, offset: int = 0) -> None:
        """Store a value, a word say."""
        self.b.store(value, address, offset, FLAGS)

    def constants(self, offset: int) -> int:
        """The address of a place in the constants."""
        return self.b.symbol_value(I64, self.b.symbol(CONSTANTS, offset, True, False))

    def variables(self, offset: int) -> int:
        """The address of a variable of the library."""
        return self.b.symbol_value(I64, self.b.symbol(VARIABLES, offset, True, False))

    def reference(
        self, name: str, params: Sequence[int], results: Sequence[int], convention: str = "system_v"
    ) -> int:
        """A function of the library, to be called."""
        signature = Signature([AbiParam(ty) for ty in params], [AbiParam(ty) for ty in results], convention)
        return self.b.import_function(name, signature, colocated=True)

    def call(
        self,
        name: str,
        params: Sequence[int],
        results: Sequence[int],
        arguments: Sequence[int],
        convention: str = "system_v",
    ) -> list[int]:
        """Call a function of the library."""
        return self.b.call(self.reference(name, params, results, convention), arguments)

    def call_c(
        self, name: str, params: Sequence[int], results: Sequence[int], arguments: Sequence[int]
    ) -> list[int]:
        """Call a function of the C library."""
        signature = Signature([AbiParam(ty) for ty in params], [AbiParam(ty) for ty in results], "system_v")
        return self.b.call(self.b.import_function(name, signature), arguments)

    def call_address(
        self, code: int, params: Sequence[int], results: Sequence[int], arguments: Sequence[int]
    ) -> list[int]:
        """Call a C function by its address."""
        signature = Signature([AbiParam(ty) for ty in params], [AbiParam(ty) for ty in results], "system_v")
        return self.b.call_indirect(self.b.import_signature(signature), code, arguments)

    def address_of(self, name: str) -> int:
        """The code address of a function of the library."""
        return self.b.func_addr(I64, self.reference(name, [], []))

    def when(self, condition: int, cold: bool = False) -> int:
        """What follows is done when a condition holds; `otherwise` of the result ends that."""
        inside, outside = self.b.create_block(), self.b.create_block()
        if cold:
            self.b.set_cold(inside)
        self.b.brif(condition, inside, [], outside, [])
        self.b.switch_to_block(inside)
        return outside

    def otherwise(self, block: int) -> None:
        """What follows is done in any case (unless what came before has returned)."""
        if not self.b.is_filled(self.b.current):
            self.b.jump(block)
        self.b.switch_to_block(block)

    def rows(self, start: int, end: int, size: int) -> int:
        """A loop over the rows from one address up to another, `size` bytes each. What follows, up to
        `end_rows`, is done for each; the address of the row."""
        return self.rows_of(start, end, self.constant(size))

    def rows_of(self, start: int, end: int, size: int) -> int:
        """The same; the size is a value."""
        head, inside, done = self.b.create_block([I64]), self.b.create_block(), self.b.create_block()
        self.b.jump(head, [start])
        self.b.switch_to_block(head)
        (row,) = self.b.block_params(head)
        self.b.brif(self.b.icmp("uge", row, end), done, [], inside, [])
        self.b.switch_to_block(inside)
        self._loops.append((head, done, size))
        return row

    def end_rows(self, row: int) -> None:
        """The loop's body ends."""
        head, done, size = self._loops.pop()
        self.b.jump(head, [self.b.iadd(row, size)])
        self.b.switch_to_block(done)

    def finish(self, results: Sequence[int] = ()) -> Function:
        """The function, which returns here unless it cannot come here."""
        if not self.b.is_filled(self.b.current):
            self.b.return_(list(results))
        self.b.seal_all_blocks()
        return self.b.finalize()
