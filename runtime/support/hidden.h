/*
 * hidden.h: included before everything else in position independent builds of the runtime: all that it declares is in the
 * same object, so nothing is reached through a table of addresses.
 */
#pragma GCC visibility push(hidden)
