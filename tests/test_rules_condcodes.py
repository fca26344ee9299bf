"""Condition codes: swapping and inverting agree with what the codes mean."""

from irtool.ir.condcodes import invert_floatcc, invert_intcc, swap_floatcc, swap_intcc
from irtool.ir.opcodes import FLOATCC, INTCC
from irtool.ir.semantics.scalar import compare_int
from irtool.ir.types import I8

#: Float conditions as sets of outcomes: less, equal, greater, unordered (CLIF reference, section 9).
OUTCOMES = {
    **dict(zip(["ord", "uno", "eq", "ne", "one", "ueq"], ["LEG", "U", "E", "LGU", "LG", "EU"], strict=True)),
    **dict(zip(["lt", "le", "gt", "ge"], ["L", "LE", "G", "GE"], strict=True)),
    **dict(zip(["ult", "ule", "ugt", "uge"], ["LU", "LEU", "GU", "GEU"], strict=True)),
}


def test_integer_codes() -> None:
    for cc in range(len(INTCC)):
        for x in (0, 1, 127, 128, 255):
            for y in (0, 1, 127, 128, 255):
                assert compare_int(swap_intcc(cc), I8, y, x) == compare_int(cc, I8, x, y)
                assert compare_int(invert_intcc(cc), I8, x, y) == 1 - compare_int(cc, I8, x, y)


def test_float_codes() -> None:
    exchanged = {"L": "G", "G": "L", "E": "E", "U": "U"}
    for cc, name in enumerate(FLOATCC):
        swapped, inverted = OUTCOMES[FLOATCC[swap_floatcc(cc)]], OUTCOMES[FLOATCC[invert_floatcc(cc)]]
        assert set(swapped) == {exchanged[outcome] for outcome in OUTCOMES[name]}
        assert set(inverted) == set("LEGU") - set(OUTCOMES[name])
