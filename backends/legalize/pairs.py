"""Values of type i128 as pairs of i64: the bookkeeping, and everything that passes values along.

    block1(v1: i128, v2: i32):             block1(v10: i64, v11: i64, v2: i32):
        v3 = iadd v1, v1            ->         v12, v13 = uadd_overflow v10, v10
        jump block2(v3)                        v14, v15 = uadd_overflow_cin v11, v11, v13
                                               jump block2(v12, v14)

`low` and `high` hold the halves of each value once its definition has been rewritten. Blocks are visited in
reverse post-order, so that this is before its uses (what loops back arrives as a block parameter, and those
are split first). Signatures keep their i128: where the two halves go is said by `abi.place_signature`, which
gives an i128 two places, so an instruction that calls or returns has one operand for each place.
"""

from librt.vecs import append, vec
from mypy_extensions import i32, i64

from ...ir.analysis.cfg import Cfg
from ...ir.clone import clone_function
from ...ir.entities import AbiParam, Signature
from ...ir.function import Function
from ...ir.opcodes_gen import OP_BOR, OP_TRY_CALL, OP_TRY_CALL_INDIRECT
from ...ir.types import I64, I128, is_vector, type_bits
from .emitter import Emitter
from .library import Library
from .narrow_vectors import widened


class Pairs:
    """The halves of the i128 values of one function, and how instructions get and give them."""

    def __init__(self, func: Function, emit: Emitter, library: Library) -> None:
        self.func: Function = func
        self.emit: Emitter = emit
        self.library: Library = library
        self.count: i64 = len(func.value_type)
        """Values that there were before: no newer one is an i128."""
        self.low: vec[i32] = vec[i32]([-1] * self.count)
        """By value: its low half, -1 for values that are not split (yet)."""
        self.high: vec[i32] = vec[i32]([-1] * self.count)
        self.scratch_slot: int = -1
        """A stack slot of 16 bytes, for moves between register classes."""

    # --- what rewriting an instruction asks -------------------------------------------------

    def is_wide(self, value: i64) -> bool:
        """Whether a value is an i128. Negative numbers stand for results of a try_call."""
        return value >= 0 and self.func.value_type[value] == I128

    def touches(self, inst: i64) -> bool:
        """Whether an instruction has an i128 among its operands and results."""
        func = self.func
        k = i64(func.arg_start[inst])
        end = k + i64(func.arg_count[inst])
        while k < end:
            if func.value_type[func.resolve(i64(func.pool[k]))] == I128:
                return True
            k += 1
        value = i64(func.result_start[inst])
        end = value + i64(func.result_count[inst])
        while value < end:
            if func.value_type[value] == I128:
                return True
            value += 1
        return False

    def arg(self, inst: i64, index: i64) -> i64:
        """An operand that is no i128."""
        return self.func.arg(inst, index)

    def arg_low(self, inst: i64, index: i64) -> i64:
        """Low half of an operand."""
        return i64(self.low[self.func.arg(inst, index)])

    def arg_high(self, inst: i64, index: i64) -> i64:
        """High half of an operand."""
        return i64(self.high[self.func.arg(inst, index)])

    def narrow_arg(self, inst: i64, index: i64) -> i64:
        """An operand of which the low 64 bits are enough (a shift amount): the value, or its low half."""
        value = self.func.arg(inst, index)
        if self.is_wide(value):
            return i64(self.low[value])
        return value

    def truth_arg(self, inst: i64, index: i64) -> i64:
        """An operand that is compared with 0: the value, or the halves combined."""
        value = self.func.arg(inst, index)
        if self.is_wide(value):
            return self.emit.binary(OP_BOR, i64(self.low[value]), i64(self.high[value]))
        return value

    # --- what it answers --------------------------------------------------------------------

    def set_pair(self, inst: i64, low: i64, high: i64) -> None:
        """These are the halves of the result of `inst`, which goes."""
        value = i64(self.func.result_start[inst])
        self.low[value] = i32(low)
        self.high[value] = i32(high)
        self.func.remove_inst(inst)

    def set_pair_and_flag(self, inst: i64, low: i64, high: i64, flag: i64) -> None:
        """The same for an opcode with a second result, an i8."""
        self.func.replace_value(i64(self.func.result_start[inst]) + 1, flag)
        self.set_pair(inst, low, high)

    def set_value(self, inst: i64, value: i64) -> None:
        """`value` is the one result of `inst`, which goes."""
        self.func.replace_value(i64(self.func.result_start[inst]), value)
        self.func.remove_inst(inst)

    def set_arg(self, inst: i64, index: i64, value: i64) -> None:
        """Replace an operand of an instruction that stays."""
        self.func.pool[i64(self.func.arg_start[inst]) + index] = i32(value)

    # --- blocks -----------------------------------------------------------------------------

    def split_params(self, cfg: Cfg) -> None:
        """Give every reachable block two parameters for each i128."""
        func = self.func
        i: i64 = 0
        while i < cfg.reachable:
            block = cfg.rpo[i]
            k = i64(func.param_start[block])
            end = k + i64(func.param_count[block])
            while k < end:
                if func.value_type[i64(func.pool[k])] == I128:
                    self._split_block(block)
                    break
                k += 1
            i += 1

    def _split_block(self, block: i64) -> None:
        func = self.func
        old = i64(func.param_start[block])
        count = i64(func.param_count[block])
        func.param_start[block] = i32(len(func.pool))
        index: i64 = 0
        i: i64 = 0
        while i < count:
            value = i64(func.pool[old + i])
            if func.value_type[value] == I128:
                low = func.make_value(I64, -1 - block, index)
                high = func.make_value(I64, -1 - block, index + 1)
                self.low[value] = i32(low)
                self.high[value] = i32(high)
                func.pool = append(func.pool, i32(low))
                func.pool = append(func.pool, i32(high))
                index += 2
            else:
                func.value_index[value] = i32(index)
                func.pool = append(func.pool, i32(value))
                index += 1
            i += 1
        func.param_count[block] = i32(index)

    def split_edges(self, inst: i64) -> None:
        """Pass both halves wherever a block call of a branch passes an i128."""
        func = self.func
        op = i64(func.op[inst])
        edge = i64(func.edge_start[inst])
        end = edge + i64(func.edge_count[inst])
        returns: vec[i64] = vec[i64]()
        if op == OP_TRY_CALL or op == OP_TRY_CALL_INDIRECT:
            returns = result_places(func.signatures[func.exception_tables[int(func.imm[inst])].sig].returns)
        while edge < end:
            if self._edge_changes(edge, returns):
                self._split_edge(edge, returns)
            edge += 1

    def _edge_changes(self, edge: i64, returns: vec[i64]) -> bool:
        func = self.func
        k = i64(func.edge_arg_start[edge])
        end = k + i64(func.edge_arg_count[edge])
        while k < end:
            value = i64(func.pool[k])
            if value < 0:
                if len(returns) > 0:
                    return True
            elif func.value_type[func.resolve(value)] == I128:
                return True
            k += 1
        return False

    def _split_edge(self, edge: i64, returns: vec[i64]) -> None:
        func = self.func
        k = i64(func.edge_arg_start[edge])
        end = k + i64(func.edge_arg_count[edge])
        start: i64 = len(func.pool)
        while k < end:
            value = func.resolve(i64(func.pool[k]))
            k += 1
            if self.is_wide(value):
                func.pool = append(func.pool, self.low[value])
                func.pool = append(func.pool, self.high[value])
            elif value < 0 and (value & 1) == 0 and len(returns) > 0:  # `reti` is -2 - 2 * i
                place = returns[(-2 - value) >> 1]
                func.pool = append(func.pool, i32(-2 - 2 * (place >> 1)))
                if (place & 1) != 0:
                    func.pool = append(func.pool, i32(-4 - 2 * (place >> 1)))
            else:
                func.pool = append(func.pool, i32(value))
        func.edge_arg_start[edge] = i32(start)
        func.edge_arg_count[edge] = i32(len(func.pool) - start)

    # --- calls and returns ------------------------------------------------------------------

    def split_args(self, inst: i64) -> None:
        """Give an instruction that calls or returns both halves of each i128."""
        func = self.func
        k = i64(func.arg_start[inst])
        end = k + i64(func.arg_count[inst])
        start: i64 = len(func.pool)
        while k < end:
            value = func.resolve(i64(func.pool[k]))
            k += 1
            if self.is_wide(value):
                func.pool = append(func.pool, self.low[value])
                func.pool = append(func.pool, self.high[value])
            else:
                func.pool = append(func.pool, i32(value))
        func.arg_start[inst] = i32(start)
        func.arg_count[inst] = i32(len(func.pool) - start)

    def split_results(self, inst: i64) -> None:
        """Give a call two results for each i128. Results are consecutive, so all of them are new."""
        func = self.func
        old = i64(func.result_start[inst])
        count = i64(func.result_count[inst])
        func.result_count[inst] = 0
        i: i64 = 0
        while i < count:
            ty = i64(func.value_type[old + i])
            if ty == I128:
                self.low[old + i] = i32(func.make_result(inst, I64))
                self.high[old + i] = i32(func.make_result(inst, I64))
            else:
                func.replace_value(old + i, func.make_result(inst, ty))
            i += 1


