"""`irtool compile`.

what --emit writes:
  obj     relocatable ELF object for a C linker; default output FILE.o in the current directory
  asm     machine code as text, with traps and relocations
  clif    the IR as it goes into lowering, optimised at the given level
  vcode   machine instructions with virtual registers, before register allocation
  regalloc       chart of live intervals, registers, splits and spills; default output FILE.html
  regalloc-text  the same as text: code with places and moves, then the intervals
  bytes   the code of all functions, laid out one behind the other; default output FILE.bin

--stats prints bytes, islands and veneers by kind (docs/ranges.md): on stdout when the code goes to a
file, else on stderr.

FILE is CLIF text; the header lines of a filetest (`test`, `set`, `target`) are skipped. Text of
`asm`, `clif`, `vcode` and `regalloc-text` goes to stdout unless -o is given. A failed compilation
writes nothing.

examples:
  irtool compile demo.clif                                  writes demo.o for this machine
  irtool compile --target aarch64 -O speed demo.clif -o d.o
  irtool compile --emit asm --target x86_64 --set has_bmi2 demo.clif
  irtool compile --emit obj - -o out.o < demo.clif
  irtool compile --emit regalloc -O speed demo.clif         writes demo.html, for a browser
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .common import (
    UsageError,
    add_output_argument,
    add_target_arguments,
    name_file,
    read_functions,
    settings_from,
    verify_functions,
    write_output,
)

if TYPE_CHECKING:
    from ..backends.target import Target
    from ..compile import CompiledFunction
    from ..ir.function import Function
    from ..settings import Settings

_BINARY = {"obj": ".o", "bytes": ".bin"}
_DEFAULT_SUFFIX = {**_BINARY, "regalloc": ".html"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("file", metavar="FILE", help="CLIF text, - for stdin")
    add_target_arguments(parser)
    parser.add_argument(
        "--emit",
        choices=("obj", "asm", "clif", "vcode", "regalloc", "regalloc-text", "bytes"),
        default="obj",
        help="what to write",
    )
    parser.add_argument(
        "--verify", action="store_true", help="check the IR after each pass and prove register allocation"
    )
    parser.add_argument("--stats", action="store_true", help="print sizes, islands and veneers")
    add_output_argument(parser, "FILE.o, FILE.bin, FILE.html or stdout, by --emit")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..ir.errors import ErrorList, IrtoolError

    settings = settings_from(args)
    if args.verify:
        settings.set("regalloc_checker", True)
    output = args.output
    if output is None and args.emit in _DEFAULT_SUFFIX and args.file != "-":
        output = Path(args.file).stem + _DEFAULT_SUFFIX[args.emit]
    if args.emit in _BINARY and (output is None or output == "-") and sys.stdout.isatty():
        raise UsageError("binary output is not written to a terminal: use -o FILE")
    if args.stats and args.emit not in ("obj", "asm", "bytes"):
        raise UsageError(f"--stats is about machine code, which --emit {args.emit} does not make")
    funcs = read_functions(args.file)
    file = "<stdin>" if args.file == "-" else args.file
    try:
        settings.check_supported()
        verify_functions(funcs, file, settings)
        settings.set("enable_verifier", False)  # just done, for all functions at once
        if args.verify:
            _verify_passes(funcs, settings)
        data, stats = emit(funcs, settings, args.emit, args.stats)
    except IrtoolError as error:
        name_file(error.errors if isinstance(error, ErrorList) else [error], file)
        raise
    write_output(output, data)
    if args.stats:
        (sys.stderr if output is None or output == "-" else sys.stdout).write(stats)
    return 0


def _verify_passes(funcs: "list[Function]", settings: "Settings") -> None:
    """Run the mid-end once more on copies, verifying after each pass."""
    from ..ir.clone import clone_function
    from ..passes.pipeline import Options, optimize

    disabled = () if settings.get_bool("enable_alias_analysis") else ("alias_analysis",)
    for func in funcs:
        optimize(clone_function(func), settings.get("opt_level"), Options(verify=True, disabled=disabled))


def emit(
    funcs: "list[Function]", settings: "Settings", kind: str, with_stats: bool = False
) -> tuple[bytes | str, str]:
    """Compile to what `--emit` names; also the text of `--stats`, when asked for.

    Raises `IrtoolError`."""
    from ..compile import compile_module, make_target

    target = make_target(settings.target, settings)
    if kind in ("clif", "vcode", "regalloc", "regalloc-text"):
        return _stages_text(funcs, settings, target, kind), ""
    from ..backends.stats import stats_text
    from ..backends.text import lay_out, text_options

    compiled = compile_module(funcs, target, settings)
    if kind == "asm" and not with_stats:
        return _listing(compiled, target), ""
    section = lay_out(compiled, target.form, text_options(settings))
    stats = stats_text(section, target.labels) if with_stats else ""
    if kind == "obj":
        from ..object.elf import object_of

        return object_of(section), stats
    if kind == "asm":
        return _listing(compiled, target), stats
    if section.relocs:
        from ..ir.errors import UnsupportedError

        names = ", ".join(sorted({reloc.symbol for reloc in section.relocs}))
        raise UnsupportedError(f"--emit bytes cannot refer to other symbols ({names}): use --emit obj")
    return bytes(section.data), stats


def _stages_text(funcs: "list[Function]", settings: "Settings", target: "Target", kind: str) -> str:
    """What the session that makes code has after a step: IR, VCode, the allocation as text or as a chart."""
    from ..backends.emit import vcode_text
    from ..backends.show_regalloc import regalloc_text, trace_function
    from ..compile import LOWER, PREPARE, Session
    from ..ir.text.printer import print_function

    texts = []
    charts = []
    for func in funcs:
        session = Session(target, settings)
        stages = session.compile_until(func, PREPARE if kind == "clif" else LOWER)
        if kind == "clif":
            texts.append(print_function(stages.func))
        elif kind == "vcode":
            texts.append(vcode_text(stages.func, stages.vcode, target))
        elif kind == "regalloc-text":
            texts.append(f"{func.name}:\n{regalloc_text(stages.func, stages.vcode, target)}")
        else:
            charts.append((str(func.name), *trace_function(stages.func, stages.vcode, target)))
    if kind != "regalloc":
        return "\n".join(texts)
    from ..regalloc.show_chart import chart_html

    return chart_html(f"register allocation, {target.name}", charts)


def _listing(compiled: "list[CompiledFunction]", target: "Target") -> str:
    from ..backends.disasm import listing

    return "\n".join(listing(item.code, target.form, item.name) for item in compiled)
