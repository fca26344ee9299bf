"""The x86-64 target: what the framework asks of a machine, delegated to the modules beside it."""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, u8

from ...ir.errors import SettingError
from ...ir.types import I64, is_int
from ...regalloc.contract import MachineEnv, fixed_use, reg_use
from ..abi import EXT_SIGN, AbiSpec
from ..emit_state import EmitState
from ..emulator import Emulator, UnicornMachine
from ..host import HostCode
from ..legalize.library import LibraryCalls
from ..lower import Lower
from ..rows import Row
from ..target import Target
from ..vcode import MEM_BASE
from . import constructors_gen as asm
from . import emit, frame, insts, lower_gen
from .abi import abi_spec
from .amode import at_reg
from .encodings_gen import (
    MOP_ARGS,
    MOP_CALL_REG,
    MOP_CALL_SYM,
    MOP_JUMP,
    MOP_JUMP_REG,
    MOP_JUMP_SYM,
    MOP_REMAT,
    MOP_RET_SEQ,
)
from .features import LLVM_ABI, PINNED_REG
from .flags import FLAGS
from .host import X64Host
from .labels import X64Labels
from .library_calls import library_calls
from .object_format import X64Format
from .regs import RAX, machine_env, reg_name
from .rows import rows


class X64Target(Target):
    """x86-64 with a set of optional features (features.py)."""

    def __init__(self, features: int = 0) -> None:
        self.name: str = "x86_64"
        self.features: i64 = features
        self.mop_args: i64 = MOP_ARGS
        self.mop_jump: i64 = MOP_JUMP
        self.mop_return: i64 = MOP_RET_SEQ
        self.remat: vec[u8] = MOP_REMAT
        self.env: MachineEnv = machine_env((features & PINNED_REG) != 0)
        self.labels = X64Labels()
        self.form = X64Format()
        self._library_calls: LibraryCalls = library_calls(features)

    def preg_name(self, preg: i64) -> str:
        """`rax`, `xmm1`."""
        return reg_name(preg, 8)

    def abi(self, call_conv: str) -> AbiSpec:
        """The convention of this name; raises `UnsupportedError` for those not supported."""
        return abi_spec(call_conv, (self.features & LLVM_ABI) != 0)

    def library_calls(self) -> LibraryCalls:
        """What becomes a call (library_calls.py)."""
        return self._library_calls

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
        """Load 8 bytes (16 of vectors); junk above a narrow integer stays."""
        return insts.load_from(ctx, _whole(ty), ctx.vc.new_mem(place, offset, 0))

    def store_place(self, ctx: Lower, ty: i64, vreg: i64, place: i64, base: i64, offset: i64) -> None:
        """Store integers with the whole register, as an extension may be asked."""
        if place == MEM_BASE:
            mem = at_reg(ctx, base, offset)
        else:
            mem = ctx.vc.new_mem(place, offset, 0)
        insts.store_to(ctx, _whole(ty), mem, vreg)

    def place_address(self, ctx: Lower, place: i64, offset: i64) -> i64:
        """`lea`."""
        return asm.lea_rm(ctx, 8, ctx.vc.new_mem(place, offset, 0))

    def begin_call(self, ctx: Lower, symbol: i64, callee: i64, tail: bool, pop: i64) -> i64:
        """`call` or `jmp`; the callee of an indirect tail call goes to rax."""
        if symbol >= 0:
            return ctx.vc.row(MOP_JUMP_SYM if tail else MOP_CALL_SYM, symbol, pop, 0)
        row = ctx.vc.row(MOP_JUMP_REG if tail else MOP_CALL_REG, 0, pop, 0)
        ctx.vc.operand(fixed_use(callee, RAX) if tail else reg_use(callee))
        return row

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
        return X64Host()

    def emulator(self) -> Emulator:
        """Unicorn."""
        return UnicornMachine(
            architecture="UC_ARCH_X86",
            mode="UC_MODE_64",
            constants="unicorn.x86_const",
            prefix="UC_X86_REG_",
            pc="RIP",
            sp="RSP",
            link="",
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
    return ty


#: Shared settings that change registers or conventions.
_SHARED: Final = {"enable_pinned_reg": PINNED_REG, "enable_llvm_abi_extensions": LLVM_ABI}


def make(flags: dict[str, str]) -> X64Target:
    """The target with flags of `flags.FLAGS` (`{"has_popcnt": "true"}`) and shared settings.

    Raises `SettingError` for others."""
    features = 0
    for name, text in flags.items():
        if name in _SHARED:
            bit = _SHARED[name]
        elif name in FLAGS:
            bit = 1 << FLAGS.index(name)
        else:
            raise SettingError(f"unknown x86_64 flag {name!r}")
        if text.lower() in ("true", "on", "yes", "1"):
            features |= bit
    return X64Target(features)
