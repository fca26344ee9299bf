"""What libraries share, with C and with each other: exported tables, imported and shared memories."""

from pathlib import Path

import pytest
from library_tools import MACHINES, Machine, build_and_run, command, make_library, need, need_machine

TABLES = """(module
  (table (export "f") 2 5 funcref)
  (table (export "e") 1 externref)
  (type $n (func (result i32)))
  (table (export "typed") 1 (ref null $n))
  (table (export "full") 1 (ref func) (ref.func $one))
  (table (export "x") 1 exnref)
  (elem (table 0) (i32.const 0) func $one $two)
  (func $one (type $n) (i32.const 1))
  (func $two (param i32) (result i32) (local.get 0))
  (func (export "call") (param i32) (result i32) (call_indirect (type $n) (local.get 0)))
  (func (export "held") (result externref) (table.get 1 (i32.const 0)))
)"""
TABLES_PROGRAM = r"""
#include "t.h"
#include <stdio.h>
#define SHOW(call) do { int status = (call); printf(#call ": %s\n", t_status_text(status)); } while (0)
int main(void) {
    t_instance *t, *other;
    void *one, *two, *null, *held, *foreign;
    uint32_t r = 0;
    int here;
    SHOW(t_instantiate(NULL, &t));
    SHOW(t_instantiate(NULL, &other));
    printf("%d %d %d\n", (int)t_f_size(t), (int)t_e_size(t), (int)t_typed_size(t));
    SHOW(t_f_get(t, 0, &one));
    SHOW(t_f_get(t, 1, &two));
    SHOW(t_f_get(t, 2, &null));
    SHOW(t_f_get(t, UINT64_MAX, &null));
    SHOW(t_call(t, 1, &r));
    SHOW(t_f_set(t, 1, one));
    SHOW(t_call(t, 1, &r)); printf("%u\n", r);
    SHOW(t_f_set(t, 2, one));
    printf("%d ", (int)t_f_grow(t, 2, one));
    printf("%d\n", (int)t_f_grow(t, 2, one));
    SHOW(t_call(t, 3, &r)); printf("%u %d\n", r, (int)t_f_size(t));
    SHOW(t_f_set(t, 3, NULL));
    SHOW(t_call(t, 3, &r));
    SHOW(t_f_get(t, 3, &null)); printf("%d\n", null == NULL);
    SHOW(t_f_get(other, 0, &foreign)); printf("%d\n", foreign != one);
    SHOW(t_f_set(t, 0, foreign));
    printf("%d\n", (int)t_f_grow(t, 1, foreign));
    SHOW(t_typed_set(t, 0, two));
    SHOW(t_typed_set(t, 0, one));
    SHOW(t_typed_set(t, 0, NULL));
    SHOW(t_full_set(t, 0, NULL));
    SHOW(t_full_set(t, 0, two));
    SHOW(t_full_get(t, 0, &held)); printf("%d\n", held == two);
    SHOW(t_e_set(t, 0, &here));
    SHOW(t_held(t, &held)); printf("%d\n", held == &here);
    SHOW(t_e_get(t, 0, &held)); printf("%d\n", held == &here);
    printf("%d\n", (int)t_e_grow(t, 1, &r));
    SHOW(t_e_get(t, 1, &held)); printf("%d\n", held == &r);
    t_delete_instance(t);
    t_delete_instance(other);
    return 0;
}
"""
TABLES_SHOWN = """\
t_instantiate(NULL, &t): no error
t_instantiate(NULL, &other): no error
2 1 1
t_f_get(t, 0, &one): no error
t_f_get(t, 1, &two): no error
t_f_get(t, 2, &null): out of bounds table access
t_f_get(t, UINT64_MAX, &null): out of bounds table access
t_call(t, 1, &r): indirect call type mismatch
t_f_set(t, 1, one): no error
t_call(t, 1, &r): no error
1
t_f_set(t, 2, one): out of bounds table access
2 -1
t_call(t, 3, &r): no error
1 4
t_f_set(t, 3, NULL): no error
t_call(t, 3, &r): uninitialized element
t_f_get(t, 3, &null): no error
1
t_f_get(other, 0, &foreign): no error
1
t_f_set(t, 0, foreign): a function of another instance
-1
t_typed_set(t, 0, two): indirect call type mismatch
t_typed_set(t, 0, one): no error
t_typed_set(t, 0, NULL): no error
t_full_set(t, 0, NULL): null reference
t_full_set(t, 0, two): no error
t_full_get(t, 0, &held): no error
1
t_e_set(t, 0, &here): no error
t_held(t, &held): no error
1
t_e_get(t, 0, &held): no error
1
1
t_e_get(t, 1, &held): no error
1
"""

