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

/** False when `<meta name="guardian" content="none">` says that this console has no Guardian. */
export function guardianIsConfigured(): boolean {
  return metaContent('guardian').toLowerCase() !== 'none';
}

/** False when `<meta name="control-api" content="none">` says that the server has no control API. */
export function controlApiIsConfigured(): boolean {
  return metaContent('control-api').toLowerCase() !== 'none';
}

/**
 * The address in `<meta name="…" content="…">`: http(s), or a path of this site. Null when there is none, or when it is of
 * another kind, such as `javascript:`, which a link must not run.
 */
export function addressOf(name: 'runbook-url' | 'oncall-url'): string | null {
  const content = metaContent(name);
  try {
    const { protocol, href } = new URL(content, window.location.origin);
    return content && /^https?:$/.test(protocol) ? href : null;
  } catch {
    return null;
  }
}

const MOST_PRESETS = 4;

/** Reasons to choose from, by `<meta name="reason-presets" content="Runaway agent|Drill">`: the first four. */
export function reasonPresets(): string[] {
  const presets = metaContent('reason-presets')
    .split('|')
    .map((text) => text.trim());
  return presets.filter(Boolean).slice(0, MOST_PRESETS);
}
