"""Digests of functions (`ir/digest.py`): different whenever the functions are, and the same everywhere."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from irtool.compile import compile_module
from irtool.ir.digest import Digester
from irtool.ir.entities import AbiParam, ExtName, Signature
from irtool.ir.function import Function
from irtool.ir.text.printer import print_function
from irtool.ir.text.reader import parse_function, parse_functions
from irtool.settings import Settings
from librt.vecs import vec
from mypy_extensions import i32, i64
from text_functions import function_text

#: Something of every kind.
TEXT = """function %f(i64 sext, i32) -> i32, i64 system_v {
    ss0 = explicit_slot 16, align = 8
    gv0 = vmctx
    gv1 = load.i64 notrap aligned gv0+8
    gv2 = symbol colocated %data+4
    sig0 = (i64) -> i32, i32 fast
    sig1 = (i32) -> i32 tail
    fn0 = colocated %g sig0
    fn1 = u1:7 sig1
    const0 = 0x00112233445566778899aabbccddeeff
    stack_limit = gv1

block0(v0: i64, v1: i32):
    @10 v2, v3 = call fn0(v0)
    v4 = iadd v2, v3
    v5 = load.i32 notrap aligned v0+16
    v6 = icmp ult v4, v5
    v7 = vconst.i8x16 const0
    brif v6, block1(v4, v0), block2

block1(v8: i32, v9: i64):
    v10 = symbol_value.i64 gv2
    return v8, v9

block2 cold:
    v11 = stack_addr.i64 ss0+4
    br_table v4, block3(v11), [block3(v0), block3(v11)]

block3(v12: i64):
    v13 = call fn1(v4)
    trapnz v13, user3
    return v13, v12
}
"""


def digest(func: Function) -> bytes:
    return Digester().digest(func)


def test_it_is_the_same_for_the_same_text_in_every_process() -> None:
    functions = [parse_function(function_text(random.Random(seed))) for seed in range(20)]
    functions.append(parse_function(TEXT))
    program = f"""
import sys
from irtool.ir.digest import Digester
from irtool.ir.text.reader import parse_functions
for text in {[print_function(func) for func in functions]!r}:
    print(Digester().digest(parse_functions(text)[0]).hex())
