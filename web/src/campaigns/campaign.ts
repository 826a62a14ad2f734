import type { Preview } from '../announce/preview';
import type { Named } from '../messages/message';

export const BY = ['EMAIL', 'PHONE', 'ID'] as const;

/** The column that says whom a row means, and what it knows them by. */
export interface Mapping {
  readonly person: string;
  readonly by: (typeof BY)[number];
}

export interface Report {
  readonly good: number;
  readonly flawed: number;
  readonly flaws: Readonly<Record<string, number>>;
}

export interface Row {
  /** The line of the file; its first one is the head. */
  readonly number: number;
  readonly fields: Readonly<Record<string, string>>;
}

export interface JudgedRow extends Row {
  readonly person: Named | null;
  readonly flaw: { readonly code: string; readonly message: string } | null;
}

/** A list of people with what each of them is told. */
export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly state: 'DRAFT' | 'SENT';
  readonly columns: readonly string[];
  readonly rowCount: number;
  readonly mapping: Mapping | null;
  readonly report: Report | null;
  readonly sample: readonly Row[];
  readonly messageId: string | null;
  readonly createdAt: string;
}

export interface CampaignPreview extends Preview {
  /** What the rows are like with this text: one may lack a value that it needs. */
  readonly report: Report;
  readonly examples: readonly { readonly name: string; readonly title: string; readonly message: string }[];
}

/** What is asked about its rows is asked anew once they are checked anew; the server never sees what is behind #. */
export const asMapped = ({ mapping }: Pick<Campaign, 'mapping'>): string =>
  `#${encodeURIComponent(JSON.stringify(mapping))}`;

export const pathOf = (id: string): string => `/api/campaigns/${encodeURIComponent(id)}`;
