"""Register allocation, end to end.

liveness    which vregs live across blocks                  liveness.py, walk.py, spans.py
intervals   ranges with holes, uses, fixed ranges           intervals.py, build.py, build_operands.py
scan        a register or the slot for every interval       scan.py: scan_state.py, active.py,
            taken.py, cut.py, free_reg.py, blocked_reg.py
slots       slot numbers for what was spilled               slots.py
resolve     allocations of operands, moves                  resolve.py, places.py, edge_moves.py, moves.py
"""

from librt.vecs import vec
from mypy_extensions import i32, i64

from .build import build_intervals
from .contract import MachineEnv, RegallocInput, RegallocOutput
from .features import ALL
from .liveness import compute_liveness
from .resolve import resolve
from .scan import linear_scan
from .slots import assign_slots
from .workspace import Workspace


def allocate(
    inp: RegallocInput,
    env: MachineEnv,
    features: i64 = ALL,
    work: Workspace | None = None,
    out: RegallocOutput | None = None,
) -> RegallocOutput:
    """Allocate registers for one function. `features` is a mask of `features.py`, all of them unless
    something is to be measured; `work` is what an earlier allocation left, `out` an output that nobody
    needs any more, to be filled anew. Raises `RegallocError` where
    the input breaks the contract in a way that is noticed (`checker.check_input` looks for all of them),
    or where an instruction needs more registers than there are."""
    allocatable = env.int_mask | env.float_mask
    live = compute_liveness(inp, allocatable, work if work is not None else Workspace())
    iv = build_intervals(inp, live, allocatable, features)
    live.run_head = live.run_next = vec[i64]()  # what is not needed any more makes room
    live.run_low = vec[i32]()
    used = linear_scan(inp, env, live, iv, features).used
    if len(live.global_vreg) == 0:  # else ranges tell what lives on over an edge
        iv.range_from = iv.range_to = iv.range_next = vec[i32]()
    iv.use_next = vec[i32]()
    iv.use_key = vec[i64]()
    slots = assign_slots(inp, live, iv, features)
    out = out if out is not None else RegallocOutput()
    resolve(inp, env, live, iv, slots, used, features, out)
    return out
