import { answerControl, type StopProcesses } from '../../core/control/answer';
import { answerGuardian } from '../../core/guardian/answer';
import { toResponse } from '../../core/http/host-reply';
import type { Hosts } from '../../core/ports/ports';
import type { Db } from '../db';
import { randomBytes } from '../ids';
import { tenants } from '../seeds/personas';

/** What the hosts of one moment need. */
export interface Now {
  db: Db;
  /** ms since the epoch. */
  now: number;
  stop: StopProcesses;
}

const randomness = { newId: () => crypto.randomUUID(), randomBytes };

/** The hosts of every tenant, simulated. The host control API is that of the first tenant's host. */
export function createHosts({ db, now, stop }: Now): Hosts {
  return {
    async guardian(tenantId, call, person) {
      const guardian = db.hosts[tenantId]?.guardian;
      return guardian ? toResponse(answerGuardian(guardian, call, person, now, randomness)) : null;
    },
    async control(call) {
      const control = db.hosts[tenants.acme.id]?.control;
      return control ? toResponse(await answerControl(control, call, now, stop)) : null;
    },
  };
}
