"""Allocator inputs from the compiler: generated functions, optimised and lowered for a machine.

code_x86_64         opt_level=speed
code_x86_64_none    opt_level=none; the same for aarch64
"""

from typing import Final

from ..compile import LOWER, Session, default_settings, make_target
from ..ir.text.reader import parse_functions
from ..regalloc.contract import MachineEnv, RegallocInput
from .generate import generate

#: Target and `opt_level` by name.
CODE: Final[dict[str, tuple[str, str]]] = {
    "code_x86_64": ("x86_64", "speed"),
    "code_x86_64_none": ("x86_64", "none"),
    "code_aarch64": ("aarch64", "speed"),
    "code_aarch64_none": ("aarch64", "none"),
}


def code_input(name: str, size: int) -> tuple[RegallocInput, MachineEnv]:
    """The input made of a function of `size` IR instructions, and its machine's registers."""
    target_name, level = CODE[name]
    target = make_target(target_name)
    settings = default_settings()
    settings.set("opt_level", level)
    func = parse_functions(generate(size))[0]
    return Session(target, settings).compile_until(func, LOWER).vcode.ra, target.env
