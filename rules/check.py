"""Checks of a rule file: from syntax trees to checked rules.

Steps, all of which collect errors instead of stopping:

1. `Checker` resolves imports, classes, terms and patterns: opcodes, field counts, type sets, literals,
   names bound twice with different kinds.
2. `arms.compile_arm` resolves the expressions of a rule (names, kinds, arities), for the rule as written
   and its mirror images.
3. Of all rules together: the order they are tried in (`order.py`), final rules and what terms accept
   (`coverage.py`), loads done twice (`effects.py`), processor flags (`flags.py`).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..ir.errors import ErrorList, IrtoolError, ParseError, Place
from ..ir.opcodes import FLOATCC, INTCC, OPS, RMW_OPS, TRAP_CODES, trap_code
from . import model
from .arms import Arm, Scope, compile_arm
from .coverage import check_coverage
from .effects import check_effects
from .flags import check_flags
from .helpers import Helpers
from .model import Arg, Field, Node
from .modules import Function, Imports
from .order import order_arms
from .syntax import ArgInt, ArgName, Pattern, Rule, RuleFile, TypeSpec, parse_rules

#: Names with a meaning of their own, which no variable or term may take.
RESERVED: Final = frozenset(
    ("ctx", "func", "ty", "inst", "none", "unsupported", "typeof", "if", "let", "not", "lower", "simplify")
)


@dataclass
class CheckedFile:
    """What the generator needs."""

    source: RuleFile
    scope: Scope
    arms: dict[int, list[Arm]]
    """By opcode, in the order tried."""
    terms: dict[str, list[Arm]]
    """By term, in the order tried."""


def literal_of(kind: str, word: str) -> int | None:
    """The number of a literal word of a kind (`slt`, `int_divz`, `i32`), None when it is none."""
    if kind == "cc" and word in INTCC:
        return INTCC.index(word)
    if kind == "fcc" and word in FLOATCC:
        return FLOATCC.index(word)
    if kind == "code" and (word in TRAP_CODES or trap_code(word)):
        return trap_code(word)
    if kind == "rmwop" and word in RMW_OPS:
        return RMW_OPS.index(word)
    return None


class Checker:
    """Resolves declarations and patterns of one file, collecting errors."""

    def __init__(self, source: RuleFile) -> None:
        self.source = source
        self.errors: list[IrtoolError] = []
        self.classes: dict[str, frozenset[int]] = {}
        self.imports = Imports(source.path.parent)
        self.terms: dict[str, Function] = {}

    def error(self, place: Place, message: str) -> None:
        """Note an error."""
        self.errors.append(ParseError(message, place))

    # --- declarations ---

    def declare_all(self) -> Scope:
        """Resolve imports, classes and terms; the scope of the rules' right sides."""
        for place, module in self.source.imports:
            if not self.imports.add(module):
                self.error(place, f"no module '{module}', or it is not valid Python")
        for place, name, words in self.source.classes:
            if name in self.classes or model.type_set(name) is not None:
                self.error(place, f"type class '{name}' is already defined")
            self.classes[name] = self.types(place, words)
        for term in self.source.terms:
            if term.name in RESERVED or term.name.startswith("lower_"):
                self.error(term.place, f"'{term.name}' is a reserved name")
            elif term.name in self.terms or self.imports.defines(term.name):
                self.error(term.place, f"'{term.name}' is already defined")
            elif model.opcode_number(term.name) >= 0:
                self.error(term.place, f"'{term.name}' is an opcode")
            if self.source.use == "simplify":
                self.error(term.place, "terms are for lowering files")
            if term.commutes and term.params.count("value") < 2:
                self.error(term.place, f"'{term.name}' has no two values that could change places")
            self.terms[term.name] = Function(term.name, "", term.params, term.result, True)
        constants = ""
        if self.source.constants is not None:
            place, constants = self.source.constants
            found, problem = self.imports.function(constants)
            if found is None:
                self.error(place, problem or f"no function '{constants}' in the imported modules")
        return Scope(self.source.use, self.imports, self.terms, Helpers(self.imports, constants))

    def types(self, place: Place, words: tuple[str, ...]) -> frozenset[int]:
        """Union of type names, classes and type sets."""
        union: frozenset[int] = frozenset()
        for word in words:
            members = self.classes.get(word)
            if members is None:
                members = model.type_set(word)
            if members is None:
                hint = " (to bind a type write name:class)" if len(words) == 1 else ""
                self.error(place, f"unknown type or type class '{word}'{hint}")
                members = frozenset()
            union |= members
        return union

    # --- patterns ---

    def rule_pattern(self, pattern: Pattern) -> Node | None:
        """Resolve the left side of a rule; None when an error makes it useless."""
        term = self.terms.get(pattern.head)
        if term is None:
            return self.pattern(pattern)
        if pattern.types is not None:
            self.error(pattern.types.place, f"'{term.name}' is a term and has no controlling type")
            return None
        args = self.args(pattern, model.fields_of_term(term.params))
        if args is None:
            return None
        commutes = any(item.commutes for item in self.source.terms if item.name == term.name)
        return Node(-1, frozenset(), args, term=term.name, commutes=commutes)

    def pattern(self, pattern: Pattern, is_root: bool = True) -> Node | None:
        """Resolve a pattern over an instruction; None when an error makes it useless."""
        op = model.opcode_number(pattern.head)
        if op < 0:
            what = "a term, which only rules of its own match" if pattern.head in self.terms else ""
            message = f"'{pattern.head}' is {what}" if what else f"unknown opcode '{pattern.head}'"
            self.error(pattern.place, message)
            return None
        if not is_root and not OPS[op].results:
            self.error(pattern.place, f"'{pattern.head}' has no result, no operand can be one")
            return None
        members = self.controlling(pattern, model.controlling_types(op))
        args = self.args(pattern, model.fields_of(op))
        if members is None or args is None:
            return None
        bind = pattern.types.bind if pattern.types is not None else ""
        return Node(op, members, args, bind, pattern.bind, commutes=pattern.head in model.COMMUTATIVE)

    def args(self, pattern: Pattern, fields: tuple[Field, ...]) -> tuple[Arg, ...] | None:
        """Resolve what stands for the fields."""
        if len(pattern.args) != len(fields):
            wanted = " ".join(field.name for field in fields) or "nothing"
            message = f"'{pattern.head}' has {len(fields)} fields ({wanted}), found {len(pattern.args)}"
            self.error(pattern.place, message)
            return None
        args = [self.arg(field, arg) for field, arg in zip(fields, pattern.args, strict=True)]
        checked = tuple(arg for arg in args if arg is not None)
        return checked if len(checked) == len(args) else None

    def controlling(self, pattern: Pattern, allowed: frozenset[int]) -> frozenset[int] | None:
        """Types that the controlling type may be."""
        spec = pattern.types
        if spec is None:
            return allowed
        if not allowed:
            self.error(spec.place, f"'{pattern.head}' has no controlling type")
            return None
        members = self.types(spec.place, spec.names)
        if members and not members & allowed:
            self.error(spec.place, f"'{pattern.head}' never has type {'|'.join(spec.names)}")
            return None
        return members & allowed

    def arg(self, field: Field, arg: ArgName | ArgInt | Pattern) -> Arg | None:
        """Resolve what stands for one field."""
        if isinstance(arg, Pattern):
            if field.kind != "value":
                self.error(arg.place, f"field '{field.name}' is not a value: no pattern can stand here")
                return None
            nested = self.pattern(arg, is_root=False)
            return Arg(field, nested=nested) if nested is not None else None
        if isinstance(arg, ArgInt):
            if field.kind == "value":
                message = f"operand '{field.name}' is a value; write (iconst {arg.value})"
                self.error(arg.place, message)
                return None
            return Arg(field, literal=arg.value)
        if arg.types is not None:
            return self.typed_arg(field, arg, arg.types)
        if field.kind == "type":
            members = self.classes.get(arg.name, model.type_set(arg.name))
            return Arg(field, bind="" if arg.name == "_" or members else arg.name, types=members)
        literal = literal_of(field.kind, arg.name)
        if literal is not None:
            return Arg(field, literal=literal)
        return Arg(field, bind="" if arg.name == "_" else arg.name)

    def typed_arg(self, field: Field, arg: ArgName, spec: TypeSpec) -> Arg | None:
        """`name:types` for a value, or for a term's parameter that is a type."""
        if field.kind not in ("value", "type"):
            self.error(arg.place, f"field '{field.name}' is not a value and has no type")
            return None
        if field.kind == "type" and spec.bind:
            self.error(spec.place, f"'{arg.name}' is the type itself: it needs no second name")
        members = self.types(spec.place, spec.names)
        return Arg(field, bind="" if arg.name == "_" else arg.name, types=members, type_bind=spec.bind)

    def check_names(self, rule: Rule, node: Node) -> bool:
        """Variables of a pattern: not reserved, and one kind each."""
        kinds: dict[str, list[str]] = {}
        for name, kind in bound_names(node):
            kinds.setdefault(name, []).append(kind)
        before = len(self.errors)
        for name, found in kinds.items():
            if name in RESERVED or name in self.terms:
                self.error(rule.place, f"'{name}' cannot be a variable: it is a term or reserved")
            elif len(set(found)) > 1:
                self.error(rule.place, f"'{name}' is bound as {' and as '.join(dict.fromkeys(found))}")
            elif len(found) > 1 and found[0] in ("inst", "type"):
                self.error(rule.place, f"'{name}' is bound twice; that is only for values and immediates")
        return len(self.errors) == before


