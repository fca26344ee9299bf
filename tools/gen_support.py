"""Write `docs/support.md`: what each target does with each instruction.

python tools/generate.py [--check]
"""

import sys
from pathlib import Path
from typing import Final

from irtool.cli.support_table import legend, table_lines
from irtool.files import update_generated
from irtool.support import support

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "support.md"
#: Targets of this package; others' have pages of their own.
TARGETS: Final = ("x86_64", "aarch64")

HEAD: Final = """\
# Supported instructions

What each target does with each instruction, for scalars and vectors of 128 bits. `yes`: it makes instructions
of it; `call`: it calls a library function; `no`: it refuses it, with an error that names the reason; nothing:
the instruction is not for that type. The column `-` is for instructions without a controlling type. `call>2`
is a call that becomes instructions from the target's level 2 on; levels are presets of processor features
(`irtool targets NAME`).

Calls are supported for all types that arguments can have. Shorter vectors are kept in the low lanes of those
of 128 bits, dynamic ones become vectors of fixed length ([conventions.md](conventions.md)). Some instructions
need a setting, such as `tls_model` ([reference.md](reference.md)). Where condition codes, kinds of
`atomic_rmw` or types of lesser operands (the amount of a shift) make a difference, the worst counts.

Made by `tools/generate.py` from what legalisation and the lowering rules do with every instruction;
`irtool targets --support` prints the same, with `--json` for programs.
"""


def page() -> str:
    """The text of the page."""
    cells = support(list(TARGETS))
    parts = [HEAD]
    for target in TARGETS:
        lines = "\n".join(table_lines(cells, target))
        parts.append(f"\n## {target}\n\nLevels: {legend(target)}.\n\n<!-- tested by test_support.py -->\n")
        parts.append(f"\n```\n{lines}\n```\n")
    return "".join(parts)


def main(argv: list[str]) -> int:
    """Rewrite the page, or only compare it with `--check`; returns the exit status."""
    return update_generated(PAGE, page(), argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
