"""The builder API: what it builds verifies, prints and runs; misuse is refused with a clear message."""

import random

import pytest
from irtool.ir import gen_builder
from irtool.ir.builder import NumberBuilder, make_signature, memory_flags
from irtool.ir.entities import MAX_REGIONS, MEM_DEFAULT, GlobalValue, Region
from irtool.ir.errors import BuilderError, ErrorList
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import interpret
from irtool.ir.opcodes import OPS
from irtool.ir.text.printer import print_function
from irtool.ir.text.reader import parse_function
from irtool.ir.types import F16, F32, F64, F128, I8, I16, I32, I32X4, I64, I128, type_name
from irtool.ir.verify.verifier import verify


def finished(builder: NumberBuilder) -> Function:
    """The built function, verified."""
    func = builder.finalize()
    assert [error.message for error in verify(func)] == []
    return func


def test_generated_file_is_up_to_date() -> None:
    assert gen_builder.main(["--check"]) == 0


def test_every_opcode_has_a_method() -> None:
    for row in OPS:
        method = {"return": "return_"}.get(row.name, row.name)
        assert callable(getattr(NumberBuilder, method)), row.name


def sum_to_n() -> Function:
    """i = n; s = 0; while i: s += i; i -= 1; return s - with variables."""
    b = NumberBuilder.create("sum", [I64], [I64])
    entry = b.create_entry_block()
    head, body, done = b.create_block(), b.create_block(), b.create_block()
    i, s = b.declare_var(I64), b.declare_var(I64)
    b.switch_to_block(entry)
    b.def_var(i, b.block_params(entry)[0])
    b.def_var(s, b.iconst(I64, 0))
    b.jump(head)
    b.switch_to_block(head)
    b.brif(b.use_var(i), body, (), done, ())
    b.switch_to_block(body)
    b.seal_block(body)
    b.def_var(s, b.iadd(b.use_var(s), b.use_var(i)))
    b.def_var(i, b.isub(b.use_var(i), b.iconst(I64, 1)))
    b.jump(head)
    b.seal_block(head)
    b.switch_to_block(done)
    b.seal_block(done)
    b.return_([b.use_var(s)])
    return finished(b)


def test_a_loop_over_variables() -> None:
    func = sum_to_n()
    assert interpret([func], "sum", [100]).values == [5050]
    assert "block1(v2: i64, v3: i64):" in print_function(func)
    assert print_function(func).count("->") == 1  # the signature: no alias lines


def test_variables_that_do_not_change_make_no_parameters() -> None:
    b = NumberBuilder.create("f", [I32], [I32])
    entry = b.create_entry_block()
    blocks = [b.create_block() for _ in range(4)]
    x = b.declare_var(I32)
    b.switch_to_block(entry)
    b.def_var(x, b.block_params(entry)[0])
    b.jump(blocks[0])
    b.switch_to_block(blocks[0])  # an unsealed loop header: a parameter at first, trivial in the end
    b.brif(b.use_var(x), blocks[1], (), blocks[2], ())
    for block in blocks[1:3]:
        b.switch_to_block(block)
        b.use_var(x)
        b.brif(b.use_var(x), blocks[3], (), blocks[0], ())
    b.switch_to_block(blocks[3])
    b.return_([b.use_var(x)])
    b.seal_all_blocks()
    func = finished(b)
    assert [int(func.param_count[block]) for block in blocks] == [0, 0, 0, 0]


def test_a_variable_without_definition_is_zero() -> None:
    for ty in (I8, I32, I64, I128, F16, F32, F64, F128, I32X4):
        b = NumberBuilder.create("f", [], [ty])
        b.switch_to_block(b.create_entry_block())
        b.return_([b.use_var(b.declare_var(ty))])
        outcome = interpret([finished(b)], "f", [])
        assert outcome.values in ([0], [bytes(16)]), type_name(ty)


def test_unreachable_cycles_end() -> None:
    b = NumberBuilder.create("f", [], [I32])
    entry = b.create_entry_block()
    one, two = b.create_block(), b.create_block()
    x = b.declare_var(I32)
    b.switch_to_block(entry)
    b.return_([b.iconst(I32, 1)])
    b.switch_to_block(one)
    b.jump(two)
    b.switch_to_block(two)
    b.brif(b.use_var(x), one, (), two, ())
    b.seal_all_blocks()
    finished(b)


