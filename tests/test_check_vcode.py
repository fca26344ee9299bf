"""The machine-code verifier: right code passes, and each kind of planted fault is found."""

from collections.abc import Callable
from typing import Final

import pytest
from irtool.backends import check_vcode
from irtool.backends.emit import emit_function
from irtool.backends.legalize.legalize import legalize
from irtool.backends.machbuffer import MachBuffer
from irtool.backends.registry import lookup
from irtool.backends.rows import Row, shapes
from irtool.backends.select import lower_function
from irtool.backends.target import Target
from irtool.backends.vcode import VCode
from irtool.backends.x64 import encodings_gen as gen
from irtool.backends.x64.target import make
from irtool.compile import compile_function
from irtool.ir.errors import InternalError
from irtool.ir.text.reader import parse_functions
from irtool.regalloc import contract
from irtool.regalloc.allocate import allocate
from irtool.settings import Settings

TEXT: Final = """
function %f(i64, i32, i64) -> i32 {
    ss0 = explicit_slot 16
block0(v0: i64, v1: i32, v2: i64):
    v3 = load.i32 v0+8
    v4 = iadd v1, v3
    v5 = iconst.i64 3
    v6 = ishl v2, v5
    v7 = iadd v0, v6
    store v4, v7+16
    v8 = icmp slt v4, v1
    v9 = select v8, v4, v1
    brif v8, block1(v9), block2
block1(v10: i32):
    return v10
block2:
    v11 = udiv v9, v4
    v12 = popcnt v11
    return v12
}
"""


def lowered(flags: dict[str, str] | None = None) -> tuple[VCode, Target]:
    target = make({"has_popcnt": "true"} if flags is None else flags)
    (func,) = parse_functions(TEXT)
    legalize(func, target)
    return lower_function(func, target), target


def place(vc: VCode, mop: int) -> tuple[int, int]:
    """Instruction and row of the first row with this opcode."""
    for inst in range(int(vc.ra.num_insts())):
        if vc.mop[vc.order[inst]] == mop:
            return inst, int(vc.order[inst])
    raise AssertionError(f"no row {mop}")


def operand(vc: VCode, inst: int, at: int) -> int:
    return int(vc.ra.operand_start[inst]) + at


def test_right_code_passes() -> None:
    vc, target = lowered()
    assert check_vcode.check(vc, target) == []


Fault = Callable[[VCode], None]


def immediate_too_large(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_BRANCH)
    vc.i0[row] = 16


def wrong_size(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_UDIV)
    vc.i0[row] = 3


def flags_lost(vc: VCode) -> None:
    """A zero (an xor) in front of a branch."""
    branch, _ = place(vc, gen.MOP_BRANCH)
    vc.mop[vc.order[branch - 1]] = gen.MOP_ZERO


def wrong_flags(vc: VCode) -> None:
    """Population count says nothing of the sign."""
    _, compare = place(vc, gen.MOP_CMP_RM)
    vc.mop[compare] = gen.MOP_BSF_RM


def operand_missing(vc: VCode) -> None:
    inst, _ = place(vc, gen.MOP_POPCNT_RM)
    for at in range(inst + 1, int(vc.ra.num_insts()) + 1):
        vc.ra.operand_start[at] = vc.ra.operand_start[at] - 1


def wrong_class(vc: VCode) -> None:
    inst, _ = place(vc, gen.MOP_POPCNT_RM)
    vreg = contract.operand_vreg(vc.ra.operands[operand(vc, inst, 1)])
    vc.vreg_class[vreg] = contract.FLOAT


def wrong_constraint(vc: VCode) -> None:
    inst, _ = place(vc, gen.MOP_CMP_RM)
    at = operand(vc, inst, 0)
    vc.ra.operands[at] = contract.any_use(contract.operand_vreg(vc.ra.operands[at]))


def wrong_fixed_register(vc: VCode) -> None:
    inst, _ = place(vc, gen.MOP_UDIV)
    at = operand(vc, inst, 1)
    vc.ra.operands[at] = contract.fixed_use(contract.operand_vreg(vc.ra.operands[at]), 1)


def wrong_tie(vc: VCode) -> None:
    inst, _ = place(vc, gen.MOP_CMOV_RM)
    at = operand(vc, inst, 0)
    vc.ra.operands[at] = contract.reuse_def(contract.operand_vreg(vc.ra.operands[at]), 1)


def trap_code_dropped(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_MOV_MR)
    vc.row_trap[row] = 0


def trap_code_missing(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_TRAP_IF)
    vc.row_trap[row] = 0


def trap_code_invented(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_POPCNT_RM)
    vc.row_trap[row] = 1


def displacement_too_large(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_MOV_MR)
    vc.mem_disp[vc.row_mem[row]] = 1 << 31


def shift_too_large(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_MOV_MR)
    vc.mem_shift[vc.row_mem[row]] = 4


def other_base(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_MOV_MR)
    vc.mem_base[vc.row_mem[row]] = vc.mem_index[vc.row_mem[row]]


def address_missing(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_MOV_MR)
    vc.row_mem[row] = -1


