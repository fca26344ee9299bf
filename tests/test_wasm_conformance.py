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
from irtool.frontend.wasm.reader import read_module
from irtool.frontend.wasm.text.assemble import assemble
from irtool.frontend.wasm.text.check import FAIL, PASS, SKIP, check_command
from irtool.frontend.wasm.text.print_module import module_text
from irtool.frontend.wasm.text.script import ModuleCommand, parse_script
from irtool.frontend.wasm.tunables import Tunables
from irtool.runtime.platform import supported
from irtool.runtime.wasm.script import run_script

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("IRTOOL_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "wasm"
FILES = sorted(str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*.wast"))

#: What the scripts of a folder are about: the suite itself is WebAssembly 3.0 without later proposals, and
#: threads are written against the first version, with one memory and one table and sizes of 32 bits.
FEATURES = {
    ".": "-threads-wide_arithmetic-custom_page_sizes",
    "proposals/threads": "-multi_memory-memory64-gc-function_references-reference_types",
    "proposals/wide-arithmetic": "all",
    "proposals/custom-page-sizes": "all",
}
#: Level; whether accesses are checked by faults; whether it is another machine; whether functions are
#: compiled when they are called.
WAYS = {
    "none": ("none", True, False, False),
    "speed": ("speed", True, False, False),
    "none-checks": ("none", False, False, False),
    "speed-checks": ("speed", False, False, False),
    "lazy": ("speed", True, False, True),
    "none-emulated": ("none", True, True, False),
    "speed-emulated": ("speed", True, True, False),
    "none-checks-emulated": ("none", False, True, False),
    "speed-checks-emulated": ("speed", False, True, False),
    "lazy-emulated": ("speed", True, True, True),
}
OTHER = "aarch64" if host_name() == "x86_64" else "x86_64"
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
        if isinstance(command, ModuleCommand) and record.outcome == PASS:
            check_round_trip(command, f"{name}:{record.line}")
    assert not problems, "\n".join(problems)
    assert kinds >= begun_at_line_starts(name)
    assert lines >= set(known), "known_failures.py names lines where no command begins"


@pytest.mark.slow
@pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", FILES)
def test_run_file(name: str, way: str) -> None:
    """The script runs in this process; what cannot be compiled yet is skipped with a reason."""
    check_run(name, way)


#: For the normal run: files that show calls, memories, traps, tables, exceptions, vectors and linking.
SAMPLE = [
    "call_indirect.wast",
    "linking.wast",
    "memory_trap.wast",
    "proposals/threads/atomic.wast",
    "return_call_indirect.wast",
    "simd_boolean.wast",
    "table_copy.wast",
    "traps.wast",
    "try_table.wast",
]


@pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")
@pytest.mark.parametrize(
    "way", ["speed-checks", "lazy", "speed-emulated", "none-checks-emulated", "lazy-emulated"]
)
@pytest.mark.parametrize("name", SAMPLE)
def test_run_sample(name: str, way: str) -> None:
    check_run(name, way)


def check_run(name: str, way: str) -> None:
    """Run a script in one of the ways; nothing may fail."""
    features = parse_features(FEATURES[str(Path(name).parent)])
    known = KNOWN.get(name, {})
    level, faults, other, lazy = WAYS[way]
    tunables = Tunables(guard_pages=faults, signal_traps=faults)
    target = OTHER if other else ""
    records = run_script((CORPUS / name).read_bytes(), name, features, level, tunables, target, lazy)
    problems = [
        f"{record.line}: {record.kind}: {record.message}"
        for record in records
        if record.outcome == FAIL and record.line not in known
    ]
    assert not problems, "\n".join(problems)
    assert all(record.message for record in records if record.outcome == SKIP)


def check_round_trip(command: ModuleCommand, place: str) -> None:
    """A module comes back from its text; one that is given in bytes at the second time, when its numbers are
    no longer padded. What it has of custom sections comes back at once."""
    binary = command.module.assemble(names=True).binary
    if command.module.form == "binary":
        given = read_module(binary).customs
        binary = assemble(module_text(binary).encode(), place).binary
        assert [item.name for item in read_module(binary).customs] == [item.name for item in given], place
    assert assemble(module_text(binary).encode(), place).binary == binary, place


def test_table_names_existing_files() -> None:
    assert set(KNOWN) <= set(FILES)


def test_the_suite_is_whole() -> None:
    counts = sum((begun_at_line_starts(name) for name in FILES), Counter[str]())
    assert all(counts[kind] >= number for kind, number in LEAST.items()), counts
