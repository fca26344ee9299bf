"""Time and memory of large code: a function of a million instructions, 100,000 functions, 300 MiB of text.

    python -m irtool.bench.large                  all cases, for both machines
    python -m irtool.bench.large function module --target aarch64

Each case runs in a process of its own, so that its peak memory can be told. `compile` is IR to code of
all functions, `object` laying them out and making an object file, in seconds of processor time. `ratio`
compares the cost per instruction with that of one function of 10,000 instructions, compiled before and
behind it in the same process (median of ten each; many functions are compiled in 40 parts, and the median
of their ratios counts); `ns/code` compares the cost per byte of code, since the passes leave more of a small
function than of a large one. Memory per instruction is the growth of the process while it compiles, on top
of the text and the IR, divided by the instructions of the input.

The clock of a machine changes between one second and the next. `--runs 7` measures each case in seven
processes, prints the one with the median ratio, and behind it the ratios of all.

    base        one function of 10,000 instructions, median of five
    function    one function of 1,000,000 instructions
    functions   100,000 functions of about 30 instructions
    module      3,000 functions that call across more than 300 MiB of text, into an object file
    maze        one function of 12,000 pieces with branches from end to end
"""

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, Final

from ..backends.target import Target
from ..backends.text import lay_out, text_options
from ..compile import CompiledFunction, compile_module, make_target
from ..filetests.programs.range_programs import maze_text, module_text
from ..ir.clone import clone_function
from ..ir.entities import ExtName
from ..ir.function import Function
from ..ir.text.reader import parse_functions
from ..object.elf import object_of
from ..settings import Settings
from .generate import generate
from .measure import count_instructions

_MIB: Final = 1 << 20
#: The function that others are compared with, and how often it is compiled before and behind each part.
BASE_INSTRUCTIONS: Final = 10_000
BASE_REPETITIONS: Final = 10
#: Parts that a case of many functions is measured in.
PARTS: Final = 40


