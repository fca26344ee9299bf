"""Compares joined by `band` and `bor`: machines with conditional compares make no value of them.

Every condition is the second of a chain, where the flags that stand for "not compared" matter, with each
answer of the first.
"""

from run_files.formulas import CONDITIONS, compare
from run_files.text import FileText, FunctionText

#: Conditions of floats, and what they say when the operands are unordered, less, equal, greater.
_FLOAT_CONDITIONS = {
    "ord": "0111",
    "uno": "1000",
    "eq": "0010",
    "ne": "1101",
    "one": "0101",
    "ueq": "1010",
    "lt": "0100",
    "le": "0110",
    "gt": "0001",
    "ge": "0011",
    "ult": "1100",
    "ule": "1110",
    "ugt": "1001",
    "uge": "1011",
}
#: Bits of f64: the first operand, and second ones with which it is unordered, less, equal, greater.
_ONE = 0x3FF0000000000000
_SECOND = (0x7FF8000000000000, 0x4000000000000000, _ONE, 0x3FE0000000000000)
_PAIRS = ((1, 2), (2, 1), (-1, 1), (1, -1), (3, 3), (-5, 5))


def files() -> list[FileText]:
    """Chains of two by condition, by use, and longer ones."""
    return [_integers(), _floats(), _uses(), _longer(), _mixed()]


def _branch(func: FunctionText, condition: str) -> None:
    then, other = func.new_block(), func.new_block()
    func.emit(f"brif {condition}, {then}, {other}")
    func.start(then)
    func.finish(func.const("i32", 11))
    func.start(other)
    func.finish(func.const("i32", 22))


def _integers() -> FileText:
    file = FileText(
        "compare-chains",
        "Two compares joined: every condition as the second one, of registers and constants.",
    )
    for index, cc in enumerate(CONDITIONS):
        for op in ("band", "bor"):
            for bits, constant in (
                (64, None),
                (32, 5),
                (64, -5),
                (32, 31),
                (64, 32),
                (32, -31),
                (64, -32),
                (16, None),
            ):
                if constant is not None and (index + constant) % 3 != 0:
                    continue
                ty = f"i{bits}"
                shown = "" if constant is None else f"_{'m' if constant < 0 else ''}{abs(constant)}"
                func = file.function(f"{op}_{cc}_{ty}{shown}", ["i64", ty, ty], ["i32"])
                first = func.op(f"icmp eq v0, {func.const('i64', 7)}")
                right = "v2" if constant is None else func.const(ty, constant)
                _branch(func, func.op(f"{op} {first}, {func.op(f'icmp {cc} v1, {right}')}"))
                for x, y in (
                    _PAIRS if constant is None else ((constant, 0), (constant + 1, 0), (constant - 1, 0))
                ):
                    for first_arg in (7, 8):
                        a = 1 if first_arg == 7 else 0
                        b = compare(cc, bits, x, y if constant is None else constant)
                        func.run([first_arg, x, y], 11 if (a & b if op == "band" else a | b) else 22)
    return file


def _floats() -> FileText:
    file = FileText(
        "compare-chains-floats", "A compare of integers joined with one of floats, NaNs among them."
    )
    for cc, holds in _FLOAT_CONDITIONS.items():
        for op in ("band", "bor"):
            func = file.function(f"{op}_{cc}", ["i32", "i64", "i64"], ["i8"])
            x, y = func.op("bitcast.f64 v1"), func.op("bitcast.f64 v2")
            first = func.op(f"icmp slt v0, {func.const('i32', 7)}")
            func.finish(func.op(f"{op} {func.op(f'fcmp {cc} {x}, {y}')}, {first}"))
            for case, second in enumerate(_SECOND):
                for first_arg in (-7, 7):
                    a, b = int(first_arg < 7), int(holds[case])
                    func.run([first_arg, _ONE, second], a & b if op == "band" else a | b)
    return file


def _uses() -> FileText:
    file = FileText(
        "compare-chains-uses", "What a chain decides: a value, a selection, a trap; widened; and both orders."
    )
    for op in ("band", "bor"):
        for use in ("value", "wide", "wider", "select", "trapz", "trapnz", "inverted", "twice"):
            for narrow in (True, False):
                ty = "i8" if narrow else "i32"
                func = file.function(f"{op}_{use}_{ty}", [ty, "i32", "i64", "i64"], ["i64"])
                first = func.op(f"icmp ult v0, {func.const(ty, 10)}")
                second = func.op("icmp sgt v2, v3")
                if use == "wider":
                    first, second = func.op(f"uextend.i16 {first}"), func.op(f"uextend.i16 {second}")
                if use in ("wide", "wider"):
                    first, second = func.op(f"uextend.i64 {first}"), func.op(f"uextend.i64 {second}")
                both = func.op(f"{op} {first}, {second}" if narrow else f"{op} {second}, {first}")
                if use == "value":
                    func.finish(func.op(f"uextend.i64 {both}"))
                elif use in ("wide", "wider"):
                    func.finish(both)
                elif use == "select":
                    func.finish(func.op(f"select {both}, v2, v3"))
                elif use == "inverted":
                    zero = func.const("i8", 0)
                    func.finish(func.op(f"select {func.op(f'icmp eq {both}, {zero}')}, v2, v3"))
                elif use == "twice":  # the first compare is a value too
                    wide = func.op(f"uextend.i64 {first}")
                    func.finish(func.op(f"iadd {func.op(f'select {both}, v2, v3')}, {wide}"))
                else:
                    func.emit(f"{use} {both}, user1")
                    func.finish("v2")
                for x in (9, 10):
                    for y, z in ((5, 4), (4, 5)):
                        a, b = int(x < 10), int(y > z)
                        answer = a & b if op == "band" else a | b
                        expected: int | str = {
                            "value": answer,
                            "wide": answer,
                            "wider": answer,
                            "select": y if answer else z,
                            "inverted": z if answer else y,
                            "twice": (y if answer else z) + a,
                            "trapz": y if answer else "user1",
                            "trapnz": "user1" if answer else y,
                        }[use]
                        func.run([x, 0, y, z], expected)
    return file


