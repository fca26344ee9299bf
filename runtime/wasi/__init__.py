"""WASI preview 1: what a WebAssembly program may ask of its system.

    wasi = Wasi(["prog", "one"], {"LANG": "C"}, dirs={"/data": "some/directory"})
    wasi.run(module)                     exit code

All functions of preview 1 are there. A program sees its arguments and environment, the standard streams,
clocks and random numbers, and of files and sockets only the directories and sockets that it is given; there
are no signals, so that `proc_raise` answers `notsup`.

    system.py                    what is given, and the process
    files.py, directories.py     fd_..., path_...
    sockets.py, poll.py          sock_..., poll_oneoff
    paths.py                     how a path is followed
    descriptors.py               what a number stands for (rights: `frontend/wasm/wasi_numbers.py`)
    guest.py, errors.py          memory, error numbers
"""

from .system import Wasi, WasiExit

__all__ = ["Wasi", "WasiExit"]
