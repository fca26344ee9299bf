"""`irtool cache`.

Modules that `irtool run` compiles are kept, and found again by their content (docs/cache.md). IRTOOL_CACHE
says where: a folder, a URL of a store that machines share (s3://bucket/code; needs the package fsspec), or
`off`; without it, `irtool` in $XDG_CACHE_HOME or ~/.cache. IRTOOL_CACHE_LIMIT is the most bytes, as in 500M.

what ACTION does:
  info    print where the cache is, and how much is in it
  clear   remove all entries
  query   say of each MODULE, .wasm or .wat, whether `irtool run` would find it compiled; exit status 1 if
          not all are

examples:
  irtool cache info
  irtool cache query prog.wasm && echo ready
  IRTOOL_CACHE=s3://builds/irtool irtool cache clear
"""

import argparse

from .common import UsageError, for_each_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("action", choices=("info", "clear", "query"), metavar="ACTION", help="see below")
    parser.add_argument("files", metavar="MODULE", nargs="*", help=".wasm or .wat, for query")
    parser.add_argument(
        "-O",
        "--opt-level",
        dest="opt_level",
        choices=("none", "speed", "speed_and_size"),
        help="level that query asks for; default: speed, as for `irtool run`",
    )


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..cache.cache import Cache, default_location

    if args.action != "query":
        if args.files:
            raise UsageError(f"{args.action} takes no files")
        if args.opt_level:
            raise UsageError(f"-O is for query, not for {args.action}")
    elif not args.files:
        raise UsageError("query needs files")
    if args.action == "info" and not default_location():
        print("location  none: IRTOOL_CACHE says that there is no cache")
        return 0
    cache = Cache()
    if args.action == "info":
        info = cache.info()
        print(f"location  {info.location}")
        print(f"entries   {info.entries:,}")
        print(f"bytes     {info.size:,}")
        print(f"limit     {info.limit:,}")
        return 0
    if args.action == "clear":
        count = cache.clear()
        print(f"{count:,} {'entry' if count == 1 else 'entries'} removed")
        return 0
    missing = False

    def query(name: str) -> None:
        nonlocal missing
        from ..runtime.wasm.module import Module
        from .run_wasm import run_tunables
        from .wasm_input import read_wasm

        binary = read_wasm(name).binary
        level = args.opt_level or "speed"
        found = Module.is_cached(binary, tunables=run_tunables(), level=level, cache=cache)
        missing = missing or not found
        print(f"{name}: {'compiled' if found else 'not compiled'}")

    status = for_each_file(args.files, query)
    return 1 if missing else status