def _longer() -> FileText:
    file = FileText(
        "compare-chains-longer", "Up to eight compares, joined in a row and as a tree, of both operations."
    )
    for shape in ("row", "tree"):
        for count in (3, 4, 5, 8):
            for ops in (("band",), ("bor",), ("band", "bor"), ("bor", "band")):
                func = file.function(f"{shape}_{count}_{'_'.join(ops)}", ["i64", "i32"], ["i32"])
                parts = []
                for index in range(count):
                    parts.append(_bit(func, index))
                answer = _joined(func, shape, parts, ops)
                _branch(func, answer)
                for value in {0, 2**count - 1, 1, 2 ** (count - 1), 0b10110, 0b01101, 0b11000111, 0b00111000}:
                    bits = [value >> index & 1 for index in range(count)]
                    func.run([value, value], 11 if _answer(shape, bits, ops) else 22)
    return file


def _mixed() -> FileText:
    """(first op second) op third, with what cannot be a conditional compare at each place."""
    file = FileText(
        "compare-chains-mixed", "Chains of three with narrow compares, floats, widened and shared parts."
    )
    for op in ("band", "bor"):
        for then in ("band", "bor"):
            for form in (
                "narrow",
                "narrow second",
                "float",
                "float word",
                "widened",
                "widened pair",
                "shared",
                "shared widened",
            ):
                func = file.function(f"{op}_{then}_{form.replace(' ', '_')}", ["i64", "i8", "i32"], ["i64"])
                first = func.op(f"icmp ugt v0, {func.const('i64', 100)}")
                if form.startswith("float"):
                    x = func.op("fcvt_from_sint.f64 v0")
                    first = func.op(f"fcmp gt {x}, {func.op('f64const 0x1.9p6')}")
                second = func.op(f"icmp slt v1, {func.const('i8', 0)}")
                if form == "float word":
                    second = func.op(f"icmp slt {func.op('sextend.i32 v1')}, {func.const('i32', 0)}")
                third = func.op(f"icmp eq v2, {func.const('i32', 7)}")
                if form.startswith("widened"):
                    first, second = func.op(f"uextend.i32 {first}"), func.op(f"uextend.i32 {second}")
                    if form == "widened":
                        third = func.op(f"uextend.i32 {third}")
                pair = [second, first] if form == "narrow second" else [first, second]
                inner = func.op(f"{op} {', '.join(pair)}")
                shared = inner
                if form == "widened pair":
                    third = func.op(f"uextend.i64 {third}")
                    inner = func.op(f"uextend.i64 {inner}")
                if form == "shared widened":
                    shared = inner = func.op(f"uextend.i64 {inner}")
                    third = func.op(f"uextend.i64 {third}")
                answer = func.op(f"select {func.op(f'{then} {inner}, {third}')}, v0, {func.const('i64', 22)}")
                if form.startswith("shared"):
                    wide = func.op(f"uextend.i64 {shared}") if form == "shared" else shared
                    answer = func.op(f"iadd {answer}, {wide}")
                func.finish(answer)
                for x_value, y, z in ((101, -1, 7), (101, 0, 7), (100, -1, 8), (100, 0, 7), (101, 0, 8)):
                    a, b, c = int(x_value > 100), int(y < 0), int(z == 7)
                    middle = a & b if op == "band" else a | b
                    whole = middle & c if then == "band" else middle | c
                    func.run([x_value, y, z], (x_value if whole else 22) + middle * form.startswith("shared"))
    return file


def _bit(func: FunctionText, index: int) -> str:
    """A compare that holds when bit `index` of the arguments, which are equal, is set."""
    name, ty = ("v0", "i64") if index % 2 else ("v1", "i32")
    shifted = func.op(f"ishl {name}, {func.const('i64', int(ty[1:]) - 1 - index)}")
    return func.op(f"icmp slt {shifted}, {func.const(ty, 0)}")


def _joined(func: FunctionText, shape: str, parts: list[str], ops: tuple[str, ...]) -> str:
    level = 0
    while len(parts) > 1:
        op = ops[level % len(ops)]
        if shape == "row":
            parts = [func.op(f"{op} {parts[0]}, {parts[1]}"), *parts[2:]]
        else:
            pairs = range(0, len(parts) - 1, 2)
            odd = parts[-1:] if len(parts) % 2 else []
            parts = [func.op(f"{op} {parts[at]}, {parts[at + 1]}") for at in pairs] + odd
        level += 1
    return parts[0]


def _answer(shape: str, bits: list[int], ops: tuple[str, ...]) -> int:
    level = 0
    while len(bits) > 1:
        join = (lambda a, b: a & b) if ops[level % len(ops)] == "band" else (lambda a, b: a | b)
        if shape == "row":
            bits = [join(bits[0], bits[1]), *bits[2:]]
        else:
            odd = bits[-1:] if len(bits) % 2 else []
            bits = [join(bits[at], bits[at + 1]) for at in range(0, len(bits) - 1, 2)] + odd
        level += 1
    return bits[0]
