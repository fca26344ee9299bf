"""Objects that generated code reads, makes and counts references to: just those that Python itself would
make, in each layout and also where the layout is not known."""

import ctypes
import gc
import os
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from irtool import Instance, Module, jit
from irtool.backends.registry import host_name
from irtool.ir.builder import NumberBuilder
from irtool.ir.text.reader import parse_function
from irtool.ir.types import I64
from irtool.runtime import c_api, call_in, glue, glue_code, object_layout
from irtool.runtime.kept_numbers import is_kept
from irtool.runtime.platform import supported
from irtool.runtime.wasm import python_calls

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")

UNKNOWN = {
    "INT_LAYOUT": "",
    "FLOAT_INSIDE": False,
    "ITEMS": 0,
    "BYTES": 0,
    "COUNTS": False,
    "IMMORTAL": False,
    "MAKES_INTS": False,
}
#: Where the way in which an int is stored changes.
EDGES = sorted(
    {
        sign * (base + more)
        for base in (0, 5, 6, 256, 257, 1 << 29, 1 << 30, 1 << 31, 1 << 32, 1 << 59, 1 << 60, 1 << 62)
        for more in (-1, 0, 1)
        for sign in (1, -1)
    }
    | {(1 << 63) - 1, -(1 << 63), (1 << 31) - 1, -(1 << 31)}
)


