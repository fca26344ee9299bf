"""Random straight-line functions through the handle API: every opcode that has a generated method."""

import inspect
import random

from irtool import BuilderError, Function, FunctionBuilder, Value, memory_flags, types
from irtool.ir.gen_builder import SHAPES
from irtool.ir.opcodes import FLOATCC, INTCC, OPS, RMW_OPS, OpRow

SCALARS = (types.I8, types.I16, types.I32, types.I64, types.I128, types.F32, types.F64)
VECTORS = (types.I8X16, types.I16X8, types.I32X4, types.I64X2, types.F32X4, types.F64X2)
#: Need declarations or settings, or a place that straight-line code does not have.
LEFT_OUT = ("get_exception_handler_address", "dynamic_stack_addr", "extract_vector", "trap", "stack_switch")
STATE = (
    "get_frame_pointer",
    "get_stack_pointer",
    "get_return_address",
    "get_pinned_reg",
    "set_pinned_reg",
)
ROWS = [row for row in OPS if row.format in SHAPES and row.name not in LEFT_OUT + STATE]
NUMBERS = (0, 1, -1, 5, 127, -128, 200, 0.5, 1e300, 1 << 40, -(1 << 63), (1 << 128) - 1, True)


def random_argument(
    rng: random.Random, b: FunctionBuilder, row: OpRow, name: str, values: list[Value]
) -> object:
    """Something for a parameter of a method, often what fits."""
    if name == "ty":  # the width of pointers is for the verifier to judge
        if row.control == "i32-64!" or row.format == "global_value":
            return types.I64
        return rng.choice(SCALARS + VECTORS)
    if name == "cc":
        return rng.choice(INTCC if row.format == "int_compare" else FLOATCC)
    if name == "operation":
        return rng.choice(RMW_OPS)
    if name == "code":
        return rng.choice(("user7", "int_ovf", 9))
    if name == "flags":
        return (
            memory_flags() if row.name == "bitcast" else memory_flags(*rng.sample(["notrap", "aligned"], 1))
        )
    if name == "offset":
        return rng.randint(-100, 100)
    if name in ("lane", "value", "bits", "index"):
        return rng.randint(0, 7)
    if name == "data":
        return rng.randbytes(16)
    if name == "mask":
        return bytes(rng.randrange(32) for _ in range(16))
    if name == "slot":
        return b.create_stack_slot(16, 8)
    if name == "func_ref":
        return b.import_function("callee", b.func.signature)
    if name == "global_value":
        return b.symbol("a symbol", rng.randint(0, 9))
    if rng.random() < 0.35:
        return rng.choice(NUMBERS)
    if name == "p":
        return rng.choice([value for value in values if value.type == types.I64])
    return rng.choice(values)


def random_function(rng: random.Random, size: int, seen: set[str]) -> Function:
    """A function of `size` random instructions; `seen` gets the opcodes that came up with a number."""
    b = FunctionBuilder.create("f", [*SCALARS, *VECTORS], [types.I64], "system_v")
    entry = b.create_entry_block()
    b.switch_to_block(entry)
    values = entry.params
    made = 0
    while made < size:
        row = rng.choice(ROWS)
        method = getattr(b, row.name)
        names = inspect.signature(method).parameters
        arguments = {name: random_argument(rng, b, row, name, values) for name in names}
        before = len(b.func.op)
        try:
            result = method(**arguments)
        except BuilderError:
            assert len(b.func.op) == before, f"{row.name} was refused and left something behind"
            continue
        made += 1
        if any(isinstance(arguments[name], int | float) for name, _ in row.operand_list):
            seen.add(row.name)
        for value in result if isinstance(result, tuple) else (result,):
            if isinstance(value, Value):
                values.append(value)
    b.return_([rng.choice([0, -1, 1 << 63])])
    return b.finalize()
