"""Legalisation: the last step before lowering, after which a function has only what its machine has.

    dynamic vectors                             vectors of fixed length              (dynamic_types.py)
    symbol_value of computed global values      the instructions that compute them   (global_values.py)
    i128                                        pairs of i64                         (pairs.py and the rules)
    vectors of f16 that the machine lacks       those of i16, computed with in f32   (half_vectors.py)
    vectors shorter than the machine's          the low lanes of longer ones         (narrow_vectors.py)
    instructions that the machine lacks         calls of library functions           (library.py)
    atomic accesses                             the same behind a check of alignment (atomics.py)

Most functions have none of it. Two scans find that out, over the columns of opcodes and of value types alone.
For the others, one walk in reverse post-order rewrites instruction by instruction. `RULES` has the function
that rewrites an i128 instruction, by opcode; what has none is refused by name. Nobody cleans up behind this,
so constants are folded while the new instructions are made (emitter.py).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from librt.vecs import vec
from mypy_extensions import i64

from ...ir.analysis.cfg import Cfg, compute_cfg
from ...ir.errors import IrtoolError, UnsupportedError
from ...ir.function import Function
from ...ir.opcodes_gen import (
    OP_ATOMIC_CAS,
    OP_ATOMIC_LOAD,
    OP_ATOMIC_RMW,
    OP_ATOMIC_STORE,
    OP_BAND,
    OP_BITCAST,
    OP_BITREV,
    OP_BITSELECT,
    OP_BLENDV,
    OP_BMASK,
    OP_BNOT,
    OP_BOR,
    OP_BRIF,
    OP_BSWAP,
    OP_BXOR,
    OP_CALL,
    OP_CALL_INDIRECT,
    OP_CLS,
    OP_CLZ,
    OP_CTZ,
    OP_FCMP,
    OP_FCVT_FROM_SINT,
    OP_FCVT_FROM_UINT,
    OP_FCVT_TO_SINT,
    OP_FCVT_TO_SINT_SAT,
    OP_FCVT_TO_UINT,
    OP_FCVT_TO_UINT_SAT,
    OP_FDEMOTE,
    OP_FMAX,
    OP_FMIN,
    OP_FPROMOTE,
    OP_IABS,
    OP_IADD,
    OP_ICMP,
    OP_ICONCAT,
    OP_IMUL,
    OP_INEG,
    OP_IREDUCE,
    OP_ISHL,
    OP_ISPLIT,
    OP_ISUB,
    OP_LOAD,
    OP_POPCNT,
    OP_RETURN,
    OP_RETURN_CALL,
    OP_RETURN_CALL_INDIRECT,
    OP_ROTL,
    OP_ROTR,
    OP_SADD_OVERFLOW,
    OP_SADD_OVERFLOW_CIN,
    OP_SDIV,
    OP_SELECT,
    OP_SELECT_SPECTRE_GUARD,
    OP_SEXTEND,
    OP_SMAX,
    OP_SMIN,
    OP_SMULHI,
    OP_SREM,
    OP_SSHR,
    OP_SSUB_OVERFLOW,
    OP_SSUB_OVERFLOW_BIN,
    OP_STORE,
    OP_TRAPNZ,
    OP_TRAPZ,
    OP_TRY_CALL,
    OP_TRY_CALL_INDIRECT,
    OP_UADD_OVERFLOW,
    OP_UADD_OVERFLOW_CIN,
    OP_UDIV,
    OP_UEXTEND,
    OP_UMAX,
    OP_UMIN,
    OP_UMULHI,
    OP_UREM,
    OP_USHR,
    OP_USUB_OVERFLOW,
    OP_USUB_OVERFLOW_BIN,
)
from ...ir.types import F16, F32, F64, F128, I64, I128, bit
from ..limits import LIMITS, check_limits, instruction_text, locate, refuse
from . import arithmetic, atomics, bits, conversions, floats
from .dynamic_types import fix_dynamic_types
from .emitter import Emitter
from .global_values import expand_global_values
from .half_vectors import replace_half_vectors, short_instructions
from .library import ATOMIC_OPS, Library, LibraryCalls
from .narrow_vectors import HALVES, NARROW, widen_narrow_vectors
from .pairs import Pairs
from .words import expand_word

if TYPE_CHECKING:
    from ...ir.analysis.facts import AnalysisCache
    from ..target import Target


def _call(p: Pairs, inst: i64) -> None:
    """An instruction that passes values out, and perhaps gets some back."""
    p.split_args(inst)
    p.split_results(inst)


def _condition(p: Pairs, inst: i64) -> None:
    """A branch or trap by an i128."""
    p.set_arg(inst, 0, p.truth_arg(inst, 0))
    p.func.ty[inst] = I64


Rule = Callable[[Pairs, i64], None]

#: By opcode: what rewrites an instruction that has an i128 among its operands and results.
RULES: Final[dict[int, Rule]] = {
    # values passed along
    OP_CALL: _call,
    OP_CALL_INDIRECT: _call,
    OP_TRY_CALL: _call,
    OP_TRY_CALL_INDIRECT: _call,
    OP_RETURN: _call,
    OP_RETURN_CALL: _call,
    OP_RETURN_CALL_INDIRECT: _call,
    OP_BRIF: _condition,
    OP_TRAPZ: _condition,
    OP_TRAPNZ: _condition,
    # arithmetic
    OP_IADD: arithmetic.iadd,
    OP_ISUB: arithmetic.isub,
    OP_INEG: arithmetic.ineg,
    OP_IABS: arithmetic.iabs,
    OP_UADD_OVERFLOW: arithmetic.overflow_sum,
    OP_SADD_OVERFLOW: arithmetic.overflow_sum,
    OP_UADD_OVERFLOW_CIN: arithmetic.overflow_sum,
    OP_SADD_OVERFLOW_CIN: arithmetic.overflow_sum,
    OP_USUB_OVERFLOW: arithmetic.overflow_difference,
    OP_SSUB_OVERFLOW: arithmetic.overflow_difference,
    OP_USUB_OVERFLOW_BIN: arithmetic.overflow_difference,
    OP_SSUB_OVERFLOW_BIN: arithmetic.overflow_difference,
    OP_IMUL: arithmetic.imul,
    OP_UMULHI: arithmetic.umulhi,
    OP_SMULHI: arithmetic.smulhi,
    OP_UDIV: arithmetic.divide,
    OP_SDIV: arithmetic.divide,
    OP_UREM: arithmetic.divide,
    OP_SREM: arithmetic.divide,
    OP_ICMP: arithmetic.icmp,
    OP_SMIN: arithmetic.min_or_max,
    OP_UMIN: arithmetic.min_or_max,
    OP_SMAX: arithmetic.min_or_max,
    OP_UMAX: arithmetic.min_or_max,
    # bits
    OP_BAND: bits.binary_halves,
    OP_BOR: bits.binary_halves,
    OP_BXOR: bits.binary_halves,
    OP_BNOT: bits.bnot,
    OP_BITSELECT: bits.bitselect,
    OP_BLENDV: bits.blendv,
    OP_SELECT: bits.select,
    OP_SELECT_SPECTRE_GUARD: bits.select,
    OP_ISHL: bits.shift,
    OP_USHR: bits.shift,
    OP_SSHR: bits.shift,
    OP_ROTL: bits.shift,
    OP_ROTR: bits.shift,
    OP_CLZ: bits.clz,
    OP_CLS: bits.cls,
    OP_CTZ: bits.ctz,
    OP_POPCNT: bits.popcnt,
    OP_BITREV: bits.reverse,
    OP_BSWAP: bits.reverse,
    # conversions and memory
    OP_UEXTEND: conversions.extend,
    OP_SEXTEND: conversions.extend,
    OP_IREDUCE: conversions.ireduce,
    OP_ICONCAT: conversions.iconcat,
    OP_ISPLIT: conversions.isplit,
    OP_BMASK: conversions.bmask,
    OP_BITCAST: conversions.bitcast,
    OP_LOAD: conversions.load,
    OP_STORE: conversions.store,
    OP_ATOMIC_LOAD: atomics.wide,
    OP_ATOMIC_STORE: atomics.wide,
    OP_ATOMIC_RMW: atomics.wide,
    OP_ATOMIC_CAS: atomics.wide,
    OP_FCVT_FROM_SINT: floats.from_integer,
    OP_FCVT_FROM_UINT: floats.from_integer,
    OP_FCVT_TO_SINT: floats.to_integer,
    OP_FCVT_TO_UINT: floats.to_integer,
    OP_FCVT_TO_SINT_SAT: floats.to_integer_sat,
    OP_FCVT_TO_UINT_SAT: floats.to_integer_sat,
}

#: By opcode: what rewrites an instruction on f16 or f128 that is no single call.
FLOAT_RULES: Final[dict[int, Rule]] = {
    OP_FCMP: floats.fcmp,
    OP_FMIN: floats.min_or_max,
    OP_FMAX: floats.min_or_max,
    OP_FCVT_FROM_SINT: floats.from_integer,
    OP_FCVT_FROM_UINT: floats.from_integer,
    OP_FCVT_TO_SINT: floats.to_integer,
    OP_FCVT_TO_UINT: floats.to_integer,
    OP_FCVT_TO_SINT_SAT: floats.to_integer_sat,
    OP_FCVT_TO_UINT_SAT: floats.to_integer_sat,
}


def legalize(func: Function, target: "Target", facts: "AnalysisCache | None" = None) -> None:
    """Rewrite a verified function, in place, so that the target can lower it; operands are resolved.

    Reachable blocks and branches stay, so that `facts`, when given, holds before and after. Raises, with the
    place, `UnsupportedError` for an instruction on i128 that has no rule and no function, `LimitError` when
    the function becomes too large."""
    inst: i64 = -1
    try:
        if func.num_dynamic_types() > 0:
            fix_dynamic_types(func)
        if func.num_global_values() > 0:
            expand_global_values(func)
        func.resolve_operands()
        calls = target.library
        types = _types_of_values(func, target.type_facts) | _types_of_handled_calls(func)
        if (types & bit(HALVES)) != 0:
            emit = Emitter(func)
            try:
                _replace_halves(func, emit, target, (types & bit(NARROW)) != 0)
            finally:
                inst = emit.inst
            types = _types_of_values(func, target.type_facts) | _types_of_handled_calls(func)
        if (types & (bit(I128) | _types_of_calls(func, calls))) != 0:
            emit = Emitter(func)
            try:
                cfg = facts.cfg(func) if facts is not None else compute_cfg(func)
                _rewrite(func, cfg, emit, Library(func, calls, target.name), (types & bit(I128)) != 0)
            finally:
                inst = emit.inst
            func.resolve_operands()
            check_limits(func)
        if (types & bit(NARROW)) != 0:
            emit = Emitter(func)
            try:
                widen_narrow_vectors(func, emit, target.vector_bits)
            finally:
                inst = emit.inst
            func.resolve_operands()
            check_limits(func)
    except IrtoolError as error:
        if error.place is None:
            locate(error, func, inst)
        raise


def _replace_halves(func: Function, emit: Emitter, target: "Target", has_narrow: bool) -> None:
    """Rewrite vectors of f16, all at the length of the machine's. What this makes is still to be legalised,
    but for narrow vectors, of which there are none afterwards."""
    short = short_instructions(func)
    if has_narrow:
        widen_narrow_vectors(func, emit, target.vector_bits)
        func.resolve_operands()
        check_limits(func)
    replace_half_vectors(func, emit, short, target.name)
    func.resolve_operands()
    check_limits(func)


def _types_of_values(func: Function, facts: vec[i64]) -> i64:
    """The `narrow_vectors.facts_of_types` of all values: a bit `1 << ty` for each scalar type that one
    has."""
    types: i64 = 0
    value_type = func.value_type
    n: i64 = len(value_type)
    value: i64 = 0
    while value < n:
        types |= facts[i64(value_type[value])]
        value += 1
    return types


def _types_of_handled_calls(func: Function) -> i64:
    """`1 << I128` when a call with handlers gives one, which may be no value: an edge passes results by
    number, and behind an i128 the numbers change."""
    for table in func.exception_tables:
        if any(result.ty == I128 for result in func.signatures[table.sig].returns):
            return bit(I128)
    return 0


def _types_of_calls(func: Function, calls: LibraryCalls) -> i64:
    """A bit `1 << ty` for each type at which an opcode of the function may be a library call."""
    types: i64 = 0
    by_op = calls.types
    op = func.op
    n: i64 = len(op)
    inst: i64 = 0
    while inst < n:
        types |= by_op[i64(op[inst])]
        inst += 1
    return types


def _remove_unreachable(func: Function, cfg: Cfg) -> None:
    """Take blocks that are not visited out of the layout: they would go on passing i128 values to blocks that
    have two parameters instead."""
    block = func.first_block
    while block >= 0:
        following = i64(func.block_next[block])
        if not cfg.is_reachable(block):
            func.remove_block(block)
        block = following


def _rewrite(func: Function, cfg: Cfg, emit: Emitter, library: Library, has_wide: bool) -> None:
    """Rewrite every instruction that needs it, definitions before uses."""
    pairs = Pairs(func, emit, library)
    if has_wide:
        _remove_unreachable(func, cfg)
        pairs.split_params(cfg)
    i: i64 = 0
    while i < cfg.reachable:
        emit.enter_block()
        inst = i64(func.block_first[cfg.rpo[i]])
        while inst >= 0:
            following = i64(func.inst_next[inst])
            emit.inst = inst
            op = i64(func.op[inst])
            if has_wide and func.edge_count[inst] > 0:
                pairs.split_edges(inst)
            if has_wide and pairs.touches(inst):
                rule = RULES.get(int(op))
                if rule is None:
                    what = instruction_text(func, inst)
                    raise UnsupportedError(f"{what} is not supported on {library.target}")
                before = i64(func.inst_prev[inst])
                rule(pairs, inst)
                if len(library.calls.lacks) > 0:
                    _expand_new(pairs, before, cfg.rpo[i], following)
                if len(func.op) > LIMITS.instructions:
                    refuse("instructions, with i128 in two halves", len(func.op), int(LIMITS.instructions))
            elif library.calls.types[op] != 0:
                _rewrite_lacking(pairs, inst)
            inst = following
        i += 1


def _expand_new(pairs: Pairs, before: i64, block: i64, end: i64) -> None:
    """Expand what halves of an i128 have become, between two instructions: -1 for the ends of the block."""
    func = pairs.func
    inst = i64(func.inst_next[before]) if before >= 0 else i64(func.block_first[block])
    while inst != end:
        following = i64(func.inst_next[inst])
        if int(func.op[inst]) in pairs.library.calls.lacks and func.ty[inst] <= I64:
            pairs.emit.inst = inst
            expand_word(pairs.emit, inst)
        inst = following


def _rewrite_lacking(pairs: Pairs, inst: i64) -> None:
    """Rewrite an instruction that the machine may lack at its types."""
    func = pairs.func
    op = i64(func.op[inst])
    if int(op) in ATOMIC_OPS:
        atomics.check_alignment(pairs.emit, inst)
        return
    ty = i64(func.ty[inst])
    if int(op) in pairs.library.calls.lacks and ty <= I64:
        expand_word(pairs.emit, inst)
        return
    operand = pairs.emit.type_of(func.arg(inst, 0))
    calls = pairs.library.calls
    if not calls.may_change(op, ty, operand):
        return
    if ty <= 15 and (operand == F128 or ty == F128 or operand == F16 or ty == F16):
        rule = FLOAT_RULES.get(int(op))
        if rule is not None:
            rule(pairs, inst)
            return
        if ty == F16 and calls.widens_half and op != OP_FDEMOTE:
            floats.widen(pairs, inst)
            return
        if ty == F64 and operand == F16 and op == OP_FPROMOTE:
            if pairs.library.lookup(OP_FPROMOTE, F32, F16) is not None:
                floats.convert_half(pairs, inst)
            return
    pairs.library.replace(pairs.emit, inst)
