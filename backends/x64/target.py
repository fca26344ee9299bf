"""The x86-64 target: what the framework asks of a machine, delegated to the modules beside it."""

from typing import Final

from mypy_extensions import i64

from ...ir.entities import ExtFunc
from ...ir.errors import SettingError
from ...ir.types import I64, is_int
from ...regalloc.contract import MachineEnv, fixed_use
from ..abi import AbiSpec
from ..emit import EmitState
from ..legalize.library import LibraryCalls
from ..lower import Lower
from ..target import Target
from . import compare, emit, insts, insts_mem, lower_gen
from .abi import abi_spec
from .amode import AM_INCOMING, AM_OUTGOING, choose_base, choose_fixed
from .encodings_gen import MOP_ARGS, MOP_CALL_REG, MOP_CALL_SYM, MOP_JUMP_REG, MOP_JUMP_SYM, MOP_RET_SEQ
from .features import LLVM_ABI, PINNED_REG
from .flags import FLAGS
from .labels import X64Labels
from .library_calls import library_calls
from .regs import RAX, machine_env, reg_name
from .row_text import row_text


class X64Target(Target):
    """x86-64 with a set of optional features (features.py)."""

    def __init__(self, features: int = 0) -> None:
        self.name: str = "x86_64"
        self.elf_machine: int = 62
        self.function_alignment: int = 16
        self.labels = X64Labels()
        self.features: i64 = features
        self._env: MachineEnv = machine_env((features & PINNED_REG) != 0)
        self._library_calls: LibraryCalls = library_calls(features)

    def env(self) -> MachineEnv:
        """Registers for the allocator."""
        return self._env

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

    def emit_jump(self, ctx: Lower, label: i64) -> None:
        """An unconditional jump to a machine block."""
        compare.jump(ctx, label)

    def extend(self, ctx: Lower, ty: i64, kind: i64, vreg: i64) -> i64:
        """`vreg` of type `ty` extended to 64 bits (abi.EXT_ZERO or EXT_SIGN)."""
        return insts.to_i64(ctx, ty, kind, vreg)

    def load_incoming(self, ctx: Lower, ty: i64, offset: i64) -> i64:
        """Load an incoming stack argument: `offset` bytes into the stack-argument area."""
        choose_fixed(ctx, AM_INCOMING, offset)
        return _load_place(ctx, ty)

    def store_incoming(self, ctx: Lower, ty: i64, vreg: i64, offset: i64) -> None:
        """Store to the incoming stack-argument area: stack arguments of a tail call."""
        choose_fixed(ctx, AM_INCOMING, offset)
        _store_place(ctx, ty, vreg)

    def store_outgoing(self, ctx: Lower, ty: i64, vreg: i64, offset: i64) -> None:
        """Store to sp + offset (outgoing arguments)."""
        choose_fixed(ctx, AM_OUTGOING, offset)
        _store_place(ctx, ty, vreg)

    def load_outgoing(self, ctx: Lower, ty: i64, offset: i64) -> i64:
        """Load from sp + offset (return area of a call)."""
        choose_fixed(ctx, AM_OUTGOING, offset)
        return _load_place(ctx, ty)

    def outgoing_address(self, ctx: Lower, offset: i64) -> i64:
        """A vreg holding sp + offset."""
        choose_fixed(ctx, AM_OUTGOING, offset)
        return insts_mem.lea_chosen(ctx)

    def store_at(self, ctx: Lower, ty: i64, vreg: i64, base: i64, offset: i64) -> None:
        """Store to base + offset (return area of the caller); cannot trap."""
        choose_base(ctx, base, offset)
        _store_place(ctx, ty, vreg)

    def begin_args(self, ctx: Lower) -> i64:
        """The row that defines the register arguments."""
        return ctx.vc.row(MOP_ARGS, 0, 0, 0)

    def begin_call(self, ctx: Lower, callee: ExtFunc) -> i64:
        """The row of a direct call."""
        return ctx.vc.row(MOP_CALL_SYM, ctx.vc.symbol(callee.name.symbol()), 0, 0)

    def begin_call_indirect(self, ctx: Lower, callee: i64) -> i64:
        """The row of a call through a vreg."""
        return ctx.vc.row(MOP_CALL_REG, 0, 0, 0)

    def begin_tail_call(self, ctx: Lower, callee: ExtFunc) -> i64:
        """The row of a direct tail call."""
        return ctx.vc.row(MOP_JUMP_SYM, ctx.vc.symbol(callee.name.symbol()), 0, 0)

    def begin_tail_call_indirect(self, ctx: Lower, callee: i64) -> i64:
        """The row of a tail call through a vreg, which goes to rax."""
        row = ctx.vc.row(MOP_JUMP_REG, 0, 0, 0)
        ctx.vc.operand(fixed_use(callee, RAX))
        return row

    def begin_return(self, ctx: Lower) -> i64:
        """The row that leaves the function."""
        return ctx.vc.row(MOP_RET_SEQ, 0, 0, 0)

    # --- emission -------------------------------------------------------------------------

    def emit_prologue(self, state: EmitState) -> None:
        """Frame, stack allocation and register saves."""
        emit.emit_prologue(state)

    def emit_inst(self, state: EmitState, row: i64) -> None:
        """Bytes of one row."""
        emit.emit_row(state, row)

    def emit_move(self, state: EmitState, cls: i64, source: i64, target: i64) -> None:
        """Move between two allocations, at most one of which is a slot."""
        emit.emit_move(state, cls, source, target)

    def row_text(self, state: EmitState, row: i64) -> str:
        """One row for people."""
        return row_text(state, row)


def _load_place(ctx: Lower, ty: i64) -> i64:
    """Load from an 8-byte (16 for vectors) argument place; junk above a narrow integer stays."""
    return insts_mem.load_chosen(ctx, I64 if is_int(ty) else ty, 0)


def _store_place(ctx: Lower, ty: i64, vreg: i64) -> None:
    """Store to an argument place: integers with the whole register, as an extension may be asked."""
    insts_mem.store_chosen(ctx, I64 if is_int(ty) else ty, vreg, 0)


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
