"""Compiled modules as files: they run, are checked, and never crash when they are damaged."""

import gc
import mmap
import os
import random
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import irtool
import pytest
from irtool import Instance, Module, Trap
from irtool.backends.registry import host_name, lookup
from irtool.object import image as image_format
from irtool.object.image import ImageError
from irtool.runtime.platform import supported
from irtool.runtime.wasm.image import MappedFile

pytestmark = pytest.mark.skipif(not supported(), reason="no native execution on this machine")

TEXT = """(module
    (import "env" "log" (func $log (param i32)))
    (memory (export "memory") 1)
    (data (i32.const 8) "\\2a\\00\\00\\00")
    (func $divide (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
    (func (export "run") (param i32) (result i32)
        (call $log (local.get 0))
        (i32.add (i32.load (i32.const 8)) (call $divide (i32.const 100) (local.get 0))))
    (func (export "up") (param f32) (result f32) (f32.ceil (local.get 0))))"""


@pytest.fixture(scope="module")
def data() -> bytes:
    return Module.from_text(TEXT).serialize()


def check(module: Module) -> None:
    seen: list[int] = []
    exports = Instance(module, {"env": {"log": seen.append}}).exports
    assert exports.run(10) == 52 and seen == [10]
    assert exports.up(1.25) == 2.0
    with pytest.raises(Trap, match=r"integer divide by zero \(in function divide at byte 0x") as caught:
        exports.run(0)
    assert [frame.function for frame in caught.value.backtrace] == ["divide", "run"]
    assert [item.name for item in module.exports] == ["memory", "run", "up"]


def test_one_module_in_three_ways(data: bytes, tmp_path: Path) -> None:
    check(Module.from_text(TEXT))
    check(Module.deserialize(data))
    path = tmp_path / "module.o"
    path.write_bytes(data)
    check(Module.load(path))
    assert Module.load(path).serialize() == data
    assert Module.from_text(TEXT).serialize() == data


THROWING = """(module
    (tag $t (export "t") (param i32)) (tag $other (param i32))
    (func $throw (param i32) (throw $t (local.get 0)))
    (func (export "caught") (param i32) (result i32)
        (block $h (result i32)
            (block $o (result i32)
                (try_table (catch $other $o) (catch $t $h) (call $throw (local.get 0)))
                (return (i32.const -1)))
            (drop) (i32.const -2)))
    (func (export "uncaught") (call $throw (i32.const 7))))"""


def test_exceptions_of_loaded_modules(tmp_path: Path) -> None:
    """The exception table is in the text of the file."""
    data = Module.from_text(THROWING).serialize()
    path = tmp_path / "module.o"
    path.write_bytes(data)
    for _ in range(3):
        for module in (Module.deserialize(data), Module.load(path)):
            assert module.serialize() == data
            exports = Instance(module).exports
            assert exports.caught(5) == 5
            with pytest.raises(irtool.WasmException) as caught:
                exports.uncaught()
            assert caught.value.is_(exports.t) and caught.value.payload == (7,)
        del module, exports, caught
        gc.collect()
    symbols = image_format.read_image(data)
    assert len(symbols.sections[".irtool.functions"]) == 3 * 8


def test_code_of_a_file_runs_in_place(tmp_path: Path) -> None:
    path = tmp_path / "module.o"
    plain = TEXT.replace("(f32.ceil (local.get 0))", "(f32.add (local.get 0) (f32.const 0.75))")
    path.write_bytes(Module.from_text(plain).serialize())
    module = Module.load(path)
    check(module)
    assert isinstance(module.code.block, MappedFile)
    with open("/proc/self/maps") as maps:
        rights = [line.split()[1] for line in maps if str(path) in line]
    assert any("x" in each for each in rights) and not any({"w", "x"} <= set(each) for each in rights)


