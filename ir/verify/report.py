"""Where verifier errors are collected and how they name things.

Every message names entities as the text does (`v12`, `block3`, `fn0`): through the numbers of the
text when the function was read from text, by row otherwise.
"""

from mypy_extensions import i64

from ..errors import Place, VerifierError
from ..function import Function
from ..opcodes import OPS
from ..types import type_name


class Report:
    """Errors found so far in one function."""

    def __init__(self, func: Function) -> None:
        self.func = func
        self.errors: list[VerifierError] = []

    def add(self, kind: str, row: i64, message: str) -> None:
        """Record an error at an entity (`"inst"`, `"block"`, `"function"`, `"gv"`, ...)."""
        entity = (kind, int(row))
        found = self.func.places.get(entity)
        place = Place(found[0], found[1]) if found is not None else None
        last = self.errors[-1] if self.errors else None
        if last is None or last.entity != entity or last.message != message:  # both edges of a brif, ...
            self.errors.append(VerifierError(message, entity, place, str(self.func.name)))

    def inst(self, inst: i64, message: str) -> None:
        """Record an error at an instruction."""
        self.add("inst", inst, message)

    def name(self, prefix: str, row: i64) -> str:
        """`v3`, `block0`, `sig1`, ... as in the text."""
        number = int(row)
        labels = self.func.labels
        return f"{prefix}{number if labels is None else labels.label(prefix, number)}"

    def value(self, value: i64) -> str:
        """A value, or `retN` and `exnN` among the arguments of an exception table."""
        if value >= 0:
            return self.name("v", value)
        if value % 2 == 0:
            return f"ret{(-2 - value) // 2}"
        return f"exn{(-3 - value) // 2}"

    def values(self, start: i64, count: i64) -> str:
        """A comma-separated slice of the operand pool."""
        return ", ".join(self.value(i64(self.func.pool[start + i])) for i in range(count))

    def call_text(self, inst: i64) -> str:
        """A call as in the text, e.g. `v2 = call fn0(v1)`."""
        func = self.func
        row = OPS[i64(func.op[inst])]
        count = int(func.arg_count[inst])
        start = int(func.arg_start[inst])
        results = ", ".join(
            self.name("v", i64(func.result_start[inst]) + i) for i in range(i64(func.result_count[inst]))
        )
        text = f"{results} = {row.name} " if results else f"{row.name} "
        if row.format in ("call", "try_call"):
            return f"{text}{self.name('fn', i64(func.aux[inst]))}({self.values(start, count)})"
        callee = self.value(i64(func.pool[start])) if count else "?"
        if row.format == "call_indirect":
            callee = f"{self.name('sig', i64(func.aux[inst]))}, {callee}"
        return f"{text}{callee}({self.values(start + 1, max(0, count - 1))})"

    def edge_text(self, edge: i64) -> str:
        """A block call as in the text, e.g. `block1(v2, v3)`."""
        func = self.func
        target = self.name("block", i64(func.edge_block[edge]))
        count = i64(func.edge_arg_count[edge])
        return f"{target}({self.values(i64(func.edge_arg_start[edge]), count)})" if count else target

    def value_type(self, value: i64) -> str:
        """CLIF spelling of the type of a value."""
        return type_name(i64(self.func.value_type[value]))
