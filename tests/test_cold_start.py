"""A program that is compiled already starts without the compiler, and its glue comes from its file."""

import json
import subprocess
import sys
from pathlib import Path

import irtool
import pytest
from irtool.backends.registry import lookup
from irtool.cli import run
from irtool.cli.common import make_parser
from irtool.cli.main import main
from irtool.cli.run_wasm import plain_arguments
from irtool.object.image import ImageError, read_image
from irtool.runtime import glue_code
from irtool.runtime.enter import ENTER
from irtool.runtime.glue import compile_glue, glue_settings
from irtool.runtime.glue_code import GlueCode, load, pack
from irtool.runtime.platform import supported
from irtool.runtime.wasm.image import offer_glue
from irtool.runtime.wasm.module import Module

pytestmark = pytest.mark.skipif(not supported(), reason="native execution")

HELLO = """(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\08\\00\\00\\00\\06\\00\\00\\00hello\\n")
  (func (export "_start")
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 100)))
    (drop (call $sizes (i32.const 200) (i32.const 204)))
    (call $exit (i32.load (i32.const 200)))))"""

#: Everything of the compiler, and what takes long to import.
FORBIDDEN = (
    *("compile", "wasm_compile", "parallel", "passes", "rules", "settings", "cache", "library", "filetests"),
    *("regalloc.linear", "regalloc.scan", "ir.builder", "ir.verify", "ir.text.reader", "ir.interp"),
    *("ir.function", "backends.notes"),
    *("frontend.wasm.translate", "frontend.wasm.validation", "frontend.wasm.environment"),
    *("frontend.wasm.emitter", "frontend.wasm.text", "frontend.wasm.opcodes"),
    *("backends.lower", "backends.registry", "backends.target", "backends.emit", "backends.host_features"),
    *("backends.select", "backends.rows", "backends.legalize"),
    *("object.elf", "runtime.glue", "runtime.link", "runtime.native", "runtime.c_api", "runtime.module"),
    *("cli.common", "cli.run"),
)
FORBIDDEN_OUTSIDE = (
    *("argparse", "hashlib", "inspect", "logging", "pathlib", "pickle", "platform", "shutil", "socket"),
    *("subprocess", "tempfile", "traceback", "importlib.metadata", "dataclasses", "concurrent", "lark"),
    *("networkx", "capstone", "unicorn", "json"),
)


def imported(code: str, *arguments: object) -> list[str]:
    """Modules that a program has imported at its end."""
    text = f"import sys\n{code}\nsys.stdout.flush()\nprint(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", text, *map(str, arguments)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stderr.split()


def precompiled(folder: Path, text: str) -> Path:
    """The file of a module."""
    source, made = folder / "m.wat", folder / "m.o"
    source.write_text(text)
    assert main(["compile", "--emit", "image", "-O", "speed", str(source), "-o", str(made)]) == 0
    return made


def compiler_modules(names: list[str]) -> list[str]:
    """Those that a run of compiled code has no use for."""
    inside = [f"irtool.{name}" for name in FORBIDDEN]
    inside += [f"irtool.backends.{machine}.lower_gen" for machine in ("x64", "aarch64")]
    return [
        name
        for name in names
        if any(name == each or name.startswith(f"{each}.") for each in (*inside, *FORBIDDEN_OUTSIDE))
    ]


def test_a_precompiled_program_imports_no_compiler(tmp_path: Path) -> None:
    path = precompiled(tmp_path, HELLO)
    run_it = (
        "from irtool.cli.main import main\n"
        "assert main(['run', sys.argv[1], 'an argument']) == 2"  # its exit code is the number of arguments
    )
    bare = len(imported(""))
    names = imported(run_it, path)
    assert compiler_modules(names) == []
    ours = [name for name in names if name.startswith("irtool")]
    assert len(ours) <= 118
    assert len(names) - bare <= 172
    assert not {"fcntl", "math", "select"} & {*names}  # shared objects that this program has no use for


def test_the_compiler_is_found_when_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "m.wat"
    path.write_text(HELLO)
    names = imported("from irtool.cli.main import main\nassert main(['run', sys.argv[1]]) == 1", path)
    found = compiler_modules(names)
    assert {"irtool.compile", "irtool.runtime.glue", "irtool.regalloc.scan", "argparse"} <= {*found}


def test_help_and_version_import_no_compiler() -> None:
    for option in ("--help", "--version"):
        names = imported("from irtool.cli.main import main\nassert main([sys.argv[1]]) == 0", option)
        known = ("pathlib", "platform", "subprocess")  # what the version is made of
        assert [name for name in compiler_modules(names) if name.partition(".")[0] not in known] == []
        assert len([name for name in names if name.startswith("irtool")]) <= 5


