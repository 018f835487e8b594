import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { identityOf, type ProcessIdentity } from '../home/process-identity';
import type { HomePaths } from '../ports';
import { fakeGuardiansForTests, runWith } from './testing/fake-guardian';
import { findGuardian } from './find-guardian';
import { killProcess } from './kill-process';
import type { Files, OnFiles } from './reach';

const { newHome, answerAt } = fakeGuardiansForTests();
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
  }
});

/** A process that listens on both sockets of a home, and is stopped before it can answer. */
async function hang({ adminSocket, askSocket }: HomePaths): Promise<ProcessIdentity> {
  const listen = `const { createServer } = require('node:http');
    const [one, other] = process.argv.slice(1);
    createServer().listen(one, () => createServer().listen(other, () => console.log('up')));`;
  const child = spawn(process.execPath, ['-e', listen, adminSocket, askSocket]);
  children.push(child);
  await once(child.stdout, 'data');
  child.kill('SIGSTOP');
  const identity = await identityOf(child.pid ?? 0);
  if (!identity) throw new Error('The process that was to hang has ended.');
  return identity;
}

/** The files of a home that is in Safe Mode. */
const onFiles: OnFiles = {
  ask: () => Promise.resolve({ status: 200, text: '{"data":{"mode":"SAFE","host":"h"}}', headers: {} }),
  close: () => Promise.resolve(),
};
const files: Files = {
  forReading: () => Promise.resolve(onFiles),
  forWorking: () => Promise.resolve(onFiles),
};

describe('a Guardian that hangs', () => {
  test('makes the status unknown, and everything else busy, until an administrator says --yes', async () => {
    const paths = newHome();
    const hung = await hang(paths);
    const yes = ['--acknowledge-kill', '--yes', '--reason', 'why'];
    // Each of these waits for the three seconds.
    const other = newHome();
    const otherHung = await hang(other);
    writeFileSync(other.lockFile, JSON.stringify(otherHung));
    const [status, onlyShown, busy, notNoted] = await Promise.all([
      runWith(['--show-status'], paths, { files }),
      runWith(['--show-status', '--yes', '--reason', 'why'], other, { files }),
      runWith(['--acknowledge-kill'], paths, { files }),
      runWith(yes, paths, { files }),
    ]);
    expect(status).toMatchObject({ code: 12, out: 'mode: unknown' });
    expect(status.err).toContain('did not answer within 3 seconds');
    expect(onlyShown.code).toBe(12);
    expect(await identityOf(otherHung.pid)).toStrictEqual(otherHung);
    expect(busy.code).toBe(7);
    expect(busy.err).toContain('run this again with --yes');
    expect(notNoted.code).toBe(7);
    expect(notNoted.err).toContain('Its process is not noted');
    expect(await identityOf(hung.pid)).toStrictEqual(hung);

    writeFileSync(paths.lockFile, JSON.stringify(hung));
    const said = await runWith(yes, paths, { files });
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(await identityOf(hung.pid)).toBeNull();
  });

  test('or one whose sockets were removed, is not called dead while its process lives', async () => {
    const paths = newHome();
    const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
    children.push(child);
    const marker = join(paths.home, 'running');
    writeFileSync(marker, JSON.stringify(await identityOf(child.pid ?? 0)));
    const [status, integrity] = await Promise.all([
      runWith(['--show-status'], paths, { files }),
      runWith(['--verify-integrity'], paths, { files }),
    ]);
    expect(status).toMatchObject({ code: 12, out: 'mode: unknown' });
    expect(integrity.code).toBe(7);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(await runWith(['--show-status'], paths, { files })).toMatchObject({ code: 10 });
  });

  test('is not killed when the process that was noted is another one', async () => {
    const { pid, start_time, boot_id } = await hang(newHome());
    const another = { pid, start_time: String(Number(start_time) + 1), boot_id };
    expect(await killProcess(another, 1000)).toBe(true);
    expect(await killProcess({ pid, start_time, boot_id: 'another boot' }, 1000)).toBe(true);
    expect(await identityOf(pid)).toStrictEqual({ pid, start_time, boot_id });
  });
});

describe('looking for a Guardian', () => {
  test('finds none where no socket is, where one was left behind, and where a file is', async () => {
    const { adminSocket, home } = newHome();
    expect(await findGuardian(adminSocket, 'x')).toStrictEqual({ state: 'none' });
    expect(await findGuardian(`${home}/missing/admin.sock`, 'x')).toStrictEqual({ state: 'none' });
    const child = spawn(process.execPath, [
      '-e',
      'require("node:net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))',
      adminSocket,
    ]);
    children.push(child);
    await once(child, 'close');
    expect(await findGuardian(adminSocket, 'x')).toStrictEqual({ state: 'none' });
  });

  test('finds one by what it says of itself', async () => {
    const paths = newHome();
    await answerAt(paths, {});
    expect(await findGuardian(paths.askSocket, 'x')).toStrictEqual({
      state: 'running',
      process: await identityOf(process.pid),
    });
  });

  test('takes one that closes the connection without an answer for one that hangs', async () => {
    const { adminSocket } = newHome();
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => void server.listen(adminSocket, resolve));
    expect(await findGuardian(adminSocket, 'x')).toStrictEqual({ state: 'hung' });
    server.close();
  });
});
