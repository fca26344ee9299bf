"""Every machine instruction of aarch64 that this backend knows, one line each, in the notation of the manual.

    adds_rs   {Rd}, {Rn}, {Rm}{shift}    | sf 0 1 01011 sh 0 rm imm6 rn rd     | w:nzcv
    name      operands                     the 32 bits, high to low              facts

The mnemonic is the name up to its first `_`; `name =text` gives the whole text. Groups `<a|b|c>` of a line
are alternatives taken in parallel: such a line is as many rows. From a row `gen_encodings.py` makes the
tables of `encodings_gen.py` and the constructor of `constructors_gen.py`, a function that appends the
instruction to VCode: `adds_rs(ctx, ty, x, y, sh, imm6) -> Reg`.

Bits. Words of zeros and ones are fixed; other words are fields (`FIELDS`, `REGISTERS`). A field written
twice is filled twice. `addr` are the 17 bits of an address (`amode.py`). The *immediates* of a row (`i0`, `i1`,
... of a machine instruction) are its fields, registers and `addr` apart, in the order of the bits. Those that
say which type is computed (`sf`, `ftype`, `size`, `sz`, `q`, ...) are given to the constructor as a type.
In place of the bits, `: name name ...` lists the immediates of a *pseudo row*, which is no one instruction:
`emit.py` says what it becomes.

Text. Placeholders of registers; `.sp`: number 31 is the stack pointer.

    {Rd} {Wd} {Xd}               general register of the size that `sf` says, of 32, of 64 bits
    {Fd} {Ld} {Kd}               float register of the size that `ftype` says, that `size` says, one step more
    {Bd} {Hd} {Sd} {Dd} {Qd}     float register of one size
    {Yt} {Zt}                    what an integer or float access of so many bytes takes
    {Vd.8b}                      vector of this arrangement, or of one that depends on immediates:
        T U B    lanes by `size` and q, by `size` in 128 bits, bytes by q
        W P      lanes twice as wide as T in 128 bits, in as many bits as T
        F        floats by `sz` and q
        M        lanes of 16 bits by q
        G N H    conversions between float sizes: the narrow side, the same in 128 bits, the wide side
        I J      lanes by a shift field and q, lanes twice as wide in 128 bits
        D E      lanes by a lane field and q; one lane
    {mem} {base}                 an address, an address that is a register alone

Others are named after their fields; tests/aarch64_text.py fills them all.

Facts.

    w:nzcv r:c                   flags written (`w:` destroyed) and read
    load store update            accesses memory and may fault
    tied                         the first register is read as well
    early                        the result is written before all operands are read
    sizes:bhs                    lanes that there are (d: in 128 bits only)
    remat                        cheap enough to repeat
    any                          operands are added by the caller
    end                          ends a block

Registers that a row defines are `rd`, or `rt` and `rt2` of a load or update; `rs` of `stlxr`.

Source: Arm Architecture Reference Manual for A-profile (DDI 0487), chapters C4, C6 and C7.
"""

import re
from typing import Final, NamedTuple


class Row(NamedTuple):
    """One machine instruction; see the module docstring."""

    name: str
    text: str
    bits: str
    facts: tuple[str, ...]

    def fact(self, name: str) -> str | None:
        """What stands behind `name:` among the facts; empty for the bare word, None without it."""
        for word in self.facts:
            key, _, rest = word.partition(":")
            if key == name:
                return rest
        return None

    @property
    def is_pseudo(self) -> bool:
        """It is no one instruction of the manual."""
        return self.bits.startswith(":")


REGISTERS: Final = frozenset(("rd", "rn", "rm", "ra", "rt", "rt2", "rs"))
#: Width of each field in bits.
FIELDS: Final = {
    **dict.fromkeys(("sf", "sh12", "b5", "q", "sz", "szn", "vq", "nz"), 1),
    **dict.fromkeys(("sh", "hw", "ftype", "size", "vsize", "immlo"), 2),
    **dict.fromkeys(("option", "imm3", "abc"), 3),
    **dict.fromkeys(("cond", "icond", "nzcv", "lane4", "index", "cmode"), 4),
    **dict.fromkeys((*REGISTERS, "imm5", "b40", "lane5", "defgh"), 5),
    **dict.fromkeys(("imm6", "immr", "imms"), 6),
    **dict.fromkeys(("imm7", "rshift", "lshift", "nshift", "wshift"), 7),
    **dict.fromkeys(("imm19", "immhi"), 19),
    "imm8": 8,
    "imm12": 12,
    "bitmask": 13,
    "imm14": 14,
    "imm16": 16,
    "addr": 17,
    "imm26": 26,
}

