"""The matching half of an arm: tests and assignments, in the order they are needed.

A list of `Step`s; consecutive tests become one `if`, an assignment between them a nested block.
Operands of the root and their definitions are assigned once at the top of the opcode's function
(`prelude`), because most rules of an opcode look at the same ones:

    x = i64(func.pool[i64(func.arg_start[inst])])
    y = i64(func.pool[i64(func.arg_start[inst]) + 1])
    y_def = ctx.def_inst(y)
    y_op = ctx.def_op(y_def)

`def_op` gives -1, which is no opcode, when there is no definition, so that testing `y_op` tests `y_def` too.
"""

from dataclasses import dataclass

from ..ir.opcodes import FLOATCC, INTCC, RMW_OPS
from . import model
from .arms import Arm, type_code
from .model import Arg, Field, Node


@dataclass(frozen=True)
class Step:
    """A test (`name` empty) or an assignment `name = text`."""

    name: str
    text: str


def type_test(local: str, members: frozenset[int]) -> str:
    """A condition that is true when `local` is one of the types."""
    runs: list[list[int]] = []
    for ty in sorted(members):
        if runs and runs[-1][-1] == ty - 1:
            runs[-1].append(ty)
        else:
            runs.append([ty])
    tests = []
    for run in runs:
        low, high = type_code(run[0]), type_code(run[-1])
        if len(run) == 1:
            tests.append(f"{local} == {low}")
        elif len(run) == 2:
            tests += [f"{local} == {low}", f"{local} == {high}"]
        else:
            tests.append(f"{low} <= {local} <= {high}")
    return tests[0] if len(tests) == 1 else f"({' or '.join(tests)})"


def prelude(fields: tuple[Field, ...]) -> list[Step]:
    """Assignments for everything that arms of an opcode or term may use of its root."""
    steps = [Step("ty", "i64(func.ty[inst])")]
    for field in fields:
        name = field.name
        if field.column != "param":
            steps.append(Step(name, _field_code(field.column, field.index, "inst")))
        if field.kind == "value":
            steps.append(Step(f"{name}_def", f"ctx.def_inst({name})"))
            steps.append(Step(f"{name}_op", f"ctx.def_op({name}_def)"))
    return steps


def match_steps(arm: Arm) -> list[Step]:
    """Tests and assignments of a pattern and its conditions."""
    node = arm.node
    steps: list[Step] = []
    allowed = model.controlling_types(node.op)
    if allowed - node.types:
        steps.append(Step("", type_test("ty", node.types)))
    if node.type_bind:
        steps.append(Step("ty", ""))
    steps += _args(node, "", "inst", "ty")
    steps += _equalities(node)
    steps += [Step(name, text) for name, text in arm.clauses]
    return [step for step in steps if step.text]


def _field_code(column: str, index: int, inst: str) -> str:
    if column == "imm":
        return f"func.imm[{inst}]"
    if column != "pool":
        return f"i64(func.{column}[{inst}])"
    return f"i64(func.pool[i64(func.arg_start[{inst}]){f' + {index}' if index else ''}])"


def _args(node: Node, path: str, inst: str, ty: str) -> list[Step]:
    """Steps for the fields of a node: first what is cheap, then nested definitions."""
    cheap: list[Step] = []
    nested: list[Step] = []
    late: list[Step] = []
    for arg in node.args:
        name = f"{path}_{arg.field.name}" if path else arg.field.name
        if path and (arg.bind or arg.literal is not None or arg.types is not None or arg.nested):
            cheap.append(Step(name, _field_code(arg.field.column, arg.field.index, inst)))
        if node.swapped and arg.field.kind in ("cc", "fcc") and arg.bind:
            swap = "swap_intcc" if arg.field.kind == "cc" else "swap_floatcc"
            late.append(Step(f"{name}_swapped", f"{swap}({name})"))
        if arg.literal is not None:
            cheap.append(Step("", _literal_test(node, arg, name, ty)))
        if arg.types is not None and arg.field.kind == "type":
            cheap.append(Step("", type_test(name, arg.types)))
        elif arg.types is not None:
            cheap.append(Step(f"{name}_type", f"i64(func.value_type[{name}])"))
            cheap.append(Step("", type_test(f"{name}_type", arg.types)))
        if arg.nested is not None:
            nested += _nested(arg.nested, name, is_hoisted=not path)
    return cheap + nested + late


def _nested(node: Node, name: str, is_hoisted: bool) -> list[Step]:
    """The value `name` is the result of an instruction that matches `node`."""
    local = f"{name}_def"
    opcode = f"OP_{node.row.name.upper()}"
    if is_hoisted:
        steps = [Step("", f"{name}_op == {opcode}")]
    else:
        steps = [
            Step(local, f"ctx.def_inst({name})"),
            Step("", f"{local} >= 0 and func.op[{local}] == {opcode}"),
        ]
    allowed = model.controlling_types(node.op)
    if allowed:
        steps.append(Step(f"{name}_ty", f"i64(func.ty[{local}])"))
    if allowed - node.types:
        steps.append(Step("", type_test(f"{name}_ty", node.types)))
    return steps + _args(node, name, local, f"{name}_ty")


def _literal_test(node: Node, arg: Arg, name: str, ty: str) -> str:
    """An immediate equals a literal; a negative `iconst` is compared sign-extended."""
    assert arg.literal is not None
    value = str(arg.literal)
    if arg.field.kind == "cc":
        value = f"CC_{INTCC[arg.literal].upper()}"
    elif arg.field.kind == "fcc":
        value = f"FCC_{FLOATCC[arg.literal].upper()}"
    elif arg.field.kind == "rmwop":
        value = f"RMW_{RMW_OPS[arg.literal].upper()}"
    if node.op >= 0 and node.row.format == "unary_imm" and arg.literal < 0:
        return f"sign_extend({name}, {ty}) == {value}"
    return f"{name} == {value}"


def _equalities(node: Node) -> list[Step]:
    """Tests for names that occur more than once."""
    places: dict[str, list[str]] = {}
    for name, path in node.binds():
        places.setdefault(name, []).append(path)
    return [Step("", f"{paths[0]} == {other}") for paths in places.values() for other in paths[1:]]
