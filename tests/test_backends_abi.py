"""Places of parameters and returns, and the frame picture."""

import pytest
from irtool.backends.abi import (
    EXT_SIGN,
    EXT_STRUCT,
    EXT_ZERO,
    AbiSpec,
    layout_frame,
    place_signature,
)
from irtool.ir.entities import AbiParam, Signature, StackSlot
from irtool.ir.errors import LimitError, UnsupportedError
from irtool.ir.types import F16, F32, F64, F64X2, I8, I16, I32, I64, I128, vector_type
from librt.vecs import vec
from mypy_extensions import i64

#: System V x86-64 in our numbering: rdi rsi rdx rcx r8 r9, xmm0-7; rax rdx, xmm0-1.
SYSV = AbiSpec([7, 6, 2, 1, 8, 9], list(range(32, 40)), [0, 2], [32, 33], caller_saved=0)


def signature(params: list[int], returns: list[int]) -> Signature:
    return Signature([AbiParam(ty) for ty in params], [AbiParam(ty) for ty in returns], "system_v")


def slots(*sizes: tuple[int, int]) -> list[StackSlot]:
    """Stack slots of these sizes and alignments."""
    return [StackSlot(size, align) for size, align in sizes]


def test_registers_of_both_classes_are_counted_apart() -> None:
    layout = place_signature(signature([I64, F64, I32, F32], [F64, I8]), SYSV)
    assert list(layout.params.reg) == [7, 32, 6, 33]
    assert list(layout.returns.reg) == [32, 0]
    assert layout.stack_args == 0 and layout.return_area == 0


def test_arguments_past_the_registers_take_stack_slots() -> None:
    layout = place_signature(signature([I64] * 6 + [I8, F64, I64], []), SYSV)
    assert list(layout.params.reg) == [7, 6, 2, 1, 8, 9, -1, 32, -1]
    assert list(layout.params.offset)[6] == 0
    assert list(layout.params.offset)[8] == 8
    assert layout.stack_args == 16


def test_sixteen_byte_stack_arguments_are_aligned() -> None:
    layout = place_signature(signature([I64] * 7 + [F64X2] * 9, []), SYSV)
    assert layout.params.reg[15] == -1
    assert layout.params.offset[15] == 16
    assert layout.stack_args == 32


def test_returns_past_the_registers_use_a_hidden_area() -> None:
    layout = place_signature(signature([I64], [I64] * 4), SYSV)
    assert layout.area_reg == 7
    assert list(layout.params.reg) == [6], "the hidden pointer comes first"
    assert list(layout.returns.reg) == [0, 2, -1, -1]
    assert list(layout.returns.offset)[2:] == [0, 8]
    assert layout.return_area == 16


def test_extension_flags() -> None:
    sig = Signature([AbiParam(I8, "uext"), AbiParam(I8, "sext")], [AbiParam(I32, "sext")], "system_v")
    layout = place_signature(sig, SYSV)
    assert list(layout.params.ext) == [EXT_ZERO, EXT_SIGN]
    assert list(layout.returns.ext) == [EXT_SIGN]


def test_unsupported_things_are_named() -> None:
    with pytest.raises(UnsupportedError, match="i128x2"):
        place_signature(signature([vector_type(I128, 1)], []), SYSV)
    with pytest.raises(LimitError, match="on the stack"):
        place_signature(signature([I64] * 140_000, []), SYSV)


def test_structures_are_in_memory() -> None:
    params = [AbiParam(I64), AbiParam(I64, "", "sarg", 20), AbiParam(I64), AbiParam(I64, "", "sarg", 8)]
    layout = place_signature(Signature(params), SYSV)
    assert list(layout.params.reg) == [7, -1, 6, -1]
    assert list(layout.params.ext) == [0, EXT_STRUCT, 0, EXT_STRUCT]
    assert list(layout.params.offset) == [0, 0, 0, 24]
    assert list(layout.params.struct_bytes) == [0, 20, 0, 8]
    assert layout.stack_args == 32


#: Windows x64: rcx rdx r8 r9 and xmm0-3 by position, 32 bytes of shadow space.
WINDOWS = AbiSpec(
    [1, 2, 8, 9], [32, 33, 34, 35], [0], [32], caller_saved=0, positional=True, shadow=32, closing_pairs=True
)


def test_arguments_by_position() -> None:
    layout = place_signature(signature([F64, I64, F32, I8, F64, I8], [F64]), WINDOWS)
    assert list(layout.params.reg) == [32, 2, 34, 9, -1, -1]
    assert list(layout.params.offset)[4:] == [32, 40]
    assert layout.stack_args == 48
    assert place_signature(signature([], []), WINDOWS).stack_args == 32
    assert placed([I64, I64, I64, I128, F64], WINDOWS) == ["1", "2", "8", "[32]", "[40]", "[48]"]


