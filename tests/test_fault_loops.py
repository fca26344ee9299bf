"""Faults again and again: traps of every kind, functions of Python that misbehave, objects in great numbers.
Nothing crashes, no exception is lost, memory stays flat. The normal run does some hundred rounds; the slow
one as many as it takes to see a leak of a few bytes."""

import gc
import sys
import threading
import weakref
from collections.abc import Callable

import pytest
from irtool.backends.registry import host_name
from irtool.frontend.wasm.traps import TRAP_MESSAGES
from irtool.frontend.wasm.tunables import Tunables
from irtool.runtime.jit_module import JitModule
from irtool.runtime.platform import supported
from irtool.runtime.traps import ClosedError, Trap
from irtool.runtime.wasm.exceptions import PYTHON_TAG, WasmException
from irtool.runtime.wasm.instance import Instance
from irtool.runtime.wasm.items import Tag
from irtool.runtime.wasm.module import Module

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")

#: By name: a body without parameters that traps, and its message.
KINDS = {
    "unreachable": ("unreachable", "unreachable"),
    "divide": ("(drop (i32.div_u (i32.const 1) (global.get $zero)))", "integer divide by zero"),
    "overflow": (
        "(drop (i64.div_s (i64.const 0x8000000000000000) (i64.extend_i32_s (i32.sub (global.get $zero)"
        " (i32.const 1)))))",
        "integer overflow",
    ),
    "conversion": ("(drop (i32.trunc_f64_s (f64.const nan)))", "invalid conversion to integer"),
    "memory": ("(drop (i32.load (i32.const 0x20000)))", "out of bounds memory access"),
    "far_memory": (
        "(i64.store offset=0xffffffff (i32.const -1) (i64.const 0))",
        "out of bounds memory access",
    ),
    "fill": ("(memory.fill (i32.const 0) (i32.const 0) (i32.const -1))", "out of bounds memory access"),
    "table": ("(drop (table.get $t (i32.const 9)))", "out of bounds table access"),
    "table_fill": (
        "(table.fill $t (i32.const 9) (ref.null func) (i32.const 1))",
        "out of bounds table access",
    ),
    "element": ("(call_indirect $t (i32.const 9))", "undefined element"),
    "null_element": ("(call_indirect $t (i32.const 0))", "uninitialized element"),
    "signature": ("(drop (call_indirect $t (result i32) (i32.const 1)))", "indirect call type mismatch"),
    "null": ("(drop (ref.as_non_null (ref.null func)))", "null reference"),
    "null_function": ("(call_ref $f (ref.null $f))", "null function reference"),
    "null_exception": ("(throw_ref (ref.null exn))", "null exception reference"),
    "unaligned": ("(drop (i32.atomic.load (i32.const 1)))", "unaligned atomic"),
    "wait": (
        "(drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const 0)))",
        "expected shared memory",
    ),
    "recursion": ("(call $recursion)", "call stack exhausted"),
    "fuel": ("(loop (br 0))", "all fuel consumed"),
}
#: Codes that nothing which can be compiled gives, or that are not traps outside (`pending.py`).
OTHERS = {"cast failure", "out of bounds array access", "interrupt", "time limit is over"}


def trapping_module() -> Module:
    functions = "".join(f'(func ${name} (export "{name}") {body})' for name, (body, _) in KINDS.items())
    return Module.from_text(
        f"""(module (type $f (func)) (memory 1) (table $t 2 funcref) (global $zero (mut i32) (i32.const 0))
        (elem (table $t) (i32.const 1) func $unreachable) {functions})""",
        tunables=Tunables(fuel=True),
    )


@pytest.fixture(scope="module")
def instance() -> Instance:
    return Instance(trapping_module(), fuel=1 << 62)


def resident() -> int:
    """Bytes of this process in memory."""
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


