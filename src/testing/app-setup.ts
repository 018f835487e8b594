import { beforeAll, beforeEach } from 'vitest';
import { startServer, startTest } from './render-app';

// What every test of the whole console has: a server, a clock that stands still, and nothing left of the test before.
beforeAll(startServer);
// Scripts that are loaded later are there at once in a test.
beforeAll(() => import('../app/late'));
// A script that is loaded later is there at once in a test.
beforeAll(() => import('../features/kill-switch/rest'));
beforeEach(startTest);
