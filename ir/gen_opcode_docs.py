"""What people read about an opcode, made from its row: docstrings of the builder, the reference pages.

iadd    Sum, wrapping.
        x: T, y: T -> T, where T is the type of x: a scalar integer or a vector of integers, ....
        Never traps.
"""

from typing import Final

from .opcodes import FLOATCC, INTCC, RMW_OPS, TRAP_CODES, OpRow

#: The type sets of `opcodes.TYPE_SETS` in words.
SET_WORDS: Final = {
    "iN": "i8, i16, i32, i64 or i128",
    "i8-64": "i8, i16, i32 or i64",
    "i16-64": "i16, i32 or i64",
    "i32-64": "i32 or i64",
    "i16-128": "i16, i32, i64 or i128",
    "i64": "i64",
    "fN": "f16, f32, f64 or f128",
    "I": "a scalar integer or a fixed vector of integers",
    "Iv": "a fixed vector of integers",
    "Id": "a scalar integer or a vector of integers, fixed or dynamic",
    "F": "a scalar float or a fixed vector of floats",
    "Fd": "a scalar float or a vector of floats, fixed or dynamic",
    "Any": "any scalar or fixed vector type",
    "V": "a fixed vector",
    "Vd": "a vector, fixed or dynamic",
    "Mem": "any type",
    "Qv": "a vector of 4 or 8 lanes of i16 or i32",
    "Nv": "a vector of 2 to 8 lanes of i16, i32 or i64, or such a dynamic one",
    "Wv": "a vector of 2 to 16 lanes of i8, i16 or i32, or such a dynamic one",
    "Dv": "a dynamic vector",
}
#: Types that follow from T, in words.
DERIVED_WORDS: Final = {
    "lane(T)": "lane(T) is the type of one lane of T",
    "truthy(T)": "truthy(T) is i8 for scalars, for vectors integers of the shape of T",
    "half(T)": "half(T) has half the bits of T",
    "dbl(T)": "dbl(T) has twice the bits of T",
    "split(T)": "split(T) has twice the lanes of T at half the width",
    "merge(T)": "merge(T) has half the lanes of T at twice the width",
    "fixed(T)": "fixed(T) is the fixed vector that T is a multiple of",
    "<T": "<T is any narrower type of the same class",
    ">T": ">T is any wider type of the same class",
}
_PARAMETERS: Final = {
    "cc": {"int_compare": f"`cc`: {', '.join(INTCC)}.", "float_compare": f"`cc`: {', '.join(FLOATCC)}."},
    "operation": {"atomic_rmw": f"`operation`: {', '.join(RMW_OPS)}."},
}
_BY_FORMAT: Final = {
    "unary_imm": "`value`: the constant, signed or unsigned.",
    "unary_ieee16": "`bits`: the bit pattern, unsigned.",
    "unary_ieee32": "`bits`: the bit pattern, unsigned.",
    "unary_ieee64": "`bits`: the bit pattern, unsigned.",
    "unary_const": "`data`: all bytes of the constant, little-endian.",
    "binary_imm8": "`lane`: a lane number, from 0.",
    "ternary_imm8": "`lane`: a lane number, from 0.",
    "shuffle": "`mask`: 16 indices, 0-15 into a, 16-31 into b.",
    "load": "`offset`: bytes, signed 32 bits. `flags`: see `memory_flags`.",
    "store": "`offset`: bytes, signed 32 bits. `flags`: see `memory_flags`.",
    "load_no_offset": "`flags`: see `memory_flags`.",
    "store_no_offset": "`flags`: see `memory_flags`.",
    "atomic_rmw": "`flags`: see `memory_flags`.",
    "atomic_cas": "`flags`: see `memory_flags`.",
    "stack_addr": "`offset`: bytes, signed 32 bits.",
    "handler_address": "`index`: number of the exceptional edge, from 0.",
    "trap": "`code`: name or number of the trap code.",
    "cond_trap": "`code`: name or number of the trap code.",
    "add_trap": "`code`: name or number of the trap code.",
}


