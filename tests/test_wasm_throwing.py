"""Exceptions of WebAssembly at run time: between functions, instances and Python, and how long they live."""

import gc
import sys
import threading
import weakref
from collections.abc import Iterator

import irtool
import pytest
from irtool import PYTHON_TAG, Func, Instance, Module, Tag, Trap, WasmException
from irtool.runtime.wasm.exception_cells import CELLS, ExceptionReference
from irtool.runtime.wasm.externs import EXTERNS
from test_wasm_exceptions import MODULE, expected

HOST = """(module
 (import "h" "f" (func $f (param i32) (result i32)))
 (import "h" "e" (tag $e (param i32 i64)))
 (import "h" "py" (tag $py (param externref)))
 (tag $own (export "own") (param f64))
 (func (export "catch") (param i32) (result i32)
   (block $e (result i32 i64)
     (block $all
      (try_table (catch $e $e) (catch_all $all) (return (call $f (local.get 0))))
      (unreachable))
     (return (i32.const -1)))
   (i32.wrap_i64) (i32.add))
 (func (export "catch_python") (param i32) (result externref)
   (block $e (result externref)
      (try_table (catch $py $e) (drop (call $f (local.get 0))))
      (return (ref.null extern))))
 (func (export "catch_one") (param i32) (result i32)
   (block $e (result i32 i64)
      (try_table (catch $e $e) (return (call $f (local.get 0))))
      (unreachable))
   (i32.wrap_i64) (i32.add))
 (func (export "again") (param i32) (result i32)
   (block $e (result exnref)
      (try_table (catch_all_ref $e) (return (call $f (local.get 0))))
      (unreachable))
   (throw_ref))
 (func (export "throw_python") (param externref) (throw $py (local.get 0)))
 (func (export "throw_own") (param f64) (throw $own (local.get 0)))
 (func (export "pass") (param i32) (result i32) (call $f (local.get 0))))
"""
OTHER = Tag(["i32", "i64"])
NAMES = ("catch", "catch_python", "catch_one", "again", "pass")


class Raising:
    """A function of Python that returns or raises what it is told."""

    def __init__(self) -> None:
        self.given: BaseException | int = 0

    def __call__(self, argument: int) -> int:
        if isinstance(self.given, BaseException):
            raise self.given
        return argument + self.given


@pytest.fixture
def host() -> Raising:
    return Raising()


@pytest.fixture
def instance(host: Raising) -> Instance:
    return Instance(Module.from_text(HOST), {"h": {"f": host, "e": OTHER, "py": PYTHON_TAG}})


def call(instance: Instance, name: str, *arguments: object) -> object:
    function = instance.exports[name]
    assert isinstance(function, Func)
    return function(*arguments)


@pytest.mark.parametrize("level", ["none", "speed"])
@pytest.mark.parametrize("export", ["f", "g", "h"])
def test_the_module_of_the_interpreter_test(level: str, export: str) -> None:
    from irtool.frontend.wasm.text.assemble import assemble

    module = Module.from_text(MODULE, level=level)
    instance = Instance(module)
    binary = assemble(MODULE.encode()).binary
    for argument in (0, 1, 5) if export == "g" else range(6 if export == "h" else 5):
        result = call(instance, export, argument)
        assert isinstance(result, int)
        assert result & 0xFFFF_FFFF == expected(binary, export, argument), argument


# --- between Python and WebAssembly ---


def test_nothing_raised(instance: Instance) -> None:
    assert [call(instance, name, 3) for name in NAMES if name != "catch_python"] == [3] * 4


def test_raised_in_python_with_a_tag(instance: Instance, host: Raising) -> None:
    host.given = WasmException(OTHER, [40, 2])
    assert call(instance, "catch", 0) == 42
    assert call(instance, "catch_one", 0) == 42
    for name in ("catch_python", "again", "pass"):
        with pytest.raises(WasmException) as caught:
            call(instance, name, 0)
        assert caught.value.is_(OTHER) and caught.value.payload == (40, 2)
        assert caught.value.tag == OTHER and caught.value.get_arg(1) == 2


def test_exceptions_of_python(instance: Instance, host: Raising) -> None:
    host.given = error = ValueError("a")
    assert call(instance, "catch", 0) == -1
    assert call(instance, "catch_python", 0) is error
    for name in ("catch_one", "again", "pass"):
        with pytest.raises(ValueError, match="a") as caught:
            call(instance, name, 0)
        assert caught.value is error
    assert error.__traceback__ is not None


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), SystemExit(3), RecursionError(), Trap("user1"), irtool.LimitError("x")]
)
def test_not_to_be_caught(instance: Instance, host: Raising, error: BaseException) -> None:
    host.given = error
    for name in NAMES:
        with pytest.raises(type(error)) as caught:
            call(instance, name, 0)
        assert caught.value is error


