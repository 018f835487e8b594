import { constants, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../core/gateway/simulation/events';
import { guardianProcesses } from './testing/guardian-processes';
import { countIn, countWith, namespaceOf } from './testing/seen-from-outside';

const { start } = guardianProcesses();
const isRoot = process.geteuid?.() === 0;
const rounds = Number(process.env['TRIALS'] ?? 4);
const LONGEST_MS = 60_000 + rounds * 3_000;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const uid = 70_000 + (process.pid % 10_000);
const soon = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

/** Every process of Core has its home on its command line or in what it runs: this one is nowhere else. */
const mark = `9${process.pid}7`;
/** Takes back the signal that ends it with its parent, wants no other signal, and lets children go where they can. */
const STUBBORN = `
  trap '' TERM HUP INT
  (setsid env -i setpriv --pdeathsig clear sh -c 'trap "" TERM HUP; sleep ${mark} & exec sleep ${mark}' &)
  exec setpriv --pdeathsig clear sleep ${mark}`;

describe('a Guardian that is killed by force', () => {
  it(
    'takes Core along, and all that Core ever started, at whatever moment it dies [F7-07, INV-OPER-1]',
    async () => {
      const random = createRandom(seed);
      for (let round = 0; round < rounds; round++) {
        const guardian = start(STUBBORN, { uid });
        await guardian.says('starting');
        const after = Math.floor(random() * 400);
        await wait(after);
        await guardian.kill();
        await vi
          .waitUntil(() => countWith(mark) === 0, { timeout: 5_000, interval: 10 })
          .catch(() => expect({ seed, round, after, alive: countWith(mark) }).toMatchObject({ alive: 0 }));
      }
    },
    LONGEST_MS,
  );

  it('takes a Core along that runs for long already', async () => {
    const guardian = start(STUBBORN, { uid });
    const { pid } = await guardian.says('pid');
    await soon(() => expect(countWith(mark)).toBeGreaterThanOrEqual(3));
    const namespace = namespaceOf(Number(pid));
    expect(countIn(namespace)).toBeGreaterThanOrEqual(3);
    await guardian.kill();
    await soon(() => expect([countWith(mark), countIn(namespace)]).toEqual([0, 0]));
  });
});

describe('a Guardian that is not root', () => {
  it('holds Core in a user namespace in the same way, and runs its commands there', async () => {
    const as = isRoot ? ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'] : [];
    const script = `echo '{"id":1,"capability":"x","arguments":{"ppid":"'$PPID'"}}' >&3; ${STUBBORN}`;
    const guardian = start(script, { as });
    expect(await guardian.says('containment')).toEqual({ containment: 'userns', reason: null });
    const { pid } = await guardian.says('pid');
    expect((await guardian.says('said'))['result']).toMatchObject({
      code: 0,
      stdout: '0\nbin\ncore\ndev\netc\nlib\nlib64\nproc\nsbin\ntmp\nusr\n',
    });
    await soon(() => expect(countWith(mark)).toBeGreaterThanOrEqual(3));
    expect(namespaceOf(Number(pid))).not.toBe(namespaceOf(process.pid));
    await guardian.kill();
    await soon(() => expect(countWith(mark)).toBe(0));
  });
});

describe('a Guardian that has no cgroup', () => {
  it('holds Core by the namespaces alone, and takes it along in the same way', async () => {
    const hidden = ['sh', '-c', 'mount -t tmpfs none /sys/fs/cgroup && exec "$@"', 'sh'];
    const guardian = start(STUBBORN, { as: isRoot ? ['unshare', '--mount', ...hidden] : [], uid });
    expect((await guardian.says('containment'))['containment']).toBe(isRoot ? 'pidns' : 'userns');
    await guardian.says('pid');
    await soon(() => expect(countWith(mark)).toBeGreaterThanOrEqual(3));
    await guardian.kill();
    await soon(() => expect(countWith(mark)).toBe(0));
  });
});

describe('a Node in a folder that only its owner may enter', () => {
  it('is there for Core, too, at the same path', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guardian-node-'));
    try {
      const node = join(folder, 'node');
      copyFileSync(process.execPath, node, constants.COPYFILE_FICLONE);
      const guardian = start(`${node} -e 'process.exitCode = 9' || exit $?`, { node, uid });
      expect((await guardian.says('ended'))['ended']).toEqual({ code: 9, signal: null });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a host on which Core cannot be held', () => {
  it('has no containment, says why, and never starts Core in another way', async () => {
    const less = ['setpriv', '--bounding-set', '-sys_admin', '--inh-caps', '-sys_admin'];
    const as = isRoot ? less : ['unshare', '--user', '--map-root-user', ...less];
    const guardian = start(STUBBORN, { as });
    const { containment, reason } = await guardian.says('containment');
    expect([containment, reason]).toEqual(['none', expect.stringMatching(/no namespaces: unshare: .+/)]);
    expect((await guardian.says('error'))['error']).toContain(String(reason));
    await guardian.kill();
    expect(countWith(mark)).toBe(0);
  });
});
