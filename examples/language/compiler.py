"""The compiler of a small language: from its text to functions in IR.

Integers of 64 bits, functions, variables, `if`, `while`, `return`, and `print` of a string:

    fn name(a, b) { var c = a + b * 2; while c > 0 { c = c - 1; print "again\\n"; } return c; }
"""

import irtool
from irtool import I32, I64, Block, FunctionBuilder, Value
from lexer import Tokens

#: Operators by level, with the condition of `icmp` or the opcode.
LEVELS = [
    {"<": "slt", "<=": "sle", ">": "sgt", ">=": "sge", "==": "eq", "!=": "ne"},
    {"+": "iadd", "-": "isub"},
    {"*": "imul", "/": "sdiv", "%": "srem"},
]


class Compiler:
    """One pass over the tokens; what a rule of the grammar reads becomes IR at once."""

    def __init__(self, source: str) -> None:
        self.tokens = Tokens(source)
        self.arities = self.tokens.arities()
        self.data = irtool.DataSection()
        self.functions: dict[str, irtool.Function] = {}
        while self.tokens.peek():
            self.function()

    def function(self) -> None:
        """`fn name(a, b) { ... }`; the end of the body returns 0."""
        self.tokens.take("fn")
        name = self.tokens.take()
        self.b = FunctionBuilder.create(name, [I64] * self.arities[name], [I64], "system_v")
        entry = self.b.create_entry_block()
        self.b.switch_to_block(entry)
        self.variables: dict[str, irtool.Variable] = {}
        self.tokens.take("(")
        for value in entry.params:
            parameter = self.tokens.take()
            self.variables[parameter] = self.b.declare_var(I64)
            self.b.def_var(self.variables[parameter], value)
            self.tokens.accept(",")
        self.tokens.take(")")
        if not self.block():
            self.b.return_([0])
        self.functions[name] = self.b.finalize()

    def block(self) -> bool:
        """`{ statements }`; whether it ends in a return."""
        self.tokens.take("{")
        returned = False
        while not self.tokens.accept("}"):
            returned = self.statement()
        return returned

    def statement(self) -> bool:
        """One statement; whether it returns."""
        b, word = self.b, self.tokens.take()
        if word == "if":
            return self.if_()
        if word == "while":
            head, body, after = b.create_block(), b.create_block(), b.create_block()
            b.jump(head)
            b.switch_to_block(head)  # not sealed yet: the end of the body comes back
            b.brif(self.expression(), body, [], after)
            self.body(body, head)
            b.seal_block(head)
            b.seal_block(after)
            b.switch_to_block(after)
            return False
        if word == "print":
            text = self.tokens.take()[1:-1].encode().decode("unicode_escape")
            write = b.import_function("write", irtool.make_signature([I32, I64, I64], [I64], "system_v"))
            b.call(write, [1, b.symbol_address(self.data.string(text)), len(text.encode())])
        elif word == "return":
            b.return_([self.expression()])
        elif word == "var":
            name = self.tokens.take()
            self.tokens.take("=")
            value = self.expression()
            self.variables[name] = b.declare_var(I64)
            b.def_var(self.variables[name], value)
        else:
            self.tokens.take("=")
            b.def_var(self.variables[word], self.expression())
        self.tokens.take(";")
        return word == "return"

    def if_(self) -> bool:
        """`if x { ... } else { ... }`; whether both ways return."""
        b = self.b
        yes, no, after = b.create_block(), b.create_block(), b.create_block()
        b.brif(self.expression(), yes, [], no)
        returned = self.body(yes, after)
        returned &= self.body(no, after, self.tokens.accept("else"))
        b.seal_block(after)
        if not returned:
            b.switch_to_block(after)
        return returned

    def body(self, block: Block, following: Block, written: bool = True) -> bool:
        """`{ ... }`, if it is written, in a block that goes on at `following`; whether it returns."""
        self.b.switch_to_block(block)
        self.b.seal_block(block)
        returned = written and self.block()
        if not returned:
            self.b.jump(following)
        return returned

    def expression(self, level: int = 0) -> Value:
        """Operators of a level and above, to the left; a comparison is 1 or 0."""
        if level == len(LEVELS):
            return self.primary()
        left = self.expression(level + 1)
        while self.tokens.peek() in LEVELS[level]:
            operator = LEVELS[level][self.tokens.take()]
            right = self.expression(level + 1)
            flag = self.b.icmp(operator, left, right) if level == 0 else None
            left = self.b.uextend(I64, flag) if flag else getattr(self.b, operator)(left, right)
        return left

    def primary(self) -> Value:
        """A number, a variable, a call or an expression in parentheses."""
        token = self.tokens.take()
        if token == "(":
            value = self.expression()
            self.tokens.take(")")
            return value
        if token.isdigit():
            return self.b.const(I64, int(token))
        if not self.tokens.accept("("):
            return self.b.use_var(self.variables[token])
        arguments = []
        while not self.tokens.accept(")"):
            arguments.append(self.expression())
            self.tokens.accept(",")
        callee = irtool.make_signature([I64] * self.arities[token], [I64], "system_v")
        return self.b.call(self.b.import_function(token, callee), arguments)[0]
