/** The content of `<meta name="…">` in the page; '' when there is no such tag. */
function metaContent(name: string): string {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute('content')?.trim().toLowerCase() ?? '';
}

// Many deployments lack one of the products. Whoever deploys the console says so in its page.

/** False when `<meta name="guardian" content="none">` says that this console has no Guardian. */
export function guardianIsConfigured(): boolean {
  return metaContent('guardian') !== 'none';
}

/** False when `<meta name="control-api" content="none">` says that the server has no control API. */
export function controlApiIsConfigured(): boolean {
  return metaContent('control-api') !== 'none';
}
