"""Programs as text, the reducer, the fuzzing command, and the pictures of allocations."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from irtool.backends.show_regalloc import regalloc_text, trace_function
from irtool.bench.kernels import KERNELS
from irtool.cli.version import is_compiled
from irtool.compile import LOWER, Session, default_settings, make_target
from irtool.filetests.runner.job import Options
from irtool.filetests.runner.run_file import run_file
from irtool.ir.errors import IrtoolError
from irtool.ir.text.reader import parse_functions
from irtool.regalloc.__main__ import main as fuzz_main
from irtool.regalloc.__main__ import program_of
from irtool.regalloc.allocate import allocate
from irtool.regalloc.check_input import check_input
from irtool.regalloc.checker import check
from irtool.regalloc.contract import (
    FIXED,
    SLOT_BASE,
    MachineEnv,
    RegallocError,
    RegallocInput,
    operand_constraint,
)
from irtool.regalloc.program_text import ProgramError, judge_text, parse_program, program_text
from irtool.regalloc.reduce import filetest_text, reduce_program, to_program
from irtool.regalloc.show_intervals import Trace, dump_intervals

SVG = "{http://www.w3.org/2000/svg}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def kernel_text(name: str) -> str:
    return next(kernel.text for kernel in KERNELS if kernel.name == name)


# --- programs as text ---


def test_text_is_read_back() -> None:
    for seed in range(60):
        inp, env = program_of(seed, "")
        text = program_text(inp, env)
        again, machine = parse_program(text)
        assert program_text(again, machine) == text
        assert list(again.operands) == list(inp.operands)
        assert list(again.clobbers) == list(inp.clobbers)
        assert list(again.pred_edge) == list(inp.pred_edge)
        assert list(machine.int_order) == list(env.int_order)
        assert machine.callee_saved == env.callee_saved


def test_text_of_each_operand() -> None:
    text = """registers 3 int, 2 float, callee-saved r2 f1
v1 float, v2 remat
block0:
      0  def v0:fixed r1, def v1:reg early, clobbers r2 f0
      1  def v2:reg
      2  use v0:reg late, use v2:any, use v16777215:fixed r30
      3  use v0:reg, def v3:reuse 0
      4  use v3:reg, def v4:reg, (move)
         -> block1(v4, v1)
block1(v5, v6): depth 2, cold, from block0
      5  use v5:stack, def v7:any
      6  -
