"""The WebAssembly opcode table against two other decoders: wabt's disassembler and wasmtime's validator."""

import shutil
import subprocess
from pathlib import Path

import pytest
import wasmtime
from irtool.frontend.wasm import InvalidError, gen_opcodes, validate
from irtool.frontend.wasm.features import ALL_FEATURES, FEATURE_BITS, parse_features
from irtool.frontend.wasm.gen_lowering import parse_lowering
from irtool.frontend.wasm.opcodes import IMMEDIATES, OP_BY_CODE, OPS_BY_NAME, WASM_OPS, WasmOp
from irtool.frontend.wasm.opcodes_gen import WOP_FEATURES
from irtool.ir.errors import SettingError

#: Bytes of an immediate that is right in a module with one of everything.
IMMEDIATE_BYTES = {
    "blocktype": b"\x40",
    "label": b"\x00",
    "labels": b"\x00\x00",
    "memarg": b"\x00\x05",
    "lanes16": bytes(range(16)),
    "v128": bytes(range(16)),
    "f32": bytes(4),
    "f64": bytes(8),
    "valtypes": b"\x01\x7f",
    "heaptype": b"\x70",
    "catches": b"\x00",
}
#: What wabt 1.0.32 does not know, by feature.
NOT_IN_WABT = {"gc", "function_references", "wide_arithmetic", "function_references tail_call"}
VALUE_TYPES = {"i": 0x7F, "I": 0x7E, "f": 0x7D, "F": 0x7C, "v": 0x7B, "A": 0x7F}
CONSTANTS = {
    "i": b"\x41\x00",
    "I": b"\x42\x00",
    "f": b"\x43" + bytes(4),
    "F": b"\x44" + bytes(8),
    "v": b"\xfd\x0c" + bytes(16),
    "A": b"\x41\x00",
}


def leb(number: int) -> bytes:
    """Unsigned LEB128."""
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def section(number: int, content: bytes) -> bytes:
    """A section with its size."""
    return bytes([number]) + leb(len(content)) + content


def module_with(body: bytes, results: bytes = b"") -> bytes:
    """A module with a shared memory, a data segment and a function with these results and this body."""
    code = b"\x00" + body + b"\x0b"
    return b"".join(
        (
            b"\0asm\x01\0\0\0",
            section(1, b"\x01\x60\x00" + leb(len(results)) + results),
            section(3, b"\x01\x00"),
            section(5, b"\x01\x03\x01\x01"),
            section(12, b"\x01"),
            section(10, b"\x01" + leb(len(code)) + code),
            section(11, b"\x01\x01\x00"),
        )
    )


def immediates(row: WasmOp) -> bytes:
    """Plausible immediates of a row; atomic accesses have their own alignment."""
    if row.features == "threads" and "memarg" in row.immediates:
        name = row.name
        size = 3 if name.startswith("i64") or name.endswith("64") else 2
        for width, log2 in (("8", 0), ("16", 1), ("32", 2)):
            part = name.partition("atomic.")[2]
            if part.startswith((f"rmw{width}.", f"load{width}_", f"store{width}")):
                size = log2
        return bytes([size, 8])
    return b"".join(IMMEDIATE_BYTES.get(kind, b"\x00") for kind in row.immediate_list)


def test_the_generated_tables_are_up_to_date() -> None:
    assert gen_opcodes.render() == gen_opcodes.TARGET.read_text()


@pytest.mark.parametrize(
    ("signature", "lowering", "message"),
    [
        ("ii>i", "iadd a", "takes 2 operands"),
        ("iI>i", "iadd a b", "operand 1 of iadd has type i64"),
        ("vv>v", "iadd a b", "the type of iadd is not known"),
        ("v>i", "vhigh_bits.i32 a", "operand 0 of vhigh_bits needs a type"),
        ("i>i", "iadd a b", "there is no operand b"),
    ],
)
def test_lowerings_whose_types_do_not_fit_are_refused(signature: str, lowering: str, message: str) -> None:
    row = WasmOp(0xFE, "test", "", signature, "mvp", lowering)
    with pytest.raises(ValueError, match=message):
        gen_opcodes.Steps(row).add(parse_lowering(lowering, "ab"))


def test_rows_are_unique() -> None:
    assert len(OP_BY_CODE) == len(WASM_OPS)
    twice = {name for name, rows in OPS_BY_NAME.items() if len(rows) > 1}
    assert twice == {"select", "ref.test", "ref.cast"}
    for code in (0x06, 0x07, 0x09, 0x18, 0x19):
        assert code not in OP_BY_CODE
    for row in WASM_OPS:
        assert set(row.immediate_list) <= set(IMMEDIATES), row.name


