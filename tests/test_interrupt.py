"""Ctrl-C, limits of time and fuel in functions of CLIF: nothing is lost, nothing is changed."""

import ctypes
import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from irtool.backends.registry import host_name
from irtool.ir.errors import LimitError, SettingError
from irtool.ir.text.reader import parse_function, parse_functions
from irtool.runtime import poke
from irtool.runtime.interpreted import interpreted
from irtool.runtime.jit import jit
from irtool.runtime.jit_module import JitModule
from irtool.runtime.platform import supported
from irtool.runtime.traps import Trap
from irtool.runtime.wasm.fuel import Fuel
from irtool.runtime.wasm.memory_words import read_word
from irtool.runtime.wasm.time_limits import TimeLimitError, time_limit

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")

COUNT = """function %count(i64) -> i64 {
block0(v0: i64):
    v1 = iconst.i64 0
    v2 = iconst.i64 1
    jump block1(v1)
block1(v3: i64):
    v4 = iadd v3, v2
    v5 = icmp ne v4, v0
    brif v5, block1(v4), block2
block2:
    return v4
}
"""
#: Endless for 0, as `count` is.
FIB = """function %fib(i64) -> i64 {
    fn0 = %fib(i64) -> i64
block0(v0: i64):
    v1 = iconst.i64 2
    v2 = iconst.i64 -1
    v3 = icmp ult v0, v1
    brif v3, block2, block1
block1:
    v4 = iadd v0, v2
    v5 = iadd v4, v2
    v6 = call fn0(v4)
    v7 = call fn0(v5)
    v8 = iadd v6, v7
    return v8
block2:
    return v0
}
"""


def endless_calls(name: str, ty: str, argument: str) -> str:
    """A function that calls another one for ever."""
    constant = f"iconst.{ty} {argument}" if ty[0] == "i" else f"{ty}const {argument}"
    return f"""function %{name}s() {{
    fn0 = %{name}({ty}) -> {ty}
block0:
    v0 = {constant}
    jump block1
block1:
    v1 = call fn0(v0)
    jump block1
}}
"""


INDIRECT = """function %indirect_usleeps() {
    sig0 = (i32) -> i32 system_v
    fn0 = %usleep(i32) -> i32 system_v
block0:
    v0 = iconst.i32 100000
    v1 = func_addr.i64 fn0
    jump block1
block1:
    v2 = call_indirect sig0, v1(v0)
    jump block1
}
"""
ENDLESS = ("counts", "usleeps", "indirect_usleeps", "sines", "python_sines", "python_counts")


def make_module(release_gil: bool = False) -> JitModule:
    module = JitModule(release_gil=release_gil)
    module.define(COUNT + FIB + INDIRECT)
    module.define(endless_calls("count", "i64", "1000") + endless_calls("usleep", "i32", "100000"))
    module.define(endless_calls("sine", "f64", "0x1.8p1") + endless_calls("python_sine", "f64", "0x1.8p1"))
    module.define(endless_calls("python_count", "i64", "1000"))
    module.declare("sine", ctypes.CDLL("libm.so.6").sin)
    module.declare("python_sine", math.sin)
    module.declare("python_count", lambda number: module["count"](number))
    module.finalize()
    return module


@pytest.fixture(scope="module")
def module() -> JitModule:
    return make_module()


@pytest.fixture(scope="module")
def interrupt() -> Iterator[Callable[[float], None]]:
    """Sends SIGINT to this process after some seconds, from another one, which is there before: no thread of
    this one runs then."""
    script = f"while read seconds; do sleep $seconds; kill -INT {os.getpid()}; done"
    with subprocess.Popen(
        ["sh", "-c", script], stdin=subprocess.PIPE, text=True, bufsize=1, start_new_session=True
    ) as process:

        def start(seconds: float) -> None:
            assert process.stdin is not None
            process.stdin.write(f"{seconds}\n")

        yield start


def endless(module: JitModule, name: str) -> Any:
    if name == "count":
        return lambda **keywords: module["count"](0, **keywords)
    if name == "fib":
        return lambda **keywords: module["fib"](90, **keywords)
    return module[name]


