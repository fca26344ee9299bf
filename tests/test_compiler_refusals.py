"""Every function of our own filetests compiles for every target or is refused by an error of irtool: no
other exception escapes."""

from pathlib import Path

import pytest
from irtool.compile import compile_function, make_target
from irtool.ir.errors import IrtoolError, UnsupportedError
from irtool.ir.text.reader import parse_function
from irtool.ir.text.testfile import parse_test_file
from irtool.ir.verify.verifier import verify
from irtool.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("interpret", "parser", "opt", "cfg", "domtree", "verifier")


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_no_other_exception(folder: str, target: str) -> None:
    settings = Settings(target)
    settings.set("enable_verifier", False)
    machine = make_target(target, settings)
    tried = 0
    for path in sorted((ROOT / "filetests" / folder).glob("*.clif")):
        try:
            functions = parse_test_file(path.read_text(), path.name).functions
        except IrtoolError:
            continue
        for function in functions:
            if verify(function.func, enable_pinned_reg=True, preserve_frame_pointers=True):
                continue
            tried += 1
            try:
                compile_function(function.func, machine, settings)
            except IrtoolError:
                pass
            except Exception as error:
                raise AssertionError(f"{path.name}: {function.func.name}") from error
    assert tried > 0


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_wide_context_is_refused_by_name_and_place(target: str) -> None:
    func = parse_function(
        """function %f(i32, i128) -> i32 {
    sig0 = (i32) -> i32 tail
    fn0 = %g sig0

block0(v0: i32, v1: i128):
    try_call fn0(v0), sig0, block1(ret0, v0), [ context v1, default: block1(v0, v0) ]

block1(v2: i32, v3: i32):
    return v2
}
"""
    )
    message = "function %f: context values of type i128 are not supported"
    with pytest.raises(UnsupportedError, match=message) as caught:
        compile_function(func, target)
    assert caught.value.place is not None and caught.value.place.line == 6
