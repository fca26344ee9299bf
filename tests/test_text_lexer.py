"""Tokens of CLIF text: the surprising ones, and all of them against a regular expression."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from irtool.ir import types
from irtool.ir.text import grammar_gen
from irtool.ir.text.lexer import tokenize
from irtool.ir.text.words import FIXED_WORDS, short_key, short_word, word_meaning

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
        ('%"a.b;c" %"d', [("NAME", '%"a.b;c"'), ("NAME", "%"), ("BAD_CHARACTER", '"'), ("IDENTIFIER", "d")]),
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


#: What the scanner is to find, in other words: comments, and a group for each kind of token.
TOKEN = re.compile(
    r"""[ \t-\r]*(?:
      (?P<word> (?!NaN|Inf)[A-Za-z][A-Za-z0-9_]*)
    | (?P<alone> ->|[(){}\[\]<>,.:=!*] | [+\-](?![0-9.+\-]|NaN|Inf|sNaN:) | @(?![0-9A-Fa-f]))
    | (?P<number> [0-9][A-Za-z0-9_.\-]* | [+\-][0-9.+\-][A-Za-z0-9_.\-]*)
    | (?P<comment> ;[^\n]*)
    | (?P<float> [+\-]?(?:NaN:|NaN|Inf)[A-Za-z0-9_.\-]* | [+\-]sNaN:[A-Za-z0-9_.\-]*)
    | (?P<name> %"[^"]*" | %[A-Za-z0-9_]*)
    | (?P<source_loc> @[0-9A-Fa-f]+)
    | (?P<string> "[^"]*")
    | (?P<hex> \#[0-9A-Fa-f]*)
    | (?P<bad> [^ \t-\r])
    )""",
    re.VERBOSE,
)
KINDS = {
    "float": "FLOAT", "name": "NAME", "source_loc": "SOURCE_LOC", "string": "STRING",
    "hex": "HEX_SEQUENCE", "bad": "BAD_CHARACTER",
}  # fmt: skip

Lexed = tuple[list[tuple[str, str, int]], list[tuple[int, int]]]


def expected_tokens(text: str) -> Lexed:
    """Tokens as kind, text and number, and comments as token and offset, by the expression."""
    tokens: list[tuple[str, str, int]] = []
    comments = []
    for match in TOKEN.finditer(text):
        group = match.lastgroup
        assert group is not None
        found = match[group]
        if group == "comment":
            comments.append((len(tokens), match.start(group)))
        elif group in ("word", "alone"):
            meaning = FIXED_WORDS.get(found)
            if meaning is None:
                meaning = word_meaning(found)
            tokens.append((NAMES[meaning & 255], found, meaning >> 8))
        else:
            kind = ("FLOAT" if "." in found else "INTEGER") if group == "number" else KINDS[group]
            tokens.append((kind, found, 0))
    return tokens, comments


def found_tokens(text: str) -> Lexed:
    tokens = tokenize(text)
    rows = [(NAMES[tokens.kind[i]], tokens.text(i), int(tokens.number(i))) for i in range(tokens.count)]
    comments = zip(tokens.comment_token, tokens.comment_start, strict=True)
    return rows, [(int(token), int(start)) for token, start in comments]


PIECES = [
    *("v", "block", "ss", "dss", "const", "userextname", "region", "exn", "tag", "u", "i32", "x4", "xN", "f"),
    *("NaN", "NaN:", "sNaN:", "Inf", "Infinity", "0", "01", "17", "4294967295", "4294967296", "12345678901"),
    *(
        "+",
        "-",
        "->",
        ">",
        ".",
        ":",
        "=",
        ",",
        "(",
        "@",
        "@a",
        "#",
        "#1f",
        "%",
        "%f_1",
        '"',
        ";",
        "!",
        "$",
        "_",
    ),
    *(
        " ",
        "\n",
        "\t",
        "\x0b",
        "\r",
        "\x1c",
        "\x85",
        "\xa0",
        "\xe9",
        "\u0660",
        "\u212a",
        "\U0001f600",
        "\ud800",
    ),
    *("iadd", "load", "function", "stack_addr", "explicit_slot", "system_v", "heap_oob", "user250", "x", "Z"),
    "a" * 300,
]


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=30).map("".join))
def test_any_text(text: str) -> None:
    assert found_tokens(text) == expected_tokens(text)


ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("IRTOOL_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "clif"


@pytest.mark.parametrize("folder", [ROOT / "filetests", CORPUS], ids=["own", "conformance"])
def test_all_files(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"no conformance data at {CORPUS} (IRTOOL_CONFORMANCE)")
    paths = sorted(folder.rglob("*.clif"))
    assert len(paths) > 50
    for path in paths:
        text = path.read_text(errors="surrogateescape")
        assert found_tokens(text) == expected_tokens(text), path


def test_short_words_mean_what_words_mean() -> None:
    short = [word for word in FIXED_WORDS if len(word) <= 8 and word[0].isalpha()]
    short += ["i8", "f128", "i64x256", "i32x4xN", "f32xN"]
    assert len(short) > 150
    for word in short:
        assert short_word(short_key(word)) == FIXED_WORDS.get(word, word_meaning(word)), word
    for word in ("", "v", "iadx", "i32x3", "zzzzzzzz", "blocks"):
        assert short_word(short_key(word)) == -1
    # No word stands where an entity would be found: those are looked for first.
    numbered = re.compile("(v|block|ss|dss|dt|gv|const|fn|sig|u|tag|region|ret|exn|userextname)[0-9]+")
    assert not [word for word in FIXED_WORDS if numbered.fullmatch(word)]
