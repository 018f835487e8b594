import { COMMANDS, PLANS, type CommandName } from './plans';

const WIDTH = 22;

function line(name: CommandName): string {
  const { about, who, confirm } = PLANS[name];
  const word = name === 'export-logs' || name === 'install-core' ? `--${name} PATH` : `--${name}`;
  const needs = who === 'anyone' ? '' : confirm === 'nothing' ? ' [A]' : ' [A, C]';
  return `  ${word.padEnd(WIDTH)} ${about}${needs}`;
}

const OPTIONS = [
  ['--home DIR', 'Works in DIR, which `--init --home DIR` made, and not in the installed home.'],
  ['--port N', 'With --daemon: the port where the control plane asks. By default 8470.'],
  ['--address A', 'With --daemon: the address of that port. By default 127.0.0.1, which is this host alone.'],
  [
    '--root-key FILE',
    'With --init: the public key of the offline root, in PEM. By default the one in the package.',
  ],
  [
    '--core PATH',
    'With --init: the first Core, a signed folder or .tar.gz. By default the one in the package.',
  ],
  ['--reason TEXT', 'Why. It is recorded with your name.'],
  ['--yes', 'Confirms without a question; needs --reason. Also ends a Guardian that hangs.'],
  ['--json', 'Prints one line of JSON for programs.'],
  ['--help', 'Prints this.'],
] as const;

/** The text of `--help`. */
export const USAGE = `Usage: exacta-guardian COMMAND [--home DIR] [--reason TEXT] [--yes] [--json]

Commands ([A]: only for root or the owner of the home; [C]: asks first, or needs --yes --reason TEXT):
${COMMANDS.map(line).join('\n')}

Options:
${OPTIONS.map(([word, about]) => `  ${word.padEnd(WIDTH)} ${about}`).join('\n')}

Every command works with the Guardian running or not. One that runs and does not answer within 3 seconds hangs.
Exit codes: 0 done; 1 failed; 2 usage; 3 not an administrator; 4 refused by a precondition; 5 integrity bad;
6 not confirmed; 7 busy or hung. Of --show-status: 0 NORMAL; 10 SAFE; 11 OPERATOR_OVERRIDE; 12 cannot tell.`;
