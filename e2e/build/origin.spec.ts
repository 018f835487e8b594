import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { personas } from '../../mocks/seeds/personas';
import { expectState, outageCard, refresh, signInAs, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';
import { sendOn } from '../support/raw-server';
import { dist, startTestServer } from '../support/test-server';

// One file is changed at deployment, `index.html`, and one header, to have the API at another origin.
test('with another origin in index.html, the console works across origins', async ({
  page,
  hostile,
  expectConsole,
}, testInfo) => {
  expectConsole(/status of 503 .*\/decision\//);
  const site = testInfo.outputPath('dist');
  cpSync(dist, site, { recursive: true });

  // The page's origin has to be known to the API, and the API's to the page: two ports, so two origins.
  const pages = await startTestServer({ site });
  const front = await hostile({
    'GET /': async ({ incoming, outgoing }) => {
      const answer = await fetch(pages.origin + incoming.url);
      const headers = Object.fromEntries(answer.headers);
      const csp = headers['content-security-policy']?.replace(
        "connect-src 'self'",
        `connect-src 'self' ${api.origin}`,
      );
      const body = Buffer.from(await answer.arrayBuffer());
      sendOn(outgoing, {
        status: answer.status,
        headers: { ...headers, ...(csp && { 'content-security-policy': csp }) },
        body,
      });
    },
  });
  const api = await startTestServer({ allowOrigin: front.origin });
  const index = join(site, 'index.html');
  const html = readFileSync(index, 'utf8');
  writeFileSync(
    index,
    html.replace('name="api-origin" content=""', `name="api-origin" content="${api.origin}"`),
  );
  try {
    await page.goto(front.origin);
    await signInAs(page, personas.admin);
    await expectState(page, /^Disengaged/);
    await toggle(page, 'engage', 'Across origins');
    await expectState(page, /^Engaged at .+ by you/);
    await page.reload();
    await expectState(page, /^Engaged/);
    await toggle(page, 'disengage', 'Also across origins');
    await expectState(page, /^Disengaged/);
    expect(api.toggles().map(({ method, body }) => ({ method, body }))).toEqual([
      { method: 'POST', body: { action: 'engage', reason: 'Across origins' } },
      { method: 'DELETE', body: { reason: 'Also across origins' } },
    ]);
    expect(pages.backend.requests).toEqual([]);
    api.backend.faults.set('status', '503');
    await refresh(page);
    await expect(outageCard(page)).toContainText(`curl -X POST '${api.origin}/decision/kill-switch/`);
  } finally {
    await Promise.all([api.stop(), pages.stop()]);
  }
});
