"""`irtool.FunctionBuilder`: handles that know their kind, numbers for constants, structures, data objects."""

import ctypes
import inspect
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import irtool
import pytest
from builder_programs import ROWS, random_function
from function_content import content
from irtool import (
    F32,
    F64,
    F128,
    I8,
    I8X16,
    I16,
    I32,
    I32X4,
    I64,
    I128,
    Bytes,
    DataSection,
    Function,
    FunctionBuilder,
    GlobalValue,
    StructType,
    Value,
    interpreted,
    jit,
    make_signature,
    memory_flags,
    pack_lanes,
    parse_function,
    print_function,
    unpack_lanes,
    verify,
)
from irtool.ir import gen_typed_builder
from irtool.ir.gen_typed_builder import number_type
from irtool.ir.opcodes import OPS
from irtool.object.elf_read import read_object
from irtool.runtime.platform import supported

native = pytest.mark.skipif(not supported(), reason="no native execution on this machine")


def started(params: list[int], returns: list[int]) -> tuple[FunctionBuilder, list[Value]]:
    """A builder in the entry block, and the parameters."""
    b = FunctionBuilder.create("f", params, returns, "system_v")
    entry = b.create_entry_block()
    b.switch_to_block(entry)
    return b, entry.params


def finished(b: FunctionBuilder) -> Function:
    """The function, verified; it prints and reads back equal."""
    func = b.finalize()
    assert verify(func) == []
    again = parse_function(print_function(func))
    assert content(again) == content(func)
    return func


def both(func: Function, **options: object) -> list[Callable[..., object]]:
    """The function interpreted, and compiled where this machine can."""
    made: list[Callable[..., object]] = [interpreted(func, **options)]  # type: ignore[arg-type]
    if supported():
        made.append(jit(func, **options))  # type: ignore[arg-type]
    return made


def refused(message: str):  # type: ignore[no-untyped-def]
    return pytest.raises(irtool.BuilderError, match=f"^{message}$")


def test_generated_file_is_up_to_date() -> None:
    assert gen_typed_builder.main(["--check"]) == 0


def test_every_opcode_has_a_method_with_types() -> None:
    for row in OPS:
        method = getattr(FunctionBuilder, {"return": "return_"}.get(row.name, row.name))
        assert row.name in dir(FunctionBuilder) or row.name == "return"
        assert method.__doc__ and len(method.__doc__) > 30, row.name


# --- handles --------------------------------------------------------------------------------------


def test_handles_know_their_kind_and_function() -> None:
    b, (x, p) = started([I32, I64], [I32])
    other, (y, _) = started([I32, I64], [I32])
    block = b.create_block([I32])
    slot = b.create_stack_slot(8)
    assert str(x) == "v0" and repr(x) == "<v0: i32>" and x.type == I32 and str(block) == "block1"
    assert x == b.block_params(b.current_block)[0] and x != y and x != block  # type: ignore[arg-type]
    assert len({x, y, block, b.current_block}) == 4
    with refused("iadd: arg 1 .* has type i64, expected i32"):
        b.iadd(x, p)
    with refused("iadd: v0 is a value of another function"):
        b.iadd(x, y)
    with refused("jump: a block is needed, not a value"):
        b.jump(x)  # type: ignore[arg-type]
    with refused("jump: a block is needed, not int 1"):
        b.jump(1)  # type: ignore[arg-type]
    with refused("iadd: a value or a number is needed, not a block"):
        b.iadd(x, block)  # type: ignore[arg-type]
    with refused("ineg: a value or a number is needed, not str 'x'"):
        b.ineg("x")  # type: ignore[arg-type]
    with refused("stack_addr: a stack slot is needed, not int 0"):
        b.stack_addr(I64, 0)  # type: ignore[arg-type]
    with refused("call: a function reference is needed, not a stack slot"):
        b.call(slot)  # type: ignore[arg-type]
    with refused("def_var: a variable is needed, not a block"):
        b.def_var(block, x)  # type: ignore[arg-type]
    with refused("switch_to_block: block1 is a block of another function"):
        other.create_block()
        other.switch_to_block(block)
    with refused("brif: a value is needed, not int 1"):
        b.brif(1, block, [x], block, [x])  # type: ignore[arg-type]
    with refused("extractlane: a value is needed, not int 3"):
        b.extractlane(3, 0)  # type: ignore[arg-type]
    assert len(b.func.op) == 0


