"""Build a function with a loop, verify it, print it, interpret it and compile it.

`squares(n)` is 1*1 + 2*2 + ... + n*n: a loop over two variables that counts `n` down to zero.
"""

import irtool
from irtool import I64


def build() -> irtool.Function:
    """`squares`, written with variables: the builder makes the block parameters."""
    b = irtool.FunctionBuilder.create("squares", [I64], [I64], "system_v")
    entry = b.create_entry_block()
    head, body, done = b.create_block(), b.create_block(), b.create_block()
    n, total = b.declare_var(I64), b.declare_var(I64)

    b.switch_to_block(entry)
    b.def_var(n, entry.params[0])
    b.def_var(total, 0)
    b.jump(head)

    b.switch_to_block(head)  # not sealed: the branch at the end of the body is still to come
    b.brif(b.use_var(n), body, [], done)

    b.switch_to_block(body)
    b.seal_block(body)
    square = b.imul(b.use_var(n), b.use_var(n))
    b.def_var(total, b.iadd(b.use_var(total), square))
    b.def_var(n, b.isub(b.use_var(n), 1))
    b.jump(head)
    b.seal_block(head)

    b.switch_to_block(done)
    b.seal_block(done)
    b.return_([b.use_var(total)])
    return b.finalize()


def main() -> None:
    """Show every step."""
    func = build()
    errors = irtool.verify(func)
    assert not errors, [error.render() for error in errors]
    print(irtool.print_function(func))

    outcome = irtool.interpret([func], "squares", [10])
    print(f"interpreted: {outcome.values[0]!r}, {outcome.instructions} instructions")

    squares = irtool.jit(func)
    print(f"compiled: {squares(10)}")

    data = irtool.compile_object(func, "aarch64")
    print(f"object file for aarch64: {data[:4]!r} ...")


if __name__ == "__main__":
    main()
