"""No option is accepted that does nothing: each changes what its command gives out, or is refused.

The list of options comes from irtool's parsers, so a new one needs a line here that shows what it does.
"""

import re
from pathlib import Path

import pytest
from forked_program import load_modules, run
from irtool.cli.common import make_parser
from irtool.cli.main import COMMANDS

CLIF = """test interpret
test compile precise-output
set opt_level=speed
target x86_64
function %f(i32) -> i32 {
    fn0 = %g(i32) -> i32
block0(v0: i32):
    v1 = iconst.i32 1
    v2 = imul v0, v1
    v3 = call fn0(v2)
    v4 = iadd v3, v3
    v5 = iadd v3, v3
    v6 = isub v4, v5
    v7 = iadd v6, v3
    return v7
}
function %g(i32) -> i32 {
    ss0 = explicit_slot 64
block0(v0: i32):
    v1 = popcnt v0
    return v1
}
"""
LOOP = """function %loop(i32) -> i32 {
block0(v0: i32):
    jump block1(v0)
block1(v1: i32):
    v2 = iconst.i32 1
    v3 = isub v1, v2
    brif v3, block1(v3), block2
block2:
    return v3
}
"""
#: Optimised, the loop does not compute the same product again and again.
SUM = """function %sum(i64) -> i64 {
block0(v0: i64):
    v1 = iconst.i64 0
    jump block1(v0, v1)
block1(v2: i64, v3: i64):
    v4 = udiv v0, v2
    v5 = udiv v0, v2
    v6 = udiv v0, v2
    v7 = udiv v0, v2
    v8 = iadd v4, v5
    v9 = iadd v6, v7
    v10 = iadd v8, v9
    v11 = iadd v3, v10
    v12 = iconst.i64 1
    v13 = isub v2, v12
    brif v13, block1(v13, v11), block2
block2:
    return v11
}
"""
DATA = """function %d() -> i8 {
    gv0 = symbol %x
block0:
    v0 = symbol_value.i64 gv0
    v1 = load.i8 v0
    return v1
}
"""
TEXTS = """test cat
target aarch64
function %t() {
block0:
    return
}
; check: nothing like that
; chek: a slip
"""
RUNS = """test interpret
test run
test unwind
target x86_64
target aarch64
function %r() -> i32 {
block0:
    v0 = iconst.i32 1
    return v0
}
; run: %r() == 1
"""
ENDLESS = """test interpret
function %e() -> i32 {
block0:
    jump block1
block1:
    jump block1
}
; run: %e() == 1
"""
WAT = '(module $m (func $one (export "f") (result i32) (i32.const 7)) (func $two (export "g") (param v128)))'
#: One function cannot be compiled.
PARTLY = '(module (func (export "f") (result i32) (i32.const 7)) (func (drop (ref.i31 (i32.const 1)))))'
WAST = '(module (func (export "f") (result i32) (i32.const 7)))\n(assert_return (invoke "f") (i32.const 7))\n'
WAST_SKIPPED = '(assert_unlinkable (module (import "a" "b" (func))) "unknown import")\n'
PROGRAM = """(module
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $sizes (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func (param i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "_start")
    (drop (call $sizes (i32.const 0) (i32.const 4)))
    (call $exit (i32.load (i32.const 0)))))
"""
FILES = {
    "f.clif": CLIF,
    "loop.clif": LOOP,
    "sum.clif": SUM,
    "data.clif": DATA,
    "text.clif": TEXTS,
    "runs.clif": RUNS,
    "endless.clif": ENDLESS,
    "only.clif": RUNS.replace("test interpret\n", ""),
    "m.wat": WAT,
    "a.wast": WAST,
    "b.wast": WAST + WAST_SKIPPED,
    "program.wat": PROGRAM,
    "partly.wat": PARTLY,
    "partly.wast": PARTLY,
    "imports.wat": '(module (import "a" "f" (func (result i32))) (export "f" (func 0)))',
    "endless.wat": '(module (func (export "f") (loop (br 0))))',
}