@pytest.mark.parametrize("name", ["count", "fib", *ENDLESS])
def test_endless_code_ends(module: JitModule, interrupt: Callable[[float], None], name: str) -> None:
    """In code, in a recursion, between code, in C functions that wait or compute, in functions of Python."""
    for _ in range(2):
        interrupt(0.1)
        with pytest.raises(KeyboardInterrupt):
            endless(module, name)()
        start = time.monotonic()
        with pytest.raises(TimeLimitError, match=r"the time limit of 0.05 seconds is over"):
            endless(module, name)(timeout=0.05)
        with time_limit(0.02), pytest.raises(TimeoutError):
            endless(module, name)()
        assert 0.06 < time.monotonic() - start < 30
    assert read_word(poke.LIMITS.address) == 0
    assert module["count"](10) == 10
    assert module["fib"](20) == 6765


@pytest.mark.parametrize("name", ["count", "fib", *ENDLESS])
def test_without_the_gil(interrupt: Callable[[float], None], name: str) -> None:
    """While another thread of Python runs, or has the GIL."""
    module = make_module(release_gil=True)
    done = threading.Event()

    def work() -> None:
        while not done.is_set():
            sum(range(1000))

    thread = threading.Thread(target=work)
    thread.start()
    try:
        interrupt(0.1)
        with pytest.raises(KeyboardInterrupt):
            endless(module, name)()
        with pytest.raises(TimeLimitError):
            endless(module, name)(timeout=0.05)
    finally:
        done.set()
        thread.join()


@pytest.mark.parametrize("release_gil", [False, True])
def test_single_functions(interrupt: Callable[[float], None], release_gil: bool) -> None:
    count = jit(parse_function(COUNT), release_gil=release_gil)
    unsigned = jit(parse_function(COUNT), unsigned=True, release_gil=release_gil)
    with_others: Any = jit(
        parse_function(endless_calls("count", "i64", "0")),
        others=[parse_function(COUNT)],
        release_gil=release_gil,
    )
    for function, arguments in ((count, (0,)), (unsigned, (0,)), (with_others, ())):
        interrupt(0.1)
        with pytest.raises(KeyboardInterrupt):
            function(*arguments)
        with pytest.raises(TimeLimitError):
            function(*arguments, timeout=0.02)
    assert count(12, timeout=60) == unsigned(12, timeout=None) == 12


STATE = """function %state(i64) -> i64, i32x4, f64, f32x4 {
block0(v0: i64):
    v1 = iconst.i64 1
    v2 = iconst.i32 3
    v3 = splat.i32x4 v2
    v4 = f64const 0x1.0p-1
    v5 = f32const 0x1.0p0
    v6 = splat.f32x4 v5
    v7 = f32const 0x1.0p20
    v8 = splat.f32x4 v7
    v9 = iconst.i64 -1
    jump block1(v0, v9, v3, v4, v6)
block1(v10: i64, v11: i64, v12: i32x4, v13: f64, v14: f32x4):
    v15 = iadd v12, v3
    v16 = fadd v13, v4
    v17 = fadd v14, v6
    v18 = fcmp lt v17, v8
    v19 = bitcast.f32x4 little v18
    v20 = band v19, v17
    v21, v22 = uadd_overflow v11, v10
    v23 = uextend.i64 v22
    v24 = iadd v21, v23
    v25 = isub v10, v1
    brif v25, block1(v25, v24, v15, v16, v20), block2
block2:
    return v24, v15, v16, v20
}"""


