"""The interpreter's machine: frames, values, and the loop over instructions.

Values of all live frames are in one column, a frame's values at `base + value number`:

    frame 0 (%main, base 0)   v0 v1 v2        values    [7, 9, 16,  3, 3, 6]
    frame 1 (%add,  base 3)   v0 v1 v2                   frame 0 ... frame 1

i8..i64 and floats up to f64 are one `i64` each (zero-extended bits, see `semantics`). Wider values
are Python integers of their bits in a dictionary by the same index; their opcodes, and those of
floats and vectors, are computed by `semantics_wide`.

Calls push a frame and go on in the same loop, so that the depth of the interpreted program uses no
Python stack; a tail call replaces its frame. Every instruction costs one unit of fuel.
"""

from typing import Final

from librt.vecs import append, pop, vec
from mypy_extensions import i64

from .entities import MEM_ALIGNED, MEM_BIG, MEM_CODE_MASK, MEM_CODE_SHIFT
from .errors import IrtoolError, LimitError, UnsupportedError
from .floats import float_function
from .interp_code import ACCESS_BYTES, ACCESS_SIGNED, FIRST_LIBCALL, LIBCALLS, Code
from .interp_memory import FUNCTION_BASE, FUNCTION_STEP, STACK_BASE, Memory, swap_bytes
from .opcodes import OPS, RMW_OPS
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
    RMW_ADD,
    RMW_AND,
    RMW_NAND,
    RMW_OR,
    RMW_SMAX,
    RMW_SMIN,
    RMW_SUB,
    RMW_UMAX,
    RMW_UMIN,
    RMW_XCHG,
    RMW_XOR,
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
    iadd,
    isub,
    normal,
    smax,
    smin,
    umax,
    umin,
)
from .semantics_big import binary as big_binary
from .semantics_wide import WideTrap, compute_wide
from .types import F64, I32, I64, I128, is_vector, sign_extend, type_bits, type_bytes

HEAP_OOB: Final = 253
STK_OVF: Final = 251


class InterpreterError(IrtoolError):
    """The program does what has no meaning: it calls an address that is no function, ..."""


