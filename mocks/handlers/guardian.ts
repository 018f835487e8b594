import { http } from 'msw';
import { createHosts } from '../host/hosts';
import { refusePlain } from '../reply';
import type { Answer } from './answer';
import { hostCall, requireCaller, type Call } from './call';

/** The Guardian of the caller's tenant answers, and judges the role itself. */
async function ask(call: Call): Promise<Response> {
  const { persona, role, session } = requireCaller(call);
  const { id, email } = persona;
  const response = await createHosts(call).guardian(session.tenantId, hostCall(call), { id, email, role });
  if (!response) throw refusePlain(404, 'Not Found');
  return response;
}

export const guardianHandlers = (answer: Answer) => [
  http.get('*/guardian/status', answer<'getGuardianStatus'>(ask)),
  http.get('*/guardian/events', answer<'listGuardianEvents'>(ask)),
  http.post('*/guardian/safe-mode/enter', answer<'enterSafeMode'>(ask)),
  http.get('*/guardian/safe-mode/exit', answer<'getExitChecks'>(ask)),
  http.post('*/guardian/safe-mode/exit', answer<'exitSafeMode'>(ask)),
  http.post('*/guardian/kill/acknowledge', answer<'acknowledgeKill'>(ask)),
  http.post('*/guardian/policy/reset', answer<'resetPolicy'>(ask)),
  http.post('*/guardian/core/rollback', answer<'rollBackCore'>(ask)),
  http.post('*/guardian/integrity/verify', answer<'verifyIntegrity'>(ask)),
  http.post('*/guardian/logs/export', answer<'exportLogs'>(ask)),
];