@pytest.mark.parametrize("settings", ["none", "speed"])
def test_a_handler_that_returns(settings: str) -> None:
    """The loop goes on with all its registers and flags: integers, vectors, floats."""
    from irtool.settings import Settings

    state = jit(parse_function(STATE), Settings(host_name(), opt_level=settings))
    rounds = 30_000_000
    wanted = state(rounds)
    calls = 0

    def handler(number: int, frame: object) -> None:
        nonlocal calls
        calls += 1
        assert math.fsum(0.1 for _ in range(10)) == 1.0
        assert bytes(range(256)).translate(bytes(range(255, -1, -1)))[0] == 255

    script = f"import os, time\nwhile True:\n    time.sleep(0.0007)\n    os.kill({os.getpid()}, 2)"
    old = signal.signal(signal.SIGINT, handler)
    try:
        with subprocess.Popen([sys.executable, "-c", script], start_new_session=True) as shooter:
            try:
                deadline = time.monotonic() + 60
                while calls < 20 and time.monotonic() < deadline:
                    assert state(rounds) == wanted
            finally:
                shooter.kill()
    finally:
        signal.signal(signal.SIGINT, old)
    assert calls >= 20


class Mine(Exception):
    pass


def test_a_handler_that_was_set_later(module: JitModule, interrupt: Callable[[float], None]) -> None:
    error = Mine("unchanged")

    def handler(number: int, frame: object) -> None:
        raise error

    old = signal.signal(signal.SIGINT, handler)
    try:
        interrupt(0.1)
        with pytest.raises(Mine) as caught:
            module["count"](0)
        assert caught.value is error
    finally:
        signal.signal(signal.SIGINT, old)
    interrupt(0.1)
    with pytest.raises(KeyboardInterrupt):
        module["count"](0)


def test_a_handler_that_runs_code(module: JitModule, interrupt: Callable[[float], None]) -> None:
    """The code of the handler can be stopped itself, and what it interrupted goes on."""
    found: list[object] = []

    def handler(number: int, frame: object) -> None:
        try:
            module["fib"](90, timeout=0.05)
        except TimeLimitError as error:
            found.append(str(error))
        found.append(module["count"](1000))
        if len(found) == 4:
            raise Mine

    old = signal.signal(signal.SIGINT, handler)
    try:
        interrupt(0.1)
        interrupt(0.5)
        with pytest.raises(Mine):
            module["count"](0)
    finally:
        signal.signal(signal.SIGINT, old)
    assert found == ["the time limit of 0.05 seconds is over", 1000] * 2


def test_the_newest_entry_is_left_first(interrupt: Callable[[float], None]) -> None:
    """Python between compiled functions may catch the exception, and its callers go on."""
    caught = []
    module = JitModule()
    module.define(
        """function %outer(i64) -> i64 {
    fn0 = %middle(i64) -> i64
block0(v0: i64):
    v1 = call fn0(v0)
    v2 = iadd v1, v0
    return v2
}
"""
        + COUNT
    )

    def middle(number: int) -> int:
        try:
            module["count"](0)
        except KeyboardInterrupt:
            caught.append(number)
        return number

    module.declare("middle", middle)
    module.finalize()
    interrupt(0.1)
    assert module["outer"](21) == 42
    assert caught == [21]


SHOOTER = """
import os, random, sys, time
chance = random.Random(7)
while sys.stdin.readline():
    time.sleep(chance.random() / 100)
    os.kill(os.getppid(), 2)
"""


@pytest.mark.parametrize("release_gil", [False, True])
@pytest.mark.parametrize("rounds", [50, pytest.param(1000, marks=pytest.mark.slow)])
def test_at_random_moments(rounds: int, release_gil: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """In loops that call out and in again, each signal is one exception of the outermost call."""
    lost: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lost.append)
    module = make_module(release_gil)
    names = ("python_counts", "python_sines", "sines", "counts")
    functions = [module[name] for name in names]
    threads, files = len(os.listdir("/proc/self/task")), len(os.listdir("/proc/self/fd"))
    seen = 0
    with subprocess.Popen(
        [sys.executable, "-c", SHOOTER], stdin=subprocess.PIPE, start_new_session=True
    ) as shooter:
        assert shooter.stdin is not None
        for number in range(rounds):
            try:
                shooter.stdin.write(b"\n")
                shooter.stdin.flush()
                functions[number % len(functions)]()
            except KeyboardInterrupt:
                seen += 1
        shooter.stdin.close()
    assert seen == rounds
    assert lost == []
    assert len(os.listdir("/proc/self/task")) <= threads
    assert len(os.listdir("/proc/self/fd")) <= files + 1