def test_packed_memory_has_natural_sizes() -> None:
    apple = AbiSpec([0], [32], [0], [32], caller_saved=0, closing_pairs=True, packed=True)
    sizes = [I64, I8, I8, I16, I32, I8, F64, I128]
    assert placed(sizes, apple) == ["0", "[0]", "[1]", "[2]", "[4]", "[8]", "32", "[16]", "[24]"]
    layout = place_signature(signature([], [I64, I8, I16]), apple)
    assert list(layout.returns.offset) == [0, 0, 2]


def test_only_the_last_result_in_a_register() -> None:
    spec = AbiSpec([0, 1], [32], [0], [32], caller_saved=0, last_result=True)
    layout = place_signature(signature([I64], [I64, F32, I128, I32, F64]), spec)
    assert list(layout.returns.reg) == [-1, -1, -1, -1, -1, 32]
    assert list(layout.returns.offset) == [40, 32, 16, 24, 0, 0], "the first one highest"
    assert layout.area_reg == 0
    assert list(layout.params.reg) == [1]


def test_short_vectors_go_as_floats_of_their_size() -> None:
    layout = place_signature(
        signature([vector_type(I32, 1), vector_type(I8, 2), vector_type(I8, 1)], []), SYSV
    )
    assert list(layout.params.ty) == [F64, F32, F16]


def test_saved_floats_of_16_bytes_lie_lowest() -> None:
    frame = layout_frame([], 8, 1, vec[i64]([3, 12, 13, 38, 39]), 16)
    assert frame.saved_base == 32
    assert [frame.saved_offset(i) for i in range(5)] == [64, 72, 80, 32, 48]
    assert frame.size == 96
    halves = layout_frame([], 8, 1, vec[i64]([3, 12, 13, 38, 39]))
    assert [halves.saved_offset(i) for i in range(5)] == [32, 40, 48, 56, 64]


#: AAPCS64 in our numbering: x0-x7, v0-v7.
AAPCS = AbiSpec(
    list(range(8)), list(range(32, 40)), list(range(8)), list(range(32, 40)), caller_saved=0, even_pairs=True
)


def placed(params: list[int], spec: AbiSpec) -> list[str]:
    """Registers, and offsets in memory in brackets."""
    places = place_signature(signature(params, []), spec).params
    return [
        f"{reg}" if reg >= 0 else f"[{offset}]" for reg, offset in zip(places.reg, places.offset, strict=True)
    ]


def test_an_i128_has_two_registers_or_none() -> None:
    assert placed([I128, I64, I128], SYSV) == ["7", "6", "2", "1", "8"]
    # The last register goes to a later integer.
    assert placed([I64] * 5 + [I128, I64, I64], SYSV) == ["7", "6", "2", "1", "8", "[0]", "[8]", "9", "[16]"]
    assert placed([I64] * 7 + [I128], SYSV)[6:] == ["[0]", "[16]", "[24]"], "16 bytes are aligned"


def test_an_i128_begins_at_an_even_register_on_aarch64() -> None:
    assert placed([I64, I128, I32], AAPCS) == ["0", "2", "3", "4"]
    # The last register stays free.
    assert placed([I64] * 7 + [I128, I64], AAPCS)[6:] == ["6", "[0]", "[8]", "[16]"]
    assert placed([I64] * 9 + [I128], AAPCS)[8:] == ["[0]", "[16]", "[24]"]


def test_an_i128_result_has_two_registers_or_16_bytes_of_the_area() -> None:
    layout = place_signature(signature([], [I64, I128, I64]), SYSV)
    assert list(layout.returns.reg) == [0, -1, -1, 2]
    assert list(layout.returns.offset)[1:3] == [0, 8]
    assert list(layout.returns.ty) == [I64] * 4
    assert layout.return_area == 16


def test_frame_parts_do_not_overlap() -> None:
    frame = layout_frame(slots((1, 1), (8, 1), (3, 1), (16, 16)), 24, 3, vec[i64]([3, 12, 13]))
    assert frame.spill_base == 32
    assert frame.slot_base == 64
    assert list(frame.slot_offset) == [0, 8, 16, 32]
    assert frame.saved_base == 112, "48 bytes of slots"
    assert list(frame.saved) == [3, 12, 13]
    assert frame.size == 144
    empty = layout_frame([], 0, 0, vec[i64]())
    assert (empty.size, len(empty.slot_offset), len(empty.saved)) == (0, 0, 0)


def test_frame_limits() -> None:
    with pytest.raises(UnsupportedError, match="aligned to 64"):
        layout_frame(slots((64, 64)), 0, 0, vec[i64]())
    with pytest.raises(LimitError, match="stack slots"):
        layout_frame(slots((1 << 30, 1), (1, 1)), 0, 0, vec[i64]())
