"""WebAssembly modules as libraries of C programs, on both machines: calls, traps, imports, instances."""

from pathlib import Path

import pytest
from irtool.compile import compile_function
from irtool.frontend.wasm.text.assemble import assemble
from irtool.ir.errors import IrtoolError, SettingError, UnsupportedError
from irtool.ir.text.reader import parse_function
from irtool.library.build import compile_library, compile_program
from irtool.library.names import c_identifier
from irtool.settings import Settings
from library_tools import (
    MACHINES,
    Machine,
    build_and_run,
    command,
    make_library,
    need,
    need_machine,
)

WAT = """(module
  (import "env" "add" (func $add (param i32 i32) (result i32)))
  (import "env" "log" (func $log (param i64)))
  (import "env" "pair" (func $pair (param f32) (result f32 i64)))
  (import "env" "base" (global $base i32))
  (import "env" "cell" (global $cell (mut i64)))
  (memory (export "memory") 1 4)
  (global $count (export "count") (mut i32) (i32.const 3))
  (table $t (export "t") 4 funcref)
  (table $e 1 externref)
  (elem (table $t) (i32.const 1) func $one $two)
  (elem $passive func $one)
  (data (i32.const 16) "hello")
  (data (global.get $base) "world")
  (data $late "later")
  (type $n (func (result i32)))
  (func $one (type $n) (i32.const 1))
  (func $two (param i32) (result i32) (local.get 0))
  (func (export "div") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "indirect") (param i32) (result i32) (call_indirect (type $n) (local.get 0)))
  (func $rec (export "rec") (param i32) (result i32) (i32.add (call $rec (local.get 0)) (i32.const 1)))
  (func (export "callback") (param i32 i32) (result i32)
    (call $log (i64.const 7)) (call $add (local.get 0) (local.get 1)))
  (func (export "pair") (param f32) (result i64 f32) (local f32 i64)
    (call $pair (local.get 0)) (local.set 2) (local.set 1) (local.get 2) (local.get 1))
  (func (export "free") (param i32) (result i32 f64) (local.get 0) (f64.const 2.5))
  (func (export "unreachable") unreachable)
  (func (export "trunc") (param f64) (result i32) (i32.trunc_f64_s (local.get 0)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "late") (param i32)
    (memory.init $late (local.get 0) (i32.const 0) (i32.const 5)) (data.drop $late))
  (func (export "refill") (param i32)
    (table.init $t $passive (local.get 0) (i32.const 0) (i32.const 1)))
  (func (export "more") (param i32) (result i32) (table.grow $t (ref.func $one) (local.get 0)))
  (func (export "keep") (param externref) (result externref)
    (table.set $e (i32.const 0) (local.get 0)) (table.get $e (i32.const 0)))
  (func (export "bump") (global.set $cell (i64.add (global.get $cell) (i64.const 1))))
  (func (export "splat") (param v128 i32) (result v128)
    (i32x4.add (local.get 0) (i32x4.splat (local.get 1))))
  (func (export "swap") (param i32 i32) (result i32)
    (i32.atomic.rmw.xchg (local.get 0) (local.get 1)))
)"""
PROGRAM = r"""
#include "a.h"
#include <stdio.h>
#include <string.h>

static uint32_t add(void *env, a_instance *instance, uint32_t x, uint32_t y) {
    uint32_t inner = 0;
    if (x == 99) a_raise(instance, 77);
    if (x == 98) {
        int status = a_div(instance, y, 0, &inner);
        printf("inner %s\n", a_status_text(status));
        status = a_div(instance, y, 2, &inner);
        printf("inner %s %u\n", a_status_text(status), inner);
    }
    return x + y + *(uint32_t *)env;
}
static void log_number(void *env, a_instance *instance, uint64_t x) {
    (void)env; (void)instance;
    printf("log %d\n", (int)x);
}
static void pair(void *env, a_instance *instance, float x, float *first, uint64_t *second) {
    (void)env; (void)instance;
    *first = 2 * x;
    *second = 5000000000u;
}
#define SHOW(call) do { int status = (call); printf(#call ": %s", a_status_text(status)); } while (0)

int main(void) {
    uint32_t extra = 1000, base = 40, r = 0, lanes[4] = {1, 2, 3, 4};
    uint64_t wide = 9, cell = 5;
    double d;
    float f;
    void *pointer;
    a_imports imports;
    a_instance *a;
    int i;
    memset(&imports, 0, sizeof imports);
    SHOW(a_instantiate(&imports, &a)); printf(" %d\n", a == NULL);
    SHOW(a_instantiate(NULL, &a)); printf(" %d\n", a == NULL);
    imports.env = &extra;
    imports.env_add = add;
    imports.env_log = log_number;
    imports.env_pair = pair;
    imports.env_base = &base;
    imports.env_cell = &cell;
    base = 65532;
    SHOW(a_instantiate(&imports, &a)); printf(" %d\n", a == NULL);
    base = 40;
    SHOW(a_instantiate(&imports, &a)); printf("\n");
    memset(&imports, 0, sizeof imports);
    printf("%.5s %.5s\n", (char *)a_memory_data(a) + 16, (char *)a_memory_data(a) + 40);
    SHOW(a_div(a, 7, 2, &r)); printf(" %u\n", r);
    SHOW(a_div(a, 3, 0, &r)); printf(" %u\n", r);
    SHOW(a_div(a, 0x80000000u, (uint32_t)-1, &r)); printf("\n");
    SHOW(a_load(a, 16, &r)); printf(" %x\n", r);
    SHOW(a_load(a, 65533, &r)); printf("\n");
    SHOW(a_load(a, 0xffffffffu, &r)); printf("\n");
    for (i = 0; i < 5; i++) { r = 0; SHOW(a_indirect(a, i, &r)); printf(" %u\n", r); }
    for (i = 0; i < 3; i++) { SHOW(a_rec(a, 1, &r)); printf("\n"); }
    a_set_stack_size(a, 100 << 10);
    SHOW(a_rec(a, 1, &r)); printf("\n");
    SHOW(a_callback(a, 5, 6, &r)); printf(" %u\n", r);
    SHOW(a_callback(a, 98, 6, &r)); printf(" %u\n", r);
    printf("%d\n", a_callback(a, 99, 6, &r));
    SHOW(a_pair(a, 1.5f, &wide, &f)); printf(" %g %g\n", (double)wide, (double)f);
    SHOW(a_free(a, 5, &r, &d)); printf(" %u %g\n", r, d);
    SHOW(a_unreachable(a)); printf("\n");
    SHOW(a_trunc(a, 1e300, &r)); printf("\n");
    SHOW(a_grow(a, 2, &r)); printf(" %u %d\n", r, (int)a_memory_size(a));
    r = (uint32_t)a_memory_grow(a, 1); printf("%u ", r);
    printf("%d\n", a_memory_grow(a, 1) == UINT64_MAX);
    SHOW(a_load(a, 65536 * 4 - 4, &r)); printf(" %x\n", r);
    SHOW(a_late(a, 100)); printf(" %.5s\n", (char *)a_memory_data(a) + 100);
    SHOW(a_late(a, 100)); printf("\n");
    SHOW(a_refill(a, 3)); SHOW(a_indirect(a, 3, &r)); printf(" %u\n", r);
    SHOW(a_more(a, 2, &r)); printf(" %u\n", r);
    SHOW(a_indirect(a, 5, &r)); printf(" %u\n", r);
    SHOW(a_keep(a, &cell, &pointer)); printf(" %d\n", pointer == &cell);
    SHOW(a_bump(a)); printf(" %d\n", (int)cell);
    SHOW(a_splat(a, lanes, 10, lanes)); printf(" %u %u\n", lanes[0], lanes[3]);
    SHOW(a_swap(a, 16, 8, &r)); printf(" %x\n", r);
    SHOW(a_swap(a, 17, 8, &r)); printf("\n");
    a_count_set(a, a_count_get(a) + 8); printf("%u\n", a_count_get(a));
    a_raise(a, 5); /* nothing runs: nothing happens */
    a_delete_instance(a);
    a_delete_instance(NULL);
    return 0;
}
"""
OUTPUT = """\
a_instantiate(&imports, &a): an import is missing 1
a_instantiate(((void *)0), &a): an import is missing 1
a_instantiate(&imports, &a): out of bounds memory access 1
a_instantiate(&imports, &a): no error
hello world
a_div(a, 7, 2, &r): no error 3
a_div(a, 3, 0, &r): integer divide by zero 3
a_div(a, 0x80000000u, (uint32_t)-1, &r): integer overflow
a_load(a, 16, &r): no error 6c6c6568
a_load(a, 65533, &r): out of bounds memory access
a_load(a, 0xffffffffu, &r): out of bounds memory access
a_indirect(a, i, &r): uninitialized element 0
a_indirect(a, i, &r): no error 1
a_indirect(a, i, &r): indirect call type mismatch 0
a_indirect(a, i, &r): uninitialized element 0
a_indirect(a, i, &r): undefined element: out of bounds table access 0
a_rec(a, 1, &r): call stack exhausted
a_rec(a, 1, &r): call stack exhausted
a_rec(a, 1, &r): call stack exhausted
a_rec(a, 1, &r): call stack exhausted
log 7
a_callback(a, 5, 6, &r): no error 1011
log 7
inner integer divide by zero
inner no error 3
a_callback(a, 98, 6, &r): no error 1104
log 7
77
a_pair(a, 1.5f, &wide, &f): no error 5e+09 3
a_free(a, 5, &r, &d): no error 5 2.5
a_unreachable(a): unreachable
a_trunc(a, 1e300, &r): integer overflow
a_grow(a, 2, &r): no error 1 196608
3 1
a_load(a, 65536 * 4 - 4, &r): no error 0
a_late(a, 100): no error later
a_late(a, 100): out of bounds memory access
a_refill(a, 3): no errora_indirect(a, 3, &r): no error 1
a_more(a, 2, &r): no error 4
a_indirect(a, 5, &r): no error 1
a_keep(a, &cell, &pointer): no error 1
a_bump(a): no error 6
a_splat(a, lanes, 10, lanes): no error 11 14
a_swap(a, 16, 8, &r): no error 6c6c6568
a_swap(a, 17, 8, &r): unaligned atomic
11
"""
COUNTER = """(module (memory (export "memory") 1)
  (func (export "count") (param i32) (result i32) (local i32)
    (loop (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
      (br_if 0 (i32.lt_u (local.tee 1 (i32.add (local.get 1) (i32.const 1))) (local.get 0))))
    (i32.load (i32.const 8)))
  (func (export "fail") (result i32) (i32.load (i32.const 0x7fffffff))))"""


