"""VCode rows for people (`--emit vcode`), for every machine from what its rows say of themselves.

add_rm.4 v2=op2, v1, v0               operands in VCode order, the size behind the name
mov_mr.8 v3, [v1 + v2<<3 + 16]        a memory operand as one
branch ne block1 block2               numbers by their kind
trap_if e int_divz
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ..ir.opcodes import trap_name
from .code import ANY_TAG
from .rows import Immediate, Row
from .vcode import MEM_BASE, MEM_CONSTANT, MEM_INCOMING, MEM_OUTGOING, MEM_PINNED, MEM_SLOT, VCode

if TYPE_CHECKING:
    from .emit_state import EmitState

_PLACES: Final = {
    MEM_SLOT: "ss",
    MEM_INCOMING: "incoming",
    MEM_OUTGOING: "outgoing",
    MEM_CONSTANT: "const",
    MEM_PINNED: "pinned",
}


def row_text(state: "EmitState", rows: list[Row], row: int) -> str:
    """The text of a row."""
    vc = state.vc
    described = rows[int(vc.mop[row])]
    operands = _operands(state, described, row)
    numbers = []
    size = ""
    for item in described.immediates():
        if item.kind == "Size":
            size = f".{int(vc.i0[row])}" if item.fixed is None else ""
        elif item.fixed is None and item.column:
            numbers.append(_number(vc, item, row))
    return f"{described.name}{size} {', '.join(filter(None, operands + numbers))}".rstrip()


def _operands(state: "EmitState", described: Row, row: int) -> list[str]:
    vc = state.vc
    total = int(vc.operand_end(row)) - int(vc.row_operand_start[row])
    mem = int(vc.row_mem[row])
    registers = int(vc.mem_regs(mem)) if mem >= 0 else 0
    listed = described.operands()
    place = next((at for at, item in enumerate(listed) if item.kind == "mem"), -1)
    if place < 0:
        place = next((at for at, item in enumerate(listed) if item.kind == "rm"), -1)
    texts = []
    at = 0
    while at < total or (mem >= 0 and at == place):
        if mem >= 0 and at == place:
            texts.append(_address(state, mem, at))
            at += registers
            mem = -1
            place = -1
        else:
            texts.append(state.operand_text(at))
            at += 1
    return texts


def _address(state: "EmitState", mem: int, at: int) -> str:
    vc = state.vc
    kind = int(vc.mem_kind[mem])
    if kind == MEM_BASE:
        parts = [state.operand_text(at)] if vc.mem_base[mem] >= 0 else []
        at += len(parts)
    elif kind in _PLACES:
        numbered = kind in (MEM_SLOT, MEM_CONSTANT)
        parts = [f"{_PLACES[kind]}{int(vc.mem_object[mem]) if numbered else ''}"]
    else:
        parts = [vc.symbols[int(vc.mem_object[mem])]]
    if vc.mem_index[mem] >= 0:
        extended = f" ext {int(vc.mem_extend[mem])}" if vc.mem_extend[mem] else ""
        parts.append(f"{state.operand_text(at)}{extended}<<{int(vc.mem_shift[mem])}")
    text = " + ".join(parts)
    disp = int(vc.mem_disp[mem])
    if disp or not text:
        text += f" {'-' if disp < 0 else '+'} {abs(disp)}"
    return f"[{text}]"


def _handlers(vc: VCode, number: int) -> Iterator[str]:
    """`tag1: block2`, `default: block3 context 4` of the call with this number: context values are
    operands."""
    for row in range(int(vc.try_start[number]), int(vc.try_start[number] + vc.try_count[number])):
        tag = int(vc.handler_tag[row])
        context = int(vc.handler_context[row])
        text = "default" if tag == ANY_TAG else f"tag{tag}"
        behind = f" context op{context}" if context >= 0 else ""
        yield f"{text}: block{int(vc.handler_block[row])}{behind}"


def _number(vc: VCode, item: Immediate, row: int) -> str:
    if item.column == "row_trap":
        return trap_name(int(vc.row_trap[row])) if vc.row_trap[row] else ""
    value = int({"i0": vc.i0, "i1": vc.i1, "i2": vc.i2, "i3": vc.i3}[item.column][row])
    if item.names:
        return item.names[value]
    if item.kind == "Try":
        return f"[{', '.join(_handlers(vc, value))}]"
    if item.kind == "Label":
        return f"block{value}"
    if item.kind == "Symbol":
        return vc.symbols[value]
    return str(value)
