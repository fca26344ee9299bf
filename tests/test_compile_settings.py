"""Settings through the API: what is not carried out is refused everywhere, and the verifier knows them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from irtool import compile_function, compile_module, compile_object, jit, parse_function
from irtool.compile import EMIT, Session, make_target
from irtool.filetests.runner.job import Options
from irtool.filetests.runner.outcome import FAIL, PASS
from irtool.filetests.runner.run_file import run_file
from irtool.ir.errors import ErrorList, InternalError, SettingError, UnsupportedError
from irtool.ir.function import Function
from irtool.regalloc.contract import (
    FLOAT,
    operand_vreg,
)
from irtool.runtime.module import load
from irtool.settings import Settings

ADD = """function %add(f32, f32) -> f32 system_v {
block0(v0: f32, v1: f32):
    v2 = fadd v0, v1
    return v2
}
"""

SURFACES: dict[str, Callable[[Function, Settings], object]] = {
    "compile_function": lambda func, settings: compile_function(func, "x86_64", settings),
    "compile_module": lambda func, settings: compile_module([func], "x86_64", settings),
    "compile_object": lambda func, settings: compile_object(func, "x86_64", settings),
    "jit": jit,
    "load": lambda func, settings: load([func], "x86_64", settings),
    "Session": lambda func, settings: Session(make_target("x86_64", settings), settings),
}


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("setting", ["regalloc_verbose_logs"])
def test_what_is_not_done_is_refused(surface: str, setting: str) -> None:
    settings = Settings("x86_64")
    settings.set(setting, True)
    with pytest.raises(UnsupportedError, match=f"setting {setting}=true is not supported"):
        SURFACES[surface](parse_function(ADD), settings)
    settings.set(setting, False)
    SURFACES[surface](parse_function(ADD), settings)


def test_block_offsets_are_reported_as_the_setting_asks() -> None:
    settings = Settings("x86_64")
    settings.set("machine_code_cfg_info", True)
    settings.set("preserve_frame_pointers", True)
    code = compile_function(parse_function(ADD), "x86_64", settings)
    assert len(code.block_offset) == 1 and code.block_offset[0] > 0


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_the_verifier_knows_the_pinned_register(target: str) -> None:
    func = parse_function(
        "function %f() -> i64 system_v { block0: v0 = get_pinned_reg.i64 return v0 }",
    )
    settings = Settings(target)
    with pytest.raises(ErrorList, match="pinned"):
        compile_function(func, target, settings)
    settings.set("enable_pinned_reg", True)
    settings.set("preserve_frame_pointers", True)
    assert len(compile_function(func, target, settings).code) > 4


def test_the_verifier_knows_frame_pointers() -> None:
    func = parse_function("function %f() -> i64 system_v { block0: v0 = get_frame_pointer.i64 return v0 }")
    settings = Settings("x86_64")
    with pytest.raises(ErrorList, match="frame_pointers"):
        compile_function(func, "x86_64", settings)
    settings.set("preserve_frame_pointers", True)
    assert compile_function(func, "x86_64", settings).code


def test_flags_need_a_target_that_exists() -> None:
    with pytest.raises(SettingError, match="unknown target 'nope'"):
        Settings("nope").apply("has_avx")


def test_an_internal_error_is_no_expected_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "f.clif"
    text = f"test compile expect-fail\ntarget x86_64\n{ADD}"
    file.write_text(text)
    (result,) = run_file(str(file), Options())
    assert result.outcome == FAIL and "compiles, but must not" in result.message
    file.write_text(
        text.replace("fadd v0, v1", "fcopysign v0, v1").replace("target", "set regalloc_verbose_logs\ntarget")
    )
    (result,) = run_file(str(file), Options())
    assert result.outcome == PASS  # refused, as the line expects

    def wrong(*_: object) -> None:
        raise InternalError("function %add got wrong registers")

    monkeypatch.setattr("irtool.compile.compile_function", wrong)
    file.write_text(text)
    (result,) = run_file(str(file), Options())
    assert result.outcome == FAIL and "bug of irtool: function %add got wrong registers" in result.message


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_float_spill_slots_are_aligned(target: str) -> None:
    """Floats and integers that live across a call, more of them than registers are saved there."""
    count = 40
    lines = ["function %f(i64) -> i64 system_v {", "fn0 = %g() system_v", "block0(v0: i64):"]
    lines += [f"v{1 + n} = load.i64 v0+{8 * n}" for n in range(count)]
    lines += [f"v{101 + n} = load.f64 v0+{8 * n}" for n in range(count)]
    lines += ["call fn0()"]
    lines += [f"store v{1 + n}, v0+{8 * n}" for n in range(count)]
    lines += [f"store v{101 + n}, v0+{8 * n}" for n in range(count)]
    lines += ["return v1", "}"]
    settings = Settings(target)
    settings.set("regalloc_checker", True)
    session = Session(make_target(target, settings), settings)
    stages = session.compile_until(parse_function("\n".join(lines)), EMIT)
    inp, out = stages.vcode.ra, stages.out
    slots = {
        (int(place) - 64, int(cls))
        for cls, place in zip(out.move_class, out.move_to, strict=False)
        if place >= 64
    }
    for row in range(int(inp.operand_start[inp.num_insts()])):
        if out.allocs[row] >= 64:
            slots.add((int(out.allocs[row]) - 64, int(inp.vreg_class[operand_vreg(inp.operands[row])])))
    floats = {slot for slot, cls in slots if cls == FLOAT}
    ints = {slot for slot, cls in slots if cls != FLOAT}
    assert len(floats) > 20 and len(ints) > 20
    assert all(slot % 2 == 0 for slot in floats)
    assert not ints & {slot + part for slot in floats for part in (0, 1)}
    # The unit before a float slot is not wasted when it could be used.
    assert out.num_spillslots <= 2 * len(floats) + len(ints) + 1


def test_internal_errors_say_so() -> None:
    assert str(InternalError("no")) == "bug of irtool: no"
