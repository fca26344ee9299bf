"""The functions of a library that depend on the types of its module: entries from C, calls out to C, and what
makes an instance ready.

    PREFIX_NAME(instance, arguments..., results...) -> status
        keep the former entry and the pinned register in the frame; note this one; for the outermost one set
        the stack limit; call the function, with a handler for traps; undo it all

    import function (convention of WebAssembly)
        load code and environment from the instance, call code(environment, instance, arguments...)

A vector is passed by the address of its 16 bytes. One result of an imported function is returned, several
are stored through pointers behind the arguments; results of an entry are always stored so, and only if it
did not trap.
"""

from collections.abc import Sequence
from typing import Final

from ..frontend.wasm.binary import Cursor
from ..frontend.wasm.layout import STACK_LIMIT_OFFSET, ContextLayout
from ..frontend.wasm.locals import ir_type
from ..frontend.wasm.module import (
    ACTIVE,
    EXTERN_FUNC,
    EXTERN_GLOBAL,
    EXTERN_MEMORY,
    EXTERN_TABLE,
    PASSIVE,
    ConstExpr,
    Module,
)
from ..frontend.wasm.opcodes import WASM_OPS
from ..frontend.wasm.skip import read_opcode
from ..frontend.wasm.value_types import V128
from ..ir.errors import UnsupportedError
from ..ir.function import Function
from ..ir.types import I8X16, I32, I64
from .collector import EXIT_FRAME, OUTER_FRAME
from .plan import BASE_INSTANCE, BASE_NONE, InstancePlan, Words
from .statuses import STATUS_NO_MEMORY
from .writer import UNALIGNED, Writer

#: Tags of an entry's calls.
NESTED: Final = 0
OUTERMOST: Final = 1


def code_name(module: Module, index: int) -> str:
    """The name in the IR of what code of other functions calls for a function."""
    return f"import{index}" if index < module.imported[EXTERN_FUNC] else f"wasm{index}"


def function_types(module: Module, index: int) -> tuple[list[int], list[int]]:
    """Value types of a function's parameters and results."""
    number = int(module.func_type[index])
    return module.types.params(number), module.types.results(number)


def entry_function(
    plan: InstancePlan, name: str, callee: str, params: Sequence[int], results: Sequence[int], number: int
) -> Function:
    """An entry: a function in the C convention that calls one of WebAssembly. Its landings have the numbers
    `2 * number + NESTED` for a call from within another, and `2 * number + OUTERMOST`.

    The outermost has a path of its own, since it is what programs wait for: nothing that was in the instance
    is kept over the call, where it would come from memory, go to memory and come back."""
    types = [I64 if ty == V128 else int(ir_type(ty)) for ty in params]
    w = Writer(name, [I64, *types, *(I64 for _ in results)], [I32])
    b = w.b
    instance, *given = w.params
    pinned = b.get_pinned_reg(I64)
    former = w.load(instance, plan.entry_frame)
    w.store(b.get_frame_pointer(I64), instance, plan.entry_frame)
    kinds = [int(ir_type(ty)) for ty in results]
    row = w.reference(callee, [int(ir_type(ty)) for ty in params], kinds, "tail")

    def call(which: int, kept: list[tuple[int, int]]) -> None:
        """Call, and put words of the instance back: values and where they belong."""
        landing = 2 * number + which
        w.store(w.constant(landing), instance, plan.entry_number)
        b.set_pinned_reg(instance)
        arguments = [
            b.load(I8X16, value, 0, UNALIGNED) if ty == V128 else value
            for ty, value in zip(params, given, strict=False)
        ]
        good, bad = b.create_block(kinds), b.create_block([I64, I64])
        b.set_cold(bad)
        normal = (good, [b.ret(index) for index in range(len(kinds))])
        b.try_call(row, arguments, normal, [("tag", which, (bad, [b.exn(0), b.exn(1)]))])
        for block in (good, bad):
            b.switch_to_block(block)
            values = b.block_params(block)
            same = b.get_pinned_reg(I64)  # the instance, which no code changes for good
            if block == good:
                for value, place in zip(values, given[len(params) :], strict=True):
                    b.store(value, place, 0, UNALIGNED)
            for word, place in kept:
                w.store(word if word >= 0 else w.constant(0), same, place)
            b.set_pinned_reg(pinned)
            b.return_([w.constant(0, I32) if block == good else b.ireduce(I32, values[0])])

    outermost = w.when(former, cold=True)
    places = [plan.entry_number]
    if plan.module.tags:
        places.append(plan.exceptions + EXIT_FRAME)
    kept = [(w.load(instance, place), place) for place in places]
    call(NESTED, [(former, plan.entry_frame), *kept])
    w.otherwise(outermost)
    if plan.module.tags:
        w.store(b.get_frame_pointer(I64), instance, plan.exceptions + OUTER_FRAME)
    limit = b.isub(b.get_stack_pointer(I64), w.load(instance, plan.stack_size))
    w.store(limit, instance, STACK_LIMIT_OFFSET)
    call(OUTERMOST, [(-1, plan.entry_frame)])
    return w.finish()


