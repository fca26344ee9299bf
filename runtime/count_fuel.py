"""Fuel for functions of CLIF: code that counts its instructions, put into a function before it is compiled.

    block1(v0: i64):              block1(v0: i64):
        v1 = iadd v0, v0              v8 = iconst.i64 COUNTER
        jump block1(v1)               v9 = load.i64 notrap aligned v8
                                      v10 = iconst.i64 2                  ; instructions of the block
                                      v11 = isub v9, v10
                                      store.i64 notrap aligned v11, v8
                                      v12 = iconst.i64 0
                                      v13 = icmp slt v11, v12             ; where a round, or the function,
                                      trapnz v13, user14                  ; begins
                                      v1 = iadd v0, v0
                                      jump block1(v1)

Every instruction of the function costs one unit, whatever becomes of it in machine code, as in the
interpreter (`ir/interp/`). A block is paid for when it is entered; the counter is looked at where a block may
be entered again, and at the start of the function, so it is overdrawn by no more than a function has
instructions.
"""

from collections.abc import Callable

from mypy_extensions import i64

from ..frontend.wasm.traps import TRAP_FUEL, trap_message
from ..ir import types
from ..ir.analysis.cfg import compute_cfg
from ..ir.entities import MEM_ALIGNED
from ..ir.errors import SettingError
from ..ir.function import Function
from ..ir.opcodes import trap_name
from ..ir.opcodes_gen import CC_SLT, OP_ICMP, OP_ICONST, OP_ISUB, OP_LOAD, OP_STORE, OP_TRAPNZ
from .insert import insert
from .traps import Describe, Trap, make_trap
from .wasm.fuel import Fuel


def use_fuel(fuel: Fuel | None, release_gil: bool) -> int:
    """The address of the counter that code of this process is to count with, 0 for none.

    Raises `SettingError` for code that releases the global interpreter lock, TypeError for what is no
    `Fuel`."""
    if fuel is None:
        return 0
    if not isinstance(fuel, Fuel):
        raise TypeError(f"fuel must be a Fuel, not {type(fuel).__name__}")
    if release_gil:
        raise SettingError(
            "fuel is for code that holds the global interpreter lock, not for release_gil=True"
        )
    from .wasm.native_machine import NATIVE

    fuel.use_on(NATIVE)
    return fuel.address


def describe_with(fuel: Fuel | None) -> Describe:
    """What makes the exceptions of code that counts."""
    return _describe(fuel) if fuel is not None else make_trap


def _describe(fuel: Fuel) -> Callable[[int, int, int], BaseException]:
    def describe(code: int, offset: int, address: int) -> BaseException:
        if code == TRAP_FUEL and fuel.left < 0:
            return Trap(trap_name(code), offset, 0, trap_message(code))
        return make_trap(code, offset, address)

    return describe


def cyclic_blocks(func: Function) -> set[int]:
    """Blocks that an edge goes back to: each cycle has one."""
    cfg = compute_cfg(func)
    number = cfg.rpo_number
    return {
        succ for at in range(int(cfg.reachable)) for succ in cfg.succs(int(cfg.rpo[at])) if number[succ] <= at
    }


def count_fuel(func: Function, address: int) -> None:
    """Put the code in."""
    looks = cyclic_blocks(func) | {int(func.first_block)}
    for block in func.block_list():
        first = i64(func.block_first[block])
        if first < 0:
            continue
        cost = len(func.inst_list(block))
        counter = insert(func, first, OP_ICONST, types.I64, address)
        left = insert(func, first, OP_LOAD, types.I64, 0, -1, MEM_ALIGNED, counter)
        number = insert(func, first, OP_ICONST, types.I64, cost)
        left = insert(func, first, OP_ISUB, types.I64, 0, -1, 0, left, number)
        insert(func, first, OP_STORE, 0, 0, -1, MEM_ALIGNED, left, counter)
        if block in looks:
            zero = insert(func, first, OP_ICONST, types.I64, 0)
            below = insert(func, first, OP_ICMP, types.I8, CC_SLT, -1, 0, left, zero)
            insert(func, first, OP_TRAPNZ, 0, TRAP_FUEL, -1, 0, below)
