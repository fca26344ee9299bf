"""Reader actions for blocks and instructions.

`InstructionParts` has noted the parts of an instruction as token indexes, and `on_instruction` makes the rows
when it is complete.

A value may be used above its definition, and results of one instruction must be consecutive rows;
so rows are made in text order and an operand that has no row yet is patched in `on_function_end`. A type, on
the other hand, is only inferred from a value that is defined above (that is CLIF's rule).
"""

from typing import Final

from librt.vecs import append, extend, vec
from mypy_extensions import i32, i64

from ..entities import ExceptionTable
from ..function import Function
from ..immediates import parse_float, parse_imm64, parse_lane_int, parse_unsigned
from ..opcodes import OPS, RMW_OPS
from ..opcodes_gen import (
    EFFECT_RETURN,
    FMT_BINARY_IMM8,
    FMT_CALL,
    FMT_CALL_INDIRECT,
    FMT_DYNAMIC_STACK_ADDR,
    FMT_FLOAT_COMPARE,
    FMT_FUNC_ADDR,
    FMT_GLOBAL_VALUE,
    FMT_HANDLER_ADDRESS,
    FMT_SHUFFLE,
    FMT_STACK_ADDR,
    FMT_TERNARY_IMM8,
    FMT_TRY_CALL,
    FMT_TRY_CALL_INDIRECT,
    FMT_UNARY_CONST,
    FMT_UNARY_IEEE16,
    FMT_UNARY_IEEE32,
    FMT_UNARY_IEEE64,
    FMT_UNARY_IMM,
    OP_EFFECTS,
    OP_F128CONST,
    OP_FORMAT,
)
from ..typerules import (
    CONTROL_EXPLICIT,
    CONTROL_NONE,
    CONTROL_OPERAND,
    FORMAT_HAS_FLAGS,
    RESULT_CODE_0,
    RESULT_CODE_1,
    RESULT_SIGNATURE,
    RESULT_T,
    control_set_name,
    in_control_set,
    result_type,
)
from ..types import F16, F32, F64, F128, I8X16, is_int, lane_bits, type_name
from .grammar_gen import T_CC_BOTH, T_CONST, T_DT, T_EXN, T_FLOAT, T_OP_MINMAX, T_SS, T_TAG, T_VALUE
from .reader_immediates import Literals
from .reader_parts import InstructionParts
from .reader_preamble import MemoryFlags, PreambleReader
from .reader_state import KIND_BLOCK, KIND_INST, KIND_NONE, ReadState
from .recovery import lost_key

_RMW_NUMBERS: Final = {name: number for number, name in enumerate(RMW_OPS)}
_MAX_SOURCE_LOC: Final = 0xFFFFFFFF


def wrap64(value: int) -> int:
    """The low 64 bits as a signed number, the form of the `imm` column."""
    value &= 0xFFFFFFFFFFFFFFFF
    return value - (1 << 64) if value >> 63 else value