def test_traps_are_not_caught() -> None:
    module = Module.from_text(
        """(module (func $trap (unreachable))
        (func (export "f") (block $all (try_table (catch_all $all) (call $trap)))))"""
    )
    with pytest.raises(Trap, match="unreachable"):
        call(Instance(module), "f")


def test_thrown_by_webassembly(instance: Instance) -> None:
    own = instance.exports["own"]
    assert isinstance(own, Tag) and own.parameters == ("f64",)
    with pytest.raises(WasmException) as caught:
        call(instance, "throw_own", 2.5)
    assert caught.value.payload == (2.5,) and caught.value.is_(own) and not caught.value.is_(OTHER)
    assert str(caught.value) == "2.5 (<tag (f64)>)"
    error = KeyError("k")
    with pytest.raises(KeyError) as other:
        call(instance, "throw_python", error)
    assert other.value is error
    with pytest.raises(WasmException) as third:
        call(instance, "throw_python", "no exception")
    assert third.value.is_(PYTHON_TAG) and third.value.payload == ("no exception",)


def test_through_several_activations() -> None:
    """WebAssembly, Python, WebAssembly, Python: from the innermost to the outermost."""
    depth = 0

    def down(count: int) -> None:
        nonlocal depth
        depth = max(depth, count)
        if count == 5:
            raise WasmException(OTHER, [1, 2])
        call(inner, "pass", count + 1)

    text = """(module (import "h" "f" (func $f (param i32))) (import "h" "e" (tag $e (param i32 i64)))
     (func (export "pass") (param i32) (call $f (local.get 0)))
     (func (export "catch") (param i32) (result i64) (local $x i64)
       (block $e (result i32 i64)
         (try_table (catch $e $e) (call $f (local.get 0))) (unreachable))
       (local.set $x) (drop) (local.get $x)))"""
    inner = Instance(Module.from_text(text), {"h": {"f": down, "e": OTHER}})
    assert call(inner, "catch", 0) == 2
    assert depth == 5


def test_functions_with_several_results_and_references() -> None:
    """These go through other stubs."""

    def raising(argument: object) -> tuple[int, int]:
        raise WasmException(OTHER, [5, 6])

    module = Module.from_text(
        """(module (import "h" "f" (func $f (param externref) (result i32 i32)))
        (import "h" "e" (tag $e (param i32 i64)))
        (func (export "f") (param externref) (result i32)
          (block $e (result i32 i64)
            (try_table (catch $e $e) (call $f (local.get 0)) (drop) (return))
            (unreachable))
          (drop)))"""
    )
    assert call(Instance(module, {"h": {"f": raising, "e": OTHER}}), "f", "x") == 5


# --- instances and tags ---


def test_tags_of_two_instances_differ() -> None:
    thrower = Module.from_text('(module (tag $t (export "t")) (func (export "f") (throw $t)))')
    first, second = Instance(thrower), Instance(thrower)
    catcher = Module.from_text(
        """(module (import "a" "t" (tag $t)) (import "a" "f" (func $own)) (import "b" "f" (func $other))
        (func (export "own") (block $t (try_table (catch $t $t) (call $own))))
        (func (export "other") (block $t (try_table (catch $t $t) (call $other))))
        (func (export "both") (result i32)
          (block $all
            (try_table (catch_all $all)
              (block $t (try_table (catch $t $t) (call $other))) (return (i32.const 1))))
          (i32.const 2)))"""
    )
    instance = Instance(catcher, {"a": first, "b": second})
    assert call(instance, "own") is None
    with pytest.raises(WasmException) as caught:
        call(instance, "other")
    assert caught.value.is_(second.exports["t"])  # type: ignore[arg-type]
    assert not caught.value.is_(first.exports["t"])  # type: ignore[arg-type]
    assert call(instance, "both") == 2


def test_context_after_an_exception_of_another_instance() -> None:
    """A handler works on the memory and globals of its own instance."""
    thrower = Module.from_text(
        """(module (tag $t (export "t") (param i32)) (global $g (mut i32) (i32.const 7))
        (func (export "f") (global.set $g (i32.const 8)) (throw $t (i32.const 3))))"""
    )
    catcher = Module.from_text(
        """(module (import "a" "t" (tag $t (param i32))) (import "a" "f" (func $f))
        (memory 1) (data (i32.const 3) "\\2a") (global $g (mut i32) (i32.const 1000))
        (func (export "f") (result i32)
          (i32.add
            (i32.load8_u (block $t (result i32) (try_table (catch $t $t) (call $f)) (unreachable)))
            (global.get $g))))"""
    )
    assert call(Instance(catcher, {"a": Instance(thrower)}), "f") == 1042


