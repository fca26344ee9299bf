"""What register allocation leaves in the code that runs: stores, reloads and moves per instruction.

Each kernel is compiled with all features of the allocator, and with each of them switched off
(`regalloc/features.py`); the code runs in the emulator, which counts how often each address is reached.
A move of the allocator counts as often as the block that it stands in.

    stores    register to spill slot           moves     register to register
    reloads   spill slot to register           remats    a definition repeated
    operands  instructions that read or write a slot directly

The result of each run is compared with the interpreter's, and where that has no memory to point to, with
those of the other runs.
"""

import importlib
from collections import Counter
from typing import Any, Final

from ..backends.target import Target
from ..compile import EMIT, CompiledFunction, Session, compile_module, make_target
from ..ir.errors import IrtoolError
from ..ir.function import Function
from ..ir.interp.interpreter import interpret
from ..ir.text.reader import parse_functions
from ..regalloc.contract import SLOT_BASE, RegallocInput, RegallocOutput
from ..regalloc.features import ALL, FEATURES
from ..runtime.emulate import EmulatedImage
from ..runtime.module import CompiledModule
from ..settings import Settings
from .kernels import KERNELS, Kernel

#: Where the memory of kernels that want some is in the emulated machine.
SCRATCH_BASE: Final = 0x4000_0000

COUNTS: Final = ("stores", "reloads", "moves", "remats", "operands")

#: Masks to compare: everything, without each feature, and nothing.
MASKS: Final[dict[str, int]] = {
    "all": ALL,
    **{f"no {name}": ALL & ~mask for name, mask in FEATURES.items()},
    "none": 0,
}


def count_moves(inp: RegallocInput, out: RegallocOutput) -> list[Counter[str]]:
    """By block: what the allocator put into it."""
    blocks = int(inp.num_blocks())
    block_of = [b for b in range(blocks) for _ in range(inp.block_first[b], inp.block_first[b + 1])]
    counts: list[Counter[str]] = [Counter() for _ in range(blocks)]
    for row in range(len(out.move_point)):
        source, target = int(out.move_from[row]), int(out.move_to[row])
        kind = "moves"
        if source < 0:
            kind = "remats"
        elif target >= SLOT_BASE:
            kind = "stores"
        elif source >= SLOT_BASE:
            kind = "reloads"
        counts[block_of[int(out.move_point[row]) >> 1]][kind] += 1
    for inst in range(inp.num_insts()):
        rows = inp.operand_rows(inst)
        places = [int(out.allocs[row]) for row in rows]
        if any(place >= SLOT_BASE for place in places):
            counts[block_of[inst]]["operands"] += 1
        elif inp.is_move[inst] and places[0] != places[1]:
            counts[block_of[inst]]["moves"] += 1
    return counts


class Build:
    """A kernel compiled with one set of features."""

    def __init__(self, funcs: list[Function], target: Target, level: str, features: int) -> None:
        self.target = target
        self.codes: list[CompiledFunction] = []
        self.starts: list[list[int]] = []
        """By function and block: offset of its first byte in the function."""
        self.counts: list[list[Counter[str]]] = []
        self.inputs: list[RegallocInput] = []
        for func in funcs:
            self.add(func, level, features)

    def add(self, func: Function, level: str, features: int) -> None:
        """Compile one function; its allocation is proved right."""
        settings = Settings()
        settings.set("opt_level", level)
        settings.set("regalloc_checker", "true")
        session = Session(self.target, settings)
        session.features = features
        done = session.compile_until(func, EMIT)
        assert done.code is not None
        inp = done.vcode.ra
        self.codes.append(CompiledFunction(func, done.code))
        self.starts.append([int(session.buf.label_offset[b]) for b in range(inp.num_blocks())])
        self.counts.append(count_moves(inp, done.out))
        self.inputs.append(inp)

    def loop_traffic(self) -> Counter[str]:
        """What stands in loops, each counted once."""
        total: Counter[str] = Counter()
        for inp, counts in zip(self.inputs, self.counts, strict=True):
            for b in range(inp.num_blocks()):
                if inp.loop_depth[b] > 0 and not inp.cold[b]:
                    total += counts[b]
        return total


