"""Every simplifier rule is proved: instances of its pattern mean the same before and after.

For each rule (and each mirror image) instances of the pattern are built: concrete types for which it
is well typed, edge-case and random constants, free variables elsewhere. The generated simplifier
must replace the instance through that very rule, and the replacement must have the same type and

- the same value for all inputs at 8 bits, by `ir/semantics/big.py` (up to two variables: exhaustive);
- the same value for edge-case and random inputs at every width;
- the same value at every width for all inputs, by the SMT solver z3 when it is installed. Quotients that
  become products are beyond it from 16 bits on: for them `test_passes_reciprocals.py` proves each
  multiplier by the theorem it rests on.
"""

import random
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from irtool.ir.entities import AbiParam
from irtool.ir.function import Function
from irtool.ir.opcodes import INTCC, OP_BY_NAME, OPS
from irtool.ir.semantics import big
from irtool.ir.types import I8, I64, I128, lane_bits, parse_type
from irtool.ir.verify.verifier import verify
from irtool.passes.context import Simplify
from irtool.passes.simplify_gen import simplify
from irtool.rules.arms import Arm
from irtool.rules.check import check_file
from irtool.rules.model import Node

RULES = Path(__file__).resolve().parent.parent / "passes" / "simplify.rules"
ARMS = [arm for arms in check_file(RULES).arms.values() for arm in arms]
WRITTEN = [arm for arm in ARMS if arm.position[1] == 0]
SCALARS = frozenset(range(I8, I128 + 1))


def name_of(arm: Arm) -> str:
    mirror = f"-mirror{arm.position[1]}" if arm.position[1] else ""
    return arm.name + mirror


class NoInstance(Exception):
    """The types chosen do not fit the pattern."""


def unsigned(imm: int, ty: int) -> int:
    """The constant as a number from 0."""
    return int(imm) & ((1 << lane_bits(ty)) - 1)


def carried(imm: int, ty: int) -> int:
    """The constant as the `imm` column holds it."""
    return big.signed(64, unsigned(imm, ty)) if ty == I64 else unsigned(imm, ty)


class Instance:
    """One function holding an instance of a pattern, and what the simplifier made of it."""

    def __init__(self, arm: Arm, root_type: int, rng: random.Random) -> None:
        self.rng = rng
        self.func = Function()
        self.block = self.func.make_block()
        self.func.append_block(self.block)
        self.params: list[int] = []
        self.named: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.root = self.build(arm.node, root_type)
        ctx = Simplify(self.func)
        ctx.trace = []
        ctx.inst = self.func.value_def[self.root]
        self.result = int(simplify(ctx, ctx.inst))
        self.fired = ctx.trace[0][1] if ctx.trace else ""

    # --- building ---

    def param(self, ty: int) -> int:
        """A fresh block parameter (before any instruction, so that order does not matter)."""
        value = int(self.func.append_block_param(self.block, ty))
        self.params.append(value)
        return value

    def emit(self, op: int, ty: int, args: list[int], imm: int, result: int) -> int:
        inst = self.func.make_inst(op, ty, imm, -1, 0)
        for arg in args:
            self.func.push_arg(inst, arg)
        self.func.append_inst(inst, self.block)
        return int(self.func.make_result(inst, result))

    def operand_types(self, declared: str, ty: int) -> frozenset[int]:
        if declared == "T":
            return frozenset([ty])
        if declared == "<T":
            return frozenset(range(I8, ty))
        if declared == ">T":
            return frozenset(range(ty + 1, I128 + 1))
        return SCALARS if declared == "iN" else frozenset([parse_type(declared)])

    def build(self, node: Node, ty: int) -> int:
        """An instance of a pattern whose controlling type is `ty`; its value."""
        if ty not in node.types:
            raise NoInstance
        args: list[int] = []
        imm = 0
        declared = dict(node.row.operand_list)
        for arg in node.args:
            if arg.field.column == "pool":
                types = self.operand_types(declared[arg.field.name], ty)
                args.append(self.operand(arg, types))
            else:
                imm = self.number(arg, node, ty)
        if node.row.name == "iconst":
            imm = carried(imm, ty)
        result = I8 if node.row.name == "icmp" else ty
        return self.emit(node.op, ty, args, imm, result)

    def operand(self, arg: Any, types: frozenset[int]) -> int:
        if arg.types is not None:
            types = types & arg.types
        if arg.nested is not None:
            if arg.nested.row.name == "icmp":
                if I8 not in types:
                    raise NoInstance
                return self.build(arg.nested, self.pick(arg.nested.types & SCALARS))
            return self.build(arg.nested, self.pick(types & arg.nested.types))
        if arg.bind in self.named:
            value = self.named[arg.bind]
            if int(self.func.value_type[value]) not in types:
                raise NoInstance
            return value
        value = self.param(self.pick(types))
        if arg.bind:
            self.named[arg.bind] = value
        return value

    def pick(self, types: frozenset[int]) -> int:
        if not types:
            raise NoInstance
        return self.rng.choice(sorted(types))

    def number(self, arg: Any, node: Node, ty: int) -> int:
        """A constant or condition code."""
        if arg.literal is not None:
            return int(arg.literal)
        if arg.bind in self.numbers:
            return self.numbers[arg.bind]
        if arg.field.kind == "cc":
            number = self.rng.randrange(len(INTCC))
        else:
            bits = int(lane_bits(ty))
            top = 1 << (bits - 1)
            edges = [0, 1, 2, 3, 7, 8, bits - 1, bits, bits + 1, -1, -2, top, top - 1]
            edges += [bits - 8, bits - 16, bits - 32, 0xFF, 0xFFFF, 0xFFFFFFFF]
            edges += [1 << self.rng.randrange(bits), self.rng.getrandbits(bits), self.rng.randrange(bits)]
            number = carried(self.rng.choice(edges), ty)
        if arg.bind:
            self.numbers[arg.bind] = number
        return number

    # --- meaning ---

    def terms(self, value: int, of: "Algebra", env: dict[int, Any]) -> Any:
        """The value as a term of an algebra; `env` has the parameters."""
        definition = int(self.func.value_def[value])
        if definition < 0:
            return env[value]
        func = self.func
        name = OPS[func.op[definition]].name
        ty = int(func.ty[definition])
        if name == "iconst":
            return of.constant(lane_bits(ty), unsigned(func.imm[definition], ty))
        start = int(func.arg_start[definition])
        operands = [int(func.pool[start + i]) for i in range(func.arg_count[definition])]
        widths = [int(lane_bits(func.value_type[operand])) for operand in operands]
        args = [self.terms(operand, of, env) for operand in operands]
        cc = INTCC[func.imm[definition]] if name == "icmp" else ""
        return of.apply(name, int(lane_bits(ty)), widths, args, cc)


