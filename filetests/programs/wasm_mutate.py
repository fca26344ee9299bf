"""Mutations of WebAssembly modules that leave what they compute the same.

    data, names = mutate(data, random.Random(7), count=5)

Each mutation is a small change that a compiler must see through: another encoding, another order, other
instructions for the same value. Instructions are changed where they stand, with new locals for what a
rewriting must keep:

    i32.add         local.set $a  local.set $b  local.get $a  local.get $b  i32.add
    i32.const 7     i32.const 9   i32.const 14  i32.xor
    f32.neg         call $new            with a new function around the instruction

Only places are chosen at which validation stays the same whatever is around them, dead code too. A module
must be valid; `mutate` returns it as it is when nothing could be changed.
"""

import random
from collections.abc import Callable
from typing import Final

from ...frontend.wasm.opcodes import WASM_OPS
from .wasm_parse import parse_module
from .wasm_syntax import (
    CUSTOM,
    FUNC,
    FUNCTION,
    GLOBAL,
    HEAP,
    LABEL,
    LOCAL,
    OP,
    ORDER,
    ORDER_2,
    RAW,
    TYPE,
    TYPE_CODES,
    TYPES,
    U32,
    Atom,
    FunctionBody,
    Instr,
    ModuleSyntax,
    Padding,
    instr,
    raw,
    zero,
)

_EMPTY: Final = -64
#: Rows that work on operands of known types and nothing else.
SIMPLE: Final = frozenset(
    index
    for index, row in enumerate(WASM_OPS)
    if row.lowering and row.signature != "*" and "A" not in row.signature and "atomic" not in row.name
)
_COMMUTATIVE: Final = frozenset(
    OP[name]
    for shape in ("i32", "i64")
    for name in (f"{shape}.{op}" for op in "add mul and or xor eq ne".split())
) | frozenset(
    index
    for index, row in enumerate(WASM_OPS)
    if row.signature == "vv>v"
    and (
        row.name in ("v128.and", "v128.or", "v128.xor")
        or row.name[0] == "i"
        and row.name.partition(".")[2]
        in "add add_sat_s add_sat_u mul eq ne min_s min_u max_s max_u avgr_u q15mulr_sat_s".split()
    )
)
_CONSTANTS: Final = frozenset(OP[f"{ty}.const"] for ty in ("i32", "i64", "f32", "f64"))
_LEAVE: Final = frozenset(OP[name] for name in ("br", "br_table", "return", "unreachable", "throw"))
_CALLS_AWAY: Final = frozenset(
    index for index, row in enumerate(WASM_OPS) if row.name.startswith("return") or row.name == "throw_ref"
)


