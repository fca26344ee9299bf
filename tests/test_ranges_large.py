"""Large code for real: modules of hundreds of MiB, functions of megabytes with branches from end to end.

The slow tests have the sizes at which `b.cond`, `b` and `bl` do not reach any more; the normal run has the
same programs scaled down. What is large is padding, between functions and behind blocks. Figures:
`python -m irtool.bench.large`.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from irtool.backends.text import lay_out, text_options
from irtool.compile import compile_module, make_target
from irtool.filetests.programs.range_programs import maze_result, maze_text, module_result, module_text
from irtool.ir.text.reader import parse_functions
from irtool.object.elf import object_of
from irtool.runtime.module import load
from irtool.runtime.traps import Trap
from irtool.settings import Settings
from linkers import LINKERS, linker_flags

pytest.importorskip("unicorn")

TARGETS = ["x86_64", "aarch64"]


def settings_of(target: str, *texts: str) -> Settings:
    settings = Settings(target)
    settings.apply("opt_level=speed")
    for text in texts:
        settings.apply(text)
    return settings


def run_maze(target: str, blocks: int, padding: int, least_bytes: int) -> dict[str, int]:
    """Compile and run a maze; the number of veneers by kind."""
    settings = settings_of(target, f"bb_padding_log2_minus_one={padding}")
    funcs = parse_functions(maze_text(blocks))
    (compiled,) = compile_module(funcs, target, settings)
    assert len(compiled.code.code) > least_bytes
    module = load(funcs, target, settings)
    try:
        for steps, x in ((1, 5), (blocks // 2, 1 << 33), (2 * blocks + 1, 12345)):
            assert module.call("maze", [steps, x]) == [maze_result(blocks, steps, x)]
        with pytest.raises(Trap, match="user1"):
            module.call("maze", [3, 0])
    finally:
        module.close()
    counts = compiled.code.island_counts
    names = make_target(target).labels.names
    return {} if counts is None else dict(zip(names, map(int, counts.veneers), strict=True))


@pytest.mark.parametrize("target", TARGETS)
def test_a_function_with_branches_from_end_to_end(target: str) -> None:
    veneers = run_maze(target, 60, 15, 3 << 20)
    if target == "x86_64":
        assert not any(veneers.values())
    else:
        assert veneers["branch14"] > 10 and veneers["branch19"] > 10 and veneers["branch26"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(("blocks", "padding"), [(600, 13), (12_000, 8)], ids=["sparse", "dense"])
def test_a_function_of_more_than_8_mib(target: str, blocks: int, padding: int) -> None:
    veneers = run_maze(target, blocks, padding, 8 << 20)
    if target == "aarch64":
        assert veneers["branch14"] > blocks // 4 and veneers["branch19"] > blocks // 4


@pytest.mark.slow
@pytest.mark.parametrize("linker", LINKERS)
def test_an_aarch64_module_of_300_mib_links_and_runs(tmp_path: Path, linker: str) -> None:
    count, outside = 3000, 50
    flags = linker_flags(linker, tmp_path)
    for tool in ("aarch64-linux-gnu-gcc", "qemu-aarch64"):
        if not shutil.which(tool):
            pytest.skip(f"{tool} is not installed")
    settings = settings_of("aarch64", "function_padding_log2_minus_one=18")
    compiled = compile_module(parse_functions(module_text(count, outside)), "aarch64", settings)
    section = lay_out(compiled, make_target("aarch64").form, text_options(settings))
    assert len(section.data) > 300 << 20
    assert len(section.veneers) > count // 2
    (tmp_path / "module.o").write_bytes(object_of(section))
    del section, compiled
    cases = [(0, 0, 1), (1, 5000, 3), (1500, 700, 5), (2999, 2500, 7)]
    lines = [f'    printf("%lu\\n", f{start}({steps}, {x}));' for start, steps, x in cases]
    declarations = [f"unsigned long f{start}(unsigned long, unsigned long);" for start, _, _ in cases]
    source = ["#include <stdio.h>", "unsigned long helper(unsigned long x) { return x + 1000; }"]
    source += [*declarations, "int main(void) {", *lines, "    return 0;", "}"]
    (tmp_path / "main.c").write_text("\n".join(source) + "\n")
    # Not -static: libc.a would be linked behind the module, and its own calls of memcpy (an IFUNC, called
    # through a table in front of it) are not bridged by ld.
    link = ["aarch64-linux-gnu-gcc", *flags, "main.c", "module.o", "-o", "program"]
    subprocess.run(link, cwd=tmp_path, check=True, timeout=300)
    run = ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", "./program"]
    ran = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=300)
    expected = [module_result(count, start, steps, x, outside) for start, steps, x in cases]
    assert [int(line) for line in ran.stdout.split()] == expected
    for path in ("program", "module.o"):
        (tmp_path / path).unlink()


def run_module(target: str, count: int, padding: int, least_bytes: int) -> None:
    settings = settings_of(target, f"function_padding_log2_minus_one={padding}")
    funcs = parse_functions(module_text(count))
    module = load(funcs, target, settings)
    try:
        first, last = module.address("f0"), module.address(f"f{count - 1}")
        assert last - first > least_bytes
        for start, steps, x in ((0, 0, 1), (count // 2, 4000, 3), (count - 1, count, 7)):
            assert module.call(f"f{start}", [steps, x]) == [module_result(count, start, steps, x)]
    finally:
        module.close()


@pytest.mark.parametrize("target", TARGETS)
def test_a_module_of_some_mib(target: str) -> None:
    run_module(target, 60, 17, 3 << 20)


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_a_module_of_300_mib_in_memory(target: str) -> None:
    """x86-64 in this process, aarch64 in an emulated machine."""
    run_module(target, 3000, 18, 300 << 20)


@pytest.mark.compiled_only
def test_the_figures_are_printed() -> None:
    command = [sys.executable, "-m", "irtool.bench.large", "base", "--target", "aarch64"]
    result = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    head, row = result.stdout.splitlines()
    assert head.split()[:3] == ["case", "target", "funcs"]
    assert row.split()[:4] == ["base", "aarch64", "1", "10,016"]
    wrong = subprocess.run(
        [*command[:3], "nothing"], capture_output=True, text=True, check=False, timeout=120
    )
    assert wrong.returncode == 2 and "no case 'nothing'" in wrong.stderr
