"""Functions of `JitModule`s that throw to each other: each is loaded by itself."""

import gc
import threading
import weakref
from pathlib import Path

import irtool
import pytest
from irtool.backends.registry import host_name
from irtool.ir.text.reader import parse_functions
from irtool.runtime import jit_throwing
from irtool.runtime.jit_module import JitModule
from irtool.runtime.platform import supported
from irtool.runtime.traps import Trap

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")

TEXT = (Path(__file__).parent.parent / "filetests/run/exceptions.clif").read_text()
TEXT = TEXT[TEXT.index("function %throw(") : TEXT.index("; run: %handlers(0, 5)")]
EXPECTED = {0: 15, 1: 25, 2: -10, 3: -5, -1: -5}
#: A function that catches tag 7 from another, which is declared or defined elsewhere.
CATCH = """function %catch(i32) -> i64 tail {
    sig0 = (i64, i32) -> i64 tail
    fn0 = %risky sig0
block0(v0: i32):
    v1 = get_frame_pointer.i64
    try_call fn0(v1, v0), sig0, block1(ret0), [ tag7: block1(exn1) ]
block1(v2: i64):
    return v2
}"""
RISKY = """function %risky(i64, i32) -> i64 tail {
    fn0 = %__cranelift_throw(i64, i64, i64, i32, i64, i64)
block0(v0: i64, v1: i32):
    v2 = get_frame_pointer.i64
    v3 = get_return_address.i64
    v4 = load.i64 v0
    v5 = iconst.i64 NUMBER
    call fn0(v4, v2, v3, v1, v5, v5)
    trap user99
}"""


def settings() -> irtool.Settings:
    made = irtool.Settings(host_name())
    made.set("preserve_frame_pointers", True)
    return made


def make(text: str, release_gil: bool = False) -> JitModule:
    module = JitModule(settings(), release_gil=release_gil)
    module.define(text)
    module.finalize()
    return module


def check(module: JitModule) -> None:
    assert {tag: module["handlers"](tag, 5) for tag in EXPECTED} == EXPECTED


@pytest.mark.parametrize("release_gil", [False, True])
def test_functions_of_one_module(release_gil: bool) -> None:
    module = make(TEXT, release_gil)
    for _ in range(100):
        check(module)


def test_one_after_another_and_anew() -> None:
    module = JitModule(settings())
    for func in reversed(list(parse_functions(TEXT))):
        module.define(func)
    module.finalize()
    check(module)
    for func in parse_functions(TEXT):
        module.replace([func])
        check(module)


def test_an_exception_that_nobody_takes_is_a_trap() -> None:
    module = make(CATCH + RISKY.replace("NUMBER", "5"))
    assert module["catch"](7) == 5
    with pytest.raises(Trap) as caught:
        module["catch"](8)
    assert caught.value.code == "user4"
    assert [frame.function for frame in caught.value.backtrace[-2:]] == ["%risky", "%catch"]


def test_from_one_module_to_another() -> None:
    risky = make(RISKY.replace("NUMBER", "11"))
    module = JitModule(settings())
    module.define(CATCH)
    module.declare("risky", risky["risky"])
    module.finalize()
    assert module["catch"](7) == 11
    with pytest.raises(Trap):
        module["catch"](1)


def test_in_threads_while_others_come_and_go() -> None:
    module = make(TEXT, release_gil=True)
    wrong: list[object] = []
    done = threading.Event()

    def run() -> None:
        while not done.is_set():
            for tag, result in EXPECTED.items():
                if module["handlers"](tag, 5) != result:
                    wrong.append(tag)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(30):
        check(make(TEXT))
        assert make(CATCH + RISKY.replace("NUMBER", str(number)))["catch"](7) == number
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_is_gone_is_forgotten() -> None:
    gc.collect()
    make(CATCH + RISKY.replace("NUMBER", "1")).close()  # frees what earlier tests left
    before = len(jit_throwing._table._rows)
    modules = [make(CATCH + RISKY.replace("NUMBER", str(number))) for number in range(70)]
    assert len(jit_throwing._table._rows) == before + 70  # more than the first size has room for
    for number, module in enumerate(modules):
        assert module["catch"](7) == number
    gone = [weakref.ref(module) for module in modules]
    for module in modules[::2]:
        module.close()
    del module, modules
    gc.collect()
    assert not any(each() for each in gone)
    assert len(jit_throwing._table._rows) == before


def test_a_function_that_is_freed_while_it_runs_still_catches() -> None:
    text = CATCH.replace("block0(v0: i32):", "    fn1 = %callback()\nblock0(v0: i32):\n    call fn1()")
    for _ in range(5):
        module = JitModule(settings())
        module.define(text + RISKY.replace("NUMBER", "3"))
        module.declare("callback", lambda module=module: module.free("catch"))
        module.finalize()
        assert module["catch"](7) == 3
