"""Random valid WebAssembly modules for differential tests.

    text = Programs(seed).module()      text format, exports "f0", "f1", ... of (i32, i64) -> i64 and "check"

Each function is made from typed expressions and statements: arithmetic, locals, globals, memory, blocks with
parameters and results, loops, all kinds of branches, calls direct and through a table. Every loop and
function takes from the global `$fuel` and stops without it, so that all runs end.
"""

import random

INT_BINARY = "add sub mul and or xor shl shr_s shr_u rotl rotr add sub xor".split()
#: Binary operations that trap for some operands; used with a divisor that is seldom 0.
DIVISIONS = "div_s div_u rem_s rem_u".split()
INT_UNARY = "clz ctz popcnt".split()
INT_COMPARE = "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u".split()
EDGES = {
    "i32": (0, 1, 2, -1, 7, 31, 32, 255, 65535, -(1 << 31), (1 << 31) - 1),
    "i64": (0, 1, -1, 63, 64, 1 << 32, (1 << 32) - 1, -(1 << 63), (1 << 63) - 1),
}
LOADS = {
    "i32": "load load8_s load8_u load16_s load16_u".split(),
    "i64": "load load8_s load8_u load16_s load16_u load32_s load32_u".split(),
}
STORES = {"i32": "store store8 store16".split(), "i64": "store store8 store16 store32".split()}
LOCALS = ("i32", "i64", "i32", "i64", "i32", "i64")


