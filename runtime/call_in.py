"""Calls from Python into compiled functions, without ctypes: IR functions over CPython's C API.

    call_in(self, args, nargsf, kwnames)      the vectorcall protocol (PEP 590)

converts the arguments, calls the code whose address is in the word that `self` points to (`RECORD`) under a
`Guard`, and makes the results objects. There is one for each signature. The guard is opened first, so that
plain arguments go from the objects straight to where the code wants them, and need not be kept over a call:

    entry:    count of arguments right?     no: wrong
              guard.open()
              arguments plain?              no: careful
    call:     call, guard.close(), results
    careful:  guard.close(), convert all by calls of the C API, guard.open(), go to call

What conversions run of Python's runs outside of the guard.

    integers        any int, or anything with __index__ (NumPy's integers too), modulo 2**width; results are
                    signed
    f32, f64        anything with __float__ or __index__; f32 is rounded
    vectors         bytes of their size, lane 0 first, a list of lanes, or an int of their width; results are
                    bytes
    other floats    f16 like f32; the bits of f128 as an int

One result comes as it is, several as a tuple, none as None. Integers up to 64 bits and floats are converted
by the generated code, vectors nearly so; the rest asks a function of Python.
"""

from collections.abc import Callable
from typing import Final

from ..backends.text import NamedCode
from ..ir.builder import NumberBuilder
from ..ir.entities import AbiParam, Signature
from ..ir.function import Function
from ..ir.types import I32, I64
from .c_api import INTEGERS, Writer, is_plain
from .glue import FLAGS, Guard, call_record, look_if_wanted
from .glue_code import Recipe, stubs
from .object_layout import LAYOUT_NAME
from .platform import host_target

#: Offset of the address of the word with the code's address in a function object (`function_object.py`).
RECORD: Final = 24
_addresses: Final[dict[str, int]] = {}


def call_in_address(signature: Signature, quiet: bool = False, release_gil: bool = False) -> int:
    """Address of the `call_in` for a signature. Functions that are `quiet` neither trap nor call anything."""
    key = f"function call_in {signature.key()} {quiet} {release_gil} {LAYOUT_NAME}"
    if key not in _addresses:
        recipe = Recipe(key, __name__, "call_in_glue", signature, quiet, release_gil)
        _addresses[key] = stubs(recipe)["call_in"]
    return _addresses[key]


def call_in_glue(
    signature: Signature, quiet: bool, release_gil: bool
) -> tuple[list[Function], list[NamedCode]]:
    """The `call_in` for a signature."""
    return [CallIn(signature, quiet, release_gil).make()], []


def extended(signature: Signature) -> Signature:
    """The signature with narrow integers extended: C functions may rely on that. Where our own conventions
    have an i32 zero-extended, it stays so."""
    own = host_target().abi(signature.call_conv).zero_extended_words
    params = [
        AbiParam(param.ty, param.extension or "sext", param.purpose, param.size)
        if param.ty in INTEGERS and param.ty != I64 and not (own and param.ty == I32)
        else param
        for param in signature.params
    ]
    return Signature(params, signature.returns, signature.call_conv)


