"""Vectors of f16: every opcode, lane by lane what `float_formulas.py` says of one f16.

    function %fadd_f16x8(i16x8, i16x8) -> i16x8 { .. }
    ; run: %fadd_f16x8([15360 0 ..], [15361 1 ..]) == [16384 1 ..]

Operands and results are bits, NaNs of arithmetic the positive quiet one without payload, as in `floats.py`.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

from run_files.float_formulas import (
    CONDITIONS,
    ROUNDING,
    arithmetic,
    few,
    halves,
    infinity,
    quiet_nan,
    relation,
    rounded,
    sign_bit,
    specials,
    to_integer,
    write,
)
from run_files.text import FileText, FunctionText

_LANE = "f16"
_MASK = 0xFFFF
_COUNTS = (8, 4, 2)
_TARGETS = ["x86_64 sse42", "x86_64 x86-64-v3", "aarch64 has_fp16"]


def _numbers(lanes: Sequence[int]) -> str:
    return f"[{' '.join(str(lane) for lane in lanes)}]"


class _Lanes:
    """A function on vectors of f16 that are given as bits. Parameters are `x` (f16), `i` (i16) or a scalar
    type."""

    def __init__(
        self, file: FileText, name: str, count: int, params: Sequence[str], result: str = "x"
    ) -> None:
        self.bits, self.floats = f"i16x{count}", f"f16x{count}"
        self.count = count
        self.params = list(params)
        self.result = result
        shown = [self.bits if param in "xi" else param for param in params]
        returned = self.bits if result in "xi" else result
        self.text: FunctionText = file.function(f"{name}_{self.floats}", shown, [returned])
        self.args = [
            self.text.op(f"bitcast.{self.floats} little v{at}") if param == "x" else f"v{at}"
            for at, param in enumerate(params)
        ]

    def finish(self, opcode: str, rest: str = "", canonical: bool = False) -> None:
        """Return what an opcode gives of all arguments; of NaNs the one that stands for all."""
        value = self.text.op(f"{opcode} {', '.join(self.args)}{rest}")
        if self.result == "x":
            flag = self.text.op(f"fcmp uno {value}, {value}") if canonical else ""
            value = self.text.op(f"bitcast.{self.bits} little {value}")
            if canonical:
                nan = self.text.op(f"vconst.{self.bits} {_numbers([quiet_nan(_LANE)] * self.count)}")
                value = self.text.op(f"bitselect {flag}, {nan}, {value}")
        self.text.finish(value)

    def run_rows(self, rows: Sequence[tuple[int, ...]], formula: Callable[..., int]) -> None:
        """Run with the rows of arguments of all lanes, as many as fit; the last row fills up."""
        rows = list(rows)
        rows += [rows[-1]] * (-len(rows) % self.count)
        for at in range(0, len(rows), self.count):
            columns = list(zip(*rows[at : at + self.count], strict=True))
            wanted = [formula(*row) & _MASK for row in rows[at : at + self.count]]
            self.run([_numbers(column) for column in columns], _numbers(wanted))

    def run(self, arguments: Sequence[str], wanted: str) -> None:
        """One run line."""
        self.text.runs.append(f"; run: %{self.text.name}({', '.join(arguments)}) == {wanted}")


def _pairs(count: int) -> list[tuple[int, int]]:
    """Operands: fewer for short vectors, which share the rules of long ones."""
    much = (7, 11) if count == 8 else (4, 4)
    return list(product(few(specials(_LANE), much[0]), few(specials(_LANE), much[1])))


def _singles(count: int) -> list[tuple[int]]:
    values = [*specials(_LANE), *halves(_LANE)]
    return [(x,) for x in (values if count == 8 else few(values, 8))]


def _arithmetic() -> FileText:
    file = FileText("float-vectors-f16", "Arithmetic of vectors of f16, rounded once.", (), _TARGETS)
    for count in _COUNTS:
        for name in ("fadd", "fsub", "fmul", "fdiv", "fmin", "fmax"):
            func = _Lanes(file, name, count, "xx")
            func.finish(name, canonical=True)
            func.run_rows(_pairs(count), lambda x, y, name=name: arithmetic(name, _LANE, x, y))
        for name in ("sqrt", *ROUNDING):
            func = _Lanes(file, name, count, "x")
            func.finish(name, canonical=True)
            if name == "sqrt":
                func.run_rows(_singles(count), lambda x: arithmetic("sqrt", _LANE, x))
            else:
                func.run_rows(_singles(count), lambda x, name=name: rounded(name, _LANE, x))
        _fused(file, count)
    return file


def _fused(file: FileText, count: int) -> None:
    one, flip = 0x3C00, sign_bit(_LANE)
    # The product's last digits decide, and digits far below a half.
    rows = [(one + 1, one + 1, one | flip), (one + 1, one - 2, one | flip), (one + 1, one + 3, 1)]
    rows += [(infinity(_LANE) - 1, 0x4000, infinity(_LANE) - 1), (0x0401, 0x3C01, 0x6801)]
    rows += [(0x2401, 0x2401, 0x5400), (0x1001, 0x1001, one | 1), (0x9001, 0x1001, one | 1)]
    rows += [(0x0001, 0x3800, 0x0001), (0x0003, 0x3800, 0)]
    rows += product(few(specials(_LANE), 4), few(specials(_LANE), 3), few(specials(_LANE), 3))
    func = _Lanes(file, "fma", count, "xxx")
    func.finish("fma", canonical=True)
    func.run_rows(rows, lambda x, y, z: arithmetic("fma", _LANE, x, y, z))
    func = _Lanes(file, "fma_negated", count, "xxx")
    func.args[0] = func.text.op(f"fneg {func.args[0]}")
    func.finish("fma", canonical=True)
    func.run_rows(rows, lambda x, y, z: arithmetic("fma", _LANE, x ^ flip, y, z))


def _conversions() -> FileText:
    file = FileText("float-vectors-f16-convert", "Compares and conversions of vectors of f16.", (), _TARGETS)
    pairs = [(0x3C00, 0x3C01), (0x3C01, 0x3C00), (0x3C00, 0x3C00), (0, 0x8000), (0x7E00, 0x3C00)]
    pairs += [(0x3C00, 0x7C01), (0xFC00, 0x7C00), (1, 0)]
    for count in _COUNTS:
        for cc, holds in CONDITIONS.items():
            func = _Lanes(file, f"fcmp_{cc}", count, "xx", "i")
            func.finish(f"fcmp {cc}")
            func.run_rows(pairs, lambda x, y, holds=holds: -int(holds[relation(_LANE, x, y)]))
        for signed in (True, False):
            letter = "s" if signed else "u"
            func = _Lanes(file, f"fcvt_to_{letter}int_sat", count, "x", "i")
            func.finish(f"fcvt_to_{letter}int_sat.{func.bits}")
            limits = [write(_LANE, Fraction(n), 0) for n in (32752, 32768, 65504, -32768, -32784, -1)]
            rows = [*_singles(count), *((x,) for x in limits)]
            func.run_rows(rows, lambda x, signed=signed: int(to_integer(_LANE, x, 16, signed, True)))
            func = _Lanes(file, f"fcvt_from_{letter}int", count, "i")
            func.finish(f"fcvt_from_{letter}int.{func.floats}")
            numbers = (0, 1, _MASK, 0x8000, 0x7FFF, 0x8001, 2047, 2049, 2051, 4098, 4102, 65519, 65520, 32760)
            func.run_rows([(n,) for n in numbers], lambda x, signed=signed: _from_integer(x, signed))
    return file


def _from_integer(bits: int, signed: bool) -> int:
    number = bits - (_MASK + 1) if signed and bits & 0x8000 else bits
    return write(_LANE, Fraction(number), 0)


def _moves() -> FileText:
    file = FileText("float-vectors-f16-bits", "What moves and changes bits of vectors of f16.", (), _TARGETS)
    flip = sign_bit(_LANE)
    one = {"fneg": lambda x: x ^ flip, "fabs": lambda x: x & ~flip, "bnot": lambda x: ~x}
    two = {
        "fcopysign": lambda x, y: x & ~flip | y & flip,
        "band": lambda x, y: x & y,
        "bor": lambda x, y: x | y,
        "bxor": lambda x, y: x ^ y,
    }
    three = {
        "bitselect": lambda c, x, y: c & x | ~c & y,
        "blendv": lambda c, x, y: x if c & flip else y,
    }
    for count in _COUNTS:
        for name, unary in one.items():
            func = _Lanes(file, name, count, "x")
            func.finish(name)
            func.run_rows([(x,) for x in specials(_LANE)], unary)
        for name, binary in two.items():
            func = _Lanes(file, name, count, "xx")
            func.finish(name)
            func.run_rows(_pairs(4), binary)
        for name, ternary in three.items():
            func = _Lanes(file, name, count, "xxx")
            func.finish(name)
            func.run_rows(list(product(few(specials(_LANE), 4), repeat=3))[:16], ternary)
        _lanes(file, count)
    return file


def _lanes(file: FileText, count: int) -> None:
    """What makes vectors of scalars and the other way, and what looks at all lanes."""
    values = [0x7C01, 0x8001, 0x3C00, 0, 0xFE05, 0x0400, 0x7BFF, 0xFC00][:count]
    others = [0x0001, 0xBC00, 0x8000, 0x7E00, 0x5555, 0xAAAA, 0x1234, 0x0000][:count]
    x, y = _numbers(values), _numbers(others)
    for name in ("select", "select_spectre_guard"):
        func = _Lanes(file, name, count, ["i32", "x", "x"])
        func.finish(name)
        func.run(["1", x, y], x)
        func.run(["0", x, y], y)
    scalars = (("+sNaN:0x1", 0x7C01), ("-0x1.8p0", 0xBE00), ("0.0", 0))
    for name in ("splat", "scalar_to_vector"):
        func = _Lanes(file, name, count, ["f16"])
        func.finish(f"{name}.{func.floats}")
        for text, bits in scalars:
            rest = bits if name == "splat" else 0
            func.run([text], _numbers([bits] + [rest] * (count - 1)))
    for lane in (0, count - 1):
        func = _Lanes(file, f"insertlane_{lane}", count, ["x", "f16"])
        func.finish("insertlane", f", {lane}")
        for text, bits in scalars:
            func.run([x, text], _numbers([bits if at == lane else old for at, old in enumerate(values)]))
        func = _Lanes(file, f"extractlane_{lane}", count, "x", "i16")
        func.args = [func.text.op(f"extractlane {func.args[0]}, {lane}")]
        func.finish("bitcast.i16")
        func.run([x], str(values[lane] - (_MASK + 1) if values[lane] & 0x8000 else values[lane]))
    for name, holds in (("vany_true", any), ("vall_true", all)):
        func = _Lanes(file, name, count, "x", "i8")
        func.finish(name)
        for lanes in (values, others, [0] * count, [0x8000] * count, [0] * (count - 1) + [1]):
            func.run([_numbers(lanes)], str(int(holds(lanes))))
    func = _Lanes(file, "vhigh_bits", count, "x", "i16")
    func.finish("vhigh_bits.i16")
    for lanes in (values, others):
        func.run([_numbers(lanes)], str(sum((lane >> 15) << at for at, lane in enumerate(lanes))))
    func = _Lanes(file, "memory", count, "xx")
    func.text.preamble = [f"ss0 = explicit_slot {4 * count + 16}"]
    base = func.text.op("stack_addr.i64 ss0")
    func.text.emit(f"store {func.args[0]}, {base}+2")
    func.text.emit(f"store {func.args[1]}, {base}+{2 * count + 2}")
    func.args = [func.text.op(f"load.{func.floats} {base}+{at}") for at in (2, 2 * count + 2)]
    func.finish("bxor")
    func.run([x, y], _numbers([a ^ b for a, b in zip(values, others, strict=True)]))


def _calls(count: int, file: FileText) -> None:
    """Parameters in registers and in memory, handed on."""
    ty, bits, many = f"f16x{count}", f"i16x{count}", 11
    pick = file.function(f"pick_{ty}", [ty] * many, [ty, ty])
    pick.finish("v2", f"v{many - 1}")
    callee = f"fn0 = %pick_{ty}({', '.join([ty] * many)}) -> {ty}, {ty}"
    func = file.function(f"pass_{ty}", [bits] * many, [bits] * 2, [callee])
    args = [func.op(f"bitcast.{ty} little v{at}") for at in range(many)]
    results = func.ops(2, f"call fn0({', '.join(args)})")
    func.finish(*(func.op(f"bitcast.{bits} little {value}") for value in results))
    values = [_numbers([(at * 257 + lane) & 0x7FFF for lane in range(count)]) for at in range(many)]
    func.runs.append(f"; run: %pass_{ty}({', '.join(values)}) == [{values[2]}, {values[-1]}]")


def files() -> list[FileText]:
    """All files."""
    calls = FileText("float-vectors-f16-calls", "Vectors of f16 as parameters and results.", (), _TARGETS)
    for count in _COUNTS:
        _calls(count, calls)
    return [_arithmetic(), _conversions(), _moves(), calls]
