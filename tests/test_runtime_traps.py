"""Traps: what they say, where they come from, what they leave alone."""

import pickle
import signal
import subprocess
import sys
import textwrap
from typing import Any

import irtool
import pytest
from irtool import ClosedError, JitModule, Trap
from irtool.runtime.platform import supported

pytestmark = pytest.mark.skipif(not supported(), reason="no native execution on this machine")

CHAIN = """
function %inner(i64) -> i64 {
block0(v0: i64):
    v1 = iconst.i64 5
    v2 = sdiv v1, v0
    return v2
}

function %middle(i64) -> i64 {
    fn0 = %inner(i64) -> i64
block0(v0: i64):
    v1 = call fn0(v0)
    v2 = iadd v1, v0
    return v2
}

function %outer(i64) -> i64 {
    fn0 = %middle(i64) -> i64
block0(v0: i64):
    v1 = call fn0(v0)
    v2 = call fn0(v1)
    v3 = iadd v1, v2
    return v3
}
"""


def run_python(script: str, *options: str, argument: str = "") -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, *options, "-c", textwrap.dedent(script), argument]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def trap_of(function: Any, *arguments: object) -> Trap:
    with pytest.raises(Trap) as caught:
        function(*arguments)
    return caught.value


# --- what they say --------------------------------------------------------------------------------------


def test_place_function_and_backtrace() -> None:
    module = JitModule()
    module.define(CHAIN)
    module.finalize()
    trap = trap_of(module["outer"], 0)
    assert (trap.code, trap.function) == ("int_divz", "%inner")
    assert trap.place is not None and (trap.place.line, trap.place.column) == (5, 5)
    assert [(frame.function, frame.line) for frame in trap.backtrace] == [
        ("%inner", 5), ("%middle", 12), ("%outer", 20),
    ]  # fmt: skip
    assert str(trap) == "5:5: int_divz (in function %inner)"
    assert [str(frame) for frame in trap.backtrace][1] == "%middle at 12:5"
    copy = pickle.loads(pickle.dumps(trap))
    assert str(copy) == str(trap) and len(copy.backtrace) == 3


def test_optimised_code_knows_its_places_too() -> None:
    module = JitModule(_speed())
    module.define(CHAIN)
    module.finalize()
    trap = trap_of(module["outer"], 0)
    assert [frame.line for frame in trap.backtrace] == [5, 12, 20]


def _speed() -> irtool.Settings:
    settings = irtool.Settings("x86_64")
    settings.set("opt_level", "speed")
    return settings


def test_functions_of_the_builder_have_names_but_no_places() -> None:
    from irtool.ir.types import I64

    b = irtool.FunctionBuilder.create("built", [I64], [I64])
    entry = b.create_entry_block()
    b.switch_to_block(entry)
    (value,) = b.block_params(entry)
    b.return_([b.sdiv(b.iconst(I64, 1), value)])
    trap = trap_of(irtool.jit(b.finalize()), 0)
    assert (trap.function, trap.place) == ("%built", None)
    assert str(trap) == "int_divz (in function %built)"


def test_wasm_traps_have_bytes_and_a_backtrace() -> None:
    module = irtool.Module.from_text("""(module
        (func $inner (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
        (func $outer (export "f") (param i32) (result i32)
            (i32.add (call $inner (local.get 0)) (i32.const 1))))""")
    trap = trap_of(irtool.Instance(module).exports.f, 0)
    assert trap.message == "integer divide by zero" and trap.function == "inner"
    assert [frame.function for frame in trap.backtrace] == ["inner", "outer"]
    assert module.tables.data[trap.byte] == 0x6D  # i32.div_s
    assert module.tables.data[trap.backtrace[1].byte] == 0x10  # call
    assert str(trap) == f"integer divide by zero (in function inner at byte {trap.byte:#x})"


def test_backtraces_pass_functions_of_python() -> None:
    """Frames of the innermost entry only; the outer ones are in the traceback."""
    module = JitModule()
    module.define(CHAIN)
    inner: list[Trap] = []

    def callback(value: int) -> int:
        inner.append(trap_of(module["outer"], value))
        raise inner[0]

    module.declare("callback", callback)
    module.define(CHAIN.split("function %outer")[0].split("function %middle")[1].join(["function %again", ""])
                  .replace("%inner", "%callback"))  # fmt: skip
    module.finalize()
    trap = trap_of(module["again"], 0)
    assert trap is inner[0] and len(trap.backtrace) == 3


# --- the end of the stack -------------------------------------------------------------------------------

