"""Reading and validating binary modules: what is refused, with which words, at which offset."""

import pytest
import wasmtime
from irtool.frontend.wasm import (
    InvalidError,
    MalformedError,
    WasmError,
    parse_features,
    read_module,
    validate,
)
from irtool.frontend.wasm.binary import Cursor
from irtool.frontend.wasm.custom import read_branch_hints, read_names, read_producers, read_target_features
from irtool.frontend.wasm.errors import WasmLimitError
from irtool.frontend.wasm.limits import MAX_LOCALS, MAX_SUBTYPE_DEPTH
from irtool.frontend.wasm.text.check import check_text
from irtool.ir.errors import IrtoolError, ParseError, Place
from test_wasm_opcodes import leb, module_with, section

HEADER = b"\0asm\x01\0\0\0"


def module(*sections: bytes) -> bytes:
    """A module of these sections."""
    return HEADER + b"".join(sections)


# --- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "method", "number"),
    [
        ("e58e26", "u32", 624485),
        ("808080808000", "u64", 0),
        ("8000", "u32", 0),
        ("ffffffff0f", "u32", 0xFFFF_FFFF),
        ("ffffffffffffffffff01", "u64", -1),
        ("7f", "s32", -1),
        ("3f", "s32", 63),
        ("40", "s32", -64),
        ("80808080 78", "s32", -(1 << 31)),
        ("ffffffff07", "s32", (1 << 31) - 1),
        ("80808080 70", "s33", -(1 << 32)),
        ("ffffffff0f", "s33", (1 << 32) - 1),
        ("808080808080808080 7f", "s64", -(1 << 63)),
        ("ffffffffffffffffff00", "s64", (1 << 63) - 1),
        ("ff7f", "s64", -1),
    ],
)
def test_numbers(data: str, method: str, number: int) -> None:
    content = bytes.fromhex(data)
    cursor = Cursor(content, 0, len(content))
    assert getattr(cursor, method)() == number
    assert cursor.pos == len(content)


@pytest.mark.parametrize(
    ("data", "method", "message"),
    [
        ("", "u32", "unexpected end"),
        ("80", "u32", "unexpected end"),
        ("808080808000", "u32", "integer representation too long"),
        ("ffffffff1f", "u32", "integer too large"),
        ("80808080808080808002", "u64", "integer too large"),
        ("8080808080808080808000", "u64", "integer representation too long"),
        ("ffffffff4f", "s32", "integer too large"),
        ("8080808008", "s32", "integer too large"),
        ("8080808080808080807e", "s64", "integer too large"),
        ("8080808080808080808000", "s64", "integer representation too long"),
        ("8080808010", "s33", "integer too large"),
    ],
)
def test_malformed_numbers(data: str, method: str, message: str) -> None:
    content = bytes.fromhex(data)
    with pytest.raises(MalformedError, match=message):
        getattr(Cursor(content, 0, len(content)), method)()


# --- modules ------------------------------------------------------------------------------------

TYPE = section(1, b"\x01\x60\x00\x00")
FUNCTION = section(3, b"\x01\x00")
CODE = section(10, b"\x01\x02\x00\x0b")

