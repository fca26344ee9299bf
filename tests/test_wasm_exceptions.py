"""Exceptions: translated code in the IR interpreter, which has `try_call`, computes what wasmtime does.

The three builtins that throwing needs are written in IR here: an exception is a record with its tag number
and fields, and is thrown with the interpreter's library function.
"""

import irtool
import pytest
import wasmtime
from irtool.frontend.wasm import ModuleEnvironment, read_module
from irtool.frontend.wasm.builtins import BUILTIN_NUMBER, BUILTINS
from irtool.frontend.wasm.text.assemble import assemble
from irtool.frontend.wasm.translate import translate_bodies
from irtool.frontend.wasm.validation import check_module
from irtool.ir.interp.interpreter import Interpreter

MODULE = """(module
 (tag $a (param i32)) (tag $b (param i64 i32)) (tag $c)
 (func $throw (param $n i32) (result i32)
   (if (i32.eq (local.get $n) (i32.const 1)) (then (throw $a (i32.const 11))))
   (if (i32.eq (local.get $n) (i32.const 2)) (then (throw $b (i64.const 300) (i32.const 12))))
   (if (i32.eq (local.get $n) (i32.const 3)) (then (throw $c)))
   (i32.add (local.get $n) (i32.const 1000)))
 (func $middle (param $n i32) (result i32) (local $x i32)
   ;; passes $b on, catches $c
   (block $c
     (local.set $x (i32.const 5))
     (try_table (catch $c $c)
       (local.set $x (call $throw (local.get $n)))
       (local.set $x (i32.add (local.get $x) (call $throw (i32.add (local.get $n) (i32.const 10)))))))
   (local.get $x))
 (func (export "f") (param $n i32) (result i32) (local $x i32)
   (local.set $x (i32.const 7))
   (block $done (result i32)
     (block $b (result i64 i32)
       (block $a (result i32)
         (try_table (result i32) (catch $a $a) (catch $b $b)
           (local.set $x (i32.const 8))
           (local.set $x (call $middle (local.get $n)))
           (local.get $x))
         (br $done))
       (i32.add (local.get $x))
       (br $done))
     (local.set $x)
     (i32.add (i32.wrap_i64) (local.get $x))))
 (func (export "g") (param $n i32) (result i32)
   ;; catches everything by reference and throws it again
   (block $a (result i32)
     (try_table (catch $a $a)
       (block $all (result exnref)
         (try_table (result i32) (catch_all_ref $all) (call $throw (local.get $n)))
         (return))
       (throw_ref))
     (i32.const -1)))
 (func (export "h") (param $n i32) (result i32)
   (block $ref (result i32 exnref)
     (block $all
       (try_table (result i32) (catch_ref $a $ref) (catch_all $all)
         (call $throw (local.get $n))
         (if (param i32) (result i32) (i32.eq (local.get $n) (i32.const 4))
           (then (drop) (throw $a (i32.const 77)))))
       (return))
     (return (i32.const -5)))
   (drop)))
"""

GLUE = """
function %exception_new(i64, i32, i64, i32) -> i64 system_v {{
    gv0 = symbol colocated %heap
block0(v0: i64, v1: i32, v2: i64, v3: i32):
    v4 = symbol_value.i64 gv0
    store v1, v4
    return v4
}}

function %exception_drop(i64, i64) system_v {{
block0(v0: i64, v1: i64):
    return
}}

function %exception_throw(i64, i64) system_v {{
    gv0 = symbol colocated %cell
    sig0 = (i64, i64, i64, i32, i64, i64)
    fn0 = %__cranelift_throw sig0
block0(v0: i64, v1: i64):
    v2 = symbol_value.i64 gv0
    v3 = load.i64 v2
    v4 = get_frame_pointer.i64
    v5 = load.i64 v4
    v6 = get_return_address.i64
    v7 = load.i32 v1
    v8 = iconst.i64 0
    v9 = func_addr.i64 fn0
    call_indirect sig0, v9(v3, v5, v6, v7, v1, v8)
    return
}}

function %entry(i32) -> i32 system_v {{
    gv0 = symbol colocated %context
    gv1 = symbol colocated %builtins
    gv2 = symbol colocated %cell
    sig0 = (i64, i32) -> i64 system_v
    sig1 = (i64, i64) system_v
    sig2 = (i32) -> i32 tail
    fn0 = colocated %exception_new sig0
    fn1 = colocated %exception_throw sig1
    fn2 = colocated u0:{index} sig2
    fn3 = colocated %exception_drop sig1
block0(v0: i32):
    v1 = symbol_value.i64 gv0
    v2 = symbol_value.i64 gv1
    v3 = symbol_value.i64 gv2
    v4 = func_addr.i64 fn0
    v5 = func_addr.i64 fn1
    v6 = get_frame_pointer.i64
    v8 = func_addr.i64 fn3
    store v8, v2+{drop}
    store v2, v1
    store v4, v2+{new}
    store v5, v2+{throw}
    store v6, v3
    set_pinned_reg v1
    v7 = call fn2(v0)
    return v7
}}
"""


def interpreted(binary: bytes, export: str, argument: int) -> int | str:
    """The result of an export in the interpreter, or what ended it."""
    module = read_module(binary)
    check_module(module)
    env = ModuleEnvironment(module)
    functions = translate_bodies(module, env)
    index = next(item.index for item in module.exports if item.name == export)
    glue = GLUE.format(
        index=index,
        new=8 * BUILTIN_NUMBER["exception_new"],
        throw=8 * BUILTIN_NUMBER["exception_throw"],
        drop=8 * BUILTIN_NUMBER["exception_drop"],
    )
    data = {
        "%context": bytes(env.layout.size),
        "%builtins": bytes(8 * len(BUILTINS)),
        "%heap": bytes(256),
        "%cell": bytes(8),
    }
    outcome = Interpreter([*functions, *irtool.parse_functions(glue)], data=data).call("entry", [argument])
    value = outcome.values[0] if outcome.values else outcome.trap
    assert isinstance(value, int | str)
    return value


def expected(binary: bytes, export: str, argument: int) -> int:
    """The same of wasmtime."""
    config = wasmtime.Config()
    config.wasm_exceptions = True
    config.wasm_gc = True
    store = wasmtime.Store(wasmtime.Engine(config))
    instance = wasmtime.Instance(store, wasmtime.Module(store.engine, binary), [])
    function = instance.exports(store)[export]
    assert isinstance(function, wasmtime.Func)
    return int(function(store, argument)) & 0xFFFF_FFFF


@pytest.mark.parametrize(
    ("export", "arguments"), [("f", (0, 1, 2, 3, 4)), ("g", (0, 1, 5)), ("h", (0, 1, 2, 3, 4, 5))]
)
def test_exceptions(export: str, arguments: tuple[int, ...]) -> None:
    binary = assemble(MODULE.encode()).binary
    for argument in arguments:
        assert interpreted(binary, export, argument) == expected(binary, export, argument), argument
