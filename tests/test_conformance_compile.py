"""Every input of the conformance corpus is compiled for the targets that it names, with both checkers on;
functions of files without run lines that use no memory but their own and call nobody compute what the
interpreter computes.

The normal run leaves out what `test_conformance.py` compiles and runs anyway, and most of `speed_and_size`.
What is refused is listed in `known_failures.py`. Which NaN an operation gives is not fixed, so NaNs are one.
"""

import contextlib
import random
from functools import cache

import pytest
from conformance_runs import CORPUS, TARGETS, corpus_files
from irtool.backends.registry import canonical_name
from irtool.compile import Session, make_target
from irtool.filetests.runner.job import Job, Options, missing_features
from irtool.ir.clone import clone_function
from irtool.ir.entities import ExtName
from irtool.ir.errors import ErrorList, IrtoolError, UnsupportedError
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import Interpreter, Outcome
from irtool.ir.opcodes import OPS
from irtool.ir.opcodes_gen import (
    EFFECT_CALL,
    EFFECT_LOAD,
    EFFECT_OTHER,
    EFFECT_STORE,
    OP_EFFECTS,
    OP_IADD,
    OP_ICONST,
    OP_STACK_ADDR,
)
from irtool.ir.text.testfile import Target, TestFile, parse_test_file
from irtool.ir.types import F16, F32, F64, F128, is_vector, lane_bits, lane_type, type_bits, type_bytes
from irtool.ir.verify.verifier import verify
from irtool.runtime.module import load
from irtool.runtime.traps import Trap
from known_failures import REFUSED_INPUTS, REFUSED_LIMIT

FILES = corpus_files()
GROUPS = 12
CALLS = 5
#: Functions that are run; fewer would mean that the selection is broken.
LEAST_RUN = 1500
LEAST_FILES = 60
#: Instructions that the interpreter may take.
FUEL = 20_000
#: Arguments and outcomes by function.
Expected = dict[str, list[tuple[list[int | bytes], Outcome]]]
_run: set[tuple[str, int, str]] = set()

pytestmark = pytest.mark.skipif(
    not FILES, reason=f"no conformance corpus at {CORPUS} (set IRTOOL_CONFORMANCE)"
)


@cache
def parsed(name: str) -> TestFile | None:
    """A file; None for one that tests errors of the reader."""
    try:
        return parse_test_file((CORPUS / name).read_text(), name)
    except IrtoolError:
        return None


def targets_of(file: TestFile) -> list[Target]:
    return [target for target in file.targets if canonical_name(target.triple) in TARGETS]


def session_for(file: TestFile, target: Target, level: str) -> tuple[Job, Session]:
    job = Job(file, file.commands[0], target, Options(opt_level=level))
    return job, Session(make_target(job.architecture, job.settings), job.settings)


def is_wrong(file: TestFile, func: Function) -> bool:
    """The file wants it refused by the verifier, or by the compiler."""
    expects = any(command.name == "compile" and "expect-fail" in command.options for command in file.commands)
    return expects or bool(verify(func, 64, True, True))


def has_command(file: TestFile, *names: str) -> bool:
    return any(command.name in names for command in file.commands)


@pytest.mark.parametrize(
    ("group", "level"),
    [
        *((group, level) for group in range(GROUPS) for level in ("none", "speed")),
        (0, "speed_and_size"),
        *(pytest.param(group, "speed_and_size", marks=pytest.mark.slow) for group in range(1, GROUPS)),
    ],
)
def test_every_input_compiles(group: int, level: str) -> None:
    problems = []
    for name in FILES[group::GROUPS]:
        file = parsed(name)
        if file is None or not file.commands:
            continue
        if level != "speed_and_size" and has_command(file, "compile", "run"):
            continue
        for target in targets_of(file):
            refused = []
            try:
                _, session = session_for(file, target, level)
                for function in file.functions:
                    if is_wrong(file, function.func):
                        continue
                    try:
                        session.compile(function.func)
                    except (UnsupportedError, ErrorList) as error:
                        refused.append(str(error))
            except UnsupportedError as error:
                refused.append(str(error))
            reason = REFUSED_INPUTS.get((name, target.triple))
            if refused and reason is None:
                problems.append(f"{name} {target.triple}: {refused[0]}")
            elif reason is not None and not refused:
                problems.append(f"{name} {target.triple} compiles: remove its row from known_failures.py")
            elif reason is not None and not all(reason in error for error in refused):
                problems.append(f"{name} {target.triple}: {refused}, not {reason}")
    assert not problems, "\n".join(problems)


