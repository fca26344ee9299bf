"""Errors in CLIF text: exact messages and positions, and that all of them are reported."""

import pytest
from irtool.ir.errors import IrtoolError
from irtool.ir.text.reader import parse_functions

HEAD = """function %f(i32, i64) -> i32 {
    ss0 = explicit_slot 8
    fn0 = %g(i32)
block0(v0: i32, v1: i64):
"""

BODY = [
    ("v2 = iadd v0, 3", "5:15: error: expected value, found integer `3`"),
    ("v2 = iadd v0", "6:1: error: expected `,`, found `}`"),
    ("v2 = foo v0", "5:6: error: expected opcode, found identifier `foo`"),
    ("v2 = iadd.i33 v0, v0", "5:11: error: expected dynamic type `dtN` or type, found identifier `i33`"),
    ("v2 = icmp v0, v0", "5:11: error: expected type suffix or condition code, found value `v0`"),
    (
        "v2 = icmp ord v0, v0",
        "5:11: error: expected type suffix or condition code, found condition code `ord`",
    ),
    (
        "v2 = atomic_rmw.i32 iadd v1, v0",
        "5:21: error: expected memory flag, alias region, atomic operation or trap code, found opcode `iadd`",
    ),
    ("v2 = f32const 0x1", "5:15: error: expected type suffix or floating-point number, found integer `0x1`"),
    ("v2 = $ v0", "5:6: error: expected opcode, found character '$'"),
    ("br_table v0, block1, [block2 block3]", "5:30: error: expected `,` or `]`, found block `block3`"),
    ("trapz v0, user251", "5:11: error: expected trap code, found identifier `user251`"),
    (
        "v01 = iadd v0, v0",
        "5:1: error: expected `<`, `}`, block, opcode, source location or value, found identifier `v01`",
    ),
    ("call fn0", "6:1: error: expected `(`, found `}`"),
    ("v2 = iadd v0, v9\nv3 = iadd v0, v9", "5:15: error: v9 is not defined"),
    ("v2 = iadd v0, v2", None),
    ("v2 = iconst 3", "5:6: error: `iconst` needs a type suffix"),
    ("v2 = iconst.i8 300", "5:16: error: integer `300` is out of range -128..255"),
    ("v2 = iconst.i128 3", "5:13: error: i128 is not a type of `iconst` (type set i8-64)"),
    ("v2 = fadd v0, v0", "5:6: error: i32 is not a type of `fadd` (type set Fd)"),
    ("return.i32 v0", "5:8: error: `return` takes no type suffix"),
    (
        "v2 = iadd v3, v0\nv3 = iconst.i32 1",
        "5:6: error: `iadd` needs a type suffix: v3 is defined further down",
    ),
    ("v2 = iadd v9, v0\nv3 = iadd v2, v0", "5:11: error: v9 is not defined"),
    ("v2 = call fn0(v0)", "5:6: error: `call` has 0 results, 1 named"),
    ("v2, v3 = iadd v0, v0", "5:10: error: `iadd` has 1 result, 2 named"),
    ("iadd v0, v0", "5:1: error: `iadd` has 1 result, 0 named"),
    ("v0 = iconst.i32 1", "5:1: error: v0 is defined twice"),
    ("v2 -> v7", "5:7: error: v7 is not defined above this alias"),
    ("v2 -> v2", "5:7: error: v2 is not defined above this alias"),
    ("v2 -> v0\nv2 -> v1", "6:1: error: v2 is defined twice"),
    ("return v0\nblock0:", "6:1: error: block0 is defined twice"),
    ("v2 = stack_addr.i64 ss1", "5:21: error: ss1 is not declared"),
    ("call fn1(v0)", "5:6: error: fn1 is not declared"),
    ("v2 = call_indirect sig5, v1(v0)", "5:20: error: sig5 is not declared"),
    ("v2 = symbol_value.i64 gv0", "5:23: error: gv0 is not declared"),
    ("v2 = vconst.i32x4 const3", "5:19: error: const3 is not declared"),
    ("v2 = splat.dt3 v0", "5:12: error: dt3 is not declared"),
    (
        "store v0, v1+0x100000000",
        "5:13: error: integer `+0x100000000` is out of range -2147483648..2147483647",
    ),
    ("store v0, v1 8", "5:14: error: offset `8` must begin with `+` or `-`"),
    ("v2 = load.i32 big little v1", "5:19: error: both `big` and `little`"),
    ("v2 = load.i32 region0 region1 v1", "5:23: error: more than one alias region"),
    ("v2 = vconst.i32x4 [1 2 3]", "5:19: error: i32x4 has 4 lanes, 3 are written"),
    (
        "v2 = vconst.i32x4 0x1.0",
        "5:19: error: expected hexadecimal bytes or a lane list, found floating-point number `0x1.0`",
    ),
    ("v2 = f128const [1]", "5:16: error: f128const takes a floating-point number or a constant"),
    (
        "v2 = f32const 1.5",
        "5:15: error: `1.5` is not a floating-point number (write 0.0, a hexadecimal one, Inf or NaN)",
    ),
    ("return_call fn0(v0), stack_map=[]", "5:1: error: `return_call` takes no stack map"),
    ("@123456789 nop", "5:1: error: source location needs more than 32 bits"),
]