#: By command and option: arguments without it, then with it. What comes out must differ.
ACTS = {
    ("compile", "--target"): ("--emit asm f.clif", "--emit asm --target aarch64 f.clif"),
    ("compile", "--opt-level"): ("--emit asm f.clif", "--emit asm -O speed f.clif"),
    ("compile", "--set"): (
        "--emit asm --target x86_64 f.clif",
        "--emit asm --target x86_64 --set has_popcnt f.clif",
    ),
    ("compile", "--emit"): ("f.clif", "--emit vcode f.clif"),
    ("compile", "--function"): ("--emit asm f.clif", "--emit asm --function g f.clif"),
    ("compile", "--features"): ("--emit clif m.wat", "--emit clif --features mvp m.wat"),
    ("compile", "--debug-lines"): ("f.clif", "-g f.clif"),
    ("compile", "--header"): ("m.wat", "--header m.h m.wat"),
    ("compile", "--cpp-header"): ("--header m.h m.wat", "--header m.h --cpp-header m.hpp m.wat"),
    ("compile", "--prefix"): ("--header m.h m.wat", "--header m.h --prefix q m.wat"),
    ("compile", "--guard-pages"): ("--header m.h m.wat", "--header m.h --guard-pages m.wat"),
    ("compile", "--linker"): ("--linker own loop.clif -o x.so", "--linker system loop.clif -o x.so"),
    ("compile", "--soname"): ("--linker own loop.clif -o x.so", "--linker own --soname q loop.clif -o x.so"),
    ("compile", "--no-image"): ("m.wat", "--no-image m.wat"),
    ("compile", "--wasi"): ("--header p.h program.wat", "--header p.h --wasi program.wat"),
    ("compile", "--dir"): ("--emit exe program.wat", "--emit exe --dir data::/ program.wat"),
    ("compile", "--stats"): ("f.clif", "--stats f.clif"),
    ("compile", "--output"): ("f.clif", "-o other.o f.clif"),
    ("run", "--invoke"): ("f.clif 1", "--invoke g f.clif 1"),
    ("run", "--env"): ("program.wat", "--env A=1 program.wat"),
    ("run", "--dir"): ("program.wat", "--dir nowhere program.wat"),
    ("run", "--preload"): ("imports.wat", "--preload a=m.wat imports.wat"),
    ("run", "--target"): ("--fuel 9 loop.clif 9", "--fuel 9 --target aarch64 loop.clif 9"),
    ("run", "--set"): ("loop.clif 9", "--set tls_model=coff loop.clif 9"),
    ("run", "--emulate"): ("--fuel 9 loop.clif 9", "--fuel 9 --emulate loop.clif 9"),
    ("run", "--lazy"): ("partly.wat --invoke f", "--lazy partly.wat --invoke f"),
    ("run", "--fuel"): ("--emulate loop.clif 90", "--emulate --fuel 20 loop.clif 90"),
    ("run", "--timeout"): ("--fuel 1000000 endless.wat", "--timeout 0.01 endless.wat"),
    ("run", "--opt-level"): ("--emulate --fuel 130 sum.clif 9", "--emulate --fuel 130 -O speed sum.clif 9"),
    ("interpret", "--invoke"): ("f.clif 1", "--invoke g f.clif 1"),
    ("interpret", "--opt-level"): ("--invoke f f.clif 1 --fuel 9", "--invoke f f.clif 1 --fuel 9 -O speed"),
    ("interpret", "--fuel"): ("loop.clif 9", "loop.clif 9 --fuel 5"),
    ("interpret", "--memory"): ("--invoke f f.clif 9", "--invoke f f.clif 9 --memory 40"),
    ("interpret", "--depth"): ("--invoke f f.clif 9", "--invoke f f.clif 9 --depth 0"),
    ("interpret", "--data"): ("data.clif", "data.clif --data x=05"),
    ("test", "--command"): ("runs.clif", "--command run runs.clif"),
    ("test", "--target"): ("runs.clif", "--target x86_64 runs.clif"),
    ("test", "--for-target"): ("runs.clif", "--for-target aarch64 runs.clif"),
    ("test", "--opt-level"): ("--bless f.clif", "--bless --opt-level none f.clif"),
    ("test", "--bless"): ("f.clif", "--bless f.clif"),
    ("test", "--ignore-precise-output"): ("f.clif", "--ignore-precise-output f.clif"),
    ("test", "--interpret"): ("only.clif", "--interpret only.clif"),
    ("test", "--timeout"): ("--command cat text.clif", "--command interpret --timeout 0.2 endless.clif"),
    ("test", "--strict"): ("text.clif", "--strict text.clif"),
    ("test", "--json"): ("runs.clif", "--json out.json runs.clif"),
    ("test", "--unsupported"): ("runs.clif", "--unsupported runs.clif"),
    ("test", "--quiet"): ("runs.clif", "-q runs.clif"),
    ("opt", "--passes"): ("f.clif", "--passes dce f.clif"),
    ("opt", "--disable"): ("f.clif", "--disable gvn,simplify f.clif"),
    ("opt", "--opt-level"): ("f.clif", "-O none f.clif"),
    ("opt", "--print-after"): ("f.clif", "--print-after f.clif"),
    ("opt", "--print-after-pass"): ("f.clif", "--print-after-pass gvn f.clif"),
    ("opt", "--list"): ("f.clif", "--list"),
    ("opt", "--output"): ("f.clif", "f.clif -o x.clif"),
    ("disasm", "--raw"): ("m.wat", "--raw m.wat"),
    ("disasm", "--function"): ("f.clif", "--function g f.clif"),
    ("disasm", "--no-bytes"): ("f.clif", "--no-bytes f.clif"),
    ("disasm", "--target"): ("f.clif", "--target aarch64 f.clif"),
    ("disasm", "--opt-level"): ("f.clif", "-O speed f.clif"),
    ("disasm", "--set"): ("--target x86_64 f.clif", "--target x86_64 --set has_popcnt f.clif"),
    ("disasm", "--output"): ("f.clif", "-o x f.clif"),
    ("convert", "--to"): ("m.wat", "m.wat --to wat"),
    ("convert", "--no-names"): ("m.wat", "m.wat --no-names"),
    ("convert", "--no-custom"): ("custom.wasm", "custom.wasm --no-custom"),
    ("convert", "--check"): ("long.wasm", "long.wasm --check"),
    ("convert", "--output"): ("m.wat", "m.wat -o m.wasm"),
    ("validate", "--features"): ("m.wat", "--features mvp m.wat"),
    ("wasm", "--largest"): ("info m.wat", "info --largest 1 m.wat"),
    ("wasm", "--json"): ("info m.wat", "info m.wat --json -"),
    ("wast", "--quiet"): ("a.wast", "-q a.wast"),
    ("wast", "--reasons"): ("--check a.wast", "--check --reasons a.wast"),
    ("wast", "--json"): ("a.wast", "--json x.json a.wast"),
    ("wast", "--check"): ("a.wast", "--check a.wast"),
    ("wast", "--features"): ("--check b.wast", "--check --features nope b.wast"),
    ("wast", "--lazy"): ("partly.wast", "--lazy partly.wast"),
    ("wast", "--target"): ("a.wast", "--target nope a.wast"),
    ("cfg", "--function"): ("f.clif", "--function g f.clif"),
    ("cfg", "--graph"): ("f.clif", "--graph calls f.clif"),
    ("cfg", "--format"): ("loop.clif", "--format graphml loop.clif"),
    ("cfg", "--output"): ("loop.clif", "-o x loop.clif"),
    ("targets", "--settings"): ("", "--settings"),
    ("targets", "--support"): ("aarch64", "--support aarch64"),
    ("targets", "--json"): ("--support aarch64", "--support --json aarch64"),
}

