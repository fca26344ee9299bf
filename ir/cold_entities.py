"""The cold entities of a function, made as they are asked for.

Most functions have few kinds of them and small ones none: 2 of these 13 lists and dictionaries take as much
memory as an instruction. So `Function` has one field for all, and its base class here gives each
a name as if it were a field:

    func.stack_slots.append(StackSlot(8))        makes `_cold`, and its list of stack slots

Nobody may replace a list (`func.signatures = ...`), only change it; `share_cold` copies them all.
"""

from .entities import (
    DynamicType,
    ExceptionTable,
    ExtFunc,
    ExtName,
    GlobalValue,
    Region,
    Signature,
    StackSlot,
)


class _Cold:
    """The lists and dictionaries that have been asked for."""

    def __init__(self) -> None:
        self.signatures: list[Signature] | None = None
        self.ext_funcs: list[ExtFunc] | None = None
        self.stack_slots: list[StackSlot] | None = None
        self.dynamic_slots: list[StackSlot] | None = None
        self.dynamic_types: list[DynamicType] | None = None
        self.global_values: list[GlobalValue] | None = None
        self.constants: list[bytes] | None = None
        self.constant_rows: dict[bytes, int] | None = None
        self.regions: list[Region] | None = None
        self.exception_tables: list[ExceptionTable] | None = None
        self.user_names: list[ExtName] | None = None
        self.debug_tags: dict[int, list[tuple[str, int]]] | None = None
        self.stack_maps: dict[int, list[tuple[int, int, int]]] | None = None

    def any(self) -> bool:
        """Whether any of them has an item."""
        return bool(
            self.signatures
            or self.ext_funcs
            or self.stack_slots
            or self.dynamic_slots
            or self.dynamic_types
            or self.global_values
            or self.constants
            or self.regions
            or self.exception_tables
            or self.user_names
            or self.debug_tags
            or self.stack_maps
        )


class ColdEntities:
    """Base of `Function`: its cold entities by kind and number."""

    def __init__(self) -> None:
        self._cold: _Cold | None = None

    def _made(self) -> _Cold:
        cold = self._cold
        if cold is None:
            cold = self._cold = _Cold()
        return cold

    def share_cold(self, other: "ColdEntities") -> None:
        """Copy all lists and dictionaries of `other`; their items are shared."""
        self._cold = None
        cold = other._cold
        if cold is None or not cold.any():
            return
        new = self._cold = _Cold()
        if cold.signatures:
            new.signatures = list(cold.signatures)
        if cold.ext_funcs:
            new.ext_funcs = list(cold.ext_funcs)
        if cold.stack_slots:
            new.stack_slots = list(cold.stack_slots)
        if cold.dynamic_slots:
            new.dynamic_slots = list(cold.dynamic_slots)
        if cold.dynamic_types:
            new.dynamic_types = list(cold.dynamic_types)
        if cold.global_values:
            new.global_values = list(cold.global_values)
        if cold.constants:
            new.constants = list(cold.constants)
        if cold.regions:
            new.regions = list(cold.regions)
        if cold.exception_tables:
            new.exception_tables = list(cold.exception_tables)
        if cold.user_names:
            new.user_names = list(cold.user_names)
        if cold.debug_tags:
            new.debug_tags = dict(cold.debug_tags)
        if cold.stack_maps:
            new.stack_maps = dict(cold.stack_maps)

    # How many there are, without making a list.

    def num_signatures(self) -> int:
        """Length of `signatures`."""
        cold = self._cold
        return len(cold.signatures) if cold is not None and cold.signatures else 0

    def num_stack_slots(self) -> int:
        """Length of `stack_slots`."""
        cold = self._cold
        return len(cold.stack_slots) if cold is not None and cold.stack_slots else 0

    def num_dynamic_types(self) -> int:
        """Length of `dynamic_types`."""
        cold = self._cold
        return len(cold.dynamic_types) if cold is not None and cold.dynamic_types else 0

    def num_global_values(self) -> int:
        """Length of `global_values`."""
        cold = self._cold
        return len(cold.global_values) if cold is not None and cold.global_values else 0

    def num_regions(self) -> int:
        """Length of `regions`."""
        cold = self._cold
        return len(cold.regions) if cold is not None and cold.regions else 0

    def num_exception_tables(self) -> int:
        """Length of `exception_tables`."""
        cold = self._cold
        return len(cold.exception_tables) if cold is not None and cold.exception_tables else 0

    def num_debug_tags(self) -> int:
        """Length of `debug_tags`."""
        cold = self._cold
        return len(cold.debug_tags) if cold is not None and cold.debug_tags else 0

    def num_stack_maps(self) -> int:
        """Length of `stack_maps`."""
        cold = self._cold
        return len(cold.stack_maps) if cold is not None and cold.stack_maps else 0

    @property
    def signatures(self) -> list[Signature]:
        """`sigN`."""
        cold = self._made()
        found = cold.signatures
        if found is None:
            found = cold.signatures = []
        return found

    @property
    def ext_funcs(self) -> list[ExtFunc]:
        """`fnN`."""
        cold = self._made()
        found = cold.ext_funcs
        if found is None:
            found = cold.ext_funcs = []
        return found

    @property
    def stack_slots(self) -> list[StackSlot]:
        """`ssN`."""
        cold = self._made()
        found = cold.stack_slots
        if found is None:
            found = cold.stack_slots = []
        return found

    @property
    def dynamic_slots(self) -> list[StackSlot]:
        """`dssN`."""
        cold = self._made()
        found = cold.dynamic_slots
        if found is None:
            found = cold.dynamic_slots = []
        return found

    @property
    def dynamic_types(self) -> list[DynamicType]:
        """`dtN`."""
        cold = self._made()
        found = cold.dynamic_types
        if found is None:
            found = cold.dynamic_types = []
        return found

    @property
    def global_values(self) -> list[GlobalValue]:
        """`gvN`."""
        cold = self._made()
        found = cold.global_values
        if found is None:
            found = cold.global_values = []
        return found

    @property
    def constants(self) -> list[bytes]:
        """Pool of constant bytes, little-endian; equal bytes share an entry."""
        cold = self._made()
        found = cold.constants
        if found is None:
            found = cold.constants = []
        return found

    @property
    def constant_rows(self) -> dict[bytes, int]:
        """Entry by bytes, as far as `constant` has looked; of equal entries the first one."""
        cold = self._made()
        found = cold.constant_rows
        if found is None:
            found = cold.constant_rows = {}
        return found

    @property
    def regions(self) -> list[Region]:
        """`regionN`."""
        cold = self._made()
        found = cold.regions
        if found is None:
            found = cold.regions = []
        return found

    @property
    def exception_tables(self) -> list[ExceptionTable]:
        """By number in the `imm` of a try_call."""
        cold = self._made()
        found = cold.exception_tables
        if found is None:
            found = cold.exception_tables = []
        return found

    @property
    def user_names(self) -> list[ExtName]:
        """`userextnameN`."""
        cold = self._made()
        found = cold.user_names
        if found is None:
            found = cold.user_names = []
        return found

    @property
    def debug_tags(self) -> dict[int, list[tuple[str, int]]]:
        """By instruction: `("imm", n)` or `("slot", ss row)`."""
        cold = self._made()
        found = cold.debug_tags
        if found is None:
            found = cold.debug_tags = {}
        return found

    @property
    def stack_maps(self) -> dict[int, list[tuple[int, int, int]]]:
        """By instruction: `(type, slot row, offset)`."""
        cold = self._made()
        found = cold.stack_maps
        if found is None:
            found = cold.stack_maps = {}
        return found
