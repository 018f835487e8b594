import { fingerprintOf } from '../../core/audit/keys/signing-key';
import { isSilent } from '../../core/hosts/judge-host';
import type { HostRecord } from '../../core/ports/hosts';
import { registerHost } from '../hosts/register-host';
import { option, type Command } from './command';
import { hostName, originOf, readKey, warningsFor } from './host-options';
import { EXIT, Refused } from './io';
import { recordChange } from './operator-of-host';
import { findTenant } from './tenants';

const addHost: Command = {
  usage: 'host add --tenant NAME --name N --url URL --public-key FILE [--control-url URL]',
  about: `Adds a host with a Guardian, and prints the token that the Guardian needs, which is shown this once. N is the host's name as
its Guardian says it, URL where the Guardian listens, and FILE its public key. With --control-url the console can also ask the
host control API.`,
  options: {
    tenant: option.text,
    name: option.text,
    url: option.text,
    'control-url': option.text,
    'public-key': option.text,
  },
  run(given, { withStore }) {
    const name = hostName(given);
    const url = originOf('url', given.need('url'));
    const control = given.text('control-url');
    const controlUrl = control === null ? null : originOf('control-url', control);
    const publicKey = readKey(given.need('public-key'));
    const fingerprint = fingerprintOf(Buffer.from(publicKey, 'base64'));
    return withStore(async (store) => {
      const tenant = await findTenant(store, given.need('tenant'));
      const added = await store.transaction(tenant.id, (tx) =>
        registerHost(tx, { tenantId: tenant.id, name, url, controlUrl, publicKey }),
      );
      if (!added) {
        throw new Refused(
          `${name} is there already, with a token that cannot be shown again. See: host remove.`,
        );
      }
      const { token } = added;
      return {
        code: EXIT.done,
        text: [
          `${name} is added, with the Guardian's key ${fingerprint.slice(0, 16)}.`,
          ...[url, controlUrl].flatMap((one) => (one === null ? [] : warningsFor(one))),
          `The token of ${name}, which cannot be shown again:`,
          token,
        ].join('\n'),
        json: {
          tenant: tenant.name,
          host: name,
          url,
          control_url: controlUrl,
          fingerprint,
          token,
          changed: true,
        },
      };
    });
  },
};

const removeHost: Command = {
  usage: 'host remove --tenant NAME --name N',
  about: 'Asks a host no more. Refused while agents belong to it: revoke them first.',
  options: { tenant: option.text, name: option.text },
  run(given, { withStore }) {
    const name = hostName(given);
    return withStore(async (store) => {
      const tenant = await findTenant(store, given.need('tenant'));
      const changed = await store.transaction(tenant.id, async (tx) => {
        const known = (await tx.hosts()).find((host) => host.name === name);
        if (!known) throw new Error(`There is no host ${name} in ${tenant.name}.`);
        if (known.removed) return false;
        const bound = (await tx.agents()).filter(({ host, revoked }) => host === name && !revoked);
        if (bound.length > 0) {
          const names = bound.map((agent) => agent.name).join(', ');
          throw new Refused(`These agents belong to ${name}: ${names}. See: agent revoke.`);
        }
        await tx.saveHost({ ...known, removed: true });
        await recordChange(tx, 'guardian_host_removed', { host: name });
        return true;
      });
      return {
        code: EXIT.done,
        text: `${name} ${changed ? 'is removed' : 'was already removed'}.`,
        json: { tenant: tenant.name, host: name, changed },
      };
    });
  },
};

const listHosts: Command = {
  usage: 'host list --tenant NAME',
  about: "Lists a tenant's hosts, with their mode and when they were last heard of.",
  options: { tenant: option.text },
  run(given, { withStore }) {
    return withStore(async (store) => {
      const tenant = await findTenant(store, given.need('tenant'));
      const items = await store.read(tenant.id, async (reading) =>
        (await reading.hosts()).filter(({ removed }) => !removed).map((host) => shown(host, reading.now)),
      );
      const lines = items.map(({ name, mode, silent, last_seen_at: at, url }) =>
        [name, silent ? 'silent' : mode, at === null ? 'never heard of' : `last heard of at ${at}`, url].join(
          '  ',
        ),
      );
      const none = `${tenant.name} has no hosts.`;
      return {
        code: EXIT.done,
        text: lines.length > 0 ? lines.join('\n') : none,
        json: { tenant: tenant.name, hosts: items },
      };
    });
  },
};

export const hostCommands: Record<string, Command> = {
  'host add': addHost,
  'host remove': removeHost,
  'host list': listHosts,
};

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

function shown(
  { name, url, controlUrl, mode, since, lastSeenAt, containment, platform }: HostRecord,
  now: number,
) {
  return {
    name,
    url,
    control_url: controlUrl,
    mode: mode ?? 'unknown',
    since: iso(since),
    silent: lastSeenAt === null || isSilent(now - lastSeenAt),
    last_seen_at: iso(lastSeenAt),
    containment,
    platform,
  };
}
