"""What the allocator leaves in the code that runs, and what its features buy."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from irtool.bench import regalloc_quality
from irtool.bench.kernels import KERNELS, TIGHT, Kernel
from irtool.bench.local_estimate import local_moves
from irtool.bench.regalloc_cost import measure as measure_cost
from irtool.bench.regalloc_quality import Build, measure_kernel
from irtool.bench.regalloc_run import MOST_BYTES, MOST_NANOSECONDS, cost_text
from irtool.bench.regalloc_run import measure_cost as measure_in_process
from irtool.bench.regalloc_shapes import EDGE_MOVES, SHAPES, bench_env
from irtool.cli.version import is_compiled
from irtool.compile import make_target
from irtool.ir.text.reader import parse_functions
from irtool.ir.verify.verifier import verify
from irtool.regalloc.allocate import allocate
from irtool.regalloc.checker import check, check_input
from irtool.regalloc.features import ALL, HINTS, HOLES, POSITIONS, REMAT, STORES
from irtool.regalloc.program_text import parse_program

TARGETS = ("x86_64", "aarch64")


def kernel(name: str) -> Kernel:
    return next(kernel for kernel in KERNELS if kernel.name == name)


@pytest.mark.parametrize("one", KERNELS, ids=lambda one: one.name)
def test_loops_that_fit_hold_no_spill(one: Kernel) -> None:
    """Nothing is stored, reloaded or read from a slot in a loop, but on cold paths, where registers
    suffice: everywhere on aarch64, and in all kernels but the tight ones on x86-64."""
    funcs = parse_functions(one.text)
    assert [error for func in funcs for error in verify(func)] == []
    for target in TARGETS:
        for level in ("none", "speed"):
            traffic = Build(funcs, make_target(target), level, ALL).loop_traffic()
            spills = traffic["stores"] + traffic["reloads"] + traffic["operands"]
            if target == "aarch64" or one.name not in TIGHT:
                assert spills == 0, (target, level, traffic)
            else:
                assert spills > 0, "no longer tight"


def executed(name: str, target: str, features: int) -> dict[str, int]:
    """Counts of a kernel with one mask."""
    return measure_kernel(kernel(name), make_target(target), "speed", {"it": features})["it"]


def test_holes_buy_registers() -> None:
    """The call on the cold path lies in a hole of what the hot path keeps in registers."""
    for target in TARGETS:
        everything, without = (executed("cold_call", target, mask) for mask in (ALL, ALL & ~HOLES))
        assert without["instructions"] > 1.2 * everything["instructions"]


def test_positions_keep_reloads_out_of_loops() -> None:
    everything, without = (executed("idle", "x86_64", mask) for mask in (ALL, ALL & ~POSITIONS))
    assert without["reloads"] > 1.05 * everything["reloads"]
    everything, without = (executed("constants", "aarch64", mask) for mask in (ALL, ALL & ~POSITIONS))
    assert without["remats"] > 1.3 * everything["remats"]


def test_hints_save_moves() -> None:
    for target in TARGETS:
        everything, without = (executed("hot_call", target, mask) for mask in (ALL, ALL & ~HINTS))
        assert without["moves"] > 1.5 * everything["moves"]


def test_rematerialised_constants_need_no_slot() -> None:
    for target in TARGETS:
        everything, without = (executed("constants", target, mask) for mask in (ALL, ALL & ~REMAT))
        assert everything["stores"] + everything["reloads"] + everything["operands"] == 0
        assert everything["remats"] > 100
        assert without["remats"] == 0
        assert without["reloads"] + without["operands"] > 100


def test_stores_stand_where_they_cost_least() -> None:
    for target in TARGETS:
        everything, without = (executed("cold_call", target, mask) for mask in (ALL, ALL & ~STORES))
        assert without["stores"] > 10 * everything["stores"]


def test_every_mask_computes_the_same() -> None:
    """`measure_kernel` compares each run with the interpreter."""
    for target in TARGETS:
        found = measure_kernel(kernel("sort"), make_target(target), "none", regalloc_quality.MASKS)
        assert set(found) == set(regalloc_quality.MASKS)
        assert all(counts["instructions"] > 3000 for counts in found.values())


# --- cost ---


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_are_sound(shape: str) -> None:
    inp = SHAPES[shape](1500)
    env = bench_env()
    assert check_input(inp, env) == []
    assert check(inp, env, allocate(inp, env)) == []
    assert 1500 <= inp.num_vregs() < 2700
    if shape == "edge_moves":
        assert (
            max(inp.edge_arg_start[e + 1] - inp.edge_arg_start[e] for e in range(inp.num_edges()))
            == EDGE_MOVES
        )


@pytest.mark.parametrize("shape", ["straight", "loop_nest", "small_blocks", "edge_moves", "calls"])
@pytest.mark.compiled_only
def test_memory(shape: str) -> None:
    """Peak memory of the tables by virtual register."""
    if not is_compiled():
        pytest.skip("irtool is not compiled here")
    entry = measure_in_process(shape, 10_000)
    assert 50 < entry["peak_bytes"] / entry["vregs"] <= MOST_BYTES


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.compiled_only
def test_cost_grows_no_faster_than_n_log_n(shape: str) -> None:
    """From 3,000 to 30,000 virtual registers, with room for a busy machine."""
    if not is_compiled():
        pytest.skip("irtool is not compiled here")
    small, large = (measure_cost(shape, size) for size in (3_000, 30_000))
    assert large["seconds"] / large["vregs"] < 3 * small["seconds"] / small["vregs"]


@pytest.mark.slow
@pytest.mark.compiled_only
@pytest.mark.parametrize("shape", SHAPES)
def test_a_million_virtual_registers(shape: str) -> None:
    if not is_compiled():
        pytest.skip("irtool is not compiled here")
    small, large = (measure_in_process(shape, size) for size in (10_000, 1_000_000))
    assert large["seconds"] / large["vregs"] < 4 * small["seconds"] / small["vregs"]
    assert large["peak_bytes"] / large["vregs"] < 1.3 * small["peak_bytes"] / small["vregs"]


def test_moves_of_a_local_allocator() -> None:
    inp, env = parse_program(
        """registers 4 int, 1 float
