"""Loading precompiled modules, beside wasmtime's `Module.deserialize_file`, in one run.

    python -m irtool.bench.load [--sizes 10000,1000000,10000000] [--cold] [--batches]

Modules of three sizes of WebAssembly are made, compiled by both, and loaded from a file that is in the page
cache. Rounds of both take turns; a time is the best of all rounds, in microseconds. *Open* is reading the
module's tables, which the first use does. `--cold` measures whole processes instead: `irtool run hello.o`
beside a Python that imports wasmtime and runs its form of the same WASI program, the median of 15 in turns.
`--batches` says what an executor is sent (docs/scale.md).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Final

_ROUNDS: Final = 20
_PER_ROUND: Final = 20
_PROCESSES: Final = 15
_HELLO: Final = """(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\08\\00\\00\\00\\0d\\00\\00\\00hello, world\\n")
  (func (export "_start")
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 100)))))"""
_WASMTIME: Final = """
import sys, wasmtime
engine = wasmtime.Engine()
module = wasmtime.Module.deserialize_file(engine, sys.argv[1])
linker = wasmtime.Linker(engine)
linker.define_wasi()
store = wasmtime.Store(engine)
config = wasmtime.WasiConfig()
config.inherit_stdout()
store.set_wasi(config)
linker.instantiate(store, module).exports(store)["_start"](store)
"""
#: Bytes of WebAssembly of a function of `module_text`, about.
_FUNCTION_BYTES: Final = 440


def module_text(size: int) -> str:
    """A module of about `size` bytes in the binary form: functions of 40 steps, a few of them exported."""
    functions = []
    for number in range(max(size // _FUNCTION_BYTES, 1)):
        steps = "".join(
            f"(i32.const {number * 37 + step * 1001}) i32.add local.get 1 i32.xor"
            f" (i32.const {step % 31}) i32.rotl "
            for step in range(40)
        )
        name = f'(export "f{number}")' if number < 10 else ""
        functions.append(f"(func {name} (param i32 i32) (result i32) local.get 0 {steps})")
    return f"(module (memory 1) {''.join(functions)})"


def best(rounds: list[float]) -> float:
    """The best, in microseconds."""
    return min(rounds) * 1e6


def take(action: Callable[[], object], times: int = _PER_ROUND) -> float:
    """Seconds of the fastest of some calls."""
    fastest = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        action()
        fastest = min(fastest, time.perf_counter() - start)
    return fastest


def loads(sizes: list[int], folder: str) -> None:
    """Print the table of load times."""
    import wasmtime

    from ..frontend.wasm.text.assemble import assemble
    from ..runtime.wasm.instance import Instance
    from ..runtime.wasm.module import Module

    engine = wasmtime.Engine()
    names = ("wasm KB", "file KB", "load us", "wasmtime", "ratio", "verify", "open", "instance")
    print("".join(f"{name:>10}" for name in names))
    for size in sizes:
        binary = assemble(module_text(size).encode(), "").binary
        ours, theirs = os.path.join(folder, "m.o"), os.path.join(folder, "m.cwasm")
        with open(ours, "wb") as file:
            file.write(Module(binary).serialize())
        with open(theirs, "wb") as file:
            file.write(wasmtime.Module(engine, binary).serialize())
        load = partial(Module.load, ours)
        deserialize = partial(wasmtime.Module.deserialize_file, engine, theirs)
        mine, other = [], []
        for _ in range(_ROUNDS):
            mine.append(take(load))
            other.append(take(deserialize))
        verify = take(partial(Module.load, ours, verify=True), 5)
        opened = min(take(partial(getattr, load(), "tables"), 1) for _ in range(5))
        Instance(load())  # what all instances share is made by the first
        instance = min(take(partial(Instance, load()), 1) for _ in range(3))
        print(
            f"{len(binary) / 1e3:10.1f}{os.path.getsize(ours) / 1e3:10.1f}{best(mine):10.1f}"
            f"{best(other):10.1f}{best(mine) / best(other):10.2f}{verify * 1e6:10.1f}{opened * 1e6:10.1f}"
            f"{instance * 1e6:10.1f}"
        )


def cold_starts(folder: str) -> None:
    """Print the table of whole processes."""
    import resource

    import wasmtime

    from ..cli.main import main
    from ..frontend.wasm.text.assemble import assemble

    text, ours, theirs = (os.path.join(folder, name) for name in ("h.wat", "h.o", "h.cwasm"))
    with open(text, "w") as file:
        file.write(_HELLO)
    if main(["compile", "--emit", "image", "-O", "speed", text, "-o", ours]):
        raise SystemExit(1)
    with open(theirs, "wb") as out:
        out.write(wasmtime.Module(wasmtime.Engine(), assemble(_HELLO.encode(), "").binary).serialize())
    program = "from irtool.__main__ import entry; entry()"
    commands = {
        "python -c pass": ["-c", "pass"],
        "import irtool": ["-c", "import irtool"],
        "irtool --help": ["-c", program, "--help"],
        "irtool run hello.o": ["-c", program, "run", ours],
        "wasmtime": ["-c", _WASMTIME, theirs],
    }
    wall: dict[str, list[float]] = {name: [] for name in commands}
    busy: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(_PROCESSES):
        for name, words in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.perf_counter()
            subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
            wall[name].append(time.perf_counter() - start)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            busy[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print("milliseconds             time    processor")
    for name in commands:
        print(f"{name:20}{median(wall[name]) * 1e3:10.1f}{median(busy[name]) * 1e3:13.1f}")


def batch_table(sizes: list[int]) -> None:
    """Print what is sent to workers, what comes back, and how long the parts take."""
    import pickle

    from .. import __version__
    from ..backends.code_bytes import read_codes
    from ..backends.registry import host_name
    from ..batches import BATCH_BYTES, Job, batches_of, skeleton
    from ..frontend.wasm.environment import ModuleEnvironment
    from ..frontend.wasm.reader import read_module
    from ..frontend.wasm.text.assemble import assemble
    from ..frontend.wasm.validation import check_module
    from ..settings import Settings
    from ..wasm_compile import run_batch

    names = ("wasm KB", "functions", "batches", "skeleton", "sent KB", "back KB", "pack ms", "batch ms")
    print("".join(f"{name:>10}" for name in (*names, "read ms")))
    for size in sizes:
        module = read_module(assemble(module_text(size).encode(), "").binary)
        check_module(module)
        start = time.perf_counter()
        packed = skeleton(module)
        packing = time.perf_counter() - start
        settings = Settings(host_name(), opt_level="speed", enable_pinned_reg=True, enable_verifier=False)
        job = Job(__version__, packed, module.features, ModuleEnvironment, None, host_name(), settings)
        pieces = batches_of(module, max(BATCH_BYTES, 2 * len(packed)))
        sent = back = 0
        compiling = reading = 0.0
        for piece in pieces:
            sent += len(pickle.dumps((run_batch, job, piece)))
            start = time.perf_counter()
            data = run_batch(job, piece)
            middle = time.perf_counter()
            read_codes(data)
            compiling += middle - start
            reading += time.perf_counter() - middle
            back += len(data)
        count = len(pieces)
        print(
            f"{len(module.data) / 1e3:10.0f}{len(module.body_start):10}{count:10}{len(packed) / 1e3:10.1f}"
            f"{sent / 1e3:10.0f}{back / 1e3:10.0f}{packing * 1e3:10.1f}{compiling / count * 1e3:10.1f}"
            f"{reading / count * 1e3:10.2f}"
        )


def main() -> int:
    """Run the measurements."""
    parser = argparse.ArgumentParser(
        prog="python -m irtool.bench.load", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--sizes", default="10000,1000000,10000000", metavar="N,...", help="bytes of modules")
    parser.add_argument("--cold", action="store_true", help="whole processes instead")
    parser.add_argument("--batches", action="store_true", help="what an executor is sent instead")
    args = parser.parse_args()
    try:
        sizes = [int(text) for text in args.sizes.split(",")]
    except ValueError:
        parser.error(f"--sizes needs numbers, not {args.sizes!r}")
    with tempfile.TemporaryDirectory() as folder:
        if args.cold:
            cold_starts(folder)
        elif args.batches:
            batch_table(sizes)
        else:
            loads(sizes, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
