"""The generator of constructors: for each row a function that appends it to a VCode.

    def add_rm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg:
        return _rw_reg_x__r_rm_y__i0__xy(ctx, MOP_ADD_RM, size, x, y)

Rows of one shape share the function that does the work, so that a row costs one line. That function is
written out here with constraints as numbers, because it runs once per machine instruction:

    def _rw_reg_x__r_rm_y__i0__xy(ctx, mop, i0, x, y):
        vc = ctx.vc
        dst = vc.new_vreg(0)
        row = vc.row(mop, i0, 0, 0)
        if y >= 0:
            vc.operand(dst | 0x21300000000)                             a def in the place of operand 2
            vc.operand(y)
        else:
            vc.operand(dst | 0x1300000000 | (vc.mem_regs(~y) + 1) << 40)   or of that behind the address
            vc.use_mem(row, ~y)
        vc.operand(x | 0x400000000)
        return dst

The result is the first register that the row writes; a row that writes none, or memory only, returns None.
"""

import keyword
import re
from types import ModuleType
from typing import Final

from ..ir import kinds as ir_kinds
from ..regalloc import contract
from . import kinds
from .rows import IMPLIED, Immediate, Operand, Row, shapes

_NAMES: Final = ("x", "y", "z", "w")
_DEFAULT_NAMES: Final = {"Imm": "imm", "Size": "size", "Code": "code", "Mem": "mem"}
_WRITES: Final = ("w", "rw", "ew")
_LINE: Final = 110


