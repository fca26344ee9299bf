"""Checks of a rule file: from syntax trees to checked rules.

Two steps, both of which collect errors instead of stopping:

1. `Checker` resolves declarations and patterns: opcodes, field counts, type sets, literals,
   names bound twice with different kinds, functions that the imported modules do not define.
2. `arms.compile_arm` resolves the expressions of a rule (names, kinds, arities).

`check_file` runs both, orders the arms (`order.py`) and asks for a final rule per opcode.
"""

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..ir.errors import ErrorList, IrtoolError, ParseError, Place
from ..ir.opcodes import FLOATCC, INTCC, OPS, RMW_OPS, TRAP_CODES, trap_code
from . import model
from .arms import Arm, compile_arm
from .model import Arg, Field, Node
from .order import order_arms
from .syntax import (
    ArgInt,
    ArgName,
    Call,
    Declaration,
    Name,
    Pattern,
    Rule,
    RuleFile,
    TypeSpec,
    parse_rules,
)

#: Names with a meaning of their own, which no declaration may take.
RESERVED: Final = frozenset(("ctx", "ty", "inst", "none", "unsupported", "typeof", "if", "let", "not"))


@dataclass(frozen=True)
class CheckedRule:
    """A rule with its pattern resolved."""

    rule: Rule
    node: Node

    @property
    def line(self) -> int:
        """Line of the rule in its file."""
        return self.rule.place.line


