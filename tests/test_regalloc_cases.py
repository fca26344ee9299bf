"""Register allocation: hand-written programs for each kind of operand and each known trap, every
result through the symbolic checker and the simulation."""

import pytest
from irtool.regalloc.allocate import allocate
from irtool.regalloc.checker import check, check_input
from irtool.regalloc.contract import (
    ANY,
    DEF,
    EARLY,
    FIXED,
    FLOAT,
    INT,
    LATE,
    REUSE,
    SLOT_BASE,
    STACK,
    USE,
    RegallocError,
    RegallocInput,
    RegallocOutput,
    any_use,
    fixed_def,
    fixed_use,
    make_operand,
    reg_def,
    reg_early_def,
    reg_late_use,
    reg_use,
    reuse_def,
)
from irtool.regalloc.show import dump
from irtool.regalloc.testing import Program, make_env, simulate


def run(program: Program, ints: int = 4, floats: int = 4) -> tuple[RegallocInput, RegallocOutput]:
    """Allocate, check, simulate."""
    inp = program.finish()
    env = make_env(ints, floats)
    assert check_input(inp, env) == []
    out = allocate(inp, env)
    assert check(inp, env, out) == [], dump(inp, out)
    for seed in range(4):
        assert simulate(inp, env, out, seed, 50) == [], dump(inp, out)
    return inp, out


def stack_use(vreg: int) -> int:
    return make_operand(vreg, USE, EARLY, STACK, 0)


def moves(out: RegallocOutput) -> list[tuple[int, int, int]]:
    return [tuple(map(int, m)) for m in zip(out.move_point, out.move_from, out.move_to, strict=True)]


def test_straight_line_needs_no_moves() -> None:
    p = Program()
    p.block()
    v0, v1, v2, v3 = (p.vreg() for _ in range(4))
    p.inst(fixed_def(v0, 1), fixed_def(v1, 2))
    p.inst(reg_use(v0), reg_use(v1), reuse_def(v2, 0))
    p.inst(reg_use(v2), reuse_def(v3, 0))
    p.inst(fixed_use(v3, 1))
    _, out = run(p)
    assert moves(out) == []
    assert out.num_spillslots == 0


def test_result_register_is_chosen_backwards() -> None:
    """add of two arguments returned in r0: one copy, at the reuse."""
    p = Program()
    p.block()
    v0, v1, v2 = (p.vreg() for _ in range(3))
    p.inst(fixed_def(v0, 1), fixed_def(v1, 2))
    p.inst(reg_use(v0), reg_use(v1), reuse_def(v2, 0))
    p.inst(fixed_use(v2, 0))
    _, out = run(p)
    assert len(moves(out)) == 1


def test_three_address_result_is_put_where_it_is_returned() -> None:
    p = Program()
    p.block()
    v0, v1, v2 = (p.vreg() for _ in range(3))
    p.inst(fixed_def(v0, 1), fixed_def(v1, 2))
    p.inst(reg_use(v0), reg_use(v1), reg_def(v2))
    p.inst(fixed_use(v2, 0))
    _, out = run(p)
    assert moves(out) == []


def test_call_passes_arguments_in_place() -> None:
    """Arguments of a function handed on to a callee stay where they are; the result as well."""
    p = Program()
    p.block()
    v0, v1, v2 = (p.vreg() for _ in range(3))
    p.inst(fixed_def(v0, 0), fixed_def(v1, 1))
    p.inst(fixed_use(v0, 0), fixed_use(v1, 1), fixed_def(v2, 0), clobbers=0b111)
    p.inst(fixed_use(v2, 0))
    _, out = run(p)
    assert moves(out) == []


def test_value_across_call_goes_to_a_preserved_register() -> None:
    p = Program()
    p.block()
    v0, v1 = p.vreg(), p.vreg()
    p.inst(fixed_def(v0, 0))
    p.inst(fixed_use(v0, 0), fixed_def(v1, 0), clobbers=0b0111)
    p.inst(reg_use(v0), fixed_use(v1, 0))
    _, out = run(p)
    assert out.num_spillslots == 0
    assert len(moves(out)) <= 2


