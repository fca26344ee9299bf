"""`irtool compile`.

FILE is CLIF text, where the header lines of a filetest (`test`, `set`, `target`) are skipped, or a
WebAssembly module, .wasm or .wat. A module becomes a library: an object file that C programs link with, in
which all of it is, and whose functions --header or --emit header declares (docs/objects.md). The same file
has the module's code for `irtool run` and `irtool.Module.load`, when it is for this machine; --no-image
leaves that out.

what --emit writes:
  obj     relocatable ELF object for a C linker, the default for CLIF; default output FILE.o in the current
          directory. Of a module it has the functions only, exported ones as global symbols; they find
          memories and tables through the instance's context (docs/wasm-translation.md). Also the default
          with --function or --verify
  image   a precompiled module alone, which `irtool run` and `irtool.Module.load` map and run on this machine
          (docs/cache.md); it is a program: take one only from where you would take a program
  asm     machine code as text, with traps and relocations
  clif    the IR as it goes into lowering, optimised at the given level
  vcode   machine instructions with virtual registers, before register allocation
  regalloc       chart of live intervals, registers, splits and spills; default output FILE.html
  regalloc-text  the same as text: code with places and moves, then the intervals
  bytes   the code of all functions, laid out one behind the other; default output FILE.bin
  lib     the default for a module: an object that C programs link with and call (docs/objects.md), with what
          `image` writes in it
  header  the C header of that, as text
  so      a shared library of CLIF, or such a library of a module; also what -o FILE.so means. Linked with
          lld or ld, and by irtool where there is neither (--linker)
  exe     of a WASI command: a static program, linked with the C compiler of the target

-g adds line tables: the lines of CLIF or of a .wat, those of a module's own DWARF, or as line the offset in
the module (docs/unwinding.md).

--stats prints bytes, islands and veneers by kind (docs/ranges.md): on stdout when the code goes to a
file, else on stderr.

Text of `asm`, `clif`, `vcode` and `regalloc-text` goes to stdout unless -o is given; before a function of a
module stands its name. A failed compilation writes nothing.

examples:
  irtool compile demo.clif                                  writes demo.o for this machine
  irtool compile --target aarch64 -O speed demo.clif -o d.o
  irtool compile --emit asm --target x86_64 --set has_bmi2 demo.clif
  irtool compile --emit obj - -o out.o < demo.clif
  irtool compile --emit regalloc -O speed demo.clif         writes demo.html, for a browser
  irtool compile -O speed -j 2 prog.wasm                    writes prog.o, a library, with two processes
  irtool run prog.o                                         runs it, if it is a program
  irtool compile --emit image -O speed prog.wasm            writes prog.o, for `irtool run` only
  irtool compile -j dask://10.0.0.1:8786 prog.wasm          the same, by the machines of a Dask cluster
  irtool compile --emit vcode --function malloc prog.wasm   one function, by name or number
  irtool compile -O speed z.wasm -o z.o --header z.h        the library with its header
"""

import argparse
import os
import signal
import sys
from os import chmod, umask
from pathlib import Path
from typing import TYPE_CHECKING

from .common import (
    UsageError,
    add_output_argument,
    add_target_arguments,
    check_output,
    display_name,
    name_file,
    pick_function,
    read_bytes,
    read_test_file,
    refuse_options,
    settings_from,
    verify_functions,
    write_output,
)
from .compile_library import (
    LINKED,
    add_library_arguments,
    check_kind,
    output_kind,
    refuse_for_clif,
)
from .emit import STAGES, machine_code, stages_text, verify_passes
from .executors import executor_of, parse_jobs
from .wasm_input import add_features_argument, is_module

if TYPE_CHECKING:
    from ..compile import CompiledFunction
    from ..ir.function import Function
    from ..settings import Settings

