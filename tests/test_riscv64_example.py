"""The example of a backend in a package of its own: installed by an entry point, judged by the GNU assembler,
the linker and qemu."""

import functools
import importlib
import os
import random
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conformance_runs import CORPUS, corpus_files, stage_1_files
from irtool.compile import compile_module, compile_object, make_target
from irtool.filetests.runner.job import Options
from irtool.filetests.runner.outcome import PASS
from irtool.filetests.runner.run_file import run_file
from irtool.ir.text.reader import parse_functions
from irtool.object.disasm import list_functions
from irtool.runtime.module import load
from irtool.runtime.traps import Trap
from irtool.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "riscv64-backend"
PREFIX = "riscv64-linux-gnu-"
RUN_FILES = sorted((ROOT / "filetests" / "run").glob("*.clif"))
#: Most hand-written lines, blank ones included.
MOST_LINES = 1500

pytestmark = pytest.mark.skipif(
    shutil.which("qemu-riscv64") is None or shutil.which(f"{PREFIX}gcc") is None,
    reason="needs qemu-riscv64 and riscv64-linux-gnu-gcc",
)


@pytest.fixture(scope="module", autouse=True)
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The package on the path, with what an installation writes of its entry points."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text())["project"]
    info = tmp_path_factory.mktemp("site") / "irtool_riscv64-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: irtool-riscv64\nVersion: 0.1.0\n")
    points = project["entry-points"]["irtool.backends"]
    lines = [f"{name} = {value}" for name, value in points.items()]
    (info / "entry_points.txt").write_text("\n".join(["[irtool.backends]", *lines, ""]))
    added = [str(EXAMPLE), str(info.parent)]
    sys.path[:0] = added
    importlib.invalidate_caches()
    yield info.parent
    for path in added:
        sys.path.remove(path)


def run_for_riscv64(path: Path, level: str, flags: str = "", settings: str = "") -> list[str]:
    """Problems of a file's run lines, compiled for riscv64."""
    text = path.read_text()
    head, mark, rest = text.partition("\nfunction")
    lines = [line for line in head.splitlines() if not line.startswith("target")]
    lines += [f"set {word}" for word in settings.split()] + [f"target riscv64 {flags}"]
    copy = Path(os.environ["PYTEST_TMP"]) / path.name
    copy.write_text("\n".join(lines) + mark + rest)
    results = run_file(str(copy), Options(("run",), ("riscv64",), level))
    assert results
    return [f"{result.outcome}: {result.message}" for result in results if result.outcome != PASS]


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_TMP", str(tmp_path))


# --- the package --------------------------------------------------------------------------------


def test_generated_files_are_current() -> None:
    generator: Any = importlib.import_module("irtool_riscv64.gen_encodings")
    assert generator.main(["--check"]) == 0


def test_it_is_small() -> None:
    files = [path for path in (EXAMPLE / "irtool_riscv64").iterdir() if path.suffix in (".py", ".rules")]
    written = [path for path in files if not path.name.endswith("_gen.py")]
    lines = [line for path in written for line in path.read_text().splitlines()]
    assert len(lines) <= MOST_LINES


def assemble(text: str, folder: Path) -> bytes:
    """The bytes of assembly text, without 16-bit forms."""
    (folder / "a.s").write_text(text)
    subprocess.run([f"{PREFIX}as", "-march=rv64ima", "a.s", "-o", "a.o"], cwd=folder, check=True)
    subprocess.run(
        [f"{PREFIX}objcopy", "-O", "binary", "-j", ".text", "a.o", "a.bin"], cwd=folder, check=True
    )
    return (folder / "a.bin").read_bytes()


def listed(code: bytes, folder: Path) -> list[str]:
    """The text of each instruction, the same for long and short forms."""
    (folder / "b.bin").write_bytes(code)
    command = [f"{PREFIX}objdump", "-D", "-b", "binary", "-m", "riscv:rv64", "b.bin"]
    shown = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    rows = [line.split("\t") for line in shown.splitlines() if ":\t" in line]
    texts = [" ".join(row[2:]).split("#")[0].strip() for row in rows]
    return [re.sub(r"^add (\w+),zero,(\w+)$", r"mv \1,\2", text) for text in texts]  # c.mv is shown so


def call(put: Any, mop: int, numbers: tuple[int, int, int], buf: Any) -> None:
    put(buf, mop, *numbers)


