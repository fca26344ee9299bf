"""The texts of `kernels.py`: CLIF, in which `v2 = iadd_imm v1, 8` stands for a constant and an `iadd`."""

from typing import Final

SUM: Final = """
function %sum(i64, i64) -> i64 {
    ss0 = explicit_slot 1024
block0(v0: i64, v1: i64):
    v2 = stack_addr.i64 ss0
    v3 = iconst.i64 0
    jump block1(v3)

block1(v4: i64):
    v5 = imul v4, v1
    v6 = ishl_imm v4, 3
    v7 = iadd v2, v6
    store v5, v7
    v8 = iadd_imm v4, 1
    v9 = icmp ult v8, v0
    brif v9, block1(v8), block2(v3, v3)

block2(v10: i64, v11: i64):
    v12 = ishl_imm v10, 3
    v13 = iadd v2, v12
    v14 = load.i64 v13
    v15 = iadd v11, v14
    v16 = iadd_imm v10, 1
    v17 = icmp ult v16, v0
    brif v17, block2(v16, v15), block3

block3:
    return v15
}
"""

MATMUL: Final = """
function %matmul(i64) -> i64 {
    ss0 = explicit_slot 800
    ss1 = explicit_slot 800
    ss2 = explicit_slot 800
block0(v0: i64):
    v1 = stack_addr.i64 ss0
    v2 = stack_addr.i64 ss1
    v3 = stack_addr.i64 ss2
    v4 = iconst.i64 0
    v5 = imul v0, v0
    jump block1(v4)

block1(v6: i64):
    v7 = ishl_imm v6, 3
    v8 = iadd v1, v7
    v9 = iadd v2, v7
    v10 = fcvt_from_sint.f64 v6
    store v10, v8
    v11 = fadd v10, v10
    store v11, v9
    v12 = iadd_imm v6, 1
    v13 = icmp ult v12, v5
    brif v13, block1(v12), block2(v4)

block2(v20: i64):
    v21 = imul v20, v0
    jump block3(v4)

block3(v22: i64):
    v23 = f64const 0x0.0
    jump block4(v4, v23)

block4(v24: i64, v25: f64):
    v26 = iadd v21, v24
    v27 = ishl_imm v26, 3
    v28 = iadd v1, v27
    v29 = load.f64 v28
    v30 = imul v24, v0
    v31 = iadd v30, v22
    v32 = ishl_imm v31, 3
    v33 = iadd v2, v32
    v34 = load.f64 v33
    v35 = fmul v29, v34
    v36 = fadd v25, v35
    v37 = iadd_imm v24, 1
    v38 = icmp ult v37, v0
    brif v38, block4(v37, v36), block5

block5:
    v39 = iadd v21, v22
    v40 = ishl_imm v39, 3
    v41 = iadd v3, v40
    store v36, v41
    v42 = iadd_imm v22, 1
    v43 = icmp ult v42, v0
    brif v43, block3(v42), block6

block6:
    v44 = iadd_imm v20, 1
    v45 = icmp ult v44, v0
    brif v45, block2(v44), block7(v4, v4)

block7(v50: i64, v51: i64):
    v52 = ishl_imm v50, 3
    v53 = iadd v3, v52
    v54 = load.i64 v53
    v55 = bxor v51, v54
    v56 = iadd_imm v50, 1
    v57 = icmp ult v56, v5
    brif v57, block7(v56, v55), block8

block8:
    return v55
}
"""

SIEVE: Final = """
function %sieve(i64) -> i64 {
    ss0 = explicit_slot 2048
block0(v0: i64):
    v1 = stack_addr.i64 ss0
    v2 = iconst.i64 0
    v3 = iconst.i8 1
    jump block1(v2)

block1(v4: i64):
    v5 = iadd v1, v4
    store v3, v5
    v6 = iadd_imm v4, 1
    v7 = icmp ult v6, v0
    v8 = iconst.i64 2
    brif v7, block1(v6), block2(v8, v2)

block2(v10: i64, v11: i64):
    v12 = icmp uge v10, v0
    brif v12, block6, block3

block3:
    v13 = iadd v1, v10
    v14 = uload8.i64 v13
    v15 = iadd v11, v14
    v16 = iadd v10, v10
    brif v14, block4(v16), block5

block4(v17: i64):
    v18 = icmp uge v17, v0
    brif v18, block5, block7

block7:
    v19 = iadd v1, v17
    v20 = iconst.i8 0
    store v20, v19
    v21 = iadd v17, v10
    jump block4(v21)

block5:
    v22 = iadd_imm v10, 1
    jump block2(v22, v15)

block6:
    return v11
}
"""