class Mutator:
    """Changes one module; see the module docstring."""

    def __init__(self, data: bytes, rng: random.Random) -> None:
        self.rng = rng
        self.module: ModuleSyntax = parse_module(data)
        self.signatures: list[tuple[list[list[Atom]], list[list[Atom]]] | None] = []
        """Parameters and results by type index; None where the type is no plain function type."""
        for entry in self.module.section(TYPES):
            self.signatures.append(_signature(entry))
        self.plain_types: bool = None not in self.signatures

    # --- helpers ----------------------------------------------------------------------------------

    def body(self) -> tuple[int, FunctionBody] | None:
        """Some own function whose type is known, with its number among the own ones."""
        if not self.module.bodies or not self.plain_types:
            return None
        own = self.rng.randrange(len(self.module.bodies))
        return own, self.module.bodies[own]

    def spot(self, wanted: frozenset[int]) -> tuple[int, FunctionBody, int] | None:
        """An instruction of one of these opcodes in some own function: its number, body, and place."""
        found = self.body()
        if found is None:
            return None
        places = [at for at, item in enumerate(found[1].instrs) if item.op in wanted]
        return (*found, self.rng.choice(places)) if places else None

    def signature(self, own: int) -> tuple[list[list[Atom]], list[list[Atom]]]:
        """Parameters and results of an own function."""
        found = self.signatures[self.module.section(FUNCTION)[own][0].number()]
        assert found is not None
        return found

    def new_local(self, own: int, code: int) -> int:
        """A new local at the end of those of a function."""
        body = self.module.bodies[own]
        index = len(self.signature(own)[0]) + sum(count for count, _ in body.locals)
        body.locals.append((1, [Atom(HEAP, code)]))
        return index

    def new_type(self, params: list[list[Atom]], results: list[list[Atom]]) -> int:
        """A new function type at the end."""
        entry = [raw(0x60)]
        for types in (params, results):
            entry.append(Atom(U32, len(types)))
            entry += [Atom(atom.kind, atom.value) for ty in types for atom in ty]
        self.module.section(TYPES).append(entry)
        self.signatures.append((params, results))
        return len(self.signatures) - 1

    def new_function(self, type_index: int, body: FunctionBody) -> int:
        """A new function at the end; its index."""
        self.module.section(FUNCTION).append([Atom(TYPE, type_index)])
        self.module.bodies.append(body)
        return self.module.imported[FUNC] + len(self.module.bodies) - 1

    # --- the module ---------------------------------------------------------------------------------

    def reorder_functions(self) -> bool:
        """Own functions in another order."""
        module = self.module
        count = len(module.bodies)
        if count < 2:
            return False
        order = list(range(count))
        self.rng.shuffle(order)
        module.bodies = [module.bodies[i] for i in order]
        functions = module.section(FUNCTION)
        functions[:] = [functions[i] for i in order]
        first = module.imported[FUNC]
        new = {first + old: first + at for at, old in enumerate(order)}
        module.renumber(FUNC, lambda index: new.get(index, index))
        return True

    def reorder_types(self) -> bool:
        """Types in another order, where none names another."""
        types = self.module.section(TYPES)
        named = any(a.kind == TYPE or (a.kind == HEAP and a.number() >= 0) for e in types for a in e)
        if not self.plain_types or named or len(types) < 2:
            return False
        order = list(range(len(types)))
        self.rng.shuffle(order)
        types[:] = [types[i] for i in order]
        self.signatures = [self.signatures[i] for i in order]
        new = {old: at for at, old in enumerate(order)}
        self.module.renumber(TYPE, lambda index: new[index])
        return True

    def add_custom_section(self) -> bool:
        """A custom section of any content."""
        name = self.rng.choice((b"x", b"name2", b".debug_info", "π".encode(), b""))
        content = bytes([len(name)]) + name + self.rng.randbytes(self.rng.randrange(20))
        present = [n for n in (*ORDER, *ORDER_2) if n in self.module.entries or n == 10]
        self.module.customs.append((self.rng.choice([CUSTOM, *present]), content))
        return True

    def add_type(self) -> bool:
        """A type that nothing uses."""
        if not self.plain_types:
            return False
        types = [[Atom(HEAP, self.rng.choice((-1, -2, -3, -4)))] for _ in range(self.rng.randrange(5))]
        self.new_type(types, types[:1])
        return True

    def add_function(self) -> bool:
        """A function that nothing calls."""
        if not self.plain_types:
            return False
        count = self.rng.randrange(4)
        instrs = [instr("unreachable")] * count + [instr("unreachable"), instr("end")]
        number = self.new_type([[Atom(HEAP, -2)]], [[Atom(HEAP, -1)], [Atom(HEAP, -3)]])
        self.new_function(number, FunctionBody([(self.rng.randrange(1, 9), [Atom(HEAP, -4)])], instrs))
        return True

    def add_global(self) -> bool:
        """A global that nothing uses."""
        value = self.rng.getrandbits(20)
        entry = [Atom(HEAP, -1), raw(self.rng.randrange(2), 0x41), Atom("i32", value), raw(0x0B)]
        self.module.section(GLOBAL).append(entry)
        return True

    # --- bodies -------------------------------------------------------------------------------------

    def reorder_locals(self) -> bool:
        """Locals of a function in another order, each declared by itself."""
        found = self.body()
        if found is None:
            return False
        own, body = found
        types = [ty for count, ty in body.locals for _ in range(count)]
        if not 2 <= len(types) <= 500:
            return False
        first = len(self.signature(own)[0])
        order = list(range(len(types)))
        self.rng.shuffle(order)
        body.locals = [(1, [Atom(a.kind, a.value) for a in types[i]]) for i in order]
        new = {first + old: first + at for at, old in enumerate(order)}
        for item in body.instrs:
            for atom in item.atoms:
                if atom.kind == LOCAL:
                    atom.value = new.get(atom.number(), atom.number())
        return True

    def insert_nothing(self) -> bool:
        """Instructions without effect, anywhere."""
        found = self.body()
        if found is None:
            return False
        own, body = found
        local = self.new_local(own, -1)
        fresh = self.rng.choice(
            (
                [instr("nop")],
                [_block("block"), instr("end")],
                [_block("loop"), instr("end")],
                [instr("i32.const", 3), instr("drop")],
                [instr("i32.const", -3), instr("local.set", local)],
                [instr("i32.const", 0), _block("if"), instr("unreachable"), instr("end")],
                [instr("i32.const", 1), _block("if"), instr("else"), instr("unreachable"), instr("end")],
                [_block("block"), instr("br", 0), instr("unreachable"), instr("end")],
                [_block("block"), instr("i32.const", 9), instr("br_if", 0), instr("i32.const", 1),
                 instr("i32.const", 0), instr("i32.div_s"), instr("drop"), instr("end")],
                [_block("block"), _block("block"), instr("local.get", local),
                 Instr(OP["br_table"], [Atom(U32, 1), Atom(LABEL, 0), Atom(LABEL, 1)]),
                 instr("end"), instr("end")],
            )
        )  # fmt: skip
        at = self.rng.randrange(len(body.instrs))
        body.instrs[at:at] = fresh
        return True

    def insert_dead_code(self) -> bool:
        """Instructions behind one that does not come back."""
        found = self.spot(_LEAVE)
        if found is None:
            return False
        _, body, at = found
        body.instrs[at + 1 : at + 1] = self.rng.choice(
            (
                [instr("unreachable")],
                [instr("i32.add"), instr("drop")],
                [instr("select"), instr("f64.sqrt"), instr("drop")],
                [instr("return")],
                [_block("loop"), instr("br", 0), instr("end")],
            )
        )
        return True

    def remove_dead_code(self) -> bool:
        """Nothing but `unreachable` between one that does not come back and the end of its block."""
        found = self.spot(_LEAVE)
        if found is None:
            return False
        _, body, at = found
        end = at + 1
        depth = 0
        while depth > 0 or body.instrs[end].name not in ("end", "else"):
            name = body.instrs[end].name
            depth += (name in ("block", "loop", "if", "try_table")) - (name == "end")
            end += 1
        if end == at + 1:
            return False
        body.instrs[at + 1 : end] = [instr("unreachable")]
        return True

    def swap_operands(self) -> bool:
        """The operands of a commutative instruction."""
        found = self.spot(_COMMUTATIVE)
        if found is None:
            return False
        own, body, at = found
        code = TYPE_CODES[WASM_OPS[body.instrs[at].op].operands[0]]
        x, y = self.new_local(own, code), self.new_local(own, code)
        body.instrs[at:at] = [instr("local.set", y), instr("local.set", x), instr("local.get", y),
                              instr("local.get", x)]  # fmt: skip
        return True

    def split_constant(self) -> bool:
        """A constant as a sum or so of two."""
        found = self.spot(frozenset({OP["i32.const"], OP["i64.const"]}))
        if found is None:
            return False
        _, body, at = found
        ty = body.instrs[at].name[:3]
        bits = int(ty[1:])
        number = body.instrs[at].atoms[0].number()
        part = self.rng.choice((self.rng.getrandbits(bits), self.rng.randrange(-9, 9)))
        op, other = self.rng.choice((("add", number - part), ("xor", number ^ part), ("sub", number + part)))
        pair = [_signed(part, bits), _signed(other, bits)]
        if op == "sub":
            pair.reverse()
        body.instrs[at : at + 1] = [instr(f"{ty}.const", n) for n in pair] + [instr(f"{ty}.{op}")]
        return True

    def identity(self) -> bool:
        """An operation that gives back its operand, behind an instruction with one result."""
        found = self.spot(
            frozenset(SIMPLE | {OP["i32.const"], OP["i64.const"], OP["f32.const"], OP["f64.const"]})
        )
        if found is None:
            return False
        own, body, at = found
        if len(WASM_OPS[body.instrs[at].op].results) != 1:
            return False
        letter = WASM_OPS[body.instrs[at].op].results
        body.instrs[at + 1 : at + 1] = self.rng.choice(_identities(letter, lambda: self.new_local(
            own, TYPE_CODES[letter]), self.rng))  # fmt: skip
        return True

    def wrap_instruction(self) -> bool:
        """A block around a simple instruction."""
        found = self.spot(SIMPLE)
        if found is None:
            return False
        _, body, at = found
        row = WASM_OPS[body.instrs[at].op]
        number = self.new_type(_types(row.operands), _types(row.results))
        opener = self.rng.choice(("block", "loop"))
        body.instrs[at : at + 1] = [instr(opener, number), body.instrs[at], instr("end")]
        return True

    def wrap_body(self) -> bool:
        """A block around a whole body: its label stands for that of the function."""
        found = self.body()
        if found is None:
            return False
        own, body = found
        number = self.new_type([], self.signature(own)[1])
        body.instrs = [Instr(OP["block"], [Atom(HEAP, number)]), *body.instrs, instr("end")]
        return True

    def outline(self) -> bool:
        """A simple instruction as a function of its own."""
        found = self.spot(SIMPLE)
        if found is None:
            return False
        _, body, at = found
        item = body.instrs[at]
        row = WASM_OPS[item.op]
        number = self.new_type(_types(row.operands), _types(row.results))
        fresh = [instr("local.get", i) for i in range(len(row.operands))] + [item, instr("end")]
        function = self.new_function(number, FunctionBody([], fresh))
        body.instrs[at] = instr("call", function)
        return True

    def inline(self) -> bool:
        """The body of a small function in place of a call."""
        found = self.spot(frozenset({OP["call"]}))
        if found is None:
            return False
        own, body, at = found
        imported = self.module.imported[FUNC]
        if body.instrs[at].atoms[0].number() < imported:
            return False
        callee = body.instrs[at].atoms[0].number() - imported
        other = self.module.bodies[callee]
        params, results = self.signature(callee)
        types = [*params, *(ty for count, ty in other.locals for _ in range(count))]
        names = {item.op for item in other.instrs}
        if len(types) > 50 or len(other.instrs) > 200 or names & _CALLS_AWAY:
            return False
        if any(ty[0].kind != HEAP or ty[0].number() not in TYPE_CODES.values() for ty in types):
            return False
        fresh = [self.new_local(own, ty[0].number()) for ty in types]
        code = [instr("local.set", fresh[i]) for i in reversed(range(len(params)))]
        for i in range(len(params), len(types)):
            code += [zero(types[i][0].number()), instr("local.set", fresh[i])]
        code.append(Instr(OP["block"], [Atom(HEAP, self.new_type([], results))]))
        for item in other.instrs:
            atoms = [Atom(a.kind, fresh[a.number()] if a.kind == LOCAL else a.value) for a in item.atoms]
            code.append(Instr(item.op, atoms))
        body.instrs[at : at + 1] = code
        return True


