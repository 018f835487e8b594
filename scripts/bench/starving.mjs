// @ts-check
// Agents' calls and wrong passwords, as many as go, until it is ended. In a process of its own: whoever measures must not wait for
// the load that it makes. Its one argument is the `Lever` in JSON.
import autocannon from 'autocannon';

/** @type {import('./live.mjs').Lever} */
const { origin, headers, key } = JSON.parse(process.argv[2] ?? '');
const sent = { 'X-Tenant-ID': headers['X-Tenant-ID'] ?? '', 'Content-Type': 'application/json' };
const post = { method: /** @type {const} */ ('POST'), duration: 600, connections: 64 };
void autocannon({
  ...post,
  url: `${origin}/execute`,
  headers: { ...sent, Authorization: `Bearer ${key}` },
  body: JSON.stringify({ tool: 'pay' }),
});
void autocannon({
  ...post,
  url: `${origin}/auth/token`,
  headers: sent,
  body: JSON.stringify({ email: 'ada@acme.example', password: 'wrong' }),
  overallRate: 200,
});
