"""Functions of a WebAssembly module compiled by an executor: other processes, or other machines.

    with ProcessPoolExecutor(2) as executor:
        for start, codes in compile_batches(executor, module, ...):     codes of functions from `start` on

`executor` is any `concurrent.futures.Executor`: of the standard library, or what
`dask.distributed.Client(...).get_executor()` returns. A *batch* is a range of functions. What is sent with it
is the module without what compiling does not need: bodies of other functions, data and names become zeros,
which pack to next to nothing (`skeleton`), and the bodies of the range. So the sum of all that is sent is
about the size of the code section, however many workers there are. Back come bytes
(`backends/code_bytes.py`).

    module    | header, types, imports ... | bodies                    | data, names |
    skeleton  | header, types, imports ... | 000000000000000000000000  | 00000000000 |   packed
    batch                                         | bodies |

No function's code depends on other functions, so the outcome does not depend on who compiled what. The worker
must have the same irtool, which it checks.

*Failures.* Whatever goes wrong with a batch - its worker was killed, the connection broke - it is given to
the executor once more, and the second time compiled by this process; when the executor takes no more work at
all, so is the rest. What is wrong with the *module* is found out here (`wasm_compile.compile_bodies`).
"""

import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import TYPE_CHECKING, Final, NamedTuple

from .backends.code import CompiledCode
from .backends.code_bytes import read_codes
from .frontend.wasm.module import Module
from .frontend.wasm.reader import read_module
from .frontend.wasm.translate import EnvironmentFactory
from .frontend.wasm.tunables import Tunables
from .frontend.wasm.validation import check_module
from .ir.errors import IrtoolError

if TYPE_CHECKING:
    from .settings import Settings

#: Bytes of bodies in a batch: some tenths of a second of work, so that sending it does not count and no
#: worker is the last one for long.
BATCH_BYTES: Final = 65536
#: A batch has so many times the bytes of the skeleton at least, which is sent with it.
_SKELETONS: Final = 2
#: Batches that an executor has at a time.
MOST_UNDER_WAY: Final = 256
#: Times that a batch is given to an executor.
_TRIES: Final = 2
#: Custom sections that say something to the compiler.
_WANTED: Final = ("metadata.code.branch_hint",)
#: Modules whose skeleton a process keeps unpacked.
_KEPT: Final = 2


class Job(NamedTuple):
    """What is the same for all batches of a module; sent with each."""

    version: str
    """Of irtool."""
    skeleton: bytes
    """The module without bodies, packed."""
    features: int
    environment: EnvironmentFactory
    tunables: Tunables | None
    target: str
    settings: "Settings"


class Batch(NamedTuple):
    """A range of own functions, and the bytes of the module in which their bodies are."""

    start: int
    end: int
    offset: int
    bodies: bytes


def skeleton(module: Module) -> bytes:
    """A module in which zeros are in place of bodies, data and names, packed. Sizes and places are those of
    the module."""
    data = bytearray(module.data)
    for start, end in zip(module.body_start, module.body_end, strict=True):
        data[start:end] = bytes(int(end - start))
    for segment in module.datas:
        data[segment.start : segment.end] = bytes(segment.end - segment.start)
    for custom in module.customs:
        if custom.name not in _WANTED:
            data[custom.start : custom.end] = bytes(custom.end - custom.start)
    return zlib.compress(bytes(data), 1)


def batches_of(module: Module, most: int) -> list[Batch]:
    """All own functions in batches, in order; each has about `most` bytes of bodies, or one function."""
    data = module.data
    starts = [int(start) for start in module.body_start]
    ends = [int(end) for end in module.body_end]
    found: list[Batch] = []
    first = size = 0
    for number, end in enumerate(ends):
        size += end - starts[number]
        if size >= most or number == len(ends) - 1:
            found.append(Batch(first, number + 1, starts[first], bytes(data[starts[first] : end])))
            first, size = number + 1, 0
    return found


#: Modules of packed skeletons, the last one last.
_modules: Final[dict[bytes, tuple[Module, bytes]]] = {}


def _module_of(job: Job) -> tuple[Module, bytes]:
    """The module of a skeleton, read, and its bytes."""
    found = _modules.pop(job.skeleton, None)
    if found is None:
        data = zlib.decompress(job.skeleton)
        module = read_module(data, job.features)
        check_module(module)
        found = module, data
    _modules[job.skeleton] = found
    while len(_modules) > _KEPT:
        del _modules[next(iter(_modules))]
    return found


def module_of(job: Job, batch: Batch) -> Module:
    """In a worker: the module, with the bodies of a batch; each call makes another, for other threads may
    run batches too. Raises `IrtoolError` when this is another version of irtool."""
    from . import __version__

    if job.version != __version__:
        raise IrtoolError(f"a worker has irtool {__version__}, and {job.version} asks it to compile")
    kept, data = _module_of(job)
    end = batch.offset + len(batch.bodies)
    view = memoryview(data)
    return _with_bytes(kept, b"".join((view[: batch.offset], batch.bodies, view[end:])))


def _with_bytes(module: Module, data: bytes) -> Module:
    """The same tables over other bytes."""
    made = Module(data, module.features)
    for name in _TABLES:
        setattr(made, name, getattr(module, name))
    return made


#: What reading and checking make of a module (`frontend/wasm/module.py`): all but bytes and features.
_TABLES: Final = (
    *("types", "imports", "exports", "func_type", "func_index", "tables", "memories", "globals", "tags"),
    *("imported", "start", "elements", "datas", "data_count", "body_start", "body_end", "code_offset"),
    *("customs", "sections", "referenced", "cold_branches"),
)


def compile_batches(
    executor: Executor,
    run: Callable[[Job, Batch], bytes],
    module: Module,
    target: str,
    settings: "Settings",
    environment: EnvironmentFactory,
    tunables: Tunables | None,
) -> Iterator[tuple[int, list[CompiledCode]]]:
    """Compile all functions of a module that `check_module` has passed; gives the number of the first
    function of each batch and the codes, when they are done. `run` does the work: workers find it by its
    name, and it makes bytes of the codes of a batch, up to the first function that cannot be compiled. That
    one and those of its batch behind it stay away.

    Raises `IrtoolError` for what cannot be sent, and what an executor's worker raises as such."""
    from . import __version__

    job = Job(__version__, skeleton(module), module.features, environment, tunables, target, settings)
    # The largest first: the last ones to be done are small.
    most = max(BATCH_BYTES, _SKELETONS * len(job.skeleton))
    waiting = sorted(batches_of(module, most), key=lambda batch: len(batch.bodies))
    tries: dict[int, int] = {}
    under_way: dict[Future[bytes], Batch] = {}
    usable = True
    try:
        while waiting or under_way:
            while waiting and (not usable or len(under_way) < MOST_UNDER_WAY):
                batch = waiting.pop()
                future = None
                if usable and tries.get(batch.start, 0) < _TRIES:
                    tries[batch.start] = tries.get(batch.start, 0) + 1
                    try:
                        future = executor.submit(run, job, batch)
                    except Exception:  # it is broken or shut down; of which kind depends on whose it is
                        usable = False
                if future is not None:
                    under_way[future] = batch
                else:
                    yield batch.start, read_codes(run(job, batch))
            done = wait(under_way, return_when=FIRST_COMPLETED).done if under_way else ()
            for future in done:
                batch = under_way.pop(future)
                try:
                    result = future.result()
                except IrtoolError:
                    raise
                except Exception:
                    waiting.append(batch)
                    continue
                yield batch.start, read_codes(result)
    finally:
        for future in under_way:
            future.cancel()
