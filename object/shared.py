"""A shared library of one object file, without a linker: what `ld -shared` makes of the objects of `elf.py`.

    library = shared_library(object_file, form)         bytes of the file, for `dlopen`

    segment       sections                                                  pages
    read          headers, note, .gnu.hash .dynsym .dynstr .rela.dyn,       r--
                  .rodata, tables, .eh_frame_hdr, .eh_frame
    code          .text, .plt                                               r-x
    relro         .dynamic, .got                                            rw-, then r--
    data          .data, .bss                                               rw-
    (not loaded)  debug sections, .symtab, .strtab, .shstrtab

A segment goes on in the file where the one before it ends, but begins in a page of its own in memory: its
address is as far into that page as its place in the file is into its own.

References of the code are filled for good, since the distances of the library's parts are known; what the
dynamic loader must fill are words of the GOT, a *slot* for a symbol:

    of a symbol that the object does not define     GLOB_DAT     looked up by name when the library is loaded
    of a global one that it defines                 GLOB_DAT     so that all libraries mean the same place
    of a local one                                  RELATIVE     base of the library + its place

A call of what the object does not define goes to a stub in `.plt`, which jumps through the slot
(`ObjectFormat.slot_jump`); slots are filled at load, never later, so they are read-only from then on. A word
of `.data` that holds an address is filled like a slot. Names that begin with `__start_` and `__stop_` are
places around the section that they name.

The library names no other libraries: its outside symbols are those of the program that loads it.

Invariants: no field of code or constants is left to the loader (no text relocations); every address is
below 2 GiB; the output depends on the input alone. Sources: System V ABI, chapter 5; the processor
supplements; Linux Standard Base Core 5.0, sections 10.6.2 (`.eh_frame_hdr`) and 11.3 (program headers).
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from ..backends.object_format import ObjectFormat, RelocKind
from ..ir.errors import IrtoolError, LimitError, UnsupportedError
from .dynamic import (
    DYNAMIC_ENTRY,
    DynamicSymbols,
    dynamic_section,
    frame_table,
    frame_table_size,
)
from .eh_frame import SECTION as EH_FRAME
from .elf import (
    RELA,
    SHF_ALLOC,
    SHF_EXCLUDE,
    SHF_EXECINSTR,
    SHF_WRITE,
    SHT_NOBITS,
    SHT_NOTE,
    SHT_PROGBITS,
    SHT_RELA,
    SHT_STRTAB,
    SHT_SYMTAB,
    STB_GLOBAL,
    STB_LOCAL,
    STT_NOTYPE,
    STT_SECTION,
    SYMBOL,
    StringTable,
)
from .elf_read import ET_REL, ElfObject, Relocation, Section, Symbol, read_object
from .shared_file import PAGE, RELRO_PADDING, Part, SharedFile

_SHF_TLS: Final = 0x400
_SHT_DYNAMIC: Final = 6
_SHT_DYNSYM: Final = 11
_SHT_GNU_HASH: Final = 0x6FFFFFF6
_SLOT: Final = 8
#: Sections of the object that have no counterpart in a library.
_NOT_COPIED: Final = (SHT_SYMTAB, SHT_STRTAB, SHT_RELA)
#: Greatest size of a library, and of an addend.
_MOST: Final = 1 << 31
_STACK_NOTE: Final = ".note.GNU-stack"


class _Word(NamedTuple):
    """A word that the loader fills."""

    part: Part
    offset: int
    symbol: Symbol
    addend: int


def shared_library(data: bytes, form: ObjectFormat, soname: str = "") -> bytes:
    """The shared library of an object file that irtool wrote for the machine of `form`. `soname` is the name
    that programs linked with it remember; empty: the one it was linked by.

    Raises `IrtoolError` for a file that is damaged or for another machine, `UnsupportedError` for what only a
    linker can do (thread-local variables, machines without the numbers of dynamic relocations), `LimitError`
    for a field that does not reach its target."""
    elf = read_object(data)
    if elf.kind != ET_REL or elf.machine != form.elf_machine:
        raise IrtoolError("only an object file of the target can be made a shared library")
    if form.dynamic_slot < 0 or form.dynamic_base < 0:
        raise UnsupportedError("shared libraries for this target need a linker")
    return _Linker(elf, form, soname).file()


class _Linker:
    """Makes one library."""

    def __init__(self, elf: ElfObject, form: ObjectFormat, soname: str) -> None:
        self._elf = elf
        self._form = form
        self._kinds = {row.number: (kind, row) for kind, row in form.relocs.items()}
        self._pointer = form.absolute_fields[_SLOT]
        self._out = SharedFile(form.elf_machine, form.elf_flags)
        self._parts: dict[int, Part] = {}
        """Of sections of the object, by their numbers."""
        self._slots: dict[Symbol, int] = {}
        """Number of the slot."""
        self._stubs: dict[Symbol, int] = {}
        """Number of the stub."""
        self._words = 0
        """How many words of `.data` hold addresses."""
        self._soname = soname

    def file(self) -> bytes:
        """Put the library together."""
        for number, section in enumerate(self._elf.sections):
            for reloc in self._elf.relocations.get(number, ()):
                if section.flags & SHF_ALLOC:
                    self._note_needs(section, reloc)
        self._lay_out()
        for number, part in self._parts.items():
            for reloc in self._elf.relocations.get(number, ()):
                self._fill(part, reloc)
        self._write_stubs()
        self._write_dynamic()
        self._write_symbols()
        return self._out.file()

    # --- what is needed ------------------------------------------------------------------------------

    def _kind(self, reloc: Relocation) -> tuple[int, RelocKind]:
        known = self._kinds.get(reloc.kind)
        if known is None:
            raise UnsupportedError(f"relocation {reloc.kind} in the object file needs a linker")
        return known

    def _note_needs(self, section: Section, reloc: Relocation) -> None:
        """Slots and stubs for a relocation of a section that is loaded."""
        symbol = reloc.symbol
        _, kind = self._kind(reloc)
        if kind.thread_local or kind.anchor:
            what = (
                f"the thread-local variable {symbol.name}" if kind.thread_local else f"relocation {kind.name}"
            )
            raise UnsupportedError(f"{what} needs a linker")
        outside = self._is_outside(symbol)
        if kind.through_slot:
            self._slots.setdefault(symbol, len(self._slots))
        elif kind.branch:
            if outside:
                self._slots.setdefault(symbol, len(self._slots))
                self._stubs.setdefault(symbol, len(self._stubs))
        elif kind.number == self._pointer:
            if not section.flags & SHF_WRITE:
                raise UnsupportedError(
                    f"section {section.name} holds the address of {symbol.name or 'a section'}, which a"
                    " shared library has in .data only"
                )
            self._words += 1
        elif outside:
            raise UnsupportedError(
                f"{symbol.name} is not defined here, and relocation {kind.name} does not reach other"
                " libraries"
            )

    def _is_outside(self, symbol: Symbol) -> bool:
        return symbol.section == 0 and self._bounded(symbol.name) is None

    def _bounded(self, name: str) -> tuple[int, bool] | None:
        """For the name of a place around a section: its number, and whether it is the end."""
        for prefix in ("__start_", "__stop_"):
            if name.startswith(prefix):
                number = self._elf.section_number(name.removeprefix(prefix))
                if number >= 0:
                    return number, prefix == "__stop_"
        return None

    # --- layout --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Give every section its place. Those that the library adds have their sizes now, their contents
        later."""
        out, form = self._out, self._form
        loaded = [
            (number, section)
            for number, section in enumerate(self._elf.sections)
            if section.flags & SHF_ALLOC and section.kind not in _NOT_COPIED
        ]
        for _, section in loaded:
            if section.flags & _SHF_TLS:
                raise UnsupportedError("thread-local variables need a linker")
            if section.align > PAGE or section.align & (section.align - 1):
                raise IrtoolError(f"damaged ELF file: section {section.name} is aligned to {section.align}")
        outside = [symbol for symbol in self._elf.symbols if self._is_undefined(symbol)]
        exported = [symbol for symbol in self._elf.symbols if symbol.bind != STB_LOCAL and symbol.section]
        self._dynamic = DynamicSymbols(outside, exported)
        slots = len(self._slots)

        out.begin_segment(0)
        self._copy(item for item in loaded if item[1].kind == SHT_NOTE)
        self._hash = out.add(".gnu.hash", _SHT_GNU_HASH, SHF_ALLOC, self._dynamic.hash, align=8)
        self._dynsym = out.add(
            ".dynsym", _SHT_DYNSYM, SHF_ALLOC, bytearray(self._dynamic.size), align=8, entry_size=SYMBOL.size
        )
        self._dynsym.info = 1
        strings = StringTable()
        strings.data[:] = self._dynamic.strings.data
        self._soname_at = strings.add(self._soname)
        self._dynstr = out.add(".dynstr", SHT_STRTAB, SHF_ALLOC, strings.data)
        self._rela = out.add(
            ".rela.dyn", SHT_RELA, SHF_ALLOC, bytearray((self._words + slots) * RELA.size), 8, RELA.size
        )
        self._copy(item for item in loaded if self._is_constant(item[1]))
        frames = self._elf.section_number(EH_FRAME)
        self._frames: Part | None = None
        if frames >= 0:
            size = frame_table_size(self._elf.sections[frames].data)
            self._frames = out.add(EH_FRAME + "_hdr", SHT_PROGBITS, SHF_ALLOC, bytearray(size), align=4)
            self._copy([(frames, self._elf.sections[frames])])

        out.begin_segment(SHF_EXECINSTR)
        self._copy(item for item in loaded if item[1].flags & SHF_EXECINSTR)
        code = SHF_ALLOC | SHF_EXECINSTR
        stubs = bytearray(len(self._stubs) * len(form.slot_jump.code))
        self._plt = out.add(".plt", SHT_PROGBITS, code, stubs, align=16) if stubs else None

        out.begin_segment(SHF_WRITE, relro=True)
        variable = SHF_ALLOC | SHF_WRITE
        self._table = out.add(
            ".dynamic", _SHT_DYNAMIC, variable, bytearray(self._dynamic_table(0)), 8, DYNAMIC_ENTRY.size
        )
        self._got = out.add(".got", SHT_PROGBITS, variable, bytearray(_SLOT * slots), 8, _SLOT)
        out.add_zeros(RELRO_PADDING, out.rest_of_page(), 1)

        writable = [item for item in loaded if item[1].flags & SHF_WRITE]
        if writable:
            out.begin_segment(SHF_WRITE)
            self._copy(item for item in writable if item[1].kind != SHT_NOBITS)
            for number, section in writable:
                if section.kind == SHT_NOBITS:
                    self._parts[number] = out.add_zeros(section.name, section.size, section.align)
        if out.end_segments() > _MOST:
            raise LimitError(f"a shared library of more than {_MOST} bytes is not possible")
        self._copy(
            (number, section)
            for number, section in enumerate(self._elf.sections)
            if number
            and not section.flags & (SHF_ALLOC | SHF_EXCLUDE)
            and section.kind not in _NOT_COPIED
            and section.name != _STACK_NOTE
        )
        self._hash.link = self._rela.link = self._dynsym.number
        self._dynsym.link = self._table.link = self._dynstr.number

    def _is_undefined(self, symbol: Symbol) -> bool:
        return symbol.bind != STB_LOCAL and bool(symbol.name) and self._is_outside(symbol)

    def _is_constant(self, section: Section) -> bool:
        other = section.kind == SHT_NOTE or section.name == EH_FRAME
        return not other and not section.flags & (SHF_WRITE | SHF_EXECINSTR)

    def _copy(self, sections: Iterable[tuple[int, Section]]) -> None:
        """Sections of the object, as they are."""
        for number, section in sections:
            flags = section.flags & (SHF_ALLOC | SHF_WRITE | SHF_EXECINSTR)
            align = max(section.align, 1) if flags else 1
            data = bytearray(section.data)
            self._parts[number] = self._out.add(section.name, section.kind, flags, data, align)

    # --- contents -------------------------------------------------------------------------------------

    def _place(self, symbol: Symbol) -> tuple[int, int]:
        """Section and address of a symbol that is defined here; addresses count from the start of the
        library."""
        bounded = self._bounded(symbol.name) if symbol.section == 0 else None
        number, value = (bounded[0], 0) if bounded is not None else (symbol.section, symbol.value)
        part = self._parts.get(number)
        if part is None or value > part.size:
            raise IrtoolError(f"damaged ELF file: symbol {symbol.name!r} lies outside the sections")
        if bounded is not None and bounded[1]:
            value = part.size
        return part.number, part.address + value

    def _address(self, symbol: Symbol) -> int:
        return self._place(symbol)[1]

    def _fill(self, part: Part, reloc: Relocation) -> None:
        """Fill a field of a section."""
        symbol = reloc.symbol
        if reloc.offset + 4 > len(part.data) or not -_MOST <= reloc.addend <= _MOST:
            raise _outside(part)
        if not part.flags & SHF_ALLOC:
            sizes = {number: size for size, number in self._form.absolute_fields.items()}
            if reloc.kind not in sizes:
                raise UnsupportedError(f"relocation {reloc.kind} in section {part.name} needs a linker")
            size = sizes[reloc.kind]
            value = (self._address(symbol) + reloc.addend) & ((1 << 8 * size) - 1)
            part.data[reloc.offset : reloc.offset + size] = value.to_bytes(size, "little")
            if len(part.data) != part.size:
                raise _outside(part)
            return
        kind, row = self._kind(reloc)
        if row.number == self._pointer:
            if reloc.offset + _SLOT > part.size:
                raise _outside(part)
            return  # the loader's work
        if row.through_slot:
            target = self._got.address + _SLOT * self._slots[symbol]
        elif symbol in self._stubs:
            assert self._plt is not None
            target = self._plt.address + len(self._form.slot_jump.code) * self._stubs[symbol]
        else:
            target = self._address(symbol)
        place = part.address + reloc.offset
        self._form.apply_reloc(part.data, reloc.offset, kind, place, target + reloc.addend)
        if len(part.data) != part.size:
            raise _outside(part)

    def _write_stubs(self) -> None:
        stub, plt = self._form.slot_jump, self._plt
        if plt is None:
            return
        for symbol, number in self._stubs.items():
            start = number * len(stub.code)
            plt.data[start : start + len(stub.code)] = stub.code
            slot = self._got.address + _SLOT * self._slots[symbol]
            for at, kind, addend in stub.relocs:
                place = plt.address + start + at
                self._form.apply_reloc(plt.data, start + at, kind, place, slot + addend)

    def _write_dynamic(self) -> None:
        """What the loader reads: relocations, symbols, and the table that says where they are."""
        form, rows = self._form, self._dynamic.rows
        places = [
            _Word(self._got, _SLOT * number, symbol, 0) for symbol, number in self._slots.items()
        ] + self._data_words()
        relative, named = [], []
        for part, offset, symbol, addend in places:
            place = part.address + offset
            if symbol in rows:
                kind = form.dynamic_slot if part is self._got else self._pointer
                named.append(RELA.pack(place, rows[symbol] << 32 | kind, addend))
            else:
                value = self._address(symbol) + addend
                relative.append(RELA.pack(place, form.dynamic_base, value))
        self._rela.data[:] = b"".join(relative + named)
        self._dynsym.data[:] = self._dynamic.table(self._place)
        self._table.data[:] = self._dynamic_table(len(relative))
        if self._frames is not None:
            frames = next(part for part in self._parts.values() if part.name == EH_FRAME)
            self._frames.data[:] = frame_table(self._frames.address, frames.address, frames.data)

    def _dynamic_table(self, relative: int) -> bytes:
        return dynamic_section(
            hash_at=self._hash.address,
            strings=(self._dynstr.address, self._dynstr.size),
            symbols_at=self._dynsym.address,
            relocations=(self._rela.address, self._rela.size, relative),
            soname=self._soname_at if self._soname else 0,
        )

    def _data_words(self) -> list[_Word]:
        """The words of `.data` that hold addresses."""
        return [
            _Word(self._parts[number], reloc.offset, reloc.symbol, reloc.addend)
            for number in self._parts
            if self._elf.sections[number].flags & SHF_ALLOC
            for reloc in self._elf.relocations.get(number, ())
            if reloc.kind == self._pointer
        ]

    def _write_symbols(self) -> None:
        """The table for debuggers and `nm`: all symbols of the object, at their addresses."""
        strings, table = StringTable(), bytearray(SYMBOL.size)
        mapping = self._form.mapping_symbols
        if mapping and self._plt is not None:
            start = (self._plt.number, self._plt.address, 0)
            table += SYMBOL.pack(strings.add(mapping[0]), STB_LOCAL << 4 | STT_NOTYPE, 0, *start)
        symbols = [symbol for symbol in self._elf.symbols[1:] if symbol.kind != STT_SECTION]
        local = 0
        for bind in (STB_LOCAL, STB_GLOBAL):
            for symbol in symbols:
                if (symbol.bind == STB_LOCAL) == (bind == STB_LOCAL):
                    place = self._place(symbol) if symbol.section else (0, 0)
                    info = symbol.bind << 4 | symbol.kind
                    table += SYMBOL.pack(strings.add(symbol.name), info, 0, *place, symbol.size)
            if bind == STB_LOCAL:
                local = len(table) // SYMBOL.size
        made = self._out.add(".symtab", SHT_SYMTAB, 0, table, 8, SYMBOL.size)
        made.info = local
        made.link = self._out.add(".strtab", SHT_STRTAB, 0, strings.data).number


def _outside(part: Part) -> IrtoolError:
    return IrtoolError(f"damaged ELF file: a relocation lies outside section {part.name}")
