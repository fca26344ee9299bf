"""The state of walking one function body (or constant expression): operand stack, control stack, locals.

Validation follows the algorithm of the specification's appendix: the operand stack holds a type per operand,
and beside it here the IR value. The control stack holds a row per open block:

    block (result i32)      height  operands below its parameters
      i32.const 7           types   rows of the type pool: parameters and results
      br 0                  dead    behind a branch; then pops below the height give BOTTOM
    end

`live` says that instructions are to be emitted: the body is being translated and the place can be reached.
What is dead is validated all the same. The functions for single instructions are in the modules `op_*.py`;
this class has what they share.
"""

from typing import Final, NoReturn

from librt.vecs import append, vec
from mypy_extensions import i64

from ...ir.errors import UnsupportedError
from ...ir.function import Function
from .catches import Catches
from .emitter import FunctionEmitter
from .environment import ModuleEnvironment
from .features import FEATURE_MULTI_MEMORY, FEATURE_REFERENCE_TYPES
from .local_types import LocalTypes
from .module import Module
from .opcodes import WASM_OPS
from .read_types import TypeReader
from .types import TypeTable
from .value_types import BOTTOM, type_text

#: Kinds of control frames.
FRAME_FUNCTION: Final = 0
FRAME_BLOCK: Final = 1
FRAME_LOOP: Final = 2
FRAME_IF: Final = 3
FRAME_ELSE: Final = 4
FRAME_TRY: Final = 5

_FIRST_ROWS: Final = 64


class BlockType:
    """Parameters and results of a block, as rows of the type pool."""

    def __init__(self) -> None:
        self.params: i64 = 0
        self.param_count: i64 = 0
        self.results: i64 = 0
        self.result_count: i64 = 0


