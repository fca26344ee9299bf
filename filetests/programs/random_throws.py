"""Random programs that throw: `random_clif.py` with calls that have handlers.

Functions get one parameter more, the frame pointer of the entry function, at which the search for a handler
ends. Some calls become `try_call`s with up to three handlers, whose blocks are the arms of a branch; some
edges lead straight to the join of these arms, with results, payloads and other values as arguments. Here and
there a function throws. What nobody catches, `%catcher` does:

    function %entry(i32) -> i64, i64 tail             gets its own frame pointer, calls %catcher
    function %catcher(i64, i32) -> i64, i64 tail      try_call %f2(..), results and 0; any exception:
    constants and
                                                      the sum of the payloads

The same seed gives the same text.
"""

import random
from typing import Final

from .random_clif import BITS, INT_TYPES, WIDE_TYPES, RandomFunction, RandomProgram

TAGS: Final = 4
_THROW: Final = """
function %throw(i64, i32, i64, i64) tail {
    fn0 = %__cranelift_throw(i64, i64, i64, i32, i64, i64) system_v
block0(v0: i64, v1: i32, v2: i64, v3: i64):
    v4 = get_frame_pointer.i64
    v5 = get_return_address.i64
    call fn0(v0, v4, v5, v1, v2, v3)
    trap user99
}
"""
_THROW_REF: Final = 90
#: Signatures of callees are declared from here on.
_SIGNATURES: Final = 10


class ThrowingFunction(RandomFunction):
    """One function under construction."""

    def __init__(
        self,
        rng: random.Random,
        name: str,
        callees: list[RandomFunction],
        traps: bool,
        types: tuple[str, ...],
    ) -> None:
        super().__init__(rng, name, callees, traps, types)
        self.convention = rng.choice(["system_v", "tail"])
        self.hidden = ["i64"]
        self.declarations = [f"fn{_THROW_REF} = colocated %throw(i64, i32, i64, i64) tail"]
        self.declarations += [
            f"sig{_SIGNATURES + number} = {callee.signature()}" for number, callee in enumerate(callees)
        ]

    def straight(self) -> None:
        """One random instruction, or now and then a throw."""
        if self.rng.random() < 0.02:
            self.throw()
        elif self.callees and self.rng.random() < 0.04:
            self.try_call()
        else:
            super().straight()

    def throw(self) -> None:
        """Throw if some value is not zero, or less often."""
        thrower, following = self.new_block(), self.new_block()
        ty = self.int_type()
        condition = self.value(ty)
        if self.rng.random() < 0.7:
            condition = self.define(
                "i8", f"icmp {self.rng.choice(['eq', 'slt', 'ugt'])} {condition}, {self.value(ty)}"
            )
        self.emit(f"brif {condition}, {thrower}, {following}")
        self.start_block(thrower, [])
        outer = self.saved_scope()
        tag = self.small_constant("i32", self.rng.randrange(TAGS))
        first, second = self.value("i64"), self.value("i64")
        self.emit(f"call fn{_THROW_REF}({self.hidden_values[0]}, {tag}, {first}, {second})")
        self.emit("trap user98")
        self.scope = outer
        self.start_block(following, [])

    def try_call(self) -> None:
        """A call with handlers; its edges come together again."""
        rng = self.rng
        number = rng.randrange(len(self.callees))
        callee = self.callees[number]
        types = [self.any_type() for _ in range(rng.randrange(3))]
        join = self.new_block()
        results = [f"ret{index}" for index in range(len(callee.returns))]
        given = dict(zip(results, callee.returns, strict=True))
        passed: list[tuple[str, list[tuple[str, str]]]] = []
        """Blocks of the arms, with their parameters."""
        normal = self.edge(join, types, given, passed)
        entries = []
        for _ in range(rng.randint(0, 3)):
            if rng.random() < 0.3:
                entries.append(f"context {self.value('i64')}")
            tag = "default" if rng.random() < 0.3 else f"tag{rng.randrange(TAGS)}"
            entries.append(f"{tag}: {self.edge(join, types, {'exn0': 'i64', 'exn1': 'i64'}, passed)}")
        call = f"{self.arguments(callee)}), sig{_SIGNATURES + number}, {normal}, [ {', '.join(entries)} ]"
        if rng.random() < 0.5:
            self.emit(f"try_call fn{number}({call}")
        else:
            address = self.new_value()
            self.emit(f"{address} = func_addr.i64 fn{number}")
            self.emit(f"try_call_indirect {address}({call}")
        for block, params in passed:
            outer = self.saved_scope()
            self.start_block(block, params)
            for value, ty in params:
                self.scope[ty].append(value)
            self.arm(join, types, rng.randrange(4), 3)
            self.scope = outer
        self.join_block(join, types)

    def edge(
        self,
        join: str,
        types: list[str],
        given: dict[str, str],
        passed: list[tuple[str, list[tuple[str, str]]]],
    ) -> str:
        """A block call: straight to the join, or to an arm of its own or of an edge before. `given` are
        types of what is passed on this edge alone."""
        rng = self.rng
        if rng.random() < 0.3:
            return self.block_call(join, [self.pick(ty, given) for ty in types])
        if passed and rng.random() < 0.3:
            block, params = rng.choice(passed)
            return self.block_call(block, [self.pick(ty, given) for _, ty in params])
        block = self.new_block()
        count = rng.randrange(4)
        params = [(self.new_value(), rng.choice([*given.values(), self.any_type()])) for _ in range(count)]
        passed.append((block, params))
        return self.block_call(block, [self.pick(ty, given) for _, ty in params])

    def block_call(self, block: str, arguments: list[str]) -> str:
        """Its text."""
        return f"{block}({', '.join(arguments)})" if arguments else block

    def pick(self, ty: str, given: dict[str, str]) -> str:
        """Something of a type: if possible often what only this edge passes."""
        fitting = [name for name, other in given.items() if other == ty]
        if fitting and self.rng.random() < 0.7:
            return self.rng.choice(fitting)
        return self.value(ty)


