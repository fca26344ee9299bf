"""Attacks on the WebAssembly front end, in a process of their own with limits of time and memory.

    python tests/wasm_fuzz.py KIND FIRST COUNT     seeds FIRST to FIRST + COUNT - 1 of a kind

Kinds:

    damage     a module of the corpus is damaged: irtool and wasmtime must agree whether it is valid, whatever
               features are on; an error has an offset in the module; what is valid is translated
    mutate     a module is changed without changing what it computes: results stay those of the original
    random     a random module gives the results of wasmtime
    exceptions a random module with exceptions is translated

The corpus are the texts of the tree, modules of the test suite (`IRTOOL_CONFORMANCE`) and all `.wasm` files
of a folder that `IRTOOL_WASM_MODULES` names. Exit status 1 and a line per seed say what went wrong.
`test_wasm_fuzz.py` runs this.
"""

import faulthandler
import os
import random
import resource
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from irtool.backends.registry import host_name
from irtool.compile import compile_module, make_target
from irtool.filetests.programs.wasm_damage import damage
from irtool.filetests.programs.wasm_modules import FEATURES, RandomModule
from irtool.filetests.programs.wasm_mutate import mutate
from irtool.frontend.wasm.errors import WasmError
from irtool.frontend.wasm.text.assemble import assemble
from irtool.frontend.wasm.text.script import ModuleCommand, parse_script
from irtool.frontend.wasm.translate import translate
from irtool.frontend.wasm.tunables import Tunables
from irtool.frontend.wasm.validation import validate
from irtool.ir.errors import ErrorList, IrtoolError, LimitError, ParseError, UnsupportedError
from irtool.settings import Settings
from wasm_judge import SWITCHES, Call, Run, calls_of, closed, feature_bits, ours, their_error, theirs

ROOT = Path(__file__).resolve().parent.parent
#: Seconds for one case, and bytes of writable memory.
CASE_LIMIT = 60
MEMORY_LIMIT = 3 << 30
#: Larger modules of the corpus are left to the long mode.
SIZE_LIMIT = 6_000
#: What wasmtime may run before a call is left out, in its units.
FUEL = 200_000
#: Accept or reject otherwise than wasmtime, each with its reason: words of our error.
EXPLAINED = {
    "tail_call and function_references support is not enabled": "return_call_ref needs both here, in "
    "wasmtime function references only",
}


#: What a check gives for a case that cannot be compiled.
SKIPPED = "skipped"


def unsupported(error: IrtoolError) -> bool:
    """Whether something cannot be compiled, or is too large for that, and says so."""
    errors = error.errors if isinstance(error, ErrorList) else [error]
    return all(isinstance(item, UnsupportedError | LimitError) for item in errors)


# --- the corpus ---------------------------------------------------------------------------------------


def texts() -> list[bytes]:
    """Modules of the tree."""
    files = [*sorted((ROOT / "tests" / "wat").glob("*.wat")), *sorted((ROOT / "examples").glob("*.wat"))]
    return [assemble(path.read_bytes(), path.name).binary for path in files]


def suite_modules(rng: random.Random, files: int) -> Iterator[bytes]:
    """Valid modules of some scripts of the test suite."""
    folder = os.environ.get("IRTOOL_CONFORMANCE", str(ROOT.parent / "shared" / "conformance"))
    scripts = [path for path in sorted(Path(folder, "wasm").rglob("*.wast")) if path.stat().st_size < 60_000]
    for path in rng.sample(scripts, min(files, len(scripts))):
        for command in parse_script(path.read_bytes(), path.name):
            if isinstance(command, ModuleCommand):
                try:
                    binary = command.module.assemble().binary
                    validate(binary)
                except (ParseError, WasmError):
                    continue
                yield binary


def corpus(seed: int, files: int) -> list[bytes]:
    """Modules to start from; large ones more often than their number says."""
    found = texts() + list(suite_modules(random.Random(seed), files))
    folder = os.environ.get("IRTOOL_WASM_MODULES")
    if folder:
        found += [path.read_bytes() for path in sorted(Path(folder).glob("*.wasm"))]
    found += [RandomModule(seed + i, 3, 20).encode() for i in range(8)]
    small = [data for data in found if len(data) < SIZE_LIMIT or folder]
    return small + [data for data in small if len(data) > 200] * 3


# --- cases ----------------------------------------------------------------------------------------------


def check_damage(seed: int, modules: list[bytes]) -> str:
    """One damaged module; what is wrong, empty for nothing."""
    rng = random.Random(seed)
    data, kind = damage(rng.choice(modules), rng)
    off = closed([rng.choice(list(SWITCHES))] if rng.random() < 0.3 else [])
    features = feature_bits(off)
    message = ""
    try:
        validate(data, features)
    except WasmError as error:
        message = error.message
        if not 0 <= error.offset <= len(data):
            return f"{kind}: offset {error.offset} is not in the module: {message}"
    refusal = their_error(data, off)
    if bool(message) != bool(refusal) and not any(text in message for text in EXPLAINED):
        return f"{kind} without {sorted(off)}: ours: {message or 'valid'}; wasmtime: {refusal or 'valid'}"
    if not message:
        try:
            functions = translate(data, features)
            if rng.random() < 0.2:
                settings = Settings(host_name())
                settings.apply("enable_pinned_reg")
                compile_module(functions, make_target(host_name(), settings), settings)
        except IrtoolError as error:
            if not unsupported(error):
                raise
    return ""


