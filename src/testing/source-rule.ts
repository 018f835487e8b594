/**
 * Files that may be long. oxlint counts the lines of code; these files are generated or contain data, and nobody reads them
 * from top to bottom.
 */
const MAY_BE_LONG = /\.[jt]sx?$|^core\/contract\/openapi\.yaml$|^src\/api\/recordings\/.*\.json$/;
const MOST_LINES = 200;

/** `oxlint-disable… rule -- why`: silencing the linter takes a reason of at least two words. */
const SILENCED = /(?:es|ox)lint-disable(?!.*\s--\s+\p{L}.*\s\p{L})/u;
/** oxlint finds these props in JSX. As members of an object they would still reach the page. */
const FORBIDDEN_PROP = /(?:dangerouslySetInnerHTML|data-testid)['"]?\s*:/;

/** Breaches of the project's style in a file for which oxlint has no rule, each as `path:line what`. */
export function sourceBreaches(path: string, text: string): string[] {
  const lines = text.replace(/\n$/, '').split('\n');
  const breaches = lines.flatMap((line, index) => {
    const at = `${path}:${index + 1}`;
    if (SILENCED.test(line)) return [`${at} silences the linter without a reason`];
    return FORBIDDEN_PROP.test(line) ? [`${at} hides a forbidden prop in an object`] : [];
  });
  if (!path.split('/').every((part) => /^[a-z0-9]+([-.][a-z0-9]+)*$/.test(part)))
    breaches.push(`${path} is not in kebab-case`);
  if (lines.length > MOST_LINES && !MAY_BE_LONG.test(path))
    breaches.push(`${path} has ${lines.length} lines; ${MOST_LINES} are the most`);
  return breaches;
}