_INTEGER: Final = """
<add|sub>       {Rd}, {Rn}, {Rm}                | sf <0|1> 0 01011 00 0 rm 000000 rn rd
<adds|subs>     {Rd}, {Rn}, {Rm}                | sf <0|1> 1 01011 00 0 rm 000000 rn rd | w:nzcv
<add|sub>_rs    {Rd}, {Rn}, {Rm}{shift}         | sf <0|1> 0 01011 sh 0 rm imm6 rn rd
<adds|subs>_rs  {Rd}, {Rn}, {Rm}{shift}         | sf <0|1> 1 01011 sh 0 rm imm6 rn rd | w:nzcv
<cmn|cmp>       {Rn}, {Rm}                      | sf <0|1> 1 01011 00 0 rm 000000 rn 11111 | w:nzcv
<cmn|cmp>_rs    {Rn}, {Rm}{shift}               | sf <0|1> 1 01011 sh 0 rm imm6 rn 11111 | w:nzcv
<add|sub>_rx    {Rd.sp}, {Rn.sp}, {Rm.ext}      | sf <0|1> 0 01011 00 1 rm option imm3 rn rd
<adds|subs>_rx  {Rd}, {Rn.sp}, {Rm.ext}         | sf <0|1> 1 01011 00 1 rm option imm3 rn rd | w:nzcv
<cmn|cmp>_rx    {Rn.sp}, {Rm.ext}               | sf <0|1> 1 01011 00 1 rm option imm3 rn 11111 | w:nzcv
<add|sub>_i     {Rd.sp}, {Rn.sp}, {imm12}       | sf <0|1> 0 100010 sh12 imm12 rn rd
<adds|subs>_i   {Rd}, {Rn.sp}, {imm12}          | sf <0|1> 1 100010 sh12 imm12 rn rd | w:nzcv
<cmn|cmp>_i     {Rn.sp}, {imm12}                | sf <0|1> 1 100010 sh12 imm12 rn 11111 | w:nzcv
<neg|negs>_rs   {Rd}, {Rm}{shift}               | sf 1 <0|1> 01011 sh 0 rm imm6 11111 rd | <|w:nzcv>
neg             {Rd}, {Rm}                      | sf 1 0 01011 00 0 rm 000000 11111 rd
cmp_zr          {zr}, {Rm}                      | sf 1 1 01011 00 0 rm 000000 11111 11111 | w:nzcv
<adc|sbc>       {Rd}, {Rn}, {Rm}                | sf <0|1> 0 11010000 rm 000000 rn rd | r:c
<adcs|sbcs>     {Rd}, {Rn}, {Rm}                | sf <0|1> 1 11010000 rm 000000 rn rd | r:c w:nzcv
<and|orr|eor>   {Rd}, {Rn}, {Rm}                | sf <00|01|10> 01010 00 0 rm 000000 rn rd
<bic|orn|eon>   {Rd}, {Rn}, {Rm}                | sf <00|01|10> 01010 00 1 rm 000000 rn rd
<and|orr|eor>_rs {Rd}, {Rn}, {Rm}{shift}        | sf <00|01|10> 01010 sh 0 rm imm6 rn rd
<bic|orn|eon>_rs {Rd}, {Rn}, {Rm}{shift}        | sf <00|01|10> 01010 sh 1 rm imm6 rn rd
<ands|bics>_rs  {Rd}, {Rn}, {Rm}{shift}         | sf 11 01010 sh <0|1> rm imm6 rn rd | w:nzcv
<and|orr|eor>_i {Rd.sp}, {Rn}, {bitmask}        | sf <00|01|10> 100100 bitmask rn rd
ands_i          {Rd}, {Rn}, {bitmask}           | sf 11 100100 bitmask rn rd | w:nzcv
tst             {Rn}, {Rm}                      | sf 11 01010 00 0 rm 000000 rn 11111 | w:nzcv
tst_rs          {Rn}, {Rm}{shift}               | sf 11 01010 sh 0 rm imm6 rn 11111 | w:nzcv
tst_i           {Rn}, {bitmask}                 | sf 11 100100 bitmask rn 11111 | w:nzcv
mvn_rs          {Rd}, {Rm}{shift}               | sf 01 01010 sh 1 rm imm6 11111 rd
mvn             {Rd}, {Rm}                      | sf 01 01010 00 1 rm 000000 11111 rd
mov             {Rd}, {Rm}                      | sf 01 01010 00 0 rm 000000 11111 rd
mov_bitmask     =orr {Rd.sp}, {zr}, {bitmask}   | sf 01 100100 bitmask 11111 rd
get_fp          =add {Xd.sp}, x29, #0               | 1 0 0 100010 0 000000000000 11101 rd
get_sp          =mov {Xd.sp}, sp                | 1 0 0 100010 0 000000000000 11111 rd
get_pinned      =mov {Xd}, x21                  | 1 01 01010 00 0 10101 000000 11111 rd
set_pinned      =mov x21, {Xm}                  | 1 01 01010 00 0 rm 000000 11111 10101
<movn|movz>     {Rd}, {imm16}{hw}               | sf <00|10> 100101 hw imm16 rd
movk            {Rd}, {imm16}{hw}               | sf 11 100101 hw imm16 rd | tied
<sbfm|ubfm>     {Rd}, {Rn}, {immr}, {imms}      | sf <00|10> 100110 sf immr imms rn rd
bfm             {Rd}, {Rn}, {immr}, {imms}      | sf 01 100110 sf immr imms rn rd | tied
extr            {Rd}, {Rn}, {Rm}, {imms}        | sf 00 100111 sf 0 rm imms rn rd
<madd|msub>     {Rd}, {Rn}, {Rm}, {Ra}          | sf 00 11011 000 rm <0|1> ra rn rd
<mul|mneg>      {Rd}, {Rn}, {Rm}                | sf 00 11011 000 rm <0|1> 11111 rn rd
<smulh|umulh>   {Xd}, {Xn}, {Xm}                | 1 00 11011 <010|110> rm 0 11111 rn rd
<smaddl|smsubl|umaddl|umsubl> {Xd}, {Wn}, {Wm}, {Xa} | 1 00 11011 <001|001|101|101> rm <0|1|0|1> ra rn rd
<smull|umull>   {Xd}, {Wn}, {Wm}                | 1 00 11011 <001|101> rm 0 11111 rn rd
<udiv|sdiv>     {Rd}, {Rn}, {Rm}                | sf 0 0 11010110 rm 00001 <0|1> rn rd
<lsl|lsr|asr|ror>_r {Rd}, {Rn}, {Rm}            | sf 0 0 11010110 rm 0010 <00|01|10|11> rn rd
<rbit|rev16|clz|cls> {Rd}, {Rn}                 | sf 1 0 11010110 00000 <000000|000001|000100|000101> rn rd
rev_w           {Wd}, {Wn}                      | 0 1 0 11010110 00000 000010 rn rd
<rev|rev32>_x   {Xd}, {Xn}                      | 1 1 0 11010110 00000 <000011|000010> rn rd
<csel|csinc|csinv|csneg> {Rd}, {Rn}, {Rm}, {cond} | sf <0|0|1|1> 0 11010100 rm cond <00|01|00|01> rn rd | r:nzcv
<csel|csinc|csinv>_zr {Rd}, {Rn}, {zr}, {cond}  | sf <0|0|1> 0 11010100 11111 cond <00|01|00> rn rd | r:nzcv
<cset|csetm>    {Rd}, {icond}                   | sf <0|1> 0 11010100 11111 icond <01|00> 11111 rd | r:nzcv
<ccmn|ccmp>_r   {Rn}, {Rm}, {nzcv}, {cond}      | sf <0|1> 1 11010010 rm cond 00 rn 0 nzcv | r:nzcv w:nzcv
<ccmn|ccmp>_i   {Rn}, {imm5}, {nzcv}, {cond}    | sf <0|1> 1 11010010 imm5 cond 10 rn 0 nzcv | r:nzcv w:nzcv
"""

