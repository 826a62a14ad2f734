import type { Config } from '../platform/config/config.js';

/** What a person at the terminal reads when everything runs. */
export function welcome(config: Config, port: number): string {
  const url = `http://localhost:${port}`;
  if (config.role === 'worker') {
    return `\nMunadi works on the lanes ${config.lanes.join(', ')}; its health is at ${url}/health/ready.\n`;
  }
  const places = `
Munadi is ready.

  Start page   ${url}
  API          ${url}/docs
  Queues       ${url}/admin/queues
`;
  const people = `
  Sign in without a password as one of the demo people:
    admin@demo.munadi            runs the system
    community-head@demo.munadi   may address the whole community
    gotra-head@demo.munadi       a gotra and its families
    family-head@demo.munadi      one family
    member@demo.munadi           nobody, but hears from the others
`;
  return `${places}${config.demo ? people : ''}\n  Stop with Ctrl-C${config.database.kind === 'embedded' ? '; the data stays' : ''}.\n`;
}
