/*
 * weak.h: WEAK(name): a weak name's address, NULL where nothing defines it. Position independent code looks it up in a table
 * of addresses; kernels have none, so there it stands in a word of data.
 */
#ifndef RUNTIME_SUPPORT_WEAK_H
#define RUNTIME_SUPPORT_WEAK_H

#ifdef JSC_HOOKS
#define WEAK(name)                                                    \
  ({                                                                  \
    static __typeof__(&*(name)) const volatile weak_address = (name); \
    weak_address;                                                     \
  })
#else
#define WEAK(name) (name)
#endif

#endif
