"""Reader actions for literals: integers, floats, byte strings and lane lists.

The grammar has literals in the preamble (`constN = ...`) and in the body (`vconst`, `shuffle`, ...);
what they mean depends on a type that only the enclosing rule knows. So the actions here just note
the tokens, and the enclosing action asks for the value with the type.
"""

from typing import Final

from mypy_extensions import i64

from ..immediates import parse_bytes, parse_lanes, widen_bytes
from ..types import is_vector
from .grammar_gen import T_FLOAT, T_INTEGER
from .reader_state import ReadState

_MAX_LANES: Final = 256


class Literals:
    """The literal of the rule that is being read."""

    def __init__(self, state: ReadState) -> None:
        self.state = state
        self.token: i64 = -1
        """The number or constant reference, -1 for a lane list or nothing."""
        self.lanes: list[str] = []
        """The lanes; of more than any vector has only the first."""
        self.lane_count: i64 = 0
        self.lanes_token: i64 = -1

    def clear(self) -> None:
        """Forget the literal."""
        self.token = -1
        self.lanes_token = -1

    def on_immediate(self, token: int) -> None:
        """A number or `constN`."""
        self.token = token

    def on_lanes_start(self, token: int) -> None:
        """`[` of a lane list."""
        self.lanes_token = token
        self.lanes = []
        self.lane_count = 0

    def on_lane(self, token: int) -> None:
        """One lane."""
        self.lane_count += 1
        if self.lane_count <= _MAX_LANES:
            self.lanes.append(self.state.tokens.text(token))

    def text(self) -> str:
        """The number as written."""
        return self.state.tokens.text(self.token)

    def place(self) -> i64:
        """Token to blame for a bad literal."""
        return self.token if self.token >= 0 else self.lanes_token

    def bytes_of(self, ty: i64) -> bytes:
        """The literal as bytes of vector type `ty`, or of its own length when `ty` is 0.

        Raises `ValueError` with a message for the user."""
        if self.lanes_token >= 0:
            if ty == 0:
                raise ValueError("a lane list needs a vector type before it")
            if not is_vector(ty):
                raise ValueError("a lane list needs a vector type")
            return parse_lanes(self.lanes, int(ty), int(self.lane_count))
        kind = self.state.tokens.kind[self.token]
        if kind != T_INTEGER:
            found = "floating-point number" if kind == T_FLOAT else "reference"
            raise ValueError(f"expected hexadecimal bytes or a lane list, found {found} `{self.text()}`")
        data = parse_bytes(self.text())
        return widen_bytes(data, int(ty)) if ty else data