@dataclass
class CheckedFile:
    """What the generator needs."""

    source: RuleFile
    declarations: dict[str, Declaration]
    constants: dict[str, tuple[str, str]]
    """Kind and module by name."""
    arms: dict[int, list[Arm]]
    """By opcode, in the order tried."""


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
        self.declarations: dict[str, Declaration] = {}
        self.constants: dict[str, tuple[str, str]] = {}
        self.modules = [module for _, module in source.imports]
        self.defined: dict[str, dict[str, int] | None] = {}

    def error(self, place: Place, message: str) -> None:
        """Note an error."""
        self.errors.append(ParseError(message, place))

    # --- declarations ---

    def declare_all(self) -> None:
        """Resolve classes, functions and constants."""
        for place, name, words in self.source.classes:
            if name in self.classes or model.type_set(name) is not None:
                self.error(place, f"type class '{name}' is already defined")
            self.classes[name] = self.types(place, words)
        for declaration in self.source.declarations:
            name = declaration.name
            if name in self.declarations or name in RESERVED:
                self.error(declaration.place, f"'{name}' is already declared or reserved")
            if "ctx" in declaration.params[1:]:
                self.error(declaration.place, "'ctx' can only be the first parameter")
            module = self.home(declaration.place, name, declaration.module, len(declaration.params))
            self.declarations[name] = Declaration(
                declaration.place, declaration.what, name, declaration.params, declaration.result, module
            )
        for item in self.source.constants:
            for place, name in item.names:
                if name in self.declarations or name in self.constants or name in RESERVED:
                    self.error(place, f"'{name}' is already declared or reserved")
                self.constants[name] = (item.kind, self.home(place, name, item.module, -1))

    def home(self, place: Place, name: str, module: str, arity: int) -> str:
        """The module that defines `name`: the one given, or the first import that has it."""
        choices = [module] if module else self.modules
        if not choices:
            self.error(place, f"'{name}' needs an import before it, or a 'from \"module\"'")
            return ""
        unknown = ""
        for choice in choices:
            names = self.names_in(choice)
            if names is None:
                unknown = choice
            elif name in names:
                found = names[name]
                if arity >= 0 and found >= 0 and found != arity:
                    counts = f"{found} parameters in {choice}, {arity} here (ctx counts)"
                    self.error(place, f"'{name}' has {counts}")
                return choice
        if not unknown:
            self.error(place, f"no function or name '{name}' in {', '.join(choices)}")
        return unknown or choices[-1]

    def names_in(self, module: str) -> dict[str, int] | None:
        """Top-level names of a relative module with their parameter count (-1: no function).

        None when the module is not there yet or does not parse."""
        if module not in self.defined:
            self.defined[module] = module_names(self.source.path, module)
        return self.defined[module]

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

    def pattern(self, pattern: Pattern, is_root: bool = True) -> Node | None:
        """Resolve one pattern; None when an error makes it useless."""
        op = model.opcode_number(pattern.opcode)
        if op < 0:
            self.error(pattern.place, f"unknown opcode '{pattern.opcode}'")
            return None
        if not is_root and not OPS[op].results:
            self.error(pattern.place, f"'{pattern.opcode}' has no result, no operand can be one")
            return None
        fields = model.fields_of(op)
        if len(pattern.args) != len(fields):
            wanted = " ".join(field.name for field in fields) or "nothing"
            message = f"'{pattern.opcode}' has {len(fields)} fields ({wanted}), found {len(pattern.args)}"
            self.error(pattern.place, message)
            return None
        allowed = model.controlling_types(op)
        members = self.controlling(pattern, allowed)
        args = [self.arg(field, arg) for field, arg in zip(fields, pattern.args, strict=True)]
        if members is None or any(arg is None for arg in args):
            return None
        bind = pattern.types.bind if pattern.types is not None else ""
        checked = tuple(arg for arg in args if arg is not None)
        return Node(op, members, checked, bind, pattern.bind)

    def controlling(self, pattern: Pattern, allowed: frozenset[int]) -> frozenset[int] | None:
        """Types that the controlling type may be."""
        spec = pattern.types
        if spec is None:
            return allowed
        if not allowed:
            self.error(spec.place, f"'{pattern.opcode}' has no controlling type")
            return None
        members = self.types(spec.place, spec.names)
        if members and not members & allowed:
            self.error(spec.place, f"'{pattern.opcode}' never has type {'|'.join(spec.names)}")
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
        literal = literal_of(field.kind, arg.name)
        if literal is not None:
            return Arg(field, literal=literal)
        return Arg(field, bind="" if arg.name == "_" else arg.name)

    def typed_arg(self, field: Field, arg: ArgName, spec: TypeSpec) -> Arg | None:
        """`name:types` for a value."""
        if field.kind != "value":
            self.error(arg.place, f"field '{field.name}' is not a value and has no type")
            return None
        members = self.types(spec.place, spec.names)
        return Arg(field, bind="" if arg.name == "_" else arg.name, types=members, type_bind=spec.bind)

    def check_names(self, rule: Rule, node: Node) -> bool:
        """Variables of a pattern: not reserved, and one kind each."""
        kinds: dict[str, list[str]] = {}
        for name, kind in bound_names(node):
            kinds.setdefault(name, []).append(kind)
        before = len(self.errors)
        for name, found in kinds.items():
            if name in RESERVED or name in self.declarations or name in self.constants:
                self.error(rule.place, f"'{name}' cannot be a variable: it is declared or reserved")
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


def module_names(rule_path: Path, module: str) -> dict[str, int] | None:
    """Top-level names of a module given relative to the directory of the rule file."""
    dots = len(module) - len(module.lstrip("."))
    if dots == 0:
        return None
    base = rule_path.resolve().parent
    for _ in range(dots - 1):
        base = base.parent
    path = base.joinpath(*module[dots:].split(".")).with_suffix(".py")
    try:
        tree = ast.parse(path.read_text())
    except (OSError, SyntaxError):
        return None
    names: dict[str, int] = {}
    for item in tree.body:
        if isinstance(item, ast.FunctionDef):
            names[item.name] = len(item.args.args)
        elif isinstance(item, ast.ImportFrom):
            names.update((alias.asname or alias.name, -1) for alias in item.names)
        elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            names[item.target.id] = -1
        elif isinstance(item, ast.Assign):
            names.update((target.id, -1) for target in item.targets if isinstance(target, ast.Name))
    return names


