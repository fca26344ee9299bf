"""aarch64: calls and frames, tail calls, large functions, flags of the target, generated files."""

import random
import struct
from pathlib import Path

import pytest
from aarch64_machine import DATA, Machine, build
from irtool.backends.aarch64 import encodings_gen as gen
from irtool.backends.aarch64.frame import put_mov_imm
from irtool.backends.aarch64.labels import AArch64Labels
from irtool.backends.emit import vcode_text
from irtool.backends.machbuffer import MachBuffer
from irtool.backends.registry import lookup
from irtool.backends.select import lower_function
from irtool.compile import CompiledFunction, compile_function, compile_module, default_settings
from irtool.ir.errors import SettingError, UnsupportedError
from irtool.ir.function import Function
from irtool.ir.text.reader import parse_function, parse_functions
from irtool.rules.check import check_file
from irtool.rules.generate import render, target_path
from irtool.runtime.module import CompiledModule
from irtool.settings import Settings

RULES = Path(__file__).parent.parent / "backends/aarch64/lower.rules"


@pytest.fixture(scope="module")
def machine() -> Machine:
    return Machine()


def module(text: str, opt: str = "speed", flags: dict[str, str] | None = None) -> CompiledModule:
    pytest.importorskip("unicorn")
    settings = default_settings()
    settings.set("opt_level", opt)
    settings.set("regalloc_checker", "true")
    target = lookup("aarch64", flags)

    def trampoline(func: Function) -> CompiledFunction:
        return CompiledFunction(func, compile_function(func, target, settings))

    return CompiledModule(compile_module(parse_functions(text), target, settings), target, trampoline)


def bits(value: float, size: int) -> int:
    return int.from_bytes(struct.pack("<d" if size == 8 else "<f", value), "little")


def test_rules_are_up_to_date() -> None:
    assert target_path(RULES).read_text() == render(check_file(RULES, False))


@pytest.mark.parametrize("opt", ["none", "speed"])
def test_arguments_and_results_on_the_stack(opt: str) -> None:
    """Twelve parameters and eleven results, of several widths, through two calls."""
    types = ["i64", "i32", "i16", "i8", "i64", "i32", "i64", "i8", "i16", "i32", "i64", "i8"]
    names = [f"v{n}" for n in range(12)]
    params = ", ".join(types)
    results = ", ".join(types[:0:-1])
    text = f"""function %swap({params}) -> {results} fast {{
block0({", ".join(f"{n}: {t}" for n, t in zip(names, types, strict=True))}):
    return {", ".join(names[:0:-1])}
}}
function %f({params}) -> {results} system_v {{
    fn0 = %swap({params}) -> {results} fast
    sig9 = ({params}) -> {results} fast
block0({", ".join(f"{n}: {t}" for n, t in zip(names, types, strict=True))}):
    v20, v21, v22, v23, v24, v25, v26, v27, v28, v29, v30 = call fn0({", ".join(names)})
    v40 = func_addr.i64 fn0
    v50, v51, v52, v53, v54, v55, v56, v57, v58, v59, v60 = call_indirect sig9, v40({", ".join(names)})
    v70 = iadd v20, v50
    v71 = iadd v21, v51
    return v70, v71, v22, v23, v24, v55, v26, v27, v58, v29, v60
}}"""
    values = [random.Random(1).getrandbits(int(t[1:]) - 1) for t in types]
    found = module(text, opt).call("f", list(values))
    wanted = values[:0:-1]
    wanted[0] = 2 * wanted[0]
    wanted[1] = 2 * wanted[1]
    for value, expected, ty in zip(found, wanted, types[:0:-1], strict=True):
        assert (int(value) - expected) % (1 << int(ty[1:])) == 0


