"""Objects of Python that WebAssembly refers to: kept as long as code can reach them, dropped afterwards,
wherever they were."""

import gc
import json
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from irtool import PYTHON_TAG, Global, Instance, Module, Table, Tag, WasmException
from irtool.backends.registry import host_name
from irtool.frontend.wasm.tunables import Tunables
from irtool.runtime.platform import supported
from irtool.runtime.stack_limit import STACKS
from irtool.runtime.wasm.externs import EXTERNS, LEAST

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")

TEXT = """(module
 (import "h" "call" (func $call))
 (import "h" "make" (func $make (result externref)))
 (import "h" "many" (func $many (param i32)))
 (tag $t (param externref))
 (table $t (export "table") 4 externref)
 (global $g (export "global") (mut externref) (ref.null extern))
 (global $e (mut exnref) (ref.null exn))
 (func (export "pass") (param externref) (result externref) (local.get 0))
 (func (export "put") (param i32 externref) (table.set $t (local.get 0) (local.get 1)))
 (func (export "set") (param externref) (global.set $g (local.get 0)))
 (func (export "get") (result externref) (global.get $g))
 (func (export "grow") (param externref) (drop (table.grow $t (local.get 0) (i32.const 1))))
 ;; on the stack and in registers, while others come and go
 (func (export "hold") (param externref i32) (result externref)
   (call $many (local.get 1)) (local.get 0))
 (func $two (param externref externref i32 i32) (result externref)
   (call $many (local.get 2))
   (if (result externref) (local.get 3) (then (local.get 0)) (else (local.get 1))))
 (func (export "made") (param i32) (result externref)
   (call $two (call $make) (call $make) (local.get 0) (i32.const 0)))
 ;; in an exception
 (func $throw (param externref) (throw $t (local.get 0)))
 (func (export "wrap") (param externref)
   (block $c (result externref exnref)
     (try_table (catch_ref $t $c) (call $throw (local.get 0))) (unreachable))
   (global.set $e) (drop))
 (func (export "unwrap") (result externref)
   (block $c (result externref) (try_table (catch $t $c) (throw_ref (global.get $e))) (unreachable)))
 (func (export "unset") (global.set $e (ref.null exn)))
)"""


class Thing:
    """Something to refer to."""


def make(target: str = "", **imports: Callable[..., object]) -> Instance:
    made: dict[str, Any] = {"call": lambda: None, "make": lambda: Thing()}
    made["many"] = lambda count: give(instance, count)
    instance = Instance(Module.from_text(TEXT, target=target), {"h": {**made, **imports}})
    return instance


def give(instance: Instance, count: int) -> None:
    """Give it so many objects, which it forgets."""
    for _ in range(count):
        instance.exports["pass"](Thing())


def collect() -> None:
    """Drop what code cannot reach. What was on the stack may still stand there: give that other words."""
    json.loads("[" * 400 + "]" * 400)  # a recursion in C
    EXTERNS.collect()
    gc.collect()


def drop_all(alive: "list[weakref.ref[Thing]]", most: int = 8) -> None:
    """All of them are gone, but for some that an old word on a stack may name."""
    collect()
    assert sum(each() is not None for each in alive) <= most


