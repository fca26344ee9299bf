"""Alias analysis: loads whose value is known go, and stores that nobody can see.

    v2 = load.i32 v0+8            v2 = load.i32 v0+8
    store v1, v0                  store v1, v0             (dead: overwritten unseen)
    v3 = load.i32 v0+8      ->                             v3 -> v2: the store is beside it
    store v3, v0                  store v2, v0
    v4 = load.i32 v0                                       v4 -> v2: just stored

**Versions.** Memory is divided into columns: one per alias region of the function, and column 0 for
accesses without a region. At each point a column has a *version*, the last thing that may have
written to it: a store, a call or another clobber (its instruction), or the start of a block where
different versions meet. A store to region `r` changes columns `r` and 0 (a load without region may
see any store), a store without region changes all of them; accesses of different declared regions
never meet. Two loads of one location at one version give one value when the first dominates the
second: were there a path with a write between them, that write would be reached without passing the
first load, and then the first load would not dominate the second.

One walk over the dominator tree in pre-order, which sees the predecessors of a block before it but
for back edges, is enough: the header of a natural loop keeps the version of its entries in the columns
that no instruction of the loop writes, and gets a version of its own in the others; the target of
any other retreating edge gets new ones in all columns. Known values are in a scoped hash table as
in `gvn`: what the table holds dominates the instruction at hand.

**Locations** are base, offset and size. `stack_addr`, constants and additions of them are looked through, and
a version that is a store beside the location (same base, other bytes; or another stack slot) is
passed over to the one before it, `MAX_STEPS` times.

**Stores.** One that writes what its location is known to hold goes. One is dead when a later store of
its block, with the same trap code, writes the same bytes, and no load that may meet it, nothing
that may trap, call, or synchronise stands between. Atomic accesses are never touched: other threads
see them.

Linear in instructions, with `MAX_COLUMNS`, `MAX_STEPS` and `MAX_PENDING` as factors. Source: the versions are
those of memory SSA (D. Novillo, "Memory SSA", 2007) with one variable per region.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64, mypyc_attr

from ..ir.analysis.cfg import Cfg
from ..ir.analysis.domtree import DomTree
from ..ir.analysis.facts import AnalysisCache
from ..ir.analysis.loops import Loops
from ..ir.analysis.scoped_table import ScopedTable, mix
from ..ir.analysis.scratch import Scratch
from ..ir.entities import MEM_BIG, MEM_CODE_MASK, MEM_READONLY, MEM_REGION_SHIFT
from ..ir.function import Function
from ..ir.opcodes import OPS
from ..ir.opcodes_gen import (
    EFFECT_CALL,
    EFFECT_LOAD,
    EFFECT_OTHER,
    EFFECT_STORE,
    EFFECT_TRAP,
    OP_COUNT,
    OP_EFFECTS,
    OP_GET_PINNED_REG,
    OP_IADD,
    OP_ICONST,
    OP_LOAD,
    OP_SET_PINNED_REG,
    OP_STACK_ADDR,
    OP_STORE,
)
from ..ir.types import I64, bit, is_dynamic, sign_extend, type_bytes
from ..tables import filled32, reset64, rows64
from .constants import same_value

#: Columns tracked: regions from the last one on share it.
MAX_COLUMNS: Final = 16
#: Stores beside a location that a look-up passes over.
MAX_STEPS: Final = 8
#: Stores of a block that are remembered as not yet seen by anybody.
MAX_PENDING: Final = 8

#: The numbers of a store's row.
_INST: Final = 0
_BASE: Final = 1
_OFFSET: Final = 2
_BYTES: Final = 3
"""0 for a store that was removed."""
_COLUMN: Final = 4
_BEFORE_ANY: Final = 5
"""Version of column 0 before the store."""
_BEFORE_OWN: Final = 6
"""Version of the store's own column before it."""
_ROW: Final = 7

#: What an opcode does to memory.
_NOTHING: Final = 0
_LOAD: Final = 1
_STORE: Final = 2
_TRAP: Final = 3
"""May end the function, so it sees all stores."""
_CLOBBER: Final = 4
"""May write anything and sees everything."""

#: Version of memory that never changes (`readonly`). Others: an instruction, or -2 - block.
_READONLY_VERSION: Final = -1

#: Base of an access to a constant address; equal constants are not always one value (`gvn.py`).
_ABSOLUTE: Final = -1