@pytest.mark.parametrize("seed", range(60))
def test_random_programs_against_a_model(seed: int) -> None:
    """Random control flow over variables, executed by the interpreter and by a direct walk."""
    rng = random.Random(seed)
    variables, count = 4, rng.randint(2, 9)
    # Per block: assignments (target, source, addend), then a branch on the fuel counter and a variable.
    plan = [
        (
            [
                (rng.randrange(variables), rng.randrange(variables), rng.randrange(100))
                for _ in range(rng.randint(0, 4))
            ],
            rng.randrange(variables),
            rng.randrange(count),
            rng.randrange(count),
        )
        for _ in range(count)
    ]

    def model(values: list[int], steps: int) -> list[int]:
        block = 0
        while steps:
            steps -= 1
            moves, test, yes, no = plan[block]
            for target, source, addend in moves:
                values[target] = (values[source] + addend) & 0xFFFF
            block = yes if values[test] & 1 else no
        return values

    b = NumberBuilder.create("f", [I16] * variables + [I32], [I16] * variables)
    entry = b.create_entry_block()
    blocks = [b.create_block() for _ in range(count)]
    done = b.create_block()
    names = [b.declare_var(I16) for _ in range(variables)]
    steps = b.declare_var(I32)
    b.switch_to_block(entry)
    params = b.block_params(entry)
    for name, value in zip(names, params, strict=False):
        b.def_var(name, value)
    b.def_var(steps, params[-1])
    b.jump(blocks[0])
    order = list(range(count))
    rng.shuffle(order)
    for number in order:
        moves, test, yes, no = plan[number]
        run = b.create_block()
        b.switch_to_block(blocks[number])
        b.brif(b.use_var(steps), run, (), done, ())
        b.switch_to_block(run)
        b.seal_block(run)
        b.def_var(steps, b.isub(b.use_var(steps), b.iconst(I32, 1)))
        for target, source, addend in moves:
            b.def_var(names[target], b.iadd(b.use_var(names[source]), b.iconst(I16, addend)))
        b.brif(b.band(b.use_var(names[test]), b.iconst(I16, 1)), blocks[yes], (), blocks[no], ())
    b.switch_to_block(done)
    b.seal_all_blocks()
    b.return_([b.use_var(name) for name in names])
    func = finished(b)
    for number_of_steps in (0, 1, 2, 5, 17):
        values = [rng.randrange(1 << 16) for _ in range(variables)]
        assert interpret([func], "f", [*values, number_of_steps]).values == model(values, number_of_steps)


def test_methods_with_every_kind_of_immediate() -> None:
    b = NumberBuilder.create("f", [I64, I32], [I32], "tail")
    sig = b.import_signature(make_signature([I32], [I32], "tail"))
    g = b.import_function("g", sig)
    slot = b.create_stack_slot(16, 8)
    entry = b.create_entry_block()
    b.switch_to_block(entry)
    p, x = b.block_params(entry)
    address = b.stack_addr(I64, slot, 4)
    b.store(x, address, 4)
    b.istore8(x, address, flags=MEM_DEFAULT)
    loaded = b.load(I32, address, 4)
    total, overflow = b.sadd_overflow(loaded, x)
    b.trapnz(overflow, "int_ovf")
    v = b.splat(I32X4, total)
    v = b.insertlane(v, x, 3)
    y = b.extractlane(v, 3)
    b.vconst(I32X4, bytes(16))
    z = b.select(b.icmp("slt", x, y), x, y)
    b.fcmp("uge", b.f32(1.5), b.f32const(0x7FC00000))
    b.f64(-2.0)
    b.atomic_rmw(I32, "umax", p, z)
    w = b.call(g, [z])[0]
    b.call_indirect(sig, b.func_addr(I64, g), [w])
    normal, handler = b.create_block([I32]), b.create_block([I64, I32])
    b.try_call(g, [w], (normal, [b.ret(0)]), [("tag", 3, (handler, [b.exn(1), x])), ("context", p, None)])
    b.switch_to_block(normal)
    b.return_call(g, b.block_params(normal))
    b.switch_to_block(handler)
    index = b.block_params(handler)[1]
    out = b.create_block()
    b.br_table(index, (out, ()), [(out, ()), (out, ())])
    b.switch_to_block(out)
    b.uadd_overflow_trap(index, index, "user4")
    b.trap("user1")
    b.seal_all_blocks()
    text = print_function(finished(b))
    for line in (
        "stack_addr.i64 ss0+4",
        "store v1, v2+4",
        "f32const 0x1.800000p0",
        "f64const -0x1.0000000000000p1",
        "atomic_rmw.i32 umax v0, ",
        "[ tag3: block2(exn1, v1), context v0 ]",
        "uadd_overflow_trap.i32 v22, v22, user4",
        "trap user1",
    ):
        assert line in text, text


