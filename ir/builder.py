"""Building functions with the numbers of their tables: for front ends and other code of irtool.

    b = NumberBuilder.create("add_one", [I32], [I32])
    entry = b.create_entry_block()
    b.switch_to_block(entry)
    one = b.iconst(I32, 1)
    b.return_([b.iadd(b.block_params(entry)[0], one)])
    func = b.finalize()

There is one typed method per opcode (generated into `builder_gen.py`; those for branches and calls are
here). Values, blocks and references are plain numbers; `typed_builder.FunctionBuilder`, which has the same
methods with handles, is what users of the library get. Mistakes - wrong types, a second terminator, an
undeclared variable - raise `BuilderError` at the call that makes them.

Programs that have variables rather than values declare them and let the builder make block
parameters (`ssa.py`): `declare_var`, `def_var`, `use_var`, and `seal_block` as soon as all branches
to a block are made.
"""

import struct
from collections.abc import Iterable, Sequence
from typing import Final

from .builder_gen import InstMethods
from .declarations import (
    check_global_value,
    check_signature,
    check_stack_slot,
    checked_name,
    is_unsigned,
    new_name,
)
from .entities import (
    MAX_REGIONS,
    MEM_ALIGNED,
    MEM_BIG,
    MEM_CAN_MOVE,
    MEM_CODE_MASK,
    MEM_CODE_SHIFT,
    MEM_DEFAULT,
    MEM_LITTLE,
    MEM_READONLY,
    MEM_REGION_SHIFT,
    AbiParam,
    DynamicType,
    ExceptionTable,
    ExtFunc,
    ExtName,
    GlobalValue,
    Region,
    Signature,
    StackSlot,
)
from .errors import BuilderError
from .function import Function
from .inst_emitter import BlockCall
from .opcodes import trap_code
from .opcodes_gen import (
    EFFECT_TERMINATOR,
    OP_BR_TABLE,
    OP_BRIF,
    OP_CALL,
    OP_CALL_INDIRECT,
    OP_EFFECTS,
    OP_JUMP,
    OP_RETURN,
    OP_RETURN_CALL,
    OP_RETURN_CALL_INDIRECT,
    OP_TRY_CALL,
    OP_TRY_CALL_INDIRECT,
)
from .types import DYNAMIC, is_type, type_bits, type_bytes, type_name

_FLAG_BITS: Final = {
    "aligned": MEM_ALIGNED,
    "readonly": MEM_READONLY,
    "can_move": MEM_CAN_MOVE,
    "little": MEM_LITTLE,
    "big": MEM_BIG,
}

#: A handler of an exception table: `("tag", 3, (block, args))`, `("default", 0, (block, args))`, or
#: `("context", value, None)` for the handlers after it.
Handler = tuple[str, int, BlockCall | None]


