"""Optimising every function of the conformance corpus: it verifies after each pass, and where the
interpreter can run it, edge-case arguments give the same outcome as before."""

import os
import random
from pathlib import Path

import pytest
from irtool.ir.clone import clone_function
from irtool.ir.entities import MEM_CODE_MASK
from irtool.ir.errors import IrtoolError
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import Interpreter
from irtool.ir.opcodes import OPS
from irtool.ir.text.reader import parse_functions
from irtool.ir.types import is_vector, type_bits, type_bytes
from irtool.ir.verify.verifier import verify
from irtool.passes.pipeline import Options, optimize

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("IRTOOL_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "clif"
FILES = sorted(CORPUS.rglob("*.clif"))
GROUPS = 8

pytestmark = pytest.mark.skipif(not FILES, reason=f"no conformance data at {CORPUS} (IRTOOL_CONFORMANCE)")


def read(path: Path) -> list[Function]:
    """The functions of a file that are right; files that test errors have none."""
    text = path.read_text()
    try:
        functions = parse_functions(text[text.find("\nfunction") :])
    except IrtoolError:
        return []
    return [func for func in functions if not verify(func, 64, True, True)]


def argument(rng: random.Random, ty: int) -> int | bytes:
    if is_vector(ty):
        return rng.randbytes(int(type_bytes(ty)))
    bits = int(type_bits(ty))
    top = 1 << (bits - 1)
    return rng.choice([0, 1, 2, top, top - 1, 2 * top - 1, rng.getrandbits(bits), rng.getrandbits(bits)])


def trusts_memory(functions: list[Function]) -> bool:
    """Whether some access promises not to fault: with a random address it may break that promise,
    and then passes owe nothing."""
    return any(
        OPS[int(func.op[inst])].format in ("load", "store") and func.flags[inst] & MEM_CODE_MASK == 0
        for func in functions
        for block in func.block_list()
        for inst in func.inst_list(block)
    )


def outcome(functions: list[Function], name: str, arguments: list[int | bytes]) -> object:
    """What a call gives; None when it cannot be run or has no defined outcome."""
    try:
        result = Interpreter(functions).call(name, arguments, 20_000)
    except (IrtoolError, NotImplementedError):
        return None
    if result.trap and trusts_memory(functions):
        return None
    return (list(result.values), result.trap)


@pytest.mark.parametrize("group", range(GROUPS))
def test_optimised_corpus(group: int) -> None:
    compared = 0
    for path in FILES[group::GROUPS]:
        functions = read(path)
        optimised = [clone_function(func) for func in functions]
        for func in optimised:
            try:
                optimize(func, "speed", Options(verify=True))
            except Exception as error:
                raise AssertionError(f"{path.name}: {func.name}") from error
        rng = random.Random(group)
        for func in functions:
            if func.first_block < 0:
                continue
            arguments = [argument(rng, param.ty) for param in func.signature.params]
            before = outcome(functions, func.name.symbol(), arguments)
            if before is not None:
                compared += 1
                after = outcome(optimised, func.name.symbol(), arguments)
                assert after == before, f"{path.name}: {func.name}{arguments}"
    assert compared > 0
