;; Folded instructions, blocks and labels.
(module $folded
  (func $max (export "max") (param $a i32) (param $b i32) (result i32)
    (if (result i32) (i32.gt_s (local.get $a) (local.get $b))
      (then (local.get $a))
      (else (local.get $b))))
  (func (param i32) (result i32)
    (block $outer (result i32)
      (block $inner
        (loop $again
          (br_if $inner (i32.eqz (local.get 0)))
          (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
          br $again)
        nop)
      (drop (br_if $outer (i32.const 1) (local.get 0)))
      i32.const 2))
  (func (param i32 i32) (result i32)
    local.get 0
    if $l (result i32)
      local.get 1
    else $l
      i32.const 7
    end $l
    (if (i32.const 1) (then))
    i32.const 1
    (block (param i32) (result i32) (i32.add (i32.const 5)))
    (block (block (block nop (br_table 0 1 2 (i32.const 1)))))
    (return (i32.const 0) (unreachable)))
  (func (result i32 i64)
    (block (result i32 i64) (i32.const 1) (i64.const 2))))
