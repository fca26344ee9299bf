"""Functions on vectors, one for each opcode, type and immediate, and the arguments they are called with.

`programs()` gives `(name, text)`; parameters are vectors and integers. Lanes are boundary values of integers
and floats of every width, and random bits.
"""

import random
import struct
from collections.abc import Iterator

INTEGERS = ("i8x16", "i16x8", "i32x4", "i64x2")
FLOATS = ("f32x4", "f64x2")
QUADS = (*INTEGERS, *FLOATS)
SHORT_INTEGERS = ("i8x8", "i16x4", "i32x2", "i8x4", "i16x2", "i8x2")
_INTCC = ("eq", "ne", "slt", "sge", "sgt", "sle", "ult", "uge", "ugt", "ule")
_FLOATCC = ("ord", "uno", "eq", "ne", "one", "ueq", "lt", "le", "gt", "ge", "ult", "ule", "ugt", "uge")


def lane(ty: str) -> str:
    """The type of a lane."""
    return ty.partition("x")[0]


def _bits(ty: str) -> int:
    """Width of a vector."""
    return int(lane(ty)[1:]) * int(ty.partition("x")[2])


def truth(ty: str) -> str:
    """The type of a comparison."""
    return ty.replace("f", "i")


def merged(ty: str) -> str:
    """Lanes twice as wide."""
    return {"i8x16": "i16x8", "i16x8": "i32x4", "i32x4": "i64x2"}[ty]


def split(ty: str) -> str:
    """Lanes half as wide."""
    return {"i16x8": "i8x16", "i32x4": "i16x8", "i64x2": "i32x4"}[ty]


def function(name: str, params: str, result: str, *lines: str) -> tuple[str, str]:
    """A function whose parameters are `v0`, `v1`, ... and whose last line defines the result `v9`."""
    types = params.split()
    block = ", ".join(f"v{number}: {ty}" for number, ty in enumerate(types))
    body = "".join(f"    {line}\n" for line in lines)
    head = f"function %{name}({', '.join(types)}) -> {result} system_v {{"
    return (
        name,
        f"{head}\n    ss0 = explicit_slot 32, align = 16\nblock0({block}):\n{body}    return v9\n}}\n",
    )


def _plain(op: str, types: tuple[str, ...], count: int) -> Iterator[tuple[str, str]]:
    for ty in types:
        arguments = ", ".join(f"v{number}" for number in range(count))
        yield function(f"{op}_{ty}", " ".join([ty] * count), ty, f"v9 = {op} {arguments}")


def _arithmetic() -> Iterator[tuple[str, str]]:
    for op in ("iadd", "isub", "imul", "smin", "smax", "umin", "umax"):
        yield from _plain(op, INTEGERS, 2)
    for op in ("uadd_sat", "sadd_sat", "usub_sat", "ssub_sat", "avg_round"):
        yield from _plain(op, INTEGERS, 2)
    for op in ("smulhi", "umulhi"):
        yield from _plain(op, ("i16x8", "i32x4"), 2)
    for op in ("ineg", "iabs", "popcnt"):
        yield from _plain(op, INTEGERS, 1)
    yield from _plain("iadd_pairwise", INTEGERS[:3], 2)
    yield from _plain("sqmul_round_sat", ("i16x8",), 2)
    for op in ("fadd", "fsub", "fmul", "fdiv", "fmin", "fmax", "fcopysign"):
        yield from _plain(op, FLOATS, 2)
    for op in ("sqrt", "fneg", "fabs", "ceil", "floor", "trunc", "nearest"):
        yield from _plain(op, FLOATS, 1)
    yield from _plain("fma", FLOATS, 3)
    for op in ("band", "bor", "bxor"):
        yield from _plain(op, QUADS, 2)
    yield from _plain("bnot", QUADS, 1)
    yield from _plain("bitselect", QUADS, 3)
    for ty in INTEGERS:
        yield function(f"andnot_{ty}", f"{ty} {ty}", ty, "v2 = bnot v1", "v9 = band v0, v2")
        yield function(f"ornot_{ty}", f"{ty} {ty}", ty, "v2 = bnot v1", "v9 = bor v0, v2")
        yield function(f"mla_{ty}", f"{ty} {ty} {ty}", ty, "v3 = imul v1, v2", "v9 = iadd v0, v3")
        yield function(f"mls_{ty}", f"{ty} {ty} {ty}", ty, "v3 = imul v1, v2", "v9 = isub v0, v3")