@pytest.mark.skipif(shutil.which("wasm-objdump") is None, reason="wabt is not installed")
def test_names_are_those_of_wabt(tmp_path: Path) -> None:
    rows = [row for row in WASM_OPS if row.features not in NOT_IN_WABT]
    rows = [row for row in rows if row.name not in ("else", "end", "try_table", "throw_ref")]
    bodies = [row.encoding + immediates(row) for row in rows if row.name not in ("block", "loop", "if")]
    path = tmp_path / "all.wasm"
    path.write_bytes(module_with(b"".join(bodies)))
    command = ["wasm-objdump", "-d", str(path)]
    lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    printed = [line.partition("|")[2].split() for line in lines if "|" in line]
    names = [words[0] for words in printed if words][: len(bodies)]
    wanted = [row.name for row in rows if row.name not in ("block", "loop", "if")]
    assert len(wanted) > 480
    older = {"i16x8.dot_i8x16_i7x16_s", "i32x4.dot_i8x16_i7x16_add_s"}
    names = [name.replace(".dot", ".relaxed_dot") if name in older else name for name in names]
    assert names == wanted


SIMPLE = [row for row in WASM_OPS if row.signature != "*"]


@pytest.mark.parametrize("row", SIMPLE, ids=lambda row: row.name)
def test_signatures_are_those_of_wasmtime(row: WasmOp) -> None:
    config = wasmtime.Config()
    config.wasm_threads = True
    config.wasm_relaxed_simd = True
    config.wasm_wide_arithmetic = True
    engine = wasmtime.Engine(config)
    operands = b"".join(CONSTANTS[letter] for letter in row.operands)
    results = bytes(VALUE_TYPES[letter] for letter in row.results)
    good = module_with(operands + row.encoding + immediates(row), results)
    wasmtime.Module.validate(engine, good)
    validate(good)
    wrong = [operands[: -len(CONSTANTS[row.operands[-1]])]] if row.operands else []
    wrong += [
        b"".join(
            CONSTANTS["F" if letter == "i" else "i"] if i == at else CONSTANTS[letter]
            for i, letter in enumerate(row.operands)
        )
        for at in range(len(row.operands))
        if row.operands[at] != "A"
    ]
    for bad in wrong:
        binary = module_with(bad + row.encoding + immediates(row), results)
        with pytest.raises(wasmtime.WasmtimeError):
            wasmtime.Module.validate(engine, binary)
        with pytest.raises(InvalidError, match="type mismatch"):
            validate(binary)


ACCESSES = [row for row in SIMPLE if "memarg" in row.immediates and row.features != "threads"]


@pytest.mark.parametrize("row", ACCESSES, ids=lambda row: row.name)
def test_natural_alignments_are_those_of_wasmtime(row: WasmOp) -> None:
    engine = wasmtime.Engine()
    operands = b"".join(CONSTANTS[letter] for letter in row.operands)
    results = bytes(VALUE_TYPES[letter] for letter in row.results)
    for log2 in range(6):
        tail = immediates(row)[1:]
        binary = module_with(operands + row.encoding + bytes([log2]) + tail, results)
        binary = binary.replace(b"\x05\x04\x01\x03\x01\x01", b"\x05\x04\x01\x01\x01\x01")  # not shared
        try:
            wasmtime.Module.validate(engine, binary)
        except wasmtime.WasmtimeError:
            with pytest.raises(InvalidError, match="alignment"):
                validate(binary)
        else:
            validate(binary)


@pytest.mark.parametrize("row", [row for row in SIMPLE if row.features != "mvp"], ids=lambda row: row.name)
def test_a_feature_that_is_off_is_named(row: WasmOp) -> None:
    operands = b"".join(CONSTANTS[letter] for letter in row.operands if letter != "v")
    binary = module_with(operands + row.encoding + immediates(row))
    binary = binary.replace(b"\x05\x04\x01\x03\x01\x01", b"\x05\x04\x01\x01\x01\x01")
    off = ALL_FEATURES & ~FEATURE_BITS[row.features]
    with pytest.raises(InvalidError, match=f"{row.features} support is not enabled"):
        validate(binary, off)


def test_features_are_read_from_words() -> None:
    assert parse_features("") == ALL_FEATURES
    assert parse_features("mvp") == 0
    assert parse_features("mvp,+simd") == FEATURE_BITS["simd"]
    assert parse_features("-simd,-gc") == ALL_FEATURES & ~FEATURE_BITS["simd"] & ~FEATURE_BITS["gc"]
    with pytest.raises(SettingError, match="unknown WebAssembly feature 'smd'"):
        parse_features("+smd")
    assert all(WOP_FEATURES[i] == 0 for i, row in enumerate(WASM_OPS) if row.features == "mvp")


@pytest.mark.parametrize("text", ["(iadd a b", "iadd a) b", "nosuch a", ""])
def test_lowerings_that_do_not_follow_the_notation(text: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        parse_lowering(text, "ab")
