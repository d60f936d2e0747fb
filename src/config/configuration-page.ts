import type { Setting } from './setting.js';
import { SETTINGS } from './settings.js';

const INTRODUCTION = `# Configuration

Thingstore is configured by environment variables alone. They are read once, at the start; when something is wrong the
server does not start, and names every problem at once. An empty variable counts as absent, and variables that are not
listed here are ignored.

Sizes are a whole number and \`B\`, \`KB\`, \`MB\`, \`GB\` or \`TB\` (1 KB is 1,024 bytes). Durations are a whole number and
\`ms\`, \`s\`, \`m\`, \`h\` or \`d\`.
`;

/** The text of docs/configuration.md, made from the table that the configuration is read by. */
export function printConfigurationPage(): string {
  const rows = Object.entries(SETTINGS).map(([name, setting]) => row(name, setting));
  return [INTRODUCTION, '| Variable | Default | Meaning |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function row(name: string, setting: Setting): string {
  const byDefault = setting.fallback === undefined ? (setting.otherwise ?? '') : `\`${setting.fallback}\``;
  return `| \`${name}\` | ${byDefault} | ${setting.description} |`;
}
