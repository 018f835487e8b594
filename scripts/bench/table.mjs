// @ts-check

/**
 * Prints rows as columns. The first column is text, the others are numbers.
 *
 * @param {string} title
 * @param {string[][]} table
 */
export function printTable(title, table) {
  console.log(`\n${title}\n`);
  const widths = (table[0] ?? []).map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
  for (const row of table) {
    console.log(
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    );
  }
}
