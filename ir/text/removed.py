"""Opcodes of older versions of Cranelift's text format, and what to write now.

iadd_imm v0, 4        v1 = iconst.i64 4;  v2 = iadd v0, v1
"""

from typing import Final

_CONSTANT: Final = "make the constant with `iconst` and use `{0}`"

_HINTS: Final = {
    **dict.fromkeys(
        (
            *("iadd_imm", "imul_imm", "udiv_imm", "sdiv_imm", "urem_imm", "srem_imm", "band_imm", "bor_imm"),
            *("bxor_imm", "ishl_imm", "ushr_imm", "sshr_imm", "rotl_imm", "rotr_imm", "icmp_imm"),
        ),
        _CONSTANT,
    ),
    "irsub_imm": "make the constant with `iconst` and use `isub`",
    "ifcmp_imm": "make the constant with `iconst` and use `icmp`",
    "ifcmp": "use `icmp`, whose result `brif`, `select` and `trapnz` take",
    "ffcmp": "use `fcmp`, whose result `brif`, `select` and `trapnz` take",
    "stack_load": "use `stack_addr` and `load`",
    "stack_store": "use `stack_addr` and `store`",
    "dynamic_stack_load": "use `dynamic_stack_addr` and `load`",
    "dynamic_stack_store": "use `dynamic_stack_addr` and `store`",
    **dict.fromkeys(
        ("heap_load", "heap_store", "heap_addr"),
        "check the bound with `icmp` and `trapnz`, then use `load` or `store`",
    ),
    "table_addr": "compute the address with `icmp`, `select_spectre_guard` and `iadd`",
    "global_value": "use `symbol_value` for symbols, and `get_pinned_reg` or loads for the rest",
    **dict.fromkeys(("brz", "brnz"), "use `brif`, which names both blocks"),
    **dict.fromkeys(("br_icmp", "brif_icmp"), "use `icmp` and `brif`"),
    "brff": "use `fcmp` and `brif`",
    "fallthrough": "use `jump`",
    "fallthrough_return": "use `return`",
    "resumable_trap": "use `trap`",
    "resumable_trapnz": "use `trapnz`",
    "trapif": "use `icmp` and `trapnz`",
    "trapff": "use `fcmp` and `trapnz`",
    "selectif": "use `icmp` and `select`",
    "selectif_spectre_guard": "use `icmp` and `select_spectre_guard`",
    "bint": "leave it out: `icmp` and `fcmp` give an i8; widen that with `uextend`",
    "breduce": "leave it out: truth values are i8",
    "bextend": "use `bmask`",
    "bconst": "use `iconst.i8`",
    "raw_bitcast": "use `bitcast`, with `little` when the number of lanes changes",
    "copy": "leave it out: name the value itself",
    "null": "use `iconst.i64` of 0",
    **dict.fromkeys(("iadd_cin", "iadd_carry"), "use `uadd_overflow_cin`"),
    "iadd_cout": "use `uadd_overflow`",
    **dict.fromkeys(("isub_bin", "isub_borrow"), "use `usub_overflow_bin`"),
    "isub_bout": "use `usub_overflow`",
    **dict.fromkeys(
        ("iadd_ifcout", "iadd_ifcin", "iadd_ifcarry"), "use `uadd_overflow` or `uadd_overflow_cin`"
    ),
    "band_not": "use `bnot` and `band`",
    "bor_not": "use `bnot` and `bor`",
    "bxor_not": "use `bnot` and `bxor`",
    "vselect": "use `bitselect`",
    "vsplit": "use `shuffle` or `extractlane`",
    "vconcat": "use `shuffle` or `insertlane`",
    "fmin_pseudo": "use `fcmp` and `select` or `bitselect`",
    "fmax_pseudo": "use `fcmp` and `select` or `bitselect`",
    "fcvt_low_from_sint": "use `swiden_low` and `fcvt_from_sint`",
    "widening_pairwise_dot_product_s": "use `swiden_low`, `swiden_high`, `imul` and `iadd_pairwise`",
    "jump_table_base": "use `br_table`, which holds the table",
}


def removed_hint(word: str) -> str:
    """What to write in place of an opcode that the format had once; empty for all other words."""
    hint = _HINTS.get(word, "")
    return hint.format(word.removesuffix("_imm"))
