"""Single steps through compiled code under unicorn; at every one the frames of `.eh_frame`, as pyelftools
reads them, must lead back to whoever called the code."""

import bisect
import importlib
import io
from typing import Any, NamedTuple

import pytest
from irtool.compile import make_target
from irtool.ir.text.testfile import TestFile, run_commands
from irtool.object.elf import object_of
from irtool.runtime.emulate import HOST_BASE, TEXT_BASE, EmulatedImage, EmulationError
from irtool.runtime.module import load
from irtool.runtime.traps import Trap
from irtool.settings import Settings

#: So many instructions of a call are all looked at; then those at which another rule begins to hold.
STEPS = 1500
#: How many steps of a call are watched at all: what comes later is a loop that was seen.
WATCHED = 20_000


class Machine(NamedTuple):
    """DWARF's numbers of a machine, and the names of unicorn's registers by them."""

    stack_pointer: int
    return_column: int
    registers: dict[int, str]
    saved: tuple[int, ...]
    """What a function of the C convention keeps."""
    halves: tuple[int, ...] = ()
    """Of these, 8 bytes are kept."""


_X64 = ("RAX", "RDX", "RCX", "RBX", "RSI", "RDI", "RBP", "RSP", *(f"R{number}" for number in range(8, 16)))
MACHINES = {
    "x86_64": Machine(7, 16, dict(enumerate(_X64)), (3, 6, 12, 13, 14, 15)),
    "aarch64": Machine(
        31,
        30,
        {**{n: f"X{n}" for n in range(31)}, 31: "SP", **{64 + n: f"D{n}" for n in range(32)}},
        (*range(19, 30), *range(72, 80)),
        tuple(range(64, 96)),
    ),
}
_MASK = (1 << 64) - 1


class Tables:
    """The frames of a text section."""

    def __init__(self, data: bytes) -> None:
        elffile = pytest.importorskip("elftools.elf.elffile")
        dwarf = elffile.ELFFile(io.BytesIO(data)).get_dwarf_info()
        self.rows: list[tuple[int, dict[Any, Any]]] = []
        for entry in dwarf.EH_CFI_entries():
            if not hasattr(entry, "header") or "initial_location" not in entry.header:
                continue
            start = entry.header["initial_location"]
            table = entry.get_decoded().table
            assert table[0]["pc"] == start
            self.rows += [(row["pc"], row) for row in table]
            self.rows.append((start + entry.header["address_range"], {}))
        # Where one function ends and the next begins, the latter counts.
        self.rows.sort(key=lambda row: (row[0], bool(row[1])))
        self.starts = [at for at, _ in self.rows]

    def row(self, offset: int) -> dict[Any, Any]:
        """What holds at an offset in the text; empty outside of all functions."""
        return self.rows[bisect.bisect_right(self.starts, offset) - 1][1]


