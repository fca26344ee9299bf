"""Check rule files and write the modules generated from them.

python -m irtool.rules backends/x64/lower.rules            # writes backends/x64/lower_gen.py
python -m irtool.rules --check FILE.rules ...              # exit 1 when out of date, writes nothing
python -m irtool.rules --explain FILE.rules ...            # the rules by head, in the order tried
python -m irtool.rules --draft FILE.rules ...              # while writing: no final rules needed
"""

import argparse
import sys
from pathlib import Path

from ..ir.errors import IrtoolError
from ..ir.opcodes import OPS
from .check import CheckedFile, check_file
from .generate import render, target_path


def explain(checked: CheckedFile) -> str:
    """The rules by term and opcode in the order tried, with their names and lines of the file."""
    source = checked.source.path.read_text().splitlines()
    groups = list(checked.terms.items())
    groups += [(OPS[op].name, arms) for op, arms in checked.arms.items()]
    lines = []
    for head, arms in groups:
        lines.append(f"{head}:")
        for arm in arms:
            mirror = " (mirrored)" if arm.position[1] else ""
            text = source[arm.line - 1].split("#")[0].strip()
            lines.append(f"  {arm.name:12} {arm.line:5}  {text}{mirror}")
    return "\n".join(lines)


def process(path: Path, check: bool, show: bool, draft: bool) -> bool:
    """Handle one file; False when it has errors or its module is out of date."""
    try:
        checked = check_file(path, draft)
    except IrtoolError as error:
        print(error.render(str(path)), file=sys.stderr)
        return False
    except OSError as error:
        print(f"{path}: error: {error.strerror}", file=sys.stderr)
        return False
    if show:
        print(explain(checked))
        return True
    text = render(checked)
    target = target_path(path)
    if not check:
        target.write_text(text)
        return True
    if target.exists() and target.read_text() == text:
        return True
    print(f"{target}: error: out of date; run `make generate`", file=sys.stderr)
    return False


def main(argv: list[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m irtool.rules", description="Check rule files and generate their modules."
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.rules")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 when out of date")
    parser.add_argument("--explain", action="store_true", help="print names, lines and order of the rules")
    parser.add_argument("--draft", action="store_true", help="accept opcodes that have no final rule yet")
    options = parser.parse_args(argv)
    results = [process(path, options.check, options.explain, options.draft) for path in options.files]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
