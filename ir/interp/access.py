"""Memory instructions of the interpreter.

    v2 = load.i32 v1+4      address = v1 + 4, in the width of v1; there, and aligned where it must be, or else
                            a trap with the code of the instruction, `heap_oob` if it has none

Atomic operations are plain ones here, since one thread runs.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, u8

from ..entities import MEM_ALIGNED, MEM_BIG, MEM_CODE_MASK, MEM_CODE_SHIFT, GlobalValue
from ..errors import UnsupportedError
from ..opcodes import OPS, RMW_OPS
from ..opcodes_gen import (
    FMT_ATOMIC_RMW,
    FMT_LOAD,
    FMT_STORE,
    OP_FORMAT,
    RMW_ADD,
    RMW_AND,
    RMW_NAND,
    RMW_OR,
    RMW_SMAX,
    RMW_SMIN,
    RMW_SUB,
    RMW_UMAX,
    RMW_UMIN,
    RMW_XCHG,
    RMW_XOR,
)
from ..semantics.big import binary as big_binary
from ..semantics.scalar import iadd, isub, normal, smax, smin, umax, umin
from ..types import F64, I32, I64, I128, is_vector, sign_extend, type_bits, type_bytes
from .code import ACCESS_BYTES, ACCESS_SIGNED
from .memory import FUNCTION_BASE, FUNCTION_STEP, swap_bytes
from .regions import HEAP_OOB, Regions

#: By opcode.
_IS_ATOMIC: Final[vec[u8]] = vec[u8]([1 if row.name.startswith("atomic_") else 0 for row in OPS])


class MemoryAccess(Regions):
    """Loads, stores, atomics and global values; a fault sets `trap`."""

    def fault(self) -> None:
        """End the run: memory that is not there."""
        self.trap = HEAP_OOB

    def _check_access(self, inst: i64, address: i64, count: i64, writes: bool) -> bool:
        """Whether an access may proceed; else the run ends with the instruction's trap code. Atomic accesses
        and those that say so must be aligned to their size."""
        flags = i64(self.code.func.flags[inst])
        is_atomic = _IS_ATOMIC[i64(self.code.func.op[inst])] != 0
        if address % count == 0 or (flags & MEM_ALIGNED == 0 and not is_atomic):
            if self.memory.contains(address, count):
                return True
            if self.writable(address, count) if writes else self.readable(address, count):
                return True
        code = (flags & MEM_CODE_MASK) >> MEM_CODE_SHIFT
        self.trap = code if code != 0 else HEAP_OOB
        return False

    def _address(self, inst: i64, operand: i64) -> i64:
        """The address an instruction accesses: operand plus offset, in the pointer's width."""
        func = self.code.func
        value = self.code.pool[i64(func.arg_start[inst]) + operand]
        offset: i64 = 0
        fmt = OP_FORMAT[i64(func.op[inst])]
        if fmt == FMT_LOAD or fmt == FMT_STORE:
            offset = func.imm[inst]
        return normal(i64(func.value_type[value]), self.values[self.base + value] + offset)

    def _load(self, op: i64, inst: i64) -> None:
        func = self.code.func
        result = i64(func.result_start[inst])
        ty = i64(func.value_type[result])
        count = ACCESS_BYTES[op]
        if count == 0:
            count = type_bytes(i64(func.ty[inst]))
            if ty != i64(func.ty[inst]) or count > 8 or is_vector(ty):
                self._load_wide(op, inst, ty)
                return
        address = self._address(inst, 0)
        if not self._check_access(inst, address, count, False):
            return
        value = self.read(address, count)
        if i64(func.flags[inst]) & MEM_BIG != 0:
            value = swap_bytes(value, count)
        if ACCESS_SIGNED[op] != 0:
            value = normal(ty, sign_extend(value, _int_of_bytes(count)))
        self.values[self.base + result] = value

    def _load_wide(self, op: i64, inst: i64, ty: i64) -> None:
        """i128, f128, vectors, and the widening vector loads."""
        func = self.code.func
        name = OPS[op].name
        widening = name[1:5] == "load" and name != "load"
        count = 8 if widening else type_bytes(ty)
        address = self._address(inst, 0)
        if not self._check_access(inst, address, count, False):
            return
        bits = self._read_bits(address, int(count), i64(func.flags[inst]) & MEM_BIG != 0)
        if widening:
            bits = _widen(bits, name)
        self.set(i64(func.result_start[inst]), bits)

    def _read_bits(self, address: i64, count: int, big: bool) -> int:
        return int.from_bytes(self.read_bytes(int(address), count), "big" if big else "little")

    def _write_bits(self, address: i64, count: int, bits: int, big: bool) -> None:
        self.write_bytes(int(address), bits.to_bytes(count, "big" if big else "little"))

    def _store(self, op: i64, inst: i64) -> None:
        func = self.code.func
        value = self.code.pool[i64(func.arg_start[inst])]
        count = ACCESS_BYTES[op]
        if count == 0:
            count = type_bytes(i64(func.ty[inst]))
        address = self._address(inst, 1)
        if not self._check_access(inst, address, count, True):
            return
        big = i64(func.flags[inst]) & MEM_BIG != 0
        ty = i64(func.value_type[value])
        if ty > F64 or ty == I128:
            self._write_bits(address, int(count), self.get(value), big)
            return
        bits = self.values[self.base + value]
        if big:
            bits = swap_bytes(bits, count)
        self.write(address, count, bits)

    def _atomic(self, fmt: i64, inst: i64) -> None:
        func = self.code.func
        ty = i64(func.ty[inst])
        count = type_bytes(ty)
        address = self._address(inst, 0)
        if not self._check_access(inst, address, count, True):
            return
        start = i64(func.arg_start[inst])
        big = i64(func.flags[inst]) & MEM_BIG != 0
        if ty == I128 or big:
            self._atomic_wide(fmt, inst, address)
            return
        old = self.read(address, count)
        x = self.values[self.base + self.code.pool[start + 1]]
        if fmt == FMT_ATOMIC_RMW:
            self.write(address, count, rmw(func.imm[inst], ty, old, x))
        elif old == x:
            self.write(address, count, self.values[self.base + self.code.pool[start + 2]])
        self.values[self.base + i64(func.result_start[inst])] = old

    def _atomic_wide(self, fmt: i64, inst: i64, address: i64) -> None:
        func = self.code.func
        bits = int(type_bits(i64(func.ty[inst])))
        big = i64(func.flags[inst]) & MEM_BIG != 0
        old = self._read_bits(address, bits // 8, big)
        operands = [
            self.get(self.code.pool[i64(func.arg_start[inst]) + i])
            for i in range(1, i64(func.arg_count[inst]))
        ]
        if fmt == FMT_ATOMIC_RMW:
            self._write_bits(address, bits // 8, rmw_wide(int(func.imm[inst]), bits, old, operands[0]), big)
        elif old == operands[0]:
            self._write_bits(address, bits // 8, operands[1], big)
        self.set(i64(func.result_start[inst]), old)

    def _global_value(self, inst: i64) -> None:
        """symbol_value and tls_value (there is one thread): the chain of bases down to its root, then the
        loads and additions back up."""
        func = self.code.func
        chain = [int(func.aux[inst])]
        while func.global_values[chain[-1]].base >= 0:
            chain.append(func.global_values[chain[-1]].base)
        value: i64 = self._root_value(func.global_values[chain[-1]])
        for gv in reversed(chain[:-1]):
            data = func.global_values[gv]
            value += data.offset
            if data.kind == "load":
                count = type_bytes(data.ty)
                if not self.readable(value, count):
                    self.fault()
                    return
                order = data.flags & MEM_BIG != 0
                if count > 8 or is_vector(data.ty):  # no address: the last link of the chain
                    self.set(i64(func.result_start[inst]), self._read_bits(value, int(count), order))
                    return
                value = self.read(value, count)
                if order:
                    value = swap_bytes(value, count)
        self.values[self.base + i64(func.result_start[inst])] = normal(i64(func.ty[inst]), value)

    def _root_value(self, data: GlobalValue) -> i64:
        """A global value that has no base."""
        if data.kind == "dyn_scale":
            return 1  # see `semantics.wide`
        if data.kind == "vmctx":
            func = self.code.func
            position = [param.purpose for param in func.signature.params].index("vmctx")
            return self.values[self.base + func.block_param(func.first_block, position)]
        name = data.name
        assert name is not None
        address = self.data.address.get(str(name), 0)
        if address == 0:
            number = self.program.find(name)
            if number < 0:
                raise UnsupportedError(f"the interpreter has no symbol {name}")
            address = FUNCTION_BASE + FUNCTION_STEP * number
        return address + data.offset


def rmw_wide(operation: int, bits: int, old: int, x: int) -> int:
    """`rmw` at any width, on unsigned numbers."""
    name = RMW_OPS[operation]
    if name == "xchg":
        return x
    if name == "nand":
        return ~(old & x) & ((1 << bits) - 1)
    opcodes = {"add": "iadd", "sub": "isub", "and": "band", "or": "bor", "xor": "bxor"}
    return big_binary(opcodes.get(name, name), bits, old, x)


def _int_of_bytes(count: i64) -> i64:
    """The integer type of 1, 2, 4 or 8 bytes."""
    if count == 1:
        return 1
    if count == 2:
        return 2
    return I32 if count == 4 else I64


def _widen(bits: int, name: str) -> int:
    """The lanes of `uload8x8`, `sload16x4`, ... each in twice its width."""
    width, lanes = (int(part) for part in name[5:].split("x"))
    result = 0
    for lane in range(lanes):
        value = bits >> (width * lane) & ((1 << width) - 1)
        if name[0] == "s" and value >> (width - 1):
            value += (1 << 2 * width) - (1 << width)
        result |= value << 2 * width * lane
    return result


def rmw(operation: i64, ty: i64, old: i64, x: i64) -> i64:
    """What an atomic operation (`RMW_*`) stores, for i8..i64."""
    if operation == RMW_ADD:
        return iadd(ty, old, x)
    if operation == RMW_SUB:
        return isub(ty, old, x)
    if operation == RMW_AND:
        return old & x
    if operation == RMW_NAND:
        return normal(ty, ~(old & x))
    if operation == RMW_OR:
        return old | x
    if operation == RMW_XOR:
        return old ^ x
    if operation == RMW_XCHG:
        return x
    if operation == RMW_UMIN:
        return umin(ty, old, x)
    if operation == RMW_UMAX:
        return umax(ty, old, x)
    if operation == RMW_SMIN:
        return smin(ty, old, x)
    if operation == RMW_SMAX:
        return smax(ty, old, x)
    raise ValueError("no atomic operation has this number")
