;; Tags, throw and try_table.
(module
  (tag (import "m" "t") (param i64 f32))
  (tag $e (export "e") (param i32))
  (func (result i32)
    (block $caught (result i32)
      (block $all
        (try_table (result i32) (catch $e $caught) (catch_all $all)
          (throw $e (i32.const 1)))
        (return))
      (i32.const 0)))
  (func
    (block $ref (result exnref)
      (block $pair (result i32 exnref)
        (try_table (catch_ref $e $pair) (catch_all_ref $ref))
        (return))
      (throw_ref))
    (throw_ref)))
