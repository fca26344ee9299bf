"""Accesses of neighbouring places that become one: the words, judged by a disassembler; what stays two."""

import itertools
import random

import pytest
from irtool.backends.aarch64 import encodings_gen as enc
from irtool.backends.aarch64.access_pairs import pair_of, put_load_store
from irtool.backends.aarch64.encode import encode_rri, fits_offset, with_index, with_offset
from irtool.backends.aarch64.labels import AArch64Labels
from irtool.backends.machbuffer import MachBuffer

#: Row, first immediates, register letter, log2 of the bytes, and the instruction for two.
KINDS = [
    (enc.MOP_LDR_R, (3, 0), "x", 3, "ldp"),
    (enc.MOP_STR_R, (3, 0), "x", 3, "stp"),
    (enc.MOP_LDR_R, (2, 0), "w", 2, "ldp"),
    (enc.MOP_STR_R, (2, 0), "w", 2, "stp"),
    (enc.MOP_LDRS_X, (2, 0), "x", 2, "ldpsw"),
    (enc.MOP_LDR_V, (2, 0), "s", 2, "ldp"),
    (enc.MOP_STR_V, (2, 0), "s", 2, "stp"),
    (enc.MOP_LDR_V, (3, 0), "d", 3, "ldp"),
    (enc.MOP_STR_V, (3, 0), "d", 3, "stp"),
    (enc.MOP_LDR_V, (0, 1), "q", 4, "ldp"),
    (enc.MOP_STR_V, (0, 1), "q", 4, "stp"),
]


def _word(kind: int, reg: int, base: int, offset: int) -> int:
    mop, (first, second), _, _, _ = KINDS[kind]
    return int(with_offset(encode_rri(mop, reg, 0, first, second, 0), base, offset))


@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_pairs_against_capstone(kind: int) -> None:
    capstone = pytest.importorskip("capstone")
    md = capstone.Cs(capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM)
    _, _, letter, log2, name = KINDS[kind]
    size = 1 << log2
    rng = random.Random(kind)
    for units in (-64, -3, -1, 0, 1, 31, 63):
        low = units * size
        if not (fits_offset(log2, low) and fits_offset(log2, low + size)):
            continue
        for base in (0, 17, 31):
            rt, rt2 = rng.sample([reg for reg in range(31) if reg != base], 2)
            shown = f"{name} {letter}{rt}, {letter}{rt2}, [{'sp' if base == 31 else f'x{base}'}"
            shown += f", #{low}]" if low else "]"
            first, second = _word(kind, rt, base, low), _word(kind, rt2, base, low + size)
            for words in ((first, second), (second, first)):
                pair = pair_of(*words)
                (inst,) = md.disasm(int(pair).to_bytes(4, "little"), 0)
                text = f"{inst.mnemonic} {inst.op_str}"
                assert _decimal(text) == shown, (units, base)


def _decimal(text: str) -> str:
    """Offsets in decimal."""
    if "#" not in text:
        return text
    head, number = text.rstrip("]").split("#")
    return f"{head}#{int(number, 16 if 'x' in number else 10)}]"


@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_what_is_no_pair(kind: int) -> None:
    _, _, letter, log2, name = KINDS[kind]
    size = 1 << log2
    first = _word(kind, 1, 5, size)
    others = [
        _word(kind, 2, 6, 2 * size),  # another base
        _word(kind, 2, 5, 3 * size),  # a gap
        _word(kind, 2, 5, size),  # the same place
        _word(kind, 2, 5, size + 1),  # overlapping
        *(_word(other, 2, 5, 2 * size) for other in range(len(KINDS)) if other != kind),
    ]
    for other in others:
        assert pair_of(first, other) == 0
    assert pair_of(_word(kind, 1, 5, 64 * size), _word(kind, 2, 5, 65 * size)) == 0  # out of reach
    mop, (a, b), _, _, _ = KINDS[kind]
    indexed = int(with_index(encode_rri(mop, 2, 0, a, b, 0), 5, 6, 3, 0))
    assert pair_of(first, indexed) == 0
    if name != "stp":
        assert pair_of(first, _word(kind, 1, 5, 2 * size)) == 0  # one register
    if name != "stp" and letter in "xw":
        assert pair_of(_word(kind, 5, 5, size), _word(kind, 2, 5, 2 * size)) == 0  # the base is overwritten
    assert pair_of(first, _word(kind, 5, 5, 2 * size)) != 0
    if name == "stp" or letter not in "xw":
        assert pair_of(_word(kind, 5, 5, size), _word(kind, 2, 5, 2 * size)) != 0


def test_narrow_accesses_have_no_pair() -> None:
    for mop, size in itertools.product(
        (enc.MOP_LDR_R, enc.MOP_STR_R, enc.MOP_LDRS_X, enc.MOP_LDRS_W), (0, 1)
    ):
        words = [int(with_offset(encode_rri(mop, reg, 0, size, 0, 0), 5, reg << size)) for reg in (1, 2)]
        assert pair_of(*words) == 0


def _emitted(*accesses: tuple[int, int, int], between: str = "") -> tuple[int, list[tuple[int, int]]]:
    """Bytes and traps of two accesses (kind, offset, code) with something between."""
    buf = MachBuffer(AArch64Labels())
    for index, (kind, offset, code) in enumerate(accesses):
        put_load_store(buf, _word(kind, 1 + index, 0, offset), code)
        if index == 0 and between == "label":
            buf.bind_label(buf.new_label())
        if between == "place":
            buf.add_srcloc(index + 1)
        if index == 0 and between == "instruction":
            buf.put4(int(enc.BASE[enc.MOP_NOP]))
    code = buf.finish()
    return len(code.code), list(zip(map(int, code.trap_offset), map(int, code.trap_code), strict=True))


def test_traps_and_what_lies_between() -> None:
    load, store = 0, 1
    assert _emitted((load, 0, 7), (load, 8, 7)) == (4, [(0, 7)])
    assert _emitted((load, 0, 0), (load, 8, 0)) == (4, [])
    assert _emitted((store, 0, 0), (store, 8, 0)) == (4, [])
    assert _emitted((load, 0, 7), (load, 8, 6)) == (8, [(0, 7), (4, 6)])
    assert _emitted((load, 0, 0), (load, 8, 6)) == (8, [(4, 6)])
    assert _emitted((store, 0, 7), (store, 8, 7)) == (8, [(0, 7), (4, 7)])
    assert _emitted((load, 0, 7), (load, 8, 7), between="place") == (8, [(0, 7), (4, 7)])
    assert _emitted((load, 0, 0), (load, 8, 0), between="place") == (4, [])
    assert _emitted((load, 0, 0), (load, 8, 0), between="label") == (8, [])
    assert _emitted((load, 0, 0), (load, 8, 0), between="instruction") == (12, [])
    assert _emitted((load, 0, 0), (load, 8, 0), (load, 16, 0)) == (8, [])
