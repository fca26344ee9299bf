"""Locals as SSA values.

After M. Braun, S. Buchwald, S. Hack et al., "Simple and Efficient Construction of Static Single Assignment
Form" (2013): the value of a local at the end of a block is looked up when somebody asks, and a
block parameter is made where different values meet. What the structure of WebAssembly adds: every block is
one of four kinds, whose predecessors are all known when it begins, except for the branches back to a loop.

    kind      where it begins              a lookup goes on
    ENTRY     the function                 parameters, zeros
    SINGLE    behind a branch              at its only predecessor
    JOIN      the `end` of a block         where the block began, if the block assigned the local nowhere;
                                           else at all predecessors: one value, or a parameter
    LOOP      a loop                       before it, if the loop does not assign the local (`loop_scan.py`);
                                           else there is a parameter

Invariants:
- A JOIN gets a parameter only for values that differ, so sealed code has no parameter that could go.
- A parameter of a LOOP whose branches back turn out to bring nothing new is an alias in the end (`finish`).
- Values of locals never change within the extent of a block that does not assign them. That makes a lookup
  short, however many joins lie between.

Values at the ends of blocks are in a hash table (`value_table.py`); those of the current block in columns by
local, which are valid while their stamp is that of the current region.
"""

from typing import Final

from librt.vecs import append, pop, vec
from mypy_extensions import i32, i64

from ...ir.errors import LimitError
from ...ir.function import Function
from ...ir.ssa import append_params, insert_zero, reopen_edge_args
from ...ir.types import F32, F64, I8X16, I32
from ...ir.types import I64 as IR_I64
from .limits import MAX_LOOKUPS, MAX_OPERANDS
from .local_types import LocalTypes
from .loop_scan import LoopScan
from .value_table import ValueTable
from .value_types import F32 as W_F32
from .value_types import F64 as W_F64
from .value_types import I32 as W_I32
from .value_types import V128 as W_V128

#: Questions that the newest assignment does not answer before a scan is made for them: a small function
#: never has as many.
_DOUBTS: Final = 64

ENTRY: Final = 0
SINGLE: Final = 1
JOIN: Final = 2
LOOP: Final = 3


def ir_type(ty: i64) -> i64:
    """The IR type that holds a value type: references are 64-bit integers, vectors are carried as i8x16."""
    if ty == W_I32:
        return I32
    if ty == W_F32:
        return F32
    if ty == W_F64:
        return F64
    if ty == W_V128:
        return I8X16
    return IR_I64


class _Empty:
    """Columns of length 0 with room, which all functions fill (`room.py`)."""

    def __init__(self) -> None:
        rows: i64 = 512
        self.kind: vec[i32] = vec[i32](capacity=rows)
        self.above: vec[i32] = vec[i32](capacity=rows)
        self.start: vec[i64] = vec[i64](capacity=rows)
        self.stop: vec[i64] = vec[i64](capacity=rows)
        self.pred_head: vec[i32] = vec[i32](capacity=rows)
        self.phi_head: vec[i32] = vec[i32](capacity=rows)
        self.edge_from: vec[i32] = vec[i32](capacity=rows)
        self.edge_next: vec[i32] = vec[i32](capacity=rows)
        self.phi_value: vec[i64] = vec[i64](capacity=rows)
        self.phi_local: vec[i64] = vec[i64](capacity=rows)
        self.phi_block: vec[i64] = vec[i64](capacity=rows)
        self.phi_next: vec[i32] = vec[i32](capacity=rows)


