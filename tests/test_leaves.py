"""Leaf functions without frames: which they are, and that whoever walks frames finds their callers."""

import io
import os
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import irtool
import pytest
from irtool import Instance, JitModule, Module
from irtool.backends import host
from irtool.backends.code import CompiledCode
from irtool.backends.host import ThreadWords
from irtool.backends.registry import host_name, lookup
from irtool.compile import compile_function, compile_object
from irtool.ir.text.reader import parse_function, parse_functions
from irtool.runtime.platform import supported
from irtool.runtime.traps import TrapTable
from irtool.settings import Settings

TARGETS = ["x86_64", "aarch64"]
PROLOGUES = {"x86_64": bytes.fromhex("55488bec"), "aarch64": bytes.fromhex("fd7bbfa9fd030091")}
needs_native = pytest.mark.skipif(not supported(), reason="no native execution on this machine")

ADD = """function %f(i64, i64) -> i64 system_v {
block0(v0: i64, v1: i64):
    v2 = iadd v0, v1
    return v2
}"""
TRAPS = "function %f(i64) system_v {\nblock0(v0: i64):\n    trapz v0, user3\n    return\n}"
STACK_ARGUMENT = """function %f(i64, i64, i64, i64, i64, i64, i64, i64, i64) -> i64 system_v {
block0(v0: i64, v1: i64, v2: i64, v3: i64, v4: i64, v5: i64, v6: i64, v7: i64, v8: i64):
    v9 = isub v8, v0
    return v9
}"""
TAIL_CALL = """function %f(i64) -> i64 tail {
    fn0 = %g(i64) -> i64 tail
block0(v0: i64):
    return_call fn0(v0)
}"""
SLOT = """function %f(i64) -> i64 system_v {
    ss0 = explicit_slot 8
block0(v0: i64):
    v1 = stack_addr.i64 ss0
    store v0, v1
    return v1
}"""
CALL = """function %f() system_v {
    fn0 = %g() system_v
block0:
    call fn0()
    return
}"""
LIBRARY_CALL = """function %f(i128, i128) -> i128 system_v {
block0(v0: i128, v1: i128):
    v2 = udiv v0, v1
    return v2
}"""
#: Its stack arguments are its own to free.
POPS = """function %f({params}) -> i64 tail {{
block0({block}):
    return v{last}
}}""".format(params=", ".join(["i64"] * 24), block=", ".join(f"v{n}: i64" for n in range(24)), last=23)


def code_of(text: str, target: str, **settings: bool) -> CompiledCode:
    return compile_function(parse_function(text), target, Settings(target, opt_level="speed", **settings))


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("text", [ADD, TRAPS, STACK_ARGUMENT, TAIL_CALL])
def test_leaves_have_no_frame_unless_asked(target: str, text: str) -> None:
    code = code_of(text, target)
    assert PROLOGUES[target] not in code.code and code.frame_size == 0
    framed = code_of(text, target, preserve_frame_pointers=True)
    assert framed.code.startswith(PROLOGUES[target]) and framed.frame_size >= 8


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("text", [SLOT, CALL, LIBRARY_CALL, POPS])
def test_others_have_one(target: str, text: str) -> None:
    code = code_of(text, target)
    assert code.code.startswith(PROLOGUES[target]) and code.frame_size >= 8


@pytest.mark.parametrize("target", TARGETS)
def test_unwinders_are_told_of_functions_without_a_frame(target: str) -> None:
    elffile = pytest.importorskip("elftools.elf.elffile")
    data = compile_object([parse_function(TRAPS)], target)
    entries = elffile.ELFFile(io.BytesIO(data)).get_dwarf_info().EH_CFI_entries()
    (function,) = [entry for entry in entries if "initial_location" in getattr(entry, "header", {})]
    assert function.header["address_range"] == len(code_of(TRAPS, target).code)
    (row,) = function.get_decoded().table
    pointer = 7 if target == "x86_64" else 31
    assert (row["cfa"].reg, row["cfa"].offset) == (pointer, 8 if target == "x86_64" else 0)


def test_a_table_knows_offsets_and_frames() -> None:
    table = TrapTable.of_offsets({7: 1, 0: 2})
    assert (list(table.places), bytes(table.codes)) == ([0, 14], b"\2\1")
    assert [table.find(offset) for offset in (0, 1, 7, 8)] == [0, -1, 1, -1]
    assert not table.is_bare(1)


# --- traps ----------------------------------------------------------------------------------------------

