"""Everything still runs right when ranges are short, blocks padded, veneers forced, islands random.

The corpora with run lines, and random functions, are compiled for both machines under settings that
make rare code common (`backends/stress.py`), and judged by the run lines or the interpreter. The normal run
takes a sample; the slow one everything, and 2,000 random functions.
"""

import random
from pathlib import Path

import pytest
from irtool.filetests.programs.random_clif import random_program
from irtool.filetests.runner import execute
from irtool.filetests.runner.job import Job, Options
from irtool.filetests.runner.outcome import Skip
from irtool.ir.errors import ErrorList, IrtoolError, UnsupportedError
from irtool.ir.interp.interpreter import interpret
from irtool.ir.text.reader import parse_functions
from irtool.ir.text.testfile import TestFile, parse_test_file
from irtool.runtime.module import load
from irtool.runtime.traps import Trap
from irtool.settings import Settings

pytest.importorskip("unicorn")

ROOT = Path(__file__).resolve().parent.parent
OWN = sorted((ROOT / "filetests" / "run").rglob("*.clif"))
CONFORMANCE = sorted((ROOT.parent / "shared" / "conformance" / "clif" / "runtests").rglob("*.clif"))

SHRUNK = {
    "x86_64": ("branch32:1024", "branch32:1024,rel32:2048", "branch32:1500"),
    "aarch64": (
        "branch14:1024,branch19:1024,literal19:2048",
        "branch14:1024,branch19:4096,literal19:2048,branch26:16384",
        "branch19:1024",
    ),
}


def chaos(target: str, seed: int) -> list[str]:
    """Settings drawn by seed; each of them in about half of the draws."""
    rng = random.Random(seed)
    found = [f"opt_level={rng.choice(['none', 'speed'])}"]
    if rng.random() < 0.6:
        found.append(f"label_ranges={rng.choice(SHRUNK[target])}")
    if rng.random() < 0.4:
        found.append("force_veneers=true")
    if rng.random() < 0.5:
        found.append(f"chaos_seed={rng.randrange(1, 1 << 30)}")
    if rng.random() < 0.5:
        found.append(f"bb_padding_log2_minus_one={rng.randrange(1, 14)}")
    if rng.random() < 0.5:
        found.append(f"function_padding_log2_minus_one={rng.randrange(1, 13)}")
    found.append(f"text_veneer_threshold={rng.choice([0, 600, 4096, 64 << 20])}")
    if target == "aarch64" and rng.random() < 0.3:
        found.append("use_bti=true")
    return found


def run_file(path: Path, seed: int) -> int:
    """Run the run lines of a file under chaos; the number of targets that ran."""
    file: TestFile = parse_test_file(path.read_text(), str(path))
    count = 0
    for command in file.commands:
        if command.name != "run":
            continue
        for target in file.targets:
            job = Job(file, command, target, Options(checker=False))
            if job.architecture not in SHRUNK:
                continue
            drawn = chaos(job.architecture, seed)
            for text in drawn:
                job.settings.apply(text)
            try:
                execute.run(job)
            except Skip:
                continue
            except Exception as error:
                parts = error.errors if isinstance(error, ErrorList) else [error]
                if any(isinstance(part, UnsupportedError) for part in parts):
                    continue
                raise AssertionError(f"{path.name}, {job.architecture}, {drawn}: {error}") from error
            count += 1
    return count


@pytest.mark.parametrize("part", range(4))
def test_a_sample_of_the_corpus(part: int) -> None:
    files = OWN[part::16]
    ran = sum(run_file(path, 1000 * part + index) for index, path in enumerate(files))
    assert ran >= len(files)


@pytest.mark.slow
@pytest.mark.parametrize("draw", range(3))
@pytest.mark.parametrize("part", range(8))
def test_the_whole_corpus(part: int, draw: int) -> None:
    files = (OWN + CONFORMANCE)[part::8]
    ran = 0
    for index, path in enumerate(files):
        try:
            ran += run_file(path, 100_000 * draw + 1000 * part + index)
        except IrtoolError:
            assert path in CONFORMANCE  # known_failures.py has those that are not read
    assert ran >= len(files) // 2


def judge(seed: int, size: int) -> None:
    program = random_program(seed, size=size, traps=seed % 3 == 0)
    funcs = parse_functions(program.text)
    expected = []
    for arguments in program.arguments:
        outcome = interpret(funcs, program.entry, arguments)
        expected.append((outcome.trap, list(outcome.values)))
    for target in SHRUNK:
        settings = Settings(target)
        drawn = chaos(target, seed)
        for text in drawn:
            settings.apply(text)
        module = load(funcs, target, settings)
        got: list[tuple[str, list[object]]] = []
        for arguments in program.arguments:
            try:
                got.append(("", list(module.call(program.entry, list(arguments)))))
            except Trap as trap:
                got.append((trap.code, []))
        module.close()
        assert got == expected, f"seed {seed}, size {size}, {target}, {drawn}"


@pytest.mark.parametrize("part", range(4))
def test_random_functions(part: int) -> None:
    for seed in range(5000 + 100 * part, 5000 + 100 * part + 12):
        judge(seed, 60 + seed % 200)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(20))
def test_many_random_functions(part: int) -> None:
    for seed in range(20_000 + 1000 * part, 20_000 + 1000 * part + 100):
        judge(seed, 40 + seed % 300)
