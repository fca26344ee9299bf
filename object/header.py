"""C headers for object files: one prototype per function that C can call.

    int32_t add(int32_t, int32_t);
    /* %pair: 2 results cannot be returned to C */

A parameter or result that the signature zero-extends (`uext`) is an unsigned type. Functions of other
conventions than the C one, or with types that C does not pass the same way, are named in a comment
with the reason.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ..ir import types
from ..ir.entities import AbiParam, Signature

if TYPE_CHECKING:
    from ..runtime.module import CompiledLike

_C_TYPES: Final = {
    types.I8: "int8_t",
    types.I16: "int16_t",
    types.I32: "int32_t",
    types.I64: "int64_t",
    types.F32: "float",
    types.F64: "double",
}
_C_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
#: Names that C reserves: the keywords of C17.
_KEYWORDS: Final = frozenset(
    "auto break case char const continue default do double else enum extern float for goto if inline int "
    "long register restrict return short signed sizeof static struct switch typedef union unsigned void "
    "volatile while".split()
)


def _c_type(param: AbiParam) -> str:
    name = _C_TYPES[param.ty]
    return "u" + name if param.extension == "uext" else name


def why_not_c(name: str, signature: Signature) -> str:
    """Why C cannot call this function; empty when it can."""
    if not _C_NAME.match(name) or name in _KEYWORDS:
        return "its name is no C identifier"
    if signature.call_conv != "system_v":
        return f"convention {signature.call_conv} is not that of C"
    if len(signature.returns) > 1:
        return f"{len(signature.returns)} results cannot be returned to C"
    for param in signature.params + signature.returns:
        if param.ty not in _C_TYPES or param.purpose == "sarg":
            return f"no C type for {param}"
    return ""


def write_header(functions: "Iterable[CompiledLike]", guard: str) -> str:
    """The text of a header for compiled functions; `guard` is made into its include guard."""
    macro = re.sub(r"[^A-Z0-9]", "_", guard.upper())
    if not macro or macro[0].isdigit():
        macro = "H_" + macro
    lines = [f"#ifndef {macro}", f"#define {macro}", "", "#include <stdint.h>", ""]
    lines += ["#ifdef __cplusplus", 'extern "C" {', "#endif", ""]
    for function in functions:
        reason = why_not_c(function.name, function.signature)
        if reason:
            lines.append(f"/* {function.name.replace('*/', '* /')}: {reason} */")
            continue
        params = ", ".join(_c_type(param) for param in function.signature.params) or "void"
        returns = function.signature.returns
        lines.append(f"{_c_type(returns[0]) if returns else 'void'} {function.name}({params});")
    lines += ["", "#ifdef __cplusplus", "}", "#endif", "", f"#endif /* {macro} */"]
    return "\n".join(lines) + "\n"