#: Each %leaf traps for 0.
LEAVES = {
    "int_divz": "v1 = iconst.i64 5\n    v2 = sdiv v1, v0\n    return v2",
    "user4": "trapz v0, user4\n    return v0",
    "heap_oob": "v1 = load.i64 v0\n    return v1",
}
CHAIN = """function %leaf(i64) -> i64 {{
block0(v0: i64):
    {body}
}}
function %hop(i64) -> i64 tail {{
    fn0 = %leaf2(i64) -> i64 tail
block0(v0: i64):
    return_call fn0(v0)
}}
function %leaf2(i64) -> i64 tail {{
block0(v0: i64):
    {body}
}}
function %middle(i64, i8) -> i64 {{
    fn0 = %leaf(i64) -> i64
    fn1 = %hop(i64) -> i64 tail
block0(v0: i64, v1: i8):
    brif v1, block1, block2
block1:
    v2 = call fn1(v0)
    return v2
block2:
    v3 = call fn0(v0)
    return v3
}}
function %top(i64, i8) -> i64 {{
    fn0 = %middle(i64, i8) -> i64
block0(v0: i64, v1: i8):
    v2 = call fn0(v0, v1)
    v3 = iadd v2, v0
    return v3
}}
"""


@needs_native
@pytest.mark.parametrize("frames", [False, True])
@pytest.mark.parametrize("trap", list(LEAVES))
def test_backtraces_of_traps_in_leaves(trap: str, frames: bool) -> None:
    module = JitModule(Settings(host_name(), opt_level="speed", preserve_frame_pointers=frames))
    module.define(CHAIN.format(body=LEAVES[trap]))
    module.finalize()
    for hops, leaf in ((0, "%leaf"), (1, "%leaf2")):  # a tail call leaves nothing of %hop
        with pytest.raises(irtool.Trap) as caught:
            module["top"](0, hops)
        assert caught.value.code == trap
        found = caught.value.backtrace
        assert [frame.function for frame in found] == [leaf, "%middle", "%top"]
        assert all(frame.line > 0 for frame in found)


@needs_native
def test_a_leaf_that_python_calls_is_alone_in_its_backtrace() -> None:
    function = irtool.jit(parse_function(TRAPS))
    with pytest.raises(irtool.Trap) as caught:
        function(0)
    assert [frame.function for frame in caught.value.backtrace] == ["%f"]


ENDLESS = """function %spin(i64) -> i64 {
block0(v0: i64):
    v1 = iconst.i64 1
    jump block1(v1)
block1(v2: i64):
    v3 = iadd v2, v0
    brif v3, block1(v3), block2
block2:
    return v2
}
function %top(i64) -> i64 {
    fn0 = %spin(i64) -> i64
block0(v0: i64):
    v1 = call fn0(v0)
    v2 = iadd v1, v0
    return v2
}
"""


@needs_native
def test_endless_leaves_are_interrupted() -> None:
    module = JitModule()
    module.define(ENDLESS)
    module.finalize()
    with pytest.raises(irtool.TimeLimitError):
        module["top"](2, timeout=0.1)
    with subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -INT {os.getpid()}"], start_new_session=True):
        with pytest.raises(KeyboardInterrupt):
            module["top"](2)
    module["top"](-1)  # what the landing pad leaves is in order


WAT = """(module (memory 1)
    (func $div (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0)))
    (func $load (param i32) (result i32) (i32.load offset=65536 (local.get 0)))
    (func $stop (param i32) (result i32) (unreachable))
    (func (export "div") (param i32) (result i32) (i32.add (i32.const 1) (call $div (local.get 0))))
    (func (export "load") (param i32) (result i32) (i32.add (i32.const 1) (call $load (local.get 0))))
    (func (export "stop") (param i32) (result i32) (i32.add (i32.const 1) (call $stop (local.get 0)))))"""


@pytest.mark.parametrize("target", [None, *TARGETS])
@pytest.mark.parametrize("name", ["div", "load", "stop"])
def test_backtraces_of_webassembly(target: str | None, name: str) -> None:
    """Natively, and emulated on both machines."""
    if target is None and not supported():
        pytest.skip("no native execution on this machine")
    if target is not None:
        pytest.importorskip("unicorn")
    exports = Instance(Module.from_text(WAT, target=target) if target else Module.from_text(WAT)).exports
    with pytest.raises(irtool.Trap) as caught:
        exports[name](0)
    assert [frame.function for frame in caught.value.backtrace] == [name, name]
    inner, outer = (frame.byte for frame in caught.value.backtrace)
    assert 0 < inner < outer


# --- the signal handler ---------------------------------------------------------------------------------

