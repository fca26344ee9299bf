"""The instance context as seen by compiled code: the base of all environments.

Loads from the context, alias regions, the runtime's functions, names and signatures of functions.
"""

from typing import Final

from mypy_extensions import i64, mypyc_attr

from ...ir.entities import (
    MEM_ALIGNED,
    MEM_CAN_MOVE,
    MEM_LITTLE,
    MEM_READONLY,
    AbiParam,
    ExtName,
    Signature,
)
from ...ir.opcodes_gen import OP_IREDUCE, OP_LOAD, OP_UEXTEND
from ...ir.types import I32
from ...ir.types import I64 as IR_I64
from .builtins import BUILTIN_NUMBER, BUILTINS, builtin_signature
from .emitter import FunctionEmitter
from .layout import BUILTINS_OFFSET, ContextLayout
from .locals import ir_type
from .module import Module
from .tunables import Tunables

#: User ids of alias regions: some kinds have one, own memories and tables one each.
REGION_CONTEXT: Final = 0
REGION_GLOBALS: Final = 1
REGION_IMPORTED_GLOBALS: Final = 2
REGION_IMPORTED_MEMORIES: Final = 3
REGION_IMPORTED_TABLES: Final = 4
REGION_RECORDS: Final = 5
REGION_EXCEPTIONS: Final = 6
REGION_FUEL: Final = 7
REGION_MEMORY: Final = 0x1000
REGION_TABLE: Final = 0x10_0000

_CONTEXT_FLAGS: Final = MEM_ALIGNED | MEM_LITTLE
_FIXED_FLAGS: Final = MEM_ALIGNED | MEM_LITTLE | MEM_READONLY | MEM_CAN_MOVE


def signed_64(number: int) -> i64:
    """The i64 with the bits of an unsigned number."""
    return number - (1 << 64) if number >= 1 << 63 else number


@mypyc_attr(allow_interpreted_subclasses=True)
class ContextEnvironment:
    """What needs only the context."""

    def __init__(self, module: Module, tunables: Tunables | None = None) -> None:
        self.module: Module = module
        self.tunables: Tunables = tunables if tunables is not None else Tunables()
        self.layout: ContextLayout = ContextLayout(module)
        self.keeps_pinned: bool = True
        """Every call leaves the pinned register as it was, so that an access may use it instead of a copy. An
        environment whose calls do not sets it to False."""
        self._signatures: dict[int, Signature] = {}
        self._builtin_signatures: list[Signature] = [builtin_signature(row) for row in BUILTINS]
        # Rows of the function that is being translated, made when first needed.
        self._regions: dict[int, int] = {}
        self._builtins: dict[int, int] = {}
        self._context_region: i64 = -1
        self.item_offset: i64 = 0
        """To be added to the address that `definition` gave last."""

    # --- functions ------------------------------------------------------------------------------

    def name(self, function: int) -> ExtName:
        """Name of a function in the IR: `u0:N` with its index N."""
        return ExtName("", 0, function)

    def signature(self, number: int) -> Signature:
        """IR signature of a function type: its parameters and results under the convention `tail`."""
        found = self._signatures.get(number)
        if found is None:
            params = [AbiParam(int(ir_type(ty))) for ty in self.module.types.params(number)]
            results = [AbiParam(int(ir_type(ty))) for ty in self.module.types.results(number)]
            found = self._signatures[number] = Signature(params, results, "tail")
        return found

    def begin_function(self, out: FunctionEmitter, function: int) -> None:
        """The translation of a function begins; its entry block is current."""
        self._regions.clear()
        self._builtins.clear()
        self._context_region = -1

    # --- the context ------------------------------------------------------------------------------

    def region(self, out: FunctionEmitter, user_id: i64, description: str) -> i64:
        """Memory flags that name an alias region, declared when first needed."""
        row = self._regions.get(int(user_id))
        if row is None:
            row = int(out.declare_region(user_id, description))
            self._regions[int(user_id)] = row
        return (i64(row) + 1) << 16

    def context_flags(self, out: FunctionEmitter, fixed: bool) -> i64:
        """Memory flags of an access to the context, to something that never changes if `fixed`."""
        if self._context_region < 0:
            self._context_region = self.region(out, REGION_CONTEXT, "instance context")
        if fixed:
            return self._context_region | _FIXED_FLAGS
        return self._context_region | _CONTEXT_FLAGS

    def load_context(self, out: FunctionEmitter, ty: i64, offset: i64, fixed: bool) -> i64:
        """Load from the context."""
        flags = self.context_flags(out, fixed)
        return out.one(OP_LOAD, ty, offset, flags, 1, ty, out.instance_context(), -1, -1)

    def definition(self, out: FunctionEmitter, offset: i64, imported: bool) -> i64:
        """Address of an item's definition, to which `item_offset` must be added."""
        if imported:
            self.item_offset = 0
            return self.load_context(out, IR_I64, offset, True)
        self.item_offset = offset
        return out.instance_context()

    def widened(self, out: FunctionEmitter, index: i64) -> i64:
        """An index or length as an i64."""
        if i64(out.func.value_type[index]) == IR_I64:
            return index
        return out.one(OP_UEXTEND, IR_I64, 0, 0, 1, IR_I64, index, -1, -1)

    def narrowed(self, out: FunctionEmitter, value: i64, is_64: bool) -> i64:
        """A size as the type of indices."""
        if is_64:
            return value
        return out.one(OP_IREDUCE, I32, 0, 0, 1, I32, value, -1, -1)

    # --- the runtime's functions ---------------------------------------------------------------------

    def begin_builtin(self, out: FunctionEmitter) -> None:
        """Arguments for a builtin follow (`out.push_call_arg`); the context is the first."""
        out.clear_args()
        out.push_call_arg(out.instance_context())

    def call_builtin(self, out: FunctionEmitter, name: str) -> i64:
        """Call a builtin with the arguments that were pushed; its result, -1 for none."""
        number = BUILTIN_NUMBER[name]
        row = self._builtins.get(number)
        if row is None:
            row = int(out.declare_signature(self._builtin_signatures[number]))
            self._builtins[number] = row
        table = self.load_context(out, IR_I64, BUILTINS_OFFSET, True)
        flags = self.context_flags(out, True)
        code = out.one(OP_LOAD, IR_I64, 8 * number, flags, 1, IR_I64, table, -1, -1)
        return out.call_through(row, code, name == "exception_throw")
