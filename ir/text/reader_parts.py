"""Reader actions for the parts of an instruction: each notes where in the tokens the part is.

    v3, v4 = uadd_overflow.i32 v1, v2        results [v3, v4]  suffix i32  operands [v1, v2]

`reader_body` makes rows of them when the instruction is complete. What is noted belongs to the instruction
being read; whoever has used it puts it back to nothing, and `abandon` does that for all of it.
"""

from librt.vecs import append, vec
from mypy_extensions import i64

from .reader_preamble import PreambleReader


class InstructionParts:
    """Parts of the instruction that is being read, as tokens."""

    def __init__(self, preamble: PreambleReader) -> None:
        self.preamble = preamble
        self.results: vec[i64] = vec[i64]()
        self.operands: vec[i64] = vec[i64]()
        self.suffix_token: i64 = -1
        self.reference_token: i64 = -1
        self.sig_token: i64 = -1
        self.condition: i64 = 0
        self.edges: vec[i64] = vec[i64]()
        self.edge_arg_ends: vec[i64] = vec[i64]()
        """By edge: how many edge arguments have been read when it was complete."""
        self.edge_args: vec[i64] = vec[i64]()
        self.handlers: vec[i64] = vec[i64]()
        self.contexts: vec[i64] = vec[i64]()
        self.has_stack_map = False
        self.stack_map: vec[i64] = vec[i64]()
        self.tags: vec[i64] = vec[i64]()
        self.source_loc_token: i64 = -1

    def abandon(self) -> None:
        """Forget the instruction that is being read."""
        self.results = vec[i64]()
        self.operands = vec[i64]()
        self.suffix_token = -1
        self.reference_token = -1
        self.sig_token = -1
        self.condition = 0
        self.edges = vec[i64]()
        self.edge_arg_ends = vec[i64]()
        self.edge_args = vec[i64]()
        self.handlers = vec[i64]()
        self.contexts = vec[i64]()
        self.has_stack_map = False
        self.stack_map = vec[i64]()
        self.tags = vec[i64]()
        self.source_loc_token = -1

    def on_source_loc(self, token: int) -> None:
        """`@HEX`."""
        self.source_loc_token = token

    def on_debug_tag(self, token: int) -> None:
        """A number or stack slot between `<` and `>`."""
        self.tags = append(self.tags, token)

    def on_result(self, token: int) -> None:
        """A value left of `=`."""
        self.results = append(self.results, token)

    def on_suffix(self, token: int) -> None:
        """`.TYPE` of an opcode."""
        self.suffix_token = token + 1

    def on_operand(self, token: int) -> None:
        """A value operand."""
        self.operands = append(self.operands, token)

    def on_reference(self, token: int) -> None:
        """The entity an instruction refers to."""
        self.reference_token = token

    def on_signature_ref(self, token: int) -> None:
        """The signature of an indirect call or exception table."""
        self.sig_token = token

    def on_offset(self, token: int) -> None:
        """A byte offset (shared with declarations)."""
        self.preamble.offset_token = token

    def on_condition(self, token: int) -> None:
        """A condition code."""
        self.condition = token

    def on_rmw_op(self, token: int) -> None:
        """An operation of atomic_rmw."""
        self.condition = token

    def on_trap_code(self, token: int) -> None:
        """The code of a trap instruction."""
        self.condition = token

    def on_edge(self, token: int) -> None:
        """The block of a block call."""
        self.edges = append(self.edges, token)
        self.edge_arg_ends = append(self.edge_arg_ends, len(self.edge_args))

    def on_edge_arg(self, token: int) -> None:
        """An argument of the newest block call."""
        self.edge_args = append(self.edge_args, token)
        self.edge_arg_ends[-1] = len(self.edge_args)

    def on_handler(self, token: int) -> None:
        """`tagN` or `default`: its block call follows."""
        self.handlers = append(self.handlers, token)

    def on_handler_context(self, token: int) -> None:
        """`context vN`."""
        self.handlers = append(self.handlers, token)
        self.contexts = append(self.contexts, token + 1)

    def on_stack_map(self, token: int) -> None:
        """`, stack_map =`."""
        self.has_stack_map = True

    def on_stack_map_entry(self, token: int) -> None:
        """`TYPE @ ssN+OFFSET`."""
        self.stack_map = append(self.stack_map, token)
