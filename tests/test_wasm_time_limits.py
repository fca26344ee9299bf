"""Limits of time: code ends in loops and recursions, in any thread, and never because of another's limit."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from irtool.backends.registry import host_name
from irtool.frontend.wasm.tunables import Tunables
from irtool.ir.errors import SettingError
from irtool.runtime.platform import supported
from irtool.runtime.wasm import time_limits
from irtool.runtime.wasm.exceptions import PYTHON_TAG
from irtool.runtime.wasm.instance import Instance
from irtool.runtime.wasm.memory_words import read_word
from irtool.runtime.wasm.module import Module
from irtool.runtime.wasm.time_limits import TimeLimitError, time_limit

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")

PROGRAM = """(module
  (import "" "call" (func $call))
  (memory 1 1 shared)
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "endless") (loop (br 0)))
  (func (export "calls") (loop (call $call) (br 0)))
  (func $tail (export "tail") (return_call $tail))
  (func $fib (param i32) (result i32)
    (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
      (then (i32.const 1))
      (else (i32.add
        (call $fib (i32.sub (local.get 0) (i32.const 1)))
        (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
  (func (export "recursion") (drop (call $fib (i32.const 90))))
  (func (export "wait") (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))))
  (func (export "rounds") (param i32)
    (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))"""


@pytest.fixture(scope="module")
def module() -> Module:
    return Module.from_text(PROGRAM, tunables=Tunables(interruptible=True))


@pytest.fixture(scope="module")
def instance(module: Module) -> Instance:
    return Instance(module, {"": {"call": lambda: None}})


def assert_nothing_stays() -> None:
    assert read_word(time_limits.HEAD_ADDRESS) == 0


@pytest.mark.parametrize("name", ["endless", "calls", "recursion", "tail", "wait"])
def test_it_ends(instance: Instance, name: str) -> None:
    start = time.monotonic()
    with pytest.raises(TimeLimitError, match=r"the time limit of 0.05 seconds is over"):
        instance.exports[name](timeout=0.05)  # type: ignore[operator]
    assert 0.04 < time.monotonic() - start < 5
    with time_limit(0.02), pytest.raises(TimeoutError):
        instance.exports[name]()  # type: ignore[operator]
    assert_nothing_stays()
    assert instance.exports.add(40, 2) == 42


def test_what_is_in_time(instance: Instance) -> None:
    before = len(os.listdir("/proc/self/fd"))
    threads = len(os.listdir("/proc/self/task"))  # libraries have some of their own
    for _ in range(50):
        assert instance.exports.add(1, 2, timeout=60) == 3
        assert instance.exports.add(1, 2, timeout=None) == 3
    assert len(os.listdir("/proc/self/fd")) == before
    assert len(os.listdir("/proc/self/task")) <= threads
    assert_nothing_stays()


def test_nested(module: Module) -> None:
    """The inner limit is over first, and the code outside of it goes on; then the other way round."""
    found: list[str] = []

    def call() -> None:
        try:
            inner.exports.endless(timeout=limit)
        except TimeLimitError as error:
            found.append(str(error))
            if len(found) == 3:
                raise

    inner = Instance(module, {"": {"call": lambda: None}})
    outer = Instance(module, {"": {"call": call}})
    limit = 0.02
    with pytest.raises(TimeLimitError, match=r"0\.02 "):
        outer.exports.calls(timeout=60)
    assert found == ["the time limit of 0.02 seconds is over"] * 3
    found.clear()
    limit = 60
    with pytest.raises(TimeLimitError, match=r"0\.03 "):
        outer.exports.calls(timeout=0.03)
    # Before the word is set again, the loop outside may call once more.
    assert set(found) == {"the time limit of 0.03 seconds is over"}
    assert_nothing_stays()


def test_only_the_own_thread_is_stopped(instance: Instance) -> None:
    """One thread's limit is over while others, that have none, run."""
    ends: list[float] = []
    errors: list[BaseException] = []

    def limited(seconds: float) -> None:
        start = time.monotonic()
        try:
            instance.exports.calls(timeout=seconds)
        except TimeLimitError:
            ends.append(time.monotonic() - start)
        except BaseException as error:
            errors.append(error)

    def unlimited() -> None:
        try:
            for _ in range(200):
                instance.exports.rounds(100_000)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=limited, args=(0.02 * (number + 1),)) for number in range(4)]
    threads += [threading.Thread(target=unlimited) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(ends) == 4
    assert_nothing_stays()


def test_webassembly_cannot_catch_it(instance: Instance) -> None:
    catcher = Module.from_text("""(module
      (import "" "endless" (func $endless)) (import "" "tag" (tag $t (param externref)))
      (func (export "run") (result i32)
        (block $all
          (block $h (result externref)
            (try_table (catch $t $h) (catch_all $all) (call $endless))
            (return (i32.const 1)))
          (drop) (return (i32.const 2)))
        (i32.const 3)))""")
    imports = {"": {"endless": lambda: instance.exports.endless(), "tag": PYTHON_TAG}}
    with time_limit(0.02), pytest.raises(TimeLimitError):
        Instance(catcher, imports).exports.run()


def test_a_child_of_fork_has_no_limit(instance: Instance) -> None:
    with time_limit(0.05):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                instance.exports.rounds(300_000_000)
                status = 0
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert_nothing_stays()


def test_refusals(instance: Instance) -> None:
    plain = Instance(Module.from_text(PROGRAM), {"": {"call": lambda: None}})
    with pytest.raises(SettingError, match="interruptible=True"):
        plain.exports.add(1, 2, timeout=1)
    with pytest.raises(TypeError, match="timeout must be seconds, not str"):
        instance.exports.add(1, 2, timeout="1")
    with pytest.raises(TypeError, match="no keyword arguments but timeout"):
        instance.exports.add(1, 2, limit=1)
    for seconds in (-1, float("nan"), float("inf"), 1e9):
        with pytest.raises(ValueError, match="from 0 to"):
            instance.exports.add(1, 2, timeout=seconds)
    with time_limit(60) as limit, pytest.raises(RuntimeError, match="in force"), limit:
        pass
    assert_nothing_stays()


def test_the_command(tmp_path: Path) -> None:
    program = tmp_path / "p.wat"
    program.write_text("""(module (memory (export "memory") 1) (func (export "_start") (loop (br 0))))""")
    command = [sys.executable, "-m", "irtool", "run", str(program), "--timeout"]
    done = subprocess.run([*command, "0.1"], capture_output=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr == f"{program}: the time limit of 0.1 seconds is over\n".encode()
    assert subprocess.run([*command, "nan"], capture_output=True, timeout=60).returncode == 2
