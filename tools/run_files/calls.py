"""Calls: parameters and results of every number and width, indirect calls, recursion, values that
live across calls."""

from collections.abc import Sequence

from run_files.formulas import mask, other_pattern, pattern, signed
from run_files.text import WIDTHS, FileText, FunctionText, bits_of, fold, folded, type_of


def files() -> list[FileText]:
    """All files."""
    return [
        _params(),
        _swapped_params(),
        _results("results-few", (0, 1, 2)),
        _results("results-many", (3, 4, 5, 8, 12)),
        _extended(),
        _indirect(),
        _recursion(),
        _across(),
        _arguments(),
    ]


def _types(count: int, step: int = 1) -> list[str]:
    return [type_of(WIDTHS[(index * step + step) % 4]) for index in range(count)]


def _wide(func: FunctionText, values: Sequence[str], types: Sequence[str]) -> list[str]:
    """The values sign-extended to i64."""
    return [
        value if ty == "i64" else func.op(f"sextend.i64 {value}")
        for value, ty in zip(values, types, strict=True)
    ]


def _samples(types: Sequence[str]) -> list[list[int]]:
    return [
        [index + 1 for index in range(len(types))],
        [signed(other_pattern(64) >> index, bits_of(ty)) for index, ty in enumerate(types)],
        [-1 - index for index in range(len(types))],
    ]


def _params() -> FileText:
    file = FileText("params", "Parameters: none to thirty, of mixed widths; each counts with its own weight.")
    for count in (0, 1, 2, 5, 6, 7, 8, 9, 10, 16, 30):
        types = _types(count)
        func = file.function(f"take_{count}", types, ["i64"])
        if not count:
            func.finish(func.const("i64", 5))
            func.run([], 5)
            continue
        func.finish(fold(func, _wide(func, func.args, types)))
        for values in _samples(types):
            func.run(values, folded(values))
    for width in WIDTHS:
        types = [type_of(width)] * 12
        func = file.function(f"take_12_i{width}", types, ["i64"])
        func.finish(fold(func, _wide(func, func.args, types)))
        for values in _samples(types):
            func.run(values, folded(values))
    func = file.function(
        "last_of_30", _types(30), [_types(30)[-1]], about="Only the last one, from the stack."
    )
    func.finish("v29")
    func.run(list(range(30)), 29)
    return file


