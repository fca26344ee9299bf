"""Modules of WebAssembly for another machine: the same instances, their code in an emulated processor."""

import io
import threading
from pathlib import Path

import irtool
import pytest
from irtool.backends.registry import host_name, target_names
from irtool.frontend.wasm import Tunables
from irtool.runtime.emulate import EmulationError
from irtool.runtime.platform import supported
from irtool.runtime.wasi import Wasi
from irtool.runtime.wasm.address_space import AddressSpace
from irtool.runtime.wasm.emulated_machine import emulated_machine
from irtool.runtime.wasm.guest_memory import GuestMemory
from irtool.runtime.wasm.linking import LinkError

pytest.importorskip("unicorn")
pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")

#: Every machine, this one too.
MACHINES = [name for name in target_names() if name in ("x86_64", "aarch64")]
OTHER = next(name for name in MACHINES if name != host_name())


def instance(
    text: str, imports: dict[str, object] | None = None, target: str = OTHER, **options: object
) -> irtool.Instance:
    """An instance under emulation; `imports` are those of module `e`."""
    module = irtool.Module.from_text(text, target=target, emulate=True, **options)
    return irtool.Instance(module, {"e": imports or {}})


@pytest.fixture(params=MACHINES)
def target(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def test_values_of_all_types_and_several_results(target: str) -> None:
    exports = instance(
        """(module
        (func (export "f") (param i32 i64 f32 f64 v128 i64 i64 i64 i64 i64 i64 f64)
                           (result i32 i64 f32 f64 v128 i64 f64)
          (i32.sub (local.get 0) (i32.const 1)) (i64.mul (local.get 1) (i64.const 3))
          (f32.neg (local.get 2)) (f64.sqrt (local.get 3)) (v128.not (local.get 4))
          (local.get 10) (local.get 11)))""",
        target=target,
    ).exports
    found = exports.f(-5, 1 << 40, 1.5, 16.0, bytes(range(16)), 1, 2, 3, 4, 5, 6, 0.25)
    assert found == (-6, 3 << 40, -1.5, 4.0, bytes(255 - n for n in range(16)), 6, 0.25)
    with pytest.raises(TypeError):
        exports.f(1)
    with pytest.raises(OverflowError):
        exports.f(1 << 40, 1, 1.0, 1.0, bytes(16), 1, 2, 3, 4, 5, 6, 0.25)


def test_memory_is_seen_in_place_and_keeps_its_views_when_it_grows(target: str) -> None:
    exports = instance(
        """(module (memory (export "m") 1 3)
        (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
        (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
        (func (export "grow") (result i32) (memory.grow (i32.const 1)))
        (func (export "fill") (memory.fill (i32.const 8) (i32.const 7) (i32.const 4)))
        (func (export "copy") (param i32) (memory.copy (i32.const 9) (local.get 0) (i32.const 4))))""",
        target=target,
    ).exports
    view = exports.m.view()
    exports.store(4, 0x04030201)
    assert bytes(view[4:8]) == b"\1\2\3\4"
    view[4] = 9
    assert exports.load(4) == 0x04030209
    with pytest.raises(irtool.Trap) as caught:
        exports.load(1 << 16)
    assert caught.value.code == "heap_oob"
    assert [frame.function for frame in caught.value.backtrace] == ["load"]
    assert exports.grow() == 1
    assert exports.load(1 << 16) == 0
    exports.fill()
    exports.copy(8)
    assert bytes(view[8:14]) == b"\7\7\7\7\7\0"
    with pytest.raises(irtool.Trap):
        exports.copy(-1)
    assert exports.grow() == 2
    assert exports.grow() == -1


@pytest.mark.parametrize("size", [2, 4, 8])
def test_a_store_that_is_partly_out_of_bounds_changes_nothing(target: str, size: int) -> None:
    opcode = {2: "i32.store16", 4: "i32.store", 8: "i64.store"}[size]
    number = f"({opcode[:3]}.const -1)"
    exports = instance(
        f"""(module (memory (export "m") 1)
        (func (export "f") (param i32) ({opcode} (local.get 0) {number})))""",
        target=target,
    ).exports
    for before in range(1, size):
        with pytest.raises(irtool.Trap, match="out of bounds"):
            exports.f(65536 - before)
    assert bytes(exports.m.view()[-8:]) == bytes(8)
    exports.f(65536 - size)
    assert bytes(exports.m.view()[-size:]) == b"\xff" * size


def test_traps_tell_code_function_byte_and_callers(target: str) -> None:
    exports = instance(
        """(module (table 1 funcref) (type $t (func))
        (func $inner (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
        (func (export "div") (param i32) (result i32) (i32.add (i32.const 1) (call $inner (local.get 0))))
        (func (export "null") (call_indirect (type $t) (i32.const 0)))
        (func (export "stop") unreachable)
        (func $rec (export "rec") (result i32) (i32.add (i32.const 1) (call $rec)))
        (func (export "fine") (result i32) (i32.const 3)))""",
        target=target,
    ).exports
    with pytest.raises(irtool.Trap) as caught:
        exports.div(0)
    assert caught.value.code == "int_divz"
    assert [frame.function for frame in caught.value.backtrace] == ["inner", "div"]
    assert caught.value.byte > 0
    for name, words in (("null", "uninitialized element"), ("stop", "unreachable"), ("rec", "call stack")):
        with pytest.raises(irtool.Trap, match=words):
            exports[name]()
    assert exports.fine() == 3


def test_functions_of_python_re_enter_and_raise(target: str) -> None:
    def work(number: int) -> int:
        if number == 0:
            raise KeyError("zero")
        return number if number == 1 else made.exports.run(number - 1) + 1

    made = instance(
        """(module (import "e" "work" (func $work (param i32) (result i32)))
        (func (export "run") (param i32) (result i32)
          (i32.mul (call $work (local.get 0)) (i32.const 2))))""",
        {"work": work},
        target=target,
    )
    assert made.exports.run(5) == 62
    with pytest.raises(KeyError, match="zero"):
        made.exports.run(0)
    assert made.exports.run(1) == 2


def test_wasm_exceptions_go_both_ways(target: str) -> None:
    error = irtool.Tag(["i32"])

    def work(number: int) -> None:
        raise irtool.WasmException(error, [number]) if number else ValueError("no number")

    exports = instance(
        """(module (import "e" "error" (tag $error (param i32)))
        (import "e" "work" (func $work (param i32)))
        (func (export "run") (param i32) (result i32)
          (block $all
            (block $caught (result i32)
              (try_table (catch $error $caught) (catch_all $all) (call $work (local.get 0)))
              (i32.const 0))
            (return))
          (i32.const -1))
        (func (export "fail") (param i32) (throw $error (local.get 0))))""",
        {"error": error, "work": work},
        target=target,
    ).exports
    assert exports.run(7) == 7
    assert exports.run(0) == -1
    with pytest.raises(irtool.WasmException) as caught:
        exports.fail(8)
    assert caught.value.payload == (8,)


def test_instances_of_one_machine_are_linked_and_those_of_two_are_not(target: str) -> None:
    text = """(module (table (export "t") 2 funcref) (memory (export "m") 1)
        (global (export "g") (mut funcref) (ref.null func))
        (func $f (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
        (elem (i32.const 0) $f))"""
    user = """(module (import "e" "f" (func $f (param i32) (result i32)))
        (import "e" "t" (table 2 funcref)) (import "e" "m" (memory 1))
        (func (export "direct") (param i32) (result i32) (i32.load8_u (call $f (local.get 0))))
        (func (export "table") (param i32) (result i32)
          (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0))))"""
    first = instance(text, target=target).exports
    exports = instance(user, dict(first), target=target).exports
    first.m.write(6, b"\x2a")
    assert exports.direct(5) == 42
    assert exports.table(5) == 6
    assert first.t[0](1) == 2
    native = irtool.Instance(irtool.Module.from_text(text)).exports
    for name in ("f", "t"):
        given = {**first, name: native[name]}
        with pytest.raises(LinkError, match=f"where emulated {target} is wanted"):
            instance(user, given, target=target)
    tag = irtool.Tag(["funcref"])
    text = '(module (import "e" "tag" (tag (param funcref))))'
    instance(text, {"tag": tag}, target=target)
    instance(text, {"tag": tag}, target=target)
    with pytest.raises(LinkError, match=f"is for emulated {target}, where {host_name()} is wanted"):
        irtool.Instance(irtool.Module.from_text(text), {"e": {"tag": tag}})
    with pytest.raises(TypeError, match=f"is for {host_name()}"):
        irtool.WasmException(tag, [native.f])
    with pytest.raises(TypeError, match=f"is for {host_name()}"):
        first.t[1] = native.f
    with pytest.raises(TypeError, match="is for"):
        first.g.value = native.f
    with pytest.raises(TypeError, match=f"is for emulated {target}"):
        native.t[1] = first.f


def test_it_is_refused_by_name_what_cannot_work() -> None:
    exports = instance('(module (func (export "f")))').exports
    with pytest.raises(irtool.UnsupportedError, match="f runs under emulation"):
        exports.f.address  # noqa: B018
    with pytest.raises(irtool.IrtoolError, match="pdp11"):
        irtool.Module.from_text("(module)", target="pdp11")


def test_a_loop_is_interrupted(target: str) -> None:
    import os
    import signal

    made = instance(
        '(module (func (export "f") (loop (br 0))))',
        target=target,
        tunables=Tunables(interruptible=True),
    )
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        made.exports.f()
    timer.join()


def test_threads_wait_for_each_other_in_one_processor() -> None:
    memory = irtool.Memory(1, 1, shared=True)
    made = instance(
        """(module (import "e" "m" (memory 1 1 shared))
        (func (export "wait") (result i32)
          (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const 20000000000)))
        (func (export "notify") (result i32) (memory.atomic.notify (i32.const 0) (i32.const 1))))""",
        {"m": memory},
    )
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(made.exports.wait()))
    thread.start()
    while not made.exports.notify():
        pass
    thread.join()
    assert found == [0]


