"""Cold entities of a function: signatures, references, slots, global values, constants.

There are few of these per function and none is touched per instruction, so they are ordinary
classes held in lists by entity number; the hot entities (instructions, values, blocks, edges) are
rows of `function.Function`.
"""

from typing import ClassVar, Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64

from . import types
from .names import quote_name

#: Calling conventions by CLIF spelling.
CALL_CONVS: Final[tuple[str, ...]] = (
    "fast",
    "tail",
    "system_v",
    "windows_fastcall",
    "apple_aarch64",
    "probestack",
    "winch",
    "preserve_all",
)

#: Extensions and purposes of parameters.
EXTENSIONS: Final[tuple[str, ...]] = ("", "uext", "sext")
PURPOSES: Final[tuple[str, ...]] = ("normal", "sret", "vmctx", "sarg")

#: Bits of a memory-flags word. Bits 8-15 hold the trap code of a fault (0 = notrap), bits 16 and
#: up hold the alias region number plus one (0 = none).
MEM_ALIGNED: Final = 1
MEM_READONLY: Final = 2
MEM_CAN_MOVE: Final = 4
MEM_LITTLE: Final = 8
MEM_BIG: Final = 16
MEM_CODE_SHIFT: Final = 8
MEM_CODE_MASK: Final = 0xFF << 8
MEM_REGION_SHIFT: Final = 16
#: Alias regions of one function: the word has 32 bits, and a sign.
MAX_REGIONS: Final = (1 << 15) - 1
#: See `EntityLabels.FAR`.
FAR_LABEL: Final = 0xF000_0000
#: No flag written: the access may fault with heap_oob (code 253).
MEM_DEFAULT: Final = 253 << 8


class AbiParam:
    """One parameter or return of a signature; equal ones may be the same object, so none is changed."""

    def __init__(self, ty: int, extension: str = "", purpose: str = "normal", size: int = 0) -> None:
        self.ty = ty
        """Code of its type."""
        self.extension = extension
        """`""`, `"uext"` or `"sext"`."""
        self.purpose = purpose
        """`"normal"`, `"sret"`, `"vmctx"` or `"sarg"`."""
        self.size = size
        """Bytes of the structure, for `sarg`."""

    def key(self) -> tuple[int, str, str, int]:
        """Everything that makes two parameters equal."""
        return (self.ty, self.extension, self.purpose, self.size)

    def __str__(self) -> str:
        text = types.type_name(self.ty)
        if self.extension:
            text += " " + self.extension
        if self.purpose == "sarg":
            text += f" sarg({self.size})"
        elif self.purpose != "normal":
            text += " " + self.purpose
        return text


class Signature:
    """Parameters, returns and calling convention.

    What stands in a function that was read is shared among the functions of the text that have equal
    signatures: to change one, replace it (`func.signature = Signature(...)`)."""

    def __init__(
        self,
        params: list[AbiParam] | None = None,
        returns: list[AbiParam] | None = None,
        call_conv: str = "fast",
    ) -> None:
        self.params = params if params is not None else []
        """Parameters, in order."""
        self.returns = returns if returns is not None else []
        """Results, in order."""
        self.call_conv = call_conv
        """Calling convention, one of `CALL_CONVS`."""

    def key(self) -> tuple[object, ...]:
        """Everything that makes two signatures equal."""
        return (
            tuple(p.key() for p in self.params),
            tuple(r.key() for r in self.returns),
            self.call_conv,
        )

    def __str__(self) -> str:
        text = "(" + ", ".join(str(p) for p in self.params) + ")"
        if self.returns:
            text += " -> " + ", ".join(str(r) for r in self.returns)
        return f"{text} {self.call_conv}"


