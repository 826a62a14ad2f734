export type Route =
  | { readonly page: 'feed' | 'try' | 'announce' | 'messages' | 'campaigns' | 'topics' | 'approvals' }
  | { readonly page: 'message' | 'campaign'; readonly id: string }
  | { readonly page: 'nowhere' };

export type Page = Route['page'];

const PAGES = {
  '': 'feed',
  'index.html': 'feed',
  try: 'try',
  announce: 'announce',
  messages: 'messages',
  campaigns: 'campaigns',
  topics: 'topics',
  approvals: 'approvals',
} as const;
const STORIES = { messages: 'message', campaigns: 'campaign' } as const;

/** Which page an address shows; a slash at its end makes no difference. */
export function routeOf(path: string): Route {
  const [first = '', id, ...more] = path.replace(/^\/+|\/+$/g, '').split('/');
  if (id === undefined) return { page: within(PAGES, first) ?? 'nowhere' };
  const page = within(STORIES, first);
  const readable = more.length === 0 ? decoded(id) : undefined;
  return page === undefined || readable === undefined ? { page: 'nowhere' } : { page, id: readable };
}

function within<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
