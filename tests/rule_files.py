"""Rule files for tests of the rule language: a module to import, and what checking a file says."""

from pathlib import Path

import pytest
from irtool.ir.errors import ErrorList, IrtoolError
from irtool.rules.check import CheckedFile, check_file

HEAD = """lowering
import ".m"
class int = i8 | i16 | i32 | i64
"""
FIRST = len(HEAD.splitlines()) + 1

#: The imported module. `MOP_FLAGS`: 1 reads flags, 2 sets them, 4 loses them, 8 does nothing else.
MODULE = """
from typing import Final, TypeAlias
from irtool.ir.kinds import Cc, Inst, Type, Value
from irtool.backends.kinds import Reg, Rm
from somewhere.else_ import Lower, vec
from . import more as asm
Amode: TypeAlias = i64
Xcc: TypeAlias = i64
Number: TypeAlias = int

MOP_MOVE: Final = 0
MOP_ADD: Final = 1
MOP_CONST: Final = 2
MOP_CMP: Final = 3
MOP_SET: Final = 4
MOP_ADC: Final = 5
MOP_FLAGS: Final[vec[u8]] = vec[u8]([0, 2, 4, 10, 1, 3])
X_NE: Final[Xcc] = 5
SOME: Final = 7

def fits(k: i64) -> bool: ...
def sinkable(ctx: Lower, inst: Inst) -> bool: ...
def single(ctx: Lower, inst: Inst) -> bool: ...
def negate(ty: Type, k: i64) -> i64: ...
def icc(cc: Cc) -> Xcc: ...
def looked_up(ctx: Lower, v: Value) -> i64:
    return ctx.func.value_type[v]
def add_rr(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    return _row(ctx, MOP_ADD, x, y)
def add_ri(ctx: Lower, ty: Type, x: Reg, k: i64) -> Reg:
    return _row(ctx, MOP_ADD, x, x)
def add_rm(ctx: Lower, ty: Type, x: Reg, y: Amode) -> Reg:
    return _row(ctx, MOP_ADD, x, x)
def add_any(ctx: Lower, x: Reg, y: Rm) -> Reg:
    return _row(ctx, MOP_ADD, x, y)
def adc(ctx: Lower, x: Reg, y: Reg, z: i64 = 0) -> Reg:
    return _row(ctx, MOP_ADC, x, y)
def move(ctx: Lower, x: Reg) -> Reg:
    return _row(ctx, MOP_MOVE, x, x)
def mem(ctx: Lower, inst: Inst) -> Amode:
    ctx.sink(inst)
    return inst
def sink_value(ctx: Lower, x: Value) -> Reg:
    mem(ctx, x)
    return 1
def rm_of(ctx: Lower, inst: Inst) -> Rm: ...
def const(ctx: Lower, ty: Type, k: i64) -> Reg:
    return _row(ctx, MOP_MOVE if k != 0 else MOP_CONST, k, k)
def cmp(ctx: Lower, ty: Type, x: Reg, y: Reg) -> None:
    ctx.vc.row(MOP_CMP, 0, 0, 0)
def cmp_any(ctx: Lower, mop: i64, x: Reg) -> None:
    if x != 0:
        ctx.vc.row(mop, 0, 0, 0)
def setcc(ctx: Lower, xcc: Xcc) -> Reg:
    return asm.some_row(ctx, MOP_SET)
def trap_if(ctx: Lower, xcc: Xcc) -> None:
    ctx.vc.row(MOP_SET, 0, 0, 0)
def trap_unless(ctx: Lower, x: Reg) -> None:
    cmp(ctx, 3, x, x)
    trap_if(ctx, X_NE)
def min_max(ctx: Lower, x: Reg, y: Value) -> Reg:
    ctx.vc.row(MOP_CMP, 0, 0, 0)
    late = ctx.use(y)
    return setcc(ctx, X_NE)
def store(ctx: Lower, ty: Type, x: Reg, k: i64) -> None:
    ctx.vc.row(MOP_MOVE, 0, 0, 0)
def given_text(ctx: Lower, x: str) -> Reg: ...
def without_kinds(ctx, x): ...
def _private(ctx: Lower, x: Reg) -> Reg: ...
def _row(ctx: Lower, mop: i64, x: i64, y: i64) -> i64:
    ctx.vc.row(mop, 0, 0, 0)
    return 1
"""

#: What the functions of `MODULE` call.
MORE = """
def some_row(ctx: Lower, mop: Mop) -> Reg:
    other = mop
    return ctx.vc.row(i64(other), 0, 0, 0)
"""


def check(tmp_path: Path, body: str, head: str = HEAD) -> CheckedFile:
    path = tmp_path / "lower.rules"
    (tmp_path / "m.py").write_text(MODULE)
    (tmp_path / "more.py").write_text(MORE)
    path.write_text(head + body)
    return check_file(path, draft=True)


def problems(tmp_path: Path, body: str, head: str = HEAD, draft: bool = True) -> list[tuple[int, int, str]]:
    path = tmp_path / "lower.rules"
    (tmp_path / "m.py").write_text(MODULE)
    (tmp_path / "more.py").write_text(MORE)
    path.write_text(head + body)
    with pytest.raises(IrtoolError) as caught:
        check_file(path, draft)
    error = caught.value
    errors = error.errors if isinstance(error, ErrorList) else [error]
    result = []
    for item in errors:
        assert item.place is not None
        result.append((item.place.line, item.place.column, item.message))
    return result
