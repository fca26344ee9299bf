"""Floats: every scalar opcode at f16, f32, f64 and f128 over zeros, denormals, limits, halves and NaNs.

Operands and results are bits, as integers. Which NaN arithmetic gives is a matter of the machine: functions
turn each into the positive quiet one without payload.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

from run_files.float_formulas import (
    CONDITIONS,
    FORMATS,
    ROUNDING,
    TYPES,
    arithmetic,
    bias,
    few,
    halves,
    infinity,
    is_nan,
    quiet_nan,
    read,
    relation,
    rounded,
    sign_bit,
    specials,
    to_integer,
    write,
)
from run_files.text import FileText, FunctionText, type_of

# --- functions ----------------------------------------------------------------------------------


def integer(ty: str) -> str:
    """The integer type of the same width."""
    return type_of(FORMATS[ty][0])


class _Bits:
    """A function whose float operands and result are given as bits."""

    def __init__(
        self, file: FileText, name: str, params: Sequence[str], result: str, slots: Sequence[str] = ()
    ) -> None:
        shown = [integer(ty) if ty in FORMATS else ty for ty in params]
        self.result = result
        self.func: FunctionText = file.function(
            name, shown, [integer(result) if result in FORMATS else result], list(slots)
        )
        self.args = [
            self.func.op(f"bitcast.{ty} v{at}") if ty in FORMATS else f"v{at}" for at, ty in enumerate(params)
        ]

    def finish(self, value: str, canonical: bool = False) -> None:
        """Return a value; of NaNs the one that stands for all."""
        func = self.func
        if canonical:
            ty = self.result
            nan = func.op("f128const +NaN" if ty == "f128" else f"{ty}const +NaN")
            value = func.op(f"select {func.op(f'fcmp uno {value}, {value}')}, {nan}, {value}")
        if self.result in FORMATS:
            value = func.op(f"bitcast.{integer(self.result)} {value}")
        func.finish(value)


def _targets(ty: str) -> list[str]:
    """Machines that have other instructions for a format."""
    if ty == "f16":
        return ["aarch64 has_fp16"]
    return [] if ty == "f128" else ["x86_64 has_sse41", "x86_64 has_sse41 has_avx has_fma"]


def _arithmetic(ty: str) -> FileText:
    file = FileText(f"float-arithmetic-{ty}", f"Arithmetic of {ty}, rounded once.", (), _targets(ty))
    names = ["fadd", "fsub", "fmul", "fdiv"] + ([] if ty == "f128" else ["fmin", "fmax"])
    for name in names:
        func = _Bits(file, f"{name}_{ty}", [ty, ty], ty)
        func.finish(func.func.op(f"{name} {func.args[0]}, {func.args[1]}"), True)
        for x, y in product(few(specials(ty), 7), few(specials(ty), 11)):
            func.func.run([x, y], arithmetic(name, ty, x, y))
    func = _Bits(file, f"sqrt_{ty}", [ty], ty)
    func.finish(func.func.op(f"sqrt {func.args[0]}"), True)
    for x in [*specials(ty), *halves(ty)]:
        func.func.run([x], arithmetic("sqrt", ty, x))
    _fused(file, ty)
    return file


def _fused(file: FileText, ty: str) -> None:
    """`fma`, plain and with what a machine may take into it."""
    fraction = FORMATS[ty][1]
    one = bias(ty) << fraction
    # The product's last digits decide: (1 + e) * (1 + e) - 1, (1 + e) * (1 - e) - 1.
    close = [(one + 1, one + 1, one | sign_bit(ty)), (one + 1, one - 2, one | sign_bit(ty))]
    close += [(one + 1, one + 3, 1), (infinity(ty) - 1, one + (1 << fraction), infinity(ty) - 1)]
    triples = [*close, *product(few(specials(ty), 4), few(specials(ty), 3), few(specials(ty), 3))]
    flip = sign_bit(ty)
    shapes = {"plain": (0, 0), "negated": (flip, 0), "less": (0, flip), "both": (flip, flip)}
    for shape, signs in shapes.items():
        func = _Bits(file, f"fma_{shape}_{ty}", [ty, ty, ty], ty)
        x, y, z = func.args
        x = func.func.op(f"fneg {x}") if signs[0] else x
        z = func.func.op(f"fneg {z}") if signs[1] else z
        func.finish(func.func.op(f"fma {x}, {y}, {z}"), True)
        for a, b, c in triples:
            func.func.run([a, b, c], arithmetic("fma", ty, a ^ signs[0], b, c ^ signs[1]))


def _rounding(ty: str) -> FileText:
    file = FileText(f"float-rounding-{ty}", f"Rounding of {ty} to whole numbers.", (), _targets(ty))
    for name in ROUNDING:
        func = _Bits(file, f"{name}_{ty}", [ty], ty)
        func.finish(func.func.op(f"{name} {func.args[0]}"), True)
        for x in [*specials(ty), *halves(ty)]:
            func.func.run([x], rounded(name, ty, x))
    return file


def _compare(ty: str) -> FileText:
    file = FileText(
        f"float-compare-{ty}",
        f"Compares of {ty}: as a value, and deciding something.",
        (),
        _targets("f16") if ty == "f16" else (),
    )
    one = bias(ty) << FORMATS[ty][1]
    pairs = [(one, one + 1), (one + 1, one), (one, one), (0, sign_bit(ty)), (quiet_nan(ty), one)]
    pairs += [(one, infinity(ty) | 1), (infinity(ty) | sign_bit(ty), infinity(ty)), (1, 0)]
    for cc, holds in CONDITIONS.items():
        for shape in ("value", "branch", "select", "guard", "floats", "trapz", "trapnz"):
            result = ty if shape == "floats" else "i32"
            func = _Bits(file, f"{shape}_{cc}_{ty}", [ty, ty], result)
            text = func.func
            flag = text.op(f"fcmp {cc} {func.args[0]}, {func.args[1]}")
            if shape == "value":
                func.finish(text.op(f"uextend.i32 {flag}"))
            elif shape == "floats":
                func.finish(text.op(f"select {flag}, {func.args[0]}, {func.args[1]}"))
            elif shape in ("select", "guard"):
                opcode = "select" if shape == "select" else "select_spectre_guard"
                func.finish(text.op(f"{opcode} {flag}, {text.const('i32', 11)}, {text.const('i32', 12)}"))
            elif shape == "branch":
                yes, no = text.new_block(), text.new_block()
                text.emit(f"brif {flag}, {yes}, {no}")
                for block, number in ((yes, 11), (no, 12)):
                    text.start(block)
                    text.finish(text.const("i32", number))
            else:
                text.emit(f"{shape} {flag}, user1")
                text.finish(text.const("i32", 11))
            for x, y in pairs:
                held = holds[relation(ty, x, y)]
                expected: int | str = 11 if held else 12
                if shape == "value":
                    expected = held
                elif shape == "floats":
                    expected = x if held else y
                elif shape.startswith("trap"):
                    expected = "user1" if held == (shape == "trapnz") else 11
                text.run([x, y], expected)
    return file


def _to_integers(ty: str) -> FileText:
    file = FileText(
        f"float-to-integers-{ty}",
        f"Conversions of {ty} to integers, trapping and saturating.",
        (),
        _targets("f16") if ty == "f16" else (),
    )
    for width, is_signed, saturates in product((8, 16, 32, 64), (True, False), (False, True)):
        name = f"fcvt_to_{'s' if is_signed else 'u'}int{'_sat' if saturates else ''}"
        func = _Bits(file, f"{name}_i{width}_{ty}", [ty], type_of(width))
        func.finish(func.func.op(f"{name}.i{width} {func.args[0]}"))
        edges = [Fraction(n) for n in (-(1 << (width - 1)), (1 << (width - 1)), 1 << width, 0)]
        around = [write(ty, n + d, 0) for n in edges for d in (-1, -Fraction(1, 2), 0, 1)]
        for x in dict.fromkeys([*few(specials(ty), 11), *around]):
            func.func.run([x], to_integer(ty, x, width, is_signed, saturates))
    return file


def _from_integers() -> FileText:
    file = FileText("float-from-integers", "Integers to floats, rounded to even.")
    for ty, width, is_signed in product(TYPES, (8, 16, 32, 64), (True, False)):
        name = f"fcvt_from_{'s' if is_signed else 'u'}int"
        func = _Bits(file, f"{name}_i{width}_{ty}", [type_of(width)], ty)
        func.finish(func.func.op(f"{name}.{ty} {func.args[0]}"))
        top = 1 << (width - 1)
        digits = FORMATS[ty][1] + 1
        numbers = {0, 1, -1, top, top - 1, top + 1, 2047, 2049, 65519, 65520}
        # Halves between two floats, with and without something below.
        numbers |= {(2 << digits) + d for d in (1, 2, 3, 6)} if digits < width else set()
        numbers |= {top + (top >> digits), top + (top >> digits) + 1}
        for x in sorted({number & (2 * top - 1) for number in numbers}):
            value = x - 2 * top if is_signed and x >= top else x
            func.func.run([x], write(ty, Fraction(value), 0))
    return file


def _formats() -> FileText:
    file = FileText("float-formats", "Floats to wider and narrower formats.", (), _targets("f32"))
    for source, target in product(TYPES, TYPES):
        if source == target:
            continue
        name = "fpromote" if FORMATS[target] > FORMATS[source] else "fdemote"
        func = _Bits(file, f"{name}_{source}_{target}", [source], target)
        func.finish(func.func.op(f"{name}.{target} {func.args[0]}"), True)
        values = [*specials(source), *halves(source)]
        # What rounds to the least and greatest of the narrower format, and half of a last digit.
        if name == "fdemote":
            limits = [Fraction(2) ** (1 - bias(target) - FORMATS[target][1]) / 2]
            limits += [read(target, infinity(target) - 1)[0] or Fraction(0)]
            limits += [1 + Fraction(n, 2 << FORMATS[target][1]) for n in (1, 3)]
            values += [write(source, limit, 0) + d for limit in limits for d in (-1, 0, 1)]
        for x in values:
            if is_nan(source, x):
                func.func.run([x], quiet_nan(target))
            else:
                func.func.run([x], write(target, *read(source, x)))
    return file


def _bits(ty: str) -> FileText:
    file = FileText(
        f"float-bits-{ty}",
        f"What moves and changes bits of {ty}: NaNs keep their payload.",
        (),
        _targets("f16") if ty == "f16" else (),
    )
    mask = (1 << FORMATS[ty][0]) - 1
    flip = sign_bit(ty)
    one: dict[str, Callable[[int], int]] = {
        "fneg": lambda x: x ^ flip,
        "fabs": lambda x: x & ~flip,
        "bnot": lambda x: x ^ mask,
    }
    two: dict[str, Callable[[int, int], int]] = {
        "fcopysign": lambda x, y: x & ~flip | y & flip,
        "band": lambda x, y: x & y,
        "bor": lambda x, y: x | y,
        "bxor": lambda x, y: x ^ y,
    }
    for name, formula in one.items():
        func = _Bits(file, f"{name}_{ty}", [ty], ty)
        func.finish(func.func.op(f"{name} {func.args[0]}"))
        for x in specials(ty):
            func.func.run([x], formula(x))
    for name, pair in two.items():
        func = _Bits(file, f"{name}_{ty}", [ty, ty], ty)
        func.finish(func.func.op(f"{name} {func.args[0]}, {func.args[1]}"))
        for x, y in product(few(specials(ty), 7), repeat=2):
            func.func.run([x, y], pair(x, y))
    func = _Bits(file, f"bitselect_{ty}", [ty] * 3, ty)
    func.finish(func.func.op(f"bitselect {', '.join(func.args)}"))
    for c, x, y in product(few(specials(ty), 4), repeat=3):
        func.func.run([c, x, y], c & x | ~c & mask & y)
    for name in ("select", "select_spectre_guard"):
        func = _Bits(file, f"{name}_{ty}", ["i8", ty, ty], ty)
        func.finish(func.func.op(f"{name} {', '.join(func.args)}"))
        for c, (x, y) in product((0, 1, 128), ((flip, quiet_nan(ty) | 5), (infinity(ty) | 1, 1))):
            func.func.run([c, x, y], x if c else y)
    _memory(file, ty)
    return file


def _memory(file: FileText, ty: str) -> None:
    """Stores and loads between bytes that must stay, and values that live across a call."""
    size = FORMATS[ty][0] // 8
    mask = (1 << 8 * size) - 1
    func = _Bits(file, f"store_{ty}", [ty, integer(ty)], integer(ty), ["ss0 = explicit_slot 64"])
    text = func.func
    base = text.op("stack_addr.i64 ss0")
    for at in (0, size, 2 * size):
        text.emit(f"store {func.args[1]}, {base}+{at}")
    text.emit(f"store {func.args[0]}, {base}+{size}")
    value = text.op(f"bitcast.{integer(ty)} {text.op(f'load.{ty} {base}+{size}')}")
    for at in (0, 2 * size):
        value = text.op(f"bxor {value}, {text.op(f'load.{integer(ty)} {base}+{at}')}")
    func.finish(text.op(f"bxor {value}, {func.args[1]}"))
    for x, y in product(few(specials(ty), 5), (0, mask, quiet_nan(ty) | 9)):
        text.run([x, y], x ^ y)


def _constants() -> FileText:
    file = FileText("float-constants", "Constants: zeros, short and long ones, infinities, NaNs.")
    words = ("0.0", "-0.0", "0x1.0", "-0x1.8p3", "0x1.abcp-7", "+Inf", "-Inf")
    words = (*words, "+NaN", "-NaN", "+NaN:0x5", "+sNaN:0x5")
    for ty in TYPES:
        one = write(ty, Fraction(1), 0)
        flip, nan = sign_bit(ty), quiet_nan(ty)
        numbers = (0, flip, one, write(ty, Fraction(-12), 1), write(ty, Fraction(0x1ABC, 0x1000 << 7), 0))
        expected = (*numbers, infinity(ty), infinity(ty) | flip, nan, nan | flip, nan | 5, infinity(ty) | 5)
        for at, (text, bits) in enumerate(zip(words, expected, strict=True)):
            func = _Bits(file, f"{ty}_{at}", [], ty)
            func.finish(func.func.op(f"{ty}const {text}"))
            func.func.run([], bits)
    return file


def _calls() -> FileText:
    """Each function passes its parameters on to one that chooses among them."""
    file = FileText("float-calls", "Floats as parameters and results, in registers and in memory.")
    for ty, count in product(TYPES, (3, 12)):
        types = ["i64" if at % 3 == 1 else ty for at in range(count)]
        last = count - 1 if types[-1] == ty else count - 2
        name = f"{ty}_{count}"
        pick = file.function(f"pick_{name}", types, [ty, ty])
        pick.finish("v0", f"v{last}")
        params = [integer(ty) if param == ty else param for param in types]
        callee = f"fn0 = %pick_{name}({', '.join(types)}) -> {ty}, {ty}"
        func = file.function(f"pass_{name}", params, [integer(ty)] * 2, [callee])
        args = [func.op(f"bitcast.{ty} v{at}") if of == ty else f"v{at}" for at, of in enumerate(types)]
        results = func.ops(2, f"call fn0({', '.join(args)})")
        func.finish(*(func.op(f"bitcast.{integer(ty)} {value}") for value in results))
        values = specials(ty)[3 : 3 + count]
        func.run(values, [values[0], values[last]])
    return file


def files() -> list[FileText]:
    """All files."""
    made = [_from_integers(), _formats(), _constants(), _calls()]
    for ty in TYPES:
        made += [_arithmetic(ty), _rounding(ty), _compare(ty), _to_integers(ty), _bits(ty)]
    return made
