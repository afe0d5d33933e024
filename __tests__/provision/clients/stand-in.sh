#!/bin/sh
# A recorded conda client: finds the answer to the words it is called with beside the link it is called by.
here=${0%/*}
said=$(printf '%s\036' "$@")
echo "$*" >>"$here/calls"
env >"$here/variables"
for words in "$here"/*.words; do
  answer=${words%.words}
  if [ "$said" = "$(cat "$words")" ]; then
    if [ -f "$answer.run" ]; then . "$answer.run"; fi
    cat "$answer.out"
    cat "$answer.err" >&2
    exit "$(cat "$answer.rc")"
  fi
done
echo "no recording of: $*" >&2
exit 99
