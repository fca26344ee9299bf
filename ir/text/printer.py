"""Printer of CLIF text.

    function %f(i32) -> i32 fast {
    block0(v0: i32):
        v1 = iconst.i32 7
        v2 = iadd v0, v1  ; v1 = 7
        return v2
    }

The text reads back to the same function. It is what Cranelift prints, except where Cranelift's
printer loses information: dynamic types and the flags of atomic operations are written here, and
unused entity numbers get no placeholder lines. (A `uN:M` symbol becomes `userextnameK` as in
Cranelift, because the corpus tests it.)
"""

from typing import Final

from mypy_extensions import i64

from ..entities import ExtName, GlobalValue, StackSlot
from ..function import Function
from ..immediates import format_bytes, format_int, format_offset
from ..opcodes_gen import OP_F128CONST, OP_SHUFFLE, OP_VCONST
from ..types import type_name
from .print_operands import Names, constant_comment, inst_line, memory_flags

_INDENT: Final = 4
#: Width of the margin of a function with source locations or debug tags.
_MARGIN: Final = 36


def value_name(func: Function, value: int) -> str:
    """`vN` as the text calls the value."""
    return Names(func).value(value)


def block_name(func: Function, block: int) -> str:
    """`blockN` as the text calls the block."""
    return Names(func).block(block)


def inst_text(func: Function, inst: int) -> str:
    """One instruction, without margin and comment."""
    return inst_line(func, Names(func), inst).rstrip()


def block_header(func: Function, block: int) -> str:
    """`block0(v0: i32) cold:`."""
    return header_line(func, Names(func), block)


def print_function(func: Function) -> str:
    """The text of a function, ending in a newline."""
    names = Names(func)
    out = [f"function {func.name}{func.signature} {{"]
    preamble = preamble_lines(func, names)
    out += preamble
    aliases = alias_map(func, names)
    with_margin = bool(func.debug_tags) or has_source_locations(func)
    indent = _MARGIN if with_margin else _INDENT
    margin = " " * indent
    pool = func.pool
    block = func.first_block
    while block >= 0:
        if block != func.first_block or preamble:
            out.append("")
        out.append(margin[_INDENT:] + header_line(func, names, block))
        if aliases:
            start = i64(func.param_start[block])
            for index in range(i64(func.param_count[block])):
                alias_lines(aliases, names, int(pool[start + index]), margin, out)
        inst = i64(func.block_first[block])
        while inst >= 0:
            prefix = location_text(func, names, inst).ljust(indent) if with_margin else margin
            out.append(f"{prefix}{inst_line(func, names, inst)}{constant_comment(func, names, inst)}")
            if aliases:
                first = int(func.result_start[inst])
                for index in range(i64(func.result_count[inst])):
                    alias_lines(aliases, names, first + index, margin, out)
            inst = i64(func.inst_next[inst])
        block = i64(func.block_next[block])
    out.append("}\n")
    return "\n".join(out)


def header_line(func: Function, names: Names, block: i64) -> str:
    """The header of a block."""
    text = names.block(block)
    count = i64(func.param_count[block])
    if count:
        start = i64(func.param_start[block])
        params = []
        for index in range(count):
            value = i64(func.pool[start + index])
            params.append(f"{names.value(value)}: {type_name(i64(func.value_type[value]))}")
        text += f"({', '.join(params)})"
    return f"{text} cold:" if i64(func.block_cold[block]) else f"{text}:"


# --- margin and aliases ---------------------------------------------------------------------


def has_source_locations(func: Function) -> bool:
    """Whether any instruction has one."""
    column = func.srcloc
    n: i64 = len(column)
    i: i64 = 0
    while i < n:
        if column[i] >= 0:
            return True
        i += 1
    return False


def location_text(func: Function, names: Names, inst: i64) -> str:
    """Debug tags and source location, each followed by a blank."""
    text = ""
    tags = func.debug_tags.get(int(inst))
    if tags is not None:
        items = [names.entity("ss", number) if kind == "slot" else str(number) for kind, number in tags]
        text = f"<{', '.join(items)}> "
    location = int(func.srcloc[inst])
    return f"{text}@{location:04x} " if location >= 0 else text


def alias_map(func: Function, names: Names) -> dict[int, list[int]]:
    """The aliases of each value, by number of the text. A value that is still the result or
    parameter of something in the layout is not printed as an alias."""
    aliases: dict[int, list[int]] = {}
    column = func.value_alias
    n: i64 = len(column)
    value: i64 = 0
    while value < n:
        target = i64(column[value])
        if target >= 0 and not is_defined(func, value):
            aliases.setdefault(int(target), []).append(int(value))
        value += 1
    for values in aliases.values():
        values.sort(key=lambda row: names.labels.label("v", row))
    return aliases


