"""`irtool compile` of a WebAssembly module to a library for C programs, or to a program (docs/objects.md)."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from .common import UsageError, check_output, write_output
from .compile_image import image_of_library
from .progress import Progress
from .usage import directories
from .wasm_input import features_from

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ..library.build import Library, LineOptions
    from ..settings import Settings

#: Kinds of output by what `--emit` calls them.
LINKED = ("lib", "so", "exe")


def add_library_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of libraries."""
    parser.add_argument("--header", metavar="HEADER", help="of a library: write its C header, too")
    parser.add_argument("--cpp-header", metavar="HEADER", help="with --header: a class for C++17")
    parser.add_argument("--prefix", metavar="NAME", help="of a library: begin of its C names (default: FILE)")
    parser.add_argument("--wasi", action="store_true", help="of a library: with the functions of WASI in it")
    parser.add_argument(
        "--guard-pages", action="store_true", help="of a library: bounds by faults and a signal handler"
    )
    parser.add_argument(
        "--no-image",
        action="store_true",
        help="of a library: without the code that `irtool run` and Module.load take",
    )
    parser.add_argument(
        "--linker",
        choices=("auto", "system", "own"),
        default="auto",
        help="of a shared library: lld or ld if there is one (auto), only these, or irtool itself",
    )
    parser.add_argument(
        "--soname", metavar="NAME", help="of a shared library: its name for the dynamic loader"
    )
    parser.add_argument(
        "--dir",
        metavar="HOST[::GUEST]",
        action="append",
        default=[],
        help="with --emit exe: a directory for the program, unless IRTOOL_DIRS is set when it starts",
    )


def output_kind(args: argparse.Namespace) -> str:
    """What is to be written: `--emit`, or a library when an option or the output's name says so; nothing when
    it depends on the input.

    Raises `UsageError` for options that contradict each other."""
    about = _library_options(args)
    kind: str = args.emit or ("lib" if about else "")
    if kind in ("", "lib") and args.output is not None and args.output.endswith(".so"):
        kind = "so"
    if kind == "header":
        about = [option for option in about if option not in ("--prefix", "--wasi")]
    if about and kind not in LINKED:
        raise UsageError(f"{about[0]} is about a library, which --emit {kind} does not make")
    if kind == "exe" and (args.header or args.cpp_header or args.prefix or args.wasi):
        raise UsageError(f"{about[0]} is about a library, which --emit exe does not make")
    if args.dir and kind != "exe":
        raise UsageError("--dir is about a program, which only --emit exe makes")
    directories(args.dir, commas=False)
    if args.no_image and kind != "lib":
        raise UsageError(f"--no-image is about an object file, which --emit {kind} does not make")
    if args.cpp_header and not args.header:
        raise UsageError("--cpp-header needs --header, which it includes")
    if args.soname == "":
        raise UsageError("--soname is empty")
    for option, given in (("--linker", args.linker != "auto"), ("--soname", args.soname is not None)):
        if given and kind != "so":
            raise UsageError(
                f"{option} is about a shared library, which --emit {kind or 'obj'} does not make"
            )
    return kind


def _library_options(args: argparse.Namespace) -> list[str]:
    """The options that were given of those about libraries of modules."""
    given = (
        ("--header", args.header),
        ("--cpp-header", args.cpp_header),
        ("--prefix", args.prefix),
        ("--wasi", args.wasi),
        ("--guard-pages", args.guard_pages),
        ("--no-image", args.no_image),
    )
    return [option for option, value in given if value]


def refuse_for_clif(args: argparse.Namespace) -> None:
    """Raises `UsageError` for what only modules can become, and for options about that."""
    about = _library_options(args)
    if args.emit in ("image", "header") or (args.emit in LINKED and args.emit != "so"):
        raise UsageError(f"--emit {args.emit} is for WebAssembly modules")
    if about:
        raise UsageError(f"{about[0]} is for WebAssembly modules")


def check_kind(args: argparse.Namespace) -> None:
    """Raises `UsageError` for an option of which `--emit` makes nothing for a module."""
    kind = args.emit
    machine_code = ("obj", "lib", "so")
    for option, given, wanted in (
        ("--function", args.function is not None, ()),
        ("--verify", args.verify, ()),
        ("--stats", args.stats, machine_code),
        ("-g", args.debug_lines, machine_code),
    ):
        if given and kind in (*LINKED, "header") and kind not in wanted:
            raise UsageError(f"{option} is not for --emit {kind} of a module: use --emit obj")


def default_prefix(file: str) -> str:
    """The prefix of C names for a file: one that can be a prefix."""
    from ..library.names import RESERVED, c_identifier

    name = c_identifier(Path(file).stem) if file != "-" else "wasm"
    return f"wasm_{name}" if name in RESERVED or name.startswith("__") else name


def compile_linked(
    binary: bytes,
    args: argparse.Namespace,
    settings: "Settings",
    jobs: int,
    executor: "Executor | None",
    lines: "LineOptions | None",
) -> tuple[bytes, str]:
    """The library or program, compiled by `jobs` processes or an executor, and the text of `--stats`; headers
    are written. Raises `IrtoolError`."""
    from ..backends.stats import stats_text
    from ..compile import make_target
    from ..library.build import compile_library, compile_program
    from ..library.link import link_program, link_shared

    kind = args.emit
    if kind == "exe":
        data = compile_program(
            binary,
            settings.target,
            settings,
            features=features_from(args),
            guard_pages=args.guard_pages,
            directories=args.dir,
            jobs=jobs,
        )
        return link_program(data, settings.target), ""
    with Progress() as progress:
        library = compile_library(
            binary,
            settings.target,
            settings,
            prefix=args.prefix or default_prefix(args.file),
            features=features_from(args),
            guard_pages=args.guard_pages,
            wasi=args.wasi,
            jobs=jobs,
            progress=progress,
            executor=executor,
            lines=lines,
            image=image_of_library(binary, args, settings, jobs, executor),
        )
    data = library.object
    if kind == "so":
        data = link_shared(data, settings.target, args.linker, args.soname or "")
    _write_headers(library, args)
    labels = make_target(settings.target, settings).labels
    return data, stats_text(library.text, labels) if args.stats else ""


def header_text(binary: bytes, args: argparse.Namespace) -> str:
    """The C header of a module's library, which is not compiled. Raises `IrtoolError`."""
    from ..library.build import read_library
    from ..library.header import c_header

    prefix = args.prefix or default_prefix(args.file)
    return c_header(*read_library(binary, prefix=prefix, features=features_from(args), wasi=args.wasi))


def _write_headers(library: "Library", args: argparse.Namespace) -> None:
    from ..library.cpp_header import cpp_header
    from ..library.header import c_header

    for name in (args.header, args.cpp_header):
        if name is not None:
            check_output(name, [args.file])
    if args.header is not None:
        write_output(args.header, c_header(library.module, library.names), [args.file])
    if args.cpp_header is not None:
        c_file = Path(args.header).name
        write_output(args.cpp_header, cpp_header(library.module, library.names, c_file), [args.file])
