import { Part } from '../announce/Part';
import { useWords } from '../language/words';
import type { CampaignPreview } from './campaign';
import { CAMPAIGN_WORDS } from './words/words';

/** Some of them, word by word. */
export function Examples({ examples }: Pick<CampaignPreview, 'examples'>) {
  const w = useWords(CAMPAIGN_WORDS);
  if (examples.length === 0) return null;
  return (
    <Part title={w.examples}>
      <ul className="space-y-3">
        {examples.map(({ name, title, message }) => (
          <li key={name}>
            <p className="mb-1 text-soft">{w.exampleTo(name)}</p>
            <div className="rounded-lg rounded-tl-none bg-bubble px-3 py-2">
              {title !== '' && title !== message && <p className="font-medium">{title}</p>}
              <p className="whitespace-pre-line">{message}</p>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}
