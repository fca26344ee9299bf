"""Modules and instances in this process: linking, calls in both directions, traps, memories, tables,
lifetimes."""

import gc
import pickle
import re
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Callable

import pytest
from irtool.backends.registry import host_name
from irtool.frontend.wasm.errors import WasmError
from irtool.frontend.wasm.tunables import Tunables
from irtool.ir.errors import IrtoolError, UnsupportedError
from irtool.runtime.platform import supported
from irtool.runtime.signals import runtime
from irtool.runtime.traps import Trap
from irtool.runtime.wasm.functions import Func, make_func
from irtool.runtime.wasm.instance import Instance
from irtool.runtime.wasm.items import Global, Memory, Table
from irtool.runtime.wasm.linking import LinkError
from irtool.runtime.wasm.module import Module
from irtool.runtime.wasm.values import ExternStore, from_bits, to_bits

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")


def instance(text: str, **env: object) -> Instance:
    return Instance(Module.from_text(text), {"env": env})


ECHO = """(module
  (func (export "i32") (param i32) (result i32) (local.get 0))
  (func (export "i64") (param i64) (result i64) (local.get 0))
  (func (export "f32") (param f32) (result f32) (local.get 0))
  (func (export "f64") (param f64) (result f64) (local.get 0))
  (func (export "extern") (param externref) (result externref) (local.get 0))
  (func (export "func") (param funcref) (result funcref) (local.get 0))
  (func (export "some") (param (ref extern)) (result externref) (local.get 0))
  (func (export "none"))
  (func (export "four") (param i32 i64 f32 f64) (result f64 f32 i64 i32)
    (local.get 3) (local.get 2) (local.get 1) (local.get 0))
  (func (export "nine") (param i64 i64 i64 i64 i64 i64 i64 i64 i64) (result i64)
    (i64.sub (local.get 8) (local.get 0))))"""


# --- values -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "given", "wanted"),
    [
        ("i32", 2**31 - 1, 2**31 - 1),
        ("i32", -(2**31), -(2**31)),
        ("i32", 2**32 - 1, -1),
        ("i32", True, 1),
        ("i64", -(2**63), -(2**63)),
        ("i64", 2**64 - 1, -1),
        ("i64", -1, -1),
        ("f32", 0.1, 0.10000000149011612),
        ("f32", 3, 3.0),
        ("f32", -1.0, -1.0),
        ("f32", float("inf"), float("inf")),
        ("f64", -1.0, -1.0),
        ("f64", 1e300, 1e300),
        ("extern", None, None),
        ("func", None, None),
    ],
)
def test_values(name: str, given: object, wanted: object) -> None:
    found = instance(ECHO).exports[name](given)
    assert found == wanted
    assert type(found) is type(wanted)


def test_many_values() -> None:
    exports = instance(ECHO).exports
    assert exports.none() is None
    assert exports.four(1, 2, 3.5, 4.5) == (4.5, 3.5, 2, 1)
    assert exports.nine(1, 2, 3, 4, 5, 6, 7, 8, 9) == 8
    thing = object()
    assert exports.extern(thing) is thing
    assert exports.func(exports.none) == exports.none


def test_integers_of_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    exports = instance(ECHO).exports
    assert exports.i32(numpy.int64(-5)) == -5
    assert exports.f64(numpy.float32(0.5)) == 0.5


@pytest.mark.parametrize(
    ("name", "arguments", "error", "message"),
    [
        ("i32", (2**32,), OverflowError, r"i32\(\): argument 1: 4294967296 is out of range for i32"),
        ("i32", (-(2**31) - 1,), OverflowError, "out of range for i32"),
        ("i32", (2**70,), OverflowError, "out of range for i32"),
        ("i64", (2**64,), OverflowError, "out of range for i64"),
        ("i32", (1.0,), TypeError, "argument 1: i32 wanted, float given"),
        ("f64", ("1",), TypeError, "f64 wanted, str given"),
        ("f32", (1e39,), OverflowError, "out of range for f32"),
        ("four", (1, 2, 3, None), TypeError, "argument 4: f64 wanted, NoneType given"),
        ("i32", (), TypeError, "takes 1 arguments, got 0"),
        ("none", (1,), TypeError, "takes 0 arguments, got 1"),
        ("func", (print,), TypeError, "a function of WebAssembly wanted, builtin_function_or_method given"),
        ("some", (None,), TypeError, r"\(ref extern\) wanted, None given"),
    ],
)
def test_wrong_arguments(
    name: str, arguments: tuple[object, ...], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        instance(ECHO).exports[name](*arguments)


def test_keyword_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="takes no keyword arguments"):
        instance(ECHO).exports.i32(x=1)


