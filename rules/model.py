"""Checked patterns: opcodes and terms resolved, types as sets, fields known.

A pattern tree is `Node`s (instructions) whose `Arg`s are fields of the instruction in CLIF text
order. `(iadd.i32 x (iconst k))` is

    Node iadd {i32}:  Arg x (pool 0) bind "x",  Arg y (pool 1) nested
                                                  Node iconst {i8..i64}: Arg k (imm) bind "k"

The root may be a term instead: its fields are the parameters, its `op` is -1.

The relations that order rules are defined here: `covers` (every instruction that one pattern
matches is matched by the other) and `disjoint` (none matches both). Both look at patterns only;
conditions (`if`) are opaque. Patterns of commutative opcodes are multiplied by `mirrored`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Final

from ..ir import types
from ..ir.opcodes import FLOATCC, INTCC, OP_BY_NAME, OPS, TYPE_SETS, OpRow

#: Kinds that may be given where `imm` is wanted: plain numbers of some field, and sizes.
NUMBER_KINDS: Final = frozenset(
    ("imm", "code", "rmwop", "ss", "dss", "fn", "sig", "gv", "const", "block", "size")
)

#: Names of a term's parameters in generated code; others are named after their kind.
_VALUE_NAMES: Final = ("x", "y", "z", "w")

#: Fields by format in text order. `0`, `1`, `2` are value operands (named by the opcode's row);
#: others read `column:name:kind`.
FORMAT_FIELDS: Final = {
    "nullary": "",
    "unary": "0",
    "binary": "0 1",
    "ternary": "0 1 2",
    "unary_imm": "imm:k:imm",
    "unary_ieee16": "imm:k:imm",
    "unary_ieee32": "imm:k:imm",
    "unary_ieee64": "imm:k:imm",
    "unary_const": "imm:const:const",
    "binary_imm8": "0 imm:lane:imm",
    "ternary_imm8": "0 1 imm:lane:imm",
    "shuffle": "0 1 imm:mask:const",
    "int_compare": "imm:cc:cc 0 1",
    "float_compare": "imm:cc:fcc 0 1",
    "load": "flags:flags:flags 0 imm:off:imm",
    "load_no_offset": "flags:flags:flags 0",
    "store": "flags:flags:flags 0 1 imm:off:imm",
    "store_no_offset": "flags:flags:flags 0 1",
    "atomic_rmw": "flags:flags:flags imm:rmwop:rmwop 0 1",
    "atomic_cas": "flags:flags:flags 0 1 2",
    "stack_addr": "aux:ss:ss imm:off:imm",
    "dynamic_stack_addr": "aux:dss:dss",
    "func_addr": "aux:fn:fn",
    "global_value": "aux:gv:gv",
    "handler_address": "aux:block:block imm:k:imm",
    "trap": "imm:code:code",
    "cond_trap": "0 imm:code:code",
    "add_trap": "0 1 imm:code:code",
    "jump": "",
    "brif": "0",
    "br_table": "0",
    "return": "",
    "call": "aux:fn:fn",
    "call_indirect": "aux:sig:sig 0",
    "try_call": "aux:fn:fn",
    "try_call_indirect": "0",
}

_SCALARS: Final = tuple(types.parse_type(name) for name in types.LANE_NAMES if name)

#: Opcodes whose first two value operands may change places; compares swap their condition.
COMMUTATIVE: Final = frozenset(
    (
        *("iadd", "imul", "umulhi", "smulhi", "band", "bor", "bxor", "smin", "umin", "smax", "umax"),
        *("uadd_overflow", "sadd_overflow", "umul_overflow", "smul_overflow", "uadd_overflow_trap"),
        *("uadd_overflow_cin", "sadd_overflow_cin", "icmp", "fcmp", "fadd", "fmul"),
        *("uadd_sat", "sadd_sat", "avg_round", "sqmul_round_sat"),
    )
)

_SWAPPED: Final = {
    "slt": "sgt", "sgt": "slt", "sle": "sge", "sge": "sle",
    "ult": "ugt", "ugt": "ult", "ule": "uge", "uge": "ule",
    "lt": "gt", "gt": "lt", "le": "ge", "ge": "le",
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One thing an instruction carries."""

    name: str
    kind: str
    column: str
    """`pool`, `imm`, `aux` or `flags`; `param` for a parameter of a term."""
    index: int = 0
    """Operand index for `pool`."""