def test_all_types_of_fields() -> None:
    module = Module.from_text(
        """(module (tag $t (export "t") (param i32 i64 f32 f64 v128 funcref externref))
        (func $g (export "g"))
        (elem declare func $g)
        (func (export "f") (param externref)
          (throw $t (i32.const -1) (i64.const -2) (f32.const 1.5) (f64.const nan:0x4)
            (v128.const i32x4 1 2 3 4) (ref.func $g) (local.get 0))))"""
    )
    instance = Instance(module)
    thing = object()
    with pytest.raises(WasmException) as caught:
        call(instance, "f", thing)
    i32, i64, f32, f64, v128, function, extern = caught.value.payload
    assert (i32, i64, f32) == (-1, -2, 1.5) and f64 != f64
    assert v128 == bytes.fromhex("01000000020000000300000004000000")
    assert function == instance.exports["g"] and extern is thing


def test_many_fields() -> None:
    types = " ".join(["i64"] * 40)
    values = " ".join(f"(i64.const {number})" for number in range(40))
    module = Module.from_text(f'(module (tag $t (param {types})) (func (export "f") (throw $t {values})))')
    with pytest.raises(WasmException) as caught:
        call(Instance(module), "f")
    assert caught.value.payload == tuple(range(40))


def test_wrong_uses() -> None:
    with pytest.raises(TypeError, match="2 fields, 1 values given"):
        WasmException(OTHER, [1])
    with pytest.raises(OverflowError):
        WasmException(OTHER, [1 << 40, 1])
    with pytest.raises(TypeError, match="a Tag wanted"):
        WasmException("tag", [])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="of Python itself"):
        WasmException(PYTHON_TAG, [ValueError()])
    with pytest.raises(IndexError):
        WasmException(OTHER, [1, 2]).get_arg(2)
    with pytest.raises(ValueError, match="unknown value type"):
        Tag(["i31"])


# --- how long exceptions live ---

LOOPS = """(module
 (import "h" "f" (func $f))
 (tag $t (param i32)) (table $kept 16 exnref) (global $last (mut exnref) (ref.null exn))
 (func $throw (param i32) (throw $t (local.get 0)))
 (func (export "by_value") (param $n i32) (result i32) (local $s i32)
   (loop $l
     (local.set $s (i32.add (local.get $s)
       (block $c (result i32) (try_table (catch $t $c) (call $throw (local.get $n))) (unreachable))))
     (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
   (local.get $s))
 (func (export "by_reference") (param $n i32) (result i32) (local $s i32) (local $e exnref)
   (loop $l
     (block $c (result i32 exnref)
       (try_table (catch_ref $t $c) (call $throw (local.get $n))) (unreachable))
     (local.set $e)
     (local.set $s (i32.add (local.get $s)))
     (table.set $kept (i32.and (local.get $n) (i32.const 15)) (local.get $e))
     (if (i32.eqz (i32.and (local.get $n) (i32.const 1023))) (then (global.set $last (local.get $e))))
     (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
   (local.get $s))
 (func $value (param exnref) (result i32)
   (block $c (result i32) (try_table (catch $t $c) (throw_ref (local.get 0))) (unreachable)))
 (func (export "kept") (param $i i32) (result i32) (call $value (table.get $kept (local.get $i))))
 (func (export "last") (result i32) (call $value (global.get $last)))
 ;; an exnref on the stack alone, while others come and go
 (func (export "stack") (param $n i32) (result i32) (local $e exnref)
   (block $c (result i32 exnref)
     (try_table (catch_ref $t $c) (call $throw (local.get $n))) (unreachable))
   (local.set $e) (drop)
   (call $f)
   (call $value (local.get $e))))
"""


@pytest.fixture
def loops() -> Iterator[Instance]:
    made: list[Instance] = []

    def throw_many() -> None:
        call(made[0], "by_reference", 10_000)

    made.append(Instance(Module.from_text(LOOPS), {"h": {"f": throw_many}}))
    yield made[0]


def test_caught_by_value_is_freed_at_once(loops: Instance) -> None:
    before = len(CELLS.all())
    assert call(loops, "by_value", 20_000) == 20_000 * 20_001 // 2
    assert len(CELLS.all()) == before


def test_caught_by_reference_is_collected(loops: Instance) -> None:
    collections = CELLS.collections
    call(loops, "by_reference", 30_000)
    assert CELLS.collections > collections
    assert len(CELLS.all()) <= CELLS.limit + 16
    assert [call(loops, "kept", index) for index in range(16)] == [16, *range(1, 16)]
    assert call(loops, "last") == 1024


def test_references_on_the_stack_are_found(loops: Instance) -> None:
    collections = CELLS.collections
    assert call(loops, "stack", 4321) == 4321
    assert CELLS.collections > collections


def test_uncaught_exceptions_are_freed(instance: Instance) -> None:
    before = len(CELLS.all())
    for _ in range(100):
        with pytest.raises(WasmException):
            call(instance, "throw_own", 1.0)
    assert len(CELLS.all()) == before


