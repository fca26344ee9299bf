"""Short branches: what the end of a function knows, and its emission did not.

A branch forward is emitted with the field that reaches everything, since its label has no place yet. When
all code is placed and only the constants still wait, those whose label turned out to be near get the short
form, and what lies behind them moves up:

    0f 84 0b 00 00 00   je L          74 07   je L
    ...                               ...

A machine says by `LabelKinds.long_kind` and `short_kind` that its branches have two forms, and by
`short_opcode` which are which; aarch64 has only one form. Two sweeps choose, and each is exact for what it
looks at:

1. Over the uses from last to first, branches forward. Those between a branch and its label lie behind it,
   so it is known by how much they shrink the distance.
2. From first to last, branches backward; now it is known of all that lies before. The same sweep lists the
   *sites*, the branches that become shorter, with the bytes saved up to each.

An offset then moves by what the sites that start before it save: the end of a branch moves, its start does
not. Columns of records are in ascending order, so one cursor walks the sites along with them; labels are
not, and search.

Invariants:
- Nothing has an offset inside a branch but its own use, which has no addend.
- Every jump over a branch that can become short goes by a label: an expansion never fills in a distance
  itself when a use of `long_kind` lies between.
- Code only moves down, so no use loses its label, and no branch that was chosen stops to be short.
- Constants, which are aligned, are placed behind this. Islands hold some too, so a function with islands is
  left alone: on x86-64 only tests have them.

Cost: linear. A sweep looks at the uses in a window of `WINDOW` bytes at most, and only for branches whose
distance is not short by itself. Functions without such a branch pay one look at each use.

Source: the two forms, Intel SDM volume 2, Jcc and JMP. Starting from the long form and shrinking is one of
the two directions of T. Szymanski, "Assembling code for machines with span-dependent instructions" (1978).
"""

from typing import TYPE_CHECKING, Final

from librt.strings import read_i64_le, write_i64_le
from librt.vecs import append, vec
from mypy_extensions import i64

from .labelbuffer import LabelBuffer

if TYPE_CHECKING:  # only for annotations, as in `code.py`
    from .notes import Notes

#: Bytes of displacement of a short branch, forward and backward.
_FORWARD: Final = 127
_BACKWARD: Final = 128
#: Bytes of a short branch, and of the field of a long one.
_SHORT_SIZE: Final = 2
_FIELD_SIZE: Final = 4
#: Longest distance at which branches in between are asked what they save.
WINDOW: Final = 192


def shorten_branches(buf: LabelBuffer) -> None:
    """Give branches the short form where it reaches, and move everything; before the constants are placed."""
    buf.num_sites = 0
    if buf.kinds.long_kind < 0 or not buf.cleanup or buf.counts.islands > 0:
        return
    if buf.chaos != 0 and not buf.chance(2):
        return
    _choose_forward(buf)
    _list_sites(buf)
    if buf.num_sites == 0:
        return
    _move_bytes(buf)
    _move_uses(buf)
    label: i64 = 0
    while label < buf.num_labels:
        offset = buf.label_offset[label]
        if offset > 0:
            buf.label_offset[label] = moved(buf, offset)
        label += 1
    _move_column(buf, buf.reloc_offset)
    _move_column(buf, buf.trap_offset)
    _move_column(buf, buf.srcloc_offset)
    _move_column(buf, buf.call_sites)
    _move_column(buf, buf.cfi_offset)
    _move_column(buf, buf.data_start)
    _move_column(buf, buf.data_end)
    sites = buf.exceptions
    if sites is not None:
        _move_column(buf, sites.returns)


def move_notes(buf: LabelBuffer, notes: "Notes") -> None:
    """The same for what was noted while the code was emitted."""
    if buf.num_sites == 0:
        return
    notes.stack_maps = [row._replace(offset=int(moved(buf, row.offset))) for row in notes.stack_maps]
    notes.debug_tags = [row._replace(offset=int(moved(buf, row.offset))) for row in notes.debug_tags]
    notes.patchable_calls = [int(moved(buf, offset)) for offset in notes.patchable_calls]


def moved(buf: LabelBuffer, offset: i64) -> i64:
    """Where an offset of the long code is now."""
    starts = buf.site_start
    low: i64 = 0
    high = buf.num_sites
    while low < high:
        middle = (low + high) >> 1
        if starts[middle] < offset:
            low = middle + 1
        else:
            high = middle
    if low == 0:
        return offset
    return offset - buf.site_saved[low - 1]


# --- which ----------------------------------------------------------------------------------------


def _saving(buf: LabelBuffer, use: i64) -> i64:
    """Bytes by which the branch of a use of `long_kind` shrinks: all in front of its field but an opcode, and
    all of the field but a byte."""
    return buf.kinds.long_head(buf.read1(buf.use_offset[use] - 1)) + _FIELD_SIZE - _SHORT_SIZE