def test_vectors_are_bytes() -> None:
    v128 = 5
    assert from_bits(v128, to_bits(v128, bytes(range(16)), ExternStore())) == bytes(range(16))
    assert to_bits(v128, 1 << 127, ExternStore()) == 1 << 127
    with pytest.raises(TypeError, match="16 bytes wanted"):
        to_bits(v128, b"abc", ExternStore())
    with pytest.raises(OverflowError):
        to_bits(v128, -1, ExternStore())


# --- imports --------------------------------------------------------------------------------------------

CALLS = """(module
  (import "env" "f" (func $f (param i32 i64) (result i32)))
  (func (export "call") (param i32) (result i32) (call $f (local.get 0) (i64.const -7))))"""


def test_functions_of_python() -> None:
    seen: list[tuple[int, int]] = []

    def function(x: int, y: int) -> int:
        seen.append((x, y))
        return 2**32 - 2

    assert instance(CALLS, f=function).exports.call(-3) == -2
    assert seen == [(-3, -7)]


def test_exceptions_pass_through_unchanged() -> None:
    error = KeyboardInterrupt("now")

    def raises(x: int, y: int) -> int:
        raise error

    with pytest.raises(KeyboardInterrupt) as caught:
        instance(CALLS, f=raises).exports.call(1)
    assert caught.value is error
    names = [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert names == ["test_exceptions_pass_through_unchanged", "raises"]


@pytest.mark.parametrize(
    ("result", "error", "message"),
    [
        ("x", TypeError, r"result of env.f\(\): i32 wanted, str given"),
        (None, TypeError, "i32 wanted, NoneType given"),
        (2**33, OverflowError, "out of range for i32"),
        (-(2**31) - 1, OverflowError, "out of range for i32"),
    ],
)
def test_wrong_results(result: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        instance(CALLS, f=lambda x, y: result).exports.call(1)


def test_several_results_of_python() -> None:
    text = """(module (import "env" "f" (func $f (result i32 f64)))
      (func (export "call") (result i32 f64) (call $f)))"""
    assert instance(text, f=lambda: (1, 2.5)).exports.call() == (1, 2.5)
    with pytest.raises(TypeError, match="must return 2 values"):
        instance(text, f=lambda: 1).exports.call()


def test_calls_nest_to_the_limit_of_python() -> None:
    exports: list[Callable[[int], int]] = []

    def again(x: int, y: int) -> int:
        return exports[0](x + 1)

    exports.append(instance(CALLS, f=again).exports.call)
    with pytest.raises(RecursionError):
        exports[0](0)
    exports.clear()


@pytest.mark.parametrize(
    ("wanted", "given", "message"),
    [
        (
            "(func (param i32))",
            make_func(lambda: None),
            r"func \(i32\) -> \(\) wanted, func \(\) -> \(\) given",
        ),
        ("(func)", 5, r"func \(\) -> \(\) wanted, 5 given"),
        ("(memory 2)", Memory(1), "2 or more pages wanted, memory of 1 pages"),
        ("(memory 1 2)", Memory(1), r"1 to 2 pages wanted, memory of 1 pages \(no maximum\)"),
        ("(table 1 externref)", Table(1), "1 or more externref wanted, table of 1 funcref"),
        ("(global (mut i32))", 5, "global mutable i32 wanted, 5 given"),
        ("(global i64)", Global("i32", 1), "global i64 wanted, global i32 given"),
    ],
)
def test_imports_that_do_not_fit(wanted: str, given: object, message: str) -> None:
    with pytest.raises(LinkError, match='incompatible import type for "env" "x"') as caught:
        instance(f'(module (import "env" "x" {wanted}))', x=given)
    assert re.search(message, caught.value.message)


def test_imports_that_are_missing() -> None:
    module = Module.from_text('(module (import "env" "x" (global i32)))')
    for imports in ({}, {"env": {}}):
        with pytest.raises(LinkError, match='unknown import "env" "x": global i32 wanted'):
            Instance(module, imports)
    with pytest.raises(LinkError, match="must be a mapping or an instance"):
        Instance(module, {"env": 5})


def test_instances_share_what_they_export() -> None:
    first = instance(
        """(module (memory (export "m") 1) (global (export "g") (mut i32) (i32.const 1))
          (func (export "get") (result i32) (global.get 0)))"""
    )
    text = """(module (import "a" "m" (memory 1)) (import "a" "g" (global $g (mut i32)))
      (import "a" "get" (func $get (result i32)))
      (func (export "set") (param i32) (result i32)
        (global.set $g (local.get 0)) (i32.store8 (i32.const 9) (local.get 0)) (call $get)))"""
    second = Instance(Module.from_text(text), {"a": first})
    assert second.exports.set(77) == 77
    assert first.exports.g.value == 77
    assert first.exports.m.read(9, 1) == b"M"


def test_reflection() -> None:
    module = Module.from_text(CALLS)
    assert [(i.module, i.name, i.kind, i.text) for i in module.imports] == [
        ("env", "f", "func", "(i32, i64) -> (i32)")
    ]
    assert [(e.name, e.kind) for e in module.exports] == [("call", "func")]
    call = instance(CALLS, f=lambda x, y: 0).exports.call
    assert isinstance(call, Func)
    assert (call.params, call.results, call.name) == (("i32",), ("i32",), "call")


def test_exports_are_a_mapping() -> None:
    exports = instance(
        '(module (func (export "a b")) (func (export "get") (result i32) (i32.const 3)))'
    ).exports
    assert list(exports) == ["a b", "get"]
    assert exports.get() == 3
    with pytest.raises(AttributeError, match="no export 'x'; there are: a b, get"):
        exports.x()
    with pytest.raises(KeyError, match="no export 'x'"):
        exports["x"]
    with pytest.raises(AttributeError, match="cannot be set"):
        exports.a = 1


# --- traps ----------------------------------------------------------------------------------------------

TRAPS = """(module (memory 1) (table 2 funcref)
  (func (export "unreachable") unreachable)
  (func (export "divide") (drop (i32.div_s (i32.const 1) (i32.const 0))))
  (func (export "overflow") (drop (i32.div_s (i32.const 0x80000000) (i32.const -1))))
  (func (export "load") (drop (i32.load (i32.const 65533))))
  (func (export "far") (drop (i32.load offset=0xffffffff (i32.const -1))))
  (func (export "null") (call_indirect (i32.const 0)))
  (func (export "element") (call_indirect (i32.const 2)))
  (func (export "fill") (memory.fill (i32.const 65536) (i32.const 0) (i32.const 1)))
  (func (export "table") (table.fill (i32.const 1) (ref.null func) (i32.const 2)))
  (func $deep (export "deep") (param i64) (result i64) (i64.add (call $deep (local.get 0)) (i64.const 1))))"""

MESSAGES = {
    "unreachable": "unreachable",
    "divide": "integer divide by zero",
    "overflow": "integer overflow",
    "load": "out of bounds memory access",
    "far": "out of bounds memory access",
    "null": "uninitialized element",
    "element": "undefined element",
    "fill": "out of bounds memory access",
    "table": "out of bounds table access",
}


@pytest.mark.parametrize("guard_pages", [True, False])
@pytest.mark.parametrize("level", ["none", "speed"])
def test_traps(level: str, guard_pages: bool) -> None:
    module = Module.from_text(TRAPS, level=level, tunables=Tunables(guard_pages=guard_pages))
    exports = Instance(module).exports
    for name, message in MESSAGES.items():
        for _ in range(3):  # it stays callable
            with pytest.raises(Trap) as caught:
                exports[name]()
            assert caught.value.message.startswith(message)
            assert caught.value.function in (name, "")
    with pytest.raises(Trap, match="call stack exhausted"):
        exports.deep(1)


def test_stack_overflow_in_every_thread() -> None:
    deep = instance(TRAPS).exports.deep
    outcomes: list[str] = []

    def run() -> None:
        for _ in range(5):
            try:
                deep(1)
            except Trap as trap:
                outcomes.append(trap.message)

    size = threading.stack_size(512 << 10)
    threads = [threading.Thread(target=run) for _ in range(8)]
    try:
        for thread in threads:
            thread.start()
    finally:
        threading.stack_size(size)
    for thread in threads:
        thread.join()
    assert outcomes == ["call stack exhausted"] * 40


def test_a_trap_is_an_error_of_irtool() -> None:
    with pytest.raises(IrtoolError, match=r"unreachable \(in function unreachable at byte 0x"):
        instance(TRAPS).exports.unreachable()


def test_traps_of_segments() -> None:
    with pytest.raises(Trap, match="out of bounds memory access"):
        instance('(module (memory 1) (data (i32.const 65535) "ab"))')
    with pytest.raises(Trap, match="out of bounds table access"):
        instance("(module (table 1 funcref) (elem (i32.const 1) 0) (func))")


def test_what_cannot_be_compiled_is_named() -> None:
    text = """(module (func $gc (export "gc") (result i32) (ref.eq (ref.i31 (i32.const 1)) (ref.null eq))))"""
    with pytest.raises(UnsupportedError, match=r"ref\.i31 cannot be compiled yet"):
        instance(text)


# --- memories and tables ----------------------------------------------------------------------------------


def test_memory() -> None:
    memory = Memory(1, 3)
    view = memory.view()
    assert (len(view), memory.size, memory.byte_size) == (65536, 1, 65536)
    view[5] = 9
    assert memory.grow(1) == 1
    memory.write(6, b"abc")
    assert bytes(view[5:9]) == b"\x09abc"  # the base did not move
    assert memory.view()[65536] == 0
    assert memory.grow(2) == -1
    assert memory.grow(-1) == -1
    assert memory.size == 2
    with pytest.raises(IndexError):
        memory.read(2 * 65536 - 1, 2)
    with pytest.raises(IndexError):
        memory.write(-1, b"a")


def test_a_view_outlives_everything() -> None:
    exports = instance('(module (memory (export "m") 1) (data (i32.const 3) "xyz"))').exports
    view = exports.m.view()
    del exports
    gc.collect()
    assert bytes(view[3:6]) == b"xyz"
    view[0] = 1


def test_numpy_takes_a_view_without_a_copy() -> None:
    numpy = pytest.importorskip("numpy")
    text = """(module (memory (export "m") 1)
      (func (export "at") (param i32) (result i32) (i32.load (local.get 0))))"""
    exports = instance(text).exports
    array = numpy.frombuffer(exports.m.view(), dtype=numpy.int32)
    array[10] = -12345
    assert exports["at"](40) == -12345


def test_growth_from_within() -> None:
    text = """(module (memory (export "m") 1 4)
      (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
      (func (export "size") (result i32) (memory.size))
      (func (export "last") (result i32) (i32.load (i32.const 131068))))"""
    exports = instance(text).exports
    with pytest.raises(Trap):
        exports.last()
    assert [exports.grow(1), exports.size(), exports.last(), exports.grow(3), exports.size()] == [
        1,
        2,
        0,
        -1,
        2,
    ]
    assert exports.m.grow(2) == 2
    assert exports.size() == 4


def test_tables() -> None:
    text = """(module (table (export "t") 3 6 funcref) (elem (i32.const 0) $one)
      (func $one (export "one") (result i32) (i32.const 1))
      (func (export "call") (param i32) (result i32) (call_indirect (result i32) (local.get 0)))
      (func (export "grow") (param i32) (result i32) (table.grow (ref.func $one) (local.get 0))))"""
    exports = instance(text).exports
    table = exports.t
    assert list(table) == [exports.one, None, None]
    table[1] = make_func(lambda: 5, (), ("i32",))
    assert [exports.call(0), exports.call(1)] == [1, 5]
    with pytest.raises(Trap, match="uninitialized element"):
        exports.call(2)
    table[2] = make_func(lambda: None)
    with pytest.raises(Trap, match="indirect call type mismatch"):
        exports.call(2)
    assert [exports.grow(2), len(table), exports.call(4), exports.grow(2)] == [3, 5, 1, -1]
    assert table.grow(1) == 5
    with pytest.raises(IndexError):
        table[6]
    with pytest.raises(TypeError):
        table[0] = 5


def test_globals() -> None:
    text = """(module (import "env" "g" (global $g (mut i64)))
      (global (export "own") (mut f64) (f64.const 1.5)) (global (export "fixed") i32 (i32.const 7))
      (func (export "bump") (result i64)
        (global.set $g (i64.add (global.get $g) (i64.const 1))) (global.get $g)))"""
    shared = Global("i64", 2**63 - 1, mutable=True)
    exports = instance(text, g=shared).exports
    assert exports.bump() == -(2**63)
    assert shared.value == -(2**63)
    exports.own.value = 2.5
    assert exports.own.value == 2.5
    with pytest.raises(TypeError, match="immutable"):
        exports.fixed.value = 1
    with pytest.raises(TypeError, match="i64 wanted, str given"):
        shared.value = "x"


def test_waiting_and_waking() -> None:
    text = """(module (memory (export "m") 1 1 shared)
      (func (export "wait") (param i32 i64) (result i32)
        (memory.atomic.wait32 (i32.const 8) (local.get 0) (local.get 1)))
      (func (export "notify") (param i32) (result i32) (memory.atomic.notify (i32.const 8) (local.get 0))))"""
    exports = instance(text).exports
    assert exports.wait(1, -1) == 1  # differs
    assert exports.wait(0, 1000) == 2  # too late
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(exports.wait(0, -1)), daemon=True) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    woken = 0
    deadline = time.monotonic() + 60
    while woken < 3 and time.monotonic() < deadline:
        woken += exports.notify(1)
    assert woken == 3
    for thread in threads:
        thread.join()
    assert found == [0, 0, 0]
    assert exports.notify(1) == 0


# --- lifetimes -------------------------------------------------------------------------------------------


def test_functions_keep_their_instance() -> None:
    call = instance(ECHO).exports.i32
    gc.collect()
    assert call(5) == 5


def test_functions_in_a_table_outlive_a_failed_instance() -> None:
    table = Table(2)
    with pytest.raises(Trap):
        instance(
            """(module (import "env" "t" (table 2 funcref)) (memory 1)
              (elem (i32.const 0) $f) (data (i32.const -1) "x")
              (func $f (result i32) (i32.const 42)))""",
            t=table,
        )
    gc.collect()
    function = table[0]
    assert callable(function)
    assert function() == 42


def test_instances_are_freed_with_their_cycles() -> None:
    def make() -> weakref.ref[Instance]:
        holder: list[Instance] = []
        holder.append(instance(CALLS, f=lambda x, y: len(holder)))  # it imports what refers to it
        assert holder[0].exports.call(0) == 1
        return weakref.ref(holder[0])

    gone = make()
    gc.collect()
    assert gone() is None


def test_memory_stays_flat() -> None:
    module = Module.from_text(CALLS)

    def resident() -> int:
        gc.collect()
        with open("/proc/self/smaps_rollup") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("Rss:"))

    def rounds() -> None:
        for _ in range(1000):
            Instance(module, {"env": {"f": lambda x, y: x}}).exports.call(1)

    rounds()
    growth = []
    for _ in range(3):  # every run loses what is lost; what Python takes once, by megabytes, is not
        before = resident()
        rounds()
        growth.append(resident() - before)
        if growth[-1] < 200_000:
            return
    raise AssertionError(f"memory grows with every run: {growth}")


