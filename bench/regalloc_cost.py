"""What register allocation costs: seconds and memory for one input, measured in a process of its own.

    python -m irtool.bench.regalloc_cost '{"shape": "straight", "size": 1000}'      prints JSON

Time is the processor time of the best of some repetitions, with the cyclic garbage collector off, as
it is while the compiler works, and with the workspace of the repetition before. Memory is how far the
process's resident memory rises during one allocation above what it was with the input made: the tables
of the allocator, its output included.
"""

import ctypes
import gc
import json
import sys
from pathlib import Path
from time import process_time
from typing import Any, Final

from ..cli.version import is_compiled
from ..regalloc.allocate import allocate
from ..regalloc.contract import MachineEnv, RegallocInput
from ..regalloc.features import ALL
from ..regalloc.workspace import Workspace
from .regalloc_code import CODE, code_input
from .regalloc_shapes import SHAPES, bench_env

#: Time for the repetitions of one measurement, and their greatest number.
BUDGET_SECONDS: Final = 1.0
MOST_REPETITIONS: Final = 200

_M_TRIM_THRESHOLD: Final = -1
_M_MMAP_THRESHOLD: Final = -3


def steady_memory() -> None:
    """Make the C library give freed memory back, so that resident memory says what is in use."""
    try:
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_MMAP_THRESHOLD, 64 << 10)
        libc.mallopt(_M_TRIM_THRESHOLD, 64 << 10)
        libc.malloc_trim(0)
    except (OSError, AttributeError):
        pass  # another C library: the figures are less sharp


def resident(field: str) -> int:
    """Bytes of resident memory: `VmRSS` now, `VmHWM` at most so far."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    return 0


def peak_of_allocation(inp: RegallocInput, env: MachineEnv, work: Workspace) -> int:
    """How many bytes one allocation takes at most."""
    steady_memory()
    before = resident("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts again from here
    out = allocate(inp, env, ALL, work)
    peak = resident("VmHWM") - before
    del out
    return max(peak, 0)


def measure(shape: str, size: int) -> dict[str, Any]:
    """Measure one shape at one size."""
    if shape in CODE:
        inp, env = code_input(shape, size)
    else:
        inp, env = SHAPES[shape](size), bench_env()
    work = Workspace()
    gc.collect()
    begin = process_time()
    best = float("inf")
    repetitions = 0
    out = None
    while repetitions < MOST_REPETITIONS and (repetitions < 2 or process_time() - begin < BUDGET_SECONDS):
        start = process_time()
        out = allocate(inp, env, ALL, work)
        best = min(best, process_time() - start)
        repetitions += 1
        if best > BUDGET_SECONDS:
            break
    assert out is not None
    moves = len(out.move_point)
    out = None
    return {
        "compiled": is_compiled(),
        "shape": shape,
        "vregs": int(inp.num_vregs()),
        "insts": int(inp.num_insts()),
        "operands": inp.num_operands() + inp.num_edge_args() + inp.num_params(),
        "moves": moves,
        "seconds": best,
        "peak_bytes": peak_of_allocation(inp, env, work),
    }


def main() -> None:
    """Read the request from the command line, print the measurement."""
    gc.disable()  # here and not in `measure`: who calls that has more to do in this process
    request = json.loads(sys.argv[1])
    json.dump(measure(request["shape"], request["size"]), sys.stdout)


if __name__ == "__main__":
    main()
