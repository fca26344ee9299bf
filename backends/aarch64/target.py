"""The aarch64 target: what the shared driver asks of this machine (see `backends/target.py`)."""

from librt.vecs import vec
from mypy_extensions import i64, u8

from ...ir.errors import SettingError
from ...ir.types import zero_extend
from ...regalloc.contract import MachineEnv, fixed_use, reg_use
from ..abi import EXT_SIGN, AbiSpec
from ..emit_state import EmitState
from ..emulator import Emulator, UnicornMachine
from ..legalize.library import LibraryCalls
from ..lower import Lower
from ..rows import Row
from ..target import Target
from ..vcode import MEM_BASE
from . import constructors_gen as asm
from . import insts
from .abi import abi_spec
from .amode import base_offset
from .emit import emit_row
from .encodings_gen import (
    MOP_ARGS,
    MOP_CALL,
    MOP_CALL_INDIRECT,
    MOP_JUMP,
    MOP_REMAT,
    MOP_RET_FRAME,
    MOP_TAIL_CALL,
    MOP_TAIL_CALL_INDIRECT,
)
from .features import PINNED_REG, SIGN_RETURN_ADDRESS, SIGN_WITH_BKEY, USE_BTI, USE_CSDB
from .flags import FLAGS
from .frame import put_move, put_prologue
from .labels import AArch64Labels
from .library_calls import library_calls
from .lower_gen import lower as lower_by_rules
from .object_format import AArch64Format
from .regs import PINNED, TAIL_TARGET, machine_env, preg_name
from .rows import rows as machine_rows


class AArch64(Target):
    """Armv8-A, 64-bit, little-endian."""

    def __init__(self, features: i64) -> None:
        self.name = "aarch64"
        self.features = features
        self.mop_args = MOP_ARGS
        self.mop_jump = MOP_JUMP
        self.mop_return = MOP_RET_FRAME
        self.remat: vec[u8] = MOP_REMAT
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
        return asm.mov_imm(ctx, zero_extend(value, ty))

    def extend(self, ctx: Lower, ty: i64, kind: i64, vreg: i64) -> i64:
        """Extension to 64 bits."""
        if kind == EXT_SIGN:
            return insts.sext64_reg(ctx, ty, vreg)
        return insts.zext64_reg(ctx, ty, vreg)

    def load_place(self, ctx: Lower, ty: i64, place: i64, offset: i64) -> i64:
        """From the caller's frame through the frame pointer, or from sp + offset."""
        return insts.load(ctx, ty, ctx.vc.new_mem(place, offset, 0))

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

    def rows(self) -> list[Row]:
        """What VCode may hold."""
        return machine_rows()

    # --- execution ------------------------------------------------------------------------

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
