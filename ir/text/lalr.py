"""Runs the LALR(1) tables of `grammar_gen.py` over tokens.

The usual shift-reduce loop with an explicit stack. There is no parse tree: when an alternative of
the grammar that carries a name is complete, its action is called with the index of the first token
of the alternative. Actions run in text order, so an action finds what it needs in what earlier
actions have left, or in the tokens right behind its first one.

    tokens   v2 = iadd v0 , v1           actions   result(0) operand(3) operand(5) instruction(0)

A syntax error need not be the end: `resume` goes on at the next item (see `recovery`).

Depth of the stack: lists are left-recursive in the tables, so it does not grow with the input.
"""

from collections.abc import Callable
from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ..errors import ParseError, Place
from .grammar_gen import (
    ACCEPT,
    ACTION_BASE,
    ACTION_CHECK,
    ACTION_CODE,
    CLASSES,
    GOTO_BASE,
    GOTO_STATE,
    LITERALS,
    RULE_ACTION,
    RULE_LEFT,
    RULE_LENGTH,
    STATE_RULE,
    T_BAD_CHARACTER,
    T_END,
    T_INTEGER,
    T_LOAD,
    T_OP_LOAD,
    T_OP_MINMAX,
    T_RMW_OP,
    T_STRING,
    TERMINAL_COUNT,
)
from .lexer import Tokens
from .recovery import HEADER, ITEM, LEVELS, RBRACE, begins_item, colon_after, next_item, note_lost
from .removed import removed_hint

#: Deepest stack: the longest right side plus what encloses it is far below.
_DEPTH: Final = 256

Action = Callable[[int], None]

#: How messages call the token classes; all opcode classes are just "an opcode".
_CLASS_WORDS: Final = {
    "BLOCK": "block",
    "CALL_CONV": "calling convention",
    "CC_BOTH": "condition code",
    "CC_FLOAT": "condition code",
    "CC_INT": "condition code",
    "CONST": "constant `constN`",
    "DSS": "dynamic stack slot",
    "DT": "dynamic type `dtN`",
    "EXN": "`exnN`",
    "FLOAT": "floating-point number",
    "FN": "function reference `fnN`",
    "GV": "global value",
    "INTEGER": "integer",
    "MEMORY_FLAG": "memory flag",
    "NAME": "name",
    "REGION": "alias region",
    "RET": "`retN`",
    "RMW_OP": "atomic operation",
    "SIG": "signature `sigN`",
    "SOURCE_LOC": "source location",
    "SS": "stack slot",
    "STRING": "string",
    "TAG": "exception tag",
    "TRAP_CODE": "trap code",
    "TYPE": "type",
    "USER": "user name `uN:M`",
    "USER_NAME": "`userextnameN`",
    "VALUE": "value",
    "IDENTIFIER": "identifier",
    "HEX_SEQUENCE": "hex sequence",
    "BAD_CHARACTER": "character",
}


def _terminal_words() -> list[str]:
    words = [""] * TERMINAL_COUNT
    for text, number in LITERALS.items():
        words[number] = f"`{text}`"
    for name, number in CLASSES.items():
        words[number] = "opcode" if name.startswith("OP_") else _CLASS_WORDS[name]
    words[LITERALS["."]] = "type suffix"
    words[T_END] = "the next function"
    return words


_TERMINAL_WORDS: Final = _terminal_words()


