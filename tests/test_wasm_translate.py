"""Translated WebAssembly as IR: valid, readable, without parameters that could go, of the promised shapes."""

from collections.abc import Iterator

import irtool
import pytest
from irtool.frontend.wasm import ModuleEnvironment, Tunables, WasmError, translate_module
from irtool.frontend.wasm.emitter import FunctionEmitter
from irtool.frontend.wasm.text.assemble import assemble
from irtool.frontend.wasm.translate import translate_each
from irtool.frontend.wasm.traps import TRAP_MESSAGES, trap_message
from irtool.ir.errors import SettingError, UnsupportedError
from irtool.ir.function import Function
from irtool.ir.opcodes import OPS
from irtool.ir.types import I32, I64
from wasm_programs import Programs


def translate(text: str, **options: object) -> list[Function]:
    """The functions of a module in text form, which verify."""
    functions = irtool.translate(assemble(text.encode()).binary, **options)
    for func in functions:
        assert irtool.verify(func, enable_pinned_reg=True) == []
    return functions


def names(func: Function) -> list[str]:
    """Opcode names in layout order."""
    return [OPS[int(func.op[inst])].name for block in func.block_list() for inst in func.inst_list(block)]


def edges(func: Function) -> Iterator[tuple[int, list[int]]]:
    """Target and arguments of each block call in the layout."""
    for block in func.block_list():
        for inst in func.inst_list(block):
            start = int(func.edge_start[inst])
            for edge in range(start, start + int(func.edge_count[inst])):
                begin = int(func.edge_arg_start[edge])
                arguments = [int(func.pool[begin + i]) for i in range(int(func.edge_arg_count[edge]))]
                yield int(func.edge_block[edge]), arguments


def removable_params(func: Function) -> list[int]:
    """Block parameters that get one value besides themselves."""
    found: dict[int, set[int]] = {}
    for block, arguments in edges(func):
        for index, argument in enumerate(arguments):
            param = int(func.block_param(block, index))
            values = found.setdefault(param, set())
            if argument != param:
                values.add(argument)
    return [param for param, values in found.items() if len(values) == 1 and min(values) >= 0]


def params(func: Function) -> list[int]:
    """How many parameters each block of the layout has, the entry block left out."""
    return [int(func.param_count[block]) for block in func.block_list()[1:]]


# --- shapes -------------------------------------------------------------------------------------


def test_a_loop_has_parameters_for_what_it_assigns() -> None:
    (func,) = translate(
        """(module (func (param $n i32) (param $k i32) (result i32) (local $s i32) (local $unused i32)
             (block $out (loop $l
               (br_if $out (i32.eqz (local.get $n)))
               (local.set $s (i32.add (local.get $s) (local.get $k)))
               (local.set $n (i32.sub (local.get $n) (i32.const 1)))
               (br $l)))
             (local.get $s)))"""
    )
    assert sorted(params(func)) == [0, 0, 2]
    assert removable_params(func) == []
    assert names(func).count("iconst") == 3  # 0 for $s, for eqz, 1; none for the unused local


def test_an_assignment_that_never_comes_back_makes_no_parameter() -> None:
    (func,) = translate(
        """(module (func (param $n i32) (result i32)
             (loop $l (result i32)
               (if (i32.eqz (local.get $n)) (then (local.set $n (i32.const 7)) (return (local.get $n))))
               (br_if $l (i32.ctz (local.get $n)))
               (local.get $n))))"""
    )
    assert set(params(func)) == {0}


def test_a_join_has_parameters_for_values_that_differ() -> None:
    (func,) = translate(
        """(module (func (param $a i32) (param $b i32) (result i32)
             (if (local.get $a) (then (local.set $b (i32.const 1))) (else (local.set $b (i32.const 2))))
             (i32.add (local.get $a) (local.get $b))))"""
    )
    assert sorted(params(func)) == [0, 0, 1]
    (func,) = translate(
        """(module (func (param $a i32) (result i32) (local $b i32)
             (if (local.get $a) (then (local.set $b (local.get $a))))
             (local.get $a)))"""
    )
    assert set(params(func)) == {0}  # nobody reads $b


def test_results_of_a_block_with_one_way_out_are_the_values() -> None:
    (func,) = translate(
        """(module (func (param i32) (result i32)
             (block (result i32) (i32.const 5) (br 0))
             (block (result i32) (local.get 0))
             i32.add))"""
    )
    assert set(params(func)) <= {0}
    assert "jump" in names(func) and names(func)[-1] == "return"


def test_dead_code_is_dropped() -> None:
    (func,) = translate(
        """(module (func (result i32)
             (return (i32.const 1)) (drop (i32.add (i32.const 2) (i32.const 3)))
             (block (loop (br 0))) unreachable))"""
    )
    assert names(func) == ["iconst", "return"]
    (func,) = translate("(module (func (block br 0 (drop (i32.const 5)))))")
    assert names(func) == ["jump", "return"]


