"""Is the allocator's input sound? Everything that contract.py asks of the caller, looked at once.

A backend's mistakes show here with their place, before they turn into wrong code.
"""

from .check_flow import Flow
from .contract import (
    ANY,
    FIXED,
    FLOAT,
    INT,
    REUSE,
    STACK,
    MachineEnv,
    RegallocInput,
    operand_constraint,
    operand_is_def,
    operand_is_late,
    operand_payload,
    operand_vreg,
)


def check_input(inp: RegallocInput, env: MachineEnv) -> list[str]:
    """All problems of the input, empty when it is sound."""
    problems: list[str] = []
    check_tables(inp, problems)
    if problems:
        return problems
    check_edges(inp, problems)
    allocatable = int(env.int_mask | env.float_mask)
    check_scratch(env, allocatable, problems)
    for inst in range(inp.num_insts()):
        check_inst(inp, inst, allocatable, problems)
    if not problems:
        check_ssa(inp, allocatable, problems)
    return problems


def check_scratch(env: MachineEnv, allocatable: int, problems: list[str]) -> None:
    """Scratch registers are of their class and not allocatable; orders hold their class only."""
    for name, preg, cls in (("int", env.int_scratch, INT), ("float", env.float_scratch, FLOAT)):
        if preg >> 5 != cls:
            problems.append(f"{name}_scratch: register {preg} is of the wrong class")
        elif allocatable >> preg & 1:
            problems.append(f"{name}_scratch: register {preg} is allocatable")
    for order, cls in ((env.int_order, INT), (env.float_order, FLOAT)):
        problems += [f"register {preg}: listed in the wrong class" for preg in order if preg >> 5 != cls]


def check_starts(name: str, starts: list[int], pool: int, problems: list[str]) -> bool:
    """A CSR start column ascends from 0 to a row of its pool."""
    if starts[0] != 0 or sorted(starts) != starts or starts[-1] > pool:
        problems.append(f"{name}: not ascending from 0 to at most {pool}")
        return False
    return True


def check_lengths(columns: dict[str, tuple[int, int]], problems: list[str]) -> bool:
    """Columns, given as length and rows in use, are long enough."""
    short = [name for name, (length, rows) in columns.items() if length < rows]
    problems += [f"{name}: {columns[name][0]} items for {columns[name][1]} rows" for name in short]
    return not short


def check_csr(inp: RegallocInput, problems: list[str]) -> bool:
    """Lengths of all columns, and starts."""
    insts = inp.num_insts()
    blocks = inp.num_blocks()
    vregs = inp.num_vregs()
    columns = {
        "vreg_class": (len(inp.vreg_class), vregs),
        "vreg_remat": (len(inp.vreg_remat), vregs),
        "clobbers": (len(inp.clobbers), insts),
        "is_move": (len(inp.is_move), insts),
        "operand_start": (len(inp.operand_start), insts + 1),
        "loop_depth": (len(inp.loop_depth), blocks),
        "cold": (len(inp.cold), blocks),
        "block_first": (len(inp.block_first), blocks + 1),
        "succ_start": (len(inp.succ_start), blocks + 1),
        "pred_start": (len(inp.pred_start), blocks + 1),
        "param_start": (len(inp.param_start), blocks + 1),
    }
    if not check_lengths(columns, problems):
        return False
    edges = inp.num_edges()
    if not check_starts("succ_start", list(inp.succ_start)[: blocks + 1], len(inp.succ), problems):
        return False
    columns = {
        "edge_arg_start": (len(inp.edge_arg_start), edges + 1),
        "pred": (len(inp.pred), edges),
        "pred_edge": (len(inp.pred_edge), edges),
    }
    if not check_lengths(columns, problems):
        return False
    operand_start = [int(start) for start in inp.operand_start[: insts + 1]]
    starts = (
        ("block_first", list(inp.block_first)[: blocks + 1], insts),
        ("operand_start", operand_start, len(inp.operands)),
        ("pred_start", list(inp.pred_start)[: blocks + 1], edges),
        ("param_start", list(inp.param_start)[: blocks + 1], len(inp.params)),
        ("edge_arg_start", list(inp.edge_arg_start)[: edges + 1], len(inp.edge_args)),
    )
    good = [check_starts(name, column, pool, problems) for name, column, pool in starts]
    return all(good)


