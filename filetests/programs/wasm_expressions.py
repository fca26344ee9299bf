"""Random expressions for `wasm_code.py`: instructions that leave a value of a type.

    writer.expr("i")                  # appends to `writer.code` what leaves an i32

Labels in scope are kept with the types that a branch to them takes.
"""

from collections.abc import Callable
from typing import Final

from ...frontend.wasm.opcodes import WASM_OPS
from ...frontend.wasm.opcodes_gen import WOP_SIZE_LOG2
from .wasm_plan import TABLE_SIZE, Plan, access, constant
from .wasm_syntax import HEAP, LABEL, OP, TYPE, TYPE_CODES, U32, Atom, Instr, instr, raw, zero

_EMPTY: Final = -64
_LOCALS: Final = 2
_NANS: Final = {
    "f32": b"\0\0\xc0\x7f",
    "f64": b"\0\0\0\0\0\0\xf8\x7f",
    "f32x4": b"\0\0\xc0\x7f" * 4,
    "f64x2": b"\0\0\0\0\0\0\xf8\x7f" * 2,
}
#: Operations of floats that give bits of their operands, or no floats.
_EXACT: Final = frozenset(
    "abs neg copysign splat replace_lane extract_lane eq ne lt gt le ge reinterpret_i32 reinterpret_i64 pmin "
    "pmax relaxed_laneselect".split()
)


