"""The lexer of the small language: tokens as strings, one after the other."""

import re

_TOKEN = re.compile(r'\s*(?:(\d+)|([A-Za-z_]\w*)|"((?:[^"\\]|\\.)*)"|([=!<>]=|[-+*/%<>=(){},;]))')


class Tokens:
    """The tokens of a program, and the place in them."""

    def __init__(self, source: str) -> None:
        self.tokens: list[str] = []
        self.at = 0
        end = len(source.rstrip())
        place = 0
        while place < end:
            match = _TOKEN.match(source, place)
            if match is None:
                raise SyntaxError(
                    f"line {source.count(chr(10), 0, place) + 1}: {source[place:].split()[0]!r}?"
                )
            self.tokens.append(match[0].strip())
            place = match.end()

    def peek(self) -> str:
        """The next token, empty at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, wanted: str = "") -> str:
        """Take the next token, which must be `wanted` if that is given."""
        token = self.peek()
        if not token or (wanted and token != wanted):
            raise SyntaxError(f"expected {wanted or 'more'}, found {token or 'the end'}")
        self.at += 1
        return token

    def accept(self, token: str) -> bool:
        """Take the next token if it is this one."""
        found = self.peek() == token
        self.at += found
        return found

    def arities(self) -> dict[str, int]:
        """How many parameters each function has."""
        found = {}
        for index, token in enumerate(self.tokens):
            if token == "fn":
                parameters = self.tokens[index + 3 : self.tokens.index(")", index)]
                found[self.tokens[index + 1]] = len(parameters) - parameters.count(",")
        return found