def test_comparisons_decide_branches_directly() -> None:
    (func,) = translate("(module (func (param i32) (if (i32.lt_s (local.get 0) (i32.const 3)) (then nop))))")
    brif = next(inst for inst in range(len(func.op)) if OPS[int(func.op[inst])].name == "brif")
    condition = int(func.pool[int(func.arg_start[brif])])
    assert OPS[int(func.op[int(func.value_def[condition])])].name == "icmp"


def test_source_locations_are_offsets_in_the_module() -> None:
    binary = assemble(
        b"(module (func (param i32) (result i32) (i32.mul (local.get 0) (i32.const 9))))"
    ).binary
    module, (func,) = translate_module(binary)
    mul = names(func).index("imul")
    offset = int(func.srcloc[func.inst_list(0)[mul]])
    assert binary[offset] == 0x6C
    assert module.body_start[0] <= offset < module.body_end[0]


def test_branch_hints_make_cold_blocks() -> None:
    text = """(module (func (param i32)
        (if (local.get 0) (then (call 0 (i32.const 1))) (else (call 0 (i32.const 2))))))"""
    binary = assemble(text.encode()).binary
    plain = translate_module(binary)[1][0]
    assert not any(plain.block_cold)
    hinted = assemble(text.replace("(if ", '(@metadata.code.branch_hint "\\00") (if ').encode()).binary
    (func,) = translate_module(hinted)[1]
    cold = [block for block in func.block_list() if func.block_cold[block]]
    assert len(cold) == 1
    assert [int(func.imm[inst]) for inst in func.inst_list(cold[0])][0] == 1


def test_accesses_need_no_check_in_guarded_memories() -> None:
    text = "(module (memory 1) (func (param i32) (result i32) (i32.load offset=100 (local.get 0))))"
    (func,) = translate(text)
    assert names(func) == ["get_pinned_reg", "load", "uextend", "iadd", "load", "return"]
    (func,) = translate(text.replace("=100", "=0x80000000"))
    assert names(func).count("select_spectre_guard") == 1
    (func,) = translate(text, tunables=Tunables(guard_pages=False))
    assert names(func).count("icmp") == 1 and names(func).count("select_spectre_guard") == 1
    (func,) = translate(text, tunables=Tunables(guard_pages=False, spectre_heap=False))
    assert names(func).count("trapnz") == 1 and "select_spectre_guard" not in names(func)
    (func,) = translate(text, tunables=Tunables(guard_pages=False, signal_traps=False))
    assert names(func).count("trapnz") == 1 and names(func).count("select_spectre_guard") == 1
    (func,) = translate(text.replace("(memory 1)", "(memory i64 1)").replace("param i32", "param i64"))
    assert names(func).count("icmp") == 1
    with pytest.raises(SettingError, match="signal_traps"):
        Tunables(signal_traps=False)


def test_functions_and_loops_look_at_the_interruption_word() -> None:
    text = """(module (func (param i32) (result i32) (local i32)
      (loop (param) (local.set 1 (i32.add (local.get 1) (local.get 0)))
        (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
        (br_if 0 (local.get 1)))
      (local.get 1)))"""
    (plain,) = translate(text)
    assert "call_indirect" not in names(plain)
    (func,) = translate(text, tunables=Tunables(interruptible=True))
    assert irtool.verify(func, enable_pinned_reg=True) == []
    cold = [block for block in func.block_list() if func.block_cold[block]]
    assert len(cold) == names(func).count("call_indirect") == 3
    assert names(func).count("load") == 3 * (2 + 2)  # address and word; table and code in the cold block


def test_fuel_is_counted_in_each_straight_line() -> None:
    text = """(module (func (param i32) (result i32)
      (loop
        (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
      (if (result i32) (local.get 0) (then (i32.const 1)) (else (i32.const 2)))))"""
    (func,) = translate(text, tunables=Tunables(fuel=True))
    assert irtool.verify(func, enable_pinned_reg=True) == []
    assert names(func).count("trapnz") == 2  # the function and the loop
    assert names(func).count("store") == 4  # up to `br_if`, up to `if`, and its two ways
    (plain,) = translate(text)
    assert "store" not in names(plain)


def test_the_base_of_a_memory_is_loaded_once() -> None:
    (func,) = translate(
        """(module (memory 1) (func (param i32) (loop $l
             (i32.store (local.get 0) (i32.load offset=4 (local.get 0)))
             (br_if $l (i32.load (i32.const 8))))))"""
    )
    assert names(func).count("get_pinned_reg") == 1
    loads = [inst for inst in range(len(func.op)) if OPS[int(func.op[inst])].name == "load"]
    bases = [inst for inst in loads if func.ty[inst] == I64]
    assert len(bases) == 1 and func.inst_block[bases[0]] == 0


