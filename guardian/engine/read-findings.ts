import type { Verified } from '../../core/guardian/diagnostics';
import type { Findings } from '../../core/guardian/findings';
import { hashOf, type Policy, type SignatureState } from '../../core/guardian/state';
import type { Home, ReadPolicy } from '../ports';
import { within, type Clock } from './clock';
import { wordsOf } from './writer';

/** Reading and hashing every file takes no longer, or the disk hangs. */
const READ_MS = 20_000;
const NO_HASH = '';

type Source = Pick<Home, 'policy' | 'versions' | 'verifyGuardian'>;
interface Part {
  sha256: string;
  signature: SignatureState;
  detail: string | null;
}

/** What cannot be read is not what was signed. */
const unreadable = (error: unknown): Part => ({
  sha256: NO_HASH,
  signature: 'invalid',
  detail: `It could not be read: ${wordsOf(error)}`,
});

async function readCore({ versions }: Source): Promise<Part & Pick<Findings, 'version' | 'backups'>> {
  const version = await versions.current();
  if (version === null)
    return {
      version,
      backups: await versions.backups().catch(() => []),
      sha256: NO_HASH,
      signature: 'missing',
      detail: 'No Core is installed.',
    };
  const verified = await versions.verify(version).catch(unreadable);
  return { version, ...verified, backups: await versions.backups().catch(() => []) };
}

const policyPart = ({ hash, intact }: ReadPolicy): Part => ({
  sha256: hash,
  signature: intact ? 'valid' : 'invalid',
  detail: intact ? null : 'The policy does not match its seal.',
});

const NO_POLICY: Policy = { settings: {}, hash: hashOf({}), intact: false };

const read = <T, U>(clock: Clock, work: Promise<T>, otherwise: (error: unknown) => U): Promise<T | U> =>
  within(clock, READ_MS, work).catch(otherwise);

/** Reads the whole event log now. That takes seconds for a long one, and no condition for Safe Mode depends on it. */
export async function readLog({ events }: Pick<Home, 'events'>, clock: Clock): Promise<Verified> {
  const log = await read(
    clock,
    events
      .verify()
      .then(({ ok, sha256, detail }): Part => ({ sha256, signature: ok ? 'valid' : 'invalid', detail })),
    unreadable,
  );
  return { component: 'audit log', ...log };
}

/** Reads every file of the Guardian, Core and the policy now. Never rejects: one that cannot be read, or not in time, is not valid. */
export async function readFindings(
  home: Source,
  clock: Clock,
): Promise<{ findings: Findings; verified: Verified[] }> {
  const [own, core, policy] = await Promise.all([
    read(
      clock,
      home.verifyGuardian().then((found) => ({ ...found, detail: null })),
      unreadable,
    ),
    read(clock, readCore(home), (error) => ({ version: null, backups: [], ...unreadable(error) })),
    read(clock, home.policy.read(), () => null),
  ]);
  const { version, backups, ...corePart } = core;
  const { settings, hash, intact } = policy ?? NO_POLICY;
  return {
    findings: {
      version,
      signature: corePart.signature,
      backups,
      policy: { settings, hash, intact },
      ownSignature: own.signature,
    },
    verified: [
      { component: 'guardian', ...own },
      { component: 'core', ...corePart },
      { component: 'policy', ...(policy ? policyPart(policy) : unreadable('there is no policy')) },
    ],
  };
}
