"""The compile cache: what is found, what is not, many processes, damage, limits, shared stores."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import irtool
import pytest
from irtool import Module, parse_functions
from irtool.cache.cache import Cache, default_location, open_cache, parse_size, run_cache
from irtool.cache.keys import build_id, entry_key
from irtool.cache.stores import CacheError, Entry, FolderStore, oldest_over
from irtool.cli.main import main
from irtool.compile import compile_module
from irtool.frontend.wasm.tunables import Tunables
from irtool.reuse import Reuse, compile_library
from irtool.runtime.platform import supported
from irtool.settings import Settings

native = pytest.mark.skipif(not supported(), reason="no native execution on this machine")

TEXT = """(module (memory 1) (data (i32.const 0) "\\07")
  (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.load (i32.const 0)))))"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def keys(count: int) -> list[str]:
    return [entry_key("test", [b"%d" % number]) for number in range(count)]


# --- modules ------------------------------------------------------------------------------------


@native
def test_a_module_is_compiled_once(folder: Path) -> None:
    first = Module.from_text(TEXT, cache=folder)
    binary = first.tables.data
    assert not first.is_compiled and not Module.is_cached(binary, cache=folder)
    data = first.serialize()
    assert first.is_compiled and Module.is_cached(binary, cache=folder)
    second = Module.from_text(TEXT, cache=str(folder))
    assert second.is_compiled and second.serialize() == data
    assert irtool.Instance(second).exports.f(5) == 12
    assert Cache(folder).info()[1:3] == (1, len(data))


@native
def test_each_choice_has_its_own_entry(folder: Path) -> None:
    binary = Module.from_text(TEXT).tables.data
    choices: list[dict[str, object]] = [
        {},
        {"level": "none"},
        {"tunables": Tunables(interruptible=True)},
        {"tunables": Tunables(guard_pages=False)},
    ]
    made = [Module(binary, cache=folder, **choice).serialize() for choice in choices]  # type: ignore[arg-type]
    assert len(set(made)) == len(choices) == Cache(folder).info().entries
    for choice, data in zip(choices, made, strict=True):
        again = Module(binary, cache=folder, **choice)  # type: ignore[arg-type]
        assert again.is_compiled and again.serialize() == data
    assert not Module.is_cached(binary + b"\0\2\1x", cache=folder)
    assert not Module.is_cached(binary, cache=folder, level="speed_and_size")


@native
def test_a_damaged_entry_is_none_and_is_replaced(folder: Path) -> None:
    data = Module.from_text(TEXT, cache=folder).serialize()
    (path,) = folder.glob("??/*")
    rng = random.Random(3)
    for number in range(60):
        changed = bytearray(data)
        if number % 3:
            changed[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        else:
            del changed[rng.randrange(len(data)) :]
        path.write_bytes(changed)
        assert not Module.from_text(TEXT, cache=folder).is_compiled
        assert not path.exists()
    assert Module.from_text(TEXT, cache=folder).serialize() == data == path.read_bytes()


def test_an_invalid_module_is_refused_with_a_cache_too(folder: Path) -> None:
    with pytest.raises(irtool.WasmError):
        Module.from_text("(module (func (result i32)))", cache=folder)


# --- entries ------------------------------------------------------------------------------------


def test_keys_tell_everything_apart() -> None:
    parts = [("a", []), ("a", [b""]), ("a", [b"x", b"y"]), ("a", [b"xy"]), ("a", [b"", b"xy"]), ("b", [])]
    assert len({entry_key(kind, pieces) for kind, pieces in parts}) == len(parts)
    assert len(build_id()) == 32


def test_the_build_follows_the_sources(tmp_path: Path) -> None:
    from irtool.cache.keys import _sources_digest

    (tmp_path / "ir").mkdir()
    (tmp_path / "tests").mkdir()
    source = tmp_path / "ir" / "a.py"
    source.write_text("x = 1")
    one = _sources_digest(tmp_path)
    (tmp_path / "tests" / "test_a.py").write_text("y")
    assert _sources_digest(tmp_path) == one
    source.write_text("x = 2")
    assert _sources_digest(tmp_path) != one


def test_bytes_come_back_or_nothing(folder: Path) -> None:
    cache = Cache(folder)
    one, two, three = keys(3)
    assert cache.put(one, b"one") and cache.put(two, b"") and cache.get(three) is None
    assert cache.get(one) == b"one" and cache.get(two) == b""
    path = folder / one[:2] / one
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    assert cache.get(one) is None and not path.exists()
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"short")
    assert cache.get(one) is None
    assert cache.clear() == 1 and cache.info().entries == 0


