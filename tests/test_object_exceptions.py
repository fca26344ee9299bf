"""Exception tables in object files: an unwinder in C, written after `backends/exceptions.py`, throws through
functions of two objects."""

import shutil
import subprocess
from pathlib import Path

import pytest
from irtool.backends.exceptions import SECTION, exception_table, table_size
from irtool.backends.text import lay_out
from irtool.compile import compile_module, compile_object, default_settings, make_target
from irtool.ir.text.reader import parse_functions
from irtool.object.elf_read import read_object

#: An object: calls what it is given, with three kinds of handlers.
FIRST = """
function %first(i64, i64) -> i64 system_v {
    sig0 = (i64) -> i64 system_v
block0(v0: i64, v1: i64):
    v2 = iconst.i64 100
    v3 = iadd v1, v2
    try_call_indirect v0(v1), sig0, block1(ret0), [ tag1: block2(exn0, exn1), context v3, tag2: block3(exn0) ]
block1(v4: i64):
    return v4
block2(v5: i64, v6: i64):
    v7 = isub v5, v6
    return v7
block3(v8: i64):
    v9 = iadd v8, v3
    return v9
}
"""
#: Another: calls the first one, and takes what that lets pass.
SECOND = """
function %second(i64, i64) -> i64 system_v {
    sig0 = (i64, i64) -> i64 system_v
    fn0 = %first(i64, i64) -> i64 system_v
block0(v0: i64, v1: i64):
    v2 = imul v1, v1
    v3 = imul v2, v1
    try_call fn0(v0, v1), sig0, block1(ret0), [ default: block2(exn0) ]
block1(v4: i64):
    v5 = iadd v4, v2
    return v5
block2(v6: i64):
    v7 = iadd v6, v3
    v8 = ineg v7
    return v8
}
"""
UNWINDER = r"""
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
struct call { uint32_t address, frame, first, count; };
struct handler { uint32_t tag, any, landing; int32_t context; };
struct table { uint32_t size, calls; int32_t distance; uint32_t zero; };
extern const char __start_irtool_exceptions[], __stop_irtool_exceptions[];
int64_t seen_context;

__attribute__((noreturn))
static void resume(uint64_t fp, uint64_t sp, uint64_t pc, uint64_t p0, uint64_t p1) {
#if defined(__x86_64__)
    __asm__ volatile("mov %0, %%rbp; mov %1, %%rsp; jmp *%2" :: "r"(fp), "r"(sp), "r"(pc), "a"(p0), "d"(p1));
#else
    register uint64_t x0 __asm__("x0") = p0, x1 __asm__("x1") = p1;
    __asm__ volatile("mov x29, %0; mov sp, %1; br %2" :: "r"(fp), "r"(sp), "r"(pc), "r"(x0), "r"(x1));
#endif
    __builtin_unreachable();
}

static const struct call *find(const struct table *t, uint64_t text, uint64_t pc) {
    const struct call *calls = (const struct call *)(t + 1);
    uint32_t low = 0, high = t->calls;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (text + calls[middle].address == pc) return &calls[middle];
        if (text + calls[middle].address < pc) low = middle + 1; else high = middle;
    }
    return 0;
}

__attribute__((noreturn, noinline)) void throw_it(uint32_t tag, uint64_t p0, uint64_t p1) {
    uint64_t *frame = __builtin_frame_address(0);
    for (int depth = 0; depth < 10; depth++) {
        uint64_t pc = frame[1];
        frame = (uint64_t *)frame[0];
        for (const char *at = __start_irtool_exceptions; at < __stop_irtool_exceptions;) {
            const struct table *t = (const struct table *)at;
            uint64_t text = (uint64_t)&t->distance + t->distance;
            const struct call *call = find(t, text, pc);
            const struct call *calls = (const struct call *)(t + 1);
            const struct handler *handlers = (const struct handler *)(calls + t->calls);
            for (uint32_t i = 0; call && i < call->count; i++) {
                const struct handler *h = &handlers[call->first + i];
                uint64_t sp = (uint64_t)frame - call->frame;
                if (!h->any && h->tag != tag) continue;
                if (h->context >= 0) seen_context = *(int64_t *)(sp + h->context);
                resume((uint64_t)frame, sp, text + h->landing, p0, p1);
            }
            at += t->size;
        }
    }
    abort();
}

__attribute__((noinline)) int64_t thrower(int64_t n) {
    if (n > 0) throw_it(n, 1000 * n, n);
    return n;
}

int64_t second(int64_t (*)(int64_t), int64_t);
int main(void) {
    static const int64_t expected[4] = {0, 1 * 1000 - 1 + 1, 2000 + 102 + 4, -(3000 + 27)};
    for (int64_t n = 0; n < 4; n++) {
        int64_t found = second(thrower, n);
        if (found != expected[n]) { printf("%d: %ld\n", (int)n, (long)found); return 1; }
    }
    return seen_context == 102 ? 0 : 2;
}
"""
MACHINES = {"x86_64": ("gcc", []), "aarch64": ("aarch64-linux-gnu-gcc", ["qemu-aarch64"])}


@pytest.mark.parametrize("level", ["none", "speed"])
@pytest.mark.parametrize("flags", [["-static"], ["-pie"], ["-O1", "-static", "-Wl,--gc-sections"]])
@pytest.mark.parametrize("machine", MACHINES)
def test_an_unwinder_in_c(machine: str, flags: list[str], level: str, tmp_path: Path) -> None:
    compiler, run = MACHINES[machine]
    if any(shutil.which(program) is None for program in (compiler, *run)):
        pytest.skip(f"needs {compiler} {' '.join(run)}")
    if run and "-pie" in flags:
        run = [*run, "-L", "/usr/aarch64-linux-gnu"]
    settings = default_settings()
    settings.set("opt_level", level)
    for name, text in (("first", FIRST), ("second", SECOND)):
        data = compile_object(parse_functions(text), machine, settings)
        (tmp_path / f"{name}.o").write_bytes(data)
    (tmp_path / "main.c").write_text(UNWINDER)
    files = [str(tmp_path / name) for name in ("main.c", "first.o", "second.o")]
    program = str(tmp_path / "program")
    keep = ["-fno-omit-frame-pointer", "-fno-optimize-sibling-calls"]
    command = [compiler, *keep, *flags, *files, "-o", program]
    made = subprocess.run(command, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    assert "warning" not in made.stderr
    done = subprocess.run([*run, program], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_section(tmp_path: Path) -> None:
    functions = parse_functions(FIRST + SECOND)
    (tmp_path / "a.o").write_bytes(compile_object(functions, "x86_64"))
    elf = read_object((tmp_path / "a.o").read_bytes())
    number = elf.section_number(SECTION)
    target = make_target("x86_64")
    compiled = compile_module(functions, target)
    section = lay_out(compiled, target.form)
    assert elf.sections[number].data == exception_table(section, 0)
    assert table_size(function.code for function in compiled) == len(elf.sections[number].data) == 16 + 16 * 5
    (reloc,) = elf.relocations[number]
    assert (reloc.offset, reloc.kind, reloc.addend) == (8, 2, 0)
    shown = subprocess.run(["readelf", "-SrW", tmp_path / "a.o"], capture_output=True, text=True, check=True)
    assert "R_X86_64_PC32" in shown.stdout and SECTION in shown.stdout and not shown.stderr


def test_no_section_without_handlers() -> None:
    functions = parse_functions("function %f() { block0: return }")
    assert read_object(compile_object(functions, "x86_64")).section_number(SECTION) < 0
