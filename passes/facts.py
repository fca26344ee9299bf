"""Analyses that passes share, computed when first asked for and kept while they are true."""

from typing import Final

from mypy_extensions import i64

from ..ir.cfg import Cfg, compute_cfg
from ..ir.domtree import DomTree, compute_domtree
from ..ir.function import Function

#: What is still true after a pass that changed something.
KEEPS_NOTHING: Final = 0
KEEPS_CFG: Final = 1
"""Blocks, branches and block order as before: CFG and dominator tree stay valid."""


class AnalysisCache:
    """Analyses of one function."""

    def __init__(self) -> None:
        self._cfg: Cfg | None = None
        self._domtree: DomTree | None = None

    def cfg(self, func: Function) -> Cfg:
        """The control-flow graph."""
        cfg = self._cfg
        if cfg is None:
            cfg = compute_cfg(func)
            self._cfg = cfg
        return cfg

    def domtree(self, func: Function) -> DomTree:
        """The dominator tree."""
        tree = self._domtree
        if tree is None:
            tree = compute_domtree(func, self.cfg(func))
            self._domtree = tree
        return tree

    def invalidate(self, keeps: i64) -> None:
        """Forget what a pass with these `KEEPS_*` made untrue."""
        if (keeps & KEEPS_CFG) == 0:
            self._cfg = None
            self._domtree = None
