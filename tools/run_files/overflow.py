"""Overflow opcodes: result and flag in every way they are used, and the trapping sum."""

from run_files.formulas import OVERFLOW, edge_pairs, highest, lowest, mask, overflow, pattern
from run_files.text import WIDTHS, FileText, type_of, word


def files() -> list[FileText]:
    """One file for each opcode."""
    groups = [(8, 16), (32, 64)]
    return [*(_plain(name, widths) for name in OVERFLOW for widths in groups), _chains(), _trapping()]


def _plain(name: str, widths: tuple[int, ...]) -> FileText:
    about = f"{name}: both results, the flag alone, the result alone, the flag as a condition, constants."
    file = FileText(f"{name}-{'-'.join(type_of(bits) for bits in widths)}", about)
    carries = name.endswith("in")
    extra = ["i8"] if carries else []
    tail = ", v2" if carries else ""
    for bits in widths:
        ty = type_of(bits)
        low, high = lowest(bits), highest(bits)
        pairs = [*edge_pairs(bits), (low, 1), (1, low), (high, high), (2, high), (0, -1)]
        steps = (0, 1, 2, 128) if carries else (0,)

        func = file.function(f"{name}_{ty}", [ty, ty, *extra], [ty, "i8"])
        func.finish(*func.ops(2, f"{name} v0, v1{tail}"))
        for index, (x, y) in enumerate(pairs):
            step = steps[index % len(steps)]
            func.run([x, y, step][: 2 + len(extra)], overflow(name, bits, x, y, step))
        for form in ("flag", "result", "branch", "select"):
            func = file.function(f"{name}_{ty}_{form}", [ty, ty, *extra], ["i8" if form == "flag" else ty])
            result, flag = func.ops(2, f"{name} v0, v1{tail}")
            if form == "branch":
                then, other = func.new_block(), func.new_block()
                func.emit(f"brif {flag}, {then}, {other}({result})")
                func.start(then)
                func.finish(func.const(ty, -7))
                func.finish(*func.start(other, [ty]))
            elif form == "select":
                func.finish(func.op(f"select {flag}, v0, {result}"))
            else:
                func.finish(flag if form == "flag" else result)
            for index, (x, y) in enumerate(pairs[1:8]):
                step = steps[index % len(steps)]
                value, fits_not = overflow(name, bits, x, y, step)
                expected = {
                    "flag": fits_not,
                    "result": value,
                    "branch": -7 if fits_not else value,
                    "select": x if fits_not else value,
                }[form]
                func.run([x, y, step][: 2 + len(extra)], expected)
        for constant_value in (1, -1, low):
            func = file.function(f"{name}_{ty}_const_{word(constant_value)}", [ty, *extra], [ty, "i8"])
            constant = func.const(ty, constant_value)
            func.finish(*func.ops(2, f"{name} v0, {constant}{tail.replace('v2', 'v1')}"))
            for index, x in enumerate((0, -1, low, high)):
                step = steps[index % len(steps)]
                func.run([x, step][: 1 + len(extra)], overflow(name, bits, x, constant_value, step))
    return file


def _chains() -> FileText:
    file = FileText(
        "carry-chains",
        "Sums and differences of two-word numbers: the carry goes from one opcode to the next.",
    )
    for bits in WIDTHS:
        ty = type_of(bits)
        whole = mask(2 * bits)
        for name, first, second in (
            ("add", "uadd_overflow", "uadd_overflow_cin"),
            ("sub", "usub_overflow", "usub_overflow_bin"),
        ):
            func = file.function(f"{name}_two_{ty}", [ty] * 4, [ty, ty])
            low, carry = func.ops(2, f"{first} v0, v2")
            high, _ = func.ops(2, f"{second} v1, v3, {carry}")
            func.finish(low, high)
            for x, y in (
                (0, 0),
                (whole, 1),
                (mask(bits), 1),
                (1 << bits, 1),
                (pattern(2 * bits) if bits < 64 else 3, whole),
            ):
                result = x + y if name == "add" else x - y
                func.run(
                    [x & mask(bits), x >> bits, y & mask(bits), y >> bits],
                    [result & mask(bits), result >> bits & mask(bits)],
                )
    return file


def _trapping() -> FileText:
    file = FileText(
        "traps-uadd_overflow_trap", "uadd_overflow_trap: two values, constants, an unused result."
    )
    for bits in (32, 64):
        ty = type_of(bits)
        func = file.function(f"sum_{ty}", [ty, ty], [ty])
        func.finish(func.op("uadd_overflow_trap v0, v1, user7"))
        for x, y in (
            (0, 0),
            (-1, 0),
            (-1, 1),
            (lowest(bits), lowest(bits)),
            (highest(bits), highest(bits)),
            (-1, -1),
        ):
            total = (x & mask(bits)) + (y & mask(bits))
            func.run([x, y], "user7" if total > mask(bits) else total)
        for value in (1, 4096, -1):
            func = file.function(f"sum_{ty}_{word(value)}", [ty], [ty])
            constant = func.const(ty, value)
            func.finish(func.op(f"uadd_overflow_trap v0, {constant}, heap_oob"))
            for x in (0, 1, -1, -4096, -4097):
                total = (x & mask(bits)) + (value & mask(bits))
                func.run([x], "heap_oob" if total > mask(bits) else total)
        func = file.function(f"unused_{ty}", [ty, ty], [ty])
        func.op("uadd_overflow_trap v0, v1, int_ovf")
        func.finish("v0")
        func.run([1, 2], 1)
        func.run([-1, 2], "int_ovf")
    return file