def test_loading_reads_the_header_only(data: bytes, tmp_path: Path) -> None:
    """What is damaged behind the header is found by `verify`, or by the first use; a file with a hole in
    place of its content is loaded, which shows that nobody looked."""
    path = tmp_path / "module.o"
    path.write_bytes(data)
    (header,) = struct.unpack_from("<I", data, image_format._NOTE_AT + 36)
    assert header < 4096 < len(data)
    hollow = data[:header] + bytes(len(data) - header)
    path.write_bytes(hollow)
    module = Module.load(path)
    with pytest.raises(ImageError, match="is damaged|lacks a part"):
        Instance(module)
    for load in (lambda: Module.load(path, verify=True), lambda: Module.deserialize(hollow)):
        with pytest.raises(ImageError, match="digest is wrong"):
            load()
    for place in range(0, header, 7):
        changed = bytearray(data)
        changed[place] ^= 0x10
        path.write_bytes(changed)
        with pytest.raises(ImageError):
            Module.load(path)


def test_a_file_by_its_descriptor(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "module.o"
    path.write_bytes(data)
    with open(path, "rb") as file:
        module = Module.load(file.fileno())
        path.unlink()
        assert file.fileno() >= 0 and file.read(4) == b"\x7fELF"  # it is still open
    check(module)
    read, write = os.pipe()
    with pytest.raises(ImageError, match="the file is empty"):
        Module.load(read)
    os.close(read)
    os.close(write)
    with pytest.raises(OSError):
        Module.load(read)


def big_module() -> bytes:
    """The file of a module with some hundred KB of code."""
    body = "(i32.add (i32.mul (local.get 0) (i32.const 77)) (local.get 1))"
    for number in range(40):
        body = f"(i32.xor (i32.const {number * 1234567}) (i32.rotl {body} (local.get 1)))"
    functions = "".join(
        f'(func (export "f{number}") (param i32 i32) (result i32) {body})' for number in range(400)
    )
    return Module.from_text(f"(module {functions})").serialize()


def test_two_processes_share_pages(tmp_path: Path) -> None:
    """Both run all functions of a file; what `smaps` says of its pages: all are those of the file, and those
    that both have are the same. (The kernel maps some around those that are touched, not always as many.)"""
    path = tmp_path / "module.o"
    path.write_bytes(big_module())
    script = f"""
import irtool, sys
exports = irtool.Instance(irtool.Module.load({str(path)!r})).exports
print(sum(exports[name](3, 4) for name in exports), flush=True)
sys.stdin.readline()
def fields():
    with open("/proc/self/smaps") as lines:
        wanted = False
        for line in lines:
            head = line.split()
            if "-" in head[0] and ":" not in head[0]:
                wanted = {str(path)!r} in line
            elif wanted:
                yield head[0], int(head[1]) if head[1].isdigit() else 0
total = {{}}
for name, size in fields():
    total[name] = total.get(name, 0) + size
print(total["Rss:"], total["Shared_Clean:"] + total["Shared_Dirty:"], total["Anonymous:"], flush=True)
sys.stdin.readline()
"""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    answers = []
    for process in running:
        assert process.stdout is not None
        answers.append(process.stdout.readline())
    assert answers[0] == answers[1] != ""
    found = []
    for process in running:  # both have run everything by now, and neither has ended
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write("\n")
        process.stdin.flush()
        found.append(tuple(map(int, process.stdout.readline().split())))
    least = min(resident for resident, _, _ in found)
    assert least > 150 and all(copied == 0 for _, _, copied in found), found
    assert all(shared > 0.95 * least for _, shared, _ in found), found
    for process in running:
        process.communicate("\n")


def test_standard_tools_read_it(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "module.o"
    path.write_bytes(data)
    for program in ("readelf", "objdump"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    done = subprocess.run(["readelf", "-aW", path], capture_output=True, text=True, check=True)
    assert "warning" not in done.stderr.lower() and ".irtool.wasm" in done.stdout
    done = subprocess.run(["objdump", "-d", path], capture_output=True, text=True, check=True)
    assert "<wasm_function_1>:" in done.stdout and "idiv" in done.stdout


def rewritten(data: bytes, offset: int, new: bytes) -> bytes:
    """The file with other bytes and a right digest."""
    changed = bytearray(data)
    changed[offset : offset + len(new)] = new
    try:
        image_format.seal(changed)
    except struct.error:
        pass
    return bytes(changed)


def test_files_that_do_not_fit_are_refused(data: bytes, tmp_path: Path) -> None:
    cases = {
        b"": "no ELF file",
        data[:100]: "no ELF file, or cut off",
        data[:-1]: "not whole",
        data + b"x": "not whole",
        b"\0asm" + data[4:]: "no ELF file",
        bytes(64) + data[64:]: "no ELF file",
        data[:64] + bytes(64) + data[128:]: "no note of irtool",
        data[:5000] + bytes([data[5000] ^ 1]) + data[5001:]: "digest is wrong",
        rewritten(data, 84, struct.pack("<I", 99)): "format 99",
        rewritten(data, 88, struct.pack("<I", 11)): r"pages of 2\*\*11 bytes",
        rewritten(data, 88, struct.pack("<I", 77)): r"pages of 2\*\*77 bytes",
    }
    for number, (content, message) in enumerate(cases.items()):
        with pytest.raises(ImageError, match=message):
            Module.deserialize(content)
        path = tmp_path / f"{number}.o"
        path.write_bytes(content)
        with pytest.raises(ImageError, match=message if content else "the file is empty"):
            Module.load(path, verify=True)
    with pytest.raises(OSError):
        Module.load(tmp_path / "missing.o")
    for name, old, new in (
        ("target", b'"target": "x86_64"', b'"target": "x86_65"'),
        ("irtool", f'"irtool": "{irtool.__version__}"'.encode(), b'"irtool": "9.9.9"'),
    ):
        with pytest.raises(ImageError, match=name if name == "irtool" else "compiled for x86_65"):
            Module.deserialize(rewritten(data, data.index(old), new))


def test_pages_of_machines(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file has the largest pages that its machine has; one with smaller pages cannot be mapped."""
    page = 1 << lookup(host_name()).form.page_log2
    image = image_format.read_image(data)
    assert image_format.page_size(memoryview(data)) == page and image.text_offset % page == 0
    assert len(image.sections[".text"]) % page == 0
    monkeypatch.setattr(mmap, "PAGESIZE", page)
    check(Module.deserialize(data))
    monkeypatch.setattr(mmap, "PAGESIZE", 2 * page)
    with pytest.raises(ImageError, match=f"cannot be mapped where pages have {2 * page} bytes"):
        Module.deserialize(data)


@pytest.mark.parametrize("count", [200, pytest.param(2000, marks=pytest.mark.slow)])
def test_damaged_files_are_errors(data: bytes, count: int, tmp_path: Path) -> None:
    rng = random.Random(7)
    path = tmp_path / "module.o"
    for _ in range(count):
        changed = bytearray(data)
        kind = rng.randrange(4)
        if kind == 0:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del changed[rng.randrange(len(changed)) :]
        elif kind == 2:
            place = rng.randrange(len(changed))
            changed[place : place + rng.randrange(1, 50)] = rng.randbytes(rng.randrange(50))
        else:
            start = rng.randrange(len(changed))
            end = min(start + rng.randrange(1, 500), len(changed))
            changed[start:end] = changed[start:end][::-1]
        if changed == data:
            continue
        with pytest.raises(ImageError):
            Module.deserialize(bytes(changed))
        path.write_bytes(changed)
        with pytest.raises(ImageError):
            Module.load(path, verify=True)
        try:
            assert Module.load(path).exports is not None
        except ImageError:  # what is behind the header need not be right
            pass


def test_headers_that_lie_behind_a_right_digest_are_errors(data: bytes) -> None:
    """Whoever can write a digest can write code too; the loader still does not read outside of the file."""
    rng = random.Random(8)
    (start,) = struct.unpack_from("<Q", data, 40)
    for _ in range(150):
        offset = rng.choice([rng.randrange(16, 64), rng.randrange(start, len(data))])
        try:
            Module.deserialize(rewritten(data, offset, rng.randbytes(1)))
        except irtool.IrtoolError:
            pass


def test_another_process_loads_it(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "module.o"
    path.write_bytes(data)
    script = f"""
import irtool, sys
module = irtool.Module.load({str(path)!r})
print(irtool.Instance(module, {{"env": {{"log": print}}}}).exports.run(5))
print("irtool.compile" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[:2] == ["5", "62"]
