"""Modules whose code runs without the GIL: threads overlap, whatever needs Python takes the GIL, and what
could lead to a function that needs it is refused."""

import sys
import threading
import time

import pytest
from irtool.backends.registry import host_name
from irtool.frontend.wasm.tunables import Tunables
from irtool.ir.errors import SettingError, UnsupportedError
from irtool.runtime.platform import supported
from irtool.runtime.traps import Trap
from irtool.runtime.wasm.functions import Func, make_func
from irtool.runtime.wasm.instance import Instance
from irtool.runtime.wasm.items import Global, Table
from irtool.runtime.wasm.linking import LinkError
from irtool.runtime.wasm.module import Module
from irtool.runtime.wasm.time_limits import TimeLimitError

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")

FREE = Tunables(release_gil=True, interruptible=True)
PROGRAM = """(module
  (import "" "call" (func $call (param i32) (result i32)))
  (memory (export "memory") 1 100 shared)
  (table (export "table") 2 10 funcref)
  (elem (i32.const 0) func $double)
  (global (export "global") (mut funcref) (ref.null func))
  (func $double (export "double") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
  (func (export "spin") (param i32) (result i32) (local i32)
    (loop
      (local.set 1 (i32.add (local.get 1) (i32.const 1)))
      (br_if 0 (i32.eqz (i32.atomic.load (local.get 0)))))
    (local.get 1))
  (func (export "meet") (param i32 i32)
    (i32.atomic.store (local.get 0) (i32.const 1))
    (loop (br_if 0 (i32.eqz (i32.atomic.load (local.get 1))))))
  (func (export "call") (param i32) (result i32) (i32.add (call $call (local.get 0)) (i32.const 1)))
  (func (export "indirect") (param i32) (result i32)
    (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0)))
  (func $deep (export "deep") (param i32) (result i32) (i32.add (local.get 0) (call $deep (local.get 0))))
  (func (export "divide") (param i32) (result i32) (i32.div_u (i32.const 100) (local.get 0)))
  (func (export "grow") (result i32) (memory.grow (i32.const 1)))
  (func (export "wait") (result i32) (memory.atomic.wait32 (i32.const 64) (i32.const 0) (i64.const -1)))
  (func (export "wake") (result i32) (memory.atomic.notify (i32.const 64) (i32.const 1)))
  (func (export "take") (param funcref)))"""


@pytest.fixture(scope="module")
def module() -> Module:
    return Module.from_text(PROGRAM, tunables=FREE)


@pytest.fixture
def instance(module: Module) -> Instance:
    return Instance(module, {"": {"call": lambda number: number}})


def test_python_goes_on_meanwhile(instance: Instance) -> None:
    """A loop in one thread ends when another thread of Python says so."""
    results: list[int] = []
    thread = threading.Thread(target=lambda: results.append(instance.exports.spin(0)))
    thread.start()
    time.sleep(0.05)
    assert not results
    instance.exports.memory.write(0, b"\1")
    thread.join(60)
    assert len(results) == 1


