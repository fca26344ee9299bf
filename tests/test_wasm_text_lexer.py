"""Tokens of the WebAssembly text format, annotations, and where lexical errors are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from irtool.frontend.wasm.text.lexer import CLOSE, ID, KEYWORD, NUMBER, OPEN, QUOTED_ID, STRING, Tokens
from irtool.ir.errors import ParseError

NAMES = {
    OPEN: "(",
    CLOSE: ")",
    KEYWORD: "keyword",
    NUMBER: "number",
    STRING: "string",
    ID: "id",
    QUOTED_ID: "quoted id",
}


def lex(text: str) -> list[tuple[str, str]]:
    tokens = Tokens(text.encode())
    return [(NAMES[int(tokens.kind[i])], tokens.text(i).decode()) for i in range(len(tokens.kind) - 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t\r\n;; no (tokens\n(; none (; here ;) either ;)", []),
        ("i32.const", [("keyword", "i32.const")]),
        ("a.b=-5", [("keyword", "a.b=-5")]),
        ("0x1F -1 +nan 7drop", [("number", w) for w in ("0x1F", "-1", "+nan", "7drop")]),
        ("inf nan:0x1", [("keyword", "inf"), ("keyword", "nan:0x1")]),
        ('$x $1 $"a b"', [("id", "$x"), ("id", "$1"), ("quoted id", '$"a b"')]),
        ('"a\\"b"', [("string", '"a\\"b"')]),
        ('("é")', [("(", "("), ("string", '"é"'), (")", ")")]),
        ("nop;;x\nnop", [("keyword", "nop"), ("keyword", "nop")]),
        ("nop(;x;)nop", [("keyword", "nop"), ("keyword", "nop")]),
        ('(@a b (c) ")" ;; )\n)nop', [("keyword", "nop")]),
        ('(@"an id" , ; [ ] { })', []),
        ("(@a (@) @ (@b))", []),
    ],
)
def test_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert lex(text) == expected


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        (
            "nop\n  (nop",
            2,
            7,
            "unexpected token: the text ends, and the '(' of line 2, column 3 is not closed",
        ),
        (")", 1, 1, "unexpected token ')'"),
        ("(;", 1, 1, "unclosed comment"),
        ("(; (; ;)", 1, 1, "unclosed comment"),
        ('nop "a\nb"', 1, 5, "unclosed string"),
        ('"a', 1, 1, "unclosed string"),
        ('"\\x"', 1, 1, "illegal escape"),
        ('"\\u{d800}"', 1, 1, "illegal escape"),
        ('"\\u{110000}"', 1, 1, "illegal escape"),
        ('"\\u{}"', 1, 1, "illegal escape"),
        ('"\x01"', 1, 1, "illegal character"),
        ("nop é", 1, 5, "illegal character 'é'"),
        ('"é" é', 1, 5, "illegal character"),
        ("\x0b", 1, 1, "illegal character"),
        ("$", 1, 1, "empty identifier"),
        ('$""', 1, 1, "empty identifier"),
        ('$"a\tb"', 1, 1, "empty identifier"),
        ('$"\\ff"', 1, 2, "malformed UTF-8 encoding"),
        ('"a""b"', 1, 1, "unknown operator"),
        ('nop"b"', 1, 1, "unknown operator"),
        ("_1", 1, 1, "unknown operator _1"),
        ("Nop", 1, 1, "unknown operator Nop"),
        ("a,b", 1, 1, "unknown operator a,b"),
        ("( @a)", 1, 3, "unknown operator @a"),
        ("(@a", 1, 1, "unclosed annotation"),
        ("(@a ()", 1, 1, "unclosed annotation"),
        ('(@a "', 1, 5, "unclosed string"),
        ("(@)", 1, 1, "empty annotation id"),
        ('(@"")', 1, 1, "empty annotation id"),
    ],
)
def test_errors(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(ParseError) as caught:
        Tokens(text.encode(), "x.wat")
    assert message in caught.value.message
    assert str(caught.value.place) == f"x.wat:{line}:{column}"


def test_bytes_that_are_no_utf8() -> None:
    with pytest.raises(ParseError, match="malformed UTF-8 encoding") as caught:
        Tokens(b"nop ;; \xff", "x.wat")
    assert str(caught.value.place) == "x.wat:1:8"


def test_columns_count_characters() -> None:
    tokens = Tokens('"é" "é"\n"é" a b'.encode())
    places = [str(tokens.place(i)) for i in (1, 0, 1, 4, 3, 2, 4)]
    assert places == ["1:5", "1:1", "1:5", "2:7", "2:5", "2:1", "2:7"]


def test_parentheses_know_their_partners() -> None:
    tokens = Tokens(b"(a (b) ((c)))")
    pairs = {i: int(tokens.other[i]) for i in range(len(tokens.kind)) if tokens.kind[i] in (OPEN, CLOSE)}
    assert all(pairs[other] == i for i, other in pairs.items())
    assert pairs[0] == len(tokens.kind) - 2


def test_deep_nesting() -> None:
    depth = 200_000
    tokens = Tokens(b"(" * depth + b")" * depth)
    assert int(tokens.other[0]) == 2 * depth - 1
    assert lex("(;" * depth + ";)" * depth) == []


IDCHARS = "abcz019!#$%&'*+-./:<=>?@\\^_`|~"
REFERENCE = re.compile(
    r"[ \n]+|(?P<token>[()]|\"[a-z ]*\"|[a-z][^ \n()\"]*|[-+0-9][^ \n()\"]*|\$[^ \n()\"]+)"
)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["(", ")", " ", "\n", '"a b"']),
            st.text(alphabet=IDCHARS, min_size=1, max_size=6).filter(lambda s: s[0] in "abcz019+-"),
            st.text(alphabet=IDCHARS, min_size=1, max_size=6).map(lambda s: "$" + s),
        ),
        max_size=30,
    )
)
def test_tokens_against_a_regular_expression(parts: list[str]) -> None:
    text = " ".join(parts).replace("(@", "( @")
    depth = 0
    for part in parts:
        depth += (part == "(") - (part == ")")
        if depth < 0:
            break
    expected = [match["token"] for match in REFERENCE.finditer(text) if match["token"]]
    if depth == 0:
        assert [token for _, token in lex(text)] == expected
    else:
        with pytest.raises(ParseError):
            lex(text)
