"""The WebAssembly test suite: every module is valid, malformed or invalid as its script says.

What can be decided without running anything: text and binary modules are valid, `assert_malformed` and
`assert_invalid` fail with a message that contains the expected one. What is known not to hold is in
`known_failures.py`. Commands that run something must be skipped with a reason, never counted as passed. On
the way, each module is printed, and what is printed must assemble to the same bytes.
"""

import importlib.util
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from irtool.backends.registry import host_name
from irtool.frontend.wasm.features import parse_features
from irtool.frontend.wasm.text.assemble import assemble
from irtool.frontend.wasm.text.check import FAIL, PASS, SKIP, check_command
from irtool.frontend.wasm.text.print_module import module_text
from irtool.frontend.wasm.text.script import ModuleCommand, parse_script
from irtool.runtime.signals import supported
from irtool.runtime.wasm.script import run_script

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("IRTOOL_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "wasm"
FILES = sorted(str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*.wast"))

#: What the scripts of a folder are about: the suite itself is WebAssembly 3.0 without later proposals, and
#: threads are written against a version with one memory.
FEATURES = {
    ".": "-threads-wide_arithmetic-custom_page_sizes",
    "proposals/threads": "-multi_memory",
    "proposals/wide-arithmetic": "all",
    "proposals/custom-page-sizes": "all",
}
DECIDED = {"module", "assert_malformed", "assert_invalid"}
#: Fewer than this in the text of all files would mean that some are missing.
LEAST = {"assert_malformed": 2000, "assert_invalid": 2700, "assert_return": 52_000}

pytestmark = pytest.mark.skipif(
    not FILES, reason=f"no WebAssembly test suite at {CORPUS} (set IRTOOL_CONFORMANCE)"
)


def known_lines() -> dict[str, dict[int, str]]:
    """Reasons by file and line."""
    path = Path(__file__).with_name("known_failures.py")
    spec = importlib.util.spec_from_file_location("known_failures", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert sum(len(row.lines) for row in module.WASM_FAILURES) <= module.WASM_LIMIT, "it may only shrink"
    return {row.file: dict.fromkeys(row.lines, row.reason) for row in module.WASM_FAILURES}


KNOWN = known_lines()


def begun_at_line_starts(name: str) -> Counter[str]:
    """Commands by a look at the text: most stand at the start of a line (as do modules within them)."""
    text = (CORPUS / name).read_text(encoding="utf-8", errors="replace")
    text = re.sub(r"\(;.*?;\)", "", text, flags=re.DOTALL)
    return Counter(re.findall(r"^\((register|invoke|assert_\w+)\b", text, re.MULTILINE))


@pytest.mark.parametrize("name", FILES)
def test_file(name: str) -> None:
    features = parse_features(FEATURES[str(Path(name).parent)])
    known = KNOWN.get(name, {})
    problems = []
    lines = set()
    kinds: Counter[str] = Counter()
    for command in parse_script((CORPUS / name).read_bytes(), name):
        record = check_command(command, name, features)
        kinds[record.kind] += 1
        lines.add(record.line)
        if record.outcome == FAIL and record.line not in known:
            problems.append(f"{record.line}: {record.kind}: {record.message}")
        if record.outcome == PASS and record.line in known:
            problems.append(f"{record.line}: passes now: take it out of known_failures.py")
        if record.kind not in DECIDED:
            assert record.outcome in (SKIP, FAIL)
            assert record.message
        if isinstance(command, ModuleCommand) and command.module.form != "binary":
            check_round_trip(command, f"{name}:{record.line}")
    assert not problems, "\n".join(problems)
    assert kinds >= begun_at_line_starts(name)
    assert lines >= set(known), "known_failures.py names lines where no command begins"


@pytest.mark.slow
@pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")
@pytest.mark.parametrize("level", ["none", "speed"])
@pytest.mark.parametrize("name", FILES)
def test_run_file(name: str, level: str) -> None:
    """The script runs in this process; what cannot be compiled yet is skipped with a reason."""
    features = parse_features(FEATURES[str(Path(name).parent)])
    known = KNOWN.get(name, {})
    records = run_script((CORPUS / name).read_bytes(), name, features, level)
    problems = [
        f"{record.line}: {record.kind}: {record.message}"
        for record in records
        if record.outcome == FAIL and record.line not in known
    ]
    assert not problems, "\n".join(problems)
    assert all(record.message for record in records if record.outcome == SKIP)


def check_round_trip(command: ModuleCommand, place: str) -> None:
    """A module comes back from its text."""
    binary = command.module.assemble(names=True).binary
    assert assemble(module_text(binary).encode(), place).binary == binary, place


def test_table_names_existing_files() -> None:
    assert set(KNOWN) <= set(FILES)


def test_the_suite_is_whole() -> None:
    counts = sum((begun_at_line_starts(name) for name in FILES), Counter[str]())
    assert all(counts[kind] >= number for kind, number in LEAST.items()), counts