def test_a_refused_call_leaves_nothing_behind() -> None:
    b, (x, p) = started([I32, I64], [I32, I32])
    block = b.create_block([I8, I32])
    callee = b.import_function("g", make_signature([I8, I32], [], "system_v"))
    sealed = b.create_block([I32])
    b.seal_block(sealed)
    with refused("iadd: 4294967296 does not fit i32"):
        b.iadd(x, 1 << 32)
    with refused("select: 0.5 is no integer, which i32 needs"):
        b.select(x, x, 0.5)
    with refused("select: one operand at least must be a value, which gives the type"):
        b.select(x, 1, 2)
    with refused("call: 256 does not fit i8"):
        b.call(callee, [256, 1])
    with refused(r"call: arg 1 \(v1\) has type i64, expected i32"):
        b.call(callee, [255, p])
    with refused("return: got 1 values, the signature has 2"):
        b.return_([1])
    with refused(r"return: arg 1 \(v1\) has type i64, expected i32"):
        b.return_([1, p])
    with refused("jump: -129 does not fit i8"):
        b.jump(block, [-129, x])
    with refused(r"brif: argument 1 of block1 \(v1\) has type i64, expected i32"):
        b.brif(x, block, [1, x], block, [1, p])
    with refused("jump: block2 is sealed and takes no further predecessor"):
        b.jump(sealed, [1])
    with refused("jump: only a try_call has results and exceptions to pass"):
        b.jump(block, [b.ret(0), x])
    with refused("uextend: arg 0 must be a value: a number says no type here"):
        b.uextend(I64, 5)  # type: ignore[arg-type]
    with refused("iadd: a value or a number is needed, not bool True"):
        b.iadd(x, True)
    with refused("store_field: no current block; call switch_to_block first"):
        FunctionBuilder.create("g").store_field(StructType("s", [("a", I8)]), 1, 0, "a")
    assert len(b.func.op) == 0


# --- numbers --------------------------------------------------------------------------------------


def test_numbers_become_constants_of_the_type_that_fits() -> None:
    b, (x, wide, lanes, real, p) = started([I32, I128, I32X4, F64, I64], [I32])
    b.isub(0, x)
    b.iadd(wide, -1)
    b.iadd(wide, 1 << 127)
    b.imul(lanes, 3)
    b.fmul(0.5, real)
    b.fadd(real, 2)
    b.ishl(wide, 100)
    b.insertlane(lanes, 9, 2)
    b.splat(I8X16, 255)
    b.load(I8, 0x4000)
    b.uload32(0x5000)
    b.uadd_overflow_cin(x, 1, 1)
    b.atomic_rmw(I16, "add", p, 1)
    b.icmp("ult", 10, x)
    b.return_([-1])
    text = print_function(finished(b))
    for line in (
        "v5 = iconst.i32 0\n    v6 = isub v5, v0",
        "v7 = iconst.i64 -1\n    v8 = sextend.i128 v7",
        "v12 = iconcat v10, v11",
        "= vconst.i32x4 const0",
        "f64const 0x1.0000000000000p-1",
        "f64const 0x1.0000000000000p1",
        "= iconst.i32 100\n",
        "= iconst.i64 0x4000\n",
        "= iconst.i64 0x5000\n",
        "= iconst.i8 1\n",
        "= iconst.i16 1\n",
    ):
        assert line in text, text
    assert "const0 = 0x00000003000000030000000300000003" in text


