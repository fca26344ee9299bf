"""Packed encoding rows. Generated from encodings.py by gen_encodings.py; do not edit."""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

MOP_ADD_RM: Final = 0
MOP_ADD_MR: Final = 1
MOP_ADD_MI: Final = 2
MOP_OR_RM: Final = 3
MOP_OR_MR: Final = 4
MOP_OR_MI: Final = 5
MOP_ADC_RM: Final = 6
MOP_ADC_MR: Final = 7
MOP_ADC_MI: Final = 8
MOP_SBB_RM: Final = 9
MOP_SBB_MR: Final = 10
MOP_SBB_MI: Final = 11
MOP_AND_RM: Final = 12
MOP_AND_MR: Final = 13
MOP_AND_MI: Final = 14
MOP_SUB_RM: Final = 15
MOP_SUB_MR: Final = 16
MOP_SUB_MI: Final = 17
MOP_XOR_RM: Final = 18
MOP_XOR_MR: Final = 19
MOP_XOR_MI: Final = 20
MOP_CMP_RM: Final = 21
MOP_CMP_MR: Final = 22
MOP_CMP_MI: Final = 23
MOP_TEST_MR: Final = 24
MOP_TEST_MI: Final = 25
MOP_NOT_M: Final = 26
MOP_NEG_M: Final = 27
MOP_MUL_M: Final = 28
MOP_IMUL_M: Final = 29
MOP_DIV_M: Final = 30
MOP_IDIV_M: Final = 31
MOP_IMUL_RM: Final = 32
MOP_IMUL_RMI: Final = 33
MOP_CDQ: Final = 34
MOP_CQO: Final = 35
MOP_ROL_MC: Final = 36
MOP_ROL_MI: Final = 37
MOP_ROR_MC: Final = 38
MOP_ROR_MI: Final = 39
MOP_SHL_MC: Final = 40
MOP_SHL_MI: Final = 41
MOP_SHR_MC: Final = 42
MOP_SHR_MI: Final = 43
MOP_SAR_MC: Final = 44
MOP_SAR_MI: Final = 45
MOP_SHLX_RMV: Final = 46
MOP_SARX_RMV: Final = 47
MOP_SHRX_RMV: Final = 48
MOP_RORX_RMI: Final = 49
MOP_BSF_RM: Final = 50
MOP_BSR_RM: Final = 51
MOP_POPCNT_RM: Final = 52
MOP_TZCNT_RM: Final = 53
MOP_LZCNT_RM: Final = 54
MOP_BT_MR: Final = 55
MOP_BT_MI: Final = 56
MOP_BSWAP_O: Final = 57
MOP_ANDN_RVM: Final = 58
MOP_BLSR_VM: Final = 59
MOP_BLSI_VM: Final = 60
MOP_MOV_RM: Final = 61
MOP_MOV_MR: Final = 62
MOP_MOV_MI: Final = 63
MOP_MOV_OI: Final = 64
MOP_MOVABS_OI: Final = 65
MOP_MOVZX_RM8: Final = 66
MOP_MOVZX_RM16: Final = 67
MOP_MOVSX_RM8: Final = 68
MOP_MOVSX_RM16: Final = 69
MOP_MOVSXD_RM32: Final = 70
MOP_LEA_RM: Final = 71
MOP_PUSH_O: Final = 72
MOP_POP_O: Final = 73
MOP_SET_M: Final = 74
MOP_CMOV_RM: Final = 75
MOP_JMP_D: Final = 76
MOP_J_D: Final = 77
MOP_CALL_D: Final = 78
MOP_JMP_M: Final = 79
MOP_CALL_M: Final = 80
MOP_RET: Final = 81
MOP_RET_I: Final = 82
MOP_UD2: Final = 83
MOP_INT3: Final = 84
MOP_NOP: Final = 85
MOP_MFENCE: Final = 86
MOP_XCHG_MR: Final = 87
MOP_LOCK_XADD_MR: Final = 88
MOP_LOCK_CMPXCHG_MR: Final = 89
MOP_MOVAPS_XM: Final = 90
MOP_MOVUPS_XM: Final = 91
MOP_MOVUPS_MX: Final = 92
MOP_MOVSS_XM: Final = 93
MOP_MOVSS_MX: Final = 94
MOP_MOVSD_XM: Final = 95
MOP_MOVSD_MX: Final = 96
MOP_MOVD_XM: Final = 97
MOP_MOVD_MX: Final = 98
MOP_SQRTSS_XM: Final = 99
MOP_SQRTSD_XM: Final = 100
MOP_ADDSS_XM: Final = 101
MOP_ADDSD_XM: Final = 102
MOP_MULSS_XM: Final = 103
MOP_MULSD_XM: Final = 104
MOP_SUBSS_XM: Final = 105
MOP_SUBSD_XM: Final = 106
MOP_MINSS_XM: Final = 107
MOP_MINSD_XM: Final = 108
MOP_DIVSS_XM: Final = 109
MOP_DIVSD_XM: Final = 110
MOP_MAXSS_XM: Final = 111
MOP_MAXSD_XM: Final = 112
MOP_CVTSS2SD_XM: Final = 113
MOP_CVTSD2SS_XM: Final = 114
MOP_UCOMISS_XM: Final = 115
MOP_UCOMISD_XM: Final = 116
MOP_ANDPS_XM: Final = 117
MOP_ANDNPS_XM: Final = 118
MOP_ORPS_XM: Final = 119
MOP_XORPS_XM: Final = 120
MOP_CVTSI2SS_XM: Final = 121
MOP_CVTSI2SD_XM: Final = 122
MOP_CVTTSS2SI_RX: Final = 123
MOP_CVTTSD2SI_RX: Final = 124
MOP_ARGS: Final = 125
MOP_RET_SEQ: Final = 126
MOP_JUMP: Final = 127
MOP_BRANCH: Final = 128
MOP_BRANCH_OR: Final = 129
MOP_BRANCH_AND: Final = 130
MOP_TRAP_IF: Final = 131
MOP_TRAP: Final = 132
MOP_CALL_SYM: Final = 133
MOP_CALL_REG: Final = 134
MOP_JUMP_SYM: Final = 135
MOP_JUMP_REG: Final = 136
MOP_JUMP_TABLE: Final = 137
MOP_ADD3: Final = 138
MOP_ADDI: Final = 139
MOP_CARRY_MASK: Final = 140
MOP_SDIV_CHECK: Final = 141
MOP_DIV_SEQ: Final = 142
MOP_SYM_ADDR: Final = 143
MOP_GETREG: Final = 144
MOP_SETREG: Final = 145
MOP_LOAD_RET_ADDR: Final = 146
MOP_RMW_LOOP: Final = 147
MOP_FCONST: Final = 148
MOP_FSELECT: Final = 149
MOP_FSELECT_AND: Final = 150
MOP_FSELECT_OR: Final = 151
FIRST_PSEUDO: Final = 125

