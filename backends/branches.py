"""Branch clean-up: the branches that end at the cursor are simplified when a label is bound there.

Emitters write every branch in full: `cond then; jump else`. The buffer remembers the branches that
end at the cursor and have nothing but branches between them and it (`MachBuffer.add_jump`,
`add_cond_branch`). When a label is bound there, the newest is simplified until nothing more applies:

    jump L; L:                    ->  L:                         a branch to what follows is dropped
    cond L; jump M; L:            ->  !cond M; L:                the condition is inverted
    A: jump M                     ->  A aliased to M             an empty block is threaded
    jump M; jump N                ->  jump M                     unreachable: no label between them

Dropping a branch truncates the buffer, so labels bound at its end move back to its start. A label
alias is resolved when a field is written. An alias always points at a label that stands for itself
(the root of its chain) and is not made when that root is bound at the branch itself (`L: jump L`),
so chains have no cycles, not even for a ring of empty blocks.

An island ends all this for what lies before it: `LabelBuffer.forget_branches`.
"""

from typing import Final

from mypy_extensions import i64

from .labelbuffer import LabelBuffer

#: With more labels than this at the cursor, branches in front of them stay: dropping one moves
#: every such label, and the cost must stay linear.
MAX_MOVED_LABELS: Final = 64


def simplify_branches(buf: LabelBuffer) -> None:
    """Apply the rules of the module docstring to the newest branch until none applies."""
    while buf.num_branches > 0:
        last = buf.num_branches - 1
        here = buf.cur_offset()
        if buf.branch_end[last] != here or buf.num_here - buf.tail_start > MAX_MOVED_LABELS:
            return
        target = buf.resolve_label(buf.use_target[buf.branch_use[last]])
        if buf.label_offset[target] == here:
            drop_last_branch(buf)
            continue
        if buf.branch_flip_at[last] >= 0:
            return
        start = buf.branch_start[last]
        if buf.label_offset[target] != start:
            thread_labels(buf, last, target)
        if last == 0 or buf.branch_labels[last] != buf.tail_start:
            return
        # The branch is contiguous with the one before it, and no label lies between them.
        if buf.branch_flip_at[last - 1] < 0:
            drop_last_branch(buf)
            continue
        over = buf.resolve_label(buf.use_target[buf.branch_use[last - 1]])
        if buf.label_offset[over] != here:
            return
        drop_last_branch(buf)
        invert_branch(buf, last - 1, target)


def thread_labels(buf: LabelBuffer, last: i64, target: i64) -> None:
    """Make the labels at the newest branch, an unconditional one, aliases of its target."""
    here = buf.here
    first = buf.branch_labels[last]
    i = first
    while i < buf.tail_start:
        buf.label_alias[here[i]] = target
        i += 1
    kept = first
    while i < buf.num_here:
        here[kept] = here[i]
        kept += 1
        i += 1
    buf.tail_start = first
    buf.num_here = kept


def invert_branch(buf: LabelBuffer, branch: i64, target: i64) -> None:
    """Turn a conditional branch round, to `target`."""
    at = buf.branch_start[branch] + buf.branch_flip_at[branch]
    buf.patch1(at, buf.read1(at) ^ buf.branch_flip[branch])
    buf.use_target[buf.branch_use[branch]] = target


def drop_last_branch(buf: LabelBuffer) -> None:
    """Take the newest branch out of the code; labels at its end move to its start."""
    last = buf.num_branches - 1
    start = buf.branch_start[last]
    i = buf.tail_start
    while i < buf.num_here:
        buf.label_offset[buf.here[i]] = start
        i += 1
    buf.tail_start = buf.branch_labels[last]
    buf.tail_offset = start
    buf.num_branches = last
    buf.num_uses = buf.branch_use[last]
    buf.writer.truncate(start)
    n: i64 = len(buf.srcloc_offset) - 1
    while n >= 0 and buf.srcloc_offset[n] > start:
        buf.srcloc_offset[n] = start
        n -= 1
