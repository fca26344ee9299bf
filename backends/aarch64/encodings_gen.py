"""Generated from encodings.py by gen_encodings.py; do not edit."""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

MOP_ADD_RS: Final = 0
MOP_ADD_RX: Final = 1
MOP_ADD_I: Final = 2
MOP_ADDS_RS: Final = 3
MOP_ADDS_RX: Final = 4
MOP_ADDS_I: Final = 5
MOP_SUB_RS: Final = 6
MOP_SUB_RX: Final = 7
MOP_SUB_I: Final = 8
MOP_SUBS_RS: Final = 9
MOP_SUBS_RX: Final = 10
MOP_SUBS_I: Final = 11
MOP_CMN_RS: Final = 12
MOP_CMN_RX: Final = 13
MOP_CMN_I: Final = 14
MOP_CMP_RS: Final = 15
MOP_CMP_RX: Final = 16
MOP_CMP_I: Final = 17
MOP_NEG_RS: Final = 18
MOP_NEGS_RS: Final = 19
MOP_ADC: Final = 20
MOP_ADCS: Final = 21
MOP_SBC: Final = 22
MOP_SBCS: Final = 23
MOP_AND_RS: Final = 24
MOP_AND_I: Final = 25
MOP_BIC_RS: Final = 26
MOP_ORR_RS: Final = 27
MOP_ORR_I: Final = 28
MOP_ORN_RS: Final = 29
MOP_EOR_RS: Final = 30
MOP_EOR_I: Final = 31
MOP_EON_RS: Final = 32
MOP_ANDS_RS: Final = 33
MOP_ANDS_I: Final = 34
MOP_BICS_RS: Final = 35
MOP_TST_RS: Final = 36
MOP_TST_I: Final = 37
MOP_MVN_RS: Final = 38
MOP_MOV_R: Final = 39
MOP_MOV_BITMASK: Final = 40
MOP_MOVN: Final = 41
MOP_MOVZ: Final = 42
MOP_MOVK: Final = 43
MOP_SBFM: Final = 44
MOP_BFM: Final = 45
MOP_UBFM: Final = 46
MOP_EXTR: Final = 47
MOP_MADD: Final = 48
MOP_MSUB: Final = 49
MOP_MUL: Final = 50
MOP_MNEG: Final = 51
MOP_SMULH: Final = 52
MOP_UMULH: Final = 53
MOP_UDIV: Final = 54
MOP_SDIV: Final = 55
MOP_SMADDL: Final = 56
MOP_SMSUBL: Final = 57
MOP_SMULL: Final = 58
MOP_UMADDL: Final = 59
MOP_UMSUBL: Final = 60
MOP_UMULL: Final = 61
MOP_LSL_R: Final = 62
MOP_LSR_R: Final = 63
MOP_ASR_R: Final = 64
MOP_ROR_R: Final = 65
MOP_RBIT: Final = 66
MOP_REV16: Final = 67
MOP_CLZ: Final = 68
MOP_CLS: Final = 69
MOP_REV_W: Final = 70
MOP_REV_X: Final = 71
MOP_CSEL: Final = 72
MOP_CSINC: Final = 73
MOP_CSINV: Final = 74
MOP_CSNEG: Final = 75
MOP_CSET: Final = 76
MOP_CSETM: Final = 77
MOP_CCMN_R: Final = 78
MOP_CCMN_I: Final = 79
MOP_CCMP_R: Final = 80
MOP_CCMP_I: Final = 81
MOP_LDRB_U: Final = 82
MOP_LDRSB_W_U: Final = 83
MOP_LDRSB_X_U: Final = 84
MOP_LDRH_U: Final = 85
MOP_LDRSH_W_U: Final = 86
MOP_LDRSH_X_U: Final = 87
MOP_LDR_W_U: Final = 88
MOP_LDRSW_U: Final = 89
MOP_LDR_X_U: Final = 90
MOP_LDR_H_U: Final = 91
MOP_LDR_S_U: Final = 92
MOP_LDR_D_U: Final = 93
MOP_LDR_Q_U: Final = 94
MOP_STRB_U: Final = 95
MOP_STRH_U: Final = 96
MOP_STR_W_U: Final = 97
MOP_STR_X_U: Final = 98
MOP_STR_H_U: Final = 99
MOP_STR_S_U: Final = 100
MOP_STR_D_U: Final = 101
MOP_STR_Q_U: Final = 102
MOP_LDRB_S: Final = 103
MOP_LDRSB_W_S: Final = 104
MOP_LDRSB_X_S: Final = 105
MOP_LDRH_S: Final = 106
MOP_LDRSH_W_S: Final = 107
MOP_LDRSH_X_S: Final = 108
MOP_LDR_W_S: Final = 109
MOP_LDRSW_S: Final = 110
MOP_LDR_X_S: Final = 111
MOP_LDR_H_S: Final = 112
MOP_LDR_S_S: Final = 113
MOP_LDR_D_S: Final = 114
MOP_LDR_Q_S: Final = 115
MOP_STRB_S: Final = 116
MOP_STRH_S: Final = 117
MOP_STR_W_S: Final = 118
MOP_STR_X_S: Final = 119
MOP_STR_H_S: Final = 120
MOP_STR_S_S: Final = 121
MOP_STR_D_S: Final = 122
MOP_STR_Q_S: Final = 123
MOP_LDRB_R: Final = 124
MOP_LDRSB_W_R: Final = 125
MOP_LDRSB_X_R: Final = 126
MOP_LDRH_R: Final = 127
MOP_LDRSH_W_R: Final = 128
MOP_LDRSH_X_R: Final = 129
MOP_LDR_W_R: Final = 130
MOP_LDRSW_R: Final = 131
MOP_LDR_X_R: Final = 132
MOP_LDR_H_R: Final = 133
MOP_LDR_S_R: Final = 134
MOP_LDR_D_R: Final = 135
MOP_LDR_Q_R: Final = 136
MOP_STRB_R: Final = 137
MOP_STRH_R: Final = 138
MOP_STR_W_R: Final = 139
MOP_STR_X_R: Final = 140
MOP_STR_H_R: Final = 141
MOP_STR_S_R: Final = 142
MOP_STR_D_R: Final = 143
MOP_STR_Q_R: Final = 144
MOP_STP_X: Final = 145
MOP_LDP_X: Final = 146
MOP_STP_D: Final = 147
MOP_LDP_D: Final = 148
MOP_STP_X_PRE: Final = 149
MOP_LDP_X_POST: Final = 150
MOP_LDAR_B: Final = 151
MOP_LDAR_H: Final = 152
MOP_LDAR_W: Final = 153
MOP_LDAR_X: Final = 154
MOP_STLR_B: Final = 155
MOP_STLR_H: Final = 156
MOP_STLR_W: Final = 157
MOP_STLR_X: Final = 158
MOP_LDAXR_B: Final = 159
MOP_LDAXR_H: Final = 160
MOP_LDAXR_W: Final = 161
MOP_LDAXR_X: Final = 162
MOP_STLXR_B: Final = 163
MOP_STLXR_H: Final = 164
MOP_STLXR_W: Final = 165
MOP_STLXR_X: Final = 166
MOP_CASAL_B: Final = 167
MOP_CASAL_H: Final = 168
MOP_CASAL_W: Final = 169
MOP_CASAL_X: Final = 170
MOP_LDADDAL_B: Final = 171
MOP_LDADDAL_H: Final = 172
MOP_LDADDAL_W: Final = 173
MOP_LDADDAL_X: Final = 174
MOP_LDCLRAL_B: Final = 175
MOP_LDCLRAL_H: Final = 176
MOP_LDCLRAL_W: Final = 177
MOP_LDCLRAL_X: Final = 178
MOP_LDEORAL_B: Final = 179
MOP_LDEORAL_H: Final = 180
MOP_LDEORAL_W: Final = 181
MOP_LDEORAL_X: Final = 182
MOP_LDSETAL_B: Final = 183
MOP_LDSETAL_H: Final = 184
MOP_LDSETAL_W: Final = 185
MOP_LDSETAL_X: Final = 186
MOP_LDSMAXAL_B: Final = 187
MOP_LDSMAXAL_H: Final = 188
MOP_LDSMAXAL_W: Final = 189
MOP_LDSMAXAL_X: Final = 190
MOP_LDSMINAL_B: Final = 191
MOP_LDSMINAL_H: Final = 192
MOP_LDSMINAL_W: Final = 193
MOP_LDSMINAL_X: Final = 194
MOP_LDUMAXAL_B: Final = 195
MOP_LDUMAXAL_H: Final = 196
MOP_LDUMAXAL_W: Final = 197
MOP_LDUMAXAL_X: Final = 198
MOP_LDUMINAL_B: Final = 199
MOP_LDUMINAL_H: Final = 200
MOP_LDUMINAL_W: Final = 201
MOP_LDUMINAL_X: Final = 202
MOP_SWPAL_B: Final = 203
MOP_SWPAL_H: Final = 204
MOP_SWPAL_W: Final = 205
MOP_SWPAL_X: Final = 206
MOP_B: Final = 207
MOP_BL: Final = 208
MOP_B_COND: Final = 209
MOP_CBZ: Final = 210
MOP_CBNZ: Final = 211
MOP_TBZ: Final = 212
MOP_TBNZ: Final = 213
MOP_BR: Final = 214
MOP_BLR: Final = 215
MOP_RET: Final = 216
MOP_ADR: Final = 217
MOP_ADRP: Final = 218
MOP_LDR_LIT_S: Final = 219
MOP_LDR_LIT_D: Final = 220
MOP_LDR_LIT_Q: Final = 221
MOP_NOP: Final = 222
MOP_CSDB: Final = 223
MOP_BTI_C: Final = 224
MOP_BTI_J: Final = 225
MOP_PACIASP: Final = 226
MOP_AUTIASP: Final = 227
MOP_PACIBSP: Final = 228
MOP_AUTIBSP: Final = 229
MOP_DMB_ISH: Final = 230
MOP_BRK: Final = 231
MOP_UDF: Final = 232
MOP_FMOV_R: Final = 233
MOP_FABS: Final = 234
MOP_FNEG: Final = 235
MOP_FSQRT: Final = 236
MOP_FRINTN: Final = 237
MOP_FRINTP: Final = 238
MOP_FRINTM: Final = 239
MOP_FRINTZ: Final = 240
MOP_FCVT_DS: Final = 241
MOP_FCVT_SD: Final = 242
MOP_FMUL: Final = 243
MOP_FDIV: Final = 244
MOP_FADD: Final = 245
MOP_FSUB: Final = 246
MOP_FMAX: Final = 247
MOP_FMIN: Final = 248
MOP_FCMP: Final = 249
MOP_FCMP_ZERO: Final = 250
MOP_FCSEL: Final = 251
MOP_FMADD: Final = 252
MOP_FMOV_I: Final = 253
MOP_FMOV_WS: Final = 254
MOP_FMOV_SW: Final = 255
MOP_FMOV_XD: Final = 256
MOP_FMOV_DX: Final = 257
MOP_SCVTF: Final = 258
MOP_UCVTF: Final = 259
MOP_FCVTZS: Final = 260
MOP_FCVTZU: Final = 261
MOP_CNT_8B: Final = 262
MOP_ADDV_8B: Final = 263
MOP_MVN_8B: Final = 264
MOP_MVN_16B: Final = 265
MOP_USHR_D63: Final = 266
MOP_SLI_D63: Final = 267
MOP_USHR_S31: Final = 268
MOP_SLI_S31: Final = 269
MOP_MOVI_ZERO: Final = 270
MOP_AND_8B: Final = 271
MOP_AND_16B: Final = 272
MOP_BIC_8B: Final = 273
MOP_BIC_16B: Final = 274
MOP_ORR_8B: Final = 275
MOP_ORR_16B: Final = 276
MOP_EOR_8B: Final = 277
MOP_EOR_16B: Final = 278
MOP_BSL_8B: Final = 279
MOP_BSL_16B: Final = 280
MOP_BIT_8B: Final = 281
MOP_BIT_16B: Final = 282
MOP_ARGS: Final = 283
MOP_RET_FRAME: Final = 284
MOP_JUMP: Final = 285
MOP_BR_COND: Final = 286
MOP_BR_ZERO: Final = 287
MOP_BR_BIT: Final = 288
MOP_BR_TABLE: Final = 289
MOP_TRAP: Final = 290
MOP_TRAP_COND: Final = 291
MOP_TRAP_ZERO: Final = 292
MOP_CALL: Final = 293
MOP_CALL_INDIRECT: Final = 294
MOP_TAIL_CALL: Final = 295
MOP_TAIL_CALL_INDIRECT: Final = 296
MOP_MOV_IMM: Final = 297
MOP_FRAME_MEM: Final = 298
MOP_FRAME_ADDR: Final = 299
MOP_SYMBOL_ADDR: Final = 300
MOP_SYMBOL_GOT: Final = 301
MOP_FLOAT_CONST: Final = 302
MOP_POOL_CONST: Final = 303
MOP_ATOMIC_LOOP: Final = 304
MOP_CAS_LOOP: Final = 305