def instructions(count: int) -> list[tuple[str, Any]]:
    """Random instructions of every row: their text, and a function that puts them into a buffer."""
    encode: Any = importlib.import_module("irtool_riscv64.encode")
    enc: Any = importlib.import_module("irtool_riscv64.encodings_gen")
    encodings: Any = importlib.import_module("irtool_riscv64.encodings")
    rng = random.Random(5)
    made: list[tuple[str, Any]] = []
    for row in encodings.ROWS:
        mop = getattr(enc, f"MOP_{row.name.upper()}")
        name = row.name.rstrip("_")
        for _ in range(count):
            d, x, y = (rng.choice((0, 1, 2, 8, 9, 10, 15, 16, 31)) for _ in range(3))
            if rng.random() < 0.5:
                x = d
            k = rng.choice((0, 1, -1, 8, 16, 31, 32, -32, -33, 496, -512, 504, 248, 124, 2047, -2048))
            n = abs(k) % (32 if name.endswith("w") else 64)
            forms: dict[str, tuple[str, Any, tuple[int, int, int]]] = {
                "rd, rs1, rs2": (f"x{d}, x{x}, x{y}", encode.put_reg, (d, x, y)),
                "rd, rs1, imm12": (f"x{d}, x{x}, {k}", encode.put_imm, (d, x, k)),
                "rd, rs1, shamt": (f"x{d}, x{x}, {n}", encode.put_imm, (d, x, n)),
                "rd, mem": (f"x{d}, {k}(x{x})", encode.put_access, (d, x, k)),
                "rs2, mem": (f"x{d}, {k}(x{x})", encode.put_access, (d, x, k)),
            }
            if row.text in forms:
                text, put, numbers = forms[row.text]
                made.append((f"{name} {text}", functools.partial(call, put, mop, numbers)))
    return made


def test_encoder_agrees_with_the_assembler(tmp_path: Path) -> None:
    from irtool.backends.machbuffer import MachBuffer

    labels: Any = importlib.import_module("irtool_riscv64.labels")
    made = instructions(40)
    assert len(made) > 1000
    plain, short = MachBuffer(labels.RiscvLabels(False)), MachBuffer(labels.RiscvLabels(True))
    for _, put in made:
        put(plain)
        put(short)
    code = plain.finish().code
    assert code == assemble("\n".join(text for text, _ in made) + "\n", tmp_path)
    compressed = short.finish().code
    assert len(compressed) < 0.98 * len(code)
    assert listed(compressed, tmp_path) == listed(code, tmp_path)


# --- running ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", RUN_FILES[::6], ids=lambda path: path.stem)
def test_some_filetests(path: Path) -> None:
    problems = run_for_riscv64(path, "speed", "has_c")
    assert not [text for text in problems if not is_refusal(text)]


@pytest.mark.slow
@pytest.mark.parametrize("flags", ["", "has_c"])
@pytest.mark.parametrize("level", ["none", "speed"])
@pytest.mark.parametrize("path", RUN_FILES, ids=lambda path: path.stem)
def test_all_filetests(path: Path, level: str, flags: str) -> None:
    problems = run_for_riscv64(path, level, flags)
    assert not [text for text in problems if not is_refusal(text)]


def is_refusal(text: str) -> bool:
    """Floats and vectors are refused by name."""
    return text.startswith("unsupported: ") and "riscv64" in text


@pytest.mark.skipif(not corpus_files(), reason="no conformance corpus")
@pytest.mark.parametrize("level", ["none", "speed"])
def test_stage_1_of_the_conformance_corpus(level: str) -> None:
    problems = {name: run_for_riscv64(CORPUS / name, level) for name in stage_1_files()}
    assert "runtests/throw.clif" in problems
    assert len(problems) >= 40
    assert {name: texts for name, texts in problems.items() if texts} == {}


@pytest.mark.parametrize(
    "settings",
    [
        "label_ranges=branch12:1024,jal20:8192 bb_padding_log2_minus_one=9",
        "force_veneers",
        "chaos_seed=7",
        "label_ranges=branch12:1024 chaos_seed=3",
    ],
)
def test_short_ranges(settings: str) -> None:
    for name in ("block-arguments", "br_table", "icmp-branch-i64", "traps-udiv", "critical-edges"):
        path = ROOT / "filetests" / "run" / f"{name}.clif"
        if path.exists():
            assert run_for_riscv64(path, "speed", "has_c", settings) == []


def test_traps_say_where() -> None:
    funcs = parse_functions(
        """function %div(i64, i64) -> i64 system_v {
        block0(v0: i64, v1: i64): v2 = sdiv v0, v1 return v2 }
        function %load(i64) -> i64 system_v { block0(v0: i64): v1 = load.i64 v0 return v1 }"""
    )
    module = load(funcs, "riscv64")
    assert module.call("div", [7, 2]) == [3]
    for name, arguments, code in (
        ("div", [1, 0], "int_divz"),
        ("div", [1 << 63, -1], "int_ovf"),
        ("load", [16], "heap_oob"),
    ):
        with pytest.raises(Trap) as caught:
            module.call(name, list(arguments))
        assert caught.value.code == code
    assert module.call("div", [-9, 3]) == [(1 << 64) - 3]  # the machine goes on
    module.close()


