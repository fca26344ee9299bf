"""Control flow: branches in every layout, br_table, block parameters that are permuted."""

from run_files.formulas import highest, lowest, signed
from run_files.text import FileText, FunctionText, fold, folded


def files() -> list[FileText]:
    """All files."""
    return [
        _tables(),
        _tables_with_arguments(),
        _permutations(),
        _moves(),
        _critical_edges(),
        _layout(),
    ]


def _leaf(func: FunctionText, block: str, value: int, ty: str = "i32", cold: bool = False) -> None:
    func.start(block, cold=cold)
    func.finish(func.const(ty, value))


# --- br_table -----------------------------------------------------------------------------------


def _tables() -> FileText:
    file = FileText("br_table", "Jump tables: sizes, entries that repeat, indexes in and out of range.")
    for size in (0, 1, 2, 3, 8, 40):
        func = file.function(f"table_{size}", ["i32"], ["i32"])
        default = func.new_block()
        blocks = [func.new_block() for _ in range(size)]
        func.emit(f"br_table v0, {default}, [{', '.join(blocks)}]")
        for index, block in enumerate(blocks):
            _leaf(func, block, 100 + index)
        _leaf(func, default, -1)
        for x in dict.fromkeys([0, 1, size - 1, size, size + 1, -1, lowest(32), highest(32)]):
            func.run([x], 100 + x if 0 <= x < size else -1)
    for name, pattern in (
        ("repeated", "ABABBA"),
        ("all_same", "AAAA"),
        ("with_default", "ADBD"),
        ("only_default", "DDD"),
    ):
        func = file.function(name, ["i32"], ["i32"])
        blocks_by_letter = {
            letter: func.new_block() for letter in "DAB" if letter == "D" or letter in pattern
        }
        entries = ", ".join(blocks_by_letter[letter] for letter in pattern)
        func.emit(f"br_table v0, {blocks_by_letter['D']}, [{entries}]")
        for letter, block in blocks_by_letter.items():
            _leaf(func, block, ord(letter))
        for x in range(-1, len(pattern) + 1):
            func.run([x], ord(pattern[x]) if 0 <= x < len(pattern) else ord("D"))
    func = file.function("computed", ["i8", "i8"], ["i32"], about="The index is a widened sum of 8 bits.")
    total = func.op(f"uextend.i32 {func.op('iadd v0, v1')}")
    blocks = [func.new_block() for _ in range(4)]
    func.emit(f"br_table {total}, {blocks[3]}, [{', '.join(blocks[:3])}]")
    for number, block in enumerate(blocks):
        _leaf(func, block, number)
    for x, y in ((255, 1), (255, 2), (255, 3), (255, 4), (1, 1)):
        func.run([x, y], min((x + y) & 255, 3))
    for value in (0, 2, 3, -1):
        func = file.function(f"constant_{value & 7}", [], ["i32"], about="The index is a constant.")
        blocks = [func.new_block() for _ in range(4)]
        func.emit(f"br_table {func.const('i32', value)}, {blocks[3]}, [{', '.join(blocks[:3])}]")
        for number, block in enumerate(blocks):
            _leaf(func, block, number)
        func.run([], value if 0 <= value < 3 else 3)
    return file