def test_old_entries_go_when_there_is_too_much(folder: Path) -> None:
    cache = Cache(folder, limit=100_000)
    names = keys(200)
    for number, key in enumerate(names):
        cache.put(key, bytes(1000))
        os.utime(folder / key[:2] / key, (number + 1, number + 1))
        cache.get(names[0])  # used again and again, so it stays
        assert cache.info().size <= 100_000
    assert cache.get(names[0]) is not None and cache.get(names[-1]) is not None
    assert cache.get(names[1]) is None and cache.info().entries >= 80
    assert not cache.put(names[5], bytes(200_000)), "larger than the limit"
    Cache(folder, limit=10_000).put(names[1], bytes(1000))  # a new limit counts at once
    assert cache.info().size <= 10_000


def test_what_goes_first() -> None:
    entries = [Entry(str(number), 10, 100.0 - number) for number in range(10)]
    assert oldest_over(entries, 100) == []
    assert [entry.key for entry in oldest_over(entries, 64)] == ["9", "8", "7", "6"]


def test_left_over_files_of_killed_writers_go(folder: Path) -> None:
    cache = Cache(folder, limit=1000)
    key = keys(1)[0]
    cache.put(key, b"x")
    old, new = folder / key[:2] / ".new-old", folder / key[:2] / ".new-new"
    old.write_bytes(b"half")
    new.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    assert [entry.key for entry in FolderStore(str(folder)).entries()] == [key]
    Cache(folder, limit=2000).put(key, b"x")
    assert not old.exists() and new.exists()


def test_many_processes_at_once(folder: Path) -> None:
    script = f"""
import random, sys
from irtool.cache.cache import Cache
from irtool.cache.keys import entry_key
cache = Cache({str(folder)!r}, limit=60_000)
rng = random.Random(int(sys.argv[1]))
for _ in range(300):
    number = rng.randrange(40)
    key = entry_key("test", [b"%d" % number])
    found = cache.get(key)
    assert found is None or found == bytes([number]) * 3000, number
    if found is None:
        assert cache.put(key, bytes([number]) * 3000)
"""
    running = [subprocess.Popen([sys.executable, "-c", script, str(seed)]) for seed in range(4)]
    assert [process.wait(60) for process in running] == [0] * 4
    info = Cache(folder).info()
    # A count that another process made at the same time may leave some entries too many.
    assert 10 <= info.entries and info.size <= 60_000 + 4 * 2 * 3032


# --- places -------------------------------------------------------------------------------------


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert default_location() == "" and open_cache(True) is None and run_cache() is None
    with pytest.raises(CacheError, match="there is no cache"):
        Cache()
    monkeypatch.setenv("IRTOOL_CACHE", str(tmp_path / "here"))
    assert Cache().location == str(tmp_path / "here")
    monkeypatch.delenv("IRTOOL_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Cache().location == str(tmp_path / "irtool")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert default_location().endswith("/.cache/irtool")
    monkeypatch.setenv("IRTOOL_CACHE_LIMIT", "5k")
    assert Cache(tmp_path / "x").limit == 5120
    assert parse_size("") == 0 and parse_size("3G") == 3 << 30
    for text in ("x", "0", "-5", "1.5M", "5KB"):
        with pytest.raises(CacheError, match="a size is"):
            parse_size(text)


def test_places_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CacheError, match="file: "):
        Cache(tmp_path / "file")
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    with pytest.raises(CacheError, match="others can write to it"):
        Cache(tmp_path / "open")
    with pytest.raises(CacheError, match="nosuch"):
        Cache("nosuch://x")
    monkeypatch.setenv("IRTOOL_CACHE", str(tmp_path / "file"))
    with pytest.raises(CacheError):
        run_cache()
    assert (os.stat(Cache(tmp_path / "new").location).st_mode & 0o777) == 0o700


def test_a_store_of_many_machines() -> None:
    fsspec = pytest.importorskip("fsspec")
    cache = Cache("memory://irtool-test/code", limit=10_000)
    one, two = keys(2)
    assert cache.put(one, b"one") and cache.get(one) == b"one" and cache.get(two) is None
    assert cache.path(one) is None and cache.has(one) and not cache.has(two)
    system = fsspec.filesystem("memory")
    name = f"/irtool-test/code/{one[:2]}/{one}"
    system.pipe_file(name, system.cat_file(name)[:-1])
    assert cache.get(one) is None and not cache.has(one)
    for key in keys(30):
        cache.put(key, bytes(1000))
    assert 0 < cache.info().size <= 10_000 + 10_000 // 16
    assert cache.clear() > 0 and cache.info().entries == 0
    if supported():
        data = Module.from_text(TEXT, cache=Cache("memory://irtool-test/code")).serialize()
        found = Module.from_text(TEXT, cache="memory://irtool-test/code")
        assert found.is_compiled and found.serialize() == data
    cache.clear()


