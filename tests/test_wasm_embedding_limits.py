"""The limits of modules: at each a module is accepted, in time in proportion to its size, beyond refused.

The limits are those of the JavaScript interface (`frontend/wasm/limits.py`). Costs at them are measured in a
process of their own: `python tests/test_wasm_embedding_limits.py COST` compiles one module.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from time import process_time
from typing import NamedTuple

import irtool
import pytest
from irtool.backends.registry import host_name
from irtool.compile import compile_module, make_target
from irtool.frontend.wasm import translate_module, validate
from irtool.frontend.wasm.errors import InvalidError, WasmError, WasmLimitError
from irtool.ir.errors import LimitError
from irtool.runtime.platform import supported
from irtool.settings import Settings
from test_wasm_opcodes import leb, section

HEADER = b"\0asm\x01\0\0\0"
VOID = section(1, b"\x01\x60\0\0")
ONE = section(3, b"\x01\0")


def code(body: bytes, locals_: bytes = b"\0") -> bytes:
    """A code section with one body."""
    content = locals_ + body + b"\x0b"
    return section(10, b"\x01" + leb(len(content)) + content)


def function(body: bytes, locals_: bytes = b"\0", types: bytes = VOID) -> bytes:
    """A module with one function."""
    return HEADER + types + ONE + code(body, locals_)


def chain(depth: int) -> bytes:
    """Types of which each is a subtype of the one before."""
    deeper = b"".join(b"\x50\x01" + leb(i) + b"\x60\0\0" for i in range(depth))
    return HEADER + section(1, leb(depth + 1) + b"\x50\0\x60\0\0" + deeper)


def exports(count: int) -> bytes:
    """Exports with different names."""
    names = b"".join(leb(len(str(i))) + str(i).encode() + b"\0\0" for i in range(count))
    return HEADER + VOID + ONE + section(7, leb(count) + names) + code(b"")


def element_segment(count: int) -> bytes:
    """A segment with so many functions."""
    return HEADER + VOID + ONE + section(9, b"\x01\x01\0" + leb(count) + b"\0" * count) + code(b"")


def functions(count: int) -> bytes:
    """Empty functions."""
    return (
        HEADER + VOID + section(3, leb(count) + b"\0" * count) + section(10, leb(count) + b"\2\0\x0b" * count)
    )


def repeated(number: int, entry: bytes, before: bytes = b"") -> Callable[[int], bytes]:
    """Modules with a section of equal entries."""
    return lambda count: HEADER + before + section(number, leb(count) + entry * count)


class Limit(NamedTuple):
    """A limit: the module with so many things, and where the error is when there is one more."""

    most: int
    make: Callable[[int], bytes]
    offset: int
    large: bool = False
    """Accepting the largest takes seconds in plain Python."""


LIMITS = {
    "types": Limit(1_000_000, repeated(1, b"\x60\0\0"), 13, True),
    "types of a group": Limit(
        1_000_000, lambda n: HEADER + section(1, b"\x01\x4e" + leb(n) + b"\x60\0\0" * n), 15, True
    ),
    "functions": Limit(1_000_000, functions, 18, True),
    "imports": Limit(1_000_000, repeated(2, b"\0\0\0\0", VOID), 19, True),
    "exports": Limit(1_000_000, exports, 23, True),
    "globals": Limit(1_000_000, repeated(6, b"\x7f\0\x41\0\x0b"), 13, True),
    "tags": Limit(1_000_000, repeated(13, b"\0\0", VOID), 18, True),
    "tables": Limit(100_000, repeated(4, b"\x70\0\0"), 12),
    "data segments": Limit(100_000, repeated(11, b"\x01\0"), 12),
    "element segments": Limit(100_000, repeated(9, b"\x01\0\0"), 12),
    "elements": Limit(10_000_000, element_segment, 26, True),
    "memories": Limit(100, repeated(5, b"\0\0"), 11),
    "pages": Limit(65_536, lambda n: HEADER + section(5, b"\x01\0" + leb(n)), 11),
    "pages of a 64-bit memory": Limit(1 << 48, lambda n: HEADER + section(5, b"\x01\x04" + leb(n)), 11),
    "parameters": Limit(1000, lambda n: HEADER + section(1, b"\x01\x60" + leb(n) + b"\x7f" * n + b"\0"), 13),
    "results": Limit(1000, lambda n: HEADER + section(1, b"\x01\x60\0" + leb(n) + b"\x7f" * n), 14),
    "bytes of a body": Limit(7_654_321, lambda n: function(b"\x01" * (n - 2)), 24, True),
    "locals": Limit(50_000, lambda n: function(b"", b"\x01" + leb(n) + b"\x7f"), 23),
    "locals and parameters": Limit(
        50_000,
        lambda n: function(b"", b"\x01" + leb(n - 3) + b"\x7f", section(1, b"\x01\x60\3\x7f\x7f\x7f\0")),
        26,
    ),
    "br_table": Limit(65_520, lambda n: function(b"\x41\0\x0e" + leb(n) + b"\0" * (n + 1)), 30),
    "fields": Limit(10_000, lambda n: HEADER + section(1, b"\x01\x5f" + leb(n) + b"\x7f\0" * n), 14),
    "catch clauses": Limit(10_000, lambda n: function(b"\x1f\x40" + leb(n) + b"\2\0" * n + b"\x0b"), 29),
    "depth of subtypes": Limit(63, chain, 395),
    "bytes of a name": Limit(
        100_000, lambda n: HEADER + VOID + section(2, b"\x01" + leb(n) + b"a" * n + b"\0\0\0"), 19
    ),
    "bytes of the name of a custom section": Limit(
        100_000, lambda n: HEADER + section(0, leb(n) + b"a" * n), 12
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITS)
def test_one_more_is_refused_at_its_place(name: str) -> None:
    limit = LIMITS[name]
    data = limit.make(limit.most + 1)
    start = process_time()
    with pytest.raises((WasmLimitError, InvalidError), match=r"limit|at most|is above") as caught:
        validate(data)
    assert caught.value.offset == limit.offset
    assert process_time() - start < 5


@pytest.mark.parametrize("name", [name for name, limit in LIMITS.items() if not limit.large])
def test_the_largest_is_accepted(name: str) -> None:
    validate(LIMITS[name].make(LIMITS[name].most))


@pytest.mark.compiled_only
@pytest.mark.parametrize("name", [name for name, limit in LIMITS.items() if limit.large])
def test_the_largest_is_accepted_in_time(name: str) -> None:
    data = LIMITS[name].make(LIMITS[name].most)
    start = process_time()
    validate(data)
    assert process_time() - start < 12  # exports take longest: 2.3 s on one core


@pytest.mark.skipif(not supported(), reason="needs native code of this machine")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(table 10000001 funcref)", "table of 10000001 elements is too large"),
        ("(table i64 0xffffffffffffffff funcref)", "table of 18446744073709551615 elements is too large"),
        ("(memory i64 0x1000000000000)", "no memory of 281474976710656 pages"),
    ],
)
def test_what_an_instance_may_not_have(text: str, message: str) -> None:
    module = irtool.Module.from_text(f"(module {text})")
    with pytest.raises(LimitError, match=message):
        irtool.Instance(module)


# --- what modules at the limits cost ------------------------------------------------------------------

BODY = 7_654_321 - 2
GETS = b"".join(b"\x20" + leb(i) for i in range(1000))
MANY = section(1, b"\x01\x60" + leb(1000) + b"\x7f" * 1000 + leb(1000) + b"\x7f" * 1000)
TARGETS = 65_520
DEPTH = 100_000
COSTS: dict[str, Callable[[], bytes]] = {
    "nops": lambda: function(b"\x01" * BODY),
    "constants": lambda: function(b"\x41\0\x1a" * (BODY // 3)),
    "additions": lambda: function(b"\x41\0" + b"\x41\x01\x6a" * (BODY // 3 - 2) + b"\x1a"),
    "a deep stack": lambda: function(b"\x41\x01" * 1_000_000 + b"\x6a" * 999_999 + b"\x1a"),
    "targets": lambda: function(b"\x02\x40\x41\0\x0e" + leb(TARGETS) + b"\0" * (TARGETS + 1) + b"\x0b"),
    "different targets": lambda: function(
        b"\x02\x40" * (TARGETS + 1)
        + b"\x41\0\x0e" + leb(TARGETS) + b"".join(leb(i) for i in range(TARGETS + 1))
        + b"\x0b" * (TARGETS + 1)
    ),
    "parameters": lambda: function(GETS + b"\x10\0" * 100, types=MANY),
    "blocks": lambda: function(b"\x02\x40" * DEPTH + b"\x0b" * DEPTH),
    "loops": lambda: function(b"\x03\x40" * DEPTH + b"\x0b" * DEPTH),
    "ifs": lambda: function(b"\x41\0\x04\x40" * DEPTH + b"\x0b" * DEPTH),
    "blocks with branches": lambda: function(b"\x02\x40" * DEPTH + b"\x41\0\x0d\0\x0b" * DEPTH),
    "locals": lambda: function(
        b"".join(b"\x41\x01\x21" + leb(i) for i in range(50_000))
        + b"".join(b"\x20" + leb(i) + b"\x1a" for i in range(50_000)),
        b"\x01" + leb(50_000) + b"\x7f",
    ),
}  # fmt: skip
#: Seconds of the processor for all of it, and megabytes, several times what it takes.
TIME_LIMIT = 60
MEMORY_LIMIT = 3000


@pytest.mark.compiled_only
@pytest.mark.parametrize("name", COSTS)
def test_the_cost_at_the_limits(name: str) -> None:
    path = os.pathsep.join(sys.path)
    command = [sys.executable, __file__, name]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    seconds, megabytes = done.stdout.split()[-2:]
    assert float(seconds) < TIME_LIMIT, done.stdout
    assert int(megabytes) < MEMORY_LIMIT, done.stdout


def cost(name: str) -> None:
    """Validate, translate and compile a module at both levels; print seconds for each, then their sum and the
    peak in megabytes."""
    data = COSTS[name]()
    start = process_time()
    validate(data)
    print(f"validate {process_time() - start:.2f}")
    for level in ("none", "speed"):
        begin = process_time()
        settings = Settings(host_name())
        settings.apply("enable_pinned_reg")
        settings.set("opt_level", level)
        functions_ = translate_module(data)[1]
        middle = process_time()
        compile_module(functions_, make_target(host_name(), settings), settings)
        print(f"translate {middle - begin:.2f} {level} {process_time() - middle:.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{process_time() - start:.2f} {peak}")


def test_the_smallest_of_them_compile() -> None:
    for name in ("targets", "parameters"):
        try:
            validate(COSTS[name]())
        except WasmError as error:
            pytest.fail(f"{name}: {error.message}")


if __name__ == "__main__":
    cost(sys.argv[1])
