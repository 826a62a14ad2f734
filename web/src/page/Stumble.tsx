import { Component, type ReactNode } from 'react';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';

/** A page's file may be gone after an update of the server, or not come through: then the rest stays usable. */
export class Stumble extends Component<{ readonly children: ReactNode }, { readonly fell: boolean }> {
  override state = { fell: false };

  static getDerivedStateFromError(): { fell: boolean } {
    return { fell: true };
  }

  override render(): ReactNode {
    return this.state.fell ? <Fallen /> : this.props.children;
  }
}

function Fallen() {
  const { t } = useLanguage();
  return (
    <div className="mx-auto max-w-2xl p-6">
      <Notice tone="bad" action={<Button onClick={() => location.reload()}>{t.nav.reload}</Button>}>
        {t.nav.fallen}
      </Notice>
    </div>
  );
}
