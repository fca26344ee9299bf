"""Opcode numbers and fact tables. Generated from opcodes.py by gen_opcodes.py; do not edit."""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

FMT_NULLARY: Final = 0
FMT_UNARY: Final = 1
FMT_BINARY: Final = 2
FMT_TERNARY: Final = 3
FMT_UNARY_IMM: Final = 4
FMT_UNARY_IEEE16: Final = 5
FMT_UNARY_IEEE32: Final = 6
FMT_UNARY_IEEE64: Final = 7
FMT_UNARY_CONST: Final = 8
FMT_BINARY_IMM8: Final = 9
FMT_TERNARY_IMM8: Final = 10
FMT_SHUFFLE: Final = 11
FMT_INT_COMPARE: Final = 12
FMT_FLOAT_COMPARE: Final = 13
FMT_LOAD: Final = 14
FMT_LOAD_NO_OFFSET: Final = 15
FMT_STORE: Final = 16
FMT_STORE_NO_OFFSET: Final = 17
FMT_ATOMIC_RMW: Final = 18
FMT_ATOMIC_CAS: Final = 19
FMT_STACK_ADDR: Final = 20
FMT_DYNAMIC_STACK_ADDR: Final = 21
FMT_FUNC_ADDR: Final = 22
FMT_GLOBAL_VALUE: Final = 23
FMT_HANDLER_ADDRESS: Final = 24
FMT_TRAP: Final = 25
FMT_COND_TRAP: Final = 26
FMT_ADD_TRAP: Final = 27
FMT_JUMP: Final = 28
FMT_BRIF: Final = 29
FMT_BR_TABLE: Final = 30
FMT_RETURN: Final = 31
FMT_CALL: Final = 32
FMT_CALL_INDIRECT: Final = 33
FMT_TRY_CALL: Final = 34
FMT_TRY_CALL_INDIRECT: Final = 35

