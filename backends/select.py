"""The lowering driver: walks a function backwards and hands each instruction to the rules.

`lower.py` explains the method; this module is the walk itself. Rows of one IR instruction form a
group; groups are closed in reverse order (vcode.py). For a block, the branch comes first, then the
constants that its edges pass, then the other instructions from last to first:

    block1(v1: i32):                      order of lowering
        v2 = iconst.i32 1                 3. (nothing: constants are made where they are used)
        v3 = iadd v1, v2                  2. `iadd (iconst)` -> add
        jump block2(v3)                   1. jmp; edge argument v3
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64

from ..ir.entities import MEM_CODE_MASK
from ..ir.errors import LimitError, UnsupportedError
from ..ir.function import Function
from ..ir.opcodes_gen import (
    EFFECT_BRANCH,
    EFFECT_CALL,
    EFFECT_LOAD,
    EFFECT_OTHER,
    EFFECT_RETURN,
    EFFECT_STORE,
    EFFECT_TERMINATOR,
    EFFECT_TRAP,
    OP_CALL,
    OP_CALL_INDIRECT,
    OP_EFFECTS,
    OP_GET_EXCEPTION_HANDLER_ADDRESS,
    OP_GET_PINNED_REG,
    OP_JUMP,
    OP_RETURN,
    OP_RETURN_CALL,
    OP_RETURN_CALL_INDIRECT,
    OP_SEQUENCE_POINT,
    OP_SET_PINNED_REG,
    OP_STACK_SWITCH,
    OP_TRY_CALL,
    OP_TRY_CALL_INDIRECT,
)
from ..ir.types import I32
from ..tables import KEPT, reset64, rows64, transpose
from .abi import Layouts
from .block_order import BlockOrder
from .calls import lower_args, lower_call, lower_return, lower_tail_call, plan_tail_calls
from .limits import instruction_text, locate
from .lower import WANTED, Lower, LoweringTarget
from .notes import is_noted
from .stack_limit import plan_stack_limit
from .try_calls import lower_handler_address, lower_try_call, passed_vreg
from .vcode import VCode

#: Effects that keep an instruction although nobody uses its results.
_MUST_STAY: Final = (
    EFFECT_BRANCH
    | EFFECT_TERMINATOR
    | EFFECT_RETURN
    | EFFECT_CALL
    | EFFECT_STORE
    | EFFECT_OTHER
    | EFFECT_TRAP
)
_DEFAULT_CODE: Final = 253 << 8
#: How often parameters of a loop are looked at before zeros are wanted of all that change places.
_MOST_TURNS: Final = 8


def _count_uses_and_colour(ctx: Lower, keeps_pinned: bool) -> None:
    """Fill `value_uses` and `colour` for the reachable blocks, and say whether the pinned register stays as
    it is. (What is called may change it for good, unless calls keep it.)"""
    pinned_stays = True
    func = ctx.func
    uses = ctx.value_uses
    colour = ctx.colour
    pool = func.pool
    ir_block = ctx.blocks.ir_block
    now: i64 = 0
    b: i64 = 0
    while b < ctx.blocks.count:
        block = ir_block[b]
        b += 1
        if block < 0:
            continue
        now += 1
        inst = i64(func.block_first[block])
        while inst >= 0:
            colour[inst] = i32(now)
            k = i64(func.arg_start[inst])
            end = k + i64(func.arg_count[inst])
            while k < end:
                value = i64(pool[k])
                uses[value] = uses[value] + 1
                k += 1
            edge = i64(func.edge_start[inst])
            edge_end = edge + i64(func.edge_count[inst])
            while edge < edge_end:
                k = i64(func.edge_arg_start[edge])
                end = k + i64(func.edge_arg_count[edge])
                while k < end:
                    value = i64(pool[k])
                    if value >= 0:
                        uses[value] = uses[value] + 1
                    k += 1
                edge += 1
            effects = OP_EFFECTS[i64(func.op[inst])]
            if (effects & _MUST_STAY) != 0:
                now += 1
                op = i64(func.op[inst])
                if op == OP_SET_PINNED_REG or op == OP_STACK_SWITCH:
                    pinned_stays = False
                elif (effects & EFFECT_CALL) != 0 and not keeps_pinned:
                    pinned_stays = False
            elif (effects & EFFECT_LOAD) != 0:
                # Loads that fault with the common code may change places among themselves; a load
                # with a code of its own must keep its place among the others.
                code = i64(func.flags[inst]) & MEM_CODE_MASK
                if code != 0 and code != _DEFAULT_CODE:
                    now += 1
            inst = i64(func.inst_next[inst])
    ctx.pinned_stays = pinned_stays


def _needed(ctx: Lower, inst: i64) -> bool:
    """Must this instruction be lowered at its place?"""
    func = ctx.func
    effects = OP_EFFECTS[i64(func.op[inst])]
    # Nobody misses a look at the pinned register, though it must keep its place among what changes that.
    if (effects & _MUST_STAY) != 0 and func.op[inst] != OP_GET_PINNED_REG:
        return True
    if (effects & EFFECT_LOAD) != 0 and (i64(func.flags[inst]) & MEM_CODE_MASK) != 0 and ctx.sunk[inst] == 0:
        return True
    value = i64(func.result_start[inst])
    end = value + i64(func.result_count[inst])
    while value < end:
        if ctx.value_vreg[value] >= 0:
            return True
        value += 1
    return False


def _refuse(ctx: Lower, inst: i64) -> None:
    """Raise the error for an instruction that no rule lowers."""
    raise UnsupportedError(f"{instruction_text(ctx.func, inst)} is not supported on {ctx.target.name}")


def _lower_inst(ctx: Lower, inst: i64) -> None:
    """Lower one instruction as one group of rows."""
    vc = ctx.vc
    first = vc.rows
    ctx.inst = inst
    vc.srcloc = ctx.func.srcloc[inst]
    op = i64(ctx.func.op[inst])
    if op == OP_JUMP:
        vc.row(ctx.target.mop_jump, ctx.edge_label(0), 0, 0)
    elif op == OP_CALL or op == OP_CALL_INDIRECT:
        lower_call(ctx, inst)
    elif op == OP_TRY_CALL or op == OP_TRY_CALL_INDIRECT:
        lower_try_call(ctx, inst)
    elif op == OP_GET_EXCEPTION_HANDLER_ADDRESS:
        lower_handler_address(ctx, inst)
    elif op == OP_RETURN:
        lower_return(ctx, inst)
    elif op == OP_RETURN_CALL or op == OP_RETURN_CALL_INDIRECT:
        lower_tail_call(ctx, inst)
    elif op == OP_SEQUENCE_POINT and is_noted(ctx.func, inst):
        vc.note(vc.row(ctx.target.mop_args, 0, 0, 0), inst)  # a row without operands and without bytes
    elif not ctx.target.lower(ctx, inst):
        _refuse(ctx, inst)
    vc.close_group(first)


def _edge_args(ctx: Lower, edge: i64, row: i64, source: i64) -> None:
    """Fill the allocator's arguments of IR edge `edge` of instruction `source`, which is row `row` of its
    `succ`. Constants are made in front of the branch that was lowered just before."""
    func = ctx.func
    vc = ctx.vc
    at = vc.ra.edge_arg_start[row]
    k = i64(func.edge_arg_start[edge])
    end = k + i64(func.edge_arg_count[edge])
    param = i64(func.param_start[i64(func.edge_block[edge])])
    if ctx.words and k < end:
        _want_zeros(ctx, edge)
    while k < end:
        first = vc.rows
        value = i64(func.pool[k])
        if value >= 0:
            vreg = ctx.use(value)
        else:
            vreg = passed_vreg(ctx, source, value, i64(func.pool[param]))
        if vc.rows != first:
            vc.close_group(first)
        vc.ra.edge_args[at] = vreg
        at += 1
        param += 1
        k += 1


def _want_zeros(ctx: Lower, edge: i64) -> None:
    """Want zeros above the i32 arguments of an IR edge where they are wanted of the block's parameters. What
    is wanted of a block that is still to be lowered, which is that of a loop, nobody knows: of its own
    parameters it will be, so those wait (`Lower.turns`)."""
    func = ctx.func
    pool = func.pool
    target = i64(func.edge_block[edge])
    known = ctx.vc.segment_end[ctx.blocks.label[target]] >= 0
    param = i64(func.param_start[target])
    k = i64(func.edge_arg_start[edge])
    end = k + i64(func.edge_arg_count[edge])
    while k < end:
        value = i64(pool[k])
        if value >= 0 and func.value_type[value] == I32:
            if known:
                if ctx.zeros[i64(pool[param])] == WANTED:
                    ctx.zeros[value] = WANTED
            elif func.value_def[value] != -1 - target:
                ctx.zeros[value] = WANTED
            elif value != pool[param]:
                if ctx.turns is None:
                    ctx.turns = {}
                ctx.turns.setdefault(int(ctx.blocks.label[target]), []).append((int(value), int(pool[param])))
        param += 1
        k += 1


def _settle_turns(ctx: Lower, b: i64) -> None:
    """Want zeros above parameters of a loop that become others of its parameters, of which they are
    wanted."""
    turns = ctx.turns
    pairs = turns.pop(int(b), None) if turns is not None else None
    if pairs is None:
        return
    for _ in range(_MOST_TURNS):
        changed = False
        for value, param in pairs:
            if ctx.zeros[value] != WANTED and ctx.zeros[param] == WANTED:
                ctx.zeros[value] = WANTED
                changed = True
        if not changed:
            return
    for value, _ in pairs:
        ctx.zeros[value] = WANTED


def _build_edges(ctx: Lower) -> None:
    """The allocator's block and edge tables; argument and parameter registers come later."""
    func = ctx.func
    ra = ctx.vc.ra
    blocks = ctx.blocks
    ir_block = blocks.ir_block
    label = blocks.edge_label
    count = ctx.blocks.count
    succ_start = rows64(ra.succ_start, count + 1)
    succ = rows64(ra.succ, count + blocks.num_edges)
    arg_start = rows64(ra.edge_arg_start, count + blocks.num_edges + 1)
    args: i64 = 0
    edges: i64 = 0
    b: i64 = 0
    while b < count:
        succ_start[b] = edges
        block = ir_block[b]
        if block < 0:
            edge = blocks.edge[b]
            target = blocks.label[i64(func.edge_block[edge])]
            succ[edges] = target
            arg_start[edges] = args
            edges += 1
            args += i64(func.edge_arg_count[edge])
        else:
            last = i64(func.block_last[block])
            edge = i64(func.edge_start[last])
            end = edge + i64(func.edge_count[last])
            while edge < end:
                target = label[edge]
                succ[edges] = target
                arg_start[edges] = args
                edges += 1
                if ir_block[target] >= 0:
                    args += i64(func.edge_arg_count[edge])
                edge += 1
        b += 1
    succ_start[count] = edges
    arg_start[edges] = args
    ra.block_count = count
    ra.succ_start = succ_start
    ra.succ = succ
    ra.edge_arg_start = arg_start
    ra.edge_args = rows64(ra.edge_args, args)
    _build_preds(ctx)


