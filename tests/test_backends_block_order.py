"""Machine block order: critical edges split, loops contiguous, forward edges forward."""

import random

import networkx as nx
import pytest
from irtool.backends.block_order import BlockOrder, compute_block_order
from irtool.ir.analysis.cfg import compute_cfg
from irtool.ir.analysis.domtree import compute_domtree
from irtool.ir.analysis.loops import compute_loops
from irtool.ir.function import Function
from irtool.ir.opcodes_gen import OP_BR_TABLE, OP_RETURN


def build(edges: list[list[int]], cold: set[int] = frozenset()) -> Function:
    """A function whose block b branches to the blocks `edges[b]`; it need not verify."""
    func = Function()
    for block in range(len(edges)):
        func.append_block(func.make_block())
        func.block_cold[block] = 1 if block in cold else 0
    for block, targets in enumerate(edges):
        inst = func.make_inst(OP_BR_TABLE if targets else OP_RETURN, 0, 0, -1, 0)
        for target in targets:
            func.push_edge(inst, target)
        func.append_inst(inst, block)
    return func


def machine_edges(func: Function, order: BlockOrder) -> list[tuple[int, int]]:
    """Edges between machine blocks."""
    result = []
    for machine, block in enumerate(order.ir_block[: order.count]):
        if block < 0:
            result.append((machine, order.label[func.edge_block[order.edge[machine]]]))
            continue
        last = func.block_last[block]
        start = func.edge_start[last]
        result += [(machine, order.edge_label[e]) for e in range(start, start + func.edge_count[last])]
    return result


def check_no_critical_edge(func: Function, order: BlockOrder) -> None:
    edges = machine_edges(func, order)
    outgoing = [source for source, _ in edges]
    incoming = [target for _, target in edges]
    for source, target in edges:
        assert outgoing.count(source) == 1 or incoming.count(target) == 1, (source, target)


def test_split_edge_follows_its_source() -> None:
    func = build([[1, 2], [2], []])
    order = compute_block_order(func)
    assert list(order.ir_block[: order.count]) == [0, -1, 1, 2]
    assert order.edge[1] == 1  # the second edge of block 0
    assert [order.edge_label[e] for e in range(3)] == [2, 1, 3]


def test_exit_edge_leaves_the_loop() -> None:
    # 1 is a header; the edge 1 -> 3 is critical and leaves the loop {1, 2}.
    func = build([[1, 3], [2, 3], [1], []])
    order = compute_block_order(func)
    machine_of_exit_edge = order.edge_label[3]
    assert order.edge[machine_of_exit_edge] == 3
    assert machine_of_exit_edge > order.label[2], "the loop stays contiguous"
    assert order.depth[machine_of_exit_edge] == 0
    assert order.depth[order.label[1]] == order.depth[order.label[2]] == 1


def test_cold_blocks_go_last() -> None:
    func = build([[1, 2], [3], [3], []], cold={1})
    order = compute_block_order(func)
    assert list(order.ir_block[: order.count]) == [0, 2, 3, 1]


def test_cold_entry_stays_first() -> None:
    func = build([[1], []], cold={0})
    assert list(compute_block_order(func).ir_block[:2]) == [0, 1]


def test_unreachable_blocks_are_left_out() -> None:
    func = build([[2], [2], []])
    order = compute_block_order(func)
    assert list(order.ir_block[: order.count]) == [0, 2]
    assert order.label[1] == -1


@pytest.mark.parametrize("seed", range(60))
def test_random_graphs(seed: int) -> None:
    rng = random.Random(seed)
    n = rng.randint(2, 24)
    # Block 0 is the entry: nothing branches to it.
    edges = [[rng.randint(1, n - 1) for _ in range(rng.choice([0, 1, 1, 2, 2, 3]))] for _ in range(n)]
    func = build(edges)
    order = compute_block_order(func)
    cfg = compute_cfg(func)
    reachable = sorted(int(b) for b in cfg.rpo[: cfg.reachable])
    assert sorted(int(b) for b in order.ir_block[: order.count] if b >= 0) == reachable
    assert order.ir_block[0] == 0
    check_no_critical_edge(func, order)

    tree = compute_domtree(func, cfg)
    loops = compute_loops(func, cfg, tree)
    for loop in range(loops.count()):
        places = [
            m for m, b in enumerate(order.ir_block[: order.count]) if b >= 0 and loops.contains(loop, b)
        ]
        strangers = [
            b for b in order.ir_block[places[0] : places[-1] + 1] if b >= 0 and not loops.contains(loop, b)
        ]
        assert not strangers, f"loop {loop} is not contiguous"
    graph = nx.DiGraph(machine_edges(func, order))
    graph.add_node(0)
    if not loops.irreducible:
        dominators = nx.immediate_dominators(graph, 0)
        for source, target in graph.edges:
            if target <= source:
                node = source
                while node != target:
                    assert node != 0, f"backward edge {source} -> {target} that is no loop edge"
                    node = dominators[node]
