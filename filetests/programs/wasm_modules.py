"""Random valid WebAssembly modules with everything in them that computes, for differential tests.

    module = RandomModule(7)
    module.encode()                     # binary; the same seed gives the same bytes
    module.exports                      # {"f0": "iI>I", ...}: what can be called with numbers

The module is made as instructions (`wasm_code.py`), not as text, and shares nothing with the text reader.
Types are letters as in the opcode table: `i I f F v`. Every function takes from the global 0, its *fuel*, at
its start and at the head of each loop, and returns zeros without it, so that all runs end; the export
`refuel` fills it. The export `dump` writes globals and which elements of tables are null to the start of
memory 0, which is exported as `memory`.

NaNs that come out of arithmetic are replaced by the canonical one at once: their bits are not specified.
What traps (division, conversion, bounds, alignment, signatures) does so now and then.

Memory 0 has 32-bit indices, memory 1 is 64-bit or has pages of one byte; table 0 holds functions of all
types, table 1 those of type 0, table 2 has 64-bit indices. Globals are one mutable and one constant of each
type.
"""

import random
from typing import Final

from .wasm_code import CodeWriter
from .wasm_plan import FUEL, TABLE_SIZE, Plan, access, constant
from .wasm_syntax import (
    DATA,
    DATA_COUNT,
    ELEMENT,
    EXPORT,
    FUNC,
    FUNCTION,
    GLOBAL,
    HEAP,
    MEMORY,
    OP,
    RAW,
    TABLE,
    TAG,
    TYPE,
    TYPE_CODES,
    TYPES,
    U32,
    U64,
    Atom,
    FunctionBody,
    ModuleSyntax,
    Padding,
    instr,
    raw,
)

#: Types of the functions that are exported, and of others; the last two are for `dump` and for tag 0.
EXPORTED: Final = ("iI>I", "fF>F", "i>i", "Ff>f")
INTERNAL: Final = ("v>v", "ii>iI", "Iv>fv", ">F", "fi>", "iIfF>iIf", "vv>v", "I>I")
LAST: Final = (">", "i>")
#: What a module may use beyond the basis.
FEATURES: Final = (
    "simd",
    "relaxed_simd",
    "threads",
    "wide_arithmetic",
    "memory64",
    "tail_call",
    "function_references",
)
_FUNCREF: Final = -16
_STORES: Final = {"i": "i32.store", "I": "i64.store", "f": "f32.store", "F": "f64.store", "v": "v128.store"}


