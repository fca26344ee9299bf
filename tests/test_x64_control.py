"""Control flow, calls and frames on x86-64."""

import pytest
from irtool.ir.errors import UnsupportedError
from x64_machine import JUNK, RETURN, Machine, compile_text, mnemonics


def result(machine: Machine, *args: int, name: str = "f", stack: list[int] | None = None) -> int:
    found = machine.run(list(args), name, stack)
    assert not isinstance(found, str), found
    return found[0]


def test_loop() -> None:
    machine = Machine(
        "function %f(i64) -> i64 system_v {\nblock0(v0: i64):\n v1 = iconst.i64 0\n jump block1(v0, v1)\n"
        "block1(v2: i64, v3: i64):\n v4 = iadd v3, v2\n v5 = iconst.i64 -1\n v6 = iadd v2, v5\n"
        " brif v6, block1(v6, v4), block2\nblock2:\n return v4\n}\n"
    )
    assert result(machine, 10) == 55
    assert result(machine, 1000) == 500500


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_br_table(count: int) -> None:
    blocks = "".join(
        f"block{k + 2}:\n v{k + 10} = iconst.i32 {100 + k}\n return v{k + 10}\n" for k in range(count)
    )
    entries = ", ".join(f"block{k + 2}" for k in range(count))
    machine = Machine(
        f"function %f(i32) -> i32 system_v {{\nblock0(v0: i32):\n br_table v0, block1, [{entries}]\n"
        f"block1:\n v1 = iconst.i32 7\n return v1\n{blocks}}}\n"
    )
    for index in (*range(count + 2), 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF):
        wanted = 100 + index if index < count else 7
        assert result(machine, index | JUNK << 32 & (1 << 64) - 1) & 0xFFFFFFFF == wanted


def test_br_table_with_arguments_and_repeated_targets() -> None:
    machine = Machine(
        "function %f(i32, i32) -> i32 system_v {\nblock0(v0: i32, v1: i32):\n v2 = iconst.i32 1\n"
        " br_table v0, block1(v2), [block1(v1), block1(v0), block2, block1(v1)]\n"
        "block1(v3: i32):\n v4 = iadd v3, v1\n return v4\nblock2:\n return v1\n}\n"
    )
    for index, wanted in ((0, 100), (1, 51), (2, 50), (3, 100), (4, 51), (99, 51)):
        assert result(machine, index, 50) & 0xFFFFFFFF == wanted


def test_many_parameters_and_results() -> None:
    count = 14
    types = ", ".join(["i64"] * count)
    names = ", ".join(f"v{k}: i64" for k in range(count))
    values = ", ".join(f"v{k}" for k in reversed(range(count)))
    consts = "\n".join(f" v{k} = iconst.i64 {1000 + k}" for k in range(count))
    results = ", ".join(f"v{k + 50}" for k in range(count))
    sums = "\n".join(
        f" v{k + 100} = iconst.i64 {k + 1}\n v{k + 150} = imul v{k + 50}, v{k + 100}\n"
        f" v{k + 201} = iadd v{k + 200}, v{k + 150}"
        for k in range(count)
    )
    wanted = sum((1000 + count - 1 - k) * (k + 1) for k in range(count))
    for conv in ("system_v", "fast", "tail"):
        machine = Machine(
            f"function %g({types}) -> {types} {conv} {{\nblock0({names}):\n return {values}\n}}\n"
            f"function %f() -> i64 system_v {{\n fn0 = %g({types}) -> {types} {conv}\nblock0:\n{consts}\n"
            f" {results} = call fn0({', '.join(f'v{k}' for k in range(count))})\n"
            f" v200 = iconst.i64 0\n{sums}\n return v{200 + count}\n}}\n"
        )
        assert result(machine) == wanted, conv


def test_stack_arguments_come_from_the_caller() -> None:
    names = ", ".join(f"v{k}: i64" for k in range(8))
    machine = Machine(
        f"function %f({', '.join(['i64'] * 8)}) -> i64 system_v {{\nblock0({names}):\n"
        " v8 = iconst.i64 1000\n v9 = imul v6, v8\n v10 = iadd v9, v7\n return v10\n}\n"
    )
    assert result(machine, 1, 2, 3, 4, 5, 6, stack=[7, 8]) == 7008


def test_arguments_are_extended_as_the_signature_says() -> None:
    machine = Machine(
        "function %g(i64, i64) -> i64 system_v {\nblock0(v0: i64, v1: i64):\n"
        " v2 = isub v0, v1\n return v2\n}\n"
        "function %f(i8, i16) -> i64 system_v {\n fn0 = %g(i8 sext, i16 uext) -> i64 system_v\n"
        "block0(v0: i8, v1: i16):\n v2 = call fn0(v0, v1)\n return v2\n}\n"
        "function %h(i8) -> i8 sext system_v {\nblock0(v0: i8):\n return v0\n}\n"
    )
    assert result(machine, 0xFE | JUNK & ~0xFF, 0xFFFE | JUNK & ~0xFFFF) == (-2 - 0xFFFE) & (1 << 64) - 1
    assert result(machine, 0x80 | JUNK & ~0xFF, name="h") == (1 << 64) - 128


