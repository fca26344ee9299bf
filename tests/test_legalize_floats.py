"""Legalisation of f16 and f128: rewritten functions against the interpreter, and linked with gcc's code."""

import shutil
import subprocess
from pathlib import Path

import pytest
from irtool.backends.legalize.legalize import legalize
from irtool.backends.legalize.library import QUAD_COMPARISONS, quad_rows
from irtool.backends.legalize.pairs import with_split_signatures
from irtool.backends.registry import lookup
from irtool.compile import CompiledFunction, compile_module, compile_object
from irtool.ir.clone import clone_function
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import interpret
from irtool.ir.opcodes import FLOATCC, OPS
from irtool.ir.text.printer import print_function
from irtool.ir.text.reader import parse_function, parse_functions
from irtool.ir.types import F128, I128, type_name
from irtool.ir.verify.verifier import check
from irtool.runtime.module import CompiledModule

MASK = (1 << 64) - 1


#: With what f32 and f64 need, so that only f16 and f128 become calls.
TARGET = lookup("x86_64", {"has_sse41": "true", "has_fma": "true"})


# --- the library, for the interpreter -----------------------------------------------------------


def library_texts() -> dict[str, str]:
    """By name: a function for each library function on f128, and for those that convert f16."""
    texts: dict[str, str] = {}
    for (op, ty, operand), row in quad_rows().items():
        if F128 in (ty, operand) and I128 not in (ty, operand):
            texts[row.name.name] = one_instruction(row.name.name, OPS[op].name, ty, operand)
    for name, result, operand in (("__extendhfsf2", "f32", "f16"), ("__truncsfhf2", "f16", "f32")):
        op_name = "fpromote" if "extend" in name else "fdemote"
        texts[name] = (
            f"function %{name}({operand}) -> {result} system_v {{ block0(v0: {operand}):"
            f" v1 = {op_name}.{result} v0 return v1 }}"
        )
    texts["__truncdfhf2"] = (
        "function %__truncdfhf2(f64) -> f16 system_v { block0(v0: f64): v1 = fdemote.f16 v0 return v1 }"
    )
    for name, row in QUAD_COMPARISONS.items():
        texts[row.name.name] = comparison(row.name.name, name)
    return texts


def one_instruction(name: str, opcode: str, ty: int, operand: int) -> str:
    """A function that is one instruction. Conversions to integers do not trap: they saturate."""
    if opcode.startswith("fcvt_to") and not opcode.endswith("_sat"):
        opcode += "_sat"
    count = {"fadd": 2, "fsub": 2, "fmul": 2, "fdiv": 2, "fma": 3}.get(opcode, 1)
    shown = ", ".join([type_name(operand)] * count)
    params = ", ".join(f"v{index}: {type_name(operand)}" for index in range(count))
    operands = ", ".join(f"v{index}" for index in range(count))
    control = f".{type_name(ty)}" if ty != operand else ""
    return (
        f"function %{name}({shown}) -> {type_name(ty)} system_v {{ block0({params}):"
        f" v9 = {opcode}{control} {operands} return v9 }}"
    )


def comparison(name: str, kind: str) -> str:
    """-1, 0 or 1; for NaN 1, but -1 from `gt` and `ge`."""
    unordered = -1 if kind in ("gt", "ge") else 1
    other = 1 if unordered == -1 else -1
    first = "gt" if unordered == -1 else "lt"
    if kind == "unord":
        body = "v2 = fcmp uno v0, v1 v7 = uextend.i32 v2"
    else:
        body = (
            f"v2 = fcmp eq v0, v1 v3 = fcmp {first} v0, v1 v4 = iconst.i32 0 v5 = iconst.i32 {other}"
            f" v6 = iconst.i32 {unordered} v8 = select v3, v5, v6 v7 = select v2, v4, v8"
        )
    return f"function %{name}(f128, f128) -> i32 system_v {{ block0(v0: f128, v1: f128): {body} return v7 }}"


def with_library(func: Function) -> list[Function]:
    """A rewritten function and the library functions that it calls."""
    texts = library_texts()
    return [func, *(parse_functions(texts[callee.name.name])[0] for callee in func.ext_funcs)]


# --- against the interpreter --------------------------------------------------------------------

#: Bits of a format, of its fraction, and its largest exponent.
FORMATS = {"f16": (16, 10, 15), "f128": (128, 112, 16383)}


def patterns(ty: str) -> list[int]:
    """Bits of floats: zeros, ones, the least and greatest, NaN, and integers at the borders of types."""
    width, fraction, bias = FORMATS[ty]
    infinity = (2 * bias + 1) << fraction
    values = [
        0,
        bias << fraction,
        (bias << fraction) + 1,
        1,
        infinity - 1,
        infinity,
        infinity | 1 << (fraction - 1),
    ]
    values += [(bias + exponent) << fraction for exponent in (-2, 7, 8, 11, 15)]
    values += [((bias + exponent) << fraction) - 1 for exponent in (8, 15)]
    values += [
        ((bias + 7) << fraction) + (1 << (fraction - 7)),
        ((bias + 7) << fraction) + (1 << (fraction - 8)),
    ]
    if ty == "f128":
        values += [(bias + exponent) << fraction for exponent in (31, 32, 63, 64)]
        values += [((bias + exponent) << fraction) - 1 for exponent in (31, 32, 63, 64)]
        values += [((bias + 31) << fraction) + (1 << (fraction - 31)), ((bias + 31) << fraction) + 1]
    return values + [value | 1 << (width - 1) for value in values]


