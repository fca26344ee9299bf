"""Functions of a CLIF library that did not change are not compiled again.

    functions = parse_functions(text)
    compiled = compile_library(functions, "x86_64", settings, library="maths", cache=True)

An entry of the cache holds the code of all functions that a library had when it was compiled last, each with
the digest of its IR. A function of the same digest has the same code, since code depends on nothing but the
function, target and settings (which, with the build of irtool, are in the key of the entry):

    entry   digest of the IR (32 bytes), length (u32), code (`backends/code_bytes.py`); and so on

The IR's digest is that of its tables (`ir/digest.py`), the name included; making it takes a tenth of
compiling the function. One entry for a library, not one per function: it is read and written at once, and
reading a thousand functions takes a fiftieth of compiling them.
"""

import json
import struct
from typing import TYPE_CHECKING, Final

from .backends.code_bytes import CodeWriter, read_codes
from .cache.cache import Cache, CacheOption, open_cache
from .cache.keys import entry_key
from .compile import CompiledFunction, compile_module, default_settings
from .ir.digest import Digester
from .ir.function import Function

if TYPE_CHECKING:
    from .backends.code import CompiledCode
    from .settings import Settings

_ROW: Final = struct.Struct("<32sI")


class Reuse:
    """How often code was found, over some calls of `compile_library`."""

    def __init__(self) -> None:
        self.found = 0
        """Functions that had not changed."""
        self.compiled = 0
        """Functions that were compiled."""


def compile_library(
    funcs: list[Function],
    target: str,
    settings: "Settings | None" = None,
    *,
    library: str,
    cache: CacheOption = True,
    reuse: Reuse | None = None,
) -> list[CompiledFunction]:
    """The machine code of several functions, in the same order, as `compile_module` makes it; functions whose
    IR is that of the last call for this `library` are taken from the cache: a `Cache`, a folder or URL, or
    True for what IRTOOL_CACHE says. `library` is any name; different libraries should have different ones.
    `reuse` counts.

    Errors as for `compile_module`, and `CacheError` for a cache that cannot be used."""
    settings = settings if settings is not None else default_settings()
    reuse = reuse if reuse is not None else Reuse()
    opened = open_cache(cache)
    if opened is None:
        reuse.compiled += len(funcs)
        return compile_module(funcs, target, settings)
    key = _library_key(target, settings, library)
    known = _read(opened.get(key) or b"")
    digester = Digester()
    digests = [digester.digest(func) for func in funcs]
    missing = [func for func, digest in zip(funcs, digests, strict=True) if digest not in known]
    made = iter(compile_module(missing, target, settings))
    result = [
        CompiledFunction(func, read_codes(known[digest])[0]) if digest in known else next(made)
        for func, digest in zip(funcs, digests, strict=True)
    ]
    reuse.found += len(funcs) - len(missing)
    reuse.compiled += len(missing)
    if missing or len(known) > len(funcs):
        _write(opened, key, digests, [function.code for function in result])
    return result


def _library_key(target: str, settings: "Settings", library: str) -> str:
    """Key of the entry of a library."""
    chosen = {
        "target": target,
        "settings": sorted(settings.changed().items()),
        "flags": sorted(settings.target_flags().items()),
    }
    return entry_key("library", [json.dumps(chosen).encode(), library.encode("utf-8", "surrogateescape")])


def _read(data: bytes) -> dict[bytes, bytes]:
    """Bytes of code by digest."""
    found: dict[bytes, bytes] = {}
    at = 0
    while at + _ROW.size <= len(data):
        digest, size = _ROW.unpack_from(data, at)
        at += _ROW.size
        found[digest] = data[at : at + size]
        at += size
    return found


def _write(cache: Cache, key: str, digests: list[bytes], codes: "list[CompiledCode]") -> None:
    pieces = []
    for digest, code in zip(digests, codes, strict=True):
        writer = CodeWriter()
        writer.put(code)
        data = writer.getvalue()
        pieces += [_ROW.pack(digest, len(data)), data]
    cache.put(key, b"".join(pieces))
