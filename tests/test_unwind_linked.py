"""Unwinding by others through linked programs: exceptions of C++, `backtrace` of the C library; what readelf
says."""

import shutil
import subprocess
from pathlib import Path

import pytest
from irtool.compile import compile_object
from irtool.ir.text.reader import parse_functions
from irtool.settings import Settings
from linkers import LINKERS, linker_flags

CXX = {"x86_64": ("g++", []), "aarch64": ("aarch64-linux-gnu-g++", ["qemu-aarch64"])}

CLIF = """
; Keeps values in registers that a callee must restore, and has a frame of its own.
function %through(i64, i64) -> i64 system_v {
    ss0 = explicit_slot 5000
    fn0 = %work(i64) -> i64 system_v
    fn1 = %helper(i64, i64, i64, i64, i64, i64, i64, i64, i64) -> i64 tail
block0(v0: i64, v1: i64):
    v2 = imul v0, v1
    v3 = call fn0(v0)
    v4 = call fn1(v0, v1, v2, v3, v0, v1, v2, v3, v0)
    v5 = iadd v4, v2
    return v5
}
function %helper(i64, i64, i64, i64, i64, i64, i64, i64, i64) -> i64 tail {
    fn0 = %more(i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64) -> i64 tail
block0(v0: i64, v1: i64, v2: i64, v3: i64, v4: i64, v5: i64, v6: i64, v7: i64, v8: i64):
    return_call fn0(v0, v1, v2, v3, v4, v5, v6, v7, v8, v0, v1, v2)
}
function %more(i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64) -> i64 tail {
    fn0 = %work(i64) -> i64 system_v
block0(v0: i64, v1: i64, v2: i64, v3: i64, v4: i64, v5: i64,
       v6: i64, v7: i64, v8: i64, v9: i64, v10: i64, v11: i64):
    v12 = call fn0(v1)
    v13 = iadd v12, v11
    return v13
}
"""

CPP = r"""
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <execinfo.h>
extern "C" long through(long, long);
extern "C" long helper();
struct Guard {
    const char *name;
    ~Guard() { std::printf("left %s\n", name); }
};
extern "C" long work(long n) {
    Guard guard{"work"};
    if (n == 7)
        throw n * 6;
    if (n == 8) {
        void *places[32];
        int count = backtrace(places, 32), inside = 0, main_at = -1;
        extern int main();
        for (int i = 0; i < count; i++) {
            unsigned long at = (unsigned long)places[i], start = (unsigned long)&through;
            if (at > start && at < start + 4096)
                inside++;
            unsigned long from = (unsigned long)&main;
            if (at > from && at < from + 4096)
                main_at = i;
        }
        std::printf("%d inside, main %s\n", inside, main_at > 0 ? "found" : "lost");
    }
    return n + 1;
}
__attribute__((noinline)) static long attempt(long a, long b) {
    // Values that live in registers across the call must be there in the handler.
    register long keep1 = a * 3, keep2 = b * 5, keep3 = a ^ b;
    asm volatile("" : "+r"(keep1), "+r"(keep2), "+r"(keep3));
    try {
        return through(a, b) * 1000 + keep1 + keep2 + keep3;
    } catch (long thrown) {
        std::printf("caught %ld, %ld %ld %ld\n", thrown, keep1, keep2, keep3);
        return -1;
    }
}
int main() {
    std::printf("%ld\n", attempt(1, 2));
    std::printf("%ld\n", attempt(7, 2));
    std::printf("%ld\n", attempt(2, 7));
    std::printf("%ld\n", attempt(8, 3));
    std::printf("%ld\n", attempt(3, 8));
}
"""

EXPECTED = """left work
left work
7016
left work
caught 42, 21 10 5
-1
left work
left work
caught 42, 6 35 5
-1
1 inside, main found
left work
left work
52050
left work
2 inside, main found
left work
57060
"""


def _object(machine: str, *settings: str) -> bytes:
    chosen = Settings(machine)
    for setting in settings:
        chosen.apply(setting)
    return compile_object(parse_functions(CLIF), machine, chosen)


def _run(command: list[str], directory: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("linker", LINKERS)
@pytest.mark.parametrize("machine", CXX)
@pytest.mark.parametrize("kind", [(), ("-static",)])
def test_exceptions_of_cpp_and_backtrace_pass(
    machine: str, linker: str, kind: tuple[str, ...], tmp_path: Path
) -> None:
    compiler, runner = CXX[machine]
    for tool in (compiler, *runner):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    (tmp_path / "module.o").write_bytes(_object(machine, "opt_level=speed"))
    (tmp_path / "main.cpp").write_text(CPP)
    flags = ["-O2", "-w", *kind, "-Wl,--fatal-warnings", *linker_flags(linker, tmp_path)]
    made = _run([compiler, *flags, "main.cpp", "module.o", "-o", "program"], tmp_path)
    assert made.returncode == 0, made.stderr
    if runner and not kind:
        runner = [*runner, "-L", "/usr/aarch64-linux-gnu"]
    ran = _run([*runner, "./program"], tmp_path)
    assert ran.stdout == EXPECTED, ran.stderr


def test_without_the_setting_there_are_no_frames_and_nothing_passes(tmp_path: Path) -> None:
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    (tmp_path / "module.o").write_bytes(_object("x86_64", "unwind_info=false"))
    assert b".eh_frame" not in (tmp_path / "module.o").read_bytes()
    (tmp_path / "main.cpp").write_text(CPP)
    made = _run(["g++", "-O2", "-w", "main.cpp", "module.o", "-o", "program"], tmp_path)
    assert made.returncode == 0, made.stderr
    ran = _run(["./program"], tmp_path)
    assert ran.returncode < 0 and "terminate called" in ran.stderr


@pytest.mark.parametrize("settings", [(), ("sign_return_address", "sign_return_address_with_bkey")])
@pytest.mark.parametrize("machine", CXX)
def test_readelf_reads_the_frames_without_a_warning(
    machine: str, settings: tuple[str, ...], tmp_path: Path
) -> None:
    if shutil.which("readelf") is None:
        pytest.skip("readelf is not installed")
    if settings and machine == "x86_64":
        pytest.skip("a setting of aarch64")
    (tmp_path / "module.o").write_bytes(_object(machine, *settings))
    whole = _run(["readelf", "-aW", "--debug-dump=frames", "module.o"], tmp_path)
    assert whole.returncode == 0
    assert whole.stderr == ""
    assert whole.stdout.count(" FDE ") == 3
    assert ".note.GNU-stack" in whole.stdout
    assert ('Augmentation:          "zRB"' in whole.stdout) == bool(settings)
    assert ("DW_CFA_AARCH64_negate_ra_state" in whole.stdout) == bool(settings)
