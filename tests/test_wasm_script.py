"""Scripts: commands, values and patterns, and what can be decided without running them."""

import time

import pytest
from irtool.frontend.wasm.text.check import FAIL, NO_RUNTIME, PASS, SKIP, check_script
from irtool.frontend.wasm.text.patterns import NULL, OBJECT, Pattern, Value
from irtool.frontend.wasm.text.script import (
    ActionCommand,
    AssertAction,
    AssertModule,
    AssertReturn,
    Command,
    InstanceCommand,
    ModuleCommand,
    RegisterCommand,
    parse_script,
)
from irtool.ir.errors import ParseError

SCRIPT = b"""
(module $M (func (export "f") (param i32) (result i32) (local.get 0)))
(module definition $D)
(module instance $I $D)
(module instance)
(register "m" $M)
(register "last")
(invoke $M "f" (i32.const -1))
(get "g")
(assert_return (invoke "f" (i32.const 1)) (i32.const 1))
(assert_return (get $M "g"))
(assert_trap (invoke "f" (i32.const 1)) "unreachable")
(assert_exhaustion (invoke "f" (i32.const 1)) "call stack exhausted")
(assert_exception (invoke "f" (i32.const 1)))
(assert_trap (module (func $s unreachable) (start $s)) "unreachable")
(assert_unlinkable (module (import "a" "b" (func))) "unknown import")
(assert_malformed (module quote "(func" " foo)") "unknown operator")
(assert_malformed (module binary "\\00asm") "unexpected end")
(assert_invalid (module (func (result i32))) "type mismatch")
(module binary "\\00asm" "\\01\\00\\00\\00")
(module quote "(func)")
"""


def one(text: str) -> Command:
    (command,) = parse_script(text.encode(), "x.wast")
    return command


def pattern(text: str) -> Pattern:
    command = one(f'(assert_return (invoke "f") {text})')
    assert isinstance(command, AssertReturn)
    (result,) = command.results
    return result


def argument(text: str) -> Value:
    command = one(f'(invoke "f" {text})')
    assert isinstance(command, ActionCommand)
    (value,) = command.action.arguments
    return value


def test_commands() -> None:
    commands = parse_script(SCRIPT, "x.wast")
    assert [command.kind for command in commands] == [
        "module", "module", "instance", "instance", "register", "register", "invoke", "get",
        "assert_return", "assert_return", "assert_trap", "assert_exhaustion", "assert_exception",
        "assert_trap", "assert_unlinkable", "assert_malformed", "assert_malformed", "assert_invalid",
        "module", "module",
    ]  # fmt: skip
    assert [command.place.line for command in commands] == list(range(2, 22))
    module, definition, instance, unnamed, register, last, invoke, get, returns, gets = commands[:10]
    assert isinstance(module, ModuleCommand)
    assert (module.name, module.definition, module.module.form) == ("M", False, "text")
    assert isinstance(definition, ModuleCommand)
    assert (definition.name, definition.definition) == ("D", True)
    assert isinstance(instance, InstanceCommand)
    assert (instance.name, instance.module) == ("I", "D")
    assert isinstance(unnamed, InstanceCommand)
    assert (unnamed.name, unnamed.module) == ("", "")
    assert isinstance(register, RegisterCommand)
    assert (register.registered, register.module) == (b"m", "M")
    assert isinstance(last, RegisterCommand)
    assert last.module == ""
    assert isinstance(invoke, ActionCommand)
    action = invoke.action
    assert (action.kind, action.module, action.export) == ("invoke", "M", b"f")
    assert action.arguments == [Value("i32", 0xFFFFFFFF)]
    assert isinstance(get, ActionCommand)
    assert (get.action.kind, get.action.export) == ("get", b"g")
    assert isinstance(returns, AssertReturn)
    assert returns.results[0].matches(Value("i32", 1))
    assert isinstance(gets, AssertReturn)
    assert (gets.action.kind, gets.results) == ("get", [])
    trap, exhaustion, exception, start, link, malformed = commands[10:16]
    assert isinstance(trap, AssertAction)
    assert trap.message == "unreachable"
    assert isinstance(exhaustion, AssertAction)
    assert exhaustion.message == "call stack exhausted"
    assert isinstance(exception, AssertAction)
    assert exception.message == ""
    assert isinstance(start, AssertModule)
    assert isinstance(link, AssertModule)
    assert isinstance(malformed, AssertModule)
    assert malformed.module.form == "quote"
    assert [command.module.form for command in commands[-2:] if isinstance(command, ModuleCommand)] == [
        "binary",
        "quote",
    ]


