import { answerControl } from '../../core/control/answer';
import { answerGuardian } from '../../core/guardian/answer';
import { toResponse } from '../../core/http/reply';
import type { Hosts } from '../../core/ports/ports';
import type { Service } from '../faults/misbehave';
import { randomBytes } from '../ids';
import { tenants } from '../seeds/personas';
import { createDesk } from './simulated-guardian';

const randomness = { newId: () => crypto.randomUUID(), randomBytes };

/** The hosts of every tenant, simulated. The host control API is that of the first tenant's host. */
export function createHosts({ db, now, stop }: Service): Hosts {
  return {
    async guardian(tenantId, call, person) {
      const guardian = db.hosts[tenantId]?.guardian;
      if (!guardian) return null;
      return toResponse(await answerGuardian(createDesk(guardian, now, randomness), call, person, now));
    },
    async control(call) {
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
