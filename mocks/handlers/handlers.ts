import { http, type RequestHandler } from 'msw';
import type { Backend } from '../backend';
import { answer, type CookieMode } from './answer';
import { auditRoutes } from './audit';
import { authRoutes } from './auth';
import { controlRoutes } from './control';
import { decisionRoutes } from './decision';
import { guardianRoutes } from './guardian';
import type { Path, Routes } from './route';
import { toResponse } from '../wire';

const routes: Routes = {
  ...authRoutes,
  ...decisionRoutes,
  ...auditRoutes,
  ...guardianRoutes,
  ...controlRoutes,
};

/**
 * Request handlers for every path of the contract, at any origin and under any prefix. In a service worker and in tests
 * without a network nobody else can keep an HttpOnly cookie, so the backend does unless told that requests bring it.
 */
export function createHandlers(
  backend: Backend,
  { cookies = 'jar' }: { cookies?: CookieMode } = {},
): RequestHandler[] {
  // Object.keys forgets the key type; `Routes` is exhaustive.
  const paths = Object.keys(routes) as Path[];
  return paths.map((path) => {
    const pattern = `*${path.replace('{tenant_id}', ':tenant')}`;
    return http.all(pattern, async ({ request, params }) => {
      const pathTenant = typeof params.tenant === 'string' ? params.tenant : '';
      return toResponse(await answer({ backend, path, rules: routes[path], request, pathTenant, cookies }));
    });
  });
}