def address_shared(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_MOV_MR)
    _, other = place(vc, gen.MOP_ADD_RM)
    vc.row_mem[row] = vc.row_mem[other]


def address_not_allowed(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_UDIV)
    _, other = place(vc, gen.MOP_MOV_MR)
    vc.mop[other] = gen.MOP_BSWAP_O


def address_not_aligned(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_ADD_RM)
    vc.mop[row] = gen.MOP_ANDPS_XM


def inner_row(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_POPCNT_RM)
    vc.mop[row] = gen.MOP_MOVAPS_XM


def unknown_opcode(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_POPCNT_RM)
    vc.mop[row] = 10000


def nothing_at_the_end(vc: VCode) -> None:
    inst, row = place(vc, gen.MOP_RET_SEQ)
    vc.mop[row] = gen.MOP_ARGS


def end_in_the_middle(vc: VCode) -> None:
    _, row = place(vc, gen.MOP_ARGS)
    vc.mop[row] = gen.MOP_RET_SEQ


def clobber_forgotten(vc: VCode) -> None:
    inst, _ = place(vc, gen.MOP_UDIV)
    vc.ra.clobbers[inst] = 1


FAULTS: Final[tuple[tuple[Fault, str], ...]] = (
    (immediate_too_large, "has cc 16"),
    (wrong_size, "has size 3"),
    (flags_lost, "reads flags os, which zero (instruction"),
    (wrong_flags, "reads flags os"),
    (operand_missing, "has 1 operands instead of 2"),
    (wrong_class, "wrong register class"),
    (wrong_constraint, "is not a use in a register"),
    (wrong_fixed_register, "is not a use in register 0"),
    (wrong_tie, "is not a def that shares operand 2"),
    (trap_code_dropped, "has trap code 0, its address has"),
    (trap_code_missing, "may trap and has no trap code"),
    (trap_code_invented, "cannot trap and has trap code 1"),
    (displacement_too_large, "has displacement 2147483648"),
    (shift_too_large, "shifts its index by 4"),
    (other_base, "is not the register of its address"),
    (address_missing, "needs an address"),
    (address_shared, "shares address"),
    (address_not_allowed, "cannot have an address"),
    (address_not_aligned, "nothing aligns to 16 bytes"),
    (inner_row, "is for expansions only"),
    (unknown_opcode, "has no machine opcode 10000"),
    (nothing_at_the_end, "args (instruction"),
    (end_in_the_middle, "goes on behind it"),
    (clobber_forgotten, "clobbers 0x1 instead of 0x0"),
)


@pytest.mark.parametrize(("fault", "message"), FAULTS, ids=lambda value: getattr(value, "__name__", ""))
def test_planted_fault_is_found(fault: Fault, message: str) -> None:
    vc, target = lowered()
    fault(vc)
    problems = check_vcode.check(vc, target)
    assert any(message in problem for problem in problems), problems


def test_an_instruction_that_the_machine_lacks_is_found() -> None:
    vc, _ = lowered()
    problems = check_vcode.check(vc, make({}))
    assert len(problems) == 1 and "that the machine does not have" in problems[0]


def test_the_setting_turns_it_on(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings("x86_64")
    settings.set("regalloc_checker", "true")
    (func,) = parse_functions(TEXT)
    compile_function(func, "x86_64", settings)

    def wrong(vc: VCode, target: Target) -> list[str]:
        return ["everything"]

    if check_vcode.__file__.endswith(".py"):
        monkeypatch.setattr(check_vcode, "check", wrong)
        with pytest.raises(check_vcode.VCodeError, match="%f got wrong machine instructions"):
            compile_function(func, "x86_64", settings)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_rows_are_consistent(machine: str) -> None:
    """What the verifier relies on: a condition lists flags for all its values, columns are not used twice."""
    rows = lookup(machine).rows()
    assert rows
    for row in rows:
        assert_consistent(row)


def assert_consistent(row: Row) -> None:
    columns = [item.column for item in row.immediates() if item.column]
    assert len(columns) == len(set(columns)), row.name
    assert "?" not in row.reads or any(item.flags for item in row.immediates()), row.name
    for shape in shapes(row):
        assert sum(item.kind in ("mem", "rm") for item in shape.operands()) <= 1, row.name


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_emission_refuses_to_run_out_of_a_block(machine: str) -> None:
    """Also where the verifier of machine code is off: the bytes behind would be executed."""
    (func,) = parse_functions(TEXT)
    target = lookup(machine)
    legalize(func, target)
    vc = lower_function(func, target)
    out = allocate(vc.ra, target.env)
    last = int(vc.order[int(vc.ra.num_insts()) - 1])
    vc.mop[last] = target.mop_args
    with pytest.raises(InternalError, match=r"block \d+ of function %f does not end in a terminator"):
        emit_function(func, vc, out, target, MachBuffer(target.labels))


def test_emission_refuses_a_function_without_blocks() -> None:
    (func,) = parse_functions(TEXT)
    target = lookup("x86_64")
    with pytest.raises(InternalError, match="function %f has no blocks"):
        emit_function(func, VCode(), contract.RegallocOutput(), target, MachBuffer(target.labels))
