"""The image of one compiled function: its code in memory, and where its instructions come from.

section of `twice`  ->  pages, registered with the traps: an address in them is `twice` and a line of
                        its source, if the function has source locations
"""

from typing import TYPE_CHECKING

from ..backends.text import TextSection
from ..compile import CompiledFunction
from ..ir.errors import LimitError
from ..ir.function import Function
from .count_fuel import describe_with
from .native import NativeImage
from .prepare import source_places
from .traps import CodeMap
from .wasm import interrupt_handler

if TYPE_CHECKING:
    from .wasm.fuel import Fuel


def function_image(
    func: Function,
    compiled: CompiledFunction,
    section: TextSection,
    symbols: dict[str, int],
    shared: dict[str, int],
    entry: str = "",
    interruptible: bool = False,
    fuel: "Fuel | None" = None,
) -> NativeImage:
    """The image of a function: `section` is its code laid out, `symbols` the addresses of what it names,
    `shared` those of the words through which it calls, `entry` the function with a word of its own. What is
    `interruptible` can be stopped by signals and time limits; with `fuel`, running out of it is a trap.
    Raises `UndefinedSymbolError`, and `LimitError`, which names the function."""
    resolve = source_places(func)
    code_map = CodeMap(True)
    if resolve is None:
        code_map.add_plain(0, str(func.name))
    else:
        code_map.add(0, str(func.name), compiled.code, resolve)
    try:
        describe = describe_with(fuel)
        image = NativeImage(section, symbols, describe, code_map, shared, entry, interruptible)
    except LimitError as error:
        raise LimitError(f"function {func.name}: {error.message}") from None
    if interruptible:
        interrupt_handler.install()
    return image
