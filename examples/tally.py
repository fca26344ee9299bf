"""A library in WebAssembly, called from Python: `crc32` of tally.wasm, beside zlib's.

tally.wasm is tally.c, compiled by clang. It runs as code of this machine, and as code of aarch64 in an
emulator.
"""

import zlib
from pathlib import Path

import irtool
from irtool.runtime.wasi import Wasi

HERE = Path(__file__).parent


def crc32(instance: irtool.Instance, data: bytes) -> int:
    """The CRC-32 of up to 64 KiB."""
    exports = instance.exports
    at = exports.room()
    exports.memory.view()[at : at + len(data)] = data
    return int(exports.crc32(0, at, len(data))) & 0xFFFF_FFFF  # results are signed


if __name__ == "__main__":
    data = (HERE / "tally.c").read_bytes()
    print(f"zlib       {zlib.crc32(data):08x}")
    for target in ("x86_64", "aarch64"):
        module = irtool.Module.from_file(HERE / "tally.wasm", target=target)
        instance = irtool.Instance(module, {"wasi_snapshot_preview1": Wasi(["tally"]).imports()})
        print(f"{target:10} {crc32(instance, data):08x}")
