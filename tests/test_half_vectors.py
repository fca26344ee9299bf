"""Vectors of f16: every instruction on them against the interpreter, on both machines, with arguments from
all corners of the format. NaNs are one, as nothing says which an operation gives."""

import random
import re

import pytest
from irtool.backends.host_features import missing_flags
from irtool.backends.registry import host_name
from irtool.compile import default_settings
from irtool.ir.interp.interpreter import interpret
from irtool.ir.text.reader import parse_functions
from irtool.runtime.module import load

#: Zeros, subnormals, ones, the largest number, infinities, quiet and signalling NaNs, what is near 2**8 and
#: 2**-7.
CORNERS = (
    *(0x0000, 0x0001, 0x0002, 0x03FF, 0x0400, 0x0401, 0x3BFF, 0x3C00, 0x3C01, 0x3800, 0x4200, 0x5BFF, 0x5C00),
    *(0x7BFF, 0x7BFE, 0x7C00, 0x7C01, 0x7DFF, 0x7E00, 0x7FFF, 0x2000, 0x1FFF, 0x0200, 0x6800, 0x77FF),
)
FLOATCC = ("eq", "ne", "lt", "le", "gt", "ge", "ord", "uno", "one", "ueq", "ult", "ule", "ugt", "uge")
#: Instructions on values of T (`x`, `y`, `z`), of the integers of the same size (`i`, `j`), on a scalar (`s`)
#: and an i32 (`n`), by the type of the result: T, the integers, a scalar f16, or a type by name.
FORMS = (
    *((f"{op} x, y", "T") for op in ("fadd", "fsub", "fmul", "fdiv", "fmin", "fmax", "fcopysign")),
    *((f"{op} x", "T") for op in ("sqrt", "fneg", "fabs", "ceil", "floor", "trunc", "nearest")),
    *((f"{op} x, y", "T") for op in ("band", "bor", "bxor")),
    ("bnot x", "T"),
    ("fma x, y, z", "T"),
    ("bitselect x, y, z", "T"),
    ("blendv x, y, z", "T"),
    ("select n, x, y", "T"),
    ("select_spectre_guard n, x, y", "T"),
    *((f"fcmp {cc} x, y", "I") for cc in FLOATCC),
    *((f"{op}.I x", "I") for op in ("fcvt_to_sint_sat", "fcvt_to_uint_sat")),
    *((f"{op}.T i", "T") for op in ("fcvt_from_sint", "fcvt_from_uint")),
    ("bitcast.T little i", "T"),
    ("bitcast.I little x", "I"),
    ("splat.T s", "T"),
    ("scalar_to_vector.T s", "T"),
    ("insertlane x, s, 1", "T"),
    ("insertlane x, s, 0", "T"),
    ("extractlane x, 0", "f16"),
    ("extractlane x, 1", "f16"),
    ("vany_true x", "i8"),
    ("vall_true x", "i8"),
    ("vhigh_bits.i16 x", "i16"),
    ("vconst.T CONST", "T"),
)
TYPES = ("f16x8", "f16x4", "f16x2")
PRESETS = {
    "x86_64": ("", "sse42", "x86-64-v3", "x86-64-v4"),
    "aarch64": ("", "has_fp16=true"),
}
ROUNDS = 8
CONSTANT = ("0x1.8p0", "-0x1.0p-24", "+Inf", "-0.0", "0x1.0p15", "+NaN", "0.0", "-0x1.4p3")


def program(ty: str) -> str:
    """A function for each form. Results are what bits of NaN cannot be seen in."""
    ints = ty.replace("f", "i")
    count = int(ty.partition("x")[2])
    constant = f"[{' '.join(CONSTANT[:count])}]"
    lines = []
    for number, (form, result) in enumerate(FORMS):
        text = form.replace(".T", f".{ty}").replace(".I", f".{ints}").replace("CONST", constant)
        text = re.sub(r"\b[xyzijsn]\b", lambda name: f"v{'xyzijsn'.index(name[0])}", text)
        returned = {"T": ty, "I": ints}.get(result, result)
        lines.append(
            f"function %f{number}({ty}, {ty}, {ty}, {ints}, {ints}, f16, i32) -> {returned} system_v {{\n"
            f"block0(v0: {ty}, v1: {ty}, v2: {ty}, v3: {ints}, v4: {ints}, v5: f16, v6: i32):\n"
            f"    v7 = {text}\n    return v7\n}}\n"
        )
    return "\n".join(lines)


def an_f16(source: random.Random) -> int:
    """Bits of an f16."""
    if source.random() < 0.5:
        return source.choice(CORNERS) | source.choice((0, 0x8000))
    if source.random() < 0.3:  # near one
        return 0x3C00 + source.randrange(-2048, 2048)
    return source.getrandbits(16)


def vector(source: random.Random, count: int) -> bytes:
    return b"".join(an_f16(source).to_bytes(2, "little") for _ in range(count))


def comparable(value: object, result: str) -> object:
    """A result, NaNs as one."""
    if result in ("T", "f16"):
        data = value if isinstance(value, bytes) else int(value).to_bytes(2, "little")  # type: ignore[call-overload]
        lanes = [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]
        return ["nan" if lane & 0x7FFF > 0x7C00 else lane for lane in lanes]
    return value


@pytest.mark.parametrize("ty", TYPES)
@pytest.mark.parametrize(
    ("machine", "preset"), [(machine, preset) for machine, presets in PRESETS.items() for preset in presets]
)
def test_every_instruction(machine: str, preset: str, ty: str) -> None:
    funcs = parse_functions(program(ty))
    count = int(ty.partition("x")[2])
    source = random.Random(f"{ty} 7")
    settings = default_settings()
    settings.target = machine
    if preset:
        settings.apply(preset)
    settings.set("regalloc_checker", "true")
    if machine == host_name() and missing_flags(machine, settings.target_flags()):
        pytest.skip(f"this machine cannot run code for {preset}")
    module = load(funcs, machine, settings)
    wrong = []
    for _ in range(ROUNDS):
        vectors = [vector(source, count) for _ in range(3)]
        words = [source.getrandbits(16 * count).to_bytes(2 * count, "little") for _ in range(2)]
        arguments: list[int | bytes] = [*vectors, *words, an_f16(source), source.choice((0, 1, 1 << 20))]
        for at, (form, result) in enumerate(FORMS):
            (wanted,) = interpret(funcs, f"f{at}", arguments).values
            (got,) = module.call(f"f{at}", list(arguments))
            wanted, got = comparable(wanted, result), comparable(got, result)
            if got != wanted:
                wrong.append(f"{form}: {arguments}: {got}, not {wanted}")
    module.close()
    assert not wrong, "\n".join(wrong[:10])
