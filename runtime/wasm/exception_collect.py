"""The collector of exceptions, in IR: marks what is referred to and frees the rest in one call, in which no
other thread gets a turn.

    u64 exception_collect(block)        number of cells that stay

The block has the addresses of tables of words. The first three begin with the number of their rows:

    +0   chunks of cells, by address: address, bytes of a cell, number of cells
    +8   roots: address, 0 for a word there, 1 for a {address, length} of words
    +16  stacks: lowest address, end
    +24  room for the cells that are marked      +32  room for the objects that freed cells owned
    +64  (result) number of those objects        +72  (scratch) number of marked cells
    others: for the look at stacks (`stack_scan.py`)

A word that is the address of a cell in use marks the cell, whose fields are looked at in turn; so do cells
with the mark of a reference in Python.
"""

from typing import Final

from .exception_cells import CLASS, FIELDS, FIRST_SIZE, MARKED, NEXT, OWNS, PINNED
from .stack_scan import stack_scan_text

#: Bytes of the block.
BLOCK_SIZE: Final = 88
CHUNKS, ROOTS, STACKS, MARKS, OBJECTS = range(0, 40, 8)
FOUND: Final = 64
COUNT: Final = 72

_TEXT: Final = """
function %__exception_mark(i64, i64) fast {{
block0(v0: i64, v1: i64):
    v2 = load.i64 notrap v1+{chunks}
    v3 = load.i64 notrap v2
    v4 = iconst.i64 0
    v5 = iconst.i64 1
    jump block1(v4, v3)
block1(v6: i64, v7: i64):                 ; it is in a chunk of these
    v8 = icmp ult v6, v7
    brif v8, block2, block9
block2:
    v9 = iadd v6, v7
    v10 = ushr v9, v5
    v11 = iconst.i64 24
    v12 = imul v10, v11
    v13 = iadd v2, v12
    v14 = load.i64 notrap v13+8
    v15 = load.i64 notrap v13+16
    v16 = load.i64 notrap v13+24
    v17 = icmp ult v0, v14
    brif v17, block1(v6, v10), block3
block3:
    v18 = imul v15, v16
    v19 = isub v0, v14
    v20 = icmp ult v19, v18
    v21 = iadd v10, v5
    brif v20, block4, block1(v21, v7)
block4:
    v22 = isub v15, v5
    v23 = band v19, v22
    brif v23, block9, block5
block5:
    v24 = load.i64 notrap v0
    brif v24, block6, block9
block6:
    v25 = uload8.i32 notrap v0+{marked}
    brif v25, block9, block7
block7:
    v26 = iconst.i32 1
    istore8 notrap v26, v0+{marked}
    v27 = load.i64 notrap v1+{count}
    v28 = load.i64 notrap v1+{marks}
    v29 = iconst.i64 3
    v30 = ishl v27, v29
    v31 = iadd v28, v30
    store notrap v0, v31
    v32 = iadd v27, v5
    store notrap v32, v1+{count}
    jump block9
block9:
    return
}}

function %__exception_scan(i64, i64, i64) fast {{
    fn0 = colocated %__exception_mark(i64, i64) fast
block0(v0: i64, v1: i64, v2: i64):
    jump block1(v0)
block1(v3: i64):
    v4 = icmp ult v3, v1
    brif v4, block2, block3
block2:
    v5 = load.i64 notrap v3
    call fn0(v5, v2)
    v6 = iconst.i64 8
    v7 = iadd v3, v6
    jump block1(v7)
block3:
    return
}}

function %exception_collect(i64) -> i64 system_v {{
    gv0 = symbol %__irtool_exception_heads
    fn0 = colocated %__exception_mark(i64, i64) fast
    fn1 = colocated %__exception_scan(i64, i64, i64) fast
    fn2 = colocated %__exception_scan_stacks(i64, i64) fast
block0(v0: i64):
    v1 = iconst.i64 0
    v2 = iconst.i64 1
    v3 = iconst.i64 3
    v4 = iconst.i64 8
    v5 = iconst.i64 16
    v6 = iconst.i64 24
    store notrap v1, v0+{found}
    store notrap v1, v0+{count}
    v7 = load.i64 notrap v0+{roots}
    v8 = load.i64 notrap v7
    v9 = iadd v7, v4
    jump block1(v8, v9)
block1(v10: i64, v11: i64):               ; roots
    brif v10, block2, block5
block2:
    v12 = load.i64 notrap v11
    v13 = load.i64 notrap v11+8
    v14 = load.i64 notrap v12
    v15 = isub v10, v2
    v16 = iadd v11, v5
    brif v13, block3, block4
block3:
    v17 = load.i64 notrap v12+8
    v18 = ishl v17, v3
    v19 = iadd v14, v18
    call fn1(v14, v19, v0)
    jump block1(v15, v16)
block4:
    call fn0(v14, v0)
    jump block1(v15, v16)
block5:
    v20 = load.i64 notrap v0+{stacks}
    call fn2(v20, v0)
    v29 = load.i64 notrap v0+{chunks}
    v30 = load.i64 notrap v29
    v31 = iadd v29, v4
    jump block9(v30, v31)
block9(v32: i64, v33: i64):               ; chunks, for cells that Python refers to
    brif v32, block10, block15(v1)
block10:
    v34 = load.i64 notrap v33
    v35 = load.i64 notrap v33+8
    v36 = load.i64 notrap v33+16
    v37 = isub v32, v2
    v38 = iadd v33, v6
    jump block11(v34, v36)
block11(v39: i64, v40: i64):
    brif v40, block12, block9(v37, v38)
block12:
    v41 = uload8.i32 notrap v39+{pinned}
    v42 = load.i64 notrap v39
    v43 = iadd v39, v35
    v44 = isub v40, v2
    brif v42, block13, block11(v43, v44)
block13:
    brif v41, block14, block11(v43, v44)
block14:
    call fn0(v39, v0)
    jump block11(v43, v44)
block15(v45: i64):                        ; fields of marked cells
    v46 = load.i64 notrap v0+{count}
    v47 = icmp ult v45, v46
    brif v47, block16, block17(v30, v31)
block16:
    v48 = load.i64 notrap v0+{marks}
    v49 = ishl v45, v3
    v50 = iadd v48, v49
    v51 = load.i64 notrap v50
    v52 = uload32 notrap v51+{class}
    v53 = iconst.i64 {first_size}
    v54 = ishl v53, v52
    v55 = iadd v51, v54
    v56 = iconst.i64 {fields}
    v57 = iadd v51, v56
    call fn1(v57, v55, v0)
    v58 = iadd v45, v2
    jump block15(v58)
block17(v59: i64, v60: i64):              ; chunks, to free what is not marked
    brif v59, block18, block24
block18:
    v61 = load.i64 notrap v60
    v62 = load.i64 notrap v60+8
    v63 = load.i64 notrap v60+16
    v64 = isub v59, v2
    v65 = iadd v60, v6
    jump block19(v61, v63)
block19(v66: i64, v67: i64):
    brif v67, block20, block17(v64, v65)
block20:
    v68 = load.i64 notrap v66
    v69 = uload8.i32 notrap v66+{marked}
    v70 = iadd v66, v62
    v71 = isub v67, v2
    v72 = iconst.i32 0
    brif v68, block21, block19(v70, v71)
block21:
    istore8 notrap v72, v66+{marked}
    brif v69, block19(v70, v71), block22
block22:
    v73 = uload8.i32 notrap v66+{owns}
    v74 = uload32 notrap v66+{class}
    v75 = ishl v74, v3
    v76 = symbol_value.i64 gv0
    v77 = iadd v76, v75
    v78 = load.i64 notrap v77
    store notrap v78, v66+{next}
    store notrap v66, v77
    store notrap v1, v66
    brif v73, block23, block19(v70, v71)
block23:
    v79 = load.i64 notrap v66+{fields}
    v80 = load.i64 notrap v0+{found}
    v81 = load.i64 notrap v0+{objects}
    v82 = ishl v80, v3
    v83 = iadd v81, v82
    store notrap v79, v83
    v84 = iadd v80, v2
    store notrap v84, v0+{found}
    jump block19(v70, v71)
block24:
    v85 = load.i64 notrap v0+{count}
    return v85
}}
"""


def collector_text() -> str:
    """The functions as text."""
    return stack_scan_text("exception") + _TEXT.format(
        chunks=CHUNKS,
        roots=ROOTS,
        stacks=STACKS,
        marks=MARKS,
        objects=OBJECTS,
        found=FOUND,
        count=COUNT,
        marked=MARKED,
        pinned=PINNED,
        owns=OWNS,
        fields=FIELDS,
        first_size=FIRST_SIZE,
        next=NEXT,
        **{"class": CLASS},
    )
