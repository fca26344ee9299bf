"""IR functions at the borders of compiled WebAssembly (`stubs.py`), and pieces that other glue has in common
with them. Nothing in them depends on the process, or on the machine but for whether it is emulated
(`runtime/addresses.py`)."""

from ...backends.text import NamedCode
from ...frontend.wasm.locals import ir_type
from ...ir.builder import NumberBuilder
from ...ir.entities import AbiParam, Signature
from ...ir.function import Function
from ...ir.types import I32, I64
from ..addresses import PYTHON
from ..glue import FLAGS, address, call_c
from ..pending import RAISE_OUT_SYMBOL, TRAP_HOST
from ..stack_limit import LIMIT
from .exception_cells import PINNED
from .stubs import DISPATCH
from .type_ids import TYPES
from .values import SLOT, is_exception_type


def signature_of(type_number: int) -> Signature:
    """IR signature of a function type, by its common number."""
    params = [AbiParam(int(ir_type(ty))) for ty in TYPES.params(type_number)]
    results = [AbiParam(int(ir_type(ty))) for ty in TYPES.results(type_number)]
    return Signature(params, results, "tail")


def entry_glue(type_number: int) -> tuple[list[Function], list[NamedCode]]:
    """The entry stub for a function type."""
    exceptions = [index for index, ty in enumerate(TYPES.results(type_number)) if is_exception_type(ty)]
    return [entry_function(signature_of(type_number), exceptions)], []


def exit_glue(type_number: int, without_gil: bool) -> tuple[list[Function], list[NamedCode]]:
    """The exit stub for a function type."""
    return [exit_function(signature_of(type_number), without_gil)], []


def entry_function(signature: Signature, exceptions: list[int]) -> Function:
    """The entry stub for functions of a signature. `exceptions` are numbers of results that are exnrefs,
    which Python refers to from here on."""
    builder = NumberBuilder.create("entry", [I64, I64, I64], [], "system_v")
    block = builder.create_entry_block()
    builder.switch_to_block(block)
    code, context, slots = builder.block_params(block)
    old = builder.get_pinned_reg(I64)
    builder.set_pinned_reg(context)
    arguments = [
        builder.load(param.ty, slots, SLOT * index, FLAGS) for index, param in enumerate(signature.params)
    ]
    results = builder.call_indirect(builder.import_signature(signature), code, arguments)
    builder.set_pinned_reg(old)
    for index, value in enumerate(results):
        builder.store(value, slots, SLOT * index, FLAGS)
        if index in exceptions:
            there, following = builder.create_block(), builder.create_block()
            builder.brif(value, there, [], following, [])
            builder.switch_to_block(there)
            builder.istore8(builder.iconst(I32, 1), value, PINNED, FLAGS)
            builder.jump(following)
            builder.switch_to_block(following)
    builder.return_([])
    builder.seal_all_blocks()
    return builder.finalize()


def exit_function(signature: Signature, without_gil: bool = False) -> Function:
    """The exit stub for functions of a signature, which calls `DISPATCH`."""
    builder = NumberBuilder.create(
        "exit", [p.ty for p in signature.params], [r.ty for r in signature.returns], "tail"
    )
    block = builder.create_entry_block()
    builder.switch_to_block(block)
    size = SLOT * max(len(signature.params), len(signature.returns), 1)
    slots = builder.stack_addr(I64, builder.create_stack_slot(size, SLOT))
    for index, value in enumerate(builder.block_params(block)):
        builder.store(value, slots, SLOT * index, FLAGS)
    call = Signature([AbiParam(I64), AbiParam(I64)], [AbiParam(I32)], "system_v")
    arguments = [builder.get_pinned_reg(I64), slots]
    if without_gil:
        (status,) = call_with_gil(builder, call, DISPATCH, arguments)
    else:
        (status,) = call_python(builder, call, DISPATCH, arguments)
    failed, good = builder.create_block(), builder.create_block()
    builder.brif(status, failed, [], good, [])
    builder.switch_to_block(failed)
    builder.set_cold(failed)
    if without_gil:
        builder.trap(TRAP_HOST)
    else:
        raise_python(builder, builder.load(I64, address(builder, LIMIT), 0, FLAGS))
    builder.switch_to_block(good)
    builder.return_(
        [builder.load(r.ty, slots, SLOT * index, FLAGS) for index, r in enumerate(signature.returns)]
    )
    builder.seal_all_blocks()
    return builder.finalize()


def raise_python(builder: NumberBuilder, limit: int) -> None:
    """Throw the exception of a Python function, or trap with it; `limit` is the stack limit of this thread.
    The block ends."""
    throws, traps = builder.create_block(), builder.create_block()
    builder.set_cold(throws)
    builder.set_cold(traps)
    code = builder.load(I64, address(builder, RAISE_OUT_SYMBOL), 0, FLAGS)
    builder.brif(code, throws, [], traps, [])
    builder.switch_to_block(throws)
    builder.call_indirect(builder.import_signature(Signature([AbiParam(I64)], [], "system_v")), code, [limit])
    builder.jump(traps)
    builder.switch_to_block(traps)
    builder.trap(TRAP_HOST)


def call_python(builder: NumberBuilder, signature: Signature, symbol: str, arguments: list[int]) -> list[int]:
    """Call a C function that runs Python, and put the stack limit of this thread back behind it."""
    limit = builder.load(I64, address(builder, LIMIT), 0, FLAGS)
    callee = address(builder, symbol)
    results = builder.call_indirect(builder.import_signature(signature), callee, arguments)
    builder.store(limit, address(builder, LIMIT), 0, FLAGS)
    return results


class Gil:
    """Taking the GIL in a function whose caller may have it or not."""

    def __init__(self, builder: NumberBuilder) -> None:
        self._builder = builder
        self._state = builder.create_stack_slot(8, 8)

    def take(self) -> None:
        """From here on it is held."""
        b = self._builder
        (taken,) = call_c(b, PYTHON + "PyGILState_Ensure", [], [I32], [])
        b.store(taken, b.stack_addr(I64, self._state), 0, FLAGS)

    def release(self) -> None:
        """From here on it is as it was before."""
        b = self._builder
        taken = b.load(I32, b.stack_addr(I64, self._state), 0, FLAGS)
        call_c(b, PYTHON + "PyGILState_Release", [I32], [], [taken])


def call_with_gil(
    builder: NumberBuilder, signature: Signature, symbol: str, arguments: list[int], status: str = ""
) -> list[int]:
    """Call a C function that runs Python, with the GIL, which the caller may not hold; its results, and the
    word of the symbol `status`, if one is given, as it was before the GIL was released."""
    gil = Gil(builder)
    gil.take()
    callee = address(builder, symbol)
    results = list(builder.call_indirect(builder.import_signature(signature), callee, arguments))
    if status:
        results.append(builder.load(I64, address(builder, status), 0, FLAGS))
    gil.release()
    return results
