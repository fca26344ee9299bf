"""WebAssembly modules as libraries for programs in C and C++: one object file and a header."""