def test_what_code_forgets_is_dropped() -> None:
    instance = make()
    collections = EXTERNS.collections
    alive = []
    most = 0
    for _ in range(20):
        things = [Thing() for _ in range(LEAST // 2)]
        alive += [weakref.ref(thing) for thing in things]
        for number, thing in enumerate(things):
            instance.exports["pass"](thing)
            instance.exports.put(number % 4, thing)
            instance.exports.set(thing)
        del things, thing
        most = max(most, sum(each() is not None for each in alive))
    assert EXTERNS.collections > collections
    assert most < 3 * LEAST
    drop_all(alive)


def test_what_code_has_stays() -> None:
    instance = make()
    things = [Thing() for _ in range(8)]
    alive = [weakref.ref(thing) for thing in things]
    for index in range(4):
        instance.exports.put(index, things[index])
    instance.exports.set(things[4])
    instance.exports.wrap(things[5])
    instance.exports.grow(things[6])
    instance.exports.table.grow(1, things[7])
    things.clear()
    give(instance, 3 * LEAST)
    collect()
    assert all(each() is not None for each in alive)
    assert [instance.exports.table[index] for index in range(6)] == [
        each() for each in [*alive[:4], *alive[6:]]
    ]
    assert instance.exports.get() is alive[4]() and instance.exports.unwrap() is alive[5]()
    assert instance.exports["global"].value is alive[4]()
    instance.exports.unset()
    for index in range(6):
        instance.exports.table[index] = None
    instance.exports["global"].value = None
    collect()
    dead = [*alive[:5], *alive[6:]]  # the exception is freed by its own collector
    assert sum(each() is not None for each in dead) <= 2


def test_tables_and_globals_of_python() -> None:
    table = Table(2, element="externref")
    place = Global("externref", mutable=True)
    alive = []
    for number in range(3 * LEAST):
        thing = Thing()
        alive.append(weakref.ref(thing))
        table[number % 2] = thing
        place.value = thing
    del thing
    make()  # with the first instance comes the collector
    collect()
    assert table[0] is alive[-2]() is not None
    assert place.value is table[1] is alive[-1]() is not None
    assert sum(each() is not None for each in alive) < 8


def test_references_on_the_stack_stay() -> None:
    instance = make()
    for _ in range(3):
        thing = Thing()
        alive = weakref.ref(thing)
        found = instance.exports.hold(thing, 2 * LEAST)
        del thing
        assert found is alive()
        # nobody else has what is made inside
        assert isinstance(instance.exports.made(2 * LEAST), Thing)


def test_results_of_python_stay() -> None:
    made: list[weakref.ref[Thing]] = []

    def fresh() -> Thing:
        thing = Thing()
        made.append(weakref.ref(thing))
        give(instance, LEAST // 3)
        return thing

    instance = make(make=fresh)
    for _ in range(10):
        assert instance.exports.made(LEAST // 3) is made[-1]() is not None
    drop_all(made)


def test_references_of_other_threads_stay() -> None:
    """Each holds one on its stack alone while all of them collect."""
    former = sys.getswitchinterval()
    sys.setswitchinterval(0.00001)
    wrong: list[object] = []

    def work() -> None:
        instance = make()
        for _ in range(10):
            found = instance.exports.made(LEAST // 2)
            if type(found) is not Thing:
                wrong.append(found)

    try:
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(former)
    assert not wrong


def test_payloads_of_exceptions_stay() -> None:
    tag = Tag(["externref"])
    text = """(module (import "h" "t" (tag $t (param externref)))
      (import "h" "f" (func $f (result externref)))
      (func (export "run") (result externref)
        (block $h (result externref) (try_table (catch $t $h) (drop (call $f))) (unreachable))))"""
    error = WasmException(tag, [Thing()])
    alive = weakref.ref(error.payload[0])  # type: ignore[arg-type]

    def fail() -> None:
        raise error

    instance = Instance(Module.from_text(text), {"h": {"t": tag, "f": fail}})
    other = make()
    for _ in range(3):
        give(other, 2 * LEAST)
        collect()
        assert instance.exports.run() is alive() is not None


CATCHING = """(module (import "h" "py" (tag $py (param externref))) (import "h" "f" (func $f))
  (global $kept (mut externref) (ref.null extern))
  (func (export "value") (result externref)
    (block $e (result externref) (try_table (catch $py $e) (call $f)) (ref.null extern)))
  (func (export "keep")
    (block $e (result externref) (try_table (catch $py $e) (call $f)) (ref.null extern))
    (global.set $kept))
  (func (export "kept") (result externref) (global.get $kept))
  (func (export "reference") (result externref) (local $x exnref)
    (block $e (result externref exnref) (try_table (catch_ref $py $e) (call $f)) (unreachable))
    (local.set $x))
  (func (export "all") (block $e (try_table (catch_all $e) (call $f))))
  (func (export "through") (call $f)))"""


class Noted(Exception):
    pass


@pytest.fixture(params=["", "aarch64"])
def target(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param:
        pytest.importorskip("unicorn")
    yield "" if request.param == host_name() else request.param


def test_exceptions_of_python_are_dropped(target: str) -> None:
    """Though code can have each of them as an externref."""
    alive: weakref.WeakSet[Noted] = weakref.WeakSet()

    def fail() -> None:
        error = Noted()
        alive.add(error)
        raise error

    instance = Instance(Module.from_text(CATCHING, target=target), {"h": {"py": PYTHON_TAG, "f": fail}})
    # nothing is kept of one that nobody catches
    for _ in range(20):
        with pytest.raises(Noted):
            instance.exports.through()
    gc.collect()
    assert len(alive) <= 1
    instance.exports.keep()
    rounds = LEAST if target else 4 * LEAST
    for name in ("value", "all"):
        for _ in range(rounds):
            instance.exports[name]()
        gc.collect()
        assert len(alive) < 3 * LEAST
    assert isinstance(instance.exports.reference(), Noted)
    collect()
    gc.collect()
    kept = instance.exports.kept()
    assert isinstance(kept, Noted) and kept in alive
    if not target:
        assert len(alive) < LEAST


def test_emulated_code_keeps_what_it_has(target: str) -> None:
    """References in its registers while Python collects, too."""
    instance = make(target)
    other = make()
    alive = []
    for _ in range(3):
        thing = Thing()
        alive.append(weakref.ref(thing))
        instance.exports.set(thing)
        del thing
        give(other, LEAST + 10)
        collect()
        assert instance.exports.get() is alive[-1]() is not None
    inner = make(target, many=lambda count: (give(other, count), collect()))
    assert isinstance(inner.exports.made(10), Thing)
    collect()
    assert alive[0]() is None and alive[1]() is None


def test_cycles_are_freed() -> None:
    class Owner:
        instance: Instance

    gc.collect()
    alive = []
    for _ in range(20):
        owner = Owner()
        owner.instance = make()
        owner.instance.exports.put(0, owner)
        owner.instance.exports.set(owner)
        alive.append(weakref.ref(owner))
    del owner
    gc.collect()
    assert [each() for each in alive] == [None] * 20


def test_cycles_of_exceptions_are_freed(target: str) -> None:
    """What code caught has a traceback, whose frames have the instance."""
    gc.collect()
    alive: weakref.WeakSet[Noted] = weakref.WeakSet()

    def run(name: str) -> None:
        def fail() -> None:
            error = Noted(instance)
            alive.add(error)
            raise error

        instance = Instance(Module.from_text(CATCHING, target=target), {"h": {"py": PYTHON_TAG, "f": fail}})
        instance.exports[name]()
        if name == "keep":
            assert instance.exports.kept() in alive

    for _ in range(10):
        run("keep")
        run("value")
    gc.collect()
    assert not alive


def test_code_throws_objects_as_exceptions_of_python(target: str) -> None:
    """They live as long as the exception, and then as long as whoever caught it."""
    text = """(module (import "h" "py" (tag $py (param externref)))
      (func (export "throw") (param externref) (throw $py (local.get 0))))"""
    thrower = Instance(Module.from_text(text, target=target), {"h": {"py": PYTHON_TAG}})
    error = Noted()
    alive = [weakref.ref(error)]

    def again() -> None:
        thrower.exports.throw(alive[-1]())

    catching = Instance(Module.from_text(CATCHING, target=target), {"h": {"py": PYTHON_TAG, "f": again}})
    catching.exports.keep()
    del error
    gc.collect()
    assert catching.exports.kept() is alive[0]() is not None
    with pytest.raises(Noted):
        catching.exports.through()
    thing = Thing()
    alive.append(weakref.ref(thing))
    with pytest.raises(WasmException) as caught:
        catching.exports.through()
    del thing
    assert caught.value.payload == (alive[1](),)
    alive.append(lambda: None)  # a null reference
    with pytest.raises(WasmException) as caught:
        catching.exports.through()
    assert caught.value.payload == (None,)
    catching.exports.keep()
    assert catching.exports.kept() is None


def test_code_without_the_gil_keeps_all() -> None:
    """Nobody can look at it while it runs."""
    module = Module.from_text(
        """(module (table (export "table") 1 externref) (func (export "f")))""",
        tunables=Tunables(release_gil=True),
    )
    instance = Instance(module)
    alive = []
    for _ in range(3):
        thing = Thing()
        alive.append(weakref.ref(thing))
        instance.exports.table[0] = thing
        del thing
    collect()
    assert all(each() is not None for each in alive)
    del instance
    gc.collect()
    assert all(each() is None for each in alive)


FORKS = """
import faulthandler, os, signal, threading
from irtool import Instance, Module
text = '(module (func (export "f") (param externref) (result externref) (local.get 0)))'
f = Instance(Module.from_text(text)).exports.f
going = True
def give():
    while going:
        f(object())
threads = [threading.Thread(target=give, daemon=True) for _ in range(3)]
for thread in threads:
    thread.start()
for _ in range(10):
    child = os.fork()
    if not child:
        signal.alarm(60)
        faulthandler.dump_traceback_later(50)
        assert all(f(number) == number for number in range(1000))
        os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
going = False
for thread in threads:
    thread.join()
"""


def test_children_after_fork_go_on() -> None:
    """Whatever the other threads were doing."""
    command = [sys.executable, "-W", "ignore", "-c", FORKS]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr


def test_finalizers_may_come_back() -> None:
    """Dropped objects may do anything, also give others and collect."""
    instance = make()
    ended = []

    class Last:
        def __del__(self) -> None:
            give(instance, 10)
            EXTERNS.collect()
            ended.append(1)

    for _ in range(LEAST * 2):
        instance.exports["pass"](Last())
    collect()
    assert len(ended) >= 2 * LEAST - 64  # old words on the stack may name a few


def test_stacks_of_ended_threads_are_forgotten() -> None:
    """What is left on them names nothing."""
    instance = make()
    instance.exports["pass"](Thing())
    EXTERNS.collect()
    before = set(STACKS)
    during: list[set[int]] = []

    def work() -> None:
        instance.exports["pass"](Thing())
        during.append(set(STACKS))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(during[0]) == len(before) + 1
    for _ in range(500):  # the system's thread ends a little after Python's
        EXTERNS.collect()
        if set(STACKS) == before:
            return
        time.sleep(0.01)
    raise AssertionError(f"{len(STACKS)} stacks, {len(before)} before")
