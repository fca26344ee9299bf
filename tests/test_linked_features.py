"""Thread-local variables, stack limits and probes, and stack switches in programs linked by gcc for both
machines."""

import ctypes
import subprocess
from pathlib import Path

import pytest
from irtool.cli.main import main
from irtool.compile import compile_function, compile_object, default_settings
from irtool.ir.errors import UnsupportedError
from irtool.ir.text.reader import parse_functions
from irtool.runtime.module import load
from irtool.runtime.traps import Trap
from linked_programs import CC, LEVELS, link_and_run

# --- thread-local variables ------------------------------------------------------------------------

THREAD_LOCAL = """
function %add(i64) -> i64 system_v {
    gv0 = symbol tls %counter
    gv1 = symbol tls %pair+8
block0(v0: i64):
    v1 = tls_value.i64 gv0
    v2 = load.i64 v1
    v3 = iadd v2, v0
    store v3, v1
    v4 = tls_value.i64 gv1
    v5 = load.i64 v4
    v6 = iadd v3, v5
    return v6
}
"""
THREAD_LOCAL_C = """
#include <pthread.h>
__thread long other = 1;
__thread long counter = 1000;
__thread long pair[2] = {5, 7};
long add(long);
static void *thread(void *result) {
    pair[1] = 70;
    add(1);
    *(long *)result = add(1);
    return 0;
}
int main(void) {
    long in_thread;
    pthread_t id;
    if (add(10) != 1017) return 1;
    pthread_create(&id, 0, thread, &in_thread);
    pthread_join(id, 0);
    if (in_thread != 1072) return 2;
    return add(100) != 1117 || counter != 1110 || other != 1 ? 3 : 0;
}
"""


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("model", ["elf_gd", "elf_le"])
@pytest.mark.parametrize("machine", CC)
def test_thread_local_variables(machine: str, model: str, level: str, tmp_path: Path) -> None:
    settings = [f"tls_model={model}", f"opt_level={level}"]
    ran = link_and_run(
        machine, THREAD_LOCAL, THREAD_LOCAL_C, tmp_path, settings, ("-O1", "-static", "-pthread")
    )
    assert ran.returncode == 0


def test_general_dynamic_in_a_shared_object(tmp_path: Path) -> None:
    """Where nothing is relaxed: the variable is one of a library that is loaded later."""
    library = "__thread long counter = 1000; __thread long pair[2] = {5, 7};"
    main = THREAD_LOCAL_C.replace("__thread long counter = 1000;", "extern __thread long counter;").replace(
        "__thread long pair[2] = {5, 7};", "extern __thread long pair[2];"
    )
    settings = default_settings()
    settings.apply("tls_model=elf_gd")
    (tmp_path / "module.o").write_bytes(compile_object(parse_functions(THREAD_LOCAL), "x86_64", settings))
    (tmp_path / "library.c").write_text(library)
    (tmp_path / "main.c").write_text(main)
    for command in (
        "gcc -shared -fPIC library.c module.o -o libours.so",
        "gcc main.c -L. -lours -pthread -Wl,-rpath,. -o program",
        "./program",
    ):
        done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (command, done.stderr)


def test_thread_local_variables_that_nobody_can_find() -> None:
    (func,) = parse_functions(THREAD_LOCAL)
    with pytest.raises(UnsupportedError, match=r"tls_value.i64 is not supported on x86_64"):
        compile_function(func, "x86_64")
    settings = default_settings()
    settings.apply("tls_model=elf_gd")
    with pytest.raises(UnsupportedError, match="the thread-local variable counter needs a linker"):
        load([func], "x86_64", settings)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_thread_local_variables_of_macho_are_in_no_elf_file(machine: str, tmp_path: Path) -> None:
    settings = default_settings()
    settings.apply("tls_model=macho")
    source = tmp_path / "f.clif"
    source.write_text(THREAD_LOCAL)
    (func,) = parse_functions(THREAD_LOCAL)
    code = compile_function(func, machine, settings)
    assert {code.symbols[int(number)] for number in code.reloc_symbol} == {"counter", "pair"}
    with pytest.raises(UnsupportedError, match=r"macho_tlv\w* of (counter|pair) is one of Mach-O; only ELF"):
        compile_object([func], machine, settings)
    with pytest.raises(UnsupportedError, match="the thread-local variable counter needs a linker"):
        load([func], machine, settings, emulate=True)
    output = tmp_path / "f.o"
    command = ["compile", "--target", machine, "--set", "tls_model=macho", str(source), "-o", str(output)]
    assert main(command) == 1
    assert not output.exists()