class _Constructor:
    """The constructor of one shape of a row."""

    def __init__(self, row: Row, mop: str) -> None:
        self.row = row
        self.mop = mop
        self.params: list[tuple[str, str]] = []
        """Name and kind of each parameter in text order."""
        self.defaults: dict[str, int] = {}
        self.columns: dict[str, str] = {}
        """By column of VCode: the parameter or number that goes there."""
        self.values: dict[int, str] = {}
        """By identity of an operand: the parameter that holds its register or address."""
        self.result: Operand | None = None
        taken = 0
        for item in row.items:
            if isinstance(item, Immediate):
                self._immediate(item)
                continue
            if item.access in _WRITES and item.kind != "mem" and self.result is None:
                self.result = item
            if item.access in ("r", "lr", "rw") or item.kind == "mem":
                name = "mem" if item.kind == "mem" else _NAMES[taken]
                taken += item.kind != "mem"
                self.params.append((name, item.kind.capitalize()))
                self.values[id(item)] = name

    def _immediate(self, item: Immediate) -> None:
        if item.fixed is not None:
            self.columns[item.column] = str(item.fixed)
            return
        name = item.name or _DEFAULT_NAMES.get(item.kind, item.kind.lower())
        if not item.name:
            while name in dict(self.params):
                name += "2"
        if item.column:
            self.columns[item.column] = item.code or name
        if (name, item.kind) in self.params:
            return
        self.params.append((name, item.kind))
        if item.default is not None:
            self.defaults[name] = item.default

    # --- the shared function ---

    def key(self) -> str:
        """Name of the function for rows of this shape."""
        parts = []
        operands = self.row.operands()
        for item in operands:
            place = f"p{item.preg}" if item.preg >= 0 else item.kind
            text = f"{item.access}_{'x' if item.cls else ''}{place}{'' if item.slot else 'r'}"
            name = self.values.get(id(item), "")
            parts.append("mem" if item.kind == "mem" else f"{text}_{name}".rstrip("_"))
        parts += [f"c{item.preg}" for item in self._clobbers()]
        parts += sorted(self.columns)
        order = "".join(name[0] for name, _ in self._register_params())
        return "_" + "__".join([*parts, order]).rstrip("_")

    def _clobbers(self) -> list[Operand]:
        return [item for item in self.row.items if isinstance(item, Operand) and item.access == "c"]

    def _register_params(self) -> list[tuple[str, str]]:
        named = set(self.values.values())
        return [param for param in self.params if param[0] in named]

    def shared(self) -> list[str]:
        """Lines of that function."""
        columns = sorted(self.columns)
        params = ["ctx: Lower", "mop: i64", *(f"{column}: i64" for column in columns)]
        params += [f"{name}: {kind}" for name, kind in self._register_params()]
        lines = _def(self.key(), params, "Reg" if self.result else "None")
        lines.append("    vc = ctx.vc")
        if self.result is not None:
            lines.append(f"    dst = vc.new_vreg({self.result.cls})")
        numbers = [column if column in columns else "0" for column in ("i0", "i1", "i2")]
        call = f"vc.row(mop, {', '.join(numbers)})"
        body = self._body()
        extra = []
        if "i3" in columns:
            extra.append("    vc.i3[row] = i3")
        if "row_trap" in columns:
            extra.append("    vc.row_trap[row] = u8(row_trap)")
        clobbers = self._clobbers()
        if clobbers:
            mask = sum(int(contract.preg_bit(item.preg)) for item in clobbers)
            extra.append(f"    vc.row_clobbers[row] = {mask:#x}")
        named = extra or any("(row" in line for line in body)
        lines.append(f"    row = {call}" if named else f"    {call}")
        lines += extra + body
        if self.result is not None:
            lines.append("    return dst")
        return lines

    def _body(self) -> list[str]:
        """Statements that append the operands; an `rm` operand makes two versions, told apart at run time."""
        flexible = next((item for item in self.row.operands() if item.kind == "rm"), None)
        if flexible is None:
            return [f"    {line}" for line in self._appends(False)]
        reg, mem = self._appends(False), self._appends(True)
        before = behind = 0
        while before < min(len(reg), len(mem)) and reg[before] == mem[before]:
            before += 1
        while behind < min(len(reg), len(mem)) - before and reg[-1 - behind] == mem[-1 - behind]:
            behind += 1
        lines = [f"    {line}" for line in reg[:before]]
        lines.append(f"    if {self.values[id(flexible)]} >= 0:")
        lines += [f"        {line}" for line in reg[before : len(reg) - behind]]
        lines.append("    else:")
        lines += [f"        {line}" for line in mem[before : len(mem) - behind]]
        return lines + [f"    {line}" for line in reg[len(reg) - behind :]]

    def _appends(self, in_memory: bool) -> list[str]:
        """One statement per operand, an `rm` operand being memory or not."""
        operands = self.row.operands()
        fields = [item for item in operands if item.field < IMPLIED]
        tied = [item for item in fields if item.access == "rw" and item.kind == "reg"]
        lines = []
        for item in fields:
            name = self.values.get(id(item), "")
            if item.kind == "mem" or (item.kind == "rm" and in_memory):
                lines.append(f"vc.use_mem(row, {name if item.kind == 'mem' else '~' + name})")
            elif item.access == "rw":
                lines.append(self._tied_def(len(fields) + tied.index(item), fields, in_memory))
            else:
                lines.append(self._append(item))
        lines += [f"vc.operand({_or(self.values[id(item)], contract.reg_use(0))})" for item in tied]
        return lines + [self._append(item) for item in operands if item.field == IMPLIED]

    def _append(self, item: Operand) -> str:
        """The statement for a register operand that is not tied."""
        if item.access in ("r", "lr"):
            constraint = contract.reg_late_use(0) if item.access == "lr" else contract.reg_use(0)
            if item.preg >= 0:
                constraint = contract.fixed_use(0, item.preg)
            elif item.kind == "rm" and item.slot:
                constraint = contract.any_use(0)
            return f"vc.operand({_or(self.values[id(item)], constraint)})"
        early = item.access in ("ew", "t")
        constraint = contract.reg_early_def(0) if early else contract.reg_def(0)
        if item.preg >= 0:
            position = contract.EARLY if early else contract.LATE
            constraint = contract.make_operand(0, contract.DEF, position, contract.FIXED, item.preg)
        name = "dst" if item is self.result else f"vc.new_vreg({item.cls})"
        return f"vc.operand({_or(name, constraint)})"

    def _tied_def(self, index: int, fields: list[Operand], in_memory: bool) -> str:
        """The statement for a def in the register of operand `index`, counted as if an address were one."""
        for item in fields:
            if item.kind == "mem" or (item.kind == "rm" and in_memory):
                name = self.values[id(item)]
                address = name if item.kind == "mem" else f"~{name}"
                registers = f"(vc.mem_regs({address}) + {index - 1})"
                return f"vc.operand(dst | {contract.reuse_def(0, 0):#x} | {registers} << 40)"
        return f"vc.operand({_or('dst', contract.reuse_def(0, index))})"

    # --- the constructor itself ---

    def function(self, doc: str) -> list[str]:
        """Lines of the constructor."""
        name = self.row.name + "_" * keyword.iskeyword(self.row.name)
        params = ["ctx: Lower"]
        for param, kind in self.params:
            default = f" = {self.defaults[param]}" if param in self.defaults else ""
            params.append(f"{param}: {kind}{default}")
        lines = _def(name, params, "Reg" if self.result else "None")
        lines.append(f'    """{doc}"""')
        args = [self.mop, *(self.columns[column] for column in sorted(self.columns))]
        args += [param for param, _ in self._register_params()]
        call = f"{self.key()}(ctx, {', '.join(args)})"
        lines.append(f"    return {call}" if self.result else f"    {call}")
        return lines