class RandomModule:
    """A module of a seed; see the module docstring."""

    def __init__(
        self, seed: int, functions: int = 5, size: int = 40, features: tuple[str, ...] = FEATURES
    ) -> None:
        """`size` is about the number of expressions and statements of a function; `features` may also have
        `exceptions`."""
        self.random = random.Random(seed)
        plan = self.plan = Plan(self.random, frozenset(features), size)
        internal = [text for text in INTERNAL if "v" in plan.letters or "v" not in text]
        plan.types = [*EXPORTED, *internal, *LAST]
        for index in range(max(functions, 1)):
            number = index if index < len(EXPORTED) else self.random.randrange(len(plan.types) - len(LAST))
            plan.functions.append(number)
        plan.second_memory = self.random.choice(("", "wide", "bytes") if "memory64" in features else ("",))
        self.exports: dict[str, str] = {}
        """Signatures by name."""
        self.syntax = ModuleSyntax()
        self._make()

    def encode(self) -> bytes:
        """The binary module."""
        return self.syntax.encode()

    def _make(self) -> None:
        syntax = self.syntax
        plan = self.plan
        own = len(plan.types) - len(LAST)
        for index, number in enumerate(plan.functions):
            syntax.section(FUNCTION).append([Atom(TYPE, number)])
            if index < len(EXPORTED):
                self.exports[f"f{index}"] = EXPORTED[number]
                syntax.section(EXPORT).append(_export(f"f{index}", 0, FUNC, index))
        self._tables()
        self._memories()
        self._globals()
        self._segments()
        if "exceptions" in plan.features:
            syntax.section(TAG).append([raw(0), Atom(TYPE, own + 1)])
        for number in plan.functions:
            syntax.bodies.append(CodeWriter(plan, number).function())
        for name, body in (("refuel", self._refuel()), ("dump", self._dump())):
            syntax.section(EXPORT).append(_export(name, 0, FUNC, len(syntax.bodies)))
            syntax.section(FUNCTION).append([Atom(TYPE, own)])
            syntax.bodies.append(body)
        syntax.section(EXPORT).append(_export("memory", 2, "memory", 0))
        for text in plan.types:  # code adds types of blocks
            syntax.section(TYPES).append(_func_type(text))

    # --- sections ---------------------------------------------------------------------------------

    def _tables(self) -> None:
        tables = self.syntax.section(TABLE)
        tables.append([Atom(HEAP, _FUNCREF), raw(1), Atom(U64, TABLE_SIZE), Atom(U64, 20)])
        if "function_references" in self.plan.features:
            tables.append([raw(0x63), Atom(HEAP, 0), raw(1), Atom(U64, 4), Atom(U64, 8)])
            if "memory64" in self.plan.features:
                tables.append([Atom(HEAP, _FUNCREF), raw(5), Atom(U64, 4), Atom(U64, 6)])
        self.plan.tables = len(tables)

    def _memories(self) -> None:
        memories = self.syntax.section(MEMORY)
        memories.append([raw(1), Atom(U64, 1), Atom(U64, 3)])
        if self.plan.second_memory == "wide":
            memories.append([raw(5), Atom(U64, 1), Atom(U64, 2)])
        elif self.plan.second_memory == "bytes":
            memories.append([raw(9), Atom(U64, 1000), Atom(U64, 2000), Atom(U32, 0)])

    def _globals(self) -> None:
        entries = self.syntax.section(GLOBAL)
        entries.append([Atom(HEAP, -1), raw(1, 0x41), Atom("i32", FUEL), raw(0x0B)])
        for mutable in (1, 0):
            for letter in self.plan.letters:
                content = constant(letter, self.random).encode(Padding()) + b"\x0b"
                entries.append([Atom(HEAP, TYPE_CODES[letter]), raw(mutable), Atom(RAW, content)])

    def _segments(self) -> None:
        data = self.syntax.section(DATA)
        for flags in (0, 1, 1):
            content = self.random.randbytes(self.random.randrange(40))
            entry = [Atom(U32, flags)]
            if flags == 0:
                entry += [raw(0x41), Atom("i32", self.random.randrange(1000)), raw(0x0B)]
            data.append([*entry, Atom(U32, len(content)), Atom(RAW, content)])
        self.syntax.section(DATA_COUNT).append([Atom(U32, len(data))])
        count = len(self.plan.functions)
        names = [Atom(FUNC, i % count) for i in range(TABLE_SIZE - 2)]
        elements = self.syntax.section(ELEMENT)
        elements.append([Atom(U32, 0), raw(0x41), Atom("i32", 0), raw(0x0B), Atom(U32, len(names)), *names])
        elements.append([Atom(U32, 1), raw(0), Atom(U32, len(names)), *names])
        elements.append([Atom(U32, 3), raw(0), Atom(U32, count), *(Atom(FUNC, i) for i in range(count))])

    # --- functions for the one who runs it ----------------------------------------------------------

    def _refuel(self) -> FunctionBody:
        return FunctionBody([], [instr("i32.const", FUEL), instr("global.set", 0), instr("end")])

    def _dump(self) -> FunctionBody:
        code = []
        for index, letter in enumerate(self.plan.letters):
            code += [instr("i32.const", 0), instr("global.get", 1 + index)]
            code.append(access(OP[_STORES[letter]], 16 * index))
        for table in range(self.plan.tables):
            for index in range(4):
                code += [instr("i32.const", 100 + 4 * table + index)]
                code += [instr("i64.const" if table == 2 else "i32.const", index), instr("table.get", table)]
                code += [instr("ref.is_null"), access(OP["i32.store8"], 0)]
        code.append(instr("end"))
        return FunctionBody([], code)


def _export(name: str, kind: int, space: str, index: int) -> list[Atom]:
    return [Atom(U32, len(name)), Atom(RAW, name.encode()), raw(kind), Atom(space, index)]


def _func_type(text: str) -> list[Atom]:
    atoms = [raw(0x60)]
    for letters in text.split(">"):
        atoms.append(Atom(U32, len(letters)))
        atoms += [Atom(HEAP, TYPE_CODES[letter]) for letter in letters]
    return atoms
