"""The watch over objects that tests write (`written_objects.py`) sees what is wrong."""

from pathlib import Path

import pytest
from irtool.compile import compile_object
from irtool.ir.text.reader import parse_functions
from irtool.object.elf_read import read_object
from library_tools import need
from written_objects import MOST, ObjectWatch

CLIF = """function %f() -> i32 system_v {
    fn0 = %g() -> i32 system_v
block0:
    v0 = call fn0()
    return v0
}
"""


def made(target: str = "x86_64", name: str = "f") -> bytearray:
    return bytearray(compile_object(parse_functions(CLIF.replace("%f", f"%{name}")), target))


def place(data: bytearray, name: str) -> int:
    """Where a section is."""
    elf = read_object(bytes(data))
    return elf.sections[elf.section_number(name)].offset


def complaints(tmp_path: Path, *files: bytes) -> list[str]:
    watch = ObjectWatch(tmp_path, False)
    for data in files:
        watch.note(bytes(data))
    found = watch.check()
    assert not list(tmp_path.iterdir())
    return found


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_good_objects(target: str, tmp_path: Path) -> None:
    assert complaints(tmp_path, made(target), made(target), made(target, "h")) == []


def test_readelf_complains(tmp_path: Path) -> None:
    need("readelf")
    bad = made()
    bad[place(bad, ".symtab") + 24 + 3] = 0xFF  # the name of the first symbol
    found = complaints(tmp_path, made(), bad)
    assert any(text.startswith("readelf of ") for text in found), found
    assert all("written by tests/test_written_objects.py::test_readelf_complains" in text for text in found)


def test_linkers_complain(tmp_path: Path) -> None:
    need("ld.lld", "x86_64-linux-gnu-ld")
    bad = made()
    bad[place(bad, ".rela.text") + 8] = 0xE0  # the kind of the relocation
    found = complaints(tmp_path, bad)
    assert [text.split()[0] for text in found if "ld" in text.split()[0]] == ["ld.lld", "x86_64-linux-gnu-ld"]


def test_there_is_a_most(tmp_path: Path) -> None:
    watch = ObjectWatch(tmp_path, False)
    for number in range(MOST + 5):
        watch.note(bytes(made(name=f"f{number}")))
    assert len(list(tmp_path.glob("*.o"))) == MOST + 5
    assert watch.check() == [] and not list(tmp_path.iterdir())
