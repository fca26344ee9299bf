"""What an unwinder must know of a function: where its frame is at each instruction, as *rules*.

While a frame is built and taken down, the emitter notes what an instruction has just changed:

    push rbp                     add_cfi(CFI_PAIR)         the pair (frame pointer, return address) is stored
    mov rbp, rsp                 add_cfi(CFI_FRAME)        the frame pointer points at it
    sub rsp, 32
    mov [rsp + 24], rbx          add_cfi(CFI_SAVED, RBX, 24)
    ...
    mov rbx, [rsp + 24]
    add rsp, 32                  add_cfi(CFI_LEAVING)      saved registers have the caller's values again
    pop rbp                      add_cfi(CFI_LEFT)         the frame pointer too
    ret                          add_cfi(CFI_BACK)         what follows is inside of the frame

A rule holds from the end of its instruction on. A function without a frame has the one rule `CFI_BARE`.
`frame_program` makes the instructions of DWARF of the rules.

The *canonical frame address* (CFA) is where the caller's stack pointer was in front of the call: right above
the return address. A function whose tail calls need another size of stack arguments moves its return address,
and the CFA with it: it is where the stack arguments begin at this moment, which is also what the function
that is jumped to takes for its own. The caller finds its own frame by the frame pointer and does not mind.

Sources: DWARF 5, section 6.4; Linux Standard Base Core 5.0, section 10.6; System V AMD64 psABI 3.6.2 and
"DWARF for the Arm 64-bit Architecture", sections 4.1 to 4.5 (numbers of registers, signed return addresses).
"""

from typing import Final

from librt.strings import BytesWriter, write_i16_le, write_i32_le
from librt.vecs import append, vec
from mypy_extensions import i16, i32, i64, mypyc_attr, u8

from .code import CompiledCode

#: The pair has been stored at the stack pointer: CFA = sp + 16.
CFI_PAIR: Final = 1
#: CFA = fp + 16.
CFI_FRAME: Final = 2
#: A register is saved, `value` bytes below the CFA.
CFI_SAVED: Final = 3
#: An epilogue begins: the registers saved so far are restored.
CFI_LEAVING: Final = 4
#: The pair is taken back: all as at the start of the function.
CFI_LEFT: Final = 5
#: As before the newest of `CFI_LEAVING`, `CFI_LOST` and `CFI_START`.
CFI_BACK: Final = 6
#: The return address has been signed, or authenticated.
CFI_SIGNED: Final = 7
#: CFA = a register + `value`.
CFI_BASE: Final = 8
#: The return address is in a register.
CFI_RETURN_IN: Final = 9
#: Until `CFI_BACK`: nobody knows where the return address is.
CFI_LOST: Final = 10
#: Until `CFI_BACK`: all as at the start of the function.
CFI_START: Final = 11
#: The function makes no frame: all is as at its start throughout.
CFI_BARE: Final = 12

#: Bits of a rule in `CompiledCode.cfi`: its number, the preg, then the value.
_RULE_BITS: Final = 4
_VALUE_AT: Final = 12

_DW_ADVANCE: Final = 0x40
_DW_OFFSET: Final = 0x80
_DW_RESTORE: Final = 0xC0
_DW_ADVANCE1: Final = 0x02
_DW_ADVANCE2: Final = 0x03
_DW_ADVANCE4: Final = 0x04
_DW_OFFSET_EXTENDED: Final = 0x05
_DW_RESTORE_EXTENDED: Final = 0x06
_DW_UNDEFINED: Final = 0x07
_DW_REGISTER: Final = 0x09
_DW_REMEMBER: Final = 0x0A
_DW_RESTORE_STATE: Final = 0x0B
_DW_DEF_CFA: Final = 0x0C
_DW_DEF_CFA_REGISTER: Final = 0x0D
_DW_DEF_CFA_OFFSET: Final = 0x0E
_DW_NEGATE_RA_STATE: Final = 0x2D

#: All offsets are multiples of it; factors of DWARF are minus this.
DATA_ALIGN: Final = 8
#: Bytes of the pair.
_PAIR: Final = 16


@mypyc_attr(acyclic=True)
class UnwindFormat:
    """The facts of one machine. Register numbers are DWARF's."""

    def __init__(
        self, registers: vec[i64], frame_pointer: i64, stack_pointer: i64, return_address: i64, at_entry: i64
    ) -> None:
        """`registers` are DWARF's numbers by preg; `at_entry` is 8 when a call leaves the return address on
        the stack, 0 when it is in the register `return_address`."""
        self.registers: vec[i64] = registers
        self.frame_pointer: i64 = frame_pointer
        self.stack_pointer: i64 = stack_pointer
        self.return_address: i64 = return_address
        self.at_entry: i64 = at_entry
        """CFA minus sp when a function begins."""


def pack_rule(rule: i64, reg: i64, value: i64) -> i64:
    """A rule as one number."""
    return rule | reg << _RULE_BITS | value << _VALUE_AT


def put_uleb(out: BytesWriter, value: i64) -> None:
    """Append an unsigned LEB128 number."""
    while value >= 0x80:
        out.append(u8(value & 0x7F | 0x80))
        value >>= 7
    out.append(u8(value))


