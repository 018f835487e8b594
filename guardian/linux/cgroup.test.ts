import { describe, expect, it } from 'vitest';
import { ownCgroup } from './cgroup';
import { insideCommand, holdCommand, type Hold } from './containment';
import { coreUserIn } from './core-user';

const mount = (root: string, point: string, type = 'cgroup2') =>
  `41 31 0:38 ${root} ${point} rw,nosuid shared:9 - ${type} ${type} rw`;
const V1 = mount('/', '/sys/fs/cgroup/pids', 'cgroup');

describe('the Guardian’s own cgroup', () => {
  it.each<[what: string, mountinfo: string[], membership: string, own: string | null]>([
    [
      'of a service',
      [mount('/', '/sys/fs/cgroup')],
      '0::/system.slice/x.service',
      '/sys/fs/cgroup/system.slice/x.service',
    ],
    [
      'beside version 1',
      [V1, mount('/', '/sys/fs/cgroup/unified')],
      '8:pids:/a\n0::/',
      '/sys/fs/cgroup/unified',
    ],
    ['of a container', [mount('/docker/1', '/sys/fs/cgroup')], '0::/docker/1/x', '/sys/fs/cgroup/x'],
    ['that is not mounted', [mount('/docker/1', '/sys/fs/cgroup')], '0::/docker/2', null],
    ['of version 1 alone', [V1], '8:pids:/a', null],
    ['of a host without any', [], '', null],
  ])('is found: one %s', (_what, mountinfo, membership, own) => {
    expect(ownCgroup(mountinfo.join('\n'), membership)).toBe(own);
  });
});

describe('Core’s user', () => {
  it('is the package’s, or a number that belongs to nobody, and never root', () => {
    const passwd = (line: string) => coreUserIn(`root:x:0:0::/root:/bin/sh\n${line}\n`);
    expect(passwd('exacta-core:x:998:997::/:/usr/sbin/nologin')).toEqual({ uid: 998, gid: 997 });
    for (const line of [
      '',
      'exacta-core:x:0:0::/:/bin/sh',
      'exacta-core:x:998:0::/:',
      'exacta-core',
      'x-exacta-core:x:5:5::/:',
    ]) {
      expect(passwd(line)).toEqual({ uid: 64_711, gid: 64_711 });
    }
  });
});

describe('the commands that hold Core', () => {
  const hold: Hold = {
    rights: { kind: 'root', user: { uid: 5, gid: 6 } },
    cgroup: '/cg',
    folder: '/f',
    project: null,
    processes: 7,
  };

  it('ask twice for death with the parent, since a change of user takes the first wish back', () => {
    const words = holdCommand(hold, '/node', ['core']).join(' ');
    expect(words).toMatch(/^setpriv --pdeathsig KILL sh .* unshare --pid --fork --kill-child/s);
    expect(words).toMatch(
      /setpriv --reuid 5 --regid 6 --clear-groups --nnp --bounding-set -all --inh-caps -all setpriv --pdeathsig KILL sh .* core$/s,
    );
  });

  it('map the user where the Guardian is not root, and take the rights away again', () => {
    const words = holdCommand({ ...hold, rights: { kind: 'user' }, cgroup: null }, '/node', ['core']).join(
      ' ',
    );
    expect(words).toMatch(/^setpriv --pdeathsig KILL unshare .*--user --map-root-user/);
    expect(words).not.toMatch(/--reuid/);
    expect(words).toMatch(/setpriv --nnp --bounding-set -all --inh-caps -all setpriv --pdeathsig KILL/);
  });

  it('give a shell command as one argument, whatever it contains', () => {
    const evil = '"; rm -rf /; $(x) \n';
    expect(insideCommand(hold, 9, evil).slice(-3)).toEqual(['sh', '-c', evil]);
  });
});