def assert_flat(work: Callable[[int], None], rounds: int) -> None:
    """`work` does so many rounds; they leave less than 24 bytes each, and some noise. What is lost is lost
    by every run; what the allocator takes once for good is not."""
    work(min(rounds, 200))
    growth = []
    for _ in range(3):
        before = resident()
        work(rounds)
        growth.append(resident() - before)
        if growth[-1] < (2 << 20) + 24 * rounds:
            return
    raise AssertionError(f"memory grows with every run: {growth}")


def test_all_kinds_are_here() -> None:
    messages = {message for _, message in KINDS.values()}
    left = {message for message in TRAP_MESSAGES.values() if not any(message.startswith(m) for m in messages)}
    assert left == OTHERS


def trap_once(instance: Instance, name: str) -> None:
    if name == "fuel":
        instance.fuel.left = 10
    try:
        instance.exports[name]()  # type: ignore[operator]
    except Trap as trap:
        assert trap.message.startswith(KINDS[name][1])
        assert trap.function == name
    else:
        raise AssertionError("no trap")
    finally:
        if name == "fuel":
            instance.fuel.left = 1 << 62


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("rounds", [300, pytest.param(100_000, marks=pytest.mark.slow)])
def test_every_kind_of_trap(instance: Instance, name: str, rounds: int) -> None:
    def work(count: int) -> None:
        for _ in range(count):
            trap_once(instance, name)

    if name == "recursion":
        in_thread(lambda: assert_flat(work, rounds))
    else:
        assert_flat(work, rounds)


def in_thread(work: Callable[[], None]) -> None:
    """Work in a thread with a small stack, whose end is soon reached."""
    errors: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            errors.append(error)

    size = threading.stack_size(1 << 20)
    thread = threading.Thread(target=run)
    try:
        thread.start()
    finally:
        threading.stack_size(size)
    thread.join()
    assert errors == []


@pytest.mark.parametrize("rounds", [100, pytest.param(100_000, marks=pytest.mark.slow)])
def test_every_code_of_clif(rounds: int) -> None:
    codes = ["stk_ovf", "int_ovf", "heap_oob", "int_divz", "bad_toint", "user1", "user199"]
    module = JitModule()
    for number, code in enumerate(codes):
        module.define(f"function %f{number}() {{\nblock0:\n    trap {code}\n}}")
    module.finalize()
    functions = [module[f"f{number}"] for number in range(len(codes))]

    def work(count: int) -> None:
        for function, code in zip(functions, codes, strict=True):
            for _ in range(count):
                try:
                    function()
                except Trap as trap:
                    assert trap.code == code
                else:
                    raise AssertionError("no trap")

    assert_flat(work, rounds)


@pytest.mark.parametrize("rounds", [20, pytest.param(2000, marks=pytest.mark.slow)])
def test_traps_in_eight_threads_at_once(rounds: int) -> None:
    """Each thread traps in its own instance and in a common one, and calls Python in between, where the
    threads change."""
    module = trapping_module()
    common = Instance(module, fuel=1 << 62)
    start = threading.Barrier(8)
    errors: list[BaseException] = []

    def work() -> None:
        try:
            own = Instance(module, fuel=1 << 62)
            start.wait()
            for number in range(rounds):
                for name in KINDS:
                    trap_once(common if number % 2 and name != "fuel" else own, name)
        except BaseException as error:
            errors.append(error)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert errors == []


# --- functions of Python ----------------------------------------------------------------------------

CALLER = Module.from_text("""(module
  (import "" "call" (func $call (param i32) (result i32)))
  (memory (export "memory") 1)
  (table (export "table") 1 funcref)
  (func (export "run") (param i32) (result i32)
    (i32.store (i32.const 8) (local.get 0))
    (i32.add (call $call (local.get 0)) (i32.load (i32.const 8)))))""")


def make(call: Callable[[int], object]) -> Instance:
    return Instance(CALLER, {"": {"call": call}})


class Mine(Exception):
    pass


ERROR = Tag(["i32"])
RAISED: dict[str, Callable[[], BaseException]] = {
    "Exception": lambda: Mine("a"),
    "SystemExit": lambda: SystemExit(3),
    "KeyboardInterrupt": KeyboardInterrupt,
    "GeneratorExit": GeneratorExit,
    "RecursionError": RecursionError,
    "MemoryError": MemoryError,
    "StopIteration": lambda: StopIteration(5),
    "Trap": lambda: Trap("user9"),
    "WasmException": lambda: WasmException(ERROR, [3]),
    "ClosedError": lambda: ClosedError("x"),
}


