"""Appending to a column without a call, in the C files of mypyc.

mypyc makes of `append(column, x)` a call through a pointer, into the library `librt.vecs`. Nearly every time
there is room, and the call stores one number: it costs more than the store. An IR instruction is twenty such
appends, which were two fifths of translating WebAssembly. So the C files get functions of their own that do
what the library's does where there is room, and the call is for where there is none:

    r = VecI32Api.append(v, x);     becomes     r = irtool_append_I32(v, x);

The usual statement, `self.column = append(self.column, x)`, counts a reference to the old column up and down
again around the call. Where there is room it needs neither:

    r1 = FIELD;                                 if (!irtool_put_I32(&FIELD, x)) {
    VEC_I32_INCREF(r1);                             r1 = FIELD;
    r2 = VecI32Api.append(r1, x);                   VEC_I32_INCREF(r1);
    if (unlikely(r2.len < 0)) { ... }   becomes     ...
    VEC_I32_DECREF(FIELD);                          FIELD = r2;
    FIELD = r2;                                 }

What this relies on is in mypyc's header `librt_vecs.h`: `items` of a vec points into a buffer, a variable
object whose size is the capacity. Where the header lacks the name of the buffer, calls stay calls.
"""

import re
from typing import Final

#: Kinds of columns that irtool appends to, and their items in C.
KINDS: Final = {"I64": "int64_t", "I32": "int32_t", "U8": "uint8_t"}

_KIND: Final = f"({'|'.join(KINDS)})"
_CALL: Final = re.compile(rf"\bVec{_KIND}Api\.append\(")
_INCLUDES: Final = re.compile(r"\A(?:#include [^\n]*\n)+")
#: `self.column = append(self.column, x)`; between the reference and the call `x` is computed, without calls.
_STATEMENT: Final = re.compile(
    r"(?P<take>    (?P<old>cpy_r_\w+) = (?P<field>\(\(\w+ \*\)\w+\)->_\w+);\n"
    rf"    VEC_{_KIND}_INCREF\((?P=old)\);\n)"
    r"(?P<item>(?:    cpy_r_\w+ = (?![^\n]*\w\()[^;\n]*;\n)*)"
    r"(?P<rest>    (?P<new>cpy_r_\w+) = Vec\w+Api\.append\((?P=old), (?P<x>[\w-]+)\);\n"
    r"    if \(unlikely\((?P=new)\.len < 0\)\) \{\n[^}]*\}\n"
    r"    VEC_\w+_DECREF\((?P=field)\);\n"
    r"    (?P=field) = (?P=new);\n)"
)

_FUNCTIONS: Final = """\
#ifdef VEC_{kind}_BUF
static inline int irtool_put_{kind}(Vec{kind} *v, {item} x) {{
    Py_ssize_t len = v->len;
    if (unlikely(v->items == NULL || len >= Py_SIZE(VEC_{kind}_BUF(*v))))
        return 0;
    v->items[len] = x;
    v->len = len + 1;
    return 1;
}}
static inline Vec{kind} irtool_append_{kind}(Vec{kind} v, {item} x) {{
    return likely(irtool_put_{kind}(&v, x)) ? v : Vec{kind}Api.append(v, x);
}}
#else
#define irtool_put_{kind}(v, x) 0
#define irtool_append_{kind} Vec{kind}Api.append
#endif
"""


def _in_place(found: re.Match[str]) -> str:
    """The usual statement, which calls only when there is no room."""
    if found["old"] in re.findall(r"\w+", found["item"]):
        return found[0]
    put = f"irtool_put_{found[4]}(&{found['field']}, {found['x']})"
    return f"{found['item']}    if (unlikely(!{put})) {{\n{found['take']}{found['rest']}    }}\n"


def with_inline_append(text: str) -> str:
    """The text of a C file with the functions for the kinds of columns it appends to, and uses of them."""
    kinds = sorted(set(_CALL.findall(text)))
    includes = _INCLUDES.match(text)
    if not kinds or includes is None:
        return text
    functions = "".join(_FUNCTIONS.format(kind=kind, item=KINDS[kind]) for kind in kinds)
    body = _STATEMENT.sub(_in_place, text[includes.end() :])
    return includes.group() + functions + _CALL.sub(r"irtool_append_\1(", body)