def errors_of(text: str) -> str:
    try:
        parse_functions(text)
    except IrtoolError as error:
        return error.render()
    return ""


@pytest.mark.parametrize(("body", "message"), BODY)
def test_body(body: str, message: str | None) -> None:
    assert errors_of(f"{HEAD}{body}\n}}\n") == (message or "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("foo", "1:1: error: expected `function`, found identifier `foo`"),
        ("function", "1:9: error: expected name or user name `uN:M`, found the end of the text"),
        ("function %f() {} }", "1:18: error: expected the next function, found `}`"),
        ("function %f(i33) {}", "1:13: error: expected `)` or type, found identifier `i33`"),
        (
            "function %f() fst {}",
            "1:15: error: expected `->`, `{` or calling convention, found identifier `fst`",
        ),
        (
            "function %f() {\n gv0 = foo\n}",
            "2:8: error: expected `dyn_scale_target_const`, `iadd_imm`, `load`, `symbol` or `vmctx`, "
            "found identifier `foo`",
        ),
        (
            'function %f("a\n\tb" i32) {}',
            '1:13: error: expected `)` or type, found string "a\\n\\tb"',
        ),
        ('function %f() { region0 = 0 "abc', "1:29: error: expected string, found character '\"'"),
        ("function u0:99999999999() {}", "1:13: error: integer `99999999999` is out of range 0..4294967295"),
        ("function %f() { gv0 = vmctx gv0 = vmctx }", "1:29: error: gv0 is declared twice"),
        ("function %f() { const0 = [1 2] }", "1:26: error: a lane list needs a vector type before it"),
        (
            "function %f() { dt0 = i32*gv0 gv0 = vmctx }",
            "1:23: error: a dynamic type needs a vector of at most 256 bits, not i32",
        ),
        ("function %f() { fn0 = tls %g() }", "1:17: error: `tls` has no meaning in this declaration"),
    ],
)
def test_head_and_preamble(text: str, message: str) -> None:
    assert errors_of(text) == message


def test_errors_of_one_preamble_come_together_and_in_order() -> None:
    text = """function %f() {
 gv0 = load.i32 gv1
 ss0 = explicit_slot 8, align = 3
 ss0 = explicit_slot 4
 fn0 = %g sig3
 region1 = 0 "x"
 const1 = 0x123
 stack_limit = gv9
}"""
    assert errors_of(text).split("\n") == [
        "2:17: error: gv1 is not declared",
        "3:33: error: alignment 3 is not a power of two",
        "4:2: error: ss0 is declared twice",
        "5:11: error: sig3 is not declared",
        "6:2: error: regions are declared in order: expected region0",
        "7:11: error: `0x123` has an odd number of digits",
        "8:16: error: gv9 is not declared",
    ]


def test_calls_of_a_function_whose_signature_is_not_declared() -> None:
    """The declaration is wrong, and nothing more is said about the calls."""
    text = """function %f(i64) {
 fn0 = %g sig3
block0(v0: i64):
 v1, v2 = call fn0(v0)
 v3 = func_addr.i64 fn0
 return
}"""
    assert errors_of(text) == "2:11: error: sig3 is not declared"


def test_every_function_reports_its_errors() -> None:
    text = """function %a( {
}
function %b() {
block0:
    v1 = iconst.i8 999
    v2 = iadd v1
}
function %c() {
block0:
    return v1
"""
    assert errors_of(text).split("\n") == [
        "1:14: error: expected `)` or type, found `{`",
        "5:20: error: integer `999` is out of range -128..255",
        "7:1: error: expected `,`, found `}`",
        "10:14: error: expected `,`, `<`, `}`, block, opcode, source location or value,"
        " found the end of the text",
    ]


def test_missing_brace_ends_at_the_next_function() -> None:
    text = "function %a() {\nblock0:\n    return\nfunction %b() {}"
    assert errors_of(text).startswith("3:11: error: expected ") and errors_of(text).endswith(
        "found the next function"
    )


