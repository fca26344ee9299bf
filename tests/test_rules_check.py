"""The checks of the rule language: each kind of mistake is found, at its place."""

from pathlib import Path

import pytest
from irtool.ir.errors import ErrorList, ParseError
from irtool.rules.check import CheckedFile, check_file
from rule_files import FIRST, check, problems


@pytest.mark.parametrize(
    ("rule", "column", "message"),
    [
        ("rule (iad x y) => x", 6, "unknown opcode 'iad'"),
        ("rule (iadd x) => x", 6, "'iadd' has 2 fields (x y), found 1"),
        ("rule (iadd.itn x y) => x", 12, "unknown type or type class 'itn'"),
        ("rule (iadd.f32 x y) => x", 12, "'iadd' never has type f32"),
        ("rule (return.i32) => none", 14, "'return' has no controlling type"),
        ("rule (iadd x (store f a p o)) => x", 14, "'store' has no result, no operand can be one"),
        ("rule (iadd x 3) => x", 14, "operand 'y' is a value; write (iconst 3)"),
        ("rule (load f:i32 p o) => p", 12, "field 'flags' is not a value and has no type"),
        ("rule (iadd.int x y) => z", 24, "unknown name 'z'"),
        ("rule (iadd.int x y) => add_rr(ty, x)", 24, "'add_rr' takes 3 arguments (type, reg, reg), found 2"),
        ("rule (iadd.int x y) => add_rr(x, x, y)", 31, "a value where a type is needed"),
        ("rule (iadd.int x y) => add_rr(ty, 1, y)", 35, "an integer where a reg is needed"),
        ("rule (iadd.int x y) => sub_rr(ty, x, y)", 24, "no function 'sub_rr' in the imported modules"),
        ("rule (iadd.int x y) => given_text(x)", 24, "'given_text' of .m cannot be called from rules: its p"),
        ("rule (iadd.int x y) => without_kinds(x)", 24, "'without_kinds' of .m cannot be called from rules"),
        ("rule (iadd.int x y) => _private(x)", 24, "no function '_private' in the imported modules"),
        ("rule (iadd.int x y) => x(ty)", 24, "'x' is a value, not a function"),
        ("rule (iadd.int x y) => add_any(x, 3)", 35, "an integer where a rm is needed"),
        ("rule (iadd.int x y) => add_any(SOME, y)", 32, "a number where a reg is needed"),
        ("rule (iadd.int x y) => cmp(X_NE, x, y); x", 28, "a xcc where a type is needed"),
        ("rule (iadd.int x y) if let r = rm_of(y) => x", 38, "a value where a inst is needed"),
        ("rule (iadd.int x y) if fits(x) => x", 29, "a value where a imm is needed"),
        ("rule (iadd.int x y) if sinkable(y) => x", 33, "a value where a inst is needed"),
        ("rule (iadd.int x (iconst k)) if negate(ty, k) => x", 33, "a imm where a bool is needed"),
        ("rule (iadd.int x y) if let r = add_rr(ty, x, y) => r", 32, "'add_rr' emits code"),
        ("rule (iadd.int x y) => add_rr(ty, x, icc(eq))", 38, "a xcc where a reg is needed"),
        ("rule (iadd.int x y) => x, y", 1, "'iadd' has 1 results, found 2"),
        ("rule (uadd_overflow.int x y) => x", 1, "'uadd_overflow' has 2 results, found 1"),
        ("rule (iadd.int x y) => none", 24, "'iadd' has results: 'none' gives it none"),
        ("rule (iadd.int x y) => add_rr(ty, x, y); x", 24, "the result (a reg) of this call is not used"),
        ("rule (iadd.int x y) => r = store(ty, x, 0); x", 24, "'r' gets no value: the call returns none"),
        ("rule (iadd.int x l:(iadd l y)) => x", 1, "'l' is bound as inst and as value"),
        ("rule (iadd.int ty y) => y", 1, "'ty' cannot be a variable: it is a term or reserved"),
        ("rule (iadd.int x (iconst k)) if x == k => x", 38, "a imm where a value is needed"),
        ("rule (iadd.int x (iconst k)) if k < fits(k) => x", 33, "a bool cannot be compared"),
        ("rule (icmp.int slq x y) if slq == sgq => x", 35, "unknown name 'sgq'"),
        ("rule (iadd.int x y) => (iadd x y)", 24, "only a simplify rule makes IR instructions"),
        ("rule (iadd.int x (load f p o)) => x", 1, "'load' has an effect: name it and ask a condition"),
        ("rule (iadd.int x l:(load f p o)) if fits(o) => x", 1, "'load' has an effect: name it and ask"),
        ("rule (flags x) => x", 6, "unknown opcode 'flags'"),
        ("rule (iadd.int x y) => add_ri(ty, x, x + 1)", 38, "a value where a number is needed"),
        ("rule (iadd.int x y) => add_ri(ty, x, ty + 1)", 38, "a type where a number is needed"),
        ("rule (iadd.int x y) => add_ri(3 - 2, x, y)", 31, "a imm where a type is needed"),
        ("rule (iadd.int x (iconst k)) if k + 1 => x", 33, "a imm where a bool is needed"),
        ("rule (brif c) => store(typeof(3), c, 0)", 31, "an integer where a value is needed"),
        ("rule (iadd.int x y) if let n = looked_up(3) => x", 42, "an integer where a value is needed"),
    ],
)
def test_mistakes_in_rules(tmp_path: Path, rule: str, column: int, message: str) -> None:
    found = problems(tmp_path, rule)
    assert found[0][:2] == (FIRST, column), found
    assert found[0][2].startswith(message), found


