"""Names that a builder or a text gives: whatever is accepted prints, reads back equal, and is a symbol."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from irtool import (
    FunctionBuilder,
    IrtoolError,
    VerifierError,
    compile_object,
    parse_function,
    print_function,
    verify,
)
from irtool.ir.entities import ExtName, Signature
from irtool.ir.errors import BuilderError
from irtool.ir.function import Function
from irtool.ir.names import quote_name, unquote_name
from irtool.ir.types import I32, I64
from irtool.object.elf_read import read_object

NAMES = [
    "a.b",
    "a-b",
    "é",
    "two words",
    "new\nline",
    'say "hi"',
    "back\\slash",
    "",
    "%",
    "u0:1",
    "; no",
    "$x",
]


def named(name: str) -> Function:
    b = FunctionBuilder.create(name, [], [], "system_v")
    other = b.import_function(name + "x", Signature([], [], "system_v"))
    b.switch_to_block(b.create_entry_block())
    b.call(other, [])
    b.return_([])
    return b.finalize()


@pytest.mark.parametrize("name", NAMES)
def test_names_read_back(name: str) -> None:
    func = named(name)
    again = parse_function(print_function(func))
    assert again.name.name == name
    assert again.ext_funcs[0].name.name == name + "x"
    assert print_function(again) == print_function(func)


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")))
def test_any_text_is_a_name(name: str) -> None:
    assert unquote_name(quote_name(name)) == name
    func = named(name)
    assert parse_function(print_function(func)).name.name == name


def test_names_are_symbols() -> None:
    for name in NAMES:
        if name:
            names = {symbol.name for symbol in read_object(compile_object(named(name), "x86_64")).symbols}
            assert {name, name + "x"} <= names


@pytest.mark.skipif(shutil.which("gcc") is None, reason="no gcc")
def test_names_link(tmp_path: Path) -> None:
    func = parse_function('function %"a.b" () -> i32 system_v { block0: v0 = iconst.i32 7 return v0 }')
    (tmp_path / "f.o").write_bytes(compile_object(func, "x86_64"))
    main = 'extern int f(void) __asm__("a.b"); int main(void) { return f(); }'
    (tmp_path / "main.c").write_text(main)
    subprocess.run(["gcc", "-o", "main", "main.c", "f.o"], cwd=tmp_path, check=True)
    assert subprocess.run([str(tmp_path / "main")]).returncode == 7


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(BuilderError, match="is not a name"):
        FunctionBuilder.create(name)
    func = parse_function("function %f() { block0: return }")
    func.name = ExtName(name)
    with pytest.raises(BuilderError, match="is not a name"):
        FunctionBuilder.create("f").import_function(name, Signature())
    assert "is not a name" in verify(func)[0].message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r'%"\q"', "a backslash in a name is followed by two hex digits"),
        (r'%"\ff"', "the escapes in the name are not UTF-8"),
        (r'%"\00"', "not a name: it contains a NUL character"),
    ],
)
def test_wrong_escapes(text: str, message: str) -> None:
    with pytest.raises(IrtoolError) as caught:
        parse_function(f"\nfunction {text}() {{ block0: return }}")
    assert caught.value.render() == f"2:10: error: {message}"


@pytest.mark.parametrize("ty", [9999, 0, -1, 10, 256, 512 + I32])
def test_what_is_no_type(ty: int) -> None:
    with pytest.raises(BuilderError, match="is not the code of a type"):
        FunctionBuilder.create("f", [ty])
    with pytest.raises(BuilderError, match="is not the code of a type"):
        FunctionBuilder.create("f", [], [ty])
    with pytest.raises(BuilderError, match="is not the code of a type"):
        FunctionBuilder.create("f").create_block([ty])


def test_unknown_conventions() -> None:
    with pytest.raises(BuilderError, match="unknown calling convention 'pascal'"):
        FunctionBuilder.create("f", [], [], "pascal")
    func = parse_function("function %f(i64) { block0(v0: i64): return }")
    func.signature = Signature(func.signature.params, [], "pascal")
    (error,) = verify(func)
    assert isinstance(error, VerifierError)
    assert error.message == "unknown calling convention 'pascal'"
    assert I64 == func.signature.params[0].ty