class ExtName:
    """Name of a function or data object: `%name` (test name, libcall, known symbol) or `uN:M`. Never changed.

    Names in object files and of linked code are `symbol()`: `name` or `uN.M`, so that no two names of a text
    have the same symbol (a `%name` has no `.`). Front ends that number things use `uN:M`, with a
    namespace N for each kind of thing (functions, globals, ...), and make no strings.

    A `userextnameN` of the text, which no text can define, is a name with `ref` N."""

    def __init__(self, name: str = "", namespace: int = -1, index: int = -1, ref: int = -1) -> None:
        self.name = name
        """What `%` stands before (`names.py`); meaningless for a user name."""
        self.namespace = namespace
        """N of `uN:M`, -1 for a `%name`."""
        self.index = index
        """M of `uN:M`."""
        self.ref = ref
        """N of `userextnameN`, -1 for the other kinds."""
        self._symbol: str = name

    def is_user(self) -> bool:
        """A `uN:M` name."""
        return self.namespace >= 0

    def symbol(self) -> str:
        """Spelling used for symbols of object files."""
        if not self._symbol and (self.ref >= 0 or self.namespace >= 0):
            self._symbol = f"userextname{self.ref}" if self.ref >= 0 else f"u{self.namespace}.{self.index}"
        return self._symbol

    def key(self) -> tuple[str, int, int, int]:
        """Everything that makes two names equal."""
        return (self.name, self.namespace, self.index, self.ref)

    def __str__(self) -> str:
        if self.ref >= 0:
            return f"userextname{self.ref}"
        return f"u{self.namespace}:{self.index}" if self.namespace >= 0 else quote_name(self.name)


class ExtFunc:
    """A function reference `fnN`."""

    def __init__(self, name: ExtName, sig: int, colocated: bool = False, patchable: bool = False) -> None:
        self.name = name
        self.sig = sig
        """Signature number (dense row) in the same function."""
        self.colocated = colocated
        self.patchable = patchable


class StackSlot:
    """An explicit stack slot `ssN`; a dynamic one when `dynamic_type` is set."""

    def __init__(self, size: int, align: int = 1, key: int = -1, dynamic_type: int = -1) -> None:
        self.size = size
        """Bytes."""
        self.align = align
        """Bytes, a power of two."""
        self.key = key
        """Opaque metadata, -1 for none."""
        self.dynamic_type = dynamic_type
        """Row of the dynamic type, for `dssN`."""


class DynamicType:
    """`dtN = base * gvM`."""

    def __init__(self, base: int, global_value: int) -> None:
        self.base = base
        self.global_value = global_value


class GlobalValue:
    """`gvN`; `kind` is `vmctx`, `load`, `iadd_imm`, `symbol` or `dyn_scale`."""

    def __init__(
        self,
        kind: str,
        ty: int = 0,
        base: int = -1,
        offset: int = 0,
        flags: int = MEM_DEFAULT,
        name: ExtName | None = None,
        colocated: bool = False,
        tls: bool = False,
    ) -> None:
        self.kind = kind
        """`vmctx`, `load`, `iadd_imm`, `symbol` or `dyn_scale`."""
        self.ty = ty
        """Type of a load or addition, vector type of `dyn_scale`."""
        self.base = base
        """Row of the base global value."""
        self.offset = offset
        """Byte offset of a load or symbol; the addend of `iadd_imm`."""
        self.flags = flags
        """Memory flags of a load."""
        self.name = name
        """Name of a symbol."""
        self.colocated = colocated
        """Whether the symbol is near enough for a direct reference."""
        self.tls = tls
        """Whether the symbol is thread-local."""


class Region:
    """Alias region: its user id and description."""

    def __init__(self, user_id: int, description: str) -> None:
        self.user_id = user_id
        self.description = description


class ExceptionTable:
    """The part of `try_call` that is not values: signature and meaning of each handler edge."""

    def __init__(self, sig: int) -> None:
        self.sig = sig
        """Row of the signature; `-1 - N` for a `sigN` that is not declared (the verifier says so)."""
        self.entries: list[tuple[str, int]] = []
        """In text order: `("tag", number)`, `("default", 0)` - one edge each, in this order after
        the normal edge - or `("context", position)` with the position of the context value among
        the trailing value operands of the instruction."""


