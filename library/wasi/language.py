# mypy: disable-error-code="empty-body"
"""What the subset of Python has besides numbers (`compiler.py`): memory of the host, and facts of the place
where the code will run. These functions are never called; the compiler has code for each."""


def u8(address: int) -> int:
    """The byte at an address."""


def u16(address: int) -> int:
    """The 16 bits at an address, without sign; it need not be aligned."""


def u32(address: int) -> int:
    """The 32 bits at an address, without sign."""


def i32(address: int) -> int:
    """The 32 bits at an address, with sign."""


def i64(address: int) -> int:
    """The 64 bits at an address."""


def put8(address: int, value: int) -> None:
    """Store the low 8 bits of a number."""


def put16(address: int, value: int) -> None:
    """Store the low 16 bits of a number."""


def put32(address: int, value: int) -> None:
    """Store the low 32 bits of a number."""


def put64(address: int, value: int) -> None:
    """Store a number."""


def slot(size: int) -> int:
    """The address of so many bytes of the function's own, aligned to 16; the size is a constant."""


def data(content: bytes) -> int:
    """The address of constant bytes, a name of the module or bytes in place."""


def below(x: int, y: int) -> int:
    """Whether x < y as numbers without sign."""


def given(name: str) -> int:
    """A constant that the machine or the module decides, by its name."""


def instance() -> int:
    """The address of the instance whose code runs."""
