"""SSA construction: from variables that are assigned and read to block parameters.

    x = 1                                  block0: v0 = iconst.i32 1
    while c: x = x + 1                             jump block1(v0)
    return x                               block1(v1: i32): brif v2, block2, block3
                                           block2: v3 = iadd v1, v4; jump block1(v3)
                                           block3: return v1

Algorithm: M. Braun, S. Buchwald, S. Hack et al., "Simple and Efficient Construction of Static Single
Assignment Form" (2013), with block parameters for phis. A block is *sealed* when all its
predecessors are known; reading a variable in an unsealed block makes a parameter whose arguments
are filled in when the block is sealed. A parameter whose arguments are all one value is trivial: it
becomes an alias of that value, and parameters that used it are looked at again.

Where we differ: no recursion. A read that finds no definition walks up through single predecessors;
at a join it makes the parameter at once and puts it on a work list, so that reads above it find
that parameter instead of recursing. Parameters and arguments are kept aside and enter the function
in `finish`, in one go per block, because growing operand lists one by one would be quadratic. A
variable read where no path defines it is zero.
"""

from typing import Final

from librt.vecs import append, pop, vec
from mypy_extensions import i32, i64

from .function import Function
from .opcodes_gen import (
    OP_F16CONST,
    OP_F32CONST,
    OP_F64CONST,
    OP_F128CONST,
    OP_ICONST,
    OP_UEXTEND,
    OP_VCONST,
)
from .types import F16, F32, F64, F128, I64, I128, type_bytes

_VAR_BITS: Final = 32


