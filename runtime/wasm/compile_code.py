"""Compiling a module: its functions, and the glue that it will need (`runtime/glue_code.py`)."""

from concurrent.futures import Executor

from ...backends.exceptions import TableCode, table_size
from ...backends.handlers import TABLE
from ...backends.text import NamedCode, lay_out
from ...frontend.wasm.module import EXTERN_FUNC
from ...frontend.wasm.module import Module as ModuleTables
from ...frontend.wasm.tunables import Tunables
from ...settings import Settings
from ...wasm_compile import WasmFunction, compile_bodies
from ..enter import ENTER
from ..glue import compile_glue
from ..glue_code import GlueCode
from ..interruption import ON_POKE
from ..poke import LOOKER
from .builtins import builtins_recipe
from .environment import RuntimeEnvironment
from .image import CodeImage
from .interrupt_handler import HANDLER
from .machines import Machine
from .python_calls import SLOWLY, call_in_recipe, call_out_recipe, has_call_out, is_simple
from .stubs import entry_recipe, exit_recipe
from .time_limits import WATCH


def compile_code(
    tables: ModuleTables,
    tunables: Tunables,
    machine: Machine,
    settings: Settings,
    jobs: int,
    executor: Executor | None,
) -> CodeImage:
    """Compile a module. Raises `UnsupportedError` naming what cannot be compiled."""
    environment = RuntimeEnvironment(tables, tunables)
    codes = compile_bodies(
        tables, machine.name, settings, RuntimeEnvironment, tunables, jobs, executor=executor
    )
    first = tables.num_imported_functions()
    numbers = {environment.name(first + own).symbol(): first + own for own in range(len(codes))}
    functions: list[NamedCode] = [
        WasmFunction(symbol, code) for symbol, code in zip(numbers, codes, strict=True)
    ]
    table = TableCode(TABLE, functions) if table_size(code for code in codes) else None
    form = machine.form
    section = lay_out([*functions, table] if table is not None else functions, form)
    if table is not None:
        table.fill(section, environment.layout.tag)
    return CodeImage.of_section(section, numbers)


def module_glue(
    tables: ModuleTables, numbers: list[int], tunables: Tunables, machine: Machine, settings: Settings
) -> dict[str, GlueCode]:
    """The glue that instances of a module need, by key: for its imports from Python, its exports and its
    start function, and what all instances need. `numbers` are the common numbers of its types. Functions that
    get to Python in other ways, as elements of tables, have theirs compiled when they do."""
    free = tunables.release_gil
    recipes = [ENTER, LOOKER, builtins_recipe(machine, free)]
    if tunables.interruptible:
        recipes += [HANDLER, ON_POKE, WATCH]
    functions = [numbers[int(number)] for number in tables.func_type]
    imported = set(functions[: tables.imported[EXTERN_FUNC]])
    exported = {functions[item.index] for item in tables.exports if item.kind == EXTERN_FUNC}
    entered = exported | ({functions[tables.start]} if tables.start >= 0 else set())
    for number in sorted(imported):
        recipes.append(
            call_out_recipe(number) if has_call_out(number) and not free else exit_recipe(number, free)
        )
    for number in sorted(exported):
        recipes.append(call_in_recipe(number, free) if is_simple(number) else SLOWLY)
    if imported:
        recipes.append(SLOWLY)
    recipes += [entry_recipe(number) for number in sorted(entered)]
    return {recipe.key: compile_glue(recipe, settings) for recipe in recipes}
