"""The module `spectest` of the specification's test suite.

Source: specification repository, interpreter/README.md and test/harness.
"""

from .functions import make_func
from .items import Global, Memory, Table

#: Parameters of each print function.
_PRINTS = {
    "print": (),
    "print_i32": ("i32",),
    "print_i64": ("i64",),
    "print_f32": ("f32",),
    "print_f64": ("f64",),
    "print_i32_f32": ("i32", "f32"),
    "print_f64_f64": ("f64", "f64"),
}


def _ignore(*arguments: object) -> None:
    """Nothing is printed: scripts do not say what they print."""


def spectest() -> dict[str, object]:
    """The exports of a new `spectest` module."""
    exports: dict[str, object] = {name: make_func(_ignore, params) for name, params in _PRINTS.items()}
    exports["global_i32"] = Global("i32", 666)
    exports["global_i64"] = Global("i64", 666)
    exports["global_f32"] = Global("f32", 666.6)
    exports["global_f64"] = Global("f64", 666.6)
    exports["table"] = Table(10, 20)
    exports["table64"] = Table(10, 20, is_64=True)
    exports["memory"] = Memory(1, 2)
    exports["shared_memory"] = Memory(1, 2, shared=True)
    return exports
