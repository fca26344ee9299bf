;; Numbers in all their forms.
(module
  (global i32 (i32.const 0x8000_0000))
  (global i32 (i32.const -2147483648))
  (global i32 (i32.const 4294967295))
  (global i64 (i64.const -0x8000_0000_0000_0000))
  (global i64 (i64.const 18_446_744_073_709_551_615))
  (global f32 (f32.const 1.00000017881393432617187499)) ;; rounded once
  (global f32 (f32.const 0x1.fffffefffp127))
  (global f32 (f32.const 0x1p-149))
  (global f32 (f32.const 0x0.8p-149)) ;; a tie, to even
  (global f32 (f32.const -nan:0x20_0000))
  (global f32 (f32.const 1e38))
  (global f64 (f64.const 0x1.p4))
  (global f64 (f64.const 1_000.5e-1_0))
  (global f64 (f64.const 4.9406564584124654e-324))
  (global f64 (f64.const 179769313486231580793728971405301e276))
  (global f64 (f64.const 1e-400))
  (global f64 (f64.const +inf))
  (global f64 (f64.const nan))
  (global f64 (f64.const nan:0xf_ffff_ffff_ffff))
  (global f64 (f64.const -0))
  (func (result f64)
    f64.const 0x1.0000_0000_0000_08p0
    f64.const 0x1.0000_0000_0000_0800_0000_01p0
    f64.add))