#: Options that change how something is done, or how surely, and nothing of what comes out when all is well;
#: the tests that look at what they do.
TESTED_ELSEWHERE = {
    ("compile", "--verify"): "test_cli_commands.py, test_compile_settings.py",
    ("compile", "--jobs"): "test_compile_wasm.py, test_batches.py",
    ("compile", "--reuse"): "test_cache.py",
    ("cache", "--opt-level"): "test_cache.py",
    ("test", "--no-checker"): "test_compile_settings.py",
    ("test", "--jobs"): "test_filetests_runner.py",
    ("wast", "--jobs"): "test_cli_wasm.py",
    ("wast", "--opt-level"): "test_wasm_script.py",
    ("wast", "--explicit-checks"): "test_cli_wasm.py",
    ("opt", "--verify"): "test_passes_pipeline.py",
    **{
        ("bench", name): "test_bench.py"
        for name in (
            *("--sizes", "--target", "--corpus", "--no-interpreted", "--interpreted-limit"),
            *("--regalloc", "--kernels", "--shapes", "--json"),
        )
    },
}

#: What an option would do nothing beside, so that it is refused.
REFUSED = [
    "compile --emit clif --stats f.clif",
    "compile --emit asm -g f.clif",
    "compile -j 2 f.clif",
    "compile --reuse m.wat",
    "compile --reuse --emit clif f.clif",
    "compile --emit image f.clif",
    "compile --emit image --set has_avx m.wat",
    "cache info m.wat",
    "cache clear -O none",
    "compile --header f.h f.clif",
    "compile --emit asm --prefix p m.wat",
    "compile --linker own loop.clif",
    "compile --soname q --header m.h m.wat",
    "compile --prefix q loop.clif -o x.so",
    "compile --emit exe --header p.h program.wat",
    "compile --emit lib --function f m.wat",
    "compile --emit header --function f m.wat",
    "compile --emit header --header m.h m.wat",
    "compile --emit header --guard-pages m.wat",
    "compile --emit header -O speed m.wat",
    "compile --emit header -j 2 m.wat",
    "compile --emit header f.clif",
    "compile --emit exe -g program.wat",
    "compile --emit lib --dir data m.wat",
    "compile --cpp-header m.hpp m.wat",
    "compile --emit so --no-image m.wat",
    "compile --emit header --no-image m.wat",
    "compile --emit image --no-image m.wat",
    "compile --no-image f.clif",
    "compile --features mvp f.clif",
    "run --env A=1 f.clif",
    "run --env A=1 m.wat --invoke f",
    "run --preload a=m.wat f.clif",
    "run --preload a m.wat --invoke f",
    "targets --json aarch64",
    "targets --settings --support",
    "run --set regalloc_checker m.wat --invoke f",
    "run --lazy loop.clif 1",
    "test --bless --ignore-precise-output f.clif",
    "test --target nope f.clif",
    "test --command nope f.clif",
    "opt --list f.clif",
    "opt --list --verify",
    "opt --passes dce -O none f.clif",
    "opt --passes dce --disable gvn f.clif",
    "opt --print-after --print-after-pass gvn f.clif",
    "disasm --raw --function f m.wat",
    "disasm --raw -O speed m.wat",
    "disasm --target aarch64 m.wat",
    "disasm -O speed m.wat",
    "disasm --set has_popcnt m.wat",
    "convert --no-names custom.wasm",
    "convert --check m.wat",
    "convert --no-custom m.wat",
    "wast --check -O none a.wast",
    "wast --check --target aarch64 a.wast",
    "wast --check --explicit-checks a.wast",
    "wast --check --lazy a.wast",
    "cfg --graph calls --function f f.clif",
    "targets x86_64 --settings",
    "bench --kernels x",
    "bench --regalloc --corpus .",
    "bench --regalloc --no-interpreted",
]