def import_function(plan: InstancePlan, index: int) -> Function:
    """What stands for an imported function: it calls the program's."""
    params, results = function_types(plan.module, index)
    kinds = [int(ir_type(ty)) for ty in results]
    w = Writer(f"import{index}", [int(ir_type(ty)) for ty in params], kinds, "tail")
    b = w.b
    instance = b.get_pinned_reg(I64)
    arguments = [w.load(instance, plan.environment), instance]
    types = [I64, I64]
    for ty, value in zip(params, w.params, strict=True):
        if ty == V128:
            slot = b.stack_addr(I64, b.create_stack_slot(16, 16))
            b.store(value, slot, 0, UNALIGNED)
            value = slot
        arguments.append(value)
        types.append(I64 if ty == V128 else int(ir_type(ty)))
    direct = len(results) == 1 and results[0] != V128
    slots = []
    if not direct:
        for _ in results:
            slots.append(b.stack_addr(I64, b.create_stack_slot(16, 16)))
            arguments.append(slots[-1])
            types.append(I64)
    if plan.module.tags:
        w.store(b.get_frame_pointer(I64), instance, plan.exceptions + EXIT_FRAME)
    code = w.load(instance, plan.imports + 8 * index)
    found = w.call_address(code, types, kinds if direct else [], arguments)
    if not direct:
        found = [b.load(ty, slot, 0, UNALIGNED) for ty, slot in zip(kinds, slots, strict=True)]
    return w.finish(found)


# --- constant expressions -----------------------------------------------------------------------------