MALFORMED = [
    (b"", "unexpected end", 0),
    (b"\0as", "unexpected end", 0),
    (b"wasm\x01\0\0\0", "magic header not detected", 0),
    (b"\0asm\x02\0\0\0", "unknown binary version", 4),
    (b"\0asm\x01\0", "unexpected end", 4),
    (module(b"\x0e\x00"), "malformed section id", 8),
    (module(b"\x01\x7f"), "length out of bounds", 10),
    (module(TYPE, TYPE), "unexpected content after last section", 14),
    (module(FUNCTION + b"", TYPE), "unknown type 0", 11),
    (module(section(1, b"\x01\x60\x00\x00\x00")), "section size mismatch", 10),
    (module(section(1, b"\x02\x60\x00\x00")), "unexpected end of section or function", 14),
    (module(section(1, b"\x01\x61")), "malformed type definition", 11),
    (module(section(1, b"\x01\x60\x01\x40\x00")), "malformed value type", 13),
    (module(section(0, b"\x02\xff\xfe")), "malformed UTF-8 encoding", 11),
    (module(TYPE, FUNCTION), "function and code section have inconsistent lengths", 18),
    (module(section(2, b"\x01\x01a\x01b\x05")), "malformed import kind", 15),
    (module(section(2, b"\x01\x01a\x01b\x03\x7f\x02")), "malformed mutability", 17),
    (module(section(5, b"\x01\x10\x01")), "malformed limits flags", 11),
    (module(section(4, b"\x01\x7f\x00\x01")), "malformed reference type", 11),
    (module(section(12, b"\x01")), "data count and data section have inconsistent lengths", 11),
    (module(section(9, b"\x01\x08")), "malformed elements segment kind", 11),
    (module(section(11, b"\x01\x03")), "malformed data segment kind", 11),
    (module_with(b"\xff"), "illegal opcode ff", 32),
    (module_with(b"\x06\x40"), "illegal opcode 06", 32),
    (module_with(b"\xfc\x12"), "illegal opcode fc 12", 32),
    (module_with(b"\xfd\xff\x7f"), "illegal opcode fd 3fff", 32),
    (module_with(b"\x41\x00\x28\x80\x01\x00"), "malformed memop flags", 35),
    (module(TYPE, FUNCTION, section(10, b"\x01\x02\x00\x01")), "END opcode expected", 24),
    (module(TYPE, FUNCTION, section(10, b"\x01\x03\x00\x0b\x01")), "section size mismatch", 24),
    (module(TYPE, FUNCTION, section(10, b"\x01\x08\x01\xff\xff\xff\xff\x0f\x7f\x0b")), "too many locals", 23),
]

INVALID = [
    (module_with(b"\x6a"), "type mismatch", 32),
    (module_with(b"\x41\x00"), "type mismatch", 34),
    (module_with(b"\x20\x00\x1a"), "unknown local 0", 32),
    (module_with(b"\x23\x00\x1a"), "unknown global 0", 32),
    (module_with(b"\x10\x01"), "unknown function 1", 32),
    (module_with(b"\x0c\x01"), "unknown label 1", 32),
    (module_with(b"\x02\x05\x0b"), "unknown type 5", 33),
    (module_with(b"\x41\x00\x28\x03\x00\x1a"), "alignment must not be larger than natural", 34),
    (module_with(b"\x41\x00\x28\x42\x01\x00\x1a"), "unknown memory 1", 34),
    (module_with(b"\x41\x00\x28\x02\x80\x80\x80\x80\x10\x1a"), "offset out of range", 35),
    (module_with(b"\x00\xfd\x15\x10\x1a"), "invalid lane index", 33),
    (module_with(b"\xd2\x00\x1a"), "undeclared function reference", 32),
    (module_with(b"\x05"), "END opcode expected", 32),
    (module_with(b"\x00\x41\x01"), "type mismatch", 35),
    (module(section(5, b"\x01\x00\x81\x80\x04")), "memory size must be at most 65536", 11),
    (module(section(5, b"\x01\x01\x02\x01")), "size minimum must not be greater than maximum", 11),
    (module(section(5, b"\x01\x02\x01")), "shared memory must have maximum", 11),
    (module(section(7, b"\x01\x01a\x02\x00")), "unknown memory 0", 10),
    (
        module(section(5, b"\x01\x00\x01"), section(7, b"\x02\x01a\x02\x00\x01a\x02\x00")),
        "duplicate export",
        20,
    ),
    (module(section(6, b"\x01\x7f\x00\x01\x0b")), "constant expression required", 13),
    (module(section(6, b"\x01\x7f\x00\x42\x00\x0b")), "type mismatch", 15),
    (module(section(6, b"\x01\x7f\x00\x23\x00\x0b")), "unknown global 0", 13),
    (module(section(1, b"\x01\x60\x01\x7f\x00"), FUNCTION, section(8, b"\x00"), CODE), "start function", 21),
]