OWNER = """(module
  (memory (export "memory") 1 3)
  (memory (export "bytes") 10 20 (pagesize 1))
  (func (export "put") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  (func (export "grow") (result i32) (memory.grow (i32.const 1)))
)"""
USER = """(module
  (import "a" "memory" (memory $m 1 4))
  (import "a" "more" (memory $n 0))
  (memory $own (export "own") 1)
  (data (memory $m) (i32.const 8) "from b")
  (func (export "get") (param i32) (result i32) (i32.load $m (local.get 0)))
  (func (export "more") (param i32) (result i32) (i32.load $n (local.get 0)))
  (func (export "grow") (param i32) (result i32) (memory.grow $m (local.get 0)))
  (func (export "size") (result i32) (memory.size $m))
  (func (export "copy") (param i32 i32 i32)
    (memory.copy $own $m (local.get 0) (local.get 1) (local.get 2)))
  (export "again" (memory $m))
)"""
MEMORIES_PROGRAM = r"""
#include "a.h"
#include "b.h"
#include <stdio.h>
#define SHOW(call) do { int status = (call); printf(#call ": %s\n", b_status_text(status)); } while (0)
int main(void) {
    a_instance *a;
    b_instance *b, *c;
    b_imports imports = {0};
    irtool_memory *memory, *small;
    uint32_t r = 0;
    SHOW(a_instantiate(NULL, &a));
    SHOW(b_instantiate(&imports, &b));
    imports.a_memory = a_memory_handle(a);
    SHOW(b_a_more_new(2, &imports.a_more));
    printf("%d\n", (int)irtool_memory_size(imports.a_more));
    SHOW(b_instantiate(&imports, &b));
    SHOW(b_instantiate(&imports, &c));
    printf("%.6s\n", (char *)a_memory_data(a) + 8);
    SHOW(a_put(a, 100, 42));
    SHOW(b_get(b, 100, &r)); printf("%u\n", r);
    SHOW(b_get(b, 65536, &r));
    SHOW(b_copy(b, 65530, 0, 7));
    SHOW(b_copy(b, 65530, 8, 6)); printf("%.6s\n", (char *)b_own_data(b) + 65530);
    SHOW(b_grow(b, 1, &r)); printf("%u %d %d\n", r, (int)a_memory_size(a), (int)b_again_size(c));
    SHOW(b_get(c, 65536, &r)); printf("%u\n", r);
    SHOW(a_grow(a, &r)); printf("%u\n", r);
    SHOW(b_size(c, &r)); printf("%u\n", r);
    SHOW(b_grow(c, 1, &r)); printf("%d %d\n", (int)r, (int)irtool_memory_grow(imports.a_memory, 1));
    printf("%d %d\n", b_again_handle(b) == a_memory_handle(a), (int)b_again_grow(b, 0));
    irtool_memory_data(imports.a_more)[131068] = 7;
    SHOW(b_more(b, 131068, &r)); printf("%u\n", r);
    SHOW(b_more(b, 131069, &r));
    printf("%d\n", (int)irtool_memory_grow(imports.a_more, 1));
    SHOW(b_more(c, 131069, &r)); printf("%u\n", r);
    b_delete_instance(b);
    b_delete_instance(c);
    memory = imports.a_memory;
    imports.a_memory = a_bytes_handle(a); /* other pages */
    SHOW(b_instantiate(&imports, &b)); printf("%d\n", b == NULL);
    imports.a_memory = imports.a_more; /* has no maximum */
    SHOW(b_instantiate(&imports, &b));
    SHOW(b_a_memory_new(0, &small)); printf("%d\n", small == NULL);
    SHOW(b_a_memory_new(5, &small)); printf("%d\n", small == NULL);
    SHOW(b_a_memory_new(4, &small));
    imports.a_memory = small;
    SHOW(b_instantiate(&imports, &b));
    SHOW(b_get(b, 8, &r)); printf("%x\n", r);
    imports.a_memory = memory;
    b_delete_instance(b);
    b_a_memory_delete(small);
    b_a_memory_delete(NULL);
    b_a_more_delete(imports.a_more);
    a_delete_instance(a);
    return 0;
}
"""
MEMORIES_SHOWN = """\
a_instantiate(NULL, &a): no error
b_instantiate(&imports, &b): an import is missing
b_a_more_new(2, &imports.a_more): no error
131072
b_instantiate(&imports, &b): no error
b_instantiate(&imports, &c): no error
from b
a_put(a, 100, 42): no error
b_get(b, 100, &r): no error
42
b_get(b, 65536, &r): out of bounds memory access
b_copy(b, 65530, 0, 7): out of bounds memory access
b_copy(b, 65530, 8, 6): no error
from b
b_grow(b, 1, &r): no error
1 131072 131072
b_get(c, 65536, &r): no error
0
a_grow(a, &r): no error
2
b_size(c, &r): no error
3
b_grow(c, 1, &r): no error
-1 -1
1 3
b_more(b, 131068, &r): no error
7
b_more(b, 131069, &r): out of bounds memory access
2
b_more(c, 131069, &r): no error
0
b_instantiate(&imports, &b): an import is not of the type that the module wants
1
b_instantiate(&imports, &b): an import is not of the type that the module wants
b_a_memory_new(0, &small): an import is not of the type that the module wants
1
b_a_memory_new(5, &small): out of memory
1
b_a_memory_new(4, &small): no error
b_instantiate(&imports, &b): no error
b_get(b, 8, &r): no error
6d6f7266
"""
GUARD_PROGRAM = r"""
#include "a.h"
#include "b.h"
#include <stdio.h>
int main(void) {
    a_instance *a;
    b_instance *b;
    b_imports imports = {0};
    if (a_instantiate(NULL, &a) != 0 || b_a_more_new(0, &imports.a_more) != 0) return 1;
    imports.a_memory = a_memory_handle(a);
    puts(b_status_text(b_instantiate(&imports, &b)));
    b_delete_instance(b);
    a_delete_instance(a);
    return 0;
}
"""


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_exported_tables(tmp_path: Path, machine: Machine) -> None:
    need_machine(machine)
    made = make_library(tmp_path, TABLES, "t", machine.target)
    assert "not available in C: table x" in (tmp_path / "t.h").read_text()
    shown = build_and_run(tmp_path, machine, TABLES_PROGRAM, [made])
    assert shown.splitlines() == TABLES_SHOWN.splitlines()


