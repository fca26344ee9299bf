"""Constructors made from rows: each appends a row that the machine-code verifier finds right.

The generator and the verifier read the same description and share no code, so they judge each other. The
wrong order of two operands, a wrong class or a tied operand off by one is found here without running code."""

from collections.abc import Iterator

import pytest
from irtool.backends import check_vcode
from irtool.backends.lower import Lower
from irtool.backends.rows import Immediate, Operand, Row, shapes
from irtool.backends.vcode import MEM_BASE, MEM_SLOT
from irtool.backends.x64 import constructors_gen, gen_encodings
from irtool.backends.x64.flags import FLAGS
from irtool.backends.x64.rows import rows
from irtool.backends.x64.target import X64Target, make
from irtool.ir.text.reader import parse_functions
from irtool.regalloc import contract
from librt.vecs import vec
from mypy_extensions import i64

SHAPES = [shape for row in rows() if not row.inner and not row.variable for shape in shapes(row)]


def context() -> tuple[Lower, X64Target]:
    (func,) = parse_functions("function %f() {\nblock0:\n    return\n}\n")
    target = make(dict.fromkeys(FLAGS, "true"))
    return Lower(func, target), target


def new_mem(ctx: Lower, registers: int, size: int) -> int:
    """An address of 0..2 registers; of a constant where the operand must be aligned."""
    vc = ctx.vc
    if size:
        return int(vc.constant(bytes(size)))
    mem = int(vc.new_mem(MEM_BASE if registers else MEM_SLOT, 8, 7))
    if registers:
        vc.mem_base[mem] = vc.new_vreg(contract.INT)
    if registers == 2:
        vc.mem_index[mem] = vc.new_vreg(contract.INT)
        vc.mem_shift[mem] = 3
    return mem


def arguments(ctx: Lower, row: Row, place: int) -> Iterator[int]:
    """Values for the parameters; `place`: -1 a register, else the number of registers of an address."""
    for item in row.items:
        if isinstance(item, Immediate):
            if item.fixed is None:
                yield item.allowed[-1] if item.allowed else max(item.low, 1)
        elif item.kind == "mem" or (item.kind == "rm" and place >= 0):
            mem = new_mem(ctx, place, 16 if row.aligned else 0)
            yield mem if item.kind == "mem" else ~mem
        elif item.access in ("r", "lr", "rw"):
            yield int(ctx.vc.new_vreg(item.cls))


def places(row: Row) -> tuple[int, ...]:
    """What may stand for the flexible operand."""
    kinds = {item.kind for item in row.items if isinstance(item, Operand)}
    return (0, 1, 2) if "mem" in kinds else (-1, 0, 1, 2) if "rm" in kinds else (-1,)


def finish(ctx: Lower, target: X64Target) -> None:
    """One block of what was appended."""
    vc = ctx.vc
    vc.close_group(0)
    vc.segment_start = vec[i64]([0])
    vc.segment_end = vec[i64]([vc.num_grouped])
    vc.ra.block_count = 1
    vc.ra.succ_start = vec[i64]([0, 0])
    vc.ra.edge_arg_start = vec[i64]([0])
    vc.ra.param_start = vec[i64]([0, 0])
    vc.finish(target.remat)


@pytest.mark.parametrize("row", SHAPES, ids=lambda row: row.name)
def test_constructor_and_verifier_agree(row: Row) -> None:
    constructor = getattr(constructors_gen, row.name)
    for place in places(row):
        ctx, target = context()
        args = list(arguments(ctx, row, place))
        result = constructor(ctx, *args)
        writes = [item for item in row.operands() if item.kind != "mem" and "w" in item.access]
        assert (result is not None) == bool(writes)
        assert ctx.vc.rows == 1
        finish(ctx, target)
        problems = check_vcode.check(ctx.vc, target)
        problems = [text for text in problems if "reads flags" not in text and "ends a block" not in text]
        assert problems == [], (place, args)
        used = [ctx.vc.ra.operands[at] for at in range(int(ctx.vc.ra.num_operands()))]
        defs = [int(contract.operand_vreg(one)) for one in used if contract.operand_is_def(one)]
        assert result is None or int(result) in defs


def test_generated_constructors_are_up_to_date() -> None:
    assert gen_encodings.main(["--check"]) == 0
