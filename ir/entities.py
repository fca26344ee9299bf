"""Cold entities of a function: signatures, references, slots, global values, constants.

There are few of these per function and none is touched per instruction, so they are ordinary
classes held in lists by entity number; the hot entities (instructions, values, blocks, edges) are
rows of `function.Function`.
"""

from typing import ClassVar, Final

from librt.vecs import append, vec
from mypy_extensions import i64

from . import types

#: Calling conventions by CLIF spelling.
CALL_CONVS: Final = (
    "fast",
    "tail",
    "system_v",
    "windows_fastcall",
    "apple_aarch64",
    "probestack",
    "winch",
    "preserve_all",
)

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
#: No flag written: the access may fault with heap_oob (code 253).
MEM_DEFAULT: Final = 253 << 8


class AbiParam:
    """One parameter or return of a signature."""

    def __init__(self, ty: int, extension: str = "", purpose: str = "normal", size: int = 0) -> None:
        self.ty = ty
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
    """Parameters, returns and calling convention."""

    def __init__(
        self,
        params: list[AbiParam] | None = None,
        returns: list[AbiParam] | None = None,
        call_conv: str = "fast",
    ) -> None:
        self.params = params if params is not None else []
        self.returns = returns if returns is not None else []
        self.call_conv = call_conv

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
    """Name of a function or data object: `%name` (test name, libcall or known symbol) or `uN:M`.

    A `userextnameN` of the text, which no text can define, is a name with `ref` N."""

    def __init__(self, name: str = "", namespace: int = -1, index: int = -1, ref: int = -1) -> None:
        self.name = name
        """Text after the `%`; meaningless for a user name."""
        self.namespace = namespace
        """N of `uN:M`, -1 for a `%name`."""
        self.index = index
        """M of `uN:M`."""
        self.ref = ref
        """N of `userextnameN`, -1 for the other kinds."""

    def is_user(self) -> bool:
        """A `uN:M` name."""
        return self.namespace >= 0

    def symbol(self) -> str:
        """Spelling used for symbols of object files."""
        if self.ref >= 0:
            return f"userextname{self.ref}"
        return f"u{self.namespace}_{self.index}" if self.namespace >= 0 else self.name

    def key(self) -> tuple[str, int, int, int]:
        """Everything that makes two names equal."""
        return (self.name, self.namespace, self.index, self.ref)

    def __str__(self) -> str:
        if self.ref >= 0:
            return f"userextname{self.ref}"
        return f"u{self.namespace}:{self.index}" if self.namespace >= 0 else f"%{self.name}"


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
        self.ty = ty
        """Type of a load or addition, vector type of `dyn_scale`."""
        self.base = base
        """Row of the base global value."""
        self.offset = offset
        """Byte offset of a load or symbol; the addend of `iadd_imm`."""
        self.flags = flags
        self.name = name
        self.colocated = colocated
        self.tls = tls


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


class EntityLabels:
    """Numbers written in the text, where they differ from row numbers.

    Text may use any 32-bit numbers (`v4000000000`); rows are dense. Each list maps a row to its
    number in the text. Rows past the end of their list were made later: they get numbers above all
    that the text uses, in row order. (Above all below `FAR`: else nothing would be left to name a new
    value beside `v4294967295`. Nobody makes so many rows that they get there.)
    """

    FAR: ClassVar[int] = 0xF000_0000

    def __init__(self) -> None:
        self.lists: dict[str, list[int]] = {}
        self.next: dict[str, int] = {}
        """By prefix: one above the highest number below `FAR`."""

    def copy(self) -> "EntityLabels":
        """A copy that can be changed freely."""
        new = EntityLabels()
        new.lists = {prefix: list(rows) for prefix, rows in self.lists.items()}
        new.next = dict(self.next)
        return new

    def rows(self, prefix: str) -> list[int]:
        """The list of a prefix, for readers that bind many rows; they also keep `next`."""
        return self.lists.setdefault(prefix, [])

    def bind(self, prefix: str, row: int, number: int) -> None:
        """Say that `row` of the entity kind `prefix` is written `prefix + number`."""
        rows = self.lists.setdefault(prefix, [])
        while len(rows) < row:
            self.bind(prefix, len(rows), self.label(prefix, len(rows)))
        if row < len(rows):
            rows[row] = number
        else:
            rows.append(number)
        if number < self.FAR:
            self.next[prefix] = max(self.next.get(prefix, 0), number + 1)

    def label(self, prefix: str, row: int) -> int:
        """The number of a row."""
        rows = self.lists.get(prefix)
        if rows is None:
            return row
        if row < len(rows):
            return rows[row]
        return row + max(0, self.next.get(prefix, 0) - len(rows))


class Places:
    """Where in the text the entities of a function are: `(line, column)` by `(kind, row)`.

    Kinds are the prefixes of the text (`"block"`, `"v"`, `"fn"`, `"ss"`, ...), `"inst"` and
    `"function"` (row 0). Instructions and blocks are many, so their places are packed in columns;
    the reader fills these directly.
    """

    def __init__(self) -> None:
        self.inst: vec[i64] = vec[i64]()
        """By instruction: `line << 32 | column`, 0 when unknown; may be shorter than the table."""
        self.block: vec[i64] = vec[i64]()
        """By block, the same."""
        self.value: vec[i64] = vec[i64]()
        """By value, the same."""
        self.other: dict[tuple[str, int], tuple[int, int]] = {}

    def get(self, key: tuple[str, int], default: tuple[int, int] | None = None) -> tuple[int, int] | None:
        """The place of an entity, `default` if none is known."""
        kind, row = key
        if kind == "inst":
            packed = int(self.inst[row]) if row < len(self.inst) else 0
        elif kind == "block":
            packed = int(self.block[row]) if row < len(self.block) else 0
        elif kind == "v":
            packed = int(self.value[row]) if row < len(self.value) else 0
        else:
            return self.other.get(key, default)
        return (packed >> 32, packed & 0xFFFFFFFF) if packed else default

    def __getitem__(self, key: tuple[str, int]) -> tuple[int, int]:
        place = self.get(key)
        if place is None:
            raise KeyError(key)
        return place

    def __setitem__(self, key: tuple[str, int], place: tuple[int, int]) -> None:
        kind, row = key
        packed = place[0] << 32 | place[1]
        if kind == "inst":
            self.inst = _put(self.inst, row, packed)
        elif kind == "block":
            self.block = _put(self.block, row, packed)
        elif kind == "v":
            self.value = _put(self.value, row, packed)
        else:
            self.other[key] = place

    def __contains__(self, key: tuple[str, int]) -> bool:
        return self.get(key) is not None


def _put(column: vec[i64], row: int, packed: int) -> vec[i64]:
    while len(column) <= row:
        column = append(column, 0)
    column[row] = packed
    return column
