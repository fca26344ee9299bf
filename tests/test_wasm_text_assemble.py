"""Assembling WebAssembly text: bytes against two other assemblers, and where errors are.

The judges are wasmtime's `wat2wasm` (with names) and wabt's (without, and only for what its version knows).
"""

import shutil
import subprocess
from pathlib import Path

import pytest
from irtool.frontend.wasm.text.assemble import Assembled, assemble
from irtool.frontend.wasm.text.check import check_text
from irtool.ir.errors import ParseError

WAT = Path(__file__).with_name("wat")
FILES = sorted(path.name for path in WAT.glob("*.wat"))
#: Files that wabt 1.0.32 cannot read: GC, `try_table`, 64-bit tables, quoted identifiers, ...
NOT_FOR_WABT = {"annotations.wat", "exceptions.wat", "names.wat", "proposals.wat", "tables.wat", "types.wat"}

wasmtime = pytest.importorskip("wasmtime")


def binary(text: str, names: bool = False) -> bytes:
    return assemble(text.encode(), "x.wat", names).binary


@pytest.mark.parametrize("name", FILES)
def test_files_are_valid(name: str) -> None:
    check_text((WAT / name).read_bytes(), name)


def test_there_are_files() -> None:
    assert len(FILES) >= 11
    assert set(FILES) >= NOT_FOR_WABT


@pytest.mark.parametrize("name", FILES)
def test_against_wasmtime(name: str) -> None:
    text = (WAT / name).read_bytes()
    assert assemble(text, name).binary == bytes(wasmtime.wat2wasm(text))


@pytest.mark.skipif(shutil.which("wat2wasm") is None, reason="wabt is not installed")
@pytest.mark.parametrize("name", [name for name in FILES if name not in NOT_FOR_WABT])
def test_against_wabt(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out.wasm"
    command = ["wat2wasm", "--enable-all", str(WAT / name), "-o", str(out)]
    subprocess.run(command, check=True)
    assert assemble((WAT / name).read_bytes(), name, names=False).binary == out.read_bytes()


# --- abbreviations: both texts give the same bytes ------------------------------------------


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("(func nop)", "(module (func nop))"),
        ('(module quote "(func" " nop)")', "(module (func nop))"),
        ('(module binary "\\00asm" "\\01\\00\\00\\00")', "(module)"),
        ("(module definition $M (func))", "(module (func))"),
        ('(func (export "f") (export "g"))', '(func) (export "f" (func 0)) (export "g" (func 0))'),
        ('(func $f (import "a" "b") (param i32))', '(import "a" "b" (func (param i32)))'),
        ('(memory (import "a" "b") 1 2)', '(import "a" "b" (memory 1 2))'),
        ('(table (import "a" "b") i64 1 funcref)', '(import "a" "b" (table i64 1 funcref))'),
        ('(global (import "a" "b") (mut i32))', '(import "a" "b" (global (mut i32)))'),
        ('(tag (import "a" "b") (param i32))', '(import "a" "b" (tag (param i32)))'),
        ('(memory (data "abc" "d"))', '(memory 1 1) (data (i32.const 0) "abcd")'),
        ('(memory i64 (data ""))', '(memory i64 0 0) (data (i64.const 0) "")'),
        ('(memory (pagesize 1) (data "abc"))', '(memory 3 3 (pagesize 1)) (data (i32.const 0) "abc")'),
        ("(func $f) (table funcref (elem $f 0))", "(func) (table 2 2 funcref) (elem (i32.const 0) func 0 0)"),
        (
            "(table i64 externref (elem (ref.null extern)))",
            "(table i64 1 1 externref) (elem (table 0) (i64.const 0) externref (ref.null extern))",
        ),
        ("(func $f) (elem declare func $f)", "(func) (elem declare func 0)"),
        ("(table 1 funcref) (elem (i32.const 0))", "(table 1 funcref) (elem (offset i32.const 0) func)"),
        ("(type (func (param i32 i64)))", "(type (func (param $a i32) (param i64)))"),
        ("(type (struct (field i8 (mut i32))))", "(type (struct (field $a i8) (field (mut i32))))"),
        ("(type (sub final (func)))", "(type (func))"),
        ("(func (param i32) unreachable)", "(func (type 0) unreachable) (type (func (param i32)))"),
        ("(func (i32.add (i32.const 1) (i32.const 2)) drop)", "(func i32.const 1 i32.const 2 i32.add drop)"),
        ("(func (if (i32.const 1) (then nop)))", "(func i32.const 1 if nop end)"),
        (
            "(func (if $l (i32.const 1) (then (br $l)) (else nop)))",
            "(func i32.const 1 if $l br $l else $l nop end $l)",
        ),
        ("(func (block $a (loop $b (br $a) (br $b) (br 2))))", "(func block loop br 1 br 0 br 2 end end)"),
        (
            "(memory 1) (func (drop (i32.load (i32.const 0))))",
            "(memory 1) (func (drop (i32.load 0 offset=0 align=4 (i32.const 0))))",
        ),
        ("(func (local i32 i32) (local $x i32) (local f32))", "(func (local i32 i32 i32 f32))"),
        ("(func (param (ref null any)))", "(func (param anyref))"),
        ("(func (br_table 0 0 (i32.const 0)))", "(func i32.const 0 br_table 0 0)"),
        ('(memory 1) (data 0 (i32.const 0) "a")', '(memory 1) (data (memory 0) (i32.const 0) "a")'),
    ],
)  # fmt: skip
def test_short_forms(short: str, long: str) -> None:
    assert binary(short) == binary(long)


