"""Worker processes for filetests.

Each worker takes one file at a time over a pipe. A worker that dies - compiled code crashed, or the
file took too long - costs its file a failure, and another takes its place.

Workers are forks of this process, which has everything imported already. A process with threads must not
fork: the child has a copy of every lock that another thread held, and nobody to release it. There the
workers are forks of a server process without threads (`multiprocessing`'s `forkserver`).
"""

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkServerContext
from typing import Final

from .job import Options
from .outcome import Result, merge
from .run_file import failed_records, run_file

#: The alarm ends the process even when it is inside compiled code that loops forever.
_ALARM: Final = signal.SIGALRM


def _work(connection: Connection, options: Options) -> None:
    """Body of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(_ALARM, signal.SIG_DFL)
    while True:
        try:
            path = connection.recv()
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_REAL, options.timeout)
        results = run_file(path, options, connection.send)
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send(results)


def start_method() -> str:
    """How a worker is started: see the module's docstring."""
    return "fork" if len(os.listdir("/proc/self/task")) == 1 else "forkserver"


class _Worker:
    """A process, our end of its pipe, and the file it is at."""

    def __init__(self, options: Options) -> None:
        context: ForkContext | ForkServerContext = multiprocessing.get_context("fork")
        if start_method() == "forkserver":
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload([__name__])
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, options), daemon=True)
        self.process.start()
        theirs.close()
        self.path = ""
        self.done: list[Result] = []
        """Records of the file so far."""

    def start(self, path: str) -> None:
        """Give it a file."""
        self.path = path
        self.done = []
        self.connection.send(path)

    def death(self, options: Options) -> list[Result]:
        """The records of the file at which the process died: those it finished, and a failure for
        each it did not."""
        self.process.join()
        code = self.process.exitcode or 0
        if code == -_ALARM:
            message = f"took more than {options.timeout:g} s"
        elif code < 0:
            message = f"the process died of {signal.Signals(-code).name}"
        else:
            message = f"the process ended with status {code}"
        records = {result[:3]: result for result in merge(self.done)}
        failed = failed_records(self.path, options, f"{self.path}: {message}")
        return [records.get(record[:3], record) for record in failed]

    def stop(self) -> None:
        """End it."""
        self.connection.close()
        self.process.terminate()
        self.process.join()


def run_in_workers(files: Sequence[str], options: Options, jobs: int) -> Iterator[tuple[str, list[Result]]]:
    """Each file with its records, in the order in which they end."""
    waiting = list(reversed(files))
    workers: list[_Worker] = []
    try:
        while waiting or any(worker.path for worker in workers):
            while waiting and len(workers) < jobs:
                workers.append(_Worker(options))
            for worker in workers:
                if waiting and not worker.path:
                    worker.start(waiting.pop())
            busy = [worker for worker in workers if worker.path]
            ready = wait([worker.connection for worker in busy])
            for worker in busy:
                if worker.connection not in ready:
                    continue
                path = worker.path
                try:
                    received: Result | list[Result] = worker.connection.recv()
                except (EOFError, OSError):
                    received = worker.death(options)
                    worker.stop()
                    workers.remove(worker)
                if isinstance(received, Result):
                    worker.done.append(received)
                else:
                    worker.path = ""
                    yield path, received
    finally:
        for worker in workers:
            worker.stop()