@pytest.mark.parametrize("guard_pages", [False, True], ids=["checked", "guarded"])
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_imported_memories(tmp_path: Path, machine: Machine, guard_pages: bool) -> None:
    need_machine(machine)
    made = [
        make_library(tmp_path, text, prefix, machine.target, guard_pages)
        for text, prefix in ((OWNER, "a"), (USER, "b"))
    ]
    shown = build_and_run(tmp_path, machine, MEMORIES_PROGRAM, made)
    assert shown.splitlines() == MEMORIES_SHOWN.splitlines()


def test_headers_for_cpp(tmp_path: Path) -> None:
    need("g++")
    for text, prefix in ((TABLES, "t"), (IMPORTED, "i"), (OWNER, "a"), (USER, "b"), (THREADS, "s")):
        make_library(tmp_path, text, prefix, MACHINES[0].target)
    (tmp_path / "use.cpp").write_text(r"""
        #include "t.hpp"
        #include "i.hpp"
        #include "a.hpp"
        #include "b.hpp"
        #include "s.hpp"
        void use(t::Instance &t, a::Instance &a) {
            t.f_set(0, t.f_get(1));
            i_imports imports = {};
            imports.env_references = t.e_handle();
            b_imports more = {};
            more.a_memory = a.memory_handle();
            irtool_memory_grow(more.a_memory, t.f_size() + t.e_grow(1, nullptr));
            i::Instance i(&imports);
            b::Instance b(&more);
        }
    """)
    flags = ["-std=c++17", "-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only"]
    command("g++", *flags, "-I", tmp_path, tmp_path / "use.cpp")