@pytest.mark.parametrize(("data", "message", "offset"), MALFORMED, ids=[row[1] for row in MALFORMED])
def test_malformed(data: bytes, message: str, offset: int) -> None:
    with pytest.raises(WasmError, match=message) as caught:
        validate(data)
    assert caught.value.offset == offset
    assert caught.value.render("a.wasm").startswith(f"a.wasm:0x{offset:x}: error: ")
    with pytest.raises(wasmtime.WasmtimeError):
        wasmtime.Module.validate(wasmtime.Engine(), data)


@pytest.mark.parametrize(("data", "message", "offset"), INVALID, ids=[row[1] for row in INVALID])
def test_invalid(data: bytes, message: str, offset: int) -> None:
    with pytest.raises(WasmError, match=message) as caught:
        validate(data)
    assert caught.value.offset == offset
    with pytest.raises(wasmtime.WasmtimeError):
        wasmtime.Module.validate(wasmtime.Engine(), data)


def test_errors_are_of_the_specified_kinds() -> None:
    assert issubclass(MalformedError, WasmError) and issubclass(InvalidError, WasmError)
    assert issubclass(WasmError, IrtoolError)
    error = WasmError("no", 18)
    assert error.render() == "at 0x12: error: no"
    error.place = Place(2, 3)
    assert error.render("x.wat") == "x.wat:2:3: error: no"


def test_a_module_cut_anywhere_is_refused() -> None:
    binary = module_with(b"\x02\x40\x41\x00\x0d\x00\x03\x40\x0b\x0b\xfd\x0c" + bytes(16) + b"\x1a")
    validate(binary)
    for end in range(len(binary)):
        if end in (8, 14):  # header, types: a module
            validate(binary[:end])
            continue
        with pytest.raises(MalformedError):
            validate(binary[:end])


def test_every_byte_changed_is_an_error_or_a_module() -> None:
    binary = module_with(b"\x02\x40\x41\x00\x0d\x00\x03\x40\x0b\x0b\x41\x01\x28\x02\x04\x1a\xfc\x09\x00")
    engine = wasmtime.Engine()
    differ = 0
    for at in range(8, len(binary)):
        for value in (0, 1, 0x40, 0x7F, 0x80, 0xFF, binary[at] ^ 1, binary[at] + 1 & 255):
            changed = binary[:at] + bytes([value]) + binary[at + 1 :]
            try:
                validate(changed)
                ours = True
            except WasmError as error:
                ours = False
                assert 0 <= error.offset <= len(changed)
            try:
                wasmtime.Module.validate(engine, changed)
                theirs = True
            except wasmtime.WasmtimeError:
                theirs = False
            differ += ours != theirs
    # wasmtime's default has no threads or custom page sizes, which some flags ask for.
    assert differ <= 4


# --- limits -------------------------------------------------------------------------------------


def test_counts_do_not_eat_memory() -> None:
    body = b"\x01" + leb(0xFFFF_FFF0) + b"\x7f\x0b"
    code = section(10, b"\x01" + leb(len(body)) + body)
    with pytest.raises(WasmLimitError, match=f"the limit is {MAX_LOCALS}"):
        validate(module(TYPE, FUNCTION, code))
    for number in (1, 2, 3, 4, 5, 6, 7, 9, 11, 13):
        with pytest.raises(MalformedError, match="length out of bounds"):
            read_module(module(section(number, leb(0xFFFF_FFFF))))
    with pytest.raises(MalformedError, match="length out of bounds|unexpected end"):
        validate(module_with(b"\x41\x00\x0e" + leb(0xFFFF_FFFC)))


