"""Translated WebAssembly runs natively as in wasmtime, and in the IR interpreter."""

import struct
from typing import Any

import irtool
import pytest
import wasmtime
from irtool.frontend.wasm import Tunables
from irtool.frontend.wasm.layout import ContextLayout
from irtool.frontend.wasm.reader import read_module
from irtool.frontend.wasm.text.assemble import assemble
from irtool.frontend.wasm.traps import trap_message
from irtool.ir.interp.interpreter import Interpreter
from irtool.runtime.platform import supported
from irtool.runtime.traps import Trap
from wasm_instance import Instance
from wasm_programs import Programs

pytestmark = pytest.mark.skipif(not supported(), reason="runs native code of this machine")

#: Messages of traps as far as wasmtime has them too.
MESSAGES = (
    "out of bounds memory",
    "integer divide by zero",
    "integer overflow",
    "unreachable",
    "indirect call type mismatch",
    "uninitialized element",
    "undefined element",
)
CALLS: list[tuple[str, tuple[int, ...]]] = [
    ("f0", (3, 5)),
    ("f1", (-1, 1 << 40)),
    ("f2", (0, 0)),
    ("check", ()),
]


def short(message: str) -> str:
    """The part of a trap message that both have."""
    for text in MESSAGES:
        if text in message:
            return text
    return message


def ours(binary: bytes, settings: list[str], calls: Any, tunables: Tunables | None = None) -> list[int | str]:
    """Results, or trap messages, of calls in one instance."""
    instance = Instance(binary, settings=settings, tunables=tunables)
    found: list[int | str] = []
    for name, arguments in calls:
        try:
            results = instance.call(name, list(arguments))
            found.append(results[0] if results else 0)
        except Trap as trap:
            found.append(short(trap_message(trap.number)))
    instance.close()
    return found


def theirs(binary: bytes, calls: Any) -> list[int | str]:
    """The same of wasmtime."""
    store = wasmtime.Store()
    module = wasmtime.Module(store.engine, binary)
    exports = wasmtime.Instance(store, module, []).exports(store)
    found: list[int | str] = []
    for name, arguments in calls:
        function: Any = exports[name]
        bits = 64
        if [str(ty) for ty in function.type(store).results] == ["i32"]:
            bits = 32
        try:
            result = function(store, *arguments)
            found.append(0 if result is None else result & (1 << bits) - 1)
        except wasmtime.Trap as trap:
            found.append(short(str(trap)))
    return found


@pytest.mark.parametrize("seed", range(25))
def test_random_programs(seed: int) -> None:
    text = Programs(seed).module()
    binary = bytes(wasmtime.wat2wasm(text))
    expected = theirs(binary, CALLS)
    for level in ("none", "speed"):
        assert ours(binary, [f"opt_level={level}"], CALLS) == expected, level


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1300))
def test_more_random_programs(seed: int) -> None:
    binary = bytes(wasmtime.wat2wasm(Programs(seed, functions=3, size=60).module()))
    expected = theirs(binary, CALLS)
    for level in ("none", "speed"):
        assert ours(binary, [f"opt_level={level}"], CALLS) == expected, level


@pytest.mark.parametrize(
    "tunables",
    [
        Tunables(guard_pages=False),
        Tunables(guard_pages=False, spectre_heap=False, spectre_table=False),
        Tunables(guard_pages=False, signal_traps=False),
        Tunables(memory_guard=1 << 16),
    ],
    ids=["checked", "no spectre", "no signals", "small guard"],
)
def test_every_way_of_checking_traps_alike(tunables: Tunables) -> None:
    for seed in range(8):
        binary = bytes(wasmtime.wat2wasm(Programs(seed).module()))
        assert ours(binary, [], CALLS, tunables) == theirs(binary, CALLS), seed


ACCESSES = """(module (memory {ty} 1 2) (data (i32.const 65532) "abcd")
 (func (export "byte") (param i32) (result i32) (i32.load8_u offset=65530 {index}))
 (func (export "word") (param i32) (result i32) (i32.load offset=0 {index}))
 (func (export "far") (param i32) (result i32) (i32.load8_u offset=0xffff0000 {index}))
 (func (export "last") (param i32) (result i32) (i32.load8_u offset=0xffffffff {index}))
 (func (export "put") (param i32) (i64.store offset=65520 {index} (i64.const -1))))"""