class NumberBuilder(InstMethods):
    """Builds one function; `finalize` ends it."""

    @classmethod
    def create(
        cls,
        name: str,
        params: Sequence[int | AbiParam] = (),
        returns: Sequence[int | AbiParam] = (),
        call_conv: str = "fast",
    ) -> "NumberBuilder":
        """A builder for a new function `%name`; types or `AbiParam`s as parameters and returns."""
        return cls(new_function(name, params, returns, call_conv))

    # --- blocks -------------------------------------------------------------------------------

    def create_block(self, params: Sequence[int] = ()) -> int:
        """A new block with parameters of these types; it joins the layout when switched to."""
        block = self.func.make_block()
        self.ssa.add_block(block)
        for ty in params:
            if not is_type(ty):
                raise BuilderError(f"create_block: {ty} is not the code of a type (`irtool.ir.types`)")
        for ty in params:
            self.func.append_block_param(block, ty)
        return int(block)

    def create_entry_block(self) -> int:
        """The entry block, with the parameters of the signature, sealed."""
        if self.func.first_block >= 0:
            raise BuilderError("the function has an entry block already")
        block = self.create_block([param.ty for param in self.func.signature.params])
        self.func.append_block(block)
        self.ssa.seal_block(block)
        return block

    def append_block_param(self, block: int, ty: int) -> int:
        """A further parameter of a block that nothing branches to yet."""
        self.check_block("append_block_param", block)
        if self.ssa.pred_count[block]:
            raise BuilderError(f"append_block_param: block{block} is branched to already")
        return int(self.func.append_block_param(block, ty))

    def block_params(self, block: int) -> list[int]:
        """The parameters that the block was given (not those made for variables)."""
        self.check_block("block_params", block)
        return [int(self.func.block_param(block, i)) for i in range(int(self.func.param_count[block]))]

    def switch_to_block(self, block: int) -> None:
        """Put following instructions at the end of `block`, which goes to the end of the layout first."""
        self.check_block("switch_to_block", block)
        if self.is_filled(block):
            raise BuilderError(f"switch_to_block: block{block} already ends in a terminator")
        if not self.func.block_in_layout[block]:
            self.func.append_block(block)
        self.current = block
        self.filled = False

    def is_filled(self, block: int) -> bool:
        """Whether the block has its terminator."""
        last = int(self.func.block_last[block])
        return last >= 0 and bool(OP_EFFECTS[int(self.func.op[last])] & EFFECT_TERMINATOR)

    def set_cold(self, block: int) -> None:
        """Mark a block as rarely executed."""
        self.check_block("set_cold", block)
        self.func.block_cold[block] = 1

    def set_srcloc(self, srcloc: int) -> None:
        """Source location of the following instructions (32 bits), -1 for none."""
        if srcloc != -1 and not is_unsigned(srcloc):
            raise BuilderError(f"set_srcloc: {srcloc} needs more than 32 bits")
        self.srcloc = srcloc

    # --- declarations -------------------------------------------------------------------------

    def import_signature(self, signature: Signature) -> int:
        """Declare a signature."""
        check_signature(signature)
        self.func.signatures.append(signature)
        return len(self.func.signatures) - 1

    def import_function(
        self, name: str | ExtName, signature: Signature | int, colocated: bool = False
    ) -> int:
        """Declare a function to call; `signature` may be one declared before."""
        if isinstance(signature, Signature):
            signature = self.import_signature(signature)
        elif not 0 <= signature < len(self.func.signatures):
            raise BuilderError(f"import_function: there is no signature {signature}")
        ext_name = checked_name(name) if isinstance(name, ExtName) else new_name(name)
        self.func.ext_funcs.append(ExtFunc(ext_name, signature, colocated))
        return len(self.func.ext_funcs) - 1

    def create_stack_slot(self, size: int, align: int = 1) -> int:
        """Reserve `size` bytes of the frame, aligned to `align` bytes (a power of two)."""
        check_stack_slot(size, align)
        self.func.stack_slots.append(StackSlot(size, align))
        return len(self.func.stack_slots) - 1

    def create_global_value(self, data: GlobalValue) -> int:
        """Declare a global value."""
        check_global_value(self.func, data)
        self.func.global_values.append(data)
        return len(self.func.global_values) - 1

    def symbol(self, name: str | ExtName, offset: int, colocated: bool, tls: bool) -> int:
        """The global value that is a symbol's address plus `offset` bytes, declared if it is not yet."""
        wanted = name if isinstance(name, ExtName) else new_name(name)
        for row, data in enumerate(self.func.global_values):
            if data.kind == "symbol" and data.name is not None and data.name.key() == wanted.key():
                if (data.offset, data.colocated, data.tls) == (offset, colocated, tls):
                    return row
        return self.create_global_value(
            GlobalValue("symbol", offset=offset, name=wanted, colocated=colocated, tls=tls)
        )

    def set_stack_limit(self, global_value: int) -> None:
        """Let the function begin by comparing the stack pointer with a global value (trap `stk_ovf`)."""
        self.func.stack_limit = self.global_value_row(global_value)

    def create_region(self, user_id: int, description: str = "") -> int:
        """Declare an alias region: accesses in two of them never touch the same memory.

        `user_id` (32 bits) is unique in the function. Use it with `memory_flags(region=...)`."""
        if not 0 <= user_id < 1 << 32 or any(region.user_id == user_id for region in self.func.regions):
            raise BuilderError(f"create_region: the user id {user_id} is taken or has more than 32 bits")
        if '"' in description:
            raise BuilderError('create_region: the description must not contain `"`')
        if len(self.func.regions) == MAX_REGIONS:
            raise BuilderError(f"create_region: too many alias regions; the limit is {MAX_REGIONS}")
        self.func.regions.append(Region(user_id, description))
        return len(self.func.regions) - 1

    def create_dynamic_type(self, base: int, scale: int) -> int:
        """The type of dynamic vectors `base * scale`; `scale` is a global value of kind `dyn_scale`."""
        self.global_value_row(scale)
        if base < 16 or base & DYNAMIC or type_bits(base) > 256:
            raise BuilderError(f"create_dynamic_type: {type_name(base)} is no vector of at most 256 bits")
        self.func.dynamic_types.append(DynamicType(base, scale))
        return base | DYNAMIC

    def create_dynamic_slot(self, ty: int) -> int:
        """Reserve room in the frame for a vector of a type that `create_dynamic_type` made."""
        for row, data in enumerate(self.func.dynamic_types):
            if data.base | DYNAMIC == ty:
                self.func.dynamic_slots.append(StackSlot(int(type_bytes(ty)), 1, -1, row))
                return len(self.func.dynamic_slots) - 1
        raise BuilderError(f"create_dynamic_slot: {type_name(ty)} is no type of create_dynamic_type")

    # --- constants ----------------------------------------------------------------------------

    def f16(self, value: float) -> int:
        """`f16const` of the nearest binary16. Raises `BuilderError` for numbers beyond its range."""
        return self.f16const(_float_pattern("<e", value))

    def f32(self, value: float) -> int:
        """`f32const` of the nearest binary32. Raises `BuilderError` for numbers beyond its range."""
        return self.f32const(_float_pattern("<f", value))

    def f64(self, value: float) -> int:
        """`f64const` of a Python float."""
        return self.f64const(int.from_bytes(struct.pack("<d", value), "little"))

    # --- branches -----------------------------------------------------------------------------

    def jump(self, block: int, args: Sequence[int] = ()) -> None:
        """Continue at `block` with these arguments."""
        self.emit_variable(OP_JUMP, 0, 0, -1, (), [(block, args)], ())

    def brif(
        self, c: int, then_block: int, then_args: Sequence[int], else_block: int, else_args: Sequence[int]
    ) -> None:
        """Go to the first block when `c` (any scalar integer) is not zero, to the second otherwise."""
        edges = [(then_block, then_args), (else_block, else_args)]
        self.emit_variable(OP_BRIF, 0, 0, -1, [c], edges, ())

    def br_table(self, x: int, default: BlockCall, entries: Sequence[BlockCall]) -> None:
        """Go to entry `x` (an i32, unsigned), or to `default` past the end; each is `(block, args)`."""
        self.emit_variable(OP_BR_TABLE, 0, 0, -1, [x], [default, *entries], ())

    def return_(self, values: Sequence[int] = ()) -> None:
        """Return the values, which must match the signature."""
        self._check_types("return", values, self.func.signature.returns)
        self.emit_variable(OP_RETURN, 0, 0, -1, values, (), ())

    # --- calls --------------------------------------------------------------------------------

    def call(self, func_ref: int, args: Sequence[int] = ()) -> list[int]:
        """Call a declared function; the results."""
        signature = self._callee("call", func_ref, args)
        inst = self.emit_variable(OP_CALL, 0, 0, func_ref, args, (), [r.ty for r in signature.returns])
        return self.inst_results(inst)

    def call_indirect(self, sig: int, callee: int, args: Sequence[int] = ()) -> list[int]:
        """Call the code address `callee` with a declared signature; the results."""
        signature = self._signature("call_indirect", sig, args)
        returns = [r.ty for r in signature.returns]
        return self.inst_results(
            self.emit_variable(OP_CALL_INDIRECT, 0, 0, sig, [callee, *args], (), returns)
        )

    def return_call(self, func_ref: int, args: Sequence[int] = ()) -> None:
        """Tail call: both functions have the convention `tail` and the same returns."""
        self._callee("return_call", func_ref, args)
        self.emit_variable(OP_RETURN_CALL, 0, 0, func_ref, args, (), ())

    def return_call_indirect(self, sig: int, callee: int, args: Sequence[int] = ()) -> None:
        """Tail call of a code address."""
        self._signature("return_call_indirect", sig, args)
        self.emit_variable(OP_RETURN_CALL_INDIRECT, 0, 0, sig, [callee, *args], (), ())

    def try_call(
        self, func_ref: int, args: Sequence[int], normal: BlockCall, handlers: Sequence[Handler]
    ) -> None:
        """Call that continues at `normal`, or at the handler of what the callee throws.

        Arguments of these block calls may be `ret(n)` and `exn(n)`."""
        self._callee("try_call", func_ref, args)
        table, contexts, edges = self._exception_table(self.func.ext_funcs[func_ref].sig, normal, handlers)
        self.emit_variable(OP_TRY_CALL, 0, table, func_ref, [*args, *contexts], edges, ())

    def try_call_indirect(
        self, sig: int, callee: int, args: Sequence[int], normal: BlockCall, handlers: Sequence[Handler]
    ) -> None:
        """`try_call` of a code address."""
        self._signature("try_call_indirect", sig, args)
        table, contexts, edges = self._exception_table(sig, normal, handlers)
        self.emit_variable(OP_TRY_CALL_INDIRECT, 0, table, -1, [callee, *args, *contexts], edges, ())

    @staticmethod
    def ret(index: int) -> int:
        """Stands for result `index` of the callee in the normal block call of a `try_call`."""
        return -2 - 2 * index

    @staticmethod
    def exn(index: int) -> int:
        """Stands for exception payload `index` in a handler's block call."""
        return -3 - 2 * index

    def inst_results(self, inst: int) -> list[int]:
        """The results of an instruction."""
        first = self.func.result_start[inst]
        return [int(first) + i for i in range(self.func.result_count[inst])]

    def _exception_table(
        self, sig: int, normal: BlockCall, handlers: Sequence[Handler]
    ) -> tuple[int, list[int], list[BlockCall]]:
        table = ExceptionTable(sig)
        contexts: list[int] = []
        edges = [normal]
        for kind, number, target in handlers:
            if kind == "context":
                table.entries.append((kind, len(contexts)))
                contexts.append(number)
            elif kind in ("tag", "default") and target is not None and is_unsigned(number):
                table.entries.append((kind, number))
                edges.append(target)
            else:
                raise BuilderError(f"{kind} {number} is no handler; use tag (of 32 bits), default or context")
        self.func.exception_tables.append(table)
        return len(self.func.exception_tables) - 1, contexts, edges

    def _callee(self, name: str, func_ref: int, args: Sequence[int]) -> Signature:
        if not 0 <= func_ref < len(self.func.ext_funcs):
            raise BuilderError(f"{name}: there is no function reference {func_ref}")
        return self._signature(name, self.func.ext_funcs[func_ref].sig, args)

    def _signature(self, name: str, sig: int, args: Sequence[int]) -> Signature:
        if not 0 <= sig < len(self.func.signatures):
            raise BuilderError(f"{name}: there is no signature {sig}")
        signature = self.func.signatures[sig]
        self._check_types(name, args, signature.params)
        return signature

    def _check_types(self, name: str, values: Sequence[int], params: Sequence[AbiParam]) -> None:
        if len(values) != len(params):
            raise BuilderError(f"{name}: got {len(values)} values, the signature has {len(params)}")
        for index, (value, param) in enumerate(zip(values, params, strict=True)):
            self.check_value(name, value)
            ty = int(self.func.value_type[value])
            if ty != param.ty:
                raise BuilderError(
                    f"{name}: arg {index} (v{value}) has type {type_name(ty)}, expected {type_name(param.ty)}"
                )

    # --- variables ----------------------------------------------------------------------------

    def declare_var(self, ty: int) -> int:
        """A new variable of a type."""
        if not is_type(ty):
            raise BuilderError(f"declare_var: {ty} is not the code of a type (`irtool.types`)")
        return int(self.ssa.declare_var(ty))

    def def_var(self, variable: int, value: int) -> None:
        """Assign a value to a variable in the current block."""
        self._check_variable("def_var", variable)
        self.check_value("def_var", value)
        wanted = self.ssa.var_type[variable]
        if self.func.value_type[value] != wanted:
            raise BuilderError(
                f"def_var: variable {variable} has type {type_name(wanted)}, "
                f"v{value} has type {type_name(int(self.func.value_type[value]))}"
            )
        self.ssa.def_var(variable, self.current, value)

    def use_var(self, variable: int) -> int:
        """The value of a variable here; zero where no path assigns it."""
        self._check_variable("use_var", variable)
        return int(self.ssa.use_var(variable, self.current))

    def _check_variable(self, name: str, variable: int) -> None:
        if not 0 <= variable < len(self.ssa.var_type):
            raise BuilderError(f"{name}: variable {variable} is not declared")
        if self.current < 0:
            raise BuilderError(f"{name}: no current block; call switch_to_block first")

    def seal_block(self, block: int) -> None:
        """Say that every branch to `block` has been made."""
        self.check_block("seal_block", block)
        if self.ssa.is_sealed(block):
            raise BuilderError(f"seal_block: block{block} is sealed already")
        self.ssa.seal_block(block)

    def seal_all_blocks(self) -> None:
        """Seal what is not sealed yet."""
        for block in range(len(self.func.block_first)):
            if not self.ssa.is_sealed(block):
                self.ssa.seal_block(block)

    def finalize(self) -> Function:
        """The finished function: every block of the layout filled and sealed.

        Parameters for variables are added here; values read from variables before may have been
        replaced, so numbers kept from `use_var` mean nothing afterwards."""
        for block in self._placed_blocks():
            if not self.is_filled(block):
                raise BuilderError(f"finalize: block{block} does not end in a terminator")
            if not self.ssa.is_sealed(block):
                raise BuilderError(f"finalize: block{block} is not sealed")
        if self.func.first_block >= 0 and self.ssa.pred_count[self.func.first_block]:
            raise BuilderError(f"finalize: the entry block{self.func.first_block} is branched to")
        self.ssa.finish()
        return self.func

    def _placed_blocks(self) -> Iterable[int]:
        for block in range(len(self.func.block_first)):
            if self.func.block_in_layout[block]:
                yield block
            elif self.ssa.pred_count[block]:
                raise BuilderError(f"finalize: block{block} is branched to but was never switched to")


