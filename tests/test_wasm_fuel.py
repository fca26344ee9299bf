"""Fuel: what a run costs, that it ends when it is used up, and that optimisation changes nothing in it."""

import subprocess
import sys
from pathlib import Path

import pytest
from irtool.backends.registry import host_name
from irtool.frontend.wasm.tunables import Tunables
from irtool.ir.errors import SettingError
from irtool.runtime.platform import supported
from irtool.runtime.traps import Trap
from irtool.runtime.wasm.fuel import Fuel
from irtool.runtime.wasm.instance import Instance
from irtool.runtime.wasm.module import Module

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")

METERED = Tunables(fuel=True)
PROGRAM = """(module
  (import "" "call" (func $call))
  (tag $t (param i32))
  (memory 1)
  (func (export "line") (param i32) (result i32)
    (i32.add (i32.mul (local.get 0) (i32.const 3)) (i32.const 1)))
  (func (export "free") (block (nop) (block (drop (i32.const 1)))))
  (func $if (export "if") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.add (local.get 0) (i32.const 1)))
      (else (i32.const 9))))
  (func (export "count") (param i32)
    (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
  (func (export "table") (param i32) (result i32)
    (block $b (block $a (br_table $a $b (local.get 0)))
      (return (i32.const 1)))
    (nop) (i32.add (i32.const 1) (i32.const 1)))
  (func $fib (export "fib") (param i32) (result i32)
    (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
      (then (local.get 0))
      (else (i32.add
        (call $fib (i32.sub (local.get 0) (i32.const 1)))
        (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
  (func (export "catch") (result i32)
    (block $h (result i32)
      (try_table (catch $t $h) (throw $t (i32.const 7)))
      (unreachable)))
  (func (export "out") (call $call) (call $call))
  (func (export "endless") (loop (br 0)))
  (func $down (export "recursion") (call $down))
  (func $tail (export "tail") (return_call $tail))
  (func (export "fill") (loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 9)) (br 0))))"""


def make(level: str = "speed", fuel: int = 10**9) -> Instance:
    module = Module.from_text(PROGRAM, tunables=METERED, level=level)
    return Instance(module, {"": {"call": lambda: None}}, fuel=fuel)


@pytest.fixture(scope="module", params=["none", "speed"])
def instance(request: pytest.FixtureRequest) -> Instance:
    return make(request.param)


def fib_cost(number: int) -> int:
    """`if`, comparison and its operands, then one instruction or eleven and two calls."""
    if number < 2:
        return 5
    return 4 + 9 + fib_cost(number - 1) + fib_cost(number - 2)


@pytest.mark.parametrize(
    ("name", "arguments", "result", "cost"),
    [
        ("line", (2,), 7, 5),
        ("free", (), None, 1),
        ("if", (5,), 6, 5),
        ("if", (0,), 9, 3),
        ("count", (100,), None, 500),
        ("table", (0,), 1, 4),
        ("table", (1,), 2, 5),
        ("fib", (12,), 144, fib_cost(12)),
        ("catch", (), 7, 2),
        ("out", (), None, 2),
    ],
)
def test_what_it_costs(
    instance: Instance, name: str, arguments: tuple[int, ...], result: int | None, cost: int
) -> None:
    before = instance.fuel.left
    assert instance.exports[name](*arguments) == result  # type: ignore[operator]
    assert before - instance.fuel.left == cost
    instance.fuel.left = cost  # enough, exactly
    assert instance.exports[name](*arguments) == result  # type: ignore[operator]
    assert instance.fuel.left == 0
    instance.fuel.left = 10**9


@pytest.mark.parametrize("name", ["endless", "recursion", "tail", "fill"])
def test_it_ends(instance: Instance, name: str) -> None:
    for units in (0, 1, 5000):
        instance.fuel.left = units
        with pytest.raises(Trap, match="all fuel consumed") as caught:
            instance.exports[name]()  # type: ignore[operator]
        assert caught.value.code == "user14"
        assert -10 < instance.fuel.left < 0
        if units:
            assert caught.value.function == name.replace("recursion", "down")
    instance.fuel.left = 10**9


def test_host_functions_see_and_change_it() -> None:
    seen = []

    def call() -> None:
        seen.append(instance.fuel.left)
        instance.fuel.left += 100

    instance = Instance(Module.from_text(PROGRAM, tunables=METERED), {"": {"call": call}}, fuel=10)
    instance.exports.out()
    assert seen == [9, 108]


def test_shared() -> None:
    fuel = Fuel(20)
    module = Module.from_text(PROGRAM, tunables=METERED)
    one, two = (Instance(module, {"": {"call": lambda: None}}, fuel=fuel) for _ in range(2))
    one.exports.line(1)
    two.exports.line(1)
    assert one.fuel is two.fuel is fuel
    assert fuel.left == 10
    assert "10 left" in repr(fuel)


def test_start_functions_need_fuel() -> None:
    module = Module.from_text("(module (func $f (loop (br 0))) (start $f))", tunables=METERED)
    with pytest.raises(Trap, match="all fuel consumed"):
        Instance(module, fuel=100)


def test_refusals() -> None:
    plain = Module.from_text("(module)")
    with pytest.raises(SettingError, match="counts no fuel"):
        Instance(plain, fuel=5)
    with pytest.raises(SettingError, match="counts no fuel"):
        _ = Instance(plain).fuel
    with pytest.raises(SettingError, match="say how much there is"):
        Instance(Module.from_text("(module)", tunables=METERED))
    with pytest.raises(ValueError, match="negative"):
        Fuel(-1)
    with pytest.raises(ValueError, match="less than"):
        Fuel(1 << 63)


def test_a_loaded_module_counts_too(tmp_path: Path) -> None:
    path = tmp_path / "m.irtool"
    path.write_bytes(Module.from_text(PROGRAM, tunables=METERED).serialize())
    instance = Instance(Module.load(path), {"": {"call": lambda: None}}, fuel=50)
    instance.exports.line(1)
    assert instance.fuel.left == 45


def test_the_command(tmp_path: Path) -> None:
    program = tmp_path / "p.wat"
    program.write_text(PROGRAM.replace('(import "" "call" (func $call))', "").replace("(call $call)", ""))
    command = [sys.executable, "-m", "irtool", "run", str(program), "--invoke"]
    done = subprocess.run([*command, "fib", "12", "--fuel", str(fib_cost(12))], capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"144\n")
    done = subprocess.run([*command, "endless", "--fuel", "1000"], capture_output=True)
    assert done.returncode == 1
    assert b"all fuel consumed (in function endless" in done.stderr