OP_JUMP: Final = 0
OP_BRIF: Final = 1
OP_BR_TABLE: Final = 2
OP_RETURN: Final = 3
OP_TRAP: Final = 4
OP_TRAPZ: Final = 5
OP_TRAPNZ: Final = 6
OP_DEBUGTRAP: Final = 7
OP_CALL: Final = 8
OP_CALL_INDIRECT: Final = 9
OP_RETURN_CALL: Final = 10
OP_RETURN_CALL_INDIRECT: Final = 11
OP_TRY_CALL: Final = 12
OP_TRY_CALL_INDIRECT: Final = 13
OP_FUNC_ADDR: Final = 14
OP_GET_EXCEPTION_HANDLER_ADDRESS: Final = 15
OP_STACK_SWITCH: Final = 16
OP_NOP: Final = 17
OP_SEQUENCE_POINT: Final = 18
OP_LOAD: Final = 19
OP_STORE: Final = 20
OP_ULOAD8: Final = 21
OP_SLOAD8: Final = 22
OP_ISTORE8: Final = 23
OP_ULOAD16: Final = 24
OP_SLOAD16: Final = 25
OP_ISTORE16: Final = 26
OP_ULOAD32: Final = 27
OP_SLOAD32: Final = 28
OP_ISTORE32: Final = 29
OP_ULOAD8X8: Final = 30
OP_SLOAD8X8: Final = 31
OP_ULOAD16X4: Final = 32
OP_SLOAD16X4: Final = 33
OP_ULOAD32X2: Final = 34
OP_SLOAD32X2: Final = 35
OP_STACK_ADDR: Final = 36
OP_DYNAMIC_STACK_ADDR: Final = 37
OP_SYMBOL_VALUE: Final = 38
OP_TLS_VALUE: Final = 39
OP_ATOMIC_RMW: Final = 40
OP_ATOMIC_CAS: Final = 41
OP_ATOMIC_LOAD: Final = 42
OP_ATOMIC_STORE: Final = 43
OP_FENCE: Final = 44
OP_GET_PINNED_REG: Final = 45
OP_SET_PINNED_REG: Final = 46
OP_GET_FRAME_POINTER: Final = 47
OP_GET_STACK_POINTER: Final = 48
OP_GET_RETURN_ADDRESS: Final = 49
OP_ICONST: Final = 50
OP_F16CONST: Final = 51
OP_F32CONST: Final = 52
OP_F64CONST: Final = 53
OP_F128CONST: Final = 54
OP_VCONST: Final = 55
OP_SELECT: Final = 56
OP_SELECT_SPECTRE_GUARD: Final = 57
OP_BITSELECT: Final = 58
OP_BLENDV: Final = 59
OP_IADD: Final = 60
OP_ISUB: Final = 61
OP_INEG: Final = 62
OP_IABS: Final = 63
OP_IMUL: Final = 64
OP_UMULHI: Final = 65
OP_SMULHI: Final = 66
OP_UDIV: Final = 67
OP_SDIV: Final = 68
OP_UREM: Final = 69
OP_SREM: Final = 70
OP_SMIN: Final = 71
OP_UMIN: Final = 72
OP_SMAX: Final = 73
OP_UMAX: Final = 74
OP_UADD_OVERFLOW: Final = 75
OP_SADD_OVERFLOW: Final = 76
OP_USUB_OVERFLOW: Final = 77
OP_SSUB_OVERFLOW: Final = 78
OP_UMUL_OVERFLOW: Final = 79
OP_SMUL_OVERFLOW: Final = 80
OP_UADD_OVERFLOW_CIN: Final = 81
OP_SADD_OVERFLOW_CIN: Final = 82
OP_USUB_OVERFLOW_BIN: Final = 83
OP_SSUB_OVERFLOW_BIN: Final = 84
OP_UADD_OVERFLOW_TRAP: Final = 85
OP_BAND: Final = 86
OP_BOR: Final = 87
OP_BXOR: Final = 88
OP_BNOT: Final = 89
OP_ISHL: Final = 90
OP_USHR: Final = 91
OP_SSHR: Final = 92
OP_ROTL: Final = 93
OP_ROTR: Final = 94
OP_BITREV: Final = 95
OP_BSWAP: Final = 96
OP_CLZ: Final = 97
OP_CTZ: Final = 98
OP_CLS: Final = 99
OP_POPCNT: Final = 100
OP_ICMP: Final = 101
OP_BMASK: Final = 102
OP_IREDUCE: Final = 103
OP_UEXTEND: Final = 104
OP_SEXTEND: Final = 105
OP_ISPLIT: Final = 106
OP_ICONCAT: Final = 107
OP_FADD: Final = 108
OP_FSUB: Final = 109
OP_FMUL: Final = 110
OP_FDIV: Final = 111
OP_SQRT: Final = 112
OP_FMA: Final = 113
OP_FNEG: Final = 114
OP_FABS: Final = 115
OP_FCOPYSIGN: Final = 116
OP_FMIN: Final = 117
OP_FMAX: Final = 118
OP_CEIL: Final = 119
OP_FLOOR: Final = 120
OP_TRUNC: Final = 121
OP_NEAREST: Final = 122
OP_FCMP: Final = 123
OP_FPROMOTE: Final = 124
OP_FDEMOTE: Final = 125
OP_FCVT_TO_UINT: Final = 126
OP_FCVT_TO_SINT: Final = 127
OP_FCVT_TO_UINT_SAT: Final = 128
OP_FCVT_TO_SINT_SAT: Final = 129
OP_FCVT_FROM_UINT: Final = 130
OP_FCVT_FROM_SINT: Final = 131
OP_BITCAST: Final = 132
OP_SPLAT: Final = 133
OP_SCALAR_TO_VECTOR: Final = 134
OP_INSERTLANE: Final = 135
OP_EXTRACTLANE: Final = 136
OP_SWIZZLE: Final = 137
OP_SHUFFLE: Final = 138
OP_VANY_TRUE: Final = 139
OP_VALL_TRUE: Final = 140
OP_VHIGH_BITS: Final = 141
OP_UADD_SAT: Final = 142
OP_SADD_SAT: Final = 143
OP_USUB_SAT: Final = 144
OP_SSUB_SAT: Final = 145
OP_AVG_ROUND: Final = 146
OP_IADD_PAIRWISE: Final = 147
OP_SQMUL_ROUND_SAT: Final = 148
OP_SNARROW: Final = 149
OP_UNARROW: Final = 150
OP_UUNARROW: Final = 151
OP_SWIDEN_LOW: Final = 152
OP_SWIDEN_HIGH: Final = 153
OP_UWIDEN_LOW: Final = 154
OP_UWIDEN_HIGH: Final = 155
OP_FVDEMOTE: Final = 156
OP_FVPROMOTE_LOW: Final = 157
OP_EXTRACT_VECTOR: Final = 158
OP_X86_PSHUFB: Final = 159
OP_X86_PMULHRSW: Final = 160
OP_X86_PMADDUBSW: Final = 161
OP_X86_CVTT2DQ: Final = 162
OP_COUNT: Final = 163

