"""More live values than registers: straight code, loops, fixed registers, and calls between."""

from run_files.formulas import division, mask, signed
from run_files.text import FileText, FunctionText, fold, folded, type_of


def files() -> list[FileText]:
    """All files."""
    return [
        _straight(),
        *(_loops(count) for count in (10, 20, 40)),
        _fixed(),
        *(_narrow(bits) for bits in (8, 16, 32)),
    ]


def _spread(func: FunctionText, count: int, ty: str = "i64") -> list[str]:
    """`count` different values made of v0: v0 ^ (i * 7 + 3)."""
    return [func.op(f"bxor v0, {func.const(ty, index * 7 + 3)}") for index in range(count)]


def _spread_values(count: int, x: int, bits: int = 64) -> list[int]:
    return [(x ^ (index * 7 + 3)) & mask(bits) for index in range(count)]


def _straight() -> FileText:
    file = FileText(
        "spill-straight", "Many values are computed, then used: in order, backwards, twice, in two branches."
    )
    for count in (12, 24, 48):
        for name in ("forward", "backward"):
            func = file.function(f"{name}_{count}", ["i64"], ["i64"])
            values = _spread(func, count)
            func.finish(fold(func, values if name == "forward" else values[::-1]))
            for x in (0, -5):
                numbers = _spread_values(count, x)
                func.run([x], folded(numbers if name == "forward" else numbers[::-1]))
    func = file.function("twice", ["i64"], ["i64"])
    values = _spread(func, 30)
    first = fold(func, values)
    func.finish(func.op(f"bxor {first}, {fold(func, values[::-1])}"))
    func.run([11], folded(_spread_values(30, 11)) ^ folded(_spread_values(30, 11)[::-1]))
    func = file.function(
        "branches", ["i64", "i8"], ["i64"], about="Each side uses the values in its own order."
    )
    values = _spread(func, 28)
    then, other, join = (func.new_block() for _ in range(3))
    func.emit(f"brif v1, {then}, {other}")
    func.start(then)
    func.emit(f"jump {join}({fold(func, values)})")
    func.start(other)
    func.emit(f"jump {join}({fold(func, values[::-1])})")
    (result,) = func.start(join, ["i64"])
    func.finish(func.op(f"isub {result}, {values[5]}"))
    numbers = _spread_values(28, 3)
    func.run([3, 1], folded(numbers) - numbers[5])
    func.run([3, 0], folded(numbers[::-1]) - numbers[5])
    return file


def _loops(count: int) -> FileText:
    file = FileText(
        f"spill-loops-{count}",
        "Values live through loops that need registers themselves; loops with many carried values.",
    )
    func = file.function(f"through_{count}", ["i64", "i32"], ["i64"], about="Not used in the loop.")
    values = _spread(func, count)
    head, done = func.new_block(), func.new_block()
    func.emit(f"jump {head}(v1, v0)")
    left, total = func.start(head, ["i32", "i64"])
    total = func.op(f"imul {func.op(f'iadd {total}, ' + func.const('i64', 1))}, {func.const('i64', 5)}")
    left = func.op(f"iadd {left}, {func.const('i32', -1)}")
    func.emit(f"brif {left}, {head}({left}, {total}), {done}")
    func.start(done)
    func.finish(fold(func, [*values, total]))
    for x, n in ((1, 1), (2, 9)):
        state = x
        for _ in range(n):
            state = (state + 1) * 5
        func.run([x, n], folded([*_spread_values(count, x), state]))

    func = file.function(f"used_{count}", ["i64", "i32"], ["i64"], about="All are used in the loop.")
    values = _spread(func, count)
    head, done = func.new_block(), func.new_block()
    func.emit(f"jump {head}(v1, v0)")
    left, total = func.start(head, ["i32", "i64"])
    for index, value in enumerate(values):
        total = func.op(f"{'iadd' if index % 2 else 'bxor'} {total}, {value}")
    left = func.op(f"iadd {left}, {func.const('i32', -1)}")
    func.emit(f"brif {left}, {head}({left}, {total}), {done}")
    func.start(done)
    func.finish(total)
    for x, n in ((1, 1), (2, 9)):
        state = x
        for _ in range(n):
            for index, value_number in enumerate(_spread_values(count, x)):
                state = (state + value_number if index % 2 else state ^ value_number) & mask(64)
        func.run([x, n], state)

    func = file.function(f"carried_{count}", ["i64", "i32"], ["i64"], about="All change in the loop.")
    values = _spread(func, count)
    head, done = func.new_block(), func.new_block()
    func.emit(f"jump {head}(v1, {', '.join(values)})")
    left, *carried = func.start(head, ["i32", *["i64"] * count])
    changed = [func.op(f"iadd {carried[index]}, {carried[(index + 1) % count]}") for index in range(count)]
    left = func.op(f"iadd {left}, {func.const('i32', -1)}")
    func.emit(f"brif {left}, {head}({left}, {', '.join(changed)}), {done}")
    func.start(done)
    func.finish(fold(func, changed))
    for x, n in ((1, 1), (2, 9)):
        numbers = _spread_values(count, x)
        for _ in range(n):
            numbers = [(numbers[index] + numbers[(index + 1) % count]) & mask(64) for index in range(count)]
        func.run([x, n], folded(numbers))
    return file


