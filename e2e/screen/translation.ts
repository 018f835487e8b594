import type { BrowserContext } from '@playwright/test';

/**
 * Translates the page as browsers do, into its own language: each text that appears is taken out of the document, and
 * stands there again within two `<font>`, as a text of its own. What the page changes in the text that it put there, nobody
 * sees any more. `move` keeps the page's own text and moves it into the `<font>`.
 */
export async function translateEverything(context: BrowserContext, how: 'replace' | 'move') {
  await context.addInitScript((way) => {
    const SKIPPED = 'font, script, style, noscript, title, textarea, option, svg';
    const translate = (text: Text) => {
      if (!text.isConnected || text.parentElement?.closest(SKIPPED) || text.data === '') return;
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      outer.append(inner);
      text.replaceWith(outer);
      inner.append(way === 'move' ? text : text.data);
    };
    const translateIn = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: Node[] = root instanceof Text ? [root] : [];
      while (walker.nextNode()) found.push(walker.currentNode);
      for (const node of found) if (node instanceof Text) translate(node);
    };
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) translateIn(node);
    }).observe(document, { childList: true, subtree: true });
  }, how);
}
