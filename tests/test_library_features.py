"""What modules of a library may have: proposals, constant expressions, start functions, sizes at limits."""

from pathlib import Path

import pytest
from library_tools import MACHINES, Machine, build_and_run, make_library, need_machine

WAT = """(module
  (type $super (sub (func (param i32) (result i32))))
  (type $sub (sub $super (func (param i32) (result i32))))
  (type $other (sub (func (param i32) (result i64))))
  (import "env" "outside" (func $outside (type $super)))
  (import "env" "base" (global $base i32))
  (export "outside" (func $outside))
  (memory $wide (export "wide") i64 1 3)
  (memory $small (export "small") 0 1)
  (memory $bytes (export "bytes") 5 300 (pagesize 1))
  (global $own (export "own") i32 (i32.add (global.get $base) (i32.const 3)))
  (global $wide_one (export "wide_one") (mut i64) (i64.const -7))
  (global $float (export "float") f64 (f64.const -0.5))
  (global $single (export "single") (mut f32) (f32.const 1.25))
  (global $vector (export "vector") (mut v128) (v128.const i32x4 1 2 3 4))
  (global $function (mut funcref) (ref.func $double))
  (table $t 3 funcref (ref.func $double))
  (table $grown 0 5 funcref)
  (elem (table $t) (offset (i32.sub (global.get $base) (i32.const 38))) funcref
    (ref.func $triple))
  (elem $kinds funcref (ref.func $double) (ref.null func) (ref.func $outside) (ref.func $long))
  (data (memory $wide) (i64.const 8) "wide")
  (data (memory $bytes) (i32.const 1) "byte")
  (start $begin)
  (func $begin (global.set $wide_one (i64.const 11)))
  (func $double (type $sub) (i32.mul (local.get 0) (i32.const 2)))
  (func $triple (type $super) (i32.mul (local.get 0) (i32.const 3)))
  (func $long (type $other) (i64.const 5))
  (func (export "by_super") (param i32 i32) (result i32)
    (call_indirect $t (type $super) (local.get 1) (local.get 0)))
  (func (export "by_sub") (param i32 i32) (result i32)
    (call_indirect $t (type $sub) (local.get 1) (local.get 0)))
  (func (export "fill") (param i32 i32 i32)
    (table.init $t $kinds (local.get 0) (local.get 1) (local.get 2)))


  (func (export "load") (param i64) (result i32) (i32.load $wide (local.get 0)))
  (func (export "far") (param i64) (result i32) (i32.load $wide offset=0xffffffffffffff00 (local.get 0)))
  (func (export "grow") (param i64) (result i64) (memory.grow $wide (local.get 0)))
  (func (export "grow_table") (param i32) (result i32)
    (table.grow $grown (ref.func $triple) (local.get 0)))
  (func (export "copy") (param i32 i32 i32)
    (memory.copy $bytes $bytes (local.get 0) (local.get 1) (local.get 2)))
  (func (export "fill_bytes") (param i32 i32) (memory.fill $bytes (local.get 0) (i32.const 66) (local.get 1)))
  (func (export "store_small") (i32.store8 $small (i32.const 0) (i32.const 1)))
  (func (export "notify") (param i32) (result i32)
    (memory.atomic.notify $small (local.get 0) (i32.const 1)))
  (func (export "wait") (param i64) (result i32)
    (memory.atomic.wait32 $small (i32.const 0) (i32.const 0) (local.get 0)))
  (func (export "round") (param f64) (result f64) (f64.nearest (local.get 0)))
  (func $count (export "count") (param i32 i64) (result i64)
    (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call $count (i32.sub (local.get 0) (i32.const 1)) (i64.add (local.get 1) (i64.const 1))))
  (func (export "many") (param i32 i64 f32 f64 i32 i64 f32 f64 i32 i64 f32 f64 i32 i64 f32 f64 i32 i64)
    (result i32 i64 f32 f64 i32 i64 f32 f64 i32 i64)
    (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5) (local.get 6)
    (local.get 7) (local.get 16) (local.get 17))
)"""
PROGRAM = r"""
#include "f.h"
#include <stdio.h>
#include <string.h>
static uint32_t outside(void *env, f_instance *instance, uint32_t x) {
    (void)env; (void)instance;
    return x + 100;
}
#define SHOW(call, format, value) do { int status = (call); \
    printf(#call ": %s " format "\n", f_status_text(status), value); } while (0)
int main(void) {
    f_imports imports;
    f_instance *f;
    uint32_t base = 39, r = 0, r4 = 0, r8 = 0, lanes[4];
    uint64_t w = 0, w1 = 0, w5 = 0, w9 = 0;
    float s2 = 0, s6 = 0;
    double d = 0, d3 = 0, d7 = 0;
    memset(&imports, 0, sizeof imports);
    imports.env_outside = outside;
    imports.env_base = &base;
    SHOW(f_instantiate(&imports, &f), "%u", f_own_get(f));
    printf("%d %g %g\n", (int)f_wide_one_get(f), f_float_get(f), (double)f_single_get(f));
    f_wide_one_set(f, 5);
    f_single_set(f, 2.5f);
    f_vector_get(f, lanes);
    lanes[0] = 9;
    f_vector_set(f, lanes);
    memset(lanes, 0, sizeof lanes);
    f_vector_get(f, lanes);
    printf("%d %g %u %u\n", (int)f_wide_one_get(f), (double)f_single_get(f), lanes[0], lanes[3]);
    SHOW(f_outside(f, 1, &r), "%u", r);
    SHOW(f_by_super(f, 0, 5, &r), "%u", r);
    SHOW(f_by_super(f, 1, 5, &r), "%u", r);
    SHOW(f_by_sub(f, 0, 5, &r), "%u", r);
    SHOW(f_by_sub(f, 1, 5, &r), "%u", r);
    SHOW(f_fill(f, 0, 1, 3), "%d", 0);
    SHOW(f_by_super(f, 0, 5, &r), "%u", r);
    SHOW(f_by_super(f, 1, 5, &r), "%u", r);
    SHOW(f_by_super(f, 2, 5, &r), "%u", r);
    SHOW(f_fill(f, 1, 2, 3), "%d", 0);
    SHOW(f_load(f, 8, &r), "%x", r);
    SHOW(f_load(f, 65533, &r), "%x", r);
    SHOW(f_load(f, UINT64_MAX, &r), "%x", r);
    SHOW(f_far(f, 0x108, &r), "%x", r);
    SHOW(f_far(f, 0, &r), "%x", r);
    SHOW(f_grow(f, 2, &w), "%d", (int)w);
    SHOW(f_grow(f, 1, &w), "%d", (int)w);
    SHOW(f_load(f, 3 * 65536 - 4, &r), "%x", r);
    SHOW(f_grow_table(f, 4, &r), "%d", (int)r);
    SHOW(f_grow_table(f, 2, &r), "%d", (int)r);
    SHOW(f_grow_table(f, 1, &r), "%d", (int)r);
    printf("%.4s %d\n", (char *)f_bytes_data(f) + 1, (int)f_bytes_size(f));
    SHOW(f_copy(f, 0, 1, 4), "%.4s", (char *)f_bytes_data(f));
    SHOW(f_copy(f, 2, 0, 4), "%.4s", (char *)f_bytes_data(f));
    printf("%d ", (int)f_bytes_grow(f, 295));
    printf("%d\n", (int)f_bytes_grow(f, 1));
    SHOW(f_fill_bytes(f, 290, 10), "%c", f_bytes_data(f)[299]);
    SHOW(f_fill_bytes(f, 291, 10), "%c", f_bytes_data(f)[299]);
    SHOW(f_store_small(f), "%d", (int)f_small_size(f));
    printf("%d\n", (int)f_small_grow(f, 1));
    SHOW(f_store_small(f), "%d", (int)f_small_size(f));
    SHOW(f_notify(f, 0, &r), "%u", r);
    SHOW(f_notify(f, 65536, &r), "%u", r);
    SHOW(f_wait(f, 0, &r), "%u", r);
    SHOW(f_round(f, 2.5, &d), "%g", d);
    SHOW(f_count(f, 1000000, 1, &w), "%d", (int)w);
    printf("%d ", f_many(f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
                         &r, &w, &s2, &d3, &r4, &w5, &s6, &d7, &r8, &w9));
    printf("%u ", r);
    w1 = w;
    printf("%d %g %g %u %d %g %g %u %d\n", (int)w1, (double)s2, d3, r4, (int)w5, (double)s6, d7, r8, (int)w9);
    f_delete_instance(f);
    base = 50; /* the element segment begins out of bounds */
    SHOW(f_instantiate(&imports, &f), "%d", f == NULL);
    return 0;
}
"""
EXPECTED = """\
f_instantiate(&imports, &f): no error 42
11 -0.5 1.25
5 2.5 9 4
f_outside(f, 1, &r): no error 101
f_by_super(f, 0, 5, &r): no error 10
f_by_super(f, 1, 5, &r): no error 15
f_by_sub(f, 0, 5, &r): no error 10
f_by_sub(f, 1, 5, &r): indirect call type mismatch 10
f_fill(f, 0, 1, 3): no error 0
f_by_super(f, 0, 5, &r): uninitialized element 10
f_by_super(f, 1, 5, &r): no error 105
f_by_super(f, 2, 5, &r): indirect call type mismatch 105
f_fill(f, 1, 2, 3): out of bounds table access 0
f_load(f, 8, &r): no error 65646977
f_load(f, 65533, &r): out of bounds memory access 65646977
f_load(f, UINT64_MAX, &r): out of bounds memory access 65646977
f_far(f, 0x108, &r): out of bounds memory access 65646977
f_far(f, 0, &r): out of bounds memory access 65646977
f_grow(f, 2, &w): no error 1
f_grow(f, 1, &w): no error -1
f_load(f, 3 * 65536 - 4, &r): no error 0
f_grow_table(f, 4, &r): no error 0
f_grow_table(f, 2, &r): no error -1
f_grow_table(f, 1, &r): no error 4
byte 5
f_copy(f, 0, 1, 4): no error byte
f_copy(f, 2, 0, 4): out of bounds memory access byte
5 -1
f_fill_bytes(f, 290, 10): no error B
f_fill_bytes(f, 291, 10): out of bounds memory access B
f_store_small(f): out of bounds memory access 0
0
f_store_small(f): no error 65536
f_notify(f, 0, &r): no error 0
f_notify(f, 65536, &r): out of bounds memory access 0
f_wait(f, 0, &r): expected shared memory 0
f_round(f, 2.5, &d): no error 2
f_count(f, 1000000, 1, &w): no error 1000001
0 1 2 3 4 5 6 7 8 17 18
f_instantiate(&imports, &f): out of bounds table access 1
"""


@pytest.mark.parametrize("guard_pages", [False, True], ids=["checked", "guarded"])
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_features(tmp_path: Path, machine: Machine, guard_pages: bool) -> None:
    need_machine(machine)
    level = "none" if guard_pages else "speed"
    made = make_library(tmp_path, WAT, "f", machine.target, guard_pages, level=level)
    assert build_and_run(tmp_path, machine, PROGRAM, [made]).splitlines() == EXPECTED.splitlines()