@pytest.mark.parametrize("colocated", ["", "colocated "])
def test_recursion_and_indirect_calls(colocated: str) -> None:
    machine = Machine(
        f"function %f(i64) -> i64 system_v {{\n fn0 = {colocated}%f(i64) -> i64 system_v\n"
        " sig1 = (i64) -> i64 system_v\n"
        "block0(v0: i64):\n v1 = iconst.i64 2\n v2 = icmp ult v0, v1\n brif v2, block1, block2\n"
        "block1:\n return v0\nblock2:\n v3 = iconst.i64 -1\n v4 = iadd v0, v3\n v5 = call fn0(v4)\n"
        " v6 = iconst.i64 -2\n v7 = iadd v0, v6\n v8 = func_addr.i64 fn0\n"
        " v9 = call_indirect sig1, v8(v7)\n v10 = iadd v5, v9\n return v10\n}\n"
    )
    assert result(machine, 15) == 610


def test_values_survive_calls_and_high_pressure() -> None:
    """More live values than registers across a call: all kinds of spills."""
    live = 20
    body = "".join(f" v{k + 10} = iconst.i64 {k + 3}\n v{k + 40} = imul v0, v{k + 10}\n" for k in range(live))
    tail = "".join(f" v{k + 71} = bxor v{k + 70}, v{k + 40}\n" for k in range(live))
    machine = Machine(
        "function %g(i64) -> i64 system_v {\nblock0(v0: i64):\n v1 = iconst.i64 1\n"
        " v2 = iadd v0, v1\n return v2\n}\n"
        "function %f(i64) -> i64 system_v {\n fn0 = %g(i64) -> i64 system_v\nblock0(v0: i64):\n"
        f"{body} v70 = call fn0(v0)\n{tail} return v{70 + live}\n}}\n"
    )
    wanted = 12346
    for k in range(live):
        wanted ^= 12345 * (k + 3)
    assert result(machine, 12345) == wanted


def test_tail_calls() -> None:
    machine = Machine(
        "function %even(i64) -> i64 tail {\n fn0 = %odd(i64) -> i64 tail\nblock0(v0: i64):\n"
        " brif v0, block1, block2\nblock1:\n v1 = iconst.i64 -1\n v2 = iadd v0, v1\n return_call fn0(v2)\n"
        "block2:\n v3 = iconst.i64 1\n return v3\n}\n"
        "function %odd(i64) -> i64 tail {\n fn0 = %even(i64) -> i64 tail\n sig1 = (i64) -> i64 tail\n"
        "block0(v0: i64):\n"
        " brif v0, block1, block2\nblock1:\n v1 = iconst.i64 -1\n v2 = iadd v0, v1\n v5 = func_addr.i64 fn0\n"
        " return_call_indirect sig1, v5(v2)\nblock2:\n v3 = iconst.i64 0\n return v3\n}\n"
    )
    assert result(machine, 5000, name="even") == 1
    assert result(machine, 5001, name="even") == 0


def test_large_frames_touch_every_page() -> None:
    for size in (100, 4000, 5000, 0x3000, 0x8000):
        machine = Machine(
            f"function %f(i64) -> i64 system_v {{\nss0 = explicit_slot {size}\nblock0(v0: i64):\n"
            f" v1 = stack_addr.i64 ss0+{size - 8}\n store v0, v1\n v2 = stack_addr.i64 ss0\n store v0, v2\n"
            " v3 = load.i64 v1\n return v3\n}\n"
        )
        assert result(machine, 99) == 99
    code = compile_text(
        "function %f() {\nss0 = explicit_slot 0x100000\nblock0:\n return\n}".replace("0x100000", str(1 << 20))
    )
    lines = mnemonics(code)
    assert "sub rsp, 0x1000" in lines and any(line.startswith("jne") for line in lines)


def test_explicit_traps() -> None:
    machine = Machine("function %f() system_v {\nblock0:\n trap user42\n}\n")
    assert machine.run([]) == "user42"


def test_machine_state() -> None:
    machine = Machine(
        "function %f() -> i64, i64, i64 fast {\nss0 = explicit_slot 32\nblock0:\n"
        " v0 = get_frame_pointer.i64\n"
        " v1 = get_stack_pointer.i64\n v2 = get_return_address.i64\n return v0, v1, v2\n}\n"
    )
    found = machine.run([])
    assert not isinstance(found, str)
    assert found[0] - found[1] == 32
    assert found[2] == RETURN


def test_the_pinned_register_needs_its_setting() -> None:
    text = (
        "function %f(i64) -> i64 system_v {\nblock0(v0: i64):\n v1 = get_pinned_reg.i64\n"
        " set_pinned_reg v0\n return v1\n}\n"
    )
    with pytest.raises(UnsupportedError, match="enable_pinned_reg"):
        compile_text(text)
    lines = mnemonics(compile_text(text, {"enable_pinned_reg": "true"}))
    assert "mov r15, rdi" in lines


@pytest.mark.parametrize("conv", ["apple_aarch64"])
def test_other_conventions_are_refused_by_name(conv: str) -> None:
    with pytest.raises(UnsupportedError, match=conv):
        compile_text(f"function %f() {conv} {{\nblock0:\n return\n}}")


def test_unsupported_operations_are_named() -> None:
    with pytest.raises(UnsupportedError, match="swizzle"):
        compile_text("function %f(i8x16) -> i8x16 {\nblock0(v0: i8x16):\n v1 = swizzle v0, v0\n return v1\n}")
