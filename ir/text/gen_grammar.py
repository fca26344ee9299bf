"""Compute the parser tables of `grammar_gen.py` from `clif.lark`.

    python -m irtool.ir.text.gen_grammar            # rewrite the file
    python -m irtool.ir.text.gen_grammar --check    # exit 1 when it is out of date

lark reads the grammar and computes its LALR(1) automaton; this is done here, at development time,
because the tables are the same for every run and a start-up without lark is 50 ms shorter.

Table form: every state has a row of actions by terminal and a row of successors by nonterminal.
Rows are sparse, so they are laid over each other in one array ("comb"; Tarjan, Yao, "Storing a
sparse table", 1979): entry `x` of the row with base `b` is at `b + x`, and it belongs to that row iff
`CHECK[b + x] == x`, which holds because different rows have different bases (equal rows share one):

    row A = {1: p, 4: q}   base 0        index   0  1  2  3  4
    row B = {0: r, 1: s}   base 2        CHECK  -1  1  0  1  4
                                         CODE       p  r  s  q

An action is `state + 1` to shift, `REDUCE` to reduce by the rule of the state (`STATE_RULE`; no state
of this grammar reduces by two rules, which lets most rows be shared), `ACCEPT` at the end. There are
no default reductions, so that the actions of a state say exactly what may come next (error messages).
States are numbered breadth-first from the start state, which makes the output independent of hash
order.
"""

import sys
from collections import deque
from pathlib import Path
from typing import Any, Final, NamedTuple

from ...files import update_generated

GRAMMAR: Final = Path(__file__).with_name("clif.lark")
TARGET: Final = Path(__file__).with_name("grammar_gen.py")
START: Final = "function"
END: Final = "$END"
ACCEPT: Final = 1 << 20
REDUCE: Final = -1

#: Token classes the lexer makes that no rule takes.
UNUSED_CLASSES: Final = ("IDENTIFIER", "HEX_SEQUENCE", "BAD_CHARACTER")

#: The rules whose conflicts with a following VALUE are resolved by shifting (see the grammar).
EXPECTED_CONFLICTS: Final = [
    ("VALUE", "instruction : OP_RETURN"),
    ("VALUE", "instruction : OP_RETURN suffix"),
]


class Automaton(NamedTuple):
    """What lark computed, with names replaced by numbers."""

    terminals: list[str]
    literals: dict[str, int]
    nonterminals: list[str]
    rules: list[tuple[int, int, str]]
    """Left side, length, action name (`""` for none)."""
    actions: list[dict[int, int]]
    state_rule: list[int]
    """Rule a state reduces by, -1 for none."""
    gotos: list[dict[int, int]]


def lark_table() -> tuple[Any, list[Any]]:
    """The lark object of the grammar and the conflicts it resolved."""
    import logging

    import lark
    from lark.lexer import Lexer

    class NoLexer(Lexer):
        """Takes the place of lark's lexer, which is never run."""

        def __init__(self, conf: object) -> None:
            pass

        def lex(self, lexer_state: Any, parser_state: Any) -> Any:
            raise NotImplementedError

    messages: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    old_handlers, old_level = lark.logger.handlers, lark.logger.level
    lark.logger.handlers, lark.logger.level = [handler], logging.DEBUG
    try:
        parser = lark.Lark(GRAMMAR.read_text(), parser="lalr", lexer=NoLexer, start=START, debug=True)
    finally:
        lark.logger.handlers, lark.logger.level = old_handlers, old_level
    check_conflicts(messages)
    return parser, messages


def check_conflicts(messages: list[str]) -> None:
    """Refuse any conflict but the known ones."""
    found = []
    terminal = ""
    for message in messages:
        if message.startswith("Shift/Reduce conflict for terminal "):
            terminal = message.split("terminal ")[1].split(":")[0]
        elif message.strip().startswith("* <"):
            found.append((terminal, message.strip()[3:-1]))
    if sorted(found) != sorted(EXPECTED_CONFLICTS):
        raise SystemExit(f"{GRAMMAR.name}: unexpected conflicts: {found}")


def automaton() -> Automaton:
    """The LALR(1) automaton with deterministic numbers."""
    parser, _ = lark_table()
    table = parser.parser.parser._parse_table
    literal_names = {t.name: t.pattern.value for t in parser.terminals}
    terminals: list[str] = []
    nonterminals: list[str] = []
    for rule in parser.rules:
        if rule.origin.name not in nonterminals:
            nonterminals.append(rule.origin.name)
        for symbol in rule.expansion:
            if symbol.is_term and symbol.name not in terminals:
                terminals.append(symbol.name)
    # Literals first, then the classes by name, then the end.
    terminals.sort(key=lambda name: (name not in literal_names, literal_names.get(name, name)))
    terminals += [*UNUSED_CLASSES, END]
    number = {name: i for i, name in enumerate(terminals)}
    left = {name: i for i, name in enumerate(nonterminals)}
    rule_number = {rule: i for i, rule in enumerate(parser.rules)}
    rules = [(left[r.origin.name], len(r.expansion), r.alias or "") for r in parser.rules]

    start, end = table.start_states[START], table.end_states[START]
    order = {start: 0}
    queue = deque([start])
    actions: list[dict[int, int]] = []
    gotos: list[dict[int, int]] = []
    state_rule: list[int] = []
    while queue:
        row = table.states[queue.popleft()]
        action_row: dict[int, int] = {}
        goto_row: dict[int, int] = {}
        reductions: set[int] = set()
        for name in sorted(row):
            kind, argument = row[name]
            if kind.name == "Reduce":
                action_row[number[name]] = REDUCE
                reductions.add(rule_number[argument])
                continue
            if argument not in order:
                order[argument] = len(order)
                queue.append(argument)
            if name in left:
                goto_row[left[name]] = order[argument]
            else:
                action_row[number[name]] = order[argument] + 1
        actions.append(action_row)
        gotos.append(goto_row)
        if len(reductions) > 1:
            raise SystemExit(f"{GRAMMAR.name}: a state reduces by several rules: {sorted(reductions)}")
        state_rule.append(min(reductions, default=-1))
    actions[order[end]] = {number[END]: ACCEPT}
    literals = {text: number[name] for name, text in literal_names.items()}
    return Automaton(terminals, literals, nonterminals, rules, actions, state_rule, gotos)


