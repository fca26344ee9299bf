"""Calling conventions between C and our code, in both directions; gcc's `ms_abi` judges `windows_fastcall`.

For each signature there is `c_N` and `clif_N`, which weigh their arguments alike, and `pass_N`, ours, which
gives its arguments to `c_N`, directly and through a pointer. Registers that a convention keeps are checked by
assembler.
"""

import random
from pathlib import Path

import pytest
from linked_programs import CC, LEVELS, link_and_run

#: By machine: conventions that C speaks too, and how it says so.
SPOKEN = [
    ("x86_64", "system_v", ""),
    ("x86_64", "windows_fastcall", "__attribute__((ms_abi))"),
    ("aarch64", "system_v", ""),
    ("aarch64", "windows_fastcall", ""),
]
#: Type of C, type and extension in CLIF.
TYPES = {
    "sc": ("signed char", "i8 sext"),
    "uc": ("unsigned char", "i8 uext"),
    "us": ("unsigned short", "i16 uext"),
    "in": ("int", "i32"),
    "ui": ("unsigned", "i32 uext"),
    "lo": ("long", "i64"),
    "fl": ("float", "f32"),
    "do": ("double", "f64"),
    "wi": ("__int128", "i128"),
    "v4": ("v4", "i32x4"),
    "v2": ("v2", "i32x2"),
    "st": ("struct s", "i64 sarg(40)"),
    "bi": ("struct big", "i64 sarg(200)"),
}
#: What `windows_fastcall` has no common places for (gcc passes them by address), and AAPCS64 no `sarg`.
UNCOMMON = {
    "windows_fastcall": ("wi", "v4", "v2", "st", "bi"),
    "aarch64": ("st", "bi"),
}
HEAD = """
#include <string.h>
typedef int v4 __attribute__((vector_size(16)));
typedef int v2 __attribute__((vector_size(8)));
struct s { long w[5]; };
struct big { long w[25]; };
static long dbits(double d) { long n; memcpy(&n, &d, 8); return n; }
static long fbits(float d) { int n; memcpy(&n, &d, 4); return n; }
"""


def chosen_types(machine: str, convention: str) -> list[str]:
    refused = UNCOMMON.get(convention, ()) if machine == "x86_64" else UNCOMMON["aarch64"]
    return [kind for kind in TYPES if kind not in refused]


def signatures(machine: str, convention: str) -> list[list[str]]:
    """One of each type many times, then mixtures."""
    kinds = chosen_types(machine, convention)
    rng = random.Random(f"{machine} {convention}")
    single = [[kind] * 11 for kind in kinds]
    return single + [[rng.choice(kinds) for _ in range(rng.randint(1, 16))] for _ in range(30)]


def weigh(kind: str, value: str, fresh: "list[int]", lines: list[str]) -> str:
    """CLIF that makes an i64 of an argument."""

    def op(text: str) -> str:
        fresh[0] += 1
        lines.append(f"    v{fresh[0]} = {text}")
        return f"v{fresh[0]}"

    if kind in ("sc", "in"):
        return op(f"sextend.i64 {value}")
    if kind in ("uc", "us", "ui"):
        return op(f"uextend.i64 {value}")
    if kind == "fl":
        return op(f"sextend.i64 {op(f'bitcast.i32 {value}')}")
    if kind == "do":
        return op(f"bitcast.i64 {value}")
    if kind == "wi":
        low = op(f"ireduce.i64 {value}")
        sixty_four = op("iconst.i32 64")
        high = op(f"ushr {value}, {sixty_four}")
        return op(f"bxor {low}, {op(f'ireduce.i64 {high}')}")
    if kind in ("v4", "v2"):
        last = 3 if kind == "v4" else 1
        first = op(f"extractlane {value}, 0")
        other = op(f"extractlane {value}, {last}")
        return op(f"bxor {op(f'sextend.i64 {first}')}, {op(f'sextend.i64 {other}')}")
    if kind in ("st", "bi"):
        last = 32 if kind == "st" else 192
        return op(f"bxor {op(f'load.i64 {value}')}, {op(f'load.i64 {value}+{last}')}")
    return value


