"""Ctrl-C in WebAssembly code: what the handler of the program does with it, and no exception is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from irtool.backends.registry import host_name
from irtool.frontend.wasm.tunables import Tunables
from irtool.runtime.platform import supported
from irtool.runtime.wasm.instance import Instance
from irtool.runtime.wasm.module import Module

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")

LOOPS = """(module
  (import "" "call" (func $call))
  (memory (export "memory") 1)
  (func (export "endless") (loop (br 0)))
  (func (export "until") (param i32) (result i32) (local $rounds i32)
    (loop (result i32)
      (local.set $rounds (i32.add (local.get $rounds) (i32.const 1)))
      (br_if 0 (i32.eqz (i32.atomic.load (i32.const 0))))
      (i32.add (local.get 0) (i32.ne (local.get $rounds) (i32.const 0)))))
  (func (export "bulk") (loop (memory.fill (i32.const 0) (i32.const 7) (i32.const 60000)) (br 0)))
  (func (export "calls") (loop (call $call) (br 0)))
  (func $fib (param i32) (result i32)
    (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
      (then (i32.const 1))
      (else (i32.add
        (call $fib (i32.sub (local.get 0) (i32.const 1)))
        (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
  (func (export "recursion") (drop (call $fib (i32.const 90))))
  (func $again (export "tail") (return_call $again))
  (func (export "sum") (param i32) (result i32) (local i32)
    (loop
      (local.set 1 (i32.add (local.get 1) (local.get 0)))
      (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 1)))"""


@pytest.fixture(scope="module")
def module() -> Module:
    return Module.from_text(LOOPS, tunables=Tunables(interruptible=True))


@pytest.fixture
def interrupt() -> Iterator[Callable[[float], None]]:
    """Sends SIGINT to this process after some seconds, from another one: no thread of this one runs then."""
    started = []

    def start(seconds: float) -> None:
        script = f"sleep {seconds}; kill -INT {os.getpid()}"
        started.append(subprocess.Popen(["sh", "-c", script], start_new_session=True))

    yield start
    for process in started:
        process.wait()


@pytest.mark.parametrize("name", ["endless", "bulk", "calls", "recursion", "tail"])
def test_endless_code_ends(module: Module, interrupt: Callable[[float], None], name: str) -> None:
    exports = Instance(module, {"": {"call": lambda: None}}).exports
    for _ in range(2):
        interrupt(0.2)
        with pytest.raises(KeyboardInterrupt):
            exports[name]()
    assert exports.sum(10) == 55


def test_a_handler_that_returns(module: Module, interrupt: Callable[[float], None]) -> None:
    instance = Instance(module, {"": {"call": lambda: None}})
    memory = instance.exports.memory
    old = signal.signal(signal.SIGINT, lambda number, frame: memory.write(0, b"\1"))
    try:
        again = Instance(module, {"": {"call": lambda: None}})  # puts the handler in place again
        memory = again.exports.memory
        interrupt(0.2)
        assert again.exports.until(5) == 6
    finally:
        signal.signal(signal.SIGINT, old)


class Mine(Exception):
    pass


def test_a_handler_that_raises_something_else(module: Module, interrupt: Callable[[float], None]) -> None:
    error = Mine("unchanged")

    def handler(number: int, frame: object) -> None:
        raise error

    old = signal.signal(signal.SIGINT, handler)
    try:
        exports = Instance(module, {"": {"call": lambda: None}}).exports
        interrupt(0.2)
        with pytest.raises(Mine) as caught:
            exports.endless()
        assert caught.value is error
    finally:
        signal.signal(signal.SIGINT, old)


def test_an_interrupt_before_the_call(module: Module) -> None:
    """It is Python's own; a later loop looks once, finds nothing and goes on."""
    exports = Instance(module, {"": {"call": lambda: None}}).exports
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(10)
    assert exports.sum(1000) == 500500


SHOOTER = """
import os, random, sys, time
chance = random.Random(7)
while sys.stdin.readline():
    time.sleep(chance.random() / 100)
    os.kill(os.getppid(), 2)
"""


@pytest.mark.parametrize("rounds", [50, pytest.param(1000, marks=pytest.mark.slow)])
def test_at_random_moments(rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In loops that call out and in again, each signal is one exception of the outermost call."""
    lost: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lost.append)
    module = Module.from_text(
        """(module (import "" "call" (func $call (param i32) (result i32)))
      (memory 1)
      (func (export "inner") (param i32) (result i32) (local i32)
        (loop
          (local.set 1 (i32.add (local.get 1) (i32.const 1)))
          (br_if 0 (i32.lt_u (local.get 1) (i32.const 50))))
        (local.get 1))
      (func (export "calls")
        (loop
          (memory.fill (i32.const 0) (i32.const 1) (i32.const 100))
          (drop (call $call (i32.const 1)))
          (br 0))))""",
        tunables=Tunables(interruptible=True),
    )
    exports = Instance(module, {"": {"call": lambda number: exports.inner(number)}}).exports
    seen = 0
    with subprocess.Popen(
        [sys.executable, "-c", SHOOTER], stdin=subprocess.PIPE, start_new_session=True
    ) as shooter:
        assert shooter.stdin is not None
        for _ in range(rounds):
            try:
                shooter.stdin.write(b"\n")
                shooter.stdin.flush()
                exports.calls()
            except KeyboardInterrupt:
                seen += 1
        shooter.stdin.close()
    assert seen == rounds
    assert lost == []


def test_a_loop_with_handlers(interrupt: Callable[[float], None]) -> None:
    """What a signal handler raises is not for WebAssembly to catch."""
    module = Module.from_text(
        """(module (tag $t (param i32))
      (func (export "run") (local i32)
        (loop $again
          (block $all
            (block $h (result i32)
              (try_table (catch $t $h) (catch_all $all)
                (loop $inner
                  (local.set 0 (i32.add (local.get 0) (i32.const 1)))
                  (br_if $inner (i32.rem_u (local.get 0) (i32.const 9))))
                (throw $t (local.get 0)))
              (unreachable))
            (local.set 0))
          (br $again))))""",
        tunables=Tunables(interruptible=True),
    )
    exports = Instance(module).exports
    for _ in range(3):
        interrupt(0.1)
        with pytest.raises(KeyboardInterrupt):
            exports.run()


def test_without(module: Module) -> None:
    """The same code without the look, as it is by default."""
    plain = Module.from_text(LOOPS)
    assert not plain.tunables.interruptible
    assert len(plain.serialize()) < len(module.serialize())
    assert Instance(plain, {"": {"call": lambda: None}}).exports.sum(10) == 55


def test_the_command(tmp_path: Path) -> None:
    program = tmp_path / "p.wat"
    program.write_text("""(module
      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 1)
      (data (i32.const 0) "\\08\\00\\00\\00\\03\\00\\00\\00in\\n")
      (func (export "_start")
        (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
        (loop (br 0))))""")
    command = [sys.executable, "-m", "irtool", "run", str(program)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"in\n"
        process.send_signal(signal.SIGINT)
        try:
            _, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 130
    assert err == b""
