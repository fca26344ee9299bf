"""Compares: the value, a branch, a selection; with constants, memory, and junk above narrow values."""

from run_files.formulas import CONDITIONS, compare, highest, lowest, mask, other_pattern, pattern, signed
from run_files.text import WIDTHS, FileText, FunctionText, type_of, word


def files() -> list[FileText]:
    """Files by use and width."""
    made = []
    for bits in WIDTHS:
        made += [_values(bits), _branches(bits), _selects(bits), _constants(bits), _sums(bits), _tests(bits)]
        made += [_memory(bits, form) for form in ("right", "left", "constant")]
    return [*made, _conditions(), _guards()]


def _pairs(bits: int) -> list[tuple[int, int]]:
    """Pairs that tell all ten conditions apart."""
    low, high = lowest(bits), highest(bits)
    return [(5, 5), (5, 6), (6, 5), (-1, 1), (1, -1), (low, high), (low, low)]


def _values(bits: int) -> FileText:
    ty = type_of(bits)
    file = FileText(f"icmp-{ty}", f"icmp of two i{bits}, with each condition; one value twice; negated.")
    for cc in CONDITIONS:
        func = file.function(f"icmp_{cc}_{ty}", [ty, ty], ["i8"])
        func.finish(func.op(f"icmp {cc} v0, v1"))
        for x, y in _pairs(bits):
            func.run([x, y], compare(cc, bits, x, y))
        func = file.function(f"icmp_{cc}_{ty}_same", [ty], ["i8"])
        func.finish(func.op(f"icmp {cc} v0, v0"))
        func.run([lowest(bits)], compare(cc, bits, 0, 0))
        func = file.function(f"icmp_{cc}_{ty}_negated", [ty, ty], ["i64"])
        condition = func.op(f"icmp {cc} v0, v1")
        zero = func.const("i8", 0)
        func.finish(func.op(f"uextend.i64 {func.op(f'icmp eq {condition}, {zero}')}"))
        for x, y in _pairs(bits)[:5]:
            func.run([x, y], 1 - compare(cc, bits, x, y))
    return file


def _branch(func: FunctionText, condition: str, then_first: bool) -> None:
    """Return 11 when the condition holds, else 22; either may be the block that follows."""
    then, other = func.new_block(), func.new_block()
    func.emit(f"brif {condition}, {then}, {other}")
    for block in (then, other) if then_first else (other, then):
        func.start(block)
        func.finish(func.const("i32", 11 if block == then else 22))


def _branches(bits: int) -> FileText:
    ty = type_of(bits)
    file = FileText(
        f"icmp-branch-{ty}", f"Branches on compares of i{bits}, to the next block and to one behind it."
    )
    for cc in CONDITIONS:
        for then_first in (True, False):
            func = file.function(f"branch_{cc}_{ty}" + ("" if then_first else "_far"), [ty, ty], ["i32"])
            _branch(func, func.op(f"icmp {cc} v0, v1"), then_first)
            for x, y in _pairs(bits)[:6]:
                func.run([x, y], 11 if compare(cc, bits, x, y) else 22)
    return file


def _selects(bits: int) -> FileText:
    ty = type_of(bits)
    file = FileText(f"icmp-select-{ty}", f"Selections by compares of i{bits}.")
    for index, cc in enumerate(CONDITIONS):
        chosen = WIDTHS[index % 4]
        x_value, y_value = pattern(chosen), other_pattern(chosen)
        for opcode in ("select", "select_spectre_guard"):
            func = file.function(
                f"{opcode}_{cc}_{ty}", [ty, ty, type_of(chosen), type_of(chosen)], [type_of(chosen)]
            )
            func.finish(func.op(f"{opcode} {func.op(f'icmp {cc} v0, v1')}, v2, v3"))
            for x, y in _pairs(bits)[:5]:
                func.run([x, y, x_value, y_value], x_value if compare(cc, bits, x, y) else y_value)
        func = file.function(
            f"select_{cc}_{ty}_operand", [ty, ty], [ty], about="The operands compared are those selected."
        )
        func.finish(func.op(f"select {func.op(f'icmp {cc} v0, v1')}, v0, v1"))
        for x, y in _pairs(bits)[1:6]:
            func.run([x, y], x if compare(cc, bits, x, y) else y)
    return file


