"""Frees exceptions that code holds references to: marks what can be reached, and gives back the rest.

    exception_collect(instance, stack pointer) -> bytes of the cells that are left
    exception_scan(instance, start, end, step)      mark what words in a range refer to
    exception_mark(instance, word)                  mark the cell that a word refers to, if there is one

It runs when `exception_new` finds no free cell and a good part of the region is used. An exnref is the
address of a cell, and can be in a register (saved in the frame of `exception_new`), on the stack between
there and the outermost entry, in a global or a table of exnrefs, in a field of another exception, and in the
pending exception. Every word there that is the address of a used cell keeps it: a number that looks like one
keeps an exception too long, which does no harm. Cells without the mark that an exnref may be around belong
to whoever throws or catches them, and are left alone.

Marked cells that are still to be looked at are a list through the cells, so the depth of references costs
no stack. (`exceptions.py` has the layout of cells.)
"""

from collections.abc import Sequence
from typing import Final

from ..frontend.wasm.layout import (
    EXCEPTION_FIELDS,
    EXCEPTION_REFERENCED,
    EXCEPTION_STRIDE,
    LENGTH_OFFSET,
)
from ..frontend.wasm.value_types import HEAP_EXN, HEAP_SHIFT
from ..ir.function import Function
from ..ir.types import I32, I64
from .plan import InstancePlan
from .writer import UNALIGNED, Writer

#: What an instance keeps, in bytes from `InstancePlan.exceptions`, and sizes of cells; see `exceptions.py`.
EXIT_FRAME: Final = 0
OUTER_FRAME: Final = 8
PENDING: Final = 16
REGION: Final = 24
USED: Final = 32
HEADS: Final = 40
COLLECT_AT: Final = 112
GRAY: Final = 120
CHUNK: Final = 1 << 16
FIRST_SIZE: Final = 64
#: A stack that is longer is none: the outermost entry is on another one, and nothing is collected.
_LONGEST_STACK: Final = 1 << 30
_MARKED: Final = EXCEPTION_REFERENCED + 1
_LINK: Final = 12


def collector_functions(plan: InstancePlan, globals_at: Sequence[int]) -> list[Function]:
    """See the module docstring; `globals_at` are the offsets of globals of exnrefs in the instance."""
    return [_mark(plan), _scan(), _collect(plan, globals_at)]


def _mark(plan: InstancePlan) -> Function:
    w = Writer("exception_mark", [I64, I64])
    b = w.b
    instance, word = w.params
    at = w.add(instance, plan.exceptions)
    out = b.create_block()

    def go_on_if(condition: int) -> None:
        inside = b.create_block()
        b.brif(condition, inside, [], out, [])
        b.switch_to_block(inside)

    region = w.load(at, REGION)
    offset = b.isub(word, region)
    go_on_if(b.icmp("ult", offset, w.load(at, USED)))
    chunk = b.iadd(region, b.band(offset, w.constant(-CHUNK)))
    size = b.ishl(w.constant(FIRST_SIZE), w.load(chunk))
    place = b.band(offset, w.constant(CHUNK - 1))
    go_on_if(b.icmp("uge", place, size))
    go_on_if(b.icmp("eq", b.band(place, b.isub(size, w.constant(1))), w.constant(0)))
    go_on_if(b.icmp("ne", w.load(word), w.constant(0)))
    # Bytes 8 and 9: an exnref may be around, and it is not marked yet.
    state = b.load(I32, word, EXCEPTION_REFERENCED, UNALIGNED)
    go_on_if(b.icmp("eq", b.band(state, w.constant(0xFFFF, I32)), w.constant(1, I32)))
    b.istore8(w.constant(1, I32), word, _MARKED, UNALIGNED)
    w.store(b.ireduce(I32, w.load(at, GRAY)), word, _LINK)
    w.store(b.ushr(offset, w.constant(6)), at, GRAY)
    b.jump(out)
    b.switch_to_block(out)
    return w.finish()


def _scan() -> Function:
    w = Writer("exception_scan", [I64] * 4)
    instance, start, end, step = w.params
    row = w.rows_of(start, end, step)
    w.call("exception_mark", [I64, I64], [], [instance, w.load(row)])
    w.end_rows(row)
    return w.finish()


