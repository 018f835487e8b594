/**
 * One command line for `CreateProcess`, from which the program gets exactly these arguments again: Windows passes a single
 * text, and every program takes it apart by the rules of `CommandLineToArgvW`. Throws for what no command line can carry.
 */
export function windowsCommandLine(command: readonly string[]): string {
  const [program = '', ...args] = command;
  // The rules for the program's name are others: a quotation mark ends it, and nothing can stand for one.
  if (program === '' || /["\0]/.test(program)) throw new Error('That is no name of a program.');
  return [`"${program}"`, ...args.map(quote)].join(' ');
}

function quote(argument: string): string {
  if (argument.includes('\0')) throw new Error('An argument cannot contain the character 0.');
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  // Backslashes count only before a quotation mark: each is then written twice, and one more makes the mark a plain one.
  const inner = argument.replace(/(\\*)"/g, String.raw`$1$1\"`).replace(/(\\+)$/, '$1$1');
  return `"${inner}"`;
}
