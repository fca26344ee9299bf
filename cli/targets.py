"""`irtool targets`.

examples:
  irtool targets                   the machines that code can be made for
  irtool targets x86_64            flags and presets of one of them
  irtool targets --settings        all settings with their values and defaults
"""

import argparse

from .common import known_target


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("target", metavar="NAME", nargs="?", help="show flags and presets of this target")
    parser.add_argument("--settings", action="store_true", help="show the shared settings")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..backends.registry import host_name, target_names

    if args.settings:
        _show_settings()
    elif args.target is None:
        for name in target_names():
            print(f"{name}  (this machine)" if name == host_name() else name)
    else:
        _show_flags(known_target(args.target))
    return 0


def _show_flags(name: str) -> None:
    from ..backends.flags import flag_table

    table = flag_table(name)
    assert table is not None  # the target exists
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
