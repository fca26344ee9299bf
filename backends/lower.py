"""Lowering: what rules and the driver work on.

Each block is walked backwards (by `select.py`) and each instruction is handed to the target's
rules. Going backwards makes two things simple: pure code whose results nobody asked for is never
selected, and a rule can absorb the definition of an operand (compare into branch, shift into
address, load into operand), because that definition has not been lowered yet and will not be
unless somebody else uses it.

    v2 = iadd v0, v1          3. `iadd` : nobody asked for v2 -> nothing
    v3 = icmp slt v0, v1      2. `icmp` : nobody asked for v3 -> nothing
    brif v3, block1, block2   1. `brif (icmp ..)` -> cmp v0, v1; jl block1; jmp block2

A value's register is made on first use (`use`); a rule's result is joined with it (`set_result`).
Integer constants are made anew for each use, right before the user, so they never occupy a
register for long; the uses of a rule are evaluated before its first instruction, so a constant
never falls between a compare and the reader of its flags.

Loads. A load may be folded into its user only when it would read the same memory there: `sinkable`
asks that it has one use, that both are in one block, and that nothing with a side effect lies
between. To decide that, `colour` numbers the stretches between side effects; equal colour, same
stretch. A folded load is marked by `sink` and then lowered only if somebody else wants its value
as well (reading twice within one stretch gives the same value).

Words. On a machine whose `Target` says so (`zero_extended_words`), an i32 is zero-extended in its 64-bit
register, so that `uextend.i64` of it is the same register. What computes an i32 in a register of 32 bits
does that for nothing. *Borders* do not: arguments and results of foreign conventions, the low half of an
i64. They pay with a move when somebody reads the whole register, which is known by then, since users are
lowered before definitions:

    v1 = ireduce.i32 v0       2. `wanted(v1)`: a 32-bit move; without v2, v1 would be the register of v0
    v2 = uextend.i64 v1       1. `extended(v1)`: v2 is the register of v1, and its zeros are wanted

A block parameter is as its arguments are. An edge to a block that is still to be lowered (a loop) wants zeros
in any case, but of the parameters of that loop, which wait (`turns`).
"""

from abc import ABC, abstractmethod
from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64, mypyc_attr, u8

from ..ir.entities import Signature
from ..ir.errors import UnsupportedError
from ..ir.function import Function
from ..ir.opcodes_gen import OP_ICONST
from ..ir.types import I32, is_int, type_name
from ..regalloc.contract import INT, MachineEnv, fixed_use, reg_use
from ..tables import filled8, filled32
from .abi import EXT_ZERO, AbiSpec, Layouts, SignatureLayout, class_of
from .block_order import BlockOrder, compute_block_order
from .vcode import VCode

#: Of functions without `try_call`; replaced, never changed.
_NO_VREGS: Final[dict[int, int]] = {}
#: `Lower.zeros`: somebody reads the whole register of the i32; a border has left it as it came.
WANTED: Final = 1
LEFT: Final = 2


class CallRows:
    """Machine opcodes of the rows of calls and tail calls: `i0` is the symbol, `i1` what is popped, and `i2`
    says which registers hold an i32 that the convention zero-extends (a bit by preg; of the row of arguments
    `i0`). Of those that end a block (`try_*`), `i2` is the machine block to go on in and `i3` the row of
    `VCode.try_start`; their registers are in `VCode.try_words`."""

    def __init__(
        self,
        call_symbol: i64,
        call_register: i64,
        jump_symbol: i64,
        jump_register: i64,
        jump_preg: i64,
        try_symbol: i64 = -1,
        try_register: i64 = -1,
        block_address: i64 = -1,
    ) -> None:
        self.call_symbol: i64 = call_symbol
        self.call_register: i64 = call_register
        """Through the vreg in operand 0."""
        self.jump_symbol: i64 = jump_symbol
        self.jump_register: i64 = jump_register
        self.jump_preg: i64 = jump_preg
        """Where a tail call wants its callee: no argument, and not restored by the epilogue."""
        self.try_symbol: i64 = try_symbol
        """-1: the machine has no exceptions."""
        self.try_register: i64 = try_register
        self.block_address: i64 = block_address
        """The address of machine block `i0`, in operand 0."""