def test_nothing_stays(module: JitModule) -> None:
    """Neither the exceptions nor their arguments."""
    held = sys.getrefcount(TimeLimitError)
    with time_limit(0):
        for _ in range(300):
            with pytest.raises(TimeLimitError):
                module["python_counts"]()
    assert sys.getrefcount(TimeLimitError) <= held + 20


@pytest.mark.parametrize("release_gil", [False, True])
def test_limits_in_four_threads(release_gil: bool) -> None:
    """Each ends by its own; threads without one are left alone."""
    module = make_module(release_gil)
    ends: list[str] = []
    errors: list[BaseException] = []

    def limited(name: str, seconds: float) -> None:
        try:
            endless(module, name)(timeout=seconds)
        except TimeLimitError as error:
            ends.append(str(error))
        except BaseException as error:
            errors.append(error)

    def unlimited() -> None:
        try:
            for _ in range(200):
                assert module["count"](100_000) == 100_000
        except BaseException as error:
            errors.append(error)

    names = ("count", "fib", "python_counts", "sines")
    seconds = [0.02 * (number + 1) for number in range(4)]
    threads = [threading.Thread(target=limited, args=pair) for pair in zip(names, seconds, strict=True)]
    threads += [threading.Thread(target=unlimited) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(ends) == [f"the time limit of {each:g} seconds is over" for each in seconds]


def test_a_call_from_c_is_not_stopped(module: JitModule, interrupt: Callable[[float], None]) -> None:
    """Nothing can be raised through C: the exception comes when Python runs again, and the result is
    right."""
    prototype = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)
    rounds = 600_000_000
    single: Any = jit(parse_function(COUNT))
    for address in (module["count"].address, single.address):
        results: list[int] = []
        interrupt(0.05)
        with pytest.raises(KeyboardInterrupt):
            results.append(prototype(address)(rounds))
            time.sleep(10)
        assert results in ([rounds], [])
    with time_limit(0.01):
        assert prototype(module["count"].address)(rounds) == rounds


def test_the_pointer_of_a_single_function_leads_to_other_code() -> None:
    count: Any = jit(parse_function(COUNT))
    assert count.address == count.address != count.code_address
    assert ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)(count.address)(77) == 77
    text = "function %f(i64) -> i64 {\nblock0(v0: i64):\n    return v0\n}"
    straight: Any = jit(parse_function(text))
    assert straight.address == straight.code_address


FORK = """
import os, signal, subprocess, sys
import irtool
text = sys.stdin.read()
count = irtool.jit(irtool.parse_function(text))
assert count(10) == 10

def run():
    script = f"sleep 0.2; kill -INT {os.getpid()}"
    with subprocess.Popen(["sh", "-c", script], start_new_session=True):
        try:
            count(0)
        except KeyboardInterrupt:
            pass
    try:
        count(0, timeout=0.05)
    except irtool.TimeLimitError:
        return
    raise AssertionError

with irtool.time_limit(0.05):
    child = os.fork()
    if child == 0:
        count(500_000_000)  # limits stay with the parent
        run()
        os._exit(7)
    _, status = os.waitpid(child, 0)
assert os.waitstatus_to_exitcode(status) == 7
run()
import faulthandler
faulthandler.enable()
run()
recursion = irtool.jit(irtool.parse_function('''
function %r(i64) -> i64 {
    fn0 = %r(i64) -> i64
block0(v0: i64):
    v1 = call fn0(v0)
    v2 = iadd v1, v0
    return v2
}'''))
try:
    recursion(1)
except irtool.Trap as trap:
    assert trap.code == "stk_ovf"
signal.signal(signal.SIGINT, signal.SIG_IGN)
os.kill(os.getpid(), signal.SIGINT)
assert count(10) == 10
"""


def test_fork_faulthandler_and_recursion() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORK], input=COUNT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


