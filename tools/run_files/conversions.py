"""Extensions and reductions, and that nothing above a narrow value's width ever counts."""

from run_files.formulas import binary, division, edges, lowest, mask, other_pattern, pattern, signed, unary
from run_files.text import WIDTHS, FileText, type_of


def files() -> list[FileText]:
    """All files."""
    return [
        _extends(),
        _reduces(),
        _chains(),
        _memory(),
        _junk("iadd"),
        _junk("ishl"),
        _junk("load"),
        _results(),
    ]


def _extend(name: str, bits: int, x: int) -> int:
    return x & mask(bits) if name == "uextend" else signed(x, bits)


def _extends() -> FileText:
    file = FileText("extend", "uextend and sextend between all widths; of one that is used in both ways.")
    for source in WIDTHS:
        for target in WIDTHS:
            if target <= source:
                continue
            for name in ("uextend", "sextend"):
                func = file.function(
                    f"{name}_{type_of(source)}_{type_of(target)}", [type_of(source)], [type_of(target)]
                )
                func.finish(func.op(f"{name}.{type_of(target)} v0"))
                for x in edges(source):
                    func.run([x], _extend(name, source, x))
            func = file.function(
                f"both_{type_of(source)}_{type_of(target)}", [type_of(source)], [type_of(target)] * 2
            )
            first = func.op(f"uextend.{type_of(target)} v0")
            func.finish(first, func.op(f"sextend.{type_of(target)} v0"))
            for x in (1, -1, lowest(source)):
                func.run([x], [_extend("uextend", source, x), x])
    return file


def _reduces() -> FileText:
    file = FileText("reduce", "ireduce between all widths, of values, sums and constants.")
    for source in WIDTHS:
        for target in WIDTHS:
            if target >= source:
                continue
            names = f"{type_of(source)}_{type_of(target)}"
            func = file.function(f"reduce_{names}", [type_of(source)], [type_of(target)])
            func.finish(func.op(f"ireduce.{type_of(target)} v0"))
            for x in [*edges(source), 1 << target, (1 << target) - 1]:
                func.run([x], x)
            func = file.function(f"reduce_{names}_sum", [type_of(source)] * 2, [type_of(target)])
            func.finish(func.op(f"ireduce.{type_of(target)} {func.op('iadd v0, v1')}"))
            func.run([mask(target), 1], 0)
            func.run([other_pattern(source), pattern(source)], other_pattern(source) + pattern(source))
            func = file.function(f"reduce_{names}_const", [], [type_of(target)])
            func.finish(
                func.op(f"ireduce.{type_of(target)} {func.const(type_of(source), other_pattern(source))}")
            )
            func.run([], other_pattern(source))
    return file


def _chains() -> FileText:
    file = FileText(
        "extend-chains", "Extensions of extensions, extensions of reductions, reductions of extensions."
    )
    names = ("uextend", "sextend")
    for bits in (8, 16):
        ty = type_of(bits)
        for first in names:
            for second in names:
                func = file.function(f"{first}_{second}_{ty}", [ty], ["i64"])
                func.finish(func.op(f"{second}.i64 {func.op(f'{first}.i32 v0')}"))
                for x in (1, -1, lowest(bits)):
                    func.run([x], _extend(second, 32, _extend(first, bits, x)))
    for wide in (16, 32, 64):
        for narrow in WIDTHS:
            if narrow >= wide:
                continue
            for name in names:
                func = file.function(
                    f"reduce_{name}_{type_of(wide)}_{type_of(narrow)}", [type_of(wide)], [type_of(wide)]
                )
                reduced = func.op(f"ireduce.{type_of(narrow)} v0")
                func.finish(func.op(f"{name}.{type_of(wide)} {reduced}"))
                for x in (0, -1, lowest(narrow) & mask(narrow), other_pattern(wide), mask(narrow)):
                    func.run([x], _extend(name, narrow, x))
                func = file.function(
                    f"{name}_reduce_{type_of(wide)}_{type_of(narrow)}", [type_of(narrow)], [type_of(narrow)]
                )
                widened = func.op(f"{name}.{type_of(wide)} v0")
                func.finish(func.op(f"ireduce.{type_of(narrow)} {widened}"))
                func.run([-1], -1)
                func.run([pattern(narrow)], pattern(narrow))
    for bits in (8, 16, 32):
        for shift in ("sshr", "ushr"):
            func = file.function(
                f"shifted_pair_{shift}_i{bits}", ["i64"], ["i64"], about="Extension by two shifts."
            )
            amount = func.const("i64", 64 - bits)
            func.finish(func.op(f"{shift} {func.op(f'ishl v0, {amount}')}, {amount}"))
            for x in (-1, mask(bits), lowest(bits), other_pattern(64)):
                func.run([x], _extend("uextend" if shift == "ushr" else "sextend", bits, x))
        func = file.function(f"masked_i{bits}", ["i64"], ["i64"], about="Extension by a mask.")
        func.finish(func.op(f"band v0, {func.const('i64', mask(bits))}"))
        for x in (-1, mask(bits), other_pattern(64)):
            func.run([x], x & mask(bits))
    return file