def check_tables(inp: RegallocInput, problems: list[str]) -> None:
    """Lengths, starts and ranges of all columns."""
    insts = inp.num_insts()
    blocks = inp.num_blocks()
    vregs = inp.num_vregs()
    if blocks == 0 or insts == 0:
        problems.append("there is no code")
        return
    if not check_csr(inp, problems):
        return
    for name, last, wanted in (
        ("block_first", inp.block_first[blocks], insts),
        ("pred_start", inp.pred_start[blocks], inp.num_edges()),
    ):
        if last != wanted:
            problems.append(f"{name}: ends at {last}, not {wanted}")
    for b in range(blocks):
        if inp.block_first[b] == inp.block_first[b + 1]:
            problems.append(f"block{b} is empty")
    if any(cls not in (INT, FLOAT) for cls in inp.vreg_class[:vregs]):
        problems.append("vreg_class: neither INT nor FLOAT")
    if any(not 0 <= b < blocks for b in inp.succ[: inp.num_edges()]):
        problems.append("succ: no such block")
    for name, column in (
        ("params", inp.params[: inp.num_params()]),
        ("edge_args", inp.edge_args[: inp.num_edge_args()]),
    ):
        if any(not 0 <= vreg < vregs for vreg in column):
            problems.append(f"{name}: no such vreg")


def check_edges(inp: RegallocInput, problems: list[str]) -> None:
    """Predecessors mirror successors; arguments match parameters; no critical edges."""
    blocks = inp.num_blocks()
    source = [b for b in range(blocks) for _ in range(inp.succ_start[b], inp.succ_start[b + 1])]
    incoming: list[list[tuple[int, int]]] = [[] for _ in range(blocks)]
    for edge, b in enumerate(source):
        incoming[inp.succ[edge]].append((b, edge))
    for b in range(blocks):
        rows = range(inp.pred_start[b], inp.pred_start[b + 1])
        listed = [(int(inp.pred[row]), int(inp.pred_edge[row])) for row in rows]
        if sorted(listed) != incoming[b]:
            problems.append(f"block{b}: predecessors {listed} do not mirror the edges {incoming[b]}")
    if incoming[0]:
        problems.append("block0: the entry has predecessors")
    if inp.param_start[1] != 0:
        problems.append("block0: the entry has parameters")
    for edge, b in enumerate(source):
        target = inp.succ[edge]
        check_arguments(inp, edge, b, problems)
        last = inp.block_first[b + 1] - 1
        if len(incoming[target]) < 2:
            continue
        if inp.succ_start[b + 1] - inp.succ_start[b] > 1:
            problems.append(f"the edge from block{b} to block{target} is critical")
        elif inp.operand_start[last] != inp.operand_start[last + 1] or inp.clobbers[last]:
            problems.append(
                f"block{b}: its branch has operands or clobbers and a single successor, block{target}, "
                "with other predecessors"
            )


def check_arguments(inp: RegallocInput, edge: int, b: int, problems: list[str]) -> None:
    """Arguments of one edge: as many as parameters, of the same classes."""
    target = inp.succ[edge]
    args = [int(inp.edge_args[r]) for r in range(inp.edge_arg_start[edge], inp.edge_arg_start[edge + 1])]
    params = [int(inp.params[r]) for r in range(inp.param_start[target], inp.param_start[target + 1])]
    if [inp.vreg_class[v] for v in args] != [inp.vreg_class[v] for v in params]:
        problems.append(f"the edge from block{b} to block{target} has arguments {args} for {params}")


