import type { FileRow } from '../upload/records.js';
import { flawOfRow, type Flaw } from '../report/flaws.js';
import { readPerson, type Mapping, type Way } from './mapping.js';

/** A row with what the directory is asked for, or with why it is not asked. */
export interface JudgedRow extends FileRow {
  key?: string;
  flaw?: Flaw;
}

const NOT_ONE: Record<Way, Flaw> = { EMAIL: 'NOT_AN_EMAIL', PHONE: 'NOT_A_PHONE', ID: 'NOT_AN_ID' };

/** What can be said of a row without asking anybody. */
export function judge(row: FileRow, columns: readonly string[], mapping: Mapping | null): JudgedRow {
  const flaw = flawOfRow(row.fields, columns);
  if (flaw || !mapping) return { ...row, flaw };
  return { ...row, ...judgePerson(mapping.by, row.fields[columns.indexOf(mapping.person)] ?? '') };
}

export function judgePerson(by: Way, text: string): Pick<JudgedRow, 'key' | 'flaw'> {
  if (text === '') return { flaw: 'EMPTY' };
  const key = readPerson(by, text);
  return key === undefined ? { flaw: NOT_ONE[by] } : { key };
}
