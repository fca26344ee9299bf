"""What surrounds the interpreted functions: limits, data objects, frames and exceptions, library functions.

The filetests of `filetests/interpret/` show that these work; here is what a filetest cannot say: errors
that are no traps, limits, and the API.
"""

import time

import pytest
from irtool.ir.errors import IrtoolError, LimitError
from irtool.ir.interp.interpreter import Interpreter, InterpreterError, Outcome, interpret
from irtool.ir.opcodes import TRAP_CODES
from irtool.ir.text.reader import parse_functions


def run(text: str, *args: int, name: str = "f", **limits: int) -> Outcome:
    return interpret(parse_functions(text), name, args, **limits)


def rendered(text: str, *args: int) -> str:
    """The error of a run, with its place."""
    with pytest.raises(IrtoolError) as caught:
        run(text, *args)
    return caught.value.render("x.clif")


# --- traps ----------------------------------------------------------------------------------


def test_every_trap_code() -> None:
    names = [*TRAP_CODES, *(f"user{number}" for number in range(1, 251))]
    blocks = "".join(f"block{i + 1}:\n trap {name}\n" for i, name in enumerate(names))
    targets = ", ".join(f"block{i + 1}" for i in range(len(names)))
    func = parse_functions(
        f"function %f(i32) {{\nblock0(v0: i32):\n br_table v0, block1, [{targets}]\n{blocks}}}"
    )
    machine = Interpreter(func)
    assert [machine.call("f", [index]).trap for index in range(len(names))] == names


def test_a_trap_tells_its_place() -> None:
    text = """function %f(i64) -> i64 {
    fn0 = %g(i64) -> i64
block0(v0: i64):
    v1 = call fn0(v0)
    return v1
}
function %g(i64) -> i64 {
block0(v0: i64):
    v1 = udiv v0, v0
    return v1
}"""
    outcome = run(text, 0)
    assert (outcome.trap, str(outcome.place)) == ("int_divz", "9:5")
    assert run(text, 1).place is None


# --- limits -----------------------------------------------------------------------------------


def test_fuel_is_exact_and_errors_tell_their_place() -> None:
    text = "function %f() -> i64 {\nblock0:\n v0 = iconst.i64 1\n v1 = iadd v0, v0\n return v1\n}"
    assert run(text, fuel=3).instructions == 3
    with pytest.raises(LimitError) as caught:
        run(text, fuel=2)
    assert caught.value.render("x.clif") == "x.clif:5:2: error: the interpreter ran out of fuel"


def test_values_of_waiting_frames_count_as_memory() -> None:
    """A frame without slots still costs its values: deep calls of a large function end."""
    values = "\n".join(f" v{i} = iadd v{i - 1}, v{i - 1}" for i in range(1, 1000))
    text = f"function %f(i64) -> i64 {{\n fn0 = %f(i64) -> i64\nblock0(v0: i64):\n{values}\n"
    text += " v1000 = call fn0(v999)\n return v1000\n}"
    outcome = run(text, 1, memory_limit=1 << 20, max_depth=1_000_000)
    assert outcome.trap == "stk_ovf"
    assert outcome.instructions == 131 * 1000  # 130 waiting frames of 8008 bytes, and the last one


def test_long_vectors_count_with_their_size() -> None:
    text = """function %f(i8) -> i8 {
    fn0 = %f(i8) -> i8
block0(v0: i8):
    v1 = splat.i8x256 v0
    v2 = iadd v1, v1
    v3 = call fn0(v0)
    v4 = extractlane v2, 3
    return v4
}"""
    # 8 + 256 + 256 + 8 + 8 bytes a frame
    assert run(text, 1, memory_limit=536 * 7).instructions == 8 * 3
    assert run(text, 1, memory_limit=536 * 7 - 1).instructions == 7 * 3
    assert run(text, 1, memory_limit=1 << 20).trap == "stk_ovf"


def test_slots_beyond_the_limit_trap_at_once() -> None:
    text = "function %f() {\n ss0 = explicit_slot 4294967295\nblock0:\n return\n}"
    start = time.process_time()
    assert run(text).trap == "stk_ovf"
    assert time.process_time() - start < 1.0


def test_each_call_starts_afresh() -> None:
    text = """function %f(i64) -> i64, i64 {
    ss0 = explicit_slot 8
    gv0 = symbol %counter
block0(v0: i64):
    v1 = stack_addr.i64 ss0
    v2 = load.i64 v1
    store v0, v1
    v3 = symbol_value.i64 gv0
    v4 = load.i64 v3
    store v0, v3
    return v2, v4
}"""
    machine = Interpreter(parse_functions(text), data={"%counter": (5).to_bytes(8, "little")})
    for _ in range(3):
        assert machine.call("f", [7]).values == [0, 5]