def _constants(bits: int) -> FileText:
    ty = type_of(bits)
    file = FileText(f"icmp-const-{ty}", f"Compares of i{bits} with constants, on the right and on the left.")
    values = [0, 1, -1, lowest(bits), highest(bits)]
    values += [4095, 4096, 0x12345678][: {8: 0, 16: 2}.get(bits, 3)] + ([0x8000_0000] if bits == 64 else [])
    for index, cc in enumerate(CONDITIONS):
        chosen = [values[(index + step) % len(values)] for step in range(3)]
        for value in dict.fromkeys([0, lowest(bits), *chosen]):
            func = file.function(f"{cc}_{ty}_{word(value)}", [ty], ["i8", "i8"])
            constant = func.const(ty, value)
            right = func.op(f"icmp {cc} v0, {constant}")
            func.finish(right, func.op(f"icmp {cc} {constant}, v0"))
            for x in dict.fromkeys(v & mask(bits) for v in (value, value + 1, value - 1, ~value)):
                func.run([x], [compare(cc, bits, x, value), compare(cc, bits, value, x)])
    return file


def _memory(bits: int, form: str) -> FileText:
    """The operand on the right or left is loaded, or the left one with a constant on the right."""
    ty = type_of(bits)
    file = FileText(
        f"icmp-memory-{form}-{ty}", f"Compares of i{bits} with operands from memory, with junk around them."
    )
    for index, cc in enumerate(CONDITIONS):
        func = file.function(f"{cc}_{ty}_{form}", [ty, ty], ["i32"], ["ss0 = explicit_slot 16"])
        base = func.op("stack_addr.i64 ss0")
        junk = func.const("i64", 0x8181818181818181 if index % 2 else 0x7E7E7E7E7E7E7E7E)
        func.emit(f"store {junk}, {base}")
        func.emit(f"store {junk}, {base}+8")
        func.emit(f"store {'v1' if form == 'right' else 'v0'}, {base}+3")
        loaded = func.op(f"load.{ty} {base}+3")
        limit = 5
        if form == "constant":
            condition = func.op(f"icmp {cc} {loaded}, {func.const(ty, limit)}")
        else:
            condition = func.op(f"icmp {cc} v0, {loaded}" if form == "right" else f"icmp {cc} {loaded}, v1")
        _branch(func, condition, index % 2 == 0)
        for x, y in _pairs(bits)[:5]:
            func.run([x, y], 11 if compare(cc, bits, x, limit if form == "constant" else y) else 22)
    return file


def _sums(bits: int) -> FileText:
    ty = type_of(bits)
    about = "Compares of sums and shifts: what lies above a narrow result must not count.\n"
    about += "Also a difference that is compared with zero: its overflow must not count."
    file = FileText(f"icmp-sums-{ty}", about)
    high = highest(bits)
    for cc in CONDITIONS:
        func = file.function(f"{cc}_{ty}_sums", [ty, ty], ["i8", "i8"])
        total = func.op("iadd v0, v1")
        zero = func.const(ty, 0)
        amount = func.const("i8", 1)
        first = func.op(f"icmp {cc} {total}, {func.op(f'ishl v0, {amount}')}")
        difference = func.op("isub v0, v1")
        func.finish(first, func.op(f"icmp {cc} {difference}, {zero}"))
        for x, y in ((-1, 1), (-1, -1), (high, 1), (lowest(bits), 1), (3, 3)):
            func.run([x, y], [compare(cc, bits, x + y, x << 1), compare(cc, bits, x - y, 0)])
    return file


