"""What an uncaught error says."""

import re

import pytest
from irtool import ErrorList, IrtoolError, compile_function, parse_functions, verify
from irtool.ir.errors import Place
from irtool.ir.opcodes import OP_BY_NAME
from irtool.ir.text.removed import _HINTS, removed_hint


def test_the_place_comes_first() -> None:
    assert str(IrtoolError("no", Place(3, 5, "a.clif"))) == "a.clif:3:5: no"
    assert str(IrtoolError("no", Place(3))) == "3: no"
    assert str(IrtoolError("no")) == "no"


def test_all_errors_of_a_text_have_their_places() -> None:
    with pytest.raises(ErrorList) as caught:
        parse_functions("function %f() {\nblock0:\n    v0 = nop_\n    v1 = iadd v9, v8x\n    return\n}")
    lines = str(caught.value).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["3:10:", "4:19:"]


def test_verifier_errors_have_theirs() -> None:
    (func,) = parse_functions("function %f() -> i32 {\nblock0:\n    return\n}")
    (error,) = verify(func)
    assert str(error).startswith("3:5: ")
    with pytest.raises(IrtoolError, match="^3:5: "):
        compile_function(func, "x86_64")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "v1 = iadd_imm v0, 4",
            "3:6: error: `iadd_imm` is an opcode of older versions: "
            "make the constant with `iconst` and use `iadd`",
        ),
        (
            "stack_store v0, ss0",
            "3:1: error: `stack_store` is an opcode of older versions: use `stack_addr` and `store`",
        ),
        ("v1 = nonsense v0", "3:6: error: expected opcode, found identifier `nonsense`"),
    ],
)
def test_opcodes_of_older_versions(line: str, message: str) -> None:
    with pytest.raises(IrtoolError) as caught:
        parse_functions(f"function %f(i32) {{\nblock0(v0: i32):\n{line}\n    return\n}}")
    assert caught.value.render() == message


def test_hints_name_opcodes_that_exist() -> None:
    for word, hint in _HINTS.items():
        assert word not in OP_BY_NAME
        named = re.findall(r"`([a-z_0-9.]+)`", removed_hint(word))
        assert named or hint.startswith("leave it out"), word
        for name in named:
            assert name.split(".")[0] in OP_BY_NAME or name in ("little",), (word, name)
