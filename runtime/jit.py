"""`jit`: one function as a Python callable.

    add = jit(parse_function("function %add(i64, i64) -> i64 { ... }"))
    add(1, 2)                       3

A function by itself gets an image of its own. With data objects, other functions or exceptions all of them
are laid out together (`module.py`), and so is code that is emulated. How a call runs depends on what the
code can do: code that cannot trap and ends by itself is *quiet*, and called without making ready for traps
and interrupts.
"""

import ctypes
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ..backends.target import Target
from ..backends.text import lay_out, text_options
from ..compile import compile_module
from ..ir.analysis.cfg import is_lone_block
from ..ir.entities import Signature
from ..ir.errors import SettingError
from ..ir.function import Function
from ..ir.types import I32
from .arena import CodeBlock
from .count_fuel import cyclic_blocks, use_fuel
from .data import DataObject, make_content, place
from .function import DIRECT, NativeFunction
from .function_image import function_image
from .link import c_library_address
from .module import load
from .native import NativeImage
from .platform import host_target, runs_here
from .prepare import prepare
from .throwing import THROW
from .unsigned import UnsignedFunction

if TYPE_CHECKING:
    from ..ir.data import DataSection
    from ..settings import Settings
    from .wasm.fuel import Fuel


def jit(
    func: Function,
    settings: "Settings | None" = None,
    unsigned: bool = False,
    data: "DataSection | None" = None,
    others: Sequence[Function] = (),
    *,
    release_gil: bool = False,
    fuel: "Fuel | None" = None,
) -> Callable[..., Any]:
    """Compile a function for this machine and return it as a Python callable.

    Arguments: integers modulo their width, floats as numbers, vectors as little-endian bytes or as a list
    of lanes. Results: integers signed, or `unsigned`, floats as numbers, vectors as bytes (`unpack_lanes`);
    one result comes as it is, several as a tuple, none as None. The callable has the attributes `address`, a
    pointer for C (`NativeFunction`), and `signature`; its code lives as long as the callable, as do the data
    objects in `data` that it names by symbol. `release_gil` lets other threads of Python go on while it runs.
    With `fuel` its instructions are counted, and it traps when that is used up. A call takes the keyword
    `timeout`: the most seconds that it may run.

    `others` are functions that it calls by name, directly or not; further names are looked up in this process
    (the C library).

    Raises what `compile_module` raises, `UndefinedSymbolError` for a symbol that is nowhere, and
    `SettingError` for fuel together with `release_gil`, or where the code is emulated. A call raises `Trap`,
    `TimeLimitError`, or `TypeError` for wrong arguments."""
    function = _jit(func, settings, data, others, release_gil, fuel)
    return UnsignedFunction(function, func.signature) if unsigned else function


def _jit(
    func: Function,
    settings: "Settings | None",
    data: "DataSection | None",
    others: Sequence[Function],
    release_gil: bool,
    fuel: "Fuel | None",
) -> Callable[..., Any]:
    """`jit` with signed results."""
    target = host_target(settings)
    here = runs_here(target) and DIRECT
    if fuel is not None and not runs_here(target):
        raise SettingError(f"fuel is for code that runs in this process; code for {target.name} is emulated")
    counter = use_fuel(fuel, release_gil)
    throws = any(ext.name.symbol() == THROW for ext in func.ext_funcs)
    if data is not None or others or throws or not here:
        objects, symbols = _place_section(data) if data is not None else ([], {})
        module = load([func, *others], target, settings, symbols, release_gil=release_gil, counter=fuel)
        module.data = objects
        return module.function(func.name.symbol(), release_gil and here)
    name = func.name.symbol()
    prepared = prepare(func, release_gil, lambda other: other != name, counter)
    (compiled,) = compile_module([prepared], target, settings)
    section = lay_out([compiled], target.form, text_options(settings))
    code = compiled.code
    calm = not (len(code.trap_offset) or len(code.call_sites) or len(code.reloc_offset))
    quiet = calm and (is_lone_block(func) or not cyclic_blocks(func))
    image = function_image(func, compiled, section, {}, {}, name, not quiet, fuel)
    image.keep = fuel
    owner = _Single(image, quiet)
    return NativeFunction(
        image.word,
        func.signature,
        name,
        owner,
        quiet=quiet,
        bare=owner.bare_address if calm and _is_c(target, func.signature) else None,
        release_gil=release_gil,
        needs_gil=not release_gil,
    )


def _place_section(section: "DataSection") -> tuple[list[DataObject], dict[str, int]]:
    """The objects of a section in memory, and their addresses."""
    objects = []
    for name, row in section.objects.items():
        content = make_content(name, row.content, len(row.content), {}, row.align)
        objects.append(DataObject(name, content, row.writable))
    place(objects, c_library_address)
    return objects, {each.name: each.address for each in objects}


class _Single:
    """What keeps the code of a function by itself alive."""

    __slots__ = ("_bare", "_image", "_quiet")

    def __init__(self, image: NativeImage, quiet: bool) -> None:
        """`quiet` is that of `NativeFunction`."""
        self._image = image
        self._quiet = quiet
        self._bare: CodeBlock | None = None

    def bare_address(self) -> int:
        """Address of code that C may call. What is not quiet may only run where somebody has armed; so it is
        copied, without being registered. It names nothing outside of itself."""
        block = self._image.block
        entry = int(ctypes.c_uint64.from_address(self._image.word).value)
        if self._quiet:
            return entry
        if self._bare is None:
            self._bare = CodeBlock(block.size)
            self._bare.write(ctypes.string_at(block.address, block.size))
        return self._bare.address + entry - block.address


def _is_c(target: Target, signature: Signature) -> bool:
    """A function of this signature follows the C convention."""
    plain = target.abi("system_v")
    own = target.abi(signature.call_conv)
    same = own.int_args == plain.int_args and own.float_args == plain.float_args
    if own.zero_extended_words and any(param.ty == I32 for param in signature.params):
        return False  # C leaves junk above them
    return same and own.int_rets[:1] == plain.int_rets[:1] and own.float_rets[:1] == plain.float_rets[:1]
