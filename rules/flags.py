"""Processor flags in lowering rules: what reads them gets those that were set for it.

    rule (icmp.int cc x y)  => cmp_rr(ty, x, y); k = const(ty, 0); set_cc(icc(cc))

looks right and is wrong: `const` may make a zero by `xor`, which changes the flags between `cmp` and `set`.
`helpers.py` knows what each call does to flags. Following the calls of a right side in order, refused are

- a call that reads flags which nothing in the rule set, or which were lost since they were set;
- a condition (the result of a call that sets flags, such as a term `flags(value) -> xcc`) used by a reader
  after something else has set or lost them;
- a compare whose flags are overwritten, or never read;
- a term of which one rule leaves flags for its caller and another one does not.

Registers are asked for before the first call, so constants made there (`ctx.use`) do no harm. A term that is
given a *value* may make a constant when it is called.
"""

from typing import Final

from ..ir.errors import IrtoolError, ParseError
from .arms import Arm, Made, Scope
from .helpers import KEEPS, Summary, after

#: No call.
_NONE: Final = -1
#: States in which flags have a meaning.
_SETS: Final = frozenset("SC")


def check_flags(
    scope: Scope, arms: list[Arm], terms: dict[str, list[Arm]], errors: list[IrtoolError]
) -> None:
    """Report misuse of flags. Does nothing where the imported modules do not say what instructions do."""
    if not scope.helpers.knows_flags():
        return
    summaries = term_summaries(scope, terms)
    for name, summary in summaries.items():
        setting = summary.ends & _SETS
        if setting and summary.ends - setting and scope.terms[name].result not in ("reg", "rm", "none"):
            for arm in terms[name]:
                if not _ends(scope, arm, summaries) <= _SETS:
                    message = f"this rule does not set the flags that other rules of '{name}' leave"
                    errors.append(ParseError(message, arm.rule.place))
    for arm in arms:
        _check_arm(scope, arm, summaries, errors)


def term_summaries(scope: Scope, terms: dict[str, list[Arm]]) -> dict[str, Summary]:
    """What each term does to flags: all that its rules may do."""
    summaries = {name: Summary(ends=frozenset()) for name in terms}
    while True:
        before = dict(summaries)
        for name, arms in terms.items():
            ends = frozenset().union(*(_ends(scope, arm, summaries) for arm in arms))
            summaries[name] = Summary(ends=ends)
        if summaries == before:
            return summaries


def _summary(scope: Scope, made: Made, terms: dict[str, Summary]) -> Summary:
    if not made.function.module:
        return terms.get(made.function.name, KEEPS)
    return scope.helpers.summary_of(made.function, tuple(arg.text for arg in made.args))


def _ends(scope: Scope, arm: Arm, terms: dict[str, Summary]) -> frozenset[str]:
    """States of the flags behind an arm."""
    state = frozenset("K")
    if arm.uses:
        state = after(state, scope.helpers.constant())
    for made in arm.calls:
        state = after(state, _summary(scope, made, terms))
    return state


def _check_arm(scope: Scope, arm: Arm, terms: dict[str, Summary], errors: list[IrtoolError]) -> None:
    """The calls of one right side in order."""
    setter = spoiler = compare = _NONE
    """Numbers of the calls that set the flags, that lost them since, that compared for a reader to come."""
    unread: list[IrtoolError] = []
    before = len(errors)
    for number, made in enumerate(arm.calls):
        summary = _summary(scope, made, terms)
        if summary.clash:
            errors.append(ParseError(summary.clash, made.place))
        if summary.reads:
            problem = _reader_problem(scope, arm, made, setter, spoiler, terms)
            if problem:
                errors.append(ParseError(problem, made.place))
            compare = _NONE
        if summary.ends <= {"K"}:
            continue
        if compare != _NONE:
            name, victim = made.function.name, arm.calls[compare].function.name
            message = f"'{name}' overwrites the flags of '{victim}', which nothing has read"
            unread.append(ParseError(message, made.place))
            compare = _NONE
        if summary.ends <= _SETS:
            setter, spoiler = number, _NONE
            compare = number if summary.ends == {"C"} else _NONE
        else:
            spoiler = number
    if compare != _NONE and not arm.node.term:
        made = arm.calls[compare]
        unread.append(ParseError(f"nothing reads the flags of '{made.function.name}'", made.place))
    if len(errors) == before:  # else the reader that was meant is known
        errors += unread


def _reader_problem(
    scope: Scope, arm: Arm, made: Made, setter: int, spoiler: int, terms: dict[str, Summary]
) -> str:
    """What is wrong with a call that reads flags, empty when nothing is."""
    name = made.function.name
    if spoiler != _NONE:
        lost = arm.calls[spoiler].function.name
        by = f" (set by '{arm.calls[setter].function.name}')" if setter != _NONE else ""
        return f"'{name}' reads flags{by} that '{lost}' has changed since"
    if setter == _NONE:
        return f"'{name}' reads flags that nothing in this rule sets"
    stale = _stale_condition(scope, arm, made, setter, terms)
    if stale == _NONE:
        return ""
    real, meant = arm.calls[setter].function.name, arm.calls[stale].function.name
    return f"'{name}' reads the flags of '{real}', but its condition is of '{meant}'"


def _stale_condition(scope: Scope, arm: Arm, made: Made, setter: int, terms: dict[str, Summary]) -> int:
    """Number of a call that set flags, left a condition that `made` is given, and is not the last setter."""
    for arg in made.args:
        for number in sorted(arg.calls):
            ends = _summary(scope, arm.calls[number], terms).ends
            if number != setter and ends and ends <= _SETS:
                return number
    return _NONE
