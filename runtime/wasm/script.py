"""Running the specification's test scripts.

    for record in run_script(text, "i32.wast"):
        print(record.line, record.outcome, record.message)

A command is passed or failed when it could be carried out, and skipped, with the reason, when it needs
something that irtool does not compile yet: a skipped module takes everything with it that uses its instance.
Values stay bits all the way; no float of Python's comes between.
"""

from typing import Final

from ...frontend.wasm.errors import WasmError
from ...frontend.wasm.features import DEFAULT_FEATURES
from ...frontend.wasm.text.check import FAIL, PASS, SKIP, Record, check_command
from ...frontend.wasm.text.patterns import NULL, OBJECT, Value
from ...frontend.wasm.text.script import (
    Action,
    ActionCommand,
    AssertAction,
    AssertModule,
    AssertReturn,
    Command,
    InstanceCommand,
    ModuleCommand,
    RegisterCommand,
    ScriptModule,
    parse_script,
)
from ...frontend.wasm.tunables import Tunables
from ...frontend.wasm.value_types import CONCRETE, HEAP_SHIFT, V128, heap_name, is_ref, type_text
from ...ir.errors import ErrorList, IrtoolError, ParseError, UnsupportedError
from ..traps import Trap
from .exceptions import WasmException
from .externs import ExternStore
from .functions import Func
from .instance import Instance
from .items import Global
from .linking import LinkError
from .module import Module
from .spectest import spectest
from .type_ids import TYPES, function_text
from .values import SLOT, from_bits, is_function_type, to_bits, value_size


class HostReference:
    """`(ref.extern N)`: an object of the host with a number."""

    def __init__(self, number: int) -> None:
        self.number = number


class Skipped(Exception):
    """A command cannot be carried out; says why."""


