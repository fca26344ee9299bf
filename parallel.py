"""Work shared between processes: tasks by number, results as bytes.

    with Workers(2, Compile, (data, "x86_64")) as workers:
        for task, result in workers.run([0, 1, 2]):
            ...

`Compile(data, "x86_64")` is made in each process; its method `run(task)` makes the bytes. Results come in the
order in which they are done. `with` ends all processes, whatever happened.

A process is a *fork* when this one has a single thread: that takes a millisecond or two, and what was read
and prepared is there already, in memory that both share until one changes it. With other threads a fork may
copy a lock that nobody will ever release (CPython warns since 3.12), so then, and where there is no fork, a
process is a *new interpreter* (`serve`) that gets the arguments by `pickle`; it takes
some hundred milliseconds to start. Not `multiprocessing`: its new interpreters run the user's main program
again, which must be written for that.

Tasks and results go through pipes: a task is 4 bytes, a result its length in 8 bytes and the bytes. Each
process has one task at work and the next in its pipe, so that none waits for this one. A pipe moves 2 GB a
second, and code comes at some 10 MB a second and process; shared memory saved nothing that could be measured.

Ctrl-C reaches all processes of a terminal. The workers ignore it; this process gets its `KeyboardInterrupt`,
and ends them on its way out. A worker whose parent is gone finds the end of its pipe and ends too.
"""

import os
import pickle
import selectors
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, Protocol

from .ir.errors import InternalError, IrtoolError

#: Tasks that a process has at a time: the one at work and the next.
_AHEAD: Final = 2
#: Bytes that a pipe holds where the system lets us say so, and that are read at a time.
_PIPE: Final = 1 << 20
_SET_PIPE_SIZE: Final = 1031  # F_SETPIPE_SZ of Linux
#: In place of a length: what follows is the text of an error in a worker.
_FAILED: Final = 1 << 63


class Work(Protocol):
    """What a worker does."""

    def run(self, task: int) -> bytes:
        """The result of a task."""


class _Worker:
    """A process and the two ends of its pipes here."""

    def __init__(self, pid: int, tasks: int, results: int, process: "subprocess.Popen[bytes] | None") -> None:
        self.pid = pid
        self.tasks = tasks
        self.results = results
        self.process = process
        self.under_way: list[int] = []
        """Tasks it has, in order."""
        self.received = bytearray()


def can_fork() -> bool:
    """Whether a worker is a fork."""
    return hasattr(os, "fork") and threading.active_count() == 1