class _Program:
    """The instructions of one function under construction, and the state after them."""

    def __init__(self, form: UnwindFormat, unit: i64) -> None:
        self.out: BytesWriter = BytesWriter()
        self.form: UnwindFormat = form
        self.unit: i64 = unit
        self.reg: i64 = form.stack_pointer
        self.offset: i64 = form.at_entry
        self.saved: vec[i64] = vec[i64]()
        self.in_frame: bool = False
        """The pair is stored."""
        self.signed: bool = False
        # The same, as remembered.
        self.old_reg: i64 = 0
        self.old_offset: i64 = 0
        self.old_in_frame: bool = False
        self.old_signed: bool = False

    def advance(self, distance: i64) -> None:
        """What follows holds so many bytes further on."""
        out = self.out
        units = distance // self.unit
        if units < 64:
            out.append(u8(_DW_ADVANCE | units))
        elif units < 256:
            out.append(u8(_DW_ADVANCE1))
            out.append(u8(units))
        elif units < 65536:
            out.append(u8(_DW_ADVANCE2))
            write_i16_le(out, i16((units ^ 0x8000) - 0x8000))
        else:
            out.append(u8(_DW_ADVANCE4))
            write_i32_le(out, i32(units))

    def cfa(self, reg: i64, offset: i64) -> None:
        """CFA = reg + offset."""
        out = self.out
        if reg == self.reg and offset == self.offset:
            return
        if reg == self.reg:
            out.append(u8(_DW_DEF_CFA_OFFSET))
            put_uleb(out, offset)
        elif offset == self.offset:
            out.append(u8(_DW_DEF_CFA_REGISTER))
            put_uleb(out, reg)
        else:
            out.append(u8(_DW_DEF_CFA))
            put_uleb(out, reg)
            put_uleb(out, offset)
        self.reg = reg
        self.offset = offset

    def stored(self, reg: i64, below: i64) -> None:
        """The caller's value of a register is `below` bytes below the CFA."""
        if reg < 64:
            self.out.append(u8(_DW_OFFSET | reg))
        else:
            self.out.append(u8(_DW_OFFSET_EXTENDED))
            put_uleb(self.out, reg)
        put_uleb(self.out, below // DATA_ALIGN)

    def restored(self, reg: i64) -> None:
        """A register is as it was at the start."""
        if reg < 64:
            self.out.append(u8(_DW_RESTORE | reg))
        else:
            self.out.append(u8(_DW_RESTORE_EXTENDED))
            put_uleb(self.out, reg)

    def remember(self) -> None:
        """`recall` leads back to this state."""
        self.out.append(u8(_DW_REMEMBER))
        self.old_reg = self.reg
        self.old_offset = self.offset
        self.old_in_frame = self.in_frame
        self.old_signed = self.signed

    def recall(self) -> None:
        """See `remember`."""
        self.out.append(u8(_DW_RESTORE_STATE))
        self.reg = self.old_reg
        self.offset = self.old_offset
        self.in_frame = self.old_in_frame
        self.signed = self.old_signed

    def restore_saved(self) -> None:
        """All registers saved but the pair."""
        i: i64 = 0
        while i < len(self.saved):
            self.restored(self.saved[i])
            i += 1

    def leave(self) -> None:
        """The pair is gone."""
        form = self.form
        self.cfa(form.stack_pointer, form.at_entry)
        if self.in_frame:
            self.restored(form.frame_pointer)
            if form.at_entry == 0:
                self.restored(form.return_address)
        self.in_frame = False

    def negate(self) -> None:
        """The return address is signed from here on, or no longer."""
        self.out.append(u8(_DW_NEGATE_RA_STATE))
        self.signed = not self.signed

    def rule(self, rule: i64, reg: i64, value: i64) -> None:
        """One rule; see `CFI_*`."""
        form = self.form
        if rule == CFI_PAIR:
            self.cfa(form.stack_pointer, _PAIR)
            self.stored(form.frame_pointer, _PAIR)
            if form.at_entry == 0:
                self.stored(form.return_address, _PAIR - 8)
            self.in_frame = True
        elif rule == CFI_FRAME:
            self.cfa(form.frame_pointer, _PAIR)
        elif rule == CFI_SAVED:
            number = form.registers[reg]
            self.stored(number, value)
            self.saved = append(self.saved, number)
        elif rule == CFI_LEAVING:
            self.remember()
            self.restore_saved()
        elif rule == CFI_LEFT:
            self.leave()
        elif rule == CFI_BACK:
            self.recall()
        elif rule == CFI_SIGNED:
            self.negate()
        elif rule == CFI_BASE:
            self.cfa(form.registers[reg], value)
        elif rule == CFI_RETURN_IN:
            self.out.append(u8(_DW_REGISTER))
            put_uleb(self.out, form.return_address)
            put_uleb(self.out, form.registers[reg])
        elif rule == CFI_LOST:
            self.remember()
            self.out.append(u8(_DW_UNDEFINED))
            put_uleb(self.out, form.return_address)
        elif rule == CFI_START:
            self.remember()
            self.restore_saved()
            self.leave()
            if self.signed:
                self.negate()


def frame_program(code: CompiledCode, form: UnwindFormat, unit: i64) -> bytes:
    """The rules of a function as call frame instructions; `unit` is the factor of their distances, in bytes.

    A state that begins where the code ends is left out."""
    program = _Program(form, unit)
    offsets = code.cfi_offset
    rules = code.cfi
    at: i64 = 0
    i: i64 = 0
    while i < len(rules):
        offset = offsets[i]
        if offset >= code.insts_size:
            break
        if offset > at:
            program.advance(offset - at)
            at = offset
        packed = rules[i]
        program.rule(packed & 15, (packed >> _RULE_BITS) & 0xFF, packed >> _VALUE_AT)
        i += 1
    return program.out.getvalue()
