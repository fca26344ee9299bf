"""What each target does with each instruction: makes code of it, calls a library function, or refuses it.

    ceil.f32   x86_64   baseline: call      x86-64-v2 and up: yes

Nothing of it is written down. For every opcode, and every combination of types that the verifier takes, a
function of that one instruction is made, and legalisation and the lowering rules are asked what becomes of it
(`try_levels`), for some levels of each target's features (`LEVELS` of its module `flags`). What an
instruction has besides values is chosen here (`FORMS`), all condition codes and operations among it; where
these or the types of lesser operands, such as the amount of a shift, make a difference, the worst counts.
Opcodes of calls are left out: they are supported for all types that can be arguments.

`irtool targets --support` prints the table and `docs/support.md` holds it.
"""

from collections.abc import Iterator
from itertools import product
from typing import Final, NamedTuple

from .backends.flags import flag_table
from .backends.registry import target_names
from .compile import LOWER, Session, make_target
from .ir.errors import IrtoolError, UnsupportedError
from .ir.function import Function
from .ir.opcodes import FLOATCC, INTCC, OPS, RMW_OPS, TYPE_SETS, OpRow
from .ir.text.reader import parse_function
from .ir.types import type_name
from .ir.verify.verifier import verify
from .settings import Settings

YES: Final = "yes"
CALL: Final = "call"
NO: Final = "no"
#: From the best to the worst.
ANSWERS: Final = (YES, CALL, NO)

#: The types of the table: scalars, and vectors of 128 bits, which all targets have.
TYPES: Final = (
    *("i8", "i16", "i32", "i64", "i128", "f16", "f32", "f64", "f128"),
    *("i8x16", "i16x8", "i32x4", "i64x2", "f16x8", "f32x4", "f64x2"),
)
#: Types that half or twice as wide lanes have.
_OTHER_TYPES: Final = ("i8x8", "i16x4", "i32x2", "f32x2")

#: Text of an instruction by its format: `{0}` is the opcode with its suffix, `{1}` its operands.
FORMS: Final = {
    "nullary": ("{0}",),
    "unary": ("{0} {1}",),
    "binary": ("{0} {1}",),
    "ternary": ("{0} {1}",),
    "unary_imm": ("{0} 1",),
    "unary_ieee16": ("{0} 0x1.8p0",),
    "unary_ieee32": ("{0} 0x1.8p0",),
    "unary_ieee64": ("{0} 0x1.8p0",),
    "unary_const": ("{0} 0x01020304050607080910111213141516", "{0} +NaN"),
    "binary_imm8": ("{0} {1}, 1",),
    "ternary_imm8": ("{0} {1}, 1",),
    "shuffle": ("{0} {1}, 0x1f031e0b0a19081706151413020110",),
    "int_compare": tuple(f"{{0}} {code} {{1}}" for code in INTCC),
    "float_compare": tuple(f"{{0}} {code} {{1}}" for code in FLOATCC),
    "load": ("{0} {1}",),
    "load_no_offset": ("{0} little {1}",),
    "store": ("{0} {1}",),
    "store_no_offset": ("{0} {1}",),
    "atomic_rmw": tuple(f"{{0}} {code} {{1}}" for code in RMW_OPS),
    "atomic_cas": ("{0} {1}",),
    "stack_addr": ("{0} ss0",),
    "func_addr": ("{0} fn0",),
    "global_value": ("{0} gv0",),
    "trap": ("{0} user1",),
    "cond_trap": ("{0} {1}, user1",),
    "add_trap": ("{0} {1}, user1",),
    "jump": ("{0} block1",),
    "brif": ("{0} {1}, block1, block1",),
    "br_table": ("{0} {1}, block1, [block1]",),
}
#: Settings that some instructions need; others do not change by them.
SETTINGS: Final = (
    "enable_pinned_reg",
    "preserve_frame_pointers",
    "tls_model=elf_gd",
    "stack_switch_model=basic",
)


class Cell(NamedTuple):
    """One opcode with its types, on one target."""

    opcode: str
    type: str
    """The controlling type, empty for an opcode without one."""
    operand: str
    """The type of its operand, where that is not given by the controlling type; else empty."""
    target: str
    answers: tuple[str, ...]
    """YES, CALL or NO for each of the target's levels."""

    @property
    def name(self) -> str:
        """`fcvt_from_uint of i64`, without the controlling type."""
        return f"{self.opcode} of {self.operand}" if self.operand else self.opcode


class Sample(NamedTuple):
    """An instruction that the verifier takes."""

    opcode: str
    type: str
    operand: str
    func: Function