def _is_chosen(buf: LabelBuffer, use: i64) -> bool:
    """A use is that of a branch in the long form which the short kind was chosen for."""
    if buf.use_kind[use] != buf.kinds.short_kind:
        return False
    return buf.kinds.long_head(buf.read1(buf.use_offset[use] - 1)) > 0


def _choose_forward(buf: LabelBuffer) -> None:
    """Mark the branches forward that can be short, by their kind."""
    long_kind = buf.kinds.long_kind
    short_kind = buf.kinds.short_kind
    use = buf.num_uses - 1
    while use >= 0:
        if buf.use_kind[use] == long_kind and buf.use_addend[use] == 0:
            target = buf.label_offset[buf.resolve_label(buf.use_target[use])]
            distance = target - buf.use_offset[use] - _FIELD_SIZE
            if 0 <= distance <= WINDOW:
                between = use + 1
                while distance > _FORWARD and between < buf.num_uses and buf.use_offset[between] < target:
                    if _is_chosen(buf, between):
                        distance -= _saving(buf, between)
                    between += 1
                if distance <= _FORWARD:
                    buf.use_kind[use] = short_kind
        use -= 1


def _list_sites(buf: LabelBuffer) -> None:
    """Choose among the branches backward, and list all that were chosen."""
    long_kind = buf.kinds.long_kind
    total: i64 = 0
    use: i64 = 0
    while use < buf.num_uses:
        if buf.use_kind[use] == long_kind and buf.use_addend[use] == 0:
            start = buf.use_offset[use] + _FIELD_SIZE - _SHORT_SIZE - _saving(buf, use)
            target = buf.label_offset[buf.resolve_label(buf.use_target[use])]
            if 0 <= target <= start and start - target <= WINDOW:
                if start - total + _SHORT_SIZE - moved(buf, target) <= _BACKWARD:
                    buf.use_kind[use] = buf.kinds.short_kind
        if _is_chosen(buf, use):
            saved = _saving(buf, use)
            total += saved
            n = buf.num_sites
            start = buf.use_offset[use] + _FIELD_SIZE - _SHORT_SIZE - saved
            if n < len(buf.site_start):
                buf.site_start[n] = start
                buf.site_saved[n] = total
            else:
                buf.site_start = append(buf.site_start, start)
                buf.site_saved = append(buf.site_saved, total)
            buf.num_sites = n + 1
        use += 1


# --- moving ---------------------------------------------------------------------------------------


def _move_bytes(buf: LabelBuffer) -> None:
    """Write the code anew from the first site on."""
    data = buf.writer.getvalue()
    end: i64 = len(data)
    buf.writer.truncate(buf.site_start[0])
    before: i64 = 0
    site: i64 = 0
    while site < buf.num_sites:
        start = buf.site_start[site]
        saved = buf.site_saved[site] - before
        before = buf.site_saved[site]
        behind = start + saved + _SHORT_SIZE
        buf.put1(buf.kinds.short_opcode(i64(data[behind - _FIELD_SIZE - 1])))
        buf.put1(0)
        site += 1
        if site < buf.num_sites:
            _copy(buf, data, behind, buf.site_start[site])
        else:
            _copy(buf, data, behind, end)


def _copy(buf: LabelBuffer, data: bytes, start: i64, end: i64) -> None:
    """Append a stretch of `data`, eight bytes at a time and then too many, as long as there are so many."""
    writer = buf.writer
    size = buf.cur_offset() + end - start
    last: i64 = len(data) - 8
    while start < end and start <= last:
        write_i64_le(writer, read_i64_le(data, start))
        start += 8
    while start < end:
        buf.put1(i64(data[start]))
        start += 1
    if buf.cur_offset() > size:
        writer.truncate(size)


def _move_uses(buf: LabelBuffer) -> None:
    """Move the fields. That of a branch which was `head` bytes behind its start is one byte behind it now,
    while `moved`, which counts the whole branch, says two bytes before it."""
    site: i64 = 0
    saved: i64 = 0
    use: i64 = 0
    while use < buf.num_uses:
        offset = buf.use_offset[use]
        own: i64 = 0
        while site < buf.num_sites and buf.site_start[site] < offset:
            own = buf.site_saved[site] - saved
            saved = buf.site_saved[site]
            site += 1
        if own > 0 and offset == buf.site_start[site - 1] + own + _SHORT_SIZE - _FIELD_SIZE:
            offset += 3
        buf.use_offset[use] = offset - saved
        use += 1


def _move_column(buf: LabelBuffer, column: vec[i64]) -> None:
    """Move offsets, which ascend, in place."""
    site: i64 = 0
    saved: i64 = 0
    row: i64 = 0
    while row < len(column):
        offset = column[row]
        while site < buf.num_sites and buf.site_start[site] < offset:
            saved = buf.site_saved[site]
            site += 1
        column[row] = offset - saved
        row += 1
