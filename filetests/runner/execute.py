"""`test run` and `test interpret`: run lines against compiled code and against the interpreter.

A function is called with the arguments of each of its run lines and the results are compared bit
by bit. Code for this machine runs in the process, other code in an emulated machine; run lines mean
the same either way. Beside Cranelift's forms there is one of our own for traps:

    ; run: %f(6, 3) == 2
    ; run: %f(6, 0) traps: int_divz
"""

from collections.abc import Callable
from typing import Final

from ...ir import types
from ...ir.entities import AbiParam
from ...ir.errors import UnsupportedError
from ...ir.text.testfile import DataValue, RunCommand, TestFunction, run_commands
from .job import Job, check_backend, missing_features
from .outcome import Failure, Skip

#: Most failing run lines that are told of one function.
MOST_FAILURES: Final = 8

#: Calls a function: `(values, name of the trap code)`.
Caller = Callable[[TestFunction, RunCommand], "tuple[list[DataValue], str]"]


def run(job: Job) -> None:
    """Compile all functions, load them and execute the run lines."""
    check_backend(job)
    missing = missing_features(job)
    if missing:
        raise Skip(f"this machine lacks {', '.join(missing)}")
    if job.settings.get_bool("enable_pinned_reg"):
        raise UnsupportedError("setting enable_pinned_reg: run lines do not set up the pinned register")
    lines = [(function, run_commands(function, job.file.file)) for function in job.file.functions]
    from ...runtime.emulate import EmulationError
    from ...runtime.module import load
    from ...runtime.traps import Trap

    module = load([function.func for function in job.file.functions], job.architecture, job.settings)

    def call(function: TestFunction, line: RunCommand) -> tuple[list[DataValue], str]:
        try:
            return list(module.call(function.func.name.symbol(), list(line.args))), ""
        except Trap as trap:
            return [], trap.code
        except EmulationError as error:
            raise Failure(f"{_place(job, line)}: {call_text(function, line)}: {error}") from None

    try:
        execute_lines(job, lines, call)
    finally:
        module.close()


def interpret(job: Job) -> None:
    """Execute the run lines with the interpreter. It looks functions up by name; in a file that has no
    `test interpret` it calls the function that the line belongs to, as `test run` does."""
    from ...ir.interp.interpreter import Interpreter

    machine = Interpreter([function.func for function in job.file.functions])
    lines = [(function, run_commands(function, job.file.file)) for function in job.file.functions]
    by_name = any(command.name == "interpret" for command in job.file.commands)

    def call(function: TestFunction, line: RunCommand) -> tuple[list[DataValue], str]:
        name = line.name if by_name and line.name else str(function.func.name)
        outcome = machine.call(name, line.args)
        return outcome.values, outcome.trap

    execute_lines(job, lines, call)


def execute_lines(job: Job, lines: list[tuple[TestFunction, list[RunCommand]]], call: Caller) -> None:
    """Call and compare; raises `Failure` with the lines that fail."""
    failures: list[str] = []
    for function, commands in lines:
        count = 0
        for line in commands:
            values, trap = call(function, line)
            problem = "" if line.kind == "print" else compare(function, line, values, trap)
            if problem:
                count += 1
                if count <= MOST_FAILURES:
                    failures.append(f"{_place(job, line)}: {call_text(function, line)}: {problem}")
        if count > MOST_FAILURES:
            failures.append(f"{job.file.file}: {function.func.name}: {count - MOST_FAILURES} more lines fail")
    if failures:
        raise Failure("\n".join(failures))


def compare(function: TestFunction, line: RunCommand, values: list[DataValue], trap: str) -> str:
    """What is wrong with the outcome of a run line; empty when it is as expected."""
    returns = function.func.signature.returns
    if line.comparison == "traps":
        got = f"trap {trap}" if trap else values_text(returns, values)
        return "" if trap == line.trap else f"expected trap {line.trap}, got {got}"
    if trap:
        return f"expected {_wanted(line, returns)}, got trap {trap}"
    if line.name == "" and returns[0].ty != types.I8:
        return ""  # Cranelift's rule: the result is compared with a zero of type i8, so it differs
    if (values == line.expected) == (line.comparison == "=="):
        return ""
    return f"expected {_wanted(line, returns)}, got {values_text(returns, values)}"


def _wanted(line: RunCommand, returns: list[AbiParam]) -> str:
    return ("not " if line.comparison == "!=" else "") + values_text(returns, line.expected)


def call_text(function: TestFunction, line: RunCommand) -> str:
    """`%f(1, 2)`."""
    args = ", ".join(
        value_text(param.ty, value)
        for param, value in zip(function.func.signature.params, line.args, strict=False)
    )
    return f"{function.func.name}({args})"


def values_text(params: list[AbiParam], values: list[DataValue]) -> str:
    """One value bare, any other number in brackets."""
    texts = [value_text(param.ty, value) for param, value in zip(params, values, strict=False)]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def value_text(ty: int, value: DataValue) -> str:
    """A value as a run line would write it: vectors and large integers in hexadecimal."""
    if isinstance(value, bytes):
        return "0x" + value[::-1].hex()
    if types.is_int(ty) and value < 10000:
        return str(value)
    return f"{value:#x}"


def _place(job: Job, line: RunCommand) -> str:
    return f"{job.file.file}:{line.line}"