@pytest.mark.parametrize("name", RAISED)
@pytest.mark.parametrize("rounds", [300, pytest.param(100_000, marks=pytest.mark.slow)])
def test_it_raises(name: str, rounds: int) -> None:
    """Each exception arrives, the same object but for those of WebAssembly, and nobody keeps it."""
    raised: list[BaseException] = []

    def call(number: int) -> int:
        if number == 0:
            raised.append(RAISED[name]())
            raise raised[0]
        return exports.run(number - 1) + 1

    exports = make(call).exports

    def work(count: int) -> None:
        for number in range(count):
            try:
                exports.run(number % 3)
            except BaseException as error:
                if type(error) is not type(raised[0]) or (error is not raised[0] and name != "WasmException"):
                    raise AssertionError("another exception") from error
            else:
                raise AssertionError("an exception is lost")
            raised.clear()

    assert_flat(work, rounds)
    assert sys.exc_info() == (None, None, None)


@pytest.mark.parametrize("rounds", [100, pytest.param(10_000, marks=pytest.mark.slow)])
def test_it_drops_its_caller(rounds: int) -> None:
    """The last reference to the instance goes while its code runs."""

    def once(number: int) -> None:
        holder: list[Instance] = []

        def call(value: int) -> int:
            holder.clear()
            gc.collect(0)
            return value

        holder.append(make(call))
        gone = weakref.ref(holder[0])
        run = holder[0].exports.run
        assert run(number) == 2 * number
        assert gone() is None

    def work(count: int) -> None:
        for number in range(count):
            once(number)

    assert_flat(work, rounds)


@pytest.mark.parametrize("rounds", [50, pytest.param(2000, marks=pytest.mark.slow)])
def test_it_drops_the_function_that_runs(rounds: int) -> None:
    """Nothing but the call itself holds the function, its instance and its module any more."""
    text = """(module (import "" "call" (func $call (param i32) (result i32)))
      (memory 1)
      (func (export "run") (param i32) (result i32)
        (i32.store (i32.const 8) (local.get 0))
        (i32.add (call $call (i32.const 0)) (i32.load (i32.const 8)))))"""

    def once(number: int) -> None:
        def call(value: int) -> int:
            calls.clear()
            for _ in range(3):
                Module.from_text('(module (func (export "f")))')  # others may take the memory
            gc.collect()
            return value

        instance = Instance(Module.from_text(text), {"": {"call": call}})
        calls = [instance.exports.run]
        del instance
        assert calls.pop()(number) == number

    for number in range(rounds):
        once(number)


