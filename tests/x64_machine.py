"""Runs compiled x86-64 functions under unicorn: for the tests of the backend."""

import unicorn
from irtool.backends.check_vcode import verify_vcode
from irtool.backends.code import CompiledCode
from irtool.backends.emit import emit_function
from irtool.backends.legalize.legalize import legalize
from irtool.backends.machbuffer import MachBuffer
from irtool.backends.select import lower_function
from irtool.backends.x64.target import X64Target, make
from irtool.ir.function import Function
from irtool.ir.opcodes import trap_name
from irtool.ir.text.reader import parse_functions
from irtool.regalloc.allocate import allocate
from irtool.regalloc.checker import check
from unicorn import x86_const as x86

CODE = 0x100000
STACK = 0x200000
DATA = 0x300000
SIZE = 0x10000
RETURN = CODE + SIZE - 16
INT_ARGS = (
    x86.UC_X86_REG_RDI,
    x86.UC_X86_REG_RSI,
    x86.UC_X86_REG_RDX,
    x86.UC_X86_REG_RCX,
    x86.UC_X86_REG_R8,
    x86.UC_X86_REG_R9,
)
RESULTS = (x86.UC_X86_REG_RAX, x86.UC_X86_REG_RDX, x86.UC_X86_REG_RCX, x86.UC_X86_REG_RSI)
SCRATCH = (x86.UC_X86_REG_R8, x86.UC_X86_REG_R9, x86.UC_X86_REG_R10, x86.UC_X86_REG_R11)
SAVED = (
    x86.UC_X86_REG_RBX,
    x86.UC_X86_REG_RBP,
    x86.UC_X86_REG_R12,
    x86.UC_X86_REG_R13,
    x86.UC_X86_REG_R14,
    x86.UC_X86_REG_R15,
)
#: What registers hold at entry when they are no argument.
_AT_ENTRY = {
    **dict.fromkeys((*RESULTS, *SCRATCH), 0xDEADBEEFCAFEF00D),
    **{reg: 0x1111111111111111 * (k + 1) for k, reg in enumerate(SAVED)},
}
#: For the bits above the width of an argument.
JUNK = 0xA5C3_96E1_7B2D_F08F
ALL_FEATURES = {f"has_{name}": "true" for name in ("popcnt", "lzcnt", "bmi1", "bmi2")}


def compile_one(func: Function, target: X64Target) -> CompiledCode:
    """Lower, allocate with the checker on, emit."""
    legalize(func, target)
    vc = lower_function(func, target)
    verify_vcode(str(func.name), vc, target)
    out = allocate(vc.ra, target.env)
    check(vc.ra, target.env, out)
    return emit_function(func, vc, out, target, MachBuffer(target.labels))


def compile_text(text: str, flags: dict[str, str] | None = None) -> CompiledCode:
    """Code of the only function of a text."""
    (func,) = parse_functions(text)
    return compile_one(func, make(flags or {}))


def mnemonics(code: CompiledCode) -> list[str]:
    """Disassembly, one instruction a line, without the data behind the code."""
    import capstone

    decoder = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    return [
        f"{inst.mnemonic} {inst.op_str}".strip() for inst in decoder.disasm(code.code[: code.insts_size], 0)
    ]


class Machine:
    """Memory with the functions of one text, and a processor."""

    def __init__(self, text: str, flags: dict[str, str] | None = None) -> None:
        self.uc = unicorn.Uc(unicorn.UC_ARCH_X86, unicorn.UC_MODE_64)
        self.uc.ctl_set_cpu_model(x86.UC_CPU_X86_HASWELL)
        for base in (CODE, STACK, DATA):
            self.uc.mem_map(base, SIZE)
        self.traps: dict[int, int] = {}
        self.starts: dict[str, int] = {}
        target = make(flags or {})
        image = bytearray()
        pending = []
        for func in parse_functions(text):
            image += b"\xcc" * (-len(image) % 16)
            start = len(image)
            code = compile_one(func, target)
            self.starts[func.name.symbol()] = CODE + start
            image += code.code
            pending.append((start, code))
            for offset, number in zip(code.trap_offset, code.trap_code, strict=True):
                self.traps[CODE + start + int(offset)] = int(number)
        got = len(image) + (-len(image) % 8)
        image += bytes(got - len(image))
        for start, code in pending:
            for at, kind, symbol, addend in zip(
                code.reloc_offset, code.reloc_kind, code.reloc_symbol, code.reloc_addend, strict=True
            ):
                value = self.starts.get(code.symbols[symbol], DATA)
                if target.form.relocs[int(kind)].through_slot:
                    image += value.to_bytes(8, "little")
                    value = CODE + len(image) - 8
                place = start + int(at)
                target.form.apply_reloc(image, place, int(kind), CODE + place, value + int(addend))
        self.image = bytes(image)
        self.uc.mem_write(CODE, self.image)

    def run(self, args: list[int], name: str = "f", stack: list[int] | None = None) -> "list[int] | str":
        """Call a function with raw 64-bit argument registers; its raw result registers, or the name of
        the trap. Checks that saved registers and the stack pointer are kept."""
        uc = self.uc
        sp = STACK + SIZE - 0x1000 - 8  # 8 modulo 16 at entry
        uc.mem_write(sp, b"".join(word.to_bytes(8, "little") for word in [RETURN, *(stack or [])]))
        uc.reg_write(x86.UC_X86_REG_RSP, sp)
        registers = dict(_AT_ENTRY)
        registers[x86.UC_X86_REG_RSP] = sp
        for reg, value in zip(INT_ARGS, args, strict=False):
            registers[reg] = value & (1 << 64) - 1
        uc.reg_write_batch(list(registers.items()))
        try:
            uc.emu_start(self.starts[name], RETURN, count=200000)
        except unicorn.UcError as error:
            at = uc.reg_read(x86.UC_X86_REG_RIP)
            if at not in self.traps:
                raise AssertionError(f"fault at {at - CODE:#x}: {error}") from error
            return trap_name(self.traps[at])
        after = uc.reg_read_batch([*RESULTS, x86.UC_X86_REG_RIP, x86.UC_X86_REG_RSP, *SAVED])
        count = len(RESULTS)
        assert after[count] == RETURN, "did not return"
        assert after[count + 1] == sp + 8
        assert list(after[count + 2 :]) == [_AT_ENTRY[reg] for reg in SAVED], "a saved register was destroyed"
        return list(after[:count])
