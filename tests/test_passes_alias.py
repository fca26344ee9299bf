"""Alias analysis: what it removes, what it must keep; random memory programs judged by the interpreter."""

import random

import pytest
from irtool.compile import PREPARE, Session, make_target
from irtool.ir.clone import clone_function
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import Interpreter
from irtool.ir.opcodes import OPS
from irtool.ir.text.printer import print_function
from irtool.ir.text.reader import parse_function, parse_functions
from irtool.passes.pipeline import Options, optimize, run_passes
from irtool.settings import Settings


def names(func: Function) -> list[str]:
    return [OPS[func.op[inst]].name for block in func.block_list() for inst in func.inst_list(block)]


def after(body: str, params: str = "i64, i64, i32, i32", preamble: str = "") -> str:
    """The opcodes left of a body over v0: i64, v1: i64, v2: i32, v3: i32."""
    declared = ", ".join(f"v{i}: {ty}" for i, ty in enumerate(params.split(", ")))
    returns = " -> i32" if "return v" in body else ""
    text = f"function %f({params}){returns} {{ {preamble}\nblock0({declared}):\n{body}\n}}"
    func = parse_function(text)
    run_passes(func, ["alias_analysis"], Options(verify=True))
    return " ".join(names(func))


REGIONS = 'region0 = 0 "a"\nregion1 = 1 "b"'
SLOTS = "ss0 = explicit_slot 16\nss1 = explicit_slot 16\nfn0 = %g()"


@pytest.mark.parametrize(
    ("body", "preamble", "left"),
    [
        # Loads of what is known.
        ("v4 = load.i32 v0  v5 = load.i32 v0  v6 = iadd v4, v5  return v6", "", "load iadd return"),
        ("store v2, v0+4  v4 = load.i32 v0+4  return v4", "", "store return"),
        ("store v2, v0+4  v4 = load.f32 v0+4  return", "", "store load return"),
        ("store v2, v0+4  v4 = load.i32 big v0+4  return v4", "", "store load return"),
        ("istore8 v2, v0  v4 = load.i32 v0  return v4", "", "istore8 load return"),
        ("v4 = uload8.i32 v0  v5 = sload8.i32 v0  v6 = uload8.i32 v0  return v6", "", "uload8 sload8 return"),
        # Stores between.
        ("v4 = load.i32 v0  store v2, v1  v5 = load.i32 v0  return v5", "", "load store load return"),
        ("v4 = load.i32 v0  store v2, v0+4  v5 = load.i32 v0  return v5", "", "load store return"),
        ("v4 = load.i32 v0  store v2, v0+3  v5 = load.i32 v0  return v5", "", "load store load return"),
        ("v4 = load.i32 v0  v9 = iconst.i64 8  v5 = iadd v0, v9  store v4, v5-8  return", "",
         "load iconst iadd return"),
        ("v4 = load.i32 region0 v0  store region1 v2, v1  v5 = load.i32 region0 v0  return v5", REGIONS,
         "load store return"),
        ("v4 = load.i32 v0  store region1 v2, v1  v5 = load.i32 v0  return v5", REGIONS, "load store load return"),
        ("v4 = load.i32 region0 v0  store v2, v1  v5 = load.i32 region0 v0  return v5", REGIONS,
         "load store load return"),
        ("v4 = load.i32 readonly v0  store v2, v1  v5 = load.i32 readonly v0  return v5", "", "load store return"),
        # Constant addresses: equal constants are one address, others are told apart.
        ("v4 = iconst.i64 0x7fff_0000_1000  v5 = iconst.i64 0x7fff_0000_0ff0  v6 = load.i32 v4  store v2, v5+12  "
         "v7 = load.i32 v5+16  return v7", "", "iconst iconst load store return"),
        ("v4 = iconst.i64 0x1000  v5 = iconst.i64 0x1000  v6 = load.i32 v4  store v2, v5+3  v7 = load.i32 v4  "
         "return v7", "", "iconst iconst load store load return"),
        ("v4 = iconst.i64 0x1000  v5 = stack_addr.i64 ss0  v6 = load.i32 v4  store v2, v5  v7 = load.i32 v4  "
         "return v7", SLOTS, "iconst stack_addr load store load return"),
        ("v4 = iconst.i64 -0x8000_0000_0000_0000  v6 = load.i32 v4-4  store v2, v4-8  v7 = load.i32 v4-4  "
         "return v7", "", "iconst load store return"),
        ("v4 = iconst.i32 5  store v4, v0  trapz v2, user1  v5 = iconst.i32 5  store v5, v0  return", "",
         "iconst store trapz iconst return"),
        # Slots.
        ("v4 = stack_addr.i64 ss0  v5 = stack_addr.i64 ss1  v6 = load.i32 v4  store v2, v5  v7 = load.i32 v4  "
         "return v7", SLOTS, "stack_addr stack_addr load store return"),
        ("v4 = stack_addr.i64 ss0  v5 = stack_addr.i64 ss1  v6 = load.i32 v4  store v2, v5+16  v7 = load.i32 v4  "
         "return v7", SLOTS, "stack_addr stack_addr load store load return"),
        ("v4 = stack_addr.i64 ss0+4  v5 = stack_addr.i64 ss0  store v2, v4+4  v7 = load.i32 v5+8  return v7", SLOTS,
         "stack_addr stack_addr store return"),
        # Clobbers.
        ("v4 = load.i32 v0  call fn0()  v5 = load.i32 v0  return v5", SLOTS, "load call load return"),
        ("v4 = load.i32 v0  fence  v5 = load.i32 v0  return v5", "", "load fence load return"),
        ("v4 = load.i32 v0  trapz v2, user1  v5 = load.i32 v0  return v5", "", "load trapz return"),
        ("v4 = atomic_load.i32 v0  v5 = atomic_load.i32 v0  return v5", "", "atomic_load atomic_load return"),
        # Dead and idempotent stores.
        ("store notrap v2, v0  store notrap v3, v0  return", "", "store return"),
        ("store v2, v0  store v3, v0  return", "", "store return"),
        ("store user1 v2, v0  store user2 v3, v0  return", "", "store store return"),
        ("store notrap v2, v0  istore8 notrap v3, v0  return", "", "store istore8 return"),
        ("store notrap v2, v0  v4 = load.i32 notrap v1  store notrap v3, v0  return", "", "store load store return"),
        ("store notrap v2, v0  v4 = load.i32 notrap v0+4  store notrap v3, v0  return", "", "load store return"),
        ("store notrap v2, v0  v4 = load.i32 v0+4  store notrap v3, v0  return", "", "store load store return"),
        ("store notrap v2, v0  v4 = udiv v2, v3  store notrap v3, v0  return", "", "store udiv store return"),
        ("atomic_store v2, v0  atomic_store v3, v0  return", "", "atomic_store atomic_store return"),
        ("v4 = load.i32 v0  store v4, v0  return", "", "load return"),
        ("v4 = load.i32 notrap v0  trapz v4, user1  store notrap v2, v0  store notrap v4, v0  return", "",
         "load trapz return"),
    ],
)  # fmt: skip
def test_straight_code(body: str, preamble: str, left: str) -> None:
    assert after(body, preamble=preamble) == left


