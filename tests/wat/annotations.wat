;; Custom sections, names that are no identifiers, branch hints, and annotations that mean nothing.
(module (@nothing (to "see" here))
  (@custom "early" (before first) "\01\02")
  (@custom "middle" (after func) "m" "iddle")
  (func $f (@name "another name") (param $x (@name "a parameter") i32)
    (block
      (@metadata.code.branch_hint "\00") (br_if 0 (local.get $x))
      (@metadata.code.branch_hint "\01") (if (local.get $x) (then nop))))
  (@custom "late" (after code) "end"))
