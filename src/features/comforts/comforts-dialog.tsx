import { useState } from 'react';
import { can } from '../../auth/capabilities';
import { useComforts } from '../../stores/comforts';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Switch } from '../../ui/switch';
import { keys } from './keys';

/** What the keys do, and the switches for them and for notifications. */
export function ComfortsDialog({ role, onClose }: { role: string; onClose: () => void }) {
  const comforts = useComforts();
  return (
    <Dialog title="Shortcuts and notifications" onClose={onClose}>
      <dl className="mt-4 space-y-2">
        {keys.map(({ key, says }) => (
          <div key={key} className="flex gap-3">
            <dt className="w-8">
              <kbd className="rounded-control border border-line px-2 font-mono text-mono">{key}</kbd>
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      <Switch
        label="Use these keys"
        on={comforts.keys}
        onChange={(on) => useComforts.setState({ keys: on })}
        hint="They do nothing while you type or while a dialog is open. No key engages or disengages."
      />
      <Notifications role={role} />
      <div className="sheet-foot">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}

const CANNOT = {
  denied: 'This browser blocks notifications from this site. Its settings can allow them.',
  missing: 'This browser has no notifications.',
} as const;

function Notifications({ role }: { role: string }) {
  const { notify } = useComforts();
  const [permission, setPermission] = useState(permissionNow);
  const cannot = permission === 'denied' || permission === 'missing' ? CANNOT[permission] : null;
  const what = can(role, 'canViewKillSwitch')
    ? 'When the kill switch is engaged, when its state is unknown, and when Safe Mode begins.'
    : 'When Safe Mode begins, and when its state is unknown.';

  async function change(on: boolean) {
    // Asked only here, by a click.
    const now = on && permission === 'default' ? await Notification.requestPermission() : permission;
    setPermission(now);
    useComforts.setState({ notify: on && now === 'granted' });
  }

  return (
    <Switch
      label="Notify me while this tab is hidden"
      on={notify && permission === 'granted'}
      onChange={(on) => void change(on)}
      hint={`${what} Without names and reasons.`}
      problem={cannot}
    />
  );
}

function permissionNow(): NotificationPermission | 'missing' {
  return typeof Notification === 'function' ? Notification.permission : 'missing';
}
