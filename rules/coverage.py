"""Final rules: every opcode, and every call of a term, is matched by some rule.

The final rule of an opcode asks for nothing but types. What it leaves (other types) is refused when a
function is compiled. A term cannot refuse: its callers have emitted code already. So a call of a term is
checked here against the types that the term's final rules accept:

    term flags(value) -> xcc
    rule (flags x:int)      => ...           accepts i8 | i16 | i32 | i64
    rule (brif c)           => branch(flags(c))         error: c may be i128
    rule (brif.int c)       => branch(flags(c))         fine

Terms may call each other and themselves, as long as what they look at gets narrower: `(flags (uextend c)) =>
flags(c)` ends after three steps. `(flags (icmp eq c (iconst 0))) => invert(flags(c))` would go as deep
as the program is written, and at each user again: refused.
"""

from itertools import product

from ..ir.errors import IrtoolError, ParseError, Place
from ..ir.opcodes import OPS
from ..ir.types import type_name
from . import model
from .arms import Arm, Made, Scope
from .effects import spots_of
from .syntax import RuleFile

#: Stands for "any type".
_ANY = -1


def check_coverage(
    source: RuleFile,
    scope: Scope,
    opcodes: dict[int, list[Arm]],
    terms: dict[str, list[Arm]],
    errors: list[IrtoolError],
    draft: bool,
) -> None:
    """Report opcodes and terms without final rules, and calls that no rule of a term accepts."""
    is_complete = not errors
    if not draft:
        _check_opcodes(source, opcodes, errors, is_complete)
    if not is_complete:
        return  # the final rule may be among those refused
    domains = {name: _domain(arms) for name, arms in terms.items()}
    for term in source.terms:
        if not domains[term.name]:
            errors.append(ParseError(f"the term '{term.name}' has no final rule", term.place))
    called: set[str] = set()
    for arms in (*opcodes.values(), *terms.values()):
        for arm in arms:
            for made in arm.calls:
                if not made.function.module:
                    called.add(made.function.name)
                    if arm.position[1] == 0:
                        _check_call(made, domains[made.function.name], errors)
    for term in source.terms:
        if term.name not in called and not draft:
            errors.append(ParseError(f"no rule calls the term '{term.name}'", term.place))
    check_depth(terms, errors)


def _check_opcodes(
    source: RuleFile, opcodes: dict[int, list[Arm]], errors: list[IrtoolError], is_complete: bool
) -> None:
    """Every opcode has a final rule, or is `unsupported`, or is left to the driver."""
    tried = {model.opcode_number(rule.pattern.head) for rule in source.rules}
    excused: set[int] = set()
    for what, listed in (("unsupported", source.unsupported), ("driver", source.driver)):
        for place, name in listed:
            op = model.opcode_number(name)
            if op < 0:
                errors.append(ParseError(f"unknown opcode '{name}'", place))
            elif op in excused:
                errors.append(ParseError(f"'{name}' is listed twice", place))
            elif op in tried:
                errors.append(ParseError(f"'{name}' is '{what}' and has rules", place))
            excused.add(op)
    missing = [row.name for op, row in enumerate(OPS) if op not in tried and op not in excused]
    if missing:
        place = Place(1, 1, str(source.path))
        message = f"no rule for and not 'unsupported' or 'driver': {' '.join(missing)}"
        errors.append(ParseError(message, place))
    if not is_complete:
        return
    for op, arms in opcodes.items():
        if not any(arm.node.is_final() and not arm.conditions for arm in arms):
            first = min(arms, key=lambda arm: arm.line)
            name = OPS[op].name
            message = f"'{name}' has no final rule (one without conditions, literals and nesting)"
            fields = " ".join("_" for _ in model.fields_of(op))
            example = f"({name} {fields}) => unsupported".replace(" )", ")")
            errors.append(ParseError(f"{message}; to refuse the rest: rule {example}", first.rule.place))


def _domain(arms: list[Arm]) -> list[tuple[frozenset[int] | None, ...]]:
    """What the final rules of a term accept: the types of each parameter, None for any."""
    return [
        tuple(arg.types for arg in arm.node.args)
        for arm in arms
        if arm.node.is_final() and not arm.conditions
    ]


def _check_call(
    made: Made, domain: list[tuple[frozenset[int] | None, ...]], errors: list[IrtoolError]
) -> None:
    """Some final rule accepts the arguments, whatever types they have."""
    if not domain or len(made.args) != len(domain[0]):
        return
    asked = [any(accepted[i] is not None for accepted in domain) for i in range(len(made.args))]
    choices = [
        sorted(arg.types if arg.types is not None else {_ANY}) if matters else [_ANY]
        for arg, matters in zip(made.args, asked, strict=True)
    ]
    for types in product(*choices):
        if not any(
            all(want is None or ty in want for ty, want in zip(types, accepted, strict=True))
            for accepted in domain
        ):
            found = ", ".join(
                "a value of any type" if ty == _ANY else type_name(ty)
                for ty, matters in zip(types, asked, strict=True)
                if matters
            )
            message = f"no final rule of '{made.function.name}' accepts {found}"
            errors.append(ParseError(message, made.place))
            return


# --- depth ----------------------------------------------------------------------------------------


def check_depth(terms: dict[str, list[Arm]], errors: list[IrtoolError]) -> None:
    """Report calls between terms by which one could call itself as often as the input wants."""
    edges = [
        (name, made.function.name, _step(arm, made), made.place)
        for name, arms in terms.items()
        for arm in arms
        if arm.position[1] == 0
        for made in arm.calls
        if not made.function.module
    ]
    reach = _reachable({(caller, called) for caller, called, _, _ in edges})
    level = _reachable({(caller, called) for caller, called, step, _ in edges if step == "same"})
    for caller, called, step, place in edges:
        in_circle = (called, caller) in reach if step != "same" else (called, caller) in level
        if step != "narrower" and in_circle:
            message = (
                f"'{caller}' may come back to itself here as often as the input wants: only what looks "
                "through uextend and sextend ends by itself"
            )
            errors.append(ParseError(message, place))


def _step(arm: Arm, made: Made) -> str:
    """How a value given to a term relates to the parameters of the caller: `same`, `narrower` or `any`."""
    spots = spots_of(arm.node)
    steps = set()
    for arg in made.args:
        if arg.kind == "value":
            above = spots[arg.text].above if arg.text in spots else (("", "?"),)
            narrows = all(opcode in ("uextend", "sextend") for _, opcode in above)
            steps.add("any" if not narrows else "narrower" if above else "same")
    if not steps or "any" in steps:
        return "any"
    return "same" if "same" in steps else "narrower"


def _reachable(edges: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Pairs joined by one or more edges, and each node with itself."""
    pairs = set(edges) | {(node, node) for edge in edges for node in edge}
    while True:
        more = {(a, d) for a, b in pairs for c, d in edges if b == c} - pairs
        if not more:
            return pairs
        pairs |= more
