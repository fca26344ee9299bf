"""Analyses that passes share, computed when first asked for and kept while they are true.

    facts = AnalysisCache()
    facts.cfg(func)                     computed
    facts.domtree(func)                 computed from the same graph
    facts.invalidate(KEEPS_CFG)         an instruction moved: all stay
    facts.invalidate(KEEPS_NOTHING)     a branch changed: all are forgotten

Whoever lowers the function afterwards goes on with what the last pass left, so the graph of a
function whose branches no pass changes is computed once. Nobody changes an analysis: functions of one block
share theirs. What was forgotten is gone: its tables are those of what is computed next, for this function or,
after `clear`, for another one.
"""

from typing import Final

from mypy_extensions import i64, mypyc_attr

from ..function import Function
from .cfg import Cfg, compute_cfg, is_lone_block, lone_block
from .domtree import DomTree, compute_domtree
from .loops import Loops, compute_loops
from .scratch import Scratch

#: What is still true after a pass that changed something.
KEEPS_NOTHING: Final = 0
KEEPS_CFG: Final = 1
"""Blocks, branches and block order as before: CFG, dominator tree and loops stay valid."""


#: Analyses of all functions that are one block: a third of the functions in some modules.
_LONE_CFG: Final = compute_cfg(lone_block())
_LONE_TREE: Final = compute_domtree(lone_block(), _LONE_CFG)
_LONE_LOOPS: Final = compute_loops(lone_block(), _LONE_CFG, _LONE_TREE)


@mypyc_attr(acyclic=True)
class AnalysisCache:
    """Analyses of one function, and scratch tables for its passes."""

    def __init__(self) -> None:
        self.scratch: Scratch = Scratch()
        self._own_cfg: Cfg = Cfg()
        self._own_domtree: DomTree = DomTree()
        self._own_loops: Loops = Loops()
        self._cfg: Cfg | None = None
        self._domtree: DomTree | None = None
        self._loops: Loops | None = None

    def cfg(self, func: Function) -> Cfg:
        """The control-flow graph."""
        cfg = self._cfg
        if cfg is None:
            cfg = _LONE_CFG if is_lone_block(func) else compute_cfg(func, self._own_cfg)
            self._cfg = cfg
        return cfg

    def domtree(self, func: Function) -> DomTree:
        """The dominator tree."""
        tree = self._domtree
        if tree is None:
            if is_lone_block(func):
                tree = _LONE_TREE
            else:
                tree = compute_domtree(func, self.cfg(func), self._own_domtree)
            self._domtree = tree
        return tree

    def loops(self, func: Function) -> Loops:
        """The loop nest."""
        loops = self._loops
        if loops is None:
            if is_lone_block(func):
                loops = _LONE_LOOPS
            else:
                loops = compute_loops(func, self.cfg(func), self.domtree(func), self._own_loops)
            self._loops = loops
        return loops

    def clear(self) -> None:
        """Forget the function."""
        self.invalidate(KEEPS_NOTHING)

    def invalidate(self, keeps: i64) -> None:
        """Forget what a pass with these `KEEPS_*` made untrue."""
        if (keeps & KEEPS_CFG) == 0:
            self._cfg = None
            self._domtree = None
            self._loops = None
