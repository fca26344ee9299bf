"""The aarch64 target: what the shared driver asks of this machine (see `backends/target.py`)."""

from mypy_extensions import i64

from ...ir.errors import SettingError
from ...ir.types import zero_extend
from ...regalloc.contract import MachineEnv, fixed_use, operand_is_def, reg_def, reg_use
from ..abi import EXT_SIGN, AbiSpec, class_of
from ..emit_state import EmitState
from ..emulator import Emulator, UnicornMachine
from ..legalize.library import LibraryCalls
from ..lower import PLACE_BASE, PLACE_INCOMING, Lower
from ..target import Target
from .abi import abi_spec
from .amode import store_or_load_at
from .disasm import CONDITIONS, text_of
from .emit import emit_row
from .encodings import MEM_OPS, PSEUDO_ROWS, ROWS
from .encodings_gen import (
    FIRST_PSEUDO,
    MOP_ARGS,
    MOP_BR_COND,
    MOP_CALL,
    MOP_CALL_INDIRECT,
    MOP_FRAME_ADDR,
    MOP_FRAME_MEM,
    MOP_JUMP,
    MOP_MOV_IMM,
    MOP_RET_FRAME,
    MOP_SYMBOL_ADDR,
    MOP_SYMBOL_GOT,
    MOP_TAIL_CALL,
    MOP_TAIL_CALL_INDIRECT,
    MOP_TRAP_COND,
)
from .features import PINNED_REG, SIGN_RETURN_ADDRESS, SIGN_WITH_BKEY, USE_BTI, USE_CSDB
from .flags import FLAGS
from .frame import FRAME_INCOMING, FRAME_OUTGOING, put_move, put_prologue
from .gen_encodings import immediates, register_order
from .insts import sext64_reg, zext64_reg
from .insts_mem import load_op, store_op
from .labels import AArch64Labels
from .library_calls import library_calls
from .lower_gen import lower as lower_by_rules
from .object_format import AArch64Format
from .regs import PINNED, TAIL_TARGET, machine_env, preg_name


class AArch64(Target):
    """Armv8-A, 64-bit, little-endian."""

    def __init__(self, features: i64) -> None:
        self.name = "aarch64"
        self.features = features
        self.mop_args = MOP_ARGS
        self.mop_jump = MOP_JUMP
        self.mop_return = MOP_RET_FRAME
        self.env: MachineEnv = machine_env(PINNED if features & PINNED_REG else -1)
        self.labels = AArch64Labels((features & USE_BTI) != 0)
        self.form = AArch64Format()
        self._specs: dict[str, AbiSpec] = {}
        self._library_calls: LibraryCalls = library_calls(features)
        self.sign: i64 = 0
        """Key that signs return addresses: 0 none, 1 A, 2 B."""
        if features & SIGN_RETURN_ADDRESS:
            self.sign = 2 if features & SIGN_WITH_BKEY else 1
        self.bti: bool = (features & USE_BTI) != 0
        self.csdb: bool = (features & USE_CSDB) != 0

    # --- conventions ----------------------------------------------------------------------

    def preg_name(self, preg: i64) -> str:
        """`x3`, `v5`."""
        return preg_name(preg)

    def abi(self, call_conv: str) -> AbiSpec:
        """The convention of this name."""
        spec = self._specs.get(call_conv)
        if spec is None:
            spec = abi_spec(call_conv)
            self._specs[call_conv] = spec
        return spec

    def library_calls(self) -> LibraryCalls:
        """What becomes a call (library_calls.py)."""
        return self._library_calls

    # --- lowering -------------------------------------------------------------------------

    def lower(self, ctx: Lower, inst: i64) -> bool:
        """Apply the rules."""
        return lower_by_rules(ctx, inst)

    def emit_const(self, ctx: Lower, ty: i64, value: i64) -> i64:
        """A constant, zero-extended to 64 bits; made anew rather than spilled."""
        vreg = ctx.new_int()
        row = ctx.vc.row(MOP_MOV_IMM, zero_extend(value, ty), 0, 0)
        ctx.vc.operand(reg_def(vreg))
        ctx.remat(row)
        return vreg

    def extend(self, ctx: Lower, ty: i64, kind: i64, vreg: i64) -> i64:
        """Extension to 64 bits."""
        return sext64_reg(ctx, ty, vreg) if kind == EXT_SIGN else zext64_reg(ctx, ty, vreg)

    def load_place(self, ctx: Lower, ty: i64, place: i64, offset: i64) -> i64:
        """From the caller's frame through the frame pointer, or from sp + offset."""
        vreg = ctx.vc.new_vreg(class_of(ty))
        ctx.vc.row(MOP_FRAME_MEM, load_op(ty), _area(place), offset)
        ctx.vc.operand(reg_def(vreg))
        return vreg

    def store_place(self, ctx: Lower, ty: i64, vreg: i64, place: i64, base: i64, offset: i64) -> None:
        """The same way, or to base + offset."""
        if place == PLACE_BASE:
            store_or_load_at(ctx, store_op(ty), reg_use(vreg), base, offset)
            return
        ctx.vc.row(MOP_FRAME_MEM, store_op(ty), _area(place), offset)
        ctx.vc.operand(reg_use(vreg))

    def place_address(self, ctx: Lower, place: i64, offset: i64) -> i64:
        """sp + offset."""
        vreg = ctx.new_int()
        ctx.vc.row(MOP_FRAME_ADDR, 0, _area(place), offset)
        ctx.vc.operand(reg_def(vreg))
        return vreg

    def begin_call(self, ctx: Lower, symbol: i64, callee: i64, tail: bool, pop: i64) -> i64:
        """`bl` or `b`, `blr` or `br`; a linker adds what a distant or external callee needs."""
        if symbol >= 0:
            return ctx.vc.row(MOP_TAIL_CALL if tail else MOP_CALL, symbol, pop, 0)
        row = ctx.vc.row(MOP_TAIL_CALL_INDIRECT if tail else MOP_CALL_INDIRECT, 0, pop, 0)
        ctx.vc.operand(fixed_use(callee, TAIL_TARGET) if tail else reg_use(callee))
        return row

    # --- emission -------------------------------------------------------------------------

    def emit_prologue(self, state: EmitState) -> None:
        """Frame-pointer pair, stack, saved registers."""
        put_prologue(state, self.sign, self.bti)

    def emit_inst(self, state: EmitState, row: i64) -> None:
        """Bytes of one row."""
        emit_row(state, row, self.sign, self.bti, self.csdb)

    def emit_move(self, state: EmitState, cls: i64, source: i64, target: i64) -> None:
        """One move of the allocator."""
        put_move(state, cls, source, target)

    def emulator(self) -> Emulator:
        """Unicorn: a processor with the large-system extensions; FP and SIMD registers are off after
        reset."""
        return UnicornMachine(
            architecture="UC_ARCH_ARM64",
            mode="UC_MODE_ARM",
            constants="unicorn.arm64_const",
            prefix="UC_ARM64_REG_",
            pc="PC",
            sp="SP",
            link="LR",
            result="X0",
            second="X1",
            args=tuple(f"X{number}" for number in range(8)),
            floats=tuple(f"Q{number}" for number in range(8)),
            return_code=b"\xc0\x03\x5f\xd6" * 4,
            cpu="UC_CPU_ARM64_MAX",
            setup=(("CPACR_EL1", 3 << 20),),
        )

    # --- text -----------------------------------------------------------------------------

    def row_text(self, state: EmitState, row: i64) -> str:
        """One row with virtual registers."""
        vc = state.vc
        mop = int(vc.mop[row])
        count = int(vc.operand_end(row)) - int(vc.row_operand_start[row])
        names = [state.operand_text(k) for k in range(count)]
        packed = [int(vc.ra.operands[state.base + k]) for k in range(count)]
        imms = [int(vc.i0[row]), int(vc.i1[row]), int(vc.i2[row]), int(vc.i3[row])]
        if mop < FIRST_PSEUDO:
            used = len(register_order(ROWS[mop]))
            return text_of(mop, list(names[:used]), imms[: len(immediates(ROWS[mop]))])
        defs = [name for name, operand in zip(names, packed, strict=True) if operand_is_def(operand)]
        uses = [name for name, operand in zip(names, packed, strict=True) if not operand_is_def(operand)]
        text = f"{', '.join(defs)} = " if defs else ""
        return " ".join([text + _pseudo_text(vc.symbols, mop, imms), *([", ".join(uses)] if uses else [])])


