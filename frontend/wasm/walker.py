"""One pass over a function body: decode, validate and, when asked to, translate.

    walker = Walker(module, environment)
    walker.validate_body(3)               # raises WasmError
    func = walker.translate_body(3)       # validates too

`_walk` looks an opcode up and handles what is frequent (locals, constants, what the opcode table describes)
itself; the functions of the modules `op_*.py` do the rest.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from ...ir.function import Function
from ...ir.opcodes_gen import OP_F32CONST, OP_F64CONST, OP_FENCE, OP_ICONST, OP_SHUFFLE, OP_VCONST
from ...ir.types import F32, F64, I8X16
from ...ir.types import I32 as IR_I32
from ...ir.types import I64 as IR_I64
from ...tables import reset64
from . import op_calls, op_control, op_gc, op_items
from .binary import wrap64
from .body import FRAME_FUNCTION, Body
from .environment import ModuleEnvironment
from .features import FEATURE_BITS
from .limits import MAX_LOCALS
from .module import Module
from .op_simple import op_access, op_lane, op_simple
from .opcodes_gen import (
    DECODE,
    IMM_LANE,
    KIND_ACCESS,
    KIND_ATOMIC,
    KIND_SIMPLE,
    WOP_ATOMIC_FENCE,
    WOP_BLOCK,
    WOP_BR,
    WOP_BR_IF,
    WOP_BR_ON_NON_NULL,
    WOP_BR_ON_NULL,
    WOP_BR_TABLE,
    WOP_CALL,
    WOP_CALL_INDIRECT,
    WOP_CALL_REF,
    WOP_CONSTANT,
    WOP_DATA_DROP,
    WOP_DROP,
    WOP_ELEM_DROP,
    WOP_ELSE,
    WOP_END,
    WOP_F32_CONST,
    WOP_F64_CONST,
    WOP_FEATURES,
    WOP_GLOBAL_GET,
    WOP_GLOBAL_SET,
    WOP_I8X16_SHUFFLE,
    WOP_I32_CONST,
    WOP_I64_CONST,
    WOP_IF,
    WOP_IMMEDIATES,
    WOP_KIND,
    WOP_LOCAL_GET,
    WOP_LOCAL_TEE,
    WOP_LOOP,
    WOP_MEMORY_COPY,
    WOP_MEMORY_FILL,
    WOP_MEMORY_GROW,
    WOP_MEMORY_INIT,
    WOP_MEMORY_SIZE,
    WOP_NOP,
    WOP_REF_AS_NON_NULL,
    WOP_REF_FUNC,
    WOP_REF_IS_NULL,
    WOP_REF_NULL,
    WOP_RETURN,
    WOP_RETURN_CALL,
    WOP_RETURN_CALL_INDIRECT,
    WOP_RETURN_CALL_REF,
    WOP_SELECT,
    WOP_SELECT_TYPED,
    WOP_TABLE_COPY,
    WOP_TABLE_FILL,
    WOP_TABLE_GET,
    WOP_TABLE_GROW,
    WOP_TABLE_INIT,
    WOP_TABLE_SET,
    WOP_TABLE_SIZE,
    WOP_THROW,
    WOP_THROW_REF,
    WOP_TRY_TABLE,
    WOP_UNREACHABLE,
    WOP_V128_CONST,
)
from .room import FunctionRoom, reserve
from .skip import read_prefixed
from .value_types import F32 as W_F32
from .value_types import F64 as W_F64
from .value_types import I32, I64, V128, has_default

_NO_END: Final = "unexpected end of section or function: END opcode expected, or section size mismatch"
_EXTENDED_CONST: Final = FEATURE_BITS["extended_const"]


def is_free(wop: i64) -> bool:
    """Instructions that cost no fuel: they only say where something begins or ends, or do nothing."""
    if wop == WOP_NOP or wop == WOP_BLOCK or wop == WOP_LOOP or wop == WOP_TRY_TABLE:
        return True
    return wop == WOP_ELSE or wop == WOP_END or wop == WOP_DROP


def is_null_branch(wop: i64) -> bool:
    """Branches that are not among the instructions up to `try_table`."""
    return wop == WOP_BR_ON_NULL or wop == WOP_BR_ON_NON_NULL


class Walker(Body):
    """Walks the bodies of one module, one after the other."""

    def __init__(self, module: Module, env: ModuleEnvironment | None = None) -> None:
        super().__init__(module, env)

    # --- entry points -----------------------------------------------------------------------------

    def validate_body(self, own: i64) -> None:
        """Validate the body of own function `own` (imports not counted). Raises `WasmError`."""
        self._begin(own)
        self._start_frame(self.module.func_type[self.function])
        self._walk()

    def translate_body(self, own: i64, room: FunctionRoom | None = None) -> Function:
        """Validate and translate it. With a `room` the function is valid until the next one is made there.

        Raises `WasmError`, and `UnsupportedError` for what cannot be compiled."""
        env = self.environment
        assert env is not None
        self._begin(own)
        number = self.module.func_type[self.function]
        name = env.name(int(self.function))
        signature = env.signature(int(number))
        if room is not None:
            func = room.function(name, signature, self.end - self.pos)
        else:
            func = Function(name, signature)
            reserve(func, self.end - self.pos)
        out = self.out
        out.locals.begin(func, self.local_types, self.data, self.pos, self.end)
        out.begin(func)
        params = self.types.count[number]
        i: i64 = 0
        while i < params:
            out.locals.set(i, func.block_param(out.entry, i), self.pos)
            i += 1
        self.translating = True
        self.live = True
        self.metered = env.tunables.fuel
        env.begin_function(out, int(self.function))
        self._start_frame(number)
        try:
            self._walk()
        finally:
            self.translating = False
            self.live = False
        out.locals.finish()
        return func

    def check_expression(self, start: i64, end: i64, ty: i64, globals_limit: i64) -> None:
        """Validate a constant expression of a type, which may read globals below a limit."""
        self._reset(start, end)
        self.function = -1
        self.constant = True
        self.globals_limit = globals_limit
        self.push_frame(FRAME_FUNCTION, 0, 0, self.types.one(ty), 1)
        try:
            self._walk()
        finally:
            self.constant = False

    # --- the start of a body --------------------------------------------------------------------------

    def _reset(self, start: i64, end: i64) -> None:
        self.pos = start
        self.end = end
        self.offset = start
        self.sp = 0
        self.height = 0
        self.dead = False
        self.live = False
        self.depth = 0
        self.set_order = vec[i64]()
        self.saved = vec[i64]()
        self.loops = 0
        self.unspent = 0

    def _begin(self, own: i64) -> None:
        """Read the declarations of locals."""
        module = self.module
        self._reset(module.body_start[own], module.body_end[own])
        self.function = own + module.num_imported_functions()
        number = module.func_type[self.function]
        params = self.types.count[number]
        local_types = self.local_types
        local_types.clear()
        self.all_set = True
        i: i64 = 0
        while i < params:
            local_types.add(1, self.types.pool[self.types.start[number] + i])
            i += 1
        groups = self.count("groups of locals", MAX_LOCALS)
        total = params
        while groups > 0:
            groups -= 1
            place = self.pos
            many = self.u32()
            total += many
            if total > 0xFFFF_FFFF:
                self.malformed("too many locals", place)
            ty = self.value_type()
            if total > MAX_LOCALS:
                self.limit(f"too many locals: {int(total)}; the limit is {MAX_LOCALS}", place)
            local_types.add(many, ty)
            if not has_default(ty):
                self.all_set = False
        if not self.all_set:
            self.local_set = reset64(self.local_set, total, 1)
            i = params
            while i < total:
                if not has_default(local_types.of(i)):
                    self.local_set[i] = 0
                i += 1

    def _start_frame(self, number: i64) -> None:
        types = self.types
        self.push_frame(FRAME_FUNCTION, 0, 0, types.result_start[number], types.result_count[number])

    # --- the walk --------------------------------------------------------------------------------------

    def _walk(self) -> None:
        """All instructions up to the `end` of the body."""
        data = self.data
        while self.depth > 0:
            pos = self.pos
            if pos >= self.end:
                self.malformed(_NO_END, pos)
            self.offset = pos
            self.pos = pos + 1
            byte: i64 = data[pos]
            wop = DECODE[byte]
            if wop < 0:
                wop = read_prefixed(self, byte, pos)
            self.opcode = wop
            if WOP_FEATURES[wop] & ~self.features != 0:
                self.need(WOP_FEATURES[wop], pos)
            if self.constant and WOP_CONSTANT[wop] == 0:
                self.fail("constant expression required")
            if self.live:
                self.out.srcloc = pos
                if self.metered:
                    self._meter(wop)
            kind = WOP_KIND[wop]
            if kind == KIND_SIMPLE:
                self._simple(wop)
            elif wop <= WOP_LOCAL_TEE and wop >= WOP_LOCAL_GET:
                self._local(wop)
            elif kind == KIND_ACCESS or kind == KIND_ATOMIC:
                op_access(self, wop)
            elif wop <= WOP_TRY_TABLE:
                self._control(wop)
            else:
                self._other(wop)
        if self.pos != self.end:
            self.malformed("section size mismatch: bytes remain behind the end of the function", self.pos)

    def _meter(self, wop: i64) -> None:
        """Count an instruction that is about to be translated. The counter is changed where the straight
        line ends, before whatever may leave it; so it is right in every block and in called functions."""
        steers = wop <= WOP_TRY_TABLE
        if not steers or not is_free(wop):
            self.unspent += 1
        if self.unspent == 0:
            return
        if (steers and wop != WOP_DROP and wop != WOP_NOP) or is_null_branch(wop):
            self.env().spend_fuel(self.out, self.unspent)
            self.unspent = 0

    def _simple(self, wop: i64) -> None:
        if self.constant and self.features & _EXTENDED_CONST == 0:
            self.fail("constant expression required")
        if WOP_IMMEDIATES[wop] == IMM_LANE:
            op_lane(self, wop)
        elif wop == WOP_ATOMIC_FENCE:
            place = self.pos
            if self.byte() != 0:
                self.malformed("zero byte expected", place)
            if self.live:
                self.out.none(OP_FENCE, 0, 0, 0, 0, -1, -1)
        elif wop != WOP_NOP:
            op_simple(self, wop)

    def _local(self, wop: i64) -> None:
        local = self.u32()
        if local >= self.local_types.count:
            self.fail(f"unknown local {int(local)}")
        ty = self.local_types.of(local)
        if wop == WOP_LOCAL_GET:
            if not self.all_set and self.local_set[local] == 0:
                self.fail(f"uninitialized local {int(local)}")
            value: i64 = -1
            if self.live:
                value = self.out.locals.get(local)
            self.push(ty, value)
            return
        value = self.pop(ty)
        if not self.all_set and self.local_set[local] == 0:
            self.local_set[local] = 1
            self.set_order = append(self.set_order, local)
        if self.live:
            value = self.out.plain(value)
            self.out.locals.set(local, value, self.offset)
        if wop == WOP_LOCAL_TEE:
            self.push(ty, value)

    def _control(self, wop: i64) -> None:
        if wop == WOP_END:
            op_control.op_end(self)
        elif wop == WOP_BLOCK:
            op_control.op_block(self)
        elif wop == WOP_BR_IF:
            op_control.op_br_if(self)
        elif wop == WOP_BR:
            op_control.op_br(self)
        elif wop == WOP_CALL:
            op_calls.op_call(self)
        elif wop == WOP_IF:
            op_control.op_if(self)
        elif wop == WOP_ELSE:
            op_control.op_else(self)
        elif wop == WOP_LOOP:
            op_control.op_loop(self)
        elif wop == WOP_DROP:
            self.pop_any()
        elif wop == WOP_SELECT:
            op_control.op_select(self)
        elif wop == WOP_RETURN:
            op_control.op_return(self)
        elif wop == WOP_UNREACHABLE:
            op_control.op_unreachable(self)
        elif wop == WOP_BR_TABLE:
            op_control.op_br_table(self)
        elif wop == WOP_CALL_INDIRECT:
            op_calls.op_call_indirect(self)
        elif wop == WOP_SELECT_TYPED:
            op_control.op_select_typed(self)
        elif wop == WOP_CALL_REF:
            op_calls.op_call_ref(self)
        elif wop == WOP_RETURN_CALL:
            op_calls.op_return_call(self)
        elif wop == WOP_RETURN_CALL_INDIRECT:
            op_calls.op_return_call_indirect(self)
        elif wop == WOP_RETURN_CALL_REF:
            op_calls.op_return_call_ref(self)
        elif wop == WOP_TRY_TABLE:
            op_calls.op_try_table(self)
        elif wop == WOP_THROW:
            op_calls.op_throw(self)
        elif wop == WOP_THROW_REF:
            op_calls.op_throw_ref(self)

    def _other(self, wop: i64) -> None:
        if wop == WOP_I32_CONST or wop == WOP_I64_CONST or wop == WOP_F32_CONST or wop == WOP_F64_CONST:
            self._const(wop)
        elif wop == WOP_GLOBAL_GET:
            op_items.op_global_get(self)
        elif wop == WOP_GLOBAL_SET:
            op_items.op_global_set(self)
        elif wop == WOP_MEMORY_SIZE:
            op_items.op_memory_size(self)
        elif wop == WOP_MEMORY_GROW:
            op_items.op_memory_grow(self)
        elif wop == WOP_MEMORY_COPY:
            op_items.op_memory_copy(self)
        elif wop == WOP_MEMORY_FILL:
            op_items.op_memory_fill(self)
        elif wop == WOP_V128_CONST or wop == WOP_I8X16_SHUFFLE:
            self._bytes16(wop)
        elif wop == WOP_REF_NULL:
            op_calls.op_ref_null(self)
        elif wop == WOP_REF_IS_NULL:
            op_calls.op_ref_is_null(self)
        elif wop == WOP_REF_FUNC:
            op_calls.op_ref_func(self)
        elif wop == WOP_REF_AS_NON_NULL:
            op_calls.op_ref_as_non_null(self)
        elif wop == WOP_BR_ON_NULL:
            op_calls.op_br_on_null(self)
        elif wop == WOP_BR_ON_NON_NULL:
            op_calls.op_br_on_non_null(self)
        else:
            self._rare(wop)

    def _rare(self, wop: i64) -> None:
        if wop == WOP_MEMORY_INIT:
            op_items.op_memory_init(self)
        elif wop == WOP_DATA_DROP:
            op_items.op_data_drop(self)
        elif wop == WOP_TABLE_GET:
            op_items.op_table_get(self)
        elif wop == WOP_TABLE_SET:
            op_items.op_table_set(self)
        elif wop == WOP_TABLE_SIZE:
            op_items.op_table_size(self)
        elif wop == WOP_TABLE_GROW:
            op_items.op_table_grow(self)
        elif wop == WOP_TABLE_FILL:
            op_items.op_table_fill(self)
        elif wop == WOP_TABLE_COPY:
            op_items.op_table_copy(self)
        elif wop == WOP_TABLE_INIT:
            op_items.op_table_init(self)
        elif wop == WOP_ELEM_DROP:
            op_items.op_elem_drop(self)
        elif wop > WOP_ATOMIC_FENCE - 4 and wop < WOP_ATOMIC_FENCE:
            op_items.op_atomic_memory(self, wop)
        else:
            op_gc.op_gc(self, wop)

    def _const(self, wop: i64) -> None:
        value: i64 = -1
        if wop == WOP_I32_CONST:
            number = self.s32()
            if self.live:
                value = self.out.one(OP_ICONST, IR_I32, number & 0xFFFF_FFFF, 0, 0, IR_I32, -1, -1, -1)
            self.push(I32, value)
        elif wop == WOP_I64_CONST:
            number = self.s64()
            if self.live:
                value = self.out.one(OP_ICONST, IR_I64, number, 0, 0, IR_I64, -1, -1, -1)
            self.push(I64, value)
        elif wop == WOP_F32_CONST:
            number = self.fixed(4)
            if self.live:
                value = self.out.one(OP_F32CONST, 0, number, 0, 0, F32, -1, -1, -1)
            self.push(W_F32, value)
        else:
            number = self.fixed(8)
            if self.live:
                value = self.out.one(OP_F64CONST, 0, number, 0, 0, F64, -1, -1, -1)
            self.push(W_F64, value)

    def fixed(self, count: i64) -> i64:
        """A little-endian number of so many bytes."""
        pos = self.pos
        self.skip(count)
        number: i64 = 0
        i = count
        while i > 0:
            i -= 1
            number = number << 8 | self.data[pos + i]
        return wrap64(number)

    def _bytes16(self, wop: i64) -> None:
        """`v128.const` and `i8x16.shuffle`."""
        pos = int(self.pos)
        self.skip(16)
        content = self.data[pos : pos + 16]
        value: i64 = -1
        out = self.out
        if wop == WOP_V128_CONST:
            if self.live:
                value = out.one(OP_VCONST, I8X16, out.func.constant(content), 0, 0, I8X16, -1, -1, -1)
            self.push(V128, value)
            return
        if max(content) > 31:
            self.fail("invalid lane index")
        y = self.pop(V128)
        x = self.pop(V128)
        if self.live:
            x = out.as_type(x, I8X16)
            y = out.as_type(y, I8X16)
            value = out.one(OP_SHUFFLE, 0, out.func.constant(content), 0, 2, I8X16, x, y, -1)
        self.push(V128, value)

    def close_try(self, frame: i64) -> None:
        """See the base class."""
        op_calls.close_try(self, frame)