@pytest.mark.parametrize("ty", ["", "i64"])
@pytest.mark.parametrize("guard_pages", [True, False])
def test_the_ends_of_memory(ty: str, guard_pages: bool) -> None:
    index = "(i64.extend_i32_u (local.get 0))" if ty else "(local.get 0)"
    text = ACCESSES.format(ty=ty, index=index)
    if ty:
        text = text.replace("data (i32.const", "data (i64.const")
    binary = assemble(text.encode()).binary
    calls = [
        (name, (at,))
        for name in ("byte", "word", "far", "last", "put", "byte")
        for at in (0, 1, 5, 6, 8, 9, 65531, 65532, 65533, 65536, (1 << 31) - 1, (1 << 32) - 1)
    ]
    signed = [(name, (at - (1 << 32) if at >> 31 else at,)) for name, (at,) in calls]
    expected = theirs(binary, signed)
    assert ours(binary, [], calls, Tunables(guard_pages=guard_pages)) == expected
    assert expected.count("out of bounds memory") > 20


def test_calls_of_imports_and_through_tables() -> None:
    text = """(module
      (import "a" "add" (func $add (param i32 i64) (result i64)))
      (import "a" "none" (func $none))
      (type $t (func (param i32 i64) (result i64)))
      (table 4 funcref) (elem (i32.const 0) $add $own $none)
      (func $own (type $t) (i64.sub (local.get 1) (i64.extend_i32_s (local.get 0))))
      (func (export "direct") (result i64) (call $none) (call $add (i32.const 3) (i64.const 4)))
      (func (export "through") (param i32) (result i64)
        (call_indirect (type $t) (i32.const 3) (i64.const 4) (local.get 0)))
      (func (export "tail") (param i32) (result i64)
        (return_call_indirect (type $t) (i32.const 3) (i64.const 4) (local.get 0)))
      (func (export "own after") (param i32) (result i64)
        (i64.add (call_indirect (type $t) (i32.const 1) (i64.const 2) (i32.const 0))
                 (call_indirect (type $t) (i32.const 1) (i64.const 2) (local.get 0))))
      (func (export "tail import") (result i64) (return_call $add (i32.const 5) (i64.const 6)))
      (func (export "ref") (param i32) (result i64)
        (call_ref $t (i32.const 8) (i64.const 9)
          (block (result (ref $t)) (br_on_non_null 0 (ref.null $t)) (ref.func $own)))))"""
    calls: list[int] = []

    def add(x: int, y: int) -> int:
        return x + y

    def none() -> None:
        calls.append(1)

    instance = Instance(assemble(text.encode()).binary, [add, none])
    assert instance.call("direct", []) == [7] and calls == [1]
    assert instance.call("through", [0]) == [7]
    assert instance.call("through", [1]) == [1]
    assert instance.call("tail", [0]) == [7]
    assert instance.call("tail", [1]) == [1]
    assert instance.call("own after", [1]) == [4]
    assert instance.call("tail import", []) == [11]
    assert instance.call("ref", [0]) == [1]
    for index, message in (
        (2, "indirect call type mismatch"),
        (3, "uninitialized"),
        (4, "undefined element"),
    ):
        for name in ("through", "tail"):
            with pytest.raises(Trap) as caught:
                instance.call(name, [index])
            assert message in trap_message(caught.value.number)
    instance.close()


def test_tail_calls_need_no_stack() -> None:
    text = """(module
      (func $even (export "even") (param i32) (result i32)
        (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1))
          (else (return_call $odd (i32.sub (local.get 0) (i32.const 1)) (i64.const 0)))))
      (func $odd (param i32 i64) (result i32)
        (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 0))
          (else (return_call_indirect (param i32) (result i32)
                  (i32.sub (local.get 0) (i32.const 1)) (i32.const 0)))))
      (table funcref (elem $even)))"""
    instance = Instance(assemble(text.encode()).binary)
    assert instance.call("even", [1_000_000]) == [1]
    assert instance.call("even", [1_000_001]) == [0]
    instance.close()


