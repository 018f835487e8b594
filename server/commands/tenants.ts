import { randomUUID } from 'node:crypto';
import { sha256Hex } from '../../core/audit/chain/chain';
import type { Tenant } from '../../core/ports/records';
import type { Store, Transaction } from '../../core/ports/store';
import { newAgentKey } from '../identity/tokens';
import { option, type Command, type Given } from './command';
import { EXIT, Refused, UsageError } from './io';
import { recordChange } from './operator-of-host';

const TENANT_NAME = /^[a-z0-9-]{1,63}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const AGENT_NAME = /^[\w.@-]{1,64}$/;

/** The tenant with this name or id. Throws when there is none. */
export async function findTenant(store: Store, name: string): Promise<Tenant> {
  const tenant = await store.findTenant(name);
  if (tenant) return tenant;
  const names = (await store.tenants()).map((one) => one.name);
  const known = names.length > 0 ? `There are: ${names.join(', ')}.` : 'There are no tenants yet.';
  throw new Error(`There is no tenant ${name}. ${known}`);
}

const addTenant: Command = {
  usage: 'tenant add NAME [--display-name "TEXT"]',
  about:
    'Adds a tenant: everything that one switch stops. The name is lower-case letters, digits and hyphens.',
  options: { 'display-name': option.text },
  words: 1,
  run({ words: [name = ''], text }, { withStore }) {
    // A name that looks like an id could be taken for the id of another tenant.
    if (!TENANT_NAME.test(name) || UUID.test(name)) {
      throw new UsageError('NAME must be 1 to 63 lower-case letters, digits and hyphens, and no UUID.');
    }
    return withStore(async (store) => {
      const known = await store.findTenant(name);
      const tenant = known ?? { id: randomUUID(), name, displayName: text('display-name') ?? name };
      if (!known) await store.addTenant(tenant);
      return {
        code: EXIT.done,
        text: `The tenant ${name} ${known ? 'is already there' : 'is added'}, with the id ${tenant.id}.`,
        json: { tenant: name, tenant_id: tenant.id, changed: !known },
      };
    });
  },
};

const addAgent: Command = {
  usage: 'agent add --tenant NAME --name N [--host HOST]',
  about: `Adds an agent and prints its key, which is shown this once and kept nowhere. With --host it belongs to a host with a
Guardian: its calls are refused while that host is not in NORMAL, and when it is silent.`,
  options: { tenant: option.text, name: option.text, host: option.text },
  run(given, { withStore }) {
    const name = agentName(given);
    const host = given.text('host');
    const key = newAgentKey();
    return withStore(async (store) => {
      const tenant = await findTenant(store, given.need('tenant'));
      await store.transaction(tenant.id, async (tx) => {
        const known = (await tx.agents()).find((agent) => agent.name === name);
        if (known && !known.revoked) {
          throw new Refused(`${name} has a key already, which cannot be shown again. See: agent revoke.`);
        }
        if (host !== null) await needHost(tx, host);
        const id = known?.id ?? randomUUID();
        await tx.saveAgent({ id, tenantId: tenant.id, name, keyHash: sha256Hex(key), revoked: false, host });
        await recordChange(tx, 'agent_added', { agent: name, ...(host === null ? {} : { host }) });
      });
      return {
        code: EXIT.done,
        text: `The key of ${name}, which cannot be shown again:\n${key}`,
        json: { tenant: tenant.name, agent: name, host, key, changed: true },
      };
    });
  },
};

const revokeAgent: Command = {
  usage: 'agent revoke --tenant NAME --name N',
  about: "Revokes an agent's key. Every gateway refuses it within 5 seconds.",
  options: { tenant: option.text, name: option.text },
  run(given, { withStore }) {
    const name = agentName(given);
    return withStore(async (store) => {
      const tenant = await findTenant(store, given.need('tenant'));
      const changed = await store.transaction(tenant.id, async (tx) => {
        const known = (await tx.agents()).find((agent) => agent.name === name);
        if (!known) throw new Error(`There is no agent ${name} in ${tenant.name}.`);
        if (known.revoked) return false;
        await tx.saveAgent({ ...known, revoked: true });
        await recordChange(tx, 'agent_revoked', { agent: name });
        return true;
      });
      return {
        code: EXIT.done,
        text: `The key of ${name} ${changed ? 'is revoked' : 'was already revoked'}.`,
        json: { tenant: tenant.name, agent: name, changed },
      };
    });
  },
};

async function needHost(tx: Transaction, name: string) {
  const hosts = (await tx.hosts()).filter(({ removed }) => !removed);
  if (hosts.some((host) => host.name === name)) return;
  const known =
    hosts.length > 0 ? `There are: ${hosts.map((host) => host.name).join(', ')}.` : 'There are no hosts yet.';
  throw new Error(`There is no host ${name} in ${tx.tenant.name}. ${known}`);
}

export const tenantCommands: Record<string, Command> = {
  'tenant add': addTenant,
  'agent add': addAgent,
  'agent revoke': revokeAgent,
};

function agentName(given: Given): string {
  const name = given.need('name');
  if (!AGENT_NAME.test(name)) throw new UsageError('--name must be 1 to 64 letters, digits or . @ _ -');
  return name;
}
