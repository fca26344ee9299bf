"""`irtool targets`.

examples:
  irtool targets                   the machines that code can be made for
  irtool targets x86_64            flags and presets of one of them
  irtool targets --settings        all settings with their values and defaults
"""

import argparse

from .common import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("target", metavar="NAME", nargs="?", help="show flags and presets of this target")
    parser.add_argument("--settings", action="store_true", help="show the shared settings")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..backends.registry import canonical_name, host_name, target_names

    if args.settings:
        _show_settings()
    elif args.target is None:
        for name in target_names():
            print(f"{name}  (this machine)" if name == host_name() else name)
    elif canonical_name(args.target) not in target_names():
        raise UsageError(f"unknown target {args.target!r}; known targets: {', '.join(target_names())}")
    else:
        _show_flags(canonical_name(args.target))
    return 0


def _show_flags(name: str) -> None:
    from ..backends.flags import flag_table

    table = flag_table(name)
    if table is None:
        print(f"{name}: the flags are known to the package that brings the target")
        return
    print("flags (off unless set):")
    for flag in table.names:
        print(f"  {flag}" + ("  (not supported)" if flag in table.refused else ""))
    print("presets:")
    for preset, flags in table.presets.items():
        print(f"  {preset}: {' '.join(flags) or 'nothing'}")


def _show_settings() -> None:
    from ..settings import SETTINGS, values_text

    for name, row in SETTINGS.items():
        values = values_text(row)
        limited = f" (supported: {', '.join(row.supported)})" if row.supported else ""
        print(f"{name}={row.default}\n    {row.meaning}; {values}{limited}")