def weigh_in_c(kind: str, value: str) -> str:
    """The same in C."""
    return {
        "fl": f"fbits({value})",
        "do": f"dbits({value})",
        "wi": f"((long){value} ^ (long)((unsigned __int128){value} >> 64))",
        "v4": f"((long){value}[0] ^ (long){value}[3])",
        "v2": f"((long){value}[0] ^ (long){value}[1])",
        "st": f"({value}.w[0] ^ {value}.w[4])",
        "bi": f"({value}.w[0] ^ {value}.w[24])",
    }.get(kind, f"(long){value}")


def clif_text(number: int, kinds: list[str], convention: str) -> str:
    shown = ", ".join(TYPES[kind][1] for kind in kinds)
    params = ", ".join(f"v{index}: {TYPES[kind][1].split()[0]}" for index, kind in enumerate(kinds))
    values = ", ".join(f"v{index}" for index in range(len(kinds)))
    lines: list[str] = []
    fresh = [len(kinds)]
    total = ""
    for index, kind in enumerate(kinds):
        value = weigh(kind, f"v{index}", fresh, lines)
        if total:
            fresh[0] += 3
            at = fresh[0]
            lines += [
                f"    v{at - 2} = iconst.i64 3",
                f"    v{at - 1} = imul {total}, v{at - 2}",
                f"    v{at} = iadd v{at - 1}, {value}",
            ]
            total = f"v{at}"
        else:
            total = value
    n = len(kinds)
    body = "\n".join(lines)
    return f"""function %clif_{number}({shown}) -> i64 {convention} {{
block0({params}):
{body}
    return {total}
}}
function %pass_{number}({shown}) -> i64 {convention} {{
    sig0 = ({shown}) -> i64 {convention}
    fn0 = %c_{number} sig0
block0({params}):
    v{n} = call fn0({values})
    v{n + 1} = func_addr.i64 fn0
    v{n + 2} = call_indirect sig0, v{n + 1}({values})
    v{n + 3} = isub v{n}, v{n + 2}
    v{n + 4} = iadd v{n}, v{n + 3}
    return v{n + 4}
}}
"""


def constant(kind: str, rng: random.Random) -> str:
    """A random argument."""
    number = rng.getrandbits(62) * rng.choice((1, -1))
    if kind == "do":
        return f"{number % 1000003}.5"
    if kind == "fl":
        return f"{number % 9973}.5f"
    if kind == "wi":
        return f"((__int128){number}L << 64 | {rng.getrandbits(62)}L)"
    if kind in ("v4", "v2"):
        count = 4 if kind == "v4" else 2
        return f"({kind}){{{', '.join(str(rng.getrandbits(31)) for _ in range(count))}}}"
    if kind in ("st", "bi"):
        last = 4 if kind == "st" else 24
        return f"({TYPES[kind][0]}){{.w = {{[0] = {number}L, [{last}] = {rng.getrandbits(60)}L}}}}"
    return f"({TYPES[kind][0]}){number}L"