def expect_error(message: str):  # type: ignore[no-untyped-def]
    return pytest.raises(BuilderError, match=f"^{message}$")


def test_misuse_is_refused() -> None:
    b = NumberBuilder.create("f", [I32, I64], [I32])
    with expect_error("nop: no current block; call switch_to_block first"):
        b.nop()
    entry = b.create_entry_block()
    b.switch_to_block(entry)
    x, y = b.block_params(entry)
    with expect_error(r"iadd: arg 1 \(v1\) has type i64, expected i32"):
        b.iadd(x, y)
    with expect_error("iadd: v9 is no value of this function"):
        b.iadd(x, 9)
    with expect_error("uextend: the controlling type f32 is not in iN"):
        b.uextend(F32, x)
    with expect_error(r"uextend: arg 0 \(v1\) has type i64, expected a type narrower than i32"):
        b.uextend(I32, y)
    with expect_error("iconst: 256 does not fit i8"):
        b.iconst(I8, 256)
    with expect_error("less is no integer condition; use one of eq, ne, .*"):
        b.icmp("less", x, x)
    with expect_error("oops is no trap code; use .*"):
        b.trap("oops")
    with expect_error("there is no stack slot 0"):
        b.stack_addr(I64, 0)
    with expect_error(r"return: arg 0 \(v1\) has type i64, expected i32"):
        b.return_([y])
    with expect_error("return: got 0 values, the signature has 1"):
        b.return_()
    with expect_error("use_var: variable 0 is not declared"):
        b.use_var(0)
    variable = b.declare_var(I32)
    with expect_error("def_var: variable 0 has type i32, v1 has type i64"):
        b.def_var(variable, y)
    block = b.create_block([I32])
    with expect_error("jump: block1 takes 1 arguments, got 0"):
        b.jump(block)
    with expect_error(r"jump: argument 0 of block1 \(v1\) has type i64, expected i32"):
        b.jump(block, [y])
    with expect_error("call: there is no function reference 0"):
        b.call(0)
    assert b.func.block_first[entry] == -1, "a refused call leaves nothing behind"
    b.jump(block, [x])
    with expect_error("nop: block0 already ends in a terminator"):
        b.nop()
    with expect_error("append_block_param: block1 is branched to already"):
        b.append_block_param(block, I32)
    with expect_error("finalize: block1 is branched to but was never switched to"):
        b.finalize()
    b.switch_to_block(block)
    with expect_error("finalize: block1 does not end in a terminator"):
        b.finalize()
    b.return_(b.block_params(block))
    with expect_error("finalize: block1 is not sealed"):
        b.finalize()
    b.seal_block(block)
    with expect_error("seal_block: block1 is sealed already"):
        b.seal_block(block)
    finished(b)


def test_many_variables_in_many_blocks_stay_linear() -> None:
    b = NumberBuilder.create("f", [I32], [I32])
    entry = b.create_entry_block()
    variables = [b.declare_var(I32) for _ in range(100)]
    b.switch_to_block(entry)
    x = b.block_params(entry)[0]
    for variable in variables:
        b.def_var(variable, x)
    for _ in range(60):  # a chain of loops, each changing every variable
        head, out = b.create_block(), b.create_block()
        b.jump(head)
        b.switch_to_block(head)
        for variable in variables:
            b.def_var(variable, b.ineg(b.use_var(variable)))
        b.brif(x, head, (), out, ())
        b.seal_block(head)
        b.switch_to_block(out)
        b.seal_block(out)
    b.return_([b.use_var(variables[0])])
    func = finished(b)
    assert len(func.pool) < 80_000


def test_long_chains_need_no_recursion() -> None:
    b = NumberBuilder.create("f", [I32], [I32])
    entry = b.create_entry_block()
    x = b.declare_var(I32)
    b.switch_to_block(entry)
    b.def_var(x, b.block_params(entry)[0])
    for _ in range(5000):  # diamonds; the variable is read only at the very end
        left, right, join = b.create_block(), b.create_block(), b.create_block()
        b.brif(b.block_params(entry)[0], left, (), right, ())
        for block in (left, right):
            b.switch_to_block(block)
            b.seal_block(block)
            b.jump(join)
        b.switch_to_block(join)
        b.seal_block(join)
    b.return_([b.use_var(x)])
    func = finished(b)
    assert sum(func.param_count) == 1


