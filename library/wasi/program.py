"""`main` of programs, and what gives directories to instances of libraries."""

from typing import Final

from ...frontend.wasm import wasi_numbers as rights
from ...ir.function import Function
from ...ir.types import I32, I64
from ..plan import InstancePlan
from ..statuses import STATUS_EXIT, STATUS_NO_DIRECTORY
from ..writer import UNALIGNED, Writer

#: Exit code of a program that traps.
TRAP_EXIT: Final = 134


def main_function(plan: InstancePlan, start: str) -> Function:
    """`main(argc, argv, envp)`: make an instance, call the entry `start`, return the exit code."""
    w = Writer("main", [I32, I64, I64], [I32])
    b = w.b
    block = b.stack_addr(I64, b.create_stack_slot(24, 16))
    w.store(b.uextend(I64, w.params[0]), block)
    w.store(w.params[1], block, 8)
    w.store(w.params[2], block, 16)
    imports = b.stack_addr(I64, b.create_stack_slot(16, 16))
    w.store(block, imports)
    place = b.stack_addr(I64, b.create_stack_slot(16, 16))
    ended = b.create_block([I32, I64])
    (status,) = w.call("instantiate", [I64, I64], [I32], [imports, place])
    instance = w.load(place)
    made = b.create_block()
    b.brif(status, ended, [status, w.constant(0)], made, [])
    b.switch_to_block(made)
    (status,) = w.call(start, [I64], [I32], [instance])
    b.jump(ended, [status, instance])
    b.switch_to_block(ended)
    status, instance = b.block_params(ended)
    told = w.when(b.icmp("eq", status, w.constant(STATUS_NO_DIRECTORY, I32)))
    b.return_([w.constant(1, I32)])
    w.otherwise(told)
    good = w.when(b.icmp("eq", status, w.constant(0, I32)))
    b.return_([w.constant(0, I32)])
    w.otherwise(good)
    exited = w.when(b.icmp("eq", status, w.constant(STATUS_EXIT, I32)))
    code_known = w.when(instance)
    b.return_([b.load(I32, instance, plan.exit_code, UNALIGNED)])
    w.otherwise(code_known)
    b.return_([w.constant(TRAP_EXIT, I32)])
    w.otherwise(exited)
    (text,) = w.call("status_text", [I32], [I64], [status])
    newline = b.stack_addr(I64, b.create_stack_slot(8, 8))
    w.store(w.constant(0x0A), newline)
    for shown in (w.constants(plan.trap_prefix), text, newline):
        (length,) = w.call_c("strlen", [I64], [I64], [shown])
        w.call_c("write", [I32, I64, I64], [I64], [w.constant(2, I32), shown, length])
    return w.finish([w.constant(TRAP_EXIT, I32)])


def give_directory_function(plan: InstancePlan) -> Function:
    """`PREFIX_give_directory(instance, host, name)`: 0, or an error of WASI."""
    w = Writer("give_directory", [I64] * 3, [I32])
    b = w.b
    instance, host, name = w.params
    arguments = [w.add(instance, plan.files), host, name, w.constant(rights.ALL)]
    (number,) = w.call("wasi_give_directory", [I64] * 4, [I64], arguments)
    error = b.smax(b.ineg(number), w.constant(0))
    return w.finish([b.ireduce(I32, error)])