def same(func: Function, arguments: list[int]) -> None:
    """The function and its rewritten form give the same bits, or the same trap."""
    ready = clone_function(func)
    legalize(ready, TARGET)
    ready = with_split_signatures(ready)
    check(ready)
    name = func.name.name
    expected = interpret([func], name, list(arguments))
    got = interpret(with_library(ready), name, list(arguments))
    assert got.trap == expected.trap, (print_function(func), arguments)
    assert got.values == expected.values, (print_function(func), [hex(x) for x in arguments])


@pytest.mark.parametrize("ty", FORMATS)
@pytest.mark.parametrize("cc", FLOATCC)
def test_comparisons(ty: str, cc: str) -> None:
    func = parse_function(
        f"function %f({ty}, {ty}) -> i8 {{ block0(v0: {ty}, v1: {ty}): v2 = fcmp {cc} v0, v1 return v2 }}"
    )
    some = patterns(ty)[::5]
    for x in some:
        for y in some:
            same(func, [x, y])


@pytest.mark.parametrize("ty", FORMATS)
@pytest.mark.parametrize(
    "op", ["fadd", "fsub", "fmul", "fdiv", "sqrt", "fma", "ceil", "floor", "trunc", "nearest"]
)
def test_arithmetic(ty: str, op: str) -> None:
    count = {"fma": 3, "fadd": 2, "fsub": 2, "fmul": 2, "fdiv": 2}.get(op, 1)
    params = ", ".join(f"v{index}: {ty}" for index in range(count))
    operands = ", ".join(f"v{index}" for index in range(count))
    shown = ", ".join([ty] * count)
    func = parse_function(
        f"function %f({shown}) -> {ty} {{ block0({params}): v9 = {op} {operands} return v9 }}"
    )
    values = [value for value in patterns(ty) if not is_nan(ty, value)]
    for index, x in enumerate(values):
        operand_list = [x, values[(index * 7 + 3) % len(values)], values[(index * 5 + 1) % len(values)]]
        expected = interpret([func], "f", list(operand_list[:count])).values[0]
        if isinstance(expected, int) and not is_nan(ty, expected):
            same(func, operand_list[:count])


def is_nan(ty: str, bits: int) -> bool:
    width, fraction, bias = FORMATS[ty]
    return bits & ((1 << (width - 1)) - 1) > (2 * bias + 1) << fraction


@pytest.mark.parametrize("ty", FORMATS)
@pytest.mark.parametrize("target", ["i8", "i16", "i32", "i64"])
@pytest.mark.parametrize("op", ["fcvt_to_sint", "fcvt_to_uint", "fcvt_to_sint_sat", "fcvt_to_uint_sat"])
def test_conversions_to_integers(ty: str, target: str, op: str) -> None:
    func = parse_function(
        f"function %f({ty}) -> {target} {{ block0(v0: {ty}): v1 = {op}.{target} v0 return v1 }}"
    )
    for x in patterns(ty):
        same(func, [x])


@pytest.mark.parametrize("ty", FORMATS)
@pytest.mark.parametrize("source", ["i8", "i16", "i32", "i64"])
@pytest.mark.parametrize("op", ["fcvt_from_sint", "fcvt_from_uint"])
def test_conversions_from_integers(ty: str, source: str, op: str) -> None:
    func = parse_function(
        f"function %f({source}) -> {ty} {{ block0(v0: {source}): v1 = {op}.{ty} v0 return v1 }}"
    )
    bits = int(source[1:])
    for x in (
        0,
        1,
        (1 << bits) - 1,
        1 << (bits - 1),
        2049 % (1 << bits),
        65519 % (1 << bits),
        65520 % (1 << bits),
    ):
        same(func, [x])


@pytest.mark.parametrize("source", ["f16", "f32", "f64", "f128"])
@pytest.mark.parametrize("target", ["f16", "f32", "f64", "f128"])
def test_conversions_of_formats(source: str, target: str) -> None:
    order = ["f16", "f32", "f64", "f128"]
    if source == target:
        return
    op = "fpromote" if order.index(source) < order.index(target) else "fdemote"
    func = parse_function(
        f"function %f({source}) -> {target} {{ block0(v0: {source}): v1 = {op}.{target} v0 return v1 }}"
    )
    width = int(source[1:])
    for x in (
        0,
        1,
        0x3C01 << (width - 16),
        0x3FFF << (width - 16),
        (0x4000 << (width - 16)) + 1,
        0xB555 << (width - 16),
    ):
        same(func, [x])


