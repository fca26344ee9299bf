"""Binary modules as text: what is printed assembles to the same bytes."""

import shutil
import subprocess
from pathlib import Path

import pytest
from irtool.frontend.wasm.errors import WasmError
from irtool.frontend.wasm.text.assemble import assemble
from irtool.frontend.wasm.text.names import Names
from irtool.frontend.wasm.text.print_module import module_text

WAT = Path(__file__).with_name("wat")
FILES = sorted(path.name for path in WAT.glob("*.wat"))
CORPUS_C = """
int square(int x) { return x * x; }
static const char *words[] = {"one", "two", "three"};
int pick(int i) { return words[i % 3][i % 2]; }
double mean(const double *p, int n) { double s = 0; for (int i = 0; i < n; i++) s += p[i]; return s / n; }
"""


def round_trip(data: bytes) -> str:
    """Checks that a module comes back from its text; returns the text."""
    text = module_text(data)
    assert assemble(text.encode(), "printed.wat").binary == data
    return text


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("names", [True, False])
def test_files(name: str, names: bool) -> None:
    data = assemble((WAT / name).read_bytes(), name, names).binary
    round_trip(data)


@pytest.mark.parametrize("name", FILES)
def test_another_assembler_reads_it(name: str) -> None:
    wasmtime = pytest.importorskip("wasmtime")
    data = assemble((WAT / name).read_bytes(), name).binary
    assert bytes(wasmtime.wat2wasm(module_text(data))) == data


def test_text_is_readable() -> None:
    data = assemble(
        b"""(module $m
          (import "env" "log" (func $log (param $what i32)))
          (memory 1)
          (func $count (export "count") (param $n i32) (result i32) (local $i i32) (local f64 f64)
            (loop $again
              (local.set $i (i32.add (local.get $i) (i32.const 1)))
              (br_if $again (i32.lt_s (local.get $i) (local.get $n))))
            (block (br 0))
            (f64.store offset=8 align=4 (i32.const 0) (f64.const 0.1))
            (local.get $i))
          (data (i32.const 0) "text\\00"))"""
    ).binary
    assert module_text(data) == (
        """(module $m
  (type (;0;) (func (param i32)))
  (type (;1;) (func (param i32) (result i32)))
  (import "env" "log" (func $log (;0;) (type 0) (param $what i32)))
  (memory (;0;) 1)
  (export "count" (func $count))
  (func $count (;1;) (type 1) (param $n i32) (result i32)
    (local $i i32) (local f64 f64)
    loop $again
      local.get $i
      i32.const 1
      i32.add
      local.set $i
      local.get $i
      local.get $n
      i32.lt_s
      br_if $again
    end
    block (;@1;)
      br 0 (;@1;)
    end
    i32.const 0
    f64.const 0.1
    f64.store offset=8 align=4
    local.get $i)
  (data (;0;) (i32.const 0) "text\\00"))
"""
    )


def with_names(names: Names, before: bytes = b"", after: bytes = b"") -> bytes:
    """A module of two functions without parameters, with a name section between other custom sections."""
    module = assemble(b"(func (local i32) (block (block (br 1)))) (func)").binary
    payload = b"\x04name" + names.encode()
    return module + before + b"\x00" + bytes([len(payload)]) + payload + after


def custom(name: bytes) -> bytes:
    return bytes([0, len(name) + 2, len(name)]) + name + b"!"


def test_names_that_are_no_identifiers() -> None:
    names = Names()
    names.put(1, 0, b"same")
    names.put(1, 1, b"same")
    names.put_nested(2, 0, 0, b"a b\xc3\xa9")
    text = round_trip(with_names(names))
    assert "(func $same (;0;) (type 0)" in text
    assert '(func $same#1 (;1;) (@name "same") (type 0)' in text
    assert '(local $"a bé" i32)' in text
    assert "@custom" not in text


def test_labels_that_hide_each_other() -> None:
    names = Names()
    names.put_nested(3, 0, 0, b"l")
    names.put_nested(3, 0, 1, b"l")
    text = round_trip(with_names(names))
    assert "block $l\n      block $l\n        br 1 (;@1;)" in text