class Parser:
    """Parses the functions of a token table."""

    def __init__(self, tokens: Tokens, actions: list[Action | None]) -> None:
        self.tokens = tokens
        self.actions = actions
        """By action number; None for actions nobody wants."""
        self.states: vec[i64] = vec[i64]([0] * _DEPTH)
        self.first: vec[i64] = vec[i64]([0] * _DEPTH)
        """Parallel to `states`: first token of the symbol that led there."""
        self.top: i64 = 0

    def parse(self) -> None:
        """Parse the tokens as one function; a `ParseError` says what is wrong first."""
        position = self.run(0)
        if position >= 0:
            raise self.syntax_error(position)

    def run(self, position: i64) -> i64:
        """Go on with the tokens from `position` on, on the stack as it is. Returns -1 when the function is
        complete, else the token (or the end) that nothing can be done with."""
        end = self.tokens.count
        kinds = self.tokens.kind
        states = self.states
        first = self.first
        actions = self.actions
        action_base = ACTION_BASE
        action_check = ACTION_CHECK
        action_code = ACTION_CODE
        top = self.top
        state = states[top]
        kind: i64 = T_END
        if position < end:
            kind = i64(kinds[position])
        while True:
            index = action_base[state] + kind
            code: i64 = 0
            if action_check[index] == kind:
                code = action_code[index]
            if code > 0:
                if code == ACCEPT:
                    return -1
                state = code - 1
                top += 1
                states[top] = state
                first[top] = position
                position += 1
                kind = T_END
                if position < end:
                    kind = i64(kinds[position])
                continue
            if code == 0:
                self.top = top
                return position
            rule = STATE_RULE[state]
            top -= RULE_LENGTH[rule] - 1
            if RULE_LENGTH[rule] == 0:
                first[top] = position
            number = RULE_ACTION[rule]
            if number != 0:
                action = actions[number]
                if action is not None:
                    action(first[top])
            state = GOTO_STATE[GOTO_BASE[states[top - 1]] + RULE_LEFT[rule]]
            states[top] = state

    def resume(self, position: i64, lost: set[int]) -> i64:
        """Give up the item with the error at `position` and go on behind it, as `run`; the result is `-2`
        when there is nothing to go on with. What is not defined therefore is added to `lost`."""
        tokens = self.tokens
        if position > 0 and i64(tokens.kind[position - 1]) == RBRACE:
            return -2  # behind the function
        level = self.top
        while level >= 0 and LEVELS[self.states[level]] == 0:
            level -= 1
        if level < 0:
            return -2
        begin = self.first[level + 1] if level < self.top else position
        self.top = level
        kind_of_level = LEVELS[self.states[level]]
        if kind_of_level == HEADER:
            self.top += 1
            self.states[self.top] = colon_after(self.states[level])
            self.first[self.top] = position
            kind_of_level = ITEM
        token = next_item(tokens, begin, position, kind_of_level)
        while token < tokens.count:
            if self.accepts(i64(tokens.kind[token])):
                note_lost(tokens, begin, token, lost)
                return self.run(token)
            if kind_of_level == ITEM and token > position and not begins_item(tokens, token):
                note_lost(tokens, begin, token, lost)
                return token
            token = next_item(tokens, token, token + 1, kind_of_level)
        return -2

    def accepts(self, kind: i64) -> bool:
        """Whether a terminal could come next: runs the reductions it causes on a copy of the stack."""
        stack = [int(self.states[i]) for i in range(self.top + 1)]
        while True:
            index = ACTION_BASE[stack[-1]] + kind
            code: i64 = 0
            if ACTION_CHECK[index] == kind:
                code = ACTION_CODE[index]
            if code >= 0:
                return code > 0
            rule = STATE_RULE[stack[-1]]
            length = int(RULE_LENGTH[rule])
            del stack[len(stack) - length :]
            stack.append(int(GOTO_STATE[GOTO_BASE[stack[-1]] + RULE_LEFT[rule]]))

    def expected(self) -> list[str]:
        """What could come next, in words, without repetitions."""
        kinds = [kind for kind in range(TERMINAL_COUNT) if self.accepts(kind)]
        # These two are opcodes among others: alone they are something else.
        if T_OP_LOAD in kinds:
            kinds.remove(T_LOAD)
        if T_RMW_OP in kinds:
            kinds.remove(T_OP_MINMAX)
        return list(dict.fromkeys(_TERMINAL_WORDS[kind] for kind in kinds))

    def syntax_error(self, position: i64) -> ParseError:
        """The error for the token at `position`."""
        words = self.expected()
        wanted = words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]
        tokens = self.tokens
        if position < tokens.count:
            line, column = tokens.line_column(int(tokens.start[position]))
            found = describe(tokens, position)
            hint = removed_hint(tokens.text(position))
            if hint:
                place = Place(line, column, tokens.file)
                return ParseError(f"`{tokens.text(position)}` is an opcode of older versions: {hint}", place)
        else:
            last = tokens.count - 1
            line, column = tokens.line_column(int(tokens.end(last))) if last >= 0 else (1, 1)
            found = "the end of the text" if tokens.at_end else "the next function"
        return ParseError(f"expected {wanted}, found {found}", Place(line, column, tokens.file))


def describe(tokens: Tokens, token: i64) -> str:
    """A token in words: `` value `v3` ``, `` `=` ``, `` opcode `iadd` ``."""
    kind = i64(tokens.kind[token])
    text = tokens.text(token)
    if len(text) > 40:
        text = text[:37] + "..."
    if kind == T_STRING:  # it may span lines, a message does not
        return "string " + "".join([c if c.isprintable() else repr(c)[1:-1] for c in text])
    if kind == T_BAD_CHARACTER:
        return f"character {text!r}"
    words = _TERMINAL_WORDS[kind].split(" `")[0]
    if words.startswith("`") or text == "." or (kind != T_INTEGER and text in LITERALS):
        return f"`{text}`"
    return f"{words} `{text}`"
