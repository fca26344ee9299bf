"""What the subcommands share: arguments, input files, settings, output."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from .usage import UsageError as UsageError
from .usage import refuse_options as refuse_options

if TYPE_CHECKING:
    from ..ir.function import Function
    from ..ir.text.testfile import TestFile
    from ..settings import Settings

LEVELS: Final = ("none", "speed", "speed_and_size")


def make_parser(name: str, summary: str, doc: str) -> argparse.ArgumentParser:
    """The parser of a subcommand. `doc`, its module docstring, is shown below the options from its
    second paragraph on."""
    epilog = doc.partition("\n\n")[2].rstrip()
    return argparse.ArgumentParser(
        prog=f"irtool {name}",
        description=summary[0].upper() + summary[1:] + ".",
        epilog=epilog,
        formatter_class=_Formatter,
        allow_abbrev=False,
    )


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help of the terminal's width, which is found without `shutil`: parsers make a formatter for each
    argument, and importing that for it takes milliseconds."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    """Columns of the terminal, as `shutil.get_terminal_size` finds them."""
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(1).columns or 80
    except (OSError, ValueError):
        return 80


# --- arguments ------------------------------------------------------------------------------


def add_target_arguments(parser: argparse.ArgumentParser) -> None:
    """`--target`, `-O`, `--set`."""
    parser.add_argument(
        "--target",
        metavar="NAME",
        help="machine to compile for (`irtool targets`), `native`: this one with all that its processor has; "
        "default: this machine",
    )
    parser.add_argument(
        "-O", "--opt-level", dest="opt_level", choices=LEVELS, help="optimisation level; default: none"
    )
    parser.add_argument(
        "--set",
        dest="settings",
        metavar="NAME[=VALUE]",
        action="append",
        default=[],
        help="a setting, target flag or preset (`irtool targets --settings`); may be repeated",
    )


def add_output_argument(parser: argparse.ArgumentParser, default: str) -> None:
    """`-o`."""
    parser.add_argument(
        "-o", "--output", metavar="OUT", help=f"file to write, - for stdout; default: {default}"
    )


def settings_from(args: "argparse.Namespace | SimpleNamespace") -> "Settings":
    """The settings that the options of `add_target_arguments` describe; their `target` is set."""
    from ..backends.host_features import NATIVE
    from ..backends.registry import host_name
    from ..ir.errors import SettingError
    from ..settings import Settings

    native = args.target == NATIVE
    name = host_name() if native else args.target or host_name()
    settings = Settings(known_target(name, not native and args.target is not None))
    if native:
        settings.apply(NATIVE)
    try:
        if args.opt_level:
            settings.set("opt_level", args.opt_level)
        for text in args.settings:
            settings.apply(text)
    except SettingError as error:
        raise UsageError(f"--set: {error.message}") from None
    return settings


def known_target(name: str, given: bool = True) -> str:
    """The target meant by a name that was `given`, or that is the name of this machine.

    Raises `UsageError` when there is none."""
    from ..backends.registry import canonical_name, target_names

    target = canonical_name(name)
    if target not in target_names():
        known = ", ".join(target_names())
        if given:
            raise UsageError(f"unknown target {name!r}; known targets: {known}")
        raise UsageError(f"this machine ({name}) is no target: use --target with one of {known}")
    return target


# --- input ----------------------------------------------------------------------------------


def read_bytes(name: str) -> bytes:
    """A file's content; `-` is stdin. Raises `OSError` with the name."""
    from ..files import read_bounded, read_input

    if name != "-":
        return read_input(name)
    try:
        return read_bounded(sys.stdin.buffer)
    except OSError as error:
        raise OSError(error.errno, error.strerror, display_name(name)) from None


def display_name(name: str) -> str:
    """How messages call an input."""
    return "<stdin>" if name == "-" else name


