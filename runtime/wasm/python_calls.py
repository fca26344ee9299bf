"""Calls between Python and WebAssembly without ctypes: IR functions over CPython's C API.

    call_in(self, args, nargsf, kwnames)      the vectorcall protocol (PEP 590): objects to slots, the entry
                                              stub of `stubs.py` under the trap-safe `enter`, slots to objects
    call_out(arguments...)                    a function of WebAssembly: arguments to objects,
                                              PyObject_Vectorcall of the object in its context, the result to
                                              bits

There is one of each per function type of numbers. `call_in` hands whatever is out of the ordinary - a wrong
number of arguments, an object of the wrong kind, a number out of range - to a Python function that does all
of it again carefully and raises what has to be raised. An exception out of `call_out` stays set in the
interpreter while the trap unwinds the code, and `call_in` returns NULL for it: nobody catches and raises it
again.

Everything here needs the GIL, which whoever calls compiled code holds.
"""

import ctypes
from typing import Final

from ...frontend.wasm import value_types
from ...ir.builder import FunctionBuilder
from ...ir.entities import AbiParam, Signature
from ...ir.function import Function
from ...ir.types import F32, F64, I32, I64
from ..signals import runtime
from . import stack_limit
from .pending import TRAP_HOST
from .stubs import FLAGS, entry_address, load_stubs, signature_of
from .type_ids import TYPES
from .values import SLOT

#: Offset of the record's address in a function object; see `function_object.py`.
RECORD_OFFSET: Final = 24
#: `PY_VECTORCALL_ARGUMENTS_OFFSET`.
_ARGUMENTS_OFFSET: Final = 1 << 63
_MINUS_ONE_BITS: Final = 0xBFF0_0000_0000_0000
_INFINITY_32: Final = 0x7F80_0000
_NUMBERS: Final = (value_types.I32, value_types.I64, value_types.F32, value_types.F64)

_calls_in: Final[dict[tuple[object, ...], int]] = {}
_calls_out: Final[dict[tuple[object, ...], int]] = {}


def is_simple(type_number: int) -> bool:
    """Whether all parameters and results of a function type are numbers."""
    return all(ty in _NUMBERS for ty in [*TYPES.params(type_number), *TYPES.results(type_number)])


def call_in_address(type_number: int, slow: object, raise_trap: object) -> int:
    """Address of `call_in` for a function type of numbers. `slow(self, *args, **kwargs)` and
    `raise_trap(pc, address)` are Python functions that live as long as the process."""
    signature = signature_of(type_number)
    key = signature.key()
    if key not in _calls_in:
        function = _CallIn(signature, entry_address(type_number), id(slow), id(raise_trap)).make()
        _calls_in[key] = load_stubs([function])["call_in"]
    return _calls_in[key]


def call_slowly_address(slow: object) -> int:
    """Address of a `call_in` for all other function types: it hands every call to `slow`."""
    if () not in _calls_in:
        _calls_in[()] = load_stubs([_CallIn(Signature([], [], "tail"), 0, id(slow), 0).make_slow()])[
            "call_in"
        ]
    return _calls_in[()]


def call_out_address(type_number: int, convert: int) -> int:
    """Address of `call_out` for a function type of numbers with at most one result. `convert` is the address
    of a C function `u32 (context, object, slot)` for results that are not plain."""
    signature = signature_of(type_number)
    key = signature.key()
    if key not in _calls_out:
        _calls_out[key] = load_stubs([_CallOut(signature, convert).make()])["call_out"]
    return _calls_out[key]


def _api(name: str) -> int:
    """Address of a function of the C API."""
    return ctypes.cast(getattr(ctypes.pythonapi, name), ctypes.c_void_p).value or 0


