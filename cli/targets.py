"""`irtool targets`.

examples:
  irtool targets                     the machines that code can be made for
  irtool targets x86_64              flags and presets of one of them
  irtool targets --settings          all settings with their values and defaults
  irtool targets --support aarch64   what becomes of each instruction: yes, a call, or no
"""

import argparse

from .common import UsageError, known_target


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("target", metavar="NAME", nargs="?", help="show flags and presets of this target")
    parser.add_argument("--settings", action="store_true", help="show the shared settings")
    parser.add_argument(
        "--support",
        action="store_true",
        help="show what each target does with each instruction: instructions of its own, a call, or nothing",
    )
    parser.add_argument("--json", action="store_true", help="with --support: as JSON")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..backends.registry import host_name, target_names

    if args.json and not args.support:
        raise UsageError("--json is for --support")
    if args.support:
        if args.settings:
            raise UsageError("--settings and --support are two lists: ask for one")
        _show_support([known_target(args.target)] if args.target else _usable(target_names()), args.json)
    elif args.settings:
        if args.target is not None:
            raise UsageError("--settings are those of all targets: leave out the name")
        _show_settings()
    elif args.target is None:
        for name in target_names():
            print(f"{name}  (this machine)" if name == host_name() else f"{name}{_trouble(name)}")
    else:
        _show_flags(known_target(args.target))
    return 0


def _usable(names: list[str]) -> list[str]:
    return [name for name in names if not _trouble(name)]


def _show_support(targets: list[str], as_json: bool) -> None:
    import json

    from ..support import support
    from .support_table import json_rows, legend, table_lines

    cells = support(targets)
    if as_json:
        print(json.dumps(json_rows(cells), indent=1))
        return
    for target in targets:
        print(f"{target}: yes, call or no; levels: {legend(target)}")
        print("\n".join(table_lines(cells, target)))


def _trouble(name: str) -> str:
    """What is wrong with the package of a target, empty when nothing is."""
    from ..backends.registry import lookup
    from ..ir.errors import SettingError

    try:
        lookup(name)
    except SettingError as error:
        return f"  (cannot be used: {error.message.removeprefix(f'target {name}: ')})"
    return ""


def _show_flags(name: str) -> None:
    from ..backends.flags import flag_table
    from ..backends.host_features import NATIVE, native_flags
    from ..backends.registry import host_name

    table = flag_table(name)
    assert table is not None  # the target exists
    print("flags (off unless set):")
    for flag in table.names:
        print(f"  {flag}" + ("  (not supported)" if flag in table.refused else ""))
    print("presets:")
    for preset, flags in table.presets.items():
        print(f"  {preset}: {' '.join(flags) or 'nothing'}")
    if name == host_name():
        print(f"  {NATIVE} (this machine): {' '.join(native_flags(name)) or 'nothing'}")


def _show_settings() -> None:
    from ..settings import SETTINGS, values_text

    for name, row in SETTINGS.items():
        values = values_text(row)
        limited = f" (supported: {', '.join(row.supported)})" if row.supported else ""
        print(f"{name}={row.default}\n    {row.meaning}; {values}{limited}")
