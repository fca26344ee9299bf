"""`irtool wasm`.

`irtool wasm info FILE` says what is in a WebAssembly module: sections with their offsets and sizes, types,
imports, exports, tables, memories, globals and tags, functions, and what custom sections tell about the tools
that made it. Sizes are bytes. The module need not be valid, only well formed.

examples:
  irtool wasm info demo.wasm
  irtool wasm info --largest 20 demo.wasm
  irtool wasm info --json info.json demo.wat
"""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from .common import UsageError, display_name, write_output
from .wasm_input import read_wasm

if TYPE_CHECKING:
    from ..frontend.wasm.module import Module
    from ..frontend.wasm.text.print_types import TypePrinter


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("action", choices=("info",), help="info: say what is in the module")
    parser.add_argument("file", metavar="FILE", help="WebAssembly module, - for stdin")
    parser.add_argument(
        "--largest", type=int, default=5, metavar="N", help="list the N largest functions (default: 5)"
    )
    parser.add_argument("--json", metavar="OUT", help="write the same as JSON")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    import json

    from ..ir.errors import IrtoolError

    if args.largest < 0:
        raise UsageError("--largest needs a number that is not negative")
    file = display_name(args.file)
    try:
        info = describe(read_wasm(args.file).binary, args.largest)
    except IrtoolError as error:
        print(error.render(file), file=sys.stderr)
        return 1
    if args.json:
        write_output(args.json, json.dumps({"file": file, **info}, indent=1) + "\n", [args.file])
    if args.json != "-":
        write_output(None, info_text(file, info), ())
    return 0


# --- what is in a module --------------------------------------------------------------------


def describe(data: bytes, largest: int) -> dict[str, Any]:
    """What is in a module, as lists and dictionaries of numbers and text. Raises `WasmError`."""
    from ..frontend.wasm.binary import Cursor
    from ..frontend.wasm.custom import Names, read_names, read_producers, read_target_features
    from ..frontend.wasm.errors import WasmError
    from ..frontend.wasm.module import EXTERN_NAMES
    from ..frontend.wasm.reader import read_module
    from ..frontend.wasm.text.print_names import Identifiers
    from ..frontend.wasm.text.print_types import TypePrinter

    module = read_module(data)
    try:
        names = read_names(module)
    except WasmError:
        names = Names()
    types = TypePrinter(Identifiers(names))
    type_lines: list[str] = []
    for number, start, end in module.sections:
        if number == 1:
            type_lines = [line[2:] for line in types.section(Cursor(data, start, end))]
    info: dict[str, Any] = {
        "size": len(data),
        "name": names.module,
        "sections": _sections(module),
        "types": type_lines,
        "imports": [
            {
                "module": item.module,
                "name": item.name,
                "kind": EXTERN_NAMES[item.kind],
                "index": item.index,
                "type": _type_of(module, types, item.kind, item.index),
            }
            for item in module.imports
        ],
        "exports": [
            {
                "name": item.name,
                "kind": EXTERN_NAMES[item.kind],
                "index": item.index,
                "type": _type_of(module, types, item.kind, item.index),
            }
            for item in module.exports
        ],
        "start": module.start if module.start >= 0 else None,
        "defined": _defined(module, types),
        "functions": _functions(module, names.by_kind.get("func", {}), largest),
    }
    for key, read in (("producers", read_producers), ("target_features", read_target_features)):
        try:
            info[key] = read(module)
        except WasmError:  # a custom section may hold anything
            info[key] = {} if key == "producers" else []
    return info


def _sections(module: "Module") -> list[dict[str, Any]]:
    """All sections in order."""
    from ..frontend.wasm.binary import Cursor
    from ..frontend.wasm.reader import SECTION_NAMES

    customs = {custom.end: custom.name for custom in module.customs}
    sections = []
    for number, start, end in module.sections:
        row: dict[str, Any] = {"name": SECTION_NAMES[number], "offset": start, "size": end - start}
        if number == 0:
            row["name"] = customs[end]
            row["custom"] = True
        elif number not in (8, 12):
            row["entries"] = int(Cursor(module.data, start, end).u32())
        sections.append(row)
    return sections


