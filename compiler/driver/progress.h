/* progress.h: what a build is doing, on standard error when that is a terminal and the build takes more than a second. */
#ifndef JSC_DRIVER_PROGRESS_H
#define JSC_DRIVER_PROGRESS_H

void progress_start(void);
/* The stage that begins ("generating code"); a string that stays. */
void progress_stage(const char *stage);
/* Removes the line. */
void progress_end(void);

#endif