def _tables_with_arguments() -> FileText:
    file = FileText(
        "br_table-arguments", "Jump tables whose edges pass arguments, to the same block and to others."
    )
    func = file.function("same_block", ["i32", "i64", "i64"], ["i64"])
    join = func.new_block()
    edges = [("v1", "v2"), ("v2", "v1"), ("v1", "v1"), ("v2", "v2")]
    func.emit(f"br_table v0, {join}(v1, v2), [{', '.join(f'{join}({x}, {y})' for x, y in edges)}]")
    x_name, y_name = func.start(join, ["i64", "i64"])
    func.finish(func.op(f"isub {x_name}, {y_name}"))
    for index, expected in enumerate((70, -70, 0, 0, 70)):
        func.run([index, 100, 30], expected)

    func = file.function("constants", ["i32"], ["i32"])
    join = func.new_block()
    values = [func.const("i32", 10 * index) for index in range(6)]
    func.emit(f"br_table v0, {join}({values[5]}), [{', '.join(f'{join}({value})' for value in values[:5])}]")
    func.finish(*func.start(join, ["i32"]))
    for index in (0, 1, 4, 5, -1):
        func.run([index], 10 * index if 0 <= index < 5 else 50)

    func = file.function(
        "some", ["i32", "i8", "i8", "i8"], ["i8"], about="Blocks with none, one and three parameters."
    )
    none, one, three = (func.new_block() for _ in range(3))
    func.emit(
        f"br_table v0, {none}, [{one}(v3), {three}(v3, v1, v2), {one}(v1), {none}, {three}(v1, v2, v3)]"
    )
    func.start(none)
    func.finish(func.op("bxor v1, v2"))
    func.finish(*func.start(one, ["i8"]))
    a, b, c = func.start(three, ["i8"] * 3)
    func.finish(func.op(f"isub {func.op(f'isub {a}, {b}')}, {c}"))
    for index, expected in enumerate((7, 7 - 1 - 2, 1, 3, 1 - 2 - 7, 3)):
        func.run([index, 1, 2, 7], expected)

    func = file.function(
        "machine", ["i32"], ["i64"], about="An interpreter's loop: the table branches back to its own block."
    )
    head, double, increment, done = (func.new_block() for _ in range(4))
    one, two = func.const("i64", 1), func.const("i32", 2)
    func.emit(f"jump {head}(v0, {one})")
    code, total = func.start(head, ["i32", "i64"])
    operation = func.op(f"band {code}, {func.const('i32', 3)}")
    rest = func.op(f"ushr {code}, {two}")
    entries = f"{done}({total}), {double}, {increment}({rest}, {total})"
    func.emit(f"br_table {operation}, {head}({rest}, {total}), [{entries}]")
    func.start(double)
    func.emit(f"jump {head}({rest}, {func.op(f'iadd {total}, {total}')})")
    code2, total2 = func.start(increment, ["i32", "i64"])
    func.emit(f"jump {head}({code2}, {func.op(f'iadd {total2}, {one}')})")
    func.finish(*func.start(done, ["i64"]))
    for program in (0, 0b01, 0b0110, 0b01_10_11_01_10, 0b1010101010101):
        total_value, left = 1, program
        while left & 3:
            step = left & 3
            total_value = total_value * 2 if step == 1 else total_value + (step == 2)
            left >>= 2
        func.run([program], total_value)
    return file


# --- block parameters -----------------------------------------------------------------------------


def _permutations() -> FileText:
    about = (
        "The parameters of a loop are permuted on the way back: rotations, reversals, swaps, with copies.\n"
    )
    about += "Parallel moves: cycles that need a scratch place."
    file = FileText("parallel-moves", about)
    cases: list[tuple[str, list[int]]] = []
    for count in (2, 3, 4, 7, 14, 30):
        cases.append((f"rotate_{count}", [*range(1, count), 0]))
        cases.append((f"reverse_{count}", [*reversed(range(count))]))
    cases += [
        ("rotate_back_5", [4, 0, 1, 2, 3]),
        ("two_cycles", [1, 0, 3, 4, 2]),
        ("copy_and_swap", [1, 0, 0, 1]),
        ("chain", [0, 0, 1, 2, 3]),
        ("tree", [1, 0, 0, 0, 1, 1]),
        ("all_from_last", [3, 3, 3, 3]),
        ("fixed_points", [0, 2, 1, 3, 5, 4]),
    ]
    for name, order in cases:
        count = len(order)
        func = file.function(name, ["i64", "i32"], ["i64"])
        head, done = func.new_block(), func.new_block()
        starts = ["v0"]
        for index in range(1, count):
            starts.append(func.op(f"iadd {starts[-1]}, {func.const('i64', index * index)}"))
        func.emit(f"jump {head}(v1, {', '.join(starts)})")
        left, *values = func.start(head, ["i32", *["i64"] * count])
        rest = func.op(f"iadd {left}, {func.const('i32', -1)}")
        func.emit(f"brif {rest}, {head}({rest}, {', '.join(values[index] for index in order)}), {done}")
        func.start(done)
        func.finish(fold(func, values))
        for x, times in ((5, 1), (5, 2), (-1, 3), (100, 6)):
            state = [x + sum(i * i for i in range(1, index + 1)) for index in range(count)]
            for _ in range(times - 1):
                state = [state[index] for index in order]
            func.run([x, times], folded(state))
    return file