def c_text(all_kinds: list[list[str]], attribute: str) -> str:
    rng = random.Random(5)
    parts = [HEAD]
    calls = []
    for number, kinds in enumerate(all_kinds):
        params = ", ".join(f"{TYPES[kind][0]} a{index}" for index, kind in enumerate(kinds))
        total = ""
        for index, kind in enumerate(kinds):
            value = weigh_in_c(kind, f"a{index}")
            total = f"({total}) * 3 + {value}" if total else value
        parts.append(f"{attribute} long c_{number}({params}) {{ return {total}; }}")
        parts.append(f"{attribute} long clif_{number}({params}); {attribute} long pass_{number}({params});")
        for _ in range(2):
            args = ", ".join(constant(kind, rng) for kind in kinds)
            for name in ("clif", "pass"):
                calls.append(f"    if ({name}_{number}({args}) != c_{number}({args})) bad++;")
    return "\n".join(
        [*parts, "int main(void) {", "    int bad = 0;", *calls, "    return bad > 255 ? 255 : bad;", "}"]
    )


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("machine", "convention", "attribute"), SPOKEN)
def test_arguments(machine: str, convention: str, attribute: str, level: str, tmp_path: Path) -> None:
    all_kinds = signatures(machine, convention)
    clif = "".join(clif_text(number, kinds, convention) for number, kinds in enumerate(all_kinds))
    optimised = "-O0" if level == "none" else "-O2"
    ran = link_and_run(
        machine,
        clif,
        c_text(all_kinds, attribute),
        tmp_path,
        [f"opt_level={level}"],
        (optimised, "-static", "-w"),
    )
    assert ran.returncode == 0, f"{ran.returncode} calls differ"


# --- structures returned through memory, variadic functions, callbacks ------------------------------


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("machine", "convention", "attribute"), SPOKEN)
def test_results(machine: str, convention: str, attribute: str, level: str, tmp_path: Path) -> None:
    clif = f"""
function %make(i64 sret, i64, f64) {convention} {{
block0(v0: i64, v1: i64, v2: f64):
    store v1, v0
    store v2, v0+8
    v3 = iadd v1, v1
    store v3, v0+16
    return
}}
function %sum_of_made(i64, f64) -> i64 {convention} {{
    ss0 = explicit_slot 24
    fn0 = %c_make(i64 sret, i64, f64) {convention}
block0(v0: i64, v1: f64):
    v2 = stack_addr.i64 ss0
    call fn0(v2, v0, v1)
    v3 = load.i64 v2
    v4 = load.i64 v2+16
    v5 = iadd v3, v4
    return v5
}}
function %callback(i64, i64, f64) -> f64 {convention} {{
    sig0 = (i64, f64, i64, f64, i64, i64) -> f64 {convention}
block0(v0: i64, v1: i64, v2: f64):
    v3 = fadd v2, v2
    v4 = iadd v1, v1
    v5 = call_indirect sig0, v0(v1, v2, v4, v3, v4, v1)
    v6 = fadd v5, v2
    return v6
}}
function %narrow(i64) -> i8 sext {convention} {{
block0(v0: i64):
    v1 = ireduce.i8 v0
    return v1
}}
function %single(f32, f32) -> f32 {convention} {{
block0(v0: f32, v1: f32):
    v2 = fsub v0, v1
    return v2
}}
"""
    c = f"""
#define CC {attribute}
struct t {{ long a; double b; long c; }};
CC struct t make(long, double);
CC struct t c_make(long a, double b) {{ return (struct t){{a, b, 3 * a}}; }}
CC long sum_of_made(long, double);
typedef CC double called(long, double, long, double, long, long);
CC double callback(called *, long, double);
CC double target(long a, double b, long c, double d, long e, long f)
{{ return a + 10 * b + 100 * c + 1000 * d + 10000 * e + 100000 * f; }}
CC signed char narrow(long);
CC float single(float, float);
int main(void) {{
    struct t t = make(7, 2.5);
    if (t.a != 7 || t.b != 2.5 || t.c != 14) return 1;
    if (sum_of_made(5, 1.0) != 20) return 2;
    if (callback(target, 3, 1.5) != target(3, 1.5, 6, 3.0, 6, 3) + 1.5) return 3;
    if (narrow(0x1ff) != -1 || narrow(0x17f) != 127) return 4;
    if (single(1.5f, 4.0f) != -2.5f) return 5;
    return 0;
}}
"""
    ran = link_and_run(machine, clif, c, tmp_path, [f"opt_level={level}"])
    assert ran.returncode == 0, f"check {ran.returncode}"


