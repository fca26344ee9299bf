"""Random functions with values of all types: vectors and atomics beside what `random_clif.py`,
`random_floats.py` and `random_throws.py` make.

    v7 = iadd v5, v6            v5, v6: i16x8
    v8 = snarrow v7, v5
    v9 = extractlane v8, 3
    brif v9, block1, block2     and so on, in functions of branches, loops, calls and throws

As with scalars, nothing looks at the bits of a NaN lane: what is stored, returned, cast or taken for its
sign is `settled` first. The same seed gives the same text.
"""

from typing import Final

from .random_clif import BITS, INT_TYPES, RandomProgram
from .random_floats import FLOATCC, FLOATS, FloatFunction
from .random_throws import ThrowingFunction, make_throwing_program

_INTEGERS: Final = ("i8x16", "i16x8", "i32x4", "i64x2")
_SHORT: Final = ("i8x8", "i16x4", "i32x2")
_FLOAT_VECTORS: Final = ("f32x4", "f64x2", "f32x2", "f16x8", "f16x4")
VECTORS: Final = (*_INTEGERS, *_SHORT, *_FLOAT_VECTORS)
BITS.update({ty: int(ty[1:].partition("x")[0]) * int(ty.partition("x")[2]) for ty in VECTORS})
#: Vectors are half of all values; every other type is there too.
ALL_TYPES: Final = (*INT_TYPES, "i32", "i64", "i128", *FLOATS, "f32", "f64", *_INTEGERS, *VECTORS)
_BINARY: Final = "iadd isub imul smin smax umin umax uadd_sat sadd_sat usub_sat ssub_sat avg_round".split()
_LOGIC: Final = ["band", "bor", "bxor", "band", "bor", "bxor", "bnot", "bitselect", "blendv"]
_SHIFTS: Final = ["ishl", "ushr", "sshr", "rotl", "rotr"]
_INTCC: Final = ["eq", "ne", "slt", "sge", "sgt", "sle", "ult", "uge", "ugt", "ule"]
_FLOAT_BINARY: Final = ["fadd", "fsub", "fmul", "fdiv", "fmin", "fmax"]
_FLOAT_UNARY: Final = ["sqrt", "fneg", "fabs", "ceil", "floor", "trunc", "nearest"]
_ATOMICS: Final = ["add", "sub", "and", "nand", "or", "xor", "xchg", "umin", "umax", "smin", "smax"]
_WIDENED: Final = {"i8x16": "i16x8", "i16x8": "i32x4", "i32x4": "i64x2", "i8x8": "i16x4", "i16x4": "i32x2"}
_NARROWED: Final = {wide: narrow for narrow, wide in _WIDENED.items()}


def _lane(ty: str) -> str:
    return ty.partition("x")[0]


def _count(ty: str) -> int:
    return int(ty.partition("x")[2])


