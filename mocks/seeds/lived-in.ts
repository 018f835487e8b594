import { personas, tenants, type Persona } from './personas';

/** Somebody whom the audit log names. Not everybody can still sign in. */
export type Operator = Pick<Persona, 'id' | 'tenantId' | 'email' | 'fullName'>;

export interface LivedToggle {
  engage: boolean;
  /** ms since the epoch. */
  at: number;
  by: Operator;
  reason: string;
}

const { admin: ada, security: sam } = personas;
const colleague = (id: string, fullName: string): Operator => ({
  id,
  tenantId: tenants.acme.id,
  email: `${fullName.toLowerCase().replace(' ', '.')}@acme.example`,
  fullName,
});
const noor = colleague('0f00a1d5-66ff-4f6a-9f6e-5f6a7b8c9d0e', 'Noor Haddad');
const jonas = colleague('10a5b0e7-77aa-4a7b-8a7f-6a7b8c9d0e1f', 'Jonas Weber');
const mei = colleague('3e1ca7b9-88bb-4b8c-ab8a-7b8c9d0e1f2a', 'Mei Tanaka');

type Scene = [
  daysAgo: number,
  timeOfDay: string,
  length: string,
  by: Operator,
  why: string,
  endedBy: Operator,
  how: string,
];

/** Half a year of a team that uses its kill switch: drills, nights on call, a false alarm, and one bad day in two parts. */
const scenes: readonly Scene[] = [
  [
    171,
    '10:00:04',
    '00:06:40',
    sam,
    'Quarterly drill',
    sam,
    'Drill finished: every gateway refused within 5 s',
  ],
  [
    158,
    '02:47:31',
    '03:52:12',
    noor,
    'On call: refund agent pays the same order twice (INC-1032)',
    jonas,
    'Idempotency key restored in the refund tool, replayed on staging',
  ],
  [
    133,
    '16:20:10',
    '00:09:26',
    mei,
    'Inbox agent answers a phishing mail with customer data in the draft',
    noor,
    'False alarm: the draft was never sent. Template fixed',
  ],
  [
    112,
    '08:55:42',
    '26:14:03',
    jonas,
    'Vendor reports a leaked API key that research-agent uses',
    ada,
    'Key revoked and rotated, every agent restarted with the new one',
  ],
  [
    80,
    '10:00:02',
    '00:04:51',
    sam,
    'Quarterly drill',
    sam,
    'Drill finished: every gateway refused within 5 s',
  ],
  [
    61,
    '13:31:17',
    '00:47:35',
    mei,
    'Research agent sends 40,000 requests to one customer’s site',
    sam,
    'Crawl limit set to 2 requests a second, customer informed',
  ],
  [
    40,
    '23:08:54',
    '01:33:20',
    noor,
    'On call: unexplained spend spike on the billing agent',
    noor,
    'Traced to a duplicated cron job, job removed',
  ],
  [
    27,
    '09:42:05',
    '00:31:48',
    ada,
    'Prompt injection reported in the support inbox agent',
    mei,
    'Inbox filter deployed, the red team could not repeat it',
  ],
  [
    27,
    '11:15:30',
    '02:05:09',
    ada,
    'The injection works again through a forwarded attachment',
    mei,
    'Attachments are stripped before the agent reads a mail',
  ],
  [
    12,
    '17:52:48',
    '00:21:37',
    jonas,
    'Agent deletes customer records outside its scope',
    jonas,
    'Its token may only read now, records restored from backup',
  ],
  [
    5,
    '03:20:19',
    '00:58:14',
    noor,
    'On call: billing agent issues credits without approval',
    sam,
    'A deploy had skipped the approval step, rolled back',
  ],
  [
    2,
    '14:06:37',
    '00:18:52',
    sam,
    'Mail agent forwards invoices to an unknown address',
    ada,
    'The address is the new accountant’s, added to the allow list',
  ],
];

const DAY = 86_400_000;

/** ms of `hh:mm:ss`. */
function span(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

/** The toggles of that half year before `now` (ms), oldest first; with `engaged`, one more that goes on. */
export function planLivedIn(engaged: boolean, now: number): LivedToggle[] {
  const today = Math.floor(now / DAY) * DAY;
  const past = scenes.flatMap(([daysAgo, time, length, by, why, endedBy, how]): LivedToggle[] => {
    const at = today - daysAgo * DAY + span(time);
    return [
      { engage: true, at, by, reason: why },
      { engage: false, at: at + span(length), by: endedBy, reason: how },
    ];
  });
  if (!engaged) return past;
  const ongoing = 'Agent deletes customer records outside its scope';
  return [...past, { engage: true, at: now - span('00:12:00'), by: sam, reason: ongoing }];
}
