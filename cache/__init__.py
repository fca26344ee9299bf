"""A cache of compiled code: found by content, shared by processes and machines.

`cache.py` is what programs use, `stores.py` and `remote.py` are where entries are kept, `keys.py` says what
an entry is found by. Who compiles makes the keys and knows what entries mean: `runtime/wasm/module.py` those
of modules, `reuse.py` those of CLIF libraries.
"""
