"""A session compiles function after function in the same tables, and no result shows it."""

import random
from pathlib import Path

import pytest
from irtool.backends.block_order import BlockOrder, order_blocks
from irtool.backends.code import CompiledCode
from irtool.bench.generate import generate
from irtool.compile import Session, compile_function, make_target
from irtool.ir.analysis.facts import AnalysisCache
from irtool.ir.clone import Copies, clone_function
from irtool.ir.errors import IrtoolError, UnsupportedError
from irtool.ir.function import Function
from irtool.ir.text.printer import print_function
from irtool.ir.text.reader import parse_function, parse_functions
from irtool.ir.text.testfile import parse_test_file
from irtool.ir.verify.verifier import verify
from irtool.passes.pipeline import optimize
from irtool.settings import Settings

ROOT = Path(__file__).resolve().parent.parent

CALLS = """
function %calls(i64, f64) -> i64, f64 system_v {
    ss0 = explicit_slot 24
    fn0 = %callee(i64, f64) -> i64 system_v
    fn1 = %other(i64) system_v
block0(v0: i64, v1: f64):
    v2 = stack_addr.i64 ss0
    v3 = f64const 0x1.8p3
    v4 = fadd v1, v3
    v5 = call fn0(v2, v4)
    call fn1(v5)
    brif v5, block1(v0), block2(v5)
block1(v6: i64):
    v7 = load.i64 v6+8
    jump block2(v7)
block2(v8: i64):
    return v8, v4
}
"""

EMPTY = "function %empty() system_v { block0: return }"

REFUSED = """
function %refused(i128, i64) -> i128 system_v {
block0(v0: i128, v1: i64):
    v2 = sdiv v0, v0
    v3 = load.i64 big v1
    v4 = uextend.i128 v3
    v5 = iadd v4, v2
    return v5
}
"""


def functions() -> list[Function]:
    """Functions of all sizes, small ones after large ones among them."""
    sizes = (300, 5, 40, 2000, 20, 20, 700, 10)
    made = [parse_functions(generate(size, seed))[0] for seed, size in enumerate(sizes)]
    return [*made, parse_function(CALLS), parse_function(EMPTY)]


def columns(code: CompiledCode) -> tuple[object, ...]:
    """Everything that is handed out, copied."""
    tables = (
        *(code.reloc_offset, code.reloc_kind, code.reloc_symbol, code.reloc_addend),
        *(code.trap_offset, code.trap_code, code.srcloc_offset, code.srcloc),
        *(code.call_sites, code.data_start, code.data_end, code.block_offset),
    )
    return (code.code, tuple(code.symbols), code.frame_size, *(tuple(table) for table in tables))


def settings_of(target: str, level: str) -> Settings:
    settings = Settings(target)
    settings.set("opt_level", level)
    settings.set("regalloc_checker", True)
    return settings


@pytest.mark.parametrize("level", ["none", "speed"])
@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_results_do_not_depend_on_what_was_compiled_before(target: str, level: str) -> None:
    settings = settings_of(target, level)
    funcs = functions()
    alone = [columns(compile_function(func, target, settings)) for func in funcs]
    session = Session(make_target(target, settings), settings)
    rng = random.Random(7)
    for _ in range(3):
        order = list(range(len(funcs)))
        rng.shuffle(order)
        codes = [session.compile(funcs[number]) for number in order]
        # Looked at only now: what a later call changes would show.
        for number, code in zip(order, codes, strict=True):
            assert columns(code) == alone[number]


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_many_functions_in_one_session(target: str) -> None:
    """Functions of the project's own run tests, in groups and in any order, come out as they do alone."""
    settings = settings_of(target, "speed")
    funcs = []
    for path in sorted((ROOT / "filetests" / "run").rglob("*.clif")):
        funcs += [function.func for function in parse_test_file(path.read_text(), str(path)).functions]
    rng = random.Random(11)
    rng.shuffle(funcs)
    funcs = [func for func in funcs if not verify(func)][:600]
    machine = make_target(target, settings)
    alone = [outcome(Session(machine, settings).compile_all([func])[0]) for func in funcs]
    session = Session(machine, settings)
    assert len(funcs) == 600 and sum(isinstance(what, tuple) for what in alone) > 500
    for _ in range(2):
        order = list(range(len(funcs)))
        rng.shuffle(order)
        codes = session.compile_all([funcs[number] for number in order])
        for number, code in zip(order, codes, strict=True):
            assert outcome(code) == alone[number], print_function(funcs[number])


