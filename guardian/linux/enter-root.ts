/**
 * Runs as the first process of Core's namespaces, with the rights to mount, and builds the only files that Core can see: the
 * system's programs and libraries, Core's own folder as /core, the project's as /project, all read-only, and an empty /tmp
 * that ends with Core. Everything else of the host is not there: the Guardian's home, the emergency key, the sockets of
 * services. A list of what to hide would miss the next one.
 *
 * Arguments: Core's folder, the project's folder or nothing, the program that is Node, and the command that follows.
 */
export const ENTER_ROOT = String.raw`
set -eu
core=$1 project=$2 node=$3
shift 3
for folder in "$core" "${'$'}{project:-/}"; do
  [ -d "$folder" ] || { echo "There is no folder $folder" >&2; exit 1; }
done
# Nothing below needs what the host has here, and each Linux has this folder.
root=/sys
mount -t tmpfs -o mode=755,size=1m,nosuid,nodev tmpfs "$root"
cd "$root"
mkdir proc tmp
mount -t tmpfs -o mode=1777,size=64m,nosuid,nodev tmpfs tmp
show() {
  if [ -d "$1" ]; then mkdir -p ".$2"
  elif [ -e "$1" ]; then mkdir -p ".${'$'}{2%/*}"; : >".$2"
  else return 0; fi
  mount --rbind "$1" ".$2"
}
for name in usr bin sbin lib lib32 lib64 libx32 nix/store; do
  if [ -L "/$name" ]; then ln -s "$(readlink "/$name")" "$name"; else show "/$name" "/$name"; fi
done
for name in alternatives ld.so.cache localtime passwd group; do show "/etc/$name" "/etc/$name"; done
for name in null zero full random urandom; do show "/dev/$name" "/dev/$name"; done
ln -s /proc/self/fd dev/fd
show "$core" /core
[ -z "$project" ] || show "$project" /project
[ -e ".$node" ] || show "$node" "$node"
while read -r _ _ _ _ point _; do
  point=$(printf %b "$point")
  case $point in
    "$root"/dev/* | "$root"/tmp) ;;
    # What the host has mounted below /sys is in the list, but out of sight.
    "$root"/*) [ ! -e "$point" ] || mount -o remount,bind,ro "$point" ;;
  esac
done </proc/self/mountinfo
mount --bind /proc proc
mount -o remount,bind,ro "$root"
pivot_root . .
umount -l .
cd /
exec "$@"
`;

/**
 * The last step before Core, with Core's rights. It says on the broker's pipe that Core can be ended from now on, and waits for
 * an answer. A Guardian that has died meanwhile gives none, and Core does not start. What Core writes to its standard error later
 * would only keep the Guardian busy.
 */
export const WAIT_FOR_GUARDIAN =
  'echo ready >&3 && read -r go <&3 && [ "$go" = go ] && exec "$@" 2>/dev/null';

/** Moves itself, and so everything that it starts, into the cgroup that is its first argument. */
export const JOIN_CGROUP = 'echo $$ >"$1/cgroup.procs" && shift && exec "$@"';
