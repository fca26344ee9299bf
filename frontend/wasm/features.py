"""Features of WebAssembly: the proposals beyond the first version, each of which can be switched off.

    features = parse_features("-simd,-relaxed_simd")      # all but these
    features = parse_features("mvp,+simd")                # the first version and vectors

A set of features is an integer, one bit each. What a module uses without its feature being on is refused.
"""

from typing import Final

from ...ir.errors import SettingError

#: Every feature and what it stands for, in bit order.
FEATURES: Final = {
    "sign_extension": "i32.extend8_s and relatives",
    "saturating_float_to_int": "trunc_sat instructions",
    "mutable_globals": "import and export of mutable globals",
    "multi_value": "several results, block parameters",
    "bulk_memory": "memory.copy and relatives, passive segments",
    "reference_types": "funcref and externref values, several tables, table instructions",
    "simd": "128-bit vectors",
    "relaxed_simd": "relaxed vector instructions (always with the deterministic result)",
    "tail_call": "return_call and relatives",
    "extended_const": "add, sub, mul in constant expressions",
    "multi_memory": "several memories",
    "memory64": "64-bit memories and tables",
    "function_references": "typed function references",
    "exceptions": "tags, throw, try_table",
    "gc": "structures, arrays, subtypes, recursive types",
    "threads": "shared memories and atomic instructions",
    "wide_arithmetic": "128-bit integer arithmetic",
    "custom_page_sizes": "memories with pages of one byte",
}

FEATURE_BITS: Final = {name: 1 << bit for bit, name in enumerate(FEATURES)}

FEATURE_MULTI_VALUE: Final = 1 << 3
FEATURE_REFERENCE_TYPES: Final = 1 << 5
FEATURE_SIMD: Final = 1 << 6
FEATURE_MULTI_MEMORY: Final = 1 << 10
FEATURE_MEMORY64: Final = 1 << 11
FEATURE_FUNCTION_REFERENCES: Final = 1 << 12
FEATURE_EXCEPTIONS: Final = 1 << 13
FEATURE_GC: Final = 1 << 14

ALL_FEATURES: Final = (1 << 18) - 1
MVP: Final = 0
#: What is on when nothing is said.
DEFAULT_FEATURES: Final = ALL_FEATURES


def parse_features(text: str) -> int:
    """A set from comma-separated words: `mvp`, `all`, `+name` or `name`, `-name`, from left to right; what
    begins with a sign begins with all features.

    Raises `SettingError` for an unknown word."""
    features = DEFAULT_FEATURES
    for word in text.replace("-", ",-").replace("+", ",+").split(","):
        name = word.strip().lstrip("+-")
        if not name:
            continue
        if name in ("mvp", "all"):
            features = MVP if name == "mvp" else ALL_FEATURES
        elif name not in FEATURE_BITS:
            raise SettingError(f"unknown WebAssembly feature {name!r}; use {', '.join(FEATURES)}, mvp or all")
        elif word.strip().startswith("-"):
            features &= ~FEATURE_BITS[name]
        else:
            features |= FEATURE_BITS[name]
    return features


def feature_names(features: int) -> list[str]:
    """Names of the features in a set."""
    return [name for name, bit in FEATURE_BITS.items() if features & bit]