def test_errors_are_limited() -> None:
    text = "function %f() {\nblock0:\n" + "v1 = iconst.i8 999\n" * 1000 + "}"
    assert errors_of(text).count("\n") == 99


def test_file_name_is_in_the_place() -> None:
    with pytest.raises(IrtoolError) as caught:
        parse_functions("function", "a.clif")
    assert caught.value.render().startswith("a.clif:1:9: error: ")


def test_random_damage_never_crashes() -> None:
    """Any text gives functions or an `IrtoolError`: single characters deleted, doubled or replaced."""
    lines = [
        "v2 = load.i32 notrap v1+8",
        "brif v2, block1(v0), block0(v0, v1)",
        "block1(v3: i32):",
        "return v3",
        "}",
    ]
    base = HEAD + "\n".join(lines) + "\n"
    for position in range(len(base)):
        for insert in ("", base[position] * 2, ",", "\x00", "0x", "%"):
            errors_of(base[:position] + insert + base[position + 1 :])


#: Bodies with syntax errors, and all the errors.
RECOVERED = [
    (
        "v2 = iad v0, v0\nv3 = iadd v2, v0\nstre v3, v1\nv4 = imul v3, v2\nv5 = isbu v4, v3\nreturn v5",
        [
            "5:6: error: expected opcode, found identifier `iad`",
            "7:1: error: expected `<`, `}`, block, opcode, source location or value, found identifier `stre`",
            "9:6: error: expected opcode, found identifier `isbu`",
        ],
    ),
    (  # a missing `=`, twice
        "v2 iadd v0, v0\nv3 iadd v2, v2\nreturn v3",
        [
            "5:4: error: expected `,`, `->` or `=`, found opcode `iadd`",
            "6:4: error: expected `,`, `->` or `=`, found opcode `iadd`",
        ],
    ),
    (  # an instruction of several lines is one
        "br_table v0, block1, [\n  block1,\n  bloc2,\n  block1(v0)]\nblock1:\n  return v0",
        ["7:3: error: expected block, found identifier `bloc2`"],
    ),
    (  # parameters of a header, behind the wrong one as well; aliases of what is lost
        "jump block1(v0)\nblock1(v2: i33, v3: i32):\nv4 = iadd v2, v3\nv5 = foo v4\nv6 -> v5\nreturn v6",
        [
            "6:12: error: expected type, found identifier `i33`",
            "8:6: error: expected opcode, found identifier `foo`",
        ],
    ),
    (  # other errors are reported as ever
        "v2 = iconst.i32 1 2\nv3 = iadd v2, v0\nfoo\nreturn v9",
        [
            "5:19: error: expected `<`, `}`, block, opcode, source location or value, found integer `2`",
            "7:1: error: expected `<`, `}`, block, opcode, source location or value, found identifier `foo`",
            "8:8: error: v9 is not defined",
        ],
    ),
    ("return v0\n}\n}", ["7:1: error: expected the next function, found `}`"]),
    ("v2 = foo v0 }\nfunction %g() {\nblock0:\n  v0 = bar", [
        "5:6: error: expected opcode, found identifier `foo`",
        "8:8: error: expected opcode, found identifier `bar`",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "messages"), RECOVERED)
def test_reading_goes_on_behind_a_syntax_error(body: str, messages: list[str]) -> None:
    assert errors_of(f"{HEAD}{body}\n}}\n").split("\n") == messages


def test_reading_goes_on_behind_a_wrong_declaration() -> None:
    text = """function %f() {
 ss0 = explicit_slt 8
 fn0 = %g(i33)
 region0 = 1
 region1 = 2 "b"
 gv0 = load.i64 gv1
block0:
 v0 = stack_addr.i64 ss0
 v1 = stack_addr.i64 ss1
 call fn0()
 return
}
function %g( {
}
function %h() {
block0:
 foo
}"""
    assert errors_of(text).split("\n") == [
        "2:8: error: expected `explicit_slot`, found identifier `explicit_slt`",
        "3:11: error: expected `)` or type, found identifier `i33`",
        "5:2: error: expected string, found alias region `region1`",
        "6:17: error: gv1 is not declared",
        "9:22: error: ss1 is not declared",
        "13:14: error: expected `)` or type, found `{`",
        "17:2: error: expected `<`, `}`, block, opcode, source location or value, found identifier `foo`",
    ]


def test_the_number_of_errors_is_bounded() -> None:
    """In a function, and in functions."""
    assert len(errors_of(HEAD + "foo\n" * 5000 + "}").split("\n")) == 100
    assert len(errors_of("function %f() { foo }\n" * 5000).split("\n")) == 100
