"""One function as tables of integers.

Rows of the hot tables are instructions, values, blocks and edges; a row number is the entity.
Operand lists are `(start, count)` into one pool, so that code that only wants "all operands"
never looks at formats:

    block0(v0: i32):                 inst 0: op=iconst ty=i32 imm=7   results v1
        v1 = iconst.i32 7            inst 1: op=iadd   ty=i32 args=[v0, v1]  results v2
        v2 = iadd v0, v1             inst 2: op=brif   ty=i32 args=[v2]
        brif v2, block1, block2(v1)          edges = [(block1, []), (block2, [v1])]

Invariants:
- Results of an instruction are consecutive value rows.
- The order of blocks and instructions (the layout) is two doubly linked lists, separate from the
  rows: moving code changes no entity, and a removed instruction keeps its row.
- Replacing a value is an alias entry (`value_alias`). While `stale`, operands in the pool may name
  aliased values; `resolve` finds what stands for them, `resolve_operands` rewrites the whole pool.
- `-1` means "none" in every column.

Columns hold 32 bits a row, but immediates and source locations, which need 64: a large function is read as
fast as memory allows, so half the width is much of the time (`docs/architecture.md`). Numbers are computed
with in 64 bits: reading is `i64(func.op[inst])`, writing `func.op[inst] = i32(op)`. Cold entities are in
`entities.py` and `cold_entities.py`.
"""

from librt.vecs import append, vec
from mypy_extensions import i32, i64

from .cold_entities import ColdEntities
from .entities import EntityLabels, ExtName, Signature
from .text.places import Places


