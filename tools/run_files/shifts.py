"""Shifts and rotates: the amount is of any integer type and counts modulo the width."""

from run_files.formulas import SHIFTS, binary, lowest, other_pattern, pattern
from run_files.text import WIDTHS, FileText, type_of, word


def files() -> list[FileText]:
    """Files for each opcode."""
    made = []
    for name in SHIFTS:
        made += [_registers(name), _odd_forms(name)]
        made += [_constants(name, widths) for widths in ((8, 16), (32, 64))]
    return made


def _registers(name: str) -> FileText:
    about = f"{name}: values of every width by amounts of every type.\n"
    about += "Amounts: 0, 1, the width less one, the width, above it, negative."
    file = FileText(name, about)
    for bits in WIDTHS:
        ty = type_of(bits)
        for amount_bits in WIDTHS:
            amount_ty = type_of(amount_bits)
            func = file.function(f"{name}_{ty}_{amount_ty}", [ty, amount_ty], [ty])
            func.finish(func.op(f"{name} v0, v1"))
            value = other_pattern(bits)
            for amount in (0, 1, bits - 1, bits, bits + 3, -1, lowest(amount_bits)):
                func.run([value, amount], binary(name, bits, value, amount))
    return file


def _constants(name: str, widths: tuple[int, ...]) -> FileText:
    kind = "-".join(type_of(bits) for bits in widths)
    file = FileText(f"{name}-const-{kind}", f"{name} by a constant amount, and of a constant.")
    for bits in widths:
        ty = type_of(bits)
        for number, amount in enumerate((0, 1, 2, 3, 5, bits // 2, bits - 1, bits, bits + 1, -1)):
            amount_ty = type_of(WIDTHS[number % 4])
            func = file.function(f"{name}_{ty}_by_{word(amount)}", [ty], [ty])
            by = func.const(amount_ty, amount)
            func.finish(func.op(f"{name} v0, {by}"))
            for value in (pattern(bits), other_pattern(bits)):
                func.run([value], binary(name, bits, value, amount))
        for value in (1, -1, lowest(bits)):
            func = file.function(f"{name}_{ty}_of_{word(value)}", ["i32"], [ty])
            constant = func.const(ty, value)
            func.finish(func.op(f"{name} {constant}, v0"))
            for amount in (0, 3, bits - 1, bits):
                func.run([amount], binary(name, bits, value, amount))
    return file


def _odd_forms(name: str) -> FileText:
    """The amount is the value itself, comes from memory, is masked first, or is computed."""
    about = f"{name}: by itself, amount from memory, masked amount, computed amount, twice by one amount."
    file = FileText(f"{name}-forms", about)
    for bits in WIDTHS:
        ty = type_of(bits)
        func = file.function(f"{name}_{ty}_itself", [ty], [ty])
        func.finish(func.op(f"{name} v0, v0"))
        for value in (1, 5, bits - 1, bits, other_pattern(bits)):
            func.run([value], binary(name, bits, value, value))

        func = file.function(f"{name}_{ty}_memory", [ty, "i8"], [ty], ["ss0 = explicit_slot 16"])
        base = func.op("stack_addr.i64 ss0")
        junk = func.const("i64", -1)
        func.emit(f"store {junk}, {base}")
        func.emit(f"store v1, {base}")
        func.emit(f"store v0, {base}+8")
        amount = func.op(f"load.i8 {base}")
        value_name = func.op(f"load.{ty} {base}+8")
        func.finish(func.op(f"{name} {value_name}, {amount}"))
        value = other_pattern(bits)
        for by in (0, 1, bits - 1, bits + 2):
            func.run([value, by], binary(name, bits, value, by))

        func = file.function(f"{name}_{ty}_masked", [ty, "i64"], [ty])
        limit = func.const("i64", bits - 1)
        masked = func.op(f"band v1, {limit}")
        func.finish(func.op(f"{name} v0, {masked}"))
        for by in (0, bits - 1, bits + 5, -3):
            func.run([value, by], binary(name, bits, value, by))

        func = file.function(
            f"{name}_{ty}_computed", [ty, "i8", "i8"], [ty], about="The sum has junk above its 8 bits."
        )
        total = func.op("iadd v1, v2")
        func.finish(func.op(f"{name} v0, {total}"))
        for first, second in ((1, 2), (255, 3), (128, 129), (-1, -1)):
            func.run([value, first, second], binary(name, bits, value, (first + second) & 255))

        func = file.function(f"{name}_{ty}_twice", [ty, ty, "i32"], [ty, ty])
        first_result = func.op(f"{name} v0, v2")
        func.finish(first_result, func.op(f"{name} v1, v2"))
        for by in (0, 1, bits - 1):
            x, y = pattern(bits), other_pattern(bits)
            func.run([x, y, by], [binary(name, bits, x, by), binary(name, bits, y, by)])
    return file