def test_two_threads_overlap(instance: Instance) -> None:
    """Each waits for what the other stores, in one call: one after the other they would never end."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(100)
    try:
        threads = [threading.Thread(target=instance.exports.meet, args=pair) for pair in ((0, 4), (4, 0))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert not any(thread.is_alive() for thread in threads)
    finally:
        sys.setswitchinterval(interval)


def test_waiting_and_waking(instance: Instance) -> None:
    results: list[int] = []
    thread = threading.Thread(target=lambda: results.append(instance.exports.wait()))
    thread.start()
    while not instance.exports.wake():
        time.sleep(0.001)
    thread.join(60)
    assert results == [0]


def test_calls_traps_and_recursion_in_many_threads(module: Module) -> None:
    def call(number: int) -> int:
        if number == 13:
            raise LookupError(threading.get_ident())
        if number % 10 == 0:
            return int(instance.exports.double(number))
        return number

    instance = Instance(module, {"": {"call": call}})
    exports = instance.exports
    wrong: list[object] = []

    def run() -> None:
        try:
            for number in range(300):
                try:
                    got = exports.call(number)
                    if got != (2 * number if number % 10 == 0 else number) + 1 or number == 13:
                        wrong.append(got)
                except LookupError as error:
                    if error.args != (threading.get_ident(),) or number != 13:
                        wrong.append(error)
                if exports.indirect(number) != 2 * number:
                    wrong.append(number)
                for name, argument in (("divide", 0), ("deep", 1)):
                    if name == "divide" or number % 100 == 0:
                        with pytest.raises(Trap) as caught:
                            exports[name](argument)  # type: ignore[operator]
                        if caught.value.function != name:
                            wrong.append(caught.value)
                if number % 30 == 0:
                    exports.grow()
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run()
    assert wrong == []
    assert exports.memory.size == 71


def test_time_limits_of_two_threads(instance: Instance) -> None:
    ends: list[str] = []

    def run(seconds: float) -> None:
        try:
            instance.exports.spin(8, timeout=seconds)
        except TimeLimitError as error:
            ends.append(str(error))

    threads = [threading.Thread(target=run, args=(seconds,)) for seconds in (0.3, 0.05)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(ends) == [f"the time limit of {seconds} seconds is over" for seconds in (0.05, 0.3)]


def test_functions_that_need_the_gil_are_refused(module: Module, instance: Instance) -> None:
    plain = Instance(Module.from_text(PROGRAM), {"": {"call": lambda number: number}})
    with pytest.raises(LinkError, match="releases the GIL, too"):
        Instance(module, {"": {"call": plain.exports.double}})
    with pytest.raises(TypeError, match="needs the GIL"):
        instance.exports.take(plain.exports.double)
    with pytest.raises(TypeError, match="needs the GIL"):
        instance.exports.take(make_func(lambda: None))
    with pytest.raises(TypeError, match="needs the GIL"):
        instance.exports["global"].value = plain.exports.double  # type: ignore[union-attr]
    with pytest.raises(TypeError, match="cannot be changed"):
        instance.exports.table[1] = instance.exports.double
    instance.exports.take(instance.exports.double)
    takes_table = '(module (import "" "table" (table 2 10 funcref)))'
    takes_global = '(module (import "" "global" (global (mut funcref))))'
    takes_taker = '(module (import "" "take" (func (param funcref))))'
    exports = {"table": Table(2, 10), "global": Global("funcref", mutable=True)}
    for text in (takes_table, takes_global):
        with pytest.raises(LinkError, match="release_gil"):
            Instance(Module.from_text(text), {"": instance})
        with pytest.raises(LinkError, match="release_gil"):
            Instance(Module.from_text(text, tunables=FREE), {"": exports})
        Instance(Module.from_text(text, tunables=FREE), {"": instance})
    with pytest.raises(LinkError, match="release_gil"):
        Instance(Module.from_text(takes_taker), {"": instance})
    Instance(Module.from_text(takes_taker, tunables=FREE), {"": instance})


def test_functions_of_instances_and_of_python_are_imported(module: Module, instance: Instance) -> None:
    assert Instance(module, {"": {"call": instance.exports.double}}).exports.call(5) == 11
    given = make_func(lambda number: number + 7, ["i32"], ["i32"])
    assert Instance(module, {"": {"call": given}}).exports.call(5) == 13
    other = Module.from_text(
        '(module (import "" "double" (func (param i32) (result i32))) (export "d" (func 0)))'
    )
    found = Instance(other, {"": instance}).exports.d
    assert isinstance(found, Func) and found(4) == 8


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("(table.set (i32.const 0) (ref.null func))", "table.set of a table of functions"),
        ("(table.fill (i32.const 0) (ref.null func) (i32.const 1))", "table.fill of a table of functions"),
        ("(table.copy (i32.const 0) (i32.const 0) (i32.const 1))", "table.copy of a table of functions"),
        ("(table.init $e (i32.const 0) (i32.const 0) (i32.const 1))", "table.init of a table of functions"),
        ("(throw $t)", "throw"),
        ("(throw_ref (ref.null exn))", "throw_ref"),
        ("(block $b (try_table (catch_all $b) (call $f)))", "try_table"),
    ],
)
def test_what_cannot_be_compiled(body: str, what: str) -> None:
    module = Module.from_text(
        f"(module (table 1 funcref) (tag $t) (elem $e func $f) (func $f) (func {body}))", tunables=FREE
    )
    with pytest.raises(
        UnsupportedError, match=f"function 1: {what} cannot be used in a module that releases"
    ):
        Instance(module)


def test_tables_of_other_references_can_be_changed() -> None:
    module = Module.from_text(
        """(module (table (export "table") 1 externref)
        (func (export "set") (param externref) (table.set (i32.const 0) (local.get 0))))""",
        tunables=FREE,
    )
    exports = Instance(module).exports
    exports.set("text")
    assert exports.table[0] == "text"


def test_fuel_needs_the_gil() -> None:
    with pytest.raises(SettingError, match="fuel needs the GIL"):
        Tunables(fuel=True, release_gil=True)
