#!/bin/sh
# Runs within the booted systemd: installs the package of /tmp/shared as docs/guardian.md says, and checks what the units promise.
set -u
cd /tmp/shared || exit 1
failed=0
home=/var/lib/exacta
output=/tmp/output

check() {
  said=$1
  shift
  if "$@" >"$output" 2>&1; then echo "✓ $said"; else
    echo "✗ $said"
    sed 's/^/    /' "$output"
    failed=$((failed + 1))
  fi
}
# within SECONDS CONDITION: waits until it holds.
within() {
  end=$(($(date +%s%3N) + $1 * 1000))
  until eval "$2"; do
    [ "$(date +%s%3N)" -lt $end ] || { echo "not within $1 s: $2"; exacta-guardian --show-status; return 1; }
    sleep 0.05
  done
}
# What Core and its children carry in their environment.
processes_of_core() { grep -la "EXACTA_CORE=$home" /proc/[0-9]*/environ 2>/dev/null | wc -l; }
core_runs() { [ "$(processes_of_core)" -ge 3 ]; }
core_is_gone() { [ "$(processes_of_core)" = 0 ]; }
of_unit() { systemctl show exacta-guardian --property="$1" --value; }
mode_is() { exacta-guardian --show-status | head -n 1 | grep -qx "mode: $1"; }
code_is() {
  expected=$1
  shift
  "$@"
  got=$?
  [ $got = "$expected" ] || { echo "exit code $got, not $expected"; return 1; }
}
guardian() { sed -n 's/^{"pid":\([0-9]*\).*/\1/p' $home/guardian.lock; }

check 'verify.sh accepts the package' sh verify.sh exacta-guardian-*.tar.gz
mkdir /tmp/unpacked
tar -xzf exacta-guardian-*.tar.gz -C /tmp/unpacked
check 'install.sh installs and starts it' sh /tmp/unpacked/exacta-guardian-*/install.sh --core "$(ls /tmp/shared/exacta-core-*.tar.gz)"
check 'the unit becomes active only when the Guardian has looked (Type=notify)' within 30 '[ "$(of_unit ActiveState)" = active ]'
check 'Core runs, and the mode is NORMAL' within 10 'core_runs && mode_is NORMAL'
check 'Core has a cgroup of its own below the unit' within 1 'ls -d /sys/fs/cgroup/system.slice/exacta-guardian.service/exacta-core-*'
check 'everything verifies' code_is 0 exacta-guardian --verify-integrity

echo KILL >$home/KILL
check 'a KILL file: Core and its children are dead within 5.1 s' within 5 core_is_gone
check '… and the mode is OPERATOR_OVERRIDE' mode_is OPERATOR_OVERRIDE
systemctl restart exacta-guardian
check '… also after a restart of the unit' mode_is OPERATOR_OVERRIDE
check '… an acknowledgement is refused while the file is there' code_is 4 exacta-guardian --acknowledge-kill --yes --reason 'The trial.'
rm $home/KILL
check '… and accepted afterwards' code_is 0 exacta-guardian --acknowledge-kill --yes --reason 'The trial.'
check '… the exit leads back to NORMAL' code_is 0 exacta-guardian --exit-safe --yes --reason 'The trial.'
check '… and Core runs' within 10 core_runs

touch /etc/exacta/emergency-stop
check 'the emergency key: Core is dead within 31 s' within 31 core_is_gone
rm /etc/exacta/emergency-stop
check '… the exit is refused until the unit was restarted' code_is 4 exacta-guardian --exit-safe --yes --reason 'The trial.'
systemctl restart exacta-guardian
check '… and accepted afterwards' code_is 0 exacta-guardian --exit-safe --yes --reason 'The trial.'
check '… Core runs' within 10 core_runs

killed=$(guardian)
kill -KILL "$killed"
check 'the Guardian is killed: Core is dead with it, and both run again' within 15 '[ "$(guardian)" != "$killed" ] && core_runs'
hung=$(guardian)
kill -STOP "$hung"
check 'the Guardian hangs: the status cannot be told' code_is 12 exacta-guardian --show-status
check '… the supervisor kills it after 10 s, and both run again' within 20 '[ "$(guardian)" != "$hung" ] && core_runs'
supervisor=$(of_unit MainPID)
[ "$supervisor" = 0 ] || kill -KILL "$supervisor"
check 'the supervisor is killed: systemd starts all of it again' within 20 \
  '[ "$(of_unit MainPID)" != 0 ] && [ "$(of_unit MainPID)" != "$supervisor" ] && core_runs'
check '… and waits for its word' within 20 '[ "$(of_unit ActiveState)" = active ]'
supervisor=$(of_unit MainPID)
# Process 0 would be everything that this script has started.
[ "$supervisor" = 0 ] || kill -STOP "$supervisor"
check 'the supervisor hangs: systemd kills it after 60 s (WatchdogSec), and starts all of it again' within 90 \
  '[ "$(of_unit MainPID)" != 0 ] && [ "$(of_unit MainPID)" != "$supervisor" ] && core_runs'
check '… and waits for its word' within 20 '[ "$(of_unit ActiveState)" = active ]'

systemctl stop exacta-guardian
check 'systemctl stop: Core is dead' within 1 core_is_gone
systemctl start exacta-guardian
check 'systemctl start: Core runs' within 10 core_runs
check 'exacta-guardian --stop ends it' code_is 0 exacta-guardian --stop --yes --reason 'The trial.'
check '… the unit is not started again' within 5 '[ "$(of_unit ActiveState)" = inactive ] && core_is_gone'

sed -i 's/^ENABLE_CONTROL_API=.*/ENABLE_CONTROL_API=1/' /etc/exacta/control.env
echo '{ "services": [{ "name": "frontend", "command": "/usr/bin/sleep", "arguments": ["1000"] }] }' >/etc/exacta/services.json
systemctl start exacta-control
check 'exacta-control starts its service' within 5 'pgrep -f "sleep 1000"'
sed -n 's/^CONTROL_API_ADMIN_TOKEN=//p' /etc/exacta/control.env |
  check '… and stops it when it is asked with the token' \
    /usr/lib/exacta/guardian/scripts/maintenance/stop_frontend_safe.sh -ControlUrl http://127.0.0.1:8000
check '… its process is gone' within 5 '! pgrep -f "sleep 1000"'

echo "$failed failed"
[ $failed = 0 ]
