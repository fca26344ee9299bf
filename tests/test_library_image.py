"""One object file of a module for linkers, for tools that read ELF, and for `Module.load`."""

import os
import random
import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import irtool
import pytest
from forked_program import load_modules, run
from irtool import Instance, Module
from irtool.backends.registry import host_name, lookup
from irtool.frontend.wasm.text.assemble import assemble
from irtool.library.build import compile_library
from irtool.object.elf_read import read_object
from irtool.object.image import ImageError
from irtool.object.shared import shared_library
from irtool.runtime.platform import supported
from irtool.runtime.wasm.image import MappedFile
from library_tools import MACHINES, command, need

pytestmark = pytest.mark.skipif(not supported(), reason="no native execution on this machine")

TEXT = """(module
    (import "env" "log" (func $log (param i32)))
    (memory (export "memory") 1)
    (data (i32.const 8) "\\2a\\00\\00\\00")
    (func $divide (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
    (func (export "run") (param i32) (result i32)
        (call $log (local.get 0))
        (i32.add (i32.load (i32.const 8)) (call $divide (i32.const 100) (local.get 0)))))"""
ADD = """(module (func (export "add") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1))))"""
#: Calls it and shows what it does, traps too.
PROGRAM = r"""
    #include "x.h"
    #include <stdio.h>
    static void heard(void *env, x_instance *x, uint32_t number) {
        (void)env; (void)x;
        printf("%u\n", number);
    }
    int main(void) {
        x_imports imports = {.env_log = heard};
        x_instance *x;
        uint32_t result = 0;
        if (x_instantiate(&imports, &x) != X_OK) return 1;
        int status = x_run(x, 10, &result);
        printf("%d %u\n", status, result);
        puts(x_status_text(x_run(x, 0, &result)));
        x_delete_instance(x);
        return 0;
    }
"""
PRINTED = "10\n0 52\n0\ninteger divide by zero\n"
SECTIONS = (".irtool.image", ".note.irtool.image")