# --- symbols ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("machine", CC)
def test_symbols_in_a_position_independent_program(machine: str, tmp_path: Path) -> None:
    clif = """
function %total() -> i64 system_v {
    gv0 = symbol %far
    gv1 = symbol colocated %near
    gv2 = load.i64 notrap aligned gv0+8
    gv3 = iadd_imm.i64 gv1, 8
    sig0 = () -> i64 system_v
    fn0 = %far_function sig0
    fn1 = colocated %near_function sig0
block0:
    v0 = symbol_value.i64 gv2
    v1 = symbol_value.i64 gv3
    v2 = load.i64 v1
    v3 = iadd v0, v2
    v4 = call fn0()
    v5 = iadd v3, v4
    v6 = func_addr.i64 fn1
    v7 = call_indirect sig0, v6()
    v8 = iadd v5, v7
    return v8
}
"""
    c = """
long far[2] = {1, 20};
__attribute__((visibility("hidden"))) long near[2] = {300, 4000};
long far_function(void) { return 50000; }
__attribute__((visibility("hidden"))) long near_function(void) { return 600000; }
long total(void);
int main(void) { return total() != 654020; }
"""
    flags = ("-O1", "-fPIE", "-pie") if machine == "x86_64" else ("-O1", "-static-pie", "-fPIE")
    assert link_and_run(machine, clif, c, tmp_path, ["is_pic=true"], flags).returncode == 0


# --- the limit of the stack ------------------------------------------------------------------------

LIMITED = """
function %leaf(i64 vmctx, i64) -> i64 system_v {
    gv0 = vmctx
    gv1 = load.i64 notrap aligned gv0+8
    stack_limit = gv1
block0(v0: i64, v1: i64):
    return v1
}
function %large(i64 vmctx, i64) -> i64 system_v {
    gv0 = vmctx
    gv1 = load.i64 notrap aligned gv0
    gv2 = load.i64 notrap aligned gv1+8
    stack_limit = gv2
    ss0 = explicit_slot 100000
block0(v0: i64, v1: i64):
    v2 = stack_addr.i64 ss0
    store v1, v2+99992
    v3 = load.i64 v2+99992
    return v3
}
function %recurse(i64, i64, i64, i64, i64, i64, i64, i64, i64, i64 vmctx) -> i64 system_v {
    gv0 = vmctx
    gv1 = load.i64 notrap aligned gv0+8
    stack_limit = gv1
    fn0 = %recurse(i64, i64, i64, i64, i64, i64, i64, i64, i64, i64 vmctx) -> i64 system_v
block0(v0: i64, v1: i64, v2: i64, v3: i64, v4: i64, v5: i64, v6: i64, v7: i64, v8: i64, v9: i64):
    brif v0, block1, block2
block1:
    v10 = iconst.i64 1
    v11 = isub v0, v10
    v12 = call fn0(v11, v1, v2, v3, v4, v5, v6, v7, v8, v9)
    v13 = iadd v12, v10
    return v13
block2:
    return v1
}
function %grown(i64 vmctx, i64) -> i64 tail {
    gv0 = vmctx
    gv1 = load.i64 notrap aligned gv0+8
    stack_limit = gv1
    fn0 = %many(i64, i64, i64, i64, i64, i64, i64, i64, i64, i64) -> i64 tail
block0(v0: i64, v1: i64):
    return_call fn0(v1, v1, v1, v1, v1, v1, v1, v1, v1, v1)
}
function %many(i64, i64, i64, i64, i64, i64, i64, i64, i64, i64) -> i64 tail {
block0(v0: i64, v1: i64, v2: i64, v3: i64, v4: i64, v5: i64, v6: i64, v7: i64, v8: i64, v9: i64):
    return v9
}
"""


