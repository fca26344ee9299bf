"""Random functions as text, for reader and printer: every opcode, type, flag and declaration.

The functions are well typed but mean nothing: what an instruction needs is a parameter of the entry
block, or an earlier result. They follow the grammar and the inference rule of controlling types, not the
verifier's other rules.

    text = function_text(random.Random(1))
"""

import random
from typing import Final

from irtool.ir import types
from irtool.ir.entities import CALL_CONVS
from irtool.ir.immediates import format_float
from irtool.ir.opcodes import FLOATCC, INTCC, OPS, RMW_OPS, OpRow
from irtool.ir.typerules import RESULT_T, set_members
from irtool.ir.verify.operand_types import MAX_OPERANDS, OPERAND_CODE, operand_fits

#: All types that a value may have; dynamic vectors are spelled `i32x4xN`.
TYPES: Final = [
    base | dynamic
    for dynamic in (0, types.DYNAMIC)
    for base in range(1, 0x8A)
    if 1 <= base & 15 <= 9 and (base >> 4 or not dynamic)
]
SCALARS: Final = [ty for ty in TYPES if ty < 16]
INTS: Final = [ty for ty in TYPES if ty <= 5]
CONTROL_SETS: Final = {
    row.control: sorted(set_members(row.control.rstrip("!").partition("/")[0])) for row in OPS if row.control
}
NUMBERS: Final = [0, 1, 2, 3, 7, 10, 99, 4096, 65535, 4_000_000_000, 4_294_967_295]
INFINITIES: Final = {16: 0x1F << 10, 32: 0xFF << 23, 64: 0x7FF << 52, 128: 0x7FFF << 112}
FLAG_WORDS: Final = ["notrap", "aligned", "readonly", "can_move", "heap_oob", "int_ovf", "user1", "user250"]
TRAPS: Final = ["stk_ovf", "heap_oob", "int_ovf", "int_divz", "bad_toint", "user1", "user77", "user250"]
CALLS: Final = ("call", "call_indirect", "try_call", "try_call_indirect")
TERMINATORS: Final = ("jump", "brif", "br_table", "return", "trap", "try_call", "try_call_indirect")


