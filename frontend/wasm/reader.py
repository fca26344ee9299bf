"""Reading a binary module: the header and all sections, into the tables of `module.py`.

    module = read_module(Path("prog.wasm").read_bytes())

Reading checks what can be said without looking at other sections (the grammar, and limits of the
implementation); `validation.py` does the rest. Bodies of functions are only located.
"""

from typing import Final

from librt.vecs import append
from mypy_extensions import i64

from .custom import read_branch_hints
from .errors import MalformedError, WasmError
from .features import DEFAULT_FEATURES, FEATURE_BITS, FEATURE_EXCEPTIONS, FEATURE_FUNCTION_REFERENCES
from .limits import (
    MAX_BODY_BYTES,
    MAX_EXPORTS,
    MAX_FUNCTIONS,
    MAX_GLOBALS,
    MAX_IMPORTS,
    MAX_MEMORIES,
    MAX_MODULE_BYTES,
    MAX_NAME_BYTES,
    MAX_PAGES_32,
    MAX_PAGES_64,
    MAX_TABLES,
    MAX_TAGS,
)
from .module import (
    EXTERN_FUNC,
    EXTERN_GLOBAL,
    EXTERN_MEMORY,
    EXTERN_TABLE,
    EXTERN_TAG,
    CustomSection,
    Export,
    GlobalType,
    Import,
    MemoryType,
    Module,
    TableType,
)
from .read_segments import SegmentReader
from .read_types import LIMIT_64, LIMIT_MAX, LIMIT_PAGE, LIMIT_SHARED
from .skip import skip_expression, skip_value_type
from .types import KIND_FUNC

SECTION_NAMES: Final[tuple[str, ...]] = (
    "custom",
    "type",
    "import",
    "function",
    "table",
    "memory",
    "global",
    "export",
    "start",
    "element",
    "code",
    "data",
    "data count",
    "tag",
)
SECTION_CODE: Final = 10
#: Place of each section id in the order that the format asks for.
SECTION_ORDER: Final[tuple[int, ...]] = (0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6)

_THREADS: Final = FEATURE_BITS["threads"]
_PAGE_SIZES: Final = FEATURE_BITS["custom_page_sizes"]
_BULK_MEMORY: Final = FEATURE_BITS["bulk_memory"]