def outcome(code: CompiledCode | IrtoolError) -> object:
    """What became of a function."""
    return columns(code) if isinstance(code, CompiledCode) else str(code)


def test_a_refused_function_leaves_nothing_behind() -> None:
    settings = settings_of("aarch64", "speed")
    session = Session(make_target("aarch64", settings), settings)
    func = parse_function(CALLS)
    expected = columns(session.compile(func))
    for _ in range(2):
        with pytest.raises(UnsupportedError):
            session.compile(parse_function(REFUSED))
        assert columns(session.compile(func)) == expected


def test_the_callers_function_stays_as_it_is() -> None:
    settings = settings_of("x86_64", "speed")
    session = Session(make_target("x86_64", settings), settings)
    funcs = functions()
    before = [print_function(func) for func in funcs]
    rows = [(len(func.op), len(func.value_type), len(func.pool)) for func in funcs]
    for func in funcs:
        session.compile(func)
    assert [print_function(func) for func in funcs] == before
    assert [(len(func.op), len(func.value_type), len(func.pool)) for func in funcs] == rows


def bare_text(func: Function) -> str:
    """The text of a function without the numbers that its own text had."""
    func.labels = None
    return print_function(func)


def test_copies_are_like_clones() -> None:
    copies = Copies()
    for func in [*functions(), *reversed(functions())]:
        copy = copies.copy(func)
        assert bare_text(copy) == bare_text(clone_function(func))
        # Rows beyond the room made for them go to tables of their own.
        for _ in range(2 * len(func.op) + 100):
            copy.make_value(copy.value_type[0] if len(copy.value_type) else 0, -1, 0)
        clone = clone_function(func)
        optimize(clone)
        again = copies.copy(func)
        assert optimize(again) == optimize(clone_function(func))
        assert bare_text(again) == bare_text(clone)


def test_facts_that_passes_leave_are_true() -> None:
    used = AnalysisCache()  # by one function after another, larger and smaller ones
    for func in [*functions(), *reversed(functions())]:
        used.clear()
        optimize(func, "speed", None, used)
        blocks = len(func.block_first)
        facts = [analyses(used, func, blocks), analyses(AnalysisCache(), func, blocks)]
        assert facts[0] == facts[1]


def analyses(facts: AnalysisCache, func: Function, blocks: int) -> list[list[int]]:
    """What is in use of all columns of the analyses, and of the order of machine blocks."""
    cfg, tree, loops = facts.cfg(func), facts.domtree(func), facts.loops(func)
    order = order_blocks(func, cfg, loops, BlockOrder())
    edges = int(cfg.succ_start[blocks])
    reachable, count = int(cfg.reachable), int(order.count)
    columns = [
        *((column, blocks + 1) for column in (cfg.succ_start, cfg.pred_start)),
        *((column, edges) for column in (cfg.succ_block, cfg.succ_edge, cfg.pred_block, cfg.pred_edge)),
        *((column, reachable) for column in (cfg.rpo, cfg.postorder, cfg.preorder, tree.preorder)),
        *((column, blocks) for column in (cfg.rpo_number, cfg.dfs_parent, tree.idom, tree.pre_number)),
        *((column, blocks) for column in (tree.pre_last, loops.block_loop, loops.block_depth, order.label)),
        *((column, int(loops.count())) for column in (loops.header, loops.parent, loops.depth)),
        *((column, count) for column in (order.ir_block, order.edge, order.depth, order.dominance)),
        (order.edge_label, len(func.edge_block)),
    ]
    return [list(column[:used]) for column, used in columns] + [[int(loops.irreducible)]]
