"""C compiled by clang for wasm32-wasi: it translates to good IR and computes the same as in wasmtime."""

import shutil
import subprocess
from pathlib import Path

import irtool
import pytest
from irtool.frontend.wasm import translate_module
from irtool.frontend.wasm.custom import read_names, read_producers
from irtool.ir.function import Function
from irtool.runtime.platform import supported
from test_wasm_run import ours, theirs
from test_wasm_translate import removable_params

SOURCE = r"""
#include <stdlib.h>
#include <string.h>
#include <stdint.h>

static int compare(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}
static int reverse(const void *a, const void *b) { return compare(b, a); }

uint64_t sort(int n, int down) {
    int *items = malloc(n * sizeof *items);
    uint32_t seed = 12345;
    for (int i = 0; i < n; i++) { seed = seed * 1103515245u + 12345u; items[i] = (int)(seed >> 8); }
    qsort(items, n, sizeof *items, down ? reverse : compare);
    uint64_t hash = 14695981039346656037ull;
    for (int i = 0; i < n; i++) hash = (hash ^ (uint64_t)items[i]) * 1099511628211ull;
    free(items);
    return hash;
}

static int interpret(const char *code, int x) {
    int stack[32], top = 0;
    for (;; code++)
        switch (*code) {
        case 'x': stack[top++] = x; break;
        case '+': top--; stack[top - 1] += stack[top]; break;
        case '*': top--; stack[top - 1] *= stack[top]; break;
        case '-': top--; stack[top - 1] -= stack[top]; break;
        case 'd': stack[top] = stack[top - 1]; top++; break;
        case '!': stack[top - 1] = !stack[top - 1]; break;
        case '0': case '1': case '2': case '3': stack[top++] = *code - '0'; break;
        case 0: return stack[top - 1];
        default: return -1;
        }
}
int polynomial(int x) { return interpret("xd*3*x2*-1+", x); }

uint32_t crc(int n) {
    uint32_t table[256], sum = ~0u;
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int k = 0; k < 8; k++) c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
        table[i] = c;
    }
    for (int i = 0; i < n; i++) sum = table[(sum ^ (uint32_t)i) & 255] ^ (sum >> 8);
    return ~sum;
}

int words(int n) {
    char text[256];
    memset(text, ' ', sizeof text);
    for (int i = 0; i < n && i < 200; i++) if (i * 7 % 5) text[i] = 'a' + i % 26;
    text[255] = 0;
    int count = 0;
    char *rest = text;
    for (char *word; (word = strtok(rest, " ")); rest = 0) count += (int)strlen(word) * 100 + 1;
    return count;
}

double mean(int n) {
    double sum = 0;
    for (int i = 1; i <= n; i++) sum += 1.0 / i * (i & 1 ? -1 : 1);
    return sum / n;
}
int sign(int n) { double m = mean(n); return m < 0 ? -1 : m > 0; }

int64_t divide(int64_t a, int64_t b) { return a / b + a % b; }
"""

pytestmark = [
    pytest.mark.skipif(shutil.which("clang") is None, reason="clang is not installed"),
    pytest.mark.skipif(not supported(), reason="runs native code of this machine"),
]
EXPORTS = ("sort", "polynomial", "crc", "words", "sign", "divide")


@pytest.fixture(scope="module", params=["-O0", "-O2", "-Os"])
def binary(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("clang")
    source = folder / "a.c"
    source.write_text(SOURCE)
    exports = [f"-Wl,--export={name}" for name in EXPORTS]
    output = folder / "a.wasm"
    command = ["clang", "--target=wasm32-wasi", request.param, "-nostartfiles", "-Wl,--no-entry", *exports]
    result = subprocess.run([*command, str(source), "-o", str(output)], capture_output=True, text=True)
    if result.returncode and "wasi" in result.stderr:
        pytest.skip("clang has no wasi-libc here")
    assert result.returncode == 0, result.stderr
    return output.read_bytes()


def check(func: Function) -> None:
    """A function is valid IR without parameters that could go."""
    assert irtool.verify(func, enable_pinned_reg=True) == []
    assert removable_params(func) == []


def test_translation(binary: bytes) -> None:
    module, functions = translate_module(binary)
    assert len(functions) > 10
    for func in functions:
        check(func)
    names = read_names(module)
    assert {"crc", "sort", "interpret"} & set(names.by_kind["func"].values())
    assert "clang" in str(read_producers(module)).lower()


def test_results(binary: bytes) -> None:
    calls = [("sort", (100, 0)), ("sort", (257, 1)), ("crc", (1000,)), ("words", (150,)), ("sign", (10,))]
    calls += [("sign", (0,)), ("polynomial", (7,)), ("polynomial", (-5,)), ("divide", (-100, 7))]
    calls += [("divide", (1, 0)), ("divide", (-(1 << 63), -1)), ("sort", (3, 0))]
    expected = theirs(binary, calls)
    assert "integer overflow" in expected and "integer divide by zero" in expected
    for level in ("none", "speed"):
        assert ours(binary, [f"opt_level={level}"], calls) == expected


def test_a_program_with_libc_translates(tmp_path: Path) -> None:
    source = tmp_path / "b.c"
    source.write_text(
        "#include <stdio.h>\n#include <math.h>\n"
        'int main(int n, char **v) { printf("%d %f %s\\n", n, pow(n, 1.5), v[0]); return 0; }\n'
    )
    output = tmp_path / "b.wasm"
    command = ["clang", "--target=wasm32-wasi", "-O2", str(source), "-o", str(output)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("clang has no wasi-libc here")
    _, functions = translate_module(output.read_bytes())
    assert len(functions) > 50
    for func in functions:
        check(func)
