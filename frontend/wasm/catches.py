"""The catch clauses of a try_table while its body is translated.

Each clause has an IR block, to which the exceptional edges of all calls in the body lead with the exception
as argument. When the body ends the blocks are filled in: load the fields, branch to the label.
"""

from librt.vecs import vec
from mypy_extensions import i64

from ...ir.types import I64 as IR_I64
from .emitter import HANDLER_ALL, HANDLER_TAG, FunctionEmitter


class Catches:
    """The clauses of one try_table."""

    def __init__(self) -> None:
        self.kinds: vec[i64] = vec[i64]()
        """0 catch, 1 catch_ref, 2 catch_all, 3 catch_all_ref."""
        self.tags: vec[i64] = vec[i64]()
        self.frames: vec[i64] = vec[i64]()
        """Frame of the label of each clause."""
        self.blocks: vec[i64] = vec[i64]()
        self.values: vec[i64] = vec[i64]()
        """The exception in each block."""
        self.open: i64 = 0
        """Handlers that were open before."""

    def set(self, kinds: vec[i64], tags: vec[i64], frames: vec[i64], out: FunctionEmitter) -> None:
        """Open the handlers of these clauses, of which the first one that fits is taken."""
        count: i64 = len(kinds)
        self.kinds = kinds
        self.tags = tags
        self.frames = frames
        self.blocks = vec[i64]([-1] * count)
        self.values = vec[i64]([-1] * count)
        self.open = out.handler_count
        i = count
        while i > 0:  # the emitter's list is innermost last
            i -= 1
            block = out.func.make_block()
            self.blocks[i] = block
            self.values[i] = out.func.append_block_param(block, IR_I64)
            kind: i64 = HANDLER_ALL
            if kinds[i] < 2:
                kind = HANDLER_TAG
            out.push_handler(kind, tags[i], block)
