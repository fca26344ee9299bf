"""Random bodies of functions for `wasm_modules.py`: typed expressions and statements, as instructions.

    code = CodeWriter(plan, 0).function()      # a body for type 0 of the plan

`expr("i")` (`wasm_expressions.py`) appends instructions that leave an i32, `statement()` some that leave
nothing. A branch is a choice of label and an expression for each type that it takes. What the module has
besides is in the `Plan`.
"""

from collections.abc import Callable
from typing import Final

from ...frontend.wasm.opcodes import WASM_OPS
from .wasm_expressions import ExpressionWriter
from .wasm_plan import TABLE_SIZE, access
from .wasm_syntax import HEAP, LABEL, OP, TYPE_CODES, U32, Atom, FunctionBody, Instr, instr


class CodeWriter(ExpressionWriter):
    """Writes one function."""

    def function(self) -> FunctionBody:
        """The whole body."""
        self.labels.append(self.results)
        self.fuel()
        while self.budget > 0:
            self.statement()
        for letter in self.results:
            self.expr(letter)
        self.put("end")
        letters = self.locals[len(self.params) :] + self.plan.letters
        return FunctionBody([(1, [Atom(HEAP, TYPE_CODES[letter])]) for letter in letters], self.code)

    # --- statements -----------------------------------------------------------------------------------

    def statements(self) -> None:
        """A few."""
        for _ in range(self.random.randrange(3)):
            if self.budget > 0:
                self.statement()

    def statement(self) -> None:
        """Leave nothing."""
        self.budget -= 1
        self.depth += 1
        if self.depth > 6:
            self.put("nop")
        else:
            self.random.choice(_STATEMENTS)(self)
        self.depth -= 1

    def local_set(self) -> None:
        """`local.set`."""
        letter = self.random.choice(self.plan.letters)
        self.expr(letter)
        self.put("local.set", self.local(letter))

    def global_set(self) -> None:
        """`global.set`."""
        letter = self.random.choice(self.plan.letters)
        self.expr(letter)
        self.put("global.set", 1 + self.plan.letters.index(letter))

    def drop(self) -> None:
        """`drop`."""
        self.expr(self.random.choice(self.plan.letters))
        self.put("drop")

    def loop(self) -> None:
        """A loop that branches back, perhaps with operands."""
        params = self.letters(3) if self.random.random() < 0.5 else ""
        for letter in params:
            self.expr(letter)
        self.open("loop", params, "")
        self.fuel()
        for letter in reversed(params):
            self.put("local.set", self.local(letter))
        self.statements()
        self.branch_operands(self.labels[-1])
        self.expr("i")
        self.put("br_if", 0)
        for _ in params:
            self.put("drop")
        self.close()

    def branch_operands(self, letters: str) -> None:
        """Operands for a branch."""
        for letter in letters:
            self.expr(letter)

    def conditional_statement(self) -> None:
        """`if` without a result, perhaps without `else`."""
        self.expr("i")
        self.open("if", "", "")
        self.statements()
        if self.random.random() < 0.5:
            self.put("else")
            self.statements()
        self.close()

    def plain_block(self) -> None:
        """A block without results."""
        self.open("block", "", "")
        self.statements()
        self.close()

    def branch_if(self) -> None:
        """`br_if` to any label."""
        label = self.random.randrange(len(self.labels))
        letters = self.labels[-1 - label]
        self.branch_operands(letters)
        self.expr("i")
        self.put("br_if", label)
        for _ in letters:
            self.put("drop")

    def leave(self) -> None:
        """Something that does not come back, where a condition says so."""
        self.expr("i")
        self.open("if", "", "")
        choice = self.random.randrange(8)
        if choice < 3:
            label = self.random.randrange(len(self.labels))
            self.branch_operands(self.labels[-1 - label])
            self.put("br", label)
        elif choice < 5:
            self.table_branch()
        elif choice == 5:
            self.tail_call()
        elif choice == 6 and "exceptions" in self.plan.features:
            self.expr("i")
            self.put("throw", 0)
        else:
            self.branch_operands(self.results)
            self.put("return")
        if self.random.random() < 0.2:
            self.statement()  # that cannot be reached
        self.close()

    def table_branch(self) -> None:
        """`br_table` to labels of equal types."""
        letters = self.random.choice(self.labels)
        labels = [i for i in range(len(self.labels)) if self.labels[-1 - i] == letters]
        chosen = [self.random.choice(labels) for _ in range(self.random.randint(1, 5))]
        self.branch_operands(letters)
        self.expr("i")
        self.put("i32.const", 7)
        self.put("i32.and")
        atoms = [Atom(U32, len(chosen) - 1), *(Atom(LABEL, label) for label in chosen)]
        self.code.append(Instr(OP["br_table"], atoms))

    def tail_call(self) -> None:
        """Any kind of call in place of this function."""
        types = self.plan.types
        functions = [
            i for i, n in enumerate(self.plan.functions) if types[n].partition(">")[2] == self.results
        ]
        if not functions or "tail_call" not in self.plan.features:
            self.put("unreachable")
            return
        function = self.random.choice(functions)
        self.arguments(function)
        self.callee(function, "return_")

    def bulk(self) -> None:
        """Bulk operations of memories and tables, with lengths that fit nearly always."""
        pick = self.random.randrange
        choice = pick(9)
        if choice == 0:
            self.numbers(pick(60000), pick(256), pick(300))
            self.put("memory.fill", 0)
        elif choice == 1:
            self.numbers(pick(60000), pick(60000), pick(300))
            self.put("memory.copy", 0, 0)
        elif choice == 2:
            self.numbers(pick(60000), pick(3), pick(5))
            self.put("memory.init", 1 + pick(2), 0)
        elif choice == 3 and pick(4) == 0:
            self.put("data.drop", 1 + pick(2))
        elif choice == 4:
            self.put("i32.const", pick(TABLE_SIZE))
            self.put("ref.func", pick(len(self.plan.functions)))
            self.put("table.set", 0)
        elif choice == 5:
            self.numbers(pick(8), pick(8), pick(6))
            self.put("table.copy", 0, 0)
        elif choice == 6:
            self.numbers(pick(8), pick(6), pick(6))
            self.put("table.init", 1, 0)
        elif choice == 7:
            self.put("i32.const", pick(8))
            self.code.append(instr("ref.null", -16))
            self.put("i32.const", pick(4))
            self.put("table.fill", 0)
        else:
            self.typed_table()

    def typed_table(self) -> None:
        """Tables 1 and 2."""
        function = next(i for i, number in enumerate(self.plan.functions) if number == 0)
        if self.plan.tables > 2 and self.random.random() < 0.5:
            self.put("i64.const", self.random.choice((0, 1, 3, 3, 4)))
            self.put("ref.func", function)
            self.put("table.set", 2)
        elif self.plan.tables > 1:
            self.put("i32.const", self.random.randrange(5))
            self.put("ref.func", function)
            self.put("table.set", 1)

    def numbers(self, *numbers: int) -> None:
        """Constants."""
        for number in numbers:
            self.put("i32.const", number)

    def store(self) -> None:
        """A store."""
        self.access(self.random.choice(self.plan.stores))

    def fields(self) -> None:
        """Accesses at one index with several offsets, half of the time near the end of the memory."""
        memory = self.random.randrange(2) if self.plan.second_memory else 0
        wide = memory and self.plan.second_memory == "wide"
        letter, ty = ("I", "i64") if wide else ("i", "i32")
        local = self.local(letter)
        size = 1000 if memory and self.plan.second_memory == "bytes" else 65536
        if self.random.random() < 0.5:
            self.put(f"{ty}.const", size - self.random.randrange(80))
        else:
            self.expr(letter)
            self.put(f"{ty}.const", 0x1FF)
            self.put(f"{ty}.and")
        self.put("local.set", local)
        for _ in range(self.random.randint(2, 6)):
            self.put("local.get", local)
            offset = self.random.choice((0, 4, 8, 12, 16, 17, 40, 60, 4090, 4096, 8192))
            if self.random.random() < 0.7:
                result = self.random.choice(self.plan.letters)
                op = self.random.choice(self.plan.loads[result])
                if len(WASM_OPS[op].operands) > 1 or "atomic" in WASM_OPS[op].name:
                    op = OP["i32.load8_u"]
                    result = "i"
                self.code.append(access(op, offset, memory))
                if result == letter and self.random.random() < 0.8:
                    self.put("drop")
                else:
                    self.put("local.set", self.local(result))
            else:
                self.leaf("i")
                self.code.append(access(OP[self.random.choice(("i32.store", "i32.store8"))], offset, memory))


_STATEMENTS: Final[tuple[Callable[[CodeWriter], None], ...]] = (
    CodeWriter.local_set,
    CodeWriter.local_set,
    CodeWriter.global_set,
    CodeWriter.store,
    CodeWriter.store,
    CodeWriter.fields,
    CodeWriter.fields,
    CodeWriter.drop,
    CodeWriter.loop,
    CodeWriter.conditional_statement,
    CodeWriter.plain_block,
    CodeWriter.branch_if,
    CodeWriter.leave,
    CodeWriter.bulk,
)
