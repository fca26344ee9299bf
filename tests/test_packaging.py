"""What an installation consists of: metadata, data files, compiled modules, lazy imports."""

import ast
import importlib.metadata
import subprocess
import sys
import tomllib
from pathlib import Path

import irtool
import pytest
from irtool.cli.version import is_compiled

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(irtool.__file__).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
#: Running from a link to the sources, as while working on irtool.
FROM_SOURCE = (PACKAGE / "setup.py").exists()


def test_version_is_the_same_everywhere() -> None:
    assert irtool.__version__ == PROJECT["project"]["version"]
    if not FROM_SOURCE and is_compiled():
        assert importlib.metadata.version("irtool") == irtool.__version__


def test_data_files_are_installed() -> None:
    for name in ("py.typed", "ir/text/clif.lark", "rules/rules.lark", "passes/simplify.rules"):
        assert (PACKAGE / name).is_file(), name
    for machine in ("x64", "aarch64"):
        assert (PACKAGE / "backends" / machine / "lower.rules").is_file()


@pytest.mark.skipif(FROM_SOURCE, reason="irtool is imported from its sources, not from an installation")
def test_nothing_else_is_installed() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {
        "backends",
        "bench",
        "cache",
        "cli",
        "filetests",
        "frontend",
        "ir",
        "library",
        "object",
        "passes",
        "regalloc",
        "rules",
        "runtime",
    }
    assert not list(PACKAGE.rglob("*.clif"))
    assert not (PACKAGE / "setup.py").exists()
    # No loose names beside the package.
    beside = {path.name for path in PACKAGE.parent.iterdir() if "mypyc" in path.name or path.name in folders}
    assert not {name for name in beside if name.startswith(("irtool", "_native"))}


def test_either_all_hot_modules_are_compiled_or_none() -> None:
    code = (ROOT / "setup.py").read_text()
    namespace: dict[str, object] = {"__file__": str(ROOT / "setup.py"), "__name__": "setup"}
    tree = ast.parse(code)
    tree.body = [node for node in tree.body if not isinstance(node, ast.Expr | ast.ClassDef)]
    exec(compile(tree, "setup.py", "exec"), namespace)
    hot = namespace["hot_modules"]()  # type: ignore[operator]
    assert "ir/function.py" in hot
    assert "regalloc/scan.py" in hot
    assert "backends/x64/lower_gen.py" in hot
    assert "compile.py" in hot
    assert not [name for name in hot if name.startswith(("cli/", "tests/", "filetests/", "rules/"))]
    compiled = [name for name in hot if list((PACKAGE / name).parent.glob(Path(name).stem + ".*.so"))]
    assert compiled in ([], hot)
    assert bool(compiled) == is_compiled()


def test_licence_is_apache() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert PROJECT["project"]["license"] == "Apache-2.0"


def test_public_names_exist_and_come_lazily() -> None:
    for name in irtool.__all__:
        assert getattr(irtool, name) is not None
    assert set(irtool.__all__) <= set(dir(irtool))
    with pytest.raises(AttributeError, match="no_such_name"):
        getattr(irtool, "no_such_name")  # noqa: B009
    code = "import sys, irtool; print(len([name for name in sys.modules if name.startswith('irtool.')]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_dependencies_have_ranges() -> None:
    project = PROJECT["project"]
    names = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    assert all(">=" in name for name in names)
    for wanted in ("lark", "networkx", "capstone", "unicorn", "keystone-engine", "pytest", "hypothesis"):
        assert any(name.startswith(wanted) for name in names), wanted


def test_readme_examples_run() -> None:
    text = (ROOT / "README.md").read_text()
    wasm, clif = (part.split("```", 1)[0] for part in text.split("```python\n")[1:])
    from irtool.runtime.platform import supported

    if not supported():
        pytest.skip("native execution needs x86-64 Linux")
    written = [line for line in clif.splitlines() if line.startswith("open(")]
    assert len(written) == 1
    clif = clif.replace(written[0], "print(len(irtool.compile_object(func, 'aarch64')) > 100)")
    for code, printed in ((wasm, "x86_64 True\naarch64 True\n"), (clif, "21\nTrue\n")):
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        assert done.stdout == printed


def test_system_tools_script_lists_and_documents_what_it_installs() -> None:
    script = ROOT / "tools" / "install-system-tools.sh"
    done = subprocess.run([script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1)
    assert done.stdout.startswith("system tools")
    head = script.read_text().split("set -euo pipefail")[0]
    for package in ("gcc", "binutils-aarch64-linux-gnu", "qemu-user", "wabt"):
        assert package in head
