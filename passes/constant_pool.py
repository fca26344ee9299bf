"""Constants that no instruction names any more leave the pool.

Folding puts the result of every folded operation on f128 and vectors into the pool; of a chain of
them only the last is needed in the end:

    const2 = 0x0202...        const2 leaves, the vconst that names const3 names
    const3 = 0x0404...        row 2 afterwards

Entries that the text of a function numbers stay, so that reading and printing keeps them.
"""

from librt.vecs import vec
from mypy_extensions import i64

from ..ir.function import Function
from ..ir.opcodes_gen import OP_F128CONST, OP_SHUFFLE, OP_VCONST


def _numbered_rows(func: Function) -> i64:
    """Rows of the pool that are numbered in the text; they come first."""
    labels = func.labels
    column = labels.column("const") if labels is not None else None
    if column is None:
        return 0
    return column.count


def drop_unused_constants(func: Function) -> bool:
    """Take what no instruction of the layout names out of the pool; whether there was anything.

    Rows of later entries change. Linear in the instructions and the pool."""
    kept = _numbered_rows(func)
    rows: i64 = len(func.constants)
    if kept >= rows:
        return False
    new_row: vec[i64] = vec[i64]([-1] * rows)
    n: i64 = len(func.op)
    inst: i64 = 0
    while inst < n:
        op = i64(func.op[inst])
        if (op == OP_VCONST or op == OP_F128CONST or op == OP_SHUFFLE) and func.inst_block[inst] >= 0:
            new_row[func.imm[inst]] = 0
        inst += 1
    constants = func.constants
    end: i64 = 0
    row: i64 = 0
    while row < rows:
        if row < kept or new_row[row] >= 0:
            new_row[row] = end
            constants[end] = constants[row]
            end += 1
        row += 1
    if end == rows:
        return False
    inst = 0
    while inst < n:
        op = i64(func.op[inst])
        if op == OP_VCONST or op == OP_F128CONST or op == OP_SHUFFLE:
            func.imm[inst] = new_row[func.imm[inst]]
        inst += 1
    del constants[end:]
    func.constant_rows.clear()
    func.constants_seen = 0
    return True
