"""WASI preview 1 without Python: functions in IR that call the C library, for programs (`--emit exe`) and for
libraries that ask for them (`--wasi`).

They are written in a subset of Python, which is never run but compiled (`compiler.py`), so that what a
program may do to the files of its host can be read and checked like any other code here:

    calls.py                     what there is: types, checks of pointers; `main` of programs
    compiler.py, language.py     the subset of Python, and what it has besides numbers
    libc.py                      functions of the C library
    descriptors.py               what a number stands for; the directories that are given
    paths.py                     how a path is followed, without leaving the directory where it begins
    files.py, directories.py     fd_..., path_...
    process.py, poll.py          arguments, clocks, random numbers; poll_oneoff
    errors.py                    error numbers

The files `descriptors.py` to `poll.py` do the same as those of these names in `runtime/wasi/`, which have the
same functions for programs that run in Python.
"""
