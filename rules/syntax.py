"""Syntax trees of the rule language, and the reader that makes them.

`parse_rules(text, file)` gives one `RuleFile`; every node carries its place. Nothing here knows
what an opcode is: names are resolved in `check.py`. Uses lark, at development time only.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..ir.errors import ParseError, Place
from .families import Text

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

_TERMINALS: Final = {
    "NAME": "a name",
    "INT": "an integer",
    "STRING": "a string",
    "TYPESET": "a type set",
    "CALLED": "a call",
    "COMPARE": "a comparison",
    "SHIFT": "'<<' or '>>'",
}
GRAMMAR: Final = Path(__file__).with_name("rules.lark")


@dataclass(frozen=True)
class TypeSpec:
    """`i32|i64`, a class, or `t:class`, which also binds the type to `t`."""

    place: Place
    bind: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class ArgName:
    """A name that is bound, `_`, or a literal such as `slt`; `types` constrains a value."""

    place: Place
    name: str
    types: TypeSpec | None = None


@dataclass(frozen=True)
class ArgInt:
    """An integer literal for an immediate field."""

    place: Place
    value: int


@dataclass(frozen=True)
class Pattern:
    """`(opcode.types args...)` or `(term args...)`; `bind` names the instruction (`l:(load ...)`)."""

    place: Place
    head: str
    types: TypeSpec | None
    args: tuple["ArgName | ArgInt | Pattern", ...]
    bind: str = ""


@dataclass(frozen=True)
class Name:
    """A variable, a constant, or a literal word (type, condition code, trap code)."""

    place: Place
    name: str


@dataclass(frozen=True)
class Int:
    """An integer literal."""

    place: Place
    value: int


@dataclass(frozen=True)
class Call:
    """Call of a function or a term."""

    place: Place
    name: str
    args: tuple["Expr", ...]


@dataclass(frozen=True)
class Make:
    """`(opcode.type args)` on the right side of a simplify rule: a new instruction."""

    place: Place
    opcode: str
    type_name: str
    args: tuple["Expr", ...]


@dataclass(frozen=True)
class Binary:
    """Arithmetic on two numbers: `32 - bits(ty)`."""

    place: Place
    operator: str
    left: "Expr"
    right: "Expr"


Expr = Name | Int | Call | Make | Binary


@dataclass(frozen=True)
class Test:
    """A condition: a call of a function that gives a truth value, possibly negated."""

    place: Place
    call: Expr
    negated: bool


@dataclass(frozen=True)
class Compare:
    """A comparison of two integers."""

    place: Place
    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True)
class Binding:
    """`let name = expr` among the conditions, or `name = expr;` on the right side."""

    place: Place
    name: str
    value: Expr


@dataclass(frozen=True)
class Rule:
    """One rule as written."""

    place: Place
    priority: int
    pattern: Pattern
    clauses: tuple[Test | Compare | Binding, ...]
    steps: tuple[Binding | Expr, ...]
    """Right side up to its last `;`."""
    results: tuple[Expr, ...]


@dataclass(frozen=True)
class Term:
    """`term name(kinds) -> kind [commutative]`: a family of rules that other rules call."""

    place: Place
    name: str
    params: tuple[str, ...]
    result: str
    commutes: bool
    """Rules also match with the first two values exchanged."""


@dataclass
class RuleFile:
    """Everything in one file, in text order."""

    path: Path
    use: str
    """`lowering` or `simplify`."""
    context: tuple[str, str] = ("", "")
    """Class name and module of the context argument; empty: the default of the use."""
    imports: list[tuple[Place, str]] = field(default_factory=list)
    classes: list[tuple[Place, str, tuple[str, ...]]] = field(default_factory=list)
    constants: tuple[Place, str] | None = None
    """The function that makes an integer constant, at each use of it."""
    terms: list[Term] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    unsupported: list[tuple[Place, str]] = field(default_factory=list)
    driver: list[tuple[Place, str]] = field(default_factory=list)


@cache
def _parser() -> "Lark":
    from lark import Lark

    return Lark(GRAMMAR.read_text(), parser="lalr", propagate_positions=True)


def parse_rules(text: str, path: Path) -> RuleFile:
    """Read one rule file; raises `ParseError` with the place of the first syntax error."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

    expanded = Text(text, path)
    try:
        tree = _parser().parse(expanded.text)
    except UnexpectedEOF as error:
        raise ParseError("the file ends in the middle of an item", Place(0, 0, str(path))) from error
    except UnexpectedToken as error:
        found = "end of file" if error.token.type == "$END" else f"'{error.token}'"
        wanted = ", ".join(sorted(_spelled(name) for name in error.accepts or error.expected))
        place = expanded.place(error.pos_in_stream or 0)
        raise ParseError(f"found {found}, expected {wanted}", place) from error
    except UnexpectedCharacters as error:
        place = expanded.place(error.pos_in_stream or 0)
        raise ParseError(f"unexpected character {error.char!r}", place) from error
    except UnexpectedInput as error:
        raise ParseError(str(error), expanded.place(error.pos_in_stream or 0)) from error
    return _Reader(expanded).file(tree)