class LabelColumn:
    """Numbers of the rows of one entity kind. While every row is its own number, nothing is stored."""

    def __init__(self) -> None:
        self.count: i64 = 0
        """Rows that have a number of the text."""
        self.numbers: vec[i32] = vec[i32]()
        """The numbers modulo 2^32; empty while they are the rows."""
        self.next: i64 = 0
        """One above the highest number below `EntityLabels.FAR`."""

    def copy(self) -> "LabelColumn":
        """A copy that can be changed freely."""
        new = LabelColumn()
        new.count = self.count
        new.numbers = self.numbers[:]
        new.next = self.next
        return new

    def bind(self, row: i64, number: i64) -> None:
        """Say that `row` is written with `number`; rows before it without number get one."""
        while self.count < row:
            self.bind_one(self.count, self.label(self.count))
        self.bind_one(row, number)

    def bind_one(self, row: i64, number: i64) -> None:
        """The same for a row that is at most `count`."""
        if len(self.numbers) > 0 or row != number:
            while len(self.numbers) < self.count:
                self.numbers = append(self.numbers, i32(len(self.numbers)))
            signed = number if number < 0x8000_0000 else number - 0x1_0000_0000
            if row < len(self.numbers):
                self.numbers[row] = i32(signed)
            else:
                self.numbers = append(self.numbers, i32(signed))
        if row == self.count:
            self.count = row + 1
        if number < FAR_LABEL and number >= self.next:
            self.next = number + 1

    def label(self, row: i64) -> i64:
        """The number of a row."""
        if row >= self.count:
            above = self.next - self.count
            return row + above if above > 0 else row
        return i64(self.numbers[row]) & 0xFFFFFFFF if len(self.numbers) > 0 else row


class EntityLabels:
    """Numbers written in the text, where they differ from row numbers.

    Text may use any 32-bit numbers (`v4000000000`); rows are dense. Rows past the last one that is bound
    were made later: they get numbers above all that the text uses, in row order. (Above all below `FAR`:
    else nothing would be left to name a new value beside `v4294967295`. Nobody makes so many rows that
    they get there.)
    """

    FAR: ClassVar[int] = FAR_LABEL

    def __init__(self) -> None:
        self.values: LabelColumn = LabelColumn()
        """Numbers of values."""
        self.blocks: LabelColumn = LabelColumn()
        """Numbers of blocks."""
        self.others: dict[str, LabelColumn] | None = None
        """Numbers of the other kinds, by prefix."""

    def copy(self) -> "EntityLabels":
        """A copy that can be changed freely."""
        new = EntityLabels()
        new.values = self.values.copy()
        new.blocks = self.blocks.copy()
        if self.others is not None:
            new.others = {prefix: column.copy() for prefix, column in self.others.items()}
        return new

    def column(self, prefix: str) -> LabelColumn | None:
        """The column of a prefix, if it has one."""
        if prefix == "v":
            return self.values
        if prefix == "block":
            return self.blocks
        return self.others.get(prefix) if self.others is not None else None

    def bind(self, prefix: str, row: int, number: int) -> None:
        """Say that `row` of the entity kind `prefix` is written `prefix + number`."""
        column = self.column(prefix)
        if column is None:
            column = LabelColumn()
            if self.others is None:
                self.others = {}
            self.others[prefix] = column
        column.bind(row, number)

    def label(self, prefix: str, row: int) -> int:
        """The number of a row."""
        column = self.column(prefix)
        return row if column is None else int(column.label(row))

    def free(self, prefix: str) -> int:
        """A number above all that the text uses so far (below `FAR`)."""
        column = self.column(prefix)
        return 0 if column is None else int(column.next)
