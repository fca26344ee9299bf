"""Seconds that each stage of the compiler takes, measured in one process.

    python -m irtool.bench.measure '{"sizes": [1000], "target": "x86_64"}'      prints JSON

Each repetition takes a function through all stages; of every stage the best time counts. Times are those
of the processor, so that other work on the machine disturbs them little. The cyclic garbage collector is
off, as it is while the compiler works.
"""

import gc
import json
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

from ..backends.target import Target
from ..cli.version import is_compiled
from ..compile import ALLOCATE, EMIT, LOWER, PREPARE, Session, make_target
from ..files import read_input
from ..ir.errors import IrtoolError
from ..ir.function import Function
from ..ir.text.reader import parse_functions
from ..ir.text.testfile import parse_test_file
from ..ir.verify.verifier import verify
from ..settings import Settings
from .generate import generate

#: Stages in order. The columns `none` and `speed` of a report are sums of these. "optimise" includes copying
#: the function and legalising it.
STAGES: Final = ("read", "verify", "optimise", "lower", "regalloc", "emit")
#: The steps of a session by stage.
STEPS: Final = (("optimise", PREPARE), ("lower", LOWER), ("regalloc", ALLOCATE), ("emit", EMIT))
LEVELS: Final = ("none", "speed")
#: Time spent on the repetitions of one function, and their greatest number.
BUDGET_SECONDS: Final = 2.0
MOST_REPETITIONS: Final = 20

Times = dict[str, float]


def count_instructions(func: Function) -> int:
    """Instructions in the layout."""
    return sum(len(func.inst_list(block)) for block in func.block_list())


def make_session(target: Target, level: str) -> Session:
    """A session that optimises at `level` and verifies nothing: verifying is a stage of its own."""
    settings = Settings()
    settings.set("opt_level", level)
    settings.set("enable_verifier", "false")
    return Session(target, settings)


def compile_once(func: Function, session: Session) -> tuple[Times, int]:
    """Seconds of the stages from IR to bytes, and the bytes of code."""
    times: Times = {}
    slot = session.begin(func)
    for name, step in STEPS:
        start = process_time()
        session.do(slot, step)
        times[name] = process_time() - start
    assert slot.code is not None
    return times, len(slot.code.code)


def keep_best(best: Times, times: Times) -> None:
    """Lower the times in `best`."""
    for name, seconds in times.items():
        best[name] = min(best.get(name, seconds), seconds)


def measure_text(text: str, target: Target) -> dict[str, Any]:
    """Best seconds of each stage over a text with functions; sums over the functions."""
    read: Times = {}
    levels: dict[str, Times] = {level: {} for level in LEVELS}
    sessions = {level: make_session(target, level) for level in LEVELS}
    sizes = dict.fromkeys(LEVELS, 0)
    begin = perf_counter()
    repetitions = 0
    funcs: list[Function] = []
    while repetitions < MOST_REPETITIONS and (repetitions == 0 or perf_counter() - begin < BUDGET_SECONDS):
        repetitions += 1
        gc.collect()
        start = process_time()
        funcs = parse_functions(text)
        done = process_time()
        keep_best(read, {"read": done - start})
        for func in funcs:
            verify(func)
        keep_best(read, {"verify": process_time() - done})
        for level, best in levels.items():
            total: Times = {}
            sizes[level] = 0
            for func in funcs:
                times, size = compile_once(func, sessions[level])
                sizes[level] += size
                for name, seconds in times.items():
                    total[name] = total.get(name, 0.0) + seconds
            total["ir_to_bytes"] = sum(total.values())
            keep_best(best, total)
    return {
        "instructions": sum(count_instructions(func) for func in funcs),
        "lines": text.count("\n"),
        "repetitions": repetitions,
        "seconds": {**read, **levels["speed"]},
        "seconds_none": {**read, **levels["none"]},
        "code_bytes": sizes["speed"],
        "code_bytes_none": sizes["none"],
    }


def corpus_text(directory: str, target: Target) -> tuple[str, int]:
    """The functions below a directory that compile, as one text without headers, and their number."""
    from ..ir.text.printer import print_function

    texts = []
    for path in sorted(Path(directory).rglob("*.clif")):
        try:
            functions = parse_test_file(read_input(str(path)).decode(), str(path)).functions
        except (IrtoolError, OSError, UnicodeDecodeError):
            continue
        for function in functions:
            try:
                if verify(function.func):
                    continue
                for level in LEVELS:
                    make_session(target, level).compile(function.func)
                texts.append(print_function(function.func))
            except IrtoolError:
                continue
    return "\n".join(texts), len(texts)


def measure(request: dict[str, Any]) -> dict[str, Any]:
    """Measure what a request names: `sizes`, `target`, `corpus` (a directory or empty)."""
    target = make_target(request["target"])
    report: dict[str, Any] = {"compiled": is_compiled(), "target": request["target"], "functions": []}
    for size in request["sizes"]:
        report["functions"].append({"size": size, **measure_text(generate(size), target)})
    if request.get("corpus"):
        text, count = corpus_text(request["corpus"], target)
        if count:
            report["corpus"] = {"functions": count, **measure_text(text, target)}
    return report


def main() -> None:
    """Read the request from the command line, print the report."""
    gc.disable()  # here and not in `measure`: who calls that has more to do in this process
    json.dump(measure(json.loads(sys.argv[1])), sys.stdout)


if __name__ == "__main__":
    main()
