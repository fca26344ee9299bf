"""`irtool.FunctionBuilder`: building functions with handles and numbers.

    b = FunctionBuilder.create("add_one", [I32], [I32], "system_v")
    entry = b.create_entry_block()
    b.switch_to_block(entry)
    b.return_([b.iadd(entry.params[0], 1)])
    func = b.finalize()

One typed method per opcode (`typed_builder_gen.py`), and here those for declarations, branches, calls and
variables. They check the handles, turn numbers into constants (`number_operands.py`) and hand the rest to a
`NumberBuilder`, which does the work and has the other checks; whatever is refused leaves the function as it
was.
"""

from collections.abc import Sequence
from typing import Final, TypeAlias

from .builder import Handler as NumberHandler
from .builder import make_signature, new_function
from .builder import memory_flags as number_flags
from .entities import MEM_DEFAULT, AbiParam, ExtName, GlobalValue, Signature
from .errors import BuilderError
from .function import Function
from .handles import (
    Block,
    DynamicSlotRef,
    Edge,
    FuncRef,
    GlobalValueRef,
    Operand,
    Payload,
    RegionRef,
    SigRef,
    StackSlotRef,
    Value,
    Variable,
)
from .structs import Field, StructType
from .typed_builder_gen import TypedMethods
from .types import I64, type_name

#: A handler of a `try_call`: `("tag", 3, edge)`, `("default", 0, edge)`, or `("context", value, None)` for
#: the handlers after it.
Handler: TypeAlias = tuple[str, "int | Value", "Edge | None"]

_BLOCK: Final = "a block"
_SIGNATURE: Final = "a signature"
_FUNCTION: Final = "a function reference"
_VARIABLE: Final = "a variable"


