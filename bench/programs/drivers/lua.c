/* Lua as a command: runs the script whose name is the first argument, or the standard input. Errors are not caught: wasi-libc
   has no setjmp (`lua_errors.h`). */
#include <stdio.h>
#include <stdlib.h>

#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"

void irtool_lua_error(lua_State *L) {
    fprintf(stderr, "error: %s\n", lua_isstring(L, -1) ? lua_tostring(L, -1) : "?");
    exit(1);
}

int main(int argc, char **argv) {
    lua_State *L = luaL_newstate();
    if (!L) return 2;
    luaL_openlibs(L);
    if (luaL_loadfile(L, argc > 1 ? argv[1] : NULL) != LUA_OK || lua_pcall(L, 0, 0, 0) != LUA_OK) irtool_lua_error(L);
    lua_close(L);
    return 0;
}
