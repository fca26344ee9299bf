"""The lines that docs/extending.md quotes stand in the files that it names."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "extending.md").read_text()
QUOTES = re.findall(r"<!-- from: (\S+) -->\n\n *```\w*\n(.*?)```\n", PAGE, re.S)


def normal(line: str) -> str:
    """Without the space that aligns columns or indents."""
    return " ".join(line.split()).replace("( ", "(").replace(", )", ")").replace(" )", ")")


def test_every_mark_is_read() -> None:
    assert len(QUOTES) == PAGE.count("<!-- from: ") > 8


@pytest.mark.parametrize(("name", "quote"), QUOTES, ids=[name for name, _ in QUOTES])
def test_quoted_lines_are_in_the_tree(name: str, quote: str) -> None:
    text = normal((ROOT / name).read_text())  # a long line may be broken there
    lines = [normal(line) for line in quote.splitlines() if line.strip()]
    assert lines
    for line in lines:
        assert line.removesuffix(",") in text, line


def test_files_of_a_backend_are_those_of_both() -> None:
    table = PAGE[PAGE.index("| file | what |") : PAGE.index("What the framework does for it:")]
    named = set(re.findall(r"`([a-z_]+\.(?:py|rules))`", table))
    assert len(named) > 10
    for machine in ("x64", "aarch64"):
        folder = ROOT / "backends" / machine
        assert not [name for name in named if not (folder / name).exists()], machine
