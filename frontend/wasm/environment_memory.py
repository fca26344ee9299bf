"""Linear memories in the default environment.

A 32-bit memory has address space for every index and, behind it, for offsets: an access at index + offset
below the guard's end either is in the memory or faults. Other accesses are checked:

    first that fits                     out of bounds when
    constant index + offset + size
      <= minimum                        never
    offset + size <= minimum            index > length - (offset + size)
    32-bit index                        index + (offset + size) > length
    64-bit index                        the same, and a sum above 2^64 traps

One check serves several accesses with the same index (`checked_access.py`).
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

from ...ir.entities import MEM_ALIGNED, MEM_LITTLE
from ...ir.opcodes_gen import (
    CC_UGT,
    OP_BAND,
    OP_IADD,
    OP_ICMP,
    OP_ICONST,
    OP_ISUB,
    OP_LOAD,
    OP_SELECT_SPECTRE_GUARD,
    OP_TRAPNZ,
    OP_UADD_OVERFLOW_TRAP,
    OP_UEXTEND,
    OP_ULOAD8,
    OP_USHR,
)
from ...ir.types import I8, I32
from ...ir.types import I64 as IR_I64
from .checked_access import NULL_BYTES, CheckedAccesses
from .emitter import FunctionEmitter
from .environment_base import (
    REGION_IMPORTED_MEMORIES,
    REGION_MEMORY,
    ContextEnvironment,
    signed_64,
)
from .layout import LENGTH_OFFSET
from .module import EXTERN_MEMORY, Module
from .traps import TRAP_MEMORY, TRAP_UNALIGNED
from .tunables import Tunables

_SIZE_64: Final = 1 << 64
#: Accesses that end further behind their index have a check of their own.
_SHARED_END: Final = 1 << 48


@mypyc_attr(allow_interpreted_subclasses=True)
class MemoryEnvironment(ContextEnvironment):
    """Memories."""

    def __init__(self, module: Module, tunables: Tunables | None = None) -> None:
        super().__init__(module, tunables)
        memories = len(module.memories)
        # Of the function that is being translated, -1 until asked for.
        self._base: vec[i64] = vec[i64]([-1] * memories)
        self._flags: vec[i64] = vec[i64]([-1] * memories)
        self._unchecked: vec[i64] = vec[i64]([self._unchecked_bytes(i) for i in range(memories)])

        # The newest unchecked addresses by low bits of the index: valid while the region of the code is the
        # same (`LocalValues.region`), in which every earlier place dominates.
        self._recent_key: vec[i64] = vec[i64]([-1] * 16)
        self._recent_region: vec[i64] = vec[i64]([-1] * 16)
        self._recent_address: vec[i64] = vec[i64]([-1] * 16)
        self._checks: CheckedAccesses = CheckedAccesses()
        # Of the check made last: its constant, and how large that could be.
        self._check_constant: i64 = -1
        self._check_most: i64 = 0

    def _unchecked_bytes(self, memory: int) -> int:
        """An access that ends so many bytes behind its index needs no check."""
        data = self.module.memories[memory]
        guarded = self.tunables.guard_pages and not data.is_64 and data.page_log2 == 16
        return self.tunables.memory_guard if guarded else 0

    def begin_function(self, out: FunctionEmitter, function: int) -> None:
        """See the base class."""
        super().begin_function(out, function)
        i: i64 = 0
        while i < len(self._base):
            self._base[i] = -1
            self._flags[i] = -1
            i += 1
        self._checks.clear()

    def _memory_definition(self, out: FunctionEmitter, memory: i64) -> i64:
        return self.definition(out, self.layout.memory(memory), memory < self.module.imported[EXTERN_MEMORY])

    def _memory_flags(self, out: FunctionEmitter, memory: i64) -> i64:
        flags = self._flags[memory]
        if flags < 0:
            if memory < self.module.imported[EXTERN_MEMORY]:
                region = self.region(out, REGION_IMPORTED_MEMORIES, "imported memories")
            else:
                region = self.region(out, REGION_MEMORY + memory, f"memory {int(memory)}")
            flags = self._flags[memory] = MEM_LITTLE | TRAP_MEMORY << 8 | region
        return flags

    def memory_base(self, out: FunctionEmitter, memory: i64) -> i64:
        """Address of byte 0. A memory that never moves has it loaded once, at the start of the function."""
        if self._unchecked[memory] == 0 and not self.tunables.fixed_memories:
            definition = self._memory_definition(out, memory)
            flags = self.context_flags(out, False)
            return out.one(OP_LOAD, IR_I64, self.item_offset, flags, 1, IR_I64, definition, -1, -1)
        base = self._base[memory]
        if base < 0:
            flags = self.context_flags(out, True)
            at = self.layout.memory(memory)
            base = out.instance_context()
            if memory < self.module.imported[EXTERN_MEMORY]:
                base = out.at_start(OP_LOAD, IR_I64, flags, at, base)
                at = 0
            base = self._base[memory] = out.at_start(OP_LOAD, IR_I64, flags, at, base)
        return base

    def memory_bytes(self, out: FunctionEmitter, memory: i64) -> i64:
        """Present length in bytes, an i64."""
        definition = self._memory_definition(out, memory)
        flags = self.context_flags(out, False)
        at = self.item_offset + LENGTH_OFFSET
        return out.one(OP_LOAD, IR_I64, at, flags, 1, IR_I64, definition, -1, -1)

    def memory_address(self, out: FunctionEmitter, memory: i64, index: i64, offset: i64, size: i64) -> i64:
        """Address for an access of `size` bytes at index + offset, checked as far as needed; the access
        must have the offset and flags that `out.access_offset` and `out.access_flags` then hold."""
        out.access_flags = self._memory_flags(out, memory)
        if offset >= 0 and offset < self._unchecked[memory] - size:
            out.access_offset = offset
            return self._unchecked_address(out, memory, index)
        if offset < 0 or offset + size > _SHARED_END:
            out.access_offset = 0
            position = self.widened(out, index)
            beyond = self._out_of_bounds(out, memory, position, offset, size)
            return self._guarded(out, memory, position, offset, beyond)
        if self._is_inside(out, memory, index, offset + size):
            base = self.memory_base(out, memory)
            return self._sum(out, base, self.widened(out, index), offset)
        return self._shared_check(out, memory, index, offset, size)

    def _unchecked_address(self, out: FunctionEmitter, memory: i64, index: i64) -> i64:
        """Base + index, or the same sum made a little while ago: fields of a structure are accessed at one
        index with several offsets."""
        key = index << 8 | memory
        row = index & 15
        region = out.locals.region
        if self._recent_key[row] == key and self._recent_region[row] == region:
            return self._recent_address[row]
        base = self.memory_base(out, memory)
        wide = out.one(OP_UEXTEND, IR_I64, 0, 0, 1, IR_I64, index, -1, -1)
        address = out.two(OP_IADD, IR_I64, 0, base, wide)
        self._recent_key[row] = key
        self._recent_region[row] = region
        self._recent_address[row] = address
        return address

    def _shared_check(self, out: FunctionEmitter, memory: i64, index: i64, offset: i64, size: i64) -> i64:
        """A checked address, by an earlier check of the same index if there is one that can do it."""
        checks = self._checks
        key = index << 8 | memory
        row = (index + memory) & 15
        region = out.locals.region
        anchor = offset & -NULL_BYTES
        end = offset + size
        if (
            checks.key[row] == key
            and checks.region[row] == region
            and checks.anchor[row] == anchor
            and (checks.calls[row] == out.calls or self.tunables.fixed_memories)
            and checks.covers(out.func, row, end)
        ):
            out.access_offset = offset - anchor
            return checks.address[row]
        position = self.widened(out, index)
        beyond = self._out_of_bounds(out, memory, position, offset, size)
        address = self._guarded(out, memory, position, anchor, beyond)
        out.access_offset = offset - anchor
        checks.put(row, key, region, out.calls, anchor, address, end)
        checks.most[row] = self._check_most
        checks.constant[row] = self._check_constant
        checks.scanned[row] = len(out.func.op)
        return address

    def _is_inside(self, out: FunctionEmitter, memory: i64, index: i64, end: i64) -> bool:
        """Whether an index is a constant for which an access is in bounds of the smallest memory."""
        inst = i64(out.func.value_def[index])
        if inst < 0 or i64(out.func.op[inst]) != OP_ICONST:
            return False
        data = self.module.memories[int(memory)]
        at = int(out.func.imm[inst]) & _SIZE_64 - 1
        return at + int(end) <= data.minimum << data.page_log2

    def _sum(self, out: FunctionEmitter, base: i64, position: i64, offset: i64) -> i64:
        """Base + position, with the offset as far as the access does not have it."""
        address = out.two(OP_IADD, IR_I64, 0, base, position)
        out.access_offset = offset & (NULL_BYTES - 1)
        if offset != out.access_offset:
            address = out.two(OP_IADD, IR_I64, 0, address, out.const(IR_I64, offset - out.access_offset))
        return address

    def _guarded(self, out: FunctionEmitter, memory: i64, position: i64, offset: i64, beyond: i64) -> i64:
        """Base + position + offset; when `beyond` holds it is 0, or this traps."""
        base = self.memory_base(out, memory)
        address = out.two(OP_IADD, IR_I64, 0, base, position)
        if offset != 0:
            address = out.two(OP_IADD, IR_I64, 0, address, out.const(IR_I64, offset))
        tunables = self.tunables
        if not tunables.signal_traps or not tunables.spectre_heap:
            out.none(OP_TRAPNZ, I8, TRAP_MEMORY, 0, 1, beyond, -1)
        if not tunables.spectre_heap:
            return address
        null = out.const(IR_I64, 0)
        return out.one(OP_SELECT_SPECTRE_GUARD, IR_I64, 0, 0, 3, IR_I64, beyond, null, address)

    def _out_of_bounds(self, out: FunctionEmitter, memory: i64, index: i64, offset: i64, size: i64) -> i64:
        """Whether index + offset + size is above the length, an i8. The constant with offset + size is then
        `_check_constant`, and could be as large as `_check_most`."""
        data = self.module.memories[int(memory)]
        length = self.memory_bytes(out, memory)
        end = (int(offset) & _SIZE_64 - 1) + int(size)
        least = data.minimum << data.page_log2
        if end >= _SIZE_64:
            out.none(OP_TRAPNZ, I8, TRAP_MEMORY, 0, 1, out.const(I8, 1), -1)
            end = 0
        step = out.const(IR_I64, signed_64(end))
        self._check_constant = i64(out.func.value_def[step])
        self._check_most = min(least, _SHARED_END) if end <= least else _SHARED_END
        if end <= least:
            limit = out.two(OP_ISUB, IR_I64, 0, length, step)
            return out.one(OP_ICMP, IR_I64, CC_UGT, 0, 2, I8, index, limit, -1)
        if data.is_64:
            last = out.one(OP_UADD_OVERFLOW_TRAP, IR_I64, TRAP_MEMORY, 0, 2, IR_I64, index, step, -1)
        else:
            last = out.two(OP_IADD, IR_I64, 0, index, step)
        return out.one(OP_ICMP, IR_I64, CC_UGT, 0, 2, I8, last, length, -1)

    def before_store(self, out: FunctionEmitter, memory: i64, address: i64, size: i64) -> None:
        """A store of `size` bytes at the address that `memory_address` gave comes next."""
        if size > 1 and self._unchecked[memory] != 0 and self.tunables.whole_stores:
            last = out.access_offset + size - 1
            out.one(OP_ULOAD8, I32, last, out.access_flags, 1, I32, address, -1, -1)

    def atomic_address(self, out: FunctionEmitter, memory: i64, index: i64, offset: i64, size: i64) -> i64:
        """The same for an atomic access, which has no offset and traps first when it is misaligned."""
        position = self.widened(out, index)
        if offset != 0:
            step = out.const(IR_I64, offset)
            position = out.two(OP_IADD, IR_I64, 0, position, step)
        if size > 1:
            low = out.two(OP_BAND, IR_I64, 0, position, out.const(IR_I64, size - 1))
            out.none(OP_TRAPNZ, IR_I64, TRAP_UNALIGNED, 0, 1, low, -1)
        address = self.memory_address(out, memory, index, offset, size)
        out.access_flags = out.access_flags | MEM_ALIGNED
        if out.access_offset != 0:
            address = out.two(OP_IADD, IR_I64, 0, address, out.const(IR_I64, out.access_offset))
            out.access_offset = 0
        return address

    def memory_size(self, out: FunctionEmitter, memory: i64) -> i64:
        """`memory.size`."""
        data = self.module.memories[int(memory)]
        size = self.memory_bytes(out, memory)
        if data.page_log2:
            size = out.one(OP_USHR, IR_I64, 0, 0, 2, IR_I64, size, out.const(I32, data.page_log2), -1)
        return self.narrowed(out, size, data.is_64)

    def memory_grow(self, out: FunctionEmitter, memory: i64, pages: i64) -> i64:
        """`memory.grow`."""
        self.begin_builtin(out)
        out.push_call_arg(out.const(I32, memory))
        out.push_call_arg(self.widened(out, pages))
        result = self.call_builtin(out, "memory_grow")
        return self.narrowed(out, result, self.module.memories[int(memory)].is_64)

    def memory_copy(
        self, out: FunctionEmitter, to: i64, source: i64, at: i64, source_at: i64, length: i64
    ) -> None:
        """`memory.copy`."""
        self.two_items(out, to, source, at, source_at, length)
        self.call_builtin(out, "memory_copy")

    def memory_fill(self, out: FunctionEmitter, memory: i64, at: i64, byte: i64, length: i64) -> None:
        """`memory.fill`."""
        self.begin_builtin(out)
        out.push_call_arg(out.const(I32, memory))
        out.push_call_arg(self.widened(out, at))
        out.push_call_arg(byte)
        out.push_call_arg(self.widened(out, length))
        self.call_builtin(out, "memory_fill")

    def memory_init(
        self, out: FunctionEmitter, memory: i64, segment: i64, at: i64, source_at: i64, length: i64
    ) -> None:
        """`memory.init`."""
        self.two_items(out, memory, segment, at, source_at, length)
        self.call_builtin(out, "memory_init")

    def data_drop(self, out: FunctionEmitter, segment: i64) -> None:
        """`data.drop`."""
        self.begin_builtin(out)
        out.push_call_arg(out.const(I32, segment))
        self.call_builtin(out, "data_drop")

    def atomic_wait(
        self, out: FunctionEmitter, memory: i64, index: i64, offset: i64, expected: i64, timeout: i64
    ) -> i64:
        """`memory.atomic.wait32` or `wait64`, by the type of `expected`."""
        wide = i64(out.func.value_type[expected]) == IR_I64
        size: i64 = 8 if wide else 4
        address = self._wait_position(out, memory, index, offset, size)
        self.begin_builtin(out)
        out.push_call_arg(out.const(I32, memory))
        out.push_call_arg(address)
        out.push_call_arg(expected)
        out.push_call_arg(timeout)
        return self.call_builtin(out, "memory_wait64" if wide else "memory_wait32")

    def atomic_notify(self, out: FunctionEmitter, memory: i64, index: i64, offset: i64, count: i64) -> i64:
        """`memory.atomic.notify`."""
        address = self._wait_position(out, memory, index, offset, 4)
        self.begin_builtin(out)
        out.push_call_arg(out.const(I32, memory))
        out.push_call_arg(address)
        out.push_call_arg(count)
        return self.call_builtin(out, "memory_notify")

    def _wait_position(self, out: FunctionEmitter, memory: i64, index: i64, offset: i64, size: i64) -> i64:
        """Index + offset, which the runtime checks; a sum above 2^64 traps here."""
        position = self.widened(out, index)
        if offset != 0:
            step = out.const(IR_I64, offset)
            position = out.one(OP_UADD_OVERFLOW_TRAP, IR_I64, TRAP_MEMORY, 0, 2, IR_I64, position, step, -1)
        return position

    def two_items(
        self, out: FunctionEmitter, to: i64, source: i64, at: i64, source_at: i64, length: i64
    ) -> None:
        """Arguments of a builtin that copies between two items."""
        self.begin_builtin(out)
        out.push_call_arg(out.const(I32, to))
        out.push_call_arg(out.const(I32, source))
        out.push_call_arg(self.widened(out, at))
        out.push_call_arg(self.widened(out, source_at))
        out.push_call_arg(self.widened(out, length))
