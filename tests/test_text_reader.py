"""What the reader builds, construct by construct."""

import pytest
from irtool.ir import entities, types
from irtool.ir.errors import ErrorList, ParseError
from irtool.ir.function import Function
from irtool.ir.opcodes import OP_BY_NAME
from irtool.ir.text.reader import parse_function, parse_functions


def body(text: str, params: str = "i32, i64, f32", preamble: str = "") -> Function:
    """A function `%f` whose block0 has v0: i32, v1: i64, v2: f32."""
    return parse_function(
        f"function %f({params}) {{\n{preamble}\nblock0(v0: i32, v1: i64, v2: f32):\n{text}\n}}"
    )


def test_tables_of_a_small_function() -> None:
    func = parse_function(
        """function %f(i32) -> i32 tail {
        block0(v0: i32):
            v1 = iconst.i32 -7
            v2 = iadd v0, v1
            brif v2, block1, block2(v1)
        block1:
            return v2
        block2(v7: i32) cold:
            return v7
        }"""
    )
    assert [int(op) for op in func.op] == [
        OP_BY_NAME[n] for n in ("iconst", "iadd", "brif", "return", "return")
    ]
    assert list(func.ty) == [types.I32, types.I32, types.I32, 0, 0]
    assert func.imm[0] == 0xFFFFFFF9
    assert func.block_list() == [0, 1, 2] and func.inst_list(0) == [0, 1, 2]
    assert list(func.edge_block) == [1, 2] and func.edge_arg_count[1] == 1
    assert func.value_def[0] == -1 and func.value_def[2] == 1
    assert func.signature.call_conv == "tail"
    assert list(func.block_cold) == [0, 0, 1]


def test_sparse_numbers_make_dense_rows() -> None:
    func = parse_function(
        """function %f() {
        ss3000000000 = explicit_slot 8
        block4000000000:
            v4294967295 = stack_addr.i64 ss3000000000+4
            jump block7(v4294967295)
        block7(v5: i64):
            return
        }"""
    )
    assert len(func.value_type) == 2 and len(func.block_first) == 2 and len(func.stack_slots) == 1
    assert func.labels is not None
    assert func.labels.label("v", 0) == 4294967295 and func.labels.label("block", 0) == 4000000000
    assert func.aux[0] == 0 and func.imm[0] == 4


def test_values_may_be_used_above_their_definition() -> None:
    func = parse_function(
        """function %f() -> i32 {
        block0:
            jump block2
        block1:
            v3 = iadd.i32 v1, v2
            return v3
        block2:
            v1, v2 = call fn0()
            jump block1
        }""".replace("block0:", "fn0 = %g() -> i32, i32\nblock0:", 1)
    )
    iadd = func.inst_list(func.edge_block[1])[0]
    assert [int(func.arg(iadd, i)) for i in range(2)] == [1, 2]
    assert list(func.value_def)[1:] == [3, 3] and list(func.value_index)[1:] == [0, 1]


def test_aliases() -> None:
    func = body("v3 -> v0\nv3 -> v0\nv4 -> v3\nv5 = iadd v4, v3\nreturn")
    assert len(func.value_type) == 6
    assert func.resolve(4) == 0 and func.arg(0, 1) == 0
    assert func.ty[0] == types.I32


def test_types_of_results() -> None:
    func = body(
        """v3 = icmp eq v0, v0
        v4 = splat.f32x4 v2
        v5 = fcmp lt v4, v4
        v6, v7 = isplit v1
        v8 = iconcat v6, v7
        v9 = extractlane v4, 3
        v10 = uload8x8 v1+8
        v11, v12 = uadd_overflow v1, v1
        v13 = bitcast.i32 v2
        v14 = snarrow v10, v10
        return"""
    )
    names = [types.type_name(int(func.value_type[v])) for v in range(3, 15)]
    assert names == "i8 f32x4 i32x4 i32 i32 i64 f32 i16x8 i64 i8 i32 i8x16".split()


def test_memory_flags() -> None:
    text = """v3 = load.i32 v1
        v4 = load.i32 notrap aligned v1-4
        v5 = load.i32 heap_oob notrap user7 readonly can_move little region2 v1
        store big int_ovf v3, v1+8
        return"""
    func = body(text, preamble='region0 = 5 "a"\nregion1 = 6 "b"\nregion2 = 9 ""')
    assert func.flags[0] == entities.MEM_DEFAULT
    assert func.flags[1] == entities.MEM_ALIGNED and func.imm[1] == -4
    bits = entities.MEM_READONLY | entities.MEM_CAN_MOVE | entities.MEM_LITTLE
    assert func.flags[2] == bits | 7 << entities.MEM_CODE_SHIFT | 3 << entities.MEM_REGION_SHIFT
    assert func.flags[3] == entities.MEM_BIG | 252 << entities.MEM_CODE_SHIFT and func.imm[3] == 8
    assert [(r.user_id, r.description) for r in func.regions] == [(5, "a"), (6, "b"), (9, "")]


