"""Machine code that lets Python call a compiled function directly (CPython).

For each function a stub is written with the signature of CPython's vectorcall protocol (PEP 590):

    PyObject *stub(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames)

It checks the number of arguments, converts each with the C API, enters the function as `enter` of
`host_traps.py` does (activation record, published under the pthread key), and makes the result an
object. A conversion error, or a trap, ends with an exception set and NULL returned. What is rare - the
text of errors, the `Trap` object - is left to two Python functions.

    integers   any Python int, taken modulo 2**width; results are signed
    floats     anything with __float__; f32 is rounded

The stub serves functions in the C convention with at most 6 integer and 8 float parameters, and at most
one result; `is_simple` says which. The frame, from rsp up: activation record (48 bytes, see
`backends/host.py`), then one word per argument; rbp - 0x28 ... rbp: saved rbx, r12 - r15.
"""

import ctypes
from typing import Final

from ...ir import types
from ...ir.entities import Signature
from .host_stubs import StubWriter

_INTS: Final = (types.I8, types.I16, types.I32, types.I64)
_FLOATS: Final = (types.F32, types.F64)
_MAX_INTS: Final = 6
_MAX_FLOATS: Final = 8
_SAVED: Final = 0x28
_ACTIVATION: Final = 0x30

#: `mov REG, [rsp + disp32]` without the displacement.
_LOAD_INT: Final = (
    ("488bbc24", "rdi"),
    ("488bb424", "rsi"),
    ("488b9424", "rdx"),
    ("488b8c24", "rcx"),
    ("4c8b8424", "r8"),
    ("4c8b8c24", "r9"),
)
#: Bring rax to the width of an integer parameter: by type, unsigned or signed.
_EXTEND: Final = {
    (types.I8, True): ("0fb6c0", "movzx eax, al"),
    (types.I8, False): ("480fbec0", "movsx rax, al"),
    (types.I16, True): ("0fb7c0", "movzx eax, ax"),
    (types.I16, False): ("480fbfc0", "movsx rax, ax"),
    (types.I32, True): ("89c0", "mov eax, eax"),
    (types.I32, False): ("4863c0", "movsxd rax, eax"),
}
#: Sign-extend the result in r12 into rdi.
_RESULT: Final = {
    types.I8: ("490fbefc", "movsx rdi, r12b"),
    types.I16: ("490fbffc", "movsx rdi, r12w"),
    types.I32: ("4963fc", "movsxd rdi, r12d"),
    types.I64: ("4c89e7", "mov rdi, r12"),
}


def is_simple(signature: Signature) -> bool:
    """The stub can call functions of this signature (if they follow the C convention)."""
    plain = all(
        param.purpose in ("normal", "vmctx") and param.ty in _INTS + _FLOATS
        for param in signature.params + signature.returns
    )
    ints = sum(param.ty in _INTS for param in signature.params)
    floats = sum(param.ty in _FLOATS for param in signature.params)
    return plain and ints <= _MAX_INTS and floats <= _MAX_FLOATS and len(signature.returns) <= 1


def _api(name: str) -> int:
    """Address of a function of the C API."""
    address = ctypes.cast(getattr(ctypes.pythonapi, name), ctypes.c_void_p).value
    assert address
    return address


def _disp(value: int) -> str:
    return value.to_bytes(4, "little").hex()