def test_all_errors_at_once(tmp_path: Path) -> None:
    body = "rule (iad x y) => x\nrule (isub.int x y) => z\nunsupported fadd fad\n"
    found = problems(tmp_path, body, draft=False)
    text = [f"{line}: {message}" for line, _, message in found]
    assert text[0].startswith("1: no rule for and not 'unsupported' or 'driver': jump brif")
    assert " fadd" not in text[0]
    assert text[1:] == [
        f"{FIRST}: unknown opcode 'iad'",
        f"{FIRST + 1}: unknown name 'z'",
        f"{FIRST + 2}: unknown opcode 'fad'",
    ]


def test_syntax_error_says_what_was_expected(tmp_path: Path) -> None:
    ((line, column, message),) = problems(tmp_path, "rule (iadd x y => x")
    assert (line, column) == (FIRST, 16)
    assert message.startswith("found '=>', expected") and "')'" in message


def test_first_word_names_the_use(tmp_path: Path) -> None:
    assert problems(tmp_path, "", head="loweing\n")[0] == (
        *(1, 1),
        "a rule file begins with 'lowering' or 'simplify', not 'loweing'",
    )


def test_rule_that_can_never_fire(tmp_path: Path) -> None:
    body = """rule (iadd.int x y) => add_rr(ty, x, y)
rule (iadd.i32 x y) => x
rule (iadd.i32 x y) => y
"""
    assert problems(tmp_path, body) == [
        (FIRST + 2, 1, f"this rule can never fire: the rule of line {FIRST + 1} comes first")
    ]


def test_same_condition_twice_can_never_fire(tmp_path: Path) -> None:
    body = """rule (iadd.int x (iconst k)) if fits(k) => x
rule (iadd.int a (iconst n)) if fits(n), n > 3 => a
"""
    assert [line for line, _, _ in problems(tmp_path, body)] == [FIRST + 1]


def test_priority_can_hide_a_rule(tmp_path: Path) -> None:
    body = "rule[1] (iadd.int x y) => x\nrule (iadd.int x (iconst k)) => x\n"
    assert [line for line, _, _ in problems(tmp_path, body)] == [FIRST + 1]


def test_overlap_needs_an_order(tmp_path: Path) -> None:
    body = "rule (isub.int x (iconst k)) => x\nrule (isub.i32 x y) => x\n"
    ((line, _, message),) = problems(tmp_path, body)
    assert line == FIRST + 1
    assert message.startswith(f"overlaps the rule of line {FIRST} and neither is more specific")
    check(tmp_path, body.replace("rule (isub.i32", "rule[1] (isub.i32"))


def test_disjoint_patterns_need_no_order(tmp_path: Path) -> None:
    check(
        tmp_path,
        """rule (isub.i8 x (iconst k)) => x
rule (isub.i32 x y) => x
rule (isub.i64 x (ineg y)) => x
rule (isub.i64 x (iconst 1)) => x
rule (isub.i64 x (iconst 2)) => x
rule (uextend.i64 x:i32) => x
rule (uextend.i64 x:i8|i16) => x
""",
    )


def lines_tried(checked: CheckedFile) -> list[tuple[int, int]]:
    """Rule line (relative to the first rule) and image number, in the order tried."""
    ((_, arms),) = checked.arms.items()
    return [(arm.line - FIRST, arm.position[1]) for arm in arms]


def test_specific_first_then_text_order(tmp_path: Path) -> None:
    body = """rule (isub.int x y) => x
rule (isub.int x (iconst k)) if fits(k) => x
rule (isub.int x (iconst k)) if k == 7 => x
rule (isub.int x (iconst 0)) => x
rule (isub.int x x) => x
"""
    with pytest.raises(ErrorList):  # (x, x) and (x, iconst) overlap
        check(tmp_path, body)
    body = body.replace("rule (isub.int x x)", "rule[1] (isub.int x x)")
    assert lines_tried(check(tmp_path, body)) == [(4, 0), (3, 0), (1, 0), (2, 0), (0, 0)]


