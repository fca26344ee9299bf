"""Compile the program, show a function, run it interpreted and compiled."""

from pathlib import Path

import irtool
from compiler import Compiler

program = Compiler(Path(__file__).with_name("program.txt").read_text())
functions = program.functions
print(irtool.print_function(functions["collatz"]))
print("fib(20) interpreted:", irtool.interpreted(functions["fib"])(20), flush=True)
main = irtool.jit(
    functions["main"],
    irtool.Settings(opt_level="speed"),
    others=[functions["fib"], functions["collatz"]],
    data=program.data,
)
print("main(20):", main(20))