@pytest.mark.parametrize("index", [2, 1000])
def test_names_of_nothing_are_kept_as_they_are(index: int) -> None:
    names = Names()
    names.put(1, 0, b"f")
    names.put(1, index, b"nobody")
    text = round_trip(with_names(names))
    assert "(func $f (;0;)" in text
    assert '(@custom "name" (after code)' in text


def test_malformed_name_section() -> None:
    module = assemble(b"(func)").binary
    assert '(@custom "name"' in round_trip(module + b"\x00\x08\x04name\x01\x05\xff")


def test_custom_sections_around_the_names() -> None:
    names = Names()
    names.put(1, 0, b"f")
    text = round_trip(with_names(names, custom(b"before"), custom(b"after")))
    assert '(@custom "before" (after code) "!")' in text
    assert '(@custom "after" (after last) "!")' in text
    assert '(@custom "name"' not in text
    assert "@custom" not in module_text(with_names(names, custom(b"x")), with_custom=False)


def test_custom_sections_everywhere() -> None:
    places = ("before first", "after type", "before func", "after func", "before code", "after code")
    text = "".join(f'(@custom "c{i}" ({place}) "{i}")' for i, place in enumerate(places))
    round_trip(assemble(f"(module {text} (func))".encode()).binary)
    round_trip(assemble(b'(module (@custom "alone" "x"))').binary)


def test_branch_hints_become_annotations_or_stay_bytes() -> None:
    hints = '(@metadata.code.branch_hint "\\00")'
    data = assemble(f"(func (param i32) (block {hints} (br_if 0 (local.get 0))))".encode()).binary
    assert f"      {hints}\n      br_if 0 (;@1;)" in round_trip(data)
    # The value 2 is no hint: then the section is nothing but bytes.
    changed = data.replace(b"hint\x01\x00\x01\x05\x01\x00", b"hint\x01\x00\x01\x05\x01\x02")
    assert changed != data
    assert '(@custom "metadata.code.branch_hint"' in round_trip(changed)


def test_data_count_that_nothing_needs() -> None:
    data = assemble(b'(memory 1) (func (data.drop 0)) (data "x")').binary
    assert "data_count" not in round_trip(data)
    data = assemble(b'(module (@irtool.data_count) (memory 1) (data "x"))').binary
    assert b"\x0c\x01\x01" in data
    assert "(@irtool.data_count)" in round_trip(data)


def test_deep_nesting_makes_no_long_lines() -> None:
    depth = 5000
    data = assemble(("(func " + "block " * depth + "end " * depth + ")").encode()).binary
    text = round_trip(data)
    assert len(text) < 300 * depth


def test_malformed_modules_have_no_text() -> None:
    module = assemble(b"(func (i32.const 1) drop)").binary
    for wrong in (module[:-1], module[:-4] + b"\xff" + module[-3:], module[:-4], b"\0asm", b"text"):
        with pytest.raises(WasmError):
            module_text(wrong)
    empty = assemble(b"(func)").binary
    many = empty.replace(b"\x0a\x04\x01\x02\x00", b"\x0a\x0a\x01\x08\x01\xff\xff\xff\xff\x0f\x7f")
    with pytest.raises(WasmError, match="too many locals"):
        module_text(many)


@pytest.mark.skipif(shutil.which("wasm-ld") is None, reason="no clang for WebAssembly here")
def test_what_clang_makes(tmp_path: Path) -> None:
    source = tmp_path / "a.c"
    source.write_text(CORPUS_C)
    out = tmp_path / "a.wasm"
    command = [
        "clang",
        "--target=wasm32",
        "-O1",
        "-g",
        "-nostdlib",
        "-Wl,--no-entry,--export-all",
        str(source),
    ]
    # Linked code has padded numbers unless it is asked not to.
    subprocess.run([*command, "-Wl,--compress-relocations", "-Wl,--strip-debug", "-o", str(out)], check=True)
    text = round_trip(out.read_bytes())
    assert "(func $square" in text
    assert '(@custom "producers" (after last)' in text
    subprocess.run([*command, "-o", str(out)], check=True)
    again = assemble(module_text(out.read_bytes()).encode()).binary
    assert len(again) < len(out.read_bytes())
    assert round_trip(again) == module_text(out.read_bytes())