def peak_bytes() -> int:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def current_bytes() -> int:
    """The memory that this process has now."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def typical_seconds(
    funcs: list[Function], target: Target, settings: Settings, repetitions: int
) -> tuple[float, list[CompiledFunction]]:
    """Processor time of compiling the functions, the median of some repetitions, and what came out.

    Not the best: what is compared with it is compiled once."""
    times: list[float] = []
    compiled: list[CompiledFunction] = []
    for _ in range(repetitions):
        start = time.process_time()
        compiled = compile_module(funcs, target, settings)
        times.append(time.process_time() - start)
    return statistics.median(times), compiled


def code_bytes(compiled: list[CompiledFunction]) -> int:
    """Bytes of code of all functions."""
    return sum(len(item.code.code) for item in compiled)


def _base() -> list[Function]:
    return parse_functions(generate(BASE_INSTRUCTIONS))


def _function() -> list[Function]:
    return parse_functions(generate(1_000_000))


def _functions() -> list[Function]:
    """Copies of forty functions, under names of their own."""
    models = [parse_functions(generate(20, seed))[0] for seed in range(1, 41)]
    funcs: list[Function] = []
    for number in range(100_000):
        func = clone_function(models[number % len(models)])
        func.name = ExtName(f"f{number}")
        funcs.append(func)
    return funcs


def _module() -> list[Function]:
    return parse_functions(module_text(3000, 50))


def _maze() -> list[Function]:
    return parse_functions(maze_text(12_000))


#: The input of each case, and its settings.
CASES: Final[dict[str, tuple[Callable[[], list[Function]], tuple[str, ...]]]] = {
    "base": (_base, ()),
    "function": (_function, ()),
    "functions": (_functions, ()),
    "module": (_module, ("function_padding_log2_minus_one=18",)),
    "maze": (_maze, ("bb_padding_log2_minus_one=8",)),
}


def measure(case: str, target_name: str) -> dict[str, Any]:
    """Run one case in this process."""
    make, texts = CASES[case]
    settings = Settings(target_name)
    for text in ("opt_level=speed", "enable_verifier=false", *texts):
        settings.apply(text)
    target = make_target(target_name, settings)
    funcs = make()
    base = parse_functions(generate(BASE_INSTRUCTIONS))
    gc.collect()
    instructions = sum(count_instructions(func) for func in funcs)
    reading_peak = peak_bytes()
    input_bytes = current_bytes()
    seconds = 0.0
    compiled: list[CompiledFunction] = []
    ratios: list[float] = []
    base_seconds, base_compiled = typical_seconds(base, target, settings, BASE_REPETITIONS)
    # The machine is not as fast at all times: parts of the case are compared with what is around them.
    size = max(1, len(funcs) // PARTS)
    for first in range(0, len(funcs), size):
        part = funcs[first : first + size]
        part_seconds, part_compiled = typical_seconds(part, target, settings, 5 if case == "base" else 1)
        before = base_seconds
        base_seconds, _ = typical_seconds(base, target, settings, BASE_REPETITIONS)
        cost = part_seconds / sum(count_instructions(func) for func in part)
        ratios.append(cost / ((before + base_seconds) / 2 / count_instructions(base[0])))
        seconds += part_seconds
        compiled += part_compiled
    ratio = statistics.median(ratios)
    code_ratio = ratio * instructions / code_bytes(compiled)
    code_ratio *= code_bytes(base_compiled) / count_instructions(base[0])
    start = time.process_time()
    section = lay_out(compiled, target.form, text_options(settings))
    size = len(object_of(section))
    peak = peak_bytes()
    counts = [item.code.island_counts for item in compiled]
    veneers = sum(int(sum(count.veneers)) for count in counts if count is not None) + len(section.veneers)
    return {
        "instructions": instructions,
        "functions": len(funcs),
        "seconds": seconds,
        "code": code_bytes(compiled),
        "ratio": ratio,
        "code_ratio": code_ratio,
        "object_seconds": time.process_time() - start,
        "text": len(section.data),
        "object": size,
        "veneers": veneers,
        "input": input_bytes,
        "peak": peak,
        # When reading needed more than compiling, the growth is at most this.
        "grown": max(peak, reading_peak) - input_bytes,
    }


def row_text(case: str, target: str, row: dict[str, Any]) -> str:
    """One line of the table."""
    cost = row["seconds"] * 1e9 / row["instructions"]
    return (
        f"{case:<10} {target:<8} {row['functions']:>7,} {row['instructions']:>10,} {row['seconds']:>8.2f}"
        f" {cost:>7,.0f} {row['ratio']:>5.2f} {row['code_ratio']:>7.2f}"
        f" {row['grown'] / row['instructions']:>9,.0f} {row['text'] / _MIB:>8.1f}"
        f" {row['veneers']:>8,} {row['object_seconds']:>7.2f} {row['peak'] / _MIB:>9,.0f}"
    )


def main(argv: list[str] | None = None) -> int:
    """Run cases in processes of their own and print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m irtool.bench.large", description=__doc__.split("\n")[0])
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"{', '.join(CASES)}; default: all")
    parser.add_argument("--target", choices=("x86_64", "aarch64"), action="append", help="default: both")
    parser.add_argument("--runs", type=int, default=1, metavar="N", help="processes per case; default: 1")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    unknown = [case for case in args.cases if case not in CASES]
    if unknown:
        parser.error(f"no case {unknown[0]!r}; there are {', '.join(CASES)}")
    if args.child:
        gc.disable()
        json.dump(measure(args.cases[0], args.target[0]), sys.stdout)
        return 0
    print(
        "case       target   funcs  instructions  compile  ns/inst ratio ns/code  bytes/inst text MiB"
        "  veneers  object  peak MiB"
    )
    for target in args.target or ("x86_64", "aarch64"):
        for case in ["base", *[case for case in args.cases or CASES if case != "base"]]:
            command = [sys.executable, "-m", "irtool.bench.large", "--child", "--target", target, case]
            rows: list[dict[str, Any]] = []
            for _ in range(max(args.runs, 1)):
                result = subprocess.run(command, capture_output=True, text=True, check=True)
                rows.append(json.loads(result.stdout))
            rows.sort(key=lambda row: float(row["ratio"]))
            ratios = " ".join(f"{row['ratio']:.2f}" for row in rows) if len(rows) > 1 else ""
            print(f"{row_text(case, target, rows[len(rows) // 2])}  {ratios}".rstrip(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
