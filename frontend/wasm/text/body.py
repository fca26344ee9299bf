"""Instruction sequences: from plain and folded instructions to bytes, without recursion.

    (i32.add (local.get 0) (i32.const 1))        local.get 0  i32.const 1  i32.add
    (if (result i32) (c) (then a) (else b))      c  if (result i32) a else b end

A folded instruction is written behind its operands. Its bytes, which are known first, wait in `_waiting`, a
stack of bytes; `_frame_*` is the stack of what is open: folded instructions, the parts of a folded
`if`, and blocks. So the depth of nesting is limited by memory only, and each byte is copied at most once.
"""

from typing import Final

from librt.vecs import append, pop, vec
from mypy_extensions import i32, i64

from ..opcodes_gen import WOP_BLOCK, WOP_ELSE, WOP_END, WOP_IF, WOP_LOOP, WOP_TRY_TABLE
from .cursor import Cursor
from .immediates import Immediates
from .lexer import CLOSE, KEYWORD, OPEN
from .names import LABELS
from .output import Output
from .spaces import Spaces
from .words import ENCODINGS, OPCODES

#: What is open. Of a frame's kind follows what may come next.
_PLAIN: Final = 0
"""A folded instruction: folded operands, then `)` writes it."""
_FOLDED: Final = 1
"""A folded block, loop or try_table: instructions, then `)` is its end."""
_IF: Final = 2
"""A folded `if` before its `then`: folded operands."""
_THEN: Final = 3
_AFTER_THEN: Final = 4
_ELSE: Final = 5
_AFTER_ELSE: Final = 6
_BLOCK: Final = 7
"""A block, loop or try_table that ends with the word `end`."""
_PLAIN_IF: Final = 8
_PLAIN_ELSE: Final = 9

_EMPTY_BLOCK: Final = 0x40
_CATCHES: Final[dict[bytes, int]] = {b"catch": 0, b"catch_ref": 1, b"catch_all": 2, b"catch_all_ref": 3}


