"""C headers: accepted by C and C++ compilers, and honest about what C cannot call."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from irtool.backends.code import CompiledCode
from irtool.ir import types
from irtool.ir.entities import AbiParam, Signature
from irtool.object.header import write_header


class Named(NamedTuple):
    """What the writer takes."""

    name: str
    signature: Signature
    code: CompiledCode = CompiledCode()


I32, F64 = AbiParam(types.I32), AbiParam(types.F64)
FUNCTIONS = [
    Named("add", Signature([I32, AbiParam(types.I8, "uext")], [AbiParam(types.I64)], "system_v")),
    Named("nothing", Signature([], [], "system_v")),
    Named("mean", Signature([F64, AbiParam(types.F32)], [F64], "system_v")),
    Named("pair", Signature([], [I32, I32], "system_v")),
    Named("fast", Signature([I32], [], "fast")),
    Named("wide", Signature([AbiParam(types.I128)], [], "system_v")),
    Named("while", Signature([], [], "system_v")),
    Named("a.b", Signature([], [], "system_v")),
]


def test_prototypes_and_reasons() -> None:
    lines = write_header(FUNCTIONS, "my-lib.h").splitlines()
    assert lines[:2] == ["#ifndef MY_LIB_H", "#define MY_LIB_H"]
    assert "int64_t add(int32_t, uint8_t);" in lines
    assert "void nothing(void);" in lines
    assert "double mean(double, float);" in lines
    assert "/* pair: 2 results cannot be returned to C */" in lines
    assert "/* fast: convention fast is not that of C */" in lines
    assert "/* wide: no C type for i128 */" in lines
    assert "/* while: its name is no C identifier */" in lines
    assert "/* a.b: its name is no C identifier */" in lines


@pytest.mark.parametrize(("compiler", "suffix"), [("gcc", "c"), ("g++", "cc")])
def test_compilers_accept_it(compiler: str, suffix: str, tmp_path: Path) -> None:
    path = shutil.which(compiler)
    if path is None:
        pytest.skip(f"{compiler} is not installed")
    (tmp_path / "f.h").write_text(write_header(FUNCTIONS, "9f.h"))
    source = tmp_path / f"main.{suffix}"
    source.write_text('#include "f.h"\n#include "f.h"\nint main(void) { return (int)add(1, 2); }\n')
    done = subprocess.run(
        [path, "-Wall", "-Werror", "-fsyntax-only", str(source)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