EVERYTHING = """(module
  (import "env" "two" (func $two (param i32) (result i32 i64)))
  (import "env" "ref" (func $ref (param externref) (result externref)))
  (import "env" "f" (func $f (param f32 f64) (result f64)))
  (tag $error (param i32))
  (memory (export "memory") 1 4)
  (table 4 funcref)
  (elem (i32.const 0) $start)
  (global $started (export "started") (mut i32) (i32.const 0))
  (func $start (global.set $started (i32.const 1)))
  (start $start)
  (func (export "both") (param i32) (result i32 i64) (call $two (local.get 0)))
  (func (export "pass") (param externref) (result externref) (call $ref (local.get 0)))
  (func (export "float") (param f32 f64) (result f64) (call $f (local.get 0) (local.get 1)))
  (func (export "vector") (param v128) (result v128) (i32x4.add (local.get 0) (local.get 0)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "spin") (loop (br 0)))
  (func (export "caught") (param i32) (result i32)
    (block $h (result i32)
      (try_table (catch $error $h) (throw $error (local.get 0)))
      (unreachable)))
  (func (export "thrown") (param i32) (throw $error (local.get 0)))
  (func (export "trap") (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0))))"""

USE_EVERYTHING = """
from irtool.runtime.wasm.module import Module
from irtool.runtime.wasm.instance import Instance
from irtool.runtime.wasm.exceptions import WasmException
from irtool.runtime.wasm.time_limits import TimeLimitError
from irtool.runtime.traps import Trap
imports = {"env": {"two": lambda x: (x + 1, x + 2), "ref": lambda x: [x], "f": lambda x, y: x * y}}
instance = Instance(Module.load(sys.argv[1], verify=True), imports)
exports = instance.exports
assert exports.started.value == 1
for _ in range(3):
    assert exports.both(5) == (6, 7)
    assert exports["pass"]("x") == ["x"]
    assert exports.float(1.5, 4.0) == 6.0
    assert exports.vector(bytes([1, 0, 0, 0] * 4)) == bytes([2, 0, 0, 0] * 4)
    assert exports.caught(9) == 9
    assert exports.trap(1) == 1
assert (exports.grow(1), exports.grow(9)) == (1, -1)
try:
    exports.thrown(3)
except WasmException as error:
    assert error.payload == (3,)
try:
    exports.trap(0)
except Trap as trap:
    assert trap.code == "int_divz"
try:
    exports.spin(timeout=0.05)
except TimeLimitError:
    pass
else:
    raise AssertionError
"""


def test_whatever_a_module_does_its_file_has_the_glue(tmp_path: Path) -> None:
    module = Module.from_text(EVERYTHING, tunables=irtool.Tunables(interruptible=True))
    path = tmp_path / "m.o"
    path.write_bytes(module.serialize())
    assert compiler_modules(imported(USE_EVERYTHING, path)) == []


REFERENCES = """(module
  (import "env" "tag" (tag $python (param externref)))
  (import "env" "fail" (func $fail))
  (import "env" "same" (func $same (param i64) (result i64)))
  (table $kept (export "kept") 4 externref)
  (func (export "put") (param i32 externref) (table.set $kept (local.get 0) (local.get 1)))
  (func (export "same") (param i64) (result i64) (call $same (local.get 0)))
  (func (export "caught") (result externref)
    (block $h (result externref)
      (try_table (catch $python $h) (call $fail))
      (unreachable)))
  (func (export "throw") (param externref) (throw $python (local.get 0))))"""

USE_REFERENCES = """
import gc
import weakref
from irtool.runtime.wasm.module import Module
from irtool.runtime.wasm.instance import Instance
from irtool.runtime.wasm.exceptions import PYTHON_TAG
from irtool.runtime.wasm.externs import EXTERNS

class Thing(Exception):
    pass

def fail():
    raise Thing

imports = {"env": {"tag": PYTHON_TAG, "fail": fail, "same": lambda x: x}}
exports = Instance(Module.load(sys.argv[1], verify=True), imports).exports
for number in (0, -5, 256, 257, -(1 << 30), 1 << 40, -(1 << 59), 1 << 60, -(1 << 63)):
    assert exports.same(number) == number
assert isinstance(exports.caught(), Thing)
thrown = Thing()
try:
    exports.throw(thrown)
except Thing as error:
    assert error is thrown
things = [Thing() for _ in range(8)]
dead = [weakref.ref(thing) for thing in things]
for at, thing in enumerate(things):
    exports.put(at % 4, thing)
del thing, things
EXTERNS.collect()
assert EXTERNS.collections
gc.collect()
assert [thing() is None for thing in dead] == [True] * 4 + [False] * 4
assert exports.kept[3] is dead[7]()
"""


def test_references_and_exceptions_of_python_need_no_compiler(tmp_path: Path) -> None:
    path = tmp_path / "m.o"
    path.write_bytes(Module.from_text(REFERENCES).serialize())
    assert compiler_modules(imported(USE_REFERENCES, path)) == []


def test_glue_is_the_same_whatever_process_makes_it(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path\n"
        "from irtool import Module\n"
        "for text in sys.argv[2:]: Path(sys.argv[1]).open('ab').write(Module.from_text(text).serialize())"
    )
    files = [tmp_path / name for name in ("first", "second")]
    for path in files:
        imported(code, path, EVERYTHING, REFERENCES)
    first, second = (path.read_bytes() for path in files)
    assert first == second


