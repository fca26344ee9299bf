"""The examples in the documentation are what irtool prints."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from irtool.runtime.platform import supported

ROOT = Path(__file__).resolve().parent.parent


def test_examples_are_up_to_date() -> None:
    result = subprocess.run(
        [sys.executable, "tools/update_docs.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr + "\nrun tools/update_docs.py"


@pytest.mark.skipif(shutil.which("gcc") is None or not supported(), reason="needs gcc on x86-64 Linux")
def test_the_language_of_the_guide_makes_executables(tmp_path: Path) -> None:
    """The end of docs/guide-language.md; and what the compiler of the guide says about mistakes."""
    program = """
import sys
sys.path.insert(0, sys.argv[1])
import irtool
from compiler import Compiler
program = Compiler(open(sys.argv[2]).read())
data = irtool.compile_object(list(program.functions.values()), "x86_64", data=program.data)
open("program.o", "wb").write(data)
"""
    folder = ROOT / "examples" / "language"
    lines = (folder / "compiler.py").read_text().count("\n")
    assert lines < 150, "the guide says: less than 150 lines"
    command = [sys.executable, "-c", program, str(folder), str(folder / "program.txt")]
    subprocess.run(command, cwd=tmp_path, check=True)
    subprocess.run(["gcc", "-o", "program", "program.o"], cwd=tmp_path, check=True)
    done = subprocess.run([tmp_path / "program"], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("hello from the program\n", 1000 & 255)
    wrong = "fn f(n) { return n; n = 1; }"
    (tmp_path / "wrong.txt").write_text(wrong)
    command[-1] = str(tmp_path / "wrong.txt")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "BuilderError: iconst: block0 already ends in a terminator" in done.stderr
