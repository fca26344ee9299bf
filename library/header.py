"""The header of a library, for C99 and C++ (a class for C++17: `cpp_header.py`).

    zlib_instance *z;
    if (zlib_instantiate(NULL, &z) != 0) ...
    uint32_t sum;
    int status = zlib_crc32(z, 0, 1024, 5, &sum);        0, or why it trapped: ZLIB_TRAP_UNREACHABLE, ...
    zlib_delete_instance(z);

An export that has no form in C (a table of exceptions) is named in a comment. What several libraries share,
the handle of a memory, is the same text in each header.
"""

from collections.abc import Sequence
from typing import Final

from ..frontend.wasm import traps
from ..frontend.wasm.layout import is_function_table
from ..frontend.wasm.module import (
    EXTERN_FUNC,
    EXTERN_GLOBAL,
    EXTERN_MEMORY,
    EXTERN_NAMES,
    EXTERN_TABLE,
    EXTERN_TAG,
    GlobalType,
    Module,
)
from ..frontend.wasm.value_types import V128
from ..ir.opcodes import TRAP_CODES
from .entries import function_types
from .exceptions import tag_fields
from .names import LibraryNames, c_result, c_type
from .statuses import (
    STATUS_EXCEPTION,
    STATUS_EXIT,
    STATUS_FOREIGN_FUNCTION,
    STATUS_INCOMPATIBLE_IMPORT,
    STATUS_MISSING_IMPORT,
    STATUS_NO_MEMORY,
    status_texts,
)

#: Members of the enumeration of statuses.
STATUSES: Final = {
    "OK": 0,
    "TRAP_UNREACHABLE": traps.TRAP_UNREACHABLE,
    "TRAP_MEMORY": TRAP_CODES["heap_oob"],
    "TRAP_TABLE": traps.TRAP_TABLE,
    "TRAP_UNDEFINED_ELEMENT": traps.TRAP_UNDEFINED_ELEMENT,
    "TRAP_UNINITIALIZED_ELEMENT": traps.TRAP_UNINITIALIZED,
    "TRAP_INDIRECT_CALL_TYPE": traps.TRAP_SIGNATURE,
    "TRAP_NULL_REFERENCE": traps.TRAP_NULL,
    "TRAP_NULL_FUNCTION": traps.TRAP_NULL_FUNCTION,
    "TRAP_UNALIGNED": traps.TRAP_UNALIGNED,
    "TRAP_NULL_EXCEPTION": traps.TRAP_NULL_EXCEPTION,
    "TRAP_UNSHARED_WAIT": traps.TRAP_UNSHARED_WAIT,
    "TRAP_DIVIDE_BY_ZERO": TRAP_CODES["int_divz"],
    "TRAP_INTEGER_OVERFLOW": TRAP_CODES["int_ovf"],
    "TRAP_CONVERSION": TRAP_CODES["bad_toint"],
    "TRAP_STACK_OVERFLOW": TRAP_CODES["stk_ovf"],
    "NO_MEMORY": STATUS_NO_MEMORY,
    "MISSING_IMPORT": STATUS_MISSING_IMPORT,
    "EXIT": STATUS_EXIT,
    "INCOMPATIBLE_IMPORT": STATUS_INCOMPATIBLE_IMPORT,
    "FOREIGN_FUNCTION": STATUS_FOREIGN_FUNCTION,
    "EXCEPTION": STATUS_EXCEPTION,
}

#: What instances of several libraries share; each header has it.
_SHARED_MEMORY: Final = """\
#ifndef IRTOOL_MEMORY
#define IRTOOL_MEMORY
/* A memory, which instances can share: that of an instance, or one that a program has made. Pages are those
   of its type: 64 KiB unless that says something else. */
typedef struct irtool_memory {
    struct irtool_memory_contents {
        uint8_t *data;
        uint64_t size;
    } *contents;
    uint64_t (*grow)(struct irtool_memory *memory, uint64_t pages);
    uint64_t maximum;  /* pages */
    uint64_t reserved; /* bytes of address space */
    uint32_t page_log2;
    uint32_t flags; /* 1: 64-bit addresses, 2: shared by threads, 4: its type has a maximum */
    uint32_t lock;
    void *waiting[2];
} irtool_memory;
/* Its first byte, which stays where it is. */
static inline uint8_t *irtool_memory_data(const irtool_memory *memory) {
    return memory->contents->data;
}
/* Its size in bytes. */
static inline uint64_t irtool_memory_size(const irtool_memory *memory) {
    return *(const volatile uint64_t *)&memory->contents->size;
}
/* Grow it by pages: how many it had, or UINT64_MAX when it cannot grow. */
static inline uint64_t irtool_memory_grow(irtool_memory *memory, uint64_t pages) {
    return memory->grow(memory, pages);
}
#endif
"""


