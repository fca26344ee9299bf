"""Structures in memory: where C puts the fields.

    point = StructType("point", [("tag", I8), ("x", I32), ("name", 16), ("rest", other)])

    field   type            offset    rule (System V ABI, "Aggregates and Unions")
    tag     i8                   0
    x       i32                  4    the next multiple of the field's alignment
    name    16 bytes             8    bytes have alignment 1
    rest    struct other        24    a structure's alignment is the largest of its fields'

and the size is the next multiple of the structure's own alignment. Both machines have the same rules for
scalars and vectors: the alignment of a value is its size, 16 bytes at most.
"""

from collections.abc import Sequence
from typing import TypeAlias, Union

from .errors import BuilderError
from .types import is_dynamic, is_type, type_bytes, type_name

_MOST = (1 << 31) - 1


class Field:
    """One field of a structure."""

    def __init__(self, name: str, offset: int, size: int, ty: int, struct: "StructType | None") -> None:
        self.name = name
        """Its name, or the path that was asked for."""
        self.offset = offset
        """Bytes from the beginning of the structure."""
        self.size = size
        """Bytes."""
        self.type = ty
        """Code of its type; 0 for a structure and for plain bytes."""
        self.struct = struct
        """The structure that it is, if it is one."""

    def __repr__(self) -> str:
        what = self.struct.name if self.struct is not None else type_name(self.type) if self.type else "bytes"
        return f"<field {self.name}: {what} at {self.offset}>"


class Bytes:
    """A field that is plain bytes: an array, a buffer, a union."""

    def __init__(self, size: int, align: int = 1) -> None:
        """`size` and `align` in bytes; `align` is a power of two. Raises `BuilderError` for others."""
        if size < 0 or align < 1 or align & (align - 1):
            raise BuilderError(f"Bytes: size {size} or alignment {align} is not possible")
        self.size = size
        """Bytes."""
        self.align = align
        """Alignment in bytes, a power of two."""


#: What a field may be: a type code, a structure, or plain bytes.
FieldType: TypeAlias = Union[int, "StructType", Bytes]


class StructType:
    """A structure with the layout that C compilers give it on both machines."""

    def __init__(self, name: str, fields: Sequence[tuple[str, FieldType]], packed: bool = False) -> None:
        """`fields`: names with type codes (`irtool.types`), structures or `Bytes`, in order. `packed`
        leaves no gaps and has alignment 1, like `__attribute__((packed))`.

        Raises `BuilderError` for a name that comes twice, what is no type, or 2 GiB and more."""
        self.name = name
        """Name for messages."""
        self.fields: dict[str, Field] = {}
        """Fields by name, in order."""
        self.align: int = 1
        """Alignment in bytes, a power of two."""
        offset = 0
        for field_name, ty in fields:
            if field_name in self.fields:
                raise BuilderError(f"struct {name}: the field {field_name!r} comes twice")
            code, struct = 0, None
            if isinstance(ty, StructType):
                size, align, struct = ty.size, ty.align, ty
            elif isinstance(ty, Bytes):
                size, align = ty.size, ty.align
            elif is_type(ty) and not is_dynamic(ty):
                size, code = int(type_bytes(ty)), ty
                align = min(size, 16)
            else:
                raise BuilderError(f"struct {name}: {ty} is no type of a field")
            if packed:
                align = 1
            offset = (offset + align - 1) // align * align
            self.fields[field_name] = Field(field_name, offset, size, code, struct)
            self.align = max(self.align, align)
            offset += size
        self.size: int = (offset + self.align - 1) // self.align * self.align
        """Bytes, trailing gap included: the step from one element of an array to the next."""
        if self.size > _MOST:
            raise BuilderError(f"struct {name}: {self.size} bytes are more than an offset can reach")

    def __repr__(self) -> str:
        return f"<struct {self.name}: {self.size} bytes, {len(self.fields)} fields>"

    def field(self, path: str) -> Field:
        """The field of a name, or of a path through structures: `"rest.x"`; its offset is from the
        beginning of this structure. Raises `BuilderError` for an unknown one."""
        offset = 0
        struct: StructType | None = self
        found: Field | None = None
        for part in path.split("."):
            if struct is None or part not in struct.fields:
                known = ", ".join(struct.fields) if struct is not None else "none"
                raise BuilderError(f"struct {self.name}: no field {path!r}; fields here: {known}")
            found = struct.fields[part]
            offset += found.offset
            struct = found.struct
        assert found is not None
        return Field(path, offset, found.size, found.type, found.struct)

    def offset(self, path: str) -> int:
        """Bytes from the beginning of the structure to a field; see `field`."""
        return self.field(path).offset
