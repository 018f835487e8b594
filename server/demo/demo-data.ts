import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '../../core/audit/chain/chain';
import { DEMO_AGENTS, demoPeople, demoTenants } from '../../core/demo/people';
import type { Store } from '../../core/ports/store';
import { hashPassword } from '../identity/passwords';
import { newAgentKey } from '../identity/tokens';

/** A demo agent, and the key that it calls with. */
export interface DemoAgent {
  tenant: string;
  name: string;
  key: string;
}

const KEYS = 'demo.json';
/** What a start keeps in its folder, by the beginnings of the names. */
const OURS = [KEYS, 'control-plane.', 'keys', 'before-restore-', 'guardian'];

const LOCK = /^control-plane\.(?:lock|pid)/;

/** Removes what an earlier start has kept. Throws for a folder that holds anything else. */
export function forget(folder: string): void {
  const names = list(folder);
  const foreign = names.find((name) => !OURS.some((own) => name.startsWith(own)));
  if (foreign !== undefined) {
    throw new Error(
      `--fresh removes only what a start has made, and ${join(folder, foreign)} is not of that kind.`,
    );
  }
  if (names.some((name) => name.startsWith('control-plane.') && !LOCK.test(name)) && !names.includes(KEYS)) {
    throw new Error(`--fresh removes only the data of the demo, and ${folder} holds a store of another one.`);
  }
  // The lock stays: whoever calls this holds it.
  for (const name of names) if (!LOCK.test(name)) rmSync(join(folder, name), { recursive: true });
}

/** The keys of the demo's agents in this folder; none when its store was made by somebody else. */
export function readAgents(folder: string): DemoAgent[] {
  if (!list(folder).includes(KEYS)) return [];
  // We wrote this file.
  const { agents } = JSON.parse(readFileSync(join(folder, KEYS), 'utf8')) as { agents: DemoAgent[] };
  return agents;
}

/**
 * Puts the demo's tenants, people and agents into an empty store. There is no history: made-up rows never enter a signed chain.
 */
export async function seedDemo(store: Store, folder: string): Promise<void> {
  if ((await store.tenants()).length > 0) return;
  const { acme } = demoTenants;
  const agents = DEMO_AGENTS.map((name) => ({ tenant: acme.name, name, key: newAgentKey() }));
  writeFileSync(join(folder, KEYS), `${JSON.stringify({ agents }, null, 2)}\n`, { mode: 0o600 });
  for (const { id, name, displayName } of Object.values(demoTenants)) {
    await store.addTenant({ id, name, displayName });
    for (const { password, tenantId, ...person } of Object.values(demoPeople)) {
      if (tenantId !== id) continue;
      const passwordHash = await hashPassword(password);
      await store.transaction(id, (tx) =>
        tx.savePerson({ ...person, tenantId, passwordHash, active: true, createdAt: tx.now }),
      );
    }
  }
  await store.transaction(acme.id, async (tx) => {
    for (const { name, key } of agents) {
      await tx.saveAgent({
        id: randomUUID(),
        tenantId: acme.id,
        name,
        keyHash: sha256Hex(key),
        revoked: false,
        host: null,
      });
    }
  });
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
