"""Code in this process is known to unwinders for as long as it is there: exceptions of C++ and `backtrace`
pass."""

import ctypes
import gc
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from irtool.ir.text.reader import parse_function
from irtool.runtime import frames
from irtool.runtime.jit import jit
from irtool.runtime.jit_module import JitModule
from irtool.runtime.wasm.instance import Instance
from irtool.runtime.wasm.module import Module
from irtool.settings import Settings

LIBRARY = r"""
#include <dlfcn.h>
#include <execinfo.h>
extern "C" long thrower(long x) { if (x == 3) throw x; return x; }
extern "C" long catcher(long (*f)(long), long x) { try { return f(x); } catch (long y) { return -y; } }
// How many frames are known, and whether one of libpython is among them.
extern "C" long places(long) {
    void *found[64];
    int count = backtrace(found, 64);
    for (int i = 0; i < count; i++) {
        Dl_info info;
        if (dladdr(found[i], &info) && info.dli_sname && __builtin_strncmp(info.dli_sname, "Py", 2) == 0)
            return 1;
    }
    return 0;
}
// Whether all frames up to the one with which Python began are known.
extern "C" long all_places(long) {
    static void *found[100000];
    int count = backtrace(found, 100000);
    for (int i = 0; i < count; i++) {
        Dl_info info;
        if (!dladdr(found[i], &info) || !info.dli_sname)
            continue;
        if (__builtin_strcmp(info.dli_sname, "Py_BytesMain") == 0)
            return 1;
    }
    return 0;
}
"""

