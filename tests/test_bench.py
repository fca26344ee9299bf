"""The benchmark: generated functions are right, the report is complete, and the promises on speed hold."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from irtool.bench.generate import generate
from irtool.bench.measure import STAGES, count_instructions, measure
from irtool.bench.report import report_text
from irtool.cli.version import is_compiled
from irtool.ir.text.reader import parse_function
from irtool.ir.verify.verifier import verify

#: Promised: nanoseconds per instruction from IR to bytes, and lines read per second, when compiled.
IR_TO_BYTES = 2000
READER_LINES = 10_000


@pytest.mark.parametrize("size", [20, 100, 1000, 10_000])
def test_generated_functions_verify_and_have_the_size(size: int) -> None:
    text = generate(size)
    func = parse_function(text)
    assert verify(func) == []
    assert size <= count_instructions(func) <= size + 80
    assert generate(size) == text
    assert generate(size, seed=2) != text


def test_report_has_every_stage(tmp_path: Path) -> None:
    (tmp_path / "a.clif").write_text("test run\ntarget x86_64\n" + generate(50).replace("%bench50", "%a"))
    (tmp_path / "broken.clif").write_text("function %f(")
    report = measure({"sizes": [100, 300], "target": "aarch64", "corpus": str(tmp_path)})
    assert [entry["size"] for entry in report["functions"]] == [100, 300]
    assert report["corpus"]["functions"] == 1
    for entry in (*report["functions"], report["corpus"]):
        assert set(entry["seconds"]) == {*STAGES, "ir_to_bytes"}
        assert min(entry["seconds"].values()) > 0
        assert entry["code_bytes"] > entry["instructions"]
    text = report_text({"compiled": report, "interpreted": report})
    for stage in STAGES:
        assert f"\n{stage} " in text
    assert "100 i/c" in text
    assert "100 -> 300" in text
    assert "lines per second" in text


def test_command_line(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    command = [sys.executable, "-m", "irtool", "bench", "--sizes", "50", "--json", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    assert "IR to bytes" in done.stdout
    result = json.loads(out.read_text())
    assert (result["compiled"] is not None) == is_compiled()
    assert result["interpreted"]["compiled"] is False
    wrong = subprocess.run([*command[:4], "--sizes", "few"], capture_output=True, check=False)
    assert wrong.returncode == 2


@pytest.mark.compiled_only
def test_speed_when_compiled() -> None:
    if not is_compiled():
        pytest.skip("irtool is not compiled here")
    for target in ("x86_64", "aarch64"):
        (entry,) = measure({"sizes": [10_000], "target": target})["functions"]
        for seconds in (entry["seconds"], entry["seconds_none"]):
            assert seconds["ir_to_bytes"] * 1e9 / entry["instructions"] <= IR_TO_BYTES
        assert entry["lines"] / entry["seconds"]["read"] >= READER_LINES