def test_value_across_call_is_stored_once_without_preserved_registers() -> None:
    p = Program()
    p.block()
    v0 = p.vreg()
    p.inst(reg_def(v0))
    for _ in range(3):
        p.inst(clobbers=0b1111)
        p.inst(reg_use(v0))
    _, out = run(p)
    stores = [m for m in moves(out) if m[2] >= SLOT_BASE]
    loads = [m for m in moves(out) if m[1] >= SLOT_BASE]
    assert len(stores) == 1
    assert len(loads) == 3


def test_remat_needs_no_slot() -> None:
    p = Program()
    p.block()
    v0 = p.vreg(remat=True)
    p.inst(reg_def(v0))
    p.inst(clobbers=0b1111)
    p.inst(reg_use(v0))
    p.inst(clobbers=0b1111)
    p.inst(fixed_use(v0, 2))
    _, out = run(p)
    assert out.num_spillslots == 0
    assert all(source == -2 for _, source, _ in moves(out))
    assert len(moves(out)) == 2


def test_remat_into_spilled_parameter_goes_through_scratch() -> None:
    p = Program()
    v0, v1 = p.vreg(remat=True), p.vreg()
    p.block()
    p.inst(reg_def(v0))
    p.inst(clobbers=0b1111)
    p.inst()
    p.edge(1, v0)
    p.block(v1)
    p.inst(clobbers=0b1111)
    p.inst(stack_use(v1))
    _, out = run(p)
    assert any(target == 31 for _, _, target in moves(out)) or len(moves(out)) <= 2


@pytest.mark.parametrize("ints", [2, 3, 8])
def test_reused_value_lives_on(ints: int) -> None:
    p = Program()
    p.block()
    v0, v1, v2 = (p.vreg() for _ in range(3))
    p.inst(reg_def(v0))
    p.inst(reg_use(v0), reuse_def(v1, 0))
    p.inst(reg_use(v0), reg_use(v1), reuse_def(v2, 1))
    p.inst(reg_use(v0), reg_use(v2))
    run(p, ints)


def test_same_vreg_twice_with_reuse_needs_no_move() -> None:
    """x + x: both operands read the register that the result takes over."""
    p = Program()
    p.block()
    v0, v1 = p.vreg(), p.vreg()
    p.inst(fixed_def(v0, 2))
    p.inst(reg_use(v0), reg_use(v0), reuse_def(v1, 0))
    p.inst(fixed_use(v1, 2))
    _, out = run(p, 3)
    assert moves(out) == []


def test_multiple_fixed_uses_of_one_vreg() -> None:
    p = Program()
    p.block()
    v0 = p.vreg()
    p.inst(reg_def(v0))
    p.inst(fixed_use(v0, 0), fixed_use(v0, 1), fixed_use(v0, 2), reg_use(v0))
    p.inst(reg_use(v0))
    run(p, 4)
    run(p, 5)


def test_value_stays_in_the_register_it_is_fixed_to() -> None:
    """A shift count wanted again later stays in its register."""
    p = Program()
    p.block()
    v0 = p.vreg()
    p.inst(fixed_def(v0, 1))
    for _ in range(3):
        p.inst(fixed_use(v0, 1))
    _, out = run(p)
    assert moves(out) == []


def test_fixed_registers_swap() -> None:
    """f(a, b) calls g(b, a): a cycle, opened with the scratch register."""
    p = Program()
    p.block()
    v0, v1 = p.vreg(), p.vreg()
    p.inst(fixed_def(v0, 0), fixed_def(v1, 1))
    p.inst(fixed_use(v1, 0), fixed_use(v0, 1), clobbers=0b11)
    _, out = run(p, 2)
    assert len(moves(out)) == 3
    assert {31} < {m[2] for m in moves(out)}


@pytest.mark.parametrize("cls", [INT, FLOAT])
def test_slot_cycle(cls: int) -> None:
    """Block parameters in slots that rotate around a loop."""
    p = Program()
    first = [p.vreg(cls) for _ in range(6)]
    params = [p.vreg(cls) for _ in range(6)]
    everything = 0xFF << (32 if cls == FLOAT else 0)
    p.block()
    p.inst(*[reg_def(v) for v in first[:3]])
    p.inst(*[reg_def(v) for v in first[3:]])
    p.inst()
    p.edge(1, *first)
    p.block(*params, depth=1)
    p.inst(clobbers=everything)
    p.inst(*[stack_use(v) for v in params])
    p.inst()
    p.edge(2)
    p.edge(3)
    p.block(depth=1)
    p.inst()
    p.edge(1, *params[1:], params[0])
    p.block()
    p.inst(*[any_use(v) for v in params])
    run(p, 4, 4)