def test_subtypes_are_at_most_so_deep() -> None:
    def chain(depth: int) -> bytes:
        types = [b"\x50\x00\x60\x00\x00"]
        types += [b"\x50\x01" + leb(i) + b"\x60\x00\x00" for i in range(depth)]
        return module(section(1, leb(len(types)) + b"".join(types)))

    validate(chain(MAX_SUBTYPE_DEPTH))
    with pytest.raises(WasmLimitError, match="depth"):
        validate(chain(MAX_SUBTYPE_DEPTH + 1))


def test_nesting_has_no_limit() -> None:
    depth = 200_000
    validate(module_with(b"\x02\x40" * depth + b"\x0b" * depth))


# --- types --------------------------------------------------------------------------------------


def types_of(*groups: str) -> list[int]:
    """Type numbers of a type section given in hexadecimal."""
    data = section(1, leb(len(groups)) + b"".join(bytes.fromhex(group) for group in groups))
    return [int(number) for number in validate(module(data)).types.number]


def test_types_are_equal_when_their_groups_are() -> None:
    func = "600000"
    assert types_of(func, func) == [0, 0]
    assert types_of(func, "4e01" + func, f"4e02{func}{func}", f"4e02{func}{func}") == [0, 0, 2, 3, 2, 3]
    # (rec (type (func (param (ref 0))))) refers to itself, wherever it stands.
    assert types_of("6001640000", "6001640100") == [0, 0]
    assert types_of("6001640000", "6001640000") == [0, 1]
    assert types_of("5f017f00", "5f017f01", "5e7f00", "5e7f00") == [0, 1, 2, 2]
    assert types_of("5000600000", "4f00600000", func) == [0, 1, 1]


# --- custom sections ----------------------------------------------------------------------------


def custom(name: str, content: bytes) -> bytes:
    """A custom section."""
    return section(0, leb(len(name)) + name.encode() + content)


def test_names() -> None:
    content = b"\x00\x02\x01m" + b"\x01\x04\x01\x00\x01f" + b"\x02\x06\x01\x00\x01\x03\x01x" + b"\x7f\x01\x00"
    read = read_names(read_module(module(TYPE, custom("name", content))))
    assert read.module == "m"
    assert read.function(0) == "f" and read.function(1) == ""
    assert read.pairs["local"] == {(0, 3): "x"}
    bad = read_module(module(custom("name", b"\x01\x09\x01")))
    with pytest.raises(WasmError):
        read_names(bad)


def test_other_custom_sections() -> None:
    producers = b"\x01\x08language\x02\x01C\x023x\x01D\x00"
    features = b"\x02+\x04simd-\x07threads"
    read = read_module(module(custom("producers", producers), custom("target_features", features)))
    assert read_producers(read) == {"language": [("C", "3x"), ("D", "")]}
    assert read_target_features(read) == [("+", "simd"), ("-", "threads")]
    dwarf = read_module(module(TYPE, custom(".debug_info", b"xyz")))
    found = dwarf.custom(".debug_info")
    assert found is not None
    assert dwarf.data[found.start : found.end] == b"xyz" and found.after == 1


def test_branch_hints_are_kept_by_offset_and_bad_ones_ignored() -> None:
    code = b"\x00\x41\x00\x0d\x00\x0b"
    hints = custom("metadata.code.branch_hint", b"\x01\x00\x01\x03\x01\x01")
    sections = (TYPE, FUNCTION, hints, section(10, b"\x01" + leb(len(code)) + code))
    read = read_module(module(*sections))
    branch = int(read.body_start[0]) + 3
    assert read.data[branch] == 0x0D
    assert read.cold_branches == {branch: 1}
    bad = read_module(module(TYPE, custom("metadata.code.branch_hint", b"\x05")))
    assert bad.cold_branches == {}
    with pytest.raises(WasmError):
        read_branch_hints(bad)


