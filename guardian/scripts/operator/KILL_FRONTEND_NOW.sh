#!/bin/sh
# Ends the services of exacta-control by force (SIGKILL), on this host, at once. For an operator, never for automation.
#
#   KILL_FRONTEND_NOW.sh --confirm [--pids FILE]
#
# Without --confirm it only says what it would end. It ends only what exacta-control has started, by the process groups that it
# has noted in FILE (default /run/exacta-control/pids); a number that belongs to another process by now is left alone.
# Exit codes: 0 ended, or nothing was running; 1 something still runs, or FILE cannot be read; 2 usage; 4 refused; 6 not confirmed.
set -u

usage() {
  echo "Usage: KILL_FRONTEND_NOW.sh --confirm [--pids FILE]" >&2
  exit 2
}

confirmed=
pids=/run/exacta-control/pids
while [ $# -gt 0 ]; do
  case $1 in
    -Confirm | --confirm) confirmed=yes ;;
    --pids)
      [ $# -ge 2 ] || usage
      pids=$2
      shift
      ;;
    *) usage ;;
  esac
  shift
done

# When a process started, in ticks since the boot. With its number, this names it for good.
ticks() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }

# Members that have not ended: a zombie has.
living() {
  cat /proc/[0-9]*/stat 2>/dev/null |
    sed -n 's/^\([0-9]*\) (.*) \([A-Z]\) [0-9]* \([0-9]*\) .*/\1 \2 \3/p' |
    awk -v group="$1" '$3 == group && $2 != "Z" && $2 != "X" { print $1 }'
}

# Process groups of this host that are those of the file.
groups() {
  [ -r "$pids" ] || return 0
  while read -r name group started _; do
    case $group in '' | *[!0-9]* | 0 | 1) continue ;; esac
    now=$(ticks "$group")
    # While a group has members, no new process gets its number. So without its first process it is still the same group.
    [ -z "$now" ] || [ "$now" = "$started" ] || continue
    [ -z "$(living "$group")" ] || printf '%s %s\n' "$group" "$name"
  done <"$pids"
}

folder=$(dirname -- "$pids")
if [ -d "$folder" ] && [ ! -x "$folder" ] || [ -e "$pids" ] && [ ! -r "$pids" ]; then
  echo "You may not read $pids, so nobody knows what runs. Are you root, or the user exacta-control?" >&2
  exit 1
fi
found=$(groups)
if [ -f /.dockerenv ] || [ -f /run/.containerenv ]; then
  echo 'WARNING: this is a container. Its orchestrator stops it (docker stop, kubectl delete pod); prefer that.' >&2
fi
echo 'WARNING: this ends processes by force. What they had not saved is lost. Try stop_frontend_safe.sh first.' >&2
if [ -z "$found" ]; then
  echo "No service of exacta-control is running, as far as $pids tells."
  exit 0
fi
echo "$found" | while read -r group name; do
  echo "Service $name: process $(living "$group" | tr '\n' ' ')"
done
if [ -z "$confirmed" ]; then
  echo 'Nothing was done. To end them now: KILL_FRONTEND_NOW.sh --confirm' >&2
  exit 6
fi
if [ -n "${CI:-}" ]; then
  echo 'Refused: the variable CI is set. This is for a person at the host, not for automation.' >&2
  exit 4
fi

failed=0
for group in $(echo "$found" | cut -d ' ' -f 1); do
  kill -KILL "-$group" || failed=1
done
tries=0
while [ $tries -lt 50 ]; do
  left=
  for group in $(echo "$found" | cut -d ' ' -f 1); do left="$left$(living "$group")"; done
  [ -n "$left" ] || break
  tries=$((tries + 1))
  sleep 0.1
done
who=$(id -un)
command -v logger >/dev/null && logger -t KILL_FRONTEND_NOW "$who ended: $(echo "$found" | tr '\n' ' ')" 2>/dev/null
if [ -n "$left" ] || [ $failed != 0 ]; then
  echo 'Something still runs. Are you root, or the user exacta-control?' >&2
  exit 1
fi
echo 'Ended.'
