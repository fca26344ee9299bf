"""The aarch64 target: what the shared driver asks of this machine (see `backends/target.py`)."""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, u8

from ...ir.types import zero_extend
from ...regalloc.contract import MachineEnv
from ..abi import EXT_SIGN
from ..emit_state import EmitState
from ..emulator import Emulator, UnicornMachine, UserMachine
from ..flags import feature_bits
from ..host_traps import HostCode
from ..legalize.narrow_vectors import facts_of_types
from ..lower import CallRows, Lower
from ..rows import Row
from ..target import Target
from ..vcode import MEM_BASE, MEM_OUTGOING
from . import constructors_gen as asm
from . import features, insts
from .abi import conventions
from .amode import base_offset
from .emit import emit_row
from .encodings_gen import (
    MOP_ARGS,
    MOP_BLOCK_ADDR,
    MOP_CALL,
    MOP_CALL_INDIRECT,
    MOP_ENDS,
    MOP_JUMP,
    MOP_REMAT,
    MOP_RET_FRAME,
    MOP_TAIL_CALL,
    MOP_TAIL_CALL_INDIRECT,
    MOP_TRY_CALL,
    MOP_TRY_CALL_INDIRECT,
)
from .frame import put_move, put_prologue
from .host import AArch64HostAssembler
from .labels import AArch64Labels
from .library_calls import library_calls
from .lower_gen import lower as lower_by_rules
from .machine_env import machine_env
from .object_format import AArch64Format
from .regs import PINNED, TAIL_TARGET, preg_name
from .rows import rows as machine_rows

#: Instructions on vectors are on those of 64 and of 128 bits.
VECTOR_BITS: Final = 64
TYPE_FACTS: Final[vec[i64]] = facts_of_types(VECTOR_BITS, has_halves=True)


class AArch64(Target):
    """Armv8-A, 64-bit, little-endian."""

    def __init__(self, bits: int) -> None:
        self.name = "aarch64"
        self.features = bits
        self.calls = CallRows(
            MOP_CALL,
            MOP_CALL_INDIRECT,
            MOP_TAIL_CALL,
            MOP_TAIL_CALL_INDIRECT,
            TAIL_TARGET,
            MOP_TRY_CALL,
            MOP_TRY_CALL_INDIRECT,
            MOP_BLOCK_ADDR,
        )
        self.zero_extended_words = True
        self.mop_args = MOP_ARGS
        self.mop_jump = MOP_JUMP
        self.mop_return = MOP_RET_FRAME
        self.remat: vec[u8] = MOP_REMAT
        self.ends: vec[u8] = MOP_ENDS
        pinned: i64 = PINNED if bits & features.ENABLE_PINNED_REG else -1
        self.env: MachineEnv = machine_env(pinned)
        self.labels = AArch64Labels((bits & features.USE_BTI) != 0)
        self.conventions = conventions(int(pinned))
        self.library = library_calls(bits)
        self.vector_bits: i64 = VECTOR_BITS
        self.type_facts: vec[i64] = TYPE_FACTS
        # Frames are what return addresses are signed with, which may be asked of all functions.
        self.bare_leaves = (bits & features.SIGN_RETURN_ADDRESS_ALL) == 0
        self.sign: i64 = 0
        """Key that signs return addresses: 0 none, 1 A, 2 B."""
        if bits & features.SIGN_RETURN_ADDRESS:
            self.sign = 2 if bits & features.SIGN_RETURN_ADDRESS_WITH_BKEY else 1
        self.form = AArch64Format(self.sign == 2, self.sign != 0, (bits & features.USE_BTI) != 0)
        self.bti: bool = (bits & features.USE_BTI) != 0
        self.csdb: bool = (bits & features.USE_CSDB) != 0

    # --- conventions ----------------------------------------------------------------------

    def preg_name(self, preg: i64) -> str:
        """`x3`, `v5`."""
        return preg_name(preg)

    # --- lowering -------------------------------------------------------------------------

    def lower(self, ctx: Lower, inst: i64) -> bool:
        """Apply the rules."""
        return lower_by_rules(ctx, inst)

    def emit_const(self, ctx: Lower, ty: i64, value: i64) -> i64:
        """A constant, zero-extended to 64 bits; made anew rather than spilled."""
        return asm.mov_imm(ctx, zero_extend(value, ty))

    def extend(self, ctx: Lower, ty: i64, kind: i64, vreg: i64) -> i64:
        """Extension to 64 bits."""
        if kind == EXT_SIGN:
            return insts.sext64_reg(ctx, ty, vreg)
        return insts.zext64_reg(ctx, ty, vreg)

    def load_place(self, ctx: Lower, ty: i64, place: i64, offset: i64) -> i64:
        """From the caller's frame through the frame pointer, or from sp + offset."""
        return insts.load(ctx, ty, ctx.vc.new_mem(place, offset, 0))

    def copy_argument(self, ctx: Lower, ty: i64, source: i64, offset: i64, place: i64) -> None:
        """A load and a store."""
        piece = insts.load(ctx, ty, base_offset(ctx, ty, source, offset, 0))
        insts.store(ctx, ty, piece, ctx.vc.new_mem(MEM_OUTGOING, place, 0))

    def store_place(self, ctx: Lower, ty: i64, vreg: i64, place: i64, base: i64, offset: i64) -> None:
        """The same way, or to base + offset."""
        if place == MEM_BASE:
            mem = base_offset(ctx, ty, base, offset, 0)
        else:
            mem = ctx.vc.new_mem(place, offset, 0)
        insts.store(ctx, ty, vreg, mem)

    def place_address(self, ctx: Lower, place: i64, offset: i64) -> i64:
        """sp + offset."""
        return asm.addr(ctx, ctx.vc.new_mem(place, offset, 0))

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

    def rows(self) -> list[Row]:
        """What VCode may hold."""
        return machine_rows()

    # --- execution ------------------------------------------------------------------------

    def host_code(self) -> HostCode:
        """`host.py`."""
        return HostCode(AArch64HostAssembler)

    def emulator(self) -> Emulator:
        """Unicorn, whose FP and SIMD registers are off after reset. It takes the signed minimum and maximum
        of the large-system extensions for the other one; qemu does not."""
        instead: UserMachine | None = None
        if self.features & features.HAS_LSE != 0:
            instead = UserMachine(("qemu-aarch64",), ("aarch64-linux-gnu-gcc",), "uc_mcontext.pc")
        return UnicornMachine(
            architecture="UC_ARCH_ARM64",
            mode="UC_MODE_ARM",
            pc="PC",
            sp="SP",
            fp="FP",
            link="LR",
            result="X0",
            second="X1",
            args=tuple(f"X{number}" for number in range(8)),
            floats=tuple(f"Q{number}" for number in range(8)),
            return_code=b"\xc0\x03\x5f\xd6" * 4,
            cpu="UC_CPU_ARM64_MAX",
            setup=(("CPACR_EL1", 3 << 20),),
            instead=instead,
        )


def make(flags: dict[str, str]) -> AArch64:
    """The target with its flags and shared settings; raises `SettingError` for others."""
    return AArch64(feature_bits("aarch64", features, flags))