def comb(rows: list[dict[int, int]], width: int) -> tuple[list[int], list[int], list[int]]:
    """Bases, check and value arrays of rows laid over each other, by first fit, full rows first."""
    bases = [0] * len(rows)
    check: list[int] = []
    values: list[int] = []
    base_of_row: dict[tuple[tuple[int, int], ...], int] = {}
    used_bases: set[int] = set()
    for row in sorted(range(len(rows)), key=lambda r: (-len(rows[r]), r)):
        entries = tuple(sorted(rows[row].items()))
        base = base_of_row.get(entries)
        if base is None:
            base = 0
            while base in used_bases or any(
                base + x < len(check) and check[base + x] >= 0 for x, _ in entries
            ):
                base += 1
            used_bases.add(base)
            base_of_row[entries] = base
            missing = base + width - len(check)
            if missing > 0:
                check += [-1] * missing
                values += [0] * missing
            for x, value in entries:
                check[base + x] = x
                values[base + x] = value
        bases[row] = base
    return bases, check, values


def numbers(name: str, meaning: str, items: list[int]) -> list[str]:
    """Source lines of one table: the numbers as text, decoded at import."""
    out = [f"#: {meaning}", f"{name}: Final[vec[i64]] = _numbers("]
    line = ""
    for item in items:
        word = f"{item} "
        if len(line) + len(word) > 100:
            out.append(f'    "{line}"')
            line = ""
        line += word
    out += [f'    "{line}"', ")"]
    return out


def render() -> str:
    """The text of the generated module."""
    found = automaton()
    action_names = sorted({action for _, _, action in found.rules if action})
    action_number = {"": 0} | {name: i + 1 for i, name in enumerate(action_names)}
    action_base, action_check, action_code = comb(found.actions, len(found.terminals))
    goto_base, _, goto_state = comb(found.gotos, len(found.nonterminals))
    out = [
        '"""Parser tables. Generated from clif.lark by gen_grammar.py (which explains them); do not edit."""',
        "",
        "from typing import Final",
        "",
        "from librt.vecs import vec",
        "from mypy_extensions import i64",
        "",
        "",
        "def _numbers(text: str) -> vec[i64]:",
        "    return vec[i64]([int(word) for word in text.split()])",
        "",
        "",
        "#: Terminals that are fixed words or punctuation.",
        "LITERALS: Final = {",
    ]
    out += [f'    "{text}": {number},' for text, number in sorted(found.literals.items(), key=lambda x: x[1])]
    out += ["}", "#: Terminals that are classes of tokens.", "CLASSES: Final = {"]
    literal_numbers = set(found.literals.values())
    classes = [
        (name, i) for i, name in enumerate(found.terminals) if i not in literal_numbers and name != END
    ]
    out += [f'    "{name}": {number},' for name, number in classes]
    out += ["}", ""]
    out += [f"T_{name}: Final = {number}" for name, number in classes]
    out += [f"T_LOAD: Final = {found.literals['load']}", f"T_FUNCTION: Final = {found.literals['function']}"]
    out += [f"T_END: Final = {len(found.terminals) - 1}", f"TERMINAL_COUNT: Final = {len(found.terminals)}"]
    out += [
        f"ACCEPT: Final = {ACCEPT}",
        f"REDUCE: Final = {REDUCE}",
        "",
        "#: Action names by action number; 0 is no action.",
        "ACTIONS: Final = (",
    ]
    out += ['    "",'] + [f'    "{name}",' for name in action_names] + [")", ""]
    out += numbers("RULE_LEFT", "By rule: nonterminal on its left side.", [rule[0] for rule in found.rules])
    out += numbers("RULE_LENGTH", "By rule: symbols on its right side.", [rule[1] for rule in found.rules])
    out += numbers("RULE_ACTION", "By rule: action number.", [action_number[rule[2]] for rule in found.rules])
    out += numbers("STATE_RULE", "By state: the rule of its reductions, -1 for none.", found.state_rule)
    out += numbers("ACTION_BASE", "By state: base of its row of actions.", action_base)
    out += numbers(
        "ACTION_CHECK", "By base + terminal: the terminal, if the entry is of that row.", action_check
    )
    out += numbers("ACTION_CODE", "By base + terminal: what to do.", action_code)
    out += numbers("GOTO_BASE", "By state: base of its row of successors.", goto_base)
    out += numbers("GOTO_STATE", "By base + nonterminal: the state after it.", goto_state)
    return "\n".join(out) + "\n"


def main(argv: list[str]) -> int:
    """Rewrite the generated file, or only compare with `--check`; returns the exit status."""
    return update_generated(TARGET, render(), argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