@dataclass(frozen=True)
class Arg:
    """What a pattern asks of one field."""

    field: Field
    bind: str = ""
    types: frozenset[int] | None = None
    """Types that the value may have (for a parameter of kind `type`: be); None: any."""
    type_bind: str = ""
    literal: int | None = None
    nested: "Node | None" = None

    def plain(self) -> bool:
        """Matches everything, at most of certain types."""
        return self.literal is None and self.nested is None


@dataclass(frozen=True)
class Node:
    """A pattern over one instruction, or over the parameters of a term."""

    op: int
    """Opcode, -1 for a term."""
    types: frozenset[int]
    args: tuple[Arg, ...]
    type_bind: str = ""
    inst_bind: str = ""
    swapped: bool = False
    """The first two values were exchanged: a condition (`cc`, `fcc`) is swapped when bound."""
    term: str = ""
    """Name of the term at the root of a term's rule."""
    commutes: bool = False
    """The first two values may change places; conditions beside them are then swapped."""

    @property
    def row(self) -> OpRow:
        """Declaration of the opcode."""
        assert self.op >= 0
        return OPS[self.op]

    @property
    def head(self) -> str:
        """Name of the opcode or term."""
        return self.term or OPS[self.op].name

    def binds(self, path: str = "") -> Iterator[tuple[str, str]]:
        """`(variable, path)` of each value and immediate bound."""
        for arg in self.args:
            here = f"{path}_{arg.field.name}" if path else arg.field.name
            if arg.bind:
                yield (arg.bind, here)
            if arg.nested is not None:
                yield from arg.nested.binds(here)

    def equalities(self) -> list[frozenset[str]]:
        """Sets of paths that must hold the same thing (a name used twice)."""
        places: dict[str, set[str]] = {}
        for name, path in self.binds():
            places.setdefault(name, set()).add(path)
        return [frozenset(paths) for paths in places.values() if len(paths) > 1]

    def is_final(self) -> bool:
        """Constrains nothing but types."""
        return all(arg.plain() for arg in self.args) and not self.equalities()


@cache
def fields_of(op: int) -> tuple[Field, ...]:
    """Fields of an opcode in text order."""
    row = OPS[op]
    fields = []
    for item in FORMAT_FIELDS[row.format].split():
        if item.isdigit():
            fields.append(Field(row.operand_list[int(item)][0], "value", "pool", int(item)))
        else:
            column, name, kind = item.split(":")
            fields.append(Field(name, kind, column))
    return tuple(fields)


@cache
def fields_of_term(params: tuple[str, ...]) -> tuple[Field, ...]:
    """Parameters of a term as fields: values `x y z w`, others named after their kind."""
    fields: list[Field] = []
    taken: set[str] = set()
    values = list(_VALUE_NAMES)
    for index, kind in enumerate(params):
        name = values.pop(0) if kind == "value" and values else f"{kind}_"
        while name in taken:
            name += "_"
        taken.add(name)
        fields.append(Field(name, kind, "param", index))
    return tuple(fields)


@cache
def type_set(name: str) -> frozenset[int] | None:
    """Members of a type name or a `TYPE_SETS` name; None when it is neither."""
    single = types.parse_type(name)
    if single:
        return frozenset([single])
    if name not in TYPE_SETS:
        return None
    words = TYPE_SETS[name].split()
    members = {types.parse_type(word) for word in words if word != "+dyn"}
    if "+dyn" in words:
        lanes = {types.lane_type(ty) for ty in members} or set(range(1, 10))
        members |= {lane | count << 4 | types.DYNAMIC for lane in lanes for count in range(1, 9)}
    return frozenset(int(ty) for ty in members)


@cache
def controlling_types(op: int) -> frozenset[int]:
    """Types that the controlling type may be; empty when the opcode has none (or is a term)."""
    if op < 0:
        return frozenset()
    control = OPS[op].control.rstrip("!").split("/")[0]
    return (type_set(control) or frozenset()) if control else frozenset()


def result_types(node: Node) -> frozenset[int] | None:
    """Types of the first result; None when that is not simply known."""
    return _declared_types((node.row.result_list or [""])[0], node.types)


