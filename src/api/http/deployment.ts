import { resetWith } from '../../lib/resettable';

/** Read once: the tags do not change while the page is there, and every rendering of the page asks. */
const contents = new Map<string, string>();
resetWith(() => contents.clear());

/** The content of `<meta name="…">` in the page; '' when there is no such tag. */
export function metaContent(name: string): string {
  let content = contents.get(name);
  if (content === undefined) {
    const tag = document.querySelector(`meta[name="${name}"]`);
    content = tag?.getAttribute('content')?.trim() ?? '';
    contents.set(name, content);
  }
  return content;
}

// Many deployments lack one of the products. Whoever deploys the console says so in its page.

const isNone = (name: string) => metaContent(name).toLowerCase() === 'none';

/** False when `<meta name="guardian" content="none">` says that this console has no Guardian. */
export function guardianIsConfigured(): boolean {
  return !isNone('guardian');
}

/** False when `<meta name="control-api" content="none">` says that the server has no control API. */
export function controlApiIsConfigured(): boolean {
  return !isNone('control-api');
}
