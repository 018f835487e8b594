import { useState, type ComponentType, type FormEvent } from 'react';
import { readClock, type Instant } from '../../lib/clock';
import { checkTenantId, withoutUnseen } from '../../lib/tenant-id';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/field';
import { idOfTenant } from '../session/keep-session';
import { signIn } from '../session/session';
import { isAboutTyped, needsWayRound, SignInFailure } from './sign-in-failure';
import { SsoLinks } from './sso-links';

type SignInFormProps = {
  tenantId: string;
  email: string;
  /** True when the form is over the page of the same person: what is known about them is not asked again. */
  again?: boolean;
  /** Why nobody could be signed in, before anything was typed. */
  failure?: unknown;
  /** What to do while the server cannot be reached. Left out where the page behind still works. */
  Outage?: ComponentType<{ tenantId: string }>;
};

const fields = [
  { name: 'tenant_id', label: 'Tenant ID', autoComplete: 'organization' },
  { name: 'email', label: 'Email', type: 'email', autoComplete: 'username' },
  { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password' },
] as const;
type Values = Record<(typeof fields)[number]['name'], string>;

/** What is wrong with each field; null for those that can be sent. */
function problemsOf({ tenant_id: tenantId, email, password }: Values): Record<keyof Values, string | null> {
  const tenant = checkTenantId(tenantId);
  return {
    tenant_id: tenant.ok ? null : tenant.problem,
    email: withoutUnseen(email) === '' ? 'Enter your email.' : null,
    password: password.trim() === '' ? 'Enter your password.' : null,
  };
}

/** The present values of the form's fields: a password manager may have filled them in without an event. */
function valuesIn(form: HTMLFormElement): Values {
  const data = new FormData(form);
  const text = (name: keyof Values) => String(data.get(name) ?? '');
  return { tenant_id: text('tenant_id'), email: text('email'), password: text('password') };
}

function focusOn(form: HTMLFormElement | null, selector: string) {
  form?.querySelector<HTMLInputElement>(selector)?.focus();
}

/** The first empty field. A dialog does it by itself. */
const focusFirst = (form: HTMLFormElement | null) => focusOn(form, '[autofocus]');

export function SignInForm({ tenantId, email, again = false, failure, Outage }: SignInFormProps) {
  const given: Values = { tenant_id: tenantId, email, password: '' };
  const [values, setValues] = useState(given);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<{ error: unknown; at: Instant } | null>(null);
  const [stuck, setStuck] = useState(false);
  const first = fields.find(({ name }) => given[name] === '');
  const problems = problemsOf(values);
  const check = checkTenantId(values.tenant_id);
  const tenant = check.ok ? check.tenantId : '';
  const hint =
    tried && check.ok && !check.isUuid
      ? 'Not a UUID: sent as the tenant’s name.'
      : !again && tenantId && values.tenant_id === tenantId
        ? 'Remembered on this device.'
        : undefined;
  const doing = failed ? 'sign-in' : 'start';
  const error = failed ? failed.error : busy ? undefined : failure;
  const outage = needsWayRound(error, doing);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const now = valuesIn(form);
    setValues(now);
    setTried(true);
    const sent = checkTenantId(now.tenant_id);
    const found = problemsOf(now);
    const invalid = fields.find(({ name }) => found[name]);
    if (busy || !sent.ok || invalid) return focusOn(form, `[name=${invalid?.name}]`);
    setBusy(true);
    setFailed(null);
    try {
      await signIn(sent.tenantId, withoutUnseen(now.email), now.password);
    } catch (thrown) {
      setFailed({ error: thrown, at: readClock() });
      setBusy(false);
      focusOn(form, '[name=password]');
    }
  }

  function type(name: keyof Values, value: string) {
    setValues((before) => ({ ...before, [name]: value }));
    setFailed((before) => (before && isAboutTyped(before.error) ? null : before));
  }

  return (
    <>
      <form noValidate ref={again ? undefined : focusFirst} onSubmit={(event) => void submit(event)}>
        {fields.map((field) => (
          <TextField
            key={field.name}
            {...field}
            value={values[field.name]}
            onChange={(value) => type(field.name, value)}
            error={tried ? problems[field.name] : null}
            hint={field.name === 'tenant_id' ? hint : undefined}
            readOnly={again && given[field.name] !== ''}
            initialFocus={field.name === first?.name}
          />
        ))}
        {error !== undefined && (
          <SignInFailure error={error} doing={doing} since={failed?.at} again={again && email !== ''} />
        )}
        <div className="mt-6">
          <Button type="submit" tone="primary" large disabledReason={busy ? 'Signing in…' : null}>
            {busy ? 'Signing in…' : 'Sign in'}
          </Button>
        </div>
      </form>
      <SsoLinks tenantId={tenant} again={again} />
      {Outage && !outage && (
        <div className="mt-4">
          <Button expanded={stuck} onClick={() => setStuck(!stuck)}>
            Agents must stop and I cannot sign in
          </Button>
        </div>
      )}
      {Outage && (outage || stuck) && <Outage tenantId={idOfTenant(tenant)} />}
    </>
  );
}