class _Writer:
    """A function over the C API in the making."""

    def __init__(self, builder: FunctionBuilder) -> None:
        self.builder = builder
        self.entry = builder.create_entry_block()
        builder.switch_to_block(self.entry)

    def constant(self, value: int) -> int:
        """An i64."""
        return self.builder.iconst(I64, value - (1 << 64) if value >> 63 else value)

    def call(self, address: int, params: list[int], result: int, arguments: list[int]) -> int:
        """Call a C function; its result, -1 if `result` is 0."""
        b = self.builder
        returns = [AbiParam(result)] if result else []
        signature = Signature([AbiParam(ty) for ty in params], returns, "system_v")
        results = b.call_indirect(b.import_signature(signature), self.constant(address), arguments)
        return results[0] if results else -1

    def api(self, name: str, arguments: list[int], result: int = I64) -> int:
        """Call a function of the C API that takes pointers."""
        return self.call(_api(name), [I64] * len(arguments), result, arguments)

    def unless(self, condition: int, block: int) -> None:
        """Go to a block if the condition is not zero; else go on."""
        b = self.builder
        following = b.create_block()
        b.brif(condition, block, [], following, [])
        b.switch_to_block(following)

    def number(self, item: int, ty: int, failed: int) -> int:
        """Bits of an object as a number, of the type itself. Goes to `failed` when the object is not plainly
        one; then an exception may be set."""
        b = self.builder
        if ty in (I32, I64):
            value = self.call(_api("PyLong_AsLongLong"), [I64], I64, [item])
            suspicious = b.icmp("eq", value, self.constant((1 << 64) - 1))
        else:
            value = self.call(_api("PyFloat_AsDouble"), [I64], F64, [item])
            suspicious = b.icmp("eq", b.bitcast(I64, value), self.constant(_MINUS_ONE_BITS))
        doubtful, good = b.create_block(), b.create_block()
        b.set_cold(doubtful)
        b.brif(suspicious, doubtful, [], good, [])
        b.switch_to_block(doubtful)
        b.brif(self.api("PyErr_Occurred", []), failed, [], good, [])
        b.switch_to_block(good)
        if ty == I32:
            shifted = b.iadd(value, self.constant(1 << 31))
            self.unless(b.icmp("ugt", shifted, self.constant((1 << 31) + (1 << 32) - 1)), failed)
            return b.ireduce(I32, value)
        if ty == F32:
            value = b.fdemote(F32, value)
            magnitude = b.band(b.bitcast(I32, value), b.iconst(I32, 0x7FFF_FFFF))
            self.unless(b.icmp("eq", magnitude, b.iconst(I32, _INFINITY_32)), failed)
        return value

    def object(self, value: int, ty: int) -> int:
        """A new object for a number; 0 when there is no memory."""
        b = self.builder
        if ty in (I32, I64):
            wide = b.sextend(I64, value) if ty == I32 else value
            return self.api("PyLong_FromLongLong", [wide])
        wide = b.fpromote(F64, value) if ty == F32 else value
        return self.call(_api("PyFloat_FromDouble"), [F64], I64, [wide])

    def finish(self) -> Function:
        """The function."""
        self.builder.seal_all_blocks()
        return self.builder.finalize()


class _CallIn(_Writer):
    """See the module docstring."""

    def __init__(self, signature: Signature, entry: int, slow: int, raise_trap: int) -> None:
        super().__init__(FunctionBuilder.create("call_in", [I64] * 4, [I64], "system_v"))
        self.signature = signature
        self.entry_stub = entry
        self.slow_function = slow
        self.raise_trap = raise_trap

    def make(self) -> Function:
        """The function."""
        b = self.builder
        callee, args, nargsf, keywords = b.block_params(self.entry)
        params, returns = self.signature.params, self.signature.returns
        odd, failed, trapped = b.create_block(), b.create_block(), b.create_block()
        for block in (odd, failed, trapped):
            b.set_cold(block)
        slot = b.create_stack_slot(SLOT * max(len(params), len(returns), 1), SLOT)
        fault_slot = b.create_stack_slot(24, 8)
        count = b.ishl(nargsf, b.iconst(I32, 1))  # without the bit that is a flag
        differs = b.bxor(count, self.constant(2 * len(params)))
        self.unless(b.bor(differs, keywords), odd)
        slots = b.stack_addr(I64, slot)
        for index, param in enumerate(params):
            item = b.load(I64, args, 8 * index, FLAGS)
            b.store(self.number(item, param.ty, failed), slots, SLOT * index, FLAGS)
        record = b.load(I64, callee, RECORD_OFFSET, FLAGS)
        code, context = b.load(I64, record, 0, FLAGS), b.load(I64, record, 16, FLAGS)
        fault = b.stack_addr(I64, fault_slot)
        arguments = [self.constant(self.entry_stub), code, context, slots, fault]
        status = self.call(runtime().enter_address, [I64] * 5, I32, arguments)
        self.unless(status, trapped)
        b.return_([self._results(slots)])
        b.switch_to_block(failed)
        self.api("PyErr_Clear", [], 0)
        b.jump(odd)
        b.switch_to_block(odd)
        self._call_slow(callee, args, nargsf, keywords)
        b.switch_to_block(trapped)
        self._raise(fault)
        return self.finish()

    def make_slow(self) -> Function:
        """The function without the fast way."""
        callee, args, nargsf, keywords = self.builder.block_params(self.entry)
        self._call_slow(callee, args, nargsf, keywords)
        return self.finish()

    def _results(self, slots: int) -> int:
        """The results as one object."""
        b = self.builder
        returns = self.signature.returns
        if not returns:
            none = self.constant(id(None))
            self.api("Py_IncRef", [none], 0)
            return none
        if len(returns) == 1:
            return self.object(b.load(returns[0].ty, slots, 0, FLAGS), returns[0].ty)
        made = self.api("PyTuple_New", [self.constant(len(returns))])
        null = b.create_block()
        b.set_cold(null)
        self.unless(b.icmp("eq", made, self.constant(0)), null)
        for index, result in enumerate(returns):
            item = self.object(b.load(result.ty, slots, SLOT * index, FLAGS), result.ty)
            self.unless(b.icmp("eq", item, self.constant(0)), null)
            self.api("PyTuple_SetItem", [made, self.constant(index), item], I32)
        good = b.create_block()
        b.jump(good)
        b.switch_to_block(null)  # no memory; the tuple is lost with it
        b.return_([self.constant(0)])
        b.switch_to_block(good)
        return made

    def _call_slow(self, callee: int, args: int, nargsf: int, keywords: int) -> None:
        """`return slow.__get__(self)(*args, **kwargs)`."""
        b = self.builder
        null = b.create_block()
        method = self.api("PyMethod_New", [self.constant(self.slow_function), callee])
        self.unless(b.icmp("eq", method, self.constant(0)), null)
        result = self.api("PyObject_Vectorcall", [method, args, nargsf, keywords])
        self.api("Py_DecRef", [method], 0)
        b.return_([result])
        b.switch_to_block(null)
        b.return_([self.constant(0)])

    def _raise(self, fault: int) -> None:
        """Return NULL with the exception that is set, or with the one that `raise_trap` raises."""
        b = self.builder
        null = b.create_block()
        self.unless(self.api("PyErr_Occurred", []), null)
        array = b.stack_addr(I64, b.create_stack_slot(16, 8))
        for offset in (0, 8):
            word = b.load(I64, fault, offset, FLAGS)
            b.store(self.api("PyLong_FromUnsignedLongLong", [word]), array, offset, FLAGS)
        raiser = self.constant(self.raise_trap)
        zero = self.constant(0)
        result = self.api("PyObject_Vectorcall", [raiser, array, self.constant(2), zero])
        for offset in (0, 8):
            self.api("Py_DecRef", [b.load(I64, array, offset, FLAGS)], 0)
        b.return_([result])
        b.switch_to_block(null)
        b.return_([self.constant(0)])