def _build_preds(ctx: Lower) -> None:
    """Incoming edges from the outgoing ones."""
    ra = ctx.vc.ra
    count = ra.num_blocks()
    edges = ra.num_edges()
    ra.pred_start = reset64(ra.pred_start, count + 1, 0)
    ra.pred = rows64(ra.pred, edges)
    ra.pred_edge = rows64(ra.pred_edge, edges)
    cursor = rows64(ctx.vc.fill, count)
    transpose(count, ra.succ_start, ra.succ, ra.pred_start, ra.pred, ra.pred_edge, cursor)
    ctx.vc.fill = cursor if count <= KEPT else vec[i64]()


def _build_params(ctx: Lower) -> None:
    """Parameter registers of every machine block but the entry (whose parameters come from the
    row of register arguments)."""
    func = ctx.func
    ra = ctx.vc.ra
    ir_block = ctx.blocks.ir_block
    count = ctx.blocks.count
    cold = reset64(ra.cold, count, 0)
    starts = rows64(ra.param_start, count + 1)
    total: i64 = 0
    b: i64 = 0
    while b < count:
        starts[b] = total
        block = ir_block[b]
        if block >= 0:
            cold[b] = i64(func.block_cold[block])
            if b > 0:
                total += i64(func.param_count[block])
        b += 1
    starts[count] = total
    params = rows64(ra.params, total)
    b = 1
    while b < count:
        at = starts[b]
        end = starts[b + 1]
        if at < end:
            k = i64(func.param_start[ir_block[b]])
            while at < end:
                params[at] = ctx.vreg_of(i64(func.pool[k]))
                at += 1
                k += 1
        b += 1
    ra.cold = cold
    ra.param_start = starts
    ra.params = params