def test_wasi_programs(target: str, tmp_path: Path) -> None:
    text = """(module
        (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
        (memory (export "memory") 1) (data (i32.const 8) "hello\\n")
        (func (export "_start")
          (i32.store (i32.const 0) (i32.const 8)) (i32.store (i32.const 4) (i32.const 6))
          (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 100)))
          (call $exit (i32.const 3))))"""
    out = io.BytesIO()
    module = irtool.Module.from_text(text, target=target, emulate=True)
    assert Wasi(["p"], stdout=out).run(module) == 3
    assert out.getvalue() == b"hello\n"


def test_many_instances_come_and_go() -> None:
    module = irtool.Module.from_text(
        '(module (memory 1) (func (export "f") (param i32) (result i32) (i32.load (local.get 0))))',
        target=OTHER,
    )
    for round_ in range(200):
        made = irtool.Instance(module)
        assert made.exports.f(8 * round_) == 0
        with pytest.raises(irtool.Trap):
            made.exports.f(1 << 16)
        del made
    for _ in range(20):  # code too
        again = irtool.Module.from_text(
            '(module (func (export "f") (result i32) (i32.const 1)))', target=OTHER
        )
        assert irtool.Instance(again).exports.f() == 1


class _Engine:
    """Notes what is shown."""

    def __init__(self) -> None:
        self.shown: dict[int, int] = {}

    def mem_map_ptr(self, start: int, size: int, rights: int, pointer: int) -> None:
        assert start == pointer
        assert all(start + size <= other or other + self.shown[other] <= start for other in self.shown)
        self.shown[start] = size

    def mem_unmap(self, start: int, size: int) -> None:
        assert self.shown.pop(start) == size


def test_what_is_shown_is_hidden_when_a_reservation_comes_to_lie_there() -> None:
    engine = _Engine()
    memory = GuestMemory(engine)
    space = AddressSpace(1 << 20)
    assert not memory.touch(space.address)  # nothing is usable
    space.make_usable(4096)
    assert memory.touch(space.address + 100)
    space.make_usable(16384)
    assert memory.touch(space.address + 5000)
    assert engine.shown == {space.address: 4096, space.address + 4096: 12288}
    assert not memory.touch(space.address + 16384)
    assert not memory.touch(0)
    start = space.address
    del space
    memory.update()
    assert not any(start <= each < start + (1 << 20) for each in engine.shown)


def test_a_wrong_access_of_code_is_no_trap() -> None:
    machine = emulated_machine(OTHER)
    with pytest.raises(EmulationError, match="FETCH_UNMAPPED"):
        machine.call(0x10000, 0, 0, 0)