CLIF = """
function %through(i64) -> i64 system_v {
    ss0 = explicit_slot 3000
    fn0 = %callee(i64) -> i64 system_v
block0(v0: i64):
    v1 = call fn0(v0)
    v2 = iadd v1, v0
    return v2
}
function %outer(i64, i64) -> i64 system_v {
    fn0 = %catcher(i64, i64) -> i64 system_v
block0(v0: i64, v1: i64):
    v2 = call fn0(v0, v1)
    return v2
}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    directory: Path = tmp_path_factory.mktemp("library")
    (directory / "l.cpp").write_text(LIBRARY)
    command = ["g++", "-O1", "-shared", "-fPIC", "l.cpp", "-o", "l.so"]
    subprocess.run(command, cwd=directory, check=True)
    return ctypes.CDLL(str(directory / "l.so"))


def _module(library: ctypes.CDLL, callee: str) -> JitModule:
    module = JitModule(Settings("x86_64", opt_level="speed"))
    module.define(CLIF)
    module.declare("callee", getattr(library, callee))
    module.declare("catcher", library.catcher)
    module.finalize()
    return module


def test_an_exception_of_cpp_crosses_compiled_code(library: ctypes.CDLL) -> None:
    module = _module(library, "thrower")
    for _ in range(3):
        assert module["outer"](module.address("through"), 5) == 10
        assert module["outer"](module.address("through"), 3) == -3


def test_backtrace_reaches_python_through_compiled_code(library: ctypes.CDLL) -> None:
    assert _module(library, "places")["through"](100) == 101


@pytest.mark.parametrize("entry", ["call", "ctypes"])
def test_backtrace_passes_all_that_is_between_python_and_compiled_code(
    library: ctypes.CDLL, entry: str
) -> None:
    """Both ways from Python into compiled code, WebAssembly, and the way back into Python."""
    if not library.all_places(0):
        pytest.skip("the program that runs Python does not say where that begins")
    module = _module(library, "all_places")
    if entry == "ctypes":
        through = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_long)(module.address("through"))
        assert through(100) == 101
        return
    assert module["through"](100) == 101
    text = """(module (import "env" "f" (func $f (param i64) (result i64)))
        (func (export "g") (param i64) (result i64) (i64.add (call $f (local.get 0)) (i64.const 10))))"""
    seen = []

    def called(number: int) -> int:
        seen.append(module["through"](100))
        return number

    instance = Instance(Module.from_text(text), {"env": {"f": called}})
    assert instance.exports["g"](5) == 15 and seen == [101]


def _known(address: int) -> bool:
    """Whether an unwinder finds frames of this code."""
    find = ctypes.CDLL("libgcc_s.so.1")._Unwind_Find_FDE
    find.restype = ctypes.c_void_p
    find.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    bases = ctypes.create_string_buffer(24)
    return find(address + 1, bases) is not None


def _add(number: int) -> str:
    return f"""function %add(i64) -> i64 system_v {{
    block0(v0: i64):
        v1 = iconst.i64 {number}
        v2 = iadd v0, v1
        return v2
    }}"""


def _code(module: JitModule) -> int:
    image = module._entries["add"].image
    assert image is not None
    return image.address("add")


def test_frames_are_there_as_long_as_the_code() -> None:
    modules = []
    for number in range(300):
        module = JitModule()
        module.define(_add(number))
        module.finalize()
        modules.append(module)
    assert all(_known(_code(module)) for module in modules)
    gone, kept = modules[::2], modules[1::2]
    places = [_code(module) for module in gone]
    for module in gone:
        module.close()
    assert not any(_known(place) for place in places)
    assert all(_known(_code(module)) for module in kept)
    again = JitModule()
    again.define(_add(1))
    again.finalize()
    assert _known(_code(again))  # in the memory of one that is gone, most likely
    assert again["add"](2) == 3


def test_a_function_by_itself_and_without_the_setting() -> None:
    func = parse_function(_add(4))
    known = jit(func)
    assert known(5) == 9
    assert _known(known._owner._image.address("add"))  # type: ignore[attr-defined]
    module = JitModule(Settings("x86_64", unwind_info=False))
    module.define(_add(4))
    module.finalize()
    assert not _known(_code(module))
    assert module["add"](5) == 9


WASM = '(module (func (export "f") (param i64) (result i64) (i64.add (local.get 0) (i64.const 1))))'


@pytest.fixture(params=["fresh", "file"])
def wasm(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Module]:
    module = Module.from_text(WASM)
    if request.param == "file":
        (tmp_path / "m.irt").write_bytes(module.serialize())
        module = Module.load(tmp_path / "m.irt")
    yield module


def test_code_of_webassembly(wasm: Module) -> None:
    instance = Instance(wasm)
    assert instance.exports["f"](4) == 5
    assert _known(wasm.code.address(0))


class _Recorder:
    """Stands for the library: what is registered now."""

    def __init__(self) -> None:
        self.tables: dict[int, list[int]] = {}
        self.most = 0

    def register_table(self, address: int) -> None:
        assert address not in self.tables
        values = []
        while value := ctypes.c_uint64.from_address(address + 8 * len(values)).value:
            values.append(value)
        self.tables[address] = values

    def deregister(self, address: int) -> None:
        self.most = max(self.most, len(self.tables))
        del self.tables[address]

    def all(self) -> list[int]:
        return sorted(value for table in self.tables.values() for value in table)


def test_windows_tell_a_list_what_there_is() -> None:
    recorder = _Recorder()
    windows = frames._Windows(recorder)  # type: ignore[arg-type]
    places = [0x7F00_0000_0000 + 192 * number for number in range(500)]
    for number, place in enumerate(places):
        windows.add(place)
        assert recorder.all() == places[: number + 1]
    assert recorder.most <= 1 + (500 * 192 >> frames.WINDOW_LOG2) + 1
    left = set(places)
    for place in places[::3] + places[1::3] + places[2::3]:
        windows.remove(place)
        left.discard(place)
        assert recorder.all() == sorted(left)
    assert not recorder.tables


def test_a_finalizer_in_the_middle_of_a_change_waits() -> None:
    registry = frames._Registry()
    registry._asked = True
    seen: list[tuple[str, int]] = []

    class Way:
        def add(self, place: int) -> None:
            seen.append(("add", place))
            if place == 1:
                registry.change(False, 7)  # as a finalizer does
                assert seen[-1] == ("add", 1)

        def remove(self, place: int) -> None:
            seen.append(("remove", place))

    registry._way = Way()  # type: ignore[assignment]
    registry.change(True, 1)
    registry.change(True, 2)
    assert seen == [("add", 1), ("remove", 7), ("add", 2)]
    gc.collect()