CRC: Final = """
function %crc32(i64, i64) -> i64 {
block0(v0: i64, v1: i64):
    v2 = iconst.i32 -1
    jump block1(v2, v1)

block1(v3: i32, v4: i64):
    v5 = ireduce.i32 v4
    v6 = bxor v3, v5
    v7 = iconst.i32 8
    jump block2(v6, v7)

block2(v8: i32, v9: i32):
    v10 = band_imm.i32 v8, 1
    v11 = ineg v10
    v12 = ushr_imm.i32 v8, 1
    v13 = iconst.i32 0xedb88320
    v14 = band v11, v13
    v15 = bxor v12, v14
    v16 = iadd_imm.i32 v9, -1
    brif v16, block2(v15, v16), block3

block3:
    v17 = rotl_imm v4, 7
    v18 = iadd v17, v0
    v21 = band_imm v18, 0x3f
    brif v21, block1(v15, v18), block4

block4:
    v22 = uextend.i64 v15
    return v22
}
"""

FIB: Final = """
function %fib(i64) -> i64 {
    sig0 = (i64) -> i64
    fn0 = %fib sig0
block0(v0: i64):
    v1 = icmp_imm slt v0, 2
    brif v1, block1, block2

block1:
    return v0

block2:
    v2 = iadd_imm v0, -1
    v3 = call fn0(v2)
    v4 = iadd_imm v0, -2
    v5 = call fn0(v4)
    v6 = iadd v3, v5
    return v6
}
"""

SORT: Final = """
function %sort(i64) -> i64 {
    ss0 = explicit_slot 512
block0(v0: i64):
    v1 = stack_addr.i64 ss0
    v2 = iconst.i64 0
    v3 = iconst.i64 12345
    jump block1(v2, v3)

block1(v4: i64, v5: i64):
    v6 = ishl_imm v4, 3
    v7 = iadd v1, v6
    store v5, v7
    v8 = imul_imm v5, 1103515245
    v9 = iadd_imm v8, 12345
    v10 = band_imm v9, 0x7fffffff
    v11 = iadd_imm v4, 1
    v12 = icmp ult v11, v0
    v13 = iconst.i64 1
    brif v12, block1(v11, v10), block2(v13)

block2(v20: i64):
    v21 = icmp uge v20, v0
    brif v21, block6(v2, v2), block3

block3:
    v22 = ishl_imm v20, 3
    v23 = iadd v1, v22
    v24 = load.i64 v23
    jump block4(v23)

block4(v25: i64):
    v26 = icmp ule v25, v1
    brif v26, block5, block7

block7:
    v27 = load.i64 v25-8
    v28 = icmp sle v27, v24
    brif v28, block5, block8

block8:
    store v27, v25
    v29 = iadd_imm v25, -8
    jump block4(v29)

block5:
    store v24, v25
    v30 = iadd_imm v20, 1
    jump block2(v30)

block6(v40: i64, v41: i64):
    v42 = ishl_imm v40, 3
    v43 = iadd v1, v42
    v44 = load.i64 v43
    v45 = rotl_imm v41, 3
    v46 = bxor v45, v44
    v47 = iadd_imm v40, 1
    v48 = icmp ult v47, v0
    brif v48, block6(v47, v46), block9

block9:
    return v46
}
"""

POLY: Final = """
function %poly(i64) -> i64 {
block0(v0: i64):
    v1 = f64const 0x1.8p0
    v2 = f64const -0x1.4p-1
    v3 = f64const 0x1.2p-2
    v4 = f64const 0x1.0p-4
    v5 = f64const 0x1.fp-9
    v6 = f64const 0x0.0
    v7 = iconst.i64 0
    v8 = f64const 0x1.0p-8
    jump block1(v7, v6, v6)

block1(v9: i64, v10: f64, v11: f64):
    v12 = fmul v5, v10
    v13 = fadd v12, v4
    v14 = fmul v13, v10
    v15 = fadd v14, v3
    v16 = fmul v15, v10
    v17 = fadd v16, v2
    v18 = fmul v17, v10
    v19 = fadd v18, v1
    v20 = fadd v11, v19
    v21 = fadd v10, v8
    v22 = iadd_imm v9, 1
    v23 = icmp ult v22, v0
    brif v23, block1(v22, v21, v20), block2

block2:
    v24 = bitcast.i64 v20
    return v24
}
"""

