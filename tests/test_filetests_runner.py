"""The filetest runner: outcomes, messages, filters, merging, crashes, JSON and blessing."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from irtool.filetests.runner import commands, workers
from irtool.filetests.runner.job import Job, Options
from irtool.filetests.runner.outcome import FAIL, PASS, SKIP, UNSUPPORTED, Result, merge
from irtool.filetests.runner.report import failure_lines, summary_table, to_json
from irtool.filetests.runner.run import collect_files, run_paths
from irtool.filetests.runner.run_file import run_file
from irtool.ir.errors import IrtoolError

Write = Callable[..., str]

ADD = """function %add(i8, i8) -> i8 {
block0(v0: i8, v1: i8):
    v2 = iadd v0, v1
    return v2
}
"""

DIVIDE = """function %divide(i32, i32) -> i32 {
block0(v0: i32, v1: i32):
    v2 = udiv v0, v1
    return v2
}
"""

SWIZZLE = """function %swizzle(i8x16, i8x16) -> i8x16 {
block0(v0: i8x16, v1: i8x16):
    v2 = x86_pmulhrsw v0, v1
    return v2
}
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(text: str, name: str = "t.clif") -> str:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return str(path)

    return write_file


def outcomes(results: list[Result]) -> dict[tuple[str, str], str]:
    return {(result.command, result.target): result.outcome for result in results}


# --- running --------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["none", "speed", "speed_and_size"])
def test_run_lines_pass_on_both_targets_and_the_interpreter(write: Write, level: str) -> None:
    path = write(
        f"test run\ntest interpret\nset opt_level={level}\ntarget x86_64\ntarget aarch64\n{ADD}"
        "; run: %add(1, 2) == 3\n; run: %add(200, 100) == 44\n; run: %add(-1, -1) != 0\n; print: %add(1, 1)\n"
    )
    found = outcomes(run_file(path))
    assert found.pop(("interpret", "")) == PASS
    assert found.pop(("run", "aarch64")) == PASS
    assert found == {("run", "x86_64"): PASS}


@pytest.mark.parametrize("command", ["run", "interpret"])
def test_failure_names_function_line_expected_and_got(write: Write, command: str) -> None:
    path = write(f"test {command}\ntarget aarch64\n{ADD}; run: %add(1, 2) == 4\n; run: %add(1, 1) == 2\n")
    (result,) = run_file(path)
    assert result.outcome == FAIL
    assert result.message == f"{path}:8: %add(1, 2): expected 4, got 3"
    assert failure_lines([result]) == [
        f"FAIL {path} ({' '.join([command, result.target]).strip()})",
        "    " + result.message,
    ]


@pytest.mark.parametrize("command", ["run", "interpret"])
def test_expected_traps(write: Write, command: str) -> None:
    head = f"test {command}\ntarget aarch64\n{DIVIDE}"
    assert run_file(write(head + "; run: %divide(6, 0) traps: int_divz\n"))[0].outcome == PASS
    (wrong,) = run_file(write(head + "; run: %divide(6, 0) traps: int_ovf\n"))
    assert wrong.message.endswith("%divide(6, 0): expected trap int_ovf, got trap int_divz")
    (none,) = run_file(write(head + "; run: %divide(6, 3) traps: int_divz\n"))
    assert none.message.endswith("expected trap int_divz, got 2")
    (trap,) = run_file(write(head + "; run: %divide(6, 0) == 0\n"))
    assert trap.message.endswith("expected 0, got trap int_divz")


def test_bare_run_compares_with_an_i8_zero(write: Write) -> None:
    body = "function %f() -> {ty} {{\nblock0:\n    v0 = iconst.{ty} {n}\n    return v0\n}}\n; run\n"
    head = "test interpret\n"
    assert run_file(write(head + body.format(ty="i8", n=1)))[0].outcome == PASS
    assert run_file(write(head + body.format(ty="i8", n=0)))[0].outcome == FAIL
    assert run_file(write(head + body.format(ty="i32", n=0)))[0].outcome == PASS


def test_attached_function_is_called_whatever_the_name(write: Write) -> None:
    path = write(f"test run\ntarget aarch64\n{ADD}; run: %other(1, 2) == 3\n")
    assert run_file(path)[0].outcome == PASS


# --- outcomes -------------------------------------------------------------------------------


def test_unsupported_is_named(write: Write) -> None:
    path = write(f"test run\ntarget aarch64\ntarget x86_64\n{SWIZZLE.replace('i8x16', 'i16x8')}")
    results = run_file(path)
    assert set(outcomes(results).values()) == {UNSUPPORTED}
    assert all("x86_pmulhrsw" in result.message for result in results)


@pytest.mark.parametrize("command", ["inline", "unwind", "safepoint"])
def test_commands_to_come_are_unsupported(write: Write, command: str) -> None:
    (result,) = run_file(write(f"test {command}\ntarget x86_64\n{ADD}"))
    assert result.outcome == UNSUPPORTED
    assert command in result.message


