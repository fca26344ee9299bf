"""Native execution on x86-64: linking, traps as exceptions, nesting, threads, memory."""

import ctypes
import gc
import platform
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from irtool.backends.code import CompiledCode
from irtool.backends.host import ACT_SP, ThreadWords
from irtool.backends.registry import host_name
from irtool.backends.x64 import object_format as x64
from irtool.compile import make_target
from irtool.ir import types
from irtool.ir.entities import AbiParam, Signature
from irtool.ir.function import Function
from irtool.runtime.link import UndefinedSymbolError
from irtool.runtime.module import CompiledModule
from irtool.runtime.platform import supported
from irtool.runtime.signals import runtime
from irtool.runtime.traps import Trap
from librt.vecs import vec
from mypy_extensions import i64

pytestmark = pytest.mark.skipif(
    not supported() or host_name() != "x86_64", reason="the functions here are x86-64 machine code"
)

LONGS = Signature([AbiParam(types.I64)] * 2, [AbiParam(types.I64)], "system_v")
# push rbx; mov rbx, rdx; mov rax, rdi; mov rdi, [rsi]; mov rsi, [rsi+16]; call rax; mov [rbx], rax;
# pop rbx; ret
TRAMPOLINE = "5b".join(["534889d34889f8488b3e488b7610ffd0488903", "c3"])


class Named(NamedTuple):
    """What the runtime takes for a compiled function."""

    name: str
    code: CompiledCode
    signature: Signature


def make(
    name: str,
    text: str,
    relocs: tuple[tuple[int, int, str, int], ...] = (),
    traps: tuple[tuple[int, int], ...] = (),
) -> Named:
    """A function of given bytes; `relocs` are (offset, kind, symbol, addend), `traps` (offset, code)."""
    code = CompiledCode()
    code.code = bytes.fromhex(text)
    code.insts_size = len(code.code)
    code.symbols = [symbol for _, _, symbol, _ in relocs]
    code.reloc_offset = vec[i64]([row[0] for row in relocs])
    code.reloc_kind = vec[i64]([row[1] for row in relocs])
    code.reloc_symbol = vec[i64](list(range(len(relocs))))
    code.reloc_addend = vec[i64]([row[3] for row in relocs])
    code.trap_offset = vec[i64]([row[0] for row in traps])
    code.trap_code = vec[i64]([row[1] for row in traps])
    return Named(name, code, LONGS)


def load(*functions: Named, symbols: dict[str, int] | None = None) -> CompiledModule:
    def trampoline(func: Function) -> Named:
        return make(func.name.name, TRAMPOLINE)

    return CompiledModule(functions, make_target("x86_64"), trampoline, symbols)


FUNCTIONS = [
    make("add", "488d0437c3"),  # lea rax, [rdi+rsi]; ret
    make("divide", "4889f84899" + "48f7fe" + "c3", traps=((5, 254),)),  # mov rax, rdi; cqo; idiv rsi
    make("load", "488b07c3", traps=((0, 253),)),  # mov rax, [rdi]
    make("stop", "90900f0b", traps=((2, 7),)),  # nop; nop; ud2
    make("smash", "31ed31db4531e44531ed0f0b", traps=((10, 1),)),  # zeroes rbp rbx r12 r13; ud2
    make(
        "both",  # sub rsp, 8; call add; call outside; add rsp, 8; ret
        "4883ec08" + "e800000000" + "4889c7" + "e800000000" + "4883c408c3",
        ((5, x64.RELOC_X64_PLT32, "add", -4), (13, x64.RELOC_X64_PLT32, "outside", -4)),
    ),
    make(
        "slots",  # mov rax, [rip+outside]; lea rcx, [rip+add]; mov rdx, [rip+add]; sub rcx, rdx; ...
        "488b0500000000" + "488d0d00000000" + "488b1500000000" + "4829d1" + "4801c8" + "c3",
        (
            (3, x64.RELOC_X64_GOTPCRELX, "outside", -4),
            (10, x64.RELOC_X64_PC32, "add", -4),
            (17, x64.RELOC_X64_GOTPCREL, "add", -4),
        ),
    ),
]


@pytest.fixture
def module() -> Iterator[CompiledModule]:
    labs = ctypes.cast(ctypes.CDLL(None).labs, ctypes.c_void_p).value
    assert labs is not None
    loaded = load(*FUNCTIONS, symbols={"outside": labs})
    yield loaded
    loaded.close()