def test_a_file_of_fields_is_one_module() -> None:
    command = one('(func) (memory 0) (func (export "f"))')
    assert isinstance(command, ModuleCommand)
    assert command.module.assemble().binary.count(b"\x01f\x00\x01") == 1


def test_an_empty_file_has_no_commands() -> None:
    assert parse_script(b";; nothing") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(i32.const -1)", Value("i32", 0xFFFFFFFF)),
        ("(i64.const 0x8000000000000000)", Value("i64", 1 << 63)),
        ("(f32.const nan:0x200000)", Value("f32", 0x7FA00000)),
        ("(f64.const -0)", Value("f64", 1 << 63)),
        ("(v128.const i16x8 1 2 3 4 5 6 7 0xff)", Value("v128", 0x00FF0007000600050004000300020001)),
        ("(v128.const f32x4 1 0 0 -0)", Value("v128", 0x80000000_00000000_00000000_3F800000)),
        ("(ref.null func)", Value("func", NULL)),
        ("(ref.extern 7)", Value("extern", 7)),
        ("(ref.host 3)", Value("host", 3)),
    ],
)  # fmt: skip
def test_arguments(text: str, expected: Value) -> None:
    assert argument(text) == expected


LANES = "(v128.const f32x4 nan:canonical 1 nan:arithmetic 0)"
CANONICAL = ("(f32.const nan:canonical)", "f32")


