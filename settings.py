"""Settings of a compilation, with Cranelift's names where the meaning is the same.

A name is a shared setting (`opt_level=speed`), a flag of the target (`has_avx`) or a preset of it
(`haswell`, or `native` for what the processor of this process has). A bare name turns a boolean on or applies
a preset:

    >>> settings = Settings("x86_64", opt_level="speed", haswell=True)
    >>> settings.get("opt_level"), settings.target_flags()["has_bmi2"]
    ('speed', 'true')

Unknown names and values of the wrong kind are `SettingError`s. Settings that ask for something this
version does not do are refused by `check_supported`, not ignored; those that cannot change the
result here are accepted (`SETTINGS` says which is which).
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from .ir.errors import SettingError, UnsupportedError

BOOLEANS: Final = {
    "true": True,
    "on": True,
    "yes": True,
    "1": True,
    "false": False,
    "off": False,
    "no": False,
    "0": False,
}

#: Largest value of a number setting that says nothing else: exponents and bytes.
MAX_NUMBER: Final = 255
_RANGES_TEXT: Final = re.compile(r"[a-z]\w*:\d{1,10}(,[a-z]\w*:\d{1,10})*")


class SettingRow(NamedTuple):
    """One shared setting."""

    default: str
    values: tuple[str, ...]
    """The words it accepts; `BOOL` or `NUMBER`."""
    supported: tuple[str, ...]
    """Values that are carried out; empty: all, or the setting has nothing to act on here."""
    meaning: str
    limit: int = MAX_NUMBER
    """Largest value of a number setting."""


BOOL: Final = ("true", "false")
NUMBER: Final = ("number",)
#: `KIND:BYTES,...`
RANGES: Final = ("ranges",)
_OFF: Final = ("false",)

SETTINGS: Final = {
    "opt_level": SettingRow("none", ("none", "speed", "speed_and_size"), (), "optimisation level"),
    "enable_verifier": SettingRow("true", BOOL, (), "verify the function before compiling it"),
    "regalloc_checker": SettingRow("false", BOOL, (), "prove every register allocation"),
    "enable_alias_analysis": SettingRow("true", BOOL, (), "remove redundant loads when optimising"),
    "enable_nan_canonicalization": SettingRow("false", BOOL, (), "replace NaN results by one NaN"),
    "is_pic": SettingRow("false", BOOL, (), "reach other symbols through the GOT (always done)"),
    "use_colocated_libcalls": SettingRow("false", BOOL, (), "call library functions directly (always done)"),
    "libcall_call_conv": SettingRow(
        "isa_default",
        (
            "isa_default",
            "fast",
            "system_v",
            "windows_fastcall",
            "apple_aarch64",
            "probestack",
            "preserve_all",
        ),
        ("isa_default", "system_v"),
        "convention of library calls",
    ),
    "tls_model": SettingRow(
        "none",
        ("none", "elf_gd", "elf_le", "macho", "coff"),
        ("none", "elf_gd", "elf_le", "macho"),
        "how tls_value finds a variable: general dynamic, local exec (in the executable itself), or by the"
        " descriptors of Mach-O, of which code can be shown but no object file written",
    ),
    "stack_switch_model": SettingRow(
        "none",
        ("none", "basic", "update_windows_tib"),
        ("none", "basic"),
        "what stack_switch saves and restores: stack and frame pointer and where to go on",
    ),
    "enable_pinned_reg": SettingRow("false", BOOL, (), "reserve a register for get/set_pinned_reg"),
    "calls_keep_pinned_reg": SettingRow(
        "false", BOOL, (), "every call leaves the pinned register as it was, as calls of WebAssembly code do"
    ),
    "enable_llvm_abi_extensions": SettingRow("false", BOOL, (), "LLVM's third result register"),
    "enable_multi_ret_implicit_sret": SettingRow(
        "false", BOOL, (), "returns in memory when registers run out (always done)"
    ),
    "preserve_frame_pointers": SettingRow(
        "false",
        BOOL,
        (),
        "a frame pointer in every function, also in leaf functions, which else set up no frame when they need"
        " none",
    ),
    "unwind_info": SettingRow(
        "true", BOOL, (), "say how to unwind: `.eh_frame` in objects, frames of code in memory are registered"
    ),
    "machine_code_cfg_info": SettingRow("false", BOOL, (), "report block offsets (always done)"),
    "enable_probestack": SettingRow(
        "false", BOOL, (), "touch large frames as the next two say (without it: inline, each page)"
    ),
    "probestack_size_log2": SettingRow("12", NUMBER, (), "log2 of the guard size"),
    "probestack_strategy": SettingRow("outline", ("outline", "inline"), (), "how to probe"),
    "enable_heap_access_spectre_mitigation": SettingRow("true", BOOL, (), "a matter of the Wasm front end"),
    "enable_table_access_spectre_mitigation": SettingRow("true", BOOL, (), "a matter of the Wasm front end"),
    "bb_padding_log2_minus_one": SettingRow(
        "0", NUMBER, (), "n: 2**(n-1) bytes of padding behind each block, 0: none", 31
    ),
    "function_padding_log2_minus_one": SettingRow(
        "0", NUMBER, (), "n: 2**(n-1) bytes of padding between functions, 0: none", 31
    ),
    "text_veneer_threshold": SettingRow(
        str(64 << 20),
        NUMBER,
        (),
        "bytes from which on a call goes over a veneer, where calls have a limit",
        128 << 20,
    ),
    "trap_call_word": SettingRow(
        "0",
        NUMBER,
        (),
        "n: an explicit trap jumps, with its code as an i32 argument, to the address in word n of the table"
        " whose address is at the pinned register; 0: it is an instruction that faults",
    ),
    "label_ranges": SettingRow(
        "", RANGES, (), "for tests: reach of label kinds in bytes, as in branch14:1024,branch19:4096"
    ),
    "force_veneers": SettingRow("false", BOOL, (), "for tests: lead every branch and call over a veneer"),
    "chaos_seed": SettingRow(
        "0", NUMBER, (), "for tests: skip branch clean-up and make islands at random; 0: do not", 0x7FFFFFFF
    ),
    "log2_min_function_alignment": SettingRow(
        "0", NUMBER, ("0", "1", "2", "3", "4"), "least alignment of functions (16 bytes are given anyway)"
    ),
    "regalloc_verbose_logs": SettingRow("false", BOOL, _OFF, "log the allocator's work"),
    "regalloc_algorithm": SettingRow(
        "backtracking", ("backtracking", "single_pass"), (), "one allocator serves both names"
    ),
    "enable_incremental_compilation_cache_checks": SettingRow("false", BOOL, (), "no such cache here"),
    "enable_compact_unwind_abi": SettingRow("false", BOOL, (), "another system's unwind format"),
}

#: Shared settings of which targets are told.
FOR_TARGETS: Final = ("enable_pinned_reg", "enable_llvm_abi_extensions")
#: Values of shared settings of which targets are told, as flags of these names.
VALUES_FOR_TARGETS: Final = {
    ("tls_model", "elf_gd"): "enable_tls_elf_gd",
    ("tls_model", "elf_le"): "enable_tls_elf_le",
    ("tls_model", "macho"): "enable_tls_macho",
    ("stack_switch_model", "basic"): "enable_stack_switch_basic",
}


class Settings:
    """Values of all shared settings, and the flags set for one target.

    `target` is needed as soon as target flags are to be understood; without it they are unknown
    names."""

    def __init__(self, target: str = "", **values: str | bool | int) -> None:
        """Settings for a target, with these values: `Settings(opt_level="speed", enable_verifier=False)`.

        Names are those of `irtool compile --set`; a preset or a flag of the target is set by `True`. Raises
        `SettingError` for an unknown name or a value of the wrong kind."""
        self.target = target
        """Name of the target, empty for none."""
        self._values: dict[str, str] = {}
        self._flags: dict[str, str] = {}
        self.chooses_features = False
        """Whether a preset or a `has_*` flag was set: code that is run at once is otherwise for all that the
        processor has."""
        for name, value in values.items():
            if value is True and name not in SETTINGS:
                self.apply(name)  # a flag, or a preset
            else:
                self.set(name, value)

    def copy(self) -> "Settings":
        """An independent copy."""
        new = Settings(self.target)
        new._values = dict(self._values)
        new._flags = dict(self._flags)
        new.chooses_features = self.chooses_features
        return new

    # --- reading --------------------------------------------------------------------------

    def get(self, name: str) -> str:
        """Value of a shared setting as text."""
        value = self._values.get(name)
        if value is not None:
            return value
        if name not in SETTINGS:
            raise SettingError(f"unknown setting {name!r}")
        return SETTINGS[name].default

    def get_bool(self, name: str) -> bool:
        """Value of a boolean setting."""
        return self.get(name) == "true"

    def get_int(self, name: str) -> int:
        """Value of a number setting."""
        return int(self.get(name))

    def get_ranges(self, name: str) -> dict[str, int]:
        """Bytes by kind of label use, of a setting like `label_ranges`."""
        pairs = [pair.split(":") for pair in self.get(name).split(",") if pair]
        return {kind: int(size) for kind, size in pairs}

    def target_flags(self) -> dict[str, str]:
        """The target's flags that were set, as `"true"` or `"false"`; among them, when on, are the shared
        settings that change registers, conventions and instructions (`FOR_TARGETS`, `VALUES_FOR_TARGETS`)."""
        flags = dict(self._flags)
        for (setting, value), name in VALUES_FOR_TARGETS.items():
            if self._values.get(setting) == value:
                flags[name] = "true"
        for name in FOR_TARGETS:
            if self.get_bool(name):
                flags[name] = "true"
        return flags

    def changed(self) -> dict[str, str]:
        """Shared settings that were set, in the order in which they were."""
        return dict(self._values)

    # --- writing --------------------------------------------------------------------------

    def apply(self, text: str) -> None:
        """Apply `name`, `name=value` or the name of a preset. Raises `SettingError`, also for `native` when
        the target is not the machine of this process."""
        name, equals, value = text.partition("=")
        if equals:
            self.set(name, value)
            return
        row = SETTINGS.get(name)
        if row is not None:
            if row.values is not BOOL:
                raise SettingError(f"setting {name!r} needs a value: {name}={values_text(row)}")
            self._values[name] = "true"
        elif not self._apply_preset(name):
            self._set_flag(name, "true")

    def set(self, name: str, value: str | bool | int) -> None:
        """Set a shared setting or a target flag."""
        text = ("true" if value else "false") if isinstance(value, bool) else str(value)
        row = SETTINGS.get(name)
        if row is None:
            self._set_flag(name, text)
        else:
            self._values[name] = _normal(name, row, text)

    def _apply_preset(self, name: str) -> bool:
        from .backends.flags import flag_table

        table = flag_table(self.target) if self.target else None
        if table is None:
            return False
        if name in table.presets:
            self.turn_on(table.presets[name])
        elif name == "native":
            from .backends.host_features import native_flags

            self.turn_on(native_flags(self.target))
        else:
            return False
        return True

    def turn_on(self, flags: Iterable[str]) -> None:
        """Set flags of the target that are known to exist, such as those of a preset."""
        self.chooses_features = True
        for flag in flags:
            self._flags[flag] = "true"

    def _set_flag(self, name: str, text: str) -> None:
        if not self.target:
            raise SettingError(f"unknown setting {name!r}{_nearest(name, list(SETTINGS))}")
        from .backends.flags import flag_table

        table = flag_table(self.target)
        if table is None:
            raise SettingError(f"unknown target {self.target!r}")
        if name not in table.names:
            known = [*SETTINGS, *table.names, *table.presets, "native"]
            raise SettingError(f"unknown setting {name!r} for {self.target}{_nearest(name, known)}")
        if text not in BOOLEANS:
            raise SettingError(f"setting {name!r} is true or false, not {text!r}")
        self._flags[name] = "true" if BOOLEANS[text] else "false"
        self.chooses_features |= name.startswith("has_")

    # --- limits of this version ------------------------------------------------------------

    def check_supported(self) -> None:
        """Raise `UnsupportedError` naming the first setting that is not carried out."""
        for name, value in self._values.items():
            supported = SETTINGS[name].supported
            if supported and value not in supported:
                raise UnsupportedError(f"setting {name}={value} is not supported")
        if not self._flags:
            return
        from .backends.flags import flag_table

        table = flag_table(self.target) if self.target else None
        for name in table.refused if table is not None else ():
            if self._flags.get(name) == "true":
                raise UnsupportedError(f"setting {name} of {self.target} is not supported")


def _normal(name: str, row: SettingRow, text: str) -> str:
    """The value in the one spelling that is stored; `SettingError` when it is of the wrong kind."""
    if row.values is BOOL:
        if text not in BOOLEANS:
            raise SettingError(f"setting {name!r} is true or false, not {text!r}")
        return "true" if BOOLEANS[text] else "false"
    if row.values is NUMBER:
        # The length first: `int` refuses numbers of thousands of digits with an error of its own.
        if not (text.isascii() and text.isdecimal()) or len(text) > 20 or int(text) > row.limit:
            raise SettingError(f"setting {name!r} is a number from 0 to {row.limit}, not {text!r}")
        return str(int(text))
    if row.values is RANGES:
        if text and not _RANGES_TEXT.fullmatch(text):
            raise SettingError(f"setting {name!r} is KIND:BYTES,..., not {text!r}")
        return text
    if text not in row.values:
        raise SettingError(f"setting {name!r} is one of {', '.join(row.values)}, not {text!r}")
    return text


def values_text(row: SettingRow) -> str:
    """What a setting may be, for people."""
    if row.values is RANGES:
        return "KIND:BYTES,..."
    return "NUMBER" if row.values is NUMBER else "|".join(row.values)


def _nearest(name: str, known: list[str]) -> str:
    """`; did you mean ...?` for a likely misspelling."""
    from difflib import get_close_matches

    close = get_close_matches(name, known, 1)
    return f"; did you mean {close[0]!r}?" if close else ""
