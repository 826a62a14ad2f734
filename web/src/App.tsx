import { LanguageProvider } from './language/language';
import { Console } from './page/Console';
import { SessionProvider, useSession } from './session/session';
import { SignIn } from './session/SignIn';

export function App() {
  return (
    <SessionProvider>
      <LanguageProvider>
        <Page />
      </LanguageProvider>
    </SessionProvider>
  );
}

function Page() {
  const { session } = useSession();
  return session === null ? <SignIn /> : <Console key={session.token} session={session} />;
}