#: Bounds within which offsets are looked through and compared: nothing wraps, whatever the pointer width.
_FAR: Final = 1 << 30
#: The same for constant addresses, to which at most `_FAR` is added.
_FARTHEST: Final = 1 << 62
_UNKNOWN_SIZE: Final = 1 << 40
_ALL_COLUMNS: Final = 0x7FFF_FFFF


def _memory_kinds() -> vec[i64]:
    kinds: vec[i64] = vec[i64]([_NOTHING] * OP_COUNT)
    for op in range(OP_COUNT):
        effects = OP_EFFECTS[op]
        if effects == EFFECT_LOAD:
            kinds[op] = _LOAD
        elif effects == EFFECT_STORE:
            kinds[op] = _STORE
        elif effects & (EFFECT_CALL | EFFECT_STORE | EFFECT_OTHER):
            if op not in (OP_GET_PINNED_REG, OP_SET_PINNED_REG):
                kinds[op] = _CLOBBER
        elif effects & EFFECT_TRAP:
            kinds[op] = _TRAP
    return kinds


def _access_sizes() -> vec[i64]:
    sizes: vec[i64] = vec[i64]([0] * OP_COUNT)
    for op, row in enumerate(OPS):
        if row.format in ("load", "store"):
            digits = row.name.lstrip("uislotrade")  # uload16x4: 16x4
            width, _, lanes = digits.partition("x")
            sizes[op] = int(width or 0) * int(lanes or 1) // 8
    return sizes


#: By opcode: what it does to memory.
_KIND: Final[vec[i64]] = _memory_kinds()
#: By opcode: bytes that a load or store moves, 0 when its controlling type says it.
_SIZE: Final[vec[i64]] = _access_sizes()


@mypyc_attr(acyclic=True, free_list_len=1)
class _Known:
    """Values that locations hold, in a table whose newest entries can be taken off."""

    def __init__(self, size: i64, scratch: Scratch) -> None:
        self.table: ScopedTable = scratch.scoped(size)
        """Its entries stand for values; the keys are here. An access makes one entry at most."""
        self.rows: vec[i64] = rows64(scratch.known, 3 * size)
        """Of each entry version << 32 | base (32 bits of it), offset and access."""

    def find(self, version: i64, base: i64, offset: i64, access: i64) -> i64:
        """The value that a load (`access`: its opcode, type and byte order) gives at a version; -1 when
        none is known."""
        table = self.table
        rows = self.rows
        place = version << 32 | base & 0xFFFF_FFFF
        entry = table.first(version, mix(mix(mix(version, base), offset), access))
        while entry >= 0:
            row = 3 * entry
            if rows[row] == place and rows[row + 1] == offset and rows[row + 2] == access:
                return table.what(entry)
            entry = table.next(entry)
        return -1

    def push(self, version: i64, base: i64, offset: i64, access: i64, value: i64) -> None:
        """Enter the value that a load gives at a version, for which `find` has just found none."""
        rows = self.rows
        row = 3 * self.table.end
        rows[row] = version << 32 | base & 0xFFFF_FFFF
        rows[row + 1] = offset
        rows[row + 2] = access
        self.table.push(value)


