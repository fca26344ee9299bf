"""The grammar, its generated tables, and the parser loop that runs them."""

import pytest
from irtool.ir import opcodes
from irtool.ir.text import gen_grammar, grammar_gen
from irtool.ir.text.lalr import Parser
from irtool.ir.text.lexer import tokenize


def test_generated_tables_are_up_to_date() -> None:
    pytest.importorskip("lark")
    assert gen_grammar.render() == gen_grammar.TARGET.read_text()


def test_unexpected_conflicts_are_refused() -> None:
    message = ["Shift/Reduce conflict for terminal COMMA: (resolving as shift)", " * <x : y>"]
    with pytest.raises(SystemExit, match="unexpected conflicts"):
        gen_grammar.check_conflicts(message)


def test_comb_keeps_every_entry_of_every_row() -> None:
    rows = [{1: 10, 4: 11}, {0: 12, 1: 13}, {}, {1: 10, 4: 11}, {4: 14}]
    bases, check, values = gen_grammar.comb(rows, 5)
    assert bases[0] == bases[3] != bases[1]
    for row, base in zip(rows, bases, strict=True):
        found = {x: values[base + x] for x in range(5) if check[base + x] == x}
        assert found == row


def test_every_format_has_a_token_class() -> None:
    for name in opcodes.FORMATS:
        assert "OP_" + name.upper() in grammar_gen.CLASSES


def test_actions_run_in_text_order_with_first_tokens() -> None:
    text = "function %f() { block0: v1, v2 = isplit v0 }"
    seen: list[tuple[str, int]] = []

    def note(name: str):  # type: ignore[no-untyped-def]
        return lambda token: seen.append((name, token))

    tokens = tokenize(text)
    parser = Parser(tokens, [None, *(note(name) for name in grammar_gen.ACTIONS[1:])])
    parser.parse()
    assert seen == [
        ("name", 1),
        ("signature_start", 2),
        ("function_head", 0),
        ("block", 5),
        ("result", 7),
        ("result", 9),
        ("operand", 12),
        ("instruction", 7),
        ("function_end", 0),
    ]


def test_long_lists_do_not_grow_the_stack() -> None:
    values = ", ".join(f"v{i}" for i in range(5000))
    text = f"function %f() {{ block0: return {values} }}"
    tokens = tokenize(text)
    parser = Parser(tokens, [None] * len(grammar_gen.ACTIONS))
    parser.parse()