class Machine:
    """State of one run."""

    def __init__(self, codes: list[Code], fuel: i64, memory_limit: i64, max_depth: i64) -> None:
        self.codes = codes
        self.memory = Memory(memory_limit)
        self.fuel: i64 = fuel
        self.max_depth: i64 = max_depth
        self.trap: i64 = 0
        """Code of the trap that ended the run, 0 for none."""
        self.pinned: i64 = 0
        self.values: vec[i64] = vec[i64]()
        self.wide: dict[int, int] = {}
        """Bits of the values wider than 64 bits, by index in `values`."""
        self.top: i64 = 0
        """End of the newest frame's values."""
        # The current frame.
        self.code: Code = codes[0]
        self.base: i64 = 0
        self.slots: i64 = 0
        """Offset of the frame's slots in memory."""
        self.frame_start: i64 = 0
        """Size of memory before the frame was made."""
        # Frames that wait for a call, oldest first.
        self.saved_code: vec[i64] = vec[i64]()
        self.saved_base: vec[i64] = vec[i64]()
        self.saved_slots: vec[i64] = vec[i64]()
        self.saved_start: vec[i64] = vec[i64]()
        self.saved_inst: vec[i64] = vec[i64]()
        """The call that the frame waits for."""
        # Values on their way: arguments of a block, call or return.
        self.moved: vec[i64] = vec[i64]()
        self.moved_wide: list[int] = []

    # --- values -------------------------------------------------------------------------------

    def get(self, value: i64) -> int:
        """The bits of a value of the current frame, as an unsigned number of its width."""
        ty = self.code.func.value_type[value]
        index = self.base + value
        if ty > F64 or ty == I128:
            return self.wide[index]
        bits = int(self.values[index])
        return bits + (1 << 64) if bits < 0 else bits

    def set(self, value: i64, bits: int) -> None:
        """Give a value of the current frame its bits (unsigned)."""
        ty = self.code.func.value_type[value]
        index = self.base + value
        if ty > F64 or ty == I128:
            self.wide[index] = bits
        else:
            self.values[index] = bits - (1 << 64) if bits >> 63 else bits

    def _take(self, start: i64, count: i64) -> None:
        """Put values `pool[start ..]` of the current frame on their way."""
        pool = self.code.pool
        moved: vec[i64] = vec[i64](capacity=count)
        values = self.values
        base = self.base
        end = start + count
        i = start
        while i < end:
            moved = append(moved, values[base + pool[i]])
            i += 1
        self.moved = moved
        self.moved_wide = []
        if self.code.wide_values:
            self.moved_wide = [self.wide.get(base + pool[j], 0) for j in range(start, end)]

    def _give(self, first: i64, count: i64) -> None:
        """Move what is on its way to the consecutive values `first ..` of the current frame."""
        values = self.values
        moved = self.moved
        start = self.base + first
        i: i64 = 0
        while i < count:
            values[start + i] = moved[i]
            i += 1
        if self.code.wide_values:
            for j in range(count):
                self._give_wide(first + j, j)

    def _give_wide(self, value: i64, index: i64) -> None:
        ty = self.code.func.value_type[value]
        if ty > F64 or ty == I128:
            self.wide[self.base + value] = self.moved_wide[index]

    # --- frames -------------------------------------------------------------------------------

    def enter(self, index: i64) -> bool:
        """Make the frame of a function the current one and give it its arguments, which are on their
        way. False when memory is exhausted."""
        code = self.codes[index]
        self.code = code
        self.base = self.top
        self.top = self.base + code.value_count
        while len(self.values) < self.top:
            self.values = append(self.values, 0)
        self.frame_start = self.memory.size
        self.slots = self.memory.grow(code.frame_bytes, code.frame_align)
        if self.slots < 0:
            self.trap = STK_OVF
            return False
        func = code.func
        if func.first_block < 0:
            raise InterpreterError(f"the function {func.name} has no body")
        entry = func.first_block
        start = func.param_start[entry]
        self._give_list(start, func.param_count[entry])
        return True

    def _give_list(self, start: i64, count: i64) -> None:
        """Move what is on its way to the values `pool[start ..]` (block parameters)."""
        pool = self.code.func.pool
        values = self.values
        moved = self.moved
        base = self.base
        i: i64 = 0
        while i < count:
            values[base + pool[start + i]] = moved[i]
            i += 1
        if self.code.wide_values:
            for j in range(count):
                self._give_wide(pool[start + j], j)

    def _leave(self) -> None:
        """Drop the current frame's values and slots."""
        self.top = self.base
        self.memory.shrink(self.frame_start)

    def _save(self, inst: i64) -> bool:
        """Keep the current frame while the call `inst` runs. False when the calls are too deep."""
        if len(self.saved_inst) >= self.max_depth:
            self.trap = STK_OVF
            return False
        self.saved_code = append(self.saved_code, self.code.index)
        self.saved_base = append(self.saved_base, self.base)
        self.saved_slots = append(self.saved_slots, self.slots)
        self.saved_start = append(self.saved_start, self.frame_start)
        self.saved_inst = append(self.saved_inst, inst)
        return True

    def _restore(self) -> i64:
        """Make the newest waiting frame current again; returns its call."""
        self.saved_code, index = pop(self.saved_code)
        self.saved_base, self.base = pop(self.saved_base)
        self.saved_slots, self.slots = pop(self.saved_slots)
        self.saved_start, self.frame_start = pop(self.saved_start)
        self.saved_inst, inst = pop(self.saved_inst)
        self.code = self.codes[index]
        self.top = self.base + self.code.value_count
        return inst

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

    # --- memory -------------------------------------------------------------------------------

    def _check_access(self, inst: i64, address: i64, count: i64) -> bool:
        """Whether an access may proceed; else the run ends with the instruction's trap code."""
        flags = self.code.func.flags[inst]
        aligned = flags & MEM_ALIGNED == 0 or address % count == 0
        if aligned and self.memory.contains(address, count):
            return True
        code = (flags & MEM_CODE_MASK) >> MEM_CODE_SHIFT
        self.trap = code if code != 0 else HEAP_OOB
        return False

    def _address(self, inst: i64, operand: i64) -> i64:
        """The address an instruction accesses: operand plus offset, in the pointer's width."""
        func = self.code.func
        value = self.code.pool[func.arg_start[inst] + operand]
        offset: i64 = 0
        fmt = OP_FORMAT[func.op[inst]]
        if fmt == FMT_LOAD or fmt == FMT_STORE:
            offset = func.imm[inst]
        return normal(func.value_type[value], self.values[self.base + value] + offset)

    def _load(self, op: i64, inst: i64) -> None:
        func = self.code.func
        result = func.result_start[inst]
        ty = func.value_type[result]
        count = ACCESS_BYTES[op]
        if count == 0:
            count = type_bytes(func.ty[inst])
            if ty != func.ty[inst] or count > 8 or is_vector(ty):
                self._load_wide(op, inst, ty)
                return
        address = self._address(inst, 0)
        if not self._check_access(inst, address, count):
            return
        value = self.memory.load(address, count)
        if func.flags[inst] & MEM_BIG != 0:
            value = swap_bytes(value, count)
        if ACCESS_SIGNED[op] != 0:
            value = normal(ty, sign_extend(value, _int_of_bytes(count)))
        self.values[self.base + result] = value

    def _load_wide(self, op: i64, inst: i64, ty: i64) -> None:
        """i128, f128, vectors, and the widening vector loads."""
        func = self.code.func
        name = OPS[op].name
        widening = name[1:5] == "load" and name != "load"
        count = 8 if widening else type_bytes(ty)
        address = self._address(inst, 0)
        if not self._check_access(inst, address, count):
            return
        bits = self._read_bits(address, int(count), func.flags[inst] & MEM_BIG != 0)
        if widening:
            bits = _widen(bits, name)
        self.set(func.result_start[inst], bits)

    def _read_bits(self, address: i64, count: int, big: bool) -> int:
        data = bytes([int(self.memory.load(address + i, 1)) for i in range(count)])
        return int.from_bytes(data, "big" if big else "little")

    def _write_bits(self, address: i64, count: int, bits: int, big: bool) -> None:
        for index, byte in enumerate(bits.to_bytes(count, "big" if big else "little")):
            self.memory.store(address + index, 1, byte)

    def _store(self, op: i64, inst: i64) -> None:
        func = self.code.func
        value = self.code.pool[func.arg_start[inst]]
        count = ACCESS_BYTES[op]
        if count == 0:
            count = type_bytes(func.ty[inst])
        address = self._address(inst, 1)
        if not self._check_access(inst, address, count):
            return
        big = func.flags[inst] & MEM_BIG != 0
        ty = func.value_type[value]
        if ty > F64 or ty == I128:
            self._write_bits(address, int(count), self.get(value), big)
            return
        bits = self.values[self.base + value]
        if big:
            bits = swap_bytes(bits, count)
        self.memory.store(address, count, bits)

    def _atomic(self, fmt: i64, inst: i64) -> None:
        func = self.code.func
        ty = func.ty[inst]
        count = type_bytes(ty)
        address = self._address(inst, 0)
        if not self._check_access(inst, address, count):
            return
        start = func.arg_start[inst]
        big = func.flags[inst] & MEM_BIG != 0
        if ty == I128 or big:
            self._atomic_wide(fmt, inst, address)
            return
        old = self.memory.load(address, count)
        x = self.values[self.base + self.code.pool[start + 1]]
        if fmt == FMT_ATOMIC_RMW:
            self.memory.store(address, count, rmw(func.imm[inst], ty, old, x))
        elif old == x:
            self.memory.store(address, count, self.values[self.base + self.code.pool[start + 2]])
        self.values[self.base + func.result_start[inst]] = old

    def _atomic_wide(self, fmt: i64, inst: i64, address: i64) -> None:
        func = self.code.func
        bits = int(type_bits(func.ty[inst]))
        big = func.flags[inst] & MEM_BIG != 0
        old = self._read_bits(address, bits // 8, big)
        operands = [
            self.get(self.code.pool[func.arg_start[inst] + i]) for i in range(1, func.arg_count[inst])
        ]
        if fmt == FMT_ATOMIC_RMW:
            self._write_bits(address, bits // 8, rmw_wide(int(func.imm[inst]), bits, old, operands[0]), big)
        elif old == operands[0]:
            self._write_bits(address, bits // 8, operands[1], big)
        self.set(func.result_start[inst], old)

    def _global_value(self, inst: i64) -> None:
        """symbol_value: the chain of bases down to vmctx, then the loads and additions back up."""
        func = self.code.func
        chain = [int(func.aux[inst])]
        while func.global_values[chain[-1]].base >= 0:
            chain.append(func.global_values[chain[-1]].base)
        root = func.global_values[chain[-1]]
        if root.kind != "vmctx" or "symbol" not in OPS[func.op[inst]].name:
            raise UnsupportedError(f"the interpreter has no value for a global value of kind {root.kind}")
        position = [param.purpose for param in func.signature.params].index("vmctx")
        value: i64 = self.values[self.base + func.block_param(func.first_block, position)]
        for gv in reversed(chain[:-1]):
            data = func.global_values[gv]
            value += data.offset
            if data.kind == "load":
                count = type_bytes(data.ty)
                if not self.memory.contains(value, count):
                    self.trap = HEAP_OOB
                    return
                value = self.memory.load(value, count)
        self.values[self.base + func.result_start[inst]] = normal(func.ty[inst], value)


def rmw_wide(operation: int, bits: int, old: int, x: int) -> int:
    """`rmw` at any width, on unsigned numbers."""
    name = RMW_OPS[operation]
    if name == "xchg":
        return x
    if name == "nand":
        return ~(old & x) & ((1 << bits) - 1)
    opcodes = {"add": "iadd", "sub": "isub", "and": "band", "or": "bor", "xor": "bxor"}
    return big_binary(opcodes.get(name, name), bits, old, x)


def _int_of_bytes(count: i64) -> i64:
    """The integer type of 1, 2, 4 or 8 bytes."""
    if count == 1:
        return 1
    if count == 2:
        return 2
    return I32 if count == 4 else I64


def _widen(bits: int, name: str) -> int:
    """The lanes of `uload8x8`, `sload16x4`, ... each in twice its width."""
    width, lanes = (int(part) for part in name[5:].split("x"))
    result = 0
    for lane in range(lanes):
        value = bits >> (width * lane) & ((1 << width) - 1)
        if name[0] == "s" and value >> (width - 1):
            value += (1 << 2 * width) - (1 << width)
        result |= value << 2 * width * lane
    return result


def rmw(operation: i64, ty: i64, old: i64, x: i64) -> i64:
    """What an atomic operation (`RMW_*`) stores, for i8..i64."""
    if operation == RMW_ADD:
        return iadd(ty, old, x)
    if operation == RMW_SUB:
        return isub(ty, old, x)
    if operation == RMW_AND:
        return old & x
    if operation == RMW_NAND:
        return normal(ty, ~(old & x))
    if operation == RMW_OR:
        return old | x
    if operation == RMW_XOR:
        return old ^ x
    if operation == RMW_XCHG:
        return x
    if operation == RMW_UMIN:
        return umin(ty, old, x)
    if operation == RMW_UMAX:
        return umax(ty, old, x)
    if operation == RMW_SMIN:
        return smin(ty, old, x)
    if operation == RMW_SMAX:
        return smax(ty, old, x)
    raise ValueError("no atomic operation has this number")