def _lower_block(ctx: Lower, b: i64) -> None:
    """Lower machine block `b`, its last instruction first."""
    func = ctx.func
    ra = ctx.vc.ra
    block = ctx.blocks.ir_block[b]
    if block < 0:
        first = ctx.vc.rows
        ctx.vc.row(ctx.target.mop_jump, ra.succ[ra.succ_start[b]], 0, 0)
        ctx.vc.close_group(first)
        before = ctx.blocks.ir_block[ra.pred[ra.pred_start[b]]]
        _edge_args(ctx, ctx.blocks.edge[b], ra.succ_start[b], i64(func.block_last[before]))
        return
    inst = i64(func.block_last[block])
    _lower_inst(ctx, inst)
    edge = i64(func.edge_start[inst])
    row = ra.succ_start[b]
    while row < ra.succ_start[b + 1]:
        if ctx.blocks.ir_block[ra.succ[row]] >= 0:
            _edge_args(ctx, edge, row, inst)
        edge += 1
        row += 1
    inst = i64(func.inst_prev[inst])
    while inst >= 0:
        if _needed(ctx, inst):
            _lower_inst(ctx, inst)
        inst = i64(func.inst_prev[inst])


def lower_function(
    func: Function,
    target: LoweringTarget,
    trace: list[tuple[int, str]] | None = None,
    blocks: BlockOrder | None = None,
    vc: VCode | None = None,
    layouts: Layouts | None = None,
    keeps_pinned: bool = False,
) -> VCode:
    """Select machine instructions for a verified function with resolved operands.

    Returns the VCode in final order with the allocator's input filled. `blocks` is the order of the
    blocks, when that is known; `vc` a clear VCode to fill; `layouts` what is known of signatures;
    `keeps_pinned`: every call leaves the pinned register as it was.

    Raises `UnsupportedError` naming the first instruction, type or convention that the target does not
    support, `LimitError` when a signature is too large; both with the place in the text."""
    inst: i64 = -1
    try:
        ctx = Lower(func, target, blocks, vc, layouts)
        ctx.trace = trace
        try:
            _lower(ctx, keeps_pinned)
        finally:
            inst = ctx.inst
    except (UnsupportedError, LimitError) as error:
        if error.place is None:
            locate(error, func, inst)
        raise
    return ctx.vc