def test_early_def_shares_with_no_use() -> None:
    p = Program()
    p.block()
    v0, v1, v2 = (p.vreg() for _ in range(3))
    p.inst(reg_def(v0), reg_def(v1))
    p.inst(reg_use(v0), reg_use(v1), reg_early_def(v2))
    p.inst(reg_use(v2))
    inp, out = run(p, 3)
    assert len({int(a) for a in out.allocs[2:5]}) == 3


def test_late_use_shares_with_no_def() -> None:
    p = Program()
    p.block()
    v0, v1 = p.vreg(), p.vreg()
    p.inst(reg_def(v0))
    p.inst(reg_late_use(v0), reg_def(v1))
    p.inst(reg_use(v1))
    _, out = run(p, 2)
    assert out.allocs[1] != out.allocs[2]


def test_operand_moves_aside_for_an_early_def() -> None:
    """All registers hold operands; one only read early moves to where the fixed def will be."""
    p = Program()
    p.block()
    v0, v1, v2, v3 = (p.vreg() for _ in range(4))
    p.inst(fixed_def(v0, 1), fixed_def(v1, 2))
    p.inst(reg_use(v0), reg_use(v1), reg_early_def(v2), fixed_def(v3, 0))
    p.inst(reg_use(v2), reg_use(v3))
    run(p, 3)


def test_dead_defs_and_unused_parameters() -> None:
    p = Program()
    v0, v1, v2, v3, unused = (p.vreg() for _ in range(5))
    p.block()
    p.inst(reg_def(v0), fixed_def(v1, 0), make_operand(v2, DEF, LATE, ANY, 0), reg_early_def(v3))
    p.inst()
    p.edge(1, v0)
    p.block(unused)
    p.inst()
    _, out = run(p)
    assert moves(out) == []


def test_stack_operands() -> None:
    p = Program()
    p.block()
    v0, v1, f0 = p.vreg(), p.vreg(), p.vreg(FLOAT)
    p.inst(reg_def(v0), make_operand(v1, DEF, LATE, STACK, 0), make_operand(f0, DEF, LATE, STACK, 0))
    p.inst(stack_use(v0), stack_use(f0), reg_use(v1))
    p.inst(reg_use(v0), reg_use(f0))
    _, out = run(p)
    assert out.num_spillslots == 4


def test_any_operand_is_read_from_its_slot() -> None:
    p = Program()
    p.block()
    vregs = [p.vreg() for _ in range(6)]
    for v in vregs:
        p.inst(reg_def(v))
    p.inst(*[any_use(v) for v in vregs])
    _, out = run(p, 3)
    assert sum(int(a) >= SLOT_BASE for a in out.allocs[6:]) == 3
    assert not any(source >= SLOT_BASE for _, source, _ in moves(out))


def test_pinned_register_is_passed_through() -> None:
    p = Program()
    p.block()
    v0 = p.vreg()
    p.inst(reg_def(v0), fixed_use(0xFFFF, 15))
    p.inst(reg_use(v0), fixed_use(v0, 15))
    _, out = run(p)
    assert out.allocs[1] == 15 and out.allocs[3] == 15


def test_branch_with_defs_stores_on_its_edges() -> None:
    """A call that ends its block (try_call): its result is spilled in the successors."""
    p = Program()
    v0, v1 = p.vreg(), p.vreg()
    p.block()
    p.inst(reg_def(v0))
    p.inst(fixed_use(v0, 0), fixed_def(v1, 0), clobbers=0b1111)
    p.edge(1)
    p.edge(2)
    p.block()
    p.inst(clobbers=0b1111)
    p.inst(reg_use(v1))
    p.block()
    p.inst(reg_use(v1), reg_use(v0))
    inp, out = run(p)
    assert all(point >= 4 for point, _, target in moves(out) if target >= SLOT_BASE and point > 1)