def test_modules_pickle_and_instances_do_not() -> None:
    module = pickle.loads(pickle.dumps(Module.from_text(CALLS, level="none")))
    assert module.level == "none"
    made = Instance(module, {"env": {"f": lambda x, y: y}})
    assert made.exports.call(1) == -7
    with pytest.raises(TypeError, match="an instance cannot be pickled"):
        pickle.dumps(made)


def test_errors_of_texts_say_where() -> None:
    with pytest.raises(WasmError) as caught:
        Module.from_text("(module\n (func (result i32)))", "x.wat")
    assert caught.value.place is not None
    assert str(caught.value.place).startswith("x.wat:2:")
    with pytest.raises(WasmError, match="magic header"):
        Module.from_bytes(b"\0wasm")


def test_texts_of_freed_modules_leave_the_registry() -> None:
    def count() -> int:
        gc.collect()
        return len(runtime()._texts) - len(runtime()._dead)

    text = '(module (func (export "f") unreachable))'
    Instance(Module.from_text(text))
    before = count()
    kept = [Instance(Module.from_text(text)) for _ in range(40)]
    assert count() == before + 40
    for made in kept:
        with pytest.raises(Trap):
            made.exports.f()
    del kept, made
    assert count() == before


def test_no_reference_is_lost() -> None:
    number = int("12345678901")
    exports = instance(ECHO).exports
    before = sys.getrefcount(number), sys.getrefcount(None)
    for _ in range(1000):
        exports.i64(number)
        exports.none()
    assert abs(sys.getrefcount(number) - before[0]) < 5
    assert abs(sys.getrefcount(None) - before[1]) < 100


