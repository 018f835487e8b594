import { beforeAll, beforeEach } from 'vitest';
import { startServer, startTest } from './render-app';

// What every test of the whole console has: a server, a clock that stands still, and nothing left of the test before.
beforeAll(startServer);
// A script that is loaded later is there at once in a test, unless the test replaces it by one that is lost.
beforeAll(() =>
  Promise.all([
    import('../features/comforts/comforts').catch(() => null),
    import('../app/whose-page'),
    import('../auth/session/role-taken-message'),
    import('../auth/session/session-warning'),
  ]),
);
beforeEach(startTest);
