/* A C program with JavaScript in it:
 *
 *   jsc -c words.js -o words.o --emit-header=words.h
 *   cc main.c words.o -o main
 */
#include <stdio.h>
#include <string.h>

#include "words.h"

static bool visit(const char *word, int count, void *user) {
  printf("%d %s\n", count, word);
  return --*(int *)user > 0;
}

int main(int argc, char **argv) {
  setvbuf(stdout, NULL, _IONBF, 0); /* JavaScript writes without stdio */
  if (words_open(argc, argv, NULL) != JSC_OK) {
    fprintf(stderr, "%s\n", words_error());
    return 1;
  }
  static const char text[] = "Der Apfel und die Birne und der Käse";
  add(text, strlen(text));
  int most = 3;
  int seen = each_word(visit, &most);
  printf("%d of %d words\n", seen, (int)total());
  printf("%s\n", json());

  double numbers[] = {1, 2.5, 4};
  float floats[] = {1, 2, 3};
  scale(floats, 3, 0.5F);
  printf("%g %g\n", mean(numbers, 3), floats[2]);

  if (!fail(1) && words_status() == JSC_THROWN) printf("%s\n", words_error());
  reject();
  if (words_status() == JSC_THROWN) printf("%s\n", words_error());
  remind(2);
  while (words_pump(1000) == 1) printf("a turn\n");
  failLater();
  if (words_run() == JSC_THROWN) printf("%s\n", words_error());

  words_close();
  if (!total() && words_status() == JSC_CLOSED) printf("closed\n");
  return 0;
}