@pytest.mark.parametrize("guarded", ["a", "b"])
def test_guard_pages_need_address_space(tmp_path: Path, guarded: str) -> None:
    machine = MACHINES[0]
    need_machine(machine)
    made = [
        make_library(tmp_path, text, prefix, machine.target, prefix == guarded)
        for text, prefix in ((OWNER, "a"), (USER, "b"))
    ]
    shown = build_and_run(tmp_path, machine, GUARD_PROGRAM, made)
    wanted = "no error" if guarded == "a" else "an import is not of the type that the module wants"
    assert shown == f"{wanted}\n"


# --- imported tables ---

IMPORTED = """(module
  (import "env" "functions" (table $f 2 10 funcref))
  (import "env" "references" (table $e 1 externref))
  (elem (table $f) (i32.const 1) func $one)
  (type $n (func (result i32)))
  (func $one (type $n) (i32.const 1))
  (func (export "call") (param i32) (result i32) (call_indirect $f (type $n) (local.get 0)))
  (func (export "grow") (param i32) (result i32)
    (table.grow $f (ref.func $one) (local.get 0)))
  (func (export "put") (param i32 externref) (table.set $e (local.get 0) (local.get 1)))
  (func (export "more") (param externref) (result i32)
    (table.grow $e (local.get 0) (i32.const 1)))
  (export "mine" (table $e))
)"""
IMPORTED_PROGRAM = r"""
#include "i.h"
#include "t.h"
#include <stdio.h>
#define SHOW(call) do { int status = (call); printf(#call ": %s\n", i_status_text(status)); } while (0)
int main(void) {
    i_imports imports = {0};
    i_instance *i, *second;
    t_instance *t;
    irtool_table *functions, *more;
    void *one, *found;
    uint32_t r = 0;
    SHOW(i_instantiate(&imports, &i));
    SHOW(t_instantiate(NULL, &t));
    imports.env_references = t_e_handle(t);
    SHOW(i_env_functions_new(1, &functions)); printf("%d\n", functions == NULL);
    SHOW(i_env_functions_new(11, &functions));
    SHOW(i_env_functions_new(2, &functions));
    imports.env_functions = functions;
    SHOW(i_instantiate(&imports, &i));
    SHOW(i_instantiate(&imports, &second)); /* it has its instance */
    SHOW(i_call(i, 0, &r));
    SHOW(i_call(i, 1, &r)); printf("%u\n", r);
    SHOW(i_call(i, 2, &r));
    SHOW(i_grow(i, 3, &r)); printf("%u %d\n", r, (int)i_env_functions_size(i));
    SHOW(i_call(i, 4, &r)); printf("%u\n", r);
    SHOW(i_grow(i, 6, &r)); printf("%d\n", (int)r);
    SHOW(i_env_functions_get(i, 1, &one));
    SHOW(i_env_functions_set(i, 0, one));
    SHOW(i_call(i, 0, &r)); printf("%u\n", r);
    SHOW(t_f_set(t, 0, one));
    /* one table of references in two instances of different modules */
    SHOW(i_put(i, 0, &r));
    SHOW(t_held(t, &found)); printf("%d\n", found == &r);
    SHOW(i_more(i, &i, &r)); printf("%d %d\n", (int)t_e_size(t), (int)i_mine_size(i));
    SHOW(t_e_get(t, 1, &found)); printf("%d %d\n", found == &i, i_mine_handle(i) == t_e_handle(t));
    printf("%d\n", (int)t_e_grow(t, 1, &t));
    SHOW(i_env_references_get(i, 2, &found)); printf("%d\n", found == &t);
    SHOW(i_env_functions_new(10, &more));
    SHOW(i_env_references_new(5, &imports.env_references));
    imports.env_functions = imports.env_references;
    SHOW(i_instantiate(&imports, &second));
    imports.env_functions = more;
    SHOW(i_instantiate(&imports, &second));
    SHOW(i_env_references_get(second, 4, &found)); printf("%d\n", found == NULL);
    i_delete_instance(i);
    i_delete_instance(second);
    t_delete_instance(t);
    i_env_functions_delete(functions);
    i_env_functions_delete(more);
    i_env_references_delete(imports.env_references);
    i_env_references_delete(NULL);
    return 0;
}
"""
IMPORTED_SHOWN = """\
i_instantiate(&imports, &i): an import is missing
t_instantiate(NULL, &t): no error
i_env_functions_new(1, &functions): an import is not of the type that the module wants
1
i_env_functions_new(11, &functions): an import is not of the type that the module wants
i_env_functions_new(2, &functions): no error
i_instantiate(&imports, &i): no error
i_instantiate(&imports, &second): an import is not of the type that the module wants
i_call(i, 0, &r): uninitialized element
i_call(i, 1, &r): no error
1
i_call(i, 2, &r): undefined element: out of bounds table access
i_grow(i, 3, &r): no error
2 5
i_call(i, 4, &r): no error
1
i_grow(i, 6, &r): no error
-1
i_env_functions_get(i, 1, &one): no error
i_env_functions_set(i, 0, one): no error
i_call(i, 0, &r): no error
1
t_f_set(t, 0, one): a function of another instance
i_put(i, 0, &r): no error
t_held(t, &found): no error
1
i_more(i, &i, &r): no error
2 2
t_e_get(t, 1, &found): no error
1 1
2
i_env_references_get(i, 2, &found): no error
1
i_env_functions_new(10, &more): no error
i_env_references_new(5, &imports.env_references): no error
i_instantiate(&imports, &second): an import is not of the type that the module wants
i_instantiate(&imports, &second): no error
i_env_references_get(second, 4, &found): no error
1
"""


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_imported_tables(tmp_path: Path, machine: Machine) -> None:
    need_machine(machine)
    pairs = (IMPORTED, "i"), (TABLES, "t")
    made = [make_library(tmp_path, text, prefix, machine.target) for text, prefix in pairs]
    shown = build_and_run(tmp_path, machine, IMPORTED_PROGRAM, made)
    assert shown.splitlines() == IMPORTED_SHOWN.splitlines()