def test_a_store_that_fails_keeps_nobody_from_working(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fsspec")
    cache = Cache("memory://irtool-broken")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no network")

    for name in ("cat_file", "pipe_file", "exists", "find", "rm_file"):
        monkeypatch.setattr(cache._store._system, name, broken, raising=True)  # type: ignore[attr-defined]
    (key,) = keys(1)
    assert not cache.put(key, b"x") and cache.get(key) is None and not cache.has(key)
    with pytest.raises(CacheError, match="no network"):
        cache.info()


# --- functions of libraries ---------------------------------------------------------------------

LIBRARY = """
function %a(i64) -> i64 {
    fn0 = %ceil(f64) -> f64
block0(v0: i64):
    v1 = load.f64 v0
    v2 = call fn0(v1)
    store v2, v0
    v3 = udiv v0, v0
    return v3
}
function %b(i32) -> i32 {
block0(v0: i32):
    v1 = iconst.i32 5
    v2 = imul v0, v1
    return v2
}
"""


def test_functions_that_did_not_change_are_not_compiled_again(folder: Path) -> None:
    settings = Settings("x86_64", opt_level="speed")

    def build(text: str, settings: Settings, library: str = "l") -> tuple[int, int]:
        reuse = Reuse()
        funcs = parse_functions(text)
        found = compile_library(funcs, settings.target, settings, library=library, cache=folder, reuse=reuse)
        fresh = compile_module(funcs, settings.target, settings)
        for one, other in zip(found, fresh, strict=True):
            assert one.name == other.name and one.code.code == other.code.code
            assert one.code.symbols == other.code.symbols
            assert list(one.code.trap_offset) == list(other.code.trap_offset)
            assert list(one.code.reloc_offset) == list(other.code.reloc_offset)
        return reuse.found, reuse.compiled

    assert build(LIBRARY, settings) == (0, 2)
    assert build(LIBRARY, settings) == (2, 0)
    assert build(LIBRARY.replace("iconst.i32 5", "iconst.i32 6"), settings) == (1, 1)
    assert build(LIBRARY, settings) == (1, 1)
    assert build(LIBRARY.replace("%b", "%c"), settings) == (1, 1)
    assert build(LIBRARY, Settings("x86_64")) == (0, 2)
    assert build(LIBRARY, Settings("aarch64", opt_level="speed")) == (0, 2)
    assert build(LIBRARY, settings, "another") == (0, 2)


def test_reuse_on_the_command_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IRTOOL_CACHE", str(folder))
    monkeypatch.chdir(tmp_path)
    Path("l.clif").write_text(LIBRARY)
    for expected in ("0 of 2", "2 of 2"):
        assert main(["compile", "--reuse", "--stats", "l.clif"]) == 0
        assert f"functions reused: {expected}\n" in capsys.readouterr().out
    assert main(["compile", "l.clif", "-o", "other.o"]) == 0
    assert Path("l.o").read_bytes() == Path("other.o").read_bytes()
    assert main(["compile", "--reuse", "--emit", "clif", "l.clif"]) == 2


# --- commands -----------------------------------------------------------------------------------


@native
def test_the_commands(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IRTOOL_CACHE", str(folder))
    monkeypatch.chdir(tmp_path)
    Path("m.wat").write_text(TEXT)

    def command(*words: str) -> tuple[int, str]:
        status = main(list(words))
        return status, capfd.readouterr().out

    assert command("cache", "query", "m.wat") == (1, "m.wat: not compiled\n")
    assert command("run", "m.wat", "--invoke", "f", "3") == (0, "10\n")
    assert command("cache", "query", "m.wat") == (0, "m.wat: compiled\n")
    assert command("cache", "query", "-O", "none", "m.wat")[0] == 1
    status, text = command("cache", "info")
    assert status == 0 and f"location  {folder}\nentries   1\n" in text
    assert command("run", "m.wat", "--invoke", "f", "4") == (0, "11\n")
    assert command("cache", "clear") == (0, "1 entry removed\n")
    assert command("compile", "--emit", "image", "-O", "speed", "m.wat") == (0, "")
    assert command("run", "m.o", "--invoke", "f", "5") == (0, "12\n")
    data = bytearray(Path("m.o").read_bytes())
    data[len(data) // 2] ^= 1
    Path("m.o").write_bytes(data)
    assert main(["run", "m.o", "--invoke", "f", "5"]) == 1
    assert "m.o: error: the compiled module was changed or damaged" in capfd.readouterr().err
    Path("bad.wat").write_text("(module (func")
    assert main(["cache", "query", "missing.wasm", "bad.wat", "m.wat"]) == 1
    out, err = capfd.readouterr()
    assert out == "m.wat: not compiled\n" and "missing.wasm: error: No such file" in err
    assert "bad.wat:1:" in err
    for words in (
        ["cache", "info", "m.wat"],
        ["cache", "query"],
        ["cache", "clear", "-O", "none"],
        ["run", "-O", "speed", "m.o"],
        ["compile", "--emit", "image", "--set", "has_avx", "m.wat"],
        ["compile", "--reuse", "m.wat"],
    ):
        assert main(words) == 2, words
    monkeypatch.setenv("IRTOOL_CACHE", "off")
    assert command("cache", "info")[1].startswith("location  none")
    assert main(["cache", "clear"]) == 1
    assert "there is no cache" in capfd.readouterr().err