def test_targets_without_backend_are_skipped(write: Write) -> None:
    path = write(
        f"test run\ntarget riscv64 has_v\ntarget aarch64\ntarget s390x\n{ADD}; run: %add(1, 2) == 3\n"
    )
    results = run_file(path)
    assert outcomes(results) == {("run", "riscv64"): SKIP, ("run", "aarch64"): PASS, ("run", "s390x"): SKIP}
    assert results[0].message == "no backend for riscv64"


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("test run\nset no_such=1\ntarget aarch64", ":2:5: error: unknown setting 'no_such'"),
        (
            "test run\nset probestack_size_log2=x\ntarget aarch64",
            ":2:5: error: setting 'probestack_size_log2' is a number",
        ),
        ("test run\ntarget aarch64 has_wings", ":2:16: error: unknown setting 'has_wings' for aarch64"),
        ("test run\ntarget pdp11", ":2:1: error: unknown target 'pdp11'"),
        ("test run", ":1:1: error: test run needs a `target` line"),
        ("test fly", ":1:1: error: unknown test command 'fly'"),
        ("test compile sideways\ntarget aarch64", ":1:1: error: unknown option 'sideways'"),
    ],
)
def test_wrong_headers_fail_with_their_place(write: Write, header: str, message: str) -> None:
    path = write(f"{header}\n{ADD}")
    (result,) = run_file(path)
    assert result.outcome == FAIL
    assert result.message.startswith(path + message)


def test_unsupported_setting_is_named(write: Write) -> None:
    (result,) = run_file(write(f"test compile\nset tls_model=coff\ntarget aarch64\n{ADD}"))
    assert result.outcome == UNSUPPORTED
    assert "setting tls_model=coff" in result.message


def test_unreadable_file_fails_each_run_it_announces(write: Write) -> None:
    path = write(f"test run\ntest cat\ntarget x86_64\ntarget aarch64\n{ADD.replace('iadd', 'iad')}")
    results = run_file(path)
    assert outcomes(results) == {("run", "x86_64"): FAIL, ("run", "aarch64"): FAIL, ("cat", ""): FAIL}
    assert results[0].message.startswith(f"{path}:7:10: error:")
    (nothing,) = run_file(write("hello\n"))
    assert (nothing.command, nothing.outcome) == ("parse", FAIL)


def test_verifier_runs_before_other_commands(write: Write) -> None:
    broken = ADD.replace("-> i8 {", "-> i16 {")
    (result,) = run_file(write(f"test compile\ntarget aarch64\n{broken}"))
    assert result.outcome == FAIL
    assert ":6:5: error: " in result.message
    assert run_file(write(f"test cat\n{broken}"))[0].outcome == PASS


def test_verifier_comments(write: Write) -> None:
    broken = ADD.replace("-> i8 {", "-> i16 {")
    expected = broken.replace("return v2", "return v2 ; error: arg 0 (v2) has type i8, must match")
    assert run_file(write(f"test verifier\n{expected}"))[0].outcome == PASS
    reworded = expected.replace("must match", "should match")
    assert run_file(write(f"test verifier\n{reworded}"))[0].outcome == FAIL
    assert run_file(write(f"test verifier\n{broken}"))[0].outcome == FAIL
    assert (
        run_file(write(f"test verifier\n{ADD.replace('return v2', 'return v2 ; error: x')}"))[0].outcome
        == FAIL
    )


def test_compile_expect_fail(write: Write) -> None:
    head = "test compile expect-fail\ntarget aarch64\n"
    assert run_file(write(head + SWIZZLE.replace("i8x16", "i16x8")))[0].outcome == PASS
    assert run_file(write(head + ADD))[0].outcome == FAIL


