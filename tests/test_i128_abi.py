"""i128 between our code and C: gcc's `__int128` parameters and results, in both directions.

For each signature there is a C function and a CLIF function, which compute the same. `main` calls both,
and the C one also through our code, with equal arguments.
"""

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from irtool.backends.disasm import listing
from irtool.compile import compile_function, compile_object, default_settings, make_target
from irtool.ir.text.reader import parse_functions
from irtool.runtime.module import load

CC = {"x86_64": ("gcc", []), "aarch64": ("aarch64-linux-gnu-gcc", ["qemu-aarch64"])}
C_TYPES = {"i8": "signed char", "i32": "int", "i64": "long", "i128": "__int128", "f64": "double"}

#: Where registers end: an i128 in the last two, with one left, with none; holes before even registers.
SIGNATURES = [
    ["i128"],
    ["i128"] * 5,
    ["i64", "i128"],
    ["i64", "i128", "i64"],
    ["i64", "i128", "i128", "i128", "i64"],
    ["i64"] * 4 + ["i128", "i64"],
    ["i64"] * 5 + ["i128", "i64", "i128"],
    ["i64"] * 6 + ["i128", "i64"],
    ["i64"] * 7 + ["i128", "i64", "i64"],
    ["i64"] * 8 + ["i8", "i128", "i8", "i128"],
    ["f64", "i128", "f64", "i128", "i32", "i128", "f64", "i128"],
]


def signatures() -> list[list[str]]:
    """Those above, and random ones."""
    rng = random.Random(128)
    kinds = ["i8", "i32", "i64", "i128", "i128", "i128", "f64"]
    return SIGNATURES + [[rng.choice(kinds) for _ in range(rng.randint(1, 14))] for _ in range(25)]


def clif_text(number: int, types: list[str]) -> str:
    """`clif_N`, which weighs its arguments, and `pass_N`, which gives them to `c_N`."""
    shown = ", ".join(types)
    params = ", ".join(f"v{index}: {ty}" for index, ty in enumerate(types))
    values = ", ".join(f"v{index}" for index in range(len(types)))
    lines = []
    total = ""
    fresh = len(types)

    def op(text: str) -> str:
        nonlocal fresh
        lines.append(f"    v{fresh} = {text}")
        fresh += 1
        return f"v{fresh - 1}"

    for index, ty in enumerate(types):
        value = f"v{index}"
        if ty == "f64":
            value = op(f"bitcast.i64 {value}")
        if ty != "i128":
            value = op(f"sextend.i128 {value}")
        if total:
            three = op(f"uextend.i128 {op('iconst.i64 3')}")
            total = op(f"iadd {op(f'imul {total}, {three}')}, {value}")
        else:
            total = value
    body = "\n".join(lines)
    return f"""function %clif_{number}({shown}) -> i128 system_v {{
block0({params}):
{body}
    return {total}
}}
function %pass_{number}({shown}) -> i128 system_v {{
    fn0 = %c_{number}({shown}) -> i128 system_v
block0({params}):
    {f"v{len(types)}"} = call fn0({values})
    return {f"v{len(types)}"}
}}
"""


def c_text(all_types: list[list[str]]) -> str:
    """The C functions, and `main`, whose exit status is the number of differences."""
    rng = random.Random(7)
    parts = [
        "#include <string.h>",
        "typedef __int128 wide;",
        "static long bits(double d) { long n; memcpy(&n, &d, 8); return n; }",
    ]
    calls = []
    for number, types in enumerate(all_types):
        params = ", ".join(f"{C_TYPES[ty]} a{index}" for index, ty in enumerate(types))
        total = ""
        for index, ty in enumerate(types):
            value = f"(wide)bits(a{index})" if ty == "f64" else f"(wide)a{index}"
            total = f"(unsigned __int128)({total}) * 3 + {value}" if total else value
        parts.append(f"wide c_{number}({params}) {{ return {total}; }}")
        parts.append(f"wide clif_{number}({params}); wide pass_{number}({params});")
        for _ in range(2):
            given = []
            for ty in types:
                size = {"i8": 7, "i32": 31}.get(ty, 63)
                value = f"({C_TYPES[ty]}){rng.getrandbits(size)}L"
                if ty == "i128":
                    value = f"((wide){rng.getrandbits(63)}L << 64 | {rng.getrandbits(63)}L)"
                if ty == "f64":
                    value = f"{rng.getrandbits(50)}.25"
                given.append(f"-{value}" if rng.random() < 0.5 else value)
            args = ", ".join(given)
            calls.append(f"    bad += clif_{number}({args}) != c_{number}({args});")
            calls.append(f"    bad += pass_{number}({args}) != c_{number}({args});")
    return "\n".join([*parts, "int main(void) {", "    int bad = 0;", *calls, "    return bad;", "}"])