RECURSE = """function %recurse(i64) -> i64 {
    fn0 = %recurse(i64) -> i64
block0(v0: i64):
    v1 = iconst.i64 1
    v2 = iadd v0, v1
    v3 = call fn0(v2)
    v4 = iadd v3, v0
    return v4
}"""
BIG = """function %big(i64) -> i64 {
    ss0 = explicit_slot SIZE
block0(v0: i64):
    v1 = stack_addr.i64 ss0
    store v0, v1
    v2 = load.i64 v1
    return v2
}"""
END = """
import irtool, threading
recurse = irtool.jit(irtool.parse_function('''RECURSE'''))
big = irtool.jit(irtool.parse_function('''BIG'''))
small = irtool.jit(irtool.parse_function('''SMALL'''))
def work():
    for _ in range(3):
        for function in (recurse, big):
            try:
                function(1)
            except irtool.Trap as trap:
                found.append(trap.code)
                lengths.add(len(trap.backtrace))
        assert small(5) == 5
found, lengths = [], set()
work()
threading.stack_size(1 << 20)
for _ in range(3):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
assert found == ["stk_ovf"] * 24, found
print(sorted(lengths))
"""


@pytest.mark.parametrize("options", [(), ("-X", "faulthandler")])
def test_unbounded_recursion_and_a_frame_of_64_megabytes(options: tuple[str, ...]) -> None:
    script = END.replace("RECURSE", RECURSE).replace("BIG", BIG.replace("SIZE", str(64 << 20)))
    done = run_python(script.replace("SMALL", BIG.replace("SIZE", "100000")), *options)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "[1, 33]\n"


@pytest.mark.parametrize("size", [1000, 5000, 20000, 70000, 200000, 1000000])
def test_recursion_with_frames_of_all_sizes(size: int) -> None:
    text = RECURSE.replace("fn0 =", f"ss0 = explicit_slot {size}\n    fn0 =").replace(
        "v1 = iconst", "v9 = stack_addr.i64 ss0\n    store v0, v9\n    v1 = iconst"
    )
    function = irtool.jit(irtool.parse_function(text))
    for _ in range(3):
        assert trap_of(function, 1).code == "stk_ovf"


def test_recursion_through_python_and_through_instances() -> None:
    script = """
    import sys, irtool
    sys.setrecursionlimit(1000000)
    module = irtool.JitModule()
    module.define('''RECURSE'''.replace("fn0 = %recurse", "fn0 = %back"))
    module.declare("back", lambda value: module["recurse"](value))
    module.finalize()
    try:
        module["recurse"](1)
    except (irtool.Trap, RecursionError) as error:
        print(type(error).__name__)
    """
    done = run_python(textwrap.dedent(script).replace("RECURSE", RECURSE))
    assert done.returncode == 0, done.stderr
    assert done.stdout in ("Trap\n", "RecursionError\n")


# --- who handles what -----------------------------------------------------------------------------------

NULL = """
import faulthandler, irtool
def enable(): faulthandler.enable()
def disable(): faulthandler.disable()
def compile():
    global load
    load = irtool.jit(irtool.parse_function('''function %load(i64) -> i64 {
    block0(v0: i64):
        v1 = load.i64 v0
        return v1
    }'''))
for step in STEPS: step()
for _ in range(3):
    try:
        load(8)
    except irtool.Trap as trap:
        print(trap.code, trap.address)
END
"""
ORDERS = [
    "compile",
    "enable, compile",
    "compile, enable",
    "compile, enable, disable",
    "enable, compile, disable",
    "compile, enable, compile, disable, enable",
]


@pytest.mark.parametrize("steps", ORDERS)
@pytest.mark.parametrize("options", [(), ("-X", "faulthandler")], ids=["plain", "X"])
def test_the_order_of_faulthandler_does_not_matter(steps: str, options: tuple[str, ...]) -> None:
    script = NULL.replace("STEPS", f"({steps},)")
    done = run_python(script.replace("END", ""), *options)
    assert (done.returncode, done.stdout) == (0, "heap_oob 8\n" * 3), done.stderr
    crash = run_python(script.replace("END", "import ctypes; ctypes.string_at(8)"), *options)
    assert crash.returncode == -signal.SIGSEGV
    enabled = (steps.rsplit(", ", 1)[-1] == "enable") or (
        "disable" not in steps and ("enable" in steps or options)
    )
    assert ("Fatal Python error: Segmentation fault" in crash.stderr) == bool(enabled)


def test_faults_of_c_functions_called_by_code_still_kill() -> None:
    done = run_python("""
    import ctypes, irtool
    module = irtool.JitModule()
    module.define('''function %f(i64) -> i64 {
        fn0 = %strlen(i64) -> i64
    block0(v0: i64):
        v1 = call fn0(v0)
        return v1
    }''')
    module.finalize()
    text = ctypes.create_string_buffer(b"abc")
    print(module["f"](ctypes.addressof(text)), flush=True)
    module["f"](8)
    """)
    assert (done.returncode, done.stdout) == (-signal.SIGSEGV, "3\n")


