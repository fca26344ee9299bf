"""Giving back what compiled code needs - its memory, its data - when nobody can call it any more.

`__del__` of a common object is too early: when a cycle of objects dies, Python calls the finalizers of all
of them first, in any order, and one of a user's objects may call a function whose code has just been freed.

    instance <-> thing, whose __del__ calls instance.exports.f
    __del__ of all of them ... then their references are cleared ... the end of what only they referred to

An `AtEnd` refers to nothing, so it is no part of a cycle for Python, and ends only when the object that has
it is cleared, behind all finalizers. What is to be done then must not refer to that object.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, Final

#: What is to be done, by number: the argument of the function in `_functions` that the lowest bits name. Each
#: piece of code and data has one, so it is to be small.
_arguments: Final[dict[int, Any]] = {}
_functions: Final[list[Callable[[Any], object]]] = [lambda action: action()]
_FUNCTION_BITS: Final = 4
_numbers: Final = count(1)


class AtEnd(int):
    """Does something at its end: `self._end = at_end(action)`."""

    __slots__ = ()

    def cancel(self) -> None:
        """Do nothing."""
        _arguments.pop(int(self), None)

    def __del__(
        self,
        arguments: dict[int, Any] = _arguments,
        functions: list[Callable[[Any], object]] = _functions,
        mask: int = (1 << _FUNCTION_BITS) - 1,
    ) -> None:
        number = int(self)
        if number in arguments:
            functions[number & mask](arguments.pop(number))


def _made(function: int, argument: object) -> AtEnd:
    made = AtEnd(next(_numbers) << _FUNCTION_BITS | function)
    _arguments[int(made)] = argument
    return made


def at_end(action: Callable[[], object]) -> AtEnd:
    """What calls a function when its only owner is cleared. The function may be called anywhere, also while
    the process ends and modules are gone."""
    return _made(0, action)


def calling(function: Callable[[Any], object]) -> Callable[[Any], AtEnd]:
    """For many ends of one kind, which then need less memory: a function like `at_end` that takes the one
    argument of `function`."""
    number = len(_functions)
    assert number < 1 << _FUNCTION_BITS
    _functions.append(function)
    return lambda argument: _made(number, argument)
