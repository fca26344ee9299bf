"""Write the API reference, `docs/reference.md` and `docs/instructions.md`, from the code.

    python tools/generate.py            # with everything else that is generated
    python tools/generate.py --check    # exit 1 when a page is out of date

`public.py` walks the public names. The text of each is its docstring, so `help` and the pages say the same.
Docstrings have two kinds of paragraphs: text, and examples that are indented by four spaces.
"""

from pathlib import Path
from typing import Final

from public import Entry, public_entries

ROOT: Final = Path(__file__).resolve().parent.parent

#: Headings, each with the names under it, in reading order. Every public name is under one of them.
SECTIONS: Final = {
    "Building functions": (
        *("FunctionBuilder", "Value", "Block", "Variable", "FuncRef", "SigRef", "StackSlotRef"),
        *("DynamicSlotRef", "GlobalValueRef", "RegionRef", "Payload", "Handle", "Operand", "memory_flags"),
        *("make_signature", "Signature", "AbiParam", "ExtName", "GlobalValue"),
    ),
    "Structures and data": ("StructType", "Field", "Bytes", "DataSection", "DataObject"),
    "Functions and text": (
        *("Function", "parse_function", "parse_functions", "print_function", "verify", "optimize"),
    ),
    "Compiling": (
        *("jit", "JitModule", "compile_object", "compile_function", "compile_module"),
        *("compile_wasm", "compile_wasm_object", "target_names", "Settings"),
        *("CompiledCode", "CompiledFunction", "UnsignedFunction", "pack_lanes", "unpack_lanes"),
    ),
    "The cache": ("Cache", "CacheInfo", "compile_library", "Reuse"),
    "Interpreting": ("interpreted", "interpret", "Interpreter", "Outcome", "InterpretedFunction"),
    "WebAssembly": (
        *("Module", "Instance", "Memory", "Table", "Global", "Func", "Tag", "translate"),
        *("Tunables", "Fuel", "time_limit", "TimeLimitError"),
        *("WasmException", "PYTHON_TAG", "WasmError", "LinkError"),
    ),
    "Errors": (
        *("IrtoolError", "ParseError", "VerifierError", "BuilderError", "SettingError", "UnsupportedError"),
        *(
            "LimitError",
            "ErrorList",
            "InternalError",
            "UndefinedSymbolError",
            "ClosedError",
            "CacheError",
            "ImageError",
            "Trap",
            "Frame",
            "Place",
        ),
    ),
}
_HEAD: Final = """# API reference

Everything that `irtool` exports. The same text comes from `help(irtool.jit)` and in editors. Made by
`tools/generate.py` from the docstrings; guides: [builder.md](builder.md),
[guide-language.md](guide-language.md), [wasm.md](wasm.md).

Types are codes, constants of `irtool` and of `irtool.types` ([below](#types)). Sizes, offsets and alignments
are bytes unless something else is said. Errors that input causes are `IrtoolError`s; wrong kinds of Python
objects raise `TypeError`.

"""
_INSTRUCTIONS_HEAD: Final = """# Instructions

The methods of `irtool.FunctionBuilder` for single instructions, in the order of the opcodes: what each
computes, its text form, the types of its operands and results, and when it traps. T stands for the
controlling type. Branches, calls and `return_` are in [reference.md](reference.md#building-functions). Made
by `tools/generate.py` from `ir/opcodes.py`.

"""


def paragraphs(text: str) -> str:
    """A docstring as Markdown: running text is joined, examples stay as they are."""
    out: list[str] = []
    for part in text.split("\n\n"):
        lines = part.split("\n")
        indented = [line for line in lines if line.startswith("    ")]
        out.append("\n".join(lines) if indented else " ".join(line.strip() for line in lines))
    return "\n\n".join(out)


def entry_text(entry: Entry, level: int) -> list[str]:
    """The lines about one name, then those about its members."""
    out = [f"{'#' * level} `{entry.title}`", ""]
    if entry.bases:
        out += [f"A kind of {', '.join(f'`{base}`' for base in entry.bases)}.", ""]
    out += [paragraphs(entry.text), ""]
    for member in entry.members:
        text = paragraphs(member.text).replace("\n\n", "\n\n  ").replace("\n      ", "\n        ")
        out += [f"- **`{member.title}`** - {text}", ""]
    return out


def types_text() -> list[str]:
    """The section about types."""
    from irtool import types

    scalars = ("I8", "I16", "I32", "I64", "I128", "F16", "F32", "F64", "F128")
    vectors = ("I8X16", "I16X8", "I32X4", "I64X2", "F32X4", "F64X2")
    out = ["## Types", "", "| constant | CLIF | bytes |", "| --- | --- | --- |"]
    for name in (*scalars, *vectors):
        code = getattr(types, name)
        out.append(f"| `{name}` | {types.type_name(code)} | {types.type_bytes(code)} |")
    text = (
        "`types.vector_type(lane, log2)` gives the code of any other fixed vector, `types.type_name(code)`",
        "the name of a code, `types.parse_type(name)` the code of a name, 0 if there is none.",
    )
    out += ["", *text, ""]
    return out


def settings_text() -> list[str]:
    """The table of the shared settings."""
    from irtool.settings import SETTINGS, values_text

    out = ["### Shared settings", "", "| name | values | default | meaning |", "| --- | --- | --- | --- |"]
    for name, row in SETTINGS.items():
        values = values_text(row).replace("|", " ")
        default = row.default or "empty"
        refused = ""
        if row.supported and row.values != row.supported:
            refused = f"; carried out: {', '.join(row.supported)}"
        out.append(f"| `{name}` | {values} | {default} | {row.meaning}{refused} |")
    return [*out, "", "Targets have flags and presets of their own: `irtool targets` lists them.", ""]


def render() -> dict[str, str]:
    """The pages by name."""
    entries = public_entries()
    listed = {name for names in SECTIONS.values() for name in names}
    missing = sorted(entries.keys() - listed)
    if missing:
        raise SystemExit(f"gen_reference.py: no section has {', '.join(missing)}")
    out: list[str] = []
    for heading, names in SECTIONS.items():
        out += [f"## {heading}", ""]
        for name in names:
            if name in entries:
                out += entry_text(entries[name], 3)
            if name == "Settings":
                out += settings_text()
    out += types_text()
    instructions: list[str] = []
    for member in entries["FunctionBuilder"].instructions:
        instructions += [f"## `{member.title}`", "", paragraphs(member.text), ""]
    return {
        "reference.md": _HEAD + "\n".join(out).rstrip() + "\n",
        "instructions.md": _INSTRUCTIONS_HEAD + "\n".join(instructions).rstrip() + "\n",
    }


def main(argv: list[str]) -> int:
    """Rewrite the pages, or only compare with `--check`; returns the exit status."""
    from irtool.files import update_generated

    status = 0
    for name, text in render().items():
        status |= update_generated(ROOT / "docs" / name, text, argv)
    return status