def test_subinterpreters_are_refused() -> None:
    done = run_python("""
    import irtool, sys
    try:
        import _xxsubinterpreters as interpreters
    except ImportError:
        import _interpreters as interpreters
    text = '''
    import sys
    sys.path[:] = PATH
    try:
        import irtool
        irtool.jit(irtool.parse_function("function %f() {\\\\nblock0:\\\\n return\\\\n}"))
    except ImportError as error:
        print(type(error).__name__, flush=True)
    '''
    import textwrap
    text = textwrap.dedent(text).replace("PATH", repr(sys.path))
    for _ in range(2):
        other = interpreters.create()
        interpreters.run_string(other, text)
        interpreters.destroy(other)
    f = irtool.jit(irtool.parse_function("function %f() {\\nblock0:\\n return\\n}"))
    print(f())
    """)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "ImportError\n" * 2 + "None\n"


def test_pythons_without_the_gil_are_refused() -> None:
    done = run_python("""
    import sys
    sys._is_gil_enabled = lambda: False
    import irtool
    function = irtool.parse_function("function %f() {\\nblock0:\\n return\\n}")
    for make in (lambda: irtool.jit(function), lambda: irtool.Instance(irtool.Module.from_text("(module)"))):
        try:
            make()
        except irtool.UnsupportedError as error:
            print(error)
    print(len(irtool.compile_function(function, "x86_64").code) > 0)
    """)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "compiled code needs the global interpreter lock, which is off\n" * 2 + "True\n"


def test_traps_in_eight_threads_at_once() -> None:
    script = """
    import sys, threading, irtool
    module = irtool.JitModule(release_gil=True)
    module.define(sys.argv[1])
    module.finalize()
    start = threading.Barrier(8)
    wrong = []
    def work():
        start.wait()
        for _ in range(500):
            try:
                module["outer"](0)
            except irtool.Trap as trap:
                if len(trap.backtrace) != 3 or trap.place.line != 5:
                    wrong.append(trap)
    threads = [threading.Thread(target=work) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    print(wrong)
    """
    done = run_python(script, argument=CHAIN)
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


# --- C pointers -----------------------------------------------------------------------------------------


def test_traps_of_calls_from_c_are_told() -> None:
    done = run_python("""
    import ctypes, irtool, sys, threading
    told = []
    sys.unraisablehook = lambda info: told.append((info.exc_type.__name__, str(info.exc_value), info.object))
    text = '''function %f(i64, f64) -> i64, f64 {
        fn0 = %back(i64) -> i64
    block0(v0: i64, v1: f64):
        v2 = call fn0(v0)
        v3 = iconst.i64 100
        v4 = sdiv v3, v2
        return v4, v1
    }'''
    def back(value):
        if value == 7:
            raise LookupError("seven")
        return value
    for release in (False, True):
        module = irtool.JitModule(release_gil=release)
        module.define(text)
        module.declare("back", back)
        module.finalize()
        for prototype in (ctypes.CFUNCTYPE, ctypes.PYFUNCTYPE):
            f = prototype(ctypes.c_int64, ctypes.c_int64, ctypes.c_double)(module["f"].address)
            assert [f(5, 1), f(0, 1), f(7, 1), f(-2, 0.5)] == [20, 0, 0, -50]
        results = []
        threads = [threading.Thread(target=lambda: results.append(f(0, 2))) for _ in range(4)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        assert results == [0] * 4
        seen = []
        pointer = module["f"].c_pointer(on_trap=seen.append)
        assert ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64, ctypes.c_double)(int(pointer))(0, 1) == 0
        assert seen[0].code == "int_divz" and seen[0].place.line == 6
    wasm = irtool.Instance(irtool.Module.from_text('''(module (memory 1)
        (func (export "load") (param i32) (result f64) (f64.load (local.get 0)))
        (data (i32.const 14) "\\\\f8\\\\3f"))'''))
    load = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_int32)(wasm.exports.load.address)
    assert load(8) == 1.5 and load(-1) == 0
    print(len(told), told[0], told[1][:2], told[-1])
    """)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "17 ('Trap', '6:5: int_divz (in function %f)', 'f') ('LookupError', 'seven') "
        "('Trap', 'out of bounds memory access (in function load at byte 0x2a)', 'load')\n"
    )


def test_pointers_for_whoever_calls_such() -> None:
    ctypes = pytest.importorskip("ctypes")
    module = JitModule()
    module.define("""function %compare(i64, i64) -> i32 {
    block0(v0: i64, v1: i64):
        v2 = load.i32 v0
        v3 = load.i32 v1
        v4 = icmp sgt v2, v3
        v5 = uextend.i32 v4
        v6 = icmp slt v2, v3
        v7 = uextend.i32 v6
        v8 = isub v5, v7
        return v8
    }""")
    module.finalize()
    numbers = (ctypes.c_int32 * 6)(5, -3, 9, 0, 2, -7)
    ctypes.CDLL(None).qsort(numbers, 6, 4, ctypes.c_void_p(module["compare"].address))
    assert list(numbers) == [-7, -3, 0, 2, 5, 9]


def test_closed_functions_raise_through_instances_of_their_errors() -> None:
    assert issubclass(ClosedError, irtool.IrtoolError) and issubclass(Trap, irtool.IrtoolError)