class Walker:
    """Checks each instruction of one image."""

    def __init__(self, image: EmulatedImage, machine: Machine) -> None:
        self.image = image
        self.machine = machine
        self.engine = image._engine
        self.tables = Tables(object_of(image._section))
        unicorn = importlib.import_module("unicorn")
        constants = importlib.import_module(image.machine.constants)
        self.numbers = {
            reg: getattr(constants, image.machine.prefix + name) for reg, name in machine.registers.items()
        }
        self.steps = 0
        self.seen: set[int] = set()
        """Offsets in the text that were looked at."""
        self.problem = ""
        self.expected: dict[int, int] = {}
        self.stack = 0
        self.row: object = None
        """What held at the step before."""
        self.end = 0
        """Address behind the instruction before."""
        section = image._section
        self.starts = {TEXT_BASE + each.start for each in section.functions}
        self.starts |= {TEXT_BASE + veneer.offset for veneer in section.veneers}
        self.shadow: list[int] = []
        """Return addresses, the newest last, as the calls and returns say that were seen."""
        self.follow = True
        self.kind = unicorn.UC_HOOK_CODE
        self.hook: object = None

    def start(self) -> None:
        """A call is about to be made: give the registers that are kept values of their own."""
        if self.hook is None:
            end = TEXT_BASE + self.image._text_size - 1
            self.hook = self.engine.hook_add(self.kind, self.step, begin=TEXT_BASE, end=end)
        self.steps = 0
        self.shadow = []
        self.follow = True
        self.expected = {}
        for reg in self.machine.saved:
            value = 0x0101_0101_0101_0101 * (reg + 1) & _MASK
            self.engine.reg_write(self.numbers[reg], value)
            self.expected[reg] = value

    def read(self, address: int) -> int:
        return int.from_bytes(self.engine.mem_read(address, 8), "little")

    def step(self, engine: Any, address: int, size: int, data: object) -> None:
        """Called in front of each instruction."""
        if self.problem or address - TEXT_BASE >= len(self.image._section.data):
            return  # behind the functions are stubs for calls of functions outside
        self.steps += 1
        if self.steps > WATCHED:
            engine.hook_del(self.hook)
            self.hook = None
            return
        if self.steps == 1:
            at_entry = 8 if self.machine.return_column == 16 else 0
            self.stack = engine.reg_read(self.numbers[self.machine.stack_pointer]) + at_entry
        self._note_call(address)
        self.end = address + size
        row = self.tables.row(address - TEXT_BASE)
        if not row:
            assert self.image._where(address).startswith(" (__irtool_resume+")  # between two frames
            self.follow = False
            return
        same, self.row = row is self.row, row
        if same and self.steps > STEPS:
            return
        self.seen.add(address - TEXT_BASE)
        problem = self.unwind(address)
        if problem:
            self.problem = f"{problem} at {address - TEXT_BASE:#x}{self.image._where(address)}"
            engine.emu_stop()

    def _note_call(self, address: int) -> None:
        """A call leads to the start of a function and leaves the address behind it, a return leads back."""
        if address in self.starts:
            if self.machine.return_column == 16:
                back = self.read(self.engine.reg_read(self.numbers[self.machine.stack_pointer]))
            else:
                back = self.engine.reg_read(self.numbers[self.machine.return_column])
            # A jump keeps the return address; a call may have gone over a veneer.
            if back == self.end or back != (self.shadow[-1] if self.shadow else 0):
                self.shadow.append(back)
        elif self.shadow and address == self.shadow[-1] and address != self.end:
            self.shadow.pop()

    def unwind(self, pc: int) -> str:
        """Go up to the caller of all; what is wrong then, or nothing."""
        machine = self.machine
        values = {reg: int(self.engine.reg_read(number)) & _MASK for reg, number in self.numbers.items()}
        cfa = 0
        chain: list[int] = []
        for depth in range(200):
            if pc == HOST_BASE:
                if cfa != self.stack:
                    return f"CFA {cfa:#x} instead of {self.stack:#x}"
                if not self.follow:  # an exception has taken frames away
                    self.shadow, self.follow = chain[::-1], True
                if chain[::-1] != self.shadow:
                    return f"return addresses {chain} instead of {self.shadow[::-1]}"
                wrong = [reg for reg, value in self.expected.items() if values[reg] != value]
                return f"registers {wrong} of {depth} frames up" if wrong else ""
            offset = pc - TEXT_BASE
            # A return address belongs to the call in front of it.
            row = self.tables.row(offset if depth == 0 else offset - 1)
            if not row:
                return f"no frame of {pc:#x}"
            rule = row["cfa"]
            cfa = values[rule.reg] + rule.offset
            before = dict(values)
            for reg, how in row.items():
                if reg in ("pc", "cfa"):
                    continue
                if how.type == "OFFSET":
                    values[reg] = self.read(cfa + how.arg)
                elif how.type == "REGISTER":
                    values[reg] = before[how.arg]
                elif how.type == "UNDEFINED" and reg == machine.return_column:
                    return ""  # they say that they do not know
                elif how.type not in ("SAME_VALUE", "UNDEFINED"):
                    return f"rule {how}"
            values[machine.stack_pointer] = cfa
            pc = values[machine.return_column] & (1 << 48) - 1  # without a signature
            chain.append(pc)
        return "no end"


def walk(file: TestFile, name: str, settings: Settings, least: int = 1) -> int:
    """Run the `; run` lines of a file for a target, looking at each instruction; the number of different
    instructions that were looked at."""
    target = make_target(name, settings)
    funcs = [function.func for function in file.functions]
    module = load(funcs, target, settings, emulate=True, fuel=2_000_000)
    image = module._image
    assert isinstance(image, EmulatedImage)
    walker = Walker(image, MACHINES[name])
    for function in file.functions:
        for command in run_commands(function):
            walker.start()
            try:
                module.call(function.func.name.symbol(), list(command.args))
            except Trap:
                pass
            except EmulationError as error:
                assert walker.problem, error
            assert not walker.problem, f"{file.file}: {walker.problem}"
    assert len(walker.seen) >= least
    return len(walker.seen)