def test_glue_for_code_that_releases_the_gil(tmp_path: Path) -> None:
    text = """(module (import "env" "f" (func $f (param i32) (result i32))) (memory 1)
      (func (export "run") (param i32) (result i32) (drop (memory.grow (i32.const 1)))
        (call $f (local.get 0))))"""
    path = tmp_path / "m.o"
    path.write_bytes(Module.from_text(text, tunables=irtool.Tunables(release_gil=True)).serialize())
    code = (
        "from irtool.runtime.wasm.module import Module\n"
        "from irtool.runtime.wasm.instance import Instance\n"
        "instance = Instance(Module.load(sys.argv[1], verify=True), {'env': {'f': lambda x: x * 2}})\n"
        "assert [instance.exports.run(x) for x in range(3)] == [0, 2, 4]"
    )
    assert compiler_modules(imported(code, path)) == []


def test_a_file_without_glue_has_it_compiled(tmp_path: Path) -> None:
    module = Module.from_text(EVERYTHING, tunables=irtool.Tunables(interruptible=True))
    path = tmp_path / "m.o"
    path.write_bytes(module._image.to_bytes(module.tables, module.compiled_with(), {}))
    assert "irtool.runtime.glue" in imported(USE_EVERYTHING, path)


def test_damaged_glue_is_an_error() -> None:
    image = read_image(Module.from_text(EVERYTHING).serialize())
    index = json.loads(bytes(image.sections[".irtool.glue.index"]))
    assert {"enter", "builtins", "entry :"} <= {*index}
    for damaged in ("[]", "{", '{"new": [0, 8]}', '{"new": [0, 99999999, 64, {}, 0, [], [], -1]}'):
        image.sections[".irtool.glue.index"] = memoryview(damaged.encode())
        with pytest.raises(ImageError, match="lacks a part"):
            offer_glue(image)
    assert "new" not in glue_code._offered


def test_functions_that_may_be_referenced_are_in_the_file(tmp_path: Path) -> None:
    module = Module.from_text(EVERYTHING)
    path = tmp_path / "m.o"
    path.write_bytes(module.serialize())
    verified, validated = Module.load(path, verify=True), Module.load(path)
    assert verified.tables.referenced == validated.tables.referenced == module.tables.referenced
    assert any(verified.tables.referenced)


# --- pieces ---------------------------------------------------------------------------------------


def test_a_piece_is_loaded_more_than_once() -> None:
    code = compile_glue(ENTER, glue_settings())
    first, second = load(code, {}), load(code, {})
    assert first.keys() == second.keys() == {"enter"}
    assert first["enter"] != second["enter"]
    assert all(word.startswith("__irtool_") for word in code.words)


def test_pieces_go_through_a_file() -> None:
    code = compile_glue(ENTER, glue_settings())
    other = GlueCode(bytes(16), 64, {"f": 0}, 8, ["__irtool_c_poll"], {3: 7}, -1)
    data, index = pack({"test one": code, "test two": other})
    glue_code.offer(memoryview(data), json.loads(json.dumps(index)))
    try:
        for key, made in (("test one", code), ("test two", other)):
            found = glue_code._offered[key]
            assert all(getattr(found, name) == getattr(made, name) for name in GlueCode.__slots__)
    finally:
        for key in ("test one", "test two"):
            del glue_code._offered[key]


def test_alignment_of_pieces() -> None:
    code = compile_glue(ENTER, glue_settings())
    moved = GlueCode(code.data, 4096, code.starts, code.words_at, code.words, code.traps, code.frames)
    assert load(moved, {})["enter"] % 4096 == code.starts["enter"]


def test_glue_is_for_the_features_of_the_module() -> None:
    plain = Module.from_text(EVERYTHING, cpu="")
    assert plain.compiled_with()["flags"].get("has_avx", "false") == "false"
    data = plain.serialize()
    assert lookup(plain.machine.name).form.elf_machine == read_image(data).machine
    loaded = Module.deserialize(data)
    assert loaded.compiled_with() == plain.compiled_with()


# --- arguments ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "m.o",
        "m.o one two",
        "m.o -- one --two -3",
        "m.o --",
        "dir/m.o ''",
        "m.o --invoke f",
        "m.o one --env A=B",
        "--invoke f m.o",
        "-x.o",
        "m.wasm",
        "m.o -- one -- two",
        "m.o -",
        "",
    ],
)
def test_arguments_without_a_parser_are_those_of_the_parser(line: str) -> None:
    args = ["" if word == "''" else word for word in line.split()]
    found = plain_arguments(args)
    parser = make_parser("run", "run", run.__doc__ or "")
    run.add_arguments(parser)
    if found is not None:
        assert vars(found) == vars(parser.parse_intermixed_args(args))
    else:
        plain = args[:1] == ["m.o"] and all(not word.startswith("-") for word in args[1:])
        assert not plain
