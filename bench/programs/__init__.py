"""How fast compiled WebAssembly runs: kernels and real programs, beside wasmtime and clang's native code.

`python -m irtool.bench.programs --help`. The folder has `kernels/` (small C programs), `drivers/` (what makes
a command of a library), `inputs/` (what the real programs work on); `listing.py` says what there is.
"""