def _type_of(module: "Module", types: "TypePrinter", kind: int, index: int) -> str:
    """The type of something as text; of a function its signature."""
    from ..frontend.wasm.module import EXTERN_FUNC, EXTERN_GLOBAL, EXTERN_MEMORY, EXTERN_TABLE
    from ..frontend.wasm.value_types import type_text

    if kind == EXTERN_FUNC:
        if index >= len(module.func_index):
            return "?"
        return types.signature_text(module.func_index[index]).strip() or "no parameters, no results"
    spaces: list[list[Any]] = [[], module.tables, module.memories, module.globals, module.tags]
    items = spaces[kind]
    if index >= len(items):
        return "?"
    item = items[index]
    if kind == EXTERN_GLOBAL:
        return f"(mut {type_text(item.ty)})" if item.mutable else type_text(item.ty)
    if kind == EXTERN_TABLE:
        return f"{_limits(item)} {type_text(item.element)}"
    if kind == EXTERN_MEMORY:
        page = f", pages of {1 << item.page_log2}" if item.page_log2 != 16 else ""
        return f"{_limits(item)} pages{' shared' if item.shared else ''}{page}"
    return types.signature_text(item).strip() or "no parameters"


def _limits(item: Any) -> str:
    """Sizes of a table or memory."""
    maximum = f"..{item.maximum}" if item.maximum >= 0 else " or more"
    return f"{'i64 ' if item.is_64 else ''}{item.minimum}{maximum}"


def _defined(module: "Module", types: "TypePrinter") -> dict[str, list[str]]:
    """Types of the tables, memories, globals and tags that the module itself defines."""
    from ..frontend.wasm.module import EXTERN_FUNC, EXTERN_NAMES

    numbers = [0, len(module.tables), len(module.memories), len(module.globals), len(module.tags)]
    return {
        name: [_type_of(module, types, kind, i) for i in range(module.imported[kind], numbers[kind])]
        for kind, name in enumerate(EXTERN_NAMES)
        if kind != EXTERN_FUNC
    }


def _functions(module: "Module", names: dict[int, str], largest: int) -> dict[str, Any]:
    """Numbers of functions, the size of their code, and the largest ones."""
    imported = module.num_imported_functions()
    sizes = [int(end) - int(start) for start, end in zip(module.body_start, module.body_end, strict=True)]
    order = sorted(range(len(sizes)), key=lambda own: -sizes[own])[:largest]
    rows = [
        {"index": own + imported, "name": names.get(own + imported, ""), "size": sizes[own]} for own in order
    ]
    return {"imported": imported, "defined": len(sizes), "code": sum(sizes), "largest": rows}


# --- text -----------------------------------------------------------------------------------


def info_text(file: str, info: dict[str, Any]) -> str:
    """The description for people."""
    name = f", module {_quoted(info['name'])}" if info["name"] else ""
    lines = [f"{file}: {info['size']} bytes{name}", "", "sections"]
    for row in info["sections"]:
        entries = f"{row['entries']:8}" if "entries" in row else " " * 8
        custom = "custom " if "custom" in row else ""
        lines.append(f"  {row['offset']:#010x} {row['size']:9}{entries}  {custom}{_quoted(row['name'])}")
    _list(lines, "types", info["types"])
    imports = [
        f"{row['kind']:6} {_quoted(row['module'])} {_quoted(row['name'])}: {row['type']}"
        for row in info["imports"]
    ]
    _list(lines, "imports", imports)
    exports = [f"{row['kind']:6} {_quoted(row['name'])}: {row['type']}" for row in info["exports"]]
    _list(lines, "exports", exports)
    for kind, texts in info["defined"].items():
        shown = [f"{number:4}  {text}" for number, text in enumerate(texts[:20])]
        if len(texts) > 20:
            shown.append(f"      and {len(texts) - 20} more")
        plural = "memories" if kind == "memory" else f"{kind}s"
        _list(lines, f"{plural} defined", shown)
    functions = info["functions"]
    count = f"{functions['imported']} imported, {functions['defined']} defined, {functions['code']} bytes"
    largest = [
        f"{row['size']:9}  {row['index']} {_quoted(row['name'])}".rstrip() for row in functions["largest"]
    ]
    if info["start"] is not None:
        largest.append(f"start function: {info['start']}")
    _list(lines, f"functions: {count}", largest, always=True)
    producers = [
        f"{_quoted(field)}: {', '.join(_quoted(' '.join(value).strip()) for value in values)}"
        for field, values in info["producers"].items()
    ]
    _list(lines, "producers", producers)
    features = " ".join(_quoted(prefix + word) for prefix, word in info["target_features"])
    _list(lines, "target features", [features] if features else [])
    return "\n".join(lines) + "\n"


def _quoted(name: str) -> str:
    """A name, quoted and escaped unless it is plain, so that nothing in it acts on a terminal."""
    from ..frontend.wasm.text.print_literals import name_text

    plain = name.isascii() and name.isprintable() and " " not in name and '"' not in name
    return name if plain else name_text(name)


def _list(lines: list[str], title: str, rows: list[str], always: bool = False) -> None:
    """A part of the description, left out when it is empty."""
    if rows or always:
        lines += ["", title, *(f"  {row}" for row in rows)]
