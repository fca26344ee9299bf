"""Opcodes with one operand, bitselect, bmask, iconcat and isplit."""

from run_files.formulas import UNARY, edges, highest, lowest, mask, other_pattern, pattern, signed, unary
from run_files.text import WIDTHS, FileText, type_of


def files() -> list[FileText]:
    """One file for each opcode."""
    return [
        *(_unary(name) for name in UNARY),
        _bitselect(),
        _bmask(),
        _halves(),
        *(make() for make in (_logic_idioms, _product_idioms, _shift_idioms)),
    ]


def _unary(name: str) -> FileText:
    about = f"{name}: a value, a sum (with junk above a narrow one), a value from memory, a widened result."
    file = FileText(name, about)
    for bits in WIDTHS:
        if name == "bswap" and bits == 8:
            continue
        ty = type_of(bits)
        tries = [*edges(bits), 1 << (bits // 2), mask(bits) >> 1 & ~1]
        func = file.function(f"{name}_{ty}", [ty], [ty])
        func.finish(func.op(f"{name} v0"))
        for x in tries:
            func.run([x], unary(name, bits, x))
        func = file.function(f"{name}_{ty}_sum", [ty, ty], [ty])
        func.finish(func.op(f"{name} {func.op('iadd v0, v1')}"))
        for x, y in ((-1, 1), (-1, 2), (highest(bits), 1), (lowest(bits), lowest(bits)), (-1, -1)):
            func.run([x, y], unary(name, bits, x + y))
        func = file.function(f"{name}_{ty}_memory", [ty], [ty], ["ss0 = explicit_slot 8"])
        base = func.op("stack_addr.i64 ss0")
        junk = func.const("i64", 0x5A5A5A5A5A5A5A5A)
        func.emit(f"store {junk}, {base}")
        func.emit(f"store v0, {base}")
        func.finish(func.op(f"{name} {func.op(f'load.{ty} {base}')}"))
        for x in (0, 1, -1, other_pattern(bits)):
            func.run([x], unary(name, bits, x))
        if bits < 64:
            for extend in ("uextend", "sextend"):
                func = file.function(f"{name}_{ty}_{extend}", [ty], ["i64"])
                result = func.op(f"{name} v0")
                func.finish(func.op(f"{extend}.i64 {result}"))
                for x in (0, -1, pattern(bits), lowest(bits)):
                    value = unary(name, bits, x)
                    func.run([x], value if extend == "uextend" else signed(value, bits))
    return file


def _bitselect() -> FileText:
    file = FileText(
        "bitselect", "bitselect: values, constant masks, equal operands, compare results as masks."
    )
    for bits in WIDTHS:
        ty = type_of(bits)

        def choose(c: int, x: int, y: int) -> int:
            return c & x | ~c & y

        func = file.function(f"bitselect_{ty}", [ty, ty, ty], [ty])
        func.finish(func.op("bitselect v0, v1, v2"))
        for c in (0, -1, 1, pattern(bits)):
            func.run([c, pattern(bits), other_pattern(bits)], choose(c, pattern(bits), other_pattern(bits)))
        for form, order in (("low_byte", 0x7F), ("top_bit", lowest(bits)), ("none", 0), ("all", -1)):
            func = file.function(f"bitselect_{ty}_{form}", [ty, ty], [ty])
            constant = func.const(ty, order)
            func.finish(func.op(f"bitselect {constant}, v0, v1"))
            func.run([other_pattern(bits), pattern(bits)], choose(order, other_pattern(bits), pattern(bits)))
            func.run([0, -1], choose(order, 0, -1))
        func = file.function(f"bitselect_{ty}_same", [ty, ty], [ty])
        func.finish(func.op("bitselect v0, v1, v1"))
        func.run([pattern(bits), other_pattern(bits)], other_pattern(bits))
        func = file.function(f"bitselect_{ty}_mask_chosen", [ty, ty], [ty])
        func.finish(func.op("bitselect v0, v0, v1"))
        func.run([pattern(bits), other_pattern(bits)], pattern(bits) | other_pattern(bits))
        func = file.function(f"bitselect_{ty}_bmask", [ty, ty, ty], [ty])
        func.finish(func.op(f"bitselect {func.op(f'bmask.{ty} v0')}, v1, v2"))
        func.run([0, 1, 2], 2)
        func.run([lowest(bits), 1, 2], 1)
    return file


def _bmask() -> FileText:
    file = FileText("bmask", "bmask between all widths; of a sum with junk above a narrow one; of a compare.")
    for source in WIDTHS:
        for target in WIDTHS:
            func = file.function(
                f"bmask_{type_of(source)}_{type_of(target)}", [type_of(source)], [type_of(target)]
            )
            func.finish(func.op(f"bmask.{type_of(target)} v0"))
            for x in (0, 1, -1, lowest(source)):
                func.run([x], -1 if x else 0)
    for bits in WIDTHS:
        ty = type_of(bits)
        func = file.function(f"bmask_{ty}_sum", [ty, ty], ["i64"])
        func.finish(func.op(f"bmask.i64 {func.op('iadd v0, v1')}"))
        for x, y in ((-1, 1), (lowest(bits), lowest(bits)), (1, 2)):
            func.run([x, y], -1 if (x + y) & mask(bits) else 0)
        func = file.function(f"bmask_{ty}_compare", [ty, ty], [ty])
        func.finish(func.op(f"bmask.{ty} {func.op('icmp ult v0, v1')}"))
        func.run([1, 2], -1)
        func.run([-1, 2], 0)
    return file


def _halves() -> FileText:
    about = "iconcat and isplit of i8..i32 halves: alone, undone, swapped."
    file = FileText("iconcat-isplit", about)
    for bits in (8, 16, 32):
        half, whole = type_of(bits), type_of(2 * bits)
        func = file.function(f"iconcat_{half}", [half, half], [whole])
        func.finish(func.op("iconcat v0, v1"))
        for low, high in ((0, 0), (-1, 0), (0, -1), (pattern(bits), other_pattern(bits))):
            func.run([low, high], (high & mask(bits)) << bits | low & mask(bits))
        func = file.function(f"isplit_{whole}", [whole], [half, half])
        func.finish(*func.ops(2, "isplit v0"))
        for x in (0, 1, -1, pattern(2 * bits), other_pattern(2 * bits)):
            func.run([x], [x & mask(bits), x >> bits & mask(bits)])
        func = file.function(f"swap_halves_{whole}", [whole], [whole])
        low_name, high_name = func.ops(2, "isplit v0")
        func.finish(func.op(f"iconcat {high_name}, {low_name}"))
        x = other_pattern(2 * bits)
        func.run([x], (x & mask(bits)) << bits | x >> bits)
        func = file.function(
            f"iconcat_{half}_sums", [half, half], [whole], about="The halves have junk above them."
        )
        total = func.op("iadd v0, v1")
        func.finish(func.op(f"iconcat {total}, {total}"))
        for x, y in ((-1, 1), (-1, 3), (highest(bits), 2)):
            func.run([x, y], ((x + y) & mask(bits)) * (1 + (1 << bits)))
    return file


def _idiom_pairs(bits: int) -> list[tuple[int, int]]:
    return [(0, 0), (-1, -1), (pattern(bits), other_pattern(bits)), (lowest(bits), 1)]


def _logic_idioms() -> FileText:
    file = FileText("idioms-logic", "And, or, xor with a complement; lowest set bit; bit fields.")
    for bits in WIDTHS:
        ty = type_of(bits)
        for name, outer in (("and_not", "band"), ("or_not", "bor"), ("xor_not", "bxor")):
            func = file.function(f"{name}_{ty}", [ty, ty], [ty])
            func.finish(func.op(f"{outer} v0, {func.op('bnot v1')}"))
            for x, y in _idiom_pairs(bits):
                func.run([x, y], {"band": x & ~y, "bor": x | ~y, "bxor": x ^ ~y}[outer])
        func = file.function(f"lowest_bit_{ty}", [ty], [ty])
        func.finish(func.op(f"band v0, {func.op('ineg v0')}"))
        for x in (0, 1, -1, lowest(bits), 24):
            func.run([x], x & -x)
        func = file.function(f"clear_lowest_bit_{ty}", [ty], [ty])
        minus = func.const(ty, -1)
        func.finish(func.op(f"band v0, {func.op(f'iadd v0, {minus}')}"))
        for x in (0, 1, -1, lowest(bits), 24):
            func.run([x], x & (x - 1))
        func = file.function(f"field_{ty}", [ty], [ty])
        amount, keep = func.const("i32", 3), func.const(ty, 15)
        func.finish(func.op(f"band {func.op(f'ushr v0, {amount}')}, {keep}"))
        for x in (-1, pattern(bits), other_pattern(bits)):
            func.run([x], (x & mask(bits)) >> 3 & 15)
    return file


def _product_idioms() -> FileText:
    file = FileText("idioms-product", "Products added, subtracted, negated; the product used twice.")
    for bits in WIDTHS:
        ty = type_of(bits)
        for name, outer in (("multiply_add", "iadd"), ("multiply_subtract", "isub")):
            func = file.function(f"{name}_{ty}", [ty, ty, ty], [ty])
            func.finish(func.op(f"{outer} v2, {func.op('imul v0, v1')}"))
            for x, y in _idiom_pairs(bits):
                func.run([x, y, 77], 77 + x * y if outer == "iadd" else 77 - x * y)
        func = file.function(f"multiply_minus_{ty}", [ty, ty, ty], [ty])
        func.finish(func.op(f"isub {func.op('imul v0, v1')}, v2"))
        for x, y in _idiom_pairs(bits):
            func.run([x, y, 77], x * y - 77)
        func = file.function(f"negated_product_{ty}", [ty, ty], [ty])
        func.finish(func.op(f"ineg {func.op('imul v0, v1')}"))
        for x, y in _idiom_pairs(bits):
            func.run([x, y], -(x * y))
        func = file.function(f"product_twice_{ty}", [ty, ty], [ty, ty])
        product = func.op("imul v0, v1")
        func.finish(func.op(f"iadd v0, {product}"), func.op(f"isub v1, {product}"))
        for x, y in _idiom_pairs(bits):
            func.run([x, y], [x + x * y, y - x * y])
    return file


def _shift_idioms() -> FileText:
    file = FileText("idioms-shifted", "Second operands that are shifted or extended first.")
    for bits in WIDTHS:
        ty = type_of(bits)
        for shift, by in (("ishl", 3), ("ushr", 2), ("sshr", 5)):
            for outer in ("iadd", "isub", "band") if shift == "ushr" else ("isub", "bxor"):
                func = file.function(f"{outer}_{shift}_{ty}", [ty, ty], [ty])
                amount = func.const(ty, by)
                func.finish(func.op(f"{outer} v0, {func.op(f'{shift} v1, {amount}')}"))
                for x, y in _idiom_pairs(bits)[1:3]:
                    low = y & mask(bits)
                    moved = {"ishl": low << by, "ushr": low >> by, "sshr": signed(low, bits) >> by}[shift]
                    func.run(
                        [x, y],
                        {"iadd": x + moved, "isub": x - moved, "band": x & moved, "bxor": x ^ moved}[outer],
                    )
        for extend in ("uextend", "sextend") if bits < 64 else ():
            for outer in ("iadd", "isub"):
                func = file.function(f"{outer}_{extend}_{ty}", ["i64", ty], ["i64"])
                func.finish(func.op(f"{outer} v0, {func.op(f'{extend}.i64 v1')}"))
                for x, y in _idiom_pairs(bits)[1:]:
                    moved = y & mask(bits) if extend == "uextend" else signed(y, bits)
                    func.run([x, y], x + moved if outer == "iadd" else x - moved)
    return file