def test_mirrors_of_commutative_opcodes(tmp_path: Path) -> None:
    body = """rule (iadd.int x (iconst k)) => x
rule (iadd.int x l:(load f p o)) if sinkable(l) => add_rm(ty, x, mem(l))
rule (iadd.int x y) => x
"""
    checked = check(tmp_path, body)
    # The final rule has no image of its own; images stand behind their rule.
    assert lines_tried(checked) == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)]


def test_mirrored_compare_swaps_its_condition(tmp_path: Path) -> None:
    body = """rule (icmp.int cc x (iconst k)) if cc != slt => cmp(ty, x, x); setcc(icc(cc))
rule[1] (icmp.int ult x (iconst 1)) => cmp(ty, x, x); setcc(X_NE)
"""
    checked = check(tmp_path, body)
    ((_, arms),) = checked.arms.items()
    literals = [(arm.line - FIRST, arm.node.args[0].literal) for arm in arms]
    assert literals == [(1, 6), (1, 8), (0, None), (0, None)]  # ult, then ugt with the constant first
    assert [arm.clauses for arm in arms[2:]] == [[("", "cc != CC_SLT")], [("", "cc_swapped != CC_SLT")]]


def test_symmetric_patterns_have_no_mirror(tmp_path: Path) -> None:
    assert lines_tried(check(tmp_path, "rule (band x x) => x\nrule (band x y) => x\n")) == [(0, 0), (1, 0)]


def test_final_rules_are_required(tmp_path: Path) -> None:
    from irtool.ir.opcodes import OPS

    others = " ".join(row.name for row in OPS if row.name not in ("iadd", "isub", "jump"))
    body = f"""rule (iadd.int x (iconst k)) => x
rule (isub.int x y) if fits(3) => x
driver jump
unsupported {others}
"""
    found = problems(tmp_path, body, draft=False)
    assert [(line, message[:24]) for line, _, message in found] == [
        (FIRST, "'iadd' has no final rule"),
        (FIRST + 1, "'isub' has no final rule"),
    ]


def test_modules_and_their_functions(tmp_path: Path) -> None:
    (tmp_path / "n.py").write_text("def fits(k: i64) -> bool: ...\ndef other(k: i64) -> i64: ...\n")
    (tmp_path / "broken.py").write_text("def (")
    head = 'lowering\nimport ".m"\nimport ".n"\n'
    check(tmp_path, "rule (iadd.i32 x (iconst k)) if other(k) == 1 => x\n", head)
    body = 'import ".later"\nimport ".broken"\nconstants konst\n'
    body += "rule (iadd.i32 x (iconst k)) if fits(k) => x\n"
    assert problems(tmp_path, body, head) == [
        (4, 1, "no module '.later', or it is not valid Python"),
        (5, 1, "no module '.broken', or it is not valid Python"),
        (6, 1, "no function 'konst' in the imported modules"),
        (7, 33, "'fits' is defined in .m and .n"),
    ]


def test_absolute_modules_are_found(tmp_path: Path) -> None:
    head = 'lowering\nimport "irtool.ir.condcodes"\nimport ".m"\n'
    rule = "rule (icmp.i32 cc x (iconst k)) if invert_intcc(cc) == eq, fits(k) => x\n"
    check(tmp_path, rule, head)
    found = problems(tmp_path, rule.replace("(cc)", "(k)"), head)
    assert [message for _, _, message in found] == ["a imm where a cc is needed"]


def test_functions_with_defaults(tmp_path: Path) -> None:
    check(tmp_path, "rule (iadd.i8 x y) => cmp(i8, x, y); adc(x, y)\nrule (iadd.i16 x y) => "
          "cmp(i16, x, y); adc(x, y, 3)\n")  # fmt: skip
    found = problems(tmp_path, "rule (iadd.i32 x y) => adc(x)\n")
    assert found[0][2] == "'adc' takes 3 arguments (reg, reg, imm), found 1"


def test_simplify_rules_look_through_pure_code_only(tmp_path: Path) -> None:
    head = "simplify\n"
    body = """rule (iadd x (load f p o)) => x
rule (store f x p o) => x
rule (iadd x (uadd_overflow a b)) => x
rule (iadd x y) => (sqrt x y)
rule (iadd x y) => (call x y)
"""
    found = problems(tmp_path, body, head)
    assert [(line, message.split(":")[0]) for line, _, message in found] == [
        (2, "'load' is not pure with one result"),
        (3, "'store' does not have exactly one result"),
        (4, "'uadd_overflow' is not pure with one result"),
        (5, "'sqrt' has 1 fields (x), found 2"),
        (6, "a rule cannot make 'call' (format call)"),
    ]


def test_a_parse_error_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "a.rules"
    path.write_text("lowering\nrule (iadd x y) => $")
    with pytest.raises(ParseError) as caught:
        check_file(path)
    assert caught.value.render().endswith("a.rules:2:20: error: unexpected character '$'")