_SHARED_TABLE: Final = """\
#ifndef IRTOOL_TABLE
#define IRTOOL_TABLE
/* A table, of an instance or one that a program has made. */
typedef struct irtool_table irtool_table;
#endif
"""


def _comment(text: str) -> str:
    """A text that is safe in a comment of C."""
    shown = text.encode("ascii", "backslashreplace").decode().replace("*/", "* /").replace("/*", "/ *")
    return "".join(character if " " <= character else "?" for character in shown)


def join(type_text: str, name: str) -> str:
    """A declaration of a name."""
    return f"{type_text}{'' if type_text.endswith('*') else ' '}{name}"


def _parameters(params: Sequence[int], results: Sequence[int]) -> list[str]:
    """Those of an entry, behind the instance."""
    single = len(results) == 1
    return [
        *(join(c_type(ty), f"p{row}") for row, ty in enumerate(params)),
        *(join(c_result(ty), "result" if single else f"result{row}") for row, ty in enumerate(results)),
    ]


def _import_member(module: Module, index: int, name: str, prefix: str) -> str:
    params, results = function_types(module, index)
    direct = len(results) == 1 and results[0] != V128
    out = [] if direct else [join(c_result(ty), f"result{row}") for row, ty in enumerate(results)]
    given = [join(c_type(ty), f"p{row}") for row, ty in enumerate(params)]
    arguments = ", ".join(["void *env", f"{prefix}_instance *instance", *given, *out])
    result = c_type(results[0]) if direct else "void"
    return f"    {join(result, f'(*{name})')}({arguments});"


def _import_variable(variable: GlobalType, name: str) -> str:
    """The member for an imported global: a pointer to its value."""
    kind_text = c_result(variable.ty) if variable.ty != V128 else "void *"
    const = "" if variable.mutable else "const "
    if kind_text == "void **":
        kind_text, const = ("void **", "") if variable.mutable else ("void *const *", "")
    return f"    {const}{join(kind_text, name)};"


def _table_lines(shown: str, given: Sequence[str], prefix: str) -> list[str]:
    """Those of a table: its elements."""
    lines = [
        f"/* table {shown}: its elements; reading and writing one, which return a status; and growing it:",
        "   how many it had, or UINT64_MAX when it cannot grow. Functions are those of the instance */",
        f"uint64_t {given[0]}({prefix}_instance *instance);",
        f"int {given[1]}({prefix}_instance *instance, uint64_t index, void **value);",
        f"int {given[2]}({prefix}_instance *instance, uint64_t index, void *value);",
        f"uint64_t {given[3]}({prefix}_instance *instance, uint64_t count, void *value);",
    ]
    if len(given) > 4:
        lines += [
            "/* what other instances import, as long as this one is there */",
            f"irtool_table *{given[4]}({prefix}_instance *instance);",
        ]
    return lines


def _tag_lines(module: Module, index: int, shown: str, given: Sequence[str], prefix: str) -> list[str]:
    """Those of a tag: throwing and catching."""
    fields = tag_fields(module, index)
    instance = f"{prefix}_instance *instance"
    thrown = [join(c_type(ty), f"field{row}") for row, ty in enumerate(fields)]
    caught = [join(c_result(ty), f"field{row}") for row, ty in enumerate(fields)]
    return [
        f"/* tag {shown}: for functions that are imported, throw an exception, which does not return; and",
        f"   after {prefix.upper()}_EXCEPTION, 1 if it was one with this tag, with its fields, once, or 0 */",
        f"void {given[0]}({', '.join([instance, *thrown])});",
        f"int {given[1]}({', '.join([instance, *caught])});",
    ]


