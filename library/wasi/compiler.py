'''Functions written in a subset of Python become IR.

    def close_all(table: int, count: int) -> int:      close_all(i64, i64) -> i64 system_v:
        """Close descriptors."""                       a loop with a block parameter for `number`,
        for number in range(count):                    loads, a call of `close`
            close(i32(table + 4 * number))
        return 0

Every value is a word of 64 bits: a number that wraps, or an address. There are functions with positional
parameters, assignments to names, `if`, `while`, `for ... in range(...)`, `break`, `continue`, `return`,
expressions with `+ - * // % & | ^ << >> ~ not and or`, comparisons and `... if ... else ...`. `//`, `%` and
`>>` take numbers without sign; comparisons take them with their sign (`language.below`: without). A function
that ends without `return` returns 0. Names mean what they mean in Python: constants of modules are folded
into the code, functions of `language.py` are operations, those of `libc.py` calls of the C library, and any
other function is compiled too, once, because it is called.

Anything else is `NotInSubset`, with its line: a mistake in this package, never in a user's input.
'''

import ast
import inspect
import sys
from collections.abc import Callable, Mapping
from functools import cache
from types import FunctionType, ModuleType
from typing import Final

from ...ir.function import Function
from ...ir.types import I8, I16, I32, I64
from ..writer import UNALIGNED, Writer
from . import language, libc

_BINARY: Final[dict[type[ast.operator], str]] = {
    ast.Add: "iadd",
    ast.Sub: "isub",
    ast.Mult: "imul",
    ast.FloorDiv: "udiv",
    ast.Mod: "urem",
    ast.BitAnd: "band",
    ast.BitOr: "bor",
    ast.BitXor: "bxor",
    ast.LShift: "ishl",
    ast.RShift: "ushr",
}
_COMPARE: Final[dict[type[ast.cmpop], str]] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "slt",
    ast.LtE: "sle",
    ast.Gt: "sgt",
    ast.GtE: "sge",
}
_STORES: Final = {"put8": I8, "put16": I16, "put32": I32, "put64": I64}


#: Of what `libc.py` says, as parameter or result.
_C_TYPES: Final = {"Int": [I32], "int": [I64], "None": []}


class NotInSubset(Exception):
    """A function uses what the subset has not."""


@cache
def _definitions(module: ModuleType) -> dict[str, ast.FunctionDef]:
    """The functions of a module by name."""
    tree = ast.parse(inspect.getsource(module))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _text(node: ast.expr | None) -> str:
    return ast.unparse(node) if node is not None else ""


def function_name(function: FunctionType | Callable[..., object]) -> str:
    """What a function of the subset is called in the IR."""
    return f"wasi_{function.__name__}"


class Compiler:
    """Compiles functions, and all that they call."""

    def __init__(self, given: Mapping[str, int], add_data: Callable[[bytes], int]) -> None:
        """`given` are the constants of `language.given`; `add_data` puts bytes into the constants, and
        returns their offset."""
        self.given = given
        self._add_data = add_data
        self._data: dict[bytes, int] = {}
        self._wanted: dict[str, FunctionType] = {}

    def want(self, function: Callable[..., object]) -> str:
        """The name in the IR of a function, which will be compiled."""
        assert isinstance(function, FunctionType), function
        name = function_name(function)
        if self._wanted.setdefault(name, function) is not function:
            raise NotInSubset(f"two functions are called {function.__name__}")
        return name

    def data(self, content: bytes) -> int:
        """Offset of constant bytes, equal ones once."""
        if content not in self._data:
            self._data[content] = self._add_data(content)
        return self._data[content]

    def functions(self) -> list[Function]:
        """All functions that are wanted, and those that they call."""
        made: list[Function] = []
        while len(made) < len(self._wanted):
            made.append(_FunctionCompiler(self, list(self._wanted.values())[len(made)]).function())
        return made


