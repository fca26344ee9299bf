"""Damaged texts and modules: an error with a place, or a result that holds together; never anything else."""

import random
from pathlib import Path

import pytest
from irtool.frontend.wasm.errors import WasmError
from irtool.frontend.wasm.text.assemble import assemble
from irtool.frontend.wasm.text.check import check_binary
from irtool.frontend.wasm.text.lexer import Tokens
from irtool.frontend.wasm.text.print_module import module_text
from irtool.frontend.wasm.text.script import parse_script
from irtool.ir.errors import ParseError

WAT = Path(__file__).with_name("wat")
TEXTS = {path.name: path.read_bytes() for path in sorted(WAT.glob("*.wat"))}
SCRIPT = b"""(module $M (func (export "f") (param v128) (result f32) unreachable)) (register "m" $M)
(assert_return (invoke $M "f" (v128.const i32x4 1 2 3 4)) (either (f32.const nan:canonical)))
(assert_invalid (module quote "(func" ")") "x") (assert_return (get "g") (ref.null func) (ref.extern 3))"""
#: What replaces or joins tokens: the words where parsing takes a turn.
WORDS = [
    *b"( ) 0 -1 $x 0x1p3 nan module func type param result rec sub import export table elem item".split(),
    *b"offset memory data declare block if then else end loop try_table catch br_table i32.const".split(),
    *b"v128.const i8x16.shuffle i32.load offset=1 align=2 call_indirect select ref.cast ref null".split(),
    *b"any struct.get memory.copy table.init i64 shared".split(),
    b'"s"',
    b'(@name "x")',
    b'(@custom "x" (after code))',
    b'(@metadata.code.branch_hint "\\00")',
    b"(pagesize 1)",
]


def damaged_text(text: bytes, rng: random.Random) -> bytes:
    """The tokens of a text with some of them dropped, doubled, swapped or replaced."""
    tokens = Tokens(text)
    parts = [tokens.text(i) for i in range(len(tokens.kind) - 1)]
    for _ in range(rng.randint(1, 2)):
        at = rng.randrange(len(parts))
        choice = rng.randrange(5)
        if choice == 0:
            del parts[at]
        elif choice == 1:
            parts.insert(at, rng.choice(WORDS))
        elif choice == 2:
            parts[at] = rng.choice(WORDS)
        elif choice == 3:
            other = rng.randrange(len(parts))
            parts[at], parts[other] = parts[other], parts[at]
        else:
            group = i if (i := int(tokens.other[at]) if at < len(tokens.kind) else -1) > at else at
            parts[at:at] = parts[at : group + 1]
        if not parts:
            return b""
    return b" ".join(parts)


def check_text(text: bytes) -> bool:
    """Assembles a text; whether it could be."""
    try:
        assembled = assemble(text, "x.wat")
    except ParseError as error:
        assert error.place is not None
        assert error.place.line >= 1
        assert error.place.column >= 1
        return False
    try:
        printed = module_text(assembled.binary)
    except WasmError as error:
        # Text may say what no binary module may, such as a type that is not there.
        assert assembled.place(error.offset).line >= 1
        return True
    assert assemble(printed.encode(), "printed.wat").binary == assembled.binary
    return True


def run_texts(seed: int, number: int) -> int:
    rng = random.Random(seed)
    texts = list(TEXTS.values())
    return sum(check_text(damaged_text(rng.choice(texts), rng)) for _ in range(number))


def run_bytes(seed: int, number: int) -> int:
    """Texts with bytes changed, cut or repeated, as modules and as scripts."""
    rng = random.Random(seed)
    texts = [*TEXTS.values(), SCRIPT]
    good = 0
    for _ in range(number):
        text = bytearray(rng.choice(texts))
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(text))
            choice = rng.randrange(3)
            if choice == 0:
                text[at] = rng.choice(b'()$"\\;@=_.0xg \n\xff\x00{')
            elif choice == 1:
                del text[at : at + rng.randint(1, 20)]
            else:
                text[at:at] = text[at : at + rng.randint(1, 20)]
            if not text:
                break
        good += check_text(bytes(text))
        try:
            parse_script(bytes(text), "x.wast")
        except ParseError as error:
            assert error.place is not None
    return good


def run_binaries(seed: int, number: int) -> int:
    """Binary modules with bytes changed or cut, printed."""
    rng = random.Random(seed)
    modules = [assemble(text, name).binary for name, text in TEXTS.items()]
    good = 0
    for _ in range(number):
        data = bytearray(rng.choice(modules))
        for _ in range(rng.randint(1, 3)):
            data[rng.randrange(8, len(data))] = rng.randrange(256)
        if rng.random() < 0.2:
            del data[rng.randrange(8, len(data)) :]
        try:
            text = module_text(bytes(data))
        except WasmError as error:
            assert 0 <= error.offset <= len(data)
            continue
        try:
            assemble(text.encode(), "printed.wat")
        except ParseError:
            # Then the module is invalid: an `else` without an `if`, say.
            with pytest.raises(WasmError):
                check_binary(bytes(data))
            continue
        good += 1
    return good


@pytest.mark.parametrize("seed", range(4))
def test_damaged_tokens(seed: int) -> None:
    assert run_texts(seed, 150) > 2


@pytest.mark.parametrize("seed", range(3))
def test_damaged_characters(seed: int) -> None:
    assert run_bytes(seed, 120) > 2


@pytest.mark.parametrize("seed", range(3))
def test_damaged_binaries(seed: int) -> None:
    assert run_binaries(seed, 60) > 2


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 103))
def test_damage_at_length(seed: int) -> None:
    run_texts(seed, 1500)
    run_bytes(seed, 1500)
    run_binaries(seed, 1500)
