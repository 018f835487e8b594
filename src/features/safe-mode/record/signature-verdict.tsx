import { useEffect, useState } from 'react';
import type { ApprovalRecord } from '../../../api/guardian/recovery-schemas';
import { Message, type MessageTone } from '../../../ui/message';
import { UserText } from '../../../ui/user-text';
import { browserCrypto, verifyRecord, type Verdict, type Verification } from './verify-record';

const told: Record<Verdict, { tone: MessageTone; title: string; text: string }> = {
  valid: {
    tone: 'success',
    title: 'Signature: valid',
    text: 'Unchanged since it was signed with the enclosed key.',
  },
  invalid: {
    tone: 'danger',
    title: 'Signature: INVALID',
    text: 'Changed after it was signed, or never signed with this key. Do not rely on it. Download it as evidence, and find out who let the agents run.',
  },
  unverifiable: {
    tone: 'warning',
    title: 'Signature: cannot be verified in this browser',
    text: 'It has no Ed25519, or the connection is not secure. The record may be valid: verify it with OpenSSL.',
  },
  inexact: {
    tone: 'warning',
    title: 'Signature: not verifiable here',
    text: 'A number in the record is too large for this browser, so the signed text is not known for certain. Download the record as the server sent it, and verify it on the host.',
  },
  redacted: {
    tone: 'warning',
    title: 'Signature: not verifiable here',
    text: 'The server redacted parts that the signature covers. Verify it on the host.',
  },
  'too-deep': {
    tone: 'warning',
    title: 'The record is nested too deeply to show or verify',
    text: 'Download it as the server sent it, and verify it on the host.',
  },
};

/**
 * What the browser's cryptography says about a record; null while it is working. When a new status brings the same text it
 * is verified again, and the last result stays visible meanwhile.
 */
export function useVerification(record: ApprovalRecord, text: string | null): Verification | null {
  const [made, setMade] = useState<{ text: string | null; verification: Verification } | null>(null);

  // Effect: the browser's cryptography is asynchronous.
  useEffect(() => {
    let left = false;
    const verify = async () => {
      const verification = await verifyRecord(record, browserCrypto(), text);
      if (!left) setMade({ text, verification });
    };
    void verify();
    return () => {
      left = true;
    };
  }, [record, text]);

  return made?.text === text ? made.verification : null;
}

type SignatureVerdictProps = { record: ApprovalRecord; verification: Verification | null };

/** The result of the verification, and what it proves. */
export function SignatureVerdict({ record, verification: data }: SignatureVerdictProps) {
  if (!data) return <p className="mt-3">Verifying the signature…</p>;
  const { tone, title, text } = told[data.verdict];
  return (
    <Message tone={tone} title={title} alert={data.verdict === 'invalid'}>
      <p>{text}</p>
      <p className="mt-1">
        The key comes with the record itself: a valid signature proves only that this key signed it. Compare
        the key id <UserText text={record.key_id} /> with the one written down at installation
        <span>
          {data.fingerprint === null ? (
            '.'
          ) : (
            <span>
              , and better the key’s SHA-256, which was computed here:{' '}
              <code className="text-mono wrap-anywhere">{data.fingerprint}</code>
            </span>
          )}
        </span>
      </p>
    </Message>
  );
}
