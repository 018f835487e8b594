#!/bin/sh
# Boots systemd in namespaces of its own: `boot.sh WORK SHARED`, as root. Its file system is a layer in memory over the one of this
# machine, its network is a loopback device, and all of it is gone when this process ends. SHARED is its /tmp/shared.
set -eu
cd /
export WORK=$1 SHARED=$2
below=$(awk '{ for (i = 7; i < NF; i++) if ($i == "-" && $(i + 1) == "cgroup2") { print $5; exit } }' /proc/self/mountinfo)
[ -n "$below" ] || { echo 'There is no cgroup v2 here.' >&2; exit 1; }
mkdir "$below/try-systemd-$$"
echo $$ >"$below/try-systemd-$$/cgroup.procs"

# shellcheck disable=SC2016
exec unshare --pid --mount --uts --ipc --cgroup --net --fork --kill-child sh -c '
set -eu
ip link set lo up
mount -t tmpfs tmpfs "$WORK"
mkdir "$WORK/upper" "$WORK/work" "$WORK/root"
root=$WORK/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$WORK/upper,workdir=$WORK/work" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mkdir "$root/tmp/shared" "$root/tmp/old"
mount --bind "$SHARED" "$root/tmp/shared"
rm -rf "$root/var/lib/exacta" "$root/etc/exacta"
: >"$root/etc/machine-id"
cd "$root"
pivot_root . tmp/old
umount -l /tmp/old
cd /
# systemd asks less of a machine that is a container.
exec env -i PATH="$PATH" container=other /lib/systemd/systemd --system --unit=basic.target systemd.show_status=0 </dev/null
'
