"""Global value numbering: equal computations are done once.

    block0:  v2 = iadd v0, v1
             brif v3, block1, block2
    block1:  v4 = iadd v1, v0         v4 -> v2: same operation, same operands, block0 dominates
    block2:  v5 = isub v0, v1         stays

The dominator tree is walked in pre-order with one hash table of the instructions seen in the
dominators of the current block: entries are chained in front, and taken off again when the walk
leaves the subtree of their block, so everything found in the table dominates the instruction at
hand. Each instruction is entered and taken off once: linear but for long hash chains.

Merged are pure instructions, and those that only may trap (division, checks): when the dominating
one did not trap, neither does the equal one below it. Loads, stores, calls and everything with
another effect are never merged.

Source: C. Click, "Global Code Motion, Global Value Numbering" (1995), the hash-based part.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64, mypyc_attr

from ..ir.function import Function
from ..ir.opcodes_gen import EFFECT_MERGEABLE, OP_EFFECTS
from .facts import AnalysisCache
from .simplify import COMMUTATIVE

_LOW_BITS: Final = 0x7FFF_FFFF
_MULTIPLIER: Final = 0x5BD1_E995


def _mix(h: i64, x: i64) -> i64:
    """One step of a hash below 2**31; no intermediate result passes 63 bits."""
    low = (h ^ (x & _LOW_BITS)) * _MULTIPLIER
    high = (low >> 31) ^ ((x >> 31) & _LOW_BITS)
    return (low ^ high) & _LOW_BITS


def _hash(func: Function, inst: i64) -> i64:
    """Equal for instructions that `_equal` says are equal."""
    pool = func.pool
    start = func.arg_start[inst]
    count = func.arg_count[inst]
    op = func.op[inst]
    h = _mix(op << 16 | func.ty[inst], func.imm[inst])
    if count == 2 and COMMUTATIVE[op] != 0:
        x = pool[start]
        y = pool[start + 1]
        if x > y:
            return _mix(_mix(h, y), x)
        return _mix(_mix(h, x), y)
    k = start
    end = start + count
    while k < end:
        h = _mix(h, pool[k])
        k += 1
    return h


def _equal(func: Function, a: i64, b: i64) -> bool:
    """Two instructions compute the same from the same operands."""
    if func.op[a] != func.op[b] or func.ty[a] != func.ty[b] or func.imm[a] != func.imm[b]:
        return False
    if func.aux[a] != func.aux[b] or func.flags[a] != func.flags[b]:
        return False
    count = func.arg_count[a]
    if count != func.arg_count[b]:
        return False
    pool = func.pool
    x = func.arg_start[a]
    y = func.arg_start[b]
    if count == 2 and COMMUTATIVE[func.op[a]] != 0 and pool[x] == pool[y + 1] and pool[x + 1] == pool[y]:
        return True
    i: i64 = 0
    while i < count:
        if pool[x + i] != pool[y + i]:
            return False
        i += 1
    return True


@mypyc_attr(acyclic=True, free_list_len=1)
class _Table:
    """Instructions by hash; the newest entries can be taken off."""

    def __init__(self, size: i64) -> None:
        self.mask: i64 = size - 1
        self.head: vec[i32] = vec[i32]([-1] * size)
        """By bucket: its newest entry."""
        self.rows: vec[i32] = vec[i32]([0] * (3 * size))
        """Of each entry its instruction, its hash and where the entry behind it starts. An instruction
        is entered once, so the rows are enough for `size` instructions. The hash spares looking at
        instructions far away that are merely in the same bucket."""
        self.end: i64 = 0
        """Where the next entry goes."""

    def find(self, func: Function, inst: i64, h: i64) -> i64:
        """An equal instruction, -1 for none."""
        rows = self.rows
        entry = i64(self.head[h & self.mask])
        while entry >= 0:
            if i64(rows[entry + 1]) == h and _equal(func, i64(rows[entry]), inst):
                return i64(rows[entry])
            entry = i64(rows[entry + 2])
        return -1

    def push(self, inst: i64, h: i64) -> None:
        """Enter an instruction."""
        rows = self.rows
        head = self.head
        bucket = h & self.mask
        entry = self.end
        rows[entry] = i32(inst)
        rows[entry + 1] = i32(h)
        rows[entry + 2] = head[bucket]
        head[bucket] = i32(entry)
        self.end = entry + 3

    def pop_to(self, end: i64) -> None:
        """Take off entries, newest first, down to `end`."""
        rows = self.rows
        head = self.head
        mask = self.mask
        entry = self.end
        while entry > end:
            entry -= 3
            head[i64(rows[entry + 1]) & mask] = rows[entry + 2]
        self.end = entry


def _resolve_operands_of(func: Function, inst: i64) -> None:
    pool = func.pool
    alias = func.value_alias
    k = func.arg_start[inst]
    end = k + func.arg_count[inst]
    while k < end:
        if alias[pool[k]] >= 0:
            pool[k] = func.resolve(pool[k])
        k += 1


def _number_block(func: Function, table: _Table, block: i64, changed: bool) -> bool:
    """Merge the instructions of one block with what the table holds. `changed`, and the answer: whether
    any was so far, so that operands may name values that others stand for."""
    inst = func.block_first[block]
    while inst >= 0:
        following = func.inst_next[inst]
        effects = OP_EFFECTS[func.op[inst]]
        if (effects == 0 and func.result_count[inst] > 0) or (effects & EFFECT_MERGEABLE) != 0:
            if changed:
                _resolve_operands_of(func, inst)
            h = _hash(func, inst)
            found = table.find(func, inst, h)
            if found < 0:
                table.push(inst, h)
            else:
                i: i64 = 0
                while i < func.result_count[inst]:
                    func.replace_value(func.result_start[inst] + i, func.result_start[found] + i)
                    i += 1
                func.remove_inst(inst)
                changed = True
        inst = following
    return changed


def gvn(func: Function, facts: AnalysisCache) -> bool:
    """Merge equal computations; whether any was merged."""
    tree = facts.domtree(func)
    preorder = tree.preorder
    n: i64 = len(preorder)
    size: i64 = 16
    while size < len(func.op):
        size *= 2
    table = _Table(size)
    last = tree.pre_last
    # The path from the root to the current block: of each block its last descendant, and the table's
    # end at its start.
    path: vec[i64] = vec[i64]([0] * (2 * n))
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
        changed = _number_block(func, table, block, changed)
        i += 1
    if changed:
        func.resolve_operands()
    return changed
