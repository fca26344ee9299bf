"""How a module's memories, tables, globals and calls become IR: what an embedder may replace.

The translator walks bodies and knows what an instruction means; where a memory is, what a table looks like
and how a function is called is asked here. `ModuleEnvironment` is ours: the instance context in the pinned
register, laid out by `layout.py`, and the runtime's functions of `builtins.py`. A subclass overrides what
differs:

    class Counting(ModuleEnvironment):
        def begin_function(self, out, function):
            super().begin_function(out, function)
            ...                                     # out.load(...), out.iadd(...), out.store(...)

    irtool.translate(data, environment=Counting)

Methods get the `FunctionEmitter`; values are numbers, and a method returns the value of its instruction.
The index operand of a 32-bit memory or table is an i32, of a 64-bit one an i64. Arguments of calls are
pushed before (`out.push_call_arg`); results are consecutive values, of which the first is returned.

A function of another instance is called with its context in the pinned register, and ours is put back
behind the call. So a tail call to one is a call and a return where the callee has another context: only then
would nobody put it back.
"""

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

from ...ir.entities import MEM_ALIGNED, MEM_LITTLE, MEM_READONLY
from ...ir.opcodes_gen import (
    CC_EQ,
    CC_NE,
    CC_SLT,
    OP_F32CONST,
    OP_F64CONST,
    OP_IADD,
    OP_ICMP,
    OP_ISTORE8,
    OP_ISUB,
    OP_LOAD,
    OP_SET_PINNED_REG,
    OP_STORE,
    OP_TRAP,
    OP_TRAPNZ,
    OP_TRAPZ,
)
from ...ir.types import I8, I32
from ...ir.types import I64 as IR_I64
from .const_value import constant_bits
from .emitter import FunctionEmitter
from .environment_base import (
    REGION_EXCEPTIONS,
    REGION_FUEL,
    REGION_GLOBALS,
    REGION_IMPORTED_GLOBALS,
    REGION_RECORDS,
)
from .environment_table import TableEnvironment
from .layout import (
    EXCEPTION_FIELDS,
    EXCEPTION_REFERENCED,
    EXCEPTION_STRIDE,
    FUNCTION_CODE,
    FUNCTION_CONTEXT,
    FUNCTION_RECORD,
    FUNCTION_SIGNATURE,
    INTERRUPT_OFFSET,
)
from .locals import SINGLE, ir_type
from .module import EXTERN_FUNC, EXTERN_GLOBAL, Module
from .traps import TRAP_FUEL, TRAP_NULL_FUNCTION, TRAP_SIGNATURE, TRAP_UNDEFINED_ELEMENT, TRAP_UNINITIALIZED
from .tunables import Tunables
from .value_types import CONCRETE, F32, F64, V128, is_nullable, is_ref


