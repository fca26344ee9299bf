"""The interpreter's machine: the loop over instructions.

Calls push a frame and go on in the same loop, so that the depth of the interpreted program uses no
Python stack; a tail call replaces its frame. Every instruction costs one unit of fuel.
"""

from librt.vecs import append, vec
from mypy_extensions import i64

from .errors import LimitError, UnsupportedError
from .floats import float_function
from .interp_access import MemoryAccess
from .interp_code import FIRST_LIBCALL, LIBCALLS
from .interp_frames import InterpreterError
from .interp_memory import FUNCTION_BASE, FUNCTION_STEP, STACK_BASE
from .opcodes import OPS
from .opcodes_gen import (
    EFFECT_TRAP,
    FMT_ATOMIC_CAS,
    FMT_ATOMIC_RMW,
    FMT_BR_TABLE,
    FMT_BRIF,
    FMT_CALL,
    FMT_CALL_INDIRECT,
    FMT_COND_TRAP,
    FMT_DYNAMIC_STACK_ADDR,
    FMT_FUNC_ADDR,
    FMT_GLOBAL_VALUE,
    FMT_JUMP,
    FMT_LOAD,
    FMT_LOAD_NO_OFFSET,
    FMT_NULLARY,
    FMT_RETURN,
    FMT_STACK_ADDR,
    FMT_STORE,
    FMT_STORE_NO_OFFSET,
    FMT_TRAP,
    FMT_TRY_CALL,
    FMT_UNARY_IEEE16,
    FMT_UNARY_IEEE64,
    FMT_UNARY_IMM,
    OP_BITCAST,
    OP_CALL,
    OP_CALL_INDIRECT,
    OP_DEBUGTRAP,
    OP_EFFECTS,
    OP_FENCE,
    OP_FORMAT,
    OP_GET_PINNED_REG,
    OP_GET_STACK_POINTER,
    OP_NOP,
    OP_RETURN_CALL,
    OP_RETURN_CALL_INDIRECT,
    OP_SEQUENCE_POINT,
    OP_SET_PINNED_REG,
    OP_TRAPZ,
)
from .semantics import (
    FOLD_BINARY,
    FOLD_COMPARE,
    FOLD_KIND,
    FOLD_NONE,
    FOLD_UNARY,
    OWN_CODE,
    binary_trap,
    compare_int,
    fold_binary,
    fold_second,
    fold_ternary,
    fold_unary,
    normal,
)
from .semantics_wide import WideTrap, compute_wide
from .types import I64, I128


