"""The subset of Python that WASI's functions are written in: compiled, functions do what they do in
Python."""

import ctypes
import random
import re
from collections.abc import Callable, Iterator

import pytest
from irtool.backends.registry import host_name
from irtool.ir.function import Function
from irtool.library.wasi import paths
from irtool.library.wasi.compiler import Compiler, NotInSubset
from irtool.runtime.jit_module import JitModule
from irtool.runtime.platform import supported

LIMIT = 5
NUMBERS = (0, 1, -1, 7, 255, 1 << 31, (1 << 63) - 1, -(1 << 63), 12345678901)


def gcd(x: int, y: int) -> int:
    while y:
        rest = x % y
        x = y
        y = rest
    return x


def mixed(x: int, y: int) -> int:
    total = 0
    for number in range(2, 40):
        if number % 3 == 0 or (number > LIMIT and not x & number):
            continue
        if number == 30 and y > 3:
            break
        elif number == 31:
            total += 1000
        total += number * x if x < y and y <= 9 else (y ^ number) | 1
    return total


def logic(x: int, y: int) -> int:
    both = x > 3 and y > 3
    either = x > 3 or not y
    return both * 4 + either * 2 + (x == y) + (~x & 8) + (-y & 16) + (x << 5) + gcd(x & 255, 12)


def nothing(x: int, y: int) -> int:
    while True:
        x += 1
        if x > y:
            return x
        if x == 0:
            break
    return 0


def with_tuple(x: int, y: int) -> int:
    a, b = x, y
    return a + b


def with_float(x: int, y: int) -> int:
    return x * 1.5


def with_unknown(x: int, y: int) -> int:
    return NUMBERS + x


def with_builtin(x: int, y: int) -> int:
    return max(x, y)


def with_keyword(x: int, y: int) -> int:
    return gcd(x, y=y)


def with_chain(x: int, y: int) -> int:
    return 1 < x < y


def functions_of(function: Callable[..., int]) -> list[Function]:
    compiler = Compiler({}, lambda data: 0)
    compiler.want(function)
    return compiler.functions()


@pytest.fixture(scope="module")
def module() -> Iterator[JitModule]:
    """The functions as machine code."""
    if not supported():
        pytest.skip(f"no native execution on {host_name()}")
    with JitModule() as made:
        for function in (mixed, logic, nothing, paths.check_utf8):
            made.define(functions_of(function))
        made.finalize()
        yield made


def test_functions_do_what_they_do_in_python(module: JitModule) -> None:
    for function in (mixed, logic):
        for x in NUMBERS:
            for y in NUMBERS:
                found = module[f"wasi_{function.__name__}"](x, y)
                assert (found - function(x, y)) % (1 << 64) == 0, (function.__name__, x, y)
    for x, y in ((3, 10), (3, 3), (-5, -2), (-5, 100), (9, 2)):
        assert module["wasi_nothing"](x, y) == nothing(x, y)


def test_functions_that_are_called_are_there_once() -> None:
    names = [str(item.name) for item in functions_of(logic)]
    assert names == ["%wasi_logic", "%wasi_gcd"]


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (with_tuple, "a, b = (x, y)"),
        (with_float, "1.5"),
        (with_unknown, "NUMBERS"),
        (with_builtin, "max"),
        (with_keyword, "gcd(x, y=y)"),
        (with_chain, "1 < x < y"),
    ],
)
def test_what_is_not_in_the_subset_is_refused(function: Callable[..., int], text: str) -> None:
    with pytest.raises(NotInSubset, match=re.escape(f": {text} is not in the subset")) as refusal:
        functions_of(function)
    line = function.__code__.co_firstlineno + 1
    assert str(refusal.value).startswith(f"{function.__name__}, line {line}: ")


def is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_utf8_is_what_python_takes_for_it(module: JitModule) -> None:
    chance = random.Random(1)
    edges = [0, 0x7F, 0x80, 0xBF, 0xC1, 0xC2, 0xE0, 0xED, 0xF0, 0xF4, 0xF5, 0x9F, 0xA0, 0x8F, 0x90, 0xFF]
    samples = [bytes([first, second]) for first in range(256) for second in edges]
    samples += [bytes(chance.choice(edges) for _ in range(chance.randrange(7))) for _ in range(20000)]
    samples += ["\u07ff\u0800\ud7ff\ue000\U00010000\U0010ffff".encode(), "x\u20acy".encode()]
    valid = 0
    for data in samples:
        buffer = ctypes.create_string_buffer(data)
        error = module["wasi_check_utf8"](ctypes.addressof(buffer), len(data))
        assert (error == 0) == is_utf8(data), data
        valid += error == 0
    assert 100 < valid < len(samples) // 2
