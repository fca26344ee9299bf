"""Handles: what the entities of a function under construction are in the hands of a program.

Inside irtool a value, a block or a stack slot is the number of its row. Numbers of different kinds mix
up, and `x + 1` is a number too. So `FunctionBuilder` gives and takes objects that know their kind and
their function:

    x = b.iconst(I64, 5)          Value: prints as v0, x.type == I64
    b.jump(x)                     refused by mypy, and by the builder: x is no Block
    other.ineg(x)                 refused: x belongs to another function

`handle.number` is the row, for code that goes on with the tables of `Function`. Handles of one entity are
equal, so they can be keys. They are made for people's programs; front ends that emit millions of
instructions use the numbers (`builder.NumberBuilder`).
"""

from collections.abc import Sequence
from typing import TypeAlias

from .function import Function
from .types import type_name


class Handle:
    """One entity of one function. Equal handles are of one kind, one function and one row."""

    def __init__(self, func: Function, number: int) -> None:
        self.func = func
        """The function that the entity belongs to."""
        self.number = number
        """Its row in the tables of the function."""

    def kind(self) -> str:
        """What it is, for messages: `a value`."""
        return "an entity"

    def prefix(self) -> str:
        """What stands before the number in texts."""
        return "entity"

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Handle)
            and self.number == other.number
            and self.func is other.func
            and self.prefix() == other.prefix()
        )

    def __hash__(self) -> int:
        return hash((self.prefix(), self.number))

    def __str__(self) -> str:
        return f"{self.prefix()}{self.number}"

    def __repr__(self) -> str:
        return f"<{self}>"


class Value(Handle):
    """An SSA value: a result of an instruction, or a parameter of a block."""

    def kind(self) -> str:
        """What it is, for messages."""
        return "a value"

    def prefix(self) -> str:
        """What stands before the number in texts."""
        return "v"

    @property
    def type(self) -> int:
        """Code of its type (`irtool.types`)."""
        return int(self.func.value_type[self.number])

    def __repr__(self) -> str:
        return f"<v{self.number}: {type_name(self.type)}>"


class Block(Handle):
    """A basic block: a place that branches go to, with parameters."""

    def kind(self) -> str:
        """What it is, for messages."""
        return "a block"

    def prefix(self) -> str:
        """What stands before the number in texts."""
        return "block"

    @property
    def params(self) -> list[Value]:
        """The parameters it was given, in order; not those made for variables."""
        count = int(self.func.param_count[self.number])
        return [Value(self.func, int(self.func.block_param(self.number, index))) for index in range(count)]


class Variable(Handle):
    """A variable of the program that is being translated (`FunctionBuilder.declare_var`)."""

    def kind(self) -> str:
        """What it is, for messages."""
        return "a variable"

    def prefix(self) -> str:
        """What stands before the number in texts."""
        return "variable "


class FuncRef(Handle):
    """A function that the function under construction may call or take the address of."""

    def kind(self) -> str:
        """What it is, for messages."""
        return "a function reference"

    def prefix(self) -> str:
        """What stands before the number in texts."""
        return "fn"


class SigRef(Handle):
    """A declared signature, for indirect calls."""

    def kind(self) -> str:
        """What it is, for messages."""
        return "a signature"

    def prefix(self) -> str:
        """What stands before the number in texts."""
        return "sig"


class StackSlotRef(Handle):
    """Reserved bytes of the frame."""

    def kind(self) -> str:
        """What it is, for messages."""
        return "a stack slot"

    def prefix(self) -> str:
        """What stands before the number in texts."""
        return "ss"


class DynamicSlotRef(Handle):
    """Room in the frame for a dynamic vector."""

    def kind(self) -> str:
        """What it is, for messages."""
        return "a dynamic stack slot"

    def prefix(self) -> str:
        """What stands before the number in texts."""
        return "dss"


class GlobalValueRef(Handle):
    """A declared global value: the address of a symbol, or what is computed from `vmctx`."""

    def kind(self) -> str:
        """What it is, for messages."""
        return "a global value"

    def prefix(self) -> str:
        """What stands before the number in texts."""
        return "gv"


class RegionRef(Handle):
    """A declared alias region."""

    def kind(self) -> str:
        """What it is, for messages."""
        return "an alias region"

    def prefix(self) -> str:
        """What stands before the number in texts."""
        return "region"


class Payload:
    """What only the edges of a `try_call` can pass: result `ret(n)` of the callee, or payload `exn(n)`."""

    def __init__(self, code: int) -> None:
        self.code = code
        """As the tables have it: `-2 - 2n` for `ret(n)`, `-3 - 2n` for `exn(n)`."""

    def __repr__(self) -> str:
        return f"<exn{(-3 - self.code) // 2}>" if self.code & 1 else f"<ret{(-2 - self.code) // 2}>"


#: What stands where an instruction takes a value: the value, or a number that becomes a constant.
Operand: TypeAlias = Value | int | float
#: A block call: the target and the arguments for its parameters.
Edge: TypeAlias = tuple[Block, Sequence[Value | Payload | int | float]]