@mypyc_attr(allow_interpreted_subclasses=True)
class ModuleEnvironment(TableEnvironment):
    """The default lowering; see the module docstring."""

    def __init__(self, module: Module, tunables: Tunables | None = None) -> None:
        super().__init__(module, tunables)
        # Rows of the function that is being translated, made when first needed.
        self._functions: dict[int, int] = {}
        self._types: dict[int, int] = {}
        # The callee of the next call of a function that is known at run time only.
        self._code: i64 = -1
        self._callee_context: i64 = -1

    def begin_function(self, out: FunctionEmitter, function: int) -> None:
        """See the base class."""
        super().begin_function(out, function)
        self._functions.clear()
        self._types.clear()
        self._may_go_on(out)  # a recursion is a loop too

    def begin_loop(self, out: FunctionEmitter) -> None:
        """The start of each round of a loop, in the block at its head."""
        self._may_go_on(out)

    def _may_go_on(self, out: FunctionEmitter) -> None:
        if self.tunables.interruptible:
            self._look(out)
        if self.tunables.fuel:
            self.check_fuel(out)

    def _look(self, out: FunctionEmitter) -> None:
        """Ask the runtime when the interruption word is not 0."""
        word = self.load_context(out, IR_I64, INTERRUPT_OFFSET, True)
        asked = out.one(OP_LOAD, IR_I64, 0, MEM_ALIGNED | MEM_LITTLE, 1, IR_I64, word, -1, -1)
        func = out.func
        cold = func.make_block()
        following = func.make_block()
        func.block_cold[cold] = 1
        source = out.current
        inst = out.brif(asked)
        out.edge(inst, cold)
        out.edge(inst, following)
        out.switch(cold, SINGLE, source, 0, 0)
        self.begin_builtin(out)
        self.call_builtin(out, "interrupt")
        out.jump(following)
        # No local is assigned on the way, so what it joins is as after `source`.
        out.switch(following, SINGLE, source, 0, 0)

    # --- fuel ---------------------------------------------------------------------------------------

    def _fuel_flags(self, out: FunctionEmitter) -> i64:
        return MEM_ALIGNED | MEM_LITTLE | self.region(out, REGION_FUEL, "fuel")

    def spend_fuel(self, out: FunctionEmitter, count: i64) -> None:
        """So many instructions were run; the counter may become negative."""
        word = self.load_context(out, IR_I64, self.layout.fuel, True)
        flags = self._fuel_flags(out)
        left = out.one(OP_LOAD, IR_I64, 0, flags, 1, IR_I64, word, -1, -1)
        less = out.two(OP_ISUB, IR_I64, 0, left, out.const(IR_I64, count))
        out.none(OP_STORE, IR_I64, 0, flags, 2, less, word)

    def check_fuel(self, out: FunctionEmitter) -> None:
        """Trap when more was spent than there was."""
        word = self.load_context(out, IR_I64, self.layout.fuel, True)
        left = out.one(OP_LOAD, IR_I64, 0, self._fuel_flags(out), 1, IR_I64, word, -1, -1)
        spent = out.one(OP_ICMP, IR_I64, CC_SLT, 0, 2, I8, left, out.const(IR_I64, 0), -1)
        out.none(OP_TRAPNZ, I8, TRAP_FUEL, 0, 1, spent, -1)

    def _function_row(self, out: FunctionEmitter, function: i64) -> i64:
        row = self._functions.get(int(function))
        if row is None:
            signature = self.signature(int(self.module.func_type[function]))
            row = int(out.declare_function(self.name(int(function)), signature, True))
            self._functions[int(function)] = row
        return row

    def _type_row(self, out: FunctionEmitter, number: i64) -> i64:
        row = self._types.get(int(number))
        if row is None:
            row = int(out.declare_signature(self.signature(int(number))))
            self._types[int(number)] = row
        return row

    # --- globals ------------------------------------------------------------------------------------

    def _global_flags(self, out: FunctionEmitter, index: i64, fixed: bool) -> i64:
        flags: i64 = MEM_ALIGNED | MEM_LITTLE
        if fixed:
            flags |= MEM_READONLY
        if index < self.module.imported[EXTERN_GLOBAL]:
            return flags | self.region(out, REGION_IMPORTED_GLOBALS, "imported globals")
        return flags | self.region(out, REGION_GLOBALS, "globals")

    def _global_definition(self, out: FunctionEmitter, index: i64) -> i64:
        return self.definition(out, self.layout.global_(index), index < self.module.imported[EXTERN_GLOBAL])

    def global_get(self, out: FunctionEmitter, index: i64) -> i64:
        """`global.get`. An immutable global with a constant is that constant."""
        data = self.module.globals[int(index)]
        ty = ir_type(data.ty)
        if not data.mutable and data.init is not None and not is_ref(data.ty) and data.ty != V128:
            bits = constant_bits(self.module, data.init)
            if bits is not None:
                if data.ty == F32 or data.ty == F64:
                    op: i64 = OP_F32CONST if data.ty == F32 else OP_F64CONST
                    return out.one(op, 0, bits, 0, 0, ty, -1, -1, -1)
                return out.const(ty, bits)
        definition = self._global_definition(out, index)
        flags = self._global_flags(out, index, not data.mutable)
        return out.one(OP_LOAD, ty, self.item_offset, flags, 1, ty, definition, -1, -1)

    def global_set(self, out: FunctionEmitter, index: i64, value: i64) -> None:
        """`global.set`."""
        definition = self._global_definition(out, index)
        flags = self._global_flags(out, index, False)
        ty = i64(out.func.value_type[value])
        out.none(OP_STORE, ty, self.item_offset, flags, 2, value, definition)

    # --- references to functions ----------------------------------------------------------------------

    def ref_func(self, out: FunctionEmitter, function: i64) -> i64:
        """`ref.func`: the address of its record in the context."""
        record = self.layout.function_record(int(function))
        step = out.const(IR_I64, record)
        return out.two(OP_IADD, IR_I64, 0, out.instance_context(), step)

    # --- calls ------------------------------------------------------------------------------------------

    def call(self, out: FunctionEmitter, function: i64) -> i64:
        """`call`: the first result, -1 for none."""
        if function < self.module.imported[EXTERN_FUNC]:
            self._load_import(out, function)
            return self._call_foreign(out, self.module.func_type[function])
        return out.call_direct(self._function_row(out, function))

    def return_call(self, out: FunctionEmitter, function: i64) -> None:
        """`return_call`."""
        if function < self.module.imported[EXTERN_FUNC]:
            self._load_import(out, function)
            self._return_foreign(out, self.module.func_type[function])
        else:
            out.tail_call_direct(self._function_row(out, function))

    def call_indirect(self, out: FunctionEmitter, table: i64, number: i64, index: i64) -> i64:
        """`call_indirect` of a function type, by element."""
        self._load_element(out, table, number, index)
        return self._call_foreign(out, number)

    def return_call_indirect(self, out: FunctionEmitter, table: i64, number: i64, index: i64) -> None:
        """`return_call_indirect`."""
        self._load_element(out, table, number, index)
        self._return_foreign(out, number)

    def call_ref(self, out: FunctionEmitter, number: i64, reference: i64, nullable: bool) -> i64:
        """`call_ref` of a function type."""
        self._load_record(out, reference, nullable)
        return self._call_foreign(out, number)

    def return_call_ref(self, out: FunctionEmitter, number: i64, reference: i64, nullable: bool) -> None:
        """`return_call_ref`."""
        self._load_record(out, reference, nullable)
        self._return_foreign(out, number)

    def _load_import(self, out: FunctionEmitter, function: i64) -> None:
        at = i64(self.layout.function_record(int(function)))
        self._code = self.load_context(out, IR_I64, at + FUNCTION_CODE, True)
        self._callee_context = self.load_context(out, IR_I64, at + FUNCTION_CONTEXT, True)

    def _load_record(self, out: FunctionEmitter, reference: i64, nullable: bool) -> None:
        flags = MEM_ALIGNED | MEM_LITTLE | MEM_READONLY | self.region(out, REGION_RECORDS, "function records")
        first = flags
        if nullable:
            if self.tunables.signal_traps:
                first |= TRAP_NULL_FUNCTION << 8
            else:
                out.none(OP_TRAPZ, IR_I64, TRAP_NULL_FUNCTION, 0, 1, reference, -1)
        self._code = out.one(OP_LOAD, IR_I64, FUNCTION_CODE, first, 1, IR_I64, reference, -1, -1)
        self._callee_context = out.one(OP_LOAD, IR_I64, FUNCTION_CONTEXT, flags, 1, IR_I64, reference, -1, -1)

    def _load_element(self, out: FunctionEmitter, table: i64, number: i64, index: i64) -> None:
        """Code and context of an element that is a function of the type; else a trap."""
        address = self.element_address(out, table, index, TRAP_UNDEFINED_ELEMENT)
        first = self.table_flags(out, table, TRAP_UNDEFINED_ELEMENT)
        flags = self.table_flags(out, table, 0)
        element = i64(self.module.tables[int(table)].element)
        types = self.module.types
        if element >> 5 >= CONCRETE and types.is_heap_subtype(element >> 5, CONCRETE + number):
            self._code = out.one(OP_LOAD, IR_I64, FUNCTION_CODE, first, 1, IR_I64, address, -1, -1)
            if is_nullable(element):
                out.none(OP_TRAPZ, IR_I64, TRAP_UNINITIALIZED, 0, 1, self._code, -1)
        else:
            found = out.one(OP_LOAD, I32, FUNCTION_SIGNATURE, first, 1, I32, address, -1, -1)
            wanted = self.load_context(out, I32, self.layout.signature_id(number), True)
            differs = out.one(OP_ICMP, I32, CC_NE, 0, 2, I8, found, wanted, -1)
            self._check_signature(out, number, differs, found, address, flags)
            self._code = out.one(OP_LOAD, IR_I64, FUNCTION_CODE, flags, 1, IR_I64, address, -1, -1)
        self._callee_context = out.one(OP_LOAD, IR_I64, FUNCTION_CONTEXT, flags, 1, IR_I64, address, -1, -1)

    def _check_signature(
        self, out: FunctionEmitter, number: i64, differs: i64, found: i64, address: i64, flags: i64
    ) -> None:
        """Leave for a cold block when signature ids differ: it is null, a subtype or a mismatch."""
        func = out.func
        cold = func.make_block()
        following = func.make_block()
        func.block_cold[cold] = 1
        source = out.current
        inst = out.brif(differs)
        out.edge(inst, cold)
        out.edge(inst, following)
        out.switch(cold, SINGLE, source, 0, 0)
        record = out.one(OP_LOAD, IR_I64, FUNCTION_RECORD, flags, 1, IR_I64, address, -1, -1)
        out.none(OP_TRAPZ, IR_I64, TRAP_UNINITIALIZED, 0, 1, record, -1)
        if self.module.types.final[number] != 0:
            out.none(OP_TRAP, 0, TRAP_SIGNATURE, 0, 0, -1, -1)
        else:
            args = out.args  # those of the call
            count = out.arg_count
            out.args = vec[i64]([0] * 4)
            self.begin_builtin(out)
            out.push_call_arg(found)
            out.push_call_arg(out.const(I32, number))
            matches = self.call_builtin(out, "type_matches")
            out.none(OP_TRAPZ, I32, TRAP_SIGNATURE, 0, 1, matches, -1)
            out.args = args
            out.arg_count = count
            out.jump(following)
        # No local is assigned on the way, so what it joins is as after `source`.
        out.switch(following, SINGLE, source, 0, 0)

    def _call_foreign(self, out: FunctionEmitter, number: i64) -> i64:
        """Call what was loaded, in its context, and put ours back."""
        row = self._type_row(out, number)
        own = out.instance_context()
        out.none(OP_SET_PINNED_REG, IR_I64, 0, 0, 1, self._callee_context, -1)
        first = out.call_through(row, self._code)
        out.none(OP_SET_PINNED_REG, IR_I64, 0, 0, 1, own, -1)
        return first

    def _return_foreign(self, out: FunctionEmitter, number: i64) -> None:
        row = self._type_row(out, number)
        own = out.instance_context()
        code = self._code
        same = out.one(OP_ICMP, IR_I64, CC_EQ, 0, 2, I8, self._callee_context, own, -1)
        func = out.func
        tail = func.make_block()
        other = func.make_block()
        source = out.current
        inst = out.brif(same)
        out.edge(inst, tail)
        out.edge(inst, other)
        out.switch(tail, SINGLE, source, 0, 0)
        out.tail_call_through(row, code)
        out.switch(other, SINGLE, source, 0, 0)
        first = self._call_foreign(out, number)
        results: i64 = len(func.signature.returns)
        out.return_values(vec[i64]([first + i for i in range(int(results))]), 0, results)

    # --- exceptions ----------------------------------------------------------------------------------------

    def exception_flags(self, out: FunctionEmitter) -> i64:
        """Memory flags of an access to the fields of an exception."""
        return MEM_ALIGNED | MEM_LITTLE | self.region(out, REGION_EXCEPTIONS, "exceptions")

    def throw(self, out: FunctionEmitter, tag: i64, fields: vec[i64], start: i64, count: i64) -> None:
        """`throw`: make an exception with these fields and throw it."""
        self.begin_builtin(out)
        out.push_call_arg(out.const(I32, tag))
        out.push_call_arg(self.load_context(out, IR_I64, self.layout.tag(int(tag)), True))
        out.push_call_arg(out.const(I32, count))
        exception = self.call_builtin(out, "exception_new")
        flags = self.exception_flags(out)
        i: i64 = 0
        while i < count:
            value = fields[start + i]
            at = EXCEPTION_FIELDS + EXCEPTION_STRIDE * i
            out.none(OP_STORE, i64(out.func.value_type[value]), at, flags, 2, value, exception)
            i += 1
        self.throw_ref(out, exception)

    def throw_ref(self, out: FunctionEmitter, exception: i64) -> None:
        """`throw_ref` of an exception that is not null; translation does not go on behind it."""
        self.begin_builtin(out)
        out.push_call_arg(exception)
        self.call_builtin(out, "exception_throw")
        out.none(OP_TRAP, 0, 1, 0, 0, -1, -1)

    def exception_field(self, out: FunctionEmitter, exception: i64, index: i64, ty: i64) -> i64:
        """A field of a caught exception, of an IR type."""
        flags = self.exception_flags(out)
        at = EXCEPTION_FIELDS + EXCEPTION_STRIDE * index
        return out.one(OP_LOAD, ty, at, flags, 1, ty, exception, -1, -1)

    def caught_reference(self, out: FunctionEmitter, exception: i64) -> None:
        """A clause has caught an exception and passes a reference to it on."""
        out.none(
            OP_ISTORE8, I32, EXCEPTION_REFERENCED, self.exception_flags(out), 2, out.const(I32, 1), exception
        )

    def caught_value(self, out: FunctionEmitter, exception: i64) -> None:
        """A clause has caught an exception and read its fields."""
        self.begin_builtin(out)
        out.push_call_arg(exception)
        self.call_builtin(out, "exception_drop")

    def caught(self, out: FunctionEmitter) -> None:
        """A handler begins: the pinned register may hold the context of whoever threw."""
        out.none(OP_SET_PINNED_REG, IR_I64, 0, 0, 1, out.instance_context(), -1)
