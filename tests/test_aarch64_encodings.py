"""Every row of the aarch64 encoder over edge operands, judged by capstone and keystone."""

import random
import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from aarch64_text import decode_bitmask, text_of
from irtool.backends.aarch64 import encodings_gen as gen
from irtool.backends.aarch64 import gen_encodings
from irtool.backends.aarch64.emit import emit_row
from irtool.backends.aarch64.encode import encode
from irtool.backends.aarch64.encodings import FIELDS, PSEUDO_ROWS, ROWS, Row
from irtool.backends.aarch64.immediates import encode_bitmask, encode_float
from irtool.backends.aarch64.labels import AArch64Labels
from irtool.backends.aarch64.rows import immediates, register_order
from irtool.backends.abi import Frame
from irtool.backends.emit import EmitState
from irtool.backends.machbuffer import MachBuffer
from irtool.backends.vcode import MEM_BASE, MEM_INCOMING, MEM_OUTGOING, MEM_SLOT, VCode
from irtool.regalloc.contract import RegallocOutput
from librt.vecs import vec
from mypy_extensions import i64

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
    "icond": list(range(14)),
    "ftype": [0, 1],
    "hw": [0, 1, 2, 3],
    "sh": [0, 1, 2, 3],
    "size": [0, 1, 2, 3],
    "lane5": [1, 2, 4, 8, 3, 31, 30, 28, 24, 12, 21],
    "cmode": [0, 2, 4, 6],
    **{name: list(range(8, 128)) for name in ("lshift", "rshift", "wshift", "nshift")},
}

#: Extensions that keystone's assembler does not have, as vectors of f16; capstone's text must be ours.
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
    "sdot",
    "udot",
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
    return imms.get("imm3", 0) <= 4 and is_valid_vector(row, imms)


def is_valid_vector(row: Row, imms: dict[str, int]) -> bool:
    """Lanes that the row has: `sizes`, no vector of one lane, and what its fields can say."""
    shift = next((imms[name] for name in ("lshift", "rshift", "wshift", "nshift") if name in imms), 0)
    lane = imms.get("lane5", 0)
    size = imms.get("size", (shift >> 3).bit_length() - 1 if shift else (lane & -lane).bit_length() - 1)
    sizes = row.fact("sizes")
    q = imms.get("q", 1)
    if ("size" in imms or shift or lane) and not 0 <= size <= 3:
        return False
    if sizes is not None and "bhsd"[size] not in sizes:
        return False
    if ("wshift" in imms or "nshift" in imms) and size == 3:
        return False
    if size == 3 and not q and (shift or lane or "size" in imms) and "1" not in (sizes or ""):
        return False
    if row.fact("across") is not None and size == 2 and not q:
        return False
    if imms.get("sz") and not q:
        return False
    if "lane4" in imms and imms["lane4"] & (1 << size) - 1:
        return False
    return not (row.name == "ext" and not q and imms["index"] > 7)


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
    assert gen_encodings.main(["--check"]) == 0


PLAIN = [number for number, row in enumerate(ROWS) if "{mem}" not in row.text and "{base}" not in row.text]


@pytest.mark.parametrize("number", PLAIN, ids=[ROWS[number].name for number in PLAIN])
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
        text = text_of(number, regs, imms)
        if row.name == "udf":
            assert word == imms[0]
            continue
        decoded = list(md.disasm(data, 0))
        assert decoded, f"{text}: {word:08x} is no instruction"
        theirs = f"{decoded[0].mnemonic} {decoded[0].op_str}"
        if normal(theirs) == normal(text) and (
            row.name.startswith(UNKNOWN_TO_KEYSTONE) or "{Vd.M}" in row.text
        ):
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


# --- addresses ----------------------------------------------------------------------------

ADDRESSED = [number for number, row in enumerate(ROWS) if "{mem}" in row.text or "{base}" in row.text]


def emitted(
    mop: int, regs: list[int], imms: list[int], fill: Callable[[VCode, int], None], kind: int
) -> bytes:
    """The bytes that emission makes of a row with an address in registers 5 and 7, or in a frame of which the
    outgoing arguments take 32 bytes and stack slot 1 begins at 64."""
    vc = VCode()
    mem = vc.new_mem(kind, 0, 0)
    fill(vc, mem)
    columns = [*imms, 0, 0, 0]
    row = vc.row(mop, columns[0], columns[1], columns[2])
    vc.row_mem[row] = mem
    frame = Frame()
    frame.slot_base = 32
    frame.slot_offset = vec[i64]([0, 32])
    state = EmitState(vc, RegallocOutput(), MachBuffer(AArch64Labels()), frame)
    state.allocs = vec[i64]([*regs, 5, 7])
    emit_row(state, row, 0, False, False)
    return bytes(state.buf.finish([]).code)