def _conditions() -> FileText:
    about = "Conditions that are values of any width, not compares: brif, select, trap-free tests;\n"
    about += "of sums, whose junk above a narrow width must not count."
    file = FileText("conditions", about)
    for bits in WIDTHS:
        ty = type_of(bits)
        tries = [0, 1, -1, lowest(bits), 1 << (bits // 2)]
        for then_first in (True, False):
            func = file.function(f"brif_{ty}" + ("" if then_first else "_far"), [ty], ["i32"])
            _branch(func, "v0", then_first)
            for x in tries:
                func.run([x], 11 if x else 22)
        func = file.function(f"brif_{ty}_sum", [ty, ty], ["i32"])
        _branch(func, func.op("iadd v0, v1"), True)
        for x, y in ((-1, 1), (lowest(bits), lowest(bits)), (-1, 2)):
            func.run([x, y], 11 if (x + y) & mask(bits) else 22)
        func = file.function(f"select_{ty}", [ty, "i16", "i16"], ["i16"])
        func.finish(func.op("select v0, v1, v2"))
        for x in tries:
            func.run([x, 7, 8], 7 if x else 8)
        func = file.function(f"select_{ty}_sum", [ty, ty, "i64", "i64"], ["i64"])
        func.finish(func.op(f"select {func.op('iadd v0, v1')}, v2, v3"))
        for x, y in ((-1, 1), (lowest(bits), lowest(bits)), (-1, 2)):
            func.run([x, y, 7, 8], 7 if (x + y) & mask(bits) else 8)
        func = file.function(f"select_{ty}_same", [ty, ty], [ty])
        func.finish(func.op("select v0, v1, v1"))
        func.run([0, 5], 5)
        func.run([1, 5], 5)
        func = file.function(f"select_{ty}_constants", [ty], ["i32"])
        one, zero = func.const("i32", 1), func.const("i32", 0)
        func.finish(func.op(f"select v0, {one}, {zero}"))
        for x in tries:
            func.run([x], int(x != 0))
        func = file.function(f"select_{ty}_memory", [ty, "i32", "i32"], ["i32"], ["ss0 = explicit_slot 16"])
        base = func.op("stack_addr.i64 ss0")
        func.emit(f"store v1, {base}")
        func.emit(f"store v2, {base}+4")
        first, second = func.op(f"load.i32 {base}"), func.op(f"load.i32 {base}+4")
        func.finish(func.op(f"select v0, {first}, {second}"))
        func.run([0, 7, 8], 8)
        func.run([lowest(bits), 7, 8], 7)
    return file


def _tests(bits: int) -> FileText:
    ty = type_of(bits)
    file = FileText(
        f"bit-tests-{ty}", "Branches and selections on masked values and on signs: single bits and fields."
    )
    masks = (1, 1 << (bits // 2), lowest(bits), 6, -2)
    for value in masks:
        for form in ("brif", "eq", "ne", "select"):
            func = file.function(f"{form}_{ty}_{word(value)}", [ty], ["i32"])
            masked = func.op(f"band v0, {func.const(ty, value)}")
            if form in ("eq", "ne"):
                masked = func.op(f"icmp {form} {masked}, {func.const(ty, 0)}")
            if form == "select":
                first, second = func.const("i32", 11), func.const("i32", 22)
                func.finish(func.op(f"select {masked}, {first}, {second}"))
            else:
                _branch(func, masked, form != "ne")
            for x in (0, -1, value, ~value):
                is_set = x & value & mask(bits) != 0
                func.run([x], 11 if is_set != (form == "eq") else 22)
    for cc in ("slt", "sge"):
        func = file.function(f"sign_{cc}_{ty}", [ty], ["i32"])
        _branch(func, func.op(f"icmp {cc} v0, {func.const(ty, 0)}"), cc == "slt")
        for x in (0, 1, -1, lowest(bits), highest(bits)):
            func.run([x], 11 if (signed(x, bits) < 0) == (cc == "slt") else 22)
    return file


def _guards() -> FileText:
    file = FileText("traps-conditions", "trapz, trapnz, trap: of values, sums and compares.")
    for bits in WIDTHS:
        ty = type_of(bits)
        for opcode in ("trapz", "trapnz"):
            func = file.function(f"{opcode}_{ty}", [ty], [ty])
            func.emit(f"{opcode} v0, user1")
            func.finish("v0")
            for x in (0, 1, lowest(bits)):
                func.run([x], "user1" if (x != 0) == (opcode == "trapnz") else x)
            func = file.function(f"{opcode}_{ty}_sum", [ty, ty], [ty])
            total = func.op("iadd v0, v1")
            func.emit(f"{opcode} {total}, int_ovf")
            func.finish(total)
            for x, y in ((-1, 1), (-1, 2), (lowest(bits), lowest(bits))):
                is_set = (x + y) & mask(bits) != 0
                func.run([x, y], "int_ovf" if is_set == (opcode == "trapnz") else x + y)
            for cc in ("eq", "slt", "uge"):
                func = file.function(f"{opcode}_{cc}_{ty}", [ty, ty], [ty])
                func.emit(f"{opcode} {func.op(f'icmp {cc} v0, v1')}, heap_oob")
                func.finish("v1")
                for x, y in _pairs(bits)[:5]:
                    func.run([x, y], "heap_oob" if compare(cc, bits, x, y) == (opcode == "trapnz") else y)
    func = file.function("trap_codes", ["i32"], ["i32"], about="One block for each trap code.")
    codes = ("stk_ovf", "heap_oob", "int_ovf", "int_divz", "bad_toint", "user1", "user250")
    blocks = [func.new_block() for _ in codes]
    last = func.new_block()
    func.emit(f"br_table v0, {last}, [{', '.join(blocks)}]")
    for block, code in zip(blocks, codes, strict=True):
        func.start(block)
        func.emit(f"trap {code}")
    func.start(last)
    func.finish("v0")
    for index, code in enumerate(codes):
        func.run([index], code)
    func.run([7], 7)
    return file