_MEMORY: Final = """
ldr_r           =ldr{bh} {Yt}, {mem}            | size 111 0 00 01 addr rt | load sizes:bhsd
str_r           =str{bh} {Yt}, {mem}            | size 111 0 00 00 addr rt | store sizes:bhsd
str_zr          =str{bh} {zr}, {mem}            | size 111 0 00 00 addr 11111 | store sizes:bhsd
ldrs_w          =ldrs{bh} {Wt}, {mem}           | size 111 0 00 11 addr rt | load sizes:bh
ldrs_x          =ldrs{bhw} {Xt}, {mem}          | size 111 0 00 10 addr rt | load sizes:bhs
ldr_v           {Zt}, {mem}                     | vsize 111 1 00 vq 1 addr rt | load
str_v           {Zt}, {mem}                     | vsize 111 1 00 vq 0 addr rt | store
<stp|ldp>_x     {Xt}, {Xt2}, [{Xn.sp}{+imm7*8}] | 10 101 0 010 <0|1> imm7 rt2 rn rt | <store|load>
<stp|ldp>_d     {Dt}, {Dt2}, [{Xn.sp}{+imm7*8}] | 01 101 1 010 <0|1> imm7 rt2 rn rt | <store|load>
<stp|ldp>_q     {Qt}, {Qt2}, [{Xn.sp}{+imm7*16}] | 10 101 1 010 <0|1> imm7 rt2 rn rt | <store|load>
stp_x_pre       {Xt}, {Xt2}, [{Xn.sp}, {imm7*8}]! | 10 101 0 011 0 imm7 rt2 rn rt | store
ldp_x_post      {Xt}, {Xt2}, [{Xn.sp}], {imm7*8} | 10 101 0 001 1 imm7 rt2 rn rt | load
<ldar|stlr>     =<ldar|stlr>{bh} {Yt}, {base}   | size 001000 1 <1|0> 0 11111 1 11111 rn rt | <load|store> sizes:bhsd
ldaxr           =ldaxr{bh} {Yt}, {base}         | size 001000 0 1 0 11111 1 11111 rn rt | load sizes:bhsd
stlxr           =stlxr{bh} {Ws}, {Yt}, {base}   | size 001000 0 0 0 rs 1 11111 rn rt | store sizes:bhsd
ldaxp           {Xt}, {Xt2}, {base}             | 11 001000 0 1 1 11111 1 rt2 rn rt | load
stlxp           {Ws}, {Xt}, {Xt2}, {base}       | 11 001000 0 0 1 rs 1 rt2 rn rt | store
casal           =casal{bh} {Ys}, {Yt}, {base}   | size 001000 1 1 1 rs 1 11111 rn rt | update sizes:bhsd tied
<ldaddal|ldclral> =<ldaddal|ldclral>{bh} {Ys}, {Yt}, {base} | size 111 0 00 1 1 1 rs 0 <000|001> 00 rn rt | update sizes:bhsd
<ldeoral|ldsetal> =<ldeoral|ldsetal>{bh} {Ys}, {Yt}, {base} | size 111 0 00 1 1 1 rs 0 <010|011> 00 rn rt | update sizes:bhsd
<ldsmaxal|ldsminal> =<ldsmaxal|ldsminal>{bh} {Ys}, {Yt}, {base} | size 111 0 00 1 1 1 rs 0 <100|101> 00 rn rt | update sizes:bhsd
<ldumaxal|lduminal> =<ldumaxal|lduminal>{bh} {Ys}, {Yt}, {base} | size 111 0 00 1 1 1 rs 0 <110|111> 00 rn rt | update sizes:bhsd
swpal           =swpal{bh} {Ys}, {Yt}, {base}   | size 111 0 00 1 1 1 rs 1 000 00 rn rt | update sizes:bhsd
"""

