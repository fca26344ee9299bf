"""Compiled functions as Python callables.

`NativeFunction` objects are made by CPython's own machinery: a heap type with the vectorcall protocol,
whose instances carry the address of an entry stub (`HostCode.python_entry`), so that `f(1, 2)` runs
generated code from the interpreter's call instruction on:

    +0  refcount, type    +16  vectorcall = entry stub    +24  address    +32  owner

The owner keeps the code, the stub and what they need alive. Signatures beyond the stub (vectors, i128,
many parameters or results), and Pythons without that protocol, get a `SlowFunction`, which goes through
the trampoline of the module; both behave the same.
"""

import ctypes
import struct
import sys
import sysconfig
from collections.abc import Callable
from typing import Any, Final, Protocol

from ..ir import types
from ..ir.entities import Signature
from .memory import CodeMemory
from .signals import load_code, runtime
from .values import Value

_HEADER: Final = 16
_INSTANCE_SIZE: Final = 40
_TPFLAGS_DISALLOW_INSTANTIATION: Final = 1 << 7
_TPFLAGS_HAVE_VECTORCALL: Final = 1 << 11
_TPFLAGS_DEFAULT: Final = 1 << 18
_TP_CALL: Final = 50
_TP_MEMBERS: Final = 72
_T_OBJECT_EX: Final = 16
_T_ULONGLONG: Final = 18
_T_PYSSIZET: Final = 19
_READONLY: Final = 1

#: Argument formats of `PyObject_CallFunction` for the two error callbacks.
_FORMAT_COUNT: Final = ctypes.create_string_buffer(b"n")
_FORMAT_TRAP: Final = ctypes.create_string_buffer(b"KK")


# C structures, packed by hand: PyMemberDef, PyType_Slot, PyType_Spec.
_MEMBER: Final = struct.Struct("<QixxxxqixxxxQ")
_SLOT: Final = struct.Struct("<ixxxxQ")
_SPEC: Final = struct.Struct("<QiiIxxxxQ")


def _release(function: Any) -> None:
    del function._owner


def _make_type() -> tuple[Any, tuple[object, ...]]:
    """The type, and what must live as long."""
    texts = [
        ctypes.create_string_buffer(text)
        for text in (
            b"__vectorcalloffset__",
            b"address",
            b"_owner",
            b"irtool.runtime.NativeFunction",
            b"Address of the machine code.",
        )
    ]
    names = [ctypes.addressof(text) for text in texts]
    members = ctypes.create_string_buffer(
        _MEMBER.pack(names[0], _T_PYSSIZET, _HEADER, _READONLY, 0)
        + _MEMBER.pack(names[1], _T_ULONGLONG, _HEADER + 8, _READONLY, names[4])
        + _MEMBER.pack(names[2], _T_OBJECT_EX, _HEADER + 16, 0, 0)
        + bytes(_MEMBER.size)
    )
    call = ctypes.cast(ctypes.pythonapi.PyVectorcall_Call, ctypes.c_void_p).value
    slots = ctypes.create_string_buffer(
        _SLOT.pack(_TP_MEMBERS, ctypes.addressof(members)) + _SLOT.pack(_TP_CALL, call) + bytes(_SLOT.size)
    )
    flags = _TPFLAGS_DEFAULT | _TPFLAGS_HAVE_VECTORCALL | _TPFLAGS_DISALLOW_INSTANTIATION
    spec = ctypes.create_string_buffer(
        _SPEC.pack(names[3], _INSTANCE_SIZE, 0, flags, ctypes.addressof(slots))
    )
    make = ctypes.pythonapi.PyType_FromSpec
    make.restype = ctypes.py_object
    make.argtypes = [ctypes.c_void_p]
    made = make(ctypes.addressof(spec))
    made.__doc__ = "A compiled function; `address` is where its machine code is."
    # A type without garbage collection does not release its members by itself.
    made.__del__ = _release
    made.__repr__ = lambda self: f"<compiled function {self._owner.name} at {self.address:#x}>"
    made.signature = property(lambda self: self._owner.signature)
    made.module = property(lambda self: self._owner.module)
    made.__name__ = "NativeFunction"
    return made, (texts, members, slots, spec)


_native_type: tuple[Any, tuple[object, ...]] | None = None


def _supports_vectorcall() -> bool:
    """This Python has the object layout that the entry stubs need."""
    return (
        sys.implementation.name == "cpython"
        and object.__basicsize__ == _HEADER
        and not sysconfig.get_config_var("Py_GIL_DISABLED")
    )


