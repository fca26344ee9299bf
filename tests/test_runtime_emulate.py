"""Execution under unicorn: calls, traps, host functions, fuel; both machines."""

from typing import NamedTuple

import pytest
from irtool.backends.aarch64 import object_format as a64
from irtool.backends.code import CompiledCode
from irtool.backends.x64 import object_format as x64
from irtool.compile import make_target
from irtool.ir import types
from irtool.ir.entities import AbiParam, Signature
from irtool.ir.function import Function
from irtool.runtime.emulate import EmulationError
from irtool.runtime.link import UndefinedSymbolError
from irtool.runtime.module import CompiledModule
from irtool.runtime.traps import Trap
from librt.vecs import vec
from mypy_extensions import i64

pytest.importorskip("unicorn", reason="unicorn is not installed")

LONGS = Signature([AbiParam(types.I64)] * 2, [AbiParam(types.I64)], "system_v")


class Named(NamedTuple):
    """What the runtime takes for a compiled function."""

    name: str
    code: CompiledCode
    signature: Signature


def make(
    name: str,
    text: bytes,
    relocs: tuple[tuple[int, int, str, int], ...] = (),
    traps: tuple[tuple[int, int], ...] = (),
) -> Named:
    """A function of given bytes; `relocs` are (offset, kind, symbol, addend), `traps` (offset, code)."""
    code = CompiledCode()
    code.code = text
    code.insts_size = len(text)
    code.symbols = [symbol for _, _, symbol, _ in relocs]
    code.reloc_offset = vec[i64]([row[0] for row in relocs])
    code.reloc_kind = vec[i64]([row[1] for row in relocs])
    code.reloc_symbol = vec[i64](list(range(len(relocs))))
    code.reloc_addend = vec[i64]([row[3] for row in relocs])
    code.trap_offset = vec[i64]([row[0] for row in traps])
    code.trap_code = vec[i64]([row[1] for row in traps])
    return Named(name, code, LONGS)


def words(*values: int) -> bytes:
    return b"".join(value.to_bytes(4, "little") for value in values)


PUSH, POP, RET = 0xA9BF7BFD, 0xA8C17BFD, 0xD65F03C0  # stp x29, x30, [sp, -16]!; ldp ..., 16; ret
A64_TRAMPOLINE = words(  # stp x29, x30; stp x19, x20; x19 = x2; load; blr; store
    PUSH, 0xA9BF53F3, 0xAA0203F3, 0xAA0003E8, 0xF9400020, 0xF9400821, 0xD63F0100, 0xF9000260,
    0xA8C153F3, POP, RET,
)  # fmt: skip
A64 = [
    make("add", words(0x8B010000, RET)),  # add x0, x0, x1
    make("load", words(0xF9400000, RET), traps=((0, 253),)),  # ldr x0, [x0]
    make("stop", words(0xD503201F, 0x00000007), traps=((4, 7),)),  # nop; udf #7
    make("break", words(0xD503201F, 0xD4200000), traps=((4, 8),)),  # nop; brk #0
    make("spin", words(0x14000000)),  # b .
    make("wild", words(0xF9400000, RET)),  # ldr x0, [x0], without a trap record
    make("fill", words(PUSH, 0x910003E0, 0xD10043FF, 0x910003E0, 0xD2800102, 0x94000000, 0xF94003E0,
                       0x910043FF, POP, RET),
         ((20, a64.RELOC_A64_CALL26, "Memset", 0),)),  # memset(sp - 16, x1, 8); ldr x0, [sp]
    make("float", words(0x9E670000, 0x1E602800, 0x9E660000, RET)),  # fmov d0, x0; fadd d0, d0, d0
    make("ceil", words(PUSH, 0x1E270000, 0x94000000, 0x1E260000, POP, RET),
         ((8, a64.RELOC_A64_CALL26, "CeilF32", 0),)),
    make("got", words(0x90000008, 0xF9400108, 0xAA0803E0, RET),
         ((0, a64.RELOC_A64_ADR_GOT_PAGE, "add", 0), (4, a64.RELOC_A64_LD64_GOT_LO12_NC, "add", 0))),
    make("addr", words(0x90000000, 0x91000000, RET),
         ((0, a64.RELOC_A64_ADR_PREL_PG_HI21, "add", 0), (4, a64.RELOC_A64_ADD_ABS_LO12_NC, "add", 0))),
]  # fmt: skip
X64 = [
    make("add", bytes.fromhex("488d0437c3")),
    make("load", bytes.fromhex("488b07c3"), traps=((0, 253),)),
    make("stop", bytes.fromhex("900f0b"), traps=((1, 7),)),
    make("break", bytes.fromhex("900f0b"), traps=((1, 8),)),
    make("spin", bytes.fromhex("ebfe")),
    make("wild", bytes.fromhex("488b07c3")),
    make("fill", bytes.fromhex("50" + "4889e7" + "ba08000000" + "e800000000" + "58c3"),
         ((10, x64.RELOC_X64_PLT32, "Memset", -4),)),
    make("float", bytes.fromhex("66480f6ec7" + "f20f58c0" + "66480f7ec0" + "c3")),
    make("ceil", bytes.fromhex("50" + "660f6ec7" + "e800000000" + "660f7ec0" + "59c3"),
         ((6, x64.RELOC_X64_PLT32, "CeilF32", -4),)),
    make("got", bytes.fromhex("488b0500000000c3"), ((3, x64.RELOC_X64_GOTPCRELX, "add", -4),)),
    make("addr", bytes.fromhex("488d0500000000c3"), ((3, x64.RELOC_X64_PC32, "add", -4),)),
    make("divide", bytes.fromhex("4889f8489948f7fec3"), traps=((5, 254),)),
]  # fmt: skip
X64_TRAMPOLINE = bytes.fromhex("534889d34889f8488b3e488b7610ffd04889035bc3")


