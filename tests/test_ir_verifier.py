"""The verifier against the corpus (accepted files, expected errors) and rule by rule with exact messages."""

import os
from pathlib import Path

import pytest
from irtool.ir.errors import ErrorList
from irtool.ir.function import Function
from irtool.ir.opcodes import OP_BY_NAME
from irtool.ir.text.reader import parse_function
from irtool.ir.text.testfile import parse_test_file
from irtool.ir.types import I8, I32, I64
from irtool.ir.verify.verifier import check, verify

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("IRTOOL_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "clif"
FOLDERS = (
    sorted({str(p.parent.relative_to(CORPUS)) for p in CORPUS.rglob("*.clif")}) if CORPUS.is_dir() else []
)

needs_corpus = pytest.mark.skipif(
    not FOLDERS, reason=f"no conformance corpus at {CORPUS} (set IRTOOL_CONFORMANCE)"
)


@needs_corpus
@pytest.mark.parametrize("folder", FOLDERS)
def test_corpus(folder: str) -> None:
    """`test verifier` files give exactly the expected errors; other files give none."""
    for path in sorted((CORPUS / folder).glob("*.clif")):
        file = parse_test_file(path.read_text(), path.name)
        commands = {command.name for command in file.commands}
        if not commands & {"verifier"} and commands <= {"cat"}:
            continue  # malformed on purpose
        settings = {str(setting).removesuffix("=true") for setting in file.settings}
        pointer_bits = 0 if not file.targets else 32 if "32" in file.targets[0].triple else 64
        for function in file.functions:
            errors = verify(
                function.func,
                pointer_bits,
                "enable_pinned_reg" in settings,
                "preserve_frame_pointers" in settings,
            )
            for comment in function.comments:
                text = comment.text.lstrip("; ")
                if "verifier" not in commands or not text.startswith("error:"):
                    continue
                wanted = text.removeprefix("error:").strip()
                matching = [e for e in errors if e.entity == comment.entity and wanted in e.message]
                assert matching, f"{path.name}:{comment.line}: no error at {comment.entity} with: {wanted}"
                errors.remove(matching[0])
            assert not errors, f"{path.name}: {function.func.name}: {errors[0].render()}"


def errors_of(text: str, **options: int) -> list[str]:
    """`line: message` of each error of one function; line 1 is that of `function`."""
    func = parse_function(text)
    return [f"{e.place.line if e.place else 0}: {e.message}" for e in verify(func, **options)]


HEADER = """function %f(i32, i64, f32) -> i32 {
    ss0 = explicit_slot 8
    sig0 = (i32) -> i8
    fn0 = %g(i64) -> i32
block0(v0: i32, v1: i64, v2: f32):
"""

#: One wrong line of a body (line 6), and what the verifier says about it.
WRONG_LINES = [
    ("v9 = iadd v0, v1", ["arg 1 (v1) has type i64, expected i32"]),
    ("v9 = select v2, v0, v0", ["arg 0 (v2) has type f32, which does not satisfy iN"]),
    ("v9 = uextend.i32 v1", ["arg 0 (v1) has type i64, expected a type narrower than i32"]),
    ("v9 = ireduce.i32 v0", ["arg 0 (v0) has type i32, expected a type wider than i32"]),
    ("v9 = load.i32 v0", ["invalid pointer width (got 32, expected 64) encountered v0"]),
    ("store v0, v2", ["arg 1 (v2) has type f32, which does not satisfy i32-64",
                      ]),
    ("v9 = call fn0(v0)", ["arg 0 (v0) has type i32, expected i64"]),
    ("v9 = call fn0()", ["mismatched argument count for `v9 = call fn0()`: got 0, expected 1"]),
    ("v9 = call_indirect sig0, v1(v1)", ["arg 0 (v1) has type i64, expected i32"]),
    ("v9 = bitcast.i64 v0", [
        "The bitcast argument v0 has a type of 32 bits, which doesn't match an expected type of 64 bits"]),
    ("v9 = bitcast.i16x2 v0", ["Byte order specifier required for bitcast instruction changing lane count"]),
    ("v9 = bitcast.f32 aligned v0", [
        "The bitcast instruction only accepts the `big` or `little` memory flags"]),
    ("store readonly v0, v1", ["A store instruction cannot have the `readonly` MemFlag"]),
    ("v9 = get_pinned_reg.i64", ["get_pinned_reg cannot be used without the setting enable_pinned_reg"]),
    ("v9 = get_frame_pointer.i64",
     ["get_frame_pointer cannot be used without the setting preserve_frame_pointers"]),
    ("<3> v9 = iadd v0, v0", ["debug tags are only allowed on calls and sequence_point"]),
    ("trapz v0, user1\n    return v1\n    nop", None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "messages"), WRONG_LINES, ids=[line for line, _ in WRONG_LINES])
def test_wrong_line(line: str, messages: list[str] | None) -> None:
    found = errors_of(f"{HEADER}    {line}\n    return v0\n}}")
    if messages is None:  # structure is broken: nothing is said about types
        assert found == ["7: a terminator instruction was encountered before the end of block0"]
    elif line.startswith("store v0, v2"):
        assert found[0] == f"6: {messages[0]}"
    else:
        assert found == [f"6: {message}" for message in messages]


def test_all_errors_are_reported() -> None:
    found = errors_of(
        """function %f(i32 uext, f32 sext) -> i32 {
    region0 = 1 "a"
    region1 = 1 "b"
block0(v0: i32, v1: f32):
    v2 = iadd v0, v1
    brif v2, block1(v1), block1(v0)
block1(v3: i32):
    v4 = fadd v1, v3
    return
}"""
    )
    assert found == [
        "3: duplicate alias region user_id 1",
        "1: Parameter at position 1 has invalid extension Sext",
        "5: arg 1 (v1) has type f32, expected i32",
        "6: arg v1 has type f32, expected i32",
        "8: arg 1 (v3) has type i32, expected f32",
        "9: arguments of return must match function signature: got 0 values, expected 1",
    ]


def test_dominance() -> None:
    text = """function %f(i32) -> i32 {
block0(v0: i32):
    brif v0, block1, block2
block1:
    v1 = iadd v0, v0
    jump block3
block2:
    jump block3
block3:
    v2 = iadd v1, v3
    v3 = iadd.i32 v0, v3
    return v3
block4:
    v4 = iadd v1, v2
    return v4
}"""
    func = parse_function(text.replace("iadd v1, v3", "iadd.i32 v1, v3"))
    found = [(e.place.line if e.place else 0, e.message) for e in verify(func)]
    v1 = f"inst{func.value_def[func.pool[func.arg_start[4]]]}"
    # block4 is unreachable: nothing dominates it, and nothing need to
    assert found == [
        (10, f"uses value v1 from non-dominating {v1}"),
        (10, "uses value v3 from non-dominating inst5"),
        (11, "uses value v3 from itself"),
    ]


def test_structure() -> None:
    assert errors_of("function %f() {\nblock0:\n    jump block1\nblock1:\n    nop\n}") == [
        "4: block does not end in a terminator instruction: block1"
    ]
    assert errors_of("function %f() {\nblock0:\n    jump block0\n}") == [
        "3: invalid reference to entry block block0"
    ]
    assert errors_of("function %f() {\nblock0:\n    jump block7\n}") == ["3: invalid block reference block7"]
    assert errors_of("function %f() {\nblock0:\n    return\nblock1:\n}") == ["4: block1 cannot be empty"]
    assert errors_of("function %f(i32) {\nblock0:\n    return\n}") == [
        "2: entry block parameters (0) must match function signature (1)"
    ]


def test_settings_turn_rules_off() -> None:
    text = "function %f(i32) -> i32 {\nblock0(v0: i32):\n    v1 = load.i32 v0\n    return v1\n}"
    assert errors_of(text, pointer_bits=0) == errors_of(text, pointer_bits=32) == []
    text = "function %f() -> i64 {\nblock0:\n    v0 = get_pinned_reg.i64\n    return v0\n}"
    assert errors_of(text, enable_pinned_reg=True) == []


def test_check_raises_every_error_with_its_place() -> None:
    func = parse_function(
        "function %f(i8, i64) {\nblock0(v0: i8, v1: i64):\n v2 = iadd v0, v1\n v3 = iadd v1, v0\n return\n}"
    )
    with pytest.raises(ErrorList) as caught:
        check(func)
    assert caught.value.render("x.clif").splitlines() == [
        "x.clif:3:2: error: function %f: arg 1 (v1) has type i64, expected i8",
        "x.clif:4:2: error: function %f: arg 1 (v0) has type i8, expected i64",
    ]
    check(parse_function("function %f() {\nblock0:\n return\n}"))


def broken_function() -> Function:
    """`block0(v0: i32): v1 = iadd v0, v0; return`, made without reader or builder."""
    func = Function()
    block = func.make_block()
    func.append_block(block)
    inst = func.make_inst(OP_BY_NAME["iadd"], I32, 0, -1, 0)
    func.push_arg(inst, 0)
    func.push_arg(inst, 0)
    func.make_result(inst, I32)
    func.append_inst(inst, block)
    end = func.make_inst(OP_BY_NAME["return"], 0, 0, -1, 0)
    func.append_inst(end, block)
    return func


def test_broken_tables_are_reported_not_crashed_on() -> None:
    func = broken_function()
    assert [e.message for e in verify(func)] == ["uses value v0 from itself"]
    func.pool[0] = 77
    assert [e.message for e in verify(func)] == ["invalid value reference v77"]
    func = broken_function()
    func.value_alias[0] = 0
    assert [e.message for e in verify(func)] == ["v0 is an alias of itself"]
    func = broken_function()
    func.value_type[0] = I8
    assert "result 0 has type i8, expected i32" in [e.message for e in verify(func)]
    func = broken_function()
    func.arg_count[0] = 1
    assert [e.message for e in verify(func)] == ["iadd has 1 operands, expected 2"]
    func = broken_function()
    constant = func.make_inst(OP_BY_NAME["iconst"], I8, 300, -1, 0)
    func.make_result(constant, I64)
    func.insert_inst_before(constant, 0)
    assert [e.message for e in verify(func)] == [
        "result 0 has type i64, expected i8",
        "constant immediate 300 is out of bounds for i8",
        "uses value v0 from itself",
    ]
