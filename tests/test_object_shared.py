"""Shared libraries without a linker (`object/shared.py`): the dynamic loaders of both machines, linkers,
readelf, gdb and unwinders are the judges."""

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from forked_program import load_modules, run
from irtool.backends.object_format import ObjectFormat
from irtool.backends.registry import lookup
from irtool.cli.main import main
from irtool.compile import compile_object
from irtool.ir.data import DataSection
from irtool.ir.errors import IrtoolError, UnsupportedError
from irtool.ir.text.reader import parse_functions
from irtool.library.link import link_shared
from irtool.object.dynamic import gnu_hash
from irtool.object.elf_read import ET_DYN, read_object
from irtool.object.shared import shared_library
from irtool.settings import Settings
from library_tools import MACHINES, Machine, command, need, need_machine
from linkers import LINKERS, linker_flags

CLIF = """
; Calls in the library and out of it, variables of the library by both ways and one of the program, addresses.
function %add(i64, i64) -> i64 system_v {
    fn0 = colocated %helper(i64) -> i64 system_v
    fn1 = %outside(i64) -> i64 system_v
block0(v0: i64, v1: i64):
    v2 = call fn0(v0)
    v3 = call fn1(v1)
    v4 = iadd v2, v3
    return v4
}
function %helper(i64) -> i64 system_v {
    gv0 = symbol colocated %counter
    gv1 = symbol %counter
    gv2 = symbol %shared_number
    gv3 = symbol colocated %table
block0(v0: i64):
    v1 = symbol_value.i64 gv0
    v2 = load.i64 v1
    v3 = iconst.i64 1
    v4 = iadd v2, v3
    v5 = symbol_value.i64 gv1
    store v4, v5
    v6 = symbol_value.i64 gv2
    v7 = load.i64 v6
    v8 = iadd v4, v7
    v9 = symbol_value.i64 gv3
    v10 = load.i64 v9+8
    v11 = iadd v8, v10
    v12 = iadd v11, v0
    return v12
}
function %callback(i64, i64) -> i64 system_v {
    sig0 = (i64) -> i64 system_v
    fn0 = %helper(i64) -> i64 system_v
    fn1 = %outside(i64) -> i64 system_v
block0(v0: i64, v1: i64):
    v2 = call_indirect sig0, v0(v1)
    v3 = func_addr.i64 fn0
    v4 = call_indirect sig0, v3(v2)
    v5 = func_addr.i64 fn1
    v6 = call_indirect sig0, v5(v4)
    return v6
}
function %address() -> i64 system_v {
    fn0 = %outside(i64) -> i64 system_v
block0:
    v0 = func_addr.i64 fn0
    return v0
}
function %zero(i64) -> i8 system_v {
    gv0 = symbol colocated %zeros
block0(v0: i64):
    v1 = symbol_value.i64 gv0
    v2 = iadd v1, v0
    v3 = load.i8 v2
    v4 = ireduce.i8 v0
    store v4, v2
    return v3
}
"""
MAIN = r"""
#include <stdio.h>
long add(long, long), helper(long), callback(long (*)(long), long), address(void);
signed char zero(long);
extern const char greeting[];
long shared_number = 1000;
long outside(long n) { return 2 * n; }
static long own(long n) { return n + 7; }
int main(void) {
    printf("%ld ", add(1, 2));
    printf("%ld ", add(10, 20));
    printf("%ld\n", callback(own, 3));
    printf("%s %d %d\n", greeting, address() == (long)outside, callback(helper, 0) > 0);
    printf("%d ", zero(99999));
    printf("%d\n", zero(99999));
    return 0;
}
"""
#: counter from 5, table[1] = 300: helper(x) = ++counter + 1000 + 300 + x.
OUTPUT = "1311 1357 2636\nhello 1 1\n0 -97\n"
THREAD_LOCAL = """function %f() -> i64 system_v {
    gv0 = symbol tls %variable
block0:
    v0 = tls_value.i64 gv0
    return v0
}
"""


def setup_module() -> None:
    load_modules()


def the_data() -> DataSection:
    data = DataSection()
    data.define("counter", (5).to_bytes(8, "little"), writable=True)
    data.define("table", b"".join(number.to_bytes(8, "little") for number in (200, 300)), align=4096)
    data.define("greeting", b"hello\0", align=1)
    data.define("secret", b"unseen\0", align=1, local=True)
    data.reserve("zeros", 100_000, align=256)
    return data


def the_object(target: str, *settings: str) -> bytes:
    chosen = Settings(target)
    for setting in settings:
        chosen.apply(setting)
    return compile_object(parse_functions(CLIF), target, chosen, data=the_data())


