"""The canonical text of functions."""

import pytest
from irtool.ir.entities import AbiParam, ExtName, GlobalValue, Signature
from irtool.ir.function import Function
from irtool.ir.opcodes import OP_BY_NAME
from irtool.ir.text.printer import block_header, block_name, inst_text, print_function, value_name
from irtool.ir.text.reader import parse_function
from irtool.ir.types import I32
from irtool.ir.verify.verifier import verify

TEXTS = [
    "function %empty() fast {\n}\n",
    """function %all(i64 vmctx, i8 uext) -> i32 sext, i64 system_v {
    ss0 = explicit_slot 8
    ss7 = explicit_slot 65536, align = 16, key = 5
    region0 = 3 "heap"
    gv0 = vmctx
    gv1 = load.i64 notrap aligned gv0+8
    gv2 = iadd_imm.i64 gv1, -4
    gv3 = symbol colocated tls %data-8
    gv4 = symbol userextname0
    sig0 = (i32) -> i32 tail
    fn0 = colocated patchable %f sig0
    fn5 = u0:1 sig0
    const0 = 0x0102
    stack_limit = gv1

block0(v0: i64, v1: i8):
    v2 = stack_addr.i64 ss7+16
    v3 = iconst.i32 -5
    v4 = call fn0(v3), stack_map=[i32 @ ss0+0, i64 @ ss7+8]  ; v3 = -5
    v5 = call_indirect sig0, v2(v4)
    brif v1, block1, block2(v3)  ; v3 = -5

block1 cold:
    return v4, v2

block2(v6: i32):
    v7 = atomic_rmw.i32 notrap aligned little xchg v2, v6
    br_table v7, block1, [block2(v7), block1]
}
""",
    """function %suffixes(i32, f32) fast {
block0(v0: i32, v1: f32):
    v2 = iadd v0, v0
    v3 = bitcast.i32 little v1
    jump block1

block1:
    v4 = iadd.i32 v0, v2
    v5 = icmp ult v4, v0
    v6 = select.f32 v5, v1, v1
    v7 = fcmp.f32 ueq v1, v6
    trapz v7, user9
    nop
    return
}
""",
    """function %locations() fast {
    ss0 = explicit_slot 4
    sig0 = () fast
    fn0 = %g sig0

                                block0:
                                    v0 = iconst.i8 1
                                    v1 -> v0
<ss0, 5> @00c7                      call fn0()
@1234567                            return
}
""",
    """function %constants() fast {
    const0 = 0x00000000000000000000000000000003
    const1 = 0x3fff0000000000000000000000000000

block0:
    v0 = vconst.i32x4 const0
    v1 = f128const 0x1.0000000000000000000000000000p0
    v2 = f32const -0x1.800000p1
    v3 = f64const +NaN:0x1
    v4 = f16const -Inf
    v5 = iconst.i64 0x0001_0000
    v6 = shuffle v7, v7, 0x0f0e0d0c0b0a09080706050403020100
    v7 = bitcast.i8x16 little v0  ; v0 = const0
    v8 = fneg v2  ; v2 = -0x1.800000p1
    jump block1(v5, v5)  ; v5 = 0x0001_0000, v5 = 0x0001_0000

block1(v9: i64, v10: i64):
    return
}
""",
    """function %exceptions(i64) fast {
    sig0 = (i64) -> i32 tail
    fn0 = %g sig0

block0(v0: i64):
    v1 = iconst.i64 1
    try_call fn0(v1), sig0, block1(ret0), [ context v0, tag7: block2(v1), default: block3 ]  ; v1 = 1, v1 = 1

block1(v2: i32):
    try_call_indirect.i64 v0(v0), sig0, block1(ret0), []

block2(v3: i64):
    v5 = get_exception_handler_address.i64 block0, 1
    return

block3:
    return
}
""",
    """function %dynamic(i32) fast {
    dt0 = i32x4*gv0
    dss0 = explicit_dynamic_slot dt0
    gv0 = dyn_scale_target_const.i32x4

block0(v0: i32):
    v1 = splat.i32x4xN v0
    v2 = dynamic_stack_addr.i64 dss0
    store notrap aligned v1, v2
    return
}
""",
]


