"""Names of a module's functions as symbols of an object file.

    function_symbols(module, taken)         ["func[0]", "malloc", "start", ...]

A function is called what the name section says, else by the first name it is exported under, else `func[N]`.
A symbol must name one thing only: of functions with the same name the first has it, and nobody takes a name
in `taken`, which are those of library functions that compiled code calls. Who gets no name is `func[N]` too.
"""

from collections.abc import Collection

from .custom import Names, read_names
from .errors import WasmError
from .module import EXTERN_FUNC, Module


def function_symbols(module: Module, taken: Collection[str] = ()) -> list[str]:
    """One symbol for each function, imported ones included, by index; all are different."""
    try:
        names = read_names(module)
    except WasmError:  # a custom section cannot make a module wrong
        names = Names()
    exported: dict[int, str] = {}
    for export in module.exports:
        if export.kind == EXTERN_FUNC:
            exported.setdefault(export.index, export.name)
    symbols = []
    seen = {"", *taken}
    for index in range(module.num_functions()):
        name = names.function(index) or exported.get(index, "")
        if name in seen or name.startswith("func[") or "\0" in name:
            name = f"func[{index}]"
        seen.add(name)
        symbols.append(name)
    return symbols


def exported_functions(module: Module) -> set[int]:
    """Indices of the functions that are exported."""
    return {export.index for export in module.exports if export.kind == EXTERN_FUNC}