def _fixed() -> FileText:
    about = (
        "Opcodes that need certain registers on x86-64 (division: rax and rdx, shifts: rcx, calls) while\n"
    )
    about += "all registers hold values."
    file = FileText("spill-fixed", about)
    func = file.function("id", ["i64"], ["i64"])
    func.finish("v0")
    for count in (4, 12, 20):
        func = file.function(f"mixed_{count}", ["i64", "i64"], ["i64"], ["fn0 = %id(i64) -> i64"])
        values = _spread(func, count)
        quotient = func.op("udiv v0, v1")
        shifted = func.op("ishl v0, v1")
        rest = func.op("srem v0, v1")
        got = func.op(f"call fn0({quotient})")
        high = func.op("umulhi v0, v1")
        rotated = func.op(f"rotl {quotient}, {shifted}")
        func.finish(fold(func, [*values, quotient, shifted, rest, got, high, rotated]))
        for x, y in ((1000, 7), (-3 & mask(64), 13)):
            quotient_value = x // y
            shifted_value = x << y & mask(64)
            rest_value = division("srem", 64, x, y)
            assert isinstance(rest_value, int)
            by = shifted_value % 64
            rotated_value = (quotient_value << by | quotient_value >> (64 - by)) & mask(64)
            func.run(
                [x, y],
                folded(
                    [
                        *_spread_values(count, x),
                        quotient_value,
                        shifted_value,
                        rest_value,
                        quotient_value,
                        x * y >> 64,
                        rotated_value,
                    ]
                ),
            )
        func = file.function(
            f"divisions_{count}", ["i64"], ["i64"], about="A division of each value, all kept."
        )
        values = _spread(func, count)
        divisor = func.op(f"bor v0, {func.const('i64', 1)}")
        results = [
            func.op(f"{('udiv', 'sdiv', 'urem', 'srem')[index % 4]} {value}, {divisor}")
            for index, value in enumerate(values)
        ]
        func.finish(fold(func, results))
        for x in (6, -9):
            numbers = []
            for index, value_number in enumerate(_spread_values(count, x)):
                result = division(("udiv", "sdiv", "urem", "srem")[index % 4], 64, value_number, x | 1)
                assert isinstance(result, int)
                numbers.append(result)
            func.run([x], folded(numbers))
        func = file.function(f"shifts_{count}", ["i64"], ["i64"], about="A shift by each value, all kept.")
        values = _spread(func, count)
        results = [
            func.op(f"{('ishl', 'ushr', 'sshr')[index % 3]} v0, {value}")
            for index, value in enumerate(values)
        ]
        func.finish(fold(func, results))
        for x in (6, -9):
            numbers = []
            for index, value_number in enumerate(_spread_values(count, x)):
                by = value_number % 64
                unsigned = x & mask(64)
                numbers.append(
                    (unsigned << by, unsigned >> by, signed(unsigned, 64) >> by)[index % 3] & mask(64)
                )
            func.run([x], folded(numbers))
        func = file.function(
            f"calls_{count}",
            ["i64"],
            ["i64"],
            ["fn0 = %id(i64) -> i64"],
            about="A call for each value, all kept.",
        )
        values = _spread(func, count)
        results = [func.op(f"call fn0({value})") for value in values]
        func.finish(fold(func, [*results, *values]))
        func.run([6], folded(_spread_values(count, 6) * 2))
    return file


def _narrow(bits: int) -> FileText:
    ty = type_of(bits)
    about = "Narrow values with junk above them are spilled and read again: what comes back counts only in\n"
    about += "its own width."
    file = FileText(f"spill-narrow-{ty}", about)
    for extend in ("uextend", "sextend"):
        func = file.function(f"{extend}_{ty}", [ty], ["i64"])
        values = _spread(func, 30, ty)
        func.finish(fold(func, [func.op(f"{extend}.i64 {value}") for value in values]))
        for x in (0, -4, mask(bits) - 10):
            numbers = _spread_values(30, x, bits)
            func.run(
                [x], folded([value if extend == "uextend" else signed(value, bits) for value in numbers])
            )
    func = file.function(f"compare_{ty}", [ty], ["i64"])
    values = _spread(func, 30, ty)
    func.finish(
        fold(
            func,
            [
                func.op(f"uextend.i64 {func.op(f'icmp ult {values[index]}, {values[29 - index]}')}")
                for index in range(30)
            ],
        )
    )
    for x in (0, -4):
        numbers = _spread_values(30, x, bits)
        func.run([x], folded([int(numbers[index] < numbers[29 - index]) for index in range(30)]))
    return file
