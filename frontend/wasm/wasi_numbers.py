"""Numbers of WASI preview 1 that the runtime and the code for standalone programs share: errors and rights.

Rights say what a program may do with a descriptor, and with what is opened through it. A descriptor has two
sets: its own (`base`), and those that descriptors opened through it may have at most (`inheriting`). Both
only ever shrink. A directory that is not to be changed has none of `CHANGING` in either.

Source: WebAssembly/WASI, legacy/preview1/docs.md, `errno` and `rights`.
"""

from typing import Final

# --- errors -------------------------------------------------------------------------------------------

SUCCESS: Final = 0
AGAIN: Final = 6
BADF: Final = 8
EXIST: Final = 20
FAULT: Final = 21
ILSEQ: Final = 25
INVAL: Final = 28
IO: Final = 29
ISDIR: Final = 31
LOOP: Final = 32
MFILE: Final = 33
NAMETOOLONG: Final = 37
NOENT: Final = 44
NOMEM: Final = 48
NOTDIR: Final = 54
NOTSOCK: Final = 57
NOTSUP: Final = 58
OVERFLOW: Final = 61
PERM: Final = 63
PIPE: Final = 64
SPIPE: Final = 70
NOTCAPABLE: Final = 76

# --- rights -------------------------------------------------------------------------------------------

FD_DATASYNC: Final = 1 << 0
FD_READ: Final = 1 << 1
FD_SEEK: Final = 1 << 2
FD_FDSTAT_SET_FLAGS: Final = 1 << 3
FD_SYNC: Final = 1 << 4
FD_TELL: Final = 1 << 5
FD_WRITE: Final = 1 << 6
FD_ADVISE: Final = 1 << 7
FD_ALLOCATE: Final = 1 << 8
PATH_CREATE_DIRECTORY: Final = 1 << 9
PATH_CREATE_FILE: Final = 1 << 10
PATH_LINK_SOURCE: Final = 1 << 11
PATH_LINK_TARGET: Final = 1 << 12
PATH_OPEN: Final = 1 << 13
FD_READDIR: Final = 1 << 14
PATH_READLINK: Final = 1 << 15
PATH_RENAME_SOURCE: Final = 1 << 16
PATH_RENAME_TARGET: Final = 1 << 17
PATH_FILESTAT_GET: Final = 1 << 18
PATH_FILESTAT_SET_SIZE: Final = 1 << 19
PATH_FILESTAT_SET_TIMES: Final = 1 << 20
FD_FILESTAT_GET: Final = 1 << 21
FD_FILESTAT_SET_SIZE: Final = 1 << 22
FD_FILESTAT_SET_TIMES: Final = 1 << 23
PATH_SYMLINK: Final = 1 << 24
PATH_REMOVE_DIRECTORY: Final = 1 << 25
PATH_UNLINK_FILE: Final = 1 << 26
POLL_FD_READWRITE: Final = 1 << 27
SOCK_SHUTDOWN: Final = 1 << 28
SOCK_ACCEPT: Final = 1 << 29

ALL: Final = (1 << 30) - 1
#: What has a meaning for a directory.
OF_DIRECTORY: Final = (
    FD_FDSTAT_SET_FLAGS
    | FD_SYNC
    | FD_DATASYNC
    | FD_READDIR
    | FD_FILESTAT_GET
    | FD_FILESTAT_SET_TIMES
    | PATH_CREATE_DIRECTORY
    | PATH_CREATE_FILE
    | PATH_LINK_SOURCE
    | PATH_LINK_TARGET
    | PATH_OPEN
    | PATH_READLINK
    | PATH_RENAME_SOURCE
    | PATH_RENAME_TARGET
    | PATH_FILESTAT_GET
    | PATH_FILESTAT_SET_SIZE
    | PATH_FILESTAT_SET_TIMES
    | PATH_SYMLINK
    | PATH_REMOVE_DIRECTORY
    | PATH_UNLINK_FILE
)
OF_FILE: Final = (
    FD_DATASYNC
    | FD_READ
    | FD_SEEK
    | FD_FDSTAT_SET_FLAGS
    | FD_SYNC
    | FD_TELL
    | FD_WRITE
    | FD_ADVISE
    | FD_ALLOCATE
    | FD_FILESTAT_GET
    | FD_FILESTAT_SET_SIZE
    | FD_FILESTAT_SET_TIMES
    | POLL_FD_READWRITE
)
OF_CONNECTION: Final = (
    FD_READ | FD_WRITE | FD_FDSTAT_SET_FLAGS | FD_FILESTAT_GET | POLL_FD_READWRITE | SOCK_SHUTDOWN
)
#: What changes a directory or a file.
CHANGING: Final = (
    FD_WRITE
    | FD_ALLOCATE
    | FD_FILESTAT_SET_SIZE
    | FD_FILESTAT_SET_TIMES
    | PATH_CREATE_DIRECTORY
    | PATH_CREATE_FILE
    | PATH_LINK_SOURCE
    | PATH_LINK_TARGET
    | PATH_RENAME_SOURCE
    | PATH_RENAME_TARGET
    | PATH_FILESTAT_SET_SIZE
    | PATH_FILESTAT_SET_TIMES
    | PATH_SYMLINK
    | PATH_REMOVE_DIRECTORY
    | PATH_UNLINK_FILE
)