def _frame(last: RandomFunction) -> str:
    """`%entry` and `%catcher` for a function."""
    returns = ", ".join([*last.returns, "i64"])
    params = ", ".join(last.params)
    given = [f"v{index + 1}" for index in range(len(last.params))]
    names = ", ".join(["v0", *given])
    blocks = ", ".join(["v0: i64", *(f"v{index + 1}: {ty}" for index, ty in enumerate(last.params))])
    results = [f"v{50 + index}" for index in range(len(last.returns))]
    zeros = []
    for index, ty in enumerate(last.returns):
        if ty == "i128":
            zeros += [f"v{100 + index} = iconst.i64 0", f"v{50 + index} = sextend.i128 v{100 + index}"]
        elif "x" in ty:
            zeros.append(f"v{50 + index} = vconst.{ty} 0x{0:0{BITS[ty] // 4}x}")
        elif ty[0] == "f":
            zeros.append(f"v{50 + index} = {ty}const 0.0")
        else:
            zeros.append(f"v{50 + index} = iconst.{ty} 0")
    normal = ", ".join(f"v{70 + index}: {ty}" for index, ty in enumerate(last.returns))
    kept = ", ".join(f"v{70 + index}" for index in range(len(last.returns)))
    rets = ", ".join(f"ret{index}" for index in range(len(last.returns)))
    zero_lines = "".join(f"    {line}\n" for line in zeros)
    entry_blocks = ", ".join(f"v{index + 1}: {ty}" for index, ty in enumerate(last.params))
    outs = ", ".join([*results, "v90"])
    return f"""
function %catcher(i64, {params}) -> {returns} tail {{
    sig0 = {last.signature()}
    fn0 = colocated %{last.name} sig0
block0({blocks}):
    try_call fn0({names}), sig0, block1({rets}), [ default: block2(exn0, exn1) ]
block1({normal}):
    v80 = iconst.i64 0
    return {kept}, v80
block2(v81: i64, v82: i64):
    v90 = iadd v81, v82
{zero_lines}    return {outs}
}}

function %entry({params}) -> {returns} tail {{
    fn0 = colocated %catcher(i64, {params}) -> {returns} tail
block0({entry_blocks}):
    v0 = get_frame_pointer.i64
    {outs} = call fn0({names})
    return {outs}
}}
"""


def random_throwing_program(
    seed: int, size: int = 60, traps: bool = False, runs: int = 6, wide: bool = False
) -> RandomProgram:
    """A program of two or three functions that throw and catch, with about `size` instructions each; half of
    its values are i128 when `wide`. Needs the setting `preserve_frame_pointers`."""
    types = WIDE_TYPES if wide else INT_TYPES
    return make_throwing_program(seed, ThrowingFunction, types, size, traps, runs)


def make_throwing_program(
    seed: int, make: type[RandomFunction], types: tuple[str, ...], size: int, traps: bool, runs: int
) -> RandomProgram:
    """A program of functions of a kind, with values of these types, and what catches at the end."""
    rng = random.Random(seed)
    functions: list[RandomFunction] = []
    text = _THROW
    for number in range(rng.randint(2, 3)):
        function = make(rng, f"f{number}", list(functions), traps, types)
        text += function.render(size) + "\n"
        functions.append(function)
    last = functions[-1]
    arguments = [[last.argument(ty) for ty in last.params] for _ in range(runs)]
    return RandomProgram(text + _frame(last), "entry", arguments)
