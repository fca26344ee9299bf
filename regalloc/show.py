"""Print the allocator's input and output for people.

block1(v3=r0): depth 1, from block0 block2
         [slot0 <- r2]  v7
    10  use v3=r0:reg, def v8=r1:reuse 0
         -> block1(v8) block2

`Names` says what registers and instructions are called; without it they are r0.., f0.. and nothing.
"""

from collections.abc import Callable, Sequence

from .checker import place_name
from .contract import (
    RegallocInput,
    RegallocOutput,
    operand_constraint,
    operand_is_def,
    operand_is_late,
    operand_payload,
    operand_vreg,
)

CONSTRAINT_NAMES = ("any", "reg", "stack", "fixed", "reuse")


class Names:
    """What registers and instructions are called."""

    def __init__(self, preg: Callable[[int], str] | None = None, insts: Sequence[str] = ()) -> None:
        self.preg = preg
        self.insts = insts
        """By instruction: its opcode; empty when none is known."""

    def place(self, alloc: int) -> str:
        """A register, a slot, or the repeated definition."""
        return self.preg(alloc) if self.preg is not None and 0 <= alloc < 64 else place_name(alloc)


PLAIN = Names()


def operand_text(inp: RegallocInput, row: int, out: RegallocOutput | None, names: Names = PLAIN) -> str:
    """One operand, with its allocation if there is an output."""
    operand = inp.operands[row]
    constraint = operand_constraint(operand)
    is_def = operand_is_def(operand)
    text = f"{'def' if is_def else 'use'} v{operand_vreg(operand)}"
    if out is not None:
        text += f"={names.place(int(out.allocs[row]))}"
    text += f":{CONSTRAINT_NAMES[constraint]}"
    if constraint == 3:
        text += f" {names.place(int(operand_payload(operand)))}"
    elif constraint == 4:
        text += f" {operand_payload(operand)}"
    if operand_is_late(operand) != is_def:
        text += " early" if is_def else " late"
    return text


def clobbers_text(mask: int, names: Names) -> str:
    """Destroyed registers; many of a kind are counted."""
    pregs = [preg for preg in range(64) if mask >> preg & 1]
    parts = []
    for group in ([p for p in pregs if p < 32], [p for p in pregs if p >= 32]):
        if len(group) > 6 and names.preg is not None:
            parts.append(f"{names.place(group[0])}..{names.place(group[-1])} ({len(group)})")
        else:
            parts += [names.place(preg) for preg in group]
    return " ".join(parts)


def inst_text(inp: RegallocInput, inst: int, out: RegallocOutput | None, names: Names = PLAIN) -> str:
    """The opcode, operands and clobbers of one instruction."""
    rows = inp.operand_rows(inst)
    parts = [operand_text(inp, row, out, names) for row in rows]
    if int(inp.clobbers[inst]):
        parts.append("clobbers " + clobbers_text(int(inp.clobbers[inst]), names))
    if inp.is_move[inst]:
        parts.append("(move)")
    text = ", ".join(parts)
    if names.insts:
        return f"{names.insts[inst]} {text}".rstrip()
    return text or "-"


def block_text(inp: RegallocInput, b: int) -> str:
    """The head of a block: parameters, loop depth, predecessors."""
    params = ", ".join(f"v{inp.params[r]}" for r in range(inp.param_start[b], inp.param_start[b + 1]))
    head = f"block{b}({params}):" if params else f"block{b}:"
    preds = " ".join(f"block{inp.pred[r]}" for r in range(inp.pred_start[b], inp.pred_start[b + 1]))
    facts = [f"depth {inp.loop_depth[b]}"] if inp.loop_depth[b] else []
    facts += ["cold"] if inp.cold[b] else []
    facts += [f"from {preds}"] if preds else []
    return f"{head} {', '.join(facts)}".rstrip()


def edges_text(inp: RegallocInput, b: int) -> str:
    """The edges out of a block with their arguments; empty when there are none."""
    edges = []
    for edge in range(inp.succ_start[b], inp.succ_start[b + 1]):
        args = ", ".join(
            f"v{inp.edge_args[r]}" for r in range(inp.edge_arg_start[edge], inp.edge_arg_start[edge + 1])
        )
        edges.append(f"block{inp.succ[edge]}({args})" if args else f"block{inp.succ[edge]}")
    return " ".join(edges)


def move_text(out: RegallocOutput, row: int, names: Names = PLAIN) -> str:
    """One move: `[rax <- slot2]  v7`."""
    source = names.place(int(out.move_from[row]))
    target = names.place(int(out.move_to[row]))
    return f"[{target} <- {source}]  v{out.move_vreg[row]}"


def dump(inp: RegallocInput, out: RegallocOutput | None = None, names: Names = PLAIN) -> str:
    """The whole function, an instruction per line; with `out` also allocations and moves."""
    lines: list[str] = []
    cursor = 0
    for b in range(inp.num_blocks()):
        lines.append(block_text(inp, b))
        for inst in range(inp.block_first[b], inp.block_first[b + 1]):
            cursor = dump_moves(out, cursor, 2 * inst, lines, names)
            lines.append(f"  {inst:5}  {inst_text(inp, inst, out, names)}")
            cursor = dump_moves(out, cursor, 2 * inst + 1, lines, names)
        edges = edges_text(inp, b)
        if edges:
            lines.append(f"         -> {edges}")
    if out is not None:
        used = [names.place(preg) for preg in range(64) if int(out.used_regs) >> preg & 1]
        lines.append(f"spill units {out.num_spillslots}, registers {' '.join(used) or 'none'}")
    return "\n".join(lines) + "\n"


def dump_moves(
    out: RegallocOutput | None, cursor: int, point: int, lines: list[str], names: Names = PLAIN
) -> int:
    """The moves at one point; returns the row behind them."""
    while out is not None and cursor < len(out.move_point) and int(out.move_point[cursor]) == point:
        lines.append(f"         {move_text(out, cursor, names)}")
        cursor += 1
    return cursor
