;; Shared memories and atomic instructions.
(module
  (memory 1 2 shared)
  (func (param i32) (result i32)
    (i32.atomic.store (local.get 0) (i32.const 1))
    (drop (i64.atomic.rmw16.cmpxchg_u offset=2 (local.get 0) (i64.const 1) (i64.const 2)))
    (drop (memory.atomic.wait32 (local.get 0) (i32.const 0) (i64.const -1)))
    (atomic.fence)
    (memory.atomic.notify align=4 (local.get 0) (i32.const 1))))
