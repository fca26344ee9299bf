"""A picture of register allocation: one self-contained HTML file, an SVG over program points.

Down the page go the instructions, with their operands and places as text on the left. Right of them each
virtual register is a bar over the positions where it lives, in the colour of its register; grey where it
is in a spill slot, outlined where it is remade at each use. A hole is a gap in the bar. Marks on it are
uses (light) and definitions (dark). A move is a line from part to part; moves on edges and for operands are
listed between the instructions.

         0  args def v1=rdi     |#
         1  add3 def v2=rax     |#  #
            [slot0 <- rax]  v2  |:  #
         2  call_sym            |:  :         columns are shared by registers that do not live at once

Nothing is loaded from elsewhere, there is no script, and the same allocation gives the same file. Hovering
over a bar names the register, the place and the positions.
"""

from heapq import heappop, heappush
from html import escape

from .contract import DEF, SLOT_BASE
from .show import Names, block_text, edges_text, inst_text, move_text
from .show_intervals import NOWHERE, Part, Trace, place_text, position_text

ROW = 16
"""Pixels per line of text."""
COLUMN = 12
"""Pixels per column of bars."""
_CHARACTER = 6.7
_MAX_TEXT = 110

_STYLE = """
body { margin: 0; font: 13px sans-serif; color: #222; background: #fff; }
h2 { margin: 14px 12px 2px; font-size: 15px; }
p { margin: 2px 12px 8px; }
svg { display: block; margin: 0 8px; }
text { font: 11px ui-monospace, monospace; }
.block { font-weight: bold; }
.move { fill: #a33; }
.edge { fill: #666; }
.stripe { fill: #f4f4f7; }
.loop { fill: #eef4ff; }
.slot { fill: #bbb; }
.remade { fill: none; stroke: #999; stroke-dasharray: 2 2; }
.def { fill: #000; }
.use { fill: #fff; stroke: #000; stroke-width: .7; }
.cut { stroke: #a33; stroke-width: 1.5; }
.key { display: inline-block; width: 10px; height: 10px; margin: 0 3px 0 9px; }
"""


class Line:
    """A line of text."""

    def __init__(self, text: str, kind: str, depth: int = 0) -> None:
        self.text = text
        self.kind = kind
        """`block`, `inst`, `move` or `edge`."""
        self.depth = depth


class Chart:
    """Where everything is drawn."""

    def __init__(self, trace: Trace, names: Names) -> None:
        self.trace = trace
        self.names = names
        self.lines: list[Line] = []
        self.gap_line: list[int] = []
        """By instruction: the line where its gap begins."""
        self.inst_line: list[int] = []
        """By instruction: its own line."""
        self.parts: list[tuple[int, list[Part]]] = []
        """Vreg and its parts, by start."""
        self.columns: list[int] = []
        self._write_lines()
        self._place_bars()
        longest = max(len(line.text) for line in self.lines)
        self.left = int(_CHARACTER * min(longest, _MAX_TEXT)) + 24

    def _write_lines(self) -> None:
        """The text, and the lines of the instructions."""
        inp, out = self.trace.inp, self.trace.out
        moves: dict[int, list[int]] = {}
        for row in range(len(out.move_point)):
            moves.setdefault(int(out.move_point[row]), []).append(row)
        for b in range(inp.num_blocks()):
            depth = int(inp.loop_depth[b])
            self.lines.append(Line(block_text(inp, b), "block", depth))
            for inst in range(inp.block_first[b], inp.block_first[b + 1]):
                self.gap_line.append(len(self.lines))
                for row in moves.get(2 * inst, ()):
                    self.lines.append(Line(f"       {move_text(out, row, self.names)}", "move", depth))
                self.inst_line.append(len(self.lines))
                text = inst_text(inp, inst, out, self.names)
                self.lines.append(Line(f"{inst:5}  {text}", "inst", depth))
                for row in moves.get(2 * inst + 1, ()):
                    self.lines.append(Line(f"       {move_text(out, row, self.names)}", "move", depth))
            edges = edges_text(inp, b)
            if edges:
                self.lines.append(Line(f"       -> {edges}", "edge", depth))
        self.gap_line.append(len(self.lines))
        self.inst_line.append(len(self.lines))

    def _place_bars(self) -> None:
        """Columns: a vreg takes the lowest one that is free for its whole life."""
        vregs = range(self.trace.inp.num_vregs())
        lives = [(parts[0].ranges[0][0], vreg, parts) for vreg in vregs if (parts := self.trace.parts(vreg))]
        lives.sort(key=lambda life: life[:2])
        free: list[int] = []
        busy: list[tuple[int, int]] = []
        used = 0
        for start, vreg, parts in lives:
            while busy and busy[0][0] <= start:
                heappush(free, heappop(busy)[1])
            if free:
                column = heappop(free)
            else:
                column = used
                used += 1
            heappush(busy, (parts[-1].ranges[-1][1], column))
            self.parts.append((vreg, parts))
            self.columns.append(column)
        self.num_columns = used

    def y(self, pos: int) -> float:
        """Pixel of a position."""
        inst = pos >> 2
        if pos & 3 == 0:
            return float(ROW * self.gap_line[inst])
        return ROW * self.inst_line[inst] + ROW * (0, 0.0, 0.5, 1.0)[pos & 3]

    def x(self, column: int) -> int:
        """Pixel of a column."""
        return self.left + COLUMN * column


