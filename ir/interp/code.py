"""A function prepared for the interpreter: aliases resolved, callees bound, slots laid out."""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from ..entities import ExtName
from ..errors import LimitError
from ..function import Function
from ..opcodes import OP_BY_NAME
from ..opcodes_gen import OP_COUNT
from ..types import I64, type_bytes
from .memory import CODE_BASE, CODE_STEP, DATA_BASE, FUNCTION_BASE, FUNCTION_STEP

#: Values of `Code.callee` for functions that are not among those interpreted.
NOT_DEFINED: Final = -1

#: Bytes that a load or store moves by opcode; 0: the size of the controlling type.
_NARROW: Final = {
    "uload8": 1, "sload8": 1, "istore8": 1,
    "uload16": 2, "sload16": 2, "istore16": 2,
    "uload32": 4, "sload32": 4, "istore32": 4,
}  # fmt: skip


def _access_bytes() -> vec[i64]:
    column: vec[i64] = vec[i64]([0] * OP_COUNT)
    for name, count in _NARROW.items():
        column[OP_BY_NAME[name]] = count
    return column


def _signed_loads() -> vec[i64]:
    column: vec[i64] = vec[i64]([0] * OP_COUNT)
    for name in _NARROW:
        column[OP_BY_NAME[name]] = 1 if name.startswith("sload") else 0
    return column


#: By opcode: bytes accessed by a narrow load or store, 0 when the type says it.
ACCESS_BYTES: Final[vec[i64]] = _access_bytes()
#: By opcode: 1 for the sign-extending narrow loads.
ACCESS_SIGNED: Final[vec[i64]] = _signed_loads()


class Code:
    """One function as the interpreter walks it."""

    def __init__(self, func: Function, index: int) -> None:
        self.func = func
        self.index: i64 = index
        self.value_count: i64 = len(func.value_type)
        self.value_bytes: i64 = _bytes_of_values(func)
        self.pool: vec[i64] = _resolved_pool(func)
        self.wide_values: bool = any(ty > I64 for ty in func.value_type)
        """Whether some value has a type other than i8..i64."""
        self.callee: vec[i64] = vec[i64]([NOT_DEFINED] * len(func.ext_funcs))
        """By function reference: number of the function called, `NOT_DEFINED` if it is not known. Library
        functions have the numbers behind those of the functions interpreted."""
        self.struct_args: list[tuple[int, int]] = [
            (index, param.size)
            for index, param in enumerate(func.signature.params)
            if param.purpose == "sarg"
        ]
        """Number and bytes of each parameter that is a structure passed by value."""
        self.address: i64 = CODE_BASE
        """Address of instruction 0; the others follow it, then the edges."""
        self.address_count: i64 = CODE_STEP * (len(func.op) + len(func.edge_block))
        self.slot_offset: vec[i64] = vec[i64]()
        """By stack slot: offset in the frame's memory."""
        self.dynamic_offset: vec[i64] = vec[i64]()
        """By dynamic stack slot: offset in the frame's memory."""
        self.frame_bytes: i64 = 0
        self.frame_align: i64 = 1
        self._lay_out_slots()

    def _lay_out_slots(self) -> None:
        """Slots back to back in number order, each on its own alignment, dynamic ones last."""
        for slot in self.func.stack_slots:
            self.slot_offset = append(self.slot_offset, self._reserve(slot.size, slot.align))
        for slot in self.func.dynamic_slots:
            size = type_bytes(self.func.dynamic_types[slot.dynamic_type].base)  # scale one
            self.dynamic_offset = append(self.dynamic_offset, self._reserve(size, 16))

    def _reserve(self, size: int, align: int) -> int:
        """Room in the frame; its offset."""
        start = (int(self.frame_bytes) + align - 1) & -align
        self.frame_bytes = start + size
        self.frame_align = max(int(self.frame_align), align)
        return start


def _bytes_of_values(func: Function) -> i64:
    """What the values of a frame take: 8 bytes each, wide ones their size."""
    total: i64 = 0
    for ty in func.value_type:
        size = type_bytes(i64(ty))
        total += size if size > 8 else 8
    return total


def _resolved_pool(func: Function) -> vec[i64]:
    """A copy of the operand pool with every alias replaced."""
    pool: vec[i64] = vec[i64](capacity=len(func.pool))
    i: i64 = 0
    while i < len(func.pool):
        pool = append(pool, func.resolve(i64(func.pool[i])))
        i += 1
    return pool


class Program:
    """Functions that can call each other by name, and library functions by number behind them."""

    def __init__(self, functions: list[Function], library: dict[str, int]) -> None:
        self.codes: list[Code] = [Code(func, index) for index, func in enumerate(functions)]
        self.number: dict[tuple[str, int, int, int], int] = {
            ExtName(name).key(): len(functions) + number for name, number in library.items()
        }
        """Number of a function by key of its name; a function of the program hides a library function."""
        for index, func in enumerate(functions):
            self.number[func.name.key()] = index
        for code in self.codes:
            for row, ext in enumerate(code.func.ext_funcs):
                code.callee[row] = self.find(ext.name)
        self._place(len(functions) + len(library))

    def find(self, name: ExtName) -> int:
        """Number of the function with a name, `NOT_DEFINED` if there is none."""
        return self.number.get(name.key(), NOT_DEFINED)

    def _place(self, functions: int) -> None:
        """Give every instruction an address."""
        address: i64 = CODE_BASE + CODE_STEP  # the first one is the host's
        for code in self.codes:
            code.address = address
            address += code.address_count
        if address > DATA_BASE or FUNCTION_BASE + FUNCTION_STEP * functions > CODE_BASE:
            raise LimitError("the program is too large for the interpreter")
