"""Tokens of CLIF text: the surprising ones."""

import pytest
from irtool.ir import grammar_gen, types
from irtool.ir.lexer import tokenize

NAMES = {number: name for name, number in (grammar_gen.CLASSES | grammar_gen.LITERALS).items()}


def lex(text: str) -> list[tuple[str, str]]:
    tokens = tokenize(text)
    return [(NAMES[tokens.kind[i]], tokens.text(i)) for i in range(tokens.count)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("v0-72", [("VALUE", "v0"), ("INTEGER", "-72")]),
        ("v01 v0", [("IDENTIFIER", "v01"), ("VALUE", "v0")]),
        ("v4294967295 v4294967296", [("VALUE", "v4294967295"), ("IDENTIFIER", "v4294967296")]),
        ("a->b", [("IDENTIFIER", "a"), ("->", "->"), ("IDENTIFIER", "b")]),
        ("-0x1.8p-3", [("FLOAT", "-0x1.8p-3")]),
        ("0x1p3", [("INTEGER", "0x1p3")]),
        ("NaN +NaN:0x1 -sNaN:0x1 Inf", [("FLOAT", w) for w in ("NaN", "+NaN:0x1", "-sNaN:0x1", "Inf")]),
        ("sNaN", [("IDENTIFIER", "sNaN")]),
        ("@0a3F @ ss0", [("SOURCE_LOC", "@0a3F"), ("@", "@"), ("SS", "ss0")]),
        ("u8:9", [("USER", "u8"), (":", ":"), ("INTEGER", "9")]),
        ("userextname3", [("USER_NAME", "userextname3")]),
        ("%f% %", [("NAME", "%f"), ("NAME", "%"), ("NAME", "%")]),
        ("eq slt ord", [("CC_BOTH", "eq"), ("CC_INT", "slt"), ("CC_FLOAT", "ord")]),
        ("umin add iadd", [("OP_MINMAX", "umin"), ("RMW_OP", "add"), ("OP_BINARY", "iadd")]),
        ("load uload8", [("load", "load"), ("OP_LOAD", "uload8")]),
        (
            "user250 user251 user0",
            [("TRAP_CODE", "user250"), ("IDENTIFIER", "user251"), ("IDENTIFIER", "user0")],
        ),
        ("i32x4 i32x3 i32x4xN", [("TYPE", "i32x4"), ("IDENTIFIER", "i32x3"), ("TYPE", "i32x4xN")]),
        ('"a\nb" "c', [("STRING", '"a\nb"'), ("BAD_CHARACTER", '"'), ("IDENTIFIER", "c")]),
        ("+ -", [("BAD_CHARACTER", "+"), ("BAD_CHARACTER", "-")]),
        ("[+5]*", [("[", "["), ("INTEGER", "+5"), ("]", "]"), ("*", "*")]),
        (" \t\x0b\x0c\r\n ", []),
        ("é", [("BAD_CHARACTER", "é")]),
    ],
)
def test_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert lex(text) == expected


def test_values_of_tokens() -> None:
    tokens = tokenize("v4000000000 i32x4 user7 region3")
    assert [tokens.number(i) for i in range(tokens.count)] == [4000000000, types.I32X4, 7, 3]


def test_huge_words_are_identifiers() -> None:
    digits = "1" * 100000
    for word in ("v" + digits, "user" + digits, "i32x" + digits):
        assert lex(word) == [("IDENTIFIER", word)]


def test_comments_know_the_token_they_precede() -> None:
    tokens = tokenize("; a\nv0 ; b\r\n\n= ;c")
    comments = zip(tokens.comment_token, tokens.comment_start, strict=True)
    assert [(token, tokens.comment_text(offset)) for token, offset in comments] == [
        (0, "; a"),
        (1, "; b"),
        (2, ";c"),
    ]
    assert tokens.line_column(int(tokens.comment_start[2])) == (4, 3)
