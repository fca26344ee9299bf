"""The generated code: every checked-in file is current, and generated arms do what the rules say."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from irtool.ir.function import Function
from irtool.ir.opcodes import INTCC, OP_BY_NAME
from irtool.ir.types import I16, I32, I64
from irtool.passes.context import Simplify
from irtool.rules.__main__ import main
from irtool.rules.check import check_file
from irtool.rules.generate import render, target_path

ROOT = Path(__file__).resolve().parent.parent
RULE_FILES = sorted(ROOT.glob("passes/*.rules")) + sorted(ROOT.glob("backends/*/*.rules"))


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_generated_file_is_current(path: Path) -> None:
    text = render(check_file(path))
    assert target_path(path).read_text() == text, f"run python -m irtool.rules {path}"


def test_output_is_deterministic() -> None:
    path = ROOT / "passes" / "simplify.rules"
    assert render(check_file(path)) == render(check_file(path))


def load(tmp_path: Path, text: str, name: str) -> ModuleType:
    """Generate a module from rules and import it."""
    path = tmp_path / f"{name}.rules"
    path.write_text(text)
    assert main([str(path), "--draft"]) == 0
    spec = importlib.util.spec_from_file_location(f"{name}_gen", tmp_path / f"{name}_gen.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Recorder:
    """Stands for the lowering context; notes what generated code asks of it."""

    def __init__(self, func: Function) -> None:
        self.func = func
        self.log: list[object] = []
        self.next = 100

    def def_inst(self, value: int) -> int:
        return int(self.func.value_def[value]) if self.func.value_index[value] == 0 else -1

    def def_op(self, inst: int) -> int:
        return int(self.func.op[inst]) if inst >= 0 else -1

    def use(self, value: int) -> int:
        self.log.append(("use", int(value)))
        return 1000 + int(value)

    def emit(self, *what: object) -> int:
        self.log.append(what)
        self.next += 1
        return self.next

    def set_result(self, inst: int, index: int, reg: int) -> None:
        self.log.append(("result", int(index), int(reg)))

    def fired(self, rule: str) -> None:
        self.log.append(("fired", rule))


INSTS = """
from typing import Final, TypeAlias
from mypy_extensions import i64
from test_rules_generate_recorder import Recorder
from irtool.backends.kinds import Reg, Rm
from irtool.ir.kinds import Cc, Inst, Type, Value
Cond: TypeAlias = i64
ADD: Final = 5
NONZERO: Final[Cond] = 77
def small(k: i64) -> bool: return k < 100
def movable(inst: Inst) -> bool: return True
def double(ty: Type, k: i64) -> i64: return 2 * k
def add_rr(ctx: Recorder, ty: Type, x: Reg, y: Reg) -> Reg: return ctx.emit("add", x, y)
def add_ri(ctx: Recorder, ty: Type, x: Reg, k: i64) -> Reg: return ctx.emit("addi", x, k)
def add_rm(ctx: Recorder, x: Reg, y: Rm) -> Reg: return ctx.emit("addm", x, y)
def load(ctx: Recorder, inst: Inst) -> Reg: return ctx.emit("load", inst)
def carry(ctx: Recorder) -> Reg: return ctx.emit("carry")
def store(ctx: Recorder, ty: Type, x: Reg) -> None: ctx.emit("store", x)
def cmp(ctx: Recorder, cc: Cc, x: Reg, y: Reg) -> Reg: return ctx.emit("cmp", cc, x, y)
def condition(cc: Cc) -> Cond: return 10 + cc
def select(ctx: Recorder, c: Cond, x: Reg, y: Reg) -> Reg: return ctx.emit("select", c, x, y)
def branch(ctx: Recorder, c: Cond, k: i64 = 3) -> None: ctx.emit("branch", c, k)
def memory(inst: Inst) -> Rm: return ~inst
"""

RULES = """lowering
import "fake_insts"
context Recorder from "test_rules_generate_recorder"
class int = i8-64
class wide = i32 | i64
rule (iadd.int x (iconst k)) if small(k), let n = double(ty, k) => add_ri(ty, x, n)
rule (iadd.int x (ishl a (iconst 3))) => add_rr(ty, x, a)
rule (iadd.int x l:(load _ p 8)) if movable(l) => add_rr(ty, load(l), x)
rule (iadd.int x y) => add_rr(ty, x, y)
rule (uadd_overflow.int x y) => s = add_rr(ty, x, y); c = carry(); s, c
rule (icmp.int cc x (iconst k)) => cmp(cc, x, x)
rule (store.int _ x _ _) => store(ty, x)
rule (uextend.i64 x:i32) => x
rule (imul.int x (iconst k)) if small(k) => add_ri(ty, x, k)
rule (imul.int x y) => unsupported
term flags(value) -> cond
rule (flags (icmp.t:int cc x (iconst k))) if small(k) => s = add_ri(t, x, k); condition(cc)
rule (flags (uextend.int c)) => flags(c)
rule (flags _:int) => NONZERO
term rm(type, value) -> rm
rule (rm wide l:(load _ _ _)) if movable(l) => memory(l)
rule (rm _ x) => x
term compare(cc, value, value) -> cond commutative
rule (compare ult x (iconst k)) => s = add_ri(i32, x, k); NONZERO
rule (compare cc x (ineg y)) => s = add_rr(i32, x, y); condition(cc)
rule (compare cc x y) => s = add_rr(i64, x, y); condition(cc)
rule (trapz.int c code) => branch(flags(c))
rule (trapnz (icmp cc x y) code) => branch(compare(cc, x, y))
rule (trapnz _ _) => unsupported
rule (brif.int c) => branch(flags(c))
rule (select.int c:int x y) => select(flags(c), x, y)
rule (isub.int x y) => add_rm(x, rm(ty, y))
rule (rotl.int x (iconst k)) if k & 3 == 1, let n = k - 1 << 1 => add_ri(ty, x, n + 1 << k | 8 - 2)
rule (rotl.int x (iconst k)) if k-1 > 2 => add_ri(ty, x, k << k)
rule (rotl.int x y) => unsupported
"""


@pytest.fixture
def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    recorder = ModuleType("test_rules_generate_recorder")
    recorder.Recorder = Recorder  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "test_rules_generate_recorder", recorder)
    (tmp_path / "fake_insts.py").write_text(INSTS)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "fake_insts", raising=False)
    return load(tmp_path, RULES, "lower")


class Builder:
    """A one-block function under construction."""

    def __init__(self) -> None:
        self.func = Function()
        self.block = self.func.make_block()
        self.func.append_block(self.block)

    def param(self, ty: int = I32) -> int:
        return int(self.func.append_block_param(self.block, ty))

    def inst(self, op: str, ty: int, *args: int, imm: int = 0, results: int = 1) -> int:
        """A new instruction at the end; its first result, or itself when it has none."""
        inst = self.func.make_inst(OP_BY_NAME[op], ty, imm, -1, 0)
        for arg in args:
            self.func.push_arg(inst, arg)
        self.func.append_inst(inst, self.block)
        values = [self.func.make_result(inst, ty) for _ in range(results)]
        return int(values[0]) if values else int(inst)

    def lower(self, module: ModuleType, value: int) -> list[object]:
        ctx = Recorder(self.func)
        assert module.lower(ctx, int(self.func.value_def[value]))
        return ctx.log


def test_immediate_with_condition_and_let(generated: ModuleType) -> None:
    b = Builder()
    x, small, large = b.param(), b.inst("iconst", I32, imm=7), b.inst("iconst", I32, imm=700)
    wanted = [("fired", "iadd.1"), ("use", x), ("addi", 1000 + x, 14), ("result", 0, 101)]
    assert b.lower(generated, b.inst("iadd", I32, x, small)) == wanted
    assert b.lower(generated, b.inst("iadd", I32, small, x)) == wanted  # mirrored
    # The condition fails: the final rule fires, and both operands are asked for first.
    assert b.lower(generated, b.inst("iadd", I32, x, large)) == [
        *(("fired", "iadd.4"), ("use", x), ("use", large)),
        ("add", 1000 + x, 1000 + large),
        ("result", 0, 101),
    ]


def test_nested_patterns_and_literals(generated: ModuleType) -> None:
    b = Builder()
    x, y = b.param(), b.param()
    three, four = b.inst("iconst", I32, imm=3), b.inst("iconst", I32, imm=4)
    by_three, by_four = b.inst("ishl", I32, y, three), b.inst("ishl", I32, y, four)
    assert b.lower(generated, b.inst("iadd", I32, by_three, x))[3] == ("add", 1000 + x, 1000 + y)
    assert b.lower(generated, b.inst("iadd", I32, x, by_four))[3] == ("add", 1000 + x, 1000 + by_four)


def test_named_instruction_and_order_of_evaluation(generated: ModuleType) -> None:
    b = Builder()
    x, p = b.param(), b.param(I64)
    load = b.inst("load", I32, p, imm=8)
    log = b.lower(generated, b.inst("iadd", I32, load, x))
    definition = int(b.func.value_def[load])
    assert log[1:4] == [("use", x), ("load", definition), ("add", 101, 1000 + x)]


def test_two_results_and_statements(generated: ModuleType) -> None:
    b = Builder()
    x, y = b.param(), b.param()
    log = b.lower(generated, b.inst("uadd_overflow", I32, x, y, results=2))
    assert log[3:7] == [("add", 1000 + x, 1000 + y), ("carry",), ("result", 0, 101), ("result", 1, 102)]
    ctx = Recorder(b.func)
    store = b.inst("store", I32, x, y, results=0)
    assert generated.lower(ctx, store)
    assert ctx.log == [("fired", "store.1"), ("use", x), ("store", 1000 + x)]


def test_mirrored_compare_swaps(generated: ModuleType) -> None:
    b = Builder()
    x, k = b.param(), b.inst("iconst", I32, imm=1)
    assert b.lower(generated, b.inst("icmp", I32, x, k, imm=2))[2] == ("cmp", 2, 1000 + x, 1000 + x)
    assert b.lower(generated, b.inst("icmp", I32, k, x, imm=2))[2] == ("cmp", 4, 1000 + x, 1000 + x)


def test_value_as_result_and_refusals(generated: ModuleType) -> None:
    b = Builder()
    x, wide = b.param(), b.param(I64)
    assert b.lower(generated, b.inst("uextend", I64, x))[1:] == [("use", x), ("result", 0, 1000 + x)]
    ctx = Recorder(b.func)
    for value in (b.inst("imul", I32, x, x), b.inst("uextend", I64, wide)):
        assert not generated.lower(ctx, int(b.func.value_def[value]))
    assert ctx.log == []


def test_terms_are_called_where_their_value_is_needed(generated: ModuleType) -> None:
    b = Builder()
    x, y, k = b.param(), b.param(), b.inst("iconst", I32, imm=9)
    compare = b.inst("icmp", I32, x, k, imm=2)
    wide = b.inst("uextend", I32, compare)
    assert b.lower(generated, b.inst("select", I32, wide, x, y)) == [
        *(("fired", "select.1"), ("use", x), ("use", y)),
        *(("fired", "flags.2"), ("fired", "flags.1"), ("use", x), ("addi", 1000 + x, 9)),
        *(("select", 12, 1000 + x, 1000 + y), ("result", 0, 102)),
    ]
    ctx = Recorder(b.func)
    assert generated.lower(ctx, b.inst("brif", I32, x, results=0))
    assert ctx.log == [("fired", "brif.1"), ("fired", "flags.3"), ("branch", 77, 3)]


def test_terms_with_type_parameters(generated: ModuleType) -> None:
    b = Builder()
    x, p = b.param(), b.param(I64)
    for ty, wanted in ((I16, None), (I32, "memory")):
        load = b.inst("load", ty, p)
        log = b.lower(generated, b.inst("isub", ty, x, load))
        definition = int(b.func.value_def[load])
        operand = ~definition if wanted else 1000 + load
        assert log[-2] == ("addm", 1000 + x, operand)


def test_arithmetic_on_numbers(generated: ModuleType) -> None:
    b = Builder()
    x = b.param()

    def lowered(k: int) -> object:
        return b.lower(generated, b.inst("rotl", I32, x, b.inst("iconst", I32, imm=k)))[2]

    assert lowered(5) == ("addi", 1000 + x, (((5 - 1) << 1) + 1 << 5) | 6)
    assert lowered(6) == ("addi", 1000 + x, 6 << 6)
    text = Path(generated.__file__ or "").read_text()
    assert "k & 3 == 1" in text


def test_commutative_terms_swap_their_condition(generated: ModuleType) -> None:
    b = Builder()
    x, y, k = b.param(), b.param(), b.inst("iconst", I32, imm=9)
    negated = b.inst("ineg", I32, y)

    def lowered(cc: str, left: int, right: int) -> list[object]:
        compare = b.inst("icmp", I32, left, right, imm=INTCC.index(cc))
        ctx = Recorder(b.func)
        assert generated.lower(ctx, b.inst("trapnz", I32, compare, results=0))
        return [what for what in ctx.log if what[0] in ("add", "addi", "branch")]  # type: ignore[index]

    assert lowered("ult", x, k) == lowered("ugt", k, x) == [("addi", 1000 + x, 9), ("branch", 77, 3)]
    slt, sgt = 10 + INTCC.index("slt"), 10 + INTCC.index("sgt")
    assert lowered("slt", x, negated) == [("add", 1000 + x, 1000 + y), ("branch", slt, 3)]
    assert lowered("slt", negated, x) == [("add", 1000 + x, 1000 + y), ("branch", sgt, 3)]
    assert lowered("ult", k, x)[0] == ("add", 1000 + k, 1000 + x)


def test_names_of_rules_do_not_depend_on_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.rules"
    rules = ["simplify", "rule (iadd (isub x y) y) => x", "rule (iadd x (iconst 0)) => x"]
    path.write_text("\n".join(rules))
    before = render(check_file(path))
    path.write_text("\n\n# a comment\n".join(rules))
    assert render(check_file(path)) == before
    assert "# iadd.2" in before


def test_negative_literals_match_at_every_width(tmp_path: Path) -> None:
    text = """simplify
