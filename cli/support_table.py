"""The table of `irtool targets --support` and of `docs/support.md` (`support.py`).

         -     i8    i16   i32   ...
ceil                             ...  f32     f64
                                      call>2  call>2       a call; from the second level on `yes`
"""

from collections.abc import Iterable
from typing import Final

from ..support import TYPES, Cell, levels_of

_COLUMNS: Final = ("", *TYPES)
_WIDTH: Final = 7


def answer_text(answers: tuple[str, ...]) -> str:
    """`yes`; `no>2` for what is `yes` from the second level on, `no>2call` for a call there."""
    text = answers[0]
    for at in range(1, len(answers)):
        if answers[at] != answers[at - 1]:
            text += f">{at + 1}" + ("" if answers[at] == "yes" else answers[at])
    return text


def legend(target: str) -> str:
    """What the numbers of a target's levels are."""
    return ", ".join(f"{at} = {level or 'no flag'}" for at, level in enumerate(levels_of(target), 1))


def table_lines(cells: Iterable[Cell], target: str) -> list[str]:
    """The table of one target, a row for each opcode, and for each type of its operand where that counts."""
    rows: dict[str, dict[str, str]] = {}
    for cell in cells:
        if cell.target == target:
            rows.setdefault(cell.name, {})[cell.type] = answer_text(cell.answers)
    width = max((len(name) for name in rows), default=0) + 2
    head = "".join(f"{ty or '-':<{_WIDTH}}" for ty in _COLUMNS)
    lines = [f"{'':<{width}}{head}".rstrip()]
    for name, row in rows.items():
        lines.append(
            (f"{name:<{width}}" + "".join(f"{row.get(ty, ''):<{_WIDTH}}" for ty in _COLUMNS)).rstrip()
        )
    return lines


def json_rows(cells: Iterable[Cell]) -> list[dict[str, object]]:
    """One object for each cell: `opcode`, `type`, `operand`, `target`, and `support`, the answers by
    level."""
    return [
        {
            "opcode": cell.opcode,
            "type": cell.type,
            "operand": cell.operand,
            "target": cell.target,
            "support": dict(zip(levels_of(cell.target), cell.answers, strict=True)),
        }
        for cell in cells
    ]
