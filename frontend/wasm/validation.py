"""Validating a module: everything beyond single sections, and all bodies.

    module = validate(data)         # Module; raises WasmError

`check_module` does what concerns the module as a whole and fills in which functions may be referenced; it
comes before any body is walked.
"""

from typing import Final

from mypy_extensions import i64

from .features import DEFAULT_FEATURES, FEATURE_BITS
from .module import (
    EXTERN_FUNC,
    EXTERN_GLOBAL,
    EXTERN_MEMORY,
    EXTERN_NAMES,
    EXTERN_TABLE,
    EXTERN_TAG,
    Export,
    Module,
)
from .reader import read_module
from .value_types import I32, I64, NULLABLE
from .walker import Walker

_MUTABLE_GLOBALS: Final = FEATURE_BITS["mutable_globals"]
_MULTI_MEMORY: Final = FEATURE_BITS["multi_memory"]
_REFERENCE_TYPES: Final = FEATURE_BITS["reference_types"]


class ModuleChecker:
    """Checks of one module but for the bodies of its functions."""

    def __init__(self, module: Module, walker: Walker) -> None:
        self.module: Module = module
        self.walker: Walker = walker

    def fail(self, message: str) -> None:
        """The module is invalid; for what has no place of its own."""
        self.walker.invalid(message, self.offset_of(0))

    def offset_of(self, section: int) -> i64:
        """Offset of the content of a section, of the header when there is none."""
        for number, start, _ in self.module.sections:
            if number == section:
                return start
        return 0

    def check(self) -> None:
        """All checks, in the order of sections; constant expressions say what `ref.func` may name."""
        module = self.module
        module.referenced = bytearray(module.num_functions())
        self.check_counts()
        for number in module.tags:
            if module.types.result_count[number]:
                self.walker.invalid("non-empty tag result type", self.offset_of(13))
        self.check_tables()
        self.check_globals()
        self.check_exports()
        self.check_start()
        self.check_elements()
        self.check_datas()

    def check_counts(self) -> None:
        """What without a feature there is only one of."""
        module = self.module
        if len(module.memories) > 1 and not module.features & _MULTI_MEMORY:
            self.fail("multiple memories")
        if len(module.tables) > 1 and not module.features & _REFERENCE_TYPES:
            self.fail("multiple tables")
        if not module.features & _MUTABLE_GLOBALS:
            for item in module.imports:
                if item.kind == EXTERN_GLOBAL and module.globals[item.index].mutable:
                    self.fail("mutable globals cannot be imported")

    def check_tables(self) -> None:
        """Initialisers; an own table of references that cannot be null needs one."""
        module = self.module
        imported = module.imported
        for table in module.tables[imported[EXTERN_TABLE] :]:
            if table.init is not None:
                limit = imported[EXTERN_GLOBAL]
                self.walker.check_expression(table.init.start, table.init.end, table.element, limit)
            elif not table.element & NULLABLE:
                self.walker.invalid(
                    "type mismatch: a table of non-nullable references needs an initialiser",
                    self.offset_of(4),
                )

    def check_globals(self) -> None:
        """Initialisers, which may read the globals before."""
        for index, item in enumerate(self.module.globals):
            if item.init is not None:
                self.walker.check_expression(item.init.start, item.init.end, item.ty, index)

    def check_exports(self) -> None:
        """Indices."""
        module = self.module
        for export in module.exports:
            self.check_export(export)
            if export.kind == EXTERN_FUNC:
                module.referenced[export.index] = 1
            if export.kind == EXTERN_GLOBAL and not module.features & _MUTABLE_GLOBALS:
                if module.globals[export.index].mutable:
                    self.fail("mutable globals cannot be exported")

    def check_export(self, export: Export) -> None:
        """The index of an export."""
        module = self.module
        counts = {
            EXTERN_FUNC: module.num_functions(),
            EXTERN_TABLE: len(module.tables),
            EXTERN_MEMORY: len(module.memories),
            EXTERN_GLOBAL: len(module.globals),
            EXTERN_TAG: len(module.tags),
        }
        if export.index >= counts[export.kind]:
            what = "function" if export.kind == EXTERN_FUNC else EXTERN_NAMES[export.kind]
            self.walker.invalid(
                f"unknown {what} {export.index}: exported as {export.name!r}", self.offset_of(7)
            )

    def check_start(self) -> None:
        """The start function takes and gives nothing."""
        module = self.module
        if module.start < 0:
            return
        place = self.offset_of(8)
        if module.start >= module.num_functions():
            self.walker.invalid(f"unknown function {module.start}", place)
        number = module.func_type[module.start]
        if module.types.count[number] or module.types.result_count[number]:
            self.walker.invalid("start function must have no parameters and results", place)

    def check_elements(self) -> None:
        """Tables, offsets, elements."""
        module = self.module
        place = self.offset_of(9)
        globals_limit = len(module.globals)
        for segment in module.elements:
            if segment.offset is not None:
                if segment.table >= len(module.tables):
                    self.walker.invalid(f"unknown table {segment.table}", place)
                table = module.tables[segment.table]
                if not module.types.is_subtype(segment.ty, table.element):
                    self.walker.invalid(
                        "type mismatch: the elements do not fit the table", segment.offset.start
                    )
                ty = I64 if table.is_64 else I32
                self.walker.check_expression(segment.offset.start, segment.offset.end, ty, globals_limit)
            for function in segment.functions:
                if function >= module.num_functions():
                    self.walker.invalid(f"unknown function {function}", place)
                module.referenced[function] = 1
            for expression in segment.expressions:
                self.walker.check_expression(expression.start, expression.end, segment.ty, globals_limit)

    def check_datas(self) -> None:
        """Memories and offsets."""
        module = self.module
        for segment in module.datas:
            if segment.offset is not None:
                if segment.memory >= len(module.memories):
                    self.walker.invalid(f"unknown memory {segment.memory}", segment.offset.start)
                ty = I64 if module.memories[segment.memory].is_64 else I32
                self.walker.check_expression(
                    segment.offset.start, segment.offset.end, ty, len(module.globals)
                )


def check_module(module: Module) -> None:
    """Validate all but the bodies of functions. Raises `WasmError`."""
    ModuleChecker(module, Walker(module)).check()


def validate_bodies(module: Module) -> None:
    """Validate the bodies of all functions, after `check_module`. Raises `WasmError`."""
    walker = Walker(module)
    own: i64 = 0
    count: i64 = len(module.body_start)
    while own < count:
        walker.validate_body(own)
        own += 1


def validate(data: bytes, features: int = DEFAULT_FEATURES) -> Module:
    """Read and validate a binary module.

    Raises `MalformedError` or `InvalidError` (both `WasmError`) with the offset of what is wrong."""
    module = read_module(data, features)
    check_module(module)
    validate_bodies(module)
    return module
