/* names.h: what V8 calls receivers in stack traces; none of it runs code of the program. */
#ifndef RUNTIME_ERROR_NAMES_H
#define RUNTIME_ERROR_NAMES_H

#include "../rt.h"

/* The type of a receiver: "Array", the name of its constructor, of a function its own name. NULL: none is shown. */
String *name_of_type(Value receiver);
/* The only property of the receiver or its prototypes that is the function whose text begins at `start` of `file` (as data,
 * getter or setter); `hint`, its own name, is tried first. NULL: none, or several. */
String *name_of_method(Value receiver, String *hint, uint32_t file, uint32_t start);
/* The name that a function without a name in its text was given when it became a property of the receiver. */
String *name_of_computed(Value receiver, uint32_t file, uint32_t start);

#endif
