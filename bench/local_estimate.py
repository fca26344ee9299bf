"""What a one-pass local allocator would leave in the code: a lower bound, counted without making one.

Such an allocator keeps a value in a register only within its block. A value that lives across blocks, or
a block parameter, is stored once where it is made, and loaded in each block that uses it; an argument of an
edge is loaded and stored into the parameter's slot, unless the two share it. Values of one block cost
nothing (this is the bound: they may be spilled too), and constants are made again instead of loaded.

The figures decide whether a second allocator for `opt_level=none` would pay: what it could save is a part
of the allocation's time, what it costs is the emission of these instructions and their execution.
"""

from time import process_time
from typing import Any, Final

from ..backends.emit import emit_function
from ..backends.legalize.legalize import legalize
from ..backends.machbuffer import MachBuffer
from ..backends.select import lower_function
from ..compile import make_target
from ..ir.text.reader import parse_functions
from ..regalloc.allocate import allocate
from ..regalloc.build import build_intervals
from ..regalloc.contract import (
    FIXED,
    RegallocInput,
    operand_constraint,
    operand_is_def,
    operand_payload,
    operand_vreg,
)
from ..regalloc.features import ALL
from ..regalloc.liveness import compute_liveness
from ..regalloc.scan import linear_scan
from ..regalloc.slots import assign_slots
from ..regalloc.workspace import Workspace
from .generate import generate

REPETITIONS: Final = 5


def local_moves(inp: RegallocInput, allocatable: int) -> int:
    """Loads and stores that a local allocator cannot do without."""
    live = compute_liveness(inp, allocatable, Workspace())
    crossing = {int(vreg) for vreg in live.global_vreg}
    params = {int(vreg) for vreg in inp.params[: inp.num_params()]}
    moves = sum(1 for vreg in crossing if vreg not in params and not inp.vreg_remat[vreg])  # stores
    for b in range(inp.num_blocks()):
        loaded = set()
        first, behind = inp.block_first[b], inp.block_first[b + 1]
        for row in range(int(inp.operand_start[first]), int(inp.operand_start[behind])):
            operand = int(inp.operands[row])
            vreg = int(operand_vreg(operand))
            pinned = operand_constraint(operand) == FIXED and not allocatable >> operand_payload(operand) & 1
            if operand_is_def(operand) or pinned:
                continue
            if vreg in params or (vreg in crossing and live.def_block[vreg] != b):
                loaded.add(vreg)
        moves += len(loaded)
        for edge in range(inp.succ_start[b], inp.succ_start[b + 1]):
            for row in range(inp.edge_arg_start[edge], inp.edge_arg_start[edge + 1]):
                arg = int(inp.edge_args[row])
                here = live.def_block[arg] == b and arg not in params
                moves += 1 if here or arg in loaded else 2  # store; load and store
    return moves


def estimate(target_name: str, size: int) -> dict[str, Any]:
    """Seconds of the stages at `opt_level=none`, and the moves of both ways, for a generated function of
    `size` instructions."""
    target = make_target(target_name)
    func = parse_functions(generate(size))[0]
    legalize(func, target)
    vcode = lower_function(func, target)
    inp, env = vcode.ra, target.env
    allocatable = int(env.int_mask | env.float_mask)
    best: dict[str, float] = {}

    def keep(name: str, start: float) -> float:
        now = process_time()
        best[name] = min(best.get(name, 1e9), now - start)
        return now

    moves = 0
    for _ in range(REPETITIONS):
        at = process_time()
        live = compute_liveness(inp, allocatable, Workspace())
        iv = build_intervals(inp, live, allocatable, ALL)
        at = keep("liveness, intervals", at)
        linear_scan(inp, env, live, iv, ALL)
        assign_slots(inp, live, iv, ALL)
        at = keep("scan, slots", at)
        out = allocate(inp, env)
        at = keep("allocation", at)
        emit_function(func, vcode, out, target, MachBuffer(target.labels))
        keep("emission", at)
        moves = len(out.move_point)
    return {
        "insts": int(inp.num_insts()),
        "moves": moves,
        "local_moves": local_moves(inp, allocatable),
        "seconds": best,
    }


def estimate_text(result: dict[str, dict[str, Any]]) -> list[str]:
    """Lines for each target."""
    lines = ["a one-pass local allocator for opt_level=none (generated function)"]
    for target, entry in result.items():
        seconds = entry["seconds"]
        extra = entry["local_moves"] - entry["moves"]
        each = seconds["emission"] / (entry["insts"] + entry["moves"])
        per = {name: f"{1e9 * value / entry['insts']:,.0f}" for name, value in seconds.items()}
        lines.append(
            f"  {target}: ns per instruction: allocation {per['allocation']} (of that liveness and intervals "
            f"{per['liveness, intervals']}, scan {per['scan, slots']}), emission {per['emission']}"
        )
        lines.append(
            f"    moves now {entry['moves']:,}, at least {entry['local_moves']:,} with a local allocator "
            f"({entry['insts']:,} instructions): {1e9 * extra * each / entry['insts']:,.0f} ns more emission"
        )
    return lines
