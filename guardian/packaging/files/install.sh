#!/bin/sh
# Installs or repairs the Guardian of this host, from the folder that this script is in. Run it as root.
#
#   sudo sh install.sh [--root-key FILE] [--core FILE] [--no-start]
#
# Where a home is there already (/var/lib/exacta), its state, policy, keys, events and Core stay as they are: only the program and
# the units are replaced. With --core FILE, that Core is installed there as well, as exacta-guardian --install-core does it. With
# --root DIR everything goes below DIR, and no user, unit or process of this host is touched.
# Exit codes: 0 installed; 1 failed; 2 usage; 3 not root; 4 refused; 5 the package, or the Core, is not what was released.
set -eu

usage() {
  echo 'Usage: sudo sh install.sh [--root-key FILE] [--core FILE] [--no-start] [--root DIR]' >&2
  exit 2
}

say() { echo "install: $*"; }
fail() {
  code=$1
  shift
  echo "install: $*" >&2
  exit "$code"
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=
root_key=
core=
start=yes
while [ $# -gt 0 ]; do
  case $1 in
    --root | --root-key | --core)
      [ $# -ge 2 ] || usage
      case $1 in --root) root=${2%/} ;; --root-key) root_key=$2 ;; *) core=$2 ;; esac
      shift 2
      ;;
    --no-start)
      start=
      shift
      ;;
    *) usage ;;
  esac
done
case $root in '' | /*) ;; *) fail 2 '--root must be an absolute path' ;; esac
[ -n "$root" ] || [ "$(id -u)" = 0 ] || fail 3 'this needs root: sudo sh install.sh'

home=$root/var/lib/exacta
config=$root/etc/exacta
lib=$root/usr/lib/exacta
units=$root/etc/systemd/system
bin=$root/usr/local/bin

has_home=
for sign in home.json state.json keys events.log; do
  if [ -e "$home/$sign" ]; then has_home=yes; fi
done

# 1. The package. A home that is there has pinned its root, and no package can bring another one.
if [ -f "$home/root-public.pem" ]; then
  [ -z "$root_key" ] || cmp -s "$root_key" "$home/root-public.pem" ||
    fail 4 "$root_key is not the root that this host has pinned in $home/root-public.pem"
  root_key=$home/root-public.pem
elif [ -n "$has_home" ] && [ -z "$root_key" ]; then
  fail 4 "the home $home has lost its pinned root. Name the one that you were given with --root-key, and put it there"
fi
sh "$here/verify.sh" ${root_key:+--root-key "$root_key"} --folder "$here" || exit 5
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$here/manifest.json")
if [ -f "$lib/guardian/manifest.json" ]; then
  least=$(sed -n 's/^  "min_version": "\([0-9.]*\)",$/\1/p' "$lib/guardian/manifest.json")
  oldest=$(printf '%s\n%s\n' "$version" "${least:-0.0.0}" | sort -t . -k 1,1n -k 2,2n -k 3,3n | head -n 1)
  [ "$oldest" = "${least:-0.0.0}" ] || fail 4 "the installed Guardian must not be replaced by one older than $least; this is $version"
fi

# 2. Node, and what the Guardian holds Core with.
node=$(command -v node) || fail 1 'Node was not found. The Guardian needs Node 20.19 or newer: https://nodejs.org'
node=$(readlink -f -- "$node")
"$node" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
  fail 1 "the Guardian needs Node 20.19 or newer; $node is $("$node" --version)"
for command in flock setpriv unshare nsenter mount; do
  command -v "$command" >/dev/null || say "WARNING: $command was not found (package util-linux). Core cannot be held without it."
done

# 3. Users. Nothing else runs as them.
if [ -z "$root" ]; then
  for user in exacta-core exacta-control; do
    id "$user" >/dev/null 2>&1 ||
      useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$user"
  done
fi

# 4. The program, whole or not at all.
mkdir -p "$lib" "$bin" "$units"
rm -rf "$lib/guardian.new" "$lib/guardian.old"
if ! cp -R -- "$here" "$lib/guardian.new"; then
  # A Guardian that runs needs what room there is.
  rm -rf "$lib/guardian.new"
  fail 1 "the program could not be copied to $lib. What was installed before is still there"
fi
chmod -R u=rwX,go=rX "$lib/guardian.new"
[ "$(id -u)" != 0 ] || chown -R 0:0 "$lib/guardian.new"
# With its contents: `sync FOLDER` alone would write only the folder.
sync -f "$lib/guardian.new" 2>/dev/null || sync
[ ! -e "$lib/guardian" ] || mv -- "$lib/guardian" "$lib/guardian.old"
mv -- "$lib/guardian.new" "$lib/guardian"
rm -rf "$lib/guardian.old"
ln -sfn "$node" "$lib/node"
for program in exacta-guardian exacta-control; do
  ln -sfn /usr/lib/exacta/guardian/$program "$bin/$program"
done

# 5. The home, once. A Core for a home that is there follows at the end.
new_core=
if [ -n "$has_home" ]; then
  say "the home $home is there, and stays as it is"
  new_core=$core
else
  set -- --init
  [ -z "$root" ] || set -- "$@" --home "$home"
  [ -z "$root_key" ] || set -- "$@" --root-key "$root_key"
  [ -z "$core" ] || set -- "$@" --core "$core"
  "$lib/guardian/exacta-guardian" "$@" || fail 1 'no home was made'
fi

# 6. The control API's files.
mkdir -p "$config" "$home/logs"
chmod 0755 "$config"
chmod 0750 "$home/logs"
[ -n "$root" ] || chown exacta-control:exacta-control "$home/logs"
if [ ! -e "$config/services.json" ]; then
  cp "$here/services.json" "$config/services.json"
  chmod 0644 "$config/services.json"
fi
if [ ! -e "$config/control.env" ]; then
  (
    umask 077
    token=$("$node" -p 'require("node:crypto").randomBytes(32).toString("base64url")')
    printf 'ENABLE_CONTROL_API=0\nCONTROL_API_ADMIN_TOKEN=%s\nCONTROL_API_ALLOW_TASKKILL=0\n' "$token" >"$config/control.env.new"
  )
  # A full disk leaves no half of a token.
  mv -- "$config/control.env.new" "$config/control.env"
fi

# 7. The units.
for unit in "$here"/systemd/*.service; do
  cp -- "$unit" "$units/"
  chmod 0644 "$units/$(basename -- "$unit")"
done
say "exacta-guardian $version is installed in $lib/guardian"
if [ -z "$root" ] && [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  systemctl enable exacta-guardian.service
  if [ -n "$start" ]; then
    systemctl restart exacta-guardian.service
    say 'the Guardian runs: exacta-guardian --show-status'
  fi
elif [ -z "$root" ]; then
  say 'systemd does not run here. Start the Guardian with: /usr/lib/exacta/guardian/exacta-guardian-supervisor'
fi

# 8. Another Core, through the Guardian, or on the files where none runs.
if [ -n "$new_core" ]; then
  set -- --install-core "$new_core" --yes --reason 'install.sh --core'
  [ -z "$root" ] || set -- "$@" --home "$home"
  "$lib/guardian/exacta-guardian" "$@"
fi