def test_globals_memories_and_tables_keep_their_state() -> None:
    text = """(module
      (memory 1 3) (global $g (mut i64) (i64.const 5)) (table $t 2 5 funcref) (table $x 1 externref)
      (elem declare func $f)
      (func $f (result i32) (i32.const 77))
      (func (export "bump") (result i64)
        (global.set $g (i64.mul (global.get $g) (i64.const 3))) (global.get $g))
      (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
      (func (export "size") (result i32) (memory.size))
      (func (export "set") (param i32) (table.set $t (local.get 0) (ref.func $f)))
      (func (export "unset") (param i32) (table.set $t (local.get 0) (ref.null func)))
      (func (export "is null") (param i32) (result i32) (ref.is_null (table.get $t (local.get 0))))
      (func (export "call") (param i32) (result i32) (call_indirect $t (result i32) (local.get 0)))
      (func (export "grow table") (param i32) (result i32) (table.grow $t (ref.func $f) (local.get 0)))
      (func (export "table size") (result i32) (table.size $t))
      (func (export "keep") (param externref) (table.set $x (i32.const 0) (local.get 0)))
      (func (export "kept") (result externref) (table.get $x (i32.const 0))))"""
    instance = Instance(assemble(text.encode()).binary)

    def call(name: str, *arguments: int) -> int:
        results = instance.call(name, list(arguments))
        return results[0] if results else -1

    assert [call("bump"), call("bump")] == [15, 45]
    assert [call("grow", 1), call("size"), call("grow", 5), call("size")] == [1, 2, 0xFFFF_FFFF, 2]
    assert [call("is null", 0), call("set", 0), call("is null", 0), call("call", 0)] == [1, -1, 0, 77]
    call("unset", 0)
    with pytest.raises(Trap):
        call("call", 0)
    with pytest.raises(Trap) as caught:
        call("set", 2)
    assert trap_message(caught.value.number) == "out of bounds table access"
    assert [call("grow table", 2), call("table size"), call("call", 3)] == [2, 4, 77]
    assert call("grow table", 2) == 0xFFFF_FFFF
    call("keep", 0x1234_5678_9ABC)
    assert call("kept") == 0x1234_5678_9ABC
    instance.close()


def test_start_functions_and_segments() -> None:
    text = """(module (memory 1) (data (i32.const 8) "\\01\\02\\03\\04") (data $p "xyz")
      (func $main (memory.init $p (i32.const 12) (i32.const 1) (i32.const 2)) (data.drop $p))
      (start $main)
      (func (export "at") (param i32) (result i32) (i32.load (local.get 0)))
      (func (export "again") (memory.init $p (i32.const 0) (i32.const 1) (i32.const 1))))"""
    instance = Instance(assemble(text.encode()).binary)
    assert instance.call("at", [8]) == [0x04030201]
    assert instance.call("at", [12]) == [int.from_bytes(b"yz\0\0", "little")]
    with pytest.raises(Trap, match="heap_oob"):
        instance.call("again", [])
    instance.close()


# --- the IR interpreter ---------------------------------------------------------------------------

#: Expressions of one operand `(local.get 0)` and their results; what the backends may not do yet runs here.
VECTORS: list[tuple[str, str, str, bytes, bytes]] = [
    ("i16x8.extmul_high_i8x16_s (local.get 0) (local.get 0)", "v128", "v128", b"\xfe" * 16, b"\x04\x00" * 8),
    ("i32x4.dot_i16x8_s (local.get 0) (local.get 0)", "v128", "v128", b"\x03\0" * 8, b"\x12\0\0\0" * 4),
    ("i16x8.extadd_pairwise_i8x16_u (local.get 0)", "v128", "v128", b"\xff" * 16, b"\xfe\x01" * 8),
    ("f32x4.pmin (local.get 0) (f32x4.splat (f32.const 1))", "v128", "v128",
     struct.pack("<4f", 0, 1, 2, -3), struct.pack("<4f", 0, 1, 1, -3)),
    ("v128.bitselect (local.get 0) (i32x4.splat (i32.const 0)) (i8x16.splat (i32.const 15))", "v128", "v128",
     b"\xab" * 16, b"\x0b" * 16),
    ("i32x4.trunc_sat_f64x2_s_zero (local.get 0)", "v128", "v128",
     struct.pack("<2d", -2.9, 1e300), struct.pack("<4i", -2, (1 << 31) - 1, 0, 0)),
    ("i8x16.shuffle 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1 0 (local.get 0) (local.get 0)", "v128", "v128",
     bytes(range(16)), bytes(range(15, -1, -1))),
    ("i8x16.replace_lane 3 (local.get 0) (i32.const 0x1ff)", "v128", "v128",
     bytes(16), b"\0\0\0\xff" + bytes(12)),
    ("i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get 0) (local.get 0) (local.get 0)", "v128", "v128",
     b"\x01" * 16, struct.pack("<4I", *[0x01010101 + 4] * 4)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "param", "result", "given", "wanted"), VECTORS, ids=[r[0][:24] for r in VECTORS]
)
def test_vectors_in_the_interpreter(text: str, param: str, result: str, given: bytes, wanted: bytes) -> None:
    functions = irtool.translate(
        assemble(f"(module (func (param {param}) (result {result}) ({text})))".encode()).binary
    )
    assert Interpreter(functions).call("u0:0", [given]).values == [wanted]