def _shifts() -> Iterator[tuple[str, str]]:
    for ty in INTEGERS:
        width = int(lane(ty)[1:])
        for op in ("ishl", "ushr", "sshr", "rotl", "rotr"):
            yield function(f"{op}_{ty}", f"{ty} i32", ty, f"v9 = {op} v0, v1")
            for amount in (0, 1, width // 2, width - 1, width + 3):
                lines = (f"v1 = iconst.i32 {amount}", f"v9 = {op} v0, v1")
                yield function(f"{op}_{ty}_by_{amount}", ty, ty, *lines)


def _compares() -> Iterator[tuple[str, str]]:
    for types, op, conditions in ((INTEGERS, "icmp", _INTCC), (FLOATS, "fcmp", _FLOATCC)):
        for ty in types:
            for cc in conditions:
                yield function(f"{op}_{ty}_{cc}", f"{ty} {ty}", truth(ty), f"v9 = {op} {cc} v0, v1")
                if op == "icmp":
                    lines = (f"v1 = vconst.{ty} 0x00", f"v9 = icmp {cc} v0, v1")
                    yield function(f"icmp_{ty}_{cc}_zero", ty, ty, *lines)
    for ty in QUADS:
        yield function(f"select_{ty}", f"i32 {ty} {ty}", ty, "v9 = select v0, v1, v2")
    for ty in INTEGERS:
        for op in ("vany_true", "vall_true"):
            yield function(f"{op}_{ty}", ty, "i8", f"v9 = {op} v0")
            lines = (f"v1 = {op} v0", "v2 = iconst.i32 5", "v3 = iconst.i32 7", "v9 = select v1, v2, v3")
            yield function(f"{op}_{ty}_select", ty, "i32", *lines)
        yield function(f"vhigh_bits_{ty}", ty, "i32", "v9 = vhigh_bits.i32 v0")
    for wide, cc_type in (("f32x4", "i32x4"), ("f64x2", "i64x2")):
        for name, first, second in (("pmin", "v1", "v0"), ("pmax", "v0", "v1")):
            lines = (
                f"v2 = fcmp lt {first}, {second}",
                f"v3 = bitcast.{cc_type} little v1",
                f"v4 = bitcast.{cc_type} little v0",
                "v9 = bitselect v2, v3, v4",
            )
            yield function(f"{name}_{wide}", f"{wide} {wide}", cc_type, *lines)


def _lanes() -> Iterator[tuple[str, str]]:
    for ty in QUADS:
        part = lane(ty)
        count = 128 // int(part[1:])
        yield function(f"splat_{ty}", part, ty, f"v9 = splat.{ty} v0")
        stored = ("v1 = stack_addr.i64 ss0", "store v0, v1")
        yield function(f"splat_load_{ty}", part, ty, *stored, f"v2 = load.{part} v1", f"v9 = splat.{ty} v2")
        yield function(f"scalar_to_vector_{ty}", part, ty, f"v9 = scalar_to_vector.{ty} v0")
        loaded = (*stored, f"v2 = load.{part} v1")
        yield function(f"scalar_to_vector_load_{ty}", part, ty, *loaded, f"v9 = scalar_to_vector.{ty} v2")
        for number in range(count):
            yield function(f"extractlane_{ty}_{number}", ty, part, f"v9 = extractlane v0, {number}")
            yield function(
                f"insertlane_{ty}_{number}", f"{ty} {part}", ty, f"v9 = insertlane v0, v1, {number}"
            )
            lines = ("v2 = stack_addr.i64 ss0", "store v1, v2", f"v3 = load.{part} v2")
            yield function(
                f"insertlane_load_{ty}_{number}",
                f"{ty} {part}",
                ty,
                *lines,
                f"v9 = insertlane v0, v3, {number}",
            )
            lines = (f"v1 = extractlane v0, {number}", "v2 = stack_addr.i64 ss0", "store v1, v2")
            yield function(f"store_lane_{ty}_{number}", ty, part, *lines, f"v9 = load.{part} v2")
            if part in ("i8", "i16"):
                for op in ("uextend", "sextend"):
                    lines = (f"v1 = extractlane v0, {number}", f"v9 = {op}.i64 v1")
                    yield function(f"{op}_lane_{ty}_{number}", ty, "i64", *lines)
    yield function("swizzle", "i8x16 i8x16", "i8x16", "v9 = swizzle v0, v1")


def _shuffles() -> Iterator[tuple[str, str]]:
    masks: list[list[int]] = []
    for size in (1, 2, 4, 8):
        count = 16 // size
        lists = [
            [at + other for at in range(count // 2) for other in (0, count)],
            [at + other for at in range(count // 2, count) for other in (count, 0)],
            list(range(0, 2 * count, 2)),
            list(range(1, 2 * count, 2)),
            [at + other for at in range(0, count, 2) for other in (0, count)],
            [at + 1 + other for at in range(0, count, 2) for other in (0, count)],
            [count - 1 - at for at in range(count)],
            [1] * count,
            [count + 1] * count,
            [*range(count - 1), 2 * count - 1],
            [at + count * (at & 1) for at in range(count)],
        ]
        masks += [[number * size + part for number in lanes for part in range(size)] for lanes in lists]
    masks += [[at ^ flip for at in range(16)] for flip in (0, 1, 2, 3, 4, 6, 7, 8, 12, 16)]
    masks += [[(at + start) & 31 for at in range(16)] for start in (1, 5, 15, 16, 17)]
    source = random.Random(9)
    masks += [[source.randrange(limit) for _ in range(16)] for limit in (32, 32, 16)]
    words = [[0, 1, 6, 7], [3, 2, 5, 4], [4, 4, 0, 1], [1, 5, 2, 3]]
    masks += [[number * 4 + part for number in lanes for part in range(4)] for lanes in words]
    halves = [[3, 1, 2, 0, 4, 5, 6, 7], [0, 1, 2, 3, 7, 7, 4, 5]]
    masks += [[number * 2 + part for number in lanes for part in range(2)] for lanes in halves]
    for number, mask in enumerate(masks):
        text = "0x" + bytes(reversed(mask)).hex()
        yield function(f"shuffle_{number}", "i8x16 i8x16", "i8x16", f"v9 = shuffle v0, v1, {text}")
        yield function(f"shuffle_same_{number}", "i8x16", "i8x16", f"v9 = shuffle v0, v0, {text}")


def _conversions() -> Iterator[tuple[str, str]]:
    for ty in INTEGERS[:3]:
        for op in ("swiden_low", "swiden_high", "uwiden_low", "uwiden_high"):
            yield function(f"{op}_{ty}", ty, merged(ty), f"v9 = {op} v0")
            lines = (f"v2 = {op} v0", f"v3 = {op} v1", "v9 = imul v2, v3")
            yield function(f"imul_{op}_{ty}", f"{ty} {ty}", merged(ty), *lines)
    for ty in INTEGERS[:2]:
        for sign in "su":
            lines = (f"v1 = {sign}widen_low v0", f"v2 = {sign}widen_high v0", "v9 = iadd_pairwise v1, v2")
            yield function(f"extadd_{sign}_{ty}", ty, merged(ty), *lines)
        lines = (
            *(
                f"v{2 + number} = swiden_{half} v{number & 1}"
                for number, half in enumerate(("low", "low", "high", "high"))
            ),
            "v6 = imul v2, v3",
            "v7 = imul v4, v5",
            "v9 = iadd_pairwise v6, v7",
        )
        yield function(f"dot_{ty}", f"{ty} {ty}", merged(ty), *lines)
    for ty in INTEGERS[1:]:
        for op in ("snarrow", "unarrow", "uunarrow"):
            yield function(f"{op}_{ty}", f"{ty} {ty}", split(ty), f"v9 = {op} v0, v1")
    for op, low in (("uload8x8", "i16x8"), ("uload16x4", "i32x4"), ("uload32x2", "i64x2")):
        for name in (op, f"s{op[1:]}"):
            lines = ("v1 = stack_addr.i64 ss0", "store v0, v1", f"v9 = {name} v1+3")
            yield function(name, "i8x16", low, *lines)
    for op in ("fcvt_from_sint", "fcvt_from_uint"):
        yield function(f"{op}_f32x4", "i32x4", "f32x4", f"v9 = {op}.f32x4 v0")
        yield function(f"{op}_f64x2", "i64x2", "f64x2", f"v9 = {op}.f64x2 v0")
    for sign, name in (("s", "sint"), ("u", "uint")):
        yield function(f"fcvt_to_{name}_sat", "f32x4", "i32x4", f"v9 = fcvt_to_{name}_sat.i32x4 v0")
        lines = (f"v1 = {sign}widen_low v0", f"v9 = fcvt_from_{name}.f64x2 v1")
        yield function(f"convert_low_{sign}", "i32x4", "f64x2", *lines)
        narrow = "snarrow" if sign == "s" else "uunarrow"
        lines = (f"v1 = fcvt_to_{name}_sat.i64x2 v0", "v2 = vconst.i64x2 0x00", f"v9 = {narrow} v1, v2")
        yield function(f"trunc_zero_{sign}", "f64x2", "i32x4", *lines)
    yield function("fvdemote", "f64x2", "f32x4", "v9 = fvdemote v0")
    yield function("fvpromote_low", "f32x4", "f64x2", "v9 = fvpromote_low v0")


def _constants() -> Iterator[tuple[str, str]]:
    words = (
        0,
        0xFFFFFFFF,
        0x7F,
        0x3400,
        0x560000,
        0x78000000,
        0xFFFFFF12,
        0xFF12FFFF,
        0x3F800000,
        0x12345678,
    )
    for number, word in enumerate(words):
        text = f"0x{word:08x}" + f"{word:08x}" * 3
        lines = (f"v1 = vconst.i32x4 {text}", "v9 = bxor v0, v1")
        yield function(f"vconst_{number}", "i32x4", "i32x4", *lines)
    for number, text in enumerate(
        ("00ff00ffff0000ff", "3ff8000000000000", "1111111111111111", "0123456789abcdef")
    ):
        lines = (f"v1 = vconst.i64x2 0x{text}{text}", "v9 = iadd v0, v1")
        yield function(f"vconst_quad_{number}", "i64x2", "i64x2", *lines)
    loads = ("v2 = stack_addr.i64 ss0", "store v0, v2", "store v1, v2+16", "v3 = load.i32x4 v2+4")
    yield function("load_unaligned", "i32x4 i32x4", "i32x4", *loads, "v9 = isub v1, v3")


def _shorter() -> Iterator[tuple[str, str]]:
    """Vectors of 64, 32 and 16 bits."""
    for ty in (*SHORT_INTEGERS, "f32x2"):
        part = lane(ty)
        count = int(ty.partition("x")[2])
        for op in ("band", "bor", "bxor"):
            yield from _plain(op, (ty,), 2)
        yield from _plain("bnot", (ty,), 1)
        yield from _plain("bitselect", (ty,), 3)
        yield function(f"select_{ty}", f"i32 {ty} {ty}", ty, "v9 = select v0, v1, v2")
        yield function(f"splat_{ty}", part, ty, f"v9 = splat.{ty} v0")
        yield function(f"scalar_to_vector_{ty}", part, ty, f"v9 = scalar_to_vector.{ty} v0")
        for number in range(count):
            yield function(f"extractlane_{ty}_{number}", ty, part, f"v9 = extractlane v0, {number}")
            lines = f"v9 = insertlane v0, v1, {number}"
            yield function(f"insertlane_{ty}_{number}", f"{ty} {part}", ty, lines)
        stored = ("v2 = stack_addr.i64 ss0", "store v0, v2", "store v1, v2+3")
        yield function(f"store_{ty}", f"i64x2 {ty}", "i64x2", *stored, "v9 = load.i64x2 v2")
        yield function(f"load_{ty}", "i64x2", ty, *stored[:2], f"v9 = load.{ty} v2+5")
        lines = (f"v1 = vconst.{ty} 0x{'0123456789abcdef'[: count * int(part[1:]) // 4]}", "v9 = bxor v0, v1")
        yield function(f"vconst_{ty}", ty, ty, *lines)
        bits = count * int(part[1:])
        others = [f"i{bits}", f"f{bits}"]
        others += [other for other in SHORT_INTEGERS if _bits(other) == bits]
        for other in others:
            yield function(f"bitcast_{ty}_{other}", ty, other, f"v9 = bitcast.{other} little v0")
            yield function(f"bitcast_{other}_{ty}_back", other, ty, f"v9 = bitcast.{ty} little v0")
        yield function(f"stack_{ty}", " ".join((*["i64x2"] * 8, ty)), ty, "v9 = bnot v8")
    for ty in SHORT_INTEGERS:
        width = int(lane(ty)[1:])
        for op in ("iadd", "isub", "imul", "smin", "smax", "umin", "umax"):
            yield from _plain(op, (ty,), 2)
        for op in ("uadd_sat", "sadd_sat", "usub_sat", "ssub_sat", "avg_round"):
            yield from _plain(op, (ty,), 2)
        for op in ("ineg", "iabs", "popcnt"):
            yield from _plain(op, (ty,), 1)
        for op in ("ishl", "ushr", "sshr", "rotl", "rotr"):
            yield function(f"{op}_{ty}", f"{ty} i32", ty, f"v9 = {op} v0, v1")
            lines = (f"v1 = iconst.i32 {width - 1}", f"v9 = {op} v0, v1")
            yield function(f"{op}_{ty}_by", ty, ty, *lines)
        for cc in _INTCC:
            yield function(f"icmp_{ty}_{cc}", f"{ty} {ty}", ty, f"v9 = icmp {cc} v0, v1")
        for op in ("vany_true", "vall_true"):
            yield function(f"{op}_{ty}", ty, "i8", f"v9 = {op} v0")
            lines = (f"v1 = {op} v0", "v2 = iconst.i32 5", "v3 = iconst.i32 7", "v9 = select v1, v2, v3")
            yield function(f"{op}_{ty}_select", ty, "i32", *lines)
        yield function(f"vhigh_bits_{ty}", ty, "i32", "v9 = vhigh_bits.i32 v0")
        yield function(f"iadd_pairwise_{ty}", f"{ty} {ty}", ty, "v9 = iadd_pairwise v0, v1")
    for ty in ("i8x8", "i16x4", "i8x4"):
        wide = f"i{2 * int(lane(ty)[1:])}x{int(ty.partition('x')[2]) // 2}"
        for op in ("swiden_low", "swiden_high", "uwiden_low", "uwiden_high"):
            yield function(f"{op}_{ty}", ty, wide, f"v9 = {op} v0")
    for ty, split_type in (("i16x4", "i8x8"), ("i32x2", "i16x4"), ("i16x2", "i8x4")):
        for op in ("snarrow", "unarrow", "uunarrow"):
            yield function(f"{op}_{ty}", f"{ty} {ty}", split_type, f"v9 = {op} v0, v1")
    for op in ("fadd", "fsub", "fmul", "fdiv", "fmin", "fmax", "fcopysign"):
        yield from _plain(op, ("f32x2",), 2)
    for op in ("sqrt", "fneg", "fabs", "ceil", "floor", "trunc", "nearest"):
        yield from _plain(op, ("f32x2",), 1)
    yield from _plain("fma", ("f32x2",), 3)
    for cc in _FLOATCC:
        yield function(f"fcmp_f32x2_{cc}", "f32x2 f32x2", "i32x2", f"v9 = fcmp {cc} v0, v1")
    for name in ("sint", "uint"):
        yield function(f"from_{name}_f32x2", "i32x2", "f32x2", f"v9 = fcvt_from_{name}.f32x2 v0")
        yield function(f"from_{name}_i32x2", "i32x2", "f64x2", f"v9 = fcvt_from_{name}.f64x2 v0")
        yield function(f"to_{name}_i32x2", "f32x2", "i32x2", f"v9 = fcvt_to_{name}_sat.i32x2 v0")


def programs() -> list[tuple[str, str]]:
    """All functions by name."""
    makers = (_arithmetic, _shifts, _compares, _lanes, _shuffles, _conversions, _constants, _shorter)
    return [item for maker in makers for item in maker()]


_NUMBERS = (0, 1, 2, 0x7F, 0x80, 0x81, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_REALS = (
    0.0,
    -0.0,
    0.5,
    -1.5,
    2.5,
    3e9,
    -3e9,
    5e9,
    2147483647.0,
    1e-30,
    float("inf"),
    -float("inf"),
    float("nan"),
)


def _vector(ty: str, source: random.Random) -> bytes:
    """Sixteen bytes, interesting as this type."""
    if source.random() < 0.2:
        return source.randbytes(16)
    bits = int(lane(ty)[1:])
    if ty[0] == "f":
        letter = "f" if bits == 32 else "d"
        return b"".join(struct.pack("<" + letter, source.choice(_REALS)) for _ in range(128 // bits))
    size = bits // 8
    near = (1 << bits) - 1
    choices = [*(n & near for n in _NUMBERS), near, near >> 1, (near >> 1) + 1, source.getrandbits(bits)]
    return b"".join(source.choice(choices).to_bytes(size, "little") for _ in range(16 // size))


def arguments(params: list[str], source: random.Random) -> list[int | bytes]:
    """One value for each parameter."""
    values: list[int | bytes] = []
    for ty in params:
        if "x" in ty:
            values.append(_vector(ty, source)[: _bits(ty) // 8])
        elif ty[0] == "f":
            size = int(ty[1:]) // 8
            values.append(int.from_bytes(_vector(f"{ty}x{16 // size}", source)[:size], "little"))
        else:
            values.append(
                source.choice((0, 1, 7, 8, 31, 64, source.getrandbits(int(ty[1:])))) % (1 << int(ty[1:]))
            )
    return values
