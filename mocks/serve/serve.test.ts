// @vitest-environment node
import { expect, it } from 'vitest';
import { personas, tenants } from '../seeds/personas';
import { main } from './serve';
import { rowsOf } from '../db';

it('the server listens where it says, and prints who can sign in', async () => {
  let printed = '';
  const argv = ['--port', '0', '--seed', 'one', '--fault', 'history:500'];
  const server = await main(argv, (text) => void (printed += text));
  try {
    expect(printed).toContain(`Mock Aegis at ${server.origin}\n`);
    const words = Object.values(personas).flatMap(({ email, password, role }) => [email, password, role]);
    for (const word of [...words, tenants.acme.id, tenants.globex.id, 'host-admin-token'])
      expect(printed).toContain(word);
    expect((await fetch(`${server.origin}/audit/logs`)).status).toBe(500);
    expect(await server.backend.run((db) => rowsOf(db, tenants.acme.id).length)).toBe(1);
  } finally {
    await server.stop();
  }
});

it.each([
  [['--port', 'many'], /Bad port "many"/],
  [['--seed', 'two'], /Unknown seed "two".*demo\|none/],
  [['--fault', 'status:odd'], /Unknown fault "odd"/],
  [['--tls'], /--tls/],
  [['--dist', '/nowhere'], /--dist \/nowhere has no index\.html/],
])('the server refuses %j', (argv, message) => expect(main(argv)).rejects.toThrow(message));
