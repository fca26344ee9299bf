"""Locals in functions with many joins: the right values, found with few questions."""

import random

import irtool
import pytest
from irtool.frontend.wasm import ModuleEnvironment
from irtool.frontend.wasm.reader import read_module
from irtool.frontend.wasm.text.assemble import assemble
from irtool.frontend.wasm.validation import check_module
from irtool.frontend.wasm.walker import Walker
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import Interpreter


def program(steps: int, locals_: int, loop_at: int) -> str:
    """A function of `steps` pairs of joins. The outer one asks for a local on both ways; behind the inner
    one, which does not assign it, one way has assigned it. A loop comes before one of the steps.

    Bit `i % 32` of $p decides whether step `i` assigns local `i % locals_` the number `i + 1`. The result is
    31 * result + local, over all locals in order."""
    parts = ['(module (func (export "f") (param $p i32) (result i32) (local $y i32) (local $r i32)']
    parts += [f"(local $x{number} i32)" for number in range(locals_)]
    for step in range(steps):
        if step == loop_at:
            parts.append("(loop $l (br_if $l (i32.const 0)))")
        parts.append(
            f"""(block $o
              (block $i (br_if $i (i32.and (local.get $p) (i32.const {step + 1})))
                (local.set $y (local.get $p)))
              (br_if $o (i32.eqz (i32.and (local.get $p) (i32.shl (i32.const 1) (i32.const {step % 32})))))
              (local.set $x{step % locals_} (i32.const {step + 1})))"""
        )
    for number in range(locals_):
        parts.append(
            f"""(local.set $r (i32.add (i32.mul (local.get $r) (i32.const 31))
                 (local.get $x{number})))"""
        )
    return "\n".join([*parts, "(local.get $r)))"])


def expected(p: int, steps: int, locals_: int) -> int:
    """What the program gives."""
    values = [0] * locals_
    for step in range(steps):
        if p >> step % 32 & 1:
            values[step % locals_] = step + 1
    result = 0
    for value in values:
        result = (result * 31 + value) & 0xFFFF_FFFF
    return result


def translated(text: str) -> tuple[Walker, Function]:
    """The one function, and the walker that made it."""
    module = read_module(assemble(text.encode()).binary)
    check_module(module)
    walker = Walker(module, ModuleEnvironment(module))
    return walker, walker.translate_body(0)


@pytest.mark.parametrize(("steps", "loop_at"), [(8, -1), (150, -1), (150, 0), (150, 120), (3, 1)])
def test_values_are_those_of_the_program(steps: int, loop_at: int) -> None:
    for locals_ in (1, 7, 40):
        _, func = translated(program(steps, locals_, loop_at))
        assert irtool.verify(func) == []
        interpreter = Interpreter([func])
        for p in (0, 0xFFFF_FFFF, *random.Random(steps).sample(range(1 << 32), 4)):
            assert interpreter.call("u0:0", [p]).values == [expected(p, steps, locals_)]


def test_blocks_that_assign_nothing_are_passed() -> None:
    """One question for each parameter and a few more; without the scan, one for each block and local."""
    steps, locals_ = 200, 40
    walker, func = translated(program(steps, locals_, 100))
    locals_of = walker.out.locals
    assert locals_of.scan.origin == locals_of.origin
    params = sum(int(func.param_count[block]) for block in func.block_list()[1:])
    assert params == steps
    assert locals_of.table.used < 14 * steps < steps * locals_


def test_a_small_function_without_loop_is_not_scanned() -> None:
    walker, _ = translated(program(4, 3, -1))
    assert not walker.out.locals.scan.done