@pytest.mark.parametrize("guard_pages", [False, True], ids=["checked", "guarded"])
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_calls_traps_and_imports(tmp_path: Path, machine: Machine, guard_pages: bool) -> None:
    need_machine(machine)
    made = make_library(tmp_path, WAT, "a", machine.target, guard_pages)
    shown = build_and_run(tmp_path, machine, PROGRAM, [made])
    assert shown.replace("a_instantiate(NULL", "a_instantiate(((void *)0)") == OUTPUT


@pytest.mark.parametrize(
    "flags", [["-static"], ["-pie"], ["-no-pie"], ["-fuse-ld=lld"], ["-fuse-ld=lld", "-static"]]
)
def test_kinds_of_programs_and_linkers(tmp_path: Path, flags: list[str]) -> None:
    machine = MACHINES[0]
    need_machine(machine)
    need("ld.lld")
    made = make_library(tmp_path, WAT, "a", machine.target)
    shown = build_and_run(tmp_path, machine, PROGRAM, [made], *flags)
    assert shown.replace("a_instantiate(NULL", "a_instantiate(((void *)0)") == OUTPUT


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_shared_libraries_of_a_c_compiler(tmp_path: Path, machine: Machine) -> None:
    need_machine(machine)
    made = make_library(tmp_path, WAT, "a", machine.target)
    shared = tmp_path / "liba.so"
    command(machine.compiler, "-shared", "-Wl,-z,text", made, "-o", shared)  # no relocation in its text
    shown = build_and_run(tmp_path, machine, PROGRAM, [shared], f"-Wl,-rpath,{tmp_path}")
    assert shown.replace("a_instantiate(NULL", "a_instantiate(((void *)0)") == OUTPUT


