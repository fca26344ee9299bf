"""One program compiled, or run and measured, in a process of its own.

    python -m irtool.bench.programs.one '{"who": "irtool", "wasm": "a.wasm", "code": "a.o"}'
    python -m irtool.bench.programs.one '{"who": "irtool", "code": "a.o", "args": ["a"], "stdin": "in", ...}'

The job is a JSON object; the result of a run is {"seconds": processor time, "status": exit code}. Only the
run is measured: the code was compiled before, and mapping it and instantiation belong to neither. What it
writes goes to the files `stdout` and `stderr` of the job.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time
from typing import Any, BinaryIO

from ...frontend.wasm.text.assemble import assemble
from ...runtime.wasi.system import MODULE, Wasi, WasiExit
from ...runtime.wasm.functions import Func
from ...runtime.wasm.instance import Instance
from ...runtime.wasm.module import Module


def compile_job(job: dict[str, Any]) -> None:
    """Compile the module `wasm` into the file `code`."""
    if job["who"] == "irtool":
        Path(job["code"]).write_bytes(Module.from_file(job["wasm"], level=job["level"]).serialize())
        return
    import wasmtime

    config = wasmtime.Config()
    config.cranelift_opt_level = "speed"  # its default
    module = wasmtime.Module.from_file(wasmtime.Engine(config), job["wasm"])
    Path(job["code"]).write_bytes(module.serialize())


@contextmanager
def _streams(job: dict[str, Any]) -> Iterator[tuple[BinaryIO, BinaryIO, BinaryIO]]:
    """The files of the standard streams."""
    with open(job["stdin"], "rb") as given:
        with open(job["stdout"], "wb") as out, open(job["stderr"], "wb") as err:
            yield given, out, err


def run_irtool(job: dict[str, Any]) -> dict[str, float]:
    """A run here."""
    module = Module.load(job["code"])
    imports: dict[str, object] = {
        name: Instance(Module.from_file(path)) for name, path in job["preload"].items()
    }
    with _streams(job) as (given, out, err):
        with Wasi(job["args"], stdin=given, stdout=out, stderr=err, dirs=job["dirs"]) as wasi:
            instance = Instance(module, {MODULE: wasi.imports(), **imports})
            wasi.bind(instance)
            start = instance.exports["_start"]
            assert isinstance(start, Func)
            status = 0
            begin = process_time()
            try:
                start()
            except WasiExit as end:
                status = end.code
            seconds = process_time() - begin
    return {"seconds": seconds, "status": status}


def run_wasmtime(job: dict[str, Any]) -> dict[str, float]:
    """A run by wasmtime."""
    import wasmtime

    engine = wasmtime.Engine()
    module = wasmtime.Module.deserialize_file(engine, job["code"])
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    store = wasmtime.Store(engine)
    config = wasmtime.WasiConfig()
    config.argv = job["args"]
    config.stdin_file, config.stdout_file, config.stderr_file = job["stdin"], job["stdout"], job["stderr"]
    for guest, host in job["dirs"].items():
        config.preopen_dir(host, guest)
    store.set_wasi(config)
    for name, path in job["preload"].items():
        other = wasmtime.Module(engine, assemble(Path(path).read_bytes(), path).binary)
        linker.define_instance(store, name, wasmtime.Instance(store, other, []))
    start = linker.instantiate(store, module).exports(store)["_start"]
    assert isinstance(start, wasmtime.Func)
    status = 0
    begin = process_time()
    try:
        start(store)
    except wasmtime.ExitTrap as end:
        status = end.code
    return {"seconds": process_time() - begin, "status": status}


def run_native(job: dict[str, Any]) -> dict[str, float]:
    """A run of a native program, which counts its start too, some milliseconds."""
    before = getrusage(RUSAGE_CHILDREN)
    with _streams(job) as (given, out, err):
        command = [job["code"], *job["args"][1:]]
        status = subprocess.run(command, stdin=given, stdout=out, stderr=err, cwd=job["cwd"]).returncode
    after = getrusage(RUSAGE_CHILDREN)
    return {
        "seconds": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "status": status,
    }


_RUNNERS = {"irtool": run_irtool, "wasmtime": run_wasmtime, "native": run_native}


def main(argv: list[str]) -> int:
    """The command line; returns the exit status."""
    job = json.loads(argv[0])
    if "wasm" in job:
        compile_job(job)
    else:
        print(json.dumps(_RUNNERS[job["who"]](job)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