class TextFunction:
    """One function under construction."""

    def __init__(self, rng: random.Random, size: int) -> None:
        self.rng = rng
        self.numbers: dict[str, set[int]] = {}
        self.params: list[tuple[str, int]] = []
        """Parameters of the entry block."""
        self.values: list[tuple[str, int]] = []
        """What is defined above the line that is being made."""
        self.preamble: list[str] = []
        self.gvs: list[str] = []
        self.slots: list[str] = []
        self.dynamic_slots: list[str] = []
        self.signatures: list[tuple[str, list[int], list[int]]] = []
        self.functions: list[tuple[str, str, list[int], list[int]]] = []
        self.constants: list[tuple[str, int]] = []
        self.regions = 0
        self.blocks = [self.fresh("block") for _ in range(rng.randint(1, 4))]
        self.block_params: dict[str, list[int]] = {block: [] for block in self.blocks}
        for block in self.blocks[1:]:
            self.block_params[block] = [rng.choice(TYPES) for _ in range(rng.choice([0, 0, 1, 3]))]
        self.declare()
        self.bodies = [self.body(index, size) for index in range(len(self.blocks))]

    # --- names --------------------------------------------------------------------------------

    def fresh(self, prefix: str) -> str:
        """A new entity: numbers are sparse and in no order."""
        used = self.numbers.setdefault(prefix, set())
        number = self.rng.choice([*NUMBERS, len(used), self.rng.randrange(1000)])
        while number in used:
            number = self.rng.randrange(1 << self.rng.choice([8, 16, 32]))
        used.add(number)
        return f"{prefix}{number}"

    def maybe(self, text: str, chance: float = 0.3) -> str:
        return text if self.rng.random() < chance else ""

    def value(self, ty: int) -> str:
        """A value of a type: an old one, or a new parameter of the entry block."""
        known = [name for name, other in self.values if other == ty]
        if known and self.rng.random() < 0.8:
            return self.rng.choice(known)
        name = self.fresh("v")
        self.params.append((name, ty))
        self.values.append((name, ty))
        return name

    def number(self, low: int, high: int) -> str:
        """An integer in any spelling."""
        value = self.rng.choice([low, high, 0 if low <= 0 <= high else low, self.rng.randint(low, high)])
        if self.rng.random() < 0.5:
            return str(value)
        return ("-" if value < 0 else "") + f"{abs(value):#x}"

    def offset(self, bits: int = 32) -> str:
        value = self.rng.choice([0, 1, -1, 8, 9999, 10000, -(1 << (bits - 1)), (1 << (bits - 1)) - 1])
        return self.maybe(f"{value:+d}", 0.6)

    def float(self, ty: int) -> str:
        """A float literal: any bits of the format."""
        width = int(types.lane_bits(ty))
        sign = self.rng.getrandbits(1) << (width - 1)
        infinity = INFINITIES[width]
        nan = infinity | (infinity & -infinity) >> self.rng.randint(1, 3)  # quiet and signalling
        patterns = [0, 1, infinity, nan, nan | 1, self.rng.getrandbits(width), self.rng.getrandbits(width)]
        bits = self.rng.choice(patterns) | sign
        return format_float(bits, int(types.lane_type(ty)))

    def flags(self, order: bool = True) -> str:
        words = self.rng.sample(FLAG_WORDS, self.rng.choice([0, 0, 1, 2, 3]))
        if order:
            words += self.rng.choice([[], [], ["little"], ["big"]])
        if self.regions:
            words += self.rng.choice([[], [f"region{self.rng.randrange(self.regions)}"]])
        self.rng.shuffle(words)
        return "".join(word + " " for word in words)

    # --- preamble -----------------------------------------------------------------------------

    def param(self, ty: int, returns: bool) -> str:
        text = types.type_name(ty)
        if ty <= 5:
            text += self.rng.choice(["", "", " uext", " sext"])
        purposes = ["", "", " normal"] if returns else ["", "", " sret", " sarg(24)", " normal", " vmctx"]
        return text + self.rng.choice(purposes)

    def signature(self) -> tuple[str, list[int], list[int]]:
        fixed = [ty for ty in TYPES if ty < types.DYNAMIC]
        params = [self.rng.choice(fixed) for _ in range(self.rng.choice([0, 1, 2, 5]))]
        returns = [self.rng.choice(fixed) for _ in range(self.rng.choice([0, 1, 1, 3]))]
        text = "(" + ", ".join(self.param(ty, False) for ty in params) + ")"
        if returns:
            text += " -> " + ", ".join(self.param(ty, True) for ty in returns)
        return text + self.maybe(" " + self.rng.choice(CALL_CONVS), 0.7), params, returns

    def external_name(self) -> str:
        return self.rng.choice(["%callee", "%", "%x_1", "%CeilF32", "u0:7", "u4294967295:0", "userextname3"])

    def declare(self) -> None:
        """Declarations of every kind, in any order as far as references allow."""
        rng = self.rng
        for _ in range(rng.randrange(4)):
            slot = self.fresh("ss")
            self.slots.append(slot)
            align = self.maybe(f", align = {1 << rng.randrange(8)}")
            key = self.maybe(f", key = {self.number(0, (1 << 64) - 1)}")
            self.preamble.append(f"{slot} = explicit_slot {rng.choice([0, 1, 64, 4294967295])}{align}{key}")
        self.gvs = [self.fresh("gv") for _ in range(rng.randrange(5))]
        for gv in self.gvs:
            base = rng.choice(self.gvs)
            kinds = [
                "vmctx",
                f"load.{types.type_name(rng.choice(TYPES))} notrap aligned {base}{self.offset()}",
                f"iadd_imm.i64 {base}, {self.number(-(1 << 63), (1 << 64) - 1)}",
                f"symbol {self.maybe('colocated ')}{self.maybe('tls ')}"
                f"{self.external_name()} {self.offset(64)}",
                f"dyn_scale_target_const.{rng.choice(['i32x4', 'f64x2', 'i8x16'])}",
            ]
            self.preamble.append(f"{gv} = {rng.choice(kinds)}")
        if self.gvs:
            for _ in range(rng.randrange(3)):
                dt, dss = self.fresh("dt"), self.fresh("dss")
                base_type = rng.choice(["i8x16", "i32x4", "f64x4", "f16x8", "i128x2"])
                self.preamble.append(f"{dt} = {base_type}*{rng.choice(self.gvs)}")
                self.preamble.append(f"{dss} = explicit_dynamic_slot {dt}")
                self.dynamic_slots.append(dss)
        rng.shuffle(self.preamble)
        self.regions = rng.randrange(3)
        self.preamble += [f'region{i} = {rng.randrange(1 << 32)} "text {i}"' for i in range(self.regions)]
        for _ in range(rng.randrange(3)):
            name = self.fresh("sig")
            text, params, returns = self.signature()
            self.signatures.append((name, params, returns))
            self.preamble.append(f"{name} = {text}")
        for _ in range(rng.randrange(4)):
            name = self.fresh("fn")
            head = f"{name} = {self.maybe('colocated ')}{self.maybe('patchable ')}{self.external_name()}"
            if self.signatures and rng.random() < 0.5:
                sig, params, returns = rng.choice(self.signatures)
                self.preamble.append(f"{head} {sig}")
            else:
                text, params, returns = self.signature()
                self.numbers.setdefault("sig", set()).add(max(self.numbers.get("sig", set()), default=-1) + 1)
                self.preamble.append(f"{head}{text}")
            self.functions.append((name, head, params, returns))
        for _ in range(rng.randrange(3)):
            name = self.fresh("const")
            size = rng.choice([1, 4, 8, 16])
            self.constants.append((name, size))
            forms = [f"0x{rng.randbytes(size).hex()}"]
            if size == 16:
                forms += ["i32x4 [1 -2 0x3 4]", "f64x2 [0x1.8p1 -NaN:0x1]", "i8x16 0x01"]
            self.preamble.append(f"{name} = {rng.choice(forms)}")
        if self.gvs and rng.random() < 0.3:
            self.preamble.append(f"stack_limit = {rng.choice(self.gvs)}")

    # --- instructions -------------------------------------------------------------------------

    def body(self, index: int, size: int) -> list[str]:
        """The lines of a block."""
        lines: list[str] = []
        for _ in range(self.rng.randrange(size)):
            row = self.rng.choice(OPS)
            if row.name not in TERMINATORS:
                lines += self.instruction(row)
            if self.values and self.rng.random() < 0.1:
                old, ty = self.rng.choice(self.values)
                new = self.fresh("v")
                lines.append(f"{new} -> {old}")
                self.values.append((new, ty))
        rows = [row for row in OPS if row.name in TERMINATORS]
        last: list[str] = []
        while not last:
            last = self.instruction(self.rng.choice(rows))
        return lines + last

    def operand_types(self, opcode: int, row: OpRow, control: int) -> list[int]:
        """Types of the value operands for a controlling type; empty list when there are none to fit."""
        chosen: list[int] = []
        for index in range(len(row.operand_list)):
            code = OPERAND_CODE[opcode * MAX_OPERANDS + index]
            fitting = (
                [control] if code == RESULT_T else [ty for ty in TYPES if operand_fits(code, control, ty)]
            )
            if not fitting:
                return []
            chosen.append(self.rng.choice(fitting))
        return chosen

    def instruction(self, row: OpRow) -> list[str]:
        """The line of one instruction; nothing when the function lacks what it needs."""
        rng = self.rng
        opcode = OPS.index(row)
        control = rng.choice(CONTROL_SETS[row.control]) if row.control else 0
        chosen = self.operand_types(opcode, row, control)
        if len(chosen) != len(row.operand_list):
            return []
        args = [self.value(ty) for ty in chosen]
        made = self.operands(row, control, args)
        if made is None:
            return []
        operands, results = made
        text = row.name
        if row.control and (row.control.endswith("!") or rng.random() < 0.5):
            text += "." + types.type_name(control)
        text = f"{text} {operands}".rstrip()
        if row.format in CALLS and not row.name.startswith("return_") and self.slots:
            text += self.maybe(f", stack_map=[i32 @ {rng.choice(self.slots)}+8, i64 @ {self.slots[0]}+0]")
        names = [self.fresh("v") for _ in range(len(results))]
        if names:
            text = f"{', '.join(names)} = {text}"
        self.values += zip(names, results, strict=True)
        margin = ""
        if rng.random() < 0.1:
            tags = [*rng.sample(self.slots, min(1, len(self.slots))), str(rng.randrange(1 << 32)), "0"]
            margin += f"<{', '.join(tags[: rng.randrange(len(tags) + 1)])}> "
        if rng.random() < 0.1:
            margin += f"@{rng.choice([0, 0xC7, 0xFFFFFFFF]):x} "
        return [margin + text]

    def results(self, row: OpRow, control: int) -> list[int]:
        from irtool.ir.typerules import RESULT_CODE_0, RESULT_CODE_1, result_type

        opcode = OPS.index(row)
        codes = [int(RESULT_CODE_0[opcode]), int(RESULT_CODE_1[opcode])]
        return [int(result_type(code, control)) for code in codes if code >= 0]

    def block_call(self, extra: list[str] | None = None) -> str:
        """A call of any block but the entry, with arguments of its parameters' types."""
        target = self.rng.choice(self.blocks[1:] or self.blocks)
        args = [self.value(ty) for ty in self.block_params[target]]
        if extra and self.rng.random() < 0.5:
            args += [self.rng.choice(extra)]
        return f"{target}({', '.join(args)})" if args else target + self.maybe("()")

    def operands(self, row: OpRow, control: int, args: list[str]) -> tuple[str, list[int]] | None:
        """Text behind the opcode and types of the results; None when something is not declared."""
        rng = self.rng
        form = row.format
        plain = ", ".join(args)
        if form in CALLS:
            return self.call(row, args)
        results = self.results(row, control)
        if form == "unary_imm":
            bits = int(types.lane_bits(control))
            return self.number(-(1 << (bits - 1)), (1 << bits) - 1), results
        if form.startswith("unary_ieee"):
            return self.float({"16": types.F16, "32": types.F32, "64": types.F64}[form[-2:]]), results
        if form == "unary_const":
            return self.pool_constant(row, control), results
        if form in ("binary_imm8", "ternary_imm8"):
            return f"{plain}, {self.number(0, 255)}", results
        if form == "shuffle":
            mask = rng.choice(["0x" + rng.randbytes(16).hex(), "[" + " ".join(map(str, range(16, 32))) + "]"])
            return f"{plain}, {mask}", results
        if form == "int_compare":
            return f"{rng.choice(INTCC)} {plain}", results
        if form == "float_compare":
            return f"{rng.choice(FLOATCC)} {plain}", results
        if form in ("load", "store"):
            return f"{self.flags()}{plain}{self.offset()}", results
        if form in ("load_no_offset", "store_no_offset", "atomic_cas"):
            return f"{self.flags()}{plain}", results
        if form == "atomic_rmw":
            return f"{self.flags()}{rng.choice(RMW_OPS)} {plain}", results
        if form == "stack_addr":
            return (f"{rng.choice(self.slots)}{self.offset()}", results) if self.slots else None
        if form == "dynamic_stack_addr":
            return (rng.choice(self.dynamic_slots), results) if self.dynamic_slots else None
        if form == "func_addr":
            return (rng.choice(self.functions)[0], results) if self.functions else None
        if form == "global_value":
            return (rng.choice(self.gvs), results) if self.gvs else None
        if form == "handler_address":
            return f"{rng.choice(self.blocks)}, {self.number(-(1 << 63), (1 << 63) - 1)}", results
        if form == "trap":
            return rng.choice(TRAPS), results
        if form in ("cond_trap", "add_trap"):
            return f"{plain}, {rng.choice(TRAPS)}", results
        if form == "jump":
            return self.block_call(), results
        if form == "brif":
            return f"{plain}, {self.block_call()}, {self.block_call()}", results
        if form == "br_table":
            entries = ", ".join(self.block_call() for _ in range(rng.randrange(4)))
            return f"{plain}, {self.block_call()}, [{entries}]", results
        if form == "return":
            return ", ".join(self.value(rng.choice(TYPES)) for _ in range(rng.randrange(3))), results
        return plain, results

    def pool_constant(self, row: OpRow, control: int) -> str:
        """Operand of f128const or vconst."""
        rng = self.rng
        if row.name == "f128const":
            sized = [name for name, size in self.constants if size == 16]
            return rng.choice([self.float(types.F128), *sized])
        forms = ["0x01", "0x" + rng.randbytes(int(types.type_bytes(control))).hex()]
        lane = int(types.lane_type(control))
        count = int(types.lane_count(control))
        if lane <= 5:
            bits = int(types.lane_bits(lane))
            lanes = [self.number(-(1 << (bits - 1)), (1 << bits) - 1) for _ in range(count)]
        else:
            lanes = [self.float(lane) for _ in range(count)]
        forms.append(f"[{' '.join(lanes)}]")
        forms += [name for name, size in self.constants if size == types.type_bytes(control)]
        return rng.choice(forms)

    def call(self, row: OpRow, args: list[str]) -> tuple[str, list[int]] | None:
        """A call: callee, arguments, and the exception table of a try_call."""
        rng = self.rng
        direct = row.format in ("call", "try_call")
        if not (self.functions if direct else self.signatures):
            return None
        if direct:
            callee, _, params, returns = rng.choice(self.functions)
            sig = self.signatures[0][0] if self.signatures else "sig12345"
        else:
            sig, params, returns = rng.choice(self.signatures)
            callee = f"{sig}, {args[0]}" if row.format == "call_indirect" else args[0]
        text = f"{callee}({', '.join(self.value(ty) for ty in params)})"
        if row.format in ("call", "call_indirect"):
            return text, [] if row.name.startswith("return_") else returns
        handlers = []
        for _ in range(rng.randrange(4)):
            kind = rng.choice([f"tag{rng.choice(NUMBERS)}", "default", "context"])
            if kind == "context":
                handlers.append(f"context {self.value(types.I64)}")
            else:
                handlers.append(f"{kind}: {self.block_call(['exn0', 'exn1'])}")
        return f"{text}, {sig}, {self.block_call(['ret0', 'ret2'])}, [{', '.join(handlers)}]", []

    # --- the text -----------------------------------------------------------------------------

    def text(self) -> str:
        """The whole function."""
        rng = self.rng
        params = ", ".join(self.param(ty, False) for _, ty in self.params)
        returns = [self.param(rng.choice(SCALARS), True) for _ in range(rng.randrange(3))]
        arrow = f" -> {', '.join(returns)}" if returns else ""
        conv = self.maybe(" " + rng.choice(CALL_CONVS))
        lines = [
            f"function {rng.choice(['%f', '%', '%a_1', 'u0:0', 'u7:4294967295'])}({params}){arrow}{conv} {{"
        ]
        lines += [f"    {line}" for line in self.preamble]
        for index, block in enumerate(self.blocks):
            if index == 0:
                pairs = self.params
            else:
                pairs = [(self.fresh("v"), ty) for ty in self.block_params[block]]
            header = ", ".join(f"{name}: {types.type_name(ty)}" for name, ty in pairs)
            cold = self.maybe(" cold") if index else ""
            lines.append(f"{block}{f'({header})' if header else self.maybe('()')}{cold}:")
            lines += [f"    {line}{self.maybe('  ; a comment', 0.1)}" for line in self.bodies[index]]
        return "\n".join(lines) + "\n}\n"


def function_text(rng: random.Random, size: int = 12) -> str:
    """The text of one function with up to about `4 * size` instructions."""
    return TextFunction(rng, size).text()
