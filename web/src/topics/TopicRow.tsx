import { sentence } from '../api/sentence';
import type { Topic } from '../audience/saved';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { Switch } from '../controls/Switch';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { useFollowing } from './useFollowing';
import { TOPICS_WORDS } from './words/words';

interface Props {
  readonly topic: Topic;
  readonly onAnswer: (topic: Topic) => void;
  readonly onChange: (topic: Topic) => void;
}

export function TopicRow({ topic, onAnswer, onChange }: Props) {
  const { t } = useLanguage();
  const w = useWords(TOPICS_WORDS);
  const { number } = useFormat();
  const { shown, refused, follow } = useFollowing(topic, onAnswer);
  const { title, description, followers, following, belongs } = shown;
  return (
    <li className="space-y-2 border-t border-line px-4 py-3">
      <div className="flex items-start justify-between gap-x-4">
        <div className="min-w-0">
          <p className="font-medium">{title}</p>
          {description !== null && <p className="text-sm whitespace-pre-line text-soft">{description}</p>}
          <p className="flex flex-wrap items-center gap-x-4 text-sm text-soft tabular-nums">
            {followers === 0 ? w.nobodyFollows : w.followers(followers, number(followers))}
            {topic.mayAnnounce && (
              <Button look="text" aria-label={w.changeOf(title)} onClick={() => onChange(topic)}>
                {w.change}
              </Button>
            )}
          </p>
          {!belongs && <p className="text-sm text-soft">{w.notYours}</p>}
        </div>
        {belongs && (
          <Switch
            on={following}
            onChange={follow}
            label={w.follow(title)}
            word={following ? w.following : w.notFollowing}
          />
        )}
      </div>
      {refused !== null && (
        <Notice tone="bad">
          <strong className="font-medium">{w.followRefused}</strong> {sentence(refused, t)}
        </Notice>
      )}
    </li>
  );
}