# --- data objects -------------------------------------------------------------------------------

DATA = """function %f(i64) -> i32 {
    gv0 = symbol %table +4
    gv1 = symbol tls u0:3
block0(v0: i64):
    v1 = symbol_value.i64 gv0
    v2 = iadd v1, v0
    v3 = load.i32 user1 v2
    v4 = tls_value.i64 gv1
    store v3, v4
    v5 = load.i32 big v4
    v6 = atomic_rmw.i32 add v4, v3
    v7 = load.i32 v4
    v8 = bxor v5, v7
    return v8
}"""


def test_data_objects() -> None:
    machine = Interpreter(parse_functions(DATA), data={"%table": bytes(range(12)), "u0:3": bytes(4)})
    assert machine.call("f", [4]).values == [0x08090A0B ^ 2 * 0x0B0A0908]
    assert machine.call("f", [-4]).values == [0x00010203 ^ 2 * 0x03020100]
    assert machine.call("f", [5]).trap == "user1"
    assert machine.call("f", [-5]).trap == "user1"
    assert machine.call("f", [1 << 40]).trap == "user1"


def test_symbols_that_nobody_defines_are_refused() -> None:
    assert rendered(DATA, 0) == "x.clif:5:5: error: the interpreter has no symbol %table"
    with pytest.raises(InterpreterError, match="data objects take more than 67108864 bytes"):
        Interpreter(parse_functions(DATA), data={"%table": bytes(1 << 26)})


def test_wide_values_in_data() -> None:
    text = """function %f() -> i128 {
    gv0 = symbol %x
block0:
    v0 = symbol_value.i64 gv0
    v1 = load.i128 v0
    v2 = iadd v1, v1
    store v2, v0
    v3 = atomic_load.i128 v0
    return v3
}"""
    machine = Interpreter(parse_functions(text), data={"%x": (1 << 100 | 3).to_bytes(16, "little")})
    assert machine.call("f", []).values == [1 << 101 | 6]


def test_global_values_of_every_width_and_byte_order() -> None:
    text = """function %f(i64 vmctx) -> i128, i16, i32x4, f32, i64 {
    gv0 = vmctx
    gv1 = load.i64 notrap aligned gv0
    gv2 = load.i128 notrap aligned big gv1
    gv3 = load.i16 notrap aligned big gv1+1
    gv4 = load.i32x4 notrap aligned gv1
    gv5 = load.f32 notrap aligned gv1+4
    gv6 = load.i64 notrap aligned big gv1
block0(v0: i64):
    v1 = symbol_value.i128 gv2
    v2 = symbol_value.i16 gv3
    v3 = symbol_value.i32x4 gv4
    v4 = symbol_value.f32 gv5
    v5 = symbol_value.i64 gv6
    return v1, v2, v3, v4, v5
}
function %main() -> i128, i16, i32x4, f32, i64 {
    gv0 = symbol %x
    gv1 = symbol %context
    fn0 = %f(i64 vmctx) -> i128, i16, i32x4, f32, i64
block0:
    v0 = symbol_value.i64 gv0
    v1 = symbol_value.i64 gv1
    store v0, v1
    v2, v3, v4, v5, v6 = call fn0(v1)
    return v2, v3, v4, v5, v6
}"""
    data = bytes(range(0xF0, 0x100))
    machine = Interpreter(parse_functions(text), data={"%x": data, "%context": bytes(8)})
    assert machine.call("main", []).values == [
        int.from_bytes(data, "big"),
        0xF1F2,
        data,
        0xF7F6F5F4,
        int.from_bytes(data[:8], "big"),
    ]


# --- calls that have no meaning -----------------------------------------------------------------


def test_library_functions_have_one_signature() -> None:
    text = "function %f(f32) -> f64 {\n fn0 = %CeilF32(f32) -> f64\nblock0(v0: f32):\n"
    text += " v1 = call fn0(v0)\n return v1\n}"
    assert "4:2: error: %CeilF32 is called with the wrong signature (f32) -> f64 fast" in rendered(text, 0)


def test_structures_are_passed_as_addresses() -> None:
    text = "function %f(i8 sarg(8)) {\nblock0(v0: i8):\n return\n}"
    with pytest.raises(InterpreterError, match="%f: a structure is passed as i8, no address"):
        run(text, 1)