def test_features_concern_sections_too() -> None:
    several = module(section(5, b"\x02\x00\x01\x00\x01"))
    validate(several)
    with pytest.raises(InvalidError, match="multiple memories"):
        validate(several, parse_features("-multi_memory"))
    wide = module(section(5, b"\x01\x04\x01"))
    with pytest.raises(InvalidError, match="memory64 support is not enabled"):
        validate(wide, parse_features("-memory64"))
    results = module(section(1, b"\x01\x60\x00\x02\x7f\x7f"))
    with pytest.raises(InvalidError, match="multi_value"):
        validate(results, parse_features("mvp"))
    shared = module(section(5, b"\x01\x03\x01\x01"))
    with pytest.raises(MalformedError, match="malformed limits flags"):
        validate(shared, parse_features("-threads"))


#: Modules that need a feature, and what is said when it is off.
NEEDING = {
    "a funcref table": ("(table 1 funcref)", "mvp", ""),
    "elements for it": ("(table 1 funcref) (func $f) (elem (i32.const 0) $f)", "mvp", ""),
    "two tables": ("(table 1 funcref) (table 1 funcref)", "mvp", "multiple tables"),
    "externref table": ("(table 1 externref)", "mvp", "reference_types"),
    "funcref parameter": ("(func (param funcref))", "mvp", "reference_types"),
    "passive data": ('(data "x")', "-bulk_memory", "bulk_memory"),
    "data of memory 1": ('(memory 1) (memory 1) (data (memory 1) (i32.const 0) "x")', "-bulk_memory", ""),
    "passive elements": ("(func $f) (elem func $f)", "-bulk_memory", "bulk_memory"),
    "elements of table 1": (
        "(func $f) (table 1 funcref) (table 1 funcref) (elem (table 1) (i32.const 0) func $f)",
        "-bulk_memory",
        "",
    ),
    "initialiser of a table": (
        "(table 1 funcref (ref.null func))",
        "-function_references",
        "function_references",
    ),
    "a type that names itself": ("(type $t (func (param (ref null $t))))", "-gc", "unknown type 0"),
    "a type that names an earlier one": ("(type $t (func)) (type (func (param (ref null $t))))", "-gc", ""),
    "an own global in an expression": (
        "(global $g i32 (i32.const 1)) (global i32 (global.get $g))",
        "-gc",
        "only imported",
    ),
    "arithmetic in an expression": ("(global i32 (i32.add (i32.const 1) (i32.const 1)))", "mvp", "constant"),
    "type of a block": ("(func i32.const 1 (block (param i32) drop))", "mvp", "multi_value"),
    "exported mutable global": ('(global (export "g") (mut i32) (i32.const 1))', "mvp", "mutable globals"),
    "a tag": ("(tag)", "-exceptions", "exceptions"),
    "sizes above 32 bits": ("(memory 0 0x1_0000_0000)", "-memory64", "i32 constant out of range"),
}


@pytest.mark.parametrize("name", NEEDING)
def test_each_feature_acts_where_it_matters(name: str) -> None:
    text, features, message = NEEDING[name]
    bits = parse_features(features)
    if not message:
        check_text(text.encode(), features=bits)
        return
    with pytest.raises((WasmError, ParseError), match=message):
        check_text(text.encode(), features=bits)
    if "out of range" not in message:
        check_text(text.encode())


def test_binary_forms_that_came_with_features() -> None:
    wide_size = module(section(5, b"\x01\x00\x80\x80\x80\x80\x80\x00"))
    with pytest.raises(MalformedError, match="integer representation too long"):
        validate(wide_size, parse_features("-memory64"))
    validate(wide_size)
    table_call = b"\x00\x41\x00\x11\x00\x80\x00\x0b"
    sections = (TYPE, FUNCTION, section(4, b"\x01\x70\x00\x01"), section(10, b"\x01" + leb(8) + table_call))
    validate(module(*sections))
    with pytest.raises(MalformedError, match="zero byte expected"):
        validate(module(*sections), parse_features("mvp"))