class _FunctionCompiler:
    def __init__(self, program: Compiler, function: FunctionType) -> None:
        self.program = program
        module = sys.modules[function.__module__]
        self.names = vars(module)
        self.node = _definitions(module)[function.__name__]
        parameters = [argument.arg for argument in self.node.args.args]
        self.w = Writer(function_name(function), [I64] * len(parameters), [I64])
        self.b = self.w.b
        self.variables: dict[str, int] = {}
        for name, value in zip(parameters, self.w.params, strict=True):
            self.assign(name, value)
        self.loops: list[tuple[int, int]] = []
        """Of loops that are open: where `continue` and `break` go."""

    def function(self) -> Function:
        self.body(self.node.body)
        if not self.b.is_filled(self.b.current):
            self.b.return_([self.w.constant(0)])
        return self.w.finish()

    def refuse(self, node: ast.AST) -> NotInSubset:
        line = getattr(node, "lineno", self.node.lineno)
        return NotInSubset(f"{self.node.name}, line {line}: {ast.unparse(node)} is not in the subset")

    def assign(self, name: str, value: int) -> None:
        if name not in self.variables:
            self.variables[name] = self.b.declare_var(I64)
        self.b.def_var(self.variables[name], value)

    # --- statements -----------------------------------------------------------------------------------

    def body(self, nodes: list[ast.stmt]) -> None:
        for node in nodes:
            if self.b.is_filled(self.b.current):
                return
            self.statement(node)

    def statement(self, node: ast.stmt) -> None:
        b = self.b
        match node:
            case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
                pass
            case ast.Expr(value=ast.Call() as call):
                self.call(call)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self.assign(name, self.value(value))
            case ast.AugAssign(target=ast.Name(id=name) as target, op=op, value=value):
                read = ast.copy_location(ast.Name(name, ast.Load()), target)
                self.assign(name, self.value(ast.copy_location(ast.BinOp(read, op, value), node)))
            case ast.Return(value=value):
                b.return_([self.w.constant(0) if value is None else self.value(value)])
            case ast.If():
                self.if_else(node)
            case ast.While(orelse=[]):
                self.while_loop(node)
            case ast.For(
                target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"), args=args), orelse=[]
            ):
                self.for_range(name, args, node.body)
            case ast.Break() | ast.Continue() if self.loops:
                b.jump(self.loops[-1][isinstance(node, ast.Break)])
            case _:
                raise self.refuse(node)

    def if_else(self, node: ast.If) -> None:
        b = self.b
        yes, no, behind = b.create_block(), b.create_block(), b.create_block()
        self.branch(node.test, yes, no)
        for block, body in ((yes, node.body), (no, node.orelse)):
            b.switch_to_block(block)
            self.body(body)
            self.go_to(behind)
        b.switch_to_block(behind)

    def while_loop(self, node: ast.While) -> None:
        b = self.b
        head, inside, behind = b.create_block(), b.create_block(), b.create_block()
        b.jump(head)
        b.switch_to_block(head)
        self.branch(node.test, inside, behind)
        self.loop(inside, node.body, head, behind)
        self.go_to(head)
        b.switch_to_block(behind)

    def for_range(self, name: str, args: list[ast.expr], body: list[ast.stmt]) -> None:
        b = self.b
        start, end = [self.value(arg) for arg in [ast.Constant(0), *args][-2:]]
        head, inside, step, behind = (b.create_block() for _ in range(4))
        self.assign(name, start)
        b.jump(head)
        b.switch_to_block(head)
        b.brif(b.icmp("slt", b.use_var(self.variables[name]), end), inside, [], behind, [])
        self.loop(inside, body, step, behind)
        self.go_to(step)
        b.switch_to_block(step)
        self.assign(name, self.w.add(b.use_var(self.variables[name]), 1))
        b.jump(head)
        b.switch_to_block(behind)

    def loop(self, inside: int, body: list[ast.stmt], head: int, behind: int) -> None:
        """The body of a loop."""
        self.b.switch_to_block(inside)
        self.loops.append((head, behind))
        self.body(body)
        self.loops.pop()

    def go_to(self, block: int) -> None:
        """Jump, unless the code before has gone elsewhere."""
        if not self.b.is_filled(self.b.current):
            self.b.jump(block)

    def branch(self, node: ast.expr, yes: int, no: int) -> None:
        """Go to one of two blocks by a condition."""
        b = self.b
        match node:
            case ast.BoolOp(op=op, values=values):
                for value in values[:-1]:
                    further = b.create_block()
                    if isinstance(op, ast.And):
                        self.branch(value, further, no)
                    else:
                        self.branch(value, yes, further)
                    b.switch_to_block(further)
                self.branch(values[-1], yes, no)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self.branch(operand, no, yes)
            case ast.Constant(value=True):
                b.jump(yes)
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
                condition = b.icmp(_COMPARE[type(op)], self.value(left), self.value(right))
                b.brif(condition, yes, [], no, [])
            case _:
                b.brif(self.value(node), yes, [], no, [])

    # --- expressions ----------------------------------------------------------------------------------

    def value(self, node: ast.expr) -> int:
        """Code for an expression; its value."""
        b = self.b
        match node:
            case ast.Name(id=name) if name in self.variables:
                return b.use_var(self.variables[name])
            case ast.Constant() | ast.Name() | ast.Attribute():
                number = self.meaning(node)
                if not isinstance(number, int):
                    raise self.refuse(node)
                return self.w.constant((number + (1 << 63)) % (1 << 64) - (1 << 63))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
                x, y = self.value(left), self.value(right)
                return int(getattr(b, _BINARY[type(op)])(x, y))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return b.ineg(self.value(operand))
            case ast.UnaryOp(op=ast.Invert(), operand=operand):
                return b.bnot(self.value(operand))
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
                return b.uextend(I64, b.icmp(_COMPARE[type(op)], self.value(left), self.value(right)))
            case ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                return self.choice(node, ast.Constant(1), ast.Constant(0))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.choice(test, body, orelse)
            case ast.Call():
                return self.call(node)
            case _:
                raise self.refuse(node)

    def choice(self, test: ast.expr, body: ast.expr, orelse: ast.expr) -> int:
        b = self.b
        yes, no, behind = b.create_block(), b.create_block(), b.create_block([I64])
        self.branch(test, yes, no)
        for block, node in ((yes, body), (no, orelse)):
            b.switch_to_block(block)
            b.jump(behind, [self.value(node)])
        b.switch_to_block(behind)
        return b.block_params(behind)[0]

    def meaning(self, node: ast.expr) -> object:
        """What a name stands for in Python, or a constant."""
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name) if name in self.names:
                return self.names[name]
            case ast.Attribute(value=ast.Name(id=name), attr=attr):
                if isinstance(self.names.get(name), ModuleType):
                    return getattr(self.names[name], attr, None)
        raise self.refuse(node)

    def call(self, node: ast.Call) -> int:
        function = self.meaning(node.func)
        if not isinstance(function, FunctionType) or node.keywords:
            raise self.refuse(node)
        if function.__module__ == language.__name__:
            return self.operation(function.__name__, node)
        values = [self.value(argument) for argument in node.args]
        if len(values) != function.__code__.co_argcount:
            raise self.refuse(node)
        if function.__module__ == libc.__name__:
            return self.call_c(function.__name__, values)
        name = self.program.want(function)
        return self.w.call(name, [I64] * len(values), [I64], values)[0]

    def call_c(self, name: str, values: list[int]) -> int:
        """A call of the C library. Functions with `...` get their arguments as if they had none, which is
        the same on all machines for whole numbers."""
        b = self.b
        declared = _definitions(libc)[name]
        types = [_C_TYPES[_text(argument.annotation)][0] for argument in declared.args.args]
        results = _C_TYPES[_text(declared.returns)]
        arguments = [
            b.ireduce(I32, value) if ty == I32 else value for value, ty in zip(values, types, strict=True)
        ]
        found = self.w.call_c(name, types, results, arguments)
        if not found:
            return self.w.constant(0)
        return b.sextend(I64, found[0]) if results == [I32] else found[0]

    def operation(self, name: str, node: ast.Call) -> int:
        """A function of `language.py`."""
        b, w = self.b, self.w
        if name == "instance":
            return b.get_pinned_reg(I64)
        if name in ("slot", "data", "given"):
            constant = self.meaning(node.args[0])
            if name == "slot" and isinstance(constant, int):
                return b.stack_addr(I64, b.create_stack_slot(constant, 16))
            if name == "data" and isinstance(constant, bytes):
                return w.constants(self.program.data(constant))
            if name == "given" and isinstance(constant, str):
                return w.constant(self.program.given[constant])
            raise self.refuse(node)
        x, *rest = [self.value(argument) for argument in node.args]
        if name in _STORES:
            ty = _STORES[name]
            b.store(rest[0] if ty == I64 else b.ireduce(ty, rest[0]), x, 0, UNALIGNED)
            return x
        if name == "below":
            return b.uextend(I64, b.icmp("ult", x, rest[0]))
        load = {"u8": b.uload8, "u16": b.uload16}.get(name)
        if load is not None:
            return load(I64, x, 0, UNALIGNED)
        if name == "i64":
            return b.load(I64, x, 0, UNALIGNED)
        return (b.uload32 if name == "u32" else b.sload32)(x, 0, UNALIGNED)