def test_switch_with_one_successor_and_operands() -> None:
    """A br_table whose targets are all one block: the moves go behind it."""
    p = Program()
    v0, v1, v2 = (p.vreg() for _ in range(3))
    p.block()
    p.inst(reg_def(v0), reg_def(v1))
    p.inst(reg_use(v0), clobbers=0b1)
    p.edge(1, v1)
    p.block(v2)
    p.inst(fixed_use(v2, 0), reg_use(v0))
    run(p, 2)


def test_loop_keeps_its_registers() -> None:
    """A counted loop in registers: no move inside, whatever happened before."""
    p = Program()
    n, zero, i, s, i2, s2 = (p.vreg() for _ in range(6))
    p.block()
    p.inst(fixed_def(n, 0))
    p.inst(reg_def(zero))
    p.inst()
    p.edge(1, zero, zero)
    p.block(i, s, depth=1)
    p.inst(reg_use(s), reg_use(i), reuse_def(s2, 0))
    p.inst(reg_use(i), reuse_def(i2, 0))
    p.inst(reg_use(i2), reg_use(n))
    p.edge(2)
    p.edge(3)
    p.block(depth=1)
    p.inst()
    p.edge(1, i2, s2)
    p.block()
    p.inst(fixed_use(s2, 0))
    inp, out = run(p, 6)
    first, last = inp.block_first[1], inp.block_first[3]
    assert [m for m in moves(out) if 2 * first <= m[0] < 2 * last] == []


def test_spill_around_a_loop_not_in_it() -> None:
    """A value not used in a loop full of others is spilled before the loop and reloaded behind."""
    p = Program()
    idle, *busy = (p.vreg() for _ in range(4))
    p.block()
    p.inst(reg_def(idle))
    p.inst(*[reg_def(v) for v in busy])
    p.inst()
    p.edge(1)
    p.block(depth=1)
    p.inst(*[reg_use(v) for v in busy])
    p.inst()
    p.edge(2)
    p.edge(3)
    p.block(depth=1)
    p.inst()
    p.edge(1)
    p.block()
    p.inst(reg_use(idle))
    inp, out = run(p, 3)
    first, last = inp.block_first[1], inp.block_first[3]
    assert [m for m in moves(out) if 2 * first <= m[0] < 2 * last] == []


def test_call_in_a_cold_block_costs_hot_code_nothing() -> None:
    """Values around a slow path are saved and restored there, in no callee-saved register."""
    p = Program()
    v0, v1, v2 = (p.vreg() for _ in range(3))
    p.block()
    p.inst(fixed_def(v0, 0), fixed_def(v1, 1))
    p.inst()
    p.edge(1)
    p.edge(2)
    p.block()
    p.inst()
    p.edge(3)
    p.block(cold=True)
    p.inst(clobbers=0b111)
    p.inst()
    p.edge(3)
    p.block()
    p.inst(reg_use(v0), reg_use(v1), reg_def(v2))
    inp = p.finish()
    env = make_env(4, 1, callee_saved=0b1000)
    out = allocate(inp, env)
    assert check(inp, env, out) == []
    first, last = inp.block_first[2], inp.block_first[3]
    assert len(moves(out)) == 4
    assert all(2 * first <= point < 2 * last for point, _, _ in moves(out))
    assert out.used_regs & 0b1000 == 0


def test_value_of_the_next_turn_is_not_evicted_for_one_turn() -> None:
    """What is used in the loop stays; what is only live through it goes."""
    p = Program()
    idle, a, b, t = (p.vreg() for _ in range(4))
    p.block()
    p.inst(reg_def(idle), reg_def(a), reg_def(b))
    p.inst()
    p.edge(1)
    p.block(depth=1)
    p.inst(reg_use(a))
    p.inst(reg_use(b), reg_def(t))
    p.inst(reg_use(t), reg_use(b))
    p.edge(2)
    p.edge(3)
    p.block(depth=1)
    p.inst()
    p.edge(1)
    p.block()
    p.inst(reg_use(idle))
    inp, out = run(p, 3)
    first, last = inp.block_first[1], inp.block_first[3]
    assert [m for m in moves(out) if 2 * first <= m[0] < 2 * last] == []


