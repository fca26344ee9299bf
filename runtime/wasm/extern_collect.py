"""The collector of externrefs, in IR: finds which objects of Python WebAssembly can still reach, in one call,
in which no other thread gets a turn.

    extern_collect(block)

    +0   (scratch) chunks of cells     +16  (scratch) stacks, both as in the block of `exception_collect.py`
    +8   roots, behind their number: {address, kind}. Kind 0: a word there; 1: the words of an {address,
         length} there; more: so many words there
    +24  addresses of the objects in question, sorted
    +32  a byte for each, which becomes 1 when it is reached
    +64  their number, at least 1      +72  address of the block of `exception_collect.py`
    +88  the last address less the first
    others: for the look at stacks (`stack_scan.py`)

Any word that is the address of one of the objects reaches it: in roots, on stacks, and in the fields of
exceptions, of which all that are not freed count. Registers of the caller are saved in the frame of
`extern_collect`, whose call has a handler; it is part of the stack that is looked at.
"""

from typing import Final

from .exception_cells import FIELDS
from .externs import CHUNKS, COUNT, EXCEPTIONS, OBJECTS, REACHED, ROOTS, SPAN, STACKS
from .stack_scan import POINTER, stack_scan_text

_TEXT: Final = """
function %__extern_reach(i64, i64) fast {{
block0(v0: i64, v1: i64):
    v2 = load.i64 notrap v1+{objects}
    v3 = load.i64 notrap v1+{count}
    v4 = iconst.i64 0
    v5 = iconst.i64 1
    v6 = iconst.i64 3
    jump block1(v4, v3)
block1(v7: i64, v8: i64):                 ; it is in rows v7 .. v8 - 1, if it is there
    v9 = icmp ult v7, v8
    brif v9, block2, block4
block2:
    v10 = iadd v7, v8
    v11 = ushr v10, v5
    v12 = ishl v11, v6
    v13 = iadd v2, v12
    v14 = load.i64 notrap v13
    v15 = icmp ult v14, v0
    v16 = iadd v11, v5
    v17 = select v15, v16, v7
    v18 = select v15, v8, v11
    v19 = icmp eq v14, v0
    brif v19, block3, block1(v17, v18)
block3:
    v20 = load.i64 notrap v1+{reached}
    v21 = iadd v20, v11
    v22 = iconst.i32 1
    istore8 notrap v22, v21
    jump block4
block4:
    return
}}

function %__extern_scan(i64, i64, i64) fast {{
    fn0 = colocated %__extern_reach(i64, i64) fast
block0(v0: i64, v1: i64, v2: i64):
    v3 = load.i64 notrap v2+{objects}
    v4 = load.i64 notrap v3
    v5 = load.i64 notrap v2+{span}
    v6 = iconst.i64 8
    jump block1(v0)
block1(v7: i64):
    v8 = icmp ult v7, v1
    brif v8, block2, block4
block2:
    v9 = load.i64 notrap v7
    v10 = isub v9, v4
    v11 = icmp ugt v10, v5
    v12 = iadd v7, v6
    brif v11, block1(v12), block3
block3:
    call fn0(v9, v2)
    jump block1(v12)
block4:
    return
}}

function %__extern_collect(i64) system_v {{
    fn0 = colocated %__extern_scan(i64, i64, i64) fast
    fn1 = colocated %__extern_scan_stacks(i64, i64) fast
block0(v0: i64):
    v1 = load.i64 notrap v0+{exceptions}
    v2 = load.i64 notrap v1+{chunks}
    v3 = load.i64 notrap v1+{stacks}
    v4 = iconst.i64 1
    v5 = iconst.i64 3
    v6 = iconst.i64 8
    v7 = iconst.i64 16
    v8 = load.i64 notrap v0+{roots}
    v9 = load.i64 notrap v8
    v10 = iadd v8, v6
    jump block1(v9, v10)
block1(v11: i64, v12: i64):               ; roots
    brif v11, block2, block5
block2:
    v13 = load.i64 notrap v12
    v14 = load.i64 notrap v12+8
    v15 = isub v11, v4
    v16 = iadd v12, v7
    v17 = icmp eq v14, v4
    brif v17, block3, block4
block3:
    v18 = load.i64 notrap v13
    v19 = load.i64 notrap v13+8
    v20 = ishl v19, v5
    v21 = iadd v18, v20
    call fn0(v18, v21, v0)
    jump block1(v15, v16)
block4:
    v22 = umax v14, v4
    v23 = ishl v22, v5
    v24 = iadd v13, v23
    call fn0(v13, v24, v0)
    jump block1(v15, v16)
block5:
    call fn1(v3, v0)
    v33 = load.i64 notrap v2
    v34 = iadd v2, v6
    jump block9(v33, v34)
block9(v35: i64, v36: i64):               ; chunks, for the fields of cells in use
    brif v35, block10, block14
block10:
    v37 = load.i64 notrap v36
    v38 = load.i64 notrap v36+8
    v39 = load.i64 notrap v36+16
    v40 = isub v35, v4
    v41 = iconst.i64 24
    v42 = iadd v36, v41
    jump block11(v37, v39)
block11(v43: i64, v44: i64):
    brif v44, block12, block9(v40, v42)
block12:
    v45 = load.i64 notrap v43
    v46 = iadd v43, v38
    v47 = isub v44, v4
    brif v45, block13, block11(v46, v47)
block13:
    v48 = iconst.i64 {fields}
    v49 = iadd v43, v48
    call fn0(v49, v46, v0)
    jump block11(v46, v47)
block14:
    return
}}

function %extern_collect(i64) system_v {{
    sig0 = (i64) system_v
    fn0 = colocated %__extern_collect(i64) system_v
block0(v0: i64):
    v1 = get_stack_pointer.i64
    store notrap v1, v0+{pointer}
    try_call fn0(v0), sig0, block1, [ default: block1 ]
block1:
    return
}}
"""


def collector_text() -> str:
    """The functions as text."""
    return stack_scan_text("extern") + _TEXT.format(
        chunks=CHUNKS,
        roots=ROOTS,
        stacks=STACKS,
        objects=OBJECTS,
        reached=REACHED,
        count=COUNT,
        exceptions=EXCEPTIONS,
        span=SPAN,
        fields=FIELDS,
        pointer=POINTER,
    )