def test_anonymous_signatures_take_the_next_number() -> None:
    func = parse_function(
        """function %f(i64) {
        fn0 = %g(i32) -> i32
        sig5 = () tail
        fn1 = colocated patchable u0:3(i64 sext) system_v
        fn2 = %h sig5
        block0(v0: i64):
            call_indirect sig6, v0(v0)
            return
        }"""
    )
    assert func.labels is not None
    assert [func.labels.label("sig", row) for row in range(3)] == [0, 5, 6]
    assert [fn.sig for fn in func.ext_funcs] == [0, 2, 1]
    assert func.ext_funcs[1].colocated and func.ext_funcs[1].patchable
    assert str(func.signatures[2]) == "(i64 sext) system_v"
    assert func.aux[0] == 2
    assert [str(name) for name in func.user_names] == ["u0:3"]


def test_signature_flags_and_default_convention() -> None:
    text = "function %f(i64 vmctx, i8 uext, i64 sarg(24), i64 sret) -> i8 sext { sig0 = () }"
    func = parse_function(text, call_conv="system_v")
    assert str(func.signature) == "(i64 vmctx, i8 uext, i64 sarg(24), i64 sret) -> i8 sext system_v"
    assert func.signature.params[2].size == 24
    assert func.signatures[0].call_conv == "system_v"


def test_global_values() -> None:
    func = parse_function(
        """function %f(i64 vmctx) {
        gv1 = load.i64 notrap aligned readonly gv9+16
        gv9 = vmctx
        gv2 = iadd_imm.i64 gv1, 0xffff_ffff_ffff_ffff
        gv3 = symbol colocated tls u1:2 -8
        gv4 = symbol %data
        gv5 = symbol userextname7
        stack_limit = gv1
        }"""
    )
    load, vmctx, add, user, name, ref = func.global_values
    assert (load.kind, load.base, load.offset, load.ty) == ("load", 1, 16, types.I64)
    assert load.flags == entities.MEM_ALIGNED | entities.MEM_READONLY
    assert vmctx.kind == "vmctx"
    assert (add.base, add.offset) == (0, -1)
    assert (str(user.name), user.offset, user.colocated, user.tls) == ("u1:2", -8, True, True)
    assert str(name.name) == "%data" and str(ref.name) == "userextname7"
    assert func.stack_limit == 0


def test_slots_and_dynamic_types() -> None:
    func = parse_function(
        """function %f(i32) {
        ss1 = explicit_slot 64, align = 16, key = 0xfedc_ba98_7654_3210
        dss0 = explicit_dynamic_slot dt0
        dt0 = i32x4*gv0
        gv0 = dyn_scale_target_const.i32x4
        block0(v0: i32):
            v1 = splat.dt0 v0
            v2 = dynamic_stack_addr.i64 dss0
            v3 = extract_vector v1, 0
            return
        }"""
    )
    slot = func.stack_slots[0]
    assert (slot.size, slot.align, slot.key) == (64, 16, 0xFEDCBA9876543210)
    assert func.dynamic_slots[0].dynamic_type == 0 and func.dynamic_types[0].global_value == 0
    assert [types.type_name(int(func.value_type[v])) for v in (1, 2, 3)] == ["i32x4xN", "i64", "i32x4"]


def test_constants_share_equal_bytes() -> None:
    func = body(
        """v3 = vconst.i32x4 const2
        v4 = vconst.i32x4 [1 2 3 4]
        v5 = vconst.i32x4 0x01
        v6 = shuffle v7, v7, [1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0]
        v7 = vconst.i8x16 [9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9]
        v8 = f128const 0x1.0
        return""",
        preamble="const2 = i32x4 [1 2 3 4]\nconst0 = 0x00010203",
    )
    assert func.labels is not None
    assert func.imm[0] == func.imm[1] == 0
    assert func.imm[2] == func.imm[3] == 2 and func.constants[2] == b"\x01" + bytes(15)
    assert [func.labels.label("const", row) for row in range(5)] == [2, 0, 1, 3, 4]
    assert func.constants[1] == bytes([3, 2, 1, 0])


