"""What users read and what their tools see: docstrings in both forms, the reference pages, types for mypy."""

import inspect
import pydoc
import re
import subprocess
import sys
import time
from pathlib import Path

import gen_reference
import irtool
import pytest
from compiled_docs import c_string, read_docs, with_docs
from irtool.cli.version import is_compiled
from public import exported, public_entries

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(irtool.__file__).parent

#: Functions that raise nothing whatever they are given (but `TypeError`).
RAISE_NOTHING = {"target_names", "print_function", "verify"}


def test_pages_are_up_to_date() -> None:
    for name, text in gen_reference.render().items():
        assert (ROOT / "docs" / name).read_text() == text, f"docs/{name}: run tools/generate.py"


def test_all_is_what_is_exported() -> None:
    assert set(irtool.__all__) == {*exported(), "types", "__version__"}
    assert irtool.__all__ == sorted(irtool.__all__)


@pytest.mark.parametrize("name", sorted(public_entries()))
def test_public_names_have_docstrings(name: str) -> None:
    """In the sources, and on the objects: the compiled form has them too."""
    entry = public_entries()[name]
    assert entry.text, name
    for member in [*entry.members, *entry.instructions]:
        assert member.text, f"{name}.{member.name} has no docstring"
    thing = getattr(irtool, name)
    if not callable(thing):  # a type alias
        return
    first = entry.text.split("\n")[0]
    assert first in (thing.__doc__ or ""), name
    for member in [*entry.members, *entry.instructions]:
        found = inspect.getattr_static(thing, member.name, None)
        found = getattr(found, "__func__", found)
        if callable(found) or isinstance(found, property):
            assert member.text.split("\n")[0] in (found.__doc__ or ""), f"{name}.{member.name}"


def test_functions_say_what_they_raise() -> None:
    for name, entry in public_entries().items():
        if "(" in entry.title and not entry.members and inspect.isroutine(getattr(irtool, name)):
            assert re.search(r"[Rr]aises?|rrors", entry.text) or name in RAISE_NOTHING, name


def test_help_is_readable() -> None:
    text = " ".join(pydoc.plain(pydoc.render_doc(irtool.FunctionBuilder.iadd)).split())
    for words in (
        "iadd(",
        "Sum, wrapping.",
        "v8 = iadd v0, v1",
        "a scalar integer or a vector of integers",
        "Never traps.",
    ):
        assert words in text, text
    text = " ".join(pydoc.plain(pydoc.render_doc(irtool.jit)).split())
    for words in ("jit(", "unsigned", "`UndefinedSymbolError`", "A call raises `Trap`"):
        assert words in text, text
    assert "Traps: int_ovf, int_divz." in (irtool.FunctionBuilder.sdiv.__doc__ or "")
    assert "heap_oob" in (irtool.FunctionBuilder.load.__doc__ or "")


def test_docstrings_get_into_the_tables_of_mypyc() -> None:
    source = '''"""The module."""
class A:
    """A class."""
    def __init__(self) -> None:
        self.x: int = 1
        """An attribute."""
    def f(self, y: int = 1 + 1) -> None:
        """Says "hello\\\\n", \u00e9."""
    @property
    def p(self) -> int:
        """A property."""
def g() -> None:
    """A function."""
'''
    code = """
    {"f",
     (PyCFunction)CPyPy_m___A___f,
     METH_FASTCALL | METH_KEYWORDS, PyDoc_STR(NULL)},
    {"x",
     (getter)m___A_get_x, (setter)m___A_set_x,
     NULL, NULL},
    {"p",
     (getter)m___A_get_p,
    NULL, NULL, NULL},
    .tp_doc = PyDoc_STR("A()\\n--\\n\\n"),
    {"g", (PyCFunction)CPyPy_m___g, METH_FASTCALL, PyDoc_STR("g()\\n--\\n\\n") /* docstring */},
static struct PyModuleDef mmodule = {
    PyModuleDef_HEAD_INIT,
    "irtool.m",
    NULL, /* docstring */
"""
    done = with_docs(code, source)
    assert r'PyDoc_STR("f(self, y: int=1 + 1) -> None\n\nSays \"hello\\n\", \303\251.")' in done
    assert '"An attribute.", NULL}' in done
    assert r'PyDoc_STR("A()\n--\n\nA class.")' in done
    assert r'PyDoc_STR("g()\n--\n\nA function.")' in done
    assert '"The module.", /* docstring */' in done
    assert c_string("a\x01\t") == r'"a\001\t"'
    assert read_docs(source).text["A.p"] == "A property."