class ModuleReader(SegmentReader):
    """A cursor over a whole module; `read` does it."""

    def __init__(self, module: Module) -> None:
        super().__init__(module, 0, len(module.data))

    def read(self) -> None:
        """Header and sections."""
        data = self.data
        if len(data) > MAX_MODULE_BYTES:
            self.limit(f"module size {len(data)} is above the limit {MAX_MODULE_BYTES}", 0)
        if data[:4] != b"\0asm":
            self.malformed("unexpected end" if len(data) < 4 else "magic header not detected", 0)
        if data[4:8] != b"\1\0\0\0":
            self.malformed("unexpected end" if len(data) < 8 else "unknown binary version", 4)
        self.pos = 8
        last = 0
        size: i64 = len(data)
        while self.pos < size:
            self.end = size
            start = self.pos
            section = int(self.byte())
            length = self.u32()
            if section >= len(SECTION_NAMES):
                self.malformed("malformed section id", start)
            if length > size - self.pos:
                self.malformed("unexpected end: length out of bounds", self.pos)
            if section and SECTION_ORDER[section] <= SECTION_ORDER[last]:
                self.malformed("unexpected content after last section", start)
            self.end = self.pos + length
            self.module.sections.append((section, int(self.pos), int(self.end)))
            begin = self.pos
            self._section(section, last)
            if self.pos != self.end:
                self.malformed("section size mismatch", begin)
            last = section or last
        self.end = size
        self._finish()

    def _section(self, section: int, last: int) -> None:
        if section == 0:
            self._custom_section(last)
        elif section == 1:
            self.type_section()
        elif section == 2:
            self._import_section()
        elif section == 3:
            self._function_section()
        elif section == 4:
            self._table_section()
        elif section == 5:
            self._memory_section()
        elif section == 6:
            self._global_section()
        elif section == 7:
            self._export_section()
        elif section == 8:
            self.module.start = int(self.u32())
        elif section == 9:
            self.element_section()
        elif section == SECTION_CODE:
            self._code_section()
        elif section == 11:
            self.data_section()
        elif section == 12:
            self.need(_BULK_MEMORY, self.pos)
            self.module.data_count = int(self.u32())
        else:
            self._tag_section()

    def _finish(self) -> None:
        module = self.module
        own = len(module.func_type) - module.imported[EXTERN_FUNC]
        if own != len(module.body_start):
            self.malformed("function and code section have inconsistent lengths", self.pos)
        if module.data_count > 0 and not module.datas:
            self.malformed("data count and data section have inconsistent lengths", self.pos)

    # --- sections ---------------------------------------------------------------------------------

    def _custom_section(self, last: int) -> None:
        name = self.name(MAX_NAME_BYTES)
        custom = CustomSection(name, int(self.pos), int(self.end), last)
        self.module.customs.append(custom)
        self.pos = self.end

    def _import_section(self) -> None:
        module = self.module
        count = self.count("imports", MAX_IMPORTS)
        while count > 0:
            count -= 1
            module_name = self.name(MAX_NAME_BYTES)
            name = self.name(MAX_NAME_BYTES)
            start = self.pos
            kind = int(self.byte())
            if kind > EXTERN_TAG:
                self.malformed("malformed import kind", start)
            index = self._count_of(kind)
            if kind == EXTERN_FUNC:
                self._add_function(self.type_index(True))
            elif kind == EXTERN_TABLE:
                module.tables.append(self._table_type())
            elif kind == EXTERN_MEMORY:
                module.memories.append(self._memory_type())
            elif kind == EXTERN_GLOBAL:
                module.globals.append(self._global_type())
            else:
                module.tags.append(self._tag_type())
            self._check_count(kind, start)
            module.imports.append(Import(module_name, name, kind, index))
            module.imported[kind] += 1

    def _count_of(self, kind: int) -> int:
        module = self.module
        if kind == EXTERN_FUNC:
            return len(module.func_type)
        if kind == EXTERN_TABLE:
            return len(module.tables)
        if kind == EXTERN_MEMORY:
            return len(module.memories)
        if kind == EXTERN_GLOBAL:
            return len(module.globals)
        return len(module.tags)

    def _check_count(self, kind: int, offset: i64) -> None:
        limit = (MAX_FUNCTIONS, MAX_TABLES, MAX_MEMORIES, MAX_GLOBALS, MAX_TAGS)[kind]
        if self._count_of(kind) > limit:
            self.limit(f"too many {SECTION_NAMES[(3, 4, 5, 6, 13)[kind]]}s; the limit is {limit}", offset)

    def type_index(self, function: bool) -> i64:
        """A type index, of a function type where that is asked for."""
        start = self.pos
        index = self.u32()
        types = self.module.types
        if index >= len(types.number):
            self.invalid(f"unknown type {int(index)}", start)
        if function and types.kind[types.number[index]] != KIND_FUNC:
            self.invalid(f"type mismatch: type {int(index)} is no function type", start)
        return index

    def _add_function(self, index: i64) -> None:
        module = self.module
        module.func_index = append(module.func_index, index)
        module.func_type = append(module.func_type, module.types.number[index])

    def _function_section(self) -> None:
        count = self.count("functions", MAX_FUNCTIONS)
        start = self.pos
        while count > 0:
            count -= 1
            self._add_function(self.type_index(True))
        self._check_count(EXTERN_FUNC, start)

    def _table_section(self) -> None:
        count = self.count("tables", MAX_TABLES)
        start = self.pos
        while count > 0:
            count -= 1
            if self.pos + 1 < self.end and self.data[self.pos] == 0x40:
                self.pos += 1
                place = self.pos
                if self.byte() != 0:
                    self.malformed("malformed table", place)
                self.need(FEATURE_FUNCTION_REFERENCES, place - 1)
                table = self._table_type()
                table.init = self.const_expr()
            else:
                table = self._table_type()
            self.module.tables.append(table)
        self._check_count(EXTERN_TABLE, start)

    def _table_type(self) -> TableType:
        element = int(self.element_type())
        start = self.pos
        limits = self.limits(LIMIT_MAX | LIMIT_64)
        is_64 = limits.flags & LIMIT_64 != 0
        most = 1 << 64 if is_64 else 1 << 32
        if limits.minimum >= most or limits.maximum >= most:
            self.invalid("table size must be at most 2^32-1", start)
        if 0 <= limits.maximum < limits.minimum:
            self.invalid("size minimum must not be greater than maximum", start)
        return TableType(element, limits.minimum, limits.maximum, is_64)

    def _memory_section(self) -> None:
        count = self.count("memories", MAX_MEMORIES)
        start = self.pos
        while count > 0:
            count -= 1
            self.module.memories.append(self._memory_type())
        self._check_count(EXTERN_MEMORY, start)

    def _memory_type(self) -> MemoryType:
        start = self.pos
        allowed = LIMIT_MAX | LIMIT_64
        if self.module.features & _THREADS:
            allowed |= LIMIT_SHARED
        if self.module.features & _PAGE_SIZES:
            allowed |= LIMIT_PAGE
        limits = self.limits(allowed)
        is_64 = limits.flags & LIMIT_64 != 0
        shared = limits.flags & LIMIT_SHARED != 0
        if limits.page_log2 not in (0, 16):
            self.invalid("invalid custom page size: it must be 1 or 65536", start)
        self._check_memory_limits(limits.minimum, limits.maximum, is_64, limits.page_log2, start)
        if shared and limits.maximum < 0:
            self.invalid("shared memory must have maximum", start)
        return MemoryType(limits.minimum, limits.maximum, is_64, shared, limits.page_log2)

    def _check_memory_limits(
        self, minimum: int, maximum: int, is_64: bool, page_log2: int, start: i64
    ) -> None:
        if page_log2 == 0:
            most = (1 << 64) - 1 if is_64 else (1 << 32) - 1
        else:
            most = MAX_PAGES_64 if is_64 else MAX_PAGES_32
        if minimum > most or maximum > most:
            size = "" if is_64 or page_log2 == 0 else " (4GiB)"
            self.invalid(f"memory size must be at most {most} pages{size}", start)
        if 0 <= maximum < minimum:
            self.invalid("size minimum must not be greater than maximum", start)

    def _global_type(self) -> GlobalType:
        ty = self.value_type()
        return GlobalType(int(ty), self.mutability())

    def _global_section(self) -> None:
        count = self.count("globals", MAX_GLOBALS)
        start = self.pos
        while count > 0:
            count -= 1
            item = self._global_type()
            item.init = self.const_expr()
            self.module.globals.append(item)
        self._check_count(EXTERN_GLOBAL, start)

    def _tag_type(self) -> int:
        start = self.pos
        self.need(FEATURE_EXCEPTIONS, start)
        if self.byte() != 0:
            self.malformed("malformed tag attribute", start)
        return int(self.module.types.number[self.type_index(True)])

    def _tag_section(self) -> None:
        count = self.count("tags", MAX_TAGS)
        start = self.pos
        while count > 0:
            count -= 1
            self.module.tags.append(self._tag_type())
        self._check_count(EXTERN_TAG, start)

    def _export_section(self) -> None:
        count = self.count("exports", MAX_EXPORTS)
        names: set[str] = set()
        while count > 0:
            count -= 1
            start = self.pos
            name = self.name(MAX_NAME_BYTES)
            if name in names:
                self.invalid(f"duplicate export name {name!r}", start)
            names.add(name)
            place = self.pos
            kind = int(self.byte())
            if kind > EXTERN_TAG:
                self.malformed("malformed export kind", place)
            index = int(self.u32())
            self.module.exports.append(Export(name, kind, index))

    def _code_section(self) -> None:
        module = self.module
        section_end = self.end
        module.code_offset = int(self.pos)
        count = self.count("functions", MAX_FUNCTIONS)
        while count > 0:
            count -= 1
            place = self.pos
            size = self.u32()
            begin = self.pos
            if size > section_end - begin:
                self.malformed("unexpected end of section or function: length out of bounds", place)
            if size > MAX_BODY_BYTES:
                self.limit(f"function body size {int(size)} is above the limit {MAX_BODY_BYTES}", place)
            module.body_start = append(module.body_start, begin)
            module.body_end = append(module.body_end, begin + size)
            self.pos = begin + size


def check_syntax_of_bodies(module: Module) -> None:
    """Decode all bodies that were located. Raises `MalformedError`."""
    for start, end in zip(module.body_start, module.body_end, strict=True):
        reader = SegmentReader(module, start, end)
        reader.type_limit = len(module.types.number)
        for _ in range(int(reader.u32())):
            reader.u32()
            skip_value_type(reader)
        skip_expression(reader)


def read_module(data: bytes, features: int = DEFAULT_FEATURES) -> Module:
    """Read all sections of a binary module.

    Raises `MalformedError` where the bytes follow no grammar, and `InvalidError` for rules that concern
    one item only. `validate` (or `translate`) must follow before the module is used."""
    module = Module(data, features)
    try:
        ModuleReader(module).read()
    except MalformedError:
        check_syntax_of_bodies(module)  # whose errors come first in the file
        raise
    try:
        read_branch_hints(module)
    except WasmError:
        module.cold_branches.clear()  # custom sections never make a module malformed
    return module