def check_file(path: Path, draft: bool = False) -> CheckedFile:
    """Read and check one rule file; raises `ErrorList` (or `ParseError` for bad syntax).

    `draft` accepts opcodes without final rules, for a file that is being written."""
    source = parse_rules(path.read_text(), path)
    checker = Checker(source)
    checker.declare_all()
    arms: dict[int, list[Arm]] = {}
    for number, rule in enumerate(source.rules):
        node = checker.pattern(rule.pattern)
        if node is None or not checker.check_names(rule, node):
            continue
        if source.use == "simplify":
            check_simplify_pattern(checker, rule, node)
        else:
            check_absorbed_effects(checker, rule, node)
        for image, variant in enumerate(model.mirrored(node)):
            place = (number, image)
            arm = compile_arm(source.use, checker.declarations, checker.constants, rule, variant, place)
            if arm.errors:
                checker.errors += arm.errors
                break
            arms.setdefault(node.op, []).append(arm)
    ordered = {op: order_arms(source.use, arms[op], checker.errors) for op in sorted(arms)}
    if source.use == "lowering" and not draft:
        check_final_rules(checker, ordered)
    if checker.errors:
        checker.errors.sort(key=_error_key)
        raise ErrorList(checker.errors)
    return CheckedFile(source, checker.declarations, checker.constants, ordered)


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


def check_absorbed_effects(checker: Checker, rule: Rule, node: Node) -> None:
    """A lowering rule moves a nested instruction to its root; with an effect that needs a condition.

    `(iadd x (load ...))` would load later than the program says: the load must be named and a
    condition must be asked about it, as in `l:(load ...)` with `if sinkable(l)`."""
    asked: set[str] = set()
    exprs = [part for clause in rule.clauses for part in vars(clause).values() if isinstance(part, Call)]
    while exprs:
        call = exprs.pop()
        asked |= {arg.name for arg in call.args if isinstance(arg, Name)}
        exprs += [arg for arg in call.args if isinstance(arg, Call)]
    nested = [arg.nested for arg in node.args if arg.nested is not None]
    while nested:
        inner = nested.pop()
        if inner.row.effects and inner.inst_bind not in asked:
            message = f"'{inner.row.name}' has an effect: name it and ask a condition about it"
            checker.error(rule.place, f"{message}, as in l:({inner.row.name} ...) if sinkable(l)")
        nested += [arg.nested for arg in inner.args if arg.nested is not None]


def check_final_rules(checker: Checker, arms: dict[int, list[Arm]]) -> None:
    """Every opcode has a final rule, or is `unsupported`, or is left to the driver."""
    source = checker.source
    excused: dict[int, str] = {}
    for what, listed in (("unsupported", source.unsupported), ("driver", source.driver)):
        for place, name in listed:
            op = model.opcode_number(name)
            if op < 0:
                checker.error(place, f"unknown opcode '{name}'")
            elif op in excused:
                checker.error(place, f"'{name}' is listed twice")
            elif any(model.opcode_number(rule.pattern.opcode) == op for rule in source.rules):
                checker.error(place, f"'{name}' is '{what}' and has rules")
            excused[op] = what
    tried = {model.opcode_number(rule.pattern.opcode) for rule in source.rules}
    missing = [row.name for op, row in enumerate(OPS) if op not in tried and op not in excused]
    is_complete = not checker.errors
    if missing:
        place = Place(1, 1, str(source.path))
        checker.error(place, f"no rule for and not 'unsupported' or 'driver': {' '.join(missing)}")
    if not is_complete:
        return  # the final rule may be among those refused
    for op, variants in arms.items():
        if not any(arm.node.is_final() and not arm.conditions for arm in variants):
            first = min(variants, key=lambda arm: arm.line)
            name = OPS[op].name
            message = f"'{name}' has no final rule (one without conditions, literals and nesting)"
            fields = " ".join("_" for _ in model.fields_of(op))
            example = f"({name} {fields}) => unsupported".replace(" )", ")")
            checker.error(first.rule.place, f"{message}; to refuse the rest: rule {example}")
