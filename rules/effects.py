"""Loads and other effects that a lowering rule moves: done once, and only where somebody asked.

A rule that looks into a load does it at the place of its root:

    rule (brif.i8 i:(icmp.t:int cc x l:(load _ _ _))) if single(i), sinkable(l)  => ...

So a condition must have been asked about the load (`sinkable`: nothing lies between) and about each
instruction on the way to it (`single`: if `i` had a second user, `i` would be lowered there again, and
the load with it). Terms look into the values that they are given, so the same holds of a value given to a
term that absorbs: of every instruction above it in the caller's pattern something must have been asked.

(A helper function that calls `ctx.sink` and is given values counts as such a term.)

What is absorbed must be absorbed once: neither by two terms, nor by a term and a pattern, nor by a term
while its register is asked for as well.
"""

from dataclasses import dataclass

from ..ir.errors import IrtoolError, ParseError
from .arms import Arm, Made, Scope
from .model import Node

#: Indices of the parameters that a term or function looks through to effects, by name.
Absorbing = dict[str, set[int]]


@dataclass(frozen=True)
class Spot:
    """A value of a pattern."""

    path: tuple[str, ...]
    """Fields from the root to it."""
    above: tuple[tuple[str, str], ...]
    """Local and opcode of each nested instruction between the root and it."""
    effect: str = ""
    """Opcode of what defines it, when that has an effect."""


def spots_of(node: Node) -> dict[str, Spot]:
    """The values of a pattern by their locals."""
    spots: dict[str, Spot] = {}
    work: list[tuple[Node, tuple[str, ...], tuple[tuple[str, str], ...]]] = [(node, (), ())]
    while work:
        inner, path, above = work.pop()
        for arg in inner.args:
            if arg.field.kind != "value":
                continue
            here = (*path, arg.field.name)
            local = "_".join(here)
            nested = arg.nested
            spots[local] = Spot(here, above, nested.head if nested and nested.row.effects else "")
            if nested is not None:
                work.append((nested, here, (*above, (f"{local}_def", nested.head))))
    return spots


def absorbing_parameters(scope: Scope, arms: list[Arm]) -> Absorbing:
    """Which parameters each function and term looks through to an effect, itself or by other terms."""
    found: Absorbing = {}
    for arm in arms:
        for made in arm.calls:
            function = made.function
            if function.module and "inst" not in function.params and scope.helpers.sinks(function):
                values = {i for i, kind in enumerate(function.params) if kind == "value"}
                found[function.name] = values
    changed = True
    while changed:
        changed = False
        for arm in arms:
            if not arm.node.term:
                continue
            spots = spots_of(arm.node)
            index = {arg.field.name: arg.field.index for arg in arm.node.args}
            absorbed = [spot for spot in spots.values() if spot.effect]
            absorbed += [spots[local] for local, _ in _given(arm, found) if local in spots]
            known = found.setdefault(arm.node.term, set())
            before = len(known)
            known.update(index[spot.path[0]] for spot in absorbed)
            changed = changed or len(known) > before
    return found


def _given(arm: Arm, absorbing: Absorbing) -> list[tuple[str, Made]]:
    """Locals of the values given to what absorbs."""
    return [
        (made.args[i].text, made)
        for made in arm.calls
        for i in sorted(absorbing.get(made.function.name, ()))
        if i < len(made.args)
    ]


def check_effects(scope: Scope, arms: list[Arm], errors: list[IrtoolError]) -> None:
    """Report effects that are moved without asking, or absorbed twice."""
    absorbing = absorbing_parameters(scope, arms)
    for arm in arms:
        _check_arm(arm, absorbing, errors)


def _check_arm(arm: Arm, absorbing: Absorbing, errors: list[IrtoolError]) -> None:
    spots = spots_of(arm.node)
    given = [(local, made) for local, made in _given(arm, absorbing) if local in spots]
    before = len(errors)
    for local, spot in spots.items():
        if spot.effect and f"{local}_def" not in arm.asked:
            message = f"'{spot.effect}' has an effect: name it and ask a condition about it"
            errors.append(
                ParseError(f"{message}, as in l:({spot.effect} ...) if sinkable(l)", arm.rule.place)
            )
        elif spot.effect:
            _check_way(arm, spot, f"the {spot.effect}", errors)
    for local, made in given:
        _check_way(arm, spots[local], f"what '{made.function.name}' may absorb", errors)
    if len(errors) == before:
        _check_once(arm, spots, given, errors)


def _check_way(arm: Arm, spot: Spot, what: str, errors: list[IrtoolError]) -> None:
    """Something was asked about each instruction above an absorbed one."""
    for local, opcode in spot.above:
        if local not in arm.asked:
            message = f"'{opcode}' may have a second user, for whom {what} would be done again"
            errors.append(ParseError(f"{message}: i:({opcode} ...) if single(i)", arm.rule.place))


def _check_once(
    arm: Arm, spots: dict[str, Spot], given: list[tuple[str, Made]], errors: list[IrtoolError]
) -> None:
    """No effect is absorbed twice, or absorbed and asked for as a register."""
    taken = [(spot.path, arm.rule.place) for spot in spots.values() if spot.effect]
    for local, made in given:
        path = spots[local].path
        if any(path[: len(other)] == other or other[: len(path)] == path for other, _ in taken):
            errors.append(ParseError("this value is absorbed a second time", made.place))
        taken.append((path, made.place))
    absorbed = {path for path, _ in taken}
    for value in arm.uses:
        if value in spots and spots[value].path in absorbed:
            message = "a value is absorbed and its register is asked for: it would be computed twice"
            errors.append(ParseError(message, arm.rule.place))
    seen: set[str] = set()
    for made in arm.calls:
        for arg in made.args:
            local = arg.text.removesuffix("_def")
            is_effect = arg.kind == "inst" and local in spots and spots[local].effect != ""
            is_value = arg.kind == "value" and arg.text in spots and spots[arg.text].path in absorbed
            if is_value and (arg.text, made) in given:
                continue
            if is_value or (is_effect and local in seen):
                errors.append(ParseError("this value is absorbed a second time", made.place))
            if is_effect:
                seen.add(local)
