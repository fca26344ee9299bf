"""Verifier, part 1: what stands before the blocks - global values, alias regions, signatures, entry.

All of it is cold: a function has few of these.
"""

from ..entities import (
    CALL_CONVS,
    EXTENSIONS,
    MEM_REGION_SHIFT,
    PURPOSES,
    ExtName,
    Signature,
)
from ..function import Function
from ..names import name_problem
from ..types import has_int_lanes, is_int, is_type, is_vector, type_name
from .report import Report


def pointer_type(pointer_bits: int) -> int:
    """The integer type of addresses; i64 when no target is known (`pointer_bits` 0)."""
    return 3 if pointer_bits == 32 else 4


def global_value_type(func: Function, gv: int, pointer_bits: int) -> int:
    """Type of a global value."""
    data = func.global_values[gv]
    return data.ty if data.kind in ("load", "iadd_imm") else pointer_type(pointer_bits)


def check_preamble(func: Function, report: Report, pointer_bits: int) -> None:
    """Report everything that is wrong before the first instruction."""
    _check_global_values(func, report, pointer_bits)
    _check_regions(func, report)
    _check_signatures(func, report)
    _check_entry(func, report)


# --- global values ----------------------------------------------------------------------------


def _check_global_values(func: Function, report: Report, pointer_bits: int) -> None:
    _check_cycles(func, report)
    count = len(func.global_values)
    for gv, data in enumerate(func.global_values):
        if data.kind == "vmctx" and not any(p.purpose == "vmctx" for p in func.signature.params):
            report.add("gv", gv, f"undeclared vmctx reference {report.name('gv', gv)}")
        region = data.flags >> MEM_REGION_SHIFT
        if data.kind == "load" and region > len(func.regions):
            report.add("gv", gv, f"undefined alias region region{region - 1}")
        if data.kind not in ("load", "iadd_imm"):
            continue
        if not 0 <= data.base < count:
            report.add("gv", gv, f"invalid global value reference {report.name('gv', data.base)}")
            continue
        base_type = global_value_type(func, data.base, pointer_bits)
        base = report.name("gv", data.base)
        if data.kind == "load":
            expected = pointer_type(pointer_bits)
            if pointer_bits and base_type != expected:
                report.add(
                    "gv",
                    gv,
                    f"base {base} has type {type_name(base_type)}, "
                    f"which is not the pointer type {type_name(expected)}",
                )
        elif not is_int(data.ty):
            report.add("gv", gv, f"iadd_imm global value with non-int type {type_name(data.ty)}")
        elif pointer_bits and base_type != data.ty:
            report.add(
                "gv",
                gv,
                f"iadd_imm type {type_name(data.ty)} differs from operand type {type_name(base_type)}",
            )


def _check_cycles(func: Function, report: Report) -> None:
    """Report each cycle of bases once, at its first member in number order."""
    state = [0] * len(func.global_values)  # the walk that saw it, 0 for none
    for start in range(len(state)):
        gv = start
        while 0 <= gv < len(state) and not state[gv]:
            state[gv] = start + 1
            gv = func.global_values[gv].base
        if 0 <= gv < len(state) and state[gv] == start + 1:
            cycle = [gv]
            following = func.global_values[gv].base
            while following != gv:
                cycle.append(following)
                following = func.global_values[following].base
            first = cycle.index(min(cycle))
            names = [report.name("gv", member) for member in cycle[first:] + cycle[:first]]
            report.add("gv", min(cycle), f"global value cycle: [{', '.join(names)}]")


def _check_regions(func: Function, report: Report) -> None:
    seen: set[int] = set()
    for number, region in enumerate(func.regions):
        if region.user_id in seen:
            report.add("region", number, f"duplicate alias region user_id {region.user_id}")
        seen.add(region.user_id)


# --- signatures and entry block ---------------------------------------------------------------


def _check_signatures(func: Function, report: Report) -> None:
    _check_name(func.name, report, "function", 0)
    if _check_parts(func.signature, report, "function", 0):
        _check_abi_params(func.signature, report)
        _check_preserve_all(func.signature, report, "function", 0)
    by_function = set()
    for fn, data in enumerate(func.ext_funcs):
        if not 0 <= data.sig < len(func.signatures):
            report.add("fn", fn, f"invalid signature reference {report.name('sig', data.sig)}")
            continue
        by_function.add(data.sig)
        _check_name(data.name, report, "fn", fn)
        _check_preserve_all(func.signatures[data.sig], report, "fn", fn)
    for number, signature in enumerate(func.signatures):
        known = _check_parts(signature, report, "sig", number)
        if known and number not in by_function:  # else reported at the function already
            _check_preserve_all(signature, report, "sig", number)


def _check_name(name: ExtName, report: Report, kind: str, row: int) -> None:
    """A text could not hold such a name; only a builder can make it."""
    problem = name_problem(name.name)
    if problem:
        report.add(kind, row, f"{name.name!r} is not a name: {problem}")


def _check_parts(signature: Signature, report: Report, kind: str, row: int) -> bool:
    """Whether convention and types are known ones; likewise only wrong in built functions."""
    before = len(report.errors)
    if signature.call_conv not in CALL_CONVS:
        report.add(kind, row, f"unknown calling convention {signature.call_conv!r}")
    for what, params in (("parameter", signature.params), ("return value", signature.returns)):
        for position, param in enumerate(params):
            if not is_type(param.ty):
                report.add(kind, row, f"{what} {position} has the type code {param.ty}, which is no type")
            if param.extension not in EXTENSIONS or param.purpose not in PURPOSES:
                flags = f"{param.extension!r}, {param.purpose!r}"
                report.add(kind, row, f"{what} {position} has the unknown flags {flags}")
    return len(report.errors) == before


def _check_abi_params(signature: Signature, report: Report) -> None:
    """Extension and purpose flags of the function's own signature."""
    for what, params in (("Parameter", signature.params), ("Return value", signature.returns)):
        for position, param in enumerate(params):
            if param.extension and (is_vector(param.ty) or not has_int_lanes(param.ty)):
                report.add(
                    "function",
                    0,
                    f"{what} at position {position} has invalid extension {param.extension.capitalize()}",
                )
            if what == "Return value" and param.purpose == "sarg":
                report.add("function", 0, f"{what} at position {position} can't be a struct argument")


def _check_preserve_all(signature: Signature, report: Report, kind: str, row: int) -> None:
    if signature.call_conv == "preserve_all" and signature.returns:
        report.add(kind, row, "Signature with `preserve_all` ABI cannot have return values")


def _check_entry(func: Function, report: Report) -> None:
    entry = func.first_block
    if entry < 0:
        report.add("function", 0, "the function has no blocks")
        return
    if func.block_cold[entry]:
        report.add("block", entry, "entry block cannot be marked as cold")
    params = func.signature.params
    count = int(func.param_count[entry])
    if count != len(params):
        report.add(
            "block", entry, f"entry block parameters ({count}) must match function signature ({len(params)})"
        )
        return
    for position, param in enumerate(params):
        value = func.block_param(entry, position)
        if func.value_type[value] != param.ty:
            report.add(
                "block",
                entry,
                f"entry block parameter {position} expected to have type {type_name(param.ty)}, "
                f"got {report.value_type(value)}",
            )
