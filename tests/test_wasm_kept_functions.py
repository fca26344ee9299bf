"""What tables, globals and tags keep alive of the functions that they are set to."""

import gc
import weakref
from typing import Any

import pytest
from irtool import Global, Instance, Module, Table, Tag, WasmException
from irtool.runtime.platform import supported

pytestmark = pytest.mark.skipif(not supported(), reason="no native execution on this machine")

MODULE = Module.from_text("""(module
    (func (export "one") (result i32) (i32.const 1))
    (func (export "two") (result i32) (i32.const 2)))""")

ROUNDS = 1000


def _made(item: Table | Global | Tag) -> Any:
    """Set the item to both functions of an instance many times; a weak reference to the instance's owner."""
    exports = Instance(MODULE).exports
    for number in range(ROUNDS):
        function = exports.two if number & 1 else exports.one
        if isinstance(item, Table):
            item[number & 3] = function
        elif isinstance(item, Global):
            item.value = function
        else:
            WasmException(item, [function])
    return weakref.ref(exports.one.owner)


def test_elements_are_kept_once() -> None:
    table = Table(4)
    owner = _made(table)
    gc.collect()
    assert [table[index]() for index in range(4)] == [1, 2, 1, 2]  # type: ignore[operator]
    assert len(table.keep) == 1
    del table
    gc.collect()
    assert owner() is None


def test_a_grown_table_keeps_its_elements() -> None:
    table = Table(0)
    for _ in range(8):
        table.grow(1, Instance(MODULE).exports.two)
    gc.collect()
    assert [table[index]() for index in range(8)] == [2] * 8  # type: ignore[operator]


def test_values_are_kept_once() -> None:
    variable = Global("funcref", None, mutable=True)
    owner = _made(variable)
    gc.collect()
    assert variable.value() == 2  # type: ignore[operator]
    assert len(variable.keep) == 1
    del variable
    gc.collect()
    assert owner() is None


def test_fields_are_kept_once() -> None:
    tag = Tag(["funcref"])
    owner = _made(tag)
    assert len(tag.keep) == 1
    del tag
    gc.collect()
    assert owner() is None
