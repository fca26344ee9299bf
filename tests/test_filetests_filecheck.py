"""Filecheck directives, one behaviour a test."""

import pytest
from irtool.filetests.runner.filecheck import Directive, FilecheckError, filecheck, find_directives

TEXT = """function %f(i32) -> i32 {
block0(v0: i32):
    v1 = iconst.i32 7
    v2 = iadd v0, v1
    v12 = isub v2, v1
    return v12
}
"""


def check(*comments: str) -> None:
    filecheck(["; " + comment for comment in comments], TEXT)


@pytest.mark.parametrize(
    "comments",
    [
        ["check: iconst", "check: isub"],
        ["check: iconst", "nextln: iadd", "sameln: v1", "nextln: isub"],
        ["check: v1 = iconst", "not: imul", "check: return"],
        ["check: v2 = iadd", "not: iconst"],  # the one that occurs stands before
        ["unordered: isub", "unordered: iconst", "check: return"],
        ["check: $(X=v\\d+) = iadd", "check: isub $X,"],
        ["regex: V=\\bv\\d+\\b", "check: $(A=$V) = iconst", "check: iadd $V, $A"],
        ["check: $(=v[0-9]) = iadd"],
        ["check: }", "not: }"],
        ["check: iadd$() v0"],
        [],
    ],
)
def test_matches(comments: list[str]) -> None:
    check(*comments)


@pytest.mark.parametrize(
    ("comments", "message"),
    [
        (["check: isub", "check: iadd"], "check: iadd: no match"),
        (["check: iconst", "nextln: isub"], "nextln: isub"),
        (["check: iconst", "sameln: iadd"], "sameln: iadd"),
        (["check: iconst", "not: iadd", "check: isub"], "'iadd' occurs in line 4"),
        (["check: iconst", "not: return"], "'return' occurs in line 6"),
        (["check: v1 = isub"], "check: v1 = isub"),
        (["check: 1 = iconst"], "no match"),  # a word boundary is required before a digit
        (["check: icons"], "no match"),
        (["unordered: imul"], "unordered: imul"),
        (["check: $X"], "unknown variable"),
        (["check: $(X=v1) $X"], "bound in the same pattern"),
        (["not: $(X=v1)"], "cannot bind"),
        (["check: $(X=$NONE)"], "unknown regex"),
        (["check: $(=v("], "unbalanced"),
        (["check: $(=*)"], "nothing to repeat"),
        (["regex: 7"], "expected NAME=REGEX"),
    ],
)
def test_refuses(comments: list[str], message: str) -> None:
    with pytest.raises(FilecheckError, match=message.replace("(", r"\(")):
        check(*comments)


def test_unordered_moves_nothing_but_check_goes_on_behind_it() -> None:
    check("unordered: isub", "unordered: iadd", "check: return")
    with pytest.raises(FilecheckError):
        check("unordered: isub", "check: iconst")


def test_where_directives_stand() -> None:
    comments = [
        "; check: a",
        ";    text before nextln: b c",
        "; check:no blank",
        "; recheck: d",
        ";; not: e  ",
    ]
    assert find_directives(comments) == [
        Directive("check", "a"),
        Directive("nextln", "b c"),
        Directive("not", "e"),
    ]


def test_dollar_and_metacharacters_are_literal() -> None:
    filecheck(["; check: cost $$5 (a+b)*"], "the cost $5 (a+b)* is")
    with pytest.raises(FilecheckError):
        filecheck(["; check: a.c"], "abc")


def test_tells_whether_there_were_directives() -> None:
    assert filecheck(["; check: a"], "a")
    assert not filecheck(["; nothing"], "a")
