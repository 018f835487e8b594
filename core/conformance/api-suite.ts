import { afterEach, beforeEach, describe } from 'vitest';
import { testAudit } from './api-audit';
import { testEffect } from './api-effect';
import { testEvidence } from './api-evidence';
import { testAnything } from './api-fuzz';
import { openApi, type OpenApi, type OpenStore } from './api-fixture';
import { testRepeats } from './api-repeats';
import { testRoles } from './api-roles';
import { testSignIn } from './api-sign-in';
import { testToggles } from './api-toggles';

/** What the API promises on every store. */
export function describeApi(name: string, open: () => Promise<OpenStore>): void {
  describe(`the API on ${name}`, () => {
    let opened: OpenStore;
    let api: OpenApi;
    beforeEach(async () => {
      opened = await open();
      api = await openApi(opened);
    });
    afterEach(() => opened.close());

    const current = () => api;
    testSignIn(current);
    testToggles(current);
    testRepeats(current);
    testRoles(current);
    testAudit(current);
    testEffect(current);
    testEvidence(current);
    testAnything(current);
  });
}
