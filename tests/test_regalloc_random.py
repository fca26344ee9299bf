"""Register allocation of random programs, judged by the symbolic checker and by simulation; and the
checker itself, judged by mutations of right allocations."""

import ast
import hashlib
import time
from pathlib import Path
from random import Random

import irtool.regalloc
import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from irtool.regalloc.__main__ import judge as fuzz
from irtool.regalloc.__main__ import program_of
from irtool.regalloc.allocate import allocate
from irtool.regalloc.checker import check, check_input
from irtool.regalloc.contract import (
    FIXED,
    SLOT_BASE,
    MachineEnv,
    RegallocError,
    RegallocInput,
    RegallocOutput,
    operand_constraint,
)
from irtool.regalloc.features import ALL, HINTS, HOLES, POSITIONS, REMAT, STORES
from irtool.regalloc.program_text import program_text
from irtool.regalloc.random_programs import KINDS, Shape, random_program
from irtool.regalloc.show import dump
from irtool.regalloc.testing import make_env, simulate
from irtool.regalloc.workspace import Workspace
from librt.vecs import vec
from mypy_extensions import i32, i64, u8


def judge(inp: RegallocInput, env: MachineEnv) -> RegallocOutput:
    """Allocate and ask both judges."""
    assert check_input(inp, env) == []
    out = allocate(inp, env)
    assert check(inp, env, out) == [], dump(inp, out)
    for seed in range(3):
        assert simulate(inp, env, out, seed, 40) == [], dump(inp, out)
    return out


@given(
    seed=st.integers(0, 1 << 30),
    blocks=st.integers(1, 14),
    insts=st.integers(1, 10),
    ints=st.sampled_from([3, 4, 5, 14]),
    floats=st.sampled_from([3, 4, 15]),
    calls=st.sampled_from([0.0, 0.2, 0.6]),
    fixed=st.sampled_from([0.0, 0.2, 0.7]),
    shuffle=st.booleans(),
    reach=st.sampled_from([3, 10, 40]),
)
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_random_programs(
    seed: int,
    blocks: int,
    insts: int,
    ints: int,
    floats: int,
    calls: float,
    fixed: float,
    shuffle: bool,
    reach: int,
) -> None:
    shape = Shape(blocks, insts, ints, floats, calls, fixed, shuffle, reach)
    judge(random_program(seed, shape), make_env(ints, floats))


def test_programs_are_the_same_in_both_forms() -> None:
    """What a seed means does not depend on whether irtool is compiled."""
    digest = hashlib.sha256()
    for seed in range(150):
        digest.update(program_text(*program_of(seed, "")).encode())
    assert digest.hexdigest()[:16] == "75b9d045347edc31"


