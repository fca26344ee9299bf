"""The notation of lowerings in the opcode table (`opcodes.py`), read by `gen_opcodes.py`.

expression = opcode [ "." type ] [ immediate ] { argument } [ "lane" ]
argument   = operand [ ":" type ] | "(" expression ")"
operand    = "a" | "b" | "c" | "d" | "m"

parse_lowering("uextend.i32 (icmp slt a b)", "ab")
"""

import re
from typing import Final

from ...ir.opcodes import OP_BY_NAME

_TOKEN: Final = re.compile(r"[()]|[^\s()]+")
_OPERAND: Final = re.compile(r"([abcdm])(?::(\w+))?")


class Expression:
    """A CLIF opcode with arguments, or an operand (`arguments` is None)."""

    def __init__(self, word: str, ty: str = "") -> None:
        self.word = word
        self.type = ty
        self.immediate = ""
        self.arguments: list[Expression] | None = None

    @property
    def text(self) -> str:
        """One spelling for all equal expressions."""
        head = f"{self.word}.{self.type}" if self.type else self.word
        if self.arguments is None:
            return head
        parts = [head, self.immediate, *(argument.text for argument in self.arguments)]
        return "(" + " ".join(part for part in parts if part) + ")"


def parse_lowering(text: str, operands: str) -> Expression:
    """The expression of a lowering. `operands` are those of the row, taken in order by an opcode that stands
    alone. Raises `ValueError` for text that does not follow the notation."""
    tokens = _TOKEN.findall(text)
    expression, end = _expression(tokens, 0)
    if end != len(tokens):
        raise ValueError(f"{text!r}: unexpected {tokens[end]!r}")
    if not expression.arguments and not expression.immediate.isdecimal():
        expression.arguments = [Expression(letter) for letter in operands]
    return expression


def _expression(tokens: list[str], at: int) -> tuple[Expression, int]:
    word, _, ty = tokens[at].partition(".")
    if word not in OP_BY_NAME:
        raise ValueError(f"{word!r} is no CLIF opcode")
    expression = Expression(word, ty)
    arguments: list[Expression] = []
    at += 1
    while at < len(tokens) and tokens[at] != ")":
        token = tokens[at]
        operand = _OPERAND.fullmatch(token)
        if token == "(":
            inner, at = _expression(tokens, at + 1)
            arguments.append(inner)
        elif operand:
            arguments.append(Expression(operand[1], operand[2] or ""))
        else:
            expression.immediate = token
        at += 1
    expression.arguments = arguments
    return expression, at