def _beginning(module: Module, names: LibraryNames) -> list[str]:
    """Up to the statuses, and what several libraries share."""
    prefix = names.prefix
    guard = f"{prefix.upper()}_H"
    upper = prefix.upper()
    lines = [
        f"/* {prefix}: functions of a WebAssembly module, compiled to machine code. Made by irtool. */",
        f"#ifndef {guard}",
        f"#define {guard}",
        "",
        "#include <stddef.h>",
        "#include <stdint.h>",
        "",
        "#ifdef __cplusplus",
        'extern "C" {',
        "#endif",
        "",
        "/* An instance: memories, tables and globals of its own. Any thread may use it, one at a time. */",
        f"typedef struct {prefix}_instance {prefix}_instance;",
        "",
        "/* What calls return: 0, or why they did not come to their end. */",
        f"enum {prefix}_status {{",
    ]
    texts = status_texts()
    for name, number in STATUSES.items():
        lines.append(f"    {upper}_{name} = {number}, /* {texts[number]} */")
    lines[-1] = lines[-1].replace(",", "", 1)
    lines += ["};", ""]
    kinds = {*(item.kind for item in module.imports), *(item.kind for item in module.exports)}
    if EXTERN_MEMORY in kinds:
        lines += [*_SHARED_MEMORY.splitlines(), ""]
    if EXTERN_TABLE in kinds:
        lines += [*_SHARED_TABLE.splitlines(), ""]
    return lines


def _import_lines(module: Module, names: LibraryNames) -> list[str]:
    """The structure of imports."""
    prefix = names.prefix
    lines = [
        "/* What the module asks of the program. Functions get `env` first. All members but `env` must be",
        "   set. A function must not leave by longjmp or a C++ exception. */",
        f"typedef struct {prefix}_imports {{",
        "    void *env;",
    ]
    for kind in (EXTERN_FUNC, EXTERN_GLOBAL, EXTERN_MEMORY, EXTERN_TABLE):
        for row, item in enumerate(module.imports):
            if item.kind == kind and row in names.imports:
                lines.append(f"    /* {_comment(item.module)}.{_comment(item.name)} */")
                if kind == EXTERN_FUNC:
                    lines.append(_import_member(module, item.index, names.imports[row], prefix))
                elif kind in (EXTERN_MEMORY, EXTERN_TABLE):
                    lines.append(f"    irtool_{EXTERN_NAMES[kind]} *{names.imports[row]};")
                else:
                    lines.append(_import_variable(module.globals[item.index], names.imports[row]))
    lines += [f"}} {prefix}_imports;", ""]
    return lines


def _function_lines(module: Module, names: LibraryNames) -> list[str]:
    """What every library has."""
    prefix = names.prefix
    needs = bool(names.imports)
    lines = [
        "/* Make an instance. The imports are copied; "
        + ("" if needs else "there are none, so NULL will do; ")
        + "what they point to must stay. */",
        f"int {prefix}_instantiate(const {prefix}_imports *imports, {prefix}_instance **instance);",
        "/* Free an instance, or nothing when it is NULL. No code of it may be running. */",
        f"void {prefix}_delete_instance({prefix}_instance *instance);",
        "/* For functions that are imported: leave the newest call of an export, which returns `status`",
        "   (not 0). Does not return; the program's frames in between are dropped as by longjmp. */",
        f"void {prefix}_raise({prefix}_instance *instance, int status);",
        "/* Bytes of stack that code may take from the first export called on; 512 KiB to begin with. */",
        f"void {prefix}_set_stack_size({prefix}_instance *instance, uint64_t bytes);",
        "/* What a status means. */",
        f"const char *{prefix}_status_text(int status);",
        "",
    ]
    if module.tags:
        lines += [
            "/* For functions that are imported: throw the exception again that the newest call of an export",
            f"   ended with. Does not return, like {prefix}_raise; without one it does nothing. */",
            f"void {prefix}_rethrow({prefix}_instance *instance);",
        ]
    return lines