class LocalValues:
    """Values of the locals of one function after the other."""

    def __init__(self) -> None:
        self.empty: _Empty = _Empty()
        self.func: Function = Function()
        self.types: LocalTypes = LocalTypes()
        self.scan: LoopScan = LoopScan()
        # By local.
        self.value: vec[i64] = vec[i64]()
        self.stamp: vec[i64] = vec[i64]()
        """`value` is valid while this is `region`."""
        self.noted: vec[i64] = vec[i64]()
        """The local is in `touched` when this is the stamp of the current block."""
        self.assigned: vec[i64] = vec[i64]()
        """Offset in the module of the newest assignment, which may be one of an earlier function."""
        self.touched: vec[i64] = vec[i64]()
        self.touched_count: i64 = 0
        self.region: i64 = 1
        self.block_stamp: i64 = 1
        self.current: i64 = -1
        # By block.
        self.kind: vec[i32] = vec[i32]()
        self.above: vec[i32] = vec[i32]()
        """The only predecessor; for a JOIN or LOOP the block that was current where it began."""
        self.start: vec[i64] = vec[i64]()
        """Offset at which the block or loop begins."""
        self.stop: vec[i64] = vec[i64]()
        """Offset at which the loop ends, or the block whose end a JOIN is."""
        self.pred_head: vec[i32] = vec[i32]()
        """Newest edge into the block, a list through `edge_next`."""
        self.phi_head: vec[i32] = vec[i32]()
        # By edge.
        self.edge_from: vec[i32] = vec[i32]()
        self.edge_next: vec[i32] = vec[i32]()
        # By phi: a parameter made here.
        self.phi_value: vec[i64] = vec[i64]()
        self.phi_local: vec[i64] = vec[i64]()
        self.phi_block: vec[i64] = vec[i64]()
        self.phi_next: vec[i32] = vec[i32]()
        self.table: ValueTable = ValueTable()
        """Values at the ends of blocks."""
        self.steps: i64 = 0
        """Blocks that lookups passed."""
        self.doubts: i64 = 0
        """Questions about blocks that were answered with "perhaps"."""
        self.origin: i64 = 0
        """Offset of the function's first instruction."""
        # JOINs whose predecessors are being asked: next edge, and what was found (-1 nothing yet, -2 values
        # that differ).
        self.wait_join: vec[i64] = vec[i64]()
        self.wait_edge: vec[i64] = vec[i64]()
        self.wait_value: vec[i64] = vec[i64]()
        self.pending: i64 = -1
        """The JOIN at which the last walk stopped."""

    def begin(self, func: Function, types: LocalTypes, data: bytes, origin: i64, end: i64) -> None:
        """Start a function with locals of these types; its instructions are the module's bytes from `origin`
        to `end`."""
        self.func = func
        self.types = types
        self.steps = 0
        self.doubts = 0
        self.origin = origin
        self.scan.begin(data, end, types.count)
        self.table.clear()
        self.region += 1
        self.block_stamp += 1
        while len(self.value) < types.count:
            self.value = append(self.value, -1)
            self.stamp = append(self.stamp, 0)
            self.noted = append(self.noted, 0)
            self.assigned = append(self.assigned, -1)
            self.touched = append(self.touched, 0)
        self.touched_count = 0
        self.current = -1
        empty = self.empty
        self.kind = empty.kind
        self.above = empty.above
        self.start = empty.start
        self.stop = empty.stop
        self.pred_head = empty.pred_head
        self.phi_head = empty.phi_head
        self.edge_from = empty.edge_from
        self.edge_next = empty.edge_next
        self.phi_value = empty.phi_value
        self.phi_local = empty.phi_local
        self.phi_block = empty.phi_block
        self.phi_next = empty.phi_next

    # --- blocks and edges -----------------------------------------------------------------------

    def add_edge(self, edge: i64, source: i64, target: i64) -> None:
        """Say that edge row `edge` leads from `source` to `target`."""
        self._rows(target)
        while len(self.edge_from) < edge:
            self.edge_from = append(self.edge_from, -1)
            self.edge_next = append(self.edge_next, -1)
        self.edge_from = append(self.edge_from, i32(source))
        self.edge_next = append(self.edge_next, self.pred_head[target])
        self.pred_head[target] = i32(edge)

    def move_edge(self, edge: i64, old: i64, new: i64) -> None:
        """Let the only edge into `old` lead to `new`."""
        self._rows(new)
        self.pred_head[old] = -1
        self.edge_next[edge] = self.pred_head[new]
        self.pred_head[new] = i32(edge)

    def has_edges(self, block: i64) -> bool:
        """Whether something leads to a block."""
        return block < len(self.pred_head) and i64(self.pred_head[block]) >= 0

    def _rows(self, block: i64) -> None:
        while len(self.kind) <= block:
            self.kind = append(self.kind, ENTRY)
            self.above = append(self.above, -1)
            self.start = append(self.start, 0)
            self.stop = append(self.stop, 0)
            self.pred_head = append(self.pred_head, -1)
            self.phi_head = append(self.phi_head, -1)

    def enter(self, block: i64, kind: i64, above: i64, start: i64, stop: i64) -> None:
        """Make a block current; see the fields for the other arguments."""
        self.leave()
        self._rows(block)
        self.kind[block] = i32(kind)
        self.above[block] = i32(above)
        self.start[block] = start
        self.stop[block] = stop
        # Behind the end of its only predecessor, a block goes on with what that one knew.
        if kind != SINGLE or above != self.current:
            self.region += 1
        self.current = block
        self.block_stamp += 1

    def leave(self) -> None:
        """Put what the current block knows into the table."""
        i: i64 = 0
        while i < self.touched_count:
            local = self.touched[i]
            self.table.put(self.current, local, self.value[local])
            i += 1
        self.touched_count = 0

    # --- locals -----------------------------------------------------------------------------------

    def get(self, local: i64) -> i64:
        """The present value of a local."""
        if self.stamp[local] == self.region:
            return self.value[local]
        value = self.at_end(local, self.current)
        self._know(local, value)
        return value

    def set(self, local: i64, value: i64, offset: i64) -> None:
        """Assign; `offset` is the place of the instruction."""
        self.assigned[local] = offset
        self._know(local, value)

    def _know(self, local: i64, value: i64) -> None:
        self.value[local] = value
        self.stamp[local] = self.region
        if self.noted[local] != self.block_stamp:
            self.noted[local] = self.block_stamp
            self.touched[self.touched_count] = local
            self.touched_count += 1

    def at_end(self, local: i64, block: i64) -> i64:
        """The value at the end of a block. JOINs whose predecessors must be asked wait on a stack; a
        predecessor was finished before, so no JOIN waits for itself."""
        value = self._walk(local, block)
        if value >= 0:
            return value
        waiting: i64 = 0
        while True:
            self._wait(waiting, self.pending)
            waiting += 1
            while waiting > 0:
                top = waiting - 1
                edge = self.wait_edge[top]
                if edge < 0:
                    waiting = top
                    join = self.wait_join[top]
                    value = self.wait_value[top]
                    if value < 0:
                        value = self._new_phi(local, join)
                    self.table.put(join, local, value)
                    continue
                value = self._walk(local, i64(self.edge_from[edge]))
                if value < 0:
                    break
                self.wait_edge[top] = i64(self.edge_next[edge])
                if self.wait_value[top] == -1:
                    self.wait_value[top] = value
                elif self.wait_value[top] != value:
                    self.wait_value[top] = -2
            if waiting == 0:
                return self._walk(local, block)

    def _wait(self, row: i64, join: i64) -> None:
        """Put a JOIN on the stack of those that wait."""
        if row >= len(self.wait_join):
            self.wait_join = append(self.wait_join, 0)
            self.wait_edge = append(self.wait_edge, 0)
            self.wait_value = append(self.wait_value, 0)
        self.wait_join[row] = join
        self.wait_edge[row] = i64(self.pred_head[join])
        self.wait_value[row] = -1

    def _walk(self, local: i64, block: i64) -> i64:
        """Go up until there is a value; -1 at a JOIN (`pending`) whose predecessors must be asked."""
        at = block
        value: i64 = -1
        while True:
            value = self.table.look(at, local)
            if value >= 0:
                break
            self.steps += 1
            if self.steps > MAX_LOOKUPS:
                raise LimitError(f"function {self.func.name} has too many blocks and locals")
            kind = i64(self.kind[at])
            if kind == SINGLE:
                at = i64(self.above[at])
            elif kind == JOIN:
                if self.assigned[local] >= self.start[at] and self._assigns(at, local):
                    self.pending = at
                    return -1
                at = i64(self.above[at])
            elif kind == LOOP:
                if self.scan.assigns(local, self.start[at], self.stop[at]):
                    value = self._new_phi(local, at)
                    self.table.put(at, local, value)
                    break
                at = i64(self.above[at])
            else:
                value = insert_zero(self.func, ir_type(self.types.of(local)), at)
                self.table.put(at, local, value)
                break
        if at != block:
            self.table.put(block, local, value)
        return value

    def _assigns(self, join: i64, local: i64) -> bool:
        """Whether the block whose end a JOIN is assigns a local, or perhaps does, given that it is assigned
        somewhere behind the block's start."""
        if self.assigned[local] < self.stop[join]:
            return True
        scan = self.scan
        if not scan.done or scan.origin > self.start[join]:
            self.doubts += 1
            if self.doubts < _DOUBTS:
                return True
            scan.run(self.origin)
        return scan.assigns(local, self.start[join], self.stop[join])

    def _new_phi(self, local: i64, block: i64) -> i64:
        phi: i64 = len(self.phi_value)
        value = self.func.make_value(ir_type(self.types.of(local)), -1 - block, -2 - phi)
        self.phi_value = append(self.phi_value, value)
        self.phi_local = append(self.phi_local, local)
        self.phi_block = append(self.phi_block, block)
        self.phi_next = append(self.phi_next, self.phi_head[block])
        self.phi_head[block] = i32(phi)
        return value

    # --- the end -------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Give the function its parameters and arguments; all blocks are done."""
        self.leave()
        phi: i64 = 0
        while phi < len(self.phi_value):  # lookups may make more
            block = self.phi_block[phi]
            if i64(self.kind[block]) == LOOP:
                edge = i64(self.pred_head[block])
                while edge >= 0:
                    self.steps += 1
                    self.at_end(self.phi_local[phi], i64(self.edge_from[edge]))
                    edge = i64(self.edge_next[edge])
            phi += 1
        if phi == 0:
            return
        self._drop_trivial()
        block = 0
        while block < len(self.phi_head):
            if i64(self.phi_head[block]) >= 0:
                self._add_params(block)
            block += 1
        func = self.func
        if func.stale:
            func.resolve_operands()
            phi = 0
            while phi < len(self.phi_value):
                func.value_alias[self.phi_value[phi]] = -1
                phi += 1

    def _only_argument(self, phi: i64) -> i64:
        """The one value besides the phi itself that it gets, -1 when there are more."""
        func = self.func
        own = self.phi_value[phi]
        local = self.phi_local[phi]
        only: i64 = -1
        edge = i64(self.pred_head[self.phi_block[phi]])
        while edge >= 0:
            value = func.resolve(self.table.look(i64(self.edge_from[edge]), local))
            if value != own and value != only:
                if only >= 0:
                    return -1
                only = value
            edge = i64(self.edge_next[edge])
        return only

    def _drop_trivial(self) -> None:
        """Make every parameter with one argument besides itself an alias of that argument. Those that
        had it as an argument may have become trivial by that, and are looked at again."""
        func = self.func
        work: vec[i64] = vec[i64]()
        phi: i64 = 0
        while phi < len(self.phi_value):
            if i64(self.kind[self.phi_block[phi]]) == LOOP and self._only_argument(phi) >= 0:
                work = append(work, phi)
            phi += 1
        if len(work) == 0:
            return
        users = _Users(self)
        while len(work) > 0:
            work, phi = pop(work)
            value = self.phi_value[phi]
            only = self._only_argument(phi)
            if only < 0 or i64(func.value_alias[value]) >= 0:
                continue
            func.replace_value(value, only)
            use = users.head[phi]
            while use >= 0:
                work = append(work, users.phi[use])
                use = users.next[use]
            users.move(phi, self.phi_of(only))

    def phi_of(self, value: i64) -> i64:
        """The phi that a value is, -1 for none."""
        index = i64(self.func.value_index[value])
        if index <= -2:
            return -2 - index
        return -1

    def _add_params(self, block: i64) -> None:
        """The parameters of a block, behind those it has, and the arguments of all edges to it."""
        func = self.func
        kept: vec[i64] = vec[i64]()
        phi = i64(self.phi_head[block])
        while phi >= 0:
            if i64(func.value_alias[self.phi_value[phi]]) < 0:
                kept = append(kept, phi)
            phi = i64(self.phi_next[phi])
        n: i64 = len(kept)
        if n == 0:
            return
        edges: i64 = 0
        edge = i64(self.pred_head[block])
        while edge >= 0:
            edges += 1
            edge = i64(self.edge_next[edge])
        if len(func.pool) + n * edges > MAX_OPERANDS:
            raise LimitError(f"function {func.name} has too many operands; the limit is {MAX_OPERANDS}")
        values: vec[i64] = vec[i64](capacity=n)
        i: i64 = n
        while i > 0:  # the list is newest first
            i -= 1
            values = append(values, self.phi_value[kept[i]])
        append_params(func, block, values)
        edge = i64(self.pred_head[block])
        while edge >= 0:
            source = i64(self.edge_from[edge])
            reopen_edge_args(func, edge)
            i = n
            while i > 0:
                i -= 1
                value = func.resolve(self.table.look(source, self.phi_local[kept[i]]))
                func.pool = append(func.pool, i32(value))
            func.edge_arg_count[edge] = i32(i64(func.edge_arg_count[edge]) + n)
            edge = i64(self.edge_next[edge])


