"""Where errors are: traps of compiled code name function, line and column, as the interpreter does, natively,
under emulation and at both levels; `address` is that of memory, whatever the trap; errors of the verifier
name the function."""

import pickle

import pytest
from irtool import ErrorList, Trap, VerifierError, jit, parse_function, parse_functions, verify
from irtool.ir.interp.interpreter import Interpreter
from irtool.runtime.module import load
from irtool.settings import Settings

#: One line per way to trap; several traps of one kind, which code without places would share.
TEXT = """function %divide(i64, i64) -> i64 {
block0(v0: i64, v1: i64):
    v2 = sdiv v0, v1
    v3 = iconst.i64 7
    v4 = isub v1, v3
    v5 = sdiv v2, v4
    v6 = udiv v2, v5
    return v6
}
function %caller(i64, i64) -> i64 {
    fn0 = colocated %divide(i64, i64) -> i64
block0(v0: i64, v1: i64):
    v2 = call fn0(v0, v1)
    v3 = uadd_overflow_trap v2, v2, user9
    trapz v3, user9
    trapnz v3, user9
    return v3
}
"""
#: Function, arguments, line and code of the trap.
CASES = [
    ("divide", (1, 0), "%divide", 3, "int_divz"),
    ("divide", (-(1 << 63), (1 << 64) - 1), "%divide", 3, "int_ovf"),
    ("divide", (1, 7), "%divide", 6, "int_divz"),
    ("divide", (1, 2), "%divide", 7, "int_divz"),
    ("caller", (1, 7), "%divide", 6, "int_divz"),
    ("caller", (-20, 8), "%caller", 16, "user9"),
]


@pytest.mark.parametrize("level", ["none", "speed"])
@pytest.mark.parametrize(("target", "emulate"), [("x86_64", False), ("x86_64", True), ("aarch64", False)])
def test_traps_have_the_place_that_the_interpreter_tells(target: str, emulate: bool, level: str) -> None:
    funcs = parse_functions(TEXT)
    settings = Settings(target)
    settings.set("opt_level", level)
    module = load(funcs, target, settings, emulate=emulate)
    judge = Interpreter(parse_functions(TEXT))
    for name, arguments, function, line, code in CASES:
        values = [argument % (1 << 64) for argument in arguments]
        told = judge.call(f"%{name}", list(values))
        assert told.place is not None
        assert (told.trap, told.function, told.place.line) == (code, function, line)
        with pytest.raises(Trap) as caught:
            module.call(name, list(values))
        trap = caught.value
        assert (trap.code, trap.function, str(trap.place)) == (code, function, str(told.place))
        assert str(trap) == f"{told.place}: {code} (in function {function})"
        assert trap.address == 0
        again = pickle.loads(pickle.dumps(trap))
        assert str(again) == str(trap)
    module.close()


def test_the_callable_of_jit_says_where() -> None:
    divide = jit(parse_functions(TEXT)[0])
    with pytest.raises(Trap, match=r"^6:5: int_divz \(in function %divide\)$"):
        divide(1, 7)


def test_address_is_that_of_memory() -> None:
    func = parse_function(
        "function %f(i64) -> i8 {\nblock0(v0: i64):\n    v1 = load.i8 v0+16\n    return v1\n}"
    )
    with pytest.raises(Trap) as caught:
        jit(func)(0x10)
    assert (caught.value.code, caught.value.address, str(caught.value.place)) == ("heap_oob", 0x20, "3:5")


def test_functions_without_text_have_a_name() -> None:
    func = parse_function(
        "function %f(i32) -> i32 {\nblock0(v0: i32):\n    v1 = sdiv v0, v0\n    return v1\n}"
    )
    func.places = type(func.places)()
    with pytest.raises(Trap) as caught:
        jit(func)(0)
    assert caught.value.place is None
    assert str(caught.value) == "int_divz (in function %f)"


def test_verifier_errors_have_place_and_function() -> None:
    func = parse_function("function %f(i32) -> i64 {\nblock0(v0: i32):\n    return v0\n}")
    (error,) = verify(func)
    assert isinstance(error, VerifierError)
    assert str(error).startswith("3:5: function %f: ")
    assert str(ErrorList([error])) == str(error)
    assert error.render("x.clif").startswith("x.clif:3:5: error: function %f: ")
    with pytest.raises(VerifierError, match="^3:5: function %f: "):
        jit(func)


def test_the_user_sees_the_function_unchanged() -> None:
    """Numbers of instructions are the location of code that runs here, not of the function that was given."""
    func = parse_functions(TEXT)[0]
    before = [int(location) for location in func.srcloc]
    jit(func)
    assert [int(location) for location in func.srcloc] == before