@pytest.mark.parametrize(
    ("op", "given", "wanted"),
    [
        ("add128", (-1, 0, 1, 0), (0, 1)),
        ("sub128", (0, 1, 1, 0), (-1, 0)),
        ("mul_wide_s", (-3, 5), (-15, -1)),
        ("mul_wide_u", (-1, -1), (1, -2)),
    ],
)
def test_wide_arithmetic_in_the_interpreter(op: str, given: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    params = " ".join(["i64"] * len(given))
    gets = " ".join(f"(local.get {i})" for i in range(len(given)))
    text = f"(module (func (param {params}) (result i64 i64) (i64.{op} {gets})))"
    outcome = Interpreter(irtool.translate(assemble(text.encode()).binary)).call("u0:0", list(given))
    assert outcome.values == [number & (1 << 64) - 1 for number in wanted]


@pytest.mark.parametrize("seed", range(10))
def test_random_arithmetic_in_the_interpreter(seed: int) -> None:
    programs = Programs(seed + 500)
    programs.budget = 60
    keep = programs.pick

    def pick(items: Any) -> Any:
        """Nothing that needs the context."""
        while True:
            item = keep(items)
            if getattr(item, "__name__", "") not in ("load", "global_get", "call", "call_indirect"):
                return item

    programs.pick = pick  # type: ignore[method-assign]
    programs.statements = lambda: ""  # type: ignore[method-assign]
    text = f"""(module (func (export "f") (param i32 i64) (result i64) (local i32 i64 i32 i64)
        {programs.expr("i64")}))"""
    binary = bytes(wasmtime.wat2wasm(text))
    for arguments in ((0, 0), (-1, 1 << 40), (7, -9)):
        (wanted,) = theirs(binary, [("f", arguments)])
        outcome = Interpreter(irtool.translate(binary)).call("u0:0", list(arguments))
        names = {"int_divz": "integer divide by zero", "int_ovf": "integer overflow"}
        assert (names[outcome.trap] if outcome.trap else outcome.values[0]) == wanted


# --- the context --------------------------------------------------------------------------------------


def test_the_layout_of_the_context_does_not_overlap() -> None:
    text = """(module
      (import "a" "m" (memory 1)) (import "a" "t" (table 1 funcref)) (import "a" "g" (global i32))
      (import "a" "f" (func)) (import "a" "e" (tag))
      (memory 1) (table 1 externref) (global i64 (i64.const 1)) (func) (tag)
      (export "h" (func 1)))"""
    module = read_module(assemble(text.encode()).binary)
    module.referenced = bytearray([1, 1])
    layout = ContextLayout(module)
    parts = [(0, 32)]
    parts += [(int(layout.memory(0)), 8), (int(layout.memory(1)), 16)]
    parts += [(int(layout.table(0)), 8), (int(layout.table(1)), 16)]
    parts += [(int(layout.global_(0)), 8), (int(layout.global_(1)), 16)]
    parts += [(layout.function_record(0), 32), (layout.function_record(1), 32)]
    parts += [(layout.tag(0), 8), (layout.tag(1), 8), (int(layout.signature_id(0)), 4)]
    parts.sort()
    for (start, size), (following, _) in zip(parts, parts[1:], strict=False):
        assert start + size <= following
    assert parts[-1][0] + parts[-1][1] <= layout.size
    assert layout.global_(1) % 16 == 0 and layout.function_record(0) % 16 == 0
