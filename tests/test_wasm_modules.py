"""Real modules: the list of them is sound, and in the long mode all are fetched and compiled.

They are fetched into the folder that IRTOOL_WASM_MODULES names, a temporary one unless it is set.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import irtool
import pytest
from irtool.bench.clients import Unreachable
from irtool.bench.wasm_list import MODULES, WasmModule, npm
from irtool.bench.wasm_modules import NAMES, fetch, fits, main
from irtool.bench.wasm_one import STAGES
from irtool.frontend.wasm.text.assemble import assemble
from irtool.settings import Settings

LEVELS = ("none", "speed", "speed_and_size")


def test_the_list_is_sound() -> None:
    assert len(NAMES) == len(MODULES) >= 30
    for module in MODULES:
        assert module.what and (module.kind == "clang" or (len(module.sha256) == 64 and module.version))
    assert {module.kind for module in MODULES} == {"npm", "pypi", "clang"}
    assert sum(1 for module in MODULES if not module.refused) >= 25


def test_another_module_than_that_of_the_list_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from irtool.bench import wasm_modules

    wanted = npm("m", "package", "1.0", "m.wasm", "0" * 64, "nothing")
    monkeypatch.setitem(wasm_modules._FETCHERS, "npm", lambda module, folder: b"\0asm\1\0\0\0")
    with pytest.raises(Unreachable, match="SHA-256"):
        fetch(wanted, tmp_path)
    assert not fits(wanted, b"") and list(tmp_path.iterdir()) == []


def test_a_client_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreachable, match="there is no npm"):
        fetch(NAMES["sqlite"], tmp_path)


def test_the_command_lists(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    assert "esbuild" in capsys.readouterr().out


def test_the_benchmark_reports(tmp_path: Path) -> None:
    pytest.importorskip("wasmtime")
    text = b'(module (memory 1) (func (export "f") (param i32) (result i32) (i32.load (local.get 0))))'
    (tmp_path / "small.wasm").write_bytes(assemble(text, "").binary)
    report = tmp_path / "report.json"
    args = ["--against", "wasmtime", "--rounds", "1", "--json", str(report), str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "irtool.bench.wasm", *args], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(report.read_text())["modules"]["small"]
    assert found["instructions"] == 3
    for level in ("none", "speed"):
        assert set(found[level]["ratios"]) == {"time", "text", "memory"}
        assert set(found[level]["irtool"]["stages"]) == set(STAGES)
        assert 0 < found[level]["irtool"]["text"] < 200


# --- the long mode ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder() -> Path:
    """Where modules are kept."""
    name = os.environ.get("IRTOOL_WASM_MODULES") or tempfile.mkdtemp(prefix="irtool-modules-")
    return Path(name)


@pytest.mark.slow
@pytest.mark.compiled_only
@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_real_modules_compile(module: WasmModule, target: str, folder: Path) -> None:
    try:
        data = fetch(module, folder).read_bytes()
    except Unreachable as error:
        pytest.skip(str(error))
    for level in LEVELS:
        settings = Settings(target)
        settings.set("opt_level", level)
        settings.set("enable_verifier", False)
        if target == "x86_64":
            settings.apply("x86-64-v2")
        if module.refused:
            with pytest.raises(irtool.IrtoolError, match=module.refused):
                irtool.compile_wasm(data, target, settings)
            return
        compiled = irtool.compile_wasm(data, target, settings, jobs=2)
        assert len(compiled.functions) == len(compiled.module.body_start)