def check_mutation(seed: int, modules: list[bytes]) -> str:
    """One mutated module."""
    rng = random.Random(seed)
    original = rng.choice(modules)
    if their_error(original):
        return ""
    data, names = mutate(original, rng, rng.randint(1, 6))
    try:
        validate(data)
    except WasmError as error:
        return f"{names}: refused: {error.render()}"
    refusal = their_error(data)
    if refusal:
        return f"{names}: wasmtime refuses it: {refusal}"
    calls = calls_of(original)
    expected = theirs(original, calls, FUEL)
    if expected is None or not calls:
        return ""
    # What runs too long or out of stack, and all behind it, is left out.
    bad = next((i for i, item in enumerate(expected.results) if item in ("fuel", "stack")), len(calls))
    calls = calls[:bad]
    if bad < len(expected.results):
        expected = theirs(original, calls, FUEL)
        assert expected is not None
    changed = theirs(data, calls)
    if changed != expected:
        return f"{names}: the mutation is wrong: {difference(calls, changed, expected)}"
    for level in ("none", "speed"):
        try:
            found = ours(data, calls, level, native=rng.random() < 0.7)
        except IrtoolError as error:
            if not unsupported(error):
                raise
            return SKIPPED
        if found != expected:
            return f"{names} {level}: {difference(calls, found, expected)}"
    return ""


def difference(calls: list[Call], found: Run | None, expected: Run | None) -> str:
    """Where two runs differ."""
    if found is None or expected is None:
        return f"ours {found}, wasmtime {expected}"
    for call, mine, other in zip(calls, found.results, expected.results, strict=False):
        if mine != other:
            return f"{call}: ours {mine}, wasmtime {other}"
    if found.memory != expected.memory:
        at = next(
            (i for i, (x, y) in enumerate(zip(found.memory, expected.memory, strict=False)) if x != y), -1
        )
        return f"memory differs at {at} of {len(found.memory)} and {len(expected.memory)}"
    return f"ours {found.results}, wasmtime {expected.results}"


#: Arguments of the exports of random modules.
ARGUMENTS = {
    "i": (0, 1, -1, 77, 1 << 16, -(1 << 31)),
    "I": (0, 1, -1, 1 << 32, -(1 << 63), 12345678901),
    "f": (0.0, -0.0, 1.5, -1e30, float("inf"), float("nan")),
    "F": (0.0, -0.0, 1.5, -1e300, float("-inf"), float("nan")),
}


def random_calls(exports: dict[str, str], rng: random.Random) -> list[Call]:
    """Calls of the functions of a random module, and what is to be compared in the end."""
    calls = []
    for name, text in exports.items():
        for _ in range(2):
            params = text.partition(">")[0]
            calls += [Call("refuel", ()), Call(name, tuple(rng.choice(ARGUMENTS[p]) for p in params))]
    return [*calls, Call("dump", ())]


#: Ways of checking accesses that random modules are compiled with: the usual one most often.
TUNABLES = (
    None,
    None,
    Tunables(guard_pages=False),
    Tunables(guard_pages=False, spectre_heap=False, spectre_table=False),
    Tunables(memory_guard=1 << 16),
)


def check_random(seed: int, _: list[bytes]) -> str:
    """One random module."""
    rng = random.Random(seed)
    features = tuple(name for name in FEATURES if rng.random() < 0.8)
    module = RandomModule(seed, rng.randint(4, 6), rng.choice((10, 25, 40)), features)
    data = module.encode()
    validate(data)
    calls = random_calls(module.exports, rng)
    expected = theirs(data, calls)
    for level in ("none", "speed"):
        tunables = rng.choice(TUNABLES)
        try:
            found = ours(data, calls, level, tunables, rng.random() < 0.7)
        except IrtoolError as error:
            if not unsupported(error):
                raise
            return SKIPPED
        if found != expected:
            return f"{level} {vars(tunables) if tunables else ''}: {difference(calls, found, expected)}"
    return ""


def check_exceptions(seed: int, _: list[bytes]) -> str:
    """One random module with exceptions."""
    data = RandomModule(seed, 5, 30, (*FEATURES, "exceptions")).encode()
    refusal = their_error(data)
    translate(data)
    return f"wasmtime refuses it: {refusal}" if refusal else ""


CHECKS: dict[str, Callable[[int, list[bytes]], str]] = {
    "damage": check_damage,
    "mutate": check_mutation,
    "random": check_random,
    "exceptions": check_exceptions,
}


def main(kind: str, first: int, count: int) -> int:
    """Run cases; how many failed, at most 100."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))
    modules = corpus(first, 4 + count // 50) if kind in ("damage", "mutate") else []
    bad = skipped = 0
    for seed in range(first, first + count):
        print(f"seed {seed}", flush=True)
        faulthandler.dump_traceback_later(CASE_LIMIT, exit=True)
        try:
            problem = CHECKS[kind](seed, modules)
        except (Exception, IrtoolError):
            problem = traceback.format_exc()
        skipped += problem == SKIPPED
        if problem and problem != SKIPPED:
            print(f"FAILED {kind} {seed} (corpus {first} {count}): {problem}", flush=True)
            bad += 1
    faulthandler.cancel_dump_traceback_later()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{count} cases, {bad} failed, {skipped} skipped, peak {peak} MB")
    return min(bad, 100)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
