import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { holdCommand } from './containment';
import { heldCores } from './testing/held-core';
import { countIn, countWith, namespaceOf, statusOf } from './testing/seen-from-outside';

const { start, home, folder } = heldCores();
const isRoot = process.geteuid?.() === 0;
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 20 });
const say = (what: string) =>
  `printf '{"id":1,"capability":"x","arguments":{"said":"%s"}}\n' "$(${what})" >&3`;
let marks = 0;
/** Seconds that no other process of this host sleeps. */
const mark = () => `9${process.pid}${++marks}`;

/** What Core says on the broker's pipe: the output of a command, as one line. */
async function hear(command: string) {
  const { core, requests, ...rest } = await start(
    `${say(`{ ${command}; } | tr '\\n\\t"' '  _'`)}; sleep 1000`,
  );
  await soon(() => expect(requests).toHaveLength(1));
  return { core, said: String(requests[0]?.arguments['said']).trim(), ...rest };
}

describe('a Core that the Guardian starts', () => {
  it('is the first process of a namespace of its own, as its own user, without any rights [F7-07]', async () => {
    const { core, runner, user, said } = await hear('echo $$; cat /proc/self/status');
    expect(['pidns+cgroup', 'pidns', 'userns']).toContain(runner.containment);
    expect(runner.reason).toBeNull();
    expect(said).toMatch(/^1 Name:/);
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
      expect(said).toMatch(new RegExp(`${set}:\\s0+ `));
    }
    expect(said).toMatch(/NoNewPrivs:\s1/);
    const uid = isRoot ? user.uid : process.geteuid?.();
    expect(statusOf(core.pid)).toMatch(new RegExp(`^Uid:\\t${uid}\\t${uid}\\t${uid}\\t${uid}$`, 'm'));
    expect(namespaceOf(core.pid)).not.toBe(namespaceOf(process.pid));
  });

  it('has the home’s name in its environment, and nothing of the Guardian’s environment', async () => {
    vi.stubEnv('EXACTA_SECRET', 'do not tell');
    const { core } = await hear('true');
    const environment = readFileSync(`/proc/${core.pid}/environ`, 'utf8').split('\0').filter(Boolean);
    expect(environment).toContain(`EXACTA_CORE=${home}`);
    expect(environment.map((line) => line.split('=')[0]).toSorted()).toEqual(
      expect.not.arrayContaining(['EXACTA_SECRET', 'NODE_OPTIONS', 'USER']),
    );
  });

  it('has no file open but nothing, the broker’s pipe, and what it opens itself [F7-07]', async () => {
    const { said } = await hear('ls -l /proc/$$/fd');
    const open = [...said.matchAll(/ (\d+) -> (\S+)/g)].map(([, number, target]) => `${number} ${target}`);
    const known = open.filter((entry) => !/^\d+ \/dev\/null$|^3 socket:/.test(entry));
    // The shell's own: the pipe to `tr`.
    expect(known.every((entry) => /^\d+ pipe:/.test(entry))).toBe(true);
    expect(open).toContainEqual(expect.stringMatching(/^3 socket:/));
  });

  it('counts its children, and takes them all along when it is killed, wherever they went [F7-25, INV-OPER-1]', async () => {
    const sleep = mark();
    const { core } = await start(`
      trap '' TERM
      sleep ${sleep} &
      setsid sh -c 'trap "" TERM HUP INT; sleep ${sleep} & wait' &
      (setsid env -i sh -c 'sleep ${sleep} & exec sleep ${sleep}' &)
      sleep ${sleep}
      wait`);
    await soon(() => expect(countWith(sleep)).toBeGreaterThanOrEqual(7));
    const namespace = namespaceOf(core.pid);
    const inside = countIn(namespace);
    expect(await core.countChildren()).toBe(inside - 1);
    await core.kill();
    expect([countIn(namespace), countWith(sleep), await core.countChildren()]).toEqual([0, 0, 0]);
    expect(await core.ended).toEqual({ code: null, signal: 'SIGKILL' });
    await core.kill();
  });

  it('tells how it ended by itself, and leaves no process behind', async () => {
    const sleep = mark();
    const { core } = await start(`(setsid sleep ${sleep} &) ; exit 7`);
    expect(await core.ended).toEqual({ code: 7, signal: null });
    expect(countWith(sleep)).toBe(0);
  });

  it('does not start when it cannot be held, and nothing of it stays', async () => {
    const sleep = mark();
    await expect(start(`sleep ${sleep}`, undefined, { project: '/no/such/folder' })).rejects.toThrow(
      'could not be held',
    );
    expect(countWith(sleep)).toBe(0);
  });

  it('does not start when the Guardian dies before it can end it', async () => {
    const sleep = mark();
    const rights = isRoot
      ? ({ kind: 'root', user: { uid: 77_777, gid: 77_777 } } as const)
      : ({ kind: 'user' } as const);
    const hold = { rights, cgroup: null, folder, project: null, processes: 32 };
    const [file = '', ...args] = holdCommand(hold, process.execPath, ['sleep', sleep]);
    const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    // This end is closed, as that of a dead Guardian is, and nobody has said go.
    const pipe = child.stdio[3];
    if (pipe && 'end' in pipe) pipe.on('data', () => pipe.end());
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(countWith(sleep)).toBe(0);
  });

  it('sees its own folder, which it cannot change, and nothing of the home', async () => {
    const { said } = await hear(
      `ls -d / /core /var /etc/exacta /root /home /run /sys/* ${home} 2>/dev/null; touch /core/x /usr/x /x 2>&1`,
    );
    expect(said).toMatch(/^\/ \/core touch: /);
    expect(said.match(/Read-only file system/g)).toHaveLength(3);
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});

describe('a command that is run for Core', () => {
  it('runs in Core’s namespaces with Core’s rights, and ends with all that it started [F7-35]', async () => {
    const sleep = mark();
    const { core, requests } = await start(
      `echo '{"id":1,"capability":"x","arguments":{}}' >&3; sleep 1000`,
      async ({ id }, inside) => {
        const limits = { processes: 32, milliseconds: 20_000 };
        const command = `id -u; ls /; (setsid sleep ${sleep} &); echo no >&2; exit 3`;
        return {
          id,
          allowed: true,
          result: await inside.runCommand(command, limits).then((r) => results.push(r)),
        };
      },
    );
    const results: unknown[] = [];
    await soon(() => expect(results).toHaveLength(1));
    const uid = /^Uid:\t\d+/m.exec(statusOf(core.pid))?.[0]?.split('\t')[1];
    expect(results).toEqual([
      {
        code: 3,
        stdout: `${isRoot ? uid : 0}\nbin\ncore\ndev\netc\nlib\nlib64\nproc\nsbin\ntmp\nusr\n`,
        stderr: 'no\n',
        killed: null,
      },
    ]);
    expect([requests.length, countWith(sleep)]).toEqual([1, 0]);
  });
});
