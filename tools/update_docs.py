"""Fill the examples of the documentation with the output of the commands above them.

    python tools/update_docs.py            # rewrite docs/*.md and README.md
    python tools/update_docs.py --check    # exit 1 and name the pages that are out of date

Two kinds of comment mark an example; the fenced block that follows one is replaced:

    <!-- file: examples/sum.clif -->       the text of a file
    <!-- $ irtool opt examples/sum.clif -->     the output of a command (irtool or python), run in the root
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
MARK: Final = re.compile(
    r"^<!-- (file: |\$ )([^\n]+?) -->\n(?:\n?```\w*\n.*?^```\n)?", re.MULTILINE | re.DOTALL
)


def output_of(command: str) -> str:
    """What a command prints; stops the program when it fails."""
    words = shlex.split(command)
    assert words[0] in ("irtool", "python"), command
    arguments = ["-m", *words] if words[0] == "irtool" else words[1:]
    result = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        raise SystemExit(f"{command}: exit status {result.returncode}\n{result.stderr}")
    return result.stdout


def filled(text: str) -> str:
    """A page with every marked example brought up to date."""

    def block(match: re.Match[str]) -> str:
        kind, what = match.group(1), match.group(2)
        if kind == "file: ":
            body, head = (ROOT / what).read_text(), ""
        else:
            body, head = output_of(what), f"$ {what}\n"
        lines = "\n".join(line.rstrip() for line in (head + body).strip().splitlines())
        return f"<!-- {kind}{what} -->\n\n```\n{lines}\n```\n"

    return MARK.sub(block, text)


def main(argv: list[str]) -> int:
    """Rewrite or check the pages."""
    stale = []
    for page in [*ROOT.glob("README.md"), *sorted((ROOT / "docs").glob("*.md"))]:
        text = page.read_text()
        new = filled(text)
        if new != text:
            stale.append(str(page.relative_to(ROOT)))
            if "--check" not in argv:
                page.write_text(new)
    print("\n".join(f"{name}: out of date" if "--check" in argv else f"{name}: updated" for name in stale))
    return 1 if stale and "--check" in argv else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