class ExpressionWriter:
    """Writes expressions of one function; `CodeWriter` adds statements."""

    def __init__(self, plan: Plan, type_index: int) -> None:
        self.plan = plan
        self.random = plan.random
        self.params, _, self.results = plan.types[type_index].partition(">")
        self.locals: str = self.params + plan.letters * _LOCALS
        self.scratch: dict[str, int] = {}
        """A local of each type that NaNs are looked for in, by type."""
        for letter in plan.letters:
            self.scratch[letter] = len(self.locals) + len(self.scratch)
        self.code: list[Instr] = []
        self.labels: list[str] = []
        self.budget: int = plan.size
        self.depth: int = 0

    def put(self, name: str, *values: int | bytes) -> None:
        """Append an instruction."""
        self.code.append(instr(name, *values))

    def open(self, name: str, params: str, results: str) -> None:
        """Open a block whose label takes what its kind wants."""
        ty = _EMPTY
        if params or len(results) > 1:
            ty = self._block_type(params, results)
        elif results:
            ty = TYPE_CODES[results]
        self.code.append(Instr(OP[name], [Atom(HEAP, ty)]))
        self.labels.append(params if name == "loop" else results)

    def _block_type(self, params: str, results: str) -> int:
        text = f"{params}>{results}"
        if text not in self.plan.types:
            self.plan.types.append(text)
        return self.plan.types.index(text)

    def close(self) -> None:
        """Close the innermost block."""
        self.put("end")
        self.labels.pop()

    def statements(self) -> None:
        """A few statements, which leave nothing."""
        raise NotImplementedError

    def fuel(self) -> None:
        """Return zeros without fuel; take from it."""
        self.put("global.get", 0)
        self.put("i32.eqz")
        self.open("if", "", "")
        for letter in self.results:
            self.code.append(zero(TYPE_CODES[letter]))
        self.put("return")
        self.close()
        self.put("global.get", 0)
        self.put("i32.const", 1)
        self.put("i32.sub")
        self.put("global.set", 0)

    # --- expressions --------------------------------------------------------------------------------

    def expr(self, letter: str) -> None:
        """Leave a value of a type."""
        self.budget -= 1
        self.depth += 1
        if self.budget < 0 or self.depth > 8:
            self.leaf(letter)
        else:
            self.random.choice(_EXPRESSIONS)(self, letter)
        self.depth -= 1

    def leaf(self, letter: str) -> None:
        """A constant, local or global."""
        choice = self.random.randrange(4)
        if choice == 0:
            self.code.append(constant(letter, self.random))
        elif choice == 1:
            index = self.plan.letters.index(letter) + 1
            self.put("global.get", index + self.random.choice((0, len(self.plan.letters))))
        else:
            self.put("local.get", self.local(letter))

    def local(self, letter: str) -> int:
        """A local of a type."""
        return self.random.choice([i for i, item in enumerate(self.locals) if item == letter])

    def operation(self, letter: str) -> None:
        """An instruction of the opcode table."""
        op = self.random.choice(self.plan.value_ops[letter])
        row = WASM_OPS[op]
        name = row.name.partition(".")[2]
        if name.startswith("trunc_f") and self.random.random() < 0.9:
            op = OP[row.name.replace("trunc_", "trunc_sat_")]
        for operand in row.operands:
            self.expr(operand)
        if name[:3] in ("div", "rem") and letter in "iI" and self.random.random() < 0.93:
            self.put(f"{row.name[:3]}.const", 1)
            self.put(f"{row.name[:3]}.or")
        self.code.append(Instr(op, self._lanes(op)))
        self.canonical(letter, WASM_OPS[op].name)

    def _lanes(self, op: int) -> list[Atom]:
        row = WASM_OPS[op]
        if row.immediates == "lanes16":
            return [raw(*(self.random.randrange(32) for _ in range(16)))]
        return [raw(self.random.randrange(_lane_count(row.name)))] if "lane" in row.immediates else []

    def canonical(self, letter: str, name: str) -> None:
        """Behind arithmetic of floats, make all NaNs equal."""
        shape, _, operation = name.partition(".")
        if letter not in "fFv" or (letter == "v" and shape not in ("f32x4", "f64x2")) or operation in _EXACT:
            return
        local = self.scratch[letter]
        for word in ("set", "get"):
            self.put(f"local.{word}", local)
        self.put("v128.const" if letter == "v" else f"{shape}.const", _NANS[shape])
        self.put("local.get", local)
        self.put("local.get", local)
        self.put(f"{shape}.eq")
        self.put("v128.bitselect" if letter == "v" else "select")

    def pair(self, letter: str) -> None:
        """An instruction with two results; or a conversion."""
        if letter != "I" or not self.plan.pairs:
            self.operation(letter)
            return
        op = self.random.choice(self.plan.pairs)
        for operand in WASM_OPS[op].operands:
            self.expr(operand)
        self.code.append(Instr(op))
        self.put(self.random.choice(("i64.xor", "i64.sub", "drop")))

    def tee(self, letter: str) -> None:
        """`local.tee`."""
        self.expr(letter)
        self.put("local.tee", self.local(letter))

    def select(self, letter: str) -> None:
        """`select`, with and without type."""
        self.expr(letter)
        self.expr(letter)
        self.expr("i")
        if self.random.random() < 0.5:
            self.put("select")
        else:
            self.code.append(Instr(_SELECT_TYPED, [Atom(U32, 1), Atom(HEAP, TYPE_CODES[letter])]))

    def block(self, letter: str) -> None:
        """A block or loop with results and perhaps parameters; what is too much is dropped."""
        params = self.letters(2) if self.random.random() < 0.5 else ""
        results = letter + (self.letters(1) if self.random.random() < 0.3 else "")
        for item in params:
            self.expr(item)
        name = self.random.choice(("block", "block", "loop"))
        self.open(name, params, results)
        if name == "loop":
            self.fuel()
        for item in reversed(params):
            self.put("local.set", self.local(item))
        self.statements()
        for item in results:
            self.expr(item)
        if name == "block" and self.random.random() < 0.4:
            self.expr("i")
            self.put("br_if", 0)
        self.close()
        for _ in results[1:]:
            self.put("drop")

    def letters(self, most: int) -> str:
        """Some types."""
        return "".join(self.random.choices(self.plan.letters, k=self.random.randint(1, most)))

    def conditional(self, letter: str) -> None:
        """`if` with a result."""
        self.expr("i")
        self.open("if", "", letter)
        self.statements()
        self.expr(letter)
        self.put("else")
        self.statements()
        self.expr(letter)
        self.close()

    def call(self, letter: str) -> None:
        """Any kind of call to a function whose first result this is."""
        functions = self.plan.callable(letter)
        if not functions:
            self.operation(letter)
            return
        function = self.random.choice(functions)
        self.arguments(function)
        self.callee(function, "")
        for _ in self.plan.types[self.plan.functions[function]].partition(">")[2][1:]:
            self.put("drop")

    def arguments(self, function: int) -> None:
        """Arguments for a function."""
        for item in self.plan.types[self.plan.functions[function]].partition(">")[0]:
            self.expr(item)

    def callee(self, function: int, prefix: str) -> None:
        """Call with what is on the stack, directly, through a table or a reference."""
        number = self.plan.functions[function]
        choice = self.random.randrange(4)
        if choice == 0:
            index = function
            if self.random.random() < 0.05:
                index = self.random.randrange(TABLE_SIZE + 1)
            self.put("i32.const", index)
            self.code.append(Instr(OP[f"{prefix}call_indirect"], [Atom(TYPE, number), Atom("table", 0)]))
        elif choice == 1 and "function_references" in self.plan.features:
            self.put("ref.func", function)
            self.put(f"{prefix}call_ref", number)
        elif choice == 2 and number == 0 and self.plan.tables > 1:
            self.put("i32.const", self.random.randrange(5))
            if self.random.random() < 0.5:
                self.put("table.get", 1)
                self.put(f"{prefix}call_ref", 0)
            else:
                self.code.append(Instr(OP[f"{prefix}call_indirect"], [Atom(TYPE, 0), Atom("table", 1)]))
        else:
            self.put(f"{prefix}call", function)

    def address(self, letter: str, size_log2: int, aligned: bool) -> int:
        """Leave an index, nearly always in bounds; the offset to use."""
        ty = "i32" if letter == "i" else "i64"
        self.expr(letter)
        if self.random.random() < 0.99:
            mask = 0x1FF if self.plan.second_memory == "bytes" else 0xFFFF
            self.put(f"{ty}.const", mask & (-1 << size_log2 if aligned else -1))
            self.put(f"{ty}.and")
        choices = (0, 0, 0, 8, 64, 1 << size_log2, 65536, 0xFFFF_0000)
        return self.random.choice(choices[:6] if self.random.random() < 0.99 else choices)

    def memory_operand(self, op: int) -> tuple[int, int]:
        """Leave the index for an access; memory and offset."""
        memory = self.random.randrange(2) if self.plan.second_memory else 0
        letter = "I" if memory and self.plan.second_memory == "wide" else "i"
        aligned = "atomic" in WASM_OPS[op].name and self.random.random() < 0.99
        return memory, self.address(letter, int(WOP_SIZE_LOG2[op]), aligned)

    def load(self, letter: str) -> None:
        """Any instruction with a memory operand and this result."""
        self.access(self.random.choice(self.plan.loads[letter]))

    def access(self, op: int) -> None:
        """An instruction with a memory operand."""
        row = WASM_OPS[op]
        memory, offset = self.memory_operand(op)
        for item in row.operands[1:]:
            self.expr(item)
        lane = -1
        if "lane" in row.immediates:
            lane = self.random.randrange(16 >> int(WOP_SIZE_LOG2[op]))
        align = -1 if "atomic" in row.name else self.random.randint(0, int(WOP_SIZE_LOG2[op]))
        self.code.append(access(op, offset, memory, lane, align))

    def state(self, letter: str) -> None:
        """Sizes, growth and tests of references."""
        if letter != "i":
            self.leaf(letter)
            return
        choice = self.random.randrange(6)
        if choice == 0:
            self.put("memory.size", 0)
        elif choice == 1:
            self.put("i32.const", self.random.choice((0, 1, 1, 5, -1)))
            self.put("memory.grow", 0)
        elif choice == 2:
            self.put("table.size", 0)
        elif choice == 3:
            self.put("ref.func", self.random.randrange(len(self.plan.functions)))
            self.put("i32.const", self.random.choice((0, 1, 4, 100)))
            self.put("table.grow", 0)
        elif choice == 4:
            self.put("i32.const", self.random.randrange(TABLE_SIZE + 1))
            self.put("table.get", 0)
            self.put("ref.is_null")
        else:
            self.null_branch()

    def null_branch(self) -> None:
        """`br_on_null` and `br_on_non_null`; leaves an i32."""
        if self.plan.tables < 2:
            self.put("table.size", 0)
            return
        self.open("block", "", "i")
        self.open("block", "", "")
        self.put("i32.const", self.random.randrange(4))
        self.put("table.get", 1)
        self.put("br_on_null", 0)
        self.put("drop")
        self.put("i32.const", 5)
        self.put("br", 1)
        self.close()
        self.put("i32.const", 6)
        self.close()

    def guarded(self, letter: str) -> None:
        """`try_table` with a handler for tag 0, an i32."""
        if "exceptions" not in self.plan.features:
            self.operation(letter)
            return
        self.open("block", "", letter)
        self.open("block", "", "i")
        ty = TYPE_CODES[letter]
        catch = [Atom(U32, 1), raw(0), Atom("tag", 0), Atom(LABEL, 0)]
        self.code.append(Instr(OP["try_table"], [Atom(HEAP, ty), *catch]))
        self.labels.append(letter)
        self.statements()
        self.expr(letter)
        self.close()
        self.put("br", 1)
        self.close()
        self.put("local.set", self.local("i"))
        self.expr(letter)
        self.close()


def _lane_count(name: str) -> int:
    """Lanes of the shape in an instruction's name."""
    return int(name.partition(".")[0].partition("x")[2])


_SELECT_TYPED: Final = next(i for i, row in enumerate(WASM_OPS) if row.name == "select" and row.immediates)
_EXPRESSIONS: Final[tuple[Callable[[ExpressionWriter, str], None], ...]] = (
    ExpressionWriter.leaf,
    ExpressionWriter.leaf,
    *[ExpressionWriter.operation] * 9,
    ExpressionWriter.pair,
    ExpressionWriter.tee,
    ExpressionWriter.select,
    ExpressionWriter.block,
    ExpressionWriter.conditional,
    ExpressionWriter.call,
    ExpressionWriter.load,
    ExpressionWriter.load,
    ExpressionWriter.state,
    ExpressionWriter.guarded,
)