def _made_lines(module: Module, names: LibraryNames) -> list[str]:
    """What makes things for imports, and throws and catches imported tags."""
    prefix = names.prefix
    lines: list[str] = []
    for row, given in names.made.items():
        item = module.imports[row]
        shown = f"{_comment(item.module)}.{_comment(item.name)}"
        if item.kind == EXTERN_TAG:
            lines += _tag_lines(module, item.index, shown, given, prefix)
            continue
        if item.kind == EXTERN_TABLE:
            least = module.tables[item.index].minimum
            only = is_function_table(module, item.index)
            who = "the one instance that imports it" if only else "instances that import it"
            lines += [
                f"/* make a table for {shown}, of {least} null elements or more, to be kept as long as",
                f"   {who}; and free it, or nothing when it is NULL */",
                f"int {given[0]}(uint64_t size, irtool_table **table);",
                f"void {given[1]}(irtool_table *table);",
                *_table_lines(shown, given[2:], prefix),
            ]
            continue
        least = module.memories[item.index].minimum
        lines += [
            f"/* make a memory for {shown}, of {least} pages or more, to be kept as long as instances that",
            "   import it; and free it, or nothing when it is NULL */",
            f"int {given[0]}(uint64_t pages, irtool_memory **memory);",
            f"void {given[1]}(irtool_memory *memory);",
        ]
    if names.directories:
        lines += [
            "/* Give the instance a directory of the host, with all that is in it, by the name `name`,",
            "   before it looks for directories. Returns 0, or the error number of WASI preview 1. */",
            f"int {prefix}_give_directory({prefix}_instance *instance, const char *host, const char *name);",
            "",
        ]
    return lines


def _export_lines(module: Module, names: LibraryNames) -> list[str]:
    """The exports."""
    prefix = names.prefix
    lines: list[str] = []
    for row, export in enumerate(module.exports):
        given = names.exports.get(row, [])
        shown = _comment(export.name)
        if not given:
            lines.append(f"/* not available in C: {EXTERN_NAMES[export.kind]} {shown} */")
        elif export.kind == EXTERN_FUNC:
            parameters = _parameters(*function_types(module, export.index))
            if shown != given[0].removeprefix(f"{prefix}_"):
                lines.append(f"/* {shown} */")
            lines.append(f"int {given[0]}({', '.join([f'{prefix}_instance *instance', *parameters])});")
        elif export.kind == EXTERN_MEMORY:
            lines += [
                f"/* memory {shown}: its first byte, which stays where it is; its size in bytes; and",
                "   growing it by pages: how many it had, or UINT64_MAX when it cannot grow; and what other",
                "   instances import, as long as this one is there */",
                f"uint8_t *{given[0]}({prefix}_instance *instance);",
                f"uint64_t {given[1]}({prefix}_instance *instance);",
                f"uint64_t {given[2]}({prefix}_instance *instance, uint64_t pages);",
                f"irtool_memory *{given[3]}({prefix}_instance *instance);",
            ]
        elif export.kind == EXTERN_TABLE:
            lines += _table_lines(shown, given, prefix)
        elif export.kind == EXTERN_TAG:
            lines += _tag_lines(module, export.index, shown, given, prefix)
        elif export.kind == EXTERN_GLOBAL:
            lines.append(f"/* global {shown} */")
            ty = module.globals[export.index].ty
            if ty == V128:
                lines.append(f"void {given[0]}({prefix}_instance *instance, void *value);")
            else:
                lines.append(f"{join(c_type(ty), given[0])}({prefix}_instance *instance);")
            if len(given) > 1:
                lines.append(f"void {given[1]}({prefix}_instance *instance, {join(c_type(ty), 'value')});")
    return lines


def c_header(module: Module, names: LibraryNames) -> str:
    """The header for C99 and C++."""
    lines = [
        *_beginning(module, names),
        *_import_lines(module, names),
        *_function_lines(module, names),
        *_made_lines(module, names),
        *_export_lines(module, names),
        *("", "#ifdef __cplusplus", "}", "#endif", "", f"#endif /* {names.prefix.upper()}_H */", ""),
    ]
    return "\n".join(lines)
