import { personas } from '../../mocks/seeds/personas';
import { securityHeaders } from '../../scripts/security-headers.mjs';
import { expectState, heading, signInAs } from '../support/console';
import { expect, test } from '../support/fixtures';
import { originOf, startPreview } from './previews';

// `npm run build`, then `API_ORIGIN=… npm run preview`, as anyone would try the console on a real server.
test('the build signs in through the proxy under its own security headers', async ({
  page,
  context,
  server,
}) => {
  const preview = await startPreview('production', server.origin);
  try {
    const response = await page.goto(originOf(preview));
    for (const [name, value] of Object.entries(securityHeaders())) {
      expect(response?.headers()[name.toLowerCase()], name).toBe(value);
    }
    await signInAs(page, personas.admin);
    await expect(heading(page, 'Kill Switch')).toBeVisible();
    await expectState(page, /^Disengaged/);

    // The session survives a reload: its cookie came through the proxy.
    expect(await context.cookies()).toMatchObject([
      { name: 'acp_token', httpOnly: true, domain: '127.0.0.1' },
    ]);
    await page.reload();
    await expectState(page, /^Disengaged/);
  } finally {
    await preview.close();
  }
});