def check_inst(inp: RegallocInput, inst: int, allocatable: int, problems: list[str]) -> None:
    """Constraints of one instruction make sense by themselves."""
    first = inp.operand_start[inst]
    rows = range(first, inp.operand_start[inst + 1])
    taken: dict[tuple[int, int], int] = {}  # (preg, early or late): vreg
    reused: set[int] = set()
    for row in rows:
        operand = inp.operands[row]
        constraint = operand_constraint(operand)
        payload = operand_payload(operand)
        vreg = operand_vreg(operand)
        where = f"inst {inst} operand {row - first}"
        if constraint > REUSE:
            problems.append(f"{where}: no such constraint")
            continue
        if constraint == FIXED and payload > 63:
            problems.append(f"{where}: no such register")
            continue
        if constraint == FIXED and not allocatable >> payload & 1:
            continue
        if vreg >= inp.num_vregs():
            problems.append(f"{where}: no such vreg")
        elif constraint == FIXED:
            if payload >> 5 != inp.vreg_class[vreg]:
                problems.append(f"{where}: v{vreg} is fixed to a register of the other class")
            early = not (operand_is_def(operand) and operand_is_late(operand))
            late = operand_is_def(operand) or operand_is_late(operand)
            for when in ([0] if early else []) + ([1] if late else []):
                if taken.setdefault((payload, when), vreg) != vreg:
                    problems.append(f"{where}: two vregs are fixed to register {payload}")
        elif constraint == REUSE:
            text = check_reuse(inp, rows, operand)
            if text:
                problems.append(f"{where}: {text}")
            if payload in reused:
                problems.append(f"{where}: the use is reused twice")
            reused.add(payload)


def check_reuse(inp: RegallocInput, rows: range, operand: int) -> str:
    """What is wrong with a REUSE operand, or nothing."""
    index = operand_payload(operand)
    if not operand_is_def(operand) or not operand_is_late(operand):
        return "only a late def can reuse"
    if index >= len(rows):
        return "it reuses an operand that does not exist"
    use = inp.operands[rows[index]]
    if operand_is_def(use) or operand_is_late(use):
        return "what it reuses is not an early use"
    if operand_constraint(use) == STACK:
        return "it reuses a stack operand"
    if operand_constraint(use) in (FIXED, ANY) and operand_payload(use) > 63:
        return "it reuses no register"
    if operand_constraint(use) != FIXED and operand_vreg(use) < inp.num_vregs():
        if inp.vreg_class[operand_vreg(use)] != inp.vreg_class[operand_vreg(operand)]:
            return "it reuses a register of the other class"
    return ""


def check_ssa(inp: RegallocInput, allocatable: int, problems: list[str]) -> None:
    """One def per vreg, and it dominates all uses."""
    home: list[tuple[int, int]] = [(-1, -1)] * inp.num_vregs()  # block, instruction (-1: parameter)
    blocks = inp.num_blocks()
    uses: list[tuple[int, int, int]] = []  # vreg, block, instruction
    for b in range(blocks):
        for row in range(inp.param_start[b], inp.param_start[b + 1]):
            define(home, int(inp.params[row]), b, -1, problems)
        for inst in range(inp.block_first[b], inp.block_first[b + 1]):
            for row in inp.operand_rows(inst):
                operand = inp.operands[row]
                constraint = operand_constraint(operand)
                if constraint == FIXED and not allocatable >> operand_payload(operand) & 1:
                    continue
                if operand_is_def(operand):
                    define(home, int(operand_vreg(operand)), b, inst, problems)
                else:
                    uses.append((int(operand_vreg(operand)), b, inst))
        for edge in range(inp.succ_start[b], inp.succ_start[b + 1]):
            for row in range(inp.edge_arg_start[edge], inp.edge_arg_start[edge + 1]):
                uses.append((int(inp.edge_args[row]), b, int(inp.block_first[b + 1])))
    flow = Flow(inp)
    for vreg, b, inst in uses:
        if flow.enter[b] < 0:
            continue
        at, def_inst = home[vreg]
        if at < 0:
            problems.append(f"inst {inst}: v{vreg} has no def")
        elif at == b:
            if def_inst >= inst:
                problems.append(f"inst {inst}: v{vreg} is used before its def")
        elif not flow.dominates(at, b):
            problems.append(f"inst {inst}: the def of v{vreg} in block{at} does not dominate this use")


def define(home: list[tuple[int, int]], vreg: int, b: int, inst: int, problems: list[str]) -> None:
    """Note a def; a second one is a problem."""
    if home[vreg][0] >= 0:
        problems.append(f"v{vreg} has two defs, in block{home[vreg][0]} and block{b}")
    home[vreg] = (b, inst)
