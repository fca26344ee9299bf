"""Compiling by an executor: the same bytes from threads, processes and a cluster, also when workers die."""

import os
import signal
import socket
import subprocess
import sys
import threading
import zlib
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import irtool
import pytest
from irtool import batches
from irtool.batches import Batch, Job, batches_of, compile_batches, module_of, skeleton
from irtool.cli.executors import parse_jobs
from irtool.cli.main import main
from irtool.frontend.wasm.environment import ModuleEnvironment
from irtool.frontend.wasm.reader import read_module
from irtool.frontend.wasm.text.assemble import assemble
from irtool.frontend.wasm.validation import check_module
from irtool.ir.errors import IrtoolError
from irtool.settings import Settings
from irtool.wasm_compile import compile_wasm, compile_wasm_object, run_batch


def binary(count: int, last: str = "") -> bytes:
    """A module with data, names and a table, in which each function calls the one before."""
    functions = ["(func $f0 (param i32) (result i32) (local.get 0))"]
    for number in range(1, count):
        functions.append(
            f"(func $f{number} (param i32) (result i32) (i32.div_u (call $f{number - 1}"
            f" (i32.add (local.get 0) (i32.const {number * 77777}))) (i32.load (local.get 0))))"
        )
    text = f"""(module (memory 1) (data (i32.const 8) "{"secret" * 50}") (table 4 funcref)
        (elem (i32.const 1) $f0 $f1) (global (mut i32) (i32.const 3))
        {" ".join(functions)} {last} (export "last" (func $f{count - 1})))"""
    return assemble(text.encode(), "m.wat").binary


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of some functions, so that small modules have several."""
    monkeypatch.setattr(batches, "BATCH_BYTES", 100)
    monkeypatch.setattr(batches, "_SKELETONS", 0)


class Now(Executor):
    """Does work at once, on pickled arguments as others do; after `good` tasks each one fails."""

    def __init__(self, good: int = 1 << 30, broken: bool = False) -> None:
        self.good = good
        self.broken = broken
        self.sent = 0
        self.tasks: list[int] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        import pickle

        self.tasks.append(args[1].start)
        if len(self.tasks) > self.good and self.broken:
            raise RuntimeError("cannot schedule new futures")
        data = pickle.dumps((fn, args))
        self.sent += len(data)
        future: Future[Any] = Future()
        if len(self.tasks) > self.good:
            future.set_exception(OSError("the worker died"))
        else:
            function, arguments = pickle.loads(data)
            try:
                future.set_result(function(*arguments))
            except IrtoolError as error:
                future.set_exception(error)
        return future


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_an_executor_changes_nothing(target: str, small_batches: None) -> None:
    data = binary(40)
    settings = Settings(target, opt_level="speed")
    one = compile_wasm_object(data, target, settings)
    executor = Now()
    assert compile_wasm_object(data, target, settings, executor=executor) == one
    assert len(executor.tasks) > 5 and len(set(executor.tasks)) == len(executor.tasks)
    with ThreadPoolExecutor(3) as threads:
        assert compile_wasm_object(data, target, settings, executor=threads) == one


def test_processes(small_batches: None) -> None:
    data = binary(40)
    one = compile_wasm_object(data, "x86_64")
    done: list[tuple[int, int]] = []
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        made = compile_wasm_object(data, "x86_64", executor=executor, progress=lambda *now: done.append(now))
    assert made == one
    assert done[-1][0] == done[-1][1]


def test_what_is_sent(small_batches: None) -> None:
    """No data, no names, and only the bodies of the batch."""
    data = binary(40)
    module = read_module(data)
    check_module(module)
    packed = skeleton(module)
    plain = zlib.decompress(packed)
    assert len(plain) == len(data) and b"secret" not in plain and len(packed) < len(data) // 3
    pieces = batches_of(module, 100)
    assert [piece.start for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]]
    assert pieces[0].start == 0 and pieces[-1].end == 40
    job = Job(
        irtool.__version__, packed, module.features, ModuleEnvironment, None, "x86_64", Settings("x86_64")
    )
    for piece in pieces:
        made = module_of(job, piece)
        assert len(made.data) == len(data)
        for own in range(40):
            body = slice(int(module.body_start[own]), int(module.body_end[own]))
            inside = piece.start <= own < piece.end
            assert made.data[body] == (data[body] if inside else bytes(body.stop - body.start))
    with pytest.raises(IrtoolError, match="a worker has irtool"):
        run_batch(job._replace(version="0"), pieces[0])
    assert sum(len(piece.bodies) for piece in pieces) < len(data)


def test_all_tables_of_a_module_are_sent() -> None:
    """A new attribute of `Module` has to be listed."""
    import ast

    source = (Path(batches.__file__).parent / "frontend/wasm/module.py").read_text()
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and node.name == "Module":
            for inner in ast.walk(node):
                if isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Attribute):
                    names.add(inner.target.attr)
    assert names - {"data", "features"} == set(batches._TABLES)


def test_lost_work_is_done_again(small_batches: None) -> None:
    data = binary(40)
    one = compile_wasm_object(data, "x86_64")
    for executor in (Now(good=3), Now(good=0), Now(good=3, broken=True), Now(good=0, broken=True)):
        assert compile_wasm_object(data, "x86_64", executor=executor) == one
        counts = {start: executor.tasks.count(start) for start in executor.tasks}
        assert max(counts.values()) == (1 if executor.broken else 2)


def test_errors_are_the_same() -> None:
    invalid = binary(30, "(func (result i32))")
    with pytest.raises(irtool.WasmError) as one:
        compile_wasm(invalid, "x86_64")
    with pytest.raises(irtool.WasmError) as other:
        compile_wasm(invalid, "x86_64", executor=Now())
    assert str(one.value) == str(other.value)
    with pytest.raises(IrtoolError, match="by its name"):
        from irtool.compile import make_target

        compile_wasm(binary(3), make_target("x86_64"), executor=Now())


def test_a_module_without_functions() -> None:
    data = assemble(b"(module (memory 1))", "m.wat").binary
    assert compile_wasm_object(data, "x86_64", executor=Now()) == compile_wasm_object(data, "x86_64")


def test_batches_wait_their_turn(monkeypatch: pytest.MonkeyPatch, small_batches: None) -> None:
    """No more are under way than an executor should have."""
    monkeypatch.setattr(batches, "MOST_UNDER_WAY", 3)
    module = read_module(binary(40))
    check_module(module)
    most = 0

    class Slow(Now):
        waiting: list[tuple[Future[Any], Job, Batch]] = []

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            nonlocal most
            future: Future[Any] = Future()
            self.waiting.append((future, *args))
            most = max(most, len(self.waiting))
            if len(self.waiting) == 3:
                threading.Timer(0.01, self.work).start()
            return future

        def work(self) -> None:
            waiting, self.waiting[:] = list(self.waiting), []
            for future, job, batch in waiting:
                future.set_result(run_batch(job, batch))

    batch_count = len(batches_of(module, 100))
    usable = batch_count - batch_count % 3
    made = compile_batches(
        Slow(),
        run_batch,
        module,
        "x86_64",
        Settings("x86_64", enable_pinned_reg=True),
        ModuleEnvironment,
        None,
    )
    seen = [next(made)[0] for _ in range(usable)]
    made.close()
    assert most == 3 and len(set(seen)) == usable


# --- a cluster ----------------------------------------------------------------------------------


def test_what_j_may_be() -> None:
    assert parse_jobs("3") == (3, "")
    assert parse_jobs("dask://host:8786") == (1, "tcp://host:8786")
    for text in ("0", "-1", "x", "dask://", "dask://host", "dask://host:port", "dask://:1", "123456"):
        assert main(["compile", "-j", text, "m.wasm"]) == 2


def test_no_scheduler(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    from irtool.cli import executors

    monkeypatch.setattr(executors, "_CONNECT", 1)
    (tmp_path / "m.wasm").write_bytes(binary(2))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        address = f"dask://127.0.0.1:{taken.getsockname()[1]}"
        status = main(["compile", "-j", address, str(tmp_path / "m.wasm"), "-o", str(tmp_path / "m.o")])
    assert status == 1 and "no scheduler of Dask at tcp://127.0.0.1" in capsys.readouterr().err
    assert not (tmp_path / "m.o").exists()


#: A program of its own: a cluster's processes are new interpreters that import its main module.
CLUSTER = """
import os, signal, sys, threading
from pathlib import Path
from distributed import Client, LocalCluster
from irtool import Settings, compile_wasm_object
from irtool import batches

