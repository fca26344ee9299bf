"""What is too large is refused with an error that names the function, the limit and the value."""

import subprocess
import sys
from pathlib import Path

import pytest
from irtool.backends.aarch64.labels import AArch64Labels
from irtool.backends.abi import MAX_FRAME, MAX_STACK_ARGS
from irtool.backends.limits import LIMITS, Limits, check_limits
from irtool.backends.machbuffer import MachBuffer
from irtool.compile import compile_function, compile_module
from irtool.ir.errors import LimitError
from irtool.ir.function import Function
from irtool.ir.opcodes_gen import OP_NOP
from irtool.ir.text.reader import parse_function
from irtool.settings import Settings

SMALL = Limits(instructions=5, values=5, blocks=2, block_params=1, params=2, edges=2, operands=9)
TARGETS = ["x86_64", "aarch64"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("() {\nblock0:\n" + "    nop\n" * 5 + "    return\n}", "6 instructions; the limit is 5"),
        (
            "() {\nblock0:\n"
            + "".join(f"    v{2 * n}, v{2 * n + 1} = call fn0()\n" for n in range(3))
            + "    return\n}",
            "6 values; the limit is 5",
        ),
        (
            "() {\nblock0:\n    return\nblock1:\n    return\nblock2:\n    return\n}",
            "3 blocks; the limit is 2",
        ),
        (
            "() {\nblock0:\n    trap user1\nblock1(v0: i8, v1: i8):\n    return\n}",
            "2 parameters of one block; the limit is 1",
        ),
        (
            "(i32) {\nblock0(v0: i32):\n    br_table v0, block1, [block1, block1]\nblock1:\n    return\n}",
            "3 targets of one branch; the limit is 2",
        ),
        ("(i8, i8, i8) {\nblock0(v0: i8, v1: i8, v2: i8):\n    return\n}", "3 parameters of one block"),
        ("() -> i8, i8, i8 {\nblock0:\n    trap user1\n}", "3 results; the limit is 2"),
        (
            "() {\n    sig0 = (i8, i8, i8)\nblock0:\n    return\n}",
            "3 parameters; the limit is 2",
        ),
        (
            "(i8) {\nblock0(v0: i8):\n" + "    call fn1(v0, v0, v0, v0, v0)\n" * 2 + "    return\n}",
            "11 operands; the limit is 9",
        ),
    ],
)
def test_counts(text: str, message: str) -> None:
    if "fn0" in text:
        text = text.replace("{\n", "{\n    fn0 = %g() -> i8, i8\n", 1)
    if "fn1" in text:
        text = text.replace("{\n", "{\n    fn1 = %g(i8, i8, i8, i8, i8)\n", 1)
    func = parse_function(f"; a comment\nfunction %crowd{text}")
    with pytest.raises(LimitError, match=f"function %crowd: {message}") as caught:
        check_limits(func, SMALL)
    assert caught.value.place is not None and caught.value.place.line == 2
    check_limits(func)


def grown(insts: int, values: int, blocks: int) -> Function:
    func = Function()
    func.append_block(func.make_block())  # without one it is refused before anything is counted
    for _ in range(blocks - 1):
        func.make_block()
    for _ in range(insts):
        func.make_inst(OP_NOP, 0, 0, -1, 0)
    for _ in range(values):
        func.make_value(1, 0, 0)
    return func


@pytest.mark.slow
@pytest.mark.compiled_only
@pytest.mark.parametrize("what", ["instructions", "values", "blocks"])
def test_the_real_counts(what: str) -> None:
    limit = getattr(LIMITS, what)
    counts = {"instructions": (limit + 1, 0, 0), "values": (0, limit + 1, 0), "blocks": (0, 0, limit + 1)}
    func = grown(*counts[what])
    with pytest.raises(LimitError, match=f"{limit + 1} {what}; the limit is {limit}"):
        compile_function(func, "x86_64")


