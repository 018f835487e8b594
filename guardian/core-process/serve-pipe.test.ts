import { duplexPair } from './testing/duplex-pair';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { BrokerAnswer, BrokerHandle, BrokerRequest, InsideCore } from '../ports';
import { LINE_BYTES, readLines } from './lines';
import { AT_ONCE, parseRequest, servePipe } from './serve-pipe';

const inside: InsideCore = { stopping: false, runCommand: () => Promise.reject(new Error('not here')) };
const line = (id: number, capability = 'x') => `${JSON.stringify({ id, capability, arguments: {} })}\n`;
const yes: BrokerHandle = async ({ id }) => ({ id, allowed: true, result: null });

function serve(handle: BrokerHandle) {
  const { ours, theirs } = duplexPair();
  const asked: BrokerRequest[] = [];
  const served = servePipe(ours, (request, within) => (asked.push(request), handle(request, within)), inside);
  theirs.write('ready\n');
  let text = '';
  theirs.setEncoding('utf8').on('data', (part: string) => (text += part));
  const answers = () =>
    text
      .split('\n')
      .slice(0, -1)
      .map((one) => JSON.parse(one) as BrokerAnswer);
  return { served, theirs, asked, answers };
}

describe('the lines of Core’s pipe', () => {
  it('are the same however they are cut into pieces', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ü', '🙂', '\n', '"') });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(20)), async (whole, cuts) => {
        const bytes = Buffer.from(whole);
        const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
        const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        const read: (string | null)[] = [];
        for await (const one of readLines(
          (async function* () {
            yield* pieces;
          })(),
        ))
          read.push(one);
        expect(read).toEqual(whole.split('\n').slice(0, -1));
      }),
    );
  });

  it('that are too long are thrown away, and the next one is read', async () => {
    const pieces = ['a'.repeat(6), 'a'.repeat(6), 'a\nb\n', `${'c'.repeat(11)}\nd\n`].map((piece) =>
      Buffer.from(piece),
    );
    const read: (string | null)[] = [];
    for await (const one of readLines(
      (async function* () {
        yield* pieces;
      })(),
      10,
    ))
      read.push(one);
    expect(read).toEqual([null, 'b', null, 'd']);
  });

  it('each become a request, whatever they hold', () => {
    expect(parseRequest('{"id":7,"capability":"x","arguments":{"a":1},"more":2}')).toEqual({
      id: 7,
      capability: 'x',
      arguments: { a: 1 },
    });
    const unknown = { id: 0, capability: 'unknown', arguments: {} };
    for (const bad of [
      null,
      '',
      '{',
      '7',
      'null',
      '[]',
      '{}',
      '{"id":"7"}',
      '{"id":1e99,"capability":"x","arguments":{}}',
    ]) {
      expect(parseRequest(bad)).toEqual(unknown);
    }
    expect(parseRequest('{"id":7,"capability":1,"arguments":{}}')).toEqual({ ...unknown, id: 7 });
    expect(parseRequest('{"id":7,"capability":"x","arguments":[]}')).toEqual({ ...unknown, id: 7 });
  });
});

describe('the broker’s pipe', () => {
  it('answers each request by its id, and a malformed line does not stop the others', async () => {
    const { theirs, answers, asked, served } = serve(yes);
    expect(await served.hello).toBe('ready');
    theirs.write(`${line(1)}not json\n${'x'.repeat(LINE_BYTES + 1)}\n\xff\n${line(2)}`);
    await vi.waitFor(() => expect(answers()).toHaveLength(5));
    expect(asked.map(({ id, capability }) => [id, capability])).toEqual([
      [1, 'x'],
      ...Array.from({ length: 3 }, () => [0, 'unknown']),
      [2, 'x'],
    ]);
    expect(served.unanswered).toEqual([]);
  });

  it('answers that it could not be done when a handle fails', async () => {
    const { theirs, answers } = serve(() => Promise.reject(new Error('secret words')));
    theirs.write(line(1));
    await vi.waitFor(() => expect(answers()).toHaveLength(1));
    expect(answers()).toEqual([{ id: 1, allowed: false, why: 'The Guardian could not do it.' }]);
  });

  it('works on a few requests at once and reads no further: a flood waits in Core’s own pipe', async () => {
    const waiting: (() => void)[] = [];
    const slow: BrokerHandle = (request, within) =>
      new Promise((resolve) => waiting.push(() => resolve(yes(request, within))));
    const { theirs, asked, answers, served } = serve(slow);
    const flood = Array.from({ length: 10_000 }, (_, id) => line(id)).join('');
    theirs.write(flood);
    await vi.waitFor(() => expect(asked).toHaveLength(AT_ONCE));
    await new Promise((resolve) => setImmediate(resolve));
    expect([asked.length, served.unanswered.length]).toEqual([AT_ONCE, AT_ONCE]);
    waiting.shift()?.();
    await vi.waitFor(() => expect([asked.length, answers().length]).toEqual([AT_ONCE + 1, 1]));
  });

  it('keeps what Core had sent and not got when it is stopped, also what nobody had read yet, but not without end', async () => {
    const { theirs, asked, answers, served } = serve(() => new Promise(() => {}));
    theirs.write(Array.from({ length: 40 }, (_, id) => line(id)).join(''));
    await vi.waitFor(() => expect(asked).toHaveLength(AT_ONCE));
    served.stop();
    theirs.end(Array.from({ length: 5_000 }, (_, id) => line(40 + id)).join(''));
    await served.ended;
    expect([asked.length, answers().length, served.unanswered.length]).toEqual([AT_ONCE, 0, 1_000]);
    expect(served.unanswered.map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, id) => id));
  });

  it('has a first line that is not a request only where it says ready', async () => {
    const { ours, theirs } = duplexPair();
    const asked: number[] = [];
    servePipe(ours, (request, within) => (asked.push(request.id), yes(request, within)), inside);
    theirs.write(`${line(1)}ready\n${line(2)}`);
    await vi.waitFor(() => expect(asked).toEqual([1, 0, 2]));
  });

  it('ends with Core’s end, and says so to who waits for the first line', async () => {
    const { ours, theirs } = duplexPair();
    const served = servePipe(ours, yes, inside);
    theirs.destroy();
    ours.destroy();
    expect(await served.hello).toBeNull();
    await served.ended;
  });
});
