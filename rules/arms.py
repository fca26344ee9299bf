"""Expressions of a rule: names, kinds and arities checked, Python text made.

One `Arm` is one pattern (a rule as written, or a mirror image of it) with its conditions and right
side as Python text. Locals of the generated code are named by the path of what they hold:

    rule (iadd.int x (ishl a (iconst k)))       x, y, y_def (the ishl), y_x (its operand a),
                                                y_y_def (the iconst), y_y_k (its constant)

`guards.py` makes the code that fills and tests them. Kinds are checked by exact name; beside
that, number fields pass as `imm`, integer literals as anything but values, registers and
instructions, a matched value as `reg` or `rm` (then `ctx.use` is called), a register as `rm`, a named
nested instruction as the `value` or `reg` of its result.

The calls of a right side are also noted in the order in which they are made (`Arm.calls`), which is what
`effects.py` and `flags.py` look at.
"""

import keyword
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from ..ir import types
from ..ir.errors import IrtoolError, ParseError, Place
from ..ir.gen_opcodes import fixed_result_count
from ..ir.opcodes import FLOATCC, INTCC, OPS, RMW_OPS, TRAP_CODES, trap_code
from . import model
from .helpers import Helpers
from .model import Arg, Node
from .modules import Function, Imports
from .syntax import Binary, Binding, Call, Compare, Expr, Int, Make, Name, Rule, Test