def result_places(returns: list[AbiParam]) -> vec[i64]:
    """By result: twice its number when every i128 counts as two, plus 1 for an i128. Empty when there is no
    i128 among them."""
    places: vec[i64] = vec[i64]()
    number: i64 = 0
    wide = False
    for result in returns:
        if result.ty == I128:
            places = append(places, 2 * number + 1)
            number += 2
            wide = True
        else:
            places = append(places, 2 * number)
            number += 1
    return places if wide else vec[i64]()


def with_split_signatures(func: Function, vector_bits: i64 = 0) -> Function:
    """A copy of a rewritten function whose signatures have two i64 for each i128, and vectors of
    `vector_bits` for shorter ones, as its blocks and calls do: so it can be verified and interpreted.
    Lowering needs the others, which say what belongs together and how long it is."""
    copy = clone_function(func)
    copy.signature = _split_signature(func.signature, vector_bits)
    for number, signature in enumerate(func.signatures):
        copy.signatures[number] = _split_signature(signature, vector_bits)
    return copy


def _split_signature(signature: Signature, vector_bits: i64) -> Signature:
    params = _split(signature.params, vector_bits)
    return Signature(params, _split(signature.returns, vector_bits), signature.call_conv)


def _split(params: list[AbiParam], vector_bits: i64) -> list[AbiParam]:
    new: list[AbiParam] = []
    for param in params:
        if param.ty == I128:
            new += [AbiParam(I64), AbiParam(I64)]
        elif is_vector(param.ty) and type_bits(param.ty) < vector_bits:
            new.append(AbiParam(int(widened(vector_bits, param.ty))))
        else:
            new.append(param)
    return new
