"""Names of functions and data objects between Python strings and CLIF text.

    f_1        %f_1
    a.b        %"a.b"          names of other characters than letters, digits and `_` stand in quotes
    say "hi"   %"say \\22hi\\22"   quotes, backslashes and control characters as two hex digits (UTF-8)

Quoted names are an extension of Cranelift's format, which has no other way to write them. Any string
without a NUL is a name: NUL ends the names of object files.
"""

import re
from typing import Final

_PLAIN: Final = re.compile(r"[A-Za-z0-9_]*")
_ESCAPED: Final = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPE: Final = re.compile(r"(?:\\[0-9a-fA-F]{2})+")


def name_problem(name: str) -> str:
    """Why a string cannot be a name, empty when it can."""
    if "\0" in name:
        return "it contains a NUL character"
    try:
        name.encode()
    except UnicodeEncodeError:
        return "it contains half of a surrogate pair, which UTF-8 cannot express"
    return ""


def quote_name(name: str) -> str:
    """A name as text, with its `%`."""
    if _PLAIN.fullmatch(name):
        return f"%{name}"
    return '%"' + _ESCAPED.sub(lambda match: f"\\{ord(match[0]):02x}", name) + '"'


def unquote_name(text: str) -> str:
    """The name that a `%...` token stands for. Raises `ValueError`, saying why, for a quoted name with an
    unknown escape, or with escapes that are not UTF-8 or a NUL."""
    if not text.startswith('%"'):
        return text[1:]
    body = text[2:-1]
    if "\\" not in body:
        return body
    rest = _ESCAPE.sub("", body)
    if "\\" in rest:
        raise ValueError("a backslash in a name is followed by two hex digits")
    try:
        name = _ESCAPE.sub(lambda match: bytes.fromhex(match[0].replace("\\", "")).decode(), body)
    except UnicodeDecodeError:
        raise ValueError("the escapes in the name are not UTF-8") from None
    problem = name_problem(name)
    if problem:
        raise ValueError(f"not a name: {problem}")
    return name
