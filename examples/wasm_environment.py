"""WebAssembly in a program: memory at a fixed address, functions with the names and convention of C."""

import irtool
from irtool.frontend.wasm import ModuleEnvironment
from irtool.frontend.wasm.emitter import FunctionEmitter
from irtool.frontend.wasm.module import EXTERN_FUNC
from irtool.frontend.wasm.text.assemble import assemble
from irtool.ir.entities import AbiParam, ExtName, Signature
from irtool.ir.types import I64

TEXT = b"""(module (import "env" "log" (func $log (param i32))) (memory 1)
  (func (export "sum") (param $p i32) (result i32)
    (call $log (i32.load offset=8 (local.get $p)))
    (i32.add (i32.load (local.get $p)) (i32.load offset=4 (local.get $p)))))"""


class Embedded(ModuleEnvironment):
    """Nothing is in an instance context."""

    def memory_base(self, out: FunctionEmitter, memory: int) -> int:
        """Address of byte 0 of the memory."""
        return out.iconst(I64, 0x2000_0000)

    def name(self, function: int) -> ExtName:
        """Name of a function: that of its import or export."""
        for imported in self.module.imports:
            if imported.kind == EXTERN_FUNC and imported.index == function:
                return ExtName(imported.name)
        for exported in self.module.exports:
            if exported.kind == EXTERN_FUNC and exported.index == function:
                return ExtName(exported.name)
        return super().name(function)

    def signature(self, number: int) -> Signature:
        """Signature of a function type."""
        plain = super().signature(number)
        params = [AbiParam(param.ty) for param in plain.params]
        return Signature(params, plain.returns, "system_v")

    def call(self, out: FunctionEmitter, function: int) -> int:
        """A direct call, of an import too: the linker finds it."""
        signature = self.signature(int(self.module.func_type[function]))
        return out.call_direct(out.declare_function(self.name(function), signature, False))


if __name__ == "__main__":
    for func in irtool.translate(assemble(TEXT).binary, environment=Embedded):
        print(irtool.print_function(func))
        print(f"object file: {irtool.compile_object(func, 'aarch64')[:4]!r} ...")