def _moves() -> FileText:
    file = FileText(
        "block-arguments",
        "Edges that pass constants, parameters of the function, mixed widths, one value often.",
    )
    func = file.function(
        "widths", ["i8", "i16", "i32", "i64", "i8"], ["i64"], about="A swap of narrow and wide values."
    )
    join, other = func.new_block(), func.new_block()
    func.emit(f"brif v4, {join}(v0, v1, v2, v3), {other}")
    func.start(other)
    narrowed = func.op("ireduce.i8 v1")
    widened = func.op("sextend.i16 v0")
    func.emit(f"jump {join}({narrowed}, {widened}, {func.op('ireduce.i32 v3')}, {func.op('sextend.i64 v2')})")
    names = func.start(join, ["i8", "i16", "i32", "i64"])
    wide = [func.op(f"sextend.i64 {name}") for name in names[:3]]
    func.finish(fold(func, [*wide, names[3]]))
    for a, b, c, d in ((1, 2, 3, 4), (-1, 300, -70000, 1 << 40)):
        func.run([a, b, c, d, 1], folded([a, b, c, d]))
        func.run([a, b, c, d, 0], folded([signed(b, 8), a, signed(d, 32), c]))

    func = file.function("constants", ["i8", "i64"], ["i64"], about="Constants and a value in every place.")
    join = func.new_block()
    small, large = func.const("i64", 7), func.const("i64", 0x123456789ABC)
    func.emit(f"brif v0, {join}({small}, v1, {large}, {small}), {join}(v1, {large}, {small}, v1)")
    func.finish(fold(func, func.start(join, ["i64"] * 4)))
    for x in (0, 1000):
        func.run([1, x], folded([7, x, 0x123456789ABC, 7]))
        func.run([0, x], folded([x, 0x123456789ABC, 7, x]))

    func = file.function("often", ["i64"], ["i64"], about="One value in ten places; each then changes alone.")
    join = func.new_block()
    func.emit(f"jump {join}({', '.join(['v0'] * 10)})")
    names = func.start(join, ["i64"] * 10)
    func.finish(
        fold(func, [func.op(f"iadd {name}, {func.const('i64', index)}") for index, name in enumerate(names)])
    )
    func.run([0], folded(list(range(10))))
    func.run([50], folded([50 + index for index in range(10)]))

    func = file.function("forty", ["i64"], ["i64"], about="More block parameters than registers.")
    join = func.new_block()
    values = ["v0"]
    for index in range(1, 40):
        values.append(func.op(f"iadd {values[-1]}, {func.const('i64', index)}"))
    func.emit(f"jump {join}({', '.join(reversed(values))})")
    func.finish(fold(func, func.start(join, ["i64"] * 40)))
    for x in (0, -9):
        func.run([x], folded([x + sum(range(index + 1)) for index in reversed(range(40))]))

    func = file.function("unused", ["i64", "i64"], ["i64"], about="Parameters that nobody reads.")
    join = func.new_block()
    func.emit(f"jump {join}(v1, v0, v1, v0)")
    names = func.start(join, ["i64"] * 4)
    func.finish(names[2])
    func.run([1, 2], 2)
    return file


