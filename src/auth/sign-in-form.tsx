import { useRef, useState, type FormEvent } from 'react';
import { explainError } from '../api/explain-error';
import { Button } from '../ui/button';
import { ErrorMessage } from '../ui/error-message';
import { TextField } from '../ui/field';
import { signIn } from './session';

type SignInFormProps = {
  tenantId: string;
  email: string;
  /** True when only the password is asked: the session of this very person has expired. */
  again?: boolean;
  onTenantChange?: (tenantId: string) => void;
  onError?: (error: unknown) => void;
};

type Values = { tenantId: string; email: string; password: string };
const asked: Record<keyof Values, string> = {
  tenantId: 'Enter the tenant ID.',
  email: 'Enter your e-mail address.',
  password: 'Enter your password.',
};

export function SignInForm({ tenantId, email, again = false, onTenantChange, onError }: SignInFormProps) {
  const [values, setValues] = useState<Values>({ tenantId, email, password: '' });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const password = useRef<HTMLInputElement>(null);

  const missing = (name: keyof Values) => (tried && values[name].trim() === '' ? asked[name] : null);
  const change = (name: keyof Values) => (value: string) => {
    setValues({ ...values, [name]: value });
    if (name === 'tenantId') onTenantChange?.(value.trim());
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (busy || Object.values(values).some((value) => value.trim() === '')) return;
    setBusy(true);
    setError(null);
    try {
      await signIn(values.tenantId.trim(), values.email.trim(), values.password);
    } catch (failure) {
      setError(failure);
      onError?.(failure);
      setBusy(false);
      password.current?.focus();
    }
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label="Tenant ID"
        name="tenant_id"
        autoComplete="organization"
        value={values.tenantId}
        onChange={change('tenantId')}
        error={missing('tenantId')}
        readOnly={again}
      />
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        value={values.email}
        onChange={change('email')}
        error={missing('email')}
        readOnly={again}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        value={values.password}
        onChange={change('password')}
        error={missing('password')}
        inputRef={password}
        initialFocus={again}
      />
      {error !== null && <ErrorMessage words={explainError(error, 'sign-in')} />}
      <div className="mt-6">
        <Button type="submit" tone="primary" disabledReason={busy ? 'Signing in…' : null}>
          {busy ? 'Signing in…' : 'Sign in'}
        </Button>
      </div>
    </form>
  );
}