def test_the_table_of_refused_inputs() -> None:
    assert len(REFUSED_INPUTS) <= REFUSED_LIMIT, "the table may only shrink"
    assert {name for name, _ in REFUSED_INPUTS} <= set(FILES)


def test_what_must_not_compile_says_why() -> None:
    """`compile expect-fail`: each function is refused, and not because of something else."""
    found = 0
    for name in ("isa/x64/big-endian.clif", "isa/aarch64/big-endian.clif"):
        file = parsed(name)
        assert file is not None
        assert "expect-fail" in file.commands[0].options
        for target in targets_of(file):
            _, session = session_for(file, target, "none")
            for function in file.functions:
                found += 1
                with pytest.raises(UnsupportedError, match="big-endian memory accesses are not supported on"):
                    session.compile(function.func)
    assert found >= 80


# --- running ---------------------------------------------------------------------------------------


def is_own_memory(func: Function, value: int) -> bool:
    """An address in a stack slot."""
    while True:
        inst = int(func.value_def[func.resolve(value)])
        if inst < 0:
            return False
        if func.op[inst] == OP_STACK_ADDR:
            return True
        if func.op[inst] != OP_IADD or func.op[int(func.value_def[func.arg(inst, 1)])] != OP_ICONST:
            return False
        value = int(func.arg(inst, 0))


def is_alone(func: Function) -> bool:
    """It needs nothing from outside: no memory but its own, no calls, no state of the machine."""
    params = [*func.signature.params, *func.signature.returns]
    if any(param.purpose != "normal" for param in params) or func.stack_limit >= 0 or func.first_block < 0:
        return False
    for block in func.block_list():
        for inst in func.inst_list(block):
            op = int(func.op[inst])
            name = OPS[op].name
            effects = int(OP_EFFECTS[op])
            if effects & (EFFECT_LOAD | EFFECT_STORE):
                places = [int(func.arg(inst, at)) for at in range(int(func.arg_count[inst]))]
                address = (
                    places[1]
                    if effects & EFFECT_STORE and not effects & EFFECT_LOAD
                    else places[:1] and places[0]
                )
                if not isinstance(address, int) or not is_own_memory(func, address):
                    return False
            elif effects & (EFFECT_CALL | EFFECT_OTHER) and name != "fence":
                return False
            if name in ("symbol_value", "func_addr", "tls_value"):
                return False
            if name in ("stack_addr", "dynamic_stack_addr") and any(
                param.ty == func.ty[inst] for param in func.signature.returns
            ):
                return False  # an address may be what is returned
            if name.startswith(("get_", "x86_")):
                return False
    return True


