import { randomBytes } from 'node:crypto';

/** 256 random bits: opaque, so there is no secret to sign with, to share or to rotate. */
const random = () => randomBytes(32).toString('base64url');

export const newSessionToken = (): string => random();

/** The prefixes let scanners of repositories and logs find a key that got there. */
export const newHostToken = (): string => `ksh_${random()}`;
export const newAgentKey = (): string => `ksa_${random()}`;
