"""Code of a module that is compiled function by function, each when it is first called.

Every function that something can call has a *cell* of four words:

    +0   address of its code, 0 while it is not compiled
    +8   where a caller jumps to: its stub, later its code
    +16  number of the `LazyCode`       +24  its index in the module

Direct calls go through words of the caller's text (`link.py`), which hold what is at +8 of the callee, and
are replaced when that is compiled. The *stub* is an IR function of the callee's type, compiled once per type,
that asks Python for the code when the cell has none and goes on with it by a tail call:

    stub(arguments...):  code = cell+0;  if not code: code = compile(cell);  return_call code(arguments...)

So the code of a function is the same as when all are compiled at once, but for where it lies. Records of
functions (`frontend/wasm/layout.py`) begin with the stub; those in contexts are replaced when the function is
compiled, copies of them in tables keep the stub, whose way to the code is then a load and a jump.

What is wrong with a module is said when the module is made, as always. What cannot be compiled is said by the
call that needs it.
"""

import os
import threading
import weakref
from collections.abc import Callable, Iterable
from typing import Final

from ...backends.code import CompiledCode
from ...backends.exceptions import TableCode, table_size
from ...backends.handlers import TABLE
from ...backends.text import NamedCode, lay_out
from ...compile import Session, compile_module, make_target
from ...frontend.wasm.environment import ModuleEnvironment
from ...frontend.wasm.module import Module as ModuleTables
from ...ir.builder import NumberBuilder
from ...ir.entities import AbiParam, Signature
from ...ir.function import Function
from ...ir.types import I64
from ...settings import Settings
from ...wasm_compile import BodyCompiler, WasmFunction
from ..glue import FLAGS, address
from ..pending import TRAP_HOST, leave, take
from ..stack_limit import LIMIT
from ..traps import ClosedError, Describe
from . import exception_texts
from .image import CodeImage, PlaceMap
from .machines import LoadedText, Machine
from .memory_words import Block, read_word, write_word
from .stub_functions import call_python, call_with_gil, raise_python, signature_of

_CODE: Final = 0
_JUMP: Final = 8
_OWNER: Final = 16
_INDEX: Final = 24
_CELL: Final = 32
_CELL_NAME: Final = "lazy_cell"
#: The symbol of `_compile`.
_COMPILE: Final = "__irtool_lazy_compile"

#: Held while code is compiled, also over a fork, so that a child never finds it in the hands of a thread that
#: it does not have.
_lock: Final = threading.RLock()
os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)

_owners: "Final[weakref.WeakValueDictionary[int, LazyCode]]" = weakref.WeakValueDictionary()
_numbers = iter(range(1, 1 << 62))

#: Given code: what describes its traps, and names functions by index.
Texts = Callable[[CodeImage], tuple[Describe, Callable[[int], str]]]


