"""`irtool cfg`.

what --graph draws:
  cfg        blocks with their instructions, and the branches between them (default)
  domtree    the dominator tree
  loops      the loop nest: each loop with its header, its depth and its blocks
  calls      which functions call which

Formats: `dot` (Graphviz), `graphml` (networkx, yEd, Gephi), `svg` (needs the program `dot`).

examples:
  irtool cfg demo.clif --function fib
  irtool cfg demo.clif --function fib --format svg -o fib.svg
  irtool cfg demo.clif --graph calls --format graphml -o calls.graphml
"""

import argparse
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

from .common import (
    UsageError,
    add_output_argument,
    display_name,
    pick_function,
    read_functions,
    refuse_options,
    verify_functions,
    write_output,
)

if TYPE_CHECKING:
    from ..ir.function import Function


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("file", metavar="FILE", help="CLIF text, - for stdin")
    parser.add_argument(
        "--function", metavar="NAME", help="function to draw; default: all (dot), or the only one"
    )
    parser.add_argument(
        "--graph", choices=("cfg", "domtree", "loops", "calls"), default="cfg", help="what to draw"
    )
    parser.add_argument("--format", choices=("dot", "svg", "graphml"), default="dot", help="default: dot")
    add_output_argument(parser, "stdout")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..ir.errors import IrtoolError, Place

    if args.graph == "calls":
        refuse_options(args, ["function"], "has no meaning for --graph calls, which shows all functions")
    if args.format == "svg" and shutil.which("dot") is None:
        raise UsageError("--format svg needs the program `dot` (package graphviz)")
    funcs = read_functions(args.file)
    file = display_name(args.file)
    verify_functions(funcs, file)
    if args.graph == "calls":
        graphs = [call_graph(funcs)]
    else:
        if args.function is not None or args.format != "dot":
            funcs = [pick_function(funcs, args.function, file)]
        make = {"cfg": block_graph, "domtree": dominator_graph, "loops": loop_graph}[args.graph]
        graphs = [make(func) for func in funcs]
    if args.format == "graphml":
        import networkx

        write_output(args.output, "\n".join(networkx.generate_graphml(graphs[0])) + "\n", [args.file])
        return 0
    text = "\n".join(dot_text(graph) for graph in graphs)
    if args.format == "dot":
        write_output(args.output, text, [args.file])
        return 0
    done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:  # it has said why
        raise IrtoolError(f"`dot` ended with status {done.returncode}", Place(0, 0, file))
    write_output(args.output, done.stdout.decode(), [args.file])
    return 0


# Graphs are networkx multigraphs. Nodes have a `label`, edges may have one.


def block_graph(func: "Function") -> Any:
    """Blocks with their instructions; an edge for each block call, labelled with its arguments."""
    import networkx

    from ..ir.analysis.cfg import compute_cfg
    from ..ir.text.printer import block_header, block_name, inst_text, value_name

    cfg = compute_cfg(func)
    graph = networkx.MultiDiGraph(name=str(func.name))
    for block in func.block_list():
        lines = [
            block_header(func, block).strip(),
            *(inst_text(func, i).strip() for i in func.inst_list(block)),
        ]
        graph.add_node(block_name(func, block), label="\n".join(lines), reachable=cfg.is_reachable(block))
    for block in func.block_list():
        for k in range(int(cfg.succ_start[block]), int(cfg.succ_start[block + 1])):
            edge = int(cfg.succ_edge[k])
            start, count = int(func.edge_arg_start[edge]), int(func.edge_arg_count[edge])
            args = [int(func.pool[start + i]) for i in range(count)]
            label = ", ".join(value_name(func, int(func.resolve(arg))) if arg >= 0 else "" for arg in args)
            graph.add_edge(block_name(func, block), block_name(func, int(cfg.succ_block[k])), label=label)
    return graph


def dominator_graph(func: "Function") -> Any:
    """The dominator tree of the reachable blocks."""
    import networkx

    from ..ir.analysis.cfg import compute_cfg
    from ..ir.analysis.domtree import compute_domtree
    from ..ir.text.printer import block_name

    cfg = compute_cfg(func)
    tree = compute_domtree(func, cfg)
    graph = networkx.MultiDiGraph(name=str(func.name))
    for block in (int(block) for block in tree.preorder[: tree.reachable]):
        graph.add_node(block_name(func, block), label=block_name(func, block))
        if int(tree.idom[block]) >= 0:
            graph.add_edge(block_name(func, int(tree.idom[block])), block_name(func, block))
    return graph


def loop_graph(func: "Function") -> Any:
    """The loop nest: a node per loop, named by its header, and one for the function; edges lead inward.
    `irreducible` of the function's node says that some cycle has no single header."""
    import networkx

    from ..ir.analysis.cfg import compute_cfg
    from ..ir.analysis.domtree import compute_domtree
    from ..ir.analysis.loops import compute_loops
    from ..ir.text.printer import block_name

    cfg = compute_cfg(func)
    loops = compute_loops(func, cfg, compute_domtree(func, cfg))
    graph = networkx.MultiDiGraph(name=str(func.name))
    root = str(func.name)
    note = " (with an irreducible cycle)" if loops.irreducible else ""
    graph.add_node(root, label=f"{root}{note}", depth=0, irreducible=loops.irreducible)
    members: dict[int, list[str]] = {}
    for block in func.block_list():
        members.setdefault(int(loops.block_loop[block]), []).append(block_name(func, block))
    names = [block_name(func, int(header)) for header in loops.header[: loops.count()]]
    for loop, name in enumerate(names):
        depth = int(loops.depth[loop])
        label = f"{name}: depth {depth}\nblocks {' '.join(members.get(loop, []))}"
        graph.add_node(name, label=label, depth=depth)
        parent = int(loops.parent[loop])
        graph.add_edge(names[parent] if parent >= 0 else root, name)
    return graph


def call_graph(funcs: "list[Function]") -> Any:
    """Functions of the file and those they refer to; one edge per pair, `count` call sites."""
    import networkx

    from ..ir.analysis.callees import callees

    graph = networkx.DiGraph(name="calls")
    for func in funcs:
        graph.add_node(str(func.name), label=str(func.name), defined=True)
    for func in funcs:
        for callee in callees(func):
            if callee not in graph:
                graph.add_node(callee, label=callee, defined=False)
            if graph.has_edge(str(func.name), callee):
                graph[str(func.name)][callee]["count"] += 1
            else:
                graph.add_edge(str(func.name), callee, count=1)
    return graph


def dot_text(graph: Any) -> str:
    """A graph in Graphviz' language; text of nodes is left-aligned."""
    lines = [f"digraph {_quoted(graph.name)} {{", '    node [shape=box, fontname="monospace"];']
    for name, data in graph.nodes(data=True):
        style = "" if data.get("reachable", True) and data.get("defined", True) else ", style=dashed"
        label = _quoted(data["label"])
        if "\n" in data["label"]:
            label = label[:-1].replace("\n", "\\l") + '\\l"'
        lines.append(f"    {_quoted(name)} [label={label}{style}];")
    for source, target, data in graph.edges(data=True):
        text = str(data.get("label") or data.get("count") or "")
        lines.append(
            f"    {_quoted(source)} -> {_quoted(target)}" + (f" [label={_quoted(text)}];" if text else ";")
        )
    lines.append("}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
