"""Looking for references on the stacks of all threads, in IR; `exception_collect.py` and `extern_collect.py`
have it, each with a block of its own.

    __KIND_scan_stacks(stacks, block)                  calls __KIND_scan(start, end, block) for what is there;
                                                       `stacks`: their number, then {lowest address, end} each

    +40  room for a page                +48  process id
    +56  stack pointer of the caller    +80  descriptor of /proc/self/pagemap, -1 for none

The stack of the caller is read as it is, from its stack pointer on. Those of other threads are copied page by
page (`process_vm_readv`), from the end down to the first page that is not there: they may have grown only so
far, or their threads may have ended. Stacks of threads that have ended are kept by the C library, empty, and
there may be many: what lies below the lowest page that is in memory or swapped out, as the kernel tells (bits
62 and 63 of the words of `pagemap`), is left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from .memory_words import Block, write_word

PAGE_ROOM: Final = 40
PROCESS: Final = 48
POINTER: Final = 56
PAGEMAP: Final = 80
PAGE: Final = 4096

_TEXT: Final = """
function %__{kind}_touched(i64, i64, i64) -> i64 fast {{
    gv0 = symbol %__irtool_c_pread
    sig0 = (i64, i64, i64, i64) -> i64 system_v
block0(v0: i64, v1: i64, v2: i64):
    v3 = load.i64 notrap v2+{pagemap}
    v4 = load.i64 notrap v2+{page_room}
    v5 = iconst.i64 {page}
    v6 = iconst.i64 0
    v7 = icmp slt v3, v6
    brif v7, block8(v0), block1(v0)
block1(v8: i64):                          ; as many pages as there is room for
    v9 = isub v1, v8
    v10 = iconst.i64 9
    v11 = ushr v9, v10                    ; a word of 8 bytes for each
    v12 = umin v11, v5
    v14 = iconst.i64 -8
    v17 = band v12, v14
    brif v17, block2, block8(v8)
block2:
    v13 = ushr v8, v10
    v15 = band v13, v14
    v16 = symbol_value.i64 gv0
    v18 = call_indirect sig0, v16(v3, v4, v17, v15)
    v19 = icmp eq v18, v17
    brif v19, block3, block8(v0)
block3:
    v20 = iadd v4, v17
    jump block4(v4, v8)
block4(v21: i64, v22: i64):
    v23 = icmp ult v21, v20
    brif v23, block5, block7
block5:
    v24 = load.i64 notrap v21
    v25 = iconst.i64 62
    v26 = ushr v24, v25
    brif v26, block8(v22), block6
block6:
    v27 = iconst.i64 8
    v28 = iadd v21, v27
    v29 = iadd v22, v5
    jump block4(v28, v29)
block7:
    v30 = icmp ult v22, v1
    brif v30, block1(v22), block8(v1)
block8(v31: i64):
    return v31
}}

function %__{kind}_scan_stack(i64, i64, i64) fast {{
    gv0 = symbol %__irtool_c_process_vm_readv
    ss0 = explicit_slot 32, align = 8
    sig0 = (i64, i64, i64, i64, i64, i64) -> i64 system_v
    fn0 = colocated %__{kind}_scan(i64, i64, i64) fast
    fn1 = colocated %__{kind}_touched(i64, i64, i64) -> i64 fast
block0(v0: i64, v1: i64, v2: i64):
    v3 = load.i64 notrap v2+{pointer}
    v4 = isub v3, v0
    v5 = isub v1, v0
    v6 = icmp ult v4, v5
    brif v6, block1, block2
block1:                                   ; our own
    v7 = iconst.i64 -8
    v8 = band v3, v7
    call fn0(v8, v1, v2)
    return
block2:
    v9 = iconst.i64 {page}
    v10 = load.i64 notrap v2+{page_room}
    v11 = load.i64 notrap v2+{process}
    v12 = stack_addr.i64 ss0              ; {{where to, bytes}}, {{where from, bytes}}
    v13 = iconst.i64 16
    v14 = iadd v12, v13
    store notrap v10, v12
    store notrap v9, v12+8
    store notrap v9, v12+24
    v15 = iconst.i64 1
    v16 = iconst.i64 0
    v17 = symbol_value.i64 gv0
    v18 = iadd v10, v9
    v24 = call fn1(v0, v1, v2)
    jump block3(v1)
block3(v19: i64):                         ; down to the first page that is not there
    v20 = isub v19, v9
    v21 = icmp uge v20, v24
    brif v21, block4, block6
block4:
    store notrap v20, v12+16
    v22 = call_indirect sig0, v17(v11, v12, v15, v14, v15, v16)
    v23 = icmp eq v22, v9
    brif v23, block5, block6
block5:
    call fn0(v10, v18, v2)
    jump block3(v20)
block6:
    return
}}

function %__{kind}_scan_stacks(i64, i64) fast {{
    fn0 = colocated %__{kind}_scan_stack(i64, i64, i64) fast
block0(v0: i64, v1: i64):
    v2 = iconst.i64 1
    v3 = iconst.i64 8
    v4 = iconst.i64 16
    v5 = load.i64 notrap v0
    v6 = iadd v0, v3
    jump block1(v5, v6)
block1(v7: i64, v8: i64):
    brif v7, block2, block3
block2:
    v9 = load.i64 notrap v8
    v10 = load.i64 notrap v8+8
    call fn0(v9, v10, v1)
    v11 = isub v7, v2
    v12 = iadd v8, v4
    jump block1(v11, v12)
block3:
    return
}}
"""


def stack_scan_text(kind: str) -> str:
    """The functions as text, of this kind. It has its doubled braces replaced."""
    return _TEXT.format(
        kind=kind,
        page_room=PAGE_ROOM,
        process=PROCESS,
        pointer=POINTER,
        pagemap=PAGEMAP,
        page=PAGE,
    )


@contextmanager
def scanning(block: Block, stack_pointer: int) -> Iterator[None]:
    """Fill in a block for a scan, in which the stack of this thread is looked at from `stack_pointer` on."""
    try:
        pages = os.open("/proc/self/pagemap", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        pages = -1
    try:
        write_word(block.address + PROCESS, os.getpid())
        write_word(block.address + POINTER, stack_pointer)
        write_word(block.address + PAGEMAP, pages & (1 << 64) - 1)
        yield
    finally:
        if pages >= 0:
            os.close(pages)
