import { ROLES, type SignedIn } from './person';

/** Reads who a pasted token speaks of. Only for display: the server is the one who checks it. */
export function personOf(token: string): SignedIn | null {
  const claims = claimsOf(token);
  if (claims === null || typeof claims['sub'] !== 'string') return null;
  const text = (claim: string) => (typeof claims[claim] === 'string' ? claims[claim] : '');
  return {
    id: claims['sub'],
    name: text('name') || text('email'),
    locale: text('locale'),
    role: ROLES.find((role) => role === claims['role']) ?? null,
  };
}

function claimsOf(token: string): Record<string, unknown> | null {
  try {
    const middle = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(middle), (char) => char.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
