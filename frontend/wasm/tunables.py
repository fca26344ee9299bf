"""How WebAssembly is lowered where there is a choice."""

from typing import Final

from ...ir.errors import SettingError

#: Accesses without check need so much address space for a memory, and behind it for the offsets.
RESERVATION: Final = 1 << 32
GUARD: Final = 1 << 31


class Tunables:
    """Choices of the translation; the runtime that runs the code must know them."""

    def __init__(
        self,
        guard_pages: bool = True,
        signal_traps: bool = True,
        spectre_heap: bool = True,
        spectre_table: bool = True,
        memory_guard: int = GUARD,
    ) -> None:
        self.guard_pages = guard_pages
        """32-bit memories have RESERVATION + `memory_guard` bytes of address space, never move, and what is
        behind their end faults: then most accesses need no check."""
        self.signal_traps = signal_traps
        """A fault at an access to address 0 is a trap with the code of the access; else it is tested for."""
        self.spectre_heap = spectre_heap
        """A checked access that is out of bounds does not read elsewhere under speculation."""
        self.spectre_table = spectre_table
        """The same for tables."""
        self.memory_guard = memory_guard
        """Bytes behind the reservation."""
        if guard_pages and not signal_traps:
            raise SettingError("guard_pages needs signal_traps: faults must become traps")
        if not 1 << 16 <= memory_guard <= GUARD:
            raise SettingError(f"memory_guard must be from {1 << 16} to {GUARD}")
