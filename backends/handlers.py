"""Finding handlers: functions in IR that search the exception table (`exceptions.py`), for whoever throws.

    row = find_call(table, return address)              of the call, or 0; by binary search
    first, end = handlers(table, row)                   rows of its handlers
    land(table, row, handler, frame pointer, payloads)  go on there; does not return

The table lies in the text under the name `TABLE`. `land` ends in `RESUME`, a few instructions of the machine
that set stack pointer and frame pointer (`ObjectFormat.resume`). Return addresses may be signed (aarch64):
only their low 48 bits count.
"""

from typing import Final

from ..ir.function import Function
from ..ir.text.reader import parse_functions

TABLE: Final = "__irtool_exception_table"
RESUME: Final = "__irtool_resume"

#: The row of a call in a table (v0) by its return address (v1), or 0.
_FIND_CALL: Final = """
function %__irtool_find_call(i64, i64) -> i64 fast {
block0(v0: i64, v1: i64):
    v2 = iconst.i64 8
    v3 = sload32 notrap v0+8
    v4 = iadd v0, v2
    v5 = iadd v4, v3                      ; the text
    v6 = isub v1, v5
    v7 = iconst.i64 0xffff_ffff_ffff
    v8 = band v6, v7                      ; the offset looked for
    v9 = iconst.i64 0
    v10 = uload32 notrap v0+4
    jump block1(v9, v10)
block1(v11: i64, v12: i64):               ; it is in rows v11 .. v12 - 1, if it is there
    v13 = icmp ult v11, v12
    brif v13, block2, block4(v9)
block2:
    v14 = iadd v11, v12
    v15 = iconst.i64 1
    v16 = ushr v14, v15
    v17 = iconst.i64 4
    v18 = ishl v16, v17
    v19 = iadd v0, v18
    v20 = uload32 notrap v19+16
    v21 = iconst.i64 16
    v22 = iadd v19, v21
    v23 = icmp eq v20, v8
    brif v23, block4(v22), block3
block3:
    v24 = icmp ult v20, v8
    v25 = iadd v16, v15
    v26 = select v24, v25, v11
    v27 = select v24, v12, v16
    jump block1(v26, v27)
block4(v28: i64):
    return v28
}
"""
#: The row of the first handler of a call (row v1 of table v0), and that behind its last.
_HANDLERS: Final = """
function %__irtool_handlers(i64, i64) -> i64, i64 fast {
block0(v0: i64, v1: i64):
    v2 = uload32 notrap v0+4
    v3 = uload32 notrap v1+8
    v4 = uload32 notrap v1+12
    v5 = iadd v2, v3
    v6 = iadd v5, v4
    v7 = iconst.i64 4
    v8 = ishl v5, v7
    v9 = ishl v6, v7
    v10 = iconst.i64 16
    v11 = iadd v0, v10
    v12 = iadd v11, v8
    v13 = iadd v11, v9
    return v12, v13
}
"""
#: Go on at a handler: table, row of the call, row of the handler, frame pointer, payloads.
_LAND: Final = """
function %__irtool_land(i64, i64, i64, i64, i64, i64) fast {
    fn0 = colocated %__irtool_resume(i64, i64, i64, i64, i64) system_v
block0(v0: i64, v1: i64, v2: i64, v3: i64, v4: i64, v5: i64):
    v6 = iconst.i64 8
    v7 = sload32 notrap v0+8
    v8 = iadd v0, v6
    v9 = iadd v8, v7
    v10 = uload32 notrap v2+8
    v11 = iadd v9, v10
    v12 = uload32 notrap v1+4
    v13 = isub v3, v12
    call fn0(v3, v13, v11, v4, v5)
    trap user4
}
"""


def find_functions() -> list[Function]:
    """`%__irtool_find_call`, `%__irtool_handlers` and `%__irtool_land`."""
    return parse_functions(_FIND_CALL + _HANDLERS + _LAND)
