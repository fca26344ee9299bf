"""Speed of the WebAssembly front end, and of whole compilations, on real modules.

    python -m irtool.bench.wasm a.wasm b.wasm                      stages, ns per Wasm instruction
    python -m irtool.bench.wasm --against wasmtime a.wasm          compile time and text size as ratios

Stages: `read` (sections), `check` (the module as a whole), `validate` (bodies, without translation) and
`translate` (bodies, validation included); the total leaves `validate` out. Times are processor time, the
best of some repetitions. wasmtime compiles in one thread, without its cache. Functions that cannot be
compiled yet are counted, and missing in the comparison.
"""

import argparse
import gc
import json
import math
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

from ..backends.code import CompiledCode
from ..cli.version import is_compiled
from ..compile import Session, make_target
from ..frontend.wasm.binary import Cursor
from ..frontend.wasm.environment import ModuleEnvironment
from ..frontend.wasm.module import Module
from ..frontend.wasm.reader import read_module
from ..frontend.wasm.skip import read_opcode, skip_immediates, skip_value_type
from ..frontend.wasm.translate import translate_bodies, translate_each
from ..frontend.wasm.validation import check_module, validate_bodies
from ..ir.errors import IrtoolError
from ..ir.function import Function
from ..settings import Settings

STAGES: Final = ("read", "check", "validate", "translate")
#: Time spent on the repetitions of one stage, and their greatest number.
BUDGET_SECONDS: Final = 3.0
MOST_REPETITIONS: Final = 10


def count_instructions(module: Module) -> int:
    """Wasm instructions in all bodies, `end` included."""
    total = 0
    for start, end in zip(module.body_start, module.body_end, strict=True):
        cursor = Cursor(module.data, start, end)
        for _ in range(int(cursor.u32())):
            cursor.u32()
            skip_value_type(cursor)
        while cursor.pos < end:
            skip_immediates(cursor, read_opcode(cursor))
            total += 1
    return total


def best_of(work: Callable[[], Any]) -> float:
    """The least processor time of some repetitions."""
    best = math.inf
    begin = perf_counter()
    repetitions = 0
    while repetitions < MOST_REPETITIONS and (repetitions == 0 or perf_counter() - begin < BUDGET_SECONDS):
        repetitions += 1
        gc.collect()
        gc.disable()
        start = process_time()
        work()
        best = min(best, process_time() - start)
        gc.enable()
    return best


def drain(functions: Iterator[Function]) -> None:
    """Ask for all of them."""
    for _ in functions:
        pass


def measure(data: bytes) -> dict[str, Any]:
    """Seconds of the front end's stages, and sizes."""
    seconds = {"read": best_of(lambda: read_module(data))}
    module = read_module(data)
    seconds["check"] = best_of(lambda: check_module(module))
    seconds["validate"] = best_of(lambda: validate_bodies(module))
    seconds["translate"] = best_of(lambda: drain(translate_each(module, ModuleEnvironment(module))))
    functions = translate_bodies(module, ModuleEnvironment(module))
    return {
        "bytes": len(data),
        "functions": len(functions),
        "instructions": count_instructions(module),
        "ir_instructions": sum(len(func.op) for func in functions),
        "seconds": seconds,
    }


def compile_all(functions: list[Function], level: str) -> tuple[int, int]:
    """Compile for x86-64; bytes of code, and how many functions were refused."""
    settings = Settings("x86_64")
    settings.apply("enable_pinned_reg")
    settings.apply("enable_verifier=false")
    settings.apply(f"opt_level={level}")
    size = refused = 0
    for result in Session(make_target("x86_64", settings), settings).compile_all(functions):
        if isinstance(result, CompiledCode):
            size += len(result.code)
        else:
            refused += 1
    return size, refused