class Function(ColdEntities):
    """The tables of one function. Row numbers: inst, value, block, edge."""

    def __init__(
        self,
        name: ExtName | None = None,
        signature: Signature | None = None,
        places: Places | None = None,
    ) -> None:
        super().__init__()
        self.name: ExtName = name if name is not None else ExtName("")
        """The name that stands behind `function`."""
        self.signature: Signature = signature if signature is not None else Signature()
        """Parameters, returns and calling convention; replaced, never changed."""

        # Shared operand pool: value numbers of operands, block-call arguments and block parameters.
        self.pool: vec[i32] = vec[i32]()
        """Value numbers of operands, block-call arguments and block parameters, in runs."""

        # By instruction.
        self.op: vec[i32] = vec[i32]()
        """Opcode (`opcodes_gen.OP_*`)."""
        self.ty: vec[i32] = vec[i32]()
        """Controlling type; 0 for opcodes without one."""
        self.imm: vec[i64] = vec[i64]()
        """Constant, offset, condition, trap code, ...: see `opcodes.FORMATS`. Integer constants
        are zero-extended from their type."""
        self.aux: vec[i32] = vec[i32]()
        """Entity reference of the format; -1 when there is none."""
        self.flags: vec[i32] = vec[i32]()
        """Memory flags (`entities.MEM_*`), 0 for opcodes without."""
        self.arg_start: vec[i32] = vec[i32]()
        """First operand in the pool."""
        self.arg_count: vec[i32] = vec[i32]()
        """Number of operands."""
        self.edge_start: vec[i32] = vec[i32]()
        """First edge (block call)."""
        self.edge_count: vec[i32] = vec[i32]()
        """Number of edges."""
        self.result_start: vec[i32] = vec[i32]()
        """First result, a value; results are consecutive."""
        self.result_count: vec[i32] = vec[i32]()
        """Number of results."""
        self.inst_block: vec[i32] = vec[i32]()
        """Block that holds it in the layout, -1 when it is in none."""
        self.inst_next: vec[i32] = vec[i32]()
        """Next instruction of the block, -1 at its end."""
        self.inst_prev: vec[i32] = vec[i32]()
        """Instruction before it in the block, -1 at its start."""
        self.srcloc: vec[i64] = vec[i64]()
        """Source location, -1 for none."""

        # By edge (block call). An argument in the pool is a value; in the edges of a try_call
        # `-2 - 2*i` is `reti` and `-3 - 2*i` is `exni`.
        self.edge_block: vec[i32] = vec[i32]()
        """Target of the edge."""
        self.edge_arg_start: vec[i32] = vec[i32]()
        """First argument in the pool."""
        self.edge_arg_count: vec[i32] = vec[i32]()
        """Number of arguments."""

        # By value.
        self.value_type: vec[i32] = vec[i32]()
        """Code of its type."""
        self.value_def: vec[i32] = vec[i32]()
        """Defining instruction, or `-1 - block` for a block parameter."""
        self.value_index: vec[i32] = vec[i32]()
        """Which result or parameter it is."""
        self.value_alias: vec[i32] = vec[i32]()
        """The value that stands for it, -1 for none."""
        self.stale: bool = False
        """Operands may name values for which others stand."""

        # By block.
        self.param_start: vec[i32] = vec[i32]()
        """First parameter in the pool."""
        self.param_count: vec[i32] = vec[i32]()
        """Number of parameters."""
        self.block_first: vec[i32] = vec[i32]()
        """First instruction, -1 in an empty block."""
        self.block_last: vec[i32] = vec[i32]()
        """Last instruction, -1 in an empty block."""
        self.block_next: vec[i32] = vec[i32]()
        """Next block of the layout, -1 at its end."""
        self.block_prev: vec[i32] = vec[i32]()
        """Block before it in the layout, -1 at its start."""
        self.block_cold: vec[i32] = vec[i32]()
        """1 when it is rarely executed."""
        self.block_in_layout: vec[i32] = vec[i32]()
        """1 when it is in the layout."""
        self.first_block: i64 = -1
        """The entry block: first in the layout."""
        self.last_block: i64 = -1
        """The last block of the layout, -1 when there is none."""

        # Cold entities: the lists of `ColdEntities`, and these.
        self.constants_seen: int = 0
        """So many entries of `constants` are in `constant_rows`."""
        self.stack_limit: int = -1
        """Global value that holds the stack limit."""
        self.labels: EntityLabels | None = None
        """Numbers written in the text, when the function came from text."""
        self.places: Places = places if places is not None else Places()
        """`(line, column)` of entities read from text, by `(kind, row)`."""

    def reserve(self, insts: i64) -> None:
        """Make room for so many instructions, in a function that has none: a column that grows as it
        is filled may be nearly half empty in the end, and is copied several times."""
        self.op = vec[i32](capacity=insts)
        self.ty = vec[i32](capacity=insts)
        self.imm = vec[i64](capacity=insts)
        self.aux = vec[i32](capacity=insts)
        self.flags = vec[i32](capacity=insts)
        self.arg_start = vec[i32](capacity=insts)
        self.arg_count = vec[i32](capacity=insts)
        self.edge_start = vec[i32](capacity=insts)
        self.edge_count = vec[i32](capacity=insts)
        self.result_start = vec[i32](capacity=insts)
        self.result_count = vec[i32](capacity=insts)
        self.inst_block = vec[i32](capacity=insts)
        self.inst_next = vec[i32](capacity=insts)
        self.inst_prev = vec[i32](capacity=insts)
        self.srcloc = vec[i64](capacity=insts)

    # --- creation -------------------------------------------------------------------------

    def make_block(self) -> i64:
        """A new block, not yet in the layout."""
        block: i64 = len(self.block_first)
        self.param_start = append(self.param_start, 0)
        self.param_count = append(self.param_count, 0)
        self.block_first = append(self.block_first, -1)
        self.block_last = append(self.block_last, -1)
        self.block_next = append(self.block_next, -1)
        self.block_prev = append(self.block_prev, -1)
        self.block_cold = append(self.block_cold, 0)
        self.block_in_layout = append(self.block_in_layout, 0)
        return block

    def make_value(self, ty: i64, definition: i64, index: i64) -> i64:
        """A new value row (see `value_def` for the meaning of `definition`)."""
        value: i64 = len(self.value_type)
        self.value_type = append(self.value_type, i32(ty))
        self.value_def = append(self.value_def, i32(definition))
        self.value_index = append(self.value_index, i32(index))
        self.value_alias = append(self.value_alias, -1)
        return value

    def append_block_param(self, block: i64, ty: i64) -> i64:
        """A new value that is the last parameter of `block`.

        The parameter list moves to the end of the pool unless it is already there."""
        count = i64(self.param_count[block])
        value = self.make_value(ty, -1 - block, count)
        start = i64(self.param_start[block])
        if count == 0 or start + count != len(self.pool):
            new_start: i64 = len(self.pool)
            i: i64 = 0
            while i < count:
                self.pool = append(self.pool, self.pool[start + i])
                i += 1
            self.param_start[block] = i32(new_start)
        self.pool = append(self.pool, i32(value))
        self.param_count[block] = i32(count + 1)
        return value

    def make_inst(self, op: i64, ty: i64, imm: i64, aux: i64, flags: i64) -> i64:
        """A new instruction without operands, edges and results, not in the layout.

        Operands and edges are appended right after it is made (`push_arg`, `push_edge`,
        `push_edge_arg`), before any other entity of the same table."""
        inst: i64 = len(self.op)
        self.op = append(self.op, i32(op))
        self.ty = append(self.ty, i32(ty))
        self.imm = append(self.imm, imm)
        self.aux = append(self.aux, i32(aux))
        self.flags = append(self.flags, i32(flags))
        self.arg_start = append(self.arg_start, i32(len(self.pool)))
        self.arg_count = append(self.arg_count, 0)
        self.edge_start = append(self.edge_start, i32(len(self.edge_block)))
        self.edge_count = append(self.edge_count, 0)
        self.result_start = append(self.result_start, -1)
        self.result_count = append(self.result_count, 0)
        self.inst_block = append(self.inst_block, -1)
        self.inst_next = append(self.inst_next, -1)
        self.inst_prev = append(self.inst_prev, -1)
        self.srcloc = append(self.srcloc, -1)
        return inst

    def push_arg(self, inst: i64, value: i64) -> None:
        """Append a value operand to the newest instruction."""
        self.pool = append(self.pool, i32(value))
        self.arg_count[inst] = self.arg_count[inst] + 1

    def push_edge(self, inst: i64, block: i64) -> i64:
        """Append a block call to the newest instruction; returns the edge."""
        edge: i64 = len(self.edge_block)
        self.edge_block = append(self.edge_block, i32(block))
        self.edge_arg_start = append(self.edge_arg_start, i32(len(self.pool)))
        self.edge_arg_count = append(self.edge_arg_count, 0)
        self.edge_count[inst] = self.edge_count[inst] + 1
        return edge

    def push_edge_arg(self, edge: i64, value: i64) -> None:
        """Append an argument to the newest edge."""
        self.pool = append(self.pool, i32(value))
        self.edge_arg_count[edge] = self.edge_arg_count[edge] + 1

    def make_result(self, inst: i64, ty: i64) -> i64:
        """Append a result to an instruction; its results must be the newest values."""
        index = i64(self.result_count[inst])
        value = self.make_value(ty, inst, index)
        if index == 0:
            self.result_start[inst] = i32(value)
        self.result_count[inst] = i32(index + 1)
        return value

    # --- layout ---------------------------------------------------------------------------

    def append_block(self, block: i64) -> None:
        """Put a block at the end of the layout."""
        last = self.last_block
        self.block_prev[block] = i32(last)
        self.block_next[block] = -1
        if last >= 0:
            self.block_next[last] = i32(block)
        else:
            self.first_block = block
        self.last_block = block
        self.block_in_layout[block] = 1

    def insert_block_after(self, block: i64, after: i64) -> None:
        """Put a block into the layout right behind another."""
        following = i64(self.block_next[after])
        self.block_prev[block] = i32(after)
        self.block_next[block] = i32(following)
        self.block_next[after] = i32(block)
        if following >= 0:
            self.block_prev[following] = i32(block)
        else:
            self.last_block = block
        self.block_in_layout[block] = 1

    def remove_block(self, block: i64) -> None:
        """Take a block and its instructions out of the layout."""
        inst = i64(self.block_first[block])
        while inst >= 0:
            following = i64(self.inst_next[inst])
            self.inst_block[inst] = -1
            inst = following
        before = i64(self.block_prev[block])
        after = i64(self.block_next[block])
        if before >= 0:
            self.block_next[before] = i32(after)
        else:
            self.first_block = after
        if after >= 0:
            self.block_prev[after] = i32(before)
        else:
            self.last_block = before
        self.block_in_layout[block] = 0

    def append_inst(self, inst: i64, block: i64) -> None:
        """Put an instruction at the end of a block."""
        last = i64(self.block_last[block])
        self.inst_block[inst] = i32(block)
        self.inst_prev[inst] = i32(last)
        self.inst_next[inst] = -1
        if last >= 0:
            self.inst_next[last] = i32(inst)
        else:
            self.block_first[block] = i32(inst)
        self.block_last[block] = i32(inst)

    def insert_inst_before(self, inst: i64, before: i64) -> None:
        """Put an instruction into the layout right before another."""
        block = i64(self.inst_block[before])
        previous = i64(self.inst_prev[before])
        self.inst_block[inst] = i32(block)
        self.inst_prev[inst] = i32(previous)
        self.inst_next[inst] = i32(before)
        self.inst_prev[before] = i32(inst)
        if previous >= 0:
            self.inst_next[previous] = i32(inst)
        else:
            self.block_first[block] = i32(inst)

    def remove_inst(self, inst: i64) -> None:
        """Take an instruction out of the layout; its row stays."""
        block = i64(self.inst_block[inst])
        before = i64(self.inst_prev[inst])
        after = i64(self.inst_next[inst])
        if before >= 0:
            self.inst_next[before] = i32(after)
        else:
            self.block_first[block] = i32(after)
        if after >= 0:
            self.inst_prev[after] = i32(before)
        else:
            self.block_last[block] = i32(before)
        self.inst_block[inst] = -1

    # --- access ---------------------------------------------------------------------------

    def arg(self, inst: i64, index: i64) -> i64:
        """Operand `index` of an instruction, aliases resolved."""
        return self.resolve(i64(self.pool[i64(self.arg_start[inst]) + index]))

    def result(self, inst: i64) -> i64:
        """First result of an instruction, -1 when it has none."""
        return i64(self.result_start[inst])

    def block_param(self, block: i64, index: i64) -> i64:
        """Parameter `index` of a block."""
        return i64(self.pool[i64(self.param_start[block]) + index])

    def resolve(self, value: i64) -> i64:
        """The value that stands for `value` (follows aliases; negative numbers are returned)."""
        if value < 0:
            return value
        target = i64(self.value_alias[value])
        while target >= 0:
            value = target
            target = i64(self.value_alias[value])
        return value

    def replace_value(self, value: i64, by: i64) -> None:
        """Make `value` an alias of `by`, which must not resolve to `value`."""
        self.value_alias[value] = i32(by)
        self.stale = True

    def resolve_args(self, inst: i64) -> None:
        """Rewrite the operands of an instruction to the values that stand for them."""
        pool = self.pool
        alias = self.value_alias
        k = i64(self.arg_start[inst])
        end = k + i64(self.arg_count[inst])
        while k < end:
            if alias[i64(pool[k])] >= 0:
                pool[k] = i32(self.resolve(i64(pool[k])))
            k += 1

    def resolve_operands(self) -> None:
        """Rewrite every operand in the pool to the value that stands for it, unless all are."""
        if not self.stale:
            return
        pool = self.pool
        alias = self.value_alias
        n: i64 = len(pool)
        i: i64 = 0
        while i < n:
            value = i64(pool[i])
            if value >= 0 and alias[value] >= 0:
                pool[i] = i32(self.resolve(value))
            i += 1
        self.stale = False

    def constant(self, data: bytes) -> int:
        """Number of the pool constant with these bytes, made if there is none."""
        while self.constants_seen < len(self.constants):
            self.constant_rows.setdefault(self.constants[self.constants_seen], self.constants_seen)
            self.constants_seen += 1
        row = self.constant_rows.get(data)
        if row is None:
            row = len(self.constants)
            self.constants.append(data)
        return row

    def block_list(self) -> list[int]:
        """Blocks in layout order."""
        blocks = []
        block = self.first_block
        while block >= 0:
            blocks.append(int(block))
            block = i64(self.block_next[block])
        return blocks

    def inst_list(self, block: i64) -> list[int]:
        """Instructions of a block in layout order."""
        insts = []
        inst = i64(self.block_first[block])
        while inst >= 0:
            insts.append(int(inst))
            inst = i64(self.inst_next[inst])
        return insts