class FunctionBuilder(TypedMethods):
    """Builds one function: an instruction per call at the end of the current block; `finalize` ends it.

    Where an instruction takes a value, a Python number may stand for a constant of the type that is wanted
    there: `b.iadd(x, 5)`, `b.fmul(x, 0.5)`, `b.return_([0])`. All methods raise `BuilderError` for wrong
    use - operands of another type, a block in place of a value, an entity of another function, a second
    terminator - and leave the function as it was. Types are codes (`irtool.types`); sizes, offsets and
    alignments are bytes."""

    @classmethod
    def create(
        cls,
        name: str,
        params: Sequence[int | AbiParam] = (),
        returns: Sequence[int | AbiParam] = (),
        call_conv: str = "fast",
    ) -> "FunctionBuilder":
        """A builder for a new function `%name`.

        `params` and `returns` are types, or `AbiParam`s where an extension or a purpose matters.
        `call_conv` is `system_v` for functions that C calls, `fast` or `tail` for others
        (`entities.CALL_CONVS`). Raises `BuilderError` for a name with a NUL, what is no type, or an unknown
        convention."""
        return cls(new_function(name, params, returns, call_conv))

    # --- blocks -------------------------------------------------------------------------------

    @property
    def current_block(self) -> Block | None:
        """The block that gets the next instruction; None before the first `switch_to_block`."""
        number = int(self.numbers.current)
        return Block(self.func, number) if number >= 0 else None

    def create_block(self, params: Sequence[int] = ()) -> Block:
        """A new block with parameters of these types. It joins the layout when switched to.

        Raises `BuilderError` for what is no type."""
        return Block(self.func, self.numbers.create_block(params))

    def create_entry_block(self) -> Block:
        """The entry block, with the parameters of the signature; sealed. Nothing may branch to it.

        Raises `BuilderError` when the function has one."""
        return Block(self.func, self.numbers.create_entry_block())

    def append_block_param(self, block: Block, ty: int) -> Value:
        """A further parameter of type `ty` of a block. Raises `BuilderError` when something branches to it
        already."""
        return self.wrap(self.numbers.append_block_param(self._block("append_block_param", block), ty))

    def block_params(self, block: Block) -> list[Value]:
        """The parameters that the block was given (not those made for variables), also `block.params`."""
        return [self.wrap(number) for number in self.numbers.block_params(self._block("block_params", block))]

    def switch_to_block(self, block: Block) -> None:
        """Put following instructions at the end of `block`, which goes to the end of the layout first.

        Raises `BuilderError` when it has its terminator."""
        self.numbers.switch_to_block(self._block("switch_to_block", block))

    def is_filled(self, block: Block) -> bool:
        """Whether the block has its terminator."""
        return self.numbers.is_filled(self._block("is_filled", block))

    def set_cold(self, block: Block) -> None:
        """Mark a block as rarely executed: its code goes out of the way."""
        self.numbers.set_cold(self._block("set_cold", block))

    def set_srcloc(self, srcloc: int) -> None:
        """Source location of the following instructions: a number of 32 bits, or -1 for none.

        Raises `BuilderError` for others."""
        self.numbers.set_srcloc(srcloc)

    # --- declarations -------------------------------------------------------------------------

    def import_signature(self, signature: Signature) -> SigRef:
        """Declare a signature, for indirect calls (`make_signature` makes one)."""
        return SigRef(self.func, self.numbers.import_signature(signature))

    def import_function(
        self, name: str | ExtName, signature: Signature | SigRef, colocated: bool = False
    ) -> FuncRef:
        """Declare a function to call, by name: one of the same module, or a symbol that is linked later.

        `signature` is a `Signature`, or the handle of one declared before. `colocated` says that it will be
        near enough for a direct call. Raises `BuilderError` for an impossible name."""
        if isinstance(signature, Signature):
            return FuncRef(self.func, self.numbers.import_function(name, signature, colocated))
        sig = self.row("import_function", signature, "sig", _SIGNATURE)
        return FuncRef(self.func, self.numbers.import_function(name, sig, colocated))

    def create_stack_slot(self, size: int, align: int = 1) -> StackSlotRef:
        """Reserve `size` bytes of the frame, aligned to `align` bytes (a power of two); `stack_addr` gives
        the address. Raises `BuilderError` for others."""
        return StackSlotRef(self.func, self.numbers.create_stack_slot(size, align))

    def create_struct_slot(self, struct: StructType) -> StackSlotRef:
        """Reserve room for one structure in the frame."""
        return self.create_stack_slot(struct.size, struct.align)

    def create_global_value(self, data: GlobalValue) -> GlobalValueRef:
        """Declare a global value; `data.base` is `handle.number` of another one. `symbol` is easier for
        symbols."""
        return GlobalValueRef(self.func, self.numbers.create_global_value(data))

    def symbol(
        self, name: str | ExtName, offset: int = 0, colocated: bool = False, tls: bool = False
    ) -> GlobalValueRef:
        """Declare the address of a data object (or function) by its symbol, plus `offset` bytes.

        `symbol_value` gives the address; `tls` makes it thread-local, for `tls_value`. A symbol declared
        the same way before is the same global value. Raises `BuilderError` for an impossible name."""
        return GlobalValueRef(self.func, self.numbers.symbol(name, offset, colocated, tls))

    def symbol_address(self, name: str | ExtName, offset: int = 0, colocated: bool = False) -> Value:
        """The address (i64) of a data object: `symbol` and `symbol_value` in one."""
        self.numbers.check_current_block("symbol_address")
        return self.symbol_value(I64, self.symbol(name, offset, colocated))

    def set_stack_limit(self, global_value: GlobalValueRef) -> None:
        """Let the function begin by comparing the stack pointer with a global value (trap `stk_ovf`)."""
        self.numbers.set_stack_limit(self.row("set_stack_limit", global_value, "gv", "a global value"))

    def create_region(self, user_id: int, description: str = "") -> RegionRef:
        """Declare an alias region: accesses in two of them never touch the same memory.

        `user_id` (32 bits) is unique in the function. Use it with `memory_flags(region=...)`. Raises
        `BuilderError` for a taken id, a description with `"`, or more than 32,767 regions."""
        return RegionRef(self.func, self.numbers.create_region(user_id, description))

    def create_dynamic_type(self, base: int, scale: GlobalValueRef) -> int:
        """The type of dynamic vectors `base * scale`; `scale` is a global value of kind `dyn_scale`.

        Raises `BuilderError` unless `base` is a vector of at most 256 bits."""
        return self.numbers.create_dynamic_type(
            base, self.row("create_dynamic_type", scale, "gv", "a global value")
        )

    def create_dynamic_slot(self, ty: int) -> DynamicSlotRef:
        """Reserve room in the frame for a vector of a type that `create_dynamic_type` made."""
        return DynamicSlotRef(self.func, self.numbers.create_dynamic_slot(ty))

    # --- constants ----------------------------------------------------------------------------

    def f16(self, value: float) -> Value:
        """`f16const` of the nearest binary16. Raises `BuilderError` for numbers beyond its range."""
        return self.wrap(self.numbers.f16(value))

    def f32(self, value: float) -> Value:
        """`f32const` of the nearest binary32. Raises `BuilderError` for numbers beyond its range."""
        return self.wrap(self.numbers.f32(value))

    def f64(self, value: float) -> Value:
        """`f64const` of a Python float."""
        return self.wrap(self.numbers.f64(value))

    # --- structures ---------------------------------------------------------------------------

    def load_field(
        self, struct: StructType, pointer: Operand, path: str, offset: int = 0, flags: int = MEM_DEFAULT
    ) -> Value:
        """Load a field (`"x"`, `"rest.x"`) of the structure at `pointer + offset`; a value of the field's
        type.

        Traps as `load`. Raises `BuilderError` for an unknown field, or one that is no single value."""
        field = _loadable("load_field", struct, path)
        return self.load(field.type, pointer, field.offset + offset, flags)

    def store_field(
        self,
        struct: StructType,
        value: Operand,
        pointer: Operand,
        path: str,
        offset: int = 0,
        flags: int = MEM_DEFAULT,
    ) -> None:
        """Store a value, or a number, into a field of the structure at `pointer + offset`.

        Traps as `store`. Raises `BuilderError` for an unknown field, or a value of another type."""
        field = _loadable("store_field", struct, path)
        at = self.numbers.offset32(field.offset + offset)
        self.numbers.check_current_block("store_field")
        rows = self._arguments("store_field", [value, pointer], [field.type, I64])
        self.numbers.store(rows[0], rows[1], at, flags)

    def field_address(self, struct: StructType, pointer: Value, path: str) -> Value:
        """The address of a field of the structure at `pointer`. Raises `BuilderError` for an unknown
        field."""
        field = struct.field(path)
        return self.iadd(pointer, field.offset) if field.offset else pointer

    # --- branches -----------------------------------------------------------------------------

    def jump(self, block: Block, args: "Sequence[Operand | Payload]" = ()) -> None:
        """Continue at `block`, with arguments for its parameters."""
        ((row, rows),) = self._edges("jump", [(block, args)], False)
        self.numbers.jump(row, rows)

    def brif(
        self,
        c: Value,
        then_block: Block,
        then_args: "Sequence[Operand | Payload]",
        else_block: Block,
        else_args: "Sequence[Operand | Payload]" = (),
    ) -> None:
        """Go to the first block when `c` (any scalar integer) is not zero, to the second otherwise."""
        test = self.row("brif", c, "v", "a value")
        self.numbers.check_condition("brif", test)
        then_edge, else_edge = self._edges("brif", [(then_block, then_args), (else_block, else_args)], False)
        self.numbers.brif(test, then_edge[0], then_edge[1], else_edge[0], else_edge[1])

    def br_table(self, x: Value, default: Edge, entries: Sequence[Edge]) -> None:
        """Go to entry `x` (an i32, unsigned), or to `default` past the end; each is `(block, args)`."""
        index = self.row("br_table", x, "v", "a value")
        edges = self._edges("br_table", [default, *entries], False)
        self.numbers.br_table(index, edges[0], edges[1:])

    def return_(self, values: Sequence[Operand] = ()) -> None:
        """Return the values, which must match the signature."""
        self.numbers.check_current_block("return")
        returns = self.func.signature.returns
        self.numbers.return_(self._arguments("return", values, [result.ty for result in returns]))

    # --- calls --------------------------------------------------------------------------------

    def call(self, func_ref: FuncRef, args: Sequence[Operand] = ()) -> list[Value]:
        """Call a declared function; the results. Traps as the callee does."""
        number = self.row("call", func_ref, "fn", _FUNCTION)
        rows = self._call_arguments("call", self.func.ext_funcs[number].sig, args)
        return [self.wrap(result) for result in self.numbers.call(number, rows)]

    def call_indirect(self, sig: SigRef, callee: Operand, args: Sequence[Operand] = ()) -> list[Value]:
        """Call the code address `callee` (i64) with a declared signature; the results."""
        number = self.row("call_indirect", sig, "sig", _SIGNATURE)
        rows = self._call_arguments("call_indirect", number, args, callee)
        return [self.wrap(result) for result in self.numbers.call_indirect(number, rows[0], rows[1:])]

    def return_call(self, func_ref: FuncRef, args: Sequence[Operand] = ()) -> None:
        """Tail call: the callee takes the place of this frame. Both have the convention `tail` and equal
        returns."""
        number = self.row("return_call", func_ref, "fn", _FUNCTION)
        self.numbers.return_call(
            number, self._call_arguments("return_call", self.func.ext_funcs[number].sig, args)
        )

    def return_call_indirect(self, sig: SigRef, callee: Operand, args: Sequence[Operand] = ()) -> None:
        """Tail call of a code address (i64)."""
        number = self.row("return_call_indirect", sig, "sig", _SIGNATURE)
        rows = self._call_arguments("return_call_indirect", number, args, callee)
        self.numbers.return_call_indirect(number, rows[0], rows[1:])

    def try_call(
        self, func_ref: FuncRef, args: Sequence[Operand], normal: Edge, handlers: Sequence[Handler]
    ) -> None:
        """Call that continues at `normal`, or at the handler of what the callee throws.

        Arguments of these edges may be `ret(n)`, a result of the callee, and `exn(n)`, part of the
        exception."""
        number = self.row("try_call", func_ref, "fn", _FUNCTION)
        edges, contexts = self._handlers("try_call", normal, handlers)
        rows = self._call_arguments("try_call", self.func.ext_funcs[number].sig, args)
        lowered = self._edges("try_call", edges, True)
        self.numbers.try_call(number, rows, lowered[0], _number_handlers(handlers, contexts, lowered[1:]))

    def try_call_indirect(
        self, sig: SigRef, callee: Operand, args: Sequence[Operand], normal: Edge, handlers: Sequence[Handler]
    ) -> None:
        """`try_call` of a code address (i64)."""
        number = self.row("try_call_indirect", sig, "sig", _SIGNATURE)
        edges, contexts = self._handlers("try_call_indirect", normal, handlers)
        rows = self._call_arguments("try_call_indirect", number, args, callee)
        lowered = self._edges("try_call_indirect", edges, True)
        self.numbers.try_call_indirect(
            number, rows[0], rows[1:], lowered[0], _number_handlers(handlers, contexts, lowered[1:])
        )

    @staticmethod
    def ret(index: int) -> Payload:
        """Stands for result `index` of the callee in the normal edge of a `try_call`."""
        return Payload(-2 - 2 * index)

    @staticmethod
    def exn(index: int) -> Payload:
        """Stands for exception payload `index` in a handler's edge."""
        return Payload(-3 - 2 * index)

    # --- variables ----------------------------------------------------------------------------

    def declare_var(self, ty: int) -> Variable:
        """A new variable of a type. The builder makes the block parameters that its assignments need."""
        return Variable(self.func, self.numbers.declare_var(ty))

    def def_var(self, variable: Variable, value: Operand) -> None:
        """Assign a value, or a number, to a variable in the current block."""
        number = self.row("def_var", variable, "variable ", _VARIABLE)
        if not isinstance(value, Value):
            self.numbers.check_current_block("def_var")
        self.numbers.def_var(number, self.as_value("def_var", value, int(self.numbers.ssa.var_type[number])))

    def use_var(self, variable: Variable) -> Value:
        """The value of a variable here; zero where no path assigns it. It means nothing after `finalize`."""
        return self.wrap(self.numbers.use_var(self.row("use_var", variable, "variable ", _VARIABLE)))

    def seal_block(self, block: Block) -> None:
        """Say that every branch to `block` has been made: as soon as that is so. Raises `BuilderError` the
        second time."""
        self.numbers.seal_block(self._block("seal_block", block))

    def seal_all_blocks(self) -> None:
        """Seal what is not sealed yet."""
        self.numbers.seal_all_blocks()

    def finalize(self) -> Function:
        """The finished function: every block of the layout filled and sealed.

        What is left to `irtool.verify` is dominance: a value used where it has not been computed on every
        path. Raises `BuilderError` naming the block that is not finished."""
        return self.numbers.finalize()

    # --- conversions --------------------------------------------------------------------------

    def _block(self, name: str, block: Block) -> int:
        return self.row(name, block, "block", _BLOCK)

    def _arguments(self, name: str, operands: Sequence[Operand], types: Sequence[int]) -> list[int]:
        """Rows of operands that must have these types. All are checked before the first constant is made."""
        if len(operands) != len(types):
            raise BuilderError(f"{name}: got {len(operands)} values, the signature has {len(types)}")
        for index, operand in enumerate(operands):
            self._check_argument(name, f"arg {index}", operand, types[index])
        return [self.as_value(name, operand, types[index]) for index, operand in enumerate(operands)]

    def _check_argument(self, name: str, which: str, operand: Operand, ty: int) -> None:
        if isinstance(operand, Value):
            row = self.row(name, operand, "v", "a value")
            if operand.type != ty:
                raise BuilderError(
                    f"{name}: {which} (v{row}) has type {type_name(operand.type)}, expected {type_name(ty)}"
                )
        else:
            self._check_number(name, operand, ty)

    def _call_arguments(
        self, name: str, sig: int, args: Sequence[Operand], callee: Operand | None = None
    ) -> list[int]:
        """Rows of the arguments of a call, of the callee first if there is one."""
        self.numbers.check_current_block(name)
        types = [param.ty for param in self.func.signatures[sig].params]
        if len(args) != len(types):
            raise BuilderError(f"{name}: got {len(args)} values, the signature has {len(types)}")
        if callee is None:
            return self._arguments(name, args, types)
        return self._arguments(name, [callee, *args], [I64, *types])

    def _edges(self, name: str, edges: Sequence[Edge], special: bool) -> list[tuple[int, list[int]]]:
        """Block calls in numbers; `special`: `ret` and `exn` may be arguments."""
        self.numbers.check_current_block(name)
        for block, args in edges:
            row = self._block(name, block)
            self.numbers.check_target(name, row, len(args))
            for index, (operand, param) in enumerate(zip(args, block.params, strict=True)):
                if not isinstance(operand, Payload):
                    self._check_argument(name, f"argument {index} of {block}", operand, param.type)
                elif not special:
                    raise BuilderError(f"{name}: only a try_call has results and exceptions to pass")
        result = []
        for block, args in edges:
            rows = [
                operand.code if isinstance(operand, Payload) else self.as_value(name, operand, param.type)
                for operand, param in zip(args, block.params, strict=True)
            ]
            result.append((block.number, rows))
        return result

    def _handlers(self, name: str, normal: Edge, handlers: Sequence[Handler]) -> tuple[list[Edge], list[int]]:
        """The edges of a `try_call`, the normal one first, and the rows of its contexts."""
        edges, contexts = [normal], []
        for kind, number, target in handlers:
            if kind == "context" and isinstance(number, Value):
                contexts.append(self.row(name, number, "v", "a value"))
            elif kind in ("tag", "default") and target is not None and isinstance(number, int):
                edges.append(target)
            else:
                raise BuilderError(
                    f"{name}: a handler is (tag, number, edge), (default, 0, edge) or (context, value, None)"
                )
        return edges, contexts


