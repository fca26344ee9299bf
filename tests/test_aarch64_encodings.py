"""Every row of the aarch64 encoder over edge operands, judged by capstone and keystone."""

import random
import re
from itertools import product

import pytest
from irtool.backends.aarch64 import encodings_gen as gen
from irtool.backends.aarch64.disasm import decode_bitmask, text_of
from irtool.backends.aarch64.encode import encode
from irtool.backends.aarch64.encodings import FIELDS, ROWS, Row
from irtool.backends.aarch64.gen_encodings import TARGET, immediates, register_order, render
from irtool.backends.aarch64.immediates import encode_bitmask, encode_float

#: Edge values by field; other fields take 0, 1, the middle and the greatest value.
EDGES = {
    "bitmask": [
        int(encode_bitmask(value, 1))
        for value in (
            1,
            2,
            -2,
            0x5555555555555555,
            0x1E1E1E1E1E1E1E1E,
            0x8000000080000000 - (1 << 64),
            255 << 48,
            -256,
        )
    ],
    "option": [0, 1, 2, 3, 4, 5, 6, 7],
    "cond": list(range(14)),
    "ftype": [0, 1],
    "hw": [0, 1, 2, 3],
    "sh": [0, 1, 2, 3],
}

#: Extensions that keystone's assembler does not have; capstone's text must be ours.
UNKNOWN_TO_KEYSTONE = (
    "cas",
    "ldadd",
    "ldclr",
    "ldeor",
    "ldset",
    "ldsm",
    "ldum",
    "swp",
    "bti",
    "pac",
    "aut",
    "csdb",
)


def signed(value: int) -> int:
    return value - (1 << 64) if value >> 63 else value