@pytest.mark.parametrize("text", TEXTS)
def test_canonical_text_is_printed_as_read(text: str) -> None:
    # An opcode without operands is followed by a blank, which no source file should contain.
    text = text.replace("nop\n", "nop \n")
    assert print_function(parse_function(text)) == text


def test_aliases_in_order() -> None:
    text = """function %f(i32) fast {
block0(v0: i32):
    v9 -> v0
    v1 -> v0
    v2 -> v9
    v3 -> v1
    v4 -> v2
    return v4
}
"""
    aliases = [line.strip() for line in print_function(parse_function(text)).split("\n") if "->" in line]
    # All aliases of v0 by number, then those of the last of them first.
    assert aliases == ["v1 -> v0", "v9 -> v0", "v2 -> v9", "v4 -> v2", "v3 -> v1"]


def test_suffix_looks_through_aliases() -> None:
    text = "function %f(i32) { block0(v0: i32): jump block1 block1: v1 -> v0 v2 = iadd v1, v1 return }"
    assert "v2 = iadd.i32 v1, v1" in print_function(parse_function(text))


def built() -> Function:
    func = Function(ExtName("f"), Signature([AbiParam(I32)], [AbiParam(I32)]))
    block = func.make_block()
    func.append_block(block)
    value = func.append_block_param(block, I32)
    inst = func.make_inst(OP_BY_NAME["ineg"], I32, 0, -1, 0)
    func.push_arg(inst, value)
    result = func.make_result(inst, I32)
    func.append_inst(inst, block)
    last = func.make_inst(OP_BY_NAME["return"], 0, 0, -1, 0)
    func.push_arg(last, result)
    func.append_inst(last, block)
    return func


def test_functions_without_text_use_row_numbers() -> None:
    func = built()
    expected = "function %f(i32) -> i32 fast {\nblock0(v0: i32):\n    v1 = ineg v0\n    return v1\n}\n"
    assert print_function(func) == expected
    assert (inst_text(func, 0), value_name(func, 1), block_name(func, 0)) == ("v1 = ineg v0", "v1", "block0")
    assert block_header(func, 0) == "block0(v0: i32):"


def test_symbols_that_no_text_named_read_back() -> None:
    func = built()
    func.global_values.append(GlobalValue("symbol", offset=-8, name=ExtName("", 1, 2)))
    again = parse_function(print_function(func))
    assert str(again.global_values[0].name) == "u1:2" and again.global_values[0].offset == -8


def test_new_rows_of_read_functions_get_free_numbers() -> None:
    func = parse_function("function %f(i32) -> i32 { block7(v50: i32): return v50 }")
    block = func.make_block()
    func.append_block(block)
    first = func.append_block_param(block, I32)
    second = func.append_block_param(block, I32)
    assert (value_name(func, second), value_name(func, first)) == ("v52", "v51")
    assert block_name(func, block) == "block8"
    assert parse_function(print_function(func)).block_list() == [0, 1]


def test_replaced_values_print_as_aliases_only_when_gone() -> None:
    func = parse_function(
        "function %f(i32) -> i32 { block0(v0: i32): v1 = iadd v0, v0 v2 = iadd v0, v0 return v2 }"
    )
    func.replace_value(2, 1)
    assert "v2 -> v1" not in print_function(func)
    func.remove_inst(1)
    text = print_function(func)
    assert "    v1 = iadd v0, v0\n    v2 -> v1\n    return v2\n" in text
    assert print_function(parse_function(text)) == text


def test_a_type_is_written_when_its_operand_stands_further_down() -> None:
    """In unreachable code an operand may be defined behind its use."""
    text = """function %f() {
block0:
    return

block1:
    v1 = iadd.i32 v2, v2
    v2 = ineg.i32 v1
    jump block1
}
"""
    func = parse_function(text)
    assert verify(func) == []
    printed = print_function(func)
    assert "    v1 = iadd.i32 v2, v2\n    v2 = ineg v1\n" in printed
    assert print_function(parse_function(printed)) == printed
