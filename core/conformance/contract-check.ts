import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020';
import { parse } from 'yaml';

const document = parse(readFileSync(new URL('../contract/openapi.yaml', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({ $id: 'contract', ...document });

const escape = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');
const pointer = (...parts: string[]) => parts.map((part) => `/${encodeURIComponent(escape(part))}`).join('');

interface Responses {
  [status: string]: { $ref?: string; content?: Record<string, unknown> } | undefined;
}

const templates = Object.keys(document.paths).map((template) => ({
  template,
  pattern: new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
}));

/** Every call of the contract that the API itself answers in JSON. */
export function operations(): { path: string; method: string }[] {
  return templates
    .filter(({ template }) => /^\/(auth\/|decision\/|audit\/logs|guardian\/|control\/)/.test(template))
    .flatMap(({ template: path }) =>
      ['get', 'post', 'delete']
        .filter((method) => document.paths[path][method])
        .map((method) => ({ path, method: method.toUpperCase() })),
    );
}

/** How an answer differs from what the contract says about this call; empty when it is as the contract says. */
export function breachesOf(method: string, path: string, status: number, text: string): string[] {
  const found = templates.find(({ pattern }) => pattern.test(path));
  const operation = found && document.paths[found.template][method.toLowerCase()];
  if (!found || !operation)
    return status === 404 || status === 405 ? [] : [`${method} ${path} is not in the contract`];
  const responses: Responses = operation.responses;
  const key = responses[status] ? String(status) : 'default';
  const response = responses[key];
  if (!response) return [`${method} ${found.template} may not answer ${status}`];
  const at = response.$ref
    ? response.$ref.replace('#', '')
    : pointer('paths', found.template, method.toLowerCase(), 'responses', key);
  const target = response.$ref ? resolve(response.$ref) : response;
  if (!target.content?.['application/json']) return [];
  const validate = ajv.getSchema(`contract#${at}${pointer('content', 'application/json', 'schema')}`);
  if (!validate) return [`${at} has no schema`];
  return validate(JSON.parse(text))
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message }) => `${method} ${path} ${status}: ${instancePath} ${message}`,
      );
}

function resolve(ref: string): { content?: Record<string, unknown> } {
  return ref
    .replace(/^#\//, '')
    .split('/')
    .reduce((inner, part) => inner[part.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}
