#!/bin/bash
# init.sh MACHINE
# Makes the machine's file system (the host's /usr with a layer above it, all else empty) and becomes its systemd.
set -euo pipefail

machine=$1
stand_ins=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/stand-ins
root=$machine/root

mount --make-rprivate /
mount -t tmpfs tmpfs "$root"
cd "$root"
mkdir -p layer work usr etc/{systemd/system,ecs,sysctl.d} run proc sys dev tmp var/log mnt root
mount -t overlay overlay -o "lowerdir=/usr,upperdir=$root/layer,workdir=$root/work" usr
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$folder"; done
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs dev
for device in null zero full random urandom; do
  touch "dev/$device"
  mount --bind "/dev/$device" "dev/$device"
done
ln -s /proc/self/fd dev/fd
# below /dev, where systemd unmounts nothing
mkdir dev/machine
mount --bind "$machine/shared" dev/machine

# of the host's units only what a shutdown and an order need
find usr/lib/systemd/system -mindepth 1 -maxdepth 1 \
  ! -name '*.target' ! -name '*.slice' ! -name systemd-poweroff.service -exec rm -rf {} +
find usr/lib/systemd/system-generators -type f ! -name systemd-fstab-generator -delete
rm -rf etc/systemd/system.conf.d usr/lib/systemd/system.conf.d usr/local

mkdir -p usr/local/{bin,libexec}
cp "$stand_ins"/programs/* usr/local/bin/
mv usr/bin/umount usr/bin/umount.real
mv usr/local/bin/umount usr/bin/umount
mv usr/local/bin/mount.efs usr/sbin/mount.efs
cp "$stand_ins"/units/* etc/systemd/system/
mkdir -p etc/systemd/system/multi-user.target.wants
for unit in cloud-config cloud-final ecs docker amazon-ecs-volume-plugin amazon-efs-mount-watchdog; do
  ln -s "/etc/systemd/system/$unit.service" etc/systemd/system/multi-user.target.wants/
done
# what ended, and when
for unit in ecs docker stop-containers amazon-ecs-volume-plugin amazon-efs-mount-watchdog world-lock; do
  mkdir -p "etc/systemd/system/$unit.service.d"
  printf '[Service]\nExecStopPost=/usr/local/bin/log %s.service: ended\n' "$unit" \
    >"etc/systemd/system/$unit.service.d/log.conf"
done
# what the system log of the instance would show
for unit in world-lock early-pull; do
  mkdir -p "etc/systemd/system/$unit.service.d"
  printf '[Service]\nStandardOutput=append:/dev/machine/console\nStandardError=inherit\n' \
    >"etc/systemd/system/$unit.service.d/zz-console.conf"
done
# instead of 90 seconds
printf '[Manager]\nDefaultTimeoutStopSec=1s\n' >etc/systemd/system.conf
: >etc/machine-id
: >etc/fstab

exec env -i container=test PATH=/usr/local/bin:/usr/sbin:/usr/bin \
  chroot . /usr/lib/systemd/systemd --system --unit=multi-user.target --show-status=no