class ScriptRunner:
    """Carries out the commands of one script."""

    def __init__(
        self,
        file: str = "",
        features: int = DEFAULT_FEATURES,
        level: str = "speed",
        tunables: Tunables | None = None,
        target: str = "",
        lazy: bool = False,
    ) -> None:
        """`level`, `tunables`, `target` and `lazy` are those of `Module`."""
        self.file = file
        self.features = features
        self.level = level
        self.tunables = tunables
        self.target = target
        self.lazy = lazy
        self._definitions: dict[str, Module] = {}
        """By name, the last one also as the empty name."""
        self._instances: dict[str, Instance | Skipped] = {}
        self._registered: dict[str, object] = {"spectest": spectest()}
        self._missing: dict[str, Skipped] = {}
        """Why what should be registered under a name is not."""
        self._references: dict[int, HostReference] = {}
        self._externs = ExternStore()

    def run(self, command: Command) -> Record:
        """The record of one command."""
        place = command.place
        try:
            message = self._run(command)
            outcome = FAIL if message else PASS
        except Skipped as error:
            outcome, message = SKIP, str(error)
        except (UnsupportedError, ErrorList) as error:
            outcome, message = (SKIP if is_unsupported(error) else FAIL), first_line(error)
        except WasmException as error:
            outcome, message = FAIL, f"exception: {error}"
        except IrtoolError as error:
            outcome, message = FAIL, f"{type(error).__name__}: {error}"
        except Exception as error:
            outcome, message = FAIL, f"bug of irtool: {error!r}"
        return Record(self.file, place.line, place.column, command.kind, outcome, message)

    def _run(self, command: Command) -> str:
        """What is wrong with the outcome of a command, empty if nothing is."""
        if isinstance(command, ModuleCommand):
            return self._module(command)
        if isinstance(command, InstanceCommand):
            return self._instance_command(command)
        if isinstance(command, RegisterCommand):
            return self._register(command)
        if isinstance(command, ActionCommand):
            self._act(command.action)
            return ""
        if isinstance(command, AssertReturn):
            return self._assert_return(command)
        if isinstance(command, AssertAction):
            return self._assert_action(command)
        if isinstance(command, AssertModule):
            if command.kind in ("assert_malformed", "assert_invalid"):
                return check_command(command, self.file, self.features).message
            return self._assert_module(command)
        raise Skipped(f"{command.kind} is not implemented")

    # --- modules --------------------------------------------------------------------------------------

    def _make(self, module: ScriptModule) -> Module:
        binary = module.assemble(False, self.features).binary
        return Module(binary, self.features, self.tunables, self.level, target=self.target, lazy=self.lazy)

    def _instantiate(self, module: Module) -> Instance:
        for item in module.imports:
            if item.module in self._missing:
                raise self._missing[item.module]
        return Instance(module, self._registered)

    def _module(self, command: ModuleCommand) -> str:
        """Define a module and instantiate it."""
        try:
            module = self._make(command.module)
        except (ParseError, WasmError) as error:
            self._keep_instance(command.name, Skipped(f"its module is refused: {error}"))
            return str(error)
        self._definitions[command.name] = self._definitions[""] = module
        if command.definition:
            return ""
        return self._new_instance(command.name, module)

    def _new_instance(self, name: str, module: Module) -> str:
        self._keep_instance(name, Skipped("its module was not instantiated"))
        try:
            self._keep_instance(name, self._instantiate(module))
        except (UnsupportedError, ErrorList) as error:
            if is_unsupported(error):
                self._keep_instance(name, Skipped(first_line(error)))
            raise
        except Skipped as error:
            self._keep_instance(name, error)
            raise
        return ""

    def _keep_instance(self, name: str, instance: Instance | Skipped) -> None:
        self._instances[name] = self._instances[""] = instance

    def _instance_command(self, command: InstanceCommand) -> str:
        module = self._definitions.get(command.module)
        if module is None:
            return f"there is no module {command.module}"
        return self._new_instance(command.name, module)

    def _register(self, command: RegisterCommand) -> str:
        name = command.registered.decode()
        instance = self._instances.get(command.module)
        if instance is None:
            return f"there is no instance {command.module}"
        self._missing.pop(name, None)
        if isinstance(instance, Skipped):
            self._missing[name] = instance
            raise instance
        self._registered[name] = instance
        return ""

    def _assert_module(self, command: AssertModule) -> str:
        """`assert_unlinkable`, and `assert_trap` of a module."""
        wanted: type[Exception] = LinkError if command.kind == "assert_unlinkable" else Trap
        try:
            self._instantiate(self._make(command.module))
        except wanted as error:
            return message_problem(command.message, str(getattr(error, "message", error)))
        return f"expected {command.message!r}, but the module was instantiated"

    # --- actions --------------------------------------------------------------------------------------

    def _act(self, action: Action) -> list[Value]:
        """Results of an action."""
        instance = self._instances.get(action.module)
        if instance is None:
            raise Skipped(f"there is no instance {action.module}")
        if isinstance(instance, Skipped):
            raise instance
        item = instance.exports[action.export.decode()]
        if action.kind == "get":
            assert isinstance(item, Global)
            return [self._value(item.type, item.bits)]
        assert isinstance(item, Func)
        params, results = TYPES.params(item.type_number), TYPES.results(item.type_number)
        if len(params) != len(action.arguments):
            raise IrtoolError(f"{len(action.arguments)} arguments for {function_text(item.type_number)}")
        slots = b"".join(
            self._bits(ty, value).to_bytes(SLOT, "little")
            for ty, value in zip(params, action.arguments, strict=True)
        )
        try:
            found = item.call_slots(slots, len(results))
        except (UnsupportedError, ErrorList) as error:
            self._spoil(instance, error)
            raise
        return [
            self._value(ty, int.from_bytes(found[SLOT * i : SLOT * i + value_size(ty)], "little"))
            for i, ty in enumerate(results)
        ]

    def _spoil(self, instance: Instance, error: IrtoolError) -> None:
        """A lazy instance could not do something: what comes later would count on that."""
        if is_unsupported(error):
            for name, found in self._instances.items():
                if found is instance:
                    self._instances[name] = Skipped(first_line(error))

    def _bits(self, ty: int, value: Value) -> int:
        """An argument as bits."""
        if not is_ref(ty):
            return value.bits
        if value.bits == NULL:
            return 0
        if value.type != "extern":
            raise Skipped(f"references of type {value.type} cannot be given")
        reference = self._references.setdefault(value.bits, HostReference(value.bits))
        return to_bits(ty, reference, self._externs)

    def _value(self, ty: int, bits: int) -> Value:
        """A result."""
        if ty <= V128:
            return Value(type_text(ty), bits)
        heap = ty >> HEAP_SHIFT
        name = "func" if is_function_type(ty) else heap_name(heap) if heap < CONCRETE else "struct"
        if bits == 0:
            return Value(name, NULL)
        if name == "extern":
            found = from_bits(ty, bits)
            return Value(name, found.number if isinstance(found, HostReference) else OBJECT)
        return Value(name, OBJECT)

    def _assert_return(self, command: AssertReturn) -> str:
        try:
            results = self._act(command.action)
        except Trap as trap:
            return f"trap: {trap}"
        except WasmException as exception:
            return f"exception: {exception}"
        wanted = command.results
        if len(results) != len(wanted):
            return f"{len(wanted)} results expected, got {results}"
        for pattern, value in zip(wanted, results, strict=True):
            if not pattern.matches(value):
                return f"expected {pattern}, got {value}"
        return ""

    def _assert_action(self, command: AssertAction) -> str:
        """`assert_trap`, `assert_exhaustion` and `assert_exception`."""
        try:
            results = self._act(command.action)
        except Trap as trap:
            if command.kind == "assert_exception":
                return f"expected an exception, got the trap {trap}"
            return message_problem(command.message, trap.message)
        except WasmException as exception:
            if command.kind == "assert_exception":
                return ""
            return f"expected {command.message!r}, got the exception {exception}"
        return f"expected {command.message or 'an exception'!r}, got the results {results}"


#: Trap messages may say more than the expected one behind its first words, and the other way round.
_SEPARATOR: Final = ":"


def message_problem(wanted: str, found: str) -> str:
    """What is wrong with a message, empty if nothing is."""
    if wanted in found or wanted.startswith(found.partition(_SEPARATOR)[0]):
        return ""
    return f"expected {wanted!r}, got {found!r}"


def is_unsupported(error: IrtoolError) -> bool:
    """Whether an error says nothing but that something is not implemented."""
    if isinstance(error, ErrorList):
        return all(isinstance(one, UnsupportedError) for one in error.errors)
    return isinstance(error, UnsupportedError)


def first_line(error: IrtoolError) -> str:
    """A short form of an error that may be a list."""
    first = error.errors[0] if isinstance(error, ErrorList) else error
    return first.message


def run_script(
    text: bytes,
    file: str = "",
    features: int = DEFAULT_FEATURES,
    level: str = "speed",
    tunables: Tunables | None = None,
    target: str = "",
    lazy: bool = False,
) -> list[Record]:
    """A record for each command of a script; one failure for a script that cannot be read. `level`,
    `tunables`, `target` and `lazy` are those of `Module`."""
    try:
        commands = parse_script(text, file)
    except ParseError as error:
        line = error.place.line if error.place is not None else 0
        column = error.place.column if error.place is not None else 0
        return [Record(file, line, column, "script", FAIL, error.message)]
    runner = ScriptRunner(file, features, level, tunables, target, lazy)
    return [runner.run(command) for command in commands]
