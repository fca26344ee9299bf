"""The pass list: levels, names, disabling, printing, verifying; and facts each pass promises."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from irtool.ir.analysis.facts import KEEPS_CFG, AnalysisCache
from irtool.ir.errors import ErrorList, SettingError
from irtool.ir.function import Function
from irtool.ir.opcodes import OPS
from irtool.ir.text.printer import print_function
from irtool.ir.text.reader import parse_function, parse_functions
from irtool.passes import pipeline
from irtool.passes.context import Simplify
from irtool.passes.pipeline import PASSES, PIPELINE, Options, Pass, optimize, run_passes
from irtool.passes.simplify import simplify_with

ROOT = Path(__file__).resolve().parent.parent

FOLDABLE = """function %f(i32) -> i32 {
block0(v0: i32):
    v1 = iconst.i32 2
    v2 = iadd v1, v1
    v3 = iadd v0, v2
    v4 = iadd v0, v2
    v5 = bxor v3, v4
    return v5
}
"""


def body(text: str) -> list[str]:
    """Instructions of the only function, without comments."""
    lines = [line.split("  ;")[0].strip() for line in text.splitlines()]
    heads = ("function", "block", "}")
    return [line for line in lines if line and not line.startswith(heads) and "->" not in line]


def opcodes(func: Function) -> list[str]:
    return [OPS[func.op[inst]].name for block in func.block_list() for inst in func.inst_list(block)]


def test_level_none_does_nothing() -> None:
    func = parse_function(FOLDABLE)
    before = print_function(func)
    assert not optimize(func, "none")
    assert print_function(func) == before


def test_levels() -> None:
    for level in ("speed", "speed_and_size"):
        func = parse_function(FOLDABLE)
        assert optimize(func, level)
        assert opcodes(func) == ["iconst", "return"]
    with pytest.raises(SettingError, match="unknown opt_level 'fast'; there are: none, speed"):
        optimize(func, "fast")


def test_passes_by_name() -> None:
    func = parse_function(FOLDABLE)
    assert run_passes(func, ["gvn"])
    assert body(print_function(func)) == [
        *("v1 = iconst.i32 2", "v2 = iadd v1, v1", "v3 = iadd v0, v2"),
        *("v5 = bxor v3, v3", "return v5"),
    ]
    assert not run_passes(func, ["gvn"])
    assert run_passes(func, ["simplify", "dce"])
    assert opcodes(func) == ["iconst", "return"]
    with pytest.raises(SettingError, match="unknown pass 'gcm'; there are: unreachable, simplify"):
        run_passes(func, ["gcm"])


def test_disabled_passes_do_not_run() -> None:
    func = parse_function(FOLDABLE)
    optimize(func, "speed", Options(disabled=["gvn", "dce"]))
    assert opcodes(func).count("iadd") == 2
    with pytest.raises(SettingError, match="unknown pass 'dec'"):
        Options(disabled=["dec"])


def test_print_after() -> None:
    out = io.StringIO()
    optimize(parse_function(FOLDABLE), "speed", Options(print_after=["dce"], out=out))
    assert out.getvalue().startswith("; after dce\nfunction %f(i32) -> i32")
    out = io.StringIO()
    optimize(parse_function(FOLDABLE), "speed", Options(print_after=["all"], out=out))
    shown = [line[8:] for line in out.getvalue().splitlines() if line.startswith("; after ")]
    assert shown == [step.name for step in PIPELINE if step.after != ("alias_analysis",)]


def test_verify_names_the_pass_that_broke_the_function(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(func: Function, facts: AnalysisCache) -> bool:
        func.remove_inst(func.block_last[func.first_block])
        return True

    monkeypatch.setitem(pipeline.PASSES, "breaks", Pass("breaks", breaks, KEEPS_CFG))
    with pytest.raises(ErrorList, match="after pass 'breaks': "):
        run_passes(parse_function(FOLDABLE), ["breaks"], Options(verify=True))
    run_passes(parse_function(FOLDABLE), ["breaks"])


@pytest.mark.parametrize("name", list(PASSES))
def test_pass_is_at_rest_after_itself(name: str) -> None:
    """A second run reports no change, and no change means the same text."""
    for path in sorted((ROOT / "filetests" / "opt").glob("*.clif")):
        for func in parse_functions(path.read_text().split("\n\n", 1)[1]):
            run_passes(func, [name], Options(verify=True))
            text = print_function(func)
            assert not run_passes(func, [name])
            assert print_function(func) == text


def test_aliases_in_the_input_are_seen_through() -> None:
    func = parse_function(
        """function %f(i32) -> i32 {
block0(v0: i32):
    v1 = iconst.i32 0
    v2 -> v1
    v3 = iadd v0, v2
    v4 -> v3
    return v4
}"""
    )
    optimize(func, "speed", Options(verify=True))
    assert body(print_function(func)) == ["return v0"]


def test_rules_that_fired_are_traced() -> None:
    func = parse_function(
        "function %f(i32) -> i32 { block0(v0: i32): v1 = iconst.i32 4 v2 = imul v0, v1 return v2 }"
    )
    ctx = Simplify(func)
    ctx.trace = []
    assert simplify_with(ctx, AnalysisCache())
    rules = (ROOT / "passes" / "simplify.rules").read_text().splitlines()
    products = [rule for rule in rules if rule.startswith("rule (imul")]
    ((_, name),) = ctx.trace
    head, _, ordinal = name.partition(".")
    assert head == "imul"
    assert products[int(ordinal) - 1].startswith("rule (imul.int x (iconst k)) if is_power(ty, k)")


def test_names_outside_branches_keep_their_blocks() -> None:
    """An exception handler's address names a block; the block must stay what it is."""
    func = parse_function(
        """function %f(i64) -> i64 tail {
    sig0 = (i64) -> i64 tail
    fn0 = %g sig0
block0(v0: i64):
    v1 = get_exception_handler_address.i64 block1, 0
    jump block1
block1:
    try_call fn0(v1), sig0, block2(ret0), [ default: block3(exn0) ]
block2(v2: i64):
    return v2
block3(v3: i64):
    return v3
}"""
    )
    optimize(func, "speed", Options(verify=True))
    assert opcodes(func) == ["get_exception_handler_address", "jump", "try_call", "return", "return"]


def chain(count: int, line: Callable[[int], str]) -> str:
    return "\n".join(line(i) for i in range(count))


def test_long_chains_take_no_recursion() -> None:
    """Deep dominator trees, long block chains and long dependent code."""
    n = 20_000
    blocks = chain(n, lambda i: f"block{i + 1}: brif v0, block{i + 2}, block{n + 1}")
    func = parse_function(
        f"function %f(i32) {{ block0(v0: i32): jump block1\n{blocks}\nblock{n + 1}: return }}"
    )
    optimize(func)
    adds = chain(n, lambda i: f"v{i + 2} = iadd v{i + 1}, v1")
    func = parse_function(
        f"function %f(i32, i32) -> i32 {{ block0(v0: i32, v1: i32):\n{adds}\nreturn v{n + 1} }}"
    )
    optimize(func)
    assert opcodes(func).count("iadd") == n
    jumps = chain(n, lambda i: f"block{n - i}: jump block{n - i + 1}")
    func = parse_function(f"function %f() {{ block0: jump block1\nblock{n + 1}: return\n{jumps} }}")
    optimize(func)
    assert opcodes(func) == ["return"]