@mypyc_attr(allow_interpreted_subclasses=True)
class LoweringTarget(ABC):
    """What lowering asks of a machine (`target.py` has the rest). The methods append rows to `ctx.vc`."""

    name: str
    """The spelling used on the command line."""
    features: i64
    """Optional instructions that may be used: bits whose meaning the machine fixes."""
    conventions: dict[str, AbiSpec]
    """Calling conventions by name."""
    calls: CallRows
    """Rows of calls."""
    zero_extended_words: bool = False
    """An i32 is zero-extended in its register, which has 64 bits; `check_vcode.py` proves that it is."""
    mop_args: i64
    """Machine opcode of the row that defines the register arguments; the driver adds its operands."""
    mop_jump: i64
    """That of an unconditional jump to machine block `i0`."""
    ends: vec[u8]
    """By machine opcode: 1 for what ends a block."""
    remat: vec[u8]
    """By machine opcode: 1 for what is cheap enough to be repeated instead of spilled."""
    env: MachineEnv
    """Registers for the allocator."""
    mop_return: i64
    """That of the row that leaves the function, epilogue first; the driver adds uses of return registers."""

    def abi(self, call_conv: str) -> AbiSpec:
        """The convention of this name; raises `UnsupportedError` for those not supported."""
        spec = self.conventions.get(call_conv)
        if spec is None:
            raise UnsupportedError(f"calling convention {call_conv} is not supported on {self.name}")
        return spec

    @abstractmethod
    def lower(self, ctx: "Lower", inst: i64) -> bool:
        """Apply the rules to an instruction; False when none matches."""

    @abstractmethod
    def emit_const(self, ctx: "Lower", ty: i64, value: i64) -> i64:
        """A new vreg holding an integer constant. Must not change flags."""

    @abstractmethod
    def extend(self, ctx: "Lower", ty: i64, kind: i64, vreg: i64) -> i64:
        """`vreg` of type `ty` extended to 64 bits (abi.EXT_ZERO or EXT_SIGN)."""

    @abstractmethod
    def load_place(self, ctx: "Lower", ty: i64, place: i64, offset: i64) -> i64:
        """A new vreg loaded from an argument place (MEM_INCOMING or MEM_OUTGOING)."""

    def copy_argument(self, ctx: "Lower", ty: i64, source: i64, offset: i64, place: i64) -> None:
        """Copy a value of type `ty` from an address in a vreg plus `offset` to byte `place` of the outgoing
        stack arguments: a piece of a structure passed by value."""
        raise UnsupportedError(f"structure arguments (sarg) are not supported on {self.name}")

    @abstractmethod
    def store_place(self, ctx: "Lower", ty: i64, vreg: i64, place: i64, base: i64, offset: i64) -> None:
        """Store to an argument place; `base` is a vreg for MEM_BASE, where the caller's return
        area is. Cannot trap."""

    @abstractmethod
    def place_address(self, ctx: "Lower", place: i64, offset: i64) -> i64:
        """A new vreg holding the address of an argument place (MEM_OUTGOING)."""

    def begin_call(self, ctx: "Lower", symbol: i64, callee: i64, tail: bool, pop: i64, block: i64) -> i64:
        """Append the row of a call to symbol number `symbol`, or through vreg `callee` when that is -1,
        with the use of that vreg; the driver adds argument uses, result defs and clobbers. A call that ends
        its block and goes on in machine block `block` has the number of the newest of `VCode.tries`.

        `pop` is for emission. Of a call: the bytes by which the callee raises the stack pointer when it
        returns, which is to be lowered again. Of a `tail` call (epilogue, then jump): the bytes between
        the frame pair and the stack arguments of the call, which are to be freed. (No parameter has a
        default: compiled, machines written in Python would get 0 for it.)"""
        rows = self.calls
        if block >= 0:
            row = ctx.vc.row(
                rows.try_symbol if symbol >= 0 else rows.try_register, max(symbol, 0), pop, block
            )
            ctx.vc.i3[row] = ctx.vc.tries - 1
            if symbol < 0:
                ctx.vc.operand(reg_use(callee))
            return row
        if symbol >= 0:
            return ctx.vc.row(rows.jump_symbol if tail else rows.call_symbol, symbol, pop, 0)
        row = ctx.vc.row(rows.jump_register if tail else rows.call_register, 0, pop, 0)
        ctx.vc.operand(fixed_use(callee, rows.jump_preg) if tail else reg_use(callee))
        return row