_CONTROL: Final = """
<b|bl>          {imm26}                         | <0|1> 00101 imm26
b_cond          =b.{cond} {imm19}               | 01010100 imm19 0 cond | r:nzcv
<cbz|cbnz>      {Rt}, {imm19}                   | sf 011010 <0|1> imm19 rt
<tbz|tbnz>      {Rt.bit}, {imm14}               | b5 011011 <0|1> b40 imm14 rt
<br|blr>        {Xn}                            | 1101011 0 0 <00|01> 11111 000000 rn 00000
ret             =ret                            | 1101011 0 0 10 11111 000000 11110 00000
ret_to          =ret {Xn}                       | 1101011 0 0 10 11111 000000 rn 00000
adr             {Xd}, {adr}                     | 0 immlo 10000 immhi rd
adrp            {Xd}, {adrp}                    | 1 immlo 10000 immhi rd
ldr_lit_<s|d|q> {<S|D|Q>t}, {imm19}             | <00|01|10> 011 1 00 imm19 rt | load
mrs_tpidr       =mrs {Xt}, tpidr_el0            | 11010101 0011 1011 1101 0000 010 rt
nop             =nop                            | 11010101000000110010 0000 000 11111
csdb            =csdb                           | 11010101000000110010 0010 100 11111
bti_<c|j>       =bti <c|j>                      | 11010101000000110010 0100 <010|100> 11111
paci<a|b>sp     =paci<a|b>sp                    | 11010101000000110010 0011 <001|011> 11111
auti<a|b>sp     =auti<a|b>sp                    | 11010101000000110010 0011 <101|111> 11111
dmb_ish         =dmb ish                        | 11010101000000110011 1011 1 01 11111
brk             {imm16}                         | 11010100 001 imm16 000 00
udf             {imm16}                         | 0000000000000000 imm16
"""

_FLOAT: Final = """
<fmov|fabs|fneg|fsqrt> {Fd}, {Fn}               | 0 0 0 11110 ftype 1 <000000|000001|000010|000011> 10000 rn rd
<frintn|frintp|frintm|frintz> {Fd}, {Fn}        | 0 0 0 11110 ftype 1 <001000|001001|001010|001011> 10000 rn rd
<frinta|frintx|frinti> {Fd}, {Fn}               | 0 0 0 11110 ftype 1 <001100|001110|001111> 10000 rn rd
fcvt_<ds|hs>    {<D|H>d}, {Sn}                  | 0 0 0 11110 00 1 0001 <01|11> 10000 rn rd
fcvt_<sd|hd>    {<S|H>d}, {Dn}                  | 0 0 0 11110 01 1 0001 <00|11> 10000 rn rd
fcvt_<sh|dh>    {<S|D>d}, {Hn}                  | 0 0 0 11110 11 1 0001 <00|01> 10000 rn rd
<fmul|fdiv|fadd|fsub> {Fd}, {Fn}, {Fm}          | 0 0 0 11110 ftype 1 rm <0000|0001|0010|0011> 10 rn rd
<fmax|fmin|fmaxnm|fminnm> {Fd}, {Fn}, {Fm}      | 0 0 0 11110 ftype 1 rm <0100|0101|0110|0111> 10 rn rd
fnmul           {Fd}, {Fn}, {Fm}                | 0 0 0 11110 ftype 1 rm 1000 10 rn rd
fcmp            {Fn}, {Fm}                      | 0 0 0 11110 ftype 1 rm 00 1000 rn 00000 | w:nzcv
fcmp_zero       {Fn}, #0.0                      | 0 0 0 11110 ftype 1 00000 00 1000 rn 01000 | w:nzcv
fccmp           {Fn}, {Fm}, {nzcv}, {cond}      | 0 0 0 11110 ftype 1 rm cond 01 rn 0 nzcv | r:nzcv w:nzcv
fcsel           {Fd}, {Fn}, {Fm}, {cond}        | 0 0 0 11110 ftype 1 rm cond 11 rn rd | r:nzcv
<fmadd|fmsub|fnmadd|fnmsub> {Fd}, {Fn}, {Fm}, {Fa} | 0 0 0 11111 ftype <0|0|1|1> rm <0|1|0|1> ra rn rd
fmov_i          {Fd}, {fimm8}                   | 0 0 0 11110 ftype 1 imm8 100 00000 rd | remat
fmov_ws         {Wd}, {Sn}                      | 0 0 0 11110 00 1 00 110 000000 rn rd
fmov_sw         {Sd}, {Wn}                      | 0 0 0 11110 00 1 00 111 000000 rn rd
fmov_xd         {Xd}, {Dn}                      | 1 0 0 11110 01 1 00 110 000000 rn rd
fmov_dx         {Dd}, {Xn}                      | 1 0 0 11110 01 1 00 111 000000 rn rd
<scvtf|ucvtf>   {Fd}, {Rn}                      | sf 0 0 11110 ftype 1 00 <010|011> 000000 rn rd
<fcvtns|fcvtps|fcvtms|fcvtzs|fcvtas> {Rd}, {Fn} | sf 0 0 11110 ftype 1 <00|01|10|11|00> <000|000|000|000|100> 000000 rn rd
<fcvtnu|fcvtpu|fcvtmu|fcvtzu|fcvtau> {Rd}, {Fn} | sf 0 0 11110 ftype 1 <00|01|10|11|00> <001|001|001|001|101> 000000 rn rd
"""

