"""Programs that need range: modules of functions that call across each other, functions with branches
from end to end. Each comes with what it computes, as Python."""

import random
import struct

MASK = (1 << 64) - 1


def callee_of(index: int, count: int) -> int:
    """Whom function `index` of a module calls: far away, forward and backward."""
    return (index * 7 + count // 2 + 3) % count


def module_text(count: int, outside: int = 0) -> str:
    """Functions %f0 .. of `(steps, x)`: each passes `steps - 1, (x + index) * 5` on to its callee until
    there are none left. Every `outside`-th one goes through `helper(x) -> i64` of another object first."""
    parts = []
    for index in range(count):
        helper = outside and index % outside == 0
        parts.append(f"function %f{index}(i64, i64) -> i64 system_v {{")
        parts.append(f"    fn0 = colocated %f{callee_of(index, count)}(i64, i64) -> i64 system_v")
        if helper:
            parts.append("    fn1 = %helper(i64) -> i64 system_v")
        parts.append("block0(v0: i64, v1: i64):")
        parts.append(f"    v10 = iconst.i64 {index}\n    v11 = iconst.i64 5\n    v12 = iconst.i64 1")
        parts.append("    v2 = call fn1(v1)" if helper else "    v2 = bor v1, v1")
        parts.append("    v3 = iadd v2, v10\n    v4 = imul v3, v11\n    brif v0, block1, block2")
        parts.append("block1:\n    v5 = isub v0, v12\n    v6 = call fn0(v5, v4)\n    v7 = iadd v6, v12")
        parts.append("    return v7\nblock2:\n    return v4\n}\n")
    return "\n".join(parts)


def module_result(count: int, start: int, steps: int, x: int, outside: int = 0) -> int:
    """What %f<start>(steps, x) returns; `helper` adds 1000."""
    index = start
    left = steps
    while True:
        if outside and index % outside == 0:
            x += 1000
        x = (x + index) * 5 & MASK
        if left == 0:
            return (x + steps) & MASK
        left -= 1
        index = callee_of(index, count)


#: Bit of x on which the odd blocks of a maze branch, and number with which the even ones compare it.
BIT = 1 << 33
LEAST = 1 << 63


def _order(blocks: int, seed: int) -> list[int]:
    order = list(range(1, blocks + 1))
    random.Random(seed).shuffle(order)
    return order


def maze_text(blocks: int, seed: int = 1) -> str:
    """A function %maze(steps, x) of pieces that lead to each other in random order.

    Each traps when x is 0, changes x, and goes on while steps are left, else to the end. When a bit of x
    is set (odd ones), or x is small (even ones), it makes a detour over a cold block, which lies at the
    far end of the function; every hundredth uses a constant of its own."""
    order = _order(blocks, seed)
    following = dict(zip(order, order[1:] + order[:1], strict=True))
    lines = ["function %maze(i64, i64) -> i64 system_v {", "block0(v0: i64, v1: i64):"]
    lines.append(f"    jump block{order[0]}(v0, v1)")
    end = f"block{3 * blocks + 1}"
    far: list[str] = []
    value = 10
    for block in range(1, blocks + 1):
        names = [f"v{value + k}" for k in range(14)]
        value += len(names)
        steps, x, k31, number, a, b, mixed, c, k1, left, bit, test, detour, last = names
        rest, way = f"block{blocks + block}", f"block{2 * blocks + block}"
        lines.append(f"block{block}({steps}: i64, {x}: i64):")
        lines.append(f"    trapz {x}, user1")
        lines.append(f"    {k31} = iconst.i64 31\n    {number} = iconst.i64 {block}")
        lines.append(f"    {a} = imul {x}, {k31}\n    {b} = iadd {a}, {number}")
        if block % 100 == 0:
            number_text = float(block).hex().replace("+", "")
            lines.append(f"    v{value} = f64const {number_text}\n    {mixed} = bitcast.i64 v{value}")
            value += 1
        else:
            lines.append(f"    {mixed} = iconst.i64 77")
        lines.append(f"    {c} = bxor {b}, {mixed}")
        if block % 2:
            lines.append(f"    {bit} = iconst.i64 {BIT}\n    {test} = band {c}, {bit}")
        else:
            lines.append(f"    {bit} = iconst.i64 {LEAST}\n    {test} = icmp ult {c}, {bit}")
        lines.append(f"    brif {test}, {way}, {rest}({c})")
        far.append(f"{way} cold:\n    {detour} = iadd {c}, {number}\n    jump {rest}({detour})")
        lines.append(f"{rest}({last}: i64):")
        lines.append(f"    {k1} = iconst.i64 1\n    {left} = isub {steps}, {k1}")
        lines.append(f"    brif {left}, block{following[block]}({left}, {last}), {end}({last})")
    lines += far
    lines.append(f"{end}(v5: i64):\n    return v5\n}}")
    return "\n".join(lines)


def maze_result(blocks: int, steps: int, x: int, seed: int = 1) -> int | None:
    """What %maze returns for at least one step, None for the trap."""
    order = _order(blocks, seed)
    for step in range(steps):
        block = order[step % blocks]
        if x == 0:
            return None
        x = (x * 31 + block) & MASK
        x ^= struct.unpack("<Q", struct.pack("<d", float(block)))[0] if block % 100 == 0 else 77
        if (block % 2 and x & BIT) or (block % 2 == 0 and x < LEAST):
            x = (x + block) & MASK
    return x
