"""The machine-code verifier: lowered code against what the machine's rows say of themselves.

The symbolic checker (`regalloc/checker.py`) proves that the allocator kept the meaning of a VCode; this one
looks at the VCode that it was given. For each instruction, in final order:

- it has the immediates of its row, in range and of an allowed size, and the machine has the feature;
- its operands are those of the row in number, class, access, constraint and fixed register, and a def that
  shares a register names the right use;
- its address has a displacement and an index that the row can encode, the alignment that it asks for, and
  registers that are its operands; no other instruction uses it;
- the flags it reads are set, and nothing since then has lost them: flags live inside one block;
- its trap code is that of its address; rows that trap by themselves have one, others have none;
- what ends a block stands there, and nothing else does;
- where an i32 is zero-extended in its register (`Lower`, "Words"), the register of each i32 is: what writes
  it clears its upper half (`Operand.clears`), or keeps that of another i32. Of borders and block parameters
  only those are, all of which somebody reads. The same holds where a rule relied on a definition
  (`Lower.claim_zeros`). A block parameter has what all edges pass, and what a convention extends stands in
  the rows of arguments and calls.

    test_rr.4 v1, v1
    zero v2                  "branch e block1 block2 reads flags z, which zero has lost"
    branch e block1 block2

The setting `regalloc_checker` turns it on with the symbolic checker. It is not made to be fast.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from mypy_extensions import i64

from ..ir.errors import InternalError
from ..ir.types import I32
from ..regalloc.contract import (
    DEF,
    EARLY,
    FIXED,
    LATE,
    REG,
    REUSE,
    any_use,
    fixed_use,
    make_operand,
    operand_constraint,
    operand_is_def,
    operand_payload,
    operand_vreg,
    reg_early_def,
    reg_late_use,
    reg_use,
)
from .lower import WANTED
from .rows import IMPLIED, Immediate, Operand, Row, shapes
from .target import Target
from .vcode import MEM_BASE, MEM_CONSTANT, MEM_PINNED, VCode

_VREG_MASK: Final = 0xFFFFFFFF
#: Displacements of places in the frame and of symbols, which emission brings into range.
_FRAME_LOW: Final = -(1 << 31)
_FRAME_HIGH: Final = (1 << 31) - 1
MAX_PROBLEMS: Final = 50


class Pattern(NamedTuple):
    """What an operand must be, and what the row says of it."""

    packed: int
    """Its constraint, with the vreg + 1 where that is known."""
    cls: int
    text: str
    item: Operand | None = None


class VCodeError(InternalError):
    """Lowering made code that its machine does not have."""


def verify_vcode(name: str, vc: VCode, target: Target) -> None:
    """Raise `VCodeError` when something is wrong with the code of function `name`."""
    problems = check(vc, target)
    if problems:
        raise VCodeError(f"function {name} got wrong machine instructions: " + "; ".join(problems))


def check(vc: VCode, target: Target) -> list[str]:
    """What is wrong, in final order; the first `MAX_PROBLEMS`. Empty for a target without rows."""
    if not target.rows():
        return []
    return _Checker(vc, target).run()


class _Checker:
    """State of one check."""

    def __init__(self, vc: VCode, target: Target) -> None:
        self.vc = vc
        self.rows = target.rows()
        self.features = int(target.features)
        self.mop_args = int(target.mop_args)
        self.try_mops = {int(target.calls.try_symbol), int(target.calls.try_register)}
        self.problems: list[str] = []
        self.flags: set[str] = set()
        """Flags that mean something at this place."""
        self.changed = "the start of the block"
        """What changed the flags last."""
        self.addresses: set[int] = set()
        self.dirty: set[int] = set()
        """Vregs with a definition that may leave junk in the upper half."""
        self.passed: dict[int, list[int]] = {}
        """By vreg: the block parameters and results that get the upper half of its register."""

    def run(self) -> list[str]:
        """Check all blocks."""
        vc = self.vc
        for block in range(int(vc.ra.num_blocks())):
            self.flags = set()
            self.changed = "the start of the block"
            first, end = int(vc.ra.block_first[block]), int(vc.ra.block_first[block + 1])
            for inst in range(first, end):
                row = int(vc.order[inst])
                mop = int(vc.mop[row])
                if not 0 <= mop < len(self.rows):
                    self.problem(f"row {row}", f"has no machine opcode {mop}")
                    continue
                described = self.rows[mop]
                what = f"{described.name} (instruction {inst})"
                if described.ends != (inst == end - 1):
                    self.problem(what, "goes on behind it" if described.ends else "ends a block")
                self.instruction(what, described, row, inst)
                if len(self.problems) >= MAX_PROBLEMS:
                    return self.problems
        self.block_params()
        pending = list(self.dirty)
        while pending:
            for vreg in self.passed.get(pending.pop(), ()):
                if vreg not in self.dirty:
                    self.dirty.add(vreg)
                    pending.append(vreg)
        for vreg in sorted(self.words() & self.dirty):
            self.problem(f"v{vreg}", "is taken to have zeros in its upper half, which nothing clears")
        return self.problems

    # --- upper halves ---

    def words(self) -> set[int]:
        """The vregs whose upper half must be zero."""
        vc = self.vc
        found = {int(vc.claimed[at]) for at in range(int(vc.claims))}
        for value in range(len(vc.word_types)):
            mark = int(vc.word_marks[value])
            computed = mark == 0 and vc.word_defs[value] >= 0
            if vc.word_types[value] == I32 and (mark == WANTED or computed):
                found.add(int(vc.word_vreg[value]))
        return {int(vc.resolve_vreg(vreg)) for vreg in found if vreg >= 0}

    def block_params(self) -> None:
        """Each gets what the edges pass."""
        ra = self.vc.ra
        for edge in range(int(ra.num_edges())):
            params = int(ra.param_start[ra.succ[edge]])
            start = int(ra.edge_arg_start[edge])
            for at in range(int(ra.edge_arg_start[edge + 1]) - start):
                self.passed.setdefault(int(ra.edge_args[start + at]), []).append(int(ra.params[params + at]))

    def given(self, row: int, inst: int) -> None:
        """What a row of arguments or a call defines: its convention zero-extends the registers in a mask."""
        vc = self.vc
        mop = int(vc.mop[row])
        if mop == self.mop_args:
            extended = int(vc.i0[row])
        elif mop in self.try_mops:
            extended = int(vc.try_words[vc.i3[row]])
        else:
            extended = int(vc.i2[row])
        for at in range(int(vc.ra.operand_start[inst]), int(vc.ra.operand_start[inst + 1])):
            packed = vc.ra.operands[at]
            if operand_is_def(packed) and extended >> int(operand_payload(packed)) & 1 == 0:
                self.dirty.add(int(operand_vreg(packed)))

    def written(self, vreg: int, item: Operand, row: int, uses: dict[int, int]) -> None:
        """What a row writes; `uses` are vregs by the register that they must be in."""
        if item.keeps and item.preg in uses:
            self.passed.setdefault(uses[item.preg], []).append(vreg)
        elif not any(all(self.fits(part, row) for part in every) for every in item.clears):
            self.dirty.add(vreg)

    def fits(self, part: tuple[str, int, int], row: int) -> bool:
        """Whether a column is in the range that an alternative of `Operand.clears` says."""
        column, low, high = part
        return low <= self.immediate(Immediate("Imm", column), row) <= high

    def problem(self, what: str, text: str) -> None:
        """Note one."""
        self.problems.append(f"{what} {text}")

    def instruction(self, what: str, described: Row, row: int, inst: int) -> None:
        """Check one instruction."""
        if described.inner:
            self.problem(what, "is for expansions only")
        if described.needs & ~self.features:
            self.problem(what, "is an instruction that the machine does not have")
        self.immediates(what, described, row)
        self.condition_flags(what, described, row)
        mem = int(self.vc.row_mem[row])
        self.traps(what, described, row, mem)
        shape = self.shape(what, described, mem)
        if described.variable:
            self.given(row, inst)
        elif shape is not None:
            self.operands(what, shape, inst, mem)

    # --- numbers ---

    def immediate(self, item: Immediate, row: int) -> int:
        """The value of a number."""
        vc = self.vc
        if item.column == "row_trap":
            return int(vc.row_trap[row])
        return int({"i0": vc.i0, "i1": vc.i1, "i2": vc.i2, "i3": vc.i3}[item.column][row])

    def immediates(self, what: str, described: Row, row: int) -> None:
        """All of them are in range."""
        size = next((self.immediate(item, row) for item in described.immediates() if item.kind == "Size"), 8)
        for item in described.immediates():
            if not item.column:
                continue
            value = self.immediate(item, row)
            low, high = item.low, item.high
            if item.sized:
                bits = 8 * min(size, 4)
                low, high = -(1 << (bits - 1)), (1 << (bits - 1 if size > 4 else bits)) - 1
            fixed = item.fixed is not None and value != item.fixed and not item.code
            if fixed or (item.allowed and value not in item.allowed) or not low <= value <= high:
                self.problem(what, f"has {item.name or item.kind.lower()} {value}, which it cannot encode")

    # --- flags ---

    def condition_flags(self, what: str, described: Row, row: int) -> None:
        """Flags are what they are taken for."""
        wanted = set(described.reads) - {"?"}
        if "?" in described.reads:
            for item in described.immediates():
                value = self.immediate(item, row) if item.flags else 0
                if item.flags and 0 <= value < len(item.flags):
                    wanted |= set(item.flags[value])
        missing = wanted - self.flags
        if missing:
            self.problem(what, f"reads flags {''.join(sorted(missing))}, which {self.changed} left undefined")
        if described.sets is not None:
            self.flags = set(described.sets)
            self.changed = what

    # --- traps ---

    def traps(self, what: str, described: Row, row: int, mem: int) -> None:
        """A code where there is something to fault, and only there."""
        vc = self.vc
        code = int(vc.row_trap[row])
        if mem >= 0:
            if mem >= int(vc.mems):
                return
            if code != int(vc.mem_trap[mem]):
                self.problem(what, f"has trap code {code}, its address has {int(vc.mem_trap[mem])}")
        elif described.faults:
            if code == 0:
                self.problem(what, "may trap and has no trap code")
        elif code != 0 and all(item.column != "row_trap" for item in described.immediates()):
            self.problem(what, f"cannot trap and has trap code {code}")

    # --- operands ---

    def shape(self, what: str, described: Row, mem: int) -> Row | None:
        """The row with or without an address, as the instruction has one."""
        flexible = False
        for shape in shapes(described):
            memory = shape.memory()
            flexible = flexible or any(item.kind == "rm" for item in shape.operands())
            if (memory is not None) == (mem >= 0):
                return shape
        if flexible and mem >= 0:
            return described
        if not described.variable:
            self.problem(what, "needs an address" if mem < 0 else "cannot have an address")
        return None

    def operands(self, what: str, shape: Row, inst: int, mem: int) -> None:
        """Those of the row, one by one."""
        vc = self.vc
        start, end = int(vc.ra.operand_start[inst]), int(vc.ra.operand_start[inst + 1])
        found = [int(vc.ra.operands[at]) for at in range(start, end)]
        if mem >= 0 and not self.address(what, shape, int(vc.order[inst]), mem):
            return
        expected = list(self.expected(shape, mem))
        if len(found) != len(expected):
            self.problem(what, f"has {len(found)} operands instead of {len(expected)}")
            return
        uses = {
            int(operand_payload(packed)): int(operand_vreg(packed))
            for packed in found
            if operand_constraint(packed) == FIXED and not operand_is_def(packed)
        }
        for at, (packed, (pattern, cls, text, item)) in enumerate(zip(found, expected, strict=True)):
            vreg = int(operand_vreg(packed))
            if item is not None and operand_is_def(packed):
                self.written(vreg, item, int(vc.order[inst]), uses)
            if packed & ~_VREG_MASK != pattern & ~_VREG_MASK:
                self.problem(what, f"operand {at} (v{vreg}) is not {text}")
            elif pattern & _VREG_MASK and int(vc.resolve_vreg((pattern & _VREG_MASK) - 1)) != vreg:
                self.problem(what, f"operand {at} (v{vreg}) is not the register of its address")
            elif int(vc.vreg_class[vreg]) != cls and not _passed_through(packed):
                self.problem(what, f"operand {at} (v{vreg}) is of the wrong register class")
            if operand_constraint(packed) == REUSE and operand_is_def(found[int(operand_payload(packed))]):
                self.problem(what, f"operand {at} (v{vreg}) shares a register with a def")
        mask = 0
        for part in shape.items:
            if isinstance(part, Operand) and part.access == "c":
                mask |= 1 << part.preg
        if int(vc.ra.clobbers[inst]) & ((1 << 64) - 1) != mask:
            self.problem(what, f"clobbers {int(vc.ra.clobbers[inst]):#x} instead of {mask:#x}")

    def address(self, what: str, shape: Row, row: int, mem: int) -> bool:
        """The address is one that the row can encode; False when its row makes no sense."""
        vc = self.vc
        if mem >= int(vc.mems):
            self.problem(what, f"has no address {mem}")
            return False
        if mem in self.addresses:
            self.problem(what, f"shares address {mem} with another instruction")
        self.addresses.add(mem)
        kind = int(vc.mem_kind[mem])
        memory = next((item for item in shape.operands() if item.kind in ("mem", "rm")), None)
        if memory is not None and memory.size_columns:
            memory = self.scaled(memory, row, int(vc.mem_disp[mem]))
        if kind > MEM_PINNED or (kind != MEM_BASE and vc.mem_base[mem] >= 0) or memory is None:
            self.problem(what, f"has an address of kind {kind} that makes no sense")
            return False
        disp = int(vc.mem_disp[mem])
        encoded = kind in (MEM_BASE, MEM_PINNED)  # as it is, with no place of the frame added
        low, high = (memory.low, memory.high) if encoded else (_FRAME_LOW, _FRAME_HIGH)
        if not low <= disp <= high or (encoded and disp % memory.step):
            self.problem(what, f"has displacement {disp}, which it cannot encode")
        if shape.aligned and (kind != MEM_CONSTANT or len(vc.constants[int(vc.mem_object[mem])]) < 16):
            self.problem(what, "has an address that nothing aligns to 16 bytes")
        if vc.mem_index[mem] >= 0 and int(vc.mem_shift[mem]) not in memory.shifts:
            self.problem(what, f"shifts its index by {int(vc.mem_shift[mem])}")
        return True

    def scaled(self, memory: Operand, row: int, disp: int) -> Operand:
        """The operand with what the size of the access allows."""
        columns = [Immediate("Imm", column) for column in memory.size_columns]
        log2 = sum(self.immediate(item, row) << 2 * at for at, item in enumerate(columns))
        if disp % (1 << log2) == 0 and disp >= 0:
            memory = memory._replace(high=4095 << log2)
        return memory._replace(shifts=(0, log2))

    def expected(self, shape: Row, mem: int) -> Iterator[Pattern]:
        """What each operand must be, in order."""
        listed = shape.operands()
        fields = [item for item in listed if item.field < IMPLIED]
        implied = [item for item in listed if item.field == IMPLIED]
        tied = [item for item in fields if item.access == "rw" and item.kind == "reg"]
        registers = int(self.vc.mem_regs(mem)) if mem >= 0 else 0
        memory = next((item for item in fields if item.kind == "mem"), None)
        if memory is None and mem >= 0:
            memory = next((item for item in fields if item.kind == "rm"), None)
        count = len(fields) + (registers - 1 if memory is not None else 0)
        for item in fields:
            if item is memory:
                for vreg in (int(self.vc.mem_base[mem]), int(self.vc.mem_index[mem])):
                    if vreg >= 0:
                        yield Pattern(int(reg_use(vreg + 1)), 0, "a use by its address")
            elif item.access == "rw":
                at = count + tied.index(item)
                packed = int(make_operand(0, DEF, LATE, REUSE, at))
                yield Pattern(packed, item.cls, f"a def that shares operand {at}", item)
            else:
                yield _pattern(item)
        for item in tied:
            yield Pattern(int(reg_use(0)), item.cls, "the use that shares a def's register")
        for item in implied:
            yield _pattern(item)


def _passed_through(packed: i64) -> bool:
    """A use of a register that is not allocatable: its vreg means nothing."""
    return operand_constraint(packed) == FIXED and not operand_is_def(packed)


def _pattern(item: Operand) -> Pattern:
    """What a plain operand must be."""
    packed, text = _constraint(item)
    return Pattern(int(packed), item.cls, text, item)


def _constraint(item: Operand) -> tuple[i64, str]:
    """Constraint and text of a plain operand."""
    if item.access == "r" and item.preg >= 0:
        return fixed_use(0, item.preg), f"a use in register {item.preg}"
    if item.access == "r" and item.kind == "rm" and item.slot:
        return any_use(0), "a use in a register or slot"
    if item.access == "r":
        return reg_use(0), "a use in a register"
    if item.access == "lr":
        return reg_late_use(0), "a late use in a register"
    early = item.access in ("ew", "t")
    if item.preg >= 0:
        position = EARLY if early else LATE
        return make_operand(0, DEF, position, FIXED, item.preg), f"a def in register {item.preg}"
    if early:
        return reg_early_def(0), "an early def"
    return make_operand(0, DEF, LATE, REG, 0), "a def in a register"