v2 remat
block0:
 0 def v0:reg, def v1:reg
 1 def v2:reg
 2 use v1:reg
   -> block1(v0, v2)
block1(v3, v4):
 3 use v0:reg, use v0:reg, use v3:reg, use v2:reg
"""
    )
    # v0 is stored; its argument and v2's are stored into the parameters; v0, v2 and v3 are loaded.
    assert local_moves(inp, int(env.int_mask | env.float_mask)) == 1 + 2 + 3


def test_growth_is_shown() -> None:
    entry = {"vregs": 100, "insts": 50, "seconds": 1e-5, "peak_bytes": 20_000, "compiled": True}
    larger = {**entry, "vregs": 200, "insts": 100, "seconds": 3e-5}
    lines = [line.split() for line in cost_text({"straight": [entry, larger]})]
    assert ["straight", "200", "300"] in lines  # ns per instruction
    assert ["straight", "100", "150"] in lines  # ns per virtual register
    assert ["straight", "200", "100"] in lines  # bytes per virtual register
    assert ["growth", "per", "virtual", "register", "100", "->", "200"] in lines
    assert ["straight", "1.50"] in lines
    assert ["(n", "log", "n)", "1.15"] in lines


def test_command_line(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    command = [sys.executable, "-m", "irtool", "bench", "--regalloc", "--target", "aarch64", "--kernels"]
    done = subprocess.run(
        [*command, "sum,fib", "--shapes", "straight,code_aarch64", "--sizes", "50", "--json", str(out)],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    result = json.loads(out.read_text())
    assert set(result["cost"]) == {"straight", "code_aarch64"}
    assert set(result["quality"]["aarch64"]) == {"sum", "fib"}
    for text in ("ns per instruction", "peak bytes per virtual register", "no hints", "worst kernel"):
        assert text in done.stdout
    assert f"{MOST_NANOSECONDS} ns per instruction" in done.stdout
    assert "a one-pass local allocator" in done.stdout
    wrong = subprocess.run([*command, "pi"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert "unknown kernel 'pi'" in wrong.stderr