@pytest.mark.parametrize("guard_pages", [False, True], ids=["checked", "guarded"])
def test_modules_instances_and_threads(tmp_path: Path, guard_pages: bool) -> None:
    machine = MACHINES[0]
    need_machine(machine)
    first = make_library(tmp_path, COUNTER, "first", machine.target, guard_pages)
    second = make_library(tmp_path, COUNTER, "second", machine.target, guard_pages)
    source = r"""
        #include "first.h"
        #include "second.h"
        #include <pthread.h>
        #include <stdio.h>
        static void *work(void *argument) {
            first_instance *a;
            second_instance *b;
            uint32_t r = 0, n = *(uint32_t *)argument;
            int round, status = first_instantiate(NULL, &a) + second_instantiate(NULL, &b);
            for (round = 0; round < 200; round++) {
                status += first_count(a, n, &r) + second_count(b, 1, &r);
                status += first_fail(a, &r) != FIRST_TRAP_MEMORY;
                status += second_fail(b, &r) != SECOND_TRAP_MEMORY;
            }
            status += first_count(a, 1, &r);
            if (status != 0 || r != 200 * n + 1) printf("wrong: %d %u\n", status, r);
            first_delete_instance(a);
            second_delete_instance(b);
            return NULL;
        }
        int main(void) {
            pthread_t threads[8];
            uint32_t numbers[8], i;
            for (i = 0; i < 8; i++) {
                numbers[i] = 100 + i;
                pthread_create(&threads[i], NULL, work, &numbers[i]);
            }
            for (i = 0; i < 8; i++) pthread_join(threads[i], NULL);
            puts("done");
            return 0;
        }
    """
    assert build_and_run(tmp_path, machine, source, [first, second], "-pthread") == "done\n"