def test_signatures_take_the_first_equal_type_else_a_new_one() -> None:
    text = """
      (type (sub (func (param i32))))
      (type (func (param i32)))
      (rec (type (func (param i64))) (type (func (param f32))))
      (func (param i32))
      (func (param i64))
      (func (block (param f32) (result f32) unreachable) unreachable)
      (func (type 4))
    """
    data = binary(text)
    functions = data.index(b"\x03\x05\x04")
    assert data[functions + 3 : functions + 7] == bytes([1, 4, 5, 4])


def test_offsets_of_64_bit_memories() -> None:
    text = "(memory i64 1) (func (drop (i32.load offset=0x1_0000_0000 (i64.const 0))))"
    assert b"\x28\x02\x80\x80\x80\x80\x10" in binary(text)


def test_names_of_annotations_and_their_sections() -> None:
    data = binary('(module $m (@name "M!") (func $f (@name "") (param $a i32)))', names=True)
    # The module is called "M!", the function has an empty name, which counts as none.
    assert data.endswith(b"\x00\x12\x04name\x00\x03\x02M!\x02\x06\x01\x00\x01\x00\x01a")


def test_custom_sections_stand_where_they_say() -> None:
    data = binary(
        '(@custom "last" (after last)) (@custom "first" (before first) "x") (func)'
        '(@custom "code" (before code) "\\00" "y")'
    )
    assert [data.index(word) for word in (b"first", b"code", b"last")] == [11, 30, 45]


def test_branch_hints() -> None:
    data = binary(
        '(func (param i32) local.get 0 (@metadata.code.branch_hint "\\01") if nop end'
        ' (block (@metadata.code.branch_hint "\\00") (br_if 0 (local.get 0))))'
    )
    section = b"metadata.code.branch_hint" + bytes([1, 0, 2, 3, 1, 1, 11, 1, 0])
    assert section in data
    assert data.index(section) < data.index(b"\x0a\x11\x01")  # before the code


