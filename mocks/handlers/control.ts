import { http } from 'msw';
import { createHosts } from '../host/hosts';
import type { Answer } from './answer';
import { hostCall, type Call } from './call';
import { refusePlain } from '../reply';

/** The API belongs to the host: it has neither sessions nor tenants. */
async function ask(call: Call): Promise<Response> {
  const response = await createHosts(call).control(hostCall(call));
  if (!response) throw refusePlain(404, 'Not Found');
  return response;
}

export const controlHandlers = (answer: Answer) => [
  http.get('*/control/api/status', answer<'getControlStatus'>(ask)),
  http.post('*/control/api/stop', answer<'stopFrontend'>(ask)),
];