class CallIn(Writer):
    """See the module docstring."""

    #: Whether numbers out of range are refused (`Writer.number`).
    exact = False
    #: Whether the code is of WebAssembly, which runs in a context.
    context = False

    def __init__(self, signature: Signature, quiet: bool = False, release_gil: bool = False) -> None:
        super().__init__(NumberBuilder.create("call_in", [I64] * 4, [I64], "system_v"))
        self.signature = signature if self.context else extended(signature)
        self.quiet = quiet
        self.release_gil = release_gil
        self.failed = self.cold_block()
        """Returns NULL."""
        self.wrong = self.cold_block()
        """For a wrong number of arguments, or keywords."""
        self.refused = self.failed
        """For an argument that is not plainly what is wanted; an exception may be set."""

    def make(self) -> Function:
        """The function."""
        b = self.builder
        callee, args, nargsf, keywords = b.block_params(self.entry)
        params = self.signature.params
        count = b.ishl(nargsf, b.iconst(I32, 1))  # without the bit that is a flag
        self.unless(b.bor(b.bxor(count, self.constant(2 * len(params))), keywords), self.wrong)
        thread = b.create_stack_slot(8, 8) if self.release_gil else -1
        guard = None if self.quiet else Guard(b, shared=self.release_gil)
        stopped = self.failed if guard is None else self.cold_block()
        careful = self.cold_block()
        call = b.create_block([param.ty for param in params])
        convert: Callable[[int, int, int, bool], int] = self.value
        if all(is_plain(param.ty) for param in params):
            convert = self.convert
            self._arm(guard, stopped)
            values = [
                self.plain(b.load(I64, args, 8 * index, FLAGS), param.ty, careful, self.exact)
                for index, param in enumerate(params)
            ]
            b.jump(call, values)
            b.switch_to_block(careful)
            if guard is not None:
                guard.close()
        else:
            b.jump(careful)
            b.switch_to_block(careful)
        values = [
            convert(b.load(I64, args, 8 * index, FLAGS), param.ty, self.refused, self.exact)
            for index, param in enumerate(params)
        ]
        self._arm(guard, stopped)
        b.jump(call, values)
        b.switch_to_block(call)
        values = b.block_params(call)
        if self.release_gil:
            b.store(self.api("PyEval_SaveThread", []), b.stack_addr(I64, thread), 0, FLAGS)
        record = b.load(I64, callee, RECORD, FLAGS)
        results = call_record(b, self.signature, record, values, self.context)
        if self.release_gil:
            self._restore_thread(thread)
        if guard is not None:
            guard.close()
        b.return_([self._results(results)])
        if guard is not None:
            guard.trapped()
            if self.release_gil:
                self._restore_thread(thread)
            self._raise(guard.record())
            b.switch_to_block(stopped)
            guard.close()
            b.jump(self.failed)
        b.switch_to_block(self.wrong)
        self.wrong_use(callee, args, nargsf, keywords)
        self.return_null(self.failed)
        return self.finish()

    def _arm(self, guard: Guard | None, stopped: int) -> None:
        if guard is not None:
            guard.open()
            look_if_wanted(self.builder, stopped)

    def _restore_thread(self, thread: int) -> None:
        place = self.builder.stack_addr(I64, thread)
        self.api("PyEval_RestoreThread", [self.builder.load(I64, place, 0, FLAGS)], 0)

    def wrong_use(self, callee: int, args: int, nargsf: int, keywords: int) -> None:
        """End with what `enter.call_oddly` returns or raises."""
        self.call_method("call_oddly", callee, args, nargsf, keywords)

    def call_method(self, name: str, callee: int, args: int, nargsf: int, keywords: int) -> None:
        """End with `return function.__get__(callee)(*args, **keywords)`, for the function of that name in
        `addresses.OBJECTS`."""
        b = self.builder
        method = self.api("PyMethod_New", [self.known(name), callee])
        self.unless(b.icmp("eq", method, self.constant(0)), self.failed)
        result = self.api("PyObject_Vectorcall", [method, args, nargsf, keywords])
        self.decref(method)
        b.return_([result])

    # --- results --------------------------------------------------------------------------------------

    def _results(self, results: list[int]) -> int:
        """The results as one object, 0 when that fails."""
        b = self.builder
        returns = self.signature.returns
        if not returns:
            return self.none()
        if len(returns) == 1:
            return self.object(results[0], returns[0].ty, self.failed, keep=True)
        made = self.api("PyTuple_New", [self.constant(len(returns))])
        lost = self.cold_block()
        self.unless(b.icmp("eq", made, self.constant(0)), self.failed)
        for index, (value, result) in enumerate(zip(results, returns, strict=True)):
            # One of each kind, so that of `x, y = f(x, y)` the kept ones last for two calls.
            first = all((each.ty in INTEGERS) != (result.ty in INTEGERS) for each in returns[:index])
            item = self.object(value, result.ty, lost, keep=first)
            self.set_item(made, index, item)
        good = b.create_block()
        b.jump(good)
        b.switch_to_block(lost)
        self.decref(made)
        b.jump(self.failed)
        b.switch_to_block(good)
        return made

    # --- traps ----------------------------------------------------------------------------------------

    def _raise(self, record: int) -> None:
        """Keep the exception that is set, or raise the one for the trap."""
        b = self.builder
        self.unless(self.api("PyErr_Occurred", []), self.failed)
        number = self.api("PyLong_FromUnsignedLongLong", [record])
        self.unless(b.icmp("eq", number, self.constant(0)), self.failed)
        self.call_object(self.known("raise_trap"), [number])
        self.api("Py_DecRef", [number], 0)
        b.jump(self.failed)
