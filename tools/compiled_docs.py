"""Docstrings for compiled modules: mypyc writes signatures into its C tables, and nothing else.

`setup.py` passes each C file through `with_docs` together with the source it was made from:

    {"jump",
     (PyCFunction)CPyPy_builder___Builder___jump,
     METH_FASTCALL | METH_KEYWORDS, PyDoc_STR("jump($self, block)\\n--\\n\\n")},

The docstring goes behind the last `\\n`. Docstrings are static strings of the library: what they cost is
room in the file. Functions, methods, classes, properties, attributes (the string below their assignment) and
modules get theirs. An entry that is not recognised, because a later mypyc writes it otherwise, stays as it
was; a test of the compiled form asks for the docstring of every public name.
"""

import ast
import inspect
import re
from typing import Final, NamedTuple

_METHOD: Final = re.compile(
    r'(\{"(\w+)",\s+\(PyCFunction\)CPyPy_(\w+),\s+[A-Z_ |]+, PyDoc_STR\()("(?:[^"\\]|\\.)*"|NULL)\)'
)
_ATTRIBUTE: Final = re.compile(
    r'(\{"(\w+)",\s+\(getter\)\w*?___(\w+)_get_\w+,(?:\s+\(setter\)\w+,|\s*NULL,)\s+)NULL(, NULL\})'
)
_CLASS: Final = re.compile(r'(\.tp_doc = PyDoc_STR\()("(\w+)\((?:[^"\\]|\\.)*")\)')
_MODULE: Final = re.compile(
    r'(static struct PyModuleDef \w+ = \{\s+PyModuleDef_HEAD_INIT,\s+"[\w.]+",\s+)NULL(, /\* docstring \*/)'
)


class Docs(NamedTuple):
    """The docstrings of a module, by dotted name inside it; the module's own is `""`."""

    text: dict[str, str]
    signature: dict[str, str]
    """`name(parameters) -> result` of functions, as written; of attributes their type."""


def read_docs(source: str) -> Docs:
    """Every docstring of a module's source."""
    tree = ast.parse(source)
    docs = Docs({"": ast.get_docstring(tree) or ""}, {})
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            _add_function(docs, node, "")
        elif isinstance(node, ast.ClassDef):
            docs.text[node.name] = ast.get_docstring(node) or ""
            _add_attributes(docs, node.body, node.name)
            for member in node.body:
                if isinstance(member, ast.FunctionDef):
                    if not any(isinstance(d, ast.Attribute) for d in member.decorator_list):  # no setters
                        _add_function(docs, member, node.name + ".")
                    if member.name == "__init__":
                        _add_attributes(docs, member.body, node.name)
    return docs


def _add_function(docs: Docs, node: ast.FunctionDef, prefix: str) -> None:
    docs.text[prefix + node.name] = ast.get_docstring(node) or ""
    returns = f" -> {ast.unparse(node.returns)}" if node.returns is not None else ""
    docs.signature[prefix + node.name] = f"{node.name}({ast.unparse(node.args)}){returns}"


def _add_attributes(docs: Docs, body: list[ast.stmt], owner: str) -> None:
    """A string right below `self.name = ...` or `name: type` is about that attribute."""
    for node, below in zip(body, [*body[1:], ast.Pass()], strict=True):
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
        value = below.value if isinstance(below, ast.Expr) else None
        if name and isinstance(value, ast.Constant) and isinstance(value.value, str):
            docs.text[f"{owner}.{name}"] = inspect.cleandoc(value.value)
        if name and isinstance(node, ast.AnnAssign):
            docs.signature[f"{owner}.{name}"] = ast.unparse(node.annotation)


def c_string(text: str) -> str:
    """A C string literal of UTF-8 text."""
    plain = {9: "\\t", 10: "\\n", 34: '\\"', 92: "\\\\"}
    return (
        '"'
        + "".join(plain.get(b) or (chr(b) if 32 <= b < 127 else f"\\{b:03o}") for b in text.encode())
        + '"'
    )


def with_docs(code: str, source: str) -> str:
    """The C code of a module with the docstrings of its Python source."""
    docs = read_docs(source)

    def method(match: re.Match[str]) -> str:
        head, name, c_name, literal = match.groups()
        owner = c_name.removesuffix(name).removesuffix("___").rpartition("___")[2]
        key = f"{owner}.{name}" if f"{owner}.{name}" in docs.text else name
        text = docs.text.get(key, "")
        if not text:
            return match[0]
        if literal == "NULL":  # a default value that has no place in a text signature
            return f"{head}{c_string(docs.signature[key] + chr(10) * 2 + text)})"
        return f"{head}{literal[:-1]}{c_string(text)[1:]})"

    def attribute(match: re.Match[str]) -> str:
        head, name, owner, tail = match.groups()
        text = docs.text.get(f"{owner}.{name}", "")
        return f"{head}{c_string(text)}{tail}" if text else match[0]

    def class_(match: re.Match[str]) -> str:
        head, literal, name = match.groups()
        return f"{head}{literal[:-1]}{c_string(docs.text.get(name, ''))[1:]})"

    def module(match: re.Match[str]) -> str:
        return f"{match[1]}{c_string(docs.text[''])}{match[2]}" if docs.text[""] else match[0]

    code = _METHOD.sub(method, code)
    code = _ATTRIBUTE.sub(attribute, code)
    code = _CLASS.sub(class_, code)
    return _MODULE.sub(module, code)