class Body(TypeReader):
    """A walk over instructions; see the module docstring."""

    def __init__(self, module: Module, env: ModuleEnvironment | None) -> None:
        super().__init__(module, 0, 0)
        self.types: TypeTable = module.types
        self.type_limit = len(module.types.number)
        self.features: i64 = module.features
        self.out: FunctionEmitter = FunctionEmitter()
        self.environment: ModuleEnvironment | None = env
        self.translating: bool = False
        self.live: bool = False
        """Instructions are to be emitted."""
        self.metered: bool = False
        """The code counts its instructions (`Tunables.fuel`)."""
        self.unspent: i64 = 0
        """Instructions since the counter was changed last."""
        self.constant: bool = False
        """This is a constant expression."""
        self.function: i64 = -1
        """Index of the function."""
        self.offset: i64 = 0
        """Offset of the opcode."""
        self.opcode: i64 = 0
        """The opcode, a row of `WASM_OPS`."""
        # Operand stack.
        self.stack_type: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        self.stack_value: vec[i64] = vec[i64]([-1] * _FIRST_ROWS)
        self.sp: i64 = 0
        self.height: i64 = 0
        """Operands below belong to outer blocks."""
        self.dead: bool = False
        """The place cannot be reached."""
        self.value: i64 = -1
        """Value of the operand popped last."""
        # Control stack; the columns have more rows than blocks are open.
        self.depth: i64 = 0
        self.frame_kind: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        self.frame_height: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        self.frame_dead: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        """Whether the place before the block could not be reached."""
        self.frame_params: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        """First row of its parameter types in the type pool."""
        self.frame_param_count: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        self.frame_results: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        self.frame_result_count: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        self.frame_block: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        """IR block that branches to its label go to, -1 as long as there is none."""
        self.frame_else: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        """Edge of the branch for a condition that is zero."""
        self.frame_above: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        """IR block that was current at its start."""
        self.frame_start: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        """Offset of its opcode."""
        self.frame_inits: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        """Locals without default that were set before it."""
        self.frame_extra: vec[i64] = vec[i64]([0] * _FIRST_ROWS)
        """For a try_table: handlers open before it."""
        # Locals.
        self.local_types: LocalTypes = LocalTypes()
        self.all_set: bool = True
        """No local is of a type without default; else see `local_set`."""
        self.local_set: vec[i64] = vec[i64]()
        """By local: 1 when it has a value."""
        self.set_order: vec[i64] = vec[i64]()
        """Locals without default, in the order in which they were set."""
        self.loops: i64 = 0
        """Loops so far, those that are not translated included (`LoopScan.ends`)."""
        self.globals_limit: i64 = 0
        """In a constant expression: global indices below it may be read."""
        self.block_type: BlockType = BlockType()
        """The block type that was read last."""
        self.saved: vec[i64] = vec[i64]()
        """Values of the parameters of each open `if`."""
        # Immediates that were read last.
        self.mem_index: i64 = 0
        self.mem_offset: i64 = 0
        self.table: i64 = 0
        self.tag: i64 = 0
        # Values of the steps of the instruction (`op_simple.py`), and the one made last.
        self.step_value: vec[i64] = vec[i64]([-1] * 32)
        self.last_value: i64 = -1
        self.catches: list[Catches] = []
        """By frame, for each try_table that is open."""
        self.memory_64: vec[i64] = vec[i64]([1 if memory.is_64 else 0 for memory in module.memories])
        self.num_memories: i64 = len(module.memories)

    def env(self) -> ModuleEnvironment:
        """The environment; there is one whenever `live` holds."""
        env = self.environment
        assert env is not None
        return env

    def func(self) -> Function:
        """The function that is being made."""
        return self.out.func

    # --- errors -----------------------------------------------------------------------------------

    def fail(self, message: str) -> NoReturn:
        """The instruction is invalid."""
        self.invalid(message, self.offset)

    def mismatch(self, expected: i64, found: i64) -> NoReturn:
        """An operand has the wrong type, or is missing (`found` -1)."""
        has = type_text(int(found)) if found >= 0 else ""
        self.fail(
            f"type mismatch: instruction requires [{type_text(int(expected))}] but stack has [{has}]"
            f" ({WASM_OPS[int(self.opcode)].name})"
        )

    def refuse(self, what: str) -> NoReturn:
        """The instruction can be validated but not compiled."""
        raise UnsupportedError(
            f"function {int(self.function)}, offset 0x{int(self.offset):x}: {what} cannot be compiled yet"
        )

    # --- the operand stack -----------------------------------------------------------------------------

    def push(self, ty: i64, value: i64) -> None:
        """Push an operand."""
        sp = self.sp
        if sp >= len(self.stack_type):
            self.stack_type = append(self.stack_type, 0)
            self.stack_value = append(self.stack_value, -1)
        self.stack_type[sp] = ty
        self.stack_value[sp] = value
        self.sp = sp + 1

    def pop_any(self) -> i64:
        """Pop an operand; its type, and `value`."""
        sp = self.sp
        if sp <= self.height:
            if not self.dead:
                self.fail(
                    f"type mismatch: {WASM_OPS[int(self.opcode)].name} expects an operand "
                    "but nothing is on the stack"
                )
            self.value = -1
            return BOTTOM
        sp -= 1
        self.sp = sp
        self.value = self.stack_value[sp]
        return self.stack_type[sp]

    def pop(self, expected: i64) -> i64:
        """Pop an operand of a type; its value."""
        sp = self.sp - 1
        if sp >= self.height and self.stack_type[sp] == expected:
            self.sp = sp
            return self.stack_value[sp]
        if self.sp <= self.height and not self.dead:
            self.mismatch(expected, -1)
        found = self.pop_any()
        if found != expected and not self.types.is_subtype(found, expected):
            self.mismatch(expected, found)
        return self.value

    def pop_ref(self) -> i64:
        """Pop a reference; its type (BOTTOM in dead code)."""
        found = self.pop_any()
        if found != BOTTOM and found & 8 == 0:
            self.fail(
                f"type mismatch: {WASM_OPS[int(self.opcode)].name} expects a reference, "
                f"found {type_text(int(found))}"
            )
        return found

    def pop_types(self, start: i64, count: i64) -> None:
        """Pop operands of the types in pool rows from `start` on, the last one on top. Their values
        stay in `stack_value` above `sp`, unless the code is dead."""
        i = count
        pool = self.types.pool
        while i > 0:
            i -= 1
            self.pop(pool[start + i])

    def push_types(self, start: i64, count: i64, value: i64) -> None:
        """Push operands of the types in pool rows, with consecutive values (-1: none)."""
        i: i64 = 0
        while i < count:
            if value >= 0:
                self.push(self.types.pool[start + i], value + i)
            else:
                self.push(self.types.pool[start + i], -1)
            i += 1

    def check_top(self, start: i64, count: i64) -> None:
        """The top operands have these types; they stay, with the types of the pool."""
        self.pop_types(start, count)
        i: i64 = 0
        while i < count:
            self.reserve_row(self.sp)
            self.stack_type[self.sp] = self.types.pool[start + i]
            self.sp += 1
            i += 1

    def reserve_row(self, row: i64) -> None:
        """Make sure that the stack has a row."""
        while row >= len(self.stack_type):
            self.stack_type = append(self.stack_type, 0)
            self.stack_value = append(self.stack_value, -1)

    def hint(self) -> i64:
        """The branch hint of this instruction: 1 likely, 0 unlikely, -1 for none."""
        hints = self.module.cold_branches
        if not hints:
            return -1
        return hints.get(int(self.offset), -1)

    def set_dead(self) -> None:
        """What follows cannot be reached."""
        self.sp = self.height
        self.dead = True
        self.live = False

    # --- the control stack -------------------------------------------------------------------------------

    def push_frame(self, kind: i64, params: i64, param_count: i64, results: i64, result_count: i64) -> None:
        """Open a block whose parameters are on top of the stack (and stay)."""
        depth = self.depth
        if depth >= len(self.frame_kind):
            self._more_frames()
        self.frame_kind[depth] = kind
        self.height = self.sp - param_count
        self.frame_height[depth] = self.height
        self.frame_dead[depth] = 1 if self.dead else 0
        self.frame_params[depth] = params
        self.frame_param_count[depth] = param_count
        self.frame_results[depth] = results
        self.frame_result_count[depth] = result_count
        self.frame_block[depth] = -1
        self.frame_else[depth] = -1
        self.frame_above[depth] = self.out.current
        self.frame_start[depth] = self.offset
        self.frame_inits[depth] = len(self.set_order)
        self.depth = depth + 1
        self.dead = False
        # `live` stays: what is in a block that cannot be reached is not emitted.

    def _more_frames(self) -> None:
        self.frame_kind = append(self.frame_kind, 0)
        self.frame_height = append(self.frame_height, 0)
        self.frame_dead = append(self.frame_dead, 0)
        self.frame_params = append(self.frame_params, 0)
        self.frame_param_count = append(self.frame_param_count, 0)
        self.frame_results = append(self.frame_results, 0)
        self.frame_result_count = append(self.frame_result_count, 0)
        self.frame_block = append(self.frame_block, 0)
        self.frame_else = append(self.frame_else, 0)
        self.frame_above = append(self.frame_above, 0)
        self.frame_start = append(self.frame_start, 0)
        self.frame_inits = append(self.frame_inits, 0)
        self.frame_extra = append(self.frame_extra, 0)

    def label(self) -> i64:
        """Read a label; the row of its frame."""
        label = self.u32()
        if label >= self.depth:
            self.fail(f"unknown label {int(label)}")
        return self.depth - 1 - label

    def label_start(self, frame: i64) -> i64:
        """First pool row of the types that a branch to a frame takes."""
        if self.frame_kind[frame] == FRAME_LOOP:
            return self.frame_params[frame]
        return self.frame_results[frame]

    def label_count(self, frame: i64) -> i64:
        """How many they are."""
        if self.frame_kind[frame] == FRAME_LOOP:
            return self.frame_param_count[frame]
        return self.frame_result_count[frame]

    # --- indices -------------------------------------------------------------------------------------------

    def index(self, what: str, count: i64) -> i64:
        """Read an index below `count`."""
        index = self.u32()
        if index >= count:
            self.fail(f"unknown {what} {int(index)}")
        return index

    def memory_index(self) -> i64:
        """A memory index; without multi-memory it is a zero byte."""
        if self.features & FEATURE_MULTI_MEMORY != 0:
            return self.u32()
        place = self.pos
        if self.byte() != 0:
            self.malformed("zero byte expected", place)
        return 0

    def called_table(self) -> i64:
        """The table of an indirect call; before reference types there was one, and a zero byte."""
        place = self.pos
        table = self.u32()
        if self.features & FEATURE_REFERENCE_TYPES == 0 and self.data[place] != 0:
            self.malformed("zero byte expected", place)
        if table >= len(self.module.tables):
            self.fail(f"unknown table {int(table)}")
        return table

    def close_try(self, frame: i64) -> None:
        """The body of a try_table ends: fill in its handlers (`op_calls.close_try`)."""
        raise NotImplementedError
