"""Bodies made to be slow or large: deep nesting, many locals, many branches. Each ends soon or is refused."""

import pytest
from irtool.frontend.wasm import translate_module, validate
from irtool.ir.errors import LimitError
from test_wasm_opcodes import leb, section

LOCALS = b"\x01" + leb(50_000) + b"\x7f"
SETS = b"".join(b"\x41\x01\x21" + leb(i) for i in range(50_000))
GETS = b"".join(b"\x20" + leb(i) + b"\x1a" for i in range(50_000))


def module_of(body: bytes, locals_: bytes = b"\x00", functions: int = 1) -> bytes:
    """A module of equal functions."""
    code = locals_ + body + b"\x0b"
    return b"".join(
        (
            b"\0asm\x01\0\0\0",
            section(1, b"\x01\x60\x00\x00"),
            section(3, leb(functions) + b"\x00" * functions),
            section(10, leb(functions) + (leb(len(code)) + code) * functions),
        )
    )


def nested(count: int) -> list[tuple[str, bytes, bytes]]:
    """Bodies of about `count` instructions that must translate."""
    one = b"\x01\x01\x7f"
    return [
        ("blocks", b"\x02\x40" * count + b"\x0b" * count, b"\x00"),
        ("branches", b"\x02\x40" * count + b"\x41\x00\x0d\x00\x41\x00\x0d\x01\x0b" * count, b"\x00"),
        ("loops", b"\x03\x40" * count + b"\x41\x00\x21\x00" + b"\x20\x00\x0d\x00\x0b" * count, one),
        ("ifs", b"\x41\x00\x04\x40" * count + b"\x0b" * count, b"\x00"),
        ("row of loops", b"\x03\x40\x20\x00\x21\x01\x41\x00\x0d\x00\x0b" * count, b"\x01\x02\x7f"),
        ("row of blocks", b"\x02\x40\x20\x00\x0d\x00\x41\x01\x21\x00\x0b" * count, one),
    ]


NAMES = [name for name, _, _ in nested(0)]


@pytest.mark.parametrize("name", NAMES)
def test_nesting_and_rows(name: str) -> None:
    body, locals_ = next((body, locals_) for item, body, locals_ in nested(2_000) if item == name)
    data = module_of(body, locals_)
    validate(data)
    translate_module(data)


@pytest.mark.compiled_only
@pytest.mark.parametrize("name", NAMES)
def test_cost_grows_with_the_size(name: str) -> None:
    from time import process_time

    times = []
    for count in (20_000, 80_000):
        body, locals_ = next((body, locals_) for item, body, locals_ in nested(count) if item == name)
        data = module_of(body, locals_)
        start = process_time()
        translate_module(data)
        times.append(process_time() - start)
    assert times[1] < 4 * 2.5 * times[0] + 0.05


@pytest.mark.compiled_only
@pytest.mark.parametrize(
    "body",
    [
        b"\x02\x40" + b"\x41\x00\x0d\x00" * 200_000 + GETS + b"\x0b",
        b"\x02\x40\x41\x00\x0d\x00\x0b" * 200_000 + GETS,
        b"\x03\x40" + GETS + SETS + b"\x41\x00\x0d\x00" * 200_000 + b"\x0b",
    ],
    ids=["branches", "joins", "loop"],
)
def test_blocks_times_locals_is_refused_in_time(body: bytes) -> None:
    data = module_of(body, LOCALS)
    validate(data)
    with pytest.raises(LimitError, match="function u0:0 has too many"):
        translate_module(data)


def test_functions_cost_nothing_for_locals_they_do_not_use() -> None:
    translate_module(module_of(b"\x20\xcf\x86\x03\x1a", LOCALS, functions=300))


@pytest.mark.compiled_only
def test_a_table_of_branches_with_many_operands_is_refused() -> None:
    results = 1000
    types = b"\x02\x60\x00\x00\x60\x00" + leb(results) + b"\x7f" * results
    constants = b"\x41\x00" * results
    table = b"\x41\x00\x0e" + leb(65_000) + b"\x00" * 65_001
    body = b"\x02\x01" + (b"\x02\x01" + constants + table + b"\x0b" + b"\x1a" * results) * 2
    code = b"\x00" + body + constants + b"\x0b" + b"\x1a" * results + b"\x0b"
    data = b"".join(
        (
            b"\0asm\x01\0\0\0",
            section(1, types),
            section(3, b"\x01\x00"),
            section(10, b"\x01" + leb(len(code)) + code),
        )
    )
    validate(data)
    with pytest.raises(LimitError, match="too many operands"):
        translate_module(data)
