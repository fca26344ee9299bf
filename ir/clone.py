"""Copies of functions, so that compiling does not change the IR that a user holds."""

from librt.vecs import vec
from mypy_extensions import i64

from .function import Function


def _copy(column: vec[i64]) -> vec[i64]:
    return column[:]


def clone_function(func: Function) -> Function:
    """A copy whose tables can be changed freely. Cold entities (signatures, slots, names, places)
    are shared: passes add to those lists, never change their items."""
    new = Function(func.name, func.signature)
    new.pool = _copy(func.pool)
    new.op = _copy(func.op)
    new.ty = _copy(func.ty)
    new.imm = _copy(func.imm)
    new.aux = _copy(func.aux)
    new.flags = _copy(func.flags)
    new.arg_start = _copy(func.arg_start)
    new.arg_count = _copy(func.arg_count)
    new.edge_start = _copy(func.edge_start)
    new.edge_count = _copy(func.edge_count)
    new.result_start = _copy(func.result_start)
    new.result_count = _copy(func.result_count)
    new.inst_block = _copy(func.inst_block)
    new.inst_next = _copy(func.inst_next)
    new.inst_prev = _copy(func.inst_prev)
    new.srcloc = _copy(func.srcloc)
    new.edge_block = _copy(func.edge_block)
    new.edge_arg_start = _copy(func.edge_arg_start)
    new.edge_arg_count = _copy(func.edge_arg_count)
    new.value_type = _copy(func.value_type)
    new.value_def = _copy(func.value_def)
    new.value_index = _copy(func.value_index)
    new.value_alias = _copy(func.value_alias)
    new.param_start = _copy(func.param_start)
    new.param_count = _copy(func.param_count)
    new.block_first = _copy(func.block_first)
    new.block_last = _copy(func.block_last)
    new.block_next = _copy(func.block_next)
    new.block_prev = _copy(func.block_prev)
    new.block_cold = _copy(func.block_cold)
    new.block_in_layout = _copy(func.block_in_layout)
    new.first_block = func.first_block
    new.last_block = func.last_block
    new.signatures = list(func.signatures)
    new.ext_funcs = list(func.ext_funcs)
    new.stack_slots = list(func.stack_slots)
    new.dynamic_slots = list(func.dynamic_slots)
    new.dynamic_types = list(func.dynamic_types)
    new.global_values = list(func.global_values)
    new.constants = list(func.constants)
    new.regions = list(func.regions)
    new.exception_tables = list(func.exception_tables)
    new.user_names = list(func.user_names)
    new.stack_limit = func.stack_limit
    new.debug_tags = dict(func.debug_tags)
    new.stack_maps = dict(func.stack_maps)
    new.labels = func.labels.copy() if func.labels is not None else None
    new.places = func.places
    return new