def test_a_removed_store_was_never_there() -> None:
    """The versions of the store to region1 lead back to a store that is removed later."""
    func = parse_function(
        """function %f(i64, i32) -> i32 {
    region0 = 0 "a"
    region1 = 1 "b"
block0(v0: i64, v1: i32):
    v2 = load.i32 notrap region0 v0
    store notrap region0 v1, v0
    store notrap region1 v1, v0+8
    store notrap region0 v2, v0
    v3 = load.i32 v0
    return v3
}"""
    )
    run_passes(func, ["alias_analysis"], Options(verify=True))
    assert names(func) == ["load", "store", "return"]
    assert "return v2" in print_function(func)


LOOP = """function %f(i64, i64, i32) -> i32 {{
block0(v0: i64, v1: i64, v2: i32):
    v3 = load.i32 v0
    jump block1(v2)
block1(v4: i32):
    v5 = load.i32 v0
    v6 = isub v4, v5
    {inside}
    brif v6, block1(v6), block2
block2:
    v7 = load.i32 v0
    return v7
}}"""


def test_loops() -> None:
    func = parse_function(LOOP.format(inside=""))
    run_passes(func, ["alias_analysis"], Options(verify=True))
    assert names(func).count("load") == 1
    func = parse_function(LOOP.format(inside="store v6, v1"))
    run_passes(func, ["alias_analysis"], Options(verify=True))
    assert names(func).count("load") == 3
    func = parse_function(LOOP.format(inside="store v6, v0+4"))
    run_passes(func, ["alias_analysis"], Options(verify=True))
    assert (
        names(func).count("load") == 2
    )  # the load behind the loop only: its header has a version of its own


