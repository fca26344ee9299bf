"""Text of generated filetests: functions with their run lines, and files of functions.

    f = FunctionText("iadd_i8", ["i8", "i8"], ["i8"])
    f.finish(f.op("iadd v0, v1"))
    f.run([127, 1], -128)

gives

    function %iadd_i8(i8, i8) -> i8 {
    block0(v0: i8, v1: i8):
        v2 = iadd v0, v1
        return v2
    }
    ; run: %iadd_i8(127, 1) == -128
"""

from collections.abc import Sequence
from typing import Final

#: Line of files that are made, not written by hand.
MADE_BY: Final = "; Made by tools/gen_run_files.py: change that, not this.\n"

#: The machines that files run on.
TARGETS: Final = ("x86_64", "aarch64")

WIDTHS: Final = (8, 16, 32, 64)
#: Widths that share a file, where there is much to show of each.
WIDTH_GROUPS: Final = ((8, 16), (32,), (64,))


def type_of(bits: int) -> str:
    """`i8` .. `i64`."""
    return f"i{bits}"


def bits_of(ty: str) -> int:
    """8 .. 64."""
    return int(ty[1:])


def number(value: int, ty: str) -> str:
    """A value as CLIF text: small ones in signed decimal, large ones in hexadecimal."""
    bits = bits_of(ty)
    value &= (1 << bits) - 1
    signed = value - (1 << bits) if value >> (bits - 1) else value
    return str(signed) if abs(signed) < 100_000 else f"{value:#x}"


def word(value: int) -> str:
    """A value as part of a name: `5`, `m5` for -5; large ones in hexadecimal."""
    text = str(abs(value)) if abs(value) < 100_000 else f"{abs(value):x}"
    return f"m{text}" if value < 0 else text


class FunctionText:
    """One function under construction. Value `vN` is the N-th that was made; parameters come first."""

    def __init__(
        self,
        name: str,
        params: Sequence[str],
        returns: Sequence[str],
        preamble: Sequence[str] = (),
        about: str = "",
    ) -> None:
        self.name = name
        self.params = list(params)
        self.returns = list(returns)
        self.preamble = list(preamble)
        self.about = about
        self.flag = ""
        """`uext` or `sext`: of all parameters and results."""
        self.convention = ""
        """Calling convention, when it is not the usual one."""
        self.lines: list[str] = []
        self.runs: list[str] = []
        self.values = 0
        self.blocks = 0
        self.args = self.start(self.new_block(), params)

    def new_block(self) -> str:
        """Name of a block that is started later."""
        self.blocks += 1
        return f"block{self.blocks - 1}"

    def start(self, block: str, params: Sequence[str] = (), cold: bool = False) -> list[str]:
        """Begin a block; its parameters."""
        names = [self.new_value() for _ in params]
        text = ", ".join(f"{name}: {ty}" for name, ty in zip(names, params, strict=True))
        self.lines.append(block + (f"({text})" if text else "") + (" cold:" if cold else ":"))
        return names

    def new_value(self) -> str:
        self.values += 1
        return f"v{self.values - 1}"

    def emit(self, text: str) -> None:
        """An instruction without results."""
        self.lines.append("    " + text)

    def op(self, text: str) -> str:
        """An instruction with one result; its name."""
        value = self.new_value()
        self.emit(f"{value} = {text}")
        return value

    def ops(self, count: int, text: str) -> list[str]:
        """An instruction with several results; their names."""
        names = [self.new_value() for _ in range(count)]
        self.emit(f"{', '.join(names)} = {text}")
        return names

    def const(self, ty: str, value: int) -> str:
        """An integer constant."""
        return self.op(f"iconst.{ty} {number(value, ty)}")

    def finish(self, *values: str) -> None:
        """Return."""
        self.emit(" ".join(["return", ", ".join(values)]).rstrip())

    def run(self, args: Sequence[int], expected: "int | str | Sequence[int]") -> None:
        """A run line: expected results, or the name of a trap code."""
        texts = ", ".join(number(arg, ty) for arg, ty in zip(args, self.params, strict=True))
        call = f"; run: %{self.name}({texts})"
        if isinstance(expected, str):
            self.runs.append(f"{call} traps: {expected}")
            return
        results = [expected] if isinstance(expected, int) else list(expected)
        shown = [number(value, ty) for value, ty in zip(results, self.returns, strict=True)]
        self.runs.append(f"{call} == {shown[0]}" if len(shown) == 1 else f"{call} == [{', '.join(shown)}]")

    def render(self) -> str:
        """The text, with the run lines."""
        flag = f" {self.flag}" if self.flag else ""
        head = f"function %{self.name}({', '.join(ty + flag for ty in self.params)})"
        if self.returns:
            head += f" -> {', '.join(ty + flag for ty in self.returns)}"
        if self.convention:
            head += f" {self.convention}"
        lines = [f";; {line}" for line in self.about.splitlines()]
        lines += [head + " {", *("    " + line for line in self.preamble)]
        if self.preamble:
            lines.append("")
        return "\n".join([*lines, *self.lines, "}", *self.runs]) + "\n"


def fold(func: FunctionText, values: Sequence[str]) -> str:
    """Code for an expression that depends on the order of its i64 values: ((a * 3 + b) * 3 + c) .."""
    total = values[0]
    three = func.const("i64", 3)
    for value in values[1:]:
        total = func.op(f"iadd {func.op(f'imul {total}, {three}')}, {value}")
    return total


def folded(values: Sequence[int]) -> int:
    """What `fold` computes."""
    total = values[0]
    for value in values[1:]:
        total = total * 3 + value
    return total


class FileText:
    """One file: what it shows, and its functions."""

    def __init__(
        self, name: str, about: str, settings: Sequence[str] = (), more_targets: Sequence[str] = ()
    ) -> None:
        self.name = name
        """Without the suffix `.clif`."""
        self.about = about
        self.settings = list(settings)
        self.more_targets = list(more_targets)
        """Machines with features, whose instructions are others: `x86_64 has_avx`."""
        self.functions: list[FunctionText] = []

    def function(
        self,
        name: str,
        params: Sequence[str],
        returns: Sequence[str],
        preamble: Sequence[str] = (),
        about: str = "",
    ) -> FunctionText:
        """Add a function."""
        func = FunctionText(name, params, returns, preamble, about)
        self.functions.append(func)
        return func

    def render(self) -> str:
        """The whole file. It runs in the interpreter, and on each machine at two levels."""
        targets = [f"target {target}" for target in TARGETS]
        settings = [f"set {setting}" for setting in self.settings]
        more = [f"target {target}" for target in self.more_targets]
        lines = ["test interpret", "test run", *settings, *targets, "set opt_level=speed", *targets, *more]
        head = "".join(f"{line}\n" for line in lines)
        about = "".join(f"; {line}\n" for line in self.about.splitlines())
        return "\n".join([head + "\n" + about + MADE_BY, *(func.render() for func in self.functions)])