@pytest.fixture(scope="module", autouse=True)
def modules() -> None:
    load_modules()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "custom.wasm").write_bytes(b"\0asm\1\0\0\0\0\4\3abc")
    (tmp_path / "long.wasm").write_bytes(b"\0asm\1\0\0\0\1\x85\0\1\x60\x80\0\0")
    return tmp_path


def outcome(words: list[str], folder: Path) -> tuple[object, ...]:
    """Everything that a command gives out, without times."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    status, stdout, stderr = run(words, folder)
    assert "Traceback" not in stderr, stderr
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    for name in after.keys() - before.keys():
        (folder / name).unlink()
    for name, data in before.items():
        (folder / name).write_bytes(data)
    changed = {name: data for name, data in after.items() if before.get(name) != data}
    if words[0] in ("test",):
        stdout = "\n".join(" ".join(line.split()[:-1]) for line in stdout.splitlines())
    return status, stdout, stderr, changed


def options() -> list[tuple[str, str]]:
    found = []
    for name in COMMANDS:
        parser = make_parser(name, COMMANDS[name], "")
        module = __import__(f"irtool.cli.{name}", fromlist=["add_arguments"])
        module.add_arguments(parser)
        found += [
            (name, action.option_strings[-1])
            for action in parser._actions
            if action.option_strings and action.dest != "help"
        ]
    return found


def test_every_option_is_shown_to_act() -> None:
    known = {*ACTS, *TESTED_ELSEWHERE}
    assert not [option for option in options() if option not in known]
    assert not known - set(options())


@pytest.mark.parametrize("option", ACTS, ids=" ".join)
def test_option_acts(folder: Path, option: tuple[str, str]) -> None:
    without, with_it = (outcome([option[0], *text.split()], folder) for text in ACTS[option])
    assert without != with_it


def test_the_page_of_commands_names_every_option() -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "commands.md").read_text()
    parts = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", page, re.S | re.M))
    assert set(parts) == set(COMMANDS)
    missing = [
        (name, option) for name, option in options() if not re.search(rf"`[^`]*{option}\b", parts[name])
    ]
    assert not missing
    for name, part in parts.items():
        known = {option for command, option in options() if command == name}
        assert set(re.findall(r"(--[a-z-]+)", part)) <= known, name


@pytest.mark.parametrize("line", REFUSED)
def test_what_would_do_nothing_is_refused(folder: Path, line: str) -> None:
    status, stdout, stderr, changed = outcome(line.split(), folder)
    assert (status, stdout, changed) == (2, "", {})
    assert "error: " in str(stderr)
