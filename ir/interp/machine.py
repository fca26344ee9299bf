"""The interpreter's machine: the loop over instructions.

Calls push a frame and go on in the same loop, so that the depth of the interpreted program uses no
Python stack; a tail call replaces its frame. Every instruction costs one unit of fuel.

An exception is thrown by calling `%__cranelift_throw(entry_fp, exit_fp, exit_pc, tag, p1, p2)`. From the
frame `exit_fp` to the last one before `entry_fp`, the call that each frame waits for (for the first one:
the call at `exit_pc`) is looked at; the first `try_call` with a handler for the tag gets the payloads,
and all newer frames are dropped.
"""

from librt.vecs import append, vec
from mypy_extensions import i64

from ..entities import Signature
from ..errors import IrtoolError, LimitError, Place, UnsupportedError
from ..opcodes import OPS
from ..opcodes_gen import (
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
    FMT_HANDLER_ADDRESS,
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
    FMT_TRY_CALL_INDIRECT,
    FMT_UNARY_IEEE16,
    FMT_UNARY_IEEE64,
    FMT_UNARY_IMM,
    OP_BITCAST,
    OP_DEBUGTRAP,
    OP_EFFECTS,
    OP_FENCE,
    OP_FORMAT,
    OP_GET_FRAME_POINTER,
    OP_GET_PINNED_REG,
    OP_GET_RETURN_ADDRESS,
    OP_GET_STACK_POINTER,
    OP_NOP,
    OP_RETURN_CALL,
    OP_RETURN_CALL_INDIRECT,
    OP_SEQUENCE_POINT,
    OP_SET_PINNED_REG,
    OP_TRAPZ,
)
from ..semantics.fold import (
    FOLD_BINARY,
    FOLD_COMPARE,
    FOLD_KIND,
    FOLD_NONE,
    FOLD_UNARY,
    binary_trap,
    fold_binary,
    fold_second,
    fold_ternary,
    fold_unary,
)
from ..semantics.scalar import (
    OWN_CODE,
    compare_int,
    normal,
)
from ..semantics.wide import WideTrap, compute_wide
from ..types import F64, I64, I128
from .code import Code, Program
from .frames import InterpreterError
from .library import LIBRARY, THROW, Library, LibraryRow
from .memory import CODE_STEP, FUNCTION_BASE, FUNCTION_STEP, STACK_BASE
from .regions import DataObjects