@pytest.mark.parametrize("rounds", [50, pytest.param(2000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("way", ["close", "free", "raise"])
def test_it_closes_the_module(way: str, rounds: int) -> None:
    text = """function %f(i64) -> i64 {
        fn0 = %call(i64) -> i64
    block0(v0: i64):
        v1 = call fn0(v0)
        v2 = iadd v1, v0
        return v2
    }"""
    for number in range(rounds):
        module = JitModule()

        def call(value: int, module: JitModule = module) -> int:
            if way == "free":
                module.free("f")
            else:
                module.close()
            if way == "raise":
                raise Mine
            return value

        module.define(text)
        module.declare("call", call)
        module.finalize()
        function = module["f"]
        if way == "raise":
            with pytest.raises(Mine):
                function(number)
        else:
            assert function(number) == 2 * number
        with pytest.raises(ClosedError):
            function(number)


@pytest.mark.parametrize("rounds", [200, pytest.param(20_000, marks=pytest.mark.slow)])
def test_it_enters_again_to_any_depth(rounds: int) -> None:
    imports = {"h": {"py": PYTHON_TAG}}  # from now on code could read exceptions of Python
    Instance(Module.from_text("""(module (import "h" "py" (tag (param externref))))"""), imports)

    def call(number: int) -> int:
        if number == 0:
            raise Mine
        return exports.run(number - 1)

    exports = make(call).exports

    def work(count: int) -> None:
        for number in range(count):
            with pytest.raises(Mine):
                exports.run(number % 60)

    assert_flat(work, rounds)


# --- lifetime -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rounds", [200, pytest.param(10_000, marks=pytest.mark.slow)])
def test_instances_are_made_and_dropped(rounds: int) -> None:
    def work(count: int) -> None:
        for number in range(count):
            exports = make(lambda value: value).exports
            assert exports.run(number) == 2 * number
            exports.table[0] = exports.run  # a cycle
            assert exports.memory.read(8, 1)[0] == number & 0xFF

    assert_flat(work, rounds)


@pytest.mark.parametrize("rounds", [200, pytest.param(10_000, marks=pytest.mark.slow)])
def test_instances_with_objects_are_made_and_dropped(rounds: int) -> None:
    """Each has objects and exceptions of Python, which refer back to it."""
    module = Module.from_text(
        """(module (import "h" "py" (tag $py (param externref))) (import "h" "f" (func $f))
        (tag $own (param externref)) (global $g (mut externref) (ref.null extern)) (table $t 2 externref)
        (func (export "run") (param externref) (result externref)
          (table.set $t (i32.const 0) (local.get 0))
          (global.set $g (block $c (result externref) (try_table (catch $py $c) (call $f)) (unreachable)))
          (block $c (result externref)
            (try_table (catch $own $c) (throw $own (local.get 0))) (unreachable))))"""
    )

    def once() -> None:
        def fail() -> None:
            raise Mine(instance)

        instance = Instance(module, {"h": {"py": PYTHON_TAG, "f": fail}})
        thing = [instance]
        assert instance.exports.run(thing) is thing

    def work(count: int) -> None:
        for _ in range(count):
            once()

    assert_flat(work, rounds)


@pytest.mark.parametrize("rounds", [50, pytest.param(2000, marks=pytest.mark.slow)])
def test_finalizers_of_a_cycle_may_call(rounds: int) -> None:
    """Python calls them in any order, and only then are code and memory given back."""
    module = Module.from_text(
        """(module (memory (export "memory") 1) (data (i32.const 8) "\\07")
        (func (export "f") (result i32) (i32.load (i32.const 8))))"""
    )
    results = []

    class Last:
        def __init__(self) -> None:
            jitted = JitModule()
            jitted.define("""function %g() -> i32 {
                gv0 = symbol colocated %number
            block0:
                v0 = symbol_value.i64 gv0
                v1 = load.i32 v0
                return v1
            }""")
            jitted.define_data("number", (9).to_bytes(4, "little"))
            jitted.finalize()
            self.me, self.g = self, jitted["g"]
            text = '(module (func (export "f") (result i32) (i32.const 5)) (func (export "late")))'
            lazy = Module.from_text(text, lazy=True)
            self.exports = [Instance(each).exports for each in (module, lazy)]
            self.exports[1].f()

        def __del__(self) -> None:
            found = [exports.f() for exports in self.exports]
            try:
                self.exports[1].late()
            except ClosedError:  # what is not compiled yet will never be
                found.append(0)
            results.append([*found, self.g(), self.exports[0].memory.read(8, 1)[0]])

    def work(count: int) -> None:
        results.clear()
        for _ in range(count):
            Last()
        gc.collect()
        assert results == [[7, 5, 0, 9, 7]] * count

    assert_flat(work, rounds)


@pytest.mark.parametrize("rounds", [60, pytest.param(10_000, marks=pytest.mark.slow)])
def test_modules_are_made_and_dropped(rounds: int) -> None:
    def work(count: int) -> None:
        for number in range(count):
            module = Module.from_text(
                f'(module (memory 1) (func (export "f") (result i32) (i32.const {number % 1000})))'
            )
            assert Instance(module).exports.f() == number % 1000

    assert_flat(work, rounds)
