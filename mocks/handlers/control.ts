import { http } from 'msw';
import { readControl, requireControl, requireToken, stopFrontend } from '../guardian/control';
import { hostOf } from '../guardian/host';
import { tenants } from '../seeds/personas';
import type { Answer } from './answer';
import type { Call } from './call';

/** The API belongs to the host: it has neither sessions nor tenants. */
function controlOf({ db, faults }: Call) {
  const { control } = hostOf(db, tenants.acme.id);
  requireControl(control, faults);
  return control;
}

export const controlHandlers = (answer: Answer) => [
  http.get(
    '*/control/api/status',
    answer<'getControlStatus'>((call) => ({ status: 200, body: readControl(controlOf(call), call.now) })),
  ),

  http.post(
    '*/control/api/stop',
    answer<'stopFrontend'>((call) => {
      const control = controlOf(call);
      requireToken(control, call.adminToken);
      return { status: 200, body: stopFrontend(control, call.faults, call.now) };
    }),
  ),
];