MUTATIONS: Final[tuple[Callable[[Mutator], bool], ...]] = (
    Mutator.reorder_functions,
    Mutator.reorder_types,
    Mutator.add_custom_section,
    Mutator.add_type,
    Mutator.add_function,
    Mutator.add_global,
    Mutator.reorder_locals,
    Mutator.insert_nothing,
    Mutator.insert_dead_code,
    Mutator.remove_dead_code,
    Mutator.swap_operands,
    Mutator.split_constant,
    Mutator.identity,
    Mutator.wrap_instruction,
    Mutator.wrap_body,
    Mutator.outline,
    Mutator.inline,
)


def mutate(data: bytes, rng: random.Random, count: int = 5) -> tuple[bytes, list[str]]:
    """A valid module with about `count` mutations, and their names. Numbers are padded now and then."""
    mutator = Mutator(data, rng)
    names = []
    for _ in range(count):
        mutation = rng.choice(MUTATIONS)
        if mutation(mutator):
            names.append(mutation.__name__)
    padding = Padding(rng, rng.choice((0.0, 0.0, 0.3)))
    return mutator.module.encode(padding), names


# --- pieces of code ---------------------------------------------------------------------------------


def _signature(entry: list[Atom]) -> tuple[list[list[Atom]], list[list[Atom]]] | None:
    """Parameters and results of an entry of the type section."""
    if entry[0].value != b"\x60":
        return None
    lists: list[list[list[Atom]]] = []
    at = 1
    for _ in range(2):
        types = []
        count = entry[at].number()
        at += 1
        for _ in range(count):
            size = 2 if entry[at].kind == RAW else 1
            types.append(entry[at : at + size])
            at += size
        lists.append(types)
    return lists[0], lists[1]


