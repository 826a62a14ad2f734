/** What somebody wrote into a field of a form. */
export function written(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === 'string' ? value.trim() : '';
}
