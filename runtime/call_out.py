"""Functions of Python as functions that compiled code calls: IR functions over CPython's C API.

    call_out(arguments...)      arguments to objects, PyObject_Vectorcall of the object, results to bits

Arguments come as results of compiled functions do; results follow the rules for arguments of
compiled functions (`call_in.py`), several as a tuple or list. An exception stays set in the interpreter
while a trap (`TRAP_HOST`) unwinds the code, and whoever called the code returns NULL for it: it arrives
unchanged, with its traceback.
"""

from ..ir.builder import NumberBuilder, memory_flags
from ..ir.entities import Signature
from ..ir.function import Function
from ..ir.types import I32, I64
from .addresses import PYTHON
from .c_api import INTEGERS, Writer
from .glue import FLAGS, address, look_if_wanted
from .pending import TRAP_HOST
from .stack_limit import LIMIT

_UNALIGNED = memory_flags("notrap")


def call_out(signature: Signature, function: object, without_gil: bool) -> Function:
    """The function that calls an object of Python, which must outlive it. `without_gil` says that its callers
    may not hold the GIL."""
    return _CallOut(signature, id(function), without_gil).make()


def _results(name: str, count: int, returned: object) -> tuple[object, ...]:
    """Several results as a tuple of the right length. Raises `TypeError`."""
    if not isinstance(returned, tuple | list) or len(returned) != count:
        raise TypeError(f"{name} must return {count} values, it returned {returned!r}")
    return tuple(returned)


class Imported:
    """A function of Python with what its `call_out` needs: an object that always returns a tuple of the right
    length, if there is more than one result."""

    def __init__(self, name: str, function: object, count: int) -> None:
        self.name = name
        self.function = function
        self.count = count

    def __call__(self, *arguments: object) -> object:
        return _results(self.name, self.count, self.function(*arguments))  # type: ignore[operator]


class _CallOut(Writer):
    """See the module docstring."""

    def __init__(self, signature: Signature, function: int, without_gil: bool) -> None:
        params, returns = signature.params, signature.returns
        super().__init__(NumberBuilder.create("call_out", params, returns, signature.call_conv))
        self.signature = signature
        self.function = function
        self.without_gil = without_gil

    def make(self) -> Function:
        """The function."""
        b = self.builder
        values = b.block_params(self.entry)
        state = b.create_stack_slot(8, 8)
        limit = b.create_stack_slot(8, 8)
        objects = b.create_stack_slot(8 * max(len(values), 1), 8)
        results = b.create_stack_slot(16 * max(len(self.signature.returns), 1), 16)
        if self.without_gil:
            taken = self.call(PYTHON + "PyGILState_Ensure", [], I32, [])
            b.store(taken, b.stack_addr(I64, state), 0, FLAGS)
        else:
            b.store(b.load(I64, address(b, LIMIT), 0, FLAGS), b.stack_addr(I64, limit), 0, FLAGS)
        trap = self.cold_block()
        self._to_objects(values, objects, trap)
        array = b.stack_addr(I64, objects)
        count = self.constant(len(values))
        zero = self.constant(0)
        returned = self.api("PyObject_Vectorcall", [self.constant(self.function), array, count, zero])
        self._drop(objects, len(values))
        self.unless(b.icmp("eq", returned, self.constant(0)), trap)
        lost = self.cold_block()
        look_if_wanted(b, lost)
        self._to_bits(returned, results, lost)
        self.decref(returned)
        self._leave(state, limit)
        b.return_(
            [
                b.load(item.ty, b.stack_addr(I64, results), 16 * index, FLAGS)
                for index, item in enumerate(self.signature.returns)
            ]
        )
        b.switch_to_block(lost)
        self.decref(returned)
        b.jump(trap)
        b.switch_to_block(trap)
        self._leave(state, limit)
        b.trap(TRAP_HOST)
        return self.finish()

    def _leave(self, state: int, limit: int) -> None:
        """Release the GIL, or put the stack limit of this thread back."""
        b = self.builder
        if self.without_gil:
            taken = b.load(I32, b.stack_addr(I64, state), 0, FLAGS)
            self.call(PYTHON + "PyGILState_Release", [I32], 0, [taken])
        else:
            b.store(b.load(I64, b.stack_addr(I64, limit), 0, FLAGS), address(b, LIMIT), 0, FLAGS)

    def _to_objects(self, values: list[int], objects: int, trap: int) -> None:
        """Store each value as an object. Those made before one that fails are given up."""
        b = self.builder
        for index, (value, param) in enumerate(zip(values, self.signature.params, strict=True)):
            failed = self.cold_block()
            item = self.object(value, param.ty, failed)
            b.store(item, b.stack_addr(I64, objects), 8 * index, FLAGS)
            here = b.create_block()
            b.jump(here)
            b.switch_to_block(failed)
            self._drop(objects, index)
            b.jump(trap)
            b.switch_to_block(here)

    def _drop(self, objects: int, count: int) -> None:
        b = self.builder
        for index in range(count):
            item = b.load(I64, b.stack_addr(I64, objects), 8 * index, FLAGS)
            self.decref(item, self.signature.params[index].ty in INTEGERS)

    def _to_bits(self, returned: int, results: int, lost: int) -> None:
        """Store the results as bits."""
        b = self.builder
        returns = self.signature.returns
        for index, result in enumerate(returns):
            item = returned
            if len(returns) > 1:
                item = self.call(
                    PYTHON + "PyTuple_GetItem", [I64, I64], I64, [returned, self.constant(index)]
                )
                self.unless(b.icmp("eq", item, self.constant(0)), lost)
            value = self.value(item, result.ty, lost)
            b.store(value, b.stack_addr(I64, results), 16 * index, FLAGS)
