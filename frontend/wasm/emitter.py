"""Appending instructions to the function that is being translated.

`FunctionEmitter` has the typed, checked methods of the builder (`out.iadd(x, y)`), which environments use,
and unchecked ones for the translator, whose operands were validated:

    v = out.one(OP_IADD, I32, 0, 0, 2, I32, x, y, -1)

Branches go through `jump`, `brif` and `edge`, which tell `LocalValues` about every edge. A call within a
`try_table` becomes a `try_call`, and translation continues in the block of its normal edge.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64

from ...ir.builder_gen import InstMethods
from ...ir.entities import MEM_DEFAULT, MEM_LITTLE, ExceptionTable, ExtFunc, ExtName, Region, Signature
from ...ir.errors import LimitError
from ...ir.function import Function
from ...ir.opcodes_gen import (
    OP_BITCAST,
    OP_BRIF,
    OP_CALL,
    OP_CALL_INDIRECT,
    OP_GET_PINNED_REG,
    OP_ICONST,
    OP_JUMP,
    OP_RETURN,
    OP_RETURN_CALL,
    OP_RETURN_CALL_INDIRECT,
    OP_TRY_CALL,
    OP_TRY_CALL_INDIRECT,
    OP_UEXTEND,
)
from ...ir.types import I8, I8X16
from ...ir.types import I64 as IR_I64
from .limits import MAX_OPERANDS
from .locals import ENTRY, SINGLE, LocalValues

#: Kinds of handlers.
HANDLER_TAG: Final = 0
HANDLER_ALL: Final = 1

#: Flags of a `bitcast` between vectors: lane 0 first; there is no access that could trap otherwise.
LANE_ORDER: Final = MEM_DEFAULT | MEM_LITTLE


class FunctionEmitter(InstMethods):
    """The function under translation and its current block."""

    def __init__(self) -> None:
        super().__init__(Function())
        self.locals: LocalValues = LocalValues()
        self.entry: i64 = -1
        self.anchor: i64 = -1
        """Last instruction of what stands at the start of the entry block, -1 for none."""
        # Arguments of the next call.
        self.args: vec[i64] = vec[i64]([0] * 16)
        self.arg_count: i64 = 0
        # Handlers of the try_tables that are open, outermost first.
        self.handler_count: i64 = 0
        self.handler_kind: vec[i64] = vec[i64]()
        self.handler_tag: vec[i64] = vec[i64]()
        self.handler_block: vec[i64] = vec[i64]()
        self.calls: i64 = 0
        """Calls that were ever emitted."""
        self.context: i64 = -1
        """The instance context in this function, -1 while nobody has asked for it."""
        self.access_offset: i64 = 0
        """Offset of the memory access whose address was asked for last."""
        self.access_flags: i64 = 0
        """Its memory flags."""

    def begin(self, func: Function) -> None:
        """Start a function: its entry block, with the parameters of its signature."""
        self.func = func
        block = func.make_block()
        for param in func.signature.params:
            func.append_block_param(block, param.ty)
        func.append_block(block)
        self.entry = block
        self.anchor = -1
        self.context = -1
        self.current = block
        self.filled = False
        self.srcloc = -1
        self.handler_count = 0
        self.locals.enter(block, ENTRY, -1, 0, 0)

    # --- instructions -----------------------------------------------------------------------------

    def row(self, op: i64, ty: i64, imm: i64, aux: i64, flags: i64) -> i64:
        """Append an instruction to the current block; operands and results follow (`push_arg`)."""
        func = self.func
        inst: i64 = len(func.op)
        block = self.current
        last = i64(func.block_last[block])
        func.op = append(func.op, i32(op))
        func.ty = append(func.ty, i32(ty))
        func.imm = append(func.imm, imm)
        func.aux = append(func.aux, i32(aux))
        func.flags = append(func.flags, i32(flags))
        func.arg_start = append(func.arg_start, i32(len(func.pool)))
        func.arg_count = append(func.arg_count, 0)
        func.edge_start = append(func.edge_start, i32(len(func.edge_block)))
        func.edge_count = append(func.edge_count, 0)
        func.result_start = append(func.result_start, -1)
        func.result_count = append(func.result_count, 0)
        func.inst_block = append(func.inst_block, i32(block))
        func.inst_next = append(func.inst_next, -1)
        func.inst_prev = append(func.inst_prev, i32(last))
        func.srcloc = append(func.srcloc, self.srcloc)
        if last >= 0:
            func.inst_next[last] = i32(inst)
        else:
            func.block_first[block] = i32(inst)
        func.block_last[block] = i32(inst)
        return inst

    def one(
        self, op: i64, ty: i64, imm: i64, flags: i64, arity: i64, result: i64, x: i64, y: i64, z: i64
    ) -> i64:
        """Append an instruction with up to three operands and one result of type `result`; the result."""
        func = self.func
        inst = self.row(op, ty, imm, -1, flags)
        if arity > 0:
            func.pool = append(func.pool, i32(x))
            if arity > 1:
                func.pool = append(func.pool, i32(y))
                if arity > 2:
                    func.pool = append(func.pool, i32(z))
            func.arg_count[inst] = i32(arity)
        value: i64 = len(func.value_type)
        func.value_type = append(func.value_type, i32(result))
        func.value_def = append(func.value_def, i32(inst))
        func.value_index = append(func.value_index, 0)
        func.value_alias = append(func.value_alias, -1)
        func.result_start[inst] = i32(value)
        func.result_count[inst] = 1
        return value

    def two(self, op: i64, ty: i64, imm: i64, x: i64, y: i64) -> i64:
        """Append an instruction with two operands and one result, all of type `ty`."""
        return self.one(op, ty, imm, 0, 2, ty, x, y, -1)

    def none(self, op: i64, ty: i64, imm: i64, flags: i64, arity: i64, x: i64, y: i64) -> i64:
        """Append an instruction with up to two operands and no result; returns the instruction."""
        func = self.func
        inst = self.row(op, ty, imm, -1, flags)
        if arity > 0:
            func.pool = append(func.pool, i32(x))
            if arity > 1:
                func.pool = append(func.pool, i32(y))
            func.arg_count[inst] = i32(arity)
        return inst

    def const(self, ty: i64, imm: i64) -> i64:
        """An integer constant; `imm` is zero-extended from its type."""
        return self.one(OP_ICONST, ty, imm, 0, 0, ty, -1, -1, -1)

    def as_type(self, value: i64, ty: i64) -> i64:
        """A vector as another vector type of the same bits, with lane 0 first."""
        if i64(self.func.value_type[value]) == ty:
            return value
        return self.one(OP_BITCAST, ty, 0, LANE_ORDER, 1, ty, value, -1, -1)

    def plain(self, value: i64) -> i64:
        """A value as it is carried between blocks: vectors as i8x16."""
        if i64(self.func.value_type[value]) <= 15:
            return value
        return self.as_type(value, I8X16)

    def condition(self, value: i64) -> i64:
        """What decides whether an i32 is not zero: the comparison that it was widened from, or itself."""
        func = self.func
        inst = i64(func.value_def[value])
        if inst >= 0 and i64(func.op[inst]) == OP_UEXTEND:
            narrow = i64(func.pool[i64(func.arg_start[inst])])
            if i64(func.value_type[narrow]) == I8:
                return narrow
        return value

    # --- blocks and branches ----------------------------------------------------------------------

    def switch(self, block: i64, kind: i64, above: i64, start: i64, stop: i64) -> None:
        """Continue in a block, at the end of the layout; see `LocalValues.enter`."""
        self.func.append_block(block)
        self.locals.enter(block, kind, above, start, stop)
        self.current = block
        self.filled = False

    def edge(self, inst: i64, block: i64) -> i64:
        """Append a block call to the newest instruction, a branch of the current block."""
        edge = self.func.push_edge(inst, block)
        self.locals.add_edge(edge, self.current, block)
        return edge

    def push_args(self, edge: i64, values: vec[i64], start: i64, count: i64) -> None:
        """Append arguments to the newest edge."""
        func = self.func
        if len(func.pool) + count > MAX_OPERANDS:
            raise LimitError(f"function {func.name} has too many operands; the limit is {MAX_OPERANDS}")
        i: i64 = 0
        while i < count:
            func.push_edge_arg(edge, values[start + i])
            i += 1

    def set_edge_args(self, edge: i64, values: vec[i64], start: i64, count: i64) -> None:
        """Give an edge that has no arguments yet its arguments; it need not be the newest."""
        func = self.func
        func.edge_arg_start[edge] = i32(len(func.pool))
        func.edge_arg_count[edge] = i32(count)
        i: i64 = 0
        while i < count:
            func.pool = append(func.pool, i32(values[start + i]))
            i += 1

    def common_argument(self, block: i64, index: i64) -> i64:
        """The one value that all edges to a block have as this argument, -1 when they differ."""
        func = self.func
        same: i64 = -1
        edge = i64(self.locals.pred_head[block])
        while edge >= 0:
            value = i64(func.pool[i64(func.edge_arg_start[edge]) + index])
            if same < 0:
                same = value
            elif value != same:
                return -1
            edge = i64(self.locals.edge_next[edge])
        return same

    def keep_arguments(self, block: i64, kept: vec[i64]) -> None:
        """Drop the arguments of all edges to a block but those at these indices, ascending."""
        func = self.func
        edge = i64(self.locals.pred_head[block])
        while edge >= 0:
            start = i64(func.edge_arg_start[edge])
            i: i64 = 0
            while i < len(kept):
                func.pool[start + i] = func.pool[start + kept[i]]
                i += 1
            func.edge_arg_count[edge] = i32(len(kept))
            edge = i64(self.locals.edge_next[edge])

    def jump(self, block: i64) -> i64:
        """Append a jump; returns its edge."""
        inst = self.row(OP_JUMP, 0, 0, -1, 0)
        self.filled = True
        return self.edge(inst, block)

    def brif(self, condition: i64) -> i64:
        """Append a conditional branch; its two edges follow (`edge`, `push_args`)."""
        ty = i64(self.func.value_type[condition])
        self.filled = True
        return self.none(OP_BRIF, ty, 0, 0, 1, condition, -1)

    def note_edge(self, edge: i64, source: i64, target: i64) -> None:
        """See the base class; here `LocalValues` wants to know."""
        self.locals.add_edge(edge, source, target)

    # --- the start of the function ------------------------------------------------------------------

    def at_start(self, op: i64, ty: i64, flags: i64, offset: i64, x: i64) -> i64:
        """An instruction at the start of the function (behind those put there before), where what is the
        same in the whole function is computed once. `x` is its operand, -1 for none."""
        func = self.func
        inst = func.make_inst(op, ty, offset, -1, flags)
        if x >= 0:
            func.push_arg(inst, x)
        value = func.make_result(inst, ty)
        following = i64(func.block_first[self.entry])
        if self.anchor >= 0:
            following = i64(func.inst_next[self.anchor])
        if following >= 0:
            func.insert_inst_before(inst, following)
        else:
            func.append_inst(inst, self.entry)
        self.anchor = inst
        return value

    def instance_context(self) -> i64:
        """The instance context, read from the pinned register at the start of the function. An environment
        that keeps it elsewhere sets `context` when the function begins."""
        if self.context < 0:
            self.context = self.at_start(OP_GET_PINNED_REG, IR_I64, 0, 0, -1)
        return self.context

    # --- declarations -------------------------------------------------------------------------------

    def declare_signature(self, signature: Signature) -> i64:
        """Row of a signature in the function."""
        self.func.signatures.append(signature)
        return len(self.func.signatures) - 1

    def declare_function(self, name: ExtName, signature: Signature, colocated: bool) -> i64:
        """Row of a function reference in the function."""
        sig = self.declare_signature(signature)
        self.func.ext_funcs.append(ExtFunc(name, int(sig), colocated))
        return len(self.func.ext_funcs) - 1

    def declare_region(self, user_id: int, description: str) -> i64:
        """Row of an alias region in the function."""
        self.func.regions.append(Region(user_id, description))
        return len(self.func.regions) - 1

    # --- calls --------------------------------------------------------------------------------------

    def clear_args(self) -> None:
        """No arguments yet for the next call."""
        self.arg_count = 0

    def push_call_arg(self, value: i64) -> None:
        """Append an argument for the next call."""
        if self.arg_count >= len(self.args):
            self.args = append(self.args, value)
        else:
            self.args[self.arg_count] = value
        self.arg_count += 1

    def call_direct(self, function: i64) -> i64:
        """Call a declared function with `args`; the first result (its results are consecutive), -1 for
        none."""
        ext = self.func.ext_funcs[int(function)]
        if self.handler_count > 0:
            return self._try_call(OP_TRY_CALL, 0, function, ext.sig, -1)
        return self._call(OP_CALL, 0, function, ext.sig, -1)

    def call_through(self, signature: i64, callee: i64, throws: bool = True) -> i64:
        """The same for a code address with a declared signature; what cannot throw needs no handlers."""
        if throws and self.handler_count > 0:
            return self._try_call(OP_TRY_CALL_INDIRECT, IR_I64, -1, int(signature), callee)
        return self._call(OP_CALL_INDIRECT, IR_I64, signature, int(signature), callee)

    def tail_call_direct(self, function: i64) -> None:
        """Call in place of this function."""
        self._call(OP_RETURN_CALL, 0, function, -1, -1)
        self.filled = True

    def tail_call_through(self, signature: i64, callee: i64) -> None:
        """The same for a code address."""
        self._call(OP_RETURN_CALL_INDIRECT, IR_I64, signature, -1, callee)
        self.filled = True

    def _operands(self, inst: i64, callee: i64) -> None:
        func = self.func
        if callee >= 0:
            func.push_arg(inst, callee)
        i: i64 = 0
        while i < self.arg_count:
            func.push_arg(inst, self.args[i])
            i += 1

    def _call(self, op: i64, ty: i64, aux: i64, signature: int, callee: i64) -> i64:
        func = self.func
        self.calls += 1
        inst = self.row(op, ty, 0, aux, 0)
        self._operands(inst, callee)
        if signature < 0:
            return -1
        for result in func.signatures[signature].returns:
            func.make_result(inst, result.ty)
        return i64(func.result_start[inst])

    def _try_call(self, op: i64, ty: i64, aux: i64, signature: int, callee: i64) -> i64:
        """A call with the handlers that are open, innermost first; goes on at its normal edge."""
        func = self.func
        self.calls += 1
        context = self.instance_context()
        table = ExceptionTable(signature)
        func.exception_tables.append(table)
        inst = self.row(op, ty, len(func.exception_tables) - 1, aux, 0)
        self._operands(inst, callee)
        func.push_arg(inst, context)
        table.entries.append(("context", 0))
        following = func.make_block()
        returns = func.signatures[signature].returns
        first: i64 = -1
        i: i64 = 0
        for result in returns:
            value = func.append_block_param(following, result.ty)
            if first < 0:
                first = value
        edge = self.edge(inst, following)
        while i < len(returns):
            func.push_edge_arg(edge, -2 - 2 * i)
            i += 1
        self._handler_edges(inst, table)
        self.filled = True
        self.switch(following, SINGLE, self.current, 0, 0)
        return first

    def _handler_edges(self, inst: i64, table: ExceptionTable) -> None:
        i = self.handler_count
        while i > 0:
            i -= 1
            if self.handler_kind[i] == HANDLER_TAG:
                table.entries.append(("tag", int(self.handler_tag[i])))
            else:
                table.entries.append(("default", 0))
            edge = self.edge(inst, self.handler_block[i])
            self.func.push_edge_arg(edge, -3)
            if self.handler_kind[i] == HANDLER_ALL:
                break  # nothing passes it

    def push_handler(self, kind: i64, tag: i64, block: i64) -> None:
        """Open a handler, inside of those that are open. `block` takes the exception as its parameter."""
        count = self.handler_count
        if count >= len(self.handler_kind):
            self.handler_kind = append(self.handler_kind, 0)
            self.handler_tag = append(self.handler_tag, 0)
            self.handler_block = append(self.handler_block, 0)
        self.handler_kind[count] = kind
        self.handler_tag[count] = tag
        self.handler_block[count] = block
        self.handler_count = count + 1

    def return_values(self, values: vec[i64], start: i64, count: i64) -> None:
        """Append a return."""
        inst = self.row(OP_RETURN, 0, 0, -1, 0)
        i: i64 = 0
        while i < count:
            self.func.push_arg(inst, values[start + i])
            i += 1
        self.filled = True