@pytest.mark.parametrize("target", TARGETS)
def test_parameters(target: str) -> None:
    count = LIMITS.params + 1
    params = ", ".join(["i8"] * count)
    func = parse_function(f"function %f() {{\n    fn0 = %g({params})\nblock0:\n    return\n}}")
    with pytest.raises(LimitError, match=f"function %f: {count} parameters; the limit is {LIMITS.params}"):
        compile_function(func, target)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("way", ["incoming", "outgoing"])
def test_argument_bytes(target: str, way: str) -> None:
    count = MAX_STACK_ARGS // 16 + 100
    params = ", ".join(["i64x2"] * count)
    if way == "incoming":
        names = ", ".join(f"v{n}: i64x2" for n in range(count))
        text = f"function %f({params}) {{\nblock0({names}):\n    return\n}}"
    else:
        args = ", ".join(["v0"] * count)
        text = f"function %f(i64x2) {{\n    fn0 = %g({params})\nblock0(v0: i64x2):\n    call fn0({args})\n"
        text += "    return\n}"
    # Eight of them are in registers.
    value = 16 * (count - 8)
    message = f"function %f: {value} bytes of arguments on the stack; the limit is {MAX_STACK_ARGS}"
    with pytest.raises(LimitError, match=message) as caught:
        compile_function(parse_function(text), target)
    assert caught.value.place is not None and caught.value.place.line == (1 if way == "incoming" else 4)


@pytest.mark.parametrize("target", TARGETS)
def test_frame_size(target: str) -> None:
    def func(*sizes: int) -> Function:
        slots = "".join(f"    ss{number} = explicit_slot {size}\n" for number, size in enumerate(sizes))
        return parse_function(f"function %f() system_v {{\n{slots}block0:\n    return\n}}")

    assert len(compile_function(func(MAX_FRAME - 64, 16), target).code) > 0
    message = f"function %f: {MAX_FRAME + 8} bytes of stack slots; the limit is {MAX_FRAME}"
    with pytest.raises(LimitError, match=message):
        compile_function(func(MAX_FRAME, 8), target)


@pytest.mark.parametrize(
    ("target", "padding", "limit"), [("aarch64", 28, (1 << 27) - 4096), ("x86_64", 31, 0x7FFF0000)]
)
def test_code_of_one_function(target: str, padding: int, limit: int) -> None:
    """On aarch64 a branch must cross it: 128 MiB, less a page. On x86-64 2 GiB, known in advance."""
    blocks = "".join(f"block{n}:\n    jump block{n + 1}\n" for n in range(2))
    func = parse_function(f"function %f() {{\n{blocks}block2:\n    return\n}}")
    settings = Settings(target)
    settings.apply(f"bb_padding_log2_minus_one={padding}")
    message = rf"function %f: \d+ bytes of (padding in the )?code; the limit is {limit}"
    with pytest.raises(LimitError, match=message):
        compile_module([func], target, settings)


def test_code_of_one_function_without_padding() -> None:
    labels = AArch64Labels()
    buf = MachBuffer(labels)
    buf.put_bytes(bytes(labels.max_code))
    assert len(buf.finish().code) == labels.max_code
    buf.clear()
    buf.put_bytes(bytes(labels.max_code + 4))
    with pytest.raises(
        LimitError, match=f"{labels.max_code + 4} bytes of code; the limit is {labels.max_code}"
    ):
        buf.finish()


def test_the_command_line_says_where(tmp_path: Path) -> None:
    path = tmp_path / "big.clif"
    path.write_text("\n\nfunction %f() {\n    ss0 = explicit_slot 2000000000\nblock0:\n    return\n}\n")
    for target in TARGETS:
        result = subprocess.run(
            [sys.executable, "-m", "irtool", "compile", "--target", target, "big.clif"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 1
        assert result.stderr == (
            f"big.clif:3:1: error: function %f: 2000000000 bytes of stack slots; the limit is {MAX_FRAME}\n"
        )
    assert [each.name for each in tmp_path.iterdir()] == ["big.clif"]