def form_of(machine: Machine) -> ObjectFormat:
    return lookup(machine.target).form


def no_warnings(library: Path) -> str:
    """What readelf says of everything in a file."""
    done = subprocess.run(
        ["readelf", "-a", "-W", str(library)], capture_output=True, text=True, check=True, errors="replace"
    )
    assert not done.stderr and "warning" not in done.stdout.lower()
    return done.stdout


@pytest.mark.parametrize("settings", [[], ["force_veneers=true", "opt_level=speed"], ["use_bti=true"]])
@pytest.mark.parametrize("linker", LINKERS)
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_c_programs_link_with_it(machine: Machine, linker: str, settings: list[str], tmp_path: Path) -> None:
    need_machine(machine)
    need("readelf")
    if settings == ["use_bti=true"] and machine.target == "x86_64":
        settings = ["unwind_info=false"]
    library = tmp_path / "libx.so"
    library.write_bytes(shared_library(the_object(machine.target, *settings), form_of(machine), "libx.so"))
    shown = no_warnings(library)
    assert "TEXTREL" not in shown and "[libx.so]" in shown
    (tmp_path / "main.c").write_text(MAIN)
    program = tmp_path / "program"
    flags = [*linker_flags(linker, tmp_path), "-Wl,--fatal-warnings", f"-Wl,-rpath,{tmp_path}"]
    command(machine.compiler, "-O1", *flags, tmp_path / "main.c", library, "-o", program)
    assert command(*machine.runner, program).stdout == OUTPUT


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_symbols(machine: Machine) -> None:
    library = shared_library(the_object(machine.target), form_of(machine))
    elf = read_object(library)
    assert elf.kind == ET_DYN
    dynamic = {symbol.name: symbol for symbol in elf.dynamic_symbols if symbol.name}
    assert {name for name, symbol in dynamic.items() if not symbol.section} == {"outside", "shared_number"}
    assert {name for name, symbol in dynamic.items() if symbol.section} == {
        *("add", "helper", "callback", "address", "zero"),
        *("counter", "table", "greeting", "zeros"),
    }
    secret = next(symbol for symbol in elf.symbols if symbol.name == "secret")
    section = elf.sections[secret.section]
    assert section.name == ".rodata"
    start = secret.value - section.address
    assert section.data[start : start + secret.size] == b"unseen\0"
    assert library == shared_library(the_object(machine.target), form_of(machine))


def test_every_one_of_many_names_is_found(tmp_path: Path) -> None:
    need_machine(MACHINES[0])
    count = 3000
    text = "".join(
        f"function %f{n}() -> i64 system_v {{\nblock0:\n    v0 = iconst.i64 {n}\n    return v0\n}}\n"
        for n in range(count)
    )
    library = tmp_path / "many.so"
    library.write_bytes(link_shared(compile_object(parse_functions(text), "x86_64"), "x86_64", "own"))
    code = f"""
import ctypes
library = ctypes.CDLL({str(library)!r})
print(all(library["f%d" % n]() == n for n in range({count})))
print(any(hasattr(library, "g%d" % n) for n in range({count})))
"""
    assert command(sys.executable, "-c", code).stdout == "True\nFalse\n"


def test_the_hash_is_that_of_the_documentation() -> None:
    assert (gnu_hash(""), gnu_hash("printf"), gnu_hash("syscall")) == (5381, 0x156B2BB8, 0xBAC212A0)


def test_what_is_read_only_stays_so(tmp_path: Path) -> None:
    """Code, constants, and the slots once they are filled."""
    need_machine(MACHINES[0])
    data = link_shared(compile_object(parse_functions(ABS), "x86_64", data=the_data()), "x86_64", "own")
    library = tmp_path / "x.so"
    library.write_bytes(data)
    sections = {section.name: section for section in read_object(data).sections}
    places = [sections[name].address for name in (".text", ".rodata", ".got", ".dynamic", ".data", ".bss")]
    code = f"""
import ctypes
library = ctypes.CDLL({str(library)!r})
start = ctypes.cast(library.f, ctypes.c_void_p).value - {sections[".text"].address}
rights = []
for line in open("/proc/self/maps"):
    bounds, access = line.split()[:2]
    first, last = (int(number, 16) for number in bounds.split("-"))
    rights += [(place, access) for place in {places} if first <= start + place < last]
print([access for _, access in sorted(rights, key=lambda row: {places}.index(row[0]))])
"""
    shown = command(sys.executable, "-c", code).stdout
    assert shown == "['r-xp', 'r--p', 'r--p', 'r--p', 'rw-p', 'rw-p']\n"


