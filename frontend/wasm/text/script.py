"""Scripts (`.wast`): a list of commands, for whoever runs them.

    (module $M (func (export "f") (param i32) (result f32) ...))
    (assert_return (invoke $M "f" (i32.const 1)) (f32.const nan:canonical))
    (assert_invalid (module (func (result i32))) "type mismatch")

becomes `ModuleCommand`, `AssertReturn` and `AssertModule`. Modules stay text until somebody asks
for their bytes, so that one that cannot be read concerns its own command only. Values are bits (`Value`), and
expected results are `Pattern`s, which match bits: no float of Python's is ever made of them.

Sources: specification repository, interpreter/README.md (scripts); what the test suite of 2026 uses.
"""

from typing import Final

from mypy_extensions import i64

from ....ir.errors import Place
from ..features import DEFAULT_FEATURES
from .assemble import Assembled, assemble_fields, assemble_module
from .collect import FIELD_WORDS
from .cursor import Cursor
from .lexer import END, OPEN, Tokens
from .patterns import ARITHMETIC_NAN, CANONICAL_NAN, EITHER, EXACT, LANES, NULL, OBJECT, Pattern, Value
from .type_words import HEAP_TYPES
from .words import SHAPES

#: Assertions about an action, and whether they have a message.
_ACTION_ASSERTIONS: Final[dict[bytes, bool]] = {
    b"assert_trap": True,
    b"assert_exhaustion": True,
    b"assert_exception": False,
}
_MODULE_ASSERTIONS: Final = (b"assert_malformed", b"assert_invalid", b"assert_unlinkable")
_NUMBER_BITS: Final[dict[bytes, int]] = {
    b"i32.const": 32, b"i64.const": 64, b"f32.const": 32, b"f64.const": 64,
}  # fmt: skip
#: `(ref.func)` and so on: any reference of that heap type.
_ANY_REFERENCES: Final[dict[bytes, str]] = {
    b"ref.any": "any", b"ref.eq": "eq", b"ref.i31": "i31", b"ref.struct": "struct", b"ref.array": "array",
    b"ref.func": "func", b"ref.extern": "extern", b"ref.exn": "exn", b"ref.host": "host",
}  # fmt: skip


# --- commands -------------------------------------------------------------------------------


class ScriptModule:
    """A module of a script, in one of its three forms: `text`, `binary` or `quote`."""

    def __init__(self, tokens: Tokens, token: i64, form: str, bare: bool) -> None:
        self.form = form
        self._tokens = tokens
        self._token = token
        self._bare = bare

    def assemble(self, names: bool = False, features: int = DEFAULT_FEATURES) -> Assembled:
        """The module in the binary form. Raises `ParseError` if its text is malformed."""
        if self._bare:
            return assemble_fields(
                self._tokens, self._token, len(self._tokens.kind) - 1, b"", names, features
            )
        return assemble_module(self._tokens, self._token, names, features)


class Action:
    """`invoke` a function or `get` a global of an instance."""

    def __init__(self, kind: str, module: str, export: bytes, arguments: list[Value]) -> None:
        self.kind = kind
        self.module = module
        """Name of the instance, empty for the last one."""
        self.export = export
        self.arguments = arguments


class Command:
    """What all commands have."""

    def __init__(self, kind: str, place: Place) -> None:
        self.kind = kind
        """The keyword: `module`, `assert_return`, ..."""
        self.place = place


class ModuleCommand(Command):
    """Define a module and, unless it is only a `definition`, instantiate it."""

    def __init__(self, place: Place, name: str, module: ScriptModule, definition: bool) -> None:
        super().__init__("module", place)
        self.name = name
        self.module = module
        self.definition = definition


class InstanceCommand(Command):
    """Instantiate a module that was defined before."""

    def __init__(self, place: Place, name: str, module: str) -> None:
        super().__init__("instance", place)
        self.name = name
        self.module = module
        """Name of the definition, empty for the last one."""


class RegisterCommand(Command):
    """Make the exports of an instance available to imports under a name."""

    def __init__(self, place: Place, registered: bytes, module: str) -> None:
        super().__init__("register", place)
        self.registered = registered
        self.module = module


