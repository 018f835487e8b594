import { useRef, useState, type ComponentType, type FormEvent } from 'react';
import { isApiError } from '../api/api-error';
import { explainError } from '../api/explain-error';
import { Button } from '../ui/button';
import { ErrorDetails, ErrorMessage } from '../ui/error-message';
import { TextField } from '../ui/field';
import { Message } from '../ui/message';
import { signIn } from './session';
import { SsoLinks } from './sso-links';

type SignInFormProps = {
  tenantId: string;
  email: string;
  /** True when the session of this very person has expired: what is known of them is not asked again. */
  again?: boolean;
  /** Why nobody could be signed in before anything was typed. */
  failure?: unknown;
  /** What to do while the server cannot be reached. */
  Outage: ComponentType<{ tenantId: string }>;
};

const fields = [
  { name: 'tenant_id', label: 'Tenant ID', autoComplete: 'organization', missing: 'Enter the tenant ID.' },
  {
    name: 'email',
    label: 'Email',
    type: 'email',
    autoComplete: 'username',
    missing: 'Enter your e-mail address.',
  },
  {
    name: 'password',
    label: 'Password',
    type: 'password',
    autoComplete: 'current-password',
    missing: 'Enter your password.',
  },
] as const;

export function SignInForm({ tenantId, email, again = false, failure, Outage }: SignInFormProps) {
  const given = { tenant_id: tenantId, email, password: '' };
  const [values, setValues] = useState(given);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(failure);
  const password = useRef<HTMLInputElement>(null);
  const first = fields.find(({ name }) => given[name] === '');
  const tenant = values.tenant_id.trim();
  const words = error !== undefined && explainError(error, error === failure ? 'start' : 'sign-in');
  const outage = isApiError(error) && (error.status === null || error.status >= 500);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (busy || Object.values(values).some((value) => value.trim() === '')) return;
    setBusy(true);
    setError(undefined);
    try {
      await signIn(tenant, values.email.trim(), values.password);
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
      password.current?.focus();
    }
  }

  return (
    <>
      <form noValidate onSubmit={(event) => void submit(event)}>
        {fields.map(({ missing, ...field }) => (
          <TextField
            key={field.name}
            {...field}
            value={values[field.name]}
            onChange={(value) => setValues({ ...values, [field.name]: value })}
            error={tried && values[field.name].trim() === '' ? missing : null}
            readOnly={again && given[field.name] !== ''}
            initialFocus={again && field.name === first?.name}
            {...(field.name === 'password' && { inputRef: password })}
          />
        ))}
        {words &&
          (error === failure && !outage ? (
            <Message tone="info" title={words.title}>
              <ErrorDetails words={words} />
            </Message>
          ) : (
            <ErrorMessage words={words} />
          ))}
        <div className="mt-6">
          <Button type="submit" tone="primary" disabledReason={busy ? 'Signing in…' : null}>
            {busy ? 'Signing in…' : 'Sign in'}
          </Button>
        </div>
      </form>
      <SsoLinks tenantId={tenant} again={again} />
      {outage && <Outage tenantId={tenant} />}
    </>
  );
}
