"""What `irtool compile --stats` prints: where the bytes of a text section went.

    functions             2
    text bytes            212, of them in functions 188
    data bytes            12
    padding bytes         0 behind blocks, 0 between functions
    islands               2 in functions (48 bytes), 1 between functions (12 bytes)
    veneers               branch14 1, branch19 4, call26 1
    largest function      f (140 bytes)

Data are jump tables and constants. A kind of veneer is the kind of label use that was too short
(`LabelKinds.names`); `call26` are calls between functions (`ObjectFormat.veneer_name`).
"""

from typing import Final

from .labels import LabelKinds
from .text import TextSection

_WIDTH: Final = 22


def count_veneers(section: TextSection, kinds: LabelKinds) -> dict[str, int]:
    """Number of veneers by kind, those with any, in the order of the kinds."""
    counts = [0] * len(kinds.names)
    for function in section.functions:
        if function.code.island_counts is not None:
            for kind, number in enumerate(function.code.island_counts.veneers):
                counts[kind] += int(number)
    found = {name: number for name, number in zip(kinds.names, counts, strict=True) if number}
    if section.veneers:
        found[section.form.veneer_name] = len(section.veneers)
    return found


def stats_text(section: TextSection, kinds: LabelKinds) -> str:
    """The table of the module docstring."""
    codes = [function.code for function in section.functions]
    islands = [code.island_counts for code in codes if code.island_counts is not None]
    data = sum(int(sum(code.data_end) - sum(code.data_start)) - int(code.padding) for code in codes)
    inside = sum(int(each.islands) for each in islands)
    inside_bytes = sum(int(each.island_bytes) for each in islands)
    between_bytes = sum(island.size for island in section.islands)
    veneers = count_veneers(section, kinds)
    rows = [
        ("functions", str(len(codes))),
        ("text bytes", f"{len(section.data)}, of them in functions {sum(len(code.code) for code in codes)}"),
        ("data bytes", str(data)),
        (
            "padding bytes",
            f"{sum(int(code.padding) for code in codes)} behind blocks, {section.padding} between functions",
        ),
        (
            "islands",
            f"{inside} in functions ({inside_bytes} bytes), "
            f"{len(section.islands)} between functions ({between_bytes} bytes)",
        ),
        ("veneers", ", ".join(f"{name} {number}" for name, number in veneers.items()) or "none"),
    ]
    if section.functions:
        largest = max(section.functions, key=lambda function: len(function.code.code))
        rows.append(("largest function", f"{largest.name} ({len(largest.code.code)} bytes)"))
    return "".join(f"{name:<{_WIDTH}}{value}\n" for name, value in rows)
