"""The mid-end as one list of passes.

`optimize` runs `PIPELINE` at the levels `speed` and `speed_and_size`, and nothing at `none`;
`run_passes` runs passes by name (`irtool opt --passes gvn,dce`). A pass is a function
`run(func, facts) -> changed` in a file of its own; it takes and leaves valid IR. Between passes operands
may name aliased values (`Function.stale`): most passes resolve those they come by anyway, and in the end, and
wherever somebody looks, all are resolved.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Final, TextIO

from mypy_extensions import i64

from ..ir.analysis.facts import KEEPS_CFG, KEEPS_NOTHING, AnalysisCache
from ..ir.errors import SettingError
from ..ir.function import Function
from .alias_analysis import alias_analysis
from .dce import dce
from .fold import fold
from .gvn import gvn
from .simplify import simplify
from .unreachable import unreachable


class Pass:
    """One step of the mid-end."""

    def __init__(
        self,
        name: str,
        run: Callable[[Function, AnalysisCache], bool],
        keeps: i64,
        after: tuple[str, ...] = (),
    ) -> None:
        self.name: str = name
        self.run: Callable[[Function, AnalysisCache], bool] = run
        self.keeps: i64 = keeps
        """Analyses that stay true although the pass changed something (`facts.KEEPS_*`)."""
        self.after: tuple[str, ...] = after
        """Names of earlier passes, when this one has work only if one of them changed something."""


PIPELINE: Final[tuple[Pass, ...]] = (
    # First: chains of blocks become one, so that block parameters become plain values.
    Pass("unreachable", unreachable, KEEPS_NOTHING),
    # Folds constants too. Before gvn: different spellings of one computation become the same.
    Pass("simplify", simplify, KEEPS_CFG),
    Pass("gvn", gvn, KEEPS_CFG),
    # After gvn: equal addresses are one value.
    Pass("alias_analysis", alias_analysis, KEEPS_CFG),
    # Again: what was computed from two loads of one place is now equal.
    Pass("gvn", gvn, KEEPS_CFG, after=("alias_analysis",)),
    # Again: what was merged may now meet itself (x - x).
    Pass("simplify", simplify, KEEPS_CFG, after=("gvn", "alias_analysis")),
    # Again: by now more branches are decided.
    Pass("unreachable", unreachable, KEEPS_NOTHING),
    # Last: the passes above only orphan code.
    Pass("dce", dce, KEEPS_CFG),
)

#: Passes by name; run by name, one has no condition.
PASSES: Final = {step.name: Pass(step.name, step.run, step.keeps) for step in PIPELINE}
PASSES["fold"] = Pass("fold", fold, KEEPS_CFG)  # simplify does it on the way

#: Values of the setting `opt_level`.
LEVELS: Final[tuple[str, ...]] = ("none", "speed", "speed_and_size")


class Options:
    """How to run the pipeline; the defaults run everything silently."""

    def __init__(
        self,
        verify: bool = False,
        print_after: Sequence[str] = (),
        disabled: Sequence[str] = (),
        out: TextIO | None = None,
    ) -> None:
        self.verify = verify
        """Verify the function after each pass; an error is a bug of that pass."""
        self.print_after = frozenset(print_after)
        """Names of passes after which the function is printed; `all` for every pass."""
        self.disabled = frozenset(disabled)
        """Names of passes to leave out."""
        self.out = out if out is not None else sys.stderr
        for name in sorted(self.disabled | (self.print_after - {"all"})):
            pass_named(name)


def pass_named(name: str) -> Pass:
    """The pass of this name; raises `SettingError` when there is none."""
    found = PASSES.get(name)
    if found is None:
        raise SettingError(f"unknown pass '{name}'; there are: {', '.join(PASSES)}")
    return found


def optimize(
    func: Function, level: str = "speed", options: Options | None = None, facts: AnalysisCache | None = None
) -> bool:
    """Run the pipeline of an `opt_level` on a function, in place; whether anything changed.

    `facts`, which must be empty when given, holds afterwards what is true of the function as it is then.
    Raises `SettingError` for an unknown level, `ErrorList` when `options.verify` finds a pass that
    broke the function."""
    if level not in LEVELS:
        raise SettingError(f"unknown opt_level '{level}'; there are: {', '.join(LEVELS)}")
    if level == "none":
        return False
    return _run(func, PIPELINE, options if options is not None else Options(), facts)


def run_passes(func: Function, names: Sequence[str], options: Options | None = None) -> bool:
    """Run passes by name, in the order given; whether anything changed."""
    steps = tuple(pass_named(name) for name in names)
    return _run(func, steps, options if options is not None else Options())


def _run(
    func: Function, steps: tuple[Pass, ...], options: Options, facts: AnalysisCache | None = None
) -> bool:
    if facts is None:
        facts = AnalysisCache()
    func.resolve_operands()
    observed = options.verify or bool(options.print_after)
    changed: list[str] = []
    disabled = options.disabled
    some_disabled = len(disabled) > 0
    for step in steps:
        if (some_disabled and step.name in disabled) or (step.after and not _any_of(step.after, changed)):
            continue
        if step.run(func, facts):
            changed.append(step.name)
            facts.invalidate(step.keeps)
        if observed:
            func.resolve_operands()
            _observe(func, step.name, options)
    func.resolve_operands()
    return bool(changed)


def _any_of(names: tuple[str, ...], changed: list[str]) -> bool:
    """Whether one of the passes changed something."""
    for name in names:
        if name in changed:
            return True
    return False


def _observe(func: Function, name: str, options: Options) -> None:
    """Do what the options ask for after a pass."""
    if options.verify:
        _verify(func, name)
    if name in options.print_after or "all" in options.print_after:
        _show(func, name, options.out)


def _verify(func: Function, name: str) -> None:
    """Verify after a pass; errors say which one."""
    from ..ir.errors import ErrorList, IrtoolError
    from ..ir.verify.verifier import check

    try:
        check(func, enable_pinned_reg=True, preserve_frame_pointers=True)  # settings allowed them before
    except IrtoolError as error:
        errors = error.errors if isinstance(error, ErrorList) else [error]
        for item in errors:
            item.message = f"after pass '{name}': {item.message}"
        raise ErrorList(list(errors)) from error


def _show(func: Function, name: str, out: TextIO) -> None:
    from ..ir.text.printer import print_function

    print(f"; after {name}", file=out)
    print(print_function(func), file=out)