def _lower(ctx: Lower, keeps_pinned: bool) -> None:
    """The steps of `lower_function`."""
    vc = ctx.vc
    _count_uses_and_colour(ctx, keeps_pinned)
    _build_edges(ctx)
    vc.ra.loop_depth = ctx.blocks.depth
    _build_params(ctx)
    plan_tail_calls(ctx)
    if ctx.func.stack_limit >= 0:
        vc.limit = plan_stack_limit(ctx.func, ctx.layout)
        if vc.limit.name:
            vc.limit.symbol = vc.symbol(vc.limit.name)
    if ctx.layout.return_area > 0:
        ctx.area_vreg = ctx.new_int()
    count = ctx.blocks.count
    if count > len(vc.segment_start):
        vc.segment_start = vec[i64]([0] * (2 * count))
        vc.segment_end = vec[i64]([0] * (2 * count))
    # Uses before definitions: against dominance, which is not always against the layout.
    i: i64 = count - 1
    while i >= 0:
        vc.segment_end[i] = -1
        i -= 1
    i = count - 1
    while i >= 0:
        b = ctx.blocks.dominance[i]
        vc.segment_start[b] = vc.num_grouped
        _lower_block(ctx, b)
        if ctx.turns is not None:
            _settle_turns(ctx, b)
        if b == 0:
            first = vc.rows
            lower_args(ctx)
            vc.close_group(first)
        vc.segment_end[b] = vc.num_grouped
        i -= 1
    ctx.claims_to_vregs()
    vc.finish(ctx.target.remat)
