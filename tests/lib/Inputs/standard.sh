# standard.sh COMMAND...: standard.js under the command with all kinds of standard descriptors, everything to one place.
p() { "$@" 2>&1; echo "status $?"; }
for what in print mixed; do
  ("$@" $what 2> /tmp/standard.$$; echo "status $?" >> /tmp/standard.$$) | head -c 3; cat /tmp/standard.$$
  ("$@" $what; echo "status $?" >&2) 2>&1 > /dev/full
  ("$@" $what; echo "status $?" >&2) 2>&1 >&- | cat
done
p "$@" open < /dev/null >&-
p "$@" open <&- >&-
for what in data sizes helpers; do
  for from in /dev/null / "$0"; do p "$@" $what < $from; done
  p "$@" $what <&-
  printf 'some text, longer' | p "$@" $what
done
p "$@" signals
rm -f /tmp/standard.$$
