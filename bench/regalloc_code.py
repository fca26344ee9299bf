"""Allocator inputs from the compiler: generated functions, optimised and lowered for a machine.

code_x86_64         opt_level=speed
code_x86_64_none    opt_level=none; the same for aarch64
"""

from typing import Final

from ..backends.legalize.legalize import legalize
from ..backends.select import lower_function
from ..compile import make_target
from ..ir.text.reader import parse_functions
from ..passes.pipeline import optimize
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
    func = parse_functions(generate(size))[0]
    optimize(func, level)
    legalize(func, target)
    return lower_function(func, target).ra, target.env()