def test_other_faults_stay_what_they_are(tmp_path: Path) -> None:
    machine = MACHINES[0]
    need_machine(machine)
    made = make_library(tmp_path, COUNTER, "first", machine.target, True)
    source = r"""
        #define _POSIX_C_SOURCE 200809L
        #include "first.h"
        #include <signal.h>
        #include <stdio.h>
        #include <unistd.h>
        static void handler(int number) {
            if (number == SIGSEGV) { write(1, "ours\n", 5); _exit(0); }
        }
        int main(void) {
            first_instance *a;
            uint32_t r;
            struct sigaction action = {0};
            action.sa_handler = handler;
            sigaction(SIGSEGV, &action, NULL);
            first_instantiate(NULL, &a);
            printf("%d\n", first_fail(a, &r) == FIRST_TRAP_MEMORY);
            fflush(stdout);
            *(volatile int *)8 = 1;
            return 1;
        }
    """
    assert build_and_run(tmp_path, machine, source, [made], "-Wno-array-bounds") == "1\nours\n"


@pytest.mark.parametrize("compiler", ["g++", "clang++"])
def test_the_class_for_cpp(tmp_path: Path, compiler: str) -> None:
    need_machine(MACHINES[0])
    need(compiler)
    text = """(module (memory (export "memory") 1)
      (func (export "class") (param i32) (result i32) (i32.div_u (i32.const 100) (local.get 0)))
      (func (export "two") (result i32 f64) (i32.const 3) (f64.const 0.5)))"""
    made = make_library(tmp_path, text, "lib", MACHINES[0].target)
    (tmp_path / "program.cpp").write_text(r"""
        #include "lib.hpp"
        #include <cstdio>
        int main() {
            lib::Instance first, second(std::move(first));
            auto [number, half] = second.two();
            std::printf("%u %u %g\n", second.class_2(7), number, half);
            second.memory_data()[3] = 5;
            try {
                second.class_2(0);
            } catch (const lib::Trap &trap) {
                std::printf("%d %s\n", trap.status() == LIB_TRAP_DIVIDE_BY_ZERO, trap.what());
            }
        }
    """)
    flags = ["-std=c++17", "-Wall", "-Wextra", "-Werror", "-I", tmp_path]
    command(compiler, *flags, tmp_path / "program.cpp", made, "-o", tmp_path / "program")
    assert command(tmp_path / "program").stdout == "14 3 0.5\n1 integer divide by zero\n"


@pytest.mark.parametrize("guard_pages", [False, True], ids=["checked", "guarded"])
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_tools_find_nothing_wrong(tmp_path: Path, machine: Machine, guard_pages: bool) -> None:
    need("readelf", "nm")
    made = make_library(tmp_path, WAT, "a", machine.target, guard_pages)
    assert "warning" not in command("readelf", "-a", "-W", made).stdout.lower()
    rows = [line.split() for line in command("nm", made).stdout.splitlines()]
    outside = {row[-1] for row in rows if row[-2] == "U"}
    expected = {"calloc", "free", "realloc", "mmap", "mprotect", "munmap", "memmove", "memset"}
    assert outside == (expected | {"sigaction"} if guard_pages else expected)
    visible = {row[-1] for row in rows if row[-2] in "TDBR"}
    assert visible and all(name.startswith("a_") for name in visible)
    assert "a_free" in visible  # an export of that name, not the C library's


