"""Hand-written code for the entry stubs and the signal handler of `host.py`.

Each instruction is written as its bytes and its text; the bytes are what runs, the text is for the
reader, and a test compares both through a disassembler.

    stub = StubWriter()
    stub.put("4885c0", "test rax, rax")
    stub.jump("je", "out")
    stub.address("r14", table)
    stub.label("out")
    stub.put("c3", "ret")
"""

from typing import Final

from mypy_extensions import i64

from ..codebuffer import CodeBuffer
from ..labels import FIRST_MACHINE_KIND, LabelKinds
from ..machbuffer import MachBuffer

_REL32: Final = FIRST_MACHINE_KIND

#: Opcode bytes in front of a rel32.
_JUMPS: Final = {
    "jmp": "e9",
    "call": "e8",
    "jb": "0f82",
    "jae": "0f83",
    "je": "0f84",
    "jne": "0f85",
    "jbe": "0f86",
    "jl": "0f8c",
}
#: Opcode bytes of `lea reg, [rip + disp32]`.
_LEA_RIP: Final = {"rcx": "488d0d", "rax": "488d05"}
#: Opcode bytes of `movabs reg, imm64`.
_MOVABS: Final = {
    "rax": "48b8",
    "rcx": "48b9",
    "rdi": "48bf",
    "rsi": "48be",
    "r14": "49be",
    "r15": "49bf",
}


class StubKinds(LabelKinds):
    """The one kind of label use in stubs: rel32 at the end of an instruction."""

    def __init__(self) -> None:
        super().__init__()
        self.add_kind("rel32", 0x7FFFFFFF, 0x7FFFFFFF, 1, 0)

    def patch_machine(self, buf: CodeBuffer, kind: i64, use: i64, distance: i64) -> None:
        """Relative to the end of the field."""
        buf.patch4(use, distance - 4)

    def emit_trap(self, buf: CodeBuffer, code: i64) -> None:
        """`ud2`."""
        buf.put2(0x0B0F)


class StubWriter:
    """A piece of hand-written code with named labels."""

    def __init__(self) -> None:
        self.buf = MachBuffer(StubKinds())
        self.buf.cleanup = False
        self.names: dict[str, int] = {}
        self.listing: list[tuple[int, str]] = []
        """Offset and text of each instruction, for tests."""

    def put(self, code: str, text: str) -> None:
        """One instruction: its bytes in hex and its text."""
        self.listing.append((int(self.buf.cur_offset()), text))
        self.buf.put_bytes(bytes.fromhex(code))

    def _label(self, name: str) -> int:
        if name not in self.names:
            self.names[name] = int(self.buf.new_label())
        return self.names[name]

    def label(self, name: str) -> None:
        """A named place."""
        self.buf.bind_label(self._label(name))

    def jump(self, mnemonic: str, name: str) -> None:
        """A branch or call to a named place."""
        self._rel32(_JUMPS[mnemonic], name)

    def lea(self, reg: str, name: str) -> None:
        """`lea reg, [rip + place]`."""
        self._rel32(_LEA_RIP[reg], name)

    def _rel32(self, code: str, name: str) -> None:
        self.buf.put_bytes(bytes.fromhex(code))
        self.buf.use_label(self._label(name), _REL32, self.buf.cur_offset())
        self.buf.put4(0)

    def address(self, reg: str, value: int) -> None:
        """`movabs reg, value` (unsigned 64 bits)."""
        self.buf.put_bytes(bytes.fromhex(_MOVABS[reg]) + value.to_bytes(8, "little"))

    def finish(self) -> tuple[bytes, dict[str, int]]:
        """The code, and the offset of each name."""
        code = self.buf.finish().code
        return code, {name: int(self.buf.bound_offset(label)) for name, label in self.names.items()}