def levels_of(target: str) -> tuple[str, ...]:
    """Names of the presets that the table tells apart, from the least on; the empty one is no preset."""
    table = flag_table(target)
    return table.levels if table is not None and table.levels else ("",)


def _members(name: str) -> list[str]:
    words = TYPE_SETS.get(name, "").split()
    return [ty for ty in (*TYPES, *_OTHER_TYPES) if ty in words]


def _choices(row: OpRow) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Suffixes, with types of the value operands; most of them verify."""
    wanted, _, mark = row.control.partition("/")
    for control in [ty for ty in _members(wanted.rstrip("!")) if ty in TYPES] if row.control else [""]:
        lists: list[list[str]] = []
        for name, ty in row.operand_list:
            if ty == "T" or name == mark:
                lists.append([control] if ty == "T" else [*TYPES, *_OTHER_TYPES])
            elif ty in TYPES:
                lists.append([ty])
            else:
                lists.append(_members(ty) or [*TYPES, *_OTHER_TYPES])
        for operands in product(*lists):
            yield control, operands


def _function(row: OpRow, call: str, operands: tuple[str, ...]) -> Function | None:
    """A function of one instruction that returns its results, None when it is none."""
    params = ", ".join(f"v{number}: {ty}" for number, ty in enumerate(operands))
    results = [f"v{len(operands) + number}" for number in range(len(row.result_list))]
    lines = ["ss0 = explicit_slot 16", "sig0 = () system_v", "fn0 = %g sig0"]
    lines += ["gv0 = symbol tls %t" if row.name == "tls_value" else "gv0 = symbol %t", f"block0({params}):"]
    lines += [f"{', '.join(results)} = {call}" if results else call]
    if "B" in row.effects:
        lines += ["block1:"]
    if not ({"T", "R"} & set(row.effects)):
        lines += [f"return {', '.join(results)}".strip()]
    head = f"function %f({', '.join(operands)})"
    text = "{\n" + "\n".join(lines) + "\n}\n"
    try:
        func = parse_function(head + " system_v " + text)
        count = len(operands)
        types = [type_name(int(func.value_type[count + number])) for number in range(len(results))]
        func = parse_function(
            f"{head} -> {', '.join(types)} system_v {text}" if types else head + " system_v " + text
        )
    except IrtoolError:  # not these types
        return None
    return None if verify(func, enable_pinned_reg=True, preserve_frame_pointers=True) else func


def samples(row: OpRow) -> Iterator[Sample]:
    """All instructions of an opcode that are tried."""
    wanted, _, mark = row.control.partition("/")
    for control, operands in _choices(row):
        free = len(operands) == 1 and row.operand_list[0][1] != "T" and row.operand_list[0][0] != mark
        named = operands[0] if free and row.format == "unary" or row.name == "bitcast" else ""
        for form in FORMS[row.format]:
            values = ", ".join(f"v{number}" for number in range(len(operands)))
            opcode = f"{row.name}.{control}" if control else row.name
            func = _function(row, form.format(opcode, values), operands)
            if func is None:  # these types, or a constant of another kind
                continue
            yield Sample(row.name, control, named if named != control else "", func)


def answer(session: Session, func: Function) -> str:
    """What becomes of a function of one instruction."""
    before = len(func.ext_funcs)
    try:
        slot = session.compile_until(func, LOWER)
    except UnsupportedError:
        return NO
    return CALL if len(slot.func.ext_funcs) > before else YES


def try_levels(target: str, tried: list[Sample]) -> list[Cell]:
    """The cells of a target."""
    found: dict[tuple[str, str, str], list[str]] = {}
    levels = levels_of(target)
    for at, level in enumerate(levels):
        settings = Settings(target)
        settings.set("enable_verifier", False)
        for text in (*SETTINGS, *filter(None, (level,))):
            settings.apply(text)
        session = Session(make_target(target, settings), settings)
        for sample in tried:
            answers = found.setdefault((sample.opcode, sample.type, sample.operand), [YES] * len(levels))
            answers[at] = max(answers[at], answer(session, sample.func), key=ANSWERS.index)
    return [Cell(*key, target, tuple(answers)) for key, answers in found.items()]


def tried_opcodes() -> list[OpRow]:
    """The opcodes of the table, in the order of their declaration."""
    return [row for row in OPS if row.format in FORMS]


def support(targets: list[str] | None = None, opcodes: list[str] | None = None) -> list[Cell]:
    """All cells, or those of some targets and opcodes."""
    wanted = [row for row in tried_opcodes() if opcodes is None or row.name in opcodes]
    tried = [sample for row in wanted for sample in samples(row)]
    return [cell for target in targets or target_names() for cell in try_levels(target, tried)]