def test_immediates() -> None:
    func = body(
        """v3 = iconst.i8 -1
        v4 = iconst.i64 0xffff_ffff_ffff_ffff
        v5 = f32const -0x1.8
        v6 = f64const -0.0
        v7 = f16const NaN
        v8 = atomic_rmw.i32 umin v1, v0
        v9 = atomic_rmw.i32 little nand v1, v0
        v10 = fcmp ult v2, v2
        v11 = icmp ult v0, v0
        trapz v0, user9
        v12 = uadd_overflow_trap v0, v0, stk_ovf
        return"""
    )
    # 64-bit patterns are kept as signed numbers, narrower constants zero-extended.
    assert [int(i) for i in func.imm][:5] == [255, -1, 0xBFC00000, -(1 << 63), 0x7E00]
    assert [int(i) for i in func.imm][5:11] == [7, 3, 10, 6, 9, 251]


def test_exception_tables() -> None:
    func = parse_function(
        """function %f(i64) {
        sig0 = (i64) -> i32 tail
        fn0 = %g(i64) -> i32 tail
        block0(v0: i64):
            try_call fn0(v0), sig0, block1(ret0, v0),
                [context v9, tag7: block2(exn1, v0), default: block3, context v0]
        block1(v1: i32, v2: i64):
            v9 = iconst.i64 1
            try_call_indirect v0(v2), sig4, block3(), []
        block2(v3: i64, v4: i64):
            return
        block3:
            v8 = get_exception_handler_address.i64 block0, 1
            return
        }"""
    )
    table = func.exception_tables[0]
    assert table.sig == 0
    assert table.entries == [("context", 0), ("tag", 7), ("default", 0), ("context", 1)]
    assert func.arg_count[0] == 3
    assert [int(func.arg(0, i)) for i in range(3)] == [0, 3, 0]
    labels = func.labels
    assert labels is not None
    assert [labels.label("block", func.edge_block[e]) for e in range(3)] == [1, 2, 3]
    start = func.edge_arg_start[0]
    assert [int(x) for x in func.pool[start : start + 4]] == [-2, 0, -5, 0]
    assert func.exception_tables[1].sig == -5 and func.edge_count[2] == 1
    handler = func.inst_list(func.edge_block[2])[0]
    assert func.aux[handler] == 0 and func.imm[handler] == 1


def test_locations_tags_and_stack_maps() -> None:
    func = body(
        """<ss0, 5> @00c7 call fn0(), stack_map = [i32 @ ss0+0, i64@ss0+8]
        @ffffffff return
        <> nop""",
        preamble="ss0 = explicit_slot 16\nfn0 = %g()",
    )
    assert [int(x) for x in func.srcloc] == [0xC7, 0xFFFFFFFF, -1]
    assert func.debug_tags == {0: [("slot", 0), ("imm", 5)]}
    assert func.stack_maps == {0: [(types.I32, 0, 0), (types.I64, 0, 8)]}


def test_br_table_and_undefined_blocks() -> None:
    func = body("br_table v0, block9(v1), [block0(v0, v1, v2), block9(v1)]")
    assert func.edge_count[0] == 3 and func.edge_block[0] == func.edge_block[2] == 1
    assert not func.block_in_layout[1]


def test_return_takes_the_values_behind_it() -> None:
    func = body("return v0, v1")
    assert func.arg_count[0] == 2


def test_places() -> None:
    func = parse_function(
        "function %f() {\n  ss3 = explicit_slot 8\nblock0:\n    v1 = iconst.i8 1\n  return\n}"
    )
    assert func.places[("function", 0)] == (1, 1)
    assert func.places[("ss", 0)] == (2, 3)
    assert func.places[("block", 0)] == (3, 1)
    assert func.places[("inst", 0)] == (4, 5) and func.places[("inst", 1)] == (5, 3)
    assert func.places[("v", 0)] == (4, 5)
    assert func.places.get(("inst", 2)) is None and ("gv", 0) not in func.places


def test_several_functions_and_empty_ones() -> None:
    functions = parse_functions("function %function() {}\nfunction u0:7() { block1: }")
    assert [str(f.name) for f in functions] == ["%function", "u0:7"]
    assert functions[0].first_block == -1
    assert parse_functions("; nothing") == []
    with pytest.raises(ParseError, match="expected one function, found 2"):
        parse_function("function %a() {} function %b() {}")


def test_many_values_and_wide_numbers_are_linear() -> None:
    lines = [f"    v{4294967295 - i} = iconst.i32 {i}" for i in range(20000)]
    func = parse_function("function %f() {\nblock0:\n" + "\n".join(lines) + "\n}")
    assert len(func.value_type) == 20000


def test_equal_constants_are_found_quickly() -> None:
    func = Function()
    rows = [func.constant(i.to_bytes(16, "little")) for i in range(20000)]
    assert rows == list(range(20000)) and func.constant(bytes(16)) == 0
    func.constants.append(b"direct")
    assert func.constant(b"direct") == 20000


def test_error_list_is_raised_even_for_one_error() -> None:
    with pytest.raises(ErrorList) as caught:
        parse_function("function %f( {}")
    assert len(caught.value.errors) == 1
