/* Included before every file of Lua: errors end the program, since wasi-libc has no setjmp to come back with. */
struct lua_State;
void irtool_lua_error(struct lua_State *L);

#define LUAI_TRY(L, c, a) { a }
#define LUAI_THROW(L, c) irtool_lua_error(L)
#define luai_jmpbuf int
#define LUA_TMPNAMBUFSIZE 32
#define lua_tmpnam(buffer, failed) { failed = 1; }
