"""Calling conventions: that of the psABI for integers; `fast` and `tail` with eight results in registers.

Source: "RISC-V ABIs Specification", chapter "Procedure Calling Convention".
"""

from typing import Final

from irtool.backends.abi import AbiSpec

from .regs import ARGUMENTS, CALLER_SAVED

CONVENTIONS: Final = {
    name: AbiSpec(ARGUMENTS, [], results, [], CALLER_SAVED, callee_pops=name == "tail")
    for name, results in (("system_v", ARGUMENTS[:2]), ("fast", ARGUMENTS), ("tail", ARGUMENTS))
}
