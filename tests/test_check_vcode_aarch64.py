"""The machine-code verifier on aarch64: right code passes, and what only this machine has is checked."""

from collections.abc import Callable
from typing import Final

import pytest
from irtool.backends import check_vcode
from irtool.backends.aarch64 import encodings_gen as gen
from irtool.backends.registry import lookup
from irtool.backends.select import lower_function
from irtool.backends.vcode import MEM_INCOMING, VCode
from irtool.ir.text.reader import parse_function
from irtool.regalloc import contract

TEXT: Final = """
function %f(i64, i32, i64, f64) -> i32, f64 {
    ss0 = explicit_slot 100000
block0(v0: i64, v1: i32, v2: i64, v3: f64):
    v4 = load.i32 v0+16380
    v5 = iadd v1, v4
    v6 = iconst.i64 2
    v7 = ishl v2, v6
    v8 = iadd v0, v7
    store v5, v8
    v9 = stack_addr.i64 ss0+90000
    store v3, v9
    v10 = icmp slt v5, v1
    v11 = select v10, v5, v1
    v12 = fcopysign v3, v3
    trapz v11, user1
    return v11, v12
}
"""

Fault = Callable[[VCode], None]


def lowered() -> VCode:
    func = parse_function(TEXT)
    func.resolve_operands()
    return lower_function(func, lookup("aarch64"))


def place(vc: VCode, mop: int, at: int = 0) -> tuple[int, int]:
    """Instruction and row of a row with this opcode."""
    found = [inst for inst in range(int(vc.ra.num_insts())) if vc.mop[vc.order[inst]] == mop]
    return found[at], int(vc.order[found[at]])


def mem_of(vc: VCode, mop: int) -> int:
    return int(vc.row_mem[place(vc, mop)[1]])


def set_disp(vc: VCode, mop: int, disp: int) -> None:
    vc.mem_disp[mem_of(vc, mop)] = disp


def flags_changed(vc: VCode) -> None:
    """The csel comes right behind its cmp; something that sets other flags takes its place."""
    compare, row = place(vc, gen.MOP_CMP)
    vc.mop[row] = gen.MOP_MUL


def other_flags(vc: VCode) -> None:
    """A condition number that is none."""
    vc.i1[place(vc, gen.MOP_CSEL)[1]] = 16


def wrong_shift(vc: VCode) -> None:
    vc.mem_shift[mem_of(vc, gen.MOP_STR_R)] = 3


def wrong_class(vc: VCode) -> None:
    inst, _ = place(vc, gen.MOP_SLI_D)
    packed = vc.ra.operands[int(vc.ra.operand_start[inst]) + 1]
    vc.vreg_class[contract.operand_vreg(packed)] = contract.INT


def wrong_tie(vc: VCode) -> None:
    inst, _ = place(vc, gen.MOP_SLI_D)
    at = int(vc.ra.operand_start[inst])
    vc.ra.operands[at] = contract.reuse_def(contract.operand_vreg(vc.ra.operands[at]), 1)


def trap_code_dropped(vc: VCode) -> None:
    vc.row_trap[place(vc, gen.MOP_LDR_R)[1]] = 0


def trap_without_code(vc: VCode) -> None:
    vc.i2[place(vc, gen.MOP_TRAP_ZERO)[1]] = 0


def shift_of_a_register(vc: VCode) -> None:
    """A row with an address where one without stands."""
    vc.mop[place(vc, gen.MOP_CMP)[1]] = gen.MOP_LDAR


def frame_place_with_base(vc: VCode) -> None:
    vc.mem_kind[mem_of(vc, gen.MOP_LDR_R)] = MEM_INCOMING


FAULTS: Final[tuple[tuple[Fault, str], ...]] = (
    (lambda vc: set_disp(vc, gen.MOP_LDR_R, 16381), "has displacement 16381"),
    (lambda vc: set_disp(vc, gen.MOP_LDR_R, 16384), "has displacement 16384"),
    (lambda vc: set_disp(vc, gen.MOP_LDR_R, -257), "has displacement -257"),
    (wrong_shift, "shifts its index by 3"),
    (flags_changed, "reads flags nv"),
    (other_flags, "has cond 16"),
    (wrong_class, "wrong register class"),
    (wrong_tie, "is not a def that shares operand 2"),
    (trap_code_dropped, "has trap code 0"),
    (trap_without_code, "has code 0"),
    (shift_of_a_register, "needs an address"),
    (frame_place_with_base, "makes no sense"),
)


def test_right_code_passes() -> None:
    assert check_vcode.check(lowered(), lookup("aarch64")) == []


@pytest.mark.parametrize("disp", [-256, 255, 4, 4095 * 4])
def test_displacements_that_fit(disp: int) -> None:
    vc = lowered()
    set_disp(vc, gen.MOP_LDR_R, disp)
    assert check_vcode.check(vc, lookup("aarch64")) == []


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_planted_fault_is_found(number: int) -> None:
    fault, message = FAULTS[number]
    vc = lowered()
    fault(vc)
    problems = check_vcode.check(vc, lookup("aarch64"))
    assert any(message in problem for problem in problems), problems