def test_signature_checks_are_left_out_where_the_table_decides() -> None:
    text = """(module (type $f (func)) (table 3 {})
      (func (param i32) (call_indirect (type $f) (local.get 0))))"""
    (func,) = translate(text.format("funcref"))
    assert names(func).count("icmp") == 2 and names(func).count("trap") == 1
    (func,) = translate(text.format("(ref null $f)"))
    assert names(func).count("icmp") == 1 and names(func).count("trapz") == 1
    imported = text.replace("(table 3 {})", '(import "a" "b" (table 3 (ref $f)))')
    (func,) = translate(imported)
    assert "trapz" not in names(func)


def test_immutable_globals_are_constants() -> None:
    (func,) = translate("(module (global i64 (i64.const -7)) (func (result i64) (global.get 0)))")
    assert names(func) == ["iconst", "return"] and func.imm[0] == -7
    (func,) = translate("(module (global (mut i32) (i32.const 7)) (func (result i32) (global.get 0)))")
    assert "load" in names(func)


def test_calls_in_a_try_table_are_try_calls() -> None:
    (_, func) = translate(
        """(module (tag $t (param i32 i64)) (func $f (result i32) (i32.const 1))
          (func (param i32) (result i32) (local $x i32)
            (block $h (result i32 i64)
              (local.set $x (i32.const 5))
              (try_table (result i32) (catch $t $h)
                (local.set $x (call $f)) (drop (call $f)) (call $f))
              (return))
            drop (local.get $x) i32.add))"""
    )
    assert names(func).count("try_call") == 3
    table = func.exception_tables[0]
    assert table.entries == [("context", 0), ("tag", 0)]
    assert removable_params(func) == []


def test_handlers_are_innermost_first_and_end_with_catch_all() -> None:
    (_, func) = translate(
        """(module (tag $a) (tag $b) (func $f)
          (func (block $x (block $y
            (try_table (catch $a $x)
              (try_table (catch $b $y) (catch_all $y) (call $f)))))))"""
    )
    assert func.exception_tables[0].entries == [("context", 0), ("tag", 1), ("default", 0)]


def test_vectors_have_the_type_of_their_operation() -> None:
    (func,) = translate(
        """(module (func (param v128) (result v128)
             (f32x4.add (f32x4.mul (local.get 0) (local.get 0)) (local.get 0))))"""
    )
    assert names(func) == ["bitcast", "bitcast", "fmul", "bitcast", "fadd", "bitcast", "return"]


# --- whole modules ------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_random_programs_translate_to_good_ir(seed: int) -> None:
    functions = translate(Programs(seed).module())
    for func in functions:
        assert removable_params(func) == []
        text = irtool.print_function(func)
        again = irtool.parse_function(text)
        assert irtool.print_function(again) == text


def test_names_are_indices_with_imports_counted() -> None:
    functions = translate('(module (import "a" "b" (func)) (func (call 0) (call 1)) (func))')
    assert [str(func.name) for func in functions] == ["u0:1", "u0:2"]


def test_what_cannot_be_compiled_is_named() -> None:
    text = "(module (type $s (struct)) (func) (func (drop (struct.new $s))))"
    with pytest.raises(UnsupportedError, match=r"function 1, offset 0x\w+: the instruction struct.new"):
        irtool.translate(assemble(text.encode()).binary)
    with pytest.raises(WasmError):
        irtool.translate(b"\0asm\x01\0\0\0\x01")


class Counting(ModuleEnvironment):
    """Counts the calls of each function in a word of the runtime's."""

    def begin_function(self, out: FunctionEmitter, function: int) -> None:
        super().begin_function(out, function)
        cell = out.iconst(I64, 0x1000)
        old = out.load(I64, cell)
        out.store(out.iadd(old, out.iconst(I64, 1)), cell)

    def global_get(self, out: FunctionEmitter, index: int) -> int:
        return out.iconst(I32, 99)


def test_an_environment_can_be_replaced() -> None:
    text = "(module (global (mut i32) (i32.const 1)) (func (result i32) (global.get 0)))"
    (func,) = translate(text, environment=Counting)
    assert names(func) == ["iconst", "load", "iconst", "iadd", "store", "iconst", "return"]


def test_every_trap_code_has_a_message() -> None:
    assert trap_message(253) == "out of bounds memory access"
    assert trap_message(77) == "trap 77"
    assert len(set(TRAP_MESSAGES)) == len(TRAP_MESSAGES)


def test_functions_can_be_translated_in_one_room() -> None:
    for seed in range(6):
        binary = assemble(Programs(seed).module().encode()).binary
        module, functions = translate_module(binary)
        again = translate_each(module, ModuleEnvironment(module))
        for func, other in zip(functions, again, strict=True):
            assert irtool.print_function(func) == irtool.print_function(other)