def arguments(func: Function, source: random.Random) -> list[int | bytes]:
    values: list[int | bytes] = []
    for param in func.signature.params:
        ty = int(param.ty)
        bits = int(lane_bits(ty))
        near = [0, 1, 2, 3, 7, (1 << bits) - 1, 1 << (bits - 1), (1 << (bits - 1)) - 1]
        floats = {
            F16: [0x3C00],
            F32: [0x3F800000, 0x4F000000],
            F64: [0x3FF8 << 48, 0x43E << 52],
            F128: [0x3FFF << 112],
        }
        lanes = []
        for _ in range(int(type_bits(ty)) // bits):
            choices = near + 2 * floats.get(int(lane_type(ty)), [])
            lanes.append(source.choice([*choices, source.getrandbits(bits), source.getrandbits(bits)]))
        if is_vector(ty):
            values.append(b"".join(lane.to_bytes(bits // 8, "little") for lane in lanes))
        else:
            values.append(lanes[0])
    return values


def comparable(func: Function, values: list[int | bytes]) -> list[object]:
    """The values, NaNs as one."""
    result: list[object] = []
    for param, value in zip(func.signature.returns, values, strict=True):
        ty = int(param.ty)
        infinity = {F16: 0x7C00, F32: 0x7F800000, F64: 0x7FF << 52, F128: 0x7FFF << 112}.get(
            int(lane_type(ty))
        )
        if infinity is None:
            result.append(value)
            continue
        size = int(lane_bits(ty)) // 8
        data = value if isinstance(value, bytes) else value.to_bytes(size, "little")
        lanes = [int.from_bytes(data[at : at + size], "little") for at in range(0, int(type_bytes(ty)), size)]
        result.append(["nan" if lane & ((1 << 8 * size - 1) - 1) > infinity else lane for lane in lanes])
    return result


def renamed(functions: list[Function]) -> list[Function]:
    """Copies with names of their own."""
    found = []
    for number, func in enumerate(functions):
        copy = clone_function(func)
        copy.name = ExtName(f"function{number}")
        found.append(copy)
    return found


@pytest.mark.parametrize(
    ("group", "level"),
    [
        *((group, "speed") for group in range(GROUPS)),
        *(pytest.param(group, "none", marks=pytest.mark.slow) for group in range(GROUPS)),
        (0, "speed_and_size"),
        *(pytest.param(group, "speed_and_size", marks=pytest.mark.slow) for group in range(1, GROUPS)),
    ],
)
def test_functions_compute_what_the_interpreter_computes(group: int, level: str) -> None:
    problems = []
    for name in FILES[group::GROUPS]:
        file = parsed(name)
        if file is None or has_command(file, "run", "interpret") or not file.commands:
            continue
        chosen = [f.func for f in file.functions if not is_wrong(file, f.func) and is_alone(f.func)]
        if not chosen:
            continue
        functions = renamed(chosen)
        machine = Interpreter(functions)
        expected: Expected = {}
        for func in functions:
            source = random.Random(f"{name} {func.name}")
            calls = expected[func.name.symbol()] = []
            for _ in range(CALLS):
                values = arguments(func, source)
                # What the interpreter cannot do, or not in time (loops without end), is left out.
                with contextlib.suppress(IrtoolError):
                    calls.append((values, machine.call(str(func.name), values, FUEL)))
        for target in targets_of(file):
            if (name, target.triple) in REFUSED_INPUTS:
                continue
            job, _ = session_for(file, target, level)
            if missing_features(job) or job.settings.get_bool("enable_pinned_reg"):
                continue
            problems += run_all(name, functions, expected, job)
    assert not problems, "\n".join(problems[:20])


def run_all(name: str, functions: list[Function], expected: Expected, job: Job) -> list[str]:
    """What differs when functions run on a target."""
    problems = []
    module = load(functions, job.architecture, job.settings)
    try:
        for number, func in enumerate(functions):
            for values, outcome in expected.get(func.name.symbol(), ()):
                if outcome.trap == "heap_oob":
                    continue  # behind a stack slot, where memory need not fault
                try:
                    got: object = comparable(func, list(module.call(func.name.symbol(), list(values))))
                except Trap as trap:
                    got = trap.code
                wanted = outcome.trap or comparable(func, list(outcome.values))
                _run.add((name, number, job.architecture))
                if got != wanted:
                    problems.append(
                        f"{name} function {number} on {job.architecture}: {values}: {got}, not {wanted}"
                    )
                    break
    finally:
        module.close()
    return problems


def test_enough_functions_are_run() -> None:
    print(f"{len(_run)} functions on a machine")
    if len({name for name, _, _ in _run}) >= LEAST_FILES:  # all groups ran in this process
        assert len(_run) >= LEAST_RUN
