"""What helper functions do, read off their code: do they emit, and what happens to the processor flags.

Rows are appended by `ctx.vc.row(MOP_X, ...)`, and `encodings_gen.py` says of each `MOP_X` whether it reads
flags, sets them or spoils them (`MOP_FLAGS`). What a helper does follows from the rows that it and
the helpers it calls append, in the order of evaluation:

    def iabs(ctx, ty, x):                              flags: kept? no
        negated = op_m(ctx, MOP_NEG_M, size, x)        set by neg
        return cmov(ctx, size, X_S, x, negated)        read by cmov, which are those of neg: fine

    Summary(reads=False, ends={"S"})

The state of the flags at a place is a set of possibilities: `K` as before the call, `S` set by the
function, `C` set by a row that does nothing else (a compare), `L` lost: changed by accident. Branches
give several. Parameters that hold a machine opcode (`op_rm(ctx, mop, ...)`) are followed to the callers.
`ctx.use` may make a constant, so it does what the function does that the rule file names in `constants`.
"""

import ast
from dataclasses import dataclass
from typing import Final

from .modules import Function, Imports, Module, module_path, read_module

#: Bits of `MOP_FLAGS`.
READ: Final = 1
SET: Final = 2
LOST: Final = 4
ONLY: Final = 8
"""With SET: the row has no other result."""

Mops = frozenset[str] | None
"""Machine opcodes that an expression may be; None: not known, or no opcode."""


@dataclass(frozen=True)
class Summary:
    """What a call does to the flags."""

    reads: bool = False
    """May read the flags that were there before the call."""
    ends: frozenset[str] = frozenset("K")
    """Possible states afterwards."""
    emits: bool = False
    sinks: bool = False
    """Does loads in place of their instructions (`ctx.sink`)."""
    clash: str = ""
    """Inside the function something reads flags that are lost: where and what."""


KEEPS: Final = Summary()
_BOTTOM: Final = Summary(ends=frozenset())


def after(state: frozenset[str], summary: Summary) -> frozenset[str]:
    """The state behind a call. A compare that was read has done its work: nobody need read it again."""
    if summary.reads and "C" in state:
        state = (state - {"C"}) | {"S"}
    return (summary.ends - {"K"}) | (state if "K" in summary.ends else frozenset())


class Helpers:
    """Summaries of the functions that a rule file's imports define."""

    def __init__(self, imports: Imports, constants: str = "") -> None:
        self.imports = imports
        self.constants = constants
        self.modules: dict[str, Module | None] = {}
        self.done: dict[tuple[str, str, tuple[Mops, ...]], Summary] = {}
        self.working: dict[tuple[str, str, tuple[Mops, ...]], Summary] = {}
        self.facts: dict[str, int] = {}
        """Bits of `MOP_FLAGS` by opcode name."""
        for module in imports.modules.values():
            self.modules[str(module.path)] = module
            self.facts.update(_facts(module.tree))

    def knows_flags(self) -> bool:
        """The imported modules say what machine instructions do to flags."""
        return bool(self.facts)

    def emits(self, function: Function) -> bool:
        """The function may append rows or ask for registers."""
        return self.summary_of(function, ()).emits

    def sinks(self, function: Function) -> bool:
        """The function may do the load that defines a value it is given."""
        return self.summary_of(function, ()).sinks

    def summary_of(self, function: Function, args: tuple[str, ...]) -> Summary:
        """What a call in a rule does; `args` is the Python text of its arguments."""
        if not function.takes_context:
            return KEEPS
        module = self.imports.modules[function.module]
        mops: list[Mops] = [None, *(frozenset([arg]) if arg in self.facts else None for arg in args)]
        return self.summary(module, function.name, tuple(mops))

    def constant(self) -> Summary:
        """What `ctx.use` does when the value is a constant; it may be none."""
        function = self.imports.function(self.constants)[0] if self.constants else None
        if function is None:
            return Summary(emits=True)
        made = self.summary_of(function, ())
        return Summary(made.reads, made.ends | {"K"}, True, clash=made.clash)

    def summary(self, module: Module, name: str, mops: tuple[Mops, ...]) -> Summary:
        """What a function does when its first parameters are these opcodes."""
        key = (str(module.path), name, mops)
        if key in self.done:
            return self.done[key]
        if key in self.working:
            return self.working[key]
        self.working[key] = _BOTTOM
        while True:
            found = _Walk(self, module, module.bodies[name], mops).run()
            if found == self.working[key]:
                break
            self.working[key] = found
        self.done[key] = self.working.pop(key)
        return found

    def resolve(self, module: Module, callee: ast.expr) -> tuple[Module, str] | None:
        """The function that `module` calls as `name(...)`, or as `alias.name(...)` of an imported module."""
        if isinstance(callee, ast.Name) and callee.id in module.bodies:
            return module, callee.id
        if isinstance(callee, ast.Name) and callee.id in module.imports:
            source, name = module.imports[callee.id]
        elif isinstance(callee, ast.Attribute) and isinstance(callee.value, ast.Name):
            package, last = module.imports.get(callee.value.id, ("", ""))
            source, name = package + "." * (not package.endswith(".")) + last, callee.attr
        else:
            return None
        path = str(module_path(module.path.parent, source))
        if path not in self.modules:
            self.modules[path] = read_module(module.path.parent, source)
        found = self.modules[path]
        return (found, name) if found is not None and name in found.bodies else None