class Machine(Library):
    """One run of the interpreter."""

    def __init__(
        self, program: Program, fuel: i64, memory_limit: i64, max_depth: i64, data: DataObjects
    ) -> None:
        super().__init__(program, fuel, memory_limit, max_depth, data)
        self.current: i64 = -1
        """The instruction at which the run is, or ended."""

    # --- the loop -----------------------------------------------------------------------------

    def run(self) -> None:
        """Execute from the entry of the current frame until its return (results are then on their
        way), or a trap. An error is raised with the place of its instruction in the text."""
        inst = i64(self.code.func.block_first[self.code.func.first_block])
        try:
            self._run_from(inst)
        except IrtoolError as error:
            if error.place is None:
                error.place = self.place()
            raise

    def place(self) -> Place | None:
        """Where the current instruction is in the text, if that is known."""
        found = self.code.func.places.get(("inst", int(self.current)))
        return Place(found[0], found[1]) if found is not None else None

    def _run_from(self, inst: i64) -> None:
        """The loop."""
        while inst >= 0:
            self.current = inst
            if self.fuel <= 0:
                raise LimitError("the interpreter ran out of fuel")
            self.fuel -= 1
            func = self.code.func
            op = i64(func.op[inst])
            kind = FOLD_KIND[op]
            if kind != FOLD_NONE and self._fold(kind, op, inst):
                if self.trap != 0:
                    return
                inst = i64(func.inst_next[inst])
                continue
            fmt = OP_FORMAT[op]
            if FMT_JUMP <= fmt <= FMT_BR_TABLE:
                inst = self._branch(fmt, inst)
                continue
            if fmt >= FMT_RETURN:
                inst = self._transfer(fmt, op, inst)
            else:
                self._execute(fmt, op, inst)
                inst = i64(func.inst_next[inst])
            if self.trap != 0:
                return

    def _fold(self, kind: i64, op: i64, inst: i64) -> bool:
        """Compute an integer opcode on i8..i64 (or trap); False when it has another type."""
        func = self.code.func
        ty = i64(func.ty[inst])
        if ty > I64:
            return False
        pool = self.code.pool
        start = i64(func.arg_start[inst])
        first = pool[start]
        values = self.values
        base = self.base
        source_ty = i64(func.value_type[first])
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
            if func.value_type[second] > I64 or func.value_type[i64(func.result_start[inst])] > I64:
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
        values[base + i64(func.result_start[inst])] = result
        if func.result_count[inst] > 1:
            values[base + i64(func.result_start[inst]) + 1] = fold_second(op, ty, x, y, z)
        return True

    # --- control flow -------------------------------------------------------------------------

    def _branch(self, fmt: i64, inst: i64) -> i64:
        """First instruction of the block that a branch goes to."""
        func = self.code.func
        edge = i64(func.edge_start[inst])
        if fmt != FMT_JUMP:
            condition = self.code.pool[i64(func.arg_start[inst])]
            if fmt == FMT_BRIF:
                if not self._is_true(condition):
                    edge += 1
            else:
                index = self.values[self.base + condition]
                if index < i64(func.edge_count[inst]) - 1:  # an i32 is carried zero-extended
                    edge += index + 1
        return self._follow(edge)

    def _is_true(self, value: i64) -> bool:
        if self.code.func.value_type[value] == I128:
            return self.wide[self.base + value] != 0
        return self.values[self.base + value] != 0

    def _follow(self, edge: i64) -> i64:
        """Pass the arguments of a block call; the first instruction of its target."""
        func = self.code.func
        target = i64(func.edge_block[edge])
        count = i64(func.edge_arg_count[edge])
        if count > 0:
            self._take(i64(func.edge_arg_start[edge]), count)
            self._give_list(i64(func.param_start[target]), count)
        return i64(func.block_first[target])

    def _transfer(self, fmt: i64, op: i64, inst: i64) -> i64:
        """Calls and returns: the next instruction, -1 when the outermost frame returned."""
        func = self.code.func
        start = i64(func.arg_start[inst])
        count = i64(func.arg_count[inst])
        if fmt == FMT_RETURN:
            self._take(start, count)
            self._leave()
            if len(self.saved_inst) == 0:
                return -1
            return self._continue_after(self._restore())
        if fmt == FMT_CALL or fmt == FMT_TRY_CALL:
            target = self.code.callee[i64(func.aux[inst])]
            if target < 0:
                name = func.ext_funcs[i64(func.aux[inst])].name
                raise UnsupportedError(f"the interpreter has no function {name}")
            sig = func.ext_funcs[i64(func.aux[inst])].sig
        else:
            target = self._function_at(self.values[self.base + self.code.pool[start]])
            sig = (
                i64(func.aux[inst]) if fmt == FMT_CALL_INDIRECT else func.exception_tables[func.imm[inst]].sig
            )
            start += 1
        signature = func.signatures[sig]
        tail = op == OP_RETURN_CALL or op == OP_RETURN_CALL_INDIRECT
        if target >= len(self.codes):
            return self._call_library(inst, LIBRARY[target - len(self.codes)], start, signature, tail)
        callee = self.codes[target].func.signature
        if signature.key()[:2] != callee.key()[:2]:
            raise InterpreterError(
                f"{self.codes[target].func.name} has the signature {callee}, the call says {signature}"
            )
        self._take(start, len(signature.params))
        if self.codes[target].struct_args and not self.take_structs(self.codes[target]):
            return -1
        if tail:
            self._leave()
        elif not self._save(inst):
            return -1
        if not self.enter(target):
            return -1
        entered = self.code.func
        return i64(entered.block_first[entered.first_block])

    def _call_library(self, inst: i64, row: LibraryRow, start: i64, signature: Signature, tail: bool) -> i64:
        """A call of a library function with the operands from `start` on; the next instruction, -1 after
        a trap or the return of the outermost frame."""
        returns = [row.result] if row.result else []
        if [p.ty for p in signature.params] != row.params or [r.ty for r in signature.returns] != returns:
            raise InterpreterError(f"%{row.name} is called with the wrong signature {signature}")
        args = [self.get(self.code.pool[start + i]) for i in range(len(row.params))]
        if row.name == THROW:
            return self._throw(args)
        result = self.call_library(row, args)
        if self.trap != 0:
            return -1
        self.moved = vec[i64]()
        self.moved_wide = []
        if row.result:
            wide = row.result > F64
            self.moved = append(self.moved, 0 if wide or result >> 63 else result)
            if result >> 63 and not wide:
                self.moved[0] = result - (1 << 64)
            self.moved_wide.append(result)
        if not tail:
            return self._continue_after(inst)
        self._leave()
        if len(self.saved_inst) == 0:
            return -1
        return self._continue_after(self._restore())

    # --- exceptions ---------------------------------------------------------------------------

    def _throw(self, args: list[int]) -> i64:
        """Go on at the handler of an exception; see the module docstring for the arguments."""
        entry, frame, address, tag = self.frame_at(args[0]), self.frame_at(args[1]), args[2], args[3]
        while frame > entry:
            current = frame == self.depth()
            code = self.code if current else self.codes[self.saved_code[frame]]
            edge = self._handler(code, address, tag)
            if edge >= 0:
                while self.depth() > frame:
                    self._leave()
                    self._restore()
                self.moved = vec[i64]([bits - (1 << 64) if bits >> 63 else bits for bits in args[4:]])
                self.moved_wide = args[4:]
                return self._follow_with_results(edge)
            address = self.return_address(frame)
            frame -= 1
        raise InterpreterError(f"nothing catches the exception with tag {tag}")

    def _handler(self, code: Code, address: int, tag: int) -> i64:
        """The edge to the handler for a tag in the try_call at a code address, -1 if there is none."""
        func = code.func
        offset = address - int(code.address)
        if offset % CODE_STEP or not 0 <= offset < CODE_STEP * len(func.op):
            return -1
        inst: i64 = offset // CODE_STEP
        fmt = OP_FORMAT[i64(func.op[inst])]
        if fmt != FMT_TRY_CALL and fmt != FMT_TRY_CALL_INDIRECT:
            return -1
        edge = i64(func.edge_start[inst])
        for kind, number in func.exception_tables[func.imm[inst]].entries:
            if kind != "context":
                edge += 1
                if kind == "default" or number == tag:
                    return edge
        return -1

    def _continue_after(self, call: i64) -> i64:
        """Hand the results on their way to a call that returned; the instruction after it."""
        func = self.code.func
        if OP_FORMAT[i64(func.op[call])] == FMT_CALL or OP_FORMAT[i64(func.op[call])] == FMT_CALL_INDIRECT:
            self._give(i64(func.result_start[call]), i64(func.result_count[call]))
            return i64(func.inst_next[call])
        return self._follow_with_results(i64(func.edge_start[call]))

    def _follow_with_results(self, edge: i64) -> i64:
        """An edge of a try_call, whose arguments may be results or payloads on their way."""
        func = self.code.func
        results = self.moved
        wide = self.moved_wide
        target = i64(func.edge_block[edge])
        count = i64(func.edge_arg_count[edge])
        start = i64(func.edge_arg_start[edge])
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
        self._give_list(i64(func.param_start[target]), count)
        return i64(func.block_first[target])

    def _function_at(self, address: i64) -> i64:
        offset = address - FUNCTION_BASE
        count = len(self.codes) + len(LIBRARY)
        if offset < 0 or offset % FUNCTION_STEP != 0 or offset // FUNCTION_STEP >= count:
            raise InterpreterError(f"indirect call of {address:#x}, which is no function")
        return offset // FUNCTION_STEP

    # --- everything else ----------------------------------------------------------------------

    def _execute(self, fmt: i64, op: i64, inst: i64) -> None:
        """An instruction that neither branches nor is an integer computation on i8..i64."""
        func = self.code.func
        if fmt == FMT_UNARY_IMM or FMT_UNARY_IEEE16 <= fmt <= FMT_UNARY_IEEE64:
            self.values[self.base + i64(func.result_start[inst])] = func.imm[inst]
        elif (fmt == FMT_LOAD or fmt == FMT_LOAD_NO_OFFSET) and op != OP_BITCAST:
            self._load(op, inst)
        elif fmt == FMT_STORE or fmt == FMT_STORE_NO_OFFSET:
            self._store(op, inst)
        elif fmt == FMT_STACK_ADDR:
            offset = self.code.slot_offset[i64(func.aux[inst])] + func.imm[inst]
            self.values[self.base + i64(func.result_start[inst])] = normal(
                i64(func.ty[inst]), STACK_BASE + self.slots + offset
            )
        elif fmt == FMT_DYNAMIC_STACK_ADDR:
            offset = self.code.dynamic_offset[i64(func.aux[inst])]
            self.values[self.base + i64(func.result_start[inst])] = STACK_BASE + self.slots + offset
        elif fmt == FMT_TRAP:
            self.trap = func.imm[inst]
        elif fmt == FMT_COND_TRAP:
            if self._is_true(self.code.pool[i64(func.arg_start[inst])]) != (op == OP_TRAPZ):
                self.trap = func.imm[inst]
        elif fmt == FMT_FUNC_ADDR:
            target = self.code.callee[i64(func.aux[inst])]
            if target < 0:
                raise UnsupportedError(
                    f"the interpreter has no function {func.ext_funcs[i64(func.aux[inst])].name}"
                )
            self.values[self.base + i64(func.result_start[inst])] = FUNCTION_BASE + target * FUNCTION_STEP
        elif fmt == FMT_HANDLER_ADDRESS:
            edge = i64(func.edge_start[i64(func.block_last[i64(func.aux[inst])])]) + 1 + func.imm[inst]
            address = self.code.address + CODE_STEP * (len(func.op) + edge)
            self.values[self.base + i64(func.result_start[inst])] = address
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
            self.values[self.base + i64(func.result_start[inst])] = normal(i64(func.ty[inst]), self.pinned)
        elif op == OP_SET_PINNED_REG:
            self.pinned = self.values[self.base + self.code.pool[i64(func.arg_start[inst])]]
        elif op == OP_GET_STACK_POINTER:
            self.values[self.base + i64(func.result_start[inst])] = STACK_BASE + self.frame_start
        elif op == OP_GET_FRAME_POINTER:
            self.values[self.base + i64(func.result_start[inst])] = self.frame_address(self.depth())
        elif op == OP_GET_RETURN_ADDRESS:
            self.values[self.base + i64(func.result_start[inst])] = self.return_address(self.depth())
        elif op != OP_NOP and op != OP_FENCE and op != OP_SEQUENCE_POINT and op != OP_DEBUGTRAP:
            raise UnsupportedError(f"the interpreter does not support {OPS[op].name}")

    def _compute(self, op: i64, inst: i64) -> None:
        """Opcodes on i128, floats and vectors."""
        func = self.code.func
        count = int(func.arg_count[inst])
        start = int(func.arg_start[inst])
        operands = [int(self.code.pool[start + i]) for i in range(count)]
        first = int(func.result_start[inst])
        result_types = [int(func.value_type[first + i]) for i in range(i64(func.result_count[inst]))]
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
