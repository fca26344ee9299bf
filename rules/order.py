"""The order in which the rules of one opcode or term are tried.

Higher priority first; within a priority a more specific pattern before a more general one;
otherwise the order of the text, each mirror image right behind its rule. Refused are

- in lowering files, two patterns, as written, that overlap while neither covers the other, without
  a priority (an overlap that only a mirror image brings about is settled by the order of the text;
  so are all overlaps in simplify files, where every rule is right whenever it matches);
- a rule that can never fire: an earlier one covers its pattern and asks for no further condition.

Mirror images that can never fire are dropped silently: nobody wrote them.

In the end arms move up to others that begin with the same tests, past arms that match nothing they match;
so the tests are made once, wherever the lines stand in the file.
"""

from ..ir.errors import IrtoolError, ParseError
from .arms import Arm
from .model import covers, disjoint


def order_arms(use: str, arms: list[Arm], errors: list[IrtoolError]) -> list[Arm]:
    """The arms of one opcode or term in the order tried; problems are appended to `errors`."""
    ordered: list[Arm] = []
    for priority in sorted({arm.rule.priority for arm in arms}, reverse=True):
        group = [arm for arm in arms if arm.rule.priority == priority]
        if use == "lowering":
            _refuse_overlaps(group, errors)
        ordered += _most_specific_first(group)
    return _like_beside_like(_drop_unreachable(ordered, errors))


def _most_specific_first(group: list[Arm]) -> list[Arm]:
    """Stable topological order: text order, except that the more specific comes first."""
    group = sorted(group, key=lambda arm: arm.position)
    above: list[set[int]] = []
    for i, arm in enumerate(group):
        above.append({j for j, other in enumerate(group) if j != i and _narrower(other, arm)})
    result: list[Arm] = []
    placed: set[int] = set()
    while len(result) < len(group):
        chosen = next(i for i in range(len(group)) if i not in placed and above[i] <= placed)
        placed.add(chosen)
        result.append(group[chosen])
    return result


def _narrower(a: Arm, b: Arm) -> bool:
    """The pattern of `a` is strictly more specific."""
    return covers(b.node, a.node) and not covers(a.node, b.node)


def _refuse_overlaps(group: list[Arm], errors: list[IrtoolError]) -> None:
    written = [arm for arm in group if arm.position[1] == 0]
    for i, arm in enumerate(written):
        for other in written[:i]:
            if covers(arm.node, other.node) or covers(other.node, arm.node):
                continue
            if not disjoint(arm.node, other.node):
                message = (
                    f"overlaps the rule of line {other.line} and neither is more specific: "
                    "give one a priority (rule[1] ...)"
                )
                errors.append(ParseError(message, arm.rule.place))


def _drop_unreachable(ordered: list[Arm], errors: list[IrtoolError]) -> list[Arm]:
    result: list[Arm] = []
    for arm in ordered:
        hidden = [
            other
            for other in result
            if covers(other.node, arm.node) and set(other.conditions) <= set(arm.conditions)
        ]
        if not hidden:
            result.append(arm)
        elif arm.position[1] == 0:
            message = f"this rule can never fire: the rule of line {hidden[0].line} comes first"
            errors.append(ParseError(message, arm.rule.place))
    return result


def _like_beside_like(ordered: list[Arm]) -> list[Arm]:
    """The same order of all arms that overlap, those with the same first tests side by side."""
    result: list[Arm] = []
    for arm in ordered:
        at = len(result)
        while at > 0 and _first_tests(result[at - 1]) != _first_tests(arm):
            at -= 1
            if not disjoint(result[at].node, arm.node):
                at = 0
        result.insert(at or len(result), arm)
    return result


def _first_tests(arm: Arm) -> tuple[object, ...]:
    """What an arm asks of its root and the instructions right above it."""
    args = ((arg.types, arg.literal, arg.nested.op if arg.nested else None) for arg in arm.node.args)
    return (arm.node.types, *args)
