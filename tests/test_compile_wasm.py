"""Compiling modules: the same code from one process and several, symbols, errors, and clean ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import irtool
import pytest
from irtool import wasm_compile as driver
from irtool.backends.code import CompiledCode, ExceptionSites, IslandCounts
from irtool.backends.code_bytes import CodeWriter, read_codes
from irtool.backends.notes import DebugTags, Notes, StackMap
from irtool.backends.registry import host_name
from irtool.cli.version import is_compiled
from irtool.frontend.wasm.reader import read_module
from irtool.frontend.wasm.text.assemble import assemble
from irtool.object.elf_read import read_object
from irtool.parallel import Workers
from irtool.runtime.platform import supported
from irtool.settings import Settings
from irtool.wasm_compile import compile_functions, compile_wasm, compile_wasm_object, split
from librt.vecs import vec
from mypy_extensions import i64

TARGETS = ("x86_64", "aarch64")


def binary(text: str) -> bytes:
    return assemble(text.encode(), "m.wat").binary


def many_functions(count: int, last: str = "") -> bytes:
    """A module in which each function calls the one before."""
    functions = ["(func $f0 (param i32) (result i32) (local.get 0))"]
    for number in range(1, count):
        functions.append(
            f"(func $f{number} (param i32) (result i32) (i32.div_u (call $f{number - 1}"
            f" (i32.add (local.get 0) (i32.const {number * 77777}))) (i32.load (local.get 0))))"
        )
    functions.append(last)
    return binary(f'(module (memory 1) {" ".join(functions)} (export "last" (func $f{count - 1})))')


@pytest.fixture
def small_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranges for processes are small, so that small modules have several."""
    monkeypatch.setattr(driver, "RANGE_BYTES", 64)


# --- one process and several ----------------------------------------------------------------------


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("level", ["none", "speed"])
def test_processes_change_nothing(target: str, level: str, small_ranges: None) -> None:
    data = many_functions(40)
    settings = Settings(target)
    settings.set("opt_level", level)
    one = compile_wasm_object(data, target, settings)
    assert compile_wasm_object(data, target, settings, jobs=3) == one


def test_the_streamed_code_is_that_of_whole_functions() -> None:
    data = many_functions(20)
    settings = Settings("x86_64")
    settings.set("enable_pinned_reg", True)
    settings.set("calls_keep_pinned_reg", True)
    whole = irtool.compile_module(irtool.translate(data), "x86_64", settings)
    streamed = compile_wasm(data, "x86_64", settings)
    assert [item.code.code for item in whole] == [item.code.code for item in streamed.functions]


def test_new_interpreters_do_the_same(small_ranges: None, monkeypatch: pytest.MonkeyPatch) -> None:
    data = many_functions(20)
    one = compile_wasm_object(data, "x86_64")
    monkeypatch.setattr(driver, "can_fork", lambda: False)
    assert compile_wasm_object(data, "x86_64", jobs=2) == one


def test_new_interpreters_need_arguments_that_can_be_sent(
    monkeypatch: pytest.MonkeyPatch, small_ranges: None
) -> None:
    from irtool.frontend.wasm.environment import ModuleEnvironment

    monkeypatch.setattr(driver, "can_fork", lambda: False)
    with pytest.raises(irtool.IrtoolError, match="pickled"):
        compile_wasm(many_functions(20), "x86_64", environment=lambda m, t: ModuleEnvironment(m, t), jobs=2)


def test_progress_is_told(small_ranges: None) -> None:
    for jobs in (1, 2):
        seen: list[tuple[int, int]] = []
        note = seen.append
        compile_wasm(many_functions(20), "x86_64", jobs=jobs, progress=lambda *now, note=note: note(now))
        assert len(seen) == 20 and [done for done, _ in seen] == sorted(done for done, _ in seen)
        assert seen[-1][0] == seen[-1][1]


def test_ranges_cover_all_functions_once() -> None:
    sizes = [10, 100_000, 3, 3, 20_000, 5] + [700] * 100
    ranges = split(sizes, 2)
    assert [number for start, end in ranges for number in range(start, end)] == list(range(len(sizes)))
    assert len(ranges) > 4


@pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")
def test_modules_compile_in_processes(small_ranges: None) -> None:
    data = binary(
        '(module (func $a (export "a") (param i64) (result i64) (i64.mul (local.get 0) (local.get 0)))'
        '(func (export "b") (param i64) (result i64) (i64.add (call $a (local.get 0)) (i64.const 1)))'
        + "(func (param i64) (result i64) (i64.rotl (call $a (local.get 0)) (i64.const 9)))" * 20
        + ")"
    )
    assert irtool.Instance(irtool.Module(data, jobs=2)).exports.b(12) == 145


# --- what is sent between processes -----------------------------------------------------------------


def contents(code: object) -> dict[str, object]:
    """All attributes, columns as lists, parts as what they contain."""
    names = [name for name in dir(code) if not name.startswith("_") and name != "island_counts"]
    found: dict[str, object] = {}
    for name in names:
        value = getattr(code, name)
        if isinstance(value, vec):
            found[name] = list(value)
        elif isinstance(value, ExceptionSites | Notes):
            found[name] = contents(value)
        elif not callable(value):
            found[name] = value
    return found


def test_every_attribute_of_code_is_sent() -> None:
    full = CompiledCode()
    number = 3
    pairs = [("reloc_offset", "reloc_kind", "reloc_symbol", "reloc_addend"), ("trap_offset", "trap_code")]
    pairs += [("srcloc_offset", "srcloc"), ("data_start", "data_end"), ("call_sites",), ("block_offset",)]
    pairs += [("cfi_offset", "cfi")]
    for size, names in enumerate(pairs, 1):
        for name in names:
            number += 1
            setattr(full, name, vec[i64]([number * 5 + row for row in range(size)]))
    for name, value in contents(full).items():
        if value == [] and name == "symbols":
            full.symbols = ["f", "", "ä"]
        elif isinstance(value, int):
            number += 1
            setattr(full, name, number)
    full.exceptions = ExceptionSites()
    full.exceptions.frame_offset = 48
    full.exceptions.returns = vec[i64]([9, 20])
    full.exceptions.handler_end = vec[i64]([1, 3])
    full.exceptions.tags = vec[i64]([-1, 1 << 40, 0])
    full.exceptions.landings = vec[i64]([30, 31, 32])
    full.exceptions.contexts = vec[i64]([-1, 8, 16])
    full.notes = Notes()
    full.notes.stack_maps = [StackMap(9, ((3, 16), (4, 24)))]
    full.notes.debug_tags = [DebugTags(20, (("imm", 1 << 40), ("slot", 8)))]
    full.notes.patchable_calls = [9]
    full.code = b"code\0"
    full.reloc_addend = vec[i64]([-(1 << 40)])
    empty = [name for name, value in contents(full).items() if value in ([], b"", None)]
    assert empty == [], "a new attribute: say here what it may hold"
    full.island_counts = IslandCounts(3)
    full.island_counts.veneer_bytes = 7
    writer = CodeWriter()
    for code in (full, CompiledCode(), full):
        writer.put(code)
    copies = read_codes(writer.getvalue())
    assert [contents(code) for code in copies] == [contents(full), contents(CompiledCode()), contents(full)]
    assert copies[1].island_counts is None
    counts = copies[2].island_counts
    assert counts is not None and counts.veneer_bytes == 7 and len(counts.veneers) == 3


# --- symbols ----------------------------------------------------------------------------------------


def symbols(data: bytes) -> dict[str, str]:
    """Binding of each function's symbol, by name."""
    found = read_object(data).symbols
    return {
        item.name: "global" if item.bind else "local"
        for item in found
        if item.name and ".data" not in item.name
    }


def test_symbols_are_names_of_functions() -> None:
    data = binary(
        '(module (import "m" "f" (func $imported)) (func $named) (func (export "seen")) (func)'
        ' (func $both (export "other") (call $imported)))'
    )
    found = symbols(compile_wasm_object(data, "x86_64"))
    assert found == {"named": "local", "seen": "global", "func[3]": "local", "both": "global"}