class _Writer:
    """The stub of one function in the making."""

    def __init__(self, signature: Signature, data: int) -> None:
        self.signature = signature
        self.data = data
        self.stub = StubWriter()
        words = len(signature.params)
        # rbp is 16-aligned; five registers are saved below it, so the rest is 8 mod 16.
        self.frame = (_ACTIVATION + 8 * words + 15) // 16 * 16 + 8

    def call(self, address: int) -> None:
        self.stub.address("rax", address)
        self.stub.put("ffd0", "call rax")

    def prologue(self) -> None:
        """Save registers, check keyword and argument count."""
        stub = self.stub
        stub.put("55", "push rbp")
        stub.put("4889e5", "mov rbp, rsp")
        stub.put("53", "push rbx")
        stub.put("4154", "push r12")
        stub.put("4155", "push r13")
        stub.put("4156", "push r14")
        stub.put("4157", "push r15")
        stub.put("4881ec" + _disp(self.frame), f"sub rsp, {self.frame:#x}")
        stub.put("4889f3", "mov rbx, rsi")
        stub.put("4885c9", "test rcx, rcx")
        stub.jump("jne", "keywords")
        stub.put("48d1e2", "shl rdx, 1")  # bit 63 is a flag
        stub.put("48d1ea", "shr rdx, 1")
        count = len(self.signature.params)
        stub.put(f"4883fa{count:02x}", f"cmp rdx, {count:#x}" if count > 9 else f"cmp rdx, {count}")
        stub.jump("jne", "count")

    def convert_arguments(self) -> None:
        """Store each argument as a word behind the activation record."""
        stub = self.stub
        for index, param in enumerate(self.signature.params):
            stub.put("488bbb" + _disp(8 * index), f"mov rdi, qword ptr [rbx + {8 * index:#x}]")
            if param.ty in _INTS:
                self.call(_api("PyLong_AsUnsignedLongLongMask"))
                stub.put("4883f8ff", "cmp rax, -1")
            else:
                self.call(_api("PyFloat_AsDouble"))
                stub.put("66480f7ec0", "movq rax, xmm0")
                stub.address("rcx", 0xBFF0000000000000)  # -1.0: perhaps an error
                stub.put("4839c8", "cmp rax, rcx")
            stub.jump("je", f"check{index}")
            stub.label(f"checked{index}")
            extend = _EXTEND.get((param.ty, param.extension == "uext"))
            if extend:
                stub.put(*extend)
            if param.ty == types.F32:
                stub.put("66480f6ec0", "movq xmm0, rax")
                stub.put("f20f5ac0", "cvtsd2ss xmm0, xmm0")
                stub.put("66480f7ec0", "movq rax, xmm0")
            place = _ACTIVATION + 8 * index
            stub.put("48898424" + _disp(place), f"mov qword ptr [rsp + {place:#x}], rax")

    def check_conversions(self) -> None:
        """Out of line: was a -1 an error?"""
        stub = self.stub
        for index, param in enumerate(self.signature.params):
            stub.label(f"check{index}")
            self.call(_api("PyErr_Occurred"))
            stub.put("4885c0", "test rax, rax")
            stub.jump("jne", "fail")
            if param.ty in _INTS:
                stub.put("48c7c0ffffffff", "mov rax, -1")
            else:
                stub.address("rax", 0xBFF0000000000000)
            stub.jump("jmp", f"checked{index}")

    def publish(self) -> None:
        """Make the activation record and remember the one before."""
        stub = self.stub
        stub.lea("rcx", "landing")
        stub.put("48894c2428", "mov qword ptr [rsp + 0x28], rcx")
        stub.address("r15", self.data)
        stub.put("498b7f08", "mov rdi, qword ptr [r15 + 8]")
        stub.put("41ff5710", "call qword ptr [r15 + 0x10]")
        stub.put("48890424", "mov qword ptr [rsp], rax")
        stub.put("498b7f08", "mov rdi, qword ptr [r15 + 8]")
        stub.put("4889e6", "mov rsi, rsp")
        stub.put("41ff5718", "call qword ptr [r15 + 0x18]")

    def retract(self) -> None:
        """Put the activation record before back."""
        stub = self.stub
        stub.address("r15", self.data)
        stub.put("498b7f08", "mov rdi, qword ptr [r15 + 8]")
        stub.put("488b3424", "mov rsi, qword ptr [rsp]")
        stub.put("41ff5718", "call qword ptr [r15 + 0x18]")

    def call_function(self, address: int) -> None:
        """Arguments into registers, the call, the result into r12."""
        stub = self.stub
        ints = floats = 0
        for index, param in enumerate(self.signature.params):
            place = _ACTIVATION + 8 * index
            if param.ty in _INTS:
                code, reg = _LOAD_INT[ints]
                stub.put(code + _disp(place), f"mov {reg}, qword ptr [rsp + {place:#x}]")
                ints += 1
            else:
                code = f"f20f10{0x84 | floats << 3:02x}24"
                stub.put(code + _disp(place), f"movsd xmm{floats}, qword ptr [rsp + {place:#x}]")
                floats += 1
        self.call(address)
        if self.signature.returns and self.signature.returns[0].ty in _FLOATS:
            stub.put("66490f7ec4", "movq r12, xmm0")
        else:
            stub.put("4989c4", "mov r12, rax")

    def box_result(self) -> None:
        """The result in r12 as an object in rax."""
        stub = self.stub
        if not self.signature.returns:
            none = id(None)
            stub.address("rdi", none)
            self.call(_api("Py_IncRef"))
            stub.address("rax", none)
            return
        ty = self.signature.returns[0].ty
        if ty in _INTS:
            stub.put(*_RESULT[ty])
            self.call(_api("PyLong_FromLongLong"))
            return
        stub.put("66490f6ec4", "movq xmm0, r12")
        if ty == types.F32:
            stub.put("f30f5ac0", "cvtss2sd xmm0, xmm0")
        self.call(_api("PyFloat_FromDouble"))

    def epilogue(self) -> None:
        """Restore registers and return."""
        stub = self.stub
        stub.label("leave")
        stub.put("488d65d8", "lea rsp, [rbp - 0x28]")
        stub.put("415f", "pop r15")
        stub.put("415e", "pop r14")
        stub.put("415d", "pop r13")
        stub.put("415c", "pop r12")
        stub.put("5b", "pop rbx")
        stub.put("5d", "pop rbp")
        stub.put("c3", "ret")

    def failures(self, on_trap: int, on_misuse: int, formats: tuple[int, int]) -> None:
        """Out of line: call the Python function that raises, and return NULL.

        `PyObject_CallFunction(on_misuse, "n", count)` and `(on_trap, "KK", pc, address)`."""
        stub = self.stub
        stub.label("keywords")
        stub.put("48c7c2ffffffff", "mov rdx, -1")
        stub.label("count")
        stub.address("rdi", on_misuse)
        stub.address("rsi", formats[0])
        stub.put("31c0", "xor eax, eax")
        stub.address("rcx", _api("PyObject_CallFunction"))
        stub.put("ffd1", "call rcx")
        stub.jump("jmp", "fail")
        stub.label("landing")  # rsp = the activation
        span = self.frame + _SAVED
        stub.put("488dac24" + _disp(span), f"lea rbp, [rsp + {span:#x}]")
        self.retract()
        stub.address("rdi", on_trap)
        stub.address("rsi", formats[1])
        stub.put("488b542408", "mov rdx, qword ptr [rsp + 8]")
        stub.put("488b4c2410", "mov rcx, qword ptr [rsp + 0x10]")
        stub.put("31c0", "xor eax, eax")
        stub.address("r14", _api("PyObject_CallFunction"))
        stub.put("41ffd6", "call r14")
        stub.label("fail")
        stub.put("31c0", "xor eax, eax")
        stub.jump("jmp", "leave")


def write_entry(
    signature: Signature,
    function: int,
    data: int,
    on_trap: int,
    on_misuse: int,
    formats: tuple[int, int],
    may_trap: bool = True,
) -> StubWriter:
    """The stub for a simple function at address `function`.

    `data` is `TrapRuntime.data_address`; `on_trap` and `on_misuse` are addresses of Python callables
    taking (pc, address) and (number of arguments, -1 for keywords), which must raise; `formats` are the
    addresses of the C strings "n" and "KK". A function that cannot trap needs no activation."""
    writer = _Writer(signature, data)
    writer.prologue()
    writer.convert_arguments()
    if may_trap:
        writer.publish()
    writer.call_function(function)
    if may_trap:
        writer.retract()
    writer.box_result()
    writer.epilogue()
    writer.check_conversions()
    writer.failures(on_trap, on_misuse, formats)
    return writer.stub
