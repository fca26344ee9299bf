"""The IR functions of `python_calls.py`."""

from typing import Final

from ...backends.text import NamedCode
from ...ir.builder import NumberBuilder
from ...ir.entities import Signature
from ...ir.function import Function
from ...ir.types import I32, I64
from ..c_api import INTEGERS, Writer
from ..call_in import CallIn
from ..glue import FLAGS, address
from ..stack_limit import LIMIT
from .python_calls import CONVERT, SLOW
from .stub_functions import raise_python, signature_of
from .values import SLOT

#: `PY_VECTORCALL_ARGUMENTS_OFFSET`.
_ARGUMENTS_OFFSET: Final = 1 << 63


def call_in_glue(type_number: int, release_gil: bool) -> tuple[list[Function], list[NamedCode]]:
    """`call_in` for a function type of numbers."""
    return [_WasmCallIn(signature_of(type_number), release_gil).make()], []


def call_slowly_glue() -> tuple[list[Function], list[NamedCode]]:
    """`call_in` for all other function types."""
    return [_WasmCallIn(Signature([], [], "tail")).make_slow()], []


def call_out_glue(type_number: int) -> tuple[list[Function], list[NamedCode]]:
    """`call_out` for a function type of numbers with at most one result."""
    return [_CallOut(signature_of(type_number)).make()], []


class _WasmCallIn(CallIn):
    """See the module docstring."""

    exact = True
    context = True

    def __init__(self, signature: Signature, release_gil: bool = False) -> None:
        super().__init__(signature, False, release_gil)
        self.refused = self.cold_block()

    def make_slow(self) -> Function:
        """The function without the fast way."""
        callee, args, nargsf, keywords = self.builder.block_params(self.entry)
        self.builder.jump(self.wrong)
        self.builder.switch_to_block(self.wrong)
        self.call_method(SLOW, callee, args, nargsf, keywords)
        self.builder.switch_to_block(self.refused)
        self.builder.jump(self.failed)
        self.return_null(self.failed)
        return self.finish()

    def wrong_use(self, callee: int, args: int, nargsf: int, keywords: int) -> None:
        """See the base class."""
        self.call_method(SLOW, callee, args, nargsf, keywords)
        self.builder.switch_to_block(self.refused)
        self.api("PyErr_Clear", [], 0)
        count = self.constant(len(self.signature.params))  # it was right, and there were no keywords
        self.call_method(SLOW, callee, args, count, self.constant(0))


class _CallOut(Writer):
    """See the module docstring."""

    def __init__(self, signature: Signature) -> None:
        params = [param.ty for param in signature.params]
        super().__init__(
            NumberBuilder.create("call_out", params, [item.ty for item in signature.returns], "tail")
        )
        self.signature = signature

    def make(self) -> Function:
        """The function."""
        b = self.builder
        params = self.signature.params
        values = b.block_params(self.entry)
        trap = b.create_block()
        b.set_cold(trap)
        limit = b.load(I64, address(b, LIMIT), 0, FLAGS)
        context = b.get_pinned_reg(I64)
        array = b.stack_addr(I64, b.create_stack_slot(8 * len(params) + 8, 8))
        for index, (value, param) in enumerate(zip(values, params, strict=True)):
            item = self.object(value, param.ty, trap)  # without memory those before are lost
            b.store(item, array, 8 * index + 8, FLAGS)
        first = b.iadd(array, self.constant(8))
        count = self.constant(len(params) | _ARGUMENTS_OFFSET)
        function = b.load(I64, context, 0, FLAGS)
        returned = self.api("PyObject_Vectorcall", [function, first, count, self.constant(0)])
        for index, param in enumerate(params):
            self.decref(b.load(I64, array, 8 * index + 8, FLAGS), param.ty in INTEGERS)
        self.unless(b.icmp("eq", returned, self.constant(0)), trap)
        result = self._result(context, returned, trap)
        b.store(limit, address(b, LIMIT), 0, FLAGS)
        b.return_(result)
        b.switch_to_block(trap)
        raise_python(b, limit)
        return self.finish()

    def _result(self, context: int, returned: int, trap: int) -> list[int]:
        """The result as bits; the object is given up."""
        b = self.builder
        if not self.signature.returns:
            self.decref(returned)
            return []
        ty = self.signature.returns[0].ty
        failed, done = b.create_block(), b.create_block([ty])
        b.set_cold(failed)
        slot = b.create_stack_slot(SLOT, SLOT)
        b.jump(done, [self.value(returned, ty, failed, exact=True)])
        b.switch_to_block(failed)
        self.api("PyErr_Clear", [], 0)
        place = b.stack_addr(I64, slot)
        status = self.call(CONVERT, [I64, I64, I64], I32, [context, returned, place])
        converted = b.create_block()
        lost = b.create_block()
        b.brif(status, lost, [], converted, [])
        b.switch_to_block(lost)
        self.decref(returned)
        b.jump(trap)
        b.switch_to_block(converted)
        b.jump(done, [b.load(ty, place, 0, FLAGS)])
        b.switch_to_block(done)
        self.decref(returned)
        return b.block_params(done)
