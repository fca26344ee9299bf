"""How the functions of a module are translated for the runtime."""

from librt.vecs import vec
from mypy_extensions import i64

from ...frontend.wasm.emitter import FunctionEmitter
from ...frontend.wasm.environment import ModuleEnvironment
from ...frontend.wasm.layout import STACK_LIMIT_OFFSET, is_function_table
from ...ir.entities import AbiParam, Signature
from ...ir.errors import UnsupportedError
from ...ir.opcodes_gen import CC_ULT, OP_GET_STACK_POINTER, OP_ICMP, OP_LOAD, OP_TRAPNZ
from ...ir.trap_codes import TRAP_CODES
from ...ir.types import I8
from ...ir.types import I64 as IR_I64


class RuntimeEnvironment(ModuleEnvironment):
    """The default lowering, and a comparison of the stack pointer with the limit at each function's start."""

    def begin_function(self, out: FunctionEmitter, function: int) -> None:
        """See the base class."""
        super().begin_function(out, function)
        self._function = function
        cell = self.load_context(out, IR_I64, STACK_LIMIT_OFFSET, True)
        if self.tunables.release_gil:  # it is a function, which knows the thread
            row = out.declare_signature(Signature([], [AbiParam(int(IR_I64))], "system_v"))
            out.clear_args()
            limit = out.call_through(row, cell, False)
        else:
            flags = self.context_flags(out, False)
            limit = out.one(OP_LOAD, IR_I64, 0, flags, 1, IR_I64, cell, -1, -1)
        pointer = out.one(OP_GET_STACK_POINTER, IR_I64, 0, 0, 0, IR_I64, -1, -1, -1)
        below = out.one(OP_ICMP, IR_I64, CC_ULT, 0, 2, I8, pointer, limit, -1)
        out.none(OP_TRAPNZ, I8, i64(TRAP_CODES["stk_ovf"]), 0, 1, below, -1)

    # Without the GIL another thread may read an element that is half written, and there is nobody who looks
    # after exceptions.

    def _refuse(self, what: str) -> None:
        if self.tunables.release_gil:
            raise UnsupportedError(
                f"function {self._function}: {what} cannot be used in a module that releases the GIL"
            )

    def _refuse_change(self, table: i64, what: str) -> None:
        if is_function_table(self.module, int(table)):
            self._refuse(f"{what} of a table of functions")

    def table_set(self, out: FunctionEmitter, table: i64, index: i64, value: i64) -> None:
        """See the base class."""
        self._refuse_change(table, "table.set")
        super().table_set(out, table, index, value)

    def table_fill(self, out: FunctionEmitter, table: i64, at: i64, value: i64, count: i64) -> None:
        """See the base class."""
        self._refuse_change(table, "table.fill")
        super().table_fill(out, table, at, value, count)

    def table_copy(
        self, out: FunctionEmitter, to: i64, source: i64, at: i64, source_at: i64, count: i64
    ) -> None:
        """See the base class."""
        self._refuse_change(to, "table.copy")
        super().table_copy(out, to, source, at, source_at, count)

    def table_init(
        self, out: FunctionEmitter, table: i64, segment: i64, at: i64, source_at: i64, count: i64
    ) -> None:
        """See the base class."""
        self._refuse_change(table, "table.init")
        super().table_init(out, table, segment, at, source_at, count)

    def throw(self, out: FunctionEmitter, tag: i64, fields: vec[i64], start: i64, count: i64) -> None:
        """See the base class."""
        self._refuse("throw")
        super().throw(out, tag, fields, start, count)

    def throw_ref(self, out: FunctionEmitter, exception: i64) -> None:
        """See the base class."""
        self._refuse("throw_ref")
        super().throw_ref(out, exception)

    def caught(self, out: FunctionEmitter) -> None:
        """See the base class."""
        self._refuse("try_table")
        super().caught(out)