def test_const_of_every_type() -> None:
    b, _ = started([], [I8, I128, F32, I32X4, I8X16, I64])
    b.return_(
        [
            b.const(I8, 255),
            b.const(I128, (1 << 64) + 5),
            b.const(F32, -1.5),
            b.const(I32X4, [1, -2, 3, 0xFFFFFFFF]),
            b.const(I8X16, b"abc"),
            b.const(I64, 1 << 63),
        ]
    )
    for call in both(finished(b)):
        small, wide, real, lanes, text, large = call()  # type: ignore[misc]
        assert (small, wide, real, large) == (-1, (1 << 64) + 5, -1.5, -(1 << 63))
        assert unpack_lanes(I32X4, lanes) == [1, -2, 3, -1]
        assert text == b"abc" + bytes(13)
    for ty, value, message in (
        (F128, 1.0, "numbers are not converted to f128: use f128const with the 16 bytes"),
        (I32X4, [1, 2], "2 numbers are given for i32x4, which has 4 lanes"),
        (I32, [1], "const: i32 takes one number"),
        (9999, 1, r"const: 9999 is not the code of a type \(`irtool.types`\)"),
        (F32, 1e39, r"1e\+39 is too large for f32"),
    ):
        with refused(message):
            b.const(ty, value)  # type: ignore[arg-type]


def test_annotations_say_what_may_be_a_number() -> None:
    """`Operand` exactly where a number is taken, so that mypy and the builder agree."""
    for row in ROWS:
        annotations = inspect.signature(getattr(FunctionBuilder, row.name)).parameters
        if irtool.FunctionBuilder.iadd.__class__.__name__ == "method_descriptor":
            pytest.skip("the compiled form keeps no annotations")
        for name, ty in row.operand_list:
            taken = annotations[name].annotation is not Value
            assert taken == bool(number_type(row, name, ty)), (row.name, name)


def check_random(seed: int, size: int, seen: set[str]) -> None:
    func = random_function(random.Random(seed), size, seen)
    assert [error.message for error in verify(func)] == []
    text = print_function(func)
    again = parse_function(text)
    assert content(again) == content(func)
    assert print_function(again) == text


def test_what_the_builder_accepts_verifies_and_reads_back() -> None:
    seen: set[str] = set()
    for seed in range(60):
        check_random(seed, 40, seen)
    expected = {row.name for row in ROWS if any(number_type(row, name, ty) for name, ty in row.operand_list)}
    assert len(expected - seen) < len(expected) // 10, expected - seen


@pytest.mark.slow
def test_what_the_builder_accepts_verifies_and_reads_back_at_length() -> None:
    for seed in range(60, 3000):
        check_random(seed, 40, set())


