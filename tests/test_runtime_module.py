"""The compiler and the runtime together: signatures of every shape, both machines, callables."""

import subprocess
import sys
from typing import Any

import pytest
from irtool.ir import types
from irtool.ir.entities import AbiParam, Signature
from irtool.ir.function import Function
from irtool.ir.text.reader import parse_function
from irtool.ir.verify.verifier import check
from irtool.runtime.jit import jit
from irtool.runtime.module import CompiledModule, load
from irtool.runtime.platform import supported
from irtool.runtime.trampoline import build_trampoline
from irtool.runtime.traps import Trap

MACHINES = [
    pytest.param(
        ("x86_64", False),
        marks=pytest.mark.skipif(not supported(), reason="no native execution on this machine"),
        id="native",
    ),
    pytest.param(("x86_64", True), id="x86_64-emulated"),
    pytest.param(("aarch64", True), id="aarch64-emulated"),
]


def load_text(machine: tuple[str, bool], *texts: str) -> CompiledModule:
    name, emulate = machine
    if emulate:
        pytest.importorskip("unicorn", reason="unicorn is not installed")
    return load([parse_function(text) for text in texts], name, emulate=emulate)


def test_trampolines_verify() -> None:
    scalars = [types.I8, types.I16, types.I32, types.I64, types.I128, types.F32, types.F64, types.I32X4]
    for count in (0, 1, len(scalars)):
        params = [AbiParam(ty) for ty in scalars[:count]]
        func: Function = build_trampoline(Signature(params, params[::-1], "fast"))
        check(func)


@pytest.mark.parametrize("machine", MACHINES)
def test_calls_inside_a_module(machine: tuple[str, bool]) -> None:
    module = load_text(
        machine,
        """function %twice(i32) -> i32 {
            fn0 = colocated %add(i32, i32) -> i32
        block0(v0: i32):
            v1 = call fn0(v0, v0)
            return v1
        }""",
        """function %add(i32, i32) -> i32 {
        block0(v0: i32, v1: i32):
            v2 = iadd v0, v1
            return v2
        }""",
        """function %indirect(i32) -> i32 {
            sig0 = (i32) -> i32
            fn0 = %twice(i32) -> i32
        block0(v0: i32):
            v1 = func_addr.i64 fn0
            v2 = call_indirect sig0, v1(v0)
            return v2
        }""",
    )
    assert module.call("twice", [21]) == [42]
    assert module.call("indirect", [-1]) == [2**32 - 2]
    module.close()


@pytest.mark.parametrize("machine", MACHINES)
def test_many_parameters_and_results(machine: tuple[str, bool]) -> None:
    count = 20
    params = ", ".join(["i64"] * count)
    names = ", ".join(f"v{number}: i64" for number in range(count))
    returned = ", ".join(f"v{number}" for number in reversed(range(count)))
    module = load_text(
        machine, f"function %f({params}) -> {params} {{\nblock0({names}):\n return {returned}\n}}"
    )
    values = [7 * number + 1 for number in range(count)]
    assert module.call("f", list(values)) == values[::-1]


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("convention", ["fast", "system_v"])
def test_narrow_values(machine: tuple[str, bool], convention: str) -> None:
    module = load_text(
        machine,
        f"""function %f(i8, i16, i32, i64) -> i8, i16, i32, i64 {convention} {{
        block0(v0: i8, v1: i16, v2: i32, v3: i64):
            return v0, v1, v2, v3
        }}""",
    )
    assert module.call("f", [-1, 0x18000, -(2**31), -5]) == [0xFF, 0x8000, 2**31, 2**64 - 5]


@pytest.mark.parametrize("machine", MACHINES)
def test_traps_have_their_codes(machine: tuple[str, bool]) -> None:
    module = load_text(
        machine,
        """function %div(i32, i32) -> i32 {
        block0(v0: i32, v1: i32):
            v2 = sdiv v0, v1
            return v2
        }""",
        """function %stop(i32) {
        block0(v0: i32):
            trapnz v0, user7
            return
        }""",
        """function %load(i64) -> i64 {
        block0(v0: i64):
            v1 = load.i64 v0
            return v1
        }""",
    )
    assert module.call("div", [-42, 5]) == [2**32 - 8]
    for arguments, code in (([1, 0], "int_divz"), ([-(2**31), -1], "int_ovf")):
        with pytest.raises(Trap) as caught:
            module.call("div", list(arguments))
        assert caught.value.code == code
    assert module.call("stop", [0]) == []
    with pytest.raises(Trap, match="user7"):
        module.call("stop", [1])
    with pytest.raises(Trap, match="heap_oob"):
        module.call("load", [16])


JIT_SCRIPT = """
from irtool.ir.text.reader import parse_function
from irtool.runtime.jit import jit
f = jit(parse_function('''function %div(i64, i64) -> i64 {
block0(v0: i64, v1: i64):
    v2 = sdiv v0, v1
    return v2
}'''))
assert f(-42, 5) == -8 and f.address > 0
try:
    f(1, 0)
except Exception as error:
    print(error)
print(f)
"""


@pytest.mark.skipif(not supported(), reason="no native execution on this machine")
def test_jit_in_a_fresh_process() -> None:
    done = subprocess.run([sys.executable, "-c", JIT_SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3:5: int_divz (in function %div)\n<compiled function div at 0x")


@pytest.mark.skipif(not supported(), reason="no native execution on this machine")
def test_jit_of_shapes_beyond_the_entry_stub() -> None:
    pair: Any = jit(
        parse_function(
            """function %swap(i32, i64) -> i64, i32 {
            block0(v0: i32, v1: i64):
                return v1, v0
            }"""
        )
    )
    assert pair(-1, -2) == (-2, -1)
    with pytest.raises(TypeError, match="takes 2 arguments, got 1"):
        pair(1)
    assert pair.address > 0
