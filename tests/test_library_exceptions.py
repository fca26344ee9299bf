"""Exceptions in libraries: thrown by code and by C, caught by both, and their memory."""

from pathlib import Path

import pytest
from library_tools import MACHINES, Machine, build_and_run, make_library, need_machine

WAT = """(module
  (import "env" "hook" (func $hook (param i32) (result i32)))
  (import "env" "error" (tag $error (param i32 f64)))
  (import "env" "error" (tag $same (param i32 f64)))
  (tag $own (export "own") (param i64))
  (tag $empty (export "empty"))
  (tag $hidden)
  (tag $vector (export "vector") (param v128 externref))
  (func $throw (export "throw") (param i32)
    (block (block (block (block (block
      (br_table 0 1 2 3 4 (local.get 0)))
      (throw $error (i32.const 7) (f64.const 2.5)))
      (throw $own (i64.const 5000000000)))
      (throw $empty))
      (throw $vector (v128.const i32x4 1 2 3 4) (ref.null extern)))
    (throw $hidden))
  (func (export "catch") (param i32) (result i32)
    (block $caught (result i32 f64)
      (block $other
        (try_table (catch $same $caught) (catch $empty $other) (call $throw (local.get 0)))
        (return (i32.const -1)))
      (return (i32.const 1000)))
    (drop))
  (func $deep (param i32 i32)
    (if (local.get 0)
      (then (call $deep (i32.sub (local.get 0) (i32.const 1)) (local.get 1)))
      (else (call $throw (local.get 1)))))
  (func (export "deep") (param i32 i32) (call $deep (local.get 0) (local.get 1)))
  ;; calls C with a handler around it
  (func (export "around") (param i32) (result i32)
    (block $e (result i32 f64)
      (block $o (result i64)
        (block $all (result exnref)
          (try_table (catch $error $e) (catch $own $o) (catch_all_ref $all)
            (return (call $hook (local.get 0))))
          (unreachable))
        (throw_ref))
      (return (i32.wrap_i64)))
    (drop))
  (func (export "plain") (param i32) (result i32) (call $hook (local.get 0)))
  (func (export "trap") (block (try_table (catch_all 0) (unreachable))))
  ;; exceptions that are referred to: kept in a global, a table, a field of another one
  (tag $link (param exnref i32))
  (global $kept (mut exnref) (ref.null exn))
  (table $all 4 exnref)
  (func $make (param i32) (result exnref) (local i32)
    (block $r (result exnref)
      (try_table (catch_all_ref $r) (throw $error (local.get 0) (f64.const 0)))
      (unreachable)))
  (func $chain (param $next exnref) (param i32) (result exnref)
    (block $r (result exnref)
      (try_table (catch_all_ref $r) (throw $link (local.get $next) (local.get 1)))
      (unreachable)))
  (func $number (param exnref) (result i32)
    (block $e (result i32 f64)
      (try_table (catch $error $e) (throw_ref (local.get 0)))
      (unreachable))
    (drop))
  (func $length (param $list exnref) (result i32) (local $n i32)
    (loop $more
      (block $end
        (br_if $end (ref.is_null (local.get $list)))
        (block $l (result exnref i32)
          (try_table (catch $link $l) (throw_ref (local.get $list)))
          (unreachable))
        (br_if $end (i32.ne (local.get $n)))
        (local.set $list)
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br $more)))
    (local.get $n))
  ;; many that nobody keeps, while some are kept
  (func (export "churn") (param $rounds i32) (result i32)
    (local $mine exnref) (local $list exnref) (local $i i32)
    (global.set $kept (call $make (i32.const 1)))
    (table.set $all (i32.const 2) (call $make (i32.const 10)))
    (local.set $mine (call $make (i32.const 100)))
    (local.set $i (i32.const 50))
    (loop $l
      (local.set $i (i32.sub (local.get $i) (i32.const 1)))
      (local.set $list (call $chain (local.get $list) (local.get $i)))
      (br_if $l (local.get $i)))
    (loop $l
      (drop (call $make (local.get $rounds)))
      (drop (call $chain (ref.null exn) (i32.const 0)))
      (br_if $l (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (i32.add
      (i32.add (call $number (global.get $kept)) (call $number (table.get $all (i32.const 2))))
      (i32.add (call $number (local.get $mine)) (i32.mul (i32.const 1000) (call $length (local.get $list))))))
  (func (export "again") (param $rounds i32)
    (loop $l
      (block $c (result i64)
        (try_table (catch $own $c) (throw $own (i64.const 1)))
        (unreachable))
      (drop)
      (br_if $l (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1))))))
)"""
PROGRAM = r"""
#include "e.h"
#include <stdio.h>
#include <string.h>

static uint32_t hook(void *env, e_instance *e, uint32_t what) {
    uint32_t r = 0, lanes[4] = {5, 6, 7, 8};
    uint64_t wide = 0;
    int status;
    (void)env;
    switch (what) {
    case 0: e_env_error_throw(e, 11, 0.5); break;
    case 1: e_own_throw(e, 22); break;
    case 2: e_empty_throw(e); break;
    case 3: e_vector_throw(e, lanes, lanes); break;
    case 4: /* one from within, passed on */
        status = e_throw(e, 1);
        printf("inner %s\n", e_status_text(status));
        e_rethrow(e);
        break;
    case 5: /* one from within, caught, then another */
        status = e_plain(e, 1, &r);
        printf("inner %s %d", e_status_text(status), e_own_catch(e, &wide));
        printf(" %d\n", (int)wide);
        e_rethrow(e); /* there is none any more */
        status = e_around(e, 1, &r);
        printf("inner %s %u\n", e_status_text(status), r);
        e_env_error_throw(e, 33, 0);
        break;
    case 6: e_raise(e, 99); break;
    }
    return 1000;
}
static unsigned resident(void) {
    unsigned all = 0, pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%u %u", &all, &pages) != 2) return 0;
    fclose(file);
    return pages;
}
#define SHOW(call, value) do { int status = (call); \
    printf(#call ": %s %d\n", e_status_text(status), (int)(value)); } while (0)

int main(void) {
    e_imports imports = {0};
    e_instance *e;
    uint32_t r = 0, number = 0, lanes[4] = {0}, i;
    uint64_t wide = 0;
    double d = 0;
    void *reference = NULL;
    imports.env_hook = hook;
    SHOW(e_instantiate(&imports, &e), e != NULL);
    SHOW(e_throw(e, 0), e_own_catch(e, &wide));
    SHOW(e_env_error_catch(e, &number, &d), number);
    printf("%g %d\n", d, e_env_error_catch(e, &number, &d));
    SHOW(e_throw(e, 1), e_own_catch(e, &wide)); printf("%.0f\n", (double)wide);
    SHOW(e_throw(e, 2), e_empty_catch(e));
    SHOW(e_throw(e, 3), e_vector_catch(e, lanes, &reference)); printf("%u %u\n", lanes[0], lanes[3]);
    SHOW(e_throw(e, 4), e_empty_catch(e));
    for (i = 0; i < 5; i++) SHOW(e_catch(e, i, &r), r);
    SHOW(e_deep(e, 100, 2), e_empty_catch(e));
    for (i = 0; i < 8; i++) { r = 0; SHOW(e_around(e, i, &r), r); }
    SHOW(e_vector_catch(e, lanes, &reference), lanes[2]);
    for (i = 0; i < 8; i++) { r = 0; SHOW(e_plain(e, i, &r), r); }
    SHOW(e_env_error_catch(e, &number, &d), number);
    SHOW(e_trap(e), 0);
    e_own_throw(e, 1); /* nothing runs */
    e_rethrow(e);
    r = resident();
    for (i = 0; i < 20; i++) e_churn(e, 20000, &number);
    printf("memory %d\n", resident() < r + 4096); /* pages of 4 KiB; 25 MiB were thrown */
    for (i = 0; i < 3; i++) SHOW(e_churn(e, 100000, &r), r);
    SHOW(e_again(e, 100000), 0);
    e_delete_instance(e);
    return 0;
}
"""
SHOWN = """\
e_instantiate(&imports, &e): no error 1
e_throw(e, 0): an exception that nothing caught 0
e_env_error_catch(e, &number, &d): unreachable 7
2.5 0
e_throw(e, 1): an exception that nothing caught 1
5000000000
e_throw(e, 2): an exception that nothing caught 1
e_throw(e, 3): an exception that nothing caught 1
1 4
e_throw(e, 4): an exception that nothing caught 0
e_catch(e, i, &r): no error 7
e_catch(e, i, &r): an exception that nothing caught 7
e_catch(e, i, &r): no error 1000
e_catch(e, i, &r): an exception that nothing caught 1000
e_catch(e, i, &r): an exception that nothing caught 1000
e_deep(e, 100, 2): an exception that nothing caught 1
e_around(e, i, &r): no error 11
e_around(e, i, &r): no error 22
e_around(e, i, &r): an exception that nothing caught 0
e_around(e, i, &r): an exception that nothing caught 0
inner an exception that nothing caught
e_around(e, i, &r): no error 705032704
inner an exception that nothing caught 1 22
inner no error 22
e_around(e, i, &r): no error 33
e_around(e, i, &r): unknown status 0
e_around(e, i, &r): no error 1000
e_vector_catch(e, lanes, &reference): no error 3
e_plain(e, i, &r): an exception that nothing caught 0
e_plain(e, i, &r): an exception that nothing caught 0
e_plain(e, i, &r): an exception that nothing caught 0
e_plain(e, i, &r): an exception that nothing caught 0
inner an exception that nothing caught
e_plain(e, i, &r): an exception that nothing caught 0
inner an exception that nothing caught 1 22
inner no error 22
e_plain(e, i, &r): an exception that nothing caught 0
e_plain(e, i, &r): unknown status 0
e_plain(e, i, &r): no error 1000
e_env_error_catch(e, &number, &d): unreachable 33
e_trap(e): unreachable 0
memory 1
e_churn(e, 100000, &r): no error 50111
e_churn(e, 100000, &r): no error 50111
e_churn(e, 100000, &r): no error 50111
e_again(e, 100000): no error 0
"""


@pytest.mark.parametrize("guard_pages", [False, True], ids=["checked", "guarded"])
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_exceptions(tmp_path: Path, machine: Machine, guard_pages: bool) -> None:
    need_machine(machine)
    level = "speed" if guard_pages else "none"
    made = make_library(tmp_path, WAT, "e", machine.target, guard_pages, level=level)
    shown = build_and_run(tmp_path, machine, PROGRAM, [made])
    assert shown.splitlines() == SHOWN.splitlines()


def test_an_exception_ends_the_making_of_an_instance(tmp_path: Path) -> None:
    machine = MACHINES[0]
    need_machine(machine)
    made = make_library(tmp_path, "(module (tag $t) (func $f (throw $t)) (start $f))", "e", machine.target)
    source = """
#include "e.h"
int main(void) {
    e_instance *e;
    return e_instantiate(NULL, &e) == E_EXCEPTION && e == NULL ? 0 : 1;
}
"""
    build_and_run(tmp_path, machine, source, [made])
