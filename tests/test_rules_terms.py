"""Terms, and what they make it necessary to check: effects absorbed once, flags read where they were set."""

from pathlib import Path

import pytest
from rule_files import HEAD, MODULE, check, problems

TERMS = """lowering
import ".m"
constants const
class int = i8 | i16 | i32 | i64
term flags(value) -> xcc
rule (flags (icmp.t:int cc x y)) => cmp(t, x, y); icc(cc)
rule (flags x:int) => cmp(typeof(x), x, x); X_NE
"""


def test_terms_are_ordered_like_opcodes(tmp_path: Path) -> None:
    checked = check(tmp_path, "rule (flags (icmp.i32 eq x (iconst 0))) => cmp(i32, x, x); X_NE\n", TERMS)
    names = [(arm.name, arm.position[1]) for arm in checked.terms["flags"]]
    assert names == [("flags.3", 0), ("flags.3", 1), ("flags.1", 0), ("flags.2", 0)]


@pytest.mark.parametrize(
    ("body", "column", "message"),
    [
        ("term fits(value) -> xcc", 1, "'fits' is already defined"),
        ("term flags(value) -> xcc", 1, "'flags' is already defined"),
        ("term iadd(value) -> xcc", 1, "'iadd' is an opcode"),
        ("term lower(value) -> xcc", 1, "'lower' is a reserved name"),
        ("term other(value) -> xcc", 1, "the term 'other' has no final rule"),
        ("term other(value, imm) -> xcc commutative", 1, "'other' has no two values that could change"),
        ("rule (flags.i32 x) => X_NE", 13, "'flags' is a term and has no controlling type"),
        ("rule (flags x y) => X_NE", 6, "'flags' has 1 fields (x), found 2"),
        ("rule (brif (flags x)) => store(i8, x, 0)", 12, "'flags' is a term, which only rules of its own"),
        ("rule (flags (iadd x y)) => x", 28, "a value where a xcc is needed"),
        ("rule (flags (iadd x y)) => X_NE, X_NE", 1, "a term has one result, found 2"),
        ("rule (flags (iadd x y)) => none", 28, "unknown name 'none'"),
        ("rule (flags x:i32) => store(ty, x, 0); X_NE", 29, "'flags' has no controlling type: no 'ty'"),
        ("rule (flags x:i32) => cmp(i32, x, x); f = inst; X_NE", 43, "unknown name 'inst'"),
        ("rule (flags x:i64|i32) => cmp(i32, x, x); X_NE\nrule (flags x:i32|i64) => X_NE", 1, "this"),
        ("rule (brif c) if flags(c) == X_NE => none", 18, "'flags' emits code: it cannot be part of"),
        ("rule (brif.int c) => setcc(flags(c))", 1, "'brif' has 0 results, found 1"),
        ("rule (brif flags) => none", 1, "'flags' cannot be a variable: it is a term or reserved"),
        ("rule (iadd.int x y) => setcc(flags(x, y))", 30, "'flags' takes 1 arguments (value), found 2"),
        ("rule (icmp cc x y) => setcc(flags(x))", 29, "no final rule of 'flags' accepts i128"),
        ("rule (bitcast.i32 f x:f32|i32) => setcc(flags(x))", 41, "no final rule of 'flags' accepts f32"),
    ],
)
def test_mistakes_with_terms(tmp_path: Path, body: str, column: int, message: str) -> None:
    found = problems(tmp_path, body, TERMS)
    assert found[-1][1] == column and found[-1][2].startswith(message), found


def test_terms_must_be_called(tmp_path: Path) -> None:
    from irtool.ir.opcodes import OPS

    names = " ".join(row.name for row in OPS)
    assert problems(tmp_path, f"unsupported {names}\n", TERMS, draft=False) == [
        (5, 1, "no rule calls the term 'flags'")
    ]


