// @ts-check
// `npm run api-docs`: writes docs/api.md, the calls of core/contract/openapi.yaml in tables.
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';
import { readOptions } from './options.mjs';
import { root } from './process.mjs';

export const FILE = 'docs/api.md';
const CONTRACT = 'core/contract/openapi.yaml';

/** What is read of the document. @typedef {{ [name: string]: any }} Node */

/** @type {Readonly<Record<string, string>>} */
const titles = {
  auth: 'Sign-in',
  decision: 'The kill switch',
  audit: 'The audit log',
  guardian: 'The Guardian',
  control: 'The host control API',
  agents: "Agents' calls",
  health: 'Health',
};

/** The page, as text. @param {string} yaml the contract */
export async function apiDocs(yaml) {
  const page = describe(parse(yaml));
  const options = await resolveConfig(resolve(root, FILE));
  return format(page, { ...options, parser: 'markdown' });
}

/** @param {Node} contract */
function describe(contract) {
  const calls = callsOf(contract);
  const parts = contract.tags.map((/** @type {Node} */ { name }) =>
    section(
      titles[name] ?? name,
      calls.filter(({ tag }) => tag === name),
      contract,
    ),
  );
  return `# The API

Made from ${CONTRACT} by \`npm run api-docs\`; do not edit by hand. A test (\`scripts/api-docs.test.mjs\`) says when this page is
not the newest.

${contract.info.description}
${parts.join('\n')}
## Headers of requests

${table(['header', 'meaning'], headers(contract))}

## Data

${Object.entries(contract.components.schemas).map(schemaSection).join('\n')}
`;
}

/** @param {Node} contract */
function callsOf(contract) {
  return Object.entries(contract.paths).flatMap(([path, item]) =>
    ['get', 'post', 'delete'].flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const name = `${operation['x-any-method'] ? 'any method' : method.toUpperCase()} ${path}`;
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      return [{ name, tag: operation.tags[0], operation, parameters }];
    }),
  );
}

/** @param {string} title @param {ReturnType<typeof callsOf>} calls @param {Node} contract */
function section(title, calls, contract) {
  const overview = calls.map(({ name, operation, parameters }) => [
    `\`${name}\``,
    operation['x-who'],
    requestOf(operation, parameters, contract),
    Object.keys(operation.responses)
      .filter((status) => status !== 'default')
      .join(', '),
  ]);
  const details = calls.map(({ name, operation }) => {
    const rows = Object.entries(operation.responses)
      .filter(([status]) => status !== 'default')
      .map(([status, response]) => [status, answerOf(response, contract), wordsOf(response, contract)]);
    return `### ${name}\n\n${table(['status', 'body', 'meaning'], rows)}\n`;
  });
  return `## ${title}\n\n${table(['call', 'who may', 'request', 'answers'], overview)}\n\n${details.join('\n')}`;
}

/** @param {Node} operation @param {Node[]} parameters @param {Node} contract */
function requestOf(operation, parameters, contract) {
  const body = operation.requestBody?.content['application/json'].schema;
  const named = parameters
    .map((parameter) => find(parameter, contract))
    .filter((parameter) => parameter.in !== 'path')
    .map(({ in: place, name, required }) => {
      const shown = place === 'query' ? `?${name}=` : name;
      return required ? `\`${shown}\`` : `\`${shown}\` (optional)`;
    });
  return [...named, ...(body ? [`body ${shape(body)}`] : [])].join(', ');
}

/** @param {Node} response @param {Node} contract */
function answerOf(response, contract) {
  const content = Object.entries(find(response, contract).content ?? {});
  return content
    .map(([type, { schema }]) => (type === 'application/json' ? shape(schema) : type))
    .join(' or ');
}

/** @param {Node} response @param {Node} contract */
function wordsOf(response, contract) {
  return response.description ?? find(response, contract).description;
}

/** @param {Node} node @param {Node} contract @returns {Node} what a reference leads to */
function find(node, contract) {
  if (typeof node.$ref !== 'string') return node;
  return node.$ref
    .split('/')
    .slice(1)
    .reduce((at, /** @type {string} */ key) => at[key], contract);
}

/** A schema in a few words. @param {Node} schema @returns {string} */
function shape(schema) {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1);
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (schema.allOf) {
    const data = schema.allOf.find((/** @type {Node} */ part) => part.properties?.data)?.properties.data;
    return data ? `data: ${shape(data)}` : schema.allOf.map(shape).join(' and ');
  }
  if (schema.oneOf) return schema.oneOf.map(shape).join(' or ');
  if (schema.enum) return schema.enum.map((/** @type {unknown} */ one) => `\`${one}\``).join(', ');
  if (schema.items && Object.keys(schema.items).length > 0)
    return `list of ${shape(schema.items)}${orNull(schema)}`;
  const type = [schema.type ?? 'anything'].flat().filter((one) => one !== 'null')[0];
  return `${type}${orNull(schema)}`;
}

/** @param {Node} schema */
const orNull = (schema) => ([schema.type].flat().includes('null') ? ' or null' : '');

/** @param {[string, any]} entry */
function schemaSection([name, schema]) {
  const parts = [schema, ...(schema.allOf ?? [])];
  const required = parts.flatMap(({ required: names = [] }) => names);
  const members = Object.assign({}, ...parts.map(({ properties = {} }) => properties));
  const base = (schema.allOf ?? []).filter((/** @type {Node} */ { $ref }) => $ref).map(shape);
  const rows = Object.entries(members).map(([member, of]) => [
    `\`${member}\`${required.includes(member) ? '' : ' (optional)'}`,
    shape(of),
    of.description ?? '',
  ]);
  const words = [schema.description, base.length > 0 ? `As ${base.join(', ')}, and:` : '']
    .filter(Boolean)
    .join(' ');
  const body =
    rows.length > 0 ? table(['member', 'type', 'meaning'], rows) : schema.enum ? shape(schema) : '';
  return `### ${name}\n\n${words}\n\n${body}\n`;
}

/** @param {Node} contract */
function headers({ components }) {
  return Object.values(components.parameters)
    .filter((parameter) => parameter.in === 'header' && parameter.description)
    .map(({ name, description }) => [`\`${name}\``, description]);
}

/** @param {string[]} head @param {string[][]} rows */
function table(head, rows) {
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell) => cell.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** @returns {string} the contract, as text */
export const readContract = () => readFileSync(resolve(root, CONTRACT), 'utf8');

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  readOptions(`Usage: npm run api-docs\nWrites ${FILE} anew, from ${CONTRACT}.`, {});
  writeFileSync(resolve(root, FILE), await apiDocs(readContract()));
  console.log(`${FILE} is written.`);
}
