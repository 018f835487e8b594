import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './passwords';
import { newAgentKey, newSessionToken } from './tokens';

describe('passwords', () => {
  it('are hashed with argon2id, 19 MiB and two passes, and salted', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  it('are verified, many at once, each with its own answer', async () => {
    const stored = await hashPassword('correct horse');
    const tries = ['wrong', 'correct horse', '', 'correct horse ', 'correct horse'];
    const answers = await Promise.all(tries.map((password) => verifyPassword(stored, password)));
    expect(answers).toEqual([false, true, false, false, true]);
  });

  it('are never right for somebody who is not there, and for a hash that cannot be read', async () => {
    expect(await verifyPassword(null, 'the password of nobody')).toBe(false);
    expect(await verifyPassword('', 'x')).toBe(false);
    expect(await verifyPassword('$argon2id$nonsense', 'x')).toBe(false);
  });
});

describe('tokens', () => {
  it('have 256 random bits, and the key of an agent says what it is', () => {
    expect(newSessionToken()).toMatch(/^[\w-]{43}$/);
    expect(newAgentKey()).toMatch(/^ksa_[\w-]{43}$/);
    expect(newSessionToken()).not.toBe(newSessionToken());
  });
});