def load(machine: str, functions: list[Named]) -> CompiledModule:
    code = A64_TRAMPOLINE if machine == "aarch64" else X64_TRAMPOLINE

    def trampoline(func: Function) -> Named:
        return make(func.name.name, code)

    return CompiledModule(functions, make_target(machine), trampoline, emulate=True)


@pytest.fixture(params=["aarch64", "x86_64"])
def module(request: pytest.FixtureRequest) -> CompiledModule:
    return load(request.param, A64 if request.param == "aarch64" else X64)


def test_calls(module: CompiledModule) -> None:
    assert module.emulated
    assert module.call("add", [40, 2]) == [42]
    assert module.call("add", [-1, 0]) == [2**64 - 1]
    assert module.call("float", [0x3FF8000000000000, 0]) == [0x4008000000000000]
    assert module.call("got", [0, 0]) == module.call("addr", [0, 0]) == [module.address("add")]


@pytest.mark.parametrize(("name", "code"), [("load", "heap_oob"), ("stop", "user7"), ("break", "user8")])
def test_traps(module: CompiledModule, name: str, code: str) -> None:
    for _ in range(3):
        with pytest.raises(Trap) as caught:
            module.call(name, [8, 0])
        assert caught.value.code == code
        assert module.call("add", [1, 2]) == [3]


def test_division_fault() -> None:
    module = load("x86_64", X64)
    assert module.call("divide", [42, 5]) == [8]
    with pytest.raises(Trap, match="int_divz"):
        module.call("divide", [42, 0])
    assert module.call("divide", [42, 5]) == [8]


def test_host_functions_work_on_emulated_memory(module: CompiledModule) -> None:
    assert module.call("fill", [0, 0x5A]) == [0x5A5A5A5A5A5A5A5A]


def test_mathematics_library(module: CompiledModule) -> None:
    assert module.call("ceil", [0x3FC00000, 0]) == [0x40000000]  # 1.5 -> 2.0
    assert module.call("ceil", [0xBF000000, 0]) == [0x80000000]  # -0.5 -> -0.0


def test_faults_without_trap_record_are_errors(module: CompiledModule) -> None:
    with pytest.raises(EmulationError, match="wild"):
        module.call("wild", [8, 0])
    assert module.call("add", [1, 2]) == [3]


def test_endless_loops_end(module: CompiledModule) -> None:
    module._image.fuel = 10000  # type: ignore[union-attr]
    with pytest.raises(EmulationError, match="fuel of 10000 instructions"):
        module.call("spin", [0, 0])
    assert module.call("add", [1, 2]) == [3]


def test_undefined_symbol() -> None:
    function = make("f", words(0x94000000), ((0, a64.RELOC_A64_CALL26, "nowhere", 0),))
    with pytest.raises(UndefinedSymbolError, match="'nowhere'"):
        load("aarch64", [function])