def test_names_that_c_does_not_have(tmp_path: Path) -> None:
    need("gcc", "clang")
    names = ["int", "a-b", "a_b", "", "7", "*/", "/*", "\u00e9", "instantiate", "memory_data", "x\\ny"]
    exports = "".join(f'(func (export "{name}"))' for name in names)
    imports = "".join(f'(import "{name}" "int" (func (param i32)))' for name in names)
    text = f'(module {imports} (import "" "" (global externref)) (memory (export "memory") 1) {exports})'
    made = make_library(tmp_path, text, "n", MACHINES[0].target)
    (tmp_path / "use.c").write_text('#include "n.h"\nint main(void) { return n_int == n_a_b_2; }\n')
    for compiler, standard in (("gcc", "c99"), ("clang", "c99"), ("g++", "c++17")):
        language = ["-x", "c++"] if compiler == "g++" else []
        flags = [f"-std={standard}", "-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only", *language]
        command(compiler, *flags, tmp_path / "use.c")
    shown = command("nm", "--defined-only", "-g", made).stdout.split("\n")
    assert len({line.split()[-1] for line in shown if line}) == 5 + 4 + len(names)


def test_wasi_is_for_own_memories() -> None:
    text = """(module (import "env" "memory" (memory 1))
      (import "wasi_snapshot_preview1" "proc_exit" (func (param i32))))"""
    binary = assemble(text.encode()).binary
    with pytest.raises(UnsupportedError, match="not an imported one"):
        compile_library(binary, "x86_64", prefix="x", wasi=True)
    compile_library(binary, "x86_64", prefix="x")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('(module (import "a" "t" (table 1 (ref func))))', 'cannot import such a table ("a" "t")'),
        ('(module (import "a" "t" (table 1 exnref)))', 'cannot import such a table ("a" "t")'),
        (
            '(module (func (export "f") (param exnref)))',
            'cannot pass references to exceptions to C ("f")',
        ),
        ('(module (import "a" "g" (global exnref)))', 'to C ("a" "g")'),
        ('(module (tag (export "t") (param exnref)))', 'to C ("t")'),
    ],
)
def test_what_a_library_cannot_have_is_named(text: str, message: str) -> None:
    with pytest.raises(UnsupportedError) as raised:
        compile_library(assemble(text.encode()).binary, MACHINES[0].target, prefix="a")
    assert message in str(raised.value)


@pytest.mark.parametrize("prefix", ["", "7", "a-b", "int", "__x", "a\n"])
def test_prefixes_that_are_no_names(prefix: str) -> None:
    with pytest.raises(IrtoolError, match="cannot be the prefix"):
        compile_library(b"\0asm\1\0\0\0", MACHINES[0].target, prefix=prefix)


def test_identifiers() -> None:
    assert [c_identifier(name) for name in ("", "1a", "a.b", "_x", "\u00e9")] == [
        "_",
        "_1a",
        "a_b",
        "_x",
        "_",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('(module (func (export "main")))', "does not export a function _start"),
        ('(module (func (export "_start") (param i32)))', "no parameters"),
        ('(module (import "env" "f" (func)) (func (export "_start")))', 'cannot import "env" "f"'),
        (
            '(module (import "wasi_snapshot_preview1" "fd_write" (func)) (memory 1)'
            ' (func (export "_start")))',
            "has not the type that WASI gives it",
        ),
        (
            '(module (import "wasi_snapshot_preview1" "sched_yield" (func (result i32)))'
            ' (func (export "_start")))',
            "needs a memory",
        ),
    ],
)
def test_what_is_no_program_is_said(text: str, message: str) -> None:
    with pytest.raises(UnsupportedError) as raised:
        compile_program(assemble(text.encode()).binary, MACHINES[0].target)
    assert message in str(raised.value)


def test_traps_that_jump_need_what_they_use() -> None:
    with pytest.raises(SettingError, match="trap_call_word needs enable_pinned_reg"):
        settings = Settings("x86_64", trap_call_word=1)
        compile_function(parse_function("function %f() { block0: trap user1 }"), "x86_64", settings)