class _Users:
    """Which phis have a phi as an argument: lists by phi."""

    def __init__(self, owner: LocalValues) -> None:
        count: i64 = len(owner.phi_value)
        self.head: vec[i64] = vec[i64]([-1] * count)
        self.tail: vec[i64] = vec[i64]([-1] * count)
        self.phi: vec[i64] = vec[i64]()
        self.next: vec[i64] = vec[i64]()
        phi: i64 = 0
        while phi < count:
            edge = i64(owner.pred_head[owner.phi_block[phi]])
            while edge >= 0:
                value = owner.table.look(i64(owner.edge_from[edge]), owner.phi_local[phi])
                used = owner.phi_of(value)
                if used >= 0 and used != phi:
                    self._add(used, phi)
                edge = i64(owner.edge_next[edge])
            phi += 1

    def _add(self, used: i64, user: i64) -> None:
        row: i64 = len(self.phi)
        self.phi = append(self.phi, user)
        self.next = append(self.next, self.head[used])
        if self.head[used] < 0:
            self.tail[used] = row
        self.head[used] = row

    def move(self, old: i64, new: i64) -> None:
        """What used `old` uses `new` now (-1: no phi)."""
        if new < 0 or self.head[old] < 0:
            return
        self.next[self.tail[old]] = self.head[new]
        if self.head[new] < 0:
            self.tail[new] = self.tail[old]
        self.head[new] = self.head[old]