@pytest.mark.parametrize(
    ("text", "type_name", "bits", "matches"),
    [
        ("(i32.const 5)", "i32", 5, True),
        ("(i32.const 5)", "i32", 6, False),
        ("(i32.const 5)", "i64", 5, False),
        ("(f32.const 0)", "f32", 0x80000000, False),
        ("(f32.const nan:0x200000)", "f32", 0x7FA00000, True),
        ("(f32.const nan:0x200000)", "f32", 0x7FE00000, False),
        (*CANONICAL, 0x7FC00000, True),
        (*CANONICAL, 0xFFC00000, True),
        (*CANONICAL, 0x7FC00001, False),
        (*CANONICAL, 0x7F800001, False),
        (*CANONICAL, 0x7F800000, False),
        ("(f32.const nan:arithmetic)", "f32", 0xFFC12345, True),
        ("(f32.const nan:arithmetic)", "f32", 0x7FA00000, False),
        ("(f64.const nan:canonical)", "f64", 0x7FF8000000000000, True),
        ("(f64.const nan:canonical)", "f64", 0xFFF8000000000001, False),
        ("(f64.const nan:arithmetic)", "f64", 0xFFF8000000000001, True),
        ("(f64.const nan:arithmetic)", "f64", 0x7FF4000000000000, False),
        (LANES, "v128", 0x00000000_7FC00001_3F800000_FFC00000, True),
        (LANES, "v128", 0x00000000_7FC00001_3F800000_FFC00001, False),
        ("(v128.const i64x2 1 2)", "v128", 1 << 64 | 2, False),
        ("(v128.const i64x2 1 2)", "v128", 2 << 64 | 1, True),
        ("(either (i32.const 1) (i32.const 3))", "i32", 3, True),
        ("(either (i32.const 1) (i32.const 3))", "i32", 2, False),
        ("(ref.null)", "func", NULL, True),
        ("(ref.null)", "i31", 0, False),
        ("(ref.null extern)", "extern", NULL, True),
        ("(ref.null extern)", "extern", 0, False),
        ("(ref.extern 4)", "extern", 4, True),
        ("(ref.extern 4)", "extern", 5, False),
        ("(ref.extern 4)", "host", 4, False),
        ("(ref.extern)", "extern", 9, True),
        ("(ref.func)", "func", OBJECT, True),
        ("(ref.func)", "func", NULL, False),
        ("(ref.func)", "extern", OBJECT, False),
        ("(ref.eq)", "struct", OBJECT, True),
        ("(ref.eq)", "i31", 5, True),
        ("(ref.eq)", "func", OBJECT, False),
        ("(ref.any)", "host", 1, True),
        ("(ref.struct)", "array", OBJECT, False),
    ],
)  # fmt: skip
def test_patterns(text: str, type_name: str, bits: int, matches: bool) -> None:
    assert pattern(text).matches(Value(type_name, bits)) is matches


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("(assert_foo)", "1:2", "unknown operator assert_foo"),
        ("(module) nop", "1:10", "unexpected token nop, expected a command"),
        ("(register $M)", "1:11", "unexpected token $M"),
        ('(invoke "f" 1)', "1:13", "unexpected token 1"),
        ('(invoke "f" (f32.const nan:canonical))', "1:13", "unexpected token: a pattern is no argument"),
        ('(invoke "f" (ref.func))', "1:13", "unexpected token: a pattern is no argument"),
        ('(invoke "f" (i32.add 1))', "1:14", "unexpected token i32.add, expected a value"),
        ('(invoke "f" (i32.const 0x100000000))', "1:24", "i32 constant out of range"),
        ('(assert_return (invoke "f") (either (either)))', "1:37", "unexpected token ("),
        ('(assert_trap (invoke "f"))', "1:26", "unexpected token ), expected a string"),
        ("(assert_invalid (func) \"x\")", "1:17", "unexpected token (, expected (module"),
        ("(assert_return)", "1:15", "unexpected token )"),
        ('(assert_return (invoke "f") (v128.const i32x4 1 2 3))', "1:52", "unexpected token )"),
    ],
)  # fmt: skip
def test_errors(text: str, place: str, message: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_script(text.encode(), "x.wast")
    assert message in caught.value.message
    assert str(caught.value.place) == f"x.wast:{place}"


def test_a_long_line_is_read_in_linear_time() -> None:
    text = '(module (@name "é"))' * 20_000
    start = time.perf_counter()
    commands = parse_script(text.encode())
    assert commands[-1].place.column == 20 * 19_999 + 1
    assert isinstance(commands[-1], ModuleCommand)
    for command in commands[::10]:
        assert isinstance(command, ModuleCommand)
        command.module.assemble()
    assert time.perf_counter() - start < 30


# --- checking -------------------------------------------------------------------------------


def test_what_needs_a_runtime_is_skipped_and_nothing_else() -> None:
    records = check_script(SCRIPT, "x.wast")
    assert all(record.file == "x.wast" for record in records)
    decided = {"module", "assert_malformed", "assert_invalid"}
    for record in records:
        assert record.outcome == (PASS if record.kind in decided else SKIP), record
        assert record.message == ("" if record.kind in decided else NO_RUNTIME)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n(module (func (result i32)))", 2, "type mismatch"),
        ("(module (func foo))", 1, "x.wast:1:15: unknown operator foo"),
        ('(module quote "(func" " foo)")', 1, "x.wast:1:15: quoted module:1:7: unknown operator foo"),
        ('(module binary "\\00asm" "\\02\\00\\00\\00")', 1, "unknown binary version"),
        ('(assert_invalid (module (func)) "type mismatch")', 1, "the module is valid"),
        ('(assert_invalid (module (func (result i32))) "unknown local")', 1, "expected 'unknown local', got"),
        ('(assert_malformed (module (func (result i32))) "type mismatch")', 1, "but it is invalid"),
        ('(assert_invalid (module quote "(func foo)") "unknown operator")', 1, "but it is malformed"),
        ('(assert_trap (module (func (result i32))) "unreachable")', 1, "type mismatch"),
        ('(assert_unlinkable (module (func (result i32))) "unknown import")', 1, "type mismatch"),
        ("(module", 1, "unexpected token"),
    ],
)
def test_failures(text: str, line: int, message: str) -> None:
    (record,) = check_script(text.encode(), "x.wast")
    assert record.outcome == FAIL
    assert record.line == line
    assert message in record.message


def test_features_can_be_switched_off() -> None:
    text = b"(module (func (drop (v128.const i32x4 0 0 0 0))))"
    assert check_script(text, "x.wast")[0].outcome == PASS
    assert "simd" in check_script(text, "x.wast", 0)[0].message