def setup_module() -> None:
    load_modules()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With x.o and x.h of `TEXT`, x.c, and add.o of another module."""
    folder = tmp_path_factory.mktemp("library_image")
    (folder / "x.wat").write_text(TEXT)
    (folder / "x.c").write_text(PROGRAM)
    (folder / "add.wat").write_text(ADD)
    assert run("compile -O speed -g x.wat -o x.o --header x.h".split(), folder) == (0, "", "")
    assert run("compile add.wat".split(), folder) == (0, "", "")
    return folder


def check(module: Module) -> None:
    seen: list[int] = []
    exports = Instance(module, {"env": {"log": seen.append}}).exports
    assert exports.run(10) == 52 and seen == [10]
    with pytest.raises(irtool.Trap, match=r"integer divide by zero \(in function divide at byte 0x"):
        exports.run(0)


def names(path: Path) -> list[str]:
    return [section.name for section in read_object(path.read_bytes()).sections]


def has_image(path: Path) -> bool:
    return SECTIONS[0] in names(path)


LINKERS = (
    ("gcc", "-fuse-ld=bfd"),
    ("gcc", "-fuse-ld=gold"),
    ("gcc", "-fuse-ld=lld"),
    ("gcc", "-Wl,--gc-sections"),
    ("clang", ""),
)


@pytest.mark.parametrize("linker", LINKERS, ids=" ".join)
def test_one_file_for_linkers_and_for_python(folder: Path, tmp_path: Path, linker: tuple[str, str]) -> None:
    program = {"-fuse-ld=bfd": "ld.bfd", "-fuse-ld=gold": "ld.gold", "-fuse-ld=lld": "ld.lld"}
    need(linker[0], program.get(linker[1], "ld"))
    made = tmp_path / "program"
    flags = [flag for flag in linker[1:] if flag]
    command(
        *(linker[0], "-Wall", "-Werror", *flags, "-Wl,--fatal-warnings"),
        *(folder / "x.c", folder / "x.o", "-o", made),
    )
    assert command(made).stdout == PRINTED
    assert not set(SECTIONS) & set(names(made)) and b".irtool.wasm" not in made.read_bytes()
    check(Module.load(folder / "x.o"))
    check(Module.load(folder / "x.o", verify=True))


def test_by_path_by_descriptor_and_from_bytes(folder: Path, tmp_path: Path) -> None:
    data = (folder / "x.o").read_bytes()
    path = tmp_path / "x.o"
    path.write_bytes(data)
    check(Module.load(str(path)))
    with open(path, "rb") as file:
        assert file.read(4) == b"\x7fELF"  # where it was read to does not matter
        module = Module.load(file.fileno())
        path.unlink()
    check(module)
    for content in (data, bytearray(data), memoryview(data)):
        check(Module.load(content))
    check(Module.deserialize(data))
    image = module.serialize()
    assert image in data and Module.load(image).serialize() == image
    check(Module.load(image))


def test_code_runs_where_it_is_in_the_file(folder: Path) -> None:
    module = Module.load(folder / "x.o")
    check(module)
    assert isinstance(module.code.block, MappedFile)
    (section,) = [
        item for item in read_object((folder / "x.o").read_bytes()).sections if item.name == SECTIONS[0]
    ]
    with open("/proc/self/maps") as maps:
        rows = [line.split() for line in maps if str(folder / "x.o") in line]
    (place,) = [int(row[2], 16) for row in rows if "x" in row[1]]
    assert place > section.offset and not any({"w", "x"} <= set(row[1]) for row in rows)


def test_the_first_page_leads_to_it(folder: Path, tmp_path: Path) -> None:
    """Section headers and all that linkers take may be missing."""
    data = bytearray((folder / "x.o").read_bytes())
    (section,) = [item for item in read_object(bytes(data)).sections if item.name == SECTIONS[0]]
    image = slice(section.offset, section.offset + section.size)
    hollow = bytearray(len(data))
    hollow[:108] = data[:108]
    hollow[image] = data[image]
    path = tmp_path / "x.o"
    path.write_bytes(hollow)
    check(Module.load(path, verify=True))


REWRITERS = (
    "strip",
    "strip -g",
    "llvm-strip -g",
    "objcopy",
    "llvm-objcopy",
    "objcopy --prefix-symbols=other_",
    "objcopy --compress-debug-sections",
    "ld.bfd -r",
    "ld.gold -r",
    "ld.lld -r",
)


@pytest.mark.parametrize("line", REWRITERS)
def test_programs_that_rewrite_objects_keep_it(folder: Path, tmp_path: Path, line: str) -> None:
    program, *flags = line.split()
    need(program)
    made = tmp_path / "x.o"
    if "strip" in program:
        shutil.copy(folder / "x.o", made)
        command(program, *flags, made)
    else:
        output = ["-o", made] if flags == ["-r"] else [made]
        command(program, *flags, folder / "x.o", *output)
    check(Module.load(made, verify=True))
    assert isinstance(Module.load(made).mapped, MappedFile)  # in place
    if shutil.which("readelf"):
        shown = subprocess.run(["readelf", "-aW", made], capture_output=True, text=True, check=True)
        assert "warning" not in shown.stderr.lower()


@pytest.mark.parametrize("line", ["llvm-strip", f"objcopy -R {SECTIONS[0]}"])
def test_without_it_that_is_said(folder: Path, tmp_path: Path, line: str) -> None:
    program, *flags = line.split()
    need(program)
    made = tmp_path / "x.o"
    shutil.copy(folder / "x.o", made)
    command(program, *flags, made)
    with pytest.raises(ImageError, match="no note of irtool"):
        Module.load(made)


def test_a_file_that_was_moved_to_no_page(folder: Path, tmp_path: Path) -> None:
    """No program does that; then the code is copied."""
    data = (folder / "x.o").read_bytes()
    (section,) = [item for item in read_object(data).sections if item.name == SECTIONS[0]]
    moved = bytearray(data[: section.offset] + bytes(8) + data[section.offset :])
    struct.pack_into("<Q", moved, 64 + 20, section.offset + 8)
    struct.pack_into("<Q", moved, 64 + 36, len(moved))
    path = tmp_path / "x.o"
    path.write_bytes(moved)
    module = Module.load(path)
    check(module)
    assert not isinstance(module.code.block, MappedFile)


@pytest.mark.parametrize("linker", ["ld.bfd", "ld.lld"])
def test_two_that_became_one(folder: Path, tmp_path: Path, linker: str) -> None:
    need(linker)
    made = tmp_path / "both.o"
    command(linker, "-r", folder / "x.o", folder / "add.o", "-o", made)
    with pytest.raises(ImageError, match="compiled modules of several files"):
        Module.load(made)
    assert run("compile --no-image x.wat -o plain.o".split(), folder) == (0, "", "")
    command(linker, "-r", folder / "plain.o", folder / "add.o", "-o", made)
    assert Instance(Module.load(made)).exports.add(3, 4) == 7


def test_archives(folder: Path, tmp_path: Path) -> None:
    need("ar", "gcc", "nm")
    archive = tmp_path / "libx.a"
    command("ar", "rcs", archive, folder / "x.o", folder / "add.o")
    assert " T x_run" in command("nm", archive).stdout
    command("gcc", folder / "x.c", f"-I{folder}", archive, "-o", tmp_path / "program")
    assert command(tmp_path / "program").stdout == PRINTED
    with pytest.raises(ImageError, match="no ELF file"):
        Module.load(archive)
    command("ar", f"--output={tmp_path}", "x", archive, "x.o")
    check(Module.load(tmp_path / "x.o"))


def test_standard_tools_read_it(folder: Path) -> None:
    need("readelf", "objdump", "nm")
    done = subprocess.run(["readelf", "-aW", folder / "x.o"], capture_output=True, text=True, check=True)
    assert not done.stderr and "warning" not in done.stdout.lower()
    rows = {line.split("]")[1].split()[0]: line for line in done.stdout.splitlines() if "PROGBITS" in line}
    assert rows[".irtool.image"].split()[-4] == "E"
    shown = command("objdump", "-d", folder / "x.o").stdout
    assert "<x_run>:" in shown and "<x.divide>:" in shown and ".irtool" not in shown
    status, listed, _ = run("disasm x.o --function x.divide".split(), folder)
    assert status == 0 and "idiv" in listed
    if shutil.which("gdb"):
        said = command("gdb", "-batch", "-nx", "-ex", "info line x_run", folder / "x.o").stdout
        assert "x.wat" in said or "x_run" in said


def test_shared_libraries_and_programs_do_not_have_it(folder: Path) -> None:
    data = (folder / "x.o").read_bytes()
    plain = shared_library((folder / "x.o").read_bytes(), lookup(host_name()).form)
    assert len(plain) < len(data) and b".irtool" not in plain
    for linker in ("own", "system"):
        if linker == "system":
            need("ld")
        assert run(f"compile x.wat -o x_{linker}.so --linker {linker}".split(), folder) == (0, "", "")
        assert not has_image(folder / f"x_{linker}.so")


def test_run_takes_it(folder: Path) -> None:
    assert run("run add.o 3 4".split(), folder) == (0, "7\n", "")
    assert run("run --invoke add add.o 3 4".split(), folder) == (0, "7\n", "")
    status, _, stderr = run("run --target aarch64 add.o 3 4".split(), folder)
    assert status == 2 and "compiled already" in stderr
    (folder / "user.wat").write_text(
        '(module (import "lib" "add" (func $add (param i32 i32) (result i32)))'
        ' (func (export "five") (result i32) (call $add (i32.const 2) (i32.const 3))))'
    )
    assert run("run --preload lib=add.o user.wat".split(), folder) == (0, "5\n", "")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", True),
        ("--emit lib", True),
        ("--header other.h --guard-pages --prefix other", True),
        ("--target native", True),
        ("--set has_sse42", True),
        ("-j 2", True),
        ("--no-image", False),
        ("--emit obj", False),
        ("--set enable_nan_canonicalization=true", False),
        ("--set enable_heap_access_spectre_mitigation=false", False),
        *((f"--target {machine.target}", machine.target == host_name()) for machine in MACHINES),
    ],
)
def test_when_it_is_there(folder: Path, options: str, expected: bool) -> None:
    if "sse42" in options and host_name() != "x86_64":
        pytest.skip("a flag of x86-64")
    assert run(f"compile x.wat -o made.o {options}".split(), folder) == (0, "", "")
    assert has_image(folder / "made.o") == expected
    if expected:
        check(Module.load(folder / "made.o"))
    else:
        with pytest.raises(ImageError, match="--no-image"):
            Module.load(folder / "made.o")
        status, _, stderr = run("run made.o --invoke run 5".split(), folder)
        assert status == 1 and "--no-image" in stderr and "Traceback" not in stderr


def test_what_linkers_take_does_not_depend_on_it(folder: Path) -> None:
    for target in {"x86_64", host_name()}:
        for options in ("", "--no-image "):
            name = "with.o" if not options else "without.o"
            assert run(f"compile {options}--target {target} x.wat -o {name}".split(), folder) == (0, "", "")
    taken = [
        [(item.name, item.flags, item.data) for item in read_object((folder / name).read_bytes()).sections]
        for name in ("with.o", "without.o")
    ]
    assert [item for item in taken[0] if item[0] not in (*SECTIONS, ".shstrtab")] == taken[1][:-1]
    first = (folder / "with.o").read_bytes()
    assert run("compile x.wat -o with.o".split(), folder) == (0, "", "")
    assert (folder / "with.o").read_bytes() == first


def test_an_image_of_another_machine_is_refused() -> None:
    binary = assemble(ADD.encode()).binary
    other = next(machine.target for machine in MACHINES if machine.target != host_name())
    with pytest.raises(irtool.IrtoolError, match="not for the machine of the object file"):
        compile_library(binary, other, prefix="add", image=Module(binary).serialize)
    with pytest.raises(irtool.IrtoolError, match="not for the machine of the object file"):
        compile_library(binary, host_name(), prefix="add", image=lambda: b"none")


def damaged(data: bytes, rng: random.Random) -> bytes:
    """A file with one accident."""
    changed = bytearray(data)
    kind = rng.randrange(5)
    place = rng.randrange(len(changed))
    if kind == 0:
        changed[place] ^= 1 << rng.randrange(8)
    elif kind == 1:
        del changed[place:]
    elif kind == 2:
        changed[place : place + rng.randrange(1, 50)] = rng.randbytes(rng.randrange(50))
    elif kind == 3:
        end = min(place + rng.randrange(1, 500), len(changed))
        changed[place:end] = changed[place:end][::-1]
    else:  # what is read first: the ELF header, the note, the section headers
        (start,) = struct.unpack_from("<Q", data, 40)
        place = rng.choice([rng.randrange(108), rng.randrange(start, len(data))])
        changed[place] = rng.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("count", [200, pytest.param(2000, marks=pytest.mark.slow)])
def test_damaged_files(folder: Path, tmp_path: Path, count: int) -> None:
    """Either the image is as it was, or the file is refused; the part for linkers need not be right."""
    data = (folder / "x.o").read_bytes()
    image = Module.load(data).serialize()
    rng = random.Random(15)
    path = tmp_path / "x.o"
    loaders: tuple[Callable[[], Module], ...] = (
        lambda: Module.load(path, verify=True),
        lambda: Module.deserialize(path.read_bytes()),
    )
    outcomes = [0, 0]
    for _ in range(count):
        path.write_bytes(damaged(data, rng))
        for load in loaders:
            try:
                assert load().serialize() == image
                outcomes[0] += 1
            except ImageError as error:
                outcomes[1] += 1
                assert str(error)
        try:
            assert Module.load(path).exports is not None
        except ImageError:  # what is behind the header need not be right
            pass
    assert min(outcomes) > count // 5


def test_notes_that_lie(folder: Path, tmp_path: Path) -> None:
    """Places and sizes beyond the file, or of what is no image."""
    data = (folder / "x.o").read_bytes()
    for field in (84, 92):
        for value in (0, 1, 64, len(data) - 1, len(data), 1 << 63, (1 << 64) - 1):
            changed = bytearray(data)
            struct.pack_into("<Q", changed, field, value)
            try:
                check(Module.load(bytes(changed)))  # the section headers still tell
            except ImageError:
                pass
    cut = tmp_path / "cut.o"
    cut.write_bytes(data[:-100])
    with pytest.raises(ImageError, match=f"not whole: {len(data) - 100} bytes of {len(data)}"):
        Module.load(cut)
    descriptor = os.open(cut, os.O_RDONLY)
    try:
        with pytest.raises(ImageError, match="not whole"):
            Module.load(descriptor)
    finally:
        os.close(descriptor)