def _or(name: str, constraint: int) -> str:
    """A register with its constraint."""
    return f"{name} | {int(constraint):#x}" if constraint else name


def _def(name: str, params: list[str], result: str) -> list[str]:
    line = f"def {name}({', '.join(params)}) -> {result}:"
    if len(line) <= _LINE:
        return [line]
    return [f"def {name}(", f"    {', '.join(params)}", f") -> {result}:"]


def constructors_text(
    rows: list[Row], docs: list[str], modules: dict[str, ModuleType], outside: bool = False
) -> str:
    """Text of a module of constructors: one for each shape of each row, with what `docs` says of the row.
    `modules` define what its text names, by the name to import them by, beside the kinds of all machines.
    `outside`: the machine's package is not part of irtool."""
    ir, backends = ("irtool.ir", "irtool.backends") if outside else ("...ir", ".")
    made = [
        (_Constructor(shape, f"MOP_{row.name.upper()}"), doc)
        for row, doc in zip(rows, docs, strict=True)
        for shape in shapes(row)
        if not row.inner and not row.variable
    ]
    shared: dict[str, list[str]] = {}
    for one, _ in made:
        shared.setdefault(one.key(), one.shared())
    body = []
    for text in shared.values():
        body += ["", *text, ""]
    for one, doc in made:
        body += ["", *one.function(doc), ""]
    code = (line for line in body if '"""' not in line)
    words = set(re.findall(r"[A-Za-z_0-9]+", "\n".join(code)))
    used = sorted(words & vars(ir_kinds).keys()), sorted(words & vars(kinds).keys())
    lines = [
        '"""Constructors of machine instructions. Generated from encodings.py; do not edit."""',
        "",
        "# ruff: noqa",
        "",
        f"from mypy_extensions import {', '.join(name for name in ('i64', 'u8') if name in words)}",
        "",
        f"from {ir}.kinds import {', '.join(name for name in used[0] if name != 'i64')}",
        f"from {backends}.kinds import {', '.join(name for name in used[1] if name != 'i64')}",
        f"from {backends}.lower import Lower",
    ]
    for name, module in modules.items():
        own = words & {word for word, thing in vars(module).items() if word not in vars(ir_kinds)}
        lines.append(f"from {name} import {', '.join(sorted(own))}")
    lines += ["from .encodings_gen import ("]
    lines += [f"    {word}," for word in sorted(words) if word.startswith("MOP_")]
    lines += [")", "", *body]
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).rstrip("\n") + "\n"
