"""Loops: of every shape, and small programs with them."""

from run_files.formulas import lowest, mask
from run_files.text import FileText, type_of


def files() -> list[FileText]:
    """All files."""
    return [_loops(), _number_loops()]


def _loops() -> FileText:
    file = FileText(
        "loops", "Loops: tested at the top and at the bottom, nested, with several exits, with many values."
    )
    for bits in (8, 16, 32, 64):
        ty = type_of(bits)
        func = file.function(
            f"sum_{ty}", [ty], [ty], about="1 + 2 + .. + n, tested at the bottom; wraps at the width."
        )
        head, done = func.new_block(), func.new_block()
        func.emit(f"jump {head}(v0, {func.const(ty, 0)})")
        count, total = func.start(head, [ty, ty])
        total = func.op(f"iadd {total}, {count}")
        left = func.op(f"isub {count}, {func.const(ty, 1)}")
        func.emit(f"brif {left}, {head}({left}, {total}), {done}({total})")
        func.finish(*func.start(done, [ty]))
        for n in (1, 10, 100):
            func.run([n], n * (n + 1) // 2)

        func = file.function(
            f"while_{ty}", [ty, ty], ["i32"], about="Counts steps of 3 from v0 up to v1; tested at the top."
        )
        head, body, done = (func.new_block() for _ in range(3))
        func.emit(f"jump {head}(v0, {func.const('i32', 0)})")
        current, steps = func.start(head, [ty, "i32"])
        func.emit(f"brif {func.op(f'icmp slt {current}, v1')}, {body}, {done}")
        func.start(body)
        following = func.op(f"iadd {current}, {func.const(ty, 3)}")
        func.emit(f"jump {head}({following}, {func.op(f'iadd {steps}, ' + func.const('i32', 1))})")
        func.start(done)
        func.finish(steps)
        for x, y in ((0, 0), (5, -5), (0, 1), (-50, 50), (0, 99)):
            func.run([x, y], max(0, -(-(y - x) // 3)))

    func = file.function("nested", ["i32", "i32"], ["i64"], about="Sum of i * j over a rectangle.")
    outer, inner, after, done = (func.new_block() for _ in range(4))
    zero, zero64 = func.const("i32", 0), func.const("i64", 0)
    func.emit(f"jump {outer}({zero}, {zero64})")
    i, total = func.start(outer, ["i32", "i64"])
    func.emit(f"jump {inner}({zero}, {total})")
    j, total2 = func.start(inner, ["i32", "i64"])
    product = func.op(f"uextend.i64 {func.op(f'imul {i}, {j}')}")
    total3 = func.op(f"iadd {total2}, {product}")
    j2 = func.op(f"iadd {j}, {func.const('i32', 1)}")
    func.emit(f"brif {func.op(f'icmp ult {j2}, v1')}, {inner}({j2}, {total3}), {after}")
    func.start(after)
    i2 = func.op(f"iadd {i}, {func.const('i32', 1)}")
    func.emit(f"brif {func.op(f'icmp ult {i2}, v0')}, {outer}({i2}, {total3}), {done}")
    func.start(done)
    func.finish(total3)
    for x, y in ((1, 1), (3, 4), (10, 20)):
        func.run([x, y], sum(a * b for a in range(x) for b in range(y)))

    func = file.function("exits", ["i32", "i32"], ["i32"], about="A loop with three exits and a `continue`.")
    head, test, odd, next_block, big, done = (func.new_block() for _ in range(6))
    func.emit(f"jump {head}(v0)")
    (x_name,) = func.start(head, ["i32"])
    func.emit(f"brif {func.op(f'icmp eq {x_name}, v1')}, {done}({func.const('i32', 1)}), {test}")
    func.start(test)
    func.emit(f"brif {func.op(f'icmp ugt {x_name}, ' + func.const('i32', 1000))}, {big}, {next_block}")
    func.start(next_block)
    bit = func.op(f"band {x_name}, {func.const('i32', 1)}")
    half = func.op(f"ushr {x_name}, {func.const('i32', 1)}")
    func.emit(f"brif {bit}, {odd}, {head}({half})")
    func.start(odd)
    tripled = func.op(f"iadd {func.op(f'imul {x_name}, ' + func.const('i32', 3))}, {func.const('i32', 1)}")
    is_one = func.op(f"icmp eq {x_name}, {func.const('i32', 1)}")
    func.emit(f"brif {is_one}, {done}({func.const('i32', 2)}), {head}({tripled})")
    func.start(big)
    func.finish("v0")
    func.finish(*func.start(done, ["i32"]))
    for x, y in ((6, 5), (7, 22), (6, 99), (27, 99), (2000, 3), (5, 5)):
        value, result = x, None
        while result is None:
            if value == y:
                result = 1
            elif value > 1000:
                result = x
            elif value & 1:
                result = 2 if value == 1 else None
                value = 3 * value + 1
            else:
                value >>= 1
        func.run([x, y], result)

    func = file.function(
        "many_values", ["i64", "i32"], ["i64"], about="Twelve values go round, each changed in its own way."
    )
    head, done = func.new_block(), func.new_block()
    starts = ["v0"]
    for index in range(1, 12):
        starts.append(func.op(f"iadd {starts[-1]}, {func.const('i64', index)}"))
    func.emit(f"jump {head}(v1, {', '.join(starts)})")
    count, *values = func.start(head, ["i32", *["i64"] * 12])
    changed = [
        func.op(f"{('iadd', 'bxor', 'isub')[index % 3]} {values[index]}, {values[(index * 5 + 1) % 12]}")
        for index in range(12)
    ]
    left = func.op(f"iadd {count}, {func.const('i32', -1)}")
    func.emit(f"brif {left}, {head}({left}, {', '.join(changed)}), {done}")
    func.start(done)
    total = changed[0]
    for index, value_name in enumerate(changed[1:]):
        total = func.op(f"{('bxor', 'iadd')[index % 2]} {total}, {value_name}")
    func.finish(total)
    for x, n in ((0, 1), (1, 3), (-5, 50)):
        state = [x + sum(range(1, index + 1)) for index in range(12)]
        for _ in range(n):
            pairs = [(state[index], state[(index * 5 + 1) % 12]) for index in range(12)]
            state = [(a + b, a ^ b, a - b)[index % 3] & mask(64) for index, (a, b) in enumerate(pairs)]
        result_value = state[0]
        for index, value in enumerate(state[1:]):
            result_value = (result_value ^ value, result_value + value)[index % 2]
        func.run([x, n], result_value)
    return file


def _number_loops() -> FileText:
    file = FileText(
        "number-loops", "Small programs with loops: greatest common divisor, powers, bits, primes."
    )
    func = file.function("gcd", ["i64", "i64"], ["i64"])
    head, body, done = (func.new_block() for _ in range(3))
    func.emit(f"jump {head}(v0, v1)")
    x_name, y_name = func.start(head, ["i64", "i64"])
    func.emit(f"brif {y_name}, {body}, {done}")
    func.start(body)
    func.emit(f"jump {head}({y_name}, {func.op(f'urem {x_name}, {y_name}')})")
    func.start(done)
    func.finish(x_name)
    for x, y, result in ((12, 18, 6), (17, 5, 1), (0, 9, 9), (9, 0, 9), (3 << 40, 5 << 38, 1 << 38)):
        func.run([x, y], result)

    func = file.function("power_modulo", ["i32", "i32", "i32"], ["i32"], about="v0 ** v1 % v2")
    head, multiply, next_block, done = (func.new_block() for _ in range(4))
    modulus = func.op("uextend.i64 v2")
    func.emit(f"jump {head}({func.op('uextend.i64 v0')}, v1, {func.const('i64', 1)})")
    base, exponent, total = func.start(head, ["i64", "i32", "i64"])
    bit = func.op(f"band {exponent}, {func.const('i32', 1)}")
    func.emit(f"brif {bit}, {multiply}, {next_block}({total})")
    func.start(multiply)
    product = func.op(f"imul {total}, {base}")
    func.emit(f"jump {next_block}({func.op(f'urem {product}, {modulus}')})")
    (total2,) = func.start(next_block, ["i64"])
    squared = func.op(f"urem {func.op(f'imul {base}, {base}')}, {modulus}")
    rest = func.op(f"ushr {exponent}, {func.const('i8', 1)}")
    func.emit(f"brif {rest}, {head}({squared}, {rest}, {total2}), {done}")
    func.start(done)
    func.finish(func.op(f"ireduce.i32 {total2}"))
    for x, y, modulus_value in (
        (2, 10, 1000),
        (3, 200, 13),
        (123456789, 987654321, 1_000_000_007),
        (5, 0, 7),
    ):
        func.run([x, y, modulus_value], pow(x, y, modulus_value))

    func = file.function("bit_count", ["i64"], ["i8"], about="Clears the lowest set bit until none is left.")
    head, body, done = (func.new_block() for _ in range(3))
    func.emit(f"jump {head}(v0, {func.const('i8', 0)})")
    x_name, count = func.start(head, ["i64", "i8"])
    func.emit(f"brif {x_name}, {body}, {done}")
    func.start(body)
    cleared = func.op(f"band {x_name}, {func.op(f'iadd {x_name}, ' + func.const('i64', -1))}")
    func.emit(f"jump {head}({cleared}, {func.op(f'iadd {count}, ' + func.const('i8', 1))})")
    func.start(done)
    func.finish(count)
    for x in (0, 1, -1, lowest(64), 0x1234567890):
        func.run([x], (x & mask(64)).bit_count())

    func = file.function("primes_below", ["i32"], ["i32"])
    outer, inner, divide, prime, composite, done = (func.new_block() for _ in range(6))
    two, one, zero = func.const("i32", 2), func.const("i32", 1), func.const("i32", 0)
    func.emit(f"jump {outer}({two}, {zero})")
    n, found = func.start(outer, ["i32", "i32"])
    func.emit(f"brif {func.op(f'icmp ult {n}, v0')}, {inner}({two}), {done}")
    (divisor,) = func.start(inner, ["i32"])
    square = func.op(f"imul {divisor}, {divisor}")
    func.emit(f"brif {func.op(f'icmp ugt {square}, {n}')}, {prime}, {divide}")
    func.start(divide)
    rest = func.op(f"urem {n}, {divisor}")
    func.emit(f"brif {rest}, {inner}({func.op(f'iadd {divisor}, {one}')}), {composite}({found})")
    func.start(prime)
    func.emit(f"jump {composite}({func.op(f'iadd {found}, {one}')})")
    (found2,) = func.start(composite, ["i32"])
    func.emit(f"jump {outer}({func.op(f'iadd {n}, {one}')}, {found2})")
    func.start(done)
    func.finish(found)
    for limit, result in ((0, 0), (3, 1), (30, 10), (200, 46)):
        func.run([limit], result)
    return file