_VECTOR: Final = """
<and|bic|orr|orn>_v {Vd.B}, {Vn.B}, {Vm.B}      | 0 q 0 01110 <00|01|10|11> 1 rm 000111 rn rd
eor_v           {Vd.B}, {Vn.B}, {Vm.B}          | 0 q 1 01110 00 1 rm 000111 rn rd
<bsl|bit|bif>_v {Vd.B}, {Vn.B}, {Vm.B}          | 0 q 1 01110 <01|10|11> 1 rm 000111 rn rd | tied
<mvn|rbit>_v    {Vd.B}, {Vn.B}                  | 0 q 1 01110 <00|01> 10000 00101 10 rn rd
cnt_v           {Vd.B}, {Vn.B}                  | 0 q 0 01110 00 10000 00101 10 rn rd
<add|sub>_v     {Vd.T}, {Vn.T}, {Vm.T}          | 0 q <0|1> 01110 size 1 rm 10000 1 rn rd | sizes:bhsd
<cmgt|cmge|cmtst|sshl|srshl> {Vd.T}, {Vn.T}, {Vm.T} | 0 q 0 01110 size 1 rm <00110|00111|10001|01000|01010> 1 rn rd | sizes:bhsd
<cmhi|cmhs|cmeq|ushl|urshl> {Vd.T}, {Vn.T}, {Vm.T} | 0 q 1 01110 size 1 rm <00110|00111|10001|01000|01010> 1 rn rd | sizes:bhsd
<sqadd|sqsub|sqshl|addp>_v {Vd.T}, {Vn.T}, {Vm.T} | 0 q 0 01110 size 1 rm <00001|00101|01001|10111> 1 rn rd | sizes:bhsd
<uqadd|uqsub|uqshl>_v {Vd.T}, {Vn.T}, {Vm.T}    | 0 q 1 01110 size 1 rm <00001|00101|01001> 1 rn rd | sizes:bhsd
<shadd|srhadd|shsub>_v {Vd.T}, {Vn.T}, {Vm.T}   | 0 q 0 01110 size 1 rm <00000|00010|00100> 1 rn rd | sizes:bhs
<uhadd|urhadd|uhsub>_v {Vd.T}, {Vn.T}, {Vm.T}   | 0 q 1 01110 size 1 rm <00000|00010|00100> 1 rn rd | sizes:bhs
<smax|smin|sabd|smaxp|sminp|mul>_v {Vd.T}, {Vn.T}, {Vm.T} | 0 q 0 01110 size 1 rm <01100|01101|01110|10100|10101|10011> 1 rn rd | sizes:bhs
<umax|umin|uabd|umaxp|uminp>_v {Vd.T}, {Vn.T}, {Vm.T} | 0 q 1 01110 size 1 rm <01100|01101|01110|10100|10101> 1 rn rd | sizes:bhs
<mla|mls|saba|uaba>_v {Vd.T}, {Vn.T}, {Vm.T}    | 0 q <0|1|0|1> 01110 size 1 rm <10010|10010|01111|01111> 1 rn rd | sizes:bhs tied
<sqdmulh|sqrdmulh>_v {Vd.T}, {Vn.T}, {Vm.T}     | 0 q <0|1> 01110 size 1 rm 10110 1 rn rd | sizes:hs
pmul_v          {Vd.T}, {Vn.T}, {Vm.T}          | 0 q 1 01110 size 1 rm 10011 1 rn rd | sizes:b
<fadd|fmulx|fcmeq|fmax|frecps>_v {Vd.F}, {Vn.F}, {Vm.F} | 0 q 0 01110 0 sz 1 rm <11010|11011|11100|11110|11111> 1 rn rd
<fsub|fmin|frsqrts|fminnm>_v {Vd.F}, {Vn.F}, {Vm.F} | 0 q 0 01110 1 sz 1 rm <11010|11110|11111|11000> 1 rn rd
<faddp|fmul|fcmge|facge|fmaxp|fdiv>_v {Vd.F}, {Vn.F}, {Vm.F} | 0 q 1 01110 0 sz 1 rm <11010|11011|11100|11101|11110|11111> 1 rn rd
<fabd|fcmgt|facgt|fminp>_v {Vd.F}, {Vn.F}, {Vm.F} | 0 q 1 01110 1 sz 1 rm <11010|11100|11101|11110> 1 rn rd
fmaxnm_v        {Vd.F}, {Vn.F}, {Vm.F}          | 0 q 0 01110 0 sz 1 rm 11000 1 rn rd
<fmla|fmls>_v   {Vd.F}, {Vn.F}, {Vm.F}          | 0 q 0 01110 <0|1> sz 1 rm 11001 1 rn rd | tied
<rev64|cls|clz>_v {Vd.T}, {Vn.T}                | 0 q <0|0|1> 01110 size 10000 <00000|00100|00100> 10 rn rd | sizes:bhs
rev32_v         {Vd.T}, {Vn.T}                  | 0 q 1 01110 size 10000 00000 10 rn rd | sizes:bh
rev16_v         {Vd.B}, {Vn.B}                  | 0 q 0 01110 00 10000 00001 10 rn rd
<abs|neg|sqabs|sqneg>_v {Vd.T}, {Vn.T}          | 0 q <0|1|0|1> 01110 size 10000 <01011|01011|00111|00111> 10 rn rd | sizes:bhsd
<cmgt|cmeq|cmlt>_zero {Vd.T}, {Vn.T}, #0        | 0 q 0 01110 size 10000 <01000|01001|01010> 10 rn rd | sizes:bhsd
<cmge|cmle>_zero {Vd.T}, {Vn.T}, #0             | 0 q 1 01110 size 10000 <01000|01001> 10 rn rd | sizes:bhsd
<saddlp|uaddlp> {Vd.P}, {Vn.T}                  | 0 q <0|1> 01110 size 10000 00010 10 rn rd | sizes:bhs
<sadalp|uadalp> {Vd.P}, {Vn.T}                  | 0 q <0|1> 01110 size 10000 00110 10 rn rd | sizes:bhs tied
<xtn|sqxtn|sqxtun|uqxtn> {Vd.T}, {Vn.W}         | 0 0 <0|0|1|1> 01110 size 10000 <10010|10100|10010|10100> 10 rn rd | sizes:bhs
<xtn|sqxtn|sqxtun|uqxtn>2 {Vd.U}, {Vn.W}        | 0 1 <0|0|1|1> 01110 size 10000 <10010|10100|10010|10100> 10 rn rd | sizes:bhs tied
fcvtn_v         =fcvtn {Vd.G}, {Vn.H}           | 0 0 0 01110 0 szn 10000 10110 10 rn rd
fcvtn2_v        =fcvtn2 {Vd.N}, {Vn.H}          | 0 1 0 01110 0 szn 10000 10110 10 rn rd | tied
fcvtl_v         =fcvtl{2} {Vd.H}, {Vn.G}        | 0 q 0 01110 0 szn 10000 10111 10 rn rd
<frintn|frintm|scvtf>_v {Vd.F}, {Vn.F}          | 0 q 0 01110 0 sz 10000 <11000|11001|11101> 10 rn rd
<frintp|frintz|fcvtzs|fabs>_v {Vd.F}, {Vn.F}    | 0 q 0 01110 1 sz 10000 <11000|11001|11011|01111> 10 rn rd
<frinta|ucvtf>_v {Vd.F}, {Vn.F}                 | 0 q 1 01110 0 sz 10000 <11000|11101> 10 rn rd
<fcvtzu|fneg|fsqrt>_v {Vd.F}, {Vn.F}            | 0 q 1 01110 1 sz 10000 <11011|01111|11111> 10 rn rd
<fcmgt|fcmeq|fcmlt>_zero_v {Vd.F}, {Vn.F}, #0.0 | 0 q 0 01110 1 sz 10000 <01100|01101|01110> 10 rn rd
<fcmge|fcmle>_zero_v {Vd.F}, {Vn.F}, #0.0       | 0 q 1 01110 1 sz 10000 <01100|01101> 10 rn rd
<fadd|fcmeq|fmax>_h {Vd.M}, {Vn.M}, {Vm.M}      | 0 q 0 01110 0 10 rm 00 <010|100|110> 1 rn rd
<fsub|fmin>_h   {Vd.M}, {Vn.M}, {Vm.M}          | 0 q 0 01110 1 10 rm 00 <010|110> 1 rn rd
<fmul|fcmge|fdiv>_h {Vd.M}, {Vn.M}, {Vm.M}      | 0 q 1 01110 0 10 rm 00 <011|100|111> 1 rn rd
fcmgt_h         {Vd.M}, {Vn.M}, {Vm.M}          | 0 q 1 01110 1 10 rm 00 100 1 rn rd
<fmla|fmls>_h   {Vd.M}, {Vn.M}, {Vm.M}          | 0 q 0 01110 <0|1> 10 rm 00 001 1 rn rd | tied
<frintn|frintm|scvtf>_h {Vd.M}, {Vn.M}          | 0 q 0 01110 0 111100 <11000|11001|11101> 10 rn rd
<frintp|frintz|fcvtzs|fabs>_h {Vd.M}, {Vn.M}    | 0 q 0 01110 1 111100 <11000|11001|11011|01111> 10 rn rd
ucvtf_h         {Vd.M}, {Vn.M}                  | 0 q 1 01110 0 111100 11101 10 rn rd
<fcvtzu|fneg|fsqrt>_h {Vd.M}, {Vn.M}            | 0 q 1 01110 1 111100 <11011|01111|11111> 10 rn rd
fcvtxn          {Vd.2s}, {Vn.2d}                | 0 0 1 01110 01 10000 10110 10 rn rd
fcvtxn2         {Vd.4s}, {Vn.2d}                | 0 1 1 01110 01 10000 10110 10 rn rd | tied
<addv|smaxv|sminv> {Ld}, {Vn.T}                 | 0 q 0 01110 size 11000 <11011|01010|11010> 10 rn rd | sizes:bhs across
<umaxv|uminv>   {Ld}, {Vn.T}                    | 0 q 1 01110 size 11000 <01010|11010> 10 rn rd | sizes:bhs across
<saddlv|uaddlv> {Kd}, {Vn.T}                    | 0 q <0|1> 01110 size 11000 00011 10 rn rd | sizes:bhs across
<saddl|ssubl|sabdl|smull_v> =<saddl|ssubl|sabdl|smull>{2} {Vd.W}, {Vn.T}, {Vm.T} | 0 q 0 01110 size 1 rm <0000|0010|0111|1100> 00 rn rd | sizes:bhs
<uaddl|usubl|uabdl|umull_v> =<uaddl|usubl|uabdl|umull>{2} {Vd.W}, {Vn.T}, {Vm.T} | 0 q 1 01110 size 1 rm <0000|0010|0111|1100> 00 rn rd | sizes:bhs
<smlal|smlsl|umlal|umlsl> =<smlal|smlsl|umlal|umlsl>{2} {Vd.W}, {Vn.T}, {Vm.T} | 0 q <0|0|1|1> 01110 size 1 rm <1000|1010|1000|1010> 00 rn rd | sizes:bhs tied
<saddw|ssubw|uaddw|usubw> =<saddw|ssubw|uaddw|usubw>{2} {Vd.W}, {Vn.W}, {Vm.T} | 0 q <0|0|1|1> 01110 size 1 rm <0001|0011|0001|0011> 00 rn rd | sizes:bhs
<uzp1|trn1|zip1|uzp2|trn2|zip2> {Vd.T}, {Vn.T}, {Vm.T} | 0 q 0 01110 size 0 rm 0 <001|010|011|101|110|111> 10 rn rd | sizes:bhsd
ext             {Vd.B}, {Vn.B}, {Vm.B}, {index} | 0 q 1 01110 00 0 rm 0 index 0 rn rd
tbl             {Vd.B}, {{Vn.16b}}, {Vm.B}      | 0 q 0 01110 000 rm 0 00 0 00 rn rd
tbx             {Vd.B}, {{Vn.16b}}, {Vm.B}      | 0 q 0 01110 000 rm 0 00 1 00 rn rd | tied
dup_lane        {Vd.D}, {Vn.E}                  | 0 q 0 01110000 lane5 0 0000 1 rn rd
dup_<w|x>       {Vd.D}, {<W|X>n}                | 0 q 0 01110000 lane5 0 0001 1 rn rd | sizes:<bhs|d>
smov_<w|x>      {<W|X>d}, {Vn.E}                | 0 <0|1> 0 01110000 lane5 0 0101 1 rn rd | sizes:<bh|bhs>
umov_<w|x>      {<W|X>d}, {Vn.E}                | 0 <0|1> 0 01110000 lane5 0 0111 1 rn rd | sizes:<bhs|d>
ins_<w|x>       =mov {Vd.E}, {<W|X>n}           | 0 1 0 01110000 lane5 0 0011 1 rn rd | sizes:<bhs|d> tied
ins_lane        =mov {Vd.E}, {Vn.lane4}         | 0 1 1 01110000 lane5 0 lane4 1 rn rd | tied
<sshr|srshr>    {Vd.I}, {Vn.I}, {shift}         | 0 q 0 011110 rshift <00000|00100> 1 rn rd
<ushr|urshr>    {Vd.I}, {Vn.I}, {shift}         | 0 q 1 011110 rshift <00000|00100> 1 rn rd
<ssra|usra|sri> {Vd.I}, {Vn.I}, {shift}         | 0 q <0|1|1> 011110 rshift <00010|00010|01000> 1 rn rd | tied
<shl|sqshl>_i   {Vd.I}, {Vn.I}, {shift}         | 0 q 0 011110 lshift <01010|01110> 1 rn rd
<sqshlu|uqshl>_i {Vd.I}, {Vn.I}, {shift}        | 0 q 1 011110 lshift <01100|01110> 1 rn rd
sli             {Vd.I}, {Vn.I}, {shift}         | 0 q 1 011110 lshift 01010 1 rn rd | tied
<sshll|ushll>   =<sshll|ushll>{2} {Vd.J}, {Vn.I}, {shift} | 0 q <0|1> 011110 wshift 10100 1 rn rd
<shrn|sqshrn>   {Vd.I}, {Vn.J}, {shift}         | 0 0 0 011110 nshift <10000|10010> 1 rn rd
<sqshrun|uqshrn> {Vd.I}, {Vn.J}, {shift}        | 0 0 1 011110 nshift <10000|10010> 1 rn rd
ushr_d          {Dd}, {Dn}, {shift}             | 0 1 1 111110 rshift 00000 1 rn rd | sizes:d
sli_d           {Dd}, {Dn}, {shift}             | 0 1 1 111110 lshift 01010 1 rn rd | sizes:d tied
movi_zero       =movi {Dd}, #0                  | 0 0 1 0111100000 000 1110 01 00000 rd | remat
movi_b          =movi {Vd.B}, {abcdefgh}        | 0 q 0 0111100000 abc 1110 01 defgh rd | remat
<movi|mvni>_s   =<movi|mvni> {Vd.<S|S>}, {abcdefgh}{cmode} | 0 q <0|1> 0111100000 abc cmode 01 defgh rd | remat
movi_d          =movi {Vd.2d}, {bytemask}       | 0 1 1 0111100000 abc 1110 01 defgh rd | remat
fmov_v          =fmov {Vd.F}, {fabcdefgh}       | 0 q sz 0111100000 abc 1111 01 defgh rd | remat
faddp_<s|d>     =faddp {<S|D>d}, {Vn.<2s|2d>}   | 0 1 1 11110 0 <0|1> 11000 01101 10 rn rd
addp_d          =addp {Dd}, {Vn.2d}             | 0 1 0 11110 11 11000 11011 10 rn rd
<sdot|udot>     {Vd.S}, {Vn.B}, {Vm.B}          | 0 q <0|1> 01110 10 0 rm 100101 rn rd | tied
ld1r            {{Vt.T}}, {base}                | 0 q 0 011010 1 0 00000 110 0 size rn rt | load sizes:bhsd1
"""

