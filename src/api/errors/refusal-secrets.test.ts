// @vitest-environment node
import { expect, it } from 'vitest';
import { readRefusal } from './read-refusal';

const refused = (body: unknown, headers = new Headers()) =>
  readRefusal(500, headers, typeof body === 'string' ? body : JSON.stringify(body), 'id-1');

it('keeps no secret of what the server says, in whatever shape it says it', () => {
  const said = 'cannot connect: host=db password=hunter2';
  const shown = 'cannot connect: host=db password=[not shown]';
  for (const body of [{ success: false, error: said }, { detail: said }, { error: { message: said } }])
    expect(refused(body).serverWords).toBe(shown);
  expect(refused(said, new Headers({ 'Content-Type': 'text/plain' })).serverWords).toBe(shown);
  expect(refused({ detail: [{ loc: ['body'], msg: said }] }).fieldErrors).toEqual([
    { field: '', message: shown },
  ]);
});

it('keeps no part of a secret that is cut off', () => {
  expect(
    refused({ error: `${'x'.repeat(280)} password=${'hunter2'.repeat(200)}` }).serverWords,
  ).not.toContain('hunter');
});

it('makes one line of a sentence, and keeps the lines of a longer text, by which it is shown folded', () => {
  expect(refused({ error: 'one\n two\nthree' }).serverWords).toBe('one two three');
  expect(refused({ error: 'one\n two\r\nthree\n\nfour' }).serverWords).toBe('one\ntwo\nthree\nfour');
});