class Expressions:
    """Constant expressions: a word of the list, or code."""

    def __init__(self, module: Module, layout: ContextLayout) -> None:
        self._module = module
        self._layout = layout

    def word(self, expression: ConstExpr) -> tuple[int, int] | None:
        """Base and value (`plan.Words`; of a vector, 128 bits), or None when it needs code."""
        steps = list(self._steps(expression))
        if len(steps) != 1:
            return None
        name, number = steps[0]
        if name == "ref.func":
            return BASE_INSTANCE, self._layout.function_record(number)
        return None if name == "global.get" else (BASE_NONE, number)

    def emit(self, w: Writer, instance: int, expression: ConstExpr) -> int:
        """Code for an expression; its value."""
        b = w.b
        stack: list[int] = []
        for name, number in self._steps(expression):
            if name == "ref.func":
                stack.append(w.add(instance, self._layout.function_record(number)))
            elif name == "ref.null":
                stack.append(w.constant(0))
            elif name == "i32.const":
                stack.append(w.constant(number, I32))
            elif name == "i64.const":
                stack.append(w.constant(number))
            elif name == "global.get":
                at = int(self._layout.global_(number))
                place = w.add(instance, at)
                if number < self._module.imported[EXTERN_GLOBAL]:
                    place = w.load(instance, at)
                ty = int(ir_type(self._module.globals[number].ty))
                stack.append(b.load(ty, place, 0, UNALIGNED))
            elif name[4:] in ("add", "sub", "mul"):
                y, x = stack.pop(), stack.pop()
                stack.append(getattr(b, f"i{name[4:]}")(x, y))
            else:  # float and vector constants stand alone, so they are words
                raise UnsupportedError(f"{name} in constant expressions is not implemented")
        return stack.pop()

    def _steps(self, expression: ConstExpr) -> list[tuple[str, int]]:
        """Instructions and their numbers. Raises `UnsupportedError` for one that is not known."""
        cursor = Cursor(self._module.data, expression.start, expression.end)
        steps: list[tuple[str, int]] = []
        while True:
            name = WASM_OPS[int(read_opcode(cursor))].name
            number = 0
            if name == "end":
                return steps
            if name == "i32.const":
                number = int(cursor.s32()) & 0xFFFF_FFFF
            elif name == "i64.const":
                number = int(cursor.s64()) & (1 << 64) - 1
            elif name in ("f32.const", "f64.const", "v128.const"):
                size = {"f": int(name[1:3]) // 8, "v": 16}[name[0]]
                start = int(cursor.pos)
                number = int.from_bytes(self._module.data[start : start + size], "little")
                cursor.skip(size)
            elif name == "ref.null":
                cursor.s33()
            elif name in ("ref.func", "global.get"):
                number = int(cursor.u32())
            elif name[:4] not in ("i32.", "i64.") or name[4:] not in ("add", "sub", "mul"):
                raise UnsupportedError(f"{name} in constant expressions is not implemented")
            steps.append((name, number))


def initialize_function(plan: InstancePlan, words: Words) -> Function:
    """`initialize()`, run by code of WebAssembly's convention in the instance: memories, globals, tables,
    segments, the start function. What does not depend on imports goes to `words`."""
    module, layout = plan.module, plan.layout
    expressions = Expressions(module, layout)
    w = Writer("initialize", [], [], "tail")
    b = w.b
    instance = b.get_pinned_reg(I64)

    def value_at(place: int, expression: ConstExpr, size: int = 8) -> None:
        word = expressions.word(expression)
        if word is None:
            b.store(expressions.emit(w, instance, expression), instance, place, UNALIGNED)
            return
        for offset in range(0, size, 8):
            words.add(place + offset, word[0], word[1] >> 8 * offset & (1 << 64) - 1)

    for index in range(module.imported[EXTERN_GLOBAL], len(module.globals)):
        init = module.globals[index].init
        assert init is not None
        value_at(int(layout.global_(index)), init, 16 if module.globals[index].ty == V128 else 8)
    for number, segment in enumerate(module.elements):
        for row, function in enumerate(segment.functions):
            words.add(plan.element_place(number, row), BASE_INSTANCE, layout.function_record(function))
        for row, expression in enumerate(segment.expressions):
            value_at(plan.element_place(number, row), expression)
    for index in range(module.imported[EXTERN_MEMORY], len(module.memories)):
        arguments = [w.add(instance, plan.handle(index)), w.constant(module.memories[index].minimum)]
        (good,) = w.call("reserve_memory", [I64, I64], [I32], arguments)
        b.trapz(good, STATUS_NO_MEMORY)
    for index in range(module.imported[EXTERN_TABLE], len(module.tables)):
        table = module.tables[index]
        first = expressions.emit(w, instance, table.init) if table.init is not None else w.constant(0)
        if table.minimum:
            arguments = [instance, w.constant(index, I32), w.constant(table.minimum), first]
            (old,) = w.call("table_grow", [I64, I32, I64, I64], [I64], arguments)
            b.trapnz(old, STATUS_NO_MEMORY)
    for number, segment in enumerate(module.elements):
        if segment.mode == ACTIVE and segment.offset is not None:
            at = _wide(w, expressions.emit(w, instance, segment.offset), module.tables[segment.table].is_64)
            numbers = [w.constant(segment.table, I32), w.constant(number, I32)]
            arguments = [instance, *numbers, at, w.constant(0), w.constant(len(segment))]
            w.call("table_init", [I64, I32, I32, I64, I64, I64], [], arguments)
        if segment.mode != PASSIVE:
            w.call("elem_drop", [I64, I32], [], [instance, w.constant(number, I32)])
    for number, data in enumerate(module.datas):
        if data.offset is not None:
            at = _wide(w, expressions.emit(w, instance, data.offset), module.memories[data.memory].is_64)
            numbers = [w.constant(data.memory, I32), w.constant(number, I32)]
            arguments = [instance, *numbers, at, w.constant(0), w.constant(data.end - data.start)]
            w.call("memory_init", [I64, I32, I32, I64, I64, I64], [], arguments)
            w.call("data_drop", [I64, I32], [], [instance, w.constant(number, I32)])
    if module.start >= 0:
        w.call(code_name(module, module.start), [], [], [], "tail")
    return w.finish()


def _wide(w: Writer, value: int, is_64: bool) -> int:
    return value if is_64 else w.b.uextend(I64, value)


# --- exported globals ----------------------------------------------------------------------


def global_functions(plan: InstancePlan, index: int, names: Sequence[str]) -> list[Function]:
    """Reading a global and, when there are two names, writing it. Vectors go through pointers."""
    ty = plan.module.globals[index].ty
    kind = int(ir_type(ty))
    functions = []
    for number, name in enumerate(names):
        by_value = ty != V128
        params = [I64] if number == 0 and by_value else [I64, kind if by_value else I64]
        w = Writer(name, params, [kind] if number == 0 and by_value else [])
        at = int(plan.layout.global_(index))
        place = w.add(w.params[0], at)
        if index < plan.module.imported[EXTERN_GLOBAL]:
            place = w.load(w.params[0], at)
        if number == 0:
            value = w.b.load(kind, place, 0, UNALIGNED)
            if not by_value:
                w.b.store(value, w.params[1], 0, UNALIGNED)
            functions.append(w.finish([value] if by_value else []))
        else:
            value = w.params[1] if by_value else w.b.load(kind, w.params[1], 0, UNALIGNED)
            w.b.store(value, place, 0, UNALIGNED)
            functions.append(w.finish())
    return functions