EFFECT_BRANCH: Final = 1
EFFECT_TERMINATOR: Final = 2
EFFECT_RETURN: Final = 4
EFFECT_CALL: Final = 8
EFFECT_LOAD: Final = 16
EFFECT_STORE: Final = 32
EFFECT_TRAP: Final = 64
EFFECT_OTHER: Final = 128
EFFECT_MERGEABLE: Final = 256

CC_EQ: Final = 0
CC_NE: Final = 1
CC_SLT: Final = 2
CC_SGE: Final = 3
CC_SGT: Final = 4
CC_SLE: Final = 5
CC_ULT: Final = 6
CC_UGE: Final = 7
CC_UGT: Final = 8
CC_ULE: Final = 9

FCC_ORD: Final = 0
FCC_UNO: Final = 1
FCC_EQ: Final = 2
FCC_NE: Final = 3
FCC_ONE: Final = 4
FCC_UEQ: Final = 5
FCC_LT: Final = 6
FCC_LE: Final = 7
FCC_GT: Final = 8
FCC_GE: Final = 9
FCC_ULT: Final = 10
FCC_ULE: Final = 11
FCC_UGT: Final = 12
FCC_UGE: Final = 13

RMW_ADD: Final = 0
RMW_SUB: Final = 1
RMW_AND: Final = 2
RMW_NAND: Final = 3
RMW_OR: Final = 4
RMW_XOR: Final = 5
RMW_XCHG: Final = 6
RMW_UMIN: Final = 7
RMW_UMAX: Final = 8
RMW_SMIN: Final = 9
RMW_SMAX: Final = 10

#: By opcode: format number of each opcode.
OP_FORMAT: Final[vec[i64]] = vec[i64](
    [
        28, 29, 30, 31, 25, 26, 26, 0, 32, 33, 32, 33, 34, 35, 22, 24, 3, 0, 0, 14,
        16, 14, 14, 16, 14, 14, 16, 14, 14, 16, 14, 14, 14, 14, 14, 14, 20, 21, 23, 23,
        18, 19, 15, 17, 0, 0, 1, 0, 0, 0, 4, 5, 6, 7, 8, 8, 3, 3, 3, 3,
        2, 2, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
        2, 3, 3, 3, 3, 27, 2, 2, 2, 1, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1,
        1, 12, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 1, 3, 1, 1, 2, 2, 2, 1,
        1, 1, 1, 13, 1, 1, 1, 1, 1, 1, 1, 1, 15, 1, 1, 10, 9, 2, 11, 1,
        1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 9, 2,
        2, 2, 1,
    ]
)
#: By opcode: EFFECT_* bits of each opcode.
OP_EFFECTS: Final[vec[i64]] = vec[i64](
    [
        3, 3, 3, 6, 66, 320, 320, 176, 8, 8, 14, 14, 11, 11, 0, 0, 184, 0, 128, 16,
        32, 16, 16, 32, 16, 16, 32, 16, 16, 32, 16, 16, 16, 16, 16, 16, 0, 0, 0, 0,
        176, 176, 144, 160, 128, 128, 128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 320, 320, 320, 320, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 320, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 320, 320, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0,
    ]
)
#: By opcode: result count, -1 for the callee's.
OP_RESULTS: Final[vec[i64]] = vec[i64](
    [
        0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1,
        0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2,
        2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1,
    ]
)
#: By opcode: declared value operands.
OP_OPERANDS: Final[vec[i64]] = vec[i64](
    [
        0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 3, 0, 0, 1,
        2, 1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0,
        2, 3, 1, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 3, 3, 3,
        2, 2, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
        2, 3, 3, 3, 3, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1,
        1, 2, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 1, 3, 1, 1, 2, 2, 2, 1,
        1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 2, 2, 1,
        1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 2,
        2, 2, 1,
    ]
)
