"""The check of the stack pointer against a limit, which a function says in its preamble.

    gv0 = vmctx
    gv1 = load.i64 notrap aligned gv0+16
    stack_limit = gv1

    system_v on x86-64:     mov r11, [rdi + 16]                       one `StackLimit` step
                            cmp rsp, r11;  jb trap stk_ovf
                            add r11, <bytes of the frame>
                            cmp rsp, r11;  jb trap stk_ovf
                            push rbp; ...

It is the first thing that a function does, since a large frame may already lie beyond the stack. At that
place nothing but the parameters exists, so the limit is computed from where the vmctx parameter arrives, in
a register that holds no argument, by emission. All bytes that the function takes count: its slots, spills,
saved registers, the arguments that it passes. The first comparison keeps the sum from wrapping round.

Functions that take nothing and call nobody are not checked.
"""

from librt.vecs import append, vec
from mypy_extensions import i64

from ..ir.entities import MEM_CODE_MASK, MEM_CODE_SHIFT
from ..ir.errors import UnsupportedError
from ..ir.function import Function
from ..ir.types import I128
from .abi import SignatureLayout
from .legalize.global_values import global_value_chain


class StackLimit:
    """How to compute the limit at the entry of a function."""

    def __init__(self) -> None:
        self.reg: i64 = -1
        """Where it starts: a preg, or"""
        self.incoming: i64 = -1
        """the offset in the incoming stack arguments, or"""
        self.name: str = ""
        """the name of a symbol, which is"""
        self.symbol: i64 = -1
        """this number in VCode, with"""
        self.addend: i64 = 0
        self.near: bool = False
        """and whether it is linked close by."""
        self.is_load: vec[i64] = vec[i64]()
        """By step: 1 for a load from the address found so far, 0 for an addition to it."""
        self.offset: vec[i64] = vec[i64]()
        """By step: of the load, or what is added."""
        self.trap: vec[i64] = vec[i64]()
        """By step: trap code of the load, 0 for none."""


def plan_stack_limit(func: Function, layout: SignatureLayout) -> StackLimit:
    """How the limit of a function that has one is computed.

    Raises `UnsupportedError` for one that depends on itself, or on a vmctx that is no parameter."""
    chain = global_value_chain(func, func.stack_limit)
    limit = StackLimit()
    root = func.global_values[chain.pop()]
    if root.kind == "symbol" and root.name is not None and not root.tls:
        limit.name = root.name.symbol()
        limit.addend = root.offset
        limit.near = root.colocated
    elif root.kind == "vmctx":
        _find_vmctx(func, layout, limit)
    else:
        raise UnsupportedError(f"stack_limit based on {root.kind} is not supported")
    for number in reversed(chain):
        data = func.global_values[number]
        limit.is_load = append(limit.is_load, 1 if data.kind == "load" else 0)
        limit.offset = append(limit.offset, data.offset)
        code = (data.flags & MEM_CODE_MASK) >> MEM_CODE_SHIFT
        limit.trap = append(limit.trap, code if data.kind == "load" else 0)
    return limit


def _find_vmctx(func: Function, layout: SignatureLayout, limit: StackLimit) -> None:
    """Where the vmctx parameter arrives."""
    places = layout.params
    i: i64 = 0
    for param in func.signature.params:
        if param.purpose == "vmctx":
            limit.reg = places.reg[i]
            if places.reg[i] < 0:
                limit.incoming = places.offset[i]
            return
        i += 1
        if param.ty == I128:
            i += 1
    raise UnsupportedError("stack_limit uses vmctx, but no parameter has the purpose vmctx")
