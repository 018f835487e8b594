// @vitest-environment node
import { expect, it } from 'vitest';
import { readRefusal } from './read-refusal';

const refused = (body: unknown, headers = new Headers()) =>
  readRefusal(500, headers, typeof body === 'string' ? body : JSON.stringify(body), 'id-1');

it('no form of a refusal keeps a secret from the server’s words', () => {
  const said = 'cannot connect: host=db password=hunter2';
  const shown = 'cannot connect: host=db password=[not shown]';
  for (const body of [{ success: false, error: said }, { detail: said }, { error: { message: said } }])
    expect(refused(body).serverWords).toBe(shown);
  expect(refused(said, new Headers({ 'Content-Type': 'text/plain' })).serverWords).toBe(shown);
  expect(refused({ detail: [{ loc: ['body'], msg: said }] }).fieldErrors).toEqual([
    { field: '', message: shown },
  ]);
});

it('no part of a secret stays when the text is cut off', () => {
  expect(
    refused({ error: `${'x'.repeat(280)} password=${'hunter2'.repeat(200)}` }).serverWords,
  ).not.toContain('hunter');
});

it('a sentence becomes one line, and a longer text keeps its lines, so that it is shown folded', () => {
  expect(refused({ error: 'one\n two\nthree' }).serverWords).toBe('one two three');
  expect(refused({ error: 'one\n two\r\nthree\n\nfour' }).serverWords).toBe('one\ntwo\nthree\nfour');
});
