"""Loads and stores: widths, address modes, stack slots.

Addresses are checked without trusting the compiler twice: a function gets the byte offset that the
script computed as a parameter, subtracts it from the address of a slot, and adds it again through
the address mode under test. Right code reads the slot.
"""

from collections.abc import Callable
from typing import Final

from run_files.formulas import highest, lowest, mask, other_pattern, pattern, signed
from run_files.text import WIDTHS, FileText, FunctionText, type_of, word

_JUNK: Final = 0x9C9C9C9C9C9C9C9C


def files() -> list[FileText]:
    """All files."""
    made = [_plain(), _narrow(), _overlap(), _flags(), _slots(), _wrapping()]
    made += [_displacements(loads) for loads in (True, False)]
    made += [_indexes(bits, scale) for bits in (64, 32) for scale in (0, 1, 2, 3)]
    return made


def junk_slot(func: FunctionText, size: int = 16) -> str:
    """Address of ss0, filled with junk."""
    base = func.op("stack_addr.i64 ss0")
    junk = func.const("i64", _JUNK)
    for offset in range(0, size, 8):
        func.emit(f"store {junk}, {base}" + (f"+{offset}" if offset else ""))
    return base


def _plain() -> FileText:
    file = FileText("load-store", "Stores and loads of each width; the bytes beside them stay.")
    for bits in WIDTHS:
        ty = type_of(bits)
        for offset in (0, 1, 5):
            func = file.function(f"store_load_{ty}_{offset}", [ty], [ty, "i64"], ["ss0 = explicit_slot 16"])
            base = junk_slot(func)
            func.emit(f"store v0, {base}+{offset}")
            loaded = func.op(f"load.{ty} {base}+{offset}")
            func.finish(loaded, func.op(f"load.i64 {base}"))
            for x in (0, -1, pattern(bits), other_pattern(bits)):
                memory = _JUNK & ~(mask(bits) << 8 * offset) | (x & mask(bits)) << 8 * offset
                func.run([x], [x, memory & mask(64)])
        for value in (0, 1, -1, lowest(bits), pattern(bits)):
            func = file.function(f"store_const_{ty}_{word(value)}", [], ["i64"], ["ss0 = explicit_slot 8"])
            base = junk_slot(func, 8)
            func.emit(f"store {func.const(ty, value)}, {base}")
            func.finish(func.op(f"load.i64 {base}"))
            func.run([], _JUNK & ~mask(bits) | value & mask(bits))
    return file


def _narrow() -> FileText:
    file = FileText("load-store-narrow", "istore8..32, uload8..32, sload8..32, with and without an offset.")
    for part in (8, 16, 32):
        for target in WIDTHS:
            if target <= part:
                continue
            ty = type_of(target)
            suffix = "" if part == 32 else f".{ty}"
            for kind in "us":
                for offset in (0, 6):
                    name = f"{kind}load{part}_{ty}_{offset}"
                    func = file.function(name, ["i64"], [ty], ["ss0 = explicit_slot 16"])
                    base = junk_slot(func)
                    func.emit(f"store v0, {base}+{offset}")
                    func.finish(func.op(f"{kind}load{part}{suffix} {base}+{offset}"))
                    for x in (mask(part), lowest(part), pattern(64), other_pattern(64)):
                        func.run([x], x & mask(part) if kind == "u" else signed(x, part))
            func = file.function(f"istore{part}_{ty}", [ty], ["i64"], ["ss0 = explicit_slot 16"])
            base = junk_slot(func)
            func.emit(f"istore{part} v0, {base}+2")
            func.finish(func.op(f"load.i64 {base}"))
            for x in (0, -1, other_pattern(target)):
                func.run([x], _JUNK & ~(mask(part) << 16) | (x & mask(part)) << 16)
            func = file.function(f"istore{part}_{ty}_const", [], ["i64"], ["ss0 = explicit_slot 8"])
            base = junk_slot(func, 8)
            func.emit(f"istore{part} {func.const(ty, pattern(target))}, {base}")
            func.finish(func.op(f"load.i64 {base}"))
            func.run([], _JUNK & ~mask(part) | pattern(target) & mask(part))
    return file