ABS = """function %f(i32) -> i32 system_v {
    fn0 = %abs(i32) -> i32 system_v
block0(v0: i32):
    v1 = call fn0(v0)
    return v1
}
"""


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_words_with_addresses(machine: Machine, tmp_path: Path) -> None:
    """An object of an assembler has what irtool's have not: addresses among its variables."""
    need_machine(machine)
    need("readelf")
    (tmp_path / "w.s").write_text(
        """
    .text
    .globl words
    .type words, %function
words:
    ret
    .section strings, "a"
text: .asciz "local"
    .data
    .globl pointers
    .type pointers, %object
pointers:
    .quad text + 1
    .quad words
    .quad elsewhere + 4
    .quad __start_strings
    .quad __stop_strings
    .size pointers, 40
    .section .note.GNU-stack, "", %progbits
"""
    )
    command(machine.compiler, "-c", tmp_path / "w.s", "-o", tmp_path / "w.o")
    library = tmp_path / "libw.so"
    library.write_bytes(shared_library((tmp_path / "w.o").read_bytes(), form_of(machine)))
    no_warnings(library)
    (tmp_path / "main.c").write_text(r"""
#include <stdio.h>
extern const char *pointers[];
void words(void);
char elsewhere[] = "1234there";
int main(void) {
    printf("%s %d %s %s %d\n", pointers[0], pointers[1] == (const char *)words, pointers[2], pointers[3],
           (int)(pointers[4] - pointers[3]));
    return 0;
}
""")
    program = tmp_path / "program"
    # Without copies of variables in the program, which only position-independent code does without.
    command(machine.compiler, "-fPIC", tmp_path / "main.c", library, "-o", program)
    assert command(*machine.runner, program).stdout == "ocal 1 there local 6\n"


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_exceptions_of_cpp_pass(machine: Machine, tmp_path: Path) -> None:
    need_machine(machine)
    compiler = machine.compiler.replace("gcc", "g++")
    need(compiler)
    library = tmp_path / "libx.so"
    library.write_bytes(shared_library(the_object(machine.target), form_of(machine)))
    (tmp_path / "main.cpp").write_text(r"""
#include <cstdio>
#include <execinfo.h>
extern "C" long add(long, long);
extern "C" { long shared_number; }
extern "C" long outside(long n) {
    void *places[16];
    std::printf("%d frames\n", backtrace(places, 16) > 3);
    if (n > 5) throw n;
    return n;
}
int main() {
    try { add(1, 2); add(1, 6); } catch (long n) { std::printf("caught %ld\n", n); }
}
""")
    program = tmp_path / "program"
    command(compiler, "-O1", tmp_path / "main.cpp", library, f"-Wl,-rpath,{tmp_path}", "-o", program)
    assert command(*machine.runner, program).stdout == "1 frames\n1 frames\ncaught 6\n"


def test_gdb_shows_lines(tmp_path: Path) -> None:
    need_machine(MACHINES[0])
    need("gdb")
    (tmp_path / "demo.clif").write_text(ABS)
    made = run("compile -g --linker own --soname libdemo.so demo.clif -o libdemo.so".split(), tmp_path)
    assert made == (0, "", "")
    (tmp_path / "main.c").write_text("int f(int); int main(void) { return f(-3); }\n")
    program = tmp_path / "program"
    library = tmp_path / "libdemo.so"
    command("gcc", "-g", tmp_path / "main.c", library, f"-Wl,-rpath,{tmp_path}", "-o", program)
    script = ["-ex", "set debuginfod enabled off", "-ex", "set breakpoint pending on"]
    script += ["-ex", "break demo.clif:4", "-ex", "run", "-ex", "bt", "-ex", "step", "-ex", "finish"]
    shown = subprocess.run(
        ["gdb", "-nx", "-batch", *script, str(program)], capture_output=True, text=True, check=False
    ).stdout
    assert re.search(r"#0 .*f \(\) at .*demo\.clif:4\n#1 .*main \(\) at .*main\.c:1", shown), shown


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_libraries_of_modules(machine: Machine, tmp_path: Path) -> None:
    need_machine(machine)
    need("readelf")
    (tmp_path / "m.wat").write_text("""(module (memory (export "memory") 2) (data (i32.const 8) "data")
  (func $fact (export "fact") (param i64) (result i64)
    (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 1))
      (else (i64.mul (local.get 0) (call $fact (i64.sub (local.get 0) (i64.const 1)))))))
  (func (export "get") (param i32) (result i32) (i32.load (local.get 0))))""")
    words = f"compile --target {machine.target} --linker own --guard-pages --header m.h m.wat -o libm1.so"
    assert run(words.split(), tmp_path) == (0, "", "")
    no_warnings(tmp_path / "libm1.so")
    (tmp_path / "main.c").write_text(r"""
#include "m.h"
#include <stdio.h>
int main(void) {
    m_instance *instance; uint64_t f; uint32_t word;
    if (m_instantiate(NULL, &instance)) return 1;
    int status = m_fact(instance, 20, &f);
    printf("%d %llu %d", status, (unsigned long long)f, m_get(instance, 8, &word));
    printf(" %x %s\n", word, m_status_text(m_get(instance, 131070, &word)));
    m_delete_instance(instance);
    return 0;
}
""")
    program = tmp_path / "program"
    command(
        machine.compiler, tmp_path / "main.c", tmp_path / "libm1.so", f"-Wl,-rpath,{tmp_path}", "-o", program
    )
    assert (
        command(*machine.runner, program).stdout
        == "0 2432902008176640000 0 61746164 out of bounds memory access\n"
    )


