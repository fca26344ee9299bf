"""What the imported modules of a rule file define: functions with kinds, and constants.

Modules are looked at, not run: `ast` gives their functions and annotations. A *kind* is the name of an
alias of `i64` in lower case, so of

    from ...ir.kinds import Type
    from ..kinds import Reg, Rm
    Xcc: TypeAlias = i64
    X_NE: Final[Xcc] = 5

    def cmp_ri(ctx: Lower, ty: Type, x: Reg, k: i64) -> None: ...
    def icc(cc: Cc) -> Xcc: ...
    def sinkable(ctx: Lower, inst: Inst) -> bool: ...

a rule file sees `cmp_ri(type, reg, imm) -> none`, `icc(cc) -> xcc`, the condition `sinkable(inst)` and the
constant `X_NE` of kind `xcc`. A first parameter `ctx` is the context and is passed by itself. Functions that
take or return anything else, and those whose name begins with `_`, are not for rules.
"""

import ast
import importlib.util
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

#: Annotations that are no aliases.
_PLAIN: Final = {"i64": "imm", "bool": "bool", "None": "none"}


@dataclass(frozen=True)
class Function:
    """A function that rules may call."""

    name: str
    module: str
    """As the rule file imports it; empty for a term."""
    params: tuple[str, ...]
    """Kinds, without the context."""
    result: str
    """Kind; `bool` for a condition, `none` for nothing."""
    takes_context: bool
    optional: int = 0
    """Number of parameters at the end that have defaults."""


@dataclass(frozen=True)
class Constant:
    """A module-level `Final`; kind `number` when its annotation names none."""

    name: str
    module: str
    kind: str


@dataclass
class Module:
    """One imported module."""

    name: str
    path: Path
    functions: dict[str, Function] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    """Why other functions cannot be called from rules."""
    constants: dict[str, Constant] = field(default_factory=dict)
    bodies: dict[str, ast.FunctionDef] = field(default_factory=dict)
    """All functions, private ones too, for `flags.py`."""
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Module (as written there) and original name by imported name."""
    tree: ast.Module = field(default_factory=lambda: ast.Module([], []))


def module_path(directory: Path, module: str) -> Path | None:
    """Source file of a module: relative (`..kinds`) to a directory, or absolute. None when there is none."""
    dots = len(module) - len(module.lstrip("."))
    if dots == 0:
        package, _, name = module.rpartition(".")
        try:
            spec = importlib.util.find_spec(package or name)
        except (ImportError, ValueError):
            return None
        if spec is None:
            return None
        # By the folder: the file of a compiled module is its library, which lies beside its source.
        folders = spec.submodule_search_locations or [str(Path(spec.origin or "").parent)]
        paths = [Path(folder, f"{name}.py") for folder in folders]
        return next((path for path in paths if path.exists()), None)
    base = directory.resolve()
    for _ in range(dots - 1):
        base = base.parent
    path = base.joinpath(*module[dots:].split(".")).with_suffix(".py")
    return path if path.exists() else None


def read_module(directory: Path, name: str) -> Module | None:
    """Look at a module; None when it does not exist or does not parse."""
    path = module_path(directory, name)
    if path is None:
        return None
    try:
        tree = ast.parse(path.read_text())
    except (OSError, SyntaxError):
        return None
    module = Module(name, path, tree=tree)
    aliases: dict[str, str] = dict(_PLAIN)
    for item in tree.body:
        if isinstance(item, ast.ImportFrom):
            source = "." * item.level + (item.module or "")
            for alias in item.names:
                module.imports[alias.asname or alias.name] = (source, alias.name)
                if source.rpartition(".")[2] == "kinds":
                    aliases[alias.asname or alias.name] = alias.name.lower()
        elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            if _word(item.annotation) == "TypeAlias":
                if item.value is not None and _word(item.value) in aliases:
                    aliases[item.target.id] = item.target.id.lower()
            else:
                _constant(module, item.target.id, item.annotation, aliases)
    for item in tree.body:
        if isinstance(item, ast.FunctionDef):
            module.bodies[item.name] = item
            if not item.name.startswith("_"):
                _function(module, item, aliases)
    return module


def _word(node: ast.expr) -> str:
    """A name, also a quoted or qualified one; empty for other annotations."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Constant):
        return "None" if node.value is None else node.value if isinstance(node.value, str) else ""
    return ""


def _constant(module: Module, name: str, annotation: ast.expr, aliases: dict[str, str]) -> None:
    """`X: Final = 1` and `X: Final[Kind] = 1`."""
    if isinstance(annotation, ast.Subscript) and _word(annotation.value) == "Final":
        kind = aliases.get(_word(annotation.slice), "")
        if kind and _word(annotation.slice) in ("bool", "None"):
            kind = ""
    else:
        kind = "number" if _word(annotation) == "Final" else ""
    if kind:
        module.constants[name] = Constant(name, module.name, kind)


def _function(module: Module, item: ast.FunctionDef, aliases: dict[str, str]) -> None:
    """Note a function, or why rules cannot call it."""
    arguments = item.args
    if arguments.posonlyargs or arguments.kwonlyargs or arguments.vararg or arguments.kwarg:
        module.refused[item.name] = "it has parameters that are not plain ones"
        return
    params = list(arguments.args)
    takes_context = bool(params) and params[0].arg == "ctx"
    kinds: list[str] = []
    for param in params[1:] if takes_context else params:
        kind = aliases.get(_word(param.annotation), "") if param.annotation is not None else ""
        if kind in ("", "bool", "none"):
            module.refused[item.name] = f"its parameter '{param.arg}' has no kind"
            return
        kinds.append(kind)
    result = aliases.get(_word(item.returns), "") if item.returns is not None else ""
    if not result:
        module.refused[item.name] = "its result has no kind"
        return
    optional = len(arguments.defaults)
    module.functions[item.name] = Function(
        item.name, module.name, tuple(kinds), result, takes_context, optional
    )


class Imports:
    """The imported modules of one rule file, and what is found in them."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.modules: dict[str, Module] = {}

    def add(self, name: str) -> bool:
        """Import a module; False when it cannot be read."""
        module = read_module(self.directory, name)
        if module is not None:
            self.modules[name] = module
        return module is not None

    def function(self, name: str) -> tuple[Function | None, str]:
        """The function of a name, else None and what is wrong (empty: no such function)."""
        found = [module for module in self.modules.values() if name in module.functions]
        if len(found) > 1:
            where = " and ".join(module.name for module in found)
            return None, f"'{name}' is defined in {where}"
        if found:
            return found[0].functions[name], ""
        for module in self.modules.values():
            if name in module.refused:
                return None, f"'{name}' of {module.name} cannot be called from rules: {module.refused[name]}"
        return None, ""

    def constant(self, name: str) -> Constant | None:
        """The constant of a name, None for none."""
        for module in self.modules.values():
            if name in module.constants:
                return module.constants[name]
        return None

    def defines(self, name: str) -> bool:
        """The name has a meaning in some imported module that rules can use."""
        return self.constant(name) is not None or any(
            name in module.functions for module in self.modules.values()
        )