class PieceJudge:
    """A second disassembler's view of all pieces of a machine, made with and without known words."""

    def __init__(self, name: str) -> None:
        import capstone

        host = make_target(name).host_code()
        assert host is not None
        self.host = host
        if name == "x86_64":
            self.machine = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
        else:
            self.machine = capstone.Cs(capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM)

    def text(self, code: bytes) -> list[str]:
        lines = list(self.machine.disasm_lite(code, 0))
        assert sum(size for _, size, _, _ in lines) == len(code)  # nothing that is no instruction
        return [f"{mnemonic} {operands}".strip() for _, _, mnemonic, operands in lines]


PIECES = {
    "x86_64": {
        "limit": ["movabs rcx, 0x123456789", "mov r8, qword ptr fs:[0x320]", "mov rax, r8", "ret"],
        "entered": [
            "movabs rcx, 0x123456789",
            "mov r8, qword ptr fs:[0x310]",
            f"mov rax, qword ptr [r8 + {ACT_SP:#x}]",
            "ret",
        ],
        "thread_pointer": ["mov rcx, qword ptr fs:[0]", "mov qword ptr [rdi], rcx", "ret"],
        "disarm": [
            "movabs rcx, 0x123456789",
            "mov eax, 1",
            "neg rax",
            "lock xadd qword ptr [rcx + 0x48], rax",
            "mov rsi, qword ptr [rdi]",
            "mov qword ptr fs:[0x310], rsi",
            "ret",
        ],
    },
    "aarch64": {
        "limit": [
            *("mov x9, #0x6789", "movk x9, #0x2345, lsl #16", "movk x9, #1, lsl #32"),
            *("mrs x16, tpidr_el0", "ldr x10, [x16, #0x320]", "mov x0, x10", "ret"),
        ],
        "entered": [
            *("mov x9, #0x6789", "movk x9, #0x2345, lsl #16", "movk x9, #1, lsl #32"),
            *("mrs x16, tpidr_el0", "ldr x10, [x16, #0x310]", f"ldr x0, [x10, #{ACT_SP:#x}]", "ret"),
        ],
        "thread_pointer": ["mrs x9, tpidr_el0", "str x9, [x0]", "ret"],
        "disarm": [
            *("mov x9, #0x6789", "movk x9, #0x2345, lsl #16", "movk x9, #1, lsl #32"),
            *("add x17, x9, #0x48", "ldaxr x14, [x17]", "sub x14, x14, #1", "stlxr w16, x14, [x17]"),
            *("cbnz w16, #0x10", "ldr x1, [x0]", "mrs x16, tpidr_el0", "str x1, [x16, #0x310]", "ret"),
        ],
    },
}


@pytest.mark.parametrize("name", PIECES)
def test_pieces_are_what_they_should_be(name: str) -> None:
    judge = PieceJudge(name)
    host = judge.host
    words = ThreadWords(0x310, 0x320)
    made = {
        "limit": host.limit(0x123456789, words),
        "entered": host.entered(0x123456789, words),
        "thread_pointer": host.thread_pointer(),
        "disarm": host.disarm(0x123456789, words, True),
    }
    assert {piece: judge.text(code) for piece, code in made.items()} == PIECES[name]
    lengths = []
    for words in (ThreadWords(0x310, 0x320), ThreadWords(-0x510, -0x508), ThreadWords()):
        for shared in (False, True):
            lengths.append(len(judge.text(host.arm(1 << 40, words, shared))))
            lengths.append(len(judge.text(host.disarm(1 << 40, words, shared))))
        lengths.append(len(judge.text(host.handler(1 << 40, words, 1 << 41))))
        lengths.append(len(judge.text(host.landing())))
    assert len(lengths) == 18 and min(lengths) >= 5