class _CallOut(_Writer):
    """See the module docstring."""

    def __init__(self, signature: Signature, convert: int) -> None:
        params = [param.ty for param in signature.params]
        super().__init__(
            FunctionBuilder.create("call_out", params, [item.ty for item in signature.returns], "tail")
        )
        self.signature = signature
        self.convert = convert

    def make(self) -> Function:
        """The function."""
        b = self.builder
        params = self.signature.params
        values = b.block_params(self.entry)
        trap = b.create_block()
        b.set_cold(trap)
        context = b.get_pinned_reg(I64)
        array = b.stack_addr(I64, b.create_stack_slot(8 * len(params) + 8, 8))
        for index, (value, param) in enumerate(zip(values, params, strict=True)):
            item = self.object(value, param.ty)
            self.unless(b.icmp("eq", item, self.constant(0)), trap)  # no memory; those before are lost
            b.store(item, array, 8 * index + 8, FLAGS)
        limit = b.load(I64, self.constant(stack_limit.CELL_ADDRESS), 0, FLAGS)
        first = b.iadd(array, self.constant(8))
        count = self.constant(len(params) | _ARGUMENTS_OFFSET)
        function = b.load(I64, context, 0, FLAGS)
        returned = self.api("PyObject_Vectorcall", [function, first, count, self.constant(0)])
        for index in range(len(params)):
            self.api("Py_DecRef", [b.load(I64, array, 8 * index + 8, FLAGS)], 0)
        self.unless(b.icmp("eq", returned, self.constant(0)), trap)
        result = self._result(context, returned, trap)
        b.store(limit, self.constant(stack_limit.CELL_ADDRESS), 0, FLAGS)
        b.return_(result)
        b.switch_to_block(trap)
        b.trap(TRAP_HOST)
        return self.finish()

    def _result(self, context: int, returned: int, trap: int) -> list[int]:
        """The result as bits; the object is given up."""
        b = self.builder
        if not self.signature.returns:
            self.api("Py_DecRef", [returned], 0)
            return []
        ty = self.signature.returns[0].ty
        failed, done = b.create_block(), b.create_block([ty])
        b.set_cold(failed)
        slot = b.create_stack_slot(SLOT, SLOT)
        b.jump(done, [self.number(returned, ty, failed)])
        b.switch_to_block(failed)
        self.api("PyErr_Clear", [], 0)
        place = b.stack_addr(I64, slot)
        status = self.call(self.convert, [I64, I64, I64], I32, [context, returned, place])
        converted = b.create_block()
        lost = b.create_block()
        b.brif(status, lost, [], converted, [])
        b.switch_to_block(lost)
        self.api("Py_DecRef", [returned], 0)
        b.jump(trap)
        b.switch_to_block(converted)
        b.jump(done, [b.load(ty, place, 0, FLAGS)])
        b.switch_to_block(done)
        self.api("Py_DecRef", [returned], 0)
        return b.block_params(done)