class ActionCommand(Command):
    """An action whose results do not matter."""

    def __init__(self, place: Place, action: Action) -> None:
        super().__init__(action.kind, place)
        self.action = action


class AssertReturn(Command):
    """The action returns results that match."""

    def __init__(self, place: Place, action: Action, results: list[Pattern]) -> None:
        super().__init__("assert_return", place)
        self.action = action
        self.results = results


class AssertAction(Command):
    """The action ends in a trap, exhaustion or exception (`kind`), with a message for the first two."""

    def __init__(self, kind: str, place: Place, action: Action, message: str) -> None:
        super().__init__(kind, place)
        self.action = action
        self.message = message


class AssertModule(Command):
    """The module is malformed, invalid, cannot be linked, or traps when it is instantiated (`kind`)."""

    def __init__(self, kind: str, place: Place, module: ScriptModule, message: str) -> None:
        super().__init__(kind, place)
        self.module = module
        self.message = message


# --- reading --------------------------------------------------------------------------------


def parse_script(text: bytes, file: str = "") -> list[Command]:
    """The commands of a script; a text of fields only is one module. Raises `ParseError`."""
    tokens = Tokens(text, file)
    reader = _ScriptReader(tokens)
    first = Cursor(tokens).field_word()
    if first in FIELD_WORDS:
        return [ModuleCommand(tokens.place(0), "", ScriptModule(tokens, 0, "text", True), False)]
    return reader.commands()


