"""The list of real WebAssembly modules that irtool is measured and tested with."""

from typing import Final, NamedTuple


class WasmModule(NamedTuple):
    """A module and where it is."""

    name: str
    kind: str
    """`npm`, `pypi` or `clang`."""
    package: str
    """Name of the package; of a program for clang the source text."""
    version: str
    """Version of the package; of a program for clang the arguments."""
    path: str
    """Of the module in the package, without the folder that npm puts everything into."""
    sha256: str
    what: str
    """What it is, and the language it was written in."""
    refused: str = ""
    """Words of the error of a module that is not compiled."""


def npm(
    name: str, package: str, version: str, path: str, sha256: str, what: str, refused: str = ""
) -> WasmModule:
    """A module in an npm package."""
    return WasmModule(name, "npm", package, version, path, sha256, what, refused)


def pypi(name: str, package: str, version: str, path: str, sha256: str, what: str) -> WasmModule:
    """A module in a wheel."""
    return WasmModule(name, "pypi", package, version, path, sha256, what)


def clang(name: str, arguments: str, what: str, source: str) -> WasmModule:
    """A program that stands here."""
    return WasmModule(name, "clang", source, arguments, "", "", what)


MODULES: Final = (
    npm(
        "source-map",
        "source-map",
        "0.8.0",
        "lib/mappings.wasm",
        "37cefcf2a41eb27127de929980441657b7443c3fecfe7adeb69b1eb2e45e2abe",
        "source maps, Rust",
    ),
    npm(
        "webp-simd",
        "@jsquash/webp",
        "1.5.0",
        "codec/enc/webp_enc_simd.wasm",
        "39c279269ec1163b987b6d69749458e3d5b03b9585f58b6ca5455b76b504a305",
        "image codec with SIMD, C",
    ),
    npm(
        "mozjpeg",
        "@jsquash/jpeg",
        "1.6.0",
        "codec/enc/mozjpeg_enc.wasm",
        "24d4177f1c4963e2058b107189249651c61fdef125570e79b1dfb63c8bb49326",
        "image codec, C",
    ),
    npm(
        "jxl-mt-simd",
        "@jsquash/jxl",
        "1.3.0",
        "codec/enc/jxl_enc_mt_simd.wasm",
        "8b5b3a537864181465e202df1913f7bbe333a168eacc48ddf945c3ce011fdb42",
        "image codec with SIMD and threads, C++",
    ),
    npm(
        "avif-mt",
        "@jsquash/avif",
        "2.1.1",
        "codec/enc/avif_enc_mt.wasm",
        "202d7ec9fb7d658df7cbf17fd85d83da724ac9551818c2d5161c858353a683a4",
        "image codec with threads, C++ and C",
    ),
    npm(
        "box2d-simd",
        "box2d-wasm",
        "7.0.0",
        "dist/es/Box2D.simd.wasm",
        "860ae5ed50a6139ee6034b3a2463217b11efa24f8975ae58e13f8864e22b3b76",
        "physics with SIMD, C++",
    ),
    npm(
        "tree-sitter",
        "web-tree-sitter",
        "0.27.2",
        "web-tree-sitter.wasm",
        "488beeff7adb7fd7e21e97cc29a43dc6d031977755eda892d6d96c7f456cfdec",
        "parser, C, position-independent",
    ),
    npm(
        "zstd",
        "@bokuweb/zstd-wasm",
        "0.0.27",
        "dist/esm/zstd.wasm",
        "80260eee5795ee8072bb5821e203730c74dca3909938f5ac1128da67f96223df",
        "compression, C",
    ),
    npm(
        "brotli",
        "brotli-wasm",
        "3.0.1",
        "pkg.node/brotli_wasm_bg.wasm",
        "6d5e77ad86911b665421dc98e6cedecb0977637afe5cf73d574758d9a2cade90",
        "compression, Rust",
    ),
    npm(
        "lua",
        "wasmoon",
        "1.16.0",
        "dist/glue.wasm",
        "95f3f19ddb740125883bc41d5ec670cd0828e7b58c8bdad385323cbff497b55c",
        "interpreter of Lua, C",
    ),
    npm(
        "quickjs",
        "@jitl/quickjs-wasmfile-release-sync",
        "0.32.0",
        "dist/emscripten-module.wasm",
        "105c3bed22d457e43e3d1c3c1c6959fda62a8fe06f0fc8a985303c3a2be72232",
        "JavaScript engine, C",
    ),
    npm(
        "sqlite",
        "sql.js",
        "1.17.0",
        "dist/sql-wasm.wasm",
        "6918fd54c1192011b85af0365a819411285bb5579b9ae6a7308778a1750a2765",
        "SQLite, C",
    ),
    npm(
        "tfjs-threads",
        "@tensorflow/tfjs-backend-wasm",
        "4.22.0",
        "dist/tfjs-backend-wasm-threaded-simd.wasm",
        "c052228d4bef185c27bbe59a9e029570c78bbb9f08b3cb46b597851650373de2",
        "neural networks with SIMD and threads, C++",
    ),
    npm(
        "manifold",
        "manifold-3d",
        "3.5.4",
        "manifold.wasm",
        "73e3b419ad31294f6b1cc478173944e50efc4a34bfdeeff0107bdfc12975f11c",
        "geometry, C++",
    ),
    npm(
        "rollup",
        "@rollup/wasm-node",
        "4.68.4",
        "dist/wasm-node/bindings_wasm_bg.wasm",
        "bd6cbba6ec4c28614224000af39c5476606319cb6f0702c60560a2a2f6d8b48b",
        "JavaScript parser, Rust",
    ),
    npm(
        "resvg",
        "@resvg/resvg-wasm",
        "2.6.2",
        "index_bg.wasm",
        "22bf6e9f9a100d972da0411a69c5ba504367fc1fa87b3b64e3f35e53926d2d70",
        "SVG renderer, Rust",
    ),
    npm(
        "rapier",
        "@dimforge/rapier3d",
        "0.21.0",
        "rapier_wasm3d_bg.wasm",
        "17cfa80eebd8de0291b948496dbffba724b98b489687f8272ca236a7bbf1dd4b",
        "physics, Rust",
    ),
    npm(
        "tiktoken",
        "tiktoken",
        "1.0.22",
        "tiktoken_bg.wasm",
        "dedd9a7b5d8d98b44448bedb371ade1c5327f7bb5dd9effe159da816473a415f",
        "tokeniser with large data, Rust",
    ),
    npm(
        "canvaskit",
        "canvaskit-wasm",
        "0.42.0",
        "bin/canvaskit.wasm",
        "25ebed8e60158c5854f8dc807b936daca21354f8bfb6a2231266b0a93812f301",
        "Skia, C++",
    ),
    npm(
        "pglite",
        "@electric-sql/pglite",
        "0.5.17",
        "dist/pglite.wasm",
        "2a5dccbcdf80f54ef9c6333732251e176ffbcbdba59d63c01501263611a053ea",
        "PostgreSQL, C, position-independent",
    ),
    npm(
        "python",
        "pyodide",
        "0.23.4",
        "pyodide.asm.wasm",
        "7e6051f2714a7ca60d09f474a0693341653ddf01e3ed46b2f305e4c2ee91b90e",
        "CPython, C",
    ),
    npm(
        "php",
        "php-wasm",
        "0.1.0",
        "6e8a5184412b869348e4a1078dcb4483f456b4dc.wasm",
        "e116aacd0ed7d49e9d3ffe10cfa0a9dbbdfdc37ea7cfbcb803dc4bd52e144e52",
        "PHP, C, asyncified",
    ),
    npm(
        "ruby",
        "@ruby/3.3-wasm-wasi",
        "2.10.1",
        "dist/ruby.wasm",
        "6ed4db69b832690b1b84605a53e607044243c555b85a913f647fd362675b70b0",
        "Ruby, C, WASI",
    ),
    npm(
        "esbuild",
        "esbuild-wasm",
        "0.28.2",
        "esbuild.wasm",
        "b1831a5c0f6cf688034fb94d0419812f165ea316a3380d3fc00a151e562d2eaf",
        "bundler, Go",
    ),
    npm(
        "lightningcss",
        "lightningcss-wasm",
        "1.33.0",
        "lightningcss_node.wasm",
        "479c64bb651164b6fd9a834055e65ab507d3e39f8d8a8b683b7e83787a69e7b1",
        "CSS compiler, Rust",
    ),
    npm(
        "swc",
        "@swc/wasm",
        "1.16.18",
        "wasm_bg.wasm",
        "67659614a2ca8504a8b33f4e3f261489bd9b700dd12058894b22788a3c61eda5",
        "JavaScript compiler, Rust",
    ),
    npm(
        "onnx",
        "onnxruntime-web",
        "1.30.0",
        "dist/ort-wasm-simd-threaded.wasm",
        "3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2",
        "neural networks with SIMD and threads, C++",
    ),
    npm(
        "onnx-exceptions",
        "onnxruntime-web",
        "1.30.0",
        "dist/ort-wasm-simd-threaded.jspi.wasm",
        "a54c76f86b0f0d9572380cf1c6292a7b3903716ffcbcd6b0e5c7050bf430eb93",
        "the same with exceptions (try_table), C++",
    ),
    npm(
        "ffmpeg-mt",
        "@ffmpeg/core-mt",
        "0.12.10",
        "dist/esm/ffmpeg-core.wasm",
        "be2c97605366b78f3f13e21b52e81a55a79e1f29c133b03a68ec187b1a2ec41a",
        "video codecs with SIMD and threads, C",
    ),
    npm(
        "duckdb",
        "@duckdb/duckdb-wasm",
        "1.32.0",
        "dist/duckdb-mvp.wasm",
        "45d72a81fba8e57693d890da837c7041310e385e75619a8559839b15388dfe97",
        "database, C++",
    ),
    pypi(
        "zstd-wasi",
        "itkwasm-compress-stringify-wasi",
        "3.5.0",
        "itkwasm_compress_stringify_wasi/wasm_modules/compress-stringify.wasi.wasm",
        "250e0ae5cf7b73cbed19d1235323d870da28ed4c549f8049f22fe1e21293ad68",
        "compression, C++, WASI",
    ),
    pypi(
        "dicom",
        "itkwasm-dicom-wasi",
        "7.6.4",
        "itkwasm_dicom_wasi/wasm_modules/apply-presentation-state-to-image.wasi.wasm",
        "7afd29f2e8a84632f9d66a00c9093d7cacee36532459304966739915b6df7f9d",
        "medical images, C++, WASI",
    ),
    npm(
        "php-exceptions",
        "@php-wasm/web-8-3",
        "3.1.54",
        "jspi/8_3_33/php_8_3.wasm",
        "2239592224d963917c28e2d8a80b3ac33980c511307ef37336c242da10c7ef21",
        "PHP with exceptions of the withdrawn proposal, C",
        refused="illegal opcode 06",
    ),
    clang(
        "sort",
        "-O2",
        "sorting and hashing with libc, C",
        r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

int main(int argc, char **argv) {
    enum { COUNT = 1000 };
    char **lines = malloc(COUNT * sizeof *lines);
    unsigned seed = argc, hash = 5381;
    for (int i = 0; i < COUNT; i++) {
        lines[i] = malloc(24);
        seed = seed * 1103515245u + 12345u;
        snprintf(lines[i], 24, "%x %s", seed, argv[0]);
    }
    qsort(lines, COUNT, sizeof *lines, compare);
    for (int i = 0; i < COUNT; i++)
        for (char *c = lines[i]; *c; c++) hash = hash * 33 + *c;
    printf("%u %.3f\n", hash, hash / 3.0);
    return 0;
}
""",
    ),
    clang(
        "vectors",
        "-O2 -msimd128",
        "loops that become vectors, C",
        r"""
#include <stdint.h>
#include <stdio.h>

static float a[1024], b[1024];
static uint8_t bytes[4096];

int main(int argc, char **argv) {
    float sum = 0;
    unsigned total = 0;
    for (int i = 0; i < 1024; i++) a[i] = i * argc, b[i] = a[i] * 0.5f + 1;
    for (int i = 0; i < 1024; i++) a[i] = a[i] > b[i] ? a[i] - b[i] : b[i] * a[i];
    for (int i = 0; i < 4096; i++) bytes[i] = (i * 7 + argc) >> 2;
    for (int i = 0; i < 4096; i++) total += bytes[i] > 100 ? bytes[i] : 255 - bytes[i];
    for (int i = 0; i < 1024; i++) sum += a[i];
    printf("%f %u\n", sum, total);
    return 0;
}
""",
    ),
    clang(
        "shapes",
        "-x c++ -O1 -fno-exceptions -fno-rtti -nostdlib++",
        "virtual functions and templates, C++",
        r"""
#include <stdio.h>
#include <stdlib.h>

extern "C" void __cxa_pure_virtual() { abort(); }

template <typename T> struct Stack {
    T items[64];
    int count = 0;
    void push(T item) { if (count < 64) items[count++] = item; }
    T pop() { return count ? items[--count] : T(); }
};
struct Shape { virtual double area() const = 0; };
struct Square : Shape {
    double side;
    Square(double s) : side(s) {}
    double area() const override { return side * side; }
};
struct Circle : Shape {
    double radius;
    Circle(double r) : radius(r) {}
    double area() const override { return 3.25 * radius * radius; }
};

int main(int argc, char **) {
    Square square(argc);
    Circle circle(argc + 1);
    Stack<const Shape *> stack;
    for (int i = 0; i < 20; i++) stack.push(i % 3 ? (const Shape *)&square : &circle);
    double sum = 0;
    while (const Shape *shape = stack.pop()) sum += shape->area();
    printf("%.2f\n", sum);
}
""",
    ),
)