def is_defined(func: Function, value: i64) -> bool:
    """Whether the value itself is a result or parameter of something in the layout."""
    definition = i64(func.value_def[value])
    index = i64(func.value_index[value])
    if definition >= 0:
        return func.inst_block[definition] >= 0 and i64(func.result_start[definition]) + index == value
    block = -1 - definition
    if not func.block_in_layout[block] or index >= i64(func.param_count[block]):
        return False
    return i64(func.pool[i64(func.param_start[block]) + index]) == value


def alias_lines(aliases: dict[int, list[int]], names: Names, value: int, margin: str, out: list[str]) -> None:
    """The lines of all aliases of a value, direct and indirect."""
    pending = [value]
    while pending:
        target = pending.pop()
        for alias in aliases.get(target, ()):
            out.append(f"{margin}{names.value(alias)} -> {names.value(target)}")
            pending.append(alias)


# --- preamble -------------------------------------------------------------------------------


def preamble_lines(func: Function, names: Names) -> list[str]:
    """The lines between the head and the first block."""
    user_numbers = {name.key(): number for number, name in enumerate(func.user_names)}
    groups: list[tuple[str, list[str]]] = [
        ("dt", [f"{type_name(t.base)}*{names.entity('gv', t.global_value)}" for t in func.dynamic_types]),
        ("dss", [dynamic_slot_text(slot, names) for slot in func.dynamic_slots]),
        ("ss", [slot_text(slot) for slot in func.stack_slots]),
        ("region", [f'{region.user_id} "{region.description}"' for region in func.regions]),
        ("gv", [global_value_text(value, names, user_numbers) for value in func.global_values]),
        ("sig", [str(signature) for signature in func.signatures]),
        ("fn", []),
        ("const", [format_bytes(data) for data in func.constants]),
    ]
    for callee in func.ext_funcs:
        words = ("colocated " if callee.colocated else "") + ("patchable " if callee.patchable else "")
        groups[6][1].append(f"{words}{callee.name} {names.entity('sig', callee.sig)}")
    lines: list[str] = []
    margin = " " * _INDENT
    for prefix, texts in groups:
        hidden = shuffle_masks(func) if prefix == "const" and texts else frozenset()
        numbered = [
            (names.labels.label(prefix, row), text) for row, text in enumerate(texts) if row not in hidden
        ]
        lines += [f"{margin}{prefix}{number} = {text}" for number, text in sorted(numbered)]
    if func.stack_limit >= 0:
        lines.append(f"{margin}stack_limit = {names.entity('gv', func.stack_limit)}")
    return lines


def shuffle_masks(func: Function) -> frozenset[int]:
    """Entries of the constant pool that are only masks of `shuffle`, which are written in place."""
    masks: set[int] = set()
    named: set[int] = set()
    for inst in range(len(func.op)):
        op = i64(func.op[inst])
        if op == OP_SHUFFLE:
            masks.add(int(func.imm[inst]))
        elif op == OP_VCONST or op == OP_F128CONST:
            named.add(int(func.imm[inst]))
    return frozenset(masks - named)


def slot_text(slot: StackSlot) -> str:
    """`explicit_slot 8, align = 16, key = 5`."""
    text = f"explicit_slot {slot.size}"
    if slot.align != 1:
        text += f", align = {slot.align}"
    return f"{text}, key = {slot.key}" if slot.key >= 0 else text


def dynamic_slot_text(slot: StackSlot, names: Names) -> str:
    """`explicit_dynamic_slot dt0`."""
    return f"explicit_dynamic_slot {names.entity('dt', slot.dynamic_type)}"


def global_value_text(
    value: GlobalValue, names: Names, user_numbers: dict[tuple[str, int, int, int], int]
) -> str:
    """The right side of a global value's declaration."""
    if value.kind == "vmctx":
        return "vmctx"
    if value.kind == "dyn_scale":
        return f"dyn_scale_target_const.{type_name(value.ty)}"
    if value.kind == "symbol":
        words = ("colocated " if value.colocated else "") + ("tls " if value.tls else "")
        return f"symbol {words}{symbol_name(user_numbers, value.name)}{format_offset(value.offset)}".rstrip()
    base = names.entity("gv", value.base)
    if value.kind == "load":
        return f"load.{type_name(value.ty)} {memory_flags(value.flags)}{base}{format_offset(value.offset)}"
    return f"iadd_imm.{type_name(value.ty)} {base}, {format_int(value.offset)}"


def symbol_name(user_numbers: dict[tuple[str, int, int, int], int], name: ExtName | None) -> str:
    """The name of a symbol: a `uN:M` is written as the `userextnameK` that holds it."""
    if name is None:
        return "%"
    if name.is_user():
        number = user_numbers.get(name.key())
        # The blank keeps a negative offset from becoming part of the number.
        return f"{name} " if number is None else f"userextname{number}"
    return str(name)