def bound_names(node: Node) -> list[tuple[str, str]]:
    """Every `(variable, kind)` that a pattern binds, in order."""
    names = []
    if node.type_bind:
        names.append((node.type_bind, "type"))
    if node.inst_bind:
        names.append((node.inst_bind, "inst"))
    for arg in node.args:
        if arg.bind:
            names.append((arg.bind, arg.field.kind))
        if arg.type_bind:
            names.append((arg.type_bind, "type"))
        if arg.nested is not None:
            names += bound_names(arg.nested)
    return names


def check_file(path: Path, draft: bool = False) -> CheckedFile:
    """Read and check one rule file; raises `ErrorList` (or `ParseError` for bad syntax).

    `draft` accepts opcodes without final rules, for a file that is being written."""
    source = parse_rules(path.read_text(), path)
    checker = Checker(source)
    scope = checker.declare_all()
    arms = compile_rules(checker, scope)
    ordered = {head: order_arms(source.use, group, checker.errors) for head, group in arms.items()}
    by_term = {name: ordered.pop(name, []) for name in scope.terms}
    by_opcode = {model.opcode_number(head): group for head, group in ordered.items()}
    if source.use == "lowering":
        check_coverage(source, scope, by_opcode, by_term, checker.errors, draft)
        if not checker.errors:
            groups = (*by_opcode.values(), *by_term.values())
            every = [arm for group in groups for arm in group if arm.position[1] == 0]
            check_effects(scope, every, checker.errors)
            check_flags(scope, every, by_term, checker.errors)
    if checker.errors:
        # The rules of a family may have the same mistake at the same place.
        different = {(_error_key(error), error.message): error for error in checker.errors}
        raise ErrorList(sorted(different.values(), key=_error_key))
    return CheckedFile(source, scope, dict(sorted(by_opcode.items())), by_term)


