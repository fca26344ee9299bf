"""What a row of a machine's table says about a machine instruction, in one form for all machines.

Each machine writes its rows in the notation of its manual (`encodings.py`) and turns them into `Row`s here.
Three readers share them, so that nothing is said twice: the generator of constructors
(`gen_constructors.py`), the machine-code verifier (`check_vcode.py`) and the printer (`row_text.py`).

    add_rm   "rw:r, r:rm", size 1 2 4 8    Immediate("size"), Operand("rw", "reg"), Operand("r", "rm")

        def add_rm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg        its constructor
        op0 = def, same place as op2; op1 = use of y; op2 = use of x    operands of a VCode row
        add_rm.4 v2=op2, v1, v0                                         `--emit vcode`

Operands of a VCode row stand in the order of their fields, then come the uses that are tied to a def, then
registers that are implied. A row whose operand may be a register or memory has two shapes (`shapes`).
Condition flags are letters whose meaning the machine fixes (`oszpc` on x86-64).
"""

from collections.abc import Iterable
from typing import Final, NamedTuple, Protocol

#: Field number of operands that no field encodes.
IMPLIED: Final = 9

#: `Operand.access`: what an instruction does with an operand.
#:     r    reads it                        w    writes it when all is read
#:     rw   both, in one register           ew   writes it while it still reads others
#:     lr   reads it while it writes        t    needs it for itself (as ew; nobody reads it)
#:     c    destroys this register
ACCESSES: Final = ("r", "lr", "w", "ew", "rw", "t", "c")

#: `Operand.clears` of what always does.
ALWAYS: Final[tuple[tuple[tuple[str, int, int], ...], ...]] = ((),)


class Operand(NamedTuple):
    """A register or memory operand of a row."""

    access: str
    kind: str
    """`reg`, `rm` (register, spill slot or memory), `mem`."""
    cls: int
    """Class of the register, INT or FLOAT."""
    field: int = 0
    """Operands of a VCode row are sorted by it."""
    preg: int = -1
    """The only register it may be in."""
    slot: bool = True
    """Whether `rm` may be left in a spill slot."""
    width: int = 0
    """Bytes of a memory operand, 0: what the row's size says."""
    low: int = -(1 << 31)
    high: int = (1 << 31) - 1
    """Least and largest displacement of a memory operand that counts from a register."""
    step: int = 1
    """The displacement is a multiple of it."""
    shifts: tuple[int, ...] = (0, 1, 2, 3)
    """By how many bits an index may be shifted; empty: no index."""
    clears: tuple[tuple[tuple[str, int, int], ...], ...] = ()
    """When writing the register clears its upper half: alternatives, each of which are columns with the least
    and the greatest number that they must have. No alternative: never; `ALWAYS`: one that asks nothing."""
    keeps: bool = False
    """Writing may leave the register as it was: of one that is read as well, by a use in the same
    register."""
    size_columns: tuple[str, ...] = ()
    """Columns whose numbers, two bits each, are log2 of the bytes accessed. If there are some, displacements
    of 0 to 4095 times these bytes fit as well, and an index is shifted by that log2 or not at all."""


class Immediate(NamedTuple):
    """A number of a row: size, immediate, condition, label, ..."""

    kind: str
    """Name of its kind (`kinds.py`): `Imm`, `Size`, ..."""
    column: str
    """Column of `VCode` that holds it: `i0` to `i3`, or `row_trap`; empty: only other `code` names it."""
    fixed: int | None = None
    """The only value, which the constructor fills in."""
    allowed: tuple[int, ...] = ()
    """When not empty: all values there are."""
    low: int = -(1 << 63)
    high: int = (1 << 63) - 1
    """Least and largest value."""
    sized: bool = False
    """It has the row's size, at most four bytes: signed when the size is larger, either way when not."""
    default: int | None = None
    """Value of the parameter when a rule leaves it out."""
    name: str = ""
    """Of the parameter; empty: made from the kind. Two numbers with one name and kind share the parameter."""
    names: tuple[str, ...] = ()
    """By value: how people read it."""
    flags: tuple[str, ...] = ()
    """By value, of a condition: the flags that it asks for."""
    code: str = ""
    """When not empty: what goes to the column, in terms of parameters (`sf_of(ty)`)."""


