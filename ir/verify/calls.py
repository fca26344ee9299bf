"""Verifier, part 3b: values passed along - block calls, calls, returns, exception tables.

Signatures are flattened into columns first, so that a call compares type numbers:

    sig0 = (i32, i64) -> i8      params of sig0: types[start .. start + 2], returns behind them
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from ..entities import Signature
from ..function import Function
from ..opcodes import OPS
from ..opcodes_gen import (
    FMT_CALL,
    FMT_CALL_INDIRECT,
    FMT_TRY_CALL,
    FMT_TRY_CALL_INDIRECT,
    OP_CALL,
    OP_CALL_INDIRECT,
    OP_FORMAT,
    OP_OPERANDS,
    OP_RETURN,
    OP_RETURN_CALL,
    OP_RETURN_CALL_INDIRECT,
)
from ..types import I32, I64, type_name
from .report import Report

#: Exception payloads that a handler may take, by calling convention of the callee.
EXCEPTION_PAYLOADS: Final = {"tail": 2, "system_v": 2, "preserve_all": 2, "apple_aarch64": 2, "winch": 0}


class CallChecker:
    """Checks of values that leave through a call, a return or a block call."""

    def __init__(self, func: Function, report: Report, pointer_bits: int) -> None:
        self.func = func
        self.report = report
        self.pointer: i64 = I32 if pointer_bits == 32 else I64
        # By signature; the last one is the function's own.
        self.sig_start: vec[i64] = vec[i64]()
        self.sig_params: vec[i64] = vec[i64]()
        self.sig_returns: vec[i64] = vec[i64]()
        self.sig_types: vec[i64] = vec[i64]()
        self.own: i64 = len(func.signatures)
        self.fn_sig: vec[i64] = vec[i64]([data.sig for data in func.ext_funcs])
        for signature in [*func.signatures, func.signature]:
            self._add_signature(signature)

    def _add_signature(self, signature: Signature) -> None:
        self.sig_start = append(self.sig_start, len(self.sig_types))
        self.sig_params = append(self.sig_params, len(signature.params))
        self.sig_returns = append(self.sig_returns, len(signature.returns))
        for param in signature.params:
            self.sig_types = append(self.sig_types, param.ty)
        for param in signature.returns:
            self.sig_types = append(self.sig_types, param.ty)

    def _value_type(self, value: i64) -> i64:
        return i64(self.func.value_type[self.func.resolve(value)])

    def _signature_of(self, inst: i64) -> i64:
        """Row of the signature a call uses; -1 if it has none that exists."""
        func = self.func
        fmt = OP_FORMAT[i64(func.op[inst])]
        if fmt == FMT_CALL or fmt == FMT_TRY_CALL:
            sig = self.fn_sig[i64(func.aux[inst])]
        elif fmt == FMT_CALL_INDIRECT:
            sig = i64(func.aux[inst])
        else:
            sig = func.exception_tables[func.imm[inst]].sig
        if sig < 0 or sig >= self.own:
            return -1
        return sig

    # --- block calls --------------------------------------------------------------------------

    def check_edges(self, inst: i64) -> None:
        """Arguments of every block call of a branch against the parameters of the target."""
        func = self.func
        edge = i64(func.edge_start[inst])
        count = i64(func.edge_count[inst])
        i: i64 = 0
        while i < count:
            self._check_edge(inst, edge + i, i)
            i += 1

    def _check_edge(self, inst: i64, edge: i64, index: i64) -> None:
        func = self.func
        target = i64(func.edge_block[edge])
        count = i64(func.edge_arg_count[edge])
        expected = i64(func.param_count[target])
        if count != expected:
            call = self.report.edge_text(edge)
            self.report.inst(
                inst, f"mismatched argument count for `{call}`: got {count}, expected {expected}"
            )
            return
        first = i64(func.edge_arg_start[edge])
        param = i64(func.param_start[target])
        i: i64 = 0
        while i < count:
            value = i64(func.pool[first + i])
            wanted = i64(func.value_type[i64(func.pool[param + i])])
            actual = self._value_type(value) if value >= 0 else self._result_argument(inst, index, value)
            if actual != wanted and actual != 0:
                name = self.report.value(value)
                self.report.inst(
                    inst, f"arg {name} has type {type_name(actual)}, expected {type_name(wanted)}"
                )
            i += 1

    def _result_argument(self, inst: i64, index: i64, value: i64) -> i64:
        """Type of `retN` or `exnN` on edge `index` of a try_call; 0 after reporting a wrong one."""
        fmt = OP_FORMAT[i64(self.func.op[inst])]
        is_call = fmt == FMT_TRY_CALL or fmt == FMT_TRY_CALL_INDIRECT
        sig = self._signature_of(inst) if is_call else -1
        if value % 2 == 0:
            if not is_call or index != 0:
                self.report.inst(
                    inst, "`retN` block argument used outside normal-return target of `try_call`"
                )
                return 0
            number = (-2 - value) // 2
            if sig < 0 or number >= self.sig_returns[sig]:
                self.report.inst(inst, "out-of-bounds `retN` block argument")
                return 0
            return self.sig_types[self.sig_start[sig] + self.sig_params[sig] + number]
        if not is_call or index == 0:
            self.report.inst(inst, "`exnN` block argument used outside normal-return target of `try_call`")
            return 0
        convention = self.func.signatures[sig].call_conv if sig >= 0 else ""
        if (-3 - value) // 2 >= EXCEPTION_PAYLOADS.get(convention, 0):
            self.report.inst(inst, "out-of-bounds `exnN` block argument")
            return 0
        return self.pointer

    # --- calls and returns --------------------------------------------------------------------

    def check_values(self, inst: i64) -> None:
        """A call or return: the values passed, the results, the convention."""
        op = i64(self.func.op[inst])
        if op == OP_RETURN:
            self._check_return(inst)
            return
        sig = self._signature_of(inst)
        if sig < 0:
            return  # reported with the function reference
        if not self._table_matches(inst, sig):
            return
        self._check_arguments(inst, sig)
        if op == OP_CALL or op == OP_CALL_INDIRECT:
            self._check_call_results(inst, sig)
        elif op == OP_RETURN_CALL or op == OP_RETURN_CALL_INDIRECT:
            self._check_tail_call(inst, sig)
        else:
            self._check_try_call(inst, sig)
        fmt = OP_FORMAT[op]
        if fmt == FMT_CALL or fmt == FMT_TRY_CALL:
            self._check_patchable(inst, sig)

    def _check_return(self, inst: i64) -> None:
        func = self.func
        count = i64(func.arg_count[inst])
        own = self.own
        if count != self.sig_returns[own]:
            self.report.inst(
                inst,
                "arguments of return must match function signature: "
                f"got {count} values, expected {self.sig_returns[own]}",
            )
            return
        start = self.sig_start[own] + self.sig_params[own]
        i: i64 = 0
        while i < count:
            value = i64(func.pool[i64(func.arg_start[inst]) + i])
            if self._value_type(value) != self.sig_types[start + i]:
                self.report.inst(
                    inst,
                    f"arg {i} ({self.report.value(value)}) has type {type_name(self._value_type(value))}, "
                    f"must match function signature of {type_name(self.sig_types[start + i])}",
                )
            i += 1

    def _check_arguments(self, inst: i64, sig: i64) -> None:
        func = self.func
        first = OP_OPERANDS[i64(func.op[inst])]  # the callee of an indirect call comes before the arguments
        count = i64(func.arg_count[inst]) - first - self._contexts(inst)
        if count != self.sig_params[sig]:
            self.report.inst(
                inst,
                f"mismatched argument count for `{self.report.call_text(inst)}`: "
                f"got {count}, expected {self.sig_params[sig]}",
            )
            return
        start = self.sig_start[sig]
        i: i64 = 0
        while i < count:
            value = i64(func.pool[i64(func.arg_start[inst]) + first + i])
            if self._value_type(value) != self.sig_types[start + i]:
                self.report.inst(
                    inst,
                    f"arg {i} ({self.report.value(value)}) has type {type_name(self._value_type(value))}, "
                    f"expected {type_name(self.sig_types[start + i])}",
                )
            i += 1

    def _contexts(self, inst: i64) -> i64:
        """Context values behind the arguments of a try_call."""
        fmt = OP_FORMAT[i64(self.func.op[inst])]
        if fmt != FMT_TRY_CALL and fmt != FMT_TRY_CALL_INDIRECT:
            return 0
        count: i64 = 0
        for kind, _ in self.func.exception_tables[self.func.imm[inst]].entries:
            if kind == "context":
                count += 1
        return count

    def _check_call_results(self, inst: i64, sig: i64) -> None:
        func = self.func
        count = i64(func.result_count[inst])
        if count != self.sig_returns[sig]:
            more = "fewer" if count < self.sig_returns[sig] else "more"
            self.report.inst(inst, f"instruction has {more} result values than expected")
            return
        start = self.sig_start[sig] + self.sig_params[sig]
        i: i64 = 0
        while i < count:
            actual = i64(func.value_type[i64(func.result_start[inst]) + i])
            wanted = self.sig_types[start + i]
            if actual != wanted:
                self.report.inst(
                    inst, f"result {i} has type {type_name(actual)}, expected {type_name(wanted)}"
                )
            i += 1

    def _check_tail_call(self, inst: i64, sig: i64) -> None:
        callee = self.func.signatures[sig]
        caller = self.func.signature
        if callee.call_conv != "tail":
            self.report.inst(inst, f"calling convention `{callee.call_conv}` does not support tail calls")
        if callee.call_conv != caller.call_conv:
            self.report.inst(inst, "callee's calling convention must match caller")
        if len(callee.returns) != len(caller.returns):
            self.report.inst(inst, "results of callee must match caller")
            return
        for number, (found, wanted) in enumerate(zip(callee.returns, caller.returns, strict=True)):
            if found.ty != wanted.ty:
                self.report.inst(
                    inst,
                    f"result {number} has type {type_name(found.ty)}, "
                    f"must match function signature of {type_name(wanted.ty)}",
                )

    def _table_matches(self, inst: i64, sig: i64) -> bool:
        """Whether the exception table of a try_call names the callee's signature (True for others)."""
        func = self.func
        if OP_FORMAT[i64(func.op[inst])] != FMT_TRY_CALL:
            return True
        table = func.exception_tables[func.imm[inst]].sig
        if table == sig or func.signatures[table].key() == func.signatures[sig].key():
            return True
        function = self.report.name("fn", i64(func.aux[inst]))
        self.report.inst(
            inst,
            f"exception table signature {self.report.name('sig', table)} did not match "
            f"function {function}'s signature {self.report.name('sig', sig)}",
        )
        return False

    def _check_try_call(self, inst: i64, sig: i64) -> None:
        callee = self.func.signatures[sig]
        if callee.call_conv not in EXCEPTION_PAYLOADS:
            self.report.inst(
                inst, f"calling convention `{callee.call_conv}` of callee does not support exceptions"
            )

    def _check_patchable(self, inst: i64, sig: i64) -> None:
        func = self.func
        callee = func.ext_funcs[i64(func.aux[inst])]
        if not callee.patchable:
            return
        name = OPS[i64(func.op[inst])].name
        function = self.report.name("fn", i64(func.aux[inst]))
        if name == "return_call":
            self.report.inst(inst, f"patchable function {function} cannot be tail-called")
        if not callee.colocated:
            self.report.inst(inst, f"patchable function {function} must be colocated")
        if self.sig_returns[sig] > 0:
            self.report.inst(inst, f"patchable function {function} cannot have return values")
