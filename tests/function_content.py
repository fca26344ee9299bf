"""What a function says, whatever its row numbers: equal functions have equal content."""

from irtool.ir.function import Function
from irtool.ir.opcodes import OPS
from irtool.ir.text.print_operands import Names

POOL_FORMATS = ("unary_const", "shuffle")
TRY_FORMATS = ("try_call", "try_call_indirect")
REFERENCES = {
    "stack_addr": "ss",
    "dynamic_stack_addr": "dss",
    "func_addr": "fn",
    "global_value": "gv",
    "handler_address": "block",
    "call": "fn",
    "try_call": "fn",
    "call_indirect": "sig",
}


def instruction(func: Function, names: Names, inst: int) -> tuple[object, ...]:
    """Everything that an instruction says, with labels for rows."""
    row = OPS[func.op[inst]]
    imm: object = int(func.imm[inst])
    if row.format in POOL_FORMATS:
        imm = func.constants[func.imm[inst]]
    if row.format in TRY_FORMATS:
        table = func.exception_tables[func.imm[inst]]
        imm = (names.entity("sig", table.sig) if table.sig >= 0 else table.sig, tuple(table.entries))
    aux: object = int(func.aux[inst])
    if row.format in REFERENCES:
        aux = names.entity(REFERENCES[row.format], func.aux[inst])
    start = func.arg_start[inst]
    args = tuple(names.value(func.pool[start + i]) for i in range(func.arg_count[inst]))
    edges = []
    for edge in range(func.edge_start[inst], func.edge_start[inst] + func.edge_count[inst]):
        first = func.edge_arg_start[edge]
        edge_args = tuple(names.value(func.pool[first + i]) for i in range(func.edge_arg_count[edge]))
        edges.append((names.block(func.edge_block[edge]), edge_args))
    results = []
    for value in range(func.result_start[inst], func.result_start[inst] + func.result_count[inst]):
        assert func.value_def[value] == inst
        results.append((names.value(value), int(func.value_type[value])))
    stack_map = [(ty, names.entity("ss", s), o) for ty, s, o in func.stack_maps.get(inst, [])]
    return (
        row.name,
        int(func.ty[inst]),
        imm,
        aux,
        int(func.flags[inst]),
        args,
        tuple(edges),
        tuple(results),
        int(func.srcloc[inst]),
        tuple(
            (kind, names.entity("ss", number) if kind == "slot" else number)
            for kind, number in func.debug_tags.get(inst, [])
        ),
        tuple(stack_map),
    )


def preamble(func: Function, names: Names) -> list[object]:
    """The declarations, by label."""
    out: list[object] = []
    for row, slot in enumerate(func.stack_slots):
        out.append((names.entity("ss", row), slot.size, slot.align, slot.key))
    for row, slot in enumerate(func.dynamic_slots):
        out.append((names.entity("dss", row), names.entity("dt", slot.dynamic_type), slot.size))
    for row, dynamic in enumerate(func.dynamic_types):
        out.append((names.entity("dt", row), dynamic.base, names.entity("gv", dynamic.global_value)))
    for row, value in enumerate(func.global_values):
        # A `uN:M` symbol is printed as `userextnameK`: compare other names only.
        name = "" if value.name is None or value.name.is_user() or value.name.ref >= 0 else str(value.name)
        base = names.entity("gv", value.base)
        fields = (value.kind, value.ty, base, value.offset, value.flags, name, value.colocated, value.tls)
        out.append((names.entity("gv", row), fields))
    for row, signature in enumerate(func.signatures):
        out.append((names.entity("sig", row), signature.key()))
    for row, callee in enumerate(func.ext_funcs):
        sig = names.entity("sig", callee.sig)
        out.append((names.entity("fn", row), str(callee.name), sig, callee.colocated, callee.patchable))
    for row, region in enumerate(func.regions):
        out.append((names.entity("region", row), region.user_id, region.description))
    out.append(names.entity("gv", func.stack_limit))
    return sorted(out, key=repr)


def content(func: Function) -> list[object]:
    """A form in which equal functions are equal."""
    names = Names(func)
    out: list[object] = [str(func.name), func.signature.key(), preamble(func, names)]
    aliases = [
        (names.value(value), names.value(func.value_alias[value]), int(func.value_type[value]))
        for value in range(len(func.value_type))
        if func.value_alias[value] >= 0
    ]
    out.append(sorted(aliases))
    for block in func.block_list():
        params = []
        for index in range(func.param_count[block]):
            value = func.block_param(block, index)
            assert func.value_def[value] == -1 - block and func.value_index[value] == index
            params.append((names.value(value), int(func.value_type[value])))
        out.append((names.block(block), bool(func.block_cold[block]), tuple(params)))
        for inst in func.inst_list(block):
            assert func.inst_block[inst] == block
            out.append(instruction(func, names, inst))
    return out
