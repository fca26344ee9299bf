"""Accesses to what the instance context has name the pinned register: also behind calls, whatever the callee
did with it meanwhile. (filetests/isa/*/pinned_addresses.clif has the code.)"""

import irtool
import pytest
from irtool.frontend.wasm.environment import ModuleEnvironment
from irtool.runtime.platform import supported
from irtool.settings import Settings
from irtool.wasm_compile import compile_wasm
from test_compile_wasm import binary

#: A global is read before and behind a call.
TOTAL = """(module (global $g (mut i32) (i32.const 5)) (func $f (param i32) (result i32) (local.get 0))
    (func (export "total") (param i32) (result i32)
        (global.set $g (i32.add (global.get $g) (local.get 0)))
        (i32.add (call $f (local.get 0)) (global.get $g))))"""

#: Functions of another instance, called, tail-called, and throwing.
OTHER = """(module (tag $t (export "t") (param i32)) (global $g (mut i32) (i32.const 1000))
    (func (export "add") (param i32) (result i32)
        (global.set $g (i32.add (global.get $g) (local.get 0))) (global.get $g))
    (func (export "throw") (param i32) (result i32) (throw $t (local.get 0))))"""
OURS = """(module (tag $t (import "o" "t") (param i32))
    (func $add (import "o" "add") (param i32) (result i32))
    (func $throw (import "o" "throw") (param i32) (result i32))
    (type $unary (func (param i32) (result i32)))
    (table funcref (elem $add $throw))
    (global $g (mut i32) (i32.const 1))
    (func $called (param i32) (result i32) (call $add (local.get 0)))
    (func $tail (param i32) (result i32) (return_call $add (local.get 0)))
    (func $indirect (param i32) (result i32) (call_indirect (type $unary) (local.get 0) (i32.const 0)))
    (func $catches (param i32) (result i32)
        (block $h (result i32) (try_table (catch $t $h) (drop (call $throw (local.get 0)))) (i32.const -1)))
    (func $catches_inside (param i32) (result i32)
        (block $h (result i32)
            (try_table (catch $t $h) (drop (call $rethrows (local.get 0)))) (i32.const -1)))
    (func $rethrows (param i32) (result i32)
        (drop (call $throw (local.get 0))) (i32.add (global.get $g) (i32.const 1)))
    (func (export "all") (param i32) (result i32) (local i32)
        (local.set 1 (call $called (local.get 0)))
        (global.set $g (i32.add (global.get $g) (local.get 1)))
        (local.set 1 (call $tail (local.get 0)))
        (global.set $g (i32.add (global.get $g) (local.get 1)))
        (local.set 1 (call $indirect (local.get 0)))
        (global.set $g (i32.add (global.get $g) (local.get 1)))
        (local.set 1 (call $catches (local.get 0)))
        (global.set $g (i32.add (global.get $g) (local.get 1)))
        (local.set 1 (call $catches_inside (local.get 0)))
        (global.set $g (i32.add (global.get $g) (local.get 1)))
        (global.get $g)))"""


class Changing(ModuleEnvironment):
    """An environment whose calls may leave another context."""

    def __init__(self, module: object, tunables: object = None) -> None:
        super().__init__(module, tunables)  # type: ignore[arg-type]
        self.keeps_pinned = False


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_no_register_is_kept_for_the_context(target: str) -> None:
    settings = Settings(target, opt_level="speed")
    ours = compile_wasm(binary(TOTAL), target, settings)
    others = compile_wasm(binary(TOTAL), target, settings, environment=Changing)
    small, large = (int(compiled.functions[-1].code.insts_size) for compiled in (ours, others))
    assert small < large


@pytest.mark.skipif(not supported(), reason="this machine runs no compiled code")
@pytest.mark.parametrize("level", ["none", "speed"])
def test_globals_are_those_of_the_own_instance_behind_every_call(level: str) -> None:
    other = irtool.Instance(irtool.Module.from_text(OTHER, level=level), {})
    ours = irtool.Instance(irtool.Module.from_text(OURS, level=level), {"o": other.exports})
    # 1000 + n, + n, + n of the other; then what was thrown, twice.
    assert ours.exports.all(7) == 1 + 1007 + 1014 + 1021 + 7 + 7
    assert ours.exports.all(1) == 3057 + 1022 + 1023 + 1024 + 1 + 1
