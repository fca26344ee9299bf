"""How code of a machine is run where the process is of another one.

Two kinds of emulator are described; `runtime/` drives them:

    UnicornMachine   a processor inside this process (the package unicorn): nothing is linked
    UserMachine      a program that runs Linux executables of the machine (`qemu-riscv64`), and a C
                     compiler for it, which links the code into a small server
"""

from typing import NamedTuple, TypeAlias


class UserMachine(NamedTuple):
    """A user-mode emulator and a C compiler."""

    command: tuple[str, ...]
    """Runs the executable that is appended to it."""
    compiler: tuple[str, ...]
    """Compiles and links C."""
    pc: str
    """Where the interrupted pc is: a member of C's `ucontext_t`, `uc_mcontext.pc`."""


class UnicornMachine(NamedTuple):
    """Names of unicorn, and what a call needs."""

    architecture: str
    """`UC_ARCH_...`."""
    mode: str
    """`UC_MODE_...`."""
    pc: str
    sp: str
    result: str
    """Integer result register."""
    second: str
    """The one of a second integer, or of the upper half of an i128."""
    args: tuple[str, ...]
    """Integer argument registers."""
    floats: tuple[str, ...]
    """Float argument registers; the first is the result register too."""
    return_code: bytes
    """Instructions that return, 16 bytes."""
    fp: str = ""
    """The frame pointer."""
    link: str = ""
    """Register of the return address; empty when a call puts it on the stack."""
    cpu: str = ""
    """Processor model to ask for, where this unicorn has it."""
    setup: tuple[tuple[str, int], ...] = ()
    """Registers and their values after a reset."""
    instead: UserMachine | None = None
    """Runs the code where its programs are installed: unicorn gets instructions wrong that it may have."""

    @property
    def constants(self) -> str:
        """Module with the names of registers: `unicorn.x86_const`."""
        return f"unicorn.{self.architecture.removeprefix('UC_ARCH_').lower()}_const"

    @property
    def prefix(self) -> str:
        """What those names start with: `UC_X86_REG_`."""
        return f"UC_{self.architecture.removeprefix('UC_ARCH_')}_REG_"


Emulator: TypeAlias = UnicornMachine | UserMachine
