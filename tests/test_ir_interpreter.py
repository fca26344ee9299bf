"""The interpreter against every run line of the corpus, and on traps, memory, calls and limits."""

import os
import time
from pathlib import Path

import pytest
from irtool.cli.version import is_compiled
from irtool.filetests.runner.execute import compare
from irtool.ir.errors import LimitError, UnsupportedError
from irtool.ir.interp.interpreter import Interpreter, InterpreterError, Outcome, interpret
from irtool.ir.text.reader import parse_functions
from irtool.ir.text.testfile import parse_test_file, run_commands
from known_failures import KNOWN_FAILURES

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("IRTOOL_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "clif"


def has_run_lines(path: Path) -> bool:
    """Whether the file is to be executed."""
    header = path.read_text().splitlines()
    return any(line.startswith(("test run", "test interpret")) for line in header)


FILES = sorted(path for path in CORPUS.rglob("*.clif") if has_run_lines(path)) if CORPUS.is_dir() else []

needs_corpus = pytest.mark.skipif(
    not FILES, reason=f"no conformance corpus at {CORPUS} (set IRTOOL_CONFORMANCE)"
)

#: Run lines `(file, line)` that the interpreter does not answer as written.
EXPECTED_FAILURES = {
    (Path(row.file).name, line) for row in KNOWN_FAILURES if row.command == "interpret" for line in row.lines
}


@needs_corpus
def test_every_run_line() -> None:
    """Also those of files with `test run` only: there the line's own function is called."""
    wrong = set()
    count = 0
    start = time.process_time()
    for path in FILES:
        file = parse_test_file(path.read_text(), path.name)
        by_name = any(command.name == "interpret" for command in file.commands)
        interpreter = Interpreter([function.func for function in file.functions])
        for index, function in enumerate(file.functions):
            for command in run_commands(function, path.name):
                count += 1
                code = interpreter.codes[index]
                if by_name and command.name:
                    code = next(c for c in interpreter.codes if str(c.func.name) == "%" + command.name)
                outcome = interpreter.call_function(code, command.args)
                if command.kind == "run" and compare(function, command, outcome.values, outcome.trap):
                    wrong.add((path.name, command.line))
    assert count >= 8894
    assert wrong == EXPECTED_FAILURES
    assert not is_compiled() or time.process_time() - start < 30


def run(text: str, *args: int, name: str = "f", **limits: int) -> Outcome:
    return interpret(parse_functions(text), name, args, **limits)


@pytest.mark.parametrize(
    ("body", "args", "trap"),
    [
        ("v9 = udiv v0, v1", (1, 0), "int_divz"),
        ("v9 = sdiv v0, v1", (1 << 31, -1), "int_ovf"),
        ("v9 = srem v0, v1", (1 << 31, -1), ""),
        ("v9 = uadd_overflow_trap v0, v1, user7", (-1, 1), "user7"),
        ("trapz v0, user3", (0, 0), "user3"),
        ("trapz v0, user3", (1, 0), ""),
        ("trapnz v0, bad_toint", (1, 0), "bad_toint"),
        ("v9 = iconst.i64 0\n v8 = load.i8 v9", (0, 0), "heap_oob"),
        ("v9 = iconst.i64 0\n store user9 v0, v9", (0, 0), "user9"),
        ("v9 = stack_addr.i64 ss0\n v8 = load.i64 v9", (0, 0), ""),
        ("v9 = stack_addr.i64 ss0\n v8 = load.i64 v9+1", (0, 0), "heap_oob"),
        ("v9 = stack_addr.i64 ss0\n v8 = load.i8 v9-1", (0, 0), "heap_oob"),
        ("v9 = stack_addr.i64 ss0\n v8 = load.i16 aligned v9+1", (0, 0), "heap_oob"),
        ("v9 = f32const +NaN\n v8 = fcvt_to_sint.i32 v9", (0, 0), "bad_toint"),
        ("v9 = f32const 0x1.0p31\n v8 = fcvt_to_sint.i32 v9", (0, 0), "int_ovf"),
    ],
)
def test_traps(body: str, args: tuple[int, int], trap: str) -> None:
    text = (
        f"function %f(i32, i32) {{\n ss0 = explicit_slot 8\nblock0(v0: i32, v1: i32):\n {body}\n return\n}}"
    )
    assert run(text, *args).trap == trap


def test_memory_is_exact_to_the_byte() -> None:
    text = """function %f(i64) -> i64, i64, i32, i64, i16 {
    ss0 = explicit_slot 16
block0(v0: i64):
    v1 = stack_addr.i64 ss0
    store v0, v1+3
    v2 = load.i64 v1
    v3 = uload8.i64 v1+10
    v4 = sload16.i32 v1+9
    v5 = sload32.i64 v1+7
    istore8 v0, v1+15
    v6 = load.i16 big v1+14
    return v2, v3, v4, v5, v6
}"""
    outcome = run(text, 0x8877665544332211)
    assert outcome.values == [0x5544332211000000, 0x88, 0xFFFF8877, 0xFFFFFFFF88776655, 0x0011]


def test_calls_loops_and_indirect_calls() -> None:
    text = """function %fact(i64) -> i64 {
    fn0 = %fact(i64) -> i64
block0(v0: i64):
    brif v0, block1, block2
block1:
    v1 = iconst.i64 1
    v2 = isub v0, v1
    v3 = func_addr.i64 fn0
    v4 = call_indirect sig0, v3(v2)
    v5 = imul v4, v0
    return v5
block2:
    v6 = iconst.i64 1
    return v6
}
function %swap(i64, i64, i64) -> i64, i64 {
block0(v0: i64, v1: i64, v2: i64):
    jump block1(v0, v1, v2)
block1(v3: i64, v4: i64, v5: i64):
    v6 = iconst.i64 1
    v7 = isub v5, v6
    brif v5, block1(v4, v3, v7), block2
block2:
    return v3, v4
}"""
    assert run(text, 20, name="fact").values == [2432902008176640000]
    assert run(text, 1, 2, 3, name="swap").values == [2, 1]
    assert run(text, 1, 2, 4, name="swap").values == [1, 2]


def test_tail_calls_run_in_constant_space() -> None:
    text = """function %f(i64) -> i64 tail {
    ss0 = explicit_slot 1024
    fn0 = %f(i64) -> i64 tail
block0(v0: i64):
    v1 = iconst.i64 1
    v2 = isub v0, v1
    brif v2, block1, block2
block1:
    return_call fn0(v2)
block2:
    return v0
}"""
    assert run(text, 50_000, max_depth=2, memory_limit=2048).values == [1]


RECURSIVE = "function %f() {\n fn0 = %f()\n ss0 = explicit_slot 64\nblock0:\n call fn0()\n return\n}"


def test_limits() -> None:
    assert run(RECURSIVE, max_depth=100_000, memory_limit=1 << 20).trap == "stk_ovf"
    assert run(RECURSIVE, max_depth=50).trap == "stk_ovf"
    with pytest.raises(LimitError, match="out of fuel"):
        run("function %f() {\nblock0:\n jump block1\nblock1:\n jump block1\n}", fuel=1000)


def test_br_table_index_is_unsigned() -> None:
    text = """function %f(i32) -> i32 {
block0(v0: i32):
    v1 = iconst.i32 10
    v2 = iconst.i32 20
    v3 = iconst.i32 30
    br_table v0, block1(v3), [block1(v1), block1(v2)]
block1(v4: i32):
    return v4
}"""
    assert [run(text, index).values for index in (0, 1, 2, -1)] == [[10], [20], [30], [30]]


def test_atomics() -> None:
    text = """function %f(i8, i8) -> i8, i8, i8 {
    ss0 = explicit_slot 1
block0(v0: i8, v1: i8):
    v2 = stack_addr.i64 ss0
    atomic_store v0, v2
    v3 = atomic_rmw.i8 nand v2, v1
    v4 = atomic_cas v2, v3, v1
    v5 = atomic_load.i8 v2
    return v3, v4, v5
}"""
    assert run(text, 0b1100, 0b1010).values == [0b1100, 0b11110111, 0b11110111]


def test_refusals_name_the_feature() -> None:
    with pytest.raises(UnsupportedError, match="does not support stack_switch") as refused:
        run("function %f(i64) -> i64 {\nblock0(v0: i64):\n v1 = stack_switch v0, v0, v0\n return v1\n}", 1)
    assert refused.value.render("x.clif").startswith("x.clif:3:2: error: ")
    with pytest.raises(UnsupportedError, match="no function %h") as refused:
        run("function %f() {\n fn0 = %h()\nblock0:\n call fn0()\n return\n}")
    assert refused.value.render("x.clif") == "x.clif:4:2: error: the interpreter has no function %h"
    with pytest.raises(UnsupportedError, match="no function %Probestack"):
        run("function %f() {\n fn0 = %Probestack()\nblock0:\n call fn0()\n return\n}")
    with pytest.raises(InterpreterError, match="which is no function"):
        run(
            "function %f() {\nblock0:\n v0 = iconst.i64 5\n call_indirect sig0, v0()\n return\n}".replace(
                "{\n", "{\n sig0 = ()\n", 1
            )
        )
    with pytest.raises(InterpreterError, match="takes 0 arguments, got 1"):
        run("function %f() {\nblock0:\n return\n}", 1)
    with pytest.raises(InterpreterError, match="there is no function %nix"):
        run("function %f() {\nblock0:\n return\n}", name="nix")
    with pytest.raises(InterpreterError, match="300 does not fit i8"):
        run("function %f(i8) {\nblock0(v0: i8):\n return\n}", 300)


def test_try_call_continues_at_the_normal_edge() -> None:
    text = """function %f(i64) -> i64 {
    sig0 = (i64) -> i64 tail
    fn0 = %g(i64) -> i64 tail
block0(v0: i64):
    try_call fn0(v0), sig0, block1(v0, ret0), [ default: block2 ]
block1(v1: i64, v2: i64):
    v3 = iadd v1, v2
    return v3
block2:
    trap user1
}
function %g(i64) -> i64 tail {
block0(v0: i64):
    v1 = imul v0, v0
    return v1
}"""
    assert run(text, 9).values == [90]