_PSEUDO: Final = """
args            =args                           | :                        | any
ret_frame       =ret                            | :                        | any end
jump            =b {label}                      | : label                  | end
br_cond         =b.{cond} {label}, {other}      | : cond label other       | r:nzcv end
br_zero         =cb{nz}z {Rn}, {label}, {other} | : sf nz label other      | end
br_bit          =tb{nz}z {Xn}, {imm}, {label}, {other}| : imm nz label other     | end
br_table        {Wn}, {edge}, {count}           | : edge count             | w: end
trap            {code}                          | : code                   | end
trap_cond       =trap.{cond} {code}             | : cond code              | r:nzcv
trap_zero       =trap_{nz}z {Rn}, {code}        | : sf nz code
call            {symbol}, {pop}                 | : symbol pop             | any w:
call_indirect   {pop}                           | : symbol pop             | any w:
try_call        {symbol}, {pop}, {label}, {try} | : symbol pop label try   | any w: end
try_call_indirect {pop}, {label}, {try}         | : symbol pop label try   | any w: end
tail_call       {symbol}, {pop}                 | : symbol pop             | any end
tail_call_indirect {pop}                        | : symbol pop             | any end
mov_imm         =mov {Xd}, {value}              | : value                  | remat
addr            {Xd}, {mem}                     | :                        | remat
symbol_addr     {Xd}, {symbol}{addend}          | : symbol addend          | remat
block_addr      {Xd}, {label}                   | : label                  | remat
symbol_got      {Xd}, {symbol}                  | : symbol                 | remat
stack_switch    =stack_switch                   | :                        | any w:
tls_desc        {symbol}                        | : symbol                 | any w:
tls_thunk       {symbol}                        | : symbol                 | any w:
tls_local       {Xd}, {symbol}{addend}          | : symbol addend
float_const     {Fd}, {value}                   | : value ftype            | remat
vector_const    {Qd}, {value}                   | : value                  | remat
atomic_loop     =atomic_{rmw} {Xd}, {base}, {Xn}| : rmw log2               | w: update early
pair_atomic     =pair_atomic {op}, {base}       | : op                     | any w: update
cas_loop        =cas {Xd}, {base}, {Xn}, {Xm}   | : log2                   | w: update early
"""