@pytest.mark.parametrize("machine", CC)
def test_variadic_functions(machine: str, tmp_path: Path) -> None:
    """Integers on both machines; floats on aarch64. (On x86-64 the caller of a variadic function says in al
    how many float registers hold arguments, which CLIF has no words for.)"""
    floats = ", f64, f64" if machine == "aarch64" else ""
    values = ", v4, v4" if machine == "aarch64" else ""
    clif = f"""
function %call(i64) -> i64 system_v {{
    fn0 = %total(i32, i64, i64, i64, i64, i64, i64, i64, i64, i64{floats}) -> i64 system_v
block0(v0: i64):
    v1 = iconst.i32 9
    v4 = f64const 0x1.8p1
    v2 = iadd v0, v0
    v3 = call fn0(v1, v0, v2, v0, v2, v0, v2, v0, v2, v0{values})
    return v3
}}
"""
    more = "total += (long)va_arg(list, double) * va_arg(list, double);" if machine == "aarch64" else ""
    c = f"""
#include <stdarg.h>
long call(long);
long total(int n, ...) {{
    va_list list; va_start(list, n);
    long total = 0;
    for (int i = 1; i <= n; i++) total += i * va_arg(list, long);
    {more}
    va_end(list);
    return total;
}}
int main(void) {{ return call(2) != 2 * (1 + 3 + 5 + 7 + 9) + 4 * (2 + 4 + 6 + 8) + {9 if more else 0}; }}
"""
    assert link_and_run(machine, clif, c, tmp_path).returncode == 0


def test_stack_arguments_of_apple_have_their_natural_size(tmp_path: Path) -> None:
    """One word of AAPCS64 is what Apple's convention packs into it; its variadic arguments are never
    narrow."""
    eight = ", ".join(["i64"] * 8)
    clif = f"""
function %clif_apple({eight}, i8 uext, i8 sext, i16, i32, i128, i8) -> i64 apple_aarch64 {{
block0(v0: i64, v1: i64, v2: i64, v3: i64, v4: i64, v5: i64, v6: i64, v7: i64,
       v8: i8, v9: i8, v10: i16, v11: i32, v12: i128, v13: i8):
    v20 = uextend.i64 v8
    v21 = sextend.i64 v9
    v22 = uextend.i64 v10
    v23 = sextend.i64 v11
    v24 = ireduce.i64 v12
    v25 = uextend.i64 v13
    v30 = iadd v20, v21
    v31 = iadd v30, v22
    v32 = iadd v31, v23
    v33 = iadd v32, v24
    v34 = iadd v33, v25
    v35 = iadd v34, v7
    return v35
}}
function %pass_apple(i64) -> i64 system_v {{
    fn0 = %c_apple({eight}, i8, i8, i16, i32, i128, i8) -> i64 apple_aarch64
block0(v0: i64):
    v1 = ireduce.i8 v0
    v2 = ireduce.i16 v0
    v3 = ireduce.i32 v0
    v4 = iconcat v0, v0
    v5 = call fn0(v0, v0, v0, v0, v0, v0, v0, v0, v1, v1, v2, v3, v4, v1)
    return v5
}}
"""
    c = """
typedef unsigned long w;
long clif_apple(w, w, w, w, w, w, w, w, w packed, w hole, w low, w high, w last);
long pass_apple(long);
long c_apple(w a, w b, w c, w d, w e, w f, w g, w h, w packed, w hole, w low, w high, w last) {
    return packed + 3 * low + 5 * high + 7 * (last & 255);
}
int main(void) {
    w packed = 200ul | (w)(unsigned char)-3 << 8 | 40000ul << 16 | (w)(unsigned)-70000 << 32;
    w expected = 200 - 3 + 40000 - 70000 + 1000000 + 77 + 9;
    if ((w)clif_apple(0, 0, 0, 0, 0, 0, 0, 9, packed, 0, 1000000, 5, 77) != expected) return 1;
    w given = 0x0123456789abcdeful;
    expected = (0xef | 0xefl << 8 | 0xcdeful << 16 | 0x89abcdeful << 32) + 8 * given + 7 * 0xef;
    return (w)pass_apple(given) != expected ? 2 : 0;
}
"""
    assert link_and_run("aarch64", clif, c, tmp_path).returncode == 0


