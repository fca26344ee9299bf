"""The text format of WebAssembly, both ways, and scripts (`.wast`).

assemble.assemble(b"(module ...)").binary       text to bytes
print_module.module_text(data)                  bytes to text
check.check_text(b"(module ...)")               assemble and validate; errors have places in the text
script.parse_script(b"(assert_return ...)")     commands of a script
"""
