"""One command of one filetest for one target: what the commands are given."""

from typing import Final, NamedTuple

from ...backends.host_features import missing_flags
from ...backends.registry import canonical_name, target_names
from ...ir.errors import Place, SettingError
from ...ir.text.testfile import Command, Setting, Target, TestFile
from ...settings import Settings
from .outcome import Skip

#: Architectures that the format knows and that are no targets here.
OTHER_ARCHITECTURES: Final = {
    "riscv64",
    "riscv64gc",
    "s390x",
    "pulley32",
    "pulley32be",
    "pulley64",
    "pulley64be",
    "i686",
}
_NARROW: Final = {"pulley32", "pulley32be", "i686"}


class Options(NamedTuple):
    """How filetests are run."""

    commands: tuple[str, ...] = ()
    """Only these commands; empty: all."""
    targets: tuple[str, ...] = ()
    """Only these targets; empty: all. Commands that need no target are then left out."""
    opt_level: str = ""
    """Level to use instead of the file's; empty: as the file says."""
    ignore_precise_output: bool = False
    """Run commands whose expected text is another compiler's choice without comparing it."""
    bless: bool = False
    """Rewrite precise output instead of comparing it."""
    interpret: bool = False
    """Interpret the run lines of files that only have `test run`, too."""
    checker: bool = True
    """Prove every register allocation."""
    timeout: float = 120.0
    """Seconds for one file."""
    slips: str = ""
    """What comments are that nearly are directives (`directives.py`): `warn` makes a record of outcome
    `warning`, `strict` a failure; empty: nothing."""
    for_target: str = ""
    """When not empty: the target to run the commands for, whatever targets the files name; its flags and
    presets behind it."""


class Job:
    """A command with its settings."""

    def __init__(self, file: TestFile, command: Command, target: Target | None, options: Options) -> None:
        self.file = file
        self.command = command
        self.target = target
        """The `target` line the command runs for; for a command that needs no target the only one of
        the file, None when there are none or several."""
        self.options = options
        self.blessed: dict[int, list[str]] = {}
        """New expected text by index of the function, when blessing."""
        self.other_level = False
        """`opt_level` of the options is another than that of the file."""
        self.settings = self._settings()

    @property
    def architecture(self) -> str:
        """Name of the target; empty when there is none."""
        return canonical_name(self.target.triple) if self.target is not None else ""

    @property
    def pointer_bits(self) -> int:
        """Width of addresses for the verifier, 0 when no target is known."""
        if self.target is None:
            return 0
        return 32 if self.architecture in _NARROW else 64

    def has_option(self, name: str) -> bool:
        """Whether the `test` line has the option."""
        return name in self.command.options

    def compares(self) -> bool:
        """Whether the text that the command gives out is compared with the file. What a file expects is what
        its own level gives."""
        return not self.options.ignore_precise_output and not self.other_level

    def _settings(self) -> Settings:
        settings = Settings(self.architecture if self.architecture in target_names() else "")
        settings.set("unwind_info", False)  # as in Cranelift's own runner
        settings.set("machine_code_cfg_info", True)
        settings.set("regalloc_checker", self.options.checker)
        shared = self.target.settings if self.target is not None else self.file.settings
        for setting in shared:
            self._apply(settings, setting)
        if settings.target and self.target is not None:
            for setting in self.target.flags:
                self._apply(settings, setting)
        if self.options.opt_level:
            self.other_level = settings.get("opt_level") != self.options.opt_level
            settings.set("opt_level", self.options.opt_level)
        return settings

    def _apply(self, settings: Settings, setting: Setting) -> None:
        try:
            settings.apply(str(setting))
        except SettingError as error:
            raise SettingError(error.message, Place(setting.line, setting.column, self.file.file)) from None


def check_architecture(job: Job) -> None:
    """Raise `SettingError` when the target is none that the format knows, `Skip` when nothing at all
    is done for it."""
    name = job.architecture
    if name == "i686":
        raise Skip("no backend for i686")
    if name not in OTHER_ARCHITECTURES and name not in target_names():
        line = job.target.line if job.target is not None else 0
        raise SettingError(f"unknown target {name!r}", Place(line, 1, job.file.file))


def check_backend(job: Job) -> None:
    """Raise `Skip` when there is no backend for the target."""
    if job.architecture not in target_names():
        raise Skip(f"no backend for {job.architecture}")


def missing_features(job: Job) -> list[str]:
    """Flags of the job that this machine lacks, when the job's code runs on it directly."""
    return missing_flags(job.architecture, job.settings.target_flags())
