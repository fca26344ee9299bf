"""What the subcommands share: arguments, input files, settings, output."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ..ir.function import Function
    from ..ir.text.testfile import TestFile
    from ..settings import Settings

LEVELS: Final = ("none", "speed", "speed_and_size")


class UsageError(Exception):
    """The command line asks for something that makes no sense; exit status 2."""


def make_parser(name: str, summary: str, doc: str) -> argparse.ArgumentParser:
    """The parser of a subcommand. `doc`, its module docstring, is shown below the options from its
    second paragraph on."""
    epilog = doc.partition("\n\n")[2].rstrip()
    return argparse.ArgumentParser(
        prog=f"irtool {name}",
        description=summary[0].upper() + summary[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


# --- arguments ------------------------------------------------------------------------------


def add_target_arguments(parser: argparse.ArgumentParser) -> None:
    """`--target`, `-O`, `--set`."""
    parser.add_argument(
        "--target", metavar="NAME", help="machine to compile for (`irtool targets`); default: this machine"
    )
    parser.add_argument("-O", dest="opt_level", choices=LEVELS, help="optimisation level; default: none")
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


def settings_from(args: argparse.Namespace) -> "Settings":
    """The settings that the options of `add_target_arguments` describe; their `target` is set."""
    from ..backends.registry import host_name
    from ..ir.errors import SettingError
    from ..settings import Settings

    settings = Settings(known_target(args.target or host_name(), args.target is not None))
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
    """A file's content; `-` is stdin."""
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def display_name(name: str) -> str:
    """How messages call an input."""
    return "<stdin>" if name == "-" else name


def read_test_file(name: str) -> "TestFile":
    """Read CLIF text, with or without a filetest header. Raises `IrtoolError`."""
    from ..ir.errors import IrtoolError, Place, UnsupportedError
    from ..ir.text.testfile import parse_test_file

    suffix = Path(name).suffix
    if suffix in (".wasm", ".wat", ".wast"):
        raise UnsupportedError(f"{suffix} files are not supported yet", Place(0, 0, name))
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


# --- output ---------------------------------------------------------------------------------


def write_output(name: str | None, data: bytes | str) -> None:
    """Write to a file, whole or not at all, or to stdout for `-` and None."""
    if name is not None and name != "-":
        from ..files import write_atomically

        write_atomically(name, data.encode() if isinstance(data, str) else data)
    elif isinstance(data, str):
        # By lines: a reader that goes away during one huge write would go unnoticed.
        sys.stdout.writelines(data.splitlines(keepends=True))
    else:
        if sys.stdout.isatty():
            raise UsageError("binary output is not written to a terminal: use -o FILE")
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