def test_traps_stay_traps(module: JitModule) -> None:
    divide: Any = jit(
        parse_function(
            "function %d(i64, i64) -> i64 {\nblock0(v0: i64, v1: i64):\n"
            "    v2 = sdiv v0, v1\n    return v2\n}"
        )
    )
    with pytest.raises(Trap, match="int_divz"):
        divide(1, 0, timeout=60)
    assert divide(42, 2, timeout=60) == 21


def test_refusals(module: JitModule) -> None:
    count = module["count"]
    with pytest.raises(TypeError, match="timeout must be seconds, not str"):
        count(1, timeout="1")
    with pytest.raises(TypeError, match="no keyword arguments but timeout"):
        count(1, limit=1)
    with pytest.raises(TypeError, match="takes 1 arguments, got 0"):
        count(timeout=1)
    for seconds in (-1, float("nan"), float("inf"), 1e9):
        with pytest.raises(ValueError, match="from 0 to"):
            count(1, timeout=seconds)


COMMAND = """
import sys
import irtool.runtime.module, irtool.runtime.wasm.time_limits, irtool.cli.run
from irtool.cli.main import main
print("in", flush=True)
sys.exit(main(sys.argv[1:]))
"""


#: Emulated code has less fuel, unless it is given more.
MUCH = ("--fuel", str(1 << 50))