class Algebra:
    """Integers, by `ir/semantics/big.py`."""

    def constant(self, bits: int, value: int) -> Any:
        return value

    def apply(self, name: str, bits: int, widths: list[int], args: list[Any], cc: str) -> Any:
        if name == "icmp":
            return int(big.compare(cc, bits, args[0], args[1]))
        if name == "select":
            return args[1] if args[0] else args[2]
        if name in ("uextend", "ireduce"):
            return big.unsigned(bits, args[0])
        if name == "sextend":
            return big.unsigned(bits, big.signed(widths[0], args[0]))
        if len(args) == 1:
            return big.unary(name, bits, args[0])
        return big.binary(name, bits, args[0], args[1])


def instances(arm: Arm, tries: int, root_types: frozenset[int] = SCALARS) -> Iterator[Instance]:
    """Instances to which the arm's own rule applied."""
    rng = random.Random(arm.name)
    for root_type in sorted(arm.node.types & root_types):
        for _ in range(tries):
            try:
                instance = Instance(arm, root_type, rng)
            except NoInstance:
                continue
            if instance.fired == arm.name:
                yield instance


def show(instance: Instance, env: dict[int, int]) -> str:
    rows = [
        (OPS[op].name, int(instance.func.ty[i]), int(instance.func.imm[i]))
        for i, op in enumerate(instance.func.op)
    ]
    return f"{rows} with {env}"


def some_values(rng: random.Random, bits: int) -> int:
    top = 1 << (bits - 1)
    return rng.choice([0, 1, 2, top, top - 1, 2 * top - 1, rng.getrandbits(bits), rng.getrandbits(bits)])


@pytest.mark.parametrize("arm", ARMS, ids=name_of)
def test_rule_keeps_type_and_value(arm: Arm) -> None:
    rng = random.Random(1)
    algebra = Algebra()
    count = 0
    for instance in instances(arm, 40):
        func = instance.func
        count += 1
        assert func.value_type[instance.root] == func.value_type[instance.result], show(instance, {})
        for _ in range(12):
            env = {
                value: some_values(rng, int(lane_bits(func.value_type[value]))) for value in instance.params
            }
            before = instance.terms(instance.root, algebra, env)
            assert before == instance.terms(instance.result, algebra, env), show(instance, env)
    # A mirror image may be shadowed by what comes first, a rule as written may not.
    assert count > 0 or arm.position[1] > 0


@pytest.mark.parametrize("arm", WRITTEN, ids=name_of)
def test_rule_holds_for_all_inputs_at_8_bits(arm: Arm) -> None:
    algebra = Algebra()
    narrow = frozenset([I8])
    budget = 70_000
    for instance in instances(arm, 30, narrow):
        if any(instance.func.value_type[value] != I8 for value in instance.params):
            continue
        if 256 ** len(instance.params) > budget:
            continue
        for values in product(range(256), repeat=len(instance.params)):
            env = dict(zip(instance.params, values, strict=True))
            before = instance.terms(instance.root, algebra, env)
            assert before == instance.terms(instance.result, algebra, env), show(instance, env)
        budget -= 256 ** len(instance.params)