def edge_values(name: str) -> list[int]:
    width = FIELDS[name]
    return EDGES.get(name, sorted({0, 1, (1 << width) // 2, (1 << width) - 1}))


def is_valid(row: Row, imms: dict[str, int]) -> bool:
    """Combinations that the manual calls unallocated or another instruction."""
    sf = imms.get("sf", 1)
    if not sf and any(imms.get(name, 0) > 31 for name in ("imm6", "immr", "imms")):
        return False
    if not sf and (imms.get("hw", 0) > 1 or imms.get("bitmask", 0) >> 12):
        return False
    if imms.get("sh") == 3 and re.search(r"(add|sub|cmp|cmn|neg)s?_rs", row.name):
        return False
    if "s" in imms and not imms["option"] & 2:
        return False
    if "s" in imms and imms["s"] and "*1]" in row.text.replace("}", ""):
        return False
    return imms.get("imm3", 0) <= 4


def cases(row: Row) -> list[tuple[list[int], list[int]]]:
    """Register and immediate values: every immediate edge with a register pattern, then every
    register edge with the first valid immediates."""
    names = immediates(row)
    count = len(register_order(row))
    combinations = list(product(*[edge_values(name) for name in names]))
    valid = [list(c) for c in combinations if is_valid(row, dict(zip(names, c, strict=True)))]
    if len(valid) > 150:
        valid = random.Random(row.name).sample(valid, 150)
    rows = [([(3 + 5 * n) % 31 for n in range(count)], imms) for imms in valid]
    for at in range(count):
        for reg in (0, 15, 30, 31):
            regs = [(7 + 9 * n) % 31 for n in range(count)]
            regs[at] = reg
            rows.append((regs, valid[0]))
    return rows


def word_of(number: int, regs: list[int], imms: list[int]) -> int:
    r = [*regs, 0, 0, 0, 0]
    i = [*imms, 0, 0, 0, 0]
    return int(encode(number, r[0], r[1], r[2], r[3], i[0], i[1], i[2], i[3]))


def unpredictable(row: Row, regs: list[int], word: int) -> bool:
    """Register choices with no defined meaning: load pair into one register, store-exclusive whose
    status register is another operand."""
    by_name = dict(zip(register_order(row), regs, strict=True))
    if row.name.startswith("ldp") and by_name["rt"] == by_name["rt2"]:
        return True
    if row.name in ("stp_x_pre", "ldp_x_post") and by_name["rn"] in (by_name["rt"], by_name["rt2"]):
        return True
    return row.name.startswith("stlxr") and by_name["rs"] in (by_name["rt"], by_name["rn"])


def normal(text: str) -> str:
    """Spelling differences that mean nothing: spaces, number bases, capital letters."""
    text = text.lower().replace("\t", " ").replace("movi", "movi")
    text = re.sub(
        r"#(-?)(0x[0-9a-f]+|\d+)\b(?!\.)", lambda m: f"#{int(m[1] + str(int(m[2], 0))) % (1 << 64):x}", text
    )
    return re.sub(r"\s*,\s*", ",", text).strip()


def test_tables_are_up_to_date() -> None:
    assert TARGET.read_text() == render(), "run python -m irtool.backends.aarch64.gen_encodings"


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row.name for row in ROWS])
def test_row_against_capstone_and_keystone(number: int) -> None:
    capstone = pytest.importorskip("capstone")
    keystone = pytest.importorskip("keystone")
    md = capstone.Cs(capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM)
    ks = keystone.Ks(keystone.KS_ARCH_ARM64, keystone.KS_MODE_LITTLE_ENDIAN)
    row = ROWS[number]
    seen = 0
    for regs, imms in cases(row):
        word = word_of(number, regs, imms)
        if unpredictable(row, regs, word):
            continue
        data = word.to_bytes(4, "little")
        text = text_of(number, list(regs), list(imms))
        if row.name == "udf":
            assert word == imms[0]
            continue
        decoded = list(md.disasm(data, 0))
        assert decoded, f"{text}: {word:08x} is no instruction"
        theirs = f"{decoded[0].mnemonic} {decoded[0].op_str}"
        if normal(theirs) == normal(text) and row.name.startswith(UNKNOWN_TO_KEYSTONE):
            seen += 1
            continue
        if normal(theirs) != normal(text) and row.name != "mov_bitmask":
            # Another name for the same instruction: assembling it must give our word.
            assert bytes(ks.asm(theirs)[0]) == data, f"{text} disassembles as {theirs}"
        assembled = bytes(ks.asm(text)[0])
        if assembled != data:
            again = next(md.disasm(assembled, 0))
            assert normal(f"{again.mnemonic} {again.op_str}") == normal(theirs), f"{text}: {word:08x}"
        seen += 1
    assert seen or row.name == "udf"


def all_bitmasks() -> set[int]:
    found = set()
    for size in (2, 4, 8, 16, 32, 64):
        for ones in range(1, size):
            for rotation in range(size):
                run = (1 << ones) - 1
                element = (run >> rotation | run << (size - rotation)) & ((1 << size) - 1)
                found.add(sum(element << at for at in range(0, 64, size)))
    return found


def test_bitmasks() -> None:
    valid = all_bitmasks()
    assert len(valid) == 5334
    for value in valid:
        field = int(encode_bitmask(signed(value), 1))
        assert field >= 0 and decode_bitmask(field, 1) == value, hex(value)
        if value >> 32 == value & 0xFFFFFFFF:
            field = int(encode_bitmask(value & 0xFFFFFFFF, 0))
            assert field >= 0 and decode_bitmask(field, 0) == value & 0xFFFFFFFF
    rng = random.Random(1)
    near = [value ^ 1 << rng.randrange(64) for value in sorted(valid)]
    for value in [0, (1 << 64) - 1, *near, *(rng.getrandbits(64) for _ in range(2000))]:
        assert (encode_bitmask(signed(value), 1) >= 0) == (value in valid), hex(value)


def test_bitmasks_assemble() -> None:
    keystone = pytest.importorskip("keystone")
    ks = keystone.Ks(keystone.KS_ARCH_ARM64, keystone.KS_MODE_LITTLE_ENDIAN)
    values = sorted(all_bitmasks())
    for start in range(0, len(values), 500):
        part = values[start : start + 500]
        code = bytes(ks.asm("\n".join(f"and x1, x2, #{hex(value)}" for value in part))[0])
        for at, value in enumerate(part):
            word = word_of(gen.MOP_AND_I, [1, 2], [1, int(encode_bitmask(signed(value), 1))])
            assert code[4 * at : 4 * at + 4] == word.to_bytes(4, "little"), hex(value)


def test_float_immediates() -> None:
    import struct

    doubles = set()
    for imm in range(256):
        sign = -1 if imm & 0x80 else 1
        value = sign * (16 + (imm & 15)) / 16 * 2.0 ** ((imm >> 4 & 7 ^ 4) - 3)
        bits64 = struct.unpack("<q", struct.pack("<d", value))[0]
        bits32 = struct.unpack("<i", struct.pack("<f", value))[0]
        assert encode_float(bits64, True) == imm and encode_float(bits32 & 0xFFFFFFFF, False) == imm
        doubles.add(bits64)
    for value in (0.0, -0.0, 1e300, 0.1, 33.0, float("inf"), float("nan")):
        assert encode_float(struct.unpack("<q", struct.pack("<d", value))[0], True) == -1