def test_irreducible_cycle() -> None:
    func = parse_function(
        """function %f(i64, i64, i32) -> i32 {
block0(v0: i64, v1: i64, v2: i32):
    v3 = load.i32 v0
    brif v2, block1, block2
block1:
    v4 = load.i32 v0
    store v4, v1
    jump block2
block2:
    v5 = load.i32 v0
    brif v5, block1, block3
block3:
    return v5
}"""
    )
    run_passes(func, ["alias_analysis"], Options(verify=True))
    assert names(func).count("load") == 3


def test_many_regions_share_columns() -> None:
    """Regions beyond the tracked ones are right, and the cost stays linear."""
    count = 500
    regions = "\n".join(f'region{i} = {i} "r{i}"' for i in range(count))
    stores = "\n".join(f"store region{i} v1, v0+{8 * i}" for i in range(count))
    loads = "\n".join(f"v{i + 2} = load.i32 region{i} v0+{8 * i}" for i in range(count))
    func = parse_function(
        f"function %f(i64, i32) {{ {regions}\nblock0(v0: i64, v1: i32):\n{stores}\n{loads}\nreturn }}"
    )
    run_passes(func, ["alias_analysis"], Options(verify=True))
    assert 0 < names(func).count("load") < count


def test_setting_turns_it_off() -> None:
    text = "function %f(i64) -> i32 { block0(v0: i64): v1 = load.i32 v0 v2 = load.i32 v0 v3 = iadd v1, v2 return v3 }"
    settings = Settings("x86_64")

    def loads() -> int:
        session = Session(make_target("x86_64", settings), settings)
        return names(session.compile_until(parse_function(text), PREPARE).func).count("load")

    settings.set("opt_level", "speed")
    assert loads() == 1
    settings.set("enable_alias_analysis", False)
    assert loads() == 2
    settings.set("enable_alias_analysis", True)
    settings.set("opt_level", "none")
    assert loads() == 2


def test_what_it_uncovers_is_merged() -> None:
    """Values computed from two loads of a place become one."""
    func = parse_function(
        "function %f(i64) -> i32 { block0(v0: i64): v1 = load.i32 v0 v2 = imul v1, v1 v3 = load.i32 v0 "
        "v4 = imul v3, v3 v5 = isub v2, v4 return v5 }"
    )
    optimize(func, "speed", Options(verify=True))
    assert "imul" not in names(func)


# --- random programs --------------------------------------------------------------------------

AREA = 32
LOADS = "\n    ".join(f"v{10 + i} = load.i64 v3+{8 * i}" for i in range(8))
MAIN = f"""function %main(i64, i64, i64) -> i64, i64, i64, i64, i64, i64, i64, i64, i64 {{
    ss0 = explicit_slot {2 * AREA}
    fn0 = %f(i64, i64, i64, i64) -> i64
block0(v0: i64, v1: i64, v2: i64):
    v3 = stack_addr.i64 ss0
    store v0, v3
    store v1, v3+8
    store v2, v3+24
    store v0, v3+40
    v6 = iconst.i64 7
    v7 = band v2, v6
    v4 = iadd v3, v7
    v5 = call fn0(v3, v4, v0, v1)
    {LOADS}
    return v5, v10, v11, v12, v13, v14, v15, v16, v17
}}
"""


