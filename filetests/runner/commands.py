"""The commands that a `test` line can name.

    cat verifier print-cfg domtree interpret alias-analysis regalloc-program        need no target
    compile run optimize legalize regalloc          run once for each `target` line

A command returns when the file's expectations hold, and raises `Failure`, `Skip`, or an
`IrtoolError` (of which `UnsupportedError` is an outcome of its own).
"""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from ...ir.clone import clone_function
from ...ir.errors import ErrorList, InternalError, IrtoolError, UnsupportedError, VerifierError
from ...ir.text.printer import print_function
from ...ir.text.testfile import Comment, TestFunction
from ...ir.verify.verifier import verify
from . import execute
from .filecheck import FilecheckError, filecheck
from .graphs import cfg_text, domtree_text
from .job import Job, check_backend
from .outcome import Failure


class CommandRow(NamedTuple):
    """What is to be known of a command before it runs."""

    run: Callable[[Job], None]
    needs_target: bool
    verifies: bool
    """Whether the functions are verified first."""
    options: tuple[str, ...] = ()


def verify_all(job: Job) -> None:
    """Verify all functions; raises `ErrorList`."""
    errors: list[IrtoolError] = []
    for function in job.file.functions:
        errors += verify_one(job, function)
    if errors:
        raise ErrorList(errors)


def verify_one(job: Job, function: TestFunction) -> list[VerifierError]:
    """The verifier's errors under the job's settings."""
    return verify(
        function.func,
        job.pointer_bits,
        job.settings.get_bool("enable_pinned_reg"),
        job.settings.get_bool("preserve_frame_pointers"),
    )


# --- texts ----------------------------------------------------------------------------------


def check_text(job: Job, function: TestFunction, text: str) -> None:
    """Run the filecheck directives of the file and of a function over a text."""
    comments = [comment.text for comment in (*job.file.comments, *function.comments)]
    try:
        filecheck(comments, text)
    except FilecheckError as error:
        raise Failure(f"{job.file.file}: {function.func.name}: {error}\noutput:\n{text}") from None


def expected_lines(comments: Iterable[Comment]) -> list[str]:
    """The text that precise output must be: the comments but those that start with `;;`."""
    lines = []
    for comment in comments:
        if not comment.text.startswith(";;"):
            text = comment.text.lstrip(";")
            lines.append(text[1:] if text.startswith(" ") else text)
    return lines


def check_precise(job: Job, index: int, text: str) -> None:
    """Compare a text with the comments of a function, or remember it when blessing."""
    function = job.file.functions[index]
    got = [line.rstrip() for line in text.rstrip("\n").split("\n")]
    want = [line.rstrip() for line in expected_lines(function.comments)]
    if got == want:
        return
    if job.options.bless:
        job.blessed[index] = got
        return
    from difflib import unified_diff

    diff = "\n".join(unified_diff(want, got, "expected", "got", lineterm="", n=2))
    raise Failure(f"{job.file.file}: {function.func.name}: output differs (--bless rewrites it)\n{diff}")


def check_output(job: Job, index: int, text: str) -> None:
    """Compare the output for a function in the way the `test` line asks for."""
    if not job.compares():
        return
    if job.has_option("precise-output"):
        check_precise(job, index, text)
    else:
        check_text(job, job.file.functions[index], text)


# --- commands -------------------------------------------------------------------------------


def run_cat(job: Job) -> None:
    """Print the function."""
    for function in job.file.functions:
        check_text(job, function, print_function(function.func))


def run_print_cfg(job: Job) -> None:
    """The control-flow graph."""
    for function in job.file.functions:
        check_text(job, function, cfg_text(function.func))


def run_verifier(job: Job) -> None:
    """Each `error: TEXT` comment needs an error at its entity; no other error may be found."""
    problems = []
    for function in job.file.functions:
        errors = verify_one(job, function)
        for comment in function.comments:
            text = comment.text.lstrip("; ")
            if not text.startswith("error:"):
                continue
            match = _matching(errors, comment.entity, text.removeprefix("error:").strip())
            if match is None:
                problems.append(f"{job.file.file}:{comment.line}: {function.func.name}: no such {text}")
            else:
                errors.remove(match)
        problems += [f"{error.render(job.file.file)} (not expected)" for error in errors]
    if problems:
        raise Failure("\n".join(problems))


def _matching(errors: list[VerifierError], entity: tuple[str, int], text: str) -> VerifierError | None:
    """The error for a comment: at the same entity, with the text in its message."""
    return next((error for error in errors if error.entity == entity and text in error.message), None)


def run_domtree(job: Job) -> None:
    """The dominator tree: `dominates:` comments on branches, then filecheck on the listing."""
    from ...ir.analysis.cfg import compute_cfg
    from ...ir.analysis.domtree import compute_domtree
    from ...ir.text.printer import block_name

    for function in job.file.functions:
        func = function.func
        cfg = compute_cfg(func)
        tree = compute_domtree(func, cfg)
        numbers = {block_name(func, block): block for block in func.block_list()}
        annotated = set()
        problems = []
        for comment in function.comments:
            text = comment.text.lstrip("; ")
            if not text.startswith("dominates:"):
                continue
            kind, row = comment.entity
            block = int(func.inst_block[row]) if kind == "inst" else -1
            for name in text.removeprefix("dominates:").split():
                child = numbers.get(name, -1)
                annotated.add(child)
                if child < 0 or block < 0 or int(tree.idom[child]) != block:
                    problems.append(f"{job.file.file}:{comment.line}: does not immediately dominate {name}")
        for block in (int(block) for block in cfg.rpo[: cfg.reachable]):
            if block not in annotated and block != func.first_block:
                problems.append(
                    f"{job.file.file}: {func.name}: no `dominates:` names {block_name(func, block)}"
                )
        if problems:
            raise Failure("\n".join(problems))
        check_text(job, function, domtree_text(func))


