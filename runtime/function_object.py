"""The base class of compiled functions: an object that CPython calls by the vectorcall protocol.

    +0  refcount, type    +16  vectorcall    +24  address of a record, which begins with the
                                              address of the code

It is a heap type made through the C API, since a class written in Python cannot say where its vectorcall
pointer is. Subclasses must not define `__call__`. Before CPython 3.12 the flag that says that the protocol is
there is not inherited; `allow_vectorcall` sets it. Where the layout is not known (free-threaded builds), the
base class is a plain one, and calls go through `call_slowly`.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from typing import Any, Final

_HEADER: Final = 16
_SIZE: Final = 32
_VECTORCALL: Final = 16
_RECORD: Final = 24
_HAVE_VECTORCALL: Final = 1 << 11
_BASE_TYPE: Final = 1 << 10
_DEFAULT: Final = 1 << 18
#: Offset of `tp_flags` in `PyTypeObject`.
_TP_FLAGS: Final = 168
_TP_CALL: Final = 50
_TP_MEMBERS: Final = 72
_T_ULONGLONG: Final = 18
_T_PYSSIZET: Final = 19
_READONLY: Final = 1
# C structures, packed by hand: PyMemberDef, PyType_Slot, PyType_Spec.
_MEMBER: Final = struct.Struct("<QixxxxqixxxxQ")
_SLOT: Final = struct.Struct("<ixxxxQ")
_SPEC: Final = struct.Struct("<QiiIxxxxQ")

_keep: Final[list[object]] = []

#: This Python has the object layout that is described above.
SUPPORTED: Final = (
    sys.implementation.name == "cpython"
    and object.__basicsize__ == _HEADER
    and "t" not in getattr(sys, "abiflags", "")
)


def _text(text: bytes) -> int:
    buffer = ctypes.create_string_buffer(text)
    _keep.append(buffer)
    return ctypes.addressof(buffer)


def _make_base() -> Any:
    members = ctypes.create_string_buffer(
        _MEMBER.pack(_text(b"__vectorcalloffset__"), _T_PYSSIZET, _VECTORCALL, _READONLY, 0)
        + _MEMBER.pack(_text(b"record"), _T_ULONGLONG, _RECORD, _READONLY, 0)
        + bytes(_MEMBER.size)
    )
    call = ctypes.cast(ctypes.pythonapi.PyVectorcall_Call, ctypes.c_void_p).value
    slots = ctypes.create_string_buffer(
        _SLOT.pack(_TP_MEMBERS, ctypes.addressof(members)) + _SLOT.pack(_TP_CALL, call) + bytes(_SLOT.size)
    )
    flags = _DEFAULT | _HAVE_VECTORCALL | _BASE_TYPE
    name = _text(b"irtool.runtime.function_object.FunctionObject")
    spec = ctypes.create_string_buffer(_SPEC.pack(name, _SIZE, 0, flags, ctypes.addressof(slots)))
    _keep.extend((members, slots, spec))
    make = ctypes.pythonapi.PyType_FromSpec
    make.restype = ctypes.py_object
    make.argtypes = [ctypes.c_void_p]
    return make(ctypes.addressof(spec))


class _PlainObject:
    """The base class where nothing is known about objects."""

    __slots__ = ("record",)

    def __call__(self, *arguments: object) -> object:
        return self.call_slowly(*arguments)  # type: ignore[attr-defined]


FunctionObject: Final[Any] = _make_base() if SUPPORTED else _PlainObject


def allow_vectorcall(subclass: type) -> None:
    """Let CPython use the protocol for instances of a subclass of `FunctionObject`."""
    if SUPPORTED:
        flags = ctypes.c_ulong.from_address(id(subclass) + _TP_FLAGS)
        assert flags.value == subclass.__flags__, "tp_flags is elsewhere"
        flags.value |= _HAVE_VECTORCALL


def set_fields(function: object, vectorcall: int, record: int) -> None:
    """Fill in a new instance."""
    if SUPPORTED:
        ctypes.memmove(id(function) + _VECTORCALL, struct.pack("<QQ", vectorcall, record), 16)
    else:
        function.record = record  # type: ignore[attr-defined]
