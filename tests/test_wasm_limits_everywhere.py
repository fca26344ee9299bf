"""Fuel, time limits, Ctrl-C and code without the GIL, with functions that are compiled lazily and with code
that runs under emulation: as with native code that is compiled at once, or refused."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from irtool.backends.registry import host_name, target_names
from irtool.frontend.wasm.tunables import Tunables
from irtool.ir.errors import SettingError, UnsupportedError
from irtool.runtime.platform import supported
from irtool.runtime.traps import Trap
from irtool.runtime.wasm.fuel import Fuel
from irtool.runtime.wasm.instance import Instance
from irtool.runtime.wasm.lazy_code import LazyCode
from irtool.runtime.wasm.module import Module
from irtool.runtime.wasm.time_limits import TimeLimitError, time_limit

pytest.importorskip("unicorn")
pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")

OTHER = next(name for name in target_names() if name in ("x86_64", "aarch64") and name != host_name())
WAYS: dict[str, dict[str, object]] = {
    "lazy": {"lazy": True},
    "other": {"target": OTHER},
    "other-lazy": {"target": OTHER, "lazy": True},
    "emulated": {"emulate": True},
}
PROGRAM = """(module
  (import "" "call" (func $call))
  (tag $t (param i32))
  (memory 1 1 shared)
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "count") (param i32)
    (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
  (func $fib (export "fib") (param i32) (result i32)
    (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
      (then (local.get 0))
      (else (i32.add
        (call $fib (i32.sub (local.get 0) (i32.const 1)))
        (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
  (func $throw (param i32) (throw $t (local.get 0)))
  (func (export "catch") (result i32)
    (block $h (result i32)
      (try_table (catch $t $h) (call $throw (i32.const 7)))
      (unreachable)))
  (func (export "out") (call $call) (call $call))
  (func (export "endless") (loop (br 0)))
  (func (export "calls") (loop (call $call) (br 0)))
  (func $tail (export "tail") (return_call $tail))
  (func (export "recursion") (drop (call $fib (i32.const 90))))
  (func (export "wait") (param i32)
    (drop (memory.atomic.wait32 (local.get 0) (i32.const 0) (i64.const -1))))
  (func (export "wake") (result i32) (memory.atomic.notify (i32.const 0) (i32.const 1))))"""


def make(
    options: dict[str, object], fuel: int | None = None, call: Callable[[], None] = lambda: None
) -> Instance:
    """An instance that can be interrupted, and counts if it is given fuel."""
    tunables = Tunables(interruptible=True, fuel=fuel is not None)
    module = Module.from_text(PROGRAM, tunables=tunables, **options)
    return Instance(module, {"": {"call": call}}, fuel=fuel)


@pytest.fixture(params=WAYS)
def options(request: pytest.FixtureRequest) -> dict[str, object]:
    return WAYS[request.param]


def test_fuel_costs_the_same_everywhere(options: dict[str, object]) -> None:
    native, other = make({}, 10**6), make(options, 10**6)
    for name, arguments in (("count", (70,)), ("fib", (9,)), ("catch", ()), ("out", ()), ("add", (1, 2))):
        assert native.exports[name](*arguments) == other.exports[name](*arguments)  # type: ignore[operator]
        assert native.fuel.left == other.fuel.left < 10**6, name
        native.exports[name](*arguments)  # type: ignore[operator]
        other.exports[name](*arguments)  # type: ignore[operator]
        assert native.fuel.left == other.fuel.left, name


@pytest.mark.parametrize("name", ["endless", "tail", "recursion"])
def test_fuel_is_used_up(options: dict[str, object], name: str) -> None:
    instance = make(options, 3000)
    for _ in range(2):
        with pytest.raises(Trap, match="all fuel consumed") as caught:
            instance.exports[name]()  # type: ignore[operator]
        assert caught.value.code == "user14"
        assert caught.value.function == name.replace("recursion", "fib")
        assert -20 < instance.fuel.left < 0
        instance.fuel.left = 2000
    assert instance.exports.add(40, 2) == 42


def test_functions_of_python_see_and_change_fuel(options: dict[str, object]) -> None:
    seen = []

    def call() -> None:
        seen.append(instance.fuel.left)
        instance.fuel.left += 100

    instance = make(options, 10, call)
    instance.exports.out()
    assert seen == [9, 108]


def test_fuel_is_shared_on_one_machine_only() -> None:
    fuel = Fuel(100)
    imports = {"": {"call": lambda: None}}
    modules = [
        Module.from_text(PROGRAM, tunables=Tunables(fuel=True), **options)
        for options in (WAYS["other"], WAYS["other-lazy"], WAYS["emulated"], {})
    ]
    for module in modules[:2]:
        assert Instance(module, imports, fuel=fuel).exports.add(1, 2) == 3
    assert fuel.left == 94
    for module in modules[2:]:
        with pytest.raises(SettingError, match="only if one machine runs them all"):
            Instance(module, imports, fuel=fuel)
    shared = Fuel(100)
    Instance(modules[3], imports, fuel=shared)
    with pytest.raises(SettingError, match="only if one machine runs them all"):
        Instance(modules[2], imports, fuel=shared)


@pytest.mark.parametrize("name", ["endless", "calls", "recursion", "tail", "wait"])
def test_time_is_over(options: dict[str, object], name: str) -> None:
    instance = make(options)
    arguments = (0,) if name == "wait" else ()
    start = time.monotonic()
    with pytest.raises(TimeLimitError, match=r"the time limit of 0.05 seconds is over"):
        instance.exports[name](*arguments, timeout=0.05)  # type: ignore[operator]
    assert 0.04 < time.monotonic() - start < 5
    with time_limit(0.02), pytest.raises(TimeLimitError):
        instance.exports[name](*arguments)  # type: ignore[operator]
    assert instance.exports.add(40, 2, timeout=60) == 42


def test_only_the_own_thread_is_out_of_time(options: dict[str, object]) -> None:
    instance = make(options)
    ends: list[str] = []

    def limited() -> None:
        with pytest.raises(TimeLimitError):
            instance.exports.calls(timeout=0.05)
        ends.append("limited")

    def unlimited() -> None:
        for _ in range(10):
            assert instance.exports.fib(14) == 377
        ends.append("unlimited")

    threads = [threading.Thread(target=target) for target in (limited, unlimited, limited, unlimited)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert sorted(ends) == ["limited", "limited", "unlimited", "unlimited"]


@pytest.mark.parametrize("name", ["endless", "recursion", "tail"])
def test_a_signal_ends_it_when_its_handler_raises(options: dict[str, object], name: str) -> None:
    seen: list[int] = []

    def handler(number: int, frame: object) -> None:
        seen.append(number)
        if len(seen) == 2:
            raise LookupError("enough")

    former = signal.signal(signal.SIGINT, handler)
    try:
        instance = make(options)  # in force for the handler that is there now
        script = f"sleep 0.3; kill -INT {os.getpid()}; sleep 0.2; kill -INT {os.getpid()}"
        # Another process, since no thread of this one runs meanwhile.
        with subprocess.Popen(["sh", "-c", script], start_new_session=True):
            with pytest.raises(LookupError, match="enough"):
                instance.exports[name]()  # type: ignore[operator]
    finally:
        signal.signal(signal.SIGINT, former)
    assert seen == [signal.SIGINT, signal.SIGINT]
    assert instance.exports.add(40, 2) == 42


def test_no_exception_is_lost_between_threads(options: dict[str, object]) -> None:
    """Each thread gets what its own call raised in Python, and no other's."""
    instance = make(options)
    wrong: list[object] = []

    def traps() -> None:
        for _ in range(150):
            try:
                instance.exports.wait(2)
                wrong.append("no trap")
            except Trap as trap:
                if trap.message != "unaligned atomic":
                    wrong.append(trap)
            except BaseException as error:
                wrong.append(error)

    def wakes() -> None:
        try:
            for _ in range(150):
                if instance.exports.wake() != 0:
                    wrong.append("woken")
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=target) for target in (traps, wakes, traps, wakes)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert wrong == []


FREE = """(module
  (tag $t)
  (memory 1 1 shared)
  (func $store (param i32) (i32.atomic.store (local.get 0) (i32.const 1)))
  (func $load (param i32) (result i32) (i32.atomic.load (local.get 0)))
  (func (export "meet") (param i32 i32)
    (call $store (local.get 0))
    (loop (br_if 0 (i32.eqz (call $load (local.get 1))))))
  (func $fib (export "fib") (param i32) (result i32)
    (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
      (then (local.get 0))
      (else (i32.add
        (call $fib (i32.sub (local.get 0) (i32.const 1)))
        (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
  (func (export "spin") (loop (br 0)))
  (func $throw (throw $t))
  (func (export "throw") (call $throw)))"""


def test_functions_without_the_gil_are_compiled_lazily() -> None:
    """Two threads run at once, and each may be the first to need a function."""
    tunables = Tunables(release_gil=True, interruptible=True)
    for _ in range(5):
        instance = Instance(Module.from_text(FREE, tunables=tunables, lazy=True))
        code = instance.module.code
        assert isinstance(code, LazyCode)
        assert code.compiled == 0
        found: list[int] = []

        def run(own: int, other: int, instance: Instance = instance, found: list[int] = found) -> None:
            instance.exports.meet(own, other)
            found.append(instance.exports.fib(15))

        threads = [threading.Thread(target=run, args=pair) for pair in ((0, 4), (4, 0))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert found == [610, 610]
        assert code.compiled == 4
        for _ in range(2):
            with pytest.raises(UnsupportedError, match="throw cannot be used in a module that releases"):
                instance.exports.throw()
        with pytest.raises(TimeLimitError):
            instance.exports.spin(timeout=0.05)


def test_emulated_code_cannot_release_the_gil() -> None:
    for options in ({"target": OTHER}, {"emulate": True}):
        with pytest.raises(UnsupportedError, match="release_gil is for code that runs natively"):
            Module.from_text(FREE, tunables=Tunables(release_gil=True), **options)


@pytest.mark.parametrize("more", [["--lazy"], ["--target", OTHER], ["--target", OTHER, "--lazy"]])
def test_the_command(tmp_path: Path, more: list[str]) -> None:
    program = tmp_path / "p.wat"
    program.write_text(PROGRAM.replace('(import "" "call" (func $call))', "").replace("(call $call)", ""))
    command = [sys.executable, "-m", "irtool", "run", *more, str(program), "--invoke"]
    for arguments, status, out, err in (
        (["count", "20", "--fuel", "100"], 0, "", ""),
        (["count", "22", "--fuel", "100"], 1, "", "all fuel consumed (in function count"),
        (["recursion", "--timeout", "0.2"], 1, "", "the time limit of 0.2 seconds is over"),
    ):
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=120)
        assert (done.returncode, done.stdout) == (status, out), done.stderr
        assert err in done.stderr