def judged(capstone: Any, code: bytes, text: str) -> None:
    """Capstone reads the last instruction of the code as `text`."""
    last = list(capstone.Cs(capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM).disasm(code, 0))[-1]
    assert normal(f"{last.mnemonic} {last.op_str}") == normal(text)


def access_bytes(imms: dict[str, int]) -> int:
    if "size" not in imms and "vsize" not in imms:
        return 16  # a pair of registers
    return 1 << (imms["size"] if "size" in imms else imms["vsize"] | imms["vq"] << 2)


def address_choices(row: Row) -> list[list[int]]:
    names = immediates(row)
    choices = [list(c) for c in product(*[edge_values(name) for name in names])]
    named = [dict(zip(names, choice, strict=True)) for choice in choices]
    # 16 bytes are `vsize` 0 and `vq` 1; other sizes with `vq` 1 are no instructions.
    return [
        choice
        for choice, imms in zip(choices, named, strict=True)
        if is_valid(row, imms) and not (imms.get("vq") and imms["vsize"])
    ]


@pytest.mark.parametrize("number", ADDRESSED, ids=[ROWS[number].name for number in ADDRESSED])
def test_addresses_against_capstone(number: int) -> None:
    capstone = pytest.importorskip("capstone")
    row = ROWS[number]
    regs = [3, 9, 12][: len(register_order(row))]
    choices = address_choices(row)
    assert choices
    for imms in choices:
        named = dict(zip(immediates(row), imms, strict=True))
        forms = [(MEM_BASE, (0, -1, 0, 0), "[x5]")]
        if "{mem}" in row.text:
            forms += forms_of(access_bytes(named))
        for kind, (disp, index, extend, shift), address in forms:

            def fill(
                vc: VCode, mem: int, d: int = disp, i: int = index, e: int = extend, s: int = shift
            ) -> None:
                vc.mem_base[mem] = 0 if vc.mem_kind[mem] == MEM_BASE else -1
                vc.mem_disp[mem], vc.mem_index[mem], vc.mem_extend[mem], vc.mem_shift[mem] = d, i, e, s
                vc.mem_object[mem] = 1

            text = text_of(number, regs, imms, address)
            if kind == MEM_BASE and (disp < 0 or disp % access_bytes(named)):
                text = text.replace("ldr", "ldur").replace("str", "stur")
            judged(capstone, emitted(number, regs, imms, fill, kind), text)


def forms_of(size: int) -> list[tuple[int, tuple[int, int, int, int], str]]:
    """Kind; displacement, index, extension, shift; text: of addresses of an access of so many bytes."""
    offsets = sorted({-256, -1, 1, 255, size, 256 * size, 4095 * size})
    forms = [(MEM_BASE, (d, -1, 0, 0), f"[x5, #{d}]") for d in offsets if d <= 255 or d % size == 0]
    log2 = size.bit_length() - 1
    for extend, index in ((3, "x7"), (2, "w7, uxtw"), (6, "w7, sxtw")):
        forms.append((MEM_BASE, (0, 1, extend, 0), f"[x5, {index}]"))
        if log2:
            shifted = f"{index}, lsl #{log2}" if extend == 3 else f"{index} #{log2}"
            forms.append((MEM_BASE, (0, 1, extend, log2), f"[x5, {shifted}]"))
    places = ((MEM_INCOMING, "[x29, #32]"), (MEM_OUTGOING, "[sp, #16]"), (MEM_SLOT, "[sp, #80]"))
    forms += [(kind, (16, -1, 0, 0), text) for kind, text in places]
    return [*forms, (MEM_SLOT, (1 << 20, -1, 0, 0), "[sp, x17]")]


def test_names_of_rows_differ() -> None:
    names = [row.name for row in (*ROWS, *PSEUDO_ROWS)]
    assert len(names) == len(set(names)), [name for name in names if names.count(name) > 1]


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
