import type { Backend } from '../backend';
import { DemoGroup } from './demo-controls';
import type { HostHooks } from '../host/host';
import { tenants } from '../seeds/personas';

type HostChange = [button: string, told: string, work: (host: HostHooks) => Promise<void>];

const hostChanges: readonly HostChange[] = [
  ['Drop KILL file', 'KILL file dropped. Guardian looks every 5 seconds.', (host) => host.dropKillFile()],
  ['Delete KILL file', 'KILL file deleted.', (host) => host.deleteKillFile()],
  ['Set registry key', 'Registry key set. Guardian looks every 30 seconds.', (host) => host.setRegistryKey()],
  [
    'Clear registry key',
    'Registry key cleared. Guardian must be restarted.',
    (host) => host.clearRegistryKey(),
  ],
  ['Restart Guardian', 'Guardian restarted.', (host) => host.restartGuardian()],
  ['Corrupt policy', 'Policy corrupted.', (host) => host.corruptPolicy()],
  ['Break Core signature', 'Core signature broken.', (host) => host.breakCoreSignature()],
  [
    'Switch control API off',
    'Control API switched off.',
    (host) => host.configureControl({ enabled: false }),
  ],
  ['Switch control API on', 'Control API switched on.', (host) => host.configureControl({ enabled: true })],
];

type HostProps = { backend: Backend; act: (work: () => Promise<string>) => void };

/** Actions that no API offers: they happen on the host itself, outside the reach of Core and of this console. */
export function HostControls({ backend, act }: HostProps) {
  return (
    <DemoGroup name="Host">
      <p>
        The demo’s stand-in for what is done on {tenants.acme.host} itself: no console and no API can do it.
      </p>
      {hostChanges.map(([button, told, work]) => (
        <button
          key={button}
          type="button"
          onClick={() =>
            act(async () => {
              await work(backend.host);
              return told;
            })
          }
        >
          {button}
        </button>
      ))}
    </DemoGroup>
  );
}
