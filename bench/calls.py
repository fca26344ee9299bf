"""What calls cost: from Python to compiled code and back, beside Python, ctypes and wasmtime-py.

    python -m irtool.bench.calls

Each row calls all of them in turn, best of many rounds; times are per call in nanoseconds, `ratio` is that
to the same function of Python, both without the time of an empty loop. Functions of CLIF are in a `JitModule`
(`jit` leaves out what code without traps does not need: the row `quiet`), those of WebAssembly are exports.
They return their arguments, so the time of results is that of making objects, which the function of Python
does not do; `add` makes one in both. A single result that nobody keeps is made in the object of one before
(`runtime/kept_numbers.py`); of `100 adds` all results are kept, in a list.

`wasm -> python` is a loop in WebAssembly that calls a function of Python, `instances` one that calls a
function of another instance, less the same loop without the call.
"""

import ctypes
import timeit
from collections.abc import Callable, Sequence
from typing import Any, Final

from ..ir.text.reader import parse_function
from ..runtime.jit import jit
from ..runtime.jit_module import JitModule
from ..runtime.wasm.functions import Func
from ..runtime.wasm.instance import Instance
from ..runtime.wasm.module import Module

#: Many short rounds: on a busy machine some of them are not disturbed.
_ROUNDS: Final = 60
#: Seconds of a round of one statement.
_TIME: Final = 0.0005
_SHAPES: Final = ((0, 0), (0, 1), (1, 1), (2, 1), (4, 1), (8, 0), (7, 1), (1, 2), (4, 4), (2, 6))
_ARGUMENTS: Final = {"i32": "30000", "i64": "1234567", "f64": "1.5"}
#: Rows of WebAssembly: type, argument, parameters, results.
_WASM: Final = (
    ("i32", "7", 0, 0),
    ("i32", "7", 0, 1),
    ("i32", "30000", 2, 1),
    ("i32", "30000", 8, 0),
    ("i32", "30000", 7, 1),
    ("i32", "30000", 2, 2),
    ("i32", "30000", 4, 4),
    ("i32", "30000", 2, 6),
    ("i64", "1234567", 4, 4),
    ("i64", "1 << 40", 2, 1),
    ("i64", "1 << 40", 4, 4),
    ("f64", "1.5", 2, 1),
    ("f64", "1.5", 4, 4),
    ("v128", "b'0123456789abcdef'", 1, 0),
    ("v128", "b'0123456789abcdef'", 1, 1),
    ("v128", "b'0123456789abcdef'", 4, 4),
)
_LOOPS: Final = 5000
_C_TYPES: Final[dict[str, Any]] = {"i32": ctypes.c_int32, "i64": ctypes.c_int64, "f64": ctypes.c_double}


def clif_text(ty: str, params: int, results: int) -> str:
    """A function that returns parameters, as many as wanted, in turn."""
    types = ", ".join([ty] * params)
    names = ", ".join(f"v{index}: {ty}" for index in range(params))
    returns = f"-> {', '.join([ty] * results)} " if results else ""
    head = [] if params else [f" v0 = iconst.{ty} 7" if ty[0] == "i" else " v0 = f64const 0x1.0"]
    values = ", ".join(f"v{index % max(params, 1)}" for index in range(results))
    body = "\n".join([f"block0({names}):" if params else "block0:", *head, f" return {values}"])
    return f"function %f({types}) {returns}{{\n{body}\n}}"


def python_function(params: int, results: int) -> Callable[..., object]:
    """The same in Python."""
    names = [f"a{index}" for index in range(params)]
    values = [names[index % params] if params else "7" for index in range(results)]
    space: dict[str, Any] = {}
    exec(f"def f({', '.join(names)}):\n return {', '.join(values) or None}", space)
    function: Callable[..., object] = space["f"]
    return function


def best(statements: list[tuple[str, object]]) -> list[float]:
    """Nanoseconds of each statement, with `f` its function; measured in turn."""
    timers = [timeit.Timer(statement, globals={"f": function}) for statement, function in statements]
    counts = [max(10, int(_TIME / (timer.timeit(100) / 100))) for timer in timers]
    times = [float("inf")] * len(timers)
    for _ in range(_ROUNDS):
        for row, (timer, count) in enumerate(zip(timers, counts, strict=True)):
            times[row] = min(times[row], timer.timeit(count) / count * 1e9)
    return times


def report(
    name: str, call: str, ours: object, python: object, others: dict[str, object] | None = None
) -> None:
    """One row: a call as an expression of `f` and the functions it is measured with, `others` by name (an
    expression of its own can be given by a pair)."""
    rows: list[tuple[str, object]] = [("pass", None), (call, ours), (call, python)]
    for other in (others or {}).values():
        rows.append(other if isinstance(other, tuple) else (call, other))
    empty, own, theirs, *more = best(rows)
    line = f"{name:20} {own:8.1f} ns  python {theirs:8.1f}  ratio {(own - empty) / (theirs - empty):5.2f}"
    print(line + "".join(f"  {what} {time:9.1f}" for what, time in zip(others or {}, more, strict=True)))