@pytest.fixture(params=["known", "unknown"])
def layout(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """With what is known of this Python, and as in one of which nothing is."""
    if request.param == "unknown":
        for fact, unknown in UNKNOWN.items():
            monkeypatch.setattr(c_api, fact, unknown)
        for module, name in (
            (call_in, "_addresses"),
            (python_calls, "_addresses"),
            (glue_code, "_offered"),
            (glue, "_compiled"),
        ):
            monkeypatch.setattr(module, name, {})
    yield request.param


def same(ty: str, count: int = 1, function: Callable[..., object] | None = None) -> Callable[..., Any]:
    """A function of WebAssembly that returns its parameters, by way of one of Python if that is given."""
    types = f"{ty} " * count
    call = f"(call $f {' '.join(f'(local.get {n})' for n in range(count))})"
    names = " ".join(f"(local.get {n})" for n in range(count))
    text = f"""(module {f'(import "" "f" (func $f (param {types}) (result {types})))' if function else ""}
      (func (export "g") (param {types}) (result {types}) {call if function else names}))"""
    exports = Instance(Module.from_text(text), {"": {"f": function}} if function else {}).exports
    return exports.g  # type: ignore[no-any-return]


def check(value: int, found: object) -> None:
    fresh = int(str(value))
    assert type(found) is int and found == fresh and hash(found) == hash(fresh) and repr(found) == repr(fresh)
    assert sys.getsizeof(found) == sys.getsizeof(fresh)
    assert found + 1 == fresh + 1 and found * 3 == fresh * 3 and -found == -fresh
    assert (found is fresh) == (-5 <= value <= 256)


def test_this_python_is_known() -> None:
    """What the times in the documentation depend on."""
    if sys.implementation.name == "cpython" and (3, 11) <= sys.version_info < (3, 14):
        known = (c_api.INT_LAYOUT, c_api.FLOAT_INSIDE, c_api.ITEMS, c_api.COUNTS, c_api.MAKES_INTS)
        assert all(known)
        assert sys.version_info >= (3, 12) if c_api.IMMORTAL else sys.version_info < (3, 12)


def test_ints_come_as_python_makes_them(layout: str) -> None:
    # the second way passes them to Python as well
    for way in (same("i64"), same("i64", function=lambda value: value)):
        for value in EDGES:
            check(value, way(value))
    for way in (same("i32"), same("i32", function=lambda value: value)):
        for value in EDGES:
            if -(1 << 31) <= value < 1 << 31:
                check(value, way(value))
            elif value < 1 << 32 and value > 0:
                check(value - (1 << 32), way(value))
            else:
                with pytest.raises(OverflowError):
                    way(value)
    with pytest.raises(OverflowError):
        same("i64")(1 << 64)
    check(-1, same("i64")((1 << 64) - 1))


def test_ints_of_all_widths(layout: str) -> None:
    for bits in (8, 16, 32, 64):
        text = f"function %f(i{bits}) -> i{bits} {{\nblock0(v0: i{bits}):\n return v0\n}}"
        function = jit(parse_function(text))
        half = 1 << (bits - 1)
        for value in [*EDGES, 1 << 70, -(1 << 70)]:
            check((value + half) % (2 * half) - half, function(value))


def test_several_at_once(layout: str) -> None:
    values = [7, -(1 << 40), 1 << 30, 100_000, 0, -6]
    for way in (same("i64", 6), same("i64", 6, lambda *values: values)):
        found = way(*values)
        assert type(found) is tuple
        for value, each in zip(values, found, strict=True):
            check(value, each)
    floats = [1.5, -0.0, 1e300]
    assert repr(same("f64", 3)(*floats)) == repr(tuple(floats))


def test_floats_take_ints(layout: str) -> None:
    for ty in ("f32", "f64"):
        way = same(ty)
        assert [way(value) for value in (True, False)] == [1.0, 0.0]
        for value in [*EDGES, (1 << 53) + 1, (1 << 54) + 2, (1 << 62) + 257, -(1 << 61) - 129, 1 << 100]:
            number = float(value)
            wanted = struct.unpack("<f", struct.pack("<f", number))[0] if ty == "f32" else number
            assert repr(way(value)) == repr(wanted)
    with pytest.raises(OverflowError):
        same("f64")(1 << 2000)


class Index:
    """An object with `__index__`, which may do anything."""

    def __init__(self, run: Callable[[], int]) -> None:
        self.run = run

    def __index__(self) -> int:
        return self.run()


class Longer(int):
    """An int that is not plainly one."""


def test_arguments_that_are_not_plain(layout: str) -> None:
    """One of them lets all be converted with care, wherever it stands; whatever that runs of Python's may use
    compiled code itself."""
    inner = same("i32", 2)
    for place in range(4):
        for ty, plain in (("i32", 70_000), ("i64", 1 << 40), ("i64", -(1 << 61)), ("f64", 2.5)):
            way = same(ty, 4)
            for odd in (Longer(5), True, Index(lambda: inner(3, 4)[1] + 1) if ty[0] == "i" else 7):
                arguments: list[object] = [plain] * 4
                arguments[place] = odd
                wanted = [plain] * 4
                wanted[place] = int(odd)  # type: ignore[call-overload]
                assert way(*arguments) == tuple(wanted)
            arguments[place] = Index(lambda: 1 // 0)
            with pytest.raises(ZeroDivisionError if ty[0] == "i" else (ZeroDivisionError, TypeError)):
                way(*arguments)
            arguments[place] = "text"
            with pytest.raises(TypeError):
                way(*arguments)
            assert way(plain, plain, plain, plain) == (plain,) * 4


def test_vectors(layout: str) -> None:
    vector, pair = same("v128"), same("v128", 2)
    data = bytes(range(16))
    assert vector(data) == data and pair(data, bytes(16)) == (data, bytes(16))
    assert vector(int.from_bytes(data, "little")) == data
    for wrong in (b"", data[:15], data + b"x", 1.5, None):
        with pytest.raises((TypeError, OverflowError)):
            vector(wrong)
        with pytest.raises((TypeError, OverflowError)):
            pair(data, wrong)


def test_references_are_counted(layout: str) -> None:
    def references(thing: object) -> int:
        return sys.getrefcount(thing)

    seen: list[object] = []
    through = same("i64", 2, lambda first, second: seen.append((first, second)) or (second, first))
    values = [int("123456"), int("-98765432101234")]
    before = [references(value) for value in values]
    for _ in range(50):
        assert through(*values) == (values[1], values[0])
    gc.collect()
    assert [references(value) for value in values] == before
    # what Python kept of them is its own
    assert all(pair == tuple(values) for pair in seen)
    result = same("i64")(77777)
    assert is_kept(result) <= (layout == "known")
    assert references(result) == references(int("77777")) + is_kept(result)
    del result
    assert references(same("i64", 2)(77777, 8)) == references(tuple(map(int, values)))
    none = references(None)
    void = same("i32", 0, lambda: None)
    for _ in range(1000):
        assert void() is None
    assert abs(references(None) - none) < 100
    small = references(7)
    for _ in range(1000):
        through(7, 7)
    seen.clear()
    assert abs(references(7) - small) < 100


def test_what_is_held_stays(layout: str) -> None:
    """Objects are made results again when nobody has them, and only then."""
    ints, floats, narrow = same("i64"), same("f64"), same("i32")
    values = [*EDGES[::3], *range(1000, 1100), *range(1 << 40, (1 << 40) + 50)]
    for gap in (1, 2, 3, 7, 40):
        held: list[tuple[object, int | float]] = []
        for step, value in enumerate(values):
            for found, wanted in (
                (ints(value), value),
                (floats(value / 3), value / 3),
                (narrow(value & 0xFFFF), value & 0xFFFF),
            ):
                assert found == wanted
                if step % gap == 0:
                    held.append((found, wanted))
        assert all(found == wanted for found, wanted in held)
        assert [repr(found) for found, _ in held] == [repr(wanted) for _, wanted in held]
    number, real = 1 << 35, 0.1
    for _ in range(100):
        number, real = ints(number), floats(real)
        assert (number, real) == (1 << 35, 0.1)
    assert ints(1 << 33) + ints(1 << 32) == 3 << 32
    assert floats(0.5) - floats(0.25) == 0.25
    if layout == "known":
        places = {id(ints(value)) for value in range(1000, 2000)}
        assert len(places) == 1


def test_nothing_is_lost(layout: str) -> None:
    through = same("i64", 2, lambda first, second: (first, second))
    number = same("i64", 1, lambda value: value)

    def work() -> None:
        for _ in range(2000):
            through(123456, 1 << 40)
            number(-987654)
            number(1 << 61)

    work()
    blocks = sys.getallocatedblocks()
    work()
    assert sys.getallocatedblocks() - blocks < 100


DEBUG = """
from irtool import Instance, Module
text = '''(module (import "" "f" (func $f (param i64 i32) (result i64)))
  (func (export "g") (param i64 i32) (result i64 i32)
    (call $f (local.get 0) (local.get 1)) (local.get 1)))'''
kept = []
g = Instance(Module.from_text(text), {"": {"f": lambda a, b: kept.append((a, b)) or a}}).exports.g
for n in range(300):
    for value in (n, n << 20, n << 40, -n << 54):
        assert g(value, n) == (value, n)
assert kept[-1] == (-299 << 54, 299) and len(kept) == 1200
del kept[:]
print("well")
"""


@pytest.mark.parametrize("allocator", ["debug", "malloc", "malloc_debug"])
def test_with_other_allocators(allocator: str) -> None:
    """Memory of objects comes from where Python would take it."""
    environment = {**os.environ, "PYTHONMALLOC": allocator}
    done = subprocess.run(
        [sys.executable, "-c", DEBUG], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "well"), done.stderr


def test_tagged_ints_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ints as Python 3.12 lays them out, made by hand."""
    for exact in (True, False):
        with monkeypatch.context() as patched:
            patched.setattr(c_api, "INT_LAYOUT", "tagged")
            writer = c_api.Writer(NumberBuilder.create("read", [I64], [I64, I64], "system_v"))
            builder, other = writer.builder, writer.cold_block()
            value = writer.plain(builder.block_params(writer.entry)[0], I64, other, exact)
            builder.return_([value, writer.constant(1)])
            builder.switch_to_block(other)
            builder.return_([writer.constant(0), writer.constant(0)])
            function = writer.finish()
        read = jit(function)
        for number in [*EDGES, 1 << 63, 1 << 64, -(1 << 65)]:
            digits = [abs(number) >> 30 * place & (1 << 30) - 1 for place in range(4)]
            count = sum(abs(number) >= 1 << 30 * place for place in range(4)) if number else 0
            tag = count << 3 | (1 if number == 0 else 2 * (number < 0))
            data = ctypes.create_string_buffer(struct.pack("<qQQ4I", 1, id(int), tag, *digits))
            if not exact or -(1 << 63) < number < 1 << 63:
                wrapped = (number + (1 << 63)) % (1 << 64) - (1 << 63)
                assert read(ctypes.addressof(data)) == (wrapped, 1)
            else:
                assert read(ctypes.addressof(data)) == (0, 0)


def test_layouts_that_do_not_fit_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(object_layout.sys, "version_info", (3, 14, 0, "final", 0))
    assert not object_layout._counts() and not object_layout._makes_ints()
    monkeypatch.undo()
    monkeypatch.setattr(object_layout, "_plain_objects", lambda: False)
    assert not object_layout._int_layout() and not object_layout._items_inside()
    assert not object_layout._counts() and not object_layout._makes_ints()
