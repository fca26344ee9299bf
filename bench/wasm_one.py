"""One compilation of a WebAssembly module, measured in a process of its own; prints JSON.

    python -m irtool.bench.wasm_one irtool speed a.wasm
    {"seconds": 0.41, "text": 812345, "peak": 81264640, "stages": {"translate": ..., ...}}

Seconds are processor time, the best of some repetitions; `peak` is the largest resident size of the process
in bytes, Python, libraries and the module included, after one compilation. Stages are measured in a further
one, by groups of functions as they are compiled.
"""

import gc
import json
import math
import resource
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

from ..backends.registry import host_name
from ..cli.version import is_compiled
from ..compile import ALLOCATE, EMIT, LOWER, PREPARE, Session, Stages, make_target
from ..frontend.wasm.environment import ModuleEnvironment
from ..frontend.wasm.reader import read_module
from ..frontend.wasm.validation import check_module
from ..settings import Settings
from ..wasm_compile import BodyCompiler, CompiledWasm, compile_wasm

#: Stages of a compilation here, in order.
STAGES: Final = ("read", "translate", "passes", "lower", "allocate", "emit", "image")
#: Time spent on repetitions, and their greatest number.
BUDGET_SECONDS: Final = 1.0
MOST_REPETITIONS: Final = 8


def best_of(work: Callable[[], Any], budget: float = BUDGET_SECONDS) -> float:
    """The least processor time of some repetitions."""
    best = math.inf
    begin = perf_counter()
    repetitions = 0
    while repetitions < MOST_REPETITIONS and (repetitions == 0 or perf_counter() - begin < budget):
        repetitions += 1
        gc.collect()
        gc.disable()
        start = process_time()
        work()
        best = min(best, process_time() - start)
        gc.enable()
    return best


def host_settings(level: str) -> Settings:
    """Settings for this machine with what its processor has, as others find out by themselves."""
    settings = Settings(host_name())
    settings.apply("native")
    settings.set("enable_verifier", False)
    settings.set("enable_pinned_reg", True)
    settings.set("opt_level", level)
    return settings


def peak_memory() -> int:
    """Bytes of the largest resident size so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measure_irtool(data: bytes, level: str) -> dict[str, Any]:
    """A module to an object in memory, here."""
    settings = host_settings(level)

    def work() -> tuple[CompiledWasm, bytes]:
        compiled = compile_wasm(data, settings.target, settings)
        return compiled, compiled.object(settings)

    first = best_of(work, 0)
    peak = peak_memory()
    compiled, _ = work()
    text = len(compiled.text(settings).data)
    seconds = min(first, best_of(work))
    return {"seconds": seconds, "text": text, "peak": peak, "stages": stage_times(data, settings)}


def stage_times(data: bytes, settings: Settings) -> dict[str, float]:
    """Seconds of each of `STAGES`, with the steps of `compile_wasm` and `Session.compile_all`."""
    seconds = dict.fromkeys(STAGES, 0.0)
    gc.disable()
    now = process_time()

    def lap(stage: str) -> None:
        nonlocal now
        then, now = now, process_time()
        seconds[stage] += now - then

    module = read_module(data)
    check_module(module)
    lap("read")
    target = make_target(settings.target, settings)
    session = Session(target, settings)
    environment = ModuleEnvironment(module)
    compiler = BodyCompiler(module, environment, session)
    codes = []
    steps = ((PREPARE, "passes"), (LOWER, "lower"), (ALLOCATE, "allocate"), (EMIT, "emit"))
    for group in compiler.groups(0, len(module.body_start)):
        lap("translate")
        while len(session.slots) < len(group):
            session.slots.append(Stages())
        for slot, func in zip(session.slots, group, strict=False):
            slot.func = func
        slots = session.slots[: len(group)]
        for step, stage in steps:
            for slot in slots:
                session.do(slot, step)  # what `compile_all` does
            lap(stage)
        codes += [slot.code for slot in slots if slot.code is not None]
    first = module.num_imported_functions()
    CompiledWasm(module, environment, target, range(first, first + len(codes)), codes).object(settings)
    lap("image")
    gc.enable()
    return seconds


def measure_wasmtime(data: bytes, level: str) -> dict[str, Any]:
    """The same by wasmtime's Cranelift, in one thread and without a cache."""
    import wasmtime

    config = wasmtime.Config()
    config.parallel_compilation = False
    config.cranelift_opt_level = level
    for feature in ("wasm_threads", "wasm_exceptions", "wasm_memory64", "wasm_wide_arithmetic"):
        setattr(config, feature, True)
    engine = wasmtime.Engine(config)
    first = best_of(lambda: wasmtime.Module(engine, data), 0)
    peak = peak_memory()
    text = text_size(bytes(wasmtime.Module(engine, data).serialize()))
    seconds = min(first, best_of(lambda: wasmtime.Module(engine, data)))
    return {"seconds": seconds, "text": text, "peak": peak}


def text_size(image: bytes) -> int:
    """Bytes of the section `.text` of an ELF file."""
    (table,) = struct.unpack_from("<Q", image, 0x28)
    entry, count, names = struct.unpack_from("<HHH", image, 0x3A)
    rows = [struct.unpack_from("<IIQQQQ", image, table + i * entry) for i in range(count)]
    strings = rows[names][4]
    for row in rows:
        name = image[strings + row[0] : strings + row[0] + 6]
        if name == b".text\0":
            return int(row[5])
    return 0


def main(argv: list[str]) -> int:
    """The command line: who, level, file."""
    who, level, path = argv
    data = Path(path).read_bytes()
    result = measure_irtool(data, level) if who == "irtool" else measure_wasmtime(data, level)
    print(json.dumps(result | {"compiled": is_compiled()}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
