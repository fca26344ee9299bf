"""The public names of irtool with their texts, read from the sources: for the reference and for tests.

An entry is a name that `irtool` exports; its members are the public methods, properties and attributes of a
class, those of base classes of irtool included. Attributes that only `__init__` makes are found there, so
what counts is what the source says, in both forms.
"""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from compiled_docs import Docs, read_docs

ROOT: Final = Path(__file__).resolve().parent.parent
#: The generated class whose methods are instructions.
_INSTRUCTIONS: Final = "TypedMethods"


class Member(NamedTuple):
    """A method, property or attribute of a class."""

    name: str
    title: str
    text: str


class Entry(NamedTuple):
    """A public name."""

    name: str
    title: str
    text: str
    bases: list[str]
    """Public classes that it is derived from."""
    members: list[Member]
    instructions: list[Member]
    """The methods that emit one instruction each, apart."""


@cache
def exported() -> dict[str, str]:
    """Module by public name, as in `irtool/__init__.py`."""
    for node in ast.parse((ROOT / "__init__.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "_HOME":
            return dict(ast.literal_eval(node.value))
    raise ValueError("irtool/__init__.py has no table of names")


@cache
def _source(module: str) -> tuple[ast.Module, Docs]:
    path = ROOT / (module.strip(".").replace(".", "/") + ".py")
    text = path.read_text(encoding="utf-8")
    return ast.parse(text), read_docs(text)


def _find_class(module: str, name: str) -> tuple[str, ast.ClassDef] | None:
    """The definition of a class that a module defines or imports from irtool, and its module."""
    for node in _source(module)[0].body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return module, node
        if isinstance(node, ast.ImportFrom) and node.level:
            if any((alias.asname or alias.name) == name for alias in node.names):
                base = module.strip(".").split(".")[: -node.level]
                return _find_class("." + ".".join([*base, node.module or ""]), name)
    return None


def _members(module: str, node: ast.ClassDef) -> dict[str, Member]:
    """The public members that a class itself defines, in the order of the source."""
    docs = _source(module)[1]
    found: dict[str, Member] = {}

    def add(name: str, title: str) -> None:
        text = docs.text.get(f"{node.name}.{name}", "")
        if not name.startswith("_") and (name not in found or text):
            found[name] = Member(name, title, text)

    def add_attributes(statement: ast.stmt, of_self: bool) -> None:
        targets: list[ast.expr] = []
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        for target in targets:
            if of_self and (not isinstance(target, ast.Attribute) or ast.unparse(target.value) != "self"):
                continue
            name = getattr(target, "attr", getattr(target, "id", ""))
            annotation = docs.signature.get(f"{node.name}.{name}", "").strip("\"'")
            add(name, f"{name}: {annotation}" if annotation else name)

    for member in node.body:
        if isinstance(member, ast.FunctionDef):
            title = docs.signature[f"{node.name}.{member.name}"]
            kinds = {ast.unparse(decorator) for decorator in member.decorator_list}
            if any(kind.endswith(".setter") for kind in kinds):
                continue
            if kinds & {"property", "cached_property"}:
                title = f"{member.name}: {ast.unparse(member.returns)}" if member.returns else member.name
            add(member.name, re.sub(r"\((self|cls)(, )?", "(", title, count=1))
            if member.name == "__init__":
                for statement in ast.walk(member):
                    if isinstance(statement, ast.stmt):
                        add_attributes(statement, True)
        else:
            add_attributes(member, False)
    return found


def _class_entry(name: str, module: str, node: ast.ClassDef) -> Entry:
    docs = _source(module)[1]
    members: dict[str, Member] = {}
    instructions: list[Member] = []
    bases: list[str] = []
    title, text = name, docs.text[node.name]
    queue: list[tuple[str, ast.ClassDef]] = [(module, node)]
    while queue:
        home, current = queue.pop(0)
        own = _members(home, current)
        if current.name == _INSTRUCTIONS:
            instructions = list(own.values())
        elif current is node or current.name not in exported():
            members |= {key: member for key, member in own.items() if key not in members}
        constructor = _source(home)[1].signature.get(f"{current.name}.__init__", "")
        if constructor and title == name:
            title = re.sub(r"__init__\(self(, )?", f"{name}(", constructor).removesuffix(" -> None")
            below = _source(home)[1].text.get(f"{current.name}.__init__", "")
            text += f"\n\n{below}" if below and current is node else ""
        for base in current.bases:
            base_name = ast.unparse(base)
            if base_name in exported():
                bases.append(base_name)
            found = _find_class(home, base_name)
            if found is not None:
                queue.append(found)
    return Entry(name, title, text, bases, list(members.values()), instructions)


@cache
def public_entries() -> dict[str, Entry]:
    """Every class and function that irtool exports, and type aliases; the constants of types are left out."""
    entries: dict[str, Entry] = {}
    for name, module in exported().items():
        if module == ".ir.types":
            continue
        found = _find_class(module, name)
        if found is not None:
            entries[name] = _class_entry(name, *found)
            continue
        tree, docs = _source(module)
        if name in docs.signature:
            entries[name] = Entry(name, docs.signature[name], docs.text[name], [], [], [])
        else:
            entries[name] = Entry(name, name, _comment_above(module, tree, name), [], [], [])
    return entries


def _comment_above(module: str, tree: ast.Module, name: str) -> str:
    """The `#:` comment of a constant or alias."""
    lines = (ROOT / (module.strip(".").replace(".", "/") + ".py")).read_text(encoding="utf-8").split("\n")
    for node in tree.body:
        target = getattr(node, "target", None)
        if isinstance(node, ast.AnnAssign) and getattr(target, "id", "") == name:
            first = node.lineno - 1
            while first > 0 and lines[first - 1].startswith("#:"):
                first -= 1
            return " ".join(line.removeprefix("#:").strip() for line in lines[first : node.lineno - 1])
    return ""