class Workers:
    """Processes that wait for tasks; see the module docstring."""

    def __init__(
        self, jobs: int, make: Callable[..., Work], args: tuple[Any, ...], fork: bool | None = None
    ) -> None:
        """Start `jobs` processes. `fork` says how; None for what is right here.

        Raises `IrtoolError` when a new interpreter cannot get the arguments, OSError when the system has no
        room for the processes."""
        self._workers: list[_Worker] = []
        try:
            if can_fork() if fork is None else fork:
                for _ in range(jobs):
                    self._workers.append(self._fork(make, args))
            else:
                try:
                    pickled = pickle.dumps((make, args))
                except (pickle.PicklingError, AttributeError, TypeError) as error:
                    raise IrtoolError(
                        f"several processes need arguments that can be pickled: {error}"
                    ) from None
                for _ in range(jobs):
                    self._workers.append(_new_interpreter(pickled))
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _fork(self, make: Callable[..., Work], args: tuple[Any, ...]) -> _Worker:
        tasks, tasks_end = _pipe()
        results_end, results = _pipe()
        # A Ctrl-C between fork and the child's own handling must not run the parent's code in the child.
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            pid = os.fork()
            if pid == 0:
                try:
                    signal.signal(signal.SIGINT, signal.SIG_IGN)
                    signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
                    for other in self._workers:  # or they would not notice that their parent is gone
                        os.close(other.tasks)
                        os.close(other.results)
                    os.close(tasks_end)
                    os.close(results_end)
                    _serve(lambda: make(*args), tasks, results)
                finally:
                    os._exit(0)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        os.close(tasks)
        os.close(results)
        return _Worker(pid, tasks_end, results_end, None)

    def run(self, tasks: list[int]) -> Iterator[tuple[int, bytes]]:
        """Do the tasks, the first of the list first; gives each with its result when it is done. A caller may
        take tasks out of the list meanwhile: what has not begun then does not.

        Raises `InternalError` when a process fails or ends."""
        with selectors.DefaultSelector() as selector:
            for worker in self._workers:
                selector.register(worker.results, selectors.EVENT_READ, worker)
            for _ in range(_AHEAD):
                for worker in self._workers:
                    _give(worker, tasks)
            while any(worker.under_way for worker in self._workers):
                for key, _ in selector.select():
                    worker = key.data
                    data = os.read(worker.results, _PIPE)
                    if not data:
                        raise InternalError(f"a compiling process {_end_of(worker)}")
                    worker.received += data
                    for result in _complete(worker.received):
                        task = worker.under_way.pop(0)
                        _give(worker, tasks)
                        yield task, result

    def close(self) -> None:
        """End all processes and wait for them."""
        workers, self._workers = self._workers, []
        for worker in workers:
            os.close(worker.tasks)
            os.close(worker.results)
            try:
                os.kill(worker.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        for worker in workers:
            if worker.process is not None:
                worker.process.wait()
            else:
                try:
                    os.waitpid(worker.pid, 0)
                except ChildProcessError:  # somebody has waited for all children
                    pass


def _pipe() -> tuple[int, int]:
    """A pipe: where to read, where to write."""
    ends = os.pipe()
    try:
        import fcntl

        fcntl.fcntl(ends[0], _SET_PIPE_SIZE, _PIPE)
    except (ImportError, OSError):  # a smaller pipe works as well
        pass
    return ends


def _new_interpreter(pickled: bytes) -> _Worker:
    """Start a worker as a new Python, which finds modules where this one does."""
    path = [str(Path(__file__).resolve().parent.parent), *sys.path]
    process = subprocess.Popen(
        [sys.executable, "-c", "from irtool.parallel import serve; serve()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in path if entry)},
    )
    assert process.stdin is not None and process.stdout is not None
    worker = _Worker(process.pid, os.dup(process.stdin.fileno()), os.dup(process.stdout.fileno()), process)
    process.stdin.close()
    process.stdout.close()
    try:
        _write(worker.tasks, len(pickled).to_bytes(8, "little") + pickled)
    except BrokenPipeError:
        pass  # `run` will find that the process has ended
    return worker


def _give(worker: _Worker, tasks: list[int]) -> None:
    """Hand the next task to a worker."""
    if tasks:
        task = tasks.pop(0)
        worker.under_way.append(task)
        try:
            os.write(worker.tasks, task.to_bytes(4, "little"))
        except BrokenPipeError:
            pass  # `run` will find that the process has ended


def _complete(received: bytearray) -> Iterator[bytes]:
    """Take whole results out of what was received. Raises `InternalError` for one that says that a worker
    failed."""
    while len(received) >= 8:
        size = int.from_bytes(received[:8], "little")
        end = 8 + (size & ~_FAILED)
        if len(received) < end:
            return
        result = bytes(memoryview(received)[8:end])
        del received[:end]
        if size & _FAILED:
            raise InternalError(f"a compiling process failed:\n{result.decode(errors='replace')}")
        yield result


def _end_of(worker: _Worker) -> str:
    """How a process that is no more has ended, in words."""
    if worker.process is not None:
        status = worker.process.wait()
    else:
        status = os.waitstatus_to_exitcode(os.waitpid(worker.pid, 0)[1])
    if status < 0:
        return f"was ended by signal {-status} ({signal.Signals(-status).name})"
    return f"ended with status {status}"


# --- in the worker ------------------------------------------------------------------------------


def _write(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def _read(fd: int, size: int) -> bytes:
    """So many bytes; fewer at the end of the pipe."""
    data = bytearray()
    while len(data) < size:
        piece = os.read(fd, min(size - len(data), _PIPE))
        if not piece:
            break
        data += piece
    return bytes(data)


def _serve(make: Callable[[], Work], tasks: int, results: int) -> None:
    """Do tasks until the parent is gone."""
    try:
        work = make()
        while len(task := _read(tasks, 4)) == 4:
            result = work.run(int.from_bytes(task, "little"))
            _write(results, len(result).to_bytes(8, "little"))
            _write(results, result)
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    except BaseException:
        text = traceback.format_exc().encode()
        try:
            _write(results, (len(text) | _FAILED).to_bytes(8, "little") + text)
        except OSError:
            pass


def serve() -> None:
    """The main program of a worker that is a new interpreter: tasks on stdin, results on stdout."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks = os.dup(0)
    results = os.dup(1)
    os.dup2(2, 1)  # what is printed by accident must not get between the results
    size = int.from_bytes(_read(tasks, 8), "little")
    make, args = pickle.loads(_read(tasks, size))
    _serve(lambda: make(*args), tasks, results)
