import { beforeAll, beforeEach } from 'vitest';
import { startServer, startTest } from './render-app';

// What every test of the whole console has: a server, a clock that stands still, and nothing left of the test before.
beforeAll(startServer);
// Scripts that are loaded later are there at once in a test, unless it replaces one by one that is lost.
beforeAll(() =>
  Promise.all([
    import('../app/late').catch(() => null),
    import('../app/whose-page'),
    import('../auth/session/role-taken-message'),
    import('../auth/session/session-warning'),
    import('../features/kill-switch/rest'),
  ]),
);
beforeEach(startTest);
