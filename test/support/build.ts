import { build } from '../../scripts/build.mjs';

/** Once and before all suites: two that build at the same time would take the server away from each other. */
export default async function server(): Promise<void> {
  await build('server');
}