def operand_types(node: Node, arg: Arg) -> frozenset[int] | None:
    """Types that an operand of `node` can have, by its pattern and by its opcode; None: not simply known."""
    asked = _value_types(arg)
    if node.op < 0 or arg.field.kind != "value":
        return asked
    declared = _declared_types(node.row.operand_list[arg.field.index][1], node.types)
    if asked is None or declared is None:
        return declared if asked is None else asked
    return asked & declared


def _declared_types(declared: str, control: frozenset[int]) -> frozenset[int] | None:
    """Types that a type expression of an opcode's row stands for, given the controlling type's."""
    if declared == "T":
        return control
    if declared == "truthy(T)":
        return frozenset(int(types.truthy_type(ty)) for ty in control)
    if declared == "<T":
        return frozenset(ty for top in control for ty in _SCALARS if _is_wider(top, ty))
    return type_set(declared)


def _is_wider(a: int, b: int) -> bool:
    """`a` has more bits than `b`, both integers or both floats."""
    return bool(types.is_int(a) == types.is_int(b) and types.type_bits(a) > types.type_bits(b))


def _value_types(arg: Arg) -> frozenset[int] | None:
    return result_types(arg.nested) if arg.nested is not None else arg.types


def covers(general: Node, special: Node) -> bool:
    """`general` matches everything that `special` matches (conditions aside)."""
    return _covers(general, special) and all(
        any(paths <= other for other in special.equalities()) for paths in general.equalities()
    )


def _covers(general: Node, special: Node) -> bool:
    if general.op != special.op or not special.types <= general.types:
        return False
    for wide, narrow in zip(general.args, special.args, strict=True):
        if wide.literal is not None and wide.literal != narrow.literal:
            return False
        if wide.types is not None:
            possible = _value_types(narrow)
            if possible is None or not possible <= wide.types:
                return False
        if wide.nested is not None and (narrow.nested is None or not _covers(wide.nested, narrow.nested)):
            return False
    return True


def disjoint(a: Node, b: Node) -> bool:
    """No instruction matches both."""
    if a.op != b.op or (controlling_types(a.op) and not a.types & b.types):
        return True
    for left, right in zip(a.args, b.args, strict=True):
        if left.literal is not None and right.literal is not None and left.literal != right.literal:
            return True
        left_types, right_types = _value_types(left), _value_types(right)
        if left_types is not None and right_types is not None and not left_types & right_types:
            return True
        if left.nested is not None and right.nested is not None and disjoint(left.nested, right.nested):
            return True
    return False


def swapped_literal(field: Field, literal: int) -> int:
    """The condition code that holds of (y, x) when `literal` holds of (x, y)."""
    names: tuple[str, ...] = INTCC if field.kind == "cc" else FLOATCC
    return names.index(_SWAPPED.get(names[literal], names[literal]))


def _swap(node: Node) -> Node | None:
    """The node with its first two values exchanged; None when that changes nothing."""
    spots = [i for i, arg in enumerate(node.args) if arg.field.kind == "value"][:2]
    first, second = (node.args[i] for i in spots)
    if first.plain() and second.plain() and first.types == second.types:
        return None
    args = list(node.args)
    args[spots[0]] = replace(second, field=first.field)
    args[spots[1]] = replace(first, field=second.field)
    for i, arg in enumerate(args):
        if arg.field.kind in ("cc", "fcc") and arg.literal is not None:
            args[i] = replace(arg, literal=swapped_literal(arg.field, arg.literal))
    return replace(node, args=tuple(args), swapped=not node.swapped)


def mirrored(node: Node) -> list[Node]:
    """The pattern and its images under commutativity, itself first."""
    choices: list[list[Arg]] = []
    for arg in node.args:
        if arg.nested is None:
            choices.append([arg])
        else:
            choices.append([replace(arg, nested=variant) for variant in mirrored(arg.nested)])
    images = [replace(node, args=tuple(args)) for args in product(*choices)]
    if node.commutes:
        images += [image for image in map(_swap, images) if image is not None]
    return images


def opcode_number(name: str) -> int:
    """Number of an opcode, -1 for none."""
    return OP_BY_NAME.get(name, -1)