def test_a_function_does_not_take_the_place_of_a_library_function() -> None:
    data = binary(
        "(module (func $floor (param f64) (result f64) (f64.const 1))"
        ' (func (export "g") (param f64) (result f64) (f64.floor (local.get 0))))'
    )
    found = symbols(compile_wasm_object(data, "x86_64"))  # without SSE4.1
    assert found == {"func[0]": "local", "g": "global", "floor": "global"}
    assert compile_wasm(data, "x86_64").functions[1].code.symbols == ["FloorF64"]


def test_equal_names_name_the_first() -> None:
    data = binary('(module (func (@name "same")) (func (@name "same")) (func (@name "func[0]")))')
    found = symbols(compile_wasm_object(data, "x86_64"))
    assert list(found) == ["same", "func[1]", "func[2]"]


def test_some_functions() -> None:
    data = many_functions(5)
    compiled = compile_functions(read_module(data), [2, 4], "x86_64")
    assert [item.name for item in compiled.functions] == ["f2", "f4"]
    assert {reloc.symbol for reloc in compiled.text().relocs} == {"f1", "f3"}


# --- errors -------------------------------------------------------------------------------------------

UNSUPPORTED = "(func (drop (struct.new_default $t)))"


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("last", "message"),
    [
        (f"(type $t (struct)) {UNSUPPORTED}", "struct.new_default"),
        ("(func (result i32))", "type mismatch"),
        # An invalid module is invalid, also when something before cannot be compiled.
        (f"(type $t (struct)) {UNSUPPORTED} (func) (func (result i64))", "type mismatch"),
    ],
)
def test_errors_are_the_same(jobs: int, last: str, message: str, small_ranges: None) -> None:
    with pytest.raises(irtool.IrtoolError, match=message) as error:
        compile_wasm(many_functions(30, last), "x86_64", jobs=jobs)
    assert isinstance(error.value, irtool.UnsupportedError) == (message == "struct.new_default")


class Dies:
    """Work that ends its process, or fails."""

    def __init__(self, how: str) -> None:
        self.how = how

    def run(self, task: int) -> bytes:
        """See the class."""
        if task < 2:
            return b"x" * 100_000 * task
        if self.how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        raise ValueError("no such thing")


@pytest.mark.parametrize(
    ("how", "message"), [("killed", r"signal 9 \(SIGKILL\)"), ("fails", "ValueError: no such thing")]
)
def test_a_worker_that_ends_is_reported(how: str, message: str) -> None:
    done = []
    with Workers(1, Dies, (how,), True) as workers, pytest.raises(irtool.IrtoolError, match=message):
        for task, result in workers.run([0, 1, 2, 3]):
            done.append((task, len(result)))
    assert done == [(0, 0), (1, 100_000)]


# --- the command ---------------------------------------------------------------------------------------


def command(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "irtool", "compile", *args], input=stdin, capture_output=True, timeout=120
    )


COLLATZ = str(Path(__file__).parent.parent / "examples" / "collatz.wat")


def test_every_kind_of_output(tmp_path: Path) -> None:
    for kind, start in [
        ("clif", b"; steps\nfunction u0:0("),
        ("vcode", b"; steps\nvcode u0:0 {"),
        ("regalloc-text", b"; steps\nu0:0:"),
        ("asm", b"steps:\n"),
    ]:
        for pick in ("steps", "0"):
            done = command(COLLATZ, "--target", "x86_64", "--emit", kind, "--function", pick)
            assert (done.returncode, done.stderr) == (0, b"") and done.stdout.startswith(start)
    for kind in ("obj", "bytes", "regalloc"):
        out = tmp_path / kind
        done = command(COLLATZ, "--emit", kind, "-o", str(out), "--verify")
        assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"") and out.stat().st_size > 20


