"""Buffers that follow the settings, among them those that make rare code common.

Branches that do not reach need functions of a megabyte. These settings make the same things happen in
a function of ten lines, so that every test can have them (`docs/ranges.md` shows each at work):

    bb_padding_log2_minus_one=n    2**(n-1) bytes behind each block
    label_ranges=branch19:1024     a kind of label use reaches 1024 bytes only
    force_veneers                  every branch and call goes over a veneer
    chaos_seed=n                   clean-up of branches is skipped, and islands are made, at random

The code behaves the same with all of them, on every machine; it only gets larger and slower.

The settings of stack probes, frames and unwind information come with the buffer, too. A probe nearer than
asked for is always right.
"""

from typing import TYPE_CHECKING, Final

from ..ir.errors import SettingError
from .labels import LabelKinds
from .machbuffer import MachBuffer

#: Log2 of the least and greatest distance of stack probes: the stack pointer stays a multiple of 16, and
#: the distance fits the fields of instructions.
MIN_PROBE_LOG2: Final = 4
MAX_PROBE_LOG2: Final = 20

if TYPE_CHECKING:
    from ..settings import Settings


def label_ranges(kinds: LabelKinds, ranges: dict[str, int]) -> dict[int, int]:
    """Bytes by number of the kind. Raises `SettingError` for a kind that the machine does not have or
    that cannot be shrunk (so far)."""
    found = {}
    for name, size in ranges.items():
        can = [kind for kind, least in zip(kinds.names, kinds.least_range, strict=True) if least]
        if name not in can:
            raise SettingError(f"label_ranges: no kind {name!r} here; there are {', '.join(can)}")
        kind = kinds.names.index(name)
        if size < kinds.least_range[kind]:
            raise SettingError(
                f"label_ranges: {name} of {size} bytes; the least is {kinds.least_range[kind]}"
            )
        found[kind] = size
    return found


def make_buffer(kinds: LabelKinds, settings: "Settings") -> MachBuffer:
    """An empty buffer for functions compiled with these settings."""
    buf = MachBuffer(kinds)
    exponent = settings.get_int("bb_padding_log2_minus_one")
    if exponent > 0:
        buf.block_padding = 1 << (exponent - 1)
    if settings.get_bool("enable_probestack"):
        buf.probe_bytes = 1 << min(
            max(settings.get_int("probestack_size_log2"), MIN_PROBE_LOG2), MAX_PROBE_LOG2
        )
        buf.probe_call = settings.get("probestack_strategy") == "outline"
    buf.unwind = settings.get_bool("unwind_info")
    buf.keep_frames = settings.get_bool("preserve_frame_pointers")
    word = settings.get_int("trap_call_word")
    if word > 0 and kinds.trap_call_size == 0:
        raise SettingError("trap_call_word: the machine has no traps that jump")
    if word > 0 and not settings.get_bool("enable_pinned_reg"):
        raise SettingError("trap_call_word needs enable_pinned_reg")
    buf.trap_call_word = word
    buf.force_veneers = settings.get_bool("force_veneers")
    buf.chaos_seed = settings.get_int("chaos_seed")
    buf.chaos = buf.chaos_seed
    ranges = settings.get_ranges("label_ranges")
    if ranges or buf.force_veneers or buf.chaos_seed != 0:
        buf.set_ranges(label_ranges(kinds, ranges))
    return buf
