"""Division and remainder: registers, constant divisors, constant dividends, memory, traps."""

from typing import Final

from run_files.formulas import division, highest, lowest, other_pattern, pattern
from run_files.text import WIDTHS, FileText, type_of, word

OPCODES: Final = ("udiv", "sdiv", "urem", "srem")


def files() -> list[FileText]:
    """Files for each opcode."""
    made = []
    for name in OPCODES:
        made += [_registers(name), _memory(name), _traps(name)]
        made += [_constants(name, bits) for bits in WIDTHS]
    made.append(_both())
    return made


def _dividends(bits: int) -> list[int]:
    low, high = lowest(bits), highest(bits)
    return [0, 1, -1, low, low + 1, high, pattern(bits), other_pattern(bits)]


def _registers(name: str) -> FileText:
    file = FileText(name, f"{name}: two values, one value twice, a constant dividend.")
    for bits in WIDTHS:
        ty = type_of(bits)
        low, high = lowest(bits), highest(bits)
        func = file.function(f"{name}_{ty}", [ty, ty], [ty])
        func.finish(func.op(f"{name} v0, v1"))
        for x in _dividends(bits):
            for y in (1, 7, low, high) if x != low else (1, 3, -2, low, high):
                func.run([x, y], division(name, bits, x, y))
        if name == "srem":
            func.run([low, -1], 0)
        func = file.function(f"{name}_{ty}_same", [ty], [ty])
        func.finish(func.op(f"{name} v0, v0"))
        for x in (1, -1, low):
            func.run([x], division(name, bits, x, x))
        for value in (1, -1, low, 100):
            func = file.function(f"{name}_{ty}_of_{word(value)}", [ty], [ty])
            constant = func.const(ty, value)
            func.finish(func.op(f"{name} {constant}, v0"))
            for y in (1, 3, low, -2):
                func.run([y], division(name, bits, value, y))
    return file


def _divisors(bits: int) -> list[int]:
    """Ones, powers of two, and numbers whose reciprocals need every kind of correction."""
    low, high = lowest(bits), highest(bits)
    found = [
        1,
        -1,
        2,
        -2,
        3,
        -3,
        5,
        7,
        -7,
        10,
        16,
        1 << (bits - 2),
        -(1 << (bits - 2)),
        100,
        low,
        low + 1,
        high,
    ]
    if bits >= 16:
        found += [641, 1000, -4096]
    if bits >= 32:
        found += [1_000_003, 0x7FFFFFFF if bits == 64 else 0x40000001]
    if bits == 64:
        found += [1_000_000_007, 0x1_0000_0001, 0x8000_0001]
    return found


def _constants(name: str, bits: int) -> FileText:
    ty = type_of(bits)
    file = FileText(f"{name}-const-{ty}", f"{name}.{ty} by constants.")
    for value in _divisors(bits):
        func = file.function(f"{name}_{ty}_by_{word(value)}", [ty], [ty])
        constant = func.const(ty, value)
        func.finish(func.op(f"{name} v0, {constant}"))
        near = [value - 1, value, value + 1, -value]
        tries = [0, -1, lowest(bits), highest(bits), other_pattern(bits), *near]
        for x in dict.fromkeys(x & ((1 << bits) - 1) for x in tries):
            result = division(name, bits, x, value)
            if not isinstance(result, str):
                func.run([x], result)
    return file


def _memory(name: str) -> FileText:
    file = FileText(
        f"{name}-memory", f"{name} with operands from memory, and of narrow sums with junk above them."
    )
    for bits in WIDTHS:
        ty = type_of(bits)
        for form in ("divisor", "dividend"):
            func = file.function(f"{name}_{ty}_{form}", [ty, ty], [ty], ["ss0 = explicit_slot 8"])
            base = func.op("stack_addr.i64 ss0")
            junk = func.const("i64", -1)
            func.emit(f"store {junk}, {base}")
            func.emit(f"store {'v1' if form == 'divisor' else 'v0'}, {base}")
            loaded = func.op(f"load.{ty} {base}")
            func.finish(func.op(f"{name} v0, {loaded}" if form == "divisor" else f"{name} {loaded}, v1"))
            for x, y in (
                (100, 7),
                (-100, 7),
                (pattern(bits), 3),
                (other_pattern(bits), -5),
                (lowest(bits), 2),
            ):
                func.run([x, y], division(name, bits, x, y))
        func = file.function(f"{name}_{ty}_sums", [ty, ty], [ty])
        dividend = func.op("iadd v0, v1")
        divisor = func.op("isub v1, v0")
        func.finish(func.op(f"{name} {dividend}, {divisor}"))
        for x, y in ((highest(bits), highest(bits) + 9), (-1, 6), (other_pattern(bits), pattern(bits))):
            func.run([x, y], division(name, bits, x + y, y - x))
    return file


def _traps(name: str) -> FileText:
    file = FileText(f"traps-{name}", f"{name}: division by zero, and a quotient that does not fit.")
    for bits in WIDTHS:
        ty = type_of(bits)
        low = lowest(bits)
        func = file.function(f"{name}_{ty}", [ty, ty], [ty])
        func.finish(func.op(f"{name} v0, v1"))
        for x, y in ((1, 0), (0, 0), (low, 0), (low, -1), (low + 1, -1), (6, 3)):
            func.run([x, y], division(name, bits, x, y))
        func = file.function(
            f"{name}_{ty}_unused", [ty, ty], [ty], about="The result is not used; the trap stays."
        )
        func.op(f"{name} v0, v1")
        func.finish("v1")
        for x, y in ((1, 0), (low, -1), (6, 3)):
            result = division(name, bits, x, y)
            func.run([x, y], result if isinstance(result, str) else y)
        func = file.function(f"{name}_{ty}_by_zero", [ty], [ty])
        zero = func.const(ty, 0)
        func.finish(func.op(f"{name} v0, {zero}"))
        func.run([7], "int_divz")
        func = file.function(f"{name}_{ty}_by_minus_one", [ty], [ty])
        minus = func.const(ty, -1)
        func.finish(func.op(f"{name} v0, {minus}"))
        for x in (low, low + 1, 5):
            func.run([x], division(name, bits, x, -1))
        func = file.function(f"{name}_{ty}_constants", [], [ty])
        first = func.const(ty, low)
        minus = func.const(ty, -1)
        func.finish(func.op(f"{name} {first}, {minus}"))
        func.run([], division(name, bits, low, -1))
    return file


def _both() -> FileText:
    file = FileText("divide-and-remainder", "Quotient and remainder of the same operands.")
    for bits in WIDTHS:
        ty = type_of(bits)
        for kind in "us":
            func = file.function(f"{kind}divrem_{ty}", [ty, ty], [ty, ty])
            quotient = func.op(f"{kind}div v0, v1")
            func.finish(quotient, func.op(f"{kind}rem v0, v1"))
            for x, y in (
                (100, 7),
                (-100, 7),
                (100, -7),
                (lowest(bits), 3),
                (other_pattern(bits), pattern(bits)),
            ):
                results = [division(f"{kind}{part}", bits, x, y) for part in ("div", "rem")]
                func.run([x, y], [result for result in results if not isinstance(result, str)])
    return file
