"""Faults planted in the rule files of both machines are found.

What helpers do to flags is read off their code here, not declared."""

from pathlib import Path

import pytest
from irtool.ir.errors import ErrorList
from irtool.rules.check import check_file

ROOT = Path(__file__).resolve().parent.parent


def problems(directory: Path, machine: str, rule: str) -> list[str]:
    """What the checker says of a machine's rules with one more; `directory` gets links to the modules."""
    source = ROOT / "backends" / machine
    here = directory / "backends" / machine
    here.mkdir(parents=True)
    (directory / "ir").symlink_to(ROOT / "ir")
    for folder, links in ((source.parent, here.parent), (source, here)):
        for module in folder.glob("*.py"):
            (links / module.name).symlink_to(module)
    path = here / "lower.rules"
    path.write_text(f"{(source / 'lower.rules').read_text()}\nrule[99] {rule}\n")
    try:
        check_file(path)
    except ErrorList as error:
        return [item.message for item in error.errors]
    return []


@pytest.mark.parametrize(
    ("machine", "rule", "message"),
    [
        ("x64", "(icmp.int cc x y) if cc == slt => c = compare(cc, x, y); k = const(ty, 0); set_m(c)",
         "'set_m' reads flags (set by 'compare') that 'const' has changed since"),
        ("x64",
         "(select.int c:int x y) if single(inst) => t = truth(c); a = add3(4, x, y); cmov(ty, t, x, a)",
         "'cmov' reads flags (set by 'truth') that 'add3' has changed since"),
        ("x64",
         "(select.int c:int x y) if single(inst) => t = truth(c); cmov(ty, t, x, distance_from(7, 4, y))",
         "'cmov' reads the flags of 'distance_from', but its condition is of 'truth'"),
        ("x64", "(uadd_overflow.int x y) if single(inst) => s = shl_mi(4, x, 1); s, set_m(X_B)",
         "'set_m' reads flags that 'shl_mi' has changed since"),
        ("x64", "(iadd.int x (ineg l:(load _ _ _))) if sinkable(l) => sub_rm(4, x, rm_of(l))",
         "'ineg' may have a second user, for whom the load would be done again: i:(ineg ...) if single(i)"),
        ("x64", "(trapnz c code) if code == int_ovf => trap_if(truth(c), code)",
         "no final rule of 'truth' accepts i128"),
        ("aarch64",
         "(iabs.int x) if single(inst) => cmp_i(ty, x, 0); s = adds(ty, x, x); csneg(ty, x, s, PL)",
         "'adds' overwrites the flags of 'cmp_i', which nothing has read"),
        ("aarch64", "(sadd_overflow.word x y) if single(inst) => s = add(ty, x, y); s, cset(i32, VS)",
         "'cset' reads flags that nothing in this rule sets"),
        ("aarch64",
         "(select.int c:int x y) if single(inst) => t = truth(c); s = adds(ty, x, y); csel(ty, x, s, t)",
         "'csel' reads the flags of 'adds', but its condition is of 'truth'"),
    ],
)  # fmt: skip
def test_planted_faults_are_found(tmp_path: Path, machine: str, rule: str, message: str) -> None:
    assert message in problems(tmp_path, machine, rule)


@pytest.mark.parametrize(
    ("machine", "rule"),
    [
        (
            "x64",
            "(select.int c:int x y) if single(inst) => a = add3(4, x, y); t = truth(c); cmov(ty, t, x, a)",
        ),
        ("x64", "(select.int c:int x y) if single(inst) => t = truth(c); cmov(ty, t, x, zero_ext(ty, y))"),
        ("aarch64", "(select.int c:int x y) if single(inst) => t = truth(c); csel(ty, x, add(ty, x, y), t)"),
    ],
)
def test_the_same_in_the_right_order_is_accepted(tmp_path: Path, machine: str, rule: str) -> None:
    assert problems(tmp_path, machine, rule) == []