def _float_pattern(form: str, value: float) -> int:
    """The bits of a number in one of `struct`'s formats."""
    try:
        return int.from_bytes(struct.pack(form, value), "little")
    except OverflowError:
        raise BuilderError(f"{value} is too large for a float constant of this width") from None


def memory_flags(*words: str, region: int = -1) -> int:
    """Flags of a memory access from CLIF's words: `memory_flags("notrap", "aligned")`.

    Words are `notrap` or a trap code (`heap_oob` unless one is given), `aligned`, `readonly`,
    `can_move`, `little` or `big`; `region` is a number that `create_region` gave. Raises `BuilderError`."""
    flags = MEM_DEFAULT
    for word in words:
        code = trap_code(word)
        if word == "notrap" or code:
            flags = flags & ~MEM_CODE_MASK | code << MEM_CODE_SHIFT
        elif word in _FLAG_BITS:
            flags |= _FLAG_BITS[word]
        else:
            raise BuilderError(f"memory_flags: `{word}` is no memory flag")
    if flags & MEM_LITTLE and flags & MEM_BIG:
        raise BuilderError("memory_flags: both `little` and `big`")
    if not -1 <= region < MAX_REGIONS:
        raise BuilderError(f"memory_flags: no alias region {region}; there are at most {MAX_REGIONS}")
    return flags | (region + 1) << MEM_REGION_SHIFT


def make_signature(
    params: Sequence[int | AbiParam] = (), returns: Sequence[int | AbiParam] = (), call_conv: str = "fast"
) -> Signature:
    """A signature from types or `AbiParam`s.

    Raises `BuilderError` for what is no type or a convention that CLIF does not have."""
    signature = Signature([_abi_param(p) for p in params], [_abi_param(r) for r in returns], call_conv)
    check_signature(signature)
    return signature


def new_function(
    name: str, params: Sequence[int | AbiParam], returns: Sequence[int | AbiParam], call_conv: str
) -> Function:
    """An empty function `%name`. Raises `BuilderError` for what no name or signature can be."""
    return Function(new_name(name), make_signature(params, returns, call_conv))


def _abi_param(param: int | AbiParam) -> AbiParam:
    return param if isinstance(param, AbiParam) else AbiParam(param)