# --- layout -----------------------------------------------------------------------------------------


def _critical_edges() -> FileText:
    file = FileText(
        "critical-edges", "Edges from blocks with several successors to blocks with several predecessors."
    )
    func = file.function(
        "both_ways", ["i8", "i64", "i64"], ["i64"], about="Both edges lead to the same block."
    )
    join = func.new_block()
    func.emit(f"brif v0, {join}(v1, v2), {join}(v2, v1)")
    x_name, y_name = func.start(join, ["i64", "i64"])
    func.finish(func.op(f"isub {x_name}, {y_name}"))
    func.run([1, 10, 3], 7)
    func.run([0, 10, 3], -7)

    func = file.function("same_arguments", ["i8", "i64"], ["i64"])
    join = func.new_block()
    func.emit(f"brif v0, {join}(v1), {join}(v1)")
    func.finish(*func.start(join, ["i64"]))
    func.run([1, 10], 10)
    func.run([0, 10], 10)

    func = file.function("skip", ["i8", "i64"], ["i64"], about="An `if` without `else`.")
    then, join = func.new_block(), func.new_block()
    func.emit(f"brif v0, {then}, {join}(v1)")
    func.start(then)
    func.emit(f"jump {join}({func.op('iadd v1, v1')})")
    func.finish(*func.start(join, ["i64"]))
    func.run([1, 21], 42)
    func.run([0, 21], 21)

    func = file.function(
        "own_loop",
        ["i32", "i64"],
        ["i64", "i64"],
        about="A block that branches to itself with swapped values.",
    )
    head, done = func.new_block(), func.new_block()
    func.emit(f"jump {head}(v0, v1, {func.const('i64', 0)})")
    count, x_name, y_name = func.start(head, ["i32", "i64", "i64"])
    left = func.op(f"isub {count}, {func.const('i32', 1)}")
    x2 = func.op(f"iadd {x_name}, {func.const('i64', 1)}")
    func.emit(f"brif {left}, {head}({left}, {y_name}, {x2}), {done}({y_name}, {x2})")
    func.finish(*func.start(done, ["i64", "i64"]))
    for count_value, start in ((1, 100), (2, 100), (5, 100)):
        x, y = start, 0
        for _ in range(count_value):
            x, y = y, x + 1
        func.run([count_value, start], [x, y])

    func = file.function(
        "chain", ["i8", "i8", "i64"], ["i64"], about="Three branches into one block, each with another value."
    )
    second, third, join = (func.new_block() for _ in range(3))
    one = func.op(f"iadd v2, {func.const('i64', 1)}")
    func.emit(f"brif v0, {join}({one}), {second}")
    func.start(second)
    two = func.op(f"iadd v2, {func.const('i64', 2)}")
    func.emit(f"brif v1, {join}({two}), {third}")
    func.start(third)
    func.emit(f"brif v2, {join}({two}), {join}({one})")
    func.finish(*func.start(join, ["i64"]))
    for a, b, c, result in ((1, 0, 5, 6), (0, 1, 5, 7), (0, 0, 5, 7), (0, 0, 0, 1)):
        func.run([a, b, c], result)
    return file