@mypyc_attr(acyclic=True, free_list_len=1)
class _Walk:
    """State of the walk over one function."""

    def __init__(self, func: Function, loads: i64, stores: i64, scratch: Scratch) -> None:
        self.func: Function = func
        self.columns: i64 = min(func.num_regions(), MAX_COLUMNS - 1) + 1
        self.known: _Known = _Known(loads + stores, scratch)
        self.changed: bool = False
        self.version: vec[i64] = scratch.version
        """By column, at the current point."""
        self.out: vec[i64] = rows64(scratch.out, self.columns * len(func.block_first))
        """By block and column, at the end of the block."""
        # The location of the access at hand.
        self.base: i64 = 0
        """A value, -2 - slot for an address in a stack slot, or `_ABSOLUTE`."""
        self.offset: i64 = 0
        self.size: i64 = 0
        # Stores that were kept; a row is the index of its first number in `store`.
        self.store_row: vec[i32] = filled32(scratch.store_row, scratch.minus_ones, len(func.op))
        """By instruction: its row, -1 for none."""
        self.stores_end: i64 = 0
        """Where the next row goes."""
        self.store: vec[i64] = rows64(scratch.store, stores * _ROW)
        """Of each store the numbers that `_INST` and the others name."""
        self.pending: vec[i64] = scratch.pending
        """Rows of stores of this block that nothing has seen yet, oldest first."""
        self.pending_count: i64 = 0

    # --- locations ----------------------------------------------------------------------------

    def locate(self, inst: i64, operand: i64) -> None:
        """Find `base`, `offset` and `size` of a load or store."""
        func = self.func
        op = i64(func.op[inst])
        value = func.resolve(i64(func.pool[i64(func.arg_start[inst]) + operand]))
        offset = func.imm[inst]
        steps: i64 = 0
        while steps < MAX_STEPS:
            definition = i64(func.value_def[value])
            if definition < 0:
                break
            if func.op[definition] == OP_ICONST and func.ty[definition] == I64:
                address = sign_extend(func.imm[definition], I64)
                if -_FARTHEST <= address <= _FARTHEST and -_FAR <= offset <= _FAR:
                    offset += address
                    value = _ABSOLUTE
                break
            if func.op[definition] == OP_STACK_ADDR:
                offset += func.imm[definition]
                value = -2 - i64(func.aux[definition])
                break
            if func.op[definition] != OP_IADD or func.ty[definition] != I64:
                break
            start = i64(func.arg_start[definition])
            added = i64(func.value_def[func.resolve(i64(func.pool[start + 1]))])
            if added < 0 or func.op[added] != OP_ICONST:
                break
            addend = sign_extend(func.imm[added], I64)
            if addend < -_FAR or addend > _FAR or offset < -_FAR or offset > _FAR:
                break
            offset += addend
            value = func.resolve(i64(func.pool[start]))
            steps += 1
        self.base = value
        self.offset = offset
        self.size = _SIZE[op]
        if self.size == 0:
            self.size = _UNKNOWN_SIZE if is_dynamic(i64(func.ty[inst])) else type_bytes(i64(func.ty[inst]))

    def _inside_slot(self, base: i64, offset: i64, size: i64) -> bool:
        return offset >= 0 and offset + size <= self.func.stack_slots[-2 - base].size

    def misses(self, row: i64) -> bool:
        """Whether a store certainly writes no byte of the location at hand."""
        base = self.store[row + _BASE]
        offset = self.store[row + _OFFSET]
        size = self.store[row + _BYTES]
        if size == 0:
            return True  # removed
        if base == self.base:
            if base == _ABSOLUTE:
                return offset + size <= self.offset or self.offset + self.size <= offset
            if offset < -_FAR or offset > _FAR or self.offset < -_FAR or self.offset > _FAR:
                return False
            return offset + size <= self.offset or self.offset + self.size <= offset
        if base >= _ABSOLUTE or self.base >= _ABSOLUTE:
            return False
        return self._inside_slot(base, offset, size) and self._inside_slot(self.base, self.offset, self.size)

    def column(self, flags: i64) -> i64:
        """The column of an access."""
        region = flags >> MEM_REGION_SHIFT
        if region >= self.columns:
            return self.columns - 1
        return region

    def version_at(self, column: i64, inst: i64) -> i64:
        """The version since which nothing wrote the location at hand, found at `inst`."""
        version = self.version[column]
        steps: i64 = 0
        while version >= 0:
            row = i64(self.store_row[version])
            if row < 0 or not self.misses(row):
                break
            if steps == MAX_STEPS:
                return inst  # a version that nothing knows
            steps += 1
            if column == 0:
                version = self.store[row + _BEFORE_ANY]
            elif column == self.store[row + _COLUMN]:
                version = self.store[row + _BEFORE_OWN]
            elif self.store[row + _BYTES] == 0:
                return inst  # what the removed store wrote was never there
            else:
                break
        return version

    # --- stores not yet seen ------------------------------------------------------------------

    def _drop_pending(self, index: i64) -> None:
        last = self.pending_count - 1
        while index < last:
            self.pending[index] = self.pending[index + 1]
            index += 1
        self.pending_count = last

    def see_stores(self, column: i64) -> None:
        """A load from the location at hand: forget pending stores that it may read."""
        i = self.pending_count - 1
        while i >= 0:
            row = self.pending[i]
            other = self.store[row + _COLUMN]
            if (column == 0 or other == 0 or other == column) and not self.misses(row):
                self._drop_pending(i)
            i -= 1

    def remove_overwritten(self, inst: i64, column: i64, code: i64) -> None:
        """A store `inst` to the location at hand: remove the pending store of the same bytes."""
        i = self.pending_count - 1
        while i >= 0:
            row = self.pending[i]
            if (
                self.store[row + _COLUMN] == column
                and self.store[row + _BASE] == self.base
                and self.store[row + _OFFSET] == self.offset
                and self.store[row + _BYTES] == self.size
                and i64(self.func.flags[self.store[row + _INST]]) & MEM_CODE_MASK == code
                and self.size != _UNKNOWN_SIZE
            ):
                self._remove_pending(i, inst)
            i -= 1

    def _remove_pending(self, index: i64, by: i64) -> None:
        """Remove a pending store, which `by` overwrites; versions are then as if it had not been."""
        row = self.pending[index]
        inst = self.store[row + _INST]
        self.func.remove_inst(inst)
        self._drop_pending(index)
        self.changed = True
        self.store[row + _BYTES] = 0
        i: i64 = 0
        while i < self.columns:
            if self.version[i] == inst:
                if i == 0:
                    self.version[i] = self.store[row + _BEFORE_ANY]
                elif i == self.store[row + _COLUMN]:
                    self.version[i] = self.store[row + _BEFORE_OWN]
                else:
                    self.version[i] = by  # what it was before is not kept
            i += 1

    def add_store(self, inst: i64, column: i64) -> None:
        """Note a store to the location at hand that stays."""
        row = self.stores_end
        self.stores_end = row + _ROW
        self.store_row[inst] = i32(row)
        self.store[row + _INST] = inst
        self.store[row + _BASE] = self.base
        self.store[row + _OFFSET] = self.offset
        self.store[row + _BYTES] = self.size
        self.store[row + _COLUMN] = column
        self.store[row + _BEFORE_ANY] = self.version[0]
        self.store[row + _BEFORE_OWN] = self.version[column]
        if self.pending_count == MAX_PENDING:
            self._drop_pending(0)
        self.pending[self.pending_count] = row
        self.pending_count += 1
        if column == 0:
            self.clobber(inst)
        else:
            self.version[0] = inst
            self.version[column] = inst

    def clobber(self, version: i64) -> None:
        """All columns get a new version."""
        i: i64 = 0
        while i < self.columns:
            self.version[i] = version
            i += 1