def _memory() -> FileText:
    file = FileText("extend-memory", "Extensions and reductions of loaded values, with junk around them.")
    for source in WIDTHS:
        for target in WIDTHS:
            if source == target:
                continue
            for name in ("uextend", "sextend") if source < target else ("ireduce",):
                func = file.function(
                    f"{name}_{type_of(source)}_{type_of(target)}",
                    [type_of(source)],
                    [type_of(target)],
                    ["ss0 = explicit_slot 16"],
                )
                base = func.op("stack_addr.i64 ss0")
                junk = func.const("i64", 0x9696969696969696)
                func.emit(f"store {junk}, {base}")
                func.emit(f"store {junk}, {base}+8")
                func.emit(f"store v0, {base}+5")
                func.finish(
                    func.op(f"{name}.{type_of(target)} {func.op(f'load.{type_of(source)} {base}+5')}")
                )
                for x in (0, -1, pattern(source), other_pattern(source)):
                    func.run([x], x if name == "ireduce" else _extend(name, source, x))
    return file


def _junk(maker: str) -> FileText:
    """Each opcode whose result depends on the upper bits, given operands with junk there."""
    about = {
        "iadd": "Operands are sums, with a carry above their width:",
        "ishl": "Operands are shifted left, with bits above their width:",
        "load": "Operands are reduced from a wide load:",
    }[maker]
    file = FileText(f"junk-{maker}", f"{about} opcodes must not see it.")
    for bits in (8, 16, 32):
        ty = type_of(bits)
        for name in (
            "ushr",
            "sshr",
            "rotr",
            "umulhi",
            "smulhi",
            "smin",
            "umax",
            "udiv",
            "srem",
            "bswap",
            "uextend",
            "sextend",
        ):
            if name == "bswap" and bits == 8:
                continue
            one = name in ("bswap", "uextend", "sextend")
            result_ty = "i64" if "extend" in name else ty
            params = ["i64", "i64"] if maker == "load" else [ty, ty]
            func = file.function(
                f"{name}_{ty}", params, [result_ty], ["ss0 = explicit_slot 16"] if maker == "load" else []
            )
            if maker == "load":
                base = func.op("stack_addr.i64 ss0")
                func.emit(f"store v0, {base}")
                func.emit(f"store v1, {base}+8")
                x_name = func.op(f"ireduce.{ty} {func.op(f'load.i64 {base}')}")
                y_name = func.op(f"ireduce.{ty} {func.op(f'load.i64 {base}+8')}")
            elif maker == "iadd":
                x_name, y_name = func.op("iadd v0, v1"), func.op("iadd v1, v1")
            else:
                amount = func.const("i32", 3)
                x_name, y_name = func.op(f"ishl v0, {amount}"), func.op(f"ishl v1, {amount}")
            if one:
                func.finish(func.op(f"{name}.i64 {x_name}" if "extend" in name else f"{name} {x_name}"))
            else:
                func.finish(func.op(f"{name} {x_name}, {y_name}"))
            for a, b in (
                (mask(bits), mask(bits)),
                (pattern(bits), other_pattern(bits)),
                (lowest(bits) + 9, 3),
            ):
                if maker == "load":
                    a, b = a & mask(bits) | 0xDEADBEEFDEADBEEF & ~mask(bits), b & mask(bits) | ~mask(bits)
                    x, y = a, b
                else:
                    x, y = (a + b, b + b) if maker == "iadd" else (a << 3, b << 3)
                expected: int | str
                if "extend" in name:
                    expected = _extend(name, bits, x)
                elif one:
                    expected = unary(name, bits, x)
                elif name in ("udiv", "srem"):
                    expected = division(name, bits, x, y)
                else:
                    expected = binary(
                        name, bits, x, y if name not in ("ushr", "sshr", "rotr") else y & mask(bits)
                    )
                if not isinstance(expected, str):
                    func.run([a, b], expected)
    return file


def _results() -> FileText:
    file = FileText(
        "narrow-results", "Narrow results that are widened at once: each opcode leaves other bits above them."
    )
    for bits in (8, 16, 32):
        ty = type_of(bits)
        for name in (
            "iadd",
            "isub",
            "imul",
            "smulhi",
            "bxor",
            "umin",
            "ishl",
            "ushr",
            "sshr",
            "rotl",
            "bnot",
            "ineg",
            "bitrev",
        ):
            func = file.function(f"{name}_{ty}", [ty, ty], ["i64", "i64"])
            one = name in ("bnot", "ineg", "bitrev")
            result = func.op(f"{name} v0" if one else f"{name} v0, v1")
            first = func.op(f"uextend.i64 {result}")
            func.finish(first, func.op(f"sextend.i64 {result}"))
            for x, y in ((mask(bits), 1), (lowest(bits), 3), (pattern(bits), other_pattern(bits))):
                y_amount = y & mask(bits)
                value = unary(name, bits, x) if one else binary(name, bits, x, y_amount)
                func.run([x, y], [value, signed(value, bits)])
    return file
