"""Which features this processor has, asked of itself by `cpuid` and `xgetbv` (`backends/host_features.py`).

    push rbx
    mov eax, 1 ;  mov ecx, 0 ;  cpuid
    mov [rdi + 0], eax ;  mov [rdi + 4], ebx ;  mov [rdi + 8], ecx ;  mov [rdi + 12], edx
    ... the same for each leaf
    pop rbx ;  ret

A feature whose instructions use registers that the system must save is there only if the system says so in
XCR0: bits 1 and 2 (xmm, ymm) for AVX, and 5 to 7 (masks, upper halves, upper registers) for AVX-512. So a
kernel or a hypervisor that has it switched off is respected. Source: Intel SDM volume 2, CPUID and XGETBV;
volume 1, 14.3 and 15.2; AMD64 Architecture Programmer's Manual volume 3, appendix E (LZCNT).
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from ..machbuffer import MachBuffer
from . import encodings_gen as gen
from .encode import encode_at, encode_plain
from .labels import X64Labels
from .regs import RAX, RBX, RCX, RDI, RDX

#: Leaves and their subleaves, in the order in which the words come.
_LEAVES: Final = ((0, 0), (1, 0), (7, 0), (7, 1), (0x80000000, 0), (0x80000001, 0))
_RESULTS: Final = (RAX, RBX, RCX, RDX)
_EAX, _EBX, _ECX = range(3)
_EXTENDED: Final = 0x80000000
_OSXSAVE: Final = 1 << 27
_AVX_STATE: Final = 0x6
_AVX512_STATE: Final = 0xE6


class _Bit(NamedTuple):
    """Where a feature is told."""

    flag: str
    leaf: tuple[int, int]
    word: int
    bit: int
    state: int = 0
    """Bits of XCR0 that must be set."""


_BITS: Final = (
    _Bit("has_sse3", (1, 0), _ECX, 0),
    _Bit("has_ssse3", (1, 0), _ECX, 9),
    _Bit("has_sse41", (1, 0), _ECX, 19),
    _Bit("has_sse42", (1, 0), _ECX, 20),
    _Bit("has_cmpxchg16b", (1, 0), _ECX, 13),
    _Bit("has_popcnt", (1, 0), _ECX, 23),
    _Bit("has_lzcnt", (_EXTENDED + 1, 0), _ECX, 5),
    _Bit("has_bmi1", (7, 0), _EBX, 3),
    _Bit("has_bmi2", (7, 0), _EBX, 8),
    _Bit("has_avx", (1, 0), _ECX, 28, _AVX_STATE),
    _Bit("has_avx2", (7, 0), _EBX, 5, _AVX_STATE),
    _Bit("has_fma", (1, 0), _ECX, 12, _AVX_STATE),
    _Bit("has_avx_vnni", (7, 1), _EAX, 4, _AVX_STATE),
    _Bit("has_avx512f", (7, 0), _EBX, 16, _AVX512_STATE),
    _Bit("has_avx512vl", (7, 0), _EBX, 31, _AVX512_STATE),
    _Bit("has_avx512dq", (7, 0), _EBX, 17, _AVX512_STATE),
    _Bit("has_avx512bitalg", (7, 0), _ECX, 12, _AVX512_STATE),
    _Bit("has_avx512vbmi", (7, 0), _ECX, 1, _AVX512_STATE),
    _Bit("has_avx512vnni", (7, 0), _ECX, 11, _AVX512_STATE),
)


def _store_results(buf: MachBuffer, at: int) -> None:
    for number, register in enumerate(_RESULTS):
        encode_at(buf, gen.MOV_MR, 4, register, RDI, at + 4 * number)


def cpuid_code() -> bytes:
    """The function above."""
    buf = MachBuffer(X64Labels())
    encode_plain(buf, gen.PUSH_O, 4, RBX)
    for row, (leaf, subleaf) in enumerate(_LEAVES):
        encode_plain(buf, gen.MOV_OI, 4, RAX, leaf)
        encode_plain(buf, gen.MOV_OI, 4, RCX, subleaf)
        encode_plain(buf, gen.CPUID)
        _store_results(buf, 16 * row)
    encode_plain(buf, gen.POP_O, 4, RBX)
    encode_plain(buf, gen.RET)
    return buf.finish().code


def xgetbv_code() -> bytes:
    """Stores XCR0; faults where the system does not use XSAVE."""
    buf = MachBuffer(X64Labels())
    encode_plain(buf, gen.MOV_OI, 4, RCX, 0)
    encode_plain(buf, gen.XGETBV)
    encode_at(buf, gen.MOV_MR, 4, RAX, RDI, 0)
    encode_plain(buf, gen.RET)
    return buf.finish().code


def flags_of(words: list[int], xcr0: int) -> list[str]:
    """The flags that hold, of the words that `cpuid_code` stores and the lower half of XCR0.

    A leaf above the largest one that the processor has says nothing, whatever its words are."""
    rows = {leaf: words[4 * row : 4 * row + 4] for row, leaf in enumerate(_LEAVES)}
    last = rows[(0, 0)][_EAX]
    last_extended = rows[(_EXTENDED, 0)][_EAX]
    last_of_seven = rows[(7, 0)][_EAX]
    found = []
    for flag, leaf, word, bit, state in _BITS:
        number, subleaf = leaf
        there = number <= (last_extended if number >= _EXTENDED else last)
        if there and not (number == 7 and subleaf > last_of_seven):
            if rows[leaf][word] >> bit & 1 and xcr0 & state == state:
                found.append(flag)
    return found


def host_flags(run: Callable[[bytes, int], list[int]]) -> list[str]:
    """See `backends/host_features.py`."""
    words = run(cpuid_code(), 4 * len(_LEAVES))
    saves = words[4 * _LEAVES.index((1, 0)) + _ECX] & _OSXSAVE
    xcr0 = run(xgetbv_code(), 1)[0] if saves else 0
    return flags_of(words, xcr0)
