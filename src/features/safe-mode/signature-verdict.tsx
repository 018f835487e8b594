import { useQuery } from '@tanstack/react-query';
import type { ApprovalRecord } from '../../api/recovery-schemas';
import { Message, type MessageTone } from '../../ui/message';
import { UserText } from '../../ui/user-text';
import { browserCrypto, verifyRecord, type Verdict } from './verify-record';

const told: Record<Verdict, { tone: MessageTone; title: string; text: string }> = {
  valid: {
    tone: 'success',
    title: 'Signature: valid',
    text: 'The record is as it was signed, by the key that came with it.',
  },
  invalid: {
    tone: 'danger',
    title: 'Signature: INVALID',
    text: 'The record was changed after it was signed, or this key never signed it. Do not rely on it: download it as evidence, and look into who let the agents run.',
  },
  unverifiable: {
    tone: 'warning',
    title: 'Signature: cannot be verified in this browser',
    text: 'It knows no Ed25519, or this page was opened over an insecure connection. That says nothing about the record: verify it with OpenSSL.',
  },
};

/** What the browser's own cryptography says of the signature, and what that is worth. */
export function SignatureVerdict({ record }: { record: ApprovalRecord }) {
  const { data } = useQuery({
    queryKey: ['approval-signature', JSON.stringify(record)],
    queryFn: () => verifyRecord(record, browserCrypto()),
    staleTime: Infinity,
  });
  if (!data) return <p className="mt-3">Verifying the signature…</p>;
  const { tone, title, text } = told[data.verdict];
  return (
    <Message tone={tone} title={title} alert={data.verdict === 'invalid'}>
      <p>{text}</p>
      <p className="mt-1">
        The key comes with the record itself, so a valid signature proves only that this key signed it.
        Compare the key id <UserText text={record.key_id} /> with the one written down at installation
        {data.fingerprint === null ? (
          '.'
        ) : (
          <>
            , and better the key’s SHA-256, which was computed here:{' '}
            <code className="text-sm wrap-anywhere">{data.fingerprint}</code>
          </>
        )}
      </p>
    </Message>
  );
}
