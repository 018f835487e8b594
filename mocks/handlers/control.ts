import { readControl, requireControl, requireToken, stopFrontend } from '../guardian/control';
import { hostOf } from '../guardian/host';
import { tenants } from '../seeds/personas';
import type { Call } from './call';
import type { Path, Routes } from './route';

/** The API is the host's own: it knows no session and no tenant. */
function controlOf({ db, faults }: Call) {
  const { control } = hostOf(db, tenants.acme.id);
  requireControl(control, faults);
  return control;
}

export const controlRoutes: Pick<Routes, Extract<Path, `/control/${string}`>> = {
  '/control/api/status': {
    get: (call) => ({ status: 200, body: readControl(controlOf(call), call.now) }),
  },
  '/control/api/stop': {
    post(call) {
      const control = controlOf(call);
      requireToken(control, call.adminToken);
      return { status: 200, body: stopFrontend(control, call.faults, call.now) };
    },
  },
};
