"""What a build does to appends in the C files of mypyc."""

from inline_append import with_inline_append

HEAD = '#include "a.h"\n#include "b.h"\n'
STATEMENT = """\
    cpy_r_r4 = ((irtool___FunctionObject *)cpy_r_r0)->_op;
    VEC_I32_INCREF(cpy_r_r4);
    cpy_r_r5 = (int32_t)cpy_r_op;
    cpy_r_r6 = VecI32Api.append(cpy_r_r4, cpy_r_r5);
    if (unlikely(cpy_r_r6.len < 0)) {
        CPy_AddTraceback("f.py", "f", 3, CPyStatic_globals);
        goto CPyL45;
    }
    VEC_I32_DECREF(((irtool___FunctionObject *)cpy_r_r0)->_op);
    ((irtool___FunctionObject *)cpy_r_r0)->_op = cpy_r_r6;
"""
PUT = "irtool_put_I32(&((irtool___FunctionObject *)cpy_r_r0)->_op, cpy_r_r5)"


def test_the_usual_statement_calls_only_without_room() -> None:
    text = with_inline_append(f"{HEAD}x\n{STATEMENT}y\n")
    assert text.startswith(f"{HEAD}#ifdef VEC_I32_BUF\n")
    lines = text[text.index("x\n") :].splitlines()
    assert lines[:4] == [
        "x",
        "    cpy_r_r5 = (int32_t)cpy_r_op;",
        f"    if (unlikely(!{PUT})) {{",
        "    cpy_r_r4 = ((irtool___FunctionObject *)cpy_r_r0)->_op;",
    ]
    assert "    cpy_r_r6 = irtool_append_I32(cpy_r_r4, cpy_r_r5);" in lines
    assert lines[-3:] == ["    ((irtool___FunctionObject *)cpy_r_r0)->_op = cpy_r_r6;", "    }", "y"]


def test_other_statements_keep_their_references() -> None:
    for old, new in (
        ("(int32_t)cpy_r_op", "cpy_r_r4.len"),  # reads the old column
        ("(int32_t)cpy_r_op", "CPyDef_next()"),  # may change it
        ("->_op = cpy_r_r6", "->_ty = cpy_r_r6"),  # stores elsewhere
    ):
        text = with_inline_append(HEAD + STATEMENT.replace(old, new))
        body = text[text.index("#endif\n") :]
        assert "irtool_put_I32" not in body
        assert "cpy_r_r6 = irtool_append_I32(cpy_r_r4, cpy_r_r5);" in body


def test_a_file_without_appends_stays() -> None:
    assert with_inline_append(HEAD + "    cpy_r_r1 = VecI32Api.pop(cpy_r_r0);\n").startswith(
        HEAD + "    cpy_r_r1"
    )
