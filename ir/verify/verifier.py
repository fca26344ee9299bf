"""The verifier: every rule that a function must follow before it is compiled or interpreted.

    errors = verify(func)            a list, empty when the function is right
    check(func)                      the same, raising `ErrorList`

Rules are those of the CLIF reference, section "Verifier". Errors are collected, not only the first
one, each bound to the entity it concerns and to its place in the text. Work goes in parts, and a
part that needs what an earlier part found broken is left out, so that one mistake does not show as
ten:

1. preamble, signatures, entry block   `preamble.py`
2. layout, references, counts          `structure.py`
3. dominance, types, calls, special    `insts.py`, `calls.py`, `special.py`,
                                       only when part 2 finds nothing
"""

from ..errors import ErrorList, VerifierError
from ..function import Function
from .insts import check_instructions
from .preamble import check_preamble
from .report import Report
from .special import check_machine_state
from .structure import check_structure


def verify(
    func: Function,
    pointer_bits: int = 64,
    enable_pinned_reg: bool = False,
    preserve_frame_pointers: bool = False,
) -> list[VerifierError]:
    """All errors of `func`: what is wrong, and where. It is correct when there are none.

    `pointer_bits` is the width of addresses, 0 when no target is known (rules about addresses are
    then left out); the other arguments are the settings of the same names."""
    report = Report(func)
    check_preamble(func, report, pointer_bits)
    before = len(report.errors)
    check_structure(func, report)
    if len(report.errors) == before and func.first_block >= 0:
        check_instructions(func, report, pointer_bits)
        check_machine_state(func, report, enable_pinned_reg, preserve_frame_pointers)
    return report.errors


def check(
    func: Function,
    pointer_bits: int = 64,
    enable_pinned_reg: bool = False,
    preserve_frame_pointers: bool = False,
) -> None:
    """Raise `ErrorList` when `verify` finds anything."""
    errors = verify(func, pointer_bits, enable_pinned_reg, preserve_frame_pointers)
    if errors:
        raise ErrorList(list(errors))
