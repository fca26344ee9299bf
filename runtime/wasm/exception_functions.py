"""Throwing in WebAssembly: IR functions over cells (`exception_cells.py`) and the frames of compiled code.

    exception_new(context, tag, identity, fields)     take a cell of the list of its size
    exception_drop(context, cell)                     give it back unless an exnref of it may be around
    exception_throw(context, cell)                    go on at the handler
    raise_out(limit)                                  throw the exception that a function of Python raised

`exception_throw` walks the frames of compiled code from its caller up to the stack pointer at which the code
was entered (`HostCode.entered`): frames behind it are none of ours. For each return address it looks for the
module in the list of texts with handlers (`exception_texts.py`), and for the call in the module's table
(`backends/exceptions.py`). There a handler's tag is the offset in the context at which the identity of a tag
stands, and the context is that of the frame, so that two instances of one module are told apart. If no frame
takes it, Python makes a `WasmException` of it, which is left for whoever entered the code (`pending.py`), and
the function traps.

`raise_out` returns when the exception is not for WebAssembly to catch; it is as before then. `limit` is what
belongs into the cell of the stack limit.

They call Python: `u64 exception_refill(class, stack pointer)` sees to it that there is a free cell, or is 1
with an exception left; `exception_uncaught(cell)` leaves an exception; `u64 exception_raised(object, stack
pointer)` is a cell for an exception of Python, which is the one that was left for 0, or 0;
`exception_let_go(object, context)` gives up the reference of a cell to an object that code of a context may
have got from it, as code can if the word `exception_shared` is not 0. Exceptions with the tag whose
definition is at `exception_python_tag`, that of Python, own their object.
"""

from typing import Final

from ...backends.handlers import find_functions
from ...ir.function import Function
from ...ir.text.reader import parse_functions
from ..pending import TRAP_HOST
from . import exception_collect, extern_collect
from .exception_cells import CLASS, FIELDS, FIRST_SIZE, NEXT, OWNS, PINNED, REFERENCED