# --- against gcc --------------------------------------------------------------------------------

CC = {
    "x86_64": ("gcc", [], "__float128"),
    "aarch64": ("aarch64-linux-gnu-gcc", ["qemu-aarch64"], "long double"),
}
C_OPERATORS = {"fadd": "+", "fsub": "-", "fmul": "*", "fdiv": "/"}
C_CONDITIONS = {
    "lt": "x < y",
    "ge": "x >= y",
    "eq": "x == y",
    "ne": "x != y",
    "uno": "x != x || y != y",
    "ult": "!(x >= y)",
}


#: `test_TY` in C: the number of differences. Pairs whose result is NaN are left out.
C_TEST = """
int test_%(ty)s(void) {
    static const T_%(ty)s n[] = {0.0, 1.0, -2.5, 1.0 / 3.0, 1000.0, -0.001, __builtin_inf()};
    int bad = 0;
    for (int i = 0; i < 7; i++)
        for (int k = 0; k < 7; k++) {
            T_%(ty)s x = n[i], y = n[k];
            if ((i == 0 || i == 6) && (k == 0 || k == 6)) continue;
%(checks)s
        }
    return bad;
}
"""


def float_texts(ty: str) -> tuple[str, str]:
    """CLIF functions on a float type, and C code that counts how many of them differ from C."""
    clif, declared, checks = [], [], []
    head = f"block0(v0: {ty}, v1: {ty}):"
    for op, sign in C_OPERATORS.items():
        clif.append(
            f"function %{op}_{ty}({ty}, {ty}) -> {ty} system_v {{ {head} v2 = {op} v0, v1 return v2 }}"
        )
        declared.append(f"T_{ty} {op}_{ty}(T_{ty}, T_{ty});")
        checks.append(
            f"{{ T_{ty} c = x {sign} y, r = {op}_{ty}(x, y); bad += memcmp(&c, &r, sizeof c) != 0; }}"
        )
    for cc, expression in C_CONDITIONS.items():
        clif.append(
            f"function %{cc}_{ty}({ty}, {ty}) -> i8 system_v {{ {head} v2 = fcmp {cc} v0, v1 return v2 }}"
        )
        declared.append(f"signed char {cc}_{ty}(T_{ty}, T_{ty});")
        checks.append(f"bad += {cc}_{ty}(x, y) != ({expression});")
    return "\n".join(clif), "\n".join(declared) + C_TEST % {"ty": ty, "checks": "\n".join(checks)}


@pytest.mark.parametrize("machine", CC)
def test_linked_with_the_run_time_library(machine: str, tmp_path: Path) -> None:
    compiler, runner, quad = CC[machine]
    for tool in (compiler, *runner):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    kinds = (
        ["f128", "f16"] if machine == "x86_64" else ["f128"]
    )  # aarch64 has instructions for f16, not used yet
    parts = [float_texts(ty) for ty in kinds]
    module = compile_object(parse_functions("\n".join(clif for clif, _ in parts)), lookup(machine))
    (tmp_path / "module.o").write_bytes(module)
    calls = " + ".join(f"test_{ty}()" for ty in kinds)
    (tmp_path / "main.c").write_text(
        f"#include <string.h>\ntypedef {quad} T_f128; typedef _Float16 T_f16;\n"
        + "".join(code for _, code in parts)
        + f"int main(void) {{ return {calls}; }}\n"
    )
    command = [compiler, "-static", "main.c", "module.o", "-o", "program"]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert subprocess.run([*runner, "./program"], cwd=tmp_path, check=False).returncode == 0


#: f128 goes to and from i64 here, for there is no other way in and out yet.
THROUGH_INTEGERS = """function %f(i64, i64) -> i64, i8, i8 {
block0(v0: i64, v1: i64):
    v2 = fcvt_from_sint.f128 v0
    v3 = fcvt_from_uint.f128 v1
    v4 = fmul v2, v3
    v5 = fsub v4, v2
    v6 = fdiv v5, v3
    v7 = fdemote.f64 v6
    v8 = bitcast.i64 v7
    v9 = fcmp ge v5, v3
    v10 = fcmp ueq v2, v6
    return v8, v9, v10
}
"""


@pytest.mark.parametrize("machine", CC)
def test_run_on_machines(machine: str) -> None:
    """Emulated, where `runtime/soft_floats.py` has the library functions, and natively."""
    func = parse_function(THROUGH_INTEGERS)
    target = lookup(machine)

    def compile_trampoline(func: Function) -> CompiledFunction:
        return compile_module([func], target)[0]

    for emulate in (False, True):
        code = compile_module([func], target)
        module = CompiledModule(code, target, compile_trampoline, emulate=emulate)
        try:
            for x, y in ((1, 3), (MASK, 7), (1 << 63, MASK), (123456789, 987654321), (0, 5)):
                assert module.call("f", [x, y]) == interpret([func], "f", [x, y]).values
        finally:
            module.close()
