"""Compiling for aarch64 and running the code under unicorn, for the tests."""

import pytest
from irtool.backends.code import CompiledCode
from irtool.backends.registry import lookup
from irtool.compile import compile_function, default_settings
from irtool.ir.text.reader import parse_function

CODE = 0x10000
DATA = 0x1000000
STACK = 0x2000000
END = 0xF000
CODE_SIZE = 0x800000


class Machine:
    """A unicorn engine with code, data and stack."""

    def __init__(self) -> None:
        self.uc = pytest.importorskip("unicorn")
        self.names = pytest.importorskip("unicorn.arm64_const")
        self.engine = self.uc.Uc(self.uc.UC_ARCH_ARM64, self.uc.UC_MODE_ARM)
        self.engine.reg_write(self.names.UC_ARM64_REG_CPACR_EL1, 3 << 20)
        self.engine.mem_map(END, 0x1000)
        self.engine.mem_map(CODE, CODE_SIZE)
        self.engine.mem_map(DATA, 0x20000)
        self.engine.mem_map(STACK - 0x80000, 0x80000)
        self.exception = False

        def interrupt(engine: object, number: int, data: object) -> None:
            self.exception = True
            self.engine.emu_stop()

        self.engine.hook_add(self.uc.UC_HOOK_INTR, interrupt)

    def load(self, code: CompiledCode) -> None:
        # A new address would not be enough: translated code is cached.
        self.engine.ctl_remove_cache(CODE, CODE + CODE_SIZE)
        self.engine.mem_write(CODE, code.code)
        self.traps = dict(zip(map(int, code.trap_offset), map(int, code.trap_code), strict=True))

    def run(self, *args: int) -> int:
        """Call the code; returns x0, or minus the trap code."""
        names = self.names
        for number, value in enumerate(args):
            self.engine.reg_write(names.UC_ARM64_REG_X0 + number, value & (1 << 64) - 1)
        keep = {}
        for number in [*range(19, 29)]:
            keep[names.UC_ARM64_REG_X0 + number] = 0x1111 * number
            self.engine.reg_write(names.UC_ARM64_REG_X0 + number, 0x1111 * number)
        self.engine.reg_write(names.UC_ARM64_REG_X30, END)
        self.engine.reg_write(names.UC_ARM64_REG_SP, STACK - 256)
        self.exception = False
        try:
            self.engine.emu_start(CODE, END, count=1000000)
        except self.uc.UcError:
            self.exception = True
        pc = self.engine.reg_read(names.UC_ARM64_REG_PC)
        if pc != END:
            for place in (pc - CODE, pc - CODE - 4):
                if self.exception and place in self.traps:
                    return -self.traps[place]
            raise AssertionError(f"stopped at offset {pc - CODE:#x}")
        assert self.engine.reg_read(names.UC_ARM64_REG_SP) == STACK - 256
        for reg, value in keep.items():
            assert self.engine.reg_read(reg) == value, "a callee-saved register was changed"
        return int(self.engine.reg_read(names.UC_ARM64_REG_X0))


def build(text: str, opt: str, flags: dict[str, str] | None = None, checked: bool = True) -> CompiledCode:
    settings = default_settings()
    settings.set("opt_level", opt)
    settings.set("regalloc_checker", "true" if checked else "false")
    return compile_function(parse_function(text), lookup("aarch64", flags), settings)
