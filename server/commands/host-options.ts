import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readPublicKey } from '../../core/audit/keys/signing-key';
import type { Given } from './command';
import { UsageError } from './io';

const HOST_NAME = /^[\w.-]{1,63}$/;
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export function hostName(given: Given): string {
  const name = given.need('name');
  if (!HOST_NAME.test(name)) throw new UsageError('--name must be 1 to 63 letters, digits or . _ -');
  return name;
}

/** An origin: what is behind it is the contract's. */
export function originOf(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isOrigin =
    url !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    [text, `${text}/`].includes(`${url.origin}/`);
  if (!isOrigin) throw new UsageError(`--${name} must look like http://127.0.0.1:7461, without a path.`);
  return url.origin;
}

export function warningsFor(origin: string): string[] {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || LOOPBACK.test(hostname)
    ? []
    : [
        `${origin} is plain http over a network: whoever is on the way can read everything, and change what a control API says. Use a tunnel.`,
      ];
}

/** From a file in PEM, or with the one line of base64. A private key stays where it is. */
export function readKey(path: string): string {
  if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`);
  const text = readFileSync(path, 'utf8').trim();
  const problem = new UsageError(
    `${path} must be the Guardian's public key: Ed25519, as PEM or as base64 of SPKI.`,
  );
  if (readPublicKey(text)) return text;
  if (!text.includes('BEGIN PUBLIC KEY')) throw problem;
  try {
    const base64 = createPublicKey(text).export({ type: 'spki', format: 'der' }).toString('base64');
    if (readPublicKey(base64)) return base64;
  } catch {
    throw problem;
  }
  throw problem;
}
