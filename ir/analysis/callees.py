"""Which functions a function refers to, and which a call can get to.

    functions %a calls %b, %b calls %c, %d calls %x      reachable([a, b, c, d], [a]) = [a, b, c]

A function whose address is taken counts as called, and so does one that a symbol names: who holds the address
may call it.
"""

from ..function import Function
from ..opcodes import OPS

_REFERENCES = ("call", "try_call", "func_addr")


def callees(func: Function) -> list[str]:
    """Names (`%f`) of the functions that instructions refer to, in the order of the text, with repetition."""
    names = []
    for block in func.block_list():
        for inst in func.inst_list(block):
            if OPS[int(func.op[inst])].format in _REFERENCES:
                names.append(str(func.ext_funcs[int(func.aux[inst])].name))
    return names


def reachable(funcs: list[Function], roots: list[Function]) -> list[Function]:
    """Those of `funcs` that running `roots` may get to, in their order."""
    by_name: dict[str, Function] = {}
    for func in funcs:
        by_name.setdefault(str(func.name), func)
    found = {str(func.name) for func in roots}
    work = list(roots)
    while work:
        func = work.pop()
        symbols = [str(row.name) for row in func.global_values if row.name is not None]
        for name in (*callees(func), *symbols):
            if name in by_name and name not in found:
                found.add(name)
                work.append(by_name[name])
    return [func for func in funcs if str(func.name) in found]