class Row(NamedTuple):
    """One machine opcode."""

    name: str
    items: tuple[Operand | Immediate, ...]
    """In the order of the assembler text."""
    reads: str = ""
    """Flags it reads; `?`: those that the conditions among its immediates ask for."""
    sets: str | None = None
    """Flags that mean something afterwards; all others are lost. None: it keeps all flags."""
    remat: bool = False
    """Cheap enough to be repeated rather than spilled, when its def is its only operand."""
    inner: bool = False
    """Only the expansions of emission use it: it has no constructor and never is a row of a VCode."""
    faults: bool = False
    """May trap by itself, not only through a memory operand."""
    ends: bool = False
    """Ends a block: control never goes on behind it."""
    variable: bool = False
    """The driver appends operands that no row can list: arguments and results of calls."""
    needs: int = 0
    """Bits of `Target.features` that the machine must have."""
    aligned: bool = False
    """A memory operand must be aligned to its width."""

    def operands(self) -> list[Operand]:
        """The operands in VCode order, without the uses that are tied to them."""
        found = [item for item in self.items if isinstance(item, Operand) and item.access != "c"]
        return sorted(found, key=lambda item: item.field)

    def memory(self) -> Operand | None:
        """The operand that is an address, of a row made by `shapes`."""
        return next((item for item in self.operands() if item.kind == "mem"), None)

    def immediates(self) -> list[Immediate]:
        """Its numbers, fixed ones too."""
        return [item for item in self.items if isinstance(item, Immediate)]


class TextSpec(Protocol):
    """A row as its machine writes it: words for registers, addresses and numbers, in the order of the
    text."""

    @property
    def name(self) -> str:
        """Of the row."""

    @property
    def text(self) -> str:
        """`rd, rs1, imm12`."""

    @property
    def width(self) -> int:
        """Bytes of a memory operand."""

    @property
    def facts(self) -> str:
        """`end`: ends a block; `any`: the driver adds operands; `remat`: cheap enough to be repeated."""


def text_rows(
    specs: Iterable[TextSpec], operands: dict[str, Operand], numbers: dict[str, Immediate]
) -> list[Row]:
    """Rows by what their words mean; the operands of a VCode row stand in the order of the text."""
    found = []
    for spec in specs:
        items: list[Operand | Immediate] = []
        for word in filter(None, spec.text.split(", ")):
            if word in operands:
                field = sum(isinstance(item, Operand) for item in items)
                items.append(operands[word]._replace(field=field, width=spec.width))
            else:
                items.append(numbers[word])
        facts = spec.facts.split()
        remat, ends, variable = (fact in facts for fact in ("remat", "end", "any"))
        found.append(Row(spec.name, tuple(items), remat=remat, ends=ends, variable=variable))
    return found


def shapes(row: Row) -> list[Row]:
    """The row with register and with memory in place of an `rm` operand that is written: such a row gives a
    result in one shape and none in the other."""
    for at, item in enumerate(row.items):
        if isinstance(item, Operand) and item.kind == "rm" and item.access != "r":
            before, behind = row.items[:at], row.items[at + 1 :]
            in_register = row._replace(items=(*before, item._replace(kind="reg"), *behind))
            in_memory = row._replace(items=(*before, item._replace(kind="mem"), *behind))
            return [in_register, in_memory._replace(name=f"{row.name}_mem")]
    return [row]


#: Bits of `flags_number`.
FLAGS_READ: Final = 1
FLAGS_SET: Final = 2
FLAGS_LOST: Final = 4
FLAGS_ONLY: Final = 8


def flags_number(row: Row) -> int:
    """What a row does to the condition flags, as a number for the rule checker: reads them, gives them a
    meaning (and does nothing else), takes it away; 0: keeps them."""
    number = FLAGS_READ if row.reads else 0
    if row.sets is None:
        return number
    writes = any(isinstance(item, Operand) and "w" in item.access for item in row.items)
    if row.sets and not writes and not row.faults:
        number |= FLAGS_ONLY
    return number | (FLAGS_SET if row.sets else FLAGS_LOST)
