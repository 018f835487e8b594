import { getResponse, http, HttpResponse, type DefaultBodyType } from 'msw';
import type { Backend } from '../../mocks/backend';
import { createHandlers } from '../../mocks/handlers/handlers';
import { tenants } from '../../mocks/seeds/personas';
import type { SwitchEffect } from '../api/effect';
import { SWITCH } from './find';

export const TENANT_NAME = 'acme';

type ControlPlane = {
  /** What `/effect` answers; without it, the server has no such call. */
  effect?: () => SwitchEffect | Response;
};

/** Our own control plane as far as it differs from the running Aegis: names of tenants, epochs, If-Match, and the effect. */
export function controlPlane(backend: Backend, { effect }: ControlPlane = {}) {
  const handlers = createHandlers(backend);
  let epoch = 6;
  let seen = '';

  async function pass(request: Request): Promise<Response> {
    const response = await getResponse(handlers, request);
    if (!response) throw new Error(`Nobody answers ${request.url}.`);
    return response;
  }

  async function withData(response: Response, more: Record<string, unknown>): Promise<Response> {
    if (!response.ok) return response;
    const body: { data: object } & Record<string, DefaultBodyType> = await response.clone().json();
    return HttpResponse.json({ ...body, data: { ...body.data, ...more } }, { headers: response.headers });
  }

  /** The present state with its epoch, which grows with each change. */
  async function readState(request: Request): Promise<Response> {
    const { url, headers } = request;
    const response = await pass(new Request(url, { headers }));
    const now = await response.clone().text();
    if (response.ok && now !== seen) epoch += 1;
    if (response.ok) seen = now;
    return withData(response, { epoch });
  }

  const byName = async ({ request }: { request: Request }) => {
    const headers = new Headers(request.headers);
    if (headers.get('X-Tenant-ID') === TENANT_NAME) headers.set('X-Tenant-ID', tenants.acme.id);
    const { url, method } = request;
    const body = await request.text();
    // From its parts: a copy of the request would have the old header beside the new one.
    const byId = new Request(url, { method, headers, ...(body === '' ? {} : { body }) });
    return withData(await pass(byId), { tenant_name: TENANT_NAME });
  };

  const toggle = async ({ request }: { request: Request }) => {
    const { data } = await (await readState(request)).json();
    const expected = request.headers.get('If-Match');
    if (expected !== null && expected !== `"${epoch}"`)
      return HttpResponse.json({ success: false, error: 'epoch_changed', data, meta: null }, { status: 412 });
    const answer = await pass(request.clone());
    if (answer.ok) await readState(request);
    return withData(answer, { epoch });
  };

  return [
    http.post('*/auth/token', byName),
    http.get('*/auth/me', byName),
    http.get(`*${SWITCH}`, ({ request }) => readState(request)),
    http.post(`*${SWITCH}`, toggle),
    http.delete(`*${SWITCH}`, toggle),
    http.get(`*${SWITCH}/effect`, () => {
      const answer = effect?.() ?? HttpResponse.json({ detail: 'Not Found' }, { status: 404 });
      return answer instanceof Response
        ? answer.clone()
        : HttpResponse.json({ success: true, data: answer, error: null, meta: null });
    }),
  ];
}
