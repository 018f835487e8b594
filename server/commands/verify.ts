import { createReadStream, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { verifyBundle } from '../../core/audit/bundle/verify-bundle';
import type { BundleReport } from '../../core/audit/bundle/verify-report';
import { nodeSha256 } from '../sha256';

const USAGE = `Usage: npm run kill-switch -- verify FILE [--key FINGERPRINT]… [--seen CHECKPOINT]… [--json]

Verifies an exported audit record: the hash and the link of every row, that none is missing up to the signed checkpoint,
the signature, and the approvals of Guardians.

  --key FINGERPRINT   the SHA-256 of the public key, in hex, as you know it from elsewhere
  --seen CHECKPOINT   a file with a checkpoint that you kept: the record must begin with its rows
  --json              the report as one line

Exit codes: 0 verified; 1 broken; 2 not understood, or not readable; 3 consistent, but the key is not confirmed.`;

const EXIT: Record<BundleReport['verdict'], number> = { verified: 0, broken: 1, unconfirmed: 3 };
const NOT_UNDERSTOOD = 2;

interface VerifyIo {
  out(line: string): void;
  err(line: string): void;
}

/** Runs `kill-switch verify` with the words after it, and resolves to its exit code. */
export async function verify(argv: readonly string[], io: VerifyIo): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    io.out(USAGE);
    return 0;
  }
  const json = argv.includes('--json');
  try {
    const { file, keys, seen } = readWords(argv);
    const report = await verifyFile(file, keys, seen);
    io.out(json ? JSON.stringify(report) : describe(report));
    return EXIT[report.verdict];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (json) io.out(JSON.stringify({ error: message }));
    io.err(error instanceof TypeError ? `${message}\n\n${USAGE}` : message);
    return NOT_UNDERSTOOD;
  }
}

function verifyFile(file: string, keys: string[], seen: string[]): Promise<BundleReport> {
  return verifyBundle(createReadStream(file, { highWaterMark: 256 * 1024 }), {
    keys,
    seen,
    sha256: nodeSha256,
  });
}

/** Throws a TypeError, as parseArgs does, for what is no way to ask. */
function readWords(argv: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true, default: [] },
      seen: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean' },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new TypeError('Name one file.');
  return {
    file,
    keys: values.key.map(readFingerprint),
    // What went through an e-mail or an editor may have lost its last newline, or got others.
    seen: values.seen.map((path) => `${readFileSync(path, 'utf8').replaceAll('\r', '').trimEnd()}\n`),
  };
}

function readFingerprint(text: string): string {
  const fingerprint = text
    .replace(/^sha256:/i, '')
    .replaceAll(/[:\s]/g, '')
    .toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(fingerprint)) throw new TypeError('A fingerprint has 64 hex digits.');
  return fingerprint;
}

const VERDICTS: Record<BundleReport['verdict'], string> = {
  verified: 'VERIFIED',
  broken: 'BROKEN',
  unconfirmed: 'CONSISTENT, BUT THE KEY IS NOT CONFIRMED',
};

function describe(report: BundleReport): string {
  const { verdict, tenantId, rows, approvals, checkpoint, signedBy, problems, problemCount } = report;
  const lines = [VERDICTS[verdict]];
  if (tenantId !== null)
    lines.push(`tenant     ${tenantId}`, `rows       ${rows}, with ${approvals} approvals`);
  if (checkpoint) lines.push(`until      ${checkpoint.time}, root ${checkpoint.root}`);
  lines.push(...signedBy.map((key) => `signed by  ${key}`));
  for (const { line, message } of problems) lines.push(line === null ? message : `line ${line}: ${message}`);
  if (problemCount > problems.length) lines.push(`… and ${problemCount - problems.length} more.`);
  if (verdict === 'unconfirmed') {
    lines.push(
      'Nothing in this file contradicts anything, but whoever wrote the file may have made the key, too.',
      'Ask somebody else for the fingerprint of the key, and give it with --key.',
    );
  }
  return lines.join('\n');
}