def colour(place: int) -> str:
    """A register's colour: neighbours are far apart on the wheel."""
    shift = 0 if place < 32 else 20
    return f"hsl({(place * 137 + shift) % 360} {65 if place < 32 else 45}% {58 if place < 32 else 70}%)"


def bar(chart: Chart, vreg: int, part: Part, column: int) -> list[str]:
    """The rectangles of one part."""
    shapes = []
    where = place_text(part.place, chart.names)
    for begin, end in part.ranges:
        top, bottom = chart.y(begin), chart.y(end)
        note = f"v{vreg} in {where} [{position_text(begin)},{position_text(end)})"
        look = f'style="fill:{colour(part.place)}"' if 0 <= part.place < SLOT_BASE else 'class="slot"'
        if part.place == NOWHERE:
            look = 'class="remade"'
        shapes.append(
            f'<rect x="{chart.x(column) + 1}" y="{top:g}" width="{COLUMN - 3}" '
            f'height="{max(bottom - top, 2):g}" {look}><title>{escape(note)}</title></rect>'
        )
    return shapes


def marks(chart: Chart, column_of: dict[int, int]) -> list[str]:
    """Uses and definitions."""
    inp = chart.trace.inp
    shapes = []
    for inst in range(inp.num_insts()):
        for row in inp.operand_rows(inst):
            operand = int(inp.operands[row])
            column = column_of.get(operand & 0xFFFFFFFF, -1)
            if column < 0:
                continue  # passed through
            is_def = operand >> 32 & 1 == DEF
            y = chart.y(4 * inst + 1) + ROW * (0.75 if is_def else 0.3)
            x = chart.x(column) + COLUMN / 2 - 0.5
            shapes.append(f'<circle cx="{x:g}" cy="{y:g}" r="2" class="{"def" if is_def else "use"}"/>')
    return shapes


def cuts(chart: Chart, parts: list[Part], column: int) -> list[str]:
    """Ticks where a part ends and the next begins."""
    shapes = []
    for part in parts[1:]:
        y = chart.y(part.ranges[0][0])
        x = chart.x(column)
        shapes.append(f'<line x1="{x - 1}" y1="{y:g}" x2="{x + COLUMN - 1}" y2="{y:g}" class="cut"/>')
    return shapes


def chart_svg(chart: Chart) -> list[str]:
    """The picture."""
    width = chart.x(chart.num_columns) + 20
    height = ROW * len(chart.lines) + 4
    shapes = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">']
    for index, line in enumerate(chart.lines):
        if line.depth:
            shapes.append(f'<rect y="{ROW * index}" width="{width}" height="{ROW}" class="loop"/>')
        elif index & 1:
            shapes.append(f'<rect y="{ROW * index}" width="{width}" height="{ROW}" class="stripe"/>')
    column_of = {}
    for (vreg, parts), column in zip(chart.parts, chart.columns, strict=True):
        column_of[vreg] = column
        for part in parts:
            shapes += bar(chart, vreg, part, column)
        shapes += cuts(chart, parts, column)
    shapes += marks(chart, column_of)
    for index, line in enumerate(chart.lines):
        text = line.text if len(line.text) <= _MAX_TEXT else line.text[: _MAX_TEXT - 3] + "..."
        shapes.append(
            f'<text x="6" y="{ROW * index + 12}" class="{line.kind}" xml:space="preserve">'
            f"{escape(text)}</text>"
        )
    shapes.append("</svg>")
    return shapes


def summary(trace: Trace) -> str:
    """Figures of one allocation."""
    out = trace.out
    kinds = {"moves": 0, "stores": 0, "reloads": 0, "remats": 0}
    for row in range(len(out.move_point)):
        source, target = int(out.move_from[row]), int(out.move_to[row])
        if source < 0:
            kinds["remats"] += 1
        elif target >= SLOT_BASE:
            kinds["stores"] += 1
        else:
            kinds["reloads" if source >= SLOT_BASE else "moves"] += 1
    counts = ", ".join(f"{count} {name}" for name, count in kinds.items())
    splits = int(trace.iv.count - trace.inp.num_vregs())
    return (
        f"{trace.inp.num_insts()} instructions, {trace.inp.num_vregs()} virtual registers, {splits} splits, "
        f"{counts}, {out.num_spillslots} slot units"
    )


def legend(trace: Trace, names: Names) -> str:
    """The colours of the registers that are used."""
    used = sorted({part.place for vreg in range(trace.inp.num_vregs()) for part in trace.parts(vreg)})
    items = []
    for place in used:
        if 0 <= place < SLOT_BASE:
            key = f'<span class="key" style="background:{colour(place)}"></span>'
            items.append(key + escape(names.place(place)))
    if any(place >= SLOT_BASE for place in used):
        items.append('<span class="key" style="background:#bbb"></span>spill slot')
    if NOWHERE in used:
        items.append('<span class="key" style="border:1px dashed #999"></span>remade at each use')
    return "".join(items)


def chart_html(title: str, charts: list[tuple[str, Trace, Names]]) -> str:
    """A page with the charts of some functions: `(name, trace, names)` each."""
    body = []
    for name, trace, names in charts:
        body.append(f"<h2>{escape(name)}</h2>")
        body.append(f"<p>{escape(summary(trace))}</p>")
        body.append(f"<p>{legend(trace, names)}</p>")
        body += chart_svg(Chart(trace, names))
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en" xmlns="http://www.w3.org/1999/xhtml">',
            f'<head><meta charset="utf-8"/><title>{escape(title)}</title><style>{_STYLE}</style></head>',
            "<body>",
            *body,
            "</body></html>\n",
        ]
    )
