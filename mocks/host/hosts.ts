import { answerControl } from '../../core/control/answer';
import { answerGuardian } from '../../core/guardian/answer';
import { readGuardian } from '../../core/guardian/status';
import { refuse, toResponse } from '../../core/http/reply';
import type { KnownHost } from '../../core/ports/hosts';
import type { Hosts } from '../../core/ports/ports';
import type { Host } from '../db';
import type { Service } from '../faults/misbehave';
import { randomBytes } from '../ids';
import { tenants } from '../seeds/personas';
<<<<<<< HEAD
import { createDesk } from './simulated-guardian';
=======
import { hostsOf } from './host';
>>>>>>> h-hosts

const randomness = { newId: () => crypto.randomUUID(), randomBytes };

/** The hosts of every tenant, simulated. The host control API is that of the first tenant's host. */
export function createHosts({ db, now, stop }: Service): Hosts {
  return {
<<<<<<< HEAD
    async guardian(tenantId, call, person) {
      const guardian = db.hosts[tenantId]?.guardian;
      if (!guardian) return null;
      return toResponse(await answerGuardian(createDesk(guardian, now, randomness), call, person, now));
=======
    list: async (tenantId) =>
      hostsOf(db, tenantId)
        .map((host) => knownHost(host, now))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    async guardian({ tenantId, name, person }, call) {
      const host = hostsOf(db, tenantId).find(({ guardian }) => guardian.host === name);
      if (!host) return null;
      const { guardian, silent } = host;
      if (!silent) return toResponse(answerGuardian(guardian, call, person, now, randomness));
      const lastSeenAt = new Date(silent.lastSeenAt).toISOString();
      return toResponse(refuse(503, 'host_silent', { host: name, last_seen_at: lastSeenAt }));
>>>>>>> h-hosts
    },
    async control(_host, call) {
      const control = db.hosts[tenants.acme.id]?.control;
      if (!control) return null;
      const stopping = (pids: readonly number[]) => {
        const stopped = stop(pids);
        return { stopped, portsInUse: stopped.length < pids.length ? control.frontendPorts : [] };
      };
      return toResponse(await answerControl(control, call, now, stopping));
    },
  };
}

function knownHost({ guardian, silent }: Host, now: number): KnownHost {
  const { platform = null, containment = null } = readGuardian(guardian);
  const { mode, since } = silent ?? guardian;
  return {
    name: guardian.host,
    mode,
    since,
    lastSeenAt: silent?.lastSeenAt ?? now,
    containment,
    platform,
  };
}