@pytest.mark.parametrize("level", ["-O0", "-O2"])
@pytest.mark.parametrize("machine", CC)
def test_c_and_our_code_call_each_other(machine: str, level: str, tmp_path: Path) -> None:
    compiler, runner = CC[machine]
    for tool in (compiler, *runner):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    all_types = signatures()
    text = "".join(clif_text(number, types) for number, types in enumerate(all_types))
    (tmp_path / "module.o").write_bytes(compile_object(parse_functions(text), machine))
    (tmp_path / "main.c").write_text(c_text(all_types))
    command = [compiler, level, "-static", "-fno-inline", "-fwrapv", "main.c", "module.o", "-o", "program"]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    ran = subprocess.run([*runner, "./program"], cwd=tmp_path, capture_output=True, check=False)
    assert ran.returncode == 0, f"{ran.returncode} calls differ"


@pytest.mark.parametrize("machine", CC)
def test_division_is_linked_from_the_run_time_library(machine: str, tmp_path: Path) -> None:
    compiler, runner = CC[machine]
    for tool in (compiler, *runner):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    parts = [
        f"function %{op}(i128, i128) -> i128 system_v {{"
        f" block0(v0: i128, v1: i128): v2 = {op} v0, v1 return v2 }}"
        for op in ("udiv", "sdiv", "urem", "srem")
    ]
    parts.append(
        "function %round_trip(i128) -> i128 system_v { block0(v0: i128):"
        " v1 = fcvt_from_sint.f64 v0 v2 = fcvt_to_sint.i128 v1 return v2 }"
    )
    (tmp_path / "module.o").write_bytes(compile_object(parse_functions("\n".join(parts)), machine))
    (tmp_path / "main.c").write_text("""
typedef __int128 wide; typedef unsigned __int128 uwide;
uwide udiv(uwide, uwide), urem(uwide, uwide); wide sdiv(wide, wide), srem(wide, wide), round_trip(wide);
int main(void) {
    wide x = -((wide)0x123456789abcdef << 60), y = ((wide)77 << 64) + 5, z = -1000;
    uwide u = x;
    return udiv(u, y) != u / y || urem(u, z) != u % (uwide)z || sdiv(x, y) != x / y || sdiv(x, z) != x / z
        || srem(x, y) != x % y || srem(x, z) != x % z || round_trip(x) != (wide)(double)x;
}
""")
    command = [compiler, "-static", "main.c", "module.o", "-o", "program"]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert subprocess.run([*runner, "./program"], cwd=tmp_path, check=False).returncode == 0


def test_a_third_result_register_as_in_llvm() -> None:
    text = """function %f(i64) -> i64, i128 system_v {
block0(v0: i64):
    v1 = iconst.i64 5
    v2 = iconcat v0, v1
    return v1, v2
}"""
    func = parse_functions(text)[0]
    settings = default_settings()
    plain = compile_function(func, "x86_64", settings)
    settings.apply("enable_llvm_abi_extensions=true")
    with_registers = compile_function(func, "x86_64", settings)
    form = make_target("x86_64").form
    assert "ptr [" in listing(plain, form) and "ptr [" not in listing(with_registers, form)
    assert "ecx, 5" in listing(with_registers, form)
    module = load([func], "x86_64", settings, emulate=True)
    assert module.call("f", [3]) == [5, 5 << 64 | 3]
    module.close()
    assert compile_function(func, "aarch64", settings).code == compile_function(func, "aarch64").code