# --- registers that are kept ---------------------------------------------------------------------------


def keeper_x64(name: str, ints: list[str], first_xmm: int, arg: str) -> str:
    """`long NAME(void *fn, long arg)`: how many registers a function does not keep. It has its argument in
    `arg`."""
    floats = range(first_xmm, 16)
    lines = [
        f".globl {name}",
        f"{name}:",
        *(f"push %{reg}" for reg in ("rbx", "rbp", "r12", "r13", "r14", "r15")),
    ]
    lines += ["sub $72, %rsp", "mov %rdi, 40(%rsp)", f"mov %rsi, %{arg}" if arg != "rsi" else "nop"]
    lines += [
        f"mov ${number + 7:#x}, %r11; movq %r11, %xmm{number}; punpcklqdq %xmm{number}, %xmm{number}"
        for number in floats
    ]
    lines += [f"mov ${number + 0x1234567:#x}, %{reg}" for number, reg in enumerate(ints)]
    lines += ["call *40(%rsp)", "xor %r11d, %r11d"]
    for number, reg in enumerate(ints):
        lines += [f"cmp ${number + 0x1234567:#x}, %{reg}; je 1f; inc %r11; 1:"]
    for number in floats:
        lines += [f"movups %xmm{number}, 48(%rsp)"]
        for half in (48, 56):
            lines += [f"cmpq ${number + 7:#x}, {half}(%rsp); je 1f; inc %r11; 1:"]
    lines += [
        "mov %r11, %rax",
        "add $72, %rsp",
        *(f"pop %{reg}" for reg in ("r15", "r14", "r13", "r12", "rbp", "rbx")),
        "ret",
    ]
    return "\n".join(lines)


def keeper_a64(name: str, ints: list[int], floats: list[int], whole: bool) -> str:
    """The same for aarch64."""
    lines = [f".globl {name}", f"{name}:", "stp x29, x30, [sp, #-192]!"]
    lines += [f"stp x{reg}, x{reg + 1}, [sp, #{16 + 8 * (reg - 19)}]" for reg in range(19, 29, 2)]
    lines += [f"stp d{reg}, d{reg + 1}, [sp, #{96 + 8 * (reg - 8)}]" for reg in range(8, 16, 2)]
    lines += ["mov x16, x0", "mov x0, x1"]
    lines += [f"mov x17, #{reg + 7}; dup v{reg}.2d, x17" for reg in floats]
    lines += [f"mov x{reg}, #{reg + 700}" for reg in ints]
    lines += ["blr x16", "mov x17, #0"]
    lines += [f"cmp x{reg}, #{reg + 700}; cinc x17, x17, ne" for reg in ints]
    for reg in floats:
        lines += [f"fmov x16, d{reg}; cmp x16, #{reg + 7}; cinc x17, x17, ne"]
        if whole:
            lines += [f"mov x16, v{reg}.d[1]; cmp x16, #{reg + 7}; cinc x17, x17, ne"]
    lines += ["mov x0, x17"]
    lines += [f"ldp x{reg}, x{reg + 1}, [sp, #{16 + 8 * (reg - 19)}]" for reg in range(19, 29, 2)]
    lines += [f"ldp d{reg}, d{reg + 1}, [sp, #{96 + 8 * (reg - 8)}]" for reg in range(8, 16, 2)]
    lines += ["ldp x29, x30, [sp], #192", "ret"]
    return "\n".join(lines)