@pytest.mark.skipif(not is_compiled(), reason="about the compiled form")
def test_compiled_modules_have_their_docstrings() -> None:
    from irtool import compile as module  # type: ignore[attr-defined]
    from irtool.ir import function

    assert (module.__doc__ or "").startswith("The pipeline: one function")
    assert function.Function.__dict__["op"].__doc__ == "Opcode (`opcodes_gen.OP_*`)."
    assert irtool.Value.__dict__["type"].__doc__ == "Code of its type (`irtool.types`)."


def test_import_is_fast() -> None:
    """`import irtool` imports nothing of weight; 40 ms is what it may take, without the start of Python."""
    code = "import time; t = time.perf_counter(); import irtool; print(time.perf_counter() - t)"
    times = []
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        times.append(float(done.stdout))
        time.sleep(0.01)
    assert min(times) < 0.040
    code = (
        "import sys, irtool; print([name for name in ('typing', 'inspect', 'ctypes') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


# --- types ----------------------------------------------------------------------------------------


def python_blocks(page: Path) -> list[str]:
    """The Python programs of a page: fenced blocks that say so and import what they use (modules of a new
    backend, with relative imports, are no programs)."""
    blocks = [part.split("```", 1)[0] for part in page.read_text().split("```python\n")[1:]]
    blocks = [block for block in blocks if re.search(r"^(import|from) irtool", block, re.MULTILINE)]
    return [block for block in blocks if not re.search(r"^from \.", block, re.MULTILINE)]


def run_mypy(folder: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """`mypy --strict` as a user has it, with the package that is tested."""
    (folder / "irtool").symlink_to(PACKAGE)
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file=", *files]
    command += ["--follow-imports=silent", "--cache-dir", str(ROOT / "build" / "mypy-cache-users")]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_user_code_of_the_guides_passes_mypy_strict(tmp_path: Path) -> None:
    files = []
    for path in [*ROOT.glob("examples/*.py"), *ROOT.glob("examples/language/*.py")]:
        (tmp_path / path.name).write_text(path.read_text())
        files.append(path.name)
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for number, code in enumerate(python_blocks(page)):
            name = f"{page.stem.replace('-', '_')}_{number}.py"
            (tmp_path / name).write_text(code)
            files.append(name)
    assert {"build_loop.py", "compiler.py", "README_0.py"} <= set(files)
    (tmp_path / "everything.py").write_text(
        "import irtool\n"
        + "".join(f"reveal_type(irtool.{name})\n" for name in irtool.__all__)
        + "irtool.no_such_name\n"
        + "b = irtool.FunctionBuilder.create('f', [irtool.I32], [irtool.I32])\n"
        + "block = b.create_entry_block()\n"
        + "x = block.params[0]\n"
        + "\n".join(MISTAKES)
        + "\n"
    )
    done = run_mypy(tmp_path, *files, "everything.py")
    lines = done.stdout.splitlines()
    others = [line for line in lines if not line.startswith("everything.py")]
    assert others == [] and done.stderr == ""
    names = len(irtool.__all__)
    assert sum(": note: Revealed type is" in line for line in lines) == names, done.stdout
    assert not [line for line in lines if 'Revealed type is "Any"' in line or '"builtins.object"' in line]
    errors = [int(line.split(":")[1]) for line in lines if ": error: " in line]
    assert errors == [names + 2, *range(names + 6, names + 6 + len(MISTAKES))], done.stdout


MISTAKES = [
    "b.jump(x)",
    "b.jump(1)",
    "b.iadd(block, x)",
    "b.iadd(x, '1')",
    "b.call(block)",
    "b.switch_to_block(x)",
    "b.stack_addr(irtool.I64, 0)",
    "b.def_var(x, x)",
    "b.uextend(irtool.I64, 1)",
    "b.return_(x)",
]
