"""Print the allocator's input and output for people.

block1(v3=r0): depth 1, from block0 block2
    10  [slot0 <- r2 v7]
    10  use v3=r0:reg, def v8=r1:reuse 0
-> block1(v8) block2
"""

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


def operand_text(inp: RegallocInput, row: int, out: RegallocOutput | None) -> str:
    """One operand, with its allocation if there is an output."""
    operand = inp.operands[row]
    constraint = operand_constraint(operand)
    is_def = operand_is_def(operand)
    text = f"{'def' if is_def else 'use'} v{operand_vreg(operand)}"
    if out is not None:
        text += f"={place_name(int(out.allocs[row]))}"
    text += f":{CONSTRAINT_NAMES[constraint]}"
    if constraint == 3:
        text += f" {place_name(int(operand_payload(operand)))}"
    elif constraint == 4:
        text += f" {operand_payload(operand)}"
    if operand_is_late(operand) != is_def:
        text += " early" if is_def else " late"
    return text


def inst_text(inp: RegallocInput, inst: int, out: RegallocOutput | None) -> str:
    """The operands and clobbers of one instruction."""
    parts = [
        operand_text(inp, row, out) for row in range(inp.operand_start[inst], inp.operand_start[inst + 1])
    ]
    clobbers = int(inp.clobbers[inst])
    if clobbers:
        names = [place_name(preg) for preg in range(64) if clobbers >> preg & 1]
        parts.append("clobbers " + " ".join(names))
    if inp.is_move[inst]:
        parts.append("(move)")
    return ", ".join(parts) if parts else "-"


def dump(inp: RegallocInput, out: RegallocOutput | None = None) -> str:
    """The whole function, an instruction per line; with `out` also allocations and moves."""
    lines: list[str] = []
    cursor = 0
    for b in range(inp.num_blocks()):
        params = ", ".join(f"v{inp.params[r]}" for r in range(inp.param_start[b], inp.param_start[b + 1]))
        head = f"block{b}({params}):" if params else f"block{b}:"
        preds = " ".join(f"block{inp.pred[r]}" for r in range(inp.pred_start[b], inp.pred_start[b + 1]))
        facts = [f"depth {inp.loop_depth[b]}"] if inp.loop_depth[b] else []
        facts += ["cold"] if inp.cold[b] else []
        facts += [f"from {preds}"] if preds else []
        lines.append(f"{head} {', '.join(facts)}".rstrip())
        for inst in range(inp.block_first[b], inp.block_first[b + 1]):
            cursor = dump_moves(out, cursor, 2 * inst, lines)
            lines.append(f"  {inst:5}  {inst_text(inp, inst, out)}")
            cursor = dump_moves(out, cursor, 2 * inst + 1, lines)
        edges = []
        for edge in range(inp.succ_start[b], inp.succ_start[b + 1]):
            args = ", ".join(
                f"v{inp.edge_args[r]}" for r in range(inp.edge_arg_start[edge], inp.edge_arg_start[edge + 1])
            )
            edges.append(f"block{inp.succ[edge]}({args})" if args else f"block{inp.succ[edge]}")
        if edges:
            lines.append(f"         -> {' '.join(edges)}")
    if out is not None:
        used = [place_name(preg) for preg in range(64) if int(out.used_regs) >> preg & 1]
        lines.append(f"spill units {out.num_spillslots}, registers {' '.join(used) or 'none'}")
    return "\n".join(lines) + "\n"


def dump_moves(out: RegallocOutput | None, cursor: int, point: int, lines: list[str]) -> int:
    """The moves at one point; returns the row behind them."""
    while out is not None and cursor < len(out.move_point) and out.move_point[cursor] == point:
        source = place_name(int(out.move_from[cursor]))
        target = place_name(int(out.move_to[cursor]))
        lines.append(f"         [{target} <- {source}]  v{out.move_vreg[cursor]}")
        cursor += 1
    return cursor
