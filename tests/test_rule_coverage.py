"""Each lowering rule of each machine is reached by a filetest."""

from functools import cache

import pytest
from rule_coverage import MACHINES, files, rules_fired, rules_of, unreached

#: Rules that no filetest reaches, by machine, each with the reason. They may only become fewer.
UNREACHED: dict[str, dict[str, str]] = {"x86_64": {}, "aarch64": {}}


@cache
def fired() -> dict[str, set[str]]:
    """By machine: what the filetests reach, as far as it takes to reach all that is not listed."""
    found: dict[str, set[str]] = {machine: set() for machine in MACHINES}
    for path in sorted(files(), key=lambda path: not path.name.startswith("rules")):
        for machine, names in rules_fired(path).items():
            found[machine] |= names
        if all(set(unreached(machine, found[machine])) <= UNREACHED[machine].keys() for machine in MACHINES):
            break
    return found


@pytest.mark.parametrize("machine", MACHINES)
def test_every_rule_is_reached(machine: str) -> None:
    """A new rule needs a filetest: `python tests/rule_coverage.py` names those without one."""
    missing = set(unreached(machine, fired()[machine]))
    listed = set(UNREACHED[machine])
    assert missing - listed == set(), "rules that no filetest reaches"
    assert listed - missing == set(), "rules that are reached, and listed as if they were not"


def test_the_count_means_something() -> None:
    """Rules are told apart, and a file reaches few of them."""
    for machine in MACHINES:
        assert len(rules_of(machine)) > 400
        assert fired()[machine] >= rules_of(machine).keys()
    few = next(path for path in files() if path.name == "words.clif" and path.parent.name == "x64")
    names = rules_fired(few)["x86_64"]
    assert "ireduce.1" in names and "fcmp.1" not in names