def read_test_file(name: str, data: bytes | None = None) -> "TestFile":
    """Read CLIF text, with or without a filetest header; `data` is the content if it has been read.

    Raises `IrtoolError`."""
    from ..ir.errors import IrtoolError, Place, UnsupportedError
    from ..ir.text.testfile import parse_test_file

    suffix = os.path.splitext(name)[1]
    if suffix in (".wasm", ".wat", ".wast"):
        raise UnsupportedError(f"CLIF text is wanted here, not {suffix} files", Place(0, 0, name))
    if data is None:
        data = read_bytes(name)
    shown = display_name(name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise IrtoolError("not UTF-8 text", Place(line, column, shown)) from None
    file = parse_test_file(text, shown)
    if not file.functions:
        raise IrtoolError("no function in this file", Place(0, 0, shown))
    return file


def read_functions(name: str) -> "list[Function]":
    """The functions of a CLIF file. Raises `IrtoolError`."""
    return [function.func for function in read_test_file(name).functions]


def verify_functions(funcs: "list[Function]", file: str, settings: "Settings | None" = None) -> None:
    """Verify all; raises `ErrorList` with every error, each with its place. Without settings, opcodes
    that need one are right."""
    from ..ir.errors import ErrorList, IrtoolError
    from ..ir.verify.verifier import verify

    pinned = settings is None or settings.get_bool("enable_pinned_reg")
    pointers = settings is None or settings.get_bool("preserve_frame_pointers")
    errors: list[IrtoolError] = []
    for func in funcs:
        errors += verify(func, enable_pinned_reg=pinned, preserve_frame_pointers=pointers)
    if errors:
        name_file(errors, file)
        raise ErrorList(errors)


def name_file(errors: "list[Any]", file: str) -> None:
    """Put the file's name into the place of errors that lack it."""
    from ..ir.errors import Place

    for error in errors:
        place = error.place if error.place is not None else Place()
        if not place.file:
            error.place = Place(place.line, place.column, file)


def pick_function(funcs: "list[Function]", name: str | None, file: str) -> "Function":
    """The function called `name` (with or without `%`), or the only one."""
    from ..ir.errors import IrtoolError, Place

    if name is None:
        if len(funcs) == 1:
            return funcs[0]
        names = ", ".join(str(func.name) for func in funcs)
        raise UsageError(f"{file} has several functions: say which with --invoke or --function ({names})")
    for func in funcs:
        if name in (str(func.name), func.name.symbol()):
            return func
    names = ", ".join(str(func.name) for func in funcs)
    raise IrtoolError(f"no function {name!r}; there are: {names}", Place(0, 0, file))


def for_each_file(names: Iterable[str], check: Callable[[str], object]) -> int:
    """Call `check` with each file and print what it raises; 1 when it raised anything, else 0."""
    from ..ir.errors import IrtoolError

    status = 0
    for name in names:
        try:
            check(name)
        except IrtoolError as error:
            print(error.render(display_name(name)), file=sys.stderr)
            status = 1
        except OSError as error:
            print(f"{error.filename or display_name(name)}: error: {error.strerror}", file=sys.stderr)
            status = 1
    return status


# --- output ---------------------------------------------------------------------------------


def check_output(name: str | None, inputs: Iterable[str]) -> None:
    """Refuse a file that `write_output` would refuse, before the work is done. Raises `OSError`."""
    if name is not None and name != "-":
        from .. import files

        files.check_output(name, (each for each in inputs if each != "-"))


def write_output(name: str | None, data: bytes | str, inputs: Iterable[str]) -> None:
    """Write to a file, whole or not at all, or to stdout for `-` and None.

    Raises `OSError`; also for a file that is one of the `inputs`, which are never overwritten."""
    if name is not None and name != "-":
        from ..files import write_atomically

        content = data.encode() if isinstance(data, str) else data
        write_atomically(name, content, (each for each in inputs if each != "-"))
    elif isinstance(data, str):
        # By lines: a reader that goes away during one huge write would go unnoticed.
        sys.stdout.writelines(data.splitlines(keepends=True))
    else:
        if sys.stdout.isatty():
            raise UsageError("binary output is not written to a terminal: use -o FILE")
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