# --- one block --------------------------------------------------------------------------------


def _visit_load(walk: _Walk, inst: i64, op: i64) -> None:
    func = walk.func
    flags = i64(func.flags[inst])
    column = walk.column(flags)
    access = (op << 10 | i64(func.ty[inst])) << 1
    if flags & MEM_BIG != 0:
        access |= 1
    walk.locate(inst, 0)
    readonly = flags & MEM_READONLY != 0
    version: i64 = _READONLY_VERSION
    if not readonly:
        version = walk.version_at(column, inst)
    found = walk.known.find(version, walk.base, walk.offset, access)
    if found >= 0:
        func.replace_value(i64(func.result_start[inst]), found)
        func.remove_inst(inst)
        walk.changed = True
        return
    walk.known.push(version, walk.base, walk.offset, access, i64(func.result_start[inst]))
    if not readonly:
        walk.see_stores(column)
    if flags & MEM_CODE_MASK != 0:
        walk.pending_count = 0


def _visit_store(walk: _Walk, inst: i64, op: i64) -> None:
    func = walk.func
    flags = i64(func.flags[inst])
    column = walk.column(flags)
    value = func.resolve(i64(func.pool[i64(func.arg_start[inst])]))
    access: i64 = (OP_LOAD << 10 | i64(func.ty[inst])) << 1
    if flags & MEM_BIG != 0:
        access |= 1
    walk.locate(inst, 1)
    code = flags & MEM_CODE_MASK
    walk.remove_overwritten(inst, column, code)
    if op == OP_STORE:
        version = walk.version_at(column, inst)
        known = walk.known.find(version, walk.base, walk.offset, access)
        if known >= 0 and same_value(func, func.resolve(known), value):
            func.remove_inst(inst)
            walk.changed = True
            return
    if code != 0:
        walk.pending_count = 0
    walk.add_store(inst, column)
    if op == OP_STORE and walk.known.find(inst, walk.base, walk.offset, access) < 0:
        walk.known.push(inst, walk.base, walk.offset, access, value)


def _visit_block(walk: _Walk, block: i64) -> None:
    func = walk.func
    walk.pending_count = 0
    inst = i64(func.block_first[block])
    while inst >= 0:
        following = i64(func.inst_next[inst])
        op = i64(func.op[inst])
        kind = _KIND[op]
        if kind == _LOAD:
            _visit_load(walk, inst, op)
        elif kind == _STORE:
            _visit_store(walk, inst, op)
        elif kind != _NOTHING:
            walk.pending_count = 0
            if kind == _CLOBBER:
                walk.clobber(inst)
        inst = following
    start = block * walk.columns
    i: i64 = 0
    while i < walk.columns:
        walk.out[start + i] = walk.version[i]
        i += 1


