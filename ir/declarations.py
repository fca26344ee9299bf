"""Checks of what a program declares: names, signatures, slots, global values.

A builder accepts what a text can say, so that every function it makes prints and reads back equal:

    check_signature("import_signature", Signature([AbiParam(9999)]))     BuilderError: 9999 is not ...
    check_global_value(func, GlobalValue("load", I64, base=5))           BuilderError: there is no ...

Numbers of the text have 32 bits (sizes, tags, `uN:M`), offsets of loads 32 and of symbols 64, signed.
"""

from typing import Final

from .entities import CALL_CONVS, EXTENSIONS, PURPOSES, AbiParam, ExtName, GlobalValue, Signature
from .errors import BuilderError
from .function import Function
from .names import name_problem
from .types import is_type, is_vector

_LIMIT: Final = 1 << 32
#: Kinds of global values.
_KINDS: Final = ("vmctx", "load", "iadd_imm", "symbol", "dyn_scale")


def is_unsigned(number: int) -> bool:
    """Whether a number has at most 32 bits and no sign."""
    return 0 <= number < _LIMIT


def new_name(name: str) -> ExtName:
    """The name of a function. Raises `BuilderError` for what neither a text nor an object can hold."""
    return checked_name(ExtName(name))


def checked_name(name: ExtName) -> ExtName:
    """The same name. Raises `BuilderError` for what neither a text nor an object can hold."""
    problem = name_problem(name.name)
    if problem:
        raise BuilderError(f"{name.name!r} is not a name: {problem}")
    if name.is_user() and not (is_unsigned(name.namespace) and is_unsigned(name.index)):
        raise BuilderError(f"u{name.namespace}:{name.index} is not a name: its numbers have 32 bits")
    return name


def check_param(param: AbiParam) -> None:
    """Raise `BuilderError` for a parameter or return that CLIF does not have."""
    if not is_type(param.ty):
        raise BuilderError(f"{param.ty} is not the code of a type (`irtool.types`)")
    if param.extension not in EXTENSIONS:
        raise BuilderError(f"{param.extension!r} is no extension of a parameter; use uext or sext")
    if param.purpose not in PURPOSES:
        raise BuilderError(f"{param.purpose!r} is no purpose of a parameter; known: {', '.join(PURPOSES)}")
    if not is_unsigned(param.size):
        raise BuilderError(f"a structure of {param.size} bytes is not possible")


def check_signature(signature: Signature) -> None:
    """Raise `BuilderError` for a signature that CLIF does not have."""
    if signature.call_conv not in CALL_CONVS:
        raise BuilderError(
            f"unknown calling convention {signature.call_conv!r}; known: {', '.join(CALL_CONVS)}"
        )
    for param in [*signature.params, *signature.returns]:
        check_param(param)


def check_stack_slot(size: int, align: int) -> None:
    """Raise `BuilderError` for a slot that no frame can have."""
    if not is_unsigned(size) or not 0 < align < _LIMIT or align & (align - 1):
        raise BuilderError(f"create_stack_slot: size {size} or alignment {align} is not possible")


def check_global_value(func: Function, data: GlobalValue) -> None:
    """Raise `BuilderError` for a global value that CLIF does not have, or whose base is not declared yet."""
    if data.kind not in _KINDS:
        raise BuilderError(f"{data.kind!r} is no kind of global value; known: {', '.join(_KINDS)}")
    if data.kind in ("load", "iadd_imm", "dyn_scale") and not is_type(data.ty):
        raise BuilderError(f"{data.ty} is not the code of a type (`irtool.types`)")
    if data.kind == "dyn_scale" and not is_vector(data.ty):
        raise BuilderError("a dynamic scale is that of a vector type")
    if data.kind in ("load", "iadd_imm") and not 0 <= data.base < len(func.global_values):
        raise BuilderError(f"there is no global value {data.base}")
    bits = 32 if data.kind == "load" else 64
    if not -(1 << (bits - 1)) <= data.offset < 1 << (bits - 1):
        raise BuilderError(f"the offset {data.offset} of a global value does not fit {bits} bits")
    if data.kind == "symbol":
        if data.name is None:
            raise BuilderError("the name of a symbol is missing")
        checked_name(data.name)