def _spelled(terminal: str) -> str:
    """A terminal of the grammar as the user writes it."""
    for definition in _parser().terminals:
        if definition.name == terminal and definition.pattern.type == "str":
            return f"'{definition.pattern.value}'"
    return _TERMINALS.get(terminal, terminal.lower())


class _Reader:
    """Lark trees to the classes above."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def place(self, node: "Tree[Token] | Token") -> Place:
        """Place of a token or of the first token of a tree."""
        from lark import Tree

        where = node.meta if isinstance(node, Tree) else node
        return self.text.place(where.start_pos or 0)

    def file(self, tree: "Tree[Token]") -> RuleFile:
        head, *items = tree.children
        result = RuleFile(self.text.path, str(head))
        if result.use not in ("lowering", "simplify"):
            message = f"a rule file begins with 'lowering' or 'simplify', not '{head}'"
            raise ParseError(message, self.place(head))
        for item in items:
            assert not isinstance(item, str)
            getattr(self, item.data)(result, item)
        return result

    # --- declarations ---

    def import_item(self, out: RuleFile, tree: "Tree[Token]") -> None:
        out.imports.append((self.place(tree), _unquote(tree.children[0])))

    def context_item(self, out: RuleFile, tree: "Tree[Token]") -> None:
        out.context = (str(tree.children[0]), _unquote(tree.children[1]))

    def class_item(self, out: RuleFile, tree: "Tree[Token]") -> None:
        name, types = tree.children
        out.classes.append((self.place(tree), str(name), _words(types)))

    def constants_item(self, out: RuleFile, tree: "Tree[Token]") -> None:
        out.constants = (self.place(tree), str(tree.children[0]))

    def term_item(self, out: RuleFile, tree: "Tree[Token]") -> None:
        name, kinds, result, *rest = tree.children
        out.terms.append(Term(self.place(tree), str(name), _words(kinds), str(result), bool(rest)))

    def unsupported_item(self, out: RuleFile, tree: "Tree[Token]") -> None:
        out.unsupported += [(self.place(name), str(name)) for name in tree.children]

    def driver_item(self, out: RuleFile, tree: "Tree[Token]") -> None:
        out.driver += [(self.place(name), str(name)) for name in tree.children]

    # --- rules ---

    def rule_item(self, out: RuleFile, tree: "Tree[Token]") -> None:
        priority = 0
        clauses: tuple[Test | Compare | Binding, ...] = ()
        pattern: Pattern | None = None
        pieces: list[tuple[str, list[Expr], Binding | None]] = []
        for child in tree.children:
            assert not isinstance(child, str)
            if child.data == "priority":
                priority = _integer(child.children)
            elif child.data == "pattern":
                pattern = self.pattern(child)
            elif child.data == "conditions":
                clauses = tuple(self.clause(clause) for clause in child.children)
            else:
                pieces = [self.piece(piece) for piece in child.children]
        assert pattern is not None
        steps: list[Binding | Expr] = []
        for what, exprs, binding in pieces[:-1]:
            if binding is not None:
                steps.append(binding)
            elif len(exprs) == 1:
                steps.append(exprs[0])
            else:
                raise ParseError(f"only the last part may list several results ({what})", exprs[0].place)
        what, exprs, binding = pieces[-1]
        if binding is not None:
            raise ParseError("a rule ends with its results, not with a binding", binding.place)
        out.rules.append(Rule(self.place(tree), priority, pattern, clauses, tuple(steps), tuple(exprs)))

    def pattern(self, tree: "Tree[Token]", bind: str = "") -> Pattern:
        head, *rest = tree.children
        types = None
        args: list[ArgName | ArgInt | Pattern] = []
        for child in rest:
            assert not isinstance(child, str)
            if child.data == "typespec":
                types = self.typeset(child.children[0])
            else:
                args.append(self.arg(child))
        return Pattern(self.place(tree), str(head), types, tuple(args), bind)

    def arg(self, tree: "Tree[Token]") -> ArgName | ArgInt | Pattern:
        place = self.place(tree)
        if tree.data == "pattern":
            return self.pattern(tree)
        first = tree.children[0]
        if tree.data == "arg_int":
            return ArgInt(place, _integer(tree.children))
        if tree.data == "arg_name":
            return ArgName(place, str(first))
        if tree.data == "arg_typed":
            return ArgName(place, str(first), self.typeset(tree.children[1]))
        nested = tree.children[1]
        assert not isinstance(nested, str)
        return self.pattern(nested, str(first))

    def typeset(self, tree: "Tree[Token] | Token") -> TypeSpec:
        assert not isinstance(tree, str)
        bind = str(tree.children[0]) if tree.data == "typeset_bound" else ""
        return TypeSpec(self.place(tree), bind, _words(tree.children[-1]))

    def clause(self, tree: "Tree[Token] | Token") -> Test | Compare | Binding:
        assert not isinstance(tree, str)
        place = self.place(tree)
        parts = tree.children
        if tree.data == "clause_let":
            return Binding(place, str(parts[0]), self.expr(parts[1]))
        if tree.data == "clause_compare":
            return Compare(place, str(parts[1]), self.expr(parts[0]), self.expr(parts[2]))
        return Test(place, self.expr(parts[0]), tree.data == "clause_not")

    def piece(self, tree: "Tree[Token] | Token") -> tuple[str, list[Expr], Binding | None]:
        assert not isinstance(tree, str)
        if tree.data == "piece_binding":
            name, value = tree.children
            return (str(name), [], Binding(self.place(tree), str(name), self.expr(value)))
        return ("results", [self.expr(child) for child in tree.children], None)

    def expr(self, tree: "Tree[Token] | Token") -> Expr:
        from lark import Token

        assert not isinstance(tree, str)
        place = self.place(tree)
        head, *rest = tree.children
        if tree.data == "expr_name":
            return Name(place, str(head))
        if tree.data == "expr_int":
            return Int(place, _integer(tree.children))
        if tree.data == "expr_binary":
            return Binary(place, str(rest[0]), self.expr(head), self.expr(rest[1]))
        if tree.data == "expr_call":
            return Call(place, str(head), tuple(self.expr(child) for child in rest))
        type_name = ""
        if rest and isinstance(rest[0], Token):
            type_name = str(rest.pop(0))
        return Make(place, str(head), type_name, tuple(self.expr(child) for child in rest))


def _unquote(token: "Tree[Token] | Token") -> str:
    return str(token)[1:-1]


def _integer(tokens: "list[Tree[Token] | Token]") -> int:
    text = "".join(str(token) for token in tokens)
    return int(text, 0) if "x" in text.lower() else int(text)


def _words(tree: "Tree[Token] | Token") -> tuple[str, ...]:
    assert not isinstance(tree, str)
    return tuple(str(child) for child in tree.children)
