"""Flags of the x86-64 target. SSE2 is the baseline; CPU presets as in LLVM and the psABI levels."""

from typing import Final

from ..flags import flag_names
from . import features

FLAGS: Final = flag_names(features)

_SSE3: Final = ("has_sse3",)
_SSSE3: Final = (*_SSE3, "has_ssse3")
_SSE41: Final = (*_SSSE3, "has_sse41")
_SSE42: Final = (*_SSE41, "has_sse42")
_V2: Final = (*_SSE42, "has_popcnt", "has_cmpxchg16b")
_HASWELL: Final = (*_V2, "has_avx", "has_avx2", "has_bmi1", "has_bmi2", "has_fma", "has_lzcnt")
_V4: Final = (*_HASWELL, "has_avx512f", "has_avx512vl", "has_avx512dq")
_ICELAKE: Final = (*_V4, "has_avx512vbmi", "has_avx512bitalg", "has_avx512vnni")

PRESETS: Final[dict[str, tuple[str, ...]]] = {
    "baseline": (),
    "sse3": _SSE3,
    "ssse3": _SSSE3,
    "sse41": _SSE41,
    "sse42": _SSE42,
    "nehalem": _V2,
    "westmere": _V2,
    "sandybridge": (*_V2, "has_avx"),
    "ivybridge": (*_V2, "has_avx"),
    "haswell": _HASWELL,
    "broadwell": _HASWELL,
    "skylake": _HASWELL,
    "cascadelake": (*_V4, "has_avx512vnni"),
    "skylake-avx512": _V4,
    "icelake-client": _ICELAKE,
    "icelake-server": _ICELAKE,
    "alderlake": (*_HASWELL, "has_avx_vnni"),
    "znver1": _HASWELL,
    "znver2": _HASWELL,
    "znver3": _HASWELL,
    "znver4": _ICELAKE,
    "x86-64": (),
    "x86-64-v2": _V2,
    "x86-64-v3": _HASWELL,
    "x86-64-v4": _V4,
}

LEVELS: Final = ("baseline", "x86-64-v2", "x86-64-v3", "x86-64-v4", "icelake-server")

CPUINFO: Final = {
    "has_sse3": "pni",
    "has_sse41": "sse4_1",
    "has_sse42": "sse4_2",
    "has_cmpxchg16b": "cx16",
    "has_lzcnt": "abm",
    "has_avx512bitalg": "avx512_bitalg",
    "has_avx512vnni": "avx512_vnni",
}
