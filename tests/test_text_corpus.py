"""Every file of the conformance corpus is read, and printing loses nothing."""

import os
from pathlib import Path

import pytest
from function_content import content
from irtool.ir.text.printer import print_function
from irtool.ir.text.reader import parse_function
from irtool.ir.text.testfile import TestFile, parse_test_file, run_commands

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("IRTOOL_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "clif"
FOLDERS = (
    sorted({str(p.parent.relative_to(CORPUS)) for p in CORPUS.rglob("*.clif")}) if CORPUS.is_dir() else []
)

needs_corpus = pytest.mark.skipif(
    not FOLDERS, reason=f"no conformance corpus at {CORPUS} (set IRTOOL_CONFORMANCE)"
)

# --- tests ------------------------------------------------------------------------------------


def read(path: Path) -> TestFile:
    return parse_test_file(path.read_text(), path.name)


@needs_corpus
def test_corpus_is_complete() -> None:
    assert len(list(CORPUS.rglob("*.clif"))) >= 534


@pytest.mark.parametrize("folder", FOLDERS or [pytest.param("", marks=needs_corpus)])
def test_printing_round_trip(folder: str) -> None:
    for path in sorted((CORPUS / folder).glob("*.clif")):
        for item in read(path).functions:
            text = print_function(item.func)
            again = parse_function(text, path.name)
            assert print_function(again) == text, path
            assert content(again) == content(item.func), path


@needs_corpus
def test_headers_and_run_lines() -> None:
    runs = 0
    for path in sorted(CORPUS.rglob("*.clif")):
        file = read(path)
        assert file.commands and file.functions, path
        for item in file.functions:
            runs += len(run_commands(item, path.name))
    assert runs >= 8894


@needs_corpus
def test_printer_agrees_with_the_expected_texts_of_optimize() -> None:
    """The expectations of `optimize precise-output` are printed functions: reading and printing one
    gives the same text."""
    compared = 0
    for path in sorted(CORPUS.rglob("*.clif")):
        file = read(path)
        if not any(c.name in ("optimize", "inline") and "precise-output" in c.options for c in file.commands):
            continue
        for item in file.functions:
            lines = [c.text[1:].removeprefix(" ") for c in item.comments if not c.text.startswith(";;")]
            if not lines or not lines[0].startswith("function") or any("types::" in line for line in lines):
                continue
            text = "\n".join(line.rstrip() for line in lines) + "\n"
            printed = print_function(parse_function(text, path.name))
            assert "\n".join(line.rstrip() for line in printed.split("\n")) == text, path
            compared += 1
    assert compared > 400