"""
    inp, env = parse_program(text.replace("v1 float", "v1 float, v6 float"))
    assert program_text(inp, env) == text.replace("v1 float, v2 remat", "v1 float, v2 remat, v6 float")
    assert check_input(inp, env) == []
    assert check(inp, env, allocate(inp, env)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the first line is not"),
        ("registers 3 int", "the first line is not"),
        ("registers 3 int, 2 float, callee-saved x1", "'x1' is no register"),
        ("registers 3 int, 2 float\nblock1:", "block1 is out of order"),
        ("registers 3 int, 2 float\nblock0:\n use v0", "'use v0' is no operand"),
        ("registers 3 int, 2 float\nblock0:\n use v0:flag", "'use v0:flag' is no operand"),
        ("registers 3 int, 2 float\nblock0:\n use v0:fixed q1", "'q1' is no register"),
        ("registers 3 int, 2 float\nblock0:\n use v0:reuse x", "'use v0:reuse x' is no operand"),
        ("registers 3 int, 2 float\nblock0(a):", "'a' is no virtual register"),
    ],
)
def test_wrong_text_is_refused(text: str, message: str) -> None:
    with pytest.raises(ProgramError, match=message):
        parse_program(text)


def test_judge_of_texts() -> None:
    good = ["registers 2 int, 1 float", "block0:", "0 def v0:reg", "1 use v0:reg"]
    assert judge_text(good) == []
    assert judge_text([*good, "error: v0 has two defs"]) == ["no error says 'v0 has two defs'"]
    twice = [*good[:3], "1 def v0:reg"]
    assert judge_text(twice) == ["v0 has two defs, in block0 and block0"]
    assert judge_text([*twice, "error: v0 has two defs"]) == []
    assert judge_text(["registers"]) == ["the first line is not `registers N int, N float`"]


# --- the reducer ---


def stores(inp: RegallocInput, env: MachineEnv) -> bool:
    """A condition to shrink to: something fixed is read, and something is stored."""
    try:
        out = allocate(inp, env)
    except RegallocError:
        return False
    fixed = any(operand_constraint(operand) == FIXED for operand in inp.operands)
    return fixed and any(target >= SLOT_BASE for target in out.move_to)


def test_reducer_finds_small_programs() -> None:
    found = 0
    for seed in range(40):
        inp, env = program_of(seed, "mixed")
        if not stores(inp, env) or inp.num_insts() < 40:
            continue
        found += 1
        small, machine = reduce_program(inp, env, stores)
        assert check_input(small, machine) == []
        assert stores(small, machine)
        assert small.num_insts() <= 4
        assert small.num_blocks() <= 3
        assert len(small.operands) <= 6
        again, _ = reduce_program(small, machine, stores)
        assert again.num_insts() == small.num_insts()
    assert found > 5


def test_reducer_keeps_what_matters() -> None:
    """The one thing that a condition needs is what is left."""
    inp, env = program_of(3, "parameters")
    assert inp.num_vregs() > 100

    def passes_a_float(candidate: RegallocInput, machine: MachineEnv) -> bool:
        return any(candidate.vreg_class[arg] == 1 for arg in candidate.edge_args)

    small, machine = reduce_program(inp, env, passes_a_float)
    assert len(small.edge_args) == 1
    assert small.num_vregs() == 2
    assert len(machine.int_order) == 1


def test_program_of_an_input() -> None:
    for seed in range(20):
        inp, env = program_of(seed, "")
        assert program_text(to_program(inp).finish(), env) == program_text(inp, env)


def test_filetest_of_a_program(tmp_path: Path) -> None:
    inp, env = program_of(5, "fixed")
    path = tmp_path / "a.clif"
    path.write_text(filetest_text(inp, env, "seed 5\nfixed"))
    (result,) = run_file(str(path), Options())
    assert (result.command, result.outcome) == ("regalloc-program", "pass")
    path.write_text(path.read_text() + "; error: nothing of the kind\n")
    (result,) = run_file(str(path), Options())
    assert result.outcome == "fail"
    assert "no error says 'nothing of the kind'" in result.message


# --- the command ---


def test_fuzzing_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert fuzz_main(["--count", "7", "--first", "100", "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("7 programs, ")
    assert fuzz_main(["--count", "2", "--kind", "nests", "--features", "holes,hints"]) == 0
    with pytest.raises(SystemExit):
        fuzz_main(["--features", "luck"])
    path = tmp_path / "p.clif"
    path.write_text(filetest_text(*program_of(1, ""), "one"))
    assert fuzz_main(["--check", str(path)]) == 0
    path.write_text("registers 1 int, 1 float\nblock0:\n0 def v0:reg, def v1:reg\n1 use v0:reg, use v1:reg\n")
    assert fuzz_main(["--check", str(path)]) == 1
    assert "more registers than there are" in capsys.readouterr().out


@pytest.mark.skipif(is_compiled(), reason="functions of compiled modules cannot be replaced")
def test_a_wrong_allocation_is_found_shrunk_and_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import irtool.regalloc.moves as moves

    def no_save(self: object, point: int, first: int) -> None:
        """Cycles are left as they are."""

    monkeypatch.setattr(moves, "open_cycle", no_save)
    assert fuzz_main(["--count", "25", "--kind", "fixed", "--out", str(tmp_path)]) == 1
    assert "failed" in capsys.readouterr().out
    written = sorted(tmp_path.glob("regalloc-*.clif"))
    assert written
    for path in written[:3]:
        assert len(path.read_text().splitlines()) < 20
        assert run_file(str(path), Options())[0].outcome == "fail"
    monkeypatch.undo()
    assert all(run_file(str(path), Options())[0].outcome == "pass" for path in written)


@pytest.mark.skipif(is_compiled(), reason="functions of compiled modules cannot be replaced")
def test_the_setting_proves_allocations(monkeypatch: pytest.MonkeyPatch) -> None:
    """`regalloc_checker=true` refuses a wrong allocation; without it nobody looks."""
    import irtool.compile as pipeline

    def broken(inp: RegallocInput, env: MachineEnv, *rest: Any) -> object:
        out = allocate(inp, env, *rest)
        out.allocs[0] = (out.allocs[0] + 1) % 4
        return out

    monkeypatch.setattr(pipeline, "allocate", broken)
    (func,) = parse_functions(kernel_text("sum"))
    settings = default_settings()
    pipeline.compile_function(func, "x86_64", settings)
    settings.apply("regalloc_checker=true")
    with pytest.raises(IrtoolError, match="function %sum got wrong registers: wrong register allocation"):
        pipeline.compile_function(func, "x86_64", settings)


# --- pictures ---


def test_intervals_as_text() -> None:
    inp, env = parse_program(
        """registers 2 int, 1 float