@pytest.mark.parametrize("arm", WRITTEN, ids=name_of)
def test_replacement_verifies(arm: Arm) -> None:
    for instance in instances(arm, 5):
        func = instance.func
        func.signature.params = [AbiParam(int(func.value_type[value])) for value in instance.params]
        func.signature.returns = [AbiParam(int(func.value_type[instance.result]))]
        end = func.make_inst(OP_BY_NAME["return"], 0, 0, -1, 0)
        func.push_arg(end, instance.result)
        func.append_inst(end, instance.block)
        assert verify(func) == []


# --- the solver -----------------------------------------------------------------------------------


class Solver(Algebra):
    """Bit vectors of z3. Written from the opcode table, not from `ir/semantics/big.py`."""

    def __init__(self, z3: Any) -> None:
        self.z3 = z3
        self.binary: dict[str, Callable[[Any, Any], Any]] = {
            "iadd": lambda x, y: x + y,
            "isub": lambda x, y: x - y,
            "imul": lambda x, y: x * y,
            "umulhi": lambda x, y: self.high(z3.ZeroExt, x, y),
            "smulhi": lambda x, y: self.high(z3.SignExt, x, y),
            "udiv": z3.UDiv,
            "urem": z3.URem,
            "sdiv": lambda x, y: x / y,
            "srem": z3.SRem,
            "band": lambda x, y: x & y,
            "bor": lambda x, y: x | y,
            "bxor": lambda x, y: x ^ y,
            "smin": lambda x, y: z3.If(x < y, x, y),
            "smax": lambda x, y: z3.If(x > y, x, y),
            "umin": lambda x, y: z3.If(z3.ULT(x, y), x, y),
            "umax": lambda x, y: z3.If(z3.UGT(x, y), x, y),
            "ishl": lambda x, y: x << y,
            "ushr": z3.LShR,
            "sshr": lambda x, y: x >> y,
            "rotl": z3.RotateLeft,
            "rotr": z3.RotateRight,
        }
        self.compare: dict[str, Callable[[Any, Any], Any]] = {
            "eq": lambda x, y: x == y,
            "ne": lambda x, y: x != y,
            "slt": lambda x, y: x < y,
            "sle": lambda x, y: x <= y,
            "sgt": lambda x, y: x > y,
            "sge": lambda x, y: x >= y,
            "ult": z3.ULT,
            "ule": z3.ULE,
            "ugt": z3.UGT,
            "uge": z3.UGE,
        }

    def high(self, extend: Callable[[int, Any], Any], x: Any, y: Any) -> Any:
        """High half of a product."""
        bits = x.size()
        return self.z3.Extract(2 * bits - 1, bits, extend(bits, x) * extend(bits, y))

    def constant(self, bits: int, value: int) -> Any:
        return self.z3.BitVecVal(value, bits)

    def apply(self, name: str, bits: int, widths: list[int], args: list[Any], cc: str) -> Any:
        z3 = self.z3
        x = args[0]
        if name == "icmp":
            return z3.If(self.compare[cc](x, args[1]), z3.BitVecVal(1, 8), z3.BitVecVal(0, 8))
        if name == "select":
            return z3.If(x != 0, args[1], args[2])
        if name == "uextend":
            return z3.ZeroExt(bits - widths[0], x)
        if name == "sextend":
            return z3.SignExt(bits - widths[0], x)
        if name == "ireduce":
            return z3.Extract(bits - 1, 0, x)
        if name == "ineg":
            return -x
        if name == "bnot":
            return ~x
        if name in ("bswap", "bitrev"):
            step = 8 if name == "bswap" else 1
            return z3.Concat([z3.Extract(i + step - 1, i, x) for i in range(0, bits, step)])
        if name in ("ishl", "ushr", "sshr", "rotl", "rotr"):
            amount = args[1]
            if widths[1] > bits:
                amount = z3.Extract(bits - 1, 0, amount)
            elif widths[1] < bits:
                amount = z3.ZeroExt(bits - widths[1], amount)
            return self.binary[name](x, amount & (bits - 1))
        return self.binary[name](x, args[1])


@cache
def solver() -> Any:
    return pytest.importorskip("z3", reason="z3-solver is not installed: rules are tested, not proved")


def divides_by_products(arm: Arm) -> bool:
    """The rule makes a product from a quotient or remainder."""
    instance = next(instances(arm, 40))
    names = {OPS[op].name for op in instance.func.op}
    return OPS[arm.node.op].name[1:] in ("div", "rem") and not names.isdisjoint({"umulhi", "smulhi", "imul"})


@pytest.mark.parametrize("arm", WRITTEN, ids=name_of)
def test_rule_is_proved_at_every_width(arm: Arm) -> None:
    z3 = solver()
    algebra = Solver(z3)
    root_types = frozenset([I8]) if divides_by_products(arm) else SCALARS
    for instance in instances(arm, 4, root_types):
        env = {
            value: z3.BitVec(f"v{value}", int(lane_bits(instance.func.value_type[value])))
            for value in instance.params
        }
        prover = z3.Solver()
        prover.set("timeout", 20_000)
        before = instance.terms(instance.root, algebra, env)
        prover.add(before != instance.terms(instance.result, algebra, env))
        outcome = prover.check()
        assert outcome == z3.unsat, f"{outcome}: {show(instance, {})}"
