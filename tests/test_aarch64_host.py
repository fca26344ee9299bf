"""irtool on an aarch64 host: a Python for that machine, under qemu-user, runs compiled code natively.

`IRTOOL_AARCH64_PYTHON` names the Python; `tools/aarch64-python.sh build/aarch64` makes one, which is found
there. It has no compiled modules, so this is the plain form, whichever is tested otherwise.
"""

import os
import subprocess
from pathlib import Path

import irtool
import pytest

ROOT = Path(irtool.__file__).parent.parent
CHECKOUT = Path(__file__).parent.parent
PYTHON = os.environ.get("IRTOOL_AARCH64_PYTHON", str(CHECKOUT / "build/aarch64/python"))

pytestmark = [
    pytest.mark.skipif(not Path(PYTHON).exists(), reason="tools/aarch64-python.sh makes an aarch64 Python"),
    pytest.mark.compiled_only,  # once is enough
]

SCRIPT = """
import os, signal, threading, time
import irtool
from irtool.runtime import thread_words
from irtool.runtime.platform import supported

assert os.uname().machine == "aarch64" and supported()
assert None not in thread_words.WORDS

jit = {}
for text in TEXTS:
    func = irtool.parse_function(text)
    jit[str(func.name)[1:]] = irtool.jit(func)

def trap(call, *arguments):
    try:
        call(*arguments)
    except irtool.Trap as trap:
        return trap.code
    raise AssertionError("no trap")

assert jit["divide"](-100, 7) == -14
assert jit["floats"](1.5, 2.0) == 4.5

def work():
    for number in range(20):
        assert jit["divide"](number, 3) == number // 3
        found.append((trap(jit["divide"], 1, 0), trap(jit["deep"], 1), trap(jit["load"], 16)))

found = []
threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
work()
assert found == [("int_divz", "stk_ovf", "heap_oob")] * 80

def interrupted(call, *arguments, **keywords):
    "The exception that ends a call, which gets SIGINT meanwhile."
    child = os.fork()
    if child == 0:
        time.sleep(0.3)
        os.kill(os.getppid(), signal.SIGINT)
        os._exit(0)
    try:
        return call(*arguments, **keywords)
    except BaseException as error:
        return type(error)
    finally:
        os.waitpid(child, 0)

try:
    jit["count"](0, timeout=0.1)
except irtool.TimeLimitError:
    pass
else:
    raise AssertionError("no limit")
assert interrupted(jit["count"], 0) is KeyboardInterrupt
seen = []
signal.signal(signal.SIGINT, lambda *_: seen.append(1))
assert interrupted(jit["count"], 0, timeout=1) is irtool.TimeLimitError and seen == [1]
signal.signal(signal.SIGINT, signal.default_int_handler)
module = irtool.JitModule()
module.define(NAPS)
module.finalize()
assert interrupted(module["naps"]) is KeyboardInterrupt

module = irtool.Module.from_text(WAT)
def back(number, wide):
    if number == 7:
        raise KeyError("seven")
    if number == 8:
        instance.exports.divide(1, 0)
    return number * wide
instance = irtool.Instance(module, {"host": {"back": back}})
exports = instance.exports
assert exports.call(6) == 30
assert exports.vector(bytes(range(16))) == (bytes(range(0, 32, 2)), 1.5)
assert exports.grow(2) == 1 and len(exports.memory.view()) == 3 << 16
assert exports.catch(41) == 42
codes = [trap(exports.divide, 1, 0), trap(exports.out, 1 << 30), trap(exports.deep, 1), trap(exports.call, 8)]
assert codes == ["int_divz", "heap_oob", "stk_ovf", "int_divz"], codes
try:
    exports.call(7)
except KeyError as error:
    assert error.args == ("seven",)
else:
    raise AssertionError("nothing raised")
try:
    exports.divide(1, 0)
except irtool.Trap as trap:
    assert "divide" in str(trap)
print("done")
"""
TEXTS = (
    """function %divide(i64, i64) -> i64 {
block0(v0: i64, v1: i64):
    v2 = sdiv v0, v1
    return v2
}""",
    """function %deep(i64) -> i64 {
    fn0 = %deep(i64) -> i64
block0(v0: i64):
    v1 = call fn0(v0)
    v2 = iadd v1, v0
    return v2
}""",
    """function %load(i64) -> i64 {
block0(v0: i64):
    v1 = load.i64 v0
    return v1
}""",
    """function %count(i64) -> i64 {
block0(v0: i64):
    v1 = iconst.i64 0
    v2 = iconst.i64 1
    jump block1(v1)
block1(v3: i64):
    v4 = iadd v3, v2
    v5 = icmp ne v4, v0
    brif v5, block1(v4), block2
block2:
    return v4
}""",
    """function %floats(f64, f64) -> f64 {
block0(v0: f64, v1: f64):
    v2 = fma v0, v1, v0
    return v2
}""",
)
NAPS = """function %naps() {
    fn0 = %usleep(i32) -> i32
block0:
    v0 = iconst.i32 1000
    jump block1
block1:
    v1 = call fn0(v0)
    jump block1
}"""
WAT = """(module
  (import "host" "back" (func $back (param i32 i64) (result i64)))
  (memory (export "memory") 1)
  (tag $tag (param i32))
  (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (export "out") (param i32) (result i32) (i32.load (local.get 0)))
  (func $deep (export "deep") (param i32) (result i32)
    (i32.add (call $deep (local.get 0)) (i32.const 1)))
  (func (export "call") (param i32) (result i64) (call $back (local.get 0) (i64.const 5)))
  (func (export "vector") (param v128) (result v128 f64)
    (i8x16.add (local.get 0) (local.get 0)) (f64.const 1.5))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func $throw (param i32) (throw $tag (local.get 0)))
  (func (export "catch") (param i32) (result i32)
    (i32.add
      (block $caught (result i32)
        (try_table (catch $tag $caught) (call $throw (local.get 0)))
        (i32.const 0))
      (i32.const 1))))"""


def run_there(*arguments: object, given: str = "") -> "subprocess.CompletedProcess[str]":
    """Run that Python."""
    return subprocess.run(
        [PYTHON, *map(str, arguments)],
        input=given,
        capture_output=True,
        text=True,
        timeout=900,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )


def test_it_runs_compiled_code_natively(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(f"TEXTS = {TEXTS!r}\nNAPS = {NAPS!r}\nWAT = {WAT!r}\n{SCRIPT}")
    done = run_there(script)
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr


def test_a_program_runs_from_the_command_line() -> None:
    """A WASI program, compiled and run natively by `irtool run`."""
    done = run_there("-m", "irtool", "run", CHECKOUT / "examples/tally.wasm", given="one two\nthree\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[:3] == ["2", "3", "14"]