def _facts(tree: ast.Module) -> dict[str, int]:
    """`MOP_FLAGS` by name, from the module that numbers the opcodes; empty when this is another one."""
    numbers: dict[str, int] = {}
    bits: list[int] = []
    for item in tree.body:
        if not isinstance(item, ast.AnnAssign) or not isinstance(item.target, ast.Name):
            continue
        name, value = item.target.id, item.value
        if name == "MOP_FLAGS" and isinstance(value, ast.Call) and value.args:
            bits = ast.literal_eval(value.args[0])
        elif name.startswith("MOP_") and isinstance(value, ast.Constant) and isinstance(value.value, int):
            numbers[name] = value.value
    return {name: bits[number] for name, number in numbers.items() if number < len(bits)}


class _Walk:
    """One function, walked in the order of evaluation."""

    def __init__(
        self, helpers: Helpers, module: Module, body: ast.FunctionDef, mops: tuple[Mops, ...]
    ) -> None:
        self.helpers = helpers
        self.module = module
        self.body = body
        names = [arg.arg for arg in body.args.args]
        self.known = dict(zip(names, (*mops, *(None,) * len(names)), strict=False))
        self.assigned: dict[str, list[ast.expr]] = {}
        for item in ast.walk(body):
            if not isinstance(item, (ast.Assign, ast.AnnAssign)) or item.value is None:
                continue
            target = item.targets[0] if isinstance(item, ast.Assign) else item.target
            if isinstance(target, ast.Name):
                self.assigned.setdefault(target.id, []).append(item.value)
        self.state = frozenset("K")
        """Empty behind a `return` or `raise`."""
        self.reads = False
        self.ends: frozenset[str] = frozenset()
        self.emits = False
        self.sinks = False
        self.clash = ""

    def run(self) -> Summary:
        """The summary of the function."""
        self.block(self.body.body)
        return Summary(self.reads, self.ends | self.state, self.emits, self.sinks, self.clash)

    # --- statements ---

    def block(self, body: list[ast.stmt]) -> None:
        """Statements in order."""
        for item in body:
            self.statement(item)

    def statement(self, item: ast.stmt) -> None:
        """One statement."""
        if isinstance(item, ast.If):
            self.expr(item.test)
            self.fork(item.body, item.orelse)
        elif isinstance(item, (ast.While, ast.For)):
            self.expr(item.test if isinstance(item, ast.While) else item.iter)
            for _ in range(2):  # a second time in the state that the first leaves
                self.fork(item.body, [])
        elif isinstance(item, ast.Return):
            if item.value is not None:
                self.expr(item.value)
            self.ends |= self.state
            self.state = frozenset()
        elif isinstance(item, ast.Raise):
            self.state = frozenset()
        else:
            for child in ast.iter_child_nodes(item):
                if isinstance(child, ast.expr):
                    self.expr(child)
                elif isinstance(child, ast.stmt):
                    self.statement(child)

    def fork(self, first: list[ast.stmt], second: list[ast.stmt]) -> None:
        """Two ways from here, which join."""
        start = self.state
        self.block(first)
        joined = self.state
        self.state = start
        self.block(second)
        self.state |= joined

    # --- expressions ---

    def expr(self, node: ast.expr) -> None:
        """The calls of an expression."""
        if isinstance(node, ast.IfExp):
            self.expr(node.test)
            start = self.state
            self.expr(node.body)
            joined = self.state
            self.state = start
            self.expr(node.orelse)
            self.state |= joined
        elif isinstance(node, ast.BoolOp):
            self.expr(node.values[0])
            for value in node.values[1:]:
                start = self.state
                self.expr(value)
                self.state |= start
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                self.expr(node.func.value)
            for arg in node.args:
                self.expr(arg)
            self.call(node)
        else:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self.expr(child)

    def call(self, node: ast.Call) -> None:
        """One call, its arguments done."""
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Name) and first.id == "ctx":
            found = self.helpers.resolve(self.module, node.func)
            if found is not None:
                mops = tuple(self.opcodes(arg) for arg in node.args)
                self.apply(self.helpers.summary(*found, mops), node)
                return
        if method == "sink":
            self.sinks = True
        elif method in ("use", "emit_const"):
            self.apply(self.helpers.constant(), node)
        elif method == "row":
            self.rows(self.opcodes(first) if first is not None else None, node)

    def rows(self, mops: Mops, node: ast.Call) -> None:
        """A row of one of these opcodes is appended."""
        self.emits = True
        if not self.helpers.facts:
            return
        ends: set[str] = set()
        reads = False
        for mop in mops or ("",):
            bits = self.helpers.facts.get(mop, LOST)
            reads = reads or (bits & READ) != 0
            setting = "C" if bits & ONLY else "S"
            ends.add("L" if bits & LOST else setting if bits & SET else "K")
        self.apply(Summary(reads, frozenset(ends), True), node)

    def apply(self, summary: Summary, node: ast.Call) -> None:
        """Something with this effect happens."""
        self.emits = self.emits or summary.emits
        self.sinks = self.sinks or summary.sinks
        self.clash = self.clash or summary.clash
        if summary.reads:
            self.reads = self.reads or "K" in self.state
            if "L" in self.state and not self.clash:
                self.clash = f"{self.module.name}, line {node.lineno}: '{ast.unparse(node)}' reads lost flags"
        self.state = after(self.state, summary)

    def opcodes(self, node: ast.expr) -> Mops:
        """Machine opcodes that an expression may be."""
        if isinstance(node, ast.IfExp):
            return _union([self.opcodes(node.body), self.opcodes(node.orelse)])
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id == "i64" and len(node.args) == 1:
                return self.opcodes(node.args[0])
            found = self.helpers.resolve(self.module, node.func)
            return self.returned(*found) if found is not None else None
        if isinstance(node, ast.Attribute) and node.attr in self.helpers.facts:
            return frozenset([node.attr])
        if not isinstance(node, ast.Name):
            return None
        if node.id in self.helpers.facts:
            return frozenset([node.id])
        if self.known.get(node.id) is not None:
            return self.known[node.id]
        values, self.assigned[node.id] = self.assigned.get(node.id, []), []  # no way round in circles
        found_in = _union([self.opcodes(value) for value in values])
        self.assigned[node.id] = values
        return found_in

    def returned(self, module: Module, name: str) -> Mops:
        """Opcodes that a function without context chooses from."""
        body = module.bodies[name]
        values = [item.value for item in ast.walk(body) if isinstance(item, ast.Return)]
        names = [value for value in values if isinstance(value, ast.Name) and value.id in self.helpers.facts]
        return frozenset(value.id for value in names) if values and len(names) == len(values) else None


def _union(choices: list[Mops]) -> Mops:
    """All of them, None when one is not known or there is none."""
    known = [choice for choice in choices if choice is not None]
    return frozenset().union(*known) if known and len(known) == len(choices) else None