class _Owner:
    """Everything that a `NativeFunction` needs to stay callable."""

    def __init__(self, name: str, signature: Signature, module: object) -> None:
        self.name = name
        self.signature = signature
        self.module = module
        self.stub: CodeMemory | None = None
        self.on_trap: object = None
        self.on_misuse: object = None


def _raiser_of_misuse(name: str, count: int) -> Callable[[int], None]:
    def on_misuse(given: int) -> None:
        if given < 0:
            raise TypeError(f"{name}() takes no keyword arguments")
        raise TypeError(f"{name}() takes {count} arguments, got {given}")

    return on_misuse


def _raise_trap(pc: int, address: int) -> None:
    raise runtime().trap_at(pc, address)


def make_callable(
    address: int, signature: Signature, name: str = "function", module: object = None, may_trap: bool = True
) -> Callable[..., object]:
    """A Python callable for machine code at `address` that follows the C convention of this machine.

    `module` is kept alive by the callable; `may_trap=False` saves some nanoseconds for code that has
    neither traps nor calls. Raises `TypeError` for a signature that `HostCode.is_simple` refuses."""
    global _native_type
    traps = runtime()
    if not traps.host.is_simple(signature) or not _supports_vectorcall():
        raise TypeError(f"no direct entry for signature {signature}")
    if _native_type is None:
        _native_type = _make_type()
    owner = _Owner(name, signature, module)
    owner.on_trap = _raise_trap
    owner.on_misuse = _raiser_of_misuse(name, len(signature.params))
    formats = (ctypes.addressof(_FORMAT_COUNT), ctypes.addressof(_FORMAT_TRAP))
    code = traps.host.python_entry(
        signature,
        address,
        traps.data_address,
        id(owner.on_trap),
        id(owner.on_misuse),
        formats,
        may_trap,
    )
    owner.stub = load_code(code)
    allocate = ctypes.pythonapi.PyType_GenericAlloc
    allocate.restype = ctypes.py_object
    allocate.argtypes = [ctypes.py_object, ctypes.c_ssize_t]
    made: Any = allocate(_native_type[0], 0)
    fields = struct.pack("<QQ", owner.stub.address, address)
    ctypes.memmove(id(made) + _HEADER, fields, len(fields))
    made._owner = owner
    callable_: Callable[..., object] = made
    return callable_


class Callee(Protocol):
    """What `SlowFunction` needs of a `CompiledModule`."""

    signatures: dict[str, Signature]

    def address(self, name: str) -> int:
        """Address of a function."""

    def call(self, name: str, arguments: list[Value]) -> list[Value]:
        """Call a function."""


class SlowFunction:
    """A compiled function called through the trampoline of its module: any signature."""

    def __init__(self, module: Callee, name: str) -> None:
        self.module = module
        self.name = name
        self.signature = module.signatures[name]
        self.address = module.address(name)

    def __repr__(self) -> str:
        return f"<compiled function {self.name} at {self.address:#x}>"

    def __call__(self, *arguments: "int | float | bytes") -> object:
        """Call it: integers modulo their width, floats as numbers, vectors as bytes. One result
        comes as it is (integers signed), several as a tuple, none as None."""
        params = self.signature.params
        if len(arguments) != len(params):
            raise TypeError(f"{self.name}() takes {len(params)} arguments, got {len(arguments)}")
        values = [to_bits(param.ty, value) for param, value in zip(params, arguments, strict=True)]
        results = [
            from_bits(result.ty, value)
            for result, value in zip(self.signature.returns, self.module.call(self.name, values), strict=True)
        ]
        if not results:
            return None
        return results[0] if len(results) == 1 else tuple(results)


_FLOAT_FORMATS: Final = {types.F16: "<e", types.F32: "<f", types.F64: "<d"}


def to_bits(ty: int, value: "int | float | bytes") -> Value:
    """A Python argument as the runtime takes it. Raises `TypeError` for a wrong kind."""
    if ty in _FLOAT_FORMATS:
        if ty == types.F32:
            number = ctypes.c_float(value).value  # type: ignore[arg-type]
        else:
            number = float(value)
        return int.from_bytes(struct.pack(_FLOAT_FORMATS[ty], number), "little")
    if isinstance(value, float):
        raise TypeError("'float' object cannot be interpreted as an integer")
    return value


def from_bits(ty: int, value: Value) -> object:
    """A result of the runtime as a Python object: integers signed, floats as numbers."""
    if isinstance(value, bytes):
        return value
    if ty in _FLOAT_FORMATS:
        size = int(types.type_bytes(ty))
        return struct.unpack(_FLOAT_FORMATS[ty], value.to_bytes(size, "little"))[0]
    bits = int(types.type_bits(ty))
    return value - (1 << bits) if types.is_int(ty) and value >> (bits - 1) else value