# --- blocks against each other ----------------------------------------------------------------


@mypyc_attr(acyclic=True, free_list_len=1)
class _Writes:
    """What is written where: bits of columns, by block and by loop."""

    def __init__(self, func: Function, scratch: Scratch) -> None:
        self.block: vec[i64] = rows64(scratch.written, len(func.block_first))
        self.loop: vec[i64] = scratch.loop_written
        self.loads: i64 = 0
        self.stores: i64 = 0


def _count(func: Function, cfg: Cfg, columns: i64, scratch: Scratch) -> _Writes:
    """Writes of each reachable block."""
    writes = _Writes(func, scratch)
    i: i64 = 0
    while i < cfg.reachable:
        block = cfg.rpo[i]
        i += 1
        mask: i64 = 0
        inst = i64(func.block_first[block])
        while inst >= 0:
            kind = _KIND[i64(func.op[inst])]
            if kind == _LOAD:
                writes.loads += 1
            elif kind == _CLOBBER:
                mask = _ALL_COLUMNS
            elif kind == _STORE:
                writes.stores += 1
                region = i64(func.flags[inst]) >> MEM_REGION_SHIFT
                if region == 0:
                    mask = _ALL_COLUMNS
                else:
                    mask |= 1 | bit(min(region, columns - 1))
            inst = i64(func.inst_next[inst])
        writes.block[block] = mask
    return writes


def _count_loops(writes: _Writes, cfg: Cfg, loops: Loops) -> None:
    """Writes of each loop, inner loops included."""
    count = loops.count()
    masks = reset64(writes.loop, count, 0)
    block: i64 = 0
    while block < cfg.block_count:
        loop = loops.block_loop[block]
        if loop >= 0:
            masks[loop] |= writes.block[block]
        block += 1
    loop = count - 1
    while loop >= 0:  # parents have smaller numbers
        if loops.parent[loop] >= 0:
            masks[loops.parent[loop]] |= masks[loop]
        loop -= 1
    writes.loop = masks


def _enter_block(walk: _Walk, cfg: Cfg, tree: DomTree, loops: Loops, writes: _Writes, block: i64) -> None:
    """Set the versions at the start of a block from the ends of its predecessors."""
    columns = walk.columns
    version = walk.version
    out = walk.out
    number = cfg.rpo_number
    written: i64 = 0
    first = True
    if cfg.pred_start[block] == cfg.pred_start[block + 1]:
        walk.clobber(-2 - block)  # the entry
        return
    k = cfg.pred_start[block]
    while k < cfg.pred_start[block + 1]:
        source = cfg.pred_block[k]
        k += 1
        if number[source] < 0:
            continue  # never executed
        if number[source] >= number[block]:
            if not tree.dominates(block, source):
                written = _ALL_COLUMNS
            else:
                written |= writes.loop[loops.block_loop[block]]
            continue
        start = source * columns
        i: i64 = 0
        while i < columns:
            if first:
                version[i] = out[start + i]
            elif version[i] != out[start + i]:
                version[i] = -2 - block
            i += 1
        first = False
    i = 0
    while i < columns and written != 0:
        if (written >> i) & 1 != 0:
            version[i] = -2 - block
        i += 1


def alias_analysis(func: Function, facts: AnalysisCache) -> bool:
    """Remove loads of known values, idempotent stores and dead stores; whether there were any."""
    cfg = facts.cfg(func)
    writes = _count(func, cfg, min(func.num_regions(), MAX_COLUMNS - 1) + 1, facts.scratch)
    if writes.loads + writes.stores < 2:
        return False
    tree = facts.domtree(func)
    loops = facts.loops(func)
    _count_loops(writes, cfg, loops)
    walk = _Walk(func, writes.loads, writes.stores, facts.scratch)
    preorder = tree.preorder
    n = tree.reachable
    # The path from the root to the current block: its blocks and the table's size at their start.
    path = rows64(facts.scratch.path, 2 * n)
    depth: i64 = 0
    i: i64 = 0
    while i < n:
        block = preorder[i]
        while depth > 0 and i > tree.pre_last[path[depth - 2]]:
            depth -= 2
            walk.known.table.pop_to(path[depth + 1])
        path[depth] = block
        path[depth + 1] = walk.known.table.end
        depth += 2
        _enter_block(walk, cfg, tree, loops, writes, block)
        _visit_block(walk, block)
        i += 1
    return walk.changed
