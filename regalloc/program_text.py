"""Allocator inputs as text: what `show.dump` prints, read back, with the machine in front.

    registers 4 int, 3 float, callee-saved r3
    v1 float, v2 remat
    block0:
          0  def v0:reg, def v1:fixed f0
          1  use v0:reg, def v2:reg, (move)
             -> block1(v2)
    block1(v3): depth 1, cold, from block0
          2  use v3:any late

Numbers of instructions and predecessors are for the reader; the parser goes by the order. A virtual
register not named in the second line is of class int and is not remade.
"""

import re
from typing import Final

from .allocate import allocate
from .check_input import check_input
from .checker import check
from .contract import (
    DEF,
    EARLY,
    FIXED,
    FLOAT,
    INT,
    LATE,
    REUSE,
    USE,
    MachineEnv,
    RegallocError,
    RegallocInput,
    make_operand,
)
from .show import CONSTRAINT_NAMES, dump
from .testing import Program, make_env, simulate

_BLOCK: Final = re.compile(r"block(\d+)(?:\(([^)]*)\))?:(.*)")
_EDGE: Final = re.compile(r"block(\d+)(?:\(([^)]*)\))?")
_OPERAND: Final = re.compile(r"(use|def) v(\d+):(\w+)(?: (\w+))?(?: (early|late))?")
_MACHINE: Final = re.compile(r"registers (\d+) int, (\d+) float(?:, callee-saved (.*))?")


class ProgramError(Exception):
    """Text that is no allocator input."""


def program_text(inp: RegallocInput, env: MachineEnv) -> str:
    """An input and its machine, which is one of `make_env`."""
    saved = [f"r{preg}" for preg in range(32) if int(env.callee_saved) >> preg & 1]
    saved += [f"f{preg}" for preg in range(32) if int(env.callee_saved) >> 32 + preg & 1]
    head = f"registers {len(env.int_order)} int, {len(env.float_order)} float"
    lines = [head + (f", callee-saved {' '.join(saved)}" if saved else "")]
    kinds = []
    for vreg in range(inp.num_vregs()):
        facts = (["float"] if inp.vreg_class[vreg] == FLOAT else []) + (
            ["remat"] if inp.vreg_remat[vreg] else []
        )
        if facts:
            kinds.append(f"v{vreg} {' '.join(facts)}")
    if kinds:
        lines.append(", ".join(kinds))
    return "\n".join(lines) + "\n" + dump(inp)


def parse_program(text: str) -> tuple[RegallocInput, MachineEnv]:
    """Read what `program_text` writes. Raises `ProgramError`."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    match = _MACHINE.fullmatch(lines[0]) if lines else None
    if match is None:
        raise ProgramError("the first line is not `registers N int, N float`")
    saved = 0
    for name in (match.group(3) or "").split():
        saved |= 1 << _preg(name)
    env = make_env(int(match.group(1)), int(match.group(2)), saved - (saved >> 63 << 64))
    reader = _Reader()
    for line in lines[1:]:
        reader.line(line)
    return reader.finish(), env


def judge_text(lines: list[str]) -> list[str]:
    """What is wrong with the allocation of a program (its lines), by the checker and by simulation. Lines
    `error: TEXT` say what the allocator must refuse it with instead."""
    wanted = [line.strip()[6:].strip() for line in lines if line.strip().startswith("error:")]
    try:
        inp, env = parse_program("\n".join(line for line in lines if not line.strip().startswith("error:")))
    except ProgramError as error:
        return [str(error)]
    problems = check_input(inp, env)
    if not problems:
        try:
            out = allocate(inp, env)
        except RegallocError as refusal:  # another name: mypyc gives a local one type
            problems = [str(refusal)]
        else:
            problems = check(inp, env, out)
            for path in range(4):
                problems += simulate(inp, env, out, path, 40)
    wrong = [text for text in problems if not any(part in text for part in wanted)]
    return wrong + [f"no error says {part!r}" for part in wanted if not any(part in t for t in problems)]


def _preg(name: str) -> int:
    match = re.fullmatch(r"([rf])(\d+)", name)
    if match is None or int(match.group(2)) > 31:
        raise ProgramError(f"{name!r} is no register")
    return int(match.group(2)) + (32 if match.group(1) == "f" else 0)


class _Reader:
    """The program read so far."""

    def __init__(self) -> None:
        self.program = Program()
        self.kinds: dict[int, list[str]] = {}
        self.highest = -1

    def vregs(self, text: str | None) -> list[int]:
        """`v1, v2`."""
        found = []
        for name in (text or "").replace(" ", "").split(","):
            if name:
                if not re.fullmatch(r"v\d+", name):
                    raise ProgramError(f"{name!r} is no virtual register")
                found.append(self.vreg(int(name[1:])))
        return found

    def vreg(self, number: int) -> int:
        """Note a number."""
        if number < 1 << 20:
            self.highest = max(self.highest, number)
        return number

    def line(self, line: str) -> None:
        """One line behind the first."""
        match = _BLOCK.fullmatch(line)
        if match:
            if int(match.group(1)) != len(self.program.blocks):
                raise ProgramError(f"block{match.group(1)} is out of order")
            facts = [fact.strip() for fact in match.group(3).split(",")]
            depth = [int(fact[6:]) for fact in facts if fact.startswith("depth ")]
            self.program.block(
                *self.vregs(match.group(2)), depth=depth[0] if depth else 0, cold="cold" in facts
            )
        elif line.startswith("->"):
            for edge in _EDGE.finditer(line):
                self.program.edge(int(edge.group(1)), *self.vregs(edge.group(2)))
        elif self.program.blocks:
            self.inst(re.sub(r"^\d+\s*", "", line))
        else:
            for item in line.split(","):
                name, *facts = item.split()
                self.kinds[self.vregs(name)[0]] = facts

    def inst(self, line: str) -> None:
        """An instruction."""
        operands = []
        clobbers = 0
        move = line.endswith("(move)")
        line = line.removesuffix("(move)").rstrip(" ,")
        for item in [item.strip() for item in line.split(", ")]:
            if item.startswith("clobbers "):
                for name in item.split()[1:]:
                    clobbers |= 1 << _preg(name)
            elif item not in ("-", ""):
                operands.append(self.operand(item))
        self.program.inst(*operands, clobbers=clobbers, move=move)

    def operand(self, text: str) -> int:
        """`use v3:fixed r1 late`."""
        match = _OPERAND.fullmatch(text)
        if match is None:
            # `use v3:reg late`: what stands behind the constraint is no payload
            match = re.fullmatch(r"(use|def) v(\d+):(\w+)()(?: (early|late))?", text)
        if match is None or match.group(3) not in CONSTRAINT_NAMES:
            raise ProgramError(f"{text!r} is no operand")
        what, number, name, payload, when = match.groups()
        if payload in ("early", "late"):
            payload, when = "", payload
        constraint = CONSTRAINT_NAMES.index(name)
        value = 0
        if constraint == FIXED:
            value = _preg(payload or "")
        elif constraint == REUSE:
            if not re.fullmatch(r"\d+", payload or ""):
                raise ProgramError(f"{text!r} is no operand")
            value = int(payload)
        kind = DEF if what == "def" else USE
        late = LATE if (kind == DEF) != (when is not None) else EARLY
        return make_operand(self.vreg(int(number)), kind, late, constraint, value)

    def finish(self) -> RegallocInput:
        """The tables."""
        for vreg in range(self.highest + 1):
            facts = self.kinds.get(vreg, [])
            self.program.vreg(FLOAT if "float" in facts else INT, "remat" in facts)
        return self.program.finish()