def test_internal_errors_are_failures_with_a_place(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(job: Job) -> None:
        raise KeyError("oops")

    monkeypatch.setitem(commands.COMMANDS, "cat", commands.CommandRow(broken, False, False))
    (result,) = run_file(write(f"test cat\n{ADD}"))
    assert result.outcome == FAIL
    assert "internal error: test_filetests_runner.py:" in result.message
    assert "KeyError: 'oops'" in result.message


# --- texts ----------------------------------------------------------------------------------


def test_print_cfg_and_domtree(write: Write) -> None:
    text = """function %f(i32) {
; check: digraph "%f" {
; check: rank=min; block0
; check: <$(B=inst\\d+)>brif v0, block1, block2
; check: block0:$B -> block1
block0(v0: i32):
    brif v0, block1, block2 ; dominates: block1 block2
block1:
    jump block2
block2:
    return
}
"""
    assert run_file(write("test print-cfg\n" + text))[0].outcome == PASS
    tree = text.replace('check: digraph "%f" {', "check: block0: block1 block2").split("\n; check: rank")[0]
    rest = text[text.index("block0(v0") :]
    assert run_file(write(f"test domtree\n{tree}\n{rest}"))[0].outcome == PASS
    (wrong,) = run_file(
        write(f"test domtree\n{tree}\n{rest.replace('dominates: block1 block2', 'dominates: block1')}")
    )
    assert "no `dominates:` names block2" in wrong.message


def test_opt_level_option_overrides_the_file(write: Write) -> None:
    seen = []
    file = write(f"test cat\nset opt_level=none\ntarget aarch64\n{ADD}")
    row = commands.COMMANDS["cat"]
    try:
        commands.COMMANDS["cat"] = commands.CommandRow(
            lambda job: seen.append(job.settings.get("opt_level")), False, False
        )
        run_file(file)
        run_file(file, Options(opt_level="speed"))
    finally:
        commands.COMMANDS["cat"] = row
    assert seen == ["none", "speed"]


def test_bless_writes_what_then_passes_and_keeps_remarks(write: Write) -> None:
    expectation = "; stale\n; lines\n;; a remark for people\n"
    path = write(f"test compile precise-output\ntarget aarch64\n\n{ADD}{expectation}\n{DIVIDE}")
    assert run_file(path)[0].outcome == FAIL
    assert run_file(path, Options(bless=True))[0].outcome == PASS
    text = Path(path).read_text()
    assert "stale" not in text
    assert text.count(";; a remark for people") == 1
    assert "ret" in text.partition("%divide")[0]
    assert run_file(path)[0].outcome == PASS
    assert run_file(path, Options(bless=True))[0].outcome == PASS
    assert Path(path).read_text() == text


def test_bless_refuses_comments_it_would_have_to_move(write: Write) -> None:
    path = write(
        f"test optimize precise-output\ntarget aarch64\n{ADD.replace('return v2', 'return v2 ; why')}"
    )
    before = Path(path).read_text()
    (result,) = run_file(path, Options(bless=True))
    assert "must start with ;;" in result.message
    assert Path(path).read_text() == before


def test_precise_output_can_be_ignored(write: Write) -> None:
    path = write(
        f"test compile precise-output\ntest optimize\ntarget aarch64\n{ADD}; check: someone else's text\n"
    )
    assert set(outcomes(run_file(path)).values()) == {FAIL}
    assert set(outcomes(run_file(path, Options(ignore_precise_output=True))).values()) == {PASS}


# --- many files -----------------------------------------------------------------------------


def test_filters(write: Write) -> None:
    path = write(f"test run\ntest cat\ntarget x86_64\ntarget aarch64\n{ADD}; run: %add(1, 2) == 3\n")
    assert list(outcomes(run_file(path, Options(commands=("cat",))))) == [("cat", "")]
    assert list(outcomes(run_file(path, Options(targets=("aarch64",))))) == [("run", "aarch64")]
    assert run_file(path, Options(commands=("interpret",))) == []


def test_one_record_per_file_command_and_target() -> None:
    def row(outcome: str, message: str = "", target: str = "x86_64") -> Result:
        return Result("f", "run", target, outcome, message, 0.5)

    merged = merge(
        [row(PASS), row(SKIP, "no avx"), row(PASS, target="aarch64"), row(FAIL, "one"), row(FAIL, "two")]
    )
    assert [(result.target, result.outcome, result.message) for result in merged] == [
        ("x86_64", FAIL, "one\ntwo"),
        ("aarch64", PASS, ""),
    ]
    assert merged[0].seconds == 2.0
    assert merge([row(SKIP, "no avx"), row(PASS)])[0].outcome == PASS


def test_directories_are_searched_and_sorted(write: Write) -> None:
    files = [write(f"test cat\n{ADD}", name) for name in ("b.clif", "sub/c.clif", "a.clif")]
    directory = str(Path(files[0]).parent)
    assert collect_files([directory]) == sorted(files)
    assert collect_files([files[0], directory]) == [files[0], files[2], files[1]]
    for missing in (directory + "/none", directory + "/none.clif"):
        with pytest.raises(IrtoolError, match="no such file"):
            collect_files([missing])


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_crash_and_timeout_cost_one_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(job: Job) -> None:
        name = Path(job.file.file).stem
        if name == "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        while name == "hang":
            pass

    monkeypatch.setitem(commands.COMMANDS, "run", commands.CommandRow(run, True, True))
    monkeypatch.setattr(workers, "start_method", lambda: "fork")  # the workers must have the command above
    names = ["a.clif", "crash.clif", "b.clif", "hang.clif", "c.clif"]
    paths = [write(f"test cat\ntest run\ntarget aarch64\n{ADD}", name) for name in names]
    results = run_paths(paths, Options(timeout=1.0), jobs=2)
    failed = {
        (Path(result.file).name, result.command): result.message
        for result in results
        if result.outcome == FAIL
    }
    assert set(failed) == {("crash.clif", "run"), ("hang.clif", "run")}
    assert "died of SIGKILL" in failed["crash.clif", "run"]
    assert "took more than 1 s" in failed["hang.clif", "run"]
    assert len(results) == 10
    assert [Path(result.file).name for result in results[::2]] == names


def test_summary_and_json(write: Write) -> None:
    results = [Result("f", "run", "x86_64", PASS, "", 0.25), Result("f", "cat", "", FAIL, "why", 0.125)]
    table = summary_table(results).splitlines()
    assert table[0].split() == ["command", "target", "pass", "fail", "unsupported", "skip", "seconds"]
    assert table[1].split() == ["cat", "-", "0", "1", "0", "0", "0.12"]
    assert table[-1].split() == ["all", "1", "1", "0", "0", "0.38"]
    assert json.loads(to_json(results))[1] == {
        "file": "f",
        "command": "cat",
        "target": "",
        "outcome": "fail",
        "message": "why",
        "seconds": 0.125,
    }


def test_command_line(write: Write, tmp_path: Path) -> None:
    def irtool(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "irtool", "test", *args],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    good = write(f"test run\ntarget aarch64\n{ADD}; run: %add(1, 2) == 3\n", "good.clif")
    bad = write(f"test run\ntarget aarch64\n{ADD}; run: %add(1, 2) == 4\n", "bad.clif")
    done = irtool("-j", "2", good)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1].split()[:3] == ["run", "aarch64", "1"]
    done = irtool("-j", "2", "--json", str(tmp_path / "out.json"), str(tmp_path))
    assert done.returncode == 1
    assert f"{bad}:8: %add(1, 2): expected 4, got 3" in done.stdout
    records = json.loads((tmp_path / "out.json").read_text())
    assert [(record["file"], record["outcome"]) for record in records] == [(bad, "fail"), (good, "pass")]
    assert irtool("--command", "cats", good).returncode == 2
    assert irtool("-j", "0", good).returncode == 2
    assert irtool(str(tmp_path / "none")).returncode == 1