def _layout() -> FileText:
    file = FileText("block-layout", "Blocks out of order, cold, empty, unreachable; long chains of jumps.")
    func = file.function("backward", ["i32"], ["i32"], about="The text order is against the flow.")
    first, second, third = (func.new_block() for _ in range(3))
    func.emit(f"jump {third}(v0)")
    func.finish(*func.start(first, ["i32"]))
    (value,) = func.start(second, ["i32"])
    func.emit(f"jump {first}({func.op(f'iadd {value}, ' + func.const('i32', 1))})")
    (value,) = func.start(third, ["i32"])
    func.emit(f"jump {second}({func.op(f'imul {value}, ' + func.const('i32', 3))})")
    func.run([5], 16)

    func = file.function("cold", ["i32"], ["i32"], about="The cold side comes back.")
    rare, common, join = (func.new_block() for _ in range(3))
    func.emit(f"brif v0, {rare}, {common}")
    func.start(rare, cold=True)
    func.emit(f"jump {join}({func.op('ineg v0')})")
    func.start(common)
    func.emit(f"jump {join}({func.const('i32', 1)})")
    func.finish(*func.start(join, ["i32"]))
    func.run([0], 1)
    func.run([7], -7)

    func = file.function("all_cold", ["i8"], ["i32"])
    a, b = func.new_block(), func.new_block()
    func.emit(f"brif v0, {a}, {b}")
    _leaf(func, a, 1, cold=True)
    _leaf(func, b, 2, cold=True)
    func.run([0], 2)
    func.run([1], 1)

    func = file.function("cold_loop", ["i32"], ["i32"], about="A loop whose body is cold.")
    head, body, done = (func.new_block() for _ in range(3))
    func.emit(f"jump {head}(v0, {func.const('i32', 0)})")
    left, total = func.start(head, ["i32", "i32"])
    func.emit(f"brif {left}, {body}, {done}")
    func.start(body, cold=True)
    less = func.op(f"iadd {left}, {func.const('i32', -1)}")
    func.emit(f"jump {head}({less}, {func.op(f'iadd {total}, {left}')})")
    func.start(done)
    func.finish(total)
    func.run([0], 0)
    func.run([4], 10)

    func = file.function("empty_blocks", ["i8"], ["i8"], about="Blocks that only jump on.")
    blocks = [func.new_block() for _ in range(6)]
    func.emit(f"brif v0, {blocks[0]}, {blocks[1]}")
    for index, target in ((0, 2), (1, 3), (2, 4), (3, 4), (4, 5)):
        func.start(blocks[index])
        func.emit(f"jump {blocks[target]}")
    func.start(blocks[5])
    func.finish("v0")
    func.run([0], 0)
    func.run([9], 9)

    func = file.function(
        "unreachable", ["i32"], ["i32"], about="Blocks that nothing reaches, one of them a loop."
    )
    dead, dead_loop, live = (func.new_block() for _ in range(3))
    func.emit(f"jump {live}")
    func.start(dead)
    func.emit(f"jump {dead_loop}({func.op('iadd v0, v0')})")
    (value,) = func.start(dead_loop, ["i32"])
    func.emit(f"brif {value}, {dead_loop}({value}), {live}")
    func.start(live)
    func.finish("v0")
    func.run([3], 3)

    func = file.function(
        "constant_branch", ["i32"], ["i32"], about="A branch on a constant; one side is never taken."
    )
    a, b = func.new_block(), func.new_block()
    func.emit(f"brif {func.const('i8', 0)}, {a}, {b}")
    func.start(a)
    func.emit("trap user1")
    func.start(b)
    func.finish("v0")
    func.run([8], 8)

    func = file.function("hundred_jumps", ["i32"], ["i32"], about="A long chain, in shuffled order.")
    blocks = [func.new_block() for _ in range(100)]
    func.emit(f"jump {blocks[0]}(v0)")
    for step in range(100):
        index = step * 37 % 100
        (value,) = func.start(blocks[index], ["i32"])
        if index == 99:
            func.finish(value)
        else:
            func.emit(
                f"jump {blocks[index + 1]}({func.op(f'iadd {value}, {value}') if index % 25 == 0 else value})"
            )
    func.run([1], 16)

    func = file.function("ladder", ["i32"], ["i32"], about="Compares one after another.")
    for index in range(20):
        then, other = func.new_block(), func.new_block()
        func.emit(f"brif {func.op('icmp eq v0, ' + func.const('i32', index * index))}, {then}, {other}")
        _leaf(func, then, index)
        func.start(other)
    func.finish(func.const("i32", -1))
    for x in (0, 1, 2, 100, 361, 362):
        root = round(x**0.5)
        func.run([x], root if root * root == x and root < 20 else -1)
    return file