# --- errors ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("(module\n  (func (i32.foo)))", "2:10", "unknown operator i32.foo"),
        ("(module (func (local.get $x)))", "1:26", "unknown local $x"),
        ("(module (func (call $f)))", "1:21", "unknown function $f"),
        ("(module (func (br $l)))", "1:19", "unknown label $l"),
        ("(module (func (block $l) (br $l)))", "1:30", "unknown label $l"),
        ("(module (func (drop (global.get $g))))", "1:33", "unknown global $g"),
        ("(module (func (throw $t)))", "1:22", "unknown tag $t"),
        ("(module (func (data.drop $t)))", "1:26", "unknown data segment $t"),
        ("(module (func (elem.drop $t)))", "1:26", "unknown elem segment $t"),
        ("(module (func (type $t)))", "1:21", "unknown type $t"),
        ("(module (func (type 0) (param i32)))", "1:15", "unknown type 0"),
        ("(module (func (type 0) (local $x i32)))", "1:31", "unknown type"),
        ("(module (type $s (struct)) (func (struct.get $s $f)))", "1:49", "unknown field $f"),
        ("(module (func $f) (func $f))", "1:25", "duplicate func $f"),
        ("(module (func (param $x i32) (local $x i32)))", "1:37", "duplicate local $x"),
        ("(module (type $t (func)) (type $t (func)))", "1:32", "duplicate type $t"),
        ("(module (type (struct (field $x i32) (field $x i32))))", "1:45", "duplicate field $x"),
        ("(module (func) (import \"\" \"\" (func)))", "1:16", "import after function"),
        ("(module (memory 1) (func (import \"\" \"\")))", "1:20", "import after memory"),
        ("(module (func) (start 0) (start 0))", "1:26", "multiple start sections"),
        ("(module (func (type $t) (param i64)) (type $t (func)))", "1:15", "inline function type"),
        ("(module (func (i32.const 0x1_0000_0000)))", "1:26", "i32 constant out of range"),
        ("(module (func (i32.const 1.5)))", "1:26", "unexpected token 1.5"),
        ("(module (func (i32.const 1x)))", "1:26", "unknown operator 1x"),
        ("(module (func (f32.const nan:arithmetic)))", "1:26", "unexpected token nan:arithmetic"),
        ("(module (func (f32.const 1e39)))", "1:26", "f32 constant out of range"),
        ("(module (func (v128.const i32x4 1 2 3)))", "1:33", "wrong number of lane literals"),
        ("(module (func (v128.const i32x5 1 2 3)))", "1:27", "unknown operator i32x5"),
        ("(module (func (i8x16.shuffle 1 2)))", "1:30", "invalid lane length"),
        ("(module (func (i32.load align=3 (i32.const 0))))", "1:25", "alignment must be a power of two"),
        ("(module (func (i32.load offset=-1 (i32.const 0))))", "1:25", "unknown operator offset=-1"),
        ("(module (func block $l end $m))", "1:28", "mismatching label $m"),
        ("(module (func block))", "1:20", "unexpected token ), expected `end`"),
        ("(module (func end))", "1:15", "unexpected token end"),
        ("(module (func else))", "1:15", "unexpected token else"),
        ("(module (func block else end))", "1:21", "unexpected token else"),
        ("(module (func (if (i32.const 1))))", "1:32", "unexpected token ), expected (then"),
        ("(module (func (if (then) (else) (else))))", "1:34", "unexpected token else"),
        ("(module (func (i32.add nop)))", "1:24", "unexpected token nop"),
        ("(module (func (then)))", "1:16", "unexpected token then"),
        ("(module (func (end)))", "1:16", "unexpected token end"),
        ("(module (func ()))", "1:16", "unexpected token )"),
        ("(module (func \"x\"))", "1:15", 'unexpected token "x"'),
        ("(module (func (result i32) (param i32)))", "1:29", "unexpected token param"),
        ("(module (func (local i32) (param i32)))", "1:28", "unexpected token param"),
        ("(module (func (block (param $x i32))))", "1:29", "unexpected token $x"),
        ("(module (memory 1) (export \"m\" (foo 0)))", "1:33", "unknown operator foo"),
        ("(module (global i32 (i32.const 0) nop (block)))", "", ""),
        ("(module nop)", "1:9", "unexpected token nop"),
        ("(module) (module)", "1:10", "unexpected token (, expected the end of the text"),
        ("(module (memory 0 (pagesize 3)))", "1:29", "invalid custom page size"),
        ('(module (func (export "\\ff")))', "1:23", "malformed UTF-8 encoding"),
        ('(module (@custom "a" (after nothing)))', "1:29", "unknown operator nothing"),
        ('(module (@metadata.code.branch_hint "\\02") (func))', "1:37", "malformed branch hint"),
        ('(module (@name "a" "b"))', "1:20", 'unexpected token "b"'),
        ("(module (type (sub (array i32 i32))))", "1:31", "unexpected token i32, expected ')'"),
        ("(module (func (ref.null foo)))", "1:25", "unknown operator foo"),
        ("(module (func (call_indirect (param $x i32) (i32.const 0))))", "1:37", "unexpected token $x"),
        ("(module (func (try_table (catch 0))))", "1:34", "unexpected token )"),
    ],
)  # fmt: skip
def test_errors(text: str, place: str, message: str) -> None:
    if not message:
        assert isinstance(assemble(text.encode()), Assembled)  # validation's business
        return
    with pytest.raises(ParseError) as caught:
        assemble(text.encode(), "x.wat")
    assert message in caught.value.message
    assert str(caught.value.place) == f"x.wat:{place}"


def test_errors_in_quoted_modules_name_both_texts() -> None:
    with pytest.raises(ParseError) as caught:
        assemble(b'\n(module quote "(func" " nopp)")', "x.wat")
    assert caught.value.render() == "x.wat:2:15: quoted module:1:7: error: unknown operator nopp"


def test_places_of_bytes() -> None:
    text = (
        b"(module\n  (func $f (param i32)\n    (drop (i32.add\n      (local.get 0)\n      (i32.const 300)))))"
    )
    assembled = assemble(text, "x.wat", names=False)

    def place(instruction: bytes) -> str:
        return str(assembled.place(assembled.binary.index(instruction)))

    assert place(b"\x20\x00") == "x.wat:4:8"
    assert place(b"\x41\xac\x02") == "x.wat:5:8"
    assert place(b"\x6a\x1a") == "x.wat:3:12"
    assert place(b"\x1a\x0b") == "x.wat:3:6"
    assert str(assembled.place(len(assembled.binary) - 1)) == "x.wat:5:24"


# --- size -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "middle", "closing"),
    [
        ("(block ", "", ")"),
        ("block ", "", " end"),
        ("(drop (block (result i32) (i32.const 0) ", "", "))"),
        ("(i32.eqz ", "(i32.const 1)", ")"),
        ("(if (i32.const 1) (then ", "", "))"),
        ("(if (i32.const 1) (then) (else ", "", "))"),
        ("i32.const 1 if ", "", " else end"),
    ],
)
def test_nesting_is_limited_by_nothing_but_memory(opening: str, middle: str, closing: str) -> None:
    depth = 5_000  # Python's own stack ends at 1,000
    data = binary(f"(func {opening * depth}{middle}{closing * depth})")
    assert len(data) > depth


def test_many_labels_and_fields() -> None:
    blocks = "".join(f"(block $l{i} " for i in range(3000))
    data = binary(f"(func {blocks} (br $l0) (br $l2999) {')' * 3000})")
    assert b"\x0c\xb7\x17\x0c\x00" in data
    fields = " ".join(f"(func $f{i} (call $f{2999 - i}))" for i in range(3000))
    assert len(binary(fields)) > 3000
