"""Global value numbering: equal computations are done once.

    block0:  v2 = iadd v0, v1
             brif v3, block1, block2
    block1:  v4 = iadd v1, v0         v4 -> v2: same operation, same operands, block0 dominates
    block2:  v5 = isub v0, v1         stays

The dominator tree is walked in pre-order with a table of the instructions seen in the dominators of the
current block (`scoped_table.py`), so everything found in the table dominates the instruction at hand. Each
instruction is entered and taken off once: linear.

Integer constants are not merged: lowering makes them anew at each use, so that would gain nothing, and in
a large function their one definition would be far from most uses. Instead operands that are equal constants
count as equal (`same_value`).

Merged are pure instructions, and those that only may trap (division, checks): when the dominating
one did not trap, neither does the equal one below it. Loads, stores, calls and everything with
another effect are never merged.

Source: C. Click, "Global Code Motion, Global Value Numbering" (1995), the hash-based part.
"""

from mypy_extensions import i64

from ..ir.analysis.facts import AnalysisCache
from ..ir.analysis.scoped_table import ScopedTable, mix
from ..ir.function import Function
from ..ir.opcodes_gen import EFFECT_MERGEABLE, OP_EFFECTS, OP_ICONST
from ..tables import rows64
from .constants import same_value
from .simplify import COMMUTATIVE


def _key(func: Function, value: i64) -> i64:
    """Equal for operands that are the same: the value's number, or a negative one for an integer constant."""
    definition = i64(func.value_def[value])
    if definition >= 0 and func.op[definition] == OP_ICONST:
        return -1 - mix(i64(func.ty[definition]), func.imm[definition])
    return value


def _same_operands(func: Function, x: i64, y: i64, count: i64) -> bool:
    """Whether stretches of the pool name the same values."""
    pool = func.pool
    end = x + count
    while x < end:
        if pool[x] != pool[y] and not same_value(func, i64(pool[x]), i64(pool[y])):
            return False
        x += 1
        y += 1
    return True


def _equal(func: Function, a: i64, b: i64) -> bool:
    """Two instructions compute the same from the same operands."""
    if func.op[a] != func.op[b] or func.ty[a] != func.ty[b] or func.imm[a] != func.imm[b]:
        return False
    if func.aux[a] != func.aux[b] or func.flags[a] != func.flags[b]:
        return False
    count = i64(func.arg_count[a])
    if count != i64(func.arg_count[b]):
        return False
    pool = func.pool
    x = i64(func.arg_start[a])
    y = i64(func.arg_start[b])
    if count == 2 and COMMUTATIVE[i64(func.op[a])] != 0 and pool[x] == pool[y + 1] and pool[x + 1] == pool[y]:
        return True
    return _same_operands(func, x, y, count)


def _find(func: Function, table: ScopedTable, inst: i64) -> i64:
    """An equal instruction that dominates this one, -1 for none."""
    pool = func.pool
    k = i64(func.arg_start[inst])
    end = k + i64(func.arg_count[inst])
    op = i64(func.op[inst])
    # What `_equal` says is equal has an equal hash and an equal newest operand (the largest number).
    h = mix(op << 16 | i64(func.ty[inst]), func.imm[inst])
    newest: i64 = -1
    if end - k == 2 and COMMUTATIVE[op] != 0:
        newest = _key(func, i64(pool[k]))
        least = _key(func, i64(pool[k + 1]))
        if least > newest:
            newest, least = least, newest
        h = mix(mix(h, least), newest)
    else:
        while k < end:
            key = _key(func, i64(pool[k]))
            if key > newest:
                newest = key
            h = mix(h, key)
            k += 1
    if newest < 0:
        newest = h
    entry = table.first(newest, h)
    while entry >= 0:
        found = table.what(entry)
        if _equal(func, found, inst):
            return found
        entry = table.next(entry)
    return -1


def _number_block(func: Function, table: ScopedTable, block: i64) -> bool:
    """Merge the instructions of one block with what the table holds; whether any was."""
    changed = False
    inst = i64(func.block_first[block])
    while inst >= 0:
        following = i64(func.inst_next[inst])
        op = i64(func.op[inst])
        effects = OP_EFFECTS[op]
        pure = effects == 0 and func.result_count[inst] > 0 and op != OP_ICONST
        if pure or (effects & EFFECT_MERGEABLE) != 0:
            if func.stale:
                func.resolve_args(inst)
            found = _find(func, table, inst)
            if found < 0:
                table.push(inst)
            else:
                i: i64 = 0
                while i < i64(func.result_count[inst]):
                    func.replace_value(i64(func.result_start[inst]) + i, i64(func.result_start[found]) + i)
                    i += 1
                func.remove_inst(inst)
                changed = True
        inst = following
    return changed


def gvn(func: Function, facts: AnalysisCache) -> bool:
    """Merge equal computations; whether any was merged."""
    tree = facts.domtree(func)
    preorder = tree.preorder
    n = tree.reachable
    table = facts.scratch.scoped(len(func.op))
    last = tree.pre_last
    # The path from the root to the current block: of each block its last descendant, and the table's
    # end at its start.
    path = rows64(facts.scratch.path, 2 * n)
    depth: i64 = 0
    changed = False
    i: i64 = 0
    while i < n:
        block = preorder[i]
        while depth > 0 and i > path[depth - 2]:
            depth -= 2
            table.pop_to(path[depth + 1])
        path[depth] = last[block]
        path[depth + 1] = table.end
        depth += 2
        if _number_block(func, table, block):
            changed = True
        i += 1
    return changed