_NEW: Final = """
function %exception_new(i64, i32, i64, i32) -> i64 system_v {{
    gv0 = symbol %__irtool_exception_heads
    gv1 = symbol %__irtool_limit
    gv2 = symbol %__irtool_exception_refill
    sig0 = (i64, i64) -> i64 system_v
block0(v0: i64, v1: i32, v2: i64, v3: i32):
    v4 = uextend.i64 v3
    v5 = iconst.i64 4
    v6 = ishl v4, v5
    v7 = iconst.i64 {last}
    v8 = iadd v6, v7
    v9 = clz v8
    v10 = iconst.i64 {zeros}
    v11 = isub v10, v9
    v12 = iconst.i64 0
    v13 = smax v11, v12                   ; the class
    v14 = iconst.i64 3
    v15 = ishl v13, v14
    v16 = symbol_value.i64 gv0
    v17 = iadd v16, v15
    v18 = load.i64 notrap aligned v17
    brif v18, block1(v18), block2
block1(v19: i64):
    v20 = load.i64 notrap aligned v19+{next}
    store notrap aligned v20, v17
    store notrap aligned v2, v19
    v21 = iconst.i64 32
    v22 = ishl v13, v21
    store notrap aligned v22, v19+{next}
    return v19
block2 cold:                              ; a call with handlers: registers are saved in this frame
    v23 = symbol_value.i64 gv1
    v24 = load.i64 notrap aligned v23
    v25 = get_stack_pointer.i64
    v26 = symbol_value.i64 gv2
    try_call_indirect v26(v13, v25), sig0, block3(ret0), [ default: block5 ]
block3(v27: i64) cold:
    store notrap aligned v24, v23
    brif v27, block5, block4
block4 cold:                              ; another thread may have been quicker
    v28 = load.i64 notrap aligned v17
    brif v28, block1(v28), block2
block5 cold:
    trap user{trap}
}}

; One that Python fills in, and that nobody else refers to until it is thrown.
function %new_pinned(i64, i32) -> i64 system_v {{
    fn0 = colocated %exception_new(i64, i32, i64, i32) -> i64 system_v
block0(v0: i64, v1: i32):
    v2 = iconst.i64 0
    v3 = iconst.i32 1
    v4 = call fn0(v2, v3, v0, v1)
    istore8 notrap v3, v4+{pinned}
    return v4
}}
"""
_DROP: Final = """
function %exception_drop(i64, i64) system_v {{
    gv0 = symbol %__irtool_limit
    gv1 = symbol %__irtool_py_Py_DecRef
    gv2 = symbol %__irtool_exception_heads
    gv3 = symbol %__irtool_exception_let_go
    gv4 = symbol %__irtool_exception_shared
    sig0 = (i64, i64) system_v
block0(v0: i64, v1: i64):
    v2 = uload8.i32 notrap v1+{referenced}
    v15 = uload8.i32 notrap v1+{pinned}
    v16 = bor v2, v15
    brif v16, block4, block1
block1:
    v3 = uload8.i32 notrap v1+{owns}
    brif v3, block2, block3
block2 cold:
    v4 = symbol_value.i64 gv0
    v5 = load.i64 notrap aligned v4
    v6 = load.i64 notrap aligned v1+{fields}
    v7 = symbol_value.i64 gv1
    v17 = symbol_value.i64 gv3
    v18 = symbol_value.i64 gv4
    v19 = load.i64 notrap aligned v18
    v20 = select v0, v19, v0              ; Python itself lets go of it at once
    v21 = select v20, v17, v7
    call_indirect sig0, v21(v6, v0)
    store notrap aligned v5, v4
    jump block3
block3:
    v8 = uload32 notrap aligned v1+{class}
    v9 = iconst.i64 3
    v10 = ishl v8, v9
    v11 = symbol_value.i64 gv2
    v12 = iadd v11, v10
    v13 = load.i64 notrap aligned v12
    store notrap aligned v13, v1+{next}
    store notrap aligned v1, v12
    v14 = iconst.i64 0
    store notrap aligned v14, v1
    jump block4
block4:
    return
}}
"""
_THROW: Final = """
function %exception_throw(i64, i64) system_v {{
    gv0 = symbol %__irtool_entered
    gv1 = symbol %__irtool_exception_texts
    gv2 = symbol %__irtool_exception_uncaught
    gv3 = symbol %__irtool_exception_python_tag
    gv4 = symbol %__irtool_py_Py_IncRef
    sig0 = () -> i64 system_v
    sig1 = (i64) system_v
    fn0 = colocated %__irtool_find_call(i64, i64) -> i64 fast
    fn1 = colocated %__irtool_handlers(i64, i64) -> i64, i64 fast
    fn2 = colocated %__irtool_land(i64, i64, i64, i64, i64, i64) fast
block0(v0: i64, v1: i64):
    v2 = get_frame_pointer.i64
    v6 = load.i64 notrap aligned v1       ; the tag
    v50 = symbol_value.i64 gv3
    v51 = icmp eq v6, v50
    brif v51, block12, block14
block12 cold:                             ; with that of Python it owns what its field refers to
    v52 = uload8.i32 notrap v1+{owns}
    v53 = load.i64 notrap aligned v1+{fields}
    v54 = iconst.i32 0
    v55 = icmp ne v52, v54
    v56 = iconst.i64 0
    v57 = select v55, v56, v53
    brif v57, block13, block14
block13 cold:
    v58 = iconst.i32 1
    istore8 notrap v58, v1+{owns}
    v59 = symbol_value.i64 gv4
    call_indirect sig1, v59(v53)
    jump block14
block14:
    v3 = symbol_value.i64 gv0
    v5 = call_indirect sig0, v3()         ; the stack pointer of whoever entered the code
    v7 = symbol_value.i64 gv1
    v8 = load.i64 notrap aligned v7
    v9 = iconst.i64 8
    v10 = iadd v8, v9
    jump block1(v2)
block1(v11: i64):                         ; the caller of a frame
    v12 = load.i64 notrap aligned v11
    v13 = load.i64 notrap aligned v11+8
    v14 = icmp uge v12, v5
    brif v14, block10, block2
block2:
    v15 = load.i64 notrap aligned v8
    jump block3(v10, v15)
block3(v16: i64, v17: i64):               ; a text, and how many are left
    brif v17, block4, block1(v12)
block4:
    v18 = load.i64 notrap aligned v16
    v19 = load.i64 notrap aligned v16+8
    v20 = isub v13, v18
    v21 = icmp ult v20, v19
    v22 = iconst.i64 24
    v23 = iadd v16, v22
    v24 = iconst.i64 1
    v25 = isub v17, v24
    brif v21, block5, block3(v23, v25)
block5:
    v26 = load.i64 notrap aligned v16+16
    v27 = call fn0(v26, v13)
    brif v27, block6, block1(v12)
block6:
    v28, v29 = call fn1(v26, v27)
    v30 = uload32 notrap aligned v27+4
    v31 = isub v12, v30                   ; the stack pointer there
    jump block7(v28)
block7(v32: i64):                         ; a handler
    v33 = icmp uge v32, v29
    brif v33, block1(v12), block8
block8:
    v34 = load.i32 notrap aligned v32+4
    v35 = iconst.i64 16
    v36 = iadd v32, v35
    brif v34, block11, block9
block9:
    v37 = sload32 notrap aligned v32+12
    v38 = iadd v31, v37
    v39 = load.i64 notrap aligned v38     ; the context
    v40 = uload32 notrap aligned v32
    v41 = iadd v39, v40
    v42 = load.i64 notrap aligned v41
    v43 = icmp eq v42, v6
    brif v43, block11, block7(v36)
block10 cold:
    v44 = symbol_value.i64 gv2
    call_indirect sig1, v44(v1)
    trap user{trap}
block11:
    call fn2(v26, v27, v32, v12, v1, v1)
    trap user{trap}
}}
"""
_RAISE: Final = """
function %raise_out(i64) system_v {{
    gv0 = symbol %__irtool_exception_texts
    gv1 = symbol %__irtool_py_PyErr_Occurred
    gv2 = symbol %__irtool_py_PyErr_ExceptionMatches
    gv3 = symbol %__irtool_object_RecursionError
    gv4 = symbol %__irtool_py_PyErr_Fetch
    gv5 = symbol %__irtool_py_PyErr_NormalizeException
    gv6 = symbol %__irtool_py_PyException_SetTraceback
    gv7 = symbol %__irtool_exception_raised
    gv8 = symbol %__irtool_limit
    gv9 = symbol %__irtool_py_Py_DecRef
    gv10 = symbol %__irtool_py_PyErr_Restore
    ss0 = explicit_slot 24, align = 8
    sig0 = () -> i64 system_v
    sig1 = (i64, i64, i64) system_v
    sig2 = (i64, i64) -> i64 system_v
    sig3 = (i64) system_v
    sig4 = (i64) -> i32 system_v
    fn0 = colocated %exception_throw(i64, i64) system_v
block0(v0: i64):
    v26 = symbol_value.i64 gv0
    v27 = load.i64 notrap aligned v26
    v28 = load.i64 notrap aligned v27
    brif v28, block10, block9             ; nothing loaded could catch it
block10:
    v1 = symbol_value.i64 gv1
    v2 = call_indirect sig0, v1()
    v3 = iconst.i64 0
    v4 = stack_addr.i64 ss0               ; type, value, traceback
    v5 = iconst.i64 8
    v6 = iconst.i64 16
    v7 = iadd v4, v5
    v8 = iadd v4, v6
    brif v2, block11, block3(v3)
block11:
    v29 = symbol_value.i64 gv2
    v30 = symbol_value.i64 gv3
    v31 = call_indirect sig4, v29(v30)
    brif v31, block9, block1              ; there is no room for a function that decides
block1:
    v9 = symbol_value.i64 gv4
    call_indirect sig1, v9(v4, v7, v8)
    v10 = symbol_value.i64 gv5
    call_indirect sig1, v10(v4, v7, v8)
    v11 = load.i64 notrap aligned v7
    v12 = load.i64 notrap aligned v8
    brif v12, block2, block3(v11)
block2:
    v13 = symbol_value.i64 gv6
    v14 = call_indirect sig2, v13(v11, v12)
    jump block3(v11)
block3(v15: i64):
    v16 = get_stack_pointer.i64
    v17 = symbol_value.i64 gv7
    v18 = call_indirect sig2, v17(v15, v16)
    v19 = symbol_value.i64 gv8
    store notrap aligned v0, v19
    brif v18, block4, block7
block4:
    brif v15, block5, block6
block5:
    v20 = load.i64 notrap aligned v4
    v21 = load.i64 notrap aligned v8
    v22 = symbol_value.i64 gv9
    call_indirect sig3, v22(v20)
    call_indirect sig3, v22(v15)
    call_indirect sig3, v22(v21)
    jump block6
block6:
    v32 = iconst.i32 0
    istore8 notrap v32, v18+{pinned}
    call fn0(v3, v18)
    trap user{trap}
block7:
    brif v15, block8, block9
block8:
    v23 = load.i64 notrap aligned v4
    v24 = load.i64 notrap aligned v8
    v25 = symbol_value.i64 gv10
    call_indirect sig1, v25(v23, v15, v24)
    jump block9
block9:
    return
}}
"""


def functions(emulated: bool) -> list[Function]:
    """The functions, and what they call."""
    text = (_NEW + _DROP + _THROW + _RAISE).format(
        fields=FIELDS,
        last=FIELDS - 1,
        zeros=64 - FIRST_SIZE.bit_length() + 1,
        next=NEXT,
        owns=OWNS,
        referenced=REFERENCED,
        pinned=PINNED,
        trap=TRAP_HOST,
        **{"class": CLASS},
    )
    if not emulated:  # one collector finds all
        text += exception_collect.collector_text() + extern_collect.collector_text()
    return [*find_functions(), *parse_functions(text)]
