"""Kernels that are made, since they hold many values of one kind: texts for `kernels.py`.

    fir():  v30 = imul v20, v20;  v31 = bxor v30, 0x55          a new sample
            v40 = imul v31, v10;  v41 = iadd v21, v40;  ...     eight taps, each with its sample
            brif v61, block1(v60, v55, v31, v22 .. v27), block2   the window moves on by one

Values are numbered by ranges, so that a text can be read: what is constant, parameters, results.
"""


def _quarter_round(lines: list[str], state: list[str], at: tuple[int, int, int, int], number: int) -> int:
    """One quarter round of ChaCha on four words of the state."""
    a, b, c, d = at
    for one, other, third, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        lines.append(f"    v{number} = iadd {state[one]}, {state[other]}")
        state[one] = f"v{number}"
        lines.append(f"    v{number + 1} = bxor {state[third]}, {state[one]}")
        lines.append(f"    v{number + 2} = rotl_imm.i32 v{number + 1}, {turn}")
        state[third] = f"v{number + 2}"
        number += 3
    return number


def chacha() -> str:
    """Rounds of ChaCha over 16 words of 32 bits, all alive all the time: more than x86-64 has registers."""
    lines = ["function %chacha(i64, i32) -> i64 {", "block0(v0: i64, v1: i32):"]
    lines += [f"    v{2 + i} = iadd_imm.i32 v1, {i * 0x9E3779B9 & 0x7FFFFFFF}" for i in range(16)]
    lines += [f"    jump block1(v0, {', '.join(f'v{2 + i}' for i in range(16))})", ""]
    lines += [f"block1(v20: i64, {', '.join(f'v{21 + i}: i32' for i in range(16))}):"]
    state = [f"v{21 + i}" for i in range(16)]
    number = 40
    for at in (
        *((i, 4 + i, 8 + i, 12 + i) for i in range(4)),
        *((i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4) for i in range(4)),
    ):
        number = _quarter_round(lines, state, at, number)
    lines += [f"    v{number} = iadd_imm v20, -1"]
    lines += [f"    brif v{number}, block1(v{number}, {', '.join(state)}), block2", "", "block2:"]
    total = state[0]
    for index, name in enumerate(state[1:]):
        lines += [f"    v{number + 1 + index} = bxor {total}, {name}"]
        total = f"v{number + 1 + index}"
    lines += [f"    v{number + 20} = uextend.i64 {total}", f"    return v{number + 20}", "}"]
    return "\n".join(lines) + "\n"


def fir() -> str:
    """A filter with eight taps in registers and a window of eight samples that moves on."""
    lines = ["function %fir(i64, i64) -> i64 {", "block0(v0: i64, v1: i64):"]
    lines += ["    v2 = iconst.i64 0"]
    lines += [f"    v{10 + i} = imul_imm v1, {2 * i + 3}" for i in range(8)]
    lines += [f"    jump block1(v2, v2, {', '.join(['v2'] * 7)})", ""]
    lines += [f"block1(v20: i64, v21: i64, {', '.join(f'v{22 + i}: i64' for i in range(7))}):"]
    lines += ["    v30 = imul v20, v20", "    v31 = bxor_imm v30, 0x55"]
    window = ["v31", *(f"v{22 + i}" for i in range(7))]
    total = "v21"
    number = 40
    for tap, sample in enumerate(window):
        lines += [
            f"    v{number} = imul {sample}, v{10 + tap}",
            f"    v{number + 1} = iadd {total}, v{number}",
        ]
        total = f"v{number + 1}"
        number += 2
    lines += ["    v60 = iadd_imm v20, 1", "    v61 = icmp ult v60, v0"]
    lines += [f"    brif v61, block1(v60, {total}, {', '.join(window[:7])}), block2", ""]
    lines += ["block2:", f"    return {total}", "}"]
    return "\n".join(lines) + "\n"


def idle() -> str:
    """An inner loop over eight values, inside an outer one that uses 22 others once in each turn: those are
    to be stored and reloaded in the outer loop, not in the inner one."""
    lines = ["function %idle(i64, i64) -> i64 {", "block0(v0: i64, v1: i64):", "    v2 = iconst.i64 0"]
    lines += [f"    v{10 + i} = imul_imm v1, {2 * i + 3}" for i in range(22)]
    lines += ["    jump block1(v2, v1)", "", "block1(v3: i64, v4: i64):", "    v5 = iconst.i64 12"]
    lines += [f"    v{40 + i} = iadd_imm v4, {i + 1}" for i in range(8)]
    inner = [f"v{40 + i}" for i in range(8)]
    lines += [f"    jump block2(v5, {', '.join(inner)})", ""]
    lines += [f"block2(v6: i64, {', '.join(f'v{50 + i}: i64' for i in range(8))}):"]
    state = [f"v{50 + i}" for i in range(8)]
    for i in range(8):
        lines += [f"    v{60 + i} = iadd {state[i]}, {state[(i + 3) % 8]}"]
        state[i] = f"v{60 + i}"
    lines += [
        "    v7 = iadd_imm v6, -1",
        f"    brif v7, block2(v7, {', '.join(state)}), block3",
        "",
        "block3:",
    ]
    total = "v67"
    for i in range(22):
        lines += [f"    v{70 + i} = {('bxor', 'iadd')[i & 1]} {total}, v{10 + i}"]
        total = f"v{70 + i}"
    lines += ["    v8 = iadd_imm v3, 1", "    v9 = icmp ult v8, v0"]
    lines += [f"    brif v9, block1(v8, {total}), block4", "", "block4:", f"    return {total}", "}"]
    return "\n".join(lines) + "\n"
