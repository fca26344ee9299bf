"""Modules whose functions are compiled when they are first called."""

import gc
import os
import pickle
import threading
import weakref

import irtool
import pytest
from irtool.backends.registry import host_name, target_names
from irtool.ir.errors import UnsupportedError
from irtool.runtime.platform import supported
from irtool.runtime.wasm import lazy_code
from irtool.runtime.wasm.lazy_code import LazyCode

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")

TEXT = """(module
    (import "e" "f" (func $f (param i32) (result i32)))
    (tag $t (param i32))
    (table (export "t") funcref (elem $add $twice))
    (func $add (export "add") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
    (func $twice (param i32) (result i32) (call $add (call $add (local.get 0))))
    (func $throw (param i32) (throw $t (local.get 0)))
    (func (export "catch") (param i32) (result i32)
      (block $caught (result i32)
        (try_table (result i32) (catch $t $caught) (call $throw (local.get 0)) (i32.const 5))))
    (func (export "indirect") (param i32 i32) (result i32)
      (call_indirect (param i32) (result i32) (local.get 0) (local.get 1)))
    (func $fib (export "fib") (param i32) (result i32)
      (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
        (then (local.get 0))
        (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1)))
                       (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
    (func (export "div") (param i32) (result i32) (i32.div_s (i32.const 7) (local.get 0)))
    (func (export "out") (param i32) (result i32) (call $f (local.get 0)))
    (func $even (export "even") (param i32) (result i32)
      (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
      (return_call $odd (i32.sub (local.get 0) (i32.const 1))))
    (func $odd (param i32) (result i32)
      (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
      (return_call $even (i32.sub (local.get 0) (i32.const 1))))
    (func (export "wide") (param i64 f32 f64 i32 i64 i64 i64 i64 i64 i64 f64 v128) (result i64 f64 v128)
      (i64.add (local.get 0) (local.get 9)) (local.get 10) (local.get 11))
    (func (export "gc") (drop (ref.i31 (i32.const 1)))))"""
TARGETS = [name for name in target_names() if name in ("x86_64", "aarch64")]


def make(target: str = "", text: str = TEXT) -> irtool.Instance:
    """A lazy instance; the imported function doubles its argument."""
    module = irtool.Module.from_text(text, target=target, lazy=True)
    return irtool.Instance(module, {"e": {"f": lambda number: 2 * number}})


def code_of(instance: irtool.Instance) -> LazyCode:
    code = instance.module.code
    assert isinstance(code, LazyCode)
    return code


@pytest.mark.parametrize("target", TARGETS)
def test_each_function_is_compiled_at_its_first_call(target: str) -> None:
    made = make(target)
    exports, code = made.exports, code_of(made)
    assert code.compiled == 0
    assert exports.fib(12) == 144
    assert code.compiled == 1
    assert exports.indirect(5, 1) == 7
    assert code.compiled == 4  # `indirect`, `twice`, `add`
    assert exports.indirect(5, 0) == 6
    assert exports.add(1) == 2
    assert code.compiled == 4
    assert exports.catch(42) == 42
    assert exports.even(100_001) == 0
    assert exports.out(4) == 8
    wide = (1, 2.0, 3.0, 4, 5, 6, 7, 8, 9, 10, 2.5, bytes(range(16)))
    assert exports.wide(*wide) == (11, 2.5, bytes(range(16)))
    assert exports.wide(*wide) == (11, 2.5, bytes(range(16)))
    with pytest.raises(irtool.Trap) as caught:
        exports.div(0)
    assert caught.value.code == "int_divz"
    assert [frame.function for frame in caught.value.backtrace] == ["div"]


def test_records_and_calls_go_to_the_code_once_it_is_there() -> None:
    made = make()
    code, exports = code_of(made), made.exports
    index = next(item.index for item in made.module.tables.exports if item.name == "add")
    stub = code.address(index)
    exports.add(1)
    assert code.address(index) != stub
    again = irtool.Instance(made.module, {"e": {"f": abs}})
    before = code.compiled
    assert again.exports.add(1) == 2
    assert again.exports.t[0](5) == 6
    assert code.compiled == before


