;; What MicroPython imports to call functions of its host, for runs without any: who calls one of these traps.
(module
  (func (export "host_result_cap") (result i32) unreachable)
  (func (export "host_call") (param i32 i32 i32 i32 i32 i32) (result i32) unreachable))
