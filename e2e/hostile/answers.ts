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
const webPage = /A web page came instead of an answer/;
const notUnderstood = /The answer was not understood/;
const noServer = /The connection was lost|The server cannot be reached/;
const noTime = /The server did not answer in time/;

const whole =
  (change: (body: string) => string | Buffer, headers: Record<string, string> = {}) =>
  (outgoing: ServerResponse, body: string) => {
    outgoing.writeHead(200, { ...JSON_TYPE, ...headers }).end(change(body));
  };
const changed = (change: (text: string) => string) => whole((body) => change(body));
const cut = (outgoing: ServerResponse, text: string) => outgoing.write(text, () => outgoing.destroy());
const withField = (body: string, json: string) => body.replace(/}$/, `,"extra":${json}}`);
const inData = (body: string, name: string, json: string) =>
  body.replace(new RegExp(`("data":{.*?"${name}":)("[^"]*"|null)`), `$1${json}`);
const dataOf = (body: string) => JSON.stringify(Object(JSON.parse(body)).data);

/** Not an answer, although most of them hold the right words. */
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
  { name: 'a page that says it is JSON', send: whole(() => HTML), words: webPage },
  { name: 'nothing with 200', send: whole(() => ''), words: brokeOff },
  {
    name: 'nothing with 204',
    send: (outgoing) => void outgoing.writeHead(204, { connection: 'close' }).end(),
    words: brokeOff,
  },
  { name: '5 MB of garbage', send: whole(() => 'disengaged '.repeat((5 * MB) / 11)), words: tooLarge },
  {
    name: 'a right answer with a field of 5 MB beside it',
    send: changed((body) => withField(body, JSON.stringify('x'.repeat(5 * MB)))),
    words: tooLarge,
  },
  {
    name: 'gzip that is none',
    send: whole((body) => body, { 'content-encoding': 'gzip' }),
    words: /broke off|cannot be reached|lost/,
  },
  { name: 'UTF-16', send: whole((body) => Buffer.from(`\uFEFF${body}`, 'utf16le')), words: brokeOff },
  { name: 'twice in a row', send: changed((body) => body + body), words: brokeOff },
  { name: 'a null byte after it', send: changed((body) => `${body}\0`), words: brokeOff },
  { name: 'in a list', send: changed((body) => `[${body}]`), words: notUnderstood },
  { name: 'as a string', send: changed((body) => JSON.stringify(body)), words: notUnderstood },
  {
    name: 'brackets 100,000 deep',
    send: whole(() => '['.repeat(100_000) + ']'.repeat(100_000)),
    words: notUnderstood,
  },
  { name: 'without the envelope', send: changed(dataOf), words: notUnderstood },
  {
    name: 'success that is a word',
    send: changed((body) => body.replace(':true', ':"true"')),
    words: notUnderstood,
  },
  {
    name: 'success twice, the last one false',
    send: changed((body) => withField(body, '0,"success":false')),
    words: notUnderstood,
  },
  {
    name: 'a number for the state',
    send: changed((body) => inData(body, 'status', '0')),
    words: notUnderstood,
  },
  {
    name: 'a list for the state',
    send: changed((body) => inData(body, 'status', '["disengaged"]')),
    words: notUnderstood,
  },
  {
    name: 'a state in capitals',
    send: changed((body) => inData(body, 'status', '"DISENGAGED"')),
    words: notUnderstood,
  },
  {
    name: 'a number for the tenant',
    send: changed((body) => inData(body, 'tenant_id', '7')),
    words: notUnderstood,
  },
  {
    name: 'a tenant with more behind it',
    send: changed((body) => body.replace(/("tenant_id":"[^"]*)/, '$1-2')),
    words: /another tenant/,
  },
  {
    name: 'the data in __proto__',
    send: changed((body) => `{"success":true,"data":{"__proto__":${dataOf(body)}}}`),
    words: notUnderstood,
  },
  { name: 'all of it in __proto__', send: changed((body) => `{"__proto__":${body}}`), words: notUnderstood },
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
  {
    name: 'a field of half a MB beside it',
    send: changed((body) => withField(body, JSON.stringify('x'.repeat(MB / 2)))),
  },
  {
    name: 'a field 50,000 deep beside it',
    send: changed((body) => withField(body, '['.repeat(50_000) + ']'.repeat(50_000))),
  },
  {
    name: 'a __proto__ beside it',
    send: changed((body) => withField(body, '0,"__proto__":{"success":false,"data":null}')),
  },
  { name: 'packed', send: whole((body) => gzipSync(body), { 'content-encoding': 'gzip' }) },
];
