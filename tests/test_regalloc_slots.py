"""Spill slots: values that are handed on from join to join stay in theirs."""

import pytest
from irtool.compile import compile_function
from irtool.ir.text.reader import parse_function
from irtool.settings import Settings

VALUES = 12
STEPS = 8


def handed_on() -> str:
    """Values that live across calls go from join to join as parameters, which change on one way; from each
    step they also go to code at the end, so that the life of every parameter reaches that far."""
    args = [", ".join(f"v{100 * step + row}" for row in range(VALUES)) for step in range(STEPS + 1)]
    types = [args[step].replace(",", ": i64,") + ": i64" for step in range(STEPS + 1)]
    lines = [
        "function %f(i64) -> i64 system_v {",
        "    sig0 = () -> i64 system_v",
        "    fn0 = %g sig0",
        "block9000(v5000: i64):",
    ]
    lines += [f"    v{4000 + row} = call fn0()" for row in range(VALUES)]
    first = ", ".join(f"v{4000 + row}" for row in range(VALUES))
    lines += [f"    jump block0({first})", f"block0({types[0]}):"]
    for step in range(STEPS):
        changed = ", ".join(f"v{100 * step + 50 + row}" for row in range(VALUES))
        lines += [
            f"    v{6000 + step} = call fn0()",
            f"    brif v{6000 + step}, block{1000 + step}, block{2000 + step}",
            f"block{1000 + step}:",
            f"    v{7000 + step} = call fn0()",
            f"    brif v{7000 + step}, block{3500 + step}, block{step + 1}({args[step]})",
            f"block{3500 + step} cold:",
            f"    v{9000 + step} = call fn0()",
            f"    jump block3000({args[step]})",
            f"block{2000 + step}:",
            *(f"    v{100 * step + 50 + row} = bnot v{100 * step + row}" for row in range(VALUES)),
            f"    jump block{step + 1}({changed})",
            f"block{step + 1}({types[step + 1]}):",
        ]
    lines += [f"    jump block3000({args[STEPS]})"]
    lines += ["block3000(" + ", ".join(f"v{8000 + row}: i64" for row in range(VALUES)) + "):"]
    lines += ["    v9500 = call fn0()"]
    lines += [f"    v{9501 + row} = bxor v{9500 + row}, v{8000 + row}" for row in range(VALUES)]
    return "\n".join([*lines, f"    return v{9500 + VALUES}", "}"])


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_values_handed_on_keep_their_slots(target: str) -> None:
    settings = Settings(target)
    settings.set("opt_level", "speed")
    settings.set("regalloc_checker", True)
    code = compile_function(parse_function(handed_on()), target, settings)
    # A slot for each value, saved registers, and a few more; not one for each value and step.
    assert code.frame_size < 2 * 8 * VALUES