@pytest.mark.parametrize("level", LEVELS)
def test_the_stack_pointer_is_checked(level: str) -> None:
    """Natively, with limits far from where the stack is."""
    settings = default_settings()
    settings.apply(f"opt_level={level}")
    module = load(parse_functions(LIMITED), "x86_64", settings)
    try:
        inner = (ctypes.c_ulong * 2)(0, 0)
        outer = (ctypes.c_ulong * 2)(ctypes.addressof(inner), 0)
        context = ctypes.addressof(outer)

        def call(name: str, *args: int) -> "int | str":
            try:
                return module.call(name, list(args))[0]  # type: ignore[return-value]
            except Trap as trap:
                return trap.code

        nine = [0] * 7
        assert call("large", context, 5) == 5
        assert call("recurse", 3, 10, *nine, context) == 13
        assert call("grown", context, 8) == 8
        for limit in (1 << 63, (1 << 64) - 1, (1 << 64) - 50000):
            outer[1] = inner[1] = limit
            assert call("leaf", context, 7) == 7, "takes nothing"
            assert call("large", context, 5) == "stk_ovf"
            assert call("recurse", 3, 10, *nine, context) == "stk_ovf"
            assert call("grown", context, 8) == "stk_ovf"
    finally:
        module.close()


@pytest.mark.parametrize("machine", CC)
def test_the_limit_is_exact(machine: str, tmp_path: Path) -> None:
    """A function of 100,000 bytes passes with room for it and not with 4 KiB less, counted from the
    caller's stack pointer; the trap is a signal."""
    c = """
#include <setjmp.h>
#include <signal.h>
static sigjmp_buf back;
static void caught(int number) { (void)number; siglongjmp(back, 1); }
long large(void *, long), recurse(long, long, long, long, long, long, long, long, long, void *);
struct context { struct context *self; char *limit; };
static int traps(struct context *context, long room, int deep) {
    context->limit = (char *)__builtin_frame_address(0) - room;
    if (sigsetjmp(back, 1)) return 1;
    if (deep) recurse(1000, 0, 0, 0, 0, 0, 0, 0, 0, context);
    else large(context, 5);
    return 0;
}
int main(void) {
    struct context context = {&context, 0};
    signal(SIGILL, caught);
    if (traps(&context, 104000, 0)) return 1;
    if (!traps(&context, 100000, 0)) return 2;
    if (!traps(&context, -1000, 0)) return 3;
    if (traps(&context, 200000, 1)) return 4;
    if (!traps(&context, 20000, 1)) return 5;
    return 0;
}
"""
    assert link_and_run(machine, LIMITED, c, tmp_path).returncode == 0


@pytest.mark.parametrize("machine", CC)
def test_the_limit_is_a_variable(machine: str, tmp_path: Path) -> None:
    parts = []
    for name, how in (
        ("near", "symbol colocated %limit"),
        ("far", "symbol %limit"),
        ("behind", "symbol %limits+8"),
    ):
        parts.append(f"""
function %{name}(i64) -> i64 system_v {{
    gv0 = {how}
    gv1 = load.i64 notrap aligned gv0
    stack_limit = gv1
    fn0 = %id(i64) -> i64 system_v
block0(v0: i64):
    v1 = call fn0(v0)
    return v1
}}""")
    c = """
#include <setjmp.h>
#include <signal.h>
unsigned long limit, limits[2];
static sigjmp_buf back;
static void caught(int number) { (void)number; siglongjmp(back, 1); }
long near(long), far(long), behind(long);
long id(long x) { return x; }
int main(void) {
    signal(SIGILL, caught);
    if (near(1) + far(2) + behind(3) != 6) return 1;
    limit = limits[1] = -1ul;
    if (!sigsetjmp(back, 1)) { near(1); return 2; }
    if (!sigsetjmp(back, 1)) { far(1); return 3; }
    if (!sigsetjmp(back, 1)) { behind(1); return 4; }
    return 0;
}
"""
    assert link_and_run(machine, "".join(parts), c, tmp_path).returncode == 0


# --- probes ----------------------------------------------------------------------------------------

LARGE = """
function %large(i64) -> i64 system_v {
    ss0 = explicit_slot 65536
block0(v0: i64):
    v1 = stack_addr.i64 ss0
    store v0, v1
    v2 = load.i64 v1
    return v2
}
function %small(i64) -> i64 system_v {
    ss0 = explicit_slot 4000
block0(v0: i64):
    v1 = stack_addr.i64 ss0
    store v0, v1
    v2 = load.i64 v1
    return v2
}
"""