def text_size(image: bytes) -> int:
    """Bytes of the section `.text` of an ELF file."""
    (table,) = struct.unpack_from("<Q", image, 0x28)
    entry, count, names = struct.unpack_from("<HHH", image, 0x3A)
    rows = [struct.unpack_from("<IIQQQQ", image, table + i * entry) for i in range(count)]
    strings = rows[names][4]
    for row in rows:
        name = image[strings + row[0] :]
        if name.startswith(b".text\0"):
            return int(row[5])
    return 0


def compare(data: bytes, level: str) -> dict[str, Any]:
    """The whole compilation here and by wasmtime at one level."""
    import wasmtime

    config = wasmtime.Config()
    config.parallel_compilation = False
    config.cranelift_opt_level = level
    engine = wasmtime.Engine(config)
    theirs = best_of(lambda: wasmtime.Module(engine, data))
    their_size = text_size(bytes(wasmtime.Module(engine, data).serialize()))
    counts = (0, 0)

    def ours() -> None:
        nonlocal counts
        module = read_module(data)
        check_module(module)
        counts = compile_all(translate_bodies(module, ModuleEnvironment(module)), level)

    seconds = best_of(ours)
    return {
        "seconds": seconds,
        "wasmtime_seconds": theirs,
        "text": counts[0],
        "wasmtime_text": their_size,
        "refused": counts[1],
    }


def print_stages(name: str, entry: dict[str, Any]) -> None:
    """One line of the stage table."""
    count = max(entry["instructions"], 1)
    cells = [f"{entry['seconds'][stage] * 1e9 / count:10.1f}" for stage in STAGES]
    total = sum(entry["seconds"][stage] for stage in ("read", "check", "translate"))
    print(f"{name:32.32s} {count:10,d} {''.join(cells)} {total * 1e9 / count:9.1f}", flush=True)


def print_comparison(name: str, level: str, entry: dict[str, Any]) -> None:
    """One line of the comparison."""
    ratio = entry["seconds"] / max(entry["wasmtime_seconds"], 1e-9)
    size = entry["text"] / max(entry["wasmtime_text"], 1)
    note = f"  ({entry['refused']} functions refused)" if entry["refused"] else ""
    print(f"{name:32.32s} {level:6s} time {ratio:6.3f}  text {size:6.3f}{note}", flush=True)


def geometric_mean(numbers: list[float]) -> float:
    """The geometric mean of positive numbers."""
    return math.exp(sum(math.log(number) for number in numbers) / len(numbers))


def main(argv: list[str]) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m irtool.bench.wasm", description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", metavar="FILE", help="binary modules")
    parser.add_argument("--against", choices=("wasmtime",), help="compare whole compilations")
    parser.add_argument("--level", choices=("none", "speed"), action="append", help="default: both")
    parser.add_argument("--json", metavar="FILE", help="write everything to a file too")
    options = parser.parse_args(argv)
    if not is_compiled():
        print("note: irtool is not compiled here; the numbers say nothing about its speed", file=sys.stderr)
    report: dict[str, Any] = {"compiled": is_compiled(), "modules": {}}
    heads = "".join(f"{stage:>10s}" for stage in STAGES) + f" {'total':>9s}"
    print(f"{'ns per Wasm instruction':32s} {'count':>10s} {heads}")
    try:
        for path in options.files:
            report["modules"][path] = measure(Path(path).read_bytes())
            print_stages(Path(path).name, report["modules"][path])
        for level in (options.level or ["none", "speed"]) if options.against else []:
            ratios = []
            for path, entry in report["modules"].items():
                entry[level] = compare(Path(path).read_bytes(), level)
                print_comparison(Path(path).name, level, entry[level])
                ratios.append(entry[level]["seconds"] / entry[level]["wasmtime_seconds"])
            print(f"{'geometric mean':32s} {level:6s} time {geometric_mean(ratios):6.3f}")
    except (IrtoolError, OSError) as error:
        message = error.render(path) if isinstance(error, IrtoolError) else f"{path}: error: {error.strerror}"
        print(message, file=sys.stderr)
        return 1
    if options.json:
        Path(options.json).write_text(json.dumps(report, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