class LazyCode:
    """See the module docstring. The interface is that of `LoadedCode`."""

    def __init__(
        self,
        tables: ModuleTables,
        environment: ModuleEnvironment,
        settings: Settings,
        machine: Machine,
        type_of: Callable[[int], int],
        texts: Texts,
    ) -> None:
        """`type_of` gives the common number of the type of a function."""
        self._without_gil = environment.tunables.release_gil
        self._machine = machine
        self._type_of = type_of
        self._texts = texts
        self._layout = environment.layout
        target = make_target(machine.name, settings)
        self._compiler = BodyCompiler(tables, environment, Session(target, settings))
        self._first = first = tables.num_imported_functions()
        count = tables.num_functions()
        self._symbols = [environment.name(index).symbol() for index in range(count)]
        self._index_of = {self._symbols[index]: index for index in range(first, count)}
        self._cells = Block(_CELL * max(count, 1))
        self._loaded: list[LoadedText] = []
        self._waiting: dict[int, list[int]] = {}
        """Words of callers that hold the stub of a function, by its index."""
        self._contexts: weakref.WeakKeyDictionary[object, int] = weakref.WeakKeyDictionary()
        self.compiled = 0
        """How many functions are compiled."""
        self._handling: list[int] = []
        """Texts with an exception table."""
        weakref.finalize(self, exception_texts.remove_texts, self._handling)
        self._number = next(_numbers)
        _owners[self._number] = self

    def add_context(self, owner: object, context: int) -> None:
        """A context has records of the functions, for as long as its owner lives."""
        self._contexts[owner] = context

    def address(self, index: int) -> int:
        """Address of the code of an own function, or of its stub."""
        cell = self._cell(index)
        if not read_word(cell + _JUMP):
            self._make_stubs({index, *self._layout.records})
        return read_word(cell + _JUMP)

    def _cell(self, index: int) -> int:
        return self._cells.address + _CELL * index

    def _make_stubs(self, indices: Iterable[int]) -> None:
        """Make the stubs that are not there yet, all in one text."""
        machine = self._machine
        with _lock:
            wanted = [index for index in sorted(indices) if not read_word(self._cell(index) + _JUMP)]
            if not wanted:
                return
            stubs = [
                WasmFunction(f"stub {index}", _stub(machine, self._type_of(index), self._without_gil))
                for index in wanted
            ]
            section = lay_out(stubs, machine.form)
            ends = iter([*(function.start for function in section.functions[1:]), len(section.data)])
            numbers, end, index = iter(wanted), 0, 0
            relocs = []
            for reloc in section.relocs:
                while reloc.offset >= end:
                    end, index = next(ends), next(numbers)
                relocs.append(reloc._replace(symbol=str(index)) if reloc.symbol == _CELL_NAME else reloc)
            section.relocs = relocs
            symbols = {str(index): self._cell(index) for index in wanted}
            symbols[_COMPILE] = machine.callback(_compile, "I", "I")
            text = machine.load_text(section, take, None, symbols)
            self._loaded.append(text)
            for index in wanted:
                cell = self._cell(index)
                write_word(cell + _OWNER, self._number)
                write_word(cell + _INDEX, index)
                write_word(cell + _JUMP, text.address(f"stub {index}"))

    def compile(self, index: int) -> int:
        """Compile an own function, unless it is compiled; the address of its code. Raises `UnsupportedError`
        and `LimitError` for one that cannot be compiled."""
        cell = self._cell(index)
        with _lock:
            if read_word(cell + _CODE):
                return read_word(cell + _CODE)
            codes: list[CompiledCode] = []
            own = index - self._first
            self._compiler.compile(own, own + 1, lambda number, code: codes.append(code))
            address = self._load(index, codes[0])
            write_word(cell + _CODE, address)
            write_word(cell + _JUMP, address)
            record = self._layout.records.get(index)
            if record is not None:
                for context in self._contexts.values():
                    write_word(context + record, address)
            for slot in self._waiting.pop(index, ()):
                write_word(slot, address)
            self.compiled += 1
            return address

    def _load(self, index: int, code: CompiledCode) -> int:
        machine, symbol = self._machine, self._symbols[index]
        functions: list[NamedCode] = [WasmFunction(symbol, code)]
        table = TableCode(TABLE, functions) if table_size([code]) else None
        section = lay_out([*functions, table] if table is not None else functions, machine.form)
        if table is not None:
            table.fill(section, self._layout.tag)
        named = {reloc.symbol: self._index_of.get(reloc.symbol, -1) for reloc in section.relocs}
        callees = {name: callee for name, callee in named.items() if callee >= 0}
        self._make_stubs(callees.values())
        symbols = {name: read_word(self._cell(callee) + _JUMP) for name, callee in callees.items()}
        image = CodeImage.of_section(section, {symbol: index})
        describe, name_of = self._texts(image)
        text = machine.load_text(section, describe, PlaceMap(image, name_of), symbols)
        self._loaded.append(text)
        for name, callee in callees.items():
            if not read_word(self._cell(callee) + _CODE):
                self._waiting.setdefault(callee, []).append(text.slots[name])
        start = text.address(symbol)
        if table is not None:
            exception_texts.add_text(start, len(section.data), text.address(TABLE))
            self._handling.append(start)
        return start


def _compile(cell: int) -> int:
    """Called by stubs: the address of the code, or 0 with an exception that was left."""
    try:
        owner = _owners.get(read_word(cell + _OWNER))
        if owner is None:  # a finalizer has called it
            raise ClosedError("the module is being freed")
        return owner.compile(read_word(cell + _INDEX))
    except BaseException as error:
        leave(error)
        return 0


_templates: Final[dict[tuple[object, ...], CompiledCode]] = {}


def _stub(machine: Machine, type_number: int, without_gil: bool) -> CompiledCode:
    """Code of the stubs for functions of a type, with a symbol for the cell. `without_gil` says that callers
    may not hold the GIL."""
    signature = signature_of(type_number)
    key = (machine, without_gil, *signature.key())
    if key not in _templates:
        settings = machine.settings("speed")
        settings.set("preserve_frame_pointers", True)
        target = make_target(machine.name, settings)
        (named,) = compile_module([_stub_function(machine, signature, without_gil)], target, settings)
        _templates[key] = named.code
    return _templates[key]


def _stub_function(machine: Machine, signature: Signature, without_gil: bool) -> Function:
    b = NumberBuilder.create(
        "stub", [param.ty for param in signature.params], [item.ty for item in signature.returns], "tail"
    )
    entry = b.create_entry_block()
    ready, missing, failed = b.create_block([I64]), b.create_block(), b.create_block()
    b.set_cold(missing)
    b.set_cold(failed)
    b.switch_to_block(entry)
    arguments = b.block_params(entry)
    cell = b.symbol_value(I64, b.symbol(_CELL_NAME, 0, False, False))
    code = b.load(I64, cell, _CODE, FLAGS)
    b.brif(code, ready, [code], missing, [])
    b.switch_to_block(missing)
    call = Signature([AbiParam(I64)], [AbiParam(I64)], "system_v")
    if without_gil:
        (made,) = call_with_gil(b, call, _COMPILE, [cell])
    else:
        (made,) = call_python(b, call, _COMPILE, [cell])
    b.brif(made, ready, [made], failed, [])
    b.switch_to_block(failed)
    if without_gil:
        b.trap(TRAP_HOST)
    else:
        raise_python(b, b.load(I64, address(b, LIMIT), 0, FLAGS))
    b.switch_to_block(ready)
    (callee,) = b.block_params(ready)
    b.return_call_indirect(b.import_signature(signature), callee, arguments)
    b.seal_all_blocks()
    return b.finalize()