EXTERNS = """(module
    (import "env" "pass" (func $pass (param externref) (result externref)))
    (table (export "table") 2 externref)
    (global (export "global") (mut externref) (ref.null extern))
    (func (export "set") (param externref) (global.set 0 (local.get 0)))
    (func (export "get") (result externref) (global.get 0))
    (func (export "store") (param externref) (table.set (i32.const 0) (call $pass (local.get 0)))))"""


class Thing:
    """Something to refer to."""


def test_objects_live_as_long_as_the_instances_that_may_hold_them() -> None:
    gc.collect()
    module = Module.from_text(EXTERNS)
    things = [Thing() for _ in range(5)]
    alive = [weakref.ref(thing) for thing in things]
    first = Instance(module, {"env": {"pass": lambda thing: thing}})
    second = Instance(module, {"env": {"pass": lambda thing: things[2] if things else thing}})
    first.exports.set(things[0])
    first.exports.store(things[1])
    first.exports.table[1] = things[3]
    second.exports.store(things[4])
    assert second.exports.table[0] is things[2]
    things.clear()
    gc.collect()
    assert all(each() is not None for each in alive)
    assert first.exports.get() is alive[0]() and first.exports.table[0] is alive[1]()
    table = first.exports.table
    del first
    gc.collect()
    assert table[1] is alive[3]()
    del table, second
    gc.collect()
    assert [each() for each in alive] == [None] * 5


def test_objects_of_linked_instances_live_as_long_as_all_of_them() -> None:
    holder = Module.from_text("""(module (global $g (mut externref) (ref.null extern))
        (func (export "put") (param externref) (result externref)
            (local.get 0) (global.set $g (local.get 0)))
        (func (export "get") (result externref) (global.get $g)))""")
    inner = Instance(holder)
    outer = Instance(Module.from_text(EXTERNS), {"env": {"pass": inner.exports.put}})
    thing = Thing()
    alive = weakref.ref(thing)
    outer.exports.store(thing)
    del outer, thing
    gc.collect()
    assert inner.exports.get() is alive()
    del inner
    gc.collect()
    assert alive() is None