def _collect(plan: InstancePlan, globals_at: Sequence[int]) -> Function:
    w = Writer("exception_collect", [I64, I64], [I64])
    b = w.b
    instance, pointer = w.params
    at = w.add(instance, plan.exceptions)

    def mark(word: int) -> None:
        w.call("exception_mark", [I64, I64], [], [instance, word])

    def scan(start: int, end: int, step: int) -> None:
        w.call("exception_scan", [I64] * 4, [], [instance, start, end, w.constant(step)])

    def scan_fields(cell: int) -> None:
        """The first word of each field, since references have one word; the other bytes of a cell are old."""
        offset = b.isub(cell, region)
        chunk = b.iadd(region, b.band(offset, w.constant(-CHUNK)))
        size = b.ishl(w.constant(FIRST_SIZE), w.load(chunk))
        scan(w.add(cell, EXCEPTION_FIELDS), b.iadd(cell, size), EXCEPTION_STRIDE)

    region = w.load(at, REGION)
    outer = w.load(at, OUTER_FRAME)
    far = b.icmp("ugt", b.isub(outer, pointer), w.constant(_LONGEST_STACK))
    outside = w.when(far, cold=True)
    b.return_([w.load(at, USED)])
    w.otherwise(outside)
    w.store(w.constant(0), at, GRAY)  # offset 0 is the head of a chunk, no cell
    scan(pointer, outer, 8)
    pending = w.load(at, PENDING)
    outside = w.when(pending)  # its fields count also when it has no mark
    mark(pending)
    scan_fields(pending)
    w.otherwise(outside)
    for place in globals_at:
        mark(w.load(instance, place))
    for index, table in enumerate(plan.module.tables):
        if table.element >> HEAP_SHIFT == HEAP_EXN:
            definition = w.load(instance, plan.tables + 8 * index)
            base, length = w.load(definition), w.load(definition, LENGTH_OFFSET)
            scan(base, b.iadd(base, b.ishl(length, w.constant(3))), 8)
    for index, segment in enumerate(plan.module.elements):
        if segment.ty >> HEAP_SHIFT == HEAP_EXN and len(segment):
            start = w.add(instance, plan.element_place(index, 0))
            scan(start, w.add(start, 8 * len(segment)), 8)
    head, inside, done = b.create_block(), b.create_block(), b.create_block()
    b.jump(head)
    b.switch_to_block(head)
    gray = w.load(at, GRAY)
    b.brif(gray, inside, [], done, [])
    b.switch_to_block(inside)
    cell = b.iadd(region, b.ishl(gray, w.constant(6)))
    w.store(b.uload32(cell, _LINK, UNALIGNED), at, GRAY)
    scan_fields(cell)
    b.jump(head)
    b.switch_to_block(done)
    live = _sweep(w, at, region)
    return w.finish([live])


def _sweep(w: Writer, at: int, region: int) -> int:
    """Give back all cells that are not marked, and unmark the others; the bytes of those."""
    b = w.b
    live = b.declare_var(I64)
    b.def_var(live, w.constant(0))
    end = b.iadd(region, w.load(at, USED))
    chunk = w.rows(region, end, CHUNK)
    number = w.load(chunk)
    size = b.ishl(w.constant(FIRST_SIZE), number)
    head_at = b.iadd(w.add(at, HEADS), b.ishl(number, w.constant(3)))
    cell = w.rows_of(b.iadd(chunk, size), w.add(chunk, CHUNK), size)
    used = w.when(w.load(cell))
    state = b.band(b.load(I32, cell, EXCEPTION_REFERENCED, UNALIGNED), w.constant(0xFFFF, I32))
    free, keep = b.create_block(), b.create_block()
    b.brif(b.icmp("eq", state, w.constant(1, I32)), free, [], keep, [])
    b.switch_to_block(free)
    w.store(w.constant(0), cell)
    w.store(w.load(head_at), cell, 8)
    w.store(cell, head_at)
    b.jump(used)
    b.switch_to_block(keep)
    b.istore8(w.constant(0, I32), cell, _MARKED, UNALIGNED)
    b.def_var(live, b.iadd(b.use_var(live), size))
    w.otherwise(used)
    w.end_rows(cell)
    w.end_rows(chunk)
    return b.use_var(live)
