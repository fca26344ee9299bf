"""Data objects: the constants, strings and variables that functions reach by symbol.

data = DataSection()
hello = data.string("hello")              a name made here, NUL behind the text; equal texts share one
data.define("table", bytes([1, 2, 3]))    read-only
data.define("counter", bytes(8), writable=True, align=8)

address = b.symbol_address(hello)         in a function that is built
jit(func, data=data)                      in this process; also interpreted(func, data=data)
compile_object(func, target, data=data)   .rodata, .data and .bss of an object file
"""

from .errors import BuilderError
from .names import name_problem

#: Largest alignment of a data object: a page.
MAX_ALIGN = 4096


class DataObject:
    """Named bytes in memory."""

    def __init__(self, name: str, content: bytes, writable: bool, align: int, local: bool) -> None:
        self.name = name
        """Its symbol."""
        self.content = content
        """The bytes when the program begins."""
        self.writable = writable
        """Whether the program may store there."""
        self.align = align
        """Alignment of its address in bytes, a power of two."""
        self.local = local
        """Whether other object files do not see it."""

    def __repr__(self) -> str:
        return f"<data {self.name}: {len(self.content)} bytes>"


class DataSection:
    """Data objects by name, in the order in which they were defined."""

    def __init__(self) -> None:
        self.objects: dict[str, DataObject] = {}
        """The objects by symbol."""
        self._strings: dict[bytes, str] = {}

    def define(
        self, name: str, content: bytes, writable: bool = False, align: int = 16, local: bool = False
    ) -> str:
        """Define a data object; returns its name.

        `align` is in bytes, a power of two up to 4096. A store to an object that is not `writable` faults.
        `local` hides it from other object files. Raises `BuilderError` for a name that is defined already or
        impossible, and for other alignments."""
        problem = name_problem(name) if name else "it is empty"
        if problem:
            raise BuilderError(f"{name!r} is not a name: {problem}")
        if name in self.objects:
            raise BuilderError(f"the data object {name!r} is defined already")
        if align < 1 or align & (align - 1) or align > MAX_ALIGN:
            raise BuilderError(f"data object {name!r}: the alignment {align} is not possible")
        self.objects[name] = DataObject(name, bytes(content), writable, align, local)
        return name

    def reserve(self, name: str, size: int, align: int = 16) -> str:
        """Define a writable object of `size` bytes that are zero; returns its name. Errors as for
        `define`."""
        if not 0 <= size < 1 << 31:
            raise BuilderError(f"data object {name!r}: the size {size} is not possible")
        return self.define(name, bytes(size), writable=True, align=align)

    def string(self, text: str | bytes, name: str = "") -> str:
        """A read-only string as C has it: UTF-8, a NUL behind it. Returns its name.

        Without `name`, equal strings share one object, local to its object file. Raises `BuilderError` for
        a NUL inside, or half of a surrogate pair, which UTF-8 has no bytes for."""
        try:
            content = text.encode() if isinstance(text, str) else bytes(text)
        except UnicodeEncodeError:
            raise BuilderError(
                "a string contains half of a surrogate pair, which UTF-8 cannot express"
            ) from None
        if b"\0" in content:
            raise BuilderError("a string contains a NUL; use `define` for arbitrary bytes")
        content += b"\0"
        if name:
            return self.define(name, content, align=1)
        known = self._strings.get(content)
        if known is None:
            known = self.define(f".str{len(self._strings)}", content, align=1, local=True)
            self._strings[content] = known
        return known
