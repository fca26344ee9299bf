"""Tables in the default environment: see `layout.py` for what an element is.

table.get       bounds; load the element, of a table of functions the address of the record in it
call_indirect   bounds; compare signature ids; load code and context from the element
"""

from mypy_extensions import i64, mypyc_attr

from ...ir.entities import MEM_ALIGNED, MEM_LITTLE
from ...ir.opcodes_gen import (
    CC_UGE,
    OP_IADD,
    OP_ICMP,
    OP_ISHL,
    OP_LOAD,
    OP_SELECT_SPECTRE_GUARD,
    OP_STORE,
    OP_TRAPNZ,
)
from ...ir.types import I8, I32
from ...ir.types import I64 as IR_I64
from .emitter import FunctionEmitter
from .environment_base import REGION_IMPORTED_TABLES, REGION_RECORDS, REGION_TABLE, signed_64
from .environment_memory import MemoryEnvironment
from .layout import (
    FUNCTION_CODE,
    FUNCTION_CONTEXT,
    FUNCTION_RECORD,
    FUNCTION_SIGNATURE,
    LENGTH_OFFSET,
    NULL_SIGNATURE,
    is_function_table,
)
from .locals import SINGLE
from .module import EXTERN_TABLE
from .traps import TRAP_TABLE


@mypyc_attr(allow_interpreted_subclasses=True)
class TableEnvironment(MemoryEnvironment):
    """Tables."""

    def _table_definition(self, out: FunctionEmitter, table: i64) -> i64:
        return self.definition(out, self.layout.table(table), table < self.module.imported[EXTERN_TABLE])

    def table_flags(self, out: FunctionEmitter, table: i64, trap: i64) -> i64:
        """Memory flags of an access to an element, which traps with a code when its address is 0."""
        if table < self.module.imported[EXTERN_TABLE]:
            region = self.region(out, REGION_IMPORTED_TABLES, "imported tables")
        else:
            region = self.region(out, REGION_TABLE + table, f"table {int(table)}")
        if not self.tunables.signal_traps or not self.tunables.spectre_table:
            trap = 0
        return MEM_ALIGNED | MEM_LITTLE | trap << 8 | region

    def table_length(self, out: FunctionEmitter, table: i64) -> i64:
        """Present number of elements, an i64."""
        data = self.module.tables[int(table)]
        if data.minimum == data.maximum:
            return out.const(IR_I64, signed_64(data.minimum))
        definition = self._table_definition(out, table)
        flags = self.context_flags(out, False)
        at = self.item_offset + LENGTH_OFFSET
        return out.one(OP_LOAD, IR_I64, at, flags, 1, IR_I64, definition, -1, -1)

    def element_address(self, out: FunctionEmitter, table: i64, index: i64, trap: i64) -> i64:
        """Address of an element; out of bounds it traps with the code, here or (address 0) at the access."""
        data = self.module.tables[int(table)]
        position = self.widened(out, index)
        length = self.table_length(out, table)
        beyond = out.one(OP_ICMP, IR_I64, CC_UGE, 0, 2, I8, position, length, -1)
        if not self.tunables.signal_traps or not self.tunables.spectre_table:
            out.none(OP_TRAPNZ, I8, trap, 0, 1, beyond, -1)
        fixed = data.minimum == data.maximum
        definition = self._table_definition(out, table)
        flags = self.context_flags(out, fixed)
        base = out.one(OP_LOAD, IR_I64, self.item_offset, flags, 1, IR_I64, definition, -1, -1)
        shift: i64 = 5 if is_function_table(self.module, int(table)) else 3
        step = out.one(OP_ISHL, IR_I64, 0, 0, 2, IR_I64, position, out.const(I32, shift), -1)
        address = out.two(OP_IADD, IR_I64, 0, base, step)
        if self.tunables.spectre_table:
            null = out.const(IR_I64, 0)
            return out.one(OP_SELECT_SPECTRE_GUARD, IR_I64, 0, 0, 3, IR_I64, beyond, null, address)
        return address

    def table_get(self, out: FunctionEmitter, table: i64, index: i64) -> i64:
        """`table.get`."""
        address = self.element_address(out, table, index, TRAP_TABLE)
        flags = self.table_flags(out, table, TRAP_TABLE)
        offset: i64 = 0
        if is_function_table(self.module, int(table)):
            offset = FUNCTION_RECORD
        return out.one(OP_LOAD, IR_I64, offset, flags, 1, IR_I64, address, -1, -1)

    def table_set(self, out: FunctionEmitter, table: i64, index: i64, value: i64) -> None:
        """`table.set`."""
        address = self.element_address(out, table, index, TRAP_TABLE)
        flags = self.table_flags(out, table, TRAP_TABLE)
        if not is_function_table(self.module, int(table)):
            self._store(out, IR_I64, 0, flags, value, address)
            return
        # The element is a copy of the record, or null. A probe traps before anything is written.
        out.one(OP_LOAD, IR_I64, FUNCTION_RECORD, flags, 1, IR_I64, address, -1, -1)
        func = out.func
        done = func.make_block()
        copying = func.make_block()
        clearing = func.make_block()
        source = out.current
        inst = out.brif(value)
        out.edge(inst, copying)
        out.edge(inst, clearing)
        out.switch(copying, SINGLE, source, 0, 0)
        record = MEM_ALIGNED | MEM_LITTLE | self.region(out, REGION_RECORDS, "function records")
        for offset in (FUNCTION_CODE, FUNCTION_CONTEXT):
            item = out.one(OP_LOAD, IR_I64, offset, record, 1, IR_I64, value, -1, -1)
            self._store(out, IR_I64, offset, flags, item, address)
        item = out.one(OP_LOAD, I32, FUNCTION_SIGNATURE, record, 1, I32, value, -1, -1)
        self._store(out, I32, FUNCTION_SIGNATURE, flags, item, address)
        self._store(out, IR_I64, FUNCTION_RECORD, flags, value, address)
        out.jump(done)
        out.switch(clearing, SINGLE, source, 0, 0)
        zero = out.const(IR_I64, 0)
        self._store(out, I32, FUNCTION_SIGNATURE, flags, out.const(I32, NULL_SIGNATURE), address)
        for offset in (FUNCTION_CODE, FUNCTION_CONTEXT, FUNCTION_RECORD):
            self._store(out, IR_I64, offset, flags, zero, address)
        out.jump(done)
        out.switch(done, SINGLE, source, 0, 0)  # no local is assigned on the way

    def _store(
        self, out: FunctionEmitter, ty: i64, offset: i64, flags: i64, value: i64, address: i64
    ) -> None:
        out.none(OP_STORE, ty, offset, flags, 2, value, address)

    def table_size(self, out: FunctionEmitter, table: i64) -> i64:
        """`table.size`."""
        return self.narrowed(out, self.table_length(out, table), self.module.tables[int(table)].is_64)

    def table_grow(self, out: FunctionEmitter, table: i64, value: i64, count: i64) -> i64:
        """`table.grow`."""
        self.begin_builtin(out)
        out.push_call_arg(out.const(I32, table))
        out.push_call_arg(self.widened(out, count))
        out.push_call_arg(value)
        result = self.call_builtin(out, "table_grow")
        return self.narrowed(out, result, self.module.tables[int(table)].is_64)

    def table_fill(self, out: FunctionEmitter, table: i64, at: i64, value: i64, count: i64) -> None:
        """`table.fill`."""
        self.begin_builtin(out)
        out.push_call_arg(out.const(I32, table))
        out.push_call_arg(self.widened(out, at))
        out.push_call_arg(value)
        out.push_call_arg(self.widened(out, count))
        self.call_builtin(out, "table_fill")

    def table_copy(
        self, out: FunctionEmitter, to: i64, source: i64, at: i64, source_at: i64, count: i64
    ) -> None:
        """`table.copy`."""
        self.two_items(out, to, source, at, source_at, count)
        self.call_builtin(out, "table_copy")

    def table_init(
        self, out: FunctionEmitter, table: i64, segment: i64, at: i64, source_at: i64, count: i64
    ) -> None:
        """`table.init`."""
        self.two_items(out, table, segment, at, source_at, count)
        self.call_builtin(out, "table_init")

    def elem_drop(self, out: FunctionEmitter, segment: i64) -> None:
        """`elem.drop`."""
        self.begin_builtin(out)
        out.push_call_arg(out.const(I32, segment))
        self.call_builtin(out, "elem_drop")