context Simplify from "irtool.passes.context"
rule (bxor.i8-64 x (iconst -1)) => (bnot x)
"""
    module = load(tmp_path, text, "minus")
    for ty, imm in ((1, 0xFF), (2, 0xFFFF), (3, 0xFFFF_FFFF), (4, -1)):
        b = Builder()
        x, k = b.param(ty), b.inst("iconst", ty, imm=imm)
        flipped = b.inst("bxor", ty, x, k)
        inst = b.func.value_def[flipped]
        ctx = Simplify(b.func)
        ctx.inst = inst
        value = module.simplify(ctx, inst)
        assert b.func.op[b.func.value_def[value]] == OP_BY_NAME["bnot"]
        b.func.imm[b.func.value_def[k]] = imm & 0x7F
        assert module.simplify(ctx, inst) == -1


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.rules"
    path.write_text("simplify\nrule (iadd (isub x y) y) => x\n")
    assert main(["--check", str(path)]) == 1
    assert "out of date" in capsys.readouterr().err
    assert main([str(path)]) == 0
    assert main(["--check", str(path)]) == 0
    assert main(["--explain", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "iadd:",
        "  iadd.1           2  rule (iadd (isub x y) y) => x",
        "  iadd.1           2  rule (iadd (isub x y) y) => x (mirrored)",
    ]
    path.write_text("simplify\nrule (iadd x y) => z\n")
    assert main([str(path)]) == 1
    assert capsys.readouterr().err == f"{path}:2:20: error: unknown name 'z'\n"
    assert main([str(tmp_path / "none.rules")]) == 1
