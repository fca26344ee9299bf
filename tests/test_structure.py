"""The shape of the package: imports have no cycles and point one way, and no shared code names a machine."""

import ast
import io
import re
import tokenize
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOT_PACKAGE = {"tests", "build", "dist", "docs", "examples", "tools"}

#: What counts as a machine's name in code, outside comments and docstrings.
MACHINE = re.compile(r"x86|x64|amd64|aarch64|arm64|a64_|_a64|riscv", re.IGNORECASE)
#: Places where one may stand, each with its reason, and what may stand there.
ALLOWED = {
    # The list of built-in targets.
    "backends/host_machine.py": r"x86_64|aarch64|x64|amd64|arm64",
    "ir/entities.py": r"apple_aarch64",  # a calling convention of CLIF
    "ir/verify/calls.py": r"apple_aarch64",
    "settings.py": r"apple_aarch64",
    "ir/opcodes.py": r"x86_\w+",  # opcodes of CLIF
    "ir/opcodes_gen.py": r"(OP_X|x)86_\w+",
    "ir/builder_gen.py": r"(OP_X|x)86_\w+",
    "ir/typed_builder_gen.py": r"(OP_X|x)86_\w+",
    "ir/semantics/big.py": r"x86_\w+",
    "ir/semantics/wide.py": r"x86_\w+",
    "ir/verify/special.py": r"OP_X86_\w+",
    "ir/interp/library.py": r"X86Pshufb",  # a library function of CLIF
    "filetests/runner/job.py": r"riscv64(gc)?",  # architectures that the text format knows
    "cli/main.py": r"x86-64|aarch64",  # the help text
    "bench/": r"x86_64(_none)?|aarch64(_none)?|code_x86_64\w*|code_aarch64\w*",  # what is measured
}


def package_files() -> list[Path]:
    """All modules of the package."""
    folders = [
        folder
        for folder in sorted(ROOT.iterdir())
        if folder.is_dir() and folder.name not in NOT_PACKAGE and not folder.name.startswith(".")
    ]
    files = [path for path in sorted(ROOT.glob("*.py")) if path.name != "setup.py"]
    return files + [path for folder in folders for path in sorted(folder.rglob("*.py"))]


# --- machines -----------------------------------------------------------------------------------


def docstring_lines(text: str) -> set[int]:
    """Numbers of the lines on which docstrings start (of modules, classes, functions and attributes)."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(node.lineno)
    return found


def machine_names(path: Path) -> list[str]:
    """Names and strings of a module that name a machine: `line: text`."""
    text = path.read_text()
    docstrings = docstring_lines(text)
    name = str(path.relative_to(ROOT))
    allowed = [pattern for place, pattern in ALLOWED.items() if name.startswith(place)]
    found = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in (tokenize.NAME, tokenize.STRING) or token.start[0] in docstrings:
            continue
        rest = token.string
        for pattern in allowed:
            rest = re.sub(rf"\b(?:{pattern})\b", "", rest)
        if MACHINE.search(rest):
            found.append(f"{name}:{token.start[0]}: {token.string[:60]}")
    return found


@pytest.mark.parametrize("path", package_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_shared_code_names_a_machine(path: Path) -> None:
    parts = path.relative_to(ROOT).parts
    if parts[0] == "backends" and len(parts) > 2:
        others = {"x64", "aarch64"} - {parts[1]}
        imported = {name for name in module_imports(path) if set(name.split(".")) & others}
        assert not imported, "backends do not know each other"
    else:
        assert machine_names(path) == []


# --- imports ------------------------------------------------------------------------------------


def module_name(path: Path) -> str:
    """Dotted name inside the package; empty for the package itself."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    """All modules by name."""
    return {module_name(path): path for path in package_files()}


@cache
def module_imports(path: Path) -> frozenset[str]:
    """Modules of the package that one imports, wherever the import stands: at the top, for the type checker
    only, or in a function."""
    package = module_name(path).split(".") if module_name(path) else []
    if path.name != "__init__.py":
        package = package[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1] + (node.module or "").split(".")
            prefix = ".".join(part for part in base if part)
            for alias in node.names:
                full = f"{prefix}.{alias.name}" if prefix else alias.name
                found.add(full if full in modules() else prefix)
    return frozenset(found & set(modules()))


def strong_components(graph: dict[str, frozenset[str]]) -> list[list[str]]:
    """Groups of more than one module that reach each other (Tarjan's algorithm)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in graph[name]:
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            at = stack.index(name)
            group = stack[at:]
            del stack[at:]
            if len(group) > 1:
                found.append(sorted(group))

    for name in graph:
        if name not in index:
            visit(name)
    return found


def test_imports_have_no_cycle() -> None:
    # The root only names what is imported on first use.
    graph = {name: module_imports(path) - {""} for name, path in modules().items() if name}
    assert strong_components(graph) == []


def test_the_search_finds_cycles() -> None:
    graph = {"a": frozenset("b"), "b": frozenset("c"), "c": frozenset("b"), "d": frozenset("ad")}
    assert strong_components(graph) == [["b", "c"]]


#: Folders, and which others they may import, besides `tables.py`, `files.py` and `settings.py`.
LAYERS = {
    "ir": set(),
    "rules": {"ir"},
    "passes": {"ir"},
    "regalloc": set(),
    "frontend": {"ir", "passes", "backends"},
    "backends": {"ir", "passes", "regalloc"},
    "object": {"ir", "backends"},
    "cache": {"ir"},
    "library": {"ir", "backends", "object", "compile", "wasm_compile", "frontend"},
    "runtime": {"ir", "backends", "object", "cache", "compile", "wasm_compile", "frontend"},
}


@pytest.mark.parametrize("folder", LAYERS)
def test_imports_point_one_way(folder: str) -> None:
    free = {"tables", "files", "settings", folder}
    for name, path in modules().items():
        if name.split(".")[0] == folder:
            for other in module_imports(path):
                assert other.split(".")[0] in LAYERS[folder] | free, f"{name} imports {other}"
