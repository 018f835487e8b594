import { metaContent } from '../api/http/deployment';

/** For example `mailto:` or `https:`, directly followed by an address: "Security: call 117" is plain text. */
const SCHEME = /^[a-z][\w.+-]*:(?=\S)/i;

export type Contact = { text: string; href: string | undefined };

/**
 * Whom to ask for access, by `<meta name="contact">`: plain text, or the address of a mailbox or a page. Null for any other
 * address, and when nothing is said.
 */
export function contact(): Contact | null {
  const content = metaContent('contact');
  const scheme = SCHEME.exec(content)?.[0].toLowerCase();
  if (scheme === 'mailto:') return { text: content.slice(scheme.length).replace(/\?.*/, ''), href: content };
  const href = scheme && content;
  return content === '' || (scheme && !/^https?:$/.test(scheme)) ? null : { text: content, href };
}