@pytest.mark.skipif(shutil.which("ld") is None, reason="no linker")
def test_what_the_builder_accepts_links(tmp_path: Path) -> None:
    """One function per opcode that the machine has, in one object, linked with the symbols it names."""
    functions, names = [], set()
    for seed in range(400):
        func = random_function(random.Random(seed), 1, set())
        func.name = irtool.ExtName(f"f {seed}")
        try:
            irtool.compile_function(func, "x86_64")
        except (irtool.UnsupportedError, irtool.ErrorList):
            continue
        functions.append(func)
        names |= {irtool.ir.opcodes.OPS[op].name for op in func.op}
    data = DataSection()
    data.define("a symbol", bytes(16), writable=True)
    functions.append(parse_function("function %callee() system_v { block0: return }"))
    (tmp_path / "f.o").write_bytes(irtool.compile_object(functions, "x86_64", data=data))
    done = subprocess.run(
        ["ld", "-r", "-o", "out.o", "f.o"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(names) > 80


# --- calls of what was built ----------------------------------------------------------------------


def test_wide_integers_and_vectors_as_arguments_and_results() -> None:
    b, (wide, lanes) = started([I128, I32X4], [I128, I32X4])
    b.return_([b.imul(wide, 3), b.iadd(lanes, lanes)])
    for call in both(finished(b)):
        wide_result, sum_ = call(1 << 100, [1, 2, 3, -4])  # type: ignore[misc]
        assert wide_result == 3 << 100 and unpack_lanes(I32X4, sum_) == [2, 4, 6, -8]
        wide_result, sum_ = call(-1, pack_lanes(I32X4, [1, 2, 3, 4]))  # type: ignore[misc]
        assert wide_result == -3 and unpack_lanes(I32X4, sum_, signed=False) == [2, 4, 6, 8]
        with pytest.raises(TypeError, match="3 numbers are given for i32x4, which has 4 lanes"):
            call(1, [1, 2, 3])


def test_unsigned_results_on_request() -> None:
    b, (x,) = started([I8], [I8, I64, I128, F32])
    b.return_([x, b.sextend(I64, x), b.sextend(I128, x), -1.0])
    func = finished(b)
    for call in both(func):
        assert call(-1) == (-1, -1, -1, -1.0)
    for call in both(func, unsigned=True):
        assert call(-1) == (255, (1 << 64) - 1, (1 << 128) - 1, -1.0)
    b, (x,) = started([I32], [I32])
    b.return_([x])
    for call in both(finished(b), unsigned=True):
        assert call(0xFFFFFFFF) == 0xFFFFFFFF
    b, _ = started([], [])
    b.return_()
    for call in both(finished(b), unsigned=True):
        assert call() is None


def test_interpreted_functions_trap_and_refuse_as_compiled_ones() -> None:
    b, (x,) = started([I32], [I32])
    b.return_([b.udiv(10, x)])
    func = finished(b)
    for call in both(func):
        assert call(3) == 3
        with pytest.raises(irtool.Trap, match="int_divz") as caught:
            call(0)
        assert caught.value.code == "int_divz"
        with pytest.raises(TypeError, match=r"takes 1 arguments, got 2"):
            call(1, 2)
        with pytest.raises(TypeError):
            call(1.5)
    assert repr(interpreted(func)) == "<interpreted function f>"


# --- structures -----------------------------------------------------------------------------------


def test_layout_is_that_of_ctypes() -> None:
    rng = random.Random(7)
    kinds = {
        I8: ctypes.c_int8,
        I16: ctypes.c_int16,
        I32: ctypes.c_int32,
        I64: ctypes.c_int64,
        F64: ctypes.c_double,
    }
    known: list[tuple[StructType, type]] = []
    for number in range(200):
        packed = rng.random() < 0.2
        fields, c_fields = [], []
        for index in range(rng.randint(1, 6)):
            if known and rng.random() < 0.2:
                struct, c_type = rng.choice(known)
                fields.append((f"f{index}", struct))
                c_fields.append((f"f{index}", c_type))
            elif rng.random() < 0.2:
                size = rng.randint(0, 9)
                fields.append((f"f{index}", Bytes(size)))
                c_fields.append((f"f{index}", ctypes.c_char * size))
            else:
                ty = rng.choice(list(kinds))
                fields.append((f"f{index}", ty))
                c_fields.append((f"f{index}", kinds[ty]))
        struct = StructType(f"s{number}", fields, packed)  # type: ignore[arg-type]
        body = {"_pack_": 1} if packed else {}
        c_type = type(f"S{number}", (ctypes.Structure,), {**body, "_fields_": c_fields})
        assert struct.size == ctypes.sizeof(c_type)
        for name, _ in c_fields:
            assert struct.offset(name) == getattr(c_type, name).offset
        if struct.size:
            known.append((struct, c_type))


def test_fields_are_loaded_and_stored() -> None:
    inner = StructType("inner", [("tag", I8), ("x", F64)])
    outer = StructType("outer", [("count", I32), ("name", Bytes(5)), ("inner", inner)])
    assert (inner.size, inner.align, outer.size, outer.offset("inner.x")) == (16, 8, 32, 24)
    assert repr(outer.field("inner.x")) == "<field inner.x: f64 at 24>"
    b, (p,) = started([I64], [I32, F64, I64])
    count = b.load_field(outer, p, "count")
    b.store_field(outer, b.iadd(count, 1), p, "count")
    b.store_field(outer, 0.25, p, "inner.x")
    slot = b.create_struct_slot(inner)
    local = b.stack_addr(I64, slot)
    b.store_field(inner, -1, local, "tag", flags=memory_flags("notrap", "aligned"))
    tag = b.sextend(I64, b.load_field(inner, local, "tag"))
    x = b.load_field(inner, b.field_address(outer, p, "inner"), "x")
    b.return_([count, x, tag])
    func = finished(b)
    if supported():
        memory = ctypes.create_string_buffer(32)
        memory[0] = 41
        assert jit(func)(ctypes.addressof(memory)) == (41, 0.25, -1)
        assert memory.raw[:4] == b"\x2a\0\0\0" and memory.raw[24:] == b"\0\0\0\0\0\0\xd0\x3f"
    with refused("struct outer: no field 'inner.y'; fields here: tag, x"):
        outer.field("inner.y")
    with refused("load_field: the field 'name' of struct outer is no single value"):
        b.load_field(outer, p, "name")
    with refused("struct s: the field 'a' comes twice"):
        StructType("s", [("a", I8), ("a", I8)])
    with refused("struct s: 9999 is no type of a field"):
        StructType("s", [("a", 9999)])
    with refused("Bytes: size 4 or alignment 3 is not possible"):
        Bytes(4, 3)
    with refused("struct s: .* bytes are more than an offset can reach"):
        StructType("s", [("a", Bytes(1 << 31))])


# --- data objects ---------------------------------------------------------------------------------


def program_with_data() -> tuple[Function, DataSection]:
    """`f(i)` counts its calls in `counter` and returns the i-th byte of a text, and the count."""
    data = DataSection()
    text = data.string("grün")
    assert data.string("grün") == text and data.string(b"x", "named") == "named"
    data.reserve("counter", 8, 8)
    data.define("start", (40).to_bytes(8, "little"), writable=True)
    b, (index,) = started([I64], [I8, I64])
    byte = b.uload8(I16, b.iadd(b.symbol_address(text), index))
    counter = b.symbol_address("counter")
    count = b.iadd(b.load(I64, counter), 1)
    b.store(count, counter)
    b.return_([b.ireduce(I8, byte), b.iadd(count, b.load(I64, b.symbol_address("start")))])
    return b.finalize(), data


def test_data_objects_in_this_process() -> None:
    func, data = program_with_data()
    assert verify(func) == []
    calls = both(func, data=data)
    for call in calls:
        assert call(0) == (ord("g"), 41)
    for call, count in zip(calls, (41, 42), strict=False):  # the interpreter starts anew
        assert call(5) == (0, count)


@native
def test_a_constant_is_not_written() -> None:
    program = """
import irtool
data = irtool.DataSection()
data.string("constant", "text")
b = irtool.FunctionBuilder.create("f", [], [], "system_v")
b.switch_to_block(b.create_entry_block())
b.store(b.const(irtool.I8, 1), b.symbol_address("text"))
b.return_()
try:
    irtool.jit(b.finalize(), data=data)()
except irtool.Trap as trap:
    print(trap.code)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "heap_oob\n"


@pytest.mark.skipif(shutil.which("gcc") is None, reason="no gcc")
def test_data_objects_in_an_object_file(tmp_path: Path) -> None:
    func, data = program_with_data()
    (tmp_path / "f.o").write_bytes(irtool.compile_object(func, "x86_64", data=data))
    (tmp_path / "main.c").write_text(
        "#include <stdio.h>\nextern long counter, start;\n"
        "struct r { signed char c; long n; }; extern struct pair { long c, n; } f(long);\n"
        "int main(void) { start = 1; struct pair r = f(1); r = f(1);"
        ' printf("%c %ld %ld\\n", (char)r.c, r.n, counter); return 0; }\n'
    )
    command = ["gcc", "-no-pie", "-o", "main", "main.c", "f.o"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert subprocess.run([tmp_path / "main"], capture_output=True, text=True, check=True).stdout == "r 3 2\n"


@pytest.mark.skipif(shutil.which("aarch64-linux-gnu-gcc") is None, reason="no cross compiler")
@pytest.mark.skipif(shutil.which("qemu-aarch64") is None, reason="no qemu-aarch64")
def test_data_objects_for_aarch64(tmp_path: Path) -> None:
    func, data = program_with_data()
    (tmp_path / "f.o").write_bytes(irtool.compile_object(func, "aarch64", data=data))
    (tmp_path / "main.c").write_text(
        "struct pair { long c, n; } f(long); int main(void) { f(0); return (int)f(1).n; }\n"
    )
    command = ["aarch64-linux-gnu-gcc", "-static", "-o", "main", "main.c", "f.o"]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert subprocess.run(["qemu-aarch64", tmp_path / "main"], check=False).returncode == 42


def test_sections_of_data_objects() -> None:
    func, data = program_with_data()
    symbols = {
        symbol.name: symbol
        for symbol in read_object(irtool.compile_object(func, "x86_64", data=data)).symbols
    }
    assert {"counter", "start", "named", ".str0"} <= set(symbols)
    data.define("f", b"")
    with pytest.raises(irtool.IrtoolError, match="'f' is defined twice: as a function and as data"):
        irtool.compile_object(func, "x86_64", data=data)


def test_what_is_no_data_object() -> None:
    data = DataSection()
    data.define("a", b"1")
    for wrong, message in (
        (lambda: data.define("a", b"2"), "the data object 'a' is defined already"),
        (lambda: data.define("", b"2"), "'' is not a name: it is empty"),
        (lambda: data.define("b\0", b"2"), r"'b\\x00' is not a name: it contains a NUL character"),
        (lambda: data.define("b", b"2", align=3), "data object 'b': the alignment 3 is not possible"),
        (lambda: data.string("a\0b"), "a string contains a NUL; use `define` for arbitrary bytes"),
        (lambda: data.string("\ud800"), "a string contains half of a surrogate pair, .*"),
        (lambda: data.reserve("b", -1), "data object 'b': the size -1 is not possible"),
    ):
        with refused(message):
            wrong()
    assert list(data.objects) == ["a"]


def test_lanes() -> None:
    assert pack_lanes(F64X2 := irtool.F64X2, [1.5, -2]) == bytes.fromhex("000000000000f83f00000000000000c0")
    assert unpack_lanes(F64X2, pack_lanes(F64X2, [1.5, -2])) == [1.5, -2.0]
    for wrong, message in (
        (lambda: pack_lanes(I32, [1]), "pack_lanes: i32 is no fixed vector type"),
        (lambda: unpack_lanes(I32X4, b"1"), "unpack_lanes: i32x4 has 16 bytes, not 1"),
        (lambda: pack_lanes(I32X4, [1, 2, 3, 1 << 32]), "4294967296 does not fit i32"),
    ):
        with refused(message):
            wrong()


DECLARATIONS: dict[str, tuple[Callable[[FunctionBuilder], object], str]] = {
    "slot": (lambda b: b.create_stack_slot((1 << 32) - 1, 1 << 31), ""),
    "large slot": (lambda b: b.create_stack_slot(1 << 32), "create_stack_slot: size .* is not possible"),
    "alignment": (lambda b: b.create_stack_slot(8, 1 << 32), "create_stack_slot: .* is not possible"),
    "region": (lambda b: b.create_region(1, "a\nb\\ \0 é"), ""),
    "kind": (lambda b: b.create_global_value(GlobalValue("gv")), "'gv' is no kind of global value; .*"),
    "base": (lambda b: b.create_global_value(GlobalValue("load", I64, 5)), "there is no global value 5"),
    "load type": (lambda b: b.create_global_value(GlobalValue("load", 9999, 0)), "9999 is not the code .*"),
    "scale": (lambda b: b.create_global_value(GlobalValue("dyn_scale", I32)), ".* that of a vector type"),
    "no symbol": (lambda b: b.create_global_value(GlobalValue("symbol")), "the name of a symbol is missing"),
    "symbol": (lambda b: b.symbol("x y", -(1 << 63), True, True), ""),
    "offset": (lambda b: b.symbol("x", 1 << 63), "the offset .* of a global value does not fit 64 bits"),
    "convention": (lambda b: b.import_signature(irtool.Signature([], [], "c")), "unknown calling conv.*"),
    "type": (lambda b: b.import_signature(irtool.Signature([irtool.AbiParam(10)])), "10 is not the code .*"),
    "extension": (lambda b: make_signature([irtool.AbiParam(I8, "zext")]), "'zext' is no extension .*"),
    "purpose": (lambda b: make_signature([irtool.AbiParam(I64, "", "this")]), "'this' is no purpose .*"),
    "structure": (
        lambda b: b.import_signature(make_signature([irtool.AbiParam(I64, "", "sarg", 1 << 32)])),
        "a structure of 4294967296 bytes is not possible",
    ),
    "name": (lambda b: b.import_function(irtool.ExtName("a\0"), make_signature()), ".* is not a name: .*"),
    "numbers": (lambda b: b.symbol(irtool.ExtName("", 1 << 32, 0)), "u4294967296:0 is not a name: .*"),
    "user name": (lambda b: b.symbol(irtool.ExtName("", 5, (1 << 32) - 1)), ""),
    "srcloc": (lambda b: (b.set_srcloc(0xFFFFFFFF), b.nop()), ""),
    "large srcloc": (lambda b: b.set_srcloc(1 << 32), "set_srcloc: 4294967296 needs more than 32 bits"),
    "edge": (
        lambda b: b.get_exception_handler_address(I64, b.create_block(), -1),
        "there is no exceptional edge -1",
    ),
    "variable": (lambda b: b.declare_var(9999), "declare_var: 9999 is not the code of a type .*"),
}


@pytest.mark.parametrize("name", DECLARATIONS)
def test_declarations_are_refused_or_read_back(name: str) -> None:
    declare, message = DECLARATIONS[name]
    b, _ = started([], [])
    if message:
        with refused(message):
            declare(b)
    else:
        declare(b)
        b.return_()
        finished(b)


def test_exceptions_and_the_rest_of_the_declarations() -> None:
    b, (p, x) = started([I64, I32], [I32])
    signature = b.import_signature(make_signature([I32], [I32], "tail"))
    g = b.import_function("g", signature)
    normal, handler = b.create_block([I32]), b.create_block([I64, I32])
    b.try_call(g, [7], (normal, [b.ret(0)]), [("tag", 3, (handler, [b.exn(0), 5])), ("context", p, None)])
    b.switch_to_block(normal)
    b.set_cold(normal)
    b.return_(b.call_indirect(signature, b.func_addr(I64, g), [x]))
    b.switch_to_block(handler)
    out = b.create_block()
    b.br_table(handler.params[1], (out, ()), [(out, ())])
    b.switch_to_block(out)
    region = b.create_region(7, "heap")
    v = b.declare_var(I32)
    b.def_var(v, 9)
    b.store(b.use_var(v), p, 0, memory_flags("notrap", region=region))
    b.set_stack_limit(b.symbol("limit"))
    b.trap("user1")
    assert b.is_filled(out) and b.current_block == out
    b.seal_all_blocks()
    text = print_function(finished(b))
    assert "try_call fn0(v5), sig0, block1(ret0), [ tag3: block2(exn0, v6), context v0 ]" in text, text
    with refused(r"try_call: a handler is \(tag, number, edge\), .*"):
        b.try_call(g, [7], (normal, []), [("other", 3, (handler, []))])