WORDS_SCRIPT = """
import threading, irtool
from irtool.backends.host import ThreadWords
from irtool.runtime import thread_words
print(None not in thread_words.WORDS)
if not KNOWN:
    thread_words.WORDS = ThreadWords()
    thread_words._distances.clear()
f = irtool.jit(irtool.parse_function('''function %f(i64, i64) -> i64 {
block0(v0: i64, v1: i64):
    v2 = sdiv v0, v1
    return v2
}'''))
g = irtool.jit(irtool.parse_function('''function %g(i64) -> i64 {
    fn0 = %g(i64) -> i64
block0(v0: i64):
    v1 = call fn0(v0)
    v2 = iadd v1, v0
    return v2
}'''))
def work():
    for number in range(100):
        assert f(number, 3) == number // 3
        for call in (lambda: f(1, 0), lambda: g(1)):
            try:
                call()
            except irtool.Trap as trap:
                seen.add(trap.code)
seen = set()
threads = [threading.Thread(target=work) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
work()
print(sorted(seen))
"""


@pytest.mark.parametrize("known", [True, False])
def test_words_of_threads_are_found_or_asked_for(known: bool) -> None:
    """Where their places are not known, everything works by calls."""
    done = run_python(WORDS_SCRIPT.replace("KNOWN", str(known)))
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[1] == "['int_divz', 'stk_ovf']"
    if platform.libc_ver()[0] == "glibc":
        assert lines[0] == "True"


def test_calls_and_results(module: CompiledModule) -> None:
    assert module.call("add", [40, 2]) == [42]
    assert module.call("add", [-1, 0]) == [2**64 - 1]
    assert module.call("divide", [-42, 5]) == [2**64 - 8]
    assert module.call("both", [-50, 8]) == [42]
    labs = ctypes.cast(ctypes.CDLL(None).labs, ctypes.c_void_p).value
    assert module.call("slots", [0, 0]) == [labs]


def test_argument_errors(module: CompiledModule) -> None:
    with pytest.raises(TypeError, match="expected 2 arguments, got 1"):
        module.call("add", [1])
    with pytest.raises(TypeError, match="float given"):
        module.call("add", [1, 2.0])  # type: ignore[list-item]
    with pytest.raises(KeyError):
        module.call("nothing", [])


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("divide", [1, 0], "int_divz"),
        ("divide", [-(2**63), -1], "int_divz"),
        ("load", [8, 0], "heap_oob"),
        ("load", [1 << 63, 0], "heap_oob"),
        ("stop", [0, 0], "user7"),
        ("smash", [0, 0], "user1"),
    ],
)
def test_traps_are_exceptions(module: CompiledModule, name: str, arguments: list[int], code: str) -> None:
    for _ in range(3):
        with pytest.raises(Trap) as caught:
            module.call(name, list(arguments))
        assert caught.value.code == code
        assert module.call("add", [1, 2]) == [3]
    if code == "heap_oob" and arguments[0] == 8:
        assert caught.value.address == 8


def test_many_traps_leave_the_stack_as_it_was(module: CompiledModule) -> None:
    for _ in range(20000):
        try:
            module.call("stop", [0, 0])
        except Trap:
            continue
        raise AssertionError


def test_nested_entries(module: CompiledModule) -> None:
    """Python -> code -> Python -> code, with traps inside and after the inner call."""
    seen: list[str] = []

    def inner(value: int) -> int:
        try:
            module.call("divide", [value, 0])
        except Trap as trap:
            seen.append(trap.code)
        return value

    prototype = ctypes.PYFUNCTYPE(ctypes.c_long, ctypes.c_long)
    callback = prototype(inner)
    address = ctypes.cast(callback, ctypes.c_void_p).value
    assert address is not None
    outer = load(
        make("call_then_trap", "50e800000000580f0b", ((2, x64.RELOC_X64_PLT32, "inner", -4),), ((7, 9),)),
        symbols={"inner": address},
    )
    for _ in range(3):
        with pytest.raises(Trap, match="user9"):
            outer.call("call_then_trap", [5, 0])
    assert seen == ["int_divz"] * 3
    outer.close()


