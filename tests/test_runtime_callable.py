"""Compiled functions as Python callables: conversions, errors, traps, lifetime."""

import ctypes
import gc
import math
import re
import sys
import weakref
from typing import Any

import pytest
from irtool.backends.x64.host_entry import is_simple, write_entry
from irtool.ir import types
from irtool.ir.entities import AbiParam, Signature
from irtool.runtime.function import from_bits, make_callable, to_bits
from irtool.runtime.memory import CodeMemory
from irtool.runtime.signals import runtime, supported
from irtool.runtime.traps import Trap

pytestmark = pytest.mark.skipif(not supported(), reason="native execution needs x86-64 Linux")


class Code:
    """Machine code in memory, with traps."""

    def __init__(self, text: str, traps: dict[int, int] | None = None) -> None:
        self.memory = CodeMemory(len(text) // 2)
        self.memory.write(0, bytes.fromhex(text))
        self.memory.seal()
        runtime().add_text(self.memory.address, self.memory.text_pages, traps or {})

    def __del__(self) -> None:
        runtime().remove_text(self.memory.address)


def signature(params: str, returns: str = "") -> Signature:
    """From type names, each optionally with `uext`/`sext` behind a `:`."""

    def parse(text: str) -> list[AbiParam]:
        rows = [part.partition(":") for part in text.split()]
        return [AbiParam(types.parse_type(name), extension) for name, _, extension in rows]

    return Signature(parse(params), parse(returns), "system_v")


def function(text: str, params: str, returns: str = "", traps: dict[int, int] | None = None) -> Any:
    code = Code(text, traps)
    return make_callable(code.memory.address, signature(params, returns), "f", code)


def with_decimals(text: str) -> str:
    """All numbers in decimal, and without a displacement of 0."""
    decimal = re.sub(r"0x[0-9a-f]+", lambda found: str(int(found[0], 16)), text.replace("-1", f"{2**64 - 1}"))
    return decimal.replace(" + 0]", "]")


def test_stub_bytes_are_what_their_text_says() -> None:
    import capstone

    machine = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    params = "i8 i8:uext i16 i16:uext i32 i32:uext f32 f64 f64 f64 f64 f64 f64 f64"
    for returns in ("", "i8", "i16", "i32", "i64", "f32", "f64"):
        stub = write_entry(signature(params, returns), 0x1111, 0x2222, 0x3333, 0x4444, (0x5555, 0x6666))
        code, _ = stub.finish()
        decoded = {
            offset: f"{mnemonic} {operands}".strip()
            for offset, _, mnemonic, operands in machine.disasm_lite(code, 0)
        }
        for offset, text in stub.listing:
            assert with_decimals(decoded[offset]) == with_decimals(text)


def test_integers() -> None:
    add = function("488d0437c3", "i64 i64", "i64")  # lea rax, [rdi+rsi]
    assert add(40, 2) == 42
    assert add(-1, -1) == -2
    assert add(2**63 - 1, 1) == -(2**63)
    assert add(2**64 - 1, 0) == -1
    assert add(2**70 + 5, True) == 6
    assert add.address == add.module.memory.address


@pytest.mark.parametrize(
    ("ty", "value", "full"),
    [
        ("i8", 0x80, -128), ("i8:sext", 0x80, -128), ("i8:uext", -128, 128),
        ("i16", 0x8000, -32768), ("i16:uext", -1, 65535),
        ("i32", 2**31, -(2**31)), ("i32:uext", -1, 2**32 - 1), ("i64", -1, -1),
    ],
)  # fmt: skip
def test_narrow_arguments_are_extended(ty: str, value: int, full: int) -> None:
    assert function("4889f8c3", ty, "i64")(value) == full


@pytest.mark.parametrize(("ty", "result"), [("i8", -1), ("i16", 0xFF), ("i32", 0xFF), ("i64", 2**32 + 0xFF)])
def test_narrow_results_are_signed(ty: str, result: int) -> None:
    wide = function("4889f8c3", "i64", ty)
    assert wide(2**32 + 0xFF) == result


def test_floats_and_mixed_arguments() -> None:
    add = function("f20f58c1c3", "f64 f64", "f64")
    assert add(1.5, 2) == 3.5
    assert add(-1.0, 0.0) == -1.0
    assert math.isnan(add(math.nan, 1))
    single = function("f30f58c1c3", "f32 f32", "f32")
    assert single(0.1, 0.2) == ctypes.c_float(ctypes.c_float(0.1).value + ctypes.c_float(0.2).value).value
    # cvtsi2sd xmm1, rdi; addsd xmm0, xmm1; cvtsi2sd xmm1, r9; addsd xmm0, xmm1; addsd xmm0, xmm7; ret
    many = function(
        "f2480f2acf" + "f20f58c1" + "f2490f2ac9" + "f20f58c1" + "f20f58c7" + "c3",
        "i64 f64 i64 f64 i64 f64 i64 f64 i64 f64 i64 f64 f64 f64", "f64",
    )  # fmt: skip
    assert many(100, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 1000, 0, 0, 0.25) == 1100.75


def test_no_result_is_none() -> None:
    none = function("c3", "")
    before = sys.getrefcount(None)
    assert [none() for _ in range(100)] == [None] * 100
    assert abs(sys.getrefcount(None) - before) < 20


def test_wrong_arguments() -> None:
    add = function("488d0437c3", "i64 i64", "i64")
    with pytest.raises(TypeError, match=r"f\(\) takes 2 arguments, got 1"):
        add(1)
    with pytest.raises(TypeError, match="got 3"):
        add(1, 2, 3)
    with pytest.raises(TypeError, match="no keyword"):
        add(1, b=2)
    with pytest.raises(TypeError, match="interpreted as an integer"):
        add(1, 2.0)
    with pytest.raises(TypeError):
        function("f20f58c1c3", "f64 f64", "f64")("x", 1)
    with pytest.raises(TypeError):
        type(add)()
    assert add(*[1, 2]) == 3


class Weird:
    """An object that converts, or fails to."""

    def __init__(self, result: int | None) -> None:
        self.result = result

    def __index__(self) -> int:
        if self.result is None:
            raise ZeroDivisionError
        return self.result


def test_conversions_may_run_python() -> None:
    add = function("488d0437c3", "i64 i64", "i64")
    assert add(Weird(-1), Weird(5)) == 4
    with pytest.raises(ZeroDivisionError):
        add(1, Weird(None))


def test_traps_and_nesting() -> None:
    divide = function("4889f8489948f7fec3", "i64 i64", "i64", {5: 254})
    for _ in range(1000):
        assert divide(42, 5) == 8
        with pytest.raises(Trap, match="int_divz"):
            divide(1, 0)

    def callback(value: int) -> int:
        with pytest.raises(Trap):
            divide(value, 0)
        return int(divide(value, 2))

    prototype = ctypes.PYFUNCTYPE(ctypes.c_long, ctypes.c_long)(callback)
    address = ctypes.cast(prototype, ctypes.c_void_p).value
    assert address is not None
    # push rax; movabs rax, callback; call rax; pop rcx; cmp rax, 5; jne .+2; ud2; ret
    text = "5048b8" + address.to_bytes(8, "little").hex() + "ffd0" + "59" + "4883f805" + "7502" + "0f0bc3"
    outer = function(text, "i64", "i64", {20: 3})
    assert outer(8) == 4
    with pytest.raises(Trap, match="user3"):
        outer(10)
    assert outer(8) == 4


def test_code_lives_as_long_as_its_callable() -> None:
    add = function("488d0437c3", "i64 i64", "i64")
    code = weakref.ref(add.module)
    stub = weakref.ref(add._owner)
    gc.collect()
    assert code() is not None
    kept = [add]
    del add
    assert kept[0](1, 2) == 3
    kept.clear()
    gc.collect()
    assert code() is None and stub() is None


def test_which_signatures_are_simple() -> None:
    assert is_simple(signature("i64 i64 i64 i64 i64 i64 f32 f32", "i8"))
    assert not is_simple(signature("i64 i64 i64 i64 i64 i64 i64"))
    assert not is_simple(signature("i32x4"))
    assert not is_simple(signature("i128"))
    assert not is_simple(signature("", "i32 i32"))
    with pytest.raises(TypeError, match="no direct entry"):
        make_callable(0, signature("i128"))


def test_bits_of_python_values() -> None:
    assert to_bits(types.F32, 1.5) == 0x3FC00000
    assert from_bits(types.F64, 0xBFF0000000000000) == -1.0
    assert from_bits(types.I8, 0xFF) == -1
    assert from_bits(types.I128, (1 << 128) - 2) == -2
    assert from_bits(types.I32X4, b"x" * 16) == b"x" * 16
    with pytest.raises(TypeError):
        to_bits(types.I32, 1.0)
