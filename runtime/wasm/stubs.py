"""IR functions at the borders of compiled WebAssembly, compiled for this machine when first needed.

    entry(code, context, slots)      C convention: load the arguments from `slots`, 16 bytes each, call `code`
                                     in its context, store the results into the same slots
    exit(arguments...)               the convention of WebAssembly: store the arguments into slots, call
                                     Python with its own context and the slots, load the results

There is one of each per function type. Both see to the stack limit (`stack_limit.py`); an exit stub traps
when Python left an exception (`pending.py`).
"""

import ctypes
from typing import Final

from ...backends.registry import host_name
from ...backends.text import lay_out
from ...compile import compile_module, make_target
from ...frontend.wasm.locals import ir_type
from ...ir.builder import FunctionBuilder, memory_flags
from ...ir.entities import AbiParam, Signature
from ...ir.function import Function
from ...ir.types import I32, I64
from ...settings import Settings
from ..native import NativeImage
from . import stack_limit
from .pending import TRAP_HOST, take
from .type_ids import TYPES
from .values import SLOT

FLAGS: Final = memory_flags("notrap", "aligned")

_entries: Final[dict[tuple[object, ...], int]] = {}
_exits: Final[dict[tuple[object, ...], int]] = {}
_images: Final[list[NativeImage]] = []


def host_settings(level: str = "speed") -> Settings:
    """The settings that WebAssembly is compiled with for this machine."""
    settings = Settings(host_name())
    settings.set("enable_pinned_reg", True)
    settings.set("opt_level", level)
    return settings


def load_stubs(functions: list[Function]) -> dict[str, int]:
    """Compile functions that stay for as long as the process; their addresses by name."""
    settings = host_settings()
    target = make_target(host_name(), settings)
    image = NativeImage(lay_out(compile_module(functions, target, settings), target.form), {}, take)
    _images.append(image)
    return {function.name.symbol(): image.address(function.name.symbol()) for function in functions}


def signature_of(type_number: int) -> Signature:
    """IR signature of a function type, by its common number."""
    params = [AbiParam(int(ir_type(ty))) for ty in TYPES.params(type_number)]
    results = [AbiParam(int(ir_type(ty))) for ty in TYPES.results(type_number)]
    return Signature(params, results, "tail")


def entry_address(type_number: int) -> int:
    """Address of the entry stub for a function type."""
    signature = signature_of(type_number)
    key = signature.key()
    if key not in _entries:
        _entries[key] = load_stubs([entry_function(signature)])["entry"]
    return _entries[key]


def exit_address(type_number: int, dispatch: int) -> int:
    """Address of the exit stub for a function type; `dispatch` is the address of the C function
    `u32 (context, slots)` that it calls."""
    signature = signature_of(type_number)
    key = (*signature.key(), dispatch)
    if key not in _exits:
        _exits[key] = load_stubs([exit_function(signature, dispatch)])["exit"]
    return _exits[key]


def entry_function(signature: Signature) -> Function:
    """The entry stub for functions of a signature."""
    builder = FunctionBuilder.create("entry", [I64, I64, I64], [], "system_v")
    block = builder.create_entry_block()
    builder.switch_to_block(block)
    code, context, slots = builder.block_params(block)
    _set_limit_of_thread(builder)
    old = builder.get_pinned_reg(I64)
    builder.set_pinned_reg(context)
    arguments = [
        builder.load(param.ty, slots, SLOT * index, FLAGS) for index, param in enumerate(signature.params)
    ]
    results = builder.call_indirect(builder.import_signature(signature), code, arguments)
    builder.set_pinned_reg(old)
    for index, value in enumerate(results):
        builder.store(value, slots, SLOT * index, FLAGS)
    builder.return_([])
    builder.seal_all_blocks()
    return builder.finalize()


def _set_limit_of_thread(builder: FunctionBuilder) -> None:
    """Put the limit of the thread into the cell; code goes on in a new block."""
    unknown = builder.create_block()
    following = builder.create_block([I64])
    get = builder.import_signature(Signature([AbiParam(I32)], [AbiParam(I64)], "system_v"))
    key = builder.iconst(I32, stack_limit.KEY)
    (limit,) = builder.call_indirect(get, builder.iconst(I64, stack_limit.GET_SPECIFIC), [key])
    builder.brif(limit, following, [limit], unknown, [])
    builder.switch_to_block(unknown)
    find = builder.import_signature(Signature([], [AbiParam(I64)], "system_v"))
    (limit,) = builder.call_indirect(find, builder.iconst(I64, stack_limit.FIND_LIMIT), [])
    builder.jump(following, [limit])
    builder.switch_to_block(following)
    (limit,) = builder.block_params(following)
    builder.store(limit, builder.iconst(I64, stack_limit.CELL_ADDRESS), 0, FLAGS)


def exit_function(signature: Signature, dispatch: int) -> Function:
    """The exit stub for functions of a signature."""
    builder = FunctionBuilder.create(
        "exit", [p.ty for p in signature.params], [r.ty for r in signature.returns], "tail"
    )
    block = builder.create_entry_block()
    builder.switch_to_block(block)
    size = SLOT * max(len(signature.params), len(signature.returns), 1)
    slots = builder.stack_addr(I64, builder.create_stack_slot(size, SLOT))
    for index, value in enumerate(builder.block_params(block)):
        builder.store(value, slots, SLOT * index, FLAGS)
    call = Signature([AbiParam(I64), AbiParam(I64)], [AbiParam(I32)], "system_v")
    (status,) = call_python(builder, call, dispatch, [builder.get_pinned_reg(I64), slots])
    builder.trapnz(status, TRAP_HOST)
    builder.return_(
        [builder.load(r.ty, slots, SLOT * index, FLAGS) for index, r in enumerate(signature.returns)]
    )
    builder.seal_all_blocks()
    return builder.finalize()


def call_python(
    builder: FunctionBuilder, signature: Signature, address: int, arguments: list[int]
) -> list[int]:
    """Call a C function that runs Python, and put the stack limit of this thread back behind it."""
    cell = builder.iconst(I64, stack_limit.CELL_ADDRESS)
    limit = builder.load(I64, cell, 0, FLAGS)
    results = builder.call_indirect(
        builder.import_signature(signature), builder.iconst(I64, address), arguments
    )
    builder.store(limit, builder.iconst(I64, stack_limit.CELL_ADDRESS), 0, FLAGS)
    return results


def slots_buffer(count: int) -> tuple[ctypes.Array[ctypes.c_char], int]:
    """Memory for `count` slots, and its aligned address."""
    buffer = (ctypes.c_char * (SLOT * count + SLOT))()
    return buffer, ctypes.addressof(buffer) + SLOT - 1 & -SLOT