#: Kinds that no number can stand for.
NOT_A_NUMBER: Final = frozenset(("value", "reg", "rm", "mem", "inst", "none", "bool"))
_OPERATORS: Final[dict[str, Callable[[int, int], int]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "&": operator.and_,
    "|": operator.or_,
    "<<": operator.lshift,
    ">>": operator.rshift,
}
_MAKE_FORMATS: Final = ("unary", "binary", "ternary", "unary_imm", "int_compare", "float_compare")


@dataclass(frozen=True)
class Scope:
    """What the rules of a file can name."""

    use: str
    """`lowering` or `simplify`."""
    imports: Imports
    terms: dict[str, Function]
    helpers: Helpers

    def function(self, name: str) -> tuple[Function | None, str]:
        """The function or term of a name, else None and what is wrong (empty: nothing of that name)."""
        term = self.terms.get(name)
        return (term, "") if term is not None else self.imports.function(name)


@dataclass(frozen=True)
class Var:
    """What a name of a rule stands for."""

    kind: str
    code: str
    """Python text."""
    canonical: str
    """The same in terms of the pattern alone (`let` names replaced): equal text, equal meaning."""
    value: str = ""
    """For a nested instruction: the value it defines."""
    types: frozenset[int] | None = None
    """For a value or a type: what it may be; None: not known."""
    calls: frozenset[int] = frozenset()
    """Numbers of the calls whose results it is computed from (registers and memory left out)."""


@dataclass(frozen=True)
class Code:
    """Python text of an expression and its kind."""

    text: str
    kind: str
    canonical: str
    types: frozenset[int] | None = None
    calls: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Made:
    """A call on a right side."""

    function: Function
    place: Place
    args: tuple[Code, ...]


@dataclass
class Arm:
    """One pattern with compiled conditions and right side."""

    rule: Rule
    name: str
    """Head and ordinal of the rule among those of its head: `iadd.3`."""
    node: Node
    position: tuple[int, int]
    """Number of the rule in its file, and which mirror image."""
    clauses: list[tuple[str, str]] = field(default_factory=list)
    """`("", condition)` or `(name, expression)` for a `let`."""
    conditions: list[str] = field(default_factory=list)
    """Canonical text of the conditions."""
    asked: set[str] = field(default_factory=set)
    """Locals of the instructions that a condition was asked about."""
    uses: dict[str, str] = field(default_factory=dict)
    """Register local by the value it is asked for, in order."""
    steps: list[str] = field(default_factory=list)
    """Statements before the results."""
    results: list[str] = field(default_factory=list)
    statement: str = ""
    """Right side without results: one call, or empty."""
    refuses: bool = False
    """The right side is `unsupported`: nothing is lowered."""
    calls: list[Made] = field(default_factory=list)
    """Calls of the right side in the order they are made."""
    functions: set[str] = field(default_factory=set)
    """Imported functions and constants that the text names."""
    errors: list[IrtoolError] = field(default_factory=list)

    @property
    def line(self) -> int:
        """Line of the rule."""
        return self.rule.place.line


def type_code(ty: int) -> str:
    """Python text of a type number."""
    name = types.type_name(ty)
    upper = name.upper()
    return upper if getattr(types, upper, None) == ty else str(ty)


def literal_code(kind: str, word: str) -> str:
    """Python text of a literal word of a kind, empty when it is none."""
    if kind == "type" and types.parse_type(word):
        return type_code(types.parse_type(word))
    if kind == "cc" and word in INTCC:
        return f"CC_{word.upper()}"
    if kind == "fcc" and word in FLOATCC:
        return f"FCC_{word.upper()}"
    if kind == "rmwop" and word in RMW_OPS:
        return f"RMW_{word.upper()}"
    if kind == "code" and (word in TRAP_CODES or trap_code(word)):
        return str(trap_code(word))
    return ""


def compile_arm(scope: Scope, rule: Rule, name: str, node: Node, position: tuple[int, int]) -> Arm:
    """Compile one rule for one pattern; problems are in `Arm.errors`."""
    compiler = _Compiler(scope, Arm(rule, name, node, position))
    compiler.compile()
    return compiler.arm


class _Compiler:
    """State of `compile_arm`."""

    def __init__(self, scope: Scope, arm: Arm) -> None:
        self.scope = scope
        self.arm = arm
        self.names: dict[str, Var] = {}
        if arm.node.op >= 0:
            self.names["inst"] = Var("inst", "inst", "inst")
        if model.controlling_types(arm.node.op):
            self.names["ty"] = Var("type", "ty", "ty", types=arm.node.types)
        self.taken = {"inst", "ty", "ctx", "func", "x", "y", *scope.terms}
        self.matching = True
        """Still among the conditions: no register is asked for, nothing is emitted."""
        self.bind_node(arm.node, "")

    def error(self, place: Place, message: str) -> Code:
        """Note an error; the result stands for the bad expression."""
        self.arm.errors.append(ParseError(message, place))
        return Code("0", "?", "0")

    # --- names ---

    def bind_node(self, node: Node, path: str) -> None:
        """Bind the variables of a pattern."""
        local = f"{path}_def" if path else "inst"
        ty = f"{path}_ty" if path else "ty"
        self.taken |= {local, ty, f"{path}_op"}
        if node.inst_bind:
            self.names[node.inst_bind] = Var("inst", local, local, path, model.result_types(node))
        if node.type_bind:
            self.names[node.type_bind] = Var("type", ty, ty, types=node.types)
        for arg in node.args:
            self.bind_arg(node, arg, f"{path}_{arg.field.name}" if path else arg.field.name)

    def bind_arg(self, node: Node, arg: Arg, here: str) -> None:
        """Bind the variables of one field."""
        self.taken |= {here, f"{here}_reg", f"{here}_swapped", f"{here}_type"}
        possible = model.operand_types(node, arg)
        if arg.type_bind:
            self.names[arg.type_bind] = Var("type", f"{here}_type", f"{here}_type", types=possible)
        if arg.bind and arg.bind not in self.names:
            swapped = node.swapped and arg.field.kind in ("cc", "fcc")
            code = f"{here}_swapped" if swapped else here
            self.names[arg.bind] = Var(arg.field.kind, code, code, types=possible)
        if arg.nested is not None:
            self.bind_node(arg.nested, here)

    def new_name(self, binding: Binding) -> str:
        """A Python local for a name bound by `let` or on the right side."""
        if binding.name in self.names or binding.name in self.scope.terms:
            self.error(binding.place, f"'{binding.name}' already has a meaning")
        name = binding.name
        while (
            name in self.taken
            or keyword.iskeyword(name)
            or re.fullmatch(r"result\d?", name)
            or self.scope.imports.defines(name)
        ):
            name += "_"
        self.taken.add(name)
        return name

    # --- the rule ---

    def compile(self) -> None:
        """Conditions, then the right side."""
        rule = self.arm.rule
        for clause in rule.clauses:
            self.clause(clause)
        self.matching = False
        if self.scope.use == "simplify":
            self.simplify_result()
            return
        for step in rule.steps:
            self.step(step)
        if self.arm.node.term:
            self.term_result(self.scope.terms[self.arm.node.term])
        else:
            self.lowering_results()

    def clause(self, clause: Test | Compare | Binding) -> None:
        """One condition or `let`."""
        if isinstance(clause, Binding):
            value = self.expr(clause.value, "")
            if value.kind in ("none", "bool"):
                self.error(clause.place, f"'{clause.name}' cannot be bound to a {value.kind}")
            name = self.new_name(clause)
            self.names[clause.name] = Var(value.kind, name, value.canonical)
            self.arm.clauses.append((name, value.text))
        elif isinstance(clause, Compare):
            self.compare(clause)
        else:
            asked = set(self.arm.asked)
            code = self.expr(clause.call, "bool")
            if clause.negated:
                self.arm.asked = asked  # that it is *not* used once permits nothing
            no = "not " if clause.negated else ""
            self.arm.clauses.append(("", no + code.text))
            self.arm.conditions.append(no + code.canonical)

    def compare(self, clause: Compare) -> None:
        """`a < b`; a literal word takes its kind from the other side."""
        if isinstance(clause.left, Name) and clause.left.name not in self.names:
            right = self.expr(clause.right, "")
            left = self.expr(clause.left, right.kind)
        else:
            left = self.expr(clause.left, "")
            right = self.expr(clause.right, "" if isinstance(clause.right, Call) else left.kind)
        for side in (left, right):
            if side.kind in ("none", "bool", "reg", "rm"):
                self.error(clause.place, f"a {side.kind} cannot be compared")
        text = f"{left.text} {clause.operator} {right.text}"
        self.arm.clauses.append(("", text))
        self.arm.conditions.append(f"{left.canonical} {clause.operator} {right.canonical}")

    def step(self, step: Binding | Expr) -> None:
        """A statement before the results."""
        if isinstance(step, Binding):
            value = self.expr(step.value, "")
            if value.kind == "none":
                self.error(step.place, f"'{step.name}' gets no value: the call returns none")
            name = self.new_name(step)
            self.names[step.name] = Var(value.kind, name, name, types=value.types, calls=value.calls)
            self.arm.steps.append(f"{name} = {value.text}")
            return
        value = self.expr(step, "")
        if value.kind not in ("none", "?"):
            self.error(step.place, f"the result (a {value.kind}) of this call is not used")
        self.arm.steps.append(value.text)

    def lowering_results(self) -> None:
        """One register per result, a `none` call, or the word `none`."""
        results = self.arm.rule.results
        count = fixed_result_count(self.arm.node.row)
        if len(results) == 1:
            only = results[0]
            if isinstance(only, Name) and only.name == "unsupported" and not self.arm.steps:
                self.arm.refuses = True
                return
            if isinstance(only, Name) and only.name == "none":
                if count != 0:
                    self.error(only.place, f"'{self.arm.node.row.name}' has results: 'none' gives it none")
                return
            if self.is_none_call(only):
                self.arm.statement = self.expr(only, "none").text
                return
        if count != len(results):
            wanted = "those of its signature" if count < 0 else str(count)
            message = f"'{self.arm.node.row.name}' has {wanted} results, found {len(results)}"
            self.error(self.arm.rule.place, message)
            return
        for result in results:
            self.arm.results.append(self.expr(result, "reg").text)

    def term_result(self, term: Function) -> None:
        """One result of the term's kind."""
        results = self.arm.rule.results
        if len(results) != 1:
            self.error(self.arm.rule.place, f"a term has one result, found {len(results)}")
            return
        only = results[0]
        if term.result != "none":
            self.arm.results.append(self.expr(only, term.result).text)
        elif not (isinstance(only, Name) and only.name == "none"):
            self.arm.statement = self.expr(only, "none").text

    def is_none_call(self, expr: Expr) -> bool:
        """A call of a function that returns `none`."""
        if not isinstance(expr, Call):
            return False
        function, _ = self.scope.function(expr.name)
        return function is not None and function.result == "none"

    def simplify_result(self) -> None:
        """One value: a matched one or a new instruction."""
        rule = self.arm.rule
        if rule.steps or len(rule.results) != 1:
            self.error(rule.place, "the right side of a simplify rule is one value")
            return
        self.arm.results.append(self.expr(rule.results[0], "value").text)

    # --- expressions ---

    def expr(self, expr: Expr, wanted: str) -> Code:
        """Python text of an expression; `wanted` is the kind expected, empty for any."""
        if isinstance(expr, Int):
            if wanted in NOT_A_NUMBER:
                return self.error(expr.place, f"an integer where a {wanted} is needed")
            return Code(str(expr.value), wanted or "imm", str(expr.value))
        if isinstance(expr, Name):
            return self.convert(expr.place, self.name(expr, wanted), wanted)
        if isinstance(expr, Binary):
            return self.convert(expr.place, self.binary(expr), wanted)
        if isinstance(expr, Make):
            text = self.make(expr)
            return self.convert(expr.place, Var("value", text, text), wanted)
        if expr.name == "typeof":
            return self.convert(expr.place, self.typeof(expr), wanted)
        return self.convert(expr.place, self.call(expr), wanted)

    def convert(self, place: Place, var: Var, wanted: str) -> Code:
        """A variable where a kind is expected."""
        code = Code(var.code, var.kind, var.canonical, var.types, var.calls)
        if not wanted or wanted == var.kind or "?" in (var.kind, wanted):
            return code
        if wanted == "imm" and var.kind in model.NUMBER_KINDS:
            return code
        if var.kind == "number" and wanted not in NOT_A_NUMBER or (var.kind, wanted) == ("reg", "rm"):
            return code
        value = var.value if var.kind == "inst" else var.code if var.kind == "value" else ""
        if value and wanted == "value":
            return Code(value, "value", value, var.types)
        if value and wanted in ("reg", "rm") and self.scope.use == "lowering":
            if self.matching:
                return self.error(place, "conditions cannot ask for a register: nothing is decided yet")
            register = self.arm.uses.setdefault(value, f"{value}_reg")
            return Code(register, wanted, register)
        return self.error(place, f"a {var.kind} where a {wanted} is needed")

    def name(self, expr: Name, wanted: str) -> Var:
        """What a bare name stands for."""
        if expr.name in self.names:
            return self.names[expr.name]
        text = literal_code(wanted, expr.name)
        if text:
            known = frozenset([int(types.parse_type(expr.name))]) if wanted == "type" else None
            return Var(wanted, text, text, types=known)
        constant = self.scope.imports.constant(expr.name)
        if constant is not None:
            self.arm.functions.add(expr.name)
            return Var(constant.kind, expr.name, expr.name)
        if expr.name == "ty":
            self.error(expr.place, f"'{self.arm.node.head}' has no controlling type: no 'ty'")
        elif self.scope.function(expr.name)[0] is not None:
            self.error(expr.place, f"'{expr.name}' is a function: call it")
        else:
            self.error(expr.place, f"unknown name '{expr.name}'")
        return Var("?", "0", "0")

    def binary(self, expr: Binary) -> Var:
        """Arithmetic. Two literals are computed here; a literal that is shifted by something else is
        refused, because mypyc shifts it in 32 bits."""
        if isinstance(expr.left, Int) and isinstance(expr.right, Int):
            number = str(_OPERATORS[expr.operator](expr.left.value, expr.right.value))
            return Var("imm", number, number)
        left, right = (self.operand(side) for side in (expr.left, expr.right))
        if isinstance(expr.left, Int) and expr.operator in ("<<", ">>"):
            self.error(expr.place, "a literal cannot be shifted: call a function such as `power`")
            return Var("?", "0", "0")
        text = left.text
        canonical = f"({left.canonical} {expr.operator} {right.canonical})"
        kind = "size" if "size" in (left.kind, right.kind) else "imm"
        return Var(kind, f"{text} {expr.operator} {right.text}", canonical)

    def operand(self, expr: Expr) -> Code:
        """A number of some field, a size, or a constant without a kind."""
        code = self.expr(expr, "")
        if code.kind not in model.NUMBER_KINDS and code.kind not in ("number", "?"):
            return self.error(expr.place, f"a {code.kind} where a number is needed")
        return code

    def typeof(self, expr: Call) -> Var:
        """`typeof(x)`: the type of a value."""
        if len(expr.args) != 1:
            self.error(expr.place, "typeof takes one value")
            return Var("type", "0", "0")
        value = self.expr(expr.args[0], "value")
        text = f"i64(ctx.func.value_type[{value.text}])"
        return Var("type", text, text, types=value.types)

    def call(self, expr: Call) -> Var:
        """Call of a function or a term."""
        function, problem = self.scope.function(expr.name)
        if function is None or expr.name in self.names:
            if expr.name in self.names:
                problem = f"'{expr.name}' is a value, not a function"
            self.error(expr.place, problem or f"no function '{expr.name}' in the imported modules")
            return Var("?", "0", "0")
        if self.matching and self.emits(function):
            self.error(expr.place, f"'{expr.name}' emits code: it cannot be part of a condition")
        if not len(function.params) - function.optional <= len(expr.args) <= len(function.params):
            kinds = ", ".join(function.params)
            count = len(function.params)
            message = f"'{expr.name}' takes {count} arguments ({kinds}), found {len(expr.args)}"
            self.error(expr.place, message)
            return Var("?", "0", "0")
        args = [self.expr(arg, kind) for arg, kind in zip(expr.args, function.params, strict=False)]
        context = ["ctx"] if function.takes_context else []
        text = ", ".join(context + [arg.text for arg in args])
        canonical = ", ".join(context + [arg.canonical for arg in args])
        if function.module:
            self.arm.functions.add(function.name)
        calls: frozenset[int] = frozenset()
        if self.matching:
            self.arm.asked |= {arg.text for arg in args if arg.kind == "inst"}
        else:
            self.arm.calls.append(Made(function, expr.place, tuple(args)))
            if function.result not in NOT_A_NUMBER:
                calls = frozenset().union(*(arg.calls for arg in args), [len(self.arm.calls) - 1])
        return Var(function.result, f"{expr.name}({text})", f"{expr.name}({canonical})", calls=calls)

    def emits(self, function: Function) -> bool:
        """The function appends rows or asks for registers. Those that give a truth value are trusted."""
        if not function.module:
            return True
        return function.takes_context and function.result != "bool" and self.scope.helpers.emits(function)

    def make(self, expr: Make) -> str:
        """Python text that makes a new instruction (simplify rules)."""
        op = model.opcode_number(expr.opcode)
        if self.scope.use != "simplify":
            return self.error(expr.place, "only a simplify rule makes IR instructions").text
        if op < 0:
            return self.error(expr.place, f"unknown opcode '{expr.opcode}'").text
        row = OPS[op]
        fields = model.fields_of(op)
        if row.format not in _MAKE_FORMATS or len(row.result_list) != 1:
            return self.error(expr.place, f"a rule cannot make '{row.name}' (format {row.format})").text
        if len(fields) != len(expr.args):
            wanted = " ".join(item.name for item in fields)
            message = f"'{row.name}' has {len(fields)} fields ({wanted}), found {len(expr.args)}"
            return self.error(expr.place, message).text
        args = [self.expr(arg, item.kind).text for arg, item in zip(expr.args, fields, strict=True)]
        ty = self.make_type(expr, op)
        return f"ctx.{row.format}(OP_{row.name.upper()}, {', '.join([ty, *args])})"

    def make_type(self, expr: Make, op: int) -> str:
        """Controlling type of a new instruction: as written, or that of the root."""
        if not model.controlling_types(op):
            if expr.type_name:
                self.error(expr.place, f"'{expr.opcode}' has no controlling type")
            return "0"
        if expr.type_name:
            return self.expr(Name(expr.place, expr.type_name), "type").text
        if "ty" not in self.names:
            return self.error(expr.place, f"'{expr.opcode}' needs a type: the root has none").text
        return "ty"