def test_it_links_where_there_is_no_linker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "demo.clif").write_text(ABS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    for target in ("x86_64", "aarch64"):
        assert main(["compile", "--target", target, "demo.clif", "-o", f"{target}.so"]) == 0
        made = compile_object(parse_functions(ABS), target)
        assert (tmp_path / f"{target}.so").read_bytes() == shared_library(made, lookup(target).form)
        capsys.readouterr()
        assert main(["compile", "--target", target, "--linker", "system", "demo.clif", "-o", "y.so"]) == 1
        assert f"a linker for {target} is needed: none of ld.lld, " in capsys.readouterr().err
        assert not (tmp_path / "y.so").exists()


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_what_needs_a_linker(machine: Machine, tmp_path: Path) -> None:
    need_machine(machine)
    form = form_of(machine)
    made = compile_object(
        parse_functions(THREAD_LOCAL), machine.target, Settings(machine.target, tls_model="elf_gd")
    )
    with pytest.raises(UnsupportedError, match="thread-local variable variable needs a linker"):
        shared_library(made, form)
    other = lookup({"x86_64": "aarch64", "aarch64": "x86_64"}[machine.target]).form
    with pytest.raises(IrtoolError, match="only an object file of the target"):
        shared_library(made, other)
    linked = shared_library(the_object(machine.target), form)
    with pytest.raises(IrtoolError, match="only an object file of the target"):
        shared_library(linked, form)
    with pytest.raises(IrtoolError, match="no name for a shared library: it contains half of a surrogate"):
        link_shared(made, machine.target, "own", "\udcff")
    with pytest.raises(IrtoolError, match="unknown linker 'gold': one of auto, system, own"):
        link_shared(made, machine.target, "gold")
    for text, message in (
        (".rodata\n.quad elsewhere", "section .rodata holds the address of elsewhere"),
        (".text\n.long elsewhere - .", "elsewhere is not defined here, and relocation .* does not reach"),
        ('.section .tdata, "awT", %progbits\n.quad 1', "thread-local variables need a linker"),
    ):
        (tmp_path / "w.s").write_text(f".section {text}\n" if text[1] != "s" else f"{text}\n")
        command(machine.compiler, "-c", tmp_path / "w.s", "-o", tmp_path / "w.o")
        with pytest.raises(UnsupportedError, match=message):
            shared_library((tmp_path / "w.o").read_bytes(), form)


@pytest.mark.parametrize("rounds", [150, pytest.param(2000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_damaged_objects_give_an_error_or_a_library(machine: Machine, rounds: int) -> None:
    form = form_of(machine)
    whole = the_object(machine.target)
    refused = 0
    for seed in range(rounds):
        rng = random.Random(seed)
        damaged = bytearray(whole)
        headers = int.from_bytes(whole[40:48], "little")
        for _ in range(rng.randint(1, 4)):
            # Headers, relocations and symbols lie behind the code, which may be anything.
            start = rng.choice([0, headers, rng.randrange(len(whole))])
            at = min(start + rng.randrange(640), len(whole) - 1)
            damaged[at] = rng.choice([0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)])
        if rng.random() < 0.1:
            del damaged[rng.randrange(len(damaged)) :]
        try:
            shared_library(bytes(damaged), form)
        except IrtoolError:
            refused += 1
    assert rounds // 10 < refused < rounds
