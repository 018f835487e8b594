#!/bin/sh
# Says whether a package of the Guardian is what was released. It needs nothing but OpenSSL 3.
#
#   sh verify.sh [--root-key FILE] exacta-guardian-VERSION.tar.gz     the package, with the files that came with it beside it
#   sh verify.sh [--root-key FILE] --folder DIR                       a package that was unpacked or installed
#
# The offline root signs the release key, and the release key signs the SHA-256 of the package and the manifest in it. The root's
# public key is pinned below. Whoever could change this script could change that, too: compare the fingerprint that is printed with
# the one that you were given by another way, or name the key that you were given with --root-key.
# Exit codes: 0 verified; 1 OpenSSL is missing or too old; 2 usage; 5 not what was released.
set -u
LC_ALL=C
export LC_ALL

PINNED_ROOT='@ROOT_PUBLIC_KEY@'

usage() {
  echo 'Usage: sh verify.sh [--root-key FILE] TARBALL | --folder DIR' >&2
  exit 2
}

bad() {
  echo "NOT VERIFIED: $*" >&2
  exit 5
}

root_key=
folder=
tarball=
while [ $# -gt 0 ]; do
  case $1 in
    --root-key | --folder)
      [ $# -ge 2 ] || usage
      case $1 in --root-key) root_key=$2 ;; *) folder=$2 ;; esac
      shift 2
      ;;
    -*) usage ;;
    *)
      [ -z "$tarball" ] || usage
      tarball=$1
      shift
      ;;
  esac
done
[ -n "$tarball$folder" ] || usage
[ -z "$tarball" ] || [ -z "$folder" ] || usage
case $(openssl version 2>/dev/null) in
  'OpenSSL '[3-9]*) ;;
  *)
    echo 'This needs OpenSSL 3 or newer (the command openssl).' >&2
    exit 1
    ;;
esac

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
if [ -n "$root_key" ]; then
  cat -- "$root_key" >"$work/root.pem" || exit 2
else
  printf '%s\n' "$PINNED_ROOT" >"$work/root.pem"
fi

# signed KEY FILE SIGNATURE: whether the signature of the file is this key's.
signed() {
  openssl pkeyutl -verify -pubin -inkey "$1" -rawin -in "$2" -sigfile "$3" >/dev/null 2>&1
}

sha256() {
  openssl dgst -sha256 -r -- "$1" | cut -d ' ' -f 1
}

fingerprint() {
  openssl pkey -pubin -in "$1" -outform DER 2>/dev/null | openssl dgst -sha256 -r | cut -d ' ' -f 1
}

# The release key of a folder, once the root has vouched for it, is in $work/release.pem.
check_release_key() {
  [ -f "$1/release-key.pem" ] && [ -f "$1/release-key.sig" ] || bad "there is no release-key.pem or release-key.sig in $1"
  cp -- "$1/release-key.pem" "$work/release.pem"
  signed "$work/root.pem" "$work/release.pem" "$1/release-key.sig" || bad 'the release key is not signed by the pinned root'
}

tell() {
  echo "Verified: $1"
  echo "release key (SHA-256): $(fingerprint "$work/release.pem")"
  echo "offline root (SHA-256): $(fingerprint "$work/root.pem")"
}

if [ -n "$tarball" ]; then
  [ -f "$tarball" ] || bad "there is no file $tarball"
  name=$(basename -- "$tarball")
  check_release_key "$(dirname -- "$tarball")"
  [ -f "$tarball.sha256" ] && [ -f "$tarball.sha256.sig" ] || bad "there is no $name.sha256 or $name.sha256.sig"
  signed "$work/release.pem" "$tarball.sha256" "$tarball.sha256.sig" || bad "$name.sha256 is not signed by the release key"
  [ "$(cat -- "$tarball.sha256")" = "$(sha256 "$tarball")  $name" ] || bad "$name has another SHA-256 than the signed one"
  tell "$name"
  exit 0
fi

[ -d "$folder" ] || bad "there is no folder $folder"
check_release_key "$folder"
[ -f "$folder/manifest.json" ] && [ -f "$folder/manifest.sig" ] || bad "there is no manifest.json or manifest.sig in $folder"
cp -- "$folder/manifest.json" "$work/manifest.json"
signed "$work/release.pem" "$work/manifest.json" "$folder/manifest.sig" || bad 'the manifest is not signed by the release key'
grep -q '^  "product": "exacta-guardian",$' "$work/manifest.json" || bad 'the manifest is not of a Guardian'
sed -n 's/^    "\([^"]*\)": "\([0-9a-f]\{64\}\)",\{0,1\}$/\2 *\1/p' "$work/manifest.json" | sort >"$work/files"
[ -s "$work/files" ] || bad 'the manifest names no files'
cut -d '*' -f 2 "$work/files" >"$work/paths"
! grep -q '[^A-Za-z0-9._/-]\|^[/-]\|\.\./' "$work/paths" || bad 'the manifest has strange names'
while read -r path; do
  [ -f "$folder/$path" ] && [ ! -L "$folder/$path" ] || bad "$path is missing"
done <"$work/paths" || exit 5
# All names are plain, so they need no quoting.
(cd -- "$folder" && xargs openssl dgst -sha256 -r <"$work/paths") | sort >"$work/now"
changed=$(comm -3 "$work/files" "$work/now" | sed 's/.*\*//' | head -n 1)
[ -z "$changed" ] || bad "$changed was changed"
for own in manifest.json manifest.sig release-key.pem release-key.sig; do echo "$own"; done >>"$work/paths"
sort "$work/paths" >"$work/named"
# A folder without a file is nothing that was released either.
(cd -- "$folder" && find . ! -type d -o -empty) >"$work/found" || bad "not everything in $folder can be read"
sed 's|^\./||' "$work/found" | sort >"$work/there"
extra=$(comm -13 "$work/named" "$work/there" | head -n 1)
[ -z "$extra" ] || bad "$extra is not in the manifest"
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$work/manifest.json")
tell "exacta-guardian $version in $folder"