def test_the_signal_is_tried_and_nothing_is_left_of_that() -> None:
    """In a process of its own, which a signal of those that is left behind would end."""
    text = (
        "import signal\n"
        "from irtool.runtime import poke\n"
        "numbers = range(signal.SIGRTMIN, signal.SIGRTMAX + 1)\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, numbers)\n"
        "number = poke.poke_signal()\n"
        "assert number in numbers and not signal.sigpending()\n"
        "signal.pthread_sigmask(signal.SIG_UNBLOCK, numbers)\n"
        "assert signal.getsignal(number) is signal.SIG_DFL\n"
        "signal.signal(number, lambda *_: None)\n"
        "poke.poke_signal.cache_clear()\n"
        "assert poke.poke_signal() < number\n"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("options", [[], ["--emulate", *MUCH], ["--target", "aarch64", *MUCH]])
def test_the_command(tmp_path: Path, options: list[str]) -> None:
    program = tmp_path / "p.clif"
    program.write_text(COUNT)
    command = [sys.executable, "-c", COMMAND, "run", str(program), *options]
    done = subprocess.run([*command, "--timeout", "0.1", "0"], capture_output=True, timeout=300)
    assert done.returncode == 1
    assert done.stderr == f"{program}: the time limit of 0.1 seconds is over\n".encode()
    with subprocess.Popen([*command, "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"in\n"
            time.sleep(1)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=300)
        finally:
            process.kill()
    assert process.returncode == 130
    assert err == b""


def test_the_command_in_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from irtool.cli.main import main

    program = tmp_path / "p.clif"
    program.write_text(COUNT)
    assert main(["run", str(program), "--timeout", "60", "12"]) == 0
    assert capsys.readouterr().out == "12\n"
    assert main(["run", str(program), "--timeout", "nan", "12"]) == 2
    assert "a time limit must be from 0 to" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["aarch64", host_name()])
def test_under_emulation(target: str, interrupt: Callable[[float], None]) -> None:
    """Calls are stopped, and the machine can be used again."""
    from irtool.runtime.module import load

    module = load([parse_function(COUNT)], target, emulate=True, fuel=1 << 50)
    count = module.function("count")
    assert count(100_000, timeout=60) == 100_000
    with pytest.raises(TimeLimitError):
        count(0, timeout=0.1)
    interrupt(0.2)
    with pytest.raises(KeyboardInterrupt):
        count(0)
    with time_limit(0.1), pytest.raises(TimeLimitError):
        count(0)
    with pytest.raises(TypeError, match="no keyword arguments but timeout"):
        count(0, limit=1)
    assert count(1_000_000) == 1_000_000
    module.close()


# --- fuel -----------------------------------------------------------------------------------------------


def interpreted_cost(text: str, arguments: list[int]) -> int:
    """Least fuel with which the interpreter runs the first function to its end."""
    low, high = 0, 1 << 20
    functions = list(parse_functions(text))
    while low + 1 < high:
        middle = (low + high) // 2
        try:
            interpreted(functions[0], functions[1:], fuel=middle)(*arguments)
            high = middle
        except LimitError:
            low = middle
    return high


BRANCHES = """function %branches(i64) -> i64 {
    fn0 = %step(i64) -> i64
block0(v0: i64):
    v1 = iconst.i64 0
    jump block1(v0, v1)
block1(v2: i64, v3: i64):
    v4 = iconst.i64 1
    v5 = band v2, v4
    brif v5, block2, block3
block2:
    v6 = call fn0(v2)
    v7 = iadd v3, v6
    v8 = isub v2, v4
    jump block1(v8, v7)
block3:
    v9 = isub v2, v4
    v10 = icmp slt v9, v4
    brif v10, block4, block1(v9, v3)
block4:
    return v3
}
function %step(i64) -> i64 {
block0(v0: i64):
    v1 = imul v0, v0
    return v1
}
"""


@pytest.mark.parametrize("level", ["none", "speed"])
def test_fuel_counts_what_the_interpreter_counts(level: str) -> None:
    from irtool.settings import Settings

    for text in (COUNT, BRANCHES):
        settings = Settings(host_name(), opt_level=level)
        fuel = Fuel(100_000)
        first, *others = parse_functions(text)
        single = jit(first, settings, others=others, fuel=fuel)
        module = JitModule(settings, fuel=fuel)
        module.define(text)
        module.finalize()
        for function in (single, module[first.name.symbol()]):
            for argument in (1, 7, 40):
                fuel.left = 100_000
                wanted = interpreted(first, others)(argument)
                assert function(argument) == wanted
                assert 100_000 - fuel.left == interpreted_cost(text, [argument])


def test_fuel_ends_endless_code() -> None:
    fuel = Fuel(1000)
    module = JitModule(fuel=fuel)
    module.define(COUNT + FIB + INDIRECT)
    module.finalize()
    for name, argument in (("count", 0), ("fib", 90)):
        fuel.left = 1000
        with pytest.raises(Trap, match="all fuel consumed") as caught:
            module[name](argument)
        assert -20 < fuel.left < 0
        assert caught.value.code == "user14"
        assert caught.value.backtrace[0].function == f"%{name}"
    fuel.left = 1 << 40
    assert module["fib"](20) == 6765
    assert module["count"](10, timeout=60) == 10


def test_a_trap_of_the_program_is_no_end_of_fuel() -> None:
    function = jit(parse_function("function %f() {\nblock0:\n    trap user14\n}"), fuel=Fuel(100))
    with pytest.raises(Trap) as caught:
        function()
    assert caught.value.message == "user14"


def test_fuel_that_is_refused() -> None:
    function = parse_function(COUNT)
    with pytest.raises(TypeError, match="fuel must be a Fuel, not int"):
        jit(function, fuel=7)  # type: ignore[arg-type]
    with pytest.raises(SettingError, match="release_gil=True"):
        jit(function, fuel=Fuel(7), release_gil=True)
    with pytest.raises(SettingError, match="release_gil=True"):
        JitModule(fuel=Fuel(7), release_gil=True)


def test_fuel_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from irtool.cli.main import main

    program = tmp_path / "p.clif"
    program.write_text(COUNT)
    assert main(["run", str(program), "--fuel", "1000", "0"]) == 1
    assert capsys.readouterr().err == f"{program}:7:5: %count: all fuel consumed\n"
    assert main(["run", str(program), "--fuel", "34", "10"]) == 0
    assert capsys.readouterr().out == "10\n"
    assert main(["run", str(program), "--fuel", "32", "10"]) == 1
    assert main(["run", str(program), "--fuel", str(1 << 70), "10"]) == 2
    assert "--fuel" in capsys.readouterr().err
