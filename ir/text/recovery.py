"""Going on behind a syntax error: panic mode.

An error ends the item it is in - an instruction, a declaration, a block header - and reading goes on at
the next item of the same function, found by how it looks:

    v2 = iad v0, v1       error at `iad`: the item begins at `v2`, is given up
    v3 = iadd v2, v0      a line that begins with values and `=` begins an item

The parser's stack is cut back to the state that encloses the item (`ITEM`, `PREAMBLE`: those that can begin
one; `HEADER`: in a block header, whose `:` is then taken as read). What the skipped text would
have defined is *lost*: later errors about such a value or entity would say nothing new, and are not
reported. Each token is looked at a bounded number of times.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from .grammar_gen import (
    ACTION_BASE,
    ACTION_CHECK,
    ACTION_CODE,
    LITERALS,
    STATE_RULE,
    T_BLOCK,
    T_CONST,
    T_DSS,
    T_DT,
    T_FN,
    T_GV,
    T_LOAD,
    T_OP_ADD_TRAP,
    T_OP_NULLARY,
    T_OP_UNARY_IMM,
    T_REGION,
    T_SIG,
    T_SOURCE_LOC,
    T_SS,
    T_VALUE,
)
from .lexer import Tokens

#: Levels of states.
ITEM: Final = 1
HEADER: Final = 2
PREAMBLE: Final = 3

_ARROW: Final = LITERALS["->"]
_COLD: Final = LITERALS["cold"]
_COLON: Final = LITERALS[":"]
_COMMA: Final = LITERALS[","]
_DOT: Final = LITERALS["."]
_EQUAL: Final = LITERALS["="]
_LESS: Final = LITERALS["<"]
_LIMIT: Final = LITERALS["stack_limit"]
_LPAR: Final = LITERALS["("]
_LSQB: Final = LITERALS["["]
RBRACE: Final = LITERALS["}"]
_RPAR: Final = LITERALS[")"]
_RSQB: Final = LITERALS["]"]

#: Entities that declarations define.
_DECLARED: Final = (T_SS, T_DSS, T_DT, T_GV, T_SIG, T_FN, T_CONST, T_REGION)


def shifted(state: i64, kind: i64) -> i64:
    """The state behind a terminal that a state takes, -1 if it does not take it."""
    index = ACTION_BASE[state] + kind
    if ACTION_CHECK[index] != kind or ACTION_CODE[index] <= 0:
        return -1
    return ACTION_CODE[index] - 1


def _level(state: i64) -> i64:
    if shifted(state, T_OP_NULLARY) >= 0 and shifted(state, _LESS) >= 0:
        return ITEM
    if shifted(state, _COLD) >= 0 and shifted(state, _COLON) >= 0:
        return HEADER
    if shifted(state, T_SS) >= 0 and shifted(state, _LIMIT) >= 0:
        return PREAMBLE
    return 0


def _levels() -> vec[i64]:
    levels: vec[i64] = vec[i64]()
    for state in range(len(STATE_RULE)):
        levels = append(levels, _level(state))
    return levels


#: By state: its level, 0 for those in the middle of an item and outside the function's body.
LEVELS: Final = _levels()


def colon_after(state: i64) -> i64:
    """The state behind the `:` of a block header."""
    return shifted(state, _COLON)


def next_item(tokens: Tokens, begin: i64, position: i64, level: i64) -> i64:
    """First token at or behind `position` that may begin an item, when the one that begins at `begin` is
    given up; the number of tokens if there is none."""
    kinds = tokens.kind
    count = tokens.count
    depth: i64 = 0
    token = begin
    while token < count:
        kind = i64(kinds[token])
        if token >= position:
            if kind == RBRACE:
                return token
            if token > begin and starts_line(tokens, token):
                if begins_item(tokens, token):
                    return token
                # A line that begins like nothing we know is an item of its own (and an error), unless
                # the line before plainly goes on.
                if level == ITEM and depth <= 0 and not goes_on(i64(kinds[token - 1]), kind):
                    return token
        if kind == _LPAR or kind == _LSQB:
            depth += 1
        elif kind == _RPAR or kind == _RSQB:
            depth -= 1
        token += 1
    return count


def starts_line(tokens: Tokens, token: i64) -> bool:
    """Whether a token is the first of its line."""
    return tokens.source.find("\n", int(tokens.end(token - 1)), int(tokens.start[token])) >= 0


def goes_on(before: i64, kind: i64) -> bool:
    """Whether a line plainly goes on: it ends with `before`, and the next one begins with `kind`."""
    if before == _COMMA or before == _EQUAL or before == _ARROW or before == _DOT:
        return True
    return kind == _COMMA or kind == _RPAR or kind == _RSQB or kind == _EQUAL or kind == _ARROW


def begins_item(tokens: Tokens, token: i64) -> bool:
    """Whether the tokens from `token` on look like the beginning of an instruction, header or declaration."""
    kinds = tokens.kind
    count = tokens.count
    kind = i64(kinds[token])
    if kind == T_VALUE:
        end = values_end(tokens, token)
        return end < count and (i64(kinds[end]) == _EQUAL or i64(kinds[end]) == _ARROW)
    if kind == T_BLOCK:
        after: i64 = 0
        if token + 1 < count:
            after = i64(kinds[token + 1])
        if after == _LPAR and token + 3 < count:
            return i64(kinds[token + 2]) == _RPAR or i64(kinds[token + 3]) == _COLON
        return after == _COLON or after == _COLD
    if kind >= T_OP_ADD_TRAP and kind <= T_OP_UNARY_IMM or kind == T_LOAD or kind == T_SOURCE_LOC:
        return i64(kinds[token - 1]) != _EQUAL
    if kind in _DECLARED:
        return token + 1 < count and i64(kinds[token + 1]) == _EQUAL
    return kind == _LIMIT or kind == _LESS


def values_end(tokens: Tokens, token: i64) -> i64:
    """The token behind a list of values that begins at `token`."""
    kinds = tokens.kind
    count = tokens.count
    token += 1
    while token + 1 < count and i64(kinds[token]) == _COMMA and i64(kinds[token + 1]) == T_VALUE:
        token += 2
    return token


def note_lost(tokens: Tokens, begin: i64, end: i64, lost: set[int]) -> None:
    """Add what the tokens `begin`..`end` would have defined, as `lost_key`."""
    kinds = tokens.kind
    token = begin
    while token < end:
        kind = i64(kinds[token])
        if kind == T_VALUE:
            after = min(values_end(tokens, token), end)
            ends: i64 = 0
            if after < tokens.count:
                ends = i64(kinds[after])
            if token == begin or ends == _EQUAL or ends == _ARROW or ends == _COLON:
                while token < after:
                    lost.add(lost_key(tokens, token))
                    token += 2
            token = after
            continue
        if token == begin and kind in _DECLARED:
            lost.add(lost_key(tokens, token))
        token += 1


def lost_key(tokens: Tokens, token: i64) -> int:
    """A reference to an entity as one number."""
    return int(tokens.number(token) << 8 | i64(tokens.kind[token]))