def test_recursion_and_floats_across_calls() -> None:
    text = """function %fact(i64) -> i64 system_v {
    fn0 = colocated %fact(i64) -> i64 system_v
block0(v0: i64):
    brif v0, block1, block2
block1:
    v1 = iconst.i64 1
    v2 = isub v0, v1
    v3 = call fn0(v2)
    v4 = imul v3, v0
    return v4
block2:
    v5 = iconst.i64 1
    return v5
}
function %keep(i64, f64, f32) -> i64, f32, f64 system_v {
    fn0 = %fact(i64) -> i64 system_v
block0(v0: i64, v1: f64, v2: f32):
    v3 = call fn0(v0)
    v4 = f64const 0x1.8p1
    v5 = f64const 0x1.23456p7
    v6 = f32const 0.0
    v7 = bitcast.i64 v5
    v8 = bitcast.f64 v7
    v9 = icmp eq v3, v0
    v10 = select v9, v8, v1
    return v3, v2, v10
}"""
    made = module(text)
    assert made.call("fact", [10]) == [3628800]
    arguments = [bits(2.5, 8), bits(0.25, 4)]
    assert made.call("keep", [5, *arguments]) == [120, bits(0.25, 4), bits(2.5, 8)]
    other = bits(float.fromhex("0x1.23456p7"), 8)
    assert made.call("keep", [2, *arguments]) == [2, bits(0.25, 4), other]


@pytest.mark.parametrize("flags", [{}, {"use_bti": "true", "sign_return_address": "true"}])
def test_tail_calls(flags: dict[str, str]) -> None:
    """A loop of a hundred thousand tail calls in constant stack, direct and indirect."""
    text = """function %even(i64, i64) -> i64 tail {
    fn0 = %odd(i64, i64) -> i64 tail
block0(v0: i64, v1: i64):
    brif v0, block1, block2
block1:
    v2 = iconst.i64 -1
    v3 = iadd v0, v2
    v4 = iadd v1, v0
    return_call fn0(v3, v4)
block2:
    return v1
}
function %odd(i64, i64) -> i64 tail {
    fn0 = %even(i64, i64) -> i64 tail
    sig9 = (i64, i64) -> i64 tail
block0(v0: i64, v1: i64):
    v2 = iconst.i64 -1
    v3 = iadd v0, v2
    v4 = func_addr.i64 fn0
    return_call_indirect sig9, v4(v3, v1)
}
function %f(i64) -> i64 system_v {
    fn0 = %even(i64, i64) -> i64 tail
block0(v0: i64):
    v1 = iconst.i64 0
    v2 = call fn0(v0, v1)
    return v2
}"""
    assert module(text, "speed", flags).call("f", [100000]) == [sum(range(2, 100001, 2))]


def test_spilling_and_saved_registers(machine: Machine) -> None:
    """Sixty values live at once; the machine checks that callee-saved registers survive."""
    lines = ["function %f(i64) -> i64 system_v {", "block0(v0: i64):"]
    count = 60
    for n in range(1, count):
        lines.append(f"    v{n} = load.i64 v0+{8 * n}")
    total = "v1"
    for n in range(count - 1, 1, -1):
        lines.append(f"    v{200 + n} = imul {total}, v{n}")
        lines.append(f"    v{300 + n} = iadd v{200 + n}, v{count - n}")
        total = f"v{300 + n}"
    lines += [f"    return {total}", "}"]
    data = [random.Random(2).getrandbits(64) for _ in range(count)]
    machine.engine.mem_write(DATA, b"".join(value.to_bytes(8, "little") for value in data))
    wanted = data[1]
    for n in range(count - 1, 1, -1):
        wanted = (wanted * data[n] + data[count - n]) % (1 << 64)
    for opt in ("none", "speed"):
        code = build("\n".join(lines), opt)
        assert code.frame_size > 16
        machine.load(code)
        assert machine.run(DATA) == wanted