COLD: Final = """
function %slow(i64, i64) -> i64 {
block0(v0: i64, v1: i64):
    v2 = imul v0, v1
    v3 = bxor v2, v0
    return v3
}

function %cold_call(i64, i64) -> i64 {
    sig0 = (i64, i64) -> i64
    fn0 = %slow sig0
block0(v0: i64, v1: i64):
    v2 = iconst.i64 0
    v3 = iadd_imm v1, 77
    v4 = imul v1, v3
    jump block1(v2, v2, v1)

block1(v5: i64, v6: i64, v7: i64):
    v8 = bxor v6, v3
    v9 = iadd v8, v4
    v10 = rotl_imm v9, 9
    v11 = iadd v10, v7
    v12 = band_imm v11, 0x7f
    brif v12, block3(v11), block2

block2 cold:
    v13 = call fn0(v11, v3)
    jump block3(v13)

block3(v14: i64):
    v15 = bxor v7, v14
    v16 = iadd_imm v5, 1
    v17 = icmp ult v16, v0
    brif v17, block1(v16, v14, v15), block4

block4:
    v18 = iadd v14, v15
    return v18
}
"""

HOT_CALL: Final = """
function %mix(i64, i64) -> i64 {
block0(v0: i64, v1: i64):
    v2 = rotl_imm v0, 13
    v3 = imul v2, v1
    v4 = bxor v3, v0
    return v4
}

function %hot_call(i64, i64) -> i64 {
    sig0 = (i64, i64) -> i64
    fn0 = %mix sig0
block0(v0: i64, v1: i64):
    v2 = iconst.i64 0
    v3 = iadd_imm v1, 77
    v4 = imul v1, v3
    v5 = bxor v3, v4
    jump block1(v2, v1, v5)

block1(v6: i64, v7: i64, v8: i64):
    v9 = call fn0(v7, v3)
    v10 = iadd v9, v4
    v11 = call fn0(v8, v10)
    v12 = bxor v11, v5
    v13 = iadd v9, v12
    v14 = iadd_imm v6, 1
    v15 = icmp ult v14, v0
    brif v15, block1(v14, v12, v13), block2

block2:
    v16 = iadd v12, v13
    return v16
}
"""

DIVISION: Final = """
function %division(i64, i64) -> i64 {
block0(v0: i64, v1: i64):
    v2 = iconst.i64 0
    jump block1(v0, v1, v2)

block1(v3: i64, v4: i64, v5: i64):
    v6 = bor_imm v4, 1
    v7 = udiv v3, v6
    v8 = urem v3, v6
    v9 = band_imm v7, 31
    v10 = ishl v8, v9
    v11 = ushr v3, v9
    v12 = iadd v10, v11
    v13 = bxor v12, v5
    v14 = iadd v13, v7
    v15 = iadd_imm v5, 1
    v16 = icmp_imm ult v15, 200
    brif v16, block1(v14, v8, v15), block2

block2:
    v17 = bxor v14, v8
    return v17
}
"""


CONSTANTS: Final = """
function %half(f64) -> f64 {
block0(v0: f64):
    v1 = f64const 0x1.0p-1
    v2 = fmul v0, v1
    return v2
}

function %constants(i64) -> i64 {
    ss0 = explicit_slot 64
    sig0 = (f64) -> f64
    fn0 = %half sig0
block0(v0: i64):
    v1 = f64const 0x1.8p0
    v2 = f64const -0x1.4p-1
    v3 = f64const 0x1.2p-2
    v4 = iconst.i64 0
    v5 = stack_addr.i64 ss0
    store v1, v5
    jump block1(v4, v1)

block1(v6: i64, v7: f64):
    v8 = fsub v2, v7
    v9 = call fn0(v8)
    v10 = fsub v3, v9
    v11 = fdiv v1, v10
    v12 = call fn0(v11)
    v13 = load.f64 v5
    v14 = fadd v12, v13
    store v14, v5
    v15 = fadd v14, v2
    v16 = iadd_imm v6, 1
    v17 = icmp ult v16, v0
    brif v17, block1(v16, v15), block2

block2:
    v18 = bitcast.i64 v15
    return v18
}
"""