class SsaBuilder:
    """Definitions of variables per block while a function is built."""

    def __init__(self, func: Function) -> None:
        self.func = func
        self.var_type: vec[i64] = vec[i64]()
        """By variable."""
        self.defs: dict[int, int] = {}
        """Value of a variable at the end of a block so far, by `block << 32 | variable`."""
        # By block; rows are made on demand.
        self.sealed: vec[i64] = vec[i64]()
        self.pred_head: vec[i64] = vec[i64]()
        """Newest edge into the block, a list through `edge_next`."""
        self.pred_count: vec[i64] = vec[i64]()
        self.open_params: vec[i64] = vec[i64]()
        """Newest parameter that waits for the block to be sealed, a list through `phi_next`."""
        self.phi_head: vec[i64] = vec[i64]()
        """Newest parameter of the block, a list through `phi_sibling`."""
        # By edge.
        self.edge_from: vec[i64] = vec[i64]()
        self.edge_next: vec[i64] = vec[i64]()
        # By phi (a block parameter made here).
        self.phi_value: vec[i64] = vec[i64]()
        self.phi_var: vec[i64] = vec[i64]()
        self.phi_block: vec[i64] = vec[i64]()
        self.phi_next: vec[i64] = vec[i64]()
        self.phi_sibling: vec[i64] = vec[i64]()
        self.phi_args: vec[i64] = vec[i64]()
        """Start of its arguments in `args`, in the order of the predecessor list; -1 when not filled."""
        self.phi_user: vec[i64] = vec[i64]()
        """Newest use of the phi as an argument of a phi, a list through `use_next`."""
        self.args: vec[i64] = vec[i64]()
        self.use_phi: vec[i64] = vec[i64]()
        self.use_next: vec[i64] = vec[i64]()
        self.value_phi: dict[int, int] = {}
        """Phi by its value."""
        self.work: vec[i64] = vec[i64]()

    # --- blocks and edges ---------------------------------------------------------------------

    def add_block(self, block: i64) -> None:
        """Make the rows of a block (and of all before it)."""
        while len(self.sealed) <= block:
            self.sealed = append(self.sealed, 0)
            self.pred_head = append(self.pred_head, -1)
            self.pred_count = append(self.pred_count, 0)
            self.open_params = append(self.open_params, -1)
            self.phi_head = append(self.phi_head, -1)

    def add_edge(self, edge: i64, source: i64, target: i64) -> None:
        """Say that edge row `edge` leads from `source` to the unsealed block `target`."""
        self.add_block(target)
        while len(self.edge_from) <= edge:
            self.edge_from = append(self.edge_from, -1)
            self.edge_next = append(self.edge_next, -1)
        self.edge_from[edge] = source
        self.edge_next[edge] = self.pred_head[target]
        self.pred_head[target] = edge
        self.pred_count[target] += 1

    def is_sealed(self, block: i64) -> bool:
        """Whether all predecessors of `block` are known."""
        return block < len(self.sealed) and self.sealed[block] != 0

    def seal_block(self, block: i64) -> None:
        """No further edge will lead to `block`."""
        self.add_block(block)
        self.sealed[block] = 1
        phi = self.open_params[block]
        self.open_params[block] = -1
        while phi >= 0:
            self.work = append(self.work, phi)
            phi = self.phi_next[phi]
        self._fill_phis()

    # --- variables ----------------------------------------------------------------------------

    def declare_var(self, ty: i64) -> i64:
        """A new variable of a type."""
        self.var_type = append(self.var_type, ty)
        variable: i64 = len(self.var_type)
        return variable - 1

    def def_var(self, variable: i64, block: i64, value: i64) -> None:
        """Assign in `block`: later reads there give `value`."""
        self.defs[block << _VAR_BITS | variable] = value

    def use_var(self, variable: i64, block: i64) -> i64:
        """The value of a variable at the present end of `block`."""
        value = self._look_up(variable, block)
        if len(self.work) > 0:
            self._fill_phis()
        return self.func.resolve(value)

    def _look_up(self, variable: i64, block: i64) -> i64:
        """The value at the end of `block`: the definition above it, or a (perhaps unfilled) phi."""
        defs = self.defs
        current = block
        value: i64 = -1
        steps: i64 = 0
        while True:
            self.add_block(current)
            found = defs.get(current << _VAR_BITS | variable)
            if found is not None:
                value = found
                break
            if self.sealed[current] == 0:
                value = self._new_phi(variable, current)
                phi: i64 = len(self.phi_value)
                self.phi_next[phi - 1] = self.open_params[current]
                self.open_params[current] = phi - 1
                break
            count = self.pred_count[current]
            if count == 1:
                above = self.edge_from[self.pred_head[current]]
                steps += 1
                # A cycle of single predecessors is unreachable code.
                if above != block and steps <= len(self.sealed):
                    current = above
                    continue
                count = 0
            if count == 0:
                value = insert_zero(self.func, self.var_type[variable], current)
                defs[current << _VAR_BITS | variable] = value
                break
            value = self._new_phi(variable, current)
            phi = len(self.phi_value)
            self.work = append(self.work, phi - 1)
            break
        # Every block passed on the way now has this definition.
        passed = block
        while passed != current:
            defs[passed << _VAR_BITS | variable] = value
            passed = self.edge_from[self.pred_head[passed]]
        return value

    def _new_phi(self, variable: i64, block: i64) -> i64:
        """A parameter of `block` for the variable, as its definition there."""
        phi: i64 = len(self.phi_value)
        value = self.func.make_value(self.var_type[variable], -1 - block, -1)
        self.phi_value = append(self.phi_value, value)
        self.phi_var = append(self.phi_var, variable)
        self.phi_block = append(self.phi_block, block)
        self.phi_next = append(self.phi_next, -1)
        self.phi_sibling = append(self.phi_sibling, self.phi_head[block])
        self.phi_head[block] = phi
        self.phi_args = append(self.phi_args, -1)
        self.phi_user = append(self.phi_user, -1)
        self.value_phi[value] = phi
        self.defs[block << _VAR_BITS | variable] = value
        return value

    # --- arguments ----------------------------------------------------------------------------

    def _fill_phis(self) -> None:
        """Read the arguments of every phi on the work list (which may put more there), then drop
        the trivial ones."""
        filled: vec[i64] = vec[i64]()
        while len(self.work) > 0:
            self.work, phi = pop(self.work)
            block = self.phi_block[phi]
            arguments: vec[i64] = vec[i64](capacity=self.pred_count[block])
            edge = self.pred_head[block]
            while edge >= 0:
                arguments = append(arguments, self._look_up(self.phi_var[phi], self.edge_from[edge]))
                edge = self.edge_next[edge]
            self.phi_args[phi] = len(self.args)
            i: i64 = 0
            while i < len(arguments):
                self.args = append(self.args, arguments[i])
                self._record_use(phi, arguments[i])
                i += 1
            filled = append(filled, phi)
        self._remove_trivial(filled)

    def _record_use(self, phi: i64, argument: i64) -> None:
        used = self.value_phi.get(self.func.resolve(argument))
        if used is not None:
            self.use_phi = append(self.use_phi, phi)
            self.use_next = append(self.use_next, self.phi_user[used])
            count: i64 = len(self.use_phi)
            self.phi_user[used] = count - 1

    def _remove_trivial(self, candidates: vec[i64]) -> None:
        """Alias every phi with a single outside argument to it, until none is left."""
        func = self.func
        while len(candidates) > 0:
            candidates, phi = pop(candidates)
            start = self.phi_args[phi]
            value = self.phi_value[phi]
            if start < 0 or func.value_alias[value] >= 0:
                continue
            only: i64 = -1
            trivial = True
            end = start + self.pred_count[self.phi_block[phi]]
            i = start
            while i < end:
                argument = func.resolve(self.args[i])
                if argument != value and argument != only:
                    if only >= 0:
                        trivial = False
                        break
                    only = argument
                i += 1
            if not trivial:
                continue
            if only < 0:  # only itself: an unreachable loop, or a block that nothing jumps to
                only = insert_zero(func, i64(func.value_type[value]), self.phi_block[phi])
            func.replace_value(value, only)
            use = self.phi_user[phi]
            successor = self.value_phi.get(only)
            while use >= 0:
                user = self.use_phi[use]
                candidates = append(candidates, user)
                following = self.use_next[use]
                if successor is not None and user != phi:  # it now uses what stands for this phi
                    self.use_next[use] = self.phi_user[successor]
                    self.phi_user[successor] = use
                use = following

    # --- the end ------------------------------------------------------------------------------

    def finish(self) -> None:
        """Give the function its parameters and arguments; every block must be sealed.

        Values that stood for dropped parameters are replaced everywhere and mean nothing afterwards."""
        block: i64 = 0
        while block < len(self.phi_head):
            if self.phi_head[block] >= 0:
                self._add_params(block)
            block += 1
        func = self.func
        func.resolve_operands()
        phi: i64 = 0
        while phi < len(self.phi_value):
            func.value_alias[self.phi_value[phi]] = -1
            phi += 1

    def _add_params(self, block: i64) -> None:
        func = self.func
        kept: vec[i64] = vec[i64]()
        phi = self.phi_head[block]
        while phi >= 0:
            if func.value_alias[self.phi_value[phi]] < 0:
                kept = append(kept, phi)
            phi = self.phi_sibling[phi]
        if len(kept) == 0:
            return
        values: vec[i64] = vec[i64](capacity=len(kept))
        i: i64 = len(kept)
        while i > 0:  # the list is newest first
            i -= 1
            values = append(values, self.phi_value[kept[i]])
        append_params(func, block, values)
        edge = self.pred_head[block]
        position: i64 = 0
        while edge >= 0:
            reopen_edge_args(func, edge)
            i = len(kept)
            while i > 0:
                i -= 1
                func.pool = append(func.pool, i32(self.args[self.phi_args[kept[i]] + position]))
            func.edge_arg_count[edge] = i32(i64(func.edge_arg_count[edge]) + len(kept))
            edge = self.edge_next[edge]
            position += 1