def top_level_asm(text: str) -> str:
    return "asm(\n" + "\n".join(f'"{line}\\n"' for line in text.splitlines()) + ");\n"


def ruin_x64() -> str:
    """A function of system_v that changes all that it may."""
    regs = ("rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11")
    lines = [".globl ruin", "ruin:", *(f"mov $-1, %{reg}" for reg in regs)]
    return "\n".join([*lines, *(f"pcmpeqd %xmm{number}, %xmm{number}" for number in range(16)), "ret"])


def ruin_a64() -> str:
    """The same; of v8-v15 it keeps the low halves."""
    lines = [".globl ruin", "ruin:", *(f"mov x{reg}, #-1" for reg in range(18))]
    lines += [f"movi v{reg}.16b, #255" for reg in range(32) if not 8 <= reg <= 15]
    return "\n".join([*lines, *(f"mov v{reg}.d[1], x0" for reg in range(8, 16)), "ret"])


#: Enough values across two calls, one of which keeps nothing, that every register is wanted.
def body(convention: str) -> str:
    loads = "\n".join(
        f"    v{10 + n} = load.i64 v0+{8 * n}\n    v{40 + n} = load.f64 v0+{8 * n}" for n in range(14)
    )
    stores = "\n".join(
        f"    store v{10 + n}, v0+{8 * n}\n    store v{40 + n}, v0+{128 + 8 * n}" for n in range(14)
    )
    return f"""
function %busy_{convention}(i64) {convention} {{
    fn0 = %ruin() system_v
    fn1 = %leaf_winch(i64) winch
block0(v0: i64):
{loads}
    call fn0()
    call fn1(v0)
{stores}
    return
}}
function %calm_{convention}(i64) {convention} {{
    fn0 = %ruin() system_v
block0(v0: i64):
    call fn0()
    return
}}
function %quiet_{convention}(i64) {convention} {{
block0(v0: i64):
    return
}}
"""


LEAF = """
function %leaf_winch(i64) winch {
    fn0 = %ruin() system_v
block0(v0: i64):
    call fn0()
    return
}
"""


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("machine", CC)
def test_registers_that_are_kept(machine: str, level: str, tmp_path: Path) -> None:
    if machine == "x86_64":
        others = ["rbx", "r12", "r13", "r14", "r15", "rbp"]
        windows = [*others, "rsi", "rdi"]
        asm = [
            keeper_x64("keep_system_v", others, 16, "rdi"),
            keeper_x64("keep_windows_fastcall", windows, 6, "rcx"),
            keeper_x64(
                "keep_preserve_all", [*others, "rsi", "rcx", "rdx", "r8", "r9", "r10", "rax"], 0, "rdi"
            ),
            ruin_x64(),
        ]
    else:
        usual = (list(range(19, 29)), list(range(8, 16)), False)
        asm = [
            keeper_a64("keep_system_v", *usual),
            keeper_a64("keep_windows_fastcall", *usual),
            keeper_a64("keep_preserve_all", [*range(1, 16), *range(19, 29)], list(range(32)), True),
            ruin_a64(),
        ]
    conventions = ("system_v", "windows_fastcall", "preserve_all")
    names = [f"{kind}_{convention}" for convention in conventions for kind in ("busy", "calm", "quiet")]
    declared = "".join(f"void {name}(long);" for name in names)
    checks = "".join(f"    bad += keep_{name.partition('_')[2]}({name}, (long)memory);\n" for name in names)
    c = (
        "".join(top_level_asm(text) for text in asm)
        + "".join(f"long keep_{convention}(void *, long);" for convention in conventions)
        + declared
        + "static long memory[64]; int main(void) { long bad = 0;\n"
        + checks
        + "    return bad; }"
    )
    clif = LEAF + "".join(body(convention) for convention in conventions)
    ran = link_and_run(machine, clif, c, tmp_path, [f"opt_level={level}"])
    assert ran.returncode == 0, f"{ran.returncode} registers changed"