@pytest.mark.parametrize("chunk", range(10))
def test_seeded_programs(chunk: int) -> None:
    """500 programs of all kinds."""
    insts, failures = fuzz(50 * chunk, 50, "", ALL)
    assert failures == []
    assert insts > 1000


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(20))
def test_ten_thousand_programs(chunk: int) -> None:
    """`python -m irtool.regalloc` in pieces."""
    assert fuzz(500 * chunk, 500, "", ALL)[1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind(kind: str) -> None:
    """A few of each kind, with everything and with single features off."""
    count = 1 if kind in ("huge", "parameters") else 5
    for features in (ALL, 0, ALL & ~HOLES, ALL & ~POSITIONS, ALL & ~HINTS, ALL & ~REMAT, ALL & ~STORES):
        assert fuzz(1000, count, kind, features)[1] == []


def entries_of_loops(inp: RegallocInput) -> int:
    """Blocks other than the target that enter a strongly connected region from outside, at most, summed over
    its blocks with entries but the first: more than 0 where flow is irreducible."""
    succs = [list(inp.succ[inp.succ_start[b] : inp.succ_start[b + 1]]) for b in range(inp.num_blocks())]
    graph = networkx.DiGraph([(b, int(t)) for b, targets in enumerate(succs) for t in targets])
    extra = 0
    for region in networkx.strongly_connected_components(graph):
        if len(region) > 1:
            entered = {t for b, t in graph.edges if t in region and b not in region}
            extra += max(len(entered) - 1, 0)
    return extra


def test_kinds_are_what_they_say() -> None:
    """The shapes that the allocator must be tried on do come up."""
    tangled = [program_of(seed, "irreducible")[0] for seed in range(30)]
    assert sum(entries_of_loops(inp) > 0 for inp in tangled) > 10
    nests = [program_of(seed, "nests")[0] for seed in range(30)]
    assert max(max(inp.loop_depth) for inp in nests) == 5  # the generator's cap
    assert max(inp.num_blocks() for inp in nests) > 60
    assert max(program_of(seed, "huge")[0].num_insts() for seed in range(8)) > 1000
    params = [program_of(seed, "parameters")[0] for seed in range(12)]
    assert (
        max(inp.param_start[b + 1] - inp.param_start[b] for inp in params for b in range(inp.num_blocks()))
        > 900
    )
    fixed = [program_of(seed, "fixed")[0] for seed in range(20)]
    constraints = [operand_constraint(operand) for inp in fixed for operand in inp.operands]
    assert constraints.count(FIXED) > 0.4 * len(constraints)
    switches = [program_of(seed, "switches")[0] for seed in range(20)]
    assert (
        max(inp.succ_start[b + 1] - inp.succ_start[b] for inp in switches for b in range(inp.num_blocks()))
        > 30
    )
    empty = [program_of(seed, "empty")[0] for seed in range(20)]
    assert any(len(inp.operands) < inp.num_blocks() for inp in empty)


def test_checker_knows_nothing_of_the_allocator() -> None:
    """It shares the contract with it, and nothing else."""
    for name in ("checker.py", "check_input.py", "check_flow.py"):
        tree = ast.parse((Path(irtool.regalloc.__file__).parent / name).read_text())
        modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert modules <= {"bisect", "typing", "contract", "check_input", "check_flow"}


def column(name: str, items: list[int]) -> object:
    """A column of `RegallocOutput`, in the width that it has."""
    if name == "allocs":
        return vec[i64](items)
    return vec[u8](items) if name == "move_class" else vec[i32](items)


def copy_output(out: RegallocOutput) -> RegallocOutput:
    """A deep copy."""
    other = RegallocOutput()
    for name in ("allocs", "move_point", "move_from", "move_to", "move_vreg", "move_class"):
        setattr(other, name, column(name, list(getattr(out, name))))
    other.num_spillslots = out.num_spillslots
    other.used_regs = out.used_regs
    return other


def drop_move(out: RegallocOutput, row: int) -> None:
    """Remove one move."""
    for name in ("move_point", "move_from", "move_to", "move_vreg", "move_class"):
        items = list(getattr(out, name))
        del items[row]
        setattr(out, name, column(name, items))


def mutate(rng: Random, out: RegallocOutput, ints: int) -> None:
    """Break something: another register for an operand or a move, or a move less."""
    kind = rng.randrange(3)
    if kind == 0 and len(out.allocs):
        row = rng.randrange(len(out.allocs))
        alloc = int(out.allocs[row])
        if alloc >= SLOT_BASE:
            out.allocs[row] = SLOT_BASE + rng.randrange(out.num_spillslots)
        else:
            out.allocs[row] = (alloc & 32) + rng.randrange(ints)
    elif len(out.move_point):
        row = rng.randrange(len(out.move_point))
        if kind == 1:
            drop_move(out, row)
        elif int(out.move_to[row]) < SLOT_BASE:
            out.move_to[row] = (out.move_to[row] & 32) + rng.randrange(ints)
        else:
            out.move_to[row] = SLOT_BASE + rng.randrange(out.num_spillslots)


def test_checker_catches_what_goes_wrong() -> None:
    """Whenever a mutated allocation computes something else, the checker must have said so; and it
    says so for most mutations."""
    caught = wrong = changed = 0
    for seed in range(60):
        rng = Random(seed)
        inp = random_program(seed, Shape(6, 6, 4, 4))
        env = make_env(4, 4)
        right = allocate(inp, env)
        for _ in range(12):
            out = copy_output(right)
            mutate(rng, out, 4)
            if list(out.allocs) == list(right.allocs) and list(out.move_to) == list(right.move_to):
                continue
            changed += 1
            problems = check(inp, env, out)
            differs = any(simulate(inp, env, out, path, 40) for path in range(4))
            assert problems or not differs, dump(inp, out)
            caught += bool(problems)
            wrong += differs
    assert changed > 400
    assert caught > 0.8 * changed
    assert caught >= wrong > 0.3 * changed


def test_checker_refuses_bad_shapes() -> None:
    inp = random_program(3, Shape(6, 8, 4, 4))
    env = make_env(4, 4)
    right = allocate(inp, env)
    assert len(right.move_point) > 2

    out = copy_output(right)
    out.allocs = vec[i64](list(out.allocs)[:-1])
    assert "allocations for" in check(inp, env, out)[0]

    out = copy_output(right)
    out.move_point[0] = 2 * inp.num_insts()
    assert "out of order" in check(inp, env, out)[0]

    out = copy_output(right)
    out.move_to[0] = 40 if right.move_class[0] == 0 else 1
    assert any("bad target" in text for text in check(inp, env, out))

    out = copy_output(right)
    out.num_spillslots = 0
    assert any("place" in text or "bad" in text for text in check(inp, env, out))


def test_large_function_scales() -> None:
    """20,000 instructions take not much more than ten times what 2,000 take."""
    seconds = []
    for blocks in (230, 2300):
        inp = random_program(1, Shape(blocks, 12, 14, 15, calls=0.05, far=0.0))
        env = make_env(14, 15)
        best = 1e9
        for _ in range(2):
            start = time.process_time()
            out = allocate(inp, env)
            best = min(best, time.process_time() - start)
        seconds.append(best / inp.num_insts())
        assert check(inp, env, out) == []
    assert seconds[1] < 4 * seconds[0]


def test_result_does_not_depend_on_history() -> None:
    inp = random_program(11, Shape(8, 8, 5, 4))
    env = make_env(5, 4)
    first = dump(inp, allocate(inp, env))
    allocate(random_program(12, Shape(8, 8, 5, 4)), env)
    assert dump(inp, allocate(inp, env)) == first


def test_tables_serve_one_function_after_another() -> None:
    """What an earlier allocation left in the tables, be it one that failed, does not show."""
    work, out = Workspace(), RegallocOutput()
    refused = 0
    for seed in range(300):
        inp, env = program_of(seed, list(KINDS)[seed % len(KINDS)])
        alone = dump(inp, allocate(inp, env))
        assert dump(inp, allocate(inp, env, ALL, work, out)) == alone
        try:
            allocate(inp, make_env(1, 1), ALL, work, out)
        except RegallocError:
            refused += 1
    assert refused > 100
