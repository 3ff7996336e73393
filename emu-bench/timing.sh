# What scripts share that time a boot to a text on the serial port; they set $question and $limit, and source this.
# It makes $work, a folder for the run, which goes away at its end.

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

work=$(mktemp -d)
pid=
cleanup() {
  if [ -n "$pid" ]; then kill "$pid" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap cleanup EXIT

# Runs "$@", which writes the serial port's output to $work/serial, to the question. Prints seconds and the peak of its resident
# memory in MiB.
measure() {
  : >"$work/serial"
  local start=$EPOCHREALTIME memory=0 sample
  "$@" </dev/null >"$work/log" 2>&1 &
  pid=$!
  until grep -aqs "$question" "$work/serial"; do
    sample=$(awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$pid/status" 2>/dev/null || true)
    memory=${sample:-$memory}
    if ! kill -0 $pid 2>/dev/null && ! grep -aqs "$question" "$work/serial"; then
      fail "$1 ended before the question: $(tail -n 1 "$work/log")"
    fi
    ((${EPOCHREALTIME%.*} - ${start%.*} < limit)) || fail "$1 took more than $limit s"
    sleep 0.1
  done
  awk -v start="$start" -v end="$EPOCHREALTIME" -v memory="$memory" 'BEGIN { printf "%.1f %d\n", end - start, memory }'
  kill $pid 2>/dev/null || true
  wait $pid 2>/dev/null || true
  pid=
}

# The middle one of the numbers in column $2 of file $1.
median() {
  awk -v column="$2" '{ print $column }' "$1" | sort -n \
    | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# Prints, for the program $1, its median of $work/$1 and how it compares with QEMU's, $2.
summary() {
  awk -v name="$1" -v qemu="$2" -v ours="$(median "$work/$1" 1)" -v memory="$(median "$work/$1" 2)" \
    'BEGIN { printf "        %s %.1f s, ratio to qemu %.2f; resident at most %d MiB\n", name, ours, ours / qemu, memory }'
}
