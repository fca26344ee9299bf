"""Random programs through the allocator and its judges.

    python -m irtool.regalloc                           10,000 programs, seeds 0..9999
    python -m irtool.regalloc --count 500 --first 20000
    python -m irtool.regalloc --kind irreducible --jobs 2
    python -m irtool.regalloc --features holes,hints    only these features (`none`: none of them)
    python -m irtool.regalloc --check FILE.clif         a program written by the reducer

Each program is allocated; the symbolic checker proves the allocation, and a simulation runs it with numbers.
A failure is shrunk (`reduce.py`) and written as a filetest, regalloc-SEED.clif, into the directory --out.
Exit status 1 when anything failed.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import perf_counter

from .allocate import allocate
from .check_input import check_input
from .checker import check
from .contract import MachineEnv, RegallocError, RegallocInput
from .features import ALL, FEATURES
from .program_text import judge_text
from .random_programs import KINDS, all_serviceable, random_program, random_shape
from .reduce import filetest_text, reduce_program
from .testing import make_env, simulate

#: Programs that one process judges at a time.
CHUNK = 100
#: Paths of the simulation, and blocks of each.
PATHS = 2
STEPS = 40


def problem_of(inp: RegallocInput, env: MachineEnv, features: int = ALL) -> str:
    """What is wrong with the allocation of a sound input; empty when nothing is."""
    try:
        out = allocate(inp, env, features)
    except RegallocError as error:
        return f"refused: {error}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    problems = check(inp, env, out)
    for path in range(PATHS):
        problems += simulate(inp, env, out, path, STEPS)
    return problems[0] if problems else ""


def program_of(seed: int, kind: str) -> tuple[RegallocInput, MachineEnv]:
    """The input and the machine of a seed; every third machine has callee-saved registers."""
    shape = random_shape(seed, kind)
    saved = (1 << shape.ints // 2) - 1 if seed % 3 == 0 else 0
    return random_program(seed, shape), make_env(shape.ints, shape.floats, saved)


def judge(first: int, count: int, kind: str, features: int) -> tuple[int, list[tuple[int, str]]]:
    """Judge programs; the instructions allocated and `(seed, problem)` of those that failed."""
    failures = []
    insts = 0
    for seed in range(first, first + count):
        inp, env = program_of(seed, kind)
        insts += int(inp.num_insts())
        unsound = check_input(inp, env)
        problem = f"the generator made an unsound input: {unsound[0]}" if unsound else ""
        problem = problem or problem_of(inp, env, features)
        if problem:
            failures.append((seed, problem))
    return insts, failures


def write_reduced(seed: int, kind: str, problem: str, features: int, directory: str) -> Path:
    """Shrink a failing program and write it as a filetest."""
    inp, env = program_of(seed, kind)
    small, machine = inp, env
    if not check_input(inp, env):

        def fails(candidate: RegallocInput, machine: MachineEnv) -> bool:
            """Wrong, or refused without a reason."""
            counts = (len(machine.int_order), len(machine.float_order))
            return bool(problem_of(candidate, machine, features)) and all_serviceable(candidate, counts)

        small, machine = reduce_program(inp, env, fails)
    path = Path(directory, f"regalloc-{seed}.clif")
    path.write_text(filetest_text(small, machine, f"seed {seed} {kind}\n{problem}"))
    return path


def check_file(name: str) -> int:
    """Judge one program given as a filetest or as plain text."""
    lines = Path(name).read_text().split("\n")
    if lines[0].startswith("test "):
        lines = [line[1:] for line in lines if line.startswith(";") and not line.startswith(";;")]
    problems = judge_text(lines)
    print("\n".join(problems) or f"{name}: right")
    return 1 if problems else 0


def main(argv: list[str] | None = None) -> int:
    """Run the command."""
    paragraphs = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        prog="python -m irtool.regalloc",
        description=paragraphs[0],
        epilog=paragraphs[2],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--count", type=int, default=10_000, metavar="N", help="programs; default 10,000")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="first seed; default 0")
    parser.add_argument("--kind", choices=list(KINDS), default="", help="default: a mixture of all")
    parser.add_argument("--features", metavar="NAME,...", help=f"of {', '.join(FEATURES)}; default: all")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes; default 1")
    parser.add_argument("--out", default=".", metavar="DIR", help="where failures are written")
    parser.add_argument("--check", metavar="FILE", help="judge this program only")
    args = parser.parse_args(argv)
    if args.check:
        return check_file(args.check)
    features = ALL
    if args.features is not None:
        names = [name for name in args.features.split(",") if name != "none"]
        unknown = [name for name in names if name not in FEATURES]
        if unknown:
            parser.error(f"unknown feature {unknown[0]!r}")
        features = sum(FEATURES[name] for name in set(names))
    start = perf_counter()
    insts = done = 0
    failures: list[tuple[int, str]] = []
    last = args.first + args.count
    firsts = range(args.first, last, CHUNK)
    with ProcessPoolExecutor(max(args.jobs, 1)) as pool:
        tasks = [pool.submit(judge, at, min(CHUNK, last - at), args.kind, features) for at in firsts]
        for task in tasks:
            some, failed = task.result()
            insts += some
            done += CHUNK
            for seed, problem in failed:
                failures.append((seed, problem))
                print(
                    f"seed {seed}: {problem}\n  {write_reduced(seed, args.kind, problem, features, args.out)}"
                )
            if sys.stderr.isatty():
                print(f"\r{min(done, args.count)} of {args.count}", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    seconds = perf_counter() - start
    print(f"{args.count} programs, {insts:,} instructions, {len(failures)} failed, {seconds:.0f} seconds")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