def _overlap() -> FileText:
    file = FileText("memory-overlap", "What is written with one width is read with another.")
    value = 0x8877665544332211
    for bits in (8, 16, 32):
        ty = type_of(bits)
        for offset in range(0, 9 - bits // 8, 1 if bits == 8 else 3):
            func = file.function(f"part_{ty}_{offset}", ["i64"], [ty], ["ss0 = explicit_slot 8"])
            base = func.op("stack_addr.i64 ss0")
            func.emit(f"store v0, {base}")
            func.finish(func.op(f"load.{ty} {base}+{offset}"))
            func.run([value], value >> 8 * offset)
            func = file.function(f"insert_{ty}_{offset}", ["i64", ty], ["i64"], ["ss0 = explicit_slot 8"])
            base = func.op("stack_addr.i64 ss0")
            func.emit(f"store v0, {base}")
            func.emit(f"store v1, {base}+{offset}")
            func.finish(func.op(f"load.i64 {base}"))
            hole = mask(bits) << 8 * offset
            func.run([value, 0], value & ~hole)
            func.run([value, -1], value | hole)
    func = file.function(
        "bytes", ["i32"], ["i32"], ["ss0 = explicit_slot 4"], "Byte order, reversed byte by byte."
    )
    base = func.op("stack_addr.i64 ss0")
    func.emit(f"store v0, {base}")
    parts = [func.op(f"load.i8 {base}+{offset}") for offset in range(4)]
    for offset, part in enumerate(reversed(parts)):
        func.emit(f"store {part}, {base}+{offset}")
    func.finish(func.op(f"load.i32 {base}"))
    func.run([0x11223344], 0x44332211)
    return file


def _flags() -> FileText:
    file = FileText("memory-flags", "Memory flags change nothing in what is read and written.")
    for flags in ("notrap", "aligned", "notrap aligned", "little", "notrap aligned can_move", "user3"):
        for bits in (8, 32, 64):
            ty = type_of(bits)
            name = flags.replace(" ", "_")
            func = file.function(f"{name}_{ty}", [ty], [ty], ["ss0 = explicit_slot 8, align = 8"])
            base = junk_slot(func, 8)
            func.emit(f"store {flags} v0, {base}")
            func.finish(func.op(f"load.{ty} {flags} {base}"))
            func.run([other_pattern(bits)], other_pattern(bits))
    return file


def _displacements(loads: bool) -> FileText:
    kind = "load" if loads else "store"
    about = f"A {kind} at a constant distance: all that fit some encoding, and the first that do not.\n"
    about += "v1 is the distance again, so that the address is always that of the slot."
    file = FileText(f"address-displacement-{kind}", about)
    distances = [0, 1, 7, 127, 128, -128, -129, 255, 256, -256, -257, 4095, 4096, 16380, 16384, 32760, 32768]
    distances += [0x7FFFF, 0x12345678, 0x7FFFFFFF, -0x80000000]
    for index, distance in enumerate(distances):
        for bits in (WIDTHS[index % 4], 64 if index % 4 != 3 else 32):
            ty = type_of(bits)
            func = file.function(
                f"{kind}_{ty}_{word(distance)}", [ty, "i64"], [ty], ["ss0 = explicit_slot 8"]
            )
            base = junk_slot(func, 8)
            away = func.op(f"isub {base}, v1")
            place = f"{away}{distance:+d}" if distance else away
            func.emit(f"store v0, {base if loads else place}")
            func.finish(func.op(f"load.{ty} {place if loads else base}"))
            func.run([other_pattern(bits), distance], other_pattern(bits))
    return file


#: Address modes: `(name, meaning, code)`. The code gets the function, the base and the index (as an
#: i64) and gives the operand of a load; the meaning is the byte offset for an index.
_Mode = tuple[str, Callable[[int, int], int], Callable[[FunctionText, str, str, int], str]]


def _shifted(func: FunctionText, index: str, scale: int) -> str:
    return func.op(f"ishl {index}, {func.const('i32', scale)}") if scale else index


def _mode_plain(func: FunctionText, base: str, index: str, scale: int) -> str:
    return func.op(f"iadd {base}, {_shifted(func, index, scale)}")


def _mode_mirrored(func: FunctionText, base: str, index: str, scale: int) -> str:
    return func.op(f"iadd {_shifted(func, index, scale)}, {base}") + "+24"


def _mode_offset(func: FunctionText, base: str, index: str, scale: int) -> str:
    near = func.op(f"iadd {base}, {func.const('i64', 40)}")
    return func.op(f"iadd {near}, {_shifted(func, index, scale)}") + "-16"


def _mode_late_offset(func: FunctionText, base: str, index: str, scale: int) -> str:
    near = func.op(f"iadd {base}, {_shifted(func, index, scale)}")
    return func.op(f"iadd {near}, {func.const('i64', -100000)}") + "+5"


def _mode_product(func: FunctionText, base: str, index: str, scale: int) -> str:
    return func.op(f"iadd {base}, {func.op(f'imul {index}, ' + func.const('i64', 1 << scale))}")


def _mode_difference(func: FunctionText, base: str, index: str, scale: int) -> str:
    return func.op(f"isub {base}, {_shifted(func, index, scale)}")


_MODES: Final[tuple[_Mode, ...]] = (
    ("plain", lambda index, scale: index << scale, _mode_plain),
    ("mirrored", lambda index, scale: (index << scale) + 24, _mode_mirrored),
    ("offset", lambda index, scale: (index << scale) + 24, _mode_offset),
    ("late_offset", lambda index, scale: (index << scale) - 99995, _mode_late_offset),
    ("product", lambda index, scale: index << scale, _mode_product),
    ("difference", lambda index, scale: -(index << scale), _mode_difference),
)


def _indexes(bits: int, scale: int) -> FileText:
    """Index of 64 bits, or of 32 bits that is extended first."""
    about = f"Addresses of a base and an i{bits} index times {1 << scale}.\n"
    about += (
        "v2 is the byte offset that the address mode gives, so that the address is always that of the slot."
    )
    file = FileText(f"address-index-i{bits}-{1 << scale}", about)
    extends = [""] if bits == 64 else ["uextend", "sextend"]
    for extend in extends:
        for number, (name, meaning, code) in enumerate(_MODES):
            for loads in (True, False) if bits == 64 else (True,):
                value_bits = WIDTHS[(number + scale) % 4] if bits == 64 else 8 << scale
                ty = type_of(value_bits)
                kind = "load" if loads else "store"
                title = "_".join(part for part in (kind, extend, name) if part)
                func = file.function(title, [ty, type_of(bits), "i64"], [ty], ["ss0 = explicit_slot 8"])
                base = junk_slot(func, 8)
                away = func.op(f"isub {base}, v2")
                index = func.op(f"{extend}.i64 v1") if extend else "v1"
                place = code(func, away, index, scale)
                func.emit(f"store v0, {base if loads else place}")
                func.finish(func.op(f"load.{ty} {place if loads else base}"))
                for x in (0, 3, -2, lowest(32), highest(32)):
                    meant = x & mask(32) if extend == "uextend" else signed(x, bits)
                    func.run([other_pattern(value_bits), x, meaning(meant, scale)], other_pattern(value_bits))
    return file


def _wrapping() -> FileText:
    about = "Indexes computed in 32 bits, which wrap before they are extended: such sums and shifts are no\n"
    about += "part of a 64-bit address."
    file = FileText("address-wrapping", about)
    forms: tuple[tuple[str, str, Callable[[int], int]], ...] = (
        ("sum", "iadd", lambda x: x + 12),
        ("shift", "ishl", lambda x: x << 3),
        ("product", "imul", lambda x: x * 8),
        ("difference", "isub", lambda x: x - 12),
    )
    constants = {"sum": 12, "shift": 3, "product": 8, "difference": 12}
    for extend in ("uextend", "sextend"):
        for name, opcode, meaning in forms:
            func = file.function(
                f"{name}_{extend}", ["i64", "i32", "i64"], ["i64"], ["ss0 = explicit_slot 8"]
            )
            base = junk_slot(func, 8)
            func.emit(f"store v0, {base}")
            away = func.op(f"isub {base}, v2")
            index = func.op(f"{opcode} v1, {func.const('i32', constants[name])}")
            wide = func.op(f"{extend}.i64 {index}")
            func.finish(func.op(f"load.i64 {func.op(f'iadd {away}, {wide}')}"))
            for x in (0, 100, -1, 0x1FFFFFFF, 0x7FFFFFF8, lowest(32)):
                index_value = meaning(x) & mask(32)
                func.run([7, x, index_value if extend == "uextend" else signed(index_value, 32)], 7)
    for bits in (8, 16):
        func = file.function(
            f"narrow_sum_i{bits}", ["i64", type_of(bits), "i64"], ["i64"], ["ss0 = explicit_slot 8"]
        )
        base = junk_slot(func, 8)
        func.emit(f"store v0, {base}")
        away = func.op(f"isub {base}, v2")
        index = func.op("iadd v1, v1")
        wide = func.op(f"uextend.i64 {index}")
        func.finish(func.op(f"load.i64 {func.op(f'iadd {away}, {wide}')}"))
        for x in (1, -1, lowest(bits)):
            func.run([9, x, (2 * x) & mask(bits)], 9)
    return file


def _slots() -> FileText:
    file = FileText("stack-slots", "Several slots: apart, aligned, as large as wanted; addresses inside one.")
    slots = [f"ss{index} = explicit_slot {size}" for index, size in enumerate((1, 2, 4, 8, 3, 16))]
    func = file.function("apart", ["i64"], ["i64"], slots, "Each slot keeps its value.")
    amounts = []
    for index, bits in enumerate((8, 16, 32, 64, 8, 64)):
        amount = func.op(f"iadd v0, {func.const('i64', 1000 * index)}")
        part = func.op(f"ireduce.{type_of(bits)} {amount}") if bits < 64 else amount
        func.emit(f"store {part}, {func.op(f'stack_addr.i64 ss{index}')}")
        amounts.append(bits)
    total = func.const("i64", 0)
    for index, bits in enumerate(amounts):
        base = func.op(f"stack_addr.i64 ss{index}")
        part = func.op(f"load.{type_of(bits)} {base}")
        total = func.op(f"iadd {total}, {func.op(f'uextend.i64 {part}') if bits < 64 else part}")
    func.finish(total)
    for x in (0, 77, -1):
        func.run([x], sum((x + 1000 * index) & mask(bits) for index, bits in enumerate(amounts)))

    for align in (1, 2, 8, 16):
        slots = ["ss0 = explicit_slot 1", f"ss1 = explicit_slot 5, align = {align}", "ss2 = explicit_slot 3"]
        func = file.function(
            f"aligned_{align}", ["i8"], ["i64"], slots, "The address is a multiple of the alignment."
        )
        for index in range(3):
            func.emit(f"store v0, {func.op(f'stack_addr.i64 ss{index}')}")
        low_bits = func.const("i64", align - 1)
        func.finish(func.op(f"band {func.op('stack_addr.i64 ss1')}, {low_bits}"))
        func.run([1], 0)

    func = file.function(
        "large", ["i64", "i64"], ["i64"], ["ss0 = explicit_slot 40000", "ss1 = explicit_slot 8"]
    )
    func.emit(f"store v0, {func.op('stack_addr.i64 ss0')}")
    func.emit(f"store v1, {func.op('stack_addr.i64 ss0+39992')}")
    zero = func.const("i64", 0)
    func.emit(f"store {zero}, {func.op('stack_addr.i64 ss1')}")
    first = func.op(f"load.i64 {func.op('stack_addr.i64 ss0')}")
    base = func.op("stack_addr.i64 ss0+20000")
    func.finish(func.op(f"isub {first}, {func.op(f'load.i64 {base}+19992')}"))
    func.run([100, 30], 70)

    func = file.function(
        "inside", ["i32"], ["i32"], ["ss0 = explicit_slot 64"], "An array, summed in a loop."
    )
    base = func.op("stack_addr.i64 ss0")
    four = func.const("i32", 4)
    current = "v0"
    for index in range(16):
        func.emit(f"store {current}, {base}+{4 * index}")
        current = func.op(f"iadd {current}, {four}")
    head, done = func.new_block(), func.new_block()
    start, zero32 = func.const("i64", 0), func.const("i32", 0)
    func.emit(f"jump {head}({start}, {zero32})")
    index_name, total = func.start(head, ["i64", "i32"])
    scaled = func.op(f"ishl {index_name}, {func.const('i64', 2)}")
    element = func.op(f"load.i32 {func.op(f'iadd {base}, {scaled}')}")
    total = func.op(f"iadd {total}, {element}")
    following = func.op(f"iadd {index_name}, {func.const('i64', 1)}")
    more = func.op(f"icmp ult {following}, {func.const('i64', 16)}")
    func.emit(f"brif {more}, {head}({following}, {total}), {done}")
    func.start(done)
    func.finish(total)
    for x in (0, 10, -1):
        func.run([x], sum(x + 4 * index for index in range(16)))
    return file
