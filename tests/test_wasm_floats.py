"""The float scripts of the WebAssembly test suite, run natively: every `assert_return` and `assert_trap`."""

import os
from pathlib import Path

import pytest
from irtool.frontend.wasm.text.patterns import Value
from irtool.frontend.wasm.text.script import (
    Action,
    ActionCommand,
    AssertAction,
    AssertReturn,
    ModuleCommand,
    parse_script,
)
from irtool.frontend.wasm.traps import trap_message
from irtool.runtime.platform import supported
from irtool.runtime.traps import Trap
from wasm_instance import Instance

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("IRTOOL_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "wasm"
#: Scripts, and the fewest assertions that each has.
SCRIPTS = {
    "conversions.wast": 590,
    "f32.wast": 2500,
    "f32_bitwise.wast": 360,
    "f32_cmp.wast": 2400,
    "f64.wast": 2500,
    "f64_bitwise.wast": 360,
    "f64_cmp.wast": 2400,
    "float_exprs.wast": 700,
    "float_literals.wast": 90,
    "float_memory.wast": 60,
    "float_misc.wast": 440,
}

pytestmark = [
    pytest.mark.skipif(not supported(), reason="runs native code of this machine"),
    pytest.mark.skipif(
        not CORPUS.exists(), reason=f"no WebAssembly test suite at {CORPUS} (IRTOOL_CONFORMANCE)"
    ),
]


def perform(instance: Instance, action: Action) -> list[int] | str:
    """Bits of the results of a call, or the message of its trap."""
    try:
        return [
            int(bits) for bits in instance.call(action.export.decode(), [x.bits for x in action.arguments])
        ]
    except Trap as trap:
        return trap_message(trap.number)


def problems(name: str, settings: list[str]) -> tuple[int, list[str]]:
    """How many assertions of a script were tried, and what was wrong."""
    found: list[str] = []
    count = 0
    instances: dict[str, Instance] = {}
    for command in parse_script((CORPUS / name).read_bytes(), name):
        if isinstance(command, ModuleCommand):
            binary = command.module.assemble().binary
            instances[""] = Instance(binary, settings=settings)
            instances[command.name] = instances[""]
        elif isinstance(command, ActionCommand):
            perform(instances[command.action.module], command.action)
        elif isinstance(command, AssertReturn | AssertAction) and command.action.kind == "invoke":
            count += 1
            result = perform(instances[command.action.module], command.action)
            if isinstance(command, AssertReturn):
                right = not isinstance(result, str) and all(
                    pattern.matches(Value(pattern.type, bits))
                    for pattern, bits in zip(command.results, result, strict=True)
                )
            else:
                right = isinstance(result, str) and command.message in result
            if not right:
                found.append(f"{name}:{command.place.line}: {result}")
    for instance in set(instances.values()):
        instance.close()
    return count, found


@pytest.mark.parametrize("level", ["none", "speed"])
@pytest.mark.parametrize("name", SCRIPTS)
def test_script(name: str, level: str) -> None:
    count, found = problems(name, [f"opt_level={level}"])
    assert count >= SCRIPTS[name]
    assert not found, found[:5]