@pytest.mark.parametrize("size", [16, 4080, 4096, 40000, 0x7FF8])
def test_large_frames(machine: Machine, size: int) -> None:
    text = f"""function %f(i64) -> i64 system_v {{
    ss0 = explicit_slot {size}
    ss1 = explicit_slot 16
block0(v0: i64):
    v1 = stack_addr.i64 ss0
    store v0, v1
    v2 = stack_addr.i64 ss0+{size - 8}
    store v0, v2
    v3 = stack_addr.i64 ss1
    store v0, v3+8
    v4 = load.i64 v2
    v5 = load.i32 v3+12
    v6 = uextend.i64 v5
    v7 = isub v2, v1
    v8 = iadd v4, v6
    v9 = iadd v8, v7
    return v9
}}"""
    machine.load(build(text, "none"))
    value = 0x1234567800000001
    assert machine.run(value) == value + (value >> 32) + size - 8


def branchy(blocks: int) -> tuple[str, list[int]]:
    """A function of many blocks with tests of bits, compares, a division and a table, most of which
    jump to the far end."""
    rng = random.Random(blocks)
    lines = ["function %f(i64, i64) -> i64 system_v {", "block0(v0: i64, v1: i64):", "    jump block1(v1)"]
    keys = []
    for n in range(1, blocks):
        base = 10 * n
        key = rng.getrandbits(40)
        keys.append(key)
        lines.append(f"block{n}(v{base}: i64):")
        lines.append(f"    v{base + 1} = iconst.i64 {key}")
        lines.append(f"    v{base + 2} = bxor v{base}, v{base + 1}")
        if n % 3 == 0:
            lines.append(f"    v{base + 3} = iconst.i64 {1 << 50}")
            lines.append(f"    v{base + 4} = band v0, v{base + 3}")
            lines.append(f"    brif v{base + 4}, block{blocks}(v{base}), block{n + 1}(v{base + 2})")
        elif n % 3 == 1:
            lines.append(f"    v{base + 4} = icmp eq v0, v{base + 1}")
            lines.append(f"    brif v{base + 4}, block{blocks}(v{base}), block{n + 1}(v{base + 2})")
        else:
            lines.append(f"    v{base + 3} = ireduce.i32 v0")
            lines.append(f"    trapz v{base + 3}, user1")
            targets = f"block{n + 1}(v{base + 2}), block{n + 1}(v{base + 2})"
            lines.append(f"    br_table v{base + 3}, block{n + 1}(v{base + 2}), [{targets}]")
    lines += [f"block{blocks}(v5: i64):", "    return v5", "}"]
    return "\n".join(lines), keys


@pytest.mark.parametrize(
    "blocks", [40, 700, pytest.param(40000, marks=[pytest.mark.slow, pytest.mark.compiled_only])]
)
def test_large_functions(machine: Machine, blocks: int) -> None:
    """Past 32 KiB tests of bits, past 1 MiB every conditional branch must go over a veneer."""
    text, keys = branchy(blocks)
    code = build(text, "none", checked=blocks < 10000)
    machine.load(code)
    everything = 0
    for key in keys:
        everything ^= key
    assert machine.run(1, 5) == everything ^ 5
    assert machine.run(1 << 50 | 1, 5) == keys[0] ^ keys[1] ^ 5
    assert machine.run(keys[3], 5) == keys[0] ^ keys[1] ^ keys[2] ^ 5
    assert machine.run(1 << 33, 5) == -1


def test_every_branch_form_runs_over_veneers(machine: Machine) -> None:
    text, keys = branchy(40)
    settings = Settings("aarch64")
    settings.apply("force_veneers")
    code = compile_function(parse_functions(text)[0], lookup("aarch64"), settings)
    assert code.island_counts is not None and min(code.island_counts.veneers[1:3]) > 0
    machine.load(code)
    everything = 0
    for key in keys:
        everything ^= key
    assert machine.run(1, 5) == everything ^ 5
    assert machine.run(1 << 50 | 1, 5) == keys[0] ^ keys[1] ^ 5
    assert machine.run(keys[3], 5) == keys[0] ^ keys[1] ^ keys[2] ^ 5
    assert machine.run(1 << 33, 5) == -1