def _swapped_params() -> FileText:
    about = "Functions that call others with their own parameters in another order: parallel moves\n"
    about += "between registers and stack places."
    file = FileText("params-permuted", about)
    for count in (2, 3, 6, 8, 10, 16):
        ty = "i64" if count % 4 else "i32"
        types = [ty] * count
        listed = ", ".join(types)
        inner = file.function(f"weigh_{count}", types, ["i64"])
        inner.finish(fold(inner, _wide(inner, inner.args, types)))
        for name, order in (
            ("reversed", [*reversed(range(count))]),
            ("rotated", [*range(1, count), 0]),
            ("doubled", [index // 2 for index in range(count)]),
        ):
            func = file.function(
                f"{name}_{count}", types, ["i64"], [f"fn0 = %weigh_{count}({listed}) -> i64"]
            )
            func.finish(func.op(f"call fn0({', '.join(f'v{index}' for index in order)})"))
            values = [100 + index * index for index in range(count)]
            func.run(values, folded([values[index] for index in order]))
    return file


def _results(name: str, counts: Sequence[int]) -> FileText:
    settings = ["enable_multi_ret_implicit_sret"] if max(counts) > 2 else []
    file = FileText(
        name, "Several results of mixed widths, and callers that use all, some or none of them.", settings
    )
    for count in counts:
        types = _types(count, 3)
        arrow = f" -> {', '.join(types)}" if types else ""
        func = file.function(f"give_{count}", ["i64"], types)
        results = []
        for index, ty in enumerate(types):
            value = func.op(f"imul v0, {func.const('i64', index + 1)}")
            results.append(value if ty == "i64" else func.op(f"ireduce.{ty} {value}"))
        func.finish(*results)
        for x in (1, -1, pattern(64)):
            func.run([x], [x * (index + 1) for index in range(count)])

        func = file.function(f"use_{count}", ["i64"], ["i64"], [f"fn0 = %give_{count}(i64){arrow}"])
        values = func.ops(count, "call fn0(v0)") if count else []
        if not count:
            func.emit("call fn0(v0)")
        func.finish(fold(func, ["v0", *_wide(func, values, types)]))
        for x in (1, -1, pattern(64)):
            func.run(
                [x], folded([x, *(signed(x * (index + 1), bits_of(ty)) for index, ty in enumerate(types))])
            )

        if count:
            func = file.function(
                f"ignore_{count}",
                ["i64"],
                ["i64"],
                [f"fn0 = %give_{count}(i64){arrow}"],
                "Results nobody reads.",
            )
            func.ops(count, "call fn0(v0)")
            func.finish(func.op("iadd v0, v0"))
            func.run([21], 42)
            func = file.function(f"last_{count}", ["i64"], [types[-1]], [f"fn0 = %give_{count}(i64){arrow}"])
            func.finish(func.ops(count, "call fn0(v0)")[-1])
            func.run([3], 3 * count)
    func = file.function(
        f"pass_{counts[-1]}",
        ["i64", "i64", "i64", "i64", "i64", "i64", "i64", "i64"],
        ["i64"] * counts[-1],
        about="Results that are parameters, in another order.",
    )
    order = [(5 * index + 3) % 8 for index in range(counts[-1])]
    func.finish(*(f"v{index}" for index in order))
    func.run(list(range(10, 18)), [10 + index for index in order])
    return file


def _extended() -> FileText:
    file = FileText(
        "params-extended", "uext and sext parameters and results: the caller extends, junk above stays out."
    )
    for bits in (8, 16, 32):
        ty = type_of(bits)
        for flag, extend in (("uext", "uextend"), ("sext", "sextend")):
            signature = f"({ty} {flag}) -> {ty} {flag}"
            func = file.function(f"take_{flag}_{ty}", [ty], ["i64"])
            func.finish(func.op(f"{extend}.i64 v0"))
            x = other_pattern(bits)
            func.run([x], x if flag == "uext" else signed(x, bits))
            text = file.function(f"id_{flag}_{ty}", [ty], [ty], about="Gives back what it gets.")
            text.finish("v0")
            text.flag = flag
            func = file.function(
                f"call_{flag}_{ty}", [ty, ty], ["i64"], [f"fn0 = %id_{flag}_{ty}{signature}"]
            )
            total = func.op("iadd v0, v1")
            func.finish(func.op(f"{extend}.i64 {func.op(f'call fn0({total})')}"))
            for a, b in ((1, 2), (mask(bits), mask(bits)), (pattern(bits), x)):
                value = (a + b) & mask(bits)
                func.run([a, b], value if flag == "uext" else signed(value, bits))
    return file


def _indirect() -> FileText:
    file = FileText(
        "call-indirect",
        "func_addr and call_indirect: chosen by select and by br_table, passed on, kept in memory.",
    )
    for name, opcode in (("add", "iadd"), ("sub", "isub"), ("mul", "imul")):
        func = file.function(name, ["i64", "i64"], ["i64"])
        func.finish(func.op(f"{opcode} v0, v1"))
        func.run([20, 3], {"add": 23, "sub": 17, "mul": 60}[name])
    declared = ["sig0 = (i64, i64) -> i64", "fn0 = %add sig0", "fn1 = %sub sig0", "fn2 = %mul sig0"]

    func = file.function("direct_address", ["i64", "i64"], ["i64"], declared)
    func.finish(func.op(f"call_indirect sig0, {func.op('func_addr.i64 fn1')}(v0, v1)"))
    func.run([5, 8], -3)

    func = file.function("selected", ["i8", "i64", "i64"], ["i64"], declared)
    first, second = func.op("func_addr.i64 fn0"), func.op("func_addr.i64 fn2")
    func.finish(func.op(f"call_indirect sig0, {func.op(f'select v0, {first}, {second}')}(v1, v2)"))
    func.run([1, 7, 6], 13)
    func.run([0, 7, 6], 42)

    func = file.function(
        "apply",
        ["i64", "i64", "i64"],
        ["i64"],
        ["sig0 = (i64, i64) -> i64"],
        "The callee is the third argument.",
    )
    func.finish(func.op("call_indirect sig0, v2(v0, v1)"))
    func = file.function("passed", ["i64", "i64"], ["i64"], [*declared, "fn3 = %apply(i64, i64, i64) -> i64"])
    func.finish(func.op(f"call fn3(v1, v0, {func.op('func_addr.i64 fn1')})"))
    func.run([3, 10], 7)

    func = file.function(
        "table",
        ["i32", "i64", "i64"],
        ["i64"],
        ["ss0 = explicit_slot 24", *declared],
        "A table of functions in memory.",
    )
    base = func.op("stack_addr.i64 ss0")
    for index in range(3):
        func.emit(f"store {func.op(f'func_addr.i64 fn{index}')}, {base}" + (f"+{8 * index}" if index else ""))
    offset = func.op(f"ishl {func.op('uextend.i64 v0')}, {func.const('i32', 3)}")
    callee = func.op(f"load.i64 {func.op(f'iadd {base}, {offset}')}")
    func.finish(func.op(f"call_indirect sig0, {callee}(v1, v2)"))
    for index, result in enumerate((105, 95, 500)):
        func.run([index, 100, 5], result)

    func = file.function(
        "same_address", ["i64"], ["i8"], declared, "Two addresses of one function are equal."
    )
    func.finish(func.op(f"icmp eq {func.op('func_addr.i64 fn0')}, {func.op('func_addr.i64 fn0')}"))
    func.run([0], 1)

    types = _types(12)
    func = file.function("twelve", types, ["i64"])
    func.finish(fold(func, _wide(func, func.args, types)))
    declared = [f"sig0 = ({', '.join(types)}) -> i64", "fn0 = %twelve sig0"]
    func = file.function(
        "call_twelve", types, ["i64"], declared, "Many arguments, and the callee in a register."
    )
    func.finish(func.op(f"call_indirect sig0, {func.op('func_addr.i64 fn0')}({', '.join(func.args)})"))
    for values in _samples(types):
        func.run(values, folded(values))
    return file


def _fibonacci(n: int) -> int:
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def _recursion() -> FileText:
    file = FileText("recursion", "Functions that call themselves and each other.")
    func = file.function("fibonacci", ["i32"], ["i32"], ["fn0 = %fibonacci(i32) -> i32"])
    small, large = func.new_block(), func.new_block()
    func.emit(f"brif {func.op('icmp ult v0, ' + func.const('i32', 2))}, {small}, {large}")
    func.start(small)
    func.finish("v0")
    func.start(large)
    first = func.op(f"call fn0({func.op('iadd v0, ' + func.const('i32', -1))})")
    second = func.op(f"call fn0({func.op('iadd v0, ' + func.const('i32', -2))})")
    func.finish(func.op(f"iadd {first}, {second}"))
    for n in (0, 1, 2, 10, 15):
        func.run([n], _fibonacci(n))

    func = file.function("ackermann", ["i32", "i32"], ["i32"], ["fn0 = %ackermann(i32, i32) -> i32"])
    base, step, zero, inner = (func.new_block() for _ in range(4))
    one, minus = func.const("i32", 1), func.const("i32", -1)
    func.emit(f"brif v0, {step}, {base}")
    func.start(base)
    func.finish(func.op(f"iadd v1, {one}"))
    func.start(step)
    less = func.op(f"iadd v0, {minus}")
    func.emit(f"brif v1, {inner}, {zero}")
    func.start(zero)
    func.finish(func.op(f"call fn0({less}, {one})"))
    func.start(inner)
    within = func.op(f"call fn0(v0, {func.op(f'iadd v1, {minus}')})")
    func.finish(func.op(f"call fn0({less}, {within})"))
    for m, n, result in ((0, 4, 5), (1, 5, 7), (2, 3, 9), (2, 10, 23), (3, 2, 29)):
        func.run([m, n], result)

    for name, other, at_zero in (("is_even", "is_odd", 1), ("is_odd", "is_even", 0)):
        func = file.function(name, ["i64"], ["i8"], [f"fn0 = %{other}(i64) -> i8"])
        more, done = func.new_block(), func.new_block()
        func.emit(f"brif v0, {more}, {done}")
        func.start(more)
        func.finish(func.op(f"call fn0({func.op('iadd v0, ' + func.const('i64', -1))})"))
        func.start(done)
        func.finish(func.const("i8", at_zero))
        for n in (0, 1, 2, 7, 300):
            func.run([n], int(n % 2 != at_zero))

    about = "Every call has its own slot; the caller's is read through its address."
    func = file.function(
        "chain", ["i64", "i64"], ["i64"], ["ss0 = explicit_slot 16", "fn0 = %chain(i64, i64) -> i64"], about
    )
    more, done = func.new_block(), func.new_block()
    base = func.op("stack_addr.i64 ss0")
    func.emit(f"store v0, {base}+8")
    func.emit(f"store v1, {base}")
    func.emit(f"brif v0, {more}, {done}")
    func.start(more)
    deeper = func.op(f"call fn0({func.op('iadd v0, ' + func.const('i64', -1))}, {base})")
    kept = func.op(f"load.i64 {base}+8")
    func.finish(func.op(f"iadd {deeper}, {kept}"))
    func.start(done)
    func.finish(func.const("i64", 1000))
    for n in (0, 1, 10, 200):
        func.run([n, 0], 1000 + n * (n + 1) // 2)

    func = file.function(
        "hanoi",
        ["i32", "i8", "i8", "i8"],
        ["i32"],
        ["fn0 = %hanoi(i32, i8, i8, i8) -> i32"],
        "Arguments that change places.",
    )
    more, done = func.new_block(), func.new_block()
    func.emit(f"brif v0, {more}, {done}")
    func.start(more)
    less = func.op(f"iadd v0, {func.const('i32', -1)}")
    first = func.op(f"call fn0({less}, v1, v3, v2)")
    second = func.op(f"call fn0({less}, v3, v2, v1)")
    moved = func.op(f"uextend.i32 {func.op('isub v2, v1')}")
    func.finish(func.op(f"iadd {func.op(f'iadd {first}, {second}')}, {moved}"))
    func.start(done)
    func.finish(func.const("i32", 0))

    def hanoi(n: int, a: int, b: int, c: int) -> int:
        return hanoi(n - 1, a, c, b) + hanoi(n - 1, c, b, a) + ((b - a) & 255) if n else 0

    for n in (0, 1, 2, 5, 8):
        func.run([n, 1, 2, 3], hanoi(n, 1, 2, 3))
    return file


def _across() -> FileText:
    file = FileText(
        "across-calls", "Values that live across calls: few and many, of all widths, in loops, on cold paths."
    )
    func = file.function("clobber", ["i64"], ["i64"], about="Uses many registers.")
    values = ["v0"]
    for index in range(20):
        values.append(func.op(f"imul {values[-1]}, {func.const('i64', index + 2)}"))
    total = values[0]
    for value in values[1:]:
        total = func.op(f"bxor {total}, {value}")
    func.finish(total)

    def clobber(x: int) -> int:
        total = x
        for index in range(20):
            x = x * (index + 2) & mask(64)
            total ^= x
        return total & mask(64)

    func.run([1], clobber(1))
    func.run([-3], clobber(-3 & mask(64)))
    declared = ["fn0 = %clobber(i64) -> i64"]
    for count in (1, 5, 12, 25):
        func = file.function(f"keep_{count}", ["i64"], ["i64"], declared)
        kept = [func.op(f"iadd v0, {func.const('i64', index)}") for index in range(count)]
        got = func.op("call fn0(v0)")
        func.finish(fold(func, [*kept, got]))
        for x in (0, 99):
            func.run([x], folded([*(x + index for index in range(count)), clobber(x)]))
    func = file.function(
        "widths", ["i8", "i16", "i32", "i64"], ["i8", "i64"], declared, "Narrow values with junk above them."
    )
    types = ["i8", "i16", "i32", "i64"]
    kept = [func.op(f"iadd v{index}, v{index}") for index in range(4)]
    func.op("call fn0(v3)")
    wide = [func.op(f"uextend.i64 {value}") for value in kept[:3]]
    func.finish(kept[0], fold(func, [*wide, kept[3]]))
    for numbers in ((1, 2, 3, 4), (-1, -2, -3, -4)):
        doubled = [2 * x & mask(bits_of(ty)) for x, ty in zip(numbers, types, strict=True)]
        func.run(numbers, [doubled[0], folded(doubled)])
    func = file.function("loop", ["i64", "i32"], ["i64"], declared, "Calls in a loop, with values around it.")
    kept = [func.op(f"iadd v0, {func.const('i64', index)}") for index in range(6)]
    head, done = func.new_block(), func.new_block()
    func.emit(f"jump {head}(v1, v0)")
    count_name, total = func.start(head, ["i32", "i64"])
    got = func.op(f"call fn0({total})")
    mixed = func.op(f"bxor {got}, {kept[3]}")
    left = func.op(f"iadd {count_name}, {func.const('i32', -1)}")
    func.emit(f"brif {left}, {head}({left}, {mixed}), {done}")
    func.start(done)
    func.finish(fold(func, [*kept, mixed]))
    for x, n in ((1, 1), (7, 4)):
        state = x
        for _ in range(n):
            state = clobber(state) ^ (x + 3)
        func.run([x, n], folded([*(x + index for index in range(6)), state]))
    func = file.function("cold_call", ["i64", "i8"], ["i64"], declared, "Only the cold side calls.")
    rare, join = func.new_block(), func.new_block()
    kept = [func.op(f"iadd v0, {func.const('i64', index)}") for index in range(10)]
    func.emit(f"brif v1, {rare}, {join}(v0)")
    func.start(rare, cold=True)
    func.emit(f"jump {join}({func.op('call fn0(v0)')})")
    func.finish(fold(func, [*kept, *func.start(join, ["i64"])]))
    for x, c in ((5, 0), (5, 1)):
        func.run([x, c], folded([*(x + index for index in range(10)), clobber(x) if c else x]))
    return file


def _arguments() -> FileText:
    file = FileText(
        "call-arguments",
        "Arguments: constants, one value often, results of calls, loads, addresses of slots.",
    )
    types = ["i8", "i16", "i32", "i64"]
    inner = file.function("weigh", types, ["i64"])
    inner.finish(fold(inner, _wide(inner, inner.args, types)))
    inner.run([1, 2, 3, 4], folded([1, 2, 3, 4]))
    declared = ["fn0 = %weigh(i8, i16, i32, i64) -> i64"]
    for name, values in (
        ("constants", (1, -2, 70000, 1 << 40)),
        ("zeros", (0, 0, 0, 0)),
        ("ones", (-1, -1, -1, -1)),
    ):
        func = file.function(name, [], ["i64"], declared)
        names = [func.const(ty, value) for ty, value in zip(types, values, strict=True)]
        func.finish(func.op(f"call fn0({', '.join(names)})"))
        func.run([], folded(values))
    func = file.function(
        "results",
        ["i8", "i16", "i32", "i64"],
        ["i64"],
        declared,
        "A call's result is an argument, three deep.",
    )
    value = "v3"
    for _ in range(3):
        value = func.op(f"call fn0(v0, v1, v2, {value})")
    func.finish(value)
    x = 9
    for _ in range(3):
        x = folded([1, 2, 3, x])
    func.run([1, 2, 3, 9], x)
    func = file.function(
        "loads", ["i64"], ["i64"], ["ss0 = explicit_slot 16", *declared], "Arguments that come from memory."
    )
    base = func.op("stack_addr.i64 ss0")
    func.emit(f"store v0, {base}+4")
    names = [func.op(f"load.{ty} {base}+4") for ty in types]
    func.finish(func.op(f"call fn0({', '.join(names)})"))
    for x in (5, other_pattern(64)):
        func.run([x], folded([signed(x, bits_of(ty)) for ty in types]))
    inner = file.function(
        "fill", ["i64", "i64", "i32"], [], about="Writes a value to several places of memory."
    )
    head, done = inner.new_block(), inner.new_block()
    inner.emit(f"jump {head}(v0, v2)")
    place, count = inner.start(head, ["i64", "i32"])
    inner.emit(f"store v1, {place}")
    left = inner.op(f"iadd {count}, {inner.const('i32', -1)}")
    following = inner.op(f"iadd {place}, {inner.const('i64', 8)}")
    inner.emit(f"brif {left}, {head}({following}, {left}), {done}")
    inner.start(done)
    inner.finish()
    func = file.function(
        "slots",
        ["i64", "i64"],
        ["i64"],
        ["ss0 = explicit_slot 32", "fn0 = %fill(i64, i64, i32)"],
        "A call that writes to a slot.",
    )
    base = func.op("stack_addr.i64 ss0")
    func.emit(f"call fn0({base}, v0, {func.const('i32', 4)})")
    func.emit(f"call fn0({func.op('stack_addr.i64 ss0+8')}, v1, {func.const('i32', 2)})")
    func.finish(fold(func, [func.op(f"load.i64 {base}+{8 * index}") for index in range(4)]))
    func.run([1, 2], folded([1, 2, 2, 1]))
    return file
