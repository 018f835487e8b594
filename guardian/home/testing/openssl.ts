import { execFileSync } from 'node:child_process';

/** What openssl says of an Ed25519 signature, by the paths of the public key, the message and the 64 bytes. Throws when it says no. */
export function verifyByOpenssl(key: string, message: string, signature: string): string {
  const files = ['-inkey', key, '-rawin', '-in', message, '-sigfile', signature];
  return execFileSync('openssl', ['pkeyutl', '-verify', '-pubin', ...files], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
}