class BodyReader(InstructionParts):
    """Actions of blocks and whole instructions."""

    def __init__(
        self, state: ReadState, preamble: PreambleReader, literals: Literals, flags: MemoryFlags
    ) -> None:
        super().__init__(preamble)
        self.state = state
        self.func: Function = state.func
        self.tokens = state.tokens
        self.literals = literals
        self.flags = flags
        self.block: i64 = -1

        # Operands that were used above their definition: place in the pool, and token.
        self.late_pool: vec[i64] = vec[i64]()
        self.late_token: vec[i64] = vec[i64]()
        self.uninferred_op: vec[i64] = vec[i64]()
        """Opcode tokens of instructions whose type was not known yet."""
        self.uninferred_operand: vec[i64] = vec[i64]()
        """By those: token of the operand that decides the type."""

    # --- blocks ---------------------------------------------------------------------------

    def block_row(self, number: i64) -> i64:
        """The block with a number, made at its first mention."""
        state = self.state
        row = state.blocks.get(number)
        if row < 0:
            row = self.func.make_block()
            state.blocks.put(number, row)
            state.labels.blocks.bind(row, number)
            state.places.block = append(state.places.block, i32(-1))
        return row

    def on_block(self, token: int) -> None:
        """`blockN` of a block header."""
        block = self.block_row(self.tokens.number(token))
        self.block = block
        self.state.begin_entity(token, KIND_BLOCK, block)
        if self.func.block_in_layout[block]:
            self.state.error(token, f"{self.tokens.text(token)} is defined twice")
            return
        self.func.append_block(block)
        self.state.places.block[block] = self.tokens.start[token]

    def on_block_param(self, token: int) -> None:
        """`vN: TYPE` of a block header."""
        row = self.func.append_block_param(self.block, self.tokens.number(token + 2))
        self.define_value(token, row)

    def on_block_cold(self, token: int) -> None:
        """`cold`."""
        self.func.block_cold[self.block] = 1

    def define_value(self, token: i64, row: i64) -> None:
        """Bind the number of a value token to its (newest) row."""
        number = self.tokens.number(token)
        state = self.state
        if state.values.get(number) >= 0:
            state.error(token, f"v{number} is defined twice")
        else:
            state.values.put(number, row)
        state.labels.values.bind(row, number)
        state.places.value = append(state.places.value, self.tokens.start[token])

    def on_alias(self, token: int) -> None:
        """`vN -> vM`."""
        state = self.state
        func = self.func
        state.begin_entity(token, KIND_NONE, 0)
        target = state.values.get(self.tokens.number(token + 2))
        if target < 0:
            if state.is_lost(token + 2):
                state.lost.add(lost_key(self.tokens, token))
                return
            state.error(token + 2, f"{self.tokens.text(token + 2)} is not defined above this alias")
            return
        known = state.values.get(self.tokens.number(token))
        if known >= 0 and i64(func.value_alias[known]) == target:
            return
        row = func.make_value(
            i64(func.value_type[target]), i64(func.value_def[target]), i64(func.value_index[target])
        )
        func.replace_value(row, target)
        self.define_value(token, row)

    # --- instructions ---------------------------------------------------------------------

    def on_instruction(self, token: int) -> None:
        """An instruction is complete: make its rows."""
        state = self.state
        func = self.func
        op_token: i64 = token + 2 * len(self.results)
        op = self.tokens.number(op_token)
        ty = self.controlling_type(op, op_token)
        inst = func.make_inst(op, ty, 0, -1, 0)
        state.begin_entity(token, KIND_INST, inst)
        state.places.inst = append(state.places.inst, self.tokens.start[token])
        fmt = OP_FORMAT[op]
        if FORMAT_HAS_FLAGS[fmt]:
            func.flags[inst] = i32(self.flags.take())
        signature = self.read_fields(inst, op, fmt, ty, op_token)
        self.push_operands(inst)
        if len(self.edges):
            self.push_edges(inst)
        self.make_results(inst, op, ty, signature, op_token)
        func.append_inst(inst, self.block)
        if self.has_stack_map:
            self.make_stack_map(inst, op, op_token)
        if len(self.tags) or self.source_loc_token >= 0:
            self.make_location(inst)
        self.results = vec[i64]()
        self.operands = vec[i64]()
        self.suffix_token = -1

    def controlling_type(self, op: i64, op_token: i64) -> i64:
        """The controlling type; 0 when there is none or it is wrong (which is reported)."""
        state = self.state
        control = CONTROL_OPERAND[op]
        ty: i64 = 0
        if self.suffix_token >= 0:
            if control == CONTROL_NONE:
                state.error(self.suffix_token, f"`{OPS[op].name}` takes no type suffix")
                return 0
            if self.tokens.kind[self.suffix_token] == T_DT:
                ty = self.preamble.dynamic_type(self.suffix_token)
                if ty == 0:
                    return 0
            else:
                ty = self.tokens.number(self.suffix_token)
        elif control == CONTROL_NONE:
            return 0
        elif control == CONTROL_EXPLICIT:
            state.error(op_token, f"`{OPS[op].name}` needs a type suffix")
            return 0
        else:
            operand = self.operands[control]
            row = state.values.get(self.tokens.number(operand))
            if row < 0:
                self.uninferred_op = append(self.uninferred_op, op_token)
                self.uninferred_operand = append(self.uninferred_operand, operand)
                return 0
            ty = i64(self.func.value_type[row])
            if ty == 0:
                return 0
        if not in_control_set(op, ty):
            blame = self.suffix_token if self.suffix_token >= 0 else op_token
            name = OPS[op].name
            state.error(
                blame, f"{type_name(ty)} is not a type of `{name}` (type set {control_set_name(int(op))})"
            )
            return 0
        return ty

    def push_operands(self, inst: i64) -> None:
        """Append the value operands; those without a row yet are patched later."""
        func = self.func
        values = self.state.values
        tokens = self.tokens
        for token in self.operands:
            row = values.get(tokens.number(token))
            if row < 0:
                self.late_pool = append(self.late_pool, len(func.pool))
                self.late_token = append(self.late_token, token)
            func.push_arg(inst, row)

    def push_edges(self, inst: i64) -> None:
        """Append the block calls."""
        func = self.func
        tokens = self.tokens
        values = self.state.values
        position: i64 = 0
        for index in range(len(self.edges)):
            edge = func.push_edge(inst, self.block_row(tokens.number(self.edges[index])))
            end = self.edge_arg_ends[index]
            while position < end:
                token = self.edge_args[position]
                number = tokens.number(token)
                kind = tokens.kind[token]
                position += 1
                if kind == T_VALUE:
                    row = values.get(number)
                    if row < 0:
                        self.late_pool = append(self.late_pool, len(func.pool))
                        self.late_token = append(self.late_token, token)
                    func.push_edge_arg(edge, row)
                else:
                    func.push_edge_arg(edge, (-3 if kind == T_EXN else -2) - 2 * number)
        self.edges = vec[i64]()
        self.edge_arg_ends = vec[i64]()
        self.edge_args = vec[i64]()

    def make_results(self, inst: i64, op: i64, ty: i64, signature: i64, op_token: i64) -> None:
        """Make the result values and bind the names left of `=`."""
        func = self.func
        code = RESULT_CODE_0[op]
        if code == RESULT_SIGNATURE:
            self.make_call_results(inst, op, signature, op_token)
            return
        wanted: i64 = 0
        first: i64 = 0
        second: i64 = 0
        if code >= 0:
            wanted = 1
            if ty != 0 or code < RESULT_T:
                first = result_type(code, ty)
            code = RESULT_CODE_1[op]
            if code >= 0:
                wanted = 2
                if ty != 0 or code < RESULT_T:
                    second = result_type(code, ty)
        count: i64 = len(self.results)
        if wanted != count:
            self.wrong_results(op, op_token, wanted)
        index: i64 = 0
        while index < count:
            own: i64 = 0
            if index == 0:
                own = first
            elif index == 1:
                own = second
            self.define_value(self.results[index], func.make_result(inst, own))
            index += 1

    def make_call_results(self, inst: i64, op: i64, signature: i64, op_token: i64) -> None:
        """The same for a call, whose signature says what it returns."""
        # When the callee is wrong (reported), believe the names.
        types = [0] * len(self.results)
        if signature >= 0:
            types = [param.ty for param in self.func.signatures[signature].returns]
        if len(types) != len(self.results):
            self.wrong_results(op, op_token, len(types))
        for index in range(len(self.results)):
            ty = types[index] if index < len(types) else 0
            self.define_value(self.results[index], self.func.make_result(inst, ty))

    def wrong_results(self, op: i64, op_token: i64, wanted: i64) -> None:
        """Report that more or fewer results are named than there are."""
        words = "1 result" if wanted == 1 else f"{wanted} results"
        self.state.error(op_token, f"`{OPS[op].name}` has {words}, {len(self.results)} named")

    # --- fields by format -----------------------------------------------------------------

    def read_fields(self, inst: i64, op: i64, fmt: i64, ty: i64, op_token: i64) -> i64:
        """Fill the `imm` and `aux` columns of an instruction from its tokens. Returns the row of
        the callee's signature for calls, else -1."""
        func = self.func
        if self.condition:
            func.imm[inst] = self.condition_value(fmt)
            self.condition = 0
        if self.preamble.offset_token >= 0:
            func.imm[inst] = self.preamble.take_offset(32)
        if self.literals.token >= 0 or self.literals.lanes_token >= 0:
            try:
                func.imm[inst] = self.literal_value(op, fmt, ty)
            except ValueError as problem:
                self.state.error(self.literals.place(), str(problem))
            self.literals.clear()
        if self.reference_token < 0 and self.sig_token < 0:
            return -1
        return self.reference_fields(inst, fmt)

    def condition_value(self, fmt: i64) -> i64:
        """Number of a condition code, atomic operation or trap code."""
        kind = self.tokens.kind[self.condition]
        value = self.tokens.number(self.condition)
        if kind == T_CC_BOTH:
            return value >> 8 if fmt == FMT_FLOAT_COMPARE else value & 255
        if kind == T_OP_MINMAX:
            return _RMW_NUMBERS[self.tokens.text(self.condition)]
        return value

    def literal_value(self, op: i64, fmt: i64, ty: i64) -> int:
        """The `imm` of a literal; raises `ValueError`."""
        literals = self.literals
        if fmt == FMT_UNARY_IMM:
            if not is_int(ty):
                return 0
            return wrap64(parse_lane_int(literals.text(), int(lane_bits(ty))))
        if fmt == FMT_BINARY_IMM8 or fmt == FMT_TERNARY_IMM8:
            return parse_unsigned(literals.text(), 8, underscores=False)
        if fmt == FMT_HANDLER_ADDRESS:
            return wrap64(parse_imm64(literals.text()))
        if fmt == FMT_UNARY_IEEE32:
            return parse_float(literals.text(), F32)
        if fmt == FMT_UNARY_IEEE64:
            return wrap64(parse_float(literals.text(), F64))
        if fmt == FMT_UNARY_IEEE16:
            return parse_float(literals.text(), F16)
        if fmt == FMT_SHUFFLE:
            return self.pool_constant(literals.bytes_of(I8X16), named=False)
        if literals.token >= 0 and self.tokens.kind[literals.token] == T_CONST:
            return self.preamble.row_of(literals.token, self.state.constants)
        if op == OP_F128CONST:
            if literals.token < 0 or self.tokens.kind[literals.token] != T_FLOAT:
                raise ValueError("f128const takes a floating-point number or a constant")
            return self.pool_constant(parse_float(literals.text(), F128).to_bytes(16, "little"))
        if fmt == FMT_UNARY_CONST and ty:
            return self.pool_constant(literals.bytes_of(ty))
        return 0

    def pool_constant(self, data: bytes, named: bool = True) -> int:
        """Row of a literal in the constant pool; one that is to be `named` gets the lowest number
        that is free. (The mask of a shuffle is written in place and needs no number.)"""
        state = self.state
        row = self.func.constant(data)
        if row == len(state.constant_numbers):
            state.constant_numbers = append(state.constant_numbers, -1)
        if named and state.constant_numbers[row] < 0:
            number = state.free_constant
            while state.constants.get(number) >= 0:
                number += 1
            state.free_constant = number
            state.constants.put(number, row)
            state.constant_numbers[row] = number
        return row

    def reference_fields(self, inst: i64, fmt: i64) -> i64:
        """Fields of the formats that refer to an entity; returns the callee's signature row."""
        func = self.func
        state = self.state
        preamble = self.preamble
        reference = self.reference_token
        sig_token = self.sig_token
        self.reference_token = -1
        self.sig_token = -1
        if fmt == FMT_TRY_CALL or fmt == FMT_TRY_CALL_INDIRECT:
            if fmt == FMT_TRY_CALL:
                func.aux[inst] = i32(preamble.row_of(reference, state.functions))
            func.imm[inst] = self.exception_table(sig_token)
            return -1
        row: i64 = -1
        if fmt == FMT_CALL:
            row = preamble.row_of(reference, state.functions)
            func.aux[inst] = i32(row)
            if row < 0:
                return -1
            return func.ext_funcs[row].sig
        if fmt == FMT_CALL_INDIRECT:
            row = preamble.row_of(sig_token, state.signatures)
            func.aux[inst] = i32(row)
            return row
        if fmt == FMT_STACK_ADDR:
            row = preamble.row_of(reference, state.slots)
        elif fmt == FMT_DYNAMIC_STACK_ADDR:
            row = preamble.row_of(reference, state.dynamic_slots)
        elif fmt == FMT_FUNC_ADDR:
            row = preamble.row_of(reference, state.functions)
        elif fmt == FMT_GLOBAL_VALUE:
            row = preamble.row_of(reference, state.global_values)
        else:
            row = self.block_row(self.tokens.number(reference))
        func.aux[inst] = i32(row)
        return -1

    def exception_table(self, sig_token: i64) -> int:
        """Make the exception table of a try_call; its context values become trailing operands."""
        func = self.func
        number = self.tokens.number(sig_token)
        sig = self.state.signatures.get(number)
        table = ExceptionTable(int(sig if sig >= 0 else -1 - number))
        contexts = 0
        for token in self.handlers:
            kind = self.tokens.kind[token]
            if kind == T_TAG:
                table.entries.append(("tag", int(self.tokens.number(token))))
            elif self.tokens.text(token) == "default":
                table.entries.append(("default", 0))
            else:
                table.entries.append(("context", contexts))
                contexts += 1
        self.operands = extend(self.operands, self.contexts)
        self.handlers = vec[i64]()
        self.contexts = vec[i64]()
        func.exception_tables.append(table)
        return len(func.exception_tables) - 1

    def make_stack_map(self, inst: i64, op: i64, op_token: i64) -> None:
        """Record the stack map of a call."""
        entries: list[tuple[int, int, int]] = []
        for token in self.stack_map:
            slot = self.preamble.row_of(token + 2, self.state.slots)
            text = self.tokens.text(token + 3)
            if text.startswith("+"):
                text = text[1:]
            try:
                offset = parse_unsigned(text, 32)
            except ValueError as problem:
                self.state.error(token + 3, str(problem))
                offset = 0
            entries.append((int(self.tokens.number(token)), slot, offset))
        if OP_EFFECTS[op] & EFFECT_RETURN:
            self.state.error(op_token, f"`{OPS[op].name}` takes no stack map")
        self.func.stack_maps[int(inst)] = entries
        self.has_stack_map = False
        self.stack_map = vec[i64]()

    def make_location(self, inst: i64) -> None:
        """Record debug tags and source location."""
        if self.source_loc_token >= 0:
            location = int(self.tokens.text(self.source_loc_token)[1:], 16)
            if location > _MAX_SOURCE_LOC:
                self.state.error(self.source_loc_token, "source location needs more than 32 bits")
                location = 0
            self.func.srcloc[inst] = location
            self.source_loc_token = -1
        if len(self.tags):
            tags: list[tuple[str, int]] = []
            for token in self.tags:
                if self.tokens.kind[token] == T_SS:
                    tags.append(("slot", self.preamble.row_of(token, self.state.slots)))
                else:
                    tags.append(("imm", self.preamble.unsigned(token, 32)))
            self.func.debug_tags[int(inst)] = tags
            self.tags = vec[i64]()

    # --- end of the function --------------------------------------------------------------

    def on_function_end(self, token: int) -> None:
        """The whole function has been read: resolve what pointed down."""
        self.preamble.resolve()
        func = self.func
        state = self.state
        pool = func.pool
        undefined: set[int] = set()
        for index in range(len(self.late_pool)):
            late = self.late_token[index]
            number = self.tokens.number(late)
            row = state.values.get(number)
            if row >= 0:
                pool[self.late_pool[index]] = i32(row)
            elif int(number) not in undefined:
                undefined.add(int(number))
                if state.is_lost(late):
                    continue
                state.error(late, f"v{number} is not defined")
        for index in range(len(self.uninferred_op)):
            op_token = self.uninferred_op[index]
            operand = self.uninferred_operand[index]
            if int(self.tokens.number(operand)) not in undefined:
                name = self.tokens.text(op_token)
                message = f"`{name}` needs a type suffix: {self.tokens.text(operand)} is defined further down"
                state.error(op_token, message)
