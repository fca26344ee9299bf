"""Vector instructions on both machines against the interpreter: every opcode, type and immediate of
`vector_programs.py`, at both levels and under the x86-64 presets that choose other sequences.

NaNs are compared as NaNs, since which one an operation gives is not fixed. What a machine refuses is listed
here with the features it needs.
"""

import random
import struct
from functools import cache

import pytest
from irtool.backends.x64.flags import FLAGS
from irtool.compile import compile_module, default_settings, make_target
from irtool.ir.errors import UnsupportedError
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import Interpreter
from irtool.ir.text.reader import parse_functions
from irtool.ir.types import is_float, is_vector, lane_bits, lane_type, type_name
from irtool.runtime.module import load
from irtool.settings import Settings
from vector_programs import arguments, programs

CALLS = 8
FUNCTIONS = parse_functions("".join(text for _, text in programs()), "vector_programs.py")
NAMES = [name for name, _ in programs()]

#: Refused without the feature; by prefix of the name.
NEEDS = {"has_sse41": ("trunc_zero_u", "smulhi_i32x4"), "has_ssse3": ("swizzle",)}
X64 = ("baseline", "ssse3", "sse41", "sse42", "sandybridge", "haswell")


def settings_for(preset: str, level: str) -> Settings:
    settings = default_settings()
    settings.target = "x86_64" if preset else "aarch64"
    if preset:
        settings.apply(preset)
    settings.apply(f"opt_level={level}")
    settings.apply("regalloc_checker=true")
    return settings


@cache
def expected() -> dict[str, list[tuple[list[int | bytes], list[object]]]]:
    """Arguments and results of the interpreter by name."""
    machine = Interpreter(FUNCTIONS)
    found: dict[str, list[tuple[list[int | bytes], list[object]]]] = {}
    for name, func in zip(NAMES, FUNCTIONS, strict=True):
        source = random.Random(name)
        params = [type_name(param.ty) for param in func.signature.params]
        calls = found[name] = []
        for values in (arguments(params, source) for _ in range(CALLS)):
            outcome = machine.call(f"%{name}", values)
            assert outcome.trap == "", name
            calls.append((values, comparable(func, list(outcome.values))))
    return found


def comparable(func: Function, values: list[int | bytes]) -> list[object]:
    """The values, NaNs as one."""
    result: list[object] = []
    for part, value in zip(func.signature.returns, values, strict=True):
        ty = int(part.ty)
        if not is_float(lane_type(ty)):
            result.append(value)
            continue
        size = int(lane_bits(ty)) // 8
        data = value if isinstance(value, bytes) else value.to_bytes(size, "little")
        letter = {2: "e", 4: "f", 8: "d"}[size]
        lanes = [data[at : at + size] for at in range(0, len(data), size)]
        result.append(
            ["nan" if x != x else lane for lane in lanes for x in struct.unpack("<" + letter, lane)]
        )
        assert is_vector(ty) or len(lanes) == 1
    return result


def refused(func: Function, settings: Settings, target: str) -> str:
    """Why a function is refused; empty when it is not."""
    try:
        compile_module([func], make_target(target, settings), settings)
    except UnsupportedError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("level", ["none", "speed"])
@pytest.mark.parametrize("preset", ["", *X64])
def test_vectors(preset: str, level: str) -> None:
    target = "x86_64" if preset else "aarch64"
    settings = settings_for(preset, level)
    features = make_target(target, settings).features
    missing: list[str] = []
    if preset:
        for flag, prefixes in NEEDS.items():
            if not features >> FLAGS.index(flag) & 1:
                missing += prefixes
    chosen = [name for name in NAMES if not name.startswith(tuple(missing))] if missing else NAMES
    module = load(
        [func for name, func in zip(NAMES, FUNCTIONS, strict=True) if name in chosen], target, settings
    )
    wrong = []
    try:
        for name, func in zip(NAMES, FUNCTIONS, strict=True):
            if name not in chosen:
                continue
            for values, wanted in expected()[name]:
                got = comparable(func, list(module.call(name, list(values))))
                if got != wanted:
                    wrong.append(f"{name}({values}) gave {got}, not {wanted}")
                    break
    finally:
        module.close()
    assert not wrong, f"{len(wrong)} functions\n" + "\n".join(wrong[:20])


@pytest.mark.parametrize("flag", NEEDS)
def test_refused_by_name(flag: str) -> None:
    """What needs a feature says so."""
    settings = settings_for("baseline", "none")
    for name, func in zip(NAMES, FUNCTIONS, strict=True):
        if name.startswith(NEEDS[flag]):
            assert f"needs the flag {flag}" in refused(func, settings, "x86_64"), name
