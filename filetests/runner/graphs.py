"""Texts of `test print-cfg` and `test domtree`.

Source: CLIF reference, section "Other test outputs".
"""

from ...ir.analysis.cfg import compute_cfg
from ...ir.analysis.domtree import compute_domtree
from ...ir.function import Function
from ...ir.text.printer import block_header, block_name, inst_text


def cfg_text(func: Function) -> str:
    """The control-flow graph in Graphviz' language, one record node per block: its header and its
    branch. Edges start at the branch."""
    cfg = compute_cfg(func)
    blocks = func.block_list()
    lines = [f'digraph "{func.name}" {{']
    if blocks:
        lines.append(f"    {{rank=min; {block_name(func, blocks[0])}}}")
    for block in blocks:
        lines.append(
            f'    {block_name(func, block)} [shape=record, label="{{{block_header(func, block).strip()}'
        )
        insts = func.inst_list(block)
        if insts:
            lines.append(f"    | <inst{insts[-1]}>{inst_text(func, insts[-1]).strip()}")
        lines.append('    }"]')
    for block in blocks:
        for pred in cfg.preds(block):
            branch = func.inst_list(pred)[-1]
            lines.append(f"    {block_name(func, pred)}:inst{branch} -> {block_name(func, block)}")
    lines.append("}")
    return "\n".join(lines) + "\n"


def domtree_text(func: Function) -> str:
    """Post-order of the control-flow graph, then the dominator tree in pre-order."""
    cfg = compute_cfg(func)
    tree = compute_domtree(func, cfg)
    postorder = " ".join(block_name(func, int(block)) for block in cfg.postorder[: cfg.reachable])
    lines = [f"cfg_postorder: {postorder}", "domtree_preorder {"]
    for block in tree.preorder[: tree.reachable]:
        children = " ".join(block_name(func, child) for child in tree.children(block))
        lines.append(f"    {block_name(func, int(block))}: {children}".rstrip())
    lines.append("}")
    return "\n".join(lines) + "\n"