MAIN = """
#include <stdint.h>
int64_t callback(int64_t a, int64_t b) { return 10 * a + b; }
int64_t table[2] = {5, 7};
int64_t many(int64_t, int64_t, int64_t, int64_t, int64_t, int64_t, int64_t, int64_t, int64_t, int64_t);
int64_t tail(int64_t), data(void), pointer(int64_t), loop(int64_t);
int main(void) {
    if (many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) != 8 * 1000 + 9 * 100 + 10) return 1;
    if (tail(3) != 34) return 2;
    if (data() != 7) return 3;
    if (pointer(4) != 45) return 4;
    return loop(1000000) == 0 ? 0 : 5;
}
"""
CALLED = """
function %many(i64, i64, i64, i64, i64, i64, i64, i64, i64, i64) -> i64 system_v {
block0(v0: i64, v1: i64, v2: i64, v3: i64, v4: i64, v5: i64, v6: i64, v7: i64, v8: i64, v9: i64):
    v10 = iconst.i64 1000
    v11 = imul v7, v10
    v12 = iconst.i64 100
    v13 = imul v8, v12
    v14 = iadd v11, v13
    v15 = iadd v14, v9
    return v15
}
function %tail(i64) -> i64 system_v {
    fn0 = %callback(i64, i64) -> i64 system_v
block0(v0: i64):
    v1 = iconst.i64 4
    v2 = call fn0(v0, v1)
    return v2
}
function %data() -> i64 system_v {
    gv0 = symbol %table+8
block0:
    v0 = symbol_value.i64 gv0
    v1 = load.i64 v0
    return v1
}
function %pointer(i64) -> i64 system_v {
    sig0 = (i64, i64) -> i64 system_v
    fn0 = %callback(i64, i64) -> i64 system_v
block0(v0: i64):
    v1 = func_addr.i64 fn0
    v2 = iconst.i64 5
    v3 = call_indirect sig0, v1(v0, v2)
    return v3
}
function %loop(i64) -> i64 system_v {
    fn0 = colocated %step(i64) -> i64 tail
block0(v0: i64):
    v1 = call fn0(v0)
    return v1
}
function %step(i64) -> i64 tail {
    fn0 = colocated %step(i64) -> i64 tail
block0(v0: i64):
    v1 = iconst.i64 -1
    v2 = iadd v0, v1
    brif v2, block1, block2
block1:
    return_call fn0(v2)
block2:
    return v2
}
"""


@pytest.mark.parametrize("flags", [["-static"], ["-pie"], ["-O2", "-static"]])
@pytest.mark.parametrize("compressed", [False, True])
def test_c_and_irtool_call_each_other(tmp_path: Path, flags: list[str], compressed: bool) -> None:
    settings = Settings("riscv64")
    settings.set("has_c", compressed)
    settings.set("opt_level", "speed")
    (tmp_path / "f.o").write_bytes(compile_object(parse_functions(CALLED), "riscv64", settings))
    (tmp_path / "main.c").write_text(MAIN)
    program = tmp_path / "main"
    command = [f"{PREFIX}gcc", *flags, str(tmp_path / "main.c"), str(tmp_path / "f.o"), "-o", str(program)]
    made = subprocess.run(command, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    assert subprocess.run(["qemu-riscv64", "-L", "/usr/riscv64-linux-gnu", program]).returncode == 0


def test_objects(tmp_path: Path) -> None:
    data = compile_object(parse_functions(CALLED), "riscv64")
    (tmp_path / "f.o").write_bytes(data)
    shown = subprocess.run(["readelf", "-hrsW", tmp_path / "f.o"], capture_output=True, text=True, check=True)
    assert "RISC-V" in shown.stdout and "RVC, double-float ABI" in shown.stdout
    for name in ("R_RISCV_CALL_PLT", "R_RISCV_GOT_HI20", "R_RISCV_PCREL_LO12_I", ".Lpair0"):
        assert name in shown.stdout
    texts = list_functions(data)
    assert [text.partition(":")[0] for text in texts] == ["many", "tail", "data", "pointer", "loop", "step"]
    assert "; riscv_got_hi20 table+0" in texts[2]


def test_what_it_lacks_is_refused() -> None:
    from irtool.ir.errors import SettingError, UnsupportedError

    func = parse_functions("function %f(f32) -> f32 { block0(v0: f32): return v0 }")
    with pytest.raises(UnsupportedError, match="f32 are not supported on riscv64"):
        compile_module(func, "riscv64")
    settings = Settings("riscv64")
    settings.set("enable_pinned_reg", True)
    with pytest.raises(SettingError, match="riscv64 has no flag 'enable_pinned_reg'"):
        make_target("riscv64", settings)
    with pytest.raises(SettingError, match="unknown setting 'has_zbx' for riscv64"):
        settings.apply("has_zbx")


def test_commands(installed: Path, tmp_path: Path) -> None:
    source = ROOT / "examples" / "demo.clif"
    path = os.pathsep.join([str(EXAMPLE), str(installed), *sys.path])

    def irtool(*args: str) -> str:
        command = [sys.executable, "-m", "irtool", *args]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path})
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "riscv64" in irtool("targets")
    assert irtool("run", "--target", "riscv64", str(source), "--invoke", "fib", "20").strip() == "6765"
    irtool("compile", "--target", "riscv64", "--set", "rv64gc", str(source), "-o", str(tmp_path / "demo.o"))
    assert "fib:" in irtool("disasm", str(tmp_path / "demo.o"))
    file = str(ROOT / "filetests" / "run" / "iadd.clif")
    assert "riscv64" in irtool("test", "--command", "run", "--for-target", "riscv64", file)
