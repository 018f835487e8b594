/** The content of `<meta name="…">` in the page; '' where there is none. */
function metaContent(name: string): string {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute('content')?.trim().toLowerCase() ?? '';
}

// A product that is not deployed is an ordinary deployment: whoever deploys the console says so in its page.

/** False where `<meta name="guardian" content="none">` says that no Guardian stands behind this console. */
export function guardianIsConfigured(): boolean {
  return metaContent('guardian') !== 'none';
}

/** False where `<meta name="control-api" content="none">` says that the server has no control API. */
export function controlApiIsConfigured(): boolean {
  return metaContent('control-api') !== 'none';
}