def test_exceptions_of_python_are_released() -> None:
    class Noted(Exception):
        alive = 0

        def __init__(self) -> None:
            super().__init__()
            Noted.alive += 1

        def __del__(self) -> None:
            Noted.alive -= 1

    def raising() -> None:
        raise Noted

    module = Module.from_text(
        """(module (import "h" "f" (func $f))
        (func (export "value") (block $all (try_table (catch_all $all) (call $f))))
        (func (export "reference")
          (block $all (result exnref) (try_table (catch_all_ref $all) (call $f)) (return)) (drop)))"""
    )
    instance = Instance(module, {"h": {"f": raising}})
    for _ in range(50):
        call(instance, "value")
    EXTERNS.collect()  # when PYTHON_TAG was imported somewhere, they wait for that
    gc.collect()
    assert Noted.alive <= 2  # one may have left its address on the stack
    for _ in range(10_000):
        call(instance, "reference")
    EXTERNS.collect()
    gc.collect()
    assert Noted.alive <= CELLS.limit


def test_exnref_in_python() -> None:
    module = Module.from_text(
        """(module (tag $t (param i32))
        (func (export "make") (param i32) (result exnref) (local $e exnref)
          (block $c (result i32 exnref)
            (try_table (catch_ref $t $c) (throw $t (local.get 0))) (unreachable))
          (local.set $e) (drop) (local.get $e))
        (func (export "value") (param exnref) (result i32)
          (block $c (result i32) (try_table (catch $t $c) (throw_ref (local.get 0))) (unreachable))))"""
    )
    instance = Instance(module)
    references = [call(instance, "make", number) for number in range(5000)]
    assert all(isinstance(reference, ExceptionReference) for reference in references)
    for _ in range(3):
        CELLS.collect(0)
    assert [call(instance, "value", reference) for reference in references] == list(range(5000))
    with pytest.raises(TypeError, match="exnref wanted"):
        call(instance, "value", 5)
    with pytest.raises(Trap, match="null exception"):
        call(instance, "value", None)
    del references
    CELLS.collect(0)
    assert len(CELLS.all()) < 5000


def test_objects_of_exceptions_outlive_their_instances() -> None:
    """Fields that are externrefs keep their objects as long as somebody can read them."""

    class Thing:
        pass

    text = """(module (import "h" "t" (tag $t (param externref))) (import "h" "f" (func $f))
      (func (export "throw") (param externref) (throw $t (local.get 0)))
      (func (export "catch") (result externref)
        (block $h (result externref)
          (try_table (catch $t $h) (call $f)) (ref.null extern))))"""
    tag = Tag(["externref"])
    thing = Thing()
    alive = weakref.ref(thing)
    thrower = Instance(Module.from_text(text), {"h": {"t": tag, "f": lambda: None}})
    with pytest.raises(WasmException) as caught:
        thrower.exports.throw(thing)
    del thrower, thing
    gc.collect()
    error = caught.value

    def again(error: WasmException = error) -> None:
        raise error

    catcher = Instance(Module.from_text(text), {"h": {"t": tag, "f": again}})
    assert catcher.exports.catch() is alive() is not None
    error.__traceback__ = None
    del catcher, error, caught, tag, again
    gc.collect()
    assert alive() is None


@pytest.mark.parametrize("interval", [0.005, 0.00001])
def test_threads(interval: float) -> None:
    """Each thread throws and catches; all of them collect, with turns of so many seconds."""
    former = sys.getswitchinterval()
    sys.setswitchinterval(interval)
    try:
        throw_in_threads()
    finally:
        sys.setswitchinterval(former)


def throw_in_threads() -> None:
    module = Module.from_text(LOOPS)
    results: list[object] = []

    def work() -> None:
        inner = Instance(module, {"h": {"f": lambda: call(inner, "by_reference", 3000)}})
        results.extend(call(inner, "stack", number) for number in range(5))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == sorted([*range(5)] * 4)  # type: ignore[type-var]


def test_references_on_stacks_of_waiting_threads_are_found(loops: Instance) -> None:
    inside, go = threading.Event(), threading.Event()

    def wait() -> None:
        inside.set()
        assert go.wait(60)

    waiting = Instance(Module.from_text(LOOPS), {"h": {"f": wait}})
    results: list[object] = []
    threads = [
        threading.Thread(target=lambda number=number: results.append(call(waiting, "stack", number)))
        for number in (77, 78)
    ]
    for thread in threads:
        inside.clear()
        thread.start()
        assert inside.wait(60)
    collections = CELLS.collections
    call(loops, "by_reference", 30_000)
    assert CELLS.collections > collections
    go.set()
    for thread in threads:
        thread.join()
    assert sorted(results) == [77, 78]  # type: ignore[type-var]
