"""Checks of memory accesses: how many there are, that they trap where they must, and not before a store."""

import itertools

import pytest
from irtool.frontend.wasm import Tunables, translate_module
from irtool.frontend.wasm.text.assemble import assemble
from irtool.ir.function import Function
from irtool.ir.opcodes import OPS
from irtool.runtime.platform import supported
from wasm_judge import Call, ours, theirs

CHECKED = Tunables(guard_pages=False)
WAYS = {
    "spectre": CHECKED,
    "traps": Tunables(guard_pages=False, spectre_heap=False, spectre_table=False),
    "no signals": Tunables(guard_pages=False, signal_traps=False),
    "no signals, no spectre": Tunables(guard_pages=False, signal_traps=False, spectre_heap=False),
    "small guard": Tunables(memory_guard=1 << 16),
}


def function(body: str, memory: str = "1 2", tunables: Tunables = CHECKED) -> Function:
    """The function with a body of a module with a memory; the parameter 0 is an i32 and 1 an i64."""
    text = f"""(module (memory {memory}) (memory $other 1) (global $g (mut i32) (i32.const 0))
        (table 1 funcref) (func $f) (func (param i32 i64) (local i32) {body}))"""
    return translate_module(assemble(text.encode()).binary, tunables=tunables)[1][1]


def count(func: Function, *names: str) -> int:
    """How many instructions have these opcodes."""
    return sum(OPS[int(op)].name in names for op in func.op)


def checks(body: str, memory: str = "1 2") -> int:
    """Checks in a function."""
    return count(function(body, memory), "select_spectre_guard")


def load(offset: int, index: str = "(local.get 0)") -> str:
    """A load whose value is not used."""
    return f"(drop (i32.load offset={offset} {index}))"


def store(offset: int, index: str = "(local.get 0)") -> str:
    """A store."""
    return f"(i32.store offset={offset} {index} (i32.const 7))"


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (load(8) + load(4) + load(0), 1),
        (load(0) + load(4) + load(8), 1),  # raised
        (load(0) + store(4) + load(4) + load(0), 1),
        (store(8) + store(4) + store(0), 1),
        (store(0) + store(4), 2),  # the first store is seen before the second traps
        (load(0) + store(0) + load(8), 2),
        (store(0) + load(0) + load(4), 2),
        (load(0) + "(call $f)" + load(0), 2),  # the memory could have moved
        (load(0) + "(drop (memory.grow (i32.const 1)))" + load(0), 2),
        (load(0) + "(global.set $g (i32.const 1))" + load(4), 2),
        (load(4) + "(global.set $g (i32.const 1))" + load(0), 1),
        (load(0) + "(drop (i32.div_u (i32.const 1) (local.get 0)))" + load(4), 2),
        (load(0) + "(drop (i32.mul (i32.const 3) (local.get 0)))" + load(4), 1),
        (load(0) + "(drop (table.get (i32.const 0)))" + load(4), 3),  # one is of the table
        (load(0) + "(drop (i32.load $other (local.get 0)))" + load(4), 2),
        (load(0) + "(br_if 0 (local.get 0))" + load(4), 2),
        (load(4) + "(br_if 0 (local.get 0))" + load(0), 1),
        (load(4) + "(if (local.get 0) (then (nop)))" + load(0), 2),  # behind a join
        (load(0) + load(0, "(i32.wrap_i64 (local.get 1))"), 2),
        (load(0) + "(local.set 0 (i32.const 5))" + load(0), 1),  # the second is in bounds of any memory
        (load(0) + load(4095) + load(4000), 1),
        (load(4096) + load(5000), 1),
        (load(4092) + load(4096), 2),
        (load(65532, "(i32.const 0)"), 0),
        (load(65533, "(i32.const 0)"), 1),
        (load(0, "(i32.const -4)"), 1),
        (load(65528) + load(65532), 1),
        (load(65528) + load(65536), 2),
    ],
)
def test_how_many_checks_there_are(body: str, number: int) -> None:
    func = function(body.replace("i32.load $other", "i32.load 1"))
    assert count(func, "select_spectre_guard") == number


def test_64_bit_indices_share_checks_too() -> None:
    at = "(local.get 1)"
    assert checks(load(0, at) + load(4, at) + load(0, at), "i64 1 2") == 1
    assert checks(load(1 << 40, at) + load((1 << 40) + 4, at), "i64 1 2") == 1
    assert checks(load(1 << 60, at) + load(1 << 60, at), "i64 1 2") == 2


def test_the_guard_scheme_has_no_checks() -> None:
    body = load(0) + store(4) + load((1 << 31) - 5) + "(drop (v128.load offset=4096 (local.get 0)))"
    func = function(body, tunables=Tunables())
    assert count(func, "icmp", "select_spectre_guard", "trapnz", "uadd_overflow_trap", "select") == 0
    beyond = function(load((1 << 31) - 4), tunables=Tunables())
    assert count(beyond, "select_spectre_guard") == 1


@pytest.mark.skipif(not supported(), reason="runs native code of this machine")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("wide", [False, True])
def test_accesses_trap_at_exact_boundaries(way: str, wide: bool) -> None:
    """All orders of three accesses, some of them stores, at all indices around the end."""
    functions = []
    orders = [*itertools.permutations((0, 4, 9)), (4092, 4096, 4100), (8192, 4096, 0)]
    for order in orders:
        for stores in range(8):
            body = ""
            for i, offset in enumerate(order):
                if stores >> i & 1:
                    body += f"(i32.store8 offset={offset} (local.get 0) (i32.const {i + 1}))"
                else:
                    body += (
                        f"(local.set 1 (i32.add (i32.load8_u offset={offset} (local.get 0)) (local.get 1)))"
                    )
            ty = "i64" if wide else "i32"
            name = f"{'_'.join(map(str, order))}_{stores}"
            functions.append(
                f'(func (export "{name}") (param {ty}) (result i32) (local i32) {body} (local.get 1))'
            )
    memory = "i64 1 2" if wide else "1 2"
    binary = assemble(f'(module (memory (export "memory") {memory}) {" ".join(functions)})'.encode()).binary
    names = [text.split('"')[1] for text in functions]
    calls = []
    for name in names:
        last = max(int(number) for number in name.split("_")[:3])
        for at in (65536 - last - 1, 65536 - last, 65535, 65536, -1):
            calls.append(Call(name, (at,)))
        calls.append(Call(name, (65536 - 5,)))
    expected = theirs(binary, calls)
    assert expected is not None
    assert "memory" in expected.results
    for level in ("none", "speed"):
        assert ours(binary, calls, level, WAYS[way]) == expected, level