def main():
    data = Path("m.wasm").read_bytes()
    one = compile_wasm_object(data, "x86_64")
    batches.BATCH_BYTES, batches._SKELETONS = 400, 0
    with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            client.wait_for_workers(3)
            executor = client.get_executor()
            print("same", compile_wasm_object(data, "x86_64", executor=executor) == one)
            pids = list(client.run(os.getpid).values())
            killed = []
            def kill(done, total):
                if not killed and done > total // 4:
                    killed.append(pids[0])
                    os.kill(pids[0], signal.SIGKILL)
            made = compile_wasm_object(data, "x86_64", executor=executor, progress=kill)
            print("same", made == one, "killed", len(killed), "workers", len(pids))
            from irtool.cli.main import main as irtool
            address = cluster.scheduler_address.replace("tcp", "dask")
            print("status", irtool(["compile", "-j", address, "m.wasm", "-o", "cluster.o"]))
            print("status", irtool(["compile", "m.wasm", "-o", "one.o"]))

if __name__ == "__main__":
    main()
"""


def test_a_cluster_with_a_worker_that_is_killed(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    (tmp_path / "m.wasm").write_bytes(binary(150))
    (tmp_path / "cluster.py").write_text(CLUSTER)
    path = os.pathsep.join(entry for entry in sys.path if entry)
    done = subprocess.run(
        [sys.executable, "cluster.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path, "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "30s"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    lines = [line for line in done.stdout.splitlines() if line.startswith(("same", "status"))]
    assert lines == ["same True", "same True killed 1 workers 3", "status 0", "status 0"], done.stderr[-3000:]
    assert (tmp_path / "cluster.o").read_bytes() == (tmp_path / "one.o").read_bytes()


def test_a_pool_that_breaks_is_replaced_by_this_process(small_batches: None) -> None:
    """The pool of the standard library is broken for good when a process of it is killed."""
    data = binary(60)
    one = compile_wasm_object(data, "x86_64")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        pid = executor.submit(os.getpid).result()

        def kill(done: int, total: int) -> None:
            if done * 4 > total:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass

        assert compile_wasm_object(data, "x86_64", executor=executor, progress=kill) == one
