"""Opcodes with two operands of one type: registers, one value twice, constants, memory."""

from run_files.formulas import (
    BINARY,
    binary,
    edge_pairs,
    edges,
    highest,
    lowest,
    other_pattern,
    pattern,
    signed,
)
from run_files.text import WIDTH_GROUPS, WIDTHS, FileText, type_of, word


def files() -> list[FileText]:
    """Files for each opcode: registers, constants by width, memory."""
    made = []
    for name in BINARY:
        made += [_registers(name), *(_constants(name, widths) for widths in WIDTH_GROUPS), _memory(name)]
    return made


def _registers(name: str) -> FileText:
    file = FileText(name, f"{name}: two values, and one value twice.")
    for bits in WIDTHS:
        ty = type_of(bits)
        func = file.function(f"{name}_{ty}", [ty, ty], [ty])
        func.finish(func.op(f"{name} v0, v1"))
        for x, y in edge_pairs(bits):
            func.run([x, y], binary(name, bits, x, y))
        func = file.function(f"{name}_{ty}_same", [ty], [ty])
        func.finish(func.op(f"{name} v0, v0"))
        for x in edges(bits):
            func.run([x], binary(name, bits, x, x))
    return file


def constants(bits: int) -> list[int]:
    """Constants at the borders of what instructions hold: 8, 12 and 32 bits, and beyond."""
    found = [0, 1, -1, lowest(bits), highest(bits)]
    if bits >= 16:
        found += [127, -128, 128, 4095, 4096, -4096]
    if bits >= 32:
        found += [0x7F000, 0xFF00FF, 0x12345678]
    if bits == 64:
        found += [0x7FFFFFFF, 0x80000000, -0x80000000, -0x80000001, 0xFFFFFFFF, 0x1_0000_0000, pattern(64)]
    if bits == 8:
        found += [7, 0x55, -2]
    return found


def _constants(name: str, widths: tuple[int, ...]) -> FileText:
    """Every constant on the right, three on the left."""
    kind = "-".join(type_of(bits) for bits in widths)
    file = FileText(f"{name}-const-{kind}", f"{name} with a constant: on the right, and on the left.")
    for bits in widths:
        ty = type_of(bits)
        tries = [0, -1, lowest(bits), signed(other_pattern(bits), bits)]
        for value in constants(bits):
            func = file.function(f"{name}_{ty}_{word(value)}", [ty], [ty])
            constant = func.const(ty, value)
            func.finish(func.op(f"{name} v0, {constant}"))
            for x in tries[1:]:
                func.run([x], binary(name, bits, x, value))
    for bits in widths:
        ty = type_of(bits)
        for value in (1, -1, pattern(bits)):
            func = file.function(f"{name}_{ty}_left_{word(value)}", [ty], [ty])
            constant = func.const(ty, value)
            func.finish(func.op(f"{name} {constant}, v0"))
            for x in (0, lowest(bits), other_pattern(bits)):
                func.run([x], binary(name, bits, value, x))
    return file


def _memory(name: str) -> FileText:
    about = f"{name} with operands loaded from memory: right, left, both, and stored back.\n"
    about += "The bytes around the operands are not zero."
    file = FileText(f"{name}-memory", about)
    for bits in WIDTHS:
        ty = type_of(bits)
        pairs = edge_pairs(bits)[4:8]
        for form in ("right", "left", "both", "update"):
            func = file.function(f"{name}_{ty}_{form}", [ty, ty], [ty], ["ss0 = explicit_slot 24"])
            base = func.op("stack_addr.i64 ss0")
            junk = func.const("i64", 0xA5A5A5A5A5A5A5A5)
            for offset in (8, 16):
                func.emit(f"store {junk}, {base}+{offset}")
            func.emit(f"store v0, {base}+8")
            func.emit(f"store v1, {base}+16")
            x = "v0" if form == "right" else func.op(f"load.{ty} {base}+8")
            y = func.op(f"load.{ty} {base}+16") if form in ("right", "both") else "v1"
            result = func.op(f"{name} {x}, {y}")
            if form == "update":
                func.emit(f"store {result}, {base}+8")
                result = func.op(f"load.{ty} {base}+8")
            func.finish(result)
            for x_value, y_value in pairs:
                func.run([x_value, y_value], binary(name, bits, x_value, y_value))
    return file