class BodyAssembler:
    """Assembles the expressions of one module, one after the other, into `out`."""

    def __init__(self, cursor: Cursor, spaces: Spaces) -> None:
        self.cursor = cursor
        self.spaces = spaces
        self.immediates: Immediates = Immediates(cursor, spaces)
        self.out: Output = Output()
        """The expression so far; replaced by `start`."""
        self.function: i64 = -1
        """Index of the function whose body this is, -1 for a constant expression."""
        self.hints: dict[int, int] = {}
        """Branch hints of the module by token index."""
        self.hint_offsets: list[int] = []
        """By hint of this body: offset of the instruction in `out`."""
        self.hint_values: list[int] = []
        self._blocks: i64 = 0
        """Blocks of this body so far: the index of a label in the name section."""
        self._waiting: Output = Output()
        self._frame_kind: vec[i32] = vec[i32]()
        self._frame_start: vec[i32] = vec[i32]()
        """Where the frame's bytes begin in `_waiting`."""
        self._frame_token: vec[i32] = vec[i32]()
        """The token of the instruction."""
        self._frame_label: list[bytes] = []
        """The label; empty for none."""

    def start(self, function: i64) -> None:
        """Begin a function body, or with -1 a constant expression."""
        self.out = Output()
        self.function = function
        self.hint_offsets = []
        self.hint_values = []
        self._blocks = 0

    # --- sequences --------------------------------------------------------------------------

    def sequence(self) -> None:
        """Instructions up to the `)` of what is around them, and an END."""
        cursor = self.cursor
        kinds = cursor.kind
        while True:
            kind = i64(kinds[cursor.at])
            if kind == KEYWORD:
                self._word()
            elif kind == OPEN:
                self._open()
            elif kind == CLOSE:
                if len(self._frame_kind) == 0:
                    break
                self._close()
            else:
                raise cursor.unexpected("an instruction")
        self._end_expression()

    def folded(self) -> None:
        """One folded instruction as a whole expression, and an END."""
        cursor = self.cursor
        if cursor.kind_here() != OPEN:
            raise cursor.unexpected("a folded instruction")
        end = i64(cursor.other[cursor.at])
        while cursor.at <= end:
            kind = i64(cursor.kind[cursor.at])
            if kind == KEYWORD:
                self._word()
            elif kind == OPEN:
                self._open()
            elif kind == CLOSE:
                self._close()
            else:
                raise cursor.unexpected("an instruction")
        self._end_expression()

    def _end_expression(self) -> None:
        self.out.mark(i64(self.cursor.start[self.cursor.at]))
        self.out.put_bytes(ENCODINGS[WOP_END])

    def _top(self) -> i64:
        """The kind of the innermost frame, -1 if there is none."""
        count: i64 = len(self._frame_kind)
        if count == 0:
            return -1
        return i64(self._frame_kind[count - 1])

    def _push(self, kind: i64, start: i64, token: i64, label: bytes) -> None:
        self._frame_kind = append(self._frame_kind, i32(kind))
        self._frame_start = append(self._frame_start, i32(start))
        self._frame_token = append(self._frame_token, i32(token))
        self._frame_label.append(label)

    def _pop(self) -> None:
        self._frame_kind, _ = pop(self._frame_kind)
        self._frame_start, _ = pop(self._frame_start)
        self._frame_token, _ = pop(self._frame_token)
        self._frame_label.pop()

    def _set_top(self, kind: i64) -> None:
        self._frame_kind[len(self._frame_kind) - 1] = i32(kind)

    def _mark(self, token: i64) -> None:
        """The next instruction comes from a token: its word, or the parenthesis before it."""
        word = token
        if self.cursor.kind[token] == OPEN:
            word = token + 1
        self.out.mark(i64(self.cursor.start[word]))
        if self.hints:
            hint = self.hints.get(int(token), self.hints.get(int(word), -1))
            if hint >= 0:
                self.hint_offsets.append(int(self.out.size()))
                self.hint_values.append(hint)

    # --- plain instructions -----------------------------------------------------------------

    def _word(self) -> None:
        """An instruction that is not folded."""
        cursor = self.cursor
        top = self._top()
        if top == _PLAIN or top == _IF or top == _AFTER_THEN or top == _AFTER_ELSE:
            raise cursor.unexpected("a folded instruction or ')'")
        token = cursor.at
        op: i64 = OPCODES.get(cursor.text_here(), -1)
        if op < 0:
            raise cursor.unexpected("an instruction")
        if op == WOP_END:
            self._end(top)
        elif op == WOP_ELSE:
            self._else(top)
        elif op == WOP_BLOCK or op == WOP_LOOP or op == WOP_IF or op == WOP_TRY_TABLE:
            cursor.at += 1
            label = cursor.optional_id()
            self._mark(token)
            self._block_head(op, self.out)
            self._enter(label)
            kind: i64 = _BLOCK
            if op == WOP_IF:
                kind = _PLAIN_IF
            self._push(kind, 0, token, label)
        else:
            cursor.at += 1
            self._mark(token)
            self.immediates.read(op, self.out)

    def _enter(self, label: bytes) -> None:
        """Enter a block with a label (or none), whose head is written."""
        self.immediates.labels.push(label)
        if label and self.function >= 0:
            self.spaces.names.put_nested(LABELS, int(self.function), int(self._blocks), label)
        self._blocks += 1

    def _leave(self) -> None:
        """Leave the innermost block."""
        self.immediates.labels.pop()

    def _repeated_label(self) -> None:
        """The label that may be repeated behind `else` and `end`."""
        cursor = self.cursor
        token = cursor.at
        label = cursor.optional_id()
        if label and label != self._frame_label[len(self._frame_label) - 1]:
            raise cursor.error(f"mismatching label ${label.decode('utf-8', 'replace')}", token)

    def _else(self, top: i64) -> None:
        cursor = self.cursor
        if top != _PLAIN_IF:
            raise cursor.unexpected("an instruction: there is no `if` here")
        self._mark(cursor.at)
        cursor.at += 1
        self._repeated_label()
        self.out.put_bytes(ENCODINGS[WOP_ELSE])
        self._set_top(_PLAIN_ELSE)

    def _end(self, top: i64) -> None:
        cursor = self.cursor
        if top < _BLOCK:
            raise cursor.unexpected("an instruction: there is no block to end here")
        self._mark(cursor.at)
        cursor.at += 1
        self._repeated_label()
        self.out.put_bytes(ENCODINGS[WOP_END])
        self._pop()
        self._leave()

    # --- folded instructions ----------------------------------------------------------------

    def _open(self) -> None:
        """A `(`: a folded instruction, or a part of a folded `if`."""
        cursor = self.cursor
        token = cursor.at
        if cursor.kind[token + 1] != KEYWORD:
            cursor.at += 1
            raise cursor.unexpected("an instruction")
        top = self._top()
        word = cursor.field_word()
        if top == _IF and word == b"then":
            self._then()
            return
        if top == _AFTER_THEN and word == b"else":
            cursor.at += 2
            self._mark(token)
            self.out.put_bytes(ENCODINGS[WOP_ELSE])
            self._set_top(_AFTER_ELSE)
            self._push(_ELSE, 0, token, b"")
            return
        op: i64 = OPCODES.get(word, -1)
        if top == _AFTER_THEN or top == _AFTER_ELSE or op < 0 or op == WOP_END or op == WOP_ELSE:
            cursor.at += 1
            raise cursor.unexpected("')'" if top == _AFTER_THEN or top == _AFTER_ELSE else "an instruction")
        cursor.at += 2
        if op == WOP_BLOCK or op == WOP_LOOP or op == WOP_TRY_TABLE:
            label = cursor.optional_id()
            self._mark(token)
            self._block_head(op, self.out)
            self._enter(label)
            self._push(_FOLDED, 0, token, label)
            return
        start = self._waiting.size()
        if op == WOP_IF:
            label = cursor.optional_id()
            self._block_head(op, self._waiting)
            self._push(_IF, start, token, label)
        else:
            self.immediates.read(op, self._waiting)
            self._push(_PLAIN, start, token, b"")

    def _then(self) -> None:
        """`(then`: the condition is written, so the `if` is."""
        cursor = self.cursor
        label = self._frame_label[len(self._frame_label) - 1]
        self._write_waiting()
        self._enter(label)
        self._set_top(_AFTER_THEN)
        self._push(_THEN, 0, cursor.at, b"")
        cursor.at += 2

    def _write_waiting(self) -> None:
        """Write the bytes of the innermost frame."""
        top: i64 = len(self._frame_kind) - 1
        start = i64(self._frame_start[top])
        self._mark(i64(self._frame_token[top]))
        waiting = self._waiting.writer
        writer = self.out.writer
        size = self._waiting.size()
        i = start
        while i < size:
            writer.append(waiting[i])
            i += 1
        waiting.truncate(start)

    def _close(self) -> None:
        """A `)` inside of the sequence."""
        cursor = self.cursor
        top = self._top()
        if top == _PLAIN:
            self._write_waiting()
        elif top == _FOLDED or top == _AFTER_THEN or top == _AFTER_ELSE:
            self._mark(cursor.at)
            self.out.put_bytes(ENCODINGS[WOP_END])
            self._leave()
        elif top == _IF:
            raise cursor.unexpected("(then")
        elif top != _THEN and top != _ELSE:
            raise cursor.unexpected("`end`")
        cursor.at += 1
        self._pop()

    # --- blocks -----------------------------------------------------------------------------

    def _block_head(self, op: i64, out: Output) -> None:
        """Opcode, type and catch clauses of a block."""
        cursor = self.cursor
        out.put_bytes(ENCODINGS[int(op)])
        types = self.spaces.types
        if cursor.is_field(b"type"):
            index, _ = types.type_use(cursor, False)
            out.put_signed(index)
        else:
            signature = types.signature(cursor, False)
            if signature.is_empty():
                out.put(_EMPTY_BLOCK)
            elif not signature.params and len(signature.results) == 1:
                out.put_bytes(signature.results[0])
            else:
                out.put_signed(types.index_of(signature))
        if op == WOP_TRY_TABLE:
            self._catches(out)

    def _catches(self, out: Output) -> None:
        """The clauses of a `try_table`. Their labels are counted from outside of it."""
        cursor = self.cursor
        immediates = self.immediates
        clauses = Output()
        count: i64 = 0
        while True:
            kind = _CATCHES.get(cursor.field_word(), -1)
            if kind < 0:
                break
            cursor.at += 2
            clauses.put(kind)
            if kind <= 1:
                clauses.put_u32(immediates.tag())
            clauses.put_u32(immediates.label())
            cursor.close()
            count += 1
        out.put_u32(count)
        out.put_bytes(clauses.getvalue())