def test_stack_probes_by_a_call(tmp_path: Path) -> None:
    c = """
long large(long), small(long), called, most;
void __cranelift_probestack(void);
asm(".globl __cranelift_probestack\\n__cranelift_probestack:\\n"
    "incq called(%rip)\\nmov %rax, most(%rip)\\nret\\n");
int main(void) {
    if (small(5) != 5 || called != 0) return 1;
    return large(7) != 7 || called != 1 || most < 65536 || most > 65600;
}
"""
    assert link_and_run("x86_64", LARGE, c, tmp_path, ["enable_probestack=true"]).returncode == 0
    settings = default_settings()
    settings.apply("enable_probestack=true")
    with pytest.raises(UnsupportedError, match="probestack_strategy=outline is not supported on aarch64"):
        compile_object(parse_functions(LARGE), "aarch64", settings)
    compile_object(parse_functions(LARGE)[1:], "aarch64", settings)


@pytest.mark.parametrize("log2", [0, 6, 11, 12, 13, 16, 20, 40])
@pytest.mark.parametrize("machine", CC)
def test_stack_probes_at_any_distance(machine: str, log2: int) -> None:
    settings = default_settings()
    settings.apply("enable_probestack=true")
    settings.apply("probestack_strategy=inline")
    settings.apply(f"probestack_size_log2={log2}")
    module = load(parse_functions(LARGE), machine, settings, emulate=True)
    assert module.call("large", [77]) == [77]
    assert module.call("small", [78]) == [78]
    module.close()


# --- other stacks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("machine", CC)
def test_stack_switch(machine: str, level: str, tmp_path: Path) -> None:
    """Two coroutines: `generate` yields squares to `main`, which sends back what is added to them. Floats and
    integers live across the switches."""
    clif = """
function %resume(i64, i64) -> i64 system_v {
block0(v0: i64, v1: i64):
    v2 = load.f64 v0+32
    v3 = load.i64 v0+40
    v4 = stack_switch v0, v0, v1
    v5 = load.f64 v0+32
    v6 = fcmp eq v2, v5
    v7 = load.i64 v0+40
    v8 = icmp eq v3, v7
    v9 = band v6, v8
    trapz v9, user1
    return v4
}
function %generate(i64, i64) system_v {
block0(v0: i64, v1: i64):
    v20 = load.f64 v1+32
    v2 = iconst.i64 0
    jump block1(v2, v0)
block1(v3: i64, v4: i64):
    v5 = imul v3, v3
    v6 = iadd v5, v4
    v7 = stack_switch v1, v1, v6
    v21 = load.f64 v1+32
    v22 = fcmp eq v20, v21
    trapz v22, user2
    v8 = iconst.i64 1
    v9 = iadd v3, v8
    jump block1(v9, v7)
}
"""
    entry = (
        'asm(".globl enter\\nenter:\\nmov %rbx, %rsi\\ncall generate\\n");'
        if machine == "x86_64"
        else 'asm(".globl enter\\nenter:\\nmov x1, x19\\nbl generate\\n");'
    )
    # The new stack begins in `enter`, which finds its context above the stack pointer.
    find = "mov (%rsp), %rsi" if machine == "x86_64" else "ldr x1, [sp]"
    entry = entry.replace("mov %rbx, %rsi", find).replace("mov x1, x19", find)
    c = f"""
#include <stdlib.h>
{entry}
void enter(void);
struct context {{ void *sp, *fp, *pc; long unused; double x; long y; }} context;
long resume(struct context *, long);
int main(void) {{
    char *stack = aligned_alloc(16, 1 << 16);
    void **top = (void **)(stack + (1 << 16) - 64);
    top[0] = &context;
    context.sp = top; context.fp = 0; context.pc = enter; context.x = 2.5; context.y = 11;
    for (long n = 0; n < 50; n++)
        if (resume(&context, 100 * n) != n * n + 100 * n) return 1;
    return 0;
}}
"""
    settings = [f"opt_level={level}", "stack_switch_model=basic"]
    assert link_and_run(machine, clif, c, tmp_path, settings).returncode == 0


def test_stack_switch_needs_its_model() -> None:
    (func,) = parse_functions(
        "function %f(i64, i64, i64) -> i64 { block0(v0: i64, v1: i64, v2: i64):"
        " v3 = stack_switch v0, v1, v2 return v3 }"
    )
    for machine in CC:
        with pytest.raises(UnsupportedError, match=r"stack_switch.i64 is not supported"):
            compile_function(func, machine)
