"""Scripts of the WebAssembly test suite as C programs: each module is a library, each command calls it.

    program = ScriptProgram(text, "i32.wast", features, "x86_64")
    program.source, program.objects         to be compiled and linked
    program.problems(output)                what of the output is not as the script says

The program prints a line for each command: its number, the status, and the bits of the results. Modules that
a library cannot be made of, and commands about such modules, are left out and counted.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from irtool.frontend.wasm.module import (
    EXTERN_FUNC,
    EXTERN_GLOBAL,
    EXTERN_MEMORY,
    EXTERN_TABLE,
    EXTERN_TAG,
)
from irtool.frontend.wasm.text.assemble import assemble
from irtool.frontend.wasm.text.patterns import NULL, OBJECT, Value
from irtool.frontend.wasm.text.script import (
    Action,
    ActionCommand,
    AssertAction,
    AssertModule,
    AssertReturn,
    Command,
    ModuleCommand,
    RegisterCommand,
    parse_script,
)
from irtool.frontend.wasm.value_types import F32, F64, HEAP_EXTERN, HEAP_SHIFT, I32, I64, V128, is_ref
from irtool.ir.errors import UnsupportedError
from irtool.library.build import Library, compile_library
from irtool.library.entries import function_types
from irtool.library.exceptions import tag_fields
from irtool.library.header import c_header
from irtool.library.names import c_type
from irtool.library.statuses import STATUS_EXCEPTION, status_texts
from irtool.runtime.wasm.script import message_problem
from irtool.settings import Settings

HEAD = """\
#include <stdio.h>
#include <string.h>
static void *externs[65536];
static float f32(uint32_t bits) { float value; memcpy(&value, &bits, 4); return value; }
static double f64(uint64_t bits) { double value; memcpy(&value, &bits, 8); return value; }
static void show(const void *place, int size) {
    const unsigned char *bytes = place;
    printf(" ");
    while (size-- > 0) printf("%02x", bytes[size]);
}
static void number(void *reference) {
    printf(" %x", reference == NULL ? 0 : (unsigned)((void **)reference - externs) + 1);
}
static void unused(void) { (void)externs; (void)f32; (void)f64; (void)show; (void)number; }
"""
#: Of `spectest`.
GLOBALS = {"global_i32": "666", "global_i64": "666", "global_f32": "666.6f", "global_f64": "666.6"}
SIZES = {I32: 4, I64: 8, F32: 4, F64: 8, V128: 16}
NAMES = {I32: "i32", I64: "i64", F32: "f32", F64: "f64", V128: "v128"}


class Left(Exception):
    """Something has no form in C; says why."""


class Part(NamedTuple):
    """A module of the script."""

    prefix: str
    library: Library


class Check(NamedTuple):
    """A command of the program."""

    command: Command
    results: list[int]
    """The value types of what it prints."""


class ScriptProgram:
    """The program of a script; see the module docstring."""

    def __init__(
        self,
        text: bytes,
        file: str,
        features: int,
        target: str,
        level: str = "speed",
        guard_pages: bool = False,
    ) -> None:
        self.file = file
        self.features = features
        self.target = target
        self.level = level
        self.guard_pages = guard_pages
        self.parts: list[Part] = []
        self.checks: dict[int, Check] = {}
        self.left: list[str] = []
        """What was left out, and why."""
        self._instances: dict[str, Part | None] = {}
        self._registered: dict[str, Part | None] = {}
        self._functions: list[str] = []
        self._body: list[str] = []
        for number, command in enumerate(parse_script(text, file)):
            try:
                self._add(number, command)
            except (Left, UnsupportedError) as why:
                self.left.append(f"{file}:{command.place.line}: {why}")

    # --- commands -------------------------------------------------------------------------------------

    def _add(self, number: int, command: Command) -> None:
        if isinstance(command, ModuleCommand):
            if command.definition:
                raise Left("a definition")
            self._instances[command.name] = self._instances[""] = None
            self._instances[command.name] = self._instances[""] = self._module(number, command)
        elif isinstance(command, RegisterCommand):
            self._registered[command.registered.decode()] = self._instances.get(command.module)
        elif isinstance(command, AssertModule) and command.kind == "assert_trap":
            self._module(number, command)
        elif isinstance(command, ActionCommand | AssertReturn | AssertAction):
            self._action(number, command, command.action)
        elif command.kind not in ("assert_malformed", "assert_invalid", "assert_malformed_custom"):
            raise Left(f"{command.kind} is not about a library")

    def _module(self, number: int, command: ModuleCommand | AssertModule) -> Part:
        part = self._compile(command.module.assemble(False, self.features).binary, f"m{number}")
        prefix = part.prefix
        before = len(self._functions)
        try:
            lines = self._imports(part)
        except Left:
            del self._functions[before:]
            raise
        self.parts.append(part)
        self.checks[number] = Check(command, [])
        self._functions.append(f"static {prefix}_instance *{prefix};")
        self._body += [
            "{",
            f"    {prefix}_imports imports;",
            "    memset(&imports, 0, sizeof imports);",
            *lines,
            f'    printf("{number} %d\\n", {prefix}_instantiate(&imports, &{prefix}));',
            "}",
        ]
        return part

    def _compile(self, binary: bytes, prefix: str) -> Part:
        settings = Settings(self.target, opt_level=self.level)
        settings.set("enable_verifier", False)
        library = compile_library(
            binary,
            self.target,
            settings,
            prefix=prefix,
            features=self.features,
            guard_pages=self.guard_pages,
        )
        return Part(prefix, library)

    def _spectest(self) -> str:
        """The instance that has the memory of `spectest`."""
        if self.parts and self.parts[0].prefix == "spectest":
            return "spectest"
        text = b'(module (memory (export "memory") 1 2))'
        self.parts.insert(0, self._compile(assemble(text).binary, "spectest"))
        self._functions.insert(0, "static spectest_instance *spectest;")
        self._body[:0] = ["{", "    if (spectest_instantiate(NULL, &spectest) != 0) return 1;", "}"]
        return "spectest"

    def _imports(self, part: Part) -> list[str]:
        """Statements that fill in the structure of imports."""
        prefix, (_, _, module, names) = part
        lines = []
        for row, item in enumerate(module.imports):
            member = f"imports.{names.imports.get(row)}"
            other = None
            if item.module != "spectest":
                other = self._registered.get(item.module)
                if other is None:
                    raise Left(f"nothing usable is registered as {item.module!r}")
            if item.kind == EXTERN_FUNC:
                name = f"{prefix}_import{row}"
                if other is None:
                    params, results = function_types(module, item.index)
                    if results or not item.name.startswith("print"):
                        raise Left(f"spectest has no {item.name!r}")
                    self._print(part, name, params)
                else:
                    self._pass_on(part, name, item.index, other, item.name)
                lines.append(f"    {member} = {name};")
            elif item.kind == EXTERN_GLOBAL:
                if other is not None or item.name not in GLOBALS:
                    raise Left("an imported global")
                value = f"{prefix}_global{row}"
                kind = c_type(module.globals[item.index].ty)
                self._functions.append(f"static const {kind} {value} = {GLOBALS[item.name]};")
                lines.append(f"    {member} = &{value};")
            elif item.kind in (EXTERN_MEMORY, EXTERN_TABLE) and other is not None:
                given = other.library.names.exports.get(self._export(other, item.name, item.kind), [""])
                if not given[-1].endswith("_handle"):
                    raise Left("a table of functions of another instance")
                lines.append(f"    {member} = {given[-1]}({other.prefix});")
            elif item.kind == EXTERN_MEMORY and item.name == "memory":
                lines.append(f"    {member} = spectest_memory_handle({self._spectest()});")
            elif item.kind in (EXTERN_MEMORY, EXTERN_TABLE):
                size = 1 if item.kind == EXTERN_MEMORY else 10
                new = names.made[row][0]
                lines.append(f"    if ({new}({size}, &{member}) != 0) return 1;")
        return lines

    def _export(self, part: Part, name: str, kind: int) -> int:
        """The number of an export."""
        for row, export in enumerate(part.library.module.exports):
            if export.name == name and export.kind == kind:
                return row
        raise Left(f"no export {name!r}")

    def _print(self, part: Part, name: str, params: Sequence[int]) -> None:
        """A function of `spectest` that prints nothing."""
        given = "".join(f", {c_type(ty)} p{row}" for row, ty in enumerate(params))
        used = "".join(f" (void)p{row};" for row in range(len(params)))
        self._functions.append(
            f"static void {name}(void *env, {part.prefix}_instance *instance{given})"
            f" {{ (void)env; (void)instance;{used} }}"
        )

    def _pass_on(self, part: Part, name: str, index: int, other: Part, export: str) -> None:
        """A function that calls an export of another instance, and traps as that does."""
        params, results = function_types(part.library.module, index)
        theirs = other.library.names.exports[self._export(other, export, EXTERN_FUNC)][0]
        direct = len(results) == 1 and results[0] != V128
        given = "".join(f", {c_type(ty)} p{row}" for row, ty in enumerate(params))
        places = "" if direct else "".join(f", {_place(ty)}r{row}" for row, ty in enumerate(results))
        passed = "".join(f", p{row}" for row in range(len(params)))
        passed += ", &r0" if direct else "".join(f", r{row}" for row in range(len(results)))
        kind = c_type(results[0]) if direct else "void"
        self._functions.append(
            f"static {kind} {name}(void *env, {part.prefix}_instance *instance{given}{places}) {{\n"
            + (f"    {kind} r0;\n" if direct else "")
            + f"    int status = {theirs}({other.prefix}{passed});\n"
            + "".join(self._throw_again(part, other))
            + f"    (void)env;\n    if (status != 0) {part.prefix}_raise(instance, status);\n"
            + ("    return r0;\n" if direct else "")
            + "}"
        )

    def _throw_again(self, part: Part, other: Part) -> list[str]:
        """Statements that throw an exception of another instance under the tag that is imported from it."""
        lines = []
        module, names = part.library.module, part.library.names
        for row, item in enumerate(module.imports):
            if item.kind != EXTERN_TAG or self._registered.get(item.module) is not other:
                continue
            catch = other.library.names.exports[self._export(other, item.name, EXTERN_TAG)][1]
            fields = tag_fields(module, item.index)
            if V128 in fields:
                raise Left("a tag with vectors")
            values = "".join(f" {c_type(ty)} f{number};" for number, ty in enumerate(fields))
            places = "".join(f", &f{number}" for number in range(len(fields)))
            given = "".join(f", f{number}" for number in range(len(fields)))
            lines.append(
                f"    {{{values} if (status == {STATUS_EXCEPTION} && {catch}({other.prefix}{places}))"
                f" {names.made[row][0]}(instance{given}); }}\n"
            )
        return lines

    def _action(self, number: int, command: Command, action: Action) -> None:
        part = self._instances.get(action.module)
        if part is None:
            raise Left("its module was left out")
        _, _, module, names = part.library
        name = action.export.decode()
        lines: list[str] = []
        if action.kind == "get":
            row = self._export(part, name, EXTERN_GLOBAL)
            ty = module.globals[module.exports[row].index].ty
            types = [ty]
            call = f"{names.exports[row][0]}({part.prefix}"
            if ty == V128:
                lines += ["    uint32_t r0[4];", f"    {call}, r0);"]
            else:
                lines.append(f"    {c_type(ty)} r0 = {call});")
            lines.append(f'    printf("{number} 0");')
        else:
            row = self._export(part, name, EXTERN_FUNC)
            params, types = function_types(module, module.exports[row].index)
            if len(params) != len(action.arguments):
                raise Left("another number of arguments")
            arguments = []
            for place, (ty, value) in enumerate(zip(params, action.arguments, strict=True)):
                if ty == V128:
                    lanes = ", ".join(f"{value.bits >> 32 * lane & 0xFFFF_FFFF:#x}u" for lane in range(4))
                    lines.append(f"    uint32_t a{place}[4] = {{{lanes}}};")
                    arguments.append(f"a{place}")
                else:
                    arguments.append(_argument(ty, value))
            for place, ty in enumerate(types):
                lines.append(
                    f"    {'uint32_t' if ty == V128 else c_type(ty)} r{place}{'[4]' * (ty == V128)};"
                )
            arguments += [f"{'' if ty == V128 else '&'}r{place}" for place, ty in enumerate(types)]
            call = f"{names.exports[row][0]}({', '.join([part.prefix, *arguments])})"
            lines.append(
                f'    int status = {part.prefix} ? {call} : 999;\n    printf("{number} %d", status);'
            )
        shows = [
            f"number(r{place});" if _is_extern(ty) else f"show(&r{place}, {SIZES.get(ty, 8)});"
            for place, ty in enumerate(types)
        ]
        if shows:
            guard = "if (status == 0) " if action.kind != "get" else ""
            lines.append(f"    {guard}{{ {' '.join(shows)} }}")
        self.checks[number] = Check(command, types)
        self._body += ["{", *lines, '    printf("\\n");', "}"]

    # --- the program ------------------------------------------------------------------------------------

    def write(self, folder: Path) -> tuple[Path, list[Path]]:
        """Write the program and its libraries: the path of the source, and those of the objects."""
        objects = []
        for part in self.parts:
            (folder / f"{part.prefix}.h").write_text(c_header(part.library.module, part.library.names))
            objects.append(folder / f"{part.prefix}.o")
            objects[-1].write_bytes(part.library.object)
        chunks: list[str] = []  # a function of 100,000 lines takes a compiler too long
        calls = []
        block: list[str] = []
        depth = 0
        for line in self._body:
            block.append(line)
            depth += {"{": 1, "}": -1}.get(line, 0)
            if not depth and len(block) > 400:
                chunks.append("\n".join(block))
                block = []
        chunks.append("\n".join(block))
        text = [f'#include "{part.prefix}.h"' for part in self.parts]
        text += [HEAD, *self._functions]
        for row, chunk in enumerate(chunks):
            text.append(f"static int part{row}(void) {{\n{chunk}\nreturn 0;\n}}")
            calls.append(f"    if (part{row}() != 0) return 1;")
        start = "    setvbuf(stdout, NULL, _IOLBF, 0);\n    unused();\n"
        text.append("int main(void) {\n" + start + "\n".join(calls) + "\n    return 0;\n}")
        source = folder / "suite.c"
        source.write_text("\n".join(text) + "\n")
        return source, objects

    def problems(self, output: str) -> list[str]:
        """What is not as it should be in what the program printed."""
        found = {int(line.split()[0]): line.split()[1:] for line in output.splitlines()}
        problems = []
        for number, check in self.checks.items():
            words = found.get(number)
            what = "was not reached" if words is None else self._problem(check, int(words[0]), words[1:])
            if what:
                problems.append(f"{self.file}:{check.command.place.line}: {check.command.kind} {what}")
        return problems

    def _problem(self, check: Check, status: int, words: list[str]) -> str:
        """What is wrong with the outcome of a command, empty if nothing is."""
        text = status_texts().get(status, f"status {status}")
        command = check.command
        if isinstance(command, AssertAction | AssertModule):
            if command.kind == "assert_exception":
                return "" if status == STATUS_EXCEPTION else f"gave {text}"
            return message_problem(command.message, text) if status else "gave results"
        if status:
            return text
        if not isinstance(command, AssertReturn):
            return ""
        values = [_value(ty, int(word, 16)) for ty, word in zip(check.results, words, strict=True)]
        if len(values) != len(command.results):
            return f"gave {values}"
        bad = [
            value
            for pattern, value in zip(command.results, values, strict=True)
            if not pattern.matches(value)
        ]
        return f"gave {bad}" if bad else ""


def _place(ty: int) -> str:
    """The type of a place for a result."""
    return "void *" if ty == V128 else f"{c_type(ty)} *"


def _argument(ty: int, value: Value) -> str:
    if is_ref(ty):
        if value.bits == NULL:
            return "NULL"
        if value.type != "extern" or not 0 <= value.bits < 65536:
            raise Left(f"a reference of type {value.type}")
        return f"&externs[{value.bits}]"
    forms: dict[int, Callable[[int], str]] = {
        I32: lambda bits: f"{bits:#x}u",
        I64: lambda bits: f"{bits:#x}u",
        F32: lambda bits: f"f32({bits:#x}u)",
        F64: lambda bits: f"f64({bits:#x}u)",
    }
    return forms[ty](value.bits)


def _value(ty: int, bits: int) -> Value:
    """A result; of a reference to a function it is known that it is one."""
    if not is_ref(ty):
        return Value(NAMES[ty], bits)
    if _is_extern(ty):
        return Value("extern", bits - 1 if bits else NULL)
    return Value("func", OBJECT if bits else NULL)


def _is_extern(ty: int) -> bool:
    return is_ref(ty) and ty >> HEAP_SHIFT == HEAP_EXTERN
