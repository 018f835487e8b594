import { inflateSync } from 'node:zlib';

// Reads a PDF as Chromium writes it: enough to see which words are on which page.

type PdfObject = { head: string; stream: string };

/** The objects of a file, by number, with their streams unpacked. */
function objectsOf(file: Buffer): Map<string, PdfObject> {
  const text = file.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const { 1: id = '', index, 0: opening } of text.matchAll(/(?<=^|[\r\n])(\d+) 0 obj\b/g)) {
    const start = index + opening.length;
    const end = text.indexOf('endobj', start);
    const at = text.slice(start, end).search(/stream\r?\n/);
    if (at < 0) {
      objects.set(id, { head: text.slice(start, end), stream: '' });
      continue;
    }
    const head = text.slice(start, start + at);
    const from = text.indexOf('\n', start + at) + 1;
    const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
    const bytes = file.subarray(from, from + length);
    const stream = head.includes('/FlateDecode')
      ? inflateSync(bytes).toString('latin1')
      : bytes.toString('latin1');
    objects.set(id, { head, stream });
  }
  return objects;
}

const hex = (text: string) =>
  String.fromCharCode(...(text.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)));
/** A ligature, which some fonts have for `fi` and `fl`, is read as its letters. */
const lettersOf = (text: string) => text.replace('\uFB01', 'fi').replace('\uFB02', 'fl');

/** Which text each glyph of a font stands for. */
function glyphsOf(cmap: string): Map<number, string> {
  const glyphs = new Map<number, string>();
  const code = (text = '') => Number.parseInt(text, 16);
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, glyph, text = ''] of block.matchAll(/<(\w+)> <(\w+)>/g))
      glyphs.set(code(glyph), lettersOf(hex(text)));
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, first, last, text] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let glyph = code(first); glyph <= code(last); glyph += 1)
        glyphs.set(glyph, lettersOf(String.fromCharCode(code(text) + glyph - code(first))));
  return glyphs;
}

/** The words of each page, blanks left out: a PDF places glyphs, and has no blanks to speak of. */
export function pagesOf(file: Buffer): string[] {
  const objects = objectsOf(file);
  const named = (text: string, name: string) => new RegExp(`/${name} (\\d+) 0 R`).exec(text)?.[1] ?? '';
  const glyphs = new Map<string, Map<number, string>>();
  const fontOf = (id: string) => {
    const known = glyphs.get(id);
    if (known) return known;
    const read = glyphsOf(objects.get(named(objects.get(id)?.head ?? '', 'ToUnicode'))?.stream ?? '');
    glyphs.set(id, read);
    return read;
  };
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  return pages.map(({ head }) => {
    let words = '';
    let font = new Map<number, string>();
    const drawn = objects.get(named(head, 'Contents'))?.stream ?? '';
    for (const [, name, shown] of drawn.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
      if (name) font = fontOf(named(head, name));
      for (const glyph of shown?.match(/.{4}/g) ?? []) words += font.get(Number.parseInt(glyph, 16)) ?? '';
    }
    return words.replace(/\s/g, '');
  });
}
