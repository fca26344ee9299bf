"""The generator: checked rules to a Python module.

For each term and each opcode a function that tries its arms in order, and on top one function with a balanced
tree of comparisons on the opcode number (a chain of `==` would cost up to 163 tests):

    def lower_iadd(ctx: Lower, inst: i64) -> bool:
        func = ctx.func
        ty: i64 = i64(func.ty[inst])
        ...
        # iadd.1
        if I8 <= ty <= I64 and y_op == OP_ICONST:
            y_k = func.imm[y_def]
            if fits_i32(y_k):
                ctx.fired("iadd.1")
                x_reg = ctx.use(x)
                ctx.set_result(inst, 0, add_ri(ctx, ty, x_reg, y_k))
                return True
        return False

The module is plain typed Python, compiled by mypyc with the rest; locals are native integers.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..ir import types
from ..ir.opcodes import OPS
from .arms import Arm
from .check import CheckedFile
from .guards import Step, match_steps, prelude
from .model import Field, fields_of, fields_of_term
from .modules import Function

LINE_LENGTH: Final = 110
_DEFAULT_CONTEXT: Final = {"lowering": ("Lower", "..lower"), "simplify": ("Simplify", ".context")}
_SUFFIX: Final = {"lowering": "lower", "simplify": "simplify"}


def target_path(rules: Path) -> Path:
    """`<stem>_gen.py` next to the rule file."""
    return rules.with_name(f"{rules.stem}_gen.py")


def render(checked: CheckedFile) -> str:
    """Text of the generated module."""
    source = checked.source
    context = _context(checked)[0]
    body: list[str] = []
    for name, arms in checked.terms.items():
        body += _term_function(context, checked.scope.terms[name], arms)
    for op, arms in checked.arms.items():
        body += _opcode_function(source.use, context, op, arms)
    body += _dispatch(source.use, context, sorted(checked.arms))
    text = "\n".join(body) + "\n"
    return _header(checked, text) + text


def _context(checked: CheckedFile) -> tuple[str, str]:
    """Name and module of the context class."""
    return checked.source.context if checked.source.context[0] else _DEFAULT_CONTEXT[checked.source.use]


# --- one opcode or term ---------------------------------------------------------------------------


def _opcode_function(use: str, context: str, op: int, arms: list[Arm]) -> list[str]:
    name = OPS[op].name
    result = "bool" if use == "lowering" else "i64"
    head = f"def {_SUFFIX[use]}_{name}(ctx: {context}, inst: i64) -> {result}:"
    doc = f'    """Try the rules for `{name}`."""'
    last = "return False" if use == "lowering" else "return -1"
    action = _lowering_action if use == "lowering" else _simplify_action
    return [head, doc, *_body(fields_of(op), arms, action, last, {"inst"}), "", ""]


def _term_function(context: str, term: Function, arms: list[Arm]) -> list[str]:
    fields = fields_of_term(term.params)
    names = [field.name for field in fields]
    params = ", ".join([f"ctx: {context}", *(f"{name}: i64" for name in names)])
    result = "None" if term.result == "none" else "i64"
    head = f"def {term.name}({params}) -> {result}:"
    if len(head) > LINE_LENGTH:
        head = "\n".join([f"def {term.name}(", f"    {params}", f") -> {result}:"])
    doc = f'    """Try the rules of the term `{term.name}`."""'
    last = f'raise AssertionError("no rule of the term {term.name} matches")'
    return [head, doc, *_body(fields, arms, _term_action, last, set(names)), "", ""]


def _body(
    fields: tuple[Field, ...],
    arms: list[Arm],
    action: Callable[[Arm], list[str]],
    last: str,
    declared: set[str],
) -> list[str]:
    """Lines of a function that tries arms in order; `last` is what it does when none matches."""
    arm_lines = _cases([_case(arm, action(arm)) for arm in arms], "    ")
    lines: list[str] = []
    for step in _needed(prelude(fields), arm_lines):
        declared.add(step.name)
        lines.append(f"    {step.name}: i64 = {step.text}")
    arm_lines = [_declare(line, declared) for line in arm_lines]
    if any("func." in line for line in lines + arm_lines):
        lines.insert(0, "    func = ctx.func")
    always = arm_lines[-1].startswith("    return")
    return [*lines, *arm_lines, *([] if always else [f"    {last}"])]


def _declare(line: str, declared: set[str]) -> str:
    """Annotate the first assignment of a local as a native integer."""
    match = re.match(r"( +)([A-Za-z_]\w*) = (.*)", line)
    if match is None or match[2] in declared:
        return line
    declared.add(match[2])
    return f"{match[1]}{match[2]}: i64 = {match[3]}"


def _mentions(lines: list[str], name: str) -> bool:
    pattern = re.compile(rf"(?<![.\w]){name}\b")
    return any(pattern.search(line.split("#")[0]) for line in lines)


def _needed(steps: list[Step], following: list[str]) -> list[Step]:
    """The assignments whose name is used later, and all tests."""
    kept: list[Step] = []
    text = list(following)
    for step in reversed(steps):
        if not step.name or _mentions(text, step.name):
            kept.append(step)
            text.append(step.text)
    return kept[::-1]


@dataclass(frozen=True)
class _Case:
    """An arm as text: what is tested and assigned, then what is done."""

    comment: str
    steps: tuple[Step, ...]
    action: tuple[str, ...]

    def rest(self) -> "_Case":
        """The case behind its first step."""
        return _Case(self.comment, self.steps[1:], self.action)


def _case(arm: Arm, action: list[str]) -> _Case:
    mirror = " (mirrored)" if arm.position[1] else ""
    steps = _needed(match_steps(arm), action)
    return _Case(f"# {arm.name}{mirror}", tuple(steps), tuple(action))


def _cases(cases: list[_Case], indent: str) -> list[str]:
    """Lines of cases in order; neighbours that begin with the same steps share them."""
    lines: list[str] = []
    i = 0
    while i < len(cases):
        end = i + 1
        while end < len(cases) and cases[i].steps[:1] == cases[end].steps[:1] != ():
            end += 1
        group = cases[i:end]
        lines += _shared(group, indent) if len(group) > 1 else _single(cases[i], indent)
        i = end
    return lines


def _shared(group: list[_Case], indent: str) -> list[str]:
    """Cases whose first step is the same."""
    lines: list[str] = []
    tests: list[str] = []
    while all(case.steps[:1] == group[0].steps[:1] != () for case in group):
        step = group[0].steps[0]
        if step.name and tests:
            break
        if step.name:
            lines.append(f"{indent}{step.name} = {step.text}")
        else:
            tests.append(step.text)
        group = [case.rest() for case in group]
    if not tests:
        return lines + _cases(group, indent)
    return lines + _if_lines(indent, tests) + _cases(group, indent + "    ")


def _single(case: _Case, indent: str) -> list[str]:
    lines = [indent + case.comment]
    tests: list[str] = []
    for step in [*case.steps, Step("end", "")]:
        if not step.name:
            tests.append(step.text)
            continue
        if tests:
            lines += _if_lines(indent, tests)
            indent += "    "
            tests = []
        if step.text:
            lines.append(f"{indent}{step.name} = {step.text}")
    return lines + [indent + line for line in case.action]


def _if_lines(indent: str, tests: list[str]) -> list[str]:
    if len(tests) == 1 and tests[0].startswith("(") and tests[0].endswith(")") and "(" not in tests[0][1:]:
        tests = [tests[0][1:-1]]
    line = f"{indent}if {' and '.join(tests)}:"
    if len(line) <= LINE_LENGTH:
        return [line]
    middle = [f"{indent}    {'and ' if i else ''}{test}" for i, test in enumerate(tests)]
    return [f"{indent}if (", *middle, f"{indent}):"]


def _fired(arm: Arm) -> list[str]:
    """What every arm begins with: it is noted, then registers are asked for."""
    uses = [f"{register} = ctx.use({value})" for value, register in arm.uses.items()]
    return [f'ctx.fired("{arm.name}")', *uses, *arm.steps]


def _lowering_action(arm: Arm) -> list[str]:
    if arm.refuses:
        return ["return False"]
    lines = _fired(arm)
    if arm.statement:
        lines.append(arm.statement)
    elif len(arm.results) == 1:
        lines.append(f"ctx.set_result(inst, 0, {arm.results[0]})")
    else:
        names = []
        for i, result in enumerate(arm.results):
            names.append(result if result.isidentifier() else f"result{i}")
            if names[-1] != result:
                lines.append(f"{names[-1]} = {result}")
        lines += [f"ctx.set_result(inst, {i}, {name})" for i, name in enumerate(names)]
    return [*lines, "return True"]


def _term_action(arm: Arm) -> list[str]:
    if arm.results:
        return [*_fired(arm), f"return {arm.results[0]}"]
    return [*_fired(arm), *([arm.statement] if arm.statement else []), "return"]


def _simplify_action(arm: Arm) -> list[str]:
    return [f'ctx.fired("{arm.name}")', f"return {arm.results[0]}"]


# --- dispatch and module --------------------------------------------------------------------------


def _dispatch(use: str, context: str, ops: list[int]) -> list[str]:
    if use == "lowering":
        head, failed = f"def lower(ctx: {context}, inst: i64) -> bool:", "return False"
        doc = '    """Lower one instruction; False when no rule matches."""'
    else:
        head, failed = f"def simplify(ctx: {context}, inst: i64) -> i64:", "return -1"
        doc = '    """The value that stands for the result of `inst`, -1 when no rule matches."""'
    lines = [head, doc]
    if ops:
        lines.append("    op: i64 = i64(ctx.func.op[inst])")
        lines += _tree(_SUFFIX[use], ops, "    ")
    return [*lines, f"    {failed}"]


def _tree(prefix: str, ops: list[int], indent: str) -> list[str]:
    """Binary search for the opcode, falling through when it is not there."""
    if len(ops) <= 2:
        lines = []
        for op in ops:
            name = OPS[op].name
            lines.append(f"{indent}if op == OP_{name.upper()}:")
            lines.append(f"{indent}    return {prefix}_{name}(ctx, inst)")
        return lines
    middle = len(ops) // 2
    lines = [f"{indent}if op < OP_{OPS[ops[middle]].name.upper()}:"]
    lines += _tree(prefix, ops[:middle], indent + "    ")
    return [*lines, f"{indent}else:", *_tree(prefix, ops[middle:], indent + "    ")]


def _header(checked: CheckedFile, text: str) -> str:
    """Docstring and imports, with what the text uses."""
    name = checked.source.path.name
    used = set(re.findall(r"[A-Za-z_]\w*", re.sub(r"#.*", "", text)))
    root = _package_prefix(checked.source.path)
    imports: dict[str, set[str]] = {}
    context, module = _context(checked)
    imports.setdefault(module, set()).add(context)
    named = {word for arms in _groups(checked) for arm in arms for word in arm.functions}
    for word in named:
        function = checked.scope.imports.function(word)[0]
        constant = checked.scope.imports.constant(word)
        owner = function or constant
        assert owner is not None
        imports.setdefault(owner.module, set()).add(word)
    facts = {word for word in used if re.match(r"(OP|CC|FCC|RMW)_", word)} - named
    type_names = {word for word in used if getattr(types, word, None) is not None and word.isupper()}
    type_names = (type_names | (used & {"sign_extend"})) - named
    swaps = (used & {"swap_intcc", "swap_floatcc"}) - named
    for suffix, names in (("opcodes_gen", facts), ("types", type_names), ("condcodes", swaps)):
        if names:
            imports.setdefault(f"{root}ir.{suffix}", set()).update(names)
    lines = [f'"""Generated from {name} by irtool.rules; do not edit."""', "", "# ruff: noqa", ""]
    lines += ["from mypy_extensions import i64", ""]
    for module in sorted(imports, key=_import_key):
        lines += _import_lines(module, sorted(imports[module]))
    return "\n".join(lines) + "\n\n\n"


def _groups(checked: CheckedFile) -> list[list[Arm]]:
    """All arms, by opcode and term."""
    return [*checked.terms.values(), *checked.arms.values()]


def _import_key(module: str) -> tuple[int, str]:
    return (-(len(module) - len(module.lstrip("."))), module)


def _import_lines(module: str, names: list[str]) -> list[str]:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= LINE_LENGTH:
        return [line]
    return [f"from {module} import (", *[f"    {name}," for name in names], ")"]


def _package_prefix(path: Path) -> str:
    """What precedes `ir` in an import: dots inside irtool (this one or another copy of its sources),
    `irtool.` outside it."""
    directory = path.resolve().parent
    dots = "."
    while (directory / "__init__.py").exists():
        if (directory / "ir" / "opcodes.py").exists():
            return dots
        directory = directory.parent
        dots += "."
    return "irtool."
