"""What `irtool compile --emit` makes: machine code as an object, text or bytes, and the stages before it."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..backends.target import Target
    from ..backends.text import NamedCode
    from ..ir.function import Function
    from ..object.debug_lines import LineSource
    from ..settings import Settings

#: Kinds of output that are no machine code.
STAGES = ("clif", "vcode", "regalloc", "regalloc-text")


def machine_code(
    compiled: "Sequence[NamedCode]",
    target: "Target",
    settings: "Settings",
    kind: str,
    with_stats: bool = False,
    local: Collection[str] = (),
    lines: "LineSource | None" = None,
) -> tuple[bytes | str, str]:
    """Compiled functions as what `--emit` names; also the text of `--stats`, when asked for. `local` are
    symbols that an object keeps to itself; `lines` are for its line tables, if it is to have some.

    Raises `IrtoolError`."""
    from ..backends.disasm import listing
    from ..backends.stats import stats_text
    from ..backends.text import lay_out, text_options

    data: bytes | str = ""
    if kind == "asm":
        data = "\n".join(listing(item.code, target.form, item.name) for item in compiled)
        if not with_stats:
            return data, ""
    section = lay_out(compiled, target.form, text_options(settings))
    stats = stats_text(section, target.labels) if with_stats else ""
    if kind == "obj":
        from ..object.elf import object_of

        data = object_of(section, local, lines=lines)
    elif kind == "bytes":
        if section.relocs:
            from ..ir.errors import UnsupportedError

            names = ", ".join(sorted({reloc.symbol for reloc in section.relocs}))
            raise UnsupportedError(f"--emit bytes cannot refer to other symbols ({names}): use --emit obj")
        data = bytes(section.data)
    return data, stats


def verify_passes(func: "Function", settings: "Settings") -> None:
    """Run the mid-end once more on a copy, verifying after each pass."""
    from ..ir.clone import clone_function
    from ..passes.pipeline import Options, optimize

    disabled = () if settings.get_bool("enable_alias_analysis") else ("alias_analysis",)
    optimize(clone_function(func), settings.get("opt_level"), Options(verify=True, disabled=disabled))


def stages_text(
    funcs: "Iterable[Function]",
    settings: "Settings",
    target: "Target",
    kind: str,
    titles: "dict[str, str] | None" = None,
) -> str:
    """What the session that makes code has after a step: IR, VCode, the allocation as text or as a chart.
    `titles` are comments to stand before functions, by name."""
    from ..backends.emit import vcode_text
    from ..backends.show_regalloc import regalloc_text, trace_function
    from ..compile import LOWER, PREPARE, Session
    from ..ir.text.printer import print_function

    texts = []
    charts = []
    for func in funcs:
        session = Session(target, settings)
        stages = session.compile_until(func, PREPARE if kind == "clif" else LOWER)
        name = str(func.name)
        if kind == "regalloc":
            charts.append((name, *trace_function(stages.func, stages.vcode, target)))
            continue
        if kind == "clif":
            text = print_function(stages.func)
        elif kind == "vcode":
            text = vcode_text(stages.func, stages.vcode, target)
        else:
            text = f"{name}:\n{regalloc_text(stages.func, stages.vcode, target)}"
        texts.append(f"; {titles[name]}\n{text}" if titles is not None and name in titles else text)
    if kind != "regalloc":
        return "\n".join(texts)
    from ..regalloc.show_chart import chart_html

    return chart_html(f"register allocation, {target.name}", charts)
