"""The header of a library with a class for C++17, which includes that for C (`header.py`).

sum::Instance instance(&imports);                    frees itself
uint32_t result = instance.divide(42, 6);            throws sum::Trap
"""

from typing import Final

from ..frontend.wasm.module import EXTERN_GLOBAL, EXTERN_MEMORY, EXTERN_TABLE, EXTERN_TAG, Module
from ..frontend.wasm.value_types import V128
from .entries import function_types
from .header import join
from .names import RESERVED, LibraryNames, Namer, c_identifier, c_type

#: Member functions for memories and tables: result, parameters, body.
_MEMORY_FORMS: Final = (
    ("uint8_t *", "", "return CALL();"),
    ("uint64_t", "", "return CALL();"),
    ("uint64_t", "uint64_t pages", "return CALL(, pages);"),
    ("irtool_memory *", "", "return CALL();"),
)
_TABLE_FORMS: Final = (
    ("uint64_t", "", "return CALL();"),
    ("void *", "uint64_t index", "void *value; check(CALL(, index, &value)); return value;"),
    ("void", "uint64_t index, void *value", "check(CALL(, index, value));"),
    ("uint64_t", "uint64_t count, void *value", "return CALL(, count, value);"),
    ("irtool_table *", "", "return CALL();"),
)


def _member(name: str, taken: set[str]) -> str:
    """A name for a member function, which no word of C++ is."""
    found = Namer([*taken, *RESERVED]).give(c_identifier(name))
    taken.add(found)
    return found


def _function_lines(module: Module, index: int, function: str, member: str) -> list[str]:
    """The member function that calls an exported function, whose name in C is `function`."""
    params, results = function_types(module, index)
    parameters = ", ".join(join(c_type(ty), f"p{number}") for number, ty in enumerate(params))
    passed = "".join(f", p{number}" for number in range(len(params)))
    if V128 in results:
        return [f"    // {member}: use the C function, vectors are stored through pointers"]
    types = [c_type(ty) for ty in results]
    result = "void" if not types else types[0] if len(types) == 1 else f"std::tuple<{', '.join(types)}>"
    lines = [f"    {join(result, member)}({parameters}) {{"]
    lines += [f"        {join(text, f'result{number}')};" for number, text in enumerate(types)]
    places = "".join(f", &result{number}" for number in range(len(types)))
    lines.append(f"        check({function}(handle_{passed}{places}));")
    if len(types) == 1:
        lines.append("        return result0;")
    elif types:
        lines.append(f"        return {{{', '.join(f'result{number}' for number in range(len(types)))}}};")
    lines.append("    }")
    return lines


def cpp_header(module: Module, names: LibraryNames, c_file: str) -> str:
    """The header with a class for C++17, which includes the C header `c_file`."""
    prefix = names.prefix
    guard = f"{prefix.upper()}_HPP"
    lines = [
        f"// {prefix}: an instance as an object that frees itself; a trap is an exception. Made by irtool.",
        f"#ifndef {guard}",
        f"#define {guard}",
        "",
        f'#include "{c_file}"',
        "",
        "#include <stdexcept>",
        "#include <tuple>",
        "#include <utility>",
        "",
        f"namespace {prefix} {{",
        "",
        "/// A call did not come to its end.",
        "class Trap : public std::runtime_error {",
        "public:",
        "    explicit Trap(int status)",
        f"        : std::runtime_error({prefix}_status_text(status)), status_(status) {{}}",
        f"    /// One of `{prefix}_status`.",
        "    int status() const noexcept { return status_; }",
        "",
        "private:",
        "    int status_;",
        "};",
        "",
        "/// An instance of the module.",
        "class Instance {",
        "public:",
        "    /// Throws `Trap`.",
        f"    explicit Instance(const {prefix}_imports *imports = nullptr) {{",
        f"        check({prefix}_instantiate(imports, &handle_));",
        "    }",
        f"    ~Instance() {{ {prefix}_delete_instance(handle_); }}",
        "    Instance(Instance &&other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}",
        "    Instance &operator=(Instance &&other) noexcept {",
        "        std::swap(handle_, other.handle_);",
        "        return *this;",
        "    }",
        "    Instance(const Instance &) = delete;",
        "    Instance &operator=(const Instance &) = delete;",
        "    /// For the functions of the C header.",
        f"    {prefix}_instance *handle() const noexcept {{ return handle_; }}",
        "",
    ]
    given_names = {"handle", "check", "Instance", "Trap", "handle_"}
    for row, export in enumerate(module.exports):
        given = names.exports.get(row)
        if given is None or export.kind in (EXTERN_GLOBAL, EXTERN_TAG):
            continue
        name = given[0].removeprefix(f"{prefix}_")
        if export.kind in (EXTERN_MEMORY, EXTERN_TABLE):
            forms = _MEMORY_FORMS if export.kind == EXTERN_MEMORY else _TABLE_FORMS
            for full, (result, parameters, body) in zip(given, forms, strict=False):
                member = _member(full.removeprefix(f"{prefix}_"), given_names)
                body = body.replace("CALL(", f"{full}(handle_")
                lines.append(f"    {join(result, member)}({parameters}) {{ {body} }}")
            continue
        member = _member(name, given_names)
        lines += _function_lines(module, export.index, given[0], member)
    lines += [
        "",
        "private:",
        "    static void check(int status) {",
        "        if (status != 0) throw Trap(status);",
        "    }",
        f"    {prefix}_instance *handle_ = nullptr;",
        "};",
        "",
        f"}} // namespace {prefix}",
        "",
        f"#endif // {guard}",
        "",
    ]
    return "\n".join(lines)
