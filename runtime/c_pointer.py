"""C function pointers for compiled functions, for whoever calls such: ctypes, cffi, `scipy.LowLevelCallable`,
numba, C libraries.

    pointer = CPointer(record, signature)     pointer.address

The pointer leads to a generated function of the C convention. It takes the GIL, unless the code can do
without it, enters the code under a `Guard`, and returns what it returns. Nothing can be raised through a C
caller: a trap, or an exception of a function of Python that was called, is handed to `on_trap`, and the C
caller gets zeros - as with callbacks of ctypes, whose exceptions go to `sys.unraisablehook`, which is what
happens when there is no `on_trap`.

The address is valid for as long as the `CPointer`.
"""

import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, TypeAlias

from ..backends.text import lay_out
from ..compile import compile_module
from ..ir import types
from ..ir.builder import NumberBuilder
from ..ir.entities import Signature
from ..ir.function import Function
from ..ir.types import I32, I64
from .addresses import PYTHON
from .c_api import Writer
from .glue import FLAGS, Guard, call_record, host_settings
from .native import NativeImage
from .pending import take
from .platform import host_target
from .signals import runtime

#: Is told what could not be raised.
OnTrap: TypeAlias = Callable[[BaseException], object]


class CPointer:
    """A C function pointer; see the module docstring."""

    def __init__(
        self,
        record: int,
        signature: Signature,
        owner: object,
        on_trap: OnTrap | None = None,
        *,
        name: str = "compiled function",
        needs_gil: bool = True,
        context: bool = False,
    ) -> None:
        """`record` is the address of the word that holds the code's address; `owner` keeps code and word
        alive; `name` is for messages. `context` says that the code is of WebAssembly: its context is in the
        record and goes into the pinned register."""
        self._owner = owner
        self._report = _reporter(on_trap, name)
        function = _Pointer(record, signature, id(self._report), needs_gil, context).make()
        settings = host_settings("none")
        target = host_target(settings)
        self._image = NativeImage(
            lay_out(compile_module([function], target, settings), target.form), {}, take
        )
        self.signature = signature
        self.address = self._image.address("pointer")
        """Address of the C function."""

    def __int__(self) -> int:
        return self.address


def _reporter(on_trap: OnTrap | None, name: str) -> Callable[..., None]:
    """What the generated function calls with the address of an activation record, or with 0 and an
    exception."""

    def report(activation: int, exception: BaseException | None = None) -> None:
        if exception is None:
            exception = runtime().trap_of(activation)
        try:
            if on_trap is not None:
                on_trap(exception)
                return
        except BaseException as error:
            error.__context__ = exception
            exception = error
        hook: Any = sys.unraisablehook
        hook(
            SimpleNamespace(
                exc_type=type(exception),
                exc_value=exception,
                exc_traceback=exception.__traceback__,
                err_msg="Trap ignored in a call from C",
                object=name,
            )
        )

    return report


class _Pointer(Writer):
    """The C function in the making."""

    def __init__(
        self, record: int, signature: Signature, report: int, needs_gil: bool, context: bool
    ) -> None:
        params, returns = signature.params, signature.returns
        super().__init__(NumberBuilder.create("pointer", params, returns, "system_v"))
        self.signature = signature
        self.record = record
        self.report = report
        self.needs_gil = needs_gil
        self.context = context

    def make(self) -> Function:
        """The function."""
        b = self.builder
        values = b.block_params(self.entry)
        state = b.create_stack_slot(8, 8)
        if self.needs_gil:
            self._take_gil(state)
        guard = Guard(b, shared=not self.needs_gil, from_c=True)
        guard.open()
        results = call_record(b, self.signature, self.constant(self.record), values, self.context)
        guard.close()
        if self.needs_gil:
            self._release_gil(state)
        b.return_(results)
        guard.trapped()
        if not self.needs_gil:
            self._take_gil(state)
        self._tell(guard.record())
        self._release_gil(state)
        b.return_([self._zero(result.ty) for result in self.signature.returns])
        return self.finish()

    def _take_gil(self, state: int) -> None:
        b = self.builder
        taken = self.call(PYTHON + "PyGILState_Ensure", [], I32, [])
        b.store(taken, b.stack_addr(I64, state), 0, FLAGS)

    def _release_gil(self, state: int) -> None:
        b = self.builder
        taken = b.load(I32, b.stack_addr(I64, state), 0, FLAGS)
        self.call(PYTHON + "PyGILState_Release", [I32], 0, [taken])

    def _tell(self, record: int) -> None:
        """Hand the trap, or the exception that is set, to `report`; whatever that raises goes to Python's
        hook."""
        b = self.builder
        place = b.stack_addr(I64, b.create_stack_slot(24, 8))
        pending, trap, told, done = (b.create_block() for _ in range(4))
        report = self.constant(self.report)
        b.brif(self.api("PyErr_Occurred", []), pending, [], trap, [])
        b.switch_to_block(pending)
        arguments = [b.iadd(place, self.constant(8 * index)) for index in range(3)]
        self.api("PyErr_Fetch", arguments, 0)
        self.api("PyErr_NormalizeException", arguments, 0)
        value = b.load(I64, place, 8, FLAGS)
        zero = self.api("PyLong_FromLongLong", [self.constant(0)])
        self.call_object(report, [zero, value])
        for offset in (0, 8):
            self.api("Py_DecRef", [b.load(I64, place, offset, FLAGS)], 0)
        self.api("Py_DecRef", [b.load(I64, place, 16, FLAGS)], 0)
        b.jump(told)
        b.switch_to_block(trap)
        number = self.api("PyLong_FromUnsignedLongLong", [record])
        self.call_object(report, [number])
        self.api("Py_DecRef", [number], 0)
        b.jump(told)
        b.switch_to_block(told)
        unraisable = b.create_block()
        b.brif(self.api("PyErr_Occurred", []), unraisable, [], done, [])
        b.switch_to_block(unraisable)
        self.api("PyErr_WriteUnraisable", [report], 0)
        b.jump(done)
        b.switch_to_block(done)

    def _zero(self, ty: int) -> int:
        """A zero of a type."""
        b = self.builder
        if ty <= I64 and types.is_int(ty):
            return b.iconst(ty, 0)
        place = b.stack_addr(I64, b.create_stack_slot(16, 16))
        for offset in (0, 8):
            b.store(self.constant(0), place, offset, FLAGS)
        return b.load(ty, place, 0, FLAGS)