_TEXT = 0x10000
_DATA = 0x20000
_STACK = 0x40000
#: Where things are in the data.
_BLOCK, _ACTIVATION, _REGISTRY, _PLACES, _INFO, _CONTEXT, _THREAD, _END = (0x800 * n for n in range(8))


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize("target", TARGETS)
def test_the_handler_finds_the_caller_of_a_leaf(target: str, bare: bool) -> None:
    """The handler of signals, run in an emulator as if an instruction at offset 0x30 had faulted."""
    unicorn = pytest.importorskip("unicorn")
    machine: Any = lookup(target)
    pieces, emulator = machine.host_code(), machine.emulator()
    words: Any = __import__(emulator.constants, fromlist=["x"])

    def register(name: str) -> int:
        number: int = getattr(words, emulator.prefix + name)
        return number

    engine = unicorn.Uc(getattr(unicorn, emulator.architecture), getattr(unicorn, emulator.mode))
    for start in (_TEXT, _DATA, _STACK):
        engine.mem_map(start, 0x10000)
    engine.mem_write(_TEXT, pieces.handler(_DATA + _BLOCK, ThreadWords(16, 24), 0))
    text, leaf, caller, outside = 0x7000, 0x7030, 0x7111, 0x7222
    places = [2 * 0x10, 2 * 0x28 + 1, 2 * 0x30 + bare, 2 * 0x31 + 1, 2 * 0x90]
    engine.mem_write(_DATA + _PLACES, struct.pack("<5I", *places))
    frame, top = _STACK + 0x8100, _STACK + 0x8200
    pointer = _STACK + 0x8000
    context = pieces.context
    content = {
        _DATA + _BLOCK + host.BLOCK_REGISTRY: _DATA + _REGISTRY,
        _DATA + _BLOCK + host.BLOCK_LANDING: 0x5555,
        _DATA + _REGISTRY: 1,
        _DATA + _REGISTRY + 8 + host.ROW_START: text,
        _DATA + _REGISTRY + 8 + host.ROW_SIZE: 0x100,
        _DATA + _REGISTRY + 8 + host.ROW_PLACES: _DATA + _PLACES,
        _DATA + _REGISTRY + 8 + host.ROW_COUNT: len(places),
        _DATA + _THREAD + 16: _DATA + _ACTIVATION,
        _DATA + _ACTIVATION + host.ACT_SP: top,
        _DATA + _CONTEXT + context.pc: leaf,
        _DATA + _CONTEXT + context.sp: pointer,
        _DATA + _CONTEXT + context.fp: frame,
        frame: 0,
        frame + 8: outside,
        (_DATA + _CONTEXT + context.link if context.link >= 0 else pointer): caller,
    }
    for place, word in content.items():
        engine.mem_write(place, struct.pack("<Q", word))
    if target == "x86_64":
        engine.reg_write(register("FS_BASE"), _DATA + _THREAD)
        engine.mem_write(_DATA + _THREAD, struct.pack("<Q", _DATA + _THREAD))
    else:
        engine.reg_write(register("TPIDR_EL0"), _DATA + _THREAD)
        engine.reg_write(register("LR"), _END)
    stack = _STACK + 0x4000 - 8
    engine.mem_write(stack, struct.pack("<Q", _END))
    engine.reg_write(register(emulator.sp), stack if target == "x86_64" else stack + 8)
    for name, value in zip(emulator.args, (11, _DATA + _INFO, _DATA + _CONTEXT), strict=False):
        engine.reg_write(register(name), value)
    engine.emu_start(_TEXT, _END, count=1000)

    def word(place: int) -> int:
        number: int = struct.unpack("<Q", engine.mem_read(place, 8))[0]
        return number

    count = word(_DATA + _ACTIVATION + host.ACT_COUNT)
    found = [word(_DATA + _ACTIVATION + host.ACT_FRAMES + 8 * number) for number in range(count)]
    assert found == ([caller] if bare else []) + [outside]
    assert word(_DATA + _CONTEXT + context.pc) == 0x5555
    assert word(_DATA + _CONTEXT + context.sp) == top


# --- debuggers ------------------------------------------------------------------------------------------

MAIN = """extern long outer(long);
int main(void) { return outer(0) == 3; }
"""
LINKED = """function %outer(i64) -> i64 system_v {
    fn0 = colocated %inner(i64) -> i64 system_v
block0(v0: i64):
    v1 = call fn0(v0)
    v2 = iadd v1, v0
    return v2
}
function %inner(i64) -> i64 system_v {
block0(v0: i64):
    v1 = iconst.i64 3
    v2 = iadd v0, v1
    v3 = imul v2, v2
    return v3
}
"""


@needs_native
@pytest.mark.skipif(not shutil.which("gdb") or not shutil.which("gcc"), reason="no gdb, no gcc")
def test_gdb_finds_callers_at_each_instruction(tmp_path: Path) -> None:
    (tmp_path / "code.o").write_bytes(compile_object(parse_functions(LINKED), host_name()))
    (tmp_path / "main.c").write_text(MAIN)
    subprocess.run(
        ["gcc", "-fomit-frame-pointer", "-O1", "main.c", "code.o", "-o", "program"], cwd=tmp_path, check=True
    )
    commands = ["set debuginfod enabled off", "break *inner", "run", "bt", "stepi", "bt", "stepi", "bt"]
    options = [word for command in commands for word in ("-ex", command)]
    done = subprocess.run(
        ["gdb", "-batch", "-nx", *options, "./program"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if "ptrace" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("this system does not let gdb trace programs")
    lines = [line for line in done.stdout.splitlines() if line[:1] == "#"]
    names = [line.split(" in ")[-1].split(" ")[0] for line in lines]
    assert names == ["inner", "outer", "main"] * 3, done.stdout + done.stderr
