"""The functions of WASI preview 1 that a library or program has itself, and what is between them and code.

A module calls an imported function in WebAssembly's convention. What stands for it checks that all that its
pointers point to lies in the memory (else it returns FAULT), makes addresses of them, and calls the function
of the subset of Python, in the C convention, with words:

    fd_tell(3, 1024)   ->   import7(i32, i32) -> i32 tail
                                1024 + 8 <= bytes of the memory
                                wasi_fd_tell(3, address of the memory + 1024)

`proc_exit` leaves the newest entry with the status STATUS_EXIT and keeps the exit code in the instance.

Source: WebAssembly/WASI, legacy/preview1/docs.md.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Final, NamedTuple

from ...frontend.wasm.module import EXTERN_FUNC, Module
from ...frontend.wasm.wasi_numbers import FAULT
from ...ir.errors import UnsupportedError
from ...ir.function import Function
from ...ir.types import I32, I64
from ..entries import function_types
from ..plan import InstancePlan
from ..statuses import STATUS_EXIT
from ..writer import Writer
from . import descriptors, directories, files, poll, process
from .compiler import Compiler

MODULE: Final = "wasi_snapshot_preview1"

#: By name: the parameters, and where the function is. `i` and `I` are numbers of 32 and 64 bits, `@8` the
#: address of 8 bytes, `*8` of as many times 8 bytes as the next `i` says. An address without size, `i` here,
#: is checked by the function itself.
_TABLE: Final = {
    process: """
        args_sizes_get @4 @4
        args_get i i
        environ_sizes_get @4 @4
        environ_get i i
        clock_res_get i @8
        clock_time_get i I @8
        random_get *1 i
        sched_yield
        proc_exit i
        proc_raise i
        sock_accept i i @4
        sock_recv i *8 i i @4 @2
        sock_send i *8 i i @4
        sock_shutdown i i""",
    descriptors: """
        fd_close i
        fd_fdstat_get i @24
        fd_fdstat_set_rights i I I
        fd_prestat_get i @8
        fd_renumber i i""",
    files: """
        fd_advise i I I i
        fd_allocate i I I
        fd_datasync i
        fd_fdstat_set_flags i i
        fd_filestat_get i @64
        fd_filestat_set_size i I
        fd_filestat_set_times i I I i
        fd_pread i *8 i I @4
        fd_prestat_dir_name i *1 i
        fd_pwrite i *8 i I @4
        fd_read i *8 i @4
        fd_seek i I i @8
        fd_sync i
        fd_tell i @8
        fd_write i *8 i @4""",
    directories: """
        fd_readdir i *1 i I @4
        path_create_directory i *1 i
        path_filestat_get i i *1 i @64
        path_filestat_set_times i i *1 i I I i
        path_link i i *1 i i *1 i
        path_open i i *1 i i I I i @4
        path_readlink i *1 i *1 i @4
        path_remove_directory i *1 i
        path_rename i *1 i i *1 i
        path_symlink *1 i i *1 i
        path_unlink_file i *1 i""",
    poll: "poll_oneoff *48 *32 i @4",
}


class Call(NamedTuple):
    """A function of the interface."""

    params: tuple[str, ...]
    function: Callable[..., object]
    """In the subset of Python."""

    @property
    def types(self) -> str:
        """`i` i32, `I` i64; the result behind a colon."""
        result = "" if self.function is process.proc_exit else "i"
        return "".join("I" if param == "I" else "i" for param in self.params) + ":" + result


CALLS: Final[Mapping[str, Call]] = {
    name: Call(tuple(params), getattr(module, name))
    for module, text in _TABLE.items()
    for name, *params in (line.split() for line in text.strip().splitlines())
}
#: Those for which an instance needs no table of descriptors.
WITHOUT_DESCRIPTORS: Final = frozenset(
    name
    for name, call in CALLS.items()
    if call.function.__module__ == process.__name__ and name[:4] != "sock"
)


def provided(module: Module) -> set[int]:
    """Indices of the imported functions that are WASI's. Raises `UnsupportedError` for one that is not
    of the interface or has not its type, and without a memory to work on."""
    found = set()
    letters = {1: "i", 2: "I"}
    for item in module.imports:
        if item.kind != EXTERN_FUNC or item.module != MODULE:
            continue
        if item.name not in CALLS:
            raise UnsupportedError(f'"{MODULE}" has no function "{item.name}"')
        types = function_types(module, item.index)
        text = ":".join("".join(letters.get(ty, "?") for ty in part) for part in types)
        if text != CALLS[item.name].types:
            raise UnsupportedError(f'"{MODULE}" "{item.name}" has not the type that WASI gives it')
        found.add(item.index)
    if found and not module.memories:
        raise UnsupportedError("a module that imports functions of WASI needs a memory")
    if found and module.memories[0].is_64:
        raise UnsupportedError("WASI preview 1 is for memories with 32-bit addresses")
    return found


def has_descriptors(module: Module, own: Collection[int]) -> bool:
    """Whether functions that a module imports need a table of descriptors."""
    return any(
        item.name not in WITHOUT_DESCRIPTORS
        for item in module.imports
        if item.kind == EXTERN_FUNC and item.index in own
    )


def compiler_for(plan: InstancePlan, linux: Mapping[str, int], add_data: Callable[[bytes], int]) -> Compiler:
    """For the functions of one module; `linux` has the numbers of the machine."""
    given = {
        "memory": int(plan.layout.memory(0)),
        "files": plan.files,
        "environment": plan.environment,
        "exit_code": plan.exit_code,
        "program": int(plan.program),
        **linux,
    }
    return Compiler(given, add_data)


def import_names(module: Module) -> dict[int, str]:
    """Names of imported functions by index."""
    return {item.index: item.name for item in module.imports if item.kind == EXTERN_FUNC}


def wasi_function(plan: InstancePlan, compiler: Compiler, index: int, name: str) -> Function:
    """What stands for an imported function."""
    call = CALLS[name]
    params, results = function_types(plan.module, index)
    kinds = {1: I32, 2: I64}
    w = Writer(f"import{index}", [kinds[ty] for ty in params], [kinds[ty] for ty in results], "tail")
    b = w.b
    instance = b.get_pinned_reg(I64)
    wide = [
        value if param == "I" else b.uextend(I64, value)
        for value, param in zip(w.params, call.params, strict=True)
    ]
    arguments = list(wide)
    at = int(plan.layout.memory(0))
    for number, param in enumerate(call.params):
        if param[0] not in "@*":
            continue
        size = w.constant(int(param[1:]))
        if param[0] == "*":
            size = b.imul(wide[call.params.index("i", number)], size)
        beyond = b.icmp("ugt", b.iadd(wide[number], size), w.load(instance, at + 8))
        outside = w.when(beyond, cold=True)
        b.return_([w.constant(FAULT, I32)])
        w.otherwise(outside)
        arguments[number] = b.iadd(wide[number], w.load(instance, at))
    (error,) = w.call(compiler.want(call.function), [I64] * len(arguments), [I64], arguments)
    if results:
        return w.finish([b.ireduce(I32, error)])
    w.call("trap", [I32], [], [w.constant(STATUS_EXIT, I32)])
    b.trap("user1")
    return w.finish()
