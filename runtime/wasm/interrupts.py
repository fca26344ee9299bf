"""Ctrl-C in compiled code.

Python's handler for SIGINT only makes a note, which nobody reads while compiled code runs. So a handler of
ours (`interrupt_handler.py`) stands before it: it calls Python's and sets the *interruption word*, which
loops look at (`Tunables.interruptible`). A loop that finds the word set has Python see to its signals
(`PyErr_CheckSignals`): the handler that the program has for SIGINT runs, and when it raises, as the usual one
raises `KeyboardInterrupt`, the code ends with that exception; else it goes on.

    SIGINT -> ours -> Python's: a note; word = 1
    loop: word? -> builtin `interrupt`: word = 0 -> the program's handler -> exception, or back to the loop

Python runs handlers in the main thread only.
"""

from __future__ import annotations

import ctypes
from typing import Final

from ..addresses import NAMED

_word: Final = ctypes.c_uint64(0)
WORD_ADDRESS: Final = ctypes.addressof(_word)

_exception: Final = (ctypes.c_void_p * 3)()
#: Where `PyErr_Fetch` puts an exception: its type, value and traceback.
EXCEPTION_WORDS: Final = tuple(ctypes.addressof(_exception) + 8 * index for index in range(3))
#: Symbols of the word and of the first of those three (`addresses.py`).
WORD: Final = "__irtool_interrupt_word"
EXCEPTION: Final = "__irtool_interrupt_exception"
#: The symbol of the handler before ours (`interrupt_handler.py`).
FORMER: Final = "__irtool_interrupt_former"
NAMED[WORD] = lambda: WORD_ADDRESS
NAMED[EXCEPTION] = lambda: EXCEPTION_WORDS[0]

_python: Final = ctypes.pythonapi
_restore: Final = _python.PyErr_Restore
_restore.argtypes = [ctypes.c_void_p] * 3
_restore.restype = None


def raised() -> BaseException:
    """The exception that a signal handler of Python raised."""
    words = [_exception[index] for index in range(3)]
    try:
        _restore(*words)  # ctypes raises what it finds set
    except BaseException as error:
        return error
    raise AssertionError("no exception was fetched")
