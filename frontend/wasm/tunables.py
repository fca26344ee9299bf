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
        interruptible: bool = False,
        fixed_memories: bool = False,
        fuel: bool = False,
        release_gil: bool = False,
        whole_stores: bool = False,
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
        self.interruptible = interruptible
        """Each function and each round of a loop looks at the interruption word and asks the runtime when it
        is not 0."""
        self.fixed_memories = fixed_memories
        """Memories never move when they grow, also those whose accesses are checked."""
        self.fuel = fuel
        """The code counts its instructions down in a word of the instance, and traps when that is used up."""
        self.release_gil = release_gil
        """Functions that Python calls run without the global interpreter lock, so that several threads run at
        once. Such modules cannot throw or catch exceptions, nor change elements of tables of functions."""
        self.whole_stores = whole_stores
        """A store that is only partly in bounds of a memory with guard pages changes nothing: where the
        machine does not see to that by itself (`ObjectFormat.whole_stores`), its last byte is read first."""
        if fuel and release_gil:
            raise SettingError("fuel needs the GIL: with release_gil several threads would count at once")
        if guard_pages and not signal_traps:
            raise SettingError("guard_pages needs signal_traps: faults must become traps")
        if not 1 << 16 <= memory_guard <= GUARD:
            raise SettingError(f"memory_guard must be from {1 << 16} to {GUARD}")

    def choices(self) -> dict[str, int]:
        """All of them by name, as a module's file keeps them: arguments for another like this."""
        return {
            "guard_pages": self.guard_pages,
            "signal_traps": self.signal_traps,
            "spectre_heap": self.spectre_heap,
            "spectre_table": self.spectre_table,
            "memory_guard": self.memory_guard,
            "interruptible": self.interruptible,
            "fixed_memories": self.fixed_memories,
            "fuel": self.fuel,
            "release_gil": self.release_gil,
            "whole_stores": self.whole_stores,
        }
