"""A WebAssembly module as tables: what its sections say, without the code.

    module = read_module(data)          sections read, not validated yet
    module.imports, module.exports      lists in the order of the module
    module.func_type[f]                 number of the type of function f, imports first

All indices are those of WebAssembly: imported items come first. Whatever holds bytes (bodies, expressions,
data) is a range of offsets into `data`. `Module` is what both the translator and the runtime work from.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from .features import DEFAULT_FEATURES
from .types import TypeTable

#: Kinds of imports and exports.
EXTERN_FUNC: Final = 0
EXTERN_TABLE: Final = 1
EXTERN_MEMORY: Final = 2
EXTERN_GLOBAL: Final = 3
EXTERN_TAG: Final = 4
EXTERN_NAMES: Final[tuple[str, ...]] = ("func", "table", "memory", "global", "tag")

#: Modes of segments.
ACTIVE: Final = 0
PASSIVE: Final = 1
DECLARED: Final = 2


class Import:
    """`(import "module" "name" ...)`; `index` is in the index space of its kind."""

    def __init__(self, module: str, name: str, kind: int, index: int) -> None:
        self.module = module
        self.name = name
        self.kind = kind
        """`EXTERN_*`."""
        self.index = index


class Export:
    """`(export "name" ...)`."""

    def __init__(self, name: str, kind: int, index: int) -> None:
        self.name = name
        self.kind = kind
        self.index = index


class ConstExpr:
    """A constant expression: bytes from `start` up to `end`, which is behind its `end` opcode."""

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end


class TableType:
    """A table; sizes in elements."""

    def __init__(
        self, element: int, minimum: int, maximum: int, is_64: bool, init: ConstExpr | None = None
    ) -> None:
        self.element = element
        """Value type of the elements."""
        self.minimum = minimum
        self.maximum = maximum
        """-1 for none."""
        self.is_64 = is_64
        """Indices are i64."""
        self.init = init
        """First content; null when there is none."""


class MemoryType:
    """A linear memory; sizes in pages."""

    def __init__(
        self, minimum: int, maximum: int, is_64: bool, shared: bool = False, page_log2: int = 16
    ) -> None:
        self.minimum = minimum
        self.maximum = maximum
        """-1 for none."""
        self.is_64 = is_64
        self.shared = shared
        self.page_log2 = page_log2
        """log2 of the bytes of a page: 16 or 0."""


class GlobalType:
    """A global variable."""

    def __init__(self, ty: int, mutable: bool, init: ConstExpr | None = None) -> None:
        self.ty = ty
        self.mutable = mutable
        self.init = init
        """None for an imported one."""


class ElementSegment:
    """Elements for a table: function indices or expressions, never both."""

    def __init__(self, mode: int, table: int, offset: ConstExpr | None, ty: int) -> None:
        self.mode = mode
        self.table = table
        self.offset = offset
        self.ty = ty
        """Value type of the elements."""
        self.functions: list[int] = []
        self.expressions: list[ConstExpr] = []

    def __len__(self) -> int:
        return len(self.functions) or len(self.expressions)


class DataSegment:
    """Bytes for a memory."""

    def __init__(self, mode: int, memory: int, offset: ConstExpr | None, start: int, end: int) -> None:
        self.mode = mode
        self.memory = memory
        self.offset = offset
        self.start = start
        self.end = end


class CustomSection:
    """A custom section: its name and where its content is."""

    def __init__(self, name: str, start: int, end: int, after: int) -> None:
        self.name = name
        self.start = start
        self.end = end
        self.after = after
        """Id of the section before it, 0 when there is none."""


class Module:
    """The tables of one module."""

    def __init__(self, data: bytes, features: int = DEFAULT_FEATURES) -> None:
        self.data: bytes = data
        self.features: int = features
        self.types: TypeTable = TypeTable()
        self.imports: list[Import] = []
        self.exports: list[Export] = []
        self.func_type: vec[i64] = vec[i64]()
        """By function: number of its type."""
        self.func_index: vec[i64] = vec[i64]()
        """By function: its type index as written."""
        self.tables: list[TableType] = []
        self.memories: list[MemoryType] = []
        self.globals: list[GlobalType] = []
        self.tags: list[int] = []
        """Type numbers."""
        self.imported: list[int] = [0, 0, 0, 0, 0]
        """How many items of each kind are imported."""
        self.start: int = -1
        """The start function, -1 for none."""
        self.elements: list[ElementSegment] = []
        self.datas: list[DataSegment] = []
        self.data_count: int = -1
        """From the data count section, -1 without one."""
        self.body_start: vec[i64] = vec[i64]()
        """By own function: offset of its body, behind the size."""
        self.body_end: vec[i64] = vec[i64]()
        self.code_offset: int = 0
        """Offset of the content of the code section: DWARF counts from here."""
        self.customs: list[CustomSection] = []
        self.sections: list[tuple[int, int, int]] = []
        """`(id, start, end)` of the contents of all sections in order, custom ones included."""
        self.referenced: bytearray = bytearray()
        """By function: 1 when it may be the operand of `ref.func` (filled in by validation)."""
        self.cold_branches: dict[int, int] = {}
        """Branch hints: 1 (likely) or 0 (unlikely) by offset of the branch in the module."""

    def num_functions(self) -> int:
        """All functions, imports included."""
        return len(self.func_type)

    def num_imported_functions(self) -> int:
        """Functions that are imported."""
        return self.imported[EXTERN_FUNC]

    def custom(self, name: str) -> CustomSection | None:
        """The first custom section of a name."""
        for section in self.customs:
            if section.name == name:
                return section
        return None
