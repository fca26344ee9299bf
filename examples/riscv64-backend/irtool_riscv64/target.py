"""The target: what the framework asks of this machine (irtool/backends/target.py)."""

from irtool.backends.abi import EXT_SIGN
from irtool.backends.emit_state import EmitState
from irtool.backends.emulator import Emulator, UserMachine
from irtool.backends.flags import check_flags
from irtool.backends.legalize.library import COMMON_ROWS, LibraryCalls
from irtool.backends.legalize.words import WORD_OPS
from irtool.backends.lower import CallRows, Lower
from irtool.backends.rows import Row
from irtool.backends.target import Target
from irtool.backends.vcode import MEM_BASE
from irtool.ir.types import sign_extend
from mypy_extensions import i64

from . import constructors_gen as asm
from . import encodings_gen as enc
from . import insts, lower_gen
from .abi import CONVENTIONS
from .emit import emit_row
from .flags import COMPRESSED, FLAGS
from .frame import put_move, put_prologue
from .labels import RiscvLabels
from .object_format import RiscvFormat
from .regs import TAIL_TARGET, machine_env, preg_name
from .rows import rows


class Riscv64(Target):
    """RV64IMA, and C when it is permitted."""

    def __init__(self, compressed: bool) -> None:
        self.name = "riscv64"
        self.features = 0
        self.conventions = CONVENTIONS
        self.calls = CallRows(
            *(
                enc.MOP_CALL,
                enc.MOP_CALL_INDIRECT,
                enc.MOP_TAIL_CALL,
                enc.MOP_TAIL_CALL_INDIRECT,
                TAIL_TARGET,
            ),
            *(enc.MOP_TRY_CALL, enc.MOP_TRY_CALL_INDIRECT, enc.MOP_BLOCK_ADDR),
        )
        self.mop_args = enc.MOP_ARGS
        self.mop_jump = enc.MOP_JUMP
        self.mop_return = enc.MOP_RET_FRAME
        self.remat = enc.MOP_REMAT
        self.ends = enc.MOP_ENDS
        self.env = machine_env()
        self.labels = RiscvLabels(compressed)
        self.form = RiscvFormat()
        self.library = LibraryCalls(COMMON_ROWS, False, WORD_OPS)

    def preg_name(self, preg: i64) -> str:
        """`a0`, `s1`."""
        return preg_name(preg)

    # --- lowering -------------------------------------------------------------------------

    def lower(self, ctx: Lower, inst: i64) -> bool:
        """Apply the rules."""
        return lower_gen.lower(ctx, inst)

    def emit_const(self, ctx: Lower, ty: i64, value: i64) -> i64:
        """A constant, sign-extended; made anew rather than spilled."""
        return asm.li(ctx, sign_extend(value, ty))

    def extend(self, ctx: Lower, ty: i64, kind: i64, vreg: i64) -> i64:
        """Extension to 64 bits."""
        return insts.sext_reg(ctx, ty, vreg) if kind == EXT_SIGN else insts.zext_reg(ctx, ty, vreg)

    def load_place(self, ctx: Lower, ty: i64, place: i64, offset: i64) -> i64:
        """8 bytes; junk above a narrow integer stays."""
        return asm.ld(ctx, ctx.vc.new_mem(place, offset, 0))

    def store_place(self, ctx: Lower, ty: i64, vreg: i64, place: i64, base: i64, offset: i64) -> None:
        """The whole register, as an extension may be asked."""
        if place == MEM_BASE:
            mem = insts.base_offset(ctx, base, offset, 0)
        else:
            mem = ctx.vc.new_mem(place, offset, 0)
        asm.sd(ctx, vreg, mem)

    def place_address(self, ctx: Lower, place: i64, offset: i64) -> i64:
        """sp + offset."""
        return asm.addr(ctx, ctx.vc.new_mem(place, offset, 0))

    # --- emission -------------------------------------------------------------------------

    def emit_prologue(self, state: EmitState) -> None:
        """Frame pair, stack, saved registers."""
        put_prologue(state)

    def emit_inst(self, state: EmitState, row: i64) -> None:
        """Bytes of one row."""
        emit_row(state, row)

    def emit_move(self, state: EmitState, cls: i64, source: i64, target: i64) -> None:
        """One move of the allocator; there is one class."""
        put_move(state, source, target)

    def rows(self) -> list[Row]:
        """What each machine opcode is."""
        return rows()

    def emulator(self) -> Emulator:
        """qemu's user-mode emulator, and a cross compiler that links for it."""
        return UserMachine(
            command=("qemu-riscv64",), compiler=("riscv64-linux-gnu-gcc",), pc="uc_mcontext.__gregs[REG_PC]"
        )


def make(flags: dict[str, str]) -> Riscv64:
    """The target with its flags; raises `SettingError` for those it does not know."""
    check_flags("riscv64", (*FLAGS, "enable_llvm_abi_extensions"), flags)
    return Riscv64(any(flags.get(name) == "true" for name in COMPRESSED))