def wasm_text(ty: str, params: int, results: int) -> str:
    """A module with a function `f` that returns parameters, as many as wanted, in turn."""
    types = " ".join([ty] * params)
    places = [f"(local.get {index % params})" if params else f"({ty}.const 7)" for index in range(results)]
    values = " ".join(places)
    returns = " ".join([ty] * results)
    return f"""(module (func (export "f") (param {types}) (result {returns}) {values}))"""


def through_ctypes(function: Func) -> object | None:
    """The function's pointer as ctypes calls it; None for what ctypes cannot call."""
    if len(function.results) > 1 or "v128" in (*function.params, *function.results):
        return None
    result = _C_TYPES[function.results[0]] if function.results else None
    made: object = ctypes.CFUNCTYPE(result, *(_C_TYPES[ty] for ty in function.params))(function.address)
    return made


def through_wasmtime(text: str, arguments: str) -> tuple[str, object] | None:
    """The same module in wasmtime-py, as a call and its function; None if it is not there or has no such
    values."""
    try:
        import wasmtime  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    if "v128" in text:
        return None
    store = wasmtime.Store()
    instance = wasmtime.Instance(store, wasmtime.Module(store.engine, text), [])
    function = instance.exports(store)["f"]
    return f"f[0](f[1]{', ' if arguments else ''}{arguments})", (function, store)


def wasm_rows() -> None:
    """Calls of exports."""
    for ty, argument, params, results in _WASM:
        text = wasm_text(ty, params, results)
        name = f"wasm {ty} {params} -> {results}"
        wasm_row(name, text, python_function(params, results), [argument] * params)
    body = "(i32.add (local.get 0) (local.get 1))"
    add = f"""(module (func (export "f") (param i32 i32) (result i32) {body}))"""
    wasm_row("wasm add i32", add, lambda a, b: a + b, ["30000", "30000"])
    kept = "[f(30000, 30000) for _ in range(100)]"
    report("wasm 100 adds i32", kept, Instance(Module.from_text(add)).exports["f"], lambda a, b: a + b)


def wasm_row(name: str, text: str, python: Callable[..., object], arguments: Sequence[str]) -> None:
    """One of them."""
    function = Instance(Module.from_text(text)).exports["f"]
    assert isinstance(function, Func)
    values = ", ".join(arguments)
    others = {"ctypes": through_ctypes(function), "wasmtime": through_wasmtime(text, values)}
    found = {what: other for what, other in others.items() if other is not None}
    report(name, f"f({values})", function, python, found)


def loop_times(imports: Sequence[object], params: int) -> list[float]:
    """Nanoseconds of a call in a loop of WebAssembly, for each import; less an empty loop."""
    types = " ".join(["i32"] * params)
    arguments = "(local.get 0)" * params

    def loop(body: str) -> str:
        return f"""(module (import "" "f" (func $f (param {types})))
          (func (export "run") (param i32)
            (loop {body} (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))"""

    calling, plain = Module.from_text(loop(f"(call $f {arguments})")), Module.from_text(loop(""))
    runs = [Instance(plain, {"": {"f": imports[0]}}).exports.run]
    runs += [Instance(calling, {"": {"f": item}}).exports.run for item in imports]
    times = [float("inf")] * len(runs)
    for _ in range(_ROUNDS):
        for row, run in enumerate(runs):
            taken = timeit.timeit(lambda: run(_LOOPS), number=1)  # noqa: B023  called at once
            times[row] = min(times[row], taken / _LOOPS * 1e9)
    return [time - times[0] for time in times[1:]]


def inner_rows() -> None:
    """Calls out of WebAssembly."""
    for params in (0, 1, 2, 4):
        names = ", ".join(f"a{index}" for index in range(params))
        types = " ".join(["i32"] * params)
        callee = Module.from_text(f"""(module (func (export "f") (param {types})))""")
        python, export = loop_times([eval(f"lambda {names}: None"), Instance(callee).exports["f"]], params)
        print(f"wasm -> python {params}    {python:8.1f} ns")
        print(f"instances {params}         {export:8.1f} ns")


def main() -> None:
    """Print the table."""
    for ty, argument in _ARGUMENTS.items():
        for params, results in _SHAPES:
            module = JitModule()
            module.define(clif_text(ty, params, results))
            module.finalize()
            call = f"f({', '.join([argument] * params)})"
            report(f"{ty} {params} -> {results}", call, module["f"], python_function(params, results))
    quiet = jit(parse_function(clif_text("i32", 2, 1)))
    report("quiet i32 2 -> 1", "f(30000, 30000)", quiet, python_function(2, 1))
    wasm_rows()
    inner_rows()


if __name__ == "__main__":
    main()
