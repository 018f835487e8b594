import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';

/** How an answer that is true in itself arrives: `body` is what an honest server sends with status 200. */
export type Delivery = {
  name: string;
  send: (outgoing: ServerResponse, body: string) => void;
  /** What the person reads; absent where the answer is as good as any. */
  words?: RegExp;
  /** The page gives up waiting by its own clock. */
  hangs?: boolean;
};

const JSON_TYPE = { 'content-type': 'application/json', connection: 'close' };
const MB = 1_000_000;
const HTML = '<!doctype html><html><body><h1>Accept the terms to go online</h1></body></html>';

const brokeOff = /The answer broke off/;
const tooLarge = /The answer was too large/;
const webPage = /Got a web page instead of data/;
const noServer = /The connection was lost|The server cannot be reached/;
const noTime = /The server did not answer in time/;

const whole =
  (change: (body: string) => string | Buffer, headers: Record<string, string> = {}) =>
  (outgoing: ServerResponse, body: string) => {
    outgoing.writeHead(200, { ...JSON_TYPE, ...headers }).end(change(body));
  };
const changed = (change: (text: string) => string) => whole((body) => change(body));
const cut = (outgoing: ServerResponse, text: string) => outgoing.write(text, () => outgoing.destroy());

/** Not an answer, although most of them hold the right words. JSON of another shape is in src/api/spoilt-answers.test.ts. */
export const useless: Delivery[] = [
  {
    name: 'all of it, but fewer bytes than announced',
    send: (outgoing, body) => {
      outgoing.writeHead(200, { ...JSON_TYPE, 'content-length': String(Buffer.byteLength(body) + 9) });
      cut(outgoing, body);
    },
    words: brokeOff,
  },
  {
    name: 'all of it in chunks, but without the last, empty one',
    send: (outgoing, body) => cut(outgoing.writeHead(200, JSON_TYPE), body),
    words: brokeOff,
  },
  {
    name: 'a connection reset in the middle',
    send: (outgoing, body) => {
      outgoing.writeHead(200, JSON_TYPE).write(body.slice(0, 40), () => outgoing.socket?.resetAndDestroy());
    },
    words: brokeOff,
  },
  {
    name: 'a connection reset before the head',
    send: (outgoing) => outgoing.socket?.resetAndDestroy(),
    words: noServer,
  },
  { name: 'a page with 200', send: whole(() => HTML, { 'content-type': 'text/html' }), words: webPage },
  { name: 'nothing with 200', send: whole(() => ''), words: brokeOff },
  {
    name: 'nothing with 204',
    send: (outgoing) => void outgoing.writeHead(204, { connection: 'close' }).end(),
    words: brokeOff,
  },
  { name: '5 MB of garbage', send: whole(() => 'disengaged '.repeat((5 * MB) / 11)), words: tooLarge },
  {
    name: 'gzip that is none',
    send: whole((body) => body, { 'content-encoding': 'gzip' }),
    words: /broke off|cannot be reached|lost/,
  },
  { name: 'UTF-16', send: whole((body) => Buffer.from(`\uFEFF${body}`, 'utf16le')), words: brokeOff },
  { name: 'never', send: () => {}, words: noTime, hangs: true },
  {
    name: 'all of it, and then never an end',
    send: (outgoing, body) => void outgoing.writeHead(200, JSON_TYPE).write(body),
    words: /did not answer in time|broke off/,
    hangs: true,
  },
];

/** Odd, but whole and true. */
export const useful: Delivery[] = [
  {
    name: 'byte by byte',
    send: (outgoing, body) => {
      outgoing.writeHead(200, JSON_TYPE);
      const bytes = [...Buffer.from(body)];
      const next = () => {
        const byte = bytes.shift();
        if (byte === undefined) outgoing.end();
        else outgoing.write(Buffer.of(byte), () => setImmediate(next));
      };
      next();
    },
  },
  { name: 'JSON that says it is a page', send: whole((body) => body, { 'content-type': 'text/html' }) },
  { name: 'JSON that says it is an image', send: whole((body) => body, { 'content-type': 'image/png' }) },
  { name: 'a byte order mark before it', send: changed((body) => `\uFEFF${body}`) },
  { name: 'packed', send: whole((body) => gzipSync(body), { 'content-encoding': 'gzip' }) },
];
