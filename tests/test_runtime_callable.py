"""Compiled functions as Python callables: conversions, errors, traps, lifetime."""

import ctypes
import gc
import math
import pickle
import sys
import weakref
from typing import Any

import pytest
from irtool.ir import types
from irtool.ir.entities import AbiParam, Signature
from irtool.ir.text.reader import parse_function
from irtool.runtime.function import make_callable
from irtool.runtime.jit import jit
from irtool.runtime.memory import CodeMemory
from irtool.runtime.platform import supported
from irtool.runtime.signals import runtime
from irtool.runtime.traps import Trap, TrapTable
from irtool.runtime.values import from_bits, to_bits

pytestmark = pytest.mark.skipif(not supported(), reason="no native execution on this machine")


class Code:
    """Machine code in memory, with traps."""

    def __init__(self, text: str, traps: dict[int, int] | None = None) -> None:
        self.memory = CodeMemory(len(text) // 2)
        self.memory.write(0, bytes.fromhex(text))
        self.memory.seal()
        runtime().add_text(self.memory.address, self.memory.text_pages, TrapTable.of_offsets(traps or {}))

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


def test_integers() -> None:
    add = function("488d0437c3", "i64 i64", "i64")  # lea rax, [rdi+rsi]
    assert add(40, 2) == 42
    assert add(-1, -1) == -2
    assert add(2**63 - 1, 1) == -(2**63)
    assert add(2**64 - 1, 0) == -1
    assert add(2**70 + 5, True) == 6
    assert add.code_address == add._owner.owner.memory.address
    assert ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64, ctypes.c_int64)(add.address)(40, 2) == 42


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
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(add)
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
    code = weakref.ref(add._owner.owner)
    owner = weakref.ref(add._owner)
    gc.collect()
    assert code() is not None
    kept = [add]
    del add
    assert kept[0](1, 2) == 3
    kept.clear()
    gc.collect()
    assert code() is None and owner() is None


SHAPES = {
    "one": "i64 -> i64",
    "pair": "i32 -> i32 i64",
    "seven": "i64 i64 i64 i64 i64 i64 i64 -> i64",
    "narrow": "i8 i16 -> i16 i8",
    "wide": "i128 -> i128",
    "eight": "i64 i64 i64 i64 i64 i64 i64 i64 -> i64 i64 i64 i64 i64 i64 i64 i64",
}


def identity(shape: str) -> Any:
    """A function that returns parameters, the first of each type of a result."""
    params, returns = (part.split() for part in shape.split("->"))
    names = ", ".join(f"v{index}: {ty}" for index, ty in enumerate(params))
    made = [f"v{params.index(ty)}" if ty in params else f"v{90 + n}" for n, ty in enumerate(returns)]
    lines = [f"{name} = sextend.{ty} v0" for name, ty in zip(made, returns, strict=True) if ty not in params]
    body = "\n".join([f"block0({names}):", *lines, f"return {', '.join(made)}"])
    return jit(parse_function(f"function %f({', '.join(params)}) -> {', '.join(returns)} {{\n{body}\n}}"))


@pytest.mark.parametrize("shape", SHAPES)
def test_all_signatures_take_the_same_objects(shape: str) -> None:
    numpy = pytest.importorskip("numpy")
    function = identity(SHAPES[shape])
    params = [param.ty for param in function.signature.params]
    count = len(params)
    for value in (
        5, True, Weird(5), numpy.int8(5), numpy.uint64(5), numpy.int32(-5), -1, 0, 2**80 + 3, -(2**200),
        2**31, 2**64 - 1, 2**30, -(2**30), 2**30 - 1, 1 - 2**30,
    ):  # fmt: skip
        results = function(*[value] * count)
        results = results if isinstance(results, tuple) else (results,)
        number = value.__index__()
        for result, returned in zip(results, function.signature.returns, strict=True):
            bits = int(types.type_bits(returned.ty if returned.ty in params else params[0]))
            wrapped = number & (1 << bits) - 1
            assert result == wrapped - (wrapped >> (bits - 1) << bits), value
            assert type(result) is int
    for wrong in (2.0, "x", None, numpy.float64(1), b"abc"):
        with pytest.raises(TypeError):
            function(*[wrong] * count)
    with pytest.raises(TypeError, match=rf"f\(\) takes {count} arguments, got {count + 1}"):
        function(*[1] * (count + 1))
    with pytest.raises(TypeError, match="takes no keyword arguments"):
        function(*[1] * (count - 1), x=1)
    with pytest.raises(ZeroDivisionError):
        function(*[Weird(None)] * count)


def test_floats_and_vectors_of_all_shapes() -> None:
    numpy = pytest.importorskip("numpy")
    same: Any = jit(
        parse_function("function %f(f32, f64) -> f64, f32 {\nblock0(v0: f32, v1: f64):\nreturn v1, v0\n}")
    )
    for value in (1.5, -1.0, 3, numpy.float32(0.25), numpy.float64(7.5)):
        assert same(value, value) == (float(value), float(value))
    assert same(Weird(3), Weird(-1)) == (-1.0, 3.0)
    assert same(1e300, 1e300) == (1e300, math.inf)
    with pytest.raises(TypeError):
        same("x", 1.0)
    vector: Any = jit(
        parse_function("function %f(i32x4) -> i32x4, i32x4 {\nblock0(v0: i32x4):\nreturn v0, v0\n}")
    )
    data = bytes(range(16))
    assert vector(data) == vector(bytearray(data)) == (data, data)
    assert vector(int.from_bytes(data, "little")) == (data, data)
    for wrong in (b"x", 1.5, "y"):
        with pytest.raises(TypeError):
            vector(wrong)


def test_bits_of_python_values() -> None:
    assert to_bits(types.F32, 1.5) == 0x3FC00000
    assert from_bits(types.F64, 0xBFF0000000000000) == -1.0
    assert from_bits(types.I8, 0xFF) == -1
    assert from_bits(types.I128, (1 << 128) - 2) == -2
    assert from_bits(types.I32X4, b"x" * 16) == b"x" * 16
    with pytest.raises(TypeError):
        to_bits(types.I32, 1.0)
