"""Filetests: header, comments with their entities, run lines."""

import pytest
from irtool.ir.errors import IrtoolError
from irtool.ir.text.testfile import RunCommand, parse_test_file, run_commands

FILE = """; head
test cat
test run precise-output foo
; between

set opt_level=speed enable_pinned_reg
target x86_64 has_avx=false haswell
set opt_level=none
target aarch64
feature ! "x"
; last
function %f(i32) -> i32 { ; function
    ss0 = explicit_slot 8 ; slot
    ; slot again
block0(v0: i32): ; block
    v1 = iadd v0, ; inside
              v0
    ; after
    v2 -> v1
    ; lost
    return v2 ; ret
    ; ret again
}
; run: %f(1) == 2
function %g() {}
; end"""


def test_header() -> None:
    file = parse_test_file(FILE, "x.clif")
    assert [(c.name, c.options, c.line) for c in file.commands] == [
        ("cat", [], 2),
        ("run", ["precise-output", "foo"], 3),
    ]
    first, second = file.targets
    assert (first.triple, [str(s) for s in first.settings]) == (
        "x86_64",
        ["opt_level=speed", "enable_pinned_reg"],
    )
    assert [(s.name, s.value, s.line, s.column) for s in first.flags] == [
        ("has_avx", "false", 7, 15),
        ("haswell", None, 7, 29),
    ]
    assert [str(s) for s in second.settings] == ["opt_level=speed", "enable_pinned_reg", "opt_level=none"]
    assert file.features == [("x", False)]
    assert [c.text for c in file.comments] == ["; head", "; between", "; last"]
    assert [c.line for c in file.comments] == [1, 4, 11]


def test_comments_belong_to_the_entity_before() -> None:
    file = parse_test_file(FILE)
    f, g = file.functions
    assert [(c.text, c.entity) for c in f.comments] == [
        ("; function", ("function", 0)),
        ("; slot", ("ss", 0)),
        ("; slot again", ("ss", 0)),
        ("; block", ("block", 0)),
        ("; inside", ("inst", 0)),
        ("; after", ("inst", 0)),
        ("; ret", ("inst", 1)),
        ("; ret again", ("inst", 1)),
        ("; run: %f(1) == 2", ("function", 0)),
    ]
    assert (f.comments[1].line, f.comments[1].column) == (13, 27)
    assert [(c.text, c.entity) for c in g.comments] == [("; end", ("function", 0))]


def test_default_call_conv_depends_on_the_commands() -> None:
    with_run = parse_test_file("test run\ntarget x86_64\nfunction %f() { sig0 = () fast }")
    func = with_run.functions[0].func
    assert (func.signature.call_conv, func.signatures[0].call_conv) == ("system_v", "fast")
    without = parse_test_file("test interpret\nfunction %f() {}")
    assert without.functions[0].func.signature.call_conv == "fast"


def test_files_without_header() -> None:
    file = parse_test_file("\n; c\nfunction %f() {}\n")
    assert not file.commands and len(file.functions) == 1 and file.comments[0].line == 2
    assert parse_test_file("").functions == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("test\n", "1:1: error: expected a command after `test`"),
        ("set a\ntest cat\n", "2:1: error: `test` lines must come before `set` and `target` lines"),
        (
            "test cat\nset =b\n",
            "2:5: error: expected `name` or `name=value`, found `=b`\n2:1: error: expected a"
            " setting after `set`",
        ),
        ("target\n", "1:1: error: expected an architecture after `target`"),
        ("target x\n set a=1 b\n", "2:6: error: setting `a=1` behind the last target has no effect"),
        ("feature x\n", '1:1: error: expected a quoted name after `feature`, as in `feature "x"`'),
        ("test cat\nfrob\n", "2:1: error: expected `function`, found identifier `frob`"),
        (
            "test\nfunction %f( {}",
            "1:1: error: expected a command after `test`\n2:14: error: expected `)` or type, found `{`",
        ),
    ],
)
def test_header_errors(text: str, message: str) -> None:
    with pytest.raises(IrtoolError) as caught:
        parse_test_file(text)
    assert caught.value.render() == message


def commands(signature: str, *lines: str) -> list[RunCommand]:
    text = f"function %f{signature} {{}}\n" + "".join(f"{line}\n" for line in lines)
    return run_commands(parse_test_file(text).functions[0])


def test_run_lines() -> None:
    run, negated, printing, plain = commands(
        "(i8, f32, i32x4) -> i64",
        "; run: %f(-1, 0x1.0, [1 2 3 -1]) == 0xffff_ffff_ffff_ffff trailing ; text",
        ";;  run: %f(0xff, -NaN:0x1, 0x01) != -1_0",
        "; print: %f(1, 0.0, 0x00)",
        "; print",
    )
    lanes = b"".join(x.to_bytes(4, "little") for x in (1, 2, 3, 0xFFFFFFFF))
    assert (run.kind, run.name, run.line) == ("run", "f", 2)
    assert run.args == [255, 0x3F800000, lanes]
    assert (run.comparison, run.expected) == ("==", [(1 << 64) - 1])
    assert negated.args == [255, 0xFFC00001, b"\x01" + bytes(15)]
    assert (negated.comparison, negated.expected) == ("!=", [(1 << 64) - 10])
    assert (printing.kind, printing.args, printing.comparison) == ("print", [1, 0, bytes(16)], "")
    assert (plain.kind, plain.name) == ("print", "")


def test_results_in_brackets() -> None:
    (pair,) = commands("() -> i8, i16", "; run: %f() == [1, 2]")
    assert pair.expected == [1, 2]
    (none,) = commands("(i8)", "; run: %f(1) == []")
    assert none.expected == []
    (bare,) = commands("() -> i8", "; run")
    assert (bare.kind, bare.name, bare.comparison, bare.expected) == ("run", "", "!=", [0])


def test_words_that_only_begin_like_run() -> None:
    assert commands("()", "; running", "; the run", "; printed: x") == []


@pytest.mark.parametrize(
    ("signature", "line", "message"),
    [
        ("(i8) -> i8", "; run: %f(300) == 1", "2:11: error: integer `300` is out of range -128..255"),
        ("(i8) -> i8", "; run: %f(1) ==", "2:16: error: expected an integer (i8), found the end of the line"),
        ("(i8) -> i8", "  ; run: %f(1, 2) == 1", "2:14: error: expected `)`, found `,`"),
        (
            "()",
            "; run",
            "2:6: error: a bare `run` needs a function without parameters that returns an integer",
        ),
        ("() -> i8, i8", "; run: %f() == 1", "2:16: error: expected `[`, found integer `1`"),
        (
            "(f32)",
            "; run: %f(1) == []",
            "2:11: error: expected a floating-point number (f32), found integer `1`",
        ),
        ("(i32x4)", "; run: %f([1 2 3]) == []", "2:11: error: i32x4 has 4 lanes, 3 are written"),
        ("(i32x4)", "; run: %f([1 x]) == []", "2:14: error: expected a lane or `]`, found identifier `x`"),
        (
            "(i64x4)",
            "; run: %f(0x0) == []",
            "2:11: error: run lines have vectors of at most 128 bits, not i64x4",
        ),
        ("(i8) -> i8", "; run: f(1) == 1", "2:8: error: expected a function name, found identifier `f`"),
        ("(i8) -> i8", "; run: %f(1) = 1", "2:16: error: expected `==` or `!=`, found integer `1`"),
    ],
)
def test_run_line_errors(signature: str, line: str, message: str) -> None:
    with pytest.raises(IrtoolError) as caught:
        commands(signature, line)
    assert caught.value.render() == message