def test_interpret_option_runs_what_only_machines_run(write: Write) -> None:
    """The line's own function is called, as by `test run`, whatever name the line has."""
    path = write(f"test run\ntarget s390x\n{ADD}; run: %other(1, 2) == 3\n")
    (result,) = run_file(path)
    assert (result.command, result.outcome) == ("run", SKIP)
    results = run_file(path, Options(interpret=True))
    assert [(r.command, r.target, r.outcome) for r in results] == [
        ("run", "s390x", SKIP),
        ("interpret", "", PASS),
    ]
    (only,) = run_file(path, Options(commands=("interpret",), interpret=True))
    assert only.outcome == PASS
    wrong = write(f"test run\ntarget s390x\n{ADD}; run: %add(1, 2) == 4\n", "wrong.clif")
    assert [r.outcome for r in run_file(wrong, Options(interpret=True))] == [SKIP, FAIL]
    both = write(f"test interpret\ntest run\ntarget s390x\n{ADD}", "both.clif")
    assert [r.command for r in run_file(both, Options(interpret=True))] == ["interpret", "run"]


def test_workers_of_a_process_with_threads(tmp_path: Path) -> None:
    """No fork beside other threads, of which CPython 3.12 and later warn; the results are the same."""
    (tmp_path / "a.clif").write_text(
        "test interpret\nfunction %f() -> i8 {\nblock0:\n v0 = iconst.i8 1\n return v0\n}\n; run: %f() == 1\n"
    )
    program = """
import sys, threading
from irtool.filetests.runner.job import Options
from irtool.filetests.runner.workers import run_in_workers, start_method

if __name__ == "__main__":
    assert start_method() == "fork"
    stop = threading.Event()
    threading.Thread(target=stop.wait).start()
    assert start_method() == "forkserver"
    for path, results in run_in_workers([sys.argv[1]], Options(), 1):
        print(len(results), {result.outcome for result in results})
    stop.set()
"""
    (tmp_path / "program.py").write_text(program)
    done = subprocess.run(
        [sys.executable, "-W", "error", str(tmp_path / "program.py"), str(tmp_path / "a.clif")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == "1 {'pass'}\n"


def test_another_level_compares_no_output(write: Write) -> None:
    """`--opt-level` on files whose expected output was made at the level that they say."""
    wrong = "test compile precise-output\nset opt_level=none\ntarget x86_64\n" + ADD + "; not this\n"
    path = write(wrong)
    for level, outcome in (("", FAIL), ("none", FAIL), ("speed", PASS)):
        assert [result.outcome for result in run_paths([path], Options(opt_level=level), jobs=1)] == [outcome]