def test_spilled_loop_variable_keeps_its_slot() -> None:
    """A parameter in a slot and the value passed back for it share the slot."""
    p = Program()
    start, param, back = p.vreg(), p.vreg(), p.vreg()
    p.block()
    p.inst(make_operand(start, DEF, LATE, STACK, 0))
    p.inst()
    p.edge(1, start)
    p.block(param, depth=1)
    p.inst(clobbers=0b1111)
    p.inst(stack_use(param))
    p.inst(make_operand(back, DEF, LATE, STACK, 0))
    p.inst(clobbers=0b1111)
    p.inst()
    p.edge(2)
    p.edge(3)
    p.block(depth=1)
    p.inst()
    p.edge(1, back)
    p.block()
    p.inst()
    _, out = run(p)
    assert out.num_spillslots == 1
    assert moves(out) == []


def test_slots_are_shared() -> None:
    p = Program()
    p.block()
    for _ in range(10):
        v = p.vreg()
        p.inst(reg_def(v))
        p.inst(clobbers=0b1111)
        p.inst(reg_use(v))
    _, out = run(p)
    assert out.num_spillslots == 1


def test_classes_do_not_share_slots() -> None:
    p = Program()
    p.block()
    v, f, w = p.vreg(), p.vreg(FLOAT), p.vreg()
    for vreg in (v, f, w):
        p.inst(reg_def(vreg))
        p.inst(clobbers=0b1111 | 0b1111 << 32)
        p.inst(reg_use(vreg))
    _, out = run(p)
    assert out.num_spillslots == 4  # the integers share one, and the float's is aligned


def test_more_operands_than_registers_is_an_error() -> None:
    p = Program()
    p.block()
    vregs = [p.vreg() for _ in range(4)]
    for v in vregs:
        p.inst(reg_def(v))
    p.inst(*[reg_use(v) for v in vregs])
    with pytest.raises(RegallocError, match="inst 4: .* more registers than there are"):
        allocate(p.finish(), make_env(3, 3))


def test_undefined_use_is_an_error() -> None:
    p = Program()
    v = p.vreg()
    p.block()
    p.inst()
    p.edge(1)
    p.block()
    p.inst(reg_use(v))
    with pytest.raises(RegallocError, match="v0 is used where no definition reaches"):
        allocate(p.finish(), make_env(3, 3))


def test_check_input_finds_mistakes() -> None:
    env = make_env(4, 4)

    def problems(p: Program) -> str:
        return "\n".join(check_input(p.finish(), env))

    p = Program()
    v, w = p.vreg(), p.vreg()
    p.block()
    p.inst(reg_def(v))
    p.inst()
    p.edge(1)
    p.edge(2)
    p.block()
    p.inst()
    p.edge(2)
    p.block()
    p.inst(reg_use(w))
    text = problems(p)
    assert "the edge from block0 to block2 is critical" in text

    p = Program()
    v, w = p.vreg(), p.vreg()
    p.block()
    p.inst(reg_def(v), reg_def(v))
    p.inst(reg_use(w))
    assert "v0 has two defs" in problems(p)
    assert "v1 has no def" in problems(p)

    p = Program()
    v, f = p.vreg(), p.vreg(FLOAT)
    p.block()
    p.inst(reg_def(v), fixed_def(f, 1))
    p.inst(reg_late_use(v), make_operand(f, DEF, LATE, REUSE, 0), make_operand(v, USE, EARLY, FIXED, 33))
    text = problems(p)
    assert "v1 is fixed to a register of the other class" in text
    assert "what it reuses is not an early use" in text

    p = Program()
    a, b = p.vreg(), p.vreg()
    p.block()
    p.inst(reg_def(a), reg_def(b))
    p.inst(fixed_use(a, 1), fixed_use(b, 1))
    assert "two vregs are fixed to register 1" in problems(p)
    with pytest.raises(RegallocError, match="two operands fixed to register 1"):
        allocate(p.finish(), env)


def test_dump_shows_allocations_and_moves() -> None:
    p = Program()
    p.block()
    v0 = p.vreg()
    p.inst(reg_def(v0))
    p.inst(fixed_use(v0, 1), clobbers=0b1111)
    p.inst(reg_use(v0))
    inp, out = run(p)
    text = dump(inp, out)
    assert "use v0=r1:fixed r1, clobbers r0 r1 r2 r3" in text
    assert "[slot0 <- r1]  v0" in text
    assert text.endswith("spill units 1, registers r1\n")