def compile_rules(checker: Checker, scope: Scope) -> dict[str, list[Arm]]:
    """The arms of all rules, by head, in text order."""
    arms: dict[str, list[Arm]] = {}
    ordinals: dict[str, int] = {}
    for number, rule in enumerate(checker.source.rules):
        node = checker.rule_pattern(rule.pattern)
        if node is None or not checker.check_names(rule, node):
            continue
        ordinals[node.head] = ordinals.get(node.head, 0) + 1
        if scope.use == "simplify":
            check_simplify_pattern(checker, rule, node)
        name = f"{node.head}.{ordinals[node.head]}"
        for image, variant in enumerate(model.mirrored(node)):
            arm = compile_arm(scope, rule, name, variant, (number, image))
            if arm.errors:
                checker.errors += arm.errors
                break
            arms.setdefault(node.head, []).append(arm)
    return arms


def _error_key(error: IrtoolError) -> tuple[int, int]:
    place = error.place or Place()
    return (place.line, place.column)


def check_simplify_pattern(checker: Checker, rule: Rule, node: Node) -> None:
    """Simplify rules look through pure single-result instructions only."""
    if len(node.row.result_list) != 1 or "C" in node.row.effects:
        message = f"'{node.row.name}' does not have exactly one result: it cannot be replaced by a value"
        checker.error(rule.place, message)
    nested = [arg.nested for arg in node.args if arg.nested is not None]
    while nested:
        inner = nested.pop()
        if len(inner.row.result_list) != 1 or inner.row.effects:
            message = f"'{inner.row.name}' is not pure with one result: a simplify rule cannot look through"
            checker.error(rule.place, message)
        nested += [arg.nested for arg in inner.args if arg.nested is not None]
