/* wasi-libc has no setjmp. The programs that include this file are built with other means for errors, so nothing here is used. */
typedef int jmp_buf[1];
