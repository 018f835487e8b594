import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotePowerShell } from './quote-powershell';
import { remoteSnippets } from './snippets';

/** The characters that PowerShell reads as a single quote. */
const QUOTES = "'\u2018\u2019\u201A\u201B";

/** How PowerShell reads a literal in single quotes at the start of `text`: its value and the rest. */
function readLiteral(text: string): { value: string; rest: string } {
  let value = '';
  for (let at = 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (!QUOTES.includes(character)) value += character;
    // Any of the five characters ends the literal, unless another of the five follows.
    else if (at + 1 < text.length && QUOTES.includes(text.charAt(at + 1))) value += text.charAt(at++);
    else return { value, rest: text.slice(at + 1) };
  }
  throw new Error('the literal does not end');
}

const hostile = fc.string({
  unit: fc.constantFrom(...QUOTES, '"', '$', '`', '(', ')', ';', '|', '\u201C', 'a', '-', ' ', '{', '}', '#'),
});

describe('a PowerShell literal', () => {
  test('is read back as the quoted text, with nothing left over', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const quoted = quotePowerShell(text) ?? '';
        expect(quoted.startsWith("'")).toBe(true);
        expect(readLiteral(quoted)).toEqual({ value: text, rest: '' });
      }),
    );
  });

  test.each([
    ['line feed', 'a\nb'],
    ['carriage return', 'a\rb'],
    ['tab', 'a\tb'],
    ['NUL', 'a\u0000b'],
    ['DEL', 'a\u007Fb'],
    ['NEL', 'a\u0085b'],
    ['line separator', 'a\u2028b'],
    ['right-to-left override', 'a\u202Eb'],
    ['zero-width space', 'a\u200Bb'],
    ['half a character', 'a\ud83d'],
  ])('is refused for a text with a %s', (_, text) => expect(quotePowerShell(text)).toBeNull());
});

describe('the snippets', () => {
  test('name the host, quoted [F7-140]', () => {
    const { snippets, filledIn } = remoteSnippets("HOST'1");
    expect(filledIn).toBe(true);
    expect(snippets.map(({ method }) => method)).toEqual([
      'PowerShell remoting',
      'Group Policy',
      'SCCM',
      'Intune',
    ]);
    for (const { text } of snippets) expect(text).toContain("'HOST''1'");
    expect(snippets[1]?.text).toContain("$gpo = 'Exacta emergency stop HOST''1'");
  });

  test('set what Guardian looks for, also from the 32-bit shells of SCCM and Intune [F7-141, F7-142, F7-143, F7-144, F7-146]', () => {
    const [remoting, policy, ...scripts] = remoteSnippets('HOST').snippets.map(({ text }) => text);
    expect(remoting).toContain("Out-File -FilePath 'C:\\ProgramData\\Exacta\\KILL'");
    expect(policy).toContain("-Key 'HKLM\\SOFTWARE\\Exacta' -ValueName 'EmergencyStop' -Type DWord -Value 1");
    expect(scripts).toHaveLength(2);
    for (const script of scripts) {
      expect(script).toContain(
        "reg.exe add 'HKLM\\SOFTWARE\\Exacta' /v EmergencyStop /t REG_DWORD /d 1 /f /reg:64",
      );
      expect(script).toContain("Out-File -FilePath 'C:\\ProgramData\\Exacta\\KILL'");
    }
  });

  test('differ by the literals alone, whatever the host is called', () => {
    fc.assert(
      fc.property(hostile, (host) => {
        const quoted = quotePowerShell(host) ?? '';
        const { snippets, filledIn } = remoteSnippets(host);
        if (!filledIn) expect(host.trim()).toBe('');
        else
          remoteSnippets('TARGET').snippets.forEach(({ text }, index) => {
            const own = text
              .replaceAll("'TARGET'", () => quoted)
              .replaceAll("stop TARGET'", () => `stop ${quoted.slice(1)}`);
            expect(snippets[index]?.text).toBe(own);
          });
      }),
    );
  });

  test.each(['', '   ', 'a\nRemove-Item', 'a\u202Eb'])('say TARGET for the host %j', (host) => {
    const { snippets, filledIn } = remoteSnippets(host);
    expect(filledIn).toBe(false);
    expect(snippets).toEqual(remoteSnippets('TARGET').snippets);
  });

  test('for a host of Linux are its own, with a name that cannot be part of a command left out', () => {
    for (const host of ['agents-01', 'a; rm -rf /', "a'b", '-oProxyCommand=x', '']) {
      const { snippets, filledIn } = remoteSnippets(host, { platform: 'linux' });
      expect(filledIn).toBe(host === 'agents-01');
      for (const { text } of snippets) {
        expect(text).toMatch(new RegExp(`^ssh ${filledIn ? host : 'TARGET'} 'sudo touch /[a-z/-]+(KILL)?'$`));
        expect(text).not.toMatch(/C:|\.exe/);
      }
    }
  });

  test('use the paths that the Guardian of a host of Linux names', () => {
    const kill_mechanisms = [
      { code: 'kill_file', available: true, location: '/srv/g-1/KILL' },
      { code: 'registry', available: true, location: '/srv/g-1-emergency/emergency-stop' },
    ];
    const { snippets } = remoteSnippets('agents-01', { platform: 'linux', kill_mechanisms });
    expect(snippets.map(({ text }) => text)).toEqual([
      "ssh agents-01 'sudo touch /srv/g-1/KILL'",
      "ssh agents-01 'sudo touch /srv/g-1-emergency/emergency-stop'",
    ]);
  });
});