@mypyc_attr(acyclic=True, free_list_len=1)
class Lower:
    """State of lowering one function; what the generated rules and the backends' `emit` functions
    work on."""

    def __init__(
        self,
        func: Function,
        target: LoweringTarget,
        blocks: BlockOrder | None = None,
        vc: VCode | None = None,
        layouts: Layouts | None = None,
    ) -> None:
        self.func: Function = func
        self.target: LoweringTarget = target
        self.vc: VCode = vc if vc is not None else VCode()
        self.vc.make_room(len(func.op))
        self.blocks: BlockOrder = blocks if blocks is not None else compute_block_order(func)
        self.layouts: Layouts = layouts if layouts is not None else Layouts()
        self.layout: SignatureLayout = self.place(func.signature)
        self.spec: AbiSpec = target.abi(func.signature.call_conv)
        """The function's own convention."""
        self.value_vreg: vec[i32] = filled32(self.vc.value_vreg, self.vc.minus_ones, len(func.value_type))
        """By value: its vreg once somebody asked for it."""
        self.value_uses: vec[i32] = filled32(self.vc.value_uses, self.vc.zeros, len(func.value_type))
        """By value: number of operands and block-call arguments that name it."""
        self.colour: vec[i32] = filled32(self.vc.colour, self.vc.minus_ones, len(func.op))
        """By instruction: number of the stretch it starts in; two instructions with equal numbers
        have no side effect between them."""
        self.sunk: vec[u8] = filled8(self.vc.sunk, self.vc.zeros8, len(func.op))
        self.words: bool = target.zero_extended_words
        """An i32 is zero-extended in its register."""
        self.own_convention: bool = self.layout.zero_extended_words
        """Callers of the function zero-extend its i32 arguments, and get such results."""
        self.zeros: vec[u8] = filled8(self.vc.word_zeros, self.vc.zeros8, len(func.value_type))
        """By value of type i32: WANTED or LEFT; 0 while nobody has asked."""
        self.turns: dict[int, list[tuple[int, int]]] | None = None
        """By machine block of a loop still to be lowered: i32 parameters of it that become others."""
        self.pinned_stays: bool = False
        """The pinned register has one content in all of the function, so that addresses may name it."""
        self.inst: i64 = -1
        """Instruction being lowered."""
        self.area_vreg: i64 = -1
        """Holds the address of the caller's return area."""
        self.try_vregs: dict[int, int] = _NO_VREGS
        """What calls that end a block leave in registers (`try_calls.py`): vreg by call and register."""
        self.trace: list[tuple[int, str]] | None = None
        """When a list: `(inst, name of the rule)` of every rule that fired."""

    # --- what rules ask -------------------------------------------------------------------

    def def_inst(self, value: i64) -> i64:
        """The instruction whose first result is `value`, else -1."""
        if self.func.value_index[value] != 0:
            return -1
        inst = i64(self.func.value_def[value])
        if inst < 0:
            return -1
        return inst

    def def_op(self, inst: i64) -> i64:
        """The opcode of what `def_inst` gave, -1 for -1."""
        if inst < 0:
            return -1
        return i64(self.func.op[inst])

    def use(self, value: i64) -> i64:
        """The vreg holding a value; an integer constant is made anew each time."""
        inst = i64(self.func.value_def[value])
        if inst >= 0 and self.func.op[inst] == OP_ICONST:
            return self.target.emit_const(self, i64(self.func.ty[inst]), self.func.imm[inst])
        return self.vreg_of(value)

    def vreg_of(self, value: i64) -> i64:
        """The vreg of a value that is not remade at each use."""
        vreg = i64(self.value_vreg[value])
        if vreg < 0:
            vreg = self.vc.new_vreg(class_of(i64(self.func.value_type[value])))
            self.value_vreg[value] = i32(vreg)
        return vreg

    def set_result(self, inst: i64, index: i64, vreg: i64) -> None:
        """Say which vreg holds a result."""
        value = i64(self.func.result_start[inst]) + index
        wanted = i64(self.value_vreg[value])
        if wanted < 0:
            self.value_vreg[value] = i32(vreg)
        else:
            self.vc.set_alias(wanted, vreg)

    def new_int(self) -> i64:
        """A fresh vreg of class INT."""
        return self.vc.new_vreg(INT)

    def claim_zeros(self, value: i64) -> None:
        """Note that a rule relies on a definition that clears the upper half of the register: the verifier of
        machine code (`check_vcode.py`) proves it."""
        vc = self.vc
        if vc.claims < len(vc.claimed):
            vc.claimed[vc.claims] = i32(value)
        else:
            vc.claimed = append(vc.claimed, i32(value))
        vc.claims = vc.claims + 1

    def extended(self, value: i64) -> i64:
        """The register of an i32, all of which the user reads: its upper half is zero."""
        self.zeros[value] = WANTED
        return self.use(value)

    def wanted(self, value: i64) -> bool:
        """Whether a border must clear the upper half of the register of its i32; if not, it is left as it
        is."""
        if self.zeros[value] == WANTED:
            return True
        self.zeros[value] = LEFT
        return False

    def same_word(self, value: i64, source: i64) -> i64:
        """The register of an i32 that `value` is another name of."""
        return self.extended(source) if self.wanted(value) else self.use(source)

    def low_word(self, value: i64, vreg: i64) -> i64:
        """The register of an i32 that is the low half of `vreg`: a border."""
        return self.target.extend(self, I32, EXT_ZERO, vreg) if self.wanted(value) else vreg

    def claims_to_vregs(self) -> None:
        """Put vregs in the place of the values that were claimed, at the end; -1 for one that got none."""
        i: i64 = 0
        while i < self.vc.claims:
            self.vc.claimed[i] = self.value_vreg[i64(self.vc.claimed[i])]
            i += 1
        if self.words:
            self.vc.word_types = self.func.value_type
            self.vc.word_vreg = self.value_vreg
            self.vc.word_marks = self.zeros
            self.vc.word_defs = self.func.value_def

    def fired(self, rule: str) -> None:
        """Note which rule lowered the current instruction."""
        if self.trace is not None:
            self.trace.append((int(self.inst), rule))

    def single_use(self, inst: i64) -> bool:
        """The first result of `inst` has exactly one use."""
        return self.value_uses[i64(self.func.result_start[inst])] == 1

    def sinkable(self, inst: i64) -> bool:
        """A load that may be done by the instruction being lowered instead."""
        return (
            self.value_uses[i64(self.func.result_start[inst])] == 1
            and self.colour[inst] == self.colour[self.inst]
        )

    def sink(self, inst: i64) -> None:
        """Mark a load as done by its user."""
        self.sunk[inst] = 1

    def edge_label(self, index: i64) -> i64:
        """Machine block that block call `index` of the branch being lowered leads to."""
        return self.blocks.edge_label[i64(self.func.edge_start[self.inst]) + index]

    def edge_total(self) -> i64:
        """Number of block calls of the branch being lowered."""
        return i64(self.func.edge_count[self.inst])

    def signature_layout(self, sig: i64) -> SignatureLayout:
        """Places of signature `sig` of the function."""
        return self.place(self.func.signatures[int(sig)])

    def place(self, signature: Signature) -> SignatureLayout:
        """Places of a signature on this machine."""
        layout = self.layouts.place(signature, self.target.abi(signature.call_conv))
        if self.target.env.float_mask == 0:
            self._refuse_floats(layout)
        return layout

    def _refuse_floats(self, layout: SignatureLayout) -> None:
        """Raise `UnsupportedError` for a signature with floats or vectors, on a machine without."""
        for places in (layout.params, layout.returns):
            for ty in places.ty:
                if not is_int(ty):
                    name = type_name(ty)
                    raise UnsupportedError(f"values of type {name} are not supported on {self.target.name}")
