import type { Verified } from '../../core/guardian/diagnostics';
import type { Findings } from '../../core/guardian/findings';
import { hashOf, type Policy, type SignatureState } from '../../core/guardian/state';
import type { Home, ReadPolicy } from '../ports';
import { within, type Clock } from './clock';
import { wordsOf } from './writer';

/** Reading and hashing every file takes no longer, or the disk hangs. */
const READ_MS = 20_000;
const NO_HASH = '';

type Source = Pick<Home, 'policy' | 'versions' | 'events' | 'verifyGuardian'>;
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

/** Reads every file now. Never rejects: a file that cannot be read, or not in time, is not valid. */
export async function readFindings(
  home: Source,
  clock: Clock,
): Promise<{ findings: Findings; verified: Verified[] }> {
  const read = <T, U>(work: Promise<T>, otherwise: (error: unknown) => U): Promise<T | U> =>
    within(clock, READ_MS, work).catch(otherwise);
  const [own, core, policy, log] = await Promise.all([
    read(
      home.verifyGuardian().then((found) => ({ ...found, detail: null })),
      unreadable,
    ),
    read(readCore(home), (error) => ({ version: null, backups: [], ...unreadable(error) })),
    read(home.policy.read(), () => null),
    read(
      home.events
        .verify()
        .then(({ ok, sha256, detail }): Part => ({ sha256, signature: ok ? 'valid' : 'invalid', detail })),
      unreadable,
    ),
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
      { component: 'audit log', ...log },
    ],
  };
}