@pytest.mark.parametrize(
    ("rules", "is_refused"),
    [
        ("rule (flags (uextend.int c)) => flags(c)", False),
        ("rule (flags (ireduce.int c:int)) => flags(c)", True),
        ("rule (flags (icmp.int eq c (iconst 0))) => flags(c)", True),
        ("rule (flags (uextend.i64 (ireduce.i32 c:i64))) => flags(c)", True),
        ("rule (flags (ineg.int c)) => other(c) "
         "term other(value) -> xcc rule (other c:int) => flags(c)", True),
        ("rule (flags (ineg.int c)) => other(c) "
         "term other(value) -> xcc rule (other c:int) => cmp(i8, c, c); X_NE", False),
        ("rule (flags (sextend.int c)) => other(c) "
         "term other(value) -> xcc rule (other c:int) => flags(c)", False),
        ("rule (flags (iconst k)) if fits(k) => other(k) "
         "term other(imm) -> xcc rule (other k) => f = const(i8, k); r = again(f); X_NE "
         "term again(reg) -> reg rule (again x) => r = setcc(other(3)); x", True),
    ],
)  # fmt: skip
def test_terms_come_to_an_end(tmp_path: Path, rules: str, is_refused: bool) -> None:
    if not is_refused:
        check(tmp_path, rules + "\n", TERMS)
        return
    found = problems(tmp_path, rules + "\n", TERMS)
    assert any("may come back to itself here as often as the input wants" in row[2] for row in found), found


def test_a_term_can_have_types_as_parameters(tmp_path: Path) -> None:
    head = TERMS + "term extended(type, value) -> reg\nrule (extended i32 x) => x\n"
    head += "rule (extended t:i8|i16 x) => add_ri(t, x, 0)\n"
    check(tmp_path, "rule (iadd.i8|i32 x y) => add_rr(ty, extended(ty, x), extended(i16, y))\n", head)
    check(tmp_path, "rule (iadd.i8 x y) => add_rr(ty, x, extended(typeof(y), y))\n", head)
    check(
        tmp_path, "rule (iadd.i64 x y) => add_rr(ty, x, extended(ty, y))\nrule (extended int x) => x\n", head
    )
    rule = "rule (iadd.i32|i64 x y) => add_rr(ty, x, extended(ty, y))\n"
    ((_, _, message),) = problems(tmp_path, rule, head)
    assert message == "no final rule of 'extended' accepts i64"
    rule = "rule (iadd.i32 x y) => add_rr(ty, x, extended(negate(i32, 3), y))\n"
    assert problems(tmp_path, rule, head)[0][2] == "a imm where a type is needed"


# --- effects --------------------------------------------------------------------------------------

ABSORBS = (
    TERMS
    + """rule (flags i:(icmp.t:int cc x l:(load _ _ _))) if single(i), sinkable(l)
    => cmp(t, x, x); icc(cc)
term rm(value) -> rm
rule (rm l:(load _ _ _)) if sinkable(l) => rm_of(l)
rule (rm x) => x
"""
)


@pytest.mark.parametrize(
    "rule",
    [
        "rule (iadd.int x y) => add_any(x, rm(y))",
        "rule (select.int c x y) => r = rm(y); add_any(x, r)",
        "rule (brif.int c) => f = flags(c); r = setcc(f); none",
        "rule (brif.int u:(ireduce c:int)) if single(u) => f = flags(c); r = setcc(f); none",
        "rule (iadd.int x l:(load _ p _)) if sinkable(l) => add_rm(ty, x, mem(l))",
    ],
)
def test_absorbing_once_where_asked(tmp_path: Path, rule: str) -> None:
    check(tmp_path, rule + "\n", ABSORBS.replace("rule (brif", "rule[1] (brif"))


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("rule (brif.i8 (icmp.t:int cc x l:(load _ _ _))) if sinkable(l) => r = add_any(x, rm_of(l)); none",
         "'icmp' may have a second user, for whom the load would be done again: i:(icmp ...) if single(i)"),
        ("rule (flags (icmp.t:int cc l:(load _ _ _) (ineg x))) if sinkable(l) => cmp(t, x, x); X_NE",
         "'icmp' may have a second user, for whom the load would be done again: i:(icmp ...) if single(i)"),
        ("rule (brif.int (ireduce c:int)) => f = flags(c); r = setcc(f); none",
         "'ireduce' may have a second user, for whom what 'flags' may absorb would be done again"),
        ("rule (iadd.int x y) => add_any(add_any(x, rm(y)), rm(y))", "this value is absorbed a second time"),
        ("rule (iadd.int x y) => add_any(y, rm(y))", "a value is absorbed and its register is asked for"),
        ("rule (iadd.int x l:(load _ _ _)) if sinkable(l) => add_any(x, rm(l))",
         "this value is absorbed a second time"),
        ("rule (iadd.int x l:(load _ _ _)) if sinkable(l) => add_rm(ty, add_rm(ty, x, mem(l)), mem(l))",
         "this value is absorbed a second time"),
        ("rule (iadd.int x l:(load _ _ _)) if sinkable(l) => add_rm(ty, l, mem(l))",
         "a value is absorbed and its register is asked for"),
        ("rule (iadd.int x y) => add_any(min_max(x, y), rm(y))", "this value is absorbed a second time"),
        ("rule (iadd.int x l:(load _ _ _)) if not sinkable(l) => add_rm(ty, x, mem(l))",
         "'load' has an effect: name it and ask a condition about it"),
        ("rule (iadd.int x y) => add_any(sink_value(y), rm(y))", "this value is absorbed a second time"),
        ("rule (iadd.int x (ineg y)) => r = sink_value(y); x",
         "'ineg' may have a second user, for whom what 'sink_value' may absorb would be done again"),
    ],
)  # fmt: skip
def test_effects_done_twice(tmp_path: Path, rule: str, message: str) -> None:
    found = problems(tmp_path, rule, ABSORBS)
    assert found[0][2].startswith(message), found


