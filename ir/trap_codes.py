"""Trap codes: their names in CLIF, and their numbers."""

from typing import Final

#: Trap codes by name; `user1`..`user250` are the numbers 1..250.
TRAP_CODES: Final = {"stk_ovf": 251, "int_ovf": 252, "heap_oob": 253, "int_divz": 254, "bad_toint": 255}


def trap_name(code: int) -> str:
    """CLIF spelling of a trap code number (1..255)."""
    for name, number in TRAP_CODES.items():
        if number == code:
            return name
    return f"user{code}"


def trap_code(name: str) -> int:
    """Number of a trap code; 0 when `name` is none."""
    if name in TRAP_CODES:
        return TRAP_CODES[name]
    if name.startswith("user") and name[4:].isdecimal() and name[4] != "0":
        number = int(name[4:])
        return number if number <= 250 else 0
    return 0