# --- what every construction of SSA form does to the function -----------------------------------------


def append_params(func: Function, block: i64, values: vec[i64]) -> None:
    """Make values the last parameters of a block."""
    count = i64(func.param_count[block])
    start: i64 = len(func.pool)
    _copy(func, i64(func.param_start[block]), count)
    i: i64 = 0
    while i < len(values):
        func.pool = append(func.pool, i32(values[i]))
        func.value_index[values[i]] = i32(count + i)
        i += 1
    func.param_start[block] = i32(start)
    func.param_count[block] = i32(count + i)


def reopen_edge_args(func: Function, edge: i64) -> None:
    """Move the arguments of an edge to the end of the pool, so that more can be appended there (and added to
    `edge_arg_count`)."""
    start: i64 = len(func.pool)
    _copy(func, i64(func.edge_arg_start[edge]), i64(func.edge_arg_count[edge]))
    func.edge_arg_start[edge] = i32(start)


def _copy(func: Function, start: i64, count: i64) -> None:
    """Append a copy of a slice of the pool to the pool."""
    i: i64 = 0
    while i < count:
        func.pool = append(func.pool, func.pool[start + i])
        i += 1


def insert_zero(func: Function, ty: i64, block: i64) -> i64:
    """A zero at the start of a block."""
    first = i64(func.block_first[block])
    op: i64 = OP_ICONST
    made = ty
    imm: i64 = 0
    if ty == I128:
        made = I64
    elif ty == F16:
        op = OP_F16CONST
    elif ty == F32:
        op = OP_F32CONST
    elif ty == F64:
        op = OP_F64CONST
    elif ty > I128:
        op = OP_F128CONST if ty == F128 else OP_VCONST
        imm = func.constant(bytes(type_bytes(ty)))
    typed = op == OP_ICONST or op == OP_VCONST
    inst = func.make_inst(op, made if typed else 0, imm, -1, 0)
    value = func.make_result(inst, made)
    _insert_first(func, inst, block, first)
    if ty == I128:
        wide = func.make_inst(OP_UEXTEND, I128, 0, -1, 0)
        func.push_arg(wide, value)
        value = func.make_result(wide, I128)
        _insert_first(func, wide, block, first)
    return value


def _insert_first(func: Function, inst: i64, block: i64, first: i64) -> None:
    """Put an instruction before `first`, the first one of the block until now (-1: empty)."""
    if first >= 0:
        func.insert_inst_before(inst, first)
    else:
        func.append_inst(inst, block)