def test_a_module_on_stdin_and_the_default_name(tmp_path: Path) -> None:
    data = many_functions(3)
    path = tmp_path / "wasm.wasm"  # names in a library begin with that of the file, else with "wasm"
    path.write_bytes(data)
    piped = command("-", "-o", "-", "--target", "x86_64", stdin=data)
    named = subprocess.run(
        [sys.executable, "-m", "irtool", "compile", str(path), "--target", "x86_64"],
        cwd=tmp_path,
        timeout=120,
    )
    assert named.returncode == 0 and piped.stdout == (tmp_path / "wasm.o").read_bytes() != b""


def test_refusals_have_a_place(tmp_path: Path) -> None:
    (tmp_path / "bad.wat").write_text("(module\n  (func (result i32)))")
    (tmp_path / "gc.wat").write_text(f"(module (type $t (struct)) {UNSUPPORTED})")
    (tmp_path / "cut.wasm").write_bytes(many_functions(3)[:-3])
    for name, message in [("bad.wat", "2:"), ("gc.wat", "struct.new_default"), ("cut.wasm", "0x")]:
        done = command(str(tmp_path / name), "-o", str(tmp_path / "out.o"))
        assert done.returncode == 1 and name in done.stderr.decode() and message in done.stderr.decode()
    for args, message in [
        (("--function", "x"), "no function 'x'"),
        (("--function", "9"), "no function '9'"),
        (("--features", "mvp"), "multi_value"),
        (("-j", "0"), "from 1 on"),
    ]:
        text = b"(module (func (result i32 i32) (i32.const 0) (i32.const 0)))"
        done = command("-", "-o", str(tmp_path / "out.o"), *args, stdin=assemble(text, "").binary)
        assert done.returncode in (1, 2) and message in done.stderr.decode(), done.stderr
    assert not (tmp_path / "out.o").exists()


def test_an_imported_function_has_no_code() -> None:
    data = binary('(module (import "m" "f" (func $f)))')
    assert b"is imported" in command("-", "-o", "x", "--function", "f", stdin=data).stderr


def large_module(count: int) -> bytes:
    """A module of so many equal functions, made without much work."""
    small = binary("(module (func (param i64) (result i64) (i64.mul (local.get 0) (i64.const 9))))")
    module = read_module(small)
    start, end = int(module.body_start[0]), int(module.body_end[0])
    body = bytes([end - start]) + small[start:end]

    def leb(number: int) -> bytes:
        return bytes([number & 127 | 128, number >> 7 & 127 | 128, number >> 14 & 127 | 128, number >> 21])

    def section(number: int, content: bytes) -> bytes:
        return bytes([number]) + leb(len(content)) + content

    types = small[8 : small.index(b"\3\2\1\0")]
    return small[:8] + types + section(3, leb(count) + bytes(count)) + section(10, leb(count) + body * count)


def alive(group: int) -> bool:
    """Whether a process group has processes that have not ended."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] not in "ZX":
            return True
    return False


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_nothing_behind(jobs: str, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "irtool",
            "compile",
            "-",
            "-O",
            "speed",
            "-j",
            jobs,
            "-o",
            str(tmp_path / "m.o"),
        ],
        start_new_session=True,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None and process.stderr is not None
    # A pipe holds little, so the program has read nearly all of it when this returns: it has started, and has
    # seconds of work before it.
    process.stdin.write(large_module(400_000))
    process.stdin.close()
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    said = process.stderr.read()
    assert (process.wait(timeout=60), said) == (130, b"")
    for _ in range(500):  # the system takes a moment to end the workers, whose pipes are closed already
        if not alive(process.pid):
            break
        time.sleep(0.02)
    assert not list(tmp_path.iterdir()) and not alive(process.pid)


def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    import pty

    path = tmp_path / "m.wasm"
    path.write_bytes(large_module(150_000 if is_compiled() else 3000))
    parent, child = pty.openpty()
    args = [sys.executable, "-m", "irtool", "compile", str(path), "-o", str(tmp_path / "m.o"), "-j", "2"]
    process = subprocess.Popen(args, stderr=child)
    os.close(child)
    text = b""
    try:
        while piece := os.read(parent, 4096):
            text += piece
    except OSError:  # the other end is closed
        pass
    os.close(parent)
    assert process.wait(timeout=60) == 0
    assert b"% of" in text and text.endswith(b"\r\x1b[K")
