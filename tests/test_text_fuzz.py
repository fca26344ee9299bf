"""Damaged text: the reader ends in success or in errors that have a place, whatever it is given.

Corpus files are mutated with a seed per file: characters, tokens and lines removed, moved, doubled and
replaced, also by words chosen to hurt. The work is done in a process of its own, with an alarm for each
file (a hang in compiled code cannot be interrupted in any other way) and a limit of memory; memory is
also traced, for some files, and must stay in proportion to the text.
"""

import gc
import multiprocessing
import os
import random
import re
import resource
import signal
import time
import traceback
import tracemalloc
import warnings
from collections.abc import Callable
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import irtool
import pytest
from irtool.ir.errors import IrtoolError
from irtool.ir.interp.interpreter import Interpreter
from irtool.ir.text.printer import print_function
from irtool.ir.text.reader import parse_function
from irtool.ir.text.testfile import TestFile, parse_test_file, run_commands
from irtool.ir.types import is_vector, type_bytes
from irtool.ir.verify.verifier import verify
from known_failures import HUNGRY_LIMIT, HUNGRY_TEXTS

ROOT = Path(irtool.__file__).resolve().parent
CORPUS = Path(os.environ.get("IRTOOL_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "clif"
#: irtool's own files serve where there is no corpus.
FOLDER = CORPUS if CORPUS.is_dir() else Path(__file__).resolve().parent.parent / "filetests"

SECONDS_PER_FILE: Final = 20
ADDRESS_SPACE: Final = 4 << 30
#: Memory that a file may take: its size times this, and fixed tables.
PER_BYTE: Final = 20
PER_FILE: Final = 64 << 10

HURTFUL: Final = [
    "v4000000000", "ebb477777777", "block4294967295", "v4294967296", "4294967296", "0x" + "f" * 70,
    "9" * 400, "-", "ss99999", "sig4", "i128x256", "i8x512", "{", "}", "(", ")", "[", "]", ",", '"',
    "@ffff", "@123456789", "<", ">", "->", "%", "u0:0", "u4294967295:4294967296", "v0", "ret0",
    "exn9999999999", "cold", "\x00", "\u0665", "\xe9", "\ud7ff", "f32const", "const0", "dt0", "gv0",
    "region0", "=", ":", ";", "\n", "\r", "0x1.8p9999999999", "0x1.0p-99999999", "NaN:0x123",
    "-sNaN:0x0", "user251", "user0", "function", "test", "target x86_64", "set x", "; run: %f() ==",
    "stack_map=[", "default:", "context", "tag4294967295", "explicit_slot", "0x", "1_", "_", "i8x16xN",
    "\t\t", "run:", "print",
]  # fmt: skip
TOKEN: Final = re.compile(r"%?[A-Za-z0-9_.]+|\s+|.", re.DOTALL)
LOCATED: Final = re.compile(r"x\.clif:\d+:\d+: error: .")


@cache
def corpus() -> list[str]:
    return [path.read_text() for path in sorted(FOLDER.rglob("*.clif"))]


@cache
def words() -> list[str]:
    """Tokens of the beginnings of the corpus files."""
    return [token for text in corpus() for token in TOKEN.findall(text[:2000])]


def damaged(seed: int) -> str:
    """A corpus file after one to four mutations."""
    rng = random.Random(seed)
    text = rng.choice(corpus())
    for _ in range(rng.randint(1, 4)):
        if not text:
            break
        start = rng.randrange(len(text))
        end = min(len(text), start + rng.randint(1, 30))
        kind = rng.randrange(8)
        if kind == 0:
            text = text[:start] + text[end:]
        elif kind == 1:
            text = text[:start] + rng.choice(HURTFUL) + text[start:]
        elif kind == 2:
            text = text[:start] + rng.choice(words()) + text[end:]
        elif kind == 3:
            copy = rng.randrange(len(text))
            text = text[:start] + text[copy : copy + rng.randint(1, 200)] + text[start:]
        elif kind == 4:
            tokens = list(TOKEN.finditer(text, start, start + 200))
            token = rng.choice(tokens)
            text = text[: token.start()] + rng.choice(words() + HURTFUL) + text[token.end() :]
        elif kind == 5:
            text = text[:start]
        else:
            lines = text.split("\n")
            first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
            if kind == 6:
                lines[first], lines[second] = lines[second], lines[first]
            else:
                lines.insert(first, lines[second])
            text = "\n".join(lines)
    return text


def check_located(error: IrtoolError) -> None:
    for line in error.render("x.clif").split("\n"):
        assert LOCATED.match(line), line
        assert len(line) < 500, line[:500]


def read(text: str) -> TestFile | None:
    """Read a file; every error must have its place."""
    try:
        return parse_test_file(text, "x.clif")
    except IrtoolError as error:
        check_located(error)
        return None


def traced(text: str) -> tuple[TestFile | None, int]:
    """Read a file; also the most memory that was taken meanwhile."""
    tracemalloc.start()
    try:
        file = read(text)
        return file, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def use(file: TestFile) -> None:
    """What reads survives the verifier, printing and the interpreter as well."""
    right = True
    for function in file.functions:
        errors = verify(function.func, 64, True, True)
        for error in errors:
            check_located(error)
        right &= not errors
        printed = print_function(function.func)
        assert print_function(parse_function(printed)) == printed
        try:
            run_commands(function, "x.clif")
        except IrtoolError as error:
            check_located(error)
    if not right:
        return
    machine = Interpreter([function.func for function in file.functions])
    for code in machine.codes[:4]:
        params = code.func.signature.params
        args = [bytes(type_bytes(param.ty)) if is_vector(param.ty) else 1 for param in params]
        if code.func.first_block >= 0 and all(param.ty < 0x100 for param in params):
            try:
                machine.call_function(code, args, 300)
            except IrtoolError as error:
                assert error.message


def check_one(seed: int) -> None:
    text = damaged(seed)
    if seed % 25:
        file = read(text)
    else:
        file, peak = traced(text)
        assert peak <= PER_BYTE * len(text) + PER_FILE, f"{peak} for {len(text)}"
    if file is not None:
        use(file)


def work(seeds: range, connection: Connection) -> None:
    """Body of the process: tells each seed before it begins, and what went wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    read("test cat\nfunction %f() {\nblock0:\n return\n}\n")  # tables that are made once
    for seed in seeds:
        signal.setitimer(signal.ITIMER_REAL, SECONDS_PER_FILE)
        connection.send((seed, ""))
        try:
            check_one(seed)
        except BaseException:
            connection.send((seed, traceback.format_exc()))
            return
    signal.setitimer(signal.ITIMER_REAL, 0)
    connection.send((-1, ""))


def run_batch(seeds: range) -> None:
    """Check these seeds in a process of their own.

    It is a fork although pytest may have threads (CPython warns of that): it takes no lock of theirs."""
    corpus()
    words()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(seeds, theirs), daemon=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    theirs.close()
    seed, trace = seeds.start, ""
    try:
        while seed >= 0 and not trace:
            seed, trace = ours.recv()
    except EOFError:
        process.join()
        trace = f"the process ended with {process.exitcode}"
    process.join()
    assert not trace, f"seed {seed}: {trace}\ntext: damaged({seed})"


def test_damaged_files() -> None:
    run_batch(range(500))


@pytest.mark.parametrize("seed", [6081, 12442, 22042, 23848])
def test_files_that_once_broke_something(seed: int) -> None:
    run_batch(range(seed, seed + 1))


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(20))
def test_many_damaged_files(batch: int) -> None:
    run_batch(range(1000 * batch, 1000 * (batch + 1)))


def test_damage_is_found() -> None:
    """The mutations neither spare everything nor ruin everything."""
    texts = [damaged(seed) for seed in range(60)]
    good = sum(read(text) is not None for text in texts)
    assert 10 <= good <= 50


# --- numbers and sizes ------------------------------------------------------------------------


def body(text: str) -> str:
    return (
        f"function %f(i64) -> i64 {{\n    ss0 = explicit_slot 8\nblock0(v0: i64):\n{text}    return v0\n}}\n"
    )


#: Entities with numbers far out, and numbers out of their range: text, and its error (or none).
NUMBERS: Final = [
    (body("    v4000000000 = iadd v0, v0\n"), ""),
    (body("    v4294967295 = iadd v0, v0\n    v4294967294 = iadd v4294967295, v0\n"), ""),
    (body("    v4294967296 = iadd v0, v0\n"), "identifier `v4294967296`"),
    (body("    jump ebb477777777\n"), "identifier `ebb477777777`"),
    (body("    jump block4294967295\nblock4294967295:\n"), ""),
    (body("    v1 = stack_addr.i64 ss4294967295\n"), "ss4294967295 is not declared"),
    (body("    v1 = iconst.i64 18446744073709551616\n"), "out of range"),
    (body(f"    v1 = iconst.i64 {'9' * 100_000}\n"), "out of range"),
    (body(f"    v1 = iconst.i64 0x{'f' * 100_000}\n"), "more than 16 hexadecimal digits"),
    (body(f"    v1 = f64const 0x1.0p{'9' * 100_000}\n"), "out of the range of f64"),
    (body(f"    v1 = f64const 0x1.{'0' * 100_000}p1\n"), "more than 32 digits"),
    (body(f"    v1 = f64const NaN:0x{'1' * 100_000}\n"), "too many bits"),
    (body(f"    v1 = vconst.i8x16 0x{'00' * 100_000}\n"), "more than 4096 bytes"),
    (body(f"    v1 = vconst.i8x16 [{'0 ' * 10_000}]\n"), "10000 are written"),
    (body(f"    v{'1' * 100_000} = iadd v0, v0\n"), "found identifier"),
    (body(f"    @{'f' * 100_000} v1 = iadd v0, v0\n"), "more than 32 bits"),
    (body(f"    trap user{'1' * 100_000}\n"), "found identifier"),
    (body(f"    v1 = load.i64 v0+{'9' * 100_000}\n"), "out of range"),
    (f"function %{'a' * 100_000}() {{\n}}\n", ""),
    (f"function u0:{'9' * 100_000}() {{\n}}\n", "out of range"),
    ("function %f() {\n ss0 = explicit_slot 4294967296\n}\n", "out of range"),
    ("function %f() {\n ss0 = explicit_slot 8, align = 4294967296\n}\n", "out of range"),
    ("function %f() {\n region4294967295 = 0 \"x\"\n}\n", "expected region0"),
    ("function %f() {\n sig4294967295 = ()\n fn0 = %g()\n}\n", ""),
    ("(" * 10_000, "expected `function`"),
    (body("(" * 10_000), "expected"),
    (body("[" * 10_000), "expected"),
    (body('"' * 9_999), "expected"),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(NUMBERS)))
def test_numbers_are_bounded(case: int) -> None:
    text, message = NUMBERS[case]
    tracemalloc.start()
    try:
        error = ""
        func = parse_function(text, "x.clif")
        assert print_function(parse_function(print_function(func))) == print_function(func)
    except IrtoolError as problem:
        check_located(problem)
        error = problem.render()
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert bool(error) == bool(message) and message in error
    assert peak < 30 * len(text) + (1 << 18)


#: Shapes of text that grow: each is read at a size and at twice the size.
SHAPES: Final[dict[str, Callable[[int], str]]] = {
    "parameters": lambda n: f"function %f({','.join(['i8'] * n)}) {{}}",
    "functions": lambda n: "function %f() {}\n" * n,
    "instructions": lambda n: body("".join(f"    v{i + 1} = iadd v{i}, v0\n" for i in range(n))),
    "blocks": lambda n: body(
        "    jump block1\n"
        + "".join(f"block{i}:\n    jump block{i + 1}\n" for i in range(1, n))
        + f"block{n}:\n"
    ),
    "table": lambda n: body(f"    br_table v0, block1, [{', '.join(['block1'] * n)}]\nblock1:\n"),
    "aliases": lambda n: body("".join(f"    v{i + 1} -> v{i}\n" for i in range(n))),
    "sparse": lambda n: body("".join(f"    v{i * 40_000 + 1} = iadd v0, v0\n" for i in range(n))),
    "comments": lambda n: body("; a comment\n" * n),
    "handlers": lambda n: body(
        f"    try_call fn0(), sig0, block1, [{', '.join(f'tag{i}: block1' for i in range(n))}]\nblock1:\n"
    ).replace("ss0 =", "sig0 = () tail fn0 = %g sig0 ss0 ="),
    "constants": lambda n: body("".join(f"    v{i + 1} = vconst.i32x4 [{i} 0 0 1]\n" for i in range(n))),
    "late uses": lambda n: body(
        "    jump block2\nblock1:\n"
        + "".join(f"    v{i + 1} = iadd.i64 v{n + i + 1}, v0\n" for i in range(n))
        + "    return v0\nblock2:\n"
        + "".join(f"    v{n + i + 1} = iconst.i64 1\n" for i in range(n))
        + "    jump block1\nblock3:\n"
    ),
    "settings": lambda n: (
        "test cat\n" + "set opt_level=none\n" * n + "target x86_64\n" * n + "function %f() {}"
    ),
}  # fmt: skip


def seconds(text: str) -> float:
    """Processor time to read and verify a text; the best of four, without the garbage collector, whose
    passes cost what else lives in this process."""
    times = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(4):
            start = time.process_time()
            file = parse_test_file(text)
            for function in file.functions:
                verify(function.func)
            times.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(times)


@pytest.mark.compiled_only
@pytest.mark.parametrize("shape", SHAPES)
def test_cost_is_linear_in_the_text(shape: str) -> None:
    make = SHAPES[shape]
    small = seconds(make(3_000))
    large = seconds(make(12_000))
    assert large < 8 * small + 0.05, f"{small:.3f} s, four times the text {large:.3f} s"


#: Texts that take much memory for their size.
HUNGRY: Final[dict[str, Callable[[], str]]] = {
    "parameters": lambda: SHAPES["parameters"](60_000),
    "block parameters": lambda: (
        f"function %f() {{\nblock0({','.join(f'v{i}:i8' for i in range(20_000))}):\n}}"
    ),
    "returned values": lambda: body(f"return {','.join(['v0'] * 50_000)}\n"),
    "late values": lambda: SHAPES["late uses"](5_000),
    "constants": lambda: SHAPES["constants"](5_000),
    "sparse": lambda: SHAPES["sparse"](10_000),
    "table": lambda: SHAPES["table"](20_000),
    "handlers": lambda: SHAPES["handlers"](10_000),
    "aliases": lambda: SHAPES["aliases"](10_000),
    "blocks": lambda: f"function %f() {{{''.join(f'block{i}:' for i in range(20_000))}}}",
    "signatures": lambda: f"function %f() {{{''.join(f'sig{i}=() ' for i in range(10_000))}}}",
    "callees": lambda: f"function %f() {{{''.join(f'fn{i}=%g() ' for i in range(10_000))}}}",
    "globals": lambda: f"function %f() {{{''.join(f'gv{i}=vmctx ' for i in range(10_000))}}}",
    "slots": lambda: f"function %f() {{{''.join(f'ss{i}=explicit_slot 8 ' for i in range(10_000))}}}",
    "flags": lambda: f"function %f(i8 {'uext ' * 50_000}) {{}}",
    "lanes": lambda: body(f"v1 = vconst.i8x16 [{'0 ' * 50_000}]\n"),
    "comments": lambda: body(";\n" * 50_000),
    "comments in front": lambda: ";\n" * 50_000 + "function %f() {}",
    "words in front": lambda: "a " * 50_000 + "\nfunction %f() {}",
    "empty lines": lambda: "function %f() {}" + "\n" * 50_000,
    "brackets": lambda: body("(" * 50_000),
    "functions cut short": lambda: "function " * 10_000,
    "unknown words": lambda: body("foo\n" * 20_000),
    "nops": lambda: body("nop\n" * 20_000),
    "empty functions": lambda: "function %f() {}\n" * 3_000,
    "functions of one block": lambda: "function %f0() { block0: return }\n" * 3_000,
}  # fmt: skip


@pytest.mark.compiled_only
@pytest.mark.parametrize("shape", HUNGRY)
def test_memory_is_in_proportion_to_the_text(shape: str) -> None:
    text = HUNGRY[shape]()
    read(text[:100])  # tables that are made once
    peak = traced(text)[1]
    if shape in HUNGRY_TEXTS:
        assert peak > PER_BYTE * len(text) + PER_FILE, "the row can go"
    assert peak <= HUNGRY_TEXTS.get(shape, PER_BYTE) * len(text) + PER_FILE


def test_the_table_of_hungry_texts_only_shrinks() -> None:
    assert len(HUNGRY_TEXTS) <= HUNGRY_LIMIT
    assert set(HUNGRY_TEXTS) <= set(HUNGRY)


def test_blanks_at_the_end_cost_nothing() -> None:
    start = time.process_time()
    parse_test_file("function %f() {}" + "\n" * 200_000)
    assert time.process_time() - start < 1


@pytest.mark.slow
@pytest.mark.compiled_only
def test_a_million_parameters() -> None:
    text = SHAPES["parameters"](1_000_000)
    start = time.process_time()
    func = parse_function(text)
    assert len(func.signature.params) == 1_000_000
    assert time.process_time() - start < 30


@pytest.mark.compiled_only
def test_a_hundred_thousand_instructions_verify_in_a_second() -> None:
    """Straight code, and a hundred thousand blocks with a merge at each."""
    straight = parse_function(SHAPES["instructions"](100_000))
    branching = "    jump block1\n" + "".join(
        f"block{i}:\n    brif v0, block{i + 1}, block{min(i + 2, 50_000)}\n" for i in range(1, 50_000)
    )
    for func in (straight, parse_function(body(f"{branching}block50000:\n"))):
        times = []
        for _ in range(3):
            start = time.process_time()
            assert verify(func) == []
            times.append(time.process_time() - start)
        assert min(times) < 1.0
