"""Reader actions for the head and the preamble of a function.

Declarations come in any order, and global values, dynamic types and dynamic slots may refer to
others further down: those references are kept as tokens and become rows in `resolve`.
"""

from collections.abc import Callable
from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from ..entities import (
    CALL_CONVS,
    MAX_REGIONS,
    MEM_BIG,
    MEM_CODE_SHIFT,
    MEM_DEFAULT,
    MEM_LITTLE,
    MEM_REGION_SHIFT,
    AbiParam,
    DynamicType,
    ExtFunc,
    ExtName,
    GlobalValue,
    Region,
    Signature,
    StackSlot,
)
from ..immediates import parse_imm64, parse_offset, parse_unsigned
from ..names import unquote_name
from ..types import DYNAMIC, is_dynamic, is_vector, type_bits, type_name
from .grammar_gen import T_REGION, T_TRAP_CODE
from .reader_immediates import Literals
from .reader_state import NumberMap, ReadState
from .words import FLAG_NOTRAP

#: Beyond what a flags word can name.
_TOO_MANY_REGIONS: Final = f"too many alias regions; the limit is {MAX_REGIONS}"


class MemoryFlags:
    """The memory flags of the declaration or instruction being read."""

    def __init__(self, state: ReadState) -> None:
        self.state = state
        self.bits: i64 = MEM_DEFAULT
        self.has_region: bool = False

    def take(self) -> i64:
        """The flags word, and start over."""
        bits = self.bits
        self.bits = MEM_DEFAULT
        self.has_region = False
        return bits

    def on_memory_flag(self, token: int) -> None:
        """One flag word, trap code or region; of `notrap` and trap codes the last one counts."""
        tokens = self.state.tokens
        kind = tokens.kind[token]
        value = tokens.number(token)
        code_mask: i64 = 255 << MEM_CODE_SHIFT
        if kind == T_REGION:
            if self.has_region:
                self.state.error(token, "more than one alias region")
            self.has_region = True
            if value >= MAX_REGIONS:
                self.state.error(token, _TOO_MANY_REGIONS)
                return
            self.bits = self.bits & 0xFFFF | (value + 1) << MEM_REGION_SHIFT
        elif kind == T_TRAP_CODE:
            self.bits = self.bits & ~code_mask | value << MEM_CODE_SHIFT
        elif value == FLAG_NOTRAP:
            self.bits = self.bits & ~code_mask
        else:
            self.bits |= value
            both: i64 = MEM_BIG | MEM_LITTLE
            if self.bits & both == both:
                self.state.error(token, "both `big` and `little`")
                self.bits &= ~both


class References:
    """References that may point down: the rows that have them, and their tokens."""

    def __init__(self) -> None:
        self.row: vec[i64] = vec[i64]()
        self.token: vec[i64] = vec[i64]()

    def add(self, row: i64, token: i64) -> None:
        """Note a reference."""
        self.row = append(self.row, row)
        self.token = append(self.token, token)


