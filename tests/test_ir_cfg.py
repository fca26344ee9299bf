"""Control-flow graph, dominators and loops against networkx on random graphs, and on known shapes."""

import random

import networkx as nx
import pytest
from irtool.ir.analysis.cfg import Cfg, compute_cfg
from irtool.ir.analysis.domtree import DomTree, compute_domtree
from irtool.ir.analysis.loops import Loops, compute_loops
from irtool.ir.function import Function
from irtool.ir.opcodes import OP_BY_NAME
from irtool.ir.types import I32


def function_of(succs: list[list[int]]) -> Function:
    """A function whose block b ends in a branch to `succs[b]` (types and values do not matter here)."""
    func = Function()
    for _ in succs:
        func.append_block(func.make_block())
    index = func.append_block_param(0, I32)
    for block, targets in enumerate(succs):
        name = {0: "return", 1: "jump", 2: "brif"}.get(len(targets), "br_table")
        inst = func.make_inst(OP_BY_NAME[name], 0, 0, -1, 0)
        if len(targets) >= 2:
            func.push_arg(inst, index)
        for target in targets:
            func.push_edge(inst, target)
        func.append_inst(inst, block)
    return func


def analyse(succs: list[list[int]]) -> tuple[Cfg, DomTree, Loops]:
    """All three analyses of a graph given as successor lists."""
    func = function_of(succs)
    cfg = compute_cfg(func)
    tree = compute_domtree(func, cfg)
    return cfg, tree, compute_loops(func, cfg, tree)


def random_graph(rng: random.Random) -> list[list[int]]:
    """Successor lists with forward, backward, parallel and self edges, and unreachable blocks."""
    count = rng.randint(1, 30)
    reach = rng.choice([3, count])
    result = []
    for block in range(count):
        near = [
            min(count - 1, max(0, block + rng.randint(-reach, reach)))
            for _ in range(rng.choice([0, 1, 2, 2, 4]))
        ]
        result.append([target for target in near if target != 0])
    return result


@pytest.mark.parametrize("seed", range(300))
def test_random_graph_against_networkx(seed: int) -> None:
    succs = random_graph(random.Random(seed))
    cfg, tree, loops = analyse(succs)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(succs)))
    graph.add_edges_from((block, target) for block, targets in enumerate(succs) for target in targets)
    reachable = {0} | nx.descendants(graph, 0)

    assert {b for b in range(len(succs)) if cfg.is_reachable(b)} == reachable
    rpo = list(cfg.rpo[: cfg.reachable])
    assert sorted(rpo) == sorted(reachable) == sorted(cfg.preorder[: cfg.reachable])
    assert list(cfg.postorder[: cfg.reachable]) == rpo[::-1]
    assert [cfg.rpo_number[b] for b in rpo] == list(range(len(reachable)))
    for block, targets in enumerate(succs):
        assert cfg.succs(block) == targets
        assert sorted(cfg.preds(block)) == sorted(s for s, ts in enumerate(succs) for t in ts if t == block)

    expected = nx.immediate_dominators(graph, 0)
    for block in range(len(succs)):
        idom = expected.get(block) if block != 0 else None
        assert tree.idom[block] == (-1 if idom is None else idom)

    def dominators(block: int) -> set[int]:
        chain = {block}
        while block != 0:
            block = expected[block]
            chain.add(block)
        return chain

    for b in reachable:
        above = dominators(b)
        assert {a for a in range(len(succs)) if tree.dominates(a, b)} == above
        assert sorted(tree.children(b)) == sorted(c for c in reachable if c and expected[c] == b)
    assert [tree.pre_number[b] for b in tree.preorder[: tree.reachable]] == list(range(len(reachable)))

    # Natural loops by definition: per header, everything that reaches a back edge without the header.
    sub = graph.subgraph(reachable)
    bodies: dict[int, set[int]] = {}
    for source, target in sub.edges:
        if target in dominators(source):
            without = sub.subgraph(reachable - {target})
            body = {target} | ({source} | nx.ancestors(without, source) if source != target else set())
            bodies[target] = bodies.get(target, set()) | body
    assert sorted(loops.header[: loops.count()]) == sorted(bodies)
    for block in range(len(succs)):
        holders = [head for head, body in bodies.items() if block in body]
        assert loops.block_depth[block] == len(holders)
        for loop in range(loops.count()):
            assert loops.contains(loop, block) == (loops.header[loop] in holders)
    for loop in range(loops.count()):
        assert loops.parent[loop] < loop
        assert loops.depth[loop] == loops.block_depth[loops.header[loop]]
    back = [(s, t) for s, t in sub.edges if t in dominators(s)]
    forward = nx.DiGraph(sub.edges)
    forward.remove_edges_from(back)
    assert loops.irreducible == (not nx.is_directed_acyclic_graph(forward))


def test_postorder_and_preorder_of_the_reference_example() -> None:
    # domtree/loops2.clif %loop2
    cfg, tree, loops = analyse([[2, 1], [3], [5, 4], [4], [5, 3], [6, 4], []])
    assert list(cfg.postorder) == [6, 3, 4, 5, 2, 1, 0]
    assert [tree.children(b) for b in range(7)] == [[1, 2, 5, 4, 3], [], [], [], [], [6], []]
    assert loops.irreducible and loops.count() == 0


def test_parallel_edges_stay_separate() -> None:
    cfg, tree, _ = analyse([[1, 1], []])
    assert cfg.succs(0) == [1, 1] and cfg.preds(1) == [0, 0]
    assert [int(e) for e in cfg.pred_edge] == [0, 1]
    assert tree.idom[1] == 0


def test_empty_function() -> None:
    func = Function()
    cfg = compute_cfg(func)
    tree = compute_domtree(func, cfg)
    loops = compute_loops(func, cfg, tree)
    assert cfg.reachable == 0 and tree.reachable == 0 and loops.count() == 0


def test_blocks_outside_the_layout_have_no_successors() -> None:
    func = function_of([[1], [2], []])
    func.remove_block(1)
    cfg = compute_cfg(func)
    assert cfg.succs(1) == [] and not cfg.is_reachable(2)


@pytest.mark.parametrize("shape", ["chain to one exit", "deep nest", "ladder"])
def test_cost_stays_near_linear(shape: str) -> None:
    n = 20000
    if shape == "chain to one exit":
        succs = [[block + 1, n] for block in range(n - 1)] + [[n], []]
    elif shape == "deep nest":  # block i starts loop i, block 2n - i ends it
        succs = (
            [[block + 1] for block in range(n)]
            + [[block + 1, 2 * n - block] for block in range(n, 2 * n)]
            + [[]]
        )
    else:
        succs = [[block + 1, block + 2] for block in range(n)] + [[], []]
        succs[n - 1] = [n, n + 1, 1]
    cfg, tree, loops = analyse(succs)
    assert cfg.reachable == len(succs)
    if shape == "deep nest":
        assert max(loops.block_depth) == n
    assert tree.pre_last[0] == len(succs) - 1