def _area(place: i64) -> i64:
    """Base of an argument place in frame rows."""
    return FRAME_INCOMING if place == PLACE_INCOMING else FRAME_OUTGOING


def _pseudo_text(symbols: list[str], mop: int, imms: list[int]) -> str:
    """A pseudo row without its operands."""
    name = PSEUDO_ROWS[mop - FIRST_PSEUDO]
    if mop in (MOP_CALL, MOP_TAIL_CALL, MOP_SYMBOL_ADDR, MOP_SYMBOL_GOT):
        return f"{name} {symbols[imms[0]]}"
    if mop == MOP_MOV_IMM:
        return f"mov #{imms[0]:#x}"
    if mop in (MOP_FRAME_MEM, MOP_FRAME_ADDR):
        place = {FRAME_INCOMING: "incoming", FRAME_OUTGOING: "outgoing"}.get(imms[1], f"ss{imms[1]}")
        what = MEM_OPS[imms[0]].mnemonic if mop == MOP_FRAME_MEM else "addr"
        return f"{what} [{place}+{imms[2]}]"
    if mop == MOP_JUMP:
        return f"b block{imms[0]}"
    if mop in (MOP_BR_COND, MOP_TRAP_COND):
        rest = f"block{imms[1]}, block{imms[2]}" if mop == MOP_BR_COND else f"code {imms[1]}"
        return f"{name} {CONDITIONS[imms[0]]}, {rest}"
    shown = [str(imm) for imm in imms[:3]]
    while shown and shown[-1] == "0":
        shown.pop()
    return " ".join([name, *shown])


def make(flags: dict[str, str]) -> Target:
    """The target with its flags, as `registry.lookup` gives them."""
    features = 0
    for name, value in flags.items():
        if name == "enable_pinned_reg":
            bit = PINNED_REG
        elif name in FLAGS:
            bit = 1 << FLAGS.index(name)
        elif name == "enable_llvm_abi_extensions":
            continue  # there are result registers enough
        else:
            raise SettingError(f"target aarch64 has no flag {name!r}")
        if value not in ("true", "false"):
            raise SettingError(f"target flag {name} must be true or false, not {value!r}")
        if value == "true":
            features |= bit
    return AArch64(features)