def run_build(build: Build, kernel: Kernel) -> tuple[Counter[str], list[Any]]:
    """What was executed, with `instructions`; and the results."""
    module = CompiledModule(
        build.codes,
        build.target,
        lambda func: compile_module([func], build.target)[0],
        emulate=True,
    )
    image = module._image
    assert isinstance(image, EmulatedImage)
    reached: Counter[int] = Counter()
    unicorn: Any = importlib.import_module("unicorn")

    def step(engine: Any, address: int, size: int, data: object) -> None:
        reached[address] += 1

    for item in build.codes:
        start = image.address(item.name)
        image._engine.hook_add(unicorn.UC_HOOK_CODE, step, begin=start, end=start + len(item.code.code) - 1)
    arguments = list(kernel.arguments)
    if kernel.scratch:
        arguments[0] = SCRATCH_BASE
        image._engine.mem_map(SCRATCH_BASE, kernel.scratch, 3)
    try:
        results = module.call(kernel.entry, [*arguments])
    finally:
        module.close()
    total: Counter[str] = Counter()
    total["instructions"] = sum(reached.values())
    for item, starts, counts in zip(build.codes, build.starts, build.counts, strict=True):
        base = image.address(item.name)
        for start, count in zip(starts, counts, strict=True):
            times = reached[base + start] if count else 0
            for name, number in count.items():
                total[name] += times * number
    return total, results


def measure_kernel(
    kernel: Kernel, target: Target, level: str, masks: dict[str, int]
) -> dict[str, dict[str, int]]:
    """The counts of one kernel by name of the mask. Raises `IrtoolError` for a wrong result."""
    funcs = parse_functions(kernel.text, kernel.name)
    expected: list[Any] | None = None
    if not kernel.scratch:
        expected = list(interpret(funcs, kernel.entry, list(kernel.arguments)).values)
    found = {}
    for name, mask in masks.items():
        total, results = run_build(Build(funcs, target, level, mask), kernel)
        if expected is None:
            expected = results
        if results != expected:
            raise IrtoolError(f"kernel {kernel.name}, {target.name}, {name}: {results}, not {expected}")
        found[name] = {"instructions": total["instructions"], **{kind: total[kind] for kind in COUNTS}}
    return found


def measure(targets: list[str], kernels: list[str], level: str = "speed") -> dict[str, Any]:
    """Counts by target, kernel and mask."""
    report: dict[str, Any] = {}
    for name in targets:
        target = make_target(name)
        report[name] = {
            kernel.name: measure_kernel(kernel, target, level, MASKS)
            for kernel in KERNELS
            if kernel.name in kernels
        }
    return report


def per_thousand(counts: dict[str, int], kind: str) -> float:
    """How many of a kind per 1,000 executed instructions."""
    return 1000.0 * counts[kind] / max(counts["instructions"], 1)


def report_text(report: dict[str, Any]) -> str:
    """Tables: each kernel with all features; then what each feature buys over all kernels."""
    from .report import align

    lines = []
    for target, kernels in report.items():
        rows = [["per 1,000 executed instructions", *COUNTS, "executed"]]
        for name, masks in kernels.items():
            counts = masks["all"]
            cells = [f"{per_thousand(counts, kind):.1f}" for kind in COUNTS]
            rows.append([name, *cells, f"{counts['instructions']:,}"])
        lines += [f"allocation, {target}, all features", *align(rows), ""]
        rows = [["all kernels, mean per 1,000", *COUNTS, "executed", "worst kernel"]]
        for mask in MASKS:
            cells = []
            for kind in COUNTS:
                shares = [per_thousand(masks[mask], kind) for masks in kernels.values()]
                cells.append(f"{sum(shares) / len(shares):.1f}")
            growth = {
                name: masks[mask]["instructions"] / masks["all"]["instructions"]
                for name, masks in kernels.items()
            }
            mean = sum(growth.values()) / len(growth)
            worst = max(growth, key=lambda name: growth[name])
            note = f"{worst} {100 * growth[worst] - 100:+.0f}%" if mask != "all" else ""
            rows.append([mask, *cells, f"{100 * mean - 100:+.1f}%", note])
        lines += [f"what each feature buys, {target}", *align(rows), ""]
    return "\n".join(lines)