def test_a_function_of_the_program_hides_a_library_function() -> None:
    text = """function %f(f32) -> f32 {
    fn0 = %CeilF32(f32) -> f32
block0(v0: f32):
    v1 = call fn0(v0)
    return v1
}
function %CeilF32(f32) -> f32 {
block0(v0: f32):
    v1 = fneg v0
    return v1
}"""
    assert run(text, 0x3F800000).values == [0xBF800000]


def test_indirect_calls_of_what_is_no_function() -> None:
    text = """function %f(i64) {
    sig0 = ()
    fn0 = %g()
block0(v0: i64):
    v1 = func_addr.i64 fn0
    v2 = iadd v1, v0
    call_indirect sig0, v2()
    return
}
function %g() {
block0:
    return
}"""
    assert run(text, 0).trap == ""
    assert "which is no function" in rendered(text, 1)
    assert "which is no function" in rendered(text, 1 << 20)
    assert "which is no function" in rendered(text, -64)
    wrong = text.replace("sig0 = ()", "sig0 = (i64)").replace("v2()", "v2(v0)")
    assert "7:5: error: %g has the signature () fast, the call says (i64) fast" in rendered(wrong, 0)


# --- exceptions ---------------------------------------------------------------------------------

THROW = """function %f(i32) -> i64 tail {
    fn0 = %g(i64, i32) -> i64 tail
block0(v0: i32):
    v1 = get_frame_pointer.i64
    v2 = call fn0(v1, v0)
    return v2
}
function %g(i64, i32) -> i64 tail {
    sig0 = (i64, i32) -> i64 tail
    fn0 = %h(i64, i32) -> i64 tail
block0(v0: i64, v1: i32):
    try_call fn0(v0, v1), sig0, block1(ret0), [ tag3: block1(exn0) ]
block1(v2: i64):
    return v2
}
function %h(i64, i32) -> i64 tail {
    fn0 = %__cranelift_throw(i64, i64, i64, i32, i64, i64)
block0(v0: i64, v1: i32):
    v2 = get_frame_pointer.i64
    v3 = uextend.i64 v1
    call fn0(v0, v2, v3, v1, v3, v3)
    trap user1
}"""


def test_exceptions_that_nobody_catches() -> None:
    assert run(THROW, 3).values == [3]
    assert "21:5: error: nothing catches the exception with tag 4" in rendered(THROW, 4)
    # The search ends before the entry frame: here it is the frame that could catch.
    from_g = THROW.replace(
        "block0(v0: i64, v1: i32):\n    try",
        "block0(v9: i64, v1: i32):\n    v0 = get_frame_pointer.i64\n    try",
    )
    assert "nothing catches the exception with tag 3" in rendered(from_g, 3)


def test_frame_pointers_of_no_frame() -> None:
    wrong = THROW.replace("v2 = get_frame_pointer.i64", "v2 = get_stack_pointer.i64")
    assert "is no frame pointer of a running function" in rendered(wrong, 3)
    misaligned = THROW.replace("call fn0(v0, v2, v3, v1", "v8 = iadd v0, v3\n    call fn0(v8, v2, v3, v1")
    assert "is no frame pointer of a running function" in rendered(misaligned, 3)


def test_the_outermost_frame() -> None:
    """Its caller is the host, whose frame cannot be read."""
    text = """function %f() -> i64 {
block0:
    v0 = get_frame_pointer.i64
    v1 = load.i64 v0
    v2 = load.i64 user1 v1
    return v2
}"""
    assert run(text).trap == "user1"
    code = "function %f() -> i64 {\nblock0:\n v0 = get_return_address.i64\n v1 = load.i64 v0\n return v1\n}"
    assert run(code).values == [0]


# --- speed --------------------------------------------------------------------------------------


@pytest.mark.compiled_only
def test_a_million_instructions_a_second() -> None:
    """Simple integer instructions, branches and block arguments in a loop."""
    text = """function %f(i64) -> i64 {
block0(v0: i64):
    v1 = iconst.i64 0
    jump block1(v0, v1)
block1(v2: i64, v3: i64):
    v4 = iadd v3, v2
    v5 = bxor v4, v2
    v6 = ishl v5, v2
    v7 = iconst.i64 1
    v8 = isub v2, v7
    v9 = imul v6, v8
    brif v8, block1(v8, v9), block2
block2:
    return v9
}"""
    machine = Interpreter(parse_functions(text))
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        outcome = machine.call("f", [200_000])
        best = max(best, outcome.instructions / (time.process_time() - start))
    print(f"{best / 1e6:.1f} million instructions a second")
    assert best > 1_000_000