def test_what_cannot_be_compiled_is_said_by_each_call_and_by_no_other() -> None:
    exports = make().exports
    for _ in range(2):
        with pytest.raises(irtool.UnsupportedError, match=r"ref\.i31"):
            exports.gc()
        assert exports.add(1) == 2
    with pytest.raises(irtool.UnsupportedError, match=r"ref\.i31"):
        irtool.Instance(irtool.Module.from_text(TEXT), {"e": {"f": abs}})


def test_what_is_invalid_is_said_when_the_module_is_made() -> None:
    with pytest.raises(irtool.WasmError, match="type mismatch"):
        irtool.Module.from_text("(module (func (result i32) (i64.const 1)))", lazy=True)


def test_a_start_function_and_a_module_without_functions() -> None:
    text = """(module (global $g (export "g") (mut i32) (i32.const 0))
        (func $s (global.set $g (i32.const 5))) (start $s))"""
    assert make(text=text).exports.g.value == 5
    assert not make(text="(module)").exports


def test_threads_compile_a_function_once() -> None:
    functions = "".join(
        f'(func (export "f{n}") (param i32) (result i32) (i32.add (local.get 0) (i32.const {n})))'
        for n in range(40)
    )
    made = make(text=f"(module {functions})")
    found: list[list[int]] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        found.append([made.exports[f"f{n}"](1) for n in range(40)])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[n + 1 for n in range(40)]] * 4
    assert code_of(made).compiled == 40


def test_an_exception_is_caught_that_comes_through_functions_compiled_meanwhile() -> None:
    depth = 30
    functions = "".join(f"(func $f{n} (try_table (catch $other 0) (call $f{n + 1})))" for n in range(depth))
    text = f"""(module (tag $t) (tag $other) {functions}
        (func $f{depth} (throw $t))
        (func (export "run") (result i32)
          (block $caught (try_table (catch $t $caught) (call $f0)) (return (i32.const 0)))
          (i32.const 1)))"""
    made = make(text=text)
    assert made.exports.run() == 1
    assert code_of(made).compiled == depth + 2
    assert made.exports.run() == 1


def test_a_child_process_compiles_for_itself() -> None:
    made = make()
    assert made.exports.add(1) == 2
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if made.exports.fib(12) == 144 and made.exports.add(1) == 2 else 1
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert code_of(made).compiled == 1
    assert made.exports.fib(12) == 144


def test_code_is_freed_with_its_module() -> None:
    made = make()
    made.exports.catch(1)
    code = weakref.ref(code_of(made))
    del made
    gc.collect()
    assert code() is None
    assert not any(each is None for each in lazy_code._owners.values())


def test_it_is_still_lazy_when_it_comes_back_from_a_pickle_and_whole_in_a_file() -> None:
    module = make().module
    again = pickle.loads(pickle.dumps(module))
    assert again.lazy
    assert irtool.Instance(again, {"e": {"f": abs}}).exports.fib(10) == 55
    fine = irtool.Module.from_text('(module (func (export "f") (result i32) (i32.const 4)))', lazy=True)
    loaded = irtool.Module.deserialize(fine.serialize())
    assert irtool.Instance(loaded).exports.f() == 4


@pytest.mark.skipif(host_name() != "x86_64", reason="flags of x86-64")
def test_features_are_those_that_were_asked_for() -> None:
    text = """(module (func (export "f") (param i32) (result i32)
      (i8x16.extract_lane_u 0 (i8x16.swizzle (i8x16.splat (local.get 0)) (i8x16.splat (local.get 0))))))"""
    assert irtool.Instance(irtool.Module.from_text(text, lazy=True)).exports.f(7) == 7
    baseline = irtool.Instance(irtool.Module.from_text(text, cpu="x86-64", lazy=True))
    with pytest.raises(UnsupportedError, match="has_ssse3"):
        baseline.exports.f(7)
