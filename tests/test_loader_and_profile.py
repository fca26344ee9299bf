"""`import irtool.loader`, and files for profilers."""

import struct
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from irtool.runtime.platform import supported

pytestmark = pytest.mark.skipif(not supported(), reason="no native execution on this machine")


def run_python(script: str, folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    import os

    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=folder,
        env={**os.environ, **environment},
    )


def test_python_imports_modules_of_webassembly(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").write_text("")
    (tmp_path / "inner.wat").write_text("""(module
        (import "math" "sqrt" (func $sqrt (param f64) (result f64)))
        (func (export "root") (param f64) (result f64) (call $sqrt (local.get 0))))""")
    (tmp_path / "package" / "outer.wat").write_text("""(module
        (import "inner" "root" (func $root (param f64) (result f64)))
        (func (export "twice") (param f64) (result f64)
            (f64.mul (f64.const 2) (call $root (local.get 0)))))""")
    (tmp_path / "broken.wat").write_text("(module (func (result i32)))")
    (tmp_path / "wanting.wat").write_text('(module (import "no.such.module" "f" (func)))')
    (tmp_path / "other.wat").write_text('(module (import "math" "nothing" (func)))')
    (tmp_path / "program.wat").write_text(
        '(module (import "wasi_snapshot_preview1" "proc_exit" (func (param i32))))'
    )
    done = run_python(
        """
        import sys
        sys.path.insert(0, ".")
        try:
            import inner
        except ImportError:
            print("not yet")
        import irtool.loader
        from package import outer
        import inner
        print(outer.twice(16.0), inner.root(9.0), inner.__file__, type(outer.__instance__).__name__)
        for name in ("broken", "wanting", "other", "program", "absent"):
            try:
                __import__(name)
            except ImportError as error:
                print(type(error).__name__, error)
        """,
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[:2] == ["not yet", "8.0 3.0 inner.wat Instance"] or lines[1].startswith("8.0 3.0 ")
    assert "broken.wat:" in lines[2] and "type mismatch" in lines[2]
    assert 'imports "no.such.module", which cannot be imported' in lines[3]
    assert 'unknown import "math" "nothing"' in lines[4]
    assert "is a program for WASI" in lines[5]
    assert lines[6].startswith("ModuleNotFoundError")


PROGRAM = """
import irtool, os
f = irtool.jit(irtool.parse_function("function %shown(i64) -> i64 {\\nblock0(v0: i64):\\n return v0\\n}"))
e = irtool.Instance(irtool.Module.from_text('(module (func $inside (export "f")))')).exports
assert f(5) == 5 and e.f() is None
print(os.getpid(), hex(f.code_address)[2:])
"""


@pytest.mark.parametrize("kind", ["map", "jitdump"])
def test_profilers_are_told(kind: str, tmp_path: Path) -> None:
    done = run_python(PROGRAM, tmp_path, IRTOOL_PERF=kind, TMPDIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    pid, address = done.stdout.split()
    if kind == "map":
        rows = [line.split(" ", 2) for line in (tmp_path / f"perf-{pid}.map").read_text().splitlines()]
        names = {name: (start, int(size, 16)) for start, size, name in rows}
        assert names["shown"][0] == address and 0 < names["shown"][1] < 200 and "inside" in names
        return
    data = (tmp_path / f"jit-{pid}.dump").read_bytes()
    magic, version, size = struct.unpack_from("<III", data)
    assert (magic, version, size) == (0x4A695444, 1, 40)
    found = {}
    while size < len(data):
        kind_of_record, total = struct.unpack_from("<II", data, size)
        code_at, code_size = struct.unpack_from("<QQ", data, size + 32)
        name = data[size + 56 : data.index(0, size + 56)].decode()
        found[name] = (f"{code_at:x}", data[size + total - code_size : size + total])
        assert kind_of_record == 0
        size += total
    assert found["shown"][0] == address and b"\xc3" in found["shown"][1]


def test_unknown_kinds_are_refused() -> None:
    from irtool.runtime.profile import enable

    with pytest.raises(ValueError, match="unknown kind of profile 'x'"):
        enable("x")


def test_unknown_kinds_in_the_environment_are_refused(tmp_path: Path) -> None:
    (tmp_path / "f.clif").write_text("function %f() -> i64 {\nblock0:\n v0 = iconst.i64 7\n return v0\n}\n")
    script = "import sys\nfrom irtool.cli.main import main\nsys.exit(main(sys.argv[1:] or ['run', 'f.clif']))"
    done = run_python(script, tmp_path, IRTOOL_PERF="x")
    assert done.returncode == 1
    assert done.stderr == "error: IRTOOL_PERF: unknown kind of profile 'x'; known: map, jitdump\n"
    assert run_python(script, tmp_path, IRTOOL_PERF="").stdout.strip() == "7"