def types_text(row: OpRow) -> str:
    """Operand and result types, and what T may be."""
    operands = row.operands or "no operands"
    results = {"": "nothing", "sig": "the returns of the signature"}.get(row.results, row.results)
    text = f"{operands} -> {results}"
    if row.control:
        name, _, source = row.control.rstrip("!").partition("/")
        origin = "given as `ty`" if row.control.endswith("!") else f"the type of {source}"
        text += f", where T is {origin}: {SET_WORDS[name]}"
    text += "."
    for word, meaning in DERIVED_WORDS.items():
        if word in f"{row.operands} {row.results}":
            text += f" {meaning[0].upper()}{meaning[1:]}."
    for name, ty in row.operand_list:
        if ty in SET_WORDS and ty != row.control:
            text += f" The type of {name} is {SET_WORDS[ty]}."
    return text


def traps_text(row: OpRow) -> str:
    """When it traps, and with which code."""
    if row.format in ("trap", "cond_trap", "add_trap"):
        return "Traps with `code`."
    if "call" in row.format:
        return "Traps as the callee does."
    named = [code for code in TRAP_CODES if code in row.meaning]
    if named:
        return f"Traps: {', '.join(named)}."
    flags = "flags" in _BY_FORMAT.get(row.format, "")
    if flags and row.name != "bitcast":
        return "Traps: the code of `flags` (heap_oob by default) where the memory cannot be accessed."
    return "Never traps."


def parameters_text(row: OpRow) -> str:
    """What the parameters that are no values mean."""
    parts = [texts[row.format] for texts in _PARAMETERS.values() if row.format in texts]
    if row.format in _BY_FORMAT:
        parts.append(_BY_FORMAT[row.format])
    return " ".join(parts)


def clif_text(row: OpRow) -> str:
    """The instruction as it stands in a text, with the types it needs there."""
    results = ", ".join(f"v{index + 8}" for index in range(len(row.result_list)))
    suffix = ".T" if row.control.endswith("!") else ""
    words = {
        "unary_imm": "5", "unary_ieee16": "0x1.8p0", "unary_ieee32": "0x1.8p0", "unary_ieee64": "0x1.8p0",
        "unary_const": "0x...", "stack_addr": "ss0+8", "dynamic_stack_addr": "dss0", "func_addr": "fn0",
        "global_value": "gv0", "handler_address": "block1, 0", "trap": "user1",
    }  # fmt: skip
    head = {"int_compare": "slt ", "float_compare": "lt ", "atomic_rmw": "add "}.get(row.format, "")
    operands = ", ".join(f"v{index}" for index in range(len(row.operand_list)))
    tail = {
        "load": "+8", "store": "+8", "binary_imm8": ", 3", "ternary_imm8": ", 3", "shuffle": ", 0x...",
        "cond_trap": ", user1", "add_trap": ", user1",
    }  # fmt: skip
    body = words.get(row.format, f"{head}{operands}{tail.get(row.format, '')}")
    text = f"{row.name}{suffix} {body}".rstrip()
    return f"{results} = {text}" if results else text


def docstring(row: OpRow, notes: str = "") -> list[str]:
    """The lines of a docstring, without quotes."""
    paragraphs = [types_text(row)]
    parameters = " ".join(part for part in (parameters_text(row), notes) if part)
    if parameters:
        paragraphs.append(parameters)
    checked = row.operands or parameters or row.control
    refusal = " Raises `BuilderError` for operands that do not fit." if checked else ""
    paragraphs.append(traps_text(row) + refusal)
    return [
        row.meaning,
        "",
        f"    {clif_text(row)}",
        "",
        *[line for text in paragraphs for line in wrap(text)],
    ]


def wrap(text: str, width: int = 96) -> list[str]:
    """Lines of at most `width` characters."""
    import textwrap

    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