class _ScriptReader:
    """Reads the commands of a script."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.cursor = Cursor(tokens)

    def commands(self) -> list[Command]:
        """All of them."""
        cursor = self.cursor
        commands: list[Command] = []
        while cursor.kind_here() != END:
            if cursor.kind_here() != OPEN:
                raise cursor.unexpected("a command")
            begin = cursor.at
            place = self.tokens.place(begin)
            word = cursor.field_word()
            if word == b"module":
                commands.append(self._module_command(place))
                continue
            if word in (b"invoke", b"get"):
                commands.append(ActionCommand(place, self._action()))
                continue
            cursor.at += 2
            commands.append(self._other(word, begin, place))
            cursor.close()
        return commands

    def _other(self, word: bytes, begin: i64, place: Place) -> Command:
        """`register` or an assertion, whose keyword was read."""
        cursor = self.cursor
        kind = word.decode()
        if word == b"register":
            name = cursor.name()
            return RegisterCommand(place, name, self._optional_name())
        if word == b"assert_return":
            action = self._action()
            results = []
            while cursor.kind_here() == OPEN:
                results.append(self._pattern())
            return AssertReturn(place, action, results)
        if word in _MODULE_ASSERTIONS or (word == b"assert_trap" and cursor.is_field(b"module")):
            module = self._module()
            return AssertModule(kind, place, module, self._message())
        if word in _ACTION_ASSERTIONS:
            action = self._action()
            message = self._message() if _ACTION_ASSERTIONS[word] else ""
            return AssertAction(kind, place, action, message)
        cursor.at = begin + 1
        raise cursor.unexpected("a command")

    def _message(self) -> str:
        return self.cursor.string().decode("utf-8", "replace")

    def _optional_name(self) -> str:
        return self.cursor.optional_id().decode("utf-8", "replace")

    # --- modules ----------------------------------------------------------------------------

    def _module_command(self, place: Place) -> Command:
        """`(module ...)`, `(module definition ...)` or `(module instance $I $M)`."""
        cursor = self.cursor
        begin = cursor.at
        cursor.at += 2
        if cursor.skip_word(b"instance"):
            name = self._optional_name()
            module = self._optional_name()
            cursor.close()
            return InstanceCommand(place, name, module)
        definition = cursor.skip_word(b"definition")
        name = self._optional_name()
        cursor.at = begin
        return ModuleCommand(place, name, self._module(), definition)

    def _module(self) -> ScriptModule:
        """Step over a module."""
        cursor = self.cursor
        begin = cursor.at
        if not cursor.is_field(b"module"):
            raise cursor.unexpected("(module")
        cursor.at += 2
        cursor.skip_word(b"definition")
        cursor.optional_id()
        form = "text"
        if cursor.is_word(b"binary") or cursor.is_word(b"quote"):
            form = cursor.text_here().decode()
        cursor.at = begin
        cursor.skip_group()
        return ScriptModule(self.tokens, begin, form, False)

    # --- actions ----------------------------------------------------------------------------

    def _action(self) -> Action:
        """`(invoke $M? "f" values*)` or `(get $M? "g")`."""
        cursor = self.cursor
        word = cursor.field_word()
        if word not in (b"invoke", b"get"):
            raise cursor.unexpected("(invoke or (get")
        cursor.at += 2
        module = self._optional_name()
        export = cursor.name()
        arguments = []
        if word == b"invoke":
            while cursor.kind_here() == OPEN:
                arguments.append(self._argument())
        cursor.close()
        return Action(word.decode(), module, export, arguments)

    def _argument(self) -> Value:
        """A constant."""
        begin = self.cursor.at
        pattern = self._pattern()
        if pattern.kind == LANES and all(part.kind == EXACT for part in pattern.parts):
            width = 128 // len(pattern.parts)
            bits = sum(part.bits << (i * width) for i, part in enumerate(pattern.parts))
            return Value("v128", bits)
        if pattern.kind != EXACT or pattern.bits == OBJECT or pattern.type == "":
            raise self.cursor.error("unexpected token: a pattern is no argument", begin)
        return Value(pattern.type, pattern.bits)

    def _pattern(self) -> Pattern:
        """An expected result."""
        cursor = self.cursor
        word = cursor.field_word()
        if word == b"either":
            return self._either()
        cursor.open()
        begin = cursor.at
        cursor.word()
        bits = _NUMBER_BITS.get(word, 0)
        if bits:
            pattern = self._number(word[:3].decode(), bits)
        elif word == b"v128.const":
            pattern = self._vector()
        elif word == b"ref.null":
            # Without a type any null is meant, and a null matches whatever its type.
            heap = "any" if cursor.at_close() else self._heap_type()
            pattern = Pattern(EXACT, heap, NULL, [])
        elif word in _ANY_REFERENCES:
            number = OBJECT if cursor.at_close() else cursor.unsigned(32)
            pattern = Pattern(EXACT, _ANY_REFERENCES[word], number, [])
        else:
            cursor.at = begin
            raise cursor.unexpected("a value")
        cursor.close()
        return pattern

    def _heap_type(self) -> str:
        word = self.cursor.text_here()
        if word not in HEAP_TYPES:
            raise self.cursor.unexpected("a heap type")
        self.cursor.at += 1
        return word.decode()

    def _number(self, type_name: str, bits: i64) -> Pattern:
        """A number, or for floats a class of NaNs."""
        cursor = self.cursor
        if type_name.startswith("i"):
            return Pattern(EXACT, type_name, cursor.integer(bits), [])
        if cursor.skip_word(b"nan:canonical"):
            return Pattern(CANONICAL_NAN, type_name, 0, [])
        if cursor.skip_word(b"nan:arithmetic"):
            return Pattern(ARITHMETIC_NAN, type_name, 0, [])
        return Pattern(EXACT, type_name, cursor.float(bits), [])

    def _vector(self) -> Pattern:
        """A shape and a pattern for each lane."""
        cursor = self.cursor
        shape = SHAPES.get(cursor.text_here())
        if shape is None:
            raise cursor.unexpected("a shape such as i32x4")
        name = cursor.word().decode()
        count, bits, _ = shape
        lanes: list[Pattern] = []
        while len(lanes) < count:
            lanes.append(self._number(name.partition("x")[0], bits))
        return Pattern(LANES, name, 0, lanes)

    def _either(self) -> Pattern:
        """`(either a b ...)`; its parts are no `either` again."""
        cursor = self.cursor
        cursor.at += 2
        parts = []
        while cursor.kind_here() == OPEN:
            if cursor.is_field(b"either"):
                raise cursor.unexpected("a value")
            parts.append(self._pattern())
        cursor.close()
        return Pattern(EITHER, "", 0, parts)
