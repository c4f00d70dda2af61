# build.sh root build dir test flags...: compiles one unit test of runtime/heap and runtime/string.
root=$1 build=$2 dir=$3 test=$4
shift 4
cd "$root" || exit 1
ccache=$(command -v ccache)
exec $ccache clang-19 -std=gnu11 -no-pie -fno-pie -ftls-model=local-exec -fno-strict-aliasing -fno-builtin -march=x86-64-v2 \
  -Wall -Wextra -Werror -I. -Iruntime -I"$build/gen" "$@" -o "$dir/$test" tests/unit/"$test".c tests/unit/boot.c \
  tests/unit/atoms.c runtime/heap/*.c runtime/string/*.c runtime/support/*.c runtime/os/linux/syscall.c runtime/unicode/utf8.c