_BINARY = {"obj": ".o", "image": ".o", "bytes": ".bin", "lib": ".o", "so": ".so", "exe": ""}
_KINDS = ("obj", "image", "asm", "clif", "vcode", "regalloc", "regalloc-text", "bytes", *LINKED, "header")
_DEFAULT_SUFFIX = {"": ".o", **_BINARY, "regalloc": ".html"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("file", metavar="FILE", help="CLIF text, .wasm or .wat; - for stdin")
    add_target_arguments(parser)
    parser.add_argument(
        "--emit",
        choices=_KINDS,
        help="what to write (default: obj, of a module lib)",
    )
    parser.add_argument("--function", metavar="NAME", help="only this function, in a module also by number")
    parser.add_argument(
        "-j",
        "--jobs",
        default="1",
        metavar="N",
        help="processes for a module, or dask://HOST:PORT for a cluster (default: 1)",
    )
    parser.add_argument(
        "--reuse",
        action="store_true",
        help="take functions of CLIF that have not changed from the cache (`irtool cache`)",
    )
    parser.add_argument(
        "-g", "--debug-lines", action="store_true", help="write line tables into an object, for debuggers"
    )
    add_features_argument(parser)
    add_library_arguments(parser)
    parser.add_argument(
        "--verify", action="store_true", help="check the IR after each pass and prove register allocation"
    )
    parser.add_argument("--stats", action="store_true", help="print sizes, islands and veneers")
    add_output_argument(parser, "FILE.o, FILE.bin, FILE.html or stdout, by --emit")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    settings = settings_from(args)
    if args.verify:
        settings.set("regalloc_checker", True)
    jobs, cluster = parse_jobs(args.jobs)
    args.emit = output_kind(args)
    if cluster and args.emit == "exe":
        raise UsageError("-j dask://... is not for --emit exe: use a number of processes")
    output = args.output
    if output is None and args.emit in _DEFAULT_SUFFIX and args.file != "-":
        output = Path(args.file).stem + _DEFAULT_SUFFIX[args.emit]
    if (not args.emit or args.emit in _BINARY) and (output is None or output == "-") and sys.stdout.isatty():
        raise UsageError("binary output is not written to a terminal: use -o FILE")
    if args.stats and args.emit not in ("", "obj", "asm", "bytes", *LINKED):
        raise UsageError(f"--stats is about machine code, which --emit {args.emit} does not make")
    if args.debug_lines and args.emit not in ("", "obj", *LINKED):
        raise UsageError(f"-g is about objects; --emit {args.emit} has no line tables")
    if args.reuse and args.emit in STAGES:
        raise UsageError(f"--reuse is about machine code, which --emit {args.emit} does not make")
    if args.reuse and args.debug_lines:
        raise UsageError("--reuse and -g do not go together: a function's lines change with what is above it")
    if args.emit == "header":
        refuse_options(args, ("O", "set", "target"), "does not change --emit header")
        if args.jobs != "1":
            raise UsageError("-j does not change --emit header")
    if args.emit == "image":
        refuse_options(args, ("set", "function", "verify"), "does not apply to --emit image")
    check_output(output, [args.file])
    data = read_bytes(args.file)
    module = is_module(args.file, data)
    if not args.emit:
        args.emit = "lib" if module and args.function is None and not args.verify else "obj"
    if module:
        check_kind(args)
        refuse_options(args, ("reuse",), "is for CLIF; modules are cached by `irtool run`")
        if signal.getsignal(signal.SIGINT) == signal.SIG_DFL:  # between functions Python looks for it
            signal.signal(signal.SIGINT, signal.default_int_handler)
        from .compile_wasm import compile_wasm_file

        with executor_of(cluster) as executor:
            result = compile_wasm_file(data, args, settings, jobs, executor)
        if result is None:
            return 1
    elif args.jobs != "1" or args.features != "all":
        raise UsageError(f"{'-j' if args.jobs != '1' else '--features'} is for WebAssembly modules")
    else:
        refuse_for_clif(args)
        result = _compile_clif(data, args, settings)
    write_output(output, result[0], [args.file])
    if args.emit in ("so", "exe") and output is not None and output != "-":
        chmod(output, 0o777 & ~_umask())
    if args.stats:
        (sys.stderr if output is None or output == "-" else sys.stdout).write(result[1])
    return 0


def _umask() -> int:
    """The bits that new files do not get."""
    mask = umask(0o77)
    umask(mask)
    return mask


def _compile_clif(data: bytes, args: argparse.Namespace, settings: "Settings") -> tuple[bytes | str, str]:
    """What `--emit` names, and the text of `--stats`. Raises `IrtoolError`."""
    from ..compile import compile_module, make_target
    from ..ir.errors import ErrorList, IrtoolError

    file = display_name(args.file)
    funcs = [function.func for function in read_test_file(args.file, data).functions]
    try:
        if args.function is not None:
            funcs = [pick_function(funcs, args.function, file)]
        settings.check_supported()
        verify_functions(funcs, file, settings)
        settings.set("enable_verifier", False)  # just done, for all functions at once
        target = make_target(settings.target, settings)
        if args.verify:
            for func in funcs:
                verify_passes(func, settings)
        if args.emit in STAGES:
            return stages_text(funcs, settings, target, args.emit), ""
        lines = None
        if args.debug_lines:
            from ..object.line_sources import ClifLines

            lines = ClifLines(funcs, file, os.getcwd())
            funcs = lines.functions
        reused = ""
        if args.reuse:
            compiled, reused = _reuse(funcs, args, settings)
        else:
            compiled = compile_module(funcs, target, settings)
        kind = "obj" if args.emit == "so" else args.emit
        made, stats = machine_code(compiled, target, settings, kind, args.stats, lines=lines)
        if args.emit == "so":
            from ..library.link import link_shared

            assert isinstance(made, bytes)
            made = link_shared(made, settings.target, args.linker, args.soname or "")
        return made, stats + reused
    except IrtoolError as error:
        name_file(error.errors if isinstance(error, ErrorList) else [error], file)
        raise


def _reuse(
    funcs: "list[Function]", args: argparse.Namespace, settings: "Settings"
) -> "tuple[list[CompiledFunction], str]":
    """Compiled functions with `--reuse`: those in the cache are not compiled; also the line for `--stats`."""
    from ..cache.cache import Cache
    from ..reuse import Reuse, compile_library

    reuse = Reuse()
    # Files of one name in different folders are versions of one library more often than not.
    name = os.path.basename(args.file)
    compiled = compile_library(funcs, settings.target, settings, library=name, cache=Cache(), reuse=reuse)
    return compiled, f"functions reused: {reuse.found:,} of {len(funcs):,}\n"