def test_constants(machine: Machine) -> None:
    """Every shape of constant, and how many instructions it takes."""
    rng = random.Random(4)
    pieces = [0, 0xFFFF, 0x1234, 0x8000, 0xFF00]
    values = [sum(rng.choice(pieces) << 16 * k for k in range(4)) for _ in range(300)]
    values += [rng.getrandbits(64) for _ in range(50)] + [1 << k for k in range(64)]
    values += [(1 << k) - 1 for k in range(65)] + [(1 << 64) - (1 << k) for k in range(64)]
    values += [0xFFFF1234, 0x1234FFFF, 0xFFFFFFFE, 0x7FFFFFFF, 0x80000000, 0x00FF00FF]
    for value in values:
        buf = MachBuffer(AArch64Labels())
        put_mov_imm(buf, 0, value - (1 << 64) if value >> 63 else value)
        buf.put4(gen.BASE[gen.MOP_RET])
        code = buf.finish()
        machine.load(code)
        assert machine.run(0xAAAA) == value, hex(value)
        halves = [value >> 16 * k & 0xFFFF for k in range(4)]
        most = max(1, min(sum(h != 0 for h in halves), sum(h != 0xFFFF for h in halves)))
        assert len(code.code) // 4 - 1 <= most, hex(value)


def test_flags() -> None:
    nothing = "function %f() system_v {\nblock0:\n    return\n}"
    caller = "function %f() system_v {\n    fn0 = %g() system_v\nblock0:\n    call fn0()\n    return\n}"
    bti_c, paciasp, autiasp, pacibsp = 0xD503245F, 0xD503233F, 0xD50323BF, 0xD503237F

    def words(text: str = nothing, **flags: str) -> list[int]:
        code = build(text, "none", flags).code
        return [int.from_bytes(code[at : at + 4], "little") for at in range(0, len(code), 4)]

    assert bti_c not in words()
    assert words(use_bti="true")[0] == bti_c
    signed = words(caller, use_bti="true", sign_return_address="true")
    assert signed[0] == paciasp and signed[-2] == autiasp and bti_c not in signed
    assert words(caller, sign_return_address="true", sign_return_address_with_bkey="true")[0] == pacibsp
    # A leaf, which keeps its return address in x30, signs it only when all functions are to.
    assert paciasp not in words(sign_return_address="true")
    assert words(use_bti="true", sign_return_address="true")[0] == bti_c
    signed = words(use_bti="true", sign_return_address="true", sign_return_address_all="true")
    assert signed[0] == paciasp and signed[-2] == autiasp and bti_c not in signed
    with pytest.raises(SettingError, match="no flag 'has_avx'"):
        lookup("aarch64", {"has_avx": "true"})
    with pytest.raises(SettingError, match="must be true or false"):
        lookup("aarch64", {"has_lse": "maybe"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("function %f(i64x4) system_v {\nblock0(v0: i64x4):\n    return\n}", "i64x4"),
        ("function %f(i64) -> i64 {\nblock0(v0: i64):\n  v1 = load.i64 big v0\n  return v1\n}", "big-endian"),
    ],
)
def test_what_is_refused_is_named(text: str, message: str) -> None:
    with pytest.raises(UnsupportedError, match=message):
        build(text, "none")


def test_vcode_text() -> None:
    text = """function %f(i64, i32) -> i64 system_v {
    fn0 = %g(i64) -> i64 system_v
block0(v0: i64, v1: i32):
    v2 = uextend.i64 v1
    v3 = iadd v0, v2
    v4 = load.i64 v3+8
    brif v4, block1, block2
block1:
    v5 = call fn0(v4)
    return v5
block2:
    v6 = iconst.i64 0x12345
    return v6
}"""
    func = parse_function(text)
    func.resolve_operands()
    target = lookup("aarch64")
    shown = vcode_text(func, lower_function(func, target), target)
    for part in (
        "add_rx v",
        ", x, uxtw, 0",
        "ldr_r v",
        " + 8], 3",
        ", g, 0",
        "mov_imm v",
        ", 74565",
        "br_zero v",
    ):
        assert part in shown, shown