def _types(letters: str) -> list[list[Atom]]:
    """Types of a signature's letters."""
    return [[Atom(HEAP, TYPE_CODES[letter])] for letter in letters]


def _block(name: str) -> Instr:
    """A block without parameters and results."""
    return Instr(OP[name], [Atom(HEAP, _EMPTY)])


def _signed(number: int, bits: int) -> int:
    number &= (1 << bits) - 1
    return number - (1 << bits) if number >> (bits - 1) else number


def _identities(letter: str, local: Callable[[], int], rng: random.Random) -> list[list[Instr]]:
    """Ways to leave a value as it is."""
    kept = local()
    ways = [
        [instr("local.set", kept), instr("local.get", kept)],
        [instr("local.tee", kept), instr("local.get", kept), instr("i32.const", rng.choice((0, 1, 256))),
         instr("select")],
    ]  # fmt: skip
    if letter in "iI":
        ty = "i32" if letter == "i" else "i64"
        for op, number in (("add", 0), ("xor", 0), ("or", 0), ("mul", 1), ("and", -1), ("shl", int(ty[1:]))):
            ways.append([instr(f"{ty}.const", number), instr(f"{ty}.{op}")])
        ways.append([instr(f"{ty}.const", -1), instr(f"{ty}.xor")] * 2)
        ways.append([instr(f"{ty}.const", 7), instr(f"{ty}.rotl"), instr(f"{ty}.const", 7),
                     instr(f"{ty}.rotr")])  # fmt: skip
    if letter == "i":
        ways.append([instr("i64.extend_i32_s"), instr("i32.wrap_i64")])
        ways.append([instr("f32.reinterpret_i32"), instr("i32.reinterpret_f32")])
    elif letter == "I":
        ways.append([instr("f64.reinterpret_i64"), instr("i64.reinterpret_f64")])
    elif letter == "v":
        ways.append([instr("v128.not"), instr("v128.not")])
        ways.append([instr("local.tee", kept), instr("local.get", kept), instr("v128.and")])
    else:
        ty = "f32" if letter == "f" else "f64"
        ways.append([instr(f"{ty}.neg"), instr(f"{ty}.neg")])
    return ways