# --- shared memories ---

THREADS = """(module
  (import "env" "memory" (memory 1 2 shared))
  (func (export "add") (param $rounds i32)
    (loop $l
      (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
      ;; a counter with a lock around it: 4 is the lock, 8 the counter
      (block $locked
        (loop $try
          (br_if $locked (i32.eqz (i32.atomic.rmw.xchg (i32.const 4) (i32.const 1))))
          (drop (memory.atomic.wait32 (i32.const 4) (i32.const 1) (i64.const 1000000)))
          (br $try)))
      (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
      (i32.atomic.store (i32.const 4) (i32.const 0))
      (drop (memory.atomic.notify (i32.const 4) (i32.const 1)))
      (br_if $l (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1))))))
  (func (export "wait") (param i32 i32 i64) (result i32)
    (memory.atomic.wait32 (local.get 0) (local.get 1) (local.get 2)))
  (func (export "wide") (param i32 i64 i64) (result i32)
    (memory.atomic.wait64 (local.get 0) (local.get 1) (local.get 2)))
  (func (export "notify") (param i32 i32) (result i32)
    (memory.atomic.notify (local.get 0) (local.get 1)))
  (func (export "load") (param i32) (result i32) (i32.atomic.load (local.get 0)))
  (func (export "grow") (result i32) (memory.grow (i32.const 1)))
  (memory $private (export "private") 1 1)
  (func (export "alone") (result i32)
    (memory.atomic.wait32 $private (i32.const 0) (i32.const 0) (i64.const 0)))
)"""
THREADS_PROGRAM = r"""
#include "t.h"
#include <pthread.h>
#include <stdio.h>
#define THREADS 4
#define SHOW(call) do { int status = (call); printf(#call ": %s", t_status_text(status)); } while (0)

static t_imports imports;
static uint32_t results[THREADS];

static void *count(void *unused) {
    t_instance *t;
    (void)unused;
    if (t_instantiate(&imports, &t) != 0) return &imports;
    if (t_add(t, 20000) != 0) return &imports;
    t_delete_instance(t);
    return NULL;
}

static void *wait(void *result) {
    t_instance *t;
    if (t_instantiate(&imports, &t) != 0) return &imports;
    if (result == &results[0] ? t_wide(t, 64, 0, UINT64_MAX, result) : t_wait(t, 64, 0, UINT64_MAX, result))
        return &imports;
    t_delete_instance(t);
    return NULL;
}

static int run(void *(*function)(void *), pthread_t *threads) {
    int i;
    for (i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, function, &results[i]) != 0) return 1;
    return 0;
}
static int finish(pthread_t *threads) {
    void *failed;
    int i, bad = 0;
    for (i = 0; i < THREADS; i++) {
        pthread_join(threads[i], &failed);
        bad |= failed != NULL;
    }
    return bad;
}

int main(void) {
    pthread_t threads[THREADS];
    t_instance *t;
    uint32_t r = 0, woken = 0;
    int i;
    if (t_env_memory_new(1, &imports.env_memory) != 0) return 1;
    SHOW(t_instantiate(&imports, &t)); printf("\n");
    if (run(count, threads) != 0 || finish(threads)) return 2;
    SHOW(t_load(t, 0, &r)); printf(" %u\n", r);
    SHOW(t_load(t, 8, &r)); printf(" %u\n", r);
    SHOW(t_wait(t, 64, 1, UINT64_MAX, &r)); printf(" %u\n", r);
    SHOW(t_wide(t, 64, 1, UINT64_MAX, &r)); printf(" %u\n", r);
    SHOW(t_wait(t, 64, 0, 2000000, &r)); printf(" %u\n", r);
    SHOW(t_wide(t, 64, 0, 0, &r)); printf(" %u\n", r);
    SHOW(t_notify(t, 64, UINT32_MAX, &r)); printf(" %u\n", r);
    SHOW(t_wait(t, 2, 0, 0, &r)); printf("\n");
    SHOW(t_wide(t, 4, 0, 0, &r)); printf("\n");
    SHOW(t_notify(t, 2, 0, &r)); printf("\n");
    SHOW(t_wait(t, 65536, 0, 0, &r)); printf("\n");
    SHOW(t_wide(t, 65536, 0, 0, &r)); printf("\n");
    SHOW(t_notify(t, 65536, 0, &r)); printf("\n");
    SHOW(t_alone(t, &r)); printf("\n");
    for (i = 0; i < THREADS; i++) results[i] = 99;
    if (run(wait, threads) != 0) return 3;
    while (woken < 1) if (t_notify(t, 64, 1, &r) != 0) return 4; else woken += r; /* one at most */
    while (woken < THREADS) if (t_notify(t, 64, UINT32_MAX, &r) != 0) return 4; else woken += r;
    if (finish(threads)) return 5;
    printf("%u: %u %u %u %u\n", woken, results[0], results[1], results[2], results[3]);
    SHOW(t_grow(t, &r)); printf(" %u %d\n", r, (int)irtool_memory_size(imports.env_memory));
    SHOW(t_grow(t, &r)); printf(" %d\n", (int)r);
    SHOW(t_load(t, 65536, &r)); printf(" %u\n", r);
    t_delete_instance(t);
    t_env_memory_delete(imports.env_memory);
    return 0;
}
"""
THREADS_SHOWN = """\
t_instantiate(&imports, &t): no error
t_load(t, 0, &r): no error 80000
t_load(t, 8, &r): no error 80000
t_wait(t, 64, 1, UINT64_MAX, &r): no error 1
t_wide(t, 64, 1, UINT64_MAX, &r): no error 1
t_wait(t, 64, 0, 2000000, &r): no error 2
t_wide(t, 64, 0, 0, &r): no error 2
t_notify(t, 64, UINT32_MAX, &r): no error 0
t_wait(t, 2, 0, 0, &r): unaligned atomic
t_wide(t, 4, 0, 0, &r): unaligned atomic
t_notify(t, 2, 0, &r): unaligned atomic
t_wait(t, 65536, 0, 0, &r): out of bounds memory access
t_wide(t, 65536, 0, 0, &r): out of bounds memory access
t_notify(t, 65536, 0, &r): out of bounds memory access
t_alone(t, &r): expected shared memory
4: 0 0 0 0
t_grow(t, &r): no error 1 131072
t_grow(t, &r): no error -1
t_load(t, 65536, &r): no error 0
"""


@pytest.mark.parametrize("guard_pages", [False, True], ids=["checked", "guarded"])
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_shared_memories(tmp_path: Path, machine: Machine, guard_pages: bool) -> None:
    need_machine(machine)
    level = "speed" if guard_pages else "none"
    made = make_library(tmp_path, THREADS, "t", machine.target, guard_pages, level=level)
    shown = build_and_run(tmp_path, machine, THREADS_PROGRAM, [made], "-pthread")
    assert shown.splitlines() == THREADS_SHOWN.splitlines()
