/* For the programs in these tests: see start.c. */
int run(void); /* the test: its result is the exit status */
void print(const char *text);
long sys(long number, long a, long b, long c);