def _number_handlers(
    handlers: Sequence[Handler], contexts: list[int], edges: list[tuple[int, list[int]]]
) -> list[NumberHandler]:
    """The handlers for `NumberBuilder.try_call`."""
    values, targets = iter(contexts), iter(edges)
    result: list[NumberHandler] = []
    for kind, number, _ in handlers:
        if isinstance(number, Value):
            result.append((kind, next(values), None))
        else:
            result.append((kind, number, next(targets)))
    return result


def _loadable(name: str, struct: StructType, path: str) -> Field:
    """A field that is one value."""
    field = struct.field(path)
    if not field.type:
        raise BuilderError(f"{name}: the field {path!r} of struct {struct.name} is no single value")
    return field


def memory_flags(*words: str, region: RegionRef | None = None) -> int:
    """Flags of a memory access from CLIF's words: `memory_flags("notrap", "aligned")`.

    Words: `notrap` (it is known not to fault), or the code of the trap when it does (`heap_oob` unless one
    is given); `aligned` (the address is a multiple of the size), `readonly` (nothing stores there while the
    function runs), `can_move`, and `little` or `big` for the order of bytes (that of the machine
    otherwise). `region` is what `create_region` gave. Raises `BuilderError` for an unknown word, or both
    orders."""
    return number_flags(*words, region=-1 if region is None else region.number)


__all__ = ["FunctionBuilder", "Handler", "make_signature", "memory_flags"]
