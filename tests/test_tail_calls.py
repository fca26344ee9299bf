"""Tail calls with very many stack arguments: more than a page, more than the field of `ret` holds."""

import pytest
from irtool.ir.text.reader import parse_functions
from irtool.runtime.module import load
from irtool.settings import Settings


def text(count: int) -> str:
    """`%enter` calls `%few`, which passes `count` arguments on to `%many`, which passes two on to `%sum`."""
    types = ", ".join(["i64"] * count)
    params = ", ".join(f"v{index}: i64" for index in range(count))
    arguments = ", ".join("v0" if index % 2 else "v1" for index in range(count))
    return f"""
function %enter(i64, i64) -> i64 system_v {{
    ss0 = explicit_slot 16
    fn0 = %few(i64, i64) -> i64 tail
block0(v0: i64, v1: i64):
    v2 = stack_addr.i64 ss0
    store v1, v2
    v3 = call fn0(v0, v1)
    v4 = load.i64 v2
    v5 = iadd v3, v4
    return v5
}}
function %few(i64, i64) -> i64 tail {{
    fn0 = %many({types}) -> i64 tail
block0(v0: i64, v1: i64):
    return_call fn0({arguments})
}}
function %many({types}) -> i64 tail {{
    fn0 = %sum(i64, i64) -> i64 tail
block0({params}):
    v{count} = isub v{count - 1}, v8
    return_call fn0(v{count}, v{count - 2})
}}
function %sum(i64, i64) -> i64 tail {{
block0(v0: i64, v1: i64):
    v2 = imul v0, v1
    return v2
}}
"""


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
@pytest.mark.parametrize("count", [100, 1000, 4000, 10_000])
def test_many_arguments(count: int, target: str) -> None:
    settings = Settings(target)
    settings.set("regalloc_checker", True)
    module = load(parse_functions(text(count)), target, settings, emulate=target != "x86_64")
    try:
        # The last argument is v0, the one before v1, the ninth v1.
        assert module.call("enter", [1000, 7]) == [(1000 - 7) * 7 + 7]
    finally:
        module.close()