class PreambleReader:
    """Actions of head, signatures and declarations."""

    def __init__(self, state: ReadState, literals: Literals, flags: MemoryFlags) -> None:
        self.state = state
        self.tokens = state.tokens
        self.literals = literals
        self.flags = flags
        self.name = ExtName()
        self.signature = Signature()
        self.in_returns = False
        self.align = 1
        self.key = -1
        self.offset_token: i64 = -1
        self.base_token: i64 = -1
        self.constant_type: i64 = 0
        self.decl_flags: list[str] = []
        self.decl_flag_count: i64 = 0
        """How often one was written."""
        self.user_rows: dict[tuple[int, int], int] = {}
        self.gv_bases = References()
        self.type_bases = References()
        self.slot_types = References()
        self.limit_token: i64 = -1

    def abandon(self) -> None:
        """Forget the declaration that is being read."""
        self.in_returns = False
        self.align = 1
        self.key = -1
        self.offset_token = -1
        self.base_token = -1
        self.constant_type = 0
        self.decl_flags = []
        self.decl_flag_count = 0

    # --- helpers --------------------------------------------------------------------------

    def number(self, token: i64, parse: Callable[[str], int]) -> int:
        """The value of a number token; 0 when it is wrong."""
        try:
            return parse(self.tokens.text(token))
        except ValueError as problem:
            self.state.error(token, str(problem))
            return 0

    def unsigned(self, token: i64, bits: int) -> int:
        """The value of an unsigned number token; 0 when it is wrong."""
        try:
            return parse_unsigned(self.tokens.text(token), bits)
        except ValueError as problem:
            self.state.error(token, str(problem))
            return 0

    def take_offset(self, bits: int) -> int:
        """The offset of the declaration, 0 if none was written."""
        token = self.offset_token
        self.offset_token = -1
        if token < 0:
            return 0
        try:
            return parse_offset(self.tokens.text(token), bits)
        except ValueError as problem:
            self.state.error(token, str(problem))
            return 0

    def take_decl_flags(self, token: int, allowed: tuple[str, ...]) -> list[str]:
        """The flag words of a `fn` or `gv` declaration."""
        flags = self.decl_flags
        self.decl_flags = []
        self.decl_flag_count = 0
        for flag in flags:
            if flag not in allowed:
                self.state.error(token, f"`{flag}` has no meaning in this declaration")
        return flags

    def user_name(self, name: ExtName) -> None:
        """Give a `uN:M` its `userextname` number, in order of first use."""
        if name.is_user():
            key = (name.namespace, name.index)
            if key not in self.user_rows:
                self.user_rows[key] = len(self.state.func.user_names)
                self.state.func.user_names.append(name)

    # --- names and signatures -------------------------------------------------------------

    def on_name(self, token: int) -> None:
        """`%name` or `%"name"`."""
        try:
            self.name = self.state.shared.name(unquote_name(self.tokens.text(token)))
        except ValueError as problem:
            self.state.error(token, str(problem))
            self.name = ExtName()

    def on_user_name(self, token: int) -> None:
        """`uN:M`."""
        self.name = ExtName("", int(self.tokens.number(token)), self.unsigned(token + 2, 32))

    def on_user_name_ref(self, token: int) -> None:
        """`userextnameN`."""
        self.name = ExtName(ref=int(self.tokens.number(token)))

    def on_signature_start(self, token: int) -> None:
        """`(` of a signature."""
        self.signature = Signature([], [], self.state.default_call_conv)
        self.in_returns = False

    def on_signature_returns(self, token: int) -> None:
        """`->` of a signature."""
        self.in_returns = True

    def on_param(self, token: int) -> None:
        """Type of a parameter or return."""
        params = self.signature.returns if self.in_returns else self.signature.params
        params.append(self.state.shared.param(int(self.tokens.number(token))))

    def on_param_flag(self, token: int) -> None:
        """`uext`, `sext`, `sret`, `vmctx` or `normal`."""
        params = self.signature.returns if self.in_returns else self.signature.params
        params[-1] = self.state.shared.with_flag(params[-1], self.tokens.text(token))

    def on_param_struct(self, token: int) -> None:
        """`sarg(size)`."""
        params = self.signature.returns if self.in_returns else self.signature.params
        last = params[-1]
        params[-1] = AbiParam(last.ty, last.extension, "sarg", self.unsigned(token + 2, 32))

    def on_call_conv(self, token: int) -> None:
        """A calling convention."""
        self.signature.call_conv = CALL_CONVS[self.tokens.number(token)]

    def on_function_head(self, token: int) -> None:
        """Name and signature of the function are complete."""
        state = self.state
        state.func.name = self.name
        state.func.signature = self.state.shared.signature(self.signature)
        state.places.function = i64(self.tokens.start[token])

    # --- declarations ---------------------------------------------------------------------

    def on_slot_align(self, token: int) -> None:
        """`, align = A`."""
        self.align = self.unsigned(token + 3, 32)
        if self.align <= 0 or self.align & (self.align - 1):
            self.state.error(token + 3, f"alignment {self.align} is not a power of two")
            self.align = 1

    def on_slot_key(self, token: int) -> None:
        """`, key = K`."""
        self.key = self.unsigned(token + 3, 64)

    def on_stack_slot(self, token: int) -> None:
        """`ssN = explicit_slot SIZE ...`."""
        slots = self.state.func.stack_slots
        self.state.define(token, "ss", self.state.slots, len(slots))
        slots.append(StackSlot(self.unsigned(token + 3, 32), self.align, self.key))
        self.align = 1
        self.key = -1

    def on_dynamic_slot(self, token: int) -> None:
        """`dssN = explicit_dynamic_slot dtM`."""
        slots = self.state.func.dynamic_slots
        self.slot_types.add(len(slots), token + 3)
        self.state.define(token, "dss", self.state.dynamic_slots, len(slots))
        slots.append(StackSlot(0, 1, -1, 0))

    def on_dynamic_type(self, token: int) -> None:
        """`dtN = TYPE * gvM`."""
        types = self.state.func.dynamic_types
        base = self.tokens.number(token + 2)
        if not is_vector(base) or is_dynamic(base) or type_bits(base) > 256:
            self.state.error(
                token + 2, f"a dynamic type needs a vector of at most 256 bits, not {type_name(base)}"
            )
        self.type_bases.add(len(types), token + 4)
        self.state.define(token, "dt", self.state.dynamic_types, len(types))
        types.append(DynamicType(int(base), -1))

    def add_global(self, token: int, value: GlobalValue) -> None:
        """Append a global value."""
        values = self.state.func.global_values
        if self.base_token >= 0:
            self.gv_bases.add(len(values), self.base_token)
            self.base_token = -1
        self.state.define(token, "gv", self.state.global_values, len(values))
        values.append(value)

    def on_gv_base(self, token: int) -> None:
        """The global value another one is computed from."""
        self.base_token = token

    def on_decl_flag(self, token: int) -> None:
        """`colocated`, `patchable` or `tls`."""
        self.decl_flag_count += 1
        word = self.tokens.text(token)
        if word not in self.decl_flags:
            self.decl_flags.append(word)

    def on_gv_vmctx(self, token: int) -> None:
        """`gvN = vmctx`."""
        self.add_global(token, GlobalValue("vmctx"))

    def on_gv_load(self, token: int) -> None:
        """`gvN = load.TYPE flags gvM offset`."""
        flags = int(self.flags.take())
        ty = int(self.tokens.number(token + 4))
        self.add_global(token, GlobalValue("load", ty, -1, self.take_offset(32), flags))

    def on_gv_iadd_imm(self, token: int) -> None:
        """`gvN = iadd_imm.TYPE gvM, IMM`."""
        ty = int(self.tokens.number(token + 4))
        addend = self.number(token + 7, parse_imm64)
        if addend >= 1 << 63:
            addend -= 1 << 64
        self.add_global(token, GlobalValue("iadd_imm", ty, -1, addend))

    def on_gv_symbol(self, token: int) -> None:
        """`gvN = symbol flags name offset`."""
        flags = self.take_decl_flags(token, ("colocated", "tls"))
        self.user_name(self.name)
        value = GlobalValue(
            "symbol",
            offset=self.take_offset(64),
            name=self.name,
            colocated="colocated" in flags,
            tls="tls" in flags,
        )
        self.add_global(token, value)

    def on_gv_dyn_scale(self, token: int) -> None:
        """`gvN = dyn_scale_target_const.TYPE`."""
        self.add_global(token, GlobalValue("dyn_scale", int(self.tokens.number(token + 4))))

    def on_signature(self, token: int) -> None:
        """`sigN = ...`."""
        signatures = self.state.func.signatures
        self.state.define(token, "sig", self.state.signatures, len(signatures))
        signatures.append(self.state.shared.signature(self.signature))

    def add_function(self, token: int, sig: int) -> None:
        """Append a function reference."""
        functions = self.state.func.ext_funcs
        flags = self.take_decl_flags(token, ("colocated", "patchable"))
        self.user_name(self.name)
        self.state.define(token, "fn", self.state.functions, len(functions))
        functions.append(ExtFunc(self.name, sig, "colocated" in flags, "patchable" in flags))

    def on_function_inline(self, token: int) -> None:
        """`fnN = name SIGNATURE`: the signature gets the next free number."""
        state = self.state
        row = len(state.func.signatures)
        number = state.labels.free("sig")
        state.func.signatures.append(self.state.shared.signature(self.signature))
        state.labels.bind("sig", row, number)
        state.signatures.put(number, row)
        self.add_function(token, row)

    def on_function_declared(self, token: int) -> None:
        """`fnN = name sigM`, with sigM above."""
        # The signature is the last token of the declaration: flags and the name come before.
        name_tokens = 3 if self.name.is_user() else 1
        token_of_sig = token + 2 + self.decl_flag_count + name_tokens
        sig = self.row_of(token_of_sig, self.state.signatures)
        self.add_function(token, sig)

    def on_constant_type(self, token: int) -> None:
        """Type before a constant's bytes."""
        self.constant_type = self.tokens.number(token)

    def on_constant(self, token: int) -> None:
        """`constN = ...`."""
        constants = self.state.func.constants
        data = b""
        try:
            data = self.literals.bytes_of(self.constant_type)
        except ValueError as problem:
            self.state.error(self.literals.place(), str(problem))
        self.literals.clear()
        self.constant_type = 0
        row = len(constants)
        number = self.tokens.number(token)
        if self.state.constants.get(number) >= 0:
            self.state.error(token, f"const{number} is declared twice")
        else:
            self.state.constants.put(number, row)
        self.state.place_entity(token, "const", row)
        self.state.constant_numbers = append(self.state.constant_numbers, number)
        constants.append(data)

    def on_region(self, token: int) -> None:
        """`regionN = ID "text"`."""
        regions = self.state.func.regions
        if len(regions) == MAX_REGIONS:
            self.state.error(token, _TOO_MANY_REGIONS)
        number = int(self.tokens.number(token))
        if number != len(regions) and not self.state.lost:
            self.state.error(token, f"regions are declared in order: expected region{len(regions)}")
        self.state.labels.bind("region", len(regions), number)
        self.state.place_entity(token, "region", len(regions))
        regions.append(Region(self.unsigned(token + 2, 32), self.tokens.text(token + 3)[1:-1]))

    def on_stack_limit(self, token: int) -> None:
        """`stack_limit = gvN`."""
        if self.limit_token >= 0:
            self.state.error(token, "stack_limit is declared twice")
        self.limit_token = token + 2
        self.state.place_entity(token, "stack_limit", 0)

    # --- references -----------------------------------------------------------------------

    def row_of(self, token: i64, rows: NumberMap) -> int:
        """The row of a reference; an error and -1 when nothing with that number is declared."""
        row = int(rows.get(self.tokens.number(token)))
        if row < 0 and not self.state.is_lost(token):
            self.state.error(token, f"{self.tokens.text(token)} is not declared")
        return row

    def resolve(self) -> None:
        """Turn the references that may point down into rows, and bind the numbers of constants
        (entries that only a `shuffle` uses come last: they are not printed)."""
        func = self.state.func
        refs = self.gv_bases
        for i in range(len(refs.row)):
            func.global_values[refs.row[i]].base = self.row_of(refs.token[i], self.state.global_values)
        refs = self.type_bases
        for i in range(len(refs.row)):
            func.dynamic_types[refs.row[i]].global_value = self.row_of(
                refs.token[i], self.state.global_values
            )
        refs = self.slot_types
        for i in range(len(refs.row)):
            type_row = self.row_of(refs.token[i], self.state.dynamic_types)
            slot = func.dynamic_slots[refs.row[i]]
            slot.dynamic_type = type_row
            if type_row >= 0:
                slot.size = int(type_bits(func.dynamic_types[type_row].base)) // 8
        numbers = self.state.constant_numbers
        free: i64 = 0
        for number in numbers:
            free = max(free, number + 1)
        for row in range(len(numbers)):
            number = numbers[row]
            if number < 0:
                number = free
                free += 1
            self.state.labels.bind("const", int(row), int(number))
        if self.limit_token >= 0:
            func.stack_limit = self.row_of(self.limit_token, self.state.global_values)

    def dynamic_type(self, token: i64) -> i64:
        """The vector type that a `dtN` token names, 0 (and an error) if none."""
        row = self.row_of(token, self.state.dynamic_types)
        if row < 0:
            return 0
        return self.state.func.dynamic_types[row].base | DYNAMIC