FIRST_PSEUDO: Final = 283
MOP_COUNT: Final = 306

MEM_LDRB: Final = 0
MEM_LDRSB_W: Final = 1
MEM_LDRSB_X: Final = 2
MEM_LDRH: Final = 3
MEM_LDRSH_W: Final = 4
MEM_LDRSH_X: Final = 5
MEM_LDR_W: Final = 6
MEM_LDRSW: Final = 7
MEM_LDR_X: Final = 8
MEM_LDR_H: Final = 9
MEM_LDR_S: Final = 10
MEM_LDR_D: Final = 11
MEM_LDR_Q: Final = 12
MEM_STRB: Final = 13
MEM_STRH: Final = 14
MEM_STR_W: Final = 15
MEM_STR_X: Final = 16
MEM_STR_H: Final = 17
MEM_STR_S: Final = 18
MEM_STR_D: Final = 19
MEM_STR_Q: Final = 20

#: First row of each address mode; add the MEM_* number.
MEM_SCALED: Final = 82
MEM_UNSCALED: Final = 103
MEM_INDEXED: Final = 124

#: Log2 of the bytes accessed, by MEM_* number.
MEM_LOG2: Final[vec[i64]] = vec[i64](
    [
        0x0,
        0x0,
        0x0,
        0x1,
        0x1,
        0x1,
        0x2,
        0x2,
        0x3,
        0x1,
        0x2,
        0x3,
        0x4,
        0x0,
        0x1,
        0x2,
        0x3,
        0x1,
        0x2,
        0x3,
        0x4,
    ]
)
#: Fixed bits by row.
BASE: Final[vec[i64]] = vec[i64](
    [
        0xb000000,
        0xb200000,
        0x11000000,
        0x2b000000,
        0x2b200000,
        0x31000000,
        0x4b000000,
        0x4b200000,
        0x51000000,
        0x6b000000,
        0x6b200000,
        0x71000000,
        0x2b00001f,
        0x2b20001f,
        0x3100001f,
        0x6b00001f,
        0x6b20001f,
        0x7100001f,
        0x4b0003e0,
        0x6b0003e0,
        0x1a000000,
        0x3a000000,
        0x5a000000,
        0x7a000000,
        0xa000000,
        0x12000000,
        0xa200000,
        0x2a000000,
        0x32000000,
        0x2a200000,
        0x4a000000,
        0x52000000,
        0x4a200000,
        0x6a000000,
        0x72000000,
        0x6a200000,
        0x6a00001f,
        0x7200001f,
        0x2a2003e0,
        0x2a0003e0,
        0x320003e0,
        0x12800000,
        0x52800000,
        0x72800000,
        0x13000000,
        0x33000000,
        0x53000000,
        0x13800000,
        0x1b000000,
        0x1b008000,
        0x1b007c00,
        0x1b00fc00,
        0x9b407c00,
        0x9bc07c00,
        0x1ac00800,
        0x1ac00c00,
        0x9b200000,
        0x9b208000,
        0x9b207c00,
        0x9ba00000,
        0x9ba08000,
        0x9ba07c00,
        0x1ac02000,
        0x1ac02400,
        0x1ac02800,
        0x1ac02c00,
        0x5ac00000,
        0x5ac00400,
        0x5ac01000,
        0x5ac01400,
        0x5ac00800,
        0xdac00c00,
        0x1a800000,
        0x1a800400,
        0x5a800000,
        0x5a800400,
        0x1a9f07e0,
        0x5a9f03e0,
        0x3a400000,
        0x3a400800,
        0x7a400000,
        0x7a400800,
        0x39400000,
        0x39c00000,
        0x39800000,
        0x79400000,
        0x79c00000,
        0x79800000,
        0xb9400000,
        0xb9800000,
        0xf9400000,
        0x7d400000,
        0xbd400000,
        0xfd400000,
        0x3dc00000,
        0x39000000,
        0x79000000,
        0xb9000000,
        0xf9000000,
        0x7d000000,
        0xbd000000,
        0xfd000000,
        0x3d800000,
        0x38400000,
        0x38c00000,
        0x38800000,
        0x78400000,
        0x78c00000,
        0x78800000,
        0xb8400000,
        0xb8800000,
        0xf8400000,
        0x7c400000,
        0xbc400000,
        0xfc400000,
        0x3cc00000,
        0x38000000,
        0x78000000,
        0xb8000000,
        0xf8000000,
        0x7c000000,
        0xbc000000,
        0xfc000000,
        0x3c800000,
        0x38600800,
        0x38e00800,
        0x38a00800,
        0x78600800,
        0x78e00800,
        0x78a00800,
        0xb8600800,
        0xb8a00800,
        0xf8600800,
        0x7c600800,
        0xbc600800,
        0xfc600800,
        0x3ce00800,
        0x38200800,
        0x78200800,
        0xb8200800,
        0xf8200800,
        0x7c200800,
        0xbc200800,
        0xfc200800,
        0x3ca00800,
        0xa9000000,
        0xa9400000,
        0x6d000000,
        0x6d400000,
        0xa9800000,
        0xa8c00000,
        0x8dffc00,
        0x48dffc00,
        0x88dffc00,
        0xc8dffc00,
        0x89ffc00,
        0x489ffc00,
        0x889ffc00,
        0xc89ffc00,
        0x85ffc00,
        0x485ffc00,
        0x885ffc00,
        0xc85ffc00,
        0x800fc00,
        0x4800fc00,
        0x8800fc00,
        0xc800fc00,
        0x8e0fc00,
        0x48e0fc00,
        0x88e0fc00,
        0xc8e0fc00,
        0x38e00000,
        0x78e00000,
        0xb8e00000,
        0xf8e00000,
        0x38e01000,
        0x78e01000,
        0xb8e01000,
        0xf8e01000,
        0x38e02000,
        0x78e02000,
        0xb8e02000,
        0xf8e02000,
        0x38e03000,
        0x78e03000,
        0xb8e03000,
        0xf8e03000,
        0x38e04000,
        0x78e04000,
        0xb8e04000,
        0xf8e04000,
        0x38e05000,
        0x78e05000,
        0xb8e05000,
        0xf8e05000,
        0x38e06000,
        0x78e06000,
        0xb8e06000,
        0xf8e06000,
        0x38e07000,
        0x78e07000,
        0xb8e07000,
        0xf8e07000,
        0x38e08000,
        0x78e08000,
        0xb8e08000,
        0xf8e08000,
        0x14000000,
        0x94000000,
        0x54000000,
        0x34000000,
        0x35000000,
        0x36000000,
        0x37000000,
        0xd61f0000,
        0xd63f0000,
        0xd65f03c0,
        0x10000000,
        0x90000000,
        0x1c000000,
        0x5c000000,
        0x9c000000,
        0xd503201f,
        0xd503229f,
        0xd503245f,
        0xd503249f,
        0xd503233f,
        0xd50323bf,
        0xd503237f,
        0xd50323ff,
        0xd5033bbf,
        0xd4200000,
        0x0,
        0x1e204000,
        0x1e20c000,
        0x1e214000,
        0x1e21c000,
        0x1e244000,
        0x1e24c000,
        0x1e254000,
        0x1e25c000,
        0x1e22c000,
        0x1e624000,
        0x1e200800,
        0x1e201800,
        0x1e202800,
        0x1e203800,
        0x1e204800,
        0x1e205800,
        0x1e202000,
        0x1e202008,
        0x1e200c00,
        0x1f000000,
        0x1e201000,
        0x1e260000,
        0x1e270000,
        0x9e660000,
        0x9e670000,
        0x1e220000,
        0x1e230000,
        0x1e380000,
        0x1e390000,
        0xe205800,
        0xe31b800,
        0x2e205800,
        0x6e205800,
        0x7f410400,
        0x7f7f5400,
        0x2f210400,
        0x2f3f5400,
        0x2f00e400,
        0xe201c00,
        0x4e201c00,
        0xe601c00,
        0x4e601c00,
        0xea01c00,
        0x4ea01c00,
        0x2e201c00,
        0x6e201c00,
        0x2e601c00,
        0x6e601c00,
        0x2ea01c00,
        0x6ea01c00,
    ]
)
#: Register fields by row; see gen_encodings.py.
REG_FIELDS: Final[vec[i64]] = vec[i64](
    [
        0x110601,
        0x110601,
        0x601,
        0x110601,
        0x110601,
        0x601,
        0x110601,
        0x110601,
        0x601,
        0x110601,
        0x110601,
        0x601,
        0x1106,
        0x1106,
        0x6,
        0x1106,
        0x1106,
        0x6,
        0x1101,
        0x1101,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x601,
        0x110601,
        0x110601,
        0x601,
        0x110601,
        0x110601,
        0x601,
        0x110601,
        0x110601,
        0x601,
        0x110601,
        0x1106,
        0x6,
        0x1101,
        0x1101,
        0x1,
        0x1,
        0x1,
        0x1,
        0x601,
        0x601,
        0x601,
        0x110601,
        0xb110601,
        0xb110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0xb110601,
        0xb110601,
        0x110601,
        0xb110601,
        0xb110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x1,
        0x1,
        0x1106,
        0x6,
        0x1106,
        0x6,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x60b01,
        0x60b01,
        0x60b01,
        0x60b01,
        0x60b01,
        0x60b01,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x60111,
        0x0,
        0x0,
        0x0,
        0x1,
        0x1,
        0x1,
        0x1,
        0x6,
        0x6,
        0x0,
        0x1,
        0x1,
        0x1,
        0x1,
        0x1,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x1106,
        0x6,
        0x110601,
        0xb110601,
        0x1,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x601,
        0x1,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
        0x110601,
    ]
)
#: Immediate fields by row; see gen_encodings.py.
IMM_FIELDS: Final[vec[i64]] = vec[i64](
    [
        0x32a1590fc,
        0x1aa1b50fc,
        0x62a0d90fc,
        0x32a1590fc,
        0x1aa1b50fc,
        0x62a0d90fc,
        0x32a1590fc,
        0x1aa1b50fc,
        0x62a0d90fc,
        0x32a1590fc,
        0x1aa1b50fc,
        0x62a0d90fc,
        0x32a1590fc,
        0x1aa1b50fc,
        0x62a0d90fc,
        0x32a1590fc,
        0x1aa1b50fc,
        0x62a0d90fc,
        0x32a1590fc,
        0x32a1590fc,
        0xfc,
        0xfc,
        0xfc,
        0xfc,
        0x32a1590fc,
        0x6a90fc,
        0x32a1590fc,
        0x32a1590fc,
        0x6a90fc,
        0x32a1590fc,
        0x32a1590fc,
        0x6a90fc,
        0x32a1590fc,
        0x32a1590fc,
        0x6a90fc,
        0x32a1590fc,
        0x32a1590fc,
        0x6a90fc,
        0x32a1590fc,
        0xfc,
        0x6a90fc,
        0x8161550fc,
        0x8161550fc,
        0x8161550fc,
        0x32a3410d80fc,
        0x32a3410d80fc,
        0x32a3410d80fc,
        0x3290d80fc,
        0xfc,
        0xfc,
        0xfc,
        0xfc,
        0x0,
        0x0,
        0xfc,
        0xfc,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0xfc,
        0xfc,
        0xfc,
        0xfc,
        0xfc,
        0xfc,
        0xfc,
        0xfc,
        0x0,
        0x0,
        0x2310fc,
        0x2310fc,
        0x2310fc,
        0x2310fc,
        0x2310fc,
        0x2310fc,
        0x2022310fc,
        0x2032322c10fc,
        0x2022310fc,
        0x2032322c10fc,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x628,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0x4b0,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0xb11b4,
        0x3bc,
        0x3bc,
        0x3bc,
        0x3bc,
        0x3bc,
        0x3bc,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0xd00,
        0xd00,
        0x201994,
        0x9950fc,
        0x9950fc,
        0x7162cd0fc,
        0x7162cd0fc,
        0x0,
        0x0,
        0x0,
        0x995174,
        0x995174,
        0x994,
        0x994,
        0x994,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x814,
        0x800,
        0x158,
        0x158,
        0x158,
        0x158,
        0x158,
        0x158,
        0x158,
        0x158,
        0x0,
        0x0,
        0x158,
        0x158,
        0x158,
        0x158,
        0x158,
        0x158,
        0x158,
        0x158,
        0x231158,
        0x158,
        0x435158,
        0x0,
        0x0,
        0x0,
        0x0,
        0x1590fc,
        0x1590fc,
        0x1590fc,
        0x1590fc,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
        0x0,
    ]
)
