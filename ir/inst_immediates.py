"""Checks and conversions of the immediates that the generated builder methods take."""

from .errors import BuilderError
from .inst_emitter import InstEmitter
from .opcodes import OPS
from .types import is_int, is_type, lane_bits, lane_count, type_bytes, type_name


class ImmediateEmitter(InstEmitter):
    """`InstEmitter` with the immediates of each format."""

    def constant_bits(self, ty: int, value: int) -> int:
        """An integer constant zero-extended from its type, as the `imm` column holds it."""
        bits = int(lane_bits(ty))  # an `int`: the numbers below may need 65 bits
        if not is_type(ty):
            raise BuilderError(f"iconst: {ty} is not the code of a type")
        if not is_int(ty) or bits > 64:
            raise BuilderError(f"iconst: the controlling type {type_name(ty)} is not in i8-64")
        if not -(1 << (bits - 1)) <= value < 1 << bits:
            raise BuilderError(f"iconst: {value} does not fit {type_name(ty)}")
        value &= (1 << bits) - 1
        return value - (1 << 64) if value >> 63 else value

    def float_bits(self, bits: int, width: int) -> int:
        """The bit pattern of a float constant."""
        if not 0 <= bits < 1 << width:
            raise BuilderError(f"f{width}const: {bits:#x} is no pattern of {width} bits")
        return bits - (1 << 64) if bits >> 63 else bits

    def constant_row(self, ty: int, data: bytes) -> int:
        """The pool entry of a constant of exactly the size of `ty`."""
        if len(data) != type_bytes(ty):
            raise BuilderError(
                f"constant of {len(data)} bytes for {type_name(ty)}, which has {type_bytes(ty)}"
            )
        return self.func.constant(bytes(data))

    def lane_index(self, op: int, vector: int, lane: int) -> int:
        """A lane number of the type of `vector`."""
        name = OPS[op].name
        self.check_value(name, vector)
        ty = int(self.func.value_type[vector])
        limit = 256 if name == "extract_vector" else lane_count(ty)
        if not 0 <= lane < limit:
            raise BuilderError(f"{name}: the lane {lane} does not index into the type {type_name(ty)}")
        return lane

    def shuffle_mask(self, mask: bytes) -> int:
        """The pool entry of a shuffle mask."""
        if len(mask) != 16 or max(mask) > 31:
            raise BuilderError("shuffle: the mask must be 16 bytes below 32")
        return self.func.constant(bytes(mask))

    def offset32(self, offset: int) -> int:
        """A byte offset."""
        if not -(1 << 31) <= offset < 1 << 31:
            raise BuilderError(f"the offset {offset} does not fit 32 bits")
        return offset

    def edge_index(self, index: int) -> int:
        """The number of an exceptional edge."""
        if not 0 <= index < 1 << 31:
            raise BuilderError(f"there is no exceptional edge {index}")
        return index

    def _row(self, what: str, row: int, count: int) -> int:
        if not 0 <= row < count:
            raise BuilderError(f"there is no {what} {row}")
        return row

    def slot_row(self, slot: int) -> int:
        """A declared stack slot."""
        return self._row("stack slot", slot, len(self.func.stack_slots))

    def dynamic_slot_row(self, slot: int) -> int:
        """A declared dynamic stack slot."""
        return self._row("dynamic stack slot", slot, len(self.func.dynamic_slots))

    def function_row(self, func_ref: int) -> int:
        """A declared function."""
        return self._row("function reference", func_ref, len(self.func.ext_funcs))

    def global_value_row(self, global_value: int) -> int:
        """A declared global value."""
        return self._row("global value", global_value, len(self.func.global_values))
