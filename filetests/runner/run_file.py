"""Runs one filetest: all its commands that the options select, one record per command and target.

    test compile                    two records, `compile` for either target; `cat` has one, since it
    test cat                        knows no machine
    target x86_64
    target aarch64

With `--bless` the texts that commands have made replace those of the file, once all are there and none has
failed.
"""

import time
from collections.abc import Callable
from pathlib import Path

from ...backends.registry import canonical_name
from ...files import read_input
from ...ir.errors import ErrorList, IrtoolError, Place, UnsupportedError
from ...ir.text.testfile import Command, Setting, Target, TestFile, parse_test_file
from .bless import BlessError, bless_file
from .commands import COMMANDS, verify_all
from .directives import near_directives
from .job import Job, Options, check_architecture
from .outcome import FAIL, PASS, SKIP, UNSUPPORTED, WARNING, Failure, Result, Skip, merge


def run_file(
    path: str, options: Options | None = None, on_record: Callable[[Result], None] | None = None
) -> list[Result]:
    """All commands of one file that the options select, in this process.

    `on_record` is told of each run as it ends."""
    options = options if options is not None else Options()
    start = time.perf_counter()
    try:
        text = read_input(path).decode().replace("\r\n", "\n")
        file = parse_test_file(text, path)
    except (IrtoolError, OSError, UnicodeDecodeError) as error:
        message = error.render(path) if isinstance(error, IrtoolError) else f"{path}: error: {_reason(error)}"
        return failed_records(path, options, message, time.perf_counter() - start)
    if not file.commands:
        return [Result(path, "parse", "", FAIL, f"{path}: no `test` line", time.perf_counter() - start)]
    if options.for_target:
        triple, *flags = options.for_target.split()
        settings = [Setting(*_assignment(flag), 0, 0) for flag in flags]
        file.targets = [Target(triple, file.settings, settings, 0)]
    results = _slips(file, options)
    blessed: dict[int, list[str]] = {}
    for command, target in _schedule(file, options):
        result, new_text = _run_one(file, command, target, options)
        results.append(result)
        if on_record is not None:
            on_record(result)
        for index, lines in new_text.items():
            if blessed.setdefault(index, lines) != lines:
                message = f"{path}: two commands expect different text of the same function: split the file"
                results.append(result._replace(outcome=FAIL, message=message, seconds=0.0))
    if blessed and options.bless and all(result.outcome != FAIL for result in results):
        try:
            bless_file(path, text, file, blessed)
        except (BlessError, OSError) as error:
            message = f"{path}: {_reason(error)}"
            results.append(results[-1]._replace(outcome=FAIL, message=message, seconds=0.0))
    return merge(results)


def _assignment(flag: str) -> tuple[str, str | None]:
    name, equals, value = flag.partition("=")
    return name, value if equals else None


def _slips(file: TestFile, options: Options) -> list[Result]:
    """A record of the comments that nearly are directives, if the options ask for it and there are any."""
    if not options.slips:
        return []
    strict = options.slips == "strict"
    lines = [f"{place}: {'error' if strict else 'warning'}: {text}" for place, text in near_directives(file)]
    outcome = FAIL if strict else WARNING
    return [Result(file.file, "comments", "", outcome, "\n".join(lines), 0.0)] if lines else []


def _schedule(file: TestFile, options: Options) -> list[tuple[Command, Target | None]]:
    """The runs of a file: each command once, or once for each target."""
    runs: list[tuple[Command, Target | None]] = []
    only = file.targets[0] if len(file.targets) == 1 else None
    commands = list(file.commands)
    if options.interpret and not any(command.name == "interpret" for command in commands):
        commands += [Command("interpret", [], command.line) for command in commands if command.name == "run"]
    for command in commands:
        if options.commands and command.name not in options.commands:
            continue
        row = COMMANDS.get(command.name)
        if row is None or row.needs_target:
            runs += [(command, target) for target in file.targets if _selected(target, options)]
            if not file.targets and not options.targets:
                runs.append((command, None))
        elif not options.targets:
            runs.append((command, only))
    return runs


def _selected(target: Target, options: Options) -> bool:
    return not options.targets or canonical_name(target.triple) in options.targets


def _run_one(
    file: TestFile, command: Command, target: Target | None, options: Options
) -> tuple[Result, dict[int, list[str]]]:
    """Run one command for one target; its record and the text to write when blessing."""
    start = time.perf_counter()
    outcome = PASS
    message = ""
    blessed: dict[int, list[str]] = {}
    row = COMMANDS.get(command.name)
    try:
        if row is None:
            raise IrtoolError(f"unknown test command {command.name!r}", Place(command.line, 1))
        unknown = [name for name in command.options if name not in row.options]
        if unknown:
            raise IrtoolError(f"unknown option {unknown[0]!r} of test {command.name}", Place(command.line, 1))
        if row.needs_target and target is None:
            raise IrtoolError(f"test {command.name} needs a `target` line", Place(command.line, 1))
        job = Job(file, command, target, options)
        if row.needs_target:
            check_architecture(job)
        if row.verifies:
            verify_all(job)
            job.settings.set("enable_verifier", False)
        row.run(job)
        blessed = job.blessed
    except Skip as skip:
        outcome, message = SKIP, str(skip)
    except Failure as failure:
        outcome, message = FAIL, str(failure)
    except IrtoolError as error:
        outcome = UNSUPPORTED if is_unsupported(error) else FAIL
        message = error.render(file.file)
    except Exception as error:  # a bug of irtool is a failing test, not the end of the run
        outcome, message = (
            FAIL,
            f"{file.file}: internal error: {_where(error)}{type(error).__name__}: {error}",
        )
    needs_target = row is None or row.needs_target
    name = target.triple if target is not None and needs_target else ""
    seconds = time.perf_counter() - start
    return Result(file.file, command.name, name, outcome, message, seconds), blessed


def _reason(error: Exception) -> str:
    """What an error says, without the name of the file."""
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8 text"
    return str(error.strerror or error) if isinstance(error, OSError) else str(error)


def is_unsupported(error: IrtoolError) -> bool:
    """Whether nothing but unsupported features stands in the way."""
    if isinstance(error, ErrorList):
        return bool(error.errors) and all(isinstance(item, UnsupportedError) for item in error.errors)
    return isinstance(error, UnsupportedError)


def _where(error: Exception) -> str:
    """Place in irtool's source where an unexpected exception came up."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}: " if frames else ""


def failed_records(path: str, options: Options, message: str, seconds: float = 0.0) -> list[Result]:
    """Records of a file that cannot be read or that crashed: its header may still say what should
    have run."""
    try:
        lines = read_input(path).decode(errors="replace").split("\nfunction", 1)[0].splitlines()
    except OSError:
        lines = []
    words = [line.split() for line in lines]
    header = TestFile(path)
    header.commands = [Command(line[1], [], 0) for line in words if line[:1] == ["test"] and len(line) > 1]
    header.targets = [
        Target(line[1], [], [], 0) for line in words if line[:1] == ["target"] and len(line) > 1
    ]
    runs = _schedule(header, options)
    if not runs:
        return [] if header.commands else [Result(path, "parse", "", FAIL, message, seconds)]
    results = []
    for command, target in runs:
        row = COMMANDS.get(command.name)
        name = target.triple if target is not None and (row is None or row.needs_target) else ""
        results.append(Result(path, command.name, name, FAIL, message, seconds / len(runs)))
    return merge(results)
