"""i128 to floats and back: rounding to even, and the borders of the range.

Floats are given and taken as bits, which `rounded_bits` makes from whole numbers.
"""

from fractions import Fraction
from typing import Final

from run_files.formulas import mask, signed
from run_files.text import FileText, type_of
from run_files.wide import BITS, EDGES, LEAST, PATTERN, WIDE


def files() -> list[FileText]:
    """All files."""
    return [_to_floats(), _from_floats()]


#: Type, digits of the significand, largest exponent, bits of the integer with the same width.
FORMATS: Final = (("f32", 24, 127, 32), ("f64", 53, 1023, 64))


def rounded_bits(number: int, digits: int, largest: int, bits: int) -> int:
    """The bits of the float nearest to an integer; of two, the even one."""
    sign = 1 << (bits - 1) if number < 0 else 0
    size = abs(number)
    if not size:
        return 0
    excess = size.bit_length() - digits
    if excess > 0:
        size = round(Fraction(size, 1 << excess))
    else:
        size <<= -excess
    exponent = excess + digits - 1
    if size >> digits:
        size >>= 1
        exponent += 1
    if exponent > largest:
        return sign | (2 * largest + 1) << (digits - 1)
    return sign | (exponent + largest) << (digits - 1) | (size & mask(digits - 1))


def _to_floats() -> FileText:
    file = FileText(
        "i128-to-floats", "i128 to f32 and f64, signed and unsigned, rounded to even; results as bits."
    )
    for ty, digits, largest, bits in FORMATS:
        numbers = [*EDGES, (1 << digits) + 1, (1 << digits) + 3, 1 << 100, mask(128), mask(127), -PATTERN]
        halfway = (1 << 100) + (1 << (100 - digits))
        numbers += [halfway, halfway - 1, halfway + 1, halfway + (1 << (101 - digits))]
        for name in ("fcvt_from_sint", "fcvt_from_uint"):
            func = file.function(f"{name}_{ty}", [WIDE], [type_of(bits)])
            func.finish(func.op(f"bitcast.{type_of(bits)} {func.op(f'{name}.{ty} v0')}"))
            for x in numbers:
                number = signed(x, BITS) if "sint" in name else x & mask(BITS)
                func.run([x], rounded_bits(number, digits, largest, bits))
    return file


def _from_floats() -> FileText:
    file = FileText("i128-from-floats", "f32 and f64 to i128: trapping and saturating; operands as bits.")
    for ty, digits, largest, bits in FORMATS:
        infinity = (2 * largest + 1) << (digits - 1)
        quarter = (largest - 2) << (digits - 1)
        minus = 1 << (bits - 1)
        integers = [0, 1, -1, 7, -7, 1 << 63, 1 << 64, -(1 << 64), 1 << 126, LEAST, -LEAST, 1 << 128]
        integers += [
            mask(digits) << (127 - digits),
            -(mask(digits) << (127 - digits)),
            mask(digits) << (128 - digits),
        ]
        cases: list[tuple[int, int | None]] = [(rounded_bits(x, digits, largest, bits), x) for x in integers]
        cases += [
            (quarter, 0),
            (quarter | minus, 0),
            (minus, 0),
            (infinity, 1 << 999),
            (infinity | minus, -1 << 999),
        ]
        cases += [(infinity | 1, None), (infinity | minus | 1 << (digits - 2), None)]
        if ty == "f32":
            cases = [(x, n if n != 1 << 128 else 1 << 999) for x, n in cases]
        for name in ("fcvt_to_sint", "fcvt_to_uint", "fcvt_to_sint_sat", "fcvt_to_uint_sat"):
            low, high = (-LEAST, LEAST - 1) if "sint" in name else (0, mask(BITS))
            func = file.function(f"{name}_{ty}", [type_of(bits)], [WIDE])
            func.finish(func.op(f"{name}.i128 {func.op(f'bitcast.{ty} v0')}"))
            for operand, number in cases:
                if name.endswith("sat"):
                    func.run([operand], 0 if number is None else max(low, min(high, number)))
                elif number is None:
                    func.run([operand], "bad_toint")
                else:
                    func.run([operand], number if low <= number <= high else "int_ovf")
    return file
