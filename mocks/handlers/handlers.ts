import { http, type HttpHandler } from 'msw';
import type { Backend } from '../backend';
import { refusePlain } from '../reply';
import { createAnswer, type CookieMode } from './answer';
import { auditHandlers } from './audit';
import { authHandlers } from './auth';
import { controlHandlers } from './control';
import { decisionHandlers } from './decision';
import { guardianHandlers } from './guardian';

/**
 * Request handlers for every call of the contract, at any origin and under any prefix. In a service worker, and in tests
 * without a network, no browser keeps an HttpOnly cookie. So the backend keeps it, unless the option says that requests
 * carry it.
 */
export function createHandlers(
  backend: Backend,
  { cookies = 'jar' }: { cookies?: CookieMode } = {},
): HttpHandler[] {
  const answer = createAnswer(backend, cookies);
  const handlers = [
    ...authHandlers(answer),
    ...decisionHandlers(answer),
    ...auditHandlers(answer),
    ...guardianHandlers(answer),
    ...controlHandlers(answer),
  ];
  // Requests with another method match none of the handlers above.
  const paths = new Set(handlers.map(({ info }) => info.path));
  return [...handlers, ...[...paths].map((path) => http.all(path, answer(refuseMethod)))];
}

function refuseMethod(): never {
  throw refusePlain(405, 'Method Not Allowed');
}