def test_threads_trap_independently(module: CompiledModule) -> None:
    failures: list[str] = []

    def work(number: int) -> None:
        for index in range(300):
            try:
                module.call("divide", [index, 0] if index % 2 else [index, number])
                trapped = False
            except Trap:
                trapped = True
            if trapped != bool(index % 2):
                failures.append(f"thread {number}, call {index}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_undefined_symbols_are_named() -> None:
    with pytest.raises(UndefinedSymbolError, match="'nowhere_to_be_found'"):
        load(make("f", "e800000000c3", ((1, x64.RELOC_X64_PLT32, "nowhere_to_be_found", -4),)))


def test_libcalls_are_found_under_their_clif_names() -> None:
    module = load(make("f", "488b0500000000c3", ((3, x64.RELOC_X64_GOTPCRELX, "CeilF64", -4),)))
    ceil = ctypes.cast(ctypes.CDLL("libm.so.6").ceil, ctypes.c_void_p).value
    assert module.call("f", [0, 0]) == [ceil]
    module.close()


def test_text_is_never_writable_and_executable(module: CompiledModule) -> None:
    address = module.address("add")
    found = False
    with open("/proc/self/maps") as maps:
        for line in maps:
            bounds, rights = line.split()[:2]
            start, end = (int(part, 16) for part in bounds.split("-"))
            if start <= address < end or "irtool" in line:
                assert not {"w", "x"} <= set(rights), line
                found |= "x" in rights
    assert found


def run_python(script: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)


FAULTS = """
import {faulthandler} ctypes
from irtool.runtime.signals import runtime
runtime().install()
{action}
print("alive")
"""


@pytest.mark.parametrize("faulthandler", ["", "faulthandler,"])
def test_other_faults_still_kill_the_process(faulthandler: str) -> None:
    enable = "faulthandler.enable(); runtime().install(); " if faulthandler else ""
    for action, number in (("ctypes.string_at(8)", 11), ("import os; os.kill(os.getpid(), 8)", 8)):
        done = run_python(FAULTS.format(faulthandler=faulthandler, action=enable + action))
        assert done.returncode == -number, done.stderr
        assert "alive" not in done.stdout
        assert ("Fatal Python error" in done.stderr) == bool(faulthandler)


@pytest.mark.parametrize("faulthandler", ["", "import faulthandler; faulthandler.enable()"])
def test_traps_with_and_without_other_handlers(faulthandler: str) -> None:
    script = """
from irtool.runtime.enter import call
from irtool.runtime.memory import CodeMemory
from irtool.runtime.signals import runtime
from irtool.runtime.traps import Trap, TrapTable
memory = CodeMemory(16)
memory.write(0, bytes.fromhex("900f0b"))
memory.seal()
runtime().add_text(memory.address, 16, TrapTable.of_offsets({1: 1}))
try:
    call(memory.address, 0, 0, 0)
except Trap as trap:
    print(trap.code)
"""
    done = run_python(faulthandler + script)
    assert (done.returncode, done.stdout) == (0, "user1\n"), done.stderr


def test_a_fault_of_ours_without_trap_record_is_not_hidden() -> None:
    script = """
from irtool.runtime.enter import call
from irtool.runtime.memory import CodeMemory
from irtool.runtime.signals import runtime
from irtool.runtime.traps import TrapTable

memory = CodeMemory(16)
memory.write(0, bytes.fromhex("900f0b"))
memory.seal()
runtime().add_text(memory.address, 16, TrapTable.of_offsets({0: 1, 2: 1}))
call(memory.address, 0, 0, 0)
"""
    assert run_python(script).returncode == -signal.SIGILL


def test_handler_is_put_back_when_someone_took_its_place(module: CompiledModule) -> None:
    ctypes.CDLL(None).signal(8, None)  # SIG_DFL
    second = load(*FUNCTIONS[:2])
    with pytest.raises(Trap):
        module.call("divide", [1, 0])
    second.close()
    assert runtime() is runtime()


def test_a_closed_module_that_dies_later_leaves_its_successor_alone() -> None:
    first = load(*FUNCTIONS[:2])
    first.close()
    second = load(*FUNCTIONS[:2])  # most likely at the same address
    del first
    gc.collect()
    load(*FUNCTIONS[:2]).close()
    for _ in range(3):
        with pytest.raises(Trap, match="int_divz"):
            second.call("divide", [1, 0])
    second.close()


def test_many_modules_trap_by_themselves() -> None:
    modules = [load(*FUNCTIONS[:4]) for _ in range(70)]  # the registry grows
    for module in modules[::2]:
        module.close()
    modules = modules[1::2]
    modules += [load(*FUNCTIONS[:4]) for _ in range(10)]
    for module in modules:
        with pytest.raises(Trap, match="user7"):
            module.call("stop", [0, 0])
        assert module.call("add", [2, 3]) == [5]
    for module in modules:
        module.close()
