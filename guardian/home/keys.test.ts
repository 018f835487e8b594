import { execFileSync } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHomeForTests, type HomeForTests } from './testing/home';
import { exposureOf } from './keys';

let made: HomeForTests;
beforeAll(async () => {
  made = await makeHomeForTests({ versions: [{ version: '1.0.0' }] });
});
afterAll(() => made.remove());

describe('the Guardian’s key', () => {
  it('signs what openssl verifies with the public key beside it', async () => {
    const home = await made.open();
    const at = (name: string) => join(made.folder, name);
    await writeFile(at('message'), 'a record');
    await writeFile(at('signature'), await home.keys.sign(Buffer.from('a record')));
    expect(verifyByOpenssl(home.paths.publicKey, at('message'), at('signature'))).toContain('Verified');
    expect(await home.keys.publicKey()).toMatch(/^MCowBQYDK2VwAyEA/);
  });

  it('is not used while others may read it, and the message says which command repairs that', async () => {
    const home = await made.open();
    await chmod(home.paths.privateKey, 0o644);
    await expect(home.keys.sign(Buffer.from('x'))).rejects.toThrow(`chmod 600 ${home.paths.privateKey}`);
    expect(await home.problems()).toHaveLength(1);
    await chmod(home.paths.privateKey, 0o600);
    expect(await home.problems()).toEqual([]);
  });
});

describe('the owner of a key', () => {
  it('is root or the owner of the home, and otherwise this is told', () => {
    const own = { mode: 0o100600, uid: 1000 };
    expect(exposureOf('KEY', own, 1000)).toBeNull();
    expect(exposureOf('KEY', { ...own, uid: 0 }, 1000)).toBeNull();
    expect(exposureOf('KEY', { ...own, uid: 1001 }, 1000)).toContain('chown 1000 KEY');
    expect(exposureOf('KEY', { ...own, mode: 0o100640 }, 1000)).toContain('has mode 640');
  });
});

describe('a release', () => {
  it('is verified by openssl from the pinned root on, by the two commands of manifest.ts', async () => {
    const { paths, versions } = await made.open();
    const at = (name: string) => join(versions.folderOf('1.0.0'), name);
    expect(verifyByOpenssl(paths.rootKey, at('release-key.pem'), at('release-key.sig'))).toContain(
      'Verified',
    );
    expect(verifyByOpenssl(at('release-key.pem'), at('manifest.json'), at('manifest.sig'))).toContain(
      'Verified',
    );
    await writeFile(at('manifest.json'), `${await readFile(at('manifest.json'), 'utf8')} `);
    expect(() => verifyByOpenssl(at('release-key.pem'), at('manifest.json'), at('manifest.sig'))).toThrow(
      'Command failed',
    );
  });
});

function verifyByOpenssl(key: string, message: string, signature: string): string {
  const args = [
    'pkeyutl',
    '-verify',
    '-pubin',
    '-inkey',
    key,
    '-rawin',
    '-in',
    message,
    '-sigfile',
    signature,
  ];
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' });
}