class Writer:
    """A random function over two overlapping pointers, a slot, and memory that region0 has for itself."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.values = 20
        self.blocks = 0
        self.known = ["v2", "v3"]
        self.lines: list[str] = []

    def new(self) -> str:
        self.values += 1
        return f"v{self.values}"

    def access(self) -> None:
        rng = self.rng
        flags = rng.choice(["", "notrap ", "notrap ", "user1 "])
        # v0, v1: overlapping; v4: a slot; v5: region 0's own; v6: v0 again through an addition.
        base, region, room = rng.choice(
            [("v0", "region1 ", AREA), ("v1", "region1 ", AREA), ("v0", "", AREA), ("v1", "", AREA - 8),
             ("v4", "", 16), ("v4", "region2 ", 16), ("v5", "region0 ", 16), ("v5", "", 16), ("v6", "", AREA - 8)]
        )  # fmt: skip
        offset = rng.choice([0, 0, 4, 8, 8, 12, 3])
        offset = min(offset, room - 8)
        where = f"{flags}{region}"
        kind = rng.random()
        x = rng.choice(self.known[-6:])
        place = f"{base}+{offset}" if offset else base
        if kind < 0.3:
            self.lines.append(f"store {where}{x}, {place}")
        elif kind < 0.4:
            self.lines.append(f"istore{rng.choice([8, 16, 32])} {where}{x}, {place}")
        elif kind < 0.85:
            value = self.new()
            self.lines.append(f"{value} = load.i64 {where}{place}")
            self.known.append(value)
        else:
            value = self.new()
            self.lines.append(
                f"{value} = {rng.choice(['u', 's'])}load{rng.choice([8, 16])}.i64 {where}{place}"
            )
            self.known.append(value)

    def straight(self) -> None:
        for _ in range(self.rng.randrange(1, 8)):
            if self.rng.random() < 0.12:
                value = self.new()
                x, y = self.rng.choice(self.known), self.rng.choice(self.known)
                self.lines.append(f"{value} = {self.rng.choice(['iadd', 'bxor'])} {x}, {y}")
                self.known.append(value)
            elif self.rng.random() < 0.06:
                self.lines.append(self.rng.choice(["fence", "call fn0(v0)", "trapz v30000, user9"]))
            else:
                self.access()

    def block(self) -> str:
        self.blocks += 1
        return f"block{self.blocks}"

    def region(self, depth: int) -> None:
        self.straight()
        if depth == 0:
            return
        mark = len(self.known)
        if self.rng.random() < 0.5:
            yes, no, end = self.block(), self.block(), self.block()
            self.lines.append(f"brif {self.rng.choice(self.known)}, {yes}, {no}")
            for name in (yes, no):
                self.lines.append(f"{name}:")
                self.region(depth - 1)
                self.lines.append(f"jump {end}")
                del self.known[mark:]
            self.lines.append(f"{end}:")
        else:
            head, end = self.block(), self.block()
            counter, left = self.new(), self.new()
            self.lines.append(f"jump {head}(v7)")
            self.lines.append(f"{head}({counter}: i64):")
            self.region(depth - 1)
            self.lines.append(f"{left} = iadd {counter}, v8")
            self.lines.append(f"brif {left}, {head}({left}), {end}")
            self.lines.append(f"{end}:")
            if self.rng.random() < 0.5:
                del self.known[mark:]
        self.straight()

    def text(self) -> str:
        self.region(3)
        self.lines.append(f"return {self.known[-1]}")
        body = "\n    ".join(self.lines)
        return f"""function %touch(i64) {{
block0(v0: i64):
    v1 = load.i64 v0+8
    store v1, v0
    return
}}
function %f(i64, i64, i64, i64) -> i64 {{
    ss0 = explicit_slot 16
    ss1 = explicit_slot 16
    region0 = 0 "own"
    region1 = 1 "shared"
    region2 = 2 "slot"
    fn0 = %touch(i64)
block0(v0: i64, v1: i64, v2: i64, v3: i64):
    v4 = stack_addr.i64 ss0
    v5 = stack_addr.i64 ss1
    v7 = iconst.i64 3
    v8 = iconst.i64 -1
    v6 = iadd v0, v7
    v30000 = iconst.i64 1
    {body}
}}
{MAIN}"""


def results(functions: list[Function], seed: int) -> list[object]:
    rng = random.Random(seed)
    interpreter = Interpreter(functions)
    found: list[object] = []
    for _ in range(4):
        arguments = [rng.choice([0, 1, 255, rng.getrandbits(64)]) for _ in range(3)]
        outcome = interpreter.call("main", arguments, 500_000)
        found.append((outcome.values, outcome.trap))
    return found


@pytest.mark.parametrize("group", range(8))
def test_random_memory_programs(group: int) -> None:
    removed = 0
    for seed in range(group * 40, group * 40 + 40):
        functions = parse_functions(Writer(seed).text())
        expected = results(functions, seed)
        copies = [clone_function(func) for func in functions]
        run_passes(copies[1], ["alias_analysis"], Options(verify=True))
        removed += len(names(functions[1])) - len(names(copies[1]))
        assert results(copies, seed) == expected, (seed, print_function(copies[1]))
        optimize(copies[1], "speed", Options(verify=True))
        assert results(copies, seed) == expected, (seed, print_function(copies[1]))
    assert removed > 40
