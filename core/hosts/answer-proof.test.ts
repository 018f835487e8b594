// @vitest-environment node
import { expect, it } from 'vitest';
import { isProven, proveAnswer } from './answer-proof';

const answer = { statement: 'c2lnbmF0dXJl', status: 200, bodySha256: 'a'.repeat(64) };

it('an answer is proven by the token of its host, for one statement, its status and its body', () => {
  const proof = proveAnswer('ksh_one', answer);
  expect(proof).toMatch(/^[\w-]{43}$/);
  expect(isProven('ksh_one', answer, proof)).toBe(true);
  expect(isProven('ksh_two', answer, proof)).toBe(false);
  for (const change of [{ statement: 'b3RoZXI' }, { status: 403 }, { bodySha256: 'b'.repeat(64) }])
    expect(isProven('ksh_one', { ...answer, ...change }, proof)).toBe(false);
  for (const wrong of ['', 'no proof', `${proof}A`, proof.slice(1)])
    expect(isProven('ksh_one', answer, wrong)).toBe(false);
});