class Programs:
    """A generator of modules; equal seeds give equal modules."""

    def __init__(self, seed: int, functions: int = 3, size: int = 30) -> None:
        self.random = random.Random(seed)
        self.functions = functions
        self.size = size
        self.budget = 0
        self.labels: list[tuple[str, list[str]]] = []
        """Names of the labels in scope with the types they take."""
        self.counter = 0
        self.function = 0

    def pick(self, items):
        """One of the items."""
        return self.random.choice(items)

    def type(self) -> str:
        """A value type."""
        return self.pick(("i32", "i64"))

    # --- expressions: text that leaves one value of a type ------------------------------------------

    def const(self, ty: str) -> str:
        """A constant, often one at an edge."""
        bits = 32 if ty == "i32" else 64
        if self.random.random() < 0.6:
            return f"({ty}.const {self.pick(EDGES[ty])})"
        return f"({ty}.const {self.random.getrandbits(bits) - (1 << (bits - 1))})"

    def local(self, ty: str) -> int:
        """A local of a type."""
        return self.pick([i for i, item in enumerate(LOCALS) if item == ty])

    def expr(self, ty: str, depth: int = 0) -> str:
        """An expression of a type."""
        self.budget -= 1
        if self.budget < 0 or depth > 6:
            return self.pick((self.const(ty), f"(local.get {self.local(ty)})"))
        return (
            self.pick(
                (
                    self.const,
                    self.local_get,
                    self.local_get,
                    self.local_tee,
                    self.binary,
                    self.binary,
                    self.compare,
                    self.unary,
                    self.convert,
                    self.select,
                    self.block_expr,
                    self.if_expr,
                    self.load,
                    self.global_get,
                    self.call,
                    self.call_indirect,
                )
            )(ty)
            if depth < 5
            else self.binary_leaf(ty)
        )

    def binary_leaf(self, ty: str) -> str:
        """A sum of leaves."""
        return f"({ty}.add (local.get {self.local(ty)}) {self.const(ty)})"

    def local_get(self, ty: str) -> str:
        """`local.get`."""
        return f"(local.get {self.local(ty)})"

    def local_tee(self, ty: str) -> str:
        """`local.tee`."""
        return f"(local.tee {self.local(ty)} {self.expr(ty, 1)})"

    def binary(self, ty: str) -> str:
        """Arithmetic; a division traps for some operands."""
        if self.random.random() < 0.15:
            divisor = self.expr(ty, 3)
            if self.random.random() < 0.8:
                divisor = f"({ty}.or {divisor} ({ty}.const 1))"
            return f"({ty}.{self.pick(DIVISIONS)} {self.expr(ty, 2)} {divisor})"
        return f"({ty}.{self.pick(INT_BINARY)} {self.expr(ty, 2)} {self.expr(ty, 2)})"

    def compare(self, ty: str) -> str:
        """A comparison, or the test for zero."""
        other = self.type()
        if self.random.random() < 0.3:
            text = f"({other}.eqz {self.expr(other, 2)})"
        else:
            text = f"({other}.{self.pick(INT_COMPARE)} {self.expr(other, 2)} {self.expr(other, 2)})"
        return text if ty == "i32" else f"(i64.extend_i32_u {text})"

    def unary(self, ty: str) -> str:
        """Counting, sign extension, and ways through floats that are exact."""
        ops = [f"{ty}.{op}" for op in INT_UNARY]
        ops += ["i32.extend8_s", "i32.extend16_s"] if ty == "i32" else ["i64.extend8_s", "i64.extend32_s"]
        return f"({self.pick(ops)} {self.expr(ty, 2)})"

    def convert(self, ty: str) -> str:
        """Between the types."""
        if ty == "i32":
            return f"(i32.wrap_i64 {self.expr('i64', 2)})"
        return f"({self.pick(('i64.extend_i32_s', 'i64.extend_i32_u'))} {self.expr('i32', 2)})"

    def select(self, ty: str) -> str:
        """`select`, with and without a type."""
        mark = self.pick(("", f"(result {ty})"))
        return f"(select {mark} {self.expr(ty, 2)} {self.expr(ty, 2)} {self.expr('i32', 2)})"

    def load(self, ty: str) -> str:
        """A load; one in some is out of bounds."""
        return f"({ty}.{self.pick(LOADS[ty])} offset={self.pick((0, 1, 8, 65528))} {self.address()})"

    def address(self) -> str:
        """An address, mostly a small one."""
        if self.random.random() < 0.05:
            return self.expr("i32", 3)
        return f"(i32.and {self.expr('i32', 3)} (i32.const {self.pick((0xFF, 0x7FF8, 0xFFF8))}))"

    def global_get(self, ty: str) -> str:
        """`global.get`."""
        return f"(global.get $g_{ty})"

    def call(self, ty: str) -> str:
        """A direct call."""
        text = f"(call $f{self.random.randrange(self.functions)} {self.expr('i32', 3)} {self.expr('i64', 3)})"
        return text if ty == "i64" else f"(i32.wrap_i64 {text})"

    def call_indirect(self, ty: str) -> str:
        """A call through the table, where some elements are null or of another type."""
        index = f"(i32.and {self.expr('i32', 3)} (i32.const {self.pick((1, 1, 7, 15))}))"
        text = f"(call_indirect (type $sig) {self.expr('i32', 3)} {self.expr('i64', 3)} {index})"
        return text if ty == "i64" else f"(i32.wrap_i64 {text})"

    # --- structure ------------------------------------------------------------------------------------

    def label(self, types: list[str]) -> str:
        """Open a label that takes these types."""
        self.counter += 1
        name = f"$l{self.counter}"
        self.labels.append((name, types))
        return name

    def block_expr(self, ty: str) -> str:
        """A block with a result, or with a parameter too."""
        if self.random.random() < 0.3:
            other = self.type()
            first = self.expr(other, 3)
            name = self.label([ty])
            body = f"{self.statements()} drop {self.expr(ty, 3)}"
            self.labels.pop()
            return f"{first} (block {name} (param {other}) (result {ty}) {body})"
        name = self.label([ty])
        body = f"{self.statements()} {self.expr(ty, 2)} {self.br_if_value(name, ty)}"
        self.labels.pop()
        return f"(block {name} (result {ty}) {body})"

    def br_if_value(self, name: str, ty: str) -> str:
        """Perhaps a branch out with the value on the stack."""
        if self.random.random() < 0.5:
            return ""
        other = f"drop {self.expr(ty, 3)}" if self.random.random() < 0.5 else ""
        return f"{self.expr('i32', 3)} br_if {name} {other}"

    def if_expr(self, ty: str) -> str:
        """An `if` with a result."""
        condition = self.expr("i32", 2)
        name = self.label([ty])
        taken = f"{self.statements()} {self.expr(ty, 3)}"
        other = f"{self.statements()} {self.expr(ty, 3)}"
        self.labels.pop()
        return f"(if {name} (result {ty}) {condition} (then {taken}) (else {other}))"

    def statements(self) -> str:
        """Some statements."""
        count = self.random.randrange(3)
        return " ".join(self.statement() for _ in range(count) if self.budget > 0)

    def statement(self) -> str:
        """Text that leaves nothing."""
        self.budget -= 1
        return self.pick(
            (
                self.local_set,
                self.local_set,
                self.global_set,
                self.store,
                self.loop,
                self.if_statement,
                self.block_statement,
                self.branch,
                self.branch_if,
                self.table,
                self.drop,
                self.leave,
            )
        )()

    def local_set(self) -> str:
        """`local.set`."""
        ty = self.type()
        return f"(local.set {self.local(ty)} {self.expr(ty, 1)})"

    def global_set(self) -> str:
        """`global.set`."""
        ty = self.type()
        return f"(global.set $g_{ty} {self.expr(ty, 1)})"

    def store(self) -> str:
        """A store."""
        ty = self.type()
        op = self.pick(STORES[ty])
        return f"({ty}.{op} offset={self.pick((0, 4, 100))} {self.address()} {self.expr(ty, 2)})"

    def drop(self) -> str:
        """`drop`."""
        return f"(drop {self.expr(self.type(), 2)})"

    def fuel(self) -> str:
        """Stop when the fuel is used up."""
        return (
            "(if (i32.eqz (global.get $fuel)) (then (return (i64.const -77)))) "
            "(global.set $fuel (i32.sub (global.get $fuel) (i32.const 1)))"
        )

    def loop(self) -> str:
        """A loop with a branch back, with a parameter at times."""
        if self.random.random() < 0.3:
            ty = self.type()
            first = self.expr(ty, 3)
            name = self.label([ty])
            set_ = f"local.set {self.local(ty)}"
            again = f"(br_if {name} {self.expr(ty, 3)} {self.expr('i32', 3)})"
            body = f"{set_} {self.fuel()} {self.statements()} {again} drop"
            self.labels.pop()
            return f"{first} (loop {name} (param {ty}) {body})"
        name = self.label([])
        body = f"{self.fuel()} {self.statements()} (br_if {name} {self.expr('i32', 2)})"
        self.labels.pop()
        return f"(loop {name} {body})"

    def if_statement(self) -> str:
        """An `if` with or without `else`."""
        condition = self.expr("i32", 2)
        name = self.label([])
        taken = self.statements()
        other = f"(else {self.statements()})" if self.random.random() < 0.5 else ""
        self.labels.pop()
        return f"(if {name} {condition} (then {taken}) {other})"

    def block_statement(self) -> str:
        """A block without results."""
        name = self.label([])
        body = self.statements()
        self.labels.pop()
        return f"(block {name} {body})"

    def target(self) -> tuple[str, str]:
        """A label, and expressions for what it takes."""
        name, types = self.pick(self.labels)
        return name, " ".join(self.expr(ty, 4) for ty in types)

    def branch(self) -> str:
        """An unconditional branch, in an `if` so that something follows."""
        name, values = self.target()
        return f"(if {self.expr('i32', 3)} (then {values} br {name}))"

    def branch_if(self) -> str:
        """A conditional branch."""
        name, values = self.target()
        count = values and 1
        drop = "drop" if count else ""
        return f"{values} {self.expr('i32', 3)} br_if {name} {drop}"

    def table(self) -> str:
        """A `br_table` over labels that take the same."""
        _, types = self.pick(self.labels)
        names = [name for name, item in self.labels if item == types]
        chosen = " ".join(self.pick(names) for _ in range(self.random.randrange(1, 5)))
        values = " ".join(self.expr(ty, 4) for ty in types)
        index = f"(i32.and {self.expr('i32', 3)} (i32.const 7))"
        return f"(if {self.expr('i32', 3)} (then {values} {index} br_table {chosen}))"

    def leave(self) -> str:
        """A return or trap, seldom reached."""
        end = self.pick((f"(return {self.expr('i64', 3)})", "unreachable"))
        return f"(if (i32.eq {self.expr('i32', 3)} {self.const('i32')}) (then {end}))"

    # --- modules ----------------------------------------------------------------------------------------

    def body(self, index: int) -> str:
        """One function."""
        self.function = index
        self.budget = self.size
        self.labels = []
        name = self.label(["i64"])
        text = f"{self.fuel()} (block {name} (result i64) "
        while self.budget > 0:
            text += self.statement() + "\n "
        text += f"{self.expr('i64', 2)})"
        self.labels.pop()
        locals_ = " ".join(LOCALS[2:])
        return f'(func $f{index} (export "f{index}") (type $sig) (local {locals_})\n {text})'

    def module(self) -> str:
        """A whole module."""
        functions = "\n".join(self.body(index) for index in range(self.functions))
        names = " ".join(f"$f{index}" for index in range(self.functions))
        return f"""(module
 (type $sig (func (param i32 i64) (result i64)))
 (memory (export "memory") 1)
 (global $fuel (mut i32) (i32.const 60))
 (global $g_i32 (mut i32) (i32.const 3))
 (global $g_i64 (mut i64) (i64.const -4))
 (table 12 funcref)
 (elem (i32.const 0) func {names})
 (elem (i32.const 9) func $other)
 (func $other (param i32) (result i32) local.get 0)
 {functions}
 (func (export "check") (result i64) (local i32 i64)
   (loop $l
     (local.set 1 (i64.add (i64.mul (local.get 1) (i64.const 31)) (i64.load (local.get 0))))
     (local.set 0 (i32.add (local.get 0) (i32.const 8)))
     (br_if $l (i32.lt_u (local.get 0) (i32.const 65536))))
   (i64.xor (local.get 1) (i64.xor (global.get $g_i64) (i64.extend_i32_u (global.get $g_i32))))))
"""