class VectorFunction(FloatFunction):
    """A function under construction whose values are vectors as often as scalars."""

    def int_type(self) -> str:
        return self.rng.choice((*INT_TYPES, *INT_TYPES, "i128"))

    def argument(self, ty: str) -> int:
        if ty not in VECTORS:
            return super().argument(ty)
        lane = _lane(ty)
        bits, total = BITS[lane], 0
        for number in range(_count(ty)):
            total |= super().argument(lane) << number * bits
        return total

    def constant(self, ty: str) -> str:
        if ty not in VECTORS:
            return super().constant(ty)
        value = self.new_value()
        number = self.rng.choice([0, (1 << BITS[ty]) - 1, self.argument(ty), self.argument(ty)])
        self.emit(f"{value} = vconst.{ty} 0x{number:0{BITS[ty] // 4}x}")
        return value

    def settled(self, value: str, ty: str) -> str:
        if ty not in _FLOAT_VECTORS:
            return super().settled(value, ty)
        bits = ty.replace("f", "i")
        lane = {"f16": "7e00", "f32": "7fc00000", "f64": "7ff8000000000000"}[_lane(ty)]
        flag, nan, integer, chosen, result = (self.new_value() for _ in range(5))
        self.emit(f"{flag} = fcmp uno {value}, {value}")
        self.emit(f"{nan} = vconst.{bits} 0x{lane * _count(ty)}")
        self.emit(f"{integer} = bitcast.{bits} little {value}")
        self.emit(f"{chosen} = bitselect {flag}, {nan}, {integer}")
        self.emit(f"{result} = bitcast.{ty} little {chosen}")
        return result

    def straight(self) -> None:
        if self.rng.random() < 0.03:
            self.atomic(self.int_type())
            return
        ty = self.any_type()
        if ty not in VECTORS:
            super().straight()
        elif self.rng.random() < 0.35:
            self.lanes(ty)
        elif ty in _FLOAT_VECTORS:
            self.float_vector(ty)
        else:
            self.integer_vector(ty)

    def operands(self, ty: str, count: int) -> str:
        return ", ".join(self.value(ty) for _ in range(count))

    def integer_vector(self, ty: str) -> None:
        """Arithmetic on lanes of integers, and what makes them wider and narrower."""
        rng = self.rng
        kind = rng.randrange(12)
        if kind < 4:
            self.define(ty, f"{rng.choice(_BINARY)} {self.operands(ty, 2)}")
        elif kind < 5:
            self.define(ty, f"{rng.choice(['ineg', 'iabs', 'popcnt'])} {self.value(ty)}")
        elif kind < 7:
            self.define(ty, f"{rng.choice(_SHIFTS)} {self.value(ty)}, {self.value('i32')}")
        elif kind < 8:
            self.define(ty, f"icmp {rng.choice(_INTCC)} {self.operands(ty, 2)}")
        elif kind < 9:
            self.logic(ty)
        elif kind < 10 and ty in _WIDENED:
            op = rng.choice(["swiden_low", "swiden_high", "uwiden_low", "uwiden_high"])
            self.define(_WIDENED[ty], f"{op} {self.value(ty)}")
        elif kind < 11 and ty in _NARROWED:
            op = rng.choice(["snarrow", "unarrow", "uunarrow"])
            self.define(_NARROWED[ty], f"{op} {self.operands(ty, 2)}")
        else:
            self.particular(ty)

    def particular(self, ty: str) -> None:
        """What only some types of lanes have."""
        rng = self.rng
        if ty == "i8x16":
            mask = rng.choice([rng.choices(range(32), k=16), rng.choices(range(16), k=16)])
            text = bytes(mask).hex()
            op = rng.choice([f"shuffle {self.operands(ty, 2)}, 0x{text}", f"swizzle {self.operands(ty, 2)}"])
            self.define(ty, op)
        elif ty == "i16x8":
            op = rng.choice(["sqmul_round_sat", "smulhi", "umulhi", "iadd_pairwise", "floats"])
            if op == "floats":
                self.define("f16x8", f"fcvt_from_{rng.choice('su')}int.f16x8 {self.value(ty)}")
            else:
                self.define(ty, f"{op} {self.operands(ty, 2)}")
        elif ty == "i32x4":
            self.define("f32x4", f"fcvt_from_{rng.choice('su')}int.f32x4 {self.value(ty)}")
        elif ty == "i64x2":
            self.define("f64x2", f"fcvt_from_{rng.choice('su')}int.f64x2 {self.value(ty)}")
        else:
            self.define(ty, f"iadd_pairwise {self.operands(ty, 2)}")

    def logic(self, ty: str) -> None:
        """Operations on bits, after which a lane of floats may be a NaN of any bits, the same everywhere."""
        op = self.rng.choice(_LOGIC)
        count = {"bnot": 1, "bitselect": 3, "blendv": 3}.get(op, 2)
        values = ", ".join(self.settled(self.value(ty), ty) for _ in range(count))
        self.define(ty, f"{op} {values}")

    def float_vector(self, ty: str) -> None:
        """Arithmetic on lanes of floats, and conversions."""
        rng = self.rng
        truth = ty.replace("f", "i")
        kind = rng.randrange(10)
        if kind < 4:
            self.define(ty, f"{rng.choice(_FLOAT_BINARY)} {self.operands(ty, 2)}")
        elif kind < 5:
            self.define(ty, f"{rng.choice(_FLOAT_UNARY)} {self.value(ty)}")
        elif kind < 6:
            self.define(ty, f"fma {self.operands(ty, 3)}")
        elif kind < 7:
            self.define(truth, f"fcmp {rng.choice(FLOATCC)} {self.operands(ty, 2)}")
        elif kind < 8:
            self.logic(ty)
        elif kind < 9:
            sign = self.settled(self.value(ty), ty)
            self.define(ty, f"fcopysign {self.value(ty)}, {sign}")
        elif ty == "f32x4":
            if rng.random() < 0.5:
                self.define("f64x2", f"fvpromote_low {self.value(ty)}")
            else:
                self.define("i32x4", f"fcvt_to_{rng.choice('su')}int_sat.i32x4 {self.value(ty)}")
        elif ty == "f64x2":
            self.define("f32x4", f"fvdemote {self.value(ty)}")
        elif ty != "f32x2":
            self.define(truth, f"fcvt_to_{rng.choice('su')}int_sat.{truth} {self.value(ty)}")

    def lanes(self, ty: str) -> None:
        """What moves lanes and whole vectors, and what leads from vectors to scalars."""
        rng = self.rng
        lane = _lane(ty)
        kind = rng.randrange(9)
        if kind == 0:
            self.define(ty, f"{rng.choice(['splat', 'scalar_to_vector'])}.{ty} {self.value(lane)}")
        elif kind == 1:
            self.define(lane, f"extractlane {self.value(ty)}, {rng.randrange(_count(ty))}")
        elif kind == 2:
            number = rng.randrange(_count(ty))
            self.define(ty, f"insertlane {self.value(ty)}, {self.value(lane)}, {number}")
        elif kind == 3:
            other = rng.choice([name for name in VECTORS if BITS[name] == BITS[ty] and name != ty])
            self.define(other, f"bitcast.{other} little {self.settled(self.value(ty), ty)}")
        elif kind == 4:
            condition = self.value(self.int_type())
            select = rng.choice(["select", "select_spectre_guard"])
            self.define(ty, f"{select} {condition}, {self.operands(ty, 2)}")
        elif kind < 7:
            self.memory(ty)
        elif ty in _FLOAT_VECTORS:
            self.float_vector(ty)
        elif kind == 7:
            self.define("i8", f"{rng.choice(['vany_true', 'vall_true'])} {self.value(ty)}")
        else:
            self.define("i32", f"vhigh_bits.i32 {self.value(ty)}")

    def atomic(self, ty: str) -> None:
        """An atomic access to the slot, at a multiple of its size."""
        rng = self.rng
        size = BITS[ty] // 8
        base = self.new_value()
        self.emit(f"{base} = stack_addr.i64 ss0+{rng.randrange(self.slot_size // size) * size}")
        kind = rng.randrange(6)
        if kind < 2:
            self.define(ty, f"atomic_rmw.{ty} {rng.choice(_ATOMICS)} {base}, {self.value(ty)}")
        elif kind < 3:
            self.define(ty, f"atomic_cas.{ty} {base}, {self.operands(ty, 2)}")
        elif kind < 4:
            self.emit(f"atomic_store.{ty} {self.value(ty)}, {base}")
        elif kind < 5:
            self.define(ty, f"atomic_load.{ty} {base}")
        else:
            self.emit("fence")


class AnyFunction(ThrowingFunction, VectorFunction):
    """A function under construction with everything: all types, atomics, calls with handlers, throws."""


def random_any_program(seed: int, size: int = 60, traps: bool = False, runs: int = 4) -> RandomProgram:
    """A program of two or three functions over all types, with about `size` instructions each. Needs the
    setting `preserve_frame_pointers`, and on x86-64 SSE4.1 and CMPXCHG16B."""
    return make_throwing_program(seed, AnyFunction, ALL_TYPES, size, traps, runs)