"""
    again = [digest(parse_function(print_function(func))).hex() for func in functions]
    for seed in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parent.parent.parent,
        )
        assert done.stdout.split() == again


@pytest.mark.parametrize("rounds", [400, pytest.param(5000, marks=pytest.mark.slow)])
def test_functions_of_different_text_have_different_digests(rounds: int) -> None:
    """What is printed without the numbers of the text says what the function is."""
    texts: dict[bytes, str] = {}
    digester = Digester()
    functions = []
    for seed in range(rounds):
        func = parse_function(function_text(random.Random(seed), 1 + seed % 12))
        functions.append(func)  # a digester knows signatures by where they are
        func.labels = None
        text = print_function(func)
        assert texts.setdefault(digester.digest(func), text) == text
    assert len(texts) > rounds // 2


def edits() -> Iterator[tuple[str, str, str]]:
    """Changes of the text: a name, and what becomes what."""
    yield "name", "%f(", "%h("
    yield "extension", "i64 sext,", "i64 uext,"
    yield "convention", "i64 system_v", "i64 fast"
    yield "size of a slot", "explicit_slot 16", "explicit_slot 32"
    yield "alignment of a slot", "align = 8", "align = 16"
    yield "flags of a global", "load.i64 notrap aligned gv0", "load.i64 notrap gv0"
    yield "offset of a global", "gv0+8", "gv0+16"
    yield "place of a symbol", "symbol colocated", "symbol"
    yield "name of a symbol", "%data+4", "%date+4"
    yield "offset of a symbol", "%data+4", "%data+8"
    yield "convention of a callee", "i32, i32 fast", "i32, i32 tail"
    yield "name of a callee", "%g sig0", "%i sig0"
    yield "place of a callee", "colocated %g", "%g"
    yield "number of a callee", "u1:7", "u1:8"
    yield "namespace of a callee", "u1:7", "u2:7"
    yield "constant", "0x0011", "0x0012"
    yield "limit", "stack_limit = gv1", "stack_limit = gv0"
    yield "source location", "@10", "@11"
    yield "no source location", "@10 ", ""
    yield "opcode", "iadd v2", "isub v2"
    yield "operands", "iadd v2, v3", "iadd v3, v2"
    yield "flags", "load.i32 notrap aligned", "load.i32 notrap"
    yield "offset", "v0+16", "v0+20"
    yield "condition", "icmp ult", "icmp ule"
    yield "arguments of a target", "block1(v4, v0)", "block1(v5, v0)"
    yield "target", "block3(v0), block3(v11)]", "block3(v0)]"
    yield "cold", "block2 cold", "block2"
    yield "slot offset", "ss0+4", "ss0+8"
    yield "trap", "user3", "user4"
    yield "callee", "call fn1(v4)", "call fn1(v5)"
    yield "order", "    v4 = iadd v2, v3\n    v5", "    v5"


@pytest.mark.parametrize(("what", "old", "new"), list(edits()), ids=[row[0] for row in edits()])
def test_what_changes_a_function_changes_its_digest(what: str, old: str, new: str) -> None:
    assert TEXT.count(old) == 1, what
    changed = TEXT.replace(old, new)
    if what == "order":
        changed = changed.replace("v0+16\n", "v0+16\n    v4 = iadd v2, v3\n")
    one, other = parse_function(TEXT), parse_function(changed)
    assert digest(one) != digest(other)
    assert digest(one) == digest(parse_function(TEXT))


def test_numbers_of_the_text_and_places_do_not_count() -> None:
    text = TEXT.replace("v12", "v99").replace("\n\n", "\n\n; a comment\n\n")
    assert digest(parse_function(TEXT)) == digest(parse_function(text))


def columns(func: Function) -> "Iterator[tuple[str, vec[i32] | vec[i64], list[int]]]":
    """The columns of a function and the rows of each that say something."""
    blocks = func.block_list()
    insts = [inst for block in blocks for inst in func.inst_list(block)]
    operands = [
        place
        for inst in insts
        for place in range(func.arg_start[inst], func.arg_start[inst] + func.arg_count[inst])
    ]
    edges = [
        edge
        for inst in insts
        for edge in range(func.edge_start[inst], func.edge_start[inst] + func.edge_count[inst])
    ]
    operands += [
        place
        for edge in edges
        for place in range(func.edge_arg_start[edge], func.edge_arg_start[edge] + func.edge_arg_count[edge])
    ]
    operands += [
        place
        for block in blocks
        for place in range(func.param_start[block], func.param_start[block] + func.param_count[block])
    ]
    for name in ("op", "ty", "imm", "aux", "flags", "srcloc"):
        yield name, getattr(func, name), insts
    yield "pool", func.pool, operands
    yield "edge_block", func.edge_block, edges
    yield "value_type", func.value_type, list(range(len(func.value_type)))
    yield "block_cold", func.block_cold, blocks


def test_every_number_of_the_tables_counts() -> None:
    seen = set()
    func = parse_function(TEXT)
    first = digest(func)
    for name, column, rows in columns(func):
        for row in rows:
            old = int(column[row])
            for new in (old + 1, old ^ 1) if name != "block_cold" else (1 - old,):
                if 0 <= new < len(func.value_type) or name != "pool":
                    column[row] = new  # type: ignore[call-overload]
                    changed = digest(func)
                    assert changed != first and changed not in seen or new == old, (name, row)
            column[row] = old  # type: ignore[call-overload]
        assert digest(func) == first


def test_what_text_cannot_tell_apart_counts_too() -> None:
    """Changes through the API."""
    changes: list[Callable[[Function], object]] = [
        lambda func: func.global_values.append(func.global_values[0]),
        lambda func: func.constants.append(b"1"),
        lambda func: func.debug_tags.update({2: [("imm", 4)]}),
        lambda func: func.stack_maps.update({0: [(4, 0, 8)]}),
        lambda func: func.user_names.append(ExtName("", 1, 2)),
        lambda func: setattr(func, "stack_limit", -1),
        lambda func: setattr(func, "signature", Signature([AbiParam(4, "", "sret")], [], "system_v")),
        lambda func: func.remove_inst(1),
        lambda func: func.replace_value(4, 3),
    ]
    found = {digest(parse_function(TEXT))}
    for change in changes:
        func = parse_function(TEXT)
        change(func)
        found.add(digest(func))
    assert len(found) == len(changes) + 1


def test_many_operands_edges_and_results() -> None:
    """Counts that do not fit into the word of an instruction."""
    found = set()
    for count in (1022, 1023, 1024, 1025):
        values = ", ".join(["v0"] * count)
        types = ", ".join(["i32"] * count)
        targets = ", ".join(["block1"] * count)
        call = f"""function %f(i32) {{
    fn0 = %g({types}) -> {types} fast
block0(v0: i32):
    {", ".join(f"v{n + 1}" for n in range(count))} = call fn0({values})
    br_table v0, block1, [{targets}]
block1:
    return
}}"""
        found.add(digest(parse_function(call)))
    assert len(found) == 4


def test_a_digester_serves_many_functions() -> None:
    functions = parse_functions("\n".join(TEXT.replace("%f(", f"%f{n}(") for n in range(50)))
    digester = Digester()
    found = [digester.digest(func) for func in functions]
    assert len(set(found)) == 50
    assert found == [digest(func) for func in functions]


@pytest.mark.compiled_only
def test_it_costs_a_fraction_of_compiling() -> None:
    """A seventh is wanted; the rest is for what else the machine does."""
    lines = [f"    v{n + 2} = {('iadd', 'imul', 'bxor')[n % 3]} v{n + 1}, v{n}" for n in range(200)]
    body = "\n".join(lines)
    functions = parse_functions(
        "".join(
            f"function %f{n}(i64, i64) -> i64 {{\nblock0(v0: i64, v1: i64):\n{body}\n    return v201\n}}\n"
            for n in range(50)
        )
    )
    settings = Settings("x86_64", opt_level="speed")

    def seconds(work: Callable[[], object]) -> float:
        times = []
        for _ in range(5):
            before = time.process_time()
            work()
            times.append(time.process_time() - before)
        return min(times)

    digesting = seconds(lambda: [digest(func) for func in functions])
    compiling = seconds(lambda: compile_module(functions, "x86_64", settings))
    assert digesting < compiling / 4, (digesting, compiling)