class Machine(MemoryAccess):
    """One run of the interpreter."""

    # --- the loop -----------------------------------------------------------------------------

    def run(self) -> None:
        """Execute from the entry of the current frame until its return (results are then on their
        way), or a trap."""
        inst = self.code.func.block_first[self.code.func.first_block]
        while inst >= 0:
            if self.fuel <= 0:
                raise LimitError("the interpreter ran out of fuel")
            self.fuel -= 1
            func = self.code.func
            op = func.op[inst]
            kind = FOLD_KIND[op]
            if kind != FOLD_NONE and self._fold(kind, op, inst):
                if self.trap != 0:
                    return
                inst = func.inst_next[inst]
                continue
            fmt = OP_FORMAT[op]
            if FMT_JUMP <= fmt <= FMT_BR_TABLE:
                inst = self._branch(fmt, inst)
                continue
            if fmt >= FMT_RETURN:
                inst = self._transfer(fmt, op, inst)
            else:
                self._execute(fmt, op, inst)
                inst = func.inst_next[inst]
            if self.trap != 0:
                return

    def _fold(self, kind: i64, op: i64, inst: i64) -> bool:
        """Compute an integer opcode on i8..i64 (or trap); False when it has another type."""
        func = self.code.func
        ty = func.ty[inst]
        if ty > I64:
            return False
        pool = self.code.pool
        start = func.arg_start[inst]
        first = pool[start]
        values = self.values
        base = self.base
        source_ty = func.value_type[first]
        if source_ty > I64:
            return False
        x = values[base + first]
        y: i64 = 0
        z: i64 = 0
        if kind == FOLD_UNARY:
            result = fold_unary(op, ty, source_ty, x)
        elif kind == FOLD_COMPARE:
            result = compare_int(func.imm[inst], ty, x, values[base + pool[start + 1]])
        elif kind == FOLD_BINARY:
            second = pool[start + 1]
            if func.value_type[second] > I64 or func.value_type[func.result_start[inst]] > I64:
                return False  # an i128 amount, or iconcat to i128
            y = values[base + second]
            if OP_EFFECTS[op] & EFFECT_TRAP != 0:
                code = binary_trap(op, ty, x, y)
                if code != 0:
                    self.trap = func.imm[inst] if code == OWN_CODE else code
                    return True
            result = fold_binary(op, ty, x, y)
        else:
            y = values[base + pool[start + 1]]
            z = values[base + pool[start + 2]]
            result = fold_ternary(op, ty, x, y, z)
        values[base + func.result_start[inst]] = result
        if func.result_count[inst] > 1:
            values[base + func.result_start[inst] + 1] = fold_second(op, ty, x, y, z)
        return True

    # --- control flow -------------------------------------------------------------------------

    def _branch(self, fmt: i64, inst: i64) -> i64:
        """First instruction of the block that a branch goes to."""
        func = self.code.func
        edge = func.edge_start[inst]
        if fmt != FMT_JUMP:
            condition = self.code.pool[func.arg_start[inst]]
            if fmt == FMT_BRIF:
                if not self._is_true(condition):
                    edge += 1
            else:
                index = self.values[self.base + condition]
                if index < func.edge_count[inst] - 1:  # an i32 is carried zero-extended
                    edge += index + 1
        return self._follow(edge)

    def _is_true(self, value: i64) -> bool:
        if self.code.func.value_type[value] == I128:
            return self.wide[self.base + value] != 0
        return self.values[self.base + value] != 0

    def _follow(self, edge: i64) -> i64:
        """Pass the arguments of a block call; the first instruction of its target."""
        func = self.code.func
        target = func.edge_block[edge]
        count = func.edge_arg_count[edge]
        if count > 0:
            self._take(func.edge_arg_start[edge], count)
            self._give_list(func.param_start[target], count)
        return func.block_first[target]

    def _transfer(self, fmt: i64, op: i64, inst: i64) -> i64:
        """Calls and returns: the next instruction, -1 when the outermost frame returned."""
        func = self.code.func
        start = func.arg_start[inst]
        count = func.arg_count[inst]
        if fmt == FMT_RETURN:
            self._take(start, count)
            self._leave()
            if len(self.saved_inst) == 0:
                return -1
            return self._continue_after(self._restore())
        if fmt == FMT_CALL or fmt == FMT_TRY_CALL:
            target = self.code.callee[func.aux[inst]]
            if target <= FIRST_LIBCALL and op == OP_CALL:
                return self._call_library(inst, FIRST_LIBCALL - target, start)
            if target < 0:
                name = func.ext_funcs[func.aux[inst]].name
                raise UnsupportedError(f"the interpreter has no function {name}")
            sig = func.ext_funcs[func.aux[inst]].sig
        else:
            target = self._function_at(self.values[self.base + self.code.pool[start]])
            if target >= len(self.codes) and op == OP_CALL_INDIRECT:
                return self._call_library(inst, target - len(self.codes), start + 1)
            sig = func.aux[inst] if fmt == FMT_CALL_INDIRECT else func.exception_tables[func.imm[inst]].sig
            start += 1
        if target >= len(self.codes):
            raise UnsupportedError(f"the interpreter supports {OPS[op].name} of its own functions only")
        signature = func.signatures[sig]
        callee = self.codes[target].func.signature
        if signature.key()[:2] != callee.key()[:2]:
            raise InterpreterError(
                f"{self.codes[target].func.name} has the signature {callee}, the call says {signature}"
            )
        self._take(start, len(signature.params))
        if op == OP_RETURN_CALL or op == OP_RETURN_CALL_INDIRECT:
            self._leave()
        elif not self._save(inst):
            return -1
        if not self.enter(target):
            return -1
        entered = self.code.func
        return entered.block_first[entered.first_block]

    def _call_library(self, inst: i64, library: i64, start: i64) -> i64:
        """A call of one of the `LIBCALLS` with the operands from `start` on; the next instruction."""
        func = self.code.func
        name, op, ty = LIBCALLS[library]
        end = func.arg_start[inst] + func.arg_count[inst]
        values = [int(self.code.pool[i]) for i in range(start, end)]
        count = 3 if op == "fma" else 1
        if [int(func.value_type[value]) for value in values] != [ty] * count or func.result_count[inst] != 1:
            raise InterpreterError(f"%{name} is called with the wrong signature")
        self.set(func.result_start[inst], float_function(op)(ty, *[self.get(value) for value in values]))
        return func.inst_next[inst]

    def _continue_after(self, call: i64) -> i64:
        """Hand the results on their way to a call that returned; the instruction after it."""
        func = self.code.func
        if OP_FORMAT[func.op[call]] == FMT_CALL or OP_FORMAT[func.op[call]] == FMT_CALL_INDIRECT:
            self._give(func.result_start[call], func.result_count[call])
            return func.inst_next[call]
        return self._follow_normal(func.edge_start[call])

    def _follow_normal(self, edge: i64) -> i64:
        """The normal edge of a try_call, whose arguments may be results on their way."""
        func = self.code.func
        results = self.moved
        wide = self.moved_wide
        target = func.edge_block[edge]
        count = func.edge_arg_count[edge]
        start = func.edge_arg_start[edge]
        moved: vec[i64] = vec[i64](capacity=count)
        moved_wide: list[int] = []
        i: i64 = 0
        while i < count:
            value = self.code.pool[start + i]
            if value >= 0:
                moved = append(moved, self.values[self.base + value])
                moved_wide.append(self.wide.get(self.base + value, 0))
            else:
                moved = append(moved, results[(-2 - value) // 2])
                moved_wide.append(wide[(-2 - value) // 2] if wide else 0)
            i += 1
        self.moved = moved
        self.moved_wide = moved_wide
        self._give_list(func.param_start[target], count)
        return func.block_first[target]

    def _function_at(self, address: i64) -> i64:
        offset = address - FUNCTION_BASE
        count = len(self.codes) + len(LIBCALLS)
        if offset < 0 or offset % FUNCTION_STEP != 0 or offset // FUNCTION_STEP >= count:
            raise InterpreterError(f"indirect call of {address:#x}, which is no function")
        return offset // FUNCTION_STEP

    # --- everything else ----------------------------------------------------------------------

    def _execute(self, fmt: i64, op: i64, inst: i64) -> None:
        """An instruction that neither branches nor is an integer computation on i8..i64."""
        func = self.code.func
        if fmt == FMT_UNARY_IMM or FMT_UNARY_IEEE16 <= fmt <= FMT_UNARY_IEEE64:
            self.values[self.base + func.result_start[inst]] = func.imm[inst]
        elif (fmt == FMT_LOAD or fmt == FMT_LOAD_NO_OFFSET) and op != OP_BITCAST:
            self._load(op, inst)
        elif fmt == FMT_STORE or fmt == FMT_STORE_NO_OFFSET:
            self._store(op, inst)
        elif fmt == FMT_STACK_ADDR:
            offset = self.code.slot_offset[func.aux[inst]] + func.imm[inst]
            self.values[self.base + func.result_start[inst]] = normal(
                func.ty[inst], STACK_BASE + self.slots + offset
            )
        elif fmt == FMT_DYNAMIC_STACK_ADDR:
            offset = self.code.dynamic_offset[func.aux[inst]]
            self.values[self.base + func.result_start[inst]] = STACK_BASE + self.slots + offset
        elif fmt == FMT_TRAP:
            self.trap = func.imm[inst]
        elif fmt == FMT_COND_TRAP:
            if self._is_true(self.code.pool[func.arg_start[inst]]) != (op == OP_TRAPZ):
                self.trap = func.imm[inst]
        elif fmt == FMT_FUNC_ADDR:
            target = self.code.callee[func.aux[inst]]
            if target <= FIRST_LIBCALL:
                target = len(self.codes) + FIRST_LIBCALL - target
            if target < 0:
                raise UnsupportedError(
                    f"the interpreter has no function {func.ext_funcs[func.aux[inst]].name}"
                )
            self.values[self.base + func.result_start[inst]] = FUNCTION_BASE + target * FUNCTION_STEP
        elif fmt == FMT_ATOMIC_RMW or fmt == FMT_ATOMIC_CAS:
            self._atomic(fmt, inst)
        elif fmt == FMT_GLOBAL_VALUE:
            self._global_value(inst)
        elif fmt == FMT_NULLARY or op == OP_SET_PINNED_REG:
            self._machine_state(op, inst)
        else:
            self._compute(op, inst)

    def _machine_state(self, op: i64, inst: i64) -> None:
        func = self.code.func
        if op == OP_GET_PINNED_REG:
            self.values[self.base + func.result_start[inst]] = normal(func.ty[inst], self.pinned)
        elif op == OP_SET_PINNED_REG:
            self.pinned = self.values[self.base + self.code.pool[func.arg_start[inst]]]
        elif op == OP_GET_STACK_POINTER:
            self.values[self.base + func.result_start[inst]] = STACK_BASE + self.frame_start
        elif op != OP_NOP and op != OP_FENCE and op != OP_SEQUENCE_POINT and op != OP_DEBUGTRAP:
            raise UnsupportedError(f"the interpreter does not support {OPS[op].name}")

    def _compute(self, op: i64, inst: i64) -> None:
        """Opcodes on i128, floats and vectors."""
        func = self.code.func
        count = int(func.arg_count[inst])
        start = int(func.arg_start[inst])
        operands = [int(self.code.pool[start + i]) for i in range(count)]
        first = int(func.result_start[inst])
        result_types = [int(func.value_type[first + i]) for i in range(func.result_count[inst])]
        try:
            results = compute_wide(
                func,
                int(inst),
                [int(func.value_type[value]) for value in operands],
                [self.get(value) for value in operands],
                result_types,
            )
        except WideTrap as trap:
            self.trap = trap.code
            return
        for index, bits in enumerate(results):
            self.set(first + index, bits)
