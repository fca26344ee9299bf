"""Number objects in which results of compiled functions are made again and again.

A result is usually looked at and dropped. So an int that was made for one is kept, and if nobody else refers
to it any more when another result is to be made, it becomes that one: no memory is taken or given back, which
would be a fifth of the time of a call. (`zip` and `enumerate` do so with their tuples.) Two are kept, since
the last one is still there while the next is made in `x = f(x)`:

                       kept, references of others in brackets
    x = f(0)           1000 [x]     2000 []
    x = f(x)           1000 []      1001 [x]      2000 was nobody else's: it became 1001
    x = f(x)           1002 [x]     1001 []
    y = f(x)           1002 [x]     1003 [y]
    z = f(y)           1002 [x]     1003 [y]      both are in use: z is a new one

Every `PATIENCE`th new one is kept in place of the older of the two, so what is held for long does not stay
here, and where all results are held - in a list, say - little is lost. Floats are kept likewise.

That needs the GIL, and objects whose layout and reference counts are known (`object_layout.py`). What has one
reference, ours, can be seen by nobody: numbers have no weak references, and the garbage collector does not
list them. `Writer.kept` (`c_api.py`) has the code.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Final

from .addresses import NAMED

#: Symbols of the words for ints, each of which has room for two digits, and for floats (`addresses.py`): two
#: addresses of objects, and how many new ones there may be until one is kept.
KEPT_INTS: Final = "__irtool_kept_ints"
KEPT_FLOATS: Final = "__irtool_kept_floats"
#: Offset of the number.
COUNTDOWN: Final = 16
PATIENCE: Final = 16

_words: Final[list[ctypes.Array[ctypes.c_uint64]]] = []


def _keep(make: Callable[[], object]) -> int:
    """Address of the words for two new objects, each with one reference, which is that of its word."""
    words = (ctypes.c_uint64 * 3)(0, 0, PATIENCE)
    for index in range(2):
        thing = make()
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(thing))
        words[index] = id(thing)
    _words.append(words)
    return ctypes.addressof(words)


def is_kept(thing: object) -> bool:
    """Whether an object is one of them now: then one of its references is not Python's."""
    return any(id(thing) in words[:2] for words in _words)


NAMED[KEPT_INTS] = lambda: _keep(lambda: int("1" * 15))
NAMED[KEPT_FLOATS] = lambda: _keep(lambda: float("1.5"))