def run_optimize(job: Job) -> None:
    """The mid-end, whatever the level, then the verifier."""
    from ...passes.pipeline import Options, optimize

    level = job.settings.get("opt_level")
    for index, function in enumerate(job.file.functions):
        func = clone_function(function.func)
        optimize(func, level if level != "none" else "speed", Options(verify=True))
        check_output(job, index, print_function(func))


def run_alias_analysis(job: Job) -> None:
    """The pass of this name alone, then the verifier."""
    from ...passes.pipeline import Options, run_passes

    for function in job.file.functions:
        func = clone_function(function.func)
        run_passes(func, ["alias_analysis"], Options(verify=True))
        check_text(job, function, print_function(func))


def run_compile(job: Job) -> None:
    """Compile every function; the text is the disassembly."""
    check_backend(job)
    if job.has_option("expect-fail"):
        _expect_failure(job)
        return
    from ...backends.disasm import listing
    from ...compile import compile_function, make_target

    target = make_target(job.architecture, job.settings)
    for index, function in enumerate(job.file.functions):
        code = compile_function(function.func, target, job.settings)
        if job.compares():
            check_output(job, index, listing(code, target.form, with_bytes=False))


def run_regalloc(job: Job) -> None:
    """Register allocation: code with places and moves, then the intervals."""
    check_backend(job)
    from ...backends.show_regalloc import regalloc_text
    from ...compile import LOWER, Session, make_target

    target = make_target(job.architecture, job.settings)
    session = Session(target, job.settings)
    for index, function in enumerate(job.file.functions):
        stages = session.compile_until(function.func, LOWER)
        text = regalloc_text(stages.func, stages.vcode, target, session.checked)
        check_output(job, index, text)


def run_legalize(job: Job) -> None:
    """The function as lowering gets it. It is verified, with a signature that fits
    (`with_split_signatures`)."""
    check_backend(job)
    from ...backends.legalize.legalize import legalize
    from ...backends.legalize.pairs import with_split_signatures
    from ...compile import make_target

    job.settings.check_supported()
    target = make_target(job.architecture, job.settings)
    for index, function in enumerate(job.file.functions):
        func = clone_function(function.func)
        legalize(func, target)
        fitting = with_split_signatures(func, target.vector_bits)
        errors: list[IrtoolError] = [
            *verify(fitting, job.pointer_bits, True, True)
        ]  # settings allowed them before
        if errors:
            raise ErrorList(errors)
        check_output(job, index, print_function(func))


def run_regalloc_program(job: Job) -> None:
    """The comments of the file are one input of the register allocator, on a machine of its own
    (`regalloc/program_text.py`). Its allocation must be right; with comments `error: TEXT` it must be
    refused with these texts."""
    from ...regalloc.program_text import judge_text

    problems = judge_text(expected_lines(job.file.comments))
    if problems:
        raise Failure("\n".join(f"{job.file.file}: {text}" for text in problems))


def _expect_failure(job: Job) -> None:
    from ...compile import compile_function

    for function in job.file.functions:
        try:
            compile_function(function.func, job.architecture, job.settings)
        except InternalError:
            raise
        except IrtoolError:
            continue
        place = function.func.places.get(("function", 0), (0, 0)) or (0, 0)
        raise Failure(f"{job.file.file}:{place[0]}: {function.func.name}: compiles, but must not")


def run_unsupported(job: Job) -> None:
    """A command of the format that this version does not have."""
    raise UnsupportedError(f"test command {job.command.name} is not supported")


COMMANDS: Final = {
    "cat": CommandRow(run_cat, False, False),
    "print-cfg": CommandRow(run_print_cfg, False, False),
    "verifier": CommandRow(run_verifier, False, False),
    "domtree": CommandRow(run_domtree, False, True),
    "interpret": CommandRow(execute.interpret, False, True),
    "compile": CommandRow(run_compile, True, True, ("precise-output", "expect-fail")),
    "legalize": CommandRow(run_legalize, True, True, ("precise-output",)),
    "regalloc": CommandRow(run_regalloc, True, True, ("precise-output",)),
    "regalloc-program": CommandRow(run_regalloc_program, False, False),
    "run": CommandRow(execute.run, True, True),
    "optimize": CommandRow(run_optimize, True, True, ("precise-output",)),
    "alias-analysis": CommandRow(run_alias_analysis, False, True),
    "inline": CommandRow(run_unsupported, True, False, ("precise-output", "optimize")),
    "safepoint": CommandRow(run_unsupported, False, False),
    "unwind": CommandRow(run_unsupported, True, False),
}