def test_regions_and_memory_flags() -> None:
    b = NumberBuilder.create("f", [I64], [I32])
    entry = b.create_entry_block()
    b.switch_to_block(entry)
    (p,) = b.block_params(entry)
    heap, stack = b.create_region(7, "heap"), b.create_region(8)
    flags = memory_flags("notrap", "aligned", "readonly", "can_move", "little", region=heap)
    x = b.load(I32, p, 4, flags)
    b.store(x, p, 0, memory_flags("user9", region=stack))
    b.store(x, p, 0, memory_flags())
    b.return_([x])
    text = print_function(finished(b))
    assert '    region0 = 7 "heap"\n    region1 = 8 ""\n' in text
    assert "v1 = load.i32 notrap aligned readonly can_move little region0 v0+4" in text
    assert "store user9 region1 v1, v0\n    store v1, v0\n" in text
    with expect_error("memory_flags: both `little` and `big`"):
        memory_flags("little", "big")
    with expect_error("memory_flags: `volatile` is no memory flag"):
        memory_flags("volatile")
    with expect_error("create_region: the user id 7 is taken or has more than 32 bits"):
        b.create_region(7)
    with expect_error('create_region: the description must not contain `"`'):
        b.create_region(9, 'a "quoted" word')


def test_more_regions_than_flags_can_name() -> None:
    b = NumberBuilder.create("f", [I64], [])
    b.func.regions.extend(Region(number, "") for number in range(MAX_REGIONS - 1))
    last = b.create_region(MAX_REGIONS)
    assert memory_flags(region=last) < 1 << 31
    with expect_error("create_region: too many alias regions; the limit is 32767"):
        b.create_region(MAX_REGIONS + 1)
    with expect_error("memory_flags: no alias region 32767; there are at most 32767"):
        memory_flags(region=last + 1)


@pytest.mark.compiled_only
def test_more_regions_in_a_text_than_flags_can_name() -> None:
    last = MAX_REGIONS - 1
    func = parse_function(text_with_regions(MAX_REGIONS, last))
    assert f"store region{last} v0, v0" in print_function(func)
    with pytest.raises(ErrorList, match="too many alias regions; the limit is 32767") as caught:
        parse_function(text_with_regions(MAX_REGIONS, last + 1))
    place = caught.value.errors[0].place
    assert place is not None and place.line == MAX_REGIONS + 3
    with pytest.raises(ErrorList, match="too many alias regions; the limit is 32767"):
        parse_function(text_with_regions(MAX_REGIONS + 1, last))


def text_with_regions(count: int, used: int) -> str:
    """A function that declares regions and stores to one of them."""
    declared = "".join(f'    region{number} = {number} ""\n' for number in range(count))
    return f"function %f(i64) {{\n{declared}block0(v0: i64):\n    store region{used} v0, v0\n    return\n}}\n"


def test_dynamic_vectors() -> None:
    b = NumberBuilder.create("f", [I32], [I32X4])
    entry = b.create_entry_block()
    b.switch_to_block(entry)
    scale = b.create_global_value(GlobalValue("dyn_scale", I32X4))
    ty = b.create_dynamic_type(I32X4, scale)
    slot = b.create_dynamic_slot(ty)
    address = b.dynamic_stack_addr(I64, slot)
    x = b.splat(ty, b.block_params(entry)[0])
    b.store(b.iadd(x, x), address)
    b.return_([b.extract_vector(b.load(ty, address), 0)])
    func = finished(b)
    assert interpret([func], "f", [21]).values == [(42).to_bytes(4, "little") * 4]
    assert print_function(parse_function(print_function(func))) == print_function(func)
    with expect_error("create_dynamic_type: i32 is no vector of at most 256 bits"):
        b.create_dynamic_type(I32, scale)
    with expect_error("create_dynamic_slot: i32x4 is no type of create_dynamic_type"):
        b.create_dynamic_slot(I32X4)
    with expect_error("there is no global value 5"):
        b.set_stack_limit(5)
    b.set_stack_limit(scale)
    assert "    stack_limit = gv0\n" in print_function(func)


def test_float_constants_of_python_numbers() -> None:
    b = NumberBuilder.create("f", [], [F16, F32, F64])
    b.switch_to_block(b.create_entry_block())
    b.return_([b.f16(0.1), b.f32(0.1), b.f64(0.1)])
    assert interpret([finished(b)], "f", []).values == [0x2E66, 0x3DCCCCCD, 0x3FB999999999999A]
    for method, number in ((b.f16, 65520.0), (b.f32, 1e39)):
        with expect_error(f"{number} is too large for a float constant of this width".replace("+", r"\+")):
            method(number)
