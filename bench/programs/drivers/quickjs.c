/* QuickJS as a command: runs the script on the standard input, which has a function `print`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quickjs.h"

static JSValue print(JSContext *context, JSValueConst self, int argc, JSValueConst *argv) {
    (void)self;
    for (int i = 0; i < argc; i++) {
        const char *text = JS_ToCString(context, argv[i]);
        if (!text) return JS_EXCEPTION;
        if (i) putchar(' ');
        fputs(text, stdout);
        JS_FreeCString(context, text);
    }
    putchar('\n');
    return JS_UNDEFINED;
}

static char *read_all(FILE *file, size_t *size) {
    size_t room = 1 << 16;
    char *data = malloc(room);
    *size = 0;
    for (size_t got; data && (got = fread(data + *size, 1, room - *size - 1, file));) {
        *size += got;
        if (*size + 1 == room) data = realloc(data, room *= 2);
    }
    if (data) data[*size] = 0;
    return data;
}

int main(void) {
    JSRuntime *runtime = JS_NewRuntime();
    JSContext *context = runtime ? JS_NewContext(runtime) : NULL;
    size_t size;
    char *script = read_all(stdin, &size);
    if (!context || !script) return 2;
    JSValue global = JS_GetGlobalObject(context);
    JS_SetPropertyStr(context, global, "print", JS_NewCFunction(context, print, "print", 1));
    JS_FreeValue(context, global);
    JSValue result = JS_Eval(context, script, size, "<stdin>", JS_EVAL_TYPE_GLOBAL);
    int failed = JS_IsException(result);
    if (failed) {
        const char *text = JS_ToCString(context, JS_GetException(context));
        fprintf(stderr, "error: %s\n", text ? text : "?");
    }
    JS_FreeValue(context, result);
    for (JSContext *job; !failed && JS_ExecutePendingJob(runtime, &job) > 0;) {
    }
    return failed;
}
