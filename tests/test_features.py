"""Features of processors: which this one has, what code needs one, and that results never depend on them.

The filetests with run lines, ours and those of the conformance corpus, are run under presets of each machine:
for this one in the process, where it has the features; for the other one, and for features that the emulator
lacks, as the runner says. The normal run takes a sample by a seed; `-m slow` takes everything.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import irtool
import pytest
from conformance_runs import CORPUS, corpus_files
from irtool.backends import host_features
from irtool.backends.aarch64 import detect as arm_detect
from irtool.backends.flags import flag_table
from irtool.backends.host_features import host_flags, missing_flags, native_flags, run_code
from irtool.backends.registry import host_name, lookup
from irtool.backends.x64 import detect
from irtool.cli.main import main
from irtool.filetests.runner.job import Options
from irtool.filetests.runner.outcome import FAIL, PASS, SKIP, UNSUPPORTED
from irtool.filetests.runner.run_file import run_file
from irtool.ir.errors import SettingError, UnsupportedError
from irtool.object.image import ImageError
from irtool.runtime.module import load
from irtool.runtime.wasm.module import Module
from irtool.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
RUN_FILES = sorted((ROOT / "filetests" / "run").glob("*.clif"))
#: With run lines, by the target that they name; what expects the NaN bits of one machine names no other.
CORPUS_FILES = {
    target: [
        CORPUS / name
        for name in corpus_files()
        if re.search(rf"^target {target}\b", (CORPUS / name).read_text(), re.MULTILINE)
        and re.search(r"^test run", (CORPUS / name).read_text(), re.MULTILINE)
    ]
    for target in ("x86_64", "aarch64")
}
#: The vector instructions of the corpus need SSSE3 at least, so that is the baseline of the first.
PRESETS = {
    "x86_64": ("ssse3", "x86-64-v2", "x86-64-v3", "x86-64-v4", "icelake-server", "native"),
    "aarch64": ("baseline", "has_lse", "has_fp16", "has_pauth", "neoverse-v1"),
}
SAMPLE = 5
SEED = 20

#: Why a preset may be refused: the flag is named that the instruction needs, a convention is another
#: machine's, or only AVX-512 has the instruction.
EXPECTED = re.compile(
    r"needs the flag has_|convention apple_aarch64 is not supported"
    r"|int_sat.i64x2 of f64x2 is not supported on x86_64"
)

x64_only = pytest.mark.skipif(host_name() != "x86_64", reason="needs an x86-64 machine")


# --- results ---------------------------------------------------------------------------------------


def errors(message: str) -> list[str]:
    """The lines of a message that tell errors."""
    return [line for line in message.splitlines() if ": error: " in line] or [message]


def wrong_results(files: list[Path], target: str, preset: str) -> tuple[int, list[str]]:
    """How many files were run, and what went wrong."""
    wrong = []
    run = 0
    for path in files:
        options = Options(commands=("run",), for_target=f"{target} {preset}")
        for result in run_file(str(path), options):
            run += result.outcome == PASS
            refused = result.outcome == UNSUPPORTED and all(map(EXPECTED.search, errors(result.message)))
            if result.outcome in (FAIL, UNSUPPORTED) and not refused:
                wrong.append(f"{path.name} ({preset}): {result.outcome}: {result.message}")
    return run, wrong


def runs_here(target: str, preset: str) -> bool:
    """Whether this processor, or the emulator of another, has what a preset asks for."""
    if target != host_name():
        return preset != "native"
    settings = Settings(target)
    settings.apply(preset)
    return not missing_flags(target, settings.target_flags())


CASES = [(target, preset) for target, presets in PRESETS.items() for preset in presets]


@pytest.mark.parametrize(("target", "preset"), CASES)
def test_results_are_the_same_under_every_preset(target: str, preset: str) -> None:
    if not runs_here(target, preset):
        pytest.skip(f"this machine cannot run code for {preset}")
    generator = random.Random(f"{SEED} {target} {preset}")
    vectors = [path for path in RUN_FILES if re.search(r"\b[if]\d+x\d", path.read_text())]
    files = generator.sample(RUN_FILES, SAMPLE) + generator.sample(vectors, min(SAMPLE, len(vectors)))
    run, wrong = wrong_results(sorted(set(files)), target, preset)
    assert not wrong
    assert run > SAMPLE // 2


@pytest.mark.slow
@pytest.mark.parametrize(("target", "preset"), CASES)
def test_all_results_are_the_same_under_every_preset(target: str, preset: str) -> None:
    if not runs_here(target, preset):
        pytest.skip(f"this machine cannot run code for {preset}")
    run, wrong = wrong_results(RUN_FILES, target, preset)
    assert not wrong
    assert run > 250


@pytest.mark.skipif(not CORPUS_FILES["x86_64"], reason=f"no conformance corpus at {CORPUS}")
@pytest.mark.parametrize(("target", "preset"), CASES)
def test_results_of_the_corpus_are_the_same_under_every_preset(target: str, preset: str) -> None:
    if not runs_here(target, preset):
        pytest.skip(f"this machine cannot run code for {preset}")
    generator = random.Random(f"{SEED} corpus {target} {preset}")
    run, wrong = wrong_results(generator.sample(CORPUS_FILES[target], SAMPLE), target, preset)
    assert not wrong
    assert run > SAMPLE // 2


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS_FILES["x86_64"], reason=f"no conformance corpus at {CORPUS}")
@pytest.mark.parametrize(("target", "preset"), CASES)
def test_all_results_of_the_corpus_are_the_same_under_every_preset(target: str, preset: str) -> None:
    if not runs_here(target, preset):
        pytest.skip(f"this machine cannot run code for {preset}")
    run, wrong = wrong_results(CORPUS_FILES[target], target, preset)
    assert not wrong
    assert run > 150


# --- which features there are ----------------------------------------------------------------------


@pytest.fixture
def without() -> Iterator["Without"]:
    """Lets the processor lack features for as long as a test takes."""
    lacking = Without()
    yield lacking
    lacking.restore()


class Without:
    """See `without`."""

    def __init__(self) -> None:
        self._flags = host_flags()

    def __call__(self, *names: str) -> None:
        host_features._found[host_name()] = self._flags - set(names)

    def restore(self) -> None:
        host_features._found[host_name()] = self._flags


def test_detection_agrees_with_the_kernel() -> None:
    table = flag_table(host_name())
    assert table is not None
    words = host_features._cpuinfo_words()
    told = {name for name in table.names if name.startswith("has_") and table.host_word(name) in words}
    assert host_flags() == told
    assert native_flags(host_name()) == [name for name in table.names if name in told]


@x64_only
def test_cpuid_leaves_are_read_whole() -> None:
    words = run_code(detect.cpuid_code(), 24)
    vendor = b"".join(words[at].to_bytes(4, "little") for at in (1, 3, 2))
    assert vendor.isalnum()
    assert words[0] >= 7  # the largest leaf
    assert words[16] >= 0x80000001


def test_leaves_that_do_not_exist_and_registers_that_are_not_saved_count_for_nothing() -> None:
    words = [0xFFFFFFFF] * 24
    every = detect.flags_of(words, 0xE7)
    assert {"has_avx", "has_avx512vl", "has_avx_vnni", "has_lzcnt", "has_bmi2"} <= set(every)
    without_masks = set(detect.flags_of(words, 0x07))
    assert set(every) - without_masks == {name for name in every if "avx512" in name}
    plain = detect.flags_of(words, 0)
    assert "has_avx" not in plain and "has_fma" not in plain and "has_bmi2" in plain and "has_sse42" in plain
    words[0] = 1  # the largest leaf: nothing of leaf 7
    assert "has_bmi2" not in detect.flags_of(words, 0xE7) and "has_avx" in detect.flags_of(words, 0xE7)
    words[16] = 0x80000000
    assert "has_lzcnt" not in detect.flags_of(words, 0xE7)
    words = [0xFFFFFFFF] * 24
    words[8] = 0  # no subleaf 1
    assert "has_avx_vnni" not in detect.flags_of(words, 0xE7)


def test_words_of_the_kernel_on_the_other_machine() -> None:
    assert arm_detect.flags_of({16: 1 << 8 | 1 << 20, 26: 0}) == ["has_lse", "has_dotprod"]
    assert arm_detect.flags_of({16: 0, 26: 1 << 13}) == ["has_i8mm"]


def test_native_is_for_this_machine_only() -> None:
    settings = Settings(host_name())
    settings.apply("native")
    wanted = {name for name, value in settings.target_flags().items() if value == "true"}
    assert wanted == set(host_flags())
    other = "aarch64" if host_name() != "aarch64" else "x86_64"
    with pytest.raises(SettingError, match=f"not of {other}"):
        Settings(other).apply("native")


# --- code for features that are not there ----------------------------------------------------------

SUM = "function %f(f64, f64) -> f64 {\nblock0(v0: f64, v1: f64):\n    v2 = fadd v0, v1\n    return v2\n}\n"
WAT = '(module (func (export "f") (param f64 f64) (result f64) (f64.add (local.get 0) (local.get 1))))'


@x64_only
def test_what_runs_at_once_is_for_this_processor(without: Without) -> None:
    func = irtool.parse_function(SUM)
    if "has_avx" in host_flags():
        native = bytes(Module.from_text(WAT).serialize())
        assert native != bytes(Module.from_text(WAT, cpu="x86-64").serialize())
    without(*host_flags())  # nothing but the baseline: it compiles and runs all the same
    assert irtool.jit(func)(1.5, 2.0) == 3.5
    assert irtool.jit(func, Settings("x86_64", opt_level="speed"))(1.5, 2.0) == 3.5


@x64_only
def test_code_for_features_that_the_processor_lacks_is_refused(without: Without) -> None:
    func = irtool.parse_function(SUM)
    without("has_avx2")
    haswell = Settings("x86_64", haswell=True)
    message = "this processor lacks has_avx2"
    with pytest.raises(UnsupportedError, match=message):
        irtool.jit(func, haswell)
    with pytest.raises(UnsupportedError, match=message):
        irtool.JitModule(haswell)
    with pytest.raises(UnsupportedError, match=message):
        load([func], "x86_64", haswell)
    with pytest.raises(UnsupportedError, match=message):
        load([func], lookup("x86_64", {"has_avx2": "true"}))
    assert load([func], "x86_64", haswell, emulate=True).function("f")(1.5, 2.0) == 3.5
    with pytest.raises(UnsupportedError, match=message):
        _ = Module.from_text(WAT, cpu="haswell").code
    with pytest.raises(SettingError, match="unknown setting 'has_axv'"):
        Module.from_text(WAT, cpu="has_axv")
    with pytest.raises(SettingError, match="no flag"):
        Module.from_text(WAT, cpu="opt_level")


@x64_only
def test_compiled_modules_say_which_features_they_need(without: Without) -> None:
    small = bytes(Module.from_text(WAT, cpu="x86-64-v2").serialize())
    if "has_avx" in host_flags():
        data = bytes(Module.from_text(WAT, cpu="haswell").serialize())
        without("has_avx")
        with pytest.raises(ImageError, match="compiled for has_avx, which this processor lacks"):
            Module.deserialize(data)
        without()
        assert bytes(Module.deserialize(data).serialize()) == data
    # What a lesser processor can do is no reason to compile again, and stays as it is.
    assert bytes(Module.deserialize(small).serialize()) == small
    without(*host_flags())
    with pytest.raises(ImageError, match="has_sse3"):
        Module.deserialize(small)


@x64_only
def test_filetests_for_features_that_are_not_there_are_skipped_with_the_reason(
    without: Without, tmp_path: Path
) -> None:
    without("has_avx")
    path = tmp_path / "f.clif"
    path.write_text(f"test run\ntarget x86_64 has_avx\n\n{SUM}; run: %f(0x1.8p0, 0x1.0p0) == 0x1.4p1\n")
    (result,) = run_file(str(path))
    assert (result.outcome, result.message) == (SKIP, "this machine lacks has_avx")


@x64_only
def test_the_command_refuses_by_name(
    without: Without, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without("has_avx")
    path = tmp_path / "f.clif"
    path.write_text(SUM)
    command = ["run", str(path), "1.5", "2.0"]
    assert main(command) == 0
    assert main(["run", "--set", "haswell", *command[1:]]) == 1
    wat = tmp_path / "f.wat"
    wat.write_text(WAT)
    assert main(["run", "--set", "haswell", str(wat), "1.5", "2.0"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert all("error: this processor lacks has_avx, which the code is compiled for" in line for line in told)