@pytest.mark.parametrize("ints", [2, 3, 6])
def test_result_reuses_a_fixed_operand(ints: int) -> None:
    """A shift whose count must be in r1 and whose result takes over the fixed operand's register."""
    p = Program()
    p.block()
    v0, v1, v2, v3 = (p.vreg() for _ in range(4))
    p.inst(fixed_def(v0, 0), fixed_def(v1, 1))
    p.inst(fixed_use(v1, 0), fixed_use(v0, 1), reuse_def(v2, 0))
    p.inst(reg_use(v0), fixed_use(v2, 0), reuse_def(v3, 1))
    p.inst(fixed_use(v3, 1))
    inp, out = run(p, ints)
    assert out.allocs[4] == out.allocs[2] == 0
    assert out.allocs[7] == out.allocs[6] == 0


def test_two_results_reuse_two_operands() -> None:
    """An exchange: both values live on behind it as well."""
    p = Program()
    p.block()
    v0, v1, v2, v3 = (p.vreg() for _ in range(4))
    p.inst(reg_def(v0), reg_def(v1))
    p.inst(reg_use(v0), reg_use(v1), reuse_def(v2, 1), reuse_def(v3, 0))
    p.inst(reg_use(v0), reg_use(v1), reg_use(v2), reg_use(v3))
    _, out = run(p, 4)
    assert out.allocs[4] == out.allocs[3] != out.allocs[5] == out.allocs[2]


def test_one_value_in_a_register_twice_on_the_stack_and_fixed() -> None:
    p = Program()
    p.block()
    v0, v1 = p.vreg(), p.vreg()
    p.inst(reg_def(v0))
    p.inst(reg_use(v0), stack_use(v0), fixed_use(v0, 1), fixed_use(v0, 0), any_use(v0), reg_early_def(v1))
    p.inst(reg_use(v0), reg_use(v1))
    _, out = run(p, 4)
    assert out.allocs[2] >= SLOT_BASE
    assert (out.allocs[3], out.allocs[4]) == (1, 0)


def test_register_destroyed_by_the_instruction_that_reads_it() -> None:
    """An operand fixed to a clobbered register, wanted again behind the call, in the only other one."""
    p = Program()
    p.block()
    v0, v1 = p.vreg(), p.vreg()
    p.inst(fixed_def(v0, 0))
    p.inst(fixed_use(v0, 0), fixed_def(v1, 0), clobbers=0b01)
    p.inst(fixed_use(v1, 0), reg_late_use(v0))
    _, out = run(p, 2)
    assert out.num_spillslots == 0


@pytest.mark.parametrize("cls", [INT, FLOAT])
def test_wide_branch_stores_its_result_where_it_is_needed(cls: int) -> None:
    """A call that ends its block, with many successors: each gets the results from their registers."""
    p = Program()
    v0, v1, extra = p.vreg(cls), p.vreg(cls), p.vreg(cls)
    everything = 0b1111 << (32 if cls == FLOAT else 0)
    p.block()
    p.inst(reg_def(extra))
    p.inst(fixed_def(v0, 32 * cls), fixed_def(v1, 32 * cls + 1), clobbers=everything)
    for target in range(1, 7):
        p.edge(target)
    for target in range(1, 7):
        p.block(cold=target > 3)
        if target % 2:
            p.inst(clobbers=everything)
        p.inst(reg_use(v1), reg_use(v0), *([reg_use(extra)] if target % 3 == 0 else []))
    run(p)


def test_chain_of_empty_blocks_in_a_loop() -> None:
    """Blocks that only jump, around a loop with more values than registers: whatever moves is right, and
    the loop itself, which uses none of them, has no move."""
    p = Program()
    p.block()
    vregs = [p.vreg() for _ in range(6)]
    for v in vregs:
        p.inst(reg_def(v))
    p.inst()
    p.edge(1)
    for target in (2, 3, 4):
        p.block(depth=1)
        p.inst()
        p.edge(target)
    p.block(depth=1)
    p.inst()
    p.edge(5)
    p.edge(6)
    p.block(depth=1)
    p.inst()
    p.edge(1)
    p.block()
    p.inst(*[reg_use(v) for v in vregs[:3]])
    p.inst(*[reg_use(v) for v in vregs[3:]])
    inp, out = run(p, 3)
    first, last = inp.block_first[1], inp.block_first[6]
    assert [m for m in moves(out) if 2 * first <= m[0] < 2 * last] == []
