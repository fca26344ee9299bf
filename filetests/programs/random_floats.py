"""Random functions with floats beside integers, for `random_clif.py`.

Which NaN arithmetic gives is a matter of the machine. Inside a function any will do, as nothing looks at
the bits of a NaN: what is stored, returned, taken for its sign or cast to an integer is made the positive
quiet NaN first (`settled`). So results are the same everywhere.
"""

import random
from typing import Final

from .random_clif import BITS, INT_TYPES, RandomFunction, RandomProgram, make_program

FLOATS: Final = ("f16", "f32", "f64", "f128")
#: f32 and f64 as often as all others together.
FLOAT_TYPES: Final = (*INT_TYPES, *FLOATS, "f32", "f32", "f64", "f64", "f32", "f32", "f64", "f64")
_BINARY: Final = ["fadd", "fsub", "fmul", "fdiv", "fmin", "fmax"]
_UNARY: Final = ["sqrt", "fneg", "fabs", "ceil", "floor", "trunc", "nearest"]
FLOATCC: Final = "ord uno eq ne one ueq lt le gt ge ult ule ugt uge".split()
_CONSTANTS: Final = [
    "0.0",
    "-0.0",
    "0x1.0",
    "-0x1.8",
    "0x1.0p-14",
    "0x1.8p6",
    "0x1.fp15",
    "+Inf",
    "-Inf",
    "+NaN",
]


def float_bits(rng: random.Random, ty: str) -> int:
    """Bits of an argument: zeros, infinities, NaNs and numbers of every size."""
    bits = BITS[ty]
    fraction = {"f16": 10, "f32": 23, "f64": 52, "f128": 112}[ty]
    exponents = (1 << (bits - fraction - 1)) - 1
    field = rng.choice([0, exponents, exponents >> 1, rng.randrange(exponents + 1)])
    field = max(0, min(exponents, field + rng.randrange(-1, 64)))
    digits = rng.choice([0, 0, 1, rng.getrandbits(fraction)])
    return rng.getrandbits(1) << (bits - 1) | field << fraction | digits


class FloatFunction(RandomFunction):
    """A function under construction whose values are floats as often as integers."""

    def int_type(self) -> str:
        return self.rng.choice(INT_TYPES)

    def argument(self, ty: str) -> int:
        return float_bits(self.rng, ty) if ty in FLOATS else super().argument(ty)

    def constant(self, ty: str) -> str:
        if ty not in FLOATS:
            return super().constant(ty)
        value = self.new_value()
        self.emit(f"{value} = {ty}const {self.rng.choice(_CONSTANTS)}")
        return value

    def settled(self, value: str, ty: str) -> str:
        if ty not in FLOATS:
            return value
        nan, flag, chosen = self.new_value(), self.new_value(), self.new_value()
        self.emit(f"{nan} = {ty}const +NaN")
        self.emit(f"{flag} = fcmp uno {value}, {value}")
        self.emit(f"{chosen} = select {flag}, {nan}, {value}")
        return chosen

    def straight(self) -> None:
        ty = self.any_type()
        if ty not in FLOATS:
            super().straight()
            return
        rng = self.rng
        kind = rng.randrange(20)
        if kind < 6:
            x, y = self.value(ty), self.value(ty)
            self.define(ty, f"{rng.choice(_BINARY[: 4 if ty == 'f128' else 6])} {x}, {y}")
        elif kind < 8:
            self.define(ty, f"{rng.choice(_UNARY)} {self.value(ty)}")
        elif kind < 9:
            x, y, z = self.value(ty), self.value(ty), self.value(ty)
            self.define(ty, f"fma {x}, {y}, {z}")
        elif kind < 11:
            x, y = self.value(ty), self.value(ty)
            self.define("i8", f"fcmp {rng.choice(FLOATCC)} {x}, {y}")
        elif kind < 13:
            c, x, y = self.condition(ty), self.value(ty), self.value(ty)
            self.define(ty, f"{rng.choice(['select', 'select_spectre_guard'])} {c}, {x}, {y}")
        elif kind < 15:
            self.bits(ty)
        elif kind < 18:
            self.float_conversion(ty)
        else:
            self.memory(ty)

    def condition(self, ty: str) -> str:
        """An integer to decide something: mostly a compare."""
        if self.rng.random() < 0.3:
            return self.value(self.int_type())
        x, y = self.value(ty), self.value(ty)
        return self.define("i8", f"fcmp {self.rng.choice(FLOATCC)} {x}, {y}")

    def bits(self, ty: str) -> None:
        """What looks at the bits of floats."""
        x, y, z = (self.settled(self.value(ty), ty) for _ in range(3))
        kind = self.rng.randrange(4)
        if kind == 0:
            self.define(ty, f"fcopysign {x}, {y}")
        elif kind == 1:
            self.define(ty, f"{self.rng.choice(['band', 'bor', 'bxor'])} {x}, {y}")
        elif kind == 2:
            self.define(ty, f"bitselect {x}, {y}, {z}")
        elif ty != "f128":
            integer = f"i{BITS[ty]}"
            self.define(integer, f"bitcast.{integer} {x}")
            self.define(ty, f"bitcast.{ty} {self.value(integer)}")

    def float_conversion(self, ty: str) -> None:
        """To and from integers and the other formats."""
        rng = self.rng
        integer = rng.choice(INT_TYPES)
        other = rng.choice([name for name in FLOATS if name != ty])
        kind = rng.randrange(3)
        if kind == 0:
            saturates = "" if self.traps and rng.random() < 0.2 else "_sat"
            self.define(integer, f"fcvt_to_{rng.choice('su')}int{saturates}.{integer} {self.value(ty)}")
        elif kind == 1:
            self.define(ty, f"fcvt_from_{rng.choice('su')}int.{ty} {self.value(integer)}")
        else:
            op = "fpromote" if BITS[other] > BITS[ty] else "fdemote"
            self.define(other, f"{op}.{other} {self.value(ty)}")


def random_float_program(seed: int, size: int = 60, traps: bool = False, runs: int = 4) -> RandomProgram:
    """As `random_clif.random_program`; two thirds of the values are floats."""
    return make_program(seed, FloatFunction, FLOAT_TYPES, size, traps, runs)