v2 remat, v3 float
block0:
 0 def v0:reg
 1 def v1:reg
 2 def v2:reg
 3 def v3:reg
 4 use v0:reg, use v1:reg, clobbers r0 r1
 5 use v2:reg, use v3:reg
 6 use v0:reg
"""
    )
    assert dump_intervals(Trace(inp, env)) == (
        "v0  [0l,2e) r0  [2e,4e) slot0  [4e,4l) r0  [4l,6e) slot0  [6e,6l) r0\n"
        "v1  [1l,4l) r1\n"
        "v2  [2l,4e) r0  [4e,5e) slot?  [5e,5l) r0  remat\n"
        "v3  [3l,5l) f0  float\n"
    )


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_chart_shows_every_part(target: str, tmp_path: Path) -> None:
    source = tmp_path / "idle.clif"
    source.write_text(kernel_text("idle") + kernel_text("constants"))
    out = tmp_path / "idle.html"
    command = [sys.executable, "-m", "irtool", "compile", "--emit", "regalloc", "-O", "speed"]
    done = subprocess.run(
        [*command, "--target", target, str(source), "-o", str(out)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
    text = out.read_text()
    assert "<script" not in text and "http" not in text.replace("http://www.w3.org/", "")
    page = ET.fromstring(text.partition("\n")[2])
    pictures = list(page.iter(f"{SVG}svg"))
    assert [heading.text for heading in page.iter(f"{XHTML}h2")] == ["%idle", "%half", "%constants"]
    settings = default_settings()
    settings.apply("opt_level=speed")
    for picture, func in zip(pictures, parse_functions(source.read_text()), strict=True):
        machine = make_target(target)
        stages = Session(machine, settings).compile_until(func, LOWER)
        trace, names = trace_function(stages.func, stages.vcode, machine)
        parts = [part for vreg in range(trace.inp.num_vregs()) for part in trace.parts(vreg)]
        titles = [title.text or "" for title in picture.iter(f"{SVG}title")]
        assert len(titles) == sum(len(part.ranges) for part in parts)
        for part in parts:
            if 0 <= part.place < SLOT_BASE:
                assert any(f" in {names.place(part.place)} [" in title for title in titles)
        lines = "\n".join(text.text or "" for text in picture.iter(f"{SVG}text"))
        assert lines.count("remat") == sum(source < -1 for source in trace.out.move_from)
    again = subprocess.run(
        [*command, "--target", target, str(source), "-o", "-"], capture_output=True, text=True, check=True
    )
    assert again.stdout == text


def test_text_on_the_command_line(tmp_path: Path) -> None:
    source = tmp_path / "sum.clif"
    source.write_text(kernel_text("sum"))
    command = [sys.executable, "-m", "irtool", "compile", "--emit", "regalloc-text", "--target", "x86_64"]
    done = subprocess.run([*command, str(source)], capture_output=True, text=True, check=True)
    (func,) = parse_functions(kernel_text("sum"))
    machine = make_target("x86_64")
    stages = Session(machine, default_settings()).compile_until(func, LOWER)
    text = regalloc_text(stages.func, stages.vcode, machine)
    assert done.stdout == "%sum:\n" + text
    assert "use v" in text and "=rdi" in text and "[" in text