# --- flags ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    [
        "rule (icmp.int cc x y) => cmp(ty, x, y); setcc(icc(cc))",
        "rule (icmp.int cc x y) => k = const(ty, 0); cmp(ty, x, k); move(setcc(icc(cc)))",
        "rule (icmp.int cc x y) => cmp(ty, x, y); k = move(x); setcc(icc(cc))",
        "rule (iadd.int x y) => s = add_rr(ty, x, y); adc(s, setcc(X_NE))",
        "rule (brif.int c) => c = flags(c); r = setcc(c); none",
        "rule (uadd_overflow.int x y) => s = add_rr(ty, x, y); s, setcc(X_NE)",
        "rule (iadd.int x y) => cmp_any(MOP_MOVE, x); add_rr(ty, x, y)",
        "rule (checked x:int) => cmp(i32, x, x); trap_if(X_NE); x\n"
        "term checked(value) -> reg rule (iadd.int x y) => add_rr(ty, checked(x), checked(y))",
        "rule (iadd.int x y) => trap_unless(x); trap_unless(y); x",
    ],
)
def test_flags_read_where_they_are_set(tmp_path: Path, rule: str) -> None:
    check(tmp_path, rule.replace("c = flags(c); r = setcc(c)", "r = setcc(flags(c))") + "\n", TERMS)


@pytest.mark.parametrize(
    ("rule", "column", "message"),
    [
        ("rule (icmp.int cc x y) => cmp(ty, x, y); k = const(ty, 0); setcc(icc(cc))", 60,
         "'setcc' reads flags (set by 'cmp') that 'const' has changed since"),
        ("rule (icmp.int cc x y) => setcc(icc(cc))", 27,
         "'setcc' reads flags that nothing in this rule sets"),
        ("rule (icmp.int cc x y) => k = const(ty, 0); setcc(X_NE)", 45,
         "'setcc' reads flags that 'const' has changed since"),
        ("rule (icmp.int cc x y) => cmp(ty, x, y); s = add_rr(ty, x, y); setcc(icc(cc))", 46,
         "'add_rr' overwrites the flags of 'cmp', which nothing has read"),
        ("rule (icmp.int cc x y) => cmp(ty, x, y); x", 27, "nothing reads the flags of 'cmp'"),
        ("rule (iadd.int x y) => c = flags(x); s = add_rr(ty, x, y); add_rr(ty, s, setcc(c))", 74,
         "'setcc' reads the flags of 'add_rr', but its condition is of 'flags'"),
        ("rule (iadd.int x y) => add_rr(ty, setcc(flags(x)), min_max(x, y))", 52, ".m, line "),
        ("rule (iadd.int x y) => cmp_any(MOP_CMP, x); setcc(X_NE)", 45,
         "'setcc' reads flags that 'cmp_any' has changed since"),
        ("rule[1] (flags (iadd x y)) => r = move(x); X_NE", 1,
         "this rule does not set the flags that other rules of 'flags' leave"),
    ],
)  # fmt: skip
def test_flags_read_elsewhere(tmp_path: Path, rule: str, column: int, message: str) -> None:
    called = "rule (brif.int c) => r = setcc(flags(c)); none\n"
    found = problems(tmp_path, rule + "\n" + called, TERMS)
    assert (found[0][1], found[0][2][: len(message)]) == (column, message), found


def test_flags_are_not_checked_without_facts(tmp_path: Path) -> None:
    body = "rule (icmp.int cc x y) => setcc(icc(cc))\n"
    assert problems(tmp_path, body)
    (tmp_path / "o.py").write_text(MODULE.replace("MOP_FLAGS", "OTHER"))
    check(tmp_path, body, HEAD.replace(".m", ".o"))