#: Opcode byte.
OPCODE: Final[vec[i64]] = vec[i64](
    [
        3, 1, 129, 11, 9, 129, 19, 17, 129, 27, 25, 129, 35, 33, 129, 43, 41, 129, 51, 49,
        129, 59, 57, 129, 133, 247, 247, 247, 247, 247, 247, 247, 175, 105, 153, 153, 211, 193, 211, 193,
        211, 193, 211, 193, 211, 193, 247, 247, 247, 240, 188, 189, 184, 188, 189, 163, 186, 200, 242, 243,
        243, 139, 137, 199, 184, 184, 182, 183, 190, 191, 99, 141, 80, 88, 144, 64, 233, 128, 232, 255,
        255, 195, 194, 11, 204, 144, 174, 135, 193, 177, 40, 16, 17, 16, 17, 16, 17, 110, 126, 81,
        81, 88, 88, 89, 89, 92, 92, 93, 93, 94, 94, 95, 95, 90, 90, 46, 46, 84, 85, 86,
        87, 42, 42, 44, 44,
    ]
)
#: Opcode byte for 8-bit operands, -1 when it is the same.
OPCODE8: Final[vec[i64]] = vec[i64](
    [
        2, 0, 128, 10, 8, 128, 18, 16, 128, 26, 24, 128, 34, 32, 128, 42, 40, 128, 50, 48,
        128, 58, 56, 128, 132, 246, 246, 246, 246, 246, 246, 246, -1, -1, -1, -1, 210, 192, 210, 192,
        210, 192, 210, 192, 210, 192, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, 138, 136, 198, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, 134, 192, 176, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1,
    ]
)
#: Mandatory prefix byte, 0 for none.
PREFIX: Final[vec[i64]] = vec[i64](
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 102, 243, 242, 242, 0, 0, 243, 243, 243, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 240, 240, 0, 0, 0, 243, 243, 242, 242, 102, 102, 243,
        242, 243, 242, 243, 242, 243, 242, 243, 242, 243, 242, 243, 242, 243, 242, 0, 102, 0, 0, 0,
        0, 243, 242, 243, 242,
    ]
)
#: 0: one byte, 1: 0F, 2: 0F 38, 3: 0F 3A.
MAP: Final[vec[i64]] = vec[i64](
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 2, 2, 2, 3, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2,
        2, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0,
        0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1,
    ]
)
#: 0..7: opcode extension in ModRM.reg; 8: /r; 9: register in the opcode; 10: no ModRM.
EXT: Final[vec[i64]] = vec[i64](
    [
        8, 8, 0, 8, 8, 1, 8, 8, 2, 8, 8, 3, 8, 8, 4, 8, 8, 5, 8, 8,
        6, 8, 8, 7, 8, 0, 2, 3, 4, 5, 6, 7, 8, 8, 10, 10, 0, 0, 1, 1,
        4, 4, 5, 5, 7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 4, 9, 8, 1,
        3, 8, 8, 0, 9, 9, 8, 8, 8, 8, 8, 8, 9, 9, 0, 8, 10, 10, 10, 4,
        2, 10, 10, 10, 10, 10, 10, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
        8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
        8, 8, 8, 8, 8,
    ]
)
#: 0: none, 1: ib, 2: iz, 3: io, 4: condition code in the opcode, 5: iw.
IMM: Final[vec[i64]] = vec[i64](
    [
        0, 0, 2, 0, 0, 2, 0, 0, 2, 0, 0, 2, 0, 0, 2, 0, 0, 2, 0, 0,
        2, 0, 0, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 1,
        0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0,
        0, 0, 0, 2, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 0, 4, 0, 0,
        0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0,
    ]
)
#: Opcode of the form with an 8-bit immediate, -1 for none.
SHORT: Final[vec[i64]] = vec[i64](
    [
        -1, -1, 131, -1, -1, 131, -1, -1, 131, -1, -1, 131, -1, -1, 131, -1, -1, 131, -1, -1,
        131, -1, -1, 131, -1, -1, -1, -1, -1, -1, -1, -1, -1, 107, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, 240, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1,
    ]
)
#: 1: VEX prefix.
VEX: Final[vec[i64]] = vec[i64](
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1,
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0,
    ]
)
#: Byte registers: bit 0 reg, bit 1 rm always; bit 2 reg, bit 3 rm for 8-bit operands.
BYTE: Final[vec[i64]] = vec[i64](
    [
        12, 4, 8, 12, 4, 8, 12, 4, 8, 12, 4, 8, 12, 4, 8, 12, 4, 8, 12, 4,
        8, 12, 4, 8, 12, 8, 8, 8, 8, 8, 8, 8, 12, 12, 0, 0, 8, 8, 8, 8,
        8, 8, 8, 8, 8, 8, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 8, 0, 12, 8,
        8, 12, 4, 8, 0, 0, 6, 4, 6, 4, 4, 4, 0, 0, 2, 12, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 4, 4, 4, 0, 0, 0, 0, 0, 0, 0, 8, 8, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 8, 8, 4, 4,
    ]
)
#: Set of operand sizes in bytes; 0: given by the opcode (4 is passed).
SIZES: Final[vec[i64]] = vec[i64](
    [
        15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
        15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 14, 14, 4, 8, 15, 15, 15, 15,
        15, 15, 15, 15, 15, 15, 12, 12, 12, 12, 14, 14, 14, 14, 14, 14, 14, 12, 12, 12,
        12, 15, 15, 15, 4, 8, 12, 12, 12, 12, 8, 12, 0, 0, 0, 14, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 15, 15, 15, 0, 0, 0, 0, 0, 0, 0, 12, 12, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 12, 12, 12, 12,
    ]
)
#: Operand of the vcode row that goes to ModRM.reg or the opcode, -1 for none.
REG_AT: Final[vec[i64]] = vec[i64](
    [
        0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0,
        -1, 0, 0, -1, 0, -1, -1, -1, -1, -1, -1, -1, 0, 0, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, -1,
        -1, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0,
    ]
)
#: Operand that goes to VEX.vvvv.
VVVV_AT: Final[vec[i64]] = vec[i64](
    [
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 0,
        0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1,
    ]
)
#: First operand of ModRM.rm: a register, or the base or index of an address.
RM_AT: Final[vec[i64]] = vec[i64](
    [
        1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1,
        0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, -1, -1, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 0, -1, 2, 1,
        1, 1, 1, 0, -1, -1, 1, 1, 1, 1, 1, 1, -1, -1, 0, 1, -1, -1, -1, 0,
        0, -1, -1, -1, -1, -1, -1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1,
    ]
)
