"""What the allocator can do without, as a mask, so that the benchmark can show what each thing buys.

    allocate(inp, env)                         everything
    allocate(inp, env, ALL & ~HINTS)           registers in the machine's order, whatever moves that costs

Every mask gives a right allocation. `irtool bench --regalloc` measures them (bench/regalloc_quality.py).
"""

from typing import Final

#: Lifetime holes: a register is free for others where its owner is not alive.
HOLES: Final = 1
#: Cuts and reloads at the cheapest place: outside of loops, behind calls, in cold blocks. Without it they
#: are as late as possible.
POSITIONS: Final = 2
#: Registers and slots that save a move are tried first.
HINTS: Final = 4
#: Cheap definitions are repeated, not stored and reloaded.
REMAT: Final = 8
#: A slot is written at the definition or where the value is spilled, whichever costs less. Without it
#: always at the definition.
STORES: Final = 16

ALL: Final = HOLES | POSITIONS | HINTS | REMAT | STORES

#: Names for people.
FEATURES: Final = {
    "holes": HOLES,
    "positions": POSITIONS,
    "hints": HINTS,
    "remat": REMAT,
    "stores": STORES,
}
