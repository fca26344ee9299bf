"""The x86-64 target: what the framework asks of a machine, delegated to the modules beside it."""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, u8

from ...ir.types import F16, F64, I32, I64, is_int
from ...regalloc.contract import MachineEnv
from ..abi import EXT_SIGN
from ..addresses import at_base
from ..emit_state import EmitState
from ..emulator import Emulator, UnicornMachine
from ..flags import feature_bits
from ..host_traps import HostCode
from ..legalize.narrow_vectors import facts_of_types
from ..lower import CallRows, Lower
from ..rows import Row
from ..target import Target
from ..vcode import MEM_BASE, MEM_OUTGOING
from . import constructors_gen as asm
from . import emit, features, frame, insts, lower_gen
from .abi import conventions
from .encodings_gen import (
    MOP_ARGS,
    MOP_BLOCK_ADDR,
    MOP_CALL_REG,
    MOP_CALL_SYM,
    MOP_ENDS,
    MOP_JUMP,
    MOP_JUMP_REG,
    MOP_JUMP_SYM,
    MOP_REMAT,
    MOP_RET_SEQ,
    MOP_TRY_REG,
    MOP_TRY_SYM,
)
from .host import X64HostAssembler
from .labels import X64Labels
from .library_calls import library_calls
from .machine_env import machine_env
from .object_format import X64Format
from .regs import RAX, preg_name
from .rows import rows

#: All instructions on vectors are on those of 128 bits.
VECTOR_BITS: Final = 128
TYPE_FACTS: Final[vec[i64]] = facts_of_types(VECTOR_BITS, has_halves=False)


class X64Target(Target):
    """x86-64 with a set of optional features (features.py)."""

    def __init__(self, bits: int = 0) -> None:
        self.name: str = "x86_64"
        self.features: i64 = bits
        pinned = (bits & features.ENABLE_PINNED_REG) != 0
        self.conventions = conventions(pinned, (bits & features.ENABLE_LLVM_ABI_EXTENSIONS) != 0)
        self.calls = CallRows(
            MOP_CALL_SYM,
            MOP_CALL_REG,
            MOP_JUMP_SYM,
            MOP_JUMP_REG,
            RAX,
            MOP_TRY_SYM,
            MOP_TRY_REG,
            MOP_BLOCK_ADDR,
        )
        self.zero_extended_words = True
        self.mop_args: i64 = MOP_ARGS
        self.mop_jump: i64 = MOP_JUMP
        self.mop_return: i64 = MOP_RET_SEQ
        self.remat: vec[u8] = MOP_REMAT
        self.ends: vec[u8] = MOP_ENDS
        self.env: MachineEnv = machine_env(pinned)
        self.labels = X64Labels()
        self.form = X64Format(bits)
        self.library = library_calls(bits)
        self.vector_bits: i64 = VECTOR_BITS
        self.type_facts: vec[i64] = TYPE_FACTS
        self.bare_leaves = True

    def preg_name(self, preg: i64) -> str:
        """`rax`, `xmm1`."""
        return preg_name(preg)

    # --- lowering -------------------------------------------------------------------------

    def lower(self, ctx: Lower, inst: i64) -> bool:
        """Apply the rules to an instruction; False when none matches."""
        return lower_gen.lower(ctx, inst)

    def emit_const(self, ctx: Lower, ty: i64, value: i64) -> i64:
        """A new vreg holding an integer constant; flags are kept."""
        return insts.const(ctx, ty, value)

    def extend(self, ctx: Lower, ty: i64, kind: i64, vreg: i64) -> i64:
        """`vreg` of type `ty` extended to 64 bits (abi.EXT_ZERO or EXT_SIGN)."""
        return insts.sign_ext(ctx, ty, 8, vreg) if kind == EXT_SIGN else insts.zero_ext(ctx, ty, vreg)

    def load_place(self, ctx: Lower, ty: i64, place: i64, offset: i64) -> i64:
        """Load 8 bytes (16 of vectors); junk above i8 and i16 stays, i32 is zero-extended."""
        whole = ty if ty == I32 else _whole(ty)
        return insts.load_from(ctx, whole, ctx.vc.new_mem(place, offset, 0))

    def copy_argument(self, ctx: Lower, ty: i64, source: i64, offset: i64, place: i64) -> None:
        """A load and a store."""
        piece = insts.load_from(ctx, ty, at_base(ctx, source, offset))
        insts.store_to(ctx, ty, ctx.vc.new_mem(MEM_OUTGOING, place, 0), piece)

    def store_place(self, ctx: Lower, ty: i64, vreg: i64, place: i64, base: i64, offset: i64) -> None:
        """Store integers with the whole register, as an extension may be asked."""
        if place == MEM_BASE:
            mem = at_base(ctx, base, offset)
        else:
            mem = ctx.vc.new_mem(place, offset, 0)
        insts.store_to(ctx, _whole(ty), mem, vreg)

    def place_address(self, ctx: Lower, place: i64, offset: i64) -> i64:
        """`lea`."""
        return asm.lea_rm(ctx, 8, ctx.vc.new_mem(place, offset, 0))

    # --- emission -------------------------------------------------------------------------

    def emit_prologue(self, state: EmitState) -> None:
        """Frame, stack allocation and register saves."""
        frame.emit_prologue(state)

    def emit_inst(self, state: EmitState, row: i64) -> None:
        """Bytes of one row."""
        emit.emit_row(state, row)

    def emit_move(self, state: EmitState, cls: i64, source: i64, target: i64) -> None:
        """Move between two allocations, at most one of which is a slot."""
        frame.emit_move(state, cls, source, target)

    def rows(self) -> list[Row]:
        """What each machine opcode is."""
        return rows()

    # --- execution ------------------------------------------------------------------------

    def host_code(self) -> HostCode:
        """`host.py`."""
        return HostCode(X64HostAssembler)

    def emulator(self) -> Emulator:
        """Unicorn."""
        return UnicornMachine(
            architecture="UC_ARCH_X86",
            mode="UC_MODE_64",
            pc="RIP",
            sp="RSP",
            fp="RBP",
            result="RAX",
            second="RDX",
            args=("RDI", "RSI", "RDX", "RCX", "R8", "R9"),
            floats=tuple(f"XMM{number}" for number in range(8)),
            return_code=b"\xc3" + b"\x90" * 15,
        )


def _whole(ty: i64) -> i64:
    """The type that is moved to or from an argument place of 8 bytes (16 for vectors): integers with the
    whole register, as an extension may be asked; junk above a narrow one stays."""
    if is_int(ty):
        return I64
    if ty == F16:
        return F64
    return ty


def make(flags: dict[str, str]) -> X64Target:
    """The target with its flags and shared settings; raises `SettingError` for others."""
    return X64Target(feature_bits("x86_64", features, flags))