def _alternatives(line: str) -> list[str]:
    """The lines that a line with `<a|b>` groups stands for."""
    groups = [group.split("|") for group in re.findall(r"<([^<>]*)>", line)]
    if not groups:
        return [line]
    if len({len(group) for group in groups}) != 1:
        raise ValueError(f"groups of different length: {line}")
    found = []
    for at in range(len(groups[0])):
        words = iter(group[at] for group in groups)
        found.append(re.sub(r"<[^<>]*>", lambda _, words=words: next(words), line))  # type: ignore[misc]
    return found


def _split(line: str) -> list[str]:
    """Columns of a line; bars inside `<...>` do not separate."""
    return [part.strip() for part in re.split(r"\|(?![^<]*>)", line)]


def _rows(table: str) -> list[Row]:
    """The rows of a table."""
    rows = []
    for line in filter(None, table.splitlines()):
        for one in _alternatives(line):
            head, bits, *facts = _split(one)
            name, _, text = head.partition(" ")
            text = text.strip()
            text = text[1:] if text.startswith("=") else f"{name.partition('_')[0]} {text}"
            rows.append(Row(name, text, bits, tuple(facts[0].split()) if facts else ()))
    return rows


ROWS: Final = tuple(_rows(_INTEGER) + _rows(_MEMORY) + _rows(_CONTROL) + _rows(_FLOAT) + _rows(_VECTOR))
#: Rows that are not one instruction of the manual: their bytes depend on the frame, on labels or on symbols.
PSEUDO_ROWS: Final = tuple(_rows(_PSEUDO))
